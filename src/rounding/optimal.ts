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
  const within = objective === 'largest' ? await leastThreshold(table, solver, budget) : table
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
  const within = await leastThreshold(table, flow, budget)
  return within && optimumAlone(within, 'next-best', budget) // the levels of `largest` are those of `next-best`
}

const INFEASIBLE: Rounding = { status: 'infeasible', allocation: null, trace: null }

/**
 * `largest`: the largest error is one of finitely many |k - target|. With that threshold as a bound on every cell the
 * rest is a network, so the least feasible threshold is found by bisection.
 * @returns the table with the least threshold as bounds; null when there is no solution
 */
async function leastThreshold(table: Table, solver: Solver, budget: Budget): Promise<Table | null> {
  const first = await solvedInTime(baseDistribution(table, 'next-best'), solver, budget)
  if (first === null) return null
  const thresholds = candidates(table, largestError(table, allocationOf(table, first)), budget)
  let best = thresholds.length - 1 // feasible: what `first` reached
  for (let low = 0; low < best;) {
    const middle = Math.floor((low + best) / 2)
    const program = baseDistribution(withinError(table, thresholds[middle]!), 'largest', false)
    const y = await solvedInTime(program, solver, budget)
    if (y === null) low = middle + 1
    else best = thresholds.indexOf(largestError(table, allocationOf(table, y))) // at most the middle, and often less
  }
  return withinError(table, thresholds[best]!)
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

/** All errors up to `most`, in billionths, that some cell can have, from the least that no cell can do without; ascending. */
function candidates(table: Table, most: number, budget: Budget): Float64Array {
  const errors = [most]
  let least = 0
  for (let cell = 0; cell < table.target.length; cell++) {
    if (cell % 4096 === 0) look(budget)
    if (table.zero[cell] === 1) continue
    const target = table.target[cell]!
    let nearest = most
    const last = Math.min(table.high[cell]!, Math.floor((target + most) / NANO))
    for (let k = Math.max(table.low[cell]!, Math.ceil((target - most) / NANO)); k <= last; k++) {
      const error = Math.abs(k * NANO - target)
      errors.push(error)
      if (error < nearest) nearest = error
    }
    if (nearest > least) least = nearest
  }
  return Float64Array.from(errors.filter((error) => error >= least)).toSorted()
}
