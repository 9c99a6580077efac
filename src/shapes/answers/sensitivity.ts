/** What `sensitivity` answers: what the readings of the protocol matter, and how near each cell was to a place more or fewer. */
import * as z from 'zod'
import { dataKind } from '../files.js'
import { codePair, status, told, type Frozen } from './parts.js'
import { result } from './result.js'

export const careUseChange = z
  .object({
    factor: z.number().describe('the care use of the cell times this, its row divided by its new sum'),
    percent: z.number().describe('by how much that grows; below 0: shrinks'),
    back: z.boolean().nullable().describe('whether it flips back further out; null where nobody looked'),
  })
  .meta({ id: 'CareUseChange' })

const switched = z.object({
  options: z.record(z.string(), z.string()).describe('readings with another value than in the base'),
  status,
  cells: z.number().nullable().describe('cells with another number of places; null where there is no allocation'),
  totals: z.number().nullable().describe('OORs with another total'),
  columns: z.array(z.number()).nullable().describe('per OOR its difference from the base'),
  /** row, column, from, to */
  changed: z.array(z.tuple([z.string(), z.string(), z.number(), z.number()])),
  together: z.boolean().nullable().describe('of a pair: whether it changes just what its parts change; null for one'),
  /** over random years: the share in which any cell, and any total, is another */
  years: z.object({ anyCell: z.number(), anyTotal: z.number() }).nullable(),
})

export const sensitivity = z
  .object({
    ...told,
    scenario: z.string(),
    data: dataKind,
    base: result,
    options: z.array(switched),
    draws: z.number().describe('random years that were drawn'),
    seed: z.number(),
    years: z.number().describe('those of them that have an answer'),
    careUse: z
      .array(
        z.object({
          cell: codePair.describe('row, column'),
          places: z.number(),
          oneMore: careUseChange.nullable().describe('null: none up to twice the care use'),
          oneFewer: careUseChange.nullable().describe('null: none down to half of it'),
        }),
      )
      .nullable()
      .describe('per cell, in table order, where asked; without zero and fixed cells'),
  })
  .meta({ id: 'Sensitivity' })

export type Sensitivity = Frozen<z.infer<typeof sensitivity>>
export type Switched = Omit<Sensitivity['options'][number], 'options'> & {
  readonly options: Readonly<Record<string, string>>
}
