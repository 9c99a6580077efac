/**
 * The library: what the commands do, as typed functions. Importing it does nothing; solvers are loaded when used.
 *
 * @example
 *   import { solve } from 'evenredig'
 *   const result = await solve('2027-base')
 *   console.log(result.status, result.levels, result.allocation)
 */
import { budgetOf, type Limits } from './domain/budget.js'
import { EngineError, InputError, type Fault } from './domain/errors.js'
import { inPlaceOf } from './domain/places.js'
import { ask, type Allowed } from './ask/ask.js'
import { faultsIn } from './shapes/check.js'
import type { Problem } from './domain/problem.js'
import type { Read } from './domain/reading.js'
import type { Consultation, Proposal } from './domain/proposal.js'
import type { Result } from './domain/result.js'
import { YEAR_UNKNOWN, type Scenario } from './domain/scenario.js'
import { METHODS, type Method } from './domain/table.js'
import { readAdvicesWorkbook, type WorkbookAdvices } from './io/read/advices.js'
import { fingerprint } from './io/canonical.js'
import { here } from './io/machine.js'
import { codeOf, codesOf } from './io/read/names.js'
import { checkTargets, parseProblem, problemFromBytes, readProblem } from './io/read/problem.js'
import type { Options } from './domain/options.js'
import { checkRequest } from './shapes/request.js'
import { parseResult, readResult } from './io/read/result.js'
import { consultationFromBytes, parseConsultation, readConsultation } from './io/read/consultation.js'
import { parseProposal, proposalFromBytes, readProposal } from './io/read/proposal.js'
import { said } from './io/read/readings.js'
import type { DraftJson, YearsJson } from './shapes/proposals.js'
import type { ProblemFile, ResultJson, ScenarioFile } from './shapes/files.js'
import { scenarioInWorkbook, scenariosOf } from './io/read/scenario.js'
import { titled, titleText } from './words/heading.js'
import { givenOf, type Given } from './words/recipe.js'
import {
  parseTable,
  tableIn,
  readTable,
  reconstructedFiles,
  reconstructedScenario,
  type PlacesTable,
  type Reconstructed,
} from './io/read/table.js'
import { CLAIM, DATA_LABEL, LANGUAGES, mismatchText, otherScenarioText, type Language } from './words/texts.js'
import { problemFromWorkbook as problemInWorkbook, readProposalWorkbook } from './io/read/workbook-tables.js'
import type { ProposalTable } from './io/read/proposal-table.js'
import type { MethodComparison, ScenarioComparison } from './allocation/compare.js'
import type { Explanation } from './allocation/explain.js'
import {
  PROGRAM_FORMATS,
  type ProgramFormat,
  type ProgramRequest,
  type WrittenProgram,
} from './allocation/program-text.js'
import type { PublishedComparison, PublishedMethods, PublishedResult } from './allocation/publish.js'
import type { Question, Request } from './allocation/request.js'
import { SOLVER_NAMES } from './solvers/index.js'
import type { Checked } from './proposals/check.js'
import type { Draft, DraftRequest } from './proposals/draft.js'
import type { StatedDraft } from './proposals/hearsay.js'
import type { StatedFile } from './proposals/recheck-file.js'
import type { StatedYears } from './proposals/recheck-years.js'
import type { DraftProves } from './verify/draft.js'
import { frameChanges, type FrameChanges } from './proposals/frames.js'
import type { PublishedDraft, PublishedYears } from './proposals/publish.js'
import type { Years } from './proposals/years.js'
import type { Claimed, VerifyFault } from './verify/fault.js'
import type { Proves, ResultFile } from './verify/result.js'
import type { Context } from './workbook/setting.js'

/**
 * A scenario: the id of a shipped one, the path of a folder or a file (a workbook too), or the scenario itself with its data in it
 * (checked or not).
 */
export type ScenarioInput = string | object

/** How tables are read, and what is said of them. */
export interface InFrame {
  /** A scenario that gives all that a workbook does not hold: OORs, floor, zero cells, criterion, leeway, bounds, options. */
  readonly frame?: ScenarioInput | undefined
  /** Of the texts in `read`. */
  readonly language?: Language | undefined
}

