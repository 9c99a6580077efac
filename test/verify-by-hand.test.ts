/**
 * The checker on tables small enough to follow by hand: every fault in full, and the rules that random tables seldom reach.
 * Most of these were found by changing the checker's source in one place and seeing that no test minded.
 */
import { describe, expect, it } from 'vitest'
import { NANO } from '../src/domain/decimal.js'
import type { Certificate, Result } from '../src/domain/result.js'
import { UNBOUNDED, type Objective, type Table } from '../src/domain/table.js'
import { publish, round, solve, verify as verifyResult } from '../src/index.js'
import { cellCost, checkPotentials, weighedLevels, weights } from '../src/verify/certificate.js'
import { verifyConflict } from '../src/verify/conflict.js'
import { contestedCells } from '../src/verify/ties.js'
import { recomputeLevels, verify, type Claim } from '../src/verify/verify.js'
import { tiny } from './conformance/conformance.js'

/** A claim with the levels that it has; `potentials` in billionths of a place, written in places. */
function claimOf(table: Table, objective: Objective, allocation: number[], more: Partial<Claim> = {}): Claim {
  const levels = recomputeLevels(table, allocation, objective)
  return { table, objective, allocation, levels, meetsTotals: true, contested: [], ...more }
}

function potentials(rows: number[], columns: number[]): Certificate {
  const nano = (list: number[]) => list.map((each) => Math.round(each * NANO))
  return { rowPotentials: nano(rows), columnPotentials: nano(columns) }
}

