/** The columns under headings: of an OOR, of something else that is known, doubtful, or passed over with a remark. */
import { MOST_FAULTS } from '../../domain/errors.js'
import { clipped } from '../../shapes/check.js'
import { unknownCode } from './names.js'
import { tidy } from './spelling.js'
import { letters, type Cell, type Row, type Sheet } from './sheet.js'
import { isAbout, isAside, isIntake, isTotal, isUnplaced } from '../../words/around-tables.js'
import type { Account } from './account.js'
import { type Heading, least, most, said, isNumber } from './headings.js'
import type { Grid, Purpose } from './grid.js'
import { numbersIn } from './table-totals.js'

interface Columns {
  readonly columns: Map<string, number>
  readonly others: Map<string, number>
  /** Columns of no OOR, or of one that has a column already. */
  readonly doubtful: number[]
}

export function columnsOf(sheet: Sheet, heading: Heading, { oors, also }: Purpose, { warnings }: Account): Columns {
  const columns = new Map<string, number>()
  const others = new Map<string, number>()
  const doubtful: number[] = []
  for (const [column, text] of [...heading.texts].toSorted(([a], [b]) => a - b)) {
    const match = isNumero(text, heading) ? null : oors.match(text)
    if (match !== null && 'code' in match && !columns.has(match.code)) {
      columns.set(match.code, column)
      if (match.how !== 'prefix') continue
      warnings.push({
        code: 'name-taken',
        path: headingAt(sheet, heading, column),
        found: `${clipped(text)}: ${match.code}`,
      })
    } else {
      const word = tidy(text).toLowerCase()
      if (match === null && !others.has(word)) others.set(word, column)
      const known =
        isTotal(word) || isAbout(word) || isAside(word) || isUnplaced(word) || isIntake(word) || also?.(word) === true
      if (match !== null || (columns.size > 0 && !known)) doubtful.push(column)
    }
  }
  return { columns, others, doubtful }
}

/** "No" heads a column of numbers, where no other heading is a code written so: "On", "Nwn". */
function isNumero(text: string, { texts }: Heading): boolean {
  return text === 'No' && ![...texts.values()].some((each) => each !== 'No' && /^[A-Z][a-z]{1,2}$/.test(each))
}

function headingAt(sheet: Sheet, { row }: Heading, column: number): string {
  return sheet.form === 'workbook' ? sheet.at(row, column) : sheet.at(row)
}

/** A column of remarks is nobody's business; one of numbers may be an OOR with a slip of the pen. */
export function doubtfulColumns(
  sheet: Sheet,
  heading: Heading,
  { columns, doubtful }: Pick<Columns, 'columns' | 'doubtful'>,
  { oors, partial = false }: Purpose,
  { faults }: Account,
): void {
  const missing = oors.codes.filter((code) => !columns.has(code))
  const meant = new Set<string>()
  for (const column of doubtful) {
    const text = heading.texts.get(column)!
    const path = headingAt(sheet, heading, column)
    const match = isNumero(text, heading) ? null : oors.match(text)
    if (match !== null && 'code' in match) {
      const expected = headingAt(sheet, heading, columns.get(match.code)!).replace(/^.*!/, '')
      faults.push({ code: 'duplicate', path, found: text, expected: sheet.form === 'workbook' ? expected : '' })
      continue
    }
    if (!below(sheet, heading).some(({ cells }) => isNumber(cells.get(column)))) continue
    if (missing.length === 0 && match === null && !/^\p{L}+$/u.test(text)) continue
    const unknown = unknownCode(path, text, oors, faults.length)
    faults.push(unknown)
    for (const word of unknown.hint?.split(/[\s,]+/) ?? []) meant.add(word)
  }
  const cells = [...heading.texts].toSorted(([a], [b]) => a - b).map(([, text]): Cell => ({ kind: 'text', text }))
  const found = said(cells, ', ')
  // one that a heading is asked about is not asked for besides
  const absent = missing.filter((code) => !meant.has(code))
  for (const code of partial && columns.size > 0 ? [] : absent.slice(0, MOST_FAULTS)) {
    faults.push({ code: 'missing', path: sheet.at(heading.row), found, expected: code })
  }
}

function below(sheet: Sheet, heading: Heading): readonly Row[] {
  return sheet.rows.filter(({ number }) => number > heading.row && !heading.rows.has(number))
}

/** Columns that are neither labels nor figures: passed over, each with a remark; figures between those of OORs are a fault. */
export function skippedColumns(
  { sheet, columns, rows, notation }: Grid,
  { texts, row }: Heading,
  labels: readonly number[],
  { also }: Purpose,
  { faults, skipped }: Account,
): void {
  const across = [...columns.values()]
  const seen = new Map<number, { number: number; figures: boolean }>()
  for (const { number, cells, broken } of rows.values()) {
    if (broken) continue
    for (const [column, cell] of cells) {
      if (across.includes(column) || labels.includes(column)) continue
      const known = seen.get(column)
      seen.set(column, { number: known?.number ?? number, figures: known?.figures === true || isNumber(cell) })
    }
  }
  for (const [column, { number, figures }] of seen) {
    const text = texts.get(column)
    if (text === undefined && figures && column > least(across) && column < most(across)) {
      faults.push({ code: 'not-used', path: sheet.at(number, column), found: '-', expected: '' })
    } else if (text === undefined) {
      skipped.push({ code: 'text-beside', path: sheet.at(number, column), found: letters(column) })
    } else if (!isTotal(tidy(text)) && also?.(tidy(text).toLowerCase()) !== true) {
      const numbers = isUnplaced(tidy(text))
        ? numbersIn(
            [...rows.values()].map((each) => each.cells.get(column)),
            notation,
          )
        : null
      const [code, sum] =
        numbers === null ? (['column-skipped', ''] as const) : (['numbers-skipped', `: ${numbers}`] as const)
      skipped.push({ code, path: sheet.at(row, column, text), found: `${clipped(tidy(text))}${sum}` })
    }
  }
}
