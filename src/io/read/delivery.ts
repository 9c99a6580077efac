/** The two formats of places over institutions read back: from a workbook, or CSV as we or a Dutch Excel write it. */
import {
  authorityCode,
  DELIVERY_FORMATS,
  DELIVERY_HEAD,
  foldedLabel,
  institutionLabels,
  type Deliverable,
  type DeliveryFormat,
} from '../../domain/delivery.js'
import { InputError, stopAtEnough, type Fault } from '../../domain/errors.js'
import type { Institution } from '../../domain/institutions.js'
import { clipped } from '../../shapes/check.js'
import { isTotal } from '../../words/around-tables.js'
import { csvSheet, parseCsv } from '../csv.js'
import { decode, isWorkbook } from '../text.js'
import { readXlsx } from '../xlsx/read.js'
import { codesOf, unknownCode, type Codes } from './names.js'
import { workbookSheet, type Row, type Sheet } from './sheet.js'

/** What a format says: places of institutions, in VWS format of all OORs together. Nothing is said where there are none. */
export interface Delivered {
  readonly format: DeliveryFormat
  readonly places: readonly {
    readonly institution: string
    readonly specialty: string
    /** null in VWS format. */
    readonly oor: string | null
    readonly places: number
  }[]
}

/** By what the codes and names in a format are known. */
export type DeliveryNames = Pick<Deliverable, 'institutions'> & {
  readonly [list in 'specialties' | 'oors']: readonly { readonly code: string; readonly name: string }[]
}

/** @param path what to call the file in a fault; @throws InputError with every fault found, each by its place */
export function deliveryIn(bytes: Uint8Array, names: DeliveryNames, path = 'delivery'): Delivered {
  const found = sheetsIn(bytes, path).flatMap((sheet) => {
    const head = headIn(sheet)
    return head === null ? [] : [{ sheet, ...head }]
  })
  const [first] = found
  const heads = DELIVERY_FORMATS.map((format) => DELIVERY_HEAD[format].join(', ')).join(' | ')
  if (first === undefined) throw new InputError([{ code: 'no-table', path, found: '-', expected: heads }])
  return placesUnder(first, names)
}

function sheetsIn(bytes: Uint8Array, path: string): Sheet[] {
  if (isWorkbook(path, bytes)) return readXlsx(bytes, path).sheets.map((sheet) => workbookSheet(sheet, path))
  const text = decode(bytes)
  return [csvSheet(parseCsv(text, path, HEADS.exec(text)?.[1]), path)]
}

/** The heads of a format tell what separates cells; names of institutions may have anything in them, and figures no decimals. */
const HEADS = new RegExp(
  `^[ \\uFEFF]*"?(?:${DELIVERY_FORMATS.map((format) => DELIVERY_HEAD[format][0]).join('|')})"?([;,\\t|])"?${DELIVERY_HEAD.bols[1]}\\b`,
  'im',
)

interface Head {
  readonly format: DeliveryFormat
  readonly row: Row
  /** Of the OOR or the code of the care authority, and of the institution. */
  readonly key: number
  readonly label: number
}

/** The first row that has the heads of a format. */
function headIn({ rows }: Sheet): Head | null {
  for (const row of rows) {
    for (const format of DELIVERY_FORMATS) {
      const [key, label] = DELIVERY_HEAD[format].map(
        (head) => [...row.cells].find(([, { text }]) => foldedLabel(text) === head)?.[0],
      )
      if (key !== undefined && label !== undefined) return { format, row, key, label }
    }
  }
  return null
}

/** The column that says of made-up data that it is; and totals, if somebody added them. */
function isAside(text: string): boolean {
  return foldedLabel(text) === 'data' || isTotal(text)
}

