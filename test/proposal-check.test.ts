/** The test of a proposal against the frame: every rule at its edges, with expectations worked out by hand. */
import * as fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { InputError } from '../src/domain/errors.js'
import { RULES, type RuleOutcome, type RuleId } from '../src/domain/proposal.js'
import type { Options } from '../src/domain/options.js'
import { check, draft, solve, type Checked } from '../src/index.js'
import {
  consultationOfCase,
  proposalOf,
  proposalsOf,
  scenarioOf,
  scenarioOfCase,
  startOf,
  tinyCase,
} from './proposal-cases.js'
import { sized } from './size.js'

const LEEWAY = { total: 30, below: 8, above: 10 }

/** Two specialties of 140 places, 20 of each in each of seven OORs: a base of 40 per OOR, 280 in all. */
const SEVEN = [Array.from({ length: 7 }, () => 20), Array.from({ length: 7 }, () => 20)]
const CODES = ['A', 'B', 'C', 'O3', 'O4', 'O5', 'O6']
/** Whatever deviates is motivated, so that only the rule at hand speaks. */
const MOTIVATED = CODES.map((oor) => ({ oor, grounds: ['care-demand'], text: 'de zorgvraag groeit' }))

type Move = readonly [specialty: number, oor: number, places: number]

function moved(base: readonly (readonly number[])[], moves: readonly Move[]): number[][] {
  const allocation = base.map((row) => [...row])
  for (const [s, o, places] of moves) allocation[s]![o]! += places
  return allocation
}

async function checked(moves: readonly Move[], more: object = {}, consultation: object = {}): Promise<Checked> {
  return check(scenarioOf(SEVEN, { leeway: LEEWAY, ...more }), proposalOf(moved(SEVEN, moves)), {
    advices: { motivations: MOTIVATED, ...consultation },
    language: 'en',
  })
}

function outcomeOf({ rules }: Pick<Checked, 'rules'>, id: RuleId): RuleOutcome | undefined {
  return rules.find((rule) => rule.id === id)?.outcome
}

function findingsOf({ rules }: Pick<Checked, 'rules'>, id: RuleId) {
  return rules.find((rule) => rule.id === id)!.findings
}

function notPassed({ rules }: Pick<Checked, 'rules'>): RuleId[] {
  return rules.filter(({ outcome }) => outcome === 'fail').map(({ id }) => id)
}

describe('the answer', () => {
  it('has the rules in their order, each with source, outcome and findings, and no more', async () => {
    const answer = await checked([
      [0, 0, 11],
      [0, 1, -11],
    ])
    expect(answer.status).toBe('not-compliant')
    const shown = RULES.filter((id) => id !== 'bounds' && id !== 'agreements' && id !== 'staffel') // nothing agreed, no history
    expect(answer.rules.map(({ id }) => id)).toEqual(shown)
    for (const rule of answer.rules) {
      expect(Object.keys(rule)).toEqual(['id', 'source', 'outcome', 'findings'])
      expect(rule.source).toMatch(/^(P26|P16|FAQ)/)
      expect(['pass', 'fail', 'warn', 'judge']).toContain(rule.outcome)
    }
    expect(findingsOf(answer, 'leeway-per-oor')).toEqual([
      {
        text: 'A gets 51 against 40 in the base distribution (+11); it may be 8 fewer and 10 more',
        oor: 'A',
        found: 51,
        allowed: '32..50',
      },
      {
        text: 'B gets 29 against 40 in the base distribution (-11); it may be 8 fewer and 10 more',
        oor: 'B',
        found: 29,
        allowed: '32..50',
      },
    ])
    expect(answer.moved).toEqual({ placesMoved: 11, sumAbsolute: 22, cells: 11 })
    expect(answer.balance.slice(0, 2)).toEqual([
      {
        oor: 'A',
        base: 40,
        proposal: 51,
        difference: 11,
        roomBelow: 19,
        roomAbove: -1,
        current: null,
        currentScaled: null,
        mutation: null,
      },
      {
        oor: 'B',
        base: 40,
        proposal: 29,
        difference: -11,
        roomBelow: -3,
        roomAbove: 21,
        current: null,
        currentScaled: null,
        mutation: null,
      },
    ])
  })

  it('says today’s size beside it where that is given', async () => {
    const current = { A: 37, B: 40, C: 41, O3: 40, O4: 40, O5: 40, O6: 40 }
    const { balance } = await checked([], { options: { 'today.scale': 'absolute' } }, { current })
    expect(balance.map((each) => [each.current, each.currentScaled, each.mutation]).slice(0, 3)).toEqual([
      [37, 37, 3],
      [40, 40, 0],
      [41, 41, -1],
    ])
    // of then's 278 places, 280 now
    expect((await checked([], {}, { current })).balance[0]).toMatchObject({ currentScaled: 37.26618705, mutation: 2.73381295 }) // prettier-ignore
    expect((await checked([])).balance[0]).toMatchObject({ current: null, mutation: null })
  })

  it('is in the language asked for', async () => {
    const answer = await check(scenarioOf([[2, 2]]), proposalOf([[3, 1]]))
    expect(findingsOf(answer, 'leeway-total')[0]!.text).toMatch(/^Te veel verschoven: wat OOR’s erbij krijgen is 1/)
    expect(findingsOf(answer, 'motivation')[0]!.text).toBe('A wijkt +1 af van de basisverdeling: geen motivering')
  })

  it('leaves to people what only they can judge, whatever the proposal is', async () => {
    for (const moves of [[], [[0, 0, 99] as const]]) {
      const answer = await checked(moves)
      expect([outcomeOf(answer, 'careful-process'), outcomeOf(answer, 'reasonableness')]).toEqual(['judge', 'judge'])
      expect(findingsOf(answer, 'careful-process')).toHaveLength(1)
    }
    // and that is not in the way of compliance
    expect((await checked([])).status).toBe('compliant')
  })

  it('is infeasible where there is no base distribution to check against', async () => {
    const zeroCells = ['A', 'B'].map((oor) => ({ specialty: '1', oor }))
    const answer = await check(scenarioOf([[3, 0]], { zeroCells }), proposalOf([[3, 0]]), { repair: true })
    expect(answer).toMatchObject({ status: 'infeasible', rules: [], balance: [], repair: null, frame: null })
    expect(answer.conflict).not.toBeNull()
  })
})

