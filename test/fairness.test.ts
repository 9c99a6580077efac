/** Many years: known theory comes out, chance and sums are exact, and parts add up to the very same answer. */
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sweepAll } from '../src/ask/sweeps.js'
import type { InputError } from '../src/domain/errors.js'
import { answerOf, type Untold } from '../src/fairness/answer.js'
import { Chance, exp, log, logFactorial } from '../src/fairness/chance.js'
import { beyondNormal, holm, ratio, studentQuantile } from '../src/fairness/intervals.js'
import { batchesOf, merged, type Part } from '../src/fairness/part.js'
import { drawnYears, baseOf } from '../src/fairness/populations.js'
import { askedOf, type FairnessRequest } from '../src/fairness/question.js'
import { Sums } from '../src/fairness/sums.js'
import { parseScenario, readScenario } from '../src/io/read/scenario.js'

/** One specialty over m OORs, without floor: what theory speaks of. */
function row(m: number, intake: number, extra: object = {}) {
  const oors = Array.from({ length: m }, (_, o) => ({ code: `O${o}` }))
  return parseScenario({
    id: `row-${m}`,
    year: 2027,
    data: 'synthetic',
    oors,
    specialties: [{ code: '1', name: 'one', intake }],
    careUse: { unit: 'volume', all: [oors.map(() => 1)] },
    criterion: { all: 1, training: 0 },
    floor: null,
    zeroCells: [],
    ...extra,
  })
}

/** Not in threads, which are tested as they are built. */
const ALONE = { threads: 1 }

async function answered(scenario: ReturnType<typeof row>, request: FairnessRequest): Promise<Untold> {
  const question = askedOf(request)
  return answerOf(await sweepAll(scenario, question, ALONE))
}

describe('chance', () => {
  it('has the logarithm and the power of e to the last digits', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-300, max: 1e300, noNaN: true }), (x) => {
        expect(Math.abs(log(x) - Math.log(x))).toBeLessThanOrEqual(4e-16 * Math.max(1, Math.abs(Math.log(x))))
      }),
      { seed: 11, numRuns: 2_000 },
    )
    fc.assert(
      fc.property(fc.double({ min: -690, max: 690, noNaN: true }), (x) => {
        expect(Math.abs(exp(x) / Math.exp(x) - 1)).toBeLessThan(4e-15 + Math.abs(x) * 3e-16)
      }),
      { seed: 12, numRuns: 2_000 },
    )
    expect([log(1), exp(0)]).toEqual([0, 1])
    for (let k = 1, sum = 0; k < 200; k++) {
      sum += Math.log(k)
      expect(logFactorial(k)).toBeCloseTo(sum, 8)
    }
  })

  it('depends on seed, draw and stream, and on nothing else', () => {
    const first = (...keys: number[]) => new Chance(...keys).uniform()
    expect(first(1, 2, 3)).toBe(first(1, 2, 3))
    const others = [
      first(1, 2, 3),
      first(2, 1, 3),
      first(1, 3, 2),
      first(1, 2, 4),
      first(1, 2),
      first(1 + 2 ** 32, 2, 3),
    ]
    expect(new Set(others).size).toBe(others.length)
  })

  it.each([0.3, 4, 9.99, 10, 37.5, 900, 65_000])('counts with the mean and variance of Poisson %d', (mean) => {
    const chance = new Chance(7, Math.round(mean * 100))
    const n = 20_000
    const drawn = Array.from({ length: n }, () => chance.poisson(mean))
    const average = drawn.reduce((sum, each) => sum + each, 0) / n
    const variance = drawn.reduce((sum, each) => sum + (each - average) ** 2, 0) / (n - 1)
    expect(Math.abs(average - mean)).toBeLessThan(4.5 * Math.sqrt(mean / n))
    // the variance of a variance: (mean + 2 mean²) / n
    expect(Math.abs(variance - mean)).toBeLessThan(4.5 * Math.sqrt((mean + 2 * mean * mean) / n))
  })

  it('is normal: mean 0, variance 1, and as much beyond 1.96 as there should be', () => {
    const chance = new Chance(5)
    const n = 40_000
    const drawn = Array.from({ length: n }, () => chance.normal())
    expect(Math.abs(drawn.reduce((sum, each) => sum + each, 0) / n)).toBeLessThan(4 / Math.sqrt(n))
    expect(Math.abs(drawn.reduce((sum, each) => sum + each * each, 0) / n - 1)).toBeLessThan(4 * Math.sqrt(2 / n))
    const beyond = drawn.filter((each) => Math.abs(each) > 1.959964).length / n
    expect(Math.abs(beyond - 0.05)).toBeLessThan(4 * Math.sqrt((0.05 * 0.95) / n))
  })

  it('is normal, number by number or many at a time', () => {
    const [single, many] = [new Chance(6), new Chance(6)]
    for (const count of [0, 1, 2, 5, 1, 0, 1, 3, 8]) {
      const drawn = new Float64Array(count)
      many.normals(drawn)
      expect(Array.from(drawn)).toEqual(Array.from({ length: count }, () => single.normal()))
      expect(many.uniform()).toBe(single.uniform())
    }
  })
})

