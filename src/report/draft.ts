/** The parts of a page about a drafted proposal: what was wished and reached, the advices, the fallback, and the proof. */
import type { AttentionPoint, ProposalLevelName } from '../domain/proposal.js'
import {
  NOT_SOUGHT,
  ATTENTION_CATEGORY,
  DIRECTION,
  numberText,
  PREFERENCE,
  PROPOSAL_LEVEL,
  STATUS,
  wholeText,
  type Language,
  type Text,
} from '../words/texts.js'
import type { AdviceReport } from '../proposals/advices.js'
import type { Draft } from '../proposals/draft.js'
import type { WishReport } from '../proposals/wishes.js'
import type { PublishedDraft } from '../proposals/publish.js'
import { sumOf } from './allocation.js'
import { draftRecipe } from '../words/recipe.js'
import { commandsAgain } from './commands.js'
import { capital } from '../domain/language.js'
import { html, joined, typed, type Content, type Markup } from './markup.js'
import { andMore, factList, headRow, MOST_LINES, numberCell, tableOf, type Fact, type Section } from './page.js'
import { aboutWords, byText, ruleWords } from './proposal.js'
import { columnName, rowName, thing, type Setting, type Subject } from './setting.js'

/** A draft as it is, or without what would give care use away. */
export type ShownDraft = Draft | PublishedDraft

/** How far a proposal lies from natural rounding: beside its numbers that tells on which side of them the target is. */
const OF_ROUNDING: ReadonlySet<ProposalLevelName> = new Set(['beyond-next-best', 'next-best', 'error'] as const)

/** The levels with their values; of a published draft those of rounding are left out, counts too. */
function levelsOf(draft: ShownDraft): ShownDraft['levels'] {
  if (draft.levels === null || !('published' in draft)) return draft.levels
  return draft.levels.filter(({ name }) => !OF_ROUNDING.has(name))
}

/** What a board has to know of a draft: how much it moves, whom it follows, what is still to be done, and what is proven. */
export function draftSummary(draft: ShownDraft, setting: Setting): Section {
  const { language } = setting
  const sentences = [
    extentSentence(draft, language),
    ...(draft.allocation === null ? [] : [adviceSentence(draft, language), motivationSentence(draft, language)]),
    ...(draft.check === null ? [] : [complianceSentence(draft.check, language)]),
    provenSentence(draft, language),
  ]
  return {
    id: 'samenvatting',
    title: { nl: 'Samenvatting', en: 'Summary' }[language],
    content: [
      html`<p class="summary">${sentences.filter((each) => each !== '').join(' ')}</p>`,
      draft.allocation === null ? null : factList(figures(draft, language), 'figures'),
    ],
  }
}

function extentSentence({ allocation, base, moved, rowTotals, frame }: ShownDraft, language: Language): string {
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

function adviceSentence({ advices }: ShownDraft, language: Language): string {
  if (advices.length === 0) return { nl: 'Er zijn geen adviezen gegeven.', en: 'No advices were given.' }[language]
  const [exactly, within, not] = (['exactly', 'within-room', 'no'] as const).map((each) => countOf(advices, each))
  return {
    nl: `Van de ${advices.length} adviezen ${exactly === 1 ? 'is' : 'zijn'} er ${exactly} precies gevolgd, ${within} binnen de gegeven schuifruimte en ${not} niet.`,
    en: `Of the ${advices.length} advices ${exactly} ${exactly === 1 ? 'is' : 'are'} followed to the letter, ${within} within the shift room given, and ${not} not.`,
  }[language]
}

function lackingIn({ motivations }: Pick<ShownDraft, 'motivations'>): number {
  return motivations.filter(({ missing }) => missing.length > 0).length
}

function motivationSentence(draft: ShownDraft, language: Language): string {
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

function complianceSentence({ rules, status }: NonNullable<ShownDraft['check']>, language: Language): string {
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

function provenSentence({ status, gap, ...draft }: ShownDraft, language: Language): string {
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

function figures(draft: ShownDraft, language: Language): Fact[] {
  const { moved, advices, motivations, status, frame } = draft
  const of = (part: number, all: number) =>
    wholeText(part, language) + { nl: ' van ', en: ' of ' }[language] + wholeText(all, language)
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
            word: { nl: 'adviezen gevolgd', en: 'advices followed' }[language],
            value: of(advices.length - countOf(advices, 'no'), advices.length),
          },
        ]),
    {
      word: { nl: 'motiveringen nog te schrijven', en: 'motivations still to be written' }[language],
      value: of(lackingIn(draft), motivations.length),
    },
    {
      word: { nl: 'bewezen de beste', en: 'proven the best' }[language],
      value:
        'published' in draft
          ? { nl: 'niet vermeld', en: 'not told' }[language]
          : status === 'optimal'
            ? { nl: 'ja', en: 'yes' }[language]
            : { nl: 'nee', en: 'no' }[language],
    },
  ]
}

