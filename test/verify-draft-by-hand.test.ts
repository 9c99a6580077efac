/**
 * The checker of drafts and of several years on files small enough to follow by hand: every fault in full, and the programs written
 * out. Changing the checker's source in any one place makes one of these fail, but for the places that `src/verify/README.md` explains.
 */
import { describe, expect, it } from 'vitest'
import { UNBOUNDED, type Table } from '../src/domain/table.js'
import { Bounds, type BoundLeaf, type BoundTree, type WholeProgram, type WholeVariable } from '../src/verify/bound.js'
import { checkDraft, type DraftFile, type ExpectedDraft } from '../src/verify/draft.js'
import {
  checkFrame,
  checkProposal,
  isProvable,
  levelValues,
  wholeProgram,
  type ProposalClaim,
} from '../src/verify/proposal.js'
import type { Expected } from '../src/verify/result-file.js'
import { areProvable, checkYears, checkYearsFrame, yearsValues, yearsWhole, YEARS_LEVELS } from '../src/verify/years.js'
import { checkYearsFile, type YearsFile } from '../src/verify/years-file.js'

const NATURAL = ['beyond-next-best', 'next-best', 'error']
/** Multipliers of nothing: a proof where every variable is at its own least. */
const nothing = (constraints: number, levels: number): BoundLeaf => ({
  scale: 1,
  constraints: Array.from({ length: constraints }, () => 0),
  levels: Array.from({ length: levels }, () => 0),
})

/** Two specialties of three places over two OORs of three; nothing moved, and each cell 0.1 from its target. */
const DRAFT: DraftFile = {
  status: 'optimal',
  data: 'synthetic',
  options: {
    half: 'up',
    zeroTarget: 'stays-zero',
    'leeway.measure': 'places-moved',
    'leeway.floor': 'warn',
    'motivation.level': 'oor',
    'staffel.force': 'warn',
    'staffel.boundary': 'lower',
    'today.scale': 'absolute',
  },
  rows: ['1', '2'],
  columns: ['A', 'B'],
  rowTotals: [3, 3],
  columnTotals: [3, 3],
  target: [
    [2.1, 0.9],
    [0.9, 2.1],
  ],
  allocation: [
    [2, 1],
    [1, 2],
  ],
  base: [
    [2, 1],
    [1, 2],
  ],
  frame: {
    baseTotals: [3, 3],
    totalLow: [2, 2],
    totalHigh: [4, 4],
    leeway: { total: 1, below: 1, above: 1 },
    measure: 'places-moved',
    floor: null,
  },
  levels: [
    { name: 'beyond-next-best', value: 0 },
    { name: 'next-best', value: 0 },
    { name: 'error', value: 0.4 },
  ],
  zeroCells: [],
  bounds: [],
  balance: ['A', 'B'].map((oor) => ({
    oor,
    base: 3,
    proposal: 3,
    difference: 0,
    roomBelow: 1,
    roomAbove: 1,
    current: null,
    currentScaled: null,
    mutation: null,
  })),
  moved: { placesMoved: 0, sumAbsolute: 0, cells: 0 },
  consultation: {
    advices: [],
    attentionPoints: [],
    motivations: [],
    current: [null, null],
    history: [null, null],
    prefer: [],
  },
  // two rows, two OORs, the leeway: every cell is at its nearest whole number, so that nothing needs a multiplier
  certificate: { levels: NATURAL.map((name, level) => ({ name, proof: nothing(5, level) })) },
}
const FRAME = DRAFT.frame!
const ASKED = DRAFT.consultation
const ADVICE = {
  specialty: '2',
  row: [1, 2],
  room: [
    [1, 1],
    [2, 2],
  ] as [number, number][],
  weight: 1000,
  rationale: '',
}
const POINT = { oor: 'A', specialty: null, category: 'capacity', direction: 'up', text: '' } as const

function faultsOf(more: Partial<DraftFile>, expected: ExpectedDraft | null = null) {
  const { proves, faults } = checkDraft({ ...DRAFT, ...more }, 'h', expected)
  if (faults.length > 0) expect(proves).toEqual([])
  return faults.map(({ path, found, expected: wanted }) => `${path}: ${found}, not ${wanted}`)
}
const asking = (more: Partial<DraftFile['consultation']>) => ({ consultation: { ...ASKED, ...more } })
const framed = (more: Partial<typeof FRAME>) => ({ frame: { ...FRAME, ...more } })
const opting = (more: Partial<DraftFile['options']>) => ({ options: { ...DRAFT.options, ...more } })
const UNPROVEN = { status: 'feasible', certificate: null } as const

