/** Agreements in words: what was agreed, by whom and when; what it collides with; and what would have to give way. */
import type { AgreementConflict, AgreementInForce, GivingWay } from '../domain/agreement.js'
import { wholeText, type Language, type Text } from '../domain/language.js'
import type { ProposalLevelName } from '../domain/proposal.js'
import { AGREED_ROW } from './consultation.js'
import { dateText } from './heading.js'
import { small, TERM } from './terms.js'
import { numberText, PROPOSAL_LEVEL } from './texts.js'

/** What a specialty is called: "41 Neurologie". */
export type SpecialtyName = (specialty: string) => string

type Stated = Pick<AgreementInForce, 'specialty' | 'oor' | 'low' | 'high' | 'row' | 'by' | 'date' | 'reason' | 'from'>

/** What it is about: "41 Neurologie – NO", "NO in totaal", "28 Urologie". */
export function subjectText(
  { specialty, oor }: Pick<Stated, 'specialty' | 'oor'>,
  language: Language,
  name: SpecialtyName,
): string {
  if (specialty === null) return { nl: `${oor} in totaal`, en: `${oor} in total` }[language]
  return oor === null ? name(specialty) : `${name(specialty)} – ${oor}`
}

/** What was agreed of it: "ten minste 206", "precies 11", "zoals geadviseerd". */
export function agreedText({ low, high, row }: Pick<Stated, 'low' | 'high' | 'row'>, language: Language): string {
  if (typeof row === 'string') return AGREED_ROW[row][language]
  if (row !== null) return row.map((places) => wholeText(places, language)).join(', ')
  const [least, most] = [low, high].map((places) => (places === null ? '' : wholeText(places, language)))
  if (low === high) return { nl: `precies ${least}`, en: `exactly ${least}` }[language]
  if (high === null) return { nl: `ten minste ${least}`, en: `at least ${least}` }[language]
  if (low === null) return { nl: `ten hoogste ${most}`, en: `at most ${most}` }[language]
  return { nl: `${least} tot en met ${most}`, en: `${least} to ${most}` }[language]
}

/** Who agreed it, when and why: "OOR NO, 8 juni 2026: meer vraag"; of a what-if that it is one. */
export function byText(
  { by, date, reason, from }: Pick<Stated, 'by' | 'date' | 'reason' | 'from'>,
  language: Language,
): string {
  if (from === 'question') return { nl: `wat als, met ${by}`, en: `what if, by ${by}` }[language]
  const when = date === null ? '' : `, ${dateText(date, language)}`
  return `${by}${when}${reason === '' ? '' : `: ${reason}`}`
}

/** "de afspraak NO in totaal ten minste 206 (OOR NO, 8 juni 2026)" without its first words. */
export function agreementText(agreement: Stated, language: Language, name: SpecialtyName): string {
  return `${subjectText(agreement, language, name)} ${agreedText(agreement, language)} (${byText(agreement, language)})`
}

/** What an agreement costs: "kost 2 bij …", or that it costs nothing. */
export function costText(
  cost: readonly { readonly name: ProposalLevelName; readonly with: number; readonly without: number }[] | null,
  language: Language,
): string {
  if (cost === null) return { nl: 'niet uitgezocht', en: 'not worked out' }[language]
  const [first] = cost
  if (first === undefined) return { nl: 'kost niets', en: 'costs nothing' }[language]
  const number = (value: number) => numberText(value, language, 9)
  const level = PROPOSAL_LEVEL[first.name][language]
  return {
    nl: `${level}: ${number(first.with)} in plaats van ${number(first.without)}`,
    en: `${level}: ${number(first.with)} instead of ${number(first.without)}`,
  }[language]
}

/** One repair: "NO in totaal wijkt 3: 222 in plaats van ten minste 225". */
export function givingWayText({ agreements }: GivingWay, language: Language, name: SpecialtyName): string {
  return agreements
    .map(({ agreement, places, to }) => {
      const subject = subjectText(agreement, language, name)
      const became =
        typeof to === 'number' ? wholeText(to, language) : to.map((each) => wholeText(each, language)).join(', ')
      const [by, agreed] = [wholeText(places, language), agreedText(agreement, language)]
      return {
        nl: `${subject} wijkt ${by} ${places === 1 ? 'plaats' : 'plaatsen'}: ${became} in plaats van ${agreed}`,
        en: `${subject} gives way by ${by} ${places === 1 ? 'place' : 'places'}: ${became} instead of ${agreed}`,
      }[language]
    })
    .join(`, ${small(TERM.and)[language]} `)
}

/** Why no proposal keeps to these agreements, and what would have to give way. */
export function agreementConflictTexts(conflict: AgreementConflict, name: SpecialtyName): Text {
  const told = (language: Language) => {
    const { agreements, collisions, repairs } = conflict
    const one = agreements.length === 1
    const named = agreements.map((each) => agreementText(each, language, name)).join('; ')
    const rules = collisions.map(({ texts }) => texts[language]).join('; ')
    const beside =
      rules === ''
        ? ''
        : {
            nl: ` ${one ? 'Die botst met' : 'Zij botsen met'}: ${rules}.`,
            en: ` ${one ? 'It collides with' : 'They collide with'}: ${rules}.`,
          }[language]
    const head = {
      nl: one
        ? `Geen enkel voorstel past in het kader met deze afspraak: ${named}.`
        : `Geen enkel voorstel past in het kader met deze afspraken samen: ${named}.`,
      en: one
        ? `No proposal at all fits the frame with this agreement: ${named}.`
        : `No proposal at all fits the frame with these agreements together: ${named}.`,
    }[language]
    return `${head}${beside}${repairsText(repairs, language, name)}`
  }
  return { nl: told('nl'), en: told('en') }
}

function repairsText(repairs: AgreementConflict['repairs'], language: Language, name: SpecialtyName): string {
  if (repairs === null) return ` ${TERM.leastNotSought[language]}.`
  if (repairs.length === 0) return ` ${TERM.noWayHelps[language]}.`
  const each = repairs
    .map((repair) => givingWayText(repair, language, name))
    .join({ nl: '; anders: ', en: '; else: ' }[language])
  return ` ${TERM.leastToGiveWay[language]}: ${each}.`
}
