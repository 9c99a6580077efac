/** Today's sizes as a proposal is judged against them (P26 Regelruimte 1), in parts of a place so that they are whole numbers. */
import { NANO } from './decimal.js'

export interface SizesToday {
  /** So many parts make a place; 1 where sizes are taken as they are. */
  readonly parts: number
  /** In parts; null where the size of an OOR is not known. */
  readonly sizes: readonly (number | null)[]
}

/** Sizes are exact in parts up to these; beyond them in thousandths of a place. */
export const MOST_PARTS = 2_000

/**
 * "waarbij de actuele omvang van een OOR zo min mogelijk grote mutaties kent" (P26 Regelruimte 1): national growth is no change of an
 * OOR, so under `today.scale: intake` a size of today counts times the intake over the intake of then, which is what today's sizes
 * add up to. Where the size of some OOR is not known there is no intake of then, and sizes stay as they are.
 */
export function sizesToday(
  current: readonly (number | null)[],
  intake: number,
  scale: 'intake' | 'absolute',
): SizesToday {
  const then = current.reduce<number>((sum, size) => sum + (size ?? 0), 0)
  if (scale === 'absolute' || then === 0 || current.includes(null)) return { parts: 1, sizes: current }
  const exact = then / commonDivisor(then, intake)
  const parts = exact <= MOST_PARTS ? exact : 1000
  return { parts, sizes: current.map((size) => shared(size!, intake * parts, then)) }
}

/** `size` times `by` over `over`, to the nearest whole number. */
function shared(size: number, by: number, over: number): number {
  return Number((2n * BigInt(size) * BigInt(by) + BigInt(over)) / (2n * BigInt(over)))
}

function commonDivisor(a: number, b: number): number {
  return b === 0 ? a : commonDivisor(b, a % b)
}

/** A number of parts in places, to 9 decimals. */
export function fromParts(value: number, parts: number): number {
  return Math.round((value / parts) * NANO) / NANO
}
