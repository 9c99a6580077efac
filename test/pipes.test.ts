/** Files that have no ending, or the wrong one: a workbook is known by what is in it, on every command, and a pipe is read once. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readScenario } from '../src/io/read/scenario.js'
import { commandIn, type Run } from './command.js'
import { book, type Typed } from './workbooks.js'

const MAIN = new URL('../dist/cli.js', import.meta.url).pathname
const BASE = readScenario('2027-base')
const folder = mkdtempSync(join(tmpdir(), 'evenredig-pipes-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const OORS = BASE.oors.map(({ code }) => code)
const SHARES = BASE.careUse.kind === 'matrix' ? BASE.careUse.all : []
const row = ({ code, intake }: { code: string; intake: number }): Typed[] => [code, intake, 0, 0, 0, 0, 0, 0, intake]

/** A command in the folder. */
const run = (line: string): Promise<Run> => commandIn(folder, line.trim().split(/ +/))

/** A line of the shell, in the folder; `$E` is the command. */
function sh(line: string): { exit: number | null; out: string; err: string } {
  const options = { cwd: folder, encoding: 'utf8', env: { ...process.env, E: `${process.execPath} ${MAIN}` } } as const
  const { status, stdout, stderr } = spawnSync('bash', ['-c', line], options)
  return { exit: status, out: stdout, err: stderr }
}

beforeAll(async () => {
  const files = {
    own: await book({ 'Zorggebruik alle': [['Code', ...OORS], ...BASE.specialties.map(({ code }, s) => [code, ...SHARES[s]!.map(Number)])] }), // prettier-ignore
    table: await book({ Doel: [['', 'A', 'B', 'Totaal'], ['r', 1.5, 1.5, 3], ['s', 1.5, 0.5, 2], ['Totaal', 3, 2, 5]] }), // prettier-ignore
    proposal: await book({ Voorstel: [['Code', ...OORS, 'Totaal'], ...BASE.specialties.map(row)] }),
    advices: await book({ Adviezen: [['Code', ...OORS], row(BASE.specialties[0]!).slice(0, 8)] }),
  }
  for (const [name, bytes] of Object.entries(files)) {
    for (const ending of ['xlsx', 'csv', 'json', 'dat']) writeFileSync(join(folder, `${name}.${ending}`), bytes)
  }
})

const COMMANDS = {
  solve: ['solve', 'own', '--frame 2027-base --csv'],
  explain: ['explain', 'own', '10 Leiden --frame 2027-base --csv'],
  compare: ['compare 2027-base', 'own', '--frame 2027-base --csv'],
  years: ['years 2026-base', 'own', '--frame 2027-base --csv'],
  draft: ['draft', 'own', '--frame 2027-base --csv --option zeroCells.inTotals=included'],
  round: ['round', 'table', '--csv'],
  check: ['check 2027-base', 'proposal', ''],
  'check with advices': ['check 2027-base proposal.xlsx --advices', 'advices', ''],
  reconstruct: ['reconstruct', 'proposal', '--out r --force'],
} as const

describe('a workbook', () => {
  it.each(Object.entries(COMMANDS))(
    'is one by what is in it: %s',
    async (_, [before, file, after]) => {
      const plain = await run(`${before} ${file}.xlsx ${after}`)
      expect(plain.err).not.toMatch(/zipbestand|JSON|CSV_/)
      const same = ({ exit, out, err }: Pick<Run, 'out' | 'err'> & { readonly exit: number | null }) =>
        expect({ exit, lines: out.split('\n').length }, err).toEqual({
          exit: plain.exit,
          lines: plain.out.split('\n').length,
        })
      // years takes long
      const endings = before.startsWith('years') ? [] : ['csv', 'json', 'dat']
      for (const ending of endings) same(await run(`${before} ${file}.${ending} ${after}`))
      same(sh(`$E ${before} /dev/stdin ${after} < ${file}.xlsx`))
      same(sh(`$E ${before} <(cat ${file}.xlsx) ${after}`))
    },
    300_000,
  )

  it('from a pipe is read once, also where a file is written over; and what was read is said', () => {
    writeFileSync(join(folder, 'there.csv'), 'old')
    const { exit, err } = sh('cat table.xlsx | $E round /dev/stdin --out there.csv --force')
    expect(exit, err).toBe(0)
    expect(readFileSync(join(folder, 'there.csv'), 'utf8')).toMatch(/^specialty,A,B\n/)
    expect(err).toContain('Gelezen: /dev/stdin: blad Doel')
  })
})

/** Flags that the form has no use for. */
const IDLE = [
  'solve 2027-base --dialect excel-nl',
  'solve 2027-base --json --names',
  'solve 2027-base --out x.lp --totals',
  'solve 2027-base --out x.mps --ties lot',
  'solve 2027-base --out x.lp --seed 3',
  'solve 2027-base --csv --optima 3',
  'round table.xlsx --json --totals',
  'round table.xlsx --csv --names',
  'compare 2026-base 2027-base --names',
  'compare 2026-base 2027-base --csv --advices advices.xlsx',
  'compare 2027-base --methods optimal,stepwise --totals',
  'explain 2027-base 10 Leiden --dialect excel-nl',
  'draft 2027-base --totals',
  'draft 2027-base --csv --fallback',
  'years 2026-base 2027-base --json --dialect excel-nl',
] as const

describe('a flag that does nothing for the form that was asked for', () => {
  it.each(IDLE)('is refused before a file is looked at: %s', async (line) => {
    const absent = line.replace(/2026-base|2027-base|\w+\.xlsx/, 'nergens.xlsx')
    const { exit, err } = await run(absent)
    expect(exit).toBe(2)
    expect(err).toMatch(/verkeerd gebruik|onbekende vlag/)
    expect(err).not.toContain('nergens')
  })
})
