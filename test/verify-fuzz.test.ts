/**
 * The checker against brute force: on tables so small that every allocation can be looked at, results are doctored in ways a
 * liar would, and whatever is accepted is true. Set FUZZ to run so many times as many.
 */
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { InputError } from '../src/domain/errors.js'
import { UNBOUNDED, type Objective, type Table } from '../src/domain/table.js'
import { OBJECTIVES, publish, round, verify as verifyFile } from '../src/index.js'
import { chainsOf } from '../src/allocation/chains.js'
import { deviationsOf, matrixOf } from '../src/allocation/measures.js'
import { checkMultipliers } from '../src/verify/multipliers.js'
import { checkTotals, recomputeLevels, verify } from '../src/verify/verify.js'

const TIMES = Number(process.env['FUZZ'] ?? 1)

/** A table of at most 3 x 3 with targets in halves or tenths, as a problem and as what the checker sees. */
interface Small {
  readonly problem: {
    readonly rows: string[]
    readonly columns: string[]
    readonly target: number[][]
    readonly rowTotals: number[]
    readonly columnTotals: (number | [number, number])[]
    readonly zeroCells: [string, string][]
    readonly bounds: [string, string, number, number][]
    readonly options: { half: 'up' | 'even' | 'down' }
  }
  readonly table: Table
  /** Every allocation that meets totals and bounds. */
  readonly all: number[][]
}

const smallArbitrary = (open: boolean): fc.Arbitrary<Small> =>
  fc
    .record({
      rows: fc.integer({ min: 1, max: 3 }),
      columns: fc.integer({ min: 2, max: 3 }),
      unit: fc.constantFrom(0.5, 0.1, 0.25),
      parts: fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 9, maxLength: 9 }),
      seeds: fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 9, maxLength: 9 }),
      widths: fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 3, maxLength: 3 }),
      zero: fc.option(fc.nat(8), { freq: 3 }),
      bound: fc.option(fc.tuple(fc.nat(8), fc.integer({ min: 0, max: 2 }), fc.integer({ min: 0, max: 2 })), {
        freq: 3,
      }),
      half: fc.constantFrom('up' as const, 'even' as const, 'down' as const),
      off: fc.option(fc.nat(2), { freq: 5 }),
    })
    .map(({ rows: m, columns: n, unit, parts, seeds, widths, zero, bound, half, off }) => {
      const rows = ['a', 'b', 'c'].slice(0, m)
      const columns = ['x', 'y', 'z'].slice(0, n)
      const at = <T>(list: readonly T[]) => rows.map((_, s) => list.slice(s * n, (s + 1) * n))
      const target = at(parts.map((each) => Math.round(each * unit * 10) / 10))
      const places = at(seeds) // some allocation that meets the totals, before zero cells and bounds
      const rowTotals = places.map((row) => row.reduce((sum, each) => sum + each, 0))
      const sums = columns.map((_, o) => places.reduce((sum, row) => sum + row[o]!, 0))
      const columnTotals = sums.map((sum, o): number | [number, number] => {
        const shifted = off === o ? sum + 1 : sum
        const width = open ? widths[o]! : 0
        return width === 0 ? shifted : [Math.max(0, shifted - width), shifted + (o === 0 ? 0 : width)]
      })
      const cellName = (cell: number): [string, string] => [rows[Math.floor(cell / n) % m]!, columns[cell % n]!]
      const zeroCells = zero === null ? [] : [cellName(zero)]
      const bounds: [string, string, number, number][] =
        bound === null ? [] : [[...cellName(bound[0]), bound[1], bound[1] + bound[2]]]
      const problem = { rows, columns, target, rowTotals, columnTotals, zeroCells, bounds, options: { half } }
      const table = tableOf(problem)
      return { problem, table, all: allocationsOf(table) }
    })

