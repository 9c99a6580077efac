/** An integral proposal within the leeway. */
import * as z from 'zod'
import { exitOfDraft } from '../domain/outcomes.js'
import type { Scenario } from '../domain/scenario.js'
import { draft, draftWorkbook, publishDraft, type ConsultationInput, type Draft, type Request } from '../library.js'
import { draft as answer } from '../shapes/answers/draft.js'
import { advices, lang, options, publish, scenario, timeLimit } from './fields.js'
import { ADVICES, ADVICES_FILE, FRAME, NAMES, PUBLISH, REQUEST, SCENARIO, TOTALS } from './flags.js'
import { pages, proposalTerminal, tables, withoutPlaces } from './forms.js'
import { question } from './question.js'
import { settingOf } from './setting.js'

interface Asked extends Pick<Request, 'options' | 'timeLimit'> {
  readonly scenario: Scenario
  readonly advices?: ConsultationInput
  readonly fallback?: boolean
}

export const drafting = question<Asked, Draft>({
  name: 'draft',
  words: { nl: 'een integraal voorstel binnen de regelruimte', en: 'an integral proposal within the leeway' },
  request: z
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
            attentionPoints: [
              { oor: 'NO', specialty: '17', category: 'capacity', direction: 'keep', text: 'invented' },
            ],
          },
        },
      ],
    }),
  answer,
  inputs: { scenario: 'scenario', advices: 'advices' },
  command: {
    positionals: [SCENARIO],
    flags: [
      FRAME,
      ADVICES,
      {
        name: 'fallback',
        words: {
          nl: 'zet de 75/25-verdeling ernaast, die komt als er geen overeenstemming is (P26 II.3)',
          en: 'also the 75/25 distribution that comes when there is no agreement (P26 II.3)',
        },
      },
      REQUEST.timeLimit,
      PUBLISH,
      REQUEST.option,
      NAMES,
      TOTALS,
    ],
    examples: (language) => [
      `draft 2027-base --advices ${ADVICES_FILE[language]}`,
      `draft 2027-base --advices ${ADVICES_FILE[language]} --fallback --json --out draft.json`,
      `draft 2027-base --advices ${{ nl: 'adviezen.csv', en: 'advices.csv' }[language]} --option leeway.measure=sum-absolute`,
    ],
  },
  route: { isIntegral: true },
  run: ({ scenario: known, advices: given, fallback, ...asked }, { language }) =>
    draft(known, given, { options: asked.options, timeLimit: asked.timeLimit, fallback, language }),
  publish: publishDraft,
  exit: exitOfDraft,
  forms: {
    text: async (drafted, asked, { language }) =>
      (await proposalTerminal()).draftText(drafted, settingOf(asked.scenario, language)),
    csv: async (drafted, asked, { csv }) => {
      const { namesIn, resultCsv } = await tables()
      return resultCsv(drafted, csv, namesIn(asked.scenario))
    },
    html: async (drafted, asked, { language, given }) =>
      (await pages()).draftedPage(asked.scenario, drafted, language, given),
    xlsx: (drafted, asked, { language, given }) =>
      draftWorkbook(drafted, { scenario: asked.scenario, language, given }),
  },
  beside: (drafted, _, form, { language }) => withoutPlaces(drafted, form, language),
})
