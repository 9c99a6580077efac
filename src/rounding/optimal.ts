/** The optimum of a table: builds the program, has it solved, and reads the allocation back. */
import { allocationOf, baseDistribution, withinError } from '../../models/base-distribution.js'
import { look, UNLIMITED, type Budget } from '../domain/budget.js'
import { NANO } from '../domain/decimal.js'
import type { Allocation, LevelledObjective, Objective, Table } from '../domain/table.js'
import type { Certificate } from '../domain/result.js'
import { findConflict } from '../program/conflict.js'
import type { Proof } from '../program/proof.js'
import { flow, flowInTime } from '../solvers/flow.js'
import { solvedInTime, type Solver } from '../solvers/solver.js'
import { errorsUpTo, leastThreshold, type Erring } from './least-threshold.js'
import type { Rounding } from './outcome.js'
import { apportion, apportionedAlone } from './proportional.js'
import { certificateOf, proven, type TieRequest } from './proven.js'

/** The answer that stands for all equally good ones, unless asked otherwise. */
const CANONICAL: TieRequest = { ties: 'canonical', seed: 1, optima: 0 }

/**
 * Rounds a table to the optimum of an objective, with its proof (mathematics 1 to 5).
 * @throws OutOfTime, also when only the proof is not done
 */
export async function optimal(
  table: Table,
  objective: Objective,
  solver: Solver,
  ties: TieRequest = CANONICAL,
  budget: Budget = UNLIMITED,
): Promise<Rounding> {
  if (objective === 'proportional') return apportion(table, solver, ties, budget)
  const within = objective === 'largest' ? await withinLeast(table, solver, budget) : table
  if (within === null) return INFEASIBLE
  const program = baseDistribution(within, objective)
  const y = await solvedInTime(program, solver, budget)
  if (y === null) return INFEASIBLE
  const cut = objective === 'largest' ? noSmallerError(table, allocationOf(table, y), budget) : undefined
  const certify = (proof: Proof) => ({ ...certificateOf(within, program.levels, proof), ...(cut && { cut }) })
  // under another objective, or below another level, the protocol's two are not what comes first
  const isProtocols = objective === 'next-best' && program.levels[0]?.name === 'beyond-next-best'
  const request = { ...ties, freedom: ties.freedom === true && isProtocols }
  const result = proven(within, program, y, certify, request, budget)
  return { status: 'optimal', allocation: result.allocation, trace: null, proven: result }
}

/**
 * An optimum by itself, by our own solver: no proof, and no choice between equals. For sweeps over many tables, which prove a sample.
 * @returns null when there is none; @throws OutOfTime
 */
export function optimumAlone(
  table: Table,
  objective: Exclude<LevelledObjective, 'largest'>,
  budget: Budget = UNLIMITED,
): Allocation | null {
  const y = flowInTime(baseDistribution(table, objective), budget)
  return y && allocationOf(table, y)
}

/** The same for any objective: the threshold of `largest` is not proven to be the least, and `proportional` has no exact multipliers. */
export async function anyOptimumAlone(table: Table, objective: Objective, budget: Budget): Promise<Allocation | null> {
  if (objective === 'proportional') return apportionedAlone(table, CANONICAL, budget)
  if (objective !== 'largest') return optimumAlone(table, objective, budget)
  const within = await withinLeast(table, flow, budget)
  return within && optimumAlone(within, 'next-best', budget) // the levels of `largest` are those of `next-best`
}

const INFEASIBLE: Rounding = { status: 'infeasible', allocation: null, trace: null }

/** `largest`: the table with the least threshold as bounds, the rest is a network; null when there is no solution. */
async function withinLeast(table: Table, solver: Solver, budget: Budget): Promise<Table | null> {
  const first = await solvedInTime(baseDistribution(table, 'next-best'), solver, budget)
  if (first === null) return null
  const thresholds = errorsUpTo(erringIn(table, budget), largestError(table, allocationOf(table, first)))
  const least = await leastThreshold(thresholds, async (threshold) => {
    const program = baseDistribution(withinError(table, threshold), 'largest', false)
    const y = await solvedInTime(program, solver, budget)
    return y && largestError(table, allocationOf(table, y))
  })
  return withinError(table, least)
}

/** The proof that no smaller largest error is possible: with every cell one billionth nearer, some totals cannot be met. */
function noSmallerError(table: Table, allocation: Int32Array, budget: Budget): Certificate['cut'] {
  const most = largestError(table, allocation)
  const cut = most === 0 ? null : findConflict(withinError(table, most - 1), budget)
  if (cut === null) return undefined
  return { ...cut, rows: cut.rows.map((s) => table.rows[s]!), columns: cut.columns.map((o) => table.columns[o]!) }
}

function largestError(table: Table, allocation: Int32Array): number {
  let most = 0
  for (let cell = 0; cell < allocation.length; cell++) {
    if (table.zero[cell] === 0) most = Math.max(most, Math.abs(allocation[cell]! * NANO - table.target[cell]!))
  }
  return most
}

/** All cells but those that stay empty. */
function* erringIn({ target, low, high, zero }: Table, budget: Budget): Generator<Erring> {
  for (let cell = 0; cell < target.length; cell++) {
    if (cell % 4096 === 0) look(budget)
    if (zero[cell] === 0) yield { target: target[cell]!, low: low[cell]!, high: high[cell]! }
  }
}
