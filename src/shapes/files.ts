/** The shapes of input files, as zod schemas: the only source of what is accepted. Meaning is checked in `scenario.ts`. */
import * as z from 'zod'
import { AGREED_ROWS, MOST_AGREEMENTS } from '../domain/agreement.js'
import { CARRY_RULES, MOST_CARRIED } from '../domain/carry.js'
import { CELL_RULES, CONFLICT_KINDS, REPAIR_KINDS } from '../domain/conflict.js'
import { MAX_TARGET, MAX_WHOLE_TARGET } from '../domain/decimal.js'
import { STEERING } from '../domain/language.js'
import { OPTION_TABLE, type OptionName } from '../domain/options.js'
import { ATTENTION_CATEGORIES, DIRECTIONS, GROUNDS, PREFERENCES } from '../domain/proposal.js'
import { LEVEL_NAMES, PROTOCOLS_OWN, REMARK_CODES, TIE_DECISIONS } from '../domain/result.js'
import { NEAR_RANKS } from '../domain/near.js'
import { METHODS, OBJECTIVES } from '../domain/table.js'
import { MAX_CELLS } from './json-text.js'

/** Names go to terminals and into tables as they are: nothing in them steers, turns or hides. */
export const plain = (most: number) =>
  z
    .string()
    .max(most)
    .refine((given) => !STEERING.test(given), 'no control characters')
const code = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .regex(new RegExp(`^(?!.*${STEERING.source})`, 'su'), 'no control characters')
const name = plain(2_000)
const text = z.string().max(2_000)
/** The name of a file beside this one. */
const file = z.string().max(2_000)
/** As much as a whole table may divide (`checkNational`): more, and sums of billionths would not be exact. */
export const places = z.int().min(0).max(2_000_000)
/** A number, or decimal text with a point or a comma. */
const decimal = z.union([z.number(), z.string().max(400)])
const matrix = z.array(z.array(decimal).max(5_000)).max(5_000)

export const optionsSchema = z.strictObject(
  Object.fromEntries(Object.entries(OPTION_TABLE).map(([each, { values }]) => [each, z.enum(values).optional()])),
)

export const dataKind = z.enum(['published', 'reconstructed', 'synthetic', 'confidential'])

const record = z.strictObject({
  year: z.union([z.int(), z.string()]).optional(),
  institution: code,
  specialty: code,
  oor: code,
  source: z.enum(['vektis', 'dhd']),
  component: code,
  count: z.union([z.int().min(0), z.string()]),
  training: z.union([z.boolean(), z.string()]),
})

const institution = z.strictObject({
  institution: code,
  name: text.optional(),
  type: code,
  oor: code.optional(),
  nza_code: text.optional(),
})

/** What was agreed, in a scenario and in a consultation alike: of a cell, a total, or a row. */
const agreements = z
  .array(
    z.strictObject({
      specialty: code.optional(),
      oor: code.optional(),
      low: places.optional(),
      high: places.optional(),
      row: z
        .union([z.array(places).max(2_000), z.enum(AGREED_ROWS)])
        .optional()
        .describe('of a specialty alone: places in the order of the OORs, or as the association advised'),
      by: text.trim().min(1),
      date: text.optional(),
      reason: text.optional(),
    }),
  )
  .max(MOST_AGREEMENTS)

export type AgreementFile = z.infer<typeof agreements>[number]

const PUBLISHED =
  'instead of careUse: whole places, specialties x OORs; the base distribution, and the 75/25 reference for the fallback'

export const scenarioSchema = z.strictObject({
  $schema: z.string().optional(),
  id: code,
  title: text.optional(),
  year: z.int().min(1900).max(2200),
  data: dataKind.optional(),
  sources: z
    .array(z.strictObject({ what: text, document: text, section: text.optional() }))
    .max(1_000)
    .optional(),
  oors: z
    .array(z.strictObject({ code, name: name.optional(), aliases: z.array(text).max(1_000).optional() }))
    .min(1)
    .max(2_000),
  specialties: z
    .array(
      z.strictObject({
        code,
        name: name.optional(),
        intake: places.optional().describe('needed with care use; else what the published row sums to'),
        aliases: z.array(text).max(1_000).optional(),
      }),
    )
    .min(1)
    .max(5_000),
  careUse: z
    .strictObject({
      unit: z.enum(['volume', 'percent', 'share']).optional(),
      all: z.union([file, matrix]).optional(),
      training: z.union([file, matrix]).optional(),
      records: z.union([file, z.array(record).max(1_000_000)]).optional(),
      institutions: z.union([file, z.array(institution).max(100_000)]).optional(),
    })
    .optional(),
  published: z
    .strictObject({ base: z.union([file, matrix]), reference: z.union([file, matrix]).optional() })
    .optional()
    .describe(PUBLISHED),
  criterion: z
    .strictObject({ all: z.number().min(0).max(1), training: z.number().min(0).max(1).optional() })
    .optional(),
  floor: z
    .strictObject({ share: z.number().min(0) })
    .nullable()
    .optional(),
  zeroCells: z
    .array(z.strictObject({ specialty: code, oor: code, reason: text.optional(), source: text.optional() }))
    .max(MAX_CELLS)
    .optional(),
  leeway: z
    .strictObject({
      total: places,
      below: places,
      above: places,
      perOor: z.record(code, z.strictObject({ below: places.optional(), above: places.optional() })).optional(),
    })
    .nullable()
    .optional(),
  frame: z
    .strictObject({ status: z.enum(['provisional', 'definitive']), date: text })
    .nullable()
    .optional(),
  bounds: z
    .array(z.strictObject({ specialty: code, oor: code, low: places, high: places, reason: text.optional() }))
    .max(MAX_CELLS)
    .optional(),
  agreements: agreements.optional(),
  options: optionsSchema.optional(),
  /** What a workbook was read into: its id and sources are names of files. */
  own: z
    .strictObject({ frame: code.nullable() })
    .nullable()
    .optional()
    .describe('data of somebody’s own, from a workbook, and the id of the scenario that completes it'),
})

