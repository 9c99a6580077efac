/** Tables without solution: why, proven and in words, and the least that has to give way. */
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { randomTable } from '../bench/instances.js'
import { baseDistribution } from '../models/base-distribution.js'
import { resultText } from '../src/cli/render.js'
import { REPAIR_KINDS, type Conflict, type Repair, type RepairKind } from '../src/domain/conflict.js'
import { EngineError } from '../src/domain/errors.js'
import { UNBOUNDED, type Table } from '../src/domain/table.js'
import { round, solve } from '../src/index.js'
import { cutOf, findConflict } from '../src/program/conflict.js'
import { conflictOf, explainConflict, type Why } from '../src/allocation/conflict.js'
import { solveFlow } from '../src/solvers/flow.js'
import { verifyConflict, type ConflictClaim } from '../src/verify/conflict.js'
import { tableArbitrary, type TableSize } from './arbitraries.js'
import { tiny } from './conformance/conformance.js'

const SEED = 20_270_608

/** Names and reasons of a table that has neither. */
function plain({ rows, columns }: Table): Why {
  return { naming: { of: 'table', rows, columns }, zeroCells: [], bounds: [], unfitted: null }
}

function explained(table: Table): Conflict {
  const conflict = explainConflict(table, plain(table))
  if (conflict === null) throw new Error('this table has a solution')
  return conflict
}

function isFeasible(table: Table): boolean {
  return solveFlow(baseDistribution(table, 'absolute', false)).outcome === 'optimal'
}

/** What is done to a table to take its solution away. */
type Harm =
  | { readonly kind: 'none' }
  | { readonly kind: 'empty row' | 'empty column'; readonly line: number }
  | {
      readonly kind: 'cap row' | 'cap column' | 'fill row' | 'fill column'
      readonly line: number
      readonly places: number
    }
  | { readonly kind: 'cross'; readonly line: number; readonly places: number }
  | { readonly kind: 'zeros' | 'no care use'; readonly lines: readonly number[] }
  /** Some rows may use some columns only; both as bits. */
  | { readonly kind: 'confine'; readonly rows: number; readonly columns: number }

