/** The integral proposal (integraal voorstel): the best that the frame allows, by a stated order of wishes (P26 II.1.3). */
import type { Read } from '../domain/reading.js'
import type { ProposalCase } from '../../models/integral-proposal.js'
import { inTime, look, UNLIMITED, type Budget, type Limits } from '../domain/budget.js'
import { nanoToPlaces } from '../domain/decimal.js'
import type { Language } from '../domain/language.js'
import { placedAs } from '../domain/places.js'
import {
  proposalLevels,
  type Advice,
  type Compliance,
  type Consultation,
  type Moved,
  type OorBalance,
  type Preference,
  type ProposalFrame,
  type ProposalLevelName,
  type RuleConflict,
  type RuleId,
} from '../domain/proposal.js'
import type { ExpectedDraft } from '../verify/draft.js'
import type { Deviation, Result } from '../domain/result.js'
import type { Scenario } from '../domain/scenario.js'
import type { Table } from '../domain/table.js'
import { deviationsOf, matrixOf } from '../allocation/measures.js'
import type { Question } from '../allocation/request.js'
import { solveScenario } from '../allocation/solve.js'
import { checkProposal, neededMotivations, withoutBase, type NeededMotivation } from './check.js'
import {
  caseOf,
  certificateOf,
  conflictOf,
  CONFLICT_NOT_SOUGHT,
  FRAME_RULES,
  necessaryRules,
  type ProposalCertificate,
} from './case.js'
import type { Gap } from './bounds.js'
import { balanceOf, basisOf, frameText, movedBy, type Basis, type Footing } from './frame.js'
import { solveCase, type SolvedCase } from './solve.js'

/** A level with its value: weighted places, OORs, places, or the error in places. */
export interface ProposalLevel {
  readonly name: ProposalLevelName
  readonly value: number
}

/** What became of an advice. */
export interface AdviceReport {
  readonly specialty: string
  /** To the letter, within the room it gave, or not. */
  readonly followed: 'exactly' | 'within-room' | 'no'
  readonly placesOutsideRoom: number
  readonly distance: number
  /** The rules that prevent it, when all advices that are followed stay so; empty when it gave way to a wish that goes first, null when time
   * ran out before that was known. */
  readonly preventedBy: readonly RuleId[] | null
}

/** A level with a wish and without it. */
export interface WishCost {
  readonly name: ProposalLevelName
  readonly with: number
  readonly without: number
}

/** A wish, what it reached, and what the next would have reached without it. */
export interface WishReport {
  readonly step: Preference
  readonly levels: readonly ProposalLevel[]
  /** null when time ran out before that was known. */
  readonly next: readonly WishCost[] | null
}

/** The 75/25 distribution that comes instead when there is no fitting proposal (P26 II.3). */
export interface Fallback {
  readonly result: Result
  /** Per OOR: fallback minus base, and minus the proposal. */
  readonly balance: readonly {
    readonly oor: string
    readonly base: number
    readonly proposal: number | null
    readonly fallback: number
    readonly againstBase: number
    readonly againstProposal: number | null
  }[]
}

export type Draft = Pick<
  Result,
  | 'scenario'
  | 'data'
  | 'method'
  | 'objective'
  | 'solver'
  | 'options'
  | 'rows'
  | 'columns'
  | 'rowTotals'
  | 'target'
  | 'allocation'
  | 'remarks'
  | 'zeroCells'
  | 'bounds'
  | 'milliseconds'
> & {
  /** What became of the tables that it was made from. */
  readonly read?: Read
  readonly kind: 'draft'
  readonly status: SolvedCase['status']
  /** Of the proposal. */
  readonly columnTotals: readonly number[] | null
  readonly levels: readonly ProposalLevel[] | null
  readonly deviations: readonly Deviation[]
  readonly unique: null
  readonly contested: null
  readonly certificate: ProposalCertificate | null
  /** When not every level is proven: the first that is not, and what is proven of it. */
  readonly gap: { readonly level: ProposalLevelName; readonly value: number; readonly bound: number } | null
  readonly conflict: RuleConflict | Result['conflict']
  readonly base: readonly (readonly number[])[] | null
  readonly frame: Omit<ProposalFrame, 'base'> | null
  readonly balance: readonly OorBalance[]
  readonly moved: Moved | null
  readonly advices: readonly AdviceReport[]
  readonly motivations: readonly NeededMotivation[]
  readonly wishes: readonly WishReport[]
  readonly check: Compliance | null
  readonly fallback: Fallback | null
  /** What it was drafted from. */
  readonly consultation: Consultation
  /** SHA-256 of the scenario, and of the consultation as it was read; both canonical. */
  readonly input: { readonly sha256: string; readonly advicesSha256: string }
}

