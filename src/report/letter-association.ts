/** The letter to a scientific association: what it advised, what it gets, and why. */
import { signedPlaces, wholeText } from '../domain/language.js'
import type { AdviceReport } from '../shapes/answers/draft.js'
import { GROUND } from '../words/consultation.js'
import * as say from '../words/letters.js'
import { LETTER } from '../words/letters.js'
import { TERM } from '../words/terms.js'
import { agreementsPart } from './letter-agreements.js'
import { oorRows, paragraph, part, wordRows } from './letter-page.js'
import { nameOf, type LetterSetting } from './letter-setting.js'
import { html, typed, type Content } from './markup.js'
import { columnName } from './setting.js'

type Row = readonly number[]
type Advice = LetterSetting['draft']['consultation']['advices'][number]

export function associationBody(row: string, setting: LetterSetting): Content {
  const { draft, subject, language, year } = setting
  const s = draft.rows.indexOf(row)
  const [places, base] = [draft.allocation[s]!, draft.base[s]!]
  const advice = draft.consultation.advices.find(({ specialty }) => specialty === row) ?? null
  const report = draft.advices.find(({ specialty }) => specialty === row) ?? null
  const differing = draft.columns.filter((_, o) => {
    if (report?.followed === 'no') return isOutside(advice!, places, o)
    return places[o] !== (advice?.row ?? base)[o]
  })
  const outcome = say.outcomeAssociation(
    {
      followed: report?.followed ?? null,
      outside: report?.placesOutsideRoom ?? 0,
      differing: differing.map((oor) => nameOf(oor, subject.oors)),
    },
    language,
  )
  const opening = { year, places: draft.rowTotals[s]!, advised: advice !== null }
  return [
    paragraph(say.openingAssociation(opening, language)),
    html`<p class="outcome">${outcome}</p>`,
    placesTable(places, base, advice, setting),
    whyPart(report, advice, places, setting),
    costPart(report, setting),
    advice === null || advice.rationale === ''
      ? null
      : part(LETTER.rationale[language], html`<blockquote>${typed(advice.rationale)}</blockquote>`),
    motivationsPart(row, setting),
    agreementsPart({ specialty: row }, setting),
    pointsPart(row, setting),
    part(
      LETTER.next[language],
      paragraph(
        say.frameWords(subject.frame, language),
        say.NEXT[language],
        advice === null ? null : say.THANKS.advice[language],
      ),
    ),
  ]
}

function isOutside({ room }: Advice, places: Row, o: number): boolean {
  const [low, high] = room[o]!
  return places[o]! < low || places[o]! > high
}

/** Base, advice and proposal under each other, and what differs. */
function placesTable(places: Row, base: Row, advice: Advice | null, setting: LetterSetting): Content {
  const { language, draft } = setting
  const t = (word: keyof typeof LETTER) => LETTER[word][language]
  const total = (values: Row) => values.reduce((sum, each) => sum + each, 0)
  const line = (word: string, values: Row, strong = false) => ({
    word,
    strong,
    values: [...values, total(values)].map((each) => wholeText(each, language)),
  })
  const against = (word: string, from: Row) => ({
    word,
    values: [...places.map((each, o) => each - from[o]!), 0].map((by) => (by === 0 ? '–' : signedPlaces(by, language))),
  })
  const hasRoom = advice?.room.some(([low, high]) => low !== high) === true
  const room = {
    word: t('room'),
    values: [...(advice?.room ?? []).map(([low, high]) => (low === high ? '–' : `${low}–${high}`)), ''],
  }
  return oorRows(
    [...draft.columns.map((oor) => columnName(oor, setting)), TERM.total[language]],
    [
      line(t('base'), base),
      ...(advice === null ? [] : [line(t('advised'), advice.row)]),
      ...(hasRoom ? [room] : []),
      line(t('proposed'), places, true),
      ...(advice === null ? [] : [against(t('againstAdvice'), advice.row)]),
      against(t('againstBase'), base),
    ],
    t('what'),
  )
}

