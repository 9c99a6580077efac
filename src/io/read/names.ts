/**
 * What people write for a specialty or an OOR, and the code that they mean by it.
 *
 * A code is found by itself, by a name or an alias, by their words (accents, capitals, punctuation, "OOR", "umc", "en" and
 * "Nederland" left aside), by a synonym, and by the beginning of a name, in that order: "01", "Anesthesiologie", "OOR ON",
 * "Oost-Nederland", "Nijmegen", "Anesth.". Two of these beside each other ("01 Anesthesiologie", "NWN (Amsterdam)") must mean the same.
 * Each step finds one code or none: what may mean two is left to the writer, and a slip of the pen is asked about, never mended.
 */
import { MOST_FAULTS, stopAtEnough, type Fault } from '../../domain/errors.js'
import { OUTSIDE_FRAME } from '../../domain/outside.js'
import { clipped } from '../../shapes/check.js'
import { LONGEST_NAME, NUMERO, stemOf, tidy, wordsOf } from './spelling.js'
import { NO_SLIP, SYNONYMS } from '../../words/synonyms.js'
import { isAbout, isAside, isIntake, isTotal } from '../../words/around-tables.js'

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

/** Codes among which nobody can choose: `contradict` where a text names them beside each other. */
export interface Unclear {
  readonly among: readonly string[]
  readonly contradict: boolean
}

/** Codes of one side of a table, found by all that people write for them. */
export interface Codes {
  /** In the order of the entries. */
  readonly codes: readonly string[]
  /** The code that is meant; undefined where none is, or more than one may be. */
  readonly find: (given: string) => string | undefined
  readonly match: (given: string) => Match | Unclear | null
  /** Names that may have been meant by a text that finds nothing: a slip of the pen, or a word in common. At most four. */
  readonly near: (given: string) => readonly string[]
  /** "01 Anesthesiologie" */
  readonly label: (code: string) => string
}

export function codesOf(entries: readonly Named[]): Codes {
  const codes = new Set(entries.map(({ code }) => code))
  // most texts are a code as it stands: the rest is prepared when it is asked for
  let prepared: Index | undefined
  const index = () => (prepared ??= indexOf(entries))
  const match: Codes['match'] = (given) => {
    const text = given.trim()
    return codes.has(text) ? { code: text, how: 'code' } : matchIn(index(), text)
  }
  return {
    codes: entries.map(({ code }) => code),
    match,
    find: (given) => {
      const text = given.trim()
      if (codes.has(text)) return text
      const found = match(given)
      return found !== null && 'code' in found ? found.code : undefined
    },
    near: (given) => nearIn(index(), given),
    label: (code) => index().label.get(code) ?? code,
  }
}

/** Codes that have no other names. */
export function plainCodes(codes: Iterable<string>): Codes {
  return codesOf([...codes].map((code) => ({ code, name: code })))
}

/**
 * The fault of a text that is no code, or that may be more than one, with what may have been meant.
 * @param before how many faults there are already: nobody reads the hints of more than some
 */
export function unknownCode(path: string, given: string, known: Codes, before = 0): Fault {
  const found = clipped(given)
  const { codes } = known
  // nobody reads more hints, or looks for one among thousands
  const silent = before >= MOST_FAULTS || codes.length > MOST_NAMES
  const match = silent ? null : known.match(given)
  const among =
    match !== null && 'among' in match ? codes.filter((code) => match.among.includes(code)).map(known.label) : []
  if (match !== null && 'among' in match && match.contradict) {
    return { code: 'two-codes', path, found, expected: among.join(' | ') }
  }
  const hint = silent ? [] : among.length > 0 ? among.slice(0, MOST_HINTS) : known.near(given)
  const expected = codes.length > 40 ? `${codes.slice(0, 40).join(', ')}, …` : codes.join(', ')
  return { code: 'unknown-code', path, found, expected, ...(hint.length > 0 && { hint: hint.join(' | ') }) }
}

/** The code that a text means; the text itself, with a fault, where it means none. @param path asked of what is wrong only */
export function codeOf(given: string, path: () => string, known: Codes, faults: Fault[]): string {
  const code = known.find(given)
  if (code === undefined) faults.push(unknownCode(path(), given, known, faults.length))
  return code ?? given
}

/** In lists as long as these, unknown names are looked for before the list is checked part by part. */
const LONG_LIST = 10_000

/**
 * Looks for unknown names in a long list of cells as it was parsed, of any shape; a short one is left to those who check it.
 * @param keys of the two names in a cell; @param known the codes of each, asked for where the list is long
 * @throws InputError once there are more faults than anybody counts
 */
