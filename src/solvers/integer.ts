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
import type { Box } from '../program/box.js'
import { cellsOf } from '../program/steps.js'
import { mixedSolver, vendor, type MixedAnswer } from './highs.js'

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
  if (isEmpty(program)) return { outcome: 'infeasible', x: null, reached: [] }
  const minimise = await mixedSolver()
  const reached: Limit[] = []
  let x: Int32Array | null = null
  const levels = [...program.levels.keys()].filter((level) => atStake(program, level))
  for (const level of levels.length === 0 ? [null] : levels) {
    if (budget.stopped()) return { outcome: 'time-limit', x, reached }
    const mixed = mixedProgram(program, program, level, reached)
    const answer = wholeAnswer(mixed)
    if (answer.outcome === 'infeasible' && x !== null) {
      throw new EngineError(`${vendor.name} finds no solution where it found one a level before`)
    }
    if (answer.outcome !== 'optimal') return { outcome: answer.outcome, x, reached }
    x = checked(program, reached, cellsOf(mixed.steps, answer.x))
    if (level !== null) reached.push({ level, value: costAboveStart(program, level, x) })
  }
  return { outcome: 'optimal', x, reached }

  /** First with only the indicators whole, which mostly suffices: for fixed charges the rest is a network. */
  function wholeAnswer(mixed: MixedProgram): MixedAnswer {
    for (const whole of ['indicators', 'all'] as const) {
      if (budget.stopped()) return { outcome: 'time-limit' }
      const answer = minimise(mixed, whole, budget.leftMs() / 1000)
      if (answer.outcome !== 'optimal' || answer.x.every(isWhole)) return answer
    }
    throw new EngineError(`${vendor.name} answers an integer program with fractions`)
  }
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

/** What a linear relaxation tells: its solution, and a multiplier per constraint and per limit, in the units of the level. */
export interface Relaxed {
  /** Per variable; not whole in general. */
  readonly x: Float64Array
  readonly constraints: readonly number[]
  /** How much a unit of each limit is worth: 0 or more. */
  readonly limits: readonly number[]
  /** False when the box holds no solution: then the multipliers prove that. */
  readonly feasible: boolean
}

export type Relax = (program: IntegerProgram, box: Box, level: number, limits: readonly Limit[]) => Relaxed | null

/** The linear relaxation of a level within a box. @returns a function; null from it when time ran out */
export async function relaxation(budget: Budget = UNLIMITED): Promise<Relax> {
  const minimise = await mixedSolver()
  return (program, box, level, limits) => {
    for (const feasible of [true, false]) {
      if (budget.stopped()) return null
      const mixed = mixedProgram(program, box, feasible ? level : null, limits, !feasible)
      const answer = minimise(mixed, 'none', budget.leftMs() / 1000)
      if (answer.outcome === 'infeasible' && feasible) continue
      if (answer.outcome !== 'optimal') return null
      const { rowDual } = answer
      const first = program.constraints.length
      return {
        x: valuesOf(mixed, answer.x),
        constraints: [...rowDual.subarray(0, first)].map((dual) => dual / mixed.scale),
        limits: limits.map((_, i) => Math.max(0, (-rowDual[first + i]! * mixed.limitScale[i]!) / mixed.scale)),
        feasible,
      }
    }
    return null
  }
}

function valuesOf({ steps }: MixedProgram, x: Float64Array): Float64Array {
  const values = Float64Array.from(steps.base)
  steps.cell.forEach((variable, step) => (values[variable]! += steps.direction[step]! * x[step]!))
  return values
}
