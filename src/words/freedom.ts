/** What the protocol decides by itself, and what we decide: said of every answer that can tell the two apart. */
import type { Result } from '../shapes/answers/result.js'
import { PROTOCOLS_OWN } from '../domain/result.js'
import { small, TERM } from './terms.js'
import { wholeText, type Language, type Text } from '../domain/language.js'

type Told = Pick<Result, 'unique' | 'freedom' | 'levels' | 'rows' | 'columns' | 'options'>

/** What stands below the levels of the protocol, as what one answer has. */
const OURS: Readonly<Record<string, Text>> = {
  error: { nl: 'de kleinste totale fout', en: 'the least total error' },
  'error-with-arrears': {
    nl: 'de kleinste totale fout, wat cellen tegoed hebben meegeteld',
    en: 'the least total error, what cells are owed counted in',
  },
  near: { nl: 'de minste plaatsen erbij', en: 'the fewest places gained' },
}

/** That one answer is the best, and how much of that is the protocol's; of an answer that is unique. */
export function uniqueText({ freedom, levels }: Told, language: Language): string {
  const proven = small(TERM.unique)[language]
  if (freedom === null) return proven
  if (freedom.free.length === 0) {
    return proven + { nl: ', ook volgens het protocol alleen', en: ', also by the protocol alone' }[language]
  }
  const below = (levels ?? []).filter(({ name }) => !PROTOCOLS_OWN.some((own) => own === name))
  const ours = below.map(({ name }) => OURS[name]?.[language] ?? name).join(` ${small(TERM.and)[language]} `)
  const cells = wholeText(freedom.free.length, language)
  return {
    nl: `bewezen: één verdeling heeft ook ${ours}; volgens het protocol alleen kunnen ${cells} cellen anders`,
    en: `proven: one answer has ${ours} as well; by the protocol alone ${cells} cells could differ`,
  }[language]
}

/** How many cells are free and how many fixed, how wide they are, and whose choice it is; null where nothing is said of that. */
export function freedomText({ freedom, options }: Told, language: Language): string | null {
  if (freedom === null) return null
  const { free, fixed, totals } = freedom
  const [freed, fast, all] = [free.length, fixed, free.length + fixed].map((each) => wholeText(each, language))
  const widest = free.reduce((most, { low, high }) => Math.max(most, high - low), 0)
  const places = wholeText(widest, language)
  const extent =
    free.length === 0
      ? ''
      : { nl: `, elk hoogstens ${places} ${widest === 1 ? 'plaats' : 'plaatsen'}`, en: `, each by at most ${places} ${widest === 1 ? 'place' : 'places'}` }[language] // prettier-ignore
  const ours = options['tieBreak'] === 'none' ? '' : `; ${small(TERM.ourChoice)[language]}`
  const chosen =
    totals.length === 0
      ? ''
      : { nl: `; ook gekozen tussen gelijken: de hele totalen van ${totals.join(', ')}`, en: `; also chosen among equals: the whole totals of ${totals.join(', ')}` }[language] // prettier-ignore
  return {
    nl: `volgens het protocol alleen: ${fast} van ${all} cellen vast, ${freed} vrij${extent}${free.length === 0 ? '' : ours}${chosen}`,
    en: `by the protocol alone: ${fast} of ${all} cells fixed, ${freed} free${extent}${free.length === 0 ? '' : ours}${chosen}`,
  }[language]
}
