/**
 * What every solver must do, as code: named programs with the answer that is right. The suite trusts no solver. For tiny
 * programs it tries every table; for larger ones it holds values on which four unrelated solvers agreed. A bug found in
 * one solver becomes a program here, and so a test for all.
 */
import { randomTable } from '../../bench/instances.js'
import { baseDistribution } from '../../models/base-distribution.js'
import { SPENT } from '../../src/domain/budget.js'
import { NANO } from '../../src/domain/decimal.js'
import { UNBOUNDED, type Half, type LevelledObjective, type Table } from '../../src/domain/table.js'
import type { Level, Program } from '../../src/program/program.js'
import type { Solution, Solver } from '../../src/solvers/solver.js'

/** A program, and the value of each level above `start` at its optimum; null when it has no solution. */
export interface Case {
  readonly name: string
  readonly program: Program
  readonly optimum: readonly number[] | null
}

/** What is wrong with a solver's answer, or null. */
export async function faultOf(solver: Solver, { program, optimum }: Case): Promise<string | null> {
  const before = copyOf(program)
  try {
    const solution = await solver.solve(program)
    const again = await solver.solve(program)
    const hurried = await solver.solve(program, SPENT)
    if (!sameNumbers(before, copyOf(program))) return 'changed the program'
    if (!sameSolution(solution, again)) return 'answers differently the second time'
    const fault = faultIn(solution, program, optimum)
    return fault ?? (hurried.outcome === 'time-limit' ? faultWithout(hurried) : faultIn(hurried, program, optimum))
  } catch (error) {
    return `throws ${String(error)}`
  }
}

/** Runs all cases through a solver: the names of those that it fails, each with its fault. */
export async function conformance(solver: Solver, cases: readonly Case[] = CASES): Promise<Map<string, string>> {
  const faults = new Map<string, string>()
  for (const one of cases) {
    const fault = await faultOf(solver, one)
    if (fault !== null) faults.set(one.name, fault)
  }
  return faults
}

function faultIn({ outcome, y }: Solution, program: Program, optimum: readonly number[] | null): string | null {
  if (optimum === null)
    return outcome === 'infeasible' ? faultWithout({ outcome, y }) : `says ${outcome}, not infeasible`
  if (outcome !== 'optimal') return `says ${outcome}, not optimal`
  if (!(y instanceof Int32Array) || y.length !== program.rows * program.columns) return 'has no cells, or too many'
  return faultInCells(program, y) ?? faultInLevels(program, y, optimum)
}

function faultWithout({ outcome, y }: Solution): string | null {
  return y === null ? null : `says ${outcome} and still has cells`
}

function faultInCells(program: Program, y: Int32Array): string | null {
  const { rows, columns, rowTotals, columnTotals, low, high } = program
  const cells = Array.from(y)
  if (cells.some((places, cell) => places < low[cell]! || places > high[cell]!)) return 'leaves a bound'
  for (let row = 0; row < rows; row++) {
    if (sum(cells.filter((_, cell) => Math.floor(cell / columns) === row)) !== rowTotals[row])
      return `misses row ${row}`
  }
  for (let column = 0; column < columns; column++) {
    if (sum(cells.filter((_, cell) => cell % columns === column)) !== columnTotals[column]) {
      return `misses column ${column}`
    }
  }
  return null
}

function faultInLevels(program: Program, y: Int32Array, optimum: readonly number[]): string | null {
  const values = levelValues(program, y)
  const wrong = values.findIndex((value, level) => value !== optimum[level])
  if (wrong === -1) return null
  return `level ${program.levels[wrong]!.name} is ${values[wrong]} above the start, not ${optimum[wrong]}`
}

/** What a solution costs above `start`, level by level. */
export function levelValues(program: Program, y: ArrayLike<number>): number[] {
  return program.levels.map((level) => {
    let value = 0
    for (let cell = 0; cell < program.start.length; cell++) {
      for (let at = program.start[cell]!; at < y[cell]!; at++) value += level.marginal(cell, at)
      for (let at = program.start[cell]!; at > y[cell]!; at--) value -= level.marginal(cell, at - 1)
    }
    return value
  })
}

