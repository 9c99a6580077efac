/** 1.8 and 1.9: iterative proportional fitting (IPF) of a matrix to row and column totals. */
import { UNLIMITED, type Budget } from '../domain/budget.js'
import type { Matrix } from './care-use.js'

/** Sets of rows and columns by index that prove the totals impossible: `rows` fit nowhere but in `columns`, which are full. */
export interface ImpossibleFit {
  readonly rows: readonly number[]
  readonly columns: readonly number[]
  /** Places that the rows must place beyond what the columns can take. */
  readonly short: number
}

/** What came of a fit: a matrix, a proof that there is none, or neither within the sweeps or the time allowed. */
export type Fit =
  | { readonly outcome: 'fitted'; readonly matrix: Matrix }
  | { readonly outcome: 'impossible'; readonly cut: ImpossibleFit }
  | { readonly outcome: 'no-convergence' | 'time-limit' }

/** No column may be off by more than this, relative to its total. */
const TOLERANCE = 1e-13
const MAX_SWEEPS = 20_000
/** A proof of impossibility is looked for after 64, 128, 256, ... sweeps; it holds whenever it is found. */
const FIRST_LOOK = 64

/**
 * Scales rows and columns in turn until the matrix has the wanted totals (Deming & Stephan 1940); zeros stay zero. Rows
 * are met last. Only additions, multiplications and divisions in a fixed order: the same bits on every machine.
 * @param matrix rows x columns, not negative
 */
export function fit(
  matrix: Matrix,
  rowTotals: readonly number[],
  columnTotals: readonly number[],
  budget: Budget = UNLIMITED,
): Fit {
  const fitted = matrix.map((row) => [...row])
  scaleRows(fitted, rowTotals)
  for (let sweep = 0; sweep < MAX_SWEEPS; sweep++) {
    if (budget.stopped()) return { outcome: 'time-limit' }
    const ratios = columnRatios(fitted, columnTotals)
    if (ratios.every((ratio) => Math.abs(ratio - 1) <= TOLERANCE) && rowsMet(fitted, rowTotals)) {
      return { outcome: 'fitted', matrix: fitted }
    }
    if (sweep >= FIRST_LOOK && Number.isInteger(Math.log2(sweep))) {
      const cut = findCut(matrix, fitted, rowTotals, columnTotals)
      if (cut !== null) return { outcome: 'impossible', cut }
    }
    for (const row of fitted) ratios.forEach((ratio, o) => (row[o] = ratio === 0 ? 0 : row[o]! / ratio))
    scaleRows(fitted, rowTotals)
  }
  return { outcome: 'no-convergence' }
}

/** Per column what it has over what it should have: 1 is right. */
function columnRatios(matrix: Matrix, columnTotals: readonly number[]): number[] {
  return columnTotals.map((wanted, o) => {
    const found = matrix.reduce((sum, row) => sum + row[o]!, 0)
    return wanted === 0 ? (found === 0 ? 1 : Infinity) : found / wanted
  })
}

function scaleRows(matrix: number[][], rowTotals: readonly number[]): void {
  matrix.forEach((row, s) => {
    const found = row.reduce((sum, places) => sum + places, 0)
    if (found > 0) row.forEach((places, o) => (row[o] = (places * rowTotals[s]!) / found))
  })
}

/** Rows are exact after scaling, unless a row has nothing to scale. */
function rowsMet(matrix: Matrix, rowTotals: readonly number[]): boolean {
  return matrix.every((row, s) => rowTotals[s] === 0 || row.some((places) => places > 0))
}

/**
 * Where the zeros forbid the totals, the columns of the limit fall into classes by how overfull they stay; one of these
 * classes, from the fullest down, is the proof: rows that have places nowhere else, more than these columns take.
 */
function findCut(
  matrix: Matrix,
  fitted: Matrix,
  rowTotals: readonly number[],
  columnTotals: readonly number[],
): ImpossibleFit | null {
  const ratios = columnRatios(fitted, columnTotals)
  const order = ratios.map((_, o) => o).toSorted((a, b) => ratios[b]! - ratios[a]!)
  for (let size = 0; size < order.length; size++) {
    const columns = order.slice(0, size)
    const inside = new Set(columns)
    const rows = matrix.flatMap((row, s) => (row.every((places, o) => places === 0 || inside.has(o)) ? [s] : []))
    const must = rows.reduce((sum, s) => sum + rowTotals[s]!, 0)
    const room = columns.reduce((sum, o) => sum + columnTotals[o]!, 0)
    if (must - room > 1e-6) return { rows, columns: columns.toSorted((a, b) => a - b), short: must - room }
  }
  return null
}
