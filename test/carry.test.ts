/** What earlier years left owed, carried over by a real year: by hand, against every allocation there is, and as the sweep does it. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { shares } from '../src/adherence/care-use.js'
import { CARRY_RULES, type CarryRule } from '../src/domain/carry.js'
import { carriedTable } from '../src/documents/carried.js'
import { figureText } from '../src/documents/per-oor.js'
import { InputError } from '../src/domain/errors.js'
import { askedOf } from '../src/fairness/question.js'
import { baseOf, drawnYears } from '../src/fairness/populations.js'
import { draft, explain, fairness, programText, publish, resultWorkbook, round, solve, verify, years, type Result } from '../src/index.js' // prettier-ignore
import { parseScenario } from '../src/io/read/scenario.js'
import { sized } from './size.js'

interface Year {
  readonly oors: readonly string[]
  readonly intakes: readonly number[]
  readonly use: readonly (readonly (number | string)[])[]
}

/** A year of the specialties 1, 2, … */
function yearOf(year: number, { oors, intakes, use }: Year, more: object = {}): object {
  return {
    id: `y${year}`,
    year,
    data: 'synthetic',
    oors: oors.map((code) => ({ code })),
    specialties: intakes.map((intake, s) => ({ code: String(s + 1), intake })),
    careUse: { all: use, unit: 'volume' },
    ...more,
  }
}

/** Years after each other, each carrying over all before it. */
async function inTurn(
  scenarios: readonly object[],
  carryRule: CarryRule | null,
  request: object = {},
): Promise<Result[]> {
  const results: Result[] = []
  for (const scenario of scenarios) {
    const carried = carryRule === null || results.length === 0 ? {} : { carry: results.slice(), carryRule }
    results.push(await solve(scenario, { ...request, ...carried }))
  }
  return results
}

/** One specialty of 10 places: 4.6, 3.4 and 2 of them. */
const ONE = { oors: ['A', 'B', 'C'], intakes: [10], use: [[46, 34, 20]] }
/** Two specialties of one place, each for half in A and for half in B. */
const EVEN = { oors: ['A', 'B'], intakes: [1, 1], use: [[1, 1], [1, 1]] } // prettier-ignore
const THREE = [2026, 2027, 2028]

