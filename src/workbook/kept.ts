/**
 * Sheets of the workbooks that an answer was made from, handed on in its own: their values, where they stood. What the answer writes anew
 * (a proposal, the advices that it was held against) goes in their place.
 */
import type { KeptSheet } from '../domain/reading.js'
import { roleOf } from '../io/read/workbook.js'
import type { WrittenCell, WrittenSheet } from '../io/xlsx/write.js'
import { SHEET } from '../words/workbook.js'

/** Longer is no name for Excel. */
const LONGEST = 31
const WIDEST = 60

/** What our own workbooks write anew each time, in either language. */
const OWN = new Set(
  (['rules', 'balance', 'consequences', 'repair', 'repaired', 'account'] as const).flatMap((key) => [
    SHEET[key].nl.toLowerCase(),
    SHEET[key].en.toLowerCase(),
  ]),
)

/**
 * The sheets that go along.
 * @param written what the answer has by itself; @param header stands at the top of every page
 */
export function keptSheets(
  given: readonly KeptSheet[],
  written: readonly WrittenSheet[],
  header: string,
): WrittenSheet[] {
  const roles = new Set(written.flatMap(({ name }) => roleOf(name) ?? []))
  const names = new Set(written.map(({ name }) => name.toLowerCase()))
  const seen = new Set<string>()
  return given.flatMap((sheet) => {
    const role = roleOf(sheet.name)
    const isAnew = OWN.has(sheet.name.toLowerCase()) || (role !== undefined && roles.has(role))
    const content = JSON.stringify([sheet.name, sheet.rows.map(({ number, cells }) => [number, [...cells]])])
    if (isAnew || seen.has(content)) return []
    seen.add(content)
    const name = freeName(sheet.name, names)
    names.add(name.toLowerCase())
    return [sheetOf(sheet, name, header)]
  })
}

/** Two files may have a sheet of one name, with different things on it. */
function freeName(name: string, taken: ReadonlySet<string>): string {
  for (let i = 1; ; i++) {
    const mark = i === 1 ? '' : ` (${i})`
    const free = name.slice(0, LONGEST - mark.length) + mark
    if (!taken.has(free.toLowerCase())) return free
  }
}

function sheetOf({ rows, hidden }: KeptSheet, name: string, header: string): WrittenSheet {
  const lines: (WrittenCell | null)[][] = []
  const widths: number[] = []
  for (const { number, cells } of rows) {
    const line: (WrittenCell | null)[] = []
    for (const [column, { kind, text }] of cells) {
      line[column] = { value: kind === 'number' ? Number(text) : text }
      widths[column] = Math.min(WIDEST, Math.max(widths[column] ?? 10, text.length + 2))
    }
    lines[number - 1] = Array.from(line, (each) => each ?? null)
  }
  return {
    name,
    header,
    rows: Array.from(lines, (each) => each ?? []),
    widths: Array.from(widths, (each) => each ?? 10),
    frozen: { rows: 0, columns: 0 },
    ...(hidden && { hidden }),
  }
}
