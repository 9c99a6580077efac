/** Drafts and checks without what would give confidential care use away (FAQ 14). */
import { publish, type PublishedResult } from '../rounding/publish.js'
import type { Draft, Fallback, ProposalLevel, WishReport } from './draft.js'

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
    published: true,
    target: null,
    levels: levels && levels.map(({ name, value }) => ({ name, value: OF_THE_TARGET.has(name) ? null : value })),
    deviations: [],
    certificate: null,
    gap: null,
    conflict: conflict !== null && 'rules' in conflict ? conflict : null,
    wishes: wishes.map(({ step, levels: reached }) => ({ step, levels: reached, next: [] })),
    fallback: fallback && { ...fallback, result: publish(fallback.result) },
  }
}
