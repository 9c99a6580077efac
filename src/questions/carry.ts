/** A consultation fitted to a new frame. */
import * as z from 'zod'
import { EXIT } from '../domain/outcomes.js'
import type { Scenario } from '../domain/scenario.js'
import { carry, carryWorkbook, type CarriedConsultation, type ConsultationInput } from '../library.js'
import { carry as answer } from '../shapes/answers/carry.js'
import { consultationSchema } from '../shapes/files.js'
import { lang, scenario, timeLimit } from './fields.js'
import { ADVICES_FILE, FRAME, REQUEST, scenarioFlag, usage } from './flags.js'
import { pages, proposalTerminal } from './forms.js'
import { question } from './question.js'
import { settingOf } from './setting.js'

interface Asked {
  readonly consultation: ConsultationInput
  readonly from: Scenario
  readonly to: Scenario
  readonly timeLimit?: number
}

/** Of two specialties one has another intake. */
const SMALL = (id: string, places: number) => ({
  id,
  year: 2027,
  data: 'synthetic',
  oors: [{ code: 'A' }, { code: 'B' }],
  specialties: [{ code: '01' }, { code: '02' }],
  published: {
    base: [
      [3, 2],
      [1, places],
    ],
  },
  leeway: { total: 2, below: 1, above: 1 },
})

export const carrying = question<Asked, CarriedConsultation>({
  name: 'carry',
  words: {
    nl: 'past adviezen en aandachtspunten in een nieuw kader, en zegt wat opnieuw gevraagd moet worden',
    en: 'fits advices and points of attention to a new frame, and says what has to be asked again',
  },
  request: z
    .strictObject({
      consultation: consultationSchema.describe('advices, points of attention and the rest, about scenario from'),
      from: scenario.describe('the frame that they are about'),
      to: scenario.describe('the new frame'),
      timeLimit,
      lang,
    })
    .meta({
      examples: [
        {
          consultation: {
            advices: [
              { specialty: '01', row: { A: 2, B: 3 }, rationale: 'invented' },
              { specialty: '02', row: { A: 2, B: 3 }, rationale: 'invented' },
            ],
          },
          from: SMALL('before', 4),
          to: SMALL('after', 5),
        },
      ],
    }),
  answer,
  inputs: { from: 'scenario', to: 'scenario', consultation: 'advices' },
  command: {
    positionals: [
      {
        field: 'consultation',
        name: { nl: 'adviezen', en: 'advices' },
        words: {
          nl: 'adviezen, aandachtspunten en wat erbij hoort, als JSON, CSV of .xlsx',
          en: 'advices, points of attention and what goes with them, as JSON, CSV or .xlsx',
        },
      },
    ],
    flags: [
      { ...scenarioFlag({ nl: 'het kader waarover zij gaan', en: 'the frame that they are about' }), name: 'from' },
      { ...scenarioFlag({ nl: 'het nieuwe kader', en: 'the new frame' }), name: 'to' },
      REQUEST.timeLimit,
      FRAME,
    ],
    examples: (language) => {
      const [before, after] = { nl: ['voorlopig', 'definitief'], en: ['provisional', 'definitive'] }[language] as [
        string,
        string,
      ]
      const name = { nl: 'adviezen-nieuw', en: 'advices-new' }[language]
      return [
        `carry ${ADVICES_FILE[language]} --from ${before} --to ${after}`,
        `carry ${ADVICES_FILE[language]} --from ${before} --to ${after} --out ${name}.json`,
        `carry ${ADVICES_FILE[language]} --from ${before} --to ${after} --out ${name}.xlsx`,
      ]
    },
    check: (typed) => {
      for (const name of ['from', 'to']) {
        if (typed[name] === undefined) throw usage(`--${name}`, '-', '--from <scenario> --to <scenario>')
      }
    },
  },
  route: { searches: true },
  run: ({ consultation, ...rest }, { language }) => carry(consultation, { ...rest, language }),
  exit: () => EXIT.positive,
  forms: {
    text: async (carried, { to }, { language }) =>
      (await proposalTerminal()).carryText(carried, settingOf(to, language)),
    html: async (carried, { to }, { language, given }) => (await pages()).carriedPage(to, carried, language, given),
    xlsx: (carried, { to }, { language, given }) => carryWorkbook(carried, { to, language, given }),
  },
})