describe('by hand', () => {
  it('totals: what an OOR is owed enters the rounding of its total, year after year', async () => {
    const results = await inTurn(
      THREE.map((year) => yearOf(year, ONE)),
      'totals',
    )
    // 4.6, 3.4, 2 → 5, 3, 2 leaves -0.4, 0.4, 0; then 4.2, 3.8, 2 → 4, 4, 2 leaves 0.2, -0.2, 0; then 4.8, 3.2, 2 → 5, 3, 2
    expect(results.map(({ allocation }) => allocation![0])).toEqual([
      [5, 3, 2],
      [4, 4, 2],
      [5, 3, 2],
    ])
    expect(results.map(({ carry }) => carry?.arrears)).toEqual([undefined, [-0.4, 0.4, 0], [0.2, -0.2, 0]])
    expect(results[1]!.oorTotals).toEqual({ raw: [4.6, 3.4, 2], floored: [4.6, 3.4, 2], rounded: [4, 4, 2] })
    expect(results.map(({ target }) => target![0])).toEqual([[4.6, 3.4, 2], [4.6, 3.4, 2], [4.6, 3.4, 2]]) // prettier-ignore
    expect(results.map(({ levels }) => levels!.map(({ name }) => name).at(-1))).toEqual(['error', 'error', 'error'])
    // who had it last year does not have it this year
    const without = await solve(yearOf(2027, ONE))
    expect([without.allocation![0], without.carry]).toEqual([[5, 3, 2], null])
  })

  it('arrears: of allocations with as many next bests the one that makes up for it', async () => {
    const results = await inTurn(
      THREE.map((year) => yearOf(year, EVEN)),
      'arrears',
    )
    const [straight, crossed] = [[[1, 0], [0, 1]], [[0, 1], [1, 0]]] // prettier-ignore
    expect(results.map(({ allocation }) => allocation)).toEqual([straight, crossed, straight])
    expect(results.map(({ unique }) => unique)).toEqual([false, true, false])
    expect(results[1]!.carry).toMatchObject({ rule: 'arrears', arrears: [[-0.5, 0.5], [0.5, -0.5]], target: null }) // prettier-ignore
    expect(results[2]!.carry!.arrears).toEqual([[0, 0], [0, 0]]) // prettier-ignore
    // 0.5 - 0.5 and 0.5 + 0.5 are met in full; a year later nobody is owed anything: four times a half
    expect(results.map(({ levels }) => levels!.at(-1))).toEqual([
      { name: 'error', value: 2 },
      { name: 'error-with-arrears', value: 0 },
      { name: 'error-with-arrears', value: 2 },
    ])
    // the protocol's own two levels are of this year
    expect(results[1]!.levels!.slice(0, 2)).toEqual(results[0]!.levels!.slice(0, 2))
    expect(results[1]!.target).toEqual([[0.5, 0.5], [0.5, 0.5]]) // prettier-ignore
  })

  it('cells: the target itself moves; below 0 it counts as 0, and the rest stays owed', async () => {
    const results = await inTurn(
      [
        // 0.1 and 0.9 of one place, pinned on the wrong side
        yearOf(2026, { ...EVEN, use: [[1, 9], [9, 1]] }, { bounds: [{ specialty: '1', oor: 'A', low: 1, high: 1 }] }), // prettier-ignore
        yearOf(2027, { ...EVEN, use: [[1, 9], [9, 1]] }), // prettier-ignore
        yearOf(2028, { ...EVEN, use: [[1, 9], [9, 1]] }), // prettier-ignore
      ],
      'cells',
    )
    expect(results[0]!.allocation).toEqual([[1, 0], [0, 1]]) // prettier-ignore
    expect(results[1]!.carry!.arrears).toEqual([[-0.9, 0.9], [0.9, -0.9]]) // prettier-ignore
    expect(results[1]!.target).toEqual([[0, 1.8], [1.8, 0]]) // prettier-ignore
    expect(results[1]!.carry!.target).toEqual([[0.1, 0.9], [0.9, 0.1]]) // prettier-ignore
    expect(results[1]!.allocation).toEqual([[0, 1], [1, 0]]) // prettier-ignore
    expect(results[2]!.carry!.arrears).toEqual([[-0.8, 0.8], [0.8, -0.8]]) // prettier-ignore
    // 1.8 is rounded to 2 by nature: the levels are those of the target that was rounded
    expect(results[1]!.levels).toEqual([
      { name: 'beyond-next-best', value: 0 },
      { name: 'next-best', value: 2 },
      { name: 'error', value: 1.6 },
    ])
  })

  it('an OOR that had more than it has coming is brought to 0, not below it', async () => {
    const use = [[1, 99]]
    const years2 = [
      yearOf(2026, { oors: ['A', 'B'], intakes: [50], use }, { floor: { share: 0.2 } }),
      yearOf(2027, { oors: ['A', 'B'], intakes: [50], use }),
    ]
    const [first, second] = await inTurn(years2, 'totals')
    expect(first!.oorTotals!.rounded).toEqual([10, 40])
    expect(second!.carry!.arrears).toEqual([0, 0]) // the floor is the year's own: nothing is owed
    const pinned = { rows: ['1'], columns: ['A', 'B'] }
    const lied = { ...first!, ...pinned, oorTotals: { ...first!.oorTotals!, floored: [8, 42] } }
    const third = await solve(years2[1]!, { carry: [lied], carryRule: 'totals' })
    expect([third.carry!.arrears, third.oorTotals!.rounded]).toEqual([[-2, 2], [0, 50]]) // prettier-ignore
  })

  it('says who falls below the floor because of earlier years, as no rounding of this year does', async () => {
    // the floor is 10.4: 10; with the 0.4 that was left owed 10.8: 11; then 10.4 - 0.2: 10
    const floored = { oors: ['A', 'B', 'C'], intakes: [104], use: [[2, 49, 49]] }
    const more = { floor: { share: 0.1 } }
    const results = await inTurn([2026, 2027, 2028, 2029].map((year) => yearOf(year, floored, more)), 'totals') // prettier-ignore
    expect(results.map(({ oorTotals }) => oorTotals!.rounded[0])).toEqual([10, 11, 10, 11])
    const up = { oors: ['A', 'B', 'C'], intakes: [106], use: [[2, 49, 49]] }
    const [first, second] = await inTurn([2026, 2027].map((year) => yearOf(year, up, more)), 'totals') // prettier-ignore
    expect([first!, second!].map(({ oorTotals }) => oorTotals!.rounded[0])).toEqual([11, 10])
    expect(first!.remarks).toEqual([])
    expect(second!.remarks).toMatchObject([{ code: 'carried-below-floor', codes: ['A'] }])
    expect(second!.remarks[0]!.text).toContain('A (10) komt onder de ondergrens van 10,6 plaatsen')
    expect((await verify(second!, { scenario: yearOf(2027, up, more), carry: [first!] })).status).toBe('accepted')
  })
})