/** The wishes in their order: what each reached, and what the next would have reached without it. */
export function wishesSection(draft: ShownDraft, setting: Setting): Section | null {
  const { wishes, consultation } = draft
  const levels = levelsOf(draft)
  if (wishes.length === 0 || levels === null) return null
  const { language } = setting
  const costs = wishes.some(({ next }) => next === null || next.length > 0)
  const ofWishes = new Set(wishes.flatMap((wish) => wish.levels.map(({ name }) => name)))
  const rest = levels.filter(({ name }) => !ofWishes.has(name))
  const intro = {
    nl: 'Een wens die hoger staat gaat altijd voor: een lagere wordt alleen zo goed vervuld als dat zonder schade voor de hogere kan.',
    en: 'A wish that stands higher always goes first: a lower one is met only as well as it can be without harm to the higher.',
  }
  const weighted = {
    nl: ' De adviezen wegen niet alle even zwaar: plaatsen van een advies tellen zo vaak als het weegt.',
    en: ' Not all advices weigh the same: places of an advice count as often as it weighs.',
  }
  const weighs = consultation.advices.some(({ weight }) => weight !== 1000)
  const line = (rank: string, name: string, reached: Content, cost: Content) =>
    html`<tr>
      <td class="number">${rank}</td>
      <th scope="row">${name}</th>
      <td>${reached}</td>
      ${costs ? html`<td>${cost}</td>` : null}
    </tr> `
  const after = { nl: 'Daarna', en: 'Then' }[language]
  return {
    id: 'wensen',
    title: { nl: 'De wensen, in volgorde van belang', en: 'The wishes, in order of importance' }[language],
    content: [
      html`<p>${intro[language]}${weighs ? weighted[language] : null}</p>`,
      tableOf({
        id: 'wensen-tabel',
        caption: {
          nl: `Wat elke wens bereikt${costs ? ', en wat zij de volgende kost' : ''}; minder is beter`,
          en: `What each wish reaches${costs ? ', and what it costs the next' : ''}; less is better`,
        }[language],
        head: headRow([
          { number: '#' },
          { nl: 'Wens', en: 'Wish' }[language],
          { nl: 'Bereikt', en: 'Reached' }[language],
          ...(costs ? [{ nl: 'Kost de volgende', en: 'Costs the next' }[language]] : []),
        ]),
        body: [
          wishes.map((wish, i) =>
            line(
              String(i + 1),
              capital(PREFERENCE[wish.step][language]),
              reachedList(wish.levels, language),
              costWords(wish.next, language),
            ),
          ),
          rest.map(({ name, value }) =>
            line('', `${after}: ${PROPOSAL_LEVEL[name][language]}`, html`<b>${levelValue(value, language)}</b>`, ''),
          ),
        ],
      }),
    ],
  }
}

function levelValue(value: number | null, language: Language): string {
  return value === null ? '–' : numberText(value, language, 6)
}

function reachedList(
  levels: readonly { readonly name: ProposalLevelName; readonly value: number | null }[],
  language: Language,
): Content {
  if (levels.length === 0) return { nl: 'niet gegeven: geen huidige omvang', en: 'not given: no size today' }[language]
  return joined(
    levels.map(({ name, value }) => html`<b>${levelValue(value, language)}</b> ${PROPOSAL_LEVEL[name][language]}`),
    html`<br />`,
  )
}

