/**
 * Workbooks in: a plain model of sheets, rows and cells, read with limits from files that nobody vouches for. The reading is
 * our own: it takes the few parts that hold values, in one pass that stops at a limit, where a library builds all there is in
 * the file first.
 */
import { InputError } from '../domain/errors.js'
import { decode } from './files.js'
import { walkXml, XmlError, type Attributes, type Handlers } from './xml.js'
import { openZip, type Zip } from './zip.js'

/** What a cell holds. `formula` is one whose value was never computed; an error is text such as #N/A. */
export type CellKind = 'text' | 'number' | 'date' | 'boolean' | 'error' | 'formula'

export interface ReadCell {
  /** As Excel names it: "B7". */
  readonly address: string
  readonly kind: CellKind
  /** As a person would type it: a number by its shortest decimal text, a date as 2026-06-08. */
  readonly text: string
}

export interface ReadRow {
  /** Filled cells by column, from 0. */
  readonly cells: ReadonlyMap<number, ReadCell>
  /** As Excel numbers it, from 1. */
  readonly number: number
}

export interface ReadSheet {
  readonly name: string
  /** Rows with something in them, from the top. */
  readonly rows: readonly ReadRow[]
}

export interface ReadWorkbook {
  /** What to call the file in a fault. */
  readonly path: string
  readonly sheets: readonly ReadSheet[]
}

/** Larger is no table of specialties and regions. Together they hold a workbook under 300 MB of memory. */
const MAX_SHEETS = 100
const MAX_ROWS = 50_000
const MAX_CELLS = 250_000
const MAX_STRINGS = 250_000

/** Excel's own limit is 31. */
const MAX_NAME = 100

/** The longest text that Excel lets a cell hold is a little more. */
export const MAX_TEXT = 32_000

/** What old Excels write, and what every Excel wraps a workbook with a password in (MS-CFB). */
const COMPOUND_FILE = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]

/**
 * Reads an .xlsx (or .xlsm) workbook: values as they were last computed, no formulas, no layout. Hidden sheets are read too.
 * @param path what to call the file in a fault
 * @throws InputError `not-workbook` or `too-large`, which say what stands there instead
 */
export function readXlsx(bytes: Uint8Array, path: string): ReadWorkbook {
  if (COMPOUND_FILE.every((byte, i) => bytes[i] === byte)) {
    const encrypted = Buffer.from(bytes).includes(Buffer.from('EncryptedPackage', 'utf16le'))
    throw notWorkbook(path, encrypted ? 'a password' : 'an old .xls')
  }
  if (bytes[0] !== 0x50 || bytes[1] !== 0x4b) throw notWorkbook(path, 'no zip file')
  const zip = openZip(bytes, path)
  const inner = workbookPart(zip, path)
  const targets = relationships(zip, inner, path)
  const { sheets, epoch } = sheetList(zip, inner, path)
  const byType = (type: string) => [...targets.values()].find((each) => each.type.endsWith(`/${type}`))?.target
  const strings = sharedStrings(zip, byType('sharedStrings'), path)
  const formats = cellFormats(zip, byType('styles'), path)
  const budget = { rows: MAX_ROWS, cells: MAX_CELLS }
  const read = new Set<string>()
  return {
    path,
    sheets: sheets.map(({ name, id }) => {
      const part = targets.get(id)?.target
      // a sheet that is many sheets at once would be read again and again
      if (part === undefined || read.has(part)) throw notWorkbook(`${path}:${name}`, 'no part')
      read.add(part)
      return { name, rows: sheetRows(textOf(zip, part, path), `${path}:${name}`, strings, formats, epoch, budget) }
    }),
  }
}

function notWorkbook(path: string, found: string): InputError {
  return new InputError([{ code: 'not-workbook', path, found, expected: 'workbook' }])
}

function tooMany(path: string, most: number, what: 'sheets' | 'rows' | 'cells' | 'texts'): InputError {
  return new InputError([{ code: 'too-large', path, found: `> ${most} ${what}`, expected: `<= ${most} ${what}` }])
}

/** The text of a part; XML may be UTF-8 or UTF-16. @throws InputError when the part is not there */
function textOf(zip: Zip, part: string, path: string): string {
  const bytes = zip.part(part)
  if (bytes === null) throw notWorkbook(`${path}:${part}`, 'no part')
  return decode(bytes)
}

/** Goes through the XML of a part. @throws InputError when it is no XML */
function walk(xml: string, path: string, handlers: Handlers): void {
  try {
    walkXml(xml, handlers)
  } catch (error) {
    if (error instanceof XmlError) throw notWorkbook(path, 'damaged')
    throw error
  }
}

