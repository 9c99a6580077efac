/** Near a given allocation: against trying everything on tiny tables, told by the checker, and the same at every door. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { baseDistribution, allocationOf } from '../models/base-distribution.js'
import { levelsOf } from '../src/allocation/measures.js'
import { verifiedLevels } from '../src/allocation/solve.js'
import { NANO } from '../src/domain/decimal.js'
import { admitsNear, NEAR_RANKS, withoutNear } from '../src/domain/near.js'
import { UNBOUNDED, type LevelledObjective, type Table, type TieBreak } from '../src/domain/table.js'
import { InputError, publish, round, solve, verify, type Result } from '../src/index.js'
import { roundTable } from '../src/rounding/methods.js'
import { SOLVER_NAMES } from '../src/solvers/index.js'
import { nearText } from '../src/words/near.js'
import { leastLevels } from './all-allocations.js'
import { tableArbitrary } from './arbitraries.js'
import { commandIn } from './command.js'
import { bruteForce, levelValues } from './conformance/conformance.js'
import { service } from './http-service.js'
import { sized } from './size.js'

const SEED = 20_270_101

/** Tables with an allocation to stay near to: any, and some that could be one of the table itself. */
function nearTables(size: Parameters<typeof tableArbitrary>[0]): fc.Arbitrary<Table> {
  return fc
    .tuple(tableArbitrary(size), fc.constantFrom(...NEAR_RANKS), fc.array(fc.nat(4), { minLength: 30, maxLength: 30 }))
    .map(([table, rank, drawn]) => {
      const places = Int32Array.from(table.target, (target, cell) =>
        Math.max(0, Math.round(target / NANO) + (drawn[cell % 30]! - 2)),
      )
      return { ...table, near: { places, rank, sha256: '' } }
    })
}

/** Three rows and columns, all cells between two whole numbers and every total that of one of them up or down: many equals. */
const equals: fc.Arbitrary<Table> = fc
  .record({
    tenths: fc.array(fc.integer({ min: 1, max: 14 }), { minLength: 9, maxLength: 9 }),
    hidden: fc.array(fc.nat(1), { minLength: 9, maxLength: 9 }),
    given: fc.array(fc.integer({ min: -1, max: 2 }), { minLength: 9, maxLength: 9 }),
    rank: fc.constantFrom(...NEAR_RANKS),
    tieBreak: fc.constantFrom<TieBreak>('error', 'none'),
  })
  .map(({ tenths, hidden, given, rank, tieBreak }) => {
    const floor = tenths.map((each) => Math.floor(each / 10))
    const y = floor.map((each, cell) => each + hidden[cell]!)
    const totals = (of: (cell: number) => number) =>
      [0, 1, 2].map((line) => y.reduce((sum, each, cell) => sum + (of(cell) === line ? each : 0), 0))
    const columns = totals((cell) => cell % 3)
    return {
      rows: ['a', 'b', 'c'],
      columns: ['x', 'y', 'z'],
      target: Float64Array.from(tenths, (each) => (each * NANO) / 10),
      rowTotals: totals((cell) => Math.floor(cell / 3)),
      columnLow: columns,
      columnHigh: columns,
      zero: new Uint8Array(9),
      low: new Int32Array(9),
      high: new Int32Array(9).fill(UNBOUNDED),
      half: 'up',
      tieBreak,
      near: { places: Int32Array.from(floor, (each, cell) => Math.max(0, each + given[cell]!)), rank, sha256: '' },
    }
  })

