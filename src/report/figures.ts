/** A table of words and figures on a page; a figure with an interval has it below in small. And a chart with its words. */
import type { Figure, FigureColumn, FigureTable } from '../documents/figures.js'
import { numberText, printable, signedText, wholeText, type Language } from '../words/texts.js'
import { html, typed, type Content, type Markup } from './markup.js'
import { captionLabel, headRow, numberCell, tableOf } from './page.js'
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

/** A chart under what it shows and above how it is read; on a narrow screen it scrolls, as a table does. */
export function chartFigure(id: string, title: string, chart: Markup | readonly Markup[], note: string): Markup {
  return html`<figure>
    <figcaption id="${id}-kop">${title}${captionLabel()}</figcaption>
    <div class="scroll" role="region" aria-labelledby="${id}-kop" tabindex="0">${chart}</div>
    <p class="note">${note}</p>
  </figure>`
}

/** Beside a row of small squares there is room for so many letters. */
export function shortened(name: string): string {
  return name.length > 28 ? `${name.slice(0, 27)}…` : name
}
