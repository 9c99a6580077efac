/** The letter to an association whose specialty is outside the frame, and what an OOR reads of such advices. */
import { wholeText } from '../domain/language.js'
import type { OutsideAdvice } from '../domain/proposal.js'
import * as say from '../words/letters.js'
import { LETTER } from '../words/letters.js'
import { OUTSIDE, outsideName } from '../words/outside.js'
import { TERM } from '../words/terms.js'
import { oorRows, paragraph, part, wordRows } from './letter-page.js'
import type { LetterSetting } from './letter-setting.js'
import { html, typed, type Content } from './markup.js'
import { columnName } from './setting.js'

export function outsideBody({ specialty, row, room, rationale }: OutsideAdvice, setting: LetterSetting): Content {
  const { draft, subject, language, year } = setting
  const places = row.reduce((sum, each) => sum + each, 0)
  const name = outsideName(specialty)[language].toLowerCase()
  const ranges = room.map(([low, high]) =>
    low === high ? '–' : `${wholeText(low, language)}–${wholeText(high, language)}`,
  )
  return [
    paragraph(say.openingOutside({ name, places, year }, language)),
    html`<p class="outcome">${say.OUTSIDE_OUTCOME[language]}</p>`,
    oorRows(
      [...draft.columns.map((oor) => columnName(oor, setting)), TERM.total[language]],
      [
        {
          word: LETTER.advised[language],
          strong: true,
          values: [...row, places].map((each) => wholeText(each, language)),
        },
        ...(ranges.some((each) => each !== '–') ? [{ word: LETTER.room[language], values: [...ranges, ''] }] : []),
      ],
      OUTSIDE.advised[language],
    ),
    rationale === '' ? null : part(LETTER.rationale[language], html`<blockquote>${typed(rationale)}</blockquote>`),
    part(
      LETTER.next[language],
      paragraph(say.frameWords(subject.frame, language), say.OUTSIDE_NEXT[language], say.THANKS.advice[language]),
    ),
  ]
}

/** What was advised for an OOR outside the frame; nothing where nobody advised on such a specialty. */
export function outsidePart(column: string, { draft, language }: LetterSetting): Content {
  const { outside = [] } = draft.consultation
  if (outside.length === 0) return null
  const o = draft.columns.indexOf(column)
  return part(OUTSIDE.title[language], [
    paragraph(say.OUTSIDE_OOR[language]),
    wordRows(
      [TERM.specialty[language], OUTSIDE.advised[language]],
      outside.map(({ specialty, row }) => [outsideName(specialty)[language], wholeText(row[o]!, language)]),
      OUTSIDE.title[language],
      [1],
    ),
  ])
}
