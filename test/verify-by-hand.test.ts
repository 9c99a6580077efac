/**
 * The checker on tables small enough to follow by hand: every fault in full, and the rules that random tables seldom reach.
 * Most of these were found by changing the checker's source in one place and seeing that no test minded.
 */
import { describe, expect, it } from 'vitest'
import { OutOfTime, SPENT, type Budget } from '../src/domain/budget.js'
import { NANO } from '../src/domain/decimal.js'
import type { Certificate } from '../src/domain/result.js'
import type { Result } from '../src/shapes/answers/result.js'
import { UNBOUNDED, type Half, type Objective, type Table } from '../src/domain/table.js'
import { publish, round, solve, verify as verifyResult } from '../src/index.js'
import { cellCost, checkPotentials, weighedLevels, weights } from '../src/verify/certificate.js'
import { verifyConflict, type ConflictClaim } from '../src/verify/conflict.js'
import { differences } from '../src/verify/differences.js'
import { parted } from '../src/verify/fault.js'
import { checkMultipliers } from '../src/verify/multipliers.js'
import { absolute, ceiling, floor, nearest, rankByCounting } from '../src/verify/rank.js'
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
        const [beyond, nextBest, error] = weights(weighedLevels('next-best'), rows, columns)
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
    const weight = weights(weighedLevels(objective), 2, 3)
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
    // of a proof that says nothing
    for (const [objective, expected] of [
      ['absolute', 'rowPotentials'],
      ['proportional', 'rowMultipliers'],
    ] as const) {
      const certificate = {} as Certificate
      expect(verify(claimOf(table, objective, [1, 1], { certificate }))).toEqual([
        { path: 'certificate', found: '', expected },
      ])
    }
  })

  it('are all that a proof holds: nothing stands beside them that is not looked at', () => {
    const table = tiny([[1, 1]], [2], [1, 1])
    const cut = { kind: 'cell', rows: ['r0'], columns: ['c0'], required: 1, room: 0, elsewhere: 0, short: 1 } as const
    const both = { ...potentials([0], [0, 0]), rowMultipliers: ['1'], columnMultipliers: ['1', '1'] }
    const found = (objective: Objective, certificate: object) =>
      verify(claimOf(table, objective, [1, 1], { certificate: certificate as Certificate })).map(({ path }) => path)
    for (const objective of ['next-best', 'absolute', 'squares', 'largest', 'proportional'] as const) {
      expect(found(objective, both)).toEqual(['certificate'])
    }
    expect(found('absolute', { ...potentials([0], [0, 0]), cut })).toEqual(['certificate'])
    // no error is left, so that there is nothing to cut off
    expect(found('largest', potentials([0], [0, 0]))).toEqual([])
    expect(verify(claimOf(table, 'largest', [1, 1], { certificate: { ...potentials([0], [0, 0]), cut } }))).toEqual([
      { path: 'certificate.cut', found: 'given', expected: '-' },
    ])
  })

  it('of `largest` prove no more than their cut: every number of it, to the billionth', () => {
    // 1.4 and 1.6 in 3 places: 1 and 2 are 0.4 off; 2 and 1 are 0.6 off
    const table = tiny([[1.4, 1.6]], [3], [[0, 3], [0, 3]]) // prettier-ignore
    const cut = { kind: 'too-little-room', rows: ['r0'], columns: [], required: 3, room: 0, elsewhere: 2, short: 1 }
    const found = (change: object, allocation: number[], more: Partial<Claim> = {}) =>
      verify(
        claimOf(table, 'largest', allocation, {
          certificate: { ...potentials([0], [0, 0]), cut: { ...cut, ...change } as Certificate['cut'] },
          ...more,
        }),
      )
    // with every cell nearer than 0.4, c0 has no place at all: at least 2 and at most 1
    const cell = { kind: 'cell', rows: ['r0'], columns: ['c0'], required: 2, room: 1, elsewhere: 0, short: 1 }
    expect(found(cell, [1, 2])).toEqual([])
    expect(found({ ...cell, room: 0 }, [1, 2])).toEqual([{ path: 'certificate.cut.room', found: '0', expected: '1' }])
    // or, of the row: 3 places, and 1 at most in either
    expect(found({}, [1, 2])).toEqual([])
    expect(found({ short: 2 }, [1, 2])).toEqual([{ path: 'certificate.cut.short', found: '2', expected: '1' }])
    // nearer than 0.6 there is one: 1 and 2
    expect(found(cell, [2, 1])[0]).toMatchObject({ path: 'certificate.cut.required', expected: '1' })
    // of errors of 0.7 and 0.4 the first counts, wherever it stands: 2 and 2 are nearer
    const uneven = tiny([[2.3, 1.4]], [4], [[0, 4], [0, 4]]) // prettier-ignore
    const lie = { ...potentials([0], [0, 0]), cut: { ...cell, columns: ['c1'] } as Certificate['cut'] }
    expect(verify(claimOf(uneven, 'largest', [3, 1], { certificate: lie }))[0]).toEqual({
      path: 'certificate.cut.required',
      found: '2',
      expected: '1',
    })
    expect(verify(claimOf(table, 'largest', [1, 2], { certificate: potentials([0], [0, 0]) }))).toEqual([
      { path: 'certificate.cut', found: '-', expected: 'rows, columns' },
    ])
    // a cell that must stay empty is no further away than it must be, and has no threshold
    const closed = tiny([[1.4, 1.6]], [2], [[0, 3], [0, 3]], { zero: [0] }) // prettier-ignore
    const other = { ...cell, columns: ['c1'] }
    const proof = { ...potentials([0], [0, 0]), cut: other as Certificate['cut'] }
    expect(verify(claimOf(closed, 'largest', [0, 2], { certificate: proof }))).toEqual([])
    const supply = { kind: 'too-little-supply', columns: [], required: 0, room: 0, elsewhere: 0, short: 0 }
    const nothing = { ...potentials([0], [0, 0]), cut: { ...cut, ...supply } as Certificate['cut'] }
    expect(verify(claimOf(closed, 'largest', [0, 2], { certificate: nothing }))).toEqual([
      { path: 'certificate.cut.short', found: '0', expected: 'above 0' },
    ])
  })

  it('of `largest` have a threshold of any size: nothing is rounded away', () => {
    // 20 million places where a billionth is asked for: an error that a double does not hold
    const table: Table = { ...tiny([[0]], [20_000_000], [20_000_000]), target: Float64Array.of(1) }
    const cut = { kind: 'too-little-room', rows: ['r0'], columns: [], required: 20_000_000, room: 0 }
    const found = (elsewhere: number) => {
      const all = { ...cut, elsewhere, short: 1 } as Certificate['cut']
      const certificate = { rowPotentials: ['9'.repeat(40)], columnPotentials: [0], cut: all }
      return verify(claimOf(table, 'largest', [20_000_000], { certificate }))
    }
    expect(found(19_999_999)).toEqual([])
    expect(found(19_999_998)).toEqual([{ path: 'certificate.cut.elsewhere', found: '19999998', expected: '19999999' }])
  })

  it('of columns that tie with the outside name the cells, and the outside not', () => {
    const table = tiny([[0.5, 0.5]], [1], [[0, 1], [0, 1]]) // prettier-ignore
    const found = (contested: number[]) =>
      verify(claimOf(table, 'absolute', [1, 0], { certificate: potentials([0], [0, 0]), contested }))
    expect(found([0, 1])).toEqual([])
    expect(found([])).toEqual([{ path: 'contested', found: '', expected: 'cell r0-c0, cell r0-c1' }])
    // at another price than 0 neither trades with it
    const exact = tiny([[0.5, 0.5]], [1], [1, [0, 1]])
    expect(verify(claimOf(exact, 'absolute', [1, 0], { certificate: potentials([0], [0, 0]) }))).toEqual([])
  })

  it('cells that may fall at no cost do not tie where the others may not rise, nor the other way round', () => {
    const found = (targets: number[][]) =>
      verify(claimOf(tiny(targets, [1, 1], [1, 1]), 'absolute', [1, 0, 0, 1], { certificate: potentials([0, 0], [0, 0]) })) // prettier-ignore
    expect(found([[0.5, 0.3], [0.3, 0.5]])).toEqual([]) // prettier-ignore
    expect(found([[0.7, 0.5], [0.5, 0.7]])).toEqual([]) // prettier-ignore
    expect(found([[0.5, 0.5], [0.5, 0.5]])).toMatchObject([{ path: 'contested' }]) // prettier-ignore
  })

  it('have these weights, and no others: a certificate is weighed alike wherever it was made', () => {
    const nextBest = 1n + 32n * 10n ** 9n
    expect(weights(weighedLevels('next-best'), 2, 3)).toEqual([1n + 32n * (nextBest + 10n ** 9n), nextBest, 1n])
    expect(weights(weighedLevels('largest'), 9, 2)).toEqual(weights(weighedLevels('next-best'), 1, 2))
    for (const objective of ['absolute', 'squares'] as const)
      expect(weights(weighedLevels(objective), 2, 3)).toEqual([1n])
    expect(weighedLevels('squares')).toEqual(['squared-error'])
    expect(weighedLevels('absolute')).toEqual(['error'])
    expect(weighedLevels('largest')).toEqual(['beyond-next-best', 'next-best', 'error'])
    // 1.5 places off, in billionths of a billionth of a billion
    expect(cellCost(500_000_000n, 2n, 'up', ['squared-error'], [1n])).toBe(2_250_000_000n)
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

  it('every cell has its places, every row its total, and every level its value', () => {
    const table = tiny([[1.05, 1], [2, 1]], [2, 3], [3, 2], { bounds: [[3, 1, 2]] }) // prettier-ignore
    const found = (change: Partial<Claim>) =>
      verify({ ...claimOf(table, 'absolute', [1, 1, 2, 1]), ...change }).map(
        ({ path, found: is, expected }) => `${path}: ${is}, not ${expected}`,
      )
    expect(found({})).toEqual([])
    expect(found({ allocation: [1, 1, 2] })).toEqual(['allocation: 3, not 4'])
    expect(found({ allocation: [1, 1, 2, 0] })).toEqual(['cell r1-c1: 0, not 1..2'])
    expect(found({ allocation: [2, 1, 2, 1], levels: null })).toEqual(['row r0: 3, not 2', 'column c0: 4, not 3'])
    expect(found({ allocation: [2, 1, 2, 1], levels: null, meetsTotals: false })).toEqual([])
    expect(found({ levels: [] })).toEqual(['levels: 0, not 1'])
    const named = (name: 'error' | 'squared-error', value: number) => ({ levels: [{ name, value }] })
    expect(found(named('error', 0.05))).toEqual([])
    expect(found(named('error', 0.5))).toEqual(['levels[0]: error 0.5, not error 0.05'])
    expect(found(named('squared-error', 0.05))).toEqual(['levels[0]: squared-error 0.05, not error 0.05'])
    expect(found({ objective: 'squares', ...named('squared-error', 0.0025) })).toEqual([])
    expect(found({ objective: 'proportional', levels: [] })).toEqual([])
  })

  it('every level of every objective: 0.2 above, 1.4 below, and an exact half twice', () => {
    const table = tiny([[1.2, 3.4, 0.5, 0.5]], [5], [1, 2, 1, 1], { half: 'down' })
    const [beyond, next, error] = [
      { name: 'beyond-next-best', value: 1 },
      { name: 'next-best', value: 3 },
      { name: 'error', value: 2.6 },
    ]
    const levels = (objective: Objective) => recomputeLevels(table, [1, 2, 1, 1], objective)
    expect(levels('next-best')).toEqual([beyond, next, error])
    expect(levels('absolute')).toEqual([error])
    expect(levels('squares')).toEqual([{ name: 'squared-error', value: 2.5 }])
    expect(levels('largest')).toEqual([{ name: 'largest-error', value: 1.4 }, beyond, next, error])
    expect(levels('proportional')).toEqual([])
  })

  it('are not looked at when time is over', () => {
    const table = tiny([[1, 1]], [2], [1, 1])
    const multipliers = { rowMultipliers: ['1'], columnMultipliers: ['1', '1'] }
    expect(() => recomputeLevels(table, [1, 1], 'absolute', SPENT)).toThrow(OutOfTime)
    expect(() => checkPotentials(table, 'absolute', [1, 1], potentials([0], [0, 0]), SPENT)).toThrow(OutOfTime)
    expect(() => checkMultipliers(table, [1, 1], multipliers, SPENT)).toThrow(OutOfTime)
    // a clock that is over after the first look is seen before the second row of many
    const wide = tiny([Array.from({ length: 5_000 }, () => 0)], [0], Array.from({ length: 5_000 }, () => 0)) // prettier-ignore
    const looks = (run: (budget: Budget) => unknown) => {
      let count = 0
      run({ leftMs: () => 1, stopped: () => ++count < 0 })
      return count
    }
    const noArcs = { rows: 2, columns: 5_000, mayRise: new Uint8Array(10_000), mayFall: new Uint8Array(10_000) }
    const ties = looks((budget) => contestedCells(noArcs, budget))
    const none = Array.from({ length: 5_000 }, () => 0)
    const one = none.map(() => '1')
    expect(looks((budget) => recomputeLevels(wide, none, 'absolute', budget))).toBe(2)
    const ends = { ...wide, high: Int32Array.from(none) }
    const zero = { rowPotentials: [0], columnPotentials: none }
    expect(looks((budget) => checkPotentials(ends, 'absolute', none, zero, budget))).toBe(ties + 2)
    const certificate = { rowMultipliers: ['1'], columnMultipliers: one }
    expect(looks((budget) => checkMultipliers(ends, none, certificate, budget))).toBe(ties + 79)
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

  it('of columns with two ends: not below 1 under the upper end, not above 1 over the lower one', () => {
    // 1.2 of 1 and 0.9 of 1, each with room to spare, in the middle and at either end
    const at = (first: readonly [number, number], second: readonly [number, number] = [1, 1]) =>
      tiny([[1.2, 0.9]], [2], [first, second])
    const multipliers = (c0: string, c1 = '1') => ({ rowMultipliers: ['1'], columnMultipliers: [c0, c1] })
    const low = (column: number, value: string) => [
      { path: `certificate.columnMultipliers[${column}]`, found: value, expected: '>= 1' },
    ]
    const high = (column: number, value: string) => [
      { path: `certificate.columnMultipliers[${column}]`, found: value, expected: '<= 1' },
    ]
    expect(found(at([0, 2]), [1, 1], multipliers('1'))).toEqual([])
    expect(found(at([0, 2]), [1, 1], multipliers('0.9'))).toEqual(low(0, '0.9'))
    expect(found(at([0, 2]), [1, 1], multipliers('11/10'))).toEqual(high(0, '11/10'))
    expect(found(at([1, 2]), [1, 1], multipliers('1.1'))).toEqual([])
    expect(found(at([1, 2]), [1, 1], multipliers('0.9'))).toEqual(low(0, '0.9'))
    expect(found(at([0, 1]), [1, 1], multipliers('0.9'))).toEqual([])
    expect(found(at([0, 1]), [1, 1], multipliers('1.1'))).toEqual(high(0, '1.1'))
    expect(found(at([1, 1]), [1, 1], multipliers('0.9', '1.1'))).toEqual([])
    expect(found(at([1, 1], [0, 2]), [1, 1], multipliers('1', '1.1'))).toEqual(high(1, '1.1'))
    // the total of a column is that of all its rows
    const rows = tiny([[1.2, 0.9], [1.2, 0.9]], [2, 2], [[1, 2], [1, 2]]) // prettier-ignore
    const two = { rowMultipliers: ['1', '1'], columnMultipliers: ['0.9', '1.1'] }
    expect(found(rows, [1, 1, 1, 1], two).map(({ expected }) => expected)).toEqual(['<= 1'])
  })

  it('of columns that tie with the outside name the cells, and the outside not', () => {
    const half = tiny([[0.5, 0.5]], [1], [[0, 1], [0, 1]]) // prettier-ignore
    const one = { rowMultipliers: ['1'], columnMultipliers: ['1', '1'] }
    expect(found(half, [1, 0], one, [0, 1])).toEqual([])
    expect(found(half, [1, 0], one)).toEqual([{ path: 'contested', found: '', expected: 'cell r0-c0, cell r0-c1' }])
    expect(found(half, [0, 1], one, [0, 1])).toEqual([])
    // at a multiplier that is not 1, or where one of them may not move, they do not
    expect(found({ ...half, columnLow: [1, 0] }, [1, 0], one)).toEqual([])
    expect(found({ ...half, columnHigh: [1, 0] }, [1, 0], one)).toEqual([])
    const thirds = tiny([[0.25, 0.5]], [1], [1, [0, 1]])
    expect(found(thirds, [1, 0], { ...one, columnMultipliers: ['2', '1'] })).toEqual([])
    const doubled = tiny([[0.25, 0.25]], [1], [[0, 1], [0, 1]]) // prettier-ignore
    expect(found(doubled, [1, 0], { rowMultipliers: ['2'], columnMultipliers: ['1', '1'] }, [0, 1])).toEqual([])
    const open = (targets: number[]) => tiny([targets], [1], [[0, 1], [0, 1]]) // prettier-ignore
    expect(found(open([0.25, 0.5]), [0, 1], { rowMultipliers: ['1'], columnMultipliers: ['2', '1'] })).toEqual([])
    expect(found(open([0.5, 1]), [0, 1], { rowMultipliers: ['1'], columnMultipliers: ['1', '1/2'] })).toEqual([])
    const ends = tiny([[0.25, 1]], [1], [[1, 1], [0, 1]]) // prettier-ignore
    expect(found(ends, [1, 0], { rowMultipliers: ['1/2'], columnMultipliers: ['4', '1'] })).toEqual([])
  })

  it('in a cell at an end of its bounds prove what the cell cannot do', () => {
    const bounded = (low: number, high: number) => tiny([[1.5, 1.2], [1.2, 1.5]], [2, 2], [2, 2], { bounds: [[0, low, high]] }) // prettier-ignore
    const faults = (table: Table, row: string) =>
      found(table, [1, 1, 1, 1], { rowMultipliers: [row, '1'], columnMultipliers: ['1', '1'] }).map(({ path, found: is, expected }) => `${path}: ${is}, not ${expected}`) // prettier-ignore
    // 1.5 and 1.2 times 1.1: too dear to leave at 1, where they may rise
    expect(faults(bounded(0, 9), '1.1')).toEqual(['certificate: r0-c0: 1.65, not <= 1 + 1/2'])
    expect(faults(bounded(0, 1), '1.1')).toEqual([])
    // times 0.33: too cheap for a place, where they may fall
    expect(faults(bounded(0, 9), '0.33')).toEqual([
      'certificate: r0-c0: 0.495, not >= 1 - 1/2',
      'certificate: r0-c1: 0.396, not >= 1 - 1/2',
    ])
    expect(faults(bounded(1, 9), '0.33')).toEqual(['certificate: r0-c1: 0.396, not >= 1 - 1/2'])
    // an equality at such an end is no tie
    const halves = (low: number, high: number) => tiny([[0.5, 0.5], [0.5, 0.5]], [1, 1], [1, 1], { bounds: [[0, low, high]] }) // prettier-ignore
    expect(found(halves(0, 9), [1, 0, 0, 1], ones, [0, 1, 2, 3])).toEqual([])
    expect(found(halves(1, 9), [1, 0, 0, 1], ones)).toEqual([])
    expect(found(halves(0, 0), [0, 1, 1, 0], ones)).toEqual([])
    const zero = { ...halves(0, 9), zero: Uint8Array.from([1, 0, 0, 0]) }
    expect(found(zero, [0, 1, 1, 0], ones)).toEqual([])
    // a zero cell where an agreement allows a place below nothing is still closed
    expect(found({ ...zero, low: Int32Array.from([-1, 0, 0, 0]) }, [0, 1, 1, 0], ones)).toEqual([])
  })

  it('of so many digits that the budget ends are neither believed nor held against the claim', () => {
    const one = Array.from({ length: 100 }, () => 1)
    const total = one.map(() => 100)
    const table = tiny(
      one.map(() => one),
      total,
      total,
    )
    const allocation = Array.from({ length: 10_000 }, () => 1)
    const checked = (digits: number) => {
      const long = one.map(() => `${'9'.repeat(digits)}/${'9'.repeat(digits)}`)
      return checkMultipliers(table, allocation, { rowMultipliers: long, columnMultipliers: long })
    }
    // 3,300 digits are 2,741 of base 16: above and below 342 words, squared and for 10,000 cells more than 1,000 million
    const beyond = { path: 'certificate', found: '> 1000000000', expected: '<= 1000000000', beyond: true }
    expect(checked(3_300)).toEqual({ faults: [beyond], contested: [] })
    expect(checked(300)).toEqual({ faults: [], contested: [] })
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

  // every number another power of two, so that each sum tells of what it is made
  const POWERS: Table = {
    ...tiny([[0, 0], [0, 0]], [2 ** 12, 2 ** 13], [[2 ** 14, 2 ** 10], [2 ** 15, 2 ** 11]]), // prettier-ignore
    low: Int32Array.from([1, 2, 4, 8]),
    high: Int32Array.from([16, 32, 64, 128]),
  }
  const numbers = (table: Table, claim: object, unit = 1) =>
    verifyConflict(table, { required: 0, room: 0, elsewhere: 0, short: 0, ...claim } as ConflictClaim, unit)
      .filter(({ path, found }) => found !== '0' || path !== 'short')
      .map(({ path, expected }) => `${path} ${expected}`)
      .join(', ')

  it('are added up from just the cells that count', () => {
    const one = { rows: ['r0'], columns: ['c0'] }
    const room = (table: Table, sets: object) => numbers(table, { kind: 'too-little-room', ...sets, short: 1 })
    const supply = (table: Table, sets: object) => numbers(table, { kind: 'too-little-supply', ...sets, short: 1 })
    // 4096 <= 1024 - 4 + 32
    expect(room(POWERS, one)).toBe('required 4096, room 1020, elsewhere 32, short 3044')
    expect(room(POWERS, { rows: ['r1', 'r0'], columns: [] })).toBe('required 12288, elsewhere 240, short 12048')
    expect(room(POWERS, { rows: [], columns: ['c1'] })).toBe('room 2038, short -2038, short above 0')
    // 16384 <= 4096 - 2 + 64
    expect(supply(POWERS, one)).toBe('required 16384, room 4094, elsewhere 64, short 12226')
    expect(supply(POWERS, { rows: [], columns: ['c1'] })).toBe('required 32768, elsewhere 160, short 32608')
    expect(supply(POWERS, { rows: ['r0', 'r1'], columns: ['c1'] })).toBe('required 32768, room 12283, short 20485')
    // a zero cell takes nothing, whatever its bounds say
    const closed = { ...POWERS, zero: Uint8Array.from([0, 1, 1, 0]) }
    expect(room(closed, one)).toBe('required 4096, room 1020, short 3076')
    expect(supply(closed, one)).toBe('required 16384, room 4094, short 12290')
  })

  it('of a cell without an upper bound in the way are none', () => {
    const open = { ...POWERS, high: Int32Array.from([16, UNBOUNDED, UNBOUNDED, 128]) }
    for (const kind of ['too-little-room', 'too-little-supply'] as const) {
      const claim = { kind, rows: ['r0'], columns: ['c0'], required: 9, room: 0, elsewhere: 5, short: 4 }
      expect(verifyConflict(open, claim)).toEqual([{ path: 'elsewhere', found: '5', expected: 'no limit' }])
    }
  })

  it('of one cell are of just one, whose lower bound lies above its upper one', () => {
    const table = { ...POWERS, low: Int32Array.from([1, 2, 4, 300]) }
    const cell = (rows: string[], columns: string[]) => ({ kind: 'cell', rows, columns })
    expect(numbers(table, { ...cell(['r1'], ['c1']), required: 300, room: 128, short: 172 })).toBe('')
    expect(numbers(table, { ...cell(['r1'], ['c0']), required: 4, room: 64, short: 1 })).toBe(
      'short -60, short above 0',
    )
    const closed = { ...table, zero: Uint8Array.from([0, 0, 1, 0]) }
    expect(numbers(closed, { ...cell(['r1'], ['c0']), required: 4, short: 4 })).toBe('')
    const sizes: [string[], string[]][] = [
      [['r0', 'r1'], ['c0']],
      [['r0'], ['c0', 'c1']],
      [[], ['c0']],
      [['r0'], []],
      [[], []],
    ]
    for (const [rows, columns] of sizes) {
      const claim = { kind: 'cell', rows, columns, required: 1, room: 0, elsewhere: 0, short: 1 } as const
      const found = `${rows.length} x ${columns.length}`
      expect(verifyConflict(table, claim)).toEqual([{ path: 'kind', found, expected: '1 x 1' }])
    }
  })

  it('are told in places, of a table in smaller units too; and each number is told by itself', () => {
    const claim = { kind: 'too-little-room', rows: ['r0'], columns: ['c0'] } as const
    const right = { required: 2048, room: 510, elsewhere: 16, short: 1522 }
    expect(verifyConflict(POWERS, { ...claim, ...right }, 2)).toEqual([])
    for (const name of ['required', 'room', 'elsewhere', 'short'] as const) {
      expect(verifyConflict(POWERS, { ...claim, ...right, [name]: 7 }, 2)).toEqual([
        { path: name, found: '7', expected: String(right[name]) },
      ])
    }
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
    const published = publish(result)
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
    // nor where two such cells lead there, and none back, whichever of the two comes first
    expect(contested('-+..', '+-..', '+.+-', '.+-+')).toEqual([0, 1, 4, 5, 10, 11, 14, 15])
    expect(contested('+-+.', '-+.+', '..-+', '..+-')).toEqual([0, 1, 4, 5, 10, 11, 14, 15])
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

describe('differences by hand', () => {
  const told = (file: object, again: object, passed: string[] = [], notSaid: string[] = []) =>
    differences(file, again, new Set(passed), notSaid).map(({ path, found, expected }) => `${path}: ${found} / ${expected}`) // prettier-ignore

  it('are every place where two answers are not the same, by its path', () => {
    expect(told({ a: 1, b: [1, { c: 'x' }] }, { a: 1, b: [1, { c: 'x' }] })).toEqual([])
    expect(told({ a: 1, b: [1, { c: 'x' }] }, { a: 2, b: [1, { c: 'y' }] })).toEqual(['a: 1 / 2', 'b[1].c: "x" / "y"'])
    expect(told({ a: 1 }, { b: 1 })).toEqual(['a: 1 / -', 'b: - / 1'])
    expect(told({ a: [1, 2] }, { a: [1] })).toEqual(['a: 2 / 1'])
    expect(told({ a: [1] }, { a: { 0: 1 } })).toEqual(['a: [1] / {"0":1}'])
    expect(told({ a: { 0: 1 } }, { a: [1] })).toEqual(['a: {"0":1} / [1]'])
    for (const other of [null, 1, 'x', false]) {
      const text = JSON.stringify(other)
      expect(told({ a: {} }, { a: other })).toEqual([`a: {} / ${text}`])
      expect(told({ a: other }, { a: [] })).toEqual([`a: ${text} / []`])
    }
    // what is not written is nothing
    expect(told({}, { a: undefined })).toEqual([])
    expect(told({ a: -0 }, { a: 0 })).toEqual([])
  })

  it('are not looked for where that was asked, nor beyond a hundred', () => {
    expect(told({ a: { b: 1, c: 1 } }, { a: { b: 2, c: 2 } }, ['a.b'])).toEqual(['a.c: 1 / 2'])
    expect(told({ a: { b: 1, c: 1 } }, { a: { b: 2, c: 2 } }, ['a'])).toEqual([])
    const many = (value: number) => Array.from({ length: 150 }, () => value)
    expect(told(many(1), many(2))).toHaveLength(100)
  })

  it('are none where a file of before does not say yet what answers say now', () => {
    const again = {
      remarks: [1],
      years: [{ remarks: [] }],
      conflict: { repairs: [{ changes: Array.from({ length: 11 }, () => ({ rules: ['bound'] })) }] },
    }
    const file = { years: [{}], conflict: { repairs: [{ changes: Array.from({ length: 11 }, () => ({})) }] } }
    const notSaid: string[] = []
    expect(told(file, again, [], notSaid)).toEqual([])
    expect(notSaid).toEqual([
      'years[0].remarks',
      ...Array.from({ length: 11 }, (_, i) => `conflict.repairs[0].changes[${i}].rules`),
      'remarks',
    ])
    expect(told({}, { remarks: [] })).toEqual([])
    // what it does say is compared, and so is what is only called alike
    expect(told({ remarks: [2] }, { remarks: [1] })).toEqual(['remarks[0]: 2 / 1'])
    for (const name of ['remarksToo', 'noremarks', 'rules']) expect(told({}, { [name]: 1 })).toEqual([`${name}: - / 1`])
    expect(told({ changes: [{}] }, { changes: [{ rules: 1 }] })).toEqual(['changes[0].rules: - / 1'])
    expect(told({ a: { changes: [{}] } }, { a: { changes: [{ rulesToo: 1 }] } })).toEqual([
      'a.changes[0].rulesToo: - / 1',
    ])
  })

  it('are told short: of more than 60 signs the first 57', () => {
    const [exact, longer] = ['x'.repeat(58), 'x'.repeat(59)]
    expect(told({ a: exact }, { a: longer })).toEqual([`a: "${exact}" / "${'x'.repeat(56)}...`])
  })
})

describe('the end of the budget', () => {
  it('is no fault, and is told apart from those', () => {
    const wrong = { path: 'a', found: '1', expected: '2' }
    const over = { path: 'b', found: '> 1', expected: '<= 1', beyond: true } as const
    expect(parted([wrong, over])).toEqual({ faults: [wrong], beyond: ['b'] })
    expect(parted([over])).toEqual({ faults: [], beyond: ['b'] })
    expect('beyond' in parted([wrong])).toBe(false)
  })
})

describe('natural rounding and ranks by hand', () => {
  it('is to the nearest, and an exact half as was agreed', () => {
    const at = (nano: bigint) => (['up', 'even', 'down'] as const).map((half) => nearest(nano, half))
    expect(at(2_400_000_000n)).toEqual([2n, 2n, 2n])
    expect(at(2_499_999_999n)).toEqual([2n, 2n, 2n])
    expect(at(2_500_000_000n)).toEqual([3n, 2n, 2n])
    expect(at(3_500_000_000n)).toEqual([4n, 4n, 3n])
    expect(at(2_500_000_001n)).toEqual([3n, 3n, 3n])
    expect(at(3_000_000_000n)).toEqual([3n, 3n, 3n])
  })

  it('counts the whole numbers that are nearer', () => {
    const ranks = (nano: bigint, half: Half) => [0n, 1n, 2n, 3n, 4n, 5n].map((places) => rankByCounting(nano, places, half)) // prettier-ignore
    expect(ranks(2_400_000_000n, 'up')).toEqual([4n, 2n, 0n, 1n, 3n, 5n])
    expect(ranks(2_500_000_000n, 'up')).toEqual([4n, 2n, 1n, 0n, 2n, 4n])
    expect(ranks(2_500_000_000n, 'down')).toEqual([4n, 2n, 0n, 1n, 2n, 4n])
    expect(ranks(3_500_000_000n, 'even')).toEqual([6n, 4n, 2n, 1n, 0n, 2n])
    // one as near on either side of a whole target
    expect(ranks(2_000_000_000n, 'up')).toEqual([3n, 1n, 0n, 1n, 3n, 5n])
  })

  it('is down and up to whole places on either side of 0', () => {
    const wholes = [-1_500_000_000n, -1_000_000_000n, -1n, 0n, 1n, 1_000_000_000n, 1_500_000_000n]
    expect(wholes.map(floor)).toEqual([-2n, -1n, -1n, 0n, 0n, 1n, 1n])
    expect(wholes.map(ceiling)).toEqual([-1n, -1n, 0n, 0n, 1n, 1n, 2n])
    expect([-3n, 0n, 3n].map(absolute)).toEqual([3n, 0n, 3n])
  })
})
