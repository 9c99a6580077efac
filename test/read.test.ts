/** What was read is said: on stderr, on top of every output, and in JSON; what differs from the frame is a warning. */
import { execFile, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { publish, reconstruct, solve, verify, type Read } from '../src/index.js'
import { readScenario } from '../src/io/read/scenario.js'
import { remarkText } from '../src/words/texts.js'
import { readXlsx } from '../src/io/xlsx/read.js'
import { book, type Typed } from './workbooks.js'

const MAIN = new URL('../dist/cli.js', import.meta.url).pathname
const BASE = readScenario('2027-base')
const folder = mkdtempSync(join(tmpdir(), 'evenredig-read-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const SHARES = BASE.careUse.kind === 'matrix' ? BASE.careUse.all : []
const own = join(folder, 'eigen.xlsx')

/** Twenty-nine specialties with their intake, and one place more than the frame has. */
const TABLE: Typed[][] = [
  ['Code', 'Specialisme', ...BASE.oors.map(({ code }) => code), 'Instroom'],
  ...BASE.specialties
    .slice(0, -1)
    .map(({ code, name, intake }, s) => [code, name, ...SHARES[s]!.map(Number), intake + (s === 0 ? 1 : 0)]),
]

async function run(args: readonly string[]): Promise<{ out: string; err: string }> {
  const done = await promisify(execFile)(process.execPath, [MAIN, ...args], { cwd: folder })
  return { out: done.stdout, err: done.stderr }
}

beforeAll(async () => {
  writeFileSync(own, await book({ 'Zorggebruik alle': TABLE }))
})

const codes = (read: Read | undefined) => read?.warnings.map(({ code }) => code)

describe('own data', () => {
  it('without floor, zero cells or a specialty of the frame are warned of in JSON, each with its text', async () => {
    const { read } = await solve(own)
    expect(codes(read)).toEqual(expect.arrayContaining(['no-floor', 'no-zero-cells', 'specialties-missing']))
    const missing = read!.warnings.find(({ code }) => code === 'specialties-missing')!
    expect(missing).toEqual({
      code: 'specialties-missing',
      path: own,
      found: BASE.specialties.at(-1)!.code,
      text: `deze specialismen van het kader ontbreken: ${BASE.specialties.at(-1)!.code}`,
    })
    const english = (await solve(own, { language: 'en' })).read!
    expect(english.warnings.find(({ code }) => code === 'no-floor')!.text).toBe('no floor')
  })

  it('with another national intake than that of the frame are warned of', async () => {
    const whole = [...TABLE, [BASE.specialties.at(-1)!.code, BASE.specialties.at(-1)!.name, ...SHARES.at(-1)!.map(Number), BASE.specialties.at(-1)!.intake]] // prettier-ignore
    writeFileSync(join(folder, 'heel.xlsx'), await book({ 'Zorggebruik alle': whole }))
    const { read } = await solve(join(folder, 'heel.xlsx'), { frame: '2027-base' })
    expect(codes(read)).toContain('intake-differs')
    expect(codes(read)).not.toContain('no-floor')
    expect(read!.warnings.find(({ code }) => code === 'intake-differs')!.found).toBe('1141 / 1140')
    expect(read!.used.map(({ code }) => code)).toEqual(expect.arrayContaining(['frame', 'floor', 'zero-cells']))
  })

  it('published keep warnings that quote no cell', async () => {
    expect(codes(publish(await solve(own)).read)).toContain('no-floor')
  })

  it('are warned of on stderr, and on top of text, page and workbook', async () => {
    const line = 'Let op: geen ondergrens (eigen.xlsx)'
    const { out, err } = await run(['solve', 'eigen.xlsx'])
    expect(err.split('\n')).toContain(line)
    expect(out.split('\n')[0]).toMatch(/^Let op: /)
    expect(out).toContain(line)
    await run(['solve', 'eigen.xlsx', '--out', 'r.html'])
    const page = readFileSync(join(folder, 'r.html'), 'utf8')
    expect(page.slice(0, page.indexOf('<main'))).toContain(line)
    expect(page).toContain('id="gelezen"')
    await run(['solve', 'eigen.xlsx', '--out', 'r.xlsx'])
    const { sheets } = readXlsx(readFileSync(join(folder, 'r.xlsx')), 'r.xlsx')
    const textsOf = (i: number) =>
      sheets.at(i)!.rows.flatMap(({ cells }) => [...cells.values()].map(({ text }) => text))
    expect(textsOf(0)[1]).toContain(line)
    expect(textsOf(-1)).toContain('Wat is gelezen')
  })

  it('are told where a result is verified and where a table is reconstructed', async () => {
    const result = await solve(own)
    expect(codes((await verify(result, { scenario: own })).read)).toContain('no-floor')
    expect('read' in (await verify(result))).toBe(false)
    writeFileSync(join(folder, 'tabel.csv'), 'specialty,A,B\n1,3,4\n2,5,2\n')
    const { read } = await reconstruct(join(folder, 'tabel.csv'), { language: 'en' })
    expect(read!.used.map(({ text }) => text)).toEqual(['2 specialties', '2 OORs'])
  })

  it('take their year from the workbook, or say that it is the frame’s', async () => {
    const year = async (kader: Record<string, Typed[][]>) => {
      const path = join(folder, 'jaar.xlsx')
      writeFileSync(path, await book({ 'Zorggebruik alle': TABLE, ...kader }))
      const answer = await solve(path, { frame: '2026-base' }).catch((error: unknown) => error)
      return (answer as { read?: Read }).read?.used.find(({ code }) => code === 'frame-year')?.text
    }
    const [heel, last] = [TABLE.length, BASE.specialties.at(-1)!]
    if (heel === BASE.specialties.length) TABLE.push([last.code, last.name, ...SHARES.at(-1)!.map(Number), last.intake])
    expect(await year({})).toBe('jaar 2026 uit het kader')
    expect(await year({ Kader: [['Jaar', 2028]] })).toBeUndefined()
    TABLE.length = heel
  })

  it('a sheet of another thing is not care use, also when it is the only one', async () => {
    for (const name of ['Voorstel', 'Toewijzing', 'Doel', 'Adviezen', 'Proposal', 'Allocation']) {
      const path = join(folder, `${name}.xlsx`)
      writeFileSync(path, await book({ [name]: TABLE }))
      await expect(solve(path)).rejects.toMatchObject({
        faults: [{ code: 'not-care-use', path: `${path}:${name}`, expected: 'Zorggebruik alle' }],
      })
    }
  })

  it('one is said as one', () => {
    expect([1, 2].map((n) => remarkText({ code: 'rows', path: '', found: String(n) }, 'nl'))).toEqual([
      '1 rij',
      '2 rijen',
    ])
  })

  it('and what comes from no table says nothing', async () => {
    expect('read' in (await solve('2027-base'))).toBe(false)
    expect((await run(['solve', '2027-base'])).err).toBe('')
  })
})

/** A terminal of its own, as `script` of util-linux gives one. */
const hasTerminal = spawnSync('script', ['--version']).status === 0
if (!hasTerminal) console.info('not tried, what a terminal shows: there is no `script` of util-linux')

describe.skipIf(!hasTerminal)('in a terminal', () => {
  const times = (text: string) => text.split('geen ondergrens').length - 1

  it('a warning is read once: on top of the answer, or on stderr where that goes elsewhere', () => {
    const shown = (rest: string) => {
      const command = `'${process.execPath}' '${MAIN}' solve eigen.xlsx ${rest}`
      return spawnSync('script', ['-qec', command, '/dev/null'], { cwd: folder, encoding: 'utf8' }).stdout
    }
    expect(times(shown(''))).toBe(1)
    expect(times(shown('--out a.txt'))).toBe(1)
    expect(times(shown('> b.txt'))).toBe(1)
    expect(times(readFileSync(join(folder, 'b.txt'), 'utf8'))).toBe(1)
    expect(times(shown('2> c.txt'))).toBe(1)
    expect(times(readFileSync(join(folder, 'c.txt'), 'utf8'))).toBe(1)
  })
})
