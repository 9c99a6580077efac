/**
 * The checker of whole results on one small enough to follow by hand, with nothing but what is handed to it: the file, what the
 * scenario says, and the same question answered again. No solver is called. What it says is true, and what it must not say.
 */
import { describe, expect, it } from 'vitest'
import type { Conflict } from '../src/domain/conflict.js'
import { UNBOUNDED } from '../src/domain/table.js'
import { totalsWithArrears, type EarlierFile } from '../src/verify/carry.js'
import { tableOf, type Again, type ExpectedResult, type ResultFile } from '../src/verify/result-file.js'
import { checkResult } from '../src/verify/result.js'

/** Two rows of 2 places over two columns of 2; each cell has one place, and is nearest to its target with it. */
const RESULT: ResultFile = {
  status: 'optimal',
  scenario: 's',
  data: 'synthetic',
  method: 'optimal',
  objective: 'absolute',
  solver: null,
  options: { half: 'up', zeroTarget: 'stays-zero' } as ResultFile['options'],
  rows: ['a', 'b'],
  columns: ['x', 'y'],
  rowTotals: [2, 2],
  columnTotals: [2, 2],
  oorTotals: { raw: [2, 2], floored: [2, 2], rounded: [2, 2] },
  flooredOors: [],
  remarks: [],
  target: [
    [1.4, 0.6],
    [0.6, 1.4],
  ],
  allocation: [
    [1, 1],
    [1, 1],
  ],
  levels: [{ name: 'error', value: 1.6 }],
  deviations: [],
  zeroCells: [],
  bounds: [],
  unique: true,
  contested: [],
  freedom: null,
  ties: { decided: 'canonical', seed: null },
  optima: null,
  certificate: { rowPotentials: [0, 0], columnPotentials: [0, 0] },
  conflict: null,
  chains: [],
  seed: null,
  lottery: null,
  trace: null,
  leftOut: null,
  input: { sha256: 'h' },
  year: 2027,
  carry: null,
  near: null,
  precision: null,
  milliseconds: 3,
}
const EXPECTED: ExpectedResult = {
  sha256: 'h',
  scenario: 's',
  year: 2027,
  data: 'synthetic',
  rows: ['a', 'b'],
  columns: ['x', 'y'],
  rowTotals: [2, 2],
  columnTotals: [2, 2],
  target: RESULT.target,
  zeroCells: [],
  bounds: [],
  oorTotals: RESULT.oorTotals,
  flooredOors: [],
  floor: 0,
  leftOut: null,
}
type Change = Partial<Record<keyof ResultFile, unknown>>

const changed = (change: Change) => ({ ...RESULT, ...change }) as unknown as ResultFile
const without = (...names: (keyof ResultFile)[]) =>
  Object.fromEntries(Object.entries(RESULT).filter(([name]) => !names.includes(name as keyof ResultFile))) as unknown as ResultFile // prettier-ignore
const again = (whole: ResultFile, more: Partial<Again> = {}): Again => ({
  same: whole,
  whole: whole,
  unfitted: null,
  ...more,
})
const lines = (faults: readonly { path: string; found: string; expected: string }[]) =>
  faults.map(({ path, found, expected }) => `${path}: ${found}, not ${expected}`)
function faultsOf(change: Change, expected: ExpectedResult | null = null, answer: Again | null = null): string[] {
  const { proves, faults, unproven } = checkResult(changed(change), expected, answer)
  if (faults.length > 0) expect([proves, unproven]).toEqual([[], []])
  return lines(faults)
}
const provenOf = (change: Change, expected: ExpectedResult | null = null, answer: Again | null = null) => {
  const { proves, faults } = checkResult(changed(change), expected, answer)
  expect(faults).toEqual([])
  return proves
}
const claimsOf = (change: Change, expected: ExpectedResult | null = null, answer: Again | null = null) =>
  checkResult(changed(change), expected, answer).unproven.map(({ path, claim }) => `${path} ${claim}`)

const CELLS = ['margins', 'bounds', 'zero-cells']
const BEST = [...CELLS, 'levels', 'optimality', 'uniqueness']
const NO_PROOF = { certificate: null, unique: null, contested: null }
const BY_HAND = { status: 'feasible', method: 'stepwise', ...NO_PROOF }
const PUBLISHED = { published: true, target: null, levels: null, ...NO_PROOF }
const NOTHING = { ...NO_PROOF, allocation: null, levels: null }

/** a has 4 places, and in x and y there are 2 each, of which b must have 1: 4 > 2 + 2 - 1. */
const CONFLICT: Conflict = {
  kind: 'too-little-room',
  stage: 'rounding',
  rows: ['a'],
  columns: ['x', 'y'],
  required: 4,
  room: 3,
  elsewhere: 0,
  short: 1,
  restrictions: [
    { row: 'b', column: 'x', rule: 'bound', low: 1, high: 9, reason: null, source: null },
    { row: 'b', column: 'y', rule: 'bound', low: 0, high: 9, reason: null, source: null },
  ],
  restrictionCount: 2,
  repairs: [{ kind: 'bounds', places: 1, changes: [], text: 'x', texts: { nl: 'x', en: 'x' } }],
  text: 'x',
  texts: { nl: 'x', en: 'x' },
}
const INFEASIBLE = {
  ...NOTHING,
  status: 'infeasible',
  rowTotals: [4, 0],
  bounds: [['b', 'x', 1, 9]],
  conflict: CONFLICT,
}

