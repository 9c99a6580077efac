/** The library's promises: cancelling cancels, importing does nothing. That its examples run as they stand is in `docs.test.ts`. */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { book } from './workbooks.js'

const DIST = resolve('dist/index.js')

function run(code: string): string {
  expect(existsSync(DIST), 'run `npm run build` first').toBe(true)
  const folder = mkdtempSync(join(tmpdir(), 'evenredig-'))
  try {
    const file = join(folder, 'example.mjs')
    writeFileSync(file, code.replaceAll("'evenredig'", JSON.stringify(DIST)))
    return execFileSync(process.execPath, [file], { encoding: 'utf8', cwd: folder })
  } finally {
    rmSync(folder, { recursive: true })
  }
}

describe('the library', () => {
  it('does nothing on import', () => {
    expect(run(`await import('evenredig')`)).toBe('')
  })

  it('cancels a running solve in every solver, also inside WASM, and keeps a time limit', () => {
    const code = `
      import { round } from 'evenredig'
      const codes = (letter, length) => Array.from({ length }, (_, i) => letter + i)
      const [rows, columns] = [codes('r', 150), codes('c', 60)]
      const target = rows.map((_, s) => columns.map((__, o) => ((s * 7919 + o * 104729) % 1000003) / 100000))
      const sums = (matrix) => matrix.map((row) => Math.round(row.reduce((a, b) => a + b, 0)))
      const rowTotals = sums(target)
      const columnTotals = sums(target[0].map((_, o) => target.map((row) => row[o])))
      const off = rowTotals.reduce((a, b) => a + b, 0) - columnTotals.reduce((a, b) => a + b, 0)
      columnTotals[0] += off
      const problem = { rows, columns, target, rowTotals, columnTotals }
      for (const solver of ['highs', 'glpk', 'jslp']) {
        const controller = new AbortController()
        setTimeout(() => controller.abort(new Error('cancelled')), 150)
        const cancelled = await round(problem, { solver, signal: controller.signal }).then((r) => r.status, (e) => e.message)
        const limited = await round(problem, { solver, timeLimit: 0.15 })
        console.log(solver, cancelled, limited.status, limited.allocation)
      }
      const late = await round(problem, { timeLimit: 1e-6 })
      const soon = await round(problem, { signal: new AbortController().signal })
      console.log('flow', late.status, soon.status)
      await round(problem, { signal: AbortSignal.abort(new Error('before')) }).catch((e) => console.log(e.message))
    `
    expect(run(code).trim().split('\n')).toEqual([
      'highs cancelled time-limit null',
      'glpk cancelled time-limit null',
      'jslp cancelled time-limit null',
      'flow time-limit optimal',
      'before',
    ])
  })

  it('cancels every question with the reason of the signal, and answers under a signal as without one', async () => {
    const code = `
      import * as library from 'evenredig'
      const { check, compare, compareMethods, draft, explain, programText, reconstruct, round, solve, verify, years } = library
      const problem = { rows: ['r', 's'], columns: ['A', 'B'], target: [[1.4, 2.6], [2.5, 0.5]], rowTotals: [4, 3], columnTotals: [4, 3] }
      const solved = await solve('2027-base')
      const table = { rows: solved.rows, columns: solved.columns, allocation: solved.allocation }
      const asks = {
        round: (limits) => round(problem, limits),
        solve: (limits) => solve('2027-base', limits),
        compare: (limits) => compare('2026-base', '2027-base', limits),
        compareMethods: (limits) => compareMethods('2027-base', undefined, limits),
        explain: (limits) => explain('2027-base', '10', 'Leiden', limits),
        programText: (limits) => programText({ scenario: '2027-base' }, 'lp', limits),
        draft: (limits) => draft('2027-proposal', PROPOSALS + 'advices.json', limits),
        check: (limits) => check('2027-proposal', PROPOSALS + 'proposal-by-hand.csv', { repair: true, ...limits }),
        years: (limits) => years(['2026-base', '2027-base'], limits),
        verify: (limits) => verify(solved, { scenario: '2027-base', ...limits }),
        reconstruct: (limits) => reconstruct(table, { scenario: '2027-base', ...limits }),
        'wrong input': (limits) => solve(OWN, limits),
      }
      const timeless = (found) => JSON.stringify(found, (key, value) => (key === 'milliseconds' ? 0 : value))
      const told = (ask, limits) => ask(limits).then(timeless, (error) => error.name + ': ' + error.message)
      for (const [name, ask] of Object.entries(asks)) {
        const controller = new AbortController()
        setTimeout(() => controller.abort(new Error('enough')), 10)
        // a thread takes longer to begin than that
        const cancelled = await told(ask, { signal: controller.signal })
        const let_be = await told(ask, { signal: new AbortController().signal })
        console.log(name, cancelled, let_be === (await told(ask, {})), let_be.startsWith('InputError') ? let_be : '-')
      }
    `
    // faults that come to light in a thread name the cell of the workbook too
    const folder = mkdtempSync(join(tmpdir(), 'evenredig-'))
    const own = join(folder, 'own.xlsx')
    const header = ['Code', 'Specialisme', 'NO', 'ON', 'Utrecht', 'NWN', 'Leiden', 'ZWN', 'ZON', 'Instroom']
    const row = ['01', 'Anesthesiologie', 1, 2, 3, 4, 5, 6, 7, 28]
    writeFileSync(
      own,
      await book({
        'Zorggebruik alle': [header, row],
        Kader: [
          ['Jaar', 2027],
          ['Ondergrens', '20%'],
        ],
      }),
    )
    const constants = `const [PROPOSALS, OWN] = ${JSON.stringify([`${resolve('scenarios/2027-proposal')}/`, own])}`
    const lines = run(`${constants}\n${code}`)
    rmSync(folder, { recursive: true })
    const names = 'round solve compare compareMethods explain programText draft check years verify reconstruct'.split(
      ' ',
    )
    const last = lines.trim().split('\n')
    expect(last.slice(0, -1)).toEqual(names.map((name) => `${name} Error: enough true -`))
    expect(last.at(-1)).toMatch(/ true InputError: .*Kader!B2: /)
  })
})
