/** B solved near A: what still differs then had to, as far as places go (mathematics 10). */
import type { Budget } from '../domain/budget.js'
import { InputError } from '../domain/errors.js'
import { admitsNear, movedFrom, NEAR_AFTER, type NearTo } from '../domain/near.js'
import type { Scenario } from '../domain/scenario.js'
import type { Paired } from '../shapes/answers/comparison.js'
import type { Result } from '../shapes/answers/result.js'
import type { TableQuestion } from './request.js'
import { solveScenario } from './solve.js'

/** The hash of a table of places, `{ rows, columns, allocation }`: the engine itself reads and writes no files. */
export type Fingerprint = (table: object) => string

/** @throws InputError where there are no equals to choose from */
export function checkPaired({ method = 'optimal', objective = 'next-best' }: TableQuestion): void {
  const refused = (found: string, expected: string) =>
    new InputError([{ code: 'usage', path: 'paired', found, expected }])
  if (method !== 'optimal') throw refused(method, '--method optimal')
  if (!admitsNear(objective, 'after')) throw refused(objective, NEAR_AFTER.join(' | '))
}

/**
 * Solves b near a's result, and counts what differs alone and together.
 * @param alone b by itself, in a's order
 * @returns null where one of them has no allocation, or time ran out
 */
export async function pair(
  a: Result,
  alone: Result,
  b: Scenario,
  request: TableQuestion,
  fingerprint: Fingerprint,
  budget: Budget,
): Promise<{ readonly near: Result; readonly paired: Paired } | null> {
  const { rows, columns, allocation } = a
  if (allocation === null || alone.allocation === null) return null
  const places = Int32Array.from(allocation.flat())
  const near: NearTo = { places, sha256: fingerprint({ rows, columns, allocation }), rank: 'after' }
  const { result } = await solveScenario(b, { ...request, near }, budget)
  if (result.allocation === null) return null
  const cells = (y: readonly number[]) => y.filter((each, cell) => each !== places[cell]).length
  const [own, together] = [alone.allocation.flat(), result.allocation.flat()]
  return {
    near: result,
    paired: {
      alone: cells(own),
      together: cells(together),
      placesAlone: movedFrom(places, own).gained,
      placesTogether: movedFrom(places, together).gained,
    },
  }
}
