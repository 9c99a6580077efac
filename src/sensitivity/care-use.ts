/** How near the cells of a specialty were to a place more or fewer. */
import { HowNear, type SolvedBase } from '../allocation/how-near.js'
import type { Budget } from '../domain/budget.js'
import type { Scenario } from '../domain/scenario.js'
import type { Sensitivity } from '../shapes/answers/sensitivity.js'

/** All cells of a row that can have another number of places. @throws OutOfTime */
export async function nearInRow(
  scenario: Scenario,
  standing: SolvedBase,
  s: number,
  budget: Budget,
): Promise<NonNullable<Sensitivity['careUse']>> {
  const near = new HowNear(scenario, standing, budget)
  const { code } = scenario.specialties[s]!
  const found = []
  for (const [o, { code: oor }] of scenario.oors.entries()) {
    const is = (each: { readonly specialty: string; readonly oor: string }) =>
      each.specialty === code && each.oor === oor
    const isFixed = scenario.zeroCells.some(is) || scenario.bounds.some((each) => is(each) && each.low === each.high)
    if (isFixed) continue
    found.push({
      cell: [code, oor] as [string, string],
      places: standing.allocation[s]![o]!,
      oneMore: await near.of(s, o, 1, false),
      oneFewer: await near.of(s, o, -1, false),
    })
  }
  return found
}
