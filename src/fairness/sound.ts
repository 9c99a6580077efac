/**
 * Whether sums can be those of so many draws. Who changes one figure in a file seldom changes all that hang on it: how often things were
 * counted, sums and their squares (Cauchy-Schwarz; a whole number and its square are both odd or both even), what cells and OORs gain.
 * Nothing that passes is proven by it.
 */
import type { Fault } from '../domain/errors.js'
import { AUDIT_EVERY } from './sweep.js'
import type { Contender } from '../domain/contenders.js'
import type { Entries, Histogram, Layout } from './ledger.js'
import { SCALARS, UNIT } from './measures.js'
import type { FairnessQuestion } from './question.js'
import { layoutOf, type Summed } from './slots.js'
import { FAN_BIN } from './sweep.js'

type Range = readonly [from: number, to: number]

/** What sums are said to be of. */
export interface SummedOver extends Summed {
  readonly question: FairnessQuestion
  readonly draws: readonly Range[]
}

/** Why these are no sums of that: the first of each kind, by its place; none where nothing is wrong. */
export function soundFaults(claimed: SummedOver, entries: Entries): Fault[] {
  const { question, oors, specialties, draws } = claimed
  // before room is made for what is only claimed
  const least = question.years === 1 ? 0 : question.years * oors.length
  if (entries.tracks.length < least) return [shape('tracks', entries.tracks.length, `>= ${least}`)]
  const layout = layoutOf(claimed, question)
  const wrong = shapeFaults(layout, entries, oors.length * specialties.length)
  if (wrong.length > 0) return wrong
  const of = new Sums(
    layout,
    entries,
    draws.reduce((sum, [from, to]) => sum + to - from, 0),
    question,
  )
  return [
    ...countFaults(of, oors.length * specialties.length),
    ...tallyFaults(of, draws),
    ...trackFaults(of),
    ...gainFaults(of, claimed),
    ...fanFaults(of, oors),
  ]
}

/** Sums by name, as whole numbers. */
class Sums {
  constructor(
    readonly layout: Layout,
    readonly entries: Entries,
    readonly draws: number,
    readonly question: FairnessQuestion,
  ) {}

  count(name: string): readonly [k: bigint, kk: bigint, runs: bigint] {
    return whole(this.entries.counts[this.layout.counts.get(name)!]!) as [bigint, bigint, bigint]
  }

  track(name: string): readonly [x: bigint, xx: bigint, xk: bigint, yearly: bigint] {
    return whole(this.entries.tracks[this.layout.tracks.get(name)!.slot]!) as [bigint, bigint, bigint, bigint]
  }

  tally(name: string): number {
    return Object.hasOwn(this.entries.tallies, name) ? this.entries.tallies[name]! : 0
  }
}

const whole = (digits: readonly string[]) => digits.map(BigInt)

function shape(what: string, found: number | string, expected: number | string): Fault {
  return { code: 'shape', path: `entries.${what}`, found: String(found), expected: String(expected) }
}

function impossible(what: string, found: unknown, expected: string): Fault {
  return { code: 'impossible-sum', path: `entries.${what}`, found: String(found), expected }
}

/** As many of everything as there should be. */
function shapeFaults({ tracks, counts, fans }: Layout, entries: Entries, cells: number): Fault[] {
  const [years, each] = fans
  return [
    ...(entries.tracks.length === tracks.size ? [] : [shape('tracks', entries.tracks.length, tracks.size)]),
    ...(entries.counts.length === counts.size ? [] : [shape('counts', entries.counts.length, counts.size)]),
    ...(entries.fans.length === years ? [] : [shape('fans', entries.fans.length, years)]),
    ...entries.fans.flatMap((fan, t) => (fan.length === each ? [] : [shape(`fans[${t}]`, fan.length, each)])),
    ...Object.entries(entries.cells).flatMap(([method, sums]) =>
      sums.length === cells ? [] : [shape(`cells.${method}`, sums.length, cells)],
    ),
  ]
}

/** How often each thing was counted: in each run at least once and at most so often, where it was counted at all. */
function countFaults(of: Sums, cells: number): Fault[] {
  const { draws, question, layout } = of
  const most = (name: string) =>
    name === 'runs' ? 1n : BigInt(name.includes('|size|') ? question.years * cells : question.years)
  const faults = [...layout.counts].flatMap(([name, slot]) => {
    const [k, kk, runs] = of.count(name)
    const can =
      runs >= 0n &&
      runs <= BigInt(draws) &&
      k >= runs &&
      k <= most(name) * runs &&
      kk <= most(name) * k &&
      k * k <= runs * kk &&
      (kk - k) % 2n === 0n
    return can ? [] : [impossible(`counts[${slot}]`, [k, kk, runs].join(', '), `${name}: ${draws} x 0 – ${most(name)}`)]
  })
  const [years] = of.count('years')
  const all = BigInt(draws) * BigInt(question.years)
  const total = (what: string, found: bigint, expected: bigint) =>
    found === expected ? [] : [impossible(what, found, String(expected))]
  const answered = question.methods.flatMap((method) => {
    const unanswered = STATUSES.reduce((sum, status) => sum + of.tally(`${method}|${status}`), 0)
    const [own] = of.count(method)
    const [paired] = of.count(`${method}|paired`)
    const [reference] = question.methods.includes('next-best') ? of.count('next-best') : [0n]
    const least = own < reference ? own : reference
    const isPaired = paired <= least && (method !== 'next-best' || paired === own)
    return [
      ...total(`counts: ${method}`, own + BigInt(unanswered), years),
      ...(isPaired ? [] : [impossible(`counts: ${method}|paired`, paired, `<= ${least}`)]),
      ...(own > 0n === Object.hasOwn(of.entries.cells, method) ? [] : [shape(`cells.${method}`, '-', `${own} x`)]),
    ]
  })
  const others = Object.keys(of.entries.cells).filter((name) => !question.methods.includes(name as Contender))
  return [
    ...faults,
    ...total('counts: runs', of.count('runs')[0], BigInt(draws)),
    ...total('counts: years', years + BigInt(of.tally('withoutTarget')), all),
    ...answered,
    ...others.map((name) => shape(`cells.${name}`, name, question.methods.join(' | '))),
  ]
}

