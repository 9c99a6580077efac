/**
 * Workbooks in: a plain model of sheets, rows and cells, read with limits from files that nobody vouches for. The reading is
 * our own: it takes the few parts that hold values, in one pass that stops at a limit, where a library builds all there is in
 * the file first.
 */
import { InputError } from '../../domain/errors.js'
import { decode } from '../text.js'
import { formatOf, type NumberFormat } from './number-format.js'
import { walkXml, XmlError, xmlText, type Attributes, type Handlers } from './xml.js'
import { openZip, type Zip } from './zip.js'

/** What a cell holds. `formula` is one whose value was never computed; an error is text such as #N/A. */
export type CellKind = 'text' | 'number' | 'date' | 'boolean' | 'error' | 'formula'

export interface ReadCell {
  /** As Excel names it: "B7". */
  readonly address: string
  readonly kind: CellKind
  /** As a person would type it: a number by its shortest decimal text, a date as 2026-06-08, a time as 13:30. */
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
  /** Not shown in Excel: hidden, or so hidden that only a macro brings it back. */
  readonly hidden: boolean
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

/** A workbook refers to its sheets, texts, styles and themes. */
const MAX_RELATIONS = 10_000

/** The last row and column of a sheet. */
const [LAST_ROW, LAST_COLUMN] = [1_048_576, 16_383]

/** Excel's own limit is 31. */
const MAX_NAME = 100

/** The longest text that Excel lets a cell hold is a little more. */
export const MAX_TEXT = 32_000

/** What old Excels write, and what every Excel wraps a workbook with a password in (MS-CFB). */
const COMPOUND_FILE = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]

/**
 * Reads an .xlsx (or .xlsm) workbook: values as they were last computed, no formulas, no layout. Hidden sheets are read too; sheets
 * of another kind (a chart, a dialog) have no cells and are none.
 * @param path what to call the file in a fault
 * @throws InputError `not-workbook` or `too-large`, which say what stands there instead
 */
export function readXlsx(bytes: Uint8Array, path: string): ReadWorkbook {
  const other = otherKind(bytes)
  if (other !== null) throw notWorkbook(path, other)
  const zip = openZip(bytes, path)
  const inner = workbookPart(zip, path)
  const targets = relationships(zip, inner, path)
  const { sheets, epoch } = sheetList(zip, inner, path)
  const byType = (type: string) => [...targets.values()].find((each) => each.type.endsWith(`/${type}`))?.target
  const strings = sharedStrings(zip, byType('sharedStrings'), path)
  const formats = cellFormats(zip, byType('styles'), path)
  const budget = { rows: MAX_ROWS, cells: MAX_CELLS }
  const read = new Set<string>()
  const withCells = sheets.flatMap(({ name, hidden, id }) => {
    const target = targets.get(id)
    if (target === undefined) throw notWorkbook(`${path}:${name}`, 'no part')
    return target.type.endsWith('/worksheet') ? [{ name, hidden, part: target.target }] : []
  })
  if (withCells.length === 0) throw notWorkbook(path, 'a workbook without a sheet of cells')
  return {
    path,
    sheets: withCells.map(({ name, hidden, part }) => {
      // a sheet that is many sheets at once would be read again and again
      if (read.has(part.toLowerCase())) throw notWorkbook(`${path}:${name}`, 'no part')
      read.add(part.toLowerCase())
      return { name, hidden, rows: sheetRows(zip, part, path, name, strings, formats, epoch, budget) }
    }),
  }
}

/** What a file is that is no zip file, by its first bytes; null for a zip file. */
function otherKind(bytes: Uint8Array): string | null {
  if (bytes.length === 0) return 'an empty file'
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return null
  if (COMPOUND_FILE.every((byte, i) => bytes[i] === byte)) {
    return holdsName(bytes, 'EncryptedPackage') ? 'a password' : 'an old .xls'
  }
  const head = decode(bytes.subarray(0, 2_000))
  if (/^[^<]{0,10}<(!doctype html|html|head|body|table|meta|style)\b/i.test(head)) return 'a web page'
  if (/urn:schemas-microsoft-com:office:spreadsheet/.test(head)) return 'an Excel 2003 XML'
  if (head.startsWith('%PDF')) return 'a PDF'
  return /\p{Cc}/u.test(head.replace(/\s/g, '')) ? 'no zip file' : 'text, such as CSV'
}

