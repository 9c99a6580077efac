/** Proof trees: read and checked in work that the size of the file bounds, and believed only of a program that has the answer in it. */
import { describe, expect, it } from 'vitest'
import { InputError } from '../src/domain/errors.js'
import { UNBOUNDED, type Table } from '../src/domain/table.js'
import { draft, round, verify, years, type Verification } from '../src/index.js'
import { treeFault } from '../src/shapes/proof-tree.js'
import { Bounds, MOST_STEPS, type BoundTree, type WholeProgram } from '../src/verify/bound.js'
import type { ResultFile } from '../src/verify/result-file.js'
import { checkResult } from '../src/verify/result.js'
import { checkYears, YEARS_LEVELS, yearsValues } from '../src/verify/years.js'
import { twoYears } from './answers.js'

const LEAF = { scale: 1, constraints: [0, '-12'], levels: [] }

/** A chain of splits with a leaf on every other side. */
function deep(splits: number, leaf: object = LEAF): object {
  let tree = leaf
  for (let i = 0; i < splits; i++) tree = { variable: 0, at: splits - 1 - i, below: leaf, above: tree }
  return tree
}

/** The path and what was expected there, as text. */
function fault(tree: unknown): string | null {
  const found = treeFault(tree)
  return found && `${found.path.join('.')}: ${found.expected}`
}

describe('a proof tree is read', () => {
  it('whatever its depth, to 200 splits', () => {
    expect(fault(LEAF)).toBeNull()
    expect(fault(deep(1))).toBeNull()
    expect(fault(deep(200))).toBeNull()
    expect(fault(deep(201))).toMatch(/^(above\.){200}(above|below): <= 200 splits$/)
    // so deep that a walk that calls itself would not come back
    expect(fault(deep(100_000))).toMatch(/^(above\.){200}(above|below): <= 200 splits$/)
  })

  it('in one pass: a tree of many cases in no time', () => {
    let tree: object = LEAF
    for (let i = 0; i < 15; i++) tree = { variable: 0, at: 0, below: tree, above: tree } // 32,768 leaves
    const started = performance.now()
    expect(fault(tree)).toBeNull()
    expect(fault({ variable: 0, at: 0, below: deep(199), above: { ...LEAF, scale: 'x' } })).toBe('above.scale: int')
    expect(performance.now() - started).toBeLessThan(2_000) // choices tried one inside the other did not end
  })

  it('with its own keys, whole numbers and no others', () => {
    const split = { variable: 0, at: -1, below: LEAF, above: LEAF }
    expect(fault(split)).toBeNull()
    const keys = 'variable | at | below | above'
    const leafKeys = 'scale | constraints | levels'
    const wrong: readonly [unknown, string][] = [
      [null, ': object'],
      [[], ': object'],
      ['tree', ': object'],
      [{}, `scale: ${leafKeys}`],
      [{ ...LEAF, extra: 1 }, `extra: ${leafKeys}`],
      [{ ...LEAF, below: LEAF }, `below: ${leafKeys}`],
      [{ ...split, scale: 1 }, `scale: ${keys}`],
      [{ variable: 0, at: 0, below: LEAF }, `above: ${keys}`],
      [{ ...split, variable: -1 }, 'variable: int'],
      [{ ...split, variable: 2 ** 53 }, 'variable: int'],
      [{ ...split, at: 0.5 }, 'at: int'],
      [{ ...split, at: '1' }, 'at: int'],
      [{ ...split, below: null }, 'below: object'],
      [{ ...split, above: { ...split, below: 3 } }, 'above.below: object'],
      [{ ...LEAF, scale: -1 }, 'scale: int'],
      [{ ...LEAF, constraints: {} }, 'constraints: array'],
      [{ ...LEAF, constraints: [0, 1.5] }, 'constraints.1: int'],
      [{ ...LEAF, constraints: ['1e9'] }, 'constraints.0: int'],
      [{ ...LEAF, levels: ['9'.repeat(401)] }, 'levels.0: int'],
      [{ ...LEAF, constraints: Array.from({ length: 100_001 }, () => 0) }, 'constraints: <= 100000'],
    ]
    for (const [tree, expected] of wrong) expect(fault(tree)).toBe(expected)
    expect(fault({ ...LEAF, levels: ['9'.repeat(400)] })).toBeNull()
  })

  it('as part of a file, and a fault in it by its place', async () => {
    const file = JSON.parse(JSON.stringify(await twoYears())) as {
      certificate: { levels: { proof: unknown }[] }
    }
    const { levels } = file.certificate
    const whole = levels[0]!.proof
    levels[0]!.proof = { variable: 0, at: 3, below: whole, above: deep(190, whole as object) }
    expect((await verify(file)).faults.every(({ path }) => path.startsWith('certificate.levels[0].'))).toBe(true)
    levels[0]!.proof = { variable: 0, at: 3, below: whole, above: { ...(whole as object), scale: 0.5 } }
    const refused = await verify(file).catch((error: unknown) => error as InputError)
    expect(refused).toBeInstanceOf(InputError)
    expect((refused as InputError).faults.map(({ path }) => path)).toEqual(['certificate.levels[0].proof.above.scale'])
  })
})