export function refuseStrangers(
  list: unknown,
  path: string,
  keys: readonly [string, string],
  known: () => readonly [Codes, Codes],
): void {
  if (!Array.isArray(list) || list.length < LONG_LIST) return
  const faults: Fault[] = []
  const codes = known()
  ;(list as unknown[]).forEach((cell, i) => {
    if (typeof cell !== 'object' || cell === null) return
    for (const side of [0, 1] as const) {
      const key = keys[side]
      const given = (cell as Readonly<Record<string, unknown>>)[key]
      if (typeof given !== 'string' || codes[side].find(given) !== undefined) continue
      const at = Array.isArray(cell) ? `${path}[${i}][${key}]` : `${path}[${i}].${key}`
      faults.push(unknownCode(at, given, codes[side], faults.length))
      stopAtEnough(faults)
    }
  })
}

const MOST_NAMES = 5_000

/** From so many codes on, a hint helps nobody. */
const MOST_HINTS = 4

/** Sets of codes by how they are written. */
type Spelt = Map<string, Set<string>>

interface Index {
  readonly label: ReadonlyMap<string, string>
  /** As they stand, in lower case. */
  readonly code: Spelt
  readonly name: Spelt
  readonly alias: Spelt
  /** By the letters of their words, and by the stems of their words in any order. */
  readonly letters: Spelt
  readonly stems: Spelt
  readonly synonym: Spelt
  /** By the first three letters: what may be written by its beginning. */
  readonly begins: ReadonlyMap<string, readonly Beginning[]>
  readonly known: readonly Known[]
  /** The first letters, at most three, of all that is written. */
  readonly starts: ReadonlySet<string>
}

interface Beginning {
  readonly code: string | null
  readonly words: readonly string[]
}

/** A spelling that a hint may propose. */
interface Known {
  readonly code: string
  readonly spelt: string
  readonly letters: string
  readonly stems: readonly string[]
}

function indexOf(entries: readonly Named[]): Index {
  const [code, name, alias, letters, stems, synonym]: Spelt[] = [1, 2, 3, 4, 5, 6].map(() => new Map())
  const begins = new Map<string, Beginning[]>()
  const known: Known[] = []
  const starts = new Set<string>()
  const begin = (words: readonly string[], of: string | null) => {
    for (const part of [...words, lettersOf(words)]) {
      for (const length of [1, 2, 3]) starts.add(part.slice(0, length))
    }
    const first = (words[0] ?? '').slice(0, 3)
    if (!begins.has(first)) begins.set(first, [])
    begins.get(first)!.push({ code: of, words })
  }
  for (const each of entries) {
    const names = [each.name, ...(each.aliases ?? [])]
    add(code!, each.code.toLowerCase(), each.code)
    add(name!, tidy(each.name).toLowerCase(), each.code)
    for (const other of each.aliases ?? []) add(alias!, tidy(other).toLowerCase(), each.code)
    for (const spelt of new Set([each.code, ...names])) {
      const words = wordsOf(spelt)
      for (const some of [words, bare(words)]) {
        add(letters!, lettersOf(some), each.code)
        add(stems!, stemsOf(some), each.code)
      }
      begin(words, each.code)
      known.push({ code: each.code, spelt, letters: lettersOf(bare(words)), stems: bare(words).map(stemOf) })
    }
    for (const words of synonymsOf(names)) {
      add(synonym!, lettersOf(words), each.code)
      add(synonym!, stemsOf(words), each.code)
      begin(words, each.code)
    }
  }
  // "Orth" may be orthopedie or orthodontie, which is no part of the frame
  for (const outside of OUTSIDE_FRAME) begin(wordsOf(outside.name), null)
  const label = new Map(
    entries.map((each) => [each.code, each.name === each.code ? each.code : `${each.code} ${each.name}`]),
  )
  return {
    label,
    code: code!,
    name: name!,
    alias: alias!,
    letters: letters!,
    stems: stems!,
    synonym: synonym!,
    begins,
    known,
    starts,
  }
}

function add(to: Spelt, spelt: string, code: string): void {
  if (spelt === '') return
  const codes = to.get(spelt)
  if (codes === undefined) to.set(spelt, new Set([code]))
  else codes.add(code)
}

interface Group {
  readonly is: readonly string[]
  readonly spelt: readonly (readonly string[])[]
}
let groups: readonly Group[] | undefined

/** The words of other spellings of an entry that has these names. */
function synonymsOf(names: readonly string[]): (readonly string[])[] {
  groups ??= SYNONYMS.map(({ is, also }) => ({
    is: is.map((each) => lettersOf(wordsOf(each))),
    spelt: [...is, ...also].map(wordsOf),
  }))
  const own = new Set(names.map((each) => lettersOf(wordsOf(each))))
  return groups.filter(({ is }) => is.some((each) => own.has(each))).flatMap(({ spelt }) => spelt)
}

