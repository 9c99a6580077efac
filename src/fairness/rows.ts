/** What every single year was to every method: the rows of the tables that others compute with. Plain data. */
import { NANO } from '../domain/decimal.js'
import type { Contender } from '../domain/contenders.js'
import type { Status } from '../domain/result.js'
import { SCALARS, UNIT, units, type Measured } from './measures.js'

export interface YearRow {
  /** From 0, as in parts. */
  readonly draw: number
  /** Of its run, from 1. */
  readonly year: number
  readonly method: Contender
  readonly status: Status
  /** In the order of `SCALARS`; null where the method has no answer that meets all totals. */
  readonly measures: readonly number[] | null
  /** What each OOR has beyond its target, in places; null likewise. */
  readonly gains: readonly number[] | null
}

/** Rounded as it is summed, so that sums over rows are those of the answer. */
export function yearRow(
  of: Pick<YearRow, 'draw' | 'year' | 'method' | 'status'>,
  measured: Measured | null,
  gainsNano: Float64Array | null,
): YearRow {
  return {
    ...of,
    measures: measured && SCALARS.map((name) => measured[name] / UNIT[name]),
    gains: gainsNano && Array.from(gainsNano, (nano) => units(nano / NANO, UNIT.gain) / UNIT.gain),
  }
}
