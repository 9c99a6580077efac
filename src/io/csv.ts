/** CSV in and out: commas and points, or semicolons and commas as Dutch Excel writes them. */
import { InputError, type FaultCode } from '../domain/errors.js'
import type { ReadingRemark } from '../domain/reading.js'
import type { LongColumn, LongTable, Value } from './long-table.js'
import { letters, visible, type Cell, type Sheet } from './read/sheet.js'

/** One line: its cells by column, and its number in the file (of several: the first). */
export interface CsvLine {
  readonly line: number
  readonly cells: readonly string[]
}

export interface CsvTable {
  /** What stands between cells. */
  readonly separator: string
  /** Lines with something in them, from the top. */
  readonly lines: readonly CsvLine[]
  /** Lines that only say how to read the others. */
  readonly skipped: readonly ReadingRemark<'separator-line'>[]
}

/** The most cells of a file, 100,000 lines of records and some more; refused while it is read, not after. */
const MAX_CELLS = 1_000_000

/** The most lines of a matrix, and cells in a line: four times what a table may have, for what stands around it. */
const MAX_MATRIX = { rows: 20_000, columns: 20_000 } as const

/** The longest text between quotes. */
const MAX_CELL = 1_000_000

/** In order of preference: a decimal comma stands in files with semicolons, and a comma in any sentence. */
const SEPARATORS = [';', '\t', '|', ','] as const

/** So much of the file shows what separates its cells. */
const SAMPLE = 20_000

/**
 * Reads CSV text: semicolons, tabs, pipes or commas, whichever stands equally often in most lines; line breaks of any kind,
 * quotes, and a first line "sep=;" as Excel has it. Empty lines are skipped; cells are trimmed, and ="01" is 01.
 * @param known what separates the cells, where who reads it can tell
 * @throws InputError `shape` naming the line where a quote opens that never closes, or what is too large
 */
export function parseCsv(text: string, path: string, known?: string): CsvTable {
  const plain = text.replace(/^\uFEFF+/, '')
  const told = /^\s*"?sep=(.)"?[ \t]*(?:\r\n|\r|\n|$)/i.exec(plain)
  const separator = told?.[1] ?? known ?? separatorOf(plain.slice(0, SAMPLE))
  const lines = recordsOf(plain, separator, path)
  if (told === null) return { separator, lines, skipped: [] }
  const [first] = lines
  const remark = { code: 'separator-line', path: `${path}:${first?.line ?? 1}`, found: `sep=${separator}` } as const
  return { separator, lines: lines.slice(1), skipped: [remark] }
}

/** The separator that stands equally often in most lines; a comma between digits may be a decimal one where another separates. */
function separatorOf(sample: string): string {
  const outside = sample.replace(/"(?:[^"]|"")*(?:"|$)/g, 'q')
  const lines = outside.split(/\r\n|\r|\n/).filter((line) => line.trim() !== '')
  const [best] = SEPARATORS.map((separator) => ({ separator, agree: agreeing(lines, separator) })).toSorted(
    (a, b) => b.agree - a.agree,
  )
  if (best!.agree === 0) return ','
  if (best!.separator !== ',') return best!.separator
  const words = agreeing(
    lines.map((line) => line.replace(/(?<=\d),(?=\d)/g, '')),
    ',',
  )
  const other = SEPARATORS.find((each) => each !== ',' && agreeing(lines, each) >= Math.max(3, words))
  return other ?? ','
}

/** In how many lines a separator stands equally often. */
function agreeing(lines: readonly string[], separator: string): number {
  const counts = new Map<number, number>()
  for (const line of lines) {
    const count = line.split(separator).length - 1
    if (count > 0) counts.set(count, (counts.get(count) ?? 0) + 1)
  }
  return Math.max(0, ...counts.values())
}

function recordsOf(text: string, separator: string, path: string): CsvLine[] {
  const end = text.length
  const records: CsvLine[] = []
  let [at, line, count] = [0, 1, 0]
  const fault = (code: FaultCode, where: string, found: string, expected: string) =>
    new InputError([{ code, path: where, found, expected }])
  const blank = (char: string | undefined) => (char === ' ' || char === '\t' || char === '\u00A0') && char !== separator
  const closes = () => at >= end || text[at] === separator || text[at] === '\n' || text[at] === '\r'
  /** Text between quotes, of which `at` is the first. */
  const quoted = (): string => {
    const opened = line
    let value = ''
    for (;;) {
      const close = text.indexOf('"', at + 1)
      if (close === -1) throw fault('shape', `${path}:${opened}`, 'CSV_QUOTE_NOT_CLOSED', 'CSV')
      const part = text.slice(at + 1, close)
      line += part.match(/\r\n|\r|\n/g)?.length ?? 0
      value += part
      if (value.length > MAX_CELL) {
        throw fault('too-large', `${path}:${opened}`, `> ${MAX_CELL} bytes`, `<= ${MAX_CELL} bytes`)
      }
      at = close + 1
      if (text[at] !== '"') break
      value += '"'
    }
    while (blank(text[at])) at++
    if (!closes()) throw fault('shape', `${path}:${line}`, 'CSV_INVALID_CLOSING_QUOTE', 'CSV')
    return value
  }
  const bare = (): string => {
    const start = at
    while (!closes()) {
      if (text[at] === '"') throw fault('shape', `${path}:${line}`, 'INVALID_OPENING_QUOTE', 'CSV')
      at++
    }
    return text.slice(start, at)
  }
  while (at < end) {
    const start = line
    const cells: string[] = []
    for (;;) {
      while (blank(text[at])) at++
      if (text[at] === '=' && text[at + 1] === '"') at++
      cells.push(visible(text[at] === '"' ? quoted() : bare()))
      if (++count > MAX_CELLS) throw fault('too-large', path, `> ${MAX_CELLS} cells`, `<= ${MAX_CELLS} cells`)
      if (text[at] !== separator) break
      at++
    }
    if (text[at] === '\r' && text[at + 1] === '\n') at++
    at++
    line++
    if (cells.some((cell) => cell !== '')) records.push({ line: start, cells })
  }
  return records
}

