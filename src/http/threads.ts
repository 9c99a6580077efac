/**
 * The threads that answer questions.
 *
 * Piscina keeps the threads: they are warm (a solve of 30x7 takes less than starting a thread), ending one ends what runs in it,
 * also inside WebAssembly, and one that dies is replaced and fails its own task only. The line (`line.ts`) is our own: Piscina's bound does not
 * hold for tasks that can be cancelled (they wait in a list that it does not count), and does not say how long the wait is.
 */
import { setFlagsFromString } from 'node:v8'
import { Piscina } from 'piscina'
import { Line, type Turn } from './line.js'
import type { Spoken, Task } from './thread.js'

export interface ThreadSettings {
  readonly threads: number
  /** The most questions that may wait. */
  readonly maxWaiting: number
  /** Milliseconds from the question to its answer, waiting included. */
  readonly limitMs: number
  /** The built thread. */
  readonly thread: URL
}

/** No answer within the limit. */
export class LateError extends Error {
  override readonly name = 'LateError'
}

/** Nobody is left to answer. */
export class GoneError extends Error {
  override readonly name = 'GoneError'
}

/** A thread ended without an answer: out of memory, or killed. */
export class LostError extends Error {
  override readonly name = 'LostError'
}

export class Threads {
  readonly #pool: Piscina<Task, Spoken>
  readonly #settings: ThreadSettings
  readonly #line: Line
  readonly #ends = new Set<() => void>()
  #usualMs = 10

  constructor(settings: ThreadSettings) {
    this.#settings = settings
    this.#line = new Line(settings.threads, settings.maxWaiting)
    for (const flag of PLAIN_COMPILER) setFlagsFromString(flag)
    this.#pool = new Piscina<Task, Spoken>({
      filename: settings.thread.href,
      minThreads: settings.threads,
      maxThreads: settings.threads,
      concurrentTasksPerWorker: 1,
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB, maxYoungGenerationSizeMb: 64 },
    })
    // a thread that fails without a task has nobody to tell; the next task starts another
    this.#pool.on('error', () => undefined)
  }

  get running(): number {
    return this.#line.running
  }

  get waiting(): number {
    return this.#line.waiting
  }

  /**
   * Answers a question in a thread.
   * @param turn who asks, and whether it may take long
   * @param gone tells that the client left: what runs for it is ended
   * @throws BusyError, LateError, GoneError or LostError
   */
  async answer(task: Task, turn: Turn, gone: AbortSignal): Promise<Spoken> {
    const stop = new AbortController()
    const leave = () => stop.abort(new GoneError())
    const end = () => stop.abort(new LateError())
    const timer = setTimeout(end, this.#settings.limitMs)
    this.#ends.add(end)
    gone.addEventListener('abort', leave, { once: true })
    try {
      if (gone.aborted) throw new GoneError()
      return (
        (await this.#inLine(task, turn, stop.signal)) ??
        (await this.#inLine(task, { ...turn, slow: true }, stop.signal))!
      )
    } finally {
      clearTimeout(timer)
      this.#ends.delete(end)
      gone.removeEventListener('abort', leave)
    }
  }

  /**
   * Does a piece of a job in a turn of the line, for as long as that takes.
   * @param name the function of the thread
   * @throws BusyError; LostError; the reason of the signal that ended it
   */
  async piece<R>(name: string, work: object, turn: Turn, signal: AbortSignal): Promise<R> {
    const { leave } = await this.#line.turn(turn, signal, () => this.#retrySeconds())
    try {
      return (await this.#pool.run(work as Task, { name, signal })) as unknown as R
    } catch (error) {
      throw signal.aborted ? signal.reason : new LostError(nameOf(error))
    } finally {
      leave()
    }
  }

  /** Waits for a turn and answers in it; null where it was to be quick, was not, and others needed the thread. */
  async #inLine(task: Task, turn: Turn, signal: AbortSignal): Promise<Spoken | null> {
    const { leave, outlast, over } = await this.#line.turn(turn, signal, () => this.#retrySeconds())
    const timer = setTimeout(outlast, QUICK_MS)
    try {
      return await this.#inTurn(task, AbortSignal.any([signal, over]))
    } catch (error) {
      if (over.aborted && !signal.aborted) return null
      throw error
    } finally {
      clearTimeout(timer)
      leave()
    }
  }

  async #inTurn(task: Task, signal: AbortSignal): Promise<Spoken> {
    const started = performance.now()
    try {
      signal.throwIfAborted()
      return await this.#pool.run(task, { signal })
    } catch (error) {
      throw signal.aborted ? signal.reason : new LostError(nameOf(error))
    } finally {
      this.#usualMs += 0.1 * (performance.now() - started - this.#usualMs)
    }
  }

  /** Ends what still runs and what waits: each as when its time is up. */
  end(): void {
    for (const end of this.#ends) end()
  }

  /** Ends what still runs, and the threads. */
  async close(): Promise<void> {
    await this.#pool.destroy()
  }

  /** When the line will have gone, as questions usually go. */
  #retrySeconds(): number {
    const { threads, maxWaiting } = this.#settings
    return Math.min(60, Math.max(1, Math.ceil((this.#usualMs * (maxWaiting + 1)) / threads / 1000)))
  }
}

/**
 * WebAssembly is compiled once, plainly. V8 compiles what runs often again, better, beside it, and a thread that ends waits for
 * that: with HiGHS up to a second, where it is 10 ms now. A first draft takes half the processor time so, later ones a third more.
 */
const PLAIN_COMPILER = ['--no-wasm-tier-up', '--no-wasm-dynamic-tiering'] as const

/** What takes longer is not quick, whatever was expected of it. */
const QUICK_MS = 2_000

/** What one thread may hold in memory; a table of the largest size takes a tenth of it. */
const MEMORY_MB = 512

function nameOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'ended'
}
