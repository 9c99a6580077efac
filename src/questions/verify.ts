/** The independent check of a result. */
import * as z from 'zod'
import { exitOfCheck } from '../domain/outcomes.js'
import type { Scenario } from '../domain/scenario.js'
import {
  verify,
  type Carrying,
  type CaseInput,
  type ConsultationInput,
  type NearInput,
  type Verification,
} from '../library.js'
import { verification } from '../shapes/answers/verification.js'
import { caseField } from './cases.js'
import { advices, anyResult, carriedFrom, lang, MOST_YEARS, nearBefore, scenario, timeLimit } from './fields.js'
import { ADVICES, ADVICES_FILE, CARRIED_FILE, CARRY, FRAME, NEAR, REQUEST, same, scenarioFlag } from './flags.js'
import { terminal } from './forms.js'
import { question } from './question.js'

interface Asked {
  readonly result: string | object
  readonly scenario?: Scenario
  /** Of years: those of all of them, in any order. */
  readonly scenarios?: readonly Scenario[]
  readonly advices?: ConsultationInput
  readonly carry?: Carrying['carry']
  readonly near?: NearInput
  readonly case?: CaseInput
  readonly timeLimit?: number
}

export const verifying = question<Asked, Verification>({
  name: 'verify',
  words: { nl: 'rekent een uitkomst onafhankelijk na', en: 'checks a result independently' },
  request: z.strictObject({
    result: z
      .union([anyResult, z.looseObject({ kind: z.literal('chain') })])
      .describe(
        'what solve, round, draft, years, institutions or chain answered: Result, Draft, Years, Institutions or WholeChain, published or not',
      ),
    scenario: scenario.optional().describe('check also that the target follows from it'),
    scenarios: z
      .array(scenario)
      .max(MOST_YEARS)
      .optional()
      .describe('of years: the scenarios of all of them, in any order'),
    advices: advices.describe('of a draft: check also that it was made from these'),
    carry: carriedFrom,
    near: nearBefore,
    case: caseField.optional().describe('of places over institutions: check also that they follow from this case'),
    timeLimit: timeLimit.describe('seconds for answering the question again; default 10'),
    lang,
  }),
  answer: verification,
  inputs: {
    result: 'result',
    scenario: 'scenario',
    scenarios: 'scenario',
    advices: 'advices',
    near: 'near',
    carry: 'results',
    case: 'case',
  },
  command: {
    positionals: [
      {
        field: 'result',
        name: same('result.json'),
        words: {
          nl: 'wat solve, round, draft, years of institutions --json gaf; of de map van chain',
          en: 'what solve, round, draft, years or institutions --json gave; or the folder of chain',
        },
      },
    ],
    flags: [
      scenarioFlag(
        {
          nl: 'reken ook na dat het doel uit dit scenario volgt; van jaren elk scenario, de vlag herhaald',
          en: 'also check that the target follows from this scenario; of years every scenario, the flag repeated',
        },
        { field: 'scenarios', repeats: true },
      ),
      {
        ...ADVICES,
        words: {
          nl: 'van een voorstel: reken ook na dat het van deze adviezen is gemaakt',
          en: 'of a proposal: also check that it was made from these advices',
        },
      },
      {
        ...CARRY,
        words: {
          nl: 'wat de uitkomst meeneemt uit eerdere jaren, het oudste eerst: reken ook na dat het daaruit volgt',
          en: 'what the result carries over from earlier years, oldest first: also check that it follows from them',
        },
      },
      {
        ...NEAR,
        words: {
          nl: 'waar een uitkomst met --near dichtbij blijft: reken ook dat niveau en het bewijs na',
          en: 'what a result with --near stays near to: also check that level and the proof',
        },
      },
      {
        ...REQUEST.timeLimit,
        words: {
          nl: 'hoe lang de vraag opnieuw beantwoord mag worden (standaard 10); wat niet lukt staat onder notChecked',
          en: 'how long answering the question again may take (default 10); what fails stands under notChecked',
        },
      },
      {
        name: 'case',
        value: { nl: 'geval', en: 'case' },
        words: {
          nl: 'van plaatsen over instellingen: reken ook na dat plaatsen, doelen en grenzen uit dit geval volgen',
          en: 'of places over institutions: also check that seats, targets and bounds follow from this case',
        },
      },
      FRAME,
    ],
    examples: (language) => [
      'verify 2027.json',
      'verify 2027.json --scenario 2027-base',
      `verify ${CARRIED_FILE[language]} --scenario 2027-base --carry 2026.json`,
      `verify ${{ nl: 'eigen.json --scenario eigen.xlsx', en: 'own.json --scenario own.xlsx' }[language]} --frame 2027-base`,
      `verify draft.json --scenario 2027-base --advices ${ADVICES_FILE[language]}`,
      'verify near.json --scenario 2027-reference --near 2027.json',
      'verify years.json --scenario 2026-base --scenario 2027-base',
      `verify ${{ nl: 'instellingen.json', en: 'institutions.json' }[language]} --case 2027-institutions`,
    ],
    isSilentOfTables: true,
  },
  route: { forms: ['json'] },
  run: (asked, { language }) => {
    const { result, scenario: one, scenarios = [], advices: given, near, carry, timeLimit: limit } = asked
    const known = [...(one === undefined ? [] : [one]), ...scenarios]
    return verify(result, {
      scenarios: known,
      advices: given,
      near,
      carry,
      case: asked.case,
      timeLimit: limit,
      language,
    })
  },
  exit: exitOfCheck,
  forms: {
    text: async (answer, { result }, { language }) =>
      (await terminal()).verificationText(answer, typeof result === 'string' ? result : 'result', language),
  },
})
