/**
 * Questions that come as workbooks: one workbook by itself, or a form (multipart) with files and fields. What comes out is the
 * question as JSON would hold it, so that one schema checks both.
 */
import { InputError, type Fault } from '../domain/errors.js'
import {
  advicesFromWorkbook,
  problemFromWorkbook,
  proposalFromWorkbook,
  scenarioFromWorkbook,
  type ScenarioInput,
} from '../index.js'
import { together, type Reading } from '../domain/reading.js'
import { readingOf, withReading } from '../io/readings.js'
import { clipped, parseJson } from '../io/check.js'
import { parseScenario, readShipped } from '../io/scenario.js'

export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

type Fields = Record<string, unknown>

/** One workbook as the whole question: a scenario to solve, or a table to round. @throws InputError by sheet and cell */
export function questionInWorkbook(bytes: Uint8Array, operation: string): Fields {
  if (operation === 'solve') {
    const scenario = scenarioFromWorkbook(bytes, { name: 'body' })
    parseScenario(scenario) // its faults by sheet and cell
    return withReading({ scenario }, readingOf(scenario))
  }
  if (operation === 'round') {
    const problem = problemFromWorkbook(bytes, 'body')
    return withReading({ ...problem }, readingOf(problem))
  }
  throw new InputError([{ code: 'usage', path: 'body', found: '.xlsx', expected: 'multipart/form-data' }])
}

/** The fields of which each is a scenario, and which of them may come more than once. */
const SCENARIOS: ReadonlySet<string> = new Set(['scenario', 'a', 'b', 'scenarios'])
const NUMBERS: ReadonlySet<string> = new Set(['seed', 'optima', 'timeLimit'])

/**
 * A form. Files are `.xlsx` or `.json`; other fields are text, numbers, or JSON where they begin with a bracket. A scenario that is a
 * workbook takes what it does not hold from the shipped scenario in `frame`.
 * @param type the media type with its boundary; @throws InputError, each fault by its field, sheet and cell
 */
export async function questionInForm(bytes: Uint8Array, type: string): Promise<Fields> {
  const parts = [...(await formOf(bytes, type))]
  const frame = parts.find(([name]) => name === 'frame')?.[1]
  const fields: Fields = {}
  const add = (name: string, value: unknown) => {
    if (name === 'scenarios') fields[name] = [...((fields[name] as unknown[] | undefined) ?? []), value]
    else if (Object.hasOwn(fields, name)) throw fault('duplicate', name, name, '')
    else fields[name] = value
  }
  const readings: (Reading | null)[] = []
  const told = <T>(value: T): T => {
    if (typeof value === 'object' && value !== null) readings.push(readingOf(value))
    return value
  }
  const files = parts.filter(([each, part]) => SCENARIOS.has(each) && typeof part !== 'string')
  const isFramed = files.some(([, part]) => typeof part !== 'string' && !isJson(part))
  if (frame !== undefined && !isFramed) throw fault('no-workbook', 'frame', '-', '.xlsx')
  for (const [name, part] of parts.filter(([each]) => SCENARIOS.has(each))) {
    add(name, typeof part === 'string' ? valueOf(name, part) : told(await scenarioIn(name, part, frame)))
  }
  for (const [name, part] of parts.filter(([each]) => !SCENARIOS.has(each) && each !== 'frame')) {
    if (typeof part === 'string') add(name, valueOf(name, part))
    else if (name === 'problem') Object.assign(fields, told(await tableIn(part)))
    else add(name, told(await fileIn(name, part, fields['scenario'])))
  }
  return readings.every((each) => each === null) ? fields : withReading(fields, together(readings))
}

async function formOf(bytes: Uint8Array, type: string): Promise<Iterable<[string, File | string]>> {
  try {
    const form = await new Response(Buffer.from(bytes), { headers: { 'content-type': type } }).formData()
    return form
  } catch {
    throw fault('shape', 'body', '-', 'multipart/form-data')
  }
}

function valueOf(name: string, text: string): unknown {
  if (/^\s*[[{]/.test(text)) return parseJson(text, name)
  if (text === 'true' || text === 'false') return text === 'true'
  return NUMBERS.has(name) && text.trim() !== '' ? Number(text) : text
}

async function scenarioIn(name: string, file: File, frame: File | string | undefined): Promise<unknown> {
  if (isJson(file)) return parseJson(await file.text(), name)
  const from = frame === undefined ? {} : { scenario: await frameIn(frame) }
  const scenario = scenarioFromWorkbook(await bytesOf(file), { ...from, name })
  parseScenario(scenario) // its faults by sheet and cell
  return scenario
}

/** A frame is the id of a shipped scenario, or a scenario with its data in it. */
async function frameIn(frame: File | string): Promise<ScenarioInput> {
  if (typeof frame !== 'string') {
    if (!isJson(frame)) throw fault('value', 'frame', clipped(frame.name), 'id | .json')
    return parseScenario(parseJson(await frame.text(), 'frame'))
  }
  return /^\s*\{/.test(frame) ? parseScenario(parseJson(frame, 'frame')) : readShipped(frame, 'frame')
}

async function tableIn(file: File): Promise<object> {
  return isJson(file)
    ? (parseJson(await file.text(), 'problem') as object)
    : problemFromWorkbook(await bytesOf(file), 'problem')
}

/** A proposal or advices: their workbooks are read with the names of the scenario that they are about. */
async function fileIn(name: string, file: File, scenario: unknown): Promise<unknown> {
  if (isJson(file)) return parseJson(await file.text(), name)
  if (name !== 'proposal' && name !== 'advices') throw fault('value', name, clipped(file.name), 'proposal | advices')
  if (scenario === undefined) throw fault('missing', 'scenario', '-', 'id | .xlsx | .json')
  const about: ScenarioInput =
    typeof scenario === 'string' ? readShipped(scenario, 'scenario') : parseScenario(scenario)
  const bytes = await bytesOf(file)
  if (name === 'advices') return advicesFromWorkbook(bytes, about, name)
  const proposal = proposalFromWorkbook(bytes, about, name)
  const { rows, columns, allocation } = proposal
  return withReading({ rows, columns, allocation }, readingOf(proposal))
}

function isJson({ name, type }: File): boolean {
  return type === 'application/json' || /\.json$/i.test(name)
}

async function bytesOf(file: File): Promise<Uint8Array> {
  return new Uint8Array(await file.arrayBuffer())
}

function fault(code: Fault['code'], path: string, found: string, expected: string): InputError {
  return new InputError([{ code, path, found, expected }])
}
