/**
 * Integer programs, level by level, each held at what it reached before the next is minimised. HiGHS searches; what it answers
 * is recomputed in whole numbers. Relaxations, with their multipliers, serve the proof.
 */
import { UNLIMITED, type Budget } from '../domain/budget.js'
import { EngineError } from '../domain/errors.js'
import {
  brokenBy,
  costAboveStart,
  isEmpty,
  mixedProgram,
  type IntegerProgram,
  type Limit,
  type MixedProgram,
} from '../program/integer.js'
import { cellsOf } from '../program/steps.js'
import { keptModels, mixedSolver, vendor, type KeptModel, type MixedAnswer, type MoreColumns } from './highs.js'

export interface IntegerSolution {
  readonly outcome: 'optimal' | 'infeasible' | 'time-limit'
  /** The best found; also when time ran out at a later level. */
  readonly x: Int32Array | null
  /** The levels that the solver calls optimal, with their cost above `start`. */
  readonly reached: readonly Limit[]
}

export const integerSolver = { name: vendor.name, version: vendor.version }

/** How far from a whole number an answer may be and still be one. */
const WHOLE = 1e-6

/** Minimises all levels. @throws EngineError when what the solver answers is not a solution */
export async function solveInteger(program: IntegerProgram, budget: Budget = UNLIMITED): Promise<IntegerSolution> {
  const reached: Limit[] = []
  let x: Int32Array | null = null
  const levels = [...program.levels.keys()].filter((level) => atStake(program, level))
  for (const level of levels.length === 0 ? [null] : levels) {
    const answer = await solveLevel(program, level, reached, budget)
    if (answer.outcome === 'infeasible' && x !== null) {
      throw new EngineError(`${vendor.name} finds no solution where it found one a level before`)
    }
    if (answer.x === null) return { outcome: answer.outcome, x, reached }
    x = answer.x
    if (level !== null) reached.push({ level, value: costAboveStart(program, level, x) })
  }
  return { outcome: 'optimal', x, reached }
}

/**
 * Minimises one level, with those before it held at what they reached. First with only the indicators whole, which mostly suffices:
 * for fixed charges the rest is a network.
 * @param level null for any solution
 */
export async function solveLevel(
  program: IntegerProgram,
  level: number | null,
  reached: readonly Limit[],
  budget: Budget = UNLIMITED,
): Promise<Pick<IntegerSolution, 'outcome' | 'x'>> {
  if (isEmpty(program)) return { outcome: 'infeasible', x: null }
  const minimise = await mixedSolver()
  const mixed = mixedProgram(program, program, level, reached)
  for (const whole of ['indicators', 'all'] as const) {
    if (budget.stopped()) return { outcome: 'time-limit', x: null }
    const answer = minimise(mixed, whole, budget.leftMs() / 1000)
    if (answer.outcome !== 'optimal') return { outcome: answer.outcome, x: null }
    if (!answer.x.every(isWhole)) continue
    return { outcome: 'optimal', x: checked(program, reached, cellsOf(mixed.steps, answer.x)) }
  }
  throw new EngineError(`${vendor.name} answers an integer program with fractions`)
}

/** Whether a level can differ between solutions at all. */
function atStake(program: IntegerProgram, level: number): boolean {
  if (program.charge?.level === level) return true
  const { marginal } = program.levels[level]!
  return program.low.some((low, variable) => {
    for (let x = low; x < program.high[variable]!; x++) if (marginal(variable, x) !== 0) return true
    return false
  })
}

function checked(program: IntegerProgram, reached: readonly Limit[], x: Int32Array): Int32Array {
  if (x.some((value, variable) => value < program.low[variable]! || value > program.high[variable]!)) {
    throw new EngineError(`${vendor.name} leaves a bound`)
  }
  if (brokenBy(program, x).length > 0) throw new EngineError(`${vendor.name} breaks a constraint`)
  for (const { level, value } of reached) {
    if (costAboveStart(program, level, x) > value) {
      throw new EngineError(`${vendor.name} gives up level ${program.levels[level]!.name}`)
    }
  }
  return x
}

function isWhole(value: number): boolean {
  return Math.abs(value - Math.round(value)) <= WHOLE
}

/**
 * A linear program of rows and nothing else: minimise `cost x` subject to `low <= A x <= high` and `x >= 0`. A by row: entries
 * `begin[i]` to `begin[i + 1]`.
 */
export type LinearRows = Pick<MixedProgram, 'cost' | 'rowLow' | 'rowHigh' | 'begin' | 'column' | 'coefficient'>

/** Linear programs within a budget: out of time when that is. */
export interface LinearPrograms {
  /** An answer has multipliers, or is whole where that is asked. */
  minimise(rows: LinearRows, whole?: boolean): MixedAnswer
  /** One without columns, to which they are added. */
  keep(rowLow: Float64Array, rowHigh: Float64Array): KeptProgram
}

/** A linear program that grows, each answer from where the one before ended. */
export interface KeptProgram {
  addColumns(more: MoreColumns): void
  addRow(low: number, high: number, column: Int32Array, coefficient: Float64Array): void
  /** The least of the cost, each column between 0 and its end. */
  minimise(cost: Float64Array, upper: Float64Array): MixedAnswer
}

/** Does what needs linear programs; those that it kept are given up at its end. */
export async function withLinearPrograms<T>(
  budget: Budget,
  work: (programs: LinearPrograms) => T | Promise<T>,
): Promise<T> {
  const [minimise, open] = [await mixedSolver(), await keptModels()]
  const kept: KeptModel[] = []
  const late = { outcome: 'time-limit' } as const
  try {
    return await work({
      minimise(rows, whole = false) {
        if (budget.stopped()) return late
        const columns = rows.cost.length
        const lower = new Float64Array(columns)
        const upper = new Float64Array(columns).fill(Infinity)
        const mixed = { ...rows, lower, upper, indicator: new Uint8Array(columns) }
        return minimise(mixed, whole ? 'all' : 'none', budget.leftMs() / 1000)
      },
      keep(rowLow, rowHigh) {
        const model = open(rowLow, rowHigh)
        kept.push(model)
        return {
          addColumns: (more) => model.addColumns(more),
          addRow: (...row) => model.addRow(...row),
          minimise: (cost, upper) => (budget.stopped() ? late : model.minimise(cost, upper, budget.leftMs() / 1000)),
        }
      },
    })
  } finally {
    for (const model of kept) model.close()
  }
}
