/** Agreements as answers show them: what was agreed, what a proposal gives there, and what each costs. */
import * as z from 'zod'
import { AGREED_ROWS, AGREEMENT_SOURCES, type Agreement, type AgreementConflict } from '../../domain/agreement.js'
import { RULES, type ProposalLevelName } from '../../domain/proposal.js'
import { text, type Frozen } from './parts.js'

const rowOrPlaces = z.union([z.number(), z.array(z.number())])

const stated = {
  specialty: z.string().nullable(),
  oor: z.string().nullable().describe('with a specialty a cell, alone its total'),
  low: z.number().nullable(),
  high: z.number().nullable(),
  row: z
    .union([z.array(z.number()), z.enum(AGREED_ROWS)])
    .nullable()
    .describe('of a specialty alone'),
  by: z.string(),
  date: z.string().nullable(),
  reason: z.string(),
}

export const agreement = z.object(stated) satisfies z.ZodType<Agreement>

const inForce = {
  ...stated,
  from: z.enum(AGREEMENT_SOURCES).describe('question: asked with --agree, a what-if'),
  places: z.array(z.number()).nullable().describe('a row in numbers'),
}

const kept = {
  ...inForce,
  found: rowOrPlaces.nullable().describe('places of the cell or the total, or the row; null without a proposal'),
  holds: z.boolean().nullable(),
}

export const agreementsKept = z.array(z.object(kept)).describe('agreements in force, and whether each holds')
export type AgreementKept = Frozen<z.infer<typeof agreementsKept>>[number]

export function agreementCosts<N extends readonly [ProposalLevelName, ...ProposalLevelName[]]>(names: N) {
  const cost = z
    .array(z.object({ name: z.enum(names), with: z.number(), without: z.number() }))
    .nullable()
    .describe('the first wish that would be met better without it; none where it costs nothing; null: not worked out')
  return z.array(z.object({ ...kept, cost })).describe('agreements in force: whether each holds, and what it costs')
}
export type AgreementCost = readonly {
  readonly name: ProposalLevelName
  readonly with: number
  readonly without: number
}[]

export const agreementConflict = z
  .object({
    agreements: z.array(z.object(inForce)),
    collisions: z.array(
      z.object({
        rule: z.enum(RULES),
        specialty: z.string().nullable(),
        oor: z.string().nullable(),
        texts: text,
      }),
    ),
    repairs: z
      .array(
        z.object({
          places: z.number().describe('sum of the differences from what was agreed'),
          agreements: z.array(z.object({ agreement: z.object(inForce), places: z.number(), to: rowOrPlaces })),
        }),
      )
      .nullable()
      .describe('which agreements would have to give way, the cheapest first; null: there was no time to find out'),
  })
  .meta({ id: 'AgreementConflict' }) satisfies z.ZodType<AgreementConflict>
