/**
 * Means and what they may be worth. A mean per year is a ratio of sums over runs, x to k; runs are independent, years within a run
 * need not be. Sums are whole numbers, so the spread is computed without losing a digit.
 */
import type { Estimate } from '../shapes/answers/fairness.js'
import { exp, log } from './chance.js'

export interface Ratio extends Estimate {
  /** Standard error of the mean; null as the interval. */
  readonly se: number | null
  readonly runs: number
}

/** Sums over runs of x, x², x·k, k and k², and the number of runs in which anything was counted. */
export interface RunSums {
  readonly runs: number
  readonly x: bigint
  readonly xx: bigint
  readonly xk: bigint
  readonly k: bigint
  readonly kk: bigint
}

/**
 * The mean of x per k with its interval over runs (the ratio estimator: Cochran 1977, 6.3); null where nothing was counted.
 * @param unit how many units of x make one
 */
export function ratio({ runs, x, xx, xk, k, kk }: RunSums, unit: number): Ratio | null {
  if (k === 0n) return null
  const mean = quotient(x, k) / unit
  if (runs < 2) return { mean, low: null, high: null, se: null, runs }
  // the sum over runs of (x - mean k)², times k²
  const squares = xx * k * k - 2n * x * k * xk + x * x * kk
  const spread = (quotient(squares, k * k) * runs) / (runs - 1)
  const se = Math.sqrt(Math.max(0, spread)) / Number(k) / unit
  const half = studentQuantile(runs - 1) * se
  return { mean, low: mean - half, high: mean + half, se, runs }
}

/** One whole number over another, of any size. */
function quotient(a: bigint, b: bigint): number {
  const whole = a / b
  const rest = a % b
  return Number(whole) + Number(rest) / Number(b)
}

/** The 97.5% point of Student's t: expansion in 1/df (Abramowitz & Stegun 26.7.5), from a table where that is too coarse. */
export function studentQuantile(df: number): number {
  const few = [12.706_205, 4.302_653, 3.182_446, 2.776_445, 2.570_582, 2.446_912, 2.364_624, 2.306_004, 2.262_157]
  if (df <= few.length) return few[df - 1]!
  const z = 1.959_963_984_540_054
  const z2 = z * z
  const g1 = (z * (z2 + 1)) / 4
  const g2 = (z * ((5 * z2 + 16) * z2 + 3)) / 96
  const g3 = (z * (((3 * z2 + 19) * z2 + 17) * z2 - 15)) / 384
  const g4 = (z * ((((79 * z2 + 776) * z2 + 1482) * z2 - 1920) * z2 - 945)) / 92_160
  return z + (g1 + (g2 + (g3 + g4 / df) / df) / df) / df
}

/** How likely a mean at least so far from 0 is where the true mean is 0 (two-sided; Wallace's 1959 normal form of Student's t). */
export function chanceOfZero({ mean, se, runs }: Ratio): number {
  if (se === null) return 1
  if (se === 0) return mean === 0 ? 1 : 0
  const t = mean / se
  const df = runs - 1
  const z = ((8 * df + 1) / (8 * df + 3)) * Math.sqrt(df * log(1 + (t * t) / df))
  return beyondNormal(z)
}

/** The chance that a normal number is further from 0 than z (a continued fraction beyond 2, a series within). */
export function beyondNormal(z: number): number {
  const x = Math.abs(z)
  if (x > 37) return 0
  const density = exp((-x * x) / 2) / 2.506_628_274_631_000_7
  if (x < 2) {
    let term = x
    let sum = x
    for (let k = 1; k < 60; k++) {
      term *= (x * x) / (2 * k + 1)
      sum += term
    }
    return Math.max(0, 1 - 2 * density * sum)
  }
  let fraction = x
  for (let k = 60; k >= 1; k--) fraction = x + k / fraction
  return (2 * density) / fraction
}

/** Chances adjusted for having looked many times (Holm 1979), in the order given. */
export function holm(chances: readonly number[]): number[] {
  const order = chances.map((_, i) => i).toSorted((a, b) => chances[a]! - chances[b]! || a - b)
  const adjusted = chances.map(() => 1)
  let least = 0
  for (const [rank, i] of order.entries()) {
    least = Math.max(least, Math.min(1, chances[i]! * (chances.length - rank)))
    adjusted[i] = least
  }
  return adjusted
}
