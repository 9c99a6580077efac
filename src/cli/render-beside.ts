/** Proposals side by side as text for a terminal. */
import Table from 'cli-table3'
import { besideTables } from '../documents/beside.js'
import type { Figure, FigureColumn, FigureTable } from '../documents/figures.js'
import type { SideBySide } from '../library.js'
import { BESIDE, besideNames, besideSentences } from '../words/beside.js'
import { warningLines } from '../words/read.js'
import { DATA_LABEL, printable, signedText, wholeText, type Language } from '../words/texts.js'
import { named, type TextSetting } from './render.js'

/** More lines of a table are for a file. */
const MOST_SHOWN = 60

/** What is said of each two, and the tables that say it in full. */
export function besideText(answer: SideBySide, { language, title, frame = null, names }: TextSetting): string {
  const nameOf = (code: string) => named(code, names)
  const label = answer.data === null ? null : DATA_LABEL[answer.data][language]
  return [
    ...warningLines(answer.read, language),
    ...[title, frame, label].filter((each) => each !== null),
    '',
    `${BESIDE.title[language]}:`,
    ...besideNames(answer).map((name) => `  ${printable(name)}`),
    '',
    ...besideSentences(answer, nameOf, language).map(printable),
    ...besideTables(answer, nameOf, language).flatMap((table) => ['', `${table.caption}:`, tableText(table, language)]),
  ].join('\n')
}

function tableText({ columns, rows }: FigureTable, language: Language): string {
  const table = new Table({
    head: columns.map(({ word }) => word),
    colAligns: columns.map(({ kind }) => (kind === 'word' ? 'left' : 'right')),
    style: { head: [], border: [], compact: true },
  })
  for (const row of rows.slice(0, MOST_SHOWN))
    table.push(row.map((each, i) => figureWords(each, columns[i]!, language)))
  const more = rows.length > MOST_SHOWN ? `\n  … (${wholeText(rows.length, language)}, --json)` : ''
  return `${table.toString()}${more}`
}

function figureWords(figure: Figure, { kind }: FigureColumn, language: Language): string {
  if (typeof figure === 'string') return printable(figure)
  if (typeof figure !== 'number') return '–'
  return kind === 'signed' ? signedText(figure, language) : wholeText(figure, language)
}
