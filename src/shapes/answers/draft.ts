/** What `draft` answers: an integral proposal, with what became of every wish. */
import * as z from 'zod'
import { PREFERENCES } from '../../domain/proposal.js'
import { codes, conflict, deviation, matrix, published, told, type Frozen } from './parts.js'
import {
  balance,
  consultation,
  gapOf,
  levelsOf,
  moved,
  neededMotivations,
  PROPOSAL_LEVELS,
  proposalFrame,
  provenLevels,
  rule,
  ruleConflict,
  rules,
  solved,
} from './proposal.js'
import { result } from './result.js'

const { scenario, data, method, objective, solver, options, zeroCells, remarks, bounds, milliseconds } = result.shape
const levels = levelsOf(PROPOSAL_LEVELS)

const fallback = z
  .object({
    result,
    /** per OOR: fallback minus base, and minus the proposal */
    balance: z.array(
      z.object({
        oor: z.string(),
        base: z.number(),
        proposal: z.number().nullable(),
        fallback: z.number(),
        againstBase: z.number(),
        againstProposal: z.number().nullable(),
      }),
    ),
  })
  .nullable()
  .describe('the 75/25 distribution that comes when there is no agreement (P26 II.3)')

export const draft = z
  .object({
    ...told,
    kind: z.literal('draft'),
    status: solved.describe('feasible: a proposal of which not every level is proven'),
    scenario,
    data,
    method,
    objective,
    solver,
    options,
    rows: codes,
    columns: codes,
    rowTotals: z.array(z.number()),
    /** of the proposal */
    columnTotals: z.array(z.number()).nullable(),
    allocation: matrix.nullable(),
    zeroCells,
    remarks,
    bounds,
    unique: z.null(),
    contested: z.null(),
    base: matrix.nullable().describe('the base distribution'),
    frame: proposalFrame,
    balance,
    moved: moved.nullable(),
    advices: z.array(
      z.object({
        specialty: z.string(),
        /** to the letter, within the room it gave, or not */
        followed: z.enum(['exactly', 'within-room', 'no']),
        placesOutsideRoom: z.number(),
        distance: z.number(),
        /** when all advices that are followed stay so; empty when it gave way to a wish that goes first */
        preventedBy: z.array(rule).nullable().describe('null: there was no time to find out'),
      }),
    ),
    motivations: neededMotivations,
    check: z
      .object({ status: z.enum(['compliant', 'not-compliant']), rules, balance, moved })
      .nullable()
      .describe('rule by rule'),
    consultation: consultation.describe('what it was drafted from'),
    input: z.object({
      sha256: z.string(),
      advicesSha256: z.string().describe('of the consultation, as it was read'),
    }),
    milliseconds,
    published,
    target: matrix.nullable(),
    levels: levels.nullable(),
    deviations: z.array(deviation),
    certificate: provenLevels(PROPOSAL_LEVELS),
    gap: gapOf(PROPOSAL_LEVELS),
    conflict: z.union([ruleConflict, conflict]).nullable(),
    wishes: z.array(
      z.object({
        step: z.enum(PREFERENCES),
        levels,
        next: z
          .array(z.object({ name: z.enum(PROPOSAL_LEVELS), with: z.number(), without: z.number() }))
          .nullable()
          .describe(
            'what the next wish reached with this one, and would have reached without it; null: there was no time to find out',
          ),
      }),
    ),
    fallback,
  })
  .meta({ id: 'Draft' })

export type Draft = Frozen<z.infer<typeof draft>>
export type AdviceReport = Draft['advices'][number]
export type WishReport = Draft['wishes'][number]
export type Fallback = NonNullable<Draft['fallback']>
