/** 1.8 and 1.9: iterative proportional fitting (IPF) of a matrix to row and column totals. */
import { UNLIMITED, type Budget } from '../domain/budget.js'
import { Spare } from '../domain/spare.js'
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

const spare = new Spare()

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
  const columns = columnTotals.length
  const fitted = rowByRow(matrix, spare.of(matrix.length * (matrix[0]?.length ?? 0)))
  const ratios = new Float64Array(columns).fill(1)
  const sums = new Float64Array(columns)
  scale(fitted, ratios, rowTotals, sums)
  for (let sweep = 0; sweep < MAX_SWEEPS; sweep++) {
    if (budget.stopped()) return { outcome: 'time-limit' }
    if (compare(sums, columnTotals, ratios) && rowsMet(fitted, rowTotals, columns)) {
      return { outcome: 'fitted', matrix: matrixOf(fitted, matrix) }
    }
    if (sweep >= FIRST_LOOK && Number.isInteger(Math.log2(sweep))) {
      const cut = findCut(matrix, ratios, rowTotals, columnTotals)
      if (cut !== null) return { outcome: 'impossible', cut }
    }
    scale(fitted, ratios, rowTotals, sums)
  }
  return { outcome: 'no-convergence' }
}

/** The cells of a matrix, row by row. */
export function rowByRow(
  matrix: Matrix,
  cells: Float64Array = new Float64Array(matrix.length * (matrix[0]?.length ?? 0)),
): Float64Array {
  let cell = 0
  for (const row of matrix) for (let o = 0; o < row.length; o++) cells[cell++] = row[o]!
  return cells
}

/** Cells as a matrix again, of the size of another. */
function matrixOf(cells: Float64Array, sized: Matrix): Matrix {
  let cell = 0
  return sized.map((row) => {
    const copy = row.slice() // rows that grow by one at a time take twice the room
    for (let o = 0; o < copy.length; o++) copy[o] = cells[cell++]!
    return copy
  })
}

/** Per column what it has over what it should have: 1 is right. @returns whether all are */
function compare(sums: Float64Array, columnTotals: readonly number[], ratios: Float64Array): boolean {
  let right = true
  for (let o = 0; o < ratios.length; o++) {
    const [found, wanted] = [sums[o]!, columnTotals[o]!]
    const ratio = wanted === 0 ? (found === 0 ? 1 : Infinity) : found / wanted
    ratios[o] = ratio
    if (!(Math.abs(ratio - 1) <= TOLERANCE)) right = false
  }
  return right
}

/** Scales columns by their ratios, and then rows to their totals; a row at a time, which is half the work of all columns first. */
function scale(
  cells: Float64Array,
  ratios: Float64Array,
  rowTotals: readonly number[],
  /** What columns sum to then. */
  sums: Float64Array,
): void {
  const columns = ratios.length
  sums.fill(0)
  for (let s = 0, row = 0; s < rowTotals.length; s++, row += columns) {
    let found = 0
    for (let o = 0; o < columns; o++) {
      const ratio = ratios[o]!
      const cell = ratio === 0 ? 0 : cells[row + o]! / ratio
      cells[row + o] = cell
      found += cell
    }
    if (found === 0) continue // nothing to scale, nor to add
    const wanted = rowTotals[s]!
    for (let o = 0; o < columns; o++) {
      const cell = (cells[row + o]! * wanted) / found
      cells[row + o] = cell
      sums[o]! += cell
    }
  }
}

/** Rows are exact after scaling, unless a row has nothing to scale. */
function rowsMet(cells: Float64Array, rowTotals: readonly number[], columns: number): boolean {
  for (let s = 0; s < rowTotals.length; s++)
    if (rowTotals[s] !== 0 && isEmpty(cells, s * columns, columns)) return false
  return true
}

function isEmpty(cells: Float64Array, from: number, columns: number): boolean {
  for (let cell = from; cell < from + columns; cell++) if (cells[cell]! > 0) return false
  return true
}

/**
 * Where the zeros forbid the totals, the columns of the limit fall into classes by how overfull they stay; one of these
 * classes, from the fullest down, is the proof: rows that have places nowhere else, more than these columns take.
 */
function findCut(
  matrix: Matrix,
  ratios: Float64Array,
  rowTotals: readonly number[],
  columnTotals: readonly number[],
): ImpossibleFit | null {
  const order = Array.from(ratios.keys()).toSorted((a, b) => ratios[b]! - ratios[a]!)
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
