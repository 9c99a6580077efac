/** The rules 1.1 to 1.9 and every named option, on examples small enough to do by hand. The working is in the comments. */
import { describe, expect, it } from 'vitest'
import { fit } from '../src/adherence/fit.js'
import { computeTarget, type Adherence } from '../src/adherence/target.js'
import { NANO } from '../src/domain/decimal.js'
import { InputError } from '../src/domain/errors.js'
import { naturalRounding } from '../src/domain/natural.js'
import { OPTION_TABLE } from '../src/domain/options.js'
import { methodComparisonText, scenarioComparisonText, type TextSetting } from '../src/cli/render.js'
import { check, compare, compareMethods, draft, explain, publish, round, solve } from '../src/index.js'
import { parseScenario } from '../src/io/read/scenario.js'

type Row = readonly [code: string, intake: number, ...careUse: (number | string)[]]

/** A scenario of one line per specialty: code, intake, and care use per OOR. */
function scenario(oors: readonly string[], rows: readonly Row[], more: object = {}): object {
  return {
    id: 'hand',
    year: 2027,
    oors: oors.map((code) => ({ code })),
    specialties: rows.map(([code, intake]) => ({ code, intake })),
    careUse: { all: rows.map(([, , ...use]) => use) },
    ...more,
  }
}

function adherence(oors: readonly string[], rows: readonly Row[], more: object = {}): Adherence {
  return computeTarget(parseScenario(scenario(oors, rows, more)))
}

/** The target in places, row by row. */
function targetOf({ targetNano, totals }: Adherence): number[][] | null {
  if (targetNano === null) return null
  const columns = totals.rounded.length
  return Array.from({ length: targetNano.length / columns }, (_, s) =>
    Array.from(targetNano.subarray(s * columns, (s + 1) * columns), (nano) => nano / NANO),
  )
}

const floored = ({ totals }: Adherence) => totals.flooredNano.map((nano) => nano / NANO)
const raw = ({ totals }: Adherence) => totals.rawNano.map((nano) => nano / NANO)

/** Numbers to nine decimals, which is where a target is fixed. */
function expectClose(found: readonly number[], expected: readonly number[]): void {
  expect(found.length).toBe(expected.length)
  found.forEach((value, i) => expect(value).toBeCloseTo(expected[i]!, 8))
}

function faultsOf(run: () => unknown): { code: string; path: string; found: string }[] {
  try {
    run()
  } catch (error) {
    if (error instanceof InputError) return error.faults.map(({ code, path, found }) => ({ code, path, found }))
    throw error
  }
  return []
}

const AB = ['A', 'B'] as const
const ABC = ['A', 'B', 'C'] as const

describe('1.1 care use is a sum over institutions', () => {
  const institutions = [
    { institution: 'umc', type: 'umc' },
    { institution: 'streek', type: 'algemeen' },
    { institution: 'kliniek', type: 'ZBC' },
  ]
  const record = (
    institution: string,
    specialty: string,
    oor: string,
    component: string,
    count: number,
    training = true,
    source = 'vektis',
  ) => ({ institution, specialty, oor, source, component, count, training })
  const records = [
    record('umc', '01', 'A', 'first-outpatient-visit', 30),
    record('umc', '01', 'A', 'day-admission', 10),
    record('streek', '01', 'A', 'inpatient-admission', 20, false),
    record('streek', '01', 'B', 'inpatient-admission', 40, true),
    record('kliniek', '01', 'B', 'first-outpatient-visit', 900, false), // independent clinic: left out
    record('umc', '26', 'A', 'procedure-own-patient', 50, true, 'dhd'),
    record('umc', '26', 'A', 'procedure-gp', 700, true, 'dhd'), // for GPs: left out
    record('streek', '26', 'B', 'procedure-third-party', 150, true, 'dhd'),
    record('umc', '40', 'A', 'treatment-plan-contact', 25),
    record('streek', '40', 'B', 'first-outpatient-visit', 75),
  ]
  const from = (lines: readonly object[], more: object = {}) =>
    parseScenario({
      ...scenario(AB, [
        ['01', 10],
        ['26', 10],
        ['40', 10],
      ]),
      careUse: { records: lines, institutions },
      ...more,
    })

  it('adds up the components that count, and says how many lines were left out', () => {
    const { shares, leftOut } = computeTarget(from(records))
    expect(shares.all).toEqual([
      [0.6, 0.4], // 30 + 10 + 20 of 100
      [0.25, 0.75], // 50 of 200
      [0.25, 0.75], // 25 of 100, the contact for a treatment plan among them
    ])
    expect(leftOut).toEqual({ records: 10, zbc: 1, procedureGp: 1 })
  })

  it('keeps a second sum over the institutions that train the specialty', () => {
    const { shares } = computeTarget(from(records))
    expect(shares.training).toEqual([
      [0.5, 0.5], // 30 + 10 of 80: `streek` does not train 01 in A
      [0.25, 0.75],
      [0.25, 0.75],
    ])
  })

  it('has contacts for a treatment plan only of specialty 40', () => {
    const wrong = [...records, record('umc', '01', 'A', 'treatment-plan-contact', 5)]
    expect(faultsOf(() => from(wrong))).toEqual([
      { code: 'component', path: 'careUse.records[10]:component', found: 'treatment-plan-contact (01)' },
    ])
  })

  it('counts a clinic out of the total as well: the same shares without its lines', () => {
    const without = records.filter(({ institution }) => institution !== 'kliniek')
    expect(computeTarget(from(without)).shares.all).toEqual(computeTarget(from(records)).shares.all)
  })

  it('has no use left when only clinics and GPs remain', () => {
    const onlyGp = records.filter(({ specialty, component }) => specialty !== '26' || component === 'procedure-gp')
    expect(faultsOf(() => from(onlyGp))).toEqual([{ code: 'empty-row', path: 'careUse.records: 26', found: '0' }])
  })

  it('has a training sum of zero only where the criterion does not ask for it', () => {
    const untrained = records.map((each) => (each.specialty === '40' ? { ...each, training: false } : each))
    expect(faultsOf(() => from(untrained))).toEqual([])
    expect(faultsOf(() => from(untrained, { criterion: { all: 0.75, training: 0.25 } }))).toEqual([
      { code: 'empty-row', path: 'careUse.records: 40 (training)', found: '0' },
    ])
  })
})