const harmArbitrary: fc.Arbitrary<Harm> = fc.oneof(
  { weight: 3, arbitrary: fc.constant<Harm>({ kind: 'none' }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constantFrom('empty row' as const, 'empty column' as const), line: fc.nat(99) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constantFrom('cap row' as const, 'cap column' as const, 'fill row' as const, 'fill column' as const),
      line: fc.nat(99),
      places: fc.nat(3),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('cross' as const),
      line: fc.nat(999),
      places: fc.integer({ min: 1, max: 3 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constantFrom('zeros' as const, 'no care use' as const),
      lines: fc.array(fc.nat(999), { minLength: 3, maxLength: 40 }),
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('confine' as const),
      rows: fc.integer({ min: 3, max: 255 }),
      columns: fc.integer({ min: 3, max: 63 }),
    }),
  },
)

function harmed(table: Table, harm: Harm): Table {
  const [low, high, zero, target] = [table.low.slice(), table.high.slice(), table.zero.slice(), table.target.slice()]
  const width = table.columns.length
  const empty = (cell: number) => {
    zero[cell] = 1
    low[cell] = 0
    high[cell] = 0
  }
  const cells = (rowwise: boolean, line: number) =>
    Array.from(low, (_, cell) => cell).filter((cell) =>
      rowwise ? Math.floor(cell / width) === line % table.rows.length : cell % width === line % width,
    )
  switch (harm.kind) {
    case 'none':
      return table
    case 'empty row':
    case 'empty column':
      cells(harm.kind === 'empty row', harm.line).forEach(empty)
      break
    case 'cap row':
    case 'cap column':
      for (const cell of cells(harm.kind === 'cap row', harm.line))
        high[cell] = Math.min(high[cell]!, low[cell]! + harm.places)
      break
    case 'fill row':
    case 'fill column':
      for (const cell of cells(harm.kind === 'fill row', harm.line))
        low[cell] = Math.min(high[cell]!, low[cell]! + harm.places)
      break
    case 'cross':
      high[harm.line % high.length] = 1 - zero[harm.line % zero.length]!
      low[harm.line % low.length] = 1 + harm.places
      break
    case 'zeros':
      for (const cell of harm.lines) empty(cell % low.length)
      break
    case 'confine':
      table.target.forEach((_, cell) => {
        const [s, o] = [Math.floor(cell / width), cell % width]
        if ((harm.rows >> s) % 2 === 1 && (harm.columns >> o) % 2 === 0) empty(cell)
      })
      break
    case 'no care use':
      for (const cell of harm.lines.map((line) => line % low.length)) {
        target[cell] = 0
        low[cell] = 0
        high[cell] = 0
      }
  }
  return { ...table, low, high, zero, target }
}

/** Random tables, most of them infeasible. */
function harmedArbitrary(size: TableSize): fc.Arbitrary<Table> {
  return fc.tuple(tableArbitrary(size), harmArbitrary).map(([table, harm]) => harmed(table, harm))
}

/** A repair carried out on a table, by its codes. */
function repaired(table: Table, repair: Repair): Table {
  const rowTotals = [...table.rowTotals]
  const columnLow = [...table.columnLow]
  const columnHigh = [...table.columnHigh]
  const [low, high, zero] = [table.low.slice(), table.high.slice(), table.zero.slice()]
  for (const { row, column, end, from, to } of repair.changes) {
    const s = row === null ? -1 : table.rows.indexOf(row)
    const o = column === null ? -1 : table.columns.indexOf(column)
    const cell = s * table.columns.length + o
    const numbers =
      s >= 0 && o >= 0 ? (end === 'low' ? low : high) : s >= 0 ? rowTotals : end === 'low' ? columnLow : columnHigh
    const at = s >= 0 && o >= 0 ? cell : Math.max(s, o)
    expect(numbers[at]).toBe(from)
    numbers[at] = to
    if (s < 0 && end === 'total') columnLow[o] = to
    if (s >= 0 && o >= 0 && end === 'high') zero[cell] = 0
  }
  return { ...table, rowTotals, columnLow, columnHigh, low, high, zero }
}

/** What a kind of repair may change, said again from its description. */
function mayGive(kind: RepairKind, table: Table, cell: number, end: 'low' | 'high'): boolean {
  if (kind === 'together') return true
  if (end === 'low') return kind === 'bounds'
  if (table.zero[cell] === 1) return kind === 'zero-cells'
  return kind === (table.high[cell] === 0 && table.target[cell] === 0 ? 'no-care-use' : 'bounds')
}

/** The least sum of changes by trying every table: Infinity where this kind cannot repair. */
function leastByTrying(table: Table, kinds: readonly RepairKind[]): Map<RepairKind, number> {
  const [rows, columns] = [table.rows.length, table.columns.length]
  const most = Math.max(0, ...table.rowTotals, ...table.columnHigh, ...table.low)
  const least = new Map<RepairKind, number>(kinds.map((kind) => [kind, Infinity]))
  const y = Array.from(table.low, () => 0)
  const off = (value: number, low: number, high: number) => Math.max(0, value - high, low - value)
  const tally = () => {
    const rowSums = table.rows.map((_, s) => y.slice(s * columns, (s + 1) * columns).reduce((a, b) => a + b, 0))
    const columnSums = table.columns.map((_, o) =>
      y.reduce((sum, places, cell) => sum + (cell % columns === o ? places : 0), 0),
    )
    const rowsOff = rowSums.reduce((sum, each, s) => sum + Math.abs(each - table.rowTotals[s]!), 0)
    const columnsOff = columnSums.reduce(
      (sum, each, o) => sum + off(each, table.columnLow[o]!, table.columnHigh[o]!),
      0,
    )
    for (const kind of kinds) {
      const all = kind === 'together'
      if (rowsOff > 0 && !all && kind !== 'row-totals') continue
      if (columnsOff > 0 && !all && kind !== 'column-totals') continue
      let cost = rowsOff + columnsOff
      for (let cell = 0; cell < rows * columns && cost < least.get(kind)!; cell++) {
        const [below, above] = [Math.max(0, table.low[cell]! - y[cell]!), Math.max(0, y[cell]! - table.high[cell]!)]
        if (below > 0) cost += mayGive(kind, table, cell, 'low') ? below : Infinity
        if (above > 0) cost += mayGive(kind, table, cell, 'high') ? above : Infinity
      }
      if (cost < least.get(kind)!) least.set(kind, cost)
    }
  }
  const visit = (cell: number): void => {
    if (cell === y.length) return tally()
    for (let places = 0; places <= most; places++) {
      y[cell] = places
      visit(cell + 1)
    }
    y[cell] = 0
  }
  visit(0)
  return least
}

/** The inequality of a conflict straight from its definition, for sets by index. */
function sidesOf(
  table: Table,
  kind: 'too-little-room' | 'too-little-supply',
  A: readonly number[],
  B: readonly number[],
) {
  const byRow = kind === 'too-little-room'
  const sum = (sets: readonly number[], totals: readonly number[]) => sets.reduce((total, i) => total + totals[i]!, 0)
  let [low, high] = [0, 0]
  table.low.forEach((least, cell) => {
    const [inA, inB] = [A.includes(Math.floor(cell / table.columns.length)), B.includes(cell % table.columns.length)]
    if (byRow ? !inA && inB : inA && !inB) low += least
    if (byRow ? inA && !inB : !inA && inB) high += table.high[cell] === UNBOUNDED ? Infinity : table.high[cell]!
  })
  const required = byRow ? sum(A, table.rowTotals) : sum(B, table.columnLow)
  const room = (byRow ? sum(B, table.columnHigh) : sum(A, table.rowTotals)) - low
  return { required, room, elsewhere: high, short: required - room - high }
}

function claim({ kind, rows, columns, required, room, elsewhere, short }: ConflictClaim): ConflictClaim {
  return { kind, rows, columns, required, room, elsewhere, short }
}

const ONES = [
  [1, 1, 1],
  [1, 1, 1],
  [1, 1, 1],
]

describe('conflicts worked out by hand', () => {
  const cases: readonly (readonly [string, Table, ConflictClaim])[] = [
    [
      'zero cells: the column that they starve',
      // r0 and r1 have 12 places and may not use c2; c0 and c1 take 10. The other side of that: c2 needs 6, r2 has 4.
      tiny(ONES, [5, 7, 4], [6, 4, 6], { zero: [2, 5] }),
      { kind: 'too-little-supply', rows: ['r2'], columns: ['c2'], required: 6, room: 4, elsewhere: 0, short: 2 },
    ],
    [
      'zero cells: the rows that they cram, where no column needs anything',
      tiny(
        ONES,
        [5, 7, 4],
        [
          [0, 6],
          [0, 4],
          [0, 6],
        ],
        { zero: [2, 5] },
      ),
      {
        kind: 'too-little-room',
        rows: ['r0', 'r1'],
        columns: ['c0', 'c1'],
        required: 12,
        room: 10,
        elsewhere: 0,
        short: 2,
      },
    ],
    [
      'bounds elsewhere allow some of it',
      tiny(
        ONES,
        [5, 7, 4],
        [
          [0, 6],
          [0, 4],
          [0, 6],
        ],
        { zero: [2], bounds: [[5, 0, 1]] },
      ),
      {
        kind: 'too-little-room',
        rows: ['r0', 'r1'],
        columns: ['c0', 'c1'],
        required: 12,
        room: 10,
        elsewhere: 1,
        short: 1,
      },
    ],
    [
      'lower bounds of others take room',
      tiny(
        ONES,
        [5, 7, 4],
        [
          [0, 7],
          [0, 5],
          [0, 6],
        ],
        {
          zero: [2, 5],
          bounds: [
            [6, 1, 9],
            [7, 1, 1],
          ],
        },
      ),
      {
        kind: 'too-little-room',
        rows: ['r0', 'r1'],
        columns: ['c0', 'c1'],
        required: 12,
        room: 10,
        elsewhere: 0,
        short: 2,
      },
    ],
    [
      'a row whose bounds do not reach its total',
      tiny(ONES, [5, 7, 4], [6, 4, 6], {
        bounds: [
          [0, 0, 1],
          [1, 0, 2],
          [2, 1, 1],
        ],
      }),
      { kind: 'too-little-room', rows: ['r0'], columns: [], required: 5, room: 0, elsewhere: 4, short: 1 },
    ],
    [
      'a row whose bounds ask for more than its total',
      tiny(ONES, [5, 7, 4], [6, 4, 6], {
        bounds: [
          [0, 3, 4],
          [1, 2, UNBOUNDED],
          [2, 1, 1],
        ],
      }),
      { kind: 'too-little-supply', rows: ['r0'], columns: [], required: 0, room: -1, elsewhere: 0, short: 1 },
    ],
    [
      'pinned cells that overfill a column',
      tiny(ONES, [5, 7, 4], [6, 4, 6], {
        bounds: [
          [0, 4, 4],
          [3, 3, 3],
        ],
      }),
      { kind: 'too-little-room', rows: [], columns: ['c0'], required: 0, room: -1, elsewhere: 0, short: 1 },
    ],
    [
      'a column that its cells cannot fill',
      tiny(ONES, [5, 7, 4], [6, 4, 6], { zero: [1, 4], bounds: [[7, 0, 3]] }),
      { kind: 'too-little-supply', rows: [], columns: ['c1'], required: 4, room: 0, elsewhere: 3, short: 1 },
    ],
    [
      'an interval whose lower end is out of reach',
      tiny(
        [
          [1, 1],
          [1, 1],
        ],
        [5, 7],
        [
          [9, 20],
          [0, 20],
        ],
        {
          bounds: [
            [2, 0, 3],
            [1, 2, 9],
          ],
        },
      ),
      { kind: 'too-little-supply', rows: ['r0'], columns: ['c0'], required: 9, room: 3, elsewhere: 3, short: 3 },
    ],
    [
      'rows with more places than the columns',
      tiny(ONES, [5, 7, 4], [6, [2, 4], 5]),
      {
        kind: 'too-little-room',
        rows: ['r0', 'r1', 'r2'],
        columns: ['c0', 'c1', 'c2'],
        required: 16,
        room: 15,
        elsewhere: 0,
        short: 1,
      },
    ],
    [
      'columns that need more places than the rows have',
      tiny(ONES, [5, 7, 4], [6, [5, 9], 6]),
      {
        kind: 'too-little-supply',
        rows: ['r0', 'r1', 'r2'],
        columns: ['c0', 'c1', 'c2'],
        required: 17,
        room: 16,
        elsewhere: 0,
        short: 1,
      },
    ],
    [
      'a cell whose bounds cross',
      tiny(ONES, [5, 7, 4], [6, 4, 6], { bounds: [[4, 3, 1]] }),
      { kind: 'cell', rows: ['r1'], columns: ['c1'], required: 3, room: 1, elsewhere: 0, short: 2 },
    ],
    [
      'a row of zeros with a total',
      tiny(ONES, [5, 7, 4], [6, 4, 6], { zero: [6, 7, 8] }),
      { kind: 'too-little-room', rows: ['r2'], columns: [], required: 4, room: 0, elsewhere: 0, short: 4 },
    ],
    [
      'of two conflicts that have nothing to do with each other only the smaller is told',
      // r0 and r1 may only use c0 and c1, which take 5; r2, r3 and r4 only c2, c3 and c4, which take 9.
      tiny(
        Array.from({ length: 6 }, () => [1, 1, 1, 1, 1, 1]),
        [3, 3, 4, 4, 4, 9],
        [
          [0, 3],
          [0, 2],
          [0, 3],
          [0, 3],
          [0, 3],
          [0, 90],
        ],
        { zero: [2, 3, 4, 5, 8, 9, 10, 11, 12, 13, 17, 18, 19, 23, 24, 25, 29] },
      ),
      {
        kind: 'too-little-room',
        rows: ['r0', 'r1'],
        columns: ['c0', 'c1'],
        required: 6,
        room: 5,
        elsewhere: 0,
        short: 1,
      },
    ],
  ]
  it.each(cases)('%s', (_, table, expected) => {
    expect(isFeasible(table)).toBe(false)
    const conflict = explained(table)
    expect(claim(conflict)).toEqual(expected)
    expect(verifyConflict(table, conflict)).toEqual([])
    for (const repair of conflict.repairs!) expect(isFeasible(repaired(table, repair))).toBe(true)
  })

  it('is silent where there is a solution', () => {
    const table = tiny(ONES, [5, 7, 4], [6, 4, 6], { zero: [2] })
    expect(explainConflict(table, plain(table))).toBeNull()
    expect(conflictOf('stuck', table, { ...table, columnTotals: null }, plain(table))).toBeNull()
    expect(conflictOf('optimal', table, { ...table, columnTotals: null }, plain(table))).toBeNull()
    expect(() => conflictOf('infeasible', table, { ...table, columnTotals: null }, plain(table))).toThrow(EngineError)
  })

  it('is refused where it rests on a cell without bound, on a zero cell with room, or on more than one cell', () => {
    const table = tiny([[1, 1]], [5_000_000_000], [2, 5_000_000_000])
    const sides = { required: 5_000_000_000, room: 2, elsewhere: UNBOUNDED, short: 5_000_000_000 - 2 - UNBOUNDED }
    const unbounded: ConflictClaim = { kind: 'too-little-room', rows: ['r0'], columns: ['c0'], ...sides }
    expect(verifyConflict(table, unbounded)).toEqual([
      { path: 'elsewhere', found: String(UNBOUNDED), expected: 'no limit' },
    ])
    const empty = { ...tiny([[1, 1]], [5], [2, 3], { bounds: [[1, 0, 2]] }), zero: Uint8Array.from([0, 1]) }
    const room: ConflictClaim = {
      kind: 'too-little-room',
      rows: ['r0'],
      columns: ['c0'],
      required: 5,
      room: 2,
      elsewhere: 2,
      short: 1,
    }
    expect(verifyConflict(empty, room).map(({ path, expected }) => `${path} ${expected}`)).toEqual([
      'elsewhere 0',
      'short 3',
    ])
    const wide: ConflictClaim = {
      kind: 'cell',
      rows: ['r0'],
      columns: ['c0', 'c1'],
      required: 0,
      room: 0,
      elsewhere: 0,
      short: 0,
    }
    expect(verifyConflict(table, wide)).toEqual([{ path: 'kind', found: '1 x 2', expected: '1 x 1' }])
  })

  it('does not step place by place, and finds a cut in a large table', () => {
    const million = tiny(
      ONES,
      [1_000_000, 1_000_000, 1],
      [
        [0, 1_000_000],
        [0, 999_998],
        [0, 9],
      ],
      { zero: [2, 5] },
    )
    expect(findConflict(million)).toMatchObject({ rows: [0, 1], columns: [0, 1], short: 2 })
    const table = randomTable(300, 60, 3)
    expect(findConflict(table)).toBeNull()
    const high = table.high.map((most, cell) => (cell < 100 * 60 && cell % 60 > 1 ? 0 : most))
    const cut = findConflict({ ...table, high })!
    expect([cut.rows.length, cut.columns]).toEqual([100, [0, 1]])
    expect(cut.short).toBe(sidesOf({ ...table, high }, 'too-little-room', cut.rows, cut.columns).short)
  })
})

describe('repairs worked out by hand', () => {
  const repairs = (table: Table) =>
    explained(table).repairs!.map(({ kind, places, changes }) => [
      kind,
      places,
      changes.map(({ row, column, end, from, to }) => `${row ?? ''}-${column ?? ''} ${end} ${from} ${to}`).join(', '),
    ])

  it('moves two places between columns, or gives one row to another, or opens a zero cell', () => {
    const table = tiny(
      [
        [3, 2, 0.4],
        [3, 3.3, 2.5],
        [0, 0, 4],
      ],
      [5, 7, 4],
      [6, 4, 6],
      { zero: [2, 5] },
    )
    expect(repairs(table)).toEqual([
      ['column-totals', 4, '-c1 total 4 6, -c2 total 6 4'],
      ['zero-cells', 2, 'r1-c2 high 0 2'],
      ['row-totals', 4, 'r1- total 7 5, r2- total 4 6'],
    ])
  })

  it('lets a bound give way, or the end of an interval', () => {
    const table = tiny(
      [
        [5, 3],
        [2, 5],
      ],
      [5, 7],
      [
        [9, 20],
        [0, 20],
      ],
      { bounds: [[2, 0, 3]] },
    )
    expect(repairs(table)).toEqual([
      ['column-totals', 1, '-c0 low 9 8'],
      ['bounds', 1, 'r1-c0 high 3 4'],
      ['row-totals', 1, 'r0- total 5 6'],
    ])
  })

  it('lets everything give way where no kind is enough', () => {
    // Totals differ by one, and the only cell is a zero cell.
    const table = tiny([[1]], [2], [1], { zero: [0] })
    expect(repairs(table)).toEqual([['together', 2, 'r0- total 2 1, r0-c0 high 0 1']])
  })
})

describe('random tables', () => {
  it('1,000 infeasible ones: each has a conflict that the verifier accepts, untampered only, and repairs that repair', () => {
    const count: Record<string, number> = {}
    const note = (what: string, times = 1) => (count[what] = (count[what] ?? 0) + times)
    const tables = fc.sample(harmedArbitrary({ rows: 8, columns: 6, places: 6 }), { seed: SEED, numRuns: 2000 })
    for (const table of tables) {
      const feasible = isFeasible(table)
      expect(findConflict(table) === null).toBe(feasible)
      if (feasible || count['infeasible'] === 1000) {
        note(feasible ? 'feasible' : 'left out')
        continue
      }
      note('infeasible')
      const conflict = explained(table)
      note(conflict.kind)
      note(`${Math.min(2, conflict.rows.length)} x ${Math.min(2, conflict.columns.length)}`)
      expect(verifyConflict(table, conflict)).toEqual([])
      note('tampered', rejectsTampering(table, conflict))
      expect(conflict.repairs!.length).toBeGreaterThan(0)
      for (const repair of conflict.repairs!) {
        note(`repair ${repair.kind}`)
        const fixed = repaired(table, repair)
        expect(isFeasible(fixed)).toBe(true)
        expect(findConflict(fixed)).toBeNull()
      }
    }
    console.log('random conflicts:', count)
    expect(count['infeasible']).toBe(1000)
    for (const kind of ['too-little-room', 'too-little-supply', 'cell']) expect(count[kind]).toBeGreaterThan(100)
    for (const kind of REPAIR_KINDS) expect(count[`repair ${kind}`], kind).toBeGreaterThan(5)
    for (const size of ['1 x 0', '0 x 1', '1 x 1', '1 x 2', '2 x 1', '2 x 2'])
      expect(count[size], size).toBeGreaterThan(5)
  })

  it('feasible ones: no sets of rows and columns are a conflict, and the verifier accepts none', () => {
    let tried = 0
    fc.assert(
      fc.property(tableArbitrary({ rows: 4, columns: 3, places: 4 }), fc.nat(15), fc.nat(7), (table, a, b) => {
        if (!isFeasible(table)) return
        const A = upTo(table.rows.length).filter((s) => (a >> s) % 2 === 1)
        const B = upTo(table.columns.length).filter((o) => (b >> o) % 2 === 1)
        for (const kind of ['too-little-room', 'too-little-supply'] as const) {
          tried++
          expect(cutOf(table, kind, A, B)).toBeNull()
          const sides = sidesOf(table, kind, A, B)
          const [rows, columns] = [A.map((s) => table.rows[s]!), B.map((o) => table.columns[o]!)]
          expect(verifyConflict(table, { kind, rows, columns, ...sides })).not.toEqual([])
        }
      }),
      { seed: SEED, numRuns: 1000 },
    )
    expect(tried).toBeGreaterThan(1000)
  })

  it('tiny ones: no repair of the same kind is cheaper, and none is missed', () => {
    let tables = 0
    const found: Record<string, number> = {}
    fc.assert(
      fc.property(harmedArbitrary({ rows: 2, columns: 3, places: 2 }), (table) => {
        const largest = Math.max(...table.rowTotals, ...table.columnHigh, ...table.low)
        if (isFeasible(table) || (largest + 1) ** table.low.length > 50_000) return
        tables++
        const { repairs } = explained(table)
        const least = leastByTrying(table, REPAIR_KINDS)
        const alone = REPAIR_KINDS.filter((kind) => kind !== 'together' && least.get(kind)! < Infinity)
        const expected = alone.length > 0 ? alone : ['together' as const]
        expect(repairs!.map(({ kind, places }) => [kind, places])).toEqual(
          expected.map((kind) => [kind, least.get(kind)]),
        )
        for (const { kind } of repairs!) found[kind] = (found[kind] ?? 0) + 1
      }),
      { seed: SEED, numRuns: 1500 },
    )
    console.log('cheapest by trying everything:', tables, found)
    expect(tables).toBeGreaterThan(300)
    for (const kind of REPAIR_KINDS) expect(found[kind], kind).toBeGreaterThan(5)
  })
})

/** Every change of a number or set is rejected, unless what it then says is true as well. @returns how many were tried */
function rejectsTampering(table: Table, conflict: Conflict): number {
  const lies = (['required', 'room', 'elsewhere', 'short'] as const).flatMap((name) =>
    [-1, 1].map((by): Conflict => ({ ...conflict, [name]: conflict[name] + by })),
  )
  lies.push({ ...conflict, rows: [...conflict.rows, 'r99'] })
  if (conflict.rows.length > 0) lies.push({ ...conflict, rows: [...conflict.rows, conflict.rows[0]!] })
  if (conflict.columns.length > 0) lies.push({ ...conflict, columns: [...conflict.columns, conflict.columns[0]!] })
  for (const lie of lies) expect(verifyConflict(table, lie)).not.toEqual([])
  const sets = [
    ...table.rows.map((row): Conflict => ({ ...conflict, rows: toggled(conflict.rows, row) })),
    ...table.columns.map((column): Conflict => ({ ...conflict, columns: toggled(conflict.columns, column) })),
  ]
  for (const each of sets) expect(verifyConflict(table, each).length === 0).toBe(isTrue(table, each))
  return lies.length + sets.length
}

function isTrue(table: Table, { kind, rows, columns, ...stated }: Conflict): boolean {
  if (kind === 'cell') return false
  const A = rows.map((row) => table.rows.indexOf(row))
  const B = columns.map((column) => table.columns.indexOf(column))
  const { required, room, elsewhere, short } = sidesOf(table, kind, A, B)
  return (
    required === stated.required && room === stated.room && elsewhere === stated.elsewhere && short === stated.short
  )
}

function toggled(codes: readonly string[], code: string): string[] {
  return codes.includes(code) ? codes.filter((each) => each !== code) : [...codes, code]
}

function upTo(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i)
}