describe('a proof is checked', () => {
  const program: WholeProgram = {
    variables: Array.from({ length: 1000 }, () => ({ low: 0, high: 9, costs: [BigInt] })),
    constraints: [],
  }
  const zeros = new Int32Array(1000)

  it('in a stated number of steps, and no further', () => {
    const leaf = { scale: 1, constraints: [], levels: [] }
    let tree: BoundTree = leaf
    for (let i = 0; i < 15; i++) tree = { variable: i, at: 4, below: tree, above: tree }
    // 32,768 leaves of 1,000 variables, two ends each
    expect(new Bounds(program).prove(zeros, [tree], [0n])).toEqual([
      { path: 'certificate.levels', found: '65536000 steps', expected: `<= ${MOST_STEPS} steps`, beyond: true },
    ])
    expect(new Bounds(program).prove(zeros, [{ variable: 0, at: 4, below: leaf, above: leaf }], [0n])).toEqual([])
  })

  it('of a program that has the answer among its solutions', () => {
    const x = { low: 0, high: 3, costs: [BigInt] }
    const bounds = new Bounds({ variables: [x], constraints: [{ terms: [[0, 2]], low: 4, high: 4 }] })
    const leaf = { scale: 1, constraints: [1], levels: [] }
    expect(bounds.prove([2], [{ ...leaf, scale: 2 }], [2n])).toEqual([])
    expect(bounds.prove([1], [leaf], [1n])).toEqual([
      { path: 'certificate: constraints[0]', found: '2', expected: '4..4' },
    ])
    expect(bounds.prove([4], [leaf], [4n])[0]).toEqual({
      path: 'certificate: variables[0]',
      found: '4',
      expected: '0..3',
    })
    // a program without any solution proves anything
    const none = new Bounds({ variables: [x], constraints: [{ terms: [[0, 1]], low: 9, high: 9 }] })
    const nothing = { scale: 0, constraints: [1], levels: [] }
    expect(none.check(nothing, 0, [0n], 'p')).toEqual([])
    expect(none.prove([3], [nothing], [0n])).toHaveLength(1)
  })
})

describe('years are proven', () => {
  const table = (more: Partial<Table> = {}): Table => ({
    rows: ['1'],
    columns: ['A', 'B'],
    target: Float64Array.of(1.5e9, 0.5e9),
    rowTotals: [2],
    columnLow: [1, 1],
    columnHigh: [1, 1],
    zero: new Uint8Array(2),
    low: new Int32Array(2),
    high: new Int32Array(2).fill(UNBOUNDED),
    half: 'up',
    ...more,
  })
  const allocations = [
    [1, 1],
    [1, 1],
  ]

  it('of one total for each column: of two ends the program would hold only the upper one', () => {
    const impossible = table({ columnLow: [1, 1], columnHigh: [2, 1] })
    // rows of 2 cannot meet columns of 2 and 1: without solutions anything is proven
    const proof = { scale: 0, constraints: [-1, 1, 1, 0, 0, 0, 0, 0], levels: [] }
    const trees = YEARS_LEVELS.map((_, level) => ({ ...proof, levels: Array.from({ length: level }, () => 0) }))
    expect(checkYears({ tables: [impossible, table()], allocations }, trees)).toEqual([
      { path: 'years[0]: column A', found: '1..2', expected: 'one total' },
    ])
  })

  it('by the half of each year, and the sum by that of the first', () => {
    // 1.5 and 0.5 as 1 and 1: up wants 2 and 1, down 1 and 0; the sum 3 and 1 is 2 and 2
    const nextBests = (halves: readonly Table['half'][]) =>
      yearsValues({ tables: halves.map((half) => table({ half })), allocations }).map(Number)
    expect(nextBests(['up', 'up']).slice(0, 2)).toEqual([0, 2])
    expect(nextBests(['up', 'down']).slice(0, 2)).toEqual([0, 2])
    // even wants 2 and 0: two next bests; down one; up one
    expect(nextBests(['even', 'up']).slice(0, 2)).toEqual([0, 3])
    expect(nextBests(['up', 'even']).slice(0, 2)).toEqual([0, 3])
  })

  it('within a stated number of values', () => {
    const wide = table({
      target: Float64Array.of(9e14, 9e14),
      rowTotals: [1_800_000],
      columnLow: [900_000, 900_000],
      columnHigh: [900_000, 900_000],
    })
    const wideYears = {
      tables: [wide, wide],
      allocations: [
        [900_000, 900_000],
        [900_000, 900_000],
      ],
    }
    // 900,001 values of each of four cells, twice as many of each of two sums, on six levels
    expect(checkYears(wideYears, [])).toEqual([
      { path: 'certificate.levels', found: '43200036 values', expected: '<= 10000000 values', beyond: true },
    ])
  })
})

