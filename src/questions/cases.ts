/** The field of a case within OORs, apart from the others: not every door has use for it. */
import * as z from 'zod'
import { inlineCaseSchema } from '../shapes/institutions.js'

export const caseField = z
  .union([z.string().max(1_000).describe('the id of a shipped case'), inlineCaseSchema])
  .describe('the id of a shipped case, or a case with its lists in it')
