/**
 * The linear program that the multipliers of a proof come from. One variable for every value that a whole variable may have, between
 * 0 and 1 and together 1: what a value costs and what it adds to a constraint is then linear, whatever the cost. Its least is the best
 * that multipliers can prove, and its duals are those multipliers. Values between two bends are a mixture of both, so bends suffice.
 */
import type { Box } from '../program/box.js'
import type { LinearRows } from '../solvers/integer.js'
import type { MixedAnswer } from '../solvers/highs.js'
import type { Bounds } from '../verify/bound.js'

/** What a linear program tells of a level: multipliers, and the variables as mixtures of their values. */
export interface Relaxed {
  /** Per variable the mean of its values. */
  readonly x: Float64Array
  /** Where more than one value has a share: those values, from low to high. */
  readonly mixed: readonly Mixture[]
  readonly constraints: readonly number[]
  /** How much a unit of each limit is worth: 0 or more. */
  readonly limits: readonly number[]
  /** False when the box holds no solution: then the multipliers prove that. */
  readonly feasible: boolean
  /** The least of the level, in its own units; Infinity where there is no solution. */
  readonly least: number
}

export interface Mixture {
  readonly variable: number
  readonly mean: number
  readonly values: readonly number[]
}

/** How many units of a linear program make one place. */
const PLACE = 1e6

/** More values than these are not looked at one by one. */
const MOST_VALUES = 50_000

/** A share below this is none. */
const NONE = 1e-7

export type Minimiser = (rows: LinearRows, whole?: boolean) => MixedAnswer

/** A program as linear programs over the values of its variables. */
export class Unary {
  private readonly bends: readonly (readonly (readonly [value: number, level: number])[])[]

  /** @param units per level how many units make one place */
  constructor(
    private readonly bounds: Bounds,
    private readonly units: readonly number[],
    private readonly minimise: Minimiser,
  ) {
    this.bends = bounds.program.variables.map((_, variable) =>
      [...bounds.bendsFrom(variable)].toSorted(([a], [b]) => a - b),
    )
  }

  /**
   * One level within a box, the levels before it at most `values`.
   * @returns null when time ran out
   */
  relaxed(box: Box, level: number, values: readonly bigint[]): Relaxed | null {
    const columns = this.columnsWithin(box, level)
    for (const feasible of [true, false]) {
      const { rows, scale } = this.rowsOf(columns, level, values, !feasible)
      const answer = this.minimise(rows)
      if (answer.outcome === 'infeasible' && feasible) continue
      if (answer.outcome !== 'optimal') return null
      const { rowDual, x } = answer
      const least = x.reduce((sum, share, c) => sum + share * rows.cost[c]!, 0)
      const first = this.bounds.program.constraints.length
      const own = feasible ? scale : 1
      return {
        ...mixturesOf(columns, x),
        constraints: [...rowDual.subarray(0, first)].map((dual) => dual / own),
        limits: Array.from({ length: level }, (_, i) => Math.max(0, (-rowDual[first + i]! * this.scaleOf(i)) / own)),
        feasible,
        least: feasible ? least / own : Infinity,
      }
    }
    return null
  }

  /**
   * The best whole solution of a level, among the values that cost no more than `room` above the least: what the multipliers say that any
   * other value costs is more. Every value is a variable of its own here, 0 or 1.
   * @returns null where there is none among those, or time ran out
   */
  whole(box: Box, level: number, values: readonly bigint[], relaxed: Relaxed, room: number): Float64Array | null {
    const span = box.low.reduce((sum, low, variable) => sum + box.high[variable]! - low + 1, 0)
    if (span > MOST_VALUES) return null
    const columns = this.columnsWorth(box, level, relaxed, room)
    const { rows } = this.rowsOf(columns, level, values, false)
    const answer = this.minimise(rows, true)
    return answer.outcome === 'optimal' ? mixturesOf(columns, answer.x).x : null
  }