/** Tries every table within bounds and totals. @returns the least values, lexicographically, or null when there is none */
export function bruteForce(program: Program): number[] | null {
  const { columns, low, high } = program
  const rest = { row: Array.from(program.rowTotals), column: Array.from(program.columnTotals) }
  const y: number[] = []
  let best: number[] | null = null
  const visit = (cell: number): void => {
    if (cell === low.length) {
      if (rest.row.some((places) => places !== 0) || rest.column.some((places) => places !== 0)) return
      const values = levelValues(program, y)
      if (best === null || isLess(values, best)) best = values
      return
    }
    const row = Math.floor(cell / columns)
    const column = cell % columns
    const most = Math.min(high[cell]!, low[cell]! < 0 ? Infinity : Math.min(rest.row[row]!, rest.column[column]!))
    const last = column === columns - 1
    for (let places = last ? Math.max(low[cell]!, rest.row[row]!) : low[cell]!; places <= most; places++) {
      y[cell] = places
      rest.row[row]! -= places
      rest.column[column]! -= places
      if (!last || rest.row[row] === 0) visit(cell + 1)
      rest.row[row]! += places
      rest.column[column]! += places
    }
  }
  visit(0)
  return best
}

function isLess(a: readonly number[], b: readonly number[]): boolean {
  const first = a.findIndex((value, level) => value !== b[level])
  return first !== -1 && a[first]! < b[first]!
}

function copyOf({ rowTotals, columnTotals, low, high, start }: Program): number[] {
  return [...rowTotals, ...columnTotals, ...low, ...high, ...start]
}

function sameNumbers(a: ArrayLike<number>, b: ArrayLike<number>): boolean {
  return a.length === b.length && Array.from(a).every((value, i) => value === b[i])
}

function sameSolution(a: Solution, b: Solution): boolean {
  return a.outcome === b.outcome && (a.y === null || b.y === null ? a.y === b.y : sameNumbers(a.y, b.y))
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}

/** What sets a tiny table apart from a plain one. Cells are numbered row by row. */
interface Traits {
  readonly half?: Half
  readonly zero?: readonly number[]
  readonly bounds?: readonly (readonly [cell: number, low: number, high: number])[]
}

type Total = number | readonly [low: number, high: number]

/** A table from targets in places, one row a line. */
export function tiny(
  targets: readonly (readonly number[])[],
  rowTotals: readonly number[],
  columnTotals: readonly Total[],
  { half = 'up', zero = [], bounds = [] }: Traits = {},
): Table {
  const target = Float64Array.from(targets.flat(), (places) => Math.round(places * NANO))
  const table = {
    rows: targets.map((_, s) => `r${s}`),
    columns: columnTotals.map((_, o) => `c${o}`),
    target,
    rowTotals,
    columnLow: columnTotals.map((total) => (typeof total === 'number' ? total : total[0])),
    columnHigh: columnTotals.map((total) => (typeof total === 'number' ? total : total[1])),
    zero: new Uint8Array(target.length),
    low: new Int32Array(target.length),
    high: new Int32Array(target.length).fill(UNBOUNDED),
    half,
  }
  for (const cell of zero) {
    table.zero[cell] = 1
    table.high[cell] = 0
  }
  for (const [cell, low, high] of bounds) {
    table.low[cell] = low
    table.high[cell] = high
  }
  return table
}

const THIRDS = [
  [1.3, 0.4, 0.3],
  [0.4, 1.3, 0.3],
  [0.3, 0.3, 1.4],
]

