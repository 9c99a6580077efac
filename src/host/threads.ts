/**
 * Where Node answers a question: in this thread, or in one of its own that can be ended. Two things only the end of a thread stops
 * for sure: a solver of others that is past its own time limit, and anything at all that is cancelled, since a signal is not heard
 * while this thread computes.
 */
import { Worker } from 'node:worker_threads'
import { budgetOf, SPENT, type Limits } from '../domain/budget.js'
import { EngineError, InputError, type Fault } from '../domain/errors.js'
import { placesOf, placeAround, type PlaceOf } from '../domain/places.js'
import { answer, type AnswerOf, type ArgumentsOf, type QuestionName } from './questions.js'

/** What a question may take, and by which solver. */
export interface Allowed extends Limits {
  readonly solver?: string | undefined
}

/** What a thread is sent. */
export interface Errand {
  readonly name: QuestionName
  readonly args: readonly unknown[]
  /** Which arguments came from a table, by index: see `marked`. */
  readonly placed: readonly number[]
  /** By the clock on the wall, in milliseconds; null for no limit. */
  readonly end: number | null
}

/** What a thread sends back. */
export type Message =
  | { readonly answer: unknown }
  | { readonly faults: readonly Fault[] }
  | { readonly failure: string; readonly ofEngine: boolean }

/** How long after its end a question may still answer for itself, with what it has. */
const GRACE_MS = 100

/**
 * Answers a question within its limits.
 * @throws the signal's reason when cancelled; InputError; EngineError
 */
export async function ask<N extends QuestionName>(
  name: N,
  args: ArgumentsOf<N>,
  { timeLimit, signal, solver }: Allowed,
): Promise<AnswerOf<N>> {
  signal?.throwIfAborted()
  const overruns = timeLimit !== undefined && solver !== undefined && solver !== 'flow'
  if (signal === undefined && !overruns) return answer(name, args, budgetOf({ timeLimit }))
  const killMs = overruns ? timeLimit * 1000 + GRACE_MS : null
  const answered = await inThread(name, args, { timeLimit, signal }, killMs)
  // the same question without any time says truthfully what is known before anything is solved
  return answered === null ? answer(name, args, SPENT) : (answered.answer as AnswerOf<N>)
}

/** @param killMs after so long the thread is ended @returns null when that was needed */
async function inThread<N extends QuestionName>(
  name: N,
  args: ArgumentsOf<N>,
  { timeLimit, signal }: Limits,
  killMs: number | null,
): Promise<{ readonly answer: unknown } | null> {
  const inputs: readonly unknown[] = (args as readonly unknown[]).flat()
  const placed = [...inputs.keys()].filter((i) => placesOf(inputs[i]) !== null)
  const end = timeLimit === undefined ? null : Date.now() + timeLimit * 1000
  const worker = new Worker(new URL('./worker.js', import.meta.url), {
    workerData: { name, args: args as readonly unknown[], placed, end } satisfies Errand,
  })
  let timer: NodeJS.Timeout | undefined
  let abort: (() => void) | undefined
  try {
    return await new Promise((resolve, reject) => {
      worker.once('message', (message: Message) => {
        if ('answer' in message) resolve(message)
        else reject(errorOf(message, inputs))
      })
      worker.once('error', (error) => reject(new EngineError(String(error))))
      worker.once('exit', () => reject(new EngineError(`the thread of question ${name} ended without an answer`)))
      abort = () => reject(signal?.reason as Error)
      signal?.addEventListener('abort', abort)
      if (killMs !== null) timer = setTimeout(() => resolve(null), killMs)
    })
  } finally {
    clearTimeout(timer)
    if (abort !== undefined) signal?.removeEventListener('abort', abort)
    await worker.terminate()
  }
}

function errorOf(message: Exclude<Message, { readonly answer: unknown }>, inputs: readonly unknown[]): Error {
  if ('faults' in message) return new InputError(message.faults.map((fault) => told(fault, inputs)))
  return message.ofEngine ? new EngineError(message.failure) : new Error(message.failure)
}

/** The places of an input's fields stay behind; in a thread a field's place is a mark that says whose field it is. */
export function marked(input: number): PlaceOf {
  return (field) => `${MARK}${input}${MARK}${field}`
}

/** In no file name and no field. */
const MARK = '\u0000'

function told(fault: Fault, inputs: readonly unknown[]): Fault {
  const [, input, field] = fault.path.startsWith(MARK) ? fault.path.split(MARK) : []
  if (input === undefined || field === undefined) return fault
  return { ...fault, path: placeAround(placesOf(inputs[Number(input)])!, field) ?? field }
}
