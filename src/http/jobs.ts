/**
 * Questions that take longer than anybody waits: each becomes a job, which is computed batch by batch in turns of the line, so that it
 * waits as any slow question of its client does and no quick one waits for it. Where there is a store, a service that is started again
 * goes on from the finished batches. Whoever knows the id of a job may see and end it, and nobody can guess one.
 */
import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { InputError } from '../domain/errors.js'
import type { Queue, Shelves } from '../io/store.js'
import { sweepAll, type Sweeper } from '../library.js'
import { LANGUAGES, type Language } from '../words/texts.js'
import { keptJob, type KeptJob, type ProblemDetails } from './answers.js'
import { BusyError, type Turn } from './line.js'
import { kindOfFaults, ProblemError, problemOf } from './problems.js'
import type { Failed, JobPlan, JobBatch, Task, JobAnswer } from './thread.js'
import { GoneError, LostError, type Threads } from './threads.js'

/** Jobs that are not done: of all clients, and of one. */
const MOST_OPEN = 20
const MOST_OPEN_OF_ONE = 3

/** Jobs whose end is kept, the newest: of all clients, and of one. */
const MOST_ENDED = 50
const MOST_ENDED_OF_ONE = 10

/** What the names of texts on the shelf of a job are; its batches have a shelf of their own, which goes when it is done. */
const RECORD = 'job'
const ANSWER = 'answer'
const BATCHES = '.batches'

export interface JobSettings {
  readonly shelves: Shelves
  /** Whether the shelves are still there when the service is started again. */
  readonly lasts: boolean
  /** Where others take batches too. */
  readonly queue: Queue | undefined
  /** How many batches of one job are made at a time. */
  readonly atATime: number
  readonly log: { readonly error: (told: object, what: string) => void }
}

/** How a job stands. */
export type JobStanding = Pick<KeptJob, 'id' | 'state' | 'progress' | 'problem'>

interface Job {
  kept: KeptJob
  readonly stop: AbortController
  readonly watchers: Set<(standing: JobStanding) => void>
  running: Promise<void>
}

export class Jobs {
  readonly #settings: JobSettings
  readonly #threads: Threads
  readonly #jobs = new Map<string, Job>()
  /** Clients whose question is being read. */
  readonly #reading: string[] = []
  #stopped = false

  constructor(threads: Threads, settings: JobSettings) {
    this.#threads = threads
    this.#settings = settings
  }

  /** Goes on with all that was not done when the service ended. */
  async start(): Promise<void> {
    const { shelves, log } = this.#settings
    const names = await shelves.names()
    for (const id of names.filter((name) => !name.endsWith(BATCHES))) {
      try {
        const job = this.#put(await this.#read(id))
        if (job.kept.state === 'running') job.running = this.#resume(job)
      } catch {
        log.error({ id }, 'unreadable job') // of another build, half removed, or none of ours
      }
    }
    const running = (name: string) => this.#jobs.get(name.slice(0, -BATCHES.length))?.kept.state === 'running'
    for (const name of names) {
      if (name.endsWith(BATCHES) && !running(name))
        await this.#stored(() => shelves.remove(name)).catch(() => undefined)
    }
  }

