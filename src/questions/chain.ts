/** The whole chain: from care use to the formats of institutions, in one folder. */
import * as z from 'zod'
import { EXIT, type Exit } from '../domain/outcomes.js'
import type { Scenario } from '../domain/scenario.js'
import { chain } from '../library.js'
import { chain as answer, type WholeChain } from '../shapes/answers/chain.js'
import { chainOutcome } from '../words/chain.js'
import { CASE_OBJECTIVE, caseQuestion, type CaseAsked } from './cases.js'
import { scenario } from './fields.js'
import { FRAME, REQUEST, SCENARIO } from './flags.js'
import { CASE, CASE_OPTION, optionsTold } from './institutions.js'
import { question } from './question.js'

interface Asked extends CaseAsked {
  readonly scenario: Scenario
}

const FOLDER = { nl: 'keten', en: 'chain' }

export const chaining = question<Asked, WholeChain>({
  name: 'chain',
  words: {
    nl: 'van zorggebruik tot BOLS- en VWS-format in één keer, elke stap nagerekend',
    en: 'from care use to BOLS and VWS format in one run, every step verified',
  },
  request: z.strictObject({
    scenario,
    ...caseQuestion,
  }),
  answer,
  told: optionsTold,
  inputs: { scenario: 'scenario', case: 'case' },
  command: {
    positionals: [SCENARIO, CASE],
    flags: [CASE_OBJECTIVE, REQUEST.timeLimit, CASE_OPTION, FRAME],
    examples: (language) => [`chain 2027-base 2027-institutions --out ${FOLDER[language]}`],
    folder: (found, language) => chainOutcome(found as WholeChain, language),
    folderWords: {
      nl: 'map voor de antwoorden, beide formats en het verslag (index.html)',
      en: 'folder for the answers, both formats and the report (index.html)',
    },
  },
  run: ({ scenario: known, case: given, ...rest }, { language }) => chain(known, given, { ...rest, language }),
  exit: ({ status }) => EXITS[status],
})

const EXITS: Readonly<Record<WholeChain['status'], Exit>> = {
  accepted: EXIT.positive,
  rejected: EXIT.negative,
  unproven: EXIT.negative,
  infeasible: EXIT.negative,
  'time-limit': EXIT.noAnswer,
}
