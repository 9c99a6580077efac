/** 1.6 and the part of 1.8 that is not IPF: the floor (ondergrens) under the OOR totals, and how it enters the matrix. */
import { fixNano, nanoToPlaces, NANO } from '../domain/decimal.js'
import type { Options } from '../domain/options.js'
import type { Matrix } from './care-use.js'

/** OOR totals after the floor, in places, and which OORs were lifted to it. */
export interface FlooredTotals {
  readonly totals: readonly number[]
  readonly floored: readonly boolean[]
}

/** The least number of places of every OOR; under `ceil` the next whole number, so that rounding cannot go below it. */
export function floorPlaces(share: number, national: number, appliesTo: Options['floor.appliesTo']): number {
  const nano = fixNano(share * national)
  return appliesTo === 'ceil' ? Math.ceil(nano / NANO) : nanoToPlaces(nano)
}

/**
 * "[...] waarbij voor alle OOR's een ondergrens van 10% van de landelijke instroom geldt. Als deze grens in een OOR niet
 * wordt bereikt, ontvangt de betreffende OOR instroomplaatsen van andere OOR's. Dit wordt naar rato verrekend." (P26 I.2)
 * Repeated until no OOR is below. The sum of the totals stays the same.
 */
export function liftToFloor(
  totals: readonly number[],
  floor: number,
  paidFrom: Options['floor.paidFrom'],
): FlooredTotals {
  const lifted = [...totals]
  const floored = totals.map(() => false)
  for (;;) {
    const below = lifted.map((total, o) => !floored[o] && fixNano(total) < fixNano(floor))
    if (!below.includes(true)) return { totals: lifted, floored }
    let short = 0
    below.forEach((isBelow, o) => {
      if (!isBelow) return
      short += floor - lifted[o]!
      lifted[o] = floor
      floored[o] = true
    })
    pay(lifted, floored, short, floor, paidFrom)
  }
}

/** Takes `short` places from the OORs that are not on the floor. */
function pay(
  totals: number[],
  floored: readonly boolean[],
  short: number,
  floor: number,
  paidFrom: Options['floor.paidFrom'],
): void {
  const weight = (o: number): number => {
    if (floored[o]) return 0
    if (paidFrom === 'equal') return 1
    return paidFrom === 'totals' ? totals[o]! : totals[o]! - floor
  }
  const weights = totals.map((_, o) => weight(o))
  const sum = weights.reduce((a, b) => a + b, 0)
  if (sum === 0) return // everyone is on the floor, or exactly at it
  weights.forEach((each, o) => {
    totals[o]! -= (short * each) / sum
  })
}

/**
 * `floor.inner: row-pro-rata`: the cells of a floored OOR scale up with its total; each row takes that from its other
 * cells in proportion. A row with too little in its other cells keeps what it has, and is named.
 */
export function liftRows(
  matrix: Matrix,
  before: readonly number[],
  after: FlooredTotals,
): { readonly matrix: Matrix; readonly notLifted: readonly number[] } {
  const notLifted: number[] = []
  const rows = matrix.map((row, s) => {
    const lifted = row.map((places, o) =>
      after.floored[o] && before[o]! > 0 ? (places * after.totals[o]!) / before[o]! : 0,
    )
    const intake = row.reduce((a, b) => a + b, 0)
    const left = intake - lifted.reduce((a, b) => a + b, 0)
    const others = row.reduce((sum, places, o) => sum + (after.floored[o] ? 0 : places), 0)
    if (others > 0 && left >= 0) {
      return row.map((places, o) => (after.floored[o] ? lifted[o]! : (places * left) / others))
    }
    if (row.some((places, o) => fixNano(places) < fixNano(lifted[o]!))) notLifted.push(s)
    return row
  })
  return { matrix: rows, notLifted }
}
