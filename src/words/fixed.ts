/** What is said of fixed versions of places over institutions. */
import { changeText, wholeText, type Language, type Text } from '../domain/language.js'
import type { Training } from '../domain/institutions.js'
import { institutionName, specialtyName, type CaseNames } from './institutions.js'

export const FIXED = {
  version: { nl: 'Vastgestelde versie', en: 'Fixed version' },
  before: { nl: 'Hash van de versie ervoor', en: 'Hash of the version before' },
  first: { nl: 'geen: dit is de eerste', en: 'none: this is the first' },
  amended: { nl: 'Gemaakt voor', en: 'Made for' },
  changed: { nl: 'Wat is veranderd', en: 'What changed' },
  unchanged: { nl: 'er is geen plaats veranderd', en: 'no place changed' },
  informed: { nl: 'Bericht moet naar', en: 'To be told' },
  moved: { nl: 'Plaatsen naar een andere instelling', en: 'Places to another institution' },
  whole: {
    nl: 'De keten klopt: elke versie is zoals zij is vastgesteld',
    en: 'The chain is whole: every version is as it was fixed',
  },
  broken: { nl: 'De keten klopt niet', en: 'The chain is not whole' },
  unproven: { nl: 'Niet alles is bewezen', en: 'Not everything is proven' },
  unamended: { nl: 'Deze wijziging is niet vastgesteld', en: 'This amendment was not fixed' },
} as const satisfies Readonly<Record<string, Text>>

/** "Umc A (A), Cardiologie (02), OOR X" */
export function trainingText({ institution, specialty, oor }: Training, names: CaseNames): string {
  return `${institutionName(names, institution)}, ${specialtyName(names, specialty)}, OOR ${oor}`
}

/** "Umc A (A), Cardiologie (02), OOR X: 3 → 4" */
export function seatChangeText(
  change: Training & { readonly from: number; readonly to: number },
  names: CaseNames,
  language: Language,
): string {
  return `${trainingText(change, names)}: ${changeText(change, language)}`
}

/** "2026-06-20, Umc A (A), …: 3 → 4. Uitspraak klachtencommissie." */
export function amendmentText(
  {
    before,
    after,
    ground,
    date,
    ...training
  }: Training & {
    readonly before: number
    readonly after: number
    readonly ground: string
    readonly date: string
  },
  names: CaseNames,
  language: Language,
): string {
  return `${date}, ${seatChangeText({ ...training, from: before, to: after }, names, language)}. ${ground}`
}

/** "Vastgestelde versie 2" */
export function versionText(number: number, language: Language): string {
  return `${FIXED.version[language]} ${wholeText(number, language)}`
}
