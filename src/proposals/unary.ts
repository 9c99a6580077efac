/**
 * The linear program that the multipliers of a proof come from. One variable for every value that a whole variable may have, between
 * 0 and 1 and together 1: what a value costs and what it adds to a constraint is then linear, whatever the cost. Its least is the best
 * that multipliers can prove, and its duals are those multipliers. Values between two bends are a mixture of both, so bends suffice.
 */
import type { Box } from '../program/box.js'
import type { KeptProgram, LinearPrograms, LinearRows } from '../solvers/integer.js'
import type { Bounds } from '../verify/bound.js'
import { ValueRows } from './unary-rows.js'

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

/** The most units of a linear program that make one place; one where that is exact enough, since its numbers then are near 1. */
const PLACE = 1e6

/** What a box without solutions says, before it is asked why. */
const NOTHING: Relaxed = {
  x: new Float64Array(0),
  mixed: [],
  constraints: [],
  limits: [],
  feasible: false,
  least: Infinity,
}

/** What a term adds to a constraint. */
type By = number | ((value: number) => number)

/** More values than these are not looked at one by one. */
const MOST_VALUES = 50_000

/** A share below this is none. */
const NONE = 1e-7

/** The values of a variable that a kept program has a column for, from low to high, and where. */
type ColumnsOfVariable = (readonly [value: number, column: number])[]

/** A program as linear programs over the values of its variables. */
export class Unary {
  private readonly bends: readonly (readonly (readonly [value: number, level: number])[])[]
  /** Per variable the constraints that it stands in. */
  private readonly constraintsOf: readonly (readonly (readonly [constraint: number, by: By])[])[]
  private readonly columnsOf: readonly ColumnsOfVariable[]
  private readonly variableOf: number[] = []
  private readonly valueOf: number[] = []
  private kept: KeptProgram | null = null
  private limits = 0
  /** What every column costs on the level that was last asked for. */
  private priced: { readonly level: number; readonly costs: number[] } = { level: -1, costs: [] }

  /** @param units per level how many units make one place */
  constructor(
    private readonly bounds: Bounds,
    private readonly units: readonly number[],
    private readonly programs: LinearPrograms,
  ) {
    const { variables, constraints } = bounds.program
    this.bends = variables.map((_, variable) => [...bounds.bendsFrom(variable)].toSorted(([a], [b]) => a - b))
    const constraintsOf: (readonly [number, By])[][] = variables.map(() => [])
    constraints.forEach(({ terms }, k) => terms.forEach(([variable, by]) => constraintsOf[variable]!.push([k, by])))
    this.constraintsOf = constraintsOf
    this.columnsOf = variables.map(() => [])
  }

  /**
   * One level within a box, the levels before it at most `values`; from where the last one ended, since boxes that are asked for one after
   * another differ little.
   * @returns null when time ran out
   */
  relaxed(box: Box, level: number, values: readonly bigint[]): Relaxed | null {
    const kept = (this.kept ??= this.withoutColumns())
    this.addColumns(kept, this.columnsWithin(box, level))
    for (; this.limits < level; this.limits++) this.addLimit(kept, values[this.limits]!)
    const scale = this.scaleOf(level)
    const cost = this.costsOf(level, scale)
    const within = (variable: number, value: number) => value >= box.low[variable]! && value <= box.high[variable]!
    const upper = Float64Array.from(this.valueOf, (value, c) => (within(this.variableOf[c]!, value) ? Infinity : 0))
    const answer = kept.minimise(cost, upper)
    if (answer.outcome === 'infeasible') return NOTHING
    if (answer.outcome !== 'optimal') return null
    const { rowDual, x } = answer
    const { constraints, variables } = this.bounds.program
    const first = constraints.length + variables.length
    return {
      ...this.mixturesIn(x),
      constraints: Array.from(constraints, (_, k) => rowDual[k]! / scale),
      limits: Array.from({ length: level }, (_, i) => Math.max(0, (-rowDual[first + i]! * this.scaleOf(i)) / scale)),
      feasible: true,
      least: x.reduce((sum, share, c) => sum + share * cost[c]!, 0) / scale,
    }
  }