function tableOf({
  rows,
  columns,
  target,
  rowTotals,
  columnTotals,
  zeroCells,
  bounds,
  options,
}: Small['problem']): Table {
  const nano = target.flat().map((each) => Math.round(each * 1e9))
  const cellOf = (row: string, column: string) => rows.indexOf(row) * columns.length + columns.indexOf(column)
  const low = new Int32Array(nano.length)
  const high = Int32Array.from(nano, (each) => (each === 0 ? 0 : UNBOUNDED))
  const zero = new Uint8Array(nano.length)
  for (const [row, column, least, most] of bounds) {
    low[cellOf(row, column)] = least
    high[cellOf(row, column)] = Math.min(high[cellOf(row, column)]!, most)
  }
  for (const [row, column] of zeroCells) {
    zero[cellOf(row, column)] = 1
    high[cellOf(row, column)] = 0
  }
  return {
    rows,
    columns,
    target: Float64Array.from(nano),
    rowTotals,
    columnLow: columnTotals.map((total) => (typeof total === 'number' ? total : total[0])),
    columnHigh: columnTotals.map((total) => (typeof total === 'number' ? total : total[1])),
    zero,
    low,
    high,
    half: options.half,
  }
}

function allocationsOf(table: Table): number[][] {
  const n = table.columns.length
  const found: number[][] = []
  const fill = (y: number[]): void => {
    const cell = y.length
    if (cell > 0 && cell % n === 0) {
      const s = cell / n - 1
      if (y.slice(s * n).reduce((sum, each) => sum + each, 0) !== table.rowTotals[s]) return
    }
    if (cell === table.target.length) {
      const fits = table.columns.every((_, o) => {
        const sum = y.reduce((total, each, i) => (i % n === o ? total + each : total), 0)
        return sum >= table.columnLow[o]! && sum <= table.columnHigh[o]!
      })
      if (fits) found.push(y)
      return
    }
    const most = Math.min(table.high[cell]!, table.rowTotals[Math.floor(cell / n)]!)
    for (let places = table.low[cell]!; places <= most; places++) fill([...y, places])
  }
  fill([])
  return found
}

/** Negative where `a` is better than `b`, 0 where they are equally good; by the definitions, in whole numbers. */
function compareBy(objective: Objective, table: Table, a: readonly number[], b: readonly number[]): number {
  if (objective === 'proportional') return compareProportional(table, a, b)
  const values = (y: readonly number[]) => {
    let [beyond, nextBest, error, squares, largest] = [0, 0, 0, 0n, 0]
    y.forEach((places, cell) => {
      if (table.zero[cell] === 1) return
      const target = table.target[cell]!
      const distance = Math.abs(places * 1e9 - target)
      const rank = rankOf(target, places, table.half)
      beyond += Math.max(0, rank - 1)
      nextBest += Math.min(1, rank)
      error += distance
      squares += BigInt(distance) ** 2n
      largest = Math.max(largest, distance)
    })
    if (objective === 'absolute') return [error]
    if (objective === 'squares') return [squares]
    return objective === 'largest' ? [largest, beyond, nextBest, error] : [beyond, nextBest, error]
  }
  const [left, right] = [values(a), values(b)]
  const i = left.findIndex((value, at) => value !== right[at])
  return i === -1 ? 0 : left[i]! < right[i]! ? -1 : 1
}

/** How many whole numbers lie strictly nearer; of two at an exact half the one that is not chosen comes second. */
function rankOf(target: number, places: number, half: Table['half']): number {
  const distance = Math.abs(places * 1e9 - target)
  const below = Math.floor(target / 1e9)
  if (2 * distance === 1e9) {
    const chosen = half === 'up' ? below + 1 : half === 'down' ? below : below % 2 === 0 ? below : below + 1
    return places === chosen ? 0 : 1
  }
  let nearer = 0
  for (let z = -30; z <= 60; z++) if (Math.abs(z * 1e9 - target) < distance) nearer++
  return nearer
}

/** The sums of log((2k - 1) / target) as products; every allocation has as many factors. */
function compareProportional({ target }: Table, a: readonly number[], b: readonly number[]): number {
  const product = (y: readonly number[]) => {
    let [numerator, denominator] = [1n, 1n]
    y.forEach((places, cell) => {
      for (let k = 1; k <= places; k++) {
        numerator *= BigInt(2 * k - 1)
        denominator *= BigInt(target[cell]!)
      }
    })
    return [numerator, denominator] as const
  }
  const [left, right] = [product(a), product(b)]
  const difference = left[0] * right[1] - right[0] * left[1]
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}

function bestOf({ all, table }: Small, objective: Objective): number[][] {
  const allowed =
    objective === 'proportional'
      ? all.filter((y) => y.every((places, cell) => places === 0 || table.target[cell]! > 0))
      : all
  return allowed.filter((y) => allowed.every((other) => compareBy(objective, table, y, other) <= 0))
}

