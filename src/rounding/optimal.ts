/** The optimum of a table: builds the program, has it solved, and reads the allocation back. */
import { allocationOf, baseDistribution, withinError } from '../../models/base-distribution.js'
import { NANO } from '../domain/decimal.js'
import type { Objective, Table } from '../domain/table.js'
import type { Certificate } from '../domain/result.js'
import { findConflict } from '../program/conflict.js'
import type { Program } from '../program/program.js'
import type { Proof } from '../program/proof.js'
import type { Solution, Solver } from '../solvers/solver.js'
import type { Rounding } from './outcome.js'
import { apportion } from './proportional.js'
import { certificateOf, proven, type TieRequest } from './proven.js'

/** The answer that stands for all equally good ones, unless asked otherwise. */
const CANONICAL: TieRequest = { ties: 'canonical', seed: 1, optima: 0 }

/** Rounds a table to the optimum of an objective, with its proof (mathematics 1 to 5). `limitMs` bounds the solving. */
export async function optimal(
  table: Table,
  objective: Objective,
  solver: Solver,
  limitMs?: number,
  ties: TieRequest = CANONICAL,
): Promise<Rounding> {
  if (objective === 'proportional') return apportion(table, solver, limitMs, ties)
  const deadline = limitMs === undefined ? undefined : performance.now() + limitMs
  const within = objective === 'largest' ? await leastThreshold(table, solver, deadline) : table
  if ('status' in within) return within
  const program = baseDistribution(within, objective)
  const { outcome, y } = await solved(program, solver, deadline)
  if (y === null) return { status: outcome, allocation: null, trace: null }
  const cut = objective === 'largest' ? noSmallerError(table, allocationOf(table, y)) : undefined
  const certify = (proof: Proof) => ({ ...certificateOf(within, objective, proof), ...(cut && { cut }) })
  const result = proven(within, program, y, certify, ties)
  return { status: 'optimal', allocation: result.allocation, trace: null, proven: result }
}

async function solved(program: Program, solver: Solver, deadline?: number): Promise<Solution> {
  const left = deadline === undefined ? undefined : deadline - performance.now()
  if (left !== undefined && left <= 0) return { outcome: 'time-limit', y: null }
  return solver.solve(program, left === undefined ? {} : { limitMs: left })
}

/**
 * `largest`: the largest error is one of finitely many |k - target|. With that threshold as a bound on every cell the
 * rest is a network, so the least feasible threshold is found by bisection.
 * @returns the table with the least threshold as bounds, or why there is none
 */
async function leastThreshold(table: Table, solver: Solver, deadline?: number): Promise<Table | Rounding> {
  const first = await solved(baseDistribution(table, 'next-best'), solver, deadline)
  if (first.y === null) return { status: first.outcome, allocation: null, trace: null }
  const thresholds = candidates(table, largestError(table, allocationOf(table, first.y)))
  let best = thresholds.length - 1 // feasible: what `first` reached
  for (let low = 0; low < best;) {
    const middle = Math.floor((low + best) / 2)
    const program = baseDistribution(withinError(table, thresholds[middle]!), 'largest', false)
    const { outcome } = await solved(program, solver, deadline)
    if (outcome === 'optimal') best = middle
    else if (outcome === 'infeasible') low = middle + 1
    else return { status: outcome, allocation: null, trace: null }
  }
  return withinError(table, thresholds[best]!)
}

/** The proof that no smaller largest error is possible: with every cell one billionth nearer, some totals cannot be met. */
function noSmallerError(table: Table, allocation: Int32Array): Certificate['cut'] {
  const most = largestError(table, allocation)
  const cut = most === 0 ? null : findConflict(withinError(table, most - 1))
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
function candidates(table: Table, most: number): number[] {
  const errors = new Set<number>([most])
  for (let cell = 0; cell < table.target.length; cell++) {
    if (table.zero[cell] === 1) continue
    const target = table.target[cell]!
    for (let k = Math.ceil((target - most) / NANO); k <= Math.floor((target + most) / NANO); k++) {
      if (k >= table.low[cell]! && k <= table.high[cell]!) errors.add(Math.abs(k * NANO - target))
    }
  }
  return [...errors].toSorted((a, b) => a - b)
}
