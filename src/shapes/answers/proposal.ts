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
import { agreement, agreementConflict } from './agreement.js'
import { conflict, text, type Frozen } from './parts.js'

/** A number, or text where a JSON number would not be exact or would say too little. */
const exact = z.union([z.number(), z.string()])

export const proof: z.ZodType<BoundTree> = z
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
  'near',
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
    agreed: agreementConflict.exactOptional().describe('where agreements take part'),
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
    currentScaled: z
      .number()
      .nullable()
      .describe('the size of today times the intake over that of then, unless `today.scale` is absolute'),
    mutation: z.number().nullable().describe('the proposal less the scaled size of today'),
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
    leeway: z.object({
      total: z.number(),
      below: z.number(),
      above: z.number(),
      perOor: z.record(z.string(), z.object({ below: z.number(), above: z.number() })).exactOptional(),
    }),
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

/** A deviation with what was written about just that. */
const needed = z.object({
  difference: z.number(),
  /** null when nothing at all was written */
  written: motivation.nullable(),
  /** what is still missing; nothing when it is complete */
  missing: z.array(z.enum(['motivation', 'ground', 'text'])),
})
const neededCell = needed.extend({ specialty: z.string() })

/** The deviations that need a motivation: of an OOR, or of a cell. */
export const neededMotivations = z.array(
  needed.extend({
    oor: z.string(),
    specialty: z.string().nullable(),
    cells: z
      .array(neededCell)
      .describe('of an OOR that is motivated cell by cell: each of its cells that deviate; else empty'),
  }),
)

export type NeededMotivation = Frozen<z.infer<typeof neededMotivations>>[number]
export type NeededCell = NeededMotivation['cells'][number]

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
  agreements: z.array(agreement).exactOptional(),
  outside: z
    .array(
      z.object({
        specialty: z.string(),
        row: z.array(z.number()),
        room: z.array(z.tuple([z.number(), z.number()])),
        rationale: z.string(),
      }),
    )
    .exactOptional()
    .describe('advices on specialties outside the frame, which are kept and shown and count in nothing'),
}) satisfies z.ZodType<Consultation>

const beforeAfter = z.object({ before: z.number(), after: z.number() })

const adviceEffect = z.object({
  before: z.enum(['exactly', 'within-room', 'no']).describe('by the base distribution'),
  after: z
    .enum(['exactly', 'within-room', 'partly', 'no'])
    .describe('by the proposal; partly: outside its room, but nearer to it than the base'),
  outside: beforeAfter.describe('places outside its room'),
  distance: beforeAfter.describe('places from what was advised'),
  change: z.enum(['better', 'same', 'worse']).describe('by the places outside its room, then by the distance'),
})

export type AdviceEffect = Frozen<z.infer<typeof adviceEffect>>

const heldCells = z.object({
  exactly: z.number(),
  withinRoom: z.number(),
  outside: z.number(),
  places: z.number().describe('outside the room'),
})

const pointStanding = z.enum(['served', 'open', 'hurt', 'zero-cell'])

export type PointStanding = z.infer<typeof pointStanding>

const pointEffect = z.object({
  ...consultation.shape.attentionPoints.element.shape,
  difference: z.number().describe('what the proposal gives more than the base, where the point is about'),
  before: pointStanding.describe('by the base distribution'),
  after: pointStanding.describe(
    'served: at least one more, one fewer, or the base itself, as was asked; hurt: the other way; open: neither',
  ),
})

export type PointEffect = Frozen<z.infer<typeof pointEffect>>

const movedWithin = { gained: z.number(), lost: z.number().describe('places against the base, cell by cell') }

export const effects = z
  .object({
    specialties: z.array(
      z.object({
        specialty: z.string(),
        ...movedWithin,
        advice: adviceEffect.nullable().describe('null where the association gave none'),
      }),
    ),
    oors: z.array(
      z.object({
        oor: z.string(),
        ...movedWithin,
        advices: z
          .object({ before: heldCells, after: heldCells })
          .describe(
            'how many of the cells that associations advise on in this OOR are as advised, within the room, or outside it',
          ),
        worse: z
          .array(z.string())
          .describe('the specialties whose cell here is further from its advice than in the base'),
        better: z.array(z.string()),
        points: z
          .object({ asked: z.number(), before: z.number(), after: z.number(), hurt: z.number() })
          .describe('points of attention of this OOR: all, served by the base, served and hurt by the proposal'),
      }),
    ),
    attentionPoints: z.array(pointEffect),
  })
  .meta({ id: 'Effects' })

/** Who gains and who loses by a proposal, against the base distribution. */
export type Effects = Frozen<z.infer<typeof effects>>