describe('a draft by hand', () => {
  it('is what it says, as far as it proves it', () => {
    const frame = ['margins', 'bounds', 'zero-cells', 'leeway']
    expect(checkDraft(DRAFT, 'h', null)).toEqual({ proves: [...frame, 'levels', 'optimality'], faults: [] })
    expect(checkDraft({ ...DRAFT, ...UNPROVEN }, 'h', null)).toEqual({ proves: [...frame, 'levels'], faults: [] })
    // published: the levels go with the target
    const published = { ...DRAFT, ...UNPROVEN, target: null, levels: null }
    expect(checkDraft(published, 'h', null)).toEqual({ proves: frame, faults: [] })
  })

  it('without an answer says so', () => {
    const none = { allocation: null, columnTotals: null, levels: null, moved: null, balance: [], certificate: null }
    expect(faultsOf({ ...none, status: 'optimal' })).toEqual(['allocation: null, not optimal'])
    expect(faultsOf({ ...none, status: 'feasible' })).toEqual(['allocation: null, not feasible'])
    expect(faultsOf({ ...none, status: 'infeasible' })).toEqual([])
    expect(faultsOf({ ...none, status: 'time-limit', base: null, frame: null, target: null })).toEqual([])
    expect(checkDraft({ ...DRAFT, ...none, status: 'time-limit' }, 'h', null).proves).toEqual([])
    expect(checkDraft({ ...DRAFT, ...none, status: 'infeasible' }, 'h', expectedOf())).toEqual({
      proves: ['target'],
      faults: [],
    })
    const silent = { ...DRAFT, ...none, status: 'infeasible', target: null } as const
    expect(checkDraft(silent, 'h', expectedOf()).proves).toEqual([])
    // an answer to nothing
    expect(faultsOf({ status: 'infeasible', base: null })).toEqual(['allocation: null, not infeasible'])
    expect(faultsOf({ status: 'infeasible', frame: null })).toEqual(['allocation: null, not infeasible'])
  })

  it('has lists of the right length', () => {
    const short = [[2, 1]]
    const narrow = [[2], [1, 2]]
    expect(faultsOf({ rowTotals: [3] })).toEqual(['rowTotals: 1, not 2'])
    for (const name of ['target', 'allocation', 'base'] as const) {
      expect(faultsOf({ [name]: short })).toEqual([`${name}: 1, not 2`])
      expect(faultsOf({ [name]: narrow })).toEqual([`${name}[0]: 1, not 2`])
    }
    for (const name of ['baseTotals', 'totalLow', 'totalHigh'] as const) {
      expect(faultsOf(framed({ [name]: [3, 3, 3] }))).toEqual([`frame.${name}: 3, not 2`])
    }
    expect(faultsOf(asking({ current: [null] }))).toEqual(['consultation.current: 1, not 2'])
    expect(faultsOf(asking({ history: [null] }))).toEqual(['consultation.history: 1, not 2'])
    expect(faultsOf(asking({ history: [null, [1]] }))).toEqual(['consultation.history[1]: 1, not 2'])
    expect(faultsOf(asking({ advices: [{ ...ADVICE, row: [3] }] }))).toEqual(['consultation.advices[0].row: 1, not 2'])
    expect(faultsOf(asking({ advices: [{ ...ADVICE, room: [] }] }))).toEqual(['consultation.advices[0].room: 0, not 2'])
  })

  it('has codes of its own, each once', () => {
    expect(faultsOf({ rows: ['1', '1'] })).toEqual(['rows, columns: a code twice, not every code once'])
    expect(faultsOf({ columns: ['A', 'A'] })).toEqual(['rows, columns: a code twice, not every code once'])
    expect(faultsOf({ zeroCells: [['A', '1']] })).toEqual([
      'zeroCells[0][0]: A, not 1, 2',
      'zeroCells[0][1]: 1, not A, B',
    ])
    expect(
      faultsOf({
        bounds: [
          ['1', 'A', 0, 9],
          ['3', 'C', 0, 9],
        ],
      }),
    ).toEqual(['bounds[1][0]: 3, not 1, 2', 'bounds[1][1]: C, not A, B'])
    expect(faultsOf(asking({ advices: [{ ...ADVICE, specialty: 'A' }] }))).toEqual([
      'consultation.advices[0].specialty: A, not 1, 2',
    ])
    expect(faultsOf(asking({ advices: [ADVICE, { ...ADVICE, specialty: '1' }, ADVICE] }))).toEqual([
      'consultation.advices[2].specialty: 2, not every code once',
    ])
    expect(faultsOf(asking({ attentionPoints: [POINT, { ...POINT, oor: '1', specialty: 'A' }] }))).toEqual([
      'consultation.attentionPoints[1].oor: 1, not A, B',
      'consultation.attentionPoints[1].specialty: A, not 1, 2',
    ])
    // a long list of codes is cut
    const long = (length: number) => ({ columns: ['A', 'B'.repeat(length - 3)], zeroCells: [['1', 'C'] as const] })
    expect(faultsOf(long(60))).toEqual([`zeroCells[0][1]: C, not A, ${'B'.repeat(57)}`])
    expect(faultsOf(long(61))).toEqual([`zeroCells[0][1]: C, not A, ${'B'.repeat(54)}...`])
  })

  function expectedOf(more: Partial<ExpectedDraft> = {}): ExpectedDraft {
    const { data, rows, columns, rowTotals, target, base, frame, zeroCells, bounds } = DRAFT
    return {
      sha256: 'h',
      data,
      rows,
      columns,
      rowTotals,
      target,
      base,
      frame,
      zeroCells,
      bounds,
      agreements: [],
      ...more,
    }
  }

  it('begins where its scenario says', () => {
    const proves = ['target', 'margins', 'bounds', 'zero-cells', 'leeway', 'levels', 'optimality']
    expect(checkDraft(DRAFT, 'h', expectedOf())).toEqual({ proves, faults: [] })
    // whatever the order of the names
    expect(
      faultsOf({}, expectedOf({ frame: Object.fromEntries(Object.entries(FRAME).toReversed()) as typeof FRAME })),
    ).toEqual([])
    const other: readonly [Partial<ExpectedDraft>, string][] = [
      [{ sha256: 'i' }, 'input.sha256: "h", not "i"'],
      [{ data: null }, 'data: "synthetic", not null'],
      [{ rows: ['1', '3'] }, 'rows: ["1","2"], not ["1","3"]'],
      [{ columns: ['A'] }, 'columns: ["A","B"], not ["A"]'],
      [{ rowTotals: [3, 4] }, 'rowTotals: [3,3], not [3,4]'],
      [{ target: [[2, 1]] }, 'target: [[2.1,0.9],[0.9,2.1]], not [[2,1]]'],
      [{ base: null }, 'base: [[2,1],[1,2]], not null'],
      [{ zeroCells: [['1', 'B']] }, 'zeroCells: [], not [["1","B"]]'],
      [{ bounds: [['1', 'B', 0, 1]] }, 'bounds: [], not [["1","B",0,1]]'],
    ]
    for (const [more, fault] of other) expect(faultsOf({}, expectedOf(more))).toEqual([fault])
    const text = '[["baseTotals",[3,3]],["floor",null],["leeway",{"total":1...'
    expect(faultsOf({}, expectedOf({ frame: null }))).toEqual([`frame: ${text}, not null`])
    expect(faultsOf({}, expectedOf({ frame: { ...FRAME, totalLow: [1, 2] } }))).toEqual([`frame: ${text}, not ${text}`])
    // a published target is not compared, and not proven
    const published = { ...DRAFT, ...UNPROVEN, target: null, levels: null }
    expect(checkDraft(published, 'h', expectedOf())).toEqual({ proves: proves.slice(1, 5), faults: [] })
  })

  it('has a base of its own totals, and a frame around it', () => {
    expect(
      faultsOf({
        base: [
          [3, 1],
          [1, 2],
        ],
      }),
    ).toEqual(['base: row 1: 4, not 3', 'base: column A: 4, not 3'])
    const frame = (more: Partial<typeof FRAME>, options: Partial<DraftFile['options']> = {}) =>
      faultsOf({ ...framed(more), ...opting(options) }).filter((each) => /^(base|frame)/.test(each))
    expect(frame({ baseTotals: [3, 4] })).toEqual([
      'base: column B: 3, not 4',
      'frame.totalLow[1]: 2, not 3',
      'frame.totalHigh[1]: 4, not 5',
    ])
    expect(frame({ measure: 'cells' })).toEqual(['frame.measure: cells, not places-moved'])
    expect(frame({ totalLow: [2, 1] })).toEqual(['frame.totalLow[1]: 1, not 2'])
    expect(frame({ totalHigh: [5, 4] })).toEqual(['frame.totalHigh[0]: 5, not 4'])
    // no OOR below 0 or above all there is
    expect(frame({ leeway: { total: 1, below: 9, above: 1 } })).toEqual([
      'frame.totalLow[0]: 2, not 0',
      'frame.totalLow[1]: 2, not 0',
    ])
    expect(frame({ leeway: { total: 1, below: 1, above: 9 } })).toEqual([
      'frame.totalHigh[0]: 4, not 6',
      'frame.totalHigh[1]: 4, not 6',
    ])
    // the floor, only where that is hard
    const floor = ['frame.totalLow[0]: 2, not 3', 'frame.totalLow[1]: 2, not 3']
    expect(frame({ floor: 3 }, { 'leeway.floor': 'hard' })).toEqual(floor)
    expect(frame({ floor: 3 }, { 'leeway.floor': 'warn' })).toEqual([])
    expect(frame({ floor: 1 }, { 'leeway.floor': 'hard' })).toEqual([])
    expect(frame({ floor: null }, { 'leeway.floor': 'hard' })).toEqual([])
  })

  it('keeps every agreement, and none stands in the way of another', () => {
    const found = (bounds: DraftFile['bounds'], zeroCells: DraftFile['zeroCells'] = []) =>
      faultsOf({ bounds, zeroCells })
    expect(
      found([
        ['1', 'A', 2, 2],
        ['2', 'B', 2, 2],
      ]),
    ).toEqual([])
    expect(found([['2', 'B', 0, 1]])).toEqual(['cell 2-B: 2, not 0..1'])
    expect(found([['2', 'A', 2, 9]])).toEqual(['cell 2-A: 1, not 2..9'])
    const loose = ['1', 'A', 0, 9] as const
    expect(found([loose, ['1', 'A', 3, 5]])).toEqual(['cell 1-A: 2, not 3..5'])
    expect(found([['1', 'A', 3, 5], loose])).toEqual(['cell 1-A: 2, not 3..5'])
    expect(found([], [['2', 'A']])).toEqual(['cell 2-A: 1, not 0..0'])
    expect(found([['1', 'B', 1, 1]], [['1', 'B']])).toEqual(['cell 1-B: 1, not 1..0'])
  })

  it('keeps to the staffel where that is enforced, by the size of the specialty', () => {
    /** One specialty over two OORs, all of it in the second; its history says which part of it A should have. */
    const bounds = (
      intake: number,
      options: Partial<DraftFile['options']>,
      history: number[] | null,
      more: Partial<DraftFile> = {},
    ) =>
      faultsOf({
        rows: ['1'],
        rowTotals: [intake],
        columnTotals: [0, intake],
        target: null,
        base: [[0, intake]],
        allocation: [[0, intake]],
        frame: {
          ...FRAME,
          baseTotals: [0, intake],
          totalLow: [0, intake],
          totalHigh: [0, intake],
          leeway: { total: 0, below: 0, above: 0 },
        },
        ...opting({ 'staffel.force': 'hard', ...options }),
        ...asking({ history: [history] }),
        ...more,
      }).filter((each) => each.startsWith('cell'))
    const most = (intake: number, boundary: DraftFile['options']['staffel.boundary']) => {
      const [fault] = bounds(intake, { 'staffel.boundary': boundary }, [2, 2])
      return fault === undefined ? null : fault
    }
    const cell = (range: string) => `cell 1-A: 0, not ${range}`
    for (const boundary of ['lower', 'upper', 'strict', 'lenient'] as const) {
      expect(most(4, boundary)).toBeNull()
      expect(most(6, boundary)).toBe(cell('2..4'))
      expect(most(18, boundary)).toBe(cell('8..10'))
      expect(most(22, boundary)).toBe(cell('9..13'))
      expect(most(58, boundary)).toBe(cell('27..31'))
      expect(most(62, boundary)).toBe(cell('28..34'))
      expect(most(138, boundary)).toBe(cell('66..72'))
      expect(most(142, boundary)).toBeNull()
    }
    // at an end: 2.5 of 5, 10 of 20, 30 of 60, 70 of 140
    const [none, one, two, three] = [null, cell('9..11'), cell('8..12'), cell('27..33')]
    const ends = (boundary: DraftFile['options']['staffel.boundary']) =>
      [5, 20, 60, 140].map((intake) => most(intake, boundary))
    expect(ends('lower')).toEqual([cell('2..3'), two, three, none])
    expect(ends('upper')).toEqual([cell('2..3'), one, cell('28..32'), none])
    expect(ends('strict')).toEqual([cell('2..3'), one, cell('28..32'), none])
    expect(ends('lenient')).toEqual([cell('2..3'), two, three, none])

    // both ways from uneven shares: 7.5 and 2.5 of 10; only where there is history, and where it binds
    expect(bounds(10, {}, [3, 1])).toEqual(['cell 1-A: 0, not 7..8', 'cell 1-B: 10, not 2..3'])
    expect(bounds(10, {}, null)).toEqual([])
    expect(bounds(10, { 'staffel.force': 'warn' }, [3, 1])).toEqual([])
    expect(bounds(10, { 'staffel.force': 'off' }, [3, 1])).toEqual([])
    // beside what is agreed: the narrower of both ends
    const agreed = (low: number, high: number) => bounds(10, {}, [3, 1], { bounds: [['1', 'B', low, high]] })[1]
    expect([agreed(0, 99), agreed(3, 9), agreed(0, 2)]).toEqual([
      'cell 1-B: 10, not 2..3',
      'cell 1-B: 10, not 3..3',
      'cell 1-B: 10, not 2..2',
    ])
    // a zero cell stays empty
    expect(bounds(10, {}, [3, 1], { zeroCells: [['1', 'A']] })).toEqual(['cell 1-B: 10, not 2..3'])
    // of a second specialty its own cells
    expect(
      faultsOf({ ...opting({ 'staffel.force': 'hard' }), rowTotals: [3, 6], ...asking({ history: [null, [2, 1]] }) }),
    ).toEqual(expect.arrayContaining(['cell 2-A: 1, not 3..5']))
  })

  it('stays empty where there is no care use, unless the option says otherwise', () => {
    /** The draft with its first cell as given, all of the rest following. */
    const first = (target: number, more: Partial<DraftFile> = {}) =>
      faultsOf({ target: [[target, 0.9], [0.9, 2.1]], ...UNPROVEN, ...more }).filter((each) => each.startsWith('cell')) // prettier-ignore
    expect(first(0)).toEqual(['cell 1-A: 2, not 0..0'])
    expect(first(0.1)).toEqual([])
    expect(first(0, opting({ zeroTarget: 'free' }))).toEqual([])
    // of another cell by its own row and column
    const last = { target: [[2.1, 0.9], [0.9, 0]], ...UNPROVEN } // prettier-ignore
    expect(faultsOf(last)).toEqual(['cell 2-B: 2, not 0..0'])
    expect(faultsOf({ ...last, target: [[2.1, 0], [0.9, 2.1]] })).toEqual(['cell 1-B: 1, not 0..0']) // prettier-ignore
  })

  it('published may be without care use where it is empty, in the base and in the draft', () => {
    /** 1-A is empty in the base, in the draft, or in both; the staffel asks for half of six there. */
    const staffel = (base: number, places: number, more: Partial<DraftFile> = {}) =>
      faultsOf({
        ...UNPROVEN,
        published: true,
        rows: ['1'],
        rowTotals: [6],
        columnTotals: [places, 6 - places],
        target: null,
        levels: null,
        base: [[base, 6 - base]],
        allocation: [[places, 6 - places]],
        ...asking({ history: [[1, 1]] }),
        ...opting({ 'staffel.force': 'hard' }),
        ...more,
      }).filter((each) => each.startsWith('cell'))
    expect(staffel(0, 0)).toEqual(['cell 1-B: 6, not 2..4'])
    expect(staffel(1, 0)).toEqual(['cell 1-A: 0, not 2..4', 'cell 1-B: 6, not 2..4'])
    expect(staffel(0, 1)).toEqual(['cell 1-A: 1, not 2..4', 'cell 1-B: 5, not 2..4'])
    const asked = { 'staffel.force': 'hard', zeroTarget: 'free' } as const
    expect(staffel(0, 0, opting(asked))).toEqual(['cell 1-A: 0, not 2..4', 'cell 1-B: 6, not 2..4'])
    // with its target there is no doubt, and what is not published has one
    expect(staffel(0, 0, { target: [[0, 6]] })).toEqual(['cell 1-B: 6, not 2..4'])
    expect(staffel(0, 0, { target: [[0.1, 5.9]] })).toEqual(['cell 1-A: 0, not 2..4', 'cell 1-B: 6, not 2..4'])
    const { published, ...rest } = { ...DRAFT, published: undefined }
    expect(published).toBeUndefined()
    expect(checkDraft({ ...rest, ...UNPROVEN, target: null, levels: null }, 'h', null).faults).toEqual([])
  })

  it('with a history of nothing is none', () => {
    expect(faultsOf(asking({ history: [null, [0, 0]] }))).toEqual(['consultation.history[1]: 0, not > 0'])
    expect(faultsOf(asking({ history: [[0, 1], null] }))).toEqual([])
  })

  it('has a balance of its own numbers', () => {
    const start = DRAFT.balance
    const wrong = (more: Partial<(typeof start)[number]>) =>
      faultsOf({ balance: [start[0]!, { ...start[1]!, ...more }] })
    expect(wrong({ oor: 'A' })).toEqual(['balance[1].oor: A, not B'])
    expect(wrong({ base: 4 })).toEqual(['balance[1].base: 4, not 3'])
    expect(wrong({ proposal: 4 })).toEqual(['balance[1].proposal: 4, not 3'])
    expect(wrong({ difference: 1 })).toEqual(['balance[1].difference: 1, not 0'])
    expect(wrong({ roomBelow: 0 })).toEqual(['balance[1].roomBelow: 0, not 1'])
    expect(wrong({ roomAbove: 0 })).toEqual(['balance[1].roomAbove: 0, not 1'])
    expect(wrong({ current: 3 })).toEqual(['balance[1].current: 3, not null'])
    expect(wrong({ mutation: 0 })).toEqual(['balance[1].mutation: 0, not null'])
    expect(faultsOf({ balance: [...start, start[0]!] })).toEqual(['balance: 3, not 2'])
    expect(faultsOf({ balance: start.slice(0, 1) })).toContain('balance[1].oor: undefined, not B')
    expect(faultsOf({ columnTotals: [3, 4] })).toEqual(['columnTotals[1]: 4, not 3'])
    expect(faultsOf({ columnTotals: null })).toEqual([
      'columnTotals[0]: undefined, not 3',
      'columnTotals[1]: undefined, not 3',
    ])
    expect(faultsOf({ moved: { placesMoved: 1, sumAbsolute: 2, cells: 3 } })).toEqual([
      'moved.placesMoved: 1, not 0',
      'moved.sumAbsolute: 2, not 0',
      'moved.cells: 3, not 0',
    ])
    expect(faultsOf({ moved: null })).toEqual([
      'moved.placesMoved: undefined, not 0',
      'moved.sumAbsolute: undefined, not 0',
      'moved.cells: undefined, not 0',
    ])
  })

  it('tells what moved, by OOR and by cell', () => {
    // 1 gives two of A to B, 2 one of B to A: A from 3 to 2, B from 3 to 4
    const moved = {
      allocation: [
        [0, 3],
        [2, 1],
      ],
      ...UNPROVEN,
      target: null,
    }
    expect(faultsOf({ ...moved, ...asking({ current: [5, null] }) })).toEqual([
      'columnTotals[0]: 3, not 2',
      'balance[0].proposal: 3, not 2',
      'balance[0].difference: 0, not -1',
      'balance[0].roomBelow: 1, not 0',
      'balance[0].roomAbove: 1, not 2',
      'balance[0].current: null, not 5',
      'balance[0].currentScaled: null, not 5',
      'balance[0].mutation: null, not -3',
      'columnTotals[1]: 3, not 4',
      'balance[1].proposal: 3, not 4',
      'balance[1].difference: 0, not 1',
      'balance[1].roomBelow: 1, not 2',
      'balance[1].roomAbove: 1, not 0',
      'moved.placesMoved: 0, not 1',
      'moved.sumAbsolute: 0, not 2',
      'moved.cells: 0, not 3',
    ])
  })

  it('has the value of every level, in places', () => {
    const levels = DRAFT.levels!
    const set = (at: number, more: Partial<(typeof levels)[number]>) =>
      faultsOf({ levels: levels.with(at, { ...levels[at]!, ...more }) })
    expect(set(0, { value: 1 })).toEqual(['levels[0]: beyond-next-best 1, not beyond-next-best 0'])
    expect(set(1, { name: 'error' })).toEqual(['levels[1]: error 0, not next-best 0'])
    expect(set(2, { value: 0.5 })).toEqual(['levels[2]: error 0.5, not error 0.4'])
    expect(set(2, { value: null })).toEqual(['levels[2]: error null, not error 0.4'])
    expect(faultsOf({ ...UNPROVEN, levels: null })).toEqual(['levels: 0, not 3'])
    expect(faultsOf({ ...UNPROVEN, levels: levels.slice(1) })).toEqual(['levels: 2, not 3'])
    // 2 asks for 3, 0 and is off by 2 in each, with weight 1.5; today A has 5; up is missed by one
    const wishes = asking({
      advices: [
        {
          ...ADVICE,
          row: [3, 0],
          room: [
            [2, 3],
            [0, 0],
          ],
          weight: 1500,
        },
      ],
      attentionPoints: [
        POINT,
        { ...POINT, specialty: '2', direction: 'keep' },
        { ...POINT, specialty: '1', direction: 'down' },
      ],
      current: [5, null],
      prefer: ['advice', 'mutation', 'motivations', 'moved'],
    })
    const balance = DRAFT.balance.with(0, { ...DRAFT.balance[0]!, current: 5, currentScaled: 5, mutation: -2 })
    expect(faultsOf({ ...UNPROVEN, ...wishes, balance, levels: [...levels, ...levels, ...levels] })).toEqual([
      'levels[0]: beyond-next-best 0, not outside-room 4.5',
      'levels[1]: next-best 0, not advised-distance 6',
      'levels[2]: error 0.4, not mutation 2',
      'levels[3]: beyond-next-best 0, not motivations 0',
      'levels[4]: next-best 0, not moved 0',
      'levels[5]: error 0.4, not attention 2',
    ])
  })

  it('knows a cell from an OOR, in attention and in motivations', () => {
    // all four cells change and no OOR does: 1 has one fewer in A, 2 one more
    const swapped = {
      ...UNPROVEN,
      allocation: [
        [1, 2],
        [2, 1],
      ],
      moved: { placesMoved: 0, sumAbsolute: 0, cells: 2 },
    }
    const found = (more: Partial<DraftFile>) =>
      faultsOf({
        ...swapped,
        levels: Array.from({ length: 4 }, () => ({ name: '', value: 0 })),
        ...framed({ measure: 'places-moved' }),
        ...more,
      })[0]
    const attention = (points: DraftFile['consultation']['attentionPoints']) =>
      found(asking({ attentionPoints: points }))
    expect(attention([{ ...POINT, direction: 'keep' }])).toBe('levels[0]:  0, not attention 0')
    expect(attention([{ ...POINT, direction: 'keep', specialty: '1' }])).toBe('levels[0]:  0, not attention 1')
    expect(attention([{ ...POINT, direction: 'up', specialty: '1' }])).toBe('levels[0]:  0, not attention 2')
    expect(attention([{ ...POINT, direction: 'down', specialty: '1' }])).toBe('levels[0]:  0, not attention 0')
    expect(attention([{ ...POINT, direction: 'down', specialty: '2' }])).toBe('levels[0]:  0, not attention 2')
    const motivations = (level: 'oor' | 'cell') =>
      found({ ...asking({ prefer: ['motivations'] }), ...opting({ 'motivation.level': level }) })
    expect(motivations('oor')).toBe('levels[0]:  0, not motivations 0')
    expect(motivations('cell')).toBe('levels[0]:  0, not motivations 4')
    // and one place from A to B: two OORs to motivate
    const moved = found({
      allocation: [
        [1, 2],
        [1, 2],
      ],
      columnTotals: [2, 4],
      balance: DRAFT.balance.map((each, o) => ({
        ...each,
        proposal: 2 + 2 * o,
        difference: 2 * o - 1,
        roomBelow: 2 * o,
        roomAbove: 2 - 2 * o,
      })),
      moved: { placesMoved: 1, sumAbsolute: 2, cells: 1 },
      ...asking({ prefer: ['motivations'] }),
    })
    expect(moved).toBe('levels[0]:  0, not motivations 2')
  })

  it('has a proof for every level, or claims no more than feasible', () => {
    const levels = DRAFT.certificate!.levels
    expect(faultsOf({ certificate: null })).toEqual(['certificate: null, not levels'])
    expect(faultsOf({ certificate: null, status: 'time-limit' })).toEqual(['certificate: null, not levels'])
    expect(faultsOf({ status: 'feasible' })).toEqual(['status: feasible, not optimal'])
    expect(faultsOf({ status: 'infeasible' })).toEqual(['status: infeasible, not optimal'])
    const names = NATURAL.join()
    expect(faultsOf({ certificate: { levels: levels.toReversed() } })).toEqual([
      `certificate.levels: error,next-best,beyond-next-best, not ${names}`,
    ])
    expect(faultsOf({ certificate: { levels: [] } })).toEqual([`certificate.levels: , not ${names}`])
    const weak = { ...levels[2]!, proof: { ...nothing(5, 2), scale: 0 } }
    expect(faultsOf({ certificate: { levels: levels.with(2, weak) } })).toEqual(['certificate.levels[2]: 0, not > 0'])
  })

  it('is not said to be optimal where its proof is beyond what a check may cost', () => {
    const places = 10_000_000
    const alone = {
      oor: 'A',
      base: places,
      proposal: places,
      difference: 0,
      roomBelow: 0,
      roomAbove: 0,
      current: null,
      currentScaled: null,
      mutation: null,
    }
    const large: DraftFile = {
      ...DRAFT,
      rows: ['1'],
      columns: ['A'],
      rowTotals: [places],
      columnTotals: [places],
      target: [[places]],
      allocation: [[places]],
      base: [[places]],
      frame: {
        ...FRAME,
        baseTotals: [places],
        totalLow: [places],
        totalHigh: [places],
        leeway: { total: 0, below: 0, above: 0 },
      },
      levels: NATURAL.map((name) => ({ name, value: 0 })),
      balance: [alone],
      consultation: { ...ASKED, current: [null], history: [null] },
      certificate: { levels: NATURAL.map((name, level) => ({ name, proof: nothing(3, level) })) },
    }
    const proves = ['margins', 'bounds', 'zero-cells', 'leeway', 'levels']
    expect(checkDraft(large, 'h', null)).toEqual({ proves, faults: [], beyond: ['certificate.levels'] })
    // what is wrong beside it still rejects
    const wrong = { ...large, levels: NATURAL.map((name) => ({ name, value: 1 })) }
    expect(checkDraft(wrong, 'h', null)).toMatchObject({ proves: [], faults: [{}, {}, {}] })
  })
})

