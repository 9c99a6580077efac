/** The library on pages. */
import type { Comparison } from '../shapes/answers/comparison.js'
import type { Draft } from '../shapes/answers/draft.js'
import type { Result } from '../shapes/answers/result.js'
import { titled } from '../words/heading.js'
import type { Language } from '../words/texts.js'
import { scenarioOf, type InFrame, type ScenarioInput } from './inputs.js'

/**
 * One A4 for a board, as HTML that holds no script and fetches nothing: what each OOR gets, why, what is certain, what was chosen, and what
 * may still change. The same answer, the same bytes.
 * @param of the scenario that was solved or drafted from, or the two that were compared, in their order
 */
export async function boardPage(
  answer: Result | Draft | Comparison,
  of: InFrame & { readonly scenarios: readonly ScenarioInput[]; readonly language?: Language | undefined },
): Promise<string> {
  const { scenarios, frame, language = 'nl' } = of
  const subjects = scenarios.map((scenario) => titled(scenarioOf(scenario, frame), language))
  return (await import('../report/board.js')).boardPage(answer, subjects, language)
}
