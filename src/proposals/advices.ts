/** What became of each advice: whether it is followed, and else which rules prevent it, and what following it would cost. */
import type { ProposalCase } from '../../models/integral-proposal.js'
import { inTime, look, UNLIMITED, type Budget } from '../domain/budget.js'
import type { Advice, Consultation, ProposalFrame, RuleId } from '../domain/proposal.js'
import type { AdviceReport } from '../shapes/answers/draft.js'
import { caseOf, frameRules, necessaryRules, ruleOf } from './case.js'
import type { Footing, Without } from './frame.js'
import { ifFollowed, MOST_IF_FOLLOWED, outsideRoom, rowOf } from './if-followed.js'
import { solveCase } from './solve.js'

/** What a draft reached. */
interface Reached {
  readonly values: readonly bigint[]
  readonly allocation: Int32Array
}

/**
 * Per advice whether it is followed, and else which rules prevent it, as far as there is time to find out.
 * @param why also what following each would cost, solved again
 */
export async function adviceReports(
  basis: Footing,
  frame: ProposalFrame,
  consultation: Consultation,
  given: ProposalCase,
  { values, allocation }: Reached,
  why: boolean,
  budget: Budget = UNLIMITED,
): Promise<AdviceReport[]> {
  const { advices } = consultation
  const outsideIn = (advice: Advice, places: Int32Array) => outsideRoom(given.table, advice, places)
  const followed = advices.filter((advice) => outsideIn(advice, allocation) === 0)
  const not = advices.filter((advice) => !followed.includes(advice))
  const preventing = (together: readonly Advice[], { specialty }: Advice) =>
    necessaryRules(basis, frame, consultation, together, specialty, budget)
  /** The advices that are possible by themselves. */
  const prepare = async () => {
    const possible: Advice[] = []
    for (const advice of not) if ((await preventing([advice], advice)).length === 0) possible.push(advice)
    return possible
  }
  const possible = not.length === 0 ? null : await inTime(budget, prepare)
  const search = new Relaxed(basis, frame, consultation, given, values, budget)
  /** The rules without one of which a draft is better to the advices, and follows this one. */
  const freeing = async (advice: Advice, able: readonly Advice[]): Promise<RuleId[]> => {
    // what is gained on an advice that is impossible by itself says nothing of the others
    const left = (places: Int32Array) => able.reduce((sum, each) => sum + each.weight * outsideIn(each, places), 0)
    const freed: RuleId[] = []
    for (const rule of frameRules(basis)) {
      const places = await search.draftWithout(rule, advice)
      if (places !== null && left(places) < left(allocation) && outsideIn(advice, places) === 0) freed.push(rule)
    }
    return freed
  }
  /** Beside those that are followed; in the best draft; or because not all that are possible go together. */
  const rulesAgainst = async (advice: Advice): Promise<readonly RuleId[] | null> => {
    if (possible === null) return null
    const beside = await preventing([...followed, advice], advice)
    if (beside.length > 0) return beside
    const freed = possible.length === 0 ? [] : await freeing(advice, possible)
    return freed.length > 0 ? freed : preventing([...followed, ...possible], advice)
  }
  const reports: AdviceReport[] = []
  for (const advice of advices) {
    const distance = rowOf(given.table, advice.specialty, allocation).reduce(
      (sum, places, o) => sum + Math.abs(places - advice.row[o]!),
      0,
    )
    const isFollowed = followed.includes(advice)
    const preventedBy = isFollowed ? [] : await inTime(budget, () => rulesAgainst(advice))
    const isAsked = why && !isFollowed && not.indexOf(advice) < MOST_IF_FOLLOWED
    reports.push({
      specialty: advice.specialty,
      followed: distance === 0 ? 'exactly' : isFollowed ? 'within-room' : 'no',
      placesOutsideRoom: outsideIn(advice, allocation),
      distance,
      preventedBy,
      ...(why && {
        ifFollowed: isAsked ? await inTime(budget, () => ifFollowed(given, advices, advice, allocation, budget)) : null,
      }),
    })
  }
  return reports
}

/** Drafts that are better to the advices because one rule of the frame is left out; each is found once. */
class Relaxed {
  private readonly found = new Map<string, Int32Array | null>()

  constructor(
    private readonly basis: Footing,
    private readonly frame: ProposalFrame,
    private readonly consultation: Consultation,
    private readonly given: ProposalCase,
    private readonly values: readonly bigint[],
    private readonly budget: Budget,
  ) {}

  /** The draft without a rule as far as it is about an advice; null where that is no better. @throws OutOfTime */
  async draftWithout(rule: RuleId, { specialty }: Advice): Promise<Int32Array | null> {
    const parts = ruleOf(this.basis, rule, specialty)
    const key = parts.join()
    const known = this.found.get(key)
    if (known !== undefined) return known
    const places = await this.better(new Set(parts))
    this.found.set(key, places)
    return places
  }

  private async better(without: Without): Promise<Int32Array | null> {
    const { levels, near } = this.given
    const outside = levels.indexOf('outside-room')
    const upToAdvice = levels.slice(0, levels.indexOf('advised-distance') + 1)
    const asked = { levels: upToAdvice, ...(near !== undefined && { near }) }
    const given = { ...caseOf(this.basis, this.frame, this.consultation, without), ...asked }
    if (isSame(given, this.given)) return null
    const { allocation, values } = await solveCase(given, this.budget, false)
    look(this.budget) // what was not solved to the end says nothing
    const differs = values.findIndex((value, level) => value !== this.values[level])
    const better = differs >= 0 && differs <= outside && values[differs]! < this.values[differs]!
    return better ? allocation : null
  }
}

/** Whether leaving a rule out lets nothing go: nothing is solved for a rule that says nothing. */
function isSame(one: ProposalCase, other: ProposalCase): boolean {
  const bounds = ({ table, frame }: ProposalCase) =>
    JSON.stringify([
      [...table.low],
      [...table.high],
      frame.totalLow,
      frame.totalHigh,
      frame.leeway.total,
      frame.measure,
    ])
  return bounds(one) === bounds(other)
}