/** Every table of whole places with these totals. */
function* tables(rows: readonly number[], columns: readonly number[]): Generator<number[][]> {
  if (rows.length === 0) {
    if (columns.every((each) => each === 0)) yield []
    return
  }
  for (const row of rowsOf(rows[0]!, columns)) {
    for (const rest of tables(rows.slice(1), columns.map((each, o) => each - row[o]!))) yield [row, ...rest] // prettier-ignore
  }
}
function* rowsOf(total: number, room: readonly number[]): Generator<number[]> {
  if (room.length === 1) {
    if (total <= room[0]!) yield [total]
    return
  }
  for (let places = 0; places <= Math.min(total, room[0]!); places++) {
    for (const rest of rowsOf(total - places, room.slice(1))) yield [places, ...rest]
  }
}

/** The whole numbers nearer to the target than a number of places is; a half goes up. */
function rank(target: number, places: number): number {
  const off = Math.abs(target - places)
  if (off === 0.5) return places > target ? 0 : 1
  let nearer = 0
  for (let k = Math.floor(target - off); k <= target + off; k++) if (Math.abs(target - k) < off - 1e-12) nearer++
  return nearer
}

describe('against every allocation there is', () => {
  it('arrears: the first two levels of this year, the third with what is owed', async () => {
    const use = fc.integer({ min: 1, max: 97 })
    const cases = fc.integer({ min: 2, max: 3 }).chain((m) =>
      fc.integer({ min: 2, max: 3 }).chain((n) => {
        const matrix = fc.array(fc.array(use, { minLength: m, maxLength: m }), { minLength: n, maxLength: n })
        const intakes = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: n, maxLength: n })
        return fc.record({ m: fc.constant(m), first: matrix, second: matrix, before: intakes, intakes })
      }),
    )
    let moved = 0
    await fc.assert(
      fc.asyncProperty(cases, async ({ m, first, second, before, intakes }) => {
        const oors = ['A', 'B', 'C'].slice(0, m)
        const earlier = await solve(yearOf(2026, { oors, intakes: before, use: first }))
        const scenario = yearOf(2027, { oors, intakes, use: second })
        const found = await solve(scenario, { carry: [earlier] })
        const owed = earlier.target!.map((row, s) => row.map((each, o) => each - earlier.allocation![s]![o]!))
        let best: number[] | null = null
        for (const table of tables(intakes, found.columnTotals as number[])) {
          const cells = table.flatMap((row, s) =>
            row.map((y, o) => ({ y, t: found.target![s]![o]!, a: owed[s]![o]!, r: rank(found.target![s]![o]!, y) })),
          )
          const value = [
            cells.reduce((sum, { r }) => sum + Math.max(0, r - 1), 0),
            cells.reduce((sum, { r }) => sum + Math.min(1, r), 0),
            cells.reduce((sum, { y, t, a }) => sum + Math.abs(y - t - a), 0),
          ]
          const at = best === null ? 0 : value.findIndex((each, i) => Math.abs(each - best![i]!) > 1e-8)
          if (best === null || (at !== -1 && value[at]! < best[at]!)) best = value
        }
        found.levels!.forEach(({ value }, i) => expect(value).toBeCloseTo(best![i]!, 7))
        expect((await verify(found, { scenario, carry: [earlier] })).status).toBe('accepted')
        const plain = await solve(scenario)
        if (JSON.stringify(plain.allocation) !== JSON.stringify(found.allocation)) moved++
      }),
      { numRuns: sized(160), seed: 7 },
    )
    expect(moved).toBeGreaterThan(3)
  })

  it('the other solvers agree', async () => {
    const carry = [await solve('2026-base')]
    const levels = async (solver: 'flow' | 'highs') => (await solve('2027-base', { carry, solver })).levels
    expect(await levels('highs')).toEqual(await levels('flow'))
  })
})

