/** Many questions of one kind over many threads: each is handed out as a thread becomes free, and its answer given back in its place. */
import { budgetOf } from '../domain/budget.js'
import { here, type Thread } from '../io/machine.js'
import { told } from './ask.js'
import type { Errand, Message } from './errand.js'
import { answer, type AnswerOf, type ArgumentsOf, type QuestionName } from './questions.js'

export interface Spreading {
  /** At most so many at a time, all that the machine has unless said; 1 for this thread alone. */
  readonly threads?: number | undefined
  readonly signal?: AbortSignal | undefined
}

/**
 * The answers, in the order of the questions, whatever the number of threads.
 * @param onAnswer called after each
 * @throws the signal's reason when cancelled
 */
export async function spread<N extends QuestionName>(
  name: N,
  questions: readonly ArgumentsOf<N>[],
  { threads = here().cores, signal }: Spreading,
  onAnswer: () => void,
): Promise<AnswerOf<N>[]> {
  const answers: AnswerOf<N>[] = []
  const waiting = questions.entries()
  const open = threads > 1 || signal !== undefined ? inThread : inThis
  await eachWith(Math.min(threads, questions.length), open, signal, async ({ ask }, either) => {
    for (const [k, args] of waiting) {
      either.throwIfAborted()
      answers[k] = await ask(name, args, either)
      onAnswer()
    }
  })
  return answers
}

/** Where questions are answered, one after another. */
export interface Asking {
  readonly ask: <N extends QuestionName>(
    name: N,
    args: ArgumentsOf<N>,
    signal: AbortSignal | undefined,
  ) => Promise<AnswerOf<N>>
  readonly end: () => Promise<void>
}

export const inThis = (): Asking => ({
  ask: (name, args, signal) => answer(name, args, budgetOf({ signal })),
  end: () => Promise.resolve(),
})

/** A thread is opened for many questions: what V8 learns of the first serves the others. */
export function inThread(): Asking {
  const { openThread } = here()
  if (openThread === null) return inThis()
  let thread: Thread | undefined
  return {
    ask: async <N extends QuestionName>(name: N, args: ArgumentsOf<N>, signal: AbortSignal | undefined) => {
      thread ??= openThread('worker')
      const errand: Errand = { name, args, placed: [], end: null }
      return told((await thread.ask<Message>(errand, { signal, killMs: null }))!, []) as AnswerOf<N>
    },
    end: async () => thread?.end(),
  }
}

/**
 * Does so many things at a time, each with an asker of its own. Where one fails or the signal says stop, all have ended when that is
 * told.
 */
export async function eachWith<T extends Pick<Asking, 'end'>>(
  count: number,
  open: () => T,
  signal: AbortSignal | undefined,
  work: (asker: T, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const failed = new AbortController()
  const either = AbortSignal.any([failed.signal, signal ?? failed.signal])
  const all = Array.from({ length: count }, async () => {
    const asker = open()
    try {
      await work(asker, either)
    } finally {
      await asker.end()
    }
  })
  try {
    await Promise.all(all)
  } finally {
    failed.abort()
    await Promise.allSettled(all)
  }
}
