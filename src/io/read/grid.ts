/**
 * The table in a sheet, in the layout that people have: specialties down, OORs across, and around it whatever else they like
 * to see. Finds the headings, knows codes, names and aliases, checks totals, and gives account of every cell: it is used,
 * passed over with a remark, or a fault by its place.
 */
import { MOST_FAULTS, type Fault } from '../../domain/errors.js'
import { clipped } from '../../shapes/check.js'
import type { Codes } from './names.js'
import { tidy } from './spelling.js'
import { notationOf, type Kind, type Notation } from './numbers.js'
import { blockAt, type Cell, type Row, type Sheet } from './sheet.js'
import { isTotal, isUnplaced } from '../../words/around-tables.js'
import { type Account, MOST_REMARKS } from './account.js'
import { headingOf, headingFrom, withoutPercent, likeliest, least, most, said } from './headings.js'
import { columnsOf, doubtfulColumns, skippedColumns } from './columns.js'
import { type Under, rowsUnder, wordsIn } from './rows.js'
import { numbersIn } from './table-totals.js'

/** A row of a specialty. */
export interface GridRow {
  readonly number: number
  /** The cell that names the specialty, and where it stands. */
  readonly label: Cell
  readonly at: string
  /** Nothing where the line is too short or too long: then nothing stands where it should. */
  readonly cells: Row['cells']
  readonly broken: boolean
}

export interface Grid {
  readonly sheet: Sheet
  /** What to call the sheet in a fault: "x.xlsx:Zorggebruik alle". */
  readonly path: string
  /** The row of the headings. */
  readonly heading: number
  /** Columns by OOR, from 0. */
  readonly columns: ReadonlyMap<string, number>
  /** Other columns by their heading, in lower case. */
  readonly others: ReadonlyMap<string, number>
  readonly rows: ReadonlyMap<string, GridRow>
  /** Rows of totals, and columns of totals with their headings. */
  readonly totals: { readonly rows: readonly Row[]; readonly columns: readonly (readonly [number, string])[] }
  /** What is passed over and may yet be counted in totals: rows of specialties outside the frame, columns of no OOR. */
  readonly apart: { readonly rows: readonly Row[]; readonly columns: readonly (readonly [number, string])[] }
  readonly notation: Notation
  /** The path of a cell. */
  readonly at: (row: number, column: number) => string
}

/** What a table is read for. */
export interface Purpose {
  readonly specialties: Codes
  readonly oors: Codes
  readonly kind: Kind
  /** Whether specialties outside the frame are rows too, by their names; else they are passed over. */
  readonly outside?: boolean
  /** Whether OORs may be left out. */
  readonly partial?: boolean
  /** Other columns that belong to the table, by their heading. */
  readonly also?: (heading: string) => boolean
}

/**
 * Finds the table of a sheet.
 * @returns null, with a fault, when no row of a workbook names OORs, or the sheet is far larger than its table can be. What cannot
 * be placed is a fault
 */
export function gridOf(sheet: Sheet, purpose: Purpose, account: Account): Grid | null {
  const { oors, specialties } = purpose
  if (isTooLarge(sheet, purpose, account)) return null
  const found = headingOf(sheet, oors) ?? headingOf(withoutPercent(sheet), oors)
  if (found === null && sheet.form === 'workbook') {
    const quoted = said([...(likeliest(sheet, oors)?.cells.values() ?? [])], ' | ')
    account.faults.push({ code: 'no-table', path: sheet.path, found: quoted, expected: clipped(oors.codes.join(', ')) })
    return null
  }
  const heading = found ?? headingFrom(likeliest(sheet, oors))
  const { columns, others, doubtful } = columnsOf(sheet, heading, purpose, account)
  const places = new Map([...columns].map(([oor, column]) => [column, oor]))
  const at: Grid['at'] = (row, column) => sheet.at(row, column, places.get(column) ?? heading.texts.get(column))
  doubtfulColumns(sheet, heading, { columns, doubtful }, purpose, account)
  const under = rowsUnder(sheet, heading, [...columns.values()], purpose, account)
  const notation = notationIn(sheet, purpose.kind, under.rows, [...columns.values()], at, account.warnings)
  const totals = {
    rows: under.totals,
    columns: [...heading.texts].filter(([column, text]) => !places.has(column) && isTotal(tidy(text))),
  }
  const grid: Grid = {
    sheet,
    path: sheet.path,
    heading: heading.row,
    columns,
    others,
    rows: under.rows,
    totals,
    apart: {
      rows: under.apart,
      columns: [...heading.texts].filter(([column, text]) => !places.has(column) && isUnplaced(tidy(text))),
    },
    notation,
    at,
  }
  for (const [column, text] of totals.columns) {
    account.skipped.push({
      code: 'totals-column',
      path: sheet.at(heading.row, column, text),
      found: clipped(tidy(text)),
    })
  }
  skippedColumns(grid, heading, under.labels, purpose, account)
  rowsOfNone(grid, under, account)
  const numbers = [...under.rows.values()].map(({ number }) => number)
  if (numbers.length > 0 && columns.size > 0) {
    const across = [...columns.values()]
    const [left, right] = [Math.min(...across), Math.max(...across)]
    const block = blockAt(sheet, [least(numbers), left], [most(numbers), right])
    const inFrame = [...under.rows.keys()].filter((code) => specialties.codes.includes(code)).length
    if (inFrame > 0) account.used.push({ code: 'specialties', path: block, found: String(inFrame) })
    account.used.push({ code: 'oors', path: sheet.at(heading.row), found: String(columns.size) })
  }
  return grid
}

