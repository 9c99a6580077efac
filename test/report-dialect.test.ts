/** CSV as Dutch Excel opens it: its bytes, its numbers, and that what is written reads back. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { compareMethods, explain, solve } from '../src/index.js'
import { csvText, parseCsv } from '../src/io/csv.js'
import { readTable } from '../src/io/read/table.js'
import { commandIn } from './command.js'

const folder = mkdtempSync(join(tmpdir(), 'evenredig-dialect-'))
afterAll(() => rmSync(folder, { recursive: true }))

const run = (...args: readonly string[]) => commandIn('.', args)

describe('--dialect excel-nl', () => {
  it('writes a byte order mark, semicolons and CRLF', async () => {
    const path = join(folder, 'a.csv')
    const err = expect.stringMatching(/^geschreven: [^\n]*a\.csv \([\d.]+ bytes\)\nVingerafdruk [^\n]*\n$/)
    expect(await run('solve', '2027-base', '--dialect', 'excel-nl', '--out', path)).toEqual({ out: '', err, exit: 0 })
    const bytes = readFileSync(path)
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
    const lines = bytes.toString('utf8').slice(1).split('\r\n')
    expect(lines[0]).toBe('specialty;NO;ON;Utrecht;NWN;Leiden;ZWN;ZON;data')
    expect(lines[1]).toBe('01;16;8;11;14;8;15;9;synthetic')
    expect(lines).toHaveLength(32)
    expect(lines.at(-1)).toBe('')
    expect(lines.join('')).not.toMatch(/[\r\n,]/)
  })

  it('writes a comma in every number, and the same numbers as the plain dialect', async () => {
    const { steps } = await explain('2027-base', '10', 'Leiden')
    const path = join(folder, 'explain.csv')
    await run('explain', '2027-base', '10', 'Leiden', '--dialect', 'excel-nl', '--out', path)
    const lines = readFileSync(path, 'utf8')
      .trim()
      .split('\r\n')
      .slice(1)
      .map((line) => line.split(';'))
    expect(lines.map(([, , value]) => value)).toEqual(steps.map(({ value }) => String(value ?? '').replace('.', ',')))
    expect(lines.filter(([, , value]) => value!.includes(',')).length).toBeGreaterThan(4)
  })

  it('reads back to the same places', async () => {
    const path = join(folder, 'back.csv')
    await run('solve', '2027-base', '--csv', '--dialect', 'excel-nl', '--out', path)
    expect(readTable(path, null).places).toEqual((await solve('2027-base')).allocation)
    const { results } = await compareMethods('2027-base', ['optimal', 'stepwise'])
    const { out } = await run('compare', '2027-base', '--methods', 'optimal,stepwise', '--csv', '--dialect', 'excel-nl')
    const {
      separator,
      lines: [, ...lines],
    } = parseCsv(out, 'x')
    expect(separator).toBe(';')
    expect(lines.map(({ cells }) => cells.slice(2, 4).map(Number))).toEqual(
      results[0]!.allocation!.flatMap((row, s) => row.map((places, o) => [places, results[1]!.allocation![s]![o]])),
    )
  })

  it('reads back to the same text and numbers, whatever they are', () => {
    const word = fc
      .string({ unit: 'grapheme-ascii', minLength: 1 })
      .map((text) => text.trim())
      .filter((text) => text !== '')
    const line = fc.tuple(word, fc.double({ noNaN: true, noDefaultInfinity: true }))
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 5 }), (rows) => {
        const [, ...lines] = parseCsv(csvText([['a', 'b'], ...rows], 'excel-nl'), 'x').lines
        const read = lines.map(({ cells }) => [
          cells[0]!.replace(/(^|[;,] *)'(?='*[=+\-@])/g, '$1'),
          Number(cells[1]!.replace(',', '.')),
        ])
        expect(read).toEqual(rows.map(([text, number]) => [text, number === 0 ? 0 : number]))
      }),
      { seed: 5, numRuns: 300 },
    )
  })

  it('never lets text become a formula, in either dialect', async () => {
    const texts = ['=1+1', '+1', '-1', '@sum', '\t=1', '\r=1', '\n=1', "'=1", '\uFF1D1', 'a;=1+1', 'a,=1', '"=1']
    for (const dialect of ['plain', 'excel-nl'] as const) {
      for (const text of texts) {
        const written = csvText([[text]], dialect)
          .replace(/^\uFEFF/, '')
          .replace(/\r?\n$/, '')
        const inside = written.startsWith('"') ? written.slice(1, -1).replaceAll('""', '"') : written
        // whatever a program takes for the separator
        for (const piece of inside.split(/[;,\t\r\n]/)) expect(piece.trim(), text).not.toMatch(/^[=+\-@\uFF1D]/)
      }
    }
    const scenario = {
      id: 'formula',
      year: 2027,
      oors: [{ code: '=HYPERLINK("http://x")' }, { code: 'B' }],
      specialties: [{ code: '+1', intake: 3 }],
      careUse: { all: [[2, 1]] },
    }
    const path = join(folder, 'formula.json')
    writeFileSync(path, JSON.stringify(scenario))
    const { out } = await run('solve', path, '--csv', '--dialect', 'excel-nl')
    expect(out.slice(1).split('\r\n')).toEqual([
      `specialty;"'=HYPERLINK(""http://x"")";B;data`,
      "'+1;2;1;confidential",
      '',
    ])
  })

  it('is refused where there is no CSV, and by a name that it does not have', async () => {
    for (const args of [
      ['--dialect', 'excel-nl'],
      ['--json', '--dialect', 'excel-nl'],
      ['--csv', '--dialect', 'excel-de'],
    ]) {
      const { exit, out, err } = await run('solve', '2027-base', '--lang', 'en', ...args)
      expect({ exit, out }).toEqual({ exit: 2, out: '' })
      expect(err).toContain('--dialect')
    }
    expect((await run('solve', '--help')).out).toContain('excel-nl')
  })
})