describe('sums', () => {
  it('are exact, products of any size included', () => {
    const whole = fc.integer({ min: -(2 ** 50), max: 2 ** 50 })
    fc.assert(
      fc.property(fc.array(fc.tuple(whole, whole), { maxLength: 60 }), (pairs) => {
        const sums = new Sums(2)
        for (const [a, b] of pairs) {
          sums.add(0, a)
          sums.addProduct(1, a, b)
        }
        expect(sums.totals()).toEqual([
          pairs.reduce((sum, [a]) => sum + BigInt(a), 0n),
          pairs.reduce((sum, [a, b]) => sum + BigInt(a) * BigInt(b), 0n),
        ])
      }),
      { seed: 3 },
    )
  })
})

describe('intervals', () => {
  it('are those of Student for one year a run', () => {
    const values = [3, 5, 4, 9, 2, 7]
    const sum = (of: (x: number) => number) => BigInt(values.reduce((total, x) => total + of(x), 0))
    const found = ratio({ runs: 6, x: sum((x) => x), xx: sum((x) => x * x), xk: sum((x) => x), k: 6n, kk: 6n }, 1)!
    // by hand: mean 5, s² = 34/5, se = √(34/30), t(5) = 2.570582
    expect(found.mean).toBe(5)
    expect(found.high! - 5).toBeCloseTo(2.570582 * Math.sqrt(34 / 30), 9)
  })

  it('know the quantiles and tails of the tables', () => {
    const table = { 10: 2.228139, 20: 2.085963, 30: 2.042272, 100: 1.983972 }
    for (const [df, t] of Object.entries(table)) expect(studentQuantile(Number(df))).toBeCloseTo(t, 4)
    for (const [z, tail] of [
      [0, 1],
      [1, 0.317310508],
      [1.959963985, 0.05],
      [3, 0.002699796],
      [6, 1.973175e-9],
    ] as const)
      // prettier-ignore
      expect(beyondNormal(z) / tail).toBeCloseTo(1, 6)
  })

  it('are adjusted for looking often as Holm does', () => {
    expect(holm([0.01, 0.04, 0.03, 0.005])).toEqual([0.03, 0.06, 0.06, 0.02])
  })
})

