/** One entry for every method: a table in, an outcome out. */
import { inTime, UNLIMITED, type Budget } from '../domain/budget.js'
import type { Method, Objective, Table } from '../domain/table.js'
import { loadSolver, type SolverName } from '../solvers/index.js'
import { largestRemainder } from './largest-remainder.js'
import { lottery } from './lottery.js'
import { optimal } from './optimal.js'
import type { Rounding } from './outcome.js'
import type { TieRequest } from './proven.js'
import { sequential } from './sequential.js'
import { stepwise } from './stepwise.js'

/** What to do with a table. */
export interface Job {
  readonly table: Table
  readonly method: Method
  readonly objective: Objective
  readonly solver: SolverName
  readonly ties?: TieRequest
}

/** Rounds a table by a method. What is not done in time, proof included, is `time-limit`. */
export async function roundTable(job: Job, budget: Budget = UNLIMITED): Promise<Rounding> {
  return (await inTime(budget, () => roundBy(job, budget))) ?? LATE
}

export const LATE: Rounding = { status: 'time-limit', allocation: null, trace: null }

async function roundBy({ table, method, objective, solver, ties }: Job, budget: Budget): Promise<Rounding> {
  // A cell whose bounds contradict each other has no value at all, by hand or otherwise.
  const contradicts = table.low.some((low, cell) => low > table.high[cell]!)
  if (contradicts) return { status: 'infeasible', allocation: null, trace: null }
  switch (method) {
    case 'optimal':
      return optimal(table, objective, await loadSolver(solver), ties, budget)
    case 'stepwise':
      return stepwise(table, budget)
    case 'sequential':
      return sequential(table, budget)
    case 'largest-remainder':
      return largestRemainder(table, budget)
    case 'lottery':
      return lottery(table, ties?.seed ?? 1, budget)
  }
}
