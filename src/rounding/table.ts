/** The table to round, from a problem or from a scenario's target. */
import { InputError, type Fault } from '../domain/errors.js'
import { indexOf } from '../domain/index-of.js'
import type { Options } from '../domain/options.js'
import { UNBOUNDED, type Table } from '../domain/table.js'

interface Parts {
  readonly rows: readonly string[]
  readonly columns: readonly string[]
  readonly targetNano: Float64Array
  readonly rowTotals: readonly number[]
  readonly columnTotals: readonly (number | readonly [number, number])[]
  readonly zeroCells: readonly (readonly [string, string])[]
  readonly bounds: readonly (readonly [string, string, number, number])[]
}

/** Puts zero cells, cells without care use and agreed bounds into bounds per cell. */
export function tableOf(parts: Parts, options: Options): Table {
  const { rows, columns, targetNano, rowTotals, columnTotals } = parts
  const [rowIndex, columnIndex] = [indexOf(rows), indexOf(columns)]
  const cellOf = (row: string, column: string) => rowIndex(row) * columns.length + columnIndex(column)
  const national = rowTotals.reduce((sum, total) => sum + total, 0)
  const low = new Int32Array(targetNano.length)
  const high = new Int32Array(targetNano.length).fill(UNBOUNDED)
  const zero = new Uint8Array(targetNano.length)
  for (const [row, column, least, most] of parts.bounds) {
    const cell = cellOf(row, column)
    low[cell] = Math.max(low[cell]!, least)
    high[cell] = Math.min(high[cell]!, most)
  }
  // `zeroTarget`: a cell without care use gets no place
  if (options.zeroTarget === 'stays-zero') {
    for (let cell = 0; cell < high.length; cell++) if (targetNano[cell] === 0) high[cell] = 0
  }
  // FAQ 7.3: no places for a training that the OOR does not have
  for (const [row, column] of parts.zeroCells) {
    const cell = cellOf(row, column)
    zero[cell] = 1
    high[cell] = 0
  }
  return {
    rows,
    columns,
    target: targetNano,
    rowTotals,
    columnLow: columnTotals.map((total) => (typeof total === 'number' ? total : total[0])),
    columnHigh: columnTotals.map((total) =>
      typeof total === 'number' ? total : Math.max(total[0], Math.min(total[1], national)),
    ),
    zero,
    low,
    high,
    half: options.half,
    tieBreak: options.tieBreak,
  }
}

/**
 * What objective `proportional` and method `lottery` ask of a table: fixed totals, and no places where the target is 0, since
 * neither a multiplier nor a fit makes more of 0.
 * @throws InputError `open-total` for a total that may lie between two ends
 */
export function fixedTable(table: Table): Table {
  const faults = table.columnLow.flatMap((low, o): Fault[] => {
    const high = table.columnHigh[o]!
    return low === high
      ? []
      : [{ code: 'open-total', path: `columnTotals[${o}]`, found: `[${low}, ${high}]`, expected: 'int' }]
  })
  if (faults.length > 0) throw new InputError(faults)
  return { ...table, high: table.high.map((high, cell) => (table.target[cell] === 0 ? 0 : high)) }
}

/** Where each line of an order came to stand. */
export function inverse(order: readonly number[]): number[] {
  const positions = order.map(() => 0)
  order.forEach((line, position) => (positions[line] = position))
  return positions
}

/** The table with its rows and columns in another order. */
export function reordered(table: Table, rows: readonly number[], columns: readonly number[]): Table {
  return {
    rows: rows.map((row) => table.rows[row]!),
    columns: columns.map((column) => table.columns[column]!),
    target: picked(table.target, rows, columns),
    rowTotals: rows.map((row) => table.rowTotals[row]!),
    columnLow: columns.map((column) => table.columnLow[column]!),
    columnHigh: columns.map((column) => table.columnHigh[column]!),
    zero: picked(table.zero, rows, columns),
    low: picked(table.low, rows, columns),
    high: picked(table.high, rows, columns),
    half: table.half,
    ...(table.near && { near: { ...table.near, places: picked(table.near.places, rows, columns) } }),
    tieBreak: table.tieBreak,
    ...(table.owed && { owed: picked(table.owed, rows, columns) }),
  }
}

/** A matrix with its rows and columns in another order. */
export function picked<M extends Float64Array | Int32Array | Uint8Array>(
  matrix: M,
  rows: readonly number[],
  columns: readonly number[],
): M {
  const copy = matrix.slice() as M
  rows.forEach((row, s) => {
    columns.forEach((column, o) => {
      copy[s * columns.length + o] = matrix[row * columns.length + column]!
    })
  })
  return copy
}
