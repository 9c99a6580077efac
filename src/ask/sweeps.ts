/** Many years over many threads: batches are handed out as threads become free, and added up in no order in particular. */
import { EngineError } from '../domain/errors.js'
import { VERSION } from '../domain/version.js'
import type { Scenario } from '../domain/scenario.js'
import { added, type Entries } from '../fairness/ledger.js'
import { batchesOf, partOf, type Range, type Shard } from '../fairness/part.js'
import { baseOf } from '../fairness/populations.js'
import type { FairnessQuestion } from '../fairness/question.js'
import type { YearRow } from '../fairness/rows.js'
import { nothing } from '../fairness/slots.js'
import { summedIn } from '../fairness/sweep.js'
import { fingerprint } from '../io/canonical.js'
import { here } from '../io/machine.js'
import { batchText, sealed, signOf, sumsIn } from './parts.js'
import type { Kept, Queue, Taken } from '../io/store.js'
import type { FairnessPart } from '../shapes/answers/fairness.js'
import { eachWith, inThis, inThread, type Asking } from './spread.js'

export interface Sweeping {
  readonly shard?: Shard | undefined
  /** At most so many at a time, all that the machine has unless said; 1 for this thread alone. */
  readonly threads?: number | undefined
  readonly signal?: AbortSignal | undefined
  /** Called after each batch, with the draws done so far and all of this part. */
  readonly onProgress?: ((done: number, all: number) => void) | undefined
  /** What was kept of batches that were done before, and what keeps those that are done now. */
  readonly kept?: Kept | undefined
  /** Takes every single year, in the order of draws; the sweep waits for it. What is kept or queued has sums only. */
  readonly onYears?: OnYears | undefined
  /** Where batches are put for whoever takes them; this machine takes its share. */
  readonly queue?: Queue | undefined
  /** Where batches are made: one is opened for each that is made at a time. In threads of this machine unless said. */
  readonly openSweeper?: (() => Sweeper) | undefined
}

type OnYears = (rows: readonly YearRow[]) => void | Promise<void>

/** Makes batches one after another. */
export interface Sweeper {
  /** Sums over the draws of a batch. @throws EngineError when an audited answer does not stand; the signal's reason */
  readonly sweep: (
    scenario: Scenario,
    question: FairnessQuestion,
    batch: Range,
    signal: AbortSignal | undefined,
  ) => Promise<Entries>
  readonly end: () => Promise<void>
}

/**
 * Sums over all draws of a shard: the same for any number of threads and machines.
 * @throws the signal's reason when cancelled; EngineError when an audited answer does not stand
 */
export async function sweepAll(
  scenario: Scenario,
  question: FairnessQuestion,
  sweeping: Sweeping = {},
): Promise<FairnessPart> {
  const batches = batchesOf(scenario, question, sweeping.shard ?? { index: 1, of: 1 })
  const sum = sweeping.queue === undefined ? sweepHere : sweepTogether
  return sealed(partOf(scenario, question, batches, await sum(scenario, question, batches, sweeping)))
}

async function sweepHere(
  scenario: Scenario,
  question: FairnessQuestion,
  batches: readonly Range[],
  { threads = here().cores, signal, onProgress, kept, onYears, openSweeper }: Sweeping,
): Promise<Entries> {
  // a signal reaches a thread that waits
  const asking = threads > 1 || signal !== undefined || onYears !== undefined ? inThread : inThis
  const plain = openSweeper ?? (() => sweeperOf(asking()))
  const open = onYears === undefined ? plain : tellingSweepers(asking, batches, onYears)
  const all = drawsOf(batches)
  const claimed = { ...summedIn(baseOf(scenario)), question }
  let done = 0
  let sum = nothing(claimed)
  const waiting = batches.values()
  // of another question, other data or another build: another name
  const of = fingerprint({ version: VERSION, data: scenario.sha256, question }).slice(0, 16)
  const sign = kept === undefined ? '' : signOf(VERSION, scenario, question)
  await eachWith(Math.min(threads, batches.length), open, signal, async ({ sweep }, either) => {
    for (const batch of waiting) {
      either.throwIfAborted()
      const name = `${of}-${pieceOf(batch)}`
      const found = (await kept?.find(name)) ?? null
      const made =
        found === null ? await sweep(scenario, question, batch, either) : sumsIn(found, name, sign, batch, claimed)
      if (found === null) await kept?.keep(name, batchText(sign, batch, made))
      sum = added([sum, made])
      done += drawsOf([batch])
      onProgress?.(done, all)
    }
  })
  return sum
}

function drawsOf(batches: readonly Range[]): number {
  return batches.reduce((sum, [from, to]) => sum + to - from, 0)
}

function pieceOf([from, to]: Range): string {
  return `${from}-${to}`
}

function sweeperOf({ ask, end }: Asking): Sweeper {
  return {
    sweep: (scenario, question, [from, to], signal) => ask('sweep', [scenario, question, from, to], signal),
    end,
  }
}

/** Batches in this thread. */
export function sweepingHere(): Sweeper {
  return sweeperOf(inThis())
}

