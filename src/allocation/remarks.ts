/** What an answer says of itself beside its numbers: where a rule could not be followed to the letter, and what was done instead. */
import type { Exceptions } from '../adherence/target.js'
import { numberText, wholeText, type Language, type Text } from '../domain/language.js'
import type { Remark } from '../domain/result.js'
import type { Scenario } from '../domain/scenario.js'

/** @param rounded the OOR totals after 1.7 */
export function remarksOf(
  { belowFloor, carriedBelow, notLifted, nowhere }: Exceptions,
  { oors, specialties }: Scenario,
  rounded: readonly number[],
): Remark[] {
  const withTotals = (indices: readonly number[], language: Language) =>
    indices.map((o) => `${oors[o]!.code} (${wholeText(rounded[o]!, language)})`).join(', ')
  const specialtyCodes = (indices: readonly number[]) => indices.map((s) => specialties[s]!.code)
  return [
    ...remark(
      'total-below-floor',
      belowFloor.oors.map((o) => oors[o]!.code),
      (language) => {
        const named = withTotals(belowFloor.oors, language)
        const floor = numberText(belowFloor.floor, language, 9)
        const one = belowFloor.oors.length === 1
        return language === 'nl'
          ? `${named} ${one ? 'komt' : 'komen'} onder de ondergrens van ${floor} plaatsen: met hele plaatsen kan niet elke OOR erop blijven zonder dat het landelijk totaal verandert (FAQ 7.2).`
          : `${named} ${one ? 'falls' : 'fall'} below the floor of ${floor} places: in whole places not every OOR can stay at it without changing the national total (FAQ 7.2).`
      },
    ),
    ...remark(
      'carried-below-floor',
      carriedBelow.map((o) => oors[o]!.code),
      (language, _, one) => {
        const named = withTotals(carriedBelow, language)
        const floor = numberText(belowFloor.floor, language, 9)
        return language === 'nl'
          ? `${named} ${one ? 'komt' : 'komen'} onder de ondergrens van ${floor} plaatsen door wat ${one ? 'die OOR' : 'die OOR’s'} in eerdere jaren te veel ${one ? 'kreeg' : 'kregen'}.`
          : `${named} ${one ? 'falls' : 'fall'} below the floor of ${floor} places because of what ${one ? 'that OOR' : 'those OORs'} had too much in earlier years.`
      },
    ),
    ...remark('row-not-lifted', specialtyCodes(notLifted), (language, named, one) =>
      language === 'nl'
        ? `De ondergrens gaat niet in ${one ? 'de rij' : 'de rijen'} van ${named}: die ${one ? 'heeft' : 'hebben'} in de andere OOR’s te weinig om af te staan en ${one ? 'blijft' : 'blijven'} zoals vóór de ondergrens (floor.inner=row-pro-rata).`
        : `The floor does not enter the row${one ? '' : 's'} of ${named}: ${one ? 'it has' : 'they have'} too little in the other OORs to give away and ${one ? 'stays' : 'stay'} as before the floor (floor.inner=row-pro-rata).`,
    ),
    ...remark('only-in-zero-cells', specialtyCodes(nowhere), (language, named, one) =>
      language === 'nl'
        ? `Van ${named} ligt het zorggebruik alleen in lege cellen: ${one ? 'zijn' : 'hun'} plaatsen zijn niet naar rato over andere cellen te verdelen.`
        : `The care use of ${named} lies in zero cells only: ${one ? 'its' : 'their'} places cannot be given to other cells pro rata.`,
    ),
  ]
}

/** Codes that one remark names before it says how many more there are. */
const MOST_NAMED = 20

/** None where there is nothing to name. */
export function remark(
  code: Remark['code'],
  codes: readonly string[],
  say: (language: Language, named: string, one: boolean) => string,
): Remark[] {
  if (codes.length === 0) return []
  const named = codes.slice(0, MOST_NAMED).join(', ') + (codes.length > MOST_NAMED ? ` … (${codes.length})` : '')
  const texts: Text = { nl: say('nl', named, codes.length === 1), en: say('en', named, codes.length === 1) }
  return [{ code, codes, text: texts.nl, texts }]
}

const PUBLIC: ReadonlySet<Remark['code']> = new Set([
  'total-below-floor',
  'carried-below-floor',
  'bounds-not-in-base',
  'published-base',
] as const)

/** Which specialties have little or nothing elsewhere is said of care use, and is not published. */
export function publicRemarks(remarks: readonly Remark[]): Remark[] {
  return remarks.filter(({ code }) => PUBLIC.has(code))
}
