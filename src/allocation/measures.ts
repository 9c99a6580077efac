/** What is said about an allocation: the levels of the objective, and the cells not rounded naturally. */
import { NANO, nanoToPlaces } from '../domain/decimal.js'
import { naturalRounding, rankOf } from '../domain/natural.js'
import { movedFrom, withNear } from '../domain/near.js'
import type { Deviation, LevelValue } from '../domain/result.js'
import type { Allocation, Objective, Table } from '../domain/table.js'

/** The levels of an objective, most important first; zero cells count in none. The verifier recomputes them its own way. */
export function levelsOf(table: Table, allocation: Allocation, objective: Objective): LevelValue[] {
  const { near } = table
  const levels = levelsAlone(table, allocation, objective)
  if (near === undefined) return levels
  return withNear(levels, { name: 'near', value: movedFrom(near.places, allocation).gained }, near.rank)
}

function levelsAlone(table: Table, allocation: Allocation, objective: Objective): LevelValue[] {
  const { owed } = table
  let beyond = 0
  let nextBests = 0
  let errorNano = 0
  let largestNano = 0
  let squaredNano = 0n
  for (let cell = 0; cell < allocation.length; cell++) {
    if (table.zero[cell] === 1) continue
    const target = table.target[cell]!
    const rank = rankOf(target, naturalRounding(target, table.half), allocation[cell]!)
    const error = Math.abs(allocation[cell]! * NANO - target)
    beyond += Math.max(0, rank - 1)
    nextBests += rank > 0 ? 1 : 0
    errorNano += owed === undefined ? error : Math.abs(allocation[cell]! * NANO - target - owed[cell]!)
    largestNano = Math.max(largestNano, error)
    if (objective === 'squares') squaredNano += BigInt(error) ** 2n
  }
  const name = owed === undefined ? 'error' : 'error-with-arrears'
  const error: LevelValue = { name, value: nanoToPlaces(errorNano) }
  const nextBest: LevelValue[] = [
    { name: 'beyond-next-best', value: beyond },
    { name: 'next-best', value: nextBests },
    ...(table.tieBreak === 'none' ? [] : [error]),
  ]
  switch (objective) {
    case 'next-best':
      return nextBest
    case 'absolute':
      return [error]
    case 'squares':
      return [{ name: 'squared-error', value: Number(`${squaredNano}e-18`) }]
    case 'largest':
      return [{ name: 'largest-error', value: nanoToPlaces(largestNano) }, ...nextBest]
    case 'proportional':
      return [] // no exact number: it is proven by multipliers instead
  }
}

/** The cells that are not rounded naturally, in reading order. */
export function deviationsOf(table: Table, allocation: Allocation): Deviation[] {
  const columns = table.columns.length
  const deviations: Deviation[] = []
  for (let cell = 0; cell < allocation.length; cell++) {
    if (table.zero[cell] === 1) continue
    const target = table.target[cell]!
    const natural = naturalRounding(target, table.half)
    const allocated = allocation[cell]!
    if (allocated === natural) continue
    deviations.push({
      row: table.rows[Math.floor(cell / columns)]!,
      column: table.columns[cell % columns]!,
      target: nanoToPlaces(target),
      natural,
      allocated,
      rank: rankOf(target, natural, allocated),
      extraError: nanoToPlaces(Math.abs(allocated * NANO - target) - Math.abs(natural * NANO - target)),
    })
  }
  return deviations
}

/** A flat matrix, row by row, as an array of rows. */
export function matrixOf<T>(flat: ArrayLike<number>, columns: number, as: (value: number) => T): T[][] {
  return Array.from({ length: flat.length / columns }, (_, s) =>
    Array.from({ length: columns }, (_ignored, o) => as(flat[s * columns + o]!)),
  )
}
