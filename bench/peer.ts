/** The thread in which one solver is timed on one size, so that a solver that runs out of time or memory ends alone. */
import { parentPort, workerData } from 'node:worker_threads'
import { baseDistribution } from '../models/base-distribution.js'
import type { Table } from '../src/domain/table.js'
import { levelsOf } from '../src/allocation/measures.js'
import { loadSolver, type SolverName } from '../src/solvers/index.js'
import { cpuMs } from './figures.js'

/** Quick solves are timed so many milliseconds at a stretch: the clock of the processor is coarse. */
const BATCH_MS = 10

export interface Task {
  readonly solver: SolverName
  readonly tables: readonly Table[]
  /** Timed solves, after one of each table to warm up where time allows. */
  readonly runs: number
  readonly budgetMs: number
}

export interface Timed {
  /** Processor time per solve in milliseconds, building the program and all levels included. */
  readonly milliseconds: readonly number[]
  /** The levels reached per table, as text to compare. */
  readonly levels: readonly string[]
}

const { solver: name, tables, runs, budgetMs } = workerData as Task
const solver = await loadSolver(name)
const levels: string[] = []

async function once(i: number): Promise<void> {
  const table = tables[i % tables.length]!
  const { outcome, y } = await solver.solve(baseDistribution(table, 'next-best'))
  levels[i % tables.length] ??= y === null ? outcome : levelsText(table, y)
}

function levelsText(table: Table, y: Int32Array): string {
  return levelsOf(table, y, 'next-best')
    .map(({ value }) => value)
    .join(' / ')
}

const began = cpuMs()
await once(0)
const first = cpuMs() - began
// Warm up for a fifth of the budget, unless one solve already takes that long: then the first counts.
for (let i = 1; cpuMs() - began < budgetMs / 5; i++) await once(i)
const milliseconds: number[] = []
const batch = Math.max(1, Math.round(BATCH_MS / first))
for (let i = 0; i < runs && cpuMs() - began < budgetMs;) {
  const start = cpuMs()
  for (const end = i + batch; i < end; i++) await once(i)
  milliseconds.push((cpuMs() - start) / batch)
}
if (milliseconds.length === 0) milliseconds.push(first)
parentPort?.postMessage({ milliseconds, levels } satisfies Timed)
