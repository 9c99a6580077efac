/**
 * Chance that is the same everywhere: numbers that depend on nothing but a seed, a draw and what they are for. The language does
 * not promise that `Math.exp` and `Math.log` give the same last digit on every machine; + − × ÷ √ it does, so both are made of those.
 */

/** Uniform numbers in (0, 1), 53 bits each, never 0 (xoshiro128**, Blackman & Vigna 2018), from any list of whole numbers. */
export class Chance {
  // signed words: those are kept as whole numbers, unsigned ones as doubles, which took a third more time
  private a = 0x9e3779b9 | 0
  private b = 0x243f6a88 | 0
  private c = 0xb7e15162 | 0
  private d = 0xdeadbeef | 0
  private spare = 0
  private hasSpare = false
  /** The last point. */
  private x = 0
  private y = 0

  /** @param keys such as seed, draw and stream: other keys, other numbers */
  constructor(...keys: readonly number[]) {
    for (const key of keys) {
      this.absorb(key >>> 0)
      this.absorb(Math.floor(key / 4_294_967_296) >>> 0)
    }
    for (let i = 0; i < 4; i++) this.next()
  }

  /** A key is mixed into all of the state (the finaliser of murmur3 in each word). */
  private absorb(key: number): void {
    this.a = mixed(this.a ^ key)
    this.b = mixed(this.b + this.a)
    this.c = mixed(this.c ^ this.b)
    this.d = mixed((this.d + this.c) | 1)
  }

  private next(): number {
    const result = Math.imul(rotated(Math.imul(this.b, 5), 7), 9)
    const shifted = this.b << 9
    this.c ^= this.a
    this.d ^= this.b
    this.b ^= this.c
    this.a ^= this.d
    this.c ^= shifted
    this.d = rotated(this.d, 11)
    return result >>> 0
  }

  uniform(): number {
    const high = this.next() >>> 5
    const low = this.next() >>> 6
    return (high * 67_108_864 + low + 0.5) / 9_007_199_254_740_992
  }

  /** A standard normal number (polar method, Marsaglia & Bray 1964). */
  normal(): number {
    if (this.hasSpare) {
      this.hasSpare = false
      return this.spare
    }
    this.point()
    const factor = polar(this.x, this.y)
    this.spare = this.y * factor
    this.hasSpare = true
    return this.x * factor
  }

  /** As many as there is room for, the very same: all their logarithms after all their points, as in `factors`. */
  normals(into: Float64Array): void {
    const first = Number(this.hasSpare && into.length > 0)
    if (first === 1) into[0] = this.normal()
    let end = first
    for (; end + 1 < into.length; end += 2) {
      this.point()
      into[end] = this.x
      into[end + 1] = this.y
    }
    for (let i = first; i < end; i += 2) {
      const factor = polar(into[i]!, into[i + 1]!)
      into[i]! *= factor
      into[i + 1]! *= factor
    }
    if (end < into.length) into[end] = this.normal()
  }

  /** A point within the unit circle, any as likely. */
  private point(): void {
    let square = 0
    do {
      this.x = 2 * this.uniform() - 1
      this.y = 2 * this.uniform() - 1
      square = this.x * this.x + this.y * this.y
    } while (square >= 1 || square === 0)
  }

  /** An exponential number with mean 1. */
  exponential(): number {
    return -log(this.uniform())
  }

  /** A count with this mean: multiplication where it is small, transformed rejection (PTRS, Hörmann 1993) elsewhere. */
  poisson(mean: number): number {
    if (mean <= 0) return 0
    if (mean < 10) {
      const end = exp(-mean)
      let count = -1
      for (let product = 1; product > end; count++) product *= this.uniform()
      return count
    }
    const b = 0.931 + 2.53 * Math.sqrt(mean)
    const a = -0.059 + 0.02483 * b
    const inverseAlpha = 1.1239 + 1.1328 / (b - 3.4)
    const sure = 0.9277 - 3.6224 / (b - 2)
    const logMean = log(mean)
    for (;;) {
      const u = this.uniform() - 0.5
      const v = this.uniform()
      const us = 0.5 - Math.abs(u)
      const k = Math.floor(((2 * a) / us + b) * u + mean + 0.43)
      if (us >= 0.07 && v <= sure) return k
      if (k < 0 || (us < 0.013 && v > us)) continue
      if (log(v) + log(inverseAlpha) - log(a / (us * us) + b) <= k * logMean - mean - logFactorial(k)) return k
    }
  }
}

