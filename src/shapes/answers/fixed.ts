/** What `fix`, `amend` and `history` answer: versions of places over institutions that do not change, and how they follow from each other. */
import * as z from 'zod'
import { dataKind } from '../files.js'
import { inlineCaseSchema } from '../institutions.js'
import { institutionConflict, institutions, type Institutions } from './institutions.js'
import { told, type Frozen } from './parts.js'

const training = { institution: z.string(), specialty: z.string(), oor: z.string() }

const amendments = z.array(
  z.object({
    ...training,
    before: z.number(),
    after: z.number(),
    ground: z.string().describe('the ruling, or the new recognition'),
    date: z.string(),
  }),
)

/** What a version says of itself. */
const version = {
  number: z.number().describe('1 for what was fixed first'),
  hash: z.string().describe('SHA-256 of the canonical JSON (RFC 8785) of the whole file but this'),
  previous: z.string().nullable().describe('the hash of the version before it; null for the first'),
  amendments: amendments.describe('what it was made for; none for the first'),
  changes: z
    .array(z.object({ ...training, from: z.number(), to: z.number() }))
    .describe('all that changed against the version before it, what was amended among it'),
  informed: z.array(z.string()).describe('the institutions that have to be told: of what changed, or what was ruled'),
  moved: z.number().describe('the places that went to another institution'),
}

const fixedResult = institutions
  .omit({ made: true, read: true, milliseconds: true })
  .describe('what institutions answered, without its times and its command')

export const fixed = z
  .strictObject({
    kind: z.literal('fixed'),
    ...version,
    result: fixedResult,
    of: inlineCaseSchema
      .nullable()
      .describe(
        'the case that it comes from; null where it was fixed without: then cells, seats and rules are as the first result says',
      ),
    earlier: z
      .array(z.strictObject({ ...version, result: fixedResult }))
      .describe('all versions before it, the first one first'),
  })
  .meta({ id: 'Fixed' })

/** An amendment that cannot be, or for which there was no time. */
export const unamended = z
  .object({
    ...told,
    kind: z.literal('unamended'),
    status: z.enum(['infeasible', 'feasible', 'time-limit']).describe('feasible: there are places, but not proven'),
    data: dataKind,
    previous: z.string().describe('the hash of the version that was to be amended'),
    amendments,
    conflict: institutionConflict.nullable(),
  })
  .meta({ id: 'Unamended' })

export const amended = z.union([fixed, unamended])

export const history = z
  .object({
    ...told,
    kind: z.literal('history'),
    status: z.enum(['accepted', 'rejected', 'unproven']),
    case: z.string(),
    title: z.string(),
    year: z.number(),
    data: dataKind,
    institutions: z.array(z.object({ code: z.string(), name: z.string() })),
    specialties: z.array(z.object({ code: z.string(), name: z.string() })),
    versions: z.array(z.object(version)).describe('the first one first'),
    result: fixedResult
      .nullable()
      .describe('the places as the last version has them; null where the chain is not whole and proven'),
    faults: z
      .array(
        z.object({
          version: z.number(),
          path: z.string(),
          found: z.string(),
          expected: z.string(),
          text: z.string(),
        }),
      )
      .describe('what is not as it was made, by version'),
  })
  .meta({ id: 'VersionHistory' })

export type Fixed = Frozen<z.infer<typeof fixed>>
export type Unamended = Frozen<z.infer<typeof unamended>>
export type VersionHistory = Frozen<z.infer<typeof history>>

/** The places of the last version as an answer of `institutions`, for what shows those; null where the chain is not given out. */
export function placesInForce({ result, made }: VersionHistory): Institutions | null {
  return result && { ...result, milliseconds: 0, ...(made !== undefined && { made }) }
}
