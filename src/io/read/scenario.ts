/** A scenario from its file: shape by the schema, data files read in, meaning checked. See `scenarios/README.md`. */
import { InputError, stopAtEnough, type Fault } from '../../domain/errors.js'
import { foldedCode } from '../../domain/language.js'
import type { Options } from '../../domain/options.js'
import { inPlaceOf, placedAs, placesOf } from '../../domain/places.js'
import type { Reading } from '../../domain/reading.js'
import type { CareUse, CareUseMatrix, Scenario, Specialty } from '../../domain/scenario.js'
import { fingerprint } from '../canonical.js'
import {
  checkRows,
  entriesOf,
  matrixFromCsv,
  matrixFromJson,
  readInstitutions,
  readRecords,
  shortest,
} from './care-use.js'
import {
  checkBoth,
  checkNational,
  checkShape,
  parseJson,
  refuseAnswers,
  refuseCrowd,
  shown,
  type Follows,
} from '../../shapes/check.js'
import { parseCsv, type CsvTable } from '../csv.js'
import { here, readText } from '../machine.js'
import { decode, isWorkbook } from '../text.js'
import { newAccount, type Account } from './grid.js'
import { codeOf, codesOf, refuseStrangers, type Codes } from './names.js'
import {
  INSTITUTION_COLUMNS,
  RECORD_COLUMNS,
  inlineScenarioSchema,
  scenarioSchema,
  type InlineScenarioFile,
  type ScenarioFile,
} from '../../shapes/files.js'
import { readingOf, withoutReading, withReading } from './readings.js'
import { scenarioFromWorkbook } from './workbook-scenario.js'

/** Reads a data file that the scenario names; null where a scenario may not name files. */
type ReadBeside = ((name: string) => string) | null

/**
 * Reads a scenario: the id of a shipped one, a folder, or a file; a workbook is one with care use and intake.
 * @param frame completes a workbook; passed over for what is complete by itself
 * @throws InputError with every fault found, each by its path
 */
export function readScenario(given: string, frame: Scenario | null = null): Scenario {
  return scenarioAt(opened(given), frame)
}

/** A file that was read, and not yet looked into. */
interface Opened {
  readonly path: string
  readonly bytes: Uint8Array
}

function opened(given: string): Opened {
  const path = here().findScenario(given)
  return { path, bytes: here().read(path) }
}

function scenarioAt({ path, bytes }: Opened, frame: Scenario | null): Scenario {
  if (isWorkbook(path, bytes)) return parseScenario(scenarioInWorkbook(bytes, path, frame))
  const value = parseJson(decode(bytes), path)
  const scenario = scenarioFrom(value, path, (name) => textBeside(path, name))
  return here().isShipped(path) ? withoutReading(scenario) : scenario
}

/** The text of a data file that a scenario file names. */
function textBeside(path: string, name: string): string {
  return decode(here().readNamed(path, name))
}

/** A scenario as the library takes it: an id or a path, the bytes of a workbook, or the scenario itself, checked or not. */
type Input = string | object

/**
 * Scenarios, each read and checked; those that are workbooks are completed by `frame`.
 * @param where what to call the frame in a fault
 * @throws InputError with every fault; a frame around nothing that takes one is wrong usage
 */
export function scenariosOf(given: readonly Input[], frame: Input | undefined, where = 'frame'): Scenario[] {
  // a pipe is read once
  const inputs = given.map((each) => (typeof each === 'string' ? opened(each) : each))
  if (frame !== undefined && !inputs.some(takesFrame)) {
    throw new InputError([{ code: 'no-workbook', path: where, found: given.map(nameOf).join(', '), expected: '.xlsx' }])
  }
  const base = frame === undefined ? null : scenarioOf(frame, null)
  return inputs.map((each) => scenarioOf(each, base))
}

function scenarioOf(given: Input | Opened, frame: Scenario | null): Scenario {
  if (typeof given === 'string') return readScenario(given, frame)
  if (isOpened(given)) return scenarioAt(given, frame)
  if (given instanceof Uint8Array) return scenarioIn(given, frame)
  return typeof given === 'object' && isChecked(given) ? given : parseScenario(given)
}

/** A scenario from bytes: a workbook, or JSON with its data in it. */
function scenarioIn(bytes: Uint8Array, frame: Scenario | null): Scenario {
  if (isWorkbook('', bytes)) return parseScenario(scenarioInWorkbook(bytes, 'workbook', frame))
  return parseScenario(parseJson(decode(bytes), 'scenario'))
}

