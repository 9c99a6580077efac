/** What `compare` answers of proposals side by side. */
import * as z from 'zod'
import { RULES } from '../../domain/proposal.js'
import { dataKind } from '../files.js'
import { codes, matrix, optionsInForce, published, told, type Frozen } from './parts.js'
import { balance, consultation, effects, levelsOf, moved, neededMotivations, PROPOSAL_LEVELS } from './proposal.js'

const levels = levelsOf(PROPOSAL_LEVELS)

const beside = z.object({
  name: z.string().describe('its file, or a, b, c'),
  sha256: z.string().describe('of { rows, columns, allocation } as canonical JSON'),
  allocation: matrix,
  columnTotals: z.array(z.number()),
  total: z.number(),
  rowsOff: z
    .array(z.object({ specialty: z.string(), sum: z.number(), intake: z.number() }))
    .describe('rows that do not sum to the intake'),
  status: z
    .enum(['compliant', 'not-compliant'])
    .nullable()
    .describe('tested against the frame; null without a scenario, or where that has no base distribution'),
  failing: z.array(z.enum(RULES)).describe('the rules that it does not meet'),
  balance,
  moved: moved.nullable(),
  effects: effects.nullable().describe('against the base; null where nobody asked for anything'),
  levels: levels.nullable().describe('what each wish comes to, as in a draft; null where places are no whole numbers'),
  motivations: neededMotivations.nullable(),
})

const point = consultation.shape.attentionPoints.element
const place = z.object({ oor: z.string(), specialty: z.string().nullable() })

const pair = z.object({
  a: z.number().describe('which of the proposals, from 0'),
  b: z.number(),
  cells: z.number().describe('that differ'),
  more: z.number().describe('places that b has more, cell by cell'),
  fewer: z.number(),
  columns: z.array(z.number()).describe('b - a per OOR'),
  advices: z
    .object({ won: codes, lost: codes })
    .nullable()
    .describe(
      'the specialties whose advice b is nearer to than a, and further from: by the places outside its room, then by the distance',
    ),
  points: z
    .object({ won: z.array(point), lost: z.array(point) })
    .nullable()
    .describe('points of attention that b serves and a does not, and the other way'),
  levels: z
    .array(z.object({ name: z.enum(PROPOSAL_LEVELS), a: z.number(), b: z.number(), difference: z.number() }))
    .nullable(),
  better: z
    .object({ level: z.enum(PROPOSAL_LEVELS), which: z.enum(['a', 'b']) })
    .nullable()
    .describe('the first wish, in their order, that they differ in, and which of the two is better in it'),
  motivations: z
    .object({ won: z.array(place), lost: z.array(place) })
    .nullable()
    .describe('what is still to be written for a and not for b, and the other way'),
})

export const sideBySide = z
  .object({
    ...told,
    kind: z.literal('side-by-side'),
    scenario: z.string().nullable(),
    data: dataKind.nullable(),
    options: optionsInForce.nullable(),
    rows: codes,
    columns: codes,
    rowTotals: z.array(z.number()),
    base: matrix.nullable(),
    consultation: consultation.nullable().describe('what they were held against'),
    advicesFrom: z
      .enum(['asked', 'proposals'])
      .nullable()
      .describe('whether advices were given, or those that drafts carry'),
    proposals: z.array(beside).min(2),
    cells: z
      .array(
        z.object({ specialty: z.string(), oor: z.string(), base: z.number().nullable(), places: z.array(z.number()) }),
      )
      .describe('those in which not all proposals are the same'),
    pairs: z.array(pair).describe('each two of them, in their order'),
    needs: z.array(z.enum(['scenario', 'advices'])).describe('what was not given, and would tell more'),
    input: z.object({ sha256: z.string() }).nullable(),
    published,
  })
  .meta({ id: 'SideBySide' })

/** Proposals of one frame, side by side. */
export type SideBySide = Frozen<z.infer<typeof sideBySide>>
export type BesideProposal = SideBySide['proposals'][number]
export type BesidePair = SideBySide['pairs'][number]
