/** The independent checker accepts what is right and rejects every single tampering. */
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { randomTable } from '../bench/instances.js'
import { baseDistribution } from '../models/base-distribution.js'
import { NANO } from '../src/domain/decimal.js'
import { rankOf, naturalRounding } from '../src/domain/natural.js'
import { OBJECTIVES, UNBOUNDED, type Half, type Table } from '../src/domain/table.js'
import { levelsOf } from '../src/allocation/measures.js'
import { solveFlow } from '../src/solvers/flow.js'
import { recomputeLevels, verify, type Claim } from '../src/verify/verify.js'

function solvedClaim(seed: number): Claim {
  const table = withZeroCell(randomTable(8, 4, seed))
  const allocation = solveFlow(baseDistribution(table, 'next-best')).y!
  return {
    table,
    allocation,
    objective: 'next-best',
    levels: levelsOf(table, allocation, 'next-best'),
    meetsTotals: true,
  }
}

/** Cell 5 must stay empty and cell 6 is bounded. */
function withZeroCell(table: Table): Table {
  const zero = table.zero.slice()
  const high = table.high.slice()
  const low = table.low.slice()
  zero[5] = 1
  high[5] = 0
  low[6] = 1
  high[6] = 40
  return { ...table, zero, high, low }
}

describe('verify', () => {
  it('accepts solved tables', () => {
    for (let seed = 1; seed <= 50; seed++) expect(verify(solvedClaim(seed))).toEqual([])
  })

  it('rejects any change of one cell, naming it or its totals', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.nat(31), fc.constantFrom(-2, -1, 1, 2), (seed, cell, change) => {
        const claim = solvedClaim(seed)
        const allocation = Int32Array.from(claim.allocation)
        allocation[cell]! += change
        return verify({ ...claim, allocation }).length > 0
      }),
      { seed: 20270608, numRuns: 300 },
    )
  })

  it('rejects a move within a row and within a column, and a swap that keeps all totals', () => {
    const claim = solvedClaim(3)
    const moved = (...cells: readonly [number, number][]) => {
      const allocation = Int32Array.from(claim.allocation)
      for (const [cell, by] of cells) allocation[cell]! += by
      return verify({ ...claim, allocation }).map(({ path }) => path)
    }
    expect(moved([8, 1], [9, -1])).toEqual(['column c0', 'column c1', ...levelPaths(moved([8, 1], [9, -1]))])
    expect(moved([8, 1], [12, -1]).slice(0, 2)).toEqual(['row r2', 'row r3'])
    const swapped = moved([8, 1], [9, -1], [12, -1], [13, 1])
    expect(swapped.length).toBeGreaterThan(0)
    expect(swapped.every((path) => path.startsWith('levels'))).toBe(true)
  })

  it('rejects a place in a zero cell and outside a bound', () => {
    const claim = solvedClaim(4)
    const zero = Int32Array.from(claim.allocation)
    zero[5] = 1
    expect(verify({ ...claim, allocation: zero })).toEqual([{ path: 'cell r1-c1', found: '1', expected: '0..0' }])
    const bounded = Int32Array.from(claim.allocation)
    bounded[6] = 41
    expect(verify({ ...claim, allocation: bounded })[0]).toEqual({ path: 'cell r1-c2', found: '41', expected: '1..40' })
  })

  it('rejects fractions, negative places and a wrong number of cells', () => {
    const claim = solvedClaim(5)
    const fraction = Array.from(claim.allocation, (each, cell) => (cell === 0 ? each + 0.5 : each))
    expect(verify({ ...claim, allocation: fraction })[0]?.path).toBe('cell r0-c0')
    const negative = Array.from(claim.allocation, (each, cell) => (cell === 0 ? -1 : each))
    expect(verify({ ...claim, allocation: negative })[0]?.found).toBe('-1')
    expect(verify({ ...claim, allocation: [1, 2, 3] })[0]?.path).toBe('allocation')
  })

  it('rejects a level that is off by one, missing, or named differently', () => {
    const claim = solvedClaim(6)
    for (const [i, level] of claim.levels!.entries()) {
      const levels = claim.levels!.with(i, { ...level, value: level.value + (level.name === 'error' ? 1e-9 : 1) })
      expect(verify({ ...claim, levels }).map(({ path }) => path)).toEqual([`levels[${i}]`])
    }
    expect(verify({ ...claim, levels: claim.levels!.slice(1) })[0]?.path).toBe('levels')
    const renamed = claim.levels!.with(0, { ...claim.levels![0]!, name: 'largest-error' })
    expect(verify({ ...claim, levels: renamed })[0]?.path).toBe('levels[0]')
  })

  it('tests interval totals at both ends', () => {
    const claim = solvedClaim(7)
    const total = claim.table.columnLow[0]!
    const within = (low: number, high: number): Table => ({
      ...claim.table,
      columnLow: claim.table.columnLow.with(0, low),
      columnHigh: claim.table.columnHigh.with(0, high),
    })
    expect(verify({ ...claim, table: within(total - 1, total + 1) })).toEqual([])
    expect(verify({ ...claim, table: within(total + 1, total + 2) })[0]?.expected).toBe(`${total + 1}..${total + 2}`)
    expect(verify({ ...claim, table: within(total - 2, total - 1) })[0]?.path).toBe('column c0')
  })

  it('does not ask for totals where none are claimed', () => {
    const claim = solvedClaim(8)
    const allocation = Int32Array.from(claim.allocation)
    allocation[0]!++
    const levels = recomputeLevels(claim.table, allocation, 'next-best')
    expect(verify({ ...claim, allocation, levels, meetsTotals: false })).toEqual([])
    expect(verify({ ...claim, allocation, levels }).map(({ path }) => path)).toEqual(['row r0', 'column c0'])
  })
})

