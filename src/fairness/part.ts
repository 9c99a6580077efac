/** Draws divided over threads and machines: what each makes is a part, and parts add up to the very same answer. */
import { InputError, type Fault } from '../domain/errors.js'
import type { Scenario } from '../domain/scenario.js'
import type { FairnessPart } from '../shapes/answers/fairness.js'
import { added, type Entries } from './ledger.js'
import type { Contender } from '../domain/contenders.js'
import type { FairnessQuestion } from './question.js'

/** Draws from one up to, not including, another. */
export type Range = readonly [from: number, to: number]

/** What was summed over some of the draws. Plain data, without times or threads. */
export type Part = FairnessPart

/** One of so many shards, from 1. */
export interface Shard {
  readonly index: number
  readonly of: number
}

/** How long a year takes each method, roughly, in units of one `next-best`. */
const WEIGHT: Readonly<Record<Contender, number>> = {
  'next-best': 1,
  absolute: 1,
  squares: 1,
  largest: 6,
  proportional: 5,
  stepwise: 2,
  sequential: 1,
  'largest-remainder': 1,
  lottery: 2,
}

/** Years of one `next-best` of 30x7 in a batch: a second or so of work. */
const BATCH = 12_000
const CELLS = 30 * 7

/** What is asked of few draws is still divided over so many threads or machines, in batches that are worth the handing out. */
const SHARES = 8

/**
 * Batches of draws that are each done at a stretch; a shard takes every so many of them.
 */
export function batchesOf(
  { specialties, oors }: Scenario,
  { draws, years, methods }: FairnessQuestion,
  { index, of }: Shard,
): Range[] {
  const weight = methods.reduce((sum, name) => sum + WEIGHT[name], 2)
  const most = (BATCH / weight / years) * Math.min(1, CELLS / (specialties.length * oors.length))
  const each = draws / of
  const size = Math.max(1, Math.ceil(Math.min(most, each, Math.max(most, each) / SHARES)))
  const batches: Range[] = []
  for (let from = 0, i = 0; from < draws; from += size, i++) {
    if (i % of === index - 1) batches.push([from, Math.min(draws, from + size)])
  }
  return batches
}

export function partOf(
  { id, title, data, sha256, oors, specialties }: Scenario,
  question: FairnessQuestion,
  draws: readonly Range[],
  entries: readonly Entries[],
): Part {
  return {
    kind: 'fairness-part',
    scenario: id,
    data,
    input: { sha256 },
    title,
    oors: oors.map(({ code }) => code),
    specialties: specialties.map(({ code }) => code),
    question,
    draws: joined(draws),
    entries: added(entries),
  }
}

/**
 * Parts of one question as one.
 * @throws InputError where they are of different questions or scenarios, overlap, or leave draws out
 */
export function merged(parts: readonly Part[], names: readonly string[]): Part {
  const [first] = parts
  if (first === undefined) throw new InputError([{ code: 'usage', path: 'part', found: '0', expected: '> 0' }])
  const same = (part: Part) => JSON.stringify([part.input, part.question, part.oors, part.specialties])
  const faults = parts.flatMap((part, i): Fault[] =>
    same(part) === same(first)
      ? []
      : [{ code: 'other-question', path: names[i]!, found: shown(part), expected: shown(first) }],
  )
  parts.forEach((part, i) => faults.push(...cellFaults(part, names[i]!)))
  if (faults.length > 0) throw new InputError(faults)
  const draws = joined(parts.flatMap((part) => part.draws))
  const counted = parts.flatMap((part) => part.draws).reduce((sum, [from, to]) => sum + to - from, 0)
  const whole = draws.length === 1 && draws[0]![0] === 0 && draws[0]![1] === first.question.draws
  if (!whole || counted !== first.question.draws) {
    const found = parts.flatMap((part) => part.draws.map(([from, to]) => `${from}–${to - 1}`)).join(', ')
    throw new InputError([
      { code: 'draws-missing', path: names.join(', '), found, expected: `0–${first.question.draws - 1}` },
    ])
  }
  return { ...first, draws, entries: added(parts.map(({ entries }) => entries)) }
}

/** Of each method there is a sum for every cell. */
function cellFaults({ oors, specialties, entries }: Part, name: string): Fault[] {
  const cells = oors.length * specialties.length
  return Object.entries(entries.cells).flatMap(([method, sums]): Fault[] =>
    sums.length === cells
      ? []
      : [{ code: 'shape', path: `${name}: entries.cells.${method}`, found: `${sums.length}`, expected: `${cells}` }],
  )
}

function shown({ input, question }: Part): string {
  return `${input.sha256.slice(0, 8)} ${JSON.stringify(question)}`
}

/** Ranges in order, those that touch as one. */
function joined(ranges: readonly Range[]): Range[] {
  const result: [number, number][] = []
  for (const [from, to] of ranges.toSorted(([a], [b]) => a - b)) {
    const last = result.at(-1)
    if (last !== undefined && from <= last[1]) last[1] = Math.max(last[1], to)
    else result.push([from, to])
  }
  return result
}
