/**
 * The convex cell costs behind the objective names (mathematics: ranks over all integers, negative ones included).
 *
 * Notation: t is a cell's target in billionths, m its natural rounding, d = t - m in billionths (between -1/2 and 1/2
 * place), k = y - m the signed number of steps away from natural. The *near side* is the side of m on which t lies.
 */
import { NANO } from '../src/domain/decimal.js'
import { naturalRounding } from '../src/domain/natural.js'
import { withNear } from '../src/domain/near.js'
import type { LevelledObjective, Table } from '../src/domain/table.js'
import type { Level } from '../src/program/program.js'

const HALF = NANO / 2
const FAR = 2 ** 52

/**
 * What the step from `steps` to `steps + 1` away from natural adds to the steps beyond next best, `max(0, rank - 1)`:
 * 0, 2, 2, ... on the near side and on both sides of a whole target; 0, 1, 2, 2, ... on the near side of an exact half;
 * 1, 2, 2, ... on the far side.
 */
function beyondStep(d: number, upward: boolean, steps: number): number {
  const near = upward ? d : -d // not below 0 on the near side
  if (steps === 0) return near >>> 31 // its sign: as often one as the other, so that a branch would be foreseen half the time
  return steps === 1 && near === HALF ? 1 : 2
}

/** |y + 1 - target| - |y - target| in billionths. Far away the two are too large to subtract, and it is a whole place. */
function errorStep(targetNano: number, y: number): number {
  const rest = targetNano - y * NANO
  if (Math.abs(rest) > FAR) return rest > 0 ? -NANO : NANO
  return Math.abs(rest - NANO) - Math.abs(rest)
}

/** Natural rounding of every cell of a table, rows x columns. */
export function naturalRoundings(table: Table): Int32Array {
  const { target, half } = table
  const natural = new Int32Array(target.length)
  for (let cell = 0; cell < target.length; cell++) natural[cell] = naturalRounding(target[cell]!, half)
  return natural
}

/**
 * Where each cell costs least by itself: its natural rounding, as the protocol's levels come first; where the total error is the
 * first, and cells are owed from years before, the natural rounding of both together. Near a given allocation: the level `near` costs
 * nothing up to the given places, so where it stands first no cell begins above them, and else it only decides between the two
 * roundings of a half that `absolute` and `squares` find equal.
 */
export function cheapest(objective: LevelledObjective, table: Table, natural: Int32Array): Int32Array {
  const { target, owed, near, half } = table
  const wanted =
    objective === 'absolute' && owed !== undefined ? target.map((nano, cell) => nano + owed[cell]!) : target
  const least = wanted === target ? natural : Int32Array.from(wanted, (nano) => naturalRounding(nano, half))
  if (near === undefined) return least
  const decides = objective === 'absolute' || objective === 'squares'
  return least.map((m, cell) => {
    const given = near.places[cell]!
    if (given >= m) return m
    if (near.rank === 'first') return given
    return decides && wanted[cell]! - m * NANO === -HALF ? m - 1 : m
  })
}

/**
 * The levels of an objective, most important first. `largest` has the levels of `next-best`: its first level, the
 * largest error, is a threshold on the bounds (see `withinError` in `base-distribution.ts`).
 * @param natural natural rounding of every cell, from `naturalRoundings`
 */
export function objectiveLevels(objective: LevelledObjective, table: Table, natural: Int32Array): Level[] {
  switch (objective) {
    case 'next-best':
    case 'largest':
      return [beyondNextBest(table, natural), nextBest(natural), totalError(table)]
    case 'absolute':
      return [totalError(table)]
    case 'squares':
      return [squaredError(table)]
  }
}

/**
 * The same where what was asked has its say: under option `tieBreak` `none` what FAQ 7.5 stops at, its two levels, and nothing of ours
 * below them; near a given allocation, that level in its place.
 */
export function decidingLevels(objective: LevelledObjective, table: Table, natural: Int32Array): Level[] {
  const levels = objectiveLevels(objective, table, natural)
  const isProtocols = objective === 'next-best' || objective === 'largest'
  const deciding = isProtocols && table.tieBreak === 'none' ? levels.slice(0, PROTOCOL_LEVELS) : levels
  const { near } = table
  return near === undefined ? deciding : withNear(deciding, moved(near.places), near.rank)
}

/** Of `next-best`, the levels that are the protocol's own: steps beyond next best, and next bests. */
export const PROTOCOL_LEVELS = 2

/** Level 1: steps beyond next best. */
function beyondNextBest({ target }: Table, natural: Int32Array): Level {
  return {
    name: 'beyond-next-best',
    marginal: (cell, y) => {
      const m = natural[cell]!
      const d = target[cell]! - m * NANO
      return y >= m ? beyondStep(d, true, y - m) : -beyondStep(d, false, m - y - 1)
    },
    steepest: 2,
    unit: 1,
  }
}

/**
 * Level 2: cells not rounded naturally. Not convex by itself; it stands below level 1, which rises wherever this one
 * stops rising.
 */
function nextBest(natural: Int32Array): Level {
  return {
    name: 'next-best',
    marginal: (cell, y) => (y === natural[cell] ? 1 : y + 1 === natural[cell] ? -1 : 0),
    steepest: 1,
    unit: 1,
  }
}

/** Level 3: the sum of |y - target|, or of |y - (target + owed)| where cells are owed from years before. */
function totalError({ target, owed }: Table): Level {
  if (owed === undefined) {
    return { name: 'error', marginal: (cell, y) => errorStep(target[cell]!, y), steepest: NANO, unit: NANO }
  }
  const marginal = (cell: number, y: number) => errorStep(target[cell]! + owed[cell]!, y)
  return { name: 'error-with-arrears', marginal, steepest: NANO, unit: NANO }
}

/** Places gained over a given allocation, the sum of max(0, y - given): convex, and never steeper than one a place. */
export function moved(given: Int32Array): Level {
  return { name: 'near', marginal: (cell, y) => Number(y >= given[cell]!), steepest: 1, unit: 1 }
}

/** The sum of (y - target)^2. A step costs 2(y - t) + 1 squared places: whole in billionths, and nothing is lost. */
function squaredError({ target, rowTotals }: Table): Level {
  const largest = Math.max(0, ...rowTotals) * NANO
  const steepest = target.reduce((most, t) => Math.max(most, Math.abs(t)), largest)
  return {
    name: 'squared-error',
    marginal: (cell, y) => 2 * (y * NANO - target[cell]!) + NANO,
    steepest: 2 * steepest + NANO,
    unit: NANO,
  }
}
