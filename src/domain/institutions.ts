/** Within an OOR (chapter 4 of the rules): institutions, what they are recognised for, and how the places of an OOR's cells go over them. */
import type { Text } from './language.js'
import type { DataKind } from './scenario.js'
import type { Half, Objective, TieBreak } from './table.js'

export interface Institution {
  readonly code: string
  readonly name: string
  /** umc, topklinisch, algemeen, ggz, …; as the case says. */
  readonly kind: string
  /** The code of the care authority (NZa-code); empty where it is not told. */
  readonly nza: string
}

/** Recognition (erkenning) of an institution for a specialty, in the OOR under which that training falls. Dates are 2027-01-31. */
export interface Recognition {
  readonly institution: string
  readonly specialty: string
  readonly oor: string
  /** null for always. */
  readonly from: string | null
  /** Up to and including; null for no end. */
  readonly to: string | null
}

/** What an institution had from an OOR in a year, in billionths of a place or fte. */
export interface Past {
  readonly institution: string
  readonly specialty: string
  readonly oor: string
  readonly year: number
  readonly inflow: number
  readonly throughflow: number
}

/** "Within each RSO a minimum and a maximum can be set per institution and per stage module" (VIS V). Without a specialty: of the whole institution. */
export interface Capacity {
  readonly institution: string
  readonly specialty: string | null
  readonly module: string | null
  readonly min: number | null
  readonly max: number | null
}

/** What was agreed of an institution: as a whole, of a specialty, of an OOR, or of one training. */
export interface InstitutionAgreement {
  readonly institution: string
  readonly specialty: string | null
  readonly oor: string | null
  readonly low: number | null
  readonly high: number | null
  readonly by: string
  readonly date: string | null
  readonly reason: string
}

/** How a cluster would have the places of a cell divided (P26 III.1.1). */
export interface ClusterAdvice {
  readonly specialty: string
  readonly oor: string
  readonly by: readonly { readonly institution: string; readonly places: number }[]
}

/**
 * What was changed after places were fixed: a ruling of the complaints committee, which is binding (P26 IV), or a new recognition. Who is not
 * recognised there gets places by it all the same.
 */
export interface Amendment {
  readonly institution: string
  readonly specialty: string
  readonly oor: string
  readonly before: number
  readonly after: number
  readonly ground: string
  readonly date: string
}

/** What counts where a training under two OORs is attributed to them (P26 I.3): the value of option `split`. */
export const SPLITS = ['inflow+throughflow', 'inflow-only', 'throughflow-only'] as const
export type Split = (typeof SPLITS)[number]

/** To whom the VWS format goes. */
export const ADDRESSEES = ['VWS', 'NZa'] as const
export type Addressee = (typeof ADDRESSEES)[number]

/** As many as a case may divide, so that no bound need be more. */
export const MOST_PLACES = 2_000_000

/** A training of an institution under an OOR, by its codes. */
export interface Training {
  readonly institution: string
  readonly specialty: string
  readonly oor: string
}

/** Tells cells apart, whatever stands in their codes. */
export function cellKey({ specialty, oor }: Omit<Training, 'institution'>): string {
  return JSON.stringify([specialty, oor])
}

/** Tells trainings apart, whatever stands in their codes. */
export function trainingKey({ institution, specialty, oor }: Training): string {
  return JSON.stringify([institution, specialty, oor])
}

/** The places of a specialty in an OOR: a cell of the distribution over OORs. */
export interface OorCell {
  readonly specialty: string
  readonly oor: string
  readonly places: number
}

/** Readings of chapter 4, and the two of rounding. */
export interface CaseOptions {
  readonly split: Split
  readonly half: Half
  readonly tieBreak: TieBreak
}

export const CASE_NOTE_CODES = [
  'lapsed',
  'not-yet',
  'later-recognition',
  'moved',
  'advice-sum',
  'advice-unrecognised',
  'no-history',
  'two-oors',
] as const
export type CaseNoteCode = (typeof CASE_NOTE_CODES)[number]

/** Something of a case that its readers should know; which, and how much, stand in the fields. */
export interface CaseNote {
  readonly code: CaseNoteCode
  readonly institution: string | null
  readonly specialty: string
  readonly oor: string
  /** A date, or numbers of places. */
  readonly found: string
}

/** A year's question within OORs, checked and complete. */
export interface InstitutionCase {
  readonly id: string
  readonly title: string
  readonly year: number
  readonly data: DataKind
  readonly oors: readonly { readonly code: string; readonly name: string }[]
  readonly specialties: readonly { readonly code: string; readonly name: string }[]
  readonly institutions: readonly Institution[]
  readonly recognitions: readonly Recognition[]
  readonly history: readonly Past[]
  readonly capacity: readonly Capacity[]
  /** In places, against the mean inflow of the three years. */
  readonly change: { readonly below: number | null; readonly above: number | null } | null
  readonly agreements: readonly InstitutionAgreement[]
  readonly advices: readonly ClusterAdvice[]
  /** By specialty, then OOR, in the order of the case. */
  readonly cells: readonly OorCell[]
  /** The day on which the classification by OOR was fixed (P26 I.3); null for none. */
  readonly referenceDate: string | null
  readonly addressee: Addressee
  readonly options: CaseOptions
  /** What holds for a version after changes, one for each training that it is about; no part of the case itself. */
  readonly amendments?: readonly Amendment[]
  /** Of an answer whose case was not handed in: what that came down to, which then stands in the place of the lists. */
  readonly stated?: {
    readonly seats: readonly Seat[]
    readonly rules: readonly InstitutionRule[]
    readonly notes: readonly CaseNote[]
  }
  /** SHA-256 of the canonical case (RFC 8785), its lists and cells read in. */
  readonly sha256: string
}

