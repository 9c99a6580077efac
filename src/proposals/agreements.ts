/** Agreements (afspraken) of a proposal: which are in force, what they ask of the table, and what became of each. */
import type { AgreedBounds, Agreement, AgreementInForce, AgreementSource } from '../domain/agreement.js'
import type { Consultation, ProposalFrame } from '../domain/proposal.js'
import { UNBOUNDED, type Table } from '../domain/table.js'
import type { AgreementKept } from '../shapes/answers/agreement.js'
import type { Basis, Footing } from './frame.js'

/** A basis with the agreements that hold for a proposal: those of the scenario, of the consultation, and of the question. */
export function withAgreements(basis: Basis, consultation: Consultation, asked: readonly Agreement[]): Basis {
  const { scenario, frame } = basis
  const stated: readonly (readonly [AgreementSource, readonly Agreement[]])[] = [
    ['scenario', scenario.agreements],
    ['advices', consultation.agreements ?? []],
    ['question', asked],
  ]
  const inForce = new Map<string, AgreementInForce>()
  for (const [from, agreements] of stated) {
    for (const agreement of agreements) {
      // a workbook may be handed in as scenario and as advices: what it says twice is agreed once
      const key = JSON.stringify(agreement)
      if (inForce.has(key)) continue
      inForce.set(key, { ...agreement, from, places: placesOf(agreement, scenario, consultation, frame) })
    }
  }
  return { ...basis, agreements: [...inForce.values()] }
}

/** The row of an agreement in numbers. */
function placesOf(
  { specialty, row }: Agreement,
  { specialties, oors }: Basis['scenario'],
  { advices }: Consultation,
  frame: ProposalFrame | null,
): readonly number[] | null {
  if (row === null || typeof row !== 'string') return row
  if (row === 'advice') return advices.find((advice) => advice.specialty === specialty)?.row ?? null
  const from = specialties.findIndex(({ code }) => code === specialty) * oors.length
  return frame && [...frame.base.subarray(from, from + oors.length)]
}

/** What agreements ask of a table. */
export function agreedBounds(
  agreements: readonly AgreementInForce[],
  { rows, columns }: Pick<Table, 'rows' | 'columns'>,
): AgreedBounds {
  const ends = ({ low, high }: Agreement) => ({ low: low ?? 0, high: high ?? UNBOUNDED })
  return {
    cells: agreements.flatMap((agreement) => {
      const { specialty, oor, places } = agreement
      if (specialty === null) return []
      const from = rows.indexOf(specialty) * columns.length
      if (oor !== null) return [{ cell: from + columns.indexOf(oor), ...ends(agreement) }]
      return (places ?? []).map((each, o) => ({ cell: from + o, low: each, high: each }))
    }),
    totals: agreements.flatMap((agreement) =>
      agreement.specialty === null ? [{ column: columns.indexOf(agreement.oor!), ...ends(agreement) }] : [],
    ),
  }
}

/** Holds a table, and the totals of its frame, to what was agreed. */
export function keepTo(
  agreements: readonly AgreementInForce[],
  { table, frame }: { readonly table: Table; readonly frame: ProposalFrame },
): { readonly table: Table; readonly frame: ProposalFrame } {
  const { cells, totals } = agreedBounds(agreements, table)
  for (const { cell, low, high } of cells) {
    table.low[cell] = Math.max(table.low[cell]!, low)
    table.high[cell] = Math.min(table.high[cell]!, high)
  }
  const [totalLow, totalHigh] = [[...frame.totalLow], [...frame.totalHigh]]
  for (const { column, low, high } of totals) {
    totalLow[column] = Math.max(totalLow[column]!, low)
    totalHigh[column] = Math.min(totalHigh[column]!, high)
  }
  return { table, frame: { ...frame, totalLow, totalHigh } }
}

/** What a proposal gives where something was agreed: places of the cell or of the total, or the row. */
export function foundIn(
  { specialty, oor }: Agreement,
  rows: readonly string[],
  columns: readonly string[],
  proposal: ArrayLike<number>,
): number | number[] {
  const row = (s: number) => columns.map((_, o) => proposal[s * columns.length + o]!)
  if (specialty !== null) {
    const places = row(rows.indexOf(specialty))
    return oor === null ? places : places[columns.indexOf(oor)]!
  }
  const o = columns.indexOf(oor!)
  return Math.round(rows.reduce((sum, _, s) => sum + row(s)[o]! * 1e9, 0)) / 1e9
}

/** By how many places something lies outside what was agreed. */
export function beyond({ low, high, places }: AgreementInForce, found: number | readonly number[]): number {
  if (typeof found === 'number') return Math.max(0, (low ?? 0) - found, found - (high ?? Infinity))
  return found.reduce((sum, each, o) => sum + Math.abs(each - (places?.[o] ?? each)), 0)
}

/** Per agreement what a proposal gives, and whether that is as agreed. @param proposal null where there is none */
export function keptIn({ agreements, scenario }: Footing, proposal: ArrayLike<number> | null): AgreementKept[] {
  const [rows, columns] = [scenario.specialties, scenario.oors].map((list) => list.map(({ code }) => code)) as [
    string[],
    string[],
  ]
  return agreements.map((agreement) => {
    const found = proposal && foundIn(agreement, rows, columns, proposal)
    return { ...agreement, found, holds: found === null ? null : beyond(agreement, found) === 0 }
  })
}

/** "41 Neurologie" */
export function nameOf({ scenario }: Pick<Footing, 'scenario'>): (specialty: string) => string {
  return (code) => {
    const name = scenario.specialties.find((each) => each.code === code)?.name
    return name === undefined || name === code ? code : `${code} ${name}`
  }
}
