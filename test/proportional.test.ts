/** Objective `proportional`: published apportionments, brute force in whole numbers, ties, and what is impossible. */
import { readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { randomTable } from '../bench/instances.js'
import { proportionalProgram } from '../models/proportional.js'
import { UNLIMITED } from '../src/domain/budget.js'
import { NANO } from '../src/domain/decimal.js'
import { InputError } from '../src/domain/errors.js'
import { fractionText, parseFraction } from '../src/domain/fraction.js'
import { uniform } from '../src/domain/random.js'
import type { MultiplierCertificate } from '../src/domain/result.js'
import type { Result } from '../src/shapes/answers/result.js'
import { UNBOUNDED, type Table } from '../src/domain/table.js'
import { round, solve, verify as verifyResult } from '../src/index.js'
import { readingOrder } from '../src/rounding/optima.js'
import { anyOptimumAlone, optimal } from '../src/rounding/optimal.js'
import type { Proven } from '../src/rounding/proven.js'
import { nearMultipliers } from '../src/rounding/proportional.js'
import { flow, solveFlow } from '../src/solvers/flow.js'
import { loadSolver, SOLVER_NAMES } from '../src/solvers/index.js'
import type { Solver } from '../src/solvers/solver.js'
import { verify } from '../src/verify/verify.js'
import { tableArbitrary, type TableSize } from './arbitraries.js'

interface Example {
  readonly name: string
  readonly problem: object
  readonly expected: readonly (readonly number[])[]
}

const EXAMPLES = JSON.parse(readFileSync('test/data/biproportional-examples.json', 'utf8')) as Example[]
const SEED = 20_080_611

/** Tables with exact totals. */
function tables(size: TableSize): fc.Arbitrary<Table> {
  return tableArbitrary(size).filter((table) => table.columnLow.every((low, o) => low === table.columnHigh[o]))
}

async function apportioned(table: Table, solver: Solver = flow, optima = 0): Promise<Proven | null> {
  const { status, proven } = await optimal(table, 'proportional', solver, {
    ties: 'canonical',
    seed: 1,
    optima,
  })
  expect(status).toBe(proven ? 'optimal' : 'infeasible')
  return proven ?? null
}

function faultsOf(
  table: Table,
  { canonical, certificate, contested }: Omit<Proven, 'allocation' | 'unique' | 'optima'>,
) {
  return verify({
    table,
    allocation: canonical,
    objective: 'proportional',
    levels: [],
    meetsTotals: true,
    certificate,
    contested,
  })
}

/** A table of whole targets without bounds. */
function votes(target: readonly (readonly number[])[], rowTotals: number[], columnTotals: number[]): Table {
  const cells = target.flat()
  return {
    rows: target.map((_, s) => `r${s}`),
    columns: columnTotals.map((_, o) => `c${o}`),
    target: Float64Array.from(cells, (each) => Math.round(each * NANO)),
    rowTotals,
    columnLow: columnTotals,
    columnHigh: columnTotals,
    zero: new Uint8Array(cells.length),
    low: new Int32Array(cells.length),
    high: new Int32Array(cells.length).fill(UNBOUNDED),
    half: 'up',
  }
}

describe('published apportionments', () => {
  const cases = EXAMPLES.flatMap((example) => SOLVER_NAMES.map((solver) => ({ ...example, solver })))
  it.each(cases)('$name comes out seat for seat with $solver', async ({ problem, expected, solver }) => {
    const result = await round(problem, { objective: 'proportional', solver })
    expect(result).toMatchObject({ status: 'optimal', allocation: expected, levels: [], unique: true, contested: [] })
    const check = await verifyResult(JSON.parse(JSON.stringify(result)) as object)
    expect(check).toMatchObject({ status: 'accepted', faults: [] })
    expect(check.proves).toEqual(expect.arrayContaining(['margins', 'bounds', 'optimality', 'uniqueness']))
  })

  it('multipliers are short, and every seat is votes times both, rounded', async () => {
    const { problem, expected } = EXAMPLES[0]!
    const { certificate, target } = await round(problem, { objective: 'proportional' })
    const { rowMultipliers, columnMultipliers } = certificate as MultiplierCertificate
    for (const each of [...rowMultipliers, ...columnMultipliers]) expect(each).toMatch(/^\d+\.\d{1,10}$/)
    const rounded = target!.map((row, s) =>
      row.map((each, o) => Math.round(each * Number(rowMultipliers[s]) * Number(columnMultipliers[o]))),
    )
    expect(rounded).toEqual(expected)
  })

  it.each(['2026-base', '2026-reference', '2027-base', '2027-reference'])('%s is solved and proven', async (id) => {
    const result = await solve(id, { objective: 'proportional' })
    expect(result).toMatchObject({ status: 'optimal', unique: true })
    expect(await verifyResult(result, { scenario: id })).toMatchObject({ status: 'accepted' })
  })
})

/** The cost of an allocation without its logarithm: the product of (2k - 1) / 2t over all places k of all cells. */
function product(table: Table, y: readonly number[]): readonly [bigint, bigint] {
  let [numerator, denominator] = [1n, 1n]
  y.forEach((places, cell) => {
    for (let k = 1; k <= places; k++) {
      numerator *= BigInt(2 * k - 1)
      denominator *= 2n * BigInt(table.target[cell]!)
    }
  })
  return [numerator, denominator]
}

/** All allocations with the totals and of the least cost. */
function best(table: Table): number[][] {
  const columns = table.columns.length
  let found: number[][] = []
  let least: readonly [bigint, bigint] | null = null
  const y: number[] = []
  const place = (rows: readonly number[], left: readonly number[]): void => {
    const cell = y.length
    if (cell === table.target.length) {
      if (rows.some((each) => each !== 0) || left.some((each) => each !== 0)) return
      const cost = product(table, y)
      const difference = least === null ? -1n : cost[0] * least[1] - least[0] * cost[1]
      if (difference < 0n) [found, least] = [[], cost]
      if (difference <= 0n) found.push([...y])
      return
    }
    const [s, o] = [Math.floor(cell / columns), cell % columns]
    if (o === 0 && s > 0 && rows[s - 1] !== 0) return
    const high = table.target[cell] === 0 ? 0 : table.high[cell]!
    for (let places = table.low[cell]!; places <= Math.min(high, rows[s]!, left[o]!); places++) {
      y.push(places)
      place(rows.with(s, rows[s]! - places), left.with(o, left[o]! - places))
      y.pop()
    }
  }
  place(table.rowTotals, table.columnHigh)
  return found
}

/** Tables that tie: rows alike in targets and totals, so that their places can be swapped; some cells empty or bounded. */
const TYING: fc.Arbitrary<Table> = fc
  .record({
    rows: fc.integer({ min: 2, max: 3 }),
    weights: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 2, maxLength: 3 }),
    rowTotal: fc.integer({ min: 1, max: 4 }),
    cuts: fc.array(fc.nat(11), { minLength: 2, maxLength: 2 }),
    odd: fc.array(fc.nat(11), { minLength: 9, maxLength: 9 }),
  })
  .map(({ rows, weights, rowTotal, cuts, odd }) => {
    const total = rows * rowTotal
    const ends = [0, ...cuts.slice(0, weights.length - 1).map((cut) => Math.min(cut, total)), total].toSorted(
      (a, b) => a - b,
    )
    const table = votes(
      Array.from({ length: rows }, () => weights),
      Array.from({ length: rows }, () => rowTotal),
      ends.slice(1).map((end, i) => end - ends[i]!),
    )
    const chance = (cell: number, drawn: number) => odd[cell] === drawn
    return {
      ...table,
      zero: table.zero.map((_, cell) => Number(chance(cell, 0))),
      low: table.low.map((_, cell) => Number(chance(cell, 1))),
      high: table.high.map((high, cell) => (chance(cell, 0) ? 0 : chance(cell, 1) || chance(cell, 2) ? 1 : high)),
    }
  })