describe('over many years', () => {
  it('totals: no OOR is ever owed (m - 1)/m of a place', async () => {
    const m = 5
    const rows = fc.array(fc.array(fc.integer({ min: 1, max: 999 }), { minLength: m, maxLength: m }), { minLength: 10, maxLength: 10 }) // prettier-ignore
    await fc.assert(
      fc.asyncProperty(rows, async (use) => {
        const oors = ['A', 'B', 'C', 'D', 'E']
        const scenarios = use.map((row, t) => yearOf(2020 + t, { oors, intakes: [97], use: [row] }))
        const last = (await inTurn([...scenarios, scenarios[0]!].map((each, t) => ({ ...each, year: 2020 + t })), 'totals')).slice(1) // prettier-ignore
        for (const { carry } of last) {
          for (const owed of carry!.arrears as number[]) expect(owed).toBeLessThan((m - 1) / m + 1e-9)
        }
      }),
      { numRuns: sized(12), seed: 3 },
    )
  })

  it.each(CARRY_RULES)('%s: the same places as the sweep gives for the same years', async (carry) => {
    const base = parseScenario(
      yearOf(2026, { oors: ['A', 'B', 'C', 'D'], intakes: [11, 7, 23], use: [[31, 17, 9, 3], [8, 12, 20, 5], [40, 22, 21, 9]] }, { floor: { share: 0.15 }, zeroCells: [{ specialty: '2', oor: 'D' }] }), // prettier-ignore
    )
    const asked = { draws: 1, seed: 5, years: 8, population: 'drift', methods: ['next-best'], carry } as const
    const swept = await fairness(base, { ...asked, threads: 1 })
    const { population, settings, seed } = askedOf(asked)
    const drawn = drawnYears(baseOf(base), population, settings, { seed, draw: 0, years: asked.years })
    const scenarios = drawn.map(({ scenario, share }, t) => ({
      ...yearOf(2026 + t, { oors: ['A', 'B', 'C', 'D'], intakes: scenario.specialties.map(({ intake }) => intake), use: share.all.map((row) => row.map(String)) }), // prettier-ignore
      floor: { share: 0.15 },
      zeroCells: [{ specialty: '2', oor: 'D' }],
    }))
    expect(shares(parseScenario(scenarios[1]!)).all[0]![0]).toBeCloseTo(drawn[1]!.share.all[0]![0]!, 12)
    const results = await inTurn(scenarios, carry)
    const luck = [0, 0, 0, 0]
    results.forEach(({ allocation, target, carry: carried }, t) => {
      const own = carried?.target ?? target!
      own.forEach((row, s) => row.forEach((each, o) => (luck[o]! += allocation![s]![o]! - each)))
      swept.runs!.accumulated.forEach(({ mean }, o) => expect(mean[t]).toBeCloseTo(luck[o]!, 3)) // it keeps tenths of a thousandth
    })
    const plain = await inTurn(scenarios, null)
    expect(results.map(({ allocation }) => allocation)).not.toEqual(plain.map(({ allocation }) => allocation))
  })
})

