/** A year's question, checked and complete: what `io` hands to the engine. See `scenarios/README.md` for the file. */
import type { Agreement } from './agreement.js'
import type { Options } from './options.js'

/** Where the numbers come from. Shown wherever numbers are shown; `synthetic` and `reconstructed` are made up. */
export type DataKind = 'published' | 'reconstructed' | 'synthetic' | 'confidential'

/** The labels from the most careful on: made up goes before confidential, and that before published. */
const CAREFUL = ['synthetic', 'reconstructed', 'confidential', 'published'] as const satisfies readonly DataKind[]

/** How figures are labelled that come from more than one place; null for none. */
export function mostCareful(kinds: readonly (DataKind | null | undefined)[]): DataKind | null {
  return CAREFUL.find((kind) => kinds.includes(kind)) ?? null
}

/** Whether one label is less careful than another. */
export function isLessCareful(one: DataKind, other: DataKind): boolean {
  return CAREFUL.indexOf(one) > CAREFUL.indexOf(other)
}

export interface Source {
  readonly what: string
  readonly document: string
  readonly section?: string | undefined
}

/** A training region (onderwijs- en opleidingsregio). */
export interface Oor {
  readonly code: string
  readonly name: string
  /** Other names under which files know this OOR: NWN is "Amsterdam" in the FAQ. */
  readonly aliases: readonly string[]
}

export interface Specialty {
  readonly code: string
  readonly name: string
  /** National intake (landelijke instroom): whole places in the year. */
  readonly intake: number
  /** Other names under which files know this specialty. */
  readonly aliases: readonly string[]
}

/** Care use of one criterion: decimal text, specialties x OORs, in the order of the scenario. */
export type CareUseMatrix = readonly (readonly string[])[]

/** One line of the long table: care use of one institution for one specialty and component. */
export interface CareRecord {
  readonly institution: string
  readonly specialty: string
  readonly oor: string
  readonly component: string
  readonly count: number
  /** Whether the institution trains this specialty. */
  readonly training: boolean
  /** Whether the institution is an independent clinic (zelfstandig behandelcentrum). */
  readonly zbc: boolean
}

/** How many lines of care records were left out, and why (P26 I.2, FAQ 5, 8-11). */
export interface LeftOut {
  readonly records: number
  readonly zbc: number
  readonly procedureGp: number
}

/** Whole places as somebody published them, specialties x OORs, in the order of the scenario. */
export type PublishedTable = readonly (readonly number[])[]

/**
 * Care use per criterion (all institutions, and training institutions only), or the records they are summed from. Instead of care use
 * the tables that others computed from it: the base distribution, and the 75/25 reference of the fallback where it is given.
 */
export type CareUse =
  | {
      readonly kind: 'matrix'
      readonly unit: 'volume' | 'percent' | 'share'
      readonly all: CareUseMatrix
      /** null where its weight is 0 and it was not given. */
      readonly training: CareUseMatrix | null
    }
  | { readonly kind: 'records'; readonly records: readonly CareRecord[] }
  | { readonly kind: 'published'; readonly base: PublishedTable; readonly reference: PublishedTable | null }

/** A cell that must stay empty (P26: an OOR without that training). */
export interface ZeroCell {
  readonly specialty: string
  readonly oor: string
  readonly reason: string
  readonly source: string
}

/** A bounded or, with `low` equal to `high`, pinned cell. */
export interface CellBound {
  readonly specialty: string
  readonly oor: string
  readonly low: number
  readonly high: number
  readonly reason: string
}

/** Leeway (regelruimte): places that may be moved between OORs after the base distribution. */
export interface Leeway {
  readonly total: number
  readonly below: number
  readonly above: number
  /** By the code of an OOR that has less room than the others; left out where none has. */
  readonly perOor?: Readonly<Record<string, { readonly below: number; readonly above: number }>>
}

/**
 * Data of somebody's own, from a workbook. Its id and sources are then names of files, which say nothing of what is in them and
 * are no part of the hash.
 */
export interface Own {
  /** The id of the scenario that completes it; null where none does. */
  readonly frame: string | null
}

/** A table or a workbook does not always say its year; years before the protocol are none. */
export const YEAR_UNKNOWN = 2000

export interface Scenario {
  readonly id: string
  /** Empty where data of somebody's own have none: a title is never taken over from a frame. */
  readonly title: string
  readonly year: number
  readonly data: DataKind
  readonly sources: readonly Source[]
  readonly oors: readonly Oor[]
  readonly specialties: readonly Specialty[]
  readonly careUse: CareUse
  /** Weights of the two criteria; they sum to 1. 75/25 is `{ all: 0.75, training: 0.25 }`. */
  readonly criterion: { readonly all: number; readonly training: number }
  /** The least share of the national total that every OOR gets; null for none. */
  readonly floor: { readonly share: number } | null
  readonly zeroCells: readonly ZeroCell[]
  readonly leeway: Leeway | null
  readonly frame: { readonly status: 'provisional' | 'definitive'; readonly date: string } | null
  readonly bounds: readonly CellBound[]
  /** They hold in proposals (`draft`, `check`), not in the base distribution. */
  readonly agreements: readonly Agreement[]
  readonly options: Partial<Options>
  readonly own: Own | null
  /** SHA-256 of the canonical scenario (RFC 8785) with its data files read in. */
  readonly sha256: string
}
