/**
 * The shapes of the answers, for OpenAPI and for those who check answers against it. Each is held to the type that the library
 * gives (`satisfies`), so that a field added there asks for a line here.
 */
import * as z from 'zod'
import { CELL_RULES, CONFLICT_KINDS, REPAIR_KINDS } from '../domain/conflict.js'
import { OPTION_TABLE, type OptionName } from '../domain/options.js'
import { TIE_DECISIONS, type Result } from '../domain/result.js'
import { METHODS, OBJECTIVES } from '../domain/table.js'
import type {
  Explanation,
  MethodComparison,
  PublishedComparison,
  PublishedExplanation,
  PublishedMethods,
  PublishedResult,
  Reconstruction,
  ScenarioComparison,
  Verification,
} from '../index.js'
import { dataKind, inlineScenarioSchema } from '../io/schemas.js'

const codes = z.array(z.string())
const codePair = z.tuple([z.string(), z.string()])
const matrix = z.array(z.array(z.number()))
const text = z.object({ nl: z.string(), en: z.string() })
const total = z.union([z.number(), z.tuple([z.number(), z.number()])])
const potentials = z.array(z.union([z.number(), z.string()]))

const status = z.enum(['optimal', 'feasible', 'infeasible', 'stuck', 'off-totals', 'time-limit'])
const levelName = z.enum(['beyond-next-best', 'next-best', 'error', 'squared-error', 'largest-error'])
const levels = z.array(z.object({ name: levelName, value: z.number() }))

const change = z.object({ row: z.string(), column: z.string(), from: z.number(), to: z.number() })

const deviation = z.object({
  row: z.string(),
  column: z.string(),
  target: z.number(),
  natural: z.number(),
  allocated: z.number(),
  rank: z.number().describe('1 is next best, above 1 is beyond next best'),
  extraError: z.number().describe('how much further from the target than natural rounding, in places'),
})

const chain = z.object({
  ends: z.array(z.object({ total: z.enum(['row', 'column']), code: z.string(), short: z.number() })),
  cells: z.array(change),
  extraError: z.number(),
})

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
    }),
  ),
  text: z.string(),
  texts: text,
})

const conflict = z
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
    repairs: z.array(repair),
    text: z.string(),
    texts: text,
  })
  .meta({ id: 'Conflict' })

const certificate = z.union([
  z.object({ rowPotentials: potentials, columnPotentials: potentials, cut: z.object(cut).optional() }),
  z.object({ rowMultipliers: codes, columnMultipliers: codes }),
])

const traceStep = z.object({
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
})

const optionsInForce = z.object(
  Object.fromEntries(
    Object.entries(OPTION_TABLE).map(([name, { values }]) => [name, z.enum(values)]),
  ) as unknown as Readonly<Record<OptionName, z.ZodType<string>>>,
)

/** The fields of a result that are also published. */
const open = {
  status,
  scenario: z.string().nullable(),
  data: dataKind.nullable().describe('where the figures come from; synthetic and reconstructed are made up'),
  method: z.enum(METHODS),
  objective: z.enum(OBJECTIVES),
  solver: z.object({ name: z.string(), version: z.string() }).nullable(),
  options: optionsInForce.describe('all readings of the protocol in force'),
  rows: codes,
  columns: codes,
  rowTotals: z.array(z.number()),
  columnTotals: z.array(total).nullable(),
  allocation: matrix.nullable(),
  zeroCells: z.array(codePair),
  bounds: z.array(z.tuple([z.string(), z.string(), z.number(), z.number()])),
  conflict: conflict.nullable(),
  seed: z.number().nullable(),
  leftOut: z.object({ records: z.number(), zbc: z.number(), procedureGp: z.number() }).nullable(),
  input: z.object({ sha256: z.string() }),
  milliseconds: z.number(),
}

const result = z
  .object({
    ...open,
    oorTotals: z
      .object({ raw: z.array(z.number()), floored: z.array(z.number()), rounded: z.array(z.number()) })
      .nullable(),
    flooredOors: codes.nullable(),
    target: matrix.nullable().describe('places with 9 decimals'),
    levels: levels.nullable(),
    deviations: z.array(deviation).describe('the cells that are not rounded naturally'),
    unique: z.boolean().nullable(),
    contested: z.array(codePair).nullable(),
    ties: z.object({ decided: z.enum(TIE_DECISIONS), seed: z.number().nullable() }).nullable(),
    optima: z.object({ count: z.number(), complete: z.boolean(), allocations: z.array(matrix) }).nullable(),
    certificate: certificate.nullable().describe('the proof of optimality'),
    chains: z.array(chain).nullable(),
    lottery: z.object({ fitted: z.boolean(), expectation: matrix }).nullable(),
    trace: z.array(traceStep).nullable(),
  })
  .meta({ id: 'Result' }) satisfies z.ZodType<Result>

const publishedResult = z
  .object({
    ...open,
    published: z.literal(true),
    oorTotals: z.object({ raw: z.null(), floored: z.null(), rounded: z.array(z.number()) }).nullable(),
    flooredOors: z.null(),
    target: z.null(),
    levels: z.array(z.object({ name: levelName, value: z.number().nullable() })).nullable(),
    deviations: z.array(z.never()),
    unique: z.null(),
    contested: z.null(),
    ties: z.null(),
    optima: z.null(),
    certificate: z.null(),
    chains: z.null(),
    lottery: z.null(),
    trace: z.null(),
  })
  .meta({ id: 'PublishedResult' }) satisfies z.ZodType<PublishedResult>

