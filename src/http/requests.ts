/** The shapes of the requests: what the commands take, in one JSON object. Built on the schemas of files and flags. */
import * as z from 'zod'
import { METHODS } from '../domain/table.js'
import { SOLVER_NAMES } from '../library.js'
import { requestSchema } from '../shapes/request.js'
import { CSV_DIALECTS } from '../io/csv.js'
import {
  consultationSchema,
  inlineScenarioSchema,
  problemSchema,
  proposalSchema,
  tableSchema,
} from '../shapes/files.js'
import { LANGUAGES } from '../words/texts.js'
import { FORMAT_NAMES } from './formats.js'

const lang = z.enum(LANGUAGES).optional().describe('language of what is said: nl (default) or en')
const publish = z.boolean().optional().describe('leave out all that gives confidential care use away (FAQ 14)')

/** The flags that every question about an allocation shares. */
const flags = requestSchema(SOLVER_NAMES).extend({ publish, lang })

const id = z.string().max(1_000).describe('the id of a shipped scenario')
const scenario = z
  .union([id, inlineScenarioSchema])
  .describe('the id of a shipped scenario, or a scenario with its data in it')
/** Objects only: over HTTP nothing may name a file. */
const advices = consultationSchema
  .meta({ id: 'Consultation' })
  .optional()
  .describe('advices, points of attention, motivations, sizes of today, history, and what is preferred')
const list = new RegExp(`^\\s*(${METHODS.join('|')})\\s*(,\\s*(${METHODS.join('|')})\\s*)*$`)

export const solveRequest = flags.extend({ scenario }).meta({ examples: [{ scenario: '2027-base' }] })

export const roundRequest = problemSchema.extend(flags.shape).meta({
  examples: [
    {
      rows: ['north', 'south'],
      columns: ['A', 'B', 'C'],
      target: [
        [2.4, 1.3, 0.3],
        ['1,6', '2,7', '1,7'],
      ],
      rowTotals: [4, 6],
      columnTotals: [4, [3, 5], 2],
      zeroCells: [['north', 'C']],
      objective: 'next-best',
    },
  ],
})

export const compareRequest = flags
  .omit({ method: true })
  .extend({
    a: scenario,
    b: scenario.optional(),
    methods: z
      .union([z.array(z.enum(METHODS)).min(1).max(METHODS.length), z.string().regex(list, METHODS.join(','))])
      .optional()
      .describe('instead of b: methods to compare on scenario a'),
    advices: advices.describe('about a: which must be sent again when b has new numbers for the same year (L27)'),
  })
  .meta({
    examples: [
      { a: '2026-base', b: '2026-reference' },
      { a: '2027-base', methods: ['optimal', 'stepwise'] },
    ],
  })

export const explainRequest = flags
  .extend({
    scenario,
    specialty: z.string().min(1).max(2_000).describe('code or name'),
    oor: z.string().min(1).max(2_000).describe('code or name'),
  })
  .meta({ examples: [{ scenario: '2027-base', specialty: '17', oor: 'ON' }] })

/** The most years that are solved together. */
const MOST_YEARS = 10

/** What any result holds; `verify` sees by its `kind` which of them it is, and holds it against the whole shape. */
const anyResult = z.looseObject({
  kind: z.enum(['draft', 'years']).optional(),
  status: z.string(),
  rows: z.array(z.string()),
  columns: z.array(z.string()),
})

export const verifyRequest = z.strictObject({
  result: anyResult.describe('what solve, round, draft or years answered: Result, Draft or Years, published or not'),
  scenario: scenario.optional().describe('check also that the target follows from it'),
  scenarios: z
    .array(scenario)
    .max(MOST_YEARS)
    .optional()
    .describe('of years: the scenarios of all of them, in any order'),
  advices: advices.describe('of a draft: check also that it was made from these'),
  timeLimit: flags.shape.timeLimit.describe('seconds for answering the question again; default 10'),
  lang,
})

/** Two specialties and two OORs. */
const SMALL = {
  id: 'small',
  year: 2027,
  data: 'synthetic',
  oors: [{ code: 'A' }, { code: 'B' }],
  specialties: [
    { code: '01', intake: 5 },
    { code: '02', intake: 4 },
  ],
  careUse: {
    all: [
      [3, 2],
      [1, 4],
    ],
  },
  leeway: { total: 2, below: 1, above: 1 },
}

const { options, timeLimit } = flags.shape

export const draftRequest = z
  .strictObject({
    scenario,
    advices,
    fallback: z
      .boolean()
      .optional()
      .describe('also the 75/25 distribution that comes when there is no agreement (P26 II.3)'),
    options,
    timeLimit,
    publish,
    lang,
  })
  .meta({
    examples: [
      {
        scenario: '2027-proposal',
        advices: {
          advices: [
            {
              specialty: '17',
              row: { NO: 3, ON: 1, Utrecht: 2, NWN: 3, Leiden: 1, ZWN: 2, ZON: 2 },
              shift: { NO: [2, 3], ZON: [2, 3] },
              rationale: 'invented',
            },
          ],
          attentionPoints: [{ oor: 'NO', specialty: '17', category: 'capacity', direction: 'keep', text: 'invented' }],
        },
      },
    ],
  })

export const checkRequest = z
  .strictObject({
    scenario,
    proposal: proposalSchema.describe(
      'places per specialty and OOR; other fields are passed over, so an answer is one too',
    ),
    advices,
    repair: z.boolean().optional().describe('also the nearest proposal that complies'),
    options,
    lang,
  })
  .meta({
    examples: [
      {
        scenario: SMALL,
        proposal: {
          rows: ['01', '02'],
          columns: ['A', 'B'],
          allocation: [
            [4, 1],
            [0, 4],
          ],
        },
        advices: { motivations: [{ oor: 'A', grounds: ['care-demand'], text: 'invented' }] },
        repair: true,
      },
    ],
  })

export const yearsRequest = z
  .strictObject({
    scenarios: z.array(scenario).min(2).max(MOST_YEARS).describe('one a year, of the same specialties and OORs'),
    options,
    timeLimit,
    publish,
    lang,
  })
  .meta({ examples: [{ scenarios: ['2026-base', '2027-base'] }] })

export const reconstructRequest = z
  .strictObject({
    table: tableSchema.describe('whole places: rows, columns, allocation'),
    scenario: scenario.optional().describe('gives floor, zero cells, bounds, options and names'),
    seed: z.int().min(0).max(4_294_967_295).optional(),
    floored: z.array(z.string().max(100)).max(2_000).optional().describe('OORs that the floor lifted'),
    lang,
  })
  .meta({
    examples: [
      {
        table: {
          rows: ['01', '02'],
          columns: ['A', 'B'],
          allocation: [
            [3, 4],
            [5, 2],
          ],
        },
        seed: 1,
      },
    ],
  })

/** Questions without a body: lists, and one by its id. */
export const scenariosRequest = z.strictObject({ lang })
export const scenarioRequest = z.strictObject({ id, lang })

/** What the address of a question may say. */
export const addressQuery = z.strictObject({
  format: z.enum(FORMAT_NAMES).optional().describe('goes before the Accept header'),
  dialect: z.enum(CSV_DIALECTS).optional().describe('of CSV: excel-nl opens in Dutch Excel'),
  names: z.enum(['true', 'false']).optional().describe('of CSV: true has the name of each specialty'),
  totals: z.enum(['true', 'false']).optional().describe('of CSV: true has totals'),
  lang,
})
export type AddressQuery = z.infer<typeof addressQuery>

export const pageQuery = z.strictObject({ lang })
