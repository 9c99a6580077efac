/** Proofs: certificates hold, tampered ones do not, and ties are all the ties there are. */
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { randomTable } from '../bench/instances.js'
import { NANO } from '../src/domain/decimal.js'
import { uniform } from '../src/domain/random.js'
import type { Certificate } from '../src/domain/result.js'
import { UNBOUNDED, type Objective, type Table } from '../src/domain/table.js'
import { levelsOf } from '../src/allocation/measures.js'
import { optimal } from '../src/rounding/optimal.js'
import type { Proven, TieRequest } from '../src/rounding/proven.js'
import { flow } from '../src/solvers/flow.js'
import { loadSolver } from '../src/solvers/index.js'
import { verify, type Claim } from '../src/verify/verify.js'
import { tableArbitrary } from './arbitraries.js'
import { everyAllocation } from './every-allocation.js'
import { sized } from './size.js'

const OBJECTIVES = ['next-best', 'absolute', 'squares', 'largest'] as const
const ALL: TieRequest = { ties: 'canonical', seed: 1, optima: 1_000 }
const SMALL = tableArbitrary({ rows: 6, columns: 5, places: 5 })
const TINY = tableArbitrary({ rows: 3, columns: 3, places: 2 })

async function prove(table: Table, objective: Objective, request?: TieRequest): Promise<Proven | null> {
  return (await optimal(table, objective, flow, request)).proven ?? null
}

function claimOf(table: Table, objective: Objective, { canonical, certificate, contested }: Proven): Claim {
  const levels = levelsOf(table, canonical, objective)
  return { table, allocation: canonical, objective, levels, meetsTotals: true, certificate, contested }
}

function key(table: Table, allocation: readonly number[], objective: Objective): bigint[] {
  return levelsOf(table, Int32Array.from(allocation), objective).map(({ value }) => BigInt(Math.round(value * NANO)))
}

function compareKeys(a: readonly bigint[], b: readonly bigint[]): number {
  for (const [i, value] of a.entries()) if (value !== b[i]) return value < b[i]! ? -1 : 1
  return 0
}

const TABLES = sized(10_000)

describe('certificates', () => {
  it(`of ${TABLES} random tables hold, and ${TABLES} tampered ones do not`, async () => {
    const counts = { held: 0, infeasible: 0, tampered: 0, harmless: 0 }
    for (let seed = 1; counts.held < TABLES; seed++) {
      const table =
        seed % 2 === 0 ? randomTable(2 + (seed % 7), 2 + (seed % 5), seed) : fc.sample(SMALL, { seed, numRuns: 1 })[0]!
      const objective = OBJECTIVES[seed % 4]!
      const found = await prove(table, objective)
      if (found === null) {
        counts.infeasible++
        continue
      }
      const claim = claimOf(table, objective, found)
      expect(verify(claim)).toEqual([])
      counts.held++
      const random = uniform(seed)
      const tampered = tamper(claim, random)
      if (verify(tampered).length > 0) counts.tampered++
      else counts.harmless++
    }
    // A potential that may still move a little proves the claim all the same: it is no fault to accept it.
    expect(counts.tampered).toBe(TABLES)
    expect(counts.harmless).toBe(0)
    expect(counts.infeasible).toBeGreaterThan(sized(100))
  })

  it('are given by every solver, for the same allocation', async () => {
    for (let seed = 1; seed <= 5; seed++) {
      const table = randomTable(12, 5, seed)
      const expected = (await prove(table, 'next-best'))!
      for (const name of ['highs', 'glpk', 'jslp'] as const) {
        const { proven } = await optimal(table, 'next-best', await loadSolver(name))
        expect(proven).toEqual(expected)
      }
    }
  })

  it('survive JSON', async () => {
    const table = randomTable(12, 5, 9)
    const claim = claimOf(table, 'next-best', (await prove(table, 'next-best'))!)
    const certificate = JSON.parse(JSON.stringify(claim.certificate)) as Certificate
    expect(verify({ ...claim, certificate })).toEqual([])
  })

  it('are refused when malformed', async () => {
    const table = randomTable(4, 3, 2)
    const claim = claimOf(table, 'next-best', (await prove(table, 'next-best'))!)
    const { rowPotentials, columnPotentials } = claim.certificate as Certificate
    const wrong: Certificate[] = [
      { rowPotentials: rowPotentials.slice(1), columnPotentials },
      { rowPotentials, columnPotentials: [...columnPotentials, 0] },
      { rowPotentials: rowPotentials.with(0, 0.5), columnPotentials },
      { rowPotentials, columnPotentials: columnPotentials.with(0, 'x') },
      { rowPotentials: rowPotentials.with(1, Number.NaN), columnPotentials },
    ]
    for (const certificate of wrong) expect(verify({ ...claim, certificate })).toHaveLength(1)
  })

  it('need weights that dominate: a table where next bests and errors pull apart', async () => {
    // One next best of 0.49 against two of 0.01 each: fewer comes first, whatever the error.
    const table: Table = {
      rows: ['r0', 'r1'],
      columns: ['c0', 'c1', 'c2'],
      target: Float64Array.from([0.01, 0.5, 0.49, 0.99, 0.5, 0.51], (each) => Math.round(each * NANO)),
      rowTotals: [1, 2],
      columnLow: [1, 1, 1],
      columnHigh: [1, 1, 1],
      zero: new Uint8Array(6),
      low: new Int32Array(6),
      high: new Int32Array(6).fill(UNBOUNDED),
      half: 'up',
    }
    const found = (await prove(table, 'next-best'))!
    const best = everyAllocation(table).toSorted((a, b) =>
      compareKeys(key(table, a, 'next-best'), key(table, b, 'next-best')),
    )[0]!
    expect(Array.from(found.canonical)).toEqual(best)
    expect(verify(claimOf(table, 'next-best', found))).toEqual([])
  })
})

