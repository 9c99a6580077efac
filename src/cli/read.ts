/** What was read, said on stderr beside the answer. */
import type { Read } from '../domain/reading.js'
import { readLine, warningLines } from '../io/read-words.js'
import type { Language } from '../io/texts.js'

export function sayRead({ read }: { readonly read?: Read }, language: Language): void {
  const line = readLine(read, language)
  const lines = [...(line === null ? [] : [line]), ...warningLines(read, language)]
  if (lines.length > 0) process.stderr.write(`${lines.join('\n')}\n`)
}