  /**
   * Why a box holds no solution: by how little its constraints, and the levels before, have to be broken; and the multipliers that prove
   * that it is not nothing.
   * @returns null when time ran out
   */
  refuted(box: Box, level: number, values: readonly bigint[]): Relaxed | null {
    const columns = this.columnsWithin(box, level)
    const { rows } = this.rowsOf(columns, level, values, true)
    const answer = this.programs.minimise(rows)
    if (answer.outcome !== 'optimal') return null
    const { rowDual, x } = answer
    const first = this.bounds.program.constraints.length
    return {
      ...mixturesOf(columns, x),
      constraints: [...rowDual.subarray(0, first)],
      limits: Array.from({ length: level }, (_, i) => Math.max(0, -rowDual[first + i]! * this.scaleOf(i))),
      feasible: false,
      least: Infinity,
    }
  }

  /** The constraints, and that the shares of a variable's values are 1 together. */
  private withoutColumns(): KeptProgram {
    const { constraints, variables } = this.bounds.program
    const ones = variables.map(() => 1)
    return this.programs.keep(
      Float64Array.from([...constraints.map(({ low }) => low ?? -Infinity), ...ones]),
      Float64Array.from([...constraints.map(({ high }) => high ?? Infinity), ...ones]),
    )
  }

  private addColumns(kept: KeptProgram, { variable, value }: Columns): void {
    const [begin, row, coefficient]: [number[], number[], number[]] = [[0], [], []]
    const { length: constraints } = this.bounds.program.constraints
    value.forEach((each, c) => {
      const v = variable[c]!
      const known = this.columnsOf[v]!
      const place = known.findIndex(([other]) => other >= each)
      if (known[place]?.[0] === each) return
      known.splice(place === -1 ? known.length : place, 0, [each, this.valueOf.length])
      this.variableOf.push(v)
      this.valueOf.push(each)
      const add = (at: number, entry: number) => {
        if (entry === 0) return
        row.push(at)
        coefficient.push(entry)
      }
      for (const [k, by] of this.constraintsOf[v]!) add(k, typeof by === 'number' ? by * each : by(each))
      add(constraints + v, 1)
      for (let limit = 0; limit < this.limits; limit++) {
        add(constraints + this.columnsOf.length + limit, this.cost(v, limit, each) * this.scaleOf(limit))
      }
      begin.push(row.length)
    })
    kept.addColumns({
      begin: Int32Array.from(begin),
      row: Int32Array.from(row),
      coefficient: Float64Array.from(coefficient),
    })
  }

  private costsOf(level: number, scale: number): Float64Array {
    if (this.priced.level !== level) this.priced = { level, costs: [] }
    const { costs } = this.priced
    for (let c = costs.length; c < this.valueOf.length; c++) {
      costs.push(this.cost(this.variableOf[c]!, level, this.valueOf[c]!) * scale)
    }
    return Float64Array.from(costs)
  }

  private addLimit(kept: KeptProgram, value: bigint): void {
    const [scale, column, coefficient]: [number, number[], number[]] = [this.scaleOf(this.limits), [], []]
    this.valueOf.forEach((each, c) => {
      const cost = this.cost(this.variableOf[c]!, this.limits, each)
      if (cost === 0) return
      column.push(c)
      coefficient.push(cost * scale)
    })
    kept.addRow(-Infinity, Number(value) * scale, Int32Array.from(column), Float64Array.from(coefficient))
  }

  private mixturesIn(share: Float64Array): Pick<Relaxed, 'x' | 'mixed'> {
    const mixed: Mixture[] = []
    const x = Float64Array.from(this.columnsOf, (columns, variable) => {
      const mean = columns.reduce((sum, [value, column]) => sum + value * share[column]!, 0)
      const values = columns.flatMap(([value, column]) => (share[column]! > NONE ? [value] : []))
      if (values.length > 1) mixed.push({ variable, mean, values })
      return mean
    })
    return { x, mixed }
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
    const answer = this.programs.minimise(rows, true)
    return answer.outcome === 'optimal' ? mixturesOf(columns, answer.x).x : null
  }

  /** All values that are worth looking at: those whose price, by the multipliers, is at most `room` above the cheapest. */
  private columnsWorth({ low, high }: Box, level: number, { constraints, limits }: Relaxed, room: number): Columns {
    const priced: [multiplier: number, by: By][][] = Array.from(low, () => [])
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
    const units = this.units[level]!
    return units > PLACE ? PLACE / units : 1 / units
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
    const rows = new ValueRows()
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