function placesUnder({ sheet, ...head }: Head & { readonly sheet: Sheet }, names: DeliveryNames): Delivered {
  const faults: Fault[] = []
  const columns = specialtyColumns(sheet, head, codesOf(names.specialties), faults)
  const who = readersOf(head.format, names, faults)
  const lines = sheet.rows.filter(({ number, cells }) => number > head.row.number && !isRest(cells, head))
  const seen = new Set<string>()
  const places = lines.flatMap((row) => {
    stopAtEnough(faults)
    const { institution, oor } = who(row, head, sheet)
    const at = JSON.stringify([institution, oor])
    if (institution !== null && seen.has(at)) {
      faults.push({
        code: 'duplicate',
        path: sheet.at(row.number),
        found: clipped(textIn(row, head.label)),
        expected: '',
      })
    }
    seen.add(at)
    return columns.flatMap(([column, specialty]) => {
      const count = wholeIn(row, column, sheet, faults)
      return count === 0 || institution === null ? [] : [{ institution, specialty, oor, places: count }]
    })
  })
  if (faults.length > 0) throw new InputError(faults)
  return { format: head.format, places }
}

/** Totals, remarks and the like. */
function isRest(cells: Row['cells'], { key, label }: Head): boolean {
  const [first, second] = [cells.get(key)?.text ?? '', cells.get(label)?.text ?? '']
  return (first === '' && second === '') || isTotal(first) || (first === '' && isTotal(second))
}

function textIn({ cells }: Row, column: number): string {
  return cells.get(column)?.text ?? ''
}

function specialtyColumns(
  sheet: Sheet,
  { row, key, label }: Head,
  known: Codes,
  faults: Fault[],
): (readonly [column: number, specialty: string])[] {
  const columns: (readonly [number, string])[] = []
  for (const [column, { text }] of row.cells) {
    if (column === key || column === label || isAside(text)) continue
    const found = known.find(text)
    const path = sheet.at(row.number, column, text)
    if (found === undefined) faults.push(unknownCode(path, text, known, faults.length))
    else if (columns.some(([, other]) => other === found))
      faults.push({ code: 'duplicate', path, found: clipped(text), expected: '' })
    else columns.push([column, found])
  }
  return columns
}

function wholeIn(row: Row, column: number, sheet: Sheet, faults: Fault[]): number {
  const text = textIn(row, column).trim()
  if (text === '' || text === '-' || text === '–') return 0
  if (/^\d{1,7}$/.test(text)) return Number(text)
  faults.push({ code: 'not-whole', path: sheet.at(row.number, column), found: clipped(text), expected: '>= 0' })
  return 0
}

type Reader = (
  row: Row,
  head: Head,
  sheet: Sheet,
) => { readonly institution: string | null; readonly oor: string | null }

/** Who a line is about. In VWS format the code tells, and a name of another is a fault. */
function readersOf(format: DeliveryFormat, { institutions, oors }: DeliveryNames, faults: Fault[]): Reader {
  const knownOors = codesOf(oors)
  const byLabel = labelled(institutions)
  const byCode = new Map(institutions.map(({ code, nza }) => [authorityCode({ nza }), code]))
  const institutionIn: (row: Row, head: Head, sheet: Sheet) => string | null = (row, head, sheet) => {
    const [key, label] = [textIn(row, head.key), textIn(row, head.label)]
    const named = byLabel.get(foldedLabel(label))
    const found = format === 'bols' ? named : byCode.get(authorityCode({ nza: key }))
    const told = format === 'bols' ? label : key
    const path = sheet.at(row.number, format === 'bols' ? head.label : head.key)
    if (found === undefined) faults.push({ code: 'unknown-code', path, found: clipped(told), expected: 'institutions' })
    else if (named !== undefined && named !== found)
      faults.push({ code: 'two-codes', path, found: clipped(`${key}, ${label}`), expected: `${found} | ${named}` })
    return found ?? null
  }
  return (row, head, sheet) => {
    const institution = institutionIn(row, head, sheet)
    if (format === 'vws') return { institution, oor: null }
    const given = textIn(row, head.key)
    const oor = knownOors.find(given)
    if (oor === undefined) faults.push(unknownCode(sheet.at(row.number, head.key), given, knownOors, faults.length))
    return { institution, oor: oor ?? null }
  }
}

/** By the name that a format has, and by the code. */
function labelled(institutions: readonly Institution[]): ReadonlyMap<string, string> {
  const labels = institutionLabels(institutions)
  return new Map([
    ...institutions.map(({ code }) => [foldedLabel(code), code] as const),
    ...institutions.map(({ code }) => [foldedLabel(labels.get(code)!), code] as const),
  ])
}
