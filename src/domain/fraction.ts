/** Positive fractions of any size: what the multipliers of a biproportional apportionment are, written "3/7" or "0.25". */
import { parseDecimal } from './decimal.js'

/** Both positive. */
export interface Fraction {
  readonly numerator: bigint
  readonly denominator: bigint
}

/** Reads "p/q" or decimal text. @returns null when the text is neither, or not positive */
export function parseFraction(text: string): Fraction | null {
  const ratio = /^(\d{1,20000})\/(\d{1,20000})$/.exec(text)
  const fraction = ratio === null ? ofDecimal(text) : { numerator: BigInt(ratio[1]!), denominator: BigInt(ratio[2]!) }
  return fraction !== null && fraction.numerator > 0n && fraction.denominator > 0n ? fraction : null
}

function ofDecimal(text: string): Fraction | null {
  const decimal = parseDecimal(text)
  return decimal && { numerator: decimal.digits, denominator: 10n ** BigInt(decimal.scale) }
}

/** In lowest terms. */
export function reduced({ numerator, denominator }: Fraction): Fraction {
  let [a, b] = [numerator, denominator]
  while (b !== 0n) [a, b] = [b, a % b]
  return { numerator: numerator / a, denominator: denominator / a }
}

/** A decimal where at most 18 decimals hold it exactly, "p/q" in lowest terms elsewhere. */
export function fractionText(fraction: Fraction): string {
  const { numerator, denominator } = reduced(fraction)
  const scale = 10n ** 18n
  if (scale % denominator !== 0n) return `${numerator}/${denominator}`
  const digits = ((numerator * scale) / denominator).toString().padStart(19, '0')
  return `${digits.slice(0, -18)}.${digits.slice(-18)}`.replace(/\.?0+$/, '')
}
