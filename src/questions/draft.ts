/** An integral proposal within the leeway. */
import * as z from 'zod'
import { exitOfDraft } from '../domain/outcomes.js'
import type { Scenario } from '../domain/scenario.js'
import {
  boardPage,
  draft,
  draftWorkbook,
  publishDraft,
  type ConsultationInput,
  type Draft,
  type NearInput,
  type Request,
} from '../library.js'
import { draft as answer } from '../shapes/answers/draft.js'
import { advices, agree, lang, nearProposal, options, page, publish, scenario, timeLimit } from './fields.js'
import {
  ADVICES,
  ADVICES_FILE,
  AGREE,
  checkPage,
  FRAME,
  NAMES,
  NEAR,
  PAGE,
  type PageName,
  PUBLISH,
  REQUEST,
  SCENARIO,
  TOTALS,
} from './flags.js'
import { pages, proposalTerminal, tables, withoutPlaces } from './forms.js'
import { question } from './question.js'
import { settingOf } from './setting.js'

interface Asked extends Pick<Request, 'options' | 'timeLimit'> {
  readonly scenario: Scenario
  readonly advices?: ConsultationInput
  readonly agree?: readonly string[]
  readonly fallback?: boolean
  readonly why?: boolean
  readonly page?: PageName
  readonly near?: NearInput
}

export const drafting = question<Asked, Draft>({
  name: 'draft',
  words: { nl: 'een integraal voorstel binnen de regelruimte', en: 'an integral proposal within the leeway' },
  request: z
    .strictObject({
      scenario,
      advices,
      agree,
      near: nearProposal,
      fallback: z
        .boolean()
        .optional()
        .describe('also the 75/25 distribution that comes when there is no agreement (P26 II.3)'),
      why: z
        .boolean()
        .optional()
        .describe('also what it would cost to follow each advice that is not followed, solved again'),
      options,
      timeLimit,
      publish,
      page,
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
            attentionPoints: [
              { oor: 'NO', specialty: '17', category: 'capacity', direction: 'keep', text: 'invented' },
            ],
          },
        },
      ],
    }),
  answer,
  inputs: { scenario: 'scenario', advices: 'advices', near: 'near' },
  command: {
    positionals: [SCENARIO],
    flags: [
      FRAME,
      ADVICES,
      AGREE,
      {
        ...NEAR,
        words: {
          nl: 'blijf vóór alle wensen zo dicht bij dit voorstel als het kader toelaat: een voorstel of uitkomst (.json), matrix (.csv) of .xlsx, ook met de hand gewijzigd',
          en: 'before all wishes keep as near to this proposal as the frame allows: a proposal or result (.json), matrix (.csv) or .xlsx, also changed by hand',
        },
      },
      {
        name: 'fallback',
        words: {
          nl: 'zet de 75/25-verdeling ernaast, die komt als er geen overeenstemming is (P26 II.3)',
          en: 'also the 75/25 distribution that comes when there is no agreement (P26 II.3)',
        },
      },
      {
        name: 'why',
        words: {
          nl: 'zeg van elk advies dat niet is gevolgd wat volgen zou kosten: welke wens, en welk advies dan wijkt (opnieuw opgelost)',
          en: 'say of each advice that is not followed what following it would cost: which wish, and which advice then gives way (solved again)',
        },
      },
      REQUEST.timeLimit,
      PUBLISH,
      REQUEST.option,
      PAGE,
      NAMES,
      TOTALS,
    ],
    examples: (language) => [
      `draft 2027-base --advices ${ADVICES_FILE[language]}`,
      `draft 2027-base --advices ${ADVICES_FILE[language]} --agree "NO>=206" --agree 28=advice`,
      `draft 2027-base --advices ${ADVICES_FILE[language]} --fallback --json --out draft.json`,
      `draft 2027-base --advices ${{ nl: 'adviezen.csv', en: 'advices.csv' }[language]} --option leeway.measure=sum-absolute`,
      `draft 2027-base --advices ${ADVICES_FILE[language]} --near ${{ nl: 'voorstel.xlsx', en: 'proposal.xlsx' }[language]}`,
    ],
  },
  route: { isIntegral: true },
  run: ({ scenario: known, advices: given, near, fallback, why, agree: agreed, ...asked }, { language }) =>
    draft(known, given, {
      near,
      options: asked.options,
      timeLimit: asked.timeLimit,
      fallback,
      why,
      agree: agreed,
      language,
    }),
  publish: publishDraft,
  exit: exitOfDraft,
  checkForm: checkPage,
  forms: {
    text: async (drafted, asked, { language }) =>
      (await proposalTerminal()).draftText(drafted, settingOf(asked.scenario, language)),
    csv: async (drafted, asked, { csv }) => {
      const { namesIn, resultCsv } = await tables()
      return resultCsv(drafted, csv, namesIn(asked.scenario))
    },
    html: async (drafted, asked, { language, given }) =>
      asked.page === 'board'
        ? boardPage(drafted, { scenarios: [asked.scenario], language })
        : (await pages()).draftedPage(asked.scenario, drafted, language, given),
    xlsx: (drafted, asked, { language, given }) =>
      draftWorkbook(drafted, { scenario: asked.scenario, language, given }),
  },
  beside: (drafted, _, form, how) => withoutPlaces(drafted, form, how),
})