/**
 * Two specialties of 3 and 4 places over two OORs of 4 and 3. Specialty 1 cannot be in B; 2 has between 1 and 3 in A. A has 7 today.
 */
const CLAIM: ProposalClaim = {
  rows: ['1', '2'],
  columns: ['A', 'B'],
  rowTotals: [3, 4],
  low: [0, 0, 1, 0],
  high: [UNBOUNDED, 0, 3, UNBOUNDED],
  zero: [0, 1, 0, 0],
  target: [2.6e9, 0, 1.5e9, 2.5e9],
  half: 'up',
  base: [3, 0, 1, 3],
  baseTotals: [4, 3],
  totalLow: [2, 2],
  totalHigh: [6, 5],
  measure: 'places-moved',
  leeway: 3,
  today: { parts: 1, sizes: [7, null] },
  advised: [
    {
      row: [3, 0],
      room: [
        [2, 3],
        [0, 0],
      ],
      weight: 1500,
    },
    {
      row: [1, 3],
      room: [
        [1, 2],
        [2, 4],
      ],
      weight: 1000,
    },
  ],
  attention: [
    { row: null, column: 0, direction: 'up' },
    { row: 1, column: 1, direction: 'down' },
    { row: 1, column: 1, direction: 'keep' },
  ],
  motivated: 'oor',
  levels: [
    'outside-room',
    'advised-distance',
    'motivations',
    'moved',
    'mutation',
    'attention',
    'beyond-next-best',
    'next-best',
    'error',
  ],
  allocation: [3, 0, 1, 3],
}

/** Sizes of today, in parts of a place. */
function sized(sizes: readonly (number | null)[], parts = 1): ProposalClaim['today'] {
  return { parts, sizes }
}

/** A constraint as one writes it: `x0 + x1 - x2 = 3`. */
function written({ constraints }: WholeProgram): string[] {
  return constraints.map(({ terms, low, high }) => {
    const sum = terms
      .map(([variable, by]) =>
        typeof by === 'function' ? `+f(x${variable})` : `${by === 1 ? '+' : by === -1 ? '-' : by}x${variable}`,
      )
      .join(' ')
    return low === null ? `${sum} <= ${high}` : low === high ? `${sum} = ${high}` : `${low} <= ${sum} <= ${high}`
  })
}

/** From its low to its high, and what each value costs on every level that charges for it. */
function costsOf({ low, high, costs }: WholeVariable, names: readonly string[]): string[] {
  if (high - low > 99) return [`${low}..${high}`] // too many to be right here
  const values = Array.from({ length: high - low + 1 }, (_, i) => low + i)
  const levels = costs.flatMap((cost, level) =>
    cost ? [`${names[level]} ${values.map((each) => cost(each)).join(' ')}`] : [],
  )
  return [`${low}..${high}`, ...levels]
}