/** So much more than the table itself is no note beside it. */
const MOST_AROUND = 1_000

function isTooLarge(sheet: Sheet, { specialties, oors }: Purpose, { faults }: Account): boolean {
  const columns = sheet.rows.reduce((widest, { cells }) => Math.max(widest, cells.size), 0)
  const sizes = { rows: [sheet.rows.length, specialties.codes.length], columns: [columns, oors.codes.length] } as const
  const before = faults.length
  for (const [side, [size, known]] of Object.entries(sizes)) {
    const limit = MOST_AROUND + 3 * known
    if (size <= limit) continue
    faults.push({ code: 'too-large', path: sheet.path, found: `${size} ${side}`, expected: `<= ${limit} ${side}` })
  }
  return faults.length > before
}

function notationIn(
  sheet: Sheet,
  kind: Kind,
  rows: ReadonlyMap<string, GridRow>,
  columns: readonly number[],
  at: Grid['at'],
  warnings: Account['warnings'],
): Notation {
  function* figures() {
    for (const { number, cells } of rows.values()) {
      for (const column of columns) {
        const cell = cells.get(column)
        if (cell !== undefined) yield [cell, () => at(number, column), number, column] as const
      }
    }
  }
  return notationOf(sheet, kind, figures(), warnings)
}

/** Rows of no specialty, each with the sum of its numbers. */
function rowsOfNone({ sheet, columns, notation }: Grid, { unplaced, labels }: Under, { skipped }: Account): void {
  const across = [...columns.values()]
  for (const { number, cells } of unplaced.slice(0, MOST_REMARKS)) {
    const words = wordsIn(cells, labels).map(({ cell }) => cell)
    const sum = numbersIn(
      across.map((column) => cells.get(column)),
      notation,
    )
    skipped.push({ code: 'numbers-of-row', path: sheet.at(number), found: `${said(words, ' ')}: ${sum ?? '-'}` })
  }
}

function firstFew(codes: readonly string[]): string {
  return [...codes.slice(0, 40), ...(codes.length > 40 ? ['...'] : [])].join(', ')
}

/** Numbers in the order of the codes asked for; `none` where there is no row, with a fault, or the row is broken. */
export function valuesOf<T>(
  grid: Grid,
  listed: readonly string[],
  oors: readonly string[],
  none: T,
  faults: Fault[],
  read: (cell: Cell | undefined, path: string, row: GridRow) => T,
): T[][] {
  const columns = oors.map((oor) => grid.columns.get(oor))
  const missing = listed.filter((code) => !grid.rows.has(code))
  // a table with most of its rows left out is one fault
  const told = missing.length > 5 ? [firstFew(missing)] : missing
  for (const expected of told) faults.push({ code: 'missing', path: grid.path, found: '-', expected })
  return listed.map((code) => {
    const row = grid.rows.get(code)
    if (row === undefined || row.broken || faults.length > MOST_FAULTS) return oors.map(() => none)
    return columns.map((column) =>
      column === undefined ? none : read(row.cells.get(column), grid.at(row.number, column), row),
    )
  })
}