/** Tables small enough to try everything, each for every objective. */
const TINY: Readonly<Record<string, Table>> = {
  'natural rounding meets the totals': tiny(
    [
      [1.2, 1.8],
      [2.9, 0.1],
    ],
    [3, 3],
    [4, 2],
  ),
  'natural rounding is one short in every row': tiny(THIRDS, [2, 2, 2], [2, 2, 2]),
  'one column takes all that is missing': tiny(THIRDS, [2, 2, 2], [1, 3, 2]),
  'zero cells': tiny(THIRDS, [2, 2, 2], [2, 2, 2], { zero: [1, 5] }),
  'a zero cell with a target': tiny(
    [
      [2.4, 0.6],
      [0.6, 1.4],
    ],
    [3, 2],
    [2, 3],
    { zero: [0] },
  ),
  'a pinned cell': tiny(THIRDS, [2, 2, 2], [2, 2, 2], { bounds: [[0, 0, 0]] }),
  'a bound above the target': tiny(THIRDS, [3, 2, 2], [2, 2, 3], { bounds: [[2, 2, 4]] }),
  'a bound below the target': tiny(
    [
      [3.2, 0.8],
      [0.8, 1.2],
    ],
    [4, 2],
    [3, 3],
    { bounds: [[0, 0, 1]] },
  ),
  'exact halves, up': tiny(
    [
      [0.5, 1.5, 1],
      [1.5, 0.5, 1],
    ],
    [3, 3],
    [2, 2, 2],
  ),
  'exact halves, down': tiny(
    [
      [0.5, 1.5, 1],
      [1.5, 0.5, 1],
    ],
    [3, 3],
    [2, 2, 2],
    { half: 'down' },
  ),
  'exact halves, even': tiny(
    [
      [0.5, 1.5, 1],
      [2.5, 0.5, 1],
    ],
    [3, 4],
    [3, 2, 2],
    { half: 'even' },
  ),
  'whole targets that meet the totals': tiny(
    [
      [1, 2],
      [2, 0],
    ],
    [3, 2],
    [3, 2],
  ),
  'whole targets that do not': tiny(
    [
      [1, 2],
      [2, 0],
    ],
    [3, 2],
    [2, 3],
  ),
  'interval column totals': tiny(
    THIRDS,
    [2, 2, 2],
    [
      [1, 3],
      [2, 2],
      [0, 4],
    ],
  ),
  'an interval that must be used up': tiny(
    THIRDS,
    [2, 2, 2],
    [
      [1, 2],
      [1, 2],
      [1, 2],
    ],
  ),
  'an interval at its lower end': tiny(
    THIRDS,
    [2, 2, 2],
    [
      [2, 5],
      [2, 5],
      [2, 5],
    ],
  ),
  'beyond next best is forced': tiny(
    [
      [1.1, 0.2],
      [0.2, 1.1],
    ],
    [4, 1],
    [4, 1],
  ),
  'far beyond next best': tiny(
    [
      [0.1, 0.2, 0.2],
      [2.9, 0.3, 2.8],
    ],
    [5, 0],
    [2, 1, 2],
  ),
  'beyond against two next bests': tiny(
    [
      [0.45, 0.45, 2.1],
      [0.45, 1.45, 0.1],
    ],
    [3, 3],
    [0, 3, 3],
  ),
  'one next best against three cheaper ones': tiny(
    [
      [1.1, 0.45],
      [0.45, 0.55],
    ],
    [2, 1],
    [2, 1],
  ),
  'a billionth decides': tiny(
    [
      [0.300000001, 0.7],
      [0.3, 0.7],
    ],
    [1, 1],
    [1, 1],
  ),
  'a billionth decides, in the other row': tiny(
    [
      [0.3, 0.7],
      [0.300000001, 0.7],
    ],
    [1, 1],
    [1, 1],
  ),
  'a row and a column of zeros': tiny(
    [
      [0, 0],
      [0, 1.3],
    ],
    [0, 1],
    [0, 1],
  ),
  'one cell': tiny([[2.4]], [3], [3]),
  'one row': tiny([[0.6, 1.2, 0.2]], [2], [0, 1, 1]),
  'one column': tiny([[0.6], [1.2], [0.2]], [0, 1, 1], [2]),
  'one row with intervals': tiny(
    [[0.6, 1.2, 0.2]],
    [2],
    [
      [0, 2],
      [0, 1],
      [1, 2],
    ],
  ),
  'more columns than rows': tiny(
    [
      [0.4, 0.4, 0.4, 0.8],
      [0.6, 0.6, 0.6, 0.2],
    ],
    [2, 2],
    [1, 1, 1, 1],
  ),
  'infeasible: a bound above its row': tiny(THIRDS, [2, 2, 2], [2, 2, 2], { bounds: [[0, 3, 4]] }),
  'infeasible: bounds that cross': tiny(THIRDS, [2, 2, 2], [2, 2, 2], { bounds: [[0, 2, 1]] }),
  'infeasible: totals differ': tiny(THIRDS, [2, 2, 2], [2, 2, 3]),
  'infeasible: zero cells cut the table in two': tiny(
    [
      [2, 1, 1],
      [1, 1, 1],
      [1, 1, 1],
    ],
    [4, 2, 2],
    [2, 3, 3],
    { zero: [1, 2] },
  ),
  'infeasible: caps in two rows and two columns': tiny(THIRDS, [3, 3, 1], [3, 3, 1], {
    bounds: [
      [0, 0, 1],
      [1, 0, 1],
      [3, 0, 1],
      [4, 0, 1],
    ],
  }),
  'infeasible: intervals too low': tiny(
    THIRDS,
    [2, 2, 2],
    [
      [0, 1],
      [1, 2],
      [1, 2],
    ],
  ),
  'infeasible: intervals too high': tiny(
    THIRDS,
    [2, 2, 2],
    [
      [2, 3],
      [2, 4],
      [3, 4],
    ],
  ),
}

