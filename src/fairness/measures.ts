/**
 * What is measured of one rounding of one year: every formula, with its source. Zero cells count in none.
 *
 *   next bests             cells not rounded naturally (FAQ 7.5)
 *   beyond                 whether some cell is further from natural than its next best
 *   error, largest error   sum and maximum of |y - target|, places
 *   quota violations       cells that are neither their target rounded down nor rounded up (Balinski & Young 1982)
 *   reversals              pairs of OORs within a specialty where the one with more care use gets fewer places
 *   Loosemore-Hanby        half the sum of |y/N - target/N| over all cells (Loosemore & Hanby 1971)
 *   Gallagher              the square root of half the sum of (y/N - target/N)^2 (Gallagher 1991)
 *   Sainte-Laguë           the sum of (y/N - target/N)^2 / (target/N) over cells with a target (Sainte-Laguë 1910)
 *   gain                   y - target, in places; to raw: y - what care use alone would give (1.4, before the floor)
 *
 * Never rank on next bests alone: a method that goes beyond, or leaves totals off, has fewer.
 */
import type { Matrix } from '../adherence/care-use.js'
import { NANO } from '../domain/decimal.js'
import { naturalRounding, rankOf } from '../domain/natural.js'
import type { Allocation, Table } from '../domain/table.js'

/** Numbers of one year; a reader of sums needs them in units, see `UNIT`. */
export const SCALARS = [
  'beyond',
  'nextBests',
  'error',
  'largestError',
  'quotaViolations',
  'reversals',
  'loosemoreHanby',
  'gallagher',
  'sainteLague',
] as const
export type Scalar = (typeof SCALARS)[number]

/** How many units make one: places are summed in ten-thousandths, indices in ten-millionths, counts as they are. */
export const UNIT: Readonly<Record<Scalar | 'gain', number>> = {
  beyond: 1,
  nextBests: 1,
  error: 1e4,
  largestError: 1e4,
  quotaViolations: 1,
  reversals: 1,
  loosemoreHanby: 1e7,
  gallagher: 1e7,
  sainteLague: 1e7,
  gain: 1e4,
}

/** Measures of a year, in whole units. */
export type Measured = Readonly<Record<Scalar, number>>

/**
 * Measures one rounding.
 * @param use care use in places (1.4)
 */
export function measured(table: Table, allocation: Allocation, use: Matrix): Measured {
  const { target, zero, half } = table
  const national = table.rowTotals.reduce((sum, total) => sum + total, 0)
  let [beyond, nextBests, errorNano, largestNano, quotaViolations] = [0, 0, 0, 0, 0]
  let [squares, relative] = [0, 0]
  for (let cell = 0; cell < target.length; cell++) {
    if (zero[cell] === 1) continue
    const t = target[cell]!
    const y = allocation[cell]!
    const rank = rankOf(t, naturalRounding(t, half), y)
    if (rank > 0) nextBests++
    if (rank > 1) beyond = 1
    const error = Math.abs(y * NANO - t)
    errorNano += error
    if (error > largestNano) largestNano = error
    if (error >= NANO) quotaViolations++
    const places = error / NANO
    squares += places * places
    if (t > 0) relative += (places * places) / (t / NANO)
  }
  const share = national === 0 ? 0 : 1 / national
  return {
    beyond,
    nextBests,
    error: units(errorNano / NANO, UNIT.error),
    largestError: units(largestNano / NANO, UNIT.largestError),
    quotaViolations,
    reversals: reversals(table, allocation, use),
    loosemoreHanby: units((errorNano / NANO / 2) * share, UNIT.loosemoreHanby),
    gallagher: units(Math.sqrt(squares / 2) * share, UNIT.gallagher),
    sainteLague: units(relative * share, UNIT.sainteLague),
  }
}

/** A number in whole units, so many to one. The unit, not its name: names that are looked up for every cell took a tenth of a sweep. */
export function units(value: number, unit: number): number {
  return Math.round(value * unit)
}

function reversals({ columns, zero }: Table, allocation: Allocation, use: Matrix): number {
  const width = columns.length
  let pairs = 0
  for (let row = 0, s = 0; row < allocation.length; row += width, s++) {
    const used = use[s]!
    for (let a = 0; a < width; a++) {
      if (zero[row + a] === 1) continue
      for (let b = a + 1; b < width; b++) {
        if (zero[row + b] === 0 && (used[a]! - used[b]!) * (allocation[row + a]! - allocation[row + b]!) < 0) pairs++
      }
    }
  }
  return pairs
}
