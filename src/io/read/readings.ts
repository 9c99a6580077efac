/**
 * The account of reading goes with what was read, beside it: it is no part of a scenario or a proposal, counts in no hash, and
 * cannot be claimed by a file.
 */
import type { Language } from '../../domain/language.js'
import { together, type Read, type Reading, type ReadingRemark } from '../../domain/reading.js'
import { remarkText } from '../../words/texts.js'

const readings = new WeakMap<object, Reading>()

/** How a scenario, proposal, problem or consultation was read; null where it came from no table (JSON, memory). */
export function readingOf(value: object): Reading | null {
  return readings.get(value) ?? null
}

/** The same value without an account: what comes with the package is known, and its files need no telling. */
export function withoutReading<T extends object>(value: T): T {
  readings.delete(value)
  return value
}

/** The same value, with its account: what was known of it before stays. */
export function withReading<T extends object>(value: T, reading: Reading | null): T {
  if (reading !== null) readings.set(value, together([readingOf(value), reading]))
  return value
}

/**
 * An answer with what is said of the tables that it was made from; as it is where it was made from none.
 * @param from what was read: scenarios, a proposal, advices, a problem
 */
export function said<A extends { readonly read?: Read }>(
  answer: A,
  from: readonly (object | null)[],
  language: Language = 'nl',
): A {
  const accounts = from.map((each) => (each === null ? null : readingOf(each)))
  if (accounts.every((each) => each === null)) return answer
  const account = together(accounts)
  return withReading({ ...answer, read: saidOf(account, language) }, account)
}

/** The same remarks, each with its text. */
export function saidOf({ used, skipped, warnings }: Reading, language: Language): Read {
  const say = (remarks: readonly ReadingRemark[]) =>
    remarks.map((each) => ({ ...each, text: remarkText(each, language) }))
  return { used: say(used), skipped: say(skipped), warnings: say(warnings) }
}
