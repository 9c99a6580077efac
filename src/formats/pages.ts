/** Answers as pages to send around, for commands and service. A scenario is one that was checked. */
import type { Scenario } from '../domain/scenario.js'
import { METHODS } from '../domain/table.js'
import { titled } from '../words/heading.js'
import type { Given } from '../words/recipe.js'
import type { Language } from '../words/texts.js'
import {
  compareMethods,
  type CarriedConsultation,
  type Checked,
  type Comparison,
  type Draft,
  type Explanation,
  type Fairness,
  type Institutions,
  type MethodComparison,
  type Pack,
  type Request,
  type Result,
  type Sensitivity,
  type SideBySide,
  type Years,
} from '../library.js'
import { cellPage, checkPage, draftPage, methodsPage, resultPage, scenariosPage, yearsPage } from '../report/pages.js'
import { besidePage } from '../report/beside.js'
import { carryPage } from '../report/carrying.js'
import { institutionsPage } from '../report/institutions.js'
import { packPage } from '../report/pack.js'
import { fairnessPage } from '../report/fairness-page.js'
import { sensitivityPage } from '../report/sensitivity-page.js'

/**
 * A solved scenario, beside what the other methods make of it. What is published stands alone: where the hand method goes
 * elsewhere says more of the care use than the allocation does.
 */
export async function solvedPage(
  scenario: Scenario,
  result: Result,
  request: Request,
  language: Language,
  given?: Given,
): Promise<string> {
  const { method: _, ...rest } = request
  const others = METHODS.filter((method) => method !== 'lottery' && method !== result.method)
  const alone = 'published' in result || result.allocation === null
  const results = alone ? [] : (await compareMethods(scenario, others, rest)).results
  return resultPage(result, titled(scenario, language), results, language, given)
}

export function roundedPage(result: Result, language: Language, given?: Given): string {
  return resultPage(result, null, [], language, given)
}

export function comparedPage(scenario: Scenario, shown: MethodComparison, language: Language, given?: Given): string {
  return methodsPage(shown, titled(scenario, language), language, given)
}

export function bothPage(a: Scenario, b: Scenario, shown: Comparison, language: Language, given?: Given): string {
  return scenariosPage(shown, [titled(a, language), titled(b, language)], language, given)
}

/** @param scenario null where nobody said which the proposals belong to */
export function proposalsPage(scenario: Scenario | null, shown: SideBySide, language: Language, given?: Given): string {
  return besidePage(shown, scenario && titled(scenario, language), language, given)
}

export function explainedPage(scenario: Scenario, shown: Explanation, language: Language, given?: Given): string {
  return cellPage(shown, titled(scenario, language), language, given)
}

export function draftedPage(scenario: Scenario, shown: Draft, language: Language, given?: Given): string {
  return draftPage(shown, titled(scenario, language), language, given)
}

export function checkedPage(scenario: Scenario, checked: Checked, language: Language, given?: Given): string {
  return checkPage(checked, titled(scenario, language), language, given)
}

export function allYearsPage(scenarios: readonly Scenario[], shown: Years, language: Language, given?: Given): string {
  const subjects = scenarios.map((scenario) => titled(scenario, language))
  return yearsPage(shown, subjects, language, given)
}

export function carriedPage(to: Scenario, carried: CarriedConsultation, language: Language, given?: Given): string {
  return carryPage(carried, titled(to, language), language, given)
}

export function readingsPage(scenario: Scenario, shown: Sensitivity, language: Language, given?: Given): string {
  return sensitivityPage(shown, titled(scenario, language), language, given)
}

/** @param scenario null where only the answer is at hand, and with it `readings` */
export function judgedPage(
  scenario: Scenario | null,
  shown: Fairness,
  beside: Fairness | null,
  readings: Sensitivity | null,
  language: Language,
  given?: Given,
): string {
  return fairnessPage(shown, scenario && titled(scenario, language), beside, readings, language, given)
}

export function dividedPage(shown: Institutions, language: Language, given?: Given): string {
  return institutionsPage(shown, language, given)
}

export function complaintPage(shown: Pack, language: Language, given?: Given): string {
  return packPage(shown, language, given)
}

export { versionsPage } from '../report/versions.js'