/** The cells in which the best allocations differ. */
function contestedIn(best: readonly number[][]): number[] {
  return best[0]!.flatMap((places, cell) => (best.some((y) => y[cell] !== places) ? [cell] : []))
}

describe('multipliers with totals that are intervals', () => {
  it('prove what brute force finds best, and its ties, and nothing else', () => {
    let [accepted, refused, tied] = [0, 0, 0]
    const fractions = ['1/2', '2/3', '3/4', '1', '1', '1', '1', '4/3', '3/2', '2', '3']
    const draws = fc.array(fc.tuple(fc.constantFrom(...fractions), fc.nat(2), fc.boolean()), {
      minLength: 60,
      maxLength: 60,
    })
    fc.assert(
      fc.property(smallArbitrary(true), draws, (small, drawn) => {
        const { table, all } = small
        const n = table.columns.length
        const best = all.length === 0 ? [] : bestOf(small, 'proportional')
        for (const y of all.slice(0, 12)) {
          for (let i = 0; i + 3 <= drawn.length; i += 3) {
            const columnMultipliers = drawn.slice(i, i + n).map(([fraction]) => fraction)
            // each row as large as one of its cells just allows: there is where ties are, and where a slip would show
            const rowMultipliers = table.rows.map((_, s) => {
              const [, o, up] = drawn[i + s]!
              const cell = s * n + (o % n)
              const [p, q = '1'] = columnMultipliers[o % n]!.split('/') as [string, string?]
              const half = BigInt(Math.max(1, 2 * y[cell]! + (up ? 1 : -1)))
              const target = BigInt(Math.max(1, table.target[cell]!))
              return `${half * 1_000_000_000n * BigInt(q)}/${2n * target * BigInt(p)}`
            })
            const { faults, contested } = checkMultipliers(table, y, { rowMultipliers, columnMultipliers })
            if (faults.length > 0) {
              refused++
              continue
            }
            accepted++
            expect(best.some((other) => other.join() === y.join())).toBe(true)
            expect(contested).toEqual(contestedIn(best))
            if (contested.length > 0) tied++
          }
        }
      }),
      { seed: 20_270_901, numRuns: 800 * TIMES },
    )
    expect(Math.min(accepted / 10, tied, refused / 1000)).toBeGreaterThan(2)
    if (TIMES > 1) console.log({ accepted, refused, tied })
  })
})

