/** What `years` answers: several years solved together, and each by itself. */
import * as z from 'zod'
import {
  codePair,
  codes,
  conflict,
  deviation,
  matrix,
  optionsInForce,
  published,
  told,
  total,
  type Frozen,
} from './parts.js'
import { gapOf, levelsOf, provenLevels, solved } from './proposal.js'
import { result } from './result.js'

const YEARS_LEVELS = [
  'beyond-next-best',
  'next-best',
  'sum-beyond-next-best',
  'sum-next-best',
  'error',
  'sum-error',
] as const

const { data, bounds, remarks } = result.shape

const outcome = z
  .object({
    allocations: z.array(matrix),
    sum: matrix,
    levels: levelsOf(YEARS_LEVELS),
    deviations: z.array(z.array(deviation)).nullable(),
    sumDeviations: z.array(deviation).nullable(),
    unluckyTwice: z
      .array(z.object({ row: z.string(), column: z.string(), years: z.array(z.number()) }))
      .nullable()
      .describe('cells rounded down against nature in more than one year'),
  })
  .meta({ id: 'YearsOutcome' })

export const years = z
  .object({
    ...told,
    kind: z.literal('years'),
    status: solved,
    scenarios: codes,
    years: z.array(z.number()),
    data,
    solver: z.object({ name: z.string(), version: z.string() }),
    options: z.array(optionsInForce),
    rows: codes,
    columns: codes,
    rowTotals: z.array(z.array(z.number())),
    columnTotals: z.array(z.array(total).nullable()),
    zeroCells: z.array(z.array(codePair)),
    bounds: z.array(bounds),
    remarks,
    input: z.object({ sha256: codes }),
    milliseconds: z.number(),
    published,
    targets: z.array(matrix.nullable()),
    together: outcome.nullable(),
    apart: outcome.nullable().describe('every year by itself'),
    certificate: provenLevels(YEARS_LEVELS),
    gap: gapOf(YEARS_LEVELS),
    conflict: conflict.nullable().describe('of the first year that has no solution'),
  })
  .meta({ id: 'Years' })

export type Years = Frozen<z.infer<typeof years>>
export type YearsOutcome = NonNullable<Years['together']>
export type YearsLevel = YearsOutcome['levels'][number]
export type Unlucky = NonNullable<YearsOutcome['unluckyTwice']>[number]
