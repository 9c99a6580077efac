/** From a frame and a consultation to the program's case; and which rules stand in the way where nothing fits. */
import type { Attention, ProposalCase } from '../../models/integral-proposal.js'
import { inTime, look, UNLIMITED, type Budget } from '../domain/budget.js'
import {
  proposalLevels,
  RULES,
  type Advice,
  type Consultation,
  type ProposalFrame,
  type ProposalLevelName,
  type RuleConflict,
  type RuleId,
} from '../domain/proposal.js'
import type { Conflict, Repair } from '../domain/conflict.js'
import { InputError } from '../domain/errors.js'
import type { Scenario } from '../domain/scenario.js'
import type { Table } from '../domain/table.js'
import { scenarioWith } from '../allocation/apply.js'
import { explainConflict, whyOfScenario } from '../allocation/conflict.js'
import type { BoundTree } from '../verify/bound.js'
import { basisOf, proposalTable, type Basis, type Footing } from './frame.js'
import { isFeasible, type SolvedCase } from './solve.js'

/** The proof of a proposal: a tree of bounds per level, checked by `src/verify/proposal.ts`. */
export interface ProposalCertificate {
  readonly levels: readonly { readonly name: ProposalLevelName; readonly proof: BoundTree }[]
}

/** The certificate of a case that was proven. */
export function certificateOf(
  levels: readonly ProposalLevelName[],
  { status, proofs }: SolvedCase,
): ProposalCertificate | null {
  if (status !== 'optimal' || proofs === null) return null
  return { levels: levels.map((name, i) => ({ name, proof: proofs.trees[i]! })) }
}

/** The case that a consultation makes of a basis; some rules may be left out. */
export function caseOf(
  basis: Footing,
  given: ProposalFrame,
  consultation: Consultation,
  without: ReadonlySet<RuleId> = new Set(),
): ProposalCase {
  const { table, frame } = proposalTable(basis, given, consultation, without)
  const columns = table.columns.length
  const advices = new Map(consultation.advices.map((advice) => [advice.specialty, advice]))
  return {
    table,
    frame,
    advised: table.rows.map((code, s) => {
      const row = [...frame.base.subarray(s * columns, (s + 1) * columns)]
      // a specialty without advice counts as advised its base row
      return advices.get(code) ?? { row, room: row.map((places) => [places, places] as const), weight: 1000 }
    }),
    attention: consultation.attentionPoints.map(({ oor, specialty, direction }): Attention => ({
      row: specialty === null ? null : table.rows.indexOf(specialty),
      column: table.columns.indexOf(oor),
      direction,
    })),
    current: consultation.current,
    levels: proposalLevels(consultation),
    motivated: basis.options['motivation.level'],
  }
}

/** The rules of the frame that can be left out of a draft; row totals and the national total cannot. */
export const FRAME_RULES = RULES.filter((id) =>
  ['zero-cells', 'zero-target', 'bounds', 'leeway-per-oor', 'leeway-total', 'floor', 'staffel'].includes(id),
)

/**
 * Which rules stand in the way of following all these advices: rules are put back one by one, and one that leaves no proposal is
 * left out again and named (a deletion filter). None when all rules go together with them.
 * @throws OutOfTime
 */
export async function necessaryRules(
  basis: Footing,
  frame: ProposalFrame,
  consultation: Consultation,
  advices: readonly Advice[],
  budget: Budget = UNLIMITED,
): Promise<RuleId[]> {
  const without = new Set<RuleId>(FRAME_RULES)
  const fits = () => isFeasible(withinRooms(caseOf(basis, frame, consultation, without), advices), budget)
  if (!(await fits())) return []
  for (const rule of FRAME_RULES) {
    without.delete(rule)
    if (!(await fits())) without.add(rule)
  }
  return [...without]
}

/** A case in which these advices must be followed within their rooms. */
function withinRooms(given: ProposalCase, advices: readonly Advice[]): ProposalCase {
  const columns = given.table.columns.length
  const [low, high] = [given.table.low.slice(), given.table.high.slice()]
  for (const { specialty, room } of advices) {
    const s = given.table.rows.indexOf(specialty)
    room.forEach(([least, most], o) => {
      const cell = s * columns + o
      low[cell] = Math.max(low[cell]!, least)
      high[cell] = Math.min(high[cell]!, most)
    })
  }
  return { ...given, table: { ...given.table, low, high } }
}

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
  const asked = FRAME_RULES.filter((rule) => !notAsked.includes(rule))
  for (const rule of asked) {
    without.add(rule)
    if (await isFeasible(given(), budget)) without.delete(rule)
  }
  const rules = asked.filter((rule) => !without.has(rule))
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
  { scenario, options }: Footing,
  consultation: Consultation,
  without: ReadonlySet<RuleId>,
  budget: Budget,
): Promise<Repair[]> {
  const kept: Repair[] = []
  for (const repair of repairs) {
    const basis = await basisOrNone(scenarioWith({ ...scenario, options }, repair.changes), budget)
    if (basis?.frame == null) continue
    const given = caseOf(basis, basis.frame, consultation, without)
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