/** One change that makes the claim false: a place moved, a total changed, a potential pushed beyond what it may be. */
function tamper(claim: Claim, random: () => number): Claim {
  const { table, certificate } = claim
  const pick = (length: number) => Math.floor(random() * length)
  const kind = pick(5)
  if (kind === 0) {
    const allocation = Int32Array.from(claim.allocation)
    allocation[pick(allocation.length)]! += random() < 0.5 ? 1 : -1
    return { ...claim, allocation }
  }
  if (kind === 1) {
    const s = pick(table.rows.length)
    return { ...claim, table: { ...table, rowTotals: table.rowTotals.with(s, table.rowTotals[s]! + 1) } }
  }
  if (kind === 2) {
    const level = pick(claim.levels!.length)
    const levels = claim.levels!.with(level, { ...claim.levels![level]!, value: claim.levels![level]!.value + 1 })
    return { ...claim, levels }
  }
  // One row's potential, or one column's, far up or down: some cell of the line forbids it, if any can move at all.
  const far = (random() < 0.5 ? -1 : 1) * 2 ** 52
  const [side, count] =
    kind === 3 ? (['rowPotentials', table.rows.length] as const) : (['columnPotentials', table.columns.length] as const)
  const line = movable(claim, side, far)
  if (line === null) return { ...claim, levels: claim.levels!.slice(1) }
  expect(line).toBeLessThan(count)
  return {
    ...claim,
    certificate: { ...(certificate as Certificate), [side]: (certificate as Certificate)[side].with(line, far) },
  }
}

/** A line of which some cell can move in the direction that the potential forbids. */
function movable(claim: Claim, side: 'rowPotentials' | 'columnPotentials', far: number): number | null {
  const columns = claim.table.columns.length
  for (let cell = 0; cell < claim.allocation.length; cell++) {
    const places = claim.allocation[cell]!
    const can = far > 0 ? places < claim.table.high[cell]! : places > claim.table.low[cell]!
    const bounded = claim.objective === 'largest' // its threshold may leave the cell nowhere to go
    if (can && !bounded) return side === 'rowPotentials' ? Math.floor(cell / columns) : cell % columns
  }
  return null
}

/** Whole targets whose totals are off, or halves everywhere, without bounds: these tie often. */
function coarseTable(seed: number): Table {
  const random = uniform(seed)
  const [rows, columns] = [2 + Math.floor(2 * random()), 2 + Math.floor(2 * random())]
  const half = random() < 0.5 ? NANO / 2 : 0
  const target = Float64Array.from({ length: rows * columns }, () => Math.floor(3 * random()) * NANO + half)
  const hidden = Array.from(target, (each) =>
    Math.max(0, Math.floor(each / NANO + (half ? 2 : 3) * random() - (half ? 0 : 1))),
  )
  const sums = (count: number, line: (cell: number) => number) =>
    Array.from({ length: count }, (_, i) => hidden.reduce((sum, each, cell) => sum + (line(cell) === i ? each : 0), 0))
  const columnTotals = sums(columns, (cell) => cell % columns)
  return {
    ...randomTable(rows, columns, 1),
    target,
    rowTotals: sums(rows, (cell) => Math.floor(cell / columns)),
    columnLow: columnTotals,
    columnHigh: columnTotals,
  }
}