describe('on tiny tables', () => {
  const objectives = ['next-best', 'absolute', 'squares', 'largest'] as const
  it('finds what trying everything finds, and proves it', async () => {
    const seen = { solved: 0, none: 0, matters: 0, first: 0, open: 0 }
    const drawn = fc.tuple(
      fc.oneof(nearTables({ rows: 3, columns: 3, places: 2 }), equals),
      fc.constantFrom(...objectives),
    )
    await fc.assert(
      fc.asyncProperty(drawn, async ([given, objective]) => {
        const rank = admitsNear(objective, given.near!.rank) ? given.near!.rank : 'after'
        const table = { ...given, near: { ...given.near!, rank } }
        const job = { table, method: 'optimal', objective, solver: 'flow' } as const
        const rounding = await roundTable(job)
        const expected = leastLevels(table, objective)
        if (expected === null) {
          seen.none++
          expect(rounding.status).toBe('infeasible')
          return
        }
        seen.solved++
        // the checker accepts levels and proof, and the levels are the least there are
        const levels = verifiedLevels(table, rounding, rounding.proven!.canonical, objective)
        expect(levels.map(({ value }) => value)).toEqual(expected.map((each) => expect.closeTo(each, 9) as number))
        const alone = await roundTable({ ...job, table: withoutNear(table) })
        if (levelsOf(table, alone.proven!.canonical, objective).some(({ value }, i) => value !== levels[i]!.value))
          seen.matters++
        if (rank === 'first') seen.first++
        if (table.columnLow.some((low, o) => low !== table.columnHigh[o])) seen.open++
      }),
      { seed: SEED, numRuns: sized(1000) },
    )
    for (const [kind, count] of Object.entries(seen)) expect(count, kind).toBeGreaterThan(10)
  })

  it.each(SOLVER_NAMES)('%s finds the same', async (solver) => {
    await fc.assert(
      fc.asyncProperty(
        nearTables({ rows: 4, columns: 4, places: 4 }),
        fc.constantFrom('next-best', 'absolute'),
        async (table, objective) => {
          const program = baseDistribution(table, objective)
          const job = { table, method: 'optimal', objective: objective as LevelledObjective } as const
          const [own, flow] = [await roundTable({ ...job, solver }), await roundTable({ ...job, solver: 'flow' })]
          expect(own.allocation).toEqual(flow.allocation)
          if (
            table.rows.length * table.columns.length <= 6 &&
            own.allocation !== null &&
            program.rows === table.rows.length
          ) {
            expect(levelValues(program, allocationOf(table, own.allocation))).toEqual(bruteForce(program))
          }
        },
      ),
      { seed: SEED, numRuns: sized(solver === 'highs' || solver === 'flow' ? 200 : 60) },
    )
  })
})

/** The published tables of 2027, one near the other. */
const [BASE, OTHER] = ['2027-base', '2027-reference']

