/**
 * JSON text, looked through before it is parsed: what every reader must agree on, and what no reader should have to hold.
 *
 *   a key twice       RFC 8259 lets each reader choose the first or the last, so two readers see two files
 *   `__proto__`       is no key to some readers; looked for where `exact` is asked, elsewhere it is an unknown field
 *   too deep, too many values: refused before memory is spent on them; a table of a million cells is well within
 *   numbers           where `exact` is asked: what a double does not hold as it is written, two readers may read as two numbers
 *
 * One pass over the characters. What is no JSON at all passes here; the parser says where.
 */
import { decimalText, parseDecimal } from '../domain/decimal.js'
import { InputError, MOST_FAULTS, type Fault } from '../domain/errors.js'

/** The deepest that lists and objects may stand in each other. */
const MOST_DEPTH = 500
/** Lists and objects, and values of all kinds: a million care records are a million objects of eight values. */
const MOST_CONTAINERS = 1_200_000
const MOST_VALUES = 9_000_000
/** Fields of one object: some are named by specialties, or OORs, of which there are 5,000 at most. */
const MOST_FIELDS = 10_000

const [QUOTE, BACKSLASH, COMMA, COLON, MINUS] = ['"', '\\', ',', ':', '-'].map((each) => each.charCodeAt(0)) as [
  number,
  number,
  number,
  number,
  number,
]
const [OPEN_OBJECT, CLOSE_OBJECT, OPEN_LIST, CLOSE_LIST] = ['{', '}', '[', ']'].map((each) => each.charCodeAt(0)) as [
  number,
  number,
  number,
  number,
]

/** An object or a list that is still open. */
interface Open {
  /** null for a list. */
  readonly keys: Set<string> | null
  /** Of an object, how many values each of its long lists holds. */
  readonly lengths: Map<string, number>
  /** The key, or the index, of the value that is being read. */
  at: string | number
  /** Where its beginning ends; -1 as long as that is all there is. */
  cut: number
}

/** Of a long list the beginning: one that is wrong all over shows it there. Lists of all kinds but a few may not be as long. */
export const BEGINNING = 10_001

/** What a look through a text gives. */
export interface Looked {
  readonly faults: readonly Fault[]
  /** The same text with the beginnings of its long lists only. */
  readonly beginning: () => string
  /** How many values its long lists hold, by path. */
  readonly lengths: ReadonlyMap<string, number>
}

/** Of most lists and objects nothing is kept. */
const NONE = new Map<string, number>()

/** Zero cells and bounds of a small table are not more than these, whatever they say twice. */
const CROWD = 10_000
/** The lists with the codes down and across, of a table and of a scenario. */
const SIDES = [
  ['rows', 'columns'],
  ['specialties', 'oors'],
] as const

/** The largest table, in cells. */
export const MAX_CELLS = 1_000_000
/** What holds the cells of a table; those of a scenario stand apart. */
const CELLS = ['target', 'allocation'] as const

/**
 * A table that is too large, and lists of zero cells and of bounds that are longer than their table has cells: told from lengths,
 * before any is looked at.
 */
export function crowdsIn(lengths: ReadonlyMap<string, number>): Fault[] {
  const [down, across] = SIDES.find(([side]) => lengths.has(side)) ?? SIDES[0]
  const [rows, columns] = [lengths.get(down) ?? 1, lengths.get(across) ?? 1]
  if (rows * columns > MAX_CELLS) {
    const path = CELLS.find((name) => lengths.has(name)) ?? down
    return [{ code: 'too-large', path, found: `${rows} x ${columns}`, expected: `<= ${MAX_CELLS}` }]
  }
  const most = Math.max(CROWD, rows * columns)
  return ['zeroCells', 'bounds'].flatMap((path): Fault[] => {
    const length = lengths.get(path) ?? 0
    return length > most ? [{ code: 'too-large', path, found: String(length), expected: `<= ${most}` }] : []
  })
}

/** Whether every number must be one that a double holds as it is written; or the names of the only fields in which it must. */
export type ExactIn = boolean | readonly string[]

/**
 * Looks through a JSON text: faults by path, and what is left of it when its long lists are cut.
 * @param whole what to call the file itself
 * @throws InputError `too-large` at once, when it is too deep or holds too many values
 */
