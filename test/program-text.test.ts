/** Programs as CPLEX LP and free MPS: solvers that are not ours read them and find the same optimum, level by level. */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { baseDistribution, withinError } from '../models/base-distribution.js'
import { NANO } from '../src/domain/decimal.js'
import { OBJECTIVES, type Table } from '../src/domain/table.js'
import { programText as textOf } from '../src/program/text.js'
import { programText, round, type ProgramFormat, type Result } from '../src/index.js'
import { optimal } from '../src/rounding/optimal.js'
import { levelsOf } from '../src/allocation/measures.js'
import { flow } from '../src/solvers/flow.js'
import { commandIn } from './command.js'
import { tableArbitrary } from './arbitraries.js'
import { sized } from './size.js'

const FORMATS = ['lp', 'mps'] as const
const FLAG = { lp: '--lp', mps: '--freemps' } as const
const CONVEX = OBJECTIVES.filter((objective) => objective !== 'proportional')

const folder = mkdtempSync(join(tmpdir(), 'evenredig-'))
afterAll(() => rmSync(folder, { recursive: true }))

const glpsol = hasGlpsol()
if (!glpsol) console.log('skipped: glpsol is not there (Debian: apt-get install glpk-utils)')

function hasGlpsol(): boolean {
  try {
    execFileSync('glpsol', ['--version'])
    return true
  } catch {
    return false
  }
}

/** What glpsol makes of a text: the objective of the optimum and the value of every column, or null when infeasible. */
function solved(text: string, format: ProgramFormat): { value: number; columns: number[]; log: string } | null {
  const [model, solution] = [join(folder, `p.${format}`), join(folder, 'p.sol')]
  writeFileSync(model, text)
  const log = execFileSync('glpsol', [FLAG[format], model, '-w', solution], { encoding: 'utf8', timeout: 20_000 })
  const lines = readFileSync(solution, 'utf8').split('\n')
  const [, , , , status, value] = lines.find((line) => line.startsWith('s '))!.split(' ')
  expect(status, log).toMatch(/^[on]$/)
  const columns = lines.filter((line) => line.startsWith('j ')).map((line) => Number(line.split(' ')[2]))
  return status === 'o' ? { value: Number(value), columns, log } : null
}

/** Compares a file per level with the levels of the result; glpsol itself computes within about 1e-7. */
async function expectSameLevels(of: Parameters<typeof programText>[0], objective: Result['objective']): Promise<void> {
  const whole = await programText(of, 'lp', { objective })
  for (const { name, value } of whole.result.levels!) {
    if (name === 'largest-error') continue // no level of the program but bounds: tested below
    for (const format of FORMATS) {
      const { text } = await programText(of, format, { objective, level: name })
      expect(solved(text!, format)!.value, `${objective} ${name} ${format}`).toBeCloseTo(value!, 6)
    }
  }
}

const TABLE = {
  rows: ['e1', 'free', 'st'],
  columns: ['End', 'end', 'é b'],
  target: [
    [2.4, 1.35, 0.3],
    ['1,6', '2,7', '1,7'],
    [0.5, 1.5, 2.25],
  ],
  rowTotals: [4, 6, 4],
  columnTotals: [4, [5, 6], 5],
  zeroCells: [['e1', 'é b']],
  bounds: [['free', 'End', 1, 2]],
}

