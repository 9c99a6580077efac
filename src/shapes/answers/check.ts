/** What `check` answers: rule by rule, and on request the nearest proposal that complies. */
import * as z from 'zod'
import type { Options } from '../../domain/options.js'
import { dataKind } from '../files.js'
import { agreementsKept } from './agreement.js'
import { codes, conflict, matrix, optionsInForce, told, type Frozen } from './parts.js'
import {
  balance,
  consultation,
  effects,
  moved,
  neededMotivations,
  PROPOSAL_LEVELS,
  proposalFrame,
  provenLevels,
  ruleConflict,
  rules,
  solved,
} from './proposal.js'
import { result } from './result.js'

const repaired = z
  .object({
    status: solved,
    /** proven least when `optimal` */
    placesChanged: z.number().nullable().describe('a place that moves counts twice'),
    allocation: matrix.nullable(),
    changes: z.array(z.object({ specialty: z.string(), oor: z.string(), from: z.number(), to: z.number() })),
    certificate: provenLevels(PROPOSAL_LEVELS),
    conflict: ruleConflict.nullable(),
  })
  .meta({ id: 'Repaired' })

export type Repaired = Frozen<z.infer<typeof repaired>>

export const check = z
  .object({
    ...told,
    kind: z.literal('check'),
    status: z
      .enum(['compliant', 'not-compliant', 'infeasible', 'time-limit'])
      .describe('infeasible: there is no base distribution; time-limit: there was no time to find it'),
    scenario: z.string(),
    data: dataKind,
    options: optionsInForce as z.ZodType<Options>,
    rows: codes,
    columns: codes,
    rowTotals: z.array(z.number()),
    rules,
    balance,
    moved,
    allocation: matrix.describe('the proposal as it was handed in'),
    base: matrix.nullable(),
    frame: proposalFrame,
    agreements: agreementsKept,
    motivations: neededMotivations,
    effects: effects.nullable().describe('who gains and who loses against the base; null without a base distribution'),
    consultation: consultation.describe('what it was held against'),
    remarks: result.shape.remarks,
    repair: repaired.nullable().describe('the nearest proposal that complies, where that was asked for'),
    conflict: conflict.nullable(),
    input: result.shape.input,
  })
  .meta({ id: 'Check' })

export type Checked = Frozen<z.infer<typeof check>>