function costWords(next: WishReport['next'], language: Language): Content {
  if (next === null) return NOT_SOUGHT[language]
  const dearer = next.filter((each) => each.with !== each.without)
  if (dearer.length === 0) return { nl: 'niets', en: 'nothing' }[language]
  return joined(
    dearer.map((each) => {
      const [paid, free] = [numberText(each.with, language, 6), numberText(each.without, language, 6)]
      return {
        nl: `${PROPOSAL_LEVEL[each.name].nl}: ${paid}; zonder deze wens ${free}`,
        en: `${PROPOSAL_LEVEL[each.name].en}: ${paid}; without this wish ${free}`,
      }[language]
    }),
    html`<br />`,
  )
}

const FOLLOWED: Readonly<Record<AdviceReport['followed'], Text>> = {
  exactly: { nl: 'precies gevolgd', en: 'followed to the letter' },
  'within-room': { nl: 'binnen de schuifruimte', en: 'within the shift room' },
  no: { nl: 'niet gevolgd', en: 'not followed' },
}

/** What became of the advices: those not followed first, each with what stands in the way. */
export function advicesSection(draft: ShownDraft, setting: Setting): Section | null {
  const { advices, rows } = draft
  if (advices.length === 0) return null
  const { language } = setting
  const told = (['no', 'within-room'] as const).flatMap((followed) =>
    advices.filter((each) => each.followed === followed),
  )
  const exactly = advices.filter(({ followed }) => followed === 'exactly').map(({ specialty }) => specialty)
  const given = new Set(advices.map(({ specialty }) => specialty))
  const without = rows.filter((row) => !given.has(row))
  return {
    id: 'adviezen',
    title: { nl: 'Adviezen van de wetenschappelijke verenigingen', en: 'Advices of the scientific associations' }[
      language
    ],
    content: [
      told.length === 0
        ? null
        : tableOf({
            id: 'adviezen-tabel',
            caption: {
              nl: 'Waar het voorstel van een advies afwijkt; vet is buiten de gegeven ruimte',
              en: 'Where the proposal departs from an advice; bold is outside the room given',
            }[language],
            head: headRow([
              thing('row', setting),
              { nl: 'Uitkomst', en: 'Outcome' }[language],
              { nl: 'Geadviseerd → voorstel', en: 'Advised → proposal' }[language],
              { nl: 'Waardoor', en: 'Because of' }[language],
              { nl: 'Onderbouwing van het advies', en: 'Rationale of the advice' }[language],
            ]),
            body: told.map((advice) => adviceLine(advice, draft, setting)),
            kind: 'telling',
          }),
      namesSentence({ nl: 'Precies gevolgd', en: 'Followed to the letter' }, exactly, setting),
      namesSentence(
        { nl: 'Zonder advies (telt als de basisverdeling)', en: 'Without advice (counts as the base distribution)' },
        without,
        setting,
      ),
    ],
  }
}

function namesSentence(head: Text, codes: readonly string[], setting: Setting): Content {
  if (codes.length === 0) return null
  const names = joined(
    codes.map((code) => rowName(code, setting)),
    ', ',
  )
  return html`<p><b>${head[setting.language]} (${codes.length}):</b> ${names}.</p>`
}

function adviceLine(
  report: AdviceReport,
  { consultation, allocation, rows, columns }: ShownDraft,
  setting: Setting,
): Markup {
  const { language } = setting
  const { specialty, followed, placesOutsideRoom } = report
  const advice = consultation.advices.find((each) => each.specialty === specialty)
  const row = allocation?.[rows.indexOf(specialty)] ?? []
  const cells = columns.flatMap((oor, o) => {
    const [advised, places] = [advice?.row[o], row[o]]
    if (advised === undefined || places === undefined || advised === places) return []
    const [low, high] = advice!.room[o]!
    const text = `${wholeText(advised, language)} → ${wholeText(places, language)}`
    return [[columnName(oor, setting), ' ', places < low || places > high ? html`<b>${text}</b>` : text]]
  })
  const outside = {
    nl: `${placesOutsideRoom} ${placesOutsideRoom === 1 ? 'plaats' : 'plaatsen'} buiten de ruimte`,
    en: `${placesOutsideRoom} ${placesOutsideRoom === 1 ? 'place' : 'places'} outside the room`,
  }[language]
  const heavier = advice === undefined || advice.weight === 1000 ? null : advice.weight / 1000
  return html`<tr>
    <th scope="row">
      ${rowName(specialty, setting)}${
        heavier === null
          ? null
          : [html`<br />`, { nl: 'weegt ', en: 'weighs ' }[language], numberText(heavier, language, 3), '×']
      }
    </th>
    <td>
      ${followed === 'no' ? html`<b>${FOLLOWED[followed][language]}</b>` : FOLLOWED[followed][language]}${followed === 'no' ? [html`<br />`, outside] : null}
    </td>
    <td>${joined(cells, html`<br />`)}</td>
    <td>${whyWords(report, language)}</td>
    <td>${advice === undefined || advice.rationale === '' ? '–' : typed(advice.rationale)}</td>
  </tr> `
}