const carriers = async (carryRule: CarryRule) => {
  const earlier = await solve('2026-base')
  return { earlier, result: await solve('2027-base', { carry: [earlier], carryRule }) }
}
const copy = (result: Result) => JSON.parse(JSON.stringify(result)) as { -readonly [K in keyof Result]: Result[K] }

it('what is owed is shown to thousandths, and adds up to what was given and what there is', async () => {
  const table = carriedTable((await carriers('arrears')).result)!
  const shown = (i: number) => figureText(table.total[i]!, table.columns[i]!, 'nl')
  expect([0, 1, 2, 3].map(shown)).toEqual(['0,000', '1.140,000', '1.140', '0,000']) // thousandths added up were 1.140,001
})

describe('a check', () => {
  it.each(CARRY_RULES)('%s: proves that what is owed follows, with the earlier results', async (rule) => {
    const { earlier, result } = await carriers(rule)
    const scenario = '2027-base'
    const full = await verify(result, { scenario, carry: [earlier] })
    expect(full).toMatchObject({ status: 'accepted', faults: [] })
    expect(full.proves).toEqual(expect.arrayContaining(['target', 'carry', 'levels', 'optimality']))
    expect(full.notChecked).not.toContain('carry')
    for (const alone of [await verify(result), await verify(result, { scenario })]) {
      expect(alone.status).toBe('accepted')
      expect(alone.notChecked).toContain('carry')
      expect(alone.proves).not.toContain('carry')
    }
  })

  it.each(CARRY_RULES)(
    '%s: catches whoever changes what is owed by a unit, the rule, a hash or a level',
    async (rule) => {
      const { earlier, result } = await carriers(rule)
      const other = await solve('2026-reference')
      const paths = async (lie: object, given: object = { carry: [earlier] }) => {
        const { status, faults } = await verify(lie, { scenario: '2027-base', ...given })
        expect(status).toBe('rejected')
        return faults.map(({ path }) => path)
      }
      const more = copy(result)
      const { carry } = more
      const nudged = (value: number) => Math.round(value * 1e9 + 1) / 1e9
      const arrears = carry!.arrears!.map((each, s) =>
      typeof each === 'number' ? (s === 2 ? nudged(each) : each) : each.map((value, o) => (s === 2 && o === 3 ? nudged(value) : value)),
    ) as number[] | number[][] // prettier-ignore
      expect(await paths({ ...more, carry: { ...carry!, arrears } })).toContain(
        rule === 'totals' ? 'carry.arrears: Utrecht' : 'carry.arrears: 03-NWN',
      )
      for (const another of CARRY_RULES.filter((each) => each !== rule)) {
        await paths({ ...more, carry: { ...carry!, rule: another } })
      }
      expect(await paths({ ...more, carry: { ...carry!, from: ['0'.repeat(64)] } })).toEqual([
        'carry.from',
        'made.from.carry.0',
      ])
      expect(await paths(result, { carry: [{ ...earlier, milliseconds: 9 }, other].slice(1) })).toContain('carry.from')
      expect(await paths({ ...more, carry: null })).toContain('carry')
      const renamed = more.levels!.map(({ name, value }) => ({ name: name === 'error-with-arrears' ? 'error' : name === 'error' ? 'error-with-arrears' : name, value })) // prettier-ignore
      expect(await paths({ ...more, levels: renamed }, {})).toContain('levels[2]')
      if (rule === 'totals') return // of these years no total moves: what follows would be true
      // the proof of the same year without arrears, which is another level or another table
      const plain = await solve('2027-base')
      await paths({ ...more, certificate: plain.certificate, unique: plain.unique, contested: plain.contested })
      // everything of that year, as if it had been carried
      await paths({ ...plain, carry })
    },
  )

  it('catches moved totals that nothing was carried for, and arrears that moved no totals', async () => {
    const scenario = yearOf(2027, ONE)
    const plain = await solve(scenario)
    const result = await solve(scenario, { carry: [await solve(yearOf(2026, ONE))], carryRule: 'totals' })
    expect(result.columnTotals).not.toEqual(plain.columnTotals)
    expect((await verify({ ...result, carry: null }, { scenario })).faults.map(({ path }) => path)).toContain('columnTotals') // prettier-ignore
    expect((await verify({ ...plain, carry: result.carry }, { scenario })).faults.map(({ path }) => path)).toContain('columnTotals') // prettier-ignore
  })

  it('accepts alone what has no allocation: no solution, or ties that were to stop it', async () => {
    const [first] = await inTurn([yearOf(2026, ONE)], null)
    const none = await solve(yearOf(2027, { ...ONE, intakes: [1], use: [[1, 0, 0]] }, { bounds: [{ specialty: '1', oor: 'A', low: 0, high: 0, reason: 'x' }] }), { carry: [first!], carryRule: 'totals' }) // prettier-ignore
    const [even] = await inTurn([yearOf(2026, { ...EVEN, use: [[1, 0], [0, 1]] })], null) // prettier-ignore
    const tied = await solve(yearOf(2027, EVEN), { carry: [even!], carryRule: 'arrears', ties: 'stop' })
    expect([none.status, tied.status, none.allocation, tied.allocation]).toEqual(['infeasible', 'optimal', null, null])
    for (const result of [none, tied]) expect(await verify(result)).toMatchObject({ status: 'accepted', faults: [] })
  })

  it('rejects a year that is carried twice, also without it', async () => {
    const { result } = await carriers('totals')
    const lie = copy(result)
    lie.carry = { ...lie.carry!, from: [...lie.carry!.from, ...lie.carry!.from] }
    const { status, faults } = await verify(lie)
    expect([status, faults.map(({ path }) => path)[0]]).toEqual(['rejected', 'carry.from'])
  })

  it('rejects arrears that no rounding leaves', async () => {
    const { result } = await carriers('totals')
    const arrears = result.columns.map((_, o) => (o % 2 === 0 ? 9_000_000 : -9_000_000))
    const { faults } = await verify({ ...result, carry: { ...result.carry!, arrears } }, { scenario: '2027-base' })
    expect(faults.map(({ path }) => path)).toContain('carry.arrears')
  })

  it.each(CARRY_RULES)(
    '%s: a published result is proven with its scenario and the earlier ones, and by nothing less',
    async (rule) => {
      const { earlier, result } = await carriers(rule)
      const file = publish(result)
      expect(file.carry).toEqual({ rule, from: result.carry!.from, arrears: null, target: null })
      const scenario = '2027-base'
      expect((await verify(file, { scenario, carry: [earlier] })).status).toBe('accepted')
      const less = await verify(file, { scenario })
      expect(less).toMatchObject({ status: 'unproven', faults: [] })
      expect(less.notChecked).toEqual(
        expect.arrayContaining(['carry', ...(rule === 'arrears' ? [] : ['columnTotals'])]),
      )
    },
  )
})