describe('a result by hand', () => {
  it('is proven as far as it goes', () => {
    expect(provenOf({})).toEqual(BEST)
    expect(provenOf({}, EXPECTED)).toEqual(['target', ...BEST])
    expect(provenOf({}, EXPECTED, again(RESULT))).toEqual(['target', ...BEST])
    expect(claimsOf({})).toEqual([])
    expect(provenOf(BY_HAND)).toEqual([...CELLS, 'levels'])
    expect(provenOf({ ...BY_HAND, objective: 'proportional', levels: [] })).toEqual([...CELLS, 'levels'])
    expect(provenOf(PUBLISHED)).toEqual(CELLS)
    expect(provenOf(PUBLISHED, EXPECTED)).toEqual(CELLS)
    expect(provenOf({ ...BY_HAND, status: 'feasible', unique: null })).not.toContain('uniqueness')
    // totals that are off, and said to be
    const off = { allocation: [[1, 1], [1, 2]], levels: [{ name: 'error', value: 1.8 }] } // prettier-ignore
    const natural = { row: 'b', column: 'y', target: 1.4, natural: 1, allocated: 2, rank: 1, extraError: 0.2 }
    expect(provenOf({ ...BY_HAND, ...off, status: 'stuck', deviations: [natural] })).toEqual(['bounds', 'zero-cells', 'levels']) // prettier-ignore
    expect(faultsOf({ ...BY_HAND, ...off, deviations: [natural] })).toEqual(['row b: 3, not 2', 'column y: 3, not 2'])
    expect(provenOf(INFEASIBLE)).toEqual(['infeasibility'])
    expect(provenOf(INFEASIBLE, { ...EXPECTED, rowTotals: [4, 0], bounds: [['b', 'x', 1, 9]] })).toEqual(['target', 'infeasibility']) // prettier-ignore
    // ties: uniqueness is said only where there are none
    const half = { target: [[0.5, 0.5], [0.5, 0.5]], rowTotals: [1, 1], columnTotals: [1, 1], oorTotals: null, scenario: null } // prettier-ignore
    const four = [['a', 'x'], ['a', 'y'], ['b', 'x'], ['b', 'y']] // prettier-ignore
    const two = ['b-x', 'a-y'].map((cell) => ({ row: cell[0], column: cell[2], target: 0.5, natural: 1, allocated: 0, rank: 1, extraError: 0 })) // prettier-ignore
    const tied = { ...half, allocation: [[1, 0], [0, 1]], levels: [{ name: 'error', value: 2 }], deviations: two, contested: four, unique: false } // prettier-ignore
    expect(provenOf(tied)).toEqual([...CELLS, 'levels', 'optimality'])
    expect(claimsOf(tied)).toEqual([])
  })

  it('that proves nothing of what it claims is unproven in just that', () => {
    expect(claimsOf(PUBLISHED)).toEqual(['status optimality'])
    expect(claimsOf({ ...PUBLISHED, status: 'feasible' })).toEqual([])
    const stage = { conflict: { ...CONFLICT, stage: 'target' } }
    const before = { ...INFEASIBLE, ...stage, target: null }
    expect(provenOf(before)).toEqual([])
    expect(claimsOf(before)).toEqual(['status infeasibility'])
    // ties are said to have stopped it: its levels are those of no allocation
    const stopped = { allocation: null, unique: false, contested: [['a', 'x']] }
    expect(claimsOf(stopped)).toEqual(['status optimality', 'levels levels'])
    expect(provenOf(stopped, EXPECTED)).toEqual(['target'])
  })

  it('where the budget ends is unproven, and what was not looked at is told', () => {
    const codes = Array.from({ length: 100 }, (_, i) => `${i}`)
    const ones = codes.map(() => 1)
    const totals = codes.map(() => 100)
    const long = codes.map(() => `${'9'.repeat(3_300)}/${'9'.repeat(3_300)}`)
    const matrix = codes.map(() => ones)
    const file = {
      scenario: null,
      oorTotals: null,
      objective: 'proportional',
      levels: [],
      rows: codes,
      columns: codes,
      rowTotals: totals,
      columnTotals: totals,
      target: matrix,
      allocation: matrix,
      certificate: { rowMultipliers: long, columnMultipliers: long },
    }
    const check = (answer: Again | null, change: Change = {}) =>
      checkResult(changed({ ...file, ...change }), null, answer)
    const alone = check(null)
    expect([alone.proves, alone.faults]).toEqual([[...CELLS, 'levels'], []])
    expect(alone.unproven.map(({ claim }) => claim)).toEqual(['optimality', 'uniqueness'])
    expect(alone.notChecked).toContain('certificate')
    // the answer found again has a proof of its own, which is checked
    const short = codes.map(() => '1')
    const proof = { rowMultipliers: short, columnMultipliers: short }
    const whole = changed({ ...file, certificate: proof })
    const both = check(again(whole))
    expect([both.proves, both.faults]).toEqual([BEST, []])
    expect(both.notChecked).toContain('certificate')
    const wrong = changed({ ...file, certificate: { ...proof, rowMultipliers: short.with(0, '9') } })
    expect(lines(check(again(wrong)).faults)[0]).toBe('certificate: 0-0: 9, not <= 1 + 1/2')
    // and the cells that the file names are held against it
    const ties = check(again({ ...whole, unique: false }), { unique: false, contested: [['0', '0']] })
    expect(lines(ties.faults)).toEqual(['contested: cell 0-0, not '])
  })

  it('of a hand method or a lot that was not followed again is unproven, and so is that it could do no more', () => {
    const byHand: Change = { certificate: null, unique: null, contested: null, ties: null, status: 'feasible' }
    for (const method of ['stepwise', 'sequential', 'largest-remainder', 'lottery']) {
      const lottery = method === 'lottery' ? { fitted: false, expectation: RESULT.target } : null
      const file = changed({ ...byHand, method, lottery })
      const alone = checkResult(file, EXPECTED, null)
      expect([alone.faults, alone.unproven], method).toEqual([[], [{ path: 'method', claim: 'method' }]])
      expect(alone.notChecked).toContain('method')
      expect(alone.notChecked).not.toContain('status')
      const followed = checkResult(file, EXPECTED, again(file))
      expect([followed.faults, followed.unproven], method).toEqual([[], []])
    }
    for (const status of ['stuck', 'off-totals']) {
      const levels = [{ name: 'error', value: 1.8 }]
      const deviation = { row: 'a', column: 'x', target: 1.4, natural: 1, allocated: 2, rank: 1, extraError: 0.2 }
      const allocation = [
        [2, 1],
        [1, 1],
      ]
      const file = changed({ ...byHand, method: 'stepwise', status, allocation, levels, deviations: [deviation] })
      const alone = checkResult(file, EXPECTED, null)
      expect([alone.faults, alone.unproven], status).toEqual([[], [{ path: 'method', claim: 'method' }]])
      expect(alone.notChecked).toContain('status')
      expect(checkResult(file, EXPECTED, again(file)).notChecked).not.toContain('status')
    }
  })
})

