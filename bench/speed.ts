/**
 * How long a table takes: the four solvers, and LEMON's network simplex in C++, on the same seeded tables.
 *
 *   npm run bench                 all sizes (some minutes)
 *   npm run bench -- 30x7 100x20  only these
 *
 * Reported are medians of several solves in one warm process, each with building the program and all levels of
 * `next-best`, as ratios to `flow`. What does not end within the limit, or runs out of memory, is shown as such.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { Table } from '../src/domain/table.js'
import { SOLVER_NAMES, type SolverName } from '../src/solvers/index.js'
import { randomTable } from './instances.js'
import type { Task, Timed } from './peer.js'

const SIZES = [
  [30, 7],
  [100, 20],
  [300, 50],
  [1000, 100],
] as const
const TABLES = 5
const RUNS = 2_000
const BUDGET_MS = 8_000
const LIMIT_MS = 90_000

const chosen = process.argv.slice(2)
const sizes = SIZES.filter(([rows, columns]) => chosen.length === 0 || chosen.includes(`${rows}x${columns}`))
const lemon = buildLemon()
try {
  await main()
} finally {
  if (typeof lemon !== 'string') rmSync(lemon.folder, { recursive: true })
}

async function main(): Promise<void> {
  const peers = SOLVER_NAMES.filter((name) => name !== 'flow')
  console.log(`Node ${process.version}, ${cpus()[0]?.model ?? 'unknown processor'}; ${TABLES} seeded tables per size\n`)
  console.log(`| table | flow | ${peers.join(' | ')} | LEMON (C++) |`)
  console.log(`|---|---:|${peers.map(() => '---:|').join('')}---:|`)
  for (const [rows, columns] of sizes) {
    const tables = Array.from({ length: TABLES }, (_, seed) => randomTable(rows, columns, seed + 1))
    const flow = await timed('flow', tables)
    if (typeof flow === 'string') throw new Error(`flow on ${rows}x${columns}: ${flow}`)
    const base = median(flow.milliseconds)
    const cells: string[] = []
    for (const peer of peers) cells.push(against(flow, base, await timed(peer, tables)))
    cells.push(againstLemon(flow, base, tables))
    console.log(`| ${rows}x${columns} | ${duration(base)} | ${cells.join(' | ')} |`)
  }
  console.log(
    `\nA number is the solver's median divided by flow's. "> ${LIMIT_MS / 1000} s": one solve did not end within it.`,
  )
  if (typeof lemon === 'string') console.log(`LEMON skipped: ${lemon}`)
}

/** One solver on one size, in a thread; or why there is no time. */
async function timed(solver: SolverName, tables: readonly Table[]): Promise<Timed | string> {
  const task: Task = { solver, tables, runs: RUNS, budgetMs: BUDGET_MS }
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

function againstLemon(flow: Timed, base: number, tables: readonly Table[]): string {
  if (typeof lemon === 'string') return 'skipped'
  const text = [
    tables.length,
    ...tables.map((table) =>
      [table.rows.length, table.columns.length, ...table.rowTotals, ...table.columnLow, ...table.target].join(' '),
    ),
  ].join('\n')
  const solves = Math.max(1, Math.min(2_000, Math.round(BUDGET_MS / 4 / base / tables.length)))
  const output = execFileSync(lemon.program, [String(solves)], { input: text, encoding: 'utf8', maxBuffer: 1e8 })
  const lines = output.trim().split('\n')
  const [microseconds] = lines.pop()!.split(' ').map(Number)
  const differs = lines.some((line, i) => {
    const [outcome, nextBests, error] = line.split(' ')
    return (
      flow.levels[i] !== undefined &&
      (outcome !== 'optimal' || flow.levels[i] !== `0 / ${nextBests} / ${Number(error) / 1e9}`)
    )
  })
  return differs ? 'other levels!' : `${(microseconds! / 1000 / base).toFixed(2)}x`
}

/** Compiles the driver. @returns where it is, or why there is none */
function buildLemon(): { program: string; folder: string } | string {
  const source = 'bench/native/lemon.cpp'
  if (!existsSync(source)) return `${source} not found; run from the project's root`
  const folder = mkdtempSync(join(tmpdir(), 'evenredig-bench-'))
  const program = join(folder, 'lemon')
  const built = spawnSync('g++', ['-O3', '-march=native', '-w', '-o', program, source], { encoding: 'utf8' })
  if (built.status === 0) return { program, folder }
  rmSync(folder, { recursive: true })
  if (built.error !== undefined) return 'no C++ compiler (g++) on this machine'
  return /lemon\/.*No such file/.test(built.stderr)
    ? 'LEMON is not installed (Debian: liblemon-dev)'
    : built.stderr.slice(0, 200)
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!
}

function duration(milliseconds: number): string {
  return milliseconds < 1 ? `${(1000 * milliseconds).toFixed(0)} µs` : `${milliseconds.toFixed(1)} ms`
}