describe('leeway', () => {
  // three OORs gain 10 and four give 8, 8, 8 and 6
  const THIRTY: readonly Move[] = [
    [0, 0, 10],
    [0, 1, 10],
    [0, 2, 10],
    [0, 3, -8],
    [0, 4, -8],
    [0, 5, -8],
    [0, 6, -6],
  ]

  it('exactly 30 moved passes, with a warning that another reading finds more', async () => {
    const answer = await checked(THIRTY)
    expect(answer.moved).toEqual({ placesMoved: 30, sumAbsolute: 60, cells: 30 })
    expect(answer.status).toBe('compliant')
    expect(outcomeOf(answer, 'leeway-total')).toBe('warn')
    // 30 gained by cells is no more than 30; only the absolute sum is
    expect(findingsOf(answer, 'leeway-total')).toEqual([
      {
        text: 'Too much in another reading: what OORs gain and lose is 60, at most 30',
        found: 60,
        allowed: 30,
      },
    ])
  })

  it('30 moved with a swap inside an OOR is 31 in cells: two readings warn', async () => {
    // A gets one more of 1 and one fewer of 2, B the other way round: totals stay, one cell more gains in each
    const answer = await checked([...THIRTY, [0, 0, 1], [1, 0, -1], [0, 1, -1], [1, 1, 1]])
    expect(answer.moved).toEqual({ placesMoved: 30, sumAbsolute: 60, cells: 31 })
    expect(findingsOf(answer, 'leeway-total').map(({ found }) => found)).toEqual([60, 31])
    expect(outcomeOf(answer, 'leeway-total')).toBe('warn')
  })

  it('under sum-absolute 15 moved is 30 and passes; 16 is 32 and fails', async () => {
    const options = { 'leeway.measure': 'sum-absolute' }
    const fifteen: readonly Move[] = [
      [0, 0, 10],
      [0, 1, 5],
      [0, 2, -8],
      [0, 3, -7],
    ]
    const within = await checked(fifteen, { options })
    expect([within.moved.sumAbsolute, outcomeOf(within, 'leeway-total')]).toEqual([30, 'pass'])
    const beyond = await checked([...fifteen, [0, 1, 1], [0, 3, -1]], { options })
    expect([beyond.moved.sumAbsolute, notPassed(beyond)]).toEqual([32, ['leeway-total']])
    expect(findingsOf(beyond, 'leeway-total')).toEqual([
      { text: 'Too much is moved: what OORs gain and lose is 32, at most 30', found: 32, allowed: 30 },
    ])
    expect(outcomeOf(await checked(THIRTY, { options }), 'leeway-total')).toBe('fail')
  })

  it('under cells 30 gained by cells passes and 31 fails, even where no OOR changes', async () => {
    const options = { 'leeway.measure': 'cells' }
    // 15 of 1 from B to A, and 15 of 2 back: nothing moves between OORs, two cells gain 15
    const thirty: readonly Move[] = [
      [0, 0, 15],
      [0, 1, -15],
      [1, 0, -15],
      [1, 1, 15],
    ]
    const within = await checked(thirty, { options })
    expect(within.moved).toEqual({ placesMoved: 0, sumAbsolute: 0, cells: 30 })
    expect([within.status, outcomeOf(within, 'leeway-total')]).toEqual(['compliant', 'pass'])
    const beyond = await checked([...thirty, [0, 2, 1], [0, 3, -1]], { options })
    expect(beyond.moved).toEqual({ placesMoved: 1, sumAbsolute: 2, cells: 31 })
    expect(notPassed(beyond)).toEqual(['leeway-total'])
  })

  it('31 places moved fail in the default reading', async () => {
    // 3 x 10 and 1 up, 8, 8 and 15 down: the leeway per OOR does not hold either
    const answer = await checked([
      [0, 0, 10],
      [0, 1, 10],
      [0, 2, 10],
      [0, 3, 1],
      [0, 4, -8],
      [0, 5, -8],
      [0, 6, -15],
    ])
    expect(answer.moved.placesMoved).toBe(31)
    expect(notPassed(answer)).toEqual(['leeway-total', 'leeway-per-oor'])
  })

  it('8 fewer passes and 9 fewer fails', async () => {
    const eight = await checked([
      [0, 0, -8],
      [0, 1, 8],
    ])
    expect([eight.status, outcomeOf(eight, 'leeway-per-oor')]).toEqual(['compliant', 'pass'])
    expect(eight.balance[0]).toMatchObject({ difference: -8, roomBelow: 0, roomAbove: 18 })
    const nine = await checked([
      [0, 0, -9],
      [0, 1, 9],
    ])
    expect(notPassed(nine)).toEqual(['leeway-per-oor'])
    expect(findingsOf(nine, 'leeway-per-oor').map(({ oor, found, allowed }) => [oor, found, allowed])).toEqual([
      ['A', 31, '32..50'],
    ])
  })

  it('10 more passes and 11 more fails', async () => {
    const ten = await checked([
      [0, 0, 10],
      [0, 1, -5],
      [0, 2, -5],
    ])
    expect([ten.status, ten.balance[0]!.roomAbove]).toEqual(['compliant', 0])
    const eleven = await checked([
      [0, 0, 11],
      [0, 1, -5],
      [0, 2, -6],
    ])
    expect(notPassed(eleven)).toEqual(['leeway-per-oor'])
    expect(findingsOf(eleven, 'leeway-per-oor')).toMatchObject([{ oor: 'A', found: 51, allowed: '32..50' }])
  })

  it('scales with the national total where asked, rounded down', async () => {
    const options = { 'leeway.scale': 'proportional' } as const
    const leewayOf = async (id: string, given: Partial<Options> = options) =>
      (await check(id, await solve(id), { options: given })).frame!.leeway
    // 1,140 / 1,050: 30 becomes 32.57, 8 becomes 8.69 and 10 becomes 10.86
    expect(await leewayOf('2027-base')).toEqual({ total: 32, below: 8, above: 10 })
    expect(await leewayOf('2026-base')).toEqual({ total: 30, below: 8, above: 10 })
    expect(await leewayOf('2027-base', {})).toEqual(LEEWAY)
  })

  it('an OOR with fewer places than its leeway cannot go below none', async () => {
    const answer = await check(scenarioOf([[3, 20]], { leeway: LEEWAY }), proposalOf([[0, 23]]))
    expect(answer.balance.map(({ roomBelow, roomAbove }) => [roomBelow, roomAbove])).toEqual([
      [0, 13],
      [11, 0], // all 23 places of the country are there
    ])
    expect(outcomeOf(answer, 'leeway-per-oor')).toBe('pass')
    const negative = await check(scenarioOf([[3, 20]], { leeway: LEEWAY }), proposalOf([[-1, 24]]))
    // -1 is within 8 fewer than 3; that it is no number of places is for another rule
    expect(outcomeOf(negative, 'integers')).toBe('fail')
    expect(negative.balance[0]).toMatchObject({ proposal: -1, roomBelow: -1 })
    const beyond = await check(scenarioOf([[3, 20]], { leeway: LEEWAY }), proposalOf([[14, 9]]))
    expect(findingsOf(beyond, 'leeway-per-oor')).toMatchObject([
      { oor: 'A', found: 14, allowed: '0..13' },
      { oor: 'B', found: 9, allowed: '12..30' },
    ])
  })

  it('leaves an OOR no room below a hard floor', async () => {
    const more = { leeway: LEEWAY, floor: { share: 0.25 } } // 25% of 40: 10
    const roomOf = async (mode: string) =>
      (await check(scenarioOf([[12, 28]], { ...more, options: { 'leeway.floor': mode } }), proposalOf([[11, 29]])))
        .balance[0]!.roomBelow
    expect([await roomOf('warn'), await roomOf('hard')]).toEqual([7, 1])
  })

  it('without leeway every deviation fails, and the base itself passes', async () => {
    const none = scenarioOf([[4, 4]])
    expect((await check(none, proposalOf([[4, 4]]))).status).toBe('compliant')
    const answer = await check(none, proposalOf([[5, 3]]), {
      advices: { motivations: MOTIVATED.slice(0, 2) },
    })
    expect(answer.frame!.leeway).toEqual({ total: 0, below: 0, above: 0 })
    expect(notPassed(answer)).toEqual(['leeway-total', 'leeway-per-oor'])
  })
})

