/** Chapter 3 of the rules: the frame of an integral proposal, what the consultation brings in, and what a check answers. */
import type { Agreement, AgreementConflict } from './agreement.js'
import type { Conflict } from './conflict.js'
import type { Text } from './language.js'
import type { Leeway } from './scenario.js'

/** What a draft follows, in the order of importance that the drafter chooses. */
export const PREFERENCES = ['advice', 'motivations', 'moved', 'mutation'] as const
export type Preference = (typeof PREFERENCES)[number]

/** "Aandachtspunten kunnen betrekking [hebben] op": the five categories of P26 II.1.1, in its order. */
export const ATTENTION_CATEGORIES = ['focal-point', 'capacity', 'new-recognition', 'care-demand', 'oor-size'] as const
export type AttentionCategory = (typeof ATTENTION_CATEGORIES)[number]

export const DIRECTIONS = ['up', 'down', 'keep'] as const
export type Direction = (typeof DIRECTIONS)[number]

/** The three grounds of a motivation (P26 Regelruimte 2). */
export const GROUNDS = ['care-demand', 'training-palette', 'training-requirements'] as const
export type Ground = (typeof GROUNDS)[number]

/** What a scientific association (wetenschappelijke vereniging) advises for its specialty (P26 II.1.2). */
export interface Advice {
  readonly specialty: string
  /** Places per OOR, in the order of the scenario. */
  readonly row: readonly number[]
  /** Per OOR the least and the most that the association can live with: "waar ruimte is om te schuiven". */
  readonly room: readonly (readonly [number, number])[]
  /** In thousandths: 1000 unless the drafter weighs advices differently. */
  readonly weight: number
  readonly rationale: string
}

/**
 * An advice on a specialty outside the frame, by its name: "De Vereniging Sportgeneeskunde (VSG) en de Nederlandse Vereniging van
 * Orthodontisten (NVvO) stellen een advies op [...] en sturen dit naar BOLS" (P26 II.1.4). It has a track of its own: no floor, no leeway,
 * no part of the national total, and a draft does nothing with it but keep and show it.
 */
export type OutsideAdvice = Pick<Advice, 'specialty' | 'row' | 'room' | 'rationale'>

/** A point of attention (aandachtspunt) of an OOR: a direction, never a number (P26 II.1.1). */
export interface AttentionPoint {
  readonly oor: string
  readonly specialty: string | null
  readonly category: AttentionCategory
  readonly direction: Direction
  readonly text: string
}

/** Why the proposal deviates from the base distribution (P26 Regelruimte 2). */
export interface Motivation {
  readonly oor: string
  readonly specialty: string | null
  readonly grounds: readonly Ground[]
  readonly text: string
}

/** What stands beside a scenario when a proposal is drafted or checked. */
export interface Consultation {
  readonly advices: readonly Advice[]
  readonly attentionPoints: readonly AttentionPoint[]
  readonly motivations: readonly Motivation[]
  /** Today's size per OOR, in places; null where it is not given. */
  readonly current: readonly (number | null)[]
  /** 2016: realised in- and throughflow plus allocation, per specialty and OOR (P16 1.a); null for a specialty without. */
  readonly history: readonly (readonly number[] | null)[]
  readonly prefer: readonly Preference[]
  /** Left out where there are none: a consultation without is what it always was, in its hash too. */
  readonly agreements?: readonly Agreement[]
  /** Left out where there are none. */
  readonly outside?: readonly OutsideAdvice[]
}

/** The rules that a proposal is checked against, in the order in which they are shown. */
export const RULES = [
  'integers',
  'row-totals',
  'national-total',
  'zero-cells',
  'zero-target',
  'bounds',
  'agreements',
  'leeway-total',
  'leeway-per-oor',
  'floor',
  'motivation',
  'outside-frame',
  'staffel',
  'careful-process',
  'reasonableness',
] as const
export type RuleId = (typeof RULES)[number]

/** `judge`: for people to judge, no computer can. */
export type RuleOutcome = 'pass' | 'fail' | 'warn' | 'judge'

export interface Finding {
  /** In the language asked for. */
  readonly text: string
  readonly specialty?: string
  readonly oor?: string
  readonly found: number | string
  readonly allowed: number | string
}