describe('1.2 shares', () => {
  it('are use in the OOR over use in the country, whatever the rows add up to', () => {
    const { shares } = adherence(AB, [
      ['1', 4, 3, 1],
      ['2', 4, 250, 750],
    ])
    expect(shares.all).toEqual([
      [0.75, 0.25],
      [0.25, 0.75],
    ])
  })

  it('times 18 million is the adherent population', async () => {
    const { steps } = await explain(scenario(AB, [['1', 4, 3, 1]]), '1', 'B')
    expect(steps.find(({ name }) => name === 'adherent-population')?.value).toBe(4_500_000)
  })

  it.each([
    ['points', '33.3'],
    ['commas', '33,3'],
    ['a percent sign', '33,3 %'],
  ])('three times 33.3% of 3 places is exactly 1 each, typed with %s', (_, third) => {
    const result = adherence(ABC, [['1', 3, third, third, third]], {
      careUse: { unit: 'percent', all: [[third, third, third]] },
    })
    expect(targetOf(result)).toEqual([[1, 1, 1]])
    expect(Array.from(result.targetNano!)).toEqual([NANO, NANO, NANO])
  })
})

describe('row sums hold within their own rounding', () => {
  const read = (unit: string, ...row: (number | string)[]) => {
    const oors = row.map((_, o) => `O${o}`)
    return faultsOf(() => adherence(oors, [['1', 3, ...row]], { careUse: { unit, all: [row] } }))
  }
  // Half a unit of the last decimal, for each cell: three cells of one decimal may be off by 0.15, four by 0.2.
  it.each([
    ['percent', ['33,3', '33,3', '33,3']], // 99.9
    ['percent', ['24.9', '24.9', '25.0', '25.0']], // 99.8: just allowed
    ['percent', ['25.1', '25.1', '25', '25']], // 100.2
    ['percent', [33, 33, 33]], // 99 of whole percentages: 1.5 allowed
    ['share', ['0.333', '0,333', '.333'.replace('.', '0.')]], // 0.999
    ['share', ['0.249', '0.249', '0.25', '0.25']], // 0.998
    ['share', [0.1 + 0.2, 0.3, 0.4]], // 0.30000000000000004: a sum of binary floats
  ])('%s %j', (unit, row) => {
    expect(read(unit, ...row)).toEqual([])
  })

  it.each([
    ['percent', ['33.3', '33.3', '33.2'], '99.8'],
    ['percent', ['33.4', '33.4', '33.4'], '100.2'],
    ['percent', ['24.9', '24.9', '25.0', '24.9'], '99.7'],
    ['percent', ['33,30', '33,30', '33,30'], '99.9'], // typed with two decimals: 0.015 allowed
    ['percent', [33, 33, 32], '98'],
    ['share', ['0.333', '0.333', '0.332'], '0.998'],
    ['share', ['0.20479', '0.39521', '0.40002'], '1.00002'],
    ['share', ['33.3', '33.3', '33.4'], '100'], // percentages given as shares
    ['percent', ['0.333', '0.333', '0.334'], '1'], // and the other way round
  ])('%s %j sums to the wrong whole', (unit, row, found) => {
    expect(read(unit, ...row)).toEqual([{ code: 'row-sum', path: 'careUse.all: 1', found }])
  })
})

describe('1.3 the criterion', () => {
  const rows: Row[] = [['1', 100, 80, 20]]
  const use = { all: [[80, 20]], training: [[60, 40]] }

  it('100% looks at all institutions only', () => {
    expect(adherence(AB, rows, { careUse: use }).shares.blended).toEqual([[0.8, 0.2]])
  })

  it('75/25 is three parts all, one part training', () => {
    const { shares, way } = adherence(AB, rows, { careUse: use, criterion: { all: 0.75, training: 0.25 } })
    expectClose(shares.blended[0]!, [0.75, 0.25]) // 0.75 x 0.8 + 0.25 x 0.6
    expectClose(way.raw[0]!, [75, 25])
  })

  it('any weights that sum to 1 will do', () => {
    expectClose(
      adherence(AB, rows, { careUse: use, criterion: { all: 0.1, training: 0.9 } }).shares.blended[0]!,
      [0.62, 0.38], // 0.08 + 0.54
    )
    expect(faultsOf(() => adherence(AB, rows, { careUse: use, criterion: { all: 0.1, training: 0.8 } }))).toMatchObject(
      [{ code: 'criterion-sum', path: 'criterion' }],
    )
  })
})

