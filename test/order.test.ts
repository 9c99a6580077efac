/** Which of equally good answers is shown does not depend on the order in which rows, columns and wishes were typed. */
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { draft, solve, years } from '../src/index.js'
import { scenarioOf, tinyScenario } from './oracle.js'
import { consultationOfCase, scenarioOfCase, tinyCase } from './proposal-cases.js'

/** By hand with more: ORDER_RUNS=1000 npx vitest run test/order.test.ts */
const RUNS = Number(process.env['ORDER_RUNS'] ?? 25)
const SEED = Number(process.env['ORDER_SEED'] ?? 9)

interface Coded {
  readonly oors: readonly { readonly code: string }[]
  readonly specialties: readonly { readonly code: string }[]
  readonly careUse: Readonly<Record<string, readonly (readonly number[])[]>>
}

/** The same scenario with its rows and columns in another order. */
function inOrder(scenario: object, rows: readonly number[], columns: readonly number[]): object {
  const { oors, specialties, careUse } = scenario as Coded
  const matrix = (given: readonly (readonly number[])[]) => rows.map((s) => columns.map((o) => given[s]![o]!))
  return {
    ...scenario,
    oors: columns.map((o) => oors[o]!),
    specialties: rows.map((s) => specialties[s]!),
    careUse: Object.fromEntries(Object.entries(careUse).map(([name, given]) => [name, matrix(given)])),
  }
}

const orderOf = (length: number, keys: readonly number[]) =>
  Array.from({ length }, (_, i) => i).toSorted((a, b) => keys[a]! - keys[b]! || b - a)

/** Places by code. */
function byCode(
  { rows, columns }: { readonly rows: readonly string[]; readonly columns: readonly string[] },
  allocation: readonly (readonly number[])[] | null,
): Record<string, number> | null {
  return (
    allocation &&
    Object.fromEntries(
      rows
        .flatMap((row, s) => columns.map((column, o): [string, number] => [`${row}-${column}`, allocation[s]![o]!]))
        .toSorted(([a], [b]) => (a < b ? -1 : 1)),
    )
  )
}

const keys = fc.array(fc.nat(999), { minLength: 6, maxLength: 6 })

describe('the order of the input', () => {
  it('does not decide what is drafted', { timeout: 300_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(tinyCase(), keys, keys, async (given, rowKeys, columnKeys) => {
        const scenario = scenarioOfCase(given)
        const { oors, specialties } = scenario as Coded
        const wishes = consultationOfCase(given) as { advices?: object[]; attentionPoints?: object[] }
        const other = inOrder(scenario, orderOf(specialties.length, rowKeys), orderOf(oors.length, columnKeys))
        const turned = {
          ...wishes,
          ...(wishes.advices && { advices: wishes.advices.toReversed() }),
          ...(wishes.attentionPoints && { attentionPoints: wishes.attentionPoints.toReversed() }),
        }
        const [first, second] = [await draft(scenario, wishes), await draft(other, turned)]
        expect(second.status).toBe(first.status)
        expect(byCode(second, second.base)).toEqual(byCode(first, first.base))
        expect(byCode(second, second.allocation)).toEqual(byCode(first, first.allocation))
      }),
      { numRuns: RUNS, seed: SEED },
    )
  })

  it('does not decide what is solved, or solved for years together', { timeout: 300_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(tinyScenario({ rows: 4, columns: 4 }), keys, keys, async (tiny, rowKeys, columnKeys) => {
        const options = { ...tiny.options, 'zeroCells.places': 'ipf', 'floor.appliesTo': 'fractional-totals' }
        const scenario = { ...scenarioOf(tiny), floor: null, zeroCells: [], options }
        const [rows, columns] = [orderOf(tiny.specialties.length, rowKeys), orderOf(tiny.oors.length, columnKeys)]
        const other = inOrder(scenario, rows, columns)
        const [first, second] = [await solve(scenario), await solve(other)]
        expect(byCode(second, second.allocation)).toEqual(byCode(first, first.allocation))
        const next = { ...scenario, id: 'next', year: 2028 }
        const together = await years([scenario, next])
        const turned = await years([other, inOrder(next, rows, columns)])
        expect(turned.status).toBe(together.status)
        together.together?.allocations.forEach((allocation, k) =>
          expect(byCode(turned, turned.together!.allocations[k]!)).toEqual(byCode(together, allocation)),
        )
      }),
      { numRuns: RUNS, seed: SEED },
    )
  })
})
