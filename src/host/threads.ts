/** Threads of Node that can be ended: the one sure way to stop what does not look at a clock, or would not hear a signal. */
import { Worker } from 'node:worker_threads'
import { EngineError } from '../domain/errors.js'

/**
 * What the thread in `dist/<script>.js` answers to an errand: its first message.
 * @param errand plain data
 * @param ends a signal that ends it, or milliseconds after which it is ended
 * @returns null when it was ended by the clock; @throws the signal's reason; EngineError when the thread fails
 */
export async function inThread<M>(
  script: string,
  errand: unknown,
  { signal, killMs }: { readonly signal?: AbortSignal | undefined; readonly killMs: number | null },
): Promise<M | null> {
  const worker = new Worker(new URL(`./${script}.js`, import.meta.url), { workerData: errand })
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
    })
  } finally {
    clearTimeout(timer)
    if (abort !== undefined) signal?.removeEventListener('abort', abort)
    await worker.terminate()
  }
}
