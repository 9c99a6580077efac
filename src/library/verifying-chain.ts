/**
 * The library on checking a whole chain, as a stranger would: every answer in its folder by itself, that each was made from the one before
 * it, and that both formats hold the last. What `chain` said of its steps is held against what is found.
 */
import { InputError, readIn, readingIn } from '../domain/errors.js'
import { DELIVERY_FORMATS } from '../domain/delivery.js'
import { cellKey } from '../domain/institutions.js'
import { here } from '../io/machine.js'
import { readCase, withCells } from '../io/read/institutions.js'
import { checkShape, clipped, parseJson, shown } from '../shapes/check.js'
import { chainSchema, type ChainFile } from '../shapes/answers/chain.js'
import type { Draft } from '../shapes/answers/draft.js'
import type { Institutions } from '../shapes/answers/institutions.js'
import type { Result } from '../shapes/answers/result.js'
import type { Verification } from '../shapes/answers/verification.js'
import { fingerprint } from '../io/canonical.js'
import type { VerifyFault } from '../verify/fault.js'
import { checkMade } from '../verify/made.js'
import { stepOutcome } from '../words/chain.js'
import { CLAIM, type Language } from '../words/texts.js'
import { CHAIN_FILE, FileText } from '../io/read/result.js'
import { ANSWER_FILE, CASE_FILE, cellsOf, outsideOf, placesIn, statusOfSteps } from './chained.js'
import { isReadBack } from './handing-over.js'
import { withOptions } from './institutions.js'
import { fingerprintOf, withMade } from './made.js'
import { toldFaults, verifyUnlessLate, type VerifyRequest } from './verifying.js'

/** A chain with the files that stand in its folder. */
interface Folder {
  readonly answer: ChainFile
  /** @throws InputError for one that is not there */
  readonly read: (name: string) => Uint8Array
}

/** What was found of one file. */
interface Part {
  readonly file: string
  readonly status: Verification['status']
  readonly proves: Verification['proves']
  readonly notChecked: readonly string[]
  readonly unproven: Verification['unproven']
  readonly faults: readonly VerifyFault[]
}

/** The answers of a chain, as far as it came. */
interface Answers {
  readonly solved: Result | null
  readonly drafted: Draft | null
  readonly divided: Institutions | null
}

type Step = Pick<ChainFile['steps'][number], 'name' | 'status' | 'places' | 'outside' | 'outcome' | 'verified' | 'file'>

/**
 * Checks a chain.
 * @param given `keten.json`, beside which the other files stand, or what `chain --json` gave, in which they are
 * @throws InputError when it is none, when a file of it is missing or no answer, and for flags that say nothing about it
 */
export async function verifyChain(given: FileText | object, request: VerifyRequest): Promise<Verification> {
  const { scenario, frame, advices, near, case: handed, carry, scenarios = [], language = 'nl', ...limits } = request
  if (carry !== undefined || scenarios.length > 1) {
    throw new InputError([{ code: 'usage', path: carry === undefined ? 'scenarios' : 'carry', found: 'chain', expected: 'scenario, case, advices, near' }]) // prettier-ignore
  }
  const { answer, read } = folderOf(given)
  const [of = scenario] = scenarios
  const against = { ...limits, scenario: of, frame, language }
  const looked = new Looked(read)
  const told = (answers: Partial<Answers>) => {
    // where an answer is not right, what follows from it says nothing
    if (!looked.isRejected) looked.parts.push(ownPart(answer, looked.steps, { ...NO_ANSWERS, ...answers }))
    return toldChain(answer, looked.parts, language)
  }
  // P26 I.2: the base distribution
  const solved = await looked.at('solve', against)
  if (looked.isRejected) return told({})
  // P26 II.1.3: the integral proposal goes before it
  const isDrafted = answer.steps.some(({ name }) => name === 'draft')
  const drafted = isDrafted ? await looked.at('draft', { ...against, advices, near }) : null
  const over = drafted ?? solved
  if (looked.isRejected || over.allocation === null) return told({ solved, drafted })
  // P26 III.1: what every OOR gets is divided over those that train there
  const folders = readIn(CASE_FILE, () => readCase(answerIn(read, CASE_FILE)))
  looked.parts.push(partOf(CASE_FILE, cellFaults(folders.cells, over), handed === undefined ? OF_THE_CASE : []))
  const within =
    handed === undefined ? folders : withCells(withOptions(readCase(handed), folders.options), cellsOf(over))
  const divided = await looked.at('institutions', { ...limits, case: within, language }, over.rows)
  if (looked.isRejected || divided.places === null) return told({ solved, drafted, divided })
  // P26 V: only of what is proven
  if (statusOfSteps(looked.steps) === 'accepted') looked.formats(divided)
  return told({ solved, drafted, divided })
}