describe('motivation', () => {
  const ONE: readonly Move[] = [
    [0, 0, 1],
    [0, 1, -1],
  ]
  const whole = { oor: 'B', grounds: ['training-palette'], text: 'B krimpt' }
  const found = async (motivations: object[], more: object = {}, moves = ONE) => {
    const answer = await checked(moves, more, { motivations })
    return [outcomeOf(answer, 'motivation'), findingsOf(answer, 'motivation').map((each) => [each.oor, each.found])]
  }

  it('is missing, or its ground, or its text, or nothing', async () => {
    expect(await found([])).toEqual([
      'fail',
      [
        ['A', 'no motivation'],
        ['B', 'no motivation'],
      ],
    ])
    expect(await found([whole])).toEqual(['fail', [['A', 'no motivation']]])
    expect(await found([whole, { oor: 'A', grounds: [], text: 'groei' }])).toEqual(['fail', [['A', 'no ground']]])
    expect(await found([whole, { oor: 'A', grounds: ['care-demand'], text: ' \n\t ' }])).toEqual([
      'fail',
      [['A', 'no text']],
    ])
    expect(await found([whole, { oor: 'A', grounds: [], text: '' }])).toEqual(['fail', [['A', 'no ground, no text']]])
    expect(await found([whole, { oor: 'A', grounds: ['care-demand'], text: 'groei' }])).toEqual(['pass', []])
    const all = ['care-demand', 'training-palette', 'training-requirements']
    for (const ground of all) {
      expect(await found([whole, { oor: 'A', grounds: [ground], text: 'groei' }])).toEqual(['pass', []])
    }
  })

  it('half of it in one and half in another is none', async () => {
    const halves = [
      { oor: 'A', grounds: ['care-demand'], text: '' },
      { oor: 'A', grounds: [], text: 'groei' },
    ]
    expect(await found([whole, ...halves])).toEqual(['fail', [['A', 'no text']]])
  })

  it('is not asked of an OOR that keeps its total', async () => {
    const swap: readonly Move[] = [
      [0, 0, 1],
      [0, 1, -1],
      [1, 0, -1],
      [1, 1, 1],
    ]
    expect(await found([], {}, swap)).toEqual(['pass', []])
  })

  it('by cell is asked of every cell, and must name the specialty', async () => {
    const options = { 'motivation.level': 'cell' }
    const answer = await checked(ONE, { options }, { motivations: [whole] })
    expect(findingsOf(answer, 'motivation')).toEqual([
      {
        text: '1 – A deviates +1 from the base distribution: no motivation',
        specialty: '1',
        oor: 'A',
        found: 'no motivation',
        allowed: 'ground and text',
      },
      {
        text: '1 – B deviates -1 from the base distribution: no motivation',
        specialty: '1',
        oor: 'B',
        found: 'no motivation',
        allowed: 'ground and text',
      },
    ])
    const both = ['A', 'B'].map((oor) => ({ ...whole, oor, specialty: '1' }))
    expect(await found(both, { options })).toEqual(['pass', []])
    expect(
      await found(
        both.map((each) => ({ ...each, specialty: '2' })),
        { options },
      ),
    ).toMatchObject(['fail', { length: 2 }])
    // a swap inside OORs deviates in four cells, though no OOR changes
    const swap: readonly Move[] = [...ONE, [1, 0, -1], [1, 1, 1]]
    expect(await found([], { options }, swap)).toMatchObject(['fail', { length: 4 }])
  })

  it('of cells counts for the OOR where it is of all that deviate, and of no other', async () => {
    const of = (specialty: string, oor = 'A', text = 'groei') => ({ oor, specialty, grounds: ['care-demand'], text })
    expect(await found([whole, of('1')])).toEqual(['pass', []])
    const none = ['fail', [['A', 'no motivation']]]
    expect(await found([whole, of('2')])).toEqual(none) // stays as it was
    expect(await found([whole, of('1', 'B')])).toEqual(none) // deviates in another OOR
    // two cells of A deviate
    const two: readonly Move[] = [...ONE, [1, 0, 1], [1, 1, -1]]
    expect(await found([whole, of('1')], {}, two)).toEqual(none)
    expect(await found([whole, of('1'), of('2')], {}, two)).toEqual(['pass', []])
    expect(await found([whole, of('1'), of('2', 'A', ' – ')], {}, two)).toEqual(['fail', [['A', 'no text']]])
    const { motivations } = await checked(two, {}, { motivations: [whole, of('1')] })
    expect(
      motivations.map(({ oor, cells }) => [oor, cells.map((each) => [each.specialty, each.difference, each.missing])]),
    ).toEqual([
      // prettier-ignore
      ['A', [['1', 1, []], ['2', 1, ['motivation']]]], // prettier-ignore
      ['B', []],
    ])
  })

  it('of an OOR needs words: blanks, dashes and dots are none', async () => {
    for (const text of ['', ' ', '\n\t', '-', '…', '...', '?!', '\u00a0', '12']) {
      const said = { oor: 'A', grounds: ['care-demand'], text }
      expect([text, await found([whole, said])]).toEqual([text, ['fail', [['A', 'no text']]]])
    }
  })
})

