/**
 * OOR totals before the floor from which whole totals follow: 1.6 and 1.7 tried forwards on made-up totals until they come out right.
 * For tables whose totals the repair of 1.7 moved, or that lie below a floor that is not whole.
 */
import { liftToFloor } from '../adherence/floor.js'
import { roundTotals } from '../adherence/totals.js'
import { fixNano } from '../domain/decimal.js'
import type { Options } from '../domain/options.js'

/** Fractional totals before and after the floor, and who was lifted by it. */
export interface TotalsFound {
  readonly before: readonly number[]
  readonly after: readonly number[]
  readonly floored: readonly boolean[]
}

const MOST_TRIES = 400

/**
 * @param whole the totals that must come out, of `codes`
 * @param floor in places; 0 for none
 * @param reach between 0 and 1: how far the totals may be drawn from the whole ones
 * @returns null when none was found
 */
export function drawTotals(
  whole: readonly number[],
  codes: readonly string[],
  floor: number,
  options: Options,
  random: () => number,
  reach: number,
): TotalsFound | null {
  const national = sum(whole)
  const onWhole = options['floor.appliesTo'] === 'rounded-totals' && floor > 0
  const rounded = (totals: readonly number[], least: number) =>
    roundTotals(totals.map(fixNano), codes, national, fixNano(least), options.half, options['totals.rounding'])
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const before = onWhole ? nearWhole(whole, random) : near(whole, floor, options, random, reach)
    if (before.some((total) => total < 0)) continue
    const tested = onWhole ? rounded(before, 0) : before
    const lifted = liftToFloor(tested, floor, options['floor.paidFrom'])
    const isLifted = lifted.floored.includes(true)
    const after = isLifted ? lifted.totals : before
    if (after.some((total) => total < 0)) continue
    if (rounded(after, floor).every((total, o) => total === whole[o])) return { before, after, floored: lifted.floored }
  }
  return null
}

/** Totals before the floor: who may be on it some way below, the others near their whole totals and higher by what they paid. */
function near(
  whole: readonly number[],
  floor: number,
  { 'floor.paidFrom': paidFrom, 'floor.inner': inner }: Options,
  random: () => number,
  reach: number,
): number[] {
  const may = whole.map((total) => floor > 0 && Math.abs(total - floor) <= 1)
  const all = random() < 0.5
  const on = may.map((each) => each && (all || random() < 0.6))
  if (!on.includes(false)) on[Math.floor(random() * on.length)] = false
  // row-pro-rata is not walked back exactly: there the floor lifts little
  const depth = inner === 'row-pro-rata' ? (random() < 0.5 ? 0.002 : 0.2) : 0.06
  const empty = inner === 'row-pro-rata' && random() < 0.3
  const short = on.map((each, o) => (!each ? 0 : empty && whole[o] === 0 ? floor : floor * depth * (0.05 + random())))
  const weights = on.map((each) => (each ? 0 : random() ** 3 + 1e-3))
  const missing = sum(whole) - sum(whole.map((total, o) => (on[o] ? floor : total)))
  const noise = on.map((each) => (each ? 0 : (2 * random() - 1) * 0.6 * reach))
  const others = on.filter((each) => !each).length
  const after = whole.map((total, o) =>
    on[o] ? floor : total + (missing * weights[o]!) / sum(weights) + noise[o]! - sum(noise) / others,
  )
  const left = sum(after.filter((_, o) => !on[o]))
  const surplus = left - others * floor
  return after.map((total, o) => {
    if (on[o]) return total - short[o]!
    if (paidFrom === 'equal' || (paidFrom === 'surplus-above-floor' && surplus <= 0)) return total + sum(short) / others
    return paidFrom === 'totals'
      ? (total * (left + sum(short))) / left
      : total + ((total - floor) * sum(short)) / surplus
  })
}

/** Where the floor is tested on whole totals, these are drawn: one more here, one fewer there. */
function nearWhole(whole: readonly number[], random: () => number): number[] {
  const totals = [...whole]
  const moves = Math.floor(random() * (1 + whole.length))
  for (let move = 0; move < moves; move++) {
    totals[Math.floor(random() * totals.length)]! += 1
    totals[Math.floor(random() * totals.length)]! -= 1
  }
  return totals
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0)
}
