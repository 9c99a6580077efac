/** Made-up care use from which a published table follows: exactly, for every seed, and labelled as what it is. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { commands } from '../src/cli/commands.js'
import { OPTION_NAMES, OPTION_TABLE, type Options } from '../src/domain/options.js'
import { uniform, wholeBelow } from '../src/domain/random.js'
import { scenarioOf, tinyScenario } from './oracle.js'
import { InputError, reconstruct, solve, verify } from '../src/index.js'
import { sized } from './size.js'

const TABEL_1 = 'scenarios/2027-base/expected.csv'

const folder = mkdtempSync(join(tmpdir(), 'evenredig-'))
afterAll(() => rmSync(folder, { recursive: true }))

function tabel1(): number[][] {
  const [, ...lines] = readFileSync(TABEL_1, 'utf8').trim().split(/\r?\n/)
  return lines.map((line) => line.split(',').slice(1).map(Number))
}

/** Solves what was reconstructed, from its data alone. */
async function again(scenario: object): Promise<readonly (readonly number[])[] | null> {
  return (await solve(scenario)).allocation
}

/** A random table of whole places. */
function randomTable(
  rows: number,
  columns: number,
  seed: number,
  most = 9,
): { rows: string[]; columns: string[]; allocation: number[][] } {
  const random = uniform(seed)
  const places = () => Math.max(0, wholeBelow(random, most + 3) - 2)
  const allocation = Array.from({ length: rows }, () => Array.from({ length: columns }, places))
  allocation[0]![0]! += 1 // a table without places has nothing to reconstruct
  return { rows: allocation.map((_, s) => `s${s}`), columns: allocation[0]!.map((_, o) => `o${o}`), allocation }
}

describe('L27 Tabel 1', () => {
  it('follows from another set of care use for each seed, each as the only optimum', async () => {
    const published = tabel1()
    const seeds = sized(100)
    const seen = new Set<string>()
    for (let seed = 1; seed <= seeds; seed++) {
      const { scenario, files, floored } = await reconstruct(TABEL_1, { scenario: '2027-base', seed })
      const result = await solve(scenario)
      expect(result.allocation, `seed ${seed}`).toEqual(published)
      expect([result.status, result.unique, result.data]).toEqual(['optimal', true, 'reconstructed'])
      expect([floored, result.flooredOors]).toEqual([['Leiden'], ['Leiden']])
      expect(result.oorTotals?.raw?.[4]).toBeLessThan(114)
      seen.add(files['care-use-all.csv']!)
    }
    expect(seen.size).toBe(seeds)
  })

  it('gives zero cells care use, so that emptying them has something to do', async () => {
    const { scenario } = await reconstruct(TABEL_1, { scenario: '2027-base' })
    const { careUse } = scenario as { careUse: { all: number[][] } }
    expect(careUse.all[12]![4]).toBeGreaterThan(0)
    expect(careUse.all[22]![4]).toBeGreaterThan(0)
    expect(careUse.all.flat().every(Number.isInteger)).toBe(true)
  })

  it('is the same bytes for the same seed, and its result can be verified', async () => {
    const first = await reconstruct(TABEL_1, { scenario: '2027-base', seed: 7 })
    const second = await reconstruct(TABEL_1, { scenario: '2027-base', seed: 7 })
    expect(second.files).toEqual(first.files)
    expect((await verify(first.result, { scenario: first.scenario })).status).toBe('accepted')
  })

  it('follows without anyone below the floor too', async () => {
    const { scenario, floored } = await reconstruct(TABEL_1, { scenario: '2027-base', floored: [] })
    expect(floored).toEqual([])
    expect(await again(scenario)).toEqual(tabel1())
  })

  it('follows under every single reading of the protocol', async () => {
    const base = (await reconstruct(TABEL_1, { scenario: '2027-base' })).scenario
    for (const name of OPTION_NAMES) {
      for (const value of OPTION_TABLE[name].values) {
        const options = { [name]: value } as Partial<Options>
        for (let seed = 1; seed <= sized(3); seed++) {
          const { scenario, attempts } = await reconstruct(TABEL_1, { scenario: { ...base, options }, seed })
          expect(await again(scenario), `${name}=${value}`).toEqual(tabel1())
          expect(attempts, `${name}=${value}`).toBeLessThanOrEqual(5)
        }
      }
    }
  })
})

