/**
 * Biproportional apportionment with standard rounding (double Pukelsheim) as a program.
 *
 *   minimise  sum over cells of  sum over k = 1..y of  log((k - 1/2) / t)
 *
 * subject to C1 to C4 with exact totals (Gaffke & Pukelsheim 2008). The k-th place of a cell costs the logarithm of its
 * signpost over the target: convex, so a network like the others; a cell with target 0 stays 0. Floor and ceiling of the
 * target mean nothing here: multiplying a row or a column of targets changes nothing, so targets may be counts of votes.
 *
 * A logarithm is no exact number. The program below, in whole units of 2^-32, therefore only *finds* an allocation; what is
 * optimal is decided by multipliers in fractions (`src/rounding/multipliers.ts`), which improve it where two signposts are
 * closer to a tie than that. Given exact multipliers, `tieProgram` says the same in -1, 0 and 1.
 */
import { NANO } from '../src/domain/decimal.js'
import type { Fraction } from '../src/domain/fraction.js'
import type { Table } from '../src/domain/table.js'
import type { Program } from '../src/program/program.js'

const UNITS = 2 ** 32

/** Multipliers per row and column, as logarithms: near enough that no cell is far from what they make of its target. */
export interface LogMultipliers {
  readonly row: Float64Array
  readonly column: Float64Array
}

/** Multipliers per row and column, exact. */
export interface FractionMultipliers {
  readonly row: readonly Fraction[]
  readonly column: readonly Fraction[]
}

/**
 * The program of a table, with costs scaled by multipliers (which changes every allocation's cost by the same amount).
 * @param table exact totals; cells with target 0 closed
 */
export function proportionalProgram(table: Table, near: LogMultipliers): Program {
  const columns = table.columns.length
  const price = new Float64Array(table.target.length)
  for (let cell = 0; cell < price.length; cell++) {
    const logTarget = table.target[cell] === 0 ? 0 : Math.log(table.target[cell]! / NANO)
    price[cell] = logTarget + near.row[Math.floor(cell / columns)]! + near.column[cell % columns]!
  }
  const most = Math.log(table.rowTotals.reduce((sum, total) => sum + total, 1))
  const marginal = (cell: number, y: number) => Math.round(UNITS * (Math.log(y + 0.5) - price[cell]!))
  return {
    ...totalsAndBounds(table),
    start: within(table, (cell) => Math.floor(Math.exp(Math.min(price[cell]!, most)) + 0.5)),
    levels: [
      {
        name: 'log-signposts',
        marginal,
        steepest: UNITS * price.reduce((steepest, each) => Math.max(steepest, Math.abs(each) + most + 1), 0),
        unit: UNITS,
      },
    ],
  }
}

/**
 * Whether one more place costs less than, as much as, or more than the multipliers say: -1, 0 or 1. Its optima are exactly
 * the allocations that the multipliers prove, so whatever decides ties can work on these small whole numbers.
 */
export function tieProgram(table: Table, { row, column }: FractionMultipliers): Program {
  const columns = table.columns.length
  const places = new Int32Array(table.target.length) // in standard rounding, an exact half down
  const tied = new Uint8Array(table.target.length)
  for (let cell = 0; cell < places.length; cell++) {
    const [r, c] = [row[Math.floor(cell / columns)]!, column[cell % columns]!]
    const price = 2n * BigInt(table.target[cell]!) * r.numerator * c.numerator
    const unit = BigInt(NANO) * r.denominator * c.denominator
    // the places y with y + 1/2 below the price are as many as its half-down rounding
    const rounded = price <= unit ? 0n : (price - unit + 2n * unit - 1n) / (2n * unit)
    places[cell] = Number(rounded > 2n ** 31n - 1n ? 2n ** 31n - 1n : rounded)
    tied[cell] = Number(price === (2n * rounded + 1n) * unit)
  }
  const marginal = (cell: number, y: number) =>
    y < places[cell]! ? -1 : y === places[cell]! && tied[cell] === 1 ? 0 : 1
  const start = within(table, (cell) => places[cell]!)
  return { ...totalsAndBounds(table), start, levels: [{ name: 'signposts', marginal, steepest: 1, unit: 1 }] }
}

/** A program without its costs. */
type TotalsAndBounds = Omit<Program, 'start' | 'levels'>

function totalsAndBounds(table: Table): TotalsAndBounds {
  return {
    rows: table.rows.length,
    columns: table.columns.length,
    rowTotals: new Int32Array(table.rowTotals),
    columnTotals: new Int32Array(table.columnHigh),
    low: table.low,
    high: table.high,
  }
}

function within({ low, high }: Table, places: (cell: number) => number): Int32Array {
  return low.map((least, cell) => Math.max(least, Math.min(high[cell]!, places(cell))))
}
