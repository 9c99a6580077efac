/** Agreements as every form shows them: what was agreed, by whom, what the proposal gives there, and what it costs. */
import type { AgreementConflict } from '../domain/agreement.js'
import { capital, placesText, type Language } from '../domain/language.js'
import type { ProposalFrame } from '../domain/proposal.js'
import { UNBOUNDED } from '../domain/table.js'
import type { AgreementCost, AgreementKept } from '../shapes/answers/agreement.js'
import {
  agreedText,
  agreementText,
  byText,
  costText,
  givingWayText,
  subjectText,
  type SpecialtyName,
} from '../words/agreements.js'

type Shown = AgreementKept & { readonly cost?: AgreementCost | null }

export interface AgreementLine {
  readonly subject: string
  readonly agreed: string
  readonly by: string
  /** What the proposal gives; empty where there is none. */
  readonly found: string
  readonly holds: boolean | null
  /** null where that is no question: of a check, or without a proposal. */
  readonly cost: string | null
}

export function agreementLines(agreements: readonly Shown[], language: Language, name: SpecialtyName): AgreementLine[] {
  return agreements.map((agreement) => ({
    subject: subjectText(agreement, language, name),
    agreed: agreedText(agreement, language),
    by: byText(agreement, language),
    found: [agreement.found ?? []]
      .flat()
      .map((places) => placesText(places, language))
      .join(', '),
    holds: agreement.holds,
    cost: agreement.cost === undefined || agreement.found === null ? null : costText(agreement.cost, language),
  }))
}

/** The cells that agreements bound, with their least and most places. */
export function agreedCells(
  agreements: readonly AgreementKept[],
  columns: readonly string[],
): (readonly [string, string, number, number])[] {
  return agreements.flatMap(({ specialty, oor, low, high, places }) => {
    if (specialty === null) return []
    if (oor !== null) return [[specialty, oor, low ?? 0, high ?? UNBOUNDED] as const]
    return (places ?? []).map((each, o) => [specialty, columns[o]!, each, each] as const)
  })
}

/** The least and the most of each OOR, with what was agreed of it. */
export function agreedTotals<F extends Pick<ProposalFrame, 'totalLow' | 'totalHigh'>>(
  frame: F,
  agreements: readonly AgreementKept[],
  columns: readonly string[],
): F {
  const of = (column: string) => agreements.filter(({ specialty, oor }) => specialty === null && oor === column)
  return {
    ...frame,
    totalLow: frame.totalLow.map((least, o) => Math.max(least, ...of(columns[o]!).map(({ low }) => low ?? 0))),
    totalHigh: frame.totalHigh.map((most, o) =>
      Math.min(most, ...of(columns[o]!).map(({ high }) => high ?? UNBOUNDED)),
    ),
  }
}

/** A conflict of agreements in parts: which, what they collide with, and what would have to give way. */
export function agreementConflictParts(
  { agreements, collisions, repairs }: AgreementConflict,
  language: Language,
  name: SpecialtyName,
): {
  readonly agreements: readonly string[]
  readonly collisions: readonly string[]
  readonly repairs: readonly string[] | null
} {
  return {
    agreements: agreements.map((each) => agreementText(each, language, name)),
    collisions: collisions.map(({ texts }) => capital(texts[language])),
    repairs: repairs && repairs.map((repair) => givingWayText(repair, language, name)),
  }
}