describe('what is refused, by name', () => {
  const wrong = async (work: Promise<unknown>) => {
    const error = await work.then(
      () => null,
      (thrown: unknown) => thrown,
    )
    if (!(error instanceof InputError)) throw new Error('not refused', { cause: error })
    return error.faults.map(({ code, path, found }) => `${code} ${path} ${found}`)
  }
  const folder = mkdtempSync(join(tmpdir(), 'evenredig-carry-'))
  afterAll(() => rmSync(folder, { recursive: true }))

  it('results that leave nothing to carry over, or not to this scenario', async () => {
    const scenario = yearOf(2027, ONE)
    const first = await solve(yearOf(2026, ONE))
    const asked = (...carry: object[]) => wrong(solve(scenario, { carry, carryRule: 'totals' }))
    expect(await asked(publish(first))).toEqual(['published carry[0] -'])
    const table = await round({ rows: ['1'], columns: ['A', 'B', 'C'], target: [[4.6, 3.4, 2]], rowTotals: [10], columnTotals: [5, 3, 2] }) // prettier-ignore
    expect(await asked(table)).toEqual(['other-answer carry[0] round'])
    expect(await asked(await years([yearOf(2025, ONE), yearOf(2026, ONE)]))).toEqual(['other-answer carry[0] years'])
    const leeway = { total: 1, below: 1, above: 1 }
    expect(await asked(await draft(yearOf(2026, ONE, { leeway })))).toEqual(['other-answer carry[0] draft'])
    const others = await solve(yearOf(2026, { ...ONE, oors: ['A', 'B', 'D'] }))
    expect(await asked(first, others)).toContain('other-codes carry[1]: columns D, C')
    const more = await solve(yearOf(2026, { ...ONE, intakes: [10, 1], use: [[46, 34, 20], [1, 1, 1]] })) // prettier-ignore
    expect(await asked(more)).toEqual(['other-codes carry[0]: rows 2'])
    const full = ['A', 'B', 'C'].map((oor) => ({ specialty: '1', oor, low: 0, high: 3 }))
    expect(await asked(await solve(yearOf(2026, ONE, { bounds: full })))).toEqual(['no-places carry[0] infeasible'])
    expect(await asked({ ...first, allocation: [[4, 4, 2]] })).toContain('not-true carry[0]: column A 4')
    expect(await asked({ ...first, oorTotals: { ...first.oorTotals!, floored: null } })).toEqual(['missing carry[0]: oorTotals.floored -']) // prettier-ignore
    expect(await asked({ ...first, oorTotals: { ...first.oorTotals!, floored: [9e6, 3, 2] } })).toEqual(['too-large carry 8999995']) // prettier-ignore
    expect(await asked({})).toEqual(['type carry[0] -'])
  })

  it('years out of order, twice, or without those that they carried over themselves', async () => {
    const [first, second, third] = (await inTurn(THREE.map((year) => yearOf(year, ONE)), 'totals')) as [Result, Result, Result] // prettier-ignore
    const asked = (year: number, ...carry: object[]) => wrong(solve(yearOf(year, ONE), { carry, carryRule: 'totals' }))
    expect(await asked(2029, second, first, third)).toEqual([
      'year-order carry[0] 2027',
      `carried-before carry[0] ${second.carry!.from[0]}`,
    ])
    expect(await asked(2027, first, second)).toEqual(['year-order carry[1] 2027'])
    expect(await asked(2029, first, first)).toEqual(['year-order carry[0] 2026', expect.stringMatching(/^duplicate carry\[1\] [0-9a-f]{64}$/)]) // prettier-ignore
    expect(await asked(2029, first, third)).toEqual([`carried-before carry[1] ${third.carry!.from[1]}`])
    // a file of before years were told has none: it is taken in the order given
    const { year: _, carry: _carry, ...old } = first
    expect((await solve(yearOf(2027, ONE), { carry: [old], carryRule: 'totals' })).carry!.arrears).toEqual([
      -0.4, 0.4, 0,
    ])
  })

  it('a rule without anything to carry, one that there is not, and one that does nothing', async () => {
    const scenario = yearOf(2027, ONE)
    const carry = [await solve(yearOf(2026, ONE))]
    expect(await wrong(solve(scenario, { carryRule: 'totals' }))).toEqual(['usage carryRule totals'])
    expect(await wrong(solve(scenario, { carry, carryRule: 'all' as 'totals' }))).toEqual(['value carryRule "all"'])
    expect(await wrong(solve(scenario, { carry: 'x.json' as unknown as string[] }))).toEqual(['type carry "x.json"'])
    expect(await wrong(solve(scenario, { carry, objective: 'squares' }))).toEqual(['usage carryRule arrears, squares'])
    expect(await wrong(solve(scenario, { carry, method: 'stepwise' }))).toEqual(['usage carryRule arrears, stepwise'])
    const options = { tieBreak: 'none' } as const
    expect(await wrong(solve(scenario, { carry, options }))).toEqual(['usage carryRule arrears, tieBreak=none'])
    expect((await solve(scenario, { carry, options, objective: 'absolute' })).levels![0]!.name).toBe(
      'error-with-arrears',
    )
    expect((await solve(scenario, { carry, carryRule: 'cells', method: 'stepwise' })).carry!.rule).toBe('cells')
    expect(await wrong(verify(await years([yearOf(2025, ONE), yearOf(2026, ONE)]), { carry }))).toEqual(['usage carry years']) // prettier-ignore
  })

  it('reads files by their paths, and names them', async () => {
    const [file, other] = [join(folder, 'a.json'), join(folder, 'b.json')]
    writeFileSync(file, JSON.stringify(await solve('2026-base')))
    writeFileSync(other, JSON.stringify(publish(await solve('2026-base'))))
    const found = await solve('2027-base', { carry: [file], carryRule: 'totals' })
    expect((await verify(found, { scenario: '2027-base', carry: [file] })).status).toBe('accepted')
    expect(await wrong(solve('2027-base', { carry: [other] }))).toEqual([`published ${other} -`])
  })
})