/** Whether an input may leave something to a frame. */
function takesFrame(given: object): boolean {
  if (given instanceof Uint8Array) return isWorkbook('', given)
  return isOpened(given) && isWorkbook(given.path, given.bytes)
}

function isOpened(given: unknown): given is Opened {
  return (
    typeof given === 'object' &&
    given !== null &&
    'bytes' in given &&
    given.bytes instanceof Uint8Array &&
    'path' in given
  )
}

function nameOf(given: Input): string {
  if (typeof given === 'string') return given
  return 'id' in given ? shown(given.id) : 'scenario'
}

/**
 * Checks a scenario that is already in memory and holds its data itself.
 * @throws InputError with every fault found; naming a data file is one
 */
export function parseScenario(value: unknown): Scenario {
  return inPlaceOf(value, () => asRead(value, scenarioFrom(value, 'scenario', null)))
}

/** The account of the table that a file in memory came from, and its places, go on to what is made of it. */
function asRead<T extends object>(from: unknown, made: T): T {
  const account = typeof from === 'object' && from !== null ? readingOf(from) : null
  return placedAs(from, withReading(made, account))
}

/** What came out of a check, so that it need not be checked again. */
const checked = new WeakSet<object>()

/** Whether a value is a scenario that was checked before. */
export function isChecked(value: object): value is Scenario {
  return checked.has(value)
}

/**
 * Reads a shipped scenario by its id alone, whatever else bears that name.
 * @param shownAs the path of the fault when there is none
 * @throws InputError `not-found`
 */
export function readShipped(id: string, shownAs: string): Scenario {
  return readScenario(here().findShipped(id, shownAs))
}

/** A shipped scenario as a file that holds its data itself. @throws InputError `not-found`, with `shownAs` as the path */
export function shippedFile(id: string, shownAs: string): InlineScenarioFile {
  const path = here().findShipped(id, shownAs)
  const file = checkShape(scenarioSchema, parseJson(readText(path), path), path)
  const { careUse } = readScenario(path)
  const { unit, records, institutions } = file.careUse
  if (careUse.kind === 'matrix') {
    const { all, training } = careUse
    const matrices = { all: mutable(all), ...(training !== null && { training: mutable(training) }) }
    return { ...file, careUse: { ...(unit !== undefined && { unit }), ...matrices } }
  }
  const entries = (data: string | readonly object[] | undefined, columns: readonly string[]) => {
    const table = typeof data === 'string' ? parseCsv(textBeside(path, data), data) : (data ?? [])
    return entriesOf(table, columns, path, []).map(({ entry }) => entry)
  }
  const lines = { records: entries(records, RECORD_COLUMNS), institutions: entries(institutions, INSTITUTION_COLUMNS) }
  return checkShape(inlineScenarioSchema, { ...file, careUse: lines }, path)
}

function mutable(matrix: CareUseMatrix): string[][] {
  return matrix.map((row) => [...row])
}

/** The shipped scenario whose names and aliases a workbook may use that comes without a scenario. */
const KNOWN = '2027-base'

/**
 * A scenario from a workbook, as its file would hold it; see `workbook.ts` for the sheets.
 * @param scenario gives all that the workbook does not hold
 * @throws InputError with every fault, each by sheet and cell
 */
export function scenarioInWorkbook(bytes: Uint8Array, path: string, scenario: Scenario | null): ScenarioFile {
  const known = scenario ?? readScenario(KNOWN)
  const file = scenarioFromWorkbook(bytes, { path, scenario, known })
  return withReading(file, ownReading(file, path, { frame: scenario, known }))
}

