/**
 * Largest remainder, row by row: what is done when only the national intake of each specialty is looked at (FAQ 7.1). It
 * breaks the column totals (FAQ 7.2, 7.4), which is what it is here to show.
 *
 *   1. Row by row: the whole part of every target, then the missing places to the largest remainders.
 *   2. If a row cannot be met within its bounds: stuck, with the totals that are off.
 */
import { look, UNLIMITED, type Budget } from '../domain/budget.js'
import { NANO } from '../domain/decimal.js'
import type { Table } from '../domain/table.js'
import type { Rounding } from './outcome.js'
import { NONE, Desk } from './desk.js'

/**
 * Rounds every row by itself by largest remainder (Hamilton's method), to compare with methods that meet all totals.
 * @param table rows x columns, targets in billionths
 * @returns `feasible` when the columns happen to be met, else `off-totals`; `stuck` when a row cannot be met; @throws OutOfTime
 */
export function largestRemainder(table: Table, budget: Budget = UNLIMITED): Rounding {
  const sheet = sheetOfWholeParts(table)
  if (!roundRows(sheet, budget)) return sheet.stuck(2)
  return sheet.ended(sheet.totalsMet() ? 'feasible' : 'off-totals')
}

/** A sheet with the whole part of every target, or the bound nearest to it. */
export function sheetOfWholeParts(table: Table): Desk {
  return new Desk(table, (targetNano) => Math.floor(targetNano / NANO))
}

/** Step 1: all rows in the order given. False when some row cannot be met; the others are still rounded. */
export function roundRows(sheet: Desk, budget: Budget): boolean {
  let met = true
  for (const row of sheet.rowsAsGiven) {
    look(budget)
    met = roundRow(sheet, row) && met
    sheet.noteRow(1, row)
  }
  return met
}

function roundRow(sheet: Desk, row: number): boolean {
  while (sheet.rowExcess(row) !== 0) {
    // Missing places go to the largest remainders; if there are too many, they come from the smallest remainders.
    const by = sheet.rowExcess(row) < 0 ? 1 : -1
    const cell = by > 0 ? extremeRemainder(sheet, row, sheet.up, 1) : extremeRemainder(sheet, row, sheet.down, -1)
    if (cell === NONE) return false
    sheet.move(cell, by)
  }
  return true
}

/**
 * The cell of a row that may move and whose remainder, target minus places so far, is largest (sign 1) or smallest (-1).
 * A cell that got a place has one less left, so no cell gets a second one before all others that may move had theirs.
 */
function extremeRemainder(sheet: Desk, row: number, costs: Float64Array, sign: 1 | -1): number {
  let best = NONE
  let most = -Infinity
  for (let cell = row * sheet.width; cell < (row + 1) * sheet.width; cell++) {
    const remainder = sign * (sheet.table.target[cell]! - sheet.y[cell]! * NANO)
    if (costs[cell]! < Infinity && remainder > most) {
      most = remainder
      best = cell
    }
  }
  return best
}
