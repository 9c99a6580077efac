/** The shapes of a case within OORs, of an amendment, and of what is fixed, as zod schemas. Meaning is checked where they are read. */
import * as z from 'zod'
import { ADDRESSEES, SPLITS } from '../domain/institutions.js'
import { dataKind, places, plain } from './files.js'

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

/** Places per specialty and OOR; other keys are passed over, so that an answer of `solve` or `draft` is one too. */
const table = z.looseObject({
  rows: z.array(code).min(1).max(5_000),
  columns: z.array(code).min(1).max(2_000),
  allocation: z.array(z.array(z.union([z.number(), z.string().max(400)])).max(2_000)).max(5_000),
})

const named = (most: number) => listOf(z.strictObject({ code, name: text.optional() }), most).min(1)

/** Readings of chapter 4. */
export const caseOptions = z.strictObject({
  split: z.enum(SPLITS).optional(),
  half: z.enum(['up', 'even', 'down']).optional(),
  tieBreak: z.enum(['error', 'none']).optional(),
})

const own = {
  $schema: z.string().optional(),
  id: code,
  title: text.optional(),
  year: z.int().min(1900).max(2200),
  data: dataKind.optional(),
  oors: named(2_000),
  specialties: named(5_000),
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
