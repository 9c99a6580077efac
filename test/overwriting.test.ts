/** What `--out` writes over: nothing that is there, unless it is told to, and its own input never. */
import { execFileSync, spawnSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { InputError } from '../src/domain/errors.js'
import { writeWhole } from '../src/host/files.js'
import { commandIn } from './command.js'

const CLI = fileURLToPath(new URL('../dist/cli.js', import.meta.url))
const TABLE = {
  rows: ['r', 's'],
  columns: ['A', 'B'],
  target: [
    [1.4, 1.6],
    [2.6, 0.4],
  ],
  rowTotals: [3, 3],
  columnTotals: [4, 2],
}
const MINE = 'made by hand\n'

let folder = ''
beforeAll(() => {
  if (!existsSync(CLI)) throw new Error(`${CLI} is not there: run "npm run build" before these tests`)
})
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'evenredig-over-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const here = (name: string) => join(folder, name)

function put(name: string, text = MINE): string {
  writeFileSync(here(name), text)
  return name
}

const run = (...args: readonly string[]) => commandIn(folder, args)

/** The command in a process of its own, which has a stdout that it may be asked to open. */
function spawned(...args: readonly string[]): { exit: number | null; out: string; err: string } {
  const { EVENREDIG_LANG: _, ...env } = process.env
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...args], { encoding: 'utf8', cwd: folder, env })
  return { exit: status, out: stdout, err: stderr }
}

describe('a file that is there', () => {
  const EXPECTED = fileURLToPath(new URL('../scenarios/2027-base/expected.csv', import.meta.url))
  const SOLVED = 'solved.json'
  const commands: readonly (readonly [string, readonly string[], readonly string[]])[] = [
    ['solve', ['2027-base'], ['x.json', 'x.csv', 'x.txt', 'x.html', 'x.xlsx', 'x.lp', 'x.mps']],
    ['round', ['table.json'], ['x.json', 'x.xlsx', 'x.lp']],
    ['compare', ['2026-base', '2026-reference'], ['x.xlsx']],
    ['compare', ['2027-base', '--methods', 'optimal,stepwise'], ['x.csv']],
    ['explain', ['2027-base', '10', 'Leiden'], ['x.html']],
    ['verify', [SOLVED], ['x.txt']],
    ['draft', ['2027-base'], ['x.json']],
    ['check', ['2027-base', EXPECTED], ['x.txt']],
    ['years', ['2026-base', '2027-base'], ['x.csv']],
  ]

  it.each(commands)('stays, without --force: %s %j', async (command, args, names) => {
    put('table.json', JSON.stringify(TABLE))
    if (command === 'verify') await run('round', 'table.json', '--out', SOLVED)
    for (const name of names) {
      put(name)
      const refused = await run(command, ...args, '--out', name)
      expect(refused).toEqual({
        exit: 2,
        out: '',
        err: `--out ${name}: bestaat al en wordt niet overschreven (verwacht een andere naam | --force)\n`,
      })
      expect(readFileSync(here(name), 'utf8')).toBe(MINE)
      const forced = await run(command, ...args, '--out', name, '--force', '--lang', 'en')
      expect(forced.exit, forced.err).toBeLessThan(2)
      expect(forced.err).toMatch(`written: ${name} (`)
      expect(readFileSync(here(name), 'utf8')).not.toBe(MINE)
    }
    expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([])
  })

  it('stays, for a template too', async () => {
    put('leeg.xlsx')
    expect(await run('template', 'leeg.xlsx')).toMatchObject({
      exit: 2,
      err: expect.stringMatching(/^leeg\.xlsx: bestaat al/),
    })
    expect((await run('template', 'leeg.xlsx', '--force')).exit).toBe(0)
    expect(readFileSync(here('leeg.xlsx')).subarray(0, 2).toString()).toBe('PK')
  })

  it('is found before anything is read or computed', async () => {
    put('x.json')
    expect((await run('solve', 'no-such-scenario', '--out', 'x.json')).err).toMatch(/^--out x\.json: bestaat al/)
  })

  it('is not asked after where it is a device or a pipe', async () => {
    const quiet = (printed: string) => ({ exit: 0, out: printed, err: expect.stringMatching(/^Vingerafdruk [^\n]*\n$/) as string }) // prettier-ignore
    expect(await run('solve', '2027-base', '--csv', '--out', '/dev/null')).toEqual(quiet(''))
    const printed = (await run('solve', '2027-base', '--csv')).out
    expect(spawned('solve', '2027-base', '--csv', '--out', '/dev/stdout')).toEqual(quiet(printed))
    put('x.csv')
    for (const name of ['/proc/self/fd/1', '/dev/../dev/fd/1']) {
      expect(spawned('solve', '2027-base', '--csv', '--out', name), name).toEqual(quiet(printed))
    }
    // also where stdout is a file already
    execFileSync('/bin/sh', ['-c', `"${process.execPath}" "${CLI}" solve 2027-base --csv --out /dev/stdout > x.csv`], {
      cwd: folder,
    })
    expect(readFileSync(here('x.csv'), 'utf8')).toBe(printed)
  })
})

