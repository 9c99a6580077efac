/**
 * The table in a sheet, in the layout that people have: specialties down, OORs across, and around it whatever else they like
 * to see. Finds the header, knows codes, names and aliases, passes over totals, and names what it cannot place by its cell.
 */
import { decimalText, parseDecimal, scaled, type Decimal } from '../domain/decimal.js'
import type { Fault } from '../domain/errors.js'
import { clipped } from './check.js'
import { tidy, unknownCode, type Codes } from './names.js'
import { address, type ReadCell, type ReadRow, type ReadSheet } from './xlsx-read.js'

/** A row of a specialty. */
export interface GridRow {
  readonly number: number
  /** The cell that names the specialty. */
  readonly label: ReadCell
  readonly cells: ReadRow['cells']
}

export interface Grid {
  /** What to call the sheet in a fault: "x.xlsx:Zorggebruik alle". */
  readonly path: string
  /** Columns by OOR, from 0. */
  readonly columns: ReadonlyMap<string, number>
  /** Other columns by their header, in lower case. */
  readonly others: ReadonlyMap<string, number>
  readonly rows: ReadonlyMap<string, GridRow>
}

/** The path of a cell in a fault: "x.xlsx:Voorstel!C5". */
export function cellPath(path: string, row: number, column: number): string {
  return `${path}!${address(row - 1, column)}`
}

/** Rows and columns of totals, shares and checks stand in many tables and are passed over. */
const TOTALS =
  /^([\p{L} -]{0,20}totaa?l|som\b|sum\b|landelijk|nationaal|national|nederland|%|percentage|aandeel|share|ondergrens|floor|controle|check|verschil|difference|afwijking|deviation|norm)/iu