/** The part that lists the sheets. */
function workbookPart(zip: Zip, path: string): string {
  if (zip.names.includes('xl/workbook.bin')) throw notWorkbook(path, 'an .xlsb')
  if (zip.names.includes('content.xml')) throw notWorkbook(path, 'an .ods')
  if (!zip.names.includes('_rels/.rels')) throw notWorkbook(path, 'a zip without a workbook')
  const root = [...relationships(zip, '', path).values()].find(({ type }) => type.endsWith('/officeDocument'))
  if (root === undefined || !zip.names.includes(root.target)) throw notWorkbook(path, 'a zip without a workbook')
  return root.target
}

/** The parts that a part refers to, by id; '' is the file as a whole. */
function relationships(zip: Zip, part: string, path: string): Map<string, { type: string; target: string }> {
  const folder = part.slice(0, part.lastIndexOf('/') + 1)
  const list = `${folder}_rels/${part.slice(folder.length)}.rels`
  const found = new Map<string, { type: string; target: string }>()
  if (!zip.names.includes(list)) return found
  walk(textOf(zip, list, path), `${path}:${list}`, {
    open: (name, { Id = '', Type = '', Target = '' }) => {
      if (name === 'Relationship') found.set(Id, { type: Type, target: resolved(folder, Target) })
    },
  })
  return found
}

function resolved(folder: string, target: string): string {
  const steps = target.startsWith('/') ? target.split('/') : [...folder.split('/'), ...target.split('/')]
  const kept: string[] = []
  for (const step of steps) {
    if (step === '..') kept.pop()
    else if (step !== '' && step !== '.') kept.push(step)
  }
  return kept.join('/')
}

/** Names and ids of the sheets, in order, and the day from which dates count. */
function sheetList(zip: Zip, part: string, path: string): { sheets: { name: string; id: string }[]; epoch: number } {
  const sheets: { name: string; id: string }[] = []
  let epoch = Date.UTC(1899, 11, 30)
  walk(textOf(zip, part, path), `${path}:${part}`, {
    open: (element, attributes) => {
      if (element === 'workbookPr' && /^(1|true)$/.test(attributes['date1904'] ?? '')) epoch = Date.UTC(1904, 0, 1)
      if (element !== 'sheet') return
      const id = Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1]
      sheets.push({ name: (attributes['name'] ?? '').slice(0, MAX_NAME), id: id ?? '' })
      if (sheets.length > MAX_SHEETS) throw tooMany(path, MAX_SHEETS, 'sheets')
    },
  })
  if (sheets.length === 0) throw notWorkbook(path, 'a zip without a workbook')
  return { sheets, epoch }
}

/** The texts that cells refer to by number. */
function sharedStrings(zip: Zip, part: string | undefined, path: string): string[] {
  const strings: string[] = []
  if (part === undefined || !zip.names.includes(part)) return strings
  const reader = textReader()
  walk(textOf(zip, part, path), `${path}:${part}`, {
    open: (name) => {
      if (name === 'si') reader.start()
      else reader.open(name)
    },
    close: (name) => {
      if (name !== 'si') return reader.close(name)
      strings.push(reader.text())
      if (strings.length > MAX_STRINGS) throw tooMany(path, MAX_STRINGS, 'texts')
    },
    text: (text) => reader.add(text),
  })
  return strings
}

/** Collects the text of `t` elements, in runs or not; how it sounds (`rPh`) is not part of it. */
function textReader() {
  let collected = ''
  let inText = false
  let inSound = false
  return {
    start: () => {
      collected = ''
      inText = false
      inSound = false
    },
    open: (name: string) => {
      if (name === 'rPh') inSound = true
      else if (name === 't') inText = !inSound
    },
    close: (name: string) => {
      if (name === 'rPh') inSound = false
      else if (name === 't') inText = false
    },
    add: (text: string) => {
      if (inText) collected += text
    },
    text: () => unescaped(collected),
  }
}

/** Characters that XML has no way to write stand as _x000D_. */
function unescaped(text: string): string {
  if (!text.includes('_x')) return text
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
}

/** Whether a cell of a style shows a date, by the number of its style. */
function cellFormats(zip: Zip, part: string | undefined, path: string): boolean[] {
  if (part === undefined || !zip.names.includes(part)) return []
  const codes = new Map<number, string>()
  const dates: boolean[] = []
  let inCells = false
  walk(textOf(zip, part, path), `${path}:${part}`, {
    open: (name, { numFmtId, formatCode = '' }) => {
      if (name === 'numFmt') codes.set(Number(numFmtId), formatCode)
      else if (name === 'cellXfs') inCells = true
      else if (name === 'xf' && inCells) dates.push(isDate(Number(numFmtId), codes))
    },
    close: (name) => {
      if (name === 'cellXfs') inCells = false
    },
  })
  return dates
}