describe('the program of a proposal by hand', () => {
  const variables = (more: Partial<ProposalClaim> = {}) => {
    const claim = { ...CLAIM, ...more }
    return wholeProgram(claim).variables.map((each) => costsOf(each, claim.levels))
  }
  const constraints = (more: Partial<ProposalClaim> = {}) => written(wholeProgram({ ...CLAIM, ...more }))
  const TOTALS = [
    '+x0 +x1 = 3',
    '+x2 +x3 = 4',
    // with what they give, and without what they gain, as the base
    '+x0 +x2 +x4 -x6 = 4',
    '+x1 +x3 +x5 -x7 = 3',
  ]
  const unsized = { levels: CLAIM.levels.filter((name) => name !== 'mutation') }

  it('counts the leeway in OORs', () => {
    // today A has 7: no further from it than x8
    const size = ['+x6 -x4 -x8 <= 3', '+x4 -x6 -x8 <= -3']
    expect(constraints()).toEqual([...TOTALS, '+x6 +x7 <= 3', ...size])
    expect(constraints({ measure: 'sum-absolute' })).toEqual([...TOTALS, '+x6 +x7 <= 1', ...size])
    expect(constraints({ measure: 'sum-absolute', leeway: 4 })).toEqual([...TOTALS, '+x6 +x7 <= 2', ...size])
    // B too may have a size
    const sizes = [...size, '+x7 -x5 -x8 <= 6', '+x5 -x7 -x8 <= -6']
    expect(constraints({ today: sized([7, 9]) })).toEqual([...TOTALS, '+x6 +x7 <= 3', ...sizes])
    expect(constraints({ today: sized([null, 9]) })).toEqual([...TOTALS, '+x6 +x7 <= 3', ...sizes.slice(2)])
    // in thirds of a place: today A has 7 and a third, and whole places are 4, 7, 10, 13 or 16 thirds from that
    const thirds = { today: sized([22, null], 3) }
    const stepped = ['+x6 -x4 +f(x8) <= -4', '+x4 -x6 +f(x8) <= 4']
    expect(constraints(thirds)).toEqual([...TOTALS, '+x6 +x7 <= 3', ...stepped])
    const ends = wholeProgram({ ...CLAIM, ...thirds })
      .constraints.slice(-2)
      .map(({ terms }) => {
        const by = terms[2]![1] as (step: number) => number
        return [0, 1, 2, 3, 4, 5].map((step) => by(step))
      })
    expect(ends).toEqual([
      [-7, -8, -9, -10, -11, -12], // at most
      [8, 6, 5, 4, 3, 2], // at least
    ])
    // too many to list: any number of thirds
    const plain = ['3x6 -3x4 -x8 <= 10', '3x4 -3x6 -x8 <= -10']
    expect(constraints({ ...thirds, totalHigh: [20_000, 5] }).slice(-2)).toEqual(plain)
    // no more than the OORs have room for: 2 each, and none where the base is above the most already
    expect(constraints({ leeway: 9, ...unsized })).toEqual([...TOTALS, '+x6 +x7 <= 4'])
    expect(constraints({ leeway: 9, totalHigh: [3, 5], ...unsized })).toEqual([...TOTALS, '+x6 +x7 <= 2'])
    expect(constraints({ measure: 'sum-absolute', leeway: 9, ...unsized })).toEqual([...TOTALS, '+x6 +x7 <= 4'])
  })

  it('counts the leeway in cells: what each has more than its base', () => {
    const byCell = { measure: 'cells', ...unsized } as const
    const gains = '+f(x0) +f(x1) +f(x2) +f(x3) <= 3'
    expect(constraints(byCell)).toEqual([...TOTALS, '+x6 +x7 <= 4', gains])
    const added = wholeProgram({ ...CLAIM, ...byCell })
      .constraints.at(-1)!
      .terms.map(([variable, by]) => {
        const values = [0, 1, 2, 3, 4].map((places) => (typeof by === 'function' ? by(places) : null))
        return `${variable}: ${values.join(' ')}`
      })
    // the base is 3 and 0, 1 and 3
    expect(added).toEqual(['0: 0 0 0 0 1', '1: 0 1 2 3 4', '2: 0 0 1 2 3', '3: 0 0 0 0 1'])
    expect(variables(byCell)).toHaveLength(8)
    // where today's size counts too, that comes before them
    const size = ['+x6 -x4 -x8 <= 3', '+x4 -x6 -x8 <= -3']
    expect(constraints({ measure: 'cells' }).slice(5)).toEqual([...size, gains])
  })

  it('charges for places, level by level', () => {
    expect(variables()).toEqual([
      [
        '0..3',
        'outside-room 3000 1500 0 0',
        'advised-distance 4500 3000 1500 0',
        'beyond-next-best 4 2 0 0',
        'next-best 1 1 1 0',
        'error 2600000000 1600000000 600000000 400000000',
      ],
      ['0..0'], // a zero cell
      [
        '1..3',
        'outside-room 0 0 1000',
        'advised-distance 0 1000 2000',
        'beyond-next-best 0 0 1',
        'next-best 1 0 1', // 1.5 goes up
        'error 500000000 500000000 1500000000',
      ],
      [
        '0..4',
        'outside-room 2000 1000 0 0 0',
        'advised-distance 3000 2000 1000 0 1000',
        'attention 3 2 1 1 3', // one fewer is asked for, and none: 3 is the base
        'beyond-next-best 3 1 0 0 1',
        'next-best 1 1 1 0 1',
        'error 2500000000 1500000000 500000000 500000000 1500000000',
      ],
      ['0..2', 'motivations 0 1 1', 'attention 0 1 2'], // what A gives; it asks for more
      ['0..1', 'motivations 0 1'],
      ['0..2', 'motivations 0 1 1', 'moved 0 1 2', 'attention 1 0 0'],
      ['0..2', 'motivations 0 1 1', 'moved 0 1 2'],
      ['0..5', 'mutation 0 1 2 3 4 5'], // from 7 to 2 at most
    ])
    const half = variables({ half: 'down' })
    expect([half[2]![4], half[3]![5]]).toEqual(['next-best 0 1 1', 'next-best 1 1 0 1 1'])
  })

  it('charges for motivations by cell', () => {
    const motivations = (more: Partial<ProposalClaim>) =>
      variables({ levels: ['motivations'], motivated: 'cell', ...more }).map(
        (each) => each[1]?.replace('motivations ', '') ?? null,
      )
    expect(motivations({})).toEqual(['1 1 1 0', null, '0 1 1', '1 1 1 0 1', null, null, null, null])
    // also where cells are counted
    expect(motivations({ measure: 'cells' })).toEqual(motivations({}))
    const none = Array.from({ length: 4 }, () => null)
    const byOor = [...none, '0 1 1', '0 1', '0 1 1', '0 1 1']
    expect(motivations({ measure: 'cells', motivated: 'oor' })).toEqual(byOor)
  })

  it('charges for each direction by itself', () => {
    const attention = (row: number | null, direction: 'up' | 'down' | 'keep') =>
      variables({ levels: ['attention'], attention: [{ row, column: 1, direction }] })
        .map((each) => each[1]?.replace('attention ', '') ?? null)
        .filter((each) => each !== null)
    expect([attention(1, 'up'), attention(1, 'down'), attention(1, 'keep')]).toEqual([
      ['4 3 2 1 0'],
      ['0 0 0 1 2'],
      ['3 2 1 0 1'],
    ])
    // of B, which may give one and gain two: what it gives, as a change from standing still, and what it gains
    expect([attention(null, 'up'), attention(null, 'down'), attention(null, 'keep')]).toEqual([
      ['0 1', '1 0 0'],
      ['0 -1', '1 2 3'],
      ['0 1', '0 1 2'],
    ])
  })

  it('knows how far an OOR may go', () => {
    const range = (more: Partial<ProposalClaim>) =>
      variables({ levels: ['mutation'], ...more })
        .slice(4)
        .map(([each]) => each)
    expect(range({})).toEqual(['0..2', '0..1', '0..2', '0..2', '0..5'])
    // a floor above the base must be gained, and a most below it given
    expect(range({ totalLow: [5, 2], totalHigh: [6, 2] })).toEqual(['0..0', '1..1', '1..2', '0..0', '0..2'])
    expect(range({ today: sized([1, 9]) })[4]).toBe('0..7')
    expect(range({ today: sized([1, null]) })[4]).toBe('0..5')
    expect(range({ today: sized([null, null]) })[4]).toBe('0..0')
    expect(range({ today: sized([22, null], 3) })[4]).toBe('0..5') // no change, or one of five
  })

  it('values a proposal on every level', () => {
    const values = (allocation: number[], more: Partial<ProposalClaim> = {}) =>
      levelValues({ ...CLAIM, allocation, ...more }).map(Number)
    // nothing moved: 3 away from today's size, one not given to A, one not taken from 2 in B
    expect(values([3, 0, 1, 3])).toEqual([0, 0, 0, 0, 3, 2, 0, 1, 1.4e9])
    // two more in A: 1 outside each room, 2 from each advice
    expect(values([3, 0, 3, 1])).toEqual([2000, 4000, 2, 2, 1, 2, 2, 2, 3.4e9])
    // one fewer in A, where more was asked: 2 missed; one more in B, 2 missed and 1 not kept
    expect(values([3, 0, 0, 4])).toEqual([1000, 2000, 2, 1, 4, 5, 2, 2, 3.4e9])
    // the largest change of several, and by how much a size may be off on either side
    expect(values([3, 0, 3, 1], { levels: ['mutation'], today: sized([5, 3]) })).toEqual([2])
    expect(values([3, 0, 3, 1], { levels: ['mutation'], today: sized([5, null]) })).toEqual([1])
    expect(values([3, 0, 3, 1], { levels: ['mutation'], today: sized([10, 5], 2) })).toEqual([3]) // halves
    const byCell = { measure: 'cells', motivated: 'cell', levels: ['motivations'] } as const
    expect(values([3, 0, 3, 1], byCell)).toEqual([2])
    expect(values([3, 0, 1, 3], byCell)).toEqual([0])
    expect(values([2, 1, 0, 4], { ...byCell, zero: [0, 0, 0, 0] })).toEqual([4])
    expect(values([3, 0, 3, 1], { ...byCell, levels: ['mutation', 'motivations'] })).toEqual([1, 2])
  })

  it('has a frame, of which each fault is told', () => {
    const faults = (allocation: number[], more: Partial<ProposalClaim> = {}) =>
      checkFrame({ ...CLAIM, allocation, ...more }).map(
        ({ path, found, expected }) => `${path}: ${found}, not ${expected}`,
      )
    expect(faults([3, 0, 1, 3])).toEqual([])
    expect(faults([3, 0, 3, 1])).toEqual(['column B: 1, not 2..5'])
    expect(faults([3, 0, 3, 1], { totalLow: [2, 1], totalHigh: [5, 5] })).toEqual(['column A: 6, not 2..5'])
    expect(faults([3, 0, 3, 1], { totalLow: [6, 1], totalHigh: [6, 1] })).toEqual([])
    expect(faults([3, 0, 1, 2])).toEqual(['row 2: 3, not 4'])
    expect(faults([2, 1, 1, 3])).toEqual(['cell 1-B: 1, not 0..0'])
    expect(faults([3, 0, 0, 4])).toEqual(['cell 2-A: 0, not 1..3'])
    expect(faults([3, 0, 1.5, 2.5])).toEqual(['cell 2-A: 1.5, not 1..3', `cell 2-B: 2.5, not 0..${UNBOUNDED}`])
    // two moved, counted in three ways, at the leeway and one below it
    const wide = { totalLow: [2, 1] }
    expect(faults([3, 0, 3, 1], { ...wide, leeway: 2 })).toEqual([])
    expect(faults([3, 0, 3, 1], { ...wide, leeway: 1 })).toEqual(['places-moved: 2, not <= 1'])
    expect(faults([3, 0, 3, 1], { ...wide, leeway: 4, measure: 'sum-absolute' })).toEqual([])
    expect(faults([3, 0, 3, 1], { ...wide, leeway: 3, measure: 'sum-absolute' })).toEqual(['sum-absolute: 4, not <= 3'])
    const free = { ...wide, zero: [0, 0, 0, 0], high: [9, 9, 9, 9], measure: 'cells' } as const
    expect(faults([1, 2, 3, 1], { ...free, leeway: 4 })).toEqual([])
    expect(faults([1, 2, 3, 1], { ...free, leeway: 3 })).toEqual(['cells: 4, not <= 3'])
  })

  it('is proven level by level, or told why not', () => {
    const claim: ProposalClaim = { ...CLAIM, levels: ['moved', 'error'] }
    const trees = [nothing(5, 0), nothing(5, 1)]
    expect(checkProposal(claim, trees)).toEqual([])
    expect(checkProposal(claim, trees.slice(1))).toEqual([{ path: 'certificate.levels', found: '1', expected: '2' }])
    expect(checkProposal({ ...claim, allocation: [3, 0, 1, 2] }, [])).toEqual([
      { path: 'row 2', found: '3', expected: '4' },
    ])
    const worse = { ...claim, allocation: [3, 0, 2, 2] }
    expect(checkProposal(worse, trees)).toEqual([{ path: 'certificate.levels[0]', found: '0', expected: '> 0' }])
  })

  it('is among the solutions of its program, also where cells are counted: what one gains and another loses', () => {
    const byCell = { ...CLAIM, measure: 'cells', levels: [] } as const
    expect(checkProposal({ ...byCell, allocation: [3, 0, 2, 2] }, [])).toEqual([])
    // two cells gain, two lose, and a program of gains only would not have it
    const free = { ...byCell, zero: [0, 0, 0, 0], high: [9, 9, 9, 9] }
    expect(checkProposal({ ...free, allocation: [2, 1, 2, 2] }, [])).toEqual([])
    // a proof of the program stands with it: one motivation for what A gains
    const motivated = { ...free, motivated: 'cell', levels: ['motivations'], allocation: [3, 0, 1, 3] } as const
    expect(checkProposal(motivated, [nothing(6, 0)])).toEqual([])
    expect(checkProposal({ ...motivated, allocation: [3, 0, 2, 2] }, [nothing(6, 0)])).toEqual([
      { path: 'certificate.levels[0]', found: '0', expected: '> 1' },
    ])
  })

  it('is not proven where it has too many values', () => {
    const one = (places: number, levels: readonly string[] = ['error']): ProposalClaim => ({
      ...CLAIM,
      rows: ['1'],
      columns: ['A'],
      rowTotals: [places],
      low: [0],
      high: [UNBOUNDED],
      zero: [0],
      target: [0],
      base: [places],
      allocation: [places],
      baseTotals: [places],
      totalLow: [places],
      totalHigh: [places],
      today: { parts: 1, sizes: [null] },
      attention: [],
      levels,
    })
    // from 0 to the intake, and one value each for what the OOR gives and gains
    expect(isProvable(one(10_000_000 - 3))).toBe(true)
    expect(isProvable(one(10_000_000 - 2))).toBe(false)
    expect(isProvable(one(5_000_000 - 3, ['moved', 'error']))).toBe(true)
    expect(isProvable(one(5_000_000 - 2, ['moved', 'error']))).toBe(false)
    // a range counts from its own low; one that is empty counts as one
    expect(isProvable({ ...one(20_000_000), low: [10_000_003] })).toBe(true)
    expect(isProvable({ ...one(20_000_000), low: [10_000_002] })).toBe(false)
    expect(isProvable({ ...one(20_000_000), low: [30_000_000] })).toBe(true)
    expect(checkProposal(one(10_000_000), [nothing(3, 0)])).toEqual([
      { path: 'certificate.levels', found: '10000003 values', expected: '<= 10000000 values', beyond: true },
    ])
  })
})