describe('a criterion of weight 0', () => {
  const training = [
    [4, 6],
    [2, 8],
  ]
  const rows: readonly Row[] = [
    ['1', 8, 0, 10], // nothing in A: with a floor of 4 of 10 this criterion by itself could not be fitted
    ['2', 2, 5, 5],
  ]
  const swapped = training.map((use, s): Row => [rows[s]![0], rows[s]![1], ...use])
  const all = rows.map(([, , ...use]) => use)

  it('is not looked at, whichever it is, whatever the floor does: the other alone decides', () => {
    for (const options of [
      {},
      { 'floor.blend': 'before' },
      { 'floor.blend': 'before', 'floor.inner': 'row-pro-rata' },
    ]) {
      const more = { floor: { share: 0.4 }, options }
      const alone = adherence(AB, swapped, more)
      const byTraining = { ...more, careUse: { all, training }, criterion: { all: 0, training: 1 } }
      const byAll = { ...more, careUse: { all: training, training: all }, criterion: { all: 1, training: 0 } }
      for (const given of [byTraining, byAll]) {
        const found = adherence(AB, rows, given)
        expect(found.impossible).toBeNull()
        expect(targetOf(found)).toEqual(targetOf(alone))
        expect([found.totals, found.flooredOors]).toEqual([alone.totals, alone.flooredOors])
      }
    }
    // 8 x 0.4 + 2 x 0.2 = 3.6 of 10 in A, which is lifted to 4
    const target = targetOf(adherence(AB, swapped, { floor: { share: 0.4 } }))!
    expectClose([target[0]![0]! + target[1]![0]!], [4])
  })

  it('may have rows of zeros, or rows that sum to anything', () => {
    const nothing = [
      [0, 0],
      [0.2, 0.1],
    ]
    const asShares = training.map((row) => row.map((use) => use / 10))
    const more = { careUse: { unit: 'share', all: nothing, training: asShares }, criterion: { all: 0, training: 1 } }
    expect(targetOf(adherence(AB, rows, more))).toEqual(targetOf(adherence(AB, swapped)))
  })

  it('is looked at as soon as it counts, also where only the fallback asks for it', async () => {
    const nothing = [
      [0, 0],
      [5, 5],
    ]
    const given = scenario(AB, rows, { careUse: { all, training: nothing } })
    expect((await solve(given)).status).toBe('optimal')
    await expect(draft(given, {}, { fallback: true })).rejects.toThrow('careUse.training: 1')
  })
})

describe('1.4 and 1.5 raw places and OOR totals', () => {
  it('are intake times share, and their vertical sum', () => {
    const result = adherence(ABC, [
      ['1', 10, 5, 3, 2],
      ['2', 6, 1, 1, 1],
    ])
    expect(result.way.raw).toEqual([
      [5, 3, 2],
      [2, 2, 2],
    ])
    expect(raw(result)).toEqual([7, 5, 4])
  })

  it('a specialty without intake takes no places, and needs no care use', () => {
    expect(
      raw(
        adherence(AB, [
          ['1', 4, 1, 1],
          ['2', 0, 9, 1],
          ['3', 0, 0, 0],
        ]),
      ),
    ).toEqual([2, 2])
  })

  it('25 x 58% is exactly 14.5, not 14.499999999999998', () => {
    const { targetNano } = adherence(AB, [['1', 25, '58', '42']], { careUse: { unit: 'percent', all: [['58', '42']] } })
    expect(targetNano![0]).toBe(14.5 * NANO)
    expect(25 * 0.58).not.toBe(14.5)
    expect(naturalRounding(targetNano![0]!, 'up')).toBe(15)
    expect(naturalRounding(targetNano![0]!, 'even')).toBe(14)
    expect(naturalRounding(targetNano![0]!, 'down')).toBe(14)
  })
})

