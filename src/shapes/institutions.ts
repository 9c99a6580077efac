/** The shapes of a case within OORs, of an amendment, and of what is fixed, as zod schemas. Meaning is checked where they are read. */
import * as z from 'zod'
import {
  ADDRESSEES,
  INSTITUTION_RULES,
  SEAT_LEVELS,
  SEAT_OBJECTIVES,
  SEAT_REPAIRS,
  SPLITS,
  TARGET_SOURCES,
} from '../domain/institutions.js'
import { dataKind, exactCode, madeSchema, places, plain, targets } from './files.js'
import { proofTree } from './proposals.js'

const code = plain(100).trim().min(1)
const text = plain(2_000)
/** The name of a file beside this one. */
const file = z.string().min(1).max(2_000)
/** 2027-01-31, or 31-1-2027 as Dutch Excel writes it. */
const date = z.string().trim().max(40)
/** A number, or the text of one: as a CSV has it. */
const whole = z.union([places, z.string().max(40)])
const amount = z.union([z.number().min(0), z.string().max(400)])

const listOf = <T extends z.ZodType>(entry: T, most: number) => z.array(entry).max(most)

export const CASE_LISTS = {
  institutions: listOf(
    z.strictObject({ code, name: text.optional(), kind: text.optional(), nza: text.optional() }),
    5_000,
  ),
  recognitions: listOf(
    z.strictObject({ institution: code, specialty: code, oor: code, from: date.nullish(), to: date.nullish() }),
    200_000,
  ),
  history: listOf(
    z.strictObject({
      institution: code,
      specialty: code,
      oor: code,
      year: z.union([z.int().min(1900).max(2200), z.string().max(40)]),
      inflow: amount,
      throughflow: amount,
    }),
    500_000,
  ),
  capacity: listOf(
    z.strictObject({
      institution: code,
      specialty: code.nullish(),
      module: code.nullish(),
      min: whole.nullish(),
      max: whole.nullish(),
    }),
    200_000,
  ),
  agreements: listOf(
    z.strictObject({
      institution: code,
      specialty: code.nullish(),
      oor: code.nullish(),
      low: whole.nullish(),
      high: whole.nullish(),
      by: text.trim().min(1),
      date: date.nullish(),
      reason: text.optional(),
    }),
    10_000,
  ),
  advices: listOf(z.strictObject({ specialty: code, oor: code, by: z.record(code, places) }), 50_000),
} as const
export type CaseList = keyof typeof CASE_LISTS

/** Places per specialty and OOR; other keys are passed over, so that an answer of `solve` or `draft` is one too, with what it says of itself. */
const table = z.looseObject({
  status: z.unknown().optional(),
  data: dataKind.nullish(),
  rows: z.array(code).min(1).max(5_000),
  columns: z.array(code).min(1).max(2_000),
  allocation: z.array(z.array(z.union([z.number(), z.string().max(400)])).max(2_000)).max(5_000),
})

const namedList = (most: number) => listOf(z.strictObject({ code, name: text.optional() }), most).min(1)

/** Readings of chapter 4. */
export const caseOptions = z.strictObject({
  split: z.enum(SPLITS).optional(),
  half: z.enum(['up', 'even', 'down']).optional(),
  tieBreak: z.enum(['error', 'none']).optional(),
})

export type GivenOptions = z.infer<typeof caseOptions>

/** How a case is asked. */
export const caseAsked = z.strictObject({
  objective: z.enum(SEAT_OBJECTIVES).optional(),
  options: caseOptions.optional(),
})

const own = {
  $schema: z.string().optional(),
  id: code,
  title: text.optional(),
  year: z.int().min(1900).max(2200),
  data: dataKind.optional(),
  oors: namedList(2_000),
  specialties: namedList(5_000),
  change: z.strictObject({ below: places.optional(), above: places.optional() }).nullable().optional(),
  referenceDate: date.nullable().optional(),
  addressee: z.enum(ADDRESSEES).optional(),
  options: caseOptions.optional(),
}

/** A case that holds all that it is made of, as the service takes it. */
export const inlineCaseSchema = z
  .strictObject({
    ...own,
    institutions: CASE_LISTS.institutions,
    recognitions: CASE_LISTS.recognitions,
    history: CASE_LISTS.history.optional(),
    capacity: CASE_LISTS.capacity.optional(),
    agreements: CASE_LISTS.agreements.optional(),
    advices: CASE_LISTS.advices.optional(),
    cells: table.describe('places per specialty and OOR: a table, or an answer of solve or draft'),
    outside: table.optional().describe('the same of specialties outside the frame, where the cells have none'),
  })
  .meta({ id: 'InstitutionCase' })

export type InlineCaseFile = z.infer<typeof inlineCaseSchema>

/** The same as a file, which may name others beside it. */
export const caseSchema = z.strictObject({
  ...own,
  institutions: z.union([file, CASE_LISTS.institutions]),
  recognitions: z.union([file, CASE_LISTS.recognitions]),
  history: z.union([file, CASE_LISTS.history]).optional(),
  capacity: z.union([file, CASE_LISTS.capacity]).optional(),
  agreements: z.union([file, CASE_LISTS.agreements]).optional(),
  advices: z.union([file, CASE_LISTS.advices]).optional(),
  cells: z.union([file, table]),
  outside: z.union([file, table]).optional(),
})

const named = listOf(z.strictObject({ code: exactCode, name: text }), 5_000)
const training = { institution: exactCode, specialty: exactCode, oor: exactCode }
const MOST_SEATS = 200_000
const nano = targets.element.element
const count = z.int().min(0)

