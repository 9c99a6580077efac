/** The whole chain: from care use to the formats of institutions, in one folder. */
import * as z from 'zod'
import { EXIT, type Exit } from '../domain/outcomes.js'
import type { Scenario } from '../domain/scenario.js'
import { chain, type ConsultationInput, type NearInput } from '../library.js'
import { chain as answer, type WholeChain } from '../shapes/answers/chain.js'
import { chainOutcome } from '../words/chain.js'
import { printable } from '../words/texts.js'
import { CASE_OBJECTIVE, caseQuestion, type CaseAsked } from './cases.js'
import { advices, anyResult, nearProposal, scenario } from './fields.js'
import { ADVICES, ADVICES_FILE, FILE, FRAME, NEAR, REQUEST, SCENARIO } from './flags.js'
import { CASE, CASE_OPTION, optionsTold } from './institutions.js'
import { question } from './question.js'

interface Asked extends CaseAsked {
  readonly scenario: Scenario
  readonly advices?: ConsultationInput
  readonly draft?: string | object
  readonly near?: NearInput
}

const FOLDER = { nl: 'keten', en: 'chain' }
const DRAFT_FILE = { nl: 'voorstel.json', en: 'draft.json' }

export const chaining = question<Asked, WholeChain>({
  name: 'chain',
  words: {
    nl: 'van zorggebruik tot BOLS- en VWS-format in één keer, elke stap nagerekend',
    en: 'from care use to BOLS and VWS format in one run, every step verified',
  },
  request: z
    .strictObject({
      scenario,
      ...caseQuestion,
      advices,
      draft: anyResult
        .optional()
        .describe(
          'what draft answered, in the place of one made here: it is verified first, against scenario and advices',
        ),
      near: nearProposal,
    })
    .meta({ examples: [{ scenario: '2027-base', case: '2027-institutions' }] }),
  answer,
  told: optionsTold,
  inputs: { scenario: 'scenario', case: 'case', advices: 'advices', draft: 'result', near: 'near' },
  command: {
    positionals: [SCENARIO, CASE],
    flags: [
      {
        ...ADVICES,
        words: {
          nl: 'zet het integrale voorstel ertussen: binnen de regelruimte gemaakt van deze adviezen, aandachtspunten en motiveringen',
          en: 'put the integral proposal in between: drafted within the leeway from these advices, points of attention and motivations',
        },
      },
      {
        name: 'draft',
        value: FILE,
        words: {
          nl: 'zet dit voorstel ertussen: wat draft --out voorstel.json gaf; wordt eerst nagerekend, met --advices waarvan het is gemaakt',
          en: 'put this proposal in between: what draft --out draft.json gave; it is verified first, with --advices that it was made from',
        },
      },
      {
        ...NEAR,
        words: {
          nl: 'het voorstel dat ertussen staat blijft zo dicht bij dit voorstel als het kader toelaat, als bij draft --near',
          en: 'the proposal in between keeps as near to this proposal as the frame allows, as with draft --near',
        },
      },
      CASE_OBJECTIVE,
      REQUEST.timeLimit,
      CASE_OPTION,
      FRAME,
    ],
    examples: (language) => [
      `chain 2027-base 2027-institutions --out ${FOLDER[language]}`,
      `chain 2027-proposal 2027-institutions --advices ${ADVICES_FILE[language]} --out ${FOLDER[language]}`,
      `chain 2027-proposal 2027-institutions --draft ${DRAFT_FILE[language]} --advices ${ADVICES_FILE[language]} --out ${FOLDER[language]}`,
      'chain 2027-base 2027-institutions --json',
    ],
    folder: (found, language) => chainOutcome(found as WholeChain, language),
    folderWords: {
      nl: 'map voor de antwoorden, beide formats en het verslag (index.html)',
      en: 'folder for the answers, both formats and the report (index.html)',
    },
  },
  route: { isIntegral: true },
  run: (asked, { language, given }) => {
    const { objective, options, timeLimit, draft } = asked
    const between = { advices: asked.advices, draft, near: asked.near }
    return chain(asked.scenario, asked.case, { objective, options, timeLimit, ...between, language, given })
  },
  inJson: (found) => ({ ...found, files: filesInJson(found) }),
  exit: ({ status }) => EXITS[status],
  beside: (found, _, __, { language, isFile }) =>
    found.status === 'accepted' || isFile !== true ? [] : [printable(chainOutcome(found, language))],
})

const EXITS: Readonly<Record<WholeChain['status'], Exit>> = {
  accepted: EXIT.positive,
  rejected: EXIT.negative,
  unproven: EXIT.negative,
  infeasible: EXIT.negative,
  'time-limit': EXIT.noAnswer,
}

/** Texts as they are, bytes in base64. */
function filesInJson({ files }: WholeChain): Readonly<Record<string, string | { readonly base64: string }>> {
  return Object.fromEntries(
    Object.entries(files).map(([name, file]) => [name, typeof file === 'string' ? file : { base64: base64Of(file) }]),
  )
}

function base64Of(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
}
