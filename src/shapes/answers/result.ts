/** What `solve` and `round` answer, and what every method returns. Field names are the contract with other programs. */
import * as z from 'zod'
import { CARRY_RULES } from '../../domain/carry.js'
import { NEAR_RANKS } from '../../domain/near.js'
import { TIE_DECISIONS } from '../../domain/result.js'
import { METHODS, OBJECTIVES } from '../../domain/table.js'
import { dataKind } from '../files.js'
import {
  certificate,
  chain,
  codePair,
  codes,
  conflict,
  deviation,
  freedom,
  levelName,
  matrix,
  optionsInForce,
  published,
  remarks,
  status,
  told,
  total,
  traceStep,
  type Frozen,
} from './parts.js'

const precision = z
  .object({
    draws: z.number(),
    seed: z.number(),
    answered: z.number().describe('draws that had an answer; the others count in nothing'),
    cells: z.number().describe('cells that got other places in one draw or more'),
    mean: z.number().describe('cells that differ, on average over the draws'),
    totals: z.number().describe('OORs whose total differs in one draw or more'),
  })
  .describe(
    'of care use that was typed as shares or percentages: what changes when each cell is drawn within half a unit of the finest decimal typed in its row; null for volumes, for hand methods, published, or where it was left out',
  )

const carried = z.object({
  rule: z.enum(CARRY_RULES),
  from: codes.describe('the SHA-256 of each earlier result, oldest first'),
  arrears: z
    .union([z.array(z.number()), matrix])
    .nullable()
    .describe('places owed, 9 decimals: per OOR under totals, else per cell; null when published'),
  target: matrix.nullable().describe('of rule cells: the target of this year by itself; `target` is what was rounded'),
})

export const result = z
  .object({
    ...told,
    status,
    scenario: z.string().nullable(),
    data: dataKind.nullable().describe('where the figures come from; synthetic and reconstructed are made up'),
    method: z.enum(METHODS),
    objective: z.enum(OBJECTIVES),
    /** null for hand methods */
    solver: z.object({ name: z.string(), version: z.string() }).nullable(),
    options: optionsInForce.describe('all readings of the protocol in force'),
    rows: codes,
    columns: codes,
    rowTotals: z.array(z.number()),
    /** one number per column, or `[low, high]` where the problem left it open */
    columnTotals: z.array(total).nullable(),
    allocation: matrix.nullable(),
    zeroCells: z.array(codePair),
    bounds: z.array(z.tuple([z.string(), z.string(), z.number(), z.number()])),
    /** why there is no allocation, where there can be none */
    conflict: conflict.nullable(),
    /** what was drawn by lot, the allocation or which of several optima, was drawn with this; null where nothing was */
    seed: z.number().nullable(),
    remarks: remarks.describe('where a rule could not be followed to the letter, and what was done instead'),
    /** scenarios from care records only: how many lines were left out */
    leftOut: z.object({ records: z.number(), zbc: z.number(), procedureGp: z.number() }).nullable(),
    input: z.object({ sha256: z.string() }),
    year: z.number().nullable().describe('of the scenario, where it is told'),
    carry: carried.nullable().describe('what was carried over from earlier years; null when that was not asked'),
    near: z
      .object({
        sha256: z.string().describe('of { rows, columns, allocation } in the order of the table, as canonical JSON'),
        rank: z.enum(NEAR_RANKS),
        lost: z
          .number()
          .nullable()
          .describe('places fewer than in the given allocation; places more are the level near'),
      })
      .nullable()
      .describe('the allocation that this one is near to; null when that was not asked'),
    precision: precision.nullable(),
    milliseconds: z.number(),
    published,
    /** scenario results only: the column totals on their way (1.5, 1.6 and 1.7 of the rules) */
    oorTotals: z
      .object({
        raw: z.array(z.number()).nullable(),
        floored: z.array(z.number()).nullable(),
        rounded: z.array(z.number()),
      })
      .nullable(),
    /** scenario results only: the OORs that were lifted to the floor */
    flooredOors: codes.nullable(),
    /** null when zero cells leave no way to reach the totals */
    target: matrix.nullable().describe('places with 9 decimals'),
    /** errors say something of the target: published, their values are null */
    levels: z.array(z.object({ name: levelName, value: z.number().nullable() })).nullable(),
    deviations: z.array(deviation).describe('the cells that are not rounded naturally'),
    unique: z.boolean().nullable(),
    /** cells that differ between equally good allocations */
    contested: z.array(codePair).nullable(),
    freedom: freedom
      .nullable()
      .describe(
        'what the protocol by itself fixes and leaves free; objective `next-best` only, and not where it was not asked',
      ),
    /** how ties were decided, and by which seed; null where nothing is claimed to be optimal */
    ties: z.object({ decided: z.enum(TIE_DECISIONS), seed: z.number().nullable() }).nullable(),
    /** on request: equally good allocations from the canonical one down; `complete` when these are all there are */
    optima: z.object({ count: z.number(), complete: z.boolean(), allocations: z.array(matrix) }).nullable(),
    certificate: certificate.nullable().describe('the proof of optimality'),
    /** how natural rounding was repaired, total by total; null where the totals are not met, or it was off by thousands */
    chains: z.array(chain).nullable(),
    /** method `lottery` only: what a cell gets on average, and whether the target had to be fitted to the totals for that */
    lottery: z.object({ fitted: z.boolean(), expectation: matrix }).nullable(),
    /** hand methods only */
    trace: z.array(traceStep).nullable(),
  })
  .meta({ id: 'Result' })

export type Result = Frozen<z.infer<typeof result>>
