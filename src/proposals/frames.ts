/**
 * New definitive numbers mean a new base distribution and a new round (L27): what changed per association and per OOR, and which
 * advices and points of attention have to be sent again.
 */
import type { Consultation } from '../domain/proposal.js'
import type { Result } from '../shapes/answers/result.js'
import type { Scenario } from '../domain/scenario.js'
import type { FrameChanges, ResendReason } from '../shapes/answers/comparison.js'

/** @returns null where the scenarios are no two frames of one year, or one of them has no base distribution */
export function frameChanges(
  [a, b]: readonly [Scenario, Scenario],
  [from, to]: readonly [Result, Result],
  consultation: Consultation | null,
): FrameChanges | null {
  const intakes = new Map(b.specialties.map(({ code, intake }) => [code, intake]))
  const sameIntakes = a.specialties.every(({ code, intake }) => intakes.get(code) === intake)
  if (a.year !== b.year || sameIntakes || from.allocation === null || to.allocation === null) return null
  const [before, after] = [from.allocation, to.allocation]
  const specialties = a.specialties.map(({ code, intake }, s) => {
    const cells = a.oors.flatMap(({ code: oor }, o) => {
      const [old, renewed] = [before[s]![o]!, after[s]![o]!]
      return old === renewed ? [] : [{ oor, from: old, to: renewed }]
    })
    const renewed = intakes.get(code)!
    const again: ResendReason | null = renewed !== intake ? 'intake' : cells.length > 0 ? 'base-row' : null
    return { specialty: code, from: intake, to: renewed, difference: renewed - intake, cells, again }
  })
  const totalOf = (matrix: readonly (readonly number[])[], o: number) => matrix.reduce((sum, row) => sum + row[o]!, 0)
  const oors = a.oors.map(({ code: oor }, o) => {
    const [old, renewed] = [totalOf(before, o), totalOf(after, o)]
    const again: ResendReason | null = old === renewed ? null : 'oor-total'
    return { oor, from: old, to: renewed, difference: renewed - old, again }
  })
  const ofSpecialty = new Map(specialties.map(({ specialty, again }) => [specialty, again]))
  const ofOor = new Map(oors.map(({ oor, again }) => [oor, again]))
  return {
    year: a.year,
    from: { scenario: a.id, frame: a.frame },
    to: { scenario: b.id, frame: b.frame },
    specialties,
    oors,
    // "om eerder uitgebrachte adviezen opnieuw aan te leveren" (L27): a row that no longer sums to the intake certainly
    advices: (consultation?.advices ?? []).map(({ specialty }) => ({
      specialty,
      again: ofSpecialty.get(specialty) ?? null,
    })),
    attentionPoints: (consultation?.attentionPoints ?? []).map(({ oor, specialty, text }) => {
      const cell = specialty === null ? null : specialties.find((each) => each.specialty === specialty)
      const changed = cell?.again === 'intake' || cell?.cells.some((each) => each.oor === oor) ? cell.again : null
      return { oor, specialty, text, again: specialty === null ? (ofOor.get(oor) ?? null) : changed }
    }),
  }
}