describe.skipIf(!glpsol)('glpsol reads both formats and finds the same optimum, level by level', () => {
  for (const scenario of ['2027-base', '2026-reference']) {
    for (const objective of CONVEX) {
      it(`${scenario} by ${objective}`, () => expectSameLevels({ scenario }, objective))
    }
  }

  it('a table with intervals, a zero cell, a bound, and codes that are keywords, numbers or alike', async () => {
    for (const objective of CONVEX) await expectSameLevels({ problem: TABLE }, objective)
  })

  it('the allocation can be read from the columns y_', async () => {
    const { text, result } = await programText({ scenario: '2027-base' }, 'mps') // its columns keep their order
    expect(solved(text!, 'mps')!.columns.slice(0, 210)).toEqual(result.allocation!.flat())
  })

  it('without a solution: glpsol finds none either', async () => {
    const problems = [
      { ...TABLE, columnTotals: [4, 5, 6] }, // one too many
      { ...TABLE, bounds: [['e1', 'é b', 1, 1]] }, // a zero cell that must have a place
      { ...TABLE, bounds: [['free', 'End', 5, 6]] },
    ]
    for (const problem of problems) {
      for (const format of FORMATS) {
        const { text, result } = await programText({ problem }, format)
        expect(result.status).toBe('infeasible')
        expect(solved(text!, format)).toBeNull()
      }
    }
  })

  it('random tables, every level', async () => {
    const property = fc.asyncProperty(
      tableArbitrary({ rows: 5, columns: 4, places: 6 }),
      fc.constantFrom(...CONVEX),
      fc.constantFrom(...FORMATS),
      async (table, objective, format) => {
        const codes = { rows: table.rows, columns: table.columns, notes: [] }
        const { allocation } = await optimal(table, objective, flow)
        if (allocation === null) {
          const anything = baseDistribution(table, objective, false)
          expect(solved(textOf(anything, format, { ...codes, optimum: null }), format)).toBeNull()
          return
        }
        const known = levelsOf(table, allocation, objective)
        const largest = objective === 'largest' ? Math.round(known[0]!.value * NANO) : null
        const program = baseDistribution(largest === null ? table : withinError(table, largest), objective)
        const levels = largest === null ? known : known.slice(1)
        for (const [level, { value }] of levels.entries()) {
          const text = textOf(program, format, { ...codes, optimum: { y: allocation, levels }, level })
          expect(solved(text, format)!.value).toBeCloseTo(value, 6)
        }
        if (largest !== null && largest > 0) expect(solved(nearer(table, largest), 'lp')).toBeNull()
      },
    )
    await fc.assert(property, { numRuns: sized(200), seed: 27 })
  })

  it('an optimum that is not the least is seen: a file that holds a level too low has no solution', async () => {
    const { text } = await programText({ scenario: '2027-base' }, 'lp')
    expect(solved(text!.replace(/( level_2:[^=]*=) 16/, '$1 15'), 'lp')).toBeNull()
  })
})

/** The program of a table in which every cell is a billionth nearer than the least largest error: it must have no solution. */
function nearer(table: Table, largest: number): string {
  const program = baseDistribution(withinError(table, largest - 1), 'largest', false)
  return textOf(program, 'lp', { rows: table.rows, columns: table.columns, notes: [], optimum: null })
}