describe('floor', () => {
  // 10% of 1,043 is 104.3; A would have 60 without a floor
  const scenario = (options: object) => scenarioOf([[60, 483, 500]], { leeway: LEEWAY, floor: { share: 0.1 }, options })
  const floorOf = async (a: number, options: object = {}) => {
    const { base } = await check(scenario(options), proposalOf([[104, 460, 479]]))
    const [was, b, c] = base![0]!
    const answer = await check(scenario(options), proposalOf([[a, b! + was! - a, c!]]), {
      advices: { motivations: MOTIVATED.slice(0, 3) },
    })
    return { was, answer, outcome: outcomeOf(answer, 'floor'), found: findingsOf(answer, 'floor') }
  }

  it('warns below it by default, in whole places', async () => {
    const at = await floorOf(104)
    expect([at.was, at.outcome, at.answer.status]).toEqual([104, 'pass', 'compliant'])
    const below = await floorOf(103)
    expect([below.outcome, below.answer.status]).toEqual(['warn', 'compliant'])
    expect(below.found).toEqual([
      { text: 'A komt met 103 onder de ondergrens van 104', oor: 'A', found: 103, allowed: '>= 104' },
    ])
  })

  it('fails below it where it is hard, and says nothing where it is off', async () => {
    expect((await floorOf(103, { 'leeway.floor': 'hard' })).outcome).toBe('fail')
    expect((await floorOf(104, { 'leeway.floor': 'hard' })).outcome).toBe('pass')
    const off = await floorOf(96, { 'leeway.floor': 'off' })
    expect([off.outcome, off.found, off.answer.status]).toEqual(['pass', [], 'compliant'])
  })

  it('is the next whole number under ceil', async () => {
    const options = { 'floor.appliesTo': 'ceil' }
    const at = await floorOf(105, options)
    expect([at.was, at.outcome]).toEqual([105, 'pass'])
    expect((await floorOf(104, options)).found).toMatchObject([{ oor: 'A', found: 104, allowed: '>= 105' }])
    expect((await floorOf(104, { ...options, 'leeway.floor': 'hard' })).outcome).toBe('fail')
  })

  it('of Leiden in 2026: 97 is 8 below its base of 105', async () => {
    const base = await solve('2026-base')
    const allocation = base.allocation!.map((row) => [...row])
    const leiden = base.columns.indexOf('Leiden')
    for (let s = 0, left = 8; left > 0; s++) {
      if (allocation[s]![leiden] === 0) continue
      allocation[s]![leiden]!--
      allocation[s]![0]!++
      left--
    }
    const proposal = { rows: base.rows, columns: base.columns, allocation }
    for (const [mode, outcome] of [
      ['warn', 'warn'],
      ['hard', 'fail'],
      ['off', 'pass'],
    ] as const) {
      const answer = await check('2026-base', proposal, { options: { 'leeway.floor': mode } })
      expect([mode, outcomeOf(answer, 'floor')]).toEqual([mode, outcome])
      expect(outcomeOf(answer, 'leeway-per-oor')).toBe('pass')
    }
  })

  it('is none where the scenario has none', async () => {
    const answer = await check(scenarioOf([[1, 99]], { leeway: LEEWAY }), proposalOf([[0, 100]]))
    expect([outcomeOf(answer, 'floor'), answer.frame!.floor]).toEqual(['pass', null])
  })
})