describe('other tables', () => {
  it('the optimum of 2026-base and of 2026-reference', async () => {
    for (const id of ['2026-base', '2026-reference']) {
      const table = await solve(id)
      const { rows, columns, allocation } = table
      for (let seed = 1; seed <= 10; seed++) {
        const { scenario } = await reconstruct({ rows, columns, allocation }, { scenario: id, seed })
        expect(await again(scenario)).toEqual(allocation)
      }
    }
  })

  it('random tables without a floor, of any size, with empty cells, rows and columns', async () => {
    const size = fc.integer({ min: 1, max: 12 })
    const property = fc.asyncProperty(size, size, fc.nat(1e6), async (rows, columns, seed) => {
      const table = randomTable(rows, columns, seed)
      const { scenario } = await reconstruct(table, { seed })
      expect(await again(scenario)).toEqual(table.allocation)
    })
    await fc.assert(property, { numRuns: sized(200), seed: 27 })
  })

  it('100 random tables under a floor that is not whole, with zero cells', async () => {
    let lifted = 0
    for (let seed = 1; seed <= 100; seed++) {
      const table = randomTable(12, 5, seed)
      table.allocation[3]![2] = 0
      const totals = table.columns.map((_, o) => table.allocation.reduce((total, row) => total + row[o]!, 0))
      const national = totals.reduce((total, each) => total + each, 0)
      const share = (Math.min(...totals) + 0.3) / national
      if (share * 5 > 1) continue
      const frame = {
        id: 'random',
        year: 2027,
        oors: table.columns.map((code) => ({ code })),
        specialties: table.rows.map((code) => ({ code, intake: 1 })),
        careUse: { all: table.allocation.map((row) => row.map(() => 1)) },
        floor: { share },
        zeroCells: [{ specialty: 's3', oor: 'o2' }],
      }
      const { scenario, floored } = await reconstruct(table, { scenario: frame, seed })
      expect(await again(scenario), `seed ${seed}`).toEqual(table.allocation)
      lifted += floored.length
    }
    expect(lifted).toBeGreaterThan(50)
  })

  it('large numbers: a specialty of 100,000 places', async () => {
    const table = {
      rows: ['a', 'b'],
      columns: ['A', 'B', 'C'],
      allocation: [
        [50_000, 30_000, 20_000],
        [1, 0, 2],
      ],
    }
    expect(await again((await reconstruct(table)).scenario)).toEqual(table.allocation)
  })
})

