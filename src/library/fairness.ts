/** The library on many years, and on what readings of the protocol matter. */
import { InputError } from '../domain/errors.js'
import { sensitivityOf, type SensitivityLimits, type SensitivityQuestion } from '../ask/sensitivity.js'
import { sweepAll, type Sweeping } from '../ask/sweeps.js'
import { answerOf } from '../fairness/answer.js'
import { merged, type Part, type Shard } from '../fairness/part.js'
import { askedOf, type FairnessQuestion, type FairnessRequest } from '../fairness/question.js'
import type { Contender } from '../domain/contenders.js'
import { parsePart, readPart } from '../ask/parts.js'
import { parseFairness, readFairness } from '../io/read/fairness.js'
import { optionsInForce } from '../domain/options.js'
import { said } from '../io/read/readings.js'
import { claimText } from '../words/fairness.js'
import type { Language } from '../words/texts.js'
import type { Fairness, FairnessPart } from '../shapes/answers/fairness.js'
import type { Sensitivity } from '../shapes/answers/sensitivity.js'
import { type ScenarioInput, type InFrame, scenarioOf, bothOf, checkWhole } from './inputs.js'
import { withMade } from './made.js'

/** How many years are drawn, by which methods they are rounded, and on how many threads. */
export interface SweepRequest extends FairnessRequest, Omit<Sweeping, 'shard'>, InFrame {}

/**
 * Whether rounding is fair over many random years: each rounded by every method, measured, and compared (means a year with 95%
 * intervals; claims that stand after Holm's adjustment). The same seed gives the same answer, on any number of threads.
 * @throws InputError for wrong input, with every fault; EngineError when an audited year does not stand
 */
export async function fairness(scenario: ScenarioInput, request: SweepRequest = {}): Promise<Fairness> {
  const { frame, language, threads, signal, onProgress, onYears, kept, queue, openSweeper, ...rest } = request
  const [asked, read] = bothOf(
    () => askedOf(rest),
    () => scenarioOf(scenario, frame),
  )
  const part = await sweepAll(read, asked, { threads, signal, onProgress, onYears, kept, queue, openSweeper })
  return said(told(part, language), [read], language)
}

/** One of the shards of the same question: parts of all of them make its answer (`mergeFairness`). */
export async function fairnessPart(
  scenario: ScenarioInput,
  shard: Shard,
  request: SweepRequest = {},
): Promise<FairnessPart> {
  const { frame, language: _, threads, signal, onProgress, onYears, kept, queue, openSweeper, ...rest } = request
  const [asked, read] = bothOf(
    () => askedOf(rest),
    () => scenarioOf(scenario, frame),
  )
  const part = await sweepAll(read, asked, { shard, threads, signal, onProgress, onYears, kept, queue, openSweeper })
  return withMade(part, 'fairness', { ...fromPart(part), shard })
}

/** What the sums of a part were made from. */
function fromPart({ input, question }: Part): Readonly<Record<string, unknown>> {
  return { scenario: input.sha256, ...question }
}

/**
 * The answer of all parts together, the very same as that of one run.
 * @param parts paths of files, or parts in memory
 * @throws InputError when they are of different questions, overlap, or leave draws out
 */
export function mergeFairness(parts: readonly (string | object)[], language: Language = 'nl'): Fairness {
  const names = parts.map((part, i) => (typeof part === 'string' ? part : `parts[${i}]`))
  const read = parts.map((part, i) => (typeof part === 'string' ? readPart(part) : parsePart(part, names[i])))
  const joined = told(merged(read, names), language)
  // the answer is that of one run, and so is the command
  const command = read[0]?.made?.command?.replace(/ --shard \S+/, '')
  return command === undefined ? joined : { ...joined, made: { ...joined.made!, command } }
}

/**
 * An answer to be shown beside that of a question: of the same runs, under another rule of carrying over.
 * @param given the path of its JSON, or the answer itself
 * @throws InputError `other-question` where it is of other years
 */
export function fairnessBeside(
  given: string | object,
  scenario: ScenarioInput,
  request: FairnessRequest & InFrame = {},
): Fairness {
  const { frame, language: _, ...rest } = request
  const answer = typeof given === 'string' ? readFairness(given) : parseFairness(given)
  const [asked, read] = bothOf(
    () => askedOf(rest),
    () => scenarioOf(scenario, frame),
  )
  const [found, expected] = [drawnBy(answer, answer.input.sha256, answer.methods[0]!.method), drawnBy(asked, read.sha256, asked.methods[0]!)] // prettier-ignore
  if (found === expected) return answer
  const path = typeof given === 'string' ? given : 'beside'
  throw new InputError([{ code: 'other-question', path, found, expected }])
}

/** What two answers must have alike to be of the same runs. */
function drawnBy(of: Omit<FairnessQuestion, 'methods' | 'carry'>, sha256: string, method: Contender): string {
  const { seed, population, settings } = of
  return [sha256.slice(0, 8), of.draws, of.years, seed, population, JSON.stringify(settings), method].join(' ')
}

function told(part: Part, language: Language = 'nl'): Fairness {
  const answer = answerOf(part)
  const claims = answer.claims.map((claim) => ({ ...claim, text: claimText(claim, language) }))
  return withMade({ ...answer, claims }, 'fairness', fromPart(part))
}

/** What is asked of a scenario's readings, and how. */
export interface SensitivityRequest extends Partial<SensitivityQuestion>, SensitivityLimits, InFrame {}

/**
 * What the readings of the protocol matter: each option of the base switched, in `pairs` too, in this year and in `draws` random
 * ones; and with `careUse` how near each cell was to a place more or fewer.
 * @throws InputError for wrong input, with every fault
 */
export async function sensitivity(scenario: ScenarioInput, request: SensitivityRequest = {}): Promise<Sensitivity> {
  const { frame, language, pairs = false, careUse = false, draws = 0, seed = 1, ...limits } = request
  const read = scenarioOf(scenario, frame)
  checkWhole({ draws: [draws, 0, MOST_DRAWN], seed: [seed, 0, Number.MAX_SAFE_INTEGER] })
  const found = await sensitivityOf(read, { pairs, careUse, draws, seed }, limits)
  const from = { scenario: read.sha256, options: optionsInForce(read.options), pairs, careUse, draws, seed }
  return withMade(said(found, [read], language), 'sensitivity', from)
}

/** The most random years of a sensitivity. */
const MOST_DRAWN = 1_000_000