describe('totals and cells', () => {
  it('whole places only, none below nought', async () => {
    const halves = await checked([
      [0, 0, 0.5],
      [0, 1, -0.5],
      [1, 0, -0.5],
      [1, 1, 0.5],
    ])
    // all totals hold, so nothing else fails
    expect(notPassed(halves)).toEqual(['integers'])
    expect(findingsOf(halves, 'integers')).toHaveLength(4)
    expect(findingsOf(halves, 'integers')[0]).toEqual({
      text: '1 – A: 20.5 is no whole number of places',
      specialty: '1',
      oor: 'A',
      found: 20.5,
      allowed: '0, 1, 2, …',
    })
    const negative = await check(
      scenarioOf(
        [
          [0, 5],
          [5, 5],
        ],
        { leeway: LEEWAY },
      ),
      proposalOf([
        [-1, 6],
        [6, 4],
      ]),
    )
    expect(notPassed(negative)).toEqual(['integers'])
    expect(findingsOf(negative, 'integers')).toMatchObject([{ found: -1 }])
  })

  it('tenths that sum to a whole are no noise', async () => {
    // 0.1 + 0.2 is 0.30000000000000004 in a double
    const answer = await check(scenarioOf([[1, 1, 1]], { leeway: LEEWAY }), proposalOf([[0.1, 0.2, 2.7]]))
    expect([outcomeOf(answer, 'row-totals'), outcomeOf(answer, 'national-total')]).toEqual(['pass', 'pass'])
  })

  it('a row that misses its intake, with the other one too many: the national total holds', async () => {
    const answer = await checked([
      [0, 0, 1],
      [1, 0, -1],
    ])
    expect(notPassed(answer)).toEqual(['row-totals'])
    expect(findingsOf(answer, 'row-totals')).toEqual([
      { text: '1 sums to 141; the national intake is 140', specialty: '1', found: 141, allowed: 140 },
      { text: '2 sums to 139; the national intake is 140', specialty: '2', found: 139, allowed: 140 },
    ])
  })

  it('a place too many breaks its row and the national total', async () => {
    const answer = await checked([[0, 0, 1]])
    expect(notPassed(answer)).toEqual(['row-totals', 'national-total'])
    expect(findingsOf(answer, 'national-total')).toEqual([
      { text: 'The proposal divides 281 places; there are 280', found: 281, allowed: 280 },
    ])
  })

  it('a place in a zero cell', async () => {
    const base = [
      [0, 4],
      [4, 4],
    ]
    const zeroCells = [{ specialty: '1', oor: 'A', reason: 'geen opleiding' }]
    const answer = await check(
      scenarioOf(base, { zeroCells, leeway: LEEWAY }),
      proposalOf([
        [1, 3],
        [3, 5],
      ]),
    )
    expect(notPassed(answer)).toEqual(['zero-cells'])
    expect(findingsOf(answer, 'zero-cells')).toEqual([
      {
        text: '1 – A moet leeg blijven (geen opleiding), het voorstel geeft 1',
        specialty: '1',
        oor: 'A',
        found: 1,
        allowed: 0,
      },
    ])
  })

  it('agreed cells, only where there are any', async () => {
    const bounds = [
      { specialty: '1', oor: 'A', low: 21, high: 21, reason: 'afgesproken' },
      { specialty: '2', oor: 'B', low: 18, high: 20 },
    ]
    const base = await checked([], { bounds })
    expect(findingsOf(base, 'bounds')).toEqual([
      { text: '1 – A: 20 instead of 21 (afgesproken)', specialty: '1', oor: 'A', found: 20, allowed: 21 },
    ])
    const kept = await checked(
      [
        [0, 0, 1],
        [0, 1, -1],
      ],
      { bounds },
    )
    expect([kept.status, outcomeOf(kept, 'bounds')]).toEqual(['compliant', 'pass'])
    const beyond = await checked(
      [
        [0, 0, 1],
        [0, 1, -1],
        [1, 0, -1],
        [1, 1, 1],
      ],
      { bounds },
    )
    expect(findingsOf(beyond, 'bounds')).toMatchObject([{ specialty: '2', oor: 'B', found: 21, allowed: '18..20' }])
    expect((await checked([])).rules.map(({ id }) => id)).not.toContain('bounds')
  })

  it('specialties outside the frame', async () => {
    const extra = (names: readonly string[]) => ({
      rows: ['1', '2', ...names],
      columns: CODES,
      allocation: [...SEVEN, ...names.map(() => CODES.map(() => 1))],
    })
    const scenario = scenarioOf(SEVEN, { leeway: LEEWAY })
    const answer = await check(scenario, extra(['Orthodontie', 'sportgeneeskunde', 'Psychiatrie']))
    expect(notPassed(answer)).toEqual(['outside-frame'])
    expect(findingsOf(answer, 'outside-frame').map(({ found, specialty }) => [found, specialty])).toEqual([
      ['Orthodontie', 'Orthodontie'],
      ['Sportgeneeskunde', 'Sportgeneeskunde'],
      ['Psychiatrie', 'Psychiatrie'],
    ])
    // their places are no part of any total
    expect(outcomeOf(answer, 'national-total')).toBe('pass')
    expect(answer.moved.placesMoved).toBe(0)
    await expect(check(scenario, extra(['Astrologie']))).rejects.toThrow(InputError)
  })
})

