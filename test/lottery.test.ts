/** Method `lottery`: exact totals in every draw, and on average exactly the target, fitted to the totals. */
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { randomTable } from '../bench/instances.js'
import { NANO } from '../src/domain/decimal.js'
import { uniform, wholeBelow } from '../src/domain/random.js'
import { UNBOUNDED, type Table } from '../src/domain/table.js'
import { compareMethods, round, solve, verify as verifyResult } from '../src/index.js'
import { draw, expectationOf, lottery } from '../src/rounding/lottery.js'
import { optimal } from '../src/rounding/optimal.js'
import { flow } from '../src/solvers/flow.js'
import { verify } from '../src/verify/verify.js'
import { tableArbitrary } from './arbitraries.js'
import { sized } from './size.js'

const DRAWS = sized(20_000)

/**
 * Hoeffding (1963): the mean of n independent draws, each floor or ceiling, is further than e from its expectation with
 * chance at most 2 exp(-2 n e^2). With this e all cells together fail with chance at most 1e-9, were the seeds chosen anew.
 */
function bound(cells: number, draws: number): number {
  return Math.sqrt(Math.log((2 * cells) / 1e-9) / (2 * draws))
}

/** How far the mean of many draws is from the expectation, per cell, in places. */
function meanErrors(nano: Float64Array, drawn: (seed: number) => Int32Array): number[] {
  const sums = new Float64Array(nano.length)
  for (let seed = 1; seed <= DRAWS; seed++) drawn(seed).forEach((places, cell) => (sums[cell]! += places))
  return Array.from(sums, (sum, cell) => Math.abs(sum / DRAWS - nano[cell]! / NANO))
}

/** The 2027 table with a zero cell, a pinned cell and a bounded one. */
function hardTable(): Table {
  const table = randomTable(12, 6, 12)
  const [zero, low, high] = [table.zero.slice(), table.low.slice(), table.high.slice()]
  zero[3] = 1
  high[3] = 0
  low[10] = high[10] = Math.round(table.target[10]! / NANO) + 1
  high[20] = Math.floor(table.target[20]! / NANO) - 1
  return { ...table, zero, low, high }
}

