/** Biproportional apportionment (double Pukelsheim): solved by logarithms, decided by exact multipliers. */
import { proportionalProgram, tieProgram } from '../../models/proportional.js'
import { look, UNLIMITED, type Budget } from '../domain/budget.js'
import { NANO } from '../domain/decimal.js'
import { fractionText } from '../domain/fraction.js'
import type { Allocation, Table } from '../domain/table.js'
import { flow, flowInTime } from '../solvers/flow.js'
import { solvedInTime, type Solver } from '../solvers/solver.js'
import { isClear, judge, type Multipliers, type Near } from './multipliers.js'
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
  const near = nearMultipliers(table, SWEEPS, budget)
  const program = proportionalProgram(table, near)
  const y = await solvedInTime(program, solver, budget)
  if (y === null) return { status: 'infeasible', allocation: null, trace: null }
  const { allocation, multipliers } = improved(table, y, near, budget)
  const ties = tieProgram(table, multipliers)
  const result = proven(
    table,
    ties,
    allocation,
    () => certificateOf(multipliers),
    { ...request, freedom: false },
    budget,
  )
  return { status: 'optimal', allocation: result.allocation, trace: null, proven: result }
}

/** How far from every signpost, as a logarithm, multipliers must be to need no fractions: far more than floating point loses. */
const CLEAR = 1e-9

/** For sweeps, which prove a sample: fewer, since the solver costs less than more of them. */
const FEW_SWEEPS = 4

/**
 * An apportionment by itself, without its exact multipliers. Where those in floating point keep clear of every signpost it is the
 * only one; where they do not, fractions decide.
 * @returns null when there is none
 * @throws InputError for a column total that is an interval; OutOfTime
 */
export async function apportionedAlone(given: Table, request: TieRequest, budget: Budget): Promise<Allocation | null> {
  const table = fixedTable(given)
  const near = nearMultipliers(table, FEW_SWEEPS, budget)
  const allocation = flowInTime(proportionalProgram(table, near), budget)
  if (allocation === null || isClear(table, allocation, near, CLEAR, budget)) return allocation
  return (await apportion(given, flow, request, budget)).allocation
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
export function nearMultipliers(table: Table, sweeps: number = SWEEPS, budget: Budget = UNLIMITED): Near {
  const { row, column } = scaleWithin(table, sweeps, budget)
  return { row: row.map((each) => logarithm(each * NANO)), column: column.map(logarithm) }
}

/** Where a total of 0 leaves nothing to multiply: small enough to round to 0. */
function logarithm(multiplier: number): number {
  return multiplier > 0 && multiplier < Infinity ? Math.log(multiplier) : -40
}
