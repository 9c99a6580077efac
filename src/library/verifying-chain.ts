/**
 * The library on checking a whole chain, as a stranger would: every answer in its folder by itself, that each was made from the one before
 * it, and that both formats hold the last. What `chain` said of its steps is held against what is found.
 */
import { InputError, readIn, type Fault } from '../domain/errors.js'
import { DELIVERY_FORMATS } from '../domain/delivery.js'
import { cellKey } from '../domain/institutions.js'
import { here, readText } from '../io/machine.js'
import { readCase, withCells } from '../io/read/institutions.js'
import { checkShape, parseJson } from '../shapes/check.js'
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
import { ANSWER_FILE, CASE_FILE, CHAIN_FILE, cellsOf, outsideOf, placesIn, statusOfSteps } from './chained.js'
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
  readonly solved: Result
  readonly drafted: Draft | null
  readonly divided: Institutions | null
}

type Step = Pick<ChainFile['steps'][number], 'name' | 'status' | 'places' | 'outside' | 'outcome' | 'verified' | 'file'>

/**
 * Checks a chain.
 * @param given the folder that `chain --out` wrote, its `keten.json`, or what `chain --json` gave
 * @throws InputError when it is none, when a file of it is missing or no answer, and for flags that say nothing about it
 */
export async function verifyChain(given: string | object, request: VerifyRequest): Promise<Verification> {
  const { scenario, frame, advices, near, case: case_, carry, scenarios = [], language = 'nl', ...limits } = request
  if (carry !== undefined || scenarios.length > 1) {
    throw new InputError([{ code: 'usage', path: carry === undefined ? 'scenarios' : 'carry', found: 'chain', expected: 'scenario, case, advices, near' }]) // prettier-ignore
  }
  const { answer, read } = folderOf(given)
  const [of = scenario] = scenarios
  const against = { ...limits, scenario: of, frame, language }
  const parts: Part[] = []
  const steps: Step[] = []
  const look = async (name: keyof typeof ANSWER_FILE, asked: VerifyRequest): Promise<Result | Draft | Institutions> => {
    const file = ANSWER_FILE[name]
    const value = jsonIn(read, file) as Result | Draft | Institutions
    const checked = await inFile(file, () => verifyUnlessLate(value, asked))
    const { status, proves, notChecked, unproven, faults } = checked
    parts.push({ file, status, proves, notChecked, unproven, faults })
    const step = { status: value.status, places: placesIn(value), verified: status }
    steps.push({ name, ...step, outside: 0, outcome: stepOutcome(step), file })
    return value
  }
  const isSaid = (name: Step['name']) => answer.steps.some((step) => step.name === name)
  // P26 I.2, and P26 II.1.3 where the proposal goes before it
  const solved = (await look('solve', against)) as Result
  const drafted = isSaid('draft') ? ((await look('draft', { ...against, advices, near })) as Draft) : null
  const over = drafted ?? solved
  let divided: Institutions | null = null
  if (over.allocation !== null) {
    // P26 III.1: what every OOR gets is divided over those that train there
    const folders = readIn(CASE_FILE, () => readCase(jsonIn(read, CASE_FILE) as object))
    const { options } = jsonIn(read, ANSWER_FILE.institutions) as Institutions
    const within = case_ === undefined ? folders : withCells(withOptions(readCase(case_), options), cellsOf(over))
    divided = (await look('institutions', { ...limits, case: within, language })) as Institutions
    const places = divided
    const outside = outsideOf(places, over.rows)
    Object.assign(steps.at(-1)!, { outside })
    parts.push(partOf(CASE_FILE, cellFaults(folders.cells, over), case_ === undefined ? ['recognitions', 'history', 'capacity', 'agreements', 'advices'] : [])) // prettier-ignore
    // P26 V: only of what is proven
    if (statusOfSteps(steps) === 'accepted') {
      for (const format of DELIVERY_FORMATS) {
        const wrong = ['csv', 'xlsx'].filter((ending) => !isReadBack(read(`${format}.${ending}`), places, format))
        for (const ending of ['csv', 'xlsx']) {
          const faults = wrong.includes(ending) ? [{ path: 'places', found: `${format}.${ending}`, expected: ANSWER_FILE.institutions }] : [] // prettier-ignore
          parts.push({ ...partOf(`${format}.${ending}`, faults), proves: faults.length > 0 ? [] : ['margins'] })
        }
        const outcome = wrong.length > 0 ? ('rejected' as const) : ('accepted' as const)
        steps.push({ name: format, status: 'written', places: placesIn(places), outside, verified: outcome, outcome, file: `${format}.xlsx` }) // prettier-ignore
      }
    }
  }
  parts.push(ownPart(answer, steps, { solved, drafted, divided }))
  return toldChain(answer, parts, language)
}

/** Where the files of a chain are: beside `keten.json`, or in it. */
function folderOf(given: string | object): Folder {
  const inFolder = typeof given === 'string' && here().hasNamed(`${given}/${CHAIN_FILE}`, CHAIN_FILE)
  const path = typeof given !== 'string' ? null : inFolder ? `${given}/${CHAIN_FILE}` : given
  const value = path === null ? (given as object) : parseJson(readText(path), path, { exact: true })
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

function jsonIn(read: Folder['read'], name: string): unknown {
  return parseJson(new TextDecoder().decode(read(name)), name, { exact: true })
}

/** Faults of an answer that is none say in which file it stands. */
async function inFile<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    throw new InputError(error.faults.map((each): Fault => ({ ...each, path: `${file}: ${each.path}` })))
  }
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
  must('scenario', answer.scenario, solved.scenario)
  must('year', answer.year, solved.year)
  must('input.scenario', answer.input.scenario, solved.input.sha256)
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
