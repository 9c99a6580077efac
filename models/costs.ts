/**
 * The convex cell costs behind the objective names (mathematics: ranks over all integers, negative ones included).
 *
 * Notation: t is a cell's target in billionths, m its natural rounding, d = t - m in billionths (between -1/2 and 1/2
 * place), k = y - m the signed number of steps away from natural. The *near side* is the side of m on which t lies.
 */
import { NANO } from '../src/domain/decimal.js'
import { naturalRounding } from '../src/domain/natural.js'
import type { LevelledObjective, Table } from '../src/domain/table.js'
import type { Level } from '../src/program/program.js'

const HALF = NANO / 2

/**
 * What the step from `steps` to `steps + 1` away from natural adds to the steps beyond next best, `max(0, rank - 1)`:
 * 0, 2, 2, ... on the near side and on both sides of a whole target; 0, 1, 2, 2, ... on the near side of an exact half;
 * 1, 2, 2, ... on the far side.
 */
function beyondStep(d: number, upward: boolean, steps: number): number {
  const near = d === 0 || upward === d > 0
  if (steps === 0) return near ? 0 : 1
  return steps === 1 && near && (d === HALF || d === -HALF) ? 1 : 2
}

/** |y + 1 - target| - |y - target| in billionths, without the two large numbers. */
function errorStep(targetNano: number, y: number): number {
  const rest = targetNano - y * NANO
  return rest >= NANO ? -NANO : rest <= 0 ? NANO : NANO - 2 * rest
}

/** Natural rounding of every cell of a table, rows x columns. */
export function naturalRoundings(table: Table): Int32Array {
  const { target, half } = table
  const natural = new Int32Array(target.length)
  for (let cell = 0; cell < target.length; cell++) natural[cell] = naturalRounding(target[cell]!, half)
  return natural
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

/** Level 3: the sum of |y - target|. */
function totalError({ target }: Table): Level {
  return { name: 'error', marginal: (cell, y) => errorStep(target[cell]!, y), steepest: NANO, unit: NANO }
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
