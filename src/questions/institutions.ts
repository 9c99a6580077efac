/** The places of OORs over institutions. */
import * as z from 'zod'
import { SEAT_OBJECTIVES, SPLITS, type CaseOptions, type SeatObjective } from '../domain/institutions.js'
import { exitOfInstitutions } from '../domain/outcomes.js'
import { institutions, type CaseInput, type Institutions } from '../library.js'
import { institutions as answer } from '../shapes/answers/institutions.js'
import { caseOptions } from '../shapes/institutions.js'
import { caseField, lang, timeLimit } from './fields.js'
import { NAME, REQUEST, same, usage, type Flag, type Positional } from './flags.js'
import { institutionTerminal } from './forms.js'
import { question, type Typed } from './question.js'

interface Asked {
  readonly case: CaseInput
  readonly objective?: SeatObjective
  readonly options?: Partial<CaseOptions>
  readonly timeLimit?: number
}

export const CASE: Positional = {
  field: 'case',
  name: { nl: 'geval', en: 'case' },
  words: {
    nl: 'id van een meegeleverd geval, een map met case.json, of zo’n bestand',
    en: 'id of a shipped case, a folder with case.json, or such a file',
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

export const dividing = question<Asked, Institutions>({
  name: 'institutions',
  words: {
    nl: 'verdeelt de plaatsen van elke OOR over haar instellingen',
    en: 'divides the places of every OOR over its institutions',
  },
  request: z
    .strictObject({
      case: caseField,
      objective: z.enum(SEAT_OBJECTIVES).optional(),
      options: caseOptions.optional(),
      timeLimit,
      lang,
    })
    .meta({ examples: [{ case: '2027-institutions' }] }),
  answer,
  told: optionsTold,
  inputs: { case: 'case' },
  command: {
    positionals: [CASE],
    flags: [
      { name: 'objective', value: NAME, words: same(SEAT_OBJECTIVES.join(', ')) },
      REQUEST.timeLimit,
      CASE_OPTION,
    ],
    examples: (language) => [
      'institutions 2027-institutions',
      'institutions 2027-institutions --option split=inflow-only --json',
      `institutions ${{ nl: 'mijn-map', en: 'my-folder' }[language]} --out ${{ nl: 'instellingen.json', en: 'institutions.json' }[language]}`,
    ],
  },
  route: { isIntegral: true },
  run: ({ case: given, objective, options, timeLimit: limit }) =>
    institutions(given, { objective, options, timeLimit: limit }),
  exit: exitOfInstitutions,
  forms: {
    text: async (divided, _, { language }) => (await institutionTerminal()).institutionsText(divided, language),
  },
})