describe('what checking a proof takes, by hand', () => {
  /** So many leaves, in splits of one variable. */
  const leavesOf = (count: number): BoundTree => {
    let tree: BoundTree = nothing(2, 0)
    for (let i = 1; i < count; i++) tree = { variable: 0, at: 0, below: nothing(2, 0), above: tree }
    return tree
  }

  it('is steps: terms, bends and ends, once more for every level before', () => {
    // 3 terms and 1, each with its constraint: 6; a variable with two bends and two ends: 4; the others with their ends: 49,990
    const bent = { low: 0, high: 4, costs: [(x: number) => [0n, 0n, 1n, 2n, 2n][x]!, BigInt] }
    const plain = Array.from({ length: 24_995 }, () => ({ low: 0, high: 4, costs: [BigInt, BigInt] }))
    const bounds = new Bounds({
      variables: [bent, ...plain],
      constraints: [
        { terms: [[0, 1], [1, 1], [2, 1]], low: 0, high: 12 }, // prettier-ignore
        { terms: [[0, 1]], low: 0, high: null },
      ],
    })
    expect(bounds.affords([leavesOf(1_000)])).toBe(true)
    expect(bounds.affords([leavesOf(1_001)])).toBe(false)
    // the second level counts twice
    expect(bounds.affords([leavesOf(200), leavesOf(400)])).toBe(true)
    expect(bounds.affords([leavesOf(201), leavesOf(400)])).toBe(false)
    expect(bounds.affords([leavesOf(200), leavesOf(401)])).toBe(false)
    const solution = new Int32Array(24_996)
    expect(bounds.prove(solution, [leavesOf(200), leavesOf(401)], [0n, 0n])).toEqual([
      { path: 'certificate.levels', found: '50100000 steps', expected: '<= 50000000 steps', beyond: true },
    ])
  })

  it('is values: of every variable on every level', () => {
    const wide = (total: number) => ({
      tables: [total, total].map((each) => yearTable([1, 1], { rowTotals: [each], columnHigh: [each, each] })),
      allocations: [],
    })
    // total + 1 values in four cells, 2 * total + 1 in two sums, on six levels
    expect(areProvable(wide(208_332))).toBe(true)
    expect(areProvable(wide(208_333))).toBe(false)
    const half = 208_333
    const table = yearTable([half, half], { rowTotals: [2 * half], columnLow: [half, half], columnHigh: [half, half] })
    const claim = { tables: [table, table], allocations: [[half, half], [half, half]] } // prettier-ignore
    const trees = YEARS_LEVELS.map((_, level) => nothing(8, level))
    expect(checkYears(claim, trees)).toEqual([
      { path: 'certificate.levels', found: '10000020 values', expected: '<= 10000000 values', beyond: true },
    ])
  })

  it('and a proof is one of a program that has the answer in it', () => {
    const bounds = new Bounds({
      variables: [{ low: 1, high: 3, costs: [BigInt] }, { low: 0, high: 9, costs: [] }], // prettier-ignore
      constraints: [
        { terms: [[0, 2], [1, 1]], low: 4, high: null }, // prettier-ignore
        { terms: [[0, 1], [1, -1]], low: null, high: 2 }, // prettier-ignore
        { terms: [[1, 3]], low: 6, high: 9 },
      ],
    })
    const proof = { scale: 1, constraints: [0, 0, 0], levels: [] }
    const faults = (solution: number[], value = 1n) =>
      bounds.prove(solution, [proof], [value]).map(({ path, found, expected }) => `${path}: ${found}, not ${expected}`)
    expect(faults([1, 2])).toEqual([])
    expect(faults([1, 3])).toEqual([])
    expect(faults([0, 3])).toEqual([
      'certificate: variables[0]: 0, not 1..3',
      'certificate: constraints[0]: 3, not 4..',
    ])
    expect(faults([4, 3])).toEqual(['certificate: variables[0]: 4, not 1..3'])
    expect(faults([3, 1])).toEqual(['certificate: constraints[2]: 3, not 6..9'])
    expect(faults([3, 0])).toEqual([
      'certificate: constraints[1]: 3, not ..2',
      'certificate: constraints[2]: 0, not 6..9',
    ])
    expect(faults([1, 4])).toEqual(['certificate: constraints[2]: 12, not 6..9'])
    expect(bounds.prove([1, 2], [], [1n])).toEqual([{ path: 'certificate.levels', found: '0', expected: '1' }])
    expect(faults([3, 3], 3n)).toEqual(['certificate.levels[0]: 1, not > 2'])
  })

  it('and each half of a split has its own range, also after the other', () => {
    const sides = (costs: (x: number) => bigint, others: (y: number) => bigint) => {
      const variables = [costs, others].map((cost) => ({ low: 0, high: 3, costs: [cost] }))
      const bounds = new Bounds({ variables, constraints: [] })
      const leaf = { scale: 1, constraints: [], levels: [] }
      const tree: BoundTree = {
        variable: 0,
        at: 1,
        below: { variable: 1, at: 2, below: leaf, above: leaf },
        above: { variable: 1, at: 1, below: leaf, above: leaf },
      }
      return bounds.check(tree, 0, [9n], 'p').map(({ path, found }) => `${path} ${found}`)
    }
    const [up, down] = [BigInt, (x: number) => BigInt(3 - x)]
    // x at most 1 with y at most 2, and with y at least 3; x at least 2 with y at most 1, and with y at least 2
    expect(sides(down, up)).toEqual(['p.below.below 2', 'p.below.above 5', 'p.above.below 0', 'p.above.above 2'])
    expect(sides(up, down)).toEqual(['p.below.below 1', 'p.below.above 0', 'p.above.below 4', 'p.above.above 2'])
  })
})