/** What a reader should know of data of somebody's own: in which frame they stand, and where they differ from it. */
function ownReading(
  file: ScenarioFile,
  path: string,
  { frame, known }: { readonly frame: Scenario | null; readonly known: Scenario },
): Reading {
  const { specialties, floor, zeroCells = [], year } = file
  const saysYear = placesOf(file)?.('year') !== undefined
  const missing = known.specialties.filter(({ code }) => !specialties.some((each) => each.code === code))
  const sum = (rows: readonly { readonly intake: number }[]) => rows.reduce((total, { intake }) => total + intake, 0)
  const [own, framed] = [sum(specialties), sum(known.specialties)]
  const share = floor?.share ?? 0
  return {
    used: [
      ...(frame === null ? [] : [{ code: 'frame' as const, path, found: frame.id }]),
      ...(frame === null || saysYear ? [] : [{ code: 'frame-year' as const, path, found: String(year) }]),
      ...(share > 0 ? [{ code: 'floor' as const, path, found: `${Number((100 * share).toFixed(6))}%` }] : []),
      ...(zeroCells.length > 0 ? [{ code: 'zero-cells' as const, path, found: String(zeroCells.length) }] : []),
    ],
    skipped: [],
    warnings: [
      ...(share > 0 ? [] : [{ code: 'no-floor' as const, path, found: '' }]),
      ...(zeroCells.length > 0 ? [] : [{ code: 'no-zero-cells' as const, path, found: '' }]),
      ...(missing.length === 0
        ? []
        : [{ code: 'specialties-missing' as const, path, found: missing.map(({ code }) => code).join(', ') }]),
      ...(frame === null || own === framed
        ? []
        : [{ code: 'intake-differs' as const, path, found: `${own} / ${framed}` }]),
    ],
  }
}

function scenarioFrom(value: unknown, shownAs: string, readBeside: ReadBeside): Scenario {
  refuseAnswers(value, shownAs, 'specialties, oors, careUse')
  refuseCrowd(value)
  refuseStrangersIn(value)
  return checkBoth(scenarioSchema, value, shownAs, (file) => scenarioOfFile(file, readBeside), followsIn(value))
}

/** Only beside lists of codes that are right by themselves are names unknown. */
function refuseStrangersIn(value: unknown): void {
  if (typeof value !== 'object' || value === null) return
  const { specialties, oors, careUse, zeroCells, bounds } = value as Readonly<Record<string, unknown>>
  const { specialties: rows, oors: columns } = scenarioSchema.shape
  const [down, across] = [rows.safeParse(shortList(specialties)), columns.safeParse(shortList(oors))]
  if (!down.success || !across.success) return
  const known = [codesOf(down.data.map(asNamed)), codesOf(across.data.map(asNamed))] as const
  const keys = ['specialty', 'oor'] as const
  refuseStrangers(zeroCells, 'zeroCells', keys, known)
  refuseStrangers(bounds, 'bounds', keys, known)
  const records = typeof careUse === 'object' && careUse !== null && 'records' in careUse ? careUse.records : null
  refuseStrangers(records, 'careUse.records', keys, known)
}

/** A list that a schema may look at as a whole. */
function shortList(list: unknown): unknown {
  return Array.isArray(list) && list.length <= 5_000 ? list : null
}

function asNamed<T extends { readonly code: string; readonly name?: string | undefined }>(entry: T) {
  return { ...entry, name: entry.name ?? entry.code, aliases: [] }
}

/** Faults of codes follow from a list of codes that is wrong, and that of a row of care use from one of its cells. */
function followsIn(value: unknown): Follows {
  const specialties = typeof value === 'object' && value !== null && 'specialties' in value ? value.specialties : []
  const codes = Array.isArray(specialties) ? (specialties as unknown[]).map(codeIn) : []
  return ({ code, path }, isGone) => {
    const codesGone = (side: 'specialties' | 'oors') =>
      isGone(new RegExp(`^${side}(\\[\\d+\\](\\.(code|name|aliases)\\b.*)?)?$`))
    const isField = /^(careUse|zeroCells|bounds|specialties|oors|floor|criterion)\b(?!\.csv)/.test(path)
    if (!isField) return codesGone('specialties') || codesGone('oors') || isGone(/^careUse/)
    const [, matrix, named] = /^careUse\.(all|training): (.*)$/s.exec(path) ?? []
    if (matrix !== undefined) return isGone(new RegExp(`^careUse\\.${matrix}\\[${codes.indexOf(named)}\\]`))
    if (code === 'unknown-code') return codesGone(path.endsWith('.oor') ? 'oors' : 'specialties')
    if (code === 'shape') return isGone(/^(specialties|oors)$/)
    return code === 'floor-too-high' && isGone(/^oors$/)
  }
}

function codeIn(entry: unknown): unknown {
  const code = typeof entry === 'object' && entry !== null && 'code' in entry ? entry.code : undefined
  return typeof code === 'string' ? code.trim() : undefined
}

