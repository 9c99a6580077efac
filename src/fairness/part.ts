/** Draws divided over threads and machines: what each makes is a part, and parts add up to the very same answer. */
import { InputError, type Fault } from '../domain/errors.js'
import type { Scenario } from '../domain/scenario.js'
import { VERSION } from '../domain/version.js'
import type { FairnessPart } from '../shapes/answers/fairness.js'
import { added, type Entries } from './ledger.js'
import type { Contender } from '../domain/contenders.js'
import { baseOf } from './populations.js'
import { askedOf, type FairnessQuestion } from './question.js'
import { soundFaults } from './sound.js'
import { summedIn } from './sweep.js'

/** Draws from one up to, not including, another. */
export type Range = readonly [from: number, to: number]

/** What was summed over some of the draws. Plain data, without times or threads. */
export type Part = Omit<FairnessPart, 'sha256'>

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
  scenario: Scenario,
  question: FairnessQuestion,
  draws: readonly Range[],
  entries: Entries,
): Part {
  const { id, title, data, sha256 } = scenario
  return {
    kind: 'fairness-part',
    version: VERSION,
    scenario: id,
    data,
    input: { sha256 },
    title,
    ...summedIn(baseOf(scenario)),
    question,
    draws: joined(draws),
    entries,
  }
}

/**
 * Parts of one question as one.
 * @throws InputError where they are of different questions or scenarios, overlap, or leave draws out
 */
export function merged(parts: readonly Part[], names: readonly string[]): Part {
  const [first] = parts
  if (first === undefined) throw new InputError([{ code: 'usage', path: 'part', found: '0', expected: '> 0' }])
  const faults = parts.flatMap((part, i): Fault[] =>
    toldOf(part) === toldOf(first)
      ? []
      : [{ code: 'other-question', path: names[i]!, found: shown(part), expected: shown(first) }],
  )
  if (faults.length > 0) throw new InputError(faults)
  const ranges = parts.flatMap((part) => part.draws)
  const draws = joined(ranges)
  const counted = ranges.reduce((sum, [from, to]) => sum + to - from, 0)
  const whole = draws.length === 1 && draws[0]![0] === 0 && draws[0]![1] === first.question.draws
  if (!whole || counted !== first.question.draws) {
    const found = ranges.map(([from, to]) => `${from}–${to - 1}`).join(', ')
    throw new InputError([
      { code: 'draws-missing', path: names.join(', '), found, expected: `0–${first.question.draws - 1}` },
    ])
  }
  return { ...first, draws, entries: added(parts.map(({ entries }) => entries)) }
}

/** What parts of one question have alike: all but their draws and what was summed over them. */
function toldOf({ version, data, input, scenario, title, oors, specialties, training, question }: Part): string {
  return JSON.stringify([version, data, input, scenario, title, oors, specialties, training, inOrder(question)])
}

function inOrder(question: FairnessQuestion): object {
  const { settings, ...rest } = question
  const sorted = (fields: object) => Object.entries(fields).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return [sorted(rest), sorted(settings)]
}

/**
 * What is wrong with a part by itself: what it says it was asked, which draws, and sums that cannot be.
 * @param part of the right shape
 */
export function partFaults(part: Part): Fault[] {
  const { question, oors, specialties, version, draws, entries } = part
  const asked = questionFaults(question)
  if (asked.length > 0) return asked
  const codes = [
    ...duplicates(oors).map((code): Fault => ({ code: 'duplicate', path: 'oors', found: code, expected: '' })),
    ...duplicates(specialties).map((code): Fault => ({ code: 'duplicate', path: 'specialties', found: code, expected: '' })), // prettier-ignore
  ]
  const rising = draws.every(
    ([from, to], i) => from < to && to <= question.draws && (i === 0 || draws[i - 1]![1] <= from),
  )
  const faults: Fault[] = [
    ...(version === VERSION ? [] : [{ code: 'value', path: 'version', found: version, expected: VERSION } as const]),
    ...codes,
    ...(rising ? [] : [{ code: 'value', path: 'draws', found: JSON.stringify(draws), expected: `0 < … <= ${question.draws}` } as const]), // prettier-ignore
  ]
  return faults.length > 0 ? faults : soundFaults(part, entries)
}

/** A question in a part is filled in, and stands as it is asked. */
function questionFaults(question: FairnessQuestion): Fault[] {
  try {
    const asked = askedOf(question)
    if (JSON.stringify(inOrder(asked)) === JSON.stringify(inOrder(question))) return []
    return [{ code: 'value', path: 'question', found: JSON.stringify(question), expected: JSON.stringify(asked) }]
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    return error.faults.map((each) => ({ ...each, code: 'value', path: `question.${each.path}` }))
  }
}

function duplicates(codes: readonly string[]): string[] {
  const seen = new Set<string>()
  return codes.filter((code) => seen.has(code) || !seen.add(code))
}

function shown({ version, data, input, question }: Part): string {
  return `${version} ${data} ${input.sha256.slice(0, 8)} ${JSON.stringify(question)}`
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