describe('bounds by hand', () => {
  /** One x from 1 to 4 that costs 2 a place, with x at least 2 and at most 3; then x itself. */
  const program: WholeProgram = {
    variables: [{ low: 1, high: 4, costs: [(value) => 2n * BigInt(value), BigInt] }],
    constraints: [{ terms: [[0, 1]], low: 2, high: 3 }],
  }
  const bounds = new Bounds(program)
  const leaf = (more: Partial<BoundLeaf> = {}): BoundLeaf => ({ scale: 1, constraints: [2], levels: [], ...more })
  const found = (more: Partial<BoundLeaf>, level = 0) =>
    bounds
      .check({ ...leaf(), ...more }, level, [4n, 2n], 'p')
      .map(({ path, found: what, expected }) => `${path}: ${what}, not ${expected}`)

  it('whole numbers are text of any length to 400, and numbers that JSON holds exactly', () => {
    expect(found({})).toEqual([])
    expect(found({ constraints: ['2'] })).toEqual([])
    const wrong = 'not whole numbers'
    for (const each of ['x2', '2x', '--2', '+2', '', '-', '2.0', ' 2', `1${'0'.repeat(400)}`]) {
      expect(found({ constraints: [each] })).toEqual([`p: ${each}, ${wrong}`])
    }
    for (const each of [2 ** 53, -(2 ** 53), 0.5, Number.NaN])
      expect(found({ constraints: [each] })).toEqual([`p: ${each}, ${wrong}`])
    // a million million times too much is still a number, and a poor bound
    expect(found({ constraints: ['9'.repeat(400)] })[0]).toMatch(/^p: -\d+, not > 3$/)
    expect(found({ constraints: [`-${'9'.repeat(400)}`] })[0]).toMatch(/^p: -\d+, not > 3$/)
    expect(found({ constraints: [-1] })).toEqual(['p: 0, not > 3']) // -3, and 3 for a place that is at least 1
    // the levels before are weighed by whole numbers too, and never by less than nothing
    expect(found({ constraints: [0], levels: ['x'] }, 1)).toEqual([`p: x, ${wrong}`])
    expect(found({ constraints: [0], levels: [0.5] }, 1)).toEqual([`p: 0.5, ${wrong}`])
    expect(found({ constraints: [0], levels: ['-1'] }, 1)).toEqual(['p: -1, not >= 0'])
    expect(found({ constraints: [0], levels: [-1] }, 1)).toEqual(['p: -1, not >= 0'])
    expect(found({ constraints: [1], levels: ['0'] }, 1)).toEqual([])
  })

  it('scales are whole, not below 0, and held exactly', () => {
    expect(found({ scale: 2, constraints: [4] })).toEqual([])
    expect(found({ scale: -1 })).toEqual(['p: -1, not >= 0'])
    expect(found({ scale: 1.5 })).toEqual(['p: 1.5, not >= 0'])
    expect(found({ scale: 2 ** 53 })).toEqual([`p: ${2 ** 53}, not >= 0`])
    // with scale 0 only more than 0 proves anything
    expect(found({ scale: 0, constraints: [0] })).toEqual(['p: 0, not > 0'])
    expect(found({ scale: 0, constraints: [1] })).toEqual(['p: -2, not > 0'])
    // the bound must be above one less: 3 does not prove 4, nor 6 twice that
    expect(bounds.check(leaf({ constraints: [0], scale: 2 }), 0, [3n], 'p')).toEqual([
      { path: 'p', found: '4', expected: '> 4' },
    ])
    expect(bounds.check(leaf({ constraints: [0], scale: 2 }), 0, [2n], 'p')).toEqual([])
  })

  it('multipliers and weights, one for each', () => {
    expect(found({ constraints: [] })).toEqual(['p: 0, not 1'])
    expect(found({ constraints: [2, 2] })).toEqual(['p: 2, not 1'])
    expect(found({ levels: [0] })).toEqual(['p: 1, not 0'])
    expect(found({ levels: [] }, 1)).toEqual(['p: 0, not 1'])
  })

  it('a case is within its range, and an empty one proves nothing', () => {
    const split = (variable: number, at: number) => ({ variable, at, below: leaf(), above: leaf() })
    const fault = (variable: number, at: number) => bounds.check(split(variable, at), 0, [4n], 'p')
    expect(fault(0, 1)).toEqual([])
    expect(fault(0, 3)).toEqual([])
    expect(fault(0, 0)).toEqual([{ path: 'p', found: '0 <= 0', expected: '1..4' }])
    expect(fault(0, 4)).toEqual([{ path: 'p', found: '0 <= 4', expected: '1..4' }])
    expect(fault(0, 1.5)).toEqual([{ path: 'p', found: '0 <= 1.5', expected: '1..4' }])
    expect(fault(1, 1)).toEqual([{ path: 'p', found: '1 <= 1', expected: 'undefined..undefined' }])
    // its halves are told apart, at any depth
    const weak = leaf({ constraints: [0] })
    const tree = {
      ...split(0, 2),
      below: { ...split(0, 1), below: weak, above: weak },
      above: { ...split(0, 3), below: weak },
    }
    expect(bounds.check(tree, 0, [9n], 'p')).toEqual([
      { path: 'p.below.below', found: '2', expected: '> 8' },
      { path: 'p.below.above', found: '4', expected: '> 8' },
      { path: 'p.above.below', found: '6', expected: '> 8' },
      { path: 'p.above.above', found: '4', expected: '> 8' },
    ])
    // no value at all: a range that begins beyond its end
    const none = new Bounds({ ...program, variables: [{ low: 4, high: 1, costs: [BigInt] }] })
    expect(none.check(leaf(), 0, [0n], 'p')).toEqual([{ path: 'p', found: '-', expected: '> -1' }])
    expect(none.free(0, 0n)).toEqual({ low: Int32Array.of(4), high: Int32Array.of(1) })
  })

  it('a variable of one value costs what that costs', () => {
    const fixed = new Bounds({
      variables: [
        { low: 2, high: 2, costs: [BigInt] },
        { low: 0, high: 1, costs: [BigInt] },
      ],
      constraints: [],
    })
    expect(fixed.free(0, 2n)).toEqual({ low: Int32Array.of(2, 0), high: Int32Array.of(2, 0) })
    expect(fixed.free(0, 0n)).toBeNull()
  })

  it('looks at every end and every bend within the range, and at none outside', () => {
    // dear at 0 and 1, free at 2, dear again at 3 and 4, and at 5 a gift
    const prices = [5n, 5n, 0n, 5n, 5n, -7n]
    const dip = new Bounds({ variables: [{ low: 0, high: 5, costs: [(value) => prices[value]!] }], constraints: [] })
    const least = (low: number, high: number) =>
      dip.least({ low: [low], high: [high] }, 0, [0n], leaf({ constraints: [] }))
    expect(least(0, 5)).toBe(-7n)
    expect(least(0, 4)).toBe(0n)
    expect(least(0, 2)).toBe(0n)
    expect(least(2, 4)).toBe(0n)
    expect(least(0, 1)).toBe(5n)
    expect(least(3, 4)).toBe(5n)
    expect(least(3, 3)).toBe(5n)
    expect(least(5, 5)).toBe(-7n)
    expect(least(3, 2)).toBeNull()
    // from another low, the same bend
    const shifted = new Bounds({
      variables: [{ low: 7, high: 12, costs: [(value) => prices[value - 7]!] }],
      constraints: [],
    })
    expect(shifted.least({ low: [7], high: [11] }, 0, [0n], leaf({ constraints: [] }))).toBe(0n)
    expect(shifted.free(0, -7n)).toEqual({ low: Int32Array.of(12), high: Int32Array.of(12) })
    expect(shifted.free(0, -6n)).toBeNull()
    expect(shifted.free(0, -8n)).toBeNull()
    // two values that cost as little, with dearer ones between: from the first to the last
    const twice = new Bounds({
      variables: [{ low: 0, high: 3, costs: [(value) => (value % 2 === 0 ? 1n : 0n)] }],
      constraints: [],
    })
    expect(twice.free(0, 0n)).toEqual({ low: Int32Array.of(1), high: Int32Array.of(3) })
  })

  it('finds a bend whatever the costs around it', () => {
    // one constraint x >= 0, of which a multiplier tilts the costs
    const least = (prices: readonly bigint[], multiplier: number) =>
      new Bounds({
        variables: [{ low: 0, high: prices.length - 1, costs: [(value) => prices[value]!] }],
        constraints: [{ terms: [[0, 1]], low: 0, high: 0 }],
      }).least({ low: [0], high: [prices.length - 1] }, 0, [0n], leaf({ constraints: [multiplier] }))
    expect(least([0n, -5n, 0n], 0)).toBe(-5n)
    expect(least([3n, 3n, 9n], 1)).toBe(2n) // 3, 3 - 1, 9 - 2
    expect(least([9n, 3n, 3n], -1)).toBe(4n) // 9, 3 + 1, 3 + 2
    expect(least([9n, 3n, 3n, 9n], 0)).toBe(3n)
    // also from below 0
    const distance = { low: -3, high: 3, costs: [(value: number) => BigInt(Math.abs(value))] }
    const around = new Bounds({ variables: [distance], constraints: [] })
    expect(around.least(around.whole(), 0, [0n], leaf({ constraints: [] }))).toBe(0n)
    // of two levels, each its own
    const two = new Bounds({
      variables: [
        { low: 0, high: 4, costs: [(value) => BigInt(Math.abs(value - 1)), (value) => BigInt(Math.abs(value - 3))] },
      ],
      constraints: [],
    })
    const weighed = (weight: number) =>
      two.least(two.whole(), 1, [2n, 0n], { scale: 1, constraints: [], levels: [weight] })
    expect([0, 1, 2, '3'].map((weight) => weighed(Number(weight)))).toEqual([0n, 0n, -2n, -4n])
  })

  it('looks at no level that costs a variable nothing', () => {
    const mixed = new Bounds({
      variables: [
        { low: 0, high: 4, costs: [undefined, BigInt] },
        { low: 2, high: 5, costs: [BigInt, undefined] },
      ],
      constraints: [],
    })
    expect(mixed.free(0, 2n)).toEqual({ low: Int32Array.of(0, 2), high: Int32Array.of(4, 2) })
    expect(mixed.free(1, 0n)).toEqual({ low: Int32Array.of(0, 2), high: Int32Array.of(0, 5) })
    const rising = new Bounds({ variables: [{ low: 0, high: 4, costs: [BigInt] }], constraints: [] })
    expect(rising.free(0, 0n)).toEqual({ low: Int32Array.of(0), high: Int32Array.of(0) })
    expect(rising.free(0, 4n)).toBeNull()
  })

  it('a constraint without the end that is asked for bounds nothing; without a multiplier it may be', () => {
    const open = (low: number | null, high: number | null, multiplier: number) =>
      new Bounds({ ...program, constraints: [{ terms: [[0, 3]], low, high }] }).least(
        { low: [1], high: [4] },
        0,
        [0n],
        leaf({ constraints: [multiplier] }),
      )
    expect(open(null, null, 0)).toBe(2n)
    expect(open(null, 6, 1)).toBeNull()
    expect(open(6, null, -1)).toBeNull()
    expect(open(6, null, 1)).toBe(2n) // 6, and 2 - 3 for each of at most 4 places
    expect(open(null, 6, -1)).toBe(-1n) // -6, and 5 for at least one
  })
})

/** Of two years, one specialty of 2 places over two OORs of 1: 1.2 and 0.8, then 0.8 and 1.2. */
function yearTable(target: readonly number[], more: Partial<Table> = {}): Table {
  return {
    rows: ['1'],
    columns: ['A', 'B'],
    target: Float64Array.from(target, (each) => Math.round(each * 1e9)),
    rowTotals: [2],
    columnLow: [1, 1],
    columnHigh: [1, 1],
    zero: new Uint8Array(2),
    low: new Int32Array(2),
    high: new Int32Array(2).fill(UNBOUNDED),
    half: 'up',
    ...more,
  }
}

describe('the program of years by hand', () => {
  const first = yearTable([1.2, 0.8])
  const second = yearTable([0.8, 1.2])
  const variables = (tables: readonly Table[]) =>
    yearsWhole(tables).variables.map((each) => costsOf(each, YEARS_LEVELS))

  it('has a variable for every cell of every year, within its totals, and for their sum', () => {
    const wide = {
      rows: ['1', '2'],
      columns: ['A', 'B', 'C'],
      rowTotals: [3, 4],
      columnLow: [2, 2, 3],
      columnHigh: [2, 2, 3],
    }
    const six = (each: number) => Int32Array.from({ length: 6 }, () => each)
    const table = yearTable([1, 1, 1, 1, 1, 2], { ...wide, zero: new Uint8Array(6), low: six(0), high: six(UNBOUNDED) })
    const other = { ...table, rowTotals: [4, 5], columnHigh: [3, 3, 3] }
    expect(written(yearsWhole([table, other]))).toEqual([
      '+x0 +x1 +x2 = 3',
      '+x3 +x4 +x5 = 4',
      '+x0 +x3 = 2',
      '+x1 +x4 = 2',
      '+x2 +x5 = 3',
      '+x6 +x7 +x8 = 4',
      '+x9 +x10 +x11 = 5',
      '+x6 +x9 = 3',
      '+x7 +x10 = 3',
      '+x8 +x11 = 3',
      ...[0, 1, 2, 3, 4, 5].map((cell) => `+x${cell} +x${cell + 6} -x${cell + 12} = 0`),
    ])
    const ranges = yearsWhole([table, other]).variables.map(({ low, high }) => `${low}..${high}`)
    expect(ranges.slice(0, 6)).toEqual(['0..2', '0..2', '0..3', '0..2', '0..2', '0..3'])
    expect(ranges.slice(6, 12)).toEqual(['0..3', '0..3', '0..3', '0..3', '0..3', '0..3'])
    expect(ranges.slice(12)).toEqual(['0..5', '0..5', '0..6', '0..5', '0..5', '0..6'])
  })

  it('charges for places in each year, and in their sum', () => {
    expect(written(yearsWhole([first, second]))).toEqual([
      '+x0 +x1 = 2',
      '+x0 = 1',
      '+x1 = 1',
      '+x2 +x3 = 2',
      '+x2 = 1',
      '+x3 = 1',
      '+x0 +x2 -x4 = 0',
      '+x1 +x3 -x5 = 0',
    ])
    const few = ['beyond-next-best 0 0', 'next-best 1 0', 'error 1200000000 200000000']
    const many = ['beyond-next-best 0 0', 'next-best 1 0', 'error 800000000 200000000']
    const sum = ['0..2', 'sum-beyond-next-best 2 0 0', 'sum-next-best 1 1 0', 'sum-error 2000000000 1000000000 0']
    expect(variables([first, second])).toEqual([
      ['0..1', few[0]!.replace('0 0', '1 0'), ...few.slice(1)],
      ['0..1', ...many],
      ['0..1', ...many],
      ['0..1', few[0]!.replace('0 0', '1 0'), ...few.slice(1)],
      sum,
      sum,
    ])
  })

  it('with zero cells, agreements and halves of its own', () => {
    const closed = yearTable([2, 0], {
      zero: Uint8Array.of(0, 1),
      low: Int32Array.of(1, 0),
      high: Int32Array.of(3, 0),
      columnHigh: [2, 0],
    })
    const open = yearTable([1.5, 0.5], { half: 'down', low: Int32Array.of(0, 3), high: Int32Array.of(1, 9) })
    expect(variables([closed, open]).map(([range, ...costs]) => [range, costs.length])).toEqual([
      ['1..2', 3],
      ['0..0', 0],
      ['0..1', 3],
      ['3..3', 3], // an agreement that cannot be kept leaves one value
      ['1..3', 3],
      ['3..3', 3], // only the year that is open counts
    ])
    expect(variables([closed, open])[5]).toEqual([
      '3..3',
      'sum-beyond-next-best 3',
      'sum-next-best 1',
      'sum-error 2500000000',
    ])
    expect(variables([closed, closed])[3]).toEqual(['0..0'])
    expect(variables([closed, closed])[5]).toEqual(['0..0'])
    // a year by its own option, the sum by that of the first: 1.5 down is 1, up 2; 3 has no half
    const exact = { target: Float64Array.of(1.5e9, 0.5e9) }
    const wide = (half: Table['half'], more: Partial<Table> = {}) =>
      yearTable([1, 1], { columnHigh: [2, 2], half, ...more })
    const [down, up] = [wide('down', exact), wide('up', exact)]
    const nextBests = (tables: readonly Table[], variable: number) => variables(tables)[variable]![2]
    expect(nextBests([down, up], 0)).toBe('next-best 1 0 1')
    expect(nextBests([down, up], 2)).toBe('next-best 1 1 0')
    expect(nextBests([wide('down'), up], 4)).toBe('sum-next-best 1 1 0 1 1')
    expect(nextBests([wide('up'), down], 4)).toBe('sum-next-best 1 1 1 0 1')
    // the option of the first year
    expect(variables([open, { ...open, half: 'up' }])[0]).toEqual([
      '0..1',
      'beyond-next-best 1 0',
      'next-best 1 0',
      'error 1500000000 500000000',
    ])
  })

  it('values what is rounded, year by year and together', () => {
    const values = (...allocations: number[][]) => yearsValues({ tables: [first, second], allocations }).map(Number)
    expect(values([1, 1], [1, 1])).toEqual([0, 0, 0, 0, 0.8e9, 0])
    // 2 for 1.2 and 0 for 0.8, twice 0.8 off: next bests, one of them in either year; sums 3 and 1 for 2
    expect(values([2, 0], [1, 1])).toEqual([0, 2, 0, 2, 2e9, 2e9])
    expect(values([2, 0], [2, 0])).toEqual([2, 4, 4, 2, 4e9, 4e9])
  })

  it('has a frame per year, of which each fault is told', () => {
    const faults = (allocations: number[][], more: Partial<Table> = {}) =>
      checkYearsFrame({ tables: [first, { ...second, ...more }], allocations }).map(
        ({ path, found, expected }) => `${path}: ${found}, not ${expected}`,
      )
    expect(
      faults([
        [1, 1],
        [1, 1],
      ]),
    ).toEqual([])
    expect(
      faults([
        [1, 1],
        [1, 0.5],
      ]),
    ).toEqual([`years[1]: cell 1-B: 0.5, not 0..${UNBOUNDED}`])
    expect(
      faults(
        [
          [1, 1],
          [1, 1],
        ],
        { low: Int32Array.of(2, 0) },
      ),
    ).toEqual([`years[1]: cell 1-A: 1, not 2..${UNBOUNDED}`])
    expect(
      faults(
        [
          [1, 1],
          [1, 1],
        ],
        { low: Int32Array.of(1, 0), high: Int32Array.of(1, 0) },
      ),
    ).toEqual(['years[1]: cell 1-B: 1, not 0..0'])
    expect(
      faults(
        [
          [1, 1],
          [1, 1],
        ],
        { low: Int32Array.of(1, 1), high: Int32Array.of(1, 1) },
      ),
    ).toEqual([])
    expect(
      faults([
        [1, 2],
        [1, 1],
      ]),
    ).toEqual(['years[0]: row 1: 3, not 2', 'years[0]: column B: 2, not 1'])
    const two = {
      rows: ['1', '2'],
      rowTotals: [2, 2],
      zero: new Uint8Array(4),
      low: new Int32Array(4),
      high: Int32Array.of(9, 9, 9, 0),
    }
    expect(
      faults(
        [
          [1, 1],
          [1, 1, 1, 1],
        ],
        two,
      ),
    ).toEqual(['years[1]: cell 2-B: 1, not 0..0'])
  })

  it('is proven level by level, or told why not', () => {
    const claim = {
      tables: [first, second],
      allocations: [
        [1, 1],
        [1, 1],
      ],
    }
    const trees = YEARS_LEVELS.map((_, level) => nothing(8, level))
    expect(checkYears(claim, trees)).toEqual([])
    expect(checkYears(claim, trees.slice(1))).toEqual([{ path: 'certificate.levels', found: '5', expected: '6' }])
    expect(
      checkYears(
        {
          ...claim,
          allocations: [
            [1, 2],
            [1, 1],
          ],
        },
        [],
      )[0],
    ).toEqual({ path: 'years[0]: row 1', found: '3', expected: '2' })
    // the program holds every column to one total
    const open = { ...claim, tables: [first, { ...second, columnLow: [1, 0] }] }
    expect(checkYears(open, trees)).toEqual([{ path: 'years[1]: column B', found: '0..1', expected: 'one total' }])
    const upper = { ...claim, tables: [{ ...first, columnHigh: [2, 1] }, second] }
    expect(checkYears(upper, trees)).toEqual([{ path: 'years[0]: column A', found: '1..2', expected: 'one total' }])
    // with a target that asks for more in A the error is not at its least
    const far = { ...claim, tables: [yearTable([1.2, 0.8], { target: Float64Array.of(0.2e9, 1.8e9) }), second] }
    expect(checkYears(far, trees).map(({ path }) => path)).toContain('certificate.levels[1]')
  })
})

