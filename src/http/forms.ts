/**
 * Questions that come as files: one workbook by itself, or a form (multipart) with files and fields. What comes out is the
 * question as JSON would hold it, so that one schema checks both.
 */
import * as z from 'zod'
import { InputError, type Fault } from '../domain/errors.js'
import {
  advicesFromWorkbook,
  problemFromWorkbook,
  proposalFromWorkbook,
  scenarioFromWorkbook,
  type ScenarioInput,
} from '../library.js'
import { placedAs } from '../domain/places.js'
import { together, type Reading } from '../domain/reading.js'
import type { Scenario } from '../domain/scenario.js'
import { readingOf, withReading } from '../io/read/readings.js'
import { isWorkbook } from '../io/text.js'
import { clipped, parseJson } from '../shapes/check.js'
import { consultationFromCsv } from '../io/read/consultation.js'
import { problemFromCsv } from '../io/read/problem.js'
import { proposalFromCsv } from '../io/read/proposal.js'
import { amendmentsIn } from '../io/read/fixed.js'
import { aroundCodes, readNear, type Around } from '../io/read/near.js'
import { baseName } from '../io/read/workbook.js'
import type { Given } from '../words/recipe.js'
import { printable } from '../words/texts.js'
import { parseScenario, readShipped } from '../io/read/scenario.js'
import { listOf } from '../questions/flags.js'
import { PROBLEM_FIELDS, RESULTS } from './inputs.js'
import { readForm, type FormPart } from './multipart.js'
import { collected, type SentQuestion } from './question.js'

export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

type Fields = Record<string, unknown>

/** One workbook as the whole question: a scenario to solve, or a table to round. @throws InputError by sheet and cell */
export function questionInWorkbook(bytes: Uint8Array, operation: string): Fields {
  if (operation === 'solve') {
    const scenario = scenarioFromWorkbook(bytes, { name: 'body' })
    return withReading({ scenario }, readingOf(scenario))
  }
  if (operation === 'round') return problemFromWorkbook(bytes, 'body')
  throw new InputError([{ code: 'usage', path: 'body', found: '.xlsx', expected: 'multipart/form-data' }])
}

/** The fields of which each is a scenario, and which of them may come more than once. */
const SCENARIOS: ReadonlySet<string> = new Set(['scenario', 'a', 'b', 'scenarios'])

/** What the text of a field stands for, by the shape of the question: a list of names is typed as a flag of it is, or part by part. */
type Kind = 'number' | 'switch' | 'names' | 'files' | 'settings' | 'text'

function kindOf(schema: z.core.$ZodType | undefined): Kind {
  if (schema instanceof z.ZodOptional) return kindOf(schema.unwrap())
  if (schema instanceof z.ZodNumber) return 'number'
  if (schema instanceof z.ZodBoolean) return 'switch'
  if (schema instanceof z.ZodArray && schema.element instanceof z.ZodEnum) return 'names'
  if (schema instanceof z.ZodArray && ofFiles(schema.element)) return 'files'
  return schema instanceof z.ZodRecord || isOfChoices(schema) ? 'settings' : 'text'
}

/** Whether each of a list comes as a part of its own: a scenario, or what may hold anything. */
function ofFiles(element: z.core.$ZodType): boolean {
  return element instanceof z.ZodObject || (element instanceof z.ZodUnion && element.options.some(ofFiles))
}

/** Whether an object is of choices by name, as options are. */
function isOfChoices(schema: z.core.$ZodType | undefined): boolean {
  if (!(schema instanceof z.ZodObject)) return false
  const fields = Object.values(schema.shape)
  return fields.every((each) => each instanceof z.ZodOptional && each.unwrap() instanceof z.ZodEnum)
}

/** The fields that may be a CSV or a workbook, besides scenarios and the table to round. */
const READ_BY_NAMES: readonly string[] = ['proposal', 'proposals', 'advices', 'consultation', 'near']

