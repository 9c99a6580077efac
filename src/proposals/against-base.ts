/** Whether a reference distribution lies within the leeway around the base distribution of the same year (P26 Regelruimte 1). */
import { optionsInForce, type Options } from '../domain/options.js'
import type { Scenario } from '../domain/scenario.js'
import type { AgainstBase } from '../shapes/answers/comparison.js'
import type { Result } from '../shapes/answers/result.js'
import { frameOf, movedBy, roomOf } from './frame.js'

/**
 * "De BOLS-referentieverdeling [...] waarbij er nog enige regelruimte is": 75/25 against 100%, of one year and the same intakes.
 * @returns null where the two are no base and reference, where the base has no leeway, or one of them no allocation
 */
export function againstBase(
  scenarios: readonly [Scenario, Scenario],
  results: readonly [Result, Result],
): AgainstBase | null {
  const at = scenarios.findIndex(({ criterion }) => criterion.training === 0)
  const [base, reference] = [scenarios[at], scenarios[1 - at]]
  const [own, other] = [results[at], results[1 - at]]
  if (base === undefined || reference === undefined || own?.allocation == null || other?.allocation == null) return null
  if (base.leeway === null || reference.criterion.training === 0 || !isOneYear(base, reference)) return null
  const frame = frameOf(base, optionsInForce(own.options as Options), own.allocation)
  const { below, above, total } = frame.leeway
  const byOor = own.columns.map((oor, o) => ({ oor, by: totalOf(other, oor) - frame.baseTotals[o]! }))
  const places = own.rows.flatMap((row) =>
    own.columns.map((column) => other.allocation![other.rows.indexOf(row)]![other.columns.indexOf(column)]!),
  )
  const moved = movedBy(frame, places)
  return {
    base: at === 0 ? 'a' : 'b',
    below,
    above,
    total,
    moved: { 'places-moved': moved.placesMoved, 'sum-absolute': moved.sumAbsolute, cells: moved.cells }[frame.measure],
    outside: byOor.filter(({ oor, by }) => isOutside(by, roomOf(frame.leeway, oor))),
  }
}

function isOutside(by: number, { below, above }: ReturnType<typeof roomOf>): boolean {
  return by < -below || by > above
}

function isOneYear(a: Scenario, b: Scenario): boolean {
  const intakes = new Map(b.specialties.map(({ code, intake }) => [code, intake]))
  return a.year === b.year && a.specialties.every(({ code, intake }) => intakes.get(code) === intake)
}

function totalOf({ columns, allocation }: Result, oor: string): number {
  const o = columns.indexOf(oor)
  return allocation!.reduce((sum, row) => sum + row[o]!, 0)
}
