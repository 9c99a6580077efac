/** What became of each advice: whether it is followed, and else which rules prevent it. */
import type { ProposalCase } from '../../models/integral-proposal.js'
import { inTime, look, UNLIMITED, type Budget } from '../domain/budget.js'
import type { Advice, Consultation, ProposalFrame, RuleId } from '../domain/proposal.js'
import type { AdviceReport } from '../shapes/answers/draft.js'
import type { Table } from '../domain/table.js'
import { caseOf, frameRules, necessaryRules } from './case.js'
import type { Footing } from './frame.js'
import { solveCase } from './solve.js'

/** Per advice whether it is followed, and else which rules prevent it, as far as there is time to find out. */
export async function adviceReports(
  basis: Footing,
  frame: ProposalFrame,
  consultation: Consultation,
  given: ProposalCase,
  { values, allocation }: { readonly values: readonly bigint[]; readonly allocation: Int32Array },
  budget: Budget = UNLIMITED,
): Promise<AdviceReport[]> {
  const { advices } = consultation
  const outsideIn = (advice: Advice, places: Int32Array) =>
    rowOf(given.table, advice, places).reduce((sum, each, o) => {
      const [low, high] = advice.room[o]!
      return sum + Math.max(0, low - each, each - high)
    }, 0)
  const followed = advices.filter((advice) => outsideIn(advice, allocation) === 0)
  const not = advices.filter((advice) => !followed.includes(advice))
  const preventing = (together: readonly Advice[]) => necessaryRules(basis, frame, consultation, together, budget)
  /** The advices that are possible by themselves, and the drafts that leaving out a rule makes better to them. */
  const prepare = async () => {
    const possible: Advice[] = []
    for (const advice of not) if ((await preventing([advice])).length === 0) possible.push(advice)
    const left = (places: Int32Array) =>
      possible.reduce((sum, advice) => sum + advice.weight * outsideIn(advice, places), 0)
    const without = possible.length === 0 ? [] : await draftsWithout(basis, frame, consultation, given, values, budget)
    // what is gained on an advice that is impossible by itself says nothing of the others
    return { possible, relaxed: without.filter(({ places }) => left(places) < left(allocation)) }
  }
  const prepared = not.length === 0 ? null : await inTime(budget, prepare)
  /** Beside those that are followed; in the best draft; or because not all that are possible go together. */
  const rulesAgainst = async (advice: Advice): Promise<readonly RuleId[] | null> => {
    if (prepared === null) return null
    const beside = await preventing([...followed, advice])
    if (beside.length > 0) return beside
    const freed = prepared.relaxed.filter(({ places }) => outsideIn(advice, places) === 0).map(({ rule }) => rule)
    return freed.length > 0 ? freed : preventing([...followed, ...prepared.possible])
  }
  const reports: AdviceReport[] = []
  for (const advice of advices) {
    const distance = rowOf(given.table, advice, allocation).reduce(
      (sum, places, o) => sum + Math.abs(places - advice.row[o]!),
      0,
    )
    reports.push({
      specialty: advice.specialty,
      followed: distance === 0 ? 'exactly' : followed.includes(advice) ? 'within-room' : 'no',
      placesOutsideRoom: outsideIn(advice, allocation),
      distance,
      preventedBy: followed.includes(advice) ? [] : await inTime(budget, () => rulesAgainst(advice)),
    })
  }
  return reports
}

function rowOf({ rows, columns }: Table, { specialty }: Advice, places: Int32Array): Int32Array {
  const s = rows.indexOf(specialty)
  return places.subarray(s * columns.length, (s + 1) * columns.length)
}

/** The drafts that are better to the advices because one rule of the frame is left out. @throws OutOfTime */
async function draftsWithout(
  basis: Footing,
  frame: ProposalFrame,
  consultation: Consultation,
  { levels, near }: ProposalCase,
  values: readonly bigint[],
  budget: Budget,
): Promise<{ readonly rule: RuleId; readonly places: Int32Array }[]> {
  const outside = levels.indexOf('outside-room')
  const upToAdvice = levels.slice(0, levels.indexOf('advised-distance') + 1)
  const drafts = []
  for (const rule of frameRules(basis)) {
    const asked = { levels: upToAdvice, ...(near !== undefined && { near }) }
    const given = { ...caseOf(basis, frame, consultation, new Set([rule])), ...asked }
    const { allocation, values: without } = await solveCase(given, budget, false)
    look(budget) // what was not solved to the end says nothing
    const differs = without.findIndex((value, level) => value !== values[level])
    const better = differs >= 0 && differs <= outside && without[differs]! < values[differs]!
    if (allocation !== null && better) drafts.push({ rule, places: allocation })
  }
  return drafts
}