/** The field of a form that holds the table to round: its own fields become those of the question. */
const PROBLEM = 'problem'

/**
 * A form. Files are `.xlsx` or `.json`, and all but scenarios also `.csv`; other fields are what the shape of the question says, typed as a
 * flag is (`methods=next-best,lottery`, `options=half=even`), or JSON where they begin with a bracket. A scenario that is a workbook
 * takes what it does not hold from the shipped scenario in `frame`. What is wrong with one part hides nothing of the others.
 * @param type the media type with its boundary; @param request the shape of the question; @throws InputError for what is no form
 */
export function questionInForm(bytes: Uint8Array, type: string, request: z.ZodObject): SentQuestion {
  const parts = readForm(bytes, type)
  const frame = parts.find(({ name }) => name === 'frame')
  const form = new Form(frame, request)
  const isFramed = parts.some((part) => SCENARIOS.has(part.name) && part.file !== null && !isJson(part))
  form.read('frame', () => form.checkFrame(isFramed))
  const [scenarios, others] = [true, false].map((is) =>
    parts.filter(({ name }) => name !== 'frame' && SCENARIOS.has(name) === is),
  )
  for (const part of scenarios!) form.read(part.name, () => form.addScenario(part))
  // some are read with the names of a scenario, or of the table or the result beside them
  const last = others!.toSorted((a, b) => Number(a.name === NEAR) - Number(b.name === NEAR))
  for (const part of last) form.read(part.name, () => form.addOther(part))
  const { question } = form
  given.set(question.value as object, givenIn(parts))
  return question
}

/** The field whose tables have their own heads, and whose codes are those of the version beside it. */
const AMENDMENT = 'amendment'

/** The field of a form that is read with the names of another. */
const NEAR = 'near'

/** What is gathered of a form, part by part. */
class Form {
  readonly #fields = new Map<string, unknown>() // an object would take a field __proto__ for its own
  readonly #faults: Fault[] = []
  readonly #unread = new Set<string>()
  readonly #readings: (Reading | null)[] = []
  readonly #frame: FormPart | undefined
  readonly #shape: Readonly<Record<string, z.core.$ZodType>>
  #base: ScenarioInput | undefined
  /** The table by whose cells faults of the question are told. */
  #table: object | undefined

  constructor(frame: FormPart | undefined, request: z.ZodObject) {
    this.#frame = frame
    this.#shape = request.shape
  }