export type ScenarioFile = z.infer<typeof scenarioSchema>

/** A scenario that holds its data itself, as the service takes it: it may name no files. */
export const inlineScenarioSchema = scenarioSchema
  .extend({
    careUse: z
      .strictObject({
        unit: z.enum(['volume', 'percent', 'share']).optional(),
        all: matrix.optional(),
        training: matrix.optional(),
        records: z.array(record).max(1_000_000).optional(),
        institutions: z.array(institution).max(100_000).optional(),
      })
      .optional(),
    published: z.strictObject({ base: matrix, reference: matrix.optional() }).optional().describe(PUBLISHED),
  })
  .meta({ id: 'Scenario' })

export type InlineScenarioFile = z.infer<typeof inlineScenarioSchema>

export const problemSchema = z.strictObject({
  $schema: z.string().optional(),
  title: text.optional(),
  data: dataKind.optional(),
  rows: z.array(code).min(1).max(5_000),
  columns: z.array(code).min(1).max(5_000),
  target: matrix,
  rowTotals: z.array(places).max(5_000),
  columnTotals: z.array(z.union([places, z.tuple([places, places])])).max(5_000),
  zeroCells: z
    .array(z.tuple([code, code]))
    .max(MAX_CELLS)
    .optional(),
  bounds: z
    .array(z.tuple([code, code, places, places]))
    .max(MAX_CELLS)
    .optional(),
  options: optionsSchema.optional(),
})

/** A table of whole places. */
export const tableSchema = z.strictObject({
  rows: z.array(code).min(1).max(5_000),
  columns: z.array(code).min(1).max(5_000),
  allocation: matrix,
})

export type ProblemFile = z.infer<typeof problemSchema>

/** A proposal: a matrix of numbers. Other keys are passed over, so that an answer of `solve` or `draft` is one too. */
export const proposalSchema = z.looseObject({
  rows: z.array(code).min(1).max(5_000),
  columns: z.array(code).min(1).max(5_000),
  allocation: matrix,
})

export type ProposalFile = z.infer<typeof proposalSchema>

/** Numbers per OOR; an OOR that is left out has 0. */
const perOor = z.record(code, places)

/** What stands beside a scenario when a proposal is drafted or checked. Every key is optional. */
export const consultationSchema = z.strictObject({
  $schema: z.string().optional(),
  title: text.optional(),
  data: dataKind.optional(),
  advices: z
    .array(
      z.strictObject({
        specialty: code,
        row: perOor,
        shift: z.record(code, z.tuple([places, places])).optional(),
        weight: z.number().positive().max(1_000).optional(),
        rationale: text.optional(),
      }),
    )
    .max(5_000)
    .optional(),
  attentionPoints: z
    .array(
      z.looseObject({
        oor: code,
        specialty: code.optional(),
        category: z.enum(ATTENTION_CATEGORIES),
        direction: z.enum(DIRECTIONS),
        text,
      }),
    )
    .max(10_000)
    .optional(),
  motivations: z
    .array(z.strictObject({ oor: code, specialty: code.optional(), grounds: z.array(z.enum(GROUNDS)).max(3), text }))
    .max(10_000)
    .optional(),
  current: perOor.optional(),
  history: z.record(code, perOor).optional(),
  prefer: z.array(z.enum(PREFERENCES)).max(PREFERENCES.length).optional(),
  agreements: agreements.optional(),
})

export type ConsultationFile = z.infer<typeof consultationSchema>

