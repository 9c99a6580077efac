/** From sums to the answer: means per year with their intervals, and the claims that these carry. */
import type { Contender } from '../domain/contenders.js'
import type { Estimate, Fairness, FairnessClaim, FairnessMethod } from '../shapes/answers/fairness.js'
import { chanceOfZero, holm, ratio, type Ratio } from './intervals.js'
import type { Entries, Histogram, Layout } from './ledger.js'
import { SCALARS, UNIT, type Scalar } from './measures.js'
import type { Part } from './part.js'
import { layoutOf, PAIRED, SIZES } from './slots.js'
import { FAN_BIN } from './sweep.js'

/** Fewer runs than this carry no claim. */
const FEWEST = 30

/**
 * A claim stands where chance makes one like it, anywhere in the answer, in fewer fair populations than this. Holm's adjustment reaches
 * its level and keeps nothing in hand: at 5% a fair population of five OORs was called unfair in 4.9% of 10,000 answers, and in 63 of
 * the first 1,000. At 3% that is 3.2%, and 42.
 */
const FALSE_ALARMS = 0.03

/** An answer whose claims have no words yet. */
export type Untold = Omit<Fairness, 'claims' | 'read'> & { readonly claims: readonly FairnessClaim[] }

/** What draws say together. */
export function answerOf(part: Part): Untold {
  const { question, oors } = part
  const read = new Reader(part.entries, layoutOf(part, question))
  const methods = question.methods.map((name) => methodOf(name, part, read))
  return {
    kind: 'fairness',
    scenario: part.scenario,
    data: part.data,
    population: question.population,
    settings: question.settings,
    draws: question.draws,
    years: question.years,
    seed: question.seed,
    carry: question.carry,
    audited: read.tally('audited'),
    input: part.input,
    withoutTarget: read.tally('withoutTarget'),
    totals: { missedBy: missedBy(read) },
    methods,
    effects: oors.map((code) => ({
      oor: code,
      criterion: read.estimate(`effect|criterion|${code}`, UNIT.gain),
      floor: read.estimate(`effect|floor|${code}`, UNIT.gain),
      rounding: read.estimate(`effect|rounding|${code}`, UNIT.gain),
      sizes: {
        criterion: read.mean(`size|criterion|${code}`, UNIT.gain),
        floor: read.mean(`size|floor|${code}`, UNIT.gain),
        rounding: read.mean(`size|rounding|${code}`, UNIT.gain),
      },
    })),
    runs: question.years > 1 ? runsOf(part, read) : null,
    claims: claimsOf(part, read),
  }
}

/** Numbers by name, as sums of units became means. */
class Reader {
  constructor(
    private readonly entries: Entries,
    private readonly layout: Layout,
  ) {}

  ratio(name: string, unit: number): Ratio | null {
    const at = this.layout.tracks.get(name)
    if (at === undefined) return null
    const [x, xx, xk] = this.entries.tracks[at.slot]!.map(BigInt)
    const [k, kk, runs] = this.entries.counts[at.count]!.map(BigInt)
    return ratio({ runs: Number(runs), x: x!, xx: xx!, xk: xk!, k: k!, kk: kk! }, unit)
  }

  estimate(name: string, unit: number): Estimate | null {
    const found = this.ratio(name, unit)
    return found && estimateOf(found)
  }

  mean(name: string, unit: number): number | null {
    return this.estimate(name, unit)?.mean ?? null
  }

  /** The variance of single years. */
  variance(name: string, unit: number): number {
    const { slot, count } = this.layout.tracks.get(name)!
    const [x, , , yearly] = this.entries.tracks[slot]!.map(BigInt)
    const k = BigInt(this.entries.counts[count]![0]!)
    return k < 2n ? 0 : rounded(Number(k * yearly! - x! * x!) / Number(k * (k - 1n)) / unit / unit)
  }

  count(name: string): number {
    return Number(this.entries.counts[this.layout.counts.get(name)!]![0]!)
  }

  tally(name: string): number {
    return this.entries.tallies[name] ?? 0
  }

  fan(year: number, which: number): Histogram {
    return this.entries.fans[year]![which]!
  }

  /** Tallies whose name begins so, by the number that follows; ascending. */
  histogram(prefix: string): Histogram {
    return Object.entries(this.entries.tallies)
      .flatMap(([name, times]) =>
        name.startsWith(prefix) ? [[Number(name.slice(prefix.length)), times] as const] : [],
      )
      .toSorted(([a], [b]) => a - b)
  }

  /** Means per cell, in places. */
  cells(method: string, width: number): number[][] | null {
    const sums = this.entries.cells[method]
    const years = this.count(method)
    if (sums === undefined) return null
    const means = sums.map((sum) => rounded(Number(sum) / years / 1e9))
    return Array.from({ length: means.length / width }, (_, s) => means.slice(s * width, (s + 1) * width))
  }
}

/** Nine decimals, as all numbers here. */
function rounded(value: number): number {
  return Math.round(value * 1e9) / 1e9
}

function estimateOf({ mean, low, high }: Ratio): Estimate {
  return { mean: rounded(mean), low: low === null ? null : rounded(low), high: high === null ? null : rounded(high) }
}

