/** The two words of FAQ 7.5: natural rounding (natuurlijke afronding) and the rank behind "next best". */
import { NANO } from './decimal.js'
import type { Half } from './table.js'

const HALF = NANO / 2

/** Natural rounding (natuurlijke afronding, FAQ 7.2): the nearest integer; an exact half goes by option `half`. */
export function naturalRounding(targetNano: number, half: Half): number {
  const floor = Math.floor(targetNano / NANO)
  const rest = targetNano - floor * NANO
  if (rest !== HALF) return floor + Number(rest > HALF)
  const up = half === 'up' || (half === 'even' && floor % 2 !== 0)
  return up ? floor + 1 : floor
}

/**
 * Rank of `y` for a target: the number of integers strictly nearer to it (FAQ 7.5: 0 natural, 1 next best, more is beyond).
 * By symmetry around the target: near side 1, 3, 5, ...; far side 2, 4, 6, ...; a whole target has 1, 3, 5, ... on both
 * sides; an exact half has 1, 2, 4, ... on the near side, where the integer not chosen by option `half` has rank 1.
 */
export function rankOf(targetNano: number, natural: number, y: number): number {
  if (y === natural) return 0
  const steps = Math.abs(y - natural)
  const d = targetNano - natural * NANO
  if (d === 0) return 2 * steps - 1
  const near = y > natural === d > 0
  if (!near) return 2 * steps
  const half = d === HALF || d === -HALF
  return half && steps > 1 ? 2 * steps - 2 : 2 * steps - 1
}
