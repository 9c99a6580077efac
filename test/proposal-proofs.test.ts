/**
 * Proofs of levels that are no network: programs of any functions against all their solutions, liars among multipliers, and drafts of
 * seeded consultations, of which every level is proven.
 */
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { consultation } from '../bench/consultation.js'
import { UNLIMITED } from '../src/domain/budget.js'
import { draft, solve, verify, type Draft } from '../src/index.js'
import { proveLevels, reorderedTrees } from '../src/proposals/bounds.js'
import { withLinearPrograms } from '../src/solvers/integer.js'
import { Bounds, type BoundLeaf, type BoundTree, type WholeProgram } from '../src/verify/bound.js'
import { EXAMPLE_ADVICES } from './answers.js'
import { sized } from './size.js'

const SEED = 20270609

/** A program as lists: per variable its values' costs on two levels; per constraint what each value of each variable adds. */
interface Listed {
  readonly low: readonly number[]
  readonly costs: readonly (readonly (readonly number[])[])[]
  readonly rows: readonly {
    readonly adds: readonly (readonly number[] | null)[]
    readonly low: number | null
    readonly high: number | null
  }[]
}

const small = fc.integer({ min: -2, max: 4 })

const listed: fc.Arbitrary<Listed> = fc
  .array(fc.tuple(fc.integer({ min: -1, max: 2 }), fc.integer({ min: 1, max: 4 })), { minLength: 2, maxLength: 4 })
  .chain((ranges) => {
    const perValue = <T>(of: fc.Arbitrary<T>, count: number) => fc.array(of, { minLength: count, maxLength: count })
    const own = (costs: fc.Arbitrary<number>) => fc.tuple(...ranges.map(([, count]) => perValue(costs, count)))
    const row = fc.record({
      // null: the variable itself
      adds: fc.tuple(...ranges.map(([, count]) => fc.option(perValue(small, count), { freq: 2 }))),
      low: fc.option(fc.integer({ min: -3, max: 3 }), { freq: 2 }),
      room: fc.option(fc.integer({ min: 0, max: 3 }), { freq: 2 }),
    })
    return fc.record({
      low: fc.constant(ranges.map(([low]) => low)),
      costs: fc.tuple(own(fc.nat({ max: 3 })), own(fc.nat({ max: 9 }))),
      rows: fc.array(
        row.map(({ adds, low, room }) => ({ adds, low, high: room === null ? null : (low ?? 0) + room })),
        { minLength: 1, maxLength: 3 },
      ),
    })
  })

function wholeOf({ low, costs, rows }: Listed): WholeProgram {
  return {
    variables: low.map((least, v) => ({
      low: least,
      high: least + costs[0]![v]!.length - 1,
      costs: costs.map((level) => (value: number) => BigInt(level[v]![value - least]!)),
    })),
    constraints: rows.map(({ adds, low: least, high }) => ({
      terms: adds.map((each, v) => [v, each === null ? 1 : (value: number) => each[value - low[v]!]!] as const),
      low: least,
      high,
    })),
  }
}

/** All solutions, with what they cost. */
function solutionsOf({ low, costs, rows }: Listed): { readonly x: number[]; readonly levels: number[] }[] {
  let all: number[][] = [[]]
  for (const [v, least] of low.entries()) {
    all = all.flatMap((x) => costs[0]![v]!.map((_, i) => [...x, least + i]))
  }
  const total = (x: readonly number[], of: (v: number, i: number) => number) =>
    x.reduce((sum, value, v) => sum + of(v, value - low[v]!), 0)
  return all
    .filter((x) =>
      rows.every(({ adds, low: least, high }) => {
        const sum = total(x, (v, i) => adds[v]?.[i] ?? i + low[v]!)
        return (least === null || sum >= least) && (high === null || sum <= high)
      }),
    )
    .map((x) => ({ x, levels: costs.map((level) => total(x, (v, i) => level[v]![i]!)) }))
}

const KNOWLEDGE = { units: [1, 1], decides: () => false }

function proofOf(bounds: Bounds, values: readonly bigint[]) {
  return withLinearPrograms(UNLIMITED, (programs) => proveLevels(bounds, values, KNOWLEDGE, programs))
}

/** The leaves of a tree, each with the range that it speaks of. */
function leavesIn(
  tree: BoundTree,
  range: { low: number[]; high: number[] },
): { leaf: BoundLeaf; range: { low: number[]; high: number[] } }[] {
  if (!('variable' in tree)) return [{ leaf: tree, range }]
  const { variable, at, below, above } = tree
  return [
    ...leavesIn(below, { low: range.low, high: range.high.with(variable, at) }),
    ...leavesIn(above, { low: range.low.with(variable, at + 1), high: range.high }),
  ]
}

