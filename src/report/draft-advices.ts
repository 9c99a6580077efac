/** What a draft makes of the advices and the points of attention, one by one. */
import type { AttentionPoint } from '../domain/proposal.js'
import {
  FOLLOWED,
  NOT_SOUGHT,
  numberText,
  PROPOSAL_LEVEL,
  wholeText,
  type Language,
  type Text,
} from '../words/texts.js'
import { ATTENTION_CATEGORY, DIRECTION } from '../words/consultation.js'
import type { AdviceReport, Draft, WishReport } from '../shapes/answers/draft.js'
import { ifFollowedTable } from '../documents/if-followed.js'
import { IF_FOLLOWED } from '../words/if-followed.js'
import { sumOf } from './allocation.js'
import { figureTable } from './figures.js'
import { capital, signedPlaces } from '../domain/language.js'
import { html, joined, typed, type Content, type Markup } from './markup.js'
import { andMore, headRow, MOST_LINES, numberCell, tableOf, type Section } from './page.js'
import { aboutWords, ruleWords } from './proposal.js'
import { columnName, rowName, thing, type PageSetting } from './setting.js'
import { small, TERM } from '../words/terms.js'

export function costWords(next: WishReport['next'], language: Language): Content {
  if (next === null) return NOT_SOUGHT[language]
  const dearer = next.filter((each) => each.with !== each.without)
  if (dearer.length === 0) return small(TERM.nothing)[language]
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

/** What became of the advices: those not followed first, each with what stands in the way. */
export function advicesSection(draft: Draft, setting: PageSetting): Section | null {
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
              TERM.outcome[language],
              { nl: 'Geadviseerd → voorstel', en: 'Advised → proposal' }[language],
              TERM.because[language],
              { nl: 'Onderbouwing van het advies', en: 'Rationale of the advice' }[language],
            ]),
            body: told.map((advice) => adviceLine(advice, draft, setting)),
            kind: 'telling',
          }),
      namesSentence(FOLLOWED.exactly, exactly, setting),
      namesSentence(
        { nl: 'Zonder advies (telt als de basisverdeling)', en: 'Without advice (counts as the base distribution)' },
        without,
        setting,
      ),
    ],
  }
}

function namesSentence(head: Text, codes: readonly string[], setting: PageSetting): Content {
  if (codes.length === 0) return null
  const names = joined(
    codes.map((code) => rowName(code, setting)),
    ', ',
  )
  return html`<p><b>${capital(head[setting.language])} (${codes.length}):</b> ${names}.</p>`
}

function adviceLine(
  report: AdviceReport,
  { consultation, allocation, rows, columns }: Draft,
  setting: PageSetting,
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

export function whyWords({ followed, preventedBy }: AdviceReport, language: Language): string {
  if (followed !== 'no') return '–'
  if (preventedBy === null) return NOT_SOUGHT[language]
  if (preventedBy.length > 0) return ruleWords(preventedBy, language)
  return small(TERM.gaveWay)[language]
}

/** What following each advice that is not followed would cost; null where nobody asked. */
export function ifFollowedSection(draft: Draft, setting: PageSetting): Section | null {
  const { language, rowNames } = setting
  const nameOf = (code: string) => {
    const name = rowNames.get(code) ?? code
    return name === code ? code : `${code} ${name}`
  }
  const table = ifFollowedTable(draft, nameOf, language)
  if (table === null) return null
  return {
    id: 'volgen',
    title: IF_FOLLOWED.title[language],
    content: [
      html`<p>${IF_FOLLOWED.about[language]}</p>`,
      figureTable({ ...table, id: 'volgen-tabel', rows: table.rows.slice(0, MOST_LINES) }, setting),
      andMore(table.rows.length, setting),
    ],
  }
}

/** The points of attention of the OORs (P26 II.1.1), each beside what the proposal does. */
export function attentionSection(draft: Draft, setting: PageSetting): Section | null {
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
    if (empty) return small(TERM.zeroCell)[language]
    if (against === 0) return small(TERM.followed)[language]
    return html`<b>${{ nl: `${against} ertegenin`, en: `${against} against it` }[language]}</b>`
  }
  const body = judged.slice(0, MOST_LINES).map((each) => {
    const { point, by } = each
    return html`<tr>
      <th scope="row">${columnName(point.oor, setting)}</th>
      <td>${aboutWords(point.specialty, setting)}</td>
      <td>${ATTENTION_CATEGORY[point.category][language]}</td>
      <td class="short">${DIRECTION[point.direction][language]}</td>
      ${numberCell(by === null ? '–' : html`<b>${signedPlaces(by, language)}</b>`)}
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
          TERM.about[language],
          TERM.subject[language],
          TERM.asked[language],
          { number: TERM.proposal[language] },
          TERM.state[language],
          TERM.text[language],
        ]),
        body,
        kind: 'telling',
      }),
      andMore(points.length, setting),
    ],
  }
}

/** What the proposal gives more than the base, where the point is about; null where there is no proposal. */
export function differenceOf({ oor, specialty }: AttentionPoint, draft: Draft): number | null {
  const { rows, columns, allocation, base, balance } = draft
  if (allocation === null || base === null) return null
  if (specialty === null) return balance.find((each) => each.oor === oor)?.difference ?? null
  const [s, o] = [rows.indexOf(specialty), columns.indexOf(oor)]
  return allocation[s]![o]! - base[s]![o]!
}

/** Up asks for at least one more than the base, down for at least one fewer, keep for the base itself. */
export function missedBy({ direction }: AttentionPoint, by: number): number {
  if (direction === 'up') return Math.max(0, 1 - by)
  return direction === 'down' ? Math.max(0, by + 1) : Math.abs(by)
}
