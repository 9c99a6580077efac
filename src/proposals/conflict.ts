/** Why no proposal fits: the rules that do not go together, in numbers where they are about the table, and what would have to give way. */
import { inTime, look, UNLIMITED, type Budget } from '../domain/budget.js'
import type { Conflict, Repair } from '../domain/conflict.js'
import { InputError } from '../domain/errors.js'
import type { Consultation, ProposalFrame, RuleConflict, RuleId } from '../domain/proposal.js'
import type { Scenario } from '../domain/scenario.js'
import type { Table } from '../domain/table.js'
import { scenarioWith } from '../allocation/apply.js'
import { explainConflict, whyOfScenario } from '../allocation/conflict.js'
import { agreementConflictTexts } from '../words/agreements.js'
import { agreementConflictOf } from './agreement-conflict.js'
import { nameOf } from './agreements.js'
import { caseOf, frameRules } from './case.js'
import { basisOf, type Basis, type Footing } from './frame.js'
import { isFeasible } from './solve.js'

/**
 * Rules that together leave no proposal, whatever anyone wishes: rules are left out one by one as long as none appears, so each of
 * those that stay is needed for the conflict. Where they are about rows, columns and cells only, the cut says it in numbers.
 * @throws OutOfTime
 */
export async function conflictOf(
  basis: Footing,
  frame: ProposalFrame,
  consultation: Consultation,
  notAsked: readonly RuleId[] = [],
  budget: Budget = UNLIMITED,
): Promise<RuleConflict> {
  const without = new Set<RuleId>(notAsked)
  const given = () => caseOf(basis, frame, consultation, without)
  const asked = frameRules(basis).filter((rule) => !notAsked.includes(rule))
  for (const rule of asked) {
    without.add(rule)
    if (await isFeasible(given(), budget)) without.delete(rule)
  }
  const rules = asked.filter((rule) => !without.has(rule))
  if (rules.includes('agreements')) {
    const agreed = await agreementConflictOf(basis, frame, consultation, rules, without, new Set(notAsked), budget)
    const told = agreementConflictTexts(agreed, nameOf(basis))
    return { rules, cut: null, agreed, text: told.nl, texts: told }
  }
  const { table, frame: left } = given()
  const open: Table = { ...table, columnLow: left.totalLow, columnHigh: left.totalHigh }
  const cut = rules.includes('leeway-total') ? null : await cutOf(open, basis, consultation, new Set(notAsked), budget)
  const named = rules.join(', ')
  const texts = {
    nl: `Geen enkel voorstel past in het kader; deze regels gaan niet samen: ${named}.${cut === null ? '' : ` ${cut.texts.nl}`}`,
    en: `No proposal at all fits the frame; these rules do not go together: ${named}.${cut === null ? '' : ` ${cut.texts.en}`}`,
  }
  return { rules, cut, text: texts.nl, texts }
}

/** What is known of a frame in which nothing fits when there was no time to find out why. */
export const CONFLICT_NOT_SOUGHT: RuleConflict = ((texts) => ({ rules: null, cut: null, text: texts.nl, texts }))({
  nl: 'Geen enkel voorstel past in het kader; welke regels niet samengaan is niet uitgezocht: de tijd was op.',
  en: 'No proposal at all fits the frame; which rules do not go together was not worked out: time was up.',
})

/** The same in rows, columns and cells, with what would have to give way; the table may also have a solution. @throws OutOfTime */
async function cutOf(
  open: Table,
  basis: Footing,
  consultation: Consultation,
  without: ReadonlySet<RuleId>,
  budget: Budget,
): Promise<Conflict | null> {
  const found = explainConflict(open, whyOfScenario(basis.scenario, null), budget)
  if (found?.repairs == null) return found
  const { repairs } = found
  return { ...found, repairs: await inTime(budget, () => repairing(repairs, basis, consultation, without, budget)) }
}

/**
 * Of the repairs of a conflict those that repair: the scenario is changed as told, its base distribution solved again, and a proposal
 * looked for under all rules, also those that the conflict does not need.
 */
async function repairing(
  repairs: readonly Repair[],
  { scenario, options, agreements }: Footing,
  consultation: Consultation,
  without: ReadonlySet<RuleId>,
  budget: Budget,
): Promise<Repair[]> {
  const kept: Repair[] = []
  for (const repair of repairs) {
    const renewed = await basisOrNone(scenarioWith({ ...scenario, options }, repair.changes), budget)
    if (renewed?.frame == null) continue
    const basis = { ...renewed, agreements }
    const given = caseOf(basis, renewed.frame, consultation, without)
    const { frame } = given
    // of an OOR total both ends move, of its leeway the end that is told
    const moved = (ends: readonly number[], end: 'low' | 'high') =>
      ends.map((value, o) =>
        repair.changes
          .filter(({ row, column }) => row === null && column === given.table.columns[o])
          .reduce((sum, each) => (each.end === end || each.end === 'total' ? sum + each.to - each.from : sum), value),
      )
    const told = { ...frame, totalLow: moved(frame.totalLow, 'low'), totalHigh: moved(frame.totalHigh, 'high') }
    if (await isFeasible({ ...given, frame: told }, budget)) kept.push(repair)
  }
  return kept
}

async function basisOrNone(scenario: Scenario, budget: Budget): Promise<Basis | null> {
  try {
    const basis = await basisOf(scenario, {}, budget)
    if (basis.base.status === 'time-limit') look(budget)
    return basis
  } catch (error) {
    if (error instanceof InputError) return null
    throw error
  }
}
