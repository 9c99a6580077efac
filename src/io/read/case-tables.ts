/** The lists of a case from tables: CSV beside it, or the sheets of a workbook. The first line has the names of the fields. */
import { InputError, stopAtEnough, type Fault } from '../../domain/errors.js'
import { clipped } from '../../shapes/check.js'
import { CASE_LISTS, type CaseList } from '../../shapes/institutions.js'
import {
  AMENDMENT_FIELDS,
  CASE_FIELD,
  CASE_SETTING,
  CASE_SHEET,
  dataKindOf,
  isWord,
  type SheetOfCase,
} from '../../words/case-tables.js'
import { TERM } from '../../words/terms.js'
import { parseCsv } from '../csv.js'
import { decode, isWorkbook } from '../text.js'
import { readXlsx } from '../xlsx/read.js'
import type { Reading } from '../../domain/reading.js'
import { newAccount } from './account.js'
import { underHeader } from './care-use.js'
import { workbookSheet, type Sheet } from './sheet.js'
import { NO_KEY } from './unread.js'

/** The lists that tables hold: those of a case, and what amends a version of its places. */
type TableList = CaseList | 'amendments'

/** Where what was read from a table stands. */
export interface CasePlace {
  readonly at: string
  readonly in: (field: string) => string
}

/** Lines under a header. */
interface Grid {
  readonly header: readonly string[]
  readonly lines: readonly { readonly number: number; readonly cells: readonly string[] }[]
  /** What to call a line, or a field in it. */
  readonly at: (line: number, field?: string) => string
  /** What to call the heading of a column. */
  readonly headAt: (column: number) => string
  /** The line of the header. */
  readonly first: number
}

/** A table in CSV; titles may stand above its header. */
export function gridOfCsv(text: string, name: string, list: TableList): Grid {
  const words = fieldsOf(list).flatMap((field) => [
    field.toLowerCase(),
    ...CASE_FIELD[field]!.map((word) => word.toLowerCase()),
  ])
  const { header, at: first, lines } = underHeader(parseCsv(text, name), words)
  const at = (line: number, field?: string) => `${name}:${line}${field === undefined ? '' : `:${field}`}`
  return {
    header,
    lines: lines.map(({ line, cells }) => ({ number: line, cells })),
    at,
    headAt: () => at(first),
    first,
  }
}

/** A sheet of a workbook, with its header in the first line that has a word of the list. */
function gridOfSheet(sheet: Sheet, list: TableList): Grid {
  const fields = fieldsOf(list)
  const known = (text: string) => fields.some((field) => isWord(text, field, CASE_FIELD[field]!))
  const top = sheet.rows.findIndex(({ cells }) => [...cells.values()].filter(({ text }) => known(text)).length >= 2)
  const rows = sheet.rows.slice(Math.max(0, top))
  const width = Math.max(0, ...rows.flatMap(({ cells }) => [...cells.keys()])) + 1
  const textsOf = (row: (typeof rows)[number] | undefined) =>
    Array.from({ length: width }, (_, column) => row?.cells.get(column)?.text ?? '')
  const header = textsOf(rows[0])
  const at = (line: number, field?: string) => {
    const column = field === undefined ? -1 : header.findIndex((title) => isWord(title, field, CASE_FIELD[field] ?? []))
    return sheet.at(line, column === -1 ? undefined : column)
  }
  const lines = rows.slice(1).map((row) => ({ number: row.number, cells: textsOf(row) }))
  const first = rows[0]?.number ?? 1
  return { header, lines, at, headAt: (column) => sheet.at(first, column), first }
}

