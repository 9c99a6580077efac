/** The sheets of a result that are looked at: from care use to places per OOR, and what the protocol fixes and leaves free. */
import { toldSteps, totalSteps } from '../documents/steps.js'
import { capital } from '../domain/language.js'
import type { Look, WrittenSheet } from '../io/xlsx/write.js'
import type { Result } from '../shapes/answers/result.js'
import { PICTURE } from '../words/pictures.js'
import { small, TERM } from '../words/terms.js'
import { wholeText, type Language } from '../words/texts.js'
import { SHEET, WORDS } from '../words/workbook.js'
import { stepsChart } from './charts.js'
import { cell, formula, LOOK, range } from './looks.js'
import { headerOf, heading, labelled, rounded, sumOf, titleOf, type Context } from './setting.js'

/** From care use to places, OOR by OOR, as figures and as a chart of them; no sheet where those are not told. */
export function perOorSheets(result: Result, context: Context): WrittenSheet[] {
  const { language } = context
  const { columns, data, allocation } = result
  const way = allocation === null ? null : totalSteps(result)
  if (way === null) return []
  const top = heading(titleOf(result, context), data, capital(small(PICTURE.waterfall)[language]), context)
  const head = top.length
  const first = head + 2
  const end = first + way.steps.length - 1
  const summed = (r: number, values: readonly number[], look: Look) =>
    formula(`ROUND(SUM(${range(r, 1, r, columns.length)}),6)`, rounded(sumOf(values)), { ...look, bold: true, fill: LOOK.rowTotal.fill }) // prettier-ignore
  const figures = (r: number, word: string, values: readonly number[], look: Look) => [
    cell(word, LOOK.text),
    ...values.map((value) => cell(value, look)),
    summed(r, values, look),
  ]
  const body = [
    figures(head + 1, way.from.word[language], way.from.values, { ...LOOK.decimal, format: '#,##0.00' }),
    ...way.steps.map(({ word, by }, i) => figures(first + i, word[language], by, LOOK.signedDecimal)),
    [
      cell(capital(small(TERM.places)[language]), LOOK.totalText),
      ...[...way.to, sumOf(way.to)].map((value, o) =>
        formula(`ROUND(SUM(${range(head + 1, o + 1, end, o + 1)}),6)`, value, LOOK.total),
      ),
    ],
  ]
  return [
    {
      name: SHEET.perOor[language],
      header: headerOf(data, language),
      rows: [
        ...top,
        [
          cell('', LOOK.head),
          ...columns.map((code) => cell(code, LOOK.headNumber)),
          cell(WORDS.total[language], LOOK.headNumber),
        ],
        ...body,
      ],
      widths: [44, ...columns.map(() => 10), 10],
      frozen: { rows: head + 1, columns: 1 },
      charts: stepsChart(
        { row: end + 3, columns: columns.length + 2 },
        {
          title: PICTURE.waterfall[language],
          axis: PICTURE.moreOrFewer[language],
          categories: range(head, 1, head, columns.length),
          steps: way.steps.map(({ word }, i) => ({
            name: word[language],
            range: range(first + i, 1, first + i, columns.length),
          })),
          told: columns.map((code, o) => toldSteps(code, way, o, language)),
        },
      ),
    },
  ]
}

/** What the protocol by itself fixes and leaves free, cell by cell where Toewijzing has it. */
export function freedomMapSheets(result: Result, context: Context): WrittenSheet[] {
  const { language } = context
  const { freedom, data, rows, columns, allocation, zeroCells } = result
  if (freedom === null || allocation === null || freedom.free.length === 0) return []
  const labels = labelled(rows, context)
  const key = (row: string, column: string) => `${row}\n${column}`
  const free = new Map(freedom.free.map((each) => [key(each.row, each.column), each]))
  const zeros = new Set(zeroCells.map(([row, column]) => key(row, column)))
  const top = heading(titleOf(result, context), data, PICTURE.freedomRead[language], context)
  const header = [...labels.head, ...columns.map((code) => cell(code, LOOK.headNumber))]
  const body = rows.map((row, s) => [
    ...labels.cells(row),
    ...columns.map((column, o) => {
      const given = allocation[s]![o]!
      const ends = free.get(key(row, column))
      if (ends === undefined) return cell(given, zeros.has(key(row, column)) ? LOOK.zero : LOOK.fixed)
      return cell(rangeText(ends, given, language), LOOK.free)
    }),
  ])
  return [
    {
      name: SHEET.freedomMap[language],
      header: headerOf(data, language),
      rows: [...top, header, ...body],
      widths: [...labels.widths, ...columns.map(() => 12)],
      frozen: { rows: top.length + 1, columns: labels.count },
    },
  ]
}

/** "12 of 13": what a cell has, and then what else it could have. */
function rangeText({ low, high }: { readonly low: number; readonly high: number }, given: number, language: Language) {
  const whole = (value: number) => wholeText(value, language)
  if (high - low === 1) return `${whole(given)} ${WORDS.or[language]} ${whole(given === low ? high : low)}`
  return `${whole(given)} (${whole(low)}–${whole(high)})`
}
