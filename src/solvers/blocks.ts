/**
 * Lexicographic levels as *blocks*: levels that run as one integer cost. A level's weight dominates all that lower levels can sum
 * to along one simple cycle of the residual network. A block whose numbers would leave 2^53 is split, and the later part is
 * solved on the optimal *face* of the earlier part, the cells' ranges whose reduced cost is zero. Exact either way: every number
 * here is an integer in a double.
 */
import type { Level } from '../program/program.js'

/** Levels that run as one cost, each with its weight; the least important first. */
export type LevelBlock = readonly { readonly level: Level; readonly weight: number }[]

/** Bounds within which a block may move, and where it begins. In the program's own cell order. */
export interface Face {
  readonly low: Int32Array
  readonly high: Int32Array
  readonly start: Int32Array
}

/** `cost(cell, y + 1) - cost(cell, y)`. */
export type Marginal = (cell: number, y: number) => number

/**
 * Packs levels, from the least important up, into as few blocks as stay well within exact integers. No levels at all
 * make one block without cost.
 * @param cycle the most arcs a simple cycle of the residual network can have
 */
export function pack(levels: readonly Level[], cycle: number): LevelBlock[] {
  let current: { level: Level; weight: number }[] = []
  const blocks: LevelBlock[] = [current]
  let reach = 0 // what the levels of the current block can sum to along one simple cycle
  for (let i = levels.length - 1; i >= 0; i--) {
    const level = levels[i]!
    const weight = reach + 1
    if (current.length === 0 || weight * level.steepest < Number.MAX_SAFE_INTEGER / 64) {
      current.push({ level, weight })
      reach += cycle * weight * level.steepest
    } else {
      current = [{ level, weight: 1 }]
      blocks.unshift(current)
      reach = cycle * level.steepest
    }
  }
  return blocks
}

/** A block whose numbers grew too large, as two; the weights keep their ratios, which is all that matters. */
export function split(block: LevelBlock): LevelBlock[] {
  if (block.length < 2) throw new RangeError('the costs of one level leave the range of exact integers')
  return [[{ level: block.at(-1)!.level, weight: 1 }], block.slice(0, -1)]
}

/** The largest absolute cost of one step. */
export function steepest(block: LevelBlock): number {
  return block.reduce((sum, { level, weight }) => sum + weight * level.steepest, 0)
}

/**
 * The weighted sum of a block's levels. Written out for up to three, so that each call is one the engine can inline.
 * @param free steps that this block of levels feels cost Infinity
 */
export function combine(block: LevelBlock, free: LevelBlock = []): Marginal {
  if (free.length > 0) {
    const felt = combine(free)
    const cost = combine(block)
    return (cell, y) => (felt(cell, y) === 0 ? cost(cell, y) : Infinity)
  }
  const first = block[0]?.level.marginal
  const second = block[1]?.level.marginal
  const third = block[2]?.level.marginal
  const a = block[0]?.weight ?? 0
  const b = block[1]?.weight ?? 0
  const c = block[2]?.weight ?? 0
  if (first === undefined) return () => 0
  if (second === undefined) return first
  if (third === undefined) return (cell, y) => a * first(cell, y) + b * second(cell, y)
  if (block.length === 3) return (cell, y) => a * first(cell, y) + b * second(cell, y) + c * third(cell, y)
  return (cell, y) => block.reduce((cost, { level, weight }) => cost + weight * level.marginal(cell, y), 0)
}

/** Blocks one after another: what the first of them feels that feels a step at all. */
export function firstFelt(blocks: readonly LevelBlock[]): Marginal {
  const costs = blocks.map((block) => combine(block))
  return (cell, y) => {
    for (const cost of costs) {
      const felt = cost(cell, y)
      if (felt !== 0) return felt
    }
    return 0
  }
}