describe('the expectation', () => {
  it.each([
    ['30 x 7', randomTable(30, 7, 5)],
    ['with a zero cell, a pinned and a bounded one', hardTable()],
    ['tall and thin', randomTable(40, 2, 8)],
  ])(`of each cell is met by the mean of ${DRAWS} draws: %s`, (_, table) => {
    const { nano } = expectationOf(table)!
    const errors = meanErrors(nano, (seed) => draw(nano, table.columns.length, seed))
    expect(Math.max(...errors)).toBeLessThan(bound(nano.length, DRAWS))
  })

  it('is not met by a lottery that always tosses a fair coin, nor by one that always draws the same: the bound tells', () => {
    const table = randomTable(12, 6, 5)
    const { nano } = expectationOf(table)!
    const limit = bound(nano.length, DRAWS)
    const coin = (seed: number) => {
      const random = uniform(seed)
      return Int32Array.from(nano, (each) => Math.floor(each / NANO) + (random() < 0.5 ? 0 : 1))
    }
    expect(Math.max(...meanErrors(nano, coin))).toBeGreaterThan(limit)
    const same = draw(nano, table.columns.length, 1)
    expect(Math.max(...meanErrors(nano, () => same))).toBeGreaterThan(limit)
  })

  it('meets every total in billionths, within bounds, and whatever is possible at all can be drawn', async () => {
    const seen = { infeasible: 0, fitted: 0, bounded: 0, zero: 0 }
    await fc.assert(
      fc.asyncProperty(tableArbitrary({ rows: 6, columns: 5, places: 6 }), fc.nat(1000), async (table, seed) => {
        fc.pre(table.columnLow.every((low, o) => low === table.columnHigh[o]))
        const { status, allocation, expectation } = lottery(table, seed)
        const optimum = await optimal(closedAtZero(table), 'next-best', flow)
        expect(status).toBe(optimum.allocation === null ? 'infeasible' : 'feasible')
        if (allocation === null || !expectation) {
          seen.infeasible++
          return
        }
        if (expectation.fitted) seen.fitted++
        if (table.low.some((low) => low > 0)) seen.bounded++
        if (table.zero.includes(1)) seen.zero++
        const claim = { table, allocation, objective: 'absolute', levels: null, meetsTotals: true } as const
        expect(verify({ ...claim, expectation: expectation.nano })).toEqual([])
        const wrong = expectation.nano.with(seed % expectation.nano.length, expectation.nano[0]! + 7 * NANO + 1)
        expect(verify({ ...claim, expectation: wrong }).length).toBeGreaterThan(0)
      }),
      { seed: 1987, numRuns: sized(600) },
    )
    for (const [kind, count] of Object.entries(seen)) expect(count, kind).toBeGreaterThan(30)
  })

  it('is refused when it has other cells, leaves a bound, or lies elsewhere than the allocation', () => {
    const table = hardTable()
    const { allocation, expectation } = lottery(table, 1)
    const claim = { table, allocation: allocation!, objective: 'absolute', levels: null, meetsTotals: true } as const
    const pathsOf = (nano: Float64Array) => verify({ ...claim, expectation: nano }).map(({ path }) => path)
    const { nano } = expectation!
    expect(pathsOf(nano)).toEqual([])
    expect(pathsOf(nano.slice(1))).toEqual(['lottery.expectation'])
    const moved = (cell: number, by: number) => pathsOf(nano.with(cell, nano[cell]! + by))
    expect(moved(3, 1)).toEqual(['lottery: r0-c3', 'lottery: row r0', 'lottery: column c3']) // a zero cell
    expect(moved(20, 2 * NANO)).toEqual(['lottery: r3-c2', 'lottery: row r3', 'lottery: column c2']) // a bounded one
    expect(moved(0, -2 * NANO)).toEqual(['lottery: r0-c0', 'lottery: row r0', 'lottery: column c0'])
  })

  it('of a table of votes is found near its seats, not near its votes', () => {
    const counts = withTarget([9e6, 1e3, 5e5, 7e6, 2e6, 4e4], [7, 5], [6, 3, 3])
    expect(lottery(counts, 1).status).toBe('feasible') // place by place from the target it would take a minute
  })

  it('is the target itself where that meets the totals, and a whole cell of it stays', () => {
    const table = withTarget([2.5, 1, 0.5, 0.5, 3, 1.5], [4, 5], [3, 4, 2])
    const { nano, fitted } = expectationOf(table)!
    expect(fitted).toBe(false)
    expect(nano).toEqual(table.target)
    for (let seed = 1; seed <= 200; seed++) {
      const places = draw(nano, 3, seed)
      expect([places[1], places[4]]).toEqual([1, 3])
    }
    // thirds miss their totals by a billionth, which moves within cells that are not whole
    const thirds = withTarget([1 / 3, 2 / 3, 2, 2 / 3, 1 / 3, 4], [3, 5], [1, 1, 6])
    const close = expectationOf(thirds)!
    expect(close.fitted).toBe(false)
    expect([close.nano[2], close.nano[5]]).toEqual([2 * NANO, 4 * NANO])
    close.nano.forEach((each, cell) => expect(Math.abs(each - thirds.target[cell]!)).toBeLessThanOrEqual(2))
  })

  it('is found where zeros force cells to 0, to which a fit would only creep', () => {
    const table = withTarget([2, 3, 0, 5], [4, 6], [4, 6])
    expect(Array.from(expectationOf(table)!.nano)).toEqual([4 * NANO, 0, 0, 6 * NANO])
    expect(expectationOf(withTarget([2, 3, 0, 5], [4, 6], [5, 5]))).toBeNull()
    expect(expectationOf(withTarget([2, 3, 0, 5], [4, 6], [4, 5]))).toBeNull()
  })
})

