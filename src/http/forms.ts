/**
 * Questions that come as files: one workbook by itself, or a form (multipart) with files and fields. What comes out is the
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
import { readingOf, withReading } from '../io/read/readings.js'
import { isWorkbook } from '../host/files.js'
import { clipped, parseJson } from '../shapes/check.js'
import { consultationFromCsv } from '../io/read/consultation.js'
import { problemFromCsv } from '../io/read/problem.js'
import { proposalFromCsv } from '../io/read/proposal.js'
import { baseName } from '../io/read/workbook.js'
import type { Given } from '../words/recipe.js'
import { printable } from '../words/texts.js'
import { parseScenario, readShipped } from '../io/read/scenario.js'
import { readForm, type FormPart } from './multipart.js'

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
 * A form. Files are `.xlsx` or `.json`, and all but scenarios also `.csv`; other fields are text, numbers, or JSON where they begin with a bracket. A scenario that is a
 * workbook takes what it does not hold from the shipped scenario in `frame`.
 * @param type the media type with its boundary; @throws InputError, each fault by its field, sheet and cell
 */
export function questionInForm(bytes: Uint8Array, type: string): Fields {
  const parts = readForm(bytes, type)
  const frame = parts.find(({ name }) => name === 'frame')
  const fields = new Map<string, unknown>() // an object would take a field __proto__ for its own
  const add = (name: string, value: unknown) => {
    if (name === 'scenarios') fields.set(name, [...((fields.get(name) as unknown[] | undefined) ?? []), value])
    else if (fields.has(name)) throw fault('duplicate', clipped(name), clipped(name), '')
    else fields.set(name, value)
  }
  const readings: (Reading | null)[] = []
  const told = <T>(value: T): T => {
    if (typeof value === 'object' && value !== null) readings.push(readingOf(value))
    return value
  }
  const isFramed = parts.some((part) => SCENARIOS.has(part.name) && part.file !== null && !isJson(part))
  if (frame !== undefined && !isFramed) throw fault('no-workbook', 'frame', '-', '.xlsx')
  for (const part of parts.filter(({ name }) => SCENARIOS.has(name))) {
    add(part.name, part.file === null ? valueOf(part) : told(scenarioIn(part, frame)))
  }
  for (const part of parts.filter(({ name }) => !SCENARIOS.has(name) && name !== 'frame')) {
    if (part.file === null) add(part.name, valueOf(part))
    else if (part.name === 'problem') Object.entries(told(tableIn(part))).forEach(([name, value]) => add(name, value))
    else add(part.name, told(fileIn(part, fields.get('scenario'))))
  }
  const whole = Object.fromEntries(fields)
  given.set(whole, givenIn(parts))
  return readings.every((each) => each === null) ? whole : withReading(whole, together(readings))
}

/** What the parts of a question were called, beside it: it is no part of what is asked. */
const given = new WeakMap<object, Given>()

/** What the inputs of a question are called, where it came in a form. */
export function givenWith(question: unknown): Given | undefined {
  return typeof question === 'object' && question !== null ? given.get(question) : undefined
}

/** Files by their names, other scenarios by their ids; what stands in a field as JSON has neither. */
function givenIn(parts: readonly FormPart[]): Given {
  const nameOf = (part: FormPart) => (part.file === null ? textOf(part.bytes, part.name) : fileOf(part))
  const named = (name: string) => {
    const part = parts.find((each) => each.name === name)
    return part === undefined || /^\s*[[{]/.test(nameOf(part)) ? undefined : nameOf(part)
  }
  return {
    scenarios: parts.filter(({ name }) => SCENARIOS.has(name)).map(nameOf),
    frame: named('frame'),
    advices: named('advices'),
    proposal: named('proposal'),
    problem: named('problem'),
  }
}

/** The name of a file as it can be shown and typed: without folders, and without what steers a terminal. */
function fileOf({ file, name }: FormPart): string {
  const plain = printable((file ?? '').replace(/^.*[/\\]/s, '')).trim()
  return plain === '' ? name : plain
}

function valueOf({ name, bytes }: FormPart): unknown {
  const text = textOf(bytes, name)
  if (/^\s*[[{]/.test(text)) return parseJson(text, name, { exact: name === 'result' })
  if (text === 'true' || text === 'false') return text === 'true'
  return NUMBERS.has(name) && text.trim() !== '' ? Number(text) : text
}

function textOf(bytes: Uint8Array, name: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw fault('not-json', clipped(name), '-', 'UTF-8')
  }
}

function scenarioIn(part: FormPart, frame: FormPart | undefined): unknown {
  const { name, bytes } = part
  if (isJson(part)) return parseJson(textOf(bytes, name), name)
  const from = frame === undefined ? {} : { scenario: frameIn(frame) }
  // called after its file, as the command does; faults are named by their field
  const scenario = Object.assign(scenarioFromWorkbook(bytes, { ...from, name }), { id: baseName(fileOf(part)) })
  parseScenario(scenario) // its faults by sheet and cell
  return scenario
}

/** A frame is the id of a shipped scenario, or a scenario with its data in it. */
function frameIn(frame: FormPart): ScenarioInput {
  if (frame.file !== null && !isJson(frame)) throw fault('value', 'frame', clipped(frame.file), 'id | .json')
  const text = textOf(frame.bytes, 'frame')
  return frame.file !== null || /^\s*\{/.test(text)
    ? parseScenario(parseJson(text, 'frame'))
    : readShipped(text, 'frame')
}

function tableIn(part: FormPart): object {
  if (isCsv(part)) return { ...problemFromCsv(part.bytes, 'problem') }
  if (!isJson(part)) return problemFromWorkbook(part.bytes, 'problem')
  const table: unknown = parseJson(textOf(part.bytes, 'problem'), 'problem')
  if (typeof table === 'object' && table !== null && !Array.isArray(table)) return table
  throw fault('type', 'problem', '-', 'object')
}

/** A proposal or advices: their tables are read with the names of the scenario that they are about. */
function fileIn(part: FormPart, scenario: unknown): unknown {
  const { name, bytes } = part
  if (isJson(part)) return parseJson(textOf(bytes, name), name, { exact: name === 'result' })
  if (name !== 'proposal' && name !== 'advices') {
    throw fault('value', clipped(name), clipped(part.file ?? ''), 'proposal | advices')
  }
  if (scenario === undefined) throw fault('missing', 'scenario', '-', 'id | .xlsx | .json')
  const about = typeof scenario === 'string' ? readShipped(scenario, 'scenario') : parseScenario(scenario)
  if (name === 'advices') {
    return isCsv(part) ? consultationFromCsv(bytes, about, name) : advicesFromWorkbook(bytes, about, name)
  }
  const proposal = isCsv(part) ? proposalFromCsv(bytes, about, name) : proposalFromWorkbook(bytes, about, name)
  const { rows, columns, allocation } = proposal
  return withReading({ rows, columns, allocation }, readingOf(proposal))
}

function isJson({ file, type }: FormPart): boolean {
  return type === 'application/json' || /\.json$/i.test(file ?? '')
}

/** Text that is said to be a table, or called one, and no workbook by what is in it. */
function isCsv({ file, type, bytes }: FormPart): boolean {
  const isCalled = type.startsWith('text/') || /\.(csv|tsv|txt)$/i.test(file ?? '')
  return isCalled && !isWorkbook(file ?? '', bytes)
}

function fault(code: Fault['code'], path: string, found: string, expected: string): InputError {
  return new InputError([{ code, path, found, expected }])
}