export const codePair = z.tuple([z.string(), z.string()])
const numbers = z.array(z.array(z.number()))
/** What is exact in billionths; beyond `MAX_TARGET` only whole numbers are: votes. */
const amount = z
  .number()
  .min(0)
  .max(MAX_WHOLE_TARGET)
  .refine((each) => each <= MAX_TARGET || Number.isInteger(each), `<= ${MAX_TARGET}`)
const amounts = z.array(z.array(amount))
/** What is checked is what is read: no half is a little less than one by a tenth decimal. */
export const targets = z.array(
  z.array(amount.refine((each) => each > MAX_TARGET || Number(each.toFixed(9)) === each, '9 decimals')),
)
/** A potential: a whole number, as text where a JSON number would not be exact. */
const potential = z.union([z.int(), z.string().regex(/^-?\d{1,60}$/, 'a whole number')])

/** What the proof of a conflict consists of. */
const cut = {
  kind: z.enum(CONFLICT_KINDS),
  rows: z.array(plain(100)),
  columns: z.array(plain(100)),
  required: z.number(),
  room: z.number(),
  elsewhere: z.number(),
  short: z.number(),
}
const sentence = plain(100_000)
const sentences = z.strictObject({ nl: sentence, en: sentence })

const conflictSchema = z.strictObject({
  ...cut,
  stage: z.enum(['target', 'rounding']),
  restrictions: z.array(
    z.strictObject({
      row: z.string(),
      column: z.string(),
      rule: z.enum(CELL_RULES),
      low: places,
      high: places.nullable(),
      reason: sentence.nullable(),
      source: sentence.nullable(),
    }),
  ),
  restrictionCount: z.int().min(0),
  repairs: z
    .array(
      z.strictObject({
        kind: z.enum(REPAIR_KINDS),
        places: z.int().min(0),
        changes: z.array(
          z.strictObject({
            row: z.string().nullable(),
            column: z.string().nullable(),
            end: z.enum(['total', 'low', 'high']),
            from: z.int(),
            to: z.int(),
            /** Files of before it was said have none. */
            rules: z.array(z.enum(CELL_RULES)).optional(),
          }),
        ),
        text: sentence,
        texts: sentences,
      }),
    )
    .nullable(),
  text: sentence,
  texts: sentences,
})

const potentials = z.array(potential).max(5_000)
/** "p/q" or decimal text, as `domain/fraction.ts` reads it. */
const multipliers = z.array(z.string().max(10_000)).max(5_000)

const traceChange = z.strictObject({ row: z.string(), column: z.string(), from: z.int(), to: z.int() })

export const allOptions = z.strictObject(
  Object.fromEntries(
    Object.entries(OPTION_TABLE).map(([each, { values }]) => [each, z.enum(values)]),
  ) as unknown as Readonly<{
    [K in OptionName]: z.ZodEnum<z.core.util.ToEnum<(typeof OPTION_TABLE)[K]['values'][number]>>
  }>,
)

/** The options of a draft and of years: all that there were when it was made. */
export const optionsThen = allOptions.partial({ tieBreak: true, 'today.scale': true })

/** Of the options a result names those that decide how its table is rounded; others it may leave at their default. */
const chosenOptions = allOptions.partial().required({ half: true, zeroTarget: true })

const seed = z.int().min(0).max(4_294_967_295)

/** A code as it stands in the table: blanks around it would make two of one. */
export const exactCode = plain(100)
  .min(1)
  .refine((given) => given === given.trim(), 'no blanks around it')

const owed = z.number().refine((each) => Math.abs(each) <= MAX_TARGET && Number(each.toFixed(9)) === each, '9 decimals')
const carriedSchema = z.strictObject({
  rule: z.enum(CARRY_RULES),
  from: z
    .array(z.string().regex(/^[0-9a-f]{64}$/, 'SHA-256'))
    .min(1)
    .max(MOST_CARRIED),
  arrears: z.union([z.array(owed).max(5_000), z.array(z.array(owed).max(5_000)).max(5_000)]).nullable(),
  target: targets.nullable(),
})

/** Which version an answer says that it is. */
export const madeSchema = z.strictObject({
  version: plain(100),
  fingerprint: z.string().regex(/^[0-9a-f]{64}$/, 'SHA-256'),
  from: z.record(plain(100), z.unknown()),
  command: plain(100_000).optional(),
})

