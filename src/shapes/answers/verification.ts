/** What `verify` answers: the independent check of a result. */
import * as z from 'zod'
import { told, type Frozen } from './parts.js'

export const verification = z
  .object({
    status: z
      .enum(['accepted', 'rejected', 'unproven'])
      .describe('unproven: no fault, but a claim is neither proven nor refuted'),
    of: z
      .enum(['institutions', 'chain'])
      .exactOptional()
      .describe('that what was checked is places over institutions, or a whole chain'),
    parts: z
      .array(
        z.object({
          file: z.string(),
          status: z.enum(['accepted', 'rejected', 'unproven']),
          proves: z.array(z.string()),
        }),
      )
      .exactOptional()
      .describe('of a chain: file by file'),
    /** what was established; nothing when rejected */
    proves: z.array(
      z.enum([
        'margins',
        'bounds',
        'zero-cells',
        'leeway',
        'agreements',
        'levels',
        'optimality',
        'uniqueness',
        'freedom',
        'target',
        'carry',
        'infeasibility',
      ]),
    ),
    notChecked: z.array(z.string()).describe('by path, what was not looked at'),
    unproven: z.array(
      z.object({
        path: z.string(),
        claim: z.enum(['optimality', 'uniqueness', 'freedom', 'levels', 'infeasibility', 'target', 'method']),
        text: z.string(),
      }),
    ),
    faults: z.array(z.object({ path: z.string(), text: z.string(), found: z.string(), expected: z.string() })),
    more: z.int().exactOptional().describe('how many faults more, where the file was made from another scenario'),
    ...told,
  })
  .meta({ id: 'Verification' })

export type Verification = Frozen<z.infer<typeof verification>>