describe('whatever the rules give', () => {
  /** By hand with more: RECONSTRUCT_RUNS=2000 npx vitest run test/reconstruct.test.ts -t 'whatever' */
  const runs = Number(process.env['RECONSTRUCT_RUNS'] ?? 120)
  const seed = Number(process.env['RECONSTRUCT_SEED'] ?? 9)
  const solved = async (given: object) => {
    try {
      return await solve(given)
    } catch (error) {
      if (error instanceof InputError) return null
      throw error
    }
  }

  it('is found again: tiny scenarios under all options', { timeout: 600_000 }, async () => {
    const count = { tables: 0, missed: 0 }
    await fc.assert(
      fc.asyncProperty(tinyScenario({ rows: 4, columns: 5, intake: 20 }), async (tiny) => {
        const given = scenarioOf(tiny)
        const first = await solved(given)
        if (first === null || first.allocation === null) return
        count.tables++
        const { rows, columns, allocation } = first
        try {
          const { scenario } = await reconstruct({ rows, columns, allocation }, { scenario: given })
          expect(await again(scenario)).toEqual(allocation)
        } catch (error) {
          if (!(error instanceof InputError)) throw error
          expect(error.faults.map(({ code }) => code)).toEqual(['not-reconstructed'])
          count.missed++
          if (process.env['RECONSTRUCT_RUNS']) console.log(JSON.stringify([tiny, allocation]))
        }
      }),
      { numRuns: runs, seed },
    )
    console.log('reconstructed again:', count)
    expect(count.tables).toBeGreaterThan(runs / 2)
    expect(count.missed).toBeLessThanOrEqual(0.01 * count.tables)
  })

  const small = (careUse: number[][], intakes: number[], more: object) => ({
    id: 'min',
    year: 2027,
    oors: careUse[0]!.map((_, o) => ({ code: 'ABCDE'[o] })),
    specialties: intakes.map((intake, s) => ({ code: `0${s + 1}`, intake })),
    careUse: { all: careUse },
    ...more,
  })
  const rowProRata = { options: { 'floor.inner': 'row-pro-rata' } }

  it.each([
    ['a total that the repair of 1.7 moved', small([[40, 300_038]], [10], { floor: { share: 0.25 } })],
    ['one that it moved away from three on the floor', small([[17, 27, 49, 7]], [20], { floor: { share: 0.21 } })],
    ['two on a half, and a whole place paid by the third', small([[3.5, 0.9, 40.6]], [45], { floor: { share: 0.1 } })],
    [
      'a total below the floor that is not whole, row by row',
      small(
        [
          [1, 9, 9],
          [1, 9, 20],
        ],
        [9, 5],
        { floor: { share: 0.1 }, ...rowProRata },
      ),
    ],
    [
      'five OORs around 6.4 places, row by row',
      small(
        [
          [10, 45, 0, 15, 15],
          [5, 0, 20, 60, 0],
          [10, 10, 25, 15, 35],
          [35, 55, 0, 0, 0],
          [5, 0, 25, 15, 40],
          [0, 100, 0, 0, 0],
          [15, 0, 10, 5, 25],
          [0, 0, 10, 5, 10],
          [5, 25, 10, 0, 40],
        ],
        [9, 5, 5, 5, 5, 20, 5, 5, 5],
        { floor: { share: 0.1 }, ...rowProRata },
      ),
    ],
  ])('%s', async (_, given) => {
    const { rows, columns, allocation } = await solve(given)
    for (const each of [1, 2, 3]) {
      const { scenario } = await reconstruct({ rows, columns, allocation }, { scenario: given, seed: each })
      expect(await again(scenario)).toEqual(allocation)
    }
  })
})

describe('what cannot come out of the rules is refused, by place', () => {
  const faultsOf = async (...given: Parameters<typeof reconstruct>) =>
    reconstruct(...given).then(
      () => [],
      (error: { faults: { code: string; path: string; found: string; expected: string }[] }) => error.faults,
    )
  const changed = (from: string, to: string) => {
    const path = join(folder, 'changed.csv')
    const text = readFileSync(TABEL_1, 'utf8')
    expect(text).toContain(from)
    writeFileSync(path, text.replace(from, to))
    return path
  }

  it('places in a zero cell', async () => {
    const path = changed('34,5,2,3,3,0,4,3', '34,5,2,3,3,1,4,3')
    const faults = await faultsOf(path, { scenario: '2027-base' })
    expect(faults).toEqual([{ code: 'value', path: `${path}: 34-Leiden`, found: '1', expected: '0' }])
  })

  it('an OOR below the floor', async () => {
    const path = changed('10,23,14,15,23,13,26,13', '10,23,14,15,23,3,36,13')
    const faults = await faultsOf(path, { scenario: '2027-base' })
    expect(faults).toEqual([{ code: 'value', path: `${path}: Leiden`, found: '104', expected: '>= 114' }])
  })

  it('a place that is negative or not whole', async () => {
    expect(await faultsOf(changed('01,16,8', '01,-16,8'), { scenario: '2027-base' })).toMatchObject([
      { code: 'negative' },
    ])
    const faults = await faultsOf(changed('01,16,8', '01,16.5,8'), { scenario: '2027-base' })
    expect(faults).toMatchObject([{ code: 'not-whole', found: '16.5' }])
    expect(faults[0]!.path).toMatch(/:2:NO$/)
  })

  it('an agreed bound that the table breaks', async () => {
    const { scenario } = await reconstruct(TABEL_1, { scenario: '2027-base' })
    const bounds = [{ specialty: '01', oor: 'NO', low: 8, high: 8 }]
    const faults = await faultsOf(TABEL_1, { scenario: { ...scenario, bounds } })
    expect(faults).toMatchObject([{ path: `${TABEL_1}: 01-NO`, found: '16', expected: '8 – 8' }])
  })

  it('codes that the scenario does not have, an OOR that is not on the floor, a seed that is none', async () => {
    expect(await faultsOf(changed('Leiden', 'Leuven'), { scenario: '2027-base' })).toMatchObject([
      { code: 'unknown-code', found: 'Leuven' },
      { code: 'missing', expected: 'Leiden' },
    ])
    expect(await faultsOf(TABEL_1, { scenario: '2027-base', floored: ['ZON'] })).toMatchObject([
      { path: 'floored', found: 'ZON', expected: 'Leiden' },
    ])
    expect(await faultsOf(TABEL_1, { seed: -1 })).toMatchObject([{ path: 'seed' }])
  })

  it('a table without places, or without any table in it', async () => {
    expect(await faultsOf({ rows: ['a'], columns: ['A'], allocation: [[0]] })).toMatchObject([
      { found: '0', expected: '> 0' },
    ])
    const empty = join(folder, 'empty.csv')
    writeFileSync(empty, '')
    expect(await faultsOf(empty)).toMatchObject([{ code: 'shape' }])
  })
})