describe('what a result must say, by hand', () => {
  it('goes together', () => {
    const cases: readonly (readonly [Change, string[]])[] = [
      [{ status: 'time-limit' }, ['status: time-limit, not allocation: null', 'certificate: given, not null']],
      [{ contested: [['a', 'x']] }, ['unique: true, not false', 'contested: cell a-x, not ']],
      [{ unique: false }, ['unique: false, not true']],
      [{ columnTotals: null, scenario: null, oorTotals: null }, ['columnTotals: null, not given', 'column x: 2, not 0', 'column y: 2, not 0']], // prettier-ignore
      [{ ...INFEASIBLE, columnTotals: null, conflict: null, scenario: null, oorTotals: null }, ['columnTotals: null, not given', 'conflict: null, not rows, columns']], // prettier-ignore
      [
        { ...PUBLISHED, columnTotals: null, scenario: null, oorTotals: null },
        ['columnTotals: null, not given', 'column x: 2, not 0', 'column y: 2, not 0'],
      ],
      [{ ...PUBLISHED, published: undefined }, ['target: null, not given']],
      [{ ...PUBLISHED, published: undefined, status: 'time-limit' }, ['status: time-limit, not allocation: null', 'target: null, not given']], // prettier-ignore
      [{ ...NOTHING, target: null, status: 'infeasible' }, ['target: null, not given']],
      [{ ...NOTHING, target: null, status: 'stuck' }, ['target: null, not given']],
      [{ ...INFEASIBLE, target: null }, ['target: null, not given']],
      [{ ...INFEASIBLE, target: null, status: 'stuck', conflict: { ...CONFLICT, stage: 'target' } }, ['target: null, not given']], // prettier-ignore
      [
        { ...PUBLISHED, certificate: { rowPotentials: [1e9, 1e9], columnPotentials: [0, 0] } },
        ['target: null, not given'],
      ],
      [{ published: true }, ['published: true, not -']],
      [{ ...INFEASIBLE, conflict: { ...CONFLICT, stage: 'target' } }, ['conflict.stage: target, not rounding']],
      [{ ...BY_HAND, method: 'lottery' }, ['lottery: null, not expectation']],
      [{ ...NOTHING, status: 'optimal' }, ['allocation: null, not optimal', 'certificate: null, not potentials']],
      [{ ...NOTHING, status: 'time-limit', levels: RESULT.levels }, ['levels: given, not null']],
    ]
    for (const [change, expected] of cases) expect(faultsOf(change), JSON.stringify(change)).toEqual(expected)
    expect(faultsOf({ levels: null })).toEqual(['levels: 0, not 1'])
    expect(faultsOf({ ...INFEASIBLE, conflict: { ...CONFLICT, short: 2 } })).toEqual(['conflict.short: 2, not 1'])
    // as no time was left, or nothing can be fitted, or it is published
    expect(faultsOf({ ...NOTHING, status: 'time-limit' })).toEqual([])
    expect(faultsOf({ ...NOTHING, status: 'time-limit', target: null })).toEqual([])
    expect(faultsOf({ ...NOTHING, status: 'time-limit', target: null, columnTotals: null, scenario: null, oorTotals: null })).toEqual([]) // prettier-ignore
    expect(faultsOf({ ...INFEASIBLE, target: null, conflict: { ...CONFLICT, stage: 'target' } })).toEqual([])
    expect(faultsOf({ ...PUBLISHED, allocation: null })).toEqual([])
    expect(faultsOf({ ...NOTHING, method: 'lottery', status: 'time-limit' })).toEqual([])
  })

  it('of the totals of the way there: the rounded ones are those of the columns', () => {
    const totals = (rounded: number[]) => ({ oorTotals: { raw: null, floored: null, rounded } })
    expect(faultsOf(totals([2, 2]))).toEqual([])
    expect(faultsOf(totals([2, 3]))).toEqual(['oorTotals.rounded: [2,3], not [2,2]'])
    expect(faultsOf({ oorTotals: null })).toEqual(['oorTotals: null, not given'])
    expect(faultsOf({ scenario: null })).toEqual(['oorTotals: given, not null'])
    expect(faultsOf({ scenario: null, oorTotals: null })).toEqual([])
    const many = Array.from({ length: 40 }, () => 1)
    expect(faultsOf(totals(many))).toEqual([`oorTotals.rounded: [${'1,'.repeat(28)}..., not [2,2]`])
    const exact = `[${'1,'.repeat(28)}11]` // 60 signs, as they stand
    expect(faultsOf(totals([...Array.from({ length: 28 }, () => 1), 11]))).toEqual([`oorTotals.rounded: ${exact}, not [2,2]`]) // prettier-ignore
  })

  it('has lists of the right length, each by its path', () => {
    const cases: readonly (readonly [Change, string[]])[] = [
      [{ target: [[1.4, 0.6], [2]] }, ['target[1]: 1, not 2']],
      [{ allocation: [[1, 1, 0], [1, 1]] }, ['allocation[0]: 3, not 2']],
      [{ lottery: { fitted: true, expectation: [[1, 1]] } }, ['lottery.expectation: 1, not 2']],
      [{ lottery: { fitted: true, expectation: [[1, 1], [1]] } }, ['lottery.expectation[1]: 1, not 2']],
      [{ columnTotals: [2, [3, 2]] }, ['columnTotals[1]: 3..2, not low..high']],
      [{ bounds: [['a', 'z', 0, 1]] }, ['columns: x, y, not z']],
      [{ zeroCells: [['z', 'x']] }, ['rows: a, b, not z']],
      [{ deviations: [{ row: 'z', column: 'x' }] }, ['rows: a, b, not z']],
      [{ contested: [['z', 'x']] }, ['rows: a, b, not z']],
    ] // prettier-ignore
    for (const [change, expected] of cases) expect(faultsOf(change), JSON.stringify(change)).toEqual(expected)
    expect(faultsOf({ columnTotals: [2, [2, 2]], scenario: null, oorTotals: null })).toEqual([])
    // of very many a hundred are told
    expect(faultsOf({ zeroCells: Array.from({ length: 500 }, () => ['z', 'z']) })).toHaveLength(100)
    expect(faultsOf({ zeroCells: Array.from({ length: 500 }, () => ['z', 'x']) })).toHaveLength(100)
  })

  it('gives whole places, and on average what meets the totals', () => {
    const halves = { allocation: [[1.5, 0.5], [0.5, 1.5]] } // prettier-ignore
    expect(faultsOf({ ...BY_HAND, ...halves }).slice(0, 2)).toEqual([`cell a-x: 1.5, not 0..${UNBOUNDED}`, `cell a-y: 0.5, not 0..${UNBOUNDED}`]) // prettier-ignore
    expect(faultsOf({ ...BY_HAND, allocation: [[1, 1], [1, 1.5]] })).toEqual([`cell b-y: 1.5, not 0..${UNBOUNDED}`]) // prettier-ignore
    const drawn = (expectation: number[][]) => ({ ...BY_HAND, method: 'lottery', lottery: { fitted: false, expectation } }) // prettier-ignore
    expect(provenOf(drawn([[1.4, 0.6], [0.6, 1.4]]))).toEqual([...CELLS, 'levels']) // prettier-ignore
    expect(faultsOf(drawn([[1.4, 0.600000001], [0.6, 1.4]]))).toEqual(['lottery: row a: 2.000000001, not 2', 'lottery: column y: 2.000000001, not 2']) // prettier-ignore
  })
})