describe('1.6 the floor', () => {
  it('is applied again when an OOR falls below it by paying', () => {
    // N = 100, floor 30. C is 21 short: A pays 21 x 60/91 = 13.85, B pays 7.15 and is left with 23.85. That is 6.15
    // short, and A is the only one left to pay: 60 - 13.85 - 6.15 = 40.
    const result = adherence(ABC, [['1', 100, 60, 31, 9]], { floor: { share: 0.3 } })
    expectClose(floored(result), [40, 30, 30])
    expect(result.flooredOors).toEqual([false, true, true])
  })

  it('leaves an OOR alone that has exactly its floor', () => {
    // 10% of every specialty, and so exactly 10% of all: 4.4 of 44. Sums of binary floats may be a hair below.
    const oneTenth = (a: number, b: number) =>
      adherence(
        ABC,
        [
          ['1', a, 10, 40, 50],
          ['2', b, 10, 30, 60],
        ],
        { floor: { share: 0.1 } },
      )
    expect(oneTenth(10, 10).flooredOors).toEqual([false, false, false])
    expect(oneTenth(1, 43).flooredOors).toEqual([false, false, false])
  })

  it('may be as high as 1 / number of OORs: then everyone is on it', () => {
    const result = adherence(['A', 'B', 'C', 'D'], [['1', 10, 7, 1, 1, 1]], { floor: { share: 0.25 } })
    expectClose(floored(result), [2.5, 2.5, 2.5, 2.5])
    // Four times 2.5 cannot be whole and stay at 2.5. Half up gives 12: two give way, by code.
    expect(result.totals.rounded).toEqual([2, 2, 3, 3])
  })

  it('may be exactly 1 / number of OORs of a total that does not divide by it', async () => {
    // 14 / 3 is 4.666666667 in nine decimals, three of which are a billionth more than 14
    const { status, oorTotals, columnTotals } = await solve(
      scenario(ABC, [['1', 14, 1, 1, 5]], { floor: { share: 1 / 3 } }),
    )
    expect([status, oorTotals!.floored, columnTotals]).toEqual([
      'optimal',
      [4.666666667, 4.666666667, 4.666666667],
      [4, 5, 5],
    ])
  })

  it('is not there when the scenario has none', () => {
    for (const more of [{}, { floor: null }, { floor: { share: 0 } }]) {
      const result = adherence(AB, [['1', 100, 99, 1]], more)
      expect(floored(result)).toEqual([99, 1])
      expect(result.flooredOors).toEqual([false, false])
    }
  })

  describe('floor.paidFrom', () => {
    // N = 100, floor 20. C has 10 and is 10 short.
    const paid = (paidFrom: string) =>
      floored(
        adherence(ABC, [['1', 100, 60, 30, 10]], { floor: { share: 0.2 }, options: { 'floor.paidFrom': paidFrom } }),
      )

    it('totals: in proportion to 60 and 30', () => {
      expectClose(paid('totals'), [60 - 20 / 3, 30 - 10 / 3, 20])
    })
    it('surplus-above-floor: in proportion to 40 and 10', () => {
      expectClose(paid('surplus-above-floor'), [52, 28, 20])
    })
    it('equal: 5 each', () => {
      expectClose(paid('equal'), [55, 25, 20])
    })

    // N = 100, floor 20. C has 4 and is 16 short.
    const again = (paidFrom: string) =>
      floored(
        adherence(ABC, [['1', 100, 75, 21, 4]], { floor: { share: 0.2 }, options: { 'floor.paidFrom': paidFrom } }),
      )

    it('equal pushes B below: 21 - 8 = 13, so A pays 8 + 7', () => {
      expectClose(again('equal'), [60, 20, 20])
    })
    it('totals pushes B below too: 21 - 16 x 21/96 = 17.5, so A pays 12.5 + 2.5', () => {
      expectClose(again('totals'), [60, 20, 20])
    })
    it('surplus-above-floor pushes nobody below: of 55 and 1, B pays 16/56', () => {
      expectClose(again('surplus-above-floor'), [75 - (16 * 55) / 56, 21 - 16 / 56, 20])
    })
  })

  describe('floor.appliesTo', () => {
    // N = 1,043: 10% is 104.3.
    const applied = (appliesTo: string, ...use: number[]) =>
      adherence(ABC, [['1', 1043, ...use]], { floor: { share: 0.1 }, options: { 'floor.appliesTo': appliesTo } })

    it('fractional-totals lifts C to 104.3, which rounds to 104, below 10%', () => {
      const result = applied('fractional-totals', 700, 243, 100)
      // A pays 4.3 x 700/943 = 3.191940615
      expectClose(floored(result), [696.808059385, 241.891940615, 104.3])
      expect(result.totals.rounded).toEqual([697, 242, 104])
    })

    it('ceil lifts C to 105', () => {
      const result = applied('ceil', 700, 243, 100)
      // A pays 5 x 700/943 = 3.711558855
      expectClose(floored(result), [696.288441145, 241.711558855, 105])
      expect(result.totals.rounded).toEqual([696, 242, 105])
    })

    it('ceil is the same as fractional-totals where 10% is whole', () => {
      const tenth = (appliesTo: string) =>
        adherence(ABC, [['1', 100, 70, 22, 8]], { floor: { share: 0.1 }, options: { 'floor.appliesTo': appliesTo } })
      expect(tenth('ceil').totals).toEqual(tenth('fractional-totals').totals)
    })

    it('rounded-totals leaves an OOR alone that rounds up to the floor', () => {
      // N = 100, floor 10. C has 9.6: below as a fraction, on the floor once rounded.
      const lift = (appliesTo: string) =>
        adherence(ABC, [['1', 100, '70.4', '20', '9.6']], {
          floor: { share: 0.1 },
          options: { 'floor.appliesTo': appliesTo },
        })
      expectClose(floored(lift('fractional-totals')), [70.4 - (0.4 * 70.4) / 90.4, 20 - (0.4 * 20) / 90.4, 10])
      expect(lift('fractional-totals').flooredOors).toEqual([false, false, true])
      expectClose(floored(lift('rounded-totals')), [70.4, 20, 9.6])
      expect(lift('rounded-totals').flooredOors).toEqual([false, false, false])
    })

    it('rounded-totals lifts what is still below, from the rounded totals of the others', () => {
      // 70.6, 20.4, 9 become 71, 20, 9. C is 1 short: A pays 71/91, B pays 20/91.
      const result = adherence(ABC, [['1', 100, '70.6', '20.4', '9']], {
        floor: { share: 0.1 },
        options: { 'floor.appliesTo': 'rounded-totals' },
      })
      expectClose(floored(result), [71 - 71 / 91, 20 - 20 / 91, 10])
      expect(result.totals.rounded).toEqual([70, 20, 10])
    })

    it('ceil is refused where whole floors do not fit: three times 4 in 10 places', () => {
      const tight = (appliesTo: string) => () =>
        adherence(ABC, [['1', 10, 5, 3, 2]], { floor: { share: 0.33 }, options: { 'floor.appliesTo': appliesTo } })
      expect(faultsOf(tight('fractional-totals'))).toEqual([])
      expect(faultsOf(tight('ceil'))).toMatchObject([{ code: 'floor-too-high', path: 'floor.share' }])
    })
  })

  describe('floor.blend', () => {
    // 50/50, floor 25 of 100. All: 80/20. Training: 60/40.
    const blended = (when: string) =>
      adherence(AB, [['1', 100, 80, 20]], {
        careUse: { all: [[80, 20]], training: [[60, 40]] },
        criterion: { all: 0.5, training: 0.5 },
        floor: { share: 0.25 },
        options: { 'floor.blend': when },
      })

    it('after: 70/30 needs no lift', () => {
      expectClose(floored(blended('after')), [70, 30])
      expect(blended('after').flooredOors).toEqual([false, false])
    })
    it('before: 75/25 and 60/40 make 67.5/32.5', () => {
      expectClose(floored(blended('before')), [67.5, 32.5])
      expect(blended('before').flooredOors).toEqual([false, true])
      expectClose(targetOf(blended('before'))![0]!, [67.5, 32.5])
      expectClose(raw(blended('before')), [70, 30])
    })
    it('before is after where the second criterion has no weight', () => {
      const only = (when: string) =>
        adherence(AB, [['1', 100, 80, 20]], { floor: { share: 0.25 }, options: { 'floor.blend': when } })
      expect(only('before').totals).toEqual(only('after').totals)
    })
  })
})

