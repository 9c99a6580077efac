/** How time and memory grow with a table: `flow` alone, each size in a process of its own. */
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { duration, type Size } from './figures.js'
import { tablesOf } from './instances.js'
import type { Lemon } from './lemon.js'

/** One size, as `grown.ts` measured it. */
export interface Grown {
  /** Median processor time of a solve, building the program and all levels of `next-best` included. */
  readonly milliseconds: number
  /** Of each of the tables. */
  readonly levels: readonly string[]
  /** The most memory that the process held: Node itself, the table and its making included. */
  readonly megabytes: number
}

export function measureGrowth(sizes: readonly Size[], budgetMs: number, lemon: Lemon | string): void {
  console.log('\n## Growth (processor time)\n')
  console.log('| table | cells | flow | a cell | LEMON (C++) | peak memory |\n|---|---:|---:|---:|---:|---:|')
  const points: (readonly [cells: number, milliseconds: number])[] = []
  for (const [rows, columns] of sizes) {
    const child = fileURLToPath(new URL('./grown.js', import.meta.url))
    const output = execFileSync(process.execPath, [child, String(rows), String(columns), String(budgetMs)])
    const grown = JSON.parse(output.toString()) as Grown
    const { milliseconds, megabytes } = grown
    const cells = rows * columns
    points.push([cells, milliseconds])
    const perCell = `${((1e6 * milliseconds) / cells).toFixed(0)} ns`
    const peer = lemonOn([rows, columns], grown, budgetMs, lemon)
    console.log(
      `| ${rows}x${columns} | ${cells} | ${duration(milliseconds)} | ${perCell} | ${peer} | ${megabytes.toFixed(0)} MB |`,
    )
  }
  if (points.length > 1)
    console.log(`\nTime grows with the number of cells to the power ${exponent(points).toFixed(2)}.`)
}

function lemonOn(size: Size, { milliseconds, levels }: Grown, budgetMs: number, lemon: Lemon | string): string {
  if (typeof lemon === 'string') return 'skipped'
  const tables = tablesOf(size)
  const found = lemon.solve(tables, Math.max(1, Math.min(2_000, Math.round(budgetMs / milliseconds / tables.length))))
  return found.levels.every((level, i) => level === levels[i]) ? duration(found.milliseconds) : 'other levels!'
}

/** The slope of the line through the logarithms that misses them least (least squares). */
function exponent(points: readonly (readonly [x: number, y: number])[]): number {
  const logs = points.map(([x, y]) => [Math.log(x), Math.log(y)] as const)
  const mean = (of: 0 | 1) => logs.reduce((sum, point) => sum + point[of], 0) / logs.length
  const [x, y] = [mean(0), mean(1)]
  const covariance = logs.reduce((sum, point) => sum + (point[0] - x) * (point[1] - y), 0)
  return covariance / logs.reduce((sum, point) => sum + (point[0] - x) ** 2, 0)
}
