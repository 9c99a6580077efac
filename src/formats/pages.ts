/** Answers as pages to send around, for commands and service. A scenario is one that was checked. */
import type { Scenario } from '../domain/scenario.js'
import { METHODS } from '../domain/table.js'
import type { Language } from '../io/texts.js'
import {
  compareMethods,
  type Checked,
  type Comparison,
  type Draft,
  type Explanation,
  type FrameChanges,
  type MethodComparison,
  type PublishedComparison,
  type PublishedDraft,
  type PublishedExplanation,
  type PublishedMethods,
  type PublishedResult,
  type PublishedYears,
  type Request,
  type Result,
  type Years,
} from '../index.js'
import { cellPage, checkPage, draftPage, methodsPage, resultPage, scenariosPage, yearsPage } from '../report/pages.js'

/**
 * A solved scenario, beside what the other methods make of it. What is published stands alone: where the hand method goes
 * elsewhere says more of the care use than the allocation does.
 */
export async function solvedPage(
  scenario: Scenario,
  result: Result | PublishedResult,
  request: Request,
  language: Language,
): Promise<string> {
  const { method: _, ...rest } = request
  const others = METHODS.filter((method) => method !== 'lottery' && method !== result.method)
  const alone = 'published' in result || result.allocation === null
  const results = alone ? [] : (await compareMethods(scenario, others, rest)).results
  return resultPage(result, scenario, results, language)
}

export function roundedPage(result: Result | PublishedResult, language: Language): string {
  return resultPage(result, null, [], language)
}

export function comparedPage(
  scenario: Scenario,
  shown: MethodComparison | PublishedMethods,
  language: Language,
): string {
  return methodsPage(shown, scenario, language)
}

export function bothPage(
  a: Scenario,
  b: Scenario,
  shown: Comparison | (PublishedComparison & { readonly frames: FrameChanges | null }),
  language: Language,
): string {
  return scenariosPage(shown, [a, b], language)
}

export function explainedPage(
  scenario: Scenario,
  shown: Explanation | PublishedExplanation,
  language: Language,
): string {
  return cellPage(shown, scenario, language)
}

export function draftedPage(scenario: Scenario, shown: Draft | PublishedDraft, language: Language): string {
  return draftPage(shown, scenario, language)
}

export function checkedPage(scenario: Scenario, checked: Checked, language: Language): string {
  return checkPage(checked, scenario, language)
}

export function allYearsPage(
  scenarios: readonly Scenario[],
  shown: Years | PublishedYears,
  language: Language,
): string {
  return yearsPage(shown, scenarios, language)
}
