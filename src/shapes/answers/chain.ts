/** What `chain` answers: the whole way from care use to the formats of institutions, each step verified. */
import * as z from 'zod'
import { dataKind } from '../files.js'
import { codes, told, type Frozen } from './parts.js'
import { verification } from './verification.js'

/** The steps, in their order. */
export const CHAIN_STEPS = ['solve', 'institutions', 'bols', 'vws'] as const

const step = z.object({
  name: z.enum(CHAIN_STEPS),
  status: z.string().describe('of an answer its status; of a format that it was read back as it is'),
  places: z.number().nullable().describe('in all'),
  verified: verification.shape.status.describe('by the checker, or by reading back'),
  proves: codes,
  notChecked: codes,
  file: z.string().describe('where it stands in the folder'),
})

export const chain = z
  .object({
    ...told,
    kind: z.literal('chain'),
    status: z.enum(['accepted', 'rejected', 'unproven', 'infeasible', 'time-limit']),
    scenario: z.string(),
    case: z.string(),
    year: z.number(),
    data: dataKind,
    steps: z.array(step),
    input: z.object({ scenario: z.string(), case: z.string() }),
    files: z.record(z.string(), z.unknown()).describe('what stands in the folder, by name'),
  })
  .meta({ id: 'WholeChain' })

export type WholeChain = Frozen<z.infer<typeof chain>>
export type ChainStep = WholeChain['steps'][number]
