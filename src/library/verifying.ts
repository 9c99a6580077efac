/** The library on checking files, as a stranger would. */
import { InputError, type Fault } from '../domain/errors.js'
import { ask } from '../ask/ask.js'
import type { NearTo } from '../domain/near.js'
import type { Consultation } from '../domain/proposal.js'
import type { Scenario } from '../domain/scenario.js'
import { fingerprint } from '../io/canonical.js'
import { here } from '../io/machine.js'
import type { CaseInput } from '../io/read/institutions.js'
import { aroundCodes, nearTo, readNear, type NearInput } from '../io/read/near.js'
import { checkCarrying, checkRequest } from '../shapes/request.js'
import { CHAIN_FILE, FileText, parseResult, readResult } from '../io/read/result.js'
import { said } from '../io/read/readings.js'
import type { DraftJson, YearsJson } from '../shapes/proposals.js'
import type { ResultJson } from '../shapes/files.js'
import { scenariosOf } from '../io/read/scenario.js'
import { CLAIM, mismatchText, otherScenarioText, type Language } from '../words/texts.js'
import { SOLVER_NAMES } from '../solvers/index.js'
import type { Draft } from '../shapes/answers/draft.js'
import type { StatedFile } from '../proposals/recheck-file.js'
import type { Verification } from '../shapes/answers/verification.js'
import type { Years } from '../shapes/answers/years.js'
import type { VerifyFault } from '../verify/fault.js'
import { checkMade } from '../verify/made.js'
import type { ResultFile } from '../verify/result-file.js'
import { type ScenarioInput, type InFrame, type ConsultationInput, consultationOf, optionsOf } from './inputs.js'
import { agreedHash, fingerprintOf, withMade } from './made.js'
import { type Carrying, earlierOf } from './rounding.js'