/** A table to round: the path of a file (a workbook too), or the problem itself. */
export type ProblemInput = string | object

/**
 * From a scenario to an allocation: care use, criterion, floor, zero cells, rounding (P26 I.2, FAQ 4-7).
 * Infeasible, stuck and time limit are answers (`result.status`).
 * @throws InputError for wrong input, with every fault; EngineError when a solver breaks its contract
 */
export async function solve(scenario: ScenarioInput, request: Request & InFrame = {}): Promise<Result> {
  const { frame, language, ...rest } = request
  const [{ checked, limits }, read] = bothOf(
    () => checkedRequest(rest),
    () => scenarioOf(scenario, frame),
  )
  return said(await ask('solve', [read, checked], limits), [read], language)
}

/**
 * Rounds any table: `{ rows, columns, target, rowTotals, columnTotals, zeroCells?, bounds? }`.
 * @throws InputError for wrong input, with every fault; EngineError when a solver breaks its contract
 */
export async function round(problem: ProblemInput, request: Request & Pick<InFrame, 'language'> = {}): Promise<Result> {
  const { language, ...rest } = request
  const [{ checked, limits }, read] = bothOf(
    () => checkedRequest(rest),
    () => problemOf(problem),
  )
  const objective = (checked.method ?? 'optimal') === 'optimal' ? checked.objective : undefined
  inPlaceOf(read, () => checkTargets(read, objective))
  return said(await ask('round', [read, checked], limits), [read], language)
}

/**
 * Two scenarios of the same specialties and OORs, and their difference b - a, split per cell into what the criterion
 * changed (`target`) and what rounding changed. Where they are two frames of one year with other intakes, also what changed per
 * association and per OOR, and which of the `advices` (about a) have to be sent again.
 * @throws InputError for wrong input, with every fault
 */
export async function compare(
  a: ScenarioInput,
  b: ScenarioInput,
  request: Request & InFrame & { readonly advices?: ConsultationInput | undefined } = {},
): Promise<Comparison> {
  const { advices, frame, language, ...rest } = request
  const [{ checked, limits }, [first, second]] = bothOf(
    () => checkedRequest(rest),
    () => scenariosOf([a, b], frame) as [Scenario, Scenario],
  )
  if (advices !== undefined && first.year !== second.year) {
    const found = `${first.year}, ${second.year}`
    throw new InputError([{ code: 'no-frames', path: 'advices', found, expected: String(first.year) }])
  }
  const consultation = advices === undefined ? null : consultationOf(advices, first)
  const compared = await ask('compare', [first, second, checked], limits)
  const frames = frameChanges([first, second], [compared.a, compared.b], consultation)
  return said({ ...compared, frames }, [first, second, consultation], language)
}

/** Two scenarios compared; `frames` where they are two frames of one year, with other intakes (L27). */
export type Comparison = ScenarioComparison & { readonly frames: FrameChanges | null }

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
  return said(await ask('compare-methods', [read, methods, checked], limits), [read], language)
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
  request: Request & InFrame = {},
): Promise<Explanation> {
  const { frame, language, ...rest } = request
  const [{ checked, limits }, known] = bothOf(
    () => checkedRequest(rest),
    () => scenarioOf(scenario, frame),
  )
  const faults: Fault[] = []
  const row = codeOf(specialty, 'specialty', codesOf(known.specialties), faults)
  const column = codeOf(oor, 'oor', codesOf(known.oors), faults)
  if (faults.length > 0) throw new InputError(faults)
  return said(await ask('explain', [known, row, column, checked], limits), [known], language)
}

/**
 * The integer program of a scenario or a table as CPLEX LP or free MPS, for solvers of others. It minimises one level (the
 * last, or `level`), with the levels before it held at their optimum; what has no solution asks for any, so that others can
 * confirm it. Label, input and levels stand at the top as comments.
 * @throws InputError for wrong input, with every fault
 */
