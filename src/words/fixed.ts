/** What is said of fixed versions of places over institutions. */
import { changeText, wholeText, type Language, type Text } from '../domain/language.js'
import type { Training } from '../domain/institutions.js'
import type { VersionHistory } from '../shapes/answers/fixed.js'
import { dateText } from './heading.js'
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
  title: { nl: 'Vastgestelde plaatsen van instellingen', en: 'Fixed places of institutions' },
  versions: { nl: 'Versies', en: 'Versions' },
  allVersions: { nl: 'Alle versies', en: 'All versions' },
  number: { nl: 'Versie', en: 'Version' },
  hash: { nl: 'Hash van de versie', en: 'Hash of the version' },
  amendments: { nl: 'Wijzigingen', en: 'Amendments' },
  amendmentsMade: { nl: 'Uitspraken en nieuwe erkenningen', en: 'Rulings and new recognitions' },
  trainingsChanged: { nl: 'Opleidingen die veranderden', en: 'Trainings that changed' },
  earlierPlaces: { nl: 'Vóór', en: 'Before' },
  laterPlaces: { nl: 'Na', en: 'After' },
  toTell: { nl: 'Instellingen die bericht moeten krijgen', en: 'Institutions that have to be told' },
  why: { nl: 'Waardoor', en: 'By what' },
  ruled: { nl: 'gewijzigd', en: 'amended' },
  follows: { nl: 'volgt daaruit', en: 'follows from that' },
  toFill: {
    nl: 'Voor een volgende versie: per uitspraak of nieuwe erkenning een regel, met in Vóór wat nu is vastgesteld (0 voor wie er nog niet erkend was). Daarna: evenredig amend versie.json --amendment deze-werkmap.xlsx',
    en: 'For a next version: a line for every ruling or new recognition, with what is fixed now under Before (0 for who was not recognised there). Then: evenredig amend version.json --amendment this-workbook.xlsx',
  },
  untold: {
    nl: 'Deze keten wordt niet uitgegeven voor zij klopt en alles is bewezen.',
    en: 'This chain is not given out until it is whole and all is proven.',
  },
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

/** "20 juni 2026, Umc A (A), …: 3 → 4. Uitspraak klachtencommissie." */
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
  return `${dateText(date, language)}, ${seatChangeText({ ...training, from: before, to: after }, names, language)}. ${ground}`
}

/** "Vastgestelde versie 2" */
export function versionText(number: number, language: Language): string {
  return `${FIXED.version[language]} ${wholeText(number, language)}`
}

type Version = Pick<VersionHistory['versions'][number], 'number' | 'amendments' | 'changes' | 'informed' | 'moved'>

/** What a version came down to, in a sentence. */
export function versionSentence({ amendments, changes, informed, moved }: Version, language: Language): string {
  if (amendments.length === 0) {
    return { nl: 'Wat het eerst is vastgesteld.', en: 'What was fixed first.' }[language]
  }
  const told = [
    [FIXED.amendments, amendments.length],
    [FIXED.trainingsChanged, changes.length],
    [FIXED.moved, moved],
    [FIXED.toTell, informed.length],
  ] as const
  return `${told.map(([word, count]) => `${word[language]}: ${wholeText(count, language)}`).join('; ')}.`
}

/** Whether the chain is whole, in a sentence. */
export function chainText({ status }: Pick<VersionHistory, 'status'>, language: Language): string {
  return `${{ accepted: FIXED.whole, rejected: FIXED.broken, unproven: FIXED.unproven }[status][language]}.`
}
