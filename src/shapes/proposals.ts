/**
 * The shapes of drafts and years read back, all that they hold and nothing else. What is held against the same said again, such as
 * findings and reports, is looked at there, and may hold anything here.
 */
import * as z from 'zod'
import { AGREED_ROWS, AGREEMENT_SOURCES, MOST_AGREEMENTS } from '../domain/agreement.js'
import { OPTION_TABLE } from '../domain/options.js'
import { OUTSIDE_FRAME } from '../domain/outside.js'
import { ATTENTION_CATEGORIES, DIRECTIONS, GROUNDS, PREFERENCES } from '../domain/proposal.js'
import { treeFault, type BoundTree } from './proof-tree.js'
import { codePair, dataKind, exactCode, madeSchema, optionsThen, places, plain, targets } from './files.js'

export const proofTree = z.custom<BoundTree>().check(({ value, issues }) => {
  const fault = treeFault(value)
  if (fault === null) return
  issues.push({ code: 'custom', path: [...fault.path], message: fault.expected, input: value, continue: false })
})

const certificate = z
  .strictObject({ levels: z.array(z.strictObject({ name: plain(100), proof: proofTree })).max(20) })
  .nullable()
const levels = z.array(z.strictObject({ name: plain(100), value: z.number().nullable() }))
const gap = z.strictObject({ level: plain(100), value: z.number(), bound: z.number() }).nullable()
const bounds = z.array(z.tuple([z.string(), z.string(), places, places]))
const rows = z.array(exactCode).min(1).max(5_000)
const solver = z.strictObject({ name: plain(100), version: plain(100) })
const status = z.enum(['optimal', 'feasible', 'infeasible', 'time-limit'])
const said = z.array(z.unknown())
const text = z.string().max(2_000)
const oorNumbers = z.array(z.int())

const frame = z.strictObject({
  baseTotals: oorNumbers,
  totalLow: oorNumbers,
  totalHigh: oorNumbers,
  leeway: z.strictObject({
    total: places,
    below: places,
    above: places,
    perOor: z.record(exactCode, z.strictObject({ below: places, above: places })).optional(),
  }),
  measure: z.enum(OPTION_TABLE['leeway.measure'].values),
  floor: places.nullable(),
})

const agreed = {
  specialty: exactCode.nullable(),
  oor: exactCode.nullable(),
  low: places.nullable(),
  high: places.nullable(),
  row: z.union([z.array(places), z.enum(AGREED_ROWS)]).nullable(),
  by: text,
  date: z.string().max(10).nullable(),
  reason: text,
}

/** As much of each as the file of a consultation may hold (`consultationSchema`). */
const consultation = z.strictObject({
  advices: z
    .array(
      z.strictObject({
        specialty: exactCode,
        row: z.array(places),
        room: z.array(z.tuple([places, places])),
        weight: z.int().positive().max(1_000_000),
        rationale: text,
      }),
    )
    .max(5_000),
  attentionPoints: z
    .array(
      z.strictObject({
        oor: exactCode,
        specialty: exactCode.nullable(),
        category: z.enum(ATTENTION_CATEGORIES),
        direction: z.enum(DIRECTIONS),
        text,
      }),
    )
    .max(10_000),
  motivations: z
    .array(
      z.strictObject({
        oor: exactCode,
        specialty: exactCode.nullable(),
        grounds: z.array(z.enum(GROUNDS)).max(GROUNDS.length),
        text,
      }),
    )
    .max(10_000),
  current: z.array(places.nullable()),
  history: z.array(z.array(places).nullable()),
  prefer: z.array(z.enum(PREFERENCES)).max(PREFERENCES.length),
  agreements: z.array(z.strictObject(agreed)).max(MOST_AGREEMENTS).optional(),
  outside: z
    .array(
      z.strictObject({
        specialty: exactCode,
        row: z.array(places),
        room: z.array(z.tuple([places, places])),
        rationale: text,
      }),
    )
    .max(OUTSIDE_FRAME.length)
    .optional(),
})

