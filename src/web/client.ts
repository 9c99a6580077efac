/** Asks the engine: two workers, one for what is wanted at once and one for what takes long, so that the page stays usable. */
import { signal } from '@preact/signals'
import type { AnswerTo, ErrandName, Errands, Said } from './engine.js'
import { language } from './state.js'

/** What the engine refused, fault by fault, each by its place. */
export class Refused extends Error {
  override readonly name = 'Refused'
  constructor(readonly faults: readonly Said[]) {
    super(faults.map(({ place, text }) => `${place}: ${text}`).join('\n'))
  }
}

/** Ended by the person who waited. */
export class Stopped extends Error {
  override readonly name = 'Stopped'
}

type Reply =
  | { readonly id: number; readonly answer: unknown }
  | { readonly id: number; readonly faults: readonly Said[] }
  | { readonly id: number; readonly failure: string }
  | { readonly progress: readonly [number, number] }

interface Waiting {
  readonly resolve: (value: unknown) => void
  readonly reject: (reason: Error) => void
}

/** What the page holds of the engine where it is one file: packed text; null where it is served beside it. */
function packed(id: string): string | null {
  return document.getElementById(id)?.textContent ?? null
}

/** How packed text becomes bytes again: only the page that is one file knows. */
let unpack: (packed: string) => Uint8Array<ArrayBuffer> = () => {
  throw new TypeError('nothing is packed')
}
export function unpackWith(how: typeof unpack): void {
  unpack = how
}

let engineAt: string | null = null
let solver: Uint8Array<ArrayBuffer> | null = null

/** Errands that HiGHS may have to solve; it is large, so it is unpacked when it is first needed. */
const BY_SOLVER: ReadonlySet<ErrandName> = new Set([
  'draft',
  'check',
  'exported',
  'divided',
  'acceptedDivision',
  'fixed',
  'amended',
  'openedCase',
  'whyTraining',
  'exportedDivision',
])

function begun(): Worker {
  const text = packed('engine')
  if (text === null) return new Worker(new URL('./engine.js', import.meta.url), { type: 'module' })
  engineAt ??= URL.createObjectURL(new Blob([unpack(text)], { type: 'text/javascript' }))
  return new Worker(engineAt)
}

class Lane {
  /** Whether something is asked that takes longer than a moment. */
  readonly busy = signal(false)
  readonly progress = signal<readonly [number, number] | null>(null)
  #worker: Worker | null = null
  #hasSolver = false
  #next = 0
  readonly #waiting = new Map<number, Waiting>()

  ask<N extends ErrandName>(name: N, ...args: Parameters<Errands[N]>): Promise<AnswerTo<N>> {
    const id = this.#next++
    const worker = (this.#worker ??= this.#open())
    if (BY_SOLVER.has(name)) this.#giveSolver(worker)
    const slow = setTimeout(() => (this.busy.value = this.#waiting.size > 0), SLOW_MS)
    return new Promise<AnswerTo<N>>((resolve, reject) => {
      this.#waiting.set(id, { resolve: resolve as (value: unknown) => void, reject })
      worker.postMessage({ id, name, args, language: language.value })
    }).finally(() => {
      clearTimeout(slow)
      this.busy.value &&= this.#waiting.size > 0
      if (this.#waiting.size === 0) this.progress.value = null
    })
  }

  /** Ends what runs, whatever it is in the middle of. */
  stop(): void {
    this.#worker?.terminate()
    this.#worker = null
    this.#hasSolver = false
    for (const { reject } of this.#waiting.values()) reject(new Stopped())
    this.#waiting.clear()
  }

  #giveSolver(worker: Worker): void {
    const text = packed('solver')
    if (text === null || this.#hasSolver) return
    worker.postMessage({ solver: (solver ??= unpack(text)) })
    this.#hasSolver = true
  }

  #open(): Worker {
    const worker = begun()
    worker.addEventListener('message', ({ data }: MessageEvent<Reply>) => this.#heard(data))
    worker.addEventListener('error', ({ message }) => {
      for (const { reject } of this.#waiting.values()) reject(new Error(message))
      this.#waiting.clear()
      this.#worker = null
    })
    return worker
  }

  #heard(reply: Reply): void {
    if ('progress' in reply) {
      this.progress.value = reply.progress
      return
    }
    const waiting = this.#waiting.get(reply.id)
    this.#waiting.delete(reply.id)
    if ('answer' in reply) waiting?.resolve(reply.answer)
    else waiting?.reject('faults' in reply ? new Refused(reply.faults) : new Error(reply.failure))
  }
}

/** After this it is said that something is being computed. */
const SLOW_MS = 200

export const engine = new Lane()
export const slowEngine = new Lane()

/** Only the last answer counts: what was asked before is passed over when it comes. */
export function latest(): <T>(answer: Promise<T>) => Promise<T> {
  let last = 0
  return (answer) => {
    const turn = ++last
    return new Promise((resolve, reject) => {
      answer.then(
        (value) => (turn === last ? resolve(value) : undefined),
        (reason: Error) => (turn === last ? reject(reason) : undefined),
      )
    })
  }
}