/** A list from a table; what is empty is not there. @throws InputError for a heading that is no field */
export function listIn({ header, lines, at, headAt, first }: Grid, list: TableList, places: CasePlace[]): object[] {
  const fields = fieldsOf(list)
  const titles = header.map((title) => fields.find((field) => isWord(title, field, CASE_FIELD[field]!)))
  if (header.every((title) => title.trim() === '')) {
    throw new InputError([{ code: 'no-table', path: at(first), found: '-', expected: fields.join(', ') }])
  }
  const faults = header.flatMap((title, i): Fault[] => {
    const found = { path: headAt(i), found: clipped(title) }
    if (titles[i] === undefined && title.trim() !== '') {
      return [{ code: 'unknown-key', ...found, expected: fields.join(', ') }]
    }
    const isTwice = titles[i] !== undefined && titles.indexOf(titles[i]) < i
    return isTwice ? [{ code: 'duplicate', ...found, expected: '' }] : []
  })
  // what no head says anything of: a comma too many, and all after it stands under another
  for (const { number, cells } of lines) {
    const stray = cells.find((cell, i) => titles[i] === undefined && (header[i] ?? '').trim() === '' && cell !== '')
    if (stray === undefined) continue
    faults.push({ code: 'unknown-key', path: at(number), found: clipped(stray), expected: fields.join(', ') })
    stopAtEnough(faults)
  }
  if (faults.length > 0) throw new InputError(faults)
  const entries = lines.map(({ number, cells }) => {
    const filled = cells.flatMap((cell, i) =>
      titles[i] === undefined || cell === '' ? [] : [[titles[i], cell] as const],
    )
    return { number, entry: Object.fromEntries(filled) }
  })
  const told = entries.filter(({ entry }) => Object.keys(entry).length > 0)
  if (list === 'advices') return advicesIn(told, at, places)
  told.forEach(({ number }, i) => places.push(placeOf(`${list}[${i}]`, number, at)))
  return told.map(({ entry }) => entry)
}

function placeOf(path: string, line: number, at: Grid['at']): CasePlace {
  return {
    at: path,
    in: (field) => (field === path ? at(line) : at(line, field.slice(path.length).replace(/^\./, ''))),
  }
}

function fieldsOf(list: TableList): readonly string[] {
  if (list === 'amendments') return AMENDMENT_FIELDS
  return list === 'advices'
    ? ['specialty', 'oor', 'institution', 'places']
    : Object.keys(CASE_LISTS[list].element.shape)
}

/** An advice has a line for every institution. */
function advicesIn(
  entries: readonly { readonly number: number; readonly entry: Readonly<Record<string, string>> }[],
  at: Grid['at'],
  places: CasePlace[],
): object[] {
  const faults: Fault[] = []
  const advices = new Map<string, { specialty: string; oor: string; by: Record<string, number> }>()
  for (const { number, entry } of entries) {
    const { specialty = '', oor = '', institution = '', places: given = '' } = entry
    for (const field of ['specialty', 'oor', 'institution', 'places'] as const) {
      if (entry[field] === undefined)
        faults.push({ code: 'missing', path: at(number, field), found: '-', expected: 'string' })
    }
    const key = JSON.stringify([specialty, oor])
    const known = advices.get(key) ?? { specialty, oor, by: {} }
    if (!advices.has(key)) places.push(placeOf(`advices[${advices.size}]`, number, at))
    if (Object.hasOwn(known.by, institution)) {
      faults.push({ code: 'duplicate', path: at(number, 'institution'), found: clipped(institution), expected: '' })
    }
    if (institution === NO_KEY)
      faults.push({ code: 'unknown-code', path: at(number, 'institution'), found: NO_KEY, expected: '' })
    known.by[institution] = wholeOf(given, at(number, 'places'), faults) ?? 0
    advices.set(key, known)
    stopAtEnough(faults)
  }
  if (faults.length > 0) throw new InputError(faults)
  return [...advices.values()]
}

export function wholeOf(given: number | string | null | undefined, path: string, faults: Fault[]): number | null {
  if (given == null) return null
  const text = String(given).trim()
  if (/^\d{1,7}$/.test(text)) return Number(text)
  faults.push({ code: 'not-whole', path, found: clipped(text), expected: '>= 0' })
  return null
}

/** What the sheets of a workbook hold, but for the cells: those are read by the codes of the case. */
interface CaseInSheets {
  /** The specialties of sheet Buiten kader; null where there is none. */
  readonly outsideCodes: readonly string[] | null
  /** What was used, and which sheets were passed over. */
  readonly reading: Reading
  readonly file: Readonly<Record<string, unknown>> & {
    readonly oors: readonly Coded[]
    readonly specialties: readonly Coded[]
  }
  readonly places: readonly CasePlace[]
  readonly cellSheets: { readonly cells: Sheet; readonly outside?: Sheet }
}

