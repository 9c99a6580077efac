/** The answers of the commands as pages to send around. */
import { METHODS } from '../domain/table.js'
import { parseScenario, readScenario } from '../io/scenario.js'
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
  type ScenarioInput,
  type Years,
} from '../index.js'
import { cellPage, checkPage, draftPage, methodsPage, resultPage, scenariosPage, yearsPage } from '../report/pages.js'

/**
 * A solved scenario, beside what the other methods make of it. What is published stands alone: where the hand method goes
 * elsewhere says more of the care use than the allocation does.
 */
export async function solvedPage(
  scenario: ScenarioInput,
  result: Result | PublishedResult,
  request: Request,
  language: Language,
): Promise<string> {
  const { method: _, ...rest } = request
  const others = METHODS.filter((method) => method !== 'lottery' && method !== result.method)
  const alone = 'published' in result || result.allocation === null
  const results = alone ? [] : (await compareMethods(scenario, others, rest)).results
  const subject = typeof scenario === 'string' ? readScenario(scenario) : parseScenario(scenario)
  return resultPage(result, subject, results, language)
}

export function roundedPage(result: Result | PublishedResult, language: Language): string {
  return resultPage(result, null, [], language)
}

export function comparedPage(scenario: string, shown: MethodComparison | PublishedMethods, language: Language): string {
  return methodsPage(shown, readScenario(scenario), language)
}

export function bothPage(
  a: string,
  b: string,
  shown: Comparison | (PublishedComparison & { readonly frames: FrameChanges | null }),
  language: Language,
): string {
  return scenariosPage(shown, [readScenario(a), readScenario(b)], language)
}

export function explainedPage(scenario: string, shown: Explanation | PublishedExplanation, language: Language): string {
  return cellPage(shown, readScenario(scenario), language)
}

export function draftedPage(scenario: string, shown: Draft | PublishedDraft, language: Language): string {
  return draftPage(shown, readScenario(scenario), language)
}

export function checkedPage(scenario: string, checked: Checked, language: Language): string {
  return checkPage(checked, readScenario(scenario), language)
}

export function allYearsPage(scenarios: readonly string[], shown: Years | PublishedYears, language: Language): string {
  return yearsPage(shown, scenarios.map(readScenario), language)
}
