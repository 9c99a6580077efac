/** A table of words and figures as text for a terminal. */
import Table from 'cli-table3'
import type { Figure, FigureColumn, FigureTable } from '../documents/figures.js'
import { numberText, printable, signedText, wholeText, type Language } from '../words/texts.js'

/** @param most more lines than these are for a file */
export function tableText({ columns, rows }: FigureTable, language: Language, most: number): string {
  const table = new Table({
    head: columns.map(({ word }) => word),
    colAligns: columns.map(({ kind }) => (kind === 'word' ? 'left' : 'right')),
    style: { head: [], border: [], compact: true },
  })
  for (const row of rows.slice(0, most)) table.push(row.map((each, i) => figureWords(each, columns[i]!, language)))
  const more = rows.length > most ? `\n  … (${wholeText(rows.length, language)}, --json)` : ''
  return `${table.toString()}${more}`
}

function figureWords(figure: Figure, { kind, digits }: FigureColumn, language: Language): string {
  if (typeof figure === 'string') return printable(figure)
  if (typeof figure !== 'number') return '–'
  return kind === 'signed' ? signedText(figure, language, digits) : numberText(figure, language, digits, true)
}