/** One result, whole or as it may be published. */
export const resultAnswer = z.union([result, publishedResult]) satisfies z.ZodType<Result | PublishedResult>

const scenarioComparison = z
  .object({
    a: result,
    b: result,
    difference: z
      .object({ allocation: matrix, columns: z.array(z.number()), target: matrix, rounding: matrix })
      .nullable()
      .describe('b - a; in every cell allocation = target + rounding'),
  })
  .meta({ id: 'ScenarioComparison' }) satisfies z.ZodType<ScenarioComparison>

const publishedComparison = z
  .object({
    a: publishedResult,
    b: publishedResult,
    difference: z
      .object({ allocation: matrix, columns: z.array(z.number()), target: z.null(), rounding: z.null() })
      .nullable(),
  })
  .meta({ id: 'PublishedScenarioComparison' }) satisfies z.ZodType<PublishedComparison>

const methodComparison = z
  .object({ results: z.array(result) })
  .meta({ id: 'MethodComparison' }) satisfies z.ZodType<MethodComparison>

const publishedMethods = z
  .object({ results: z.array(publishedResult) })
  .meta({ id: 'PublishedMethodComparison' }) satisfies z.ZodType<PublishedMethods>

export const comparisonAnswer = z.union([scenarioComparison, publishedComparison, methodComparison, publishedMethods])

const cellStep = z.object({
  rule: z.string(),
  name: z.enum([
    'share-all',
    'share-training',
    'share',
    'adherent-population',
    'intake',
    'raw',
    'oor-total-raw',
    'oor-total-floored',
    'oor-total-rounded',
    'after-floor',
    'target',
    'natural',
    'allocated',
  ]),
  value: z.number().nullable(),
  source: z.string(),
})

const alternative = z.object({
  status,
  levels: levels.nullable(),
  changes: z.array(change),
  conflict: conflict.nullable(),
})

const cell = {
  scenario: z.string(),
  data: dataKind,
  status,
  specialty: z.object({ code: z.string(), name: z.string(), intake: z.number() }),
  oor: z.object({ code: z.string(), name: z.string(), aliases: codes }),
  steps: z.array(cellStep),
  zeroCell: z.object({ reason: z.string(), source: z.string() }).nullable(),
  bound: z.object({ low: z.number(), high: z.number(), reason: z.string() }).nullable(),
}

const explanation = z
  .object({
    ...cell,
    floored: z.boolean(),
    deviation: deviation.nullable(),
    chains: z.array(chain),
    oneMore: alternative.nullable().describe('what one more place in this cell would cost'),
    oneFewer: alternative.nullable().describe('what one fewer would cost'),
    result,
  })
  .meta({ id: 'Explanation' }) satisfies z.ZodType<Explanation>

const publishedExplanation = z
  .object({
    ...cell,
    floored: z.null(),
    deviation: z.null(),
    chains: z.array(z.never()),
    oneMore: z.null(),
    oneFewer: z.null(),
    result: publishedResult,
  })
  .meta({ id: 'PublishedExplanation' }) satisfies z.ZodType<PublishedExplanation>

export const explanationAnswer = z.union([explanation, publishedExplanation])

export const verificationAnswer = z
  .object({
    status: z.enum(['accepted', 'rejected']),
    proves: z.array(
      z.enum(['margins', 'bounds', 'zero-cells', 'levels', 'optimality', 'uniqueness', 'target', 'infeasibility']),
    ),
    faults: z.array(z.object({ path: z.string(), text: z.string(), found: z.string(), expected: z.string() })),
  })
  .meta({ id: 'Verification' }) satisfies z.ZodType<Verification>

/** A scenario that holds its data itself: what `/v1/solve` takes. */
export const scenarioAnswer = inlineScenarioSchema

export const reconstructionAnswer = z
  .object({
    scenario: scenarioAnswer.describe('made up: labelled reconstructed'),
    files: z.record(z.string(), z.string()).describe('the same as the files of a scenario folder'),
    seed: z.number(),
    attempts: z.number(),
    floored: codes,
    result,
  })
  .meta({ id: 'Reconstruction' }) satisfies z.ZodType<Reconstruction>

export const scenariosAnswer = z
  .object({
    scenarios: z.array(
      z.object({
        id: z.string(),
        title: z.string(),
        year: z.number(),
        data: dataKind,
        label: z.string().describe('what to show wherever its numbers are shown'),
        specialties: z.number(),
        oors: z.number(),
        places: z.number(),
      }),
    ),
  })
  .meta({ id: 'Scenarios' })

export const healthAnswer = z
  .object({ status: z.enum(['ok', 'stopping']), running: z.number(), waiting: z.number() })
  .meta({ id: 'Health' })

/** RFC 9457. */
export const problemAnswer = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number(),
    detail: z.string(),
    requestId: z.string(),
    errors: z
      .array(
        z.object({
          path: z.string(),
          message: z.string(),
          code: z.string().optional(),
          found: z.string().optional(),
          expected: z.string().optional(),
          hint: z.string().optional(),
        }),
      )
      .describe('one entry per fault; path says where in the request it is'),
  })
  .meta({ id: 'Problem' })

export type Problem = z.infer<typeof problemAnswer>
