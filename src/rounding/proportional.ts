/** Biproportional apportionment (double Pukelsheim): solved by logarithms, decided by exact multipliers. */
import { emptyWhereTargetIsZero, proportionalProgram, tieProgram } from '../../models/proportional.js'
import { NANO } from '../domain/decimal.js'
import type { Table } from '../domain/table.js'
import type { Program } from '../program/program.js'
import type { Solver } from '../solvers/solver.js'
import { judge, type Multipliers, type Near } from './multipliers.js'
import { scaleWithin } from './scaling.js'

export type Apportioned =
  | {
      readonly status: 'optimal'
      readonly allocation: Int32Array
      readonly multipliers: Multipliers
      /** Its optima are all the allocations that the multipliers prove. */
      readonly ties: Program
    }
  | { readonly status: 'infeasible' | 'time-limit' }

/** Enough to bring every cell near; the solver does the rest. */
const SWEEPS = 50

/**
 * Apportions a table with exact totals by the biproportional divisor method with standard rounding (mathematics 2 and 4).
 * @param limitMs bounds the solving
 */
export async function apportion(given: Table, solver: Solver, limitMs?: number): Promise<Apportioned> {
  const table = emptyWhereTargetIsZero(given)
  const near = nearMultipliers(table)
  const limits = limitMs === undefined ? {} : { limitMs }
  const { outcome, y } = await solver.solve(proportionalProgram(table, near), limits)
  if (y === null) return { status: outcome === 'optimal' ? 'infeasible' : outcome }
  const allocation = y.slice()
  for (;;) {
    const verdict = judge(table, allocation, near)
    if (verdict.optimal) {
      const { multipliers } = verdict
      return {
        status: 'optimal',
        allocation,
        multipliers,
        ties: tieProgram(table, multipliers.row, multipliers.column),
      }
    }
    for (const { cell, by } of verdict.cycle) allocation[cell]! += by
  }
}

/** Logarithms of multipliers that bring the targets near the totals. */
function nearMultipliers(table: Table): Near {
  const { row, column } = scaleWithin(table, SWEEPS)
  return { row: row.map((each) => logarithm(each * NANO)), column: column.map(logarithm) }
}

/** Where a total of 0 leaves nothing to multiply: small enough to round to 0. */
function logarithm(multiplier: number): number {
  return multiplier > 0 && multiplier < Infinity ? Math.log(multiplier) : -40
}
