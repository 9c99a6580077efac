/** Long tables for who goes on in R or Python: a row at a time, and written piece by piece, so that no table has to fit in memory. */

/** What a column holds; a value may be missing. */
type ColumnKind = 'whole' | 'text' | 'number'

export interface LongColumn {
  readonly name: string
  readonly kind: ColumnKind
}

export type Value = number | string | null

export interface LongTable {
  /** A row, a value a column. */
  readonly add: (row: readonly Value[]) => void
  /** Writes what is left, and the end of the file. */
  readonly end: () => void
}

/** What it can be written as: the same columns with the same values. Parquet has room for what was asked, too. */
export const TABLE_FORMS = ['parquet', 'csv'] as const
export type TableForm = (typeof TABLE_FORMS)[number]
