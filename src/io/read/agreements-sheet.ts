/**
 * Sheet Afspraken: an agreement a row. Specialisme and OOR are a cell, OOR alone its total, Specialisme alone a whole row, which stands
 * under Minimaal in words ("zoals geadviseerd", "zoals de basis") or as its numbers in the order of the OORs ("1, 2, 3").
 */
import type { Fault } from '../../domain/errors.js'
import type { AgreementFile } from '../../shapes/files.js'
import { AGREED_ROW } from '../../words/consultation.js'
import { listIn, type ListEntry } from './list.js'
import type { Codes } from './names.js'
import { notationOf, readWhole, type Notation } from './numbers.js'
import type { Sheet } from './sheet.js'
import { dateOf } from './workbook-frame.js'

const COLUMNS = {
  specialty: /^(specialis|specialty|opleiding$)/i,
  oor: /^oor/i,
  low: /^(min|laag|low|least|ten minste|at least)/i,
  high: /^(max|hoog|high|most|ten hoogste|at most)/i,
  places: /^(plaatsen|aantal|places|number|precies|exact)/i,
  by: /^(door|by|wie|who|afgesproken|agreed)/i,
  date: /^(datum|date|wanneer|when)/i,
  reason: /^(reden|reason|waarom|why|toelichting)/i,
}
type Column = keyof typeof COLUMNS

interface Reading {
  readonly specialties: Codes
  readonly oors: Codes
  readonly faults: Fault[]
  /** Gets the cell of each field. */
  readonly at: Map<string, string>
}

/** The agreements that a sheet lists, as a file would hold them. */
export function agreementsIn(sheet: Sheet, reading: Reading): AgreementFile[] {
  const { faults, at } = reading
  const notation = notationOf(sheet, 'places', [])
  return listIn(sheet, COLUMNS, ['by'], faults).flatMap((entry, i) => {
    const before = faults.length
    const file = agreementIn(entry, notation, reading)
    const path = `agreements[${i}]`
    at.set(path, entry.path(entry.cell('oor') === undefined ? 'specialty' : 'oor'))
    for (const field of ['specialty', 'oor', 'low', 'high', 'by', 'date', 'reason'] as const) {
      at.set(`${path}.${field}`, entry.path(entry.cell(field) === undefined && isEnd(field) ? 'places' : field))
    }
    at.set(`${path}.row`, entry.path('low'))
    return faults.length > before ? [] : [file]
  })
}

function isEnd(field: Column): boolean {
  return field === 'low' || field === 'high'
}

function agreementIn(
  entry: ListEntry<Column>,
  notation: Notation,
  { specialties, oors, faults }: Reading,
): AgreementFile {
  const [specialty, oor] = [entry.code('specialty', specialties), entry.code('oor', oors)]
  const places = (column: 'low' | 'high' | 'places') => {
    const cell = entry.cell(column)
    return cell === undefined ? undefined : readWhole(cell, entry.path(column), notation, faults)
  }
  const about = { ...(specialty !== null && { specialty }), ...(oor !== null && { oor }) }
  const isRow = entry.cell('specialty') !== undefined && entry.cell('oor') === undefined
  const row = isRow ? rowIn(entry, faults) : undefined
  const exactly = row === undefined ? places('places') : undefined
  const [low, high] =
    row === undefined ? [places('low') ?? exactly, places('high') ?? exactly] : [undefined, highOfRow(entry, faults)]
  const day = entry.cell('date')
  const date = day === undefined ? null : dateOf(day, entry.path('date'), faults)
  const reason = entry.text('reason')
  return {
    ...about,
    ...(low !== undefined && { low }),
    ...(high !== undefined && { high }),
    ...(row !== undefined && row !== null && { row }),
    by: entry.text('by') ?? '',
    ...(date !== null && { date }),
    ...(reason !== undefined && { reason }),
  }
}

/** The row that stands under Minimaal, or Plaatsen; null, with a fault, for what is none. */
function rowIn(entry: ListEntry<Column>, faults: Fault[]): AgreementFile['row'] | null {
  const column = entry.cell('low') === undefined && entry.cell('places') !== undefined ? 'places' : 'low'
  const text = (entry.text(column) ?? '').toLowerCase().replace(/\s+/g, ' ')
  const word = (Object.keys(AGREED_ROW) as (keyof typeof AGREED_ROW)[]).find((key) => {
    const { nl, en, also } = AGREED_ROW[key]
    return [key, nl, en, ...also].includes(text)
  })
  if (word !== undefined) return word
  const numbers = text.split(/\s*[,;|]\s*|\s+/)
  if (numbers.length > 1 && numbers.every((each) => /^\d{1,7}$/.test(each))) return numbers.map(Number)
  const [found, expected] = [
    text === '' ? '-' : text.slice(0, 60),
    `${AGREED_ROW.advice.nl} | ${AGREED_ROW.base.nl} | 1, 2, … | OOR`,
  ]
  faults.push({ code: text === '' ? 'missing' : 'value', path: entry.path(column), found, expected })
  return null
}

/** A row has no most. */
function highOfRow(entry: ListEntry<Column>, faults: Fault[]): undefined {
  const text = entry.text('high')
  if (text !== undefined)
    faults.push({ code: 'value', path: entry.path('high'), found: text.slice(0, 60), expected: 'OOR' })
  return undefined
}