describe('evenredig reconstruct', () => {
  /** Runs the command in this process: its exit status and what it says on stdout and stderr. */
  async function run(...argv: string[]): Promise<{ status: number; stdout: string; stderr: string }> {
    const said = { stdout: '', stderr: '' }
    const spies = (['stdout', 'stderr'] as const).map((stream) =>
      vi.spyOn(process[stream], 'write').mockImplementation((text) => {
        said[stream] += String(text)
        return true
      }),
    )
    try {
      return { status: await commands(argv, 'en'), ...said }
    } catch (error) {
      if (error instanceof InputError) return { status: 2, ...said }
      throw error
    } finally {
      for (const spy of spies) spy.mockRestore()
    }
  }

  it('writes a folder that is a complete scenario, labelled in every file that has made-up figures', async () => {
    const out = join(folder, 'made-up')
    const { status, stdout, stderr } = await run(
      'reconstruct',
      TABEL_1,
      '--scenario',
      '2027-base',
      '--seed',
      '3',
      '--out',
      out,
    )
    expect([status, stdout]).toEqual([0, ''])
    expect(stderr).toMatch(/RECONSTRUCTED DATA.*seed 3, attempt 1, lifted to the floor: Leiden/)
    expect(readdirSync(out).toSorted()).toEqual(['care-use-all.csv', 'expected.csv', 'scenario.json', 'source.md'])
    const { files } = await reconstruct(TABEL_1, { scenario: '2027-base', seed: 3 })
    for (const [name, text] of Object.entries(files)) {
      expect(readFileSync(join(out, name), 'utf8')).toBe(text)
      if (name !== 'expected.csv') expect(text).toContain('econstructed')
    }
    expect(readFileSync(join(out, 'expected.csv'), 'utf8').trim()).toBe(readFileSync(TABEL_1, 'utf8').trim())
    const result = await solve(out)
    expect([result.scenario, result.data]).toEqual(['2027-base-reconstructed-3', 'reconstructed'])
    expect(result.allocation).toEqual(tabel1())
  })

  it('looks at a folder file by file, and writes nothing for a table that is refused', async () => {
    const taken = join(folder, 'taken')
    mkdirSync(taken)
    writeFileSync(join(taken, 'mine.txt'), 'mine')
    writeFileSync(join(taken, 'source.md'), 'mine too')
    expect((await run('reconstruct', TABEL_1, '--out', taken)).status).toBe(2)
    expect(readdirSync(taken).toSorted()).toEqual(['mine.txt', 'source.md'])
    expect(readFileSync(join(taken, 'source.md'), 'utf8')).toBe('mine too')
    expect((await run('reconstruct', TABEL_1, '--out', taken, '--force')).status).toBe(0)
    expect(readFileSync(join(taken, 'mine.txt'), 'utf8')).toBe('mine')
    expect((await solve(taken)).allocation).toEqual(tabel1())

    const none = join(folder, 'none')
    expect((await run('reconstruct', join(folder, 'no-such.csv'), '--out', none)).status).toBe(2)
    expect((await run('reconstruct', TABEL_1)).status).toBe(2)
    expect(existsSync(none)).toBe(false)
    expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([])
  })
})