function scenarioOfFile(file: ScenarioFile, readBeside: ReadBeside): Scenario {
  const faults: Fault[] = []
  const specialties = file.specialties.map(({ code, name = code, intake, aliases = [] }): Specialty => ({
    code,
    name,
    intake,
    aliases,
  }))
  const oors = file.oors.map(({ code, name = code, aliases = [] }) => ({ code, name, aliases }))
  checkDuplicates(specialties, 'specialties', faults)
  checkDuplicates(oors, 'oors', faults)
  checkNational(
    specialties.map(({ intake }) => intake),
    'specialties',
    faults,
  )
  const specialtyCodes = codesOf(specialties)
  const oorCodes = codesOf(oors)
  const criterion = readCriterion(file, faults)
  checkFloor(file, faults)
  const cellOf = (cell: { readonly specialty: string; readonly oor: string }, path: string) => {
    stopAtEnough(faults)
    return {
      specialty: codeOf(cell.specialty, `${path}.specialty`, specialtyCodes, faults),
      oor: codeOf(cell.oor, `${path}.oor`, oorCodes, faults),
    }
  }
  const zeroCells = (file.zeroCells ?? []).map((cell, i) => ({
    ...cellOf(cell, `zeroCells[${i}]`),
    reason: cell.reason ?? '',
    source: cell.source ?? '',
  }))
  const bounds = (file.bounds ?? []).map((bound, i) => {
    if (bound.low > bound.high) {
      faults.push({ code: 'value', path: `bounds[${i}].high`, found: String(bound.high), expected: `>= ${bound.low}` })
    }
    return {
      ...cellOf(bound, `bounds[${i}]`),
      low: bound.low,
      high: bound.high,
      reason: bound.reason ?? '',
    }
  })
  const account = newAccount(faults)
  const careUse = readCareUse(file, specialties, specialtyCodes, oorCodes, criterion, readBeside, account)
  if (faults.length > 0) throw new InputError(faults)
  const own = file.own ?? null
  const scenario = {
    id: file.id,
    title: file.title ?? (own === null ? file.id : ''),
    year: file.year,
    data: file.data ?? ('confidential' as const),
    sources: file.sources ?? [],
    oors,
    specialties,
    careUse,
    criterion,
    floor: file.floor ?? null,
    zeroCells,
    leeway: file.leeway ?? null,
    frame: file.frame ?? null,
    bounds,
    options: (file.options ?? {}) as Partial<Options>,
  }
  // where a workbook stands and what it is called is no part of what is in it
  const content = own === null ? scenario : { ...scenario, id: '', sources: [] }
  const whole = { ...scenario, own, sha256: fingerprint(content) }
  checked.add(whole)
  return account.used.length === 0 ? whole : withReading(whole, account)
}

function checkDuplicates(entries: readonly { code: string }[], path: string, faults: Fault[]): void {
  const seen = new Set<string>()
  entries.forEach(({ code }, i) => {
    const folded = foldedCode(code)
    if (seen.has(folded)) faults.push({ code: 'duplicate', path: `${path}[${i}].code`, found: code, expected: '' })
    seen.add(folded)
  })
}

/** 1.3 "Any weights that sum to 1 are allowed." */
function readCriterion(file: ScenarioFile, faults: Fault[]): { all: number; training: number } {
  const { all, training = 0 } = file.criterion ?? { all: 1, training: 0 }
  if (Math.abs(all + training - 1) > 1e-9) {
    faults.push({ code: 'criterion-sum', path: 'criterion', found: `${all} + ${training}`, expected: '1' })
  }
  return { all, training }
}

/** 1.6 "A share above 1 / number of OORs is an error." */
function checkFloor(file: ScenarioFile, faults: Fault[]): void {
  const share = file.floor?.share ?? 0
  if (share * file.oors.length > 1 + 1e-12) {
    faults.push({
      code: 'floor-too-high',
      path: 'floor.share',
      found: String(share),
      expected: `<= 1/${file.oors.length}`,
    })
  }
}

