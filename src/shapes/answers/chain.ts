/** What `chain` answers: the whole way from care use to the formats of institutions, each step verified. */
import * as z from 'zod'
import { dataKind, madeSchema } from '../files.js'
import { codes, text, told, type Frozen } from './parts.js'
import { verification } from './verification.js'

/** The steps, in their order; `draft` where the integral proposal stands between. */
export const CHAIN_STEPS = ['solve', 'draft', 'institutions', 'bols', 'vws'] as const

const outcome = z.enum(['accepted', 'rejected', 'unproven', 'infeasible', 'time-limit'])

const step = z.object({
  name: z.enum(CHAIN_STEPS),
  status: z.string().describe('of an answer its status; of a format that it was read back as it is'),
  places: z.number().nullable().describe('in all'),
  outside: z
    .number()
    .describe('of those, the ones of specialties that the scenario has not: the case has them beside it'),
  verified: verification.shape.status.describe('by the checker, or by reading back'),
  outcome: outcome.describe('accepted: it has places, is proven optimal, and the checker accepts it'),
  text: z.string().nullable().describe('why it is not accepted; null where it is'),
  texts: text.nullable(),
  proves: codes,
  notChecked: codes,
  file: z.string().describe('where it stands in the folder'),
})

export const chain = z
  .object({
    ...told,
    kind: z.literal('chain'),
    status: outcome.describe('the worst of the steps; only after accepted steps there are formats'),
    scenario: z.string(),
    case: z.string(),
    year: z.number(),
    data: dataKind,
    steps: z.array(step),
    input: z.object({
      scenario: z.string(),
      advices: z.string().nullable().describe('of the consultation that the proposal was drafted from'),
      near: z.string().nullable().describe('of the proposal that it keeps near to'),
      case: z.string(),
    }),
    files: z
      .record(z.string(), z.union([z.string(), z.object({ base64: z.string() })]))
      .describe('what stands in the folder, by name: texts as they are, workbooks in base64'),
  })
  .meta({ id: 'WholeChain' })

/** A chain that is handed in to be verified: with its files in it, or beside it. */
export const chainSchema = chain.omit({ made: true, read: true, files: true }).extend({
  made: madeSchema.optional(),
  read: z.unknown().optional(),
  files: z.record(z.string().max(100), z.union([z.string(), z.object({ base64: z.string() })])).optional(),
})
export type ChainFile = z.infer<typeof chainSchema>

type ChainInJson = Frozen<z.infer<typeof chain>>
/** In memory workbooks are bytes. */
export type WholeChain = Omit<ChainInJson, 'files'> & {
  readonly files: Readonly<Record<string, string | Uint8Array>>
}
export type ChainStep = ChainInJson['steps'][number]