export interface RuleReport {
  readonly id: RuleId
  readonly source: string
  readonly outcome: RuleOutcome
  readonly findings: readonly Finding[]
}

/** One OOR in a proposal: what it has, and what is left of its leeway. */
export interface OorBalance {
  readonly oor: string
  readonly base: number
  readonly proposal: number
  readonly difference: number
  /** Places that could still go, by the bounds of this OOR alone. */
  readonly roomBelow: number
  readonly roomAbove: number
  /** Today's size as given; as scaled to the new intake (`today.scale`); and the change against that. null where it is not known. */
  readonly current: number | null
  readonly currentScaled: number | null
  readonly mutation: number | null
}

/** The three readings of "30 places to shift". */
export interface Moved {
  /** Sum of what OORs gain. */
  readonly placesMoved: number
  /** Sum of what OORs gain and what OORs lose. */
  readonly sumAbsolute: number
  /** Sum of what cells gain. */
  readonly cells: number
}

/** The frame (bestuurlijk kader) of a proposal: numbers in force, after the options. */
export interface ProposalFrame {
  /** Specialties x OORs, flat: the base distribution. */
  readonly base: Int32Array
  readonly baseTotals: readonly number[]
  /** Least and most places per OOR: base less and plus its leeway, and under `leeway.floor: hard` the floor. */
  readonly totalLow: readonly number[]
  readonly totalHigh: readonly number[]
  readonly leeway: Leeway
  readonly measure: 'places-moved' | 'sum-absolute' | 'cells'
  /** Whole places; null where the scenario has none. */
  readonly floor: number | null
}

/** Rules of the frame that together leave no proposal; without any one of them they would. */
export interface RuleConflict {
  /** null when time ran out before they were found. */
  readonly rules: readonly RuleId[] | null
  /** The rows and columns that show it, in numbers; null where the leeway in total is one of the rules, or was not looked for. */
  readonly cut: Conflict | null
  /** Where agreements take part: which, what they collide with, and what would have to give way. */
  readonly agreed?: AgreementConflict
  /** Dutch. */
  readonly text: string
  readonly texts: Text
}

/** The levels of a proposal; which of them there are, and in which order, follows from `prefer`. */
export type ProposalLevelName =
  | 'near'
  | 'outside-room'
  | 'advised-distance'
  | 'motivations'
  | 'moved'
  | 'mutation'
  | 'attention'
  | 'beyond-next-best'
  | 'next-best'
  | 'error'

/**
 * The levels that a consultation asks for: the wishes in the order of `prefer`, then the directions of points of attention, then
 * those of natural rounding.
 * @param isNear whether a given proposal is to be kept to, before all
 */
export function proposalLevels(
  { prefer, current, attentionPoints }: Consultation,
  isNear = false,
): ProposalLevelName[] {
  const named: Readonly<Record<Preference, readonly ProposalLevelName[]>> = {
    advice: ['outside-room', 'advised-distance'],
    motivations: ['motivations'],
    moved: ['moved'],
    mutation: current.some((size) => size !== null) ? ['mutation'] : [],
  }
  return [
    ...(isNear ? (['near'] as const) : []),
    ...prefer.flatMap((each) => named[each]),
    ...(attentionPoints.length > 0 ? (['attention'] as const) : []),
    'beyond-next-best',
    'next-best',
    'error',
  ]
}

/** A proposal as it was handed in: nothing is checked but that each cell is a number. */
export interface Proposal {
  /** Specialties x OORs in the order of the scenario, flat; perhaps negative or not whole. */
  readonly places: readonly number[]
  /** Specialties outside the frame that the file holds, by name. */
  readonly outside: readonly string[]
  /** Where its cells stand that hold decimals or less than nothing, where it has any and was read from a table. */
  readonly notWhole?: readonly { readonly path: string; readonly value: number }[]
}

/** The answer of a check: rule by rule, with its source. */
export interface Compliance {
  readonly status: 'compliant' | 'not-compliant'
  readonly rules: readonly RuleReport[]
  readonly balance: readonly OorBalance[]
  readonly moved: Moved
}
