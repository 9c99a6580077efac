/** Places over institutions as text for a terminal. */
import { conflictTable, institutionTables, reconciled } from '../documents/institutions.js'
import type { FigureTable } from '../documents/figures.js'
import type { Institutions } from '../library.js'
import { TERM } from '../words/terms.js'
import { INSTITUTIONS, levelLines, overviewText, provenSentences, statusText } from '../words/institution-forms.js'
import { DATA_LABEL, numberText, printable, wholeText, type Language } from '../words/texts.js'
import { tableText } from './render-figures.js'

/** More lines of a table are for a file; a country has about a hundred institutions. */
const MOST_SHOWN = 150

/** More next bests than these are for a file. */
const MOST_DEVIATIONS = 20

/** What came of a case: what is proven, who gets how many, and what its readers should know. */
export function institutionsText(answer: Institutions, language: Language): string {
  const { title, data, places, notes } = answer
  const lines = [printable(title), DATA_LABEL[data][language], '', statusText(answer, language)]
  if (places === null) return [...lines, ...conflictLines(answer, language), ...noteLines(notes, language)].join('\n')
  const told = [overviewText(answer, language), ...provenSentences(answer, language), reconciled(answer, language)]
  return [
    ...lines,
    ...told,
    ...levelLines(answer, language).map(({ name, value }) => `  ${name}: ${numberText(value, language, 6)}`),
    ...tableLines(answer, language),
    ...noteLines(notes, language),
  ].join('\n')
}

/** The tables per OOR are for paper and workbooks: they are wider than a terminal. */
function tableLines(answer: Institutions, language: Language): string[] {
  return institutionTables(answer, language)
    .filter(({ id }) => !id.startsWith('aansluiting'))
    .flatMap((table) => {
      if (table.id === 'instellingen') return institutionLines(table, language)
      const most = table.id === 'afrondingen' ? MOST_DEVIATIONS : MOST_SHOWN
      return ['', `${table.caption}:`, tableText(table, language, most)]
    })
}

/** Those that train, without what is longer than a line. */
function institutionLines({ columns, rows, ...table }: FigureTable, language: Language): string[] {
  const isShown = columns.map(
    ({ word }) => ![INSTITUTIONS.kind, INSTITUTIONS.nza].some((each) => each[language] === word),
  )
  const oors = columns.findIndex(({ word }) => word === TERM.oor[language])
  const training = rows.filter((row) => row[oors] !== '–')
  const shown = {
    ...table,
    columns: columns.filter((_, i) => isShown[i]),
    rows: training.map((row) => row.filter((_, i) => isShown[i])),
  }
  const rest = training.length === rows.length ? [] : [INSTITUTIONS.withoutTrainings[language]]
  return ['', `${table.caption}:`, tableText(shown, language, MOST_SHOWN), ...rest]
}

function noteLines(notes: Institutions['notes'], language: Language): string[] {
  if (notes.length === 0) return []
  const more = notes.length > MOST_SHOWN ? [`  … (${wholeText(notes.length, language)}, --json)`] : []
  const shown = notes.slice(0, MOST_SHOWN).map(({ texts }) => `  ${printable(texts[language])}`)
  return ['', `${INSTITUTIONS.notes[language]}:`, ...shown, ...more]
}

function conflictLines(answer: Institutions, language: Language): string[] {
  const { conflict } = answer
  const table = conflictTable(answer, language)
  if (conflict === null || table === null) return []
  const repairs = conflict.repairs ?? []
  return [
    '',
    printable(conflict.texts[language]),
    tableText(table, language, MOST_SHOWN),
    ...(repairs.length === 0 ? [] : ['', `${INSTITUTIONS.repairs[language]}:`]),
    ...repairs.map(({ texts }) => `  ${printable(texts[language])}`),
  ]
}
