/** The invariants that hold (mathematics 9), and none of those that do not. */
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { randomTable } from '../bench/instances.js'
import { allocationOf, baseDistribution, withinError } from '../models/base-distribution.js'
import { NANO } from '../src/domain/decimal.js'
import { naturalRounding } from '../src/domain/natural.js'
import { uniform } from '../src/domain/random.js'
import { OBJECTIVES, UNBOUNDED, type LevelledObjective, type Table } from '../src/domain/table.js'
import { solve } from '../src/index.js'
import { chainsOf } from '../src/allocation/chains.js'
import { levelsOf } from '../src/allocation/measures.js'
import { optimal } from '../src/rounding/optimal.js'
import { flow, solveFlow } from '../src/solvers/flow.js'
import { highs } from '../src/solvers/highs.js'
import { verify } from '../src/verify/verify.js'
import { tableArbitrary } from './arbitraries.js'

const SMALL = tableArbitrary({ rows: 6, columns: 5, places: 6 })
const RUNS = { seed: 19870901, numRuns: 400 }
/** The objectives that one program expresses; `largest` is a search over several. */
const LEVELLED = ['next-best', 'absolute', 'squares'] as const

function allocate(table: Table, objective: LevelledObjective = 'next-best'): Int32Array | null {
  const { y } = solveFlow(baseDistribution(table, objective))
  return y && allocationOf(table, y)
}

function values(table: Table, objective: LevelledObjective = 'next-best'): readonly number[] | null {
  const allocation = allocate(table, objective)
  return allocation && levelsOf(table, allocation, objective).map(({ value }) => value)
}

/** -1, 0 or 1: which of two lists of levels is better (smaller), most important first; exact in billionths. */
function lexicographic(a: readonly number[], b: readonly number[]): number {
  for (const [i, value] of a.entries()) {
    const difference = Math.round(value * NANO) - Math.round(b[i]! * NANO)
    if (difference !== 0) return Math.sign(difference)
  }
  return 0
}

/** The table with its rows and columns picked in another order. */
function permuted(table: Table, rows: readonly number[], columns: readonly number[]): Table {
  const pick = <A extends Float64Array | Int32Array | Uint8Array>(flat: A): A => {
    const copy = flat.slice() as A
    rows.forEach((s, i) =>
      columns.forEach((o, j) => (copy[i * columns.length + j] = flat[s * table.columns.length + o]!)),
    )
    return copy
  }
  return {
    rows: rows.map((s) => table.rows[s]!),
    columns: columns.map((o) => table.columns[o]!),
    target: pick(table.target),
    rowTotals: rows.map((s) => table.rowTotals[s]!),
    columnLow: columns.map((o) => table.columnLow[o]!),
    columnHigh: columns.map((o) => table.columnHigh[o]!),
    zero: pick(table.zero),
    low: pick(table.low),
    high: pick(table.high),
    half: table.half,
  }
}

/** Rows become columns; only for exact totals. */
function transposed(table: Table): Table {
  const [rows, columns] = [table.rows.length, table.columns.length]
  const turn = <A extends Float64Array | Int32Array | Uint8Array>(flat: A): A =>
    flat.map((_, cell) => flat[(cell % rows) * columns + Math.floor(cell / rows)]!) as A
  return {
    ...table,
    rows: table.columns,
    columns: table.rows,
    target: turn(table.target),
    rowTotals: table.columnLow,
    columnLow: table.rowTotals,
    columnHigh: table.rowTotals,
    zero: turn(table.zero),
    low: turn(table.low),
    high: turn(table.high),
  }
}

function shuffled(length: number, seed: number): number[] {
  const random = uniform(seed)
  return Array.from({ length }, (_, i) => ({ i, key: random() }))
    .toSorted((a, b) => a.key - b.key)
    .map(({ i }) => i)
}

function isExact(table: Table): boolean {
  return table.columnLow.every((low, o) => low === table.columnHigh[o])
}

