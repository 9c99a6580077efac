/**
 * The naive hand method: rows first, then columns from left to right, never looking back.
 *
 *   1. Row by row: largest remainder.
 *   2. Column by column, in the order given: while it is off, the cheapest pair in one row, one cell in this column and
 *      one in a column further to the right. So rows stay right, and so do the columns that were repaired before.
 *   3. If that is not possible: stuck, with the totals that are still off.
 */
import { look, UNLIMITED, type Budget } from '../domain/budget.js'
import type { Table } from '../domain/table.js'
import { roundRows, sheetOfWholeParts } from './largest-remainder.js'
import type { Rounding } from './outcome.js'
import type { Desk } from './desk.js'

/**
 * Rounds a table row by row and then column by column, to show what a sheet filled from left to right costs. The order of
 * the columns matters; ties go to the first in code order.
 * @param table rows x columns, targets in billionths
 * @returns `feasible` or `stuck`, with the trace; @throws OutOfTime
 */
export function sequential(table: Table, budget: Budget = UNLIMITED): Rounding {
  const sheet = sheetOfWholeParts(table)
  if (!roundRows(sheet, budget)) return sheet.stuck(3)
  for (const [position, column] of sheet.columnsAsGiven.entries()) {
    const further = sheet.columnsAsGiven.slice(position + 1).toSorted((a, b) => a - b)
    if (!repairColumn(sheet, column, further, budget)) return sheet.stuck(3)
  }
  return sheet.ended('feasible')
}

/** Step 2 for one column. False when no pair is left that would repair it. */
function repairColumn(sheet: Desk, column: number, further: readonly number[], budget: Budget): boolean {
  for (let excess = sheet.columnExcess(column); excess !== 0; excess = sheet.columnExcess(column)) {
    look(budget)
    const going = excess < 0 ? { up: [column], down: further } : { up: further, down: [column] }
    const pair = sheet.cheapestPairInRow(going)
    if (pair === null) return false
    sheet.changePair(2, pair)
  }
  return true
}