describe('of 2027', () => {
  let base: Result
  let near: Result
  beforeAll(async () => {
    base = await solve(BASE)
    near = await solve(OTHER, { near: base })
  })

  it('moves 19 places where the reference by itself moves 21, with as few next bests', async () => {
    const alone = await solve(OTHER)
    const moved = alone
      .allocation!.flat()
      .reduce((sum, each, cell) => sum + Math.max(0, each - base.allocation!.flat()[cell]!), 0)
    expect(moved).toBe(21)
    expect(near.levels!.map(({ name }) => name)).toEqual(['beyond-next-best', 'next-best', 'near', 'error'])
    expect(near.levels!.map(({ value }) => value).slice(0, 3)).toEqual([
      alone.levels![0]!.value,
      alone.levels![1]!.value,
      19,
    ])
    expect(near.near).toMatchObject({ rank: 'after', lost: 19 })
    expect(alone.near).toBeNull()
  })

  it('first, it moves no more places than the totals ask for', async () => {
    const first = await solve(OTHER, { near: base, nearRank: 'first' })
    expect(first.levels![0]).toEqual({ name: 'near', value: 15 })
    const totals = first.columnTotals!.map((total, o) => (total as number) - (base.columnTotals![o] as number))
    expect(totals.reduce((sum, by) => sum + Math.max(0, by), 0)).toBeLessThanOrEqual(15)
    expect((await verify(first, { near: base })).status).toBe('accepted')
  })

  it('an allocation that is as good as any is given back', async () => {
    const again = await solve(BASE, { near: base })
    expect(again.allocation).toEqual(base.allocation)
    expect(again.near!.lost).toBe(0)
  })

  it('matches rows and columns by code, in whatever order and whatever file', async () => {
    const rows = base.rows.toReversed()
    const columns = base.columns.toReversed()
    const allocation = base.allocation!.map((row) => row.toReversed()).toReversed()
    const other = await solve(OTHER, { near: { rows, columns, allocation } })
    expect({ ...other, milliseconds: 0 }).toEqual({ ...near, milliseconds: 0 })
    const csv = [['specialty', ...columns], ...rows.map((row, s) => [row, ...allocation[s]!])].map((line) =>
      line.join(','),
    )
    const read = await solve(OTHER, { near: new TextEncoder().encode(csv.join('\n')) })
    expect(read.near).toEqual(near.near)
  })

  it('says what differs of a table over other rows or columns, and which place is none', async () => {
    const { rows, columns, allocation } = base
    const faultsOf = async (given: object) => {
      try {
        await solve(OTHER, { near: given })
      } catch (error) {
        if (error instanceof InputError)
          return error.faults.map(({ code, path, found, expected }) => `${code} ${path} ${found} ${expected}`)
      }
      throw new Error('not refused')
    }
    expect((await faultsOf({ rows: rows.with(2, '99'), columns, allocation })).join()).toContain('99')
    expect((await faultsOf({ rows, columns: columns.with(0, 'Elders'), allocation })).join()).toContain('Elders')
    expect((await faultsOf({ rows: rows.slice(1), columns, allocation: allocation!.slice(1) })).join()).toContain('01')
    const half = allocation!.with(0, allocation![0]!.with(1, 2.5))
    expect(await faultsOf({ rows, columns, allocation: half })).toEqual(['not-whole near.allocation[0]:ON 2.5 >= 0'])
    await expect(solve(OTHER, { nearRank: 'first' })).rejects.toThrow(InputError)
    for (const request of [
      { method: 'stepwise' },
      { objective: 'proportional' },
      { objective: 'largest', nearRank: 'first' },
    ] as const) {
      await expect(solve(OTHER, { near: base, ...request })).rejects.toThrow('near')
    }
  })

  it('is accepted with what it is near to, and without that claims no more than can be proven', async () => {
    const whole = await verify(near, { near: base, scenario: OTHER })
    expect(whole).toMatchObject({ status: 'accepted', faults: [] })
    expect(whole.proves).toEqual(expect.arrayContaining(['levels', 'optimality', 'uniqueness', 'target']))
    expect(whole.notChecked).not.toContain('near')
    const without = await verify(near, { scenario: OTHER })
    expect(without.status).toBe('unproven')
    expect(without.proves).toEqual(['target', 'margins', 'bounds', 'zero-cells'])
    expect(without.notChecked).toEqual(expect.arrayContaining(['near', 'certificate', 'contested']))
    expect(without.unproven.map(({ claim }) => claim)).toEqual(['optimality', 'uniqueness', 'levels', 'freedom'])
    const published = publish(near)
    expect(published.levels!.map(({ value }) => value)).toEqual([
      ...near.levels!.map(({ value }) => value).slice(0, 3),
      null,
    ])
    expect((await verify(published, { near: base, scenario: OTHER })).status).toBe('accepted')
    await expect(verify(base, { near: base })).rejects.toThrow(InputError)
  })

  const other = (result: Result, at: number, value: number) => ({
    ...result,
    levels: result.levels!.with(at, { ...result.levels![at]!, value }),
  })
  const liars: readonly (readonly [string, (result: Result) => object])[] = [
    ['the level off by one', (result) => other(result, 2, 20)],
    ['the level too good', (result) => other(result, 2, 18)],
    ['another hash', (result) => ({ ...result, near: { ...result.near!, sha256: 'f'.repeat(64) } })],
    ['the rank swapped', (result) => ({ ...result, near: { ...result.near!, rank: 'first' } })],
    [
      'rank and levels swapped',
      (result) => ({
        ...result,
        near: { ...result.near!, rank: 'first' },
        levels: [result.levels![2]!, ...result.levels!.toSpliced(2, 1)],
      }),
    ],
    ['the level renamed', (result) => ({ ...result, levels: result.levels!.with(2, { name: 'error', value: 19 }) })],
    ['the level left out', (result) => ({ ...result, levels: result.levels!.toSpliced(2, 1) })],
    ['fewer lost', (result) => ({ ...result, near: { ...result.near!, lost: 18 } })],
    ['nothing to be near to', (result) => ({ ...result, near: null })],
  ]
  it.each(liars)('a liar is caught: %s', async (_, lie) => {
    const told = lie(near)
    const isNear = 'near' in told && told.near !== null
    expect((await verify(told, isNear ? { near: base } : {})).status).toBe('rejected')
  })

  it('a liar is caught: the reference by itself, said to be nearest', async () => {
    const alone = await solve(OTHER)
    const error = alone.levels![2]!
    const levels = [alone.levels![0]!, alone.levels![1]!, { name: 'near' as const, value: 21 }, error]
    const told = { ...alone, levels, near: { ...near.near!, lost: 21 } }
    expect((await verify(told, { near: base })).faults.some(({ path }) => path.startsWith('certificate'))).toBe(true)
  })

  it('without what it is near to, what is certainly false is still refused', async () => {
    expect((await verify({ ...near, levels: near.levels!.toSpliced(2, 1) })).status).toBe('rejected')
    expect((await verify(other(near, 1, 16))).status).toBe('rejected')
    expect((await verify({ ...near, near: { ...near.near!, lost: null } })).status).toBe('rejected')
    expect((await verify({ ...near, method: 'stepwise', solver: null })).status).toBe('rejected')
  })

  it('says gains and losses, and that fewer are impossible only where that was proven', () => {
    expect(nearText(near, 'nl')).toBe(
      'Tegenover de gegeven verdeling: 19 plaatsen erbij en 19 eraf; minder kan niet met even weinig next bests',
    )
    expect(nearText({ ...near, near: { ...near.near!, lost: 4 } }, 'en')).toContain('19 more and 4 fewer places')
    expect(nearText({ ...near, status: 'feasible' }, 'nl')).toBe(
      'Tegenover de gegeven verdeling: 19 plaatsen erbij en 19 eraf',
    )
    expect(nearText(base, 'nl')).toBeNull()
  })
})

