/**
 * The least that has to give way for a table without solution: the base distribution with some of its rules made soft.
 *
 *   minimise   places by which soft rules are broken, then the sum of |y - t|
 *   subject to the rules that are not soft
 *
 *   C1  a soft row total: the row's slack w, costs |w|
 *   C2  a soft column total: what the column has beyond its interval, at either end
 *   C3  a soft zero cell, or C4 a soft bound of a cell: places beyond it
 *
 * One row and one column of slack make it a table of exact totals again, so it stays a network and the least is exact:
 *
 *               o                                  slack
 *   s           y[s,o]                             w[s] = n[s] - row sum          n[s]
 *   slack       z[o] = C_high[o] - column sum      corner, free                   sum of C_high - sum of n
 *               C_high[o]                          0
 */
import { UNBOUNDED, type Table } from '../src/domain/table.js'
import type { Level, Program } from '../src/program/program.js'
import { naturalRoundings, objectiveLevels } from './costs.js'

/** Which rules are soft. */
export interface Soft {
  readonly rowTotals: boolean
  readonly columnTotals: boolean
  /** 1 per cell whose lower, or upper, bound is soft. */
  readonly low: Uint8Array
  readonly high: Uint8Array
}

/** One number of a table that changes. `total` is both ends of an exact total. */
export interface Change {
  readonly row: number | null
  readonly column: number | null
  readonly end: 'total' | 'low' | 'high'
  readonly from: number
  readonly to: number
}

/** A cell of the program: where it may go, and between which ends it costs nothing. Begins at the free value nearest to `start`. */
interface SoftCell {
  readonly low: number
  readonly high: number
  readonly freeLow: number
  readonly freeHigh: number
  readonly start: number
}

/** Builds the program in which the soft rules of a table give way as little as possible. */
export function relaxation(table: Table, soft: Soft): Program {
  const [rows, columns] = [table.rows.length + 1, table.columns.length + 1]
  const natural = naturalRoundings(table)
  const cells: SoftCell[] = []
  for (let s = 0; s < rows; s++) {
    for (let o = 0; o < columns; o++) cells.push(softCell(table, soft, natural, s, o))
  }
  const slack = sum(table.columnHigh) - sum(table.rowTotals)
  return {
    rows,
    columns,
    rowTotals: Int32Array.from([...table.rowTotals, slack]),
    columnTotals: Int32Array.from([...table.columnHigh, 0]),
    low: Int32Array.from(cells, ({ low }) => low),
    high: Int32Array.from(cells, ({ high }) => high),
    start: Int32Array.from(cells, startOf),
    levels: [broken(cells), closeness(table, natural)],
  }
}

function softCell(table: Table, soft: Soft, natural: Int32Array, s: number, o: number): SoftCell {
  const inRow = s < table.rows.length
  const inColumn = o < table.columns.length
  if (inRow && inColumn) {
    const cell = s * table.columns.length + o
    const [freeLow, freeHigh] = [table.low[cell]!, table.high[cell]!]
    const low = soft.low[cell] === 1 ? Math.min(0, freeLow) : freeLow
    return { low, high: soft.high[cell] === 1 ? UNBOUNDED : freeHigh, freeLow, freeHigh, start: natural[cell]! }
  }
  if (inRow) return slackCell(0, soft.rowTotals, table.rowTotals[s]!)
  if (inColumn) return slackCell(table.columnHigh[o]! - table.columnLow[o]!, soft.columnTotals, table.columnHigh[o]!)
  return { low: -UNBOUNDED, high: UNBOUNDED, freeLow: -UNBOUNDED, freeHigh: UNBOUNDED, start: 0 }
}

/** Slack that is free up to what the interval leaves open; `most` empties the row or column. */
function slackCell(free: number, soft: boolean, most: number): SoftCell {
  return { low: soft ? -UNBOUNDED : 0, high: soft ? most : free, freeLow: 0, freeHigh: free, start: 0 }
}

/** The value nearest to `start` that breaks least: where bounds cross, everything between them breaks as much. */
function startOf({ low, high, freeLow, freeHigh, start }: SoftCell): number {
  const free = clamp(start, Math.min(freeLow, freeHigh), Math.max(freeLow, freeHigh))
  return clamp(free, low, high)
}

/** Level 1: places outside what is free. */
function broken(cells: readonly SoftCell[]): Level {
  return {
    name: 'broken',
    marginal: (cell, y) => {
      const { freeLow, freeHigh } = cells[cell]!
      return (y >= freeHigh ? 1 : 0) - (y < freeLow ? 1 : 0)
    },
    steepest: 1,
    unit: 1,
  }
}

/** Level 2: of all that breaks equally little, the one whose cells stay closest to their targets. */
function closeness(table: Table, natural: Int32Array): Level {
  const [error] = objectiveLevels('absolute', table, natural)
  const [rows, columns] = [table.rows.length, table.columns.length]
  return {
    ...error!,
    marginal: (cell, y) => {
      const [s, o] = [Math.floor(cell / (columns + 1)), cell % (columns + 1)]
      return s < rows && o < columns ? error!.marginal(s * columns + o, y) : 0
    },
  }
}

/** What a solution of the relaxation breaks, in reading order: column totals, row totals, cells. */
export function changesIn(table: Table, y: Int32Array): Change[] {
  const [rows, columns] = [table.rows.length, table.columns.length]
  const at = (s: number, o: number) => y[s * (columns + 1) + o]!
  const changes: Change[] = []
  for (let o = 0; o < columns; o++) {
    const [low, high] = [table.columnLow[o]!, table.columnHigh[o]!]
    const to = high - at(rows, o)
    if (to < low || to > high) {
      const end = low === high ? 'total' : to < low ? 'low' : 'high'
      changes.push({ row: null, column: o, end, from: to < low ? low : high, to })
    }
  }
  for (let s = 0; s < rows; s++) {
    const from = table.rowTotals[s]!
    if (at(s, columns) !== 0) changes.push({ row: s, column: null, end: 'total', from, to: from - at(s, columns) })
  }
  for (let s = 0; s < rows; s++) {
    for (let o = 0; o < columns; o++) {
      const [low, high] = [table.low[s * columns + o]!, table.high[s * columns + o]!]
      const to = at(s, o)
      if (to < low) changes.push({ row: s, column: o, end: 'low', from: low, to })
      if (to > high) changes.push({ row: s, column: o, end: 'high', from: high, to })
    }
  }
  return changes
}

/** The table with changes made. A zero cell that is given room is one no longer. */
export function changed(table: Table, changes: readonly Change[]): Table {
  const rowTotals = [...table.rowTotals]
  const columnLow = [...table.columnLow]
  const columnHigh = [...table.columnHigh]
  const [low, high, zero] = [table.low.slice(), table.high.slice(), table.zero.slice()]
  for (const { row, column, end, to } of changes) {
    if (row !== null && column !== null) {
      const cell = row * table.columns.length + column
      const bounds = end === 'low' ? low : high
      bounds[cell] = to
      if (end === 'high') zero[cell] = 0
    } else if (row !== null) {
      rowTotals[row] = to
    } else if (column !== null) {
      if (end !== 'high') columnLow[column] = to
      if (end !== 'low') columnHigh[column] = to
    }
  }
  return { ...table, rowTotals, columnLow, columnHigh, low, high, zero }
}

function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(high, value))
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
