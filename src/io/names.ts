/** What people write for a specialty or an OOR, and the code that they mean by it. */
import { MOST_FAULTS, nearest, type Fault } from '../domain/errors.js'
import { clipped } from './check.js'

/** An entry of one side of a table. */
export interface Named {
  readonly code: string
  readonly name: string
  readonly aliases?: readonly string[]
}

/** A code that was found, and by what. */
export interface Match {
  readonly code: string
  readonly how: 'code' | 'name' | 'alias' | 'words' | 'synonym' | 'prefix'
}

/** Codes of one side of a table, found by all that people write for them. */
export interface Codes {
  /** In the order of the entries. */
  readonly codes: readonly string[]
  /** Codes, names and aliases: what a hint may propose. */
  readonly words: readonly string[]
  /** The code that is meant; undefined where none is, or more than one may be. */
  readonly find: (given: string) => string | undefined
  /** The code and how it was found, the codes among which nobody can choose, or null. */
  readonly match: (given: string) => Match | { readonly among: readonly string[] } | null
}

/**
 * Spreadsheets drop the zero of "01", and people write names: a code is found by any of these. The code itself goes
 * first; a name that two entries share finds neither.
 */
export function codesOf(entries: readonly Named[]): Codes {
  const codes = new Set(entries.map(({ code }) => code))
  const byName = new Map<string, Set<string>>()
  const add = (given: string, code: string) => {
    const key = given.trim().toLowerCase()
    byName.set(key, (byName.get(key) ?? new Set()).add(code))
  }
  const byCode = new Map(entries.map(({ code }) => [code.toLowerCase(), code]))
  for (const { code, name, aliases = [] } of entries) {
    for (const given of [name, ...aliases, code.replace(/^0+(?=\d)/, '')]) add(given, code)
  }
  const match: Codes['match'] = (given) => {
    if (codes.has(given.trim())) return { code: given.trim(), how: 'code' }
    const wanted = tidy(given)
    if (codes.has(wanted)) return { code: wanted, how: 'code' }
    const code = byCode.get(wanted.toLowerCase())
    if (code !== undefined) return { code, how: 'code' }
    const named = [...(byName.get(wanted.toLowerCase()) ?? [])]
    if (named.length > 1) return { among: named }
    return named[0] === undefined ? null : { code: named[0], how: 'name' }
  }
  return {
    codes: entries.map(({ code }) => code),
    words: entries.flatMap(({ code, name, aliases = [] }) => [code, name, ...aliases]),
    match,
    find: (given) => {
      const found = match(given)
      return found !== null && 'code' in found ? found.code : undefined
    },
  }
}

/** Codes that have no other names. */
export function plainCodes(codes: Iterable<string>): Codes {
  return codesOf([...codes].map((code) => ({ code, name: code })))
}

/** Longer than any word of a header or a name; what is longer is cut before it is looked at. */
const LONGEST_WORD = 300

/** Text without the blanks, stars and odd spaces that tables have around their words. */
export function tidy(text: string): string {
  return text
    .slice(0, LONGEST_WORD)
    .normalize('NFKC')
    .replace(/\s+/g, ' ')
    .replace(/[\s*†]+$/, '')
    .trim()
}

/**
 * The fault of a code that is not known, with what may have been meant.
 * @param before how many faults there are already: nobody reads the hints of more than some
 */
export function unknownCode(path: string, given: string, { codes, words }: Codes, before = 0): Fault {
  const hint = given.length > 100 || before >= MOST_FAULTS ? undefined : nearest(tidy(given), words)
  const expected = codes.length > 40 ? `${codes.slice(0, 40).join(', ')}, …` : codes.join(', ')
  return { code: 'unknown-code', path, found: clipped(given), expected, ...(hint !== undefined && { hint }) }
}