describe('known theory', () => {
  it.each([
    [6, [1, 26, 66, 26, 1], 120],
    [7, [722, 10543, 23548, 10543, 722], 46080],
  ])('nearest roundings of %d shares miss as often as they should', async (m, ways, all) => {
    const draws = 6_000
    const { totals } = await answered(row(m, 10_000), { draws, population: 'simplex', methods: ['next-best'] })
    for (const [i, each] of ways.entries()) {
      const chance = each / all
      const found = totals.missedBy[String(i - 2)] ?? 0
      expect(Math.abs(found - chance), `${i - 2}`).toBeLessThan(4 * Math.sqrt((chance * (1 - chance)) / draws) + 1e-3)
    }
  })

  it('largest remainder has no bias, and the variance of theory; in one row the optimum is the same', async () => {
    const m = 7
    const methods = ['next-best', 'absolute', 'squares', 'largest-remainder'] as const
    const found = await answered(row(m, 10_000), { draws: 8_000, population: 'simplex', methods })
    const variance = ((m - 1) * (m + 2)) / (12 * m * m)
    for (const { oors, answered: years } of found.methods) {
      expect(years).toBe(8_000)
      for (const { gain } of oors) {
        expect(Math.abs(gain!.mean)).toBeLessThan(4 * Math.sqrt(variance / 8_000))
        expect(gain!.variance / variance).toBeCloseTo(1, 1)
      }
    }
    for (const { againstNextBest } of found.methods.slice(1)) expect(againstNextBest!.error!.mean).toBe(0)
    expect(found.claims).toEqual([])
  })

  it('carrying totals keeps every shortfall below (m-1)/m, and (m-1)/(2m) in the mean', async () => {
    const m = 7
    const request = { draws: 500, population: 'simplex', methods: ['next-best'], years: 10 } as const
    const carried = await answered(row(m, 10_000), { ...request, carry: 'totals' })
    const without = await answered(row(m, 10_000), request)
    const { worst } = carried.runs!
    expect(worst.low! - 0.01).toBeLessThan((m - 1) / (2 * m))
    expect(worst.high! + 0.01).toBeGreaterThan((m - 1) / (2 * m))
    expect(without.runs!.worst.mean).toBeGreaterThan(2 * worst.mean)
    for (const { low, high } of carried.runs!.accumulated) {
      expect(Math.min(...low)).toBeGreaterThan(-(m - 1) / m)
      expect(Math.max(...high)).toBeLessThan(1)
    }
  })
})

describe('arrears', () => {
  it('are carried by every method: the least total error is measured from what cells are owed, and begins there', async () => {
    const request: FairnessRequest = { draws: 12, years: 4, carry: 'arrears' }
    const { methods } = await answered(readScenario('2027-base'), request)
    for (const { method, answered: years, stuck, offTotals } of methods) {
      expect([method, years + stuck + offTotals]).toEqual([method, 48])
    }
  })
})

describe('claims', () => {
  it('find a planted bias: whoever lies on a floor that is not whole gets its next whole place', async () => {
    const oors = ['A', 'B', 'C', 'D'].map((code) => ({ code }))
    const biased = row(4, 101, {
      oors,
      careUse: { unit: 'volume', all: [[40, 35, 20, 5]] },
      floor: { share: 0.1 },
      options: { half: 'up' },
    })
    const { claims } = await answered(biased, { draws: 400, methods: ['next-best'] })
    // the floor is 10.1 places, and whoever lies on it never gets less: 11
    expect(claims.filter(({ about }) => about === 'oor').map(({ oor }) => oor)).toContain('D')
    expect(claims.find(({ oor }) => oor === 'D')!.low).toBeGreaterThan(0)
  })

  it('do not call a fair population unfair more often than one time in twenty', async () => {
    const scenario = row(5, 500)
    const repetitions = 1_000
    const called = { oor: 0, size: 0, any: 0 }
    for (let seed = 0; seed < repetitions; seed++) {
      const { claims } = await answered(scenario, { draws: 60, population: 'simplex', methods: ['next-best'], seed })
      if (claims.length > 0) called.any++
      for (const { about } of claims) if (about === 'oor' || about === 'size') called[about]++
    }
    console.log(`${called.any} of ${repetitions} fair populations called unfair`, called)
    expect(called.any).toBeLessThanOrEqual(0.05 * repetitions)
  })
})