/** Words without the name of the country, which stands behind some OORs and not behind others. */
function bare(words: readonly string[]): readonly string[] {
  return words.filter((word) => word !== 'nederland')
}

/** Words as one: "Noord-West" and "Noordwest" are the same, "1 0" and "10" are not. */
function lettersOf(words: readonly string[]): string {
  return words.reduce((all, word) => all + (/\d$/.test(all) && /^\d/.test(word) ? ` ${word}` : word), '')
}

function stemsOf(words: readonly string[]): string {
  return words.map(stemOf).toSorted().join(' ')
}

function matchIn(index: Index, text: string): Match | Unclear | null {
  if (NUMERO.test(text)) return null
  const written = tidy(text).toLowerCase()
  const asWritten =
    foundIn(index.code.get(written), 'code') ??
    foundIn(merged(index.name.get(written), index.alias.get(written)), index.name.has(written) ? 'name' : 'alias')
  if (asWritten !== null) return asWritten
  if (text.length > LONGEST_NAME) return null
  const words = wordsOf(text)
  return words.length === 0 || words.length > MOST_WORDS ? null : (inWords(index, words) ?? inParts(index, words))
}

/** Names of more words are sentences. */
const MOST_WORDS = 16

function foundIn(codes: ReadonlySet<string> | undefined, how: Match['how']): Match | Unclear | null {
  const [first, second] = codes ?? []
  if (first === undefined) return null
  return second === undefined ? { code: first, how } : { among: [...codes!], contradict: false }
}

function merged(...sets: readonly (ReadonlySet<string> | undefined)[]): ReadonlySet<string> {
  return new Set(sets.flatMap((set) => [...(set ?? [])]))
}

/** A text as one name. */
function inWords(index: Index, words: readonly string[]): Match | Unclear | null {
  const short = bare(words)
  if (short.length === 0 || !(mayBegin(index, words) || mayBegin(index, short))) return null
  const ways = short.length === words.length ? [words] : [words, short]
  const letters = ways.map(lettersOf)
  const stems = ways.map(stemsOf)
  const own = firstOf([
    ...letters.map((each) => index.letters.get(each)),
    ...stems.map((each) => index.stems.get(each)),
  ])
  if (own !== undefined) return foundIn(own, 'words')
  const begun = beginning(index, words)
  const synonym = firstOf([...letters, ...stems].map((each) => index.synonym.get(each)))
  if (synonym === undefined) return begun.outside || isHeading(words[0]!) ? null : foundIn(begun.codes, 'prefix')
  return foundIn(merged(synonym, begun.whole), 'synonym')
}

function firstOf<T>(some: readonly (T | undefined)[]): T | undefined {
  return some.find((each) => each !== undefined)
}

/** What heads the other rows and columns of a table is no beginning of a name. */
function isHeading(word: string): boolean {
  return (
    HEADINGS.some((is) => is(word)) ||
    /^(ziekenhui\p{L}{1,3}|hospitals?|instelling\p{L}{0,2}|plaatsen|places)$/u.test(word)
  )
}
const HEADINGS = [isTotal, isAside, isAbout, isIntake]

interface Beginnings {
  readonly codes: ReadonlySet<string>
  /** Those of names that have the very words, and more. */
  readonly whole: ReadonlySet<string>
  /** Whether a specialty outside the frame begins so too. */
  readonly outside: boolean
}

/** Codes of the names that begin with these words, each the beginning of a word. */
function beginning(index: Index, words: readonly string[]): Beginnings {
  const enough = words.join('').replace(/\d/g, '').length > 3
  const candidates = enough ? (index.begins.get(words[0]!.slice(0, 3)) ?? []) : []
  const begun = candidates.filter((name) => words.every((word, i) => isBeginning(word, name.words[i] ?? '')))
  const codesOfAll = (some: readonly Beginning[]) => new Set(some.flatMap(({ code }) => code ?? []))
  return {
    codes: codesOfAll(begun),
    whole: codesOfAll(begun.filter((name) => words.every((word, i) => word === name.words[i]))),
    outside: begun.some(({ code }) => code === null),
  }
}

/** A number begins no other number, one or two letters are too few, and who leaves out one letter made a slip and is asked. */
function isBeginning(word: string, whole: string): boolean {
  return (
    stemOf(word) === stemOf(whole) ||
    (/^\D{3,}$/.test(word) && whole.length > word.length + 1 && whole.startsWith(word))
  )
}

