/** How far a result rests on the precision of typed shares: drawn again by hand, told by the checker, and where nothing is said of it. */
import { readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { describe, expect, it } from 'vitest'
import { compare, publish, round, solve, verify, type Result } from '../src/index.js'
import { drawsFor } from '../src/allocation/precision.js'
import { precisionText } from '../src/words/precision.js'
import { commandIn } from './command.js'

/** The shares of 2027 as somebody would type them: percentages that add up to 100, with so many decimals. */
function percentages(decimals: number): string[][] {
  const rows = readFileSync('scenarios/2027-base/care-use-all.csv', 'utf8').trim().split(/\r?\n/).slice(1)
  return rows.map((line) => {
    const whole = 100 * 10 ** decimals
    const wanted = line
      .split(',')
      .slice(1)
      .map((share) => Number(share) * whole)
    const units = wanted.map(Math.floor)
    const missing = whole - units.reduce((sum, each) => sum + each, 0)
    const byRest = [...wanted.keys()].toSorted((a, b) => wanted[b]! - units[b]! - (wanted[a]! - units[a]!))
    for (const o of byRest.slice(0, missing)) units[o]!++
    return units.map((each) => (each / 10 ** decimals).toFixed(decimals))
  })
}

const base = JSON.parse(readFileSync('scenarios/2027-base/scenario.json', 'utf8')) as object
const typed = (decimals: number) => ({ ...base, careUse: { unit: 'percent', all: percentages(decimals) } })

/** mulberry32, as it is published. */
function mulberry(seed: number): () => number {
  let a = seed
  return () => {
    a = (a + 0x6d2b79f5) | 0
    let t = Math.imul(a ^ (a >>> 15), 1 | a)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

const TINY = {
  id: 'tiny',
  year: 2027,
  data: 'synthetic',
  oors: [{ code: 'A' }, { code: 'B' }, { code: 'C' }],
  specialties: [
    { code: '01', intake: 61 },
    { code: '02', intake: 43 },
    { code: '03', intake: 87 },
  ],
  floor: { share: 0.2 },
  criterion: { all: 0.75, training: 0.25 },
} as const
const TYPED = {
  all: [['31', '47', '22'], ['50.5', '0', '49.5'], ['12', '41', '47']],
  training: [['20', '60', '20'], ['33.3', '33.3', '33.4'], ['10', '50', '40']],
} // prettier-ignore

describe('of typed percentages', () => {
  it('counts what two hundred draws change, as drawing and solving by hand does', async () => {
    const standing = await solve({ ...TINY, careUse: { unit: 'percent', ...TYPED } })
    const random = mulberry(1)
    const units = (rows: readonly (readonly string[])[]) =>
      rows.map((row) => {
        const finest = Math.max(...row.map((text) => (text.split('.')[1] ?? '').length))
        return row.map((text) => Math.round(Number(text) * 10 ** finest))
      })
    const draw = (rows: readonly (readonly number[])[]) =>
      rows.map((row) =>
        row.map((each) => {
          const by = random() - 0.5
          return each === 0 ? 0 : each + by
        }),
      )
    const [all, training] = [units(TYPED.all), units(TYPED.training)]
    const changed = new Set<number>()
    const totals = new Set<number>()
    let differing = 0
    for (let i = 0; i < 200; i++) {
      const careUse = { all: draw(all), training: draw(training) }
      const { allocation, columnTotals } = await solve({ ...TINY, careUse })
      allocation!.flat().forEach((places, cell) => {
        if (places === standing.allocation!.flat()[cell]) return
        changed.add(cell)
        differing++
      })
      columnTotals!.forEach((total, o) => total !== standing.columnTotals![o] && totals.add(o))
    }
    expect(changed.size).toBeGreaterThan(2)
    expect(totals.size).toBeGreaterThan(0)
    expect(standing.precision).toEqual({
      draws: 200,
      seed: 1,
      answered: 200,
      cells: changed.size,
      mean: Math.round((differing / 200) * 1000) / 1000,
      totals: totals.size,
    })
  })

  it('draws less often where a draw takes longer, by what is asked and never by the clock, and says how often', async () => {
    const [largest, alone] = await Promise.all([
      solve(typed(1), { objective: 'largest' }),
      solve(typed(1), { options: { tieBreak: 'none' } }),
    ])
    expect([largest, alone].map(({ precision }) => [precision!.draws, precision!.answered])).toEqual([[100, 100], [200, 200]]) // prettier-ignore
    expect(precisionText(largest, 'en')).toContain('in 100 draws')
    expect([210, 4_000, 8_000, 1e6].map((cells) => drawsFor(cells, 'flow'))).toEqual([200, 200, 100, 10])
    expect([210, 600, 2_000, 1e6].map((cells) => drawsFor(cells, 'other'))).toEqual([200, 70, 21, 10])
    expect([210, 600, 1e6].map((cells) => drawsFor(cells, 'flows'))).toEqual([100, 35, 10])
  })

  it('of 2027: many cells by whole percentages, some by tenths, none by what is shipped', async () => {
    const [whole, tenths, fine] = await Promise.all([solve(typed(0)), solve(typed(1)), solve('2027-base')])
    expect(whole.precision!.cells).toBeGreaterThan(100)
    expect(whole.precision!.totals).toBeGreaterThan(2)
    expect(tenths.precision!.cells).toBeGreaterThan(9)
    expect(tenths.precision!.cells).toBeLessThan(40)
    expect(fine.precision).toEqual({ draws: 200, seed: 1, answered: 200, cells: 0, mean: 0, totals: 0 })
    expect((await solve(typed(1))).precision).toEqual(tenths.precision)
  })

  it.each(['absolute', 'squares', 'largest', 'proportional'] as const)('by %s too', async (objective) => {
    const careUse = { unit: 'percent', ...TYPED }
    expect((await solve({ ...TINY, careUse }, { objective })).precision!.cells).toBeGreaterThan(1)
  })

  it('is recomputed by the checker with the scenario, and else said not to be checked', async () => {
    const scenario = { ...TINY, careUse: { unit: 'percent', ...TYPED } }
    const result = await solve(scenario)
    const precision = result.precision!
    expect(await verify(result, { scenario })).toMatchObject({ status: 'accepted', faults: [] })
    expect((await verify(result, { scenario })).notChecked).not.toContain('precision')
    const alone = await verify(result)
    expect([alone.status, alone.notChecked.includes('precision')]).toEqual(['accepted', true])
    for (const lie of [{ cells: precision.cells - 1 }, { mean: 0 }, { totals: 0 }, { draws: 2 }, { seed: 2 }]) {
      const told = { ...result, precision: { ...precision, ...lie } }
      expect((await verify(told, { scenario })).status, JSON.stringify(lie)).toBe('rejected')
    }
    // of volumes nobody can say so
    const counted = { ...TINY, careUse: TYPED }
    const told = { ...(await solve(counted)), precision }
    expect((await verify(told, { scenario: counted })).status).toBe('rejected')
    const { precision: _, ...before } = result // a file of before
    expect((await verify(before, { scenario })).status).toBe('accepted')
  })

  it('says nothing of volumes, of hand methods, of what is compared or published, or where it is not asked', async () => {
    const scenario = { ...TINY, careUse: { unit: 'percent', ...TYPED } }
    const results: readonly Result[] = [
      await solve({ ...TINY, careUse: TYPED }),
      await solve('2026-records'),
      await solve(scenario, { method: 'stepwise' }),
      await solve(scenario, { noPrecision: true }),
      publish(await solve(scenario)),
      (await compare(scenario, { ...scenario, id: 'other' })).a,
      await round({ rows: ['a'], columns: ['x'], target: [[1]], rowTotals: [1], columnTotals: [1] }),
    ]
    for (const result of results) {
      expect(result.precision).toBeNull()
      expect(precisionText(result, 'nl')).toBeNull()
    }
    const typedIn = await commandIn(tmpdir(), ['solve', '2027-base', '--no-precision', '--json'])
    expect((JSON.parse(typedIn.out) as Result).precision).toBeNull()
    const told = await commandIn(tmpdir(), ['solve', '2027-base', '--lang', 'en'])
    expect(told.out).toContain('in 200 draws within half a unit of the last digit no cell at all changes')
  })

  it('is worded by its numbers', () => {
    const told = { draws: 200, seed: 1, answered: 200, cells: 24, mean: 4.86, totals: 1 }
    const head = 'De aandelen zijn afgerond ingevoerd: in 200 trekkingen binnen een halve eenheid van het laatste cijfer ' // prettier-ignore
    expect(precisionText({ precision: told }, 'nl')).toBe(
      `${head}veranderen 24 cellen (gemiddeld 4,9 per trekking) en één OOR-totaal`,
    )
    expect(precisionText({ precision: { ...told, cells: 1, totals: 0, answered: 198 } }, 'nl')).toBe(
      `${head}verandert één cel (gemiddeld 4,9 per trekking) en geen OOR-totaal (2 zonder uitkomst)`,
    )
    expect(precisionText({ precision: { ...told, totals: 3 } }, 'en')).toContain('24 cells change (4.9 a draw on average) and 3 OOR totals') // prettier-ignore
    expect(precisionText({ precision: { ...told, cells: 0 } }, 'en')).toContain('no cell at all changes')
  })
})
