/** Threads of Node that can be ended: the one sure way to stop what does not look at a clock, or would not hear a signal. */
import { Worker } from 'node:worker_threads'
import { EngineError } from '../domain/errors.js'
import type { Ends, OpenThread } from '../io/machine.js'

/**
 * What a thread answers to an errand: its next message.
 * @returns null when the clock ended it; @throws the signal's reason; EngineError when the thread fails
 */
async function answerOf<M>(
  worker: Worker,
  script: string,
  errand: unknown,
  { signal, killMs }: Ends,
): Promise<M | null> {
  let timer: NodeJS.Timeout | undefined
  let abort: (() => void) | undefined
  try {
    return await new Promise<M | null>((resolve, reject) => {
      worker.once('message', resolve)
      worker.once('error', (error) => reject(new EngineError(String(error))))
      worker.once('exit', () => reject(new EngineError(`the thread ${script} ended without an answer`)))
      abort = () => reject(signal?.reason as Error)
      signal?.addEventListener('abort', abort)
      if (killMs !== null) timer = setTimeout(() => resolve(null), killMs)
      worker.postMessage(errand)
    })
  } finally {
    clearTimeout(timer)
    if (abort !== undefined) signal?.removeEventListener('abort', abort)
    for (const event of ['message', 'error', 'exit']) worker.removeAllListeners(event)
    worker.on('error', () => undefined) // of one that is ended there is nobody to tell
  }
}

/** Threads whose scripts, as they are built, stand in a folder. */
export function threadsIn(folder: URL): OpenThread {
  return (script) => {
    const worker = new Worker(new URL(`${script}.js`, folder))
    return {
      ask: (errand, ends) => answerOf(worker, script, errand, ends),
      end: async () => void (await worker.terminate()),
    }
  }
}