export interface DraftQuestion extends Pick<Question, 'options'> {
  /** Also the fallback distribution. */
  readonly fallback?: boolean | undefined
  readonly language?: Language | undefined
}

/** The same as a caller gives it. */
export interface DraftRequest extends DraftQuestion, Limits {}

/**
 * Drafts a proposal. A frame that leaves none is an answer: `infeasible`, with the rules that do not go together.
 * @param advicesSha256 of the consultation
 */
export async function draftProposal(
  scenario: Scenario,
  consultation: Consultation,
  advicesSha256: string,
  request: DraftQuestion = {},
  budget: Budget = UNLIMITED,
): Promise<Draft> {
  const started = performance.now()
  const basis = await basisOf(scenario, request.options, budget)
  const fallback = request.fallback === true ? await fallbackOf(scenario, request.options, budget) : null
  const drafted = basis.frame === null ? null : await draftWithin(basis, basis.frame, consultation, request, budget)
  const answer = answerOf(basis, drafted, fallback, consultation, advicesSha256)
  return { ...answer, milliseconds: Math.round((performance.now() - started) * 1000) / 1000 }
}

/**
 * All that a draft says.
 * @param drafted null where there is no base distribution
 */
export function answerOf(
  basis: Basis,
  drafted: Drafted | null,
  fallback: Result | null,
  consultation: Consultation,
  advicesSha256: string,
): Omit<Draft, 'milliseconds'> {
  const { base, scenario } = basis
  return {
    kind: 'draft',
    status: drafted === null ? withoutBase(base) : drafted.status,
    scenario: base.scenario,
    data: base.data,
    method: 'optimal',
    objective: 'next-best',
    solver: drafted?.solver ?? null,
    options: basis.options,
    rows: base.rows,
    columns: base.columns,
    rowTotals: base.rowTotals,
    columnTotals: drafted?.columnTotals ?? null,
    target: base.target,
    allocation: drafted?.allocation ?? null,
    levels: drafted?.levels ?? null,
    deviations: drafted?.deviations ?? [],
    remarks: basis.remarks,
    zeroCells: base.zeroCells,
    bounds: scenario.bounds.map(({ specialty, oor, low, high }) => [specialty, oor, low, high] as const),
    unique: null,
    contested: null,
    certificate: drafted?.certificate ?? null,
    gap: drafted?.gap ?? null,
    conflict: drafted === null ? base.conflict : drafted.conflict,
    base: base.allocation,
    frame: basis.frame && frameText(basis.frame),
    balance: drafted?.balance ?? [],
    moved: drafted?.moved ?? null,
    advices: drafted?.advices ?? [],
    motivations: drafted?.motivations ?? [],
    wishes: drafted?.wishes ?? [],
    check: drafted?.check ?? null,
    fallback: fallback && fallbackReport(fallback, basis, drafted?.columnTotals ?? null),
    consultation,
    input: { ...base.input, advicesSha256 },
  }
}

/** A proposal, or why there is none, and what is said of it. */
export type Drafted = Pick<
  Draft,
  | 'status'
  | 'solver'
  | 'columnTotals'
  | 'allocation'
  | 'levels'
  | 'deviations'
  | 'certificate'
  | 'gap'
  | 'balance'
  | 'moved'
  | 'advices'
  | 'motivations'
  | 'wishes'
  | 'check'
> & { readonly conflict: RuleConflict | null }

async function draftWithin(
  basis: Basis,
  frame: ProposalFrame,
  consultation: Consultation,
  { language = 'nl' }: DraftQuestion,
  budget: Budget,
): Promise<Drafted> {
  const given = caseOf(basis, frame, consultation)
  const solved = await solveCase(given, budget)
  const { allocation } = solved
  if (allocation === null) {
    const why = () => inTime(budget, () => conflictOf(basis, frame, consultation, [], budget))
    const conflict = solved.status === 'infeasible' ? ((await why()) ?? CONFLICT_NOT_SOUGHT) : null
    const nothing = { columnTotals: null, allocation: null, levels: null, deviations: [], certificate: null, gap: null }
    const empty = { balance: [], moved: null, advices: [], motivations: [], wishes: [], check: null }
    return { status: solved.status, solver: solved.solver, ...nothing, ...empty, conflict }
  }
  const gap = solved.proofs?.gap ?? null
  return {
    status: solved.status,
    solver: solved.solver,
    certificate: certificateOf(given.levels, solved),
    gap: gap && gapOf(given.levels, gap),
    ...placesOf(basis, frame, consultation, allocation, language),
    levels: levelsOf(given.levels, solved.values),
    deviations: deviationsOf(given.table, allocation),
    advices: await adviceReports(basis, frame, consultation, given, { values: solved.values, allocation }, budget),
    wishes: await wishReports(given, consultation, solved.values, budget),
    conflict: null,
  }
}

