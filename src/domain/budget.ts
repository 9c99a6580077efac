/**
 * The time that an answer may take, as one value: made where a question comes in, handed to everything that solves, and looked at
 * there every so many steps. Nobody else keeps a clock, so time cannot be lost on the way from one part of an answer to the next.
 *
 * What runs out of time stops in one of two ways. A solver returns `time-limit`. What is deeper in the work, where there is nothing
 * to return yet, looks with `look`, which throws `OutOfTime`; whoever can say truthfully what is left undone catches it with `inTime`.
 */

/** How much time is left. */
export interface Budget {
  /** Milliseconds left; Infinity without a limit, 0 when it has stopped. */
  leftMs(): number
  /** Whether time is over, or the question was cancelled. Never changes back. */
  stopped(): boolean
}

/** What limits an answer: seconds, and a signal that cancels it. */
export interface Limits {
  readonly timeLimit?: number | undefined
  readonly signal?: AbortSignal | undefined
}

/** No limit at all. */
export const UNLIMITED: Budget = { leftMs: () => Infinity, stopped: () => false }

/** Time that is over: whoever is asked with it says what can be said without solving. */
export const SPENT: Budget = { leftMs: () => 0, stopped: () => true }

/** Starts the clock. */
export function budgetOf({ timeLimit, signal }: Limits): Budget {
  if (timeLimit === undefined && signal === undefined) return UNLIMITED
  const end = timeLimit === undefined ? null : performance.now() + timeLimit * 1000
  // the clock is looked at only where there is an end
  const left = end === null ? () => Infinity : () => Math.max(0, end - performance.now())
  const leftMs = () => (signal?.aborted === true ? 0 : left())
  return { leftMs, stopped: () => leftMs() === 0 }
}

/** Time ran out, or the question was cancelled, in the middle of something. It never leaves the engine. */
export class OutOfTime extends Error {
  override readonly name = 'OutOfTime'
}

/** Goes on while there is time. @throws OutOfTime when there is none */
export function look(budget: Budget): void {
  if (budget.stopped()) throw new OutOfTime('out of time')
}

/** Does something that looks at a budget. @returns null when that ran out */
export function unlessLate<T>(work: () => T): T | null {
  try {
    return work()
  } catch (error) {
    if (error instanceof OutOfTime) return null
    throw error
  }
}

/** The same for what takes its time. @returns null also when nothing was left to begin with */
export async function inTime<T>(budget: Budget, work: () => T | Promise<T>): Promise<T | null> {
  try {
    look(budget)
    return await work()
  } catch (error) {
    if (error instanceof OutOfTime) return null
    throw error
  }
}
