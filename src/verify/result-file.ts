/** What a result says, what a scenario says that it must say, and the table that it is about. */
import type { LevelValue } from '../domain/result.js'
import { UNBOUNDED, type Half, type Table, type TieBreak } from '../domain/table.js'
import type { Result } from '../shapes/answers/result.js'
import { owedIn } from './carry.js'
import { NANO } from './rank.js'

/** What a check can establish. */
export type Proves =
  | 'margins'
  | 'bounds'
  | 'zero-cells'
  | 'levels'
  | 'optimality'
  | 'uniqueness'
  | 'target'
  | 'carry'
  | 'infeasibility'
  | 'freedom'

/** The options that decide how a table is rounded. */
interface Deciding {
  readonly half: Half
  readonly zeroTarget: 'stays-zero' | 'free'
  /** A file of before there was such an option lacks it: then it was `error`. */
  readonly tieBreak?: TieBreak
}

/** A result, or what somebody made of it. What is not published is null. */
export type ResultFile = Omit<Result, 'oorTotals' | 'levels' | 'options'> & {
  readonly published?: true | undefined
  readonly options: Result['options'] & Required<Deciding>
  readonly oorTotals: {
    readonly raw: readonly number[] | null
    readonly floored: readonly number[] | null
    readonly rounded: readonly number[]
  } | null
  readonly levels: readonly { readonly name: LevelValue['name']; readonly value: number | null }[] | null
}

/** What a scenario says the input of the rounding must be, recomputed from its care use. */
export interface Expected {
  readonly sha256: string
  readonly data: string | null
  readonly rows: readonly string[]
  readonly columns: readonly string[]
  readonly rowTotals: readonly number[]
  readonly columnTotals: readonly number[]
  readonly target: readonly (readonly number[])[] | null
  readonly zeroCells: readonly (readonly [string, string])[]
  readonly bounds: readonly (readonly [string, string, number, number])[]
}

/** And what else a result says of its scenario. */
export type ExpectedResult = Expected &
  Pick<Result, 'oorTotals' | 'flooredOors' | 'leftOut' | 'year'> & {
    /** Missing for a workbook, which is called after its file: under another name it is the same scenario, and the hash tells. */
    readonly scenario?: string | null
    /** In places; 0 for none. */
    readonly floor: number
  }

/** The same question, answered again. */
export interface Again {
  /** As the file should be: published if it is. */
  readonly same: object
  /** The same with nothing left out, and with an allocation where there is one. */
  readonly whole: Result
  /** Where nothing can be fitted before rounding: what was to be fitted, in billionths. */
  readonly unfitted: Table | null
}

/** What a file may be silent about. What is not said is not checked, and stands in `notChecked`. */
export const SILENCE = {
  solver: null,
  oorTotals: null,
  flooredOors: [],
  ties: null,
  optima: null,
  freedom: null,
  chains: null,
  seed: null,
  trace: null,
  leftOut: null,
  remarks: [],
  near: null,
  precision: null,
  milliseconds: 0,
  year: null,
  carry: null,
} as const

/** A file with nothing where it is silent. */
export function completed(given: ResultFile): ResultFile {
  return Object.assign({ data: null, conflict: null, lottery: null }, SILENCE, given)
}

/** The cells that get no place whatever they are owed, by the year's own target. */
export function cellsThatStayEmpty(file: ResultFile): (cell: number) => boolean {
  if (file.carry?.target == null) return () => false
  const { high } = tableOf({ ...file, method: 'stepwise', target: file.carry.target, carry: null })
  return (cell) => high[cell] === 0
}

/** The table of a result: zero cells, cells without care use and agreed bounds, as bounds per cell. */
export function tableOf(
  file: Pick<
    ResultFile,
    | 'method'
    | 'objective'
    | 'rows'
    | 'columns'
    | 'rowTotals'
    | 'columnTotals'
    | 'target'
    | 'zeroCells'
    | 'bounds'
    | 'carry'
  > & { readonly options: Deciding },
): Table {
  const columns = file.columns.length
  const cells = file.rows.length * columns
  const target = Float64Array.from(file.target?.flat() ?? Array.from({ length: cells }, () => 0), (each) =>
    Math.round(each * Number(NANO)),
  )
  const columnTotals = file.columnTotals ?? file.columns.map(() => 0)
  const national = file.rowTotals.reduce((sum, each) => sum + each, 0)
  const low = new Int32Array(cells)
  const high = new Int32Array(cells).fill(UNBOUNDED)
  const zero = new Uint8Array(cells)
  const cellOf = cellFinder(file)
  for (const [row, column, least, most] of file.bounds) {
    const cell = cellOf(row, column)
    low[cell] = Math.max(low[cell]!, least)
    high[cell] = Math.min(high[cell]!, most)
  }
  // neither a multiplier nor a fit makes more of 0, whatever the option says
  const { method, objective, options } = file
  const fixed = method === 'lottery' || (method === 'optimal' && objective === 'proportional')
  if (file.target !== null && fixed) target.forEach((each, cell) => each === 0 && (high[cell] = 0))
  if (file.target !== null && options.zeroTarget === 'stays-zero') {
    // a cell that arrears bring down to 0 has care use
    const own = file.carry?.target ?? file.target
    own.flat().forEach((each, cell) => each === 0 && (high[cell] = 0))
  }
  const owed = file.carry?.rule === 'arrears' ? owedIn(file.carry) : null
  for (const [row, column] of file.zeroCells) {
    const cell = cellOf(row, column)
    zero[cell] = 1
    high[cell] = 0
  }
  return {
    rows: file.rows,
    columns: file.columns,
    target,
    rowTotals: file.rowTotals,
    columnLow: columnTotals.map((total) => (typeof total === 'number' ? total : total[0])),
    // no column can take more than there is
    columnHigh: columnTotals.map((total) =>
      typeof total === 'number' ? total : Math.max(total[0], Math.min(total[1], national)),
    ),
    zero,
    low,
    high,
    half: file.options.half,
    tieBreak: file.options.tieBreak,
    ...(owed && { owed: Float64Array.from(owed, Number) }),
  }
}

/** The cell of two codes that the table has. */
export function cellFinder({
  rows,
  columns,
}: Pick<ResultFile, 'rows' | 'columns'>): (row: string, column: string) => number {
  const places = (codes: readonly string[]) => new Map(codes.map((code, i) => [code, i]))
  const [rowAt, columnAt] = [places(rows), places(columns)]
  return (row, column) => rowAt.get(row)! * columns.length + columnAt.get(column)!
}

export function short(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}...` : text
}