describe('the method', () => {
  it('is `feasible`, records its seed, and says that the target was fitted', async () => {
    const result = await solve('2027-base', { method: 'lottery' })
    expect(result).toMatchObject({
      status: 'feasible',
      method: 'lottery',
      solver: null,
      seed: 1,
      unique: null,
      certificate: null,
    })
    expect(result.lottery!.fitted).toBe(true)
    const off = result.lottery!.expectation.flatMap((row, s) =>
      row.map((each, o) => Math.abs(each - result.target![s]![o]!)),
    )
    expect(Math.max(...off)).toBeLessThan(0.1)
    expect(await verifyResult(result, { scenario: '2027-base' })).toMatchObject({ status: 'accepted' })
    const expectation = result.lottery!.expectation.with(0, result.lottery!.expectation[1]!)
    expect(await verifyResult({ ...result, lottery: { fitted: true, expectation } })).toMatchObject({
      status: 'rejected',
    })
  })

  it('gives the same bytes for the same seed, and another table for another', async () => {
    const bytes = async (seed: number) =>
      JSON.stringify({ ...(await solve('2027-base', { method: 'lottery', seed })), milliseconds: 0 })
    expect(await bytes(7)).toBe(await bytes(7))
    const allocations = new Set<string>()
    for (let seed = 0; seed < 30; seed++)
      allocations.add(JSON.stringify((await solve('2027-base', { method: 'lottery', seed })).allocation))
    expect(allocations.size).toBe(30)
  })

  it('compares with other methods, none of which records a seed', async () => {
    const { results } = await compareMethods('2027-base', ['optimal', 'stepwise', 'lottery'], { seed: 3 })
    expect(results.map(({ method, status, seed }) => [method, status, seed])).toEqual([
      ['optimal', 'optimal', null],
      ['stepwise', 'feasible', null],
      ['lottery', 'feasible', 3],
    ])
    expect(results[2]!.allocation).toEqual((await solve('2027-base', { method: 'lottery', seed: 3 })).allocation)
  })

  it('is infeasible where there is no allocation, and refuses an open total', async () => {
    const problem = {
      rows: ['a', 'b'],
      columns: ['x', 'y'],
      target: [
        [5, 3],
        [0, 0],
      ],
      rowTotals: [8, 6],
      columnTotals: [7, 7],
    }
    expect(await round(problem, { method: 'lottery' })).toMatchObject({
      status: 'infeasible',
      allocation: null,
      lottery: null,
    })
    const open = round({ ...problem, columnTotals: [7, [6, 8]] }, { method: 'lottery' })
    await expect(open).rejects.toMatchObject({ faults: [{ code: 'open-total', path: 'columnTotals[1]' }] })
  })
})

describe('whole numbers by lot', () => {
  it('are each as likely, also where 2^32 is no multiple', () => {
    const random = uniform(4)
    const counts = [0, 0, 0, 0, 0, 0, 0]
    for (let i = 0; i < 70_000; i++) counts[wholeBelow(random, 7)]!++
    for (const count of counts) expect(Math.abs(count - 10_000) / 70_000).toBeLessThan(bound(7, 70_000))
    // the six numbers above the largest multiple of 3 * 2^30 are drawn again
    const low = [0.99, 0.9, 0.8, 0.1]
    expect(wholeBelow(() => low.shift()!, 3 * 2 ** 30)).toBe(0.1 * 2 ** 32)
  })
})

function closedAtZero(table: Table): Table {
  return { ...table, high: table.high.map((high, cell) => (table.target[cell] === 0 ? 0 : high)) }
}

function withTarget(target: number[], rowTotals: number[], columnTotals: number[]): Table {
  return {
    rows: rowTotals.map((_, s) => `r${s}`),
    columns: columnTotals.map((_, o) => `c${o}`),
    target: Float64Array.from(target, (each) => Math.round(each * NANO)),
    rowTotals,
    columnLow: columnTotals,
    columnHigh: columnTotals,
    zero: new Uint8Array(target.length),
    low: new Int32Array(target.length),
    high: new Int32Array(target.length).fill(UNBOUNDED),
    half: 'up',
  }
}