describe('the optimum', () => {
  it('meets margins and bounds exactly, for every objective', async () => {
    let solved = 0
    await fc.assert(
      fc.asyncProperty(SMALL, fc.constantFrom(...OBJECTIVES), async (table, objective) => {
        fc.pre(objective !== 'proportional' || isExact(table))
        const { status, allocation } = await optimal(table, objective, flow)
        if (allocation === null) return status === 'infeasible'
        solved++
        const levels = levelsOf(table, allocation, objective)
        return verify({ table, allocation, objective, levels, meetsTotals: true }).length === 0
      }),
      RUNS,
    )
    expect(solved).toBeGreaterThan(200)
  })

  it('has the same levels whatever the order of rows and columns, and the same places where it is unique', () => {
    fc.assert(
      fc.property(SMALL, fc.nat(), (table, seed) => {
        const other = permuted(table, shuffled(table.rows.length, seed), shuffled(table.columns.length, seed + 1))
        for (const objective of LEVELLED) expect(values(other, objective)).toEqual(values(table, objective))
      }),
      RUNS,
    )
    // Targets with nine random decimals do not tie.
    for (let seed = 1; seed <= 100; seed++) {
      const table = randomTable(12, 6, seed)
      const [rows, columns] = [shuffled(12, seed), shuffled(6, seed)]
      const moved = allocate(permuted(table, rows, columns))!
      const original = allocate(table)!
      expect(Array.from(moved)).toEqual(rows.flatMap((s) => columns.map((o) => original[s * 6 + o]!)))
    }
  })

  it('does not change when the table is turned on its side', () => {
    fc.assert(
      fc.property(SMALL.filter(isExact), fc.constantFrom(...LEVELLED), (table, objective) => {
        expect(values(transposed(table), objective)).toEqual(values(table, objective))
      }),
      RUNS,
    )
  })

  it('shifts along when whole places are added to targets, totals and bounds', () => {
    fc.assert(
      fc.property(
        SMALL.filter((table) => table.half !== 'even'),
        fc.constantFrom(...LEVELLED),
        fc.nat(3),
        (table, objective, by) => {
          const columns = table.columns.length
          const rows = table.rows.length
          const shifted: Table = {
            ...table,
            target: table.target.map((target, cell) => (table.zero[cell] === 1 ? target : target + by * NANO)),
            low: table.low.map((low, cell) => (table.zero[cell] === 1 ? 0 : low + by)),
            high: table.high.map((high, cell) => (table.zero[cell] === 1 || high === UNBOUNDED ? high : high + by)),
            rowTotals: table.rowTotals.map((total, s) => {
              const free = columns - table.zero.subarray(s * columns, (s + 1) * columns).reduce((a, b) => a + b, 0)
              return total + by * free
            }),
            columnLow: shiftColumns(table, table.columnLow, by, rows),
            columnHigh: shiftColumns(table, table.columnHigh, by, rows),
          }
          expect(values(shifted, objective)).toEqual(values(table, objective))
        },
      ),
      RUNS,
    )
  })

  it('is natural rounding where that meets the totals, and an integer target itself', () => {
    fc.assert(
      fc.property(SMALL, fc.boolean(), (table, whole) => {
        const natural = table.target.map((target) => naturalRounding(target, table.half))
        const fitting = withTotalsOf(
          { ...table, target: whole ? natural.map((each) => each * NANO) : table.target },
          natural,
        )
        for (const objective of LEVELLED) expect(Array.from(allocate(fitting, objective)!)).toEqual(Array.from(natural))
      }),
      RUNS,
    )
  })

  it('is never better than the cheapest of each cell, nor worse when bounds are wider', () => {
    fc.assert(
      fc.property(SMALL, fc.constantFrom(...LEVELLED), (table, objective) => {
        const best = values(table, objective)
        if (best === null) return
        const cheapest = levelsOf(
          table,
          Int32Array.from(table.target, (t) => naturalRounding(t, table.half)),
          objective,
        )
        expect(
          lexicographic(
            best,
            cheapest.map(({ value }) => value),
          ),
        ).toBeGreaterThanOrEqual(0)
        const wider: Table = {
          ...table,
          low: table.low.map((low) => Math.max(0, low - 1)),
          high: table.high.map((high, cell) => (table.zero[cell] === 1 || high === UNBOUNDED ? high : high + 1)),
        }
        expect(lexicographic(values(wider, objective)!, best)).toBeLessThanOrEqual(0)
      }),
      RUNS,
    )
  })

  it('never lowers a cell when its own row and column get one more, or when its own target rises', () => {
    for (let seed = 1; seed <= 150; seed++) {
      const table = randomTable(7, 5, seed)
      const cell = seed % 35
      const [s, o] = [Math.floor(cell / 5), cell % 5]
      const raised: Table = {
        ...table,
        rowTotals: table.rowTotals.with(s, table.rowTotals[s]! + 1),
        columnLow: table.columnLow.with(o, table.columnLow[o]! + 1),
        columnHigh: table.columnHigh.with(o, table.columnHigh[o]! + 1),
      }
      const higher: Table = {
        ...table,
        target: table.target.with(cell, table.target[cell]! + 123_456_789 * (1 + (seed % 9))),
      }
      for (const objective of LEVELLED) {
        const before = allocate(table, objective)![cell]!
        expect(allocate(raised, objective)![cell]).toBeGreaterThanOrEqual(before)
        expect(allocate(higher, objective)![cell]).toBeGreaterThanOrEqual(before)
      }
    }
  })

  it('can stay less than one place from every target when the totals are those of the target', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 31 }), (seed) => {
        const table = circulated(5, 4, seed)
        expect(allocate(withinError(table, NANO - 1))).not.toBeNull()
        const [beyond] = values(table)!
        expect(beyond).toBe(0)
      }),
      RUNS,
    )
  })

  it('of `absolute` and of `squares` is the same between floor and ceiling', () => {
    fc.assert(
      fc.property(SMALL, (table) => {
        const between = withinError(table, NANO - 1)
        const [absolute, squares] = [allocate(between, 'absolute'), allocate(between, 'squares')]
        if (absolute === null || squares === null) return absolute === squares
        expect(levelsOf(table, squares, 'absolute')).toEqual(levelsOf(table, absolute, 'absolute'))
        expect(levelsOf(table, absolute, 'squares')).toEqual(levelsOf(table, squares, 'squares'))
        return true
      }),
      RUNS,
    )
  })

  it('of `largest` has no cell further off than any other answer, and another solver agrees', async () => {
    await fc.assert(
      fc.asyncProperty(SMALL, async (table) => {
        const { allocation } = await optimal(table, 'largest', flow)
        const other = await optimal(table, 'largest', highs)
        if (allocation === null) return other.allocation === null
        const levels = levelsOf(table, allocation, 'largest')
        expect(levelsOf(table, other.allocation!, 'largest')).toEqual(levels)
        const most = Math.round(levels[0]!.value * NANO)
        if (most > 0) expect(allocate(withinError(table, most - 1))).toBeNull()
        return true
      }),
      { seed: 7, numRuns: 60 },
    )
  })
})

