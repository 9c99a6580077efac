/** The tables of single years: read back by a reader of Parquet, they hold what the answer sums, in the same bytes however they were made. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parquetMetadata, parquetReadObjects } from 'hyparquet'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CONTENDER_NAMES } from '../src/domain/contenders.js'
import { piecesIn } from '../src/host/pieces.js'
import { tellingSweepers } from '../src/ask/sweeps.js'
import type { Fairness, YearRow } from '../src/index.js'
import { csvTable, parseCsv } from '../src/io/csv.js'
import type { LongTable } from '../src/io/long-table.js'
import { parquetTable } from '../src/io/parquet.js'
import { commandIn } from './command.js'

const CLI = new URL('../dist/cli.js', import.meta.url).pathname
const folder = mkdtempSync(join(tmpdir(), 'evenredig-tables-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const ASKED = ['fairness', '2027-base', '--draws', '100', '--years', '2', '--json']
const bytesOf = (...path: readonly string[]) => new Uint8Array(readFileSync(join(folder, ...path)))
const read = (bytes: Uint8Array) => parquetReadObjects({ file: Uint8Array.from(bytes).buffer })

let answer: Fairness
let years: Record<string, unknown>[]
let gains: Record<string, unknown>[]
beforeAll(async () => {
  const { exit, out, err } = await commandIn(folder, [...ASKED, '--threads', '1', '--tables', 'one'])
  expect(exit).toBe(0)
  const sizes = ['years.parquet', 'gains.parquet'].map((name) => [
    name,
    bytesOf('one', name).length.toLocaleString('nl'),
  ])
  expect(err).toBe(sizes.map(([name, size]) => `geschreven: ${join('one', name!)} (${size} bytes)\n`).join(''))
  answer = JSON.parse(out) as Fairness
  years = await read(bytesOf('one', 'years.parquet'))
  gains = await read(bytesOf('one', 'gains.parquet'))
})

describe('the tables of every year', () => {
  it('have a row per draw, year and method, in this order, labelled, and nulls where there is no answer', () => {
    expect(years).toHaveLength(100 * 2 * 9)
    expect(years.map(({ draw, year, method }) => [draw, year, method])).toEqual(
      Array.from({ length: 100 * 2 * 9 }, (_, i) => [Math.floor(i / 18), 1 + (Math.floor(i / 9) % 2), CONTENDER_NAMES[i % 9]]), // prettier-ignore
    )
    expect(new Set([...years, ...gains].map(({ data }) => data))).toEqual(new Set(['synthetic']))
    const unanswered = years.filter(({ status }) => status !== 'optimal' && status !== 'feasible')
    expect(unanswered.length).toBeGreaterThan(0)
    for (const { error, nextBests, gallagher } of unanswered) expect([error, nextBests, gallagher]).toEqual([null, null, null]) // prettier-ignore
    expect(gains).toHaveLength(7 * (years.length - unanswered.length))
  })

  it('sum to what the answer says of every method and OOR', () => {
    for (const { method, answered, nextBests, error, beyond, gallagher, oors } of answer.methods) {
      const own = years.filter((row) => row['method'] === method && row['error'] !== null)
      expect(own).toHaveLength(answered)
      const mean = (name: string) => own.reduce((sum, row) => sum + (row[name] as number), 0) / own.length
      if (answered === 0) continue
      expect(mean('nextBests')).toBeCloseTo(nextBests!.mean, 8)
      expect(mean('error')).toBeCloseTo(error!.mean, 8)
      expect(mean('beyond')).toBeCloseTo(beyond!, 8)
      expect(mean('gallagher')).toBeCloseTo(gallagher!.mean, 8)
      for (const { oor, gain } of oors) {
        const its = gains.filter((row) => row['method'] === method && row['oor'] === oor)
        expect(its.reduce((sum, row) => sum + (row['gain'] as number), 0) / answered).toBeCloseTo(gain!.mean, 8)
      }
    }
  })

  it('say in the file what was asked of which data', () => {
    const { buffer } = Uint8Array.from(bytesOf('one', 'years.parquet'))
    const about = Object.fromEntries(parquetMetadata(buffer).key_value_metadata!.map(({ key, value }) => [key, value]))
    expect(about).toMatchObject({ scenario: '2027-base', data: 'synthetic', sha256: answer.input.sha256 })
    expect(JSON.parse(about['question']!)).toMatchObject({ draws: 100, years: 2, settings: { cell: 0.05 } })
  })

  it('hold the same as CSV: the same columns, rows and values, to the last digit', async () => {
    const { exit, out } = await commandIn(folder, [...ASKED, '--threads', '1', '--tables', 'csv', '--tables-as', 'csv'])
    expect([exit, JSON.parse(out)]).toEqual([0, answer])
    expect(readdirSync(join(folder, 'csv'))).toEqual(['gains.csv', 'years.csv'])
    for (const [name, rows] of [
      ['years', years],
      ['gains', gains],
    ] as const) {
      // prettier-ignore
      const [head, ...lines] = readFileSync(join(folder, 'csv', `${name}.csv`), 'utf8')
        .trimEnd()
        .split('\n')
      expect(head!.split(',')).toEqual(Object.keys(rows[0]!))
      // text is taken as it is, an empty cell is a value that is missing, all else is a number
      const valueOf = (text: string, like: unknown) =>
        text === '' ? null : typeof like === 'string' ? text : Number(text)
      const found = lines.map((line, i) => line.split(',').map((text, k) => valueOf(text, Object.values(rows[i]!)[k])))
      expect(found).toEqual(rows.map((row) => Object.values(row)))
    }
  })

  it('are the same bytes on two threads', () => {
    const { status } = spawnSync(process.execPath, [CLI, ...ASKED, '--threads', '2', '--tables', 'two'], {
      cwd: folder,
    })
    expect(status).toBe(0)
    for (const name of ['years.parquet', 'gains.parquet']) expect(bytesOf('two', name)).toEqual(bytesOf('one', name))
  })

  it('come in the order of draws, whoever is done first; and who waits for a turn that never comes is told to stop', async () => {
    const told: number[] = []
    const done = new Map<number, (rows: readonly YearRow[]) => void>()
    const asking = () => ({
      ask: (_: string, [, , from]: readonly unknown[]) =>
        new Promise((resolve) => done.set(from as number, (rows) => resolve({ entries: from, rows }))),
      end: () => Promise.resolve(),
    })
    const onYears = (rows: readonly YearRow[]) => void told.push(...rows.map(({ draw }) => draw))
    const batches = [[0, 2], [2, 4], [4, 6]] as const // prettier-ignore
    const { sweep } = tellingSweepers(asking as never, batches, onYears)()
    const stop = new AbortController()
    const made = batches.map((batch) => sweep({} as never, {} as never, batch, stop.signal))
    const finish = (draw: number) => done.get(draw)!([{ draw }, { draw: draw + 1 }] as never)
    finish(4)
    finish(2)
    await new Promise((resolve) => setImmediate(resolve))
    expect(told).toEqual([])
    finish(0)
    await Promise.all(made)
    expect(told).toEqual([0, 1, 2, 3, 4, 5])
    const late = tellingSweepers(asking as never, batches, onYears)().sweep(
      {} as never,
      {} as never,
      [2, 4],
      stop.signal,
    )
    finish(2)
    stop.abort(new Error('stopped'))
    await expect(late).rejects.toThrow('stopped')
  })
})

describe('a folder for tables', () => {
  it('is not written over without being told so, and nothing is left of what failed', async () => {
    const again = await commandIn(folder, [...ASKED, '--tables', 'one', '--lang', 'en'])
    expect([again.exit, again.out]).toEqual([2, ''])
    expect(again.err).toContain('one/years.parquet')
    mkdirSync(join(folder, 'there'))
    writeFileSync(join(folder, 'there', 'other.txt'), 'stays')
    const pieces = piecesIn(join(folder, 'there'), ['a', 'b'])
    pieces.append('a', new Uint8Array([1, 2, 3]))
    expect(readdirSync(join(folder, 'there'))).toEqual(['other.txt'])
    pieces.drop()
    expect(readdirSync(folder).filter((name) => name.startsWith('.evenredig'))).toEqual([])
    const whole = piecesIn(join(folder, 'there'), ['a'])
    whole.append('a', new Uint8Array([1, 2]))
    whole.append('a', new Uint8Array([3]))
    whole.end()
    expect([...bytesOf('there', 'a')]).toEqual([1, 2, 3])
    expect(existsSync(join(folder, 'there', 'other.txt'))).toBe(true)
  })

  it.each([
    [['--tables', 'x', '--store', 'y'], '--tables'],
    [['--beside', 'x.json'], '--beside'],
    [['--tables-as', 'csv'], '--tables'],
    [['--tables', 'x', '--tables-as', 'xlsx'], 'parquet | csv'],
    [['--out', 'x.html', '--shard', '1/2'], '--shard'],
  ])('%j is refused before anything is drawn', async (flags, named) => {
    const { exit, out, err } = await commandIn(folder, ['fairness', '2027-base', ...flags])
    expect([exit, out]).toEqual([2, ''])
    expect(err).toContain(named)
    expect(existsSync(join(folder, 'x'))).toBe(false)
  })
})

it('a long table is the same in whatever portions it leaves, and reads back over the edges of its groups', async () => {
  const chunks: Uint8Array[] = []
  const columns = [
    { name: 'n', kind: 'whole' },
    { name: 'word', kind: 'text' },
    { name: 'part', kind: 'number' },
  ] as const
  const table = await parquetTable(columns, {}, (bytes) => chunks.push(bytes))
  const row = (i: number) => [i, i % 3 === 0 ? null : `w${i % 7}`, i % 5 === 0 ? null : i / 8] as const
  for (let i = 0; i < 120_001; i++) table.add(row(i))
  table.end()
  expect(chunks.length).toBe(4) // three groups and the end: no more is in memory at a time
  const rows = await read(new Uint8Array(Buffer.concat(chunks)))
  expect(rows).toHaveLength(120_001)
  for (const i of [0, 1, 49_999, 50_000, 50_001, 99_999, 100_000, 120_000]) {
    expect(Object.values(rows[i]!)).toEqual([...row(i)])
  }
})

it('a long table as CSV keeps names that a spreadsheet or a reader would take for something else, and leaves in pieces', () => {
  const chunks: Uint8Array[] = []
  const columns = [{ name: 'oor', kind: 'text' }, { name: 'gain', kind: 'number' }] as const // prettier-ignore
  const table: LongTable = csvTable(columns, (bytes) => chunks.push(bytes))
  const names = ['NO', 'a,b', '"q"', 'x\ny', '=1+1']
  for (let i = 0; i < 2_500; i++) table.add([names[i % 5]!, i % 7 === 0 ? null : -i / 8])
  table.end()
  expect(chunks.length).toBe(3)
  const { lines } = parseCsv(Buffer.concat(chunks).toString(), 'gains.csv')
  expect(lines.length).toBe(2_501)
  expect(lines.slice(1, 6).map(({ cells }) => cells)).toEqual([
    ['NO', ''],
    ['a,b', '-0.125'],
    ['"q"', '-0.25'],
    ['x\ny', '-0.375'],
    ["'=1+1", '-0.5'],
  ])
})
