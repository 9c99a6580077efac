/** What a year may carry over from earlier ones: the places that rounding left owed (mathematics 10). */

/**
 * How it enters.
 *
 *   totals   what an OOR is owed enters the rounding of its total (1.7)
 *   arrears  the protocol's two levels as they are; the total error is measured against the target plus what the cell is owed
 *   cells    the target itself is moved by what the cell is owed; below 0 it counts as 0, and the rest stays owed
 */
export const CARRY_RULES = ['totals', 'arrears', 'cells'] as const
export type CarryRule = (typeof CARRY_RULES)[number]

/** The most earlier years that are carried over. */
export const MOST_CARRIED = 100

/** The most that all OORs together may be owed, or have too much, in places: rounding leaves about one for each. */
export const MOST_OWED = 10_000

/** What is carried into a year. */
export interface Carried {
  readonly rule: CarryRule
  /** The hashes of the earlier results, oldest first. */
  readonly from: readonly string[]
  /** Billionths of a place that are owed: per OOR under `totals`, else per cell. Below 0 is what it had too much. */
  readonly owed: Float64Array
}
