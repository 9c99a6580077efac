/** What is said of an allocation that stays near to a given one: places gained and lost, and why no fewer. */
import type { RuleId } from '../domain/proposal.js'
import type { Repaired } from '../shapes/answers/check.js'
import type { Draft, KeptReport } from '../shapes/answers/draft.js'
import type { Result } from '../shapes/answers/result.js'
import { TERM } from './terms.js'
import { NOT_SOUGHT, RULE, wholeText, type Language, type Text } from './texts.js'

/** The sentence; null where there is no allocation or nothing to be near to. */
export function nearText({ near, levels, objective, status }: Result, language: Language): string | null {
  const gained = levels?.find(({ name }) => name === 'near')?.value ?? null
  if (near === null || near.lost === null || gained === null) return null
  const [more, fewer] = [gained, near.lost].map((each) => wholeText(each, language))
  const least = status !== 'optimal' ? '' : LEAST[near.rank === 'first' ? 'first' : objective]?.[language]
  return {
    nl: `Tegenover de gegeven verdeling: ${more} plaatsen erbij en ${fewer} eraf${least ?? ''}`,
    en: `Against the given allocation: ${more} more and ${fewer} fewer places${least ?? ''}`,
  }[language]
}

/** What holds however few are moved. */
const LEAST: Readonly<Partial<Record<Result['objective'] | 'first', Text>>> = {
  first: { nl: '; minder kan niet', en: '; fewer is impossible' },
  'next-best': {
    nl: '; minder kan niet met even weinig next bests',
    en: '; fewer is impossible with as few next bests',
  },
  largest: {
    nl: '; minder kan niet met dezelfde grootste fout en even weinig next bests',
    en: '; fewer is impossible with the same largest error and as few next bests',
  },
  absolute: { nl: '; minder kan niet met dezelfde totale fout', en: '; fewer is impossible with the same total error' },
  squares: {
    nl: '; minder kan niet met dezelfde som van kwadraten',
    en: '; fewer is impossible with the same sum of squares',
  },
}

/** What a draft kept of the given proposal, in sentences: how much, whether more could be kept, and by which rules it could not. */
export function keptSentences(draft: Draft, language: Language): string[] {
  const { near, allocation } = draft
  if (near === null) return []
  if (allocation === null) return [NOTHING_KEPT[language]]
  const cells = allocation.flat().length
  const [all, kept, moved] = [cells, cells - near.moved.length, near.moved.length].map((each) =>
    wholeText(each, language),
  )
  if (near.moved.length === 0) {
    return [
      {
        nl: `Het gegeven voorstel past in het kader: alle ${all} cellen zijn gehouden.`,
        en: `The given proposal fits the frame: all ${all} cells are kept.`,
      }[language],
    ]
  }
  const gained = draft.levels?.find(({ name }) => name === 'near')?.value ?? 0
  const [more, fewer] = [gained, near.lost ?? 0].map((each) => wholeText(each, language))
  const least = isLeastProven(draft) ? LEAST.first![language] : ''
  return [
    {
      nl: `Van het gegeven voorstel zijn ${kept} van de ${all} cellen gehouden; in ${moved} is het anders (${more} erbij, ${fewer} eraf${least}).`,
      en: `Of the given proposal ${kept} of the ${all} cells are kept; in ${moved} it differs (${more} more, ${fewer} fewer${least}).`,
    }[language],
    ...(near.rules !== null && near.rules.length > 0
      ? [
          {
            nl: `Dat niet alles kon blijven komt door: ${rulesText(near.rules, language)}.`,
            en: `That not all could stay is because of: ${rulesText(near.rules, language)}.`,
          }[language],
        ]
      : []),
  ]
}

/** Why a cell is not as it was given. */
export function keptWhy({ must, rules }: KeptReport['moved'][number], language: Language): string {
  if (must === null || rules === null) return NOT_SOUGHT[language]
  if (!must) return MAY[language]
  const named = rulesText(rules, language)
  return rules.length === 0 ? MUST[language] : `${MUST[language]}: ${named}`
}

const NOTHING_KEPT: Text = {
  nl: 'Van het gegeven voorstel kon niets worden gehouden: er is geen voorstel.',
  en: 'Nothing of the given proposal could be kept: there is no proposal.',
}
const MUST: Text = { nl: 'moest anders', en: 'had to differ' }
const MAY: Text = { nl: 'een andere cel had ook gekund', en: 'another cell would have done' }

/** Whether the level `near` is proven: all of them are, or one after it is the first that is not. */
function isLeastProven({ status, gap }: Draft): boolean {
  return status === 'optimal' || (gap !== null && gap.level !== 'near')
}

function rulesText(rules: readonly RuleId[], language: Language): string {
  return rules.map((id) => RULE[id][language]).join(', ')
}

/** Over the table of cells that are not as they were given, and over what the given proposal breaks. */
export const KEPT = {
  title: { nl: 'Wat van het gegeven voorstel is gehouden', en: 'What of the given proposal is kept' },
  cells: { nl: 'Cellen die anders zijn dan gegeven', en: 'Cells that differ from what was given' },
  given: { nl: 'Zoals gegeven', en: 'As given' },
  why: TERM.why,
  broken: {
    nl: 'Waar het gegeven voorstel niet in het kader past',
    en: 'Where the given proposal does not fit the frame',
  },
} as const satisfies Readonly<Record<string, Text>>

/** Of a repair by advices too, where that is proven: which of the nearest it is. */
export function repairText({ certificate }: Pick<Repaired, 'certificate'>, language: Language): string | null {
  if (certificate === null || !certificate.levels.some(({ name }) => name === 'advised-distance')) return null
  return {
    nl: 'van wat even dichtbij is volgt dit de adviezen het best',
    en: 'of what is as near this follows the advices best',
  }[language]
}