describe('potentials by hand', () => {
  it('weights outweigh what comes after them along any cycle, also one through the outside, for tables of any size', () => {
    for (let rows = 1; rows <= 60; rows++) {
      for (let columns = 1; columns <= 60; columns++) {
        const cells = 2n * BigInt(Math.min(rows + 1, columns))
        const [beyond, nextBest, error] = weights('next-best', rows, columns)
        expect(error).toBe(1n)
        expect(nextBest! > cells * BigInt(NANO)).toBe(true)
        expect(beyond! > cells * (nextBest! + BigInt(NANO))).toBe(true)
      }
    }
  })

  // One row of 2 places: c0 costs 1.2 to 0.8 to 0.2 (target 1.8); c1 0.2 to 0.8 to 1.8 (target 0.2).
  const atHigh = tiny(
    [[1.8, 0.2]],
    [2],
    [
      [0, 1],
      [0, 2],
    ],
  )
  const atLow = tiny(
    [[0.2, 1.8]],
    [2],
    [
      [1, 2],
      [0, 2],
    ],
  )

  it('a column at one end of its interval trades with the outside only where its potential is 0', () => {
    // every cell is as dear as it may be; only the ends keep c0 from trading with c1
    expect(verify(claimOf(atHigh, 'absolute', [1, 1], { certificate: potentials([1], [-2, 0]) }))).toEqual([])
    expect(verify(claimOf(atLow, 'absolute', [1, 1], { certificate: potentials([-1], [2, 0]) }))).toEqual([])
  })

  it('a column between its ends has potential 0', () => {
    const found = (table: Table, row: number, columns: number[]) =>
      verify(claimOf(table, 'absolute', [1, 1], { certificate: potentials([row], columns) }))
    expect(found(atLow, -0.9, [1.7, 0.1])).toEqual([
      { path: 'certificate.columnPotentials[1]', found: '100000000', expected: '<= 0' },
    ])
    expect(found(atHigh, 0.9, [-1.7, -0.1])).toEqual([
      { path: 'certificate.columnPotentials[1]', found: '-100000000', expected: '>= 0' },
    ])
  })

  it('names the cell that could do better, with its cost and its price', () => {
    const table = tiny(
      [
        [1.4, 0.6],
        [0.6, 1.4],
      ],
      [2, 2],
      [2, 2],
    )
    const found = (rows: number[], columns: number[]) =>
      verify(claimOf(table, 'absolute', [1, 1, 1, 1], { certificate: potentials(rows, columns) }))
    expect(found([0, 0], [0, 0])).toEqual([])
    expect(found([0, 0], [0, 0.5])).toEqual([
      { path: 'certificate: r1-c1', found: '200000000', expected: '>= 500000000' },
    ])
    expect(found([-0.5, 0], [0, 0])).toEqual([
      { path: 'certificate: r0-c1', found: '-200000000', expected: '<= -500000000' },
    ])
  })

  it.each(['next-best', 'absolute', 'squares'] as const)('one billionth decides, both ways: %s', (objective) => {
    const table = tiny([[1.4, 0.6, 1], [0.6, 1.4, 1]], [3, 3], [2, 2, 2]) // prettier-ignore
    const allocation = [1, 1, 1, 1, 1, 1]
    const names = weighedLevels(objective)
    const weight = weights(objective, 2, 3)
    const cost = (cell: number, places: number) =>
      cellCost(BigInt(table.target[cell]!), BigInt(places), table.half, names, weight)
    for (let cell = 0; cell < 6; cell++) {
      const [up, down] = [cost(cell, 2) - cost(cell, 1), cost(cell, 1) - cost(cell, 0)]
      // only this cell may move, so that its own price decides
      const alone: Table = {
        ...table,
        low: Int32Array.from(allocation, (places, i) => (i === cell ? 0 : places)),
        high: Int32Array.from(allocation, (places, i) => (i === cell ? 2 : places)),
      }
      const faults = (price: bigint, of: Table) =>
        ['row', 'column'].map((side) => {
          const at = (list: number, i: number, mine: boolean) =>
            Array.from({ length: list }, (_, k) => (mine && k === i ? String(price) : '0'))
          const certificate = {
            rowPotentials: at(2, Math.floor(cell / 3), side === 'row'),
            columnPotentials: at(3, cell % 3, side === 'column'),
          }
          return checkPotentials(of, objective, allocation, certificate).faults.map(({ path, expected }) => [
            path,
            expected,
          ])
        })
      const path = `certificate: r${Math.floor(cell / 3)}-c${cell % 3}`
      const both = <T>(each: T) => [each, each]
      expect(faults(up, alone)).toEqual(both([]))
      expect(faults(up + 1n, alone)).toEqual(both([[path, `>= ${up + 1n}`]]))
      expect(faults(down, alone)).toEqual(both([]))
      expect(faults(down - 1n, alone)).toEqual(both([[path, `<= ${down - 1n}`]]))
      // at an end of its bounds a cell minds no price beyond
      expect(faults(up + 1n, { ...alone, high: Int32Array.from(allocation) })).toEqual(both([]))
      expect(faults(down - 1n, { ...alone, low: Int32Array.from(allocation) })).toEqual(both([]))
    }
  })

  it('one billionth of a column decides whether it trades with the outside', () => {
    const table = tiny([[1, 1]], [2], [[0, 2], [0, 2]]) // prettier-ignore
    const closed: Table = { ...table, low: Int32Array.from([1, 1]), high: Int32Array.from([1, 1]) }
    const faults = (columnPotential: number, ends: readonly [number, number]) =>
      checkPotentials({ ...closed, columnLow: [ends[0], 1], columnHigh: [ends[1], 1] }, 'absolute', [1, 1], {
        rowPotentials: [0],
        columnPotentials: [columnPotential, 0],
      }).faults.map(({ expected }) => expected)
    expect(faults(0, [0, 2])).toEqual([])
    expect(faults(-1, [0, 2])).toEqual(['>= 0'])
    expect(faults(1, [0, 2])).toEqual(['<= 0'])
    expect(faults(-1, [0, 1])).toEqual([])
    expect(faults(1, [1, 2])).toEqual([])
    expect(faults(-1, [1, 2])).toEqual(['>= 0'])
    expect(faults(1, [0, 1])).toEqual(['<= 0'])
  })

  it('are whole numbers of the right count: as text of any length, as a number only where JSON holds it exactly', () => {
    const table = tiny([[1.4, 0.6]], [2], [1, 1])
    const found = (rows: readonly (number | string)[], columns: readonly (number | string)[]) =>
      verify(claimOf(table, 'absolute', [1, 1], { certificate: { rowPotentials: rows, columnPotentials: columns } }))
    expect(found(['-100000000'], ['0', 100_000_000])).toEqual([])
    expect(found([`1${'0'.repeat(40)}`], [`-1${'0'.repeat(40)}`, `-1${'0'.repeat(40)}`])).toEqual([])
    const rows = [{ path: 'certificate.rowPotentials', found: '?', expected: '1 whole numbers' }]
    const columns = [{ path: 'certificate.columnPotentials', found: '?', expected: '2 whole numbers' }]
    for (const wrong of [2 ** 60, 0.5, Number.NaN, '5x', 'x5', '0.5', '', '-', '9'.repeat(61)]) {
      expect(found([wrong], [0, 0])).toEqual(rows)
      expect(found([0], [0, wrong])).toEqual(columns)
    }
    expect(found([], [0, 0])).toEqual(rows)
    expect(found([0], [0, 0, 0])).toEqual(columns)
  })

  it('name the contested cells that were left out, by their codes', () => {
    const table = tiny(
      [
        [0.5, 0.5],
        [0.5, 0.5],
      ],
      [1, 1],
      [1, 1],
    )
    const claim = claimOf(table, 'absolute', [1, 0, 0, 1], {
      certificate: potentials([0, 0], [0, 0]),
      contested: [3, 0],
    })
    expect(verify(claim)).toEqual([
      {
        path: 'contested',
        found: 'cell r0-c0, cell r1-c1',
        expected: 'cell r0-c0, cell r0-c1, cell r1-c0, cell r1-c1',
      },
    ])
  })

  it('of `largest`: a zero cell stays where it is, however far its target', async () => {
    // a has only y for its 3 places, 2 off; within less than 2, a-y asks for 4 and a has 3, where a-x asks for none
    const problem = {
      rows: ['a', 'b'],
      columns: ['x', 'y'],
      target: [
        [9.4, 5],
        [2.2, 1.3],
      ],
      rowTotals: [3, 3],
      columnTotals: [2, 4],
      zeroCells: [['a', 'x']],
    }
    const result = await round(problem, { objective: 'largest' })
    expect(await verifyResult(result)).toMatchObject({ status: 'accepted', faults: [] })
    const { certificate } = result
    expect((await verifyResult({ ...result, certificate: { ...certificate, cut: undefined } })).faults).toMatchObject([
      { path: 'certificate.cut', found: '-', expected: 'rows, columns' },
    ])
  })

  it('of `largest` need no cut where no error is left', async () => {
    const whole = [
      [1, 2],
      [3, 4],
    ]
    const problem = { rows: ['a', 'b'], columns: ['x', 'y'], target: whole, rowTotals: [3, 7], columnTotals: [4, 6] }
    const result = await round(problem, { objective: 'largest' })
    expect(result).toMatchObject({ allocation: whole, levels: [{ name: 'largest-error', value: 0 }, {}, {}, {}] })
    expect('cut' in result.certificate!).toBe(false)
    expect(await verifyResult(result)).toMatchObject({ status: 'accepted', faults: [] })
  })

  it('are potentials, unless multipliers are asked for', () => {
    const table = tiny([[1, 1]], [2], [1, 1])
    const multipliers = { rowMultipliers: ['1'], columnMultipliers: ['1', '1'] }
    expect(verify(claimOf(table, 'absolute', [1, 1], { certificate: multipliers }))).toEqual([
      { path: 'certificate', found: 'rowMultipliers, columnMultipliers', expected: 'rowPotentials' },
    ])
    expect(verify(claimOf(table, 'proportional', [1, 1], { certificate: potentials([0], [0, 0]) }))).toEqual([
      { path: 'certificate', found: 'rowPotentials, columnPotentials', expected: 'rowMultipliers' },
    ])
  })
})

