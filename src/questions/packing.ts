/** What a complaints committee asks of one institution. */
import * as z from 'zod'
import { exitOfPack } from '../domain/outcomes.js'
import { pack, type Pack } from '../library.js'
import { pack as answer } from '../shapes/answers/pack.js'
import { inlineCaseSchema } from '../shapes/institutions.js'
import { CASE_OBJECTIVE, caseQuestion, type CaseAsked } from './cases.js'
import { fixedField } from './fixing.js'
import { REQUEST } from './flags.js'
import { packTerminal, pages, withoutPlaces } from './forms.js'
import { CASE, CASE_OPTION, optionsTold } from './institutions.js'
import { question } from './question.js'

interface Asked extends CaseAsked {
  readonly institution: string
}

export const packing = question<Asked, Pack>({
  name: 'pack',
  words: {
    nl: 'stukken over één instelling voor de klachtencommissie: feiten, stappen en regels, en wat een plaats meer of minder kost',
    en: 'documents on one institution for the complaints committee: facts, steps and rules, and what a place more or fewer costs',
  },
  request: z.strictObject({
    ...caseQuestion,
    case: z
      .union([z.string().max(1_000), inlineCaseSchema, fixedField])
      .describe('the id of a shipped case, a case with its lists in it, or a version: what fix or amend answered'),
    institution: z.string().max(2_000).describe('its code or its name'),
  }),
  answer,
  told: optionsTold,
  inputs: { case: 'case' },
  command: {
    positionals: [
      {
        ...CASE,
        words: {
          nl: `${CASE.words.nl}; of wat fix of amend --out schreef: dan gaat het over die versie`,
          en: `${CASE.words.en}; or what fix or amend --out wrote: then it is about that version`,
        },
      },
      {
        field: 'institution',
        name: { nl: 'instelling', en: 'institution' },
        words: { nl: 'code of naam van de instelling', en: 'code or name of the institution' },
      },
    ],
    flags: [CASE_OBJECTIVE, REQUEST.timeLimit, CASE_OPTION],
    examples: (language) => [
      'pack 2027-institutions NO-01',
      `pack ${{ nl: 'gewijzigd', en: 'amended' }[language]}.json NO-01`,
      `pack 2027-institutions NO-01 --out ${{ nl: 'klacht', en: 'complaint' }[language]}.html`,
    ],
  },
  route: { isIntegral: true },
  run: ({ case: given, institution, objective, options, timeLimit: limit }) =>
    pack(given, institution, { objective, options, timeLimit: limit }),
  exit: exitOfPack,
  forms: {
    text: async (packed, _, { language }) => (await packTerminal()).packText(packed, language),
    html: async (packed, _, { language, given }) => (await pages()).complaintPage(packed, language, given),
  },
  beside: (packed, _, form, how) => withoutPlaces(packed, form, how),
})
