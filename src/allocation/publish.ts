/**
 * Answers without what would give confidential care use away. "Deze data mogen niet worden gedeeld met derden" (FAQ 14).
 *
 * What stays is the allocation with its totals, and counts. What goes is everything from which a share could be computed, or
 * bounded more narrowly than the allocation by itself does: the target, totals before rounding, errors, natural roundings and
 * ranks, chains, traces, ties, and the certificate. So nobody can check such a result for optimality; margins, bounds and zero
 * cells can be.
 */
import { publicRead } from '../domain/reading.js'
import type { Conflict } from '../domain/conflict.js'
import type { LevelValue } from '../domain/result.js'
import type { Result } from '../shapes/answers/result.js'
import type { MethodComparison, ScenarioComparison } from '../shapes/answers/comparison.js'
import { publicRemarks } from './remarks.js'
import type { StepName } from '../domain/steps.js'
import type { Explanation } from '../shapes/answers/explanation.js'

/** Counts tell how much was rounded against nature, not where or how far; what is near to what follows from places alone. */
const COUNTS: ReadonlySet<LevelValue['name']> = new Set(['beyond-next-best', 'next-best', 'near'] as const)

/** The steps of a cell's way that are public by themselves. */
const PUBLIC_STEPS: ReadonlySet<StepName> = new Set(['intake', 'oor-total-rounded', 'allocated'] as const)

/** A result that may be published. */
export function publish(result: Result): Result {
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
    freedom: null,
    precision: null,
    chains: null,
    trace: null,
    lottery: null,
    // of equally cheap repairs the one nearest to the target is proposed, so no repairs either
    // what a cell is owed is a target minus what is in it
    carry: result.carry && { ...result.carry, arrears: null, target: null },
    conflict: conflict === null || restsOnCareUse(conflict) ? null : { ...conflict, repairs: [] },
  }
}

/** The difference in places; not what it is made of. What else the comparison says is about places too. */
export function publishComparison<C extends ScenarioComparison>(comparison: C): C {
  const { a, b, difference } = comparison
  return {
    ...comparison,
    ...publicRead(comparison),
    a: publish(a),
    b: publish(b),
    difference: difference && {
      ...difference,
      target: null,
      rounding: null,
      causes: null,
      causesReason: 'published',
    },
  }
}

export function publishMethods(comparison: MethodComparison): MethodComparison {
  const { results } = comparison
  return { ...publicRead(comparison), results: results.map(publish) }
}

/** What is public of a cell's way: its intake, its total and its places. */
export function publishExplanation(explanation: Explanation): Explanation {
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
