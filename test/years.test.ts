/** Several years solved together: against brute force, against solving apart, and against liars. */
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compare, InputError, solve, years, verify } from '../src/index.js'
import { SPENT } from '../src/domain/budget.js'
import { uniform } from '../src/domain/random.js'
import { together as solvedTogether } from '../src/proposals/years.js'
import type { Years } from '../src/shapes/answers/years.js'
import { recomputeLevels } from '../src/verify/verify.js'
import { tableOf, type ResultFile } from '../src/verify/result-file.js'
import type { Table } from '../src/domain/table.js'
import { twoYears } from './answers.js'
import { commandIn } from './command.js'
import { sized } from './size.js'

const run = (args: readonly string[]) => commandIn('.', args)

/** A scenario in memory, of two or three specialties and OORs. */
function scenario(year: number, use: readonly (readonly number[])[], intakes: readonly number[], extra: object = {}) {
  return {
    id: `s-${year}`,
    year,
    data: 'synthetic',
    oors: use[0]!.map((_, o) => ({ code: `O${o}` })),
    specialties: intakes.map((intake, s) => ({ code: `S${s}`, intake })),
    careUse: { all: use },
    ...extra,
  }
}

/** All ways to fill a row of so many cells with so many places. */
function fillings(cells: number, places: number): number[][] {
  if (cells === 1) return [[places]]
  return Array.from({ length: places + 1 }, (_, first) =>
    fillings(cells - 1, places - first).map((rest) => [first, ...rest]),
  ).flat()
}

function tablesWith(rowTotals: readonly number[], columnTotals: readonly number[]): number[][] {
  const [first, ...rest] = rowTotals
  if (first === undefined) return columnTotals.every((total) => total === 0) ? [[]] : []
  return fillings(columnTotals.length, first)
    .filter((row) => row.every((places, o) => places <= columnTotals[o]!))
    .flatMap((row) =>
      tablesWith(
        rest,
        columnTotals.map((total, o) => total - row[o]!),
      ).map((table) => [...row, ...table]),
    )
}

/** A bare table to count levels on; only targets and zero cells matter for that. */
function bare(target: readonly number[]): Table {
  const low = new Int32Array(target.length)
  return {
    rows: ['all'],
    columns: target.map((_, i) => String(i)),
    target: Float64Array.from(target, (each) => Math.round(each * 1e9)),
    rowTotals: [],
    columnLow: [],
    columnHigh: [],
    zero: new Uint8Array(target.length),
    low,
    high: low,
    half: 'up',
  }
}

/** The six levels of an allocation per year, by the single-table checker, which knows nothing of years. */
function levelsByHand(targets: readonly (readonly number[])[], allocations: readonly (readonly number[])[]): number[] {
  const sum = targets[0]!.map((_, i) => targets.reduce((all, each) => all + Math.round(each[i]! * 1e9), 0) / 1e9)
  const total = sum.map((_, i) => allocations.reduce((all, each) => all + each[i]!, 0))
  const value = (target: readonly number[], places: readonly number[]) =>
    recomputeLevels(bare(target), places, 'next-best').map((level) => level.value)
  const perYear = targets.map((target, k) => value(target, allocations[k]!))
  const ofYears = [0, 1, 2].map((i) => perYear.reduce((all, each) => all + Math.round(each[i]! * 1e9), 0) / 1e9)
  const ofSum = value(sum, total)
  return [ofYears[0]!, ofYears[1]!, ofSum[0]!, ofSum[1]!, ofYears[2]!, ofSum[2]!]
}

function lower(a: readonly number[], b: readonly number[]): boolean {
  const i = a.findIndex((each, j) => Math.abs(each - b[j]!) > 5e-10)
  return i >= 0 && a[i]! < b[i]!
}

function levelsOf(answer: Years): number[] {
  return answer.together!.levels.map(({ value }) => value!)
}

