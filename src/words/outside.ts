/** Advices on specialties outside the frame, in words (P26 I.1, II.1.4, II.2.3). */
import { capital, placesText, type Language, type Text } from '../domain/language.js'
import type { OutsideAdvice } from '../domain/proposal.js'
import { RULE } from './texts.js'

export const OUTSIDE = {
  title: { nl: capital(RULE['outside-frame'].nl), en: capital(RULE['outside-frame'].en) },
  note: {
    nl: 'Adviezen voor specialismen die buiten het kader vallen: geen ondergrens, geen regelruimte, geen deel van het landelijk totaal. Zij tellen nergens in mee; BOLS neemt er kennis van (P26 II.2).',
    en: 'Advices on specialties outside the frame: no floor, no leeway, no part of the national total. They count in nothing; BOLS takes note of them (P26 II.2).',
  },
  advised: { nl: 'Geadviseerde plaatsen', en: 'Places advised' },
} as const satisfies Readonly<Record<string, Text>>

interface Named extends Text {
  /** Who advises. */
  readonly by: string
}

/** By the name that a consultation is kept under; "Voor het medisch specialisme psychiatrie geldt een afzonderlijk Toewijzingsprotocol" (P26). */
const NAMED: Readonly<Record<string, Named>> = {
  Orthodontie: { nl: 'Orthodontie', en: 'Orthodontics', by: 'NVvO' },
  Sportgeneeskunde: { nl: 'Sportgeneeskunde', en: 'Sports medicine', by: 'VSG' },
  Psychiatrie: { nl: 'Psychiatrie', en: 'Psychiatry', by: 'NVvP' },
}

/** What a specialty outside the frame is called. */
export function outsideName(specialty: string): Text {
  return NAMED[specialty] ?? { nl: specialty, en: specialty }
}

/** "Sportgeneeskunde (VSG): ruimte NO 0–1. Zeven plaatsen, een per regio." */
export function outsideText(
  { specialty, row, room, rationale }: OutsideAdvice,
  columns: readonly string[],
  language: Language,
): string {
  const by = NAMED[specialty]?.by
  const ranges = columns.flatMap((oor, o) => {
    const [low, high] = room[o]!
    if (low === row[o] && high === row[o]) return []
    return [`${oor} ${placesText(low, language)}–${placesText(high, language)}`]
  })
  const shift = ranges.length === 0 ? '' : { nl: `ruimte ${ranges.join(', ')}.`, en: `room ${ranges.join(', ')}.` }[language] // prettier-ignore
  const said = [shift, rationale].filter((each) => each !== '').join(' ')
  const name = outsideName(specialty)[language]
  return `${name}${by === undefined ? '' : ` (${by})`}${said === '' ? '' : `: ${said}`}`
}
