/** The rank of a number of places, from its definition (FAQ 7.5), in billionths of any size. */
import type { Half } from '../domain/table.js'

/** Billionths in a place. */
export const NANO = 1_000_000_000n

/** The number of integers strictly nearer to the target; of the two at an exact half, the one not chosen has rank 1. */
export function rankByCounting(target: bigint, places: bigint, half: Half): bigint {
  const distance = absolute(places * NANO - target)
  if (2n * distance === NANO) return places === chosenHalf(target, half) ? 0n : 1n
  // the integers z with target - distance < z * NANO < target + distance
  const nearer = ceiling(target + distance) - floor(target - distance) - 1n
  return nearer < 0n ? 0n : nearer
}

function chosenHalf(target: bigint, half: Half): bigint {
  const below = floor(target)
  if (half === 'up') return below + 1n
  if (half === 'down') return below
  return below % 2n === 0n ? below : below + 1n
}

/** Natural rounding: the nearest whole number, at an exact half the one that the option chooses. */
export function nearest(target: bigint, half: Half): bigint {
  const below = floor(target)
  const twice = 2n * (target - below * NANO)
  if (twice === NANO) return chosenHalf(target, half)
  return twice < NANO ? below : below + 1n
}

/** Whole places at or below an amount in billionths. */
export function floor(nano: bigint): bigint {
  const quotient = nano / NANO
  return nano < 0n && quotient * NANO !== nano ? quotient - 1n : quotient
}

/** Whole places at or above an amount in billionths. */
export function ceiling(nano: bigint): bigint {
  return -floor(-nano)
}

/** The places that a cell has more than it was given; what it has fewer is another cell's gain, or counts for nothing. */
export function gain(places: bigint, given: bigint): bigint {
  return places > given ? places - given : 0n
}

export function absolute(value: bigint): bigint {
  return value < 0n ? -value : value
}
