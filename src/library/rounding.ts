/** The library on tables: solve, round, compare, explain, and the text of the program. */
import { InputError, type Fault } from '../domain/errors.js'
import { inPlaceOf } from '../domain/places.js'
import { ask } from '../ask/ask.js'
import { faultsIn } from '../shapes/check.js'
import type { CarryRule } from '../domain/carry.js'
import { NEAR_RANKS, type NearRank } from '../domain/near.js'
import type { Result } from '../shapes/answers/result.js'
import type { Scenario } from '../domain/scenario.js'
import { METHODS, type Method } from '../domain/table.js'
import { fingerprint } from '../io/canonical.js'
import { fingerprintOf, optionsFor, withMade } from './made.js'
import { optionsInForce } from '../domain/options.js'
import { codeOf, codesOf } from '../io/read/names.js'
import { aroundCodes, nearTo, readNear, type Around, type NearInput } from '../io/read/near.js'
import { checkTargets } from '../io/read/problem.js'
import { checkCarrying, checkRequest } from '../shapes/request.js'
import { parseResult, readResult } from '../io/read/result.js'
import { said } from '../io/read/readings.js'
import { scenariosOf } from '../io/read/scenario.js'
import { DATA_LABEL, LANGUAGES } from '../words/texts.js'
import type { Comparison, MethodComparison } from '../shapes/answers/comparison.js'
import type { Explanation } from '../shapes/answers/explanation.js'
import {
  PROGRAM_FORMATS,
  type ProgramFormat,
  type ProgramRequest,
  type WrittenProgram,
} from '../allocation/program-text.js'
import type { Earlier } from '../allocation/earlier.js'
import type { TableQuestion, Request } from '../allocation/request.js'
import { SOLVER_NAMES } from '../solvers/index.js'
import { againstBase } from '../proposals/against-base.js'
import { frameChanges } from '../proposals/frames.js'
import type { ResultFile } from '../verify/result-file.js'
import {
  type ScenarioInput,
  type InFrame,
  type ProblemInput,
  type ConsultationInput,
  consultationOf,
  scenarioOf,
  problemOf,
  bothOf,
  checkedRequest,
} from './inputs.js'

/** What a year carries over from earlier ones. */
export interface Carrying {
  /** Results of `solve` of earlier years, oldest first: the paths of files, or the results themselves. */
  readonly carry?: readonly (string | object)[] | undefined
  /** How what they leave owed enters (default `arrears`). */
  readonly carryRule?: CarryRule | undefined
}

/** Of equally good allocations the one that moves the fewest places from a given one. */
export interface Nearness {
  /** A result, a proposal or a matrix over the same rows and columns. */
  readonly near?: NearInput | undefined
  /** `after` what says how natural the rounding is (the default), or before all: `first`. */
  readonly nearRank?: NearRank | undefined
}

/** How far a result rests on the precision of typed shares. */
export interface Precision {
  /** Leaves that out: it takes 200 tables. Of volumes there is nothing to leave out. */
  readonly noPrecision?: boolean | undefined
}

/** How two scenarios are compared. */
export interface Pairing {
  /** b is solved near a: of what is equally good the one that differs in the fewest places, and `paired` counts both ways. */
  readonly paired?: boolean | undefined
}

/**
 * From a scenario to an allocation: care use, criterion, floor, zero cells, rounding (P26 I.2, FAQ 4-7).
 * Infeasible, stuck and time limit are answers (`result.status`).
 * @throws InputError for wrong input, with every fault; EngineError when a solver breaks its contract
 */
export async function solve(
  scenario: ScenarioInput,
  request: Request & InFrame & Nearness & Carrying & Precision = {},
): Promise<Result> {
  const { frame, language, near: given, nearRank, carry, carryRule, noPrecision = false, ...rest } = request
  const [{ checked, limits }, read] = bothOf(
    () => checkedRequest(rest),
    () => scenarioOf(scenario, frame),
  )
  const carried = await carriedOf({ carry, carryRule }, read)
  const { near, table } = nearOf({ near: given, nearRank }, read)
  const solved = await ask('solve', [read, { ...checked, ...carried, near, precision: !noPrecision }], limits)
  const from = { scenario: read.sha256, ...askedOf(checked), options: optionsFor(read, checked.options) }
  return withMade(said(solved, [read, table], language), 'solve', {
    ...from,
    ...nearFrom(near),
    noPrecision,
    ...carriedFrom(solved.carry),
  })
}