const rule = z.strictObject({
  kind: z.enum(INSTITUTION_RULES),
  institution: exactCode,
  specialties: z.array(exactCode).max(5_000).nullable(),
  oor: exactCode.nullable(),
  module: plain(100).nullable(),
  low: places.nullable(),
  high: places.nullable(),
  by: text,
})
const level = z.strictObject({ name: z.enum(SEAT_LEVELS), value: z.number().nullable() })
const said = { text: plain(100_000), texts: z.strictObject({ nl: plain(100_000), en: plain(100_000) }) }
const cell = z.strictObject({ specialty: exactCode, oor: exactCode, places })

/** An answer of `institutions` read back: all that it holds, and nothing else. */
export const institutionsSchema = z.strictObject({
  kind: z.literal('institutions'),
  made: madeSchema.optional(),
  status: z.enum(['optimal', 'feasible', 'infeasible', 'time-limit']),
  case: exactCode,
  title: text,
  year: z.int().min(1900).max(2200),
  data: dataKind,
  addressee: z.enum(ADDRESSEES),
  referenceDate: z.string().max(10).nullable(),
  objective: z.enum(SEAT_OBJECTIVES),
  options: caseOptions.required(),
  solver: z.strictObject({ name: plain(100), version: plain(100) }),
  oors: named,
  specialties: named,
  institutions: listOf(z.strictObject({ code: exactCode, name: text, kind: text, nza: text }), 5_000),
  cells: z.array(cell).max(1_000_000),
  seats: z.array(z.strictObject({ ...training, target: nano, from: z.enum(TARGET_SOURCES) })).max(MOST_SEATS),
  rules: z.array(rule).max(500_000),
  places: z
    .array(z.strictObject({ ...training, places }))
    .max(MOST_SEATS)
    .nullable(),
  deviations: z
    .array(z.strictObject({ ...training, target: z.number(), natural: z.int(), places: z.int(), rank: z.int() }))
    .max(MOST_SEATS),
  levels: z.array(level).max(SEAT_LEVELS.length).nullable(),
  certificate: z
    .strictObject({
      levels: z.array(z.strictObject({ name: z.enum(SEAT_LEVELS), proof: proofTree })).max(SEAT_LEVELS.length),
    })
    .nullable(),
  gap: z.strictObject({ level: z.enum(SEAT_LEVELS), value: z.number(), bound: z.number() }).nullable(),
  unique: z.boolean().nullable(),
  contested: z.array(z.strictObject(training)).max(MOST_SEATS).nullable(),
  freedom: z
    .strictObject({
      levels: z.array(z.enum(['beyond-next-best', 'next-best'])),
      fixed: count,
      free: z.array(z.strictObject({ ...training, low: count, high: count })).max(MOST_SEATS),
    })
    .nullable(),
  near: z
    .strictObject({ sha256: z.string().regex(/^[0-9a-f]{64}$/, 'SHA-256'), places: z.array(places).max(MOST_SEATS) })
    .nullable(),
  conflict: z
    .strictObject({
      rules: z.array(z.strictObject({ rule, end: z.enum(['low', 'high']) })).max(10_000),
      cells: z.array(cell).max(10_000),
      proof: proofTree.nullable(),
      repairs: z
        .array(
          z.strictObject({
            kind: z.enum(SEAT_REPAIRS),
            places: count,
            changes: z
              .array(
                z.strictObject({
                  rule: rule.nullable(),
                  cell: cell.nullable(),
                  end: z.enum(['low', 'high']).nullable(),
                  from: z.int(),
                  to: z.int(),
                }),
              )
              .max(10_000),
            ...said,
          }),
        )
        .max(SEAT_REPAIRS.length)
        .nullable(),
      ...said,
    })
    .nullable(),
  notes: z
    .array(
      z.strictObject({
        code: plain(100),
        institution: exactCode.nullable(),
        specialty: exactCode,
        oor: exactCode,
        found: text,
        ...said,
      }),
    )
    .max(MOST_SEATS),
  input: z.strictObject({ sha256: z.string().regex(/^[0-9a-f]{64}$/, 'SHA-256') }),
  read: z.unknown().optional(),
  milliseconds: z.number(),
})

export type InstitutionsJson = z.infer<typeof institutionsSchema>

const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'SHA-256')
const ground = text.trim().min(1)

/** What was ruled or recognised after places were fixed: one training, or several. */
export const amendmentSchema = z.strictObject({
  institution: code,
  specialty: code,
  oor: code,
  before: places,
  after: places,
  ground,
  date,
})
export const amendmentsSchema = z.union([amendmentSchema, listOf(amendmentSchema, 1_000).min(1)])

/** A version of fixed places, as a file has it. Its times and its command are no part of it, so that the same has the same hash. */
const versionSchema = z.strictObject({
  number: z.int().min(1).max(1_001),
  hash: sha256,
  previous: sha256.nullable(),
  amendments: z
    .array(z.strictObject({ ...training, before: places, after: places, ground, date: z.string().max(10) }))
    .max(1_000),
  changes: z.array(z.strictObject({ ...training, from: places, to: places })).max(MOST_SEATS),
  informed: z.array(exactCode).max(5_000),
  moved: places,
  result: institutionsSchema.omit({ made: true, read: true, milliseconds: true }),
})

/** Fixed places, with the case that they come from and all versions before. */
export const fixedSchema = z.strictObject({
  kind: z.literal('fixed'),
  ...versionSchema.shape,
  of: inlineCaseSchema.nullable(),
  earlier: z.array(versionSchema).max(1_000),
})

export type VersionJson = z.infer<typeof versionSchema>
export type FixedJson = z.infer<typeof fixedSchema>
