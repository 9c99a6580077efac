/** A case within OORs from its file: lists may stand in CSV beside it, and the cells in a result or a table. */
import { byCode, decimalToNano, parseDecimal } from '../../domain/decimal.js'
import { InputError, MOST_FAULTS, readIn, stopAtEnough, type Fault } from '../../domain/errors.js'
import { cellKey, type InstitutionCase, type OorCell } from '../../domain/institutions.js'
import { foldedCode } from '../../domain/language.js'
import { outsideFrame } from '../../domain/outside.js'
import { inPlaceOf, withPlaces, type PlaceOf } from '../../domain/places.js'
import { together, type Reading } from '../../domain/reading.js'
import { mostCareful } from '../../domain/scenario.js'
import { checkBoth, checkNational, checkShape, clipped, parseJson, refuseAnswers } from '../../shapes/check.js'
import {
  CASE_LISTS,
  caseSchema,
  inlineCaseSchema,
  type CaseList,
  type InlineCaseFile,
} from '../../shapes/institutions.js'
import { isTotal } from '../../words/around-tables.js'
import { fingerprint } from '../canonical.js'
import { parseCsv } from '../csv.js'
import { here, type Machine } from '../machine.js'
import { newAccount } from './account.js'
import { decode, isWorkbook } from '../text.js'
import { caseSheets, gridOfCsv, listIn, wholeOf, type CasePlace } from './case-tables.js'
import { codeOf, codesOf, type Codes } from './names.js'
import { readingOf, withReading } from './readings.js'
import { asShipped } from './shipped-cases.js'
import { NO_KEY, unreadIn } from './unread.js'
import { parseProposal, proposalFromBytes } from './proposal.js'
import { proposalIn } from './proposal-table.js'

/** What a case begins with. */
const EXPECTED = 'oors, specialties, institutions, recognitions, cells'

/** What came out of a check, so that it need not be checked again. */
const checked = new WeakSet<object>()

/** A case as the library takes it: the id of a shipped one, a path, the bytes of a workbook, or the case itself, checked or not. */
export type CaseInput = string | object

/** Reads a case. @param name of the file that bytes are of @throws InputError with every fault found, each by its path */
export function readCase(given: CaseInput, name?: string): InstitutionCase {
  if (given instanceof Uint8Array) {
    if (isWorkbook(name ?? '', given)) return caseInWorkbook(given, name ?? 'case.xlsx')
    const value = parseJson(decode(given), name ?? 'case')
    refuseAnswers(value, name ?? 'case', EXPECTED)
    return name === undefined ? parseCase(value) : readIn(name, () => parseCase(value))
  }
  if (typeof given !== 'string') return parseCase(given)
  const path = here().findScenario(given, 'case.json')
  const bytes = here().read(path)
  if (isWorkbook(path, bytes)) return caseInWorkbook(bytes, path)
  const value = parseJson(decode(bytes), path)
  refuseAnswers(value, path, EXPECTED)
  refuseUnread(value)
  const file = checkShape(caseSchema, withListsBeside(value, path), path)
  const places: CasePlace[] = []
  const account = newAccount()
  const whole: Record<string, unknown> = { ...file }
  for (const list of Object.keys(CASE_LISTS) as CaseList[]) {
    const named = file[list]
    if (typeof named !== 'string') continue
    const read = listBeside(path, named, list, places)
    whole[list] = read
    account.used.push({ code: 'rows', path: named, found: String(read.length) })
  }
  const oors = file.oors.map(asNamed)
  const specialties = file.specialties.map(asNamed)
  const readings: (Reading | null)[] = []
  const apart =
    typeof file.outside === 'string'
      ? outsideInFile(path, file.outside, specialties)
      : outsideOf(file.outside, specialties)
  for (const table of ['cells', 'outside'] as const) {
    const named = file[table]
    if (typeof named !== 'string') continue
    const own = specialties.filter(isOf(table, apart))
    const found = here().readNamed(path, named)
    const said = answerIn(found, named)
    const proposal = proposalFromBytes(found, { specialties: own, oors, remarksEmpty: true }, named)
    readings.push(readingOf(proposal))
    whole[table] = { ...tableOf(own, oors, proposal.places), ...said }
  }
  const reading = together([account, ...readings])
  const read = parseCase(withPlaces(whole, placeIn(places)))
  return reading.used.length === 0 || here().isShipped(path) ? read : withReading(read, reading)
}

