/** From a frame and a consultation to the program's case; and which rules stand in the way of an advice. */
import type { Attention, ProposalCase } from '../../models/integral-proposal.js'
import { UNLIMITED, type Budget } from '../domain/budget.js'
import {
  proposalLevels,
  RULES,
  type Advice,
  type Consultation,
  type ProposalFrame,
  type ProposalLevelName,
  type RuleId,
} from '../domain/proposal.js'
import type { NearTo } from '../domain/near.js'
import type { BoundTree } from '../verify/bound.js'
import { partOf, proposalTable, todayIn, type Footing, type RulePart, type Without } from './frame.js'
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
  without: Without = new Set(),
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
    today: todayIn(basis, consultation.current),
    levels: proposalLevels(consultation),
    motivated: basis.options['motivation.level'],
  }
}

/** The same case, to be kept near to a given proposal before all else. */
export function nearFirst(given: ProposalCase, near: NearTo | undefined): ProposalCase {
  return near === undefined ? given : { ...given, near: near.places, levels: ['near', ...given.levels] }
}

/** The rules of the frame that can be left out of a draft; row totals and the national total cannot. */
export const FRAME_RULES = RULES.filter((id) =>
  ['zero-cells', 'zero-target', 'bounds', 'agreements', 'leeway-per-oor', 'leeway-total', 'floor', 'staffel'].includes(
    id,
  ),
)

/** Those that there is something to leave out of. */
export function frameRules({ agreements }: Footing): RuleId[] {
  return FRAME_RULES.filter((id) => id !== 'agreements' || agreements.length > 0)
}

/**
 * A rule as far as it stands in the way of one specialty: what it says of cells of other specialties is not that one's reason, whatever it
 * would let go.
 */
export function ruleOf(
  { scenario }: Pick<Footing, 'scenario'>,
  rule: RuleId,
  specialty: string,
): (RuleId | RulePart)[] {
  const { oors, specialties } = scenario
  const s = specialties.findIndex(({ code }) => code === specialty)
  switch (rule) {
    case 'zero-cells':
    case 'bounds':
      return oors.map(({ code }) => partOf(rule, `${specialty}-${code}`))
    case 'zero-target':
      return oors.map((_, o) => partOf(rule, String(s * oors.length + o)))
    case 'staffel':
      return [partOf(rule, specialty)]
    default:
      return [rule]
  }
}

/**
 * Which rules stand in the way of following all these advices: rules are put back one by one, and one that leaves no proposal is
 * left out again and named (a deletion filter). None when all rules go together with them.
 * @param about whose reasons they are: rules on cells only as far as they are about that specialty; null: of the whole frame
 * @throws OutOfTime
 */
export async function necessaryRules(
  basis: Footing,
  frame: ProposalFrame,
  consultation: Consultation,
  advices: readonly Advice[],
  about: string | null,
  budget: Budget = UNLIMITED,
): Promise<RuleId[]> {
  const rules = frameRules(basis)
  const without = new Set<RuleId>(rules)
  const left = () => new Set([...without].flatMap((rule) => (about === null ? rule : ruleOf(basis, rule, about))))
  const fits = () => isFeasible(withinRooms(caseOf(basis, frame, consultation, left()), advices), budget)
  if (!(await fits())) return []
  for (const rule of rules) {
    without.delete(rule)
    if (!(await fits())) without.add(rule)
  }
  return [...without]
}

/** A case in which these advices must be followed within their rooms. */
export function withinRooms(given: ProposalCase, advices: readonly Advice[]): ProposalCase {
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