function whyWords({ followed, preventedBy }: AdviceReport, language: Language): string {
  if (followed !== 'no') return '–'
  if (preventedBy === null) return NOT_SOUGHT[language]
  if (preventedBy.length > 0) return ruleWords(preventedBy, language)
  return { nl: 'week voor een wens die voorgaat', en: 'gave way to a wish that goes first' }[language]
}

/** The points of attention of the OORs (P26 II.1.1), each beside what the proposal does. */
export function attentionSection(draft: ShownDraft, setting: Setting): Section | null {
  const points = draft.consultation.attentionPoints
  if (points.length === 0 || draft.allocation === null) return null
  const { language } = setting
  const zero = new Set(draft.zeroCells.map(([row, column]) => JSON.stringify([row, column])))
  const judged = points.map((point) => {
    const by = differenceOf(point, draft)
    // a cell that must stay empty is not the proposal's doing
    const empty = point.specialty !== null && zero.has(JSON.stringify([point.specialty, point.oor]))
    return { point, by, empty, against: by === null || empty ? 0 : missedBy(point, by) }
  })
  const count = judged.filter(({ against }) => against > 0).length
  const sum = sumOf(judged.map(({ against }) => against))
  const intro = {
    nl:
      count === 0
        ? 'Het voorstel gaat tegen geen enkel aandachtspunt in.'
        : `Het voorstel gaat tegen ${count} van de ${points.length} aandachtspunten in, samen voor ${wholeText(sum, 'nl')} ${sum === 1 ? 'plaats' : 'plaatsen'}; wie tegen meer dan één punt ingaat, telt bij elk mee.`,
    en:
      count === 0
        ? 'The proposal goes against no point of attention.'
        : `The proposal goes against ${count} of the ${points.length} points of attention, by ${wholeText(sum, 'en')} ${sum === 1 ? 'place' : 'places'} together; what goes against more than one point counts for each.`,
  }
  const standing = ({ by, empty, against }: (typeof judged)[number]) => {
    if (by === null) return '–'
    if (empty) return { nl: 'lege cel', en: 'zero cell' }[language]
    if (against === 0) return { nl: 'gevolgd', en: 'followed' }[language]
    return html`<b>${{ nl: `${against} ertegenin`, en: `${against} against it` }[language]}</b>`
  }
  const body = judged.slice(0, MOST_LINES).map((each) => {
    const { point, by } = each
    return html`<tr>
      <th scope="row">${columnName(point.oor, setting)}</th>
      <td>${aboutWords(point.specialty, setting)}</td>
      <td>${ATTENTION_CATEGORY[point.category][language]}</td>
      <td class="short">${DIRECTION[point.direction][language]}</td>
      ${numberCell(by === null ? '–' : html`<b>${byText(by, language)}</b>`)}
      <td class="short">${standing(each)}</td>
      <td>${typed(point.text)}</td>
    </tr> `
  })
  return {
    id: 'aandachtspunten',
    title: { nl: 'Aandachtspunten van de OOR’s', en: 'Points of attention of the OORs' }[language],
    content: [
      html`<p>${intro[language]}</p>`,
      tableOf({
        id: 'aandachtspunten-tabel',
        caption: {
          nl: 'Wat gevraagd is, en wat het voorstel tegen de basisverdeling doet',
          en: 'What was asked, and what the proposal does against the base distribution',
        }[language],
        head: headRow([
          'OOR',
          { nl: 'Betreft', en: 'About' }[language],
          { nl: 'Onderwerp', en: 'Subject' }[language],
          { nl: 'Gevraagd', en: 'Asked' }[language],
          { number: { nl: 'Voorstel', en: 'Proposal' }[language] },
          { nl: 'Stand', en: 'State' }[language],
          { nl: 'Toelichting', en: 'Text' }[language],
        ]),
        body,
        kind: 'telling',
      }),
      andMore(points.length, setting),
    ],
  }
}