function isDate(id: number, codes: ReadonlyMap<number, string>): boolean {
  if ((id >= 14 && id <= 22) || (id >= 45 && id <= 47)) return true
  // what stands between quotes or brackets, or behind a backslash, is text or a colour
  return /[ymdhs]/i.test((codes.get(id) ?? '').replace(/"[^"]*"|\[[^\]]*\]|\\./g, ''))
}

interface OpenCell {
  readonly row: number
  readonly column: number
  readonly type: string
  readonly style: number
  value: string
  formula: string | null
}

/** The filled cells of a sheet, row by row. `budget` is what the sheets together may still hold. */
function sheetRows(
  xml: string,
  path: string,
  strings: readonly string[],
  dates: readonly boolean[],
  epoch: number,
  budget: { rows: number; cells: number },
): ReadRow[] {
  const rows = new Map<number, Map<number, ReadCell>>()
  const inline = textReader()
  let [row, column] = [0, -1]
  let cell: OpenCell | null = null
  let inside: 'v' | 'f' | null = null
  const openCell = (attributes: Attributes): OpenCell => {
    const { r, t = 'n', s } = attributes
    const place = r === undefined ? { row, column: column + 1 } : placeOf(r)
    if (place === null) throw notWorkbook(path, r!)
    column = place.column
    if (--budget.cells < 0) throw tooMany(path, MAX_CELLS, 'cells')
    inline.start()
    const { row: at, column: over } = place
    return { row: at, column: over, type: t, style: Number(s ?? -1), value: '', formula: null }
  }
  const keep = (open: OpenCell) => {
    const found = valueOf(open, inline.text(), strings, dates, epoch)
    if (found === null) return
    const cells = rows.get(open.row) ?? new Map<number, ReadCell>()
    cells.set(open.column, { address: address(open.row - 1, open.column), kind: found.kind, text: found.text })
    rows.set(open.row, cells)
  }
  walk(xml, path, {
    open: (name, attributes) => {
      if (name === 'row') {
        if (--budget.rows < 0) throw tooMany(path, MAX_ROWS, 'rows')
        row = /^\d{1,7}$/.test(attributes['r'] ?? '') ? Number(attributes['r']) : row + 1
        column = -1
      } else if (name === 'c') cell = openCell(attributes)
      else if (cell === null) return
      else if (name === 'v' || name === 'f') {
        inside = name
        if (name === 'f') cell.formula = ''
      } else inline.open(name)
    },
    close: (name) => {
      if (name === 'c' && cell !== null) {
        keep(cell)
        cell = null
      } else if (name === 'v' || name === 'f') inside = null
      else inline.close(name)
    },
    text: (text) => {
      if (cell === null) return
      if (inside === 'v') cell.value += text
      else if (inside === 'f') cell.formula += text
      else inline.add(text)
    },
  })
  return [...rows].toSorted(([a], [b]) => a - b).map(([number, cells]) => ({ number, cells }))
}

/** Row from 1 and column from 0 of "B7"; null for what is no address in a sheet. */
function placeOf(reference: string): { row: number; column: number } | null {
  const match = /^([A-Z]{1,3})([1-9]\d{0,6})$/i.exec(reference)
  if (match === null) return null
  const letters = match[1]!.toUpperCase().split('')
  const column = letters.reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1
  return column > 16_383 ? null : { row: Number(match[2]), column }
}

/** What a cell holds; null when that is nothing, or nothing but blanks. */
function valueOf(
  { type, style, value, formula }: OpenCell,
  inline: string,
  strings: readonly string[],
  dates: readonly boolean[],
  epoch: number,
): Pick<ReadCell, 'kind' | 'text'> | null {
  const asText = (text: string) => {
    const trimmed = text.slice(0, MAX_TEXT).trim()
    return trimmed === '' ? null : { kind: 'text' as const, text: trimmed }
  }
  if (type === 's') return asText((/^\d+$/.test(value) ? strings[Number(value)] : undefined) ?? '')
  if (type === 'inlineStr') return asText(inline)
  if (type === 'str') return asText(unescaped(value))
  if (type === 'b') return { kind: 'boolean', text: value === '1' || value === 'true' ? 'TRUE' : 'FALSE' }
  if (type === 'e') return { kind: 'error', text: value }
  if (type === 'd') return value === '' ? null : { kind: 'date', text: value }
  if (value.trim() === '') return formula === null ? null : { kind: 'formula', text: `=${formula}` }
  const number = Number(value)
  if (!Number.isFinite(number)) return asText(value)
  if (!dates[style]) return { kind: 'number', text: String(number) }
  const day = new Date(epoch + Math.floor(number) * 86_400_000)
  return { kind: 'date', text: Number.isNaN(day.getTime()) ? value : day.toISOString().slice(0, 10) }
}

/** "B7" of row and column, both from 0. */
export function address(row: number, column: number): string {
  const letters = (n: number): string =>
    n < 0 ? '' : letters(Math.floor(n / 26) - 1) + String.fromCharCode(65 + (n % 26))
  return `${letters(column)}${row + 1}`
}
