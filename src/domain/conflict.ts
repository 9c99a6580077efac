/** Why a table has no solution: the proof in numbers and words, and the least that would have to give way. */
import type { Text } from './language.js'

/**
 * What the sets of a conflict prove, `required - room - elsewhere = short > 0` (Gale 1957, Hoffman 1960):
 *
 *   too-little-room    the rows must place more than the columns take and cells in other columns allow
 *   too-little-supply  the columns must get more than the rows give and cells in other rows allow
 *   cell               one cell whose lower bound lies above its upper bound
 */
export const CONFLICT_KINDS = ['too-little-room', 'too-little-supply', 'cell'] as const
export type ConflictKind = (typeof CONFLICT_KINDS)[number]

/** The rule that keeps a cell from taking more, or makes it take something. */
export const CELL_RULES = ['zero-cell', 'no-care-use', 'bound'] as const
export type CellRule = (typeof CELL_RULES)[number]

/** A cell that takes part in the conflict. */
export interface Restriction {
  readonly row: string
  readonly column: string
  readonly rule: CellRule
  readonly low: number
  /** null for no upper bound. */
  readonly high: number | null
  /** As the scenario states them, where it does. */
  readonly reason: string | null
  readonly source: string | null
}

/**
 * What gives way in a repair. Each kind keeps all other rules; `together` lets everything give way at once, for tables that
 * no single kind can repair.
 */
export const REPAIR_KINDS = ['column-totals', 'bounds', 'no-care-use', 'zero-cells', 'row-totals', 'together'] as const
export type RepairKind = (typeof REPAIR_KINDS)[number]

/** One number that changes: a cell's bound (row and column), a row's total (row) or a column's (column). */
export interface RepairChange {
  readonly row: string | null
  readonly column: string | null
  /** `total` for an exact total, else the end of the interval or of the cell's bounds. */
  readonly end: 'total' | 'low' | 'high'
  readonly from: number
  readonly to: number
  /** Of a cell: the rules that give way, all of which keep it as it is; none of a total. */
  readonly rules: readonly CellRule[]
}

/** A cheapest repair of its kind: no changes of that kind with a smaller sum make the table fit. */
export interface Repair {
  readonly kind: RepairKind
  /** The sum of all changes, each counted as a positive number of places. */
  readonly places: number
  readonly changes: readonly RepairChange[]
  /** Dutch. */
  readonly text: string
  readonly texts: Text
}

export interface Conflict {
  readonly kind: ConflictKind
  /** `target`: zeros in the care use forbid the floored totals already before rounding, in parts of places. */
  readonly stage: 'target' | 'rounding'
  readonly rows: readonly string[]
  readonly columns: readonly string[]
  /** Places that must go somewhere: the rows' totals, or the least that the columns must get. */
  readonly required: number
  /** What the other set takes (or gives), less what rows (or columns) outside the conflict must put there. */
  readonly room: number
  /** What cells outside the other set allow. */
  readonly elsewhere: number
  readonly short: number
  /** The cells that make `elsewhere` small, or lower bounds that take room; at most 20 of `restrictionCount`. */
  readonly restrictions: readonly Restriction[]
  readonly restrictionCount: number
  /** The kinds that suffice alone, in the order of `REPAIR_KINDS`; the first is the proposal. null when time ran out before they were found. */
  readonly repairs: readonly Repair[] | null
  /** Dutch. */
  readonly text: string
  readonly texts: Text
}
