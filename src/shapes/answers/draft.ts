/** What `draft` answers: an integral proposal, with what became of every wish. */
import * as z from 'zod'
import { PREFERENCES } from '../../domain/proposal.js'
import { agreementCosts } from './agreement.js'
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
    leeway: z
      .object({
        below: z.number(),
        above: z.number(),
        outside: z
          .array(z.object({ oor: z.string(), by: z.number() }))
          .describe('fallback minus base, where that is too much'),
      })
      .nullable()
      .describe('whether it would fit as a proposal; it need not, as it comes where there is none'),
  })
  .nullable()
  .describe('the 75/25 distribution that comes when there is no agreement (P26 II.3)')

/** Cells that are not as they stood in the proposal to stay near to. */
const kept = z
  .object({
    sha256: z.string().describe('of { rows, columns, allocation } in the order of the scenario, as canonical JSON'),
    rank: z.literal('first'),
    lost: z.number().nullable().describe('places fewer than in the given proposal; places more are the level near'),
    moved: z.array(
      z.object({
        specialty: z.string(),
        oor: z.string(),
        from: z.number(),
        to: z.number(),
        must: z.boolean().nullable().describe('no proposal that is as near leaves this cell as it was given'),
        rules: z.array(rule).nullable().describe('by which it must move; null: there was no time to find out'),
      }),
    ),
    rules: z.array(rule).nullable().describe('by which not all of the given proposal can stay'),
    broken: rules.describe('rules about places that the given proposal breaks'),
  })
  .describe('the proposal that this one stays near to, and what of it had to move; null when that was not asked')

/** A best draft that follows an advice, beside the draft that there is. */
const ifFollowed = z
  .object({
    possible: z.boolean().describe('whether any proposal within the frame follows it'),
    asGood: z.boolean().describe('as good for every wish: an equal alternative'),
    levels: z
      .array(z.object({ name: z.enum(PROPOSAL_LEVELS), now: z.number(), after: z.number() }))
      .describe('the wishes that differ, in their order; the first is worse, what comes after it may be better'),
    advices: z
      .array(z.object({ specialty: z.string(), now: z.number(), after: z.number() }))
      .describe('other advices: places outside the room, now and then'),
    changes: z.array(z.object({ specialty: z.string(), oor: z.string(), from: z.number(), to: z.number() })),
  })
  .meta({ id: 'IfFollowed' })

export type IfFollowed = Frozen<z.infer<typeof ifFollowed>>

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
    near: kept.nullable(),
    advices: z.array(
      z.object({
        specialty: z.string(),
        /** to the letter, within the room it gave, or not */
        followed: z.enum(['exactly', 'within-room', 'no']),
        placesOutsideRoom: z.number(),
        distance: z.number(),
        /** when all advices that are followed stay so; empty when it gave way to a wish that goes first */
        preventedBy: z.array(rule).nullable().describe('null: there was no time to find out'),
        ifFollowed: ifFollowed
          .nullable()
          .exactOptional()
          .describe(
            'with why: what following it would cost; null: it is followed, or was not worked out, as there was no time or there are too many',
          ),
      }),
    ),
    agreements: agreementCosts(PROPOSAL_LEVELS),
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
export type KeptReport = NonNullable<Draft['near']>
export type AdviceReport = Draft['advices'][number]
export type AgreementReport = Draft['agreements'][number]
export type WishReport = Draft['wishes'][number]
export type Fallback = NonNullable<Draft['fallback']>
