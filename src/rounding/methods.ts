/** One entry for every method: a table in, an outcome out. */
import { EngineError } from '../domain/errors.js'
import type { Method, Objective, Table } from '../domain/table.js'
import { loadSolver, type SolverName } from '../solvers/index.js'
import { largestRemainder } from './largest-remainder.js'
import { lottery } from './lottery.js'
import { optimal } from './optimal.js'
import type { Rounding } from './outcome.js'
import type { TieRequest } from './proven.js'
import { sequential } from './sequential.js'
import { stepwise } from './stepwise.js'

/** What to do with a table; plain data, so that it can be sent to a thread. */
export interface Job {
  readonly table: Table
  readonly method: Method
  readonly objective: Objective
  readonly solver: SolverName
  readonly limitMs?: number
  readonly ties?: TieRequest
}

/** Rounds a table by a method, in this thread. */
export async function roundTable(job: Job): Promise<Rounding> {
  // A cell whose bounds contradict each other has no value at all, by hand or otherwise.
  const contradicts = job.table.low.some((low, cell) => low > job.table.high[cell]!)
  if (contradicts) return { status: 'infeasible', allocation: null, trace: null }
  switch (job.method) {
    case 'optimal':
      return optimal(job.table, job.objective, await loadSolver(job.solver), job.limitMs, job.ties)
    case 'stepwise':
      return stepwise(job.table)
    case 'sequential':
      return sequential(job.table)
    case 'largest-remainder':
      return largestRemainder(job.table)
    case 'lottery':
      return lottery(job.table, job.ties?.seed ?? 1)
  }
}

/**
 * Rounds a table within a time limit and until cancelled. Only ending its thread surely stops a vendor's solver, so a
 * limit or a signal puts the job in a thread of its own; `flow` looks at the clock itself.
 * @throws the signal's reason when cancelled; EngineError when the thread fails
 */
export async function roundWithin(job: Job, signal?: AbortSignal): Promise<Rounding> {
  signal?.throwIfAborted()
  const looksAtClock = job.method === 'optimal' && job.solver === 'flow'
  if (signal === undefined && (job.limitMs === undefined || looksAtClock)) return roundTable(job)
  return inThread(job, signal)
}

async function inThread(job: Job, signal?: AbortSignal): Promise<Rounding> {
  const { Worker } = await import('node:worker_threads')
  const worker = new Worker(new URL('./worker.js', import.meta.url), { workerData: job })
  let timer: NodeJS.Timeout | undefined
  let abort: (() => void) | undefined
  try {
    return await new Promise<Rounding>((resolve, reject) => {
      worker.once('message', resolve)
      worker.once('error', (error) => reject(error instanceof EngineError ? error : new EngineError(String(error))))
      worker.once('exit', () => reject(new EngineError(`the thread of solver ${job.solver} ended without an answer`)))
      abort = () => reject(signal?.reason as Error)
      signal?.addEventListener('abort', abort)
      if (job.limitMs !== undefined) {
        timer = setTimeout(() => resolve({ status: 'time-limit', allocation: null, trace: null }), job.limitMs)
      }
    })
  } finally {
    clearTimeout(timer)
    if (abort !== undefined) signal?.removeEventListener('abort', abort)
    await worker.terminate()
  }
}