describe('brute force', () => {
  it('finds the same optima on tiny tables: whether there are any, which, how many, and where they differ', async () => {
    const seen = { infeasible: 0, tied: 0, unique: 0, zero: 0, bounded: 0 }
    await fc.assert(
      fc.asyncProperty(fc.oneof(tables({ rows: 3, columns: 3, places: 3 }), TYING), async (table) => {
        fc.pre(table.rowTotals.reduce((sum, each) => sum + each, 0) <= 16)
        const expected = best(table)
        const found = await apportioned(table, flow, 1000)
        if (expected.length === 0) seen.infeasible++
        else if (expected.length > 1) seen.tied++
        else seen.unique++
        if (table.zero.includes(1)) seen.zero++
        if (table.low.some((low) => low > 0)) seen.bounded++
        expect(found === null).toBe(expected.length === 0)
        if (found === null) return
        const text = (each: ArrayLike<number>) => Array.from(each).join(' ')
        expect(found.optima!.allocations.map(text).toSorted()).toEqual(expected.map(text).toSorted())
        const order = readingOrder(table.rows, table.columns)
        const inOrder = (each: ArrayLike<number>) => order.map((cell) => each[cell]!)
        const largest = expected
          .map(inOrder)
          .toSorted(
            (a, b) => b[a.findIndex((each, i) => each !== b[i])]! - a[a.findIndex((each, i) => each !== b[i])]!,
          )[0]
        expect(inOrder(found.canonical)).toEqual(largest)
        const differ = expected[0]!.flatMap((each, cell) =>
          expected.some((other) => other[cell] !== each) ? [cell] : [],
        )
        expect(found.contested).toEqual(differ)
        expect(found.unique).toBe(expected.length === 1)
        expect(faultsOf(table, found)).toEqual([])
      }),
      { seed: SEED, numRuns: 600 },
    )
    for (const [kind, count] of Object.entries(seen)) expect(count, kind).toBeGreaterThan(30)
  })
})

