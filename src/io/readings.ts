/**
 * The account of reading goes with what was read, beside it: it is no part of a scenario or a proposal, counts in no hash, and
 * cannot be claimed by a file.
 */
import { together, type Reading } from '../domain/reading.js'

const readings = new WeakMap<object, Reading>()

/** How a scenario, proposal, problem or consultation was read; null where it came from no table (JSON, memory). */
export function readingOf(value: object): Reading | null {
  return readings.get(value) ?? null
}

/** The same value, with its account: what was known of it before stays. */
export function withReading<T extends object>(value: T, reading: Reading | null): T {
  if (reading !== null) readings.set(value, together([readingOf(value), reading]))
  return value
}