/** Columns that say something about a row, and are no OOR. */
const REMARKS =
  /^(code|agb|naam|name|specialisme|specialty|specialisatie|opleiding|opmerking|toelichting|remark|note|bron|source|label|data|gegevens|nr|no\.|#|rang|vereniging|association|wv|instroom|intake|gewicht|weight|eenheid|unit)/i

/** Columns of running numbers and the like: what stands there is no code of a specialty. */
const NO_LABEL =
  /^(nr|no\.|#|rang|vereniging|association|wv|bron|source|care_source|instroom|intake|totaal|total|data)\b/i

/** How far down a header is looked for: titles and explanations stand above it. */
const HEADER_WITHIN = 100

/**
 * Finds the table of a sheet.
 * @param also headers of other columns that belong to it
 * @returns null, with a fault, when there is no row that names OORs. What cannot be placed is added to `faults`
 */
export function gridOf(
  sheet: ReadSheet,
  file: string,
  specialties: Codes,
  oors: Codes,
  faults: Fault[],
  also?: RegExp,
): Grid | null {
  const path = `${file}:${sheet.name}`
  const header = headerOf(sheet, oors)
  if (header === null) {
    const first = said([...(sheet.rows[0]?.cells.values() ?? [])], ' | ')
    faults.push({ code: 'no-table', path, found: first, expected: clipped(oors.codes.join(', ')) })
    return null
  }
  const columns = new Map<string, number>()
  const others = new Map<string, number>()
  const unknown: { column: number; cell: ReadCell }[] = []
  for (const [column, cell] of header.cells) {
    const oor = oors.find(cell.text)
    if (oor === undefined) {
      const word = tidy(cell.text).toLowerCase()
      if (!others.has(word)) others.set(word, column)
      if (columns.size > 0 && ![TOTALS, REMARKS, also].some((known) => known?.test(word)))
        unknown.push({ column, cell })
    } else if (columns.has(oor)) {
      faults.push({
        code: 'duplicate',
        path: `${path}!${cell.address}`,
        found: cell.text,
        expected: address(header.number - 1, columns.get(oor)!),
      })
    } else columns.set(oor, column)
  }
  const below = sheet.rows.filter(({ number }) => number > header.number)
  const missing = oors.codes.filter((code) => !columns.has(code))
  for (const { column, cell } of unknown) {
    // a column of remarks is nobody's business; one of numbers may be an OOR with a slip of the pen
    if (!below.some(({ cells }) => cells.get(column)?.kind === 'number')) continue
    if (missing.length === 0 && !/^\p{L}+$/u.test(cell.text)) continue
    faults.push(unknownCode(`${path}!${cell.address}`, cell.text, oors, faults.length))
  }
  if (missing.length > 0) {
    const found = said([...header.cells.values()], ', ')
    const at = `${path}!${header.number}:${header.number}`
    for (const code of missing) faults.push({ code: 'missing', path: at, found, expected: code })
  }
  const rows = rowsUnder(sheet, header, [...columns.values()], path, specialties, faults)
  return { path, columns, others, rows }
}

/** The first few cells, for a fault. */
function said(cells: readonly ReadCell[], between: string): string {
  const texts = cells.slice(0, 20).map(({ text }) => clipped(text))
  return clipped(texts.join(between))
}

/** The row that names most OORs; of equals the first. It names two at least, or all there are. */
function headerOf(sheet: ReadSheet, oors: Codes): ReadRow | null {
  const counts = sheet.rows.slice(0, HEADER_WITHIN).map((row) => ({
    row,
    count: new Set([...row.cells.values()].map(({ text }) => oors.find(text)).filter((code) => code !== undefined))
      .size,
  }))
  const best = counts.toSorted((a, b) => b.count - a.count)[0]
  return best === undefined || best.count < Math.min(2, oors.codes.length) ? null : best.row
}

/** The rows of specialties under a header, with figures in `columns` and names in columns to the left of the first. */
export function rowsUnder(
  sheet: ReadSheet,
  header: ReadRow,
  columns: readonly number[],
  path: string,
  specialties: Codes,
  faults: Fault[],
): Map<string, GridRow> {
  const below = sheet.rows.filter(({ number }) => number > header.number)
  const labels = [...Array(Math.min(...columns)).keys()].filter(
    (column) => !NO_LABEL.test(header.cells.get(column)?.text ?? ''),
  )
  const rows = new Map<string, GridRow>()
  const sums = columns.map(() => 0)
  for (const { number, cells } of below) {
    const words = labels
      .flatMap((column) => cells.get(column) ?? [])
      .filter(({ kind }) => kind === 'text' || kind === 'number')
    const numbers = columns.map((column) => cells.get(column)).filter((cell) => cell !== undefined)
    const [label] = words
    const found = [...new Set(words.flatMap((cell) => codesIn(cell.text, specialties)))]
    if (label === undefined) {
      if (numbers.length > 0 && !isSum(columns, cells, sums)) {
        faults.push({
          code: 'missing',
          path: cellPath(path, number, labels[0] ?? 0),
          found: '-',
          expected: 'a specialty',
        })
      }
      continue
    }
    const at = `${path}!${label.address}`
    if (found.length === 0) {
      if (words.some(({ text }) => TOTALS.test(tidy(text))) || !numbers.some(({ kind }) => kind === 'number')) continue
      faults.push(unknownCode(at, said(words, ' '), specialties, faults.length))
    } else if (found.length > 1) {
      faults.push({ code: 'two-codes', path: at, found: said(words, ' '), expected: found.join(' | ') })
    } else if (rows.has(found[0]!)) {
      faults.push({
        code: 'duplicate',
        path: at,
        found: clipped(label.text),
        expected: rows.get(found[0]!)!.label.address,
      })
    } else {
      rows.set(found[0]!, { number, label, cells })
      columns.forEach((column, i) => {
        sums[i]! += Number(cells.get(column)?.text ?? 0)
      })
    }
  }
  return rows
}

/** The specialties that a label names: "01 Anesthesiologie" is code and name, and both should name the same. */
export function codesIn(text: string, specialties: Codes): string[] {
  const whole = specialties.find(text)
  if (whole !== undefined) return [whole]
  const patterns = [/^(.+?)\s*\(([^()]+)\)$/, /^([\p{L}\d]{1,12})[\s.:–—-]+(.+)$/u]
  const read = patterns.map((pattern) =>
    (pattern.exec(tidy(text)) ?? []).slice(1).flatMap((part) => specialties.find(part) ?? []),
  )
  return read.find((codes) => codes.length > 0) ?? []
}

/** Whether a row without a name holds the sums of what stands above it. */
function isSum(columns: readonly number[], cells: ReadRow['cells'], sums: readonly number[]): boolean {
  return columns.every((column, i) => Math.abs(Number(cells.get(column)?.text ?? Number.NaN) - sums[i]!) < 1e-6)
}

/** How the numbers of a sheet that are text are written: with decimal commas somewhere, or nowhere. */
export function writesCommas(cells: Iterable<ReadCell>): boolean {
  return [...cells].some(({ kind, text }) => kind === 'text' && /^[+-]?[\d.]*\d,\d+\s*%?$/.test(text))
}

/** A dash is how tables show nothing. */
export const DASH = /^[-–—−]$/

/**
 * The decimal in a cell. Text is read as Dutch people write it: "0,205", "20,5%", "1.234,5". "1.234" alone is a thousand where
 * the sheet has decimal commas, and a fault where it could be either.
 * @param signed whether a number may be negative
 * @returns null with a fault when there is no number
 */
export function readNumber(
  cell: ReadCell | undefined,
  path: string,
  commas: boolean,
  faults: Fault[],
  signed = false,
): Decimal | null {
  const fault = (code: Fault['code'], found: string, expected: string): null => {
    faults.push({ code, path, found, expected })
    return null
  }
  if (cell === undefined) return fault('missing', '-', 'number')
  const { kind, text } = cell
  if (kind === 'formula') return fault('no-value', clipped(text), 'number')
  if (kind === 'date' || kind === 'boolean' || kind === 'error') return fault('type', clipped(text), 'number')
  if (DASH.test(text)) return { digits: 0n, scale: 0 }
  const percent = text.endsWith('%')
  const plain = text.replace(/\s*%$/, '').replace(/[\s\u00A0\u202F']/g, '')
  const thousands = /^[+-]?[1-9]\d{0,2}(\.\d{3})+(,\d*)?$/.test(plain)
  if (kind === 'text' && /^[+-]?[1-9]\d{0,2}\.\d{3}$/.test(plain) && !commas) {
    return fault('not-decimal', clipped(text), `${plain.replace('.', '')} | ${plain.replace('.', ',')}`)
  }
  const decimal = parseDecimal(kind === 'text' && thousands ? plain.replaceAll('.', '') : plain)
  if (decimal === null) return fault('not-decimal', clipped(text), '')
  if (decimal.digits < 0n && !signed) return fault('negative', clipped(text), '>= 0')
  return percent ? { digits: decimal.digits, scale: decimal.scale + 2 } : decimal
}

/** The most places that one cell may hold. */
export const MAX_PLACES = 1_000_000

/** A whole number of places in a cell; 0, with a fault, where there is none. */
export function readWhole(cell: ReadCell | undefined, path: string, faults: Fault[]): number {
  const decimal = readNumber(cell, path, true, faults)
  if (decimal === null) return 0
  const text = decimalText(decimal)
  if (!/^\d+$/.test(text)) faults.push({ code: 'not-whole', path, found: clipped(cell!.text), expected: '' })
  else if (Number(text) > MAX_PLACES) {
    faults.push({ code: 'too-large', path, found: clipped(cell!.text), expected: `<= ${MAX_PLACES}` })
  } else return Number(text)
  return 0
}

/** Decimals to the same scale, and their sum. */
export function sumOf(decimals: readonly Decimal[]): Decimal {
  const scale = Math.max(0, ...decimals.map((each) => each.scale))
  return { digits: decimals.reduce((sum, each) => sum + scaled(each, scale), 0n), scale }
}

/** An entry of a list: a row under a header. */
export interface ListEntry<K extends string> {
  readonly text: (key: K) => string | undefined
  readonly cell: (key: K) => ReadCell | undefined
  /** The path of the cell in a fault, also where it is empty. */
  readonly path: (key: K) => string
  /** The code that a cell means; null where it is empty, and, with a fault, where it is not known. */
  readonly code: (key: K, vocabulary: Codes) => string | null
}

/**
 * A list in a sheet: a header, found by its words, and an entry a row.
 * @param columns the word of each column
 * @param required columns that the header must have, and that no entry may leave empty
 */
export function listIn<K extends string>(
  sheet: ReadSheet,
  file: string,
  columns: Readonly<Record<K, RegExp>>,
  required: readonly NoInfer<K>[],
  faults: Fault[],
): ListEntry<K>[] {
  const path = `${file}:${sheet.name}`
  const keys = Object.keys(columns) as K[]
  const placed = (row: ReadRow, key: K) => [...row.cells].find(([, { text }]) => columns[key].test(text))?.[0]
  const header = sheet.rows
    .slice(0, HEADER_WITHIN)
    .find((row) => row.cells.size > 1 && required.every((key) => placed(row, key) !== undefined))
  if (header === undefined) {
    const filled = sheet.rows.length > 0
    if (filled) faults.push({ code: 'no-table', path, found: '-', expected: required.join(', ') })
    return []
  }
  const at = new Map(keys.map((key) => [key, placed(header, key)]))
  const entries = sheet.rows.filter(
    ({ number, cells }) => number > header.number && keys.some((key) => cells.has(at.get(key) ?? -1)),
  )
  return entries.map(({ number, cells }) => {
    const cell = (key: K) => cells.get(at.get(key) ?? -1)
    const where = (key: K) => cellPath(path, number, at.get(key) ?? 0)
    for (const key of required) {
      if (cell(key) === undefined) faults.push({ code: 'missing', path: where(key), found: '-', expected: key })
    }
    return {
      cell,
      text: (key) => cell(key)?.text,
      path: where,
      code: (key, vocabulary) => {
        const given = cell(key)
        if (given === undefined) return null
        const [code] = codesIn(given.text, vocabulary)
        if (code === undefined) faults.push(unknownCode(where(key), given.text, vocabulary, faults.length))
        return code ?? null
      },
    }
  })
}