describe('what a reader sees', () => {
  it('the way of a cell has a step for what is owed, where it enters', async () => {
    const carry = [await solve('2026-base')]
    const steps = async (carryRule: CarryRule) => {
      const { steps: all, result } = await explain('2027-base', '10', 'Leiden', { carry, carryRule })
      const of = (name: string) => all.find((step) => step.name === name)?.value
      return { of, result, names: all.map(({ name }) => name) }
    }
    const totals = await steps('totals')
    expect(totals.of('oor-total-arrears')).toBe((totals.result.carry!.arrears as number[])[4])
    expect(totals.names.indexOf('oor-total-rounded')).toBe(totals.names.indexOf('oor-total-arrears') + 1)
    expect(totals.of('oor-total-rounded')).toBe(totals.result.oorTotals!.rounded[4])
    const arrears = await steps('arrears')
    expect(arrears.of('arrears')).toBe((arrears.result.carry!.arrears as number[][])[5]![4])
    expect(arrears.names).not.toContain('oor-total-arrears')
    const cells = await steps('cells')
    expect(cells.of('target')! + cells.of('arrears')!).toBeCloseTo(cells.of('target-with-arrears')!, 9)
    expect(cells.of('target-with-arrears')).toBe(cells.result.target![5]![4])
  })

  it('the program for other solvers is that of the carried year', async () => {
    const carry = [await solve('2026-base')]
    const plain = await programText({ scenario: '2027-base' }, 'lp')
    for (const carryRule of CARRY_RULES) {
      const { text, result } = await programText({ scenario: '2027-base', carry, carryRule }, 'lp')
      expect(result.carry!.rule).toBe(carryRule)
      expect(text).toContain(`carried over: ${carryRule}, ${result.carry!.from[0]}`)
      expect(text!.replace(/^\\.*$/gm, '')).not.toBe(plain.text!.replace(/^\\.*$/gm, ''))
    }
  })

  it('a workbook of a carried year is written', async () => {
    const { result } = await carriers('cells')
    expect((await resultWorkbook(result, { scenario: '2027-base' })).length).toBeGreaterThan(10_000)
  })
})
