/** Near a given allocation: of equally good allocations the one that moves the fewest places from it (mathematics 10). */
import type { LevelledObjective, Objective, Table } from './table.js'

/** Where the level stands: after those that say how natural the rounding is, or before all. */
export const NEAR_RANKS = ['after', 'first'] as const
export type NearRank = (typeof NEAR_RANKS)[number]

/** The allocation to stay near to. */
export interface NearTo {
  /** Whole places per cell, in the order of the table. */
  readonly places: Int32Array
  /** SHA-256 of it as canonical JSON: `{ rows, columns, allocation }`, in the order of the table. */
  readonly sha256: string
  readonly rank: NearRank
}

/** The objectives that it can stand first in: no smaller largest error can be sought among what is nearest, nor squares be outweighed. */
export const NEAR_FIRST: readonly LevelledObjective[] = ['next-best', 'absolute']
/** The objectives with levels, among whose optima there may be something to choose. */
export const NEAR_AFTER: readonly LevelledObjective[] = ['next-best', 'absolute', 'squares', 'largest']

/** Levels with the level `near` in its place: before all, or before the total error that only decides between equals. */
export function withNear<L extends { readonly name: string }>(levels: readonly L[], near: L, rank: NearRank): L[] {
  const fewest = levels.findIndex(({ name }) => name === 'next-best')
  const at = rank === 'first' ? 0 : fewest === -1 ? levels.length : fewest + 1
  return levels.toSpliced(at, 0, near)
}

/** The places that a table's allocation has more, and fewer, than the given one. */
export function movedFrom(given: ArrayLike<number>, allocation: ArrayLike<number>): { gained: number; lost: number } {
  let [gained, lost] = [0, 0]
  for (let cell = 0; cell < allocation.length; cell++) {
    const by = allocation[cell]! - given[cell]!
    if (by > 0) gained += by
    else lost -= by
  }
  return { gained, lost }
}

/** Whether an objective has room for the level. */
export function admitsNear(objective: Objective, rank: NearRank): boolean {
  const admitted: readonly Objective[] = rank === 'first' ? NEAR_FIRST : NEAR_AFTER
  return admitted.includes(objective)
}

/** The table without it, for what has nothing to do with how ties are decided. */
export function withoutNear(table: Table): Table {
  const { near: _, ...rest } = table
  return rest
}
