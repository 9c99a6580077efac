/** From a frame and a consultation to the program's case; and which rules stand in the way where nothing fits. */
import type { Attention, ProposalCase } from '../../models/integral-proposal.js'
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
import type { Table } from '../domain/table.js'
import { explainConflict, whyOfScenario } from '../rounding/conflict.js'
import type { BoundTree } from '../verify/bound.js'
import { proposalTable, type Footing } from './frame.js'
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
  ['zero-cells', 'bounds', 'leeway-per-oor', 'leeway-total', 'floor', 'staffel'].includes(id),
)

/**
 * Which rules stand in the way of following all these advices: rules are put back one by one, and one that leaves no proposal is
 * left out again and named (a deletion filter). None when all rules go together with them.
 */
export async function necessaryRules(
  basis: Footing,
  frame: ProposalFrame,
  consultation: Consultation,
  advices: readonly Advice[],
  deadline = Infinity,
): Promise<RuleId[]> {
  const without = new Set<RuleId>(FRAME_RULES)
  const fits = () => isFeasible(withinRooms(caseOf(basis, frame, consultation, without), advices), deadline)
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
 */
export async function conflictOf(
  basis: Footing,
  frame: ProposalFrame,
  consultation: Consultation,
  deadline = Infinity,
): Promise<RuleConflict | null> {
  const without = new Set<RuleId>()
  const given = () => caseOf(basis, frame, consultation, without)
  for (const rule of FRAME_RULES) {
    without.add(rule)
    if (await isFeasible(given(), deadline)) without.delete(rule)
  }
  const rules = FRAME_RULES.filter((rule) => !without.has(rule))
  const { table, frame: left } = given()
  const open: Table = { ...table, columnLow: left.totalLow, columnHigh: left.totalHigh }
  const cut = rules.includes('leeway-total') ? null : explainConflict(open, whyOfScenario(basis.scenario, null))
  const named = rules.join(', ')
  const texts = {
    nl: `Geen enkel voorstel past in het kader; deze regels gaan niet samen: ${named}.${cut === null ? '' : ` ${cut.texts.nl}`}`,
    en: `No proposal at all fits the frame; these rules do not go together: ${named}.${cut === null ? '' : ` ${cut.texts.en}`}`,
  }
  return { rules, cut, text: texts.nl, texts }
}
