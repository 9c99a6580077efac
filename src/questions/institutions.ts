/** The places of OORs over institutions. */
import * as z from 'zod'
import { SPLITS } from '../domain/institutions.js'
import { exitOfInstitutions } from '../domain/outcomes.js'
import { checkAuthorityCodes, DELIVERY_FORMATS, type DeliveryFormat } from '../domain/delivery.js'
import { readCase } from '../io/read/institutions.js'
import { deliveryCsv, deliveryWorkbook, institutions, institutionsWorkbook, type Institutions } from '../library.js'
import { institutions as answer } from '../shapes/answers/institutions.js'
import { CASE_OBJECTIVE, caseQuestion, type CaseAsked } from './cases.js'
import { NAME, REQUEST, usage, type Flag, type Positional } from './flags.js'
import { endedText, institutionTerminal, pages, tables, withoutPlaces } from './forms.js'
import { question, type Form, type Typed } from './question.js'

interface Asked extends CaseAsked {
  readonly format?: DeliveryFormat
}

export const CASE: Positional = {
  field: 'case',
  name: { nl: 'geval', en: 'case' },
  words: {
    nl: 'id van een meegeleverd geval, een map met case.json, zo’n bestand, of een werkmap (leeg: template geval.xlsx --case)',
    en: 'id of a shipped case, a folder with case.json, such a file, or a workbook (empty: template case.xlsx --case)',
  },
}

/** Readings of the rules within OORs: `--option split=inflow-only`. */
const CASE_OPTIONS: Readonly<Record<string, readonly string[]>> = {
  split: SPLITS,
  half: ['up', 'even', 'down'],
  tieBreak: ['error', 'none'],
}

export const CASE_OPTION: Flag = {
  ...REQUEST.option,
  words: {
    nl: `lezing van de regels binnen de OOR, herhaalbaar; de eerste geldt als u en het geval niets zeggen:\n${listed()}`,
    en: `reading of the rules within the OOR, repeatable; the first holds where you and the case say nothing:\n${listed()}`,
  },
}

function listed(): string {
  return Object.entries(CASE_OPTIONS)
    .map(([name, values]) => `  ${name}=${values.join('|')}`)
    .join('\n')
}

/** `--option key=value` as the field that the service has. @throws InputError for what is no option, or no value of one */
export function optionsTold(typed: Typed): Typed {
  const { option, ...rest } = typed
  if (option === undefined) return rest
  const pairs = (option as readonly string[]).map((pair): readonly [string, string] => {
    const [name = '', ...value] = pair.split('=')
    const values = CASE_OPTIONS[name]
    if (values === undefined) throw usage('--option', pair, Object.keys(CASE_OPTIONS).join(' | '))
    if (!values.includes(value.join('='))) throw usage(`--option ${name}`, value.join('='), values.join(' | '))
    return [name, value.join('=')]
  })
  return { ...rest, options: Object.fromEntries(pairs) }
}

export const deliveryField = z
  .enum(DELIVERY_FORMATS)
  .optional()
  .describe('the format in which it is handed over (P26 V); in CSV and .xlsx only')

/** In what format it is handed over. */
export const FORMAT: Flag = {
  name: 'format',
  value: NAME,
  words: {
    nl: 'bols: instelling x specialisme per OOR; vws: per NZa-code, zonder OOR (P26 V); met --csv of --out x.csv of x.xlsx',
    en: 'bols: institution x specialty per OOR; vws: per NZa code, without OORs (P26 V); with --csv or --out x.csv or x.xlsx',
  },
}

/** A format is a table; for a text and a page there is none. @throws InputError `usage` */
export function checkFormat(asked: object, form: Form): void {
  const { format } = asked as { readonly format?: string }
  if (format === undefined) return
  if (!DELIVERY_FORMATS.some((each) => each === format)) throw usage('format', format, DELIVERY_FORMATS.join(' | '))
  if (form !== 'csv' && form !== 'xlsx') throw usage('format', format, '--csv | .csv | .xlsx')
}

export const dividing = question<Asked, Institutions>({
  name: 'institutions',
  words: {
    nl: 'verdeelt de plaatsen van elke OOR over haar instellingen',
    en: 'divides the places of every OOR over its institutions',
  },
  request: z
    .strictObject({
      ...caseQuestion,
      format: deliveryField,
    })
    .meta({ examples: [{ case: '2027-institutions' }] }),
  answer,
  told: optionsTold,
  inputs: { case: 'case' },
  command: {
    positionals: [CASE],
    flags: [FORMAT, CASE_OBJECTIVE, REQUEST.timeLimit, CASE_OPTION],
    examples: (language) => [
      'institutions 2027-institutions',
      'institutions 2027-institutions --option split=inflow-only --json',
      `institutions 2027-institutions --format vws --out ${{ nl: 'voor-vws.xlsx', en: 'for-vws.xlsx' }[language]}`,
      `institutions ${{ nl: 'mijn-map', en: 'my-folder' }[language]} --out ${{ nl: 'instellingen.json', en: 'institutions.json' }[language]}`,
    ],
  },
  route: { isIntegral: true },
  run: ({ case: given, format, objective, options, timeLimit: limit }, { language }) => {
    const read = readCase(given)
    // before anything is computed or written
    if (format === 'vws') checkAuthorityCodes(read.institutions)
    return institutions(read, { objective, options, timeLimit: limit, language })
  },
  exit: exitOfInstitutions,
  checkForm: checkFormat,
  forms: {
    text: async (divided, _, { language }) => (await institutionTerminal()).institutionsText(divided, language),
    csv: async (divided, { format }, { csv }) =>
      format === undefined ? (await tables()).institutionsCsv(divided, csv) : deliveryCsv(divided, format, csv),
    html: async (divided, _, { language, given }) => (await pages()).dividedPage(divided, language, given),
    xlsx: (divided, { format }, { language, given }) =>
      format === undefined
        ? institutionsWorkbook(divided, { language, given })
        : deliveryWorkbook(divided, format, { language, given }),
  },
  // P26 V: who opens a format sees places and nothing else, so that there is none where there are no places
  refuses: (divided, { format }, { language }) =>
    format === undefined || divided.places !== null
      ? []
      : [{ code: 'nothing-to-give', path: 'format', found: endedText(divided, language), expected: '' }],
  beside: (divided, _, form, how) => withoutPlaces(divided, form, how),
})
