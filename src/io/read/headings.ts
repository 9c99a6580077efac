/** The headings of a table: the row that names most OORs, and the rows beside it. */
import { clipped } from '../../shapes/check.js'
import type { Codes } from './names.js'
import { tidy } from './spelling.js'
import type { Cell, Row, Sheet } from './sheet.js'
import { isAbout, isIntake, isTotal } from '../../words/around-tables.js'

/** How far down headings are looked for: titles and explanations stand above them. */
export const HEADING_WITHIN = 100

/** The headings of a table, which may stand in two rows. */
export interface Heading {
  readonly row: number
  readonly rows: ReadonlySet<number>
  readonly texts: ReadonlyMap<number, string>
}

export const least = (numbers: readonly number[]) => numbers.reduce((a, b) => Math.min(a, b), Infinity)

export const most = (numbers: readonly number[]) => numbers.reduce((a, b) => Math.max(a, b), -Infinity)

/** The first few cells, for a fault. */
export function said(cells: readonly Cell[], between: string): string {
  return clipped(
    cells
      .slice(0, 20)
      .map(({ text }) => clipped(tidy(text)))
      .join(between),
  )
}

/** The headings in the row that names most OORs, of equals the first: two at least, or all there are; and in the rows beside it. */
export function headingOf(sheet: Sheet, oors: Codes): Heading | null {
  const rows = sheet.rows.slice(0, HEADING_WITHIN)
  const named = (row: Row | undefined) =>
    new Set([...(row?.cells.values() ?? [])].flatMap(({ text }) => oors.find(text) ?? []))
  const counts = rows.map((row) => named(row).size)
  const best = counts.indexOf(most(counts))
  const row = rows[best]
  if (row === undefined || counts[best]! < Math.min(2, oors.codes.length)) return null
  const [above, under] = [rows[best - 1], sheet.rows[best + 1]]
  const beside = [
    ...(under !== undefined && (isHeadings(under) || isYears(under, row, oors)) ? [under] : []),
    ...(above !== undefined && isHeadings(above) ? [above] : []),
  ]
  const first = least([...row.cells].filter(([, { text }]) => oors.find(text) !== undefined).map(([column]) => column))
  const texts = new Map([...row.cells].map(([column, { text }]) => [column, text]))
  const used = new Set([row.number])
  for (const { number, cells } of beside) {
    for (const [column, { text }] of cells) {
      if (column < first && number > row.number) continue
      const known = texts.get(column)
      const isBetter = known !== undefined && oors.find(known) === undefined && oors.find(text) !== undefined
      if (known === undefined || isBetter) texts.set(column, text)
    }
    used.add(number)
  }
  return { row: row.number, rows: used, texts }
}

export function headingFrom(row: Row | undefined): Heading {
  const number = row?.number ?? 1
  return {
    row: number,
    rows: new Set([number]),
    texts: new Map([...(row?.cells ?? [])].map(([column, { text }]) => [column, text])),
  }
}

/** "NO (%)", "% NO" and "NO in %" are the OORs where no other headings are: then it says what the figures are. */
export function withoutPercent(sheet: Sheet): Sheet {
  const plain = (text: string) =>
    /\p{L}/u.test(text) ? text.replace(/^%\s+|\s*[([]?\s*(?:in )?%\s*[)\]]?$/gi, '') : text
  const rows = sheet.rows.slice(0, HEADING_WITHIN + 1).map((row) => ({
    ...row,
    cells: new Map([...row.cells].map(([column, cell]) => [column, { ...cell, text: plain(cell.text) }])),
  }))
  return { ...sheet, rows }
}

/** Words alone, several of them: a second row of headings. */
function isHeadings({ cells }: Row): boolean {
  return (
    cells.size > 1 &&
    [...cells.values()].every(({ kind, text }) => kind === 'text' && !/\d/.test(text) && /[\p{L}%]/u.test(text))
  )
}

/** One year below every OOR, and no other beside it. */
function isYears({ cells }: Row, { cells: above }: Row, oors: Codes): boolean {
  const named = [...above].filter(([, { text }]) => oors.find(text) !== undefined).map(([column]) => column)
  const figures = [...cells].filter(([, cell]) => isNumber(cell)).map(([column]) => column)
  const years = new Set([...named, ...figures].map((column) => cells.get(column)?.text ?? ''))
  const [year = ''] = years
  return years.size === 1 && /^(19|20)\d\d$/.test(year) && [...cells.keys()].every((column) => column >= least(named))
}

/** The row that is most like headings: by the words that are ours, then by words at all. */
export function likeliest(sheet: Sheet, oors: Codes): Row | undefined {
  const score = ({ cells }: Row) =>
    [...cells.values()].reduce((sum, { kind, text }) => {
      if (kind !== 'text') return sum
      if (oors.find(text) !== undefined) return sum + 100
      return sum + (isTotal(text) || isAbout(text) || isIntake(text) ? 10 : /\d/.test(text) ? 0 : 1)
    }, 0)
  const rows = sheet.rows.slice(0, HEADING_WITHIN)
  const scores = rows.map(score)
  return rows[Math.max(0, scores.indexOf(most(scores)))]
}

/** A number, or a text that begins like one. */
export function isNumber(cell: Cell | undefined): boolean {
  return (
    cell !== undefined && (cell.kind === 'number' || cell.kind === 'formula' || /^[-+−]?\s*[\d.,]*\d/.test(cell.text))
  )
}
