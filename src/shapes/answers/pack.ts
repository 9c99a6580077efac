/** What `pack` answers: all that a complaints committee asks of one institution. */
import * as z from 'zod'
import { SEAT_LEVELS, SEAT_OBJECTIVES, TARGET_SOURCES } from '../../domain/institutions.js'
import { dataKind } from '../files.js'
import { caseOptions } from '../institutions.js'
import { institutionConflict, institutionRule } from './institutions.js'
import { text, told, type Frozen } from './parts.js'
import { solved } from './proposal.js'

const training = { specialty: z.string(), oor: z.string() }
const said = { text: z.string(), texts: text }
const date = z.string().nullable()

const alternative = z
  .object({
    by: z.union([z.literal(1), z.literal(-1)]),
    places: z.number(),
    status: solved,
    moved: z.number().nullable().describe('places that would go to another institution'),
    levels: z
      .array(z.object({ name: z.enum(SEAT_LEVELS), from: z.number(), to: z.number() }))
      .nullable()
      .describe('the levels of the outcome, and of this; not those that would tell figures of others'),
    changes: z
      .array(z.object({ institution: z.string(), ...training, from: z.number(), to: z.number() }))
      .nullable()
      .describe('who would gain and lose'),
    conflict: institutionConflict.nullable().describe('why it cannot be'),
    ...said,
  })
  .meta({ id: 'InstitutionAlternative' })

export const pack = z
  .object({
    ...told,
    kind: z.literal('pack'),
    status: solved,
    case: z.string(),
    title: z.string(),
    year: z.number(),
    data: dataKind,
    institution: z.object({ code: z.string(), name: z.string(), kind: z.string(), nza: z.string() }),
    referenceDate: date,
    objective: z.enum(SEAT_OBJECTIVES),
    options: caseOptions.required(),
    specialties: z.array(z.object({ code: z.string(), name: z.string() })),
    facts: z
      .object({
        recognitions: z.array(z.object({ ...training, from: date, to: date, counts: z.boolean() })),
        history: z.array(z.object({ ...training, year: z.number(), inflow: z.number(), throughflow: z.number() })),
        advices: z.array(z.object({ ...training, places: z.number(), sum: z.number() })),
        rules: z.array(institutionRule).describe('capacity, change and agreements'),
      })
      .describe('of this institution alone'),
    trainings: z.array(
      z.object({
        ...training,
        cell: z.number().describe('the places of the OOR'),
        institutions: z.number().describe('how many train it there'),
        from: z.enum(TARGET_SOURCES),
        target: z.number().nullable().describe('null where it would tell what one other institution had'),
        natural: z.number().nullable(),
        places: z.number().nullable(),
        rank: z.number().nullable().describe('0 is natural, 1 next best'),
        steps: z.array(z.object({ source: z.string(), ...said })).describe('each step, and the rule that it follows'),
        alternatives: z.array(alternative).describe('one place more and one fewer, as a ruling would be carried out'),
      }),
    ),
    versions: z
      .array(
        z.object({
          number: z.number(),
          hash: z.string(),
          previous: z.string().nullable(),
          amendments: z
            .array(
              z.object({
                institution: z.object({ code: z.string(), name: z.string() }),
                ...training,
                before: z.number(),
                after: z.number(),
                ground: z.string(),
                date: z.string(),
              }),
            )
            .describe('those of this institution, and those by which its places changed'),
          changes: z
            .array(z.object({ ...training, from: z.number(), to: z.number() }))
            .describe('what changed for this institution'),
        }),
      )
      .nullable()
      .describe('of fixed places: the versions up to this one; null of a case'),
    conflict: institutionConflict.nullable(),
    notes: z.array(z.object(said)),
    leftOut: z.array(z.object(said)).describe('what is not in here, and why'),
    complaint: z.array(z.object({ source: z.string(), ...said })).describe('grounds of complaint, and its conditions'),
    input: z.object({ sha256: z.string() }),
  })
  .meta({ id: 'ComplaintPack' })

export type Pack = Frozen<z.infer<typeof pack>>
