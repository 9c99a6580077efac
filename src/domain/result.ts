/** What results are made of. Field names are the contract with other programs; what a whole one holds, stands in `src/shapes/answers`. */
import type { Conflict } from './conflict.js'
import type { Text } from './language.js'

export type Status = 'optimal' | 'feasible' | 'infeasible' | 'stuck' | 'off-totals' | 'time-limit'

/** `error-with-arrears`: the distance to the target plus what cells are owed from earlier years. */
export const LEVEL_NAMES = [
  'beyond-next-best',
  'next-best',
  'near',
  'error',
  'error-with-arrears',
  'squared-error',
  'largest-error',
] as const

/** One level of the objective with its value, most important first. Errors are in places. */
export interface LevelValue {
  readonly name: (typeof LEVEL_NAMES)[number]
  readonly value: number
}

/** A cell that is not rounded naturally. */
export interface Deviation {
  readonly row: string
  readonly column: string
  readonly target: number
  readonly natural: number
  readonly allocated: number
  /** 1 is next best; above 1 is beyond next best. */
  readonly rank: number
  /** How much further from the target than natural rounding, in places. */
  readonly extraError: number
}

/** One cell changed by one step of a hand method. */
export interface TraceChange {
  readonly row: string
  readonly column: string
  readonly from: number
  readonly to: number
}

/** One step of a hand method: the cells it changed and what that cost. */
export interface TraceStep {
  /** The step's number in the method's definition. */
  readonly step: number
  readonly action:
    | 'round-naturally'
    | 'round-row'
    | 'change-cell'
    | 'change-pair-in-row'
    | 'change-pair-in-column'
    | 'stuck'
  readonly row?: string
  readonly changes: readonly TraceChange[]
  /** Extra total error of this step, in places; negative when the step came closer to the target. */
  readonly extraError: number
  /** Only of `stuck`: the totals that are still off, as found minus wanted. */
  readonly off?: { readonly rows: Readonly<Record<string, number>>; readonly columns: Readonly<Record<string, number>> }
}

/**
 * The proof of optimality: whole numbers per row and per column, checked by `src/verify/certificate.ts`. As text where a JSON
 * number would not be exact.
 */
export interface Certificate {
  readonly rowPotentials: readonly (number | string)[]
  readonly columnPotentials: readonly (number | string)[]
  /** Only of `largest`, unless the largest error is 0: why no smaller one is possible. */
  readonly cut?: Pick<Conflict, 'kind' | 'rows' | 'columns' | 'required' | 'room' | 'elsewhere' | 'short'> | undefined
  /** Only beside `freedom`: potentials of the protocol's own two levels, which show what those leave free. */
  readonly freedom?: Pick<Certificate, 'rowPotentials' | 'columnPotentials'> | undefined
}

/**
 * The proof of `proportional`: positive fractions per row and per column, as "p/q" or decimal text, checked by
 * `src/verify/multipliers.ts`. Target times both, rounded to the nearest whole number, is the allocation. One over a
 * multiplier is the divisor that apportionment offices publish.
 */
export interface MultiplierCertificate {
  readonly rowMultipliers: readonly string[]
  readonly columnMultipliers: readonly string[]
}

/** A cell that the levels of the protocol do not fix, with the least and the most places that it can have. */
export interface FreeCell {
  readonly row: string
  readonly column: string
  readonly low: number
  readonly high: number
}

/** The levels that are the protocol's own (FAQ 7.5). What stands below them is our choice: option `tieBreak`. */
export const PROTOCOLS_OWN = ['beyond-next-best', 'next-best'] as const

/** What the protocol fixes by itself, and what it leaves free: over all allocations that are as good on its own two levels. */
export interface Freedom {
  readonly levels: readonly (typeof PROTOCOLS_OWN)[number][]
  /** All cells that are not free, zero cells and pinned ones too. */
  readonly fixed: number
  /** In the order of the table. */
  readonly free: readonly FreeCell[]
  /** The OORs whose whole total the repair of the totals (1.7) chose among equals. */
  readonly totals: readonly string[]
}

/** How ties are decided: the canonical optimum, by lot, or not at all. */
export const TIE_DECISIONS = ['canonical', 'stop', 'lot'] as const
export type TieDecision = (typeof TIE_DECISIONS)[number]

/** A total that natural rounding leaves off: `short` 1 when it has one too few, -1 when it has one too many. */
export interface ChainEnd {
  readonly total: 'row' | 'column'
  readonly code: string
  readonly short: number
}

/** A chain of next bests: the totals it repairs (none for a ring of equals), its cells in turn, and what it costs. */
export interface Chain {
  readonly ends: readonly ChainEnd[]
  readonly cells: readonly TraceChange[]
  /** Extra total error against natural rounding, in places. */
  readonly extraError: number
}

export const REMARK_CODES = [
  'total-below-floor',
  'carried-below-floor',
  'row-not-lifted',
  'only-in-zero-cells',
  'bounds-not-in-base',
  'published-base',
] as const

/** What an answer says of itself: where a rule could not be followed to the letter. */
export interface Remark {
  readonly code: (typeof REMARK_CODES)[number]
  /** Of the OORs or specialties it is about; of cells "specialty-OOR". */
  readonly codes: readonly string[]
  /** Dutch. */
  readonly text: string
  readonly texts: Text
}