/** All that a result holds, and nothing else: what is not known here was not checked either. */
export const resultSchema = z.strictObject({
  status: z.enum(['optimal', 'feasible', 'infeasible', 'stuck', 'off-totals', 'time-limit']),
  published: z.literal(true).optional(),
  scenario: exactCode.nullable(),
  data: dataKind.nullable().optional(),
  method: z.enum(METHODS),
  objective: z.enum(OBJECTIVES),
  solver: z
    .strictObject({ name: plain(100), version: plain(100) })
    .nullable()
    .optional(),
  options: chosenOptions,
  rows: z.array(exactCode).min(1).max(5_000),
  columns: z.array(exactCode).min(1).max(5_000),
  rowTotals: z.array(places),
  columnTotals: z.array(z.union([places, z.tuple([places, places])])).nullable(),
  oorTotals: z
    .strictObject({
      raw: z.array(z.number()).nullable(),
      floored: z.array(z.number()).nullable(),
      rounded: z.array(places),
    })
    .nullable()
    .optional(),
  flooredOors: z.array(z.string()).nullable().optional(),
  target: targets.nullable(),
  allocation: numbers.nullable(),
  levels: z
    .array(
      z.strictObject({
        name: z.enum(LEVEL_NAMES),
        value: z.number().nullable(),
      }),
    )
    .nullable(),
  deviations: z.array(
    z.strictObject({
      row: z.string(),
      column: z.string(),
      target: z.number(),
      natural: z.number(),
      allocated: z.number(),
      rank: z.number(),
      extraError: z.number(),
    }),
  ),
  zeroCells: z.array(codePair),
  bounds: z.array(z.tuple([z.string(), z.string(), places, places])),
  unique: z.boolean().nullable(),
  contested: z.array(codePair).nullable(),
  ties: z
    .strictObject({ decided: z.enum(TIE_DECISIONS), seed: seed.nullable() })
    .nullable()
    .optional(),
  optima: z
    .strictObject({ count: z.int().min(1), complete: z.boolean(), allocations: z.array(numbers).max(1_000) })
    .nullable()
    .optional(),
  certificate: z
    .strictObject({
      rowPotentials: potentials.optional(),
      columnPotentials: potentials.optional(),
      rowMultipliers: multipliers.optional(),
      columnMultipliers: multipliers.optional(),
      cut: z.strictObject(cut).optional(),
      freedom: z.strictObject({ rowPotentials: potentials, columnPotentials: potentials }).optional(),
    })
    .nullable(),
  freedom: z
    .strictObject({
      levels: z.array(z.enum(PROTOCOLS_OWN)),
      fixed: places,
      free: z.array(z.strictObject({ row: z.string(), column: z.string(), low: places, high: places })),
      totals: z.array(z.string()),
    })
    .nullable()
    .optional(),
  conflict: conflictSchema.nullable().optional(),
  chains: z
    .array(
      z.strictObject({
        ends: z.array(z.strictObject({ total: z.enum(['row', 'column']), code: z.string(), short: z.int() })),
        cells: z.array(traceChange),
        extraError: z.number(),
      }),
    )
    .nullable()
    .optional(),
  seed: seed.nullable().optional(),
  lottery: z.strictObject({ fitted: z.boolean(), expectation: amounts }).nullable().optional(),
  trace: z
    .array(
      z.strictObject({
        step: z.int(),
        action: z.enum([
          'round-naturally',
          'round-row',
          'change-cell',
          'change-pair-in-row',
          'change-pair-in-column',
          'stuck',
        ]),
        row: z.string().optional(),
        changes: z.array(traceChange),
        extraError: z.number(),
        off: z.strictObject({ rows: z.record(z.string(), z.int()), columns: z.record(z.string(), z.int()) }).optional(),
      }),
    )
    .nullable()
    .optional(),
  leftOut: z.strictObject({ records: z.int(), zbc: z.int(), procedureGp: z.int() }).nullable().optional(),
  input: z.strictObject({ sha256: plain(100) }),
  /** Files of before these were told have none. */
  year: z.int().nullable().optional(),
  carry: carriedSchema.nullable().optional(),
  near: z
    .strictObject({ sha256: plain(100), rank: z.enum(NEAR_RANKS), lost: z.int().nullable() })
    .nullable()
    .optional(),
  precision: z
    .strictObject({
      draws: z.int(),
      seed: z.int(),
      answered: z.int(),
      cells: z.int(),
      mean: z.number(),
      totals: z.int(),
    })
    .nullable()
    .optional(),
  /** Files of before there were remarks have none. */
  remarks: z
    .array(z.strictObject({ code: z.enum(REMARK_CODES), codes: z.array(plain(300)), text: sentence, texts: sentences }))
    .optional(),
  /** What became of the file that the scenario or the table was read from. */
  read: z.unknown().optional(),
  /** Files of before there were fingerprints have none. */
  made: madeSchema.optional(),
  milliseconds: z.number().optional(),
})

export type ResultJson = z.infer<typeof resultSchema>

/** The columns of the two files of care records. */
export const RECORD_COLUMNS = [
  'year',
  'institution',
  'specialty',
  'oor',
  'source',
  'component',
  'count',
  'training',
] as const
export const INSTITUTION_COLUMNS = ['institution', 'name', 'type', 'oor', 'nza_code'] as const