  /** All values that are worth looking at: those whose price, by the multipliers, is at most `room` above the cheapest. */
  private columnsWorth({ low, high }: Box, level: number, { constraints, limits }: Relaxed, room: number): Columns {
    const priced: [multiplier: number, by: number | ((value: number) => number)][][] = Array.from(low, () => [])
    this.bounds.program.constraints.forEach(({ terms }, k) => {
      if (constraints[k] !== 0) for (const [variable, by] of terms) priced[variable]!.push([constraints[k]!, by])
    })
    const [variable, value, begin]: [number[], number[], number[]] = [[], [], [0]]
    for (let v = 0; v < low.length; v++) {
      const own = Array.from({ length: high[v]! - low[v]! + 1 }, (_, i) => low[v]! + i)
      const prices = own.map((each) => {
        const added = priced[v]!.reduce((sum, [m, by]) => sum + m * (typeof by === 'number' ? by * each : by(each)), 0)
        const limited = limits.reduce((sum, weight, before) => sum + weight * this.cost(v, before, each), 0)
        return this.cost(v, level, each) + limited - added
      })
      const most = Math.min(...prices) + room + 1e-6 * (1 + room)
      value.push(...own.filter((_, i) => prices[i]! <= most))
      while (variable.length < value.length) variable.push(v)
      begin.push(value.length)
    }
    return { variable, value, begin }
  }

  private cost(variable: number, level: number, value: number): number {
    return Number(this.bounds.cost(variable, level, value))
  }

  private scaleOf(level: number): number {
    return Math.min(1, PLACE / this.units[level]!)
  }

  /** Where a variable's costs bend up to a level, and the ends of its range. */
  private columnsWithin({ low, high }: Box, level: number): Columns {
    const [variable, value, begin]: [number[], number[], number[]] = [[], [], [0]]
    for (let v = 0; v < low.length; v++) {
      const [first, last] = [low[v]!, high[v]!]
      value.push(first)
      for (const [bend, from] of this.bends[v]!) if (from <= level && bend > first && bend < last) value.push(bend)
      if (last > first) value.push(last)
      while (variable.length < value.length) variable.push(v)
      begin.push(value.length)
    }
    return { variable, value, begin }
  }

  private rowsOf(
    { variable, value, begin }: Columns,
    level: number,
    values: readonly bigint[],
    elastic: boolean,
  ): { readonly rows: LinearRows; readonly scale: number } {
    const { constraints } = this.bounds.program
    const rows = new Rows()
    for (const { terms, low, high } of constraints) {
      rows.begin(low ?? -Infinity, high ?? Infinity)
      for (const [v, by] of terms) {
        for (let c = begin[v]!; c < begin[v + 1]!; c++)
          rows.add(c, typeof by === 'number' ? by * value[c]! : by(value[c]!))
      }
    }
    const costs = (of: number, column: number) => this.cost(variable[column]!, of, value[column]!)
    for (let before = 0; before < level; before++) {
      const scale = this.scaleOf(before)
      rows.begin(-Infinity, Number(values[before]!) * scale)
      for (let c = 0; c < value.length; c++) rows.add(c, costs(before, c) * scale)
    }
    const breakable = rows.count
    for (let v = 0; v + 1 < begin.length; v++) {
      rows.begin(1, 1)
      for (let c = begin[v]!; c < begin[v + 1]!; c++) rows.add(c, 1)
    }
    const scale = this.scaleOf(level)
    const cost = Float64Array.from(value, (_, c) => (elastic ? 0 : costs(level, c) * scale))
    return { rows: rows.done(cost, elastic ? breakable : 0), scale }
  }
}

/** The columns of the linear program: a value of a variable each, those of one variable in a row. */
interface Columns {
  readonly variable: readonly number[]
  readonly value: readonly number[]
  readonly begin: readonly number[]
}

/** A matrix by row, as it grows. */
class Rows {
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

function mixturesOf({ value, begin }: Columns, share: Float64Array): Pick<Relaxed, 'x' | 'mixed'> {
  const mixed: Mixture[] = []
  const x = new Float64Array(begin.length - 1)
  for (let variable = 0; variable < x.length; variable++) {
    const values: number[] = []
    for (let c = begin[variable]!; c < begin[variable + 1]!; c++) {
      x[variable]! += value[c]! * share[c]!
      if (share[c]! > NONE) values.push(value[c]!)
    }
    if (values.length > 1) mixed.push({ variable, mean: x[variable]!, values })
  }
  return { x, mixed }
}