describe('1.7 rounding the OOR totals', () => {
  const rounded = (use: readonly string[], more: object = {}, oors: readonly string[] = ABC) =>
    adherence(oors, [['1', use.reduce((sum, each) => sum + Number(each), 0), ...use]], more).totals.rounded

  it('is half up; a place too many or too few goes where it costs least', () => {
    expect(rounded(['3.6', '3.4', '3'])).toEqual([4, 3, 3]) // 10 at once
    expect(rounded(['3.4', '3.3', '3.3'])).toEqual([4, 3, 3]) // 9: one more for A, which costs 0.2
    expect(rounded(['3.3', '3.4', '3.3'])).toEqual([3, 4, 3])
    expect(rounded(['2.6', '3.7', '3.7'])).toEqual([2, 4, 4]) // 11: one less for A, which costs 0.2
  })

  it('breaks ties by code, not by place in the file', () => {
    expect(rounded(['3.4', '3.4', '3.2'])).toEqual([4, 3, 3])
    expect(rounded(['3.4', '3.4', '3.2'], {}, ['Z', 'B', 'C'])).toEqual([3, 4, 3])
  })

  it('repairs a miss of two', () => {
    // Five times 2.4 is 12; rounded it is 10. A and B get one each.
    expect(rounded(['2.4', '2.4', '2.4', '2.4', '2.4'], {}, ['A', 'B', 'C', 'D', 'E'])).toEqual([3, 3, 2, 2, 2])
  })

  it('never takes an OOR below the floor', () => {
    // 3.5 and 6.5 round up to 4 and 7. One has to go: by code A, but with a floor of 3.5 that is B.
    expect(rounded(['3.5', '6.5'], {}, AB)).toEqual([3, 7])
    expect(rounded(['3.5', '6.5'], { floor: { share: 0.35 } }, AB)).toEqual([4, 6])
  })

  describe('half', () => {
    const halves = (half: string) => rounded(['2.5', '7.5'], { options: { half } }, AB)
    it('up: 3 + 8 is one too many, A gives it back', () => expect(halves('up')).toEqual([2, 8]))
    it('down: 2 + 7 is one too few, A gets it', () => expect(halves('down')).toEqual([3, 7]))
    it('even: 2 + 8', () => expect(halves('even')).toEqual([2, 8]))

    // 25 places: 58% is 14.5, 22% is 5.5, 20% is 5.
    const odd = (half: string) => rounded(['14.5', '5.5', '5'], { options: { half } }, ['Z', 'A', 'M'])
    it('up: 15 + 6 + 5 is one too many, A gives it back', () => expect(odd('up')).toEqual([15, 5, 5]))
    it('even: 14 + 6 + 5', () => expect(odd('even')).toEqual([14, 6, 5]))
    it('down: 14 + 5 + 5 is one too few, A gets it', () => expect(odd('down')).toEqual([14, 6, 5]))
  })

  describe('totals.rounding', () => {
    const by = (method: string) => rounded(['3.5', '3.5', '3'], { options: { 'totals.rounding': method } })
    it('nearest: 4 + 4 + 3 is one too many, A gives it back', () => expect(by('nearest')).toEqual([3, 4, 3]))
    it('largest-remainder: 3 + 3 + 3, and the one left goes to A', () =>
      expect(by('largest-remainder')).toEqual([4, 3, 3]))
  })
})

