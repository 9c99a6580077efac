/** The thread in which one solver is timed on one size, so that a solver that runs out of time or memory ends alone. */
import { parentPort, workerData } from 'node:worker_threads'
import { baseDistribution } from '../models/base-distribution.js'
import type { Table } from '../src/domain/table.js'
import { levelsOf } from '../src/allocation/measures.js'
import { loadSolver, type SolverName } from '../src/solvers/index.js'

export interface Task {
  readonly solver: SolverName
  readonly tables: readonly Table[]
  /** Timed solves, after one of each table to warm up where time allows. */
  readonly runs: number
  readonly budgetMs: number
}

export interface Timed {
  /** Milliseconds per solve, building the program and all levels included. */
  readonly milliseconds: readonly number[]
  /** The levels reached per table, as text to compare. */
  readonly levels: readonly string[]
}

const { solver: name, tables, runs, budgetMs } = workerData as Task
const solver = await loadSolver(name)
const began = performance.now()
const levels: string[] = []

async function once(i: number): Promise<number> {
  const table = tables[i % tables.length]!
  const start = performance.now()
  const { outcome, y } = await solver.solve(baseDistribution(table, 'next-best'))
  const elapsed = performance.now() - start
  levels[i % tables.length] =
    y === null
      ? outcome
      : levelsOf(table, y, 'next-best')
          .map(({ value }) => value)
          .join(' / ')
  return elapsed
}

const first = await once(0)
const milliseconds: number[] = []
// Warm up for a fifth of the budget, unless one solve already takes that long: then the first counts.
for (let i = 1; performance.now() - began < budgetMs / 5; i++) await once(i)
for (let i = 0; i < runs && performance.now() - began < budgetMs; i++) milliseconds.push(await once(i))
if (milliseconds.length === 0) milliseconds.push(first)
parentPort?.postMessage({ milliseconds, levels } satisfies Timed)
