/** LEMON's network simplex, compiled for this machine, where there is a compiler and LEMON. */
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Table } from '../src/domain/table.js'

export interface Lemon {
  /** The median milliseconds of a solve, and per table the levels it reached, as text to compare. */
  readonly solve: (tables: readonly Table[], solves: number) => { milliseconds: number; levels: string[] }
  readonly remove: () => void
}

/** Compiles the driver. @returns why there is none, where there is none */
export function buildLemon(): Lemon | string {
  const source = 'bench/native/lemon.cpp'
  if (!existsSync(source)) return `${source} not found; run from the project's root`
  const folder = mkdtempSync(join(tmpdir(), 'evenredig-bench-'))
  const program = join(folder, 'lemon')
  const remove = () => rmSync(folder, { recursive: true })
  const built = spawnSync('g++', ['-O3', '-march=native', '-w', '-o', program, source], { encoding: 'utf8' })
  if (built.status === 0) return { solve: (tables, solves) => run(program, tables, solves), remove }
  remove()
  if (built.error !== undefined) return 'no C++ compiler (g++) on this machine'
  return /lemon\/.*No such file/.test(built.stderr)
    ? 'LEMON is not installed (Debian: liblemon-dev)'
    : built.stderr.slice(0, 200)
}

function run(program: string, tables: readonly Table[], solves: number): { milliseconds: number; levels: string[] } {
  const text = [
    tables.length,
    ...tables.map((table) =>
      [table.rows.length, table.columns.length, ...table.rowTotals, ...table.columnLow, ...table.target].join(' '),
    ),
  ].join('\n')
  const lines = execFileSync(program, [String(solves)], { input: text, encoding: 'utf8', maxBuffer: 1e8 })
    .trim()
    .split('\n')
  const [microseconds] = lines.pop()!.split(' ').map(Number)
  const levels = lines.map((line) => {
    const [outcome, nextBests, error] = line.split(' ')
    return outcome === 'optimal' ? `0 / ${nextBests} / ${Number(error) / 1e9}` : outcome!
  })
  return { milliseconds: microseconds! / 1000, levels }
}