describe.runIf(existsSync('/proc/self/cwd'))('a file that is reached by a place of devices', () => {
  it('is a file as any other', async () => {
    put('x.json')
    const name = '/proc/self/cwd/x.json'
    expect(await run('solve', '2027-base', '--out', name)).toMatchObject({
      exit: 2,
      err: expect.stringContaining('bestaat al'),
    })
    expect(readFileSync(here('x.json'), 'utf8')).toBe(MINE)
    put('table.json', JSON.stringify(TABLE))
    const own = await run('round', 'table.json', '--out', '/proc/self/cwd/table.json', '--force')
    expect(own).toMatchObject({ exit: 2, err: expect.stringContaining('bestaat al') })
    expect(await run('solve', '2027-base', '--out', name, '--force')).toMatchObject({ exit: 0 })
    expect(readdirSync(folder).toSorted()).toEqual(['table.json', 'x.json'])
  })
})

describe('a name as long as names may be', () => {
  it('is written', async () => {
    const name = `${'a'.repeat(250)}.json`
    expect(await run('solve', '2027-base', '--out', name)).toMatchObject({ exit: 0 })
    expect(readdirSync(folder)).toEqual([name])
  })
})

describe('what replaces a file', () => {
  it('keeps its mode, and the link that leads to it', async () => {
    mkdirSync(here('elsewhere'))
    put('elsewhere/real.csv')
    chmodSync(here('elsewhere/real.csv'), 0o604)
    symlinkSync('elsewhere/real.csv', here('link.csv'))
    symlinkSync('link.csv', here('chain.csv'))
    expect(await run('solve', '2027-base', '--out', 'chain.csv')).toMatchObject({ exit: 2 })
    expect(await run('solve', '2027-base', '--out', 'chain.csv', '--force')).toMatchObject({ exit: 0 })
    expect([readlinkSync(here('chain.csv')), readlinkSync(here('link.csv'))]).toEqual([
      'link.csv',
      'elsewhere/real.csv',
    ])
    expect(readFileSync(here('elsewhere/real.csv'), 'utf8')).toMatch(/^specialty,/)
    expect(statSync(here('elsewhere/real.csv')).mode & 0o777).toBe(0o604)
    expect(readdirSync(here('elsewhere'))).toEqual(['real.csv'])
  })

  it('comes where a link leads to nothing yet', async () => {
    mkdirSync(here('elsewhere'))
    symlinkSync('elsewhere/new.csv', here('link.csv'))
    expect(await run('solve', '2027-base', '--out', 'link.csv')).toMatchObject({ exit: 0 })
    expect(readdirSync(here('elsewhere'))).toEqual(['new.csv'])
  })

  it('never is its own input, not even by force, by whatever name', async () => {
    const table = JSON.stringify(TABLE)
    put('table.json', table)
    linkSync(here('table.json'), here('hard.json'))
    symlinkSync('table.json', here('soft.json'))
    for (const name of ['table.json', './table.json', 'hard.json', 'soft.json']) {
      const refused = await run('round', 'table.json', '--out', name, '--force')
      expect([refused.exit, refused.err]).toEqual([2, expect.stringMatching(/bestaat al .*verwacht een andere naam\)/)])
    }
    expect(readFileSync(here('table.json'), 'utf8')).toBe(table)
    // a scenario is more than one file
    const scenario = {
      id: 'x',
      year: 2027,
      oors: [{ code: 'A' }, { code: 'B' }],
      specialties: [{ code: '1', intake: 3 }],
      careUse: { all: 'use.csv' },
    }
    put('scenario.json', JSON.stringify(scenario))
    const use = 'specialty,A,B\n1,1,2\n'
    put('use.csv', use)
    for (const name of ['use.csv', 'scenario.json']) {
      expect(await run('solve', '.', '--out', name, '--force')).toMatchObject({ exit: 2 })
      expect(await run('explain', 'scenario.json', '1', 'A', '--out', name, '--force')).toMatchObject({ exit: 2 })
    }
    expect(readFileSync(here('use.csv'), 'utf8')).toBe(use)
    const verify = await run('verify', 'table.json', '--scenario', 'scenario.json', '--out', 'scenario.json', '--force')
    expect([verify.exit, verify.err]).toEqual([2, expect.stringContaining('bestaat al')])
  })

  it('does not come between: a file that appears meanwhile stays', () => {
    put('x.txt')
    expect(() => writeWhole(here('x.txt'), 'new')).toThrow(InputError)
    expect(readFileSync(here('x.txt'), 'utf8')).toBe(MINE)
    expect(readdirSync(folder)).toEqual(['x.txt'])
  })
})

describe('a name that is not UTF-8', () => {
  it('is refused, for reading and for writing, and nothing else is read or written for it', () => {
    const shell = (line: string) => {
      const { status, stderr } = spawnSync('/bin/bash', ['-c', `"${process.execPath}" "${CLI}" ${line}`], {
        encoding: 'utf8',
        cwd: folder,
      })
      return { exit: status, err: stderr }
    }
    put('table.json', JSON.stringify(TABLE))
    writeFileSync(here('t\uFFFD.json'), JSON.stringify(TABLE)) // what the name would become
    for (const line of [
      "round $'t\\xff.json'",
      "round table.json --out $'t\\xff.csv'",
      "solve $'t\\xff'",
      "check 2027-base $'t\\xff.json'",
      "draft 2027-base --advices $'t\\xff.json'",
      "template $'t\\xff.xlsx'",
      "reconstruct table.json --out $'t\\xff'",
    ]) {
      const { exit, err } = shell(line)
      expect([line, exit, err]).toEqual([line, 2, expect.stringContaining('een naam die geen UTF-8 is')])
    }
    expect(readdirSync(folder).toSorted()).toEqual(['table.json', 't\uFFFD.json'].toSorted())
  })
})