function readCareUse(
  file: ScenarioFile,
  specialties: readonly Specialty[],
  specialtyCodes: Codes,
  oorCodes: Codes,
  weights: Scenario['criterion'],
  readBeside: ReadBeside,
  account: Account,
): CareUse {
  const { faults } = account
  const { unit = 'volume', all, training, records, institutions } = file.careUse
  /** The table in a file; null, with a fault, when it cannot be read or may not be named. */
  const csv = (name: string, path: string): CsvTable | null => {
    if (readBeside === null) {
      faults.push({ code: 'type', path, found: shown(name), expected: 'array' })
      return null
    }
    try {
      return parseCsv(readBeside(name), name)
    } catch (error) {
      if (!(error instanceof InputError)) throw error
      for (const fault of error.faults) faults.push(fault)
      return null
    }
  }
  if (records !== undefined) {
    if (all !== undefined || training !== undefined) {
      faults.push({ code: 'value', path: 'careUse', found: 'all, records', expected: 'all | records' })
    }
    return readRecordsOf(records, institutions)
  }
  const matrix = (given: NonNullable<typeof all>, path: string, weight: number): CareUseMatrix => {
    const before = faults.length
    const place = typeof given === 'string' ? given : path
    const table = typeof given === 'string' ? csv(given, path) : given
    if (table === null) return []
    const { matrix: typed, rowAt } =
      'lines' in table
        ? matrixFromCsv(table, place, unit, { specialties: specialtyCodes, oors: oorCodes }, account)
        : {
            matrix: matrixFromJson(table, path, specialties.length, oorCodes.codes.length, faults),
            rowAt: (code: string) => `${path}: ${code}`,
          }
    const wrong = faults.slice(before).map((fault) => fault.path)
    const rowOf = (s: number) => `${path}[${s}]`
    const isApart = wrong.every((each) => each.startsWith(`${path}[`))
    const isWhole = (s: number) => !wrong.some((each) => each === rowOf(s) || each.startsWith(`${rowOf(s)}[`))
    // a criterion of weight 0 is not looked at
    if (isApart && weight > 0) checkRows(typed, unit, rowAt, specialties, faults, isWhole)
    return shortest(typed)
  }
  if (all === undefined)
    faults.push({ code: 'care-use-missing', path: 'careUse.all', found: '-', expected: 'all | records' })
  if (training === undefined && weights.training > 0) {
    faults.push({ code: 'care-use-missing', path: 'careUse.training', found: '-', expected: 'training' })
  }
  return {
    kind: 'matrix',
    unit,
    all: all === undefined ? [] : matrix(all, 'careUse.all', weights.all),
    training: training === undefined ? null : matrix(training, 'careUse.training', weights.training),
  }

  function readRecordsOf(given: NonNullable<typeof records>, known: typeof institutions): CareUse {
    if (known === undefined) {
      faults.push({ code: 'care-use-missing', path: 'careUse.institutions', found: '-', expected: 'institutions' })
      return { kind: 'records', records: [] }
    }
    const table = (data: string | readonly object[], path: string) =>
      typeof data === 'string' ? csv(data, path) : data
    const place = (data: string | readonly object[], path: string) => (typeof data === 'string' ? data : path)
    const before = faults.length
    const institutionTable = table(known, 'careUse.institutions')
    const recordTable = table(given, 'careUse.records')
    if (institutionTable === null || recordTable === null) return { kind: 'records', records: [] }
    const types = readInstitutions(institutionTable, place(known, 'careUse.institutions'), faults)
    const path = place(given, 'careUse.records')
    const read = readRecords(recordTable, path, types, specialtyCodes, oorCodes, faults)
    if (faults.length === before) checkUsed(read, specialties, path, weights, faults)
    if (typeof given === 'string') account.used.push({ code: 'records', path, found: String(read.length) })
    return { kind: 'records', records: read }
  }
}

/** Every specialty with intake needs some care use that counts. */
function checkUsed(
  records: readonly { specialty: string; component: string; count: number; training: boolean; zbc: boolean }[],
  specialties: readonly Specialty[],
  path: string,
  weights: Scenario['criterion'],
  faults: Fault[],
): void {
  const counted = records.filter(({ zbc, component, count }) => !zbc && component !== 'procedure-gp' && count > 0)
  const used = new Set(counted.map(({ specialty }) => specialty))
  const trained = new Set(counted.filter(({ training }) => training).map(({ specialty }) => specialty))
  for (const { code, intake } of specialties) {
    if (intake === 0) continue
    if (!used.has(code)) faults.push({ code: 'empty-row', path: `${path}: ${code}`, found: '0', expected: '> 0' })
    else if (weights.training > 0 && !trained.has(code)) {
      faults.push({ code: 'empty-row', path: `${path}: ${code} (training)`, found: '0', expected: '> 0' })
    }
  }
}