/** An apostrophe before a number is how a spreadsheet is told that it is text. */
export function withoutApostrophe(text: string): string {
  return /^'\d/.test(text) ? text.slice(1) : text
}

/** A CSV file as a sheet. @throws InputError as `parseCsv`, and `too-large` for more than a matrix may hold */
export function csvSheet({ separator, lines }: CsvTable, path: string): Sheet {
  const widest = lines.reduce((most, { cells }) => Math.max(most, cells.length), 0)
  const size = { rows: lines.length, columns: widest }
  for (const side of ['rows', 'columns'] as const) {
    const [found, expected] = [`${size[side]} ${side}`, `<= ${MAX_MATRIX[side]} ${side}`]
    if (size[side] > MAX_MATRIX[side]) throw new InputError([{ code: 'too-large', path, found, expected }])
  }
  const at: Sheet['at'] = (row, column, heading) =>
    column === undefined ? `${path}:${row}` : `${path}:${row}:${heading ?? letters(column)}`
  const rows = lines.map(({ line, cells }) => {
    const filled = new Map<number, Cell>()
    cells.forEach((text, column) => {
      if (text !== '') filled.set(column, { kind: 'text', text: withoutApostrophe(text) })
    })
    return { number: line, cells: filled, width: cells.length }
  })
  return { form: 'csv', path, rows, plain: separator === ',', at }
}

/**
 * How CSV is written: for programs (commas, points), or as the Dutch Excel opens it by a double click (semicolons, decimal
 * commas, a byte order mark, CRLF).
 */
export const CSV_DIALECTS = ['plain', 'excel-nl'] as const
export type Dialect = (typeof CSV_DIALECTS)[number]

/** How an answer is written as CSV: the dialect, and whether with the names of specialties and with totals. */
export interface CsvForm {
  readonly dialect: Dialect
  readonly names: boolean
  readonly totals: boolean
}

export const PLAIN_CSV: CsvForm = { dialect: 'plain', names: false, totals: false }

const LAYOUT = {
  plain: { begin: '', separator: ',', end: '\n' },
  'excel-nl': { begin: '\uFEFF', separator: ';', end: '\r\n' },
} as const satisfies Record<Dialect, object>

/**
 * CSV text (RFC 4180). Text that a spreadsheet could take for a formula is written with an apostrophe before it, and what has a
 * separator, a quote or a line break in it between quotes: some readers begin a line at a carriage return, and with it perhaps a formula.
 */
export function csvText(rows: readonly (readonly (string | number)[])[], dialect: Dialect = 'plain'): string {
  const { begin, separator, end } = LAYOUT[dialect]
  const number = (value: number) => (dialect === 'excel-nl' ? String(value).replace('.', ',') : String(value))
  const written = (cell: string | number) => (typeof cell === 'number' ? number(cell) : withoutFormula(cell))
  const quoted = (text: string) => {
    return text.includes(separator) || /["\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
  }
  const line = (row: readonly (string | number)[]) => row.map((cell) => quoted(written(cell))).join(separator)
  return `${begin}${rows.map((row) => `${line(row)}${end}`).join('')}`
}

/** What a formula can begin with, in the wide letters of East Asia too. */
const BEGIN = '(?=[=+\\-@\\t\\r\\n\\uFF1D\\uFF0B\\uFF0D\\uFF20])'
const AT_START = new RegExp(`^(?='*${BEGIN})`)
/** After what another dialect takes for a separator. */
const INSIDE = new RegExp(`([;,\\t\\r\\n] *)${BEGIN}`, 'g')

function withoutFormula(text: string): string {
  return text.replace(INSIDE, "$1'").replace(AT_START, "'")
}

/** Rows of a long table that leave together. */
const LEAVE = 1_000

/**
 * A long table as CSV for programs, leaving in pieces: a line with the names of the columns, and a line a row. What is missing is empty.
 * @param put takes the next bytes of the file
 */
export function csvTable(columns: readonly LongColumn[], put: (bytes: Uint8Array) => void): LongTable {
  let waiting: (readonly Value[])[] = [columns.map(({ name }) => name)]
  const leave = () => {
    put(new TextEncoder().encode(csvText(waiting.map((row) => row.map((value) => value ?? '')))))
    waiting = []
  }
  return {
    add: (row) => {
      waiting.push(row)
      if (waiting.length === LEAVE) leave()
    },
    end: leave,
  }
}
