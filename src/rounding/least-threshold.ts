/**
 * The least largest error (`largest`): one of finitely many |k - target|. As a bound on every cell it leaves the problem what it was, so
 * the least that can be kept to is found by bisection.
 */
import { NANO } from '../domain/decimal.js'

/** A cell, or a seat: its target in billionths, and the whole places that it may have. */
export interface Erring {
  readonly target: number
  readonly low: number
  readonly high: number
}

/** All errors up to `most`, in billionths, that some can have, from the least that none can do without; ascending. */
export function errorsUpTo(erring: Iterable<Erring>, most: number): Float64Array {
  const errors = [most]
  let least = 0
  for (const { target, low, high } of erring) {
    let nearest = most
    const last = Math.min(high, Math.floor((target + most) / NANO))
    for (let k = Math.max(low, Math.ceil((target - most) / NANO)); k <= last; k++) {
      const error = Math.abs(k * NANO - target)
      errors.push(error)
      if (error < nearest) nearest = error
    }
    if (nearest > least) least = nearest
  }
  return Float64Array.from(errors.filter((error) => error >= least)).toSorted()
}

/**
 * The least threshold that can be kept to.
 * @param thresholds ascending; the last one can be
 * @param reached the largest error within a threshold; null where there is nothing within it
 */
export async function leastThreshold(
  thresholds: Float64Array,
  reached: (threshold: number) => Promise<number | null>,
): Promise<number> {
  let best = thresholds.length - 1
  for (let low = 0; low < best;) {
    const middle = Math.floor((low + best) / 2)
    const found = await reached(thresholds[middle]!)
    if (found === null) low = middle + 1
    else best = thresholds.indexOf(found) // at most the middle, and often less
  }
  return thresholds[best]!
}
