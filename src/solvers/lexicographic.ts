/**
 * What the solvers of others share: a program goes to a vendor level by level, as linear programs, each level held at
 * what it reached before the next is minimised. Never one big weighted sum: vendors compute within tolerances.
 *
 * Linear, not integer: the programs are totally unimodular (Hoffman & Kruskal 1956), so a vertex is whole. That is
 * checked, never assumed; an answer that is not whole is asked for again as an integer program without a gap.
 *
 * Not all of a cell's range is modelled at once. First only where every cell costs least on the first level: a solution there
 * has the first level at its least by itself. Then a few steps around `start`, and more until no cell of the solution lies on
 * an edge that is ours: costs are convex, so what is best nearby is best everywhere.
 *
 * Nothing a vendor says is taken on trust: rows, columns, bounds and levels are recomputed in whole numbers.
 */
import { UNLIMITED, type Budget } from '../domain/budget.js'
import { EngineError } from '../domain/errors.js'
import { impliedBounds, type Box } from '../program/box.js'
import { linearProgram, missing, type LinearProgram, type Reached } from '../program/linear.js'
import { cellsOf, costAbove, freeBox, reachBox, stepsWithin, type Steps } from '../program/steps.js'
import type { Program } from '../program/program.js'
import type { Solution, Solver } from './solver.js'

/** What a vendor makes of one linear program; `x` one number per variable. */
export type Answer =
  | { readonly outcome: 'optimal'; readonly x: ArrayLike<number> }
  | { readonly outcome: 'infeasible' | 'time-limit' }

/** Minimises one linear program, in at most so many seconds (Infinity for no limit). */
export type Minimise = (linear: LinearProgram, seconds: number) => Answer

/** All that has to be written for one more vendor. */
export interface Vendor {
  readonly name: string
  readonly version: string
  /** Loads the vendor's package, once. */
  readonly load: () => Promise<Minimise>
}

/** How many steps of each cell, on each side of `start`, are modelled: first few, then more, then all. */
const REACHES = [2, 8, Infinity]

/** How far from a whole number an answer may be and still be one. */
const WHOLE = 1e-6

/** Makes a solver of a vendor. Its `solve` throws an EngineError when what the vendor answers is not a solution. */
export function lexicographic({ name, version, load }: Vendor): Solver {
  let loading: Promise<Minimise> | undefined
  return {
    name,
    version,
    solve: async (program, budget = UNLIMITED) => {
      const minimise = await (loading ??= load())
      return new Levels(name, minimise, program, budget).solve()
    },
  }
}

class Levels {
  constructor(
    private readonly vendor: string,
    private readonly minimise: Minimise,
    private readonly program: Program,
    private readonly budget: Budget,
  ) {}

  solve(): Solution {
    const { program } = this
    if (this.budget.stopped()) return TIME_LIMIT
    const bounds = sum(program.rowTotals) === sum(program.columnTotals) ? impliedBounds(program) : null
    if (bounds === null) return INFEASIBLE

    const free = this.solveWithin(freeBox(program, bounds))
    if (free.outcome !== 'infeasible') return free
    for (const reach of REACHES) {
      const box = reachBox(program, bounds, reach)
      const solution = this.solveWithin(box)
      const settled = solution.y === null ? sameBox(box, bounds) : !onEdge(solution.y, box, bounds)
      if (settled || solution.outcome === 'time-limit') return solution
    }
    throw new EngineError('the widest box has no edges of its own')
  }

  /** Solves all levels with the cells restricted to a box. */
  private solveWithin(box: Box): Solution {
    if (impliedBounds(this.program, box) === null) return INFEASIBLE
    const steps = stepsWithin(this.program, box)
    if (steps.cell.length === 0) return { outcome: 'optimal', y: this.checked(steps.base, steps, []) }

    const reached: Reached[] = []
    let y: Int32Array | null = null
    for (const level of levelsAtStake(steps)) {
      const answer = this.solveLevel(steps, level, reached)
      if (answer.outcome === 'infeasible' && y !== null) {
        throw new EngineError(`${this.vendor} finds no solution where it found one a level before`)
      }
      if (answer.y === null) return answer
      y = answer.y
      if (level !== null) reached.push({ level, value: costAbove(this.program.levels[level]!, steps.base, y) })
    }
    return { outcome: 'optimal', y }
  }

  private solveLevel(steps: Steps, level: number | null, reached: readonly Reached[]): Solution {
    for (const integer of [false, true]) {
      if (this.budget.stopped()) return TIME_LIMIT
      const linear = linearProgram(this.program, steps, level, reached, integer)
      const answer = this.minimise(linear, this.budget.leftMs() / 1000)
      if (answer.outcome !== 'optimal') return answer.outcome === 'infeasible' ? INFEASIBLE : TIME_LIMIT
      if (isWhole(answer.x)) return { outcome: 'optimal', y: this.checked(cellsOf(steps, answer.x), steps, reached) }
    }
    throw new EngineError(`${this.vendor} answers an integer program with fractions`)
  }

  /** The same cells, when margins, bounds and the levels before are exact. */
  private checked(y: Int32Array, { base }: Steps, reached: readonly Reached[]): Int32Array {
    const { low, high, levels } = this.program
    if (missing(this.program, y).some((places) => places !== 0)) {
      throw new EngineError(`${this.vendor} misses a total`)
    }
    if (y.some((places, cell) => places < low[cell]! || places > high[cell]!)) {
      throw new EngineError(`${this.vendor} leaves a bound`)
    }
    for (const { level, value } of reached) {
      if (costAbove(levels[level]!, base, y) !== value) {
        throw new EngineError(`${this.vendor} gives up level ${levels[level]!.name}`)
      }
    }
    return y
  }
}

const INFEASIBLE: Solution = { outcome: 'infeasible', y: null }
const TIME_LIMIT: Solution = { outcome: 'time-limit', y: null }

/** The levels that can still differ between solutions; without any, one search for any solution. */
function levelsAtStake({ slope }: Steps): (number | null)[] {
  const levels = [...slope.keys()].filter((level) => slope[level]!.some((cost) => cost !== 0))
  return levels.length === 0 ? [null] : levels
}

function isWhole(x: ArrayLike<number>): boolean {
  for (let i = 0; i < x.length; i++) if (!(Math.abs(x[i]! - Math.round(x[i]!)) <= WHOLE)) return false
  return true
}

function sameBox(a: Box, b: Box): boolean {
  return a.low.every((low, cell) => low === b.low[cell]!) && a.high.every((high, cell) => high === b.high[cell]!)
}

/** Whether a cell lies on an edge of a box that is not an edge of the bounds themselves. */
function onEdge(y: Int32Array, box: Box, bounds: Box): boolean {
  return y.some(
    (places, cell) =>
      (places === box.low[cell] && places > bounds.low[cell]!) ||
      (places === box.high[cell] && places < bounds.high[cell]!),
  )
}

function sum(numbers: Int32Array): number {
  return numbers.reduce((total, number) => total + number, 0)
}
