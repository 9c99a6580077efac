/**
 * The hand method. The protocol (FAQ 7.4, 7.5) speaks of natural roundings and "next best" ones and publishes no
 * algorithm, so it is written down here, step by step and with a trace:
 *
 *   1. Natural rounding everywhere.
 *   2. While some row and some column both need the same direction: change the cell of such a row and column whose extra
 *      error is least.
 *   3. Else, while totals are off: the cheapest pair, one cell up and one down in the same row (repairs two columns) or in
 *      the same column (repairs two rows).
 *   4. If nothing is possible: stuck, with the totals that are still off.
 *
 * Each change lowers the places by which totals are off, so it ends. It does not look ahead: it may go further beyond
 * than needed, or get stuck where a chain of several cells would help. It is never presented as optimal.
 */
import { look, UNLIMITED, type Budget } from '../domain/budget.js'
import type { Table } from '../domain/table.js'
import type { Rounding } from './outcome.js'
import { cheaperPair, cheapest, NONE, Desk, type Directions } from './desk.js'

/**
 * Rounds a table by the hand method, to show it beside the optimum (FAQ 7.4, 7.5). Ties go to the first in code order:
 * of the cell that changes or, for a pair, of the cell that goes up and then of the cell that goes down.
 * @param table rows x columns, targets in billionths
 * @returns `feasible` or `stuck`, with the trace; @throws OutOfTime
 */
export function stepwise(table: Table, budget: Budget = UNLIMITED): Rounding {
  // 1. Natural rounding everywhere; zero cells 0, a bounded cell the bound nearest to its natural rounding.
  const sheet = new Desk(table, (_, natural) => natural)
  sheet.noteNaturalRounding(1)
  while (repairTwoTotals(sheet) || repairOneTotal(sheet)) look(budget)
  return sheet.totalsMet() ? sheet.ended('feasible') : sheet.stuck(4)
}

/** Steps 2 and 3. False when no change of them is possible. */
function repairTwoTotals(sheet: Desk): boolean {
  const rows = sheet.rowsInNeed()
  const columns = sheet.columnsInNeed()

  // 2. While some row and some column both need the same direction: the cell between them with the least extra error.
  if (changeCheapestCell(sheet, rows, columns)) return true

  // 3. Else the cheapest pair in the same row (repairs two columns) or in the same column (repairs two rows).
  const pair = cheaperPair(sheet.cheapestPairInRow(columns), sheet.cheapestPairInColumn(rows))
  if (pair === null) return false
  sheet.changePair(3, pair)
  return true
}

/**
 * The same two steps where the partner is a column that is right and has room in its interval. Only for tables with
 * interval totals, and only after all else: there one total may be off by itself, so that no change can repair two.
 */
function repairOneTotal(sheet: Desk): boolean {
  const columns = sheet.columnsInNeed()
  const room = sheet.columnsWithRoom()
  if (changeCheapestCell(sheet, sheet.rowsInNeed(), room)) return true

  const pair = cheaperPair(
    sheet.cheapestPairInRow({ up: columns.up, down: room.down }),
    sheet.cheapestPairInRow({ up: room.up, down: columns.down }),
  )
  if (pair === null) return false
  sheet.changePair(3, pair)
  return true
}

/** Of all cells in a row and a column that go the same way, changes the one with the least extra error. */
function changeCheapestCell(sheet: Desk, rows: Directions, columns: Directions): boolean {
  const up = cheapestCell(sheet, sheet.up, rows.up, columns.up)
  const down = cheapestCell(sheet, sheet.down, rows.down, columns.down)
  if (up === NONE && down === NONE) return false
  const upFirst = down === NONE || (up !== NONE && (sheet.up[up]! - sheet.down[down]! || up - down) < 0)
  if (upFirst) sheet.changeCell(2, up, 1)
  else sheet.changeCell(2, down, -1)
  return true
}

function cheapestCell(sheet: Desk, costs: Float64Array, rows: readonly number[], columns: readonly number[]): number {
  let best = NONE
  for (const row of rows) {
    const cell = cheapest(costs, columns, 1, row * sheet.width)
    if (cell !== NONE && (best === NONE || costs[cell]! < costs[best]!)) best = cell
  }
  return best
}