describe('totals and zero cells by hand', () => {
  it('an exact total is said as one number, an open one as two', () => {
    const table = tiny([[1, 1]], [3], [1, [2, 3]])
    expect(verify({ ...claimOf(table, 'absolute', [2, 1]), levels: null })).toEqual([
      { path: 'column c0', found: '2', expected: '1' },
      { path: 'column c1', found: '1', expected: '2..3' },
    ])
  })

  it('a zero cell stays empty even in a table that puts no bound on it', () => {
    const table = { ...tiny([[1.4, 0.6]], [2], [1, 1]), zero: Uint8Array.from([0, 1]) }
    expect(verify(claimOf(table, 'absolute', [1, 1]))).toEqual([{ path: 'cell r0-c1', found: '1', expected: '0..0' }])
    // its target of 0.6 asks for a place, and may not have it
    const closed = { ...table, rowTotals: [1], columnLow: [1, 0], columnHigh: [1, 0] }
    const certificate = { rowMultipliers: ['1'], columnMultipliers: ['1', '1'] }
    expect(verify(claimOf(closed, 'proportional', [1, 0], { certificate }))).toEqual([])
  })
})

describe('multipliers by hand', () => {
  const found = (table: Table, allocation: number[], certificate: object, contested: number[] | null = []) =>
    verify(claimOf(table, 'proportional', allocation, { certificate: certificate as Certificate, contested }))
  const ones = { rowMultipliers: ['1', '1'], columnMultipliers: ['1', '1'] }

  it('cells that may fall at no cost do not tie where the others may not rise, nor the other way round', () => {
    const targets = [
      [1.5, 1.2],
      [1.2, 1.5],
    ]
    expect(found(tiny(targets, [3, 3], [3, 3]), [2, 1, 1, 2], ones)).toEqual([])
    expect(found(tiny(targets, [2, 2], [2, 2]), [1, 1, 1, 1], ones)).toEqual([])
  })

  it('name the cell that they do not prove, with its price', () => {
    const table = tiny(
      [
        [1.5, 1.2],
        [1.2, 1.5],
      ],
      [2, 2],
      [2, 2],
    )
    const doubled = { rowMultipliers: ['1', '1'], columnMultipliers: ['1', '1.5'] }
    expect(found(table, [1, 1, 1, 1], doubled)).toEqual([
      { path: 'certificate: r0-c1', found: '1.8', expected: '<= 1 + 1/2' },
      { path: 'certificate: r1-c1', found: '2.25', expected: '<= 1 + 1/2' },
    ])
    const thirds = { rowMultipliers: ['1', '1/4'], columnMultipliers: ['1', '1'] }
    expect(found(table, [1, 1, 1, 1], thirds)).toEqual([
      { path: 'certificate: r1-c0', found: '0.3', expected: '>= 1 - 1/2' },
      { path: 'certificate: r1-c1', found: '0.375', expected: '>= 1 - 1/2' },
    ])
  })

  it('are positive fractions of the right count, not one too many of which one is none', () => {
    const table = tiny(
      [
        [1, 1],
        [1, 1],
      ],
      [2, 2],
      [2, 2],
    )
    const malformed = (side: string) => [{ path: `certificate.${side}`, found: '?', expected: '2 positive fractions' }]
    for (const wrong of [['1'], ['1', '1', '1'], ['1', '1', 'x'], ['1', 'x'], ['1', 1], '11', undefined]) {
      expect(found(table, [1, 1, 1, 1], { ...ones, rowMultipliers: wrong })).toEqual(malformed('rowMultipliers'))
      expect(found(table, [1, 1, 1, 1], { ...ones, columnMultipliers: wrong })).toEqual(malformed('columnMultipliers'))
    }
  })
})