describe('the question of a result, by hand', () => {
  const other: ExpectedResult = {
    ...EXPECTED,
    sha256: 'g',
    scenario: 't',
    year: 2026,
    data: null,
    rows: ['b', 'a'],
    columns: ['y', 'x'],
    rowTotals: [1, 3],
    columnTotals: [1, 3],
    zeroCells: [['a', 'x']],
    bounds: [['a', 'x', 0, 1]],
    leftOut: { lines: 1 } as unknown as ExpectedResult['leftOut'],
  }

  it('is that of its scenario, in everything', () => {
    for (const [name, wrong] of Object.entries(other)) {
      const path = name === 'sha256' ? 'input.sha256' : name
      const found = faultsOf({}, { ...EXPECTED, [name]: wrong })
      if (JSON.stringify(wrong) === JSON.stringify(EXPECTED[name as keyof ExpectedResult])) expect(found).toEqual([])
      else expect(found.map((line) => line.slice(0, line.indexOf(':')))).toEqual([path])
    }
    const target = [[1.4, 0.6], [0.6, 1.400000001]] // prettier-ignore
    expect(faultsOf({}, { ...EXPECTED, target })).toEqual(['target[1][1]: 1.4, not 1.400000001'])
    expect(faultsOf({}, { ...EXPECTED, target: null })[0]).toBe('target[0][0]: 1.4, not null')
    const raw = { ...RESULT.oorTotals!, raw: [2.5, 1.5] } as ExpectedResult['oorTotals']
    expect(faultsOf({}, { ...EXPECTED, oorTotals: raw })).toEqual([
      'oorTotals: {"raw":[2,2],"floored":[2,2],"rounded":[2,2]}, not {"raw":[2.5,1.5],"floored":[2,2],"rounded":[2,2]}',
    ])
    expect(faultsOf({}, { ...EXPECTED, flooredOors: ['x'] })).toEqual(['flooredOors: [], not ["x"]'])
    const fitted = { ...NOTHING, status: 'infeasible', target: null, conflict: { ...CONFLICT, stage: 'target' } }
    expect(faultsOf(fitted, EXPECTED)).toEqual(['target: null, not [[1.4,0.6],[0.6,1.4]]'])
    expect(faultsOf(fitted, { ...EXPECTED, target: null })).toEqual([])
  })

  it('is called after its file where it was a workbook, so that only the hash tells', () => {
    const { scenario: _, ...unnamed } = EXPECTED
    expect(faultsOf({}, unnamed)).toEqual([])
    expect(faultsOf({ scenario: 't' }, unnamed)).toEqual([])
    expect(faultsOf({ scenario: 't' }, EXPECTED)).toEqual(['scenario: "t", not "s"'])
    // but a loose table is none
    expect(faultsOf({ scenario: null, oorTotals: null }, unnamed)[0]).toBe('scenario: null, not "given"')
    expect(checkResult(RESULT, unnamed, null).notChecked).toContain('scenario')
    expect(checkResult(RESULT, EXPECTED, null).notChecked).not.toContain('scenario')
  })

  it('that is published is compared as far as it says it', () => {
    expect(faultsOf(PUBLISHED, EXPECTED)).toEqual([])
    const bare = { ...PUBLISHED, oorTotals: { raw: null, floored: null, rounded: [2, 2] }, flooredOors: null }
    expect(faultsOf(bare, EXPECTED)).toEqual([])
    const more = { ...EXPECTED.oorTotals!, rounded: [3, 1] }
    expect(faultsOf(bare, { ...EXPECTED, oorTotals: more })).toEqual(['oorTotals.rounded: [2,2], not [3,1]'])
    expect(faultsOf(bare, { ...EXPECTED, oorTotals: null })).toEqual(['oorTotals.rounded: [2,2], not null'])
    const loose = { ...bare, scenario: null, oorTotals: null }
    expect(faultsOf(loose, EXPECTED)).toEqual(['scenario: null, not "s"', 'oorTotals.rounded: null, not [2,2]'])
    expect(faultsOf(loose, { ...EXPECTED, oorTotals: null })).toEqual(['scenario: null, not "s"'])
  })

  it('of which a file of before is silent is not compared there, and that is told', () => {
    const silent = without('flooredOors', 'leftOut', 'remarks', 'solver')
    const expected = { ...EXPECTED, flooredOors: ['x'], leftOut: other.leftOut }
    const check = (change: Change) => checkResult({ ...silent, ...change } as ResultFile, expected, null)
    expect(lines(check({}).faults)).toEqual([])
    expect(check({}).notChecked).toEqual(expect.arrayContaining(['solver', 'flooredOors', 'leftOut', 'remarks']))
    // what it does say is compared
    expect(lines(check({ flooredOors: [] }).faults)).toEqual(['flooredOors: [], not ["x"]'])
    expect(lines(check({ data: null }).faults)).toEqual(['data: null, not "synthetic"'])
    // also where the path goes on below what it is silent about
    const published = { ...PUBLISHED, oorTotals: null, scenario: null } as Change
    const { oorTotals: _, ...unsaid } = { ...silent, ...published } as unknown as ResultFile
    const { faults } = checkResult(unsaid as ResultFile, expected, null)
    expect(lines(faults)).toEqual(['scenario: null, not "s"'])
  })
})