describe('the text of a program', () => {
  it('gives the same optimum through another reader (HiGHS)', async () => {
    const { default: imported } = await import('highs')
    const highs = await (imported as unknown as typeof imported.default)()
    for (const objective of CONVEX) {
      const { text, result } = await programText({ scenario: '2027-base' }, 'lp', { objective })
      const solution = highs.solve(text!, { mip_rel_gap: 0, mip_abs_gap: 0 })
      expect(solution.Status).toBe('Optimal')
      expect(solution.ObjectiveValue).toBeCloseTo(result.levels!.at(-1)!.value!, 6)
    }
  })

  it('carries the label of made-up data, the scenario, its sha256, the options, the levels and every code', async () => {
    for (const format of FORMATS) {
      const { text, result } = await programText({ scenario: '2027-base' }, format)
      const head = text!.split(/^(?:Minimize|NAME)/m)[0]!
      expect(head.split('\n').every((line) => line === '' || /^[\\*] /.test(line))).toBe(true)
      expect(head).toContain('SYNTHETISCHE GEGEVENS')
      expect(head).toContain('SYNTHETIC DATA')
      expect(head).toContain('scenario: 2027-base')
      expect(head).toContain(result.input.sha256)
      expect(head).toContain('option: floor.inner=ipf')
      expect(head).toContain('level_2 next-best = 16, held by line level_2')
      expect(head).toContain('level_3 error = 55.061689329, the objective of this file')
      for (const code of [...result.rows, ...result.columns]) expect(head).toMatch(new RegExp(`: ${code}$`, 'm'))
    }
  })

  it('is the same bytes each time, plain ASCII, in short lines, and below a megabyte', async () => {
    for (const objective of CONVEX) {
      for (const format of FORMATS) {
        const { text } = await programText({ scenario: '2027-base' }, format, { objective })
        expect((await programText({ scenario: '2027-base' }, format, { objective, solver: 'highs' })).text).toBe(text)
        expect(text!.length).toBeLessThan(1_000_000)
        expect(text).toMatch(/^[\n\x20-\x7e]*$/)
        expect(Math.max(...text!.split('\n').map((line) => line.length))).toBeLessThanOrEqual(200)
      }
    }
  })

  it('names every cell once, beginning with a letter, with nothing that a reader could mistake', async () => {
    const { text } = await programText({ problem: TABLE }, 'lp')
    const bounds = /^Bounds\n([^]*?)^(?:General|Binary|End)/m.exec(text!)![1]!
    const names = bounds.match(/[a-z]\S*/gi)!
    expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length)
    for (const name of names) expect(name).toMatch(/^(?:one|(?:y|up\d+|down\d+)_[A-Za-z0-9.]+_[A-Za-z0-9.]+)$/)
    expect(text).toContain('\\   column .: \\u00e9 b'.replace('.:', '..b:'))
  })

  it('is the same however ties are to be decided', async () => {
    const problem = {
      rows: ['a', 'b'],
      columns: ['A', 'B'],
      target: [
        [1.5, 1.5],
        [1.5, 1.5],
      ],
      rowTotals: [3, 3],
      columnTotals: [3, 3],
    }
    const { text, result } = await programText({ problem }, 'lp')
    expect(result.unique).toBe(false)
    const stopped = await programText({ problem }, 'lp', { ties: 'stop' } as object)
    expect(stopped.text).toBe(text)
  })

  it('refuses a level and a format that are not there', async () => {
    const level = programText({ scenario: '2027-base' }, 'lp', { level: 'squared-error' })
    await expect(level).rejects.toMatchObject({
      faults: [{ path: 'level', expected: expect.stringContaining('error') }],
    })
    const format = programText({ scenario: '2027-base' }, 'xls' as ProgramFormat)
    await expect(format).rejects.toMatchObject({ faults: [{ path: 'format', expected: 'lp | mps' }] })
  })

  it('is null where there is no program: time ran out, or zeros in the care use leave no target', async () => {
    const late = await programText({ scenario: '2027-base' }, 'lp', { timeLimit: 1e-9 })
    expect([late.result.status, late.text]).toEqual(['time-limit', null])
    const scenario = {
      id: 'none',
      year: 2027,
      oors: [{ code: 'A' }, { code: 'B' }],
      specialties: [{ code: '1', intake: 10 }],
      careUse: { all: [[1, 0]] },
      floor: { share: 0.2 },
    }
    const none = await programText({ scenario }, 'lp')
    expect([none.result.status, none.text]).toEqual(['infeasible', null])
  })
})

describe('--out with .lp or .mps', () => {
  const run = (...argv: string[]) => commandIn('.', [...argv, '--lang', 'en'])

  it('writes the program, says nothing on stdout, and exits as usual', async () => {
    const file = join(folder, 'out.LP')
    expect(await run('solve', '2027-base', '--out', file)).toEqual({
      exit: 0,
      out: '',
      err: expect.stringMatching(/^written: [^\n]*out\.LP \([\d,]+ bytes\)\n$/) as string,
    })
    expect(readFileSync(file, 'utf8')).toBe((await programText({ scenario: '2027-base' }, 'lp')).text)

    const table = join(folder, 'table.json')
    const none = { ...TABLE, columnTotals: [4, 5, 6] }
    writeFileSync(table, JSON.stringify(none))
    const mps = join(folder, 'none.mps')
    const answer = await run('round', table, '--out', mps)
    expect([answer.exit, answer.out]).toEqual([1, ''])
    expect(answer.err).toContain('infeasible')
    expect((await round(none)).status).toBe('infeasible')
    expect(readFileSync(mps, 'utf8')).toBe((await programText({ problem: none }, 'mps')).text)
  })

  it('refuses what has no program: hand methods, other flags of format, other commands', async () => {
    const file = join(folder, 'no.lp')
    expect((await run('solve', '2027-base', '--out', file, '--method', 'stepwise')).exit).toBe(2)
    expect((await run('solve', '2027-base', '--out', file, '--json')).exit).toBe(2)
    expect((await run('explain', '2027-base', '10', 'Leiden', '--out', file)).exit).toBe(2)
    expect(existsSync(file)).toBe(false)
  })
})
