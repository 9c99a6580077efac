/** What was read, said on stderr beside the answer. */
import type { Read } from '../domain/reading.js'
import { readLines, warningLines } from '../words/read.js'
import type { Language } from '../words/texts.js'

/** @param isShown whether the warnings are read on top of the answer, on the same screen */
export function sayRead({ read }: { readonly read?: Read | undefined }, language: Language, isShown = false): void {
  if (read === undefined || isPlain(read)) return
  const lines = [...readLines(read, language), ...(isShown ? [] : warningLines(read, language))]
  if (lines.length > 0) process.stderr.write(`${lines.join('\n')}\n`)
}

/** A CSV that holds the table and nothing else leaves nothing to say; the column that labels our own files is no more than that. */
function isPlain({ used, skipped, warnings }: Read): boolean {
  const isWorkbook = used.some(({ code }) => code === 'sheet')
  const isLabel = ({ code, found }: Read['skipped'][number]) => code === 'column-skipped' && found === 'data'
  return !isWorkbook && warnings.length === 0 && skipped.every(isLabel)
}
