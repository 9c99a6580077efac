/** The rows of a linear program over values, as they grow. */
import type { LinearRows } from '../solvers/integer.js'

/** A matrix by row, as it grows. */
export class ValueRows {
  private readonly low: number[] = []
  private readonly high: number[] = []
  private readonly starts: number[] = []
  private readonly column: number[] = []
  private readonly coefficient: number[] = []

  get count(): number {
    return this.low.length
  }

  begin(low: number, high: number): void {
    this.low.push(low)
    this.high.push(high)
    this.starts.push(this.column.length)
  }

  add(column: number, coefficient: number): void {
    if (coefficient === 0) return
    this.column.push(column)
    this.coefficient.push(coefficient)
  }

  /** @param breakable so many rows, from the first, get two columns that break them at a cost of 1 */
  done(cost: Float64Array, breakable: number): LinearRows {
    const begin = Int32Array.from([...this.starts, this.column.length])
    const rows = {
      rowLow: Float64Array.from(this.low),
      rowHigh: Float64Array.from(this.high),
    }
    if (breakable === 0) {
      const entries = { column: Int32Array.from(this.column), coefficient: Float64Array.from(this.coefficient) }
      return { cost, ...rows, begin, ...entries }
    }
    const count = cost.length
    const column: number[] = []
    const coefficient: number[] = []
    const starts = begin.map((from, row) => from + 2 * Math.min(row, breakable))
    for (let row = 0; row < this.count; row++) {
      column.push(...this.column.slice(begin[row], begin[row + 1]))
      coefficient.push(...this.coefficient.slice(begin[row], begin[row + 1]))
      if (row >= breakable) continue
      column.push(count + 2 * row, count + 2 * row + 1)
      coefficient.push(1, -1)
    }
    return {
      cost: Float64Array.from({ length: count + 2 * breakable }, (_, c) => (c < count ? cost[c]! : 1)),
      ...rows,
      begin: starts,
      column: Int32Array.from(column),
      coefficient: Float64Array.from(coefficient),
    }
  }
}