describe('a lottery by hand', () => {
  const table = tiny(
    [
      [0.5, 1.5, 0],
      [1.5, 0.5, 2],
    ],
    [2, 4],
    [2, 2, 2],
    { bounds: [[5, 2, 3]] },
  )
  const found = (shares: number[], of: Table = table, allocation = [1, 1, 0, 1, 1, 2]) =>
    verify({
      ...claimOf(of, 'absolute', allocation, { levels: null }),
      expectation: shares.map((each) => Math.round(each * NANO)),
    })

  it('gives every cell the whole places below or above what it gets on average', () => {
    expect(found([0.5, 1.5, 0, 1.5, 0.5, 2])).toEqual([])
    expect(found([0.5, 1.5, 0, 1.5, 0.5, 2], table, [0, 2, 0, 2, 0, 2])).toEqual([])
    expect(found([1, 1, 0, 1, 1, 2], table, [0, 2, 0, 2, 0, 2])).toEqual([
      { path: 'lottery: r0-c0', found: '0', expected: '1..1' },
      { path: 'lottery: r0-c1', found: '2', expected: '1..1' },
      { path: 'lottery: r1-c0', found: '2', expected: '1..1' },
      { path: 'lottery: r1-c1', found: '0', expected: '1..1' },
    ])
  })

  it('stays within bounds, zero cells and cells with target 0, which gets nothing even on average', () => {
    expect(found([0.5, 1.25, 0.25, 1.5, 0.75, 1.75])).toEqual([
      { path: 'lottery: r0-c2', found: '0.25', expected: '0..0' },
      { path: 'lottery: r1-c2', found: '1.75', expected: '2..3' },
    ])
    const capped = tiny([[0.5, 1.5]], [2], [1, 1], { bounds: [[1, 0, 1]] })
    expect(found([0.5, 1.5], capped, [1, 1])).toContainEqual({ path: 'lottery: r0-c1', found: '1.5', expected: '0..1' })
    const closed = { ...tiny([[0.5, 1.5]], [2], [1, 1]), zero: Uint8Array.from([1, 0]) }
    expect(found([0.5, 1.5], closed, [0, 2])).toContainEqual({ path: 'lottery: r0-c0', found: '0.5', expected: '0..0' })
  })

  it('meets every total exactly, to the billionth, and has every cell', () => {
    expect(found([0.5, 1.5, 0, 1.5, 0.500000001, 2])).toEqual([
      { path: 'lottery: row r1', found: '4.000000001', expected: '4' },
      { path: 'lottery: column c1', found: '2.000000001', expected: '2' },
    ])
    expect(found([0.5, 1.5])).toEqual([{ path: 'lottery.expectation', found: '2', expected: '6' }])
  })
})

