/**
 * What makes a solution optimal, read from the solution alone, whichever solver found it: potentials that prove it, level
 * by level, and the moves that cost nothing on any level.
 *
 * On one level, potentials u (rows) and v (columns) with `up >= u + v` wherever a cell may rise and `down <= u + v` wherever
 * it may fall prove that nothing better exists (complementary slackness; Ahuja, Magnanti & Orlin 1993, ch. 9). The next
 * level has to be proven only against moves that cost nothing so far: those where equality holds.
 */
import { look, UNLIMITED, type Budget } from '../domain/budget.js'
import type { Program } from './program.js'

/** Potentials of one level, in that level's units: integers. */
export interface LevelPotentials {
  readonly row: Float64Array
  readonly column: Float64Array
}

export interface Proof {
  /** Per level, most important first. */
  readonly potentials: readonly LevelPotentials[]
  /** 1 where one more, or one fewer, costs nothing on any level, all else allowing: a tie arc. */
  readonly mayRise: Uint8Array
  readonly mayFall: Uint8Array
}

/**
 * Proves a solution optimal on every level.
 * @returns null when it is not: then a cycle of moves improves it; @throws OutOfTime
 */
export function prove(program: Program, y: Int32Array, budget: Budget = UNLIMITED): Proof | null {
  const mayRise = Uint8Array.from(y, (each, cell) => Number(each < program.high[cell]!))
  const mayFall = Uint8Array.from(y, (each, cell) => Number(each > program.low[cell]!))
  const potentials: LevelPotentials[] = []
  for (const level of program.levels) {
    const up = Float64Array.from(y, (each, cell) => (mayRise[cell] === 1 ? level.marginal(cell, each) : Infinity))
    const down = Float64Array.from(y, (each, cell) =>
      mayFall[cell] === 1 ? -level.marginal(cell, each - 1) : Infinity,
    )
    const found = potentialsOf(program, up, down, budget)
    if (found === null) return null
    potentials.push(found)
    for (let cell = 0; cell < y.length; cell++) {
      const price = found.row[Math.floor(cell / program.columns)]! + found.column[cell % program.columns]!
      if (up[cell] !== price) mayRise[cell] = 0
      if (-down[cell]! !== price) mayFall[cell] = 0
    }
  }
  return { potentials, mayRise, mayFall }
}

/**
 * Whether a cell may go from `y` to `y + 1` at no cost on any level, by the potentials of a proof. Holds for every solution
 * that is equally good, not only for the one that was proven.
 */
export function tieStep(program: Program, { potentials }: Proof, cell: number, y: number): boolean {
  if (y < program.low[cell]! || y >= program.high[cell]!) return false
  const [s, o] = [Math.floor(cell / program.columns), cell % program.columns]
  return program.levels.every(
    (level, i) => level.marginal(cell, y) === potentials[i]!.row[s]! + potentials[i]!.column[o]!,
  )
}

/** Potentials for the costs of one more and one fewer, or null when some cycle of moves has a negative cost. */
function potentialsOf(
  { rows, columns }: Program,
  up: Float64Array,
  down: Float64Array,
  budget: Budget,
): LevelPotentials | null {
  const column = shortestPaths(cheapestMoves(up, down, rows, columns, budget), columns, budget)
  if (column === null) return null
  const row = new Float64Array(rows)
  for (let s = 0; s < rows; s++) {
    let most = Infinity
    let least = -Infinity
    for (let o = 0, cell = s * columns; o < columns; o++, cell++) {
      most = Math.min(most, up[cell]! - column[o]!)
      least = Math.max(least, -down[cell]! - column[o]!)
    }
    row[s] = most < Infinity ? most : least > -Infinity ? least : 0
  }
  return { row, column }
}

/** columns x columns: the least cost, over all rows, of one less in column a and one more in column b. */
function cheapestMoves(
  up: Float64Array,
  down: Float64Array,
  rows: number,
  columns: number,
  budget: Budget,
): Float64Array {
  const cheapest = new Float64Array(columns * columns).fill(Infinity)
  for (let s = 0; s < rows; s++) {
    look(budget)
    const begin = s * columns
    for (let a = 0; a < columns; a++) {
      const leave = down[begin + a]!
      if (leave === Infinity) continue
      for (let b = 0; b < columns; b++) {
        const cost = leave + up[begin + b]!
        if (a !== b && cost < cheapest[a * columns + b]!) cheapest[a * columns + b] = cost
      }
    }
  }
  return cheapest
}

/** Bellman-Ford from everywhere at once: v with `cheapest[a, b] + v[a] - v[b] >= 0`; null on a negative cycle. */
function shortestPaths(cheapest: Float64Array, columns: number, budget: Budget): Float64Array | null {
  const distance = new Float64Array(columns)
  for (let round = 0; round <= columns; round++) {
    look(budget)
    let changed = false
    for (let a = 0; a < columns; a++) {
      for (let b = 0; b < columns; b++) {
        const reached = distance[a]! + cheapest[a * columns + b]!
        if (reached < distance[b]!) {
          distance[b] = reached
          changed = true
        }
      }
    }
    if (!changed) return distance
  }
  return null
}
