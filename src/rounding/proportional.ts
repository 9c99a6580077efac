/** Biproportional apportionment (double Pukelsheim): solved by logarithms, decided by exact multipliers. */
import { proportionalProgram, tieProgram } from '../../models/proportional.js'
import { look, UNLIMITED, type Budget } from '../domain/budget.js'
import { NANO } from '../domain/decimal.js'
import { fractionText } from '../domain/fraction.js'
import type { Table } from '../domain/table.js'
import { solvedInTime, type Solver } from '../solvers/solver.js'
import { judge, type Multipliers, type Near } from './multipliers.js'
import type { Rounding } from './outcome.js'
import { proven, type TieRequest } from './proven.js'
import { scaleWithin } from './scaling.js'
import { fixedTable } from './table.js'

/** Enough to bring every cell near; the solver does the rest. */
const SWEEPS = 50

/**
 * Apportions a table by the biproportional divisor method with standard rounding, with its multipliers (mathematics 2 and 4).
 * A cell with target 0 stays empty. Any solver will do: what its logarithms leave undecided is decided in fractions.
 * @param given targets in billionths; they may be counts of votes
 * @throws InputError for a column total that is an interval; OutOfTime
 */
export async function apportion(given: Table, solver: Solver, request: TieRequest, budget: Budget): Promise<Rounding> {
  const table = fixedTable(given)
  const near = nearMultipliers(table, budget)
  const program = proportionalProgram(table, near)
  const y = await solvedInTime(program, solver, budget)
  if (y === null) return { status: 'infeasible', allocation: null, trace: null }
  const { allocation, multipliers } = improved(table, y, near, budget)
  const ties = tieProgram(table, multipliers)
  const result = proven(table, ties, allocation, () => certificateOf(multipliers), request, budget)
  return { status: 'optimal', allocation: result.allocation, trace: null, proven: result }
}

/** The optimum, from any allocation with the right totals: improved along cycles until multipliers prove it. */
export function improved(
  table: Table,
  start: Int32Array,
  near: Near,
  budget: Budget = UNLIMITED,
): { readonly allocation: Int32Array; readonly multipliers: Multipliers } {
  const allocation = start.slice()
  for (;;) {
    look(budget)
    const verdict = judge(table, allocation, near, budget)
    if (verdict.optimal) return { allocation, multipliers: verdict.multipliers }
    for (const { cell, by } of verdict.cycle) allocation[cell]! += by
  }
}

function certificateOf({ row, column }: Multipliers) {
  return { rowMultipliers: row.map(fractionText), columnMultipliers: column.map(fractionText) }
}

/** Logarithms of multipliers that bring the targets near the totals. */
export function nearMultipliers(table: Table, budget: Budget = UNLIMITED): Near {
  const { row, column } = scaleWithin(table, SWEEPS, budget)
  return { row: row.map((each) => logarithm(each * NANO)), column: column.map(logarithm) }
}

/** Where a total of 0 leaves nothing to multiply: small enough to round to 0. */
function logarithm(multiplier: number): number {
  return multiplier > 0 && multiplier < Infinity ? Math.log(multiplier) : -40
}