describe('a result and the same question answered again, by hand', () => {
  it('are held against each other in everything but the proof, which may be another', () => {
    const answer = (change: Change) => again(changed(change))
    expect(faultsOf({}, EXPECTED, answer({ remarks: [1] }))).toEqual(['remarks: 0, not 1'])
    expect(faultsOf({}, EXPECTED, answer({ leftOut: 3 }))).toEqual(['leftOut: null, not 3'])
    // without the scenario that is taken as given
    expect(faultsOf({}, null, answer({ oorTotals: null }))).toEqual([])
    expect(faultsOf({}, null, answer({ remarks: [1], milliseconds: 9, solver: { name: 'x', version: '1' } }))).toEqual([]) // prettier-ignore
    const shifted = { certificate: { rowPotentials: [1, 1], columnPotentials: [-1, -1] } }
    expect(faultsOf({}, EXPECTED, answer(shifted))).toEqual([])
    expect(faultsOf(BY_HAND, EXPECTED, answer({ ...BY_HAND, certificate: RESULT.certificate }))).toEqual([
      'certificate: null, not {"rowPotentials":[0,0],"columnPotentials":[0,0]}',
    ])
    expect(faultsOf(BY_HAND, EXPECTED, answer({ ...BY_HAND, contested: [] }))).toEqual(['contested: null, not []'])
    expect(faultsOf({}, null, answer({ chains: null }))).toEqual(['chains: [], not null'])
    // a published file is held against the scenario in its rounded totals, and here in the others
    const told = { ...PUBLISHED, oorTotals: { raw: [9, 9], floored: null, rounded: [2, 2] } }
    const untold = { ...PUBLISHED, oorTotals: { raw: null, floored: null, rounded: [2, 2] } }
    expect(faultsOf(told, EXPECTED, answer(untold))).toEqual(['oorTotals.raw: [9,9], not null'])
    // where it has faults of its own, those are told
    expect(faultsOf({ allocation: [[2, 0], [0, 2]] }, EXPECTED, answer({ levels: null }))[0]).toMatch(/^levels/) // prettier-ignore
  })

  it('of which the one leaves out what the other has: it is filled in, and checked', () => {
    const answer = again(changed(PUBLISHED), { whole: RESULT })
    expect(provenOf(PUBLISHED, EXPECTED, answer)).toEqual(['target', ...BEST])
    expect(claimsOf(PUBLISHED, EXPECTED, answer)).toEqual([])
    expect(provenOf(PUBLISHED, null, answer)).toEqual(BEST)
    const wrong = again(changed(PUBLISHED), { whole: changed({ levels: [{ name: 'error', value: 2 }] }) }) // prettier-ignore
    expect(faultsOf(PUBLISHED, EXPECTED, wrong)).toEqual(['levels[0]: error 2, not error 1.6'])
    // a file that leaves nothing out is not filled in, whatever the other has
    expect(provenOf({}, null, again(RESULT, { whole: changed({ levels: null }) }))).toEqual(BEST) // prettier-ignore
    // stopped by ties: what is shown of the cells is not of this file
    const stopped = { allocation: null, unique: false, contested: [] }
    const untied = again(changed(stopped), { whole: changed({ unique: true }) })
    expect(faultsOf({ allocation: null, unique: false, contested: [['a', 'x']] }, null, untied)).toEqual([
      'unique: true, not false',
      'contested: cell a-x, not ',
    ])
    const lone = { ...PUBLISHED, allocation: null }
    const filled = again(changed(lone), { whole: RESULT })
    expect(provenOf(lone, EXPECTED, filled)).toEqual(['target', 'levels', 'optimality', 'uniqueness'])
  })

  it('of which nothing can be fitted: proven from what was to be fitted, and from nothing else', () => {
    const file = { ...INFEASIBLE, target: null, conflict: { ...CONFLICT, stage: 'target' } }
    const whole = changed(file)
    const { levels: _, ...parts } = changed({ ...INFEASIBLE, target: null })
    const table = tableOf(parts)
    const nano = {
      ...table,
      low: Float64Array.from(table.low, (each) => each * 1e9),
      high: Float64Array.from(table.high, (each) => (each === UNBOUNDED ? UNBOUNDED : each * 1e9)),
      rowTotals: table.rowTotals.map((each) => each * 1e9),
      columnLow: table.columnLow.map((each) => each * 1e9),
      columnHigh: table.columnHigh.map((each) => each * 1e9),
    } as unknown as NonNullable<Again['unfitted']>
    expect(provenOf(file, null, again(whole, { unfitted: nano }))).toEqual(['infeasibility'])
    expect(claimsOf(file, null, again(whole, { unfitted: nano }))).toEqual([])
    expect(claimsOf(file, null, again(whole))).toEqual(['status infeasibility'])
    const wider = { ...nano, columnHigh: [3e9, 2e9] }
    expect(faultsOf(file, null, again(whole, { unfitted: wider }))).toEqual([
      'room: 3, not 4',
      'short: 1, not 0',
      'short: 1, not above 0',
    ])
    // no conflict, or a target after all
    const late = { ...NOTHING, status: 'time-limit', target: null }
    expect(provenOf(late, null, again(changed(late), { unfitted: nano }))).toEqual([])
    const told = again(changed(PUBLISHED), { whole: RESULT, unfitted: wider })
    expect(provenOf(PUBLISHED, null, told)).toEqual(BEST)
    expect(provenOf({ ...INFEASIBLE, }, null, again(changed(INFEASIBLE), { unfitted: wider }))).toEqual(['infeasibility']) // prettier-ignore
  })
})

/** A year before that left 0.4 and -0.4 in its cells, and 0.3 and -0.3 in its totals. */
const EARLIER = {
  ...RESULT,
  sha256: 'e',
  oorTotals: { raw: [2.3, 1.7], floored: [2.3, 1.7], rounded: [2, 2] },
} as unknown as EarlierFile