  #kind(name: string): Kind {
    return kindOf(Object.hasOwn(this.#shape, name) ? this.#shape[name] : undefined)
  }

  get question(): SentQuestion {
    const fields = placedAs(this.#table, Object.fromEntries(this.#fields))
    const told = this.#readings.every((each) => each === null)
    const value = told ? fields : withReading(fields, together(this.#readings))
    return { value, faults: this.#faults, unread: [...this.#unread] }
  }

  /** Does something with a part; where that cannot be read, its field is not there. */
  read(name: string, work: () => void): void {
    const [, faults] = collected(work)
    for (const each of faults) this.#faults.push(each) // there may be very many
    if (faults.length === 0) return
    if (this.#kind(name) === 'files') this.#add(name, null) // the others keep their numbers
    for (const each of name === PROBLEM ? PROBLEM_FIELDS : [name]) this.#unread.add(each)
  }

  /** A frame is the id of a shipped scenario, or a scenario with its data in it. */
  checkFrame(isFramed: boolean): void {
    if (this.#frame === undefined) return
    this.#base = frameIn(this.#frame)
    if (!isFramed) throw fault('no-workbook', 'frame', '-', '.xlsx')
  }

  addScenario(part: FormPart): void {
    if (part.file === null) this.#add(part.name, valueOf(part, this.#kind(part.name)))
    else if (isJson(part)) this.#add(part.name, parseJson(textOf(part.bytes, part.name), part.name))
    else if (!this.#unread.has('frame')) this.#add(part.name, this.#told(scenarioIn(part, this.#base)))
    else this.#unread.add(part.name) // what it would be with a frame, nobody knows
  }

  addOther(part: FormPart): void {
    const { name } = part
    if (part.file === null) this.#add(name, valueOf(part, this.#kind(name)))
    else if (name === PROBLEM) {
      this.#table = this.#told(tableIn(part))
      Object.entries(this.#table).forEach(([key, value]) => this.#add(key, value))
    } else if (name === AMENDMENT && !isJson(part)) {
      this.#table = amendmentsIn(part.bytes, name)
      this.#add(name, this.#table)
    } else if (isJson(part)) {
      this.#add(name, this.#told(parseJson(textOf(part.bytes, name), name, { exact: RESULTS.includes(name) })))
    } else {
      const file =
        name === NEAR
          ? read(this.#around(part), (about) => readNear(part.bytes, about, name))
          : read(this.#scenario(part), (about) => fileIn(part, about))
      if (file === null) this.#unread.add(name)
      else this.#add(name, this.#told(file))
    }
  }

  /** What a table to stay near to is read by: a scenario, or else a table to round or a result; null where that is wrong itself. */
  #around(part: FormPart): Around | null {
    const beside = ['result', 'rows'].find((name) => this.#fields.has(name) || this.#unread.has(name))
    if (beside === undefined || this.#fields.has('scenario')) return this.#scenario(part)
    const { rows, columns } = (beside === 'result' ? this.#fields.get(beside) : this.question.value) as Fields
    const areCodes = (codes: unknown): codes is string[] =>
      Array.isArray(codes) && codes.every((code) => typeof code === 'string')
    return areCodes(rows) && areCodes(columns) ? aroundCodes(rows, columns) : null
  }

  /** The scenario by whose names a workbook is read; null where that is wrong itself. */
  #scenario(part: FormPart): Scenario | null {
    if (!READ_BY_NAMES.includes(part.name)) {
      throw fault('value', clipped(part.name), clipped(part.file ?? ''), READ_BY_NAMES.join(' | '))
    }
    const name = ['a', 'from'].find((each) => this.#fields.has(each) || this.#unread.has(each)) ?? 'scenario'
    if (this.#unread.has(name)) return null
    const scenario = this.#fields.get(name)
    if (scenario === undefined) throw fault('missing', name, '-', 'id | .xlsx | .json')
    return (
      collected(() => (typeof scenario === 'string' ? readShipped(scenario, name) : parseScenario(scenario)))[0] ?? null
    )
  }

  #add(name: string, value: unknown): void {
    const kind = this.#kind(name)
    const before = this.#fields.get(name)
    if (kind === 'files' || kind === 'names') {
      const more: readonly unknown[] = Array.isArray(value) ? value : [value]
      this.#fields.set(name, [...((before as unknown[] | undefined) ?? []), ...more])
    } else if (kind === 'settings' && value instanceof Setting) {
      this.#fields.set(name, value.after(before, name))
    } else if (before !== undefined) throw fault('duplicate', clipped(name), clipped(name), '')
    else this.#fields.set(name, value)
  }

  #told<T>(value: T): T {
    if (typeof value === 'object' && value !== null) this.#readings.push(readingOf(value))
    return value
  }
}

/** What the parts of a question were called, beside it: it is no part of what is asked. */
const given = new WeakMap<object, Given>()

/** The same parts in another question that was made of it. */
export function asGiven<T extends object>(question: object, meant: T): T {
  const before = given.get(question)
  if (before !== undefined) given.set(meant, before)
  return meant
}

/** What the inputs of a question are called, where it came in a form. */
export function givenWith(question: unknown): Given | undefined {
  return typeof question === 'object' && question !== null ? given.get(question) : undefined
}

/** Files by their names, other scenarios by their ids; what stands in a field as JSON has neither. */
function givenIn(parts: readonly FormPart[]): Given {
  const nameOf = (part: FormPart) => (part.file === null ? new TextDecoder().decode(part.bytes) : fileOf(part))
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
    near: named('near'),
    named: Object.fromEntries(
      [...new Set(parts.map(({ name }) => name))].flatMap((name) => {
        const names = parts.filter((each) => each.name === name).map(nameOf)
        return names.some((each) => /^\s*[[{]/.test(each)) ? [] : [[name, names] as const]
      }),
    ),
  }
}

/** The name of a file as it can be shown and typed: without folders, and without what steers a terminal. */
function fileOf({ file, name }: FormPart): string {
  const plain = printable((file ?? '').replace(/^.*[/\\]/s, '')).trim()
  return plain === '' ? name : plain
}

function valueOf({ name, bytes }: FormPart, kind: Kind): unknown {
  const text = textOf(bytes, name)
  if (/^\s*[[{]/.test(text)) return parseJson(text, name, { exact: RESULTS.includes(name) })
  switch (kind) {
    case 'number':
      return NUMBER.test(text) ? Number(text) : text
    case 'switch':
      return text === 'true' || text === 'false' ? text === 'true' : text
    case 'names':
      return listOf(text)
    case 'settings':
      return settingIn(text)
    default:
      return text
  }
}

const NUMBER = /^\s*-?\d+(\.\d+)?(e[+-]?\d+)?\s*$/i

/** One of a set of settings, typed as `name=value`: each comes as a part of its own. */
class Setting {
  constructor(
    private readonly name: string,
    private readonly value: string | number,
  ) {}

  /** The settings with this one. @throws InputError `duplicate` */
  after(before: unknown, field: string): object {
    const others = new Map(Object.entries(typeof before === 'object' && before !== null ? before : {}))
    if (typeof before === 'string' || others.has(this.name))
      throw fault('duplicate', clipped(`${field}.${this.name}`), clipped(this.name), '')
    return Object.fromEntries(others.set(this.name, this.value))
  }
}

function settingIn(text: string): unknown {
  const [, name, value] = /^\s*([\w.]+)\s*=\s*(.*?)\s*$/s.exec(text) ?? []
  return name === undefined || value === undefined
    ? text
    : new Setting(name, NUMBER.test(value) ? Number(value) : value)
}

function textOf(bytes: Uint8Array, name: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw fault('not-json', clipped(name), '-', 'UTF-8')
  }
}

/** Called after its file, as the command does; its faults are named by their field. */
function scenarioIn(part: FormPart, frame: ScenarioInput | undefined): object {
  const { name, bytes } = part
  const scenario = scenarioFromWorkbook(bytes, { ...(frame !== undefined && { scenario: frame }), name })
  return Object.assign(scenario, { id: baseName(fileOf(part)) })
}

function frameIn(frame: FormPart): ScenarioInput {
  if (frame.file !== null && !isJson(frame)) throw fault('value', 'frame', clipped(frame.file), 'id | .json')
  const text = textOf(frame.bytes, 'frame')
  return frame.file !== null || /^\s*\{/.test(text)
    ? parseScenario(parseJson(text, 'frame'))
    : readShipped(text, 'frame')
}

function tableIn(part: FormPart): object {
  if (isCsv(part)) return problemFromCsv(part.bytes, PROBLEM)
  if (!isJson(part)) return problemFromWorkbook(part.bytes, PROBLEM)
  const table: unknown = parseJson(textOf(part.bytes, PROBLEM), PROBLEM)
  if (typeof table === 'object' && table !== null && !Array.isArray(table)) return table
  throw fault('type', PROBLEM, '-', 'object')
}

/** Reads a file by the names of what it is about; null where that could not be read. */
function read<A>(about: A | null, reading: (about: A) => object): object | null {
  return about === null ? null : reading(about)
}

/** A proposal or advices: their tables are read with the names of the scenario that they are about. */
function fileIn(part: FormPart, about: Scenario): object {
  const { name, bytes } = part
  if (name === 'advices' || name === 'consultation') {
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