export async function programText(
  of: ({ readonly scenario: ScenarioInput } & InFrame) | { readonly problem: ProblemInput },
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
    return ask('write-scenario', [scenario, format, { ...question, level }, label(scenario.data)], limits)
  }
  const problem = problemOf(of.problem)
  checkTargets(problem)
  return ask('write-problem', [problem, format, { ...question, level }, label(problem.data)], limits)
}

/** The independent check of a result. */
export interface Verification {
  /** `unproven`: no fault, but the file claims what is neither proven nor refuted. */
  readonly status: 'accepted' | 'rejected' | 'unproven'
  /** What was established; nothing when rejected. */
  readonly proves: readonly (Proves | DraftProves)[]
  /** By path, what was not looked at: taken as it stands. */
  readonly notChecked: readonly string[]
  /** The claims that are neither proven nor refuted. */
  readonly unproven: readonly (Claimed & { readonly text: string })[]
  readonly faults: readonly {
    readonly path: string
    readonly text: string
    readonly found: string
    readonly expected: string
  }[]
  /** How many faults more there are, where a file is held against another scenario than it was made from. */
  readonly more?: number
  /** What became of the workbooks and CSV that scenarios were read from. */
  readonly read?: Read
}

/** How a result is checked. */
export interface VerifyRequest extends InFrame {
  /** With it, also that the target follows from its care use, and that all else the file says is what it says. */
  readonly scenario?: ScenarioInput | undefined
  /** Of several years: those of all of them, in any order. */
  readonly scenarios?: readonly ScenarioInput[] | undefined
  /** What a draft was made from: with it, also that the draft was made from nothing else. */
  readonly advices?: ConsultationInput | undefined
  /** Seconds for answering the question again; default `VERIFY_SECONDS`. What there is no time for is not checked, and listed. */
  readonly timeLimit?: number | undefined
  /** Cancels: the promise rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined
  readonly language?: Language | undefined
}

/** The budget for answering a question again when a file is checked. */
export const VERIFY_SECONDS = 10

/**
 * Checks a result file as a stranger would: margins, bounds, zero cells, levels, the certificate of optimality and the claim
 * that it is the only one, all recomputed in whole numbers. With the scenario also that the target follows from its care use.
 * Then the question is answered again and held against the file.
 * @param result the path of a file, or the result itself
 * @throws InputError when it is no result at all
 */
export async function verify(
  result: string | object,
  { scenario, scenarios = [], advices, frame, timeLimit, signal, language = 'nl' }: VerifyRequest = {},
): Promise<Verification> {
  const file = typeof result === 'string' ? readResult(result) : parseResult(result)
  const { timeLimit: seconds = VERIFY_SECONDS } = checkRequest({ timeLimit }, SOLVER_NAMES)
  const given = scenariosOf([...(scenario === undefined ? [] : [scenario]), ...scenarios], frame)
  const { stated, consultation, advicesSha256 } = statedIn(file, given, advices)
  const checked = await ask('verify', [stated, given, consultation, advicesSha256], { timeLimit: seconds, signal })
  const { proves, faults, unproven, notChecked } = checked
  const verification: Verification = {
    status: faults.length > 0 ? 'rejected' : unproven.length > 0 ? 'unproven' : 'accepted',
    proves,
    notChecked,
    unproven: unproven.map((each) => ({ ...each, text: CLAIM[each.claim][language] })),
    ...toldFaults(faults, strangersTo(file, given, language), language),
  }
  return said(verification, given, language)
}

/** Of a file and another scenario so many differences are told: all follow from the first. */
const FEW = 5

function toldFaults(
  faults: readonly VerifyFault[],
  strangers: Verification['faults'],
  language: Language,
): Pick<Verification, 'faults' | 'more'> {
  const others = faults.map(({ path, found, expected }) => {
    return { path, text: mismatchText({ found, expected }, language), found, expected }
  })
  if (strangers.length === 0) return { faults: others }
  const rest = others.filter(({ path }) => path !== 'input.sha256')
  const more = rest.length - FEW
  return { faults: [...strangers, ...rest.slice(0, FEW)], ...(more > 0 && { more }) }
}

/** The scenarios that a file was not made from, by the hashes that it carries. */
function strangersTo(
  file: ResultJson | DraftJson | YearsJson,
  given: readonly Scenario[],
  language: Language,
): Verification['faults'] {
  const names = 'scenarios' in file ? file.scenarios : [file.scenario]
  const made = [file.input.sha256].flat().map((sha256, k) => ({ name: names[k] ?? null, sha256 }))
  return given
    .filter(({ sha256 }) => made.every((each) => each.sha256 !== sha256))
    .map(({ id, sha256 }) => ({
      path: 'input.sha256',
      text: otherScenarioText(made, { name: id, sha256 }, language),
      found: made.map((each) => `${each.sha256} (${each.name ?? '-'})`).join(', '),
      expected: `${sha256} (${id})`,
    }))
}

/** What a file is, and the advices that it is held against. */
function statedIn(
  file: ResultJson | DraftJson | YearsJson,
  given: readonly Scenario[],
  advices: ConsultationInput | undefined,
): { readonly stated: StatedFile; readonly consultation: Consultation | null; readonly advicesSha256: string | null } {
  const kind = 'kind' in file ? file.kind : null
  const [scenario = null] = given
  checkSources(kind, given, advices)
  const none = { consultation: null, advicesSha256: null }
  if (kind === 'years') return { stated: { kind, file: file as unknown as StatedYears }, ...none }
  if (kind === 'draft') {
    const drafted = file as unknown as StatedDraft
    const consultation = scenario === null || advices === undefined ? null : consultationOf(advices, scenario)
    return { stated: { kind, file: drafted }, consultation, advicesSha256: fingerprint(drafted.consultation) }
  }
  const result = file as ResultFile
  return { stated: { kind: 'result', file: result, options: scenario === null ? {} : optionsOf(result) }, ...none }
}

/** Several scenarios go with several years, and advices with a draft; to read them takes its scenario. */
function checkSources(
  kind: 'draft' | 'years' | null,
  given: readonly Scenario[],
  advices: ConsultationInput | undefined,
): void {
  const faults: Fault[] = []
  if (given.length > 1 && kind !== 'years') {
    faults.push({ code: 'usage', path: 'scenario', found: given.map(({ id }) => id).join(', '), expected: '1' })
  }
  if (advices !== undefined && (kind !== 'draft' || given.length === 0)) {
    const found = kind === 'draft' ? 'draft' : (kind ?? 'solve, round')
    faults.push({ code: 'usage', path: 'advices', found, expected: 'draft, --scenario' })
  }
  if (faults.length > 0) throw new InputError(faults)
}

/** Advices, points of attention, motivations: the path of a JSON, CSV or .xlsx file, the bytes of a workbook, or the same in memory. */
export type ConsultationInput = string | Uint8Array | object

/**
 * An integral proposal within the leeway, best by the order of wishes in `prefer`, with the balance per OOR, what became of each
 * advice, the motivations that are needed and what each wish cost the next (P26 fase II). With `fallback` also the 75/25
 * distribution that comes when there is no agreement (P26 II.3). No fitting proposal is an answer: `infeasible`.
 * @throws InputError for wrong input, with every fault
 */
export async function draft(
  scenario: ScenarioInput,
  advices?: ConsultationInput,
  request: DraftRequest & InFrame = {},
): Promise<Draft> {
  const { fallback, language, frame, ...rest } = request
  const [{ checked: flags, limits }, checked] = bothOf(
    () => checkedRequest(rest),
    () => scenarioOf(scenario, frame),
  )
  if (fallback === true) checkFallback(checked)
  const consultation = consultationOf(advices, checked)
  const asked = { options: flags.options, fallback, language }
  const drafted = await ask('draft', [checked, consultation, fingerprint(consultation), asked], limits)
  return said(drafted, [checked, consultation], language)
}

/**
 * A proposal against the frame, rule by rule, each with its source (P26 II.2.2); with `repair` also the nearest proposal that
 * complies.
 * @param proposal the path of a CSV, JSON or .xlsx file, the bytes of a workbook, or `{ rows, columns, allocation }`
 * @throws InputError for wrong input, with every fault
 */
export async function check(
  scenario: ScenarioInput,
  proposal: string | Uint8Array | object,
  request: CheckRequest = {},
): Promise<Checked> {
  const { advices, repair, language, frame, ...rest } = request
  const [{ checked: flags, limits }, checked] = bothOf(
    () => checkedRequest(rest),
    () => scenarioOf(scenario, frame),
  )
  const [consultation, read] = bothOf(
    () => consultationOf(advices, checked),
    () => proposalOf(proposal, checked),
  )
  const asked = { options: flags.options, repair, language }
  const tested = await ask('check', [checked, read, consultation, asked], limits)
  return said(tested, [checked, read, consultation], language)
}

/**
 * Several years solved together, each in its own frame, so that also their sum is rounded as naturally as possible in every cell;
 * compared with solving them apart (P26 hfst. 2). Proven by bounds; what is not closed is `feasible`, with its gap.
 * @throws InputError for wrong input, fewer than two scenarios, or a year that occurs twice
 */
export async function years(
  scenarios: readonly ScenarioInput[],
  request: Pick<Request, 'options' | 'timeLimit' | 'signal'> & InFrame = {},
): Promise<Years> {
  const { frame, language, ...rest } = request
  const [{ checked, limits }, read] = bothOf(
    () => checkedRequest(rest),
    () => scenariosOf(scenarios, frame),
  )
  return said(await ask('years', [read, checked.options], limits), read, language)
}

/** How a proposal is checked. */
export interface CheckRequest extends Pick<Request, 'options' | 'timeLimit' | 'signal'>, InFrame {
  readonly advices?: ConsultationInput | undefined
  readonly repair?: boolean | undefined
  readonly language?: Language | undefined
}

function consultationOf(given: ConsultationInput | undefined, scenario: Scenario): Consultation {
  if (given === undefined) return parseConsultation({}, scenario)
  if (given instanceof Uint8Array) return consultationFromBytes(given, scenario)
  return typeof given === 'string' ? readConsultation(given, scenario) : parseConsultation(given, scenario)
}

function proposalOf(given: string | Uint8Array | object, scenario: Scenario): Proposal {
  if (given instanceof Uint8Array) return proposalFromBytes(given, scenario)
  return typeof given === 'string' ? readProposal(given, scenario) : parseProposal(given, scenario)
}

/** The fallback weighs training institutions too. */
function checkFallback(scenario: Scenario): void {
  const { careUse } = scenario
  if (careUse.kind === 'records' || careUse.training !== null) return
  const missing: Fault = { code: 'care-use-missing', path: 'careUse.training', found: '-', expected: 'training' }
  inPlaceOf(scenario, () => {
    throw new InputError([missing])
  })
}

/** Made-up care use that fits a published table. */
export interface Reconstruction {
  /** A complete scenario with its data in it, labelled `reconstructed`: `solve` takes it as it is. */
  readonly scenario: object
  /** The same as the files of a scenario folder, by name. */
  readonly files: Readonly<Record<string, string>>
  readonly seed: number
  /** How many draws it took. */
  readonly attempts: number
  /** OORs drawn below the floor. */
  readonly floored: readonly string[]
  readonly result: Result
  /** What became of the table, and of the workbook of its scenario. */
  readonly read?: Read
}

/**
 * Care use that is made up so that the default method gives exactly a published table; other seeds give other volumes.
 * @param table the path of a CSV matrix, or `{ rows, columns, allocation }`
 * @param request `scenario` gives floor, zero cells, bounds, options and names (default: none of these); `floored` the OORs
 * that the floor lifted (default: those whose total is the rounded floor)
 * @throws InputError when the table cannot come out of these rules; EngineError when no care use was found in time
 */
export async function reconstruct(
  table: string | object,
  request: InFrame &
    Limits & {
      readonly scenario?: ScenarioInput | undefined
      readonly seed?: number | undefined
      readonly floored?: readonly string[] | undefined
    } = {},
): Promise<Reconstruction> {
  const { timeLimit, signal } = request
  const { checked, limits } = checkedRequest({ seed: request.seed, timeLimit, signal })
  const { seed = 1 } = checked
  const budget = budgetOf(limits)
  const known = request.scenario === undefined ? null : scenarioOf(request.scenario, request.frame)
  const read = tableOf(table, known)
  const { specialties, oors, places } = read
  const path = typeof table === 'string' ? table : 'table'
  const frame = {
    id: `${known === null ? '' : `${known.id}-`}reconstructed-${seed}`,
    title: `${known === null ? 'Tabel' : titleText(known, 'nl')} (gereconstrueerd zorggebruik, seed ${seed})`,
    year: known?.year ?? YEAR_UNKNOWN,
    data: 'reconstructed' as const,
    sources: [
      { what: 'places per specialty and OOR (as given)', document: 'expected.csv' },
      { what: 'care use (RECONSTRUCTED: made up so that these places come out)', document: '-' },
    ],
    oors,
    specialties,
    floor: known?.floor ?? null,
    zeroCells: known?.zeroCells ?? [],
    leeway: known?.leeway ?? null,
    frame: known?.frame ?? null,
    bounds: known?.bounds ?? [],
    options: known?.options ?? {},
    own: null,
  }
  const faults: Fault[] = []
  const lifted = request.floored?.map((given) => codeOf(given, 'floored', codesOf(oors), faults))
  if (faults.length > 0) throw new InputError(faults)
  const made = await ask('reconstruct', [frame, places, seed, lifted, path], limits)
  if (made === null) throw new EngineError('no care use that gives this table was found in time')
  const { volumes, attempts, floored } = made
  const found: Reconstructed = { frame, places, volumes, seed, attempts, floored }
  const scenario = reconstructedScenario(found, volumes)
  const left = Number.isFinite(budget.leftMs()) ? { timeLimit: Math.max(0.001, budget.leftMs() / 1000) } : {}
  const result = await solve(scenario, { ...left, signal })
  const answer = { scenario, files: reconstructedFiles(found), seed, attempts, floored, result }
  // what is in memory needs no telling
  return said<Reconstruction>(answer, [typeof table === 'string' ? read : null, known], request.language)
}

/** A workbook: the path of a file, or its bytes. */
export type WorkbookInput = string | Uint8Array

function bytesOf(workbook: WorkbookInput): Uint8Array {
  return typeof workbook === 'string' ? here().read(workbook) : workbook
}

/**
 * A scenario from a workbook with care use and intake, as `solve` takes it: sheets Zorggebruik alle, Instroom and where
 * needed Zorggebruik opleidend, Kader and Lege cellen; see the template.
 * @param from `scenario` gives all that the workbook does not hold; `name` is what faults and sources call the workbook
 * @throws InputError with every fault, each by sheet and cell
 */
export function scenarioFromWorkbook(
  workbook: WorkbookInput,
  from: { readonly scenario?: ScenarioInput | undefined; readonly name?: string | undefined } = {},
): ScenarioFile {
  const frame = from.scenario === undefined ? null : scenarioOf(from.scenario)
  return scenarioInWorkbook(bytesOf(workbook), nameOf(workbook, from.name), frame)
}

function nameOf(workbook: WorkbookInput, name: string | undefined): string {
  return name ?? (typeof workbook === 'string' ? workbook : 'workbook')
}

/**
 * A table to round from a workbook, as `round` takes it: sheet Doel or the only one, with a row and a column Totaal.
 * @throws InputError with every fault, each by sheet and cell
 */
export function problemFromWorkbook(workbook: WorkbookInput, name?: string): ProblemFile {
  return problemInWorkbook(bytesOf(workbook), nameOf(workbook, name))
}

/**
 * A proposal from a workbook: sheet Voorstel, else Toewijzing, else the only one.
 * @throws InputError with every fault, each by sheet and cell; decimals are no fault but stand in `notWhole`
 */
export function proposalFromWorkbook(workbook: WorkbookInput, scenario: ScenarioInput, name?: string): ProposalTable {
  return readProposalWorkbook(bytesOf(workbook), scenarioOf(scenario), nameOf(workbook, name))
}

/**
 * Advices, points of attention, motivations, current sizes, history and wishes from a workbook: sheets Adviezen,
 * Aandachtspunten, Motivaties, Omvang, Historie and Wensen.
 * @throws InputError with every fault, each by sheet and cell
 */
export function advicesFromWorkbook(workbook: WorkbookInput, scenario: ScenarioInput, name?: string): WorkbookAdvices {
  return readAdvicesWorkbook(bytesOf(workbook), scenarioOf(scenario), nameOf(workbook, name))
}

/** What workbooks are written with: names, sources and title of a scenario, and a language. */
interface Writing extends InFrame {
  readonly scenario?: ScenarioInput | undefined
  readonly language?: Language | undefined
  /** What the reader's own command calls its inputs; otherwise ids. */
  readonly given?: Given | undefined
}

function contextOf(
  { scenario, frame, language = 'nl', given }: Writing,
  { read: account }: { readonly read?: Read } = {},
): Context {
  if (scenario === undefined) return { scenario: null, language, given: given ?? { scenarios: [] }, read: account }
  const read = scenarioOf(scenario, frame)
  return { scenario: titled(read, language), language, given: given ?? givenOf([read]), read: account }
}

/** A result as the bytes of an .xlsx workbook; the same result, the same bytes. @throws InputError when it is too large for one */
export async function resultWorkbook(result: Result | PublishedResult, writing: Writing = {}): Promise<Uint8Array> {
  return (await import('./workbook/result.js')).resultWorkbook(result, contextOf(writing, result))
}

/** Two scenarios side by side as an .xlsx workbook. @throws InputError when they are too large for one */
export async function comparisonWorkbook(
  comparison: ScenarioComparison | PublishedComparison,
  {
    a,
    b,
    language,
    given,
  }: Pick<Writing, 'given'> & {
    readonly a?: ScenarioInput
    readonly b?: ScenarioInput
    readonly language?: Language
  } = {},
): Promise<Uint8Array> {
  const contexts = [a, b].map((scenario) => contextOf({ scenario, language, given }, comparison))
  const both = contexts.flatMap(({ scenario }) => scenario ?? [])
  const [first, second] = contexts.map((each) =>
    given === undefined && both.length === 2 ? { ...each, given: givenOf(both) } : each,
  ) as [Context, Context]
  return (await import('./workbook/comparison.js')).comparisonWorkbook(comparison, first, second)
}

/** Methods side by side as an .xlsx workbook. @throws InputError when they are too large for one */
export async function methodsWorkbook(
  comparison: MethodComparison | PublishedMethods,
  writing: Writing = {},
): Promise<Uint8Array> {
  return (await import('./workbook/comparison.js')).methodsWorkbook(comparison, contextOf(writing, comparison))
}

/**
 * A draft as the bytes of an .xlsx workbook, which `check` and `draft` read back: its proposal, and the consultation that it was
 * drafted from. @throws InputError when it is too large for one
 */
export async function draftWorkbook(drafted: Draft | PublishedDraft, writing: Writing = {}): Promise<Uint8Array> {
  return (await import('./workbook/draft.js')).draftWorkbook(drafted, contextOf(writing, drafted))
}

/** A check as the bytes of an .xlsx workbook. @throws InputError when it is too large for one */
export async function checkWorkbook(checked: Checked, writing: Writing = {}): Promise<Uint8Array> {
  return (await import('./workbook/check.js')).checkWorkbook(checked, contextOf(writing, checked))
}

/** Years solved together as the bytes of an .xlsx workbook. @throws InputError when they are too large for one */
export async function yearsWorkbook(
  solved: Years | PublishedYears,
  {
    scenarios = [],
    language = 'nl',
    given,
  }: Pick<Writing, 'given'> & {
    readonly scenarios?: readonly ScenarioInput[]
    readonly language?: Language
  } = {},
): Promise<Uint8Array> {
  const contexts = scenarios.map((scenario) => contextOf({ scenario, language, given }, solved))
  return (await import('./workbook/years.js')).yearsWorkbook(solved, contexts, language)
}

/** An empty workbook to fill in, with an explanation and lists to choose from; names and OORs are those of a scenario. */
export async function templateWorkbook({
  scenario = '2027-base',
  frame,
  language = 'nl',
}: Writing = {}): Promise<Uint8Array> {
  return (await import('./workbook/template.js')).templateWorkbook(scenarioOf(scenario, frame), language)
}

/** The options that a result was made with; what is no option is refused. */
function optionsOf({ options }: { readonly options: unknown }): Partial<Options> {
  return checkRequest({ options }, SOLVER_NAMES).options ?? {}
}

function scenarioOf(given: ScenarioInput, frame?: ScenarioInput): Scenario {
  return scenariosOf([given], frame)[0]!
}

function tableOf(given: string | Uint8Array | object, known: Scenario | null): PlacesTable {
  if (given instanceof Uint8Array) return tableIn(given, known)
  return typeof given === 'string' ? readTable(given, known) : parseTable(given, known)
}

function problemOf(given: ProblemInput): Problem {
  if (given instanceof Uint8Array) return problemFromBytes(given)
  return typeof given === 'string' ? readProblem(given) : parseProblem(given)
}

/** Two parts of a question, each read by itself. @throws InputError with the faults of both */
function bothOf<A, B>(first: () => A, second: () => B): readonly [A, B] {
  const faults: Fault[] = []
  const attempt = <T>(read: () => T): T | undefined => {
    try {
      return read()
    } catch (error) {
      if (!(error instanceof InputError)) throw error
      for (const fault of error.faults) faults.push(fault)
      return undefined
    }
  }
  const both = [attempt(first), attempt(second)] as [A, B]
  if (faults.length > 0) throw new InputError(faults)
  return both
}

/** What is asked, checked, apart from what it may take. */
function checkedRequest({ signal, ...rest }: Request): { readonly checked: Question; readonly limits: Allowed } {
  const { timeLimit, ...checked } = checkRequest(rest, SOLVER_NAMES)
  return { checked, limits: { timeLimit, signal, solver: checked.solver } }
}

export { EngineError, InputError, type Fault, type FaultCode } from './domain/errors.js'
export { OPTION_TABLE, type OptionName, type Options } from './domain/options.js'
export type { Deviation, LevelValue, Result, Status, TraceStep } from './domain/result.js'
export type { Given } from './words/recipe.js'
export type { DataKind } from './domain/scenario.js'
export { METHODS, OBJECTIVES, type Method, type Objective } from './domain/table.js'
export type { Read, Reading, Remark, RemarkCode, SaidRemark } from './domain/reading.js'
export { shippedScenarios } from './io/machine.js'
export { readingOf } from './io/read/readings.js'
export { remarkText } from './words/texts.js'
export {
  publish,
  publishComparison,
  publishExplanation,
  publishMethods,
  type PublishedComparison,
  type PublishedExplanation,
  type PublishedMethods,
  type PublishedResult,
} from './allocation/publish.js'
export type { Difference, MethodComparison, ScenarioComparison } from './allocation/compare.js'
export type { CellStep, Explanation } from './allocation/explain.js'
export type { StepName } from './domain/steps.js'
export type { ProgramFormat, ProgramRequest, WrittenProgram } from './allocation/program-text.js'
export type { Request } from './allocation/request.js'
export type { Checked } from './proposals/check.js'
export type { NeededMotivation } from './proposals/motivations.js'
export type { AdviceReport } from './proposals/advices.js'
export type { Draft, DraftRequest } from './proposals/draft.js'
export type { Fallback } from './proposals/fallback.js'
export type { ProposalLevel } from './proposals/levels.js'
export type { WishReport } from './proposals/wishes.js'
export { publishDraft, publishYears, type PublishedDraft, type PublishedYears } from './proposals/publish.js'
export type { FrameChanges, ResendReason } from './proposals/frames.js'
export type { Repaired } from './proposals/repair.js'
export type { Unlucky, Years, YearsLevel, YearsOutcome } from './proposals/years.js'
export { SOLVER_NAMES, type SolverName } from './solvers/index.js'
export type { ProblemFile, ScenarioFile } from './shapes/files.js'
export type { WorkbookAdvices } from './io/read/advices.js'
export type { ProposalTable } from './io/read/proposal-table.js'