/** Why an advice is not followed, in the words of the rules that bind. */
function whyPart(report: AdviceReport | null, advice: Advice | null, places: Row, setting: LetterSetting): Content {
  const { language, draft } = setting
  const title = LETTER.why[language]
  if (report === null || advice === null) {
    const base = draft.base.find((row) => row.every((each, o) => each === places[o]))
    return base === undefined ? part(title, paragraph(say.WITHOUT_ADVICE[language])) : null
  }
  if (report.followed !== 'no') return part(title, paragraph(say.AS_ASKED[language]))
  if (report.preventedBy === null) return part(title, paragraph(say.NOT_KNOWN[language]))
  if (report.preventedBy.length === 0) return part(title, paragraph(say.GAVE_WAY[language]))
  const { leeway, floor } = draft.frame
  const facts = { below: leeway.below, above: leeway.above, total: leeway.total, floor }
  const rules = report.preventedBy.map((rule) => say.ruleSentence(rule, facts, language))
  const ends = report.preventedBy.includes('leeway-per-oor') ? endsOf(advice, places, setting) : []
  return part(title, paragraph(...rules, ends.length === 0 ? null : say.atEndWords(ends, language)))
}

/** What following it would have cost, where the draft says so. */
function costPart(report: AdviceReport | null, { language, subject, draft }: LetterSetting): Content {
  if (report?.followed !== 'no' || report.ifFollowed == null) return null
  const { possible, asGood, levels, advices } = report.ifFollowed
  const others = advices.map(({ specialty, ...places }) => ({
    name: nameOf(specialty, subject.specialties),
    ...places,
  }))
  return part(
    LETTER.cost[language],
    paragraph(say.costWords({ possible, agreed: draft.agreements.length > 0, asGood, levels, others }, language)),
  )
}

/** The OORs that are wanted otherwise, and are at that very end of their room. */
function endsOf(advice: Advice, places: Row, { draft, subject }: LetterSetting): readonly AtEnd[] {
  return draft.balance.flatMap(({ oor, proposal, roomBelow, roomAbove }, o): AtEnd[] => {
    const [low, high] = advice.room[o]!
    const name = nameOf(oor, subject.oors)
    if (places[o]! > high && roomBelow === 0) return [{ name, proposal, end: 'low' }]
    return places[o]! < low && roomAbove === 0 ? [{ name, proposal, end: 'high' }] : []
  })
}

interface AtEnd {
  readonly name: string
  readonly proposal: number
  readonly end: 'low' | 'high'
}

/** What was written of cells of this specialty. */
function motivationsPart(row: string, { draft, subject, language }: LetterSetting): Content {
  const written = draft.consultation.motivations.filter(({ specialty }) => specialty === row)
  if (written.length === 0) return null
  return part(
    LETTER.motivation[language],
    written.map(({ oor, text, grounds }) =>
      paragraph(
        html`<b>${typed(nameOf(oor, subject.oors))}:</b>`,
        text.trim() === '' ? say.missingMotivation('text', language) : typed(text),
        grounds.length === 0
          ? say.missingMotivation('ground', language)
          : say.groundsWords(
              grounds.map((each) => GROUND[each][language]),
              language,
            ),
      ),
    ),
  )
}

/** What OORs brought in about this specialty. */
function pointsPart(row: string, setting: LetterSetting): Content {
  const { draft, subject, language } = setting
  const points = draft.consultation.attentionPoints.filter(({ specialty }) => specialty === row)
  if (points.length === 0) return null
  const title = LETTER.pointsOfOthers[language]
  return part(
    title,
    wordRows(
      ['OOR', TERM.pointOfAttention[language], TERM.text[language]],
      points.map(({ oor, direction, text }) => [
        typed(nameOf(oor, subject.oors)),
        say.ASKED_FOR[direction][language],
        typed(text),
      ]),
      title,
    ),
  )
}
