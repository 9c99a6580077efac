/** Which deviations from the base distribution need a motivation (P26 Regelruimte 2), and what of it is still missing. */
import { NANO } from '../domain/decimal.js'
import type { Consultation, Motivation, ProposalFrame } from '../domain/proposal.js'
import type { NeededCell, NeededMotivation } from '../shapes/answers/proposal.js'
import { oorTotal, type Footing } from './frame.js'

/**
 * "Wanneer gebruik wordt gemaakt van deze regelruimte, dient elke afwijking van de basisverdeling te worden gemotiveerd" (P26
 * Regelruimte 2). By OOR a text on the OOR as a whole counts, or texts on all of its cells that deviate; by cell a text on the cell.
 * What is said of a cell that stays as it was says nothing of why its OOR deviates.
 */
export function neededMotivations(
  { scenario, options }: Footing,
  { base, baseTotals }: ProposalFrame,
  { motivations }: Consultation,
  places: readonly number[],
): NeededMotivation[] {
  const { specialties, oors } = scenario
  const columns = oors.length
  const cellOf = (cell: number): NeededCell[] => {
    const [specialty, oor] = [specialties[Math.floor(cell / columns)]!.code, oors[cell % columns]!.code]
    const difference = exact(places[cell]! - base[cell]!)
    return difference === 0 ? [] : [{ specialty, difference, ...bestOf(about(motivations, oor, specialty)) }]
  }
  if (options['motivation.level'] === 'cell') {
    return places.flatMap((_, cell) => cellOf(cell).map((each) => ({ oor: oors[cell % columns]!.code, ...each, cells: [] }))) // prettier-ignore
  }
  return oors.flatMap(({ code: oor }, o) => {
    const difference = exact(oorTotal(places, columns, o) - baseTotals[o]!)
    if (difference === 0) return []
    const cells = specialties.flatMap((_, s) => cellOf(s * columns + o))
    return [{ oor, specialty: null, difference, ...ofWhole(about(motivations, oor, null), cells) }]
  })
}

/** Of an OOR: its text as a whole where that is complete, else the texts on its cells where they are, else what somebody began with. */
function ofWhole(
  whole: readonly Motivation[],
  cells: readonly NeededCell[],
): Pick<NeededMotivation, 'written' | 'missing' | 'cells'> {
  const best = bestOf(whole)
  if (best.missing.length === 0) return { ...best, cells: [] }
  const missing = PARTS.filter((part) => cells.some((cell) => cell.missing.includes(part)))
  const begun = whole.length === 0 && cells.some(({ written }) => written !== null)
  return missing.length === 0 || begun ? { written: best.written, missing, cells } : { ...best, cells: [] }
}

const PARTS = ['motivation', 'ground', 'text'] as const

function about(motivations: readonly Motivation[], oor: string, specialty: string | null): readonly Motivation[] {
  return motivations.filter((each) => each.oor === oor && each.specialty === specialty)
}

/** Of several about the same the one that is complete, else the first. */
function bestOf(written: readonly Motivation[]): Pick<NeededCell, 'written' | 'missing'> {
  const best = written.find((each) => missingOf(each).length === 0) ?? written[0]
  return best === undefined ? { written: null, missing: ['motivation'] } : { written: best, missing: missingOf(best) }
}

/** A text says something: blanks, dashes and dots are none. */
function missingOf({ grounds, text }: Motivation): NeededMotivation['missing'] {
  return [...(grounds.length === 0 ? (['ground'] as const) : []), ...(/\p{L}/u.test(text) ? [] : (['text'] as const))]
}

function exact(difference: number): number {
  return Math.round(difference * NANO) / NANO
}