function missedBy(read: Reader): Record<string, number> {
  const years = read.count('years')
  return Object.fromEntries(read.histogram('missedBy|').map(([miss, times]) => [String(miss), rounded(times / years)]))
}

function methodOf(name: Contender, { question, oors, specialties }: Part, read: Reader): FairnessMethod {
  const scalar = (each: Scalar) => read.estimate(`${name}|${each}`, UNIT[each])
  const estimates = Object.fromEntries(SCALARS.map((each) => [each, scalar(each)])) as Record<Scalar, Estimate | null>
  const { beyond, quotaViolations, reversals, ...rest } = estimates
  const compared = name !== 'next-best' && question.methods.includes('next-best')
  return {
    method: name,
    answered: read.count(name),
    stuck: read.tally(`${name}|stuck`) + read.tally(`${name}|infeasible`),
    offTotals: read.tally(`${name}|off-totals`),
    beyond: beyond?.mean ?? null,
    ...rest,
    quotaViolations: quotaViolations?.mean ?? null,
    reversals: reversals?.mean ?? null,
    againstNextBest: compared
      ? {
          nextBests: read.estimate(`${name}|paired|nextBests`, UNIT.nextBests),
          error: read.estimate(`${name}|paired|error`, UNIT.error),
        }
      : null,
    oors: oors.map((code) => {
      const gain = read.estimate(`${name}|oor|${code}`, UNIT.gain)
      return {
        oor: code,
        gain: gain && { ...gain, variance: read.variance(`${name}|oor|${code}`, UNIT.gain) },
        gainToRaw: read.estimate(`${name}|raw|${code}`, UNIT.gain),
      }
    }),
    specialties: specialties.map((code) => ({
      specialty: code,
      gain: read.estimate(`${name}|specialty|${code}`, UNIT.gain),
    })),
    cells: { mean: read.cells(name, oors.length) },
    sizes: sizesOf().map((size, i) => ({
      ...size,
      cells: read.count(`${name}|size|${i}`),
      gain: read.estimate(`${name}|size|${i}`, UNIT.gain),
    })),
  }
}

/** Bins of whole places: [0, ½) always loses and [½, 1) always wins, so narrower ones would only show that. */
function sizesOf(): { readonly from: number; readonly to: number | null }[] {
  return Array.from({ length: SIZES + 1 }, (_, i) => ({ from: i, to: i === SIZES ? null : i + 1 }))
}

function runsOf({ oors, question: { years, methods } }: Part, read: Reader): Fairness['runs'] {
  const times = Array.from({ length: years }, (_, t) => t)
  const at = (o: number, t: number, part: number) => rounded(quantile(read.fan(t, o), part) * FAN_BIN)
  return {
    years,
    method: methods[0]!,
    worst: read.estimate('worst', UNIT.gain)!,
    accumulated: oors.map((code, o) => ({
      oor: code,
      mean: times.map((t) => read.mean(`luck|${t}|${code}`, UNIT.gain) ?? 0),
      low: times.map((t) => at(o, t, 0.05)),
      high: times.map((t) => at(o, t, 0.95)),
    })),
    cellsOffByOne: read.estimate('cellsOffByOne', 1)!,
  }
}

/** The least value that at least this part does not exceed. */
function quantile(histogram: Histogram, part: number): number {
  const all = histogram.reduce((sum, [, times]) => sum + times, 0)
  let seen = 0
  for (const [value, times] of histogram) {
    seen += times
    if (seen >= part * all) return value
  }
  return 0
}

/** What was looked at, and what of it stands after Holm: whether an OOR or a size gains by the first method, and whether another differs. */
function claimsOf({ oors, question: { methods } }: Part, read: Reader): FairnessClaim[] {
  const none = { oor: null, size: null }
  // all methods that meet the totals give an OOR the same: one of them speaks for all
  const looked = [
    ...oors.map((code) => ({
      claim: { ...none, about: 'oor' as const, method: methods[0]!, oor: code },
      found: read.ratio(`${methods[0]!}|oor|${code}`, UNIT.gain),
    })),
    ...sizesOf().map((size, i) => ({
      claim: { ...none, about: 'size' as const, method: methods[0]!, size },
      found: read.ratio(`${methods[0]!}|size|${i}`, UNIT.gain),
    })),
    ...methods.flatMap((method) =>
      PAIRED.map((about) => ({
        claim: { ...none, about, method },
        found: method === 'next-best' ? null : read.ratio(`${method}|paired|${about}`, UNIT[about]),
      })),
    ),
  ].flatMap(({ claim, found }) => (found?.se == null || found.runs < FEWEST ? [] : [{ claim, found }]))
  const adjusted = holm(looked.map(({ found }) => chanceOfZero(found)))
  return looked.flatMap(({ claim, found }, i) => {
    const { mean, low, high } = estimateOf(found)
    return adjusted[i]! < FALSE_ALARMS ? [{ ...claim, mean, low: low!, high: high!, holm: rounded(adjusted[i]!) }] : []
  })
}