interface Coded {
  readonly code: string
  readonly name?: string
}

/** @throws InputError for a workbook that is no case: without its cells, or the lists that every case has */
export function caseSheets(bytes: Uint8Array, path: string): CaseInSheets {
  const sheets = new Map<SheetOfCase, Sheet>()
  const account = newAccount()
  for (const each of readXlsx(bytes, path).sheets) {
    const name = (Object.keys(CASE_SHEET) as SheetOfCase[]).find((sheet) => isWord(each.name, sheet, CASE_SHEET[sheet]))
    const place = { path: `${path}:${each.name}`, found: clipped(each.name) }
    if (name === undefined) account.skipped.push({ code: 'sheet-skipped', ...place })
    else if (sheets.has(name)) account.faults.push({ code: 'duplicate', ...place, expected: CASE_SHEET[name][0] })
    else {
      sheets.set(name, workbookSheet(each, path))
      account.used.push({ code: 'sheet', ...place })
      if (each.hidden) account.warnings.push({ code: 'sheet-hidden', ...place })
    }
  }
  if (account.faults.length > 0) throw new InputError(account.faults)
  const missing = (['frame', 'institutions', 'recognitions', 'cells'] as const).filter((name) => !sheets.has(name))
  if (missing.length > 0) {
    throw new InputError(
      missing.map((name): Fault => ({ code: 'missing', path, found: '-', expected: CASE_SHEET[name][0] })),
    )
  }
  const places: CasePlace[] = []
  const lists = (Object.keys(CASE_LISTS) as CaseList[]).flatMap((list) => {
    const sheet = sheets.get(list)
    return sheet === undefined ? [] : [[list, listIn(gridOfSheet(sheet, list), list, places)] as const]
  })
  const cells = sheets.get('cells')!
  const outside = sheets.get('outside')
  const [rows, columns] = codesIn([cells, ...(outside === undefined ? [] : [outside])])
  const outsideCodes = outside === undefined ? null : codesIn([outside])[0].map(({ code }) => code)
  const file = {
    ...settingIn(sheets.get('frame')!, path),
    oors: columns,
    specialties: rows,
    ...Object.fromEntries(lists),
  }
  return {
    reading: account,
    file,
    places,
    outsideCodes,
    cellSheets: { cells, ...(outside !== undefined && { outside }) },
  }
}

/**
 * What amends a version, from CSV or a workbook: a line for every training. In a workbook it stands on sheet Wijzigingen, or on the only one.
 * @throws InputError for heads that are no fields, for lines that are filled in half, each by its cell, and where there are none
 */
export function amendmentsInTable(bytes: Uint8Array, path: string): { list: object[]; places: readonly CasePlace[] } {
  const places: CasePlace[] = []
  const grid = isWorkbook(path, bytes)
    ? gridOfSheet(amendmentSheet(bytes, path), 'amendments')
    : gridOfCsv(decode(bytes), path, 'amendments')
  const entries = listIn(grid, 'amendments', places) as Readonly<Record<string, string>>[]
  const faults: Fault[] = []
  if (entries.length === 0) {
    faults.push({ code: 'no-table', path: grid.at(grid.first), found: '-', expected: AMENDMENT_FIELDS.join(', ') })
  }
  const list = entries.map((entry, i) => {
    const at = (field: string) => places[i]!.in(`amendments[${i}].${field}`)
    for (const field of AMENDMENT_FIELDS) {
      if ((entry[field] ?? '').trim() === '') faults.push({ code: 'missing', path: at(field), found: '-', expected: FIELD_HOLDS[field] }) // prettier-ignore
    }
    const [before, after] = (['before', 'after'] as const).map((field) => wholeOf(entry[field], at(field), faults))
    stopAtEnough(faults)
    return { ...entry, before, after }
  })
  if (faults.length > 0) throw new InputError(faults)
  return { list, places }
}

/** What a field of an amendment holds, as a fault says it. */
const FIELD_HOLDS: Readonly<Record<(typeof AMENDMENT_FIELDS)[number], string>> = {
  institution: 'string', specialty: 'string', oor: 'string', before: '>= 0', after: '>= 0', ground: 'string', date: '2027-01-31',
} // prettier-ignore

