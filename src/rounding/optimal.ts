/** The optimum of a table: builds the program, has it solved, and reads the allocation back. */
import { allocationOf, baseDistribution, withinError } from '../../models/base-distribution.js'
import { NANO } from '../domain/decimal.js'
import type { Objective, Table } from '../domain/table.js'
import type { Solver } from '../solvers/solver.js'
import type { Rounding } from './outcome.js'

/** Rounds a table to the optimum of an objective (mathematics 1 to 4). `limitMs` bounds the whole of it. */
export async function optimal(table: Table, objective: Objective, solver: Solver, limitMs?: number): Promise<Rounding> {
  const deadline = limitMs === undefined ? undefined : performance.now() + limitMs
  return objective === 'largest' ? largest(table, solver, deadline) : solved(table, objective, solver, deadline)
}

async function solved(
  table: Table,
  objective: Objective,
  solver: Solver,
  deadline?: number,
  levels = true,
): Promise<Rounding> {
  const left = deadline === undefined ? undefined : deadline - performance.now()
  if (left !== undefined && left <= 0) return { status: 'time-limit', allocation: null, trace: null }
  const solution = await solver.solve(
    baseDistribution(table, objective, levels),
    left === undefined ? {} : { limitMs: left },
  )
  return { status: solution.outcome, allocation: solution.y && allocationOf(table, solution.y), trace: null }
}

/**
 * `largest`: the largest error is one of finitely many |k - target|. With that threshold as a bound on every cell the
 * rest is a network, so the least feasible threshold is found by bisection, and the levels of `next-best` within it.
 */
async function largest(table: Table, solver: Solver, deadline?: number): Promise<Rounding> {
  const first = await solved(table, 'next-best', solver, deadline)
  if (first.allocation === null) return first
  const thresholds = candidates(table, largestError(table, first.allocation))
  let best = thresholds.length - 1 // feasible: what `first` reached
  for (let low = 0; low < best;) {
    const middle = Math.floor((low + best) / 2)
    const within = await solved(withinError(table, thresholds[middle]!), 'largest', solver, deadline, false)
    if (within.status === 'optimal') best = middle
    else if (within.status === 'infeasible') low = middle + 1
    else return within
  }
  return solved(withinError(table, thresholds[best]!), 'largest', solver, deadline)
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
