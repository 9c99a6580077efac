/** What `institutions` answers: the places of the cells of OORs over institutions. */
import * as z from 'zod'
import {
  ADDRESSEES,
  INSTITUTION_RULES,
  SEAT_LEVELS,
  SEAT_OBJECTIVES,
  SEAT_REPAIRS,
  SPLITS,
  TARGET_SOURCES,
} from '../../domain/institutions.js'
import { dataKind } from '../files.js'
import { codes, text, told, type Frozen } from './parts.js'
import { gapOf, levelsOf, proof, provenLevels, solved } from './proposal.js'

const named = z.strictObject({ code: z.string(), name: z.string() })
const training = { institution: z.string(), specialty: z.string(), oor: z.string() }

export const institutionRule = z
  .strictObject({
    kind: z.enum(INSTITUTION_RULES),
    institution: z.string(),
    specialties: codes.nullable().describe('whose places count; null for all'),
    oor: z.string().nullable(),
    module: z.string().nullable().describe('the stage module that it is about'),
    low: z.number().nullable(),
    high: z.number().nullable(),
    by: z.string().describe('who agreed it; of a change the mean inflow of the three years'),
  })
  .meta({ id: 'InstitutionRule' })

const oorCell = z.strictObject({ specialty: z.string(), oor: z.string(), places: z.number() })

export const institutionConflict = z
  .strictObject({
    rules: z
      .array(z.strictObject({ rule: institutionRule, end: z.enum(['low', 'high']) }))
      .describe('the ends that cannot hold together; without any one of them there would be a solution'),
    cells: z.array(oorCell).describe('the cells whose places they concern'),
    proof: proof.nullable().describe('multipliers of the cells and rules, which add up to a contradiction'),
    repairs: z
      .array(
        z.strictObject({
          kind: z.enum(SEAT_REPAIRS),
          places: z.number(),
          changes: z.array(
            z.strictObject({
              rule: institutionRule.nullable(),
              cell: oorCell.nullable(),
              end: z.enum(['low', 'high']).nullable(),
              from: z.number(),
              to: z.number(),
            }),
          ),
          text: z.string(),
          texts: text,
        }),
      )
      .nullable()
      .describe('the least that would have to give way, the cheapest first; null where there was no time to find out'),
    text: z.string(),
    texts: text,
  })
  .meta({ id: 'InstitutionConflict' })

export const institutions = z
  .strictObject({
    ...told,
    kind: z.literal('institutions'),
    status: solved,
    case: z.string(),
    title: z.string(),
    year: z.number(),
    data: dataKind,
    addressee: z.enum(ADDRESSEES),
    referenceDate: z.string().nullable(),
    objective: z.enum(SEAT_OBJECTIVES),
    options: z.strictObject({
      split: z.enum(SPLITS),
      half: z.enum(['up', 'even', 'down']),
      tieBreak: z.enum(['error', 'none']),
    }),
    solver: z.strictObject({ name: z.string(), version: z.string() }),
    oors: z.array(named),
    specialties: z.array(named),
    institutions: z.array(z.strictObject({ ...named.shape, kind: z.string(), nza: z.string() })),
    cells: z.array(oorCell).describe('the places of each specialty in each OOR'),
    seats: z
      .array(z.strictObject({ ...training, target: z.number(), from: z.enum(TARGET_SOURCES) }))
      .describe('every training that may get places, and what it should come near to, in places with 9 decimals'),
    rules: z.array(institutionRule),
    places: z
      .array(z.strictObject({ ...training, places: z.number() }))
      .nullable()
      .describe('in the order of the seats'),
    deviations: z
      .array(
        z.strictObject({ ...training, target: z.number(), natural: z.number(), places: z.number(), rank: z.number() }),
      )
      .describe('the seats that are not rounded naturally'),
    levels: levelsOf(SEAT_LEVELS).nullable(),
    certificate: provenLevels(SEAT_LEVELS),
    gap: gapOf(SEAT_LEVELS),
    unique: z.boolean().nullable(),
    contested: z.array(z.strictObject(training)).nullable().describe('seats that differ between equally good answers'),
    freedom: z
      .strictObject({
        levels: z.array(z.enum(['beyond-next-best', 'next-best'])),
        fixed: z.number(),
        free: z.array(z.strictObject({ ...training, low: z.number(), high: z.number() })),
      })
      .nullable(),
    near: z
      .strictObject({
        sha256: z.string(),
        places: z.array(z.number()).describe('of each seat, in their order'),
      })
      .nullable()
      .describe('what this answer keeps to as far as it can'),
    conflict: institutionConflict.nullable(),
    notes: z
      .array(
        z.strictObject({
          code: z.string(),
          institution: z.string().nullable(),
          specialty: z.string(),
          oor: z.string(),
          found: z.string(),
          text: z.string(),
          texts: text,
        }),
      )
      .describe(
        'what its readers should know: lapsed and later recognitions, trainings under two OORs, advices that do not fit',
      ),
    input: z.strictObject({ sha256: z.string() }),
    milliseconds: z.number(),
  })
  .meta({ id: 'Institutions' })

export type Institutions = Frozen<z.infer<typeof institutions>>
export type InstitutionConflict = NonNullable<Institutions['conflict']>
