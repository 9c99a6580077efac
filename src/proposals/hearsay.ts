/** What a file of a proposal says that nothing in it can be held against: who made it, what was read, and what only a scenario tells. */

import type { Draft } from '../shapes/answers/draft.js'

/** What nobody can see: with what and when it was made. */
export const HEARSAY: readonly string[] = ['solver', 'milliseconds']

/** What a file says of the tables that were read, which the checker does not read again. */
export function saidOfTables(file: object): string[] {
  return 'read' in file ? ['read'] : []
}

/** What is said about the numbers of a file, and can be held against them without its scenario. */
const FOLLOWS: ReadonlySet<string> = new Set([
  'kind',
  'published',
  'status',
  'method',
  'objective',
  'columnTotals',
  'allocation',
  'levels',
  'deviations',
  'unique',
  'contested',
  'certificate',
  'gap',
  'conflict',
  'balance',
  'moved',
  'near',
  'advices',
  'agreements',
  'motivations',
  'wishes',
  'check',
  'consultation',
  'input',
  'frame',
])

/** Without the scenario: all that only the scenario can tell. */
export function questionIn(file: Draft): string[] {
  const asked = Object.keys(file).filter((name) => !FOLLOWS.has(name) && !HEARSAY.includes(name) && name !== 'read')
  return [...asked, 'frame.leeway', 'frame.floor', 'input.sha256']
}

/** The paths of what a conflict of a table says in words, which hold names and reasons of the scenario. */
export function wordsOf(conflict: object): string[] {
  return ['text', 'texts', 'restrictions', 'repairs']
    .filter((name) => name in conflict)
    .map((name) => `conflict.${name}`)
}