/** Where a seat's target comes from: the cluster's advice, its share in three years, or nothing but the number of institutions. */
export const TARGET_SOURCES = ['advice', 'history', 'equal'] as const
export type TargetSource = (typeof TARGET_SOURCES)[number]

/** A training that may get places: an institution, recognised for a specialty, under an OOR. */
export interface Seat {
  readonly institution: string
  readonly specialty: string
  readonly oor: string
  /** Billionths of a place. */
  readonly target: number
  readonly from: TargetSource
}

export const INSTITUTION_RULES = ['capacity', 'module', 'total', 'change', 'agreement', 'amendment'] as const
export type InstitutionRuleKind = (typeof INSTITUTION_RULES)[number]

/** A bound on the sum of some seats of one institution. */
export interface InstitutionRule {
  readonly kind: InstitutionRuleKind
  readonly institution: string
  /** Whose seats count; null for all. */
  readonly specialties: readonly string[] | null
  readonly oor: string | null
  /** Of a stage module (stagemodule). */
  readonly module: string | null
  readonly low: number | null
  readonly high: number | null
  /** Who agreed it, or on what ground; empty where that is not told. */
  readonly by: string
}

/** The objectives over seats. Not `proportional`: who is newly recognised, and had nothing, would stay at 0. */
export const SEAT_OBJECTIVES = ['next-best', 'absolute', 'squares', 'largest'] as const satisfies readonly Objective[]
export type SeatObjective = (typeof SEAT_OBJECTIVES)[number]

/** All that a distribution over institutions must keep to, and be near to. */
export interface SeatProblem {
  /** In the order of the cells. */
  readonly seats: readonly Seat[]
  readonly cells: readonly OorCell[]
  readonly rules: readonly InstitutionRule[]
  readonly objective: SeatObjective
  readonly half: Half
  readonly tieBreak: TieBreak
  /** Places per seat to stay near to, before all else; null where nothing is. */
  readonly near: readonly number[] | null
  /** No seat may be further from its target than this, in billionths of a place; not there for any distance. */
  readonly within?: number
}

/** All levels that there are; `near` stands first where there is something to stay near to. */
export const SEAT_LEVELS = ['near', 'largest-error', 'beyond-next-best', 'next-best', 'error', 'squared-error'] as const
export type SeatLevelName = (typeof SEAT_LEVELS)[number]

/** Which levels a problem has, most important first. */
export function levelsOfSeats({
  objective,
  near,
  tieBreak,
}: Pick<SeatProblem, 'objective' | 'near' | 'tieBreak'>): SeatLevelName[] {
  const protocols = ['beyond-next-best', 'next-best', ...(tieBreak === 'error' ? (['error'] as const) : [])] as const
  const own: Readonly<Record<SeatObjective, readonly SeatLevelName[]>> = {
    'next-best': protocols,
    absolute: ['error'],
    squares: ['squared-error'],
    largest: ['largest-error', ...protocols],
  }
  return [...(near === null ? [] : (['near'] as const)), ...own[objective]]
}

/** A level that a program adds up over seats; the largest error is none: it is a bound on every seat. */
export type SummedLevelName = Exclude<SeatLevelName, 'largest-error'>

export function summedLevels(problem: Pick<SeatProblem, 'objective' | 'near' | 'tieBreak'>): SummedLevelName[] {
  return levelsOfSeats(problem).filter((name) => name !== 'largest-error')
}

/** The seats of each institution, looked up once for all rules. */
const ownSeats = new WeakMap<readonly Seat[], ReadonlyMap<string, readonly number[]>>()

function seatsByInstitution(seats: readonly Seat[]): ReadonlyMap<string, readonly number[]> {
  const known = ownSeats.get(seats)
  if (known !== undefined) return known
  const found = new Map<string, number[]>()
  seats.forEach(({ institution }, seat) => {
    const own = found.get(institution)
    if (own === undefined) found.set(institution, [seat])
    else own.push(seat)
  })
  ownSeats.set(seats, found)
  return found
}

/** Which seats a rule bounds, by their number. */
export function seatsOfRule(seats: readonly Seat[], { institution, specialties, oor }: InstitutionRule): number[] {
  return (seatsByInstitution(seats).get(institution) ?? []).filter((i) => {
    const seat = seats[i]!
    return (specialties === null || specialties.includes(seat.specialty)) && (oor === null || oor === seat.oor)
  })
}

/** One end of a rule, or a cell's whole number of places: what a conflict is made of. */
export type ConflictPart = { readonly rule: number; readonly end: 'low' | 'high' } | { readonly cell: number }

/** What gives way in a repair: rules of a kind, or the places of cells. */
export const SEAT_REPAIRS = ['capacity', 'change', 'agreement', 'cells'] as const
export type SeatRepairKind = (typeof SEAT_REPAIRS)[number]

export interface SeatRepair {
  readonly kind: SeatRepairKind
  readonly places: number
  readonly changes: readonly (
    | { readonly rule: InstitutionRule; readonly end: 'low' | 'high'; readonly from: number; readonly to: number }
    | { readonly cell: OorCell; readonly from: number; readonly to: number }
  )[]
  readonly texts: Text
}