/** What makes two normal numbers of the coordinates of a point. */
function polar(x: number, y: number): number {
  const square = x * x + y * y
  return Math.sqrt((-2 * log(square)) / square)
}

function mixed(word: number): number {
  let x = word >>> 0
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b)
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35)
  return x ^ (x >>> 16)
}

function rotated(word: number, by: number): number {
  return (word << by) | (word >>> (32 - by))
}

const { LN2 } = Math
/** ln 2 in two parts: the first has zeros at its end, so that a small whole multiple of it is exact. */
const LN2_HIGH = 0.693_147_180_369_123_8
const LN2_LOW = 1.908_214_929_270_587_7e-10

const bits = new DataView(new ArrayBuffer(8))

const LEAST_POWER = -1074
/** 2 to the power `LEAST_POWER`, and so on up to 2^1023: all exact. */
const POWERS_OF_TWO = new Float64Array(1024 - LEAST_POWER)
POWERS_OF_TWO[-LEAST_POWER] = 1
for (let i = 1 - LEAST_POWER; i < POWERS_OF_TWO.length; i++) POWERS_OF_TWO[i] = 2 * POWERS_OF_TWO[i - 1]!
for (let i = -LEAST_POWER - 1; i >= 0; i--) POWERS_OF_TWO[i] = POWERS_OF_TWO[i + 1]! / 2

/** The natural logarithm of a positive normal number, within a few units of the last digit. */
export function log(x: number): number {
  bits.setFloat64(0, x)
  let exponent = (bits.getUint16(0) >>> 4) - 1022
  let mantissa = x * POWERS_OF_TWO[-LEAST_POWER - exponent]! // in [½, 1)
  if (mantissa < Math.SQRT1_2) {
    mantissa *= 2
    exponent--
  }
  // log m = 2 atanh(s)
  const s = (mantissa - 1) / (mantissa + 1)
  const square = s * s
  // written out, as in `exp`
  let series = (1 / 21) * square
  series = (series + 1 / 19) * square
  series = (series + 1 / 17) * square
  series = (series + 1 / 15) * square
  series = (series + 1 / 13) * square
  series = (series + 1 / 11) * square
  series = (series + 1 / 9) * square
  series = (series + 1 / 7) * square
  series = (series + 1 / 5) * square
  series = (series + 1 / 3) * square
  return exponent * LN2_HIGH + (2 * s + 2 * s * series + exponent * LN2_LOW)
}

/** e to the power x for |x| < 700, within a few units of the last digit. */
export function exp(x: number): number {
  const power = Math.round(x / LN2)
  const rest = x - power * LN2_HIGH - power * LN2_LOW
  // written out: a division by 2, 4, 8 or 16 is then a multiplication, and several powers fit into a processor at a time
  let series = 1 + rest / 17
  series = 1 + (series * rest) / 16
  series = 1 + (series * rest) / 15
  series = 1 + (series * rest) / 14
  series = 1 + (series * rest) / 13
  series = 1 + (series * rest) / 12
  series = 1 + (series * rest) / 11
  series = 1 + (series * rest) / 10
  series = 1 + (series * rest) / 9
  series = 1 + (series * rest) / 8
  series = 1 + (series * rest) / 7
  series = 1 + (series * rest) / 6
  series = 1 + (series * rest) / 5
  series = 1 + (series * rest) / 4
  series = 1 + (series * rest) / 3
  series = 1 + (series * rest) / 2
  series = 1 + series * rest
  return series * POWERS_OF_TWO[power - LEAST_POWER]!
}

const HALF_LOG_TWO_PI = 0.918_938_533_204_672_7
const SMALL_FACTORIALS = [1, 1, 2, 6, 24, 120, 720, 5040, 40_320, 362_880]

/** ln k! (Stirling's series from 10 up). */
export function logFactorial(k: number): number {
  if (k < SMALL_FACTORIALS.length) return log(SMALL_FACTORIALS[k]!)
  const square = k * k
  const series = (1 / 12 - (1 / 360 - (1 / 1260 - 1 / (1680 * square)) / square) / square) / k
  return (k + 0.5) * log(k) - k + HALF_LOG_TWO_PI + series
}
