/** What the service answers besides questions: its health, how a job stands, and what is wrong. */
import * as z from 'zod'
import { fairness } from '../shapes/answers/fairness.js'
import { LANGUAGES } from '../words/texts.js'

export const healthAnswer = z
  .object({ status: z.enum(['ok', 'stopping']), running: z.number(), waiting: z.number() })
  .meta({ id: 'Health' })

/** RFC 9457. */
export const problemAnswer = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number(),
    detail: z.string(),
    requestId: z.string(),
    errors: z
      .array(
        z.object({
          path: z.string(),
          message: z.string(),
          code: z.string().optional(),
          found: z.string().optional(),
          expected: z.string().optional(),
          hint: z.string().optional(),
        }),
      )
      .describe('one entry per fault; path says where in the request it is'),
  })
  .meta({ id: 'Problem' })

export type ProblemDetails = z.infer<typeof problemAnswer>

/** Work that takes longer than anybody waits. */
export const jobAnswer = z
  .object({
    id: z.string().describe('whoever knows it may see and end the job'),
    state: z.enum(['running', 'done', 'failed']),
    progress: z.object({ done: z.number(), all: z.number() }).describe('runs drawn'),
    problem: problemAnswer.nullable().describe('why it failed'),
    answer: fairness.nullable().describe('null until it is done'),
  })
  .meta({ id: 'Job' })

/** A job as it is kept: what was asked only until it has ended, for it may be confidential. */
export const keptJob = jobAnswer
  .omit({ answer: true })
  .extend({
    client: z.string(),
    created: z.string(),
    language: z.enum(LANGUAGES),
    asked: z.object({ type: z.string(), base64: z.base64(), maxCells: z.int().positive() }).nullable(),
  })
  .refine(({ state, asked }) => (state === 'running') === (asked !== null))

export type KeptJob = Readonly<z.infer<typeof keptJob>>
