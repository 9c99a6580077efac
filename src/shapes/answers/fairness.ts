/** What `fairness` answers: means a year over many random years, with their intervals; and a part of that, to be joined. */
import * as z from 'zod'
import { CARRIES, CONTENDER_NAMES, POPULATIONS } from '../../domain/contenders.js'
import { codes, made, told, type Frozen } from './parts.js'

const estimate = z
  .object({
    mean: z.number(),
    low: z.number().nullable().describe('of the 95% interval; null with fewer than two runs'),
    high: z.number().nullable(),
  })
  .meta({ id: 'Estimate' })
const estimated = estimate.nullable()
const contender = z.enum(CONTENDER_NAMES)
const size = { from: z.number(), to: z.number().nullable().describe('null: and more') }

const asked = {
  population: z.enum(POPULATIONS),
  settings: z.record(z.string(), z.number()),
  draws: z.number().describe('runs'),
  years: z.number().describe('years in a run'),
  seed: z.number(),
  carry: z.enum(CARRIES),
}

const method = z.object({
  method: contender,
  answered: z.number().describe('years with an answer that meets all totals; the measures are of these'),
  stuck: z.number(),
  offTotals: z.number(),
  beyond: z.number().nullable().describe('share of the answered years in which a cell is beyond its next best'),
  nextBests: estimated,
  error: estimated,
  largestError: estimated,
  quotaViolations: z.number().nullable().describe('cells a year'),
  reversals: z.number().nullable().describe('pairs a year'),
  loosemoreHanby: estimated,
  gallagher: estimated,
  sainteLague: estimated,
  againstNextBest: z
    .object({ nextBests: estimated, error: estimated })
    .nullable()
    .describe('differences over years that both answer; null for next-best itself and where it was not asked for'),
  oors: z.array(
    z.object({
      oor: z.string(),
      gain: estimate.extend({ variance: z.number() }).nullable().describe('y - target, places a year'),
      gainToRaw: estimated.describe('y - what care use alone would give'),
    }),
  ),
  specialties: z.array(z.object({ specialty: z.string(), gain: estimated })),
  cells: z.object({ mean: z.array(z.array(z.number())).nullable() }),
  sizes: z.array(z.object({ ...size, cells: z.number().describe('over all years'), gain: estimated })),
})

const claim = z.object({
  about: z.enum(['oor', 'size', 'nextBests', 'error']),
  method: contender,
  oor: z.string().nullable(),
  size: z.object(size).nullable(),
  mean: z.number(),
  low: z.number(),
  high: z.number(),
  holm: z
    .number()
    .describe('the chance of such an outcome without any difference, adjusted for all that was looked at'),
  text: z.string(),
})

export const fairness = z
  .object({
    ...told,
    kind: z.literal('fairness'),
    scenario: z.string(),
    data: z.enum(['published', 'reconstructed', 'synthetic', 'confidential']),
    ...asked,
    audited: z.number().describe('years proven and verified in full'),
    input: z.object({ sha256: z.string() }),
    withoutTarget: z.number().describe('drawn years that have no target at all; they count in nothing else'),
    totals: z.object({
      missedBy: z
        .record(z.string(), z.number())
        .describe('share of years by (sum of rounded totals) - intake, before the repair'),
    }),
    methods: z.array(method),
    effects: z.array(
      z.object({
        oor: z.string(),
        criterion: estimated.describe('of the training criterion against all institutions; null without its care use'),
        floor: estimated,
        rounding: estimated,
        sizes: z
          .object({ criterion: z.number().nullable(), floor: z.number().nullable(), rounding: z.number().nullable() })
          .describe('the same without their signs'),
      }),
    ),
    runs: z
      .object({
        years: z.number(),
        method: contender,
        worst: estimate.describe('largest accumulated shortfall of an OOR at the end of a run'),
        accumulated: z.array(
          z.object({
            oor: z.string(),
            mean: z.array(z.number()).describe('places ahead after each year'),
            low: z.array(z.number()).describe('5% of the runs are below'),
            high: z.array(z.number()).describe('5% of the runs are above'),
          }),
        ),
        cellsOffByOne: estimate.describe('cells more than a place ahead or behind at the end'),
      })
      .nullable()
      .describe('null for runs of one year'),
    claims: z.array(claim),
  })
  .meta({ id: 'Fairness' })

const digits = z.array(z.string().regex(/^-?\d{1,60}$/))

const times = z.int().min(0)

/** What is summed over draws: whole numbers as digits, each in its slot (`fairness/slots.ts`). */
export const fairnessSums = z.strictObject({
  tracks: z.array(digits.length(4)),
  counts: z.array(digits.length(3)),
  tallies: z.record(z.string(), times),
  fans: z.array(z.array(z.array(z.tuple([z.int(), times])))),
  cells: z.partialRecord(contender, digits),
})

/** The same in a store. */
export const fairnessBatch = fairnessSums.extend({
  sha256: z
    .string()
    .describe('of the question, the draws and the sums: what was changed, or is of other draws, is no batch'),
})

/** Sums over some of the draws. */
export const fairnessPart = z.strictObject({
  kind: z.literal('fairness-part'),
  version: z.string(),
  scenario: z.string(),
  data: z.enum(['published', 'reconstructed', 'synthetic', 'confidential']),
  input: z.strictObject({ sha256: z.string() }),
  title: z.string(),
  oors: codes.min(1),
  specialties: codes.min(1),
  training: z.boolean().describe('whether there is care use of training institutions'),
  question: z.strictObject({ ...asked, methods: z.array(contender).min(1) }),
  draws: z.array(z.tuple([times, times])),
  entries: fairnessSums,
  sha256: z.string().describe('of all the rest: a part that was changed is no part any more'),
  made: made.exactOptional(),
})

export type Estimate = Frozen<z.infer<typeof estimate>>
export type Fairness = Frozen<z.infer<typeof fairness>>
export type FairnessMethod = Fairness['methods'][number]
export type FairnessClaim = Omit<Fairness['claims'][number], 'text'>
export type FairnessPart = Frozen<z.infer<typeof fairnessPart>>
export type FairnessSums = Frozen<z.infer<typeof fairnessSums>>
