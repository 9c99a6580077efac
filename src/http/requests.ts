/** The shapes of the requests: what the commands take, in one JSON object. Built on the schemas of files and flags. */
import * as z from 'zod'
import { METHODS } from '../domain/table.js'
import { SOLVER_NAMES } from '../index.js'
import { requestSchema } from '../io/request.js'
import { inlineScenarioSchema, problemSchema, resultSchema, tableSchema } from '../io/schemas.js'
import { LANGUAGES } from '../io/texts.js'
import { FORMAT_NAMES } from './formats.js'

const lang = z.enum(LANGUAGES).optional().describe('language of what is said: nl (default) or en')
const publish = z.boolean().optional().describe('leave out all that gives confidential care use away (FAQ 14)')

/** The flags that every question about an allocation shares. */
const flags = requestSchema(SOLVER_NAMES).extend({ publish, lang })

const id = z.string().max(1_000).describe('the id of a shipped scenario')
const scenario = z
  .union([id, inlineScenarioSchema])
  .describe('the id of a shipped scenario, or a scenario with its data in it')
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

export const verifyRequest = z.strictObject({
  result: resultSchema.describe('what solve or round answered'),
  scenario: scenario.optional().describe('check also that the target follows from it'),
  lang,
})

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
  lang,
})
export const pageQuery = z.strictObject({ lang })
