/** What a draft comes to, in a few sentences and figures on top of its page. */
import { numberText, PROPOSAL_LEVEL, wholeText, type Language } from '../words/texts.js'
import type { AdviceReport, Draft } from '../shapes/answers/draft.js'
import { sumOf } from './allocation.js'
import { html } from './markup.js'
import { factList, type Fact, type Section } from './page.js'
import { balanceFigures, ruleWords } from './proposal.js'
import type { PageSetting } from './setting.js'
import { keptSentences } from '../words/near.js'
import { small, TERM } from '../words/terms.js'

/** What a board has to know of a draft: how much it moves, whom it follows, what is still to be done, and what is proven. */
export function draftSummary(draft: Draft, setting: PageSetting): Section {
  const { language } = setting
  const sentences = [
    draftExtent(draft, language),
    ...keptSentences(draft, language),
    ...(draft.allocation === null ? [] : [adviceSentence(draft, language), motivationSentence(draft, language)]),
    ...(draft.check === null ? [] : [complianceSentence(draft.check, language)]),
    provenDraft(draft, language),
  ]
  return {
    id: 'samenvatting',
    title: TERM.summary[language],
    content: [
      balanceFigures(draft.balance, setting),
      html`<p class="summary">${sentences.filter((each) => each !== '').join(' ')}</p>`,
      draft.allocation === null ? null : factList(figures(draft, language), 'figures'),
    ],
  }
}

export function draftExtent({ allocation, base, moved, rowTotals, frame }: Draft, language: Language): string {
  const places = wholeText(sumOf(rowTotals), language)
  if (allocation === null || base === null || moved === null || frame === null) {
    return {
      nl: `Voor de ${places} plaatsen is er geen voorstel.`,
      en: `There is no proposal for the ${places} places.`,
    }[language]
  }
  const cells = allocation.flatMap((row, s) => row.filter((each, o) => each !== base[s]![o]!)).length
  const [by, other] = [wholeText(moved.placesMoved, language), wholeText(cells, language)]
  return {
    nl: `Het voorstel verdeelt ${places} plaatsen. Tegen de basisverdeling gaan er ${by} naar een andere OOR, en zijn ${other} van de ${wholeText(allocation.flat().length, 'nl')} cellen anders.`,
    en: `The proposal divides ${places} places. Against the base distribution ${by} go to another OOR, and ${other} of the ${wholeText(allocation.flat().length, 'en')} cells differ.`,
  }[language]
}

function countOf(advices: readonly AdviceReport[], followed: AdviceReport['followed']): number {
  return advices.filter((each) => each.followed === followed).length
}

export function adviceSentence({ advices }: Draft, language: Language): string {
  if (advices.length === 0) return { nl: 'Er zijn geen adviezen gegeven.', en: 'No advices were given.' }[language]
  const [exactly, within, not] = (['exactly', 'within-room', 'no'] as const).map((each) => countOf(advices, each))
  return {
    nl: `Van de ${advices.length} adviezen ${exactly === 1 ? 'is' : 'zijn'} er ${exactly} precies gevolgd, ${within} binnen de gegeven schuifruimte en ${not} niet.`,
    en: `Of the ${advices.length} advices ${exactly} ${exactly === 1 ? 'is' : 'are'} followed to the letter, ${within} within the shift room given, and ${not} not.`,
  }[language]
}

function lackingIn({ motivations }: Pick<Draft, 'motivations'>): number {
  return motivations.filter(({ missing }) => missing.length > 0).length
}

export function motivationSentence(draft: Draft, language: Language): string {
  const [needed, lacking] = [draft.motivations.length, lackingIn(draft)]
  if (needed === 0) return { nl: 'Er valt niets te motiveren.', en: 'There is nothing to motivate.' }[language]
  const nl =
    lacking === 0
      ? 'die zijn alle geschreven'
      : `${lacking === 1 ? 'één daarvan moet' : `${lacking} daarvan moeten`} nog worden geschreven of aangevuld`
  const en = lacking === 0 ? 'all of them are written' : `${lacking} of them still to be written or completed`
  return {
    nl: `${needed === 1 ? 'Eén afwijking heeft' : `${needed} afwijkingen hebben`} een motivering nodig; ${nl}.`,
    en: `${needed === 1 ? 'One deviation needs' : `${needed} deviations need`} a motivation; ${en}.`,
  }[language]
}

