/** What the list of scenarios and cases answers. */
import * as z from 'zod'
import { dataKind } from '../files.js'

const head = {
  id: z.string(),
  title: z.string(),
  year: z.number(),
  data: dataKind,
  text: z.string().describe('what to show wherever its numbers are shown'),
}
const sizes = { specialties: z.number(), oors: z.number(), places: z.number() }

export const scenarios = z
  .object({
    scenarios: z.array(z.object({ ...head, ...sizes })),
    cases: z
      .array(z.object({ ...head, institutions: z.number(), ...sizes }))
      .describe('within OORs: what institutions, chain and pack take as case'),
  })
  .meta({ id: 'Scenarios' })
