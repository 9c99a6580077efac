/**
 * Sums that are exact, so that they come out the same in whatever order and on however many machines they are made. What is added
 * is a whole number of units; a sum is kept as two whole doubles, and leaves as the digits of one whole number.
 */

/** The lower half of a sum stays below this. */
const HALF = 2 ** 52
/** Whole numbers up to this have an exact square in a double. */
const SQUARABLE = 2 ** 26

/** As many exact sums as are asked for, all 0 at first. */
export class Sums {
  private readonly low: Float64Array
  private readonly high: Float64Array

  constructor(
    readonly size: number,
    before?: Sums,
  ) {
    this.low = new Float64Array(size)
    this.high = new Float64Array(size)
    if (before === undefined) return
    this.low.set(before.low)
    this.high.set(before.high)
  }

  /** The same sums with room for as many more. */
  wider(): Sums {
    return new Sums(2 * this.size, this)
  }

  /** @param value whole, at most 2^52 */
  add(slot: number, value: number): void {
    const sum = this.low[slot]! + value
    if (sum >= HALF) {
      this.low[slot] = sum - HALF
      this.high[slot]!++
    } else if (sum <= -HALF) {
      this.low[slot] = sum + HALF
      this.high[slot]!--
    } else this.low[slot] = sum
  }

  /** Adds a product of whole numbers. */
  addProduct(slot: number, a: number, b: number): void {
    if (Math.abs(a) <= SQUARABLE && Math.abs(b) <= SQUARABLE) {
      this.add(slot, a * b)
      return
    }
    // in pieces of 26 bits: exact up to 2^52 each, and the remainder of the high pieces by itself
    const product = BigInt(a) * BigInt(b)
    this.high[slot]! += Number(product / BigInt(HALF))
    this.add(slot, Number(product % BigInt(HALF)))
  }

  total(slot: number): bigint {
    return BigInt(this.high[slot]!) * BigInt(HALF) + BigInt(this.low[slot]!)
  }

  totals(): bigint[] {
    return Array.from({ length: this.size }, (_, slot) => this.total(slot))
  }
}