describe('1.8 the inner matrix follows the floor', () => {
  // Two specialties of 10. Raw: 8/2 and 9/1, totals 17/3. Floor 25% of 20 is 5, so totals become 15/5.
  const inner = (option: string) =>
    targetOf(
      adherence(
        AB,
        [
          ['1', 10, 8, 2],
          ['2', 10, 9, 1],
        ],
        { floor: { share: 0.25 }, options: { 'floor.inner': option } },
      ),
    )!

  it('floor.inner ipf keeps the odds ratio', () => {
    // b in cell 1-B: rows and columns leave (10 - b)(5 - b) / (b (5 + b)) = (8 x 1) / (2 x 9), so b^2 - 31 b + 90 = 0.
    const b = (31 - Math.sqrt(601)) / 2
    expectClose(inner('ipf').flat(), [10 - b, b, 5 + b, 5 - b])
  })

  it('floor.inner row-pro-rata scales the cells of B by 5/3, and each row pays for its own', () => {
    expectClose(inner('row-pro-rata').flat(), [10 - 10 / 3, 10 / 3, 10 - 5 / 3, 5 / 3])
  })

  it('is the raw matrix itself without a binding floor', () => {
    const result = adherence(AB, [['1', 10, 7, 3]], { floor: { share: 0.2 } })
    expect(result.way.inner).toEqual(result.way.raw)
  })

  it('stops only when no column is off by more than 1e-13, and rows are exact', () => {
    // A fixed pattern of numbers from 1 to 97, with a tenth of the cells zero.
    const matrix = Array.from({ length: 30 }, (_, s) =>
      Array.from({ length: 7 }, (__, o) => ((s * 7 + o) % 10 === 0 ? 0 : 1 + ((s * 31 + o * 57 + s * s * o) % 97))),
    )
    const rows = matrix.map((_, s) => 10 + (s % 13))
    const sum = rows.reduce((a, b) => a + b, 0)
    const columns = [0.21, 0.1, 0.14, 0.16, 0.11, 0.18, 0.1].map((share) => share * sum)
    const fitted = fit(matrix, rows, columns)
    if (fitted.outcome !== 'fitted') throw new Error(fitted.outcome)
    columns.forEach((wanted, o) => {
      const found = fitted.matrix.reduce((total, row) => total + row[o]!, 0)
      expect(Math.abs(found / wanted - 1)).toBeLessThanOrEqual(1e-13)
    })
    fitted.matrix.forEach((row, s) => {
      expect(Math.abs(row.reduce((a, b) => a + b, 0) / rows[s]! - 1)).toBeLessThanOrEqual(1e-15 * 7)
    })
    matrix.forEach((row, s) => row.forEach((each, o) => expect(fitted.matrix[s]![o]! > 0).toBe(each > 0)))
  })

  it('is impossible where the zeros forbid the totals: infeasible, with the totals shown', async () => {
    // Specialty 1 has 3 of 4 places and care use in A only; a floor of half leaves A just 2.
    const given = scenario(
      AB,
      [
        ['1', 3, 1, 0],
        ['2', 1, 1, 1],
      ],
      { floor: { share: 0.5 } },
    )
    const { impossible } = computeTarget(parseScenario(given))
    expect(impossible).toEqual({ rows: [0], columns: [0], short: 1 })
    const result = await solve(given)
    expect(result).toMatchObject({ status: 'infeasible', target: null, allocation: null, columnTotals: [2, 2] })
    expect(result.oorTotals).toEqual({ raw: [3.5, 0.5], floored: [2, 2], rounded: [2, 2] })
  })

  it('is impossible where an OOR without any care use is to have the floor', async () => {
    const result = await solve(
      scenario(
        ABC,
        [
          ['1', 6, 1, 1, 0],
          ['2', 6, 1, 2, 0],
        ],
        { floor: { share: 0.1 } },
      ),
    )
    expect(result).toMatchObject({ status: 'infeasible', allocation: null })
  })

  it('is refused, naming the zeros, where it would crawl', () => {
    // Specialty 2 fills all that A may have (5 of 10), so cell 1-A tends to 0 like 1/k and never gets there.
    const started = performance.now()
    const faults = faultsOf(() =>
      adherence(
        AB,
        [
          ['1', 5, 1, 1],
          ['2', 5, 1, 0],
        ],
        { floor: { share: 0.5 } },
      ),
    )
    expect(faults).toEqual([{ code: 'zero-pattern', path: 'careUse', found: '2-B' }])
    expect(performance.now() - started).toBeLessThan(10_000)
  })

  it('is refused within seconds at 30 x 7 too', () => {
    const oors = ['A', 'B', 'C', 'D', 'E', 'F', 'G']
    // Half of the specialties have care use in A only; together they fill all that A may have (1/2 of 300).
    const rows = Array.from({ length: 30 }, (_, s): Row => [
      `${s}`,
      10,
      ...oors.map((__, o) => (s < 15 ? Number(o === 0) : o === 0 ? 2 : 1)),
    ])
    const started = performance.now()
    // A starts with 150 + 37.5; the others have 18.75 each and floor 1/12 lifts them to 25: A is left with 150.
    const faults = faultsOf(() =>
      adherence(oors, rows, { floor: { share: 1 / 12 }, options: { 'floor.paidFrom': 'surplus-above-floor' } }),
    )
    expect(faults.map(({ code }) => code)).toEqual(['zero-pattern'])
    expect(performance.now() - started).toBeLessThan(10_000)
  })
})

