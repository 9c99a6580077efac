/** What every method returns, and what a result file holds. Field names are the contract with other programs. */
import type { Read } from './reading.js'
import type { Conflict } from './conflict.js'
import type { OptionName } from './options.js'
import type { Text } from './language.js'
import type { DataKind, LeftOut } from './scenario.js'
import type { Method, Objective } from './table.js'

export type Status = 'optimal' | 'feasible' | 'infeasible' | 'stuck' | 'off-totals' | 'time-limit'

/** One level of the objective with its value, most important first. Errors are in places. */
export interface LevelValue {
  readonly name: 'beyond-next-best' | 'next-best' | 'error' | 'squared-error' | 'largest-error'
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

export const REMARK_CODES = ['total-below-floor', 'row-not-lifted', 'only-in-zero-cells', 'bounds-not-in-base'] as const

/** What an answer says of itself: where a rule could not be followed to the letter. */
export interface Remark {
  readonly code: (typeof REMARK_CODES)[number]
  /** Of the OORs or specialties it is about; of cells "specialty-OOR". */
  readonly codes: readonly string[]
  /** Dutch. */
  readonly text: string
  readonly texts: Text
}

export interface Result {
  /** What became of the tables that it was made from. */
  readonly read?: Read
  readonly status: Status
  readonly scenario: string | null
  readonly data: DataKind | null
  readonly method: Method
  readonly objective: Objective
  /** null for hand methods. */
  readonly solver: { readonly name: string; readonly version: string } | null
  readonly options: Readonly<Record<OptionName, string>>
  readonly rows: readonly string[]
  readonly columns: readonly string[]
  readonly rowTotals: readonly number[]
  /** One number per column, or `[low, high]` where the problem left it open. */
  readonly columnTotals: readonly (number | readonly [number, number])[] | null
  /** Scenario results only: the column totals on their way (1.5, 1.6 and 1.7 of the rules). */
  readonly oorTotals: {
    readonly raw: readonly number[]
    readonly floored: readonly number[]
    readonly rounded: readonly number[]
  } | null
  /** Scenario results only: the OORs that were lifted to the floor. */
  readonly flooredOors: readonly string[] | null
  /** Scenario results only: where a rule could not be followed to the letter, and what was done instead. */
  readonly remarks: readonly Remark[]
  /** Places with 9 decimals; null when zero cells leave no way to reach the totals. */
  readonly target: readonly (readonly number[])[] | null
  readonly allocation: readonly (readonly number[])[] | null
  readonly levels: readonly LevelValue[] | null
  readonly deviations: readonly Deviation[]
  readonly zeroCells: readonly (readonly [string, string])[]
  readonly bounds: readonly (readonly [string, string, number, number])[]
  readonly unique: boolean | null
  /** Cells that differ between equally good allocations. */
  readonly contested: readonly (readonly [string, string])[] | null
  /** How ties were decided, and by which seed; null where nothing is claimed to be optimal. */
  readonly ties: { readonly decided: TieDecision; readonly seed: number | null } | null
  /** On request: equally good allocations from the canonical one down; `complete` when these are all there are. */
  readonly optima: {
    readonly count: number
    readonly complete: boolean
    readonly allocations: readonly (readonly (readonly number[])[])[]
  } | null
  /** null where nothing is claimed to be optimal. */
  readonly certificate: Certificate | MultiplierCertificate | null
  /** Why there is no allocation, where there can be none. */
  readonly conflict: Conflict | null
  /** How natural rounding was repaired, total by total; null where the totals are not met, or it was off by thousands. */
  readonly chains: readonly Chain[] | null
  /** What was drawn by lot, the allocation or which of several optima, was drawn with this seed; null where nothing was. */
  readonly seed: number | null
  /** Method `lottery` only: what a cell gets on average, and whether the target had to be fitted to the totals for that. */
  readonly lottery: { readonly fitted: boolean; readonly expectation: readonly (readonly number[])[] } | null
  /** Hand methods only. */
  readonly trace: readonly TraceStep[] | null
  /** Scenarios from care records only: how many lines were left out. */
  readonly leftOut: LeftOut | null
  readonly input: { readonly sha256: string }
  readonly milliseconds: number
}
