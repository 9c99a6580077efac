/** The check of any file by answering its question again: of a result, a draft, or several years. */
import type { Draft } from '../shapes/answers/draft.js'
import { UNLIMITED, type Budget } from '../domain/budget.js'
import type { NearTo } from '../domain/near.js'
import type { Options } from '../domain/options.js'
import type { Consultation } from '../domain/proposal.js'
import type { Scenario } from '../domain/scenario.js'
import { answerAgain } from '../allocation/again.js'
import { asFile, carriedBy, type Earlier } from '../allocation/earlier.js'
import { expectedInput } from '../allocation/solve.js'
import type { DraftProves } from '../verify/draft.js'
import type { FileCheck } from '../verify/fault.js'
import { completed, type Proves, type ResultFile } from '../verify/result-file.js'
import { checkResult } from '../verify/result.js'
import { recheckDraft } from './recheck.js'
import type { Years } from '../shapes/answers/years.js'
import { recheckYears } from './recheck-years.js'

/** A file of the right shape, by what it is. */
export type StatedFile =
  | {
      readonly kind: 'result'
      readonly file: ResultFile
      readonly options: Partial<Options>
      readonly earlier: readonly Earlier[] | null
      readonly near: NearTo | null
    }
  | { readonly kind: 'draft'; readonly file: Draft; readonly near: NearTo | null }
  | { readonly kind: 'years'; readonly file: Years }

/**
 * Checks a file as a stranger would, then answers its question again and holds the two against each other.
 * @param scenarios what it is said to be made from, as far as they are given; and so `consultation`
 * @param advicesSha256 of the consultation that a draft states; null of what is no draft
 * @param budget for answering again; what the file says by itself is checked whatever that takes
 */
export async function recheckFile(
  stated: StatedFile,
  scenarios: readonly Scenario[],
  consultation: Consultation | null,
  advicesSha256: string | null,
  budget: Budget = UNLIMITED,
): Promise<FileCheck<Proves | DraftProves>> {
  const [scenario = null] = scenarios
  if (stated.kind === 'years') return recheckYears(stated.file, scenarios, budget)
  if (stated.kind === 'draft') {
    return recheckDraft(
      stated.file,
      { scenario, consultation, near: stated.near, advicesSha256: advicesSha256! },
      budget,
    )
  }
  const { file, options, near } = stated
  const earlier = stated.earlier && stated.earlier.map(asFile)
  const carried = carriedBy(completed(file), stated.earlier)
  const expected = scenario && expectedInput(scenario, options)
  const alone = checkResult(file, expected, null, near, earlier)
  // what ran out of time says nothing that an answer in time could contradict
  if (alone.faults.length > 0 || file.status === 'time-limit') return alone
  const again = await answerAgain(completed(file), scenario, carried, near, budget)
  return again === null ? alone : checkResult(file, expected, again, near, earlier)
}