describe('1.9 zero cells', () => {
  // Two specialties of 10, raw 5/3/2 and 2/3/5, totals 7/6/7. Specialty 1 is not trained in C.
  const given = (options: object) =>
    scenario(
      ABC,
      [
        ['1', 10, 5, 3, 2],
        ['2', 10, 2, 3, 5],
      ],
      { zeroCells: [{ specialty: '1', oor: 'C' }], options },
    )
  const emptied = (options: object) => computeTarget(parseScenario(given(options)))

  it('are emptied after the totals are rounded', () => {
    expect(emptied({}).totals.rounded).toEqual([7, 6, 7])
  })

  it('zeroCells.inTotals excluded empties them first: 5/8 and 3/8 of 10 make totals 8.25, 6.75, 5', () => {
    const result = emptied({ 'zeroCells.inTotals': 'excluded' })
    expectClose(raw(result), [8.25, 6.75, 5])
    expect(result.totals.rounded).toEqual([8, 7, 5])
    expectClose(targetOf(result)!.flat(), [6.25, 3.75, 0, 2, 3, 5])
  })

  it('zeroCells.places ipf fits the rest to rows and totals', () => {
    // C has 7, all from specialty 2. With a in cell 1-A: a (a - 4) / ((10 - a)(7 - a)) = (5 x 3) / (3 x 2), so
    // 1.5 a^2 - 38.5 a + 175 = 0.
    const a = (38.5 - Math.sqrt(432.25)) / 3
    const result = emptied({ 'zeroCells.places': 'ipf' })
    expectClose(targetOf(result)!.flat(), [a, 10 - a, 0, 7 - a, a - 4, 7])
  })

  it('zeroCells.places row-pro-rata gives them to the other cells of the row', () => {
    const result = emptied({ 'zeroCells.places': 'row-pro-rata' })
    expectClose(targetOf(result)!.flat(), [6.25, 3.75, 0, 2, 3, 5])
    expect(result.totals.rounded).toEqual([7, 6, 7])
  })

  it('zeroCells.places rounding leaves them in the target, and rounding meets the totals', async () => {
    // C needs 7 from specialty 2, 2 above its target: rank 3, 2 steps beyond. Then 1-A, 1-B, 2-A and 2-B go one off each.
    const result = await solve(given({ 'zeroCells.places': 'rounding' }))
    expect(result.target).toEqual([
      [5, 3, 2],
      [2, 3, 5],
    ])
    expect(result.allocation).toEqual([
      [6, 4, 0],
      [1, 2, 7],
    ])
    expect(result.levels).toEqual([
      { name: 'beyond-next-best', value: 2 },
      { name: 'next-best', value: 5 },
      { name: 'error', value: 6 },
    ])
  })

  it('need no rounding beyond next best after ipf', async () => {
    const result = await solve(given({}))
    expect(result.levels![0]).toEqual({ name: 'beyond-next-best', value: 0 })
    expect(result.allocation![0]![2]).toBe(0)
  })

  it('count in no level and no deviation', async () => {
    for (const places of OPTION_TABLE['zeroCells.places'].values) {
      const { deviations } = await solve(given({ 'zeroCells.places': places }))
      expect(deviations.filter(({ row, column }) => row === '1' && column === 'C')).toEqual([])
    }
  })

  it('that leave a specialty nowhere make it infeasible', async () => {
    const nowhere = {
      ...given({}),
      zeroCells: ['A', 'B', 'C'].map((oor) => ({ specialty: '1', oor })),
    }
    for (const places of OPTION_TABLE['zeroCells.places'].values) {
      const result = await solve(nowhere, { options: { 'zeroCells.places': places } })
      expect(result).toMatchObject({ status: 'infeasible', allocation: null })
    }
  })
})

describe('zeroTarget', () => {
  // With row-pro-rata specialty 2 cannot lift B to the floor of 2 out of its one place, and stays at 0.5 each. Targets:
  // 3/0 and 0.5/0.5; totals 2/2. Only a place for specialty 1 in B, where it has no care use, makes that fit.
  const given = scenario(
    AB,
    [
      ['1', 3, 1, 0],
      ['2', 1, 1, 1],
    ],
    { floor: { share: 0.5 }, options: { 'floor.inner': 'row-pro-rata' } },
  )

  it('stays-zero: a cell without care use gets no place', async () => {
    const result = await solve(given)
    expect(result.target).toEqual([
      [3, 0],
      [0.5, 0.5],
    ])
    expect(result).toMatchObject({ status: 'infeasible', allocation: null })
  })

  it('free: it may', async () => {
    const result = await solve(given, { options: { zeroTarget: 'free' } })
    expect(result).toMatchObject({
      status: 'optimal',
      allocation: [
        [2, 1],
        [0, 1],
      ],
    })
  })

  it('never frees a zero cell', async () => {
    const result = await solve(
      { ...given, zeroCells: [{ specialty: '1', oor: 'B' }] },
      { options: { zeroTarget: 'free' } },
    )
    expect(result.status).toBe('infeasible')
  })
})

describe('half, of cells', () => {
  // One row of three cells, 0.5 + 1.5 + 3 = 5, and totals that force 1, 1, 3.
  const natural = async (half: 'up' | 'even' | 'down') => {
    const result = await round(
      { rows: ['r'], columns: ['a', 'b', 'c'], target: [['0,5', '1.5', 3]], rowTotals: [5], columnTotals: [1, 1, 3] },
      { options: { half } },
    )
    return result.deviations.map(({ column, natural: nearest, allocated, rank }) => [column, nearest, allocated, rank])
  }

  it('up: 0.5 is 1 and 1.5 is 2, so b goes against nature', async () => {
    expect(await natural('up')).toEqual([['b', 2, 1, 1]])
  })
  it('down: 0.5 is 0 and 1.5 is 1, so a does', async () => {
    expect(await natural('down')).toEqual([['a', 0, 1, 1]])
  })
  it('even: 0.5 is 0 and 1.5 is 2, so both do', async () => {
    expect(await natural('even')).toEqual([
      ['a', 0, 1, 1],
      ['b', 2, 1, 1],
    ])
  })
})

describe('the options in force', () => {
  it('are all recorded, with the defaults of the domain', async () => {
    const { options } = await solve(scenario(AB, [['1', 2, 1, 1]]))
    expect(Object.keys(options)).toEqual(Object.keys(OPTION_TABLE))
    expect(options).toMatchObject({
      'floor.appliesTo': 'fractional-totals',
      'floor.paidFrom': 'totals',
      'floor.inner': 'ipf',
      'floor.blend': 'after',
      'totals.rounding': 'nearest',
      'zeroCells.inTotals': 'counted',
      'zeroCells.places': 'ipf',
      zeroTarget: 'stays-zero',
      half: 'up',
    })
  })

  it('a request goes before the scenario, and one does not undo the other', async () => {
    const given = scenario(AB, [['1', 2, 1, 1]], { options: { half: 'even', 'floor.paidFrom': 'equal' } })
    const { options } = await solve(given, { options: { half: 'down' } })
    expect(options).toMatchObject({ half: 'down', 'floor.paidFrom': 'equal' })
  })

  it('every value of every option gives an answer on a scenario with a floor, zero cells and two criteria', async () => {
    const names = Object.entries(OPTION_TABLE).flatMap(([name, { values }]) => values.map((value) => [name, value]))
    for (const [name, value] of names) {
      const { status, options } = await solve('2026-reference', { options: { [name!]: value } })
      expect({ name, value, status, inForce: options[name as keyof typeof options] }).toEqual({
        name,
        value,
        status: 'optimal',
        inForce: value,
      })
    }
  })
})

