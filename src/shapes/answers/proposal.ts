/** What the answers about proposals (`draft`, `check`, `years`) share. */
import * as z from 'zod'
import { OPTION_TABLE } from '../../domain/options.js'
import {
  ATTENTION_CATEGORIES,
  DIRECTIONS,
  GROUNDS,
  PREFERENCES,
  RULES,
  type Consultation,
  type ProposalLevelName,
  type RuleConflict,
} from '../../domain/proposal.js'
import type { BoundTree } from '../proof-tree.js'
import { conflict, text, type Frozen } from './parts.js'

/** A number, or text where a JSON number would not be exact or would say too little. */
const exact = z.union([z.number(), z.string()])

const proof: z.ZodType<BoundTree> = z
  .lazy(() =>
    z.union([
      z.object({ scale: z.number(), constraints: z.array(exact), levels: z.array(exact) }),
      z.object({ variable: z.number(), at: z.number(), below: proof, above: proof }),
    ]),
  )
  .meta({
    id: 'Proof',
    description: 'multipliers that bound a level, or two halves of the solutions with a proof each',
  })

type Names = readonly [string, ...string[]]

export function provenLevels<N extends Names>(names: N) {
  return z
    .object({ levels: z.array(z.object({ name: z.enum(names), proof })) })
    .nullable()
    .describe('a proof per level; null where not every level is proven')
}

export function levelsOf<N extends Names>(names: N) {
  return z.array(z.object({ name: z.enum(names), value: z.number().nullable() }))
}

export function gapOf<N extends Names>(names: N) {
  return z
    .object({ level: z.enum(names), value: z.number(), bound: z.number() })
    .nullable()
    .describe('the first level that is not proven: what is reached, and what is proven of it')
}

export const PROPOSAL_LEVELS = [
  'outside-room',
  'advised-distance',
  'motivations',
  'moved',
  'mutation',
  'attention',
  'beyond-next-best',
  'next-best',
  'error',
] as const satisfies readonly ProposalLevelName[]

export const rule = z.enum(RULES)
export const solved = z.enum(['optimal', 'feasible', 'infeasible', 'time-limit'])
export const ruleConflict = z
  .object({
    rules: z.array(rule).nullable().describe('null: there was no time to find out'),
    cut: conflict.nullable(),
    text: z.string(),
    texts: text,
  })
  .meta({ id: 'RuleConflict' }) satisfies z.ZodType<RuleConflict>

export const balance = z.array(
  z.object({
    oor: z.string(),
    base: z.number(),
    proposal: z.number(),
    difference: z.number(),
    roomBelow: z.number().describe('places that could still go'),
    roomAbove: z.number(),
    current: z.number().nullable().describe('the size of today'),
    mutation: z.number().nullable(),
  }),
)

export const moved = z
  .object({ placesMoved: z.number(), sumAbsolute: z.number(), cells: z.number() })
  .describe('three readings of what is moved: what OORs gain; what they gain and lose; what cells gain')

export const rules = z.array(
  z.object({
    id: rule,
    source: z.string(),
    outcome: z.enum(['pass', 'fail', 'warn', 'judge']).describe('judge: for people to judge'),
    findings: z.array(
      z.object({
        text: z.string(),
        specialty: z.string().exactOptional(),
        oor: z.string().exactOptional(),
        found: exact,
        allowed: exact,
      }),
    ),
  }),
)

export const proposalFrame = z
  .object({
    baseTotals: z.array(z.number()),
    totalLow: z.array(z.number()),
    totalHigh: z.array(z.number()),
    leeway: z.object({ total: z.number(), below: z.number(), above: z.number() }),
    measure: z.enum(OPTION_TABLE['leeway.measure'].values),
    floor: z.number().nullable(),
  })
  .nullable()
  .describe('the frame in force; null without a base distribution')

const motivation = z.object({
  oor: z.string(),
  specialty: z.string().nullable(),
  grounds: z.array(z.enum(GROUNDS)),
  text: z.string(),
})

/** The deviations that need a motivation: of an OOR, or of a cell. */
export const neededMotivations = z.array(
  z.object({
    oor: z.string(),
    specialty: z.string().nullable(),
    difference: z.number(),
    /** null when nothing at all was written */
    written: motivation.nullable(),
    /** what is still missing; nothing when it is complete */
    missing: z.array(z.enum(['motivation', 'ground', 'text'])),
  }),
)

export type NeededMotivation = Frozen<z.infer<typeof neededMotivations>>[number]

export const consultation = z.object({
  advices: z.array(
    z.object({
      specialty: z.string(),
      row: z.array(z.number()),
      room: z.array(z.tuple([z.number(), z.number()])),
      weight: z.number().describe('in thousandths'),
      rationale: z.string(),
    }),
  ),
  attentionPoints: z.array(
    z.object({
      oor: z.string(),
      specialty: z.string().nullable(),
      category: z.enum(ATTENTION_CATEGORIES),
      direction: z.enum(DIRECTIONS),
      text: z.string(),
    }),
  ),
  motivations: z.array(motivation),
  current: z.array(z.number().nullable()),
  history: z.array(z.array(z.number()).nullable()),
  prefer: z.array(z.enum(PREFERENCES)),
}) satisfies z.ZodType<Consultation>
