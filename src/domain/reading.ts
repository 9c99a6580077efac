/**
 * What became of a table that somebody made: everything on a sheet is used, passed over with a remark, or a fault. Remarks are
 * data; their texts, Dutch and English, are in `words/texts.ts`.
 */

/** What was used: which sheet, how many rows and columns, where the intake came from, how numbers were understood. */
export type UsedCode =
  | 'sheet'
  | 'specialties'
  | 'oors'
  | 'rows'
  | 'columns'
  | 'intake'
  | 'unit'
  | 'records'
  | 'frame'
  | 'frame-year'
  | 'floor'
  | 'zero-cells'

/** What was passed over: it does not count in the answer. */
export type SkippedCode =
  | 'sheet-skipped'
  | 'sheet-empty'
  | 'text-above'
  | 'text-below'
  | 'text-beside'
  | 'column-skipped'
  | 'numbers-skipped'
  | 'numbers-of-row'
  | 'row-skipped'
  | 'totals-row'
  | 'totals-column'
  | 'not-computed'
  | 'outside-frame'
  | 'separator-line'

/** What was decided, and what does not agree: for a person to look at. */
export type WarningCode =
  | 'decimal-comma'
  | 'decimal-point'
  | 'thousands-point'
  | 'thousands-comma'
  | 'thousands-places'
  | 'mark-left-out'
  | 'name-taken'
  | 'totals-differ'
  | 'counts'
  | 'nothing-filled'
  | 'no-floor'
  | 'no-zero-cells'
  | 'specialties-missing'
  | 'intake-differs'
  | 'status-taken-over'
  | 'sheet-hidden'
  | 'empty-is-none'

export type RemarkCode = UsedCode | SkippedCode | WarningCode

export interface ReadingRemark<C extends RemarkCode = RemarkCode> {
  readonly code: C
  /** Where: a sheet, a cell or a range of a workbook ("x.xlsx:Blad1!B2:H31"), a line of CSV ("x.csv:12"). */
  readonly path: string
  /** What stands there, or how many there are. */
  readonly found: string
}

/** A sheet as it was read, whether it was used or not: what writes a workbook of the answer hands it on. */
export interface KeptSheet {
  /** What the file is called. */
  readonly file: string
  readonly name: string
  readonly hidden: boolean
  readonly rows: readonly {
    /** From 1. */
    readonly number: number
    /** Filled cells by column, from 0. */
    readonly cells: ReadonlyMap<number, { readonly kind: string; readonly text: string }>
  }[]
}

/** The account of one file, or of several together. */
export interface Reading {
  /** All sheets of the workbooks among them. */
  readonly sheets?: readonly KeptSheet[]
  readonly used: readonly ReadingRemark<UsedCode>[]
  readonly skipped: readonly ReadingRemark<SkippedCode>[]
  readonly warnings: readonly ReadingRemark<WarningCode>[]
}

/** A remark as a person reads it. */
export interface SaidRemark extends ReadingRemark {
  readonly text: string
}

/** What an answer says of the tables that it was made from. */
export interface Read {
  readonly used: readonly SaidRemark[]
  readonly skipped: readonly SaidRemark[]
  readonly warnings: readonly SaidRemark[]
}

/** Several accounts as one, in their order. */
export function together(readings: readonly (Reading | null)[]): Reading {
  const all = readings.filter((each) => each !== null)
  return {
    used: all.flatMap(({ used }) => used),
    skipped: all.flatMap(({ skipped }) => skipped),
    warnings: all.flatMap(({ warnings }) => warnings),
    sheets: all.flatMap(({ sheets = [] }) => sheets),
  }
}

/** Remarks that say nothing of what stands in a cell. */
const PUBLIC: ReadonlySet<RemarkCode> = new Set<RemarkCode>([
  'sheet',
  'specialties',
  'oors',
  'rows',
  'columns',
  'intake',
  'unit',
  'frame',
  'frame-year',
  'floor',
  'zero-cells',
  'no-floor',
  'no-zero-cells',
  'specialties-missing',
  'intake-differs',
  'status-taken-over',
  'sheet-hidden',
])

/** What may be published of a reading: nothing that quotes a cell. */
export function publicRead({ read }: { readonly read?: Read }): { readonly read?: Read } {
  if (read === undefined) return {}
  const open = (remarks: readonly SaidRemark[]) => remarks.filter(({ code }) => PUBLIC.has(code))
  return { read: { used: open(read.used), skipped: open(read.skipped), warnings: open(read.warnings) } }
}
