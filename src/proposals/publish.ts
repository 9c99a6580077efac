/** Drafts and checks without what would give confidential care use away (FAQ 14). */
import { publicRead } from '../domain/reading.js'
import { publicRemarks } from '../allocation/remarks.js'
import { publish, type PublishedResult } from '../allocation/publish.js'
import type { Years, YearsLevel, YearsOutcome } from './years.js'
import type { Draft } from './draft.js'
import type { Fallback } from './fallback.js'
import type { ProposalLevel } from './levels.js'
import type { WishReport } from './wishes.js'

type Levels = readonly { readonly name: ProposalLevel['name']; readonly value: number | null }[]

export type PublishedDraft = Omit<
  Draft,
  'target' | 'levels' | 'deviations' | 'certificate' | 'wishes' | 'fallback' | 'gap' | 'conflict'
> & {
  readonly published: true
  readonly target: null
  readonly levels: Levels | null
  readonly deviations: readonly never[]
  readonly certificate: null
  readonly gap: null
  readonly conflict: Draft['conflict']
  readonly wishes: readonly (Pick<WishReport, 'step' | 'levels'> & { readonly next: readonly never[] })[]
  readonly fallback: (Omit<Fallback, 'result'> & { readonly result: PublishedResult }) | null
}

/** How natural a proposal is, says something of the target of any cell that it changes; and so does every proof. */
const OF_THE_TARGET: ReadonlySet<ProposalLevel['name']> = new Set(['beyond-next-best', 'next-best', 'error'])

/** What is left follows from the base distribution, which is published, and from the proposal. */
export function publishDraft(draft: Draft): PublishedDraft {
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
    })),
    wishes: wishes.map(({ step, levels: reached }) => ({ step, levels: reached, next: [] })),
    fallback: fallback && { ...fallback, result: publish(fallback.result) },
  }
}

type PublishedOutcome = Omit<YearsOutcome, 'levels' | 'deviations' | 'sumDeviations' | 'unluckyTwice'> & {
  readonly levels: readonly { readonly name: YearsLevel['name']; readonly value: number | null }[]
  readonly deviations: null
  readonly sumDeviations: null
  readonly unluckyTwice: null
}

export type PublishedYears = Omit<Years, 'targets' | 'together' | 'apart' | 'certificate' | 'gap' | 'conflict'> & {
  readonly published: true
  readonly targets: readonly null[]
  readonly together: PublishedOutcome | null
  readonly apart: PublishedOutcome | null
  readonly certificate: null
  readonly gap: null
  readonly conflict: null
}

/** Places and counts stay; what tells where or how far a cell was rounded goes. */
export function publishYears(years: Years): PublishedYears {
  const outcome = (given: YearsOutcome | null): PublishedOutcome | null =>
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
