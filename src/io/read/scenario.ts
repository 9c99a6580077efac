/** A scenario from its file: shape by the schema, data files read in, meaning checked. See `scenarios/README.md`. */
import { InputError } from '../../domain/errors.js'
import { inPlaceOf, placedAs, placesOf } from '../../domain/places.js'
import type { Reading } from '../../domain/reading.js'
import type { Scenario } from '../../domain/scenario.js'
import { entriesOf } from './care-use.js'
import {
  checkBoth,
  checkShape,
  parseJson,
  refuseAnswers,
  refuseCrowd,
  refuseMany,
  shown,
  type Beginning,
} from '../../shapes/check.js'
import { parseCsv } from '../csv.js'
import { here, readText } from '../machine.js'
import { decode, isWorkbook } from '../text.js'
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
import { followsIn, scenarioOfFile, refuseRecords, refuseStrangersIn } from './scenario-file.js'
import { checked, type ReadBeside } from './scenario-file.js'

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
  const value = parseJson(decode(bytes), path, { beginning })
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
  return parseScenario(parseJson(decode(bytes), 'scenario', { beginning }))
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
  const { published: _, ...whole } = file
  const { careUse } = readScenario(path)
  if (careUse.kind === 'published') {
    const { base, reference } = careUse
    const tables = { base: mutable(base), ...(reference !== null && { reference: mutable(reference) }) }
    return checkShape(inlineScenarioSchema, { ...whole, published: tables }, path)
  }
  const { unit, records, institutions } = file.careUse ?? {}
  if (careUse.kind === 'matrix') {
    const { all, training } = careUse
    const matrices = { all: mutable(all), ...(training !== null && { training: mutable(training) }) }
    return { ...whole, careUse: { ...(unit !== undefined && { unit }), ...matrices } }
  }
  const entries = (data: string | readonly object[] | undefined, columns: readonly string[]) => {
    const table = typeof data === 'string' ? parseCsv(textBeside(path, data), data) : (data ?? [])
    return Array.from(entriesOf(table, columns, path, []), ({ entry }) => entry)
  }
  const lines = { records: entries(records, RECORD_COLUMNS), institutions: entries(institutions, INSTITUTION_COLUMNS) }
  return checkShape(inlineScenarioSchema, { ...whole, careUse: lines }, path)
}

function mutable<T>(matrix: readonly (readonly T[])[]): T[][] {
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
  const saidAt = (field: string) => placesOf(file)?.(field)
  const saysYear = saidAt('year') !== undefined
  const missing = known.specialties.filter(({ code }) => !specialties.some((each) => each.code === code))
  const sum = (rows: readonly { readonly intake?: number | undefined }[]) =>
    rows.reduce((total, { intake = 0 }) => total + intake, 0)
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
      ...adoptedAs(file, known, saidAt('frame.status')),
      ...(frame === null || own === framed
        ? []
        : [{ code: 'intake-differs' as const, path, found: `${own} / ${framed}` }]),
    ],
  }
}

/** The very status and date of the frame that it began with: templates once had these filled in, and own data were then called adopted. */
function adoptedAs({ frame, data }: ScenarioFile, known: Scenario, path: string | undefined): Reading['warnings'] {
  const isSame = frame?.status === known.frame?.status && frame?.date === known.frame?.date
  if (path === undefined || frame == null || !isSame || data === 'published') return []
  return [{ code: 'status-taken-over', path, found: frame.date }]
}

function scenarioFrom(value: unknown, shownAs: string, readBeside: ReadBeside): Scenario {
  refuseAnswers(value, shownAs, 'specialties, oors, careUse')
  refuseCrowd(value)
  refuseStrangersIn(value)
  return checkBoth(scenarioSchema, value, shownAs, (file) => scenarioOfFile(file, readBeside), followsIn(value))
}

/** A large scenario that is wrong all over is refused by its beginning. */
function beginning(begun: Beginning): void {
  refuseStrangersIn(begun.value)
  refuseMany(scenarioSchema, begun)
  refuseRecords(begun.value)
}