function levelPaths(paths: readonly string[]): string[] {
  return paths.filter((path) => path.startsWith('levels'))
}

describe('ranks', () => {
  /** The definition, by looking at every integer around. */
  function rankByDefinition(target: number, y: number, half: Half): number {
    const distance = Math.abs(y * NANO - target)
    const all = Array.from({ length: 61 }, (_, i) => Math.floor(target / NANO) - 30 + i)
    if (2 * distance === NANO) return naturalRounding(target, half) === y ? 0 : 1
    return all.filter((z) => Math.abs(z * NANO - target) < distance).length
  }

  it('by closed form (models) and by counting (verifier) are the definition: a one-cell table of each kind', () => {
    const nanos = fc.oneof(
      fc.integer({ min: 0, max: 20 * NANO }),
      fc.integer({ min: 0, max: 40 }).map((halves) => (halves * NANO) / 2),
      fc
        .integer({ min: 0, max: 20 })
        .chain((whole) => fc.constantFrom(-1, 1).map((bit) => Math.abs(whole * NANO + bit))),
    )
    fc.assert(
      fc.property(
        nanos,
        fc.integer({ min: -9, max: 9 }),
        fc.constantFrom<Half>('up', 'even', 'down'),
        (target, k, half) => {
          const y = Math.round(target / NANO) + k
          const wanted = rankByDefinition(target, y, half)
          expect(rankOf(target, naturalRounding(target, half), y)).toBe(wanted)
          const table: Table = {
            rows: ['r'],
            columns: ['c'],
            target: Float64Array.of(target),
            rowTotals: [y],
            columnLow: [y],
            columnHigh: [y],
            zero: new Uint8Array(1),
            low: Int32Array.of(-100),
            high: Int32Array.of(UNBOUNDED),
            half,
          }
          const [beyond, nextBest, error] = recomputeLevels(table, [y], 'next-best')
          expect([beyond!.value, nextBest!.value]).toEqual([Math.max(0, wanted - 1), wanted > 0 ? 1 : 0])
          expect(error!.value).toBe(Math.abs(y * NANO - target) / NANO)
        },
      ),
      { seed: 75, numRuns: 3000 },
    )
  })

  it('the engine states the levels that the verifier recomputes, for every objective', () => {
    for (let seed = 1; seed <= 40; seed++) {
      const { table, allocation } = solvedClaim(seed)
      for (const objective of OBJECTIVES) {
        expect(levelsOf(table, Int32Array.from(allocation), objective)).toEqual(
          recomputeLevels(table, allocation, objective),
        )
      }
    }
  })
})