describe('conflicts by hand', () => {
  it('name codes of the table, each once', () => {
    const table = tiny([[1, 1]], [3], [1, 1])
    const claim = { kind: 'too-little-room', required: 3, room: 2, elsewhere: 0, short: 1 } as const
    expect(verifyConflict(table, { ...claim, rows: ['r0'], columns: ['c0', 'c1'] })).toEqual([])
    expect(verifyConflict(table, { ...claim, room: 7, rows: ['r0', 'r9'], columns: ['c0', 'c9', 'c1', 'c0'] })).toEqual(
      [
        { path: 'rows[1]', found: 'r9', expected: "one of the table's rows" },
        { path: 'columns[1]', found: 'c9', expected: "one of the table's columns" },
        { path: 'columns[3]', found: 'c0', expected: 'once' },
      ],
    )
  })

  it('show that something is short: right numbers without a shortage are none', () => {
    const table = tiny([[1, 1]], [2], [1, 1])
    const claim = { kind: 'too-little-room', rows: ['r0'], columns: ['c0', 'c1'], required: 2, room: 2 } as const
    expect(verifyConflict(table, { ...claim, elsewhere: 0, short: 0 })).toEqual([
      { path: 'short', found: '0', expected: 'above 0' },
    ])
  })
})

const TIED = {
  rows: ['a', 'b'],
  columns: ['x', 'y'],
  target: [
    [0.5, 0.5],
    [0.5, 0.5],
  ],
  rowTotals: [1, 1],
  columnTotals: [1, 1],
}
const PROBLEM = {
  rows: ['a', 'b'],
  columns: ['x', 'y'],
  target: [
    [2.5, 0.5],
    [1.5, 1],
  ],
  rowTotals: [3, 3],
  columnTotals: [4, 2],
}