/** Whether a compound file has an entry of this name, which it writes in UTF-16. */
function holdsName(bytes: Uint8Array, name: string): boolean {
  const wanted = Uint8Array.from({ length: 2 * name.length }, (_, i) => (i % 2 === 0 ? name.charCodeAt(i / 2) : 0))
  for (let at = bytes.indexOf(wanted[0]!); at !== -1; at = bytes.indexOf(wanted[0]!, at + 1)) {
    if (wanted.every((byte, i) => bytes[at + i] === byte)) return true
  }
  return false
}

function notWorkbook(path: string, found: string): InputError {
  return new InputError([{ code: 'not-workbook', path, found, expected: 'workbook' }])
}

function tooMany(path: string, most: number, what: 'sheets' | 'rows' | 'cells' | 'texts' | 'parts'): InputError {
  return new InputError([{ code: 'too-large', path, found: `> ${most} ${what}`, expected: `<= ${most} ${what}` }])
}

/**
 * Goes through the XML of a part.
 * @param shownAs what to call the part in a fault
 * @throws InputError when it is not there, or no XML
 */
function walk(zip: Zip, part: string, path: string, handlers: Handlers, shownAs = `${path}:${part}`): void {
  const bytes = zip.part(part)
  if (bytes === null) throw notWorkbook(`${path}:${part}`, 'no part')
  try {
    walkXml(xmlText(bytes), handlers)
  } catch (error) {
    if (error instanceof XmlError) throw notWorkbook(shownAs, 'damaged')
    throw error
  }
}

/** The part that lists the sheets. */
function workbookPart(zip: Zip, path: string): string {
  if (zip.has('xl/workbook.bin')) throw notWorkbook(path, 'an .xlsb')
  if (zip.has('content.xml')) throw notWorkbook(path, 'an .ods')
  if (!zip.has('_rels/.rels')) throw notWorkbook(path, 'a zip without a workbook')
  const root = [...relationships(zip, '', path).values()].find(({ type }) => type.endsWith('/officeDocument'))
  if (root === undefined || !zip.has(root.target)) throw notWorkbook(path, 'a zip without a workbook')
  return root.target
}

/** The parts that a part refers to, by id; '' is the file as a whole. */
function relationships(zip: Zip, part: string, path: string): Map<string, { type: string; target: string }> {
  const folder = part.slice(0, part.lastIndexOf('/') + 1)
  const list = `${folder}_rels/${part.slice(folder.length)}.rels`
  const found = new Map<string, { type: string; target: string }>()
  if (!zip.has(list)) return found
  walk(zip, list, path, {
    open: (name, attribute) => {
      if (name !== 'Relationship' || attribute('TargetMode') === 'External') return
      if (found.size === MAX_RELATIONS) throw tooMany(path, MAX_RELATIONS, 'parts')
      const target = resolved(folder, attribute('Target') ?? '')
      found.set(attribute('Id') ?? '', {
        type: attribute('Type') ?? '',
        target: zip.has(target) ? target : plainName(target),
      })
    },
  })
  return found
}

function resolved(folder: string, target: string): string {
  const way = target.replaceAll('\\', '/')
  const steps = way.startsWith('/') ? way.split('/') : [...folder.split('/'), ...way.split('/')]
  const kept: string[] = []
  for (const step of steps) {
    if (step === '..') kept.pop()
    else if (step !== '' && step !== '.') kept.push(step)
  }
  return kept.join('/')
}

/** A name in which characters may stand as %20. */
function plainName(name: string): string {
  try {
    return decodeURIComponent(name)
  } catch {
    return name
  }
}

interface ListedSheet {
  readonly name: string
  readonly hidden: boolean
  readonly id: string
}

/** The sheets in order, and the day from which dates count. */
function sheetList(zip: Zip, part: string, path: string): { sheets: ListedSheet[]; epoch: number } {
  const sheets: ListedSheet[] = []
  let epoch = EPOCH_1900
  walk(zip, part, path, {
    open: (element, attribute) => {
      if (element === 'workbookPr' && isTrue(attribute('date1904'))) epoch = EPOCH_1904
      if (element !== 'sheet') return
      const hidden = /^(very)?hidden$/i.test(attribute('state') ?? '')
      sheets.push({ name: (attribute('name') ?? '').slice(0, MAX_NAME), hidden, id: attribute(':id') ?? '' })
      if (sheets.length > MAX_SHEETS) throw tooMany(path, MAX_SHEETS, 'sheets')
    },
  })
  if (sheets.length === 0) throw notWorkbook(path, 'a zip without a workbook')
  return { sheets, epoch }
}

