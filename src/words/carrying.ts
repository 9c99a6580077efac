/** What is said of a consultation that was fitted to a new frame. */
import { changeText, type Language, type Text } from '../domain/language.js'
import type { CarriedConsultation } from '../shapes/answers/carry.js'
import { dateText } from './heading.js'
import { small, TERM } from './terms.js'
import { RULE } from './texts.js'
import { SHEET } from './workbook.js'

export const CARRIED = {
  title: {
    nl: 'Adviezen en aandachtspunten bij een nieuw kader',
    en: 'Advices and points of attention for a new frame',
  },
  ask: SHEET.again,
  kept: { nl: 'Gaat mee, en past in het nieuwe kader', en: 'Goes along, and fits the new frame' },
  left: {
    nl: 'Gaat niet mee, omdat waarover het gaat er niet meer is, of is veranderd',
    en: 'Does not go along, as what it is about is not there any more, or has changed',
  },
  nothing: { nl: 'Er hoeft niets opnieuw te worden gevraagd.', en: 'Nothing has to be asked again.' },
  baseRow: { nl: 'de basisrij is veranderd', en: 'the base row has changed' },
  confirm: {
    nl: 'Ook wat meegaat moet opnieuw worden ingestuurd, als het nog onverkort van toepassing is (L27).',
    en: 'What goes along has to be sent again too, if it still holds in full (L27).',
  },
} as const satisfies Readonly<Record<string, Text>>

/** What does not go along, by the sheet that it stands on: `agreements[0]` is Afspraken 1. */
export function leftWords(left: CarriedConsultation['left'], language: Language): string[] {
  return left.map((path) => {
    const [, list = path, index] = /^(\w+)\[(\d+)\]$/.exec(path) ?? []
    const name = list in LISTS ? LISTS[list as keyof typeof LISTS][language] : list
    return index === undefined ? name : `${name} ${Number(index) + 1}`
  })
}

const { agreements, motivations, outside, current, history } = SHEET
const LISTS = { agreements, motivations, outside, current, history } as const satisfies Readonly<Record<string, Text>>

const AGAIN = {
  gone: { nl: 'bestaat in het nieuwe kader niet meer', en: 'is not in the new frame any more' },
  'oor-total': {
    nl: 'het totaal van de OOR in de basisverdeling is veranderd',
    en: 'the total of the OOR in the base distribution has changed',
  },
  rules: { nl: 'dit kan in het nieuwe kader niet', en: 'the new frame does not allow it' },
} as const satisfies Readonly<Record<string, Text>>

/** Why an advice has to be asked again; of what goes along what to look at. */
export function adviceWords(
  { again, from, to, rules, baseRow }: CarriedConsultation['advices'][number],
  language: Language,
): string {
  if (again === null) return baseRow ? CARRIED.baseRow[language] : ''
  if (again === 'gone') return AGAIN.gone[language]
  if (again === 'intake') {
    const intake = { nl: 'de landelijke instroom is veranderd', en: 'the national intake has changed' }
    return `${intake[language]}: ${changeText({ from, to: to! }, language)}`
  }
  return `${AGAIN.rules[language]}: ${rules.map((each) => RULE[each][language]).join(', ')}`
}

export function pointWords({ again }: CarriedConsultation['attentionPoints'][number], language: Language): string {
  if (again === null) return ''
  if (again === 'intake')
    return { nl: 'de instroom van het specialisme is veranderd', en: 'the intake of the specialty has changed' }[
      language
    ]
  return AGAIN[again][language]
}

/** "uiterlijk 6 juli 2026, 13.00 uur (Nederlandse tijd; L27)". */
export function deadlineWords(deadline: CarriedConsultation['deadline'], language: Language): string | null {
  if (deadline === null) return null
  const [day = '', hour = ''] = deadline.at.split('T')
  const time = hour.slice(0, 5)
  return {
    nl: `Uiterlijk ${dateText(day, 'nl')} vóór ${time.replace(':', '.')} uur (Nederlandse tijd; ${deadline.source}).`,
    en: `By ${dateText(day, 'en')}, before ${time} (Dutch time; ${deadline.source}).`,
  }[language]
}

/** How many go along, from which frame to which. */
export function countWords({ from, to, advices, attentionPoints }: CarriedConsultation, language: Language): string {
  const of = (list: readonly { readonly again: string | null }[]) =>
    [list.filter(({ again }) => again === null).length, list.length] as const
  const [[a, all], [p, points]] = [of(advices), of(attentionPoints)]
  return {
    nl: `Van ${from.scenario} naar ${to.scenario}: ${a} van de ${all} adviezen en ${p} van de ${points} aandachtspunten gaan mee.`,
    en: `From ${from.scenario} to ${to.scenario}: ${a} of ${all} advices and ${p} of ${points} points of attention go along.`,
  }[language]
}

/** A line of the list: an advice or a point of attention, what it is about, why, and what was written. */
export interface CarriedLine {
  readonly kind: string
  readonly oor: string | null
  readonly specialty: string | null
  readonly why: string
  readonly text: string
}

/** All advices and points that go along, or all that do not, in their order. */
export function carriedLines(
  { advices, attentionPoints }: CarriedConsultation,
  goesAlong: boolean,
  language: Language,
): CarriedLine[] {
  const wanted = ({ again }: { readonly again: string | null }) => (again === null) === goesAlong
  return [
    ...advices.filter(wanted).map((each) => ({
      kind: small(TERM.advice)[language],
      oor: null,
      specialty: each.specialty,
      why: adviceWords(each, language),
      text: '',
    })),
    ...attentionPoints.filter(wanted).map((each) => ({
      kind: small(TERM.pointOfAttention)[language],
      oor: each.oor,
      specialty: each.specialty,
      why: pointWords(each, language),
      text: each.text,
    })),
  ]
}
