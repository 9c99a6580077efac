/** Any table to round, as `evenredig round` takes it: checked and complete, targets fixed. */
import type { Options } from './options.js'
import type { DataKind } from './scenario.js'

export interface Problem {
  readonly title: string | null
  readonly data: DataKind | null
  readonly rows: readonly string[]
  readonly columns: readonly string[]
  /** Billionths, row by row. */
  readonly targetNano: Float64Array
  readonly rowTotals: readonly number[]
  /** A whole total, or an interval `[low, high]`. */
  readonly columnTotals: readonly (number | readonly [number, number])[]
  readonly zeroCells: readonly (readonly [string, string])[]
  readonly bounds: readonly (readonly [string, string, number, number])[]
  readonly options: Partial<Options>
  /** SHA-256 of the canonical problem (RFC 8785). */
  readonly sha256: string
}
