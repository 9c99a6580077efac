/**
 * Numbers as people type them. A comma or a point before three digits may be a decimal sign or stand between thousands: the
 * other numbers of the table decide, and say why; where they do not, the cell is refused with both readings. Never a guess.
 */
import { decimalText, parseDecimal, type Decimal } from '../../domain/decimal.js'
import type { Fault } from '../../domain/errors.js'
import type { ReadingRemark, WarningCode } from '../../domain/reading.js'
import { clipped, shown } from '../../shapes/check.js'
import type { Cell, Sheet } from './sheet.js'
import { withoutMark } from './spelling.js'

type Sign = '.' | ','
type Reading = 'decimal' | 'thousands'

/** A text taken for a number: what it is for certain, or, where two readings are left, the sign that has them. */
interface Taken {
  readonly sign: '' | '-' | '+'
  /** Digits without what stands between thousands, with a point for the decimals; as decimals where that is the question. */
  readonly digits: string
  readonly percent: boolean
  /** Whether a mark of a footnote stands behind it. */
  readonly marked: boolean
  readonly doubt: Sign | null
  /** What this number shows about others. */
  readonly shows: readonly (readonly [Sign, Reading])[]
}

const other = (sign: Sign): Sign => (sign === '.' ? ',' : '.')
/** Blanks and apostrophes between thousands are never anything else. */
const GAPS = /^(\d{1,3}(?:[ \u00A0\u2007\u2009\u202F'’]\d{3})+)(?:([.,])(\d+))?$/
const ONE_SIGN = /^(\d+)([.,])(\d*)(e[+-]?\d{1,3})?$/i
const GROUPS = /^[1-9]\d{0,2}(?:([.,])\d{3})(?:\1\d{3})*(?:([.,])(\d+))?$/

/** The longest text that is looked at: the largest double has 309 digits. */
const LONGEST = 400

/** null for what is no number: "3-5", "4*", "<5", "n.v.t.". */
function taken(given: string): Taken | null {
  if (given.length > LONGEST) return null
  const text = withoutMark(given)
  const marked = text !== given
  const [, sign = '', body = '', mark] =
    /^([+-]?)\s*(.*?)\s*(%?)$/s.exec(text.replace(/^[\u2212\uFE63\uFF0D]/, '-')) ?? []
  const percent = mark === '%'
  const of = (digits: string, shows: Taken['shows'] = [], doubt: Sign | null = null): Taken => ({
    sign: sign as Taken['sign'],
    digits,
    percent,
    marked,
    doubt,
    shows,
  })
  if (/^\d+(e[+-]?\d{1,3})?$/i.test(body)) return of(body)
  const gaps = GAPS.exec(body)
  if (gaps !== null) {
    const [, whole = '', point, fraction = ''] = gaps
    const plain = whole.replace(/\D/g, '')
    return point === undefined ? of(plain) : of(`${plain}.${fraction}`, [[point as Sign, 'decimal']])
  }
  const one = ONE_SIGN.exec(body)
  if (one !== null) {
    const [, whole = '', point = '.', fraction = '', exponent = ''] = one
    const isGroup = fraction.length === 3 && /^[1-9]\d{0,2}$/.test(whole) && exponent === '' && !percent
    const digits = `${whole}.${fraction}${exponent}`
    return isGroup ? of(digits, [], point as Sign) : of(digits, fraction === '' ? [] : [[point as Sign, 'decimal']])
  }
  const groups = GROUPS.exec(body)
  if (groups === null) return null
  const [, between = '.', point, fraction = ''] = groups
  if (point === between) return null
  const whole = body.slice(0, point === undefined ? undefined : body.lastIndexOf(point)).replace(/\D/g, '')
  const thousands = [between as Sign, 'thousands'] as const
  return point === undefined
    ? of(whole, [thousands])
    : of(`${whole}.${fraction}`, [thousands, [point as Sign, 'decimal']])
}

/** What is known of a table before its numbers are looked at. */
export type Kind = 'volumes' | 'shares' | 'places'

type Because = { readonly reading: Reading; readonly cell: string } | 'contradicted'

/** A cell of a table: what to call it, and the row and the column that it stands in. */
export type NamedCell = readonly [cell: Cell, name: () => string, row: number, column: number]

/** A fault about a block of cells, and where it stands. */
interface Asked {
  readonly faults: Fault[]
  readonly at: number
  readonly path: string
}

/** How the numbers of a table that are text are written, and by which cell that is known. */
export interface Notation {
  readonly kind: Kind
  readonly sheet: string
  readonly plain: boolean
  readonly csv: boolean
  readonly because: ReadonlyMap<Sign, Because>
  /** The same for single cells, where their own column and row say something else than the whole table. */
  readonly apart: ReadonlyMap<string, Because>
  /** What was asked about cells in doubt: one question for all of them. */
  readonly asked: { last: Asked | null }
  /** One remark for each way in which cells in doubt were read. */
  readonly warnings: ReadingRemark<WarningCode>[]
}

/** What the numbers of a table, a row or a column show of how they are written. */
class Shown {
  private readonly seen = new Map<string, string>()
  doubts = 0
  numbers = 0

  add({ shows, doubt }: Taken, name: () => string, text: string): void {
    this.numbers++
    if (doubt !== null) this.doubts++
    for (const [sign, reading] of shows) {
      if (!this.seen.has(sign + reading)) this.seen.set(sign + reading, `${name()} (${clipped(text)})`)
    }
  }

  /** undefined where nothing is shown of a sign. */
  of(sign: Sign): Because | undefined {
    const as = (reading: Reading, against: Reading) =>
      this.seen.get(sign + reading) ?? this.seen.get(other(sign) + against)
    const [decimal, thousands] = [as('decimal', 'thousands'), as('thousands', 'decimal')]
    if (decimal !== undefined && thousands !== undefined) return 'contradicted'
    if (decimal !== undefined) return { reading: 'decimal', cell: decimal }
    return thousands === undefined ? undefined : { reading: 'thousands', cell: thousands }
  }

  /** Whether all that stands here is in doubt: three numbers with three digits behind the sign, and none with more or fewer. */
  get isInDoubt(): boolean {
    return this.doubts > 2 && this.doubts === this.numbers
  }
}

/**
 * Looks at all numbers of a table; for one in doubt at its own column and row first.
 */
export function notationOf(
  sheet: Pick<Sheet, 'plain' | 'form' | 'path'>,
  kind: Kind,
  cells: Iterable<NamedCell>,
  warnings: ReadingRemark<WarningCode>[] = [],
): Notation {
  const table = new Shown()
  const lines = new Map<string, Shown>()
  const doubtful: [Sign, () => string, Shown, Shown][] = []
  const line = (key: string) => {
    if (!lines.has(key)) lines.set(key, new Shown())
    return lines.get(key)!
  }
  let whole: string | null = null
  let hasThousandths = false
  const trimmed = new Map<Sign, string>()
  for (const [{ kind: is, text }, name, row, column] of cells) {
    if (is !== 'text') continue
    const number = taken(text)
    if (number === null) continue
    const beside = [line(`c${column}`), line(`r${row}`)] as const
    for (const each of [table, ...beside]) each.add(number, name, text)
    if (number.doubt !== null) doubtful.push([number.doubt, name, ...beside])
    else if (/\.\d{3}$/.test(number.digits)) hasThousandths = true
    if (number.doubt !== null && number.digits.endsWith('0')) trimmed.set(number.doubt, clipped(text))
    if (/^[1-9]\d{0,2}$/.test(number.digits)) whole ??= clipped(text)
  }
  const because = new Map<Sign, Because>()
  for (const sign of ['.', ','] as const) {
    const known = table.of(sign)
    if (known !== undefined) because.set(sign, known)
    else if (kind === 'shares') because.set(sign, { reading: 'decimal', cell: '%' })
    else if (trimmed.has(sign) && whole !== null) {
      // decimals of a fixed number would stand behind the whole number too, and trimmed ones do not end in a zero
      because.set(sign, { reading: 'thousands', cell: `${trimmed.get(sign)}; ${whole}` })
    }
  }
  const apart = new Map<string, Because>()
  for (const [sign, name, column, row] of kind === 'shares' ? [] : doubtful) {
    if (because.get(sign) === 'contradicted') continue // a table written in two ways is not guessed at
    const [down, across] = [column.of(sign), row.of(sign)]
    const own = down === undefined || across === undefined ? (down ?? across) : agreed(down, across)
    const known = own ?? because.get(sign)
    // thousandths in all of a column or row, and nowhere else: those may well be thousands
    const isOdd = typeof known === 'object' && known.reading === 'decimal' && !hasThousandths
    if (isOdd && (column.isInDoubt || row.isInDoubt)) apart.set(name(), 'contradicted')
    else if (own !== undefined) apart.set(name(), own)
  }
  const form = { plain: sheet.plain, csv: sheet.form === 'csv', sheet: sheet.path }
  return { kind, ...form, because, apart, asked: { last: null }, warnings }
}

function agreed(a: Because, b: Because): Because {
  return typeof a === 'object' && typeof b === 'object' && a.reading === b.reading ? a : 'contradicted'
}

const REMARK = {
  '.': { decimal: 'decimal-point', thousands: 'thousands-point' },
  ',': { decimal: 'decimal-comma', thousands: 'thousands-comma' },
} as const

/** The decimal that a text in doubt means; null where nothing decides. */
function settled({ digits, doubt }: Taken, path: string, notation: Notation): string | null {
  const known = notation.apart.get(path) ?? notation.because.get(doubt!)
  if (known === 'contradicted') return null
  // places are whole: "1.016" cannot be one and a bit, but "16.000" may be sixteen
  const places = notation.kind === 'places' && !digits.endsWith('.000')
  if (known === undefined && !places) return null
  const code = known === undefined ? 'thousands-places' : REMARK[doubt!][known.reading]
  if (!notation.warnings.some((each) => each.code === code && each.path.startsWith(notation.sheet))) {
    notation.warnings.push({ code, path, found: known?.cell ?? '' })
  }
  return known?.reading === 'decimal' ? digits : digits.replace('.', '')
}

/** A star may mark a footnote, an estimate or what was left out: who wrote it is asked. */
const STARRED = /^([\d.,]{1,20})\s*\*+$/

/** Remarks on more figures than these are more than a person reads. */
const MOST_MARKS = 200

/** A dash is how tables show nothing. */
export const DASH = /^[-\u2010-\u2015\u2212]$/

const NONE: Decimal = { digits: 0n, scale: 0 }

/**
 * The decimal in a cell: "0,205", "1.234,5", "1 245", a percentage as its hundredth.
 * @param signed whether a number may be negative
 * @returns null with a fault when there is no number
 */
export function readNumber(
  cell: Cell | undefined,
  path: string,
  notation: Notation,
  faults: Fault[],
  signed = false,
): Decimal | null {
  const fault = (code: Fault['code'], found: string, expected: string, hint?: string): null => {
    faults.push({ code, path, found, expected, ...(hint !== undefined && { hint }) })
    return null
  }
  if (cell === undefined) return notation.csv ? fault('not-decimal', '""', '') : fault('missing', '-', 'number')
  const { kind, text } = cell
  if (kind === 'formula') return fault('no-value', clipped(text), 'number')
  if (kind === 'date' || kind === 'boolean' || kind === 'error') return fault('type', clipped(text), 'number')
  if (kind === 'number') return checked(withoutNoise(text), false)
  if (DASH.test(text)) return NONE
  const number = taken(text)
  const contrary =
    number !== null && notation.plain && number.shows.some(([sign, as]) => sign === '.' && as === 'thousands')
  if (number === null || contrary || (number.percent && notation.kind === 'places')) {
    return fault('not-decimal', notation.csv ? shown(text) : clipped(text), '', STARRED.exec(text)?.[1])
  }
  if (number.marked && notation.warnings.length < MOST_MARKS) {
    notation.warnings.push({ code: 'mark-left-out', path, found: clipped(text) })
  }
  const digits = number.doubt === null ? number.digits : settled(number, path, notation)
  if (digits === null) {
    const [whole, fraction] = number.digits.split('.')
    const readings = `${number.sign}${whole}${fraction} | ${number.sign}${whole},${fraction}`
    ask({ code: 'doubtful-sign', path, found: clipped(text), expected: readings }, notation, faults)
    return null
  }
  return checked(`${number.sign}${digits}`, number.percent)

  function checked(typed: string, percent: boolean): Decimal | null {
    const decimal = parseDecimal(typed)
    if (decimal === null) return fault('not-decimal', notation.csv ? shown(text) : clipped(text), '')
    if (decimal.digits < 0n && !signed) return fault('negative', clipped(text), '>= 0')
    return percent ? { digits: decimal.digits, scale: decimal.scale + 2 } : decimal
  }
}

/** Asks about a cell in doubt, once for all of a table. */
function ask(fault: Fault, { asked }: Notation, faults: Fault[]): void {
  const { last } = asked
  const known = last?.faults === faults && faults[last.at]?.path === last.path ? last : null
  const block = known === null ? null : around(known.path, fault.path)
  if (known === null || block === null) {
    asked.last = { faults, at: faults.length, path: fault.path }
    faults.push(fault)
    return
  }
  faults[known.at] = { ...faults[known.at]!, path: block }
  asked.last = { ...known, path: block }
}

const BLOCK = /^(.*!)([A-Z]{1,3})(\d+)(?::([A-Z]{1,3})(\d+))?$/s
const LINES = /^(.*\.\w{2,4}):(\d+)(?:-(\d+))?(?::[^:]*)?$/s

/** A block of cells or lines, and a cell more: "x.xlsx:Blad1!C5:I34", "x.csv:5-34"; null where they are not of one sheet. */
function around(block: string, cell: string): string | null {
  const [, sheet, left = '', top, right = left, bottom = top] = BLOCK.exec(block) ?? []
  const [, ofCell, column = '', row] = BLOCK.exec(cell) ?? []
  if (sheet !== undefined && sheet === ofCell) {
    const columns = [left, right, column].toSorted((a, b) => a.length - b.length || (a < b ? -1 : 1))
    const rows = [top, bottom, row].map(Number)
    return `${sheet}${columns[0]}${Math.min(...rows)}:${columns.at(-1)}${Math.max(...rows)}`
  }
  const [, file, first, last = first] = LINES.exec(block) ?? []
  const [, same, line] = LINES.exec(cell) ?? []
  if (file === undefined || file !== same) return null
  const lines = [first, last, line].map(Number)
  return `${file}:${Math.min(...lines)}-${Math.max(...lines)}`
}

/** Sums of binary floats are off by some units in the last place: 3.9999999999999996 is what Excel shows as 4. */
export function withoutNoise(text: string): string {
  const value = Number(text)
  const rounded = Number(value.toPrecision(12))
  return value !== rounded && Math.abs(value - rounded) <= 1e-13 * Math.abs(value) ? String(rounded) : text
}

/**
 * The most places that one cell or total may hold. Targets, totals and what is left of either are sums of billionths, exact in a
 * double below 2^53: that is what bounds a table (`checkNational`), no number by itself.
 */
export const MAX_PLACES = 2_000_000

/** A whole number of places in a cell; 0, with a fault, where there is none. */
export function readWhole(cell: Cell | undefined, path: string, notation: Notation, faults: Fault[]): number {
  const decimal = readNumber(cell, path, notation, faults)
  if (decimal === null) return 0
  const text = decimalText(decimal)
  const whole = Math.round(Number(text))
  const near = cell!.kind === 'number' && Math.abs(Number(text) - whole) <= 1e-9 * whole
  if (!/^\d+$/.test(text) && !near) faults.push({ code: 'not-whole', path, found: clipped(cell!.text), expected: '' })
  else if (whole > MAX_PLACES) {
    faults.push({ code: 'too-large', path, found: clipped(cell!.text), expected: `<= ${MAX_PLACES}` })
  } else return whole
  return 0
}