describe('what is carried over, by hand', () => {
  const OWED = [[0.4, -0.4], [-0.4, 0.4]] // prettier-ignore
  const carry = (rule: string, arrears: unknown, target: unknown = null) => ({ rule, from: ['e'], arrears, target })
  const TOTALS = { carry: carry('totals', [0.3, -0.3]) }
  /** 1.8 and 0.2: two places and none are nearest, four times 0.2 away. */
  const ARREARS = {
    carry: carry('arrears', OWED),
    allocation: [[2, 0], [0, 2]],
    levels: [{ name: 'error-with-arrears', value: 0.8 }],
    deviations: [['a', 'x', 1.4, 1, 2, 0.2], ['a', 'y', 0.6, 1, 0, 0.2], ['b', 'x', 0.6, 1, 0, 0.2], ['b', 'y', 1.4, 1, 2, 0.2]].map(([row, column, target, natural, allocated, extraError]) => ({ row, column, target, natural, allocated, rank: 1, extraError })),
  } // prettier-ignore
  const CELLS_MOVED = {
    carry: carry('cells', OWED, RESULT.target),
    target: [[1.8, 0.2], [0.2, 1.8]],
    allocation: [[2, 0], [0, 2]],
    levels: [{ name: 'error', value: 0.8 }],
  } // prettier-ignore
  const check = (
    change: Change,
    earlier: readonly EarlierFile[] | null = null,
    expected: ExpectedResult | null = null,
  ) => checkResult(changed(change), expected, null, null, earlier)
  const wrong = (...asked: Parameters<typeof check>) => lines(check(...asked).faults)

  it('is proven with the earlier results, and without them taken as it stands', () => {
    for (const right of [TOTALS, ARREARS, CELLS_MOVED]) {
      expect(wrong(right)).toEqual([])
      expect(check(right).notChecked).toContain('carry')
      expect(check(right).proves).toEqual(BEST)
      expect(wrong(right, [EARLIER])).toEqual([])
      expect(check(right, [EARLIER]).notChecked).not.toContain('carry')
      expect(check(right, [EARLIER]).proves).toEqual(['carry', ...BEST])
    }
  })

  it('has hashes and amounts that follow from the earlier results, by every code', () => {
    expect(wrong({}, [EARLIER])).toEqual(['carry: null, not given'])
    expect(wrong(TOTALS, [{ ...EARLIER, sha256: 'f' }])).toEqual(['carry.from: e, not f'])
    expect(wrong({ carry: carry('totals', [0.300000001, -0.3]) }, [EARLIER])).toEqual(['carry.arrears: x: 0.300000001, not 0.3'])
    expect(wrong(TOTALS, [{ ...EARLIER, oorTotals: { ...EARLIER.oorTotals!, floored: [1.7, 2.3] } }])).toEqual(['carry.arrears: x: 0.3, not -0.3', 'carry.arrears: y: -0.3, not 0.3'])
    // its lines in another order are the same lines
    const turned = { ...EARLIER, rows: ['b', 'a'], columns: ['y', 'x'], oorTotals: { raw: null, floored: [1.7, 2.3], rounded: [2, 2] } }
    expect([TOTALS, ARREARS, CELLS_MOVED].map((each) => wrong(each, [turned]))).toEqual([[], [], []])
    // two years add up; of a zero cell nothing is owed; of a year that carried in its cells its own target counts
    const twice = { ...TOTALS, carry: { ...carry('totals', [0.6, -0.6]), from: ['e', 'g'] } }
    expect(wrong(twice, [EARLIER, { ...EARLIER, sha256: 'g' }])).toEqual([])
    expect(wrong(ARREARS, [{ ...EARLIER, zeroCells: [['a', 'x']] }])).toEqual(['carry.arrears: a-x: 0.4, not 0'])
    const moved = { ...EARLIER, target: CELLS_MOVED.target, carry: CELLS_MOVED.carry } as unknown as EarlierFile
    expect(wrong(ARREARS, [moved])).toEqual([])
  }) // prettier-ignore

  it('has lists of the size of the table, and what its rule asks for', () => {
    const cases: readonly (readonly [Change, string[]])[] = [
      [{ carry: carry('totals', [0.3]) }, ['carry.arrears: ?, not 2']],
      [{ carry: carry('totals', OWED) }, ['carry.arrears: ?, not 2']],
      [{ carry: carry('cells', [0.3, -0.3], RESULT.target) }, ['carry.arrears: ?, not 2 x 2']],
      [{ carry: carry('cells', OWED.slice(1), RESULT.target) }, ['carry.arrears: ?, not 2 x 2']],
      [{ carry: carry('cells', OWED, [[1, 1]]) }, ['carry.target: ?, not 2 x 2']],
      [{ ...TOTALS, scenario: null, oorTotals: null }, ['carry: given, not null']],
      [{ carry: carry('totals', null) }, ['carry.arrears: null, not given']],
      [{ carry: carry('totals', [0.3, -0.3], RESULT.target) }, ['carry.target: given, not null']],
      [{ ...CELLS_MOVED, carry: carry('cells', OWED) }, ['carry.target: null, not given']],
      [{ carry: carry('totals', [5_001, -5_001]) }, ['carry.arrears: > 10000, not <= 10000']],
      [{ ...PUBLISHED, ...TOTALS }, ['carry.arrears: given, not null']],
    ]
    for (const [change, expected] of cases) expect(wrong(change), JSON.stringify(change)).toEqual(expected)
    expect(wrong({ carry: carry('totals', [5_000, -5_000]) })).toEqual([])
    for (const other of [{ objective: 'squares' }, { objective: 'proportional' }, { objective: 'next-best', options: { ...RESULT.options, tieBreak: 'none' } }, { ...BY_HAND }]) expect(wrong({ ...ARREARS, ...other })).toContain('carry.rule: arrears, not totals | cells') // prettier-ignore
  })

  it('is in the level and its proof, and nowhere else', () => {
    expect(wrong({ ...ARREARS, levels: [{ name: 'error', value: 0.8 }] })).toEqual(['levels[0]: error 0.8, not error-with-arrears 0.8']) // prettier-ignore
    expect(wrong({ ...ARREARS, carry: null })).toEqual(['levels[0]: error-with-arrears 0.8, not error 2.4'])
    // what was best without it is not
    const before = { ...ARREARS, allocation: RESULT.allocation, deviations: [], levels: [{ name: 'error-with-arrears', value: 3.2 }] } // prettier-ignore
    expect(wrong(before)[0]).toBe('certificate: a-x: -600000000, not >= 0')
    // the last billionth decides: one place more in a-y costs 0.6
    const dear = (price: number) => ({
      ...ARREARS,
      certificate: { rowPotentials: [0, 0], columnPotentials: [0, price] },
    })
    expect(wrong(dear(600_000_000))).toEqual([])
    expect(wrong(dear(600_000_001))).toEqual(['certificate: a-y: 600000000, not >= 600000001'])
  })

  it('moves a target to what it is plus what is owed, not below 0, and leaves what stays empty', () => {
    const much = [[0.4, -0.7], [-0.4, 0.4]] // prettier-ignore
    const low = { ...CELLS_MOVED, carry: carry('cells', much, RESULT.target), target: [[1.8, 0], [0.2, 1.8]], levels: [{ name: 'error', value: 0.6 }] } // prettier-ignore
    expect(wrong(low)).toEqual([])
    expect(wrong({ ...low, target: [[1.8, 0.000000001], [0.2, 1.8]] })).toContain('target: a-y: 1e-9, not 0') // prettier-ignore
    expect(wrong({ ...CELLS_MOVED, target: [[1.800000001, 0.2], [0.2, 1.8]] })[0]).toBe('target: a-x: 1.800000001, not 1.8') // prettier-ignore
    const empty = { ...CELLS_MOVED, carry: carry('cells', OWED, [[1.4, 0.6], [0, 1.4]]), levels: [{ name: 'error', value: 0.6 }] } // prettier-ignore
    // a cell without care use gets nothing, whatever it is owed; a cell that arrears bring to 0 has care use
    expect(wrong({ ...empty, target: [[1.8, 0.2], [0, 1.8]] })).toEqual([]) // prettier-ignore
    expect(wrong({ ...empty, carry: carry('cells', [[0.4, -0.4], [0.4, 0.4]], [[1.4, 0.6], [0, 1.4]]), target: [[1.8, 0.2], [0.4, 1.8]] })[0]).toBe('target: b-x: 0.4, not 0') // prettier-ignore
  })

  it('moves totals as 1.7 does, with its repair, the floor and ties by code', () => {
    const year = (floored: number[], floor = 0): ExpectedResult => ({ ...EXPECTED, floor, oorTotals: { raw: floored, floored, rounded: [2, 2] } }) // prettier-ignore
    const totals = (floored: number[], owed: number[], options: object = {}, floor = 0) => {
      const file = { ...changed({ carry: carry('totals', owed) }), options: { ...RESULT.options, ...options } }
      return totalsWithArrears(file, year(floored, floor), null)
    }
    expect(totals([2.3, 1.7], [0.3, -0.3])).toEqual([3, 1]) // 2.6 and 1.4
    expect(totals([2.3, 1.7], [0.1, -0.1])).toEqual([2, 2])
    expect(totals([2.5, 1.5], [0, 0])).toEqual([2, 2]) // both up is one too many: x gives way, by code
    expect(totals([2.5, 1.5], [0, 0], { half: 'down' })).toEqual([3, 1])
    expect(totals([0.5, 3.5], [0, 0])).toEqual([0, 4])
    expect(totals([0.5, 3.5], [0, 0], {}, 0.5)).toEqual([1, 3]) // not below the floor
    expect(totals([2.9, 1.1], [0, 0], { 'totals.rounding': 'largest-remainder' })).toEqual([3, 1])
    expect(totals([0.4, 3.6], [-0.9, 0.9])).toEqual([0, 4]) // 4.5 is rounded to 5, and gives one back
    expect(totals([2, 2], [5_001, -5_001])).toBeNull()
    expect(totals([2], [0.3, -0.3])).toBeNull()
    expect(totalsWithArrears(changed(ARREARS), EXPECTED, null)).toBeNull()
    const cells = changed({ ...CELLS_MOVED, carry: carry('cells', [[0.4, -0.4], [0.3, -0.3]], RESULT.target) }) // prettier-ignore
    expect(totalsWithArrears(cells, EXPECTED, null)).toEqual([3, 1]) // 2.7 and 1.3
    // with the scenario these are the totals that the file must have
    expect(wrong({ ...TOTALS, oorTotals: year([2.3, 1.7]).oorTotals }, null, year([2.3, 1.7]))).toEqual([
      'columnTotals: [2,2], not [3,1]',
      'oorTotals: {"raw":[2.3,1.7],"floored":[2.3,1.7],"rounded":[2,2]}, not {"raw":[2.3,1.7],"floored":[2.3,1.7],"rounded":[3,1]}',
    ])
  })

  it('published, is not known but by the earlier results', () => {
    const file = {
      ...PUBLISHED,
      carry: carry('totals', null),
      oorTotals: { raw: null, floored: null, rounded: [2, 2] },
    }
    const year: ExpectedResult = { ...EXPECTED, oorTotals: { raw: [2.3, 1.7], floored: [2.3, 1.7], rounded: [2, 2] } }
    expect(wrong(file, null, year)).toEqual([])
    expect(check(file, null, year).notChecked).toEqual(expect.arrayContaining(['carry', 'columnTotals', 'oorTotals']))
    expect(wrong(file, [EARLIER], year)).toEqual([
      'columnTotals: [2,2], not [3,1]',
      'oorTotals.rounded: [2,2], not [3,1]',
    ])
    const arrears = { ...file, carry: carry('arrears', null) }
    expect(check(arrears, null, year).notChecked).not.toContain('columnTotals')
  })
})

