/**
 * Our own solver: rounding every line, then repairing the other totals by shortest chains.
 *
 * A table has two sides. Call the longer one its *lines* (usually the specialties) and the shorter one its *posts* (usually the
 * OORs).
 *
 *   1. Every line by itself takes its cheapest steps away from `start` until its own total is right (`lines.ts`). Lines are now
 *      exact and optimal; only posts are off.
 *   2. In a large table: guess what a place in each post is worth, and let lines prefer what is worth more (`guess.ts`). Most of
 *      what was off is gone then.
 *   3. Move one place at a time along a shortest chain of posts until no post is off (`chains.ts`).
 *
 * This is successive shortest paths (Ahuja, Magnanti & Orlin 1993, ch. 9 and 14) on the residual network with the lines
 * contracted away: some seven nodes instead of thirty-seven. The potentials that are left prove the answer optimal.
 *
 * Lexicographic levels run as one integer cost per *block* of levels (`blocks.ts`), each block on the optimal *face* of those
 * before it: the cells' ranges whose reduced cost is zero. Exact either way: every number here is an integer in a double.
 */
import { look, OutOfTime, unlessLate, UNLIMITED, type Budget } from '../domain/budget.js'
import { impliedBounds } from '../program/box.js'
import type { Program } from '../program/program.js'
import { combine, firstFelt, pack, split, steepest, type LevelBlock, type Face, type Marginal } from './blocks.js'
import { Chains } from './chains.js'
import { guessPotentials } from './guess.js'
import { Lines, orient, type Network } from './lines.js'
import { inRooms } from './room.js'
import type { Solution, Solver } from './solver.js'

const VERSION = '1.0.0'

/** From so many cells on a guess saves more than it costs. */
const LARGE = 5_000

export const flow: Solver = {
  name: 'flow',
  version: VERSION,
  solve: (program, budget) => Promise.resolve(solveFlow(program, budget)),
}

/** Solves a program exactly. Never throws on infeasible or late; see `Solution.outcome`. */
export function solveFlow(program: Program, budget: Budget = UNLIMITED): Solution {
  if (total(program.rowTotals) !== total(program.columnTotals)) return { outcome: 'infeasible', y: null }
  const blocks = pack(program.levels, 2 * Math.min(program.rows, program.columns))
  return unlessLate(() => inRooms(() => solveBlocks(program, blocks, budget))) ?? { outcome: 'time-limit', y: null }
}

/**
 * The same for who needs the answer to go on. @returns null when there is no solution
 * @throws OutOfTime
 */
export function flowInTime(program: Program, budget: Budget): Int32Array | null {
  const { outcome, y } = solveFlow(program, budget)
  if (outcome === 'time-limit') throw new OutOfTime('out of time')
  return y
}

/** A block solved on a face, or why not. */
interface Found {
  readonly outcome: 'optimal' | 'infeasible' | 'inexact'
  readonly table: Lines
}

function solveBlocks(program: Program, blocks: readonly LevelBlock[], budget: Budget): Solution {
  const network = orient(program)
  const queue = [...blocks]
  let face: Face = program
  for (;;) {
    const [block, next] = [queue[0]!, queue[1]]
    // Cells begin where they cost least. A solution that never leaves that on this block is best on it: try those first.
    const free = next && solveBlock(network, face, combine(next, block), steepest(next), budget)
    const found =
      free?.outcome === 'optimal' ? free : solveBlock(network, face, combine(block), steepest(block), budget)
    if (found.outcome === 'infeasible') return { outcome: 'infeasible', y: null }
    if (found.outcome === 'inexact') {
      queue.splice(0, 1, ...split(block))
      continue
    }
    queue.splice(0, found === free ? 2 : 1)
    if (queue.length === 0) return { outcome: 'optimal', y: found.table.solution() }
    face = found.table.optimalFace(firstFelt(queue), impliedBounds(program)!)
  }
}

/** With a guess where that helps; without where the guess led astray, or to numbers that are not exact. */
function solveBlock(network: Network, face: Face, cost: Marginal, steep: number, budget: Budget): Found {
  const solve = (guessing: boolean): Found => {
    look(budget)
    const table = new Lines(network, face, cost, budget)
    if (!table.begin() || !table.round()) return { outcome: 'infeasible', table }
    if (guessing && !guessPotentials(table, budget)) return { outcome: 'inexact', table }
    return { outcome: new Chains(table, steep, budget).repair(), table }
  }
  const large = network.lines * network.posts >= LARGE
  const found = solve(large)
  return large && found.outcome === 'inexact' ? solve(false) : found
}

function total(numbers: Int32Array): number {
  return numbers.reduce((sum, number) => sum + number, 0)
}
