/**
 * One level of a program as a linear program that knows no vendor: typed arrays, every constraint an equation.
 *
 * Its variables are the steps of the cells (`steps.ts`). Convexity makes a linear program fill cheaper steps first, and the
 * matrix stays totally unimodular: each variable stands in one row and one column, with the same sign. A level solved before
 * is one equation more (its cost equals the value reached). That is a face of an integral polytope, so its vertices are
 * integral too.
 */
import type { Level, Program } from './program.js'
import type { Steps } from './steps.js'

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