describe('results doctored at random', () => {
  /** What a liar may have: the true result, another allocation, a proof of something else, and words to go with them. */
  const LIES = [
    'allocation',
    'objective',
    'unique',
    'certificate',
    'infeasible',
    'none',
    'method',
    'lottery',
    'publish',
  ] as const

  it('are believed only where brute force finds the same', async () => {
    const count = { accepted: 0, unproven: 0, rejected: 0, refused: 0 }
    await fc.assert(
      fc.asyncProperty(
        fc.boolean().chain((open) => fc.tuple(smallArbitrary(open), smallArbitrary(open))),
        fc.constantFrom(...OBJECTIVES),
        fc.constantFrom(...OBJECTIVES),
        fc.constantFrom(...LIES),
        fc.nat(1_000),
        fc.array(fc.integer({ min: -2, max: 2 }), { minLength: 6, maxLength: 6 }),
        async ([small, other], objective, second, lie, pick, nudges) => {
          let result: Record<string, unknown>
          try {
            result = JSON.parse(JSON.stringify(await round(small.problem, { objective }))) as Record<string, unknown>
          } catch (error) {
            if (error instanceof InputError) return // `proportional` asks for exact totals
            throw error
          }
          const { table, all } = small
          const n = table.columns.length
          const y = all[pick % Math.max(1, all.length)]
          const doctored = { ...result }
          const toAllocation = (named: Objective) => {
            if (y === undefined) return
            const places = Int32Array.from(y)
            doctored['allocation'] = matrixOf(places, n, (each) => each)
            doctored['levels'] = recomputeLevels(table, y, named)
            doctored['deviations'] = deviationsOf(table, places)
            doctored['chains'] = named === 'proportional' ? null : chainsOf(table, places)
            doctored['status'] = 'optimal'
            doctored['conflict'] = null
          }
          if (lie === 'allocation' || lie === 'certificate' || lie === 'unique') toAllocation(objective)
          if (lie === 'objective' || lie === 'method') toAllocation(second)
          if (lie === 'objective') doctored['objective'] = second
          if (lie === 'method')
            Object.assign(doctored, {
              method: 'stepwise',
              status: 'feasible',
              certificate: null,
              unique: null,
              contested: null,
              ties: null,
            })
          if (lie === 'unique') Object.assign(doctored, { unique: true, contested: [] })
          if (lie === 'certificate' && typeof result['certificate'] === 'object' && result['certificate'] !== null) {
            const certificate = structuredClone(result['certificate']) as Record<string, (number | string)[]>
            for (const side of ['rowPotentials', 'columnPotentials']) {
              certificate[side] = (certificate[side] ?? []).map((each, i) =>
                typeof each === 'number' ? each + nudges[i]! * (pick % 2 === 0 ? 1 : 100_000_000) : each,
              )
            }
            doctored['certificate'] = certificate
          }
          if (lie === 'infeasible') {
            const from = JSON.parse(JSON.stringify(await round(other.problem))) as Record<string, unknown>
            Object.assign(doctored, {
              status: 'infeasible',
              allocation: null,
              levels: null,
              deviations: [],
              unique: null,
              contested: null,
              ties: null,
              certificate: null,
              chains: null,
              conflict: from['conflict'] ?? result['conflict'],
            })
          }
          if (lie === 'lottery') Object.assign(doctored, { method: 'lottery' })
          const file = lie === 'publish' ? publish(result as never) : doctored
          try {
            const { status, proves } = await verifyFile(file)
            count[status]++
            if (status !== 'accepted') return
            const claimed = (file as typeof doctored)['status']
            const stated = (file as typeof doctored)['objective'] as Objective
            if (claimed === 'infeasible') {
              const closed =
                stated === 'proportional'
                  ? all.filter((each) => each.every((places, cell) => places === 0 || table.target[cell]! > 0))
                  : all
              expect(closed).toEqual([])
            }
            if (claimed !== 'optimal') return
            const best = bestOf(small, stated)
            const shown = ((file as typeof doctored)['allocation'] as number[][]).flat()
            expect(best.some((each) => each.join() === shown.join())).toBe(true)
            expect((file as typeof doctored)['unique']).toBe(best.length === 1)
            expect(proves).toContain('optimality')
          } catch (error) {
            if (!(error instanceof InputError)) throw error
            count.refused++
          }
        },
      ),
      { seed: 20_270_902, numRuns: 500 * TIMES },
    )
    expect(Math.min(count.accepted, count.rejected)).toBeGreaterThan(50)
    if (TIMES > 1) console.log(count)
  })

  it('as bare claims, where nothing is answered again: proofs of another table, of another allocation, a little off', () => {
    let [accepted, rejected] = [0, 0]
    fc.assert(
      fc.property(
        smallArbitrary(true),
        fc.constantFrom('next-best' as const, 'absolute' as const, 'squares' as const),
        fc.array(fc.integer({ min: -30, max: 30 }), { minLength: 60, maxLength: 60 }),
        (small, objective, drawn) => {
          const { table, all } = small
          if (all.length === 0) return
          const best = bestOf(small, objective)
          for (const y of all.slice(0, 8)) {
            for (let i = 0; i + 6 <= drawn.length; i += 6) {
              const nano = (each: number) => each * 100_000_000
              const certificate = {
                rowPotentials: drawn.slice(i, i + table.rows.length).map(nano),
                columnPotentials: drawn
                  .slice(i + 3, i + 3 + table.columns.length)
                  .map((each) => (each % 3 === 0 ? 0 : nano(each))),
              }
              const claim = {
                table,
                allocation: y,
                objective,
                levels: recomputeLevels(table, y, objective),
                meetsTotals: true,
                certificate,
              }
              const isBest = best.some((each) => each.join() === y.join())
              if (verify({ ...claim, contested: isBest ? contestedIn(best) : [] }).length > 0) {
                rejected++
                continue
              }
              accepted++
              expect(checkTotals(table, y)).toEqual([])
              expect(isBest).toBe(true)
            }
          }
        },
      ),
      { seed: 20_270_903, numRuns: 1_000 * TIMES },
    )
    expect(Math.min(accepted, rejected)).toBeGreaterThan(50)
    if (TIMES > 1) console.log({ accepted, rejected })
  })
})
