/** The optimum of a table: builds the program, has it solved, and reads the allocation back. */
import { allocationOf, baseDistribution, withinError } from '../../models/base-distribution.js'
import { look, UNLIMITED, type Budget } from '../domain/budget.js'
import { NANO } from '../domain/decimal.js'
import type { Objective, Table } from '../domain/table.js'
import type { Certificate } from '../domain/result.js'
import { findConflict } from '../program/conflict.js'
import type { Proof } from '../program/proof.js'
import { solvedInTime, type Solver } from '../solvers/solver.js'
import type { Rounding } from './outcome.js'
import { apportion } from './proportional.js'
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
  const certify = (proof: Proof) => ({ ...certificateOf(within, objective, proof), ...(cut && { cut }) })
  const result = proven(within, program, y, certify, ties, budget)
  return { status: 'optimal', allocation: result.allocation, trace: null, proven: result }
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
    if ((await solvedInTime(program, solver, budget)) === null) low = middle + 1
    else best = middle
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

/** All errors up to `most`, in billionths, that some cell can have; ascending. */
function candidates(table: Table, most: number, budget: Budget): Float64Array {
  const errors = new Set<number>([most])
  for (let cell = 0; cell < table.target.length; cell++) {
    if (cell % 4096 === 0) look(budget)
    if (table.zero[cell] === 1) continue
    const target = table.target[cell]!
    for (let k = Math.ceil((target - most) / NANO); k <= Math.floor((target + most) / NANO); k++) {
      if (k >= table.low[cell]! && k <= table.high[cell]!) errors.add(Math.abs(k * NANO - target))
    }
  }
  return Float64Array.from(errors).toSorted()
}
