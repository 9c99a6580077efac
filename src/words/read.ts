/** What is said of the tables that an answer was made from, in lines: warnings apart, since they stand on top. */
import type { Language } from '../domain/language.js'
import type { Read } from '../domain/reading.js'
import { printable } from './texts.js'

/** Of more remarks than these only the count is said; JSON has them all. */
const MOST = 30

/** "Let op: geen ondergrens (eigen.xlsx)": a line a warning. */
export function warningLines(read: Read | undefined, language: Language): string[] {
  const head = { nl: 'Let op', en: 'Note' }[language]
  return (read?.warnings ?? []).slice(0, MOST).map(({ path, text }) => printable(`${head}: ${text} (${path})`))
}

/** "Gelezen: blad Zorggebruik alle gelezen, 30 specialismen, 7 OOR’s, totaalrij overgeslagen": one line. */
export function readLine(read: Read | undefined, language: Language): string | null {
  if (read === undefined) return null
  const said = [...new Set([...read.used, ...read.skipped].map(({ text }) => text))]
  if (said.length === 0) return null
  const more = { nl: `en nog ${said.length - MOST}`, en: `and ${said.length - MOST} more` }[language]
  const shown = [...said.slice(0, MOST), ...(said.length > MOST ? [more] : [])]
  return printable(`${{ nl: 'Gelezen', en: 'Read' }[language]}: ${shown.join(', ')}`)
}
