/**
 * What came of a question: the one place that maps outcomes to the exit statuses of the command and the statuses of the service.
 *
 *   positive    an answer: an allocation, an accepted check
 *   negative    an answer too, but no: infeasible, stuck, ties left undecided, rejected
 *   input       the question is wrong
 *   no answer   out of time, or a solver failed
 */
import type { Fault } from './errors.js'
import type { Status } from './result.js'

export const EXIT = { positive: 0, negative: 1, input: 2, noAnswer: 3 } as const
export type Exit = (typeof EXIT)[keyof typeof EXIT]

/** What the service answers where the command would exit so: a no is an answer. Of wrong input `statusOfFaults` says more. */
export const HTTP_STATUS = { 0: 200, 1: 200, 2: 422, 3: 503 } as const satisfies Record<Exit, number>

/** Of what was refused: wrong input, unless all that was wrong with it is that there was no time to check it. */
export function exitOfFaults(faults: readonly Fault[]): Exit {
  return faults.length > 0 && faults.every(({ code }) => code === 'out-of-time') ? EXIT.noAnswer : EXIT.input
}

/** The status of wrong input: 404 for an unknown id, 400 for what is no JSON, 413 for what is only too large; 503 for no time to check it. */
export function statusOfFaults(faults: readonly Fault[]): 400 | 404 | 413 | 422 | 503 {
  if (exitOfFaults(faults) === EXIT.noAnswer) return HTTP_STATUS[EXIT.noAnswer]
  if (faults.some(({ code }) => code === 'not-json')) return 400
  if (faults.some(({ code }) => code === 'not-found')) return 404
  return faults.every(({ code }) => code === 'too-large') ? 413 : HTTP_STATUS[EXIT.input]
}

interface Outcome {
  readonly status: Status
  readonly allocation: object | null
}

/** Of one result, or of several that must all be answers. */
export function exitOf(results: readonly Outcome[]): Exit {
  if (results.some(({ status }) => status === 'time-limit')) return EXIT.noAnswer
  // an optimum without an allocation: ties that were to stop it, or too many to draw lots from
  return results.every(
    ({ status, allocation }) => allocation !== null && (status === 'optimal' || status === 'feasible'),
  )
    ? EXIT.positive
    : EXIT.negative
}

/** A comparison of methods is a positive answer when some method meets the totals. */
export function exitOfMethods(results: readonly Outcome[]): Exit {
  if (results.some(({ status }) => status === 'time-limit')) return EXIT.noAnswer
  return results.some(({ status }) => status === 'optimal' || status === 'feasible') ? EXIT.positive : EXIT.negative
}

/**
 * A check says yes or no, of a result or of a proposal; what it cannot prove is a no; a frame that leaves no base distribution is a no,
 * and no time to find it no answer.
 */
export function exitOfCheck({
  status,
}: {
  readonly status: 'accepted' | 'rejected' | 'unproven' | 'compliant' | 'not-compliant' | 'infeasible' | 'time-limit'
}): Exit {
  if (status === 'time-limit') return EXIT.noAnswer
  return status === 'accepted' || status === 'compliant' ? EXIT.positive : EXIT.negative
}

/** Of a draft: a proposal is an answer, whether or not every level of it is proven. */
export function exitOfDraft({ status, allocation }: Proposed & { readonly allocation: object | null }): Exit {
  return exitOfProposed(status, allocation)
}

/** Of years together, as of a draft. */
export function exitOfYears({ status, together }: Proposed & { readonly together: object | null }): Exit {
  return exitOfProposed(status, together)
}

/** Of places over institutions, as of a draft. */
export function exitOfInstitutions({ status, places }: Proposed & { readonly places: object | null }): Exit {
  return exitOfProposed(status, places)
}

/** Of a pack: there is one, also of a case without an answer; but not where there was no time for that. */
export function exitOfPack({ status }: Proposed): Exit {
  return status === 'time-limit' ? EXIT.noAnswer : status === 'infeasible' ? EXIT.negative : EXIT.positive
}

/** Of an amendment: a version, or why there is none; what was not proven in time is no answer. */
export function exitOfAmended(
  answer: { readonly kind: 'fixed' } | { readonly kind: 'unamended'; readonly status: string },
): Exit {
  if (answer.kind === 'fixed') return EXIT.positive
  return answer.status === 'infeasible' ? EXIT.negative : EXIT.noAnswer
}

interface Proposed {
  readonly status: 'optimal' | 'feasible' | 'infeasible' | 'time-limit'
}

function exitOfProposed(status: Proposed['status'], found: object | null): Exit {
  if (found !== null) return EXIT.positive
  return status === 'time-limit' ? EXIT.noAnswer : EXIT.negative
}
