/**
 * The program that is wider than a table: whole numbers under any linear constraints, with convex costs per variable and,
 * where there are any, fixed charges. What is no network (a fixed charge per deviating OOR, a cap on cells moved, two years
 * coupled per cell) is solved in this form by a MIP solver.
 */
import type { Box } from './box.js'
import { stepsWithin, type Steps } from './steps.js'
import type { Level } from './program.js'

/** `low <= sum of coefficient * variable <= high`; an end may be infinite. */
export interface Constraint {
  readonly terms: readonly (readonly [variable: number, coefficient: number])[]
  readonly low: number
  readonly high: number
}

export interface IntegerProgram extends Box {
  /** Per variable a value within its bounds: where its steps begin. */
  readonly start: Int32Array
  readonly constraints: readonly Constraint[]
  /** Most important first; `marginal(variable, x)` as in a table. */
  readonly levels: readonly Level[]
  /** Variables that cost 1 on a level as soon as they are above 0. */
  readonly charge: { readonly level: number; readonly variables: readonly number[] } | null
}

/** Whether some variable is left without a value. Such a box has no steps either: ask this before lowering it. */
export function isEmpty({ low, high }: Box): boolean {
  return low.some((least, variable) => least > high[variable]!)
}

/** A level that was solved, and the cost above `start` that it reached. */
export interface Limit {
  readonly level: number
  readonly value: number
}

/**
 * One level of an integer program as a mixed-integer linear program that knows no vendor: minimise `cost x` subject to
 * `low <= A x <= high` and `0 <= x <= upper`. Columns are the steps of all variables, then one indicator per charge that is
 * open in the box. Rows are the constraints, then the limits, then what ties indicators to their variables.
 */
export interface MixedProgram {
  readonly steps: Steps
  readonly cost: Float64Array
  readonly upper: Float64Array
  readonly lower: Float64Array
  /** 1 for an indicator. */
  readonly indicator: Uint8Array
  readonly rowLow: Float64Array
  readonly rowHigh: Float64Array
  /** A by row: entries `begin[i]` to `begin[i + 1]`. */
  readonly begin: Int32Array
  readonly column: Int32Array
  readonly coefficient: Float64Array
}

/** How many units of a linear program make one place; see `linear.ts`. */
const PLACE = 1e6

function scaleOf({ unit }: Level): number {
  return Math.min(1, PLACE / unit)
}

/**
 * Lowers one level within a box.
 * @param level null for any solution
 */
export function mixedProgram(
  program: IntegerProgram,
  box: Box,
  level: number | null,
  limits: readonly Limit[],
): MixedProgram {
  const steps = stepsWithin(program, box)
  const count = steps.cell.length
  const charged = openCharges(program, steps)
  const rows = [
    ...constraintRows(program, steps),
    ...limitRows(program, steps, charged, limits),
    ...chargeRows(steps, charged),
  ]
  const columns = count + charged.size
  const cost = new Float64Array(columns)
  const scale = level === null ? 1 : scaleOf(program.levels[level]!)
  if (level !== null) {
    steps.slope[level]!.forEach((slope, step) => (cost[step] = slope * scale))
    if (program.charge?.level === level) cost.fill(scale, count, count + charged.size)
  }
  const lower = new Float64Array(columns)
  const upper = new Float64Array(columns).fill(1)
  upper.set(steps.size)
  for (const [variable, { indicator }] of charged) lower[count + indicator] = box.low[variable]! > 0 ? 1 : 0
  const indicator = new Uint8Array(columns).fill(1, count, count + charged.size)
  return {
    steps,
    cost,
    upper,
    lower,
    indicator,
    ...sparse(rows),
  }
}

type Charges = ReadonlyMap<number, { readonly indicator: number; readonly columns: readonly number[] }>

/** The charges that a box leaves open, or has already made: those of variables that may be above 0. */
function openCharges({ charge }: IntegerProgram, steps: Steps): Charges {
  const open = new Map<number, { indicator: number; columns: number[] }>()
  if (charge === null) return open
  const charged = new Set(charge.variables)
  steps.cell.forEach((variable, step) => {
    if (!charged.has(variable)) return
    const known = open.get(variable) ?? { indicator: open.size, columns: [] }
    known.columns.push(step)
    open.set(variable, known)
  })
  return open
}