describe('chains', () => {
  it('take every allocation apart: their cells lead from natural rounding to it, and each repairs two totals', () => {
    let chains = 0
    for (let seed = 1; seed <= 200; seed++) {
      const table = randomTable(9, 5, seed)
      const allocation = allocate(table)!
      const places = Array.from(table.target, (target) => naturalRounding(target, table.half))
      const rows = Array.from({ length: 9 }, (_, s) => table.rowTotals[s]! - sumOf(places.slice(5 * s, 5 * s + 5)))
      const columns = Array.from(
        { length: 5 },
        (_, o) => table.columnLow[o]! - sumOf(places.filter((__, cell) => cell % 5 === o)),
      )
      for (const { ends, cells } of chainsOf(table, allocation)!) {
        for (const { row, column, from, to } of cells) {
          const cell = table.rows.indexOf(row) * 5 + table.columns.indexOf(column)
          expect([places[cell], Math.abs(to - from)]).toEqual([from, 1])
          places[cell] = to
        }
        for (const { total, code, short } of ends) {
          if (total === 'row') rows[table.rows.indexOf(code)]! -= short
          else columns[table.columns.indexOf(code)]! -= short
        }
        expect(ends).toHaveLength(2)
        chains++
      }
      expect(places).toEqual(Array.from(allocation))
      expect([...rows, ...columns].every((left) => left === 0)).toBe(true)
    }
    expect(chains).toBeGreaterThan(500)
  })

  it('are left out where natural rounding is off by thousands', () => {
    const table: Table = {
      ...randomTable(1, 1, 1),
      target: Float64Array.of(0),
      rowTotals: [10_001],
      columnLow: [10_001],
      columnHigh: [10_001],
    }
    expect(chainsOf(table, Int32Array.of(10_001))).toBeNull()
  })
})

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, each) => sum + each, 0)
}

describe('a result', () => {
  it('has the same bytes for the same input, time apart', async () => {
    const bytes = async () => JSON.stringify({ ...(await solve('2027-base')), milliseconds: 0 })
    expect(await bytes()).toBe(await bytes())
  })
})

function shiftColumns(table: Table, totals: readonly number[], by: number, rows: number): number[] {
  const columns = table.columns.length
  return totals.map((total, o) => {
    let free = 0
    for (let s = 0; s < rows; s++) free += 1 - table.zero[s * columns + o]!
    return total + by * free
  })
}

/** The same targets, free of bounds, with the totals of an allocation. */
function withTotalsOf(table: Table, allocation: Float64Array): Table {
  const columns = table.columns.length
  const sums = (count: number, line: (cell: number) => number) => {
    const totals = Array.from({ length: count }, () => 0)
    allocation.forEach((places, cell) => (totals[line(cell)]! += places))
    return totals
  }
  const columnTotals = sums(columns, (cell) => cell % columns)
  return {
    ...table,
    rowTotals: sums(table.rows.length, (cell) => Math.floor(cell / columns)),
    columnLow: columnTotals,
    columnHigh: columnTotals,
    zero: new Uint8Array(table.zero.length),
    low: new Int32Array(table.low.length),
    high: new Int32Array(table.high.length).fill(UNBOUNDED),
  }
}

/** Targets that meet whole totals exactly: whole numbers, disturbed by random amounts along cycles of four cells. */
function circulated(rows: number, columns: number, seed: number): Table {
  const random = uniform(seed)
  const target = Float64Array.from({ length: rows * columns }, () => (3 + Math.floor(3 * random())) * NANO)
  const whole = target.map((each) => each / NANO)
  for (let i = 0; i < 30; i++) {
    const [s, o] = [Math.floor(random() * (rows - 1)), Math.floor(random() * (columns - 1))]
    const by = Math.floor(random() * NANO) - NANO / 2
    const cell = s * columns + o
    const corners = [cell, cell + 1, cell + columns, cell + columns + 1] as const
    const next = corners.map((corner, i2) => target[corner]! + (i2 === 0 || i2 === 3 ? by : -by))
    if (next.every((each) => each > 0)) corners.forEach((corner, i2) => (target[corner] = next[i2]!))
  }
  return withTotalsOf({ ...randomTable(rows, columns, 1), target }, whole)
}
