/** The table of a scenario: its target, totals, zero cells and bounds, as they are rounded. */
import type { Shares } from '../adherence/care-use.js'
import { targetOf, type Adherence } from '../adherence/target.js'
import { look, type Budget } from '../domain/budget.js'
import { InputError } from '../domain/errors.js'
import type { Scenario } from '../domain/scenario.js'
import type { Table } from '../domain/table.js'
import { tableOf } from '../rounding/table.js'

/** @returns null where there is no target */
export function scenarioTable(scenario: Scenario, { targetNano, totals, options }: Adherence): Table | null {
  if (targetNano === null) return null
  return tableOf(
    {
      rows: scenario.specialties.map(({ code }) => code),
      columns: scenario.oors.map(({ code }) => code),
      targetNano,
      rowTotals: scenario.specialties.map(({ intake }) => intake),
      columnTotals: totals.rounded,
      zeroCells: scenario.zeroCells.map(({ specialty, oor }) => [specialty, oor] as const),
      bounds: scenario.bounds.map(({ specialty, oor, low, high }) => [specialty, oor, low, high] as const),
    },
    options,
  )
}

/**
 * Chapter 1 and its table from shares that are known already.
 * @returns null where there is no target: a specialty that nobody used, or zeros that do not converge; @throws OutOfTime
 */
export function tableOfShares(
  scenario: Scenario,
  share: Shares,
  budget: Budget,
  /** What earlier years make of it. */
  owing: (known: Adherence) => Adherence = (known) => known,
): { readonly adherence: Adherence; readonly table: Table } | null {
  try {
    const adherence = owing(targetOf(scenario, share, budget))
    if (adherence.late) look(budget)
    const table = scenarioTable(scenario, adherence)
    return table && { adherence, table }
  } catch (error) {
    if (error instanceof InputError) return null
    throw error
  }
}
