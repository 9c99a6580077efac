/** Option `tieBreak`: what decides among equally many next bests, where the protocol stops (FAQ 7.5). */
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { levelsOf } from '../src/allocation/measures.js'
import { codeOrder } from '../src/domain/decimal.js'
import type { Table } from '../src/domain/table.js'
import { solve, verify } from '../src/index.js'
import { optimal } from '../src/rounding/optimal.js'
import { flow } from '../src/solvers/flow.js'
import { loadSolver } from '../src/solvers/index.js'
import { verify as verifyClaim } from '../src/verify/verify.js'
import { crowdedTable, everyAllocation } from './every-allocation.js'
import { sized } from './size.js'

const undecided = fc
  .noBias(fc.integer({ min: 1, max: 1e9 }))
  .map((seed): Table => ({ ...crowdedTable(seed), tieBreak: 'none' }))

/** Every allocation of the fewest steps beyond and then the fewest next bests, largest in reading order first. */
function best(table: Table): number[][] {
  const all = everyAllocation(table).map((places) => {
    const [beyond, nextBests] = levelsOf(table, Int32Array.from(places), 'next-best')
    return { places, value: beyond!.value * 1_000 + nextBests!.value }
  })
  const least = Math.min(...all.map(({ value }) => value))
  const equals = all.filter(({ value }) => value === least).map(({ places }) => places)
  const order = codeOrder(table.rows).flatMap((s) => codeOrder(table.columns).map((o) => s * table.columns.length + o))
  const compare = (a: number[], b: number[]) => {
    const cell = order.find((each) => a[each] !== b[each])
    return cell === undefined ? 0 : b[cell]! - a[cell]!
  }
  return equals.toSorted(compare)
}

describe('without our choice', () => {
  it('the answer is the first of all that are equally good on the two levels of the protocol, proven, and says which cells differ', async () => {
    let tied = 0
    await fc.assert(
      fc.asyncProperty(undecided, async (table) => {
        const { proven } = await optimal(table, 'next-best', flow)
        const wanted = best(table)
        if (proven === undefined) {
          expect(wanted).toEqual([])
          return
        }
        const { canonical, certificate, contested } = proven
        expect(Array.from(canonical)).toEqual(wanted[0])
        const differ = wanted[0]!.flatMap((each, cell) => (wanted.some((other) => other[cell] !== each) ? [cell] : []))
        expect(contested).toEqual(differ)
        tied += Number(differ.length > 0)
        const levels = levelsOf(table, canonical, 'next-best')
        expect(levels.map(({ name }) => name)).toEqual(['beyond-next-best', 'next-best'])
        const claim = { table, allocation: canonical, objective: 'next-best', levels, meetsTotals: true } as const
        expect(verifyClaim({ ...claim, certificate, contested })).toEqual([])
        // what was weighed for three levels proves nothing of two
        const three = (await optimal({ ...table, tieBreak: 'error' }, 'next-best', flow)).proven!
        const same = three.canonical.every((each, cell) => each === canonical[cell])
        if (same && differ.length > 0) {
          expect(verifyClaim({ ...claim, certificate: three.certificate, contested })).not.toEqual([])
        }
      }),
      { seed: 75, numRuns: sized(1_000) },
    )
    expect(tied).toBeGreaterThan(sized(200))
  })

  it('every solver finds that answer, and `largest` leaves it at the same levels', async () => {
    const highs = await loadSolver('highs')
    await fc.assert(
      fc.asyncProperty(undecided, async (table) => {
        const [one, other] = [await optimal(table, 'next-best', flow), await optimal(table, 'next-best', highs)]
        expect(other.allocation).toEqual(one.allocation)
        const { proven } = await optimal(table, 'largest', flow)
        if (proven === undefined) return
        const levels = levelsOf(table, proven.canonical, 'largest')
        expect(levels.map(({ name }) => name)).toEqual(['largest-error', 'beyond-next-best', 'next-best'])
        const { canonical: allocation, certificate, contested } = proven
        expect(
          verifyClaim({ table, allocation, objective: 'largest', levels, meetsTotals: true, certificate, contested }),
        ).toEqual([])
      }),
      { seed: 76, numRuns: sized(100) },
    )
  })

  it('in a scenario it is recorded and verified; a lot may decide', async () => {
    const options = { tieBreak: 'none' } as const
    const result = await solve('2027-base', { options })
    expect(result.options.tieBreak).toBe('none')
    expect(result.levels).toEqual([
      { name: 'beyond-next-best', value: 0 },
      { name: 'next-best', value: 16 },
    ])
    expect(result.unique).toBe(false)
    expect(result.contested).toHaveLength(77)
    const checked = await verify(JSON.parse(JSON.stringify(result)), { scenario: '2027-base' })
    expect(checked.status).toBe('accepted')
    expect(checked.proves).toContain('optimality')
    expect((await verify({ ...result, options: { ...result.options, tieBreak: 'error' } })).status).toBe('rejected')
    // more than a thousand are equally good: none is drawn
    expect((await solve('2027-base', { options, ties: 'lot' })).allocation).toBeNull()
  })
})
