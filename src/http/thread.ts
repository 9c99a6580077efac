/**
 * The thread in which a question is answered, from the bytes of its body to the bytes of its answer: reading, checking, computing
 * and writing all take time, and none of it may hold up the server. What goes wrong is part of the reply.
 */
import { EngineError, InputError, MOST_FAULTS, withoutCareUse, type Fault } from '../domain/errors.js'
import type { Exit } from '../domain/outcomes.js'
import type { Read } from '../domain/reading.js'
import type { Scenario } from '../domain/scenario.js'
import { fingerprint } from '../io/canonical.js'
import { sweepingHere, type FairnessPart, type FairnessQuestion } from '../library.js'
import { joiningFairness } from '../questions/fairness.js'
import { parseJson } from '../shapes/check.js'
import type { CsvForm } from '../io/csv.js'
import { MOST_SPLITS } from '../shapes/proof-tree.js'
import { LANGUAGES, type Language } from '../words/texts.js'
import { bareType, type Format } from './formats.js'
import { questionInForm, questionInWorkbook, XLSX } from './forms.js'
import { RESULTS } from './inputs.js'
import { OPERATIONS, type Operation, type ServiceSetting } from './operations.js'
import { wholeQuestion, type SentQuestion } from './question.js'
import { VERSION } from '../domain/version.js'
import { node } from '../host/node.js'
import { runOn } from '../io/machine.js'

runOn({ ...node, openThread: null })

/** A question as it came in; plain data, so that it can be sent to a thread. */
export interface Task {
  readonly operation: string
  /** The body with its media type; null for a question that stands in its address. */
  readonly body: { readonly type: string; readonly bytes: Uint8Array } | null
  /** Fields that stand in the address. */
  readonly fields: Readonly<Record<string, string>>
  readonly format: Format
  readonly csv: CsvForm
  /** Of the address or the headers; `lang` in the body goes before it. */
  readonly language: Language
  /** ETags of answers that the client has. */
  readonly known: string | null
  readonly maxCells: number
}

/** A question that becomes a job, read and checked. */
export interface JobPlan {
  readonly kind: 'job'
  readonly scenario: Scenario
  readonly question: FairnessQuestion
  /** What became of the tables that it came in. */
  readonly read: Read | undefined
}

/** No answer, and why. */
export type Failed =
  | { readonly kind: 'wrong'; readonly faults: readonly Fault[]; readonly more: number }
  | { readonly kind: 'failed'; readonly detail: string }
  /** A fault of ours: where it is, without the message, which may quote the input. */
  | { readonly kind: 'broken'; readonly name: string; readonly frames: string }

export type Reply =
  | Failed
  | JobPlan
  | { readonly kind: 'answer'; readonly body: string | Uint8Array; readonly etag: string; readonly exit: Exit }
  | { readonly kind: 'unchanged'; readonly etag: string }

/** A batch of a job, and what comes of it. */
interface Piece {
  readonly scenario: Scenario
  readonly question: FairnessQuestion
  readonly batch: readonly [from: number, to: number]
}
export type JobBatch = Failed | { readonly kind: 'swept'; readonly entries: FairnessPart['entries'] }

/** All batches together, and what is said of them. */
interface Summed {
  readonly part: FairnessPart
  readonly language: Language
  readonly read: Read | undefined
}
export type JobAnswer = Failed | { readonly kind: 'told'; readonly text: string }

export type Spoken = Reply & { readonly language: Language }

/** Answers one question. It never throws: what it throws would travel with its message. */
export default async function answer(task: Task): Promise<Spoken> {
  let body: unknown
  try {
    const question = questionOf(task)
    body = question.value
    const language = languageOf(body) ?? task.language
    const { maxCells, csv } = task
    return { ...(await answerQuestion(task, question, { language, maxCells, csv })), language }
  } catch (error) {
    return { ...replyOf(error, isPublished(body)), language: languageOf(body) ?? task.language }
  }
}

/** The sums of a batch of a job. */
export async function sweep({ scenario, question, batch }: Piece): Promise<JobBatch> {
  try {
    return { kind: 'swept', entries: await sweepingHere().sweep(scenario, question, batch, undefined) }
  } catch (error) {
    return replyOf(error, false)
  }
}

const PLAIN: CsvForm = { dialect: 'plain', names: false, totals: false }

/** The answer of a job, as text. */
export async function tell({ part, language, read }: Summed): Promise<JobAnswer> {
  try {
    const answered = await joiningFairness.ask({ parts: [part] }, { language, read })
    return { kind: 'told', text: String(await answered.in('json', PLAIN)) }
  } catch (error) {
    return replyOf(error, false)
  }
}