describe('parts', () => {
  const base = readScenario('2027-base')
  const question = askedOf({ draws: 60, years: 2, methods: ['next-best', 'stepwise', 'lottery'], carry: 'arrears' })

  it('add up to the very same bytes, in any number and any order', async () => {
    const whole = await sweepAll(base, question, ALONE)
    const shards = await Promise.all(
      [3, 1, 2].map((index) => sweepAll(base, question, { ...ALONE, shard: { index, of: 3 } })),
    )
    const together = merged(shards, ['a', 'b', 'c'])
    expect(together.draws).toEqual([[0, 60]])
    const json = (part: Part) => JSON.stringify(answerOf(part))
    expect(json(together)).toBe(json(whole))
  })

  it('that overlap, that are missing or that are of another question are refused by name', async () => {
    const [one, two] = [1, 2].map((index) => sweepAll(base, question, { ...ALONE, shard: { index, of: 2 } }))
    const other = await sweepAll(base, { ...question, seed: 2 }, { ...ALONE, shard: { index: 2, of: 2 } })
    const refused = (...args: Parameters<typeof merged>) => {
      try {
        merged(...args)
      } catch (error) {
        return (error as InputError).faults.map(({ code, path }) => `${code} ${path}`)
      }
      return []
    }
    expect(refused([await one!, await two!], ['a', 'b'])).toEqual([])
    expect(refused([await one!], ['a'])).toEqual(['draws-missing a'])
    expect(refused([await one!, await one!, await two!], ['a', 'b', 'c'])).toEqual(['draws-missing a, b, c'])
    expect(refused([await one!, other], ['a', 'b'])).toEqual(['other-question b'])
    expect(refused([], [])).toEqual(['usage part'])
    const [a, b] = [await one!, await two!]
    expect(refused([a, { ...b, oors: b.oors.toReversed() }], ['a', 'b'])).toEqual(['other-question b'])
  })

  it('take every draw once, however they are divided', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300_000 }), fc.integer({ min: 1, max: 40 }), (draws, of) => {
        const asked = askedOf({ draws })
        const all = Array.from({ length: of }, (_, i) => batchesOf(base, asked, { index: i + 1, of })).flat()
        const sorted = all.toSorted(([a], [b]) => a - b)
        expect(sorted[0]![0]).toBe(0)
        expect(sorted.at(-1)![1]).toBe(draws)
        sorted.slice(1).forEach(([from], i) => expect(from).toBe(sorted[i]![1]))
      }),
      { seed: 4, numRuns: 60 },
    )
  })
})

describe('populations', () => {
  const base = baseOf(readScenario('2027-base'))

  it('keep every row of shares whole, and places whole', () => {
    for (const population of ['counting', 'drift', 'worlds', 'simplex'] as const) {
      const { settings } = askedOf({ population })
      for (const { scenario, share } of drawnYears(base, population, settings, { seed: 1, draw: 4, years: 3 })) {
        for (const places of [...share.all, ...share.training!])
          expect(places.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12)
        for (const { intake } of scenario.specialties) expect(Number.isInteger(intake) && intake >= 0).toBe(true)
      }
    }
  })

  it('drift as far as is set, and no further: without any they stay', () => {
    const still = drawnYears(base, 'drift', { cell: 0, oor: 0, intake: 0 }, { seed: 1, draw: 0, years: 3 })
    for (const { share, scenario } of still) {
      share.all.forEach((places, s) =>
        places.forEach((each, o) => expect(each).toBeCloseTo(base.share.all[s]![o]!, 12)),
      )
      expect(scenario.specialties.map(({ intake }) => intake)).toEqual(
        base.scenario.specialties.map(({ intake }) => intake),
      )
    }
  })
})

describe('what is asked', () => {
  it('is filled in, and every fault is told in one round', () => {
    expect(askedOf({})).toMatchObject({ draws: 1_000, seed: 1, population: 'drift', years: 1, carry: 'none', settings: { cell: 0.05, oor: 0.02, intake: 0.1 } }) // prettier-ignore
    const wrong = {
      draws: 0,
      years: 1.5,
      population: 'tombola',
      carry: 'all',
      methods: ['best'],
      settings: { wind: 1 },
    }
    let faults: readonly string[] = []
    try {
      askedOf(wrong as never)
    } catch (error) {
      faults = (error as InputError).faults.map(({ path }) => path)
    }
    expect(faults).toEqual(['population', 'methods', 'carry', 'draws', 'years', 'settings.wind'])
  })
})