describe('the certificate', () => {
  it('is accepted for 500 random tables, and tampered ones are not', async () => {
    let solved = 0
    let swapped = 0
    await fc.assert(
      fc.asyncProperty(tables({ rows: 8, columns: 6, places: 9 }), fc.nat(), async (table, seed) => {
        const found = await apportioned(table)
        if (found === null) return
        solved++
        expect(faultsOf(table, found)).toEqual([])
        const { canonical, certificate } = found
        const { rowMultipliers, columnMultipliers } = certificate as MultiplierCertificate
        const columns = table.columns.length

        const cell = canonical.findIndex((places, i) => places > table.low[i]! && places < table.high[i]!)
        if (cell >= 0) {
          const s = Math.floor(cell / columns)
          const { numerator, denominator } = parseFraction(rowMultipliers[s]!)!
          for (const each of [
            { numerator: 4n * numerator, denominator },
            { numerator, denominator: 4n * denominator },
          ]) {
            const wrong = { rowMultipliers: rowMultipliers.with(s, fractionText(each)), columnMultipliers }
            expect(faultsOf(table, { ...found, certificate: wrong }).length).toBeGreaterThan(0)
          }
        }
        const other = anotherAllocation(table, canonical, seed)
        if (other !== null) {
          swapped++
          expect(faultsOf(table, { ...found, canonical: other }).map(({ path }) => path)[0]).toMatch(
            /^certificate|^contested/,
          )
        }
      }),
      { seed: SEED, numRuns: 800 },
    )
    expect(solved).toBeGreaterThan(500)
    expect(swapped).toBeGreaterThan(100)
  })

  it('is refused when malformed, and when it is of another kind', async () => {
    const table = votes(
      [
        [3, 1],
        [1, 2],
      ],
      [3, 2],
      [2, 3],
    )
    const found = (await apportioned(table))!
    const { rowMultipliers, columnMultipliers } = found.certificate as MultiplierCertificate
    const wrong = [['1'], ['1', '2', '3'], ['0', '1'], ['-1', '1'], ['1/0', '1'], ['x', '1'], ['1', '']]
    for (const each of wrong) {
      expect(faultsOf(table, { ...found, certificate: { rowMultipliers: each, columnMultipliers } })).toHaveLength(1)
      expect(faultsOf(table, { ...found, certificate: { rowMultipliers, columnMultipliers: each } })).toHaveLength(1)
    }
    const potentials = { rowPotentials: [0, 0], columnPotentials: [0, 0] }
    expect(faultsOf(table, { ...found, certificate: potentials })[0]).toMatchObject({ expected: 'rowMultipliers' })
    const claim = { table, allocation: found.canonical, levels: [], meetsTotals: true, contested: [] }
    const other = verify({ ...claim, objective: 'absolute', levels: null, certificate: found.certificate })
    expect(other[0]).toMatchObject({ expected: 'rowPotentials' })
  })

  it('has nothing to improve in what flow makes of logarithms, unless signposts all but meet', async () => {
    for (let seed = 1; seed <= 60; seed++) {
      const table = randomTable(9, 5, seed)
      const { y } = solveFlow(proportionalProgram(table, nearMultipliers(table)))
      expect(y).toEqual((await apportioned(table))!.canonical)
    }
  })

  it('is the same without its proof, and by fractions where signposts meet', async () => {
    const even = Array.from({ length: 30 }, (_, seed) => ({
      ...randomTable(6, 4, seed + 1),
      target: evenTargets(seed),
    }))
    for (const table of [...Array.from({ length: 30 }, (_, seed) => randomTable(9, 5, seed + 1)), ...even]) {
      const proven = await apportioned(table)
      expect(await anyOptimumAlone(table, 'proportional', UNLIMITED)).toEqual(proven && proven.canonical)
    }
  })

  it('does not depend on what the solver makes of logarithms: any allocation is improved until it is proven', async () => {
    const careless: Solver = { ...flow, solve: (program, limits) => flow.solve({ ...program, levels: [] }, limits) }
    for (let seed = 1; seed <= 60; seed++) {
      const table = randomTable(9, 5, seed)
      const found = (await apportioned(table, careless))!
      expect(found).toEqual((await apportioned(table))!)
    }
  })
})