const EPOCH_1900 = Date.UTC(1899, 11, 30)
const EPOCH_1904 = Date.UTC(1904, 0, 1)

function isTrue(text: string | undefined): boolean {
  return text === '1' || text === 'true' || text === 'on'
}

/** The texts that cells refer to by number. */
function sharedStrings(zip: Zip, part: string | undefined, path: string): string[] {
  const strings: string[] = []
  if (part === undefined || !zip.has(part)) return strings
  const reader = textReader()
  walk(zip, part, path, {
    open: (name, attribute) => {
      if (name === 'si') reader.start()
      else reader.open(name, attribute)
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

/**
 * Collects the text of `t` elements, in runs or not; how it sounds (`rPh`) is not part of it. What a run raises stays so in its
 * letters: 23 with a small 1 behind it is "23¹", not 231.
 */
function textReader() {
  let collected = ''
  let inText = false
  let inSound = false
  let isRaised = false
  return {
    start: () => {
      collected = ''
      inText = false
      inSound = false
      isRaised = false
    },
    open: (name: string, attribute: Attributes) => {
      if (name === 'rPh') inSound = true
      else if (name === 'r') isRaised = false
      else if (name === 'vertAlign') isRaised = attribute('val') === 'superscript'
      else if (name === 't') inText = !inSound
    },
    close: (name: string) => {
      if (name === 'rPh') inSound = false
      else if (name === 't') inText = false
    },
    add: (text: string) => {
      if (inText && collected.length <= MAX_TEXT) collected += isRaised ? raised(text) : text
    },
    text: () => unescaped(collected),
  }
}

const [PLAIN, RAISED] = ['0123456789()abcdefghijklmnoprstuvwxyz', '⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ']

function raised(text: string): string {
  return text.replace(/[\da-z()]/g, (letter) => RAISED[PLAIN.indexOf(letter)] ?? letter)
}

/** Characters that XML has no way to write stand as _x000D_. */
function unescaped(text: string): string {
  if (!text.includes('_x')) return text
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
}

/** How the cells of a style show a number, by the number of the style. */
function cellFormats(zip: Zip, part: string | undefined, path: string): NumberFormat[] {
  if (part === undefined || !zip.has(part)) return []
  const codes = new Map<number, string>()
  const formats: NumberFormat[] = []
  let inCells = false
  walk(zip, part, path, {
    open: (name, attribute) => {
      if (name === 'numFmt') codes.set(Number(attribute('numFmtId')), attribute('formatCode') ?? '')
      else if (name === 'cellXfs') inCells = true
      else if (name === 'xf' && inCells) {
        const id = Number(attribute('numFmtId'))
        formats.push(formatOf(id, codes.get(id)))
      }
    },
    close: (name) => {
      if (name === 'cellXfs') inCells = false
    },
  })
  return formats
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
  zip: Zip,
  part: string,
  file: string,
  name: string,
  strings: readonly string[],
  formats: readonly NumberFormat[],
  epoch: number,
  budget: { rows: number; cells: number },
): ReadRow[] {
  const path = `${file}:${name}`
  const rows = new Map<number, Map<number, ReadCell>>()
  const inline = textReader()
  let [row, column] = [0, -1]
  let cell: OpenCell | null = null
  let inside: 'v' | 'f' | null = null
  const openCell = (attribute: Attributes): OpenCell => {
    if (--budget.cells < 0) throw tooMany(path, MAX_CELLS, 'cells')
    const r = attribute('r')
    const place = r === undefined ? { row, column: column + 1 } : placeOf(r)
    if (place === null) throw notWorkbook(path, r!)
    column = place.column
    inline.start()
    const { row: at, column: over } = place
    const [type, style] = [attribute('t') ?? 'n', Number(attribute('s') ?? 0)]
    return { row: at, column: over, type, style, value: '', formula: null }
  }
  const keep = (open: OpenCell) => {
    const found = valueOf(open, inline.text(), strings, formats, epoch)
    if (found === null) return
    const cells = rows.get(open.row) ?? new Map<number, ReadCell>()
    const at = address(open.row - 1, open.column)
    // which of the two a reader takes is anybody's guess
    if (cells.has(open.column))
      throw new InputError([{ code: 'duplicate', path: `${path}!${at}`, found: '', expected: '' }])
    cells.set(open.column, { address: at, kind: found.kind, text: found.text })
    rows.set(open.row, cells)
  }
  const openRow = (attribute: Attributes) => {
    if (--budget.rows < 0) throw tooMany(path, MAX_ROWS, 'rows')
    const r = attribute('r')
    row = r === undefined ? row + 1 : Number(/^\d{1,7}$/.test(r) ? r : 0)
    if (row < 1 || row > LAST_ROW) throw notWorkbook(path, (r ?? String(row)).slice(0, 20))
    column = -1
  }
  const handlers: Handlers = {
    open: (element, attribute) => {
      if (element === 'row') openRow(attribute)
      else if (element === 'c') cell = openCell(attribute)
      else if (cell === null) return
      else if (element === 'v' || element === 'f') {
        inside = element
        if (element === 'f') cell.formula = ''
      } else inline.open(element, attribute)
    },
    close: (element) => {
      if (element === 'c' && cell !== null) {
        keep(cell)
        cell = null
      } else if (element === 'v' || element === 'f') inside = null
      else inline.close(element)
    },
    text: (text) => {
      if (cell === null) return
      if (inside === 'v') cell.value = joined(cell.value, text)
      else if (inside === 'f') cell.formula = joined(cell.formula ?? '', text)
      else inline.add(text)
    },
  }
  walk(zip, part, file, handlers, path)
  return [...rows]
    .toSorted(([a], [b]) => a - b)
    .map(([number, cells]) => ({ number, cells: new Map([...cells].toSorted(([a], [b]) => a - b)) }))
}

/** Text as far as a cell can hold it. */
function joined(text: string, more: string): string {
  return text.length > MAX_TEXT ? text : text + more
}

/** Row from 1 and column from 0 of "B7"; null for what is no address in a sheet. */
function placeOf(reference: string): { row: number; column: number } | null {
  const match = /^([A-Z]{1,3})([1-9]\d{0,6})$/i.exec(reference)
  if (match === null) return null
  const letters = match[1]!.toUpperCase().split('')
  const column = letters.reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1
  const row = Number(match[2])
  return column > LAST_COLUMN || row > LAST_ROW ? null : { row, column }
}

/** What a cell holds; null when that is nothing, or nothing but blanks. */
function valueOf(
  { type, style, value, formula }: OpenCell,
  inline: string,
  strings: readonly string[],
  formats: readonly NumberFormat[],
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
  if (type === 'd')
    return value === '' ? null : { kind: 'date', text: value.slice(0, 40).replace(/T00:00(:00(\.0+)?)?$/, '') }
  const plain = value.trim()
  if (plain === '') return formula === null ? null : { kind: 'formula', text: `=${formula}` }
  if (!NUMBER.test(plain) || !Number.isFinite(Number(plain))) return asText(value)
  const number = Number(plain)
  const shown = formats[style]?.(number) ?? 'number'
  if (shown === 'number') return { kind: 'number', text: String(number) }
  return { kind: 'date', text: (shown === 'time' ? timeText(number) : dateText(number, epoch)) ?? plain }
}

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i

/** The day of a number of days; null beyond what a calendar has. Excel counts a 29th of February 1900, which never was. */
function dateText(days: number, epoch: number): string | null {
  const whole = Math.floor(days) + (epoch === EPOCH_1900 && days < 60 ? 1 : 0)
  const day = new Date(epoch + whole * 86_400_000)
  return Number.isNaN(day.getTime()) ? null : day.toISOString().slice(0, 10)
}

function timeText(days: number): string | null {
  const minutes = Math.round(days * 1440)
  if (!(minutes >= 0 && minutes < 1e9)) return null
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`
}

/** "B7" of row and column, both from 0. */
export function address(row: number, column: number): string {
  const letters = (n: number): string =>
    n < 0 ? '' : letters(Math.floor(n / 26) - 1) + String.fromCharCode(65 + (n % 26))
  return `${letters(column)}${row + 1}`
}
