/** The integral proposal (integraal voorstel): the best that the frame allows, by a stated order of wishes (P26 II.1.3). */
import { deviationsOf, matrixOf } from '../allocation/measures.js'
import type { Agreement } from '../domain/agreement.js'
import type { TableQuestion } from '../allocation/request.js'
import type { ProposalCase } from '../../models/integral-proposal.js'
import { inTime, UNLIMITED, type Budget, type Limits } from '../domain/budget.js'
import type { Language } from '../domain/language.js'
import type { NearTo } from '../domain/near.js'
import type { Consultation, ProposalFrame, RuleConflict } from '../domain/proposal.js'
import type { Result } from '../shapes/answers/result.js'
import type { Scenario } from '../domain/scenario.js'
import type { ExpectedDraft } from '../verify/draft.js'
import { adviceReports } from './advices.js'
import { agreementReports } from './agreement-costs.js'
import { keptIn, withAgreements } from './agreements.js'
import type { Draft } from '../shapes/answers/draft.js'
import type { Gap } from './bounds.js'
import { caseOf, certificateOf, nearFirst } from './case.js'
import { checkProposal, withoutBase } from './check.js'
import { conflictOf, CONFLICT_NOT_SOUGHT } from './conflict.js'
import { fallbackOf, fallbackReport } from './fallback.js'
import { balanceOf, basisOf, frameText, movedBy, type Basis, type Footing } from './frame.js'
import { keptReport, nothingKept } from './kept.js'
import { levelsOf, inPlaces } from './levels.js'
import { neededMotivations } from './motivations.js'
import { solveCase } from './solve.js'
import { wishReports } from './wishes.js'

export interface DraftQuestion extends Pick<TableQuestion, 'options'> {
  /** The proposal to stay near to, before all else. */
  readonly near?: NearTo | undefined
  /** Also what it would cost to follow each advice that is not followed. */
  readonly why?: boolean | undefined
  /** Also the fallback distribution. */
  readonly fallback?: boolean | undefined
  /** What-ifs: agreements beside those of the scenario and of the consultation. */
  readonly agreements?: readonly Agreement[] | undefined
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
  const { agreements = [] } = request
  const basis = withAgreements(await basisOf(scenario, request.options, budget), consultation, agreements)
  const fallback = request.fallback === true ? await fallbackOf(scenario, request.options, budget) : null
  const drafted = basis.frame === null ? null : await draftWithin(basis, basis.frame, consultation, request, budget)
  const answer = answerOf(basis, drafted, fallback, consultation, advicesSha256)
  const near = answer.near ?? (request.near === undefined ? null : nothingKept(request.near))
  return { ...answer, near, milliseconds: Math.round((performance.now() - started) * 1000) / 1000 }
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
    near: drafted?.near ?? null,
    advices: drafted?.advices ?? [],
    agreements: drafted?.agreements ?? keptIn(basis, null).map((each) => ({ ...each, cost: null })),
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
  | 'near'
  | 'advices'
  | 'agreements'
  | 'motivations'
  | 'wishes'
  | 'check'
> & { readonly conflict: RuleConflict | null }

async function draftWithin(
  basis: Basis,
  frame: ProposalFrame,
  consultation: Consultation,
  { near, why = false, language = 'nl' }: DraftQuestion,
  budget: Budget,
): Promise<Drafted> {
  const given = nearFirst(caseOf(basis, frame, consultation), near)
  const solved = await solveCase(given, budget)
  const { allocation } = solved
  const kept = near && (await keptReport({ basis, frame, consultation, near }, allocation, language, budget))
  if (allocation === null) {
    const reasons = () => inTime(budget, () => conflictOf(basis, frame, consultation, [], budget))
    const conflict = solved.status === 'infeasible' ? ((await reasons()) ?? CONFLICT_NOT_SOUGHT) : null
    const nothing = { columnTotals: null, allocation: null, levels: null, deviations: [], certificate: null, gap: null }
    const agreements = keptIn(basis, null).map((each) => ({ ...each, cost: null }))
    const empty = { balance: [], moved: null, advices: [], agreements, motivations: [], wishes: [], check: null }
    return { status: solved.status, solver: solved.solver, ...nothing, ...empty, near: kept ?? null, conflict }
  }
  const gap = solved.proofs?.gap ?? null
  return {
    status: solved.status,
    solver: solved.solver,
    certificate: certificateOf(given.levels, solved),
    gap: gap && gapOf(given, gap),
    ...countedOf(basis, frame, consultation, allocation, language),
    levels: levelsOf(given, solved.values),
    near: kept ?? null,
    deviations: deviationsOf(given.table, allocation),
    advices: await adviceReports(basis, frame, consultation, given, { values: solved.values, allocation }, why, budget),
    agreements: await agreementReports(basis, frame, consultation, given, solved.values, allocation, budget),
    wishes: await wishReports(given, consultation, solved.values, budget),
    conflict: null,
  }
}

/** What is said of a proposal by counting. */
export function countedOf(
  basis: Footing,
  frame: ProposalFrame,
  consultation: Consultation,
  allocation: Int32Array,
  language: Language,
): Pick<Drafted, 'allocation' | 'columnTotals' | 'balance' | 'moved' | 'motivations' | 'check'> {
  const places = [...allocation]
  const balance = balanceOf(basis, frame, places, consultation.current)
  return {
    columnTotals: balance.map(({ proposal }) => proposal),
    allocation: matrixOf(allocation, frame.baseTotals.length, (value) => value),
    balance,
    moved: movedBy(frame, places),
    motivations: neededMotivations(basis, frame, consultation, places),
    check: checkProposal(basis, frame, consultation, { places, outside: [] }, language),
  }
}

function gapOf(given: ProposalCase, { level, value, bound }: Gap): NonNullable<Draft['gap']> {
  const name = given.levels[level]!
  return { level: name, value: inPlaces(name, value, given), bound: inPlaces(name, bound, given) }
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
    agreements: scenario.agreements,
  }
}
