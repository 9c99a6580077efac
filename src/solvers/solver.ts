/**
 * The contract every solver keeps. "Why it stopped" (`outcome`) and "what it has" (`y`) are separate.
 * The conformance suite in `test/conformance` runs the same programs through each solver, and through liars.
 */
import { look, OutOfTime, type Budget } from '../domain/budget.js'
import type { Program } from '../program/program.js'

export type StopReason = 'optimal' | 'infeasible' | 'time-limit'

export interface Solution {
  readonly outcome: StopReason
  /** One integer per cell, rows x columns; only when `outcome` is `optimal`. */
  readonly y: Int32Array | null
}

export interface Solver {
  readonly name: string
  readonly version: string
  /**
   * Solves all levels, most important first, each without giving up what the ones before it reached.
   * Throws an EngineError when the vendor's answer is not a solution at all.
   * @param budget without one there is no limit; a vendor that overruns its own time limit answers late
   */
  readonly solve: (program: Program, budget?: Budget) => Promise<Solution>
}

/** Solves for who needs the answer to go on. @returns null when there is no solution; @throws OutOfTime */
export async function solvedInTime(program: Program, solver: Solver, budget: Budget): Promise<Int32Array | null> {
  look(budget)
  const { outcome, y } = await solver.solve(program, budget)
  if (outcome === 'time-limit') throw new OutOfTime(`${solver.name} is out of time`)
  return y
}
