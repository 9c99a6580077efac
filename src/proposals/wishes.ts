/** What each wish reached, and what it cost the next. */
import type { ProposalCase } from '../../models/integral-proposal.js'
import { inTime, look, type Budget } from '../domain/budget.js'
import { proposalLevels, type Consultation, type ProposalLevelName } from '../domain/proposal.js'
import type { WishReport } from '../shapes/answers/draft.js'
import { inPlaces } from './levels.js'
import { solveCase } from './solve.js'

/** What each wish cost the next: the next step's levels, with and without it. @param reached the value of every level */
export async function wishReports(
  given: ProposalCase,
  consultation: Consultation,
  reached: readonly bigint[],
  budget: Budget,
): Promise<WishReport[]> {
  const steps = consultation.prefer.map((step) => ({
    step,
    names: proposalLevels({ ...consultation, prefer: [step], attentionPoints: [] }).slice(0, -3),
  }))
  const valueOf = (values: readonly bigint[], names: readonly ProposalLevelName[], name: ProposalLevelName) =>
    inPlaces(name, values[names.indexOf(name)]!, given)
  const reports: WishReport[] = []
  for (const [i, { step, names }] of steps.entries()) {
    const after = given.levels.slice(given.levels.indexOf(names.at(-1) ?? given.levels[0]!) + 1)
    const following = steps.slice(i + 1).find((each) => each.names.length > 0)
    const next = following?.names ?? (after.includes('attention') ? (['attention'] as const) : after.slice(0, 3))
    const levels = given.levels.slice(0, given.levels.indexOf(next.at(-1) ?? given.levels.at(-1)!) + 1)
    const without = levels.filter((name) => !names.includes(name))
    const other =
      names.length === 0 ? null : await inTime(budget, () => valuesWithout({ ...given, levels: without }, budget))
    reports.push({
      step,
      levels: names.map((name) => ({ name, value: valueOf(reached, given.levels, name) })),
      next:
        names.length === 0
          ? []
          : other === null
            ? null
            : next.map((name) => ({
                name,
                with: valueOf(reached, given.levels, name),
                without: valueOf(other, without, name),
              })),
    })
  }
  return reports
}

/** The values of a draft with other wishes, which has a solution. @throws OutOfTime */
async function valuesWithout(given: ProposalCase, budget: Budget): Promise<readonly bigint[]> {
  const { values } = await solveCase(given, budget, false)
  look(budget)
  return values
}