/** What of a case is taken as the folder has it, unless the case is handed in. */
const OF_THE_CASE = ['recognitions', 'history', 'capacity', 'agreements', 'advices']
const NO_ANSWERS: Answers = { solved: null, drafted: null, divided: null }

/** The kind that each answer says it is. */
const KIND = { solve: undefined, draft: 'draft', institutions: 'institutions' } as const
interface AnswerOf {
  readonly solve: Result
  readonly draft: Draft
  readonly institutions: Institutions
}

/** What was looked at so far: file by file, and step by step. */
class Looked {
  readonly parts: Part[] = []
  readonly steps: Step[] = []
  readonly #read: Folder['read']

  constructor(read: Folder['read']) {
    this.#read = read
  }

  get isRejected(): boolean {
    return this.parts.some(({ status }) => status === 'rejected')
  }

  /** Verifies an answer by itself. @param rows of the answer before it, which may have fewer; @throws InputError when it is none */
  async at<N extends keyof AnswerOf>(name: N, asked: VerifyRequest, rows?: readonly string[]): Promise<AnswerOf[N]> {
    const file = ANSWER_FILE[name]
    const value = answerIn(this.#read, file) as unknown as AnswerOf[N]
    const kind: unknown = 'kind' in value ? value.kind : undefined
    if (kind !== KIND[name]) throw new InputError([{ code: 'other-answer', path: file, found: typeof kind === 'string' ? clipped(kind) : 'solve', expected: name }]) // prettier-ignore
    const checked = await readingIn(file, () => verifyUnlessLate(value, asked))
    const { status, proves, notChecked, unproven, faults } = checked
    this.parts.push({ file, status, proves, notChecked, unproven, faults })
    const isRight = status !== 'rejected'
    const step = { status: value.status, places: isRight ? placesIn(value) : null, verified: status }
    const outside = isRight && rows !== undefined && 'places' in value ? outsideOf(value, rows) : 0
    this.steps.push({ name, ...step, outside, outcome: stepOutcome(step), file })
    return value
  }

  /** Reads both formats back. */
  formats(divided: Institutions): void {
    const { outside } = this.steps.at(-1)!
    for (const format of DELIVERY_FORMATS) {
      const files = ['csv', 'xlsx'].map((ending) => `${format}.${ending}`)
      const parts = files.map((file): Part => {
        const isSame = readIn(file, () => isReadBack(this.#read(file), divided, format))
        if (isSame) return { ...partOf(file, []), proves: ['margins'] }
        return partOf(file, [{ path: 'places', found: file, expected: ANSWER_FILE.institutions }])
      })
      this.parts.push(...parts)
      const verified = parts.some(({ status }) => status === 'rejected') ? 'rejected' : 'accepted'
      const step = { status: 'written', places: placesIn(divided), outside, verified, outcome: verified } as const
      this.steps.push({ name: format, ...step, file: `${format}.xlsx` })
    }
  }
}

/** Where the files of a chain are: beside `keten.json`, or in it. */
function folderOf(given: FileText | object): Folder {
  const path = given instanceof FileText ? given.path : null
  const value = given instanceof FileText ? parseJson(given.text, given.path, { exact: true }) : given
  const answer = checkShape(chainSchema, value, path ?? 'result')
  const { files } = answer
  const missing = (name: string) => new InputError([{ code: 'missing', path: name, found: '-', expected: name }])
  return {
    answer,
    read: (name) => {
      const own = files === undefined || !Object.hasOwn(files, name) ? undefined : files[name]
      if (own !== undefined) return typeof own === 'string' ? new TextEncoder().encode(own) : bytesIn(own.base64, name)
      if (path === null || files !== undefined || !here().hasNamed(path, name)) throw missing(name)
      return here().readNamed(path, name)
    },
  }
}

function bytesIn(base64: string, name: string): Uint8Array {
  try {
    return Uint8Array.from(atob(base64), (char) => char.charCodeAt(0))
  } catch {
    throw new InputError([{ code: 'unreadable', path: name, found: '-', expected: 'base64' }])
  }
}

/** @throws InputError for what is no object */
function answerIn(read: Folder['read'], name: string): object {
  const value = parseJson(new TextDecoder().decode(read(name)), name, { exact: true })
  if (typeof value === 'object' && value !== null) return value
  throw new InputError([{ code: 'type', path: name, found: shown(value), expected: 'object' }])
}

/** The cells of the case are those of the answer before it, and no others. */
function cellFaults(
  cells: readonly { readonly specialty: string; readonly oor: string; readonly places: number }[],
  over: Result | Draft,
): VerifyFault[] {
  const found = new Map(cells.map((cell) => [cellKey(cell), cell.places]))
  return cellsOf(over).flatMap(({ specialty, oor, places }): VerifyFault[] => {
    const own = found.get(cellKey({ specialty, oor }))
    return own === places ? [] : [{ path: `cells ${specialty}-${oor}`, found: String(own ?? '-'), expected: String(places) }] // prettier-ignore
  })
}

/** What the chain says of itself: its steps, its status, and what it was made from. */
function ownPart(answer: ChainFile, steps: readonly Step[], { solved, drafted, divided }: Answers): Part {
  const faults: VerifyFault[] = []
  const must = (path: string, found: unknown, expected: unknown) => {
    if (found !== expected) faults.push({ path, found: String(found), expected: String(expected) })
  }
  must('steps', answer.steps.map(({ name }) => name).join(', '), steps.map(({ name }) => name).join(', '))
  if (faults.length === 0) {
    steps.forEach((step, i) => {
      for (const field of ['status', 'places', 'outside', 'verified', 'outcome', 'file'] as const) {
        // with less to hold it against a claim may stay open that was proven
        if ((field === 'verified' || field === 'outcome') && step.verified === 'unproven') continue
        must(`steps[${i}].${field}`, answer.steps[i]![field], step[field])
      }
    })
    must('status', answer.status, statusOfSteps(answer.steps))
  }
  if (solved !== null) {
    must('scenario', answer.scenario, solved.scenario)
    must('year', answer.year, solved.year)
    must('input.scenario', answer.input.scenario, solved.input.sha256)
  }
  must('input.advices', answer.input.advices, drafted === null ? null : drafted.input.advicesSha256)
  if (divided !== null) must('input.case', answer.input.case, divided.input.sha256)
  const { made } = answer
  const version =
    made === undefined
      ? null
      : checkMade(made, fingerprint(made.from), fromIn(answer, made.from, { solved, drafted, divided }))
  return partOf(CHAIN_FILE, [...faults, ...(version?.faults ?? [])], ['index.html', ...(version?.notChecked ?? [])])
}

/** What a chain by itself says of what it was made from. */
function fromIn(
  { input }: ChainFile,
  said: Readonly<Record<string, unknown>>,
  { drafted, divided }: Answers,
): Readonly<Record<string, unknown>> {
  const asked = Object.keys(said['options'] ?? {})
  return {
    question: 'chain',
    ...input,
    objective: divided === null ? said['objective'] : divided.objective === 'next-best' ? null : divided.objective,
    options:
      divided === null || asked.length === 0
        ? said['options']
        : Object.fromEntries(Object.entries(divided.options).filter(([name]) => asked.includes(name))),
    // of a proposal that was handed in
    result: said['result'] === undefined || drafted === null ? null : fingerprintOf({ ...drafted, made: undefined }),
  }
}

function partOf(file: string, faults: readonly VerifyFault[], notChecked: readonly string[] = []): Part {
  return { file, status: faults.length > 0 ? 'rejected' : 'accepted', proves: [], notChecked, unproven: [], faults }
}

function toldChain(answer: ChainFile, parts: readonly Part[], language: Language): Verification {
  const at = (file: string, path: string) => `${file}: ${path}`
  const faults = parts.flatMap(({ file, faults: own }) => own.map((each) => ({ ...each, path: at(file, each.path) })))
  const unproven = parts.flatMap(({ file, unproven: own }) =>
    own.map(({ path, claim }) => ({ path: at(file, path), claim, text: CLAIM[claim][language] })),
  )
  const isRejected = faults.length > 0 || parts.some(({ status }) => status === 'rejected')
  const isOpen = unproven.length > 0 || parts.some(({ status }) => status === 'unproven')
  const verification: Verification = {
    of: 'chain',
    status: isRejected ? 'rejected' : isOpen ? 'unproven' : 'accepted',
    parts: parts.map(({ file, status, proves }) => ({ file, status, proves: isRejected ? [] : [...proves] })),
    proves: isRejected ? [] : [...new Set(parts.flatMap(({ proves }) => proves))],
    notChecked: parts.flatMap(({ file, notChecked }) => notChecked.map((path) => at(file, path))),
    unproven,
    ...toldFaults(faults, [], language),
  }
  return withMade(verification, 'verify', { result: fingerprintOf({ ...answer, files: undefined, made: undefined, read: undefined }) }) // prettier-ignore
}
