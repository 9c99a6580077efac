/** Places over institutions as text for a terminal. */
import type { Institutions } from '../library.js'
import { DATA_LABEL, printable, STATUS, type Language } from '../words/texts.js'

/** What came of a case, and what its readers should know. */
export function institutionsText(answer: Institutions, language: Language): string {
  const { title, data, status, notes, conflict } = answer
  return [
    printable(title),
    DATA_LABEL[data][language],
    '',
    STATUS[status][language],
    ...(conflict === null ? [] : ['', printable(conflict.texts[language])]),
    ...(conflict?.repairs ?? []).map(({ texts }) => `  ${printable(texts[language])}`),
    '',
    ...notes.map(({ texts }) => printable(texts[language])),
  ].join('\n')
}
