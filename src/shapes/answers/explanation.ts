/** What `explain` answers: one cell's whole way. */
import * as z from 'zod'
import { STEP_NAMES } from '../../domain/steps.js'
import { dataKind } from '../files.js'
import { chain, change, codes, conflict, deviation, levels, status, told, type Frozen } from './parts.js'
import { result } from './result.js'
import { careUseChange } from './sensitivity.js'

const cellStep = z.object({
  rule: z.string(),
  name: z.enum(STEP_NAMES),
  /** shares are fractions; all else is in places, or inhabitants; null where there is no such number */
  value: z.number().nullable(),
  source: z.string(),
})

/** The optimum under the condition that the cell has one place more (or fewer). */
const alternative = z.object({
  /** in this cell */
  places: z.number(),
  /** `infeasible` when no allocation allows it */
  status,
  levels: levels.nullable(),
  extra: levels.nullable().describe('each level against the optimum’s'),
  sameNextBests: z
    .boolean()
    .nullable()
    .describe('whether the two levels of the protocol are unchanged; null where the objective does not have them'),
  /** the cells that would change, against the answer itself */
  changes: z.array(change),
  conflict: conflict.nullable(),
  careUse: careUseChange
    .nullable()
    .describe(
      'how much the cell’s care use would have to change for it, all computed anew; null: not within a factor 2, or not looked at',
    ),
})

export const explanation = z
  .object({
    ...told,
    scenario: z.string(),
    data: dataKind,
    status,
    specialty: z.object({ code: z.string(), name: z.string(), intake: z.number() }),
    oor: z.object({ code: z.string(), name: z.string(), aliases: codes }),
    steps: z.array(cellStep),
    zeroCell: z.object({ reason: z.string(), source: z.string() }).nullable(),
    bound: z.object({ low: z.number(), high: z.number(), reason: z.string() }).nullable(),
    floored: z.boolean().nullable(),
    deviation: deviation.nullable(),
    /** the chains of next bests that the cell is on */
    chains: z.array(chain),
    /** null where the answer is no optimum, or has none to lose */
    oneMore: alternative.nullable().describe('what one more place in this cell would cost'),
    oneFewer: alternative.nullable().describe('what one fewer would cost'),
    result,
  })
  .meta({ id: 'Explanation' })

export type Explanation = Frozen<z.infer<typeof explanation>>
export type CellStep = Explanation['steps'][number]
export type Alternative = NonNullable<Explanation['oneMore']>