describe('what an answer says of itself', () => {
  const remarksOf = async (given: object) => (await solve(given)).remarks.map(({ code, codes }) => [code, codes])

  it('an OOR that the repair of the totals takes below the floor, where none can stay at it', async () => {
    // four OORs of at least 2.5 of 10: natural 3 + 3 + 3 + 3 is two too many, and 2 is below
    const equal = scenario(['A', 'B', 'C', 'D'], [['1', 10, 1, 1, 1, 1]], { floor: { share: 0.25 } })
    const { columnTotals, remarks } = await solve(equal)
    expect(columnTotals).toEqual([2, 2, 3, 3])
    expect(remarks).toEqual([
      {
        code: 'total-below-floor',
        codes: ['A', 'B'],
        text: 'A (2), B (2) komen onder de ondergrens van 2,5 plaatsen: met hele plaatsen kan niet elke OOR erop blijven zonder dat het landelijk totaal verandert (FAQ 7.2).',
        texts: expect.objectContaining({ en: expect.stringContaining('fall below the floor of 2.5 places') as string }),
      },
    ])
    // natural rounding of 104.3 is 104: that is no repair
    expect(await remarksOf(scenario(AB, [['1', 1043, 5, 95]], { floor: { share: 0.1 } }))).toEqual([])
    expect(publish(await solve(equal)).remarks).toEqual(remarks)
  })

  it('in the text of a comparison too: once where both say it, and else by the scenario that says it', async () => {
    const equal = scenario(['A', 'B', 'C', 'D'], [['1', 10, 1, 1, 1, 1]], { floor: { share: 0.25 } })
    const other = scenario(['A', 'B', 'C', 'D'], [['1', 10, 4, 1, 1, 4]], { id: 'other' })
    const setting: TextSetting = { language: 'nl', title: null, names: {} }
    const said = (text: string) => text.split('\n').filter((line) => line.startsWith('! '))
    const twice = said(scenarioComparisonText(await compare(equal, { ...equal, id: 'same' }), setting))
    expect(twice).toEqual([expect.stringMatching(/^! A \(2\), B \(2\) komen onder de ondergrens/)])
    expect(said(scenarioComparisonText(await compare(equal, other), setting))).toEqual([
      expect.stringMatching(/^! hand: A \(2\), B \(2\) komen onder de ondergrens/),
    ])
    expect(said(methodComparisonText(await compareMethods(equal, ['optimal', 'stepwise']), setting))).toEqual(twice)
    const never = {
      ...other,
      bounds: ['A', 'B', 'C', 'D'].map((oor) => ({ specialty: '1', oor, low: 0, high: 1, reason: '' })),
    }
    expect(said(scenarioComparisonText(await compare(equal, never), setting))[0]).toMatch(/^! hand: A \(2\)/)
  })

  it('a row that floor.inner row-pro-rata leaves as it was, because there is too little elsewhere', async () => {
    // A is lifted from 0.9 to 2.5 of 10; row 1 has nothing outside A
    const given = scenario(
      AB,
      [
        ['1', 1, 1, 0],
        ['2', 9, 0, 9],
      ],
      { floor: { share: 0.25 }, options: { 'floor.inner': 'row-pro-rata' } },
    )
    expect(await remarksOf(given)).toEqual([['row-not-lifted', ['1']]])
    expect((await solve(given)).remarks[0]!.text).toContain('1')
    expect(publish(await solve(given)).remarks).toEqual([]) // says something of care use
    expect(await remarksOf({ ...given, floor: null })).toEqual([])
  })

  it('a specialty whose care use lies in zero cells only', async () => {
    const zeroCells = [{ specialty: '1', oor: 'A', reason: 'r', source: 's' }]
    const options = { 'zeroCells.inTotals': 'excluded', zeroTarget: 'free' }
    const rows: readonly Row[] = [
      ['1', 2, 5, 0],
      ['2', 8, 4, 4],
    ]
    expect(await remarksOf(scenario(AB, rows, { zeroCells, options }))).toEqual([['only-in-zero-cells', ['1']]])
    expect(await remarksOf(scenario(AB, rows))).toEqual([])
  })

  it('of proposals: agreed cells are not in the base', async () => {
    const bounds = [{ specialty: '1', oor: 'A', low: 3, high: 3, reason: 'afgesproken' }]
    const given = scenario(AB, [['1', 10, 5, 5]], { bounds, leeway: { total: 9, below: 9, above: 9 } })
    const drafted = await draft(given)
    expect([drafted.base, drafted.allocation]).toEqual([[[5, 5]], [[3, 7]]])
    expect(drafted.remarks.map(({ code, codes }) => [code, codes])).toEqual([['bounds-not-in-base', ['1-A']]])
    const checked = await check(given, { rows: ['1'], columns: ['A', 'B'], allocation: [[3, 7]] })
    expect(checked.remarks).toEqual(drafted.remarks)
    expect(checked.remarks[0]!.text).toContain('zit niet in de basisverdeling')
  })
})
