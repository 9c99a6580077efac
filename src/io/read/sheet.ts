/** A table as somebody made it: a sheet of a workbook, a CSV file or a matrix in JSON, all read in the same way. */
import type { Fault } from '../../domain/errors.js'
import { address, type CellKind, type ReadSheet } from '../xlsx/read.js'

export interface Cell {
  readonly kind: CellKind
  readonly text: string
}

export interface Row {
  /** As Excel numbers it, from 1; in CSV the line on which it begins. */
  readonly number: number
  /** Filled cells by column, from 0. */
  readonly cells: ReadonlyMap<number, Cell>
  /** How many cells the line has, filled or not, where that says whether something is missing. */
  readonly width?: number
}

export interface Sheet {
  readonly form: 'workbook' | 'csv' | 'json'
  /** What to call it in a fault: "x.xlsx:Blad1", "x.csv". */
  readonly path: string
  /** Rows with something in them, from the top. */
  readonly rows: readonly Row[]
  /** Whether it separates cells by commas, as programs do, and then writes a decimal point. */
  readonly plain: boolean
  /** The path of a row, or of a cell; in CSV the column goes by its heading. */
  readonly at: (row: number, column?: number, heading?: string) => string
}

/** A sheet of a workbook; its cells are called "x.xlsx:Voorstel!C5". */
export function workbookSheet({ name, rows }: ReadSheet, file: string): Sheet {
  const path = `${file}:${name}`
  const at: Sheet['at'] = (row, column) =>
    column === undefined ? `${path}!${row}:${row}` : `${path}!${address(row - 1, column)}`
  const tidied = rows.map(({ number, cells }) => ({
    number,
    cells: new Map([...cells].map(([column, { kind, text }]) => [column, { kind, text: visible(text) }])),
  }))
  return { form: 'workbook', path, rows: tidied, plain: false, at }
}

/** A matrix in JSON: headings, and lines with their label first. Numbers and plain decimal text are numbers. */
export function jsonSheet({ rows, columns, allocation }: Matrix, path: string, label = ''): Sheet {
  const at: Sheet['at'] = (row, column, heading) =>
    row === 0 ? path : `${path}.allocation[${row - 1}]${column === undefined ? '' : `:${heading ?? column}`}`
  const line = (number: number, cells: readonly (string | number)[]): Row => ({
    number,
    width: cells.length,
    cells: new Map(
      cells.flatMap((given, column): [number, Cell][] => {
        const text = visible(String(given))
        const isNumber = column > 0 && number > 0 && /^[+-]?\d+(\.\d*)?(e[+-]?\d{1,3})?$/i.test(text)
        return text === '' ? [] : [[column, { kind: isNumber ? 'number' : 'text', text }]]
      }),
    ),
  })
  const lines = rows.map((row, s) => line(s + 1, [row, ...(allocation[s] ?? [])]))
  return { form: 'json', path, rows: [line(0, [label, ...columns]), ...lines], plain: false, at }
}

interface Matrix {
  readonly rows: readonly string[]
  readonly columns: readonly string[]
  readonly allocation: readonly (readonly (string | number)[])[]
}

/** The letters of a column: how a spreadsheet names what has no heading. */
export function letters(column: number): string {
  return address(0, column).slice(0, -1)
}

/** A block of cells, as a remark names it: "x.xlsx:Blad1!B2:H9", "x.csv:2-9". */
export function blockAt(
  sheet: Sheet,
  [top, left]: readonly [number, number],
  [bottom, right]: readonly [number, number],
) {
  if (sheet.form === 'workbook') {
    const [first, last] = [sheet.at(top, left), address(bottom - 1, right)]
    return first.endsWith(`!${last}`) ? first : `${first}:${last}`
  }
  return top === bottom ? sheet.at(top) : `${sheet.at(top)}-${bottom}`
}

/** Text without what nobody sees (zero-width spaces and joiners, soft hyphens) and without the blanks around it. */
export function visible(text: string): string {
  return text.replace(/[\u00AD\u200B-\u200D\u2060\uFEFF]/g, '').trim()
}

/** Faults in the order of the rows in which they stand; those of no row come last. */
export function byRow(faults: readonly Fault[], sheet: Sheet): Fault[] {
  const rest = (path: string) => (path.startsWith(sheet.path) ? path.slice(sheet.path.length) : '')
  const row = ({ path }: Fault) => Number(/^(?:!\$?[A-Z]*|:|\.allocation\[)(\d+)/.exec(rest(path))?.[1] ?? Infinity)
  return faults.toSorted((a, b) => {
    const [first, second] = [row(a), row(b)]
    return first === second ? 0 : first - second
  })
}
