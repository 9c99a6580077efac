/** Agreements (afspraken): what the consultation settled by itself. They hold in a draft and in a check, and never in the base. */
import type { Text } from './language.js'
import type { RuleId } from './proposal.js'

/** A row that is not said in numbers: as the association advised, or as the base distribution has it. */
export const AGREED_ROWS = ['advice', 'base'] as const
export type AgreedRow = (typeof AGREED_ROWS)[number]

/** As many as one file may hold. */
export const MOST_AGREEMENTS = 10_000

/** What was agreed of a cell (specialty and OOR), of the total of an OOR (OOR alone) or of a whole row (specialty alone). */
export interface Agreement {
  readonly specialty: string | null
  readonly oor: string | null
  /** Places; null for no end. A row has neither. */
  readonly low: number | null
  readonly high: number | null
  /** Of a specialty alone: places per OOR, in the order of the scenario, or what row it is. */
  readonly row: readonly number[] | AgreedRow | null
  readonly by: string
  /** 2026-06-08 */
  readonly date: string | null
  readonly reason: string
}

/** Where an agreement was stated: in the scenario, in the consultation, or in the question itself (`--agree`). */
export const AGREEMENT_SOURCES = ['scenario', 'advices', 'question'] as const
export type AgreementSource = (typeof AGREEMENT_SOURCES)[number]

/** Who agreed what is asked on the command line alone: nobody, it is a what-if. The same in both languages. */
export const WHAT_IF = '--agree'

/** An agreement that a draft or a check keeps to. */
export interface AgreementInForce extends Agreement {
  readonly from: AgreementSource
  /** Of a row: its places in numbers; null where it is as a base that there is not. */
  readonly places: readonly number[] | null
}

/** What an agreement asks of the table: bounds of cells, by their number in the flat matrix, and of the total of an OOR. */
export interface AgreedBounds {
  readonly cells: readonly { readonly cell: number; readonly low: number; readonly high: number }[]
  readonly totals: readonly { readonly column: number; readonly low: number; readonly high: number }[]
}

/** One of the rules that an agreement collides with, narrowed to the places where it does. */
export interface Collision {
  readonly rule: RuleId
  readonly specialty: string | null
  readonly oor: string | null
  readonly texts: Text
}

/** The least by which agreements would have to give way for a proposal to be there, all other rules kept. */
export interface GivingWay {
  /** Sum of the differences from what was agreed: a place that moves within a row counts twice. */
  readonly places: number
  readonly agreements: readonly {
    readonly agreement: AgreementInForce
    readonly places: number
    /** What it would become: places of the cell or of the total, or the row. */
    readonly to: number | readonly number[]
  }[]
}

/** Agreements that cannot hold together, or not beside the rules: without any one of them, or of those, there would be a proposal. */
export interface AgreementConflict {
  readonly agreements: readonly AgreementInForce[]
  readonly collisions: readonly Collision[]
  /** The cheapest first; none where no giving way of agreements helps. null when there was no time to find out. */
  readonly repairs: readonly GivingWay[] | null
}
