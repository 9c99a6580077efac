/** What `compare` answers: two scenarios, several methods on one, or proposals side by side. */
import * as z from 'zod'
import { matrix, told, type Frozen } from './parts.js'
import { sideBySide } from './beside.js'
import { result } from './result.js'

/** why something has to be sent again; null where it may be sent on as it is */
const resend = z.enum(['intake', 'base-row', 'oor-total']).nullable()
const frameOfYear = z.object({ status: z.enum(['provisional', 'definitive']), date: z.string() }).nullable()
const changed = { from: z.number(), to: z.number(), difference: z.number(), again: resend }

const frames = z
  .object({
    year: z.number(),
    from: z.object({ scenario: z.string(), frame: frameOfYear }),
    to: z.object({ scenario: z.string(), frame: frameOfYear }),
    /** per specialty, and so per association: intake, and the cells of the base row that changed */
    specialties: z.array(
      z.object({
        specialty: z.string(),
        ...changed,
        cells: z.array(z.object({ oor: z.string(), from: z.number(), to: z.number() })),
      }),
    ),
    oors: z.array(z.object({ oor: z.string(), ...changed })),
    /** of the consultation about the first frame, where one was given */
    advices: z.array(z.object({ specialty: z.string(), again: resend })),
    attentionPoints: z.array(
      z.object({ oor: z.string(), specialty: z.string().nullable(), text: z.string(), again: resend }),
    ),
  })
  .nullable()
  .describe('of two frames of one year with other intakes: what changed, and why what must be sent again')
  .meta({ id: 'FrameChanges' })

export type FrameChanges = NonNullable<Frozen<z.infer<typeof frames>>>

const causes = z.object({
  intake: matrix,
  careUse: matrix,
  criterion: matrix,
  floor: matrix,
  zeroCells: matrix,
  options: matrix,
  rounding: matrix,
})

/** Why the difference is not taken apart by cause: what some scenario on the way from a to b lacks, or what may not be told. */
const causesReason = z.enum(['no-target', 'time-limit', 'published'])

export type Causes = Frozen<z.infer<typeof causes>>
export type CausesReason = z.infer<typeof causesReason>

const paired = z.object({
  alone: z.number().describe('cells in which b by itself differs from a'),
  together: z.number().describe('cells in which b near a does; now and then more'),
  placesAlone: z.number().describe('places that b by itself has more than a, in those cells'),
  placesTogether: z.number().describe('places that b near a has more: the fewest there can be, never more than alone'),
})

export type Paired = Frozen<z.infer<typeof paired>>

const leeway = z.object({
  base: z.enum(['a', 'b']).describe('which of the two is the base distribution'),
  below: z.number(),
  above: z.number(),
  total: z.number(),
  moved: z.number().describe('of the total, as option leeway.measure counts it'),
  outside: z
    .array(z.object({ oor: z.string(), by: z.number() }))
    .describe('reference minus base, where that is too much'),
})

export type AgainstBase = Frozen<z.infer<typeof leeway>>

const scenarioComparison = z
  .object({
    ...told,
    a: result,
    b: result,
    difference: z
      .object({
        allocation: matrix,
        columns: z.array(z.number()),
        target: matrix.nullable(),
        rounding: matrix.nullable(),
        causes: causes
          .nullable()
          .describe('step by step from a to b; in every cell they add up to allocation, with 9 decimals'),
        causesReason: causesReason.nullable().describe('why there are no causes'),
      })
      .nullable()
      .describe('b - a; in every cell allocation = target + rounding'),
    paired: paired
      .nullable()
      .describe(
        'with paired, where both have an allocation: b is solved near a, and this is what differs alone and together',
      ),
    frames,
    leeway: leeway.nullable().describe('of a base and a reference of one year: what falls outside the leeway'),
  })
  .meta({ id: 'ScenarioComparison' })

/** Two scenarios compared; `frames` where they are two frames of one year, with other intakes (L27). */
export type Comparison = Frozen<z.infer<typeof scenarioComparison>>
export type ScenarioComparison = Omit<Comparison, 'frames' | 'leeway'>

const methodComparison = z.object({ ...told, results: z.array(result) }).meta({ id: 'MethodComparison' })

export type MethodComparison = Frozen<z.infer<typeof methodComparison>>

/** Why something has to be sent again. */
export type ResendReason = NonNullable<z.infer<typeof resend>>

export const comparison = z.union([scenarioComparison, methodComparison, sideBySide])
