/** Biproportional apportionment (double Pukelsheim): solved by logarithms, decided by exact multipliers. */
import { proportionalProgram, tieProgram } from '../../models/proportional.js'
import { NANO } from '../domain/decimal.js'
import { fractionText } from '../domain/fraction.js'
import type { Table } from '../domain/table.js'
import type { Solver } from '../solvers/solver.js'
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
 * @param limitMs bounds the solving
 * @throws InputError for a column total that is an interval
 */
export async function apportion(
  given: Table,
  solver: Solver,
  limitMs: number | undefined,
  request: TieRequest,
): Promise<Rounding> {
  const table = fixedTable(given)
  const near = nearMultipliers(table)
  const program = proportionalProgram(table, near)
  const { outcome, y } = await solver.solve(program, limitMs === undefined ? {} : { limitMs })
  if (y === null) return { status: outcome, allocation: null, trace: null }
  const { allocation, multipliers } = improved(table, y, near)
  const ties = tieProgram(table, multipliers)
  const result = proven(table, ties, allocation, () => certificateOf(multipliers), request)
  return { status: 'optimal', allocation: result.allocation, trace: null, proven: result }
}

/** The optimum, from any allocation with the right totals: improved along cycles until multipliers prove it. */
export function improved(
  table: Table,
  start: Int32Array,
  near: Near,
): { readonly allocation: Int32Array; readonly multipliers: Multipliers } {
  const allocation = start.slice()
  for (;;) {
    const verdict = judge(table, allocation, near)
    if (verdict.optimal) return { allocation, multipliers: verdict.multipliers }
    for (const { cell, by } of verdict.cycle) allocation[cell]! += by
  }
}

function certificateOf({ row, column }: Multipliers) {
  return { rowMultipliers: row.map(fractionText), columnMultipliers: column.map(fractionText) }
}

/** Logarithms of multipliers that bring the targets near the totals. */
export function nearMultipliers(table: Table): Near {
  const { row, column } = scaleWithin(table, SWEEPS)
  return { row: row.map((each) => logarithm(each * NANO)), column: column.map(logarithm) }
}

/** Where a total of 0 leaves nothing to multiply: small enough to round to 0. */
function logarithm(multiplier: number): number {
  return multiplier > 0 && multiplier < Infinity ? Math.log(multiplier) : -40
}