async function answerQuestion(task: Task, question: SentQuestion, setting: ServiceSetting): Promise<Reply> {
  const operation = operationOf(task.operation)
  const prepared = operation.prepare(question, setting)
  if (operation.isJob) return { kind: 'job', ...prepared.plan() }
  const { language, csv } = setting
  const form = { version: VERSION, format: task.format, csv, language }
  // weak: the same answer may state another duration
  const etag = `W/"${fingerprint({ ...form, ...prepared.identity })}"`
  if (isKnown(etag, task.known)) return { kind: 'unchanged', etag }
  return { kind: 'answer', etag, ...(await prepared.answer(task.format)) }
}

function operationOf(name: string): Operation {
  const found = OPERATIONS.find((each) => each.name === name)
  if (found === undefined) throw new TypeError(`no operation ${name}`)
  return found
}

/** Reads a body; what it gives is held against the shape of the question. Its type comes with its parameters, as it was sent. */
type Reader = (body: { readonly type: string; readonly bytes: Uint8Array }, task: Task) => SentQuestion

/** The forms a question can come in, by media type. */
const READERS: Readonly<Record<string, Reader>> = {
  'application/json': ({ bytes }, { maxCells }) => wholeQuestion(readJson(bytes, maxCells)),
  [XLSX]: ({ bytes }, { operation }) => wholeQuestion(questionInWorkbook(bytes, operation)),
  'multipart/form-data': ({ bytes, type }, { operation }) =>
    questionInForm(bytes, type, operationOf(operation).request),
}

/** The media types that a question can come in. */
export const ACCEPTED: readonly string[] = Object.keys(READERS)

function questionOf(task: Task): SentQuestion {
  return task.body === null ? wholeQuestion(task.fields) : READERS[bareType(task.body.type)]!(task.body, task)
}

function readJson(bytes: Uint8Array, maxCells: number): unknown {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new InputError([{ code: 'not-json', path: 'body', found: '-', expected: 'UTF-8' }])
  }
  const { depth, values } = extentOf(bytes)
  const most = VALUES_PER_CELL * maxCells + MORE_VALUES
  const tooLarge = (expected: string) => new InputError([{ code: 'too-large', path: 'body', found: '-', expected }])
  if (depth > DEEPEST) throw tooLarge(`<= ${DEEPEST} x [ {`)
  if (values > most) throw tooLarge(`<= ${most} x ,`)
  return parseJson(text, 'body', { exact: RESULTS }) // what is checked is read as a file of it is
}

/**
 * The deepest nesting of lists and objects: room for the deepest proof of a draft. Whatever walks through a body afterwards may do
 * so by recursion.
 */
const DEEPEST = MOST_SPLITS + 64

/** The largest scenario holds two matrices, and something beside them. A fault in each of more values would take the memory. */
const VALUES_PER_CELL = 2.5
const MORE_VALUES = 10_000

/** How deep a JSON text goes, and how many values it separates: told from its brackets and commas, before it is parsed. */
function extentOf(bytes: Uint8Array): { depth: number; values: number } {
  let [depth, deepest, values] = [0, 0, 0]
  let inText = false
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i]
    if (inText) {
      if (byte === 0x5c) i++
      else if (byte === 0x22) inText = false
    } else if (byte === 0x22) inText = true
    else if (byte === 0x2c) values++
    else if (byte === 0x5b || byte === 0x7b) deepest = Math.max(deepest, ++depth)
    else if (byte === 0x5d || byte === 0x7d) depth--
  }
  return { depth: deepest, values }
}

/** Whether the client says that it has this answer. `*` is for those who do not care which. */
function isKnown(etag: string, known: string | null): boolean {
  return known !== null && known.split(',').some((each) => each.trim().replace(/^W\//, '') === etag.replace(/^W\//, ''))
}

function languageOf(body: unknown): Language | undefined {
  const lang = typeof body === 'object' && body !== null && 'lang' in body ? body.lang : undefined
  return LANGUAGES.find((each) => each === lang)
}

function isPublished(body: unknown): boolean {
  return typeof body === 'object' && body !== null && 'publish' in body && body.publish !== false
}

function replyOf(error: unknown, published: boolean): Failed {
  if (error instanceof InputError) {
    const faults = error.faults.slice(0, MOST_FAULTS)
    return {
      kind: 'wrong',
      faults: published ? faults.map(withoutCareUse) : faults,
      more: error.faults.length - faults.length,
    }
  }
  if (error instanceof EngineError) return { kind: 'failed', detail: published ? '' : error.message }
  const { name, stack = '' } = error instanceof Error ? error : new TypeError('thrown')
  return {
    kind: 'broken',
    name,
    frames: stack
      .split('\n')
      .filter((line) => /^\s+at /.test(line))
      .slice(0, 5)
      .join('\n'),
  }
}