/** What is said of a proposal by counting. */
export function placesOf(
  basis: Footing,
  frame: ProposalFrame,
  consultation: Consultation,
  allocation: Int32Array,
  language: Language,
): Pick<Drafted, 'allocation' | 'columnTotals' | 'balance' | 'moved' | 'motivations' | 'check'> {
  const places = [...allocation]
  const balance = balanceOf(basis.scenario, frame, places, consultation.current)
  return {
    columnTotals: balance.map(({ proposal }) => proposal),
    allocation: matrixOf(allocation, frame.baseTotals.length, (value) => value),
    balance,
    moved: movedBy(frame, places),
    motivations: neededMotivations(basis, frame, consultation, places),
    check: checkProposal(basis, frame, consultation, { places, outside: [] }, language),
  }
}

function gapOf(names: readonly ProposalLevelName[], { level, value, bound }: Gap): NonNullable<Draft['gap']> {
  const name = names[level]!
  return { level: name, value: inPlaces(name, value), bound: inPlaces(name, bound) }
}

export function levelsOf(names: readonly ProposalLevelName[], values: readonly bigint[]): ProposalLevel[] {
  return names.map((name, i) => ({ name, value: inPlaces(name, values[i]!) }))
}

/** From the checker's whole numbers: weights count in thousandths, errors in billionths. */
function inPlaces(name: ProposalLevelName, value: bigint): number {
  if (name === 'error') return nanoToPlaces(Number(value))
  return name === 'outside-room' || name === 'advised-distance' ? Number(value) / 1000 : Number(value)
}

/** Per advice whether it is followed, and else which rules prevent it, as far as there is time to find out. */
export async function adviceReports(
  basis: Footing,
  frame: ProposalFrame,
  consultation: Consultation,
  given: ProposalCase,
  { values, allocation }: { readonly values: readonly bigint[]; readonly allocation: Int32Array },
  budget: Budget = UNLIMITED,
): Promise<AdviceReport[]> {
  const { advices } = consultation
  const outsideIn = (advice: Advice, places: Int32Array) =>
    rowOf(given.table, advice, places).reduce((sum, each, o) => {
      const [low, high] = advice.room[o]!
      return sum + Math.max(0, low - each, each - high)
    }, 0)
  const followed = advices.filter((advice) => outsideIn(advice, allocation) === 0)
  const not = advices.filter((advice) => !followed.includes(advice))
  const preventing = (together: readonly Advice[]) => necessaryRules(basis, frame, consultation, together, budget)
  /** The advices that are possible by themselves, and the drafts that leaving out a rule makes better to them. */
  const prepare = async () => {
    const possible: Advice[] = []
    for (const advice of not) if ((await preventing([advice])).length === 0) possible.push(advice)
    const left = (places: Int32Array) =>
      possible.reduce((sum, advice) => sum + advice.weight * outsideIn(advice, places), 0)
    const without = possible.length === 0 ? [] : await draftsWithout(basis, frame, consultation, given, values, budget)
    // what is gained on an advice that is impossible by itself says nothing of the others
    return { possible, relaxed: without.filter(({ places }) => left(places) < left(allocation)) }
  }
  const prepared = not.length === 0 ? null : await inTime(budget, prepare)
  /** Beside those that are followed; in the best draft; or because not all that are possible go together. */
  const rulesAgainst = async (advice: Advice): Promise<readonly RuleId[] | null> => {
    if (prepared === null) return null
    const beside = await preventing([...followed, advice])
    if (beside.length > 0) return beside
    const freed = prepared.relaxed.filter(({ places }) => outsideIn(advice, places) === 0).map(({ rule }) => rule)
    return freed.length > 0 ? freed : preventing([...followed, ...prepared.possible])
  }
  const reports: AdviceReport[] = []
  for (const advice of advices) {
    const distance = rowOf(given.table, advice, allocation).reduce(
      (sum, places, o) => sum + Math.abs(places - advice.row[o]!),
      0,
    )
    reports.push({
      specialty: advice.specialty,
      followed: distance === 0 ? 'exactly' : followed.includes(advice) ? 'within-room' : 'no',
      placesOutsideRoom: outsideIn(advice, allocation),
      distance,
      preventedBy: followed.includes(advice) ? [] : await inTime(budget, () => rulesAgainst(advice)),
    })
  }
  return reports
}

function rowOf({ rows, columns }: Table, { specialty }: Advice, places: Int32Array): Int32Array {
  const s = rows.indexOf(specialty)
  return places.subarray(s * columns.length, (s + 1) * columns.length)
}