/** What makes a step impossible until its charge is paid. */
function chargeRows({ cell, size }: Steps, charged: Charges): Constraint[] {
  return [...charged.values()].flatMap(({ indicator, columns }) =>
    columns.map((step): Constraint => {
      const terms = [[step, 1] as const, [cell.length + indicator, -size[step]!] as const]
      return { terms, low: -Infinity, high: 0 }
    }),
  )
}

function constraintRows(program: IntegerProgram, steps: Steps): Constraint[] {
  const stepsOf = new Map<number, number[]>()
  steps.cell.forEach((variable, step) => {
    const known = stepsOf.get(variable)
    if (known === undefined) stepsOf.set(variable, [step])
    else known.push(step)
  })
  return program.constraints.map(({ terms, low, high }) => {
    const base = terms.reduce((sum, [variable, coefficient]) => sum + coefficient * steps.base[variable]!, 0)
    const inSteps = terms.flatMap(([variable, coefficient]) =>
      (stepsOf.get(variable) ?? []).map((step) => [step, coefficient * steps.direction[step]!] as const),
    )
    return { terms: inSteps, low: low - base, high: high - base }
  })
}

function limitRows(program: IntegerProgram, steps: Steps, charged: Charges, limits: readonly Limit[]): Constraint[] {
  return limits.map(({ level, value }) => {
    const scale = scaleOf(program.levels[level]!)
    const atBase = costAboveStart(program, level, steps.base) - chargesOf(program, level, steps.base)
    const terms: (readonly [number, number])[] = []
    steps.slope[level]!.forEach((slope, step) => slope !== 0 && terms.push([step, slope * scale]))
    let charges = 0
    if (program.charge?.level === level) {
      for (const { indicator } of charged.values()) terms.push([steps.cell.length + indicator, scale])
      charges = program.charge.variables.filter(
        (variable) => steps.base[variable]! > 0 && !charged.has(variable),
      ).length
    }
    return { terms, low: -Infinity, high: (value - atBase - charges) * scale }
  })
}

function sparse(
  rows: readonly Constraint[],
): Pick<MixedProgram, 'rowLow' | 'rowHigh' | 'begin' | 'column' | 'coefficient'> {
  const begin = new Int32Array(rows.length + 1)
  rows.forEach(({ terms }, row) => (begin[row + 1] = begin[row]! + terms.length))
  const entries = rows.flatMap(({ terms }) => terms)
  return {
    rowLow: Float64Array.from(rows, ({ low }) => low),
    rowHigh: Float64Array.from(rows, ({ high }) => high),
    begin,
    column: Int32Array.from(entries, ([column]) => column),
    coefficient: Float64Array.from(entries, ([, coefficient]) => coefficient),
  }
}

/** What `x` costs above `start` on one level, charges included: a sum of whole numbers, so exact. */
export function costAboveStart(program: IntegerProgram, level: number, x: Int32Array): number {
  const { marginal } = program.levels[level]!
  let cost = chargesOf(program, level, x)
  for (let variable = 0; variable < x.length; variable++) {
    for (let at = program.start[variable]!; at < x[variable]!; at++) cost += marginal(variable, at)
    for (let at = program.start[variable]!; at > x[variable]!; at--) cost -= marginal(variable, at - 1)
  }
  return cost
}

function chargesOf({ charge }: IntegerProgram, level: number, x: Int32Array): number {
  return charge?.level === level ? charge.variables.filter((variable) => x[variable]! > 0).length : 0
}

/** The constraints that `x` breaks, by index. */
export function brokenBy(program: IntegerProgram, x: Int32Array): number[] {
  return program.constraints.flatMap(({ terms, low, high }, i) => {
    const activity = terms.reduce((sum, [variable, coefficient]) => sum + coefficient * x[variable]!, 0)
    return activity < low || activity > high ? [i] : []
  })
}