function amendmentSheet(bytes: Uint8Array, path: string): Sheet {
  const { sheets } = readXlsx(bytes, path)
  const shown = sheets.filter(({ hidden }) => !hidden)
  const found =
    shown.find(({ name }) => isWord(name, 'amendments', CASE_SHEET.amendments)) ??
    (shown.length === 1 ? shown[0] : undefined)
  if (found !== undefined) return workbookSheet(found, path)
  const names = shown.map(({ name }) => clipped(name)).join(', ')
  throw new InputError([{ code: 'missing', path, found: names, expected: CASE_SHEET.amendments[0] }])
}

/** The codes beside and above the cells; a name may stand behind the code of a specialty, in a column of its own. */
function codesIn(sheets: readonly Sheet[]): readonly [rows: Coded[], columns: Coded[]] {
  const rows: Coded[] = []
  const columns = new Map<string, Coded>()
  for (const sheet of sheets) {
    const top = sheet.rows.findIndex(
      ({ cells }) => [...cells.values()].filter(({ kind }) => kind === 'text').length >= 2,
    )
    const [head, ...lines] = sheet.rows.slice(Math.max(0, top))
    const names = new Map([...(head?.cells ?? [])].map(([column, { text }]) => [column, text]))
    const nameColumn = [...names].find(([, text]) => isWord(text, 'name', CASE_FIELD['name']!))?.[0]
    // nothing need stand above the codes
    const codeColumn = Math.min(...names.keys(), ...lines.flatMap(({ cells }) => [...cells.keys()]))
    for (const [column, text] of names) {
      if (column === codeColumn || column === nameColumn || isTotalWord(text)) continue
      columns.set(text, { code: text })
    }
    for (const { cells } of lines) {
      const code = cells.get(codeColumn)?.text ?? ''
      if (code === '' || isTotalWord(code)) continue
      const name = nameColumn === undefined ? undefined : cells.get(nameColumn)?.text
      rows.push({ code, ...(name !== undefined && { name }) })
    }
  }
  return [rows, [...columns.values()]]
}

function isTotalWord(text: string): boolean {
  return /^(totaal|total)$/i.test(text.trim())
}

const SETTING_HEAD = ['field', 'value'] as const

/** What sheet Kader says: a word, and its value beside it. */
function settingIn(sheet: Sheet, path: string): Readonly<Record<string, unknown>> {
  const setting: Record<string, unknown> = { id: path.replace(/^.*[\\/]|\.[^.]*$/g, '') }
  const faults: Fault[] = []
  const [change, options]: Record<string, unknown>[] = [{}, {}]
  const told = ({ cells }: Sheet['rows'][number]) => [cells.get(0)?.text ?? '', cells.get(1)?.text ?? ''] as const
  // a heading, as the template has it; titles may stand above it
  const head = sheet.rows.findIndex((row) =>
    told(row).every((text, i) => isWord(text, SETTING_HEAD[i]!, [TERM[SETTING_HEAD[i]!].nl])),
  )
  for (const row of sheet.rows.slice(head + 1)) {
    const { number } = row
    const [word, value] = told(row)
    const key = Object.keys(CASE_SETTING).find((each) => isWord(word, each, CASE_SETTING[each]!))
    if (word === '' || value === '') continue
    if (key === undefined) {
      faults.push({ code: 'unknown-key', path: sheet.at(number, 0), found: clipped(word), expected: Object.values(CASE_SETTING).map(([first]) => first).join(', ') }) // prettier-ignore
    } else if (key === 'below' || key === 'above') change![key] = wholeOf(value, sheet.at(number, 1), faults)
    else if (key === 'split') options![key] = value
    else if (key === 'year') setting[key] = wholeOf(value, sheet.at(number, 1), faults)
    else setting[key] = key === 'data' ? dataKindOf(value) : value
  }
  if (faults.length > 0) throw new InputError(faults)
  return {
    ...setting,
    ...(Object.keys(change!).length > 0 && { change }),
    ...(Object.keys(options!).length > 0 && { options }),
  }
}