/** Targets of one or two places, so that many cells tie. */
function evenTargets(seed: number): Float64Array {
  const random = uniform(seed)
  return Float64Array.from({ length: 24 }, () => NANO * (1 + Math.floor(2 * random())))
}

/** The same totals, otherwise: a place moved round a rectangle of cells with positive targets. */
function anotherAllocation(table: Table, y: Int32Array, seed: number): Int32Array | null {
  const random = uniform(seed)
  const [rows, columns] = [table.rows.length, table.columns.length]
  for (let attempt = 0; attempt < 50; attempt++) {
    const [s, t] = [Math.floor(random() * rows), Math.floor(random() * rows)]
    const [o, p] = [Math.floor(random() * columns), Math.floor(random() * columns)]
    if (s === t || o === p) continue
    const changed = y.slice()
    for (const [cell, by] of [
      [s * columns + o, 1],
      [s * columns + p, -1],
      [t * columns + p, 1],
      [t * columns + o, -1],
    ] as const) {
      changed[cell]! += by
    }
    const inside = changed.every(
      (places, i) => places >= table.low[i]! && places <= (table.target[i] === 0 ? 0 : table.high[i]!),
    )
    if (inside) return changed
  }
  return null
}

describe('ties', () => {
  it('are named, decided canonically, by lot or not at all', async () => {
    const problem = {
      rows: ['a', 'b'],
      columns: ['x', 'y'],
      target: [
        [7, 7],
        [7, 7],
      ],
      rowTotals: [1, 1],
      columnTotals: [1, 1],
    }
    const allContested = ['a', 'b'].flatMap((row) => ['x', 'y'].map((column) => [row, column]))
    const result = await round(problem, { objective: 'proportional', optima: 10 })
    expect(result).toMatchObject({
      unique: false,
      contested: allContested,
      allocation: [
        [1, 0],
        [0, 1],
      ],
      optima: { count: 2 },
    })
    expect(await verifyResult(result)).toMatchObject({ status: 'accepted' })
    expect(await verifyResult({ ...result, unique: true, contested: [] })).toMatchObject({ status: 'rejected' })
    expect((await round(problem, { objective: 'proportional', ties: 'stop' })).allocation).toBeNull()
    const drawn = new Set<string>()
    for (let seed = 1; seed <= 20; seed++) {
      const lot = await round(problem, { objective: 'proportional', ties: 'lot', seed })
      expect(lot.seed).toBe(seed)
      drawn.add(JSON.stringify(lot.allocation))
    }
    expect(drawn.size).toBe(2)
  })

  it('that floating point cannot tell from a difference of one billionth squared are told', async () => {
    const [most, least] = [9_000_000, 1e-9]
    const diagonal = votes(
      [
        [most, most - least],
        [most + least, most],
      ],
      [1, 1],
      [1, 1],
    )
    expect(diagonal.target[1]! * diagonal.target[2]!).toBe(diagonal.target[0]! * diagonal.target[3]!) // in floating point
    expect(await apportioned(diagonal)).toMatchObject({ unique: true, canonical: Int32Array.from([1, 0, 0, 1]) })
    const other = votes(
      [
        [most - least, most],
        [most, most + least],
      ],
      [1, 1],
      [1, 1],
    )
    expect(await apportioned(other)).toMatchObject({ unique: true, canonical: Int32Array.from([0, 1, 1, 0]) })
    const equal = votes(
      [
        [most, most],
        [most, most],
      ],
      [1, 1],
      [1, 1],
    )
    expect(await apportioned(equal)).toMatchObject({ unique: false, contested: [0, 1, 2, 3] })
  })

  it('are exact for a large table of equals', async () => {
    const table = votes(
      Array.from({ length: 12 }, () => Array.from({ length: 8 }, () => 1 / 3)),
      Array.from({ length: 12 }, () => 10),
      Array.from({ length: 8 }, () => 15),
    )
    const found = (await apportioned(table))!
    expect(found.contested).toHaveLength(96)
    expect(faultsOf(table, found)).toEqual([])
  })
})