/** The same two years as a file. */
const OUTCOME = {
  allocations: [[[1, 1]], [[1, 1]]],
  sum: [[2, 2]],
  levels: YEARS_LEVELS.map((name) => ({ name, value: name === 'error' ? 0.8 : 0 })),
}
const YEARS: YearsFile = {
  status: 'optimal',
  options: [
    { half: 'up', zeroTarget: 'stays-zero' },
    { half: 'up', zeroTarget: 'stays-zero' },
  ],
  rows: ['1'],
  columns: ['A', 'B'],
  rowTotals: [[2], [2]],
  columnTotals: [
    [1, 1],
    [1, 1],
  ],
  targets: [[[1.2, 0.8]], [[0.8, 1.2]]],
  zeroCells: [[], []],
  bounds: [[], []],
  together: OUTCOME,
  apart: OUTCOME,
  certificate: { levels: YEARS_LEVELS.map((name, level) => ({ name, proof: nothing(8, level) })) },
  input: { sha256: ['h', 'i'] },
}

describe('a file of years by hand', () => {
  const faults = (more: Partial<YearsFile>, ...expected: Expected[]) => {
    const answer = checkYearsFile({ ...YEARS, ...more }, expected)
    if (answer.faults.length > 0) expect(answer.proves).toEqual([])
    return answer.faults.map(({ path, found, expected: wanted }) => `${path}: ${found}, not ${wanted}`)
  }
  const proves = (more: Partial<YearsFile>, ...expected: Expected[]) => {
    expect(faults(more, ...expected)).toEqual([])
    return checkYearsFile({ ...YEARS, ...more }, expected).proves
  }
  const expectedOf = (more: Partial<Expected> = {}): Expected => ({
    sha256: 'i',
    data: null,
    rows: ['1'],
    columns: ['A', 'B'],
    rowTotals: [2],
    columnTotals: [1, 1],
    target: [[0.8, 1.2]],
    zeroCells: [],
    bounds: [],
    ...more,
  })
  const first = expectedOf({ sha256: 'h', target: [[1.2, 0.8]] })
  const FRAMES = ['margins', 'bounds', 'zero-cells']

  it('is what it says, as far as it proves it', () => {
    expect(proves({})).toEqual([...FRAMES, 'levels', 'optimality'])
    expect(proves({}, first, expectedOf())).toEqual(['target', ...FRAMES, 'levels', 'optimality'])
    expect(proves({}, expectedOf(), first)).toEqual(['target', ...FRAMES, 'levels', 'optimality'])
    // of one year only, nothing is said of the target of the years
    expect(proves({}, expectedOf())).toEqual([...FRAMES, 'levels', 'optimality'])
    expect(proves({ status: 'feasible', certificate: null })).toEqual([...FRAMES, 'levels'])
    // nor where two of three are known
    const third = { allocations: [[[1, 1]], [[1, 1]], [[1, 1]]], sum: [[3, 3]] }
    const outcome = {
      ...third,
      levels: YEARS_LEVELS.map((name) => ({ name, value: { error: 1.2, 'sum-error': 0.4 }[name] ?? 0 })),
    }
    const three = {
      options: [...YEARS.options, YEARS.options[0]!],
      rowTotals: [[2], [2], [2]],
      columnTotals: [...YEARS.columnTotals, [1, 1]],
      targets: [...YEARS.targets, [[1.2, 0.8]]],
      zeroCells: [[], [], []],
      bounds: [[], [], []],
      together: outcome,
      apart: outcome,
      status: 'feasible',
      certificate: null,
      input: { sha256: ['h', 'i', 'j'] },
    } as const
    const last = expectedOf({ sha256: 'j', target: [[1.2, 0.8]] })
    expect(proves(three, first, expectedOf())).toEqual([...FRAMES, 'levels'])
    expect(proves(three, first, expectedOf(), last)).toEqual(['target', ...FRAMES, 'levels'])
    // published, if only one of them
    const published = { targets: [null, YEARS.targets[1]!], certificate: null }
    expect(proves(published)).toEqual(FRAMES)
    expect(proves(published, first, expectedOf())).toEqual(FRAMES)
    const levelless = { ...OUTCOME, levels: [] }
    expect(proves({ ...published, together: levelless, apart: levelless })).toEqual(FRAMES)
  })

  it('without an answer says so', () => {
    for (const none of [{ together: null }, { apart: null }, { together: null, apart: null }]) {
      expect(faults(none)).toEqual(['together: null, not optimal'])
      expect(faults({ ...none, status: 'feasible' })).toEqual(['together: null, not feasible'])
      expect(proves({ ...none, status: 'infeasible' })).toEqual([])
      expect(proves({ ...none, status: 'infeasible' }, first, expectedOf())).toEqual(['target'])
      expect(proves({ ...none, status: 'time-limit' }, first, expectedOf())).toEqual(['target'])
      expect(faults({ ...none, status: 'optimal' }, expectedOf())).toEqual(['together: null, not optimal'])
    }
    expect(proves({ together: null, status: 'infeasible', targets: [null, null] }, first, expectedOf())).toEqual([])
  })

  it('has lists of the right length', () => {
    const { options, columnTotals, targets, zeroCells, bounds } = YEARS
    for (const [name, list] of Object.entries({ options, columnTotals, targets, zeroCells, bounds })) {
      expect(faults({ [name]: [...list, list[0]] })).toEqual([`${name}: 3, not 2`])
    }
    // also where one is missing that is gone through year by year
    expect(faults({ zeroCells: [[]] })).toEqual(['zeroCells: 1, not 2'])
    expect(faults({ bounds: [[]] })).toEqual(['bounds: 1, not 2'])
    expect(faults({ input: { sha256: ['h'] } })).toEqual(['input.sha256: 1, not 2'])
    // of two years under one hash only the first would be held against its scenario
    expect(faults({ input: { sha256: ['h', 'h'] } })).toEqual(['input.sha256[1]: h, not every hash once'])
    const other = { input: { sha256: ['h', 'h'] }, targets: [[[1.2, 0.8]], [[9, 9]]] }
    expect(faults(other, first)).toEqual(['input.sha256[1]: h, not every hash once'])
    expect(faults({ rowTotals: [[2], [2, 2]] })).toEqual(['rowTotals[1]: 2, not 1'])
    expect(faults({ columnTotals: [[1, 1], [1]] })).toEqual(['columnTotals[1]: 1, not 2'])
    expect(faults({ targets: [targets[0]!, []] })).toEqual(['targets[1]: 0, not 1'])
    expect(faults({ targets: [targets[0]!, [[1]]] })).toEqual(['targets[1][0]: 1, not 2'])
    for (const name of ['together', 'apart'] as const) {
      const { allocations, sum } = OUTCOME
      expect(faults({ [name]: { ...OUTCOME, allocations: [allocations[0]] } })).toEqual([
        `${name}.allocations: 1, not 2`,
      ])
      expect(faults({ [name]: { ...OUTCOME, allocations: [allocations[0], []] } })).toEqual([
        `${name}.allocations[1]: 0, not 1`,
      ])
      expect(faults({ [name]: { ...OUTCOME, allocations: [[[1]], allocations[1]] } })).toEqual([
        `${name}.allocations[0][0]: 1, not 2`,
      ])
      expect(faults({ [name]: { ...OUTCOME, sum: [...sum, [1, 1]] } })).toEqual([`${name}.sum: 2, not 1`])
      expect(faults({ [name]: { ...OUTCOME, sum: [[2]] } })).toEqual([`${name}.sum[0]: 1, not 2`])
    }
    const twice = 'rows, columns: a code twice, not every code once'
    expect(faults({ columns: ['A', 'A'] })).toEqual([twice])
    const row = <T>(matrix: readonly T[]) => [...matrix, ...matrix]
    const doubled = { ...OUTCOME, allocations: OUTCOME.allocations.map(row), sum: row(OUTCOME.sum) }
    const rows = {
      rows: ['1', '1'],
      rowTotals: [
        [2, 2],
        [2, 2],
      ],
      targets: targets.map((each) => row(each!)),
    }
    expect(faults({ ...rows, together: doubled, apart: doubled })).toEqual([twice])
    // one year is not years
    const one = { allocations: OUTCOME.allocations.slice(1), sum: [[1, 1]], levels: OUTCOME.levels }
    const alone = {
      options: options.slice(1),
      rowTotals: YEARS.rowTotals.slice(1),
      columnTotals: columnTotals.slice(1),
      targets: targets.slice(1),
      zeroCells: zeroCells.slice(1),
      bounds: bounds.slice(1),
      together: one,
      apart: one,
      input: { sha256: ['h'] },
    }
    expect(faults(alone)).toEqual(['rowTotals: 1, not >= 2'])
  })

  it('has cells of its own, and one total for each column', () => {
    const cells = (name: 'zeroCells' | 'bounds', row: string, column: string) =>
      faults({ [name]: [[], [['1', 'A', 0, 9], [row, column, 0, 9]]] }) // prettier-ignore
    for (const name of ['zeroCells', 'bounds'] as const) {
      expect(cells(name, 'A', '1')).toEqual([`${name}[1][1][0]: A, not 1`, `${name}[1][1][1]: 1, not A, B`])
      expect(cells(name, '1', 'C')).toEqual([`${name}[1][1][1]: C, not A, B`])
      expect(cells(name, '2', 'B')).toEqual([`${name}[1][1][0]: 2, not 1`])
    }
    const rows = faults({ rows: ['1', '2'], zeroCells: [[['3', 'A']], []] })
    expect(rows).toContain('zeroCells[0][0][0]: 3, not 1, 2')
    // a long list of codes is cut
    const long = (length: number) =>
      faults({ columns: ['A', 'B'.repeat(length - 3)], bounds: [[], [['1', 'C', 0, 9]]] }) // prettier-ignore
    expect(long(60)).toEqual([`bounds[1][0][1]: C, not A, ${'B'.repeat(57)}`])
    expect(long(61)).toEqual([`bounds[1][0][1]: C, not A, ${'B'.repeat(54)}...`])
    expect(faults({ columnTotals: [YEARS.columnTotals[0]!, [1, [0, 1]]] })).toEqual([
      'columnTotals[1][1]: 0..1, not one total',
    ])
    // nor any where nothing could be fitted: no column then holds a place
    const open = { columnTotals: [null, null], targets: [null, null], certificate: null }
    expect(faults({ ...open, together: null, apart: null, status: 'infeasible' })).toEqual([])
    expect(faults(open).slice(0, 2)).toEqual([
      'together.years[0]: column A: 1, not 0',
      'together.years[0]: column B: 1, not 0',
    ])
    expect(faults({ ...open, together: null, apart: null, status: 'infeasible' }, expectedOf())).toEqual([
      'years[1]: 1-A: 0.8, 2, , not 0.8, 2, 1',
      'years[1]: 1-B: 1.2, 2, , not 1.2, 2, 1',
    ])
    expect(faults({ rows: ['1', '1'] })).toContain('rows, columns: a code twice, not every code once')
  })

  it('begins where one of its scenarios says', () => {
    expect(faults({}, expectedOf({ sha256: 'j' }))).toEqual(['input.sha256: h, i, not j'])
    expect(faults({}, expectedOf({ sha256: 'h', target: [[1.2, 0.8]] }))).toEqual([])
    expect(faults({}, expectedOf({ sha256: 'h' }))).toEqual([
      'years[0]: 1-A: 1.2, 2, 1, not 0.8, 2, 1',
      'years[0]: 1-B: 0.8, 2, 1, not 1.2, 2, 1',
    ])
    expect(faults({}, expectedOf({ rowTotals: [3], columnTotals: [1, 2] }))).toEqual([
      'years[1]: 1-A: 0.8, 2, 1, not 0.8, 3, 1',
      'years[1]: 1-B: 1.2, 2, 1, not 1.2, 3, 2',
    ])
    // in the scenario's own order
    const swapped = expectedOf({ columns: ['B', 'A'], target: [[1.2, 0.8]] })
    expect(faults({}, swapped)).toEqual([])
    expect(faults({}, expectedOf({ columns: ['B', 'C'] }))[0]).toBe('years[1]: 1-A: 0.8, 2, 1, not , 2, ')
    expect(faults({}, expectedOf({ target: null }))).toEqual([
      'years[1]: 1-A: 0.8, 2, 1, not , 2, 1',
      'years[1]: 1-B: 1.2, 2, 1, not , 2, 1',
    ])
    // also where there is no answer
    expect(faults({ together: null, status: 'infeasible' }, expectedOf({ sha256: 'j' }))).toEqual([
      'input.sha256: h, i, not j',
    ])
    // a row that it does not have
    expect(faults({}, expectedOf({ rows: ['2'] }))).toEqual([
      'years[1]: 1-A: 0.8, 2, 1, not , , 1',
      'years[1]: 1-B: 1.2, 2, 1, not , , 1',
    ])
    // only of a file that has a year to compare
    expect(faults({ rowTotals: [[2]] }, expectedOf())[0]).toBe('rowTotals: 1, not >= 2')
    expect(faults({ targets: [YEARS.targets[0]!, []] }, expectedOf())).toEqual(['targets[1]: 0, not 1'])
    // its zero cells and agreements, word for word, and as many rows and columns as it has
    expect(faults({}, expectedOf({ zeroCells: [['1', 'A']] }))).toEqual(['zeroCells[1]: [], not [["1","A"]]'])
    expect(faults({}, expectedOf({ bounds: [['1', 'A', 0, 1]] }))).toEqual(['bounds[1]: [], not [["1","A",0,1]]'])
    expect(faults({ zeroCells: [[['1', 'A']], []] }, first)).toEqual(['zeroCells[0]: [["1","A"]], not []'])
    expect(faults({}, expectedOf({ rows: ['1', '2'] }))).toEqual(['rows: 1, not 2'])
    expect(faults({}, expectedOf({ columns: ['A'] }))).toEqual(['columns: 2, not 1'])
    const long = Array.from({ length: 9 }, () => ['1', 'A'] as const)
    expect(faults({}, expectedOf({ zeroCells: long }))).toEqual([
      `zeroCells[1]: [], not ${`[${long.map(() => '["1","A"]').join(',')}`.slice(0, 57)}...`,
    ])
    // of what is published only the totals
    const published = { targets: [null, null], certificate: null }
    expect(faults(published, expectedOf({ target: [[9, 9]] }))).toEqual([])
    expect(faults(published, expectedOf({ rowTotals: [3] }))).toEqual([
      'years[1]: 1-A: 0.8, 2, 1, not 0.8, 3, 1',
      'years[1]: 1-B: 1.2, 2, 1, not 1.2, 3, 1',
    ])
  })

  it('has each year within its frame, its sum and its levels, together and apart', () => {
    for (const name of ['together', 'apart'] as const) {
      const wrong = (more: Partial<typeof OUTCOME>, rest: Partial<YearsFile> = {}) =>
        faults({ ...rest, [name]: { ...OUTCOME, ...more } })
      expect(wrong({ allocations: [[[1, 1]], [[2, 0]]], sum: [[3, 1]] })).toEqual([
        `${name}.years[1]: column A: 2, not 1`,
        `${name}.years[1]: column B: 0, not 1`,
      ])
      expect(wrong({ sum: [[2, 3]] })).toEqual([`${name}.sum[0][1]: 3, not 2`])
      const levels = (at: number, more: object) => OUTCOME.levels.with(at, { ...OUTCOME.levels[at]!, ...more })
      expect(wrong({ levels: levels(0, { value: 1 }) })).toEqual([
        `${name}.levels[0]: beyond-next-best 1, not beyond-next-best 0`,
      ])
      expect(wrong({ levels: levels(1, { name: 'error' }) })).toEqual([`${name}.levels[1]: error 0, not next-best 0`])
      expect(wrong({ levels: levels(4, { value: 0 }) })).toEqual([`${name}.levels[4]: error 0, not error 0.8`])
      expect(wrong({ levels: OUTCOME.levels.slice(0, 5) })).toEqual([
        `${name}.levels[5]: undefined undefined, not sum-error 0`,
      ])
      // published they are not looked at, the sum is
      const published = { targets: [null, null], certificate: null }
      expect(wrong({ levels: [], sum: [[3, 2]] }, published)).toEqual([`${name}.sum[0][0]: 3, not 2`])
    }
    // twice 1.6 and 0.4: 0.6 off four times, 2 for 3.2 and for 0.8 is two steps down and up
    const far = faults({ targets: [[[1.6, 0.4]], [[1.6, 0.4]]] })
    expect(far.slice(0, 6)).toEqual([
      'together.levels[1]: next-best 0, not next-best 4',
      'together.levels[2]: sum-beyond-next-best 0, not sum-beyond-next-best 2',
      'together.levels[3]: sum-next-best 0, not sum-next-best 2',
      'together.levels[4]: error 0.8, not error 2.4',
      'together.levels[5]: sum-error 0, not sum-error 2.4',
      'apart.levels[1]: next-best 0, not next-best 4',
    ])
    const agreed = { bounds: [[], [['1', 'A', 2, 3]]] as YearsFile['bounds'] }
    expect(faults(agreed)).toEqual([
      'together.years[1]: cell 1-A: 1, not 2..3',
      'apart.years[1]: cell 1-A: 1, not 2..3',
    ])
    const zero = { zeroCells: [[['1', 'B']], []] as YearsFile['zeroCells'] }
    expect(faults(zero)).toEqual(['together.years[0]: cell 1-B: 1, not 0..0', 'apart.years[0]: cell 1-B: 1, not 0..0'])
    // without care use a cell stays empty, unless the option says otherwise
    const unused = { targets: [[[2, 0]], YEARS.targets[1]!] }
    expect(faults(unused)).toEqual([
      'together.years[0]: cell 1-B: 1, not 0..0',
      'apart.years[0]: cell 1-B: 1, not 0..0',
    ])
    const free = { options: [{ half: 'up', zeroTarget: 'free' } as const, YEARS.options[1]!] }
    expect(faults({ ...unused, ...free })[0]).toMatch(/^together\.levels/)
  })

  it('has a proof for every level, or claims no more than feasible', () => {
    const { levels } = YEARS.certificate!
    expect(faults({ certificate: null })).toEqual(['certificate: null, not levels'])
    expect(faults({ certificate: null, status: 'infeasible' })).toEqual(['certificate: null, not levels'])
    expect(faults({ status: 'feasible' })).toEqual(['status: feasible, not optimal'])
    const names = YEARS_LEVELS.join()
    expect(names).toBe('beyond-next-best,next-best,sum-beyond-next-best,sum-next-best,error,sum-error')
    expect(faults({ certificate: { levels: levels.slice(0, 1) } })).toEqual([
      `certificate.levels: beyond-next-best, not ${names}`,
    ])
    expect(faults({ certificate: { levels: [...levels, levels[0]!] } })).toEqual([
      `certificate.levels: ${names},beyond-next-best, not ${names}`,
    ])
    const weak = { ...levels[4]!, proof: { ...nothing(8, 4), scale: 0 } }
    expect(faults({ certificate: { levels: levels.with(4, weak) } })).toEqual(['certificate.levels[4]: 0, not > 0'])
  })

  it('is not said to be optimal where its proof is beyond what a check may cost', () => {
    const half = 208_333
    const outcome = {
      allocations: [[[half, half]], [[half, half]]],
      sum: [[2 * half, 2 * half]],
      levels: YEARS_LEVELS.map((name) => ({ name, value: 0 })),
    }
    const large: YearsFile = {
      ...YEARS,
      rowTotals: [[2 * half], [2 * half]],
      columnTotals: [[half, half], [half, half]], // prettier-ignore
      targets: outcome.allocations,
      together: outcome,
      apart: outcome,
    }
    expect(checkYearsFile(large, [])).toEqual({
      proves: [...FRAMES, 'levels'],
      faults: [],
      beyond: ['certificate.levels'],
    })
  })
})
