/**
 * How a cell shows its number, by the format code of its style (ECMA-376, part 1, 18.8.31): as a number, a date or a time. Only
 * letters that stand for a part of a date make one: what is quoted, padding, a colour or a condition is none.
 */

/** What a number looks like in a cell. */
export type NumberKind = 'number' | 'date' | 'time'

export type NumberFormat = (value: number) => NumberKind

/** The formats that every workbook has without saying so; those of East Asia among them. */
const BUILT_IN: Readonly<Record<Exclude<NumberKind, 'number'>, (id: number) => boolean>> = {
  date: (id) => (id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58),
  time: (id) => (id >= 18 && id <= 21) || (id >= 45 && id <= 47),
}

/** The format of a number; a code goes before what the number means by itself. */
export function formatOf(id: number, code: string | undefined): NumberFormat {
  if (code !== undefined) return formatIn(code)
  const shown = BUILT_IN.date(id) ? 'date' : BUILT_IN.time(id) ? 'time' : 'number'
  return () => shown
}

/** Excel's own limit is 255. */
const LONGEST_CODE = 1_000

const known = new Map<string, NumberFormat>()
const MOST_KNOWN = 1_000

function formatIn(code: string): NumberFormat {
  const text = code.slice(0, LONGEST_CODE)
  const before = known.get(text)
  if (before !== undefined) return before
  const sections = sectionsOf(text)
  const format: NumberFormat = (value) => sectionFor(sections, value)?.shown ?? 'number'
  if (known.size < MOST_KNOWN) known.set(text, format)
  return format
}

interface Section {
  readonly shown: NumberKind
  /** Which numbers it is for, where it says so. */
  readonly holds: ((value: number) => boolean) | null
}

/** Quoted text, an escaped character, padding, a fill, something in brackets, a separator, a word, or anything else. */
const TOKEN = /"[^"]*(?:"|$)|\\.?|_.?|\*.?|\[[^\]]*(?:\]|$)|;|\p{L}+(?:\/\p{L}+)?|./gsu

function sectionsOf(code: string): Section[] {
  const sections: Section[] = []
  let words: string[] = []
  let holds: Section['holds'] = null
  for (const [token] of `${code};`.matchAll(TOKEN)) {
    if (token === ';') {
      sections.push({ shown: shownBy(words), holds })
      words = []
      holds = null
    } else if (token.startsWith('[')) {
      if (/^\[(h+|m+|s+)\]$/i.test(token)) words.push('h')
      else holds = conditionIn(token) ?? holds
    } else if (/^\p{L}/u.test(token)) words.push(token.toLowerCase())
  }
  return sections
}

/** Letters of which dates and times are made, with eras, halves of the day, and the T between them; other words are "General". */
const OF_DATES = /^[ymdhsegbt]+$|^am\/pm$|^a\/p$/

function shownBy(words: readonly string[]): NumberKind {
  const parts = words.filter((word) => OF_DATES.test(word)).join('')
  if (/[yd]/.test(parts)) return 'date'
  if (/[hs]/.test(parts)) return 'time'
  return parts.includes('m') ? 'date' : 'number'
}

const COMPARE: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
  '=': (a, b) => a === b,
  '<>': (a, b) => a !== b,
}

function conditionIn(token: string): Section['holds'] {
  const match = /^\[(<=|>=|<>|<|>|=)\s*([+-]?[\d.]+(?:E[+-]?\d+)?)\]$/i.exec(token)
  if (match === null) return null
  const [compare, bound] = [COMPARE[match[1]!]!, Number(match[2])]
  return (value) => compare(value, bound)
}

/** Without conditions: positive; negative; zero. */
function sectionFor(sections: readonly Section[], value: number): Section | undefined {
  if (sections.some(({ holds }) => holds !== null)) {
    return sections.find(({ holds }) => holds === null || holds(value))
  }
  const [positive, negative = positive, zero = positive] = sections.slice(0, 3)
  return value < 0 ? negative : value === 0 ? zero : positive
}
