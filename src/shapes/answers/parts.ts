/** The parts that answers share, and how a type follows from a shape. */
import * as z from 'zod'
import { CELL_RULES, CONFLICT_KINDS, REPAIR_KINDS, type Conflict } from '../../domain/conflict.js'
import { OPTION_TABLE, type OptionName } from '../../domain/options.js'
import type { Read } from '../../domain/reading.js'
import {
  PROTOCOLS_OWN,
  LEVEL_NAMES,
  REMARK_CODES,
  type Certificate,
  type Chain,
  type Deviation,
  type Freedom,
  type MultiplierCertificate,
  type Remark,
  type TraceStep,
} from '../../domain/result.js'

/** An answer is not changed by those who read it. */
export type Frozen<T> = T extends readonly unknown[] | object ? { readonly [K in keyof T]: Frozen<T[K]> } : T

export const codes = z.array(z.string())
export const codePair = z.tuple([z.string(), z.string()])
export const matrix = z.array(z.array(z.number()))
export const text = z.object({ nl: z.string(), en: z.string() })
export const remarks = z.array(
  z.object({
    code: z.enum(REMARK_CODES),
    codes: codes.describe('the OORs or specialties it is about; of cells "specialty-OOR"'),
    text: z.string(),
    texts: text,
  }),
) satisfies z.ZodType<readonly Remark[]>
export const total = z.union([z.number(), z.tuple([z.number(), z.number()])])
const potentials = z.array(z.union([z.number(), z.string()]))

export const status = z.enum(['optimal', 'feasible', 'infeasible', 'stuck', 'off-totals', 'time-limit'])
export const levelName = z.enum(LEVEL_NAMES)

export const levels = z.array(z.object({ name: levelName, value: z.number() }))

export const change = z.object({ row: z.string(), column: z.string(), from: z.number(), to: z.number() })

export const deviation = z.object({
  row: z.string(),
  column: z.string(),
  target: z.number(),
  natural: z.number(),
  allocated: z.number(),
  rank: z.number().describe('1 is next best, above 1 is beyond next best'),
  extraError: z.number().describe('how much further from the target than natural rounding, in places'),
}) satisfies z.ZodType<Deviation>

export const chain = z.object({
  ends: z.array(z.object({ total: z.enum(['row', 'column']), code: z.string(), short: z.number() })),
  cells: z.array(change),
  extraError: z.number(),
}) satisfies z.ZodType<Chain>

const cut = {
  kind: z.enum(CONFLICT_KINDS),
  rows: codes,
  columns: codes,
  required: z.number(),
  room: z.number(),
  elsewhere: z.number(),
  short: z.number(),
}

const repair = z.object({
  kind: z.enum(REPAIR_KINDS),
  places: z.number(),
  changes: z.array(
    z.object({
      row: z.string().nullable(),
      column: z.string().nullable(),
      end: z.enum(['total', 'low', 'high']),
      from: z.number(),
      to: z.number(),
      rules: z.array(z.enum(CELL_RULES)),
    }),
  ),
  text: z.string(),
  texts: text,
})

export const conflict = z
  .object({
    ...cut,
    stage: z.enum(['target', 'rounding']),
    restrictions: z.array(
      z.object({
        row: z.string(),
        column: z.string(),
        rule: z.enum(CELL_RULES),
        low: z.number(),
        high: z.number().nullable(),
        reason: z.string().nullable(),
        source: z.string().nullable(),
      }),
    ),
    restrictionCount: z.number(),
    repairs: z.array(repair).nullable().describe('null: there was no time to find out'),
    text: z.string(),
    texts: text,
  })
  .meta({ id: 'Conflict' }) satisfies z.ZodType<Conflict>

export const certificate = z.union([
  z.object({
    rowPotentials: potentials,
    columnPotentials: potentials,
    cut: z.object(cut).optional(),
    freedom: z.object({ rowPotentials: potentials, columnPotentials: potentials }).optional(),
  }),
  z.object({ rowMultipliers: codes, columnMultipliers: codes }),
]) satisfies z.ZodType<Certificate | MultiplierCertificate>

export const freedom = z
  .object({
    levels: z.array(z.enum(PROTOCOLS_OWN)),
    fixed: z.number(),
    free: z.array(z.object({ row: z.string(), column: z.string(), low: z.number(), high: z.number() })),
    totals: codes.describe('the OORs whose whole total the repair of the totals chose among equals'),
  })
  .meta({ id: 'Freedom' }) satisfies z.ZodType<Freedom>

export const traceStep = z.object({
  step: z.number(),
  action: z.enum([
    'round-naturally',
    'round-row',
    'change-cell',
    'change-pair-in-row',
    'change-pair-in-column',
    'stuck',
  ]),
  row: z.string().exactOptional(),
  changes: z.array(change),
  extraError: z.number(),
  off: z.object({ rows: z.record(z.string(), z.number()), columns: z.record(z.string(), z.number()) }).exactOptional(),
}) satisfies z.ZodType<TraceStep>

export const optionsInForce = z.object(
  Object.fromEntries(
    Object.entries(OPTION_TABLE).map(([name, { values }]) => [name, z.enum(values)]),
  ) as unknown as Readonly<Record<OptionName, z.ZodType<string>>>,
)

const saidRemarks = z.array(z.object({ code: z.string(), path: z.string(), found: z.string(), text: z.string() }))
/** Which version an answer is (`library/made.ts`). */
export const made = z
  .object({
    version: z.string().describe('of the program'),
    fingerprint: z.string().describe('SHA-256 of `from` as canonical JSON (RFC 8785)'),
    from: z
      .record(z.string(), z.unknown())
      .describe(
        'all that it was computed from: the question, hashes of what was read, options in force, and what else was asked',
      ),
    command: z.string().exactOptional().describe('that makes this answer again, with the names of its files'),
  })
  .meta({ id: 'Made' })

export type Made = Frozen<z.infer<typeof made>>

/** What became of the tables that a question came in, and which version it is. */
export const told = {
  made: made.exactOptional().describe('which version this is'),
  read: (z.object({ used: saidRemarks, skipped: saidRemarks, warnings: saidRemarks }) as unknown as z.ZodType<Read>)
    .exactOptional()
    .describe('what was used, passed over and doubted of the workbooks and CSV that were read'),
}

/** In an answer that may be published, and in no other: there all that would give care use away is null, or an empty list. */
export const published = z
  .literal(true)
  .exactOptional()
  .describe('leaves out all that gives confidential care use away: null, or an empty list')