describe('staffel', () => {
  // what a cell may differ from its share by history: [lower, upper, lenient, strict]; null for no rule (P16 1.a)
  const MOST: Readonly<Record<number, readonly (number | null)[]>> = {
    4: [null, null, null, null],
    5: [1, 1, 1, 1], // not shared with "no rule": ±1 in every reading
    6: [1, 1, 1, 1],
    19: [1, 1, 1, 1],
    20: [2, 1, 2, 1],
    21: [2, 2, 2, 2],
    59: [2, 2, 2, 2],
    60: [3, 2, 3, 2],
    61: [3, 3, 3, 3],
    139: [3, 3, 3, 3],
    140: [null, null, null, null],
    141: [null, null, null, null],
  }
  /** All of history in B, so that A's share is 0 and its places are the difference. */
  const answerOf = (intake: number, inA: number, options: object) =>
    check(scenarioOf([[1, intake - 1]], { leeway: LEEWAY, options }), proposalOf([[inA, intake - inA]]), {
      advices: { history: { '1': { A: 0, B: 7 } }, motivations: MOTIVATED.slice(0, 2) },
    })

  it('at every boundary, in every reading', async () => {
    for (const [intake, most] of Object.entries(MOST)) {
      for (const [i, boundary] of (['lower', 'upper', 'lenient', 'strict'] as const).entries()) {
        for (const inA of [1, 2, 3, 4]) {
          const answer = await answerOf(Number(intake), inA, { 'staffel.boundary': boundary })
          const expected = most[i] === null || inA <= most[i]! ? 'pass' : 'warn'
          expect([intake, boundary, inA, outcomeOf(answer, 'staffel')]).toEqual([intake, boundary, inA, expected])
        }
      }
    }
  })

  it('warns, fails where it is enforced, and is silent where it is off', async () => {
    const warned = await answerOf(12, 3, {})
    expect([outcomeOf(warned, 'staffel'), warned.status]).toEqual(['warn', 'compliant'])
    expect(findingsOf(warned, 'staffel')).toEqual([
      {
        text: '1 – A: 3 wijkt +3 af van de verdeling naar historie; de richtlijn is hoogstens 1',
        specialty: '1',
        oor: 'A',
        found: 3,
        allowed: '-1..1',
      },
      {
        text: '1 – B: 9 wijkt -3 af van de verdeling naar historie; de richtlijn is hoogstens 1',
        specialty: '1',
        oor: 'B',
        found: -3,
        allowed: '-1..1',
      },
    ])
    const forced = await answerOf(12, 3, { 'staffel.force': 'hard' })
    expect([outcomeOf(forced, 'staffel'), forced.status]).toEqual(['fail', 'not-compliant'])
    const off = await answerOf(12, 3, { 'staffel.force': 'off' })
    expect([outcomeOf(off, 'staffel'), findingsOf(off, 'staffel')]).toEqual(['pass', []])
  })

  it('of thirds is exact: 7 x 1/3 is 2.33, so 4 differs by more than one and 3 does not', async () => {
    const scenario = scenarioOf([[3, 2, 2]], { leeway: LEEWAY })
    const advices = { history: { '1': { A: 1, B: 1, C: 1 } } }
    expect(outcomeOf(await check(scenario, proposalOf([[3, 2, 2]]), { advices }), 'staffel')).toBe('pass')
    const four = await check(scenario, proposalOf([[4, 2, 1]]), { advices })
    expect(findingsOf(four, 'staffel').map(({ oor, found }) => [oor, found])).toEqual([
      ['A', 1.67],
      ['C', -1.33],
    ])
  })

  it('is there only with history', async () => {
    const rules = (await check(scenarioOf([[4, 4]]), proposalOf([[4, 4]]))).rules.map(({ id }) => id)
    expect(rules).not.toContain('staffel')
  })
})

