/** The field of a case within OORs, apart from the others: not every door has use for it. */
import * as z from 'zod'
import { SEAT_OBJECTIVES, type CaseOptions, type SeatObjective } from '../domain/institutions.js'
import type { CaseInput } from '../library.js'
import { caseOptions, inlineCaseSchema } from '../shapes/institutions.js'
import { lang, timeLimit } from './fields.js'
import { NAME, same, type Flag } from './flags.js'

export const caseField = z
  .union([z.string().max(1_000).describe('the id of a shipped case'), inlineCaseSchema])
  .describe('the id of a shipped case, or a case with its lists in it')

/** How a case is asked, in every question about one. */
export const caseQuestion = {
  case: caseField,
  objective: z.enum(SEAT_OBJECTIVES).optional(),
  options: caseOptions.optional(),
  timeLimit,
  lang,
}

export interface CaseAsked {
  readonly case: CaseInput
  readonly objective?: SeatObjective
  readonly options?: Partial<CaseOptions>
  readonly timeLimit?: number
}

export const CASE_OBJECTIVE: Flag = { name: 'objective', value: NAME, words: same(SEAT_OBJECTIVES.join(', ')) }