/** Sweepers that tell every year in the order of draws, whoever is done first: who is ahead waits, so that few batches are in memory. */
export function tellingSweepers(open: () => Asking, batches: readonly Range[], onYears: OnYears): () => Sweeper {
  let next = 0
  const waiting = new Map<number, () => void>()
  const turnOf = (from: number, signal: AbortSignal | undefined) =>
    new Promise<void>((resolve, reject) => {
      if (batches[next]![0] === from) return resolve()
      if (signal?.aborted === true) return reject(signal.reason as Error)
      waiting.set(from, resolve)
      signal?.addEventListener('abort', () => reject(signal.reason as Error))
    })
  return () => {
    const { ask, end } = open()
    const sweep: Sweeper['sweep'] = async (scenario, question, [from, to], signal) => {
      const { entries, rows } = await ask('sweep-rows', [scenario, question, from, to], signal)
      await turnOf(from, signal)
      await onYears(rows)
      next++
      waiting.get(batches[next]?.[0] ?? -1)?.()
      return entries
    }
    return { sweep, end }
  }
}

interface Asked {
  readonly scenario: Scenario
  readonly question: FairnessQuestion
  /** Of both. */
  readonly sign: string
}

/** What was asked, as it lay in a queue. @throws EngineError when it was changed there */
function askedIn(text: string, { work, asker }: Taken): Asked {
  const asked = unlessChanged(text)
  if (asked === null) throw new EngineError(`what ${asker} asked of ${work} was changed`)
  return asked
}

function unlessChanged(text: string): Asked | null {
  try {
    const asked = JSON.parse(text) as Asked
    return signOf(VERSION, asked.scenario, asked.question) === asked.sign ? asked : null
  } catch {
    return null
  }
}

/** Puts all batches in a queue, works along, and adds up what anybody made of them once all of them are there. */
async function sweepTogether(
  scenario: Scenario,
  question: FairnessQuestion,
  batches: readonly Range[],
  { queue, ...sweeping }: Sweeping,
): Promise<Entries> {
  const work = fingerprint({ version: VERSION, data: scenario.sha256, question, batches }).slice(0, 32)
  const sign = signOf(VERSION, scenario, question)
  const asked = JSON.stringify({ scenario, question, sign } satisfies Asked)
  const asker = await queue!.put(work, asked, batches.map(pieceOf))
  const over = new AbortController()
  const signal = AbortSignal.any([over.signal, sweeping.signal ?? over.signal])
  const watching = watch(queue!, work, batches, { ...sweeping, signal })
  const working = workOn(queue!, { ...sweeping, signal })
  try {
    await Promise.race([watching, working])
    sweeping.signal?.throwIfAborted()
  } finally {
    over.abort()
    await Promise.allSettled([working, watching])
    await queue!.withdraw(work, asker)
  }
  const claimed = { ...summedIn(baseOf(scenario)), question }
  let sum = nothing(claimed)
  for (const batch of batches) {
    const piece = pieceOf(batch)
    const made = (await queue!.result(work, piece)) ?? ''
    sum = added([sum, sumsIn(made, `${work} ${piece}`, sign, batch, claimed)])
  }
  return sum
}

/** Waits until every batch has its result. @throws EngineError when one cannot have any */
async function watch(
  queue: Queue,
  work: string,
  batches: readonly Range[],
  { signal, onProgress }: Sweeping & { readonly signal: AbortSignal },
): Promise<void> {
  const all = drawsOf(batches)
  while (!signal.aborted) {
    const { done, failure } = await queue.standing(work)
    if (failure !== null) throw new EngineError(failure)
    if (done > 0) onProgress?.(Math.floor((all * done) / batches.length), all)
    if (done === batches.length) return
    await queue.pause(signal)
  }
}

/**
 * Takes batches of anybody's questions from a queue, and gives back what is not finished when the signal says stop.
 * @throws EngineError when the queue is lost
 */
export async function workOn(
  queue: Queue,
  {
    threads = here().cores,
    signal,
    openSweeper = () => sweeperOf(inThread()),
  }: Pick<Sweeping, 'threads' | 'openSweeper'> & { signal: AbortSignal },
): Promise<void> {
  await eachWith(threads, openSweeper, signal, async (sweeper, either) => {
    while (!either.aborted) {
      const taken = await queue.take()
      if (taken === null) await queue.pause(either)
      else await workOff(queue, taken, sweeper, either)
    }
  })
}

async function workOff(queue: Queue, taken: Taken, { sweep }: Sweeper, signal: AbortSignal): Promise<void> {
  // made before, by who was thought to be lost or for who asked the same
  const made = await queue.result(taken.work, taken.piece)
  if (made !== null) return queue.finish(taken, made)
  const asked = await queue.asked(taken)
  if (asked === null) return queue.drop(taken)
  let result: string
  try {
    const { scenario, question, sign } = askedIn(asked, taken)
    const [from, to] = taken.piece.split('-').map(Number) as [number, number]
    const sums = await sweep(scenario, question, [from, to], signal)
    result = batchText(sign, [from, to], sums)
  } catch (error) {
    if (signal.aborted) return queue.giveBack(taken)
    return queue.fail(taken, error instanceof Error ? error.message : String(error))
  }
  return queue.finish(taken, result)
}