/** How a table was asked to be rounded, for its fingerprint; the options that hold stand beside it. */
function askedOf(asked: TableQuestion): Readonly<Record<string, unknown>> {
  return { ...asked, options: undefined }
}

function nearFrom(near: TableQuestion['near']): Readonly<Record<string, unknown>> {
  return near === undefined ? {} : { near: near.sha256, nearRank: near.rank }
}

function carriedFrom(carry: Result['carry']): Readonly<Record<string, unknown>> {
  return carry === null ? {} : { carry: carry.from, carryRule: carry.rule }
}

/** What a scenario carries over. @throws InputError for what cannot be carried over, and for a rule without anything */
async function carriedOf(given: Carrying, scenario: Scenario): Promise<Pick<TableQuestion, 'carried'>> {
  const { carry = [], carryRule } = checkCarrying(given)
  if (carry.length === 0 && carryRule === undefined) return {}
  if (carry.length === 0)
    throw new InputError([{ code: 'usage', path: 'carryRule', found: carryRule!, expected: 'carry' }])
  const { carriedInto } = await import('../allocation/earlier.js')
  return { carried: carriedInto(scenario, carryRule ?? 'arrears', earlierOf(carry)) }
}

/** Results of earlier years, read. @throws InputError for what is no result of `solve` */
export function earlierOf(carry: readonly unknown[]): Earlier[] {
  return carry.map((each, i) => {
    const place = typeof each === 'string' ? each : `carry[${i}]`
    const file = typeof each === 'string' ? readResult(each) : parseResult(each, place)
    if ('kind' in file)
      throw new InputError([{ code: 'other-answer', path: place, found: file.kind, expected: 'solve' }])
    return { place, sha256: fingerprintOf(file), file: file as ResultFile }
  })
}

/** What is to be stayed near to, over these rows and columns. @throws InputError for others, and for a rank of nothing */
function nearOf(
  { near, nearRank }: Nearness,
  around: Around,
): { readonly near: TableQuestion['near']; readonly table: object | null } {
  if (nearRank !== undefined && !NEAR_RANKS.includes(nearRank)) {
    const expected = NEAR_RANKS.join(' | ')
    throw new InputError([{ code: 'value', path: 'nearRank', found: nearRank, expected }])
  }
  if (near === undefined && nearRank !== undefined) {
    throw new InputError([{ code: 'usage', path: 'nearRank', found: nearRank, expected: 'near' }])
  }
  if (near === undefined) return { near: undefined, table: null }
  const table = readNear(near, around)
  return { near: nearTo(table, nearRank), table }
}

/**
 * Rounds any table: `{ rows, columns, target, rowTotals, columnTotals, zeroCells?, bounds? }`.
 * @throws InputError for wrong input, with every fault; EngineError when a solver breaks its contract
 */
export async function round(
  problem: ProblemInput,
  request: Request & Pick<InFrame, 'language'> & Nearness = {},
): Promise<Result> {
  const { language, near: given, nearRank, ...rest } = request
  const [{ checked, limits }, read] = bothOf(
    () => checkedRequest(rest),
    () => problemOf(problem),
  )
  const objective = (checked.method ?? 'optimal') === 'optimal' ? checked.objective : undefined
  inPlaceOf(read, () => checkTargets(read, objective))
  const { near, table } = nearOf({ near: given, nearRank }, aroundCodes(read.rows, read.columns))
  const rounded = await ask('round', [read, { ...checked, near }], limits)
  const options = optionsInForce({ ...read.options, ...checked.options })
  const from = { problem: read.sha256, ...askedOf(checked), options, ...nearFrom(near) }
  return withMade(said(rounded, [read, table], language), 'round', from)
}

/**
 * Two scenarios of the same specialties and OORs, and their difference b - a, split per cell into what the scenarios changed (`target`),
 * by cause (`causes`), and what rounding changed. Where they are two frames of one year with other intakes, also what changed per
 * association and per OOR, and which of the `advices` (about a) have to be sent again.
 * @throws InputError for wrong input, with every fault
 */
