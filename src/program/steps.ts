/**
 * Steps: what a cell may do from where it begins, in runs of units that cost the same.
 *
 * A cell is `base + what its steps up take - what its steps down take`. A *step* is a run of unit increments that cost the
 * same on every level, so that a linear program needs one variable for it, between 0 and its size.
 */
import { clamp, type Box } from './box.js'
import type { Level, Program } from './program.js'

/** The variables: steps within a box. Cells that cannot move have none. */
export interface Steps {
  /** Where each cell begins: `start`, or the end of the box nearest to it. */
  readonly base: Int32Array
  readonly cell: Int32Array
  /** 1 for a step up, -1 for a step down. */
  readonly direction: Int8Array
  /** How many units the step has room for. */
  readonly size: Float64Array
  /** Per level, what one unit of the step costs. */
  readonly slope: readonly Float64Array[]
}

/** The part of `bounds` where every cell costs least on the first level; everything when there are no levels. */
export function freeBox(program: Program, bounds: Box): Box {
  const first = program.levels.slice(0, 1)
  return boxAround(program, bounds, (cell, base, limit, direction) => {
    if (base === limit || (first.length === 1 && slope(first[0]!, cell, base, direction) !== 0)) return base
    return stepEnd(first, cell, base, limit, direction)
  })
}

/** The part of `bounds` that `reach` steps up and `reach` steps down of every cell span. */
export function reachBox(program: Program, bounds: Box, reach: number): Box {
  return boxAround(program, bounds, (cell, base, limit, direction) => {
    let y = base
    for (let i = 0; i < reach && y !== limit; i++) y = stepEnd(program.levels, cell, y, limit, direction)
    return y
  })
}

type Side = (cell: number, base: number, limit: number, direction: 1 | -1) => number

function boxAround(program: Program, bounds: Box, side: Side): Box {
  const low = bounds.low.slice()
  const high = bounds.high.slice()
  for (let cell = 0; cell < low.length; cell++) {
    const base = clamp(program.start[cell]!, bounds, cell)
    low[cell] = side(cell, base, bounds.low[cell]!, -1)
    high[cell] = side(cell, base, bounds.high[cell]!, 1)
  }
  return { low, high }
}

/** All steps within a box. */
export function stepsWithin(program: Pick<Program, 'start' | 'levels'>, box: Box): Steps {
  const base = program.start.map((start, i) => clamp(start, box, i))
  const cell: number[] = []
  const direction: number[] = []
  const size: number[] = []
  const from: number[] = []
  for (const way of [1, -1] as const) {
    const limits = way === 1 ? box.high : box.low
    for (let i = 0; i < base.length; i++) {
      for (let y = base[i]!; y !== limits[i]!;) {
        const end = stepEnd(program.levels, i, y, limits[i]!, way)
        cell.push(i)
        direction.push(way)
        size.push(way * (end - y))
        from.push(y)
        y = end
      }
    }
  }
  return {
    base,
    cell: Int32Array.from(cell),
    direction: Int8Array.from(direction),
    size: Float64Array.from(size),
    slope: program.levels.map((level) =>
      Float64Array.from(cell, (i, step) => slope(level, i, from[step]!, direction[step]!)),
    ),
  }
}

/** What one unit more in this direction costs from `y` on. */
function slope(level: Level, cell: number, y: number, direction: number): number {
  return direction === 1 ? level.marginal(cell, y) : -level.marginal(cell, y - 1)
}

/**
 * Where the step that begins at `y` ends: as far as every level costs what its first unit costs. Levels together are
 * convex, so that equal at both ends is equal in between, and halving finds the end.
 */
function stepEnd(levels: readonly Level[], cell: number, y: number, limit: number, direction: 1 | -1): number {
  const same = (at: number) =>
    levels.every((level) => slope(level, cell, at, direction) === slope(level, cell, y, direction))
  let units = 1
  let tooMany = direction * (limit - y) + 1
  for (let probe = 2; units + 1 < tooMany; probe = Math.min(2 * units, (units + tooMany) >> 1)) {
    if (same(y + direction * (probe - 1))) units = probe
    else tooMany = probe
  }
  return y + direction * units
}

/** The cells that an answer stands for. */
export function cellsOf(steps: Steps, x: ArrayLike<number>): Int32Array {
  const y = steps.base.slice()
  for (let step = 0; step < steps.cell.length; step++) {
    y[steps.cell[step]!]! += steps.direction[step]! * Math.round(x[step]!)
  }
  return y
}

/** What `y` costs above `base` on one level: a sum of whole numbers, so exact. */
export function costAbove(level: Level, base: Int32Array, y: Int32Array): number {
  let cost = 0
  for (let cell = 0; cell < y.length; cell++) {
    for (let at = base[cell]!; at < y[cell]!; at++) cost += level.marginal(cell, at)
    for (let at = base[cell]!; at > y[cell]!; at--) cost -= level.marginal(cell, at - 1)
  }
  return cost
}
