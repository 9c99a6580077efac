/** The fields that questions share, in JSON: the same names as the flags. Built on the shapes of files and requests. */
import * as z from 'zod'
import { CARRY_RULES, MOST_CARRIED } from '../domain/carry.js'
import { NEAR_RANKS } from '../domain/near.js'
import type { Request } from '../library.js'
import { SOLVER_NAMES } from '../library.js'
import { consultationSchema, inlineScenarioSchema, proposalSchema } from '../shapes/files.js'
import { requestSchema } from '../shapes/request.js'
import { LANGUAGES } from '../words/texts.js'
import { PAGES } from './flags.js'

export const lang = z.enum(LANGUAGES).optional().describe('language of what is said: nl (default) or en')
export const publish = z.boolean().optional().describe('leave out all that gives confidential care use away (FAQ 14)')

export const page = z.enum(PAGES).optional().describe('one A4 for a board instead of the ordinary page; in HTML only')

/** The flags that every question about an allocation shares. */
export const request = requestSchema(SOLVER_NAMES).extend({ publish, lang })
export const { options, timeLimit, seed } = request.shape

export const id = z.string().max(1_000).describe('the id of a shipped scenario')
export const scenario = z
  .union([id, inlineScenarioSchema])
  .describe('the id of a shipped scenario, or a scenario with its data in it')

/** Objects only: over HTTP nothing may name a file. */
export const advices = consultationSchema
  .meta({ id: 'Consultation' })
  .optional()
  .describe('advices, points of attention, motivations, sizes of today, history, and what is preferred')

/** What-ifs of a draft or a check. */
export const agree = z
  .array(z.string().max(10_000))
  .max(1_000)
  .optional()
  .describe('agreements beside those that there are: "41:NO=11", "41:NO=10..12", "NO>=206", "28=advice", "28=base"')

/** What any result holds; its reader sees by its `kind` which of them it is, and holds it against the whole shape. */
export const anyResult = z.looseObject({
  kind: z.enum(['draft', 'years', 'institutions']).optional(),
  status: z.string(),
  rows: z.array(z.string()).optional(),
  columns: z.array(z.string()).optional(),
})

const earlier = z.array(anyResult).min(1).max(MOST_CARRIED).optional()
export const carry = {
  carry: earlier.describe('carry over from earlier years: what solve answered for them, oldest first, not published'),
  carryRule: z.enum(CARRY_RULES).optional().describe('how what they leave owed enters; default arrears'),
}
export const carriedFrom = earlier.describe(
  'what the result carries over: check also that what is owed follows from it',
)
const places = proposalSchema.optional()
/** Objects only, as `advices` are. */
export const nearness = {
  near: places.describe('of what is equally good the allocation that moves the fewest places from this one'),
  nearRank: z.enum(NEAR_RANKS).optional().describe('after what says how natural the rounding is (default), or first'),
}
export const noPrecision = z
  .boolean()
  .optional()
  .describe('leave out how many cells change within the precision of typed shares or percentages')
export const nearProposal = places.describe('before all wishes, keep as near to this proposal as the frame allows')
export const nearBefore = places.describe('what the result is near to: check also its level and its proof')

/** The most years that are solved together. */
export const MOST_YEARS = 10

/** How a table is to be rounded, as the library takes it. */
export function requestOf({
  method,
  objective,
  solver,
  options: given,
  timeLimit: limit,
  ties,
  seed: lot,
  optima,
  noFreedom,
}: Request): Request {
  return { method, objective, solver, options: given, timeLimit: limit, ties, seed: lot, optima, noFreedom }
}