describe('ties', () => {
  it('are exactly the cells in which the best of all allocations differ, on tiny tables', async () => {
    const counts = { unique: 0, tied: 0, infeasible: 0 }
    for (const [i, sampled] of fc.sample(TINY, { seed: 1987, numRuns: sized(2_000) }).entries()) {
      const table = i % 8 < 4 ? sampled : coarseTable(i)
      const objective = OBJECTIVES[i % 4]!
      const all = everyAllocation(table)
      const found = await prove(table, objective, ALL)
      if (found === null) {
        expect(all).toEqual([])
        counts.infeasible++
        continue
      }
      const sorted = all
        .map((each) => ({ each, key: key(table, each, objective) }))
        .toSorted((a, b) => compareKeys(a.key, b.key))
      const best = sorted.filter((each) => compareKeys(each.key, sorted[0]!.key) === 0).map(({ each }) => each)
      const differing = best[0]!.flatMap((_, cell) =>
        best.some((each) => each[cell] !== best[0]![cell]) ? [cell] : [],
      )
      expect(found.contested).toEqual(differing)
      expect(found.unique).toBe(best.length === 1)
      // codes are in order here, so reading order is the order of the cells
      const largestFirst = best.toSorted(
        (a, b) => b.map((value, cell) => value - a[cell]!).find((each) => each !== 0) ?? 0,
      )
      expect(found.optima!.allocations.map((each) => Array.from(each))).toEqual(largestFirst.slice(0, 1_000))
      expect(found.optima!.complete).toBe(best.length <= 1_000)
      expect(Array.from(found.canonical)).toEqual(largestFirst[0])
      counts[best.length === 1 ? 'unique' : 'tied']++
    }
    expect(counts.tied).toBeGreaterThan(sized(300))
    expect(counts.unique).toBeGreaterThan(sized(300))
    expect(counts.infeasible).toBeGreaterThan(sized(20))
  })

  it('of whole tenths: the canonical answer is the same whatever the order of rows and columns', async () => {
    for (let seed = 1; seed <= 60; seed++) {
      const fine = randomTable(8, 5, seed)
      const table: Table = { ...fine, target: fine.target.map((target) => Math.round(target / 1e8) * 1e8) }
      const rows = [3, 1, 7, 0, 2, 6, 5, 4]
      const columns = [4, 2, 0, 1, 3]
      const pick = (cell: number) => rows[Math.floor(cell / 5)]! * 5 + columns[cell % 5]!
      const moved: Table = {
        ...table,
        rows: rows.map((s) => table.rows[s]!),
        columns: columns.map((o) => table.columns[o]!),
        rowTotals: rows.map((s) => table.rowTotals[s]!),
        columnLow: columns.map((o) => table.columnLow[o]!),
        columnHigh: columns.map((o) => table.columnHigh[o]!),
        target: table.target.map((_, cell) => table.target[pick(cell)]!),
      }
      const [one, other] = [(await prove(table, 'next-best'))!, (await prove(moved, 'next-best'))!]
      expect(Array.from(other.canonical)).toEqual(Array.from(other.canonical, (_, cell) => one.canonical[pick(cell)]!))
      expect(other.unique).toBe(one.unique)
    }
  })

  it('stop, or are decided by a lot that the seed repeats, uniformly over all optima', async () => {
    const table: Table = {
      ...randomTable(2, 2, 1),
      target: Float64Array.from([0.5, 0.5, 0.5, 0.5], (each) => each * NANO),
      rowTotals: [1, 1],
      columnLow: [1, 1],
      columnHigh: [1, 1],
    }
    const stopped = (await prove(table, 'next-best', { ...ALL, ties: 'stop' }))!
    expect(stopped.allocation).toBeNull()
    expect(stopped.contested).toEqual([0, 1, 2, 3])
    expect(stopped.optima!.allocations).toHaveLength(2)
    const drawn = await Promise.all(
      Array.from(
        { length: 2_000 },
        async (_, seed) => (await prove(table, 'next-best', { ties: 'lot', seed, optima: 0 }))!.allocation![0]!,
      ),
    )
    const again = (await prove(table, 'next-best', { ties: 'lot', seed: 77, optima: 0 }))!.allocation![0]
    expect(again).toBe(drawn[77])
    // 2,000 fair draws stray further than 150 from 1,000 less than once in 10^10 times (Hoeffding: 2 exp(-2 * 150^2 / 2000)).
    expect(Math.abs(drawn.reduce((sum, each) => sum + each, 0) - 1_000)).toBeLessThan(150)
  })
})