/** The faults of a result that is changed, in one line each. */
async function faultsOf(result: Result, change: object, scenario?: object): Promise<string[]> {
  const { faults } = await verifyResult({ ...result, ...change }, { scenario })
  return faults.map(({ path, found, expected }) => `${path}: ${found} / ${expected}`)
}

describe('claims by hand', () => {
  it('without what they rest on', async () => {
    const result = await round(PROBLEM)
    const { certificate, contested, levels } = result
    const impossible = await round({ ...PROBLEM, columnTotals: [4, 1] })
    const tied = await round(TIED)
    const stopped = await round(TIED, { ties: 'stop' })
    // which cells tie is held against the proof, also where no allocation is shown
    expect(await faultsOf(stopped, { contested: stopped.contested!.slice(1) })).toHaveLength(1)
    const cases: readonly (readonly [Result, object, string[]])[] = [
      [result, { allocation: null }, ['allocation: null / optimal', 'levels: given / null', 'deviations: given / []']],
      [result, { certificate: null }, ['certificate: null / potentials', 'certificate: null / potentials']],
      [result, { status: 'feasible' }, ['certificate: given / null']],
      [
        result,
        { status: 'infeasible' },
        ['status: infeasible / allocation: null', 'certificate: given / null', 'conflict: null / rows, columns'],
      ],
      [result, { unique: null }, ['unique: null / true | false']],
      [result, { contested: null }, [`unique: ${result.unique} / null`]],
      [result, { unique: false }, ['unique: false / true']],
      [tied, { unique: true }, ['unique: true / false']],
      [
        stopped,
        { status: 'feasible' },
        ['allocation: null / feasible', 'levels: given / null', 'certificate: given / null'],
      ],
      [result, { conflict: impossible.conflict }, ['conflict: given / null']],
      [impossible, { conflict: null }, ['conflict: null / rows, columns']],
      [impossible, { status: 'feasible' }, ['allocation: null / feasible', 'conflict: given / null']],
      [impossible, { levels }, ['levels: given / null']],
      [impossible, { lottery: { fitted: true, expectation: PROBLEM.target } }, ['lottery: given / null']],
      [impossible, { certificate }, ['certificate: given / null']],
      [impossible, { unique: contested!.length === 0, contested }, ['certificate: null / potentials']],
      [await round(PROBLEM, { method: 'lottery' }), { lottery: null }, ['lottery: null / expectation']],
    ]
    for (const [of, change, expected] of cases) {
      const found = await faultsOf(of, change)
      expect(found.filter((each) => !each.startsWith('conflict.'))).toEqual(expected)
    }
    expect(await faultsOf(impossible, { status: 'stuck' })).toEqual(['status: "stuck" / "infeasible"'])
  })

  it('about the target where it was left out: each by itself', async () => {
    const result = await round(PROBLEM)
    const { expectation } = (await round(PROBLEM, { method: 'lottery' })).lottery!
    const published = publish(result) as unknown as Result
    const claims = [
      { certificate: result.certificate },
      { lottery: { fitted: true, expectation } },
      { deviations: result.deviations },
    ]
    for (const claim of claims) expect((await faultsOf(published, claim))[0]).toBe('target: null / given')
    expect(await faultsOf(published, {})).toEqual([])
  })

  it('about a table of the wrong shape', async () => {
    const result = await round(PROBLEM)
    const cases: readonly (readonly [object, string[]])[] = [
      [{ rowTotals: [3] }, ['rowTotals: 1 / 2']],
      [{ columnTotals: [4, 2, 0] }, ['columnTotals: 3 / 2']],
      [{ columnTotals: [4, [3, 2]] }, ['columnTotals[1]: 3..2 / low..high']],
      [{ target: [[1, 2]] }, ['target: 1 / 2']],
      [{ zeroCells: [['c', 'z']] }, ['rows: a, b / c', 'columns: x, y / z']],
      [{ rows: ['a', 'a'], deviations: [] }, ['rows, columns: a code twice / every code once']],
    ]
    for (const [change, expected] of cases) expect(await faultsOf(result, change)).toEqual(expected)
  })

  it('about cells that were not rounded naturally, as an exact half is under each option', async () => {
    for (const half of ['up', 'even', 'down'] as const) {
      const result = await round({ ...PROBLEM, options: { half } })
      expect(await faultsOf(result, {})).toEqual([])
      const [first, ...others] = result.deviations
      const { row, column, target, natural, allocated, rank, extraError } = first!
      const said = (places: number | string) => `${target}: ${places} -> ${allocated} (${rank}, ${extraError})`
      const where = `deviations: ${row}-${column}`
      expect(await faultsOf(result, { deviations: others })).toEqual([`${where}: - / ${said(natural)}`])
      const wrong = [{ ...first, natural: 7 }, ...others]
      expect(await faultsOf(result, { deviations: wrong })).toEqual([`${where}: ${said(7)} / ${said(natural)}`])
      const twice = [first, first, ...others]
      expect(await faultsOf(result, { deviations: twice })).toEqual([`${where}: twice / once`])
      const natural00 = { row: 'b', column: 'y', target: 1, natural: 1, allocated: 1, rank: 0, extraError: 0 }
      const more = [...result.deviations, natural00]
      expect(await faultsOf(result, { deviations: more })).toEqual(['deviations: b-y: 1: 1 -> 1 (0, 0) / -'])
    }
  })

  it('that totals are off, where they are met; and half a place is a fault, not an accident', async () => {
    const result = await round(PROBLEM, { method: 'stepwise' })
    expect(result.status).toBe('feasible')
    expect(await faultsOf(result, { status: 'stuck' })).toEqual(['status: stuck / feasible'])
    const halves = [
      [2.5, 0.5],
      [1.5, 1.5],
    ]
    expect((await faultsOf(result, { status: 'stuck', allocation: halves }))[0]).toBe(`cell a-x: 2.5 / 0..${UNBOUNDED}`)
  })

  it('that a level has another value', async () => {
    const result = await round(PROBLEM, { objective: 'absolute' })
    const { value } = result.levels![0]!
    expect(await faultsOf(result, { levels: [{ name: 'error', value: 9 }] })).toEqual([
      `levels[0]: error 9 / error ${value}`,
    ])
  })

  it('about places where there is no care use: `zeroTarget` decides, for a method that asks for nothing else', async () => {
    const problem = {
      ...PROBLEM,
      target: [
        [3, 0],
        [1, 2],
      ],
      rowTotals: [4, 2],
      columnTotals: [3, 3],
    }
    const free = { options: { zeroTarget: 'free' } } as const
    for (const request of [{}, { method: 'stepwise', objective: 'proportional' }] as const) {
      const result = await round({ ...problem, ...free }, request)
      expect(result.allocation![0]![1]).toBe(1)
      expect(await faultsOf(result, {})).toEqual([])
      expect(await faultsOf(result, { options: { ...result.options, zeroTarget: 'stays-zero' } })).toContain(
        'cell a-y: 1 / 0..0',
      )
    }
  })
})

