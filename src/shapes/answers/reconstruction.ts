/** What `reconstruct` answers: made-up care use that fits a published table. */
import * as z from 'zod'
import { inlineScenarioSchema } from '../files.js'
import { codes, told, type Frozen } from './parts.js'
import { result } from './result.js'

export const reconstruction = z
  .object({
    scenario: (inlineScenarioSchema as z.ZodType<object>).describe('made up: labelled reconstructed'),
    files: z.record(z.string(), z.string()).describe('the same as the files of a scenario folder'),
    seed: z.number(),
    /** how many draws it took */
    attempts: z.number(),
    /** OORs drawn below the floor */
    floored: codes,
    result,
    ...told,
  })
  .meta({ id: 'Reconstruction' })

export type Reconstruction = Frozen<z.infer<typeof reconstruction>>
