/**
 * One level of a program as a linear program that knows no vendor: typed arrays, every constraint an equation.
 *
 * A cell is `base + what its steps up take - what its steps down take`. A *step* is a run of unit increments that cost the
 * same on every level, so it is one variable between 0 and its size. Convexity makes a linear program fill cheaper
 * steps first, and the matrix stays totally unimodular: each variable stands in one row and one column, with the same
 * sign. A level solved before is one equation more (its cost equals the value reached). That is a face of an integral
 * polytope, so its vertices are integral too.
 */
import type { Level, Program } from './program.js'

/** Bounds per cell. */
export interface Box {
  readonly low: Int32Array
  readonly high: Int32Array
}

/** The variables: steps within a box. Cells that cannot move have none. */
export interface Steps {
  /** Where each cell begins: `start`, or the end of the box nearest to it. */
  readonly base: Int32Array
  readonly cell: Int32Array
  /** 1 for a step up, -1 for a step down. */
  readonly direction: Int8Array
  /** How many units the step has room for. */
  readonly size: Float64Array
  /** Per level, what one unit of the step costs. */
  readonly slope: readonly Float64Array[]
}

/** Minimise `cost x` subject to `A x = total` and `0 <= x <= upper`. */
export interface LinearProgram {
  readonly variables: number
  readonly equations: number
  readonly cost: Float64Array
  readonly upper: Float64Array
  readonly total: Float64Array
  /** A by variable: entries `begin[j]` to `begin[j + 1]` of `equation` and `coefficient` are those of variable j. */
  readonly begin: Int32Array
  readonly equation: Int32Array
  readonly coefficient: Float64Array
  /** Whether x must be whole; otherwise an answer at a vertex still is. */
  readonly integer: boolean
}

/** A level solved before, and the cost above `base` that it reached. */
export interface Reached {
  readonly level: number
  readonly value: number
}

/**
 * The bounds that rows and columns leave of a box: a cell holds at most its total minus what the others must hold, and
 * at least its total minus what they can hold. Also replaces "unbounded" by a number.
 * @returns null when a cell is left without a value, which proves that the box holds no solution
 */
export function impliedBounds(program: Program, { low, high }: Box = program): Box | null {
  const { rows, columns, rowTotals, columnTotals } = program
  const box = { low: low.slice(), high: high.slice() }
  for (let row = 0; row < rows; row++) {
    if (!tighten(box, rowTotals[row]!, row * columns, 1, columns)) return null
  }
  for (let column = 0; column < columns; column++) {
    if (!tighten(box, columnTotals[column]!, column, columns, rows)) return null
  }
  return box
}

function tighten({ low, high }: Box, total: number, first: number, stride: number, count: number): boolean {
  let least = 0
  let most = 0
  for (let i = 0, cell = first; i < count; i++, cell += stride) {
    least += low[cell]!
    most += high[cell]!
  }
  for (let i = 0, cell = first; i < count; i++, cell += stride) {
    const highest = Math.min(high[cell]!, total - (least - low[cell]!))
    const lowest = Math.max(low[cell]!, total - (most - high[cell]!))
    if (lowest > highest) return false
    low[cell] = lowest
    high[cell] = highest
  }
  return true
}

/** The part of `bounds` where every cell costs least on the first level; everything when there are no levels. */
export function freeBox(program: Program, bounds: Box): Box {
  const first = program.levels.slice(0, 1)
  return boxAround(program, bounds, (cell, base, limit, direction) => {
    if (base === limit || (first.length === 1 && slope(first[0]!, cell, base, direction) !== 0)) return base
    return stepEnd(first, cell, base, limit, direction)
  })
}

/** The part of `bounds` that `reach` steps up and `reach` steps down of every cell span. */
export function reachBox(program: Program, bounds: Box, reach: number): Box {
  return boxAround(program, bounds, (cell, base, limit, direction) => {
    let y = base
    for (let i = 0; i < reach && y !== limit; i++) y = stepEnd(program.levels, cell, y, limit, direction)
    return y
  })
}

type Side = (cell: number, base: number, limit: number, direction: 1 | -1) => number

function boxAround(program: Program, bounds: Box, side: Side): Box {
  const low = bounds.low.slice()
  const high = bounds.high.slice()
  for (let cell = 0; cell < low.length; cell++) {
    const base = clamp(program.start[cell]!, bounds, cell)
    low[cell] = side(cell, base, bounds.low[cell]!, -1)
    high[cell] = side(cell, base, bounds.high[cell]!, 1)
  }
  return { low, high }
}