/** No OOR may stay below a tenth of the places, and C has no care use. */
const UNFITTED = {
  id: 'floor',
  year: 2027,
  oors: [{ code: 'A' }, { code: 'B' }, { code: 'C' }],
  specialties: [
    { code: '1', intake: 6 },
    { code: '2', intake: 6 },
  ],
  careUse: {
    all: [
      [1, 1, 0],
      [1, 2, 0],
    ],
  },
  floor: { share: 0.1 },
}
const FITTED = { ...UNFITTED, floor: null }

describe('scenarios by hand', () => {
  it('without a target: its conflict lies before rounding, and is proven with the scenario only', async () => {
    const result = await solve(UNFITTED)
    expect(result.conflict).toMatchObject({ stage: 'target' })
    expect(await verifyResult(result)).toMatchObject({ status: 'unproven', proves: [], faults: [] })
    const proven = { status: 'accepted', proves: ['infeasibility'], faults: [] }
    expect(await verifyResult(result, { scenario: UNFITTED })).toMatchObject(proven)
    const forged = await solve(FITTED)
    expect(await faultsOf(forged, {}, UNFITTED)).toContain(`target[0][0]: ${forged.target![0]![0]} / null`)
  })

  it('of which the result says more rows, other targets, or a long list that is cut short', async () => {
    const result = await solve(FITTED)
    expect(await verifyResult(result, { scenario: FITTED })).toMatchObject({ status: 'accepted' })
    const fewer = { ...FITTED, specialties: FITTED.specialties.slice(0, 1), careUse: { all: [[1, 1, 0]] } }
    expect(await faultsOf(result, {}, fewer)).toContain(`target[1][0]: ${result.target![1]![0]} / null`)
    const target = result.target!.map((row) => [...row])
    target[1]![2] = 1e-9
    expect((await faultsOf(result, { target }, FITTED))[0]).toBe('target[1][2]: 1e-9 / 0')
    const [from, to] = ['p'.repeat(60), 'q'.repeat(60)]
    const renamed = { ...result, columns: [from, 'B', 'C'], deviations: [] }
    const other = { ...FITTED, oors: [{ code: to }, { code: 'B' }, { code: 'C' }] }
    expect(await faultsOf(renamed, {}, other)).toContain(`columns: ["${from.slice(0, 55)}... / ["${to.slice(0, 55)}...`)
    expect(await faultsOf(result, { data: 'published' }, FITTED)).toContain(
      `data: "published" / ${JSON.stringify(result.data)}`,
    )
  })
})