describe('of a loose table', () => {
  const table = { rows: ['a', 'b'], columns: ['x', 'y'], target: [[1.5, 1.5], [1.5, 1.5]], rowTotals: [3, 3], columnTotals: [3, 3] } // prettier-ignore

  it('decides between equals', async () => {
    for (const allocation of [
      [
        [1, 2],
        [2, 1],
      ],
      [
        [2, 1],
        [1, 2],
      ],
    ]) {
      // prettier-ignore
      const given = { rows: ['a', 'b'], columns: ['x', 'y'], allocation }
      for (const objective of ['next-best', 'absolute', 'squares', 'largest'] as const) {
        const found = await round(table, { near: given, objective })
        expect(found).toMatchObject({ allocation, unique: true })
        expect((await verify(found, { near: given })).status).toBe('accepted')
      }
    }
  })

  it.each(SOLVER_NAMES)('also where natural rounding meets every total as it is: %s', async (solver) => {
    const halves = { rows: ['a', 'b'], columns: ['x', 'y'], target: [[1.5, 0.5], [0.5, 1.5]], rowTotals: [2, 2], columnTotals: [2, 2], options: { half: 'even' } } // prettier-ignore
    const given = { rows: ['a', 'b'], columns: ['x', 'y'], allocation: [[1, 1], [1, 1]] } // prettier-ignore
    for (const objective of ['absolute', 'squares'] as const) {
      expect((await round(halves, { objective, solver })).unique).toBe(false)
      const found = await round(halves, { objective, solver, near: given })
      expect(found).toMatchObject({ allocation: given.allocation, unique: true })
    }
  })

  it.each(['squares', 'largest'] as const)(
    'is refused where it is said to come first, and cannot: %s',
    async (objective) => {
      const given = { rows: ['a', 'b'], columns: ['x', 'y'], allocation: [[2, 2], [2, 2]] } // prettier-ignore
      const found = await round(table, { objective, near: given })
      const levels = found.levels!.toSorted((a, b) => Number(b.name === 'near') - Number(a.name === 'near'))
      const lie = { ...found, levels, near: { ...found.near, rank: 'first' } }
      for (const near of [given, undefined]) {
        const { status, faults } = await verify(lie, { near })
        expect([status, faults[0]?.path]).toEqual(['rejected', 'near'])
      }
    },
  )

  it('with other totals, gains and losses differ', async () => {
    const given = { rows: ['a', 'b'], columns: ['x', 'y'], allocation: [[2, 2], [2, 2]] } // prettier-ignore
    const found = await round(table, { near: given })
    expect(found.levels!.find(({ name }) => name === 'near')!.value).toBe(0)
    expect(found.near!.lost).toBe(2)
    expect((await verify(found, { near: given })).status).toBe('accepted')
  })
})

function withoutCommand(result: object): string {
  return JSON.stringify(result).replace(/,?"command":"[^"]*"/, '')
}