export const draftSchema = z.strictObject({
  kind: z.literal('draft'),
  published: z.literal(true).optional(),
  status,
  scenario: exactCode.nullable(),
  data: dataKind.nullable(),
  method: z.literal('optimal'),
  objective: z.literal('next-best'),
  solver: solver.nullable(),
  options: optionsThen,
  rows,
  columns: rows,
  rowTotals: z.array(places),
  columnTotals: z.array(places).nullable(),
  target: targets.nullable(),
  allocation: z.array(z.array(places)).nullable(),
  base: z.array(z.array(places)).nullable(),
  frame: frame.nullable(),
  levels: levels.nullable(),
  deviations: said,
  zeroCells: z.array(codePair),
  bounds,
  unique: z.null(),
  contested: z.null(),
  balance: z.array(
    z.strictObject({
      oor: z.string(),
      base: z.number(),
      proposal: z.number(),
      difference: z.number(),
      roomBelow: z.number(),
      roomAbove: z.number(),
      current: z.number().nullable(),
      /** Files of before sizes were scaled have none. */
      currentScaled: z.number().nullable().optional(),
      mutation: z.number().nullable(),
    }),
  ),
  moved: z.strictObject({ placesMoved: z.number(), sumAbsolute: z.number(), cells: z.number() }).nullable(),
  /** Files of before this was told have none. */
  near: z
    .strictObject({
      sha256: plain(100),
      rank: z.literal('first'),
      lost: z.int().nullable(),
      moved: said,
      rules: said.nullable(),
      broken: said,
    })
    .nullable()
    .optional(),
  advices: said,
  /** Files of before there were agreements have none. */
  agreements: z
    .array(
      z.strictObject({
        ...agreed,
        from: z.enum(AGREEMENT_SOURCES),
        places: z.array(places).nullable(),
        found: z.union([places, z.array(places)]).nullable(),
        holds: z.boolean().nullable(),
        cost: z.array(z.strictObject({ name: plain(100), with: z.number(), without: z.number() })).nullable(),
      }),
    )
    .max(3 * MOST_AGREEMENTS)
    .optional(),
  motivations: said,
  wishes: said,
  check: z.looseObject({ rules: z.array(z.looseObject({ id: z.string(), findings: said })) }).nullable(),
  fallback: z
    .strictObject({
      result: z.looseObject({ solver: z.unknown(), milliseconds: z.unknown() }),
      balance: said,
      /** Files of before it was told have none. */
      leeway: z.looseObject({}).nullable().optional(),
    })
    .nullable(),
  consultation,
  certificate,
  gap,
  conflict: z.looseObject({}).nullable(),
  /** Files of before there were remarks have none. */
  remarks: said.optional(),
  input: z.strictObject({ sha256: plain(100), advicesSha256: plain(100).optional() }),
  /** What became of the file that the scenario was read from. */
  read: z.unknown().optional(),
  made: madeSchema.optional(),
  milliseconds: z.number(),
})

export type DraftJson = z.infer<typeof draftSchema>

const outcome = z
  .strictObject({
    allocations: z.array(z.array(z.array(places))),
    sum: z.array(z.array(z.int())),
    levels,
    deviations: said.nullable(),
    sumDeviations: said.nullable(),
    unluckyTwice: said.nullable(),
  })
  .nullable()

export const yearsSchema = z.strictObject({
  kind: z.literal('years'),
  published: z.literal(true).optional(),
  status,
  scenarios: z.array(exactCode),
  years: z.array(z.int()),
  data: dataKind.nullable(),
  solver,
  options: z.array(optionsThen).max(100),
  rows,
  columns: rows,
  rowTotals: z.array(z.array(places)),
  /** null for a year whose care use cannot be fitted to any totals. */
  columnTotals: z.array(z.array(z.union([places, z.tuple([places, places])])).nullable()),
  targets: z.array(targets.nullable()),
  zeroCells: z.array(z.array(codePair)),
  bounds: z.array(bounds),
  together: outcome,
  apart: outcome,
  certificate,
  gap,
  conflict: z.looseObject({}).nullable(),
  /** Files of before there were remarks have none. */
  remarks: said.optional(),
  input: z.strictObject({ sha256: z.array(plain(100)) }),
  read: z.unknown().optional(),
  made: madeSchema.optional(),
  milliseconds: z.number(),
})

export type YearsJson = z.infer<typeof yearsSchema>
