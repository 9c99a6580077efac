/** The fallback distribution (terugvalscenario) that comes when there is no fitting proposal (P26 II.3). */
import type { TableQuestion } from '../allocation/request.js'
import { solveScenario } from '../allocation/solve.js'
import { publishedResult } from '../allocation/published.js'
import { UNLIMITED, type Budget } from '../domain/budget.js'
import { optionsInForce } from '../domain/options.js'
import { placedAs } from '../domain/places.js'
import type { ProposalFrame } from '../domain/proposal.js'
import type { Result } from '../shapes/answers/result.js'
import type { Scenario } from '../domain/scenario.js'
import type { Fallback } from '../shapes/answers/draft.js'
import type { Basis } from './frame.js'
import { roomOf } from './frame.js'

/**
 * "[...] hanteert BOLS [...] een terugvalscenario. Dat is de rekenkundige verdeling [...] op basis van het criterium 75% adherentie
 * alle instellingen en 25% adherentie opleidende instellingen, waarin een ondergrens van 10% is verwerkt" (P26 II.3).
 */
export async function fallbackOf(
  scenario: Scenario,
  options: TableQuestion['options'],
  budget: Budget = UNLIMITED,
): Promise<Result> {
  const { careUse } = scenario
  if (careUse.kind === 'published' && careUse.reference !== null) {
    return publishedResult(
      scenario,
      careUse.reference,
      optionsInForce({ zeroTarget: 'free', ...scenario.options, ...options }),
    )
  }
  const criterion = { all: 0.75, training: 0.25 }
  const floor = scenario.floor ?? { share: Math.min(0.1, 1 / scenario.oors.length) }
  const asked = placedAs(scenario, { ...scenario, criterion, floor, bounds: [] })
  const { result } = await solveScenario(asked, { options, noFreedom: true }, budget)
  return result
}

export function fallbackReport(
  result: Result,
  { frame, scenario }: Basis,
  proposal: readonly number[] | null,
): Fallback {
  const totals = scenario.oors.map((_, o) => (result.allocation ?? []).reduce((sum, row) => sum + row[o]!, 0))
  if (result.allocation === null || frame === null) return { result, balance: [], leeway: null }
  const balance = scenario.oors.map(({ code }, o) => {
    const [base, fallback, proposed] = [frame.baseTotals[o]!, totals[o]!, proposal?.[o] ?? null]
    return {
      oor: code,
      base,
      proposal: proposed,
      fallback,
      againstBase: fallback - base,
      againstProposal: proposed === null ? null : fallback - proposed,
    }
  })
  return { result, balance, leeway: leewayOf(balance, frame) }
}

/** -8 and +10 (P26 Regelruimte 1) bind a proposal; the fallback is what the criterion gives, also where that is further away. */
function leewayOf(balance: Fallback['balance'], { leeway }: ProposalFrame): Fallback['leeway'] {
  const { below, above } = leeway
  const far = balance.filter(({ oor, againstBase }) => {
    const room = roomOf(leeway, oor)
    return againstBase < -room.below || againstBase > room.above
  })
  return { below, above, outside: far.map(({ oor, againstBase }) => ({ oor, by: againstBase })) }
}
