/** Places over institutions fixed, amended, and their versions. */
import * as z from 'zod'
import { checkAuthorityCodes, type DeliveryFormat } from '../domain/delivery.js'
import { EXIT, exitOfAmended, exitOfCheck } from '../domain/outcomes.js'
import {
  amend,
  fix,
  handOver,
  history,
  versionsWorkbook,
  type CaseInput,
  type Fixed,
  type Unamended,
  type VersionHistory,
} from '../library.js'
import { readFixed } from '../io/read/fixed.js'
import { amended, fixed, history as historyAnswer } from '../shapes/answers/fixed.js'
import { amendmentsSchema } from '../shapes/institutions.js'
import { caseField } from './cases.js'
import { anyResult, lang, timeLimit } from './fields.js'
import { FILE, REQUEST, usage, type Positional } from './flags.js'
import { chainText, FIXED, versionText } from '../words/fixed.js'
import { printable, type Language } from '../words/texts.js'
import { endedText, fixedTerminal, pages, tables } from './forms.js'
import { CASE, checkFormat, deliveryField, FORMAT } from './institutions.js'
import { question } from './question.js'

const RESULT_FILE = { nl: 'instellingen.json', en: 'institutions.json' }
const FIXED_FILE = { nl: 'vastgesteld.json', en: 'fixed.json' }
const NEXT_FILE = { nl: 'gewijzigd.json', en: 'amended.json' }
const RULING_FILE = { nl: 'uitspraak.json', en: 'ruling.json' }

export const fixedField = z
  .looseObject({ kind: z.literal('fixed'), hash: z.string() })
  .describe('what fix or amend answered: its chain is verified first')
const limit = timeLimit.describe('seconds for verifying each version, and for solving; default 10')

export const fixing = question<
  { readonly result: string | object; readonly case?: CaseInput; readonly timeLimit?: number },
  Fixed
>({
  name: 'fix',
  words: {
    nl: 'stelt plaatsen over instellingen vast: een versie die niet meer verandert, met haar geval en een hash van alles',
    en: 'fixes places over institutions: a version that does not change any more, with its case and a hash of it all',
  },
  request: z.strictObject({
    result: anyResult.describe('what institutions answered: it is verified first, against its case'),
    case: caseField.optional(),
    timeLimit: timeLimit.describe('seconds for verifying the result; default 10'),
    lang,
  }),
  answer: fixed,
  inputs: { result: 'result', case: 'case' },
  command: {
    positionals: [
      {
        field: 'result',
        name: RESULT_FILE,
        words: {
          nl: 'wat institutions --out instellingen.json gaf; wordt eerst nagerekend',
          en: 'what institutions --out institutions.json gave; it is verified first',
        },
      },
    ],
    flags: [
      {
        name: 'case',
        value: CASE.name,
        words: {
          nl: 'het geval waaruit het kwam: daartegen nagerekend, en het gaat in zijn geheel mee (een meegeleverd geval vanzelf)',
          en: 'the case that it came from: held against that, and all of it goes along (a shipped case by itself)',
        },
      },
      REQUEST.timeLimit,
    ],
    examples: (language) => [
      `fix ${RESULT_FILE[language]} --out ${FIXED_FILE[language]}`,
      `fix ${RESULT_FILE[language]} --case 2027-institutions --out ${FIXED_FILE[language]}`,
    ],
  },
  route: { searches: true },
  run: ({ result, ...rest }, { language }) => fix(result, { ...rest, language }),
  exit: () => EXIT.positive,
  forms: { text: async (answer, _, { language }) => (await fixedTerminal()).fixedText(answer, language) },
})

const FIXED_POSITIONAL: Positional = {
  field: 'fixed',
  name: FIXED_FILE,
  words: {
    nl: 'wat fix of amend --out schreef; de hele keten wordt eerst nagerekend',
    en: 'what fix or amend --out wrote; the whole chain is verified first',
  },
}

export const amending = question<
  { readonly fixed: string | object; readonly amendment: string | object; readonly timeLimit?: number },
  Fixed | Unamended
