/** What the address of a question may say. */
import * as z from 'zod'
import { CSV_DIALECTS } from '../io/csv.js'
import { lang } from '../questions/fields.js'
import { FORMAT_NAMES } from './formats.js'

export const addressQuery = z.strictObject({
  format: z.enum(FORMAT_NAMES).optional().describe('goes before the Accept header'),
  dialect: z.enum(CSV_DIALECTS).optional().describe('of CSV: excel-nl opens in Dutch Excel'),
  names: z.enum(['true', 'false']).optional().describe('of CSV: true has the name of each specialty'),
  totals: z.enum(['true', 'false']).optional().describe('of CSV: true has totals'),
  lang,
})
export type AddressQuery = z.infer<typeof addressQuery>

export const pageQuery = z.strictObject({ lang })

export const jobAddress = z.object({ id: z.string().max(100).describe('as in the Location of the job') })