/** A text as two names beside each other, which must mean the same: "01 Anesthesiologie", "Leiden (LUMC)". */
function inParts(index: Index, words: readonly string[]): Match | Unclear | null {
  const contradictions = new Set<string>()
  const counted = isNumber(words[0]!)
  if (!counted && !mayBegin(index, words)) return null
  for (let at = 1; at < words.length; at++) {
    const rest = words.slice(at)
    const right = mayBegin(index, rest) ? inWords(index, rest) : null
    if (right === null) continue
    const left = inWords(index, words.slice(0, at))
    if (left === null) {
      if (at === 1 && counted && 'code' in right && right.how !== 'prefix') return right
      continue
    }
    const both = codesIn(left).filter((code) => codesIn(right).includes(code))
    if (both.length === 1) return { code: both[0]!, how: 'words' }
    for (const code of [...codesIn(left), ...codesIn(right)]) contradictions.add(code)
  }
  return contradictions.size === 0 ? null : { among: [...contradictions], contradict: true }
}

/** Whether any name begins with the first letters of these words; most words of others do not. */
function mayBegin({ starts }: Index, words: readonly string[]): boolean {
  return starts.has(words[0]!.slice(0, 3))
}

function codesIn(found: Match | Unclear): readonly string[] {
  return 'code' in found ? [found.code] : found.among
}

/** A number before a name that is no code of ours is somebody else's ("0320 Cardiologie"), or runs on; a year is neither. */
function isNumber(word: string): boolean {
  return /^\d{1,4}$/.test(word) && !/^(19|20)\d\d$/.test(word)
}

/** Words that many specialties have in common: they make no name likely. */
const COMMON = new Set(
  ['geneeskunde', 'medisch', 'klinisch', 'chirurg', 'ziekten', 'arts', 'algemeen', 'zorg'].map(stemOf),
)

function nearIn({ known }: Index, given: string): readonly string[] {
  if (given.length > 100) return []
  const words = bare(wordsOf(given))
  const letters = lettersOf(words)
  if (letters.length < 2 || isHeading(words[0]!)) return []
  const likely = letters.length < 4 ? [begunBy, slips] : [slips, inCommon]
  for (const find of likely) {
    const found = oneEach(find(known, letters, words))
    if (found.length > 0 && found.length <= MOST_HINTS) return found
  }
  return []
}

/** One spelling a code. */
function oneEach(known: readonly Known[]): string[] {
  return known.filter(({ code }, i) => known.findIndex((each) => each.code === code) === i).map(({ spelt }) => spelt)
}

/** What begins with a few letters. */
function begunBy(known: readonly Known[], letters: string): readonly Known[] {
  return /\d/.test(letters) ? [] : known.filter((each) => each.letters !== letters && each.letters.startsWith(letters))
}

/**
 * The spelling that is a slip of the pen away, with the same first letter: one letter in five wrong, left out, too many, or changed with
 * the next, and one in a short code.
 */
function slips(known: readonly Known[], letters: string): readonly Known[] {
  if (/^\d+$/.test(letters) || NO_SLIP.some((each) => each.toLowerCase() === letters)) return []
  const allowed = Math.max(Math.floor(letters.length / 5), 1)
  const near = known.flatMap((each) => {
    const short = Math.min(letters.length, each.letters.length) < 5
    if (letters[0] !== each.letters[0] || (short && each.spelt !== each.code)) return []
    const distance = editDistance(letters, each.letters, allowed)
    return distance > allowed ? [] : [{ distance, each }]
  })
  const best = near.toSorted((a, b) => a.distance - b.distance)[0]
  return best === undefined ? [] : [best.each]
}

/** Names with most words in common, also their beginnings. */
function inCommon(known: readonly Known[], _: string, words: readonly string[]): readonly Known[] {
  const stems = words.map(stemOf).filter((stem) => stem.length > 3 && !COMMON.has(stem) && !/\d/.test(stem))
  const weight = (own: readonly string[], stem: string) =>
    own.includes(stem) ? 2 : own.some((each) => each.startsWith(stem)) ? 1 : 0
  const scores = known.map((each) => stems.reduce((sum, stem) => sum + weight(each.stems, stem), 0))
  const most = Math.max(1, ...scores)
  return known.filter((_each, i) => scores[i] === most)
}

/** Letters changed, left out, added, or exchanged with the next (Damerau); beyond `most` any larger number. */
function editDistance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1
  let before: number[] = []
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const current = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      const exchanged = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      current.push(
        Math.min(
          previous[j - 1]! + (same ? 0 : 1),
          previous[j]! + 1,
          current[j - 1]! + 1,
          exchanged ? before[j - 2]! + 1 : Infinity,
        ),
      )
    }
    ;[before, previous] = [previous, current]
  }
  return previous[b.length]!
}
