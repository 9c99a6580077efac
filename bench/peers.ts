/** The four solvers, and LEMON's network simplex in C++, on the same seeded tables. */
import { Worker } from 'node:worker_threads'
import type { Table } from '../src/domain/table.js'
import { SOLVER_NAMES, type SolverName } from '../src/solvers/index.js'
import { duration, median, type Size } from './figures.js'
import { randomTable } from './instances.js'
import type { Lemon } from './lemon.js'
import type { Task, Timed } from './peer.js'

const TABLES = 5
const RUNS = 2_000
const LIMIT_MS = 90_000

/**
 * Medians of several solves in one warm process, each with building the program and all levels of `next-best`, as ratios to `flow`.
 * What does not end within the limit, or runs out of memory, is shown as such.
 */
export async function comparePeers(sizes: readonly Size[], budgetMs: number, lemon: Lemon | string): Promise<void> {
  const peers = SOLVER_NAMES.filter((name) => name !== 'flow')
  console.log(`\n## Peers (processor time; ${TABLES} seeded tables per size)\n`)
  console.log(`| table | flow | ${peers.join(' | ')} | LEMON (C++) |`)
  console.log(`|---|---:|${peers.map(() => '---:|').join('')}---:|`)
  for (const [rows, columns] of sizes) {
    const tables = Array.from({ length: TABLES }, (_, seed) => randomTable(rows, columns, seed + 1))
    const flow = await timed('flow', tables, budgetMs)
    if (typeof flow === 'string') throw new Error(`flow on ${rows}x${columns}: ${flow}`)
    const base = median(flow.milliseconds)
    const cells: string[] = []
    for (const peer of peers) cells.push(against(flow, base, await timed(peer, tables, budgetMs)))
    cells.push(againstLemon(flow, base, tables, lemon, budgetMs))
    console.log(`| ${rows}x${columns} | ${duration(base)} | ${cells.join(' | ')} |`)
  }
  console.log(
    `\nA number is the solver's median divided by flow's: below 1 it wins. "> ${LIMIT_MS / 1000} s": one solve did not end within it.`,
  )
  if (typeof lemon === 'string') console.log(`LEMON skipped: ${lemon}`)
}

/** One solver on one size, in a thread; or why there is no time. */
async function timed(solver: SolverName, tables: readonly Table[], budgetMs: number): Promise<Timed | string> {
  const task: Task = { solver, tables, runs: RUNS, budgetMs }
  const worker = new Worker(new URL('./peer.js', import.meta.url), {
    workerData: task,
    resourceLimits: { maxOldGenerationSizeMb: 8_192 },
  })
  let timer: NodeJS.Timeout | undefined
  try {
    return await new Promise((resolve) => {
      worker.once('message', resolve)
      worker.once('error', (error) =>
        resolve('code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'out of memory' : shorten(error)),
      )
      timer = setTimeout(() => resolve(`> ${LIMIT_MS / 1000} s`), LIMIT_MS)
    })
  } finally {
    clearTimeout(timer)
    await worker.terminate()
  }
}

function shorten(error: Error): string {
  if (/too large/.test(error.message)) return 'refused: too large'
  return error.message.replace(/\s+/g, ' ').slice(0, 60)
}

/** The ratio to flow, unless the levels differ: then that is what is reported. */
function against(flow: Timed, base: number, peer: Timed | string): string {
  if (typeof peer === 'string') return peer
  const differs = peer.levels.some((levels, i) => levels !== flow.levels[i])
  return differs ? 'other levels!' : `${(median(peer.milliseconds) / base).toFixed(1)}x`
}

function againstLemon(
  flow: Timed,
  base: number,
  tables: readonly Table[],
  lemon: Lemon | string,
  budgetMs: number,
): string {
  if (typeof lemon === 'string') return 'skipped'
  const solves = Math.max(1, Math.min(RUNS, Math.round(budgetMs / 4 / base / tables.length)))
  const { milliseconds, levels } = lemon.solve(tables, solves)
  const differs = levels.some((level, i) => flow.levels[i] !== undefined && level !== flow.levels[i])
  return differs ? 'other levels!' : `${(milliseconds / base).toFixed(2)}x`
}
