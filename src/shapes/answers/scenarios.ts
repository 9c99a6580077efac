/** What the lists of scenarios answer. */
import * as z from 'zod'
import { dataKind } from '../files.js'

export const scenarios = z
  .object({
    scenarios: z.array(
      z.object({
        id: z.string(),
        title: z.string(),
        year: z.number(),
        data: dataKind,
        text: z.string().describe('what to show wherever its numbers are shown'),
        specialties: z.number(),
        oors: z.number(),
        places: z.number(),
      }),
    ),
  })
  .meta({ id: 'Scenarios' })