/** Three specialties, three OORs: raw totals 5, 5.4 and 11.6. Leiden has no room for 23, and by agreement 1 place for 34. */
const SCENARIO = {
  id: 'small',
  title: 'Klein',
  year: 2027,
  data: 'synthetic',
  oors: [{ code: 'NO' }, { code: 'ON' }, { code: 'Leiden' }],
  specialties: [
    { code: '01', name: 'Anesthesiologie', intake: 10 },
    { code: '23', name: 'Klinische geriatrie', intake: 5 },
    { code: '34', name: 'Plastische chirurgie', intake: 7 },
  ],
  careUse: {
    all: [
      [1, 1, 8],
      [2, 2, 1],
      [2, 2.4, 2.6],
    ],
  },
  zeroCells: [{ specialty: '23', oor: 'Leiden', reason: 'geen opleiding in deze OOR', source: 'FAQ 7.3' }],
  bounds: [{ specialty: '34', oor: 'Leiden', low: 0, high: 1, reason: 'afgesproken' }],
}

/** Two specialties in three OORs, of which C has no care use at all and is to have a floor of 10%. */
const WITHOUT_CARE_USE = {
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

describe('in words', () => {
  it('a scenario: which cells, why, and what would make it fit', async () => {
    const { status, conflict } = await solve(SCENARIO)
    expect(status).toBe('infeasible')
    expect(claim(conflict!)).toEqual({
      kind: 'too-little-supply',
      rows: ['01'],
      columns: ['Leiden'],
      required: 12,
      room: 10,
      elsewhere: 1,
      short: 1,
    })
    expect(conflict!.text).toBe(conflict!.texts.nl)
    expect(conflict!.texts.nl).toBe(
      'OOR Leiden moet minstens 12 plaatsen krijgen. Daarvan levert specialisme 01 Anesthesiologie er hoogstens 10. ' +
        'Elders laten lege cellen en afgesproken grenzen er 1 toe. Er is 1 plaats te kort. ' +
        'Het gaat om: lege cel 23-Leiden (geen opleiding in deze OOR; FAQ 7.3), afgesproken grens 34-Leiden (hoogstens 1; afgesproken).',
    )
    expect(conflict!.texts.en).toBe(
      'OOR Leiden must get at least 12 places. Of these, specialty 01 Anesthesiologie gives at most 10. ' +
        'Elsewhere zero cells and agreed bounds allow 1. That is 1 place short. ' +
        'This concerns: zero cell 23-Leiden (geen opleiding in deze OOR; FAQ 7.3), agreed bound 34-Leiden (at most 1; afgesproken).',
    )
    expect(conflict!.repairs!.map(({ texts }) => texts.nl)).toEqual([
      'Met 1 plaats meer voor OOR ON en 1 plaats minder voor OOR Leiden past het.',
      'Met hoogstens 2 in plaats van 1 plaats in cel 34-Leiden past het.',
      'Met 1 plaats toegestaan in cel 23-Leiden past het.',
      'Met 1 plaats meer voor specialisme 01 Anesthesiologie en 1 plaats minder voor specialisme 34 Plastische chirurgie past het.',
    ])
    expect(conflict!.repairs![0]!.texts.en).toBe(
      'With 1 place more for OOR ON and 1 place fewer for OOR Leiden it fits.',
    )
  })

  it('a table: rows and columns, and what others must have there', () => {
    const table = tiny(
      ONES,
      [5, 7, 4],
      [
        [0, 7],
        [0, 5],
        [0, 6],
      ],
      {
        zero: [2, 5],
        bounds: [
          [6, 1, 9],
          [7, 1, 1],
        ],
      },
    )
    expect(explained(table).texts).toEqual({
      nl:
        'Deze rijen hebben samen 12 plaatsen te verdelen: r0 (5), r1 (7). ' +
        'In deze kolommen is er plaats voor hoogstens 10 (12 min 2 die andere daar minstens moeten hebben): c0 (7), c1 (5). ' +
        'Elders laten lege cellen er geen toe. Er zijn 2 plaatsen te kort. ' +
        'Het gaat om: lege cel r0-c2, lege cel r1-c2, grens r2-c0 (minstens 1, hoogstens 9), grens r2-c1 (precies 1).',
      en:
        'These rows together have 12 places to divide: r0 (5), r1 (7). ' +
        'In these columns there is room for at most 10 (12 minus 2 that others must at least have there): c0 (7), c1 (5). ' +
        'Elsewhere zero cells allow none. That is 2 places short. ' +
        'This concerns: zero cell r0-c2, zero cell r1-c2, bound r2-c0 (at least 1, at most 9), bound r2-c1 (exactly 1).',
    })
  })

  it('a floor that zeros in the care use forbid, in parts of places', async () => {
    const { conflict, columnTotals, oorTotals } = await solve(WITHOUT_CARE_USE)
    expect([columnTotals?.[2], oorTotals?.floored?.[2]]).toEqual([1, 1.2])
    expect(conflict).toMatchObject({
      kind: 'too-little-supply',
      stage: 'target',
      rows: [],
      columns: ['C'],
      required: 1.2,
      room: 0,
      elsewhere: 0,
      short: 1.2,
    })
    expect(conflict!.repairs!.map(({ kind, places, texts }) => [kind, places, texts.nl])).toEqual([
      ['column-totals', 2, 'Met 1 plaats meer voor OOR B en 1 plaats minder voor OOR C past het.'],
      ['no-care-use', 1, conflict!.repairs![1]!.texts.nl],
    ])
    expect(conflict!.texts).toEqual({
      nl:
        'Al vóór het afronden past het niet. OOR C moet minstens 1,2 plaatsen krijgen. ' +
        'Cellen zonder zorggebruik laten er geen toe. Er zijn 1,2 plaatsen te kort. ' +
        'Het gaat om: geen zorggebruik in 1-C, geen zorggebruik in 2-C.',
      en:
        'It does not fit even before rounding. OOR C must get at least 1.2 places. ' +
        'Cells without care use allow none. That is 1.2 places short. ' +
        'This concerns: no care use in 1-C, no care use in 2-C.',
    })
  })
})

describe('in a result', () => {
  const problem = {
    rows: ['a', 'b'],
    columns: ['x', 'y'],
    target: [
      [2, 1],
      [1, 2],
    ],
    rowTotals: [3, 3],
    columnTotals: [3, 3],
    zeroCells: [['a', 'x']],
    bounds: [['a', 'y', 0, 2]],
  }

  it.each(['next-best', 'absolute', 'squares', 'largest'] as const)(
    'of objective %s: the same conflict',
    async (objective) => {
      const { status, conflict } = await round(problem, { objective })
      expect(status).toBe('infeasible')
      expect(conflict).toMatchObject({ kind: 'too-little-room', rows: ['a'], columns: [], elsewhere: 2, short: 1 })
    },
  )

  it('of a hand method that got stuck where nothing is possible, not of one that only took a wrong turn', async () => {
    const stuck = await round(problem, { method: 'stepwise' })
    expect([stuck.status, stuck.conflict?.short]).toEqual(['stuck', 1])
    const off = await round({ ...problem, zeroCells: [], bounds: [] }, { method: 'largest-remainder' })
    expect(off.conflict).toBeNull()
  })

  it('of an objective that keeps cells with target 0 empty', async () => {
    const free = {
      ...problem,
      zeroCells: [],
      target: [
        [0, 1],
        [1, 2],
      ],
      options: { zeroTarget: 'free' },
    }
    expect((await round(free)).status).toBe('optimal')
    const { status, conflict } = await round(free, { objective: 'proportional' })
    expect(status).toBe('infeasible')
    expect(conflict!.restrictions).toMatchObject([
      { row: 'a', column: 'x', rule: 'no-care-use' },
      { row: 'a', column: 'y', rule: 'bound' },
    ])
  })

  it('of care use under `floor.blend` before: the criterion that cannot be fitted', async () => {
    const given = {
      ...WITHOUT_CARE_USE,
      careUse: {
        ...WITHOUT_CARE_USE.careUse,
        training: [
          [1, 1, 1],
          [1, 1, 1],
        ],
      },
      criterion: { all: 0.75, training: 0.25 },
      options: { 'floor.blend': 'before' },
    }
    const { conflict } = await solve(given)
    expect(conflict).toMatchObject({ stage: 'target', columns: ['C'], required: 1.2, short: 1.2 })
  })

  it('as text, with the repairs, in the language asked for', async () => {
    const result = await solve(SCENARIO)
    const dutch = resultText(result, { language: 'nl', title: null, names: {} })
    expect(dutch).toContain(result.conflict!.texts.nl)
    for (const repair of result.conflict!.repairs!) expect(dutch).toContain(`- ${repair.texts.nl}`)
    const english = resultText(result, { language: 'en', title: null, names: {} })
    expect(english).toContain(result.conflict!.texts.en)
    expect(english).toContain('What makes it fit')
  })
})

describe('where nothing is made of 0', () => {
  /** Row r has care use in one column only, and more places than that column takes. */
  const problem = {
    rows: ['r', 's'],
    columns: ['A', 'B'],
    target: [
      [5, 0],
      [1, 4],
    ],
    rowTotals: [6, 4],
    columnTotals: [4, 6],
  }

  it('no repair puts places in a cell with target 0', async () => {
    // r must place 6 in A, which takes 4; by next best the two others may go to B
    const byNextBest = await round(problem)
    expect(byNextBest.conflict!.repairs!.some(({ kind }) => kind === 'no-care-use')).toBe(true)
    for (const request of [{ objective: 'proportional' }, { method: 'lottery' }] as const) {
      const { status, conflict } = await round(problem, request)
      expect(status).toBe('infeasible')
      expect(conflict!.repairs!.length).toBeGreaterThan(0)
      const cells = conflict!.repairs!.flatMap(({ changes }) => changes.filter(({ row, column }) => row && column))
      expect(cells).toEqual([])
    }
  })
})