describe('years', () => {
  it('are as good as the best of all pairs of tables', async () => {
    let cases = 0
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 1e9 }), async (seed) => {
        const random = uniform(seed)
        const draw = (most: number) => Math.floor(random() * most)
        const [rows, columns] = [2, 2 + draw(2)]
        const two = [2026, 2027].map((year) =>
          scenario(
            year,
            Array.from({ length: rows }, () => Array.from({ length: columns }, () => 1 + draw(30))),
            Array.from({ length: rows }, () => 1 + draw(5)),
          ),
        )
        const answer = await years(two)
        expect(answer.status).toBe('optimal')
        const targets = answer.targets.map((target) => target!.flat())
        const [first, second] = answer.rowTotals.map((totals, k) =>
          tablesWith(totals, answer.columnTotals[k] as readonly number[]),
        )
        let best: number[] | null = null
        for (const a of first!) {
          for (const b of second!) {
            const levels = levelsByHand(targets, [a, b])
            if (best === null || lower(levels, best)) best = levels
          }
        }
        expect(levelsOf(answer).map((each) => each.toFixed(9))).toEqual(best!.map((each) => each.toFixed(9)))
        cases++
      }),
      { seed: 20260001, numRuns: sized(150) },
    )
    expect(cases).toBe(sized(150))
  })

  it('keep each year to its own fewest next bests, and nobody is rounded down twice where the sum is next best', async () => {
    const answer = await years(['2026-base', '2027-reference'])
    expect(answer.status).toBe('optimal')
    const [together, apart] = [levelsOf(answer), answer.apart!.levels.map(({ value }) => value!)]
    expect(together.slice(0, 2)).toEqual(apart.slice(0, 2))
    expect(lower(together, apart)).toBe(true)
    expect(together[2]).toBe(0) // nothing beyond next best in the sum, and so:
    expect(answer.together!.unluckyTwice).toEqual([])
    expect(answer.apart!.unluckyTwice!.length).toBeGreaterThan(0)
  })

  it('leave what is natural in both years alone, also where the sum is then a next best', async () => {
    // shares 16 to 14 and 14 to 16, both years, 3 places each: 1.6, 1.4 / 1.4, 1.6, naturally 2, 1 / 1, 2 with totals 3 and 3
    const use = [
      [16, 14],
      [14, 16],
    ]
    const answer = await years([scenario(2026, use, [3, 3]), scenario(2027, use, [3, 3])])
    const natural = [
      [2, 1],
      [1, 2],
    ]
    expect(answer.together!.allocations).toEqual([natural, natural])
    // the sum has 4 for 3.2 and 2 for 2.8: naturally 3 in all four cells, so four next bests, each 0.8 off
    expect(levelsOf(answer)).toEqual([0, 0, 0, 4, 3.2, 3.2])
  })

  it('leave a year without solution unanswered, with its conflict', async () => {
    const atMost1 = (oor: string) => ({ specialty: 'S0', oor, low: 0, high: 1 })
    const closed = { bounds: [atMost1('O0'), atMost1('O1')] }
    const use = [
      [5, 5],
      [5, 5],
    ]
    const answer = await years([scenario(2026, use, [4, 4]), scenario(2027, use, [4, 4], closed)])
    expect([answer.status, answer.together, answer.apart]).toEqual(['infeasible', null, null])
    expect(answer.conflict?.text).toContain('S0')
    const itself = await verify(answer)
    expect([itself.status, itself.proves, itself.faults]).toEqual(['accepted', ['infeasibility'], []])
  })

  it('verify as a file too where the care use fits no totals at all', async () => {
    // O1 has no care use but is lifted to the floor: nothing can be fitted to that
    const use = [
      [1, 0],
      [1, 0],
    ]
    const lifted = scenario(2027, use, [5, 5], { floor: { share: 0.1 } })
    const first = scenario(2026, use, [5, 5])
    const answer = await years([first, lifted])
    expect([answer.status, answer.together, answer.targets[1]]).toEqual(['infeasible', null, null])
    // only its scenario can tell that there is nothing to begin from
    expect(await verify(answer)).toMatchObject({ status: 'unproven', unproven: [{ claim: 'infeasibility' }] })
    expect(await verify(answer, { scenarios: [lifted, first] })).toMatchObject({
      status: 'accepted',
      proves: ['infeasibility'],
    })
  })

  it('refuse one year alone, a year twice, and other codes', async () => {
    const use = [[1, 2]]
    await expect(years([scenario(2026, use, [3])])).rejects.toThrow(InputError)
    await expect(years([scenario(2026, use, [3]), scenario(2026, use, [3])])).rejects.toThrow(/2026/)
    await expect(years(['2026-base', scenario(2027, use, [3])])).rejects.toThrow(InputError)
  })

  it('stop in time with the years apart, claiming no more than that', async () => {
    const answer = await twoYears()
    const results = await Promise.all(['2026-base', '2027-base'].map((each) => solve(each)))
    const tables = results.map((result) => tableOf(result as ResultFile))
    const late = await solvedTogether(tables, results, SPENT)
    expect([late.status, late.certificate]).toEqual(['feasible', null])
    expect(late.together!.allocations).toEqual(late.apart!.allocations)
    expect(late.apart).toEqual(answer.apart)
    const none = await years(['2026-base', '2027-base'], { timeLimit: 1e-9 })
    expect([none.status, none.together, none.apart]).toEqual(['time-limit', null, null])
  })

  it('verify, and liars do not', { timeout: 300_000 }, async () => {
    const answer = JSON.parse(JSON.stringify(await twoYears())) as Years
    const proven = ['margins', 'bounds', 'zero-cells', 'levels', 'optimality']
    const alone = await verify(answer)
    expect([alone.status, alone.proves, alone.faults]).toEqual(['accepted', proven, []])
    const both = await verify(answer, { scenarios: ['2027-base', '2026-base'] })
    expect([both.status, both.proves]).toEqual(['accepted', ['target', ...proven]])
    // of one year only, the target of the other is not looked at
    const one = await verify(answer, { scenario: '2027-base' })
    expect([one.status, one.proves]).toEqual(['unproven', proven])
    expect(one.unproven).toMatchObject([{ path: 'targets[0]', claim: 'target' }])
    expect((await verify(answer, { scenario: '2027-reference' })).status).toBe('rejected')

    const liars: readonly (readonly [string, (copy: Copy) => void])[] = [
      ['a cell', (copy) => (copy.together.allocations[0]![0]![0]! += 1)],
      ['a swap of four cells', swap],
      ['a sum', (copy) => (copy.together.sum[3]![2]! -= 1)],
      ['a row total', (copy) => (copy.rowTotals[1]![4]! += 1)],
      ['a level', (copy) => (copy.together.levels[3]!.value -= 1)],
      ['a level of the years apart', (copy) => (copy.apart.levels[5]!.value += 1)],
      ['a target', (copy) => (copy.targets[0]![5]![5]! += 0.25)],
      ['no certificate', (copy) => (copy.certificate = null)],
      ['a level without proof', (copy) => copy.certificate!.levels.pop()],
      ['multipliers of nothing', (copy) => blank(copy.certificate!.levels[5]!)],
      ['a status', (copy) => (copy.status = 'feasible')],
      ['the years apart as the best', (copy) => (copy.together = structuredClone(copy.apart))],
    ]
    for (const [name, lie] of liars) {
      const copy = structuredClone(answer) as unknown as Copy
      lie(copy)
      expect([name, (await verify(copy)).status]).toEqual([name, 'rejected'])
    }
  })

  it('are a command', async () => {
    const { exit, out } = await run(['years', '2026-base', '2027-base', '--lang', 'en'])
    expect(exit).toBe(0)
    expect(out).toContain('SYNTHETIC DATA')
    expect(out).toMatch(/cells not rounded naturally \(in the sum\) +│ +35 │ +57 │/)
    const one = await run(['years', '2026-base'])
    expect([one.exit, one.out]).toEqual([2, ''])
    const csv = (await run(['years', '2026-base', '2027-base', '--csv'])).out.split('\n')
    expect(csv[0]).toBe('specialty,oor,2026,2027,sum,data')
    expect(csv).toHaveLength(1 + 210 + 1)
    const published = JSON.parse((await run(['years', '2026-base', '2027-base', '--publish', '--json'])).out)
    expect([published.targets, published.certificate, published.together.deviations]).toEqual([
      [null, null],
      null,
      null,
    ])
  })
})