/** The drafts that are better to the advices because one rule of the frame is left out. @throws OutOfTime */
async function draftsWithout(
  basis: Footing,
  frame: ProposalFrame,
  consultation: Consultation,
  { levels }: ProposalCase,
  values: readonly bigint[],
  budget: Budget,
): Promise<{ readonly rule: RuleId; readonly places: Int32Array }[]> {
  const outside = levels.indexOf('outside-room')
  const upToAdvice = levels.slice(0, levels.indexOf('advised-distance') + 1)
  const drafts = []
  for (const rule of FRAME_RULES) {
    const given = { ...caseOf(basis, frame, consultation, new Set([rule])), levels: upToAdvice }
    const { allocation, values: without } = await solveCase(given, budget, false)
    look(budget) // what was not solved to the end says nothing
    const differs = without.findIndex((value, level) => value !== values[level])
    const better = differs >= 0 && differs <= outside && without[differs]! < values[differs]!
    if (allocation !== null && better) drafts.push({ rule, places: allocation })
  }
  return drafts
}

/** What each wish cost the next: the next step's levels, with and without it. @param reached the value of every level */
export async function wishReports(
  given: ProposalCase,
  consultation: Consultation,
  reached: readonly bigint[],
  budget: Budget,
): Promise<WishReport[]> {
  const steps = consultation.prefer.map((step) => ({
    step,
    names: proposalLevels({ ...consultation, prefer: [step], attentionPoints: [] }).slice(0, -3),
  }))
  const valueOf = (values: readonly bigint[], names: readonly ProposalLevelName[], name: ProposalLevelName) =>
    inPlaces(name, values[names.indexOf(name)]!)
  const reports: WishReport[] = []
  for (const [i, { step, names }] of steps.entries()) {
    const after = given.levels.slice(given.levels.indexOf(names.at(-1) ?? given.levels[0]!) + 1)
    const following = steps.slice(i + 1).find((each) => each.names.length > 0)
    const next = following?.names ?? (after.includes('attention') ? (['attention'] as const) : after.slice(0, 3))
    const levels = given.levels.slice(0, given.levels.indexOf(next.at(-1) ?? given.levels.at(-1)!) + 1)
    const without = levels.filter((name) => !names.includes(name))
    const other =
      names.length === 0 ? null : await inTime(budget, () => valuesWithout({ ...given, levels: without }, budget))
    reports.push({
      step,
      levels: names.map((name) => ({ name, value: valueOf(reached, given.levels, name) })),
      next:
        names.length === 0
          ? []
          : other === null
            ? null
            : next.map((name) => ({
                name,
                with: valueOf(reached, given.levels, name),
                without: valueOf(other, without, name),
              })),
    })
  }
  return reports
}

/** The values of a draft with other wishes, which has a solution. @throws OutOfTime */
async function valuesWithout(given: ProposalCase, budget: Budget): Promise<readonly bigint[]> {
  const { values } = await solveCase(given, budget, false)
  look(budget)
  return values
}

/**
 * "[...] hanteert BOLS [...] een terugvalscenario. Dat is de rekenkundige verdeling [...] op basis van het criterium 75% adherentie
 * alle instellingen en 25% adherentie opleidende instellingen, waarin een ondergrens van 10% is verwerkt" (P26 II.3).
 */
export async function fallbackOf(
  scenario: Scenario,
  options: Question['options'],
  budget: Budget = UNLIMITED,
): Promise<Result> {
  const criterion = { all: 0.75, training: 0.25 }
  const floor = scenario.floor ?? { share: Math.min(0.1, 1 / scenario.oors.length) }
  const asked = placedAs(scenario, { ...scenario, criterion, floor, bounds: [] })
  const { result } = await solveScenario(asked, { options }, budget)
  return result
}

function fallbackReport(result: Result, { frame, scenario }: Basis, proposal: readonly number[] | null): Fallback {
  const totals = scenario.oors.map((_, o) => (result.allocation ?? []).reduce((sum, row) => sum + row[o]!, 0))
  return {
    result,
    balance:
      result.allocation === null || frame === null
        ? []
        : scenario.oors.map(({ code }, o) => {
            const [base, fallback, proposed] = [frame.baseTotals[o]!, totals[o]!, proposal?.[o] ?? null]
            return {
              oor: code,
              base,
              proposal: proposed,
              fallback,
              againstBase: fallback - base,
              againstProposal: proposed === null ? null : fallback - proposed,
            }
          }),
  }
}

/** What a draft of a scenario must say it began from, recomputed; for the verifier. */
export function expectedDraft({ base, frame, scenario }: Basis): ExpectedDraft {
  return {
    sha256: base.input.sha256,
    data: base.data,
    rows: base.rows,
    columns: base.columns,
    rowTotals: base.rowTotals,
    target: base.target,
    base: base.allocation,
    frame: frame && frameText(frame),
    zeroCells: base.zeroCells,
    bounds: scenario.bounds.map(({ specialty, oor, low, high }) => [specialty, oor, low, high] as const),
  }
}
