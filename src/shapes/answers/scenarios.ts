/** What the list of scenarios and cases answers. */
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
    cases: z
      .array(
        z.object({
          id: z.string(),
          title: z.string(),
          year: z.number(),
          data: dataKind,
          text: z.string().describe('what to show wherever its numbers are shown'),
          institutions: z.number(),
          specialties: z.number(),
          oors: z.number(),
          places: z.number(),
        }),
      )
      .describe('within OORs: what institutions, chain and pack take as case'),
  })
  .meta({ id: 'Scenarios' })