/** How a result is checked. */
export interface VerifyRequest extends InFrame {
  /** With it, also that the target follows from its care use, and that all else the file says is what it says. */
  readonly scenario?: ScenarioInput | undefined
  /** Of several years: those of all of them, in any order. */
  readonly scenarios?: readonly ScenarioInput[] | undefined
  /** What a draft was made from: with it, also that the draft was made from nothing else. */
  readonly advices?: ConsultationInput | undefined
  /** What a result carries over: those earlier results, oldest first. With them, also that what is owed follows from them. */
  readonly carry?: Carrying['carry']
  /** Of places over institutions: their case. With it, also that seats, targets and rules follow from it. */
  readonly case?: CaseInput | undefined
  /** What a result is near to: with it, also its level and its proof. */
  readonly near?: NearInput | undefined
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
export async function verify(result: string | object, request: VerifyRequest = {}): Promise<Verification> {
  const { scenario, scenarios = [], advices, carry, near, frame, timeLimit, signal, language = 'nl' } = request
  const given = typeof result === 'string' ? fileOf(result) : result
  if (isChain(given)) {
    const { verifyChain } = await import('./verifying-chain.js')
    return verifyChain(given, request)
  }
  const whole = given instanceof FileText ? readResult(given) : parseResult(given)
  if ('kind' in whole && whole.kind === 'institutions') {
    const { verifyInstitutions } = await import('./verifying-institutions.js')
    return verifyInstitutions(whole, request)
  }
  if (request.case !== undefined) {
    const found = 'kind' in whole ? whole.kind : 'solve, round'
    throw new InputError([{ code: 'usage', path: 'case', found, expected: 'institutions' }])
  }
  const { made, ...file } = whole
  const { timeLimit: seconds = VERIFY_SECONDS } = checkRequest({ timeLimit }, SOLVER_NAMES)
  const known = scenariosOf([...(scenario === undefined ? [] : [scenario]), ...scenarios], frame)
  const { stated, consultation, advicesSha256 } = statedIn(file, known, { advices, near, carry })
  const checked = await ask('verify', [stated, known, consultation, advicesSha256], { timeLimit: seconds, signal })
  const version = made === undefined ? null : checkMade(made, fingerprint(made.from), fromIn(file))
  const { proves, unproven } = checked
  const faults = [...checked.faults, ...(version?.faults ?? [])]
  const notChecked = [...checked.notChecked, ...(version?.notChecked ?? [])]
  const verification: Verification = {
    status: faults.length > 0 ? 'rejected' : unproven.length > 0 ? 'unproven' : 'accepted',
    proves: faults.length > 0 ? [] : proves,
    notChecked,
    unproven: unproven.map((each) => ({ ...each, text: CLAIM[each.claim][language] })),
    ...toldFaults(faults, strangersTo(file, known, language), language),
  }
  const from = { result: fingerprintOf({ ...file, made: undefined }), scenarios: known.map(({ sha256 }) => sha256) }
  return withMade(said(verification, known, language), 'verify', {
    ...from,
    advices: advicesSha256Of(consultation),
    carry: stated.kind === 'result' ? stated.earlier?.map(({ sha256 }) => sha256) : undefined,
    near: 'near' in stated ? stated.near?.sha256 : undefined,
  })
}

/** The file of a path; of a folder that `chain` wrote, what it says of the others. */
function fileOf(path: string): FileText {
  const inFolder = `${path}/${CHAIN_FILE}`
  return new FileText(here().hasNamed(inFolder, CHAIN_FILE) ? inFolder : path)
}

/** What `chain` answered, with its files in it or beside it. */
function isChain(given: FileText | object): boolean {
  if (given instanceof FileText) return /^\s*\{\s*"kind":\s*"chain"/.test(given.text.slice(0, 100))
  return 'kind' in given && given.kind === 'chain'
}

function advicesSha256Of(consultation: Consultation | null): string | null {
  return consultation && fingerprint(consultation)
}

/** The same of an answer that may have had no time: that says nothing that could be verified. */
export async function verifyUnlessLate(
  answer: { readonly status: string },
  request: VerifyRequest,
): Promise<Verification> {
  if (answer.status !== 'time-limit') return verify(answer, request)
  return { status: 'unproven', proves: [], notChecked: ['status'], unproven: [], faults: [] }
}

type Stated = Omit<ResultJson, 'made'> | Omit<DraftJson, 'made'> | Omit<YearsJson, 'made'>

/** What a file by itself says of what it was made from. */
function fromIn(file: Stated): Readonly<Record<string, unknown>> {
  if ('kind' in file && file.kind === 'years') {
    return { question: 'years', scenarios: file.input.sha256, options: file.options }
  }
  if ('kind' in file) {
    const { sha256: scenario, advicesSha256: advices } = file.input
    const [near, fallback] = [file.near?.sha256, file.fallback !== null || null]
    return {
      question: 'draft',
      scenario,
      advices,
      near,
      options: file.options,
      fallback,
      why: file.advices.some((each) => typeof each === 'object' && each !== null && 'ifFollowed' in each) || null,
      agree: agreedHash(file.agreements),
    }
  }
  const { near, carry, method, objective } = file
  return {
    ...(file.scenario === null
      ? { question: 'round', problem: file.input.sha256 }
      : { question: 'solve', scenario: file.input.sha256 }),
    options: file.options,
    method: method === 'optimal' ? null : method,
    objective: objective === 'next-best' ? null : objective,
    near: near?.sha256,
    nearRank: near?.rank === 'first' ? 'first' : null,
    carry: carry?.from,
    carryRule: carry?.rule,
  }
}

/** Of a file and another scenario so many differences are told: all follow from the first. */
const FEW = 5

export function toldFaults(
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
  { advices, near, carry: earlier }: Pick<VerifyRequest, 'advices' | 'near' | 'carry'>,
): { readonly stated: StatedFile; readonly consultation: Consultation | null; readonly advicesSha256: string | null } {
  const kind = 'kind' in file ? file.kind : null
  const [scenario = null] = given
  const { carry } = checkCarrying({ carry: earlier })
  checkSources(kind, given, advices, carry)
  checkIsNear(file, near)
  const none = { consultation: null, advicesSha256: null }
  if (kind === 'years') return { stated: { kind, file: file as unknown as Years }, ...none }
  if (kind === 'draft') {
    const drafted = file as unknown as Draft
    const consultation = scenario === null || advices === undefined ? null : consultationOf(advices, scenario)
    const stayed = nearIn(drafted, scenario, near)
    const stated = { kind, file: drafted, near: stayed } as const
    return { stated, consultation, advicesSha256: fingerprint(drafted.consultation) }
  }
  const result = file as ResultFile
  const options = scenario === null ? {} : optionsOf(result)
  const carried = carry === undefined || carry.length === 0 ? null : earlierOf(carry)
  const stayed = nearIn(result, scenario, near)
  return { stated: { kind: 'result', file: result, options, earlier: carried, near: stayed }, ...none }
}

/** Only what says that it is near to something can be held against that. */
function checkIsNear(file: ResultJson | DraftJson | YearsJson, near: NearInput | undefined): void {
  if (near === undefined || ('near' in file && file.near != null)) return
  const found = 'kind' in file ? file.kind : 'near: null'
  throw new InputError([{ code: 'usage', path: 'near', found, expected: 'solve --near, round --near, draft --near' }])
}

/** What a result is near to, in its own order, by the names of its scenario where that is given. */
function nearIn(
  { rows, columns }: Pick<ResultFile, 'rows' | 'columns'>,
  scenario: Scenario | null,
  near: NearInput | undefined,
): NearTo | null {
  if (near === undefined) return null
  const codes = aroundCodes(rows, columns)
  const named = <E extends { readonly code: string }>(own: readonly E[], known: readonly E[] = []) =>
    own.map((each) => known.find(({ code }) => code === each.code) ?? each)
  const around = {
    specialties: named(codes.specialties, scenario?.specialties),
    oors: named(codes.oors, scenario?.oors),
  }
  return nearTo(readNear(near, around))
}

/** Several scenarios go with several years, earlier results with a result, and advices with a draft; to read them takes its scenario. */
function checkSources(
  kind: 'draft' | 'years' | null,
  given: readonly Scenario[],
  advices: ConsultationInput | undefined,
  carry: readonly unknown[] | undefined,
): void {
  const faults: Fault[] = []
  if (carry !== undefined && carry.length > 0 && kind !== null) {
    faults.push({ code: 'usage', path: 'carry', found: kind, expected: 'solve' })
  }
  if (given.length > 1 && kind !== 'years') {
    faults.push({ code: 'usage', path: 'scenario', found: given.map(({ id }) => id).join(', '), expected: '1' })
  }
  if (advices !== undefined && (kind !== 'draft' || given.length === 0)) {
    const found = kind === 'draft' ? 'draft' : (kind ?? 'solve, round')
    faults.push({ code: 'usage', path: 'advices', found, expected: 'draft, --scenario' })
  }
  if (faults.length > 0) throw new InputError(faults)
}
