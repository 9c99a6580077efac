/** `--names` and `--totals`: what CSV then holds, and that everything that reads CSV takes it as it takes the table without them. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest'
import { commands } from '../src/cli/commands.js'
import { InputError } from '../src/domain/errors.js'
import { resultCsv, namesIn, yearsCsv } from '../src/formats/csv.js'
import { check, round, solve } from '../src/index.js'
import { CSV_DIALECTS, parseCsv, type CsvForm } from '../src/io/csv.js'
import { readProblem } from '../src/io/read/problem.js'
import { readProposal } from '../src/io/read/proposal.js'
import { readScenario, shippedFile } from '../src/io/read/scenario.js'
import { readTable } from '../src/io/read/table.js'
import { twoYears } from './answers.js'

const folder = mkdtempSync(join(tmpdir(), 'evenredig-csv-'))
afterAll(() => rmSync(folder, { recursive: true }))
afterEach(() => vi.restoreAllMocks())

const FORMS = CSV_DIALECTS.flatMap((dialect) =>
  [true, false].flatMap((names) => [true, false].map((totals): CsvForm => ({ dialect, names, totals }))),
)

function put(name: string, text: string): string {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

/** Runs a command in this process. @returns what it wrote to stdout */
async function run(...args: string[]): Promise<string> {
  let out = ''
  vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  vi.spyOn(process.stdout, 'write').mockImplementation((chunk, ...rest) => {
    out += String(chunk)
    const done = rest.at(-1)
    if (typeof done === 'function') done()
    return true
  })
  await commands(args, 'nl')
  vi.restoreAllMocks()
  return out
}

const cellsOf = (text: string) => parseCsv(text, 'x').lines.map(({ cells }) => cells)
const scenario = readScenario('2027-base')
const names = namesIn(scenario)

describe('an allocation with names and totals', () => {
  it('has the name beside the code, and totals at the right and below, before the label', async () => {
    const [header, first, ...others] = cellsOf(await run('solve', '2027-base', '--csv', '--names', '--totals'))
    expect(header).toEqual(['specialty', 'name', 'NO', 'ON', 'Utrecht', 'NWN', 'Leiden', 'ZWN', 'ZON', 'total', 'data'])
    expect(first!.slice(0, 2)).toEqual(['01', 'Anesthesiologie'])
    expect(first!.slice(-2)).toEqual(['81', 'synthetic'])
    const last = others.at(-1)!
    expect(last.slice(0, 2)).toEqual(['total', ''])
    expect(last.slice(-2)).toEqual(['1140', 'synthetic'])
    expect(last.slice(2, 9).reduce((sum, each) => sum + Number(each), 0)).toBe(1140)
  })

  it('is without them when they are not asked for', async () => {
    expect(cellsOf(await run('solve', '2027-base', '--csv'))[0]).not.toContain('name')
  })

  it('reads back as a proposal, a published table and care use, in either dialect', async () => {
    const { allocation, ...rest } = await solve('2027-base')
    const share = shippedFile('2027-base', 'x')
    for (const form of FORMS) {
      const text = resultCsv({ allocation, ...rest }, form, names)
      const path = put('back.csv', text)
      expect(readProposal(path, scenario).places).toEqual(allocation!.flat())
      expect(readTable(path, null).places).toEqual(allocation)
      expect(readTable(path, scenario).places).toEqual(allocation)
      put('own.json', JSON.stringify({ ...share, careUse: { unit: 'volume', all: 'back.csv' } }))
      const own = readScenario(join(folder, 'own.json'))
      expect(own.careUse).toMatchObject({ all: allocation!.map((row) => row.map(String)) })
    }
  })

  it('has totals that are checked: one that is wrong is a fault by its line', async () => {
    const text = resultCsv(await solve('2027-base'), { dialect: 'plain', names: true, totals: true }, names)
    const wrong = put('wrong.csv', text.replace(/,1140,/, ',1141,'))
    expect(() => readProposal(wrong, scenario)).toThrow(InputError)
  })

  it('of a draft passes check', async () => {
    const path = put('draft.csv', await run('draft', '2027-base', '--csv', '--names', '--totals'))
    expect(cellsOf(readFileSync(path, 'utf8'))[0]!.slice(0, 2)).toEqual(['specialty', 'name'])
    expect((await check('2027-base', path)).rules.length).toBeGreaterThan(0)
    expect(readProposal(path, scenario).places.reduce((sum, each) => sum + each, 0)).toBe(1140)
  })

  it('of a table to round has totals, and reads back as one', async () => {
    const problem = { rows: ['a', 'b'], columns: ['x', 'y'], target: [['1.5', '0.5'], ['0.5', '1.5']], rowTotals: [2, 2], columnTotals: [2, 2] } // prettier-ignore
    const path = put('problem.json', JSON.stringify(problem))
    const { allocation } = await round(problem)
    for (const dialect of CSV_DIALECTS) {
      const back = put('round.csv', await run('round', path, '--csv', '--totals', '--dialect', dialect))
      const { rows, columns, rowTotals, columnTotals } = readProblem(back)
      expect({ rows, columns, rowTotals }).toEqual({ rows: ['a', 'b'], columns: ['x', 'y'], rowTotals: [2, 2] })
      expect(columnTotals.map((each) => (typeof each === 'number' ? each : [...each]))).toEqual(
        (await round(problem)).columnTotals,
      )
      expect((await round(back)).allocation).toEqual(allocation)
    }
  })
})

