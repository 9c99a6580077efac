/** What each agreement of a draft costs the wishes. */
import { isNetwork } from '../../models/integral-proposal-network.js'
import type { ProposalCase } from '../../models/integral-proposal.js'
import { inTime, look, type Budget } from '../domain/budget.js'
import type { Consultation, ProposalFrame, ProposalLevelName } from '../domain/proposal.js'
import type { AgreementCost } from '../shapes/answers/agreement.js'
import type { AgreementReport } from '../shapes/answers/draft.js'
import { keptIn } from './agreements.js'
import { caseOf } from './case.js'
import type { Footing } from './frame.js'
import { inPlaces } from './levels.js'
import { solveCase } from './solve.js'

/** Of so many agreements it is worked out what each costs. */
const MOST_COSTED = 12

/**
 * What became of each agreement, and what it costs: the first wish that would be met better without it, solved again. No clock is looked
 * at but the limit of the question, so the same question gets the same answer; of many agreements the later ones are not worked out.
 */
export async function agreementReports(
  basis: Footing,
  frame: ProposalFrame,
  consultation: Consultation,
  given: ProposalCase,
  values: readonly bigint[],
  allocation: Int32Array,
  budget: Budget,
): Promise<AgreementReport[]> {
  const reports: AgreementReport[] = []
  for (const [i, kept] of keptIn(basis, allocation).entries()) {
    const agreements = basis.agreements.filter((_, k) => k !== i)
    const near = given.near === undefined ? {} : { near: given.near }
    const without = () => ({ ...caseOf({ ...basis, agreements }, frame, consultation), ...near, levels: given.levels })
    const work = () => costOf(given.levels, without(), values, budget)
    reports.push({ ...kept, cost: i < MOST_COSTED ? await inTime(budget, work) : null })
  }
  return reports
}

/** @throws OutOfTime */
async function costOf(
  names: readonly ProposalLevelName[],
  without: ProposalCase,
  values: readonly bigint[],
  budget: Budget,
): Promise<AgreementCost> {
  // what is first met better may show before anything that no flow can solve
  const upTo = names.findLastIndex((_, i) => isNetwork({ ...without, levels: names.slice(0, i + 1) })) + 1
  let other: readonly bigint[] = []
  for (const count of new Set([upTo, names.length])) {
    if (count === 0) continue
    other = (await solveCase({ ...without, levels: names.slice(0, count) }, budget, false)).values
    look(budget)
    if (other.some((value, i) => value !== values[i])) break
  }
  // what comes after the first difference is reached at another price, and may be better or worse
  const first = other.findIndex((value, i) => value !== values[i])
  const name = names[first]
  if (name === undefined) return []
  return [{ name, with: inPlaces(name, values[first]!, without), without: inPlaces(name, other[first]!, without) }]
}
