/** What making a chain and checking one have in common: its files, how steps follow from answers, and how one answer hands cells to the next. */
import type { ChainStep, WholeChain } from '../shapes/answers/chain.js'
import type { Draft } from '../shapes/answers/draft.js'
import type { Institutions } from '../shapes/answers/institutions.js'
import type { Result } from '../shapes/answers/result.js'

/** The name of each answer in the folder. */
export const ANSWER_FILE = {
  solve: 'toewijzing.json',
  draft: 'voorstel.json',
  institutions: 'instellingen.json',
} as const
/** The case with the cells of the answer before it. */
export const CASE_FILE = 'geval.json'

/** How many there are in all; null where there are none. */
export function placesIn(answer: Result | Draft | Institutions): number | null {
  const places = 'places' in answer ? answer.places?.map((each) => each.places) : answer.allocation?.flat()
  return places == null ? null : places.reduce((sum, each) => sum + each, 0)
}

/** The cells of a distribution over OORs, by specialty and OOR. */
export function cellsOf({ rows, columns, allocation }: Pick<Result | Draft, 'rows' | 'columns' | 'allocation'>) {
  return rows.flatMap((specialty, s) => columns.map((oor, o) => ({ specialty, oor, places: allocation![s]![o]! })))
}

/** The places of specialties that the distribution has not (sportgeneeskunde, orthodontie and psychiatrie stand outside its frame). */
export function outsideOf({ places }: Institutions, rows: readonly string[]): number {
  const own = new Set(rows)
  return (places ?? []).reduce((sum, { specialty, places: count }) => sum + (own.has(specialty) ? 0 : count), 0)
}

/** The worst of the steps. */
export function statusOfSteps(steps: readonly Pick<ChainStep, 'outcome'>[]): WholeChain['status'] {
  const worst = (['rejected', 'time-limit', 'infeasible', 'unproven'] as const).find((each) =>
    steps.some(({ outcome }) => outcome === each),
  )
  return worst ?? 'accepted'
}