describe('what is not checked, by hand', () => {
  const HEARSAY = ['solver', 'seed', 'milliseconds', 'ties.seed', 'options']
  const QUESTION = ['scenario', 'data', 'rows', 'columns', 'rowTotals', 'columnTotals', 'oorTotals.raw', 'oorTotals.floored', 'flooredOors', 'target', 'zeroCells', 'bounds', 'leftOut', 'remarks', 'input.sha256', 'year'] // prettier-ignore
  const RECOMPUTED = ['method', 'ties', 'optima', 'chains', 'trace', 'remarks', 'lottery.fitted', 'lottery.expectation'] // prettier-ignore
  const ABOUT = ['stage', 'restrictions', 'restrictionCount', 'repairs', 'text', 'texts'].map((each) => `conflict.${each}`) // prettier-ignore
  const told = (change: Change, expected: ExpectedResult | null = null, answer: Again | null = null) =>
    checkResult(changed(change), expected, answer).notChecked.toSorted()
  const sorted = (...lists: string[][]) => [...new Set(lists.flat())].toSorted()

  it('is all that the file, its scenario and the answer found again do not show, and nothing else', () => {
    expect(told({})).toEqual(sorted(HEARSAY, QUESTION, RECOMPUTED))
    expect(told({}, EXPECTED)).toEqual(sorted(HEARSAY, RECOMPUTED))
    expect(told({}, null, again(RESULT))).toEqual(sorted(HEARSAY, QUESTION))
    expect(told({}, EXPECTED, again(RESULT))).toEqual(sorted(HEARSAY))
    expect(told({ ties: null }, EXPECTED, again(changed({ ties: null })))).toEqual(
      sorted(HEARSAY.filter((each) => each !== 'ties.seed')),
    )
    expect(told({ read: [] }, EXPECTED, again(changed({ read: [] })))).toEqual(sorted(HEARSAY, ['read']))
    const late = { ...NOTHING, status: 'time-limit' }
    expect(told(late, EXPECTED, again(changed(late)))).toEqual(sorted(HEARSAY, ['status']))
    // faults or not
    expect(told({ rowTotals: [2, 3] })).toEqual(sorted(HEARSAY, QUESTION, RECOMPUTED))
  })

  it('of a conflict is what it says in words, where the scenario does not tell', () => {
    const expected = { ...EXPECTED, rowTotals: [4, 0], bounds: [['b', 'x', 1, 9]] as const }
    const words = ['conflict.text', 'conflict.texts', 'conflict.repairs[0].text', 'conflict.repairs[0].texts']
    const reasons = [0, 1].flatMap((i) => ['reason', 'source'].map((each) => `conflict.restrictions[${i}].${each}`))
    expect(told(INFEASIBLE)).toEqual(sorted(HEARSAY, QUESTION, RECOMPUTED, ABOUT))
    expect(told(INFEASIBLE, expected)).toEqual(sorted(HEARSAY, RECOMPUTED, ABOUT))
    expect(told(INFEASIBLE, null, again(changed(INFEASIBLE)))).toEqual(sorted(HEARSAY, QUESTION, words, reasons))
    expect(told(INFEASIBLE, expected, again(changed(INFEASIBLE)))).toEqual(sorted(HEARSAY))
    // a loose table has no names and no reasons
    const loose = { ...INFEASIBLE, scenario: null, oorTotals: null }
    expect(told(loose, null, again(changed(loose)))).toEqual(sorted(HEARSAY, QUESTION))
    // time ran out before the repairs were found
    const unrepaired = { ...INFEASIBLE, conflict: { ...CONFLICT, repairs: null } }
    expect(told(unrepaired, expected, again(changed(unrepaired)))).toEqual(sorted(HEARSAY, ['conflict.repairs']))
    expect(told(unrepaired, null, again(changed(unrepaired)))).toEqual(sorted(HEARSAY, QUESTION, words.slice(0, 2), reasons, ['conflict.repairs'])) // prettier-ignore
  })

  it('is also what the file is silent about', () => {
    const check = (...names: (keyof ResultFile)[]) => checkResult(without(...names), EXPECTED, null)
    expect(check('solver', 'milliseconds').faults).toEqual([])
    for (const name of [
      'optima',
      'chains',
      'seed',
      'trace',
      'leftOut',
      'remarks',
      'ties',
      'conflict',
      'lottery',
    ] as const) {
      const { faults, notChecked } = check(name)
      expect(faults).toEqual([])
      expect(notChecked).toContain(name)
    }
    expect(checkResult(without('leftOut'), EXPECTED, again(RESULT)).notChecked).toContain('leftOut')
    expect(check().notChecked).not.toContain('leftOut')
    expect(check('data').faults.map(({ path, found }) => `${path} ${found}`)).toEqual(['data null'])
  })
})

