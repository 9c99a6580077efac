/** A proposal tested against the frame, rule by rule. */
import * as z from 'zod'
import { exitOfCheck } from '../domain/outcomes.js'
import type { Scenario } from '../domain/scenario.js'
import { check, checkWorkbook, type Checked, type ConsultationInput, type Request } from '../library.js'
import { check as answer } from '../shapes/answers/check.js'
import { proposalSchema } from '../shapes/files.js'
import { advices, agree, lang, options, scenario } from './fields.js'
import { ADVICES, ADVICES_FILE, AGREE, FRAME, NAMES, REQUEST, SCENARIO, TOTALS, usage } from './flags.js'
import { pages, proposalTerminal, tables } from './forms.js'
import { question } from './question.js'
import { settingOf } from './setting.js'

interface Asked extends Pick<Request, 'options'> {
  readonly scenario: Scenario
  readonly proposal: string | object
  readonly advices?: ConsultationInput
  readonly agree?: readonly string[]
  readonly repair?: boolean
}

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

const PROPOSAL_FILE = { nl: 'voorstel.csv', en: 'proposal.csv' }

export const checking = question<Asked, Checked>({
  name: 'check',
  words: {
    nl: 'toetst een voorstel aan het kader, regel voor regel',
    en: 'tests a proposal against the frame, rule by rule',
  },
  request: z
    .strictObject({
      scenario,
      proposal: proposalSchema.describe(
        'places per specialty and OOR; other fields are passed over, so an answer is one too',
      ),
      advices,
      agree,
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
    }),
  answer,
  inputs: { scenario: 'scenario', advices: 'advices', proposal: 'proposal' },
  command: {
    positionals: [
      SCENARIO,
      {
        field: 'proposal',
        name: { nl: 'voorstel', en: 'proposal' },
        words: {
          nl: 'CSV-matrix, JSON met rows, columns, allocation, of .xlsx met een blad Voorstel',
          en: 'CSV matrix, JSON with rows, columns, allocation, or .xlsx with a sheet Proposal',
        },
      },
    ],
    flags: [
      FRAME,
      ADVICES,
      AGREE,
      {
        name: 'repair',
        words: {
          nl: 'geef ook het dichtstbijzijnde voorstel waarvan de aantallen voldoen (motiveringen blijven mensenwerk); met --csv of --out x.csv alleen dat voorstel',
          en: 'also the nearest proposal whose numbers comply (motivations are for people to write); with --csv or --out x.csv that proposal alone',
        },
      },
      REQUEST.option,
      NAMES,
      TOTALS,
    ],
    examples: (language) => [
      `check 2027-base ${PROPOSAL_FILE[language]}`,
      `check 2027-base ${PROPOSAL_FILE[language]} --advices ${ADVICES_FILE[language]} --repair`,
      `check 2027-base ${PROPOSAL_FILE[language]} --repair --out ${{ nl: 'hersteld.csv', en: 'repaired.csv' }[language]}`,
    ],
    check: ({ repair }, form) => {
      // the only table to hand in is the one that complies
      if (form === 'csv' && repair !== true) {
        throw usage('--csv', '--csv', '--repair --csv | --json | .xlsx | .html | .txt')
      }
    },
  },
  route: { isIntegral: true, forms: ['json', 'html', 'xlsx'] },
  run: ({ scenario: known, proposal, advices: given, repair, agree: agreed, options: read }, { language }) =>
    check(known, proposal, { advices: given, repair, agree: agreed, options: read, language }),
  exit: exitOfCheck,
  forms: {
    text: async (checked, asked, { language }) =>
      (await proposalTerminal()).checkText(checked, settingOf(asked.scenario, language)),
    csv: async (checked, asked, { csv }) => {
      const { namesIn, resultCsv } = await tables()
      return resultCsv({ ...checked, allocation: checked.repair?.allocation ?? null }, csv, namesIn(asked.scenario))
    },
    html: async (checked, asked, { language, given }) =>
      (await pages()).checkedPage(asked.scenario, checked, language, given),
    xlsx: (checked, asked, { language, given, sheets }) =>
      checkWorkbook(checked, { scenario: asked.scenario, language, given, sheets }),
  },
  // the CSV is the proposal that complies: what was handed in is said beside it, or why there is no other
  beside: async (checked, _, form, { language }) =>
    form === 'csv' ? [(await proposalTerminal()).repairedText(checked, language)] : [],
})
