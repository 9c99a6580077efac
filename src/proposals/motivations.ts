/** Which deviations from the base distribution need a motivation (P26 Regelruimte 2), and what of it is still missing. */
import { NANO } from '../domain/decimal.js'
import type { Consultation, Motivation, ProposalFrame } from '../domain/proposal.js'
import type { NeededMotivation } from '../shapes/answers/proposal.js'
import { oorTotal, type Footing } from './frame.js'

/**
 * "Wanneer gebruik wordt gemaakt van deze regelruimte, dient elke afwijking van de basisverdeling te worden gemotiveerd" (P26
 * Regelruimte 2). By OOR any motivation of that OOR counts; by cell it must name the specialty.
 */
export function neededMotivations(
  { scenario, options }: Footing,
  { base, baseTotals }: ProposalFrame,
  { motivations }: Consultation,
  places: readonly number[],
): NeededMotivation[] {
  const columns = scenario.oors.length
  const needed = (oor: string, specialty: string | null, found: number, wanted: number): NeededMotivation[] => {
    if (found === wanted) return []
    const about = motivations.filter((each) => each.oor === oor && (specialty === null || each.specialty === specialty))
    const difference = Math.round((found - wanted) * NANO) / NANO
    const complete = about.find((each) => missingOf(each).length === 0)
    const best = complete ?? about[0] ?? null
    return [{ oor, specialty, difference, written: best, missing: best === null ? ['motivation'] : missingOf(best) }]
  }
  if (options['motivation.level'] === 'oor') {
    return scenario.oors.flatMap(({ code }, o) => needed(code, null, oorTotal(places, columns, o), baseTotals[o]!))
  }
  return places.flatMap((each, cell) =>
    needed(
      scenario.oors[cell % columns]!.code,
      scenario.specialties[Math.floor(cell / columns)]!.code,
      each,
      base[cell]!,
    ),
  )
}

function missingOf({ grounds, text }: Motivation): NeededMotivation['missing'] {
  return [...(grounds.length === 0 ? (['ground'] as const) : []), ...(text.trim() === '' ? (['text'] as const) : [])]
}