/** A file of years that may be written in. */
interface Copy {
  status: string
  rowTotals: number[][]
  targets: number[][][]
  together: { allocations: number[][][]; sum: number[][]; levels: { value: number }[] }
  apart: { allocations: number[][][]; sum: number[][]; levels: { value: number }[] }
  certificate: { levels: { proof: object }[] } | null
}

/** One place round a ring of four cells of one year: all totals stay. */
function swap(copy: Copy): void {
  const [year] = copy.together.allocations
  const rows = [0, 1]
  for (const s of rows) {
    for (const o of [0, 1]) {
      const by = s === o ? 1 : -1
      year![s]![o]! += by
      copy.together.sum[s]![o]! += by
    }
  }
}

function blank(level: { proof: object }): void {
  const zeros = (proof: object): object =>
    Object.fromEntries(
      Object.entries(proof).map(([key, value]) => [
        key,
        Array.isArray(value)
          ? value.map(() => 0)
          : typeof value === 'object' && value !== null
            ? zeros(value as object)
            : value,
      ]),
    )
  level.proof = zeros(level.proof)
}

describe('two frames of one year', () => {
  const use = [
    [10, 10, 10],
    [10, 20, 30],
    [5, 5, 20],
  ]
  const provisional = scenario(2027, use, [6, 12, 6], {
    id: 'old',
    frame: { status: 'provisional', date: '2026-03-01' },
  })
  const definitive = scenario(2027, use, [9, 12, 6], { id: 'new', frame: { status: 'definitive', date: '2026-06-08' } })
  const row = (places: readonly number[]) => Object.fromEntries(places.map((each, o) => [`O${o}`, each]))
  const advices = {
    advices: [
      { specialty: 'S0', row: row([2, 2, 2]) },
      { specialty: 'S2', row: row([1, 1, 4]) },
    ],
    attentionPoints: [
      { oor: 'O0', category: 'capacity', direction: 'up', text: 'meer bedden' },
      { oor: 'O1', specialty: 'S0', category: 'capacity', direction: 'up', text: 'nieuwe polikliniek' },
      { oor: 'O1', specialty: 'S2', category: 'capacity', direction: 'keep', text: 'goed zo' },
    ],
  }

  it('list what changed, and what has to be sent again', async () => {
    const { frames } = await compare(provisional, definitive, { advices })
    // S0 goes from 6 to 9: three more places, one for each OOR
    expect(frames!.specialties.map(({ specialty, difference }) => [specialty, difference])).toEqual([
      ['S0', 3],
      ['S1', 0],
      ['S2', 0],
    ])
    expect(frames!.specialties[0]!.cells).toEqual([
      { oor: 'O0', from: 2, to: 3 },
      { oor: 'O1', from: 2, to: 3 },
      { oor: 'O2', from: 2, to: 3 },
    ])
    expect(frames!.oors.map(({ difference, again }) => [difference, again])).toEqual([
      [1, 'oor-total'],
      [1, 'oor-total'],
      [1, 'oor-total'],
    ])
    expect(frames!.advices).toEqual([
      { specialty: 'S0', again: 'intake' },
      { specialty: 'S2', again: null },
    ])
    expect(frames!.attentionPoints.map(({ again }) => again)).toEqual(['oor-total', 'intake', null])
    expect([frames!.from.frame?.status, frames!.to.frame?.status]).toEqual(['provisional', 'definitive'])
  })

  it('are none where the year differs, or no intake does', async () => {
    expect((await compare('2026-base', '2027-base')).frames).toBeNull()
    expect((await compare('2027-base', '2027-reference')).frames).toBeNull()
  })
})
