/**
 * Decimal text and whole billionths ("nano"). A share typed as "33,3" never passes through a binary float: it is read
 * as digits and a scale. From the target on, every number in the engine is an integer number of billionths of a place.
 */

/** Billionths in one place: the resolution at which a target is fixed (9 decimals). */
export const NANO = 1_000_000_000

/** The largest target, in places, whose billionths are still exact in a double. */
export const MAX_TARGET = Math.floor(Number.MAX_SAFE_INTEGER / NANO)

/**
 * The largest whole target, as of votes: its billionths are a multiple of 2^9, and so are sums of such, exact far beyond 2^53.
 * Only proportional rounding has a use for more than `MAX_TARGET` in a cell.
 */
export const MAX_WHOLE_TARGET = 2_000_000_000

/** An exact decimal: `digits * 10 ** -scale`. */
export interface Decimal {
  readonly digits: bigint
  readonly scale: number
}

const DECIMAL = /^([+-]?)(\d+)(?:[.,](\d*))?(?:[eE]([+-]?\d{1,3}))?$/

/**
 * Reads decimal text, with a point or a comma as the decimal sign ("33.3", "33,3", "1e-7").
 * @returns null when the text is not one plain number. Thousands separators are not accepted: "1.050" is 1.05.
 */
export function parseDecimal(text: string): Decimal | null {
  const match = DECIMAL.exec(text.trim())
  if (match === null) return null
  const [, sign, whole, fraction = '', exponent = '0'] = match
  const scale = fraction.length - Number(exponent)
  if (scale > 400) return null
  const digits = BigInt(`${sign}${whole}${fraction}`)
  return scale >= 0 ? { digits, scale } : { digits: digits * 10n ** BigInt(-scale), scale: 0 }
}

/** The shortest text of a decimal, with a point: "0.5", "12". Two equal decimals have equal text. */
export function decimalText({ digits, scale }: Decimal): string {
  const sign = digits < 0n ? '-' : ''
  const padded = (digits < 0n ? -digits : digits).toString().padStart(scale + 1, '0')
  const whole = padded.slice(0, padded.length - scale)
  const fraction = padded.slice(padded.length - scale).replace(/0+$/, '')
  return fraction === '' ? `${whole === '0' ? '' : sign}${whole}` : `${sign}${whole}.${fraction}`
}

/** A decimal with the decimals that were typed: "33.30" stays so. */
export function typedText({ digits, scale }: Decimal): string {
  const sign = digits < 0n ? '-' : ''
  const padded = (digits < 0n ? -digits : digits).toString().padStart(scale + 1, '0')
  return scale === 0 ? `${sign}${padded}` : `${sign}${padded.slice(0, -scale)}.${padded.slice(-scale)}`
}

/** The digits of a decimal at a larger scale: `scaled({1.5}, 3)` is 1500. */
export function scaled(decimal: Decimal, scale: number): bigint {
  return decimal.digits * 10n ** BigInt(scale - decimal.scale)
}

/** A decimal in whole billionths, half up. Exact for at most 9 decimals. Throws a RangeError beyond `MAX_TARGET`, or `MAX_WHOLE_TARGET`. */
export function decimalToNano({ digits, scale }: Decimal): number {
  const nano =
    scale <= 9
      ? digits * 10n ** BigInt(9 - scale)
      : floorDivide(2n * digits + 10n ** BigInt(scale - 9), 2n * 10n ** BigInt(scale - 9))
  const number = Number(nano)
  const isVotes = nano % BigInt(NANO) === 0n && nano > 0n && nano <= BigInt(MAX_WHOLE_TARGET) * BigInt(NANO)
  if (!Number.isSafeInteger(number) && !isVotes)
    throw new RangeError(`a target above ${MAX_TARGET} places cannot be held exactly`)
  return number
}

/** A number of everyday size without sign or exponent. */
const PLAIN = /^(\d{1,6})(?:[.,](\d{0,400}))?$/

/**
 * Whole billionths of such a number, half up, without the big integers that cost most of the time of a large table.
 * @returns null for all else, which may be a decimal too: see `parseDecimal` and `decimalToNano`
 */
export function plainNano(text: string): number | null {
  const [, whole, fraction = ''] = PLAIN.exec(text) ?? []
  if (whole === undefined) return null
  const nano = Number(whole) * NANO + Number(fraction.slice(0, 9).padEnd(9, '0'))
  return fraction.charAt(9) >= '5' ? nano + 1 : nano
}

/** Rounded down, below 0 too. */
export function floorDivide(a: bigint, b: bigint): bigint {
  const quotient = a / b
  return a % b !== 0n && a < 0n !== b < 0n ? quotient - 1n : quotient
}

/** A computed number of places in whole billionths, half up. This is the one place where a float becomes a target. */
export function fixNano(places: number): number {
  return Math.floor(places * NANO + 0.5)
}

/** Billionths as the double nearest to the decimal they stand for: 16478210145 is 16.478210145, also when printed. */
export function nanoToPlaces(nano: number): number {
  return nano / NANO
}

/** Compares two codes the way every tie is broken: by UTF-16 code units, so that it is the same on every machine. */
export function byCode(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** The indices of codes in code order: the reading order that does not depend on the input's. */
export function codeOrder(codes: readonly string[]): number[] {
  return Array.from(codes.keys()).toSorted((a, b) => byCode(codes[a]!, codes[b]!))
}