export function complianceSentence({ rules, status }: NonNullable<Draft['check']>, language: Language): string {
  const broken = ruleWords(
    rules.filter(({ outcome }) => outcome === 'fail').map(({ id }) => id),
    language,
  )
  if (status === 'compliant') return { nl: 'Het voldoet aan het kader.', en: 'It complies with the frame.' }[language]
  return {
    nl: `Aan het kader voldoet het nog niet: ${broken}.`,
    en: `It does not comply with the frame yet: ${broken}.`,
  }[language]
}

export function provenDraft({ status, gap, ...draft }: Draft, language: Language): string {
  const published = 'published' in draft
  switch (status) {
    case 'optimal':
      return published
        ? {
            nl: 'Er is geen beter voorstel binnen het kader; het bewijs berust op vertrouwelijk zorggebruik en staat daarom niet in deze uitgave.',
            en: 'There is no better proposal within the frame; the proof rests on confidential care use and is therefore not in this edition.',
          }[language]
        : {
            nl: 'Bewezen is dat binnen het kader geen voorstel beter is, met de wensen in deze volgorde.',
            en: 'It is proven that no proposal within the frame is better, with the wishes in this order.',
          }[language]
    case 'feasible':
      return gap === null
        ? {
            nl: 'Dat geen voorstel beter is, is niet bewezen.',
            en: 'That no proposal is better is not proven.',
          }[language]
        : gapSentence(gap, language)
    case 'infeasible':
      return {
        nl: 'Dat er geen past, is bewezen; hieronder staat waarom.',
        en: 'That none fits is proven; below is why.',
      }[language]
    case 'time-limit':
      return {
        nl: 'Binnen de tijdslimiet is er geen gevonden; of er een is, staat daarmee niet vast.',
        en: 'None was found within the time limit; whether there is one is thereby not known.',
      }[language]
  }
}

function gapSentence({ level, value, bound }: NonNullable<Draft['gap']>, language: Language): string {
  const [reached, least] = [numberText(value, language, 9), numberText(bound, language, 9)]
  return {
    nl: `Niet alles is bewezen: van “${PROPOSAL_LEVEL[level].nl}” is ${reached} bereikt, en bewezen is dat het minstens ${least} is.`,
    en: `Not everything is proven: of “${PROPOSAL_LEVEL[level].en}” ${reached} is reached, and it is proven to be at least ${least}.`,
  }[language]
}

function figures(draft: Draft, language: Language): Fact[] {
  const { moved, advices, motivations, status, frame } = draft
  const of = (part: number, all: number) =>
    `${wholeText(part, language)} ${small(TERM.of)[language]} ${wholeText(all, language)}`
  const measured = { 'places-moved': 'placesMoved', 'sum-absolute': 'sumAbsolute', cells: 'cells' } as const
  const used = frame === null || moved === null ? null : moved[measured[frame.measure]]
  return [
    ...(used === null || frame === null
      ? []
      : [
          {
            word: { nl: 'regelruimte gebruikt', en: 'leeway used' }[language],
            value: of(used, frame.leeway.total),
          },
        ]),
    ...(advices.length === 0
      ? []
      : [
          {
            word: small(TERM.advicesFollowed)[language],
            value: of(advices.length - countOf(advices, 'no'), advices.length),
          },
        ]),
    {
      word: small(TERM.motivationsToWrite)[language],
      value: of(lackingIn(draft), motivations.length),
    },
    {
      word: { nl: 'bewezen de beste', en: 'proven the best' }[language],
      value:
        'published' in draft
          ? small(TERM.notTold)[language]
          : status === 'optimal'
            ? small(TERM.yes)[language]
            : small(TERM.no)[language],
    },
  ]
}
