/** The letter to an OOR: what it gets, from which cells its difference comes and who asked for them, and its own points. */
import { signedPlaces, wholeText } from '../domain/language.js'
import { agreedCells } from '../documents/agreements.js'
import { GROUND } from '../words/consultation.js'
import * as say from '../words/letters.js'
import { LETTER } from '../words/letters.js'
import { TERM } from '../words/terms.js'
import { differenceOf, missedBy } from './draft-advices.js'
import { agreementsPart } from './letter-agreements.js'
import { outsidePart } from './letter-outside.js'
import { paragraph, part, wordRows } from './letter-page.js'
import { nameOf, type LetterSetting } from './letter-setting.js'
import { html, typed, type Content } from './markup.js'

export function oorBody(column: string, setting: LetterSetting): Content {
  const { draft, subject, language, year } = setting
  const balance = draft.balance.find(({ oor }) => oor === column)!
  const points = draft.consultation.attentionPoints.filter(({ oor }) => oor === column)
  const { current, currentScaled, mutation } = balance
  const fallback = draft.fallback?.balance.find(({ oor }) => oor === column)
  return [
    paragraph(say.openingOor(year, points.length, language)),
    html`<p class="outcome">${say.outcomeOor(balance, language)}</p>`,
    current === null || currentScaled === null || mutation === null
      ? null
      : paragraph(say.todayWords({ current, currentScaled, mutation }, language)),
    cellsPart(column, setting),
    motivationPart(column, setting),
    agreementsPart({ oor: column }, setting),
    pointsPart(column, setting),
    outsidePart(column, setting),
    fallback === undefined
      ? null
      : part(
          LETTER.fallback[language],
          paragraph(say.fallbackWords(fallback.fallback, fallback.againstBase, language)),
        ),
    part(
      LETTER.next[language],
      paragraph(
        say.frameWords(subject.frame, language),
        say.NEXT[language],
        points.length === 0 ? null : say.THANKS.points[language],
      ),
    ),
  ]
}

/** The cells that differ from the base, and who asked for that. */
function cellsPart(column: string, setting: LetterSetting): Content {
  const { draft, subject, language } = setting
  const o = draft.columns.indexOf(column)
  const cells = draft.rows.flatMap((row, s) => {
    const [places, base] = [draft.allocation[s]![o]!, draft.base[s]![o]!]
    if (places === base) return []
    const name = nameOf(row, subject.specialties)
    const asked = askers(row, column, o, places - base, setting)
    return [{ by: places - base, cells: [typed(name), wholeText(base, language), wholeText(places, language), html`<b>${signedPlaces(places - base, language)}</b>`, typed(asked)] }] // prettier-ignore
  })
  const title = LETTER.from[language]
  if (cells.length === 0) return part(title, paragraph(say.noCells(language)))
  const sum = (sign: number) => cells.reduce((total, { by }) => total + Math.max(0, sign * by), 0)
  return part(title, [
    wordRows(
      [
        TERM.specialty[language],
        TERM.base[language],
        TERM.proposal[language],
        TERM.difference[language],
        LETTER.askedFor[language],
      ],
      cells.map((each) => each.cells),
      title,
      [1, 2, 3],
    ),
    paragraph(say.sumWords(sum(1), sum(-1), language)),
  ])
}

/** Whose wish a difference goes along with: the advice of the association, a point of the OOR, an agreed cell. */
function askers(
  row: string,
  column: string,
  o: number,
  by: number,
  { draft, subject, language }: LetterSetting,
): string {
  const s = draft.rows.indexOf(row)
  const base = draft.base[s]![o]!
  const advice = draft.consultation.advices.find(({ specialty }) => specialty === row)
  const points = draft.consultation.attentionPoints.filter(({ oor }) => oor === column)
  const bounds = [...draft.bounds, ...agreedCells(draft.agreements, draft.columns)]
  const agreed = bounds.some(
    ([specialty, oor, low, high]) => specialty === row && oor === column && (base < low || base > high),
  )
  return say.askersWords(
    {
      association:
        advice !== undefined && Math.sign(advice.row[o]! - base) === Math.sign(by)
          ? nameOf(row, subject.specialties)
          : null,
      region: points.some(
        ({ specialty, direction }) =>
          (specialty === row || specialty === null) && direction === (by > 0 ? 'up' : 'down'),
      ),
      agreed,
    },
    language,
  )
}

/** What the proposal says of the departure of this OOR, and what is still to be written. */
function motivationPart(column: string, { draft, subject, language }: LetterSetting): Content {
  const needed = draft.motivations.filter(({ oor }) => oor === column)
  const others = draft.consultation.motivations.filter(
    (each) => each.oor === column && !needed.some(({ written }) => written?.text === each.text),
  )
  const lines = [
    ...needed.map(({ specialty, written, missing }) => ({
      specialty,
      text: written?.text ?? '',
      grounds: written?.grounds ?? [],
      missing,
    })),
    ...others.map(({ specialty, text, grounds }) => ({ specialty, text, grounds, missing: [] })),
  ]
  if (lines.length === 0) return null
  return part(
    LETTER.motivation[language],
    lines.map(({ specialty, text, grounds, missing }) =>
      paragraph(
        specialty === null ? null : html`<b>${typed(nameOf(specialty, subject.specialties))}:</b>`,
        text.trim() === '' ? null : typed(text),
        grounds.length === 0
          ? null
          : say.groundsWords(
              grounds.map((each) => GROUND[each][language]),
              language,
            ),
        ...missing.map((each) => say.missingMotivation(each, language)),
      ),
    ),
  )
}

/** What the OOR asked, beside what the proposal does. */
function pointsPart(column: string, { draft, subject, language }: LetterSetting): Content {
  const points = draft.consultation.attentionPoints.filter(({ oor }) => oor === column)
  if (points.length === 0) return null
  const isEmpty = (specialty: string | null) =>
    draft.zeroCells.some(([row, oor]) => row === specialty && oor === column)
  const rows = points.map((point) => {
    const by = differenceOf(point, draft) ?? 0
    const outcome = isEmpty(point.specialty)
      ? LETTER.noTraining[language]
      : missedBy(point, by) === 0
        ? LETTER.follow[language]
        : html`<b>${LETTER.notFollowed[language]}</b>`
    const about = point.specialty === null ? LETTER.whole[language] : nameOf(point.specialty, subject.specialties)
    const asked = [
      say.ASKED_FOR[point.direction][language],
      ' – ',
      say.ABOUT[point.category][language],
      ': ',
      typed(point.text),
    ]
    return [typed(about), asked, signedPlaces(by, language), outcome]
  })
  const title = LETTER.points[language]
  return part(
    title,
    wordRows(
      [TERM.about[language], LETTER.asked[language], LETTER.inProposal[language], LETTER.outcome[language]],
      rows,
      title,
      [2],
    ),
  )
}