describe('random proposals', () => {
  it('that keep to the frame pass every rule', async () => {
    const one = async ([given, pick]: readonly [Parameters<typeof scenarioOfCase>[0], number]) => {
      const scenario = scenarioOfCase(given)
      let answer
      try {
        answer = await check(scenario, proposalOf(given.careUse), { advices: consultationOfCase(given) })
      } catch (error) {
        if (error instanceof InputError) return
        throw error
      }
      if (answer.base === null) return
      const start = startOf({ base: answer.base, target: [], frame: answer.frame })
      const all = proposalsOf(given, start, new Set(['zero-target'] as const)) // which only warns
      if (all.length === 0) return
      const motivations = given.intake.flatMap((_, s) =>
        answer.columns.map((oor) => ({ oor, specialty: String(s + 1), grounds: ['care-demand'], text: 'x' })),
      )
      const proposal = proposalOf(all[pick % all.length]!)
      const checkedOne = await check(scenario, proposal, { advices: { ...consultationOfCase(given), motivations } })
      expect(checkedOne.status).toBe('compliant')
      tried++
    }
    let tried = 0
    const arbitrary = fc.tuple(tinyCase(), fc.nat({ max: 1_000_000 }))
    await fc.assert(fc.asyncProperty(arbitrary, one), { seed: 20270101, numRuns: sized(300) })
    expect(tried).toBeGreaterThan(sized(150))
  })

  let base: readonly (readonly number[])[] = []
  let rows: readonly string[] = []
  let columns: readonly string[] = []
  beforeAll(async () => {
    const answer = await solve('2027-base')
    ;({ rows, columns } = answer)
    base = answer.allocation!
  })

  /**
   * A proposal somewhere within the frame of 2027: at most 5 fewer or more per OOR and 20 moved in all, so that one place
   * or two more break nothing else. Rows and zero cells are kept.
   */
  const within = (draws: readonly (readonly [number, number, number])[]): number[][] => {
    const allocation = base.map((row) => [...row])
    const differences = columns.map(() => 0)
    for (const [s, from, to] of draws) {
      if (from === to || isZero(s, from) || isZero(s, to) || allocation[s]![from] === 0) continue
      const next = differences.with(from, differences[from]! - 1)
      next[to]!++
      if (next.some((each) => Math.abs(each) > 5)) continue
      if (next.reduce((sum, each) => sum + Math.max(0, each), 0) > 20) continue
      differences.splice(0, differences.length, ...next)
      allocation[s]![from]!--
      allocation[s]![to]!++
    }
    return allocation
  }
  const isZero = (s: number, o: number) => columns[o] === 'Leiden' && ['23', '34'].includes(rows[s]!)
  const cell = () => fc.tuple(fc.nat({ max: 29 }), fc.nat({ max: 6 }), fc.nat({ max: 6 }))
  const random = () =>
    fc.tuple(
      fc.array(cell(), { maxLength: 40 }),
      fc.nat({ max: 29 }),
      fc.nat({ max: 29 }),
      fc.nat({ max: 6 }),
      fc.nat({ max: 6 }),
    )
  const motivations = () => columns.map((oor) => ({ oor, grounds: ['training-requirements'], text: 'x' }))

  /**
   * A way to break a rule, and the rules that then fail: the rule and those it implies.
   * @returns null where the draw does not allow it
   */
  type Break = (
    allocation: number[][],
    draw: { readonly s: number; readonly t: number; readonly o: number; readonly p: number },
  ) => {
    readonly allocation: number[][]
    readonly fails: readonly RuleId[]
    readonly consultation?: object
    readonly options?: Readonly<Record<string, string>>
    readonly more?: readonly string[]
  } | null

  /** One place (or a half) of s from p to o, and as much of t back: only cells change. */
  const trade = (allocation: number[][], s: number, t: number, o: number, p: number, by: number): number[][] | null => {
    if (s === t || o === p || [s, t].some((each) => isZero(each, o) || isZero(each, p))) return null
    if (allocation[s]![p]! < by || allocation[t]![o]! < by) return null
    return moved(allocation, [
      [s, o, by],
      [s, p, -by],
      [t, o, -by],
      [t, p, by],
    ])
  }
  const BREAKS: Readonly<Partial<Record<RuleId, Break>>> = {
    integers: (allocation, { s, t, o, p }) => {
      const broken = trade(allocation, s, t, o, p, 0.5)
      return broken && { allocation: broken, fails: ['integers'] }
    },
    // a place of one specialty becomes one of another
    'row-totals': (allocation, { s, t, o }) =>
      s === t || isZero(s, o) || isZero(t, o) || allocation[t]![o] === 0
        ? null
        : {
            allocation: moved(allocation, [
              [s, o, 1],
              [t, o, -1],
            ]),
            fails: ['row-totals'],
          },
    // a wrong national total implies a wrong row
    'national-total': (allocation, { s, o }) =>
      isZero(s, o) ? null : { allocation: moved(allocation, [[s, o, 1]]), fails: ['row-totals', 'national-total'] },
    'zero-cells': (allocation, { s, p }) => {
      const [leiden, zero] = [columns.indexOf('Leiden'), rows.indexOf('23')]
      if (isZero(s, leiden) || p === leiden || allocation[s]![leiden] === 0 || allocation[zero]![p] === 0) return null
      return {
        allocation: moved(allocation, [
          [zero, leiden, 1],
          [zero, p, -1],
          [s, leiden, -1],
          [s, p, 1],
        ]),
        fails: ['zero-cells'],
      }
    },
    // 11 more than its base, one place of each of as many specialties; 30 in all are not reached, as at most 16 were moved before
    'leeway-per-oor': (allocation, { o, p }) => {
      const broken = allocation.map((row) => [...row])
      const total = (column: number) => broken.reduce((sum, row) => sum + row[column]!, 0)
      const from = base.reduce((sum, row) => sum + row[o]!, 0)
      const others = columns.map((_, each) => each).filter((each) => each !== o)
      for (let i = 0; total(o) < from + 11 && i < 600; i++) {
        const [s, give] = [i % rows.length, others[(i + p) % others.length]!]
        const floor = base.reduce((sum, row) => sum + row[give]!, 0) - 8
        if (broken[s]![give] === 0 || isZero(s, o) || total(give) <= floor) continue
        broken[s]![give]!--
        broken[s]![o]!++
      }
      return { allocation: broken, fails: ['leeway-per-oor'] }
    },
    // places that change hands between specialties count where cells are counted, and change nothing else
    'leeway-total': (allocation, { o, p }) => {
      const cells = (matrix: readonly (readonly number[])[]) =>
        matrix.reduce(
          (sum, row, s) => sum + row.reduce((all, each, at) => all + Math.max(0, each - base[s]![at]!), 0),
          0,
        )
      let broken = allocation
      for (let s = 0; cells(broken) <= 30 && s < 60; s++) {
        broken = trade(broken, (2 * s) % rows.length, (2 * s + 1) % rows.length, o, p, 1) ?? broken
      }
      if (cells(broken) <= 30) return null
      return { allocation: broken, fails: ['leeway-total'], options: { 'leeway.measure': 'cells' } }
    },
    motivation: (allocation, { o }) => {
      const total = (matrix: readonly (readonly number[])[]) => matrix.reduce((sum, row) => sum + row[o]!, 0)
      if (total(allocation) === total(base)) return null
      const others = motivations().filter(({ oor }) => oor !== columns[o])
      return { allocation, fails: ['motivation'], consultation: { motivations: others } }
    },
    'outside-frame': (allocation) => ({ allocation, fails: ['outside-frame'], more: ['Orthodontie'] }),
    // Leiden has its floor of 114 as base
    floor: (allocation) => {
      const leiden = columns.indexOf('Leiden')
      const total = allocation.reduce((sum, row) => sum + row[leiden]!, 0)
      return total >= 114 ? null : { allocation, fails: ['floor'], options: { 'leeway.floor': 'hard' } }
    },
    // by history everything of a specialty of 5 to 139 places was in one OOR
    staffel: (allocation, { s, o }) => {
      const intake = base[s]!.reduce((sum, each) => sum + each, 0)
      if (intake < 6 || intake > 139) return null
      return {
        allocation,
        fails: ['staffel'],
        options: { 'staffel.force': 'hard' },
        consultation: {
          motivations: motivations(),
          history: { [rows[s]!]: Object.fromEntries(columns.map((column, k) => [column, k === o ? 100 : 0])) },
        },
      }
    },
  }

  for (const [id, broken] of Object.entries(BREAKS)) {
    it(`that break ${id} fail that and what it implies only`, async () => {
      let tried = 0
      const one = async ([draws, s, t, o, p]: readonly [
        [number, number, number][],
        number,
        number,
        number,
        number,
      ]) => {
        const attempt = broken(within(draws), { s, t, o, p })
        if (attempt === null) return
        const { more = [], consultation = { motivations: motivations() }, options = {}, fails } = attempt
        const proposal = {
          rows: [...rows, ...more],
          columns,
          allocation: [...attempt.allocation, ...more.map(() => columns.map(() => 1))],
        }
        const answer = await check('2027-base', proposal, { advices: consultation, options })
        expect(notPassed(answer)).toEqual(fails)
        expect(answer.status).toBe('not-compliant')
        tried++
      }
      await fc.assert(fc.asyncProperty(random(), one), { seed: 20270609, numRuns: 40 })
      expect(tried).toBeGreaterThan(3)
    })
  }

  it('without anything broken comply', async () => {
    const one = async ([draws]: readonly [[number, number, number][], ...unknown[]]) => {
      const answer = await check(
        '2027-base',
        { rows, columns, allocation: within(draws) },
        { advices: { motivations: motivations() } },
      )
      expect([answer.status, notPassed(answer)]).toEqual(['compliant', []])
    }
    await fc.assert(fc.asyncProperty(random(), one), { seed: 20270610, numRuns: 40 })
  })
})