>({
  name: 'amend',
  words: {
    nl: 'wijzigt vastgestelde plaatsen na een uitspraak of een nieuwe erkenning, met zo weinig mogelijk andere wijzigingen',
    en: 'amends fixed places after a ruling or a new recognition, with as few other changes as can be',
  },
  request: z.strictObject({
    fixed: fixedField,
    amendment: amendmentsSchema.describe('what was ruled, or the new recognition: one training, or a list of them'),
    timeLimit: limit,
    lang,
  }),
  answer: amended,
  inputs: { fixed: 'fixed', amendment: 'amendment' },
  command: {
    positionals: [FIXED_POSITIONAL],
    flags: [
      {
        name: 'amendment',
        value: FILE,
        words: {
          nl: 'wat is uitgesproken, als JSON ({ institution, specialty, oor, before, after, ground, date } of een lijst daarvan), of als CSV of blad Wijzigingen met Instelling, Specialisme, OOR, Vóór, Na, Grond, Datum; vóór is wat is vastgesteld, 0 voor wie er nog niet erkend was',
          en: 'what was ruled, as JSON ({ institution, specialty, oor, before, after, ground, date } or a list of those), or as CSV or sheet Amendments with Institution, Specialty, OOR, Before, After, Ground, Date; before is what was fixed, 0 for who was not recognised there',
        },
      },
      REQUEST.timeLimit,
    ],
    examples: (language) => [
      `amend ${FIXED_FILE[language]} --amendment ${RULING_FILE[language]}`,
      `amend ${FIXED_FILE[language]} --amendment ${{ nl: 'uitspraken.xlsx', en: 'rulings.xlsx' }[language]} --out ${NEXT_FILE[language]}`,
    ],
    check: (typed) => {
      if (typed['amendment'] === undefined) throw usage('--amendment', '-', FILE.en)
    },
  },
  route: { isIntegral: true },
  run: ({ fixed: version, amendment, timeLimit: seconds }, { language }) =>
    amend(version, amendment, { timeLimit: seconds, language }),
  exit: exitOfAmended,
  forms: { text: async (answer, _, { language }) => (await fixedTerminal()).fixedText(answer, language) },
  beside: (answer, _, __, { language, isFile }) =>
    answer.kind === 'fixed' || isFile !== true ? [] : [`${FIXED.unamended[language]}: ${endedText(answer, language)}`],
})

interface LookingBack {
  readonly fixed: string | object
  readonly format?: DeliveryFormat
  readonly timeLimit?: number
}

export const lookingBack = question<LookingBack, VersionHistory>({
  name: 'history',
  words: {
    nl: 'toont alle versies van vastgestelde plaatsen, nagerekend, en geeft de laatste uit: werkmap, bladzijde, BOLS- en VWS-format',
    en: 'shows all versions of fixed places, verified, and gives out the last: workbook, page, BOLS and VWS format',
  },
  request: z.strictObject({ fixed: fixedField, format: deliveryField, timeLimit: limit, lang }),
  answer: historyAnswer,
  inputs: { fixed: 'fixed' },
  command: {
    positionals: [FIXED_POSITIONAL],
    flags: [FORMAT, REQUEST.timeLimit],
    examples: (language) => [
      `history ${NEXT_FILE[language]}`,
      `history ${NEXT_FILE[language]} --out ${{ nl: 'gewijzigd', en: 'amended' }[language]}.xlsx`,
      `history ${NEXT_FILE[language]} --format vws --out ${{ nl: 'voor-vws', en: 'for-vws' }[language]}.xlsx`,
    ],
  },
  route: { searches: true },
  run: async ({ fixed: version, format, timeLimit: seconds }, { language }) => {
    // before anything is computed or written
    const file = readFixed(version)
    if (format === 'vws') checkAuthorityCodes(file.result.institutions)
    return history(file, { timeLimit: seconds, language })
  },
  exit: exitOfCheck,
  checkForm: checkFormat,
  forms: {
    text: async (answer, _, { language }) => (await fixedTerminal()).historyText(answer, language),
    csv: async (answer, { format }, { csv, language, given }) =>
      format === undefined
        ? (await tables()).versionsCsv(answer, csv)
        : handOver(answer, 'csv', { format, dialect: csv.dialect, language, given }),
    html: async (answer, _, { language, given }) => (await pages()).versionsPage(answer, language, given),
    xlsx: (answer, { format }, { language, given }) =>
      format === undefined
        ? versionsWorkbook(answer, { language, given })
        : handOver(answer, 'xlsx', { format, language, given }),
  },
  beside: (answer, _, form, { language, isFile }) =>
    answer.status === 'accepted' || (form !== 'csv' && isFile !== true) ? [] : brokenLines(answer, language),
})

/** That a chain is not whole, and each fault of it. */
function brokenLines(answer: VersionHistory, language: Language): string[] {
  const faults = answer.faults.map(({ version, path, text }) => `${versionText(version, language)}, ${path}: ${text}`)
  return [chainText(answer, language), ...faults].map(printable)
}