describe('at every door', () => {
  const folder = mkdtempSync(join(tmpdir(), 'evenredig-near-'))
  const app = service()
  beforeAll(async () => {
    writeFileSync(join(folder, 'base.json'), JSON.stringify(await solve(BASE)))
    const xlsx = await commandIn(folder, ['solve', BASE, '--out', 'base.xlsx'])
    const csv = await commandIn(folder, ['solve', BASE, '--out', 'base.csv'])
    expect([xlsx.exit, csv.exit]).toEqual([0, 0])
  })
  afterAll(async () => {
    rmSync(folder, { recursive: true })
    await (await app).close()
  })

  it('a result, a matrix and a workbook say the same', async () => {
    const answers: string[] = []
    for (const file of ['base.json', 'base.csv', 'base.xlsx']) {
      const { exit, out, err } = await commandIn(folder, ['solve', OTHER, '--near', file, '--json'])
      expect(exit, err).toBe(0)
      const { milliseconds: _, read: _read, ...result } = JSON.parse(out) as Result
      // which file it was, the command says
      answers.push(withoutCommand(result))
    }
    expect(new Set(answers).size).toBe(1)
    const given = JSON.parse(readFileSync(join(folder, 'base.json'), 'utf8')) as object
    const sent = await (
      await app
    ).inject({ method: 'POST', url: '/v1/solve', payload: { scenario: OTHER, near: given } })
    const { milliseconds: _, ...result } = JSON.parse(sent.body) as Result
    expect(withoutCommand(result)).toBe(answers[0])
  })

  it('a form takes a matrix beside a scenario, a table or a result', async () => {
    const form = (parts: readonly (readonly [string, string, string?])[]) => {
      const body = parts
        .map(
          ([name, text, file]) =>
            `--b\r\ncontent-disposition: form-data; name="${name}"${file === undefined ? '' : `; filename="${file}"`}\r\n\r\n${text}\r\n`,
        )
        .join('')
      return { payload: `${body}--b--\r\n`, headers: { 'content-type': 'multipart/form-data; boundary=b' } }
    }
    const ask = async (url: string, parts: Parameters<typeof form>[0]) => {
      const sent = await (await app).inject({ method: 'POST', url, ...form(parts) })
      expect(sent.statusCode, sent.body).toBe(200)
      return JSON.parse(sent.body) as Result
    }
    const csv = readFileSync(join(folder, 'base.csv'), 'utf8')
    const near = await ask('/v1/solve', [['near', csv, 'base.csv'], ['scenario', OTHER]]) // prettier-ignore
    expect(near.levels![2]).toEqual({ name: 'near', value: 19 })
    const checked = await ask('/v1/verify', [['near', csv, 'base.csv'], ['result', JSON.stringify(near), 'r.json']]) // prettier-ignore
    expect(checked.status).toBe('accepted')
    const table = JSON.stringify({ rows: ['a', 'b'], columns: ['x', 'y'], target: [[1.5, 1.5], [1.5, 1.5]], rowTotals: [3, 3], columnTotals: [3, 3] }) // prettier-ignore
    const rounded = await ask('/v1/round', [['near', 'specialty,x,y\na,1,2\nb,2,1', 'g.csv'], ['problem', table, 't.json']]) // prettier-ignore
    expect(rounded.allocation).toEqual([[1, 2], [2, 1]]) // prettier-ignore
  })

  it('the commands say what to do, and what is wrong', async () => {
    const near = await commandIn(folder, ['solve', OTHER, '--near', 'base.json', '--out', 'near.json'])
    expect(near.exit).toBe(0)
    expect((await commandIn(folder, ['verify', 'near.json', '--near', 'base.csv', '--scenario', OTHER])).exit).toBe(0)
    const alone = await commandIn(folder, ['verify', 'near.json'])
    expect(alone.exit).toBe(1)
    expect(alone.out).toContain('--near')
    for (const args of [
      ['--near', 'nergens.csv'],
      ['--near-rank', 'first'],
      ['--near', 'base.json', '--near-rank', 'last'],
    ]) {
      const { exit, err } = await commandIn(folder, ['solve', OTHER, ...args])
      expect(exit, args.join(' ')).toBe(2)
      expect(err).toContain(args.at(-1)!)
      expect(err).not.toContain('nearRank') // a flag as it is typed
    }
    const lp = await commandIn(folder, ['solve', OTHER, '--near', 'base.json', '--out', 'near.lp'])
    expect(lp.exit).toBe(0)
    expect(readFileSync(join(folder, 'near.lp'), 'utf8')).toContain('level_3 near = 19')
  })
})