export function lookThrough(text: string, whole: string, { exact = false }: { readonly exact?: ExactIn } = {}): Looked {
  const faults: Fault[] = []
  const cuts: Cut[] = []
  const long = new Map<string, number>()
  const open: Open[] = []
  let [containers, values] = [0, 0]
  let expectsKey = false
  const isExactHere = () => exact === true || (exact !== false && exact.includes(String(open[0]?.at)))
  const found = (code: Fault['code'], last: string, given: string, expected: string) => {
    faults.push({ code, path: pathOf(open, last) || whole, found: clip(given), expected })
    if (faults.length === MOST_FAULTS) throw new InputError(faults) // more than a person reads
  }
  for (let i = 0; i < text.length; i++) {
    const character = text.charCodeAt(i)
    if (character === QUOTE) {
      const end = endOfString(text, i)
      if (expectsKey) {
        const key = keyIn(text, i, end)
        const top = open.at(-1)!
        if (top.keys!.has(key)) found('duplicate', key, key, '')
        if (key === '__proto__' && isExactHere()) found('unknown-key', key, key, '')
        top.keys!.add(key)
        if (top.keys!.size > MOST_FIELDS) throw tooLarge(whole, `> ${MOST_FIELDS} fields`, `<= ${MOST_FIELDS} fields`)
        top.at = key
      }
      i = end
    } else if (character === OPEN_OBJECT || character === OPEN_LIST) {
      open.push({ keys: character === OPEN_OBJECT ? new Set() : null, lengths: NONE, at: 0, cut: -1 })
      expectsKey = character === OPEN_OBJECT
      if (open.length > MOST_DEPTH) throw tooLarge(whole, `> ${MOST_DEPTH} levels`, `<= ${MOST_DEPTH} levels`)
      if (++containers > MOST_CONTAINERS) throw tooMany(whole, MOST_CONTAINERS)
    } else if (character === CLOSE_OBJECT || character === CLOSE_LIST) {
      const closed = open.pop()
      if (closed !== undefined && closed.cut !== -1) {
        cuts.push({ from: closed.cut, to: i })
        long.set(pathOf(open, ''), Number(closed.at) + 1)
      }
      const around = open.at(-1)
      if (typeof closed?.at === 'number' && typeof around?.at === 'string' && closed.at > 0) {
        if (around.lengths === NONE) open[open.length - 1] = { ...around, lengths: new Map() }
        open.at(-1)!.lengths.set(around.at, closed.at + 1)
      } else if (closed !== undefined && closed.lengths !== NONE) {
        const within = pathOf(open, '')
        const crowds = crowdsIn(closed.lengths)
        if (crowds.length > 0) {
          throw new InputError(
            crowds.map((each) => ({ ...each, path: within === '' ? each.path : `${within}.${each.path}` })),
          )
        }
      }
      expectsKey = false
    } else if (character === COMMA) {
      if (++values > MOST_VALUES) throw tooMany(whole, MOST_VALUES)
      const top = open.at(-1)
      expectsKey = top !== undefined && top.keys !== null
      if (top !== undefined && typeof top.at === 'number' && ++top.at === BEGINNING) top.cut = i
    } else if (character === COLON) expectsKey = false
    else if ((character === MINUS || (character >= 48 && character <= 57)) && isExactHere()) {
      const end = endOfNumber(text, i)
      const number = text.slice(i, end)
      if (!isExact(number)) found('value', '', number, String(Number(number)))
      i = end - 1
    }
  }
  return { faults, beginning: () => withoutParts(text, cuts), lengths: long }
}

/** A part of a text, its end not included. */
interface Cut {
  readonly from: number
  readonly to: number
}

/** A text without some parts, which may stand in each other. */
function withoutParts(text: string, cuts: readonly Cut[]): string {
  const kept: string[] = []
  let at = 0
  for (const { from, to } of cuts.toSorted((a, b) => a.from - b.from)) {
    if (from < at) continue
    kept.push(text.slice(at, from))
    at = to
  }
  return kept.join('') + text.slice(at)
}

function tooLarge(path: string, found: string, expected: string): InputError {
  return new InputError([{ code: 'too-large', path, found, expected }])
}

function tooMany(path: string, most: number): InputError {
  return tooLarge(path, `> ${most} values`, `<= ${most} values`)
}

/** Where a string that begins at `start` ends; the end of the text when it does not. */
function endOfString(text: string, start: number): number {
  for (let i = start + 1; i < text.length; i++) {
    const character = text.charCodeAt(i)
    if (character === QUOTE) return i
    if (character === BACKSLASH) i++
  }
  return text.length
}

/** A key as every reader has it, without escapes. */
function keyIn(text: string, start: number, end: number): string {
  const plain = text.slice(start + 1, end)
  if (!plain.includes('\\')) return plain
  try {
    return JSON.parse(`"${plain}"`) as string
  } catch {
    return plain // the parser will say what is wrong
  }
}

function endOfNumber(text: string, start: number): number {
  let end = start + 1
  while (end < text.length && /[\d.eE+-]/.test(text.charAt(end))) end++
  return end
}

/** Whether a double holds a number as it is written; minus 0 is 0 to some. */
function isExact(number: string): boolean {
  if (/^-0(\.0*)?([eE].*)?$/.test(number)) return false
  if (number.length <= 15 && !/[eE]/.test(number)) return true
  const written = number.length > 400 ? null : parseDecimal(number)
  const held = parseDecimal(String(Number(number)))
  return written !== null && held !== null && decimalText(written) === decimalText(held)
}

/** `rows[3].code` */
function pathOf(open: readonly Open[], last: string): string {
  const parts = open.map(({ at }) => at)
  if (last !== '') parts[parts.length - 1] = last
  return parts.reduce<string>(
    (path, part) =>
      typeof part === 'number' ? `${path}[${part}]` : path === '' ? clip(part) : `${path}.${clip(part)}`,
    '',
  )
}

function clip(text: string): string {
  return text.length > 80 ? `${text.slice(0, 77)}...` : text
}
