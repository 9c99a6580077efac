/** A table of words and figures on a page; a figure with an interval has it below in small. */
import type { Figure, FigureColumn, FigureTable } from '../documents/fairness.js'
import { numberText, printable, signedText, wholeText, type Language } from '../words/texts.js'
import { html, typed, type Content } from './markup.js'
import { headRow, numberCell, tableOf } from './page.js'
import type { PageSetting } from './setting.js'

export function figureTable({ id, caption, columns, rows }: FigureTable, { language }: PageSetting): Content {
  const cell = (figure: Figure, column: FigureColumn) =>
    column.kind === 'word'
      ? html`<td>${typed(printable(figureWord(figure, column, language)))}</td>`
      : numberCell(figureText(figure, column, language))
  return tableOf({
    id,
    caption,
    kind: 'titled',
    head: headRow(columns.map(({ word, kind }) => (kind === 'word' ? word : { number: word }))),
    body: rows.map(
      ([first, ...rest]) =>
        html`<tr>
          <th scope="row">${typed(printable(figureWord(first!, columns[0]!, language)))}</th>
          ${rest.map((figure, i) => cell(figure, columns[i + 1]!))}
        </tr> `,
    ),
  })
}

function figureWord(figure: Figure, column: FigureColumn, language: Language): string {
  if (typeof figure === 'string') return figure
  return typeof figure === 'number' ? written(figure, column, language) : '–'
}

function figureText(figure: Figure, column: FigureColumn, language: Language): Content {
  if (figure === null) return '–'
  if (typeof figure === 'string') return figure
  if (typeof figure === 'number') return written(figure, column, language)
  const { mean, low, high } = figure
  if (low === null || high === null) return written(mean, column, language)
  const ends = `${written(low, column, language)} … ${written(high, column, language)}`
  return html`${written(mean, column, language)} <small class="ends">${ends}</small>`
}

function written(value: number, { kind, digits }: FigureColumn, language: Language): string {
  switch (kind) {
    case 'word':
    case 'whole':
      return wholeText(value, language)
    case 'percent':
      return `${numberText(100 * value, language, digits, true)}%`
    case 'number':
      return numberText(value, language, digits, true)
    case 'signed':
      return signedText(value, language, digits)
  }
}
