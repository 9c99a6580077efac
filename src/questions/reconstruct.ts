/** Care use that is made up, so that a published table follows from it. */
import * as z from 'zod'
import { EXIT } from '../domain/outcomes.js'
import type { Scenario } from '../domain/scenario.js'
import { reconstruct, type Reconstruction } from '../library.js'
import { reconstruction } from '../shapes/answers/reconstruction.js'
import { tableSchema } from '../shapes/files.js'
import { DATA_LABEL, type Language, type Text } from '../words/texts.js'
import { lang, scenario, seed } from './fields.js'
import { FLOORED, FRAME, OUTPUT, REQUEST, scenarioFlag } from './flags.js'
import { question } from './question.js'

interface Asked {
  readonly table: string | object
  readonly scenario?: Scenario
  readonly seed?: number
  readonly floored?: readonly string[]
}

const TABLE: Text = { nl: 'tabel.csv', en: 'table.csv' }
const FOLDER = OUTPUT.folder.value

export const reconstructing = question<Asked, Reconstruction>({
  name: 'reconstruct',
  words: {
    nl: 'verzint zorggebruik waaruit een gepubliceerde tabel precies volgt',
    en: 'makes up care use from which a published table follows exactly',
  },
  request: z
    .strictObject({
      table: tableSchema.describe('whole places: rows, columns, allocation'),
      scenario: scenario.optional().describe('gives floor, zero cells, bounds, options and names'),
      seed,
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
    }),
  answer: reconstruction,
  inputs: { table: 'table', scenario: 'scenario' },
  command: {
    positionals: [
      {
        field: 'table',
        name: TABLE,
        words: { nl: 'CSV: specialty,<oor>,... met hele plaatsen', en: 'CSV: specialty,<oor>,... with whole places' },
      },
    ],
    flags: [
      scenarioFlag({
        nl: 'geeft ondergrens, lege cellen, grenzen, opties en namen (anders: geen)',
        en: 'gives floor, zero cells, bounds, options and names (otherwise: none)',
      }),
      FRAME,
      {
        ...REQUEST.seed,
        words: {
          nl: 'ander getal, ander zorggebruik (standaard 1)',
          en: 'another seed, other care use (default 1)',
        },
      },
      FLOORED,
    ],
    examples: (language) => [
      `reconstruct ${TABLE[language]} --scenario 2027-base --seed 1 --out ${FOLDER[language]}`,
      `reconstruct ${TABLE[language]} --scenario 2027-base --seed 2 --floored Leiden --out ${FOLDER[language]}`,
      `reconstruct ${TABLE[language]} --out ${FOLDER[language]}`,
    ],
    folder: said,
  },
  route: { searches: true },
  run: ({ table, scenario: known, seed: lot, floored }, { language }) =>
    reconstruct(table, { scenario: known, seed: lot, floored, language }),
  exit: () => EXIT.positive,
})

/** That it is made up, and how it was found. */
function said(answer: object, language: Language): string {
  const { seed: lot, attempts, floored } = answer as Reconstruction
  const lifted = floored.length === 0 ? { nl: 'geen', en: 'none' }[language] : floored.join(', ')
  const facts = {
    nl: `seed ${lot}, poging ${attempts}, op de ondergrens gebracht: ${lifted}`,
    en: `seed ${lot}, attempt ${attempts}, lifted to the floor: ${lifted}`,
  }
  return `${DATA_LABEL.reconstructed[language]} (${facts[language]})`
}
