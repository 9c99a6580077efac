/** The two languages that people are spoken to in, and how each writes a number. */

export const LANGUAGES = ['nl', 'en'] as const
export type Language = (typeof LANGUAGES)[number]
export type Text = Readonly<Record<Language, string>>

/**
 * Characters that steer a terminal, turn the direction of text, or are not seen at all: two texts that differ in them look
 * the same, and one line can be made to look like another. Line breaks are such characters too.
 */
export const STEERING = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u

/** A code as it is told from others: of two that differ in the Unicode form of a character only, people see one. Capitals count. */
export function foldedCode(code: string): string {
  return code.normalize('NFKC')
}

/**
 * A number as the language writes it, thousands separated: 1.140,5 in Dutch, 1,140.5 in English. `digits` decimals at most, without
 * trailing zeros unless `fixed`.
 */
export function numberText(value: number, language: Language, digits: number, fixed = false): string {
  const text = (Math.abs(value) < 0.5 * 10 ** -digits ? 0 : value).toFixed(digits) // never "-0,00"
  const short = fixed || !text.includes('.') ? text : text.replace(/\.?0+$/, '')
  const [whole, decimals] = short.split('.') as [string, string?]
  const separated = whole.replace(/\B(?=(\d{3})+$)/g, language === 'nl' ? '.' : ',')
  return decimals === undefined ? separated : `${separated}${language === 'nl' ? ',' : '.'}${decimals}`
}

/** A whole number with the thousands separated: 1.140 in Dutch, 1,140 in English. */
export function wholeText(value: number, language: Language): string {
  return numberText(value, language, 0)
}

/** A difference with its sign: +3, -8, 0. */
export function signedText(value: number, language: Language, digits = 0): string {
  const text = numberText(value, language, digits, true)
  return Number(value.toFixed(digits)) > 0 ? `+${text}` : text
}

/** Places as a proposal may have them: of one that was handed in they need not be whole. */
export function placesText(places: number, language: Language): string {
  return numberText(places, language, 9)
}

/** A difference in places, with its sign: +3, -8, 0. */
export function signedPlaces(by: number, language: Language): string {
  return by > 0 ? `+${placesText(by, language)}` : placesText(by, language)
}

/** Places before and after. */
export function changeText({ from, to }: { readonly from: number; readonly to: number }, language: Language): string {
  return `${wholeText(from, language)} → ${wholeText(to, language)}`
}

/** With a capital letter: words of a list, as a head or a sentence. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
