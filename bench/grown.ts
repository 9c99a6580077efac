/** One size, alone in a process, so that its memory is its own: `node dist/bench/grown.js ROWS COLUMNS MILLISECONDS`. */
import { baseDistribution } from '../models/base-distribution.js'
import { levelsOf } from '../src/allocation/measures.js'
import type { Table } from '../src/domain/table.js'
import { solveFlow } from '../src/solvers/flow.js'
import { cpuMs, median } from './figures.js'
import type { Grown } from './growth.js'
import { tablesOf } from './instances.js'

const [rows, columns, budgetMs] = process.argv.slice(2).map(Number)
const tables = tablesOf([rows!, columns!])
const solve = (table: Table) => solveFlow(baseDistribution(table, 'next-best')).y!

const levels = tables.map((table) =>
  levelsOf(table, solve(table), 'next-best')
    .map(({ value }) => value)
    .join(' / '),
)
const began = cpuMs()
for (let i = 0; cpuMs() - began < budgetMs! / 3; i++) solve(tables[i % tables.length]!) // warm up
const milliseconds: number[] = []
while (milliseconds.length < 3 || (cpuMs() - began < budgetMs! && milliseconds.length < 100_000)) {
  const start = cpuMs()
  const solves = Math.max(1, Math.round(50_000 / tables[0]!.target.length)) // many small ones at a stretch: the clock is coarse
  for (let i = 0; i < solves; i++) solve(tables[i % tables.length]!)
  milliseconds.push((cpuMs() - start) / solves)
}
const grown: Grown = {
  milliseconds: median(milliseconds),
  levels,
  megabytes: process.resourceUsage().maxRSS / 1024,
}
console.log(JSON.stringify(grown))
