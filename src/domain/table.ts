/** A table to round: exact integers from here on. Rows are specialties and columns OORs, but any table will do. */
import type { NearTo } from './near.js'

/** The rounding of an exact half: the value of option `half`. */
export type Half = 'up' | 'even' | 'down'

/** What decides among equally many next bests, where the protocol stops: the value of option `tieBreak`. */
export type TieBreak = 'error' | 'none'

/** What is minimised; see `models/costs.ts` and, for `proportional`, `models/proportional.ts`. */
export const OBJECTIVES = ['next-best', 'absolute', 'squares', 'largest', 'proportional'] as const
export type Objective = (typeof OBJECTIVES)[number]
/** The objectives that are exact whole numbers, level by level. A sum of logarithms is none: `proportional` has no levels. */
export type LevelledObjective = Exclude<Objective, 'proportional'>

/** How the table is rounded: by the proven optimum, by one of the hand methods, or by lot. */
export const METHODS = ['optimal', 'stepwise', 'sequential', 'largest-remainder', 'lottery'] as const
export type Method = (typeof METHODS)[number]

/** No upper bound. */
export const UNBOUNDED = 2 ** 31 - 1

/** Matrices are flat and row by row: cell `s * columns.length + o`. */
export interface Table {
  readonly rows: readonly string[]
  readonly columns: readonly string[]
  /** Billionths of a place, one per cell. */
  readonly target: Float64Array
  /** Whole places per row. */
  readonly rowTotals: readonly number[]
  /** Whole places per column; an exact total has `columnLow` equal to `columnHigh`. */
  readonly columnLow: readonly number[]
  readonly columnHigh: readonly number[]
  /** 1 for a zero cell: it stays empty and counts in no level and no deviation. */
  readonly zero: Uint8Array
  /** Bounds per cell in whole places; 0..0 for a zero cell. */
  readonly low: Int32Array
  readonly high: Int32Array
  readonly half: Half
  /** Missing for `error`. */
  readonly tieBreak?: TieBreak | undefined
  /** Billionths that each cell is owed from years before: `error` is then measured against the target plus these. */
  readonly owed?: Float64Array
  /** The allocation to stay near to, where one is given: one level more. */
  readonly near?: NearTo
}

/** Whole places per cell. */
export type Allocation = Int32Array