/** Each list may be a CSV beside `case.json`: one by its own name need not be named. */
function withListsBeside(value: unknown, path: string): unknown {
  if (!/(^|[\\/])case\.json$/.test(path) || typeof value !== 'object' || value === null) return value
  const beside = [...Object.keys(CASE_LISTS), 'cells', 'outside']
    .filter((list) => !Object.hasOwn(value, list) && here().hasNamed(path, `${list}.csv`))
    .map((list) => [list, `${list}.csv`])
  return { ...value, ...Object.fromEntries(beside) }
}

/** A list in a file of its own: CSV, or JSON. */
function listBeside(path: string, named: string, list: CaseList, places: CasePlace[]): readonly unknown[] {
  const text = decode(here().readNamed(path, named))
  if (!/^\s*\[/.test(text)) return listIn(gridOfCsv(text, named, list), list, places)
  return parseJson(text, named) as readonly unknown[]
}

/** What an answer of `solve` or `draft` says of itself, where a table is one. @throws InputError for one without a distribution */
function answerIn(bytes: Uint8Array, named: string): object {
  if (isWorkbook(named, bytes) || !/^\s*\{/.test(decode(bytes))) return {}
  const { status, data } = parseJson(decode(bytes), named) as { readonly status?: unknown; readonly data?: unknown }
  const faults: Fault[] = []
  if (!isWhole(status, named, faults)) throw new InputError(faults)
  return { ...(status !== undefined && { status }), ...(data !== undefined && { data }) }
}

/** A case from a workbook: a sheet for every list, one with its setting, and one with the cells. */
function caseInWorkbook(bytes: Uint8Array, path: string): InstitutionCase {
  const { reading, file, places, cellSheets, outsideCodes } = caseSheets(bytes, path)
  const [oors, specialties] = [file.oors.map(asNamed), file.specialties.map(asNamed)]
  const whole: Record<string, unknown> = { ...file }
  const apart = outsideCodes === null ? null : new Set(outsideCodes)
  const readings: (Reading | null)[] = [reading]
  for (const [table, sheet] of Object.entries(cellSheets)) {
    const own = specialties.filter(isOf(table as 'cells' | 'outside', apart))
    const read = proposalIn(sheet, { specialties: own, oors, remarksEmpty: true })
    readings.push(readingOf(read))
    whole[table] = tableOf(own, oors, read.allocation.flat())
  }
  return withReading(parseCase(withPlaces(whole, placeIn(places))), together(readings))
}

/** Where the fields of lists stand that were read from tables. */
function placeIn(places: readonly CasePlace[]): PlaceOf {
  return (field) => places.find(({ at }) => field === at || field.startsWith(`${at}.`))?.in(field)
}

/** A case that comes with the package, by its id and nothing else: an id never becomes a path. @throws InputError `not-found` */
export function readShippedCase(id: string, shownAs: string): InstitutionCase {
  const path = here().findShipped(id, shownAs, 'case.json')
  const known = shippedBefore.get(here()) ?? new Map<string, InstitutionCase>()
  shippedBefore.set(here(), known)
  const found = known.get(path) ?? asShipped(readCase(path))
  known.set(path, found)
  return found
}

/** What comes with the package stays as it is; reading a case of it takes longer than listing all. */
const shippedBefore = new WeakMap<Machine, Map<string, InstitutionCase>>()

/** Checks a case that is in memory and holds its lists itself. @throws InputError with every fault found */
export function parseCase(value: unknown): InstitutionCase {
  if (typeof value === 'object' && value !== null && checked.has(value)) return value as InstitutionCase
  refuseAnswers(value, 'case', EXPECTED)
  inPlaceOf(value, () => refuseUnread(value))
  return inPlaceOf(value, () => checkBoth(inlineCaseSchema, value, 'case', caseOf, () => false))
}

function asNamed({ code, name = code }: { readonly code: string; readonly name?: string | undefined }) {
  return { code, name, intake: 0, aliases: [] }
}

/** Which specialties a table is about: those outside the frame have one of their own where it is given. */
function isOf(table: 'cells' | 'outside', outside: ReadonlySet<string> | null) {
  return ({ code }: { readonly code: string }): boolean =>
    outside === null || outside.has(code) === (table === 'outside')
}

/** The specialties in the table outside the frame, by code or name. @throws InputError for a row that is none */
function outsideIn(
  rows: readonly string[],
  specialties: readonly ReturnType<typeof asNamed>[],
  at: (row: number) => string,
): ReadonlySet<string> {
  const known = codesOf(specialties)
  const faults: Fault[] = []
  const codes = rows.map((row, i) => codeOf(row, () => at(i), known, faults))
  if (faults.length > 0) throw new InputError(faults)
  return new Set(codes)
}

/** The same of a file; in a workbook they are known by the names of what stands outside the frame. */
function outsideInFile(path: string, named: string, specialties: readonly ReturnType<typeof asNamed>[]) {
  const bytes = here().readNamed(path, named)
  if (isWorkbook(named, bytes)) {
    const isOutside = ({ code, name }: { readonly code: string; readonly name: string }) =>
      outsideFrame(name) !== undefined || outsideFrame(code) !== undefined
    return new Set(specialties.filter(isOutside).map(({ code }) => code))
  }
  const text = decode(bytes)
  if (/^\s*\{/.test(text)) {
    const { rows } = parseJson(text, named) as { readonly rows?: readonly string[] }
    return outsideIn((rows ?? []).map(String), specialties, (row) => `${named}: rows[${row}]`)
  }
  const known = codesOf(specialties)
  const lines = parseCsv(text, named).lines.filter(({ cells }) => cells.some((cell) => /^\s*\d/.test(cell)))
  // a name may stand in a column of its own, and totals below
  const rows = lines.flatMap(({ cells, line }) => {
    const found = cells
      .slice(0, 2)
      .find((cell, i) => known.find(cell) !== undefined && (i === 0 || !/^\s*\d/.test(cell)))
    const [row = ''] = cells
    return found !== undefined ? [{ row: found, line }] : isTotal(row) ? [] : [{ row, line }]
  })
  return outsideIn(
    rows.map(({ row }) => row),
    specialties,
    (row) => `${named}:${rows[row]!.line}`,
  )
}

function tableOf(rows: readonly { code: string }[], columns: readonly { code: string }[], places: readonly number[]) {
  const width = columns.length
  return {
    rows: rows.map(({ code }) => code),
    columns: columns.map(({ code }) => code),
    allocation: rows.map((_, s) => places.slice(s * width, (s + 1) * width)),
  }
}

/** Places or fte in billionths. */
function amountOf(given: number | string, path: string, faults: Fault[]): number {
  const decimal = parseDecimal(String(given))
  if (decimal === null) faults.push({ code: 'not-decimal', path, found: clipped(String(given)), expected: '' })
  else if (decimal.digits < 0n) faults.push({ code: 'negative', path, found: clipped(String(given)), expected: '>= 0' })
  else if (decimal.digits > 1_000_000n * 10n ** BigInt(decimal.scale)) {
    faults.push({ code: 'too-large', path, found: clipped(String(given)), expected: '<= 1000000' })
  } else return decimalToNano(decimal)
  return 0
}

/** A day as 2027-01-31. */
export function dayOf(given: string | null | undefined, path: string, faults: Fault[]): string | null {
  if (given == null) return null
  const [, y, m, d] = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(given) ?? []
  const [, day = d, month = m, year = y] = /^(\d{1,2})[-/](\d{1,2})[-/](\d{4})$/.exec(given) ?? []
  const text = `${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}`
  const isDay = !Number.isNaN(Date.parse(text)) && new Date(`${text}T00:00:00Z`).toISOString().startsWith(text)
  if (isDay) return text
  faults.push({ code: 'value', path, found: clipped(given), expected: '2027-01-31' })
  return null
}

function caseOf(file: InlineCaseFile): InstitutionCase {
  const faults: Fault[] = []
  const [specialties, oors] = [file.specialties.map(asNamed), file.oors.map(asNamed)]
  const institutions = file.institutions.map(({ code, name = code, kind = '', nza = '' }) => ({
    code,
    name,
    kind,
    nza: nza.trim(),
  }))
  for (const [path, list] of Object.entries({ specialties, oors, institutions })) refuseTwice(list, path, faults)
  // advices have places by code, and no reader finds this one among them
  institutions.forEach(({ code }, i) => {
    if (code === NO_KEY) faults.push({ code: 'value', path: `institutions[${i}].code`, found: code, expected: '' })
  })
  const known = { specialty: codesOf(specialties), oor: codesOf(oors), institution: codesOf(institutions) }
  const at = readers(known, faults)
  const recognitions = file.recognitions.map((each, i) => ({
    ...at.training(each, `recognitions[${i}]`),
    from: dayOf(each.from, `recognitions[${i}].from`, faults),
    to: dayOf(each.to, `recognitions[${i}].to`, faults),
  }))
  recognitions.forEach(({ from, to }, i) => {
    if (from === null || to === null || from <= to) return
    faults.push({ code: 'value', path: `recognitions[${i}].to`, found: to, expected: `>= ${from}` })
  })
  const history = (file.history ?? []).map((each, i) => ({
    ...at.training(each, `history[${i}]`),
    year: yearOf(each.year, `history[${i}].year`, faults),
    inflow: amountOf(each.inflow, `history[${i}].inflow`, faults),
    throughflow: amountOf(each.throughflow, `history[${i}].throughflow`, faults),
  }))
  refuseRepeated(
    history,
    ({ institution, specialty, oor, year }) => [institution, specialty, oor, String(year)],
    'history',
    faults,
  )
  const capacity = (file.capacity ?? []).map((each, i) => {
    const path = `capacity[${i}]`
    const [min, max] = [wholeOf(each.min, `${path}.min`, faults), wholeOf(each.max, `${path}.max`, faults)]
    refuseCrossed(min, max, `${path}.max`, faults)
    return {
      institution: at.code('institution', each.institution, path),
      specialty: each.specialty == null ? null : at.code('specialty', each.specialty, path),
      module: each.module ?? null,
      min,
      max,
    }
  })
  const agreements = (file.agreements ?? []).map((each, i) => {
    const path = `agreements[${i}]`
    const [low, high] = [wholeOf(each.low, `${path}.low`, faults), wholeOf(each.high, `${path}.high`, faults)]
    refuseCrossed(low, high, `${path}.high`, faults)
    if (low === null && high === null)
      faults.push({ code: 'missing', path: `${path}.low`, found: '-', expected: 'low | high' })
    return {
      institution: at.code('institution', each.institution, path),
      specialty: each.specialty == null ? null : at.code('specialty', each.specialty, path),
      oor: each.oor == null ? null : at.code('oor', each.oor, path),
      low,
      high,
      by: each.by,
      date: dayOf(each.date, `${path}.date`, faults),
      reason: each.reason ?? '',
    }
  })
  const advices = (file.advices ?? []).map((each, i) => {
    const path = `advices[${i}]`
    const by = Object.entries(each.by).map(([institution, places]) => ({
      institution: at.code('institution', institution, `${path}.by`),
      places,
    }))
    refuseRepeated(by, ({ institution }) => [institution], `${path}.by`, faults)
    return {
      specialty: at.code('specialty', each.specialty, path),
      oor: at.code('oor', each.oor, path),
      // a JSON object has no order
      by: by.toSorted((a, b) => byCode(a.institution, b.institution)),
    }
  })
  refuseRepeated(advices, ({ specialty, oor }) => [specialty, oor], 'advices', faults)
  const referenceDate = dayOf(file.referenceDate, 'referenceDate', faults)
  const cells = cellsOf(file, specialties, oors, faults)
  if (faults.length > 0) throw new InputError(faults.slice(0, 10 * MOST_FAULTS))
  const content = {
    id: file.id,
    title: file.title ?? file.id,
    year: file.year,
    data: mostCareful([file.data ?? 'confidential', file.cells.data, file.outside?.data])!,
    oors: oors.map(({ code, name }) => ({ code, name })),
    specialties: specialties.map(({ code, name }) => ({ code, name })),
    institutions,
    recognitions,
    history,
    capacity,
    change: file.change == null ? null : { below: file.change.below ?? null, above: file.change.above ?? null },
    agreements,
    advices,
    cells,
    referenceDate,
    addressee: file.addressee ?? ('VWS' as const),
    options: {
      split: 'inflow+throughflow' as const,
      half: 'up' as const,
      tieBreak: 'error' as const,
      ...givenOf(file.options),
    },
  }
  const whole = { ...content, sha256: fingerprint(content) }
  checked.add(whole)
  return whole
}

/** The same case about other cells; those that are not among them stay: of specialties outside the frame. */
export function withCells(given: InstitutionCase, cells: readonly OorCell[]): InstitutionCase {
  const { sha256: _, ...of } = given
  const known = new Map(cells.map((cell) => [cellKey(cell), cell.places]))
  const own = of.cells.map((cell) => ({
    ...cell,
    places: known.get(cellKey(cell)) ?? cell.places,
  }))
  const content = { ...of, cells: own }
  const whole = { ...content, sha256: fingerprint(content) }
  checked.add(whole)
  return whole
}

/** Of places by institution no shape sees this one; no institution may have it as its code. @throws InputError */
function refuseUnread(value: unknown): void {
  const { advices } = (value ?? {}) as { readonly advices?: unknown }
  const faults = unreadIn(advices, 'advices')
  if (faults.length > 0) throw new InputError(faults)
}

/** What is there of optional fields. */
function givenOf(options: InlineCaseFile['options']): Partial<InstitutionCase['options']> {
  return Object.fromEntries(Object.entries(options ?? {}).filter(([, value]) => value !== undefined))
}

function readers(known: Readonly<Record<'specialty' | 'oor' | 'institution', Codes>>, faults: Fault[]) {
  const code = (kind: keyof typeof known, text: string, path: string) => {
    stopAtEnough(faults)
    return codeOf(text, () => `${path}.${kind}`, known[kind], faults)
  }
  return {
    code,
    training: (each: { institution: string; specialty: string; oor: string }, path: string) => ({
      institution: code('institution', each.institution, path),
      specialty: code('specialty', each.specialty, path),
      oor: code('oor', each.oor, path),
    }),
  }
}

function yearOf(given: number | string, path: string, faults: Fault[]): number {
  if (/^\d{4}$/.test(String(given).trim())) return Number(given)
  faults.push({ code: 'value', path, found: clipped(String(given)), expected: '2024' })
  return 0
}

function refuseCrossed(low: number | null, high: number | null, path: string, faults: Fault[]): void {
  if (low === null || high === null || low <= high) return
  faults.push({ code: 'value', path, found: String(high), expected: `>= ${low}` })
}

function refuseTwice(list: readonly { readonly code: string }[], path: string, faults: Fault[]): void {
  const seen = new Set<string>()
  list.forEach(({ code }, i) => {
    const folded = foldedCode(code)
    if (seen.has(folded)) faults.push({ code: 'duplicate', path: `${path}[${i}].code`, found: code, expected: '' })
    seen.add(folded)
  })
}

function refuseRepeated<T>(
  list: readonly T[],
  keyOf: (entry: T) => readonly string[],
  path: string,
  faults: Fault[],
): void {
  const seen = new Set<string>()
  list.forEach((entry, i) => {
    const key = keyOf(entry)
    if (seen.has(key.join('\n'))) {
      faults.push({ code: 'duplicate', path: `${path}[${i}]`, found: key.join('-'), expected: '' })
    }
    seen.add(key.join('\n'))
  })
}

/** The places of every specialty in every OOR, whole and not below nothing. */
function cellsOf(
  file: InlineCaseFile,
  specialties: readonly ReturnType<typeof asNamed>[],
  oors: readonly ReturnType<typeof asNamed>[],
  faults: Fault[],
): OorCell[] {
  const cells = new Map<string, number>()
  const apart = unlessFaulty(() => outsideOf(file.outside, specialties), faults)
  for (const table of ['cells', 'outside'] as const) {
    const value = file[table]
    if (value === undefined) continue
    const own = specialties.filter(isOf(table, apart))
    if (own.length === 0) continue
    if (!isWhole(value.status, table, faults)) continue
    const read = unlessFaulty(() => parseProposal(value, { specialties: own, oors }, table), faults)
    if (read === null) continue
    for (const { path, value: found } of read.notWhole ?? []) {
      faults.push({ code: 'not-whole', path, found: String(found), expected: '>= 0' })
    }
    own.forEach(({ code }, s) =>
      oors.forEach((oor, o) => cells.set(`${code}\n${oor.code}`, read.places[s * oors.length + o]!)),
    )
  }
  checkNational(
    [...cells.values()].filter((each) => each > 0),
    'cells',
    faults,
  )
  return specialties.flatMap(({ code }) =>
    oors.map((oor) => ({ specialty: code, oor: oor.code, places: cells.get(`${code}\n${oor.code}`) ?? 0 })),
  )
}

/** A method may break totals or get stuck, and some questions have no solution: what it gives is no distribution over OORs. */
function isWhole(status: unknown, path: string, faults: Fault[]): boolean {
  const whole: readonly unknown[] = ['optimal', 'feasible']
  if (status === undefined || whole.includes(status)) return true
  faults.push({
    code: 'value',
    path: `${path}: status`,
    found: clipped(JSON.stringify(status)),
    expected: whole.join(' | '),
  })
  return false
}

/** The specialties of the table outside the frame; null where there is none. */
function outsideOf(
  table: InlineCaseFile['outside'],
  specialties: readonly ReturnType<typeof asNamed>[],
): ReadonlySet<string> | null {
  return table === undefined ? null : outsideIn(table.rows, specialties, (row) => `outside.rows[${row}]`)
}

function unlessFaulty<T>(read: () => T, faults: Fault[]): T | null {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    faults.push(...error.faults)
    return null
  }
}
