/** Drafts and checks without what would give confidential care use away (FAQ 14). */
import type { RuleId } from '../domain/proposal.js'
import { publicRead } from '../domain/reading.js'
import { publicRemarks } from '../allocation/remarks.js'
import { publish } from '../allocation/publish.js'
import type { SideBySide } from '../shapes/answers/beside.js'
import type { Draft, KeptReport } from '../shapes/answers/draft.js'
import type { Years, YearsOutcome } from '../shapes/answers/years.js'
import type { ProposalLevel } from './levels.js'

/** How natural a proposal is, says something of the target of any cell that it changes; and so does every proof. */
const OF_THE_TARGET: ReadonlySet<ProposalLevel['name']> = new Set(['beyond-next-best', 'next-best', 'error'])

/** What is left follows from the base distribution, which is published, and from the proposal. */
export function publishDraft(draft: Draft): Draft {
  const { levels, wishes, fallback, conflict } = draft
  return {
    ...draft,
    ...publicRead(draft),
    published: true,
    remarks: publicRemarks(draft.remarks),
    target: null,
    levels: levels && levels.map(({ name, value }) => ({ name, value: OF_THE_TARGET.has(name) ? null : value })),
    deviations: [],
    certificate: null,
    gap: null,
    // of equally cheap repairs the one nearest to the target is proposed, so no repairs
    conflict:
      conflict !== null && 'rules' in conflict && conflict.rules?.includes('zero-target') !== true
        ? { ...conflict, cut: conflict.cut && { ...conflict.cut, repairs: [] } }
        : null,
    // where there is no care use is not told either
    advices: draft.advices.map((advice) => ({
      ...advice,
      preventedBy: advice.preventedBy && advice.preventedBy.filter((rule) => rule !== 'zero-target'),
      // a best draft by its levels is rounded by the target too
      ...(advice.ifFollowed != null && { ifFollowed: null }),
    })),
    agreements: draft.agreements.map((each) => ({
      ...each,
      cost: each.cost?.some(({ name }) => OF_THE_TARGET.has(name)) === true ? null : each.cost,
    })),
    near: draft.near && publicKept(draft.near),
    wishes: wishes.map(({ step, levels: reached }) => ({ step, levels: reached, next: [] })),
    fallback: fallback && { ...fallback, result: publish(fallback.result) },
  }
}

/** Its places stay; that a cell moves because it is without care use is not told. */
function publicKept(kept: KeptReport): KeptReport {
  const told = (rules: readonly RuleId[] | null) => rules && rules.filter((rule) => rule !== 'zero-target')
  return {
    ...kept,
    moved: kept.moved.map((each) => ({ ...each, rules: told(each.rules) })),
    rules: told(kept.rules),
    broken: kept.broken.filter(({ id }) => id !== 'zero-target'),
  }
}

/** Places, and what is counted of them, stay; how natural they are goes. */
export function publishBeside(answer: SideBySide): SideBySide {
  return {
    ...answer,
    ...publicRead(answer),
    published: true,
    proposals: answer.proposals.map((each) => ({
      ...each,
      failing: each.failing.filter((rule) => rule !== 'zero-target'),
      levels:
        each.levels && each.levels.map(({ name, value }) => ({ name, value: OF_THE_TARGET.has(name) ? null : value })),
    })),
    pairs: answer.pairs.map((pair) => ({
      ...pair,
      levels: pair.levels && pair.levels.filter(({ name }) => !OF_THE_TARGET.has(name)),
      better: pair.better !== null && OF_THE_TARGET.has(pair.better.level) ? null : pair.better,
    })),
  }
}

/** Places and counts stay; what tells where or how far a cell was rounded goes. */
export function publishYears(years: Years): Years {
  const outcome = (given: YearsOutcome | null): YearsOutcome | null =>
    given && {
      ...given,
      levels: given.levels.map(({ name, value }) => ({ name, value: name.endsWith('error') ? null : value })),
      deviations: null,
      sumDeviations: null,
      unluckyTwice: null,
    }
  return {
    ...years,
    ...publicRead(years),
    published: true,
    remarks: publicRemarks(years.remarks),
    targets: years.targets.map(() => null),
    together: outcome(years.together),
    apart: outcome(years.apart),
    certificate: null,
    gap: null,
    conflict: null,
  }
}