describe('cells without care use', () => {
  // 1 has care use in B only. The advice asks a place for A.
  const given = {
    ...scenarioOf([
      [0, 10],
      [5, 5],
    ]),
    careUse: {
      all: [
        [0, 5],
        [5, 5],
      ],
    },
    leeway: { total: 3, below: 3, above: 3 },
  }
  const advices = { advices: [{ specialty: '1', row: { A: 1, B: 9 } }] }
  const asked = [
    [1, 9],
    [5, 5],
  ]

  it('get no place in a draft under `zeroTarget`, which says so; `free` lets it', async () => {
    const kept = await draft(given, advices)
    expect([kept.status, kept.allocation![0], kept.advices[0]!.preventedBy]).toEqual([
      'optimal',
      [0, 10],
      ['zero-target'],
    ])
    expect(kept.check!.rules.find(({ id }) => id === 'zero-target')!.outcome).toBe('pass')
    const free = await draft(given, advices, { options: { zeroTarget: 'free' } })
    expect([free.allocation![0], free.check!.rules.some(({ id }) => id === 'zero-target')]).toEqual([[1, 9], false])
  })

  it('are a warning in a check, with its source; the nearest proposal that complies leaves them', async () => {
    const motivations = { motivations: MOTIVATED.slice(0, 2) }
    const answer = await check(given, proposalOf(asked), { advices: motivations, repair: true })
    expect(answer.status).toBe('compliant')
    expect(answer.rules.find(({ id }) => id === 'zero-target')).toMatchObject({
      outcome: 'warn',
      source: 'P26 I.2, FAQ 5 (zeroTarget)',
      findings: [{ specialty: '1', oor: 'A', found: 1, allowed: 0 }],
    })
    expect(answer.repair).toMatchObject({ status: 'optimal', placesChanged: 0 })
  })

  it('are no warning where the cell is a zero cell, which fails', async () => {
    const zeroCells = [{ specialty: '1', oor: 'A', reason: 'r', source: 's' }]
    const answer = await check({ ...given, zeroCells }, proposalOf(asked))
    expect([outcomeOf(answer, 'zero-cells'), outcomeOf(answer, 'zero-target')]).toEqual(['fail', 'pass'])
  })

  it('and zero cells have no history to follow while they are empty', async () => {
    // 12 x 2/16 is 1.5, so by history A gets at least 1; it stays empty, and B and C take 5 or 6 each
    const three = scenarioOf([[0, 6, 6]], { options: { 'staffel.force': 'hard' } })
    const drafted = await draft(three, { history: { '1': { A: 2, B: 7, C: 7 } } })
    expect([drafted.status, drafted.allocation, drafted.check?.status]).toEqual(['optimal', [[0, 6, 6]], 'compliant'])
  })
})