/** What the proposal gives more than the base, where the point is about; null where there is no proposal. */
function differenceOf({ oor, specialty }: AttentionPoint, draft: ShownDraft): number | null {
  const { rows, columns, allocation, base, balance } = draft
  if (allocation === null || base === null) return null
  if (specialty === null) return balance.find((each) => each.oor === oor)?.difference ?? null
  const [s, o] = [rows.indexOf(specialty), columns.indexOf(oor)]
  return allocation[s]![o]! - base[s]![o]!
}

/** Up asks for at least one more than the base, down for at least one fewer, keep for the base itself. */
function missedBy({ direction }: AttentionPoint, by: number): number {
  if (direction === 'up') return Math.max(0, 1 - by)
  return direction === 'down' ? Math.max(0, by + 1) : Math.abs(by)
}

/** The distribution that comes when there is no agreement, beside the proposal (P26 II.3). */
export function fallbackSection({ fallback }: ShownDraft, setting: Setting): Section | null {
  if (fallback === null) return null
  const { language } = setting
  const intro = {
    nl: 'Komt er geen passend voorstel, dan geldt de verdeling met 75% adherentie alle instellingen en 25% adherentie opleidende instellingen, met de ondergrens erin (P26 II.3).',
    en: 'If there is no fitting proposal, the distribution with 75% adherence of all institutions and 25% of training institutions holds, with the floor in it (P26 II.3).',
  }
  const { balance } = fallback
  const proposed = balance.some(({ proposal }) => proposal !== null)
  const signed = (by: number | null) => numberCell(by === null ? '–' : byText(by, language))
  const places = (value: number | null) => numberCell(value === null ? '–' : wholeText(value, language))
  const total = (of: (each: (typeof balance)[number]) => number | null) => sumOf(balance.map((each) => of(each) ?? 0))
  return {
    id: 'terugval',
    title: { nl: 'Zonder overeenstemming: de terugval', en: 'Without agreement: the fallback' }[language],
    content: [
      html`<p>${intro[language]}</p>`,
      balance.length === 0
        ? html`<p><b>${capital(STATUS[fallback.result.status][language])}.</b></p>`
        : tableOf({
            id: 'terugval-tabel',
            caption: { nl: 'Plaatsen per OOR', en: 'Places per OOR' }[language],
            head: headRow([
              'OOR',
              { number: { nl: 'Basis', en: 'Base' }[language] },
              ...(proposed ? [{ number: { nl: 'Voorstel', en: 'Proposal' }[language] }] : []),
              { number: { nl: 'Terugval', en: 'Fallback' }[language] },
              { number: { nl: 'Terugval min basis', en: 'Fallback minus base' }[language] },
              ...(proposed
                ? [{ number: { nl: 'Terugval min voorstel', en: 'Fallback minus proposal' }[language] }]
                : []),
            ]),
            body: balance.map(
              (each) =>
                html`<tr>
                  <th scope="row">${columnName(each.oor, setting)}</th>
                  ${places(each.base)}${proposed ? places(each.proposal) : null}${places(each.fallback)}${signed(each.againstBase)}${proposed ? signed(each.againstProposal) : null}
                </tr> `,
            ),
            foot: html`<tr>
              <th scope="row">${{ nl: 'Totaal', en: 'Total' }[language]}</th>
              ${places(total(({ base }) => base))}${proposed ? places(total(({ proposal }) => proposal)) : null}${places(total((each) => each.fallback))}${signed(total(({ againstBase }) => againstBase))}${proposed ? signed(total(({ againstProposal }) => againstProposal)) : null}
            </tr>`,
          }),
    ],
  }
}

