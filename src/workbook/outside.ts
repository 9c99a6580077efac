/** Sheet Buiten kader: advices on specialties outside the frame, as they are read back. */
import type { WrittenSheet } from '../io/xlsx/write.js'
import { OUTSIDE, outsideName } from '../words/outside.js'
import { TERM } from '../words/terms.js'
import { printable } from '../words/texts.js'
import { SHEET, WORDS } from '../words/workbook.js'
import { WORDS as OF_PROPOSALS } from '../words/workbook-proposal.js'
import { cell, formula, heightOf, LOOK, range } from './looks.js'
import { headerOf, heading, sumOf, type Context } from './setting.js'
import type { Consulted } from './draft.js'

/** None where nobody advised on such a specialty. */
export function outsideSheets(
  { consultation, columns, data }: Consulted,
  title: string,
  context: Context,
): WrittenSheet[] {
  const { outside = [] } = consultation
  if (outside.length === 0) return []
  const { language } = context
  const t = (word: 'from' | 'to' | 'rationale') => OF_PROPOSALS[word][language]
  const top = heading(title, data, OUTSIDE.note[language], context)
  // the room stands in two columns an OOR, for those that have any
  const roomy = columns.flatMap((_, o) => (outside.some(({ row, room }) => room[o]!.some((end) => end !== row[o])) ? [o] : [])) // prettier-ignore
  const start = top.length + 1
  return [
    {
      name: SHEET.outside[language],
      header: headerOf(data, language),
      rows: [
        ...top,
        [
          cell(TERM.specialty[language], LOOK.head),
          ...columns.map((code) => cell(code, LOOK.headNumber)),
          cell(WORDS.total[language], LOOK.headNumber),
          ...roomy.flatMap((o) => [t('from'), t('to')].map((end) => cell(`${columns[o]!} ${end}`, LOOK.headNumber))),
          cell(t('rationale'), LOOK.head),
        ],
        ...outside.map(({ specialty, row, room, rationale }, i) => [
          cell(outsideName(specialty)[language], LOOK.text),
          ...row.map((places) => cell(places, LOOK.whole)),
          formula(`SUM(${range(start + i, 1, start + i, columns.length)})`, sumOf(row), LOOK.rowTotal),
          ...roomy.flatMap((o) => room[o]!.map((end) => cell(end, LOOK.whole))),
          cell(rationale === '' ? null : printable(rationale), LOOK.long),
        ]),
      ],
      widths: [26, ...columns.map(() => 10), 10, ...roomy.flatMap(() => [10, 10]), 60],
      heights: Object.fromEntries(outside.map(({ rationale }, i) => [start + i, heightOf(rationale, 60)])),
      frozen: { rows: start, columns: 1 },
    },
  ]
}