export async function compare(
  a: ScenarioInput,
  b: ScenarioInput,
  request: Request & InFrame & Pairing & { readonly advices?: ConsultationInput | undefined } = {},
): Promise<Comparison> {
  const { advices, frame, language, paired = false, ...rest } = request
  const [{ checked, limits }, [first, second]] = bothOf(
    () => checkedRequest(rest),
    () => scenariosOf([a, b], frame) as [Scenario, Scenario],
  )
  if (advices !== undefined && first.year !== second.year) {
    const found = `${first.year}, ${second.year}`
    throw new InputError([{ code: 'no-frames', path: 'advices', found, expected: String(first.year) }])
  }
  const consultation = advices === undefined ? null : consultationOf(advices, first)
  const compared = await ask('compare', [first, second, checked, paired], limits)
  const frames = frameChanges([first, second], [compared.a, compared.b], consultation)
  const leeway = againstBase([first, second], [compared.a, compared.b])
  return withMade(said({ ...compared, frames, leeway }, [first, second, consultation], language), 'compare', {
    a: first.sha256,
    b: second.sha256,
    advices: consultation && fingerprint(consultation),
    paired,
    ...askedOf(checked),
    options: [first, second].map((each) => optionsFor(each, checked.options)),
  })
}

/** One scenario by several methods, side by side. @throws InputError for wrong input, with every fault */
export async function compareMethods(
  scenario: ScenarioInput,
  methods: readonly Method[] = METHODS,
  request: Omit<Request, 'method'> & InFrame = {},
): Promise<MethodComparison> {
  const { frame, language, ...rest } = request
  const faults = methods.flatMap((method) => faultsIn(() => checkRequest({ method }, SOLVER_NAMES)))
  if (faults.length > 0) throw new InputError(faults)
  const read = scenarioOf(scenario, frame)
  const { checked, limits } = checkedRequest(rest)
  const compared = await ask('compare-methods', [read, methods, checked], limits)
  const from = { a: read.sha256, methods, ...askedOf(checked), options: optionsFor(read, checked.options) }
  return withMade(said(compared, [read], language), 'compare', from)
}

/**
 * One cell's whole way: share, raw, floor, target, natural rounding, places.
 * @param specialty code, name, or what else people write for it
 * @param oor the same
 * @throws InputError for wrong input, an unknown code, or what may mean more than one
 */
export async function explain(
  scenario: ScenarioInput,
  specialty: string,
  oor: string,
  request: Request & InFrame & Carrying = {},
): Promise<Explanation> {
  const { frame, language, carry, carryRule, ...rest } = request
  const [{ checked, limits }, known] = bothOf(
    () => checkedRequest(rest),
    () => scenarioOf(scenario, frame),
  )
  const faults: Fault[] = []
  const row = codeOf(specialty, () => 'specialty', codesOf(known.specialties), faults)
  const column = codeOf(oor, () => 'oor', codesOf(known.oors), faults)
  if (faults.length > 0) throw new InputError(faults)
  const carried = await carriedOf({ carry, carryRule }, known)
  const explained = await ask('explain', [known, row, column, { ...checked, ...carried }], limits)
  const from = { scenario: known.sha256, specialty: row, oor: column, ...askedOf(checked) }
  return withMade(said(explained, [known], language), 'explain', {
    ...from,
    options: optionsFor(known, checked.options),
    ...carriedFrom(explained.result.carry),
  })
}

/**
 * The integer program of a scenario or a table as CPLEX LP or free MPS, for solvers of others. It minimises one level (the
 * last, or `level`), with the levels before it held at their optimum; what has no solution asks for any, so that others can
 * confirm it. Label, input and levels stand at the top as comments.
 * @throws InputError for wrong input, with every fault
 */
export async function programText(
  of: (({ readonly scenario: ScenarioInput } & InFrame & Carrying) | { readonly problem: ProblemInput }) & Nearness,
  format: ProgramFormat,
  request: ProgramRequest = {},
): Promise<WrittenProgram> {
  if (!PROGRAM_FORMATS.includes(format)) {
    const expected = PROGRAM_FORMATS.join(' | ')
    throw new InputError([{ code: 'value', path: 'format', found: format, expected }])
  }
  const { level, ...rest } = request
  const { checked, limits } = checkedRequest(rest)
  const { method: _, ...question } = checked
  const label = (data: Result['data']) => (data === null ? [] : LANGUAGES.map((language) => DATA_LABEL[data][language]))
  if ('scenario' in of) {
    const scenario = scenarioOf(of.scenario, of.frame)
    const { near } = nearOf(of, scenario)
    const asked = { ...question, ...(await carriedOf(of, scenario)), near, level }
    return ask('write-scenario', [scenario, format, asked, label(scenario.data)], limits)
  }
  const problem = problemOf(of.problem)
  checkTargets(problem)
  const { near } = nearOf(of, aroundCodes(problem.rows, problem.columns))
  return ask('write-problem', [problem, format, { ...question, near, level }, label(problem.data)], limits)
}