describe('a program of any functions', () => {
  it('is proven at its best, and at nothing better; whatever the multipliers, no bound is above a solution', async () => {
    let [proven, splits] = [0, 0]
    const one = async (given: Listed, changes: readonly [number, number][]) => {
      const solutions = solutionsOf(given)
      if (solutions.length === 0) return
      const least = Math.min(...solutions.map(({ levels }) => levels[0]!))
      const best = solutions.filter(({ levels }) => levels[0] === least)
      const value = Math.min(...best.map(({ levels }) => levels[1]!))
      const { x } = best.find(({ levels }) => levels[1] === value)!
      const values = [BigInt(least), BigInt(value)]
      const whole = wholeOf(given)
      const bounds = new Bounds(whole)
      const { trees, gap } = await proofOf(bounds, values)
      expect(gap).toBeNull()
      expect(bounds.prove(x, trees, values)).toEqual([])
      proven++
      // a worse value has no proof
      const worse = await proofOf(bounds, [values[0]!, values[1]! + 1n])
      expect(worse.gap).toMatchObject({ level: 1 })
      expect(Number(worse.gap!.bound)).toBeLessThanOrEqual(value)
      const leaves = leavesIn(trees[1]!, bounds.whole())
      splits += leaves.length - 1
      for (const { leaf, range } of leaves) {
        const within = best.filter((each) => each.x.every((at, v) => at >= range.low[v]! && at <= range.high[v]!))
        const lowest = within.length === 0 ? null : Math.min(...within.map(({ levels }) => levels[1]!))
        for (const [which, by] of changes) {
          const all = [...leaf.constraints, ...leaf.levels]
          const changed = all.with(which % all.length, String(BigInt(all[which % all.length]!) + BigInt(by)))
          const constraints = changed.slice(0, leaf.constraints.length)
          const levels = changed.slice(leaf.constraints.length)
          if (BigInt(levels[0]!) < 0n) continue
          const bound = bounds.least(range, 1, values, { scale: leaf.scale, constraints, levels })
          if (lowest === null || bound === null) continue
          expect(bound <= BigInt(leaf.scale) * BigInt(lowest)).toBe(true)
        }
      }
    }
    const change = fc.tuple(fc.nat({ max: 9 }), fc.constantFrom(1, -1, 1_000_000_000, -1_000_000_000, 123_456_789))
    const changes = fc.array(change, { minLength: 4, maxLength: 4 })
    await fc.assert(fc.asyncProperty(listed, changes, one), { seed: SEED, numRuns: sized(400) })
    expect(proven).toBeGreaterThan(sized(100))
    expect(splits).toBeGreaterThan(sized(4))
  })

  it('that is another one is not given its proof', () => {
    const one = { variables: [], constraints: [{ terms: [[0, 1]], low: 0, high: 1 }] } as const
    const other = { variables: [], constraints: [{ terms: [[0, 1]], low: 0, high: 2 }] } as const
    const tree = { scale: 1, constraints: [5], levels: [] }
    expect(reorderedTrees(one, one, [0], [tree])).toEqual([tree])
    expect(reorderedTrees(one, other, [0], [tree])).toBeNull()
    const row = (variable: number, high: number) => ({ terms: [[variable, 1] as const], low: null, high })
    const [two, turned] = [
      [row(0, 1), row(1, 2)],
      [row(0, 2), row(1, 1)],
    ]
    const leaf = { scale: 1, constraints: [-3, -4], levels: [] }
    const split = { variable: 0, at: 0, below: leaf, above: leaf }
    const moved = { scale: 1, constraints: [-4, -3], levels: [] }
    const program = (constraints: WholeProgram['constraints']) => ({ variables: [], constraints })
    expect(reorderedTrees(program(two), program(turned), [1, 0], [split])).toEqual([
      { variable: 1, at: 0, below: moved, above: moved },
    ])
    const alike = [row(0, 1), row(0, 1)]
    expect(reorderedTrees(program(alike), program(alike), [0], [leaf])).toBeNull()
  })
})

const OPTIONS = [
  { 'motivation.level': 'cell' },
  { 'leeway.measure': 'cells' },
  { 'leeway.measure': 'cells', 'motivation.level': 'cell' },
  { 'leeway.measure': 'sum-absolute', 'leeway.floor': 'hard' },
] as const

async function isProven(found: Draft): Promise<void> {
  expect([found.status, found.gap]).toEqual(['optimal', null])
  expect(JSON.stringify(found.certificate).length).toBeLessThan(20_000)
  const { status, proves } = await verify(JSON.parse(JSON.stringify(found)) as Draft, { timeLimit: 0.001 })
  expect([status, proves.includes('optimality')]).toEqual(['accepted', true])
}

describe('every level is proven, motivations by cell and leeway by cells too', () => {
  it('of the shipped example', async () => {
    for (const options of OPTIONS.slice(0, 2)) {
      const found = await draft('2027-proposal', EXAMPLE_ADVICES, { options })
      await isProven(found)
      const motivated = 'motivation.level' in options ? 34 : 6
      expect(found.levels!.map(({ value }) => value)).toEqual([
        5,
        16,
        motivated,
        16,
        9.885714286,
        18,
        34,
        45,
        87.265067127,
      ])
    }
  })

  it('of random consultations', async () => {
    const base = await solve('2027-base')
    const all = OPTIONS.flatMap((options) => Array.from({ length: 20 }, (_, i) => ({ options, seed: i + 1 })))
    const [byCell, cells, , absolute] = OPTIONS
    // of the last two the solver ends some linear programs without knowing whether they have a solution
    const few = [
      { options: byCell, seed: 1 },
      { options: cells, seed: 14 },
      { options: absolute, seed: 2 },
    ]
    for (const { options, seed } of sized(20) === 20 ? all : few) {
      await isProven(await draft('2027-base', consultation(base, seed), { options }))
    }
  })
})
