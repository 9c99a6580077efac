/**
 * Answers without what would give confidential care use away. "Deze data mogen niet worden gedeeld met derden" (FAQ 14).
 *
 * What stays is the allocation with its totals, and counts. What goes is everything from which a share could be computed, or
 * bounded more narrowly than the allocation by itself does: the target, totals before rounding, errors, natural roundings and
 * ranks, chains, traces, ties, and the certificate. So nobody can check such a result for optimality; margins, bounds and zero
 * cells can be.
 */
import { publicRead, type Read } from '../domain/reading.js'
import type { Conflict } from '../domain/conflict.js'
import type { LevelValue, Result } from '../domain/result.js'
import type { Difference, MethodComparison, ScenarioComparison } from './compare.js'
import { publicRemarks } from './remarks.js'
import type { StepName } from '../domain/steps.js'
import type { CellStep, Explanation } from './explain.js'

/** What a published result leaves out is null, or an empty list. */
type LeftOutFields =
  | 'target'
  | 'flooredOors'
  | 'unique'
  | 'contested'
  | 'ties'
  | 'optima'
  | 'certificate'
  | 'chains'
  | 'trace'
  | 'lottery'

/** A result that may be published. */
export type PublishedResult = Omit<Result, LeftOutFields | 'oorTotals' | 'levels' | 'deviations'> & {
  readonly [K in LeftOutFields]: null
} & {
  readonly published: true
  readonly oorTotals: { readonly raw: null; readonly floored: null; readonly rounded: readonly number[] } | null
  readonly levels: readonly { readonly name: LevelValue['name']; readonly value: number | null }[] | null
  readonly deviations: readonly never[]
}

export interface PublishedComparison {
  readonly read?: Read
  readonly a: PublishedResult
  readonly b: PublishedResult
  readonly difference:
    | (Pick<Difference, 'allocation' | 'columns'> & { readonly target: null; readonly rounding: null })
    | null
}

export interface PublishedMethods {
  readonly read?: Read
  readonly results: readonly PublishedResult[]
}

export type PublishedExplanation = Pick<
  Explanation,
  'scenario' | 'data' | 'status' | 'specialty' | 'oor' | 'zeroCell' | 'bound' | 'read'
> & {
  readonly steps: readonly CellStep[]
  readonly floored: null
  readonly deviation: null
  readonly chains: readonly never[]
  readonly oneMore: null
  readonly oneFewer: null
  readonly result: PublishedResult
}

/** Counts tell how much was rounded against nature, not where or how far. */
const COUNTS: ReadonlySet<LevelValue['name']> = new Set(['beyond-next-best', 'next-best'] as const)

/** The steps of a cell's way that are public by themselves. */
const PUBLIC_STEPS: ReadonlySet<StepName> = new Set(['intake', 'oor-total-rounded', 'allocated'] as const)

export function publish(result: Result): PublishedResult {
  const { oorTotals, levels, conflict } = result
  return {
    ...result,
    ...publicRead(result),
    published: true,
    target: null,
    oorTotals: oorTotals && { raw: null, floored: null, rounded: oorTotals.rounded },
    flooredOors: null,
    remarks: publicRemarks(result.remarks),
    levels: levels && levels.map(({ name, value }) => ({ name, value: COUNTS.has(name) ? value : null })),
    deviations: [],
    unique: null,
    contested: null,
    ties: null,
    optima: null,
    certificate: null,
    chains: null,
    trace: null,
    lottery: null,
    // of equally cheap repairs the one nearest to the target is proposed, so no repairs either
    conflict: conflict === null || restsOnCareUse(conflict) ? null : { ...conflict, repairs: [] },
  }
}

/** The difference in places; not what it is made of. What else the comparison says is about places too. */
export function publishComparison<C extends ScenarioComparison>(
  comparison: C,
): Omit<C, keyof ScenarioComparison> & PublishedComparison {
  const { a, b, difference, read: _, ...rest } = comparison
  const { allocation, columns } = difference ?? { allocation: [], columns: [] }
  return {
    ...rest,
    ...publicRead(comparison),
    a: publish(a),
    b: publish(b),
    difference: difference && { allocation, columns, target: null, rounding: null },
  }
}

export function publishMethods(comparison: MethodComparison): PublishedMethods {
  const { results } = comparison
  return { ...publicRead(comparison), results: results.map(publish) }
}

/** What is public of a cell's way: its intake, its total and its places. */
export function publishExplanation(explanation: Explanation): PublishedExplanation {
  return {
    ...explanation,
    ...publicRead(explanation),
    steps: explanation.steps.map((step) => (PUBLIC_STEPS.has(step.name) ? step : { ...step, value: null })),
    floored: null,
    deviation: null,
    chains: [],
    oneMore: null,
    oneFewer: null,
    result: publish(explanation.result),
  }
}

/** Such a conflict says where there is no care use, or how much too little. */
function restsOnCareUse({ stage, restrictions }: Conflict): boolean {
  return stage === 'target' || restrictions.some(({ rule }) => rule === 'no-care-use')
}