/** What a method that did not answer a year is tallied as. */
const STATUSES = ['stuck', 'off-totals', 'infeasible', 'time-limit'] as const

function tallyFaults(of: Sums, draws: readonly Range[]): Fault[] {
  const { question, entries } = of
  const known = new Set([
    'audited',
    'withoutTarget',
    ...question.methods.flatMap((name) => STATUSES.map((status) => `${name}|${status}`)),
  ])
  const missed = Object.keys(entries.tallies).filter((name) => MISSED.test(name))
  const strange = Object.keys(entries.tallies).filter((name) => !known.has(name) && !MISSED.test(name))
  const times = missed.reduce((sum, name) => sum + BigInt(of.tally(name)), 0n)
  const [years] = of.count('years')
  const audited = draws.reduce(
    (sum, [from, to]) => sum + Math.ceil(to / AUDIT_EVERY) - Math.ceil(from / AUDIT_EVERY),
    0,
  )
  return [
    ...strange.map((name): Fault => ({ code: 'unknown-key', path: `entries.tallies.${name}`, found: name, expected: [...known].join(' | ') })), // prettier-ignore
    ...(times === years ? [] : [impossible('tallies.missedBy', times, String(years))]),
    ...(of.tally('audited') <= audited ? [] : [impossible('tallies.audited', of.tally('audited'), `<= ${audited}`)]),
  ]
}

const MISSED = /^missedBy\|(0|-?[1-9]\d{0,8})$/

/** What is never below 0: all that is measured, and sizes. */
function isSize(name: string): boolean {
  return name.startsWith('size|') || name === 'cellsOffByOne' || SCALARS.some((each) => name.endsWith(`|${each}`) && !name.endsWith(`|paired|${each}`)) // prettier-ignore
}

function trackFaults(of: Sums): Fault[] {
  const { layout, question } = of
  const counts = [...layout.counts.keys()]
  return [...layout.tracks].flatMap(([name, { slot, count }]) => {
    const [x, xx, xk, yearly] = of.track(name)
    const [k, kk, runs] = of.count(counts[count]!)
    const isYearly = /^[^|]+\|oor\|/.test(name)
    const single = question.years === 1 && !counts[count]!.includes('|size|')
    const can =
      x * x <= runs * xx &&
      xk * xk <= xx * kk &&
      (xx - x) % 2n === 0n &&
      (isYearly
        ? x * x <= k * yearly && xx <= BigInt(question.years) * yearly && (yearly - x) % 2n === 0n
        : yearly === 0n) &&
      (!single || (xk === x && (!isYearly || yearly === xx))) &&
      (!isSize(name) || x >= 0n) &&
      (!name.endsWith('|beyond') || x <= k)
    return can ? [] : [impossible(`tracks[${slot}]`, [x, xx, xk, yearly].join(', '), `${name}: ${k} x`)]
  })
}

/** Billionths in a unit of gain. */
const NANO_PER_UNIT = BigInt(1e9 / UNIT.gain)

/** What OORs and specialties gain is what their cells gain together, but for half a unit a year. */
function gainFaults(of: Sums, { oors, specialties, question }: SummedOver): Fault[] {
  return question.methods.flatMap((method) => {
    if (!Object.hasOwn(of.entries.cells, method)) return []
    const cells = whole(of.entries.cells[method]!)
    const [years] = of.count(method)
    const wrong = (name: string, own: readonly bigint[]) => {
      const [x] = of.track(name)
      const sum = own.reduce((total, each) => total + each, 0n)
      const off = x * NANO_PER_UNIT - sum
      const most = (NANO_PER_UNIT / 2n) * years
      return off <= most && off >= -most ? [] : [impossible(`cells.${method}`, sum, `${name}: ${x * NANO_PER_UNIT}`)]
    }
    const width = oors.length
    return [
      ...oors.flatMap((code, o) =>
        wrong(
          `${method}|oor|${code}`,
          cells.filter((_, cell) => cell % width === o),
        ),
      ),
      ...specialties.flatMap((code, s) => wrong(`${method}|specialty|${code}`, cells.slice(s * width, (s + 1) * width))), // prettier-ignore
    ]
  })
}

/** Every run is in one bin of each fan, and the bins are where the sum is. */
function fanFaults(of: Sums, oors: readonly string[]): Fault[] {
  const unit = BigInt(UNIT.gain * FAN_BIN)
  const draws = BigInt(of.draws)
  return of.entries.fans.flatMap((year, t) =>
    year.flatMap((bins: Histogram, o) => {
      const ascends = bins.every(([bin, times], i) => times > 0 && (i === 0 || bins[i - 1]![0] < bin))
      const runs = bins.reduce((sum, [, times]) => sum + BigInt(times), 0n)
      const middle = bins.reduce((sum, [bin, times]) => sum + BigInt(bin) * BigInt(times), 0n) * unit
      const [x] = of.track(`luck|${t}|${oors[o]!}`)
      const off = x - middle
      const most = draws * (unit / 2n + 1n)
      return ascends && runs === draws && off <= most && off >= -most
        ? []
        : [impossible(`fans[${t}][${o}]`, runs, `${draws}`)]
    }),
  )
}