const SOLVED: readonly LevelledObjective[] = ['next-best', 'absolute', 'squares']

function tinyCases(): Case[] {
  const cases: Case[] = []
  for (const [name, table] of Object.entries(TINY)) {
    for (const objective of SOLVED) cases.push(tried(`${name}, ${objective}`, baseDistribution(table, objective)))
    cases.push(tried(`${name}, any solution`, baseDistribution(table, 'next-best', false)))
  }
  return cases
}

/** A case whose answer is found by trying everything. */
function tried(name: string, program: Program): Case {
  return { name, program, optimum: bruteForce(program) }
}

/**
 * Three levels whose weighted sum has no room in 53 bits: coarse errors; coarse squares and then errors, both around the
 * targets in reverse order, so that every level still has something to decide.
 */
export function deepProgram(table: Table): Program {
  const other = { ...table, target: table.target.toReversed() }
  const program = baseDistribution(table, 'absolute')
  const levels = [
    ...coarse(program.levels),
    ...coarse(baseDistribution(other, 'squares').levels),
    ...baseDistribution(other, 'absolute').levels,
  ].map(({ name, marginal, unit }): Level => ({ name, marginal, unit, steepest: 2 ** 42 }))
  // The cells stay unbounded: a solver that walks along a flat cost must stop where the totals do.
  return { ...program, start: program.low.map((low, cell) => cheapest(levels, cell, low, program.high[cell]!)), levels }
}

/** Where a cell costs least: the first number of places from which one more is no gain. */
function cheapest(levels: readonly Level[], cell: number, low: number, high: number): number {
  let y = low
  while (y < high && (levels.map((level) => level.marginal(cell, y)).find((cost) => cost !== 0) ?? 0) < 0) y++
  return y
}

/** The same errors, but ties wherever a tenth of a place does not decide, so that the next level has a say. */
function coarse(levels: readonly Level[]): Level[] {
  const tenth = NANO / 10
  return levels.map(({ name, marginal, steepest, unit }) => ({
    name,
    marginal: (cell, y) => Math.floor(marginal(cell, y) / tenth) * tenth,
    steepest,
    unit,
  }))
}

/** Values above the start of seeded tables of 30 x 7, as highs, glpk, jslp and flow found them. */
const LARGER: readonly (readonly [seed: number, objective: LevelledObjective, ...optimum: number[]])[] = [
  [1, 'next-best', 0, 15, 2_826_760_142],
  [1, 'absolute', 2_826_760_142],
  [1, 'squares', 2_826_760_142],
  [2, 'next-best', 0, 15, 2_141_693_118],
  [2, 'absolute', 2_042_734_132],
  [2, 'squares', 2_042_734_132],
  [3, 'next-best', 0, 15, 2_140_311_594],
  [3, 'absolute', 2_140_311_594],
  [3, 'squares', 2_140_311_594],
]

function largerCases(): Case[] {
  return LARGER.map(([seed, objective, ...optimum]) => ({
    name: `30 x 7, seed ${seed}, ${objective}`,
    program: baseDistribution(randomTable(30, 7, seed), objective),
    optimum,
  }))
}

const DEEP = tried('levels that cannot be weighted together', deepProgram(tiny(THIRDS, [3, 2, 2], [3, 2, 2])))

export const CASES: readonly Case[] = [...tinyCases(), DEEP, ...largerCases()]
