/** Scaling rows and columns of a table to its totals, within the bounds of its cells. */
import { look, UNLIMITED, type Budget } from '../domain/budget.js'
import type { Table } from '../domain/table.js'

/** Per row and per column what the targets are multiplied by, and what the cells become, in places. */
export interface Scaled {
  readonly row: Float64Array
  readonly column: Float64Array
  readonly cell: Float64Array
  /** Whether rows and columns are met; rows are met last. */
  readonly met: boolean
}

/** No column may be off by more than this, relative to its total. */
const TOLERANCE = 1e-12

/**
 * Iterative proportional fitting where cells have bounds: cell = target * row * column, or the bound nearest to it. Each row
 * and each column in turn gets the multiplier that meets its total. Without bounds it is the fit of the adherence rules
 * (Deming & Stephan 1940). Only additions, multiplications and divisions in a fixed order: the same bits on every machine.
 * @param table exact totals; cells with target 0 closed
 * @param sweeps after so many it stops, met or not
 * @throws OutOfTime
 */
export function scaleWithin(table: Table, sweeps: number, budget: Budget = UNLIMITED): Scaled {
  const [rows, columns] = [table.rows.length, table.columns.length]
  const row = new Float64Array(rows).fill(1)
  const column = new Float64Array(columns).fill(1)
  const lines = {
    rows: new Line(table, columns, columns, 1),
    columns: new Line(table, rows, 1, columns),
  }
  let met = false
  for (let sweep = 0; sweep < sweeps && !met; sweep++) {
    look(budget)
    if (sweep > 0) {
      for (let o = 0; o < columns; o++) column[o] = lines.columns.multiplier(o, row, table.columnHigh[o]!) ?? column[o]!
    }
    for (let s = 0; s < rows; s++) row[s] = lines.rows.multiplier(s, column, table.rowTotals[s]!) ?? row[s]!
    met = table.columnHigh.every((total, o) => {
      const found = lines.columns.sum(o, row, column[o]!)
      return Math.abs(found - total) <= TOLERANCE * Math.max(1, total)
    })
  }
  const cell = Float64Array.from(table.target, (target, i) =>
    clamp(target * row[Math.floor(i / columns)]! * column[i % columns]!, table.low[i]!, table.high[i]!),
  )
  return { row, column, cell, met }
}

/** One row, or one column, at a time. */
class Line {
  private readonly weight: Float64Array
  private readonly low: Float64Array
  private readonly high: Float64Array

  constructor(
    private readonly table: Table,
    private readonly length: number,
    private readonly lineStride: number,
    private readonly cellStride: number,
  ) {
    this.weight = new Float64Array(length)
    this.low = new Float64Array(length)
    this.high = new Float64Array(length)
  }

  /** What the line sums to with this multiplier and those of the other side. */
  sum(line: number, others: Float64Array, multiplier: number): number {
    this.read(line, others)
    return this.valueAt(multiplier)
  }

  /** The multiplier with which the line meets its total; null where no cell of it can move. */
  multiplier(line: number, others: Float64Array, total: number): number | null {
    this.read(line, others)
    const { weight, low, high, length } = this
    let sum = 0
    for (let i = 0; i < length; i++) sum += weight[i]!
    if (sum === 0) return null
    const plain = total / sum
    for (let i = 0; i < length; i++) {
      const value = plain * weight[i]!
      if (!(value >= low[i]! && value <= high[i]!)) return this.bounded(total)
    }
    return plain
  }

  private read(line: number, others: Float64Array): void {
    const { table, length, lineStride, cellStride, weight } = this
    for (let i = 0, cell = line * lineStride; i < length; i++, cell += cellStride) {
      const low = table.low[cell]!
      const high = table.high[cell]!
      weight[i] = low < high ? table.target[cell]! * others[i]! : 0
      this.low[i] = low
      this.high[i] = high
    }
  }

  /** The sum rises with the multiplier in straight pieces, from bound to bound of each cell: find the piece. */
  private bounded(total: number): number | null {
    const ends: number[] = []
    this.weight.forEach((weight, i) => {
      if (weight === 0) return
      ends.push(this.low[i]! / weight, this.high[i]! / weight)
    })
    ends.sort((a, b) => a - b)
    let from = 0
    let before = this.valueAt(0)
    for (const end of ends) {
      const value = this.valueAt(end)
      if (value >= total) return value === before ? end : from + ((end - from) * (total - before)) / (value - before)
      from = end
      before = value
    }
    return from // the bounds allow no more
  }

  private valueAt(multiplier: number): number {
    let sum = 0
    for (let i = 0; i < this.length; i++) sum += clamp(multiplier * this.weight[i]!, this.low[i]!, this.high[i]!)
    return sum
  }
}

function clamp(value: number, low: number, high: number): number {
  return value < low ? low : value > high ? high : value
}