  /** What was kept of a job. @throws Error for anything else */
  async #read(id: string): Promise<KeptJob> {
    const shelf = this.#settings.shelves.shelf(id)
    const kept = keptJob.parse(JSON.parse((await shelf.find(RECORD)) ?? ''))
    if (kept.id !== id) throw new Error('of another job')
    if (kept.state === 'done') JSON.parse((await shelf.find(ANSWER)) ?? '')
    return kept
  }

  /** Makes a job of a question. @throws ProblemError for what is wrong with it, or too many jobs; as `Threads.answer` */
  async add(task: Task, turn: Turn, requestId: string, gone: AbortSignal): Promise<JobStanding> {
    this.#checkRoom(turn.client)
    this.#reading.push(turn.client)
    try {
      const plan = await this.#plan(task, turn, gone)
      const { type, bytes } = task.body!
      const kept: KeptJob = {
        id: randomUUID(),
        client: turn.client,
        created: new Date().toISOString(),
        language: plan.language,
        state: 'running',
        progress: { done: 0, all: plan.question.draws },
        problem: null,
        asked: { type, base64: Buffer.from(bytes).toString('base64'), maxCells: task.maxCells },
      }
      await this.#stored(() => this.#keep(kept)) // before it counts: one that cannot be kept is no job
      const job = this.#put(kept)
      job.running = this.#run(job, plan, requestId)
      return job.kept
    } finally {
      this.#reading.splice(this.#reading.indexOf(turn.client), 1)
    }
  }

  #checkRoom(client: string): void {
    const open = [...this.#jobs.values()].filter(({ kept }) => kept.state === 'running').map(({ kept }) => kept.client)
    const all = [...open, ...this.#reading]
    const own = all.filter((each) => each === client)
    if (all.length < MOST_OPEN && own.length < MOST_OPEN_OF_ONE) return
    throw new ProblemError('too-many-jobs', { headers: { 'retry-after': '60' } })
  }

  /** @throws ProblemError where there is none */
  find(id: string): JobStanding {
    return this.#found(id).kept
  }

  #found(id: string): Job {
    const job = this.#jobs.get(id)
    if (job === undefined) throw new ProblemError('unknown-job')
    return job
  }

  /** The text of an answer; null when there is none yet. */
  async answer({ id, state }: JobStanding): Promise<string | null> {
    return state === 'done' ? this.#stored(() => this.#settings.shelves.shelf(id).find(ANSWER)) : null
  }

  /** Ends a job, and forgets it. @throws ProblemError where there is none */
  async remove(id: string): Promise<void> {
    const job = this.#found(id)
    this.#jobs.delete(id)
    const problem = problemOf(new ProblemError('cancelled'), job.kept.language, id)
    if (job.kept.state === 'running') job.kept = { ...job.kept, state: 'failed', problem }
    job.stop.abort()
    tell(job)
    await job.running
    await this.#stored(() => this.#forget(id))
  }

  /** Calls whenever something changes. @returns what ends that; @throws ProblemError where there is no such job */
  watch(id: string, changed: (standing: JobStanding) => void): () => void {
    const { watchers } = this.#found(id)
    watchers.add(changed)
    return () => watchers.delete(changed)
  }

  /** Ends what runs: it goes on when the service is started again, where its batches are kept. */
  async stop(): Promise<void> {
    this.#stopped = true
    for (const job of this.#jobs.values()) {
      if (job.kept.state !== 'running') continue
      const problem = problemOf(new ProblemError('stopping'), job.kept.language, job.kept.id)
      if (!this.#settings.lasts) job.kept = { ...job.kept, state: 'failed', problem }
      job.stop.abort()
      tell(job)
    }
    await Promise.all([...this.#jobs.values()].map(({ running }) => running))
  }

  get stopped(): boolean {
    return this.#stopped
  }

  #put(kept: KeptJob): Job {
    const job: Job = { kept, stop: new AbortController(), watchers: new Set(), running: Promise.resolve() }
    this.#jobs.set(kept.id, job)
    if (this.#stopped) job.stop.abort() // it came in while the service stopped
    return job
  }

  /** Reads and checks a question in a thread. */
  async #plan(task: Task, turn: Turn, gone: AbortSignal): Promise<JobPlan & { readonly language: Language }> {
    const plan = await this.#threads.answer(task, turn, gone)
    if (plan.kind === 'job') return plan
    throw failureOf(plan as Failed, plan.language)
  }

  async #resume(job: Job): Promise<void> {
    const { asked, client, language, id } = job.kept
    const { type, base64, maxCells } = asked!
    const body = { type, bytes: Buffer.from(base64, 'base64') }
    const csv = { dialect: 'plain', names: false, totals: false } as const
    const task: Task = { operation: 'fairness', body, fields: {}, format: 'json', csv, language, known: null, maxCells }
    try {
      const plan = await unlessBusy(() => this.#plan(task, { client, slow: true }, job.stop.signal), job.stop.signal)
      await this.#run(job, plan, id)
    } catch (error) {
      await this.#end(job, error, id)
    }
  }

  /** Computes a job until it is done, has failed or is ended. It never throws. */
  async #run(
    job: Job,
    { scenario, question, read, language }: JobPlan & { language: Language },
    requestId: string,
  ): Promise<void> {
    const { id, client } = job.kept
    const { shelves, lasts, queue, atATime } = this.#settings
    const { signal } = job.stop
    try {
      const part = await sweepAll(scenario, question, {
        threads: atATime,
        signal,
        onProgress: (done, all) => {
          job.kept = { ...job.kept, progress: { done, all } }
          tell(job)
        },
        kept: lasts && queue === undefined ? shelves.shelf(id + BATCHES) : undefined,
        queue,
        openSweeper: () => this.#sweeper(client),
      })
      const told = await this.#piece<JobAnswer>('tell', { part, language, read }, client, signal)
      if (told.kind !== 'told') throw failureOf(told, language)
      await shelves.shelf(id).keep(ANSWER, told.text)
      await this.#end(job, null, requestId)
    } catch (error) {
      await this.#end(job, error, requestId)
    }
  }

  /** Batches in turns of the line. */
  #sweeper(client: string): Sweeper {
    return {
      sweep: async (scenario, question, batch, signal) => {
        const swept = await this.#piece<JobBatch>('sweep', { scenario, question, batch }, client, signal!)
        if (swept.kind !== 'swept') throw failureOf(swept, LANGUAGES[0])
        return swept.entries
      },
      end: () => Promise.resolve(),
    }
  }

  #piece<R>(name: string, work: object, client: string, signal: AbortSignal): Promise<R> {
    return unlessBusy(() => this.#threads.piece<R>(name, work, { client, slow: true }, signal), signal)
  }

  /** Keeps how a job ended; one that was ended from outside says nothing more. @param error null when it is done */
  async #end(job: Job, error: unknown, requestId: string): Promise<void> {
    if (job.stop.signal.aborted) return
    const problem = error === null ? null : this.#problemOf(error, requestId, job.kept.language)
    job.kept = { ...job.kept, state: error === null ? 'done' : 'failed', problem, asked: null }
    try {
      await this.#keep(job.kept)
      await this.#settings.shelves.remove(job.kept.id + BATCHES)
      await this.#forgetOldest(job.kept.client)
    } catch {
      this.#settings.log.error({ id: job.kept.id }, 'not kept')
    }
    tell(job)
  }

  #problemOf(error: unknown, requestId: string, language: Language): ProblemDetails {
    if (error instanceof ProblemError) return problemOf(error, language, requestId)
    if (error instanceof LostError) return problemOf(new ProblemError('thread-lost'), language, requestId)
    this.#settings.log.error({ requestId, name: error instanceof Error ? error.name : 'thrown' }, 'broken')
    return problemOf(new ProblemError('broken'), language, requestId)
  }

  async #keep(kept: KeptJob): Promise<void> {
    await this.#settings.shelves.shelf(kept.id).keep(RECORD, JSON.stringify(kept))
  }

  /** What the store cannot do is no fault of who asks: the log says where it fails, and the answer does not. @throws ProblemError */
  async #stored<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work()
    } catch (error) {
      const told = error instanceof InputError ? { faults: error.faults } : {}
      this.#settings.log.error({ name: error instanceof Error ? error.name : 'thrown', ...told }, 'store failed')
      throw new ProblemError('broken')
    }
  }

  async #forgetOldest(client: string): Promise<void> {
    const ended = [...this.#jobs.values()].map(({ kept }) => kept).filter(({ state }) => state !== 'running')
    const oldest = ended.toSorted((a, b) => (a.created < b.created ? -1 : 1))
    const own = oldest.filter((each) => each.client === client)
    const over = [...own.slice(0, -MOST_ENDED_OF_ONE), ...oldest.slice(0, -MOST_ENDED)]
    for (const { id } of over) {
      this.#jobs.delete(id)
      await this.#forget(id)
    }
  }

  async #forget(id: string): Promise<void> {
    await this.#settings.shelves.remove(id + BATCHES)
    await this.#settings.shelves.remove(id)
  }
}

function tell({ watchers, kept }: Job): void {
  for (const changed of watchers) changed(kept)
}

/** What is said of a job; who asked it, and what, is nobody's business. */
export function shownOf({ id, state, progress, problem }: JobStanding): JobStanding {
  return { id, state, progress, problem }
}

/** In a full line a job waits outside of it, as a client would. @throws the signal's reason */
async function unlessBusy<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> {
  for (;;) {
    try {
      return await work()
    } catch (error) {
      if (error instanceof GoneError && signal.aborted) throw signal.reason
      if (!(error instanceof BusyError)) throw error
      await wait(error.retrySeconds * 1000, undefined, { signal })
    }
  }
}

/** What a thread could not do, as a problem. */
function failureOf(failed: Failed, language: Language): ProblemError {
  if (failed.kind === 'wrong') return new ProblemError(kindOfFaults(failed.faults), { ...failed, language })
  if (failed.kind === 'failed') return new ProblemError('solver-failed', { detail: failed.detail, language })
  return new ProblemError('broken', { language })
}