describe('a proof beyond what a check may cost', () => {
  /** The same proof in so many cases that nobody waits for it: what holds for all values holds for each half of them. */
  function inflated<File extends object>(file: File, halvings: number): File {
    const copy = JSON.parse(JSON.stringify(file)) as File & { certificate: { levels: { proof: BoundTree }[] } }
    const last = copy.certificate.levels.at(-1)!
    for (let i = 0; i < halvings; i++) last.proof = { variable: 0, at: 0, below: last.proof, above: last.proof }
    return copy
  }

  const told = ({ status, faults, unproven, notChecked }: Verification) => ({
    status,
    faults,
    unproven: unproven.map(({ path, claim }) => `${path} ${claim}`),
    listed: notChecked.includes('certificate.levels'),
  })
  const unproven = { status: 'unproven', faults: [], unproven: ['status optimality'], listed: true }
  const accepted = { status: 'accepted', faults: [], unproven: [], listed: true }

  it('is neither believed nor held against a draft; the command proves it by itself where there is time', async () => {
    const file = inflated(await draft('2027-base'), 13)
    expect(told(await verify(file, { timeLimit: 0.001 }))).toEqual(unproven)
    expect(told(await verify(file, { scenario: '2027-base', timeLimit: 0.001 }))).toEqual(unproven)
    expect(told(await verify(file, { timeLimit: 300 }))).toEqual(accepted)
    // a lie beside it is a lie
    const lie = { ...file, levels: file.levels!.map((level) => ({ ...level, value: level.value! + 1 })) }
    expect((await verify(lie, { timeLimit: 0.001 })).status).toBe('rejected')
    const short = { ...file, certificate: { levels: file.certificate!.levels.slice(1) } }
    expect((await verify(short, { timeLimit: 0.001 })).status).toBe('rejected')
  })

  it('nor against years', async () => {
    const file = inflated(await twoYears(), 11)
    const scenarios = ['2026-base', '2027-base']
    expect(told(await verify(file, { timeLimit: 0.001 }))).toEqual(unproven)
    expect(told(await verify(file, { scenarios, timeLimit: 300 }))).toEqual(accepted)
  })

  it('nor are multipliers of thousands of digits', async () => {
    const codes = Array.from({ length: 62 }, (_, i) => `${i}`)
    const ones = codes.map(() => codes.map(() => 1))
    const totals = codes.map(() => 62)
    const table = { rows: codes, columns: codes, target: ones, rowTotals: totals, columnTotals: totals }
    const file = (await round(table, { objective: 'proportional' })) as unknown as ResultFile
    const long = `${'9'.repeat(4_990)}/${'9'.repeat(4_990)}`
    const many = { rowMultipliers: codes.map(() => long), columnMultipliers: codes.map(() => long) }
    const found = checkResult({ ...file, certificate: many }, null, null)
    expect(found.faults).toEqual([])
    expect(found.proves).not.toContain('optimality')
    expect(found.unproven.map(({ claim }) => claim)).toEqual(['optimality', 'uniqueness'])
    expect(found.notChecked).toContain('certificate')
    const again = await verify({ ...file, certificate: many })
    expect(again).toMatchObject({ status: 'accepted', faults: [], unproven: [] })
    expect(again.notChecked).toContain('certificate')
    // of an invented table, and of cells that do not tie, the answer found again speaks
    const ties = { unique: false, contested: [['0', '0']] }
    expect((await verify({ ...file, ...ties, certificate: many })).status).toBe('rejected')
  })

  it('years of more values than are looked at are given, unproven', async () => {
    const wide = (year: number, use: number) => ({
      id: `wide-${year}`,
      year,
      oors: ['A', 'B'].map((code) => ({ code, name: code })),
      specialties: ['1', '2'].map((code) => ({ code, name: code, intake: 900_000 })),
      careUse: {
        all: [
          [use, 3],
          [5, 7],
        ],
      },
    })
    const file = await years([wide(2026, 2), wide(2027, 4)])
    expect(file).toMatchObject({ status: 'feasible', certificate: null, gap: null })
    expect((await verify(file)).faults).toEqual([])
  })
})