describe('ties by hand', () => {
  /** Rows of a drawing: `+` may rise, `-` may fall, `x` both. */
  const contested = (...drawn: string[]) => {
    const cells = drawn.flatMap((row) => row.split(''))
    const flags = (signs: string) => Uint8Array.from(cells, (each) => Number(signs.includes(each)))
    return contestedCells({
      rows: drawn.length,
      columns: drawn[0]!.length,
      mayRise: flags('+x'),
      mayFall: flags('-x'),
    })
  }

  it('are cells on a round trip that is more than there and back', () => {
    expect(contested('x')).toEqual([])
    expect(contested('xx', 'x.')).toEqual([])
    expect(contested('+-', '-+')).toEqual([0, 1, 2, 3])
    expect(contested('++', '-+')).toEqual([])
    expect(contested('x-', '-+')).toEqual([0, 1, 2, 3])
    expect(contested('xx', 'xx')).toEqual([0, 1, 2, 3])
    expect(contested('--', '--')).toEqual([])
    // two round trips, joined by a cell that both may do without
    expect(contested('+-..', '-+x.', '..+-', '..-+')).toEqual([0, 1, 4, 5, 10, 11, 14, 15])
    // and by one way only, which nobody comes back from
    expect(contested('+-..', '-++.', '..+-', '..-+')).toEqual([0, 1, 4, 5, 10, 11, 14, 15])
    // a chain of cells both ways is no round trip, unless its ends meet
    expect(contested('xx.', '.xx', '..x')).toEqual([])
    expect(contested('xx.', '.xx', '+.x')).toEqual([0, 1, 4, 5, 6, 8])
    expect(contested('xx.', '.xx', '-.x')).toEqual([0, 1, 4, 5, 6, 8])
    // one round trip beside others, found from any of them
    expect(contested('x...', '.+-.', '.-+x', '...x')).toEqual([5, 6, 9, 10])
  })

  it('of a table in which everything ties are found in a few looks at every cell', () => {
    const every = new Uint8Array(100_000).fill(1)
    const cells = contestedCells({ rows: 1_000, columns: 100, mayRise: every, mayFall: every })
    expect(cells).toEqual([...every.keys()])
  })
})