/** What is proven of each level, and how anybody checks that. */
export function draftProof(draft: ShownDraft, subject: Subject, setting: Setting): Section {
  const { language } = setting
  const { allocation, input, solver } = draft
  const levels = levelsOf(draft)
  const facts: Fact[] = [
    {
      word: { nl: 'Invoer (SHA-256 van de canonieke vorm)', en: 'Input (SHA-256 of its canonical form)' }[language],
      value: html`<code class="hash">${input.sha256}</code>`,
    },
    ...(solver === null
      ? []
      : [{ word: { nl: 'Oplosser', en: 'Solver' }[language], value: `${solver.name} ${solver.version}` }]),
  ]
  return {
    id: 'bewijs',
    title: { nl: 'Bewijs, en hoe het na te rekenen', en: 'Proof, and how to check it' }[language],
    content: [
      html`<ul>
        ${provenOf(draft, language).map((each) => html`<li>${each}</li>`)}
      </ul>`,
      levels === null
        ? null
        : tableOf({
            id: 'bewijs-tabel',
            caption: { nl: 'Wat per niveau is bewezen', en: 'What is proven of each level' }[language],
            head: headRow([
              { nl: 'Niveau, het belangrijkste eerst', en: 'Level, most important first' }[language],
              { number: { nl: 'Bereikt', en: 'Reached' }[language] },
              { nl: 'Bewijs', en: 'Proof' }[language],
            ]),
            body: levels.map(
              ({ name, value }) =>
                html`<tr>
                  <th scope="row">${capital(PROPOSAL_LEVEL[name][language])}</th>
                  ${numberCell(levelValue(value, language))}
                  <td>${levelProof(name, draft, language)}</td>
                </tr> `,
            ),
          }),
      allocation === null
        ? null
        : [
            html`<h3>${{ nl: 'Zelf narekenen', en: 'Check it yourself' }[language]}</h3>`,
            commandsAgain(draftRecipe(draft, subject, setting.given, language), language),
          ],
      factList(facts, 'facts'),
    ],
  }
}

function provenOf({ allocation, status, certificate, ...draft }: ShownDraft, language: Language): string[] {
  const said: (Text | null)[] = [
    allocation === null
      ? null
      : {
          nl: 'Elk specialisme krijgt precies zijn instroom, elke OOR blijft binnen haar regelruimte, afspraken zijn nagekomen en lege cellen zijn leeg: onafhankelijk nagerekend.',
          en: 'Every specialty gets exactly its intake, every OOR stays within its leeway, agreements are kept and zero cells are empty: recomputed independently.',
        },
    certificate === null
      ? null
      : {
          nl: 'Elk niveau is het laagst mogelijke, gegeven de niveaus erboven. Het bewijs splitst alle mogelijkheden in gevallen, met in elk geval een ondergrens; het staat in het resultaatbestand en is onafhankelijk nagerekend.',
          en: 'Every level is the least possible, given those above it. The proof splits all possibilities into cases, with a lower bound in each; it is in the result file and was recomputed independently.',
        },
    status === 'infeasible'
      ? { nl: 'Er bestaat geen voorstel dat in het kader past.', en: 'No proposal fits the frame.' }
      : null,
    status === 'time-limit'
      ? {
          nl: 'Niets: binnen de tijdslimiet kwam er geen antwoord.',
          en: 'Nothing: there was no answer within the time limit.',
        }
      : null,
    'published' in draft
      ? {
          nl: 'Wat vertrouwelijk zorggebruik prijsgeeft (doel, fouten, bewijs), is weggelaten (FAQ 14); dat geen voorstel beter is, is uit deze uitgave dus niet na te rekenen.',
          en: 'What gives confidential care use away (target, errors, proof) is left out (FAQ 14); that no proposal is better cannot be checked from this edition.',
        }
      : null,
  ]
  return said.filter((each) => each !== null).map((each) => each[language])
}

/** Before the gap everything is proven, at it a bound, behind it nothing. */
function levelProof(name: ProposalLevelName, draft: ShownDraft, language: Language): Content {
  if ('published' in draft) return { nl: 'niet in deze uitgave', en: 'not in this edition' }[language]
  const { status, gap, levels } = draft
  const least = { nl: 'bewezen het laagst mogelijke', en: 'proven the least possible' }[language]
  const not = html`<b>${{ nl: 'niet bewezen', en: 'not proven' }[language]}</b>`
  if (status === 'optimal') return least
  if (gap === null) return not
  const names = (levels ?? []).map((level) => level.name)
  const after = names.indexOf(name) - names.indexOf(gap.level)
  if (after < 0) return least
  if (after > 0) return not
  const bound = numberText(gap.bound, language, 9)
  return html`<b>${{ nl: `bewezen ten minste ${bound}`, en: `proven at least ${bound}` }[language]}</b>`
}
