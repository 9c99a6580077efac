/** The shape of a chain that is handed in to be verified: what `chain` answered, with its files in it or beside it. */
import * as z from 'zod'
import { chain } from './answers/chain.js'
import { madeSchema } from './files.js'

export const chainSchema = chain.omit({ made: true, read: true, files: true }).extend({
  made: madeSchema.optional(),
  read: z.unknown().optional(),
  files: z.record(z.string().max(100), z.union([z.string(), z.object({ base64: z.string() })])).optional(),
})

export type ChainFile = z.infer<typeof chainSchema>