/** All steps within a box. */
export function stepsWithin(program: Pick<Program, 'start' | 'levels'>, box: Box): Steps {
  const base = program.start.map((start, i) => clamp(start, box, i))
  const cell: number[] = []
  const direction: number[] = []
  const size: number[] = []
  const from: number[] = []
  for (const way of [1, -1] as const) {
    const limits = way === 1 ? box.high : box.low
    for (let i = 0; i < base.length; i++) {
      for (let y = base[i]!; y !== limits[i]!;) {
        const end = stepEnd(program.levels, i, y, limits[i]!, way)
        cell.push(i)
        direction.push(way)
        size.push(way * (end - y))
        from.push(y)
        y = end
      }
    }
  }
  return {
    base,
    cell: Int32Array.from(cell),
    direction: Int8Array.from(direction),
    size: Float64Array.from(size),
    slope: program.levels.map((level) =>
      Float64Array.from(cell, (i, step) => slope(level, i, from[step]!, direction[step]!)),
    ),
  }
}

/** What one unit more in this direction costs from `y` on. */
function slope(level: Level, cell: number, y: number, direction: number): number {
  return direction === 1 ? level.marginal(cell, y) : -level.marginal(cell, y - 1)
}

/**
 * Where the step that begins at `y` ends: as far as every level costs what its first unit costs. Levels together are
 * convex, so that equal at both ends is equal in between, and halving finds the end.
 */
function stepEnd(levels: readonly Level[], cell: number, y: number, limit: number, direction: 1 | -1): number {
  const same = (at: number) =>
    levels.every((level) => slope(level, cell, at, direction) === slope(level, cell, y, direction))
  let units = 1
  let tooMany = direction * (limit - y) + 1
  for (let probe = 2; units + 1 < tooMany; probe = Math.min(2 * units, (units + tooMany) >> 1)) {
    if (same(y + direction * (probe - 1))) units = probe
    else tooMany = probe
  }
  return y + direction * units
}

function clamp(value: number, { low, high }: Box, cell: number): number {
  return value < low[cell]! ? low[cell]! : value > high[cell]! ? high[cell]! : value
}

/**
 * How many units of a linear program make one place. Vendors compare with absolute tolerances of 1e-7, while errors
 * differ by billionths of a place: at a million to the place a billionth is 1e-3, four orders above the tolerance, and
 * the largest numbers stay far enough from the 16 digits of a double. Levels that count (unit 1) are left as they are.
 */
const PLACE = 1e6

/** The linear program of one level, or of none (any solution), with the levels before it held at what they reached. */
export function linearProgram(
  program: Program,
  steps: Steps,
  level: number | null,
  reached: readonly Reached[],
  integer: boolean,
): LinearProgram {
  const variables = steps.cell.length
  const perVariable = 2 + reached.length
  const equation = new Int32Array(variables * perVariable)
  const coefficient = new Float64Array(variables * perVariable)
  const margins = program.rows + program.columns
  for (let step = 0, entry = 0; step < variables; step++) {
    const cell = steps.cell[step]!
    equation[entry] = Math.floor(cell / program.columns)
    coefficient[entry++] = steps.direction[step]!
    equation[entry] = program.rows + (cell % program.columns)
    coefficient[entry++] = steps.direction[step]!
    for (let i = 0; i < reached.length; i++) {
      const { level: before } = reached[i]!
      equation[entry] = margins + i
      coefficient[entry++] = steps.slope[before]![step]! * scale(program.levels[before]!)
    }
  }
  return {
    variables,
    equations: margins + reached.length,
    cost: level === null ? new Float64Array(variables) : scaled(steps.slope[level]!, scale(program.levels[level]!)),
    upper: steps.size,
    total: Float64Array.from([
      ...missing(program, steps.base),
      ...reached.map(({ level: before, value }) => value * scale(program.levels[before]!)),
    ]),
    begin: Int32Array.from({ length: variables + 1 }, (_, step) => step * perVariable),
    equation,
    coefficient,
    integer,
  }
}

function scale({ unit }: Level): number {
  return Math.min(1, PLACE / unit)
}

function scaled(numbers: Float64Array, factor: number): Float64Array {
  return numbers.map((number) => number * factor)
}

/** What each row, then each column, still needs when every cell holds `y`. All zero when the margins are exact. */
export function missing({ rows, columns, rowTotals, columnTotals }: Program, y: Int32Array): Float64Array {
  const rest = Float64Array.from([...rowTotals, ...columnTotals])
  for (let row = 0, cell = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++, cell++) {
      rest[row]! -= y[cell]!
      rest[rows + column]! -= y[cell]!
    }
  }
  return rest
}

/** The cells that an answer stands for. */
export function cellsOf(steps: Steps, x: ArrayLike<number>): Int32Array {
  const y = steps.base.slice()
  for (let step = 0; step < steps.cell.length; step++) {
    y[steps.cell[step]!]! += steps.direction[step]! * Math.round(x[step]!)
  }
  return y
}

/** What `y` costs above `base` on one level: a sum of whole numbers, so exact. */
export function costAbove(level: Level, base: Int32Array, y: Int32Array): number {
  let cost = 0
  for (let cell = 0; cell < y.length; cell++) {
    for (let at = base[cell]!; at < y[cell]!; at++) cost += level.marginal(cell, at)
    for (let at = base[cell]!; at > y[cell]!; at--) cost -= level.marginal(cell, at - 1)
  }
  return cost
}