describe('the table of a result, by hand', () => {
  const table = (change: Change) => tableOf(changed(change))

  it('has all that bounds a cell: agreements, zero cells, and targets of 0 where these stay so', () => {
    const bounds = [['a', 'y', 1, 5], ['b', 'x', 2, 9], ['b', 'x', 1, 7]] // prettier-ignore
    const { low, high, zero, half } = table({ bounds, zeroCells: [['b', 'y']] })
    expect([[...low], [...high], [...zero], half]).toEqual([[0, 1, 2, 0], [UNBOUNDED, 5, 7, 0], [0, 0, 0, 1], 'up']) // prettier-ignore
    const zeros = { target: [[2, 0], [0, 2]] } // prettier-ignore
    const open = (change: Change) => [...table({ ...zeros, ...change }).high].map((each) => each === UNBOUNDED)
    const free = { options: { ...RESULT.options, zeroTarget: 'free' } }
    expect(open({})).toEqual([true, false, false, true])
    expect(open(free)).toEqual([true, true, true, true])
    expect(open({ ...free, method: 'lottery' })).toEqual([true, false, false, true])
    expect(open({ ...free, objective: 'proportional' })).toEqual([true, false, false, true])
    expect(open({ ...free, objective: 'proportional', method: 'stepwise' })).toEqual([true, true, true, true])
    expect(open({ target: null })).toEqual([true, true, true, true])
  })

  it('has columns that take no more than there is, and no less than they must', () => {
    const { columnLow, columnHigh } = table({ columnTotals: [[1, 9], 3] })
    expect([columnLow, columnHigh]).toEqual([[1, 3], [4, 3]]) // prettier-ignore
    expect(table({ columnTotals: [[1, 3], [9, 12]] }).columnHigh).toEqual([3, 9]) // prettier-ignore
    const nothing = table({ columnTotals: null, target: null })
    expect([nothing.columnLow, nothing.columnHigh, [...nothing.target]]).toEqual([[0, 0], [0, 0], [0, 0, 0, 0]]) // prettier-ignore
  })
})