describe('what holds', () => {
  it('multiplying a row or a column of targets changes nothing', async () => {
    await fc.assert(
      fc.asyncProperty(
        tables({ rows: 5, columns: 5, places: 6 }),
        fc.nat(4),
        fc.nat(4),
        fc.integer({ min: 2, max: 50 }),
        async (table, s, o, by) => {
          const columns = table.columns.length
          const scaled = {
            ...table,
            target: table.target.map(
              (each, cell) => each * (Math.floor(cell / columns) === s ? by : 1) * (cell % columns === o ? 3 : 1),
            ),
          }
          const [a, b] = [await apportioned(table), await apportioned(scaled)]
          expect([b?.canonical, b?.contested]).toEqual([a?.canonical, a?.contested])
        },
      ),
      { seed: SEED, numRuns: 150 },
    )
  })

  it('all solvers give the same allocation', async () => {
    for (const name of SOLVER_NAMES.slice(1)) {
      const other = await loadSolver(name)
      for (let seed = 1; seed <= 10; seed++) {
        const table = randomTable(10, 6, seed)
        expect((await apportioned(table, other))!.canonical).toEqual((await apportioned(table))!.canonical)
      }
    }
  })

  it('a parliament with votes in millions takes no time', async () => {
    const random = uniform(26)
    const target = Array.from({ length: 26 }, () =>
      Array.from({ length: 8 }, () => Math.floor(9_000_000 * random() ** 4)),
    )
    const shares = target.map((row) => row.reduce((sum, each) => sum + each, 0))
    const rowTotals = shares.map((share) => 1 + Math.round((570 * share) / shares.reduce((a, b) => a + b, 0)))
    const seats = rowTotals.reduce((a, b) => a + b, 0)
    const columnTotals = Array.from({ length: 8 }, (_, o) => Math.floor(seats / 8) + (o < seats % 8 ? 1 : 0))
    const table = votes(target, rowTotals, columnTotals)
    const started = performance.now()
    const found = (await apportioned(table))!
    expect(performance.now() - started).toBeLessThan(2_000)
    expect(faultsOf(table, found)).toEqual([])
  })

  it('zero cells stay empty, bounds hold, and a cell with target 0 gets nothing even when `zeroTarget` is free', async () => {
    const problem = {
      rows: ['a', 'b', 'c'],
      columns: ['x', 'y', 'z'],
      target: [
        [40, 0, 20],
        [30, 30, 30],
        [10, 50, 30],
      ],
      rowTotals: [4, 5, 6],
      columnTotals: [5, 5, 5],
      zeroCells: [['b', 'z']],
      bounds: [['c', 'y', 0, 2]],
      options: { zeroTarget: 'free' },
    }
    const result = await round(problem, { objective: 'proportional' })
    expect(result.status).toBe('optimal')
    expect([result.allocation![0]![1], result.allocation![1]![2], result.allocation![2]![1]! <= 2]).toEqual([
      0,
      0,
      true,
    ])
    expect(await verifyResult(result)).toMatchObject({ status: 'accepted' })
  })
})