describe('a line per cell', () => {
  it('has lines of totals per specialty, per OOR and of all', async () => {
    const solved = await twoYears()
    const lines = cellsOf(yearsCsv(solved, { dialect: 'plain', names: true, totals: true }, names))
    expect(lines[0]!.slice(0, 6)).toEqual(['specialty', 'name', 'oor', '2026', '2027', 'sum'])
    const [first, second] = solved.rowTotals as [readonly number[], readonly number[]]
    const own = lines.find(([code, , oor]) => code === '01' && oor === 'total')!
    expect(own.slice(1, 6)).toEqual(['Anesthesiologie', 'total', ...[first[0]!, 81, first[0]! + 81].map(String)])
    const [before, after] = [first, second].map((totals) => totals.reduce((sum, each) => sum + each, 0)) as [
      number,
      number,
    ]
    expect(lines.at(-1)!.slice(0, 6)).toEqual(['total', '', 'total', ...[before, after, before + after].map(String)])
    expect(lines.filter(([code]) => code === 'total').map((line) => line[2])).toEqual([...solved.columns, 'total'])
  })

  it('of a comparison sums what the criterion and rounding changed, to the difference', async () => {
    const lines = cellsOf(await run('compare', '2026-base', '2026-reference', '--csv', '--names', '--totals'))
    const causes = ['intake', 'careUse', 'criterion', 'floor', 'zeroCells', 'options', 'rounding']
    const header = ['specialty', 'name', 'oor', 'a', 'b', 'difference', ...causes, 'target', 'data']
    expect(lines[0]).toEqual(header)
    const totals = lines.filter(([code, , oor]) => code === 'total' || oor === 'total')
    expect(totals).toHaveLength(30 + 7 + 1)
    for (const line of totals) {
      const [a, b, difference, ...parts] = line.slice(3, -2).map(Number) as [number, number, number, ...number[]]
      expect(b - a).toBe(difference)
      expect(parts).toHaveLength(causes.length)
      expect(parts.reduce((sum, each) => sum + each, 0)).toBeCloseTo(difference, 8)
      expect(Number(line.at(-2))).toBeCloseTo(difference - parts.at(-1)!, 8)
      expect(String(parts[2])).toMatch(/^-?\d+(\.\d{1,9})?(e-\d+)?$/)
    }
    const methods = cellsOf(await run('compare', '2027-base', '--methods', 'optimal,stepwise', '--csv', '--totals'))
    expect(methods.at(-1)!.slice(0, 3)).toEqual(['total', 'total', '1140'])
  })
})

describe('names and totals of what is no CSV', () => {
  it('are wrong usage', async () => {
    for (const flag of ['--names', '--totals']) {
      for (const args of [
        ['solve', '2027-base'],
        ['solve', '2027-base', '--json'],
        ['draft', '2027-base', '--json'],
        ['years', '2026-base', '2027-base'],
      ]) {
        // prettier-ignore
        const fault = await run(...args, flag).catch((error: unknown) => error)
        expect(fault).toBeInstanceOf(InputError)
        expect((fault as InputError).faults[0]).toMatchObject({ code: 'usage', path: flag })
      }
      await expect(run('explain', '2027-base', '10', 'Leiden', '--csv', flag)).rejects.toThrow(InputError)
    }
  })
})
