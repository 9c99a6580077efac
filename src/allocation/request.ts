/** How a table is to be rounded: the same names as the flags of the commands. */
import type { Limits } from '../domain/budget.js'
import type { Carried } from '../domain/carry.js'
import type { NearTo } from '../domain/near.js'
import type { Options } from '../domain/options.js'
import type { TieDecision } from '../domain/result.js'
import type { Method, Objective } from '../domain/table.js'
import type { SolverName } from '../solvers/index.js'

/** What is asked of a table. How long that may take is a budget, which goes beside it. */
export interface TableQuestion {
  /** Default `optimal`. */
  readonly method?: Method | undefined
  /** Default `next-best`. */
  readonly objective?: Objective | undefined
  /** Default `flow`, the fastest. Hand methods use none. */
  readonly solver?: SolverName | undefined
  /** Overrule the options of the scenario or problem. */
  readonly options?: Partial<Options> | undefined
  /** Which of several equally good allocations is shown. Default `canonical`. */
  readonly ties?: TieDecision | undefined
  /** Of lots: the same seed draws the same. Default 1. */
  readonly seed?: number | undefined
  /** List up to so many equally good allocations (1,000 at most). */
  readonly optima?: number | undefined
  /** Leaves out what the protocol by itself fixes and leaves free. */
  readonly noFreedom?: boolean | undefined
  /** Also how far the result rests on the precision of typed shares; only of a scenario. */
  readonly precision?: boolean | undefined
  /** What earlier years left owed; default nothing. */
  readonly carried?: Carried | undefined
  /** Of equally good allocations the one that moves the fewest places from this one; default none. */
  readonly near?: NearTo | undefined
}

/**
 * The same as a caller gives it. `timeLimit` in seconds: after that the answer is `time-limit`, or says what was not looked at.
 * `signal` cancels: the promise rejects with the signal's reason.
 */
export interface Request extends Omit<TableQuestion, 'carried' | 'near' | 'precision'>, Limits {}