describe('what is impossible is said', () => {
  const problem = {
    rows: ['a', 'b'],
    columns: ['x', 'y'],
    target: [
      [5, 3],
      [2, 4],
    ],
    rowTotals: [8, 6],
    columnTotals: [7, 7],
  }
  const infeasible: Readonly<Record<string, object>> = {
    'a row of zeros with a positive total': {
      ...problem,
      target: [
        [0, 0],
        [2, 4],
      ],
    },
    'zeros that forbid the totals': {
      ...problem,
      target: [
        [5, 0],
        [2, 4],
      ],
    },
    'zero cells that forbid the totals': { ...problem, zeroCells: [['a', 'y']] },
    'a bound that forbids the totals': { ...problem, bounds: [['a', 'x', 0, 0]] },
    'a place demanded where the target is 0': {
      ...problem,
      target: [
        [5, 0],
        [2, 4],
      ],
      rowTotals: [7, 7],
      bounds: [['a', 'y', 1, 3]],
      options: { zeroTarget: 'free' },
    },
    'totals that differ': { ...problem, rowTotals: [8, 7] },
  }
  it.each(Object.keys(infeasible))('%s', async (name) => {
    const result: Result = await round(infeasible[name]!, { objective: 'proportional' })
    expect(result).toMatchObject({ status: 'infeasible', allocation: null, certificate: null, unique: null })
  })

  it('an open total is refused by its path, before anything is solved', async () => {
    const open = round({ ...problem, columnTotals: [7, [6, 8]] }, { objective: 'proportional' })
    await expect(open).rejects.toThrow(InputError)
    await expect(open).rejects.toMatchObject({
      faults: [{ code: 'open-total', path: 'columnTotals[1]', found: '[6, 8]' }],
    })
  })
})

describe('fractions', () => {
  it('are read and written exactly', () => {
    for (const text of ['0.25', '3/7', '12', '0.000000000000000001', '1/3000000000000000000007']) {
      expect(fractionText(parseFraction(text)!)).toBe(text)
    }
    expect(fractionText(parseFraction('14/4')!)).toBe('3.5')
    expect(fractionText(parseFraction('1e-3')!)).toBe('0.001')
    for (const text of ['', '0', '0/3', '3/0', '-1/2', '-0.5', '1/2/3', 'NaN', '1 / 2'])
      expect(parseFraction(text)).toBeNull()
  })
})
