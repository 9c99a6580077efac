/**
 * The contract every solver keeps. "Why it stopped" (`outcome`) and "what it has" (`y`) are separate.
 * The conformance suite in `test/conformance` runs the same programs through each solver, and through liars.
 */
import type { Program } from '../program/program.js'

export interface SolveLimits {
  /** Stop after this many milliseconds. A solver that cannot look at the clock is stopped by ending its thread. */
  readonly limitMs?: number
}

export type Outcome = 'optimal' | 'infeasible' | 'time-limit'

export interface Solution {
  readonly outcome: Outcome
  /** One integer per cell, rows x columns; only when `outcome` is `optimal`. */
  readonly y: Int32Array | null
}

export interface Solver {
  readonly name: string
  readonly version: string
  /**
   * Solves all levels, most important first, each without giving up what the ones before it reached.
   * Throws an EngineError when the vendor's answer is not a solution at all.
   */
  readonly solve: (program: Program, limits?: SolveLimits) => Promise<Solution>
}
