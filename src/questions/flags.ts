/** The flags and positionals of commands: what they are called, what they say of themselves, and the field that they fill. */
import { CARRY_RULES, type CarryRule } from '../domain/carry.js'
import { NEAR_RANKS, type NearRank } from '../domain/near.js'
import { nearest, InputError } from '../domain/errors.js'
import { OPTION_NAMES, OPTION_TABLE, type OptionName } from '../domain/options.js'
import { METHODS, OBJECTIVES, type Method } from '../domain/table.js'
import { SOLVER_NAMES } from '../library.js'
import { CARRYING } from '../words/fairness.js'
import type { Form } from './question.js'
import { LANGUAGES, METHOD, OBJECTIVE, type Text } from '../words/texts.js'

/** A flag: `--time-limit <seconds>`. */
export interface Flag {
  readonly name: string
  /** What stands behind it; a switch has nothing. */
  readonly value?: Text
  readonly words: Text
  /** What stands behind it may be left out. */
  readonly optional?: true
  /** The field that it fills, where that is not its name in camelCase. */
  readonly field?: string
  /** May stand more than once: a list. */
  readonly repeats?: true
  /** Takes all that stands behind it, and may stand more than once: a list. */
  readonly several?: true
  /** From what is typed to the value of the field, where that is not the text itself. */
  readonly read?: (text: string) => unknown
}

/** What stands without a flag: `<scenario>`. */
export interface Positional {
  readonly field: string
  readonly name: Text
  readonly words: Text
  readonly isOptional?: true
  /** One or more: a list. */
  readonly repeats?: true
}

/** The same in both languages: a sign, a key, a name. */
export function same(text: string): Text {
  return { nl: text, en: text }
}

export const FILE: Text = { nl: 'bestand', en: 'file' }
export const NAME: Text = { nl: 'naam', en: 'name' }
export const NUMBER: Text = { nl: 'getal', en: 'number' }
const SECONDS: Text = { nl: 'seconden', en: 'seconds' }
const LIST: Text = { nl: 'lijst', en: 'list' }

export const SCENARIO: Positional = {
  field: 'scenario',
  name: same('scenario'),
  words: {
    nl: 'id van een meegeleverd scenario, een map of een bestand (.json, of .xlsx met instroom en zorggebruik)',
    en: 'id of a shipped scenario, a folder or a file (.json, or .xlsx with intake and care use)',
  },
}

/** Of an example. */
export const WORKBOOK: Text = { nl: 'werkmap.xlsx', en: 'workbook.xlsx' }
/** Of an example: a year that carries the year before over. */
export const CARRIED_FILE: Text = { nl: 'met-tegoed.json', en: 'carried.json' }
export const ADVICES_FILE: Text = { nl: 'adviezen.json', en: 'advices.json' }

function choices(names: readonly string[], what: Text, texts: Readonly<Record<string, Text>>): Text {
  const listed = (language: keyof Text) => names.map((name) => `${name} (${texts[name]![language]})`).join(', ')
  return { nl: `${what.nl}: ${listed('nl')}`, en: `${what.en}: ${listed('en')}` }
}

/** Their values are checked together, by `checkRequest`. */
export const REQUEST = {
  method: { name: 'method', value: NAME, words: choices(METHODS, { nl: 'methode', en: 'method' }, METHOD) },
  objective: { name: 'objective', value: NAME, words: choices(OBJECTIVES, { nl: 'doel', en: 'objective' }, OBJECTIVE) },
  solver: {
    name: 'solver',
    value: NAME,
    words: { nl: `oplosser: ${SOLVER_NAMES.join(', ')}`, en: `solver: ${SOLVER_NAMES.join(', ')}` },
  },
  option: optionFlag(OPTION_NAMES),
  timeLimit: {
    name: 'time-limit',
    value: SECONDS,
    words: { nl: 'tijdslimiet in seconden', en: 'time limit in seconds' },
  },
  ties: {
    name: 'ties',
    value: NAME,
    words: {
      nl: 'bij even goede verdelingen: canonical (de eerste in vaste volgorde), stop, of lot (loten, met --seed)',
      en: 'between equally good allocations: canonical (the first in a fixed order), stop, or lot (with --seed)',
    },
  },
  seed: {
    name: 'seed',
    value: NUMBER,
    words: {
      nl: 'startgetal van het loten; hetzelfde getal, dezelfde uitkomst',
      en: 'seed of lots; the same seed, the same outcome',
    },
  },
  optima: {
    name: 'optima',
    value: NUMBER,
    words: {
      nl: 'geef zoveel even goede verdelingen (hoogstens 1.000)',
      en: 'list so many equally good allocations (1,000 at most)',
    },
  },
  noFreedom: {
    name: 'no-freedom',
    words: {
      nl: 'laat weg welke cellen het protocol zelf vastlegt en welke het vrij laat',
      en: 'leave out which cells the protocol by itself fixes and which it leaves free',
    },
  },
} as const satisfies Readonly<Record<string, Flag>>

/** `--option key=value`, as often as wanted. */
export function optionFlag(names: readonly OptionName[]): Flag {
  const list = names.map((name) => `  ${name}=${OPTION_TABLE[name].values.join('|')}`).join('\n')
  return {
    name: 'option',
    value: { nl: 'sleutel=waarde', en: 'key=value' },
    repeats: true,
    words: {
      nl: `lezing van het protocol, herhaalbaar; de eerste geldt als u en het scenario niets zeggen:\n${list}`,
      en: `reading of the protocol, repeatable; the first holds where you and the scenario say nothing:\n${list}`,
    },
  }
}

export const FRAME: Flag = {
  name: 'frame',
  value: same('scenario'),
  words: {
    nl: 'bij een werkmap: het scenario dat alles geeft wat zij niet heeft (OOR’s, instroom, ondergrens, lege cellen, criterium, regelruimte, grenzen, opties)',
    en: 'with a workbook: the scenario that gives all that it does not have (OORs, intake, floor, zero cells, criterion, leeway, bounds, options)',
  },
}

/** Another name of `--frame`, where the scenario itself has none. */
export const FRAME_AS_SCENARIO: Flag = {
  name: 'scenario',
  value: same('scenario'),
  field: 'frame',
  words: { nl: 'andere naam van --frame', en: 'another name of --frame' },
}

/** A flag that names a scenario of its own. */
export function scenarioFlag(words: Text, many?: { readonly field: string; readonly repeats: true }): Flag {
  return { name: 'scenario', value: same('scenario'), words, ...many }
}

export const ADVICES: Flag = {
  name: 'advices',
  value: FILE,
  words: {
    nl: 'adviezen, aandachtspunten, motiveringen, huidige omvang en historie, als JSON, CSV of .xlsx',
    en: 'advices, points of attention, motivations, today’s sizes and history, as JSON, CSV or .xlsx',
  },
}

/** `--agree 41:NO=11`, as often as wanted. */
export const AGREE: Flag = {
  name: 'agree',
  value: { nl: 'afspraak', en: 'agreement' },
  repeats: true,
  words: {
    nl: 'wat als dit was afgesproken, herhaalbaar: 41:NO=11, 41:NO=10..12 (een cel), "NO>=206", "NO<=210", NO=212 (een OOR), 28=advice (zoals geadviseerd), 28=base (zoals de basis), 28=1,2,… (een rij)',
    en: 'what if this were agreed, repeatable: 41:NO=11, 41:NO=10..12 (a cell), "NO>=206", "NO<=210", NO=212 (an OOR), 28=advice (as advised), 28=base (as the base), 28=1,2,… (a row)',
  },
}

/** `--carry a.json b.json`, as often as wanted. */
export const CARRY: Flag = {
  name: 'carry',
  value: FILE,
  several: true,
  words: {
    nl: 'neem het tegoed uit eerdere jaren mee: wat solve --json daarvoor gaf, het oudste eerst, niet gepubliceerd',
    en: 'carry over what earlier years left owed: what solve --json gave for them, oldest first, not published',
  },
}

export const CARRY_RULE: Flag = {
  name: 'carry-rule',
  value: NAME,
  read: ruleOf,
  words: choices(
    CARRY_RULES,
    { nl: 'hoe dat meetelt, standaard arrears', en: 'how that counts, by default arrears' },
    CARRYING,
  ),
}

/** `--near a.json --near-rank first`. */
export const NEAR: Flag = {
  name: 'near',
  value: FILE,
  words: {
    nl: 'van wat even goed is de verdeling die de minste plaatsen verplaatst tegenover deze: een uitkomst of voorstel (.json), matrix (.csv) of .xlsx',
    en: 'of what is equally good the allocation that moves the fewest places from this one: a result or proposal (.json), matrix (.csv) or .xlsx',
  },
}

export const NEAR_RANK: Flag = {
  name: 'near-rank',
  value: same(NEAR_RANKS.join('|')),
  read: rankOf,
  words: {
    nl: 'waar dat telt: after (standaard: na de next bests, vóór de totale fout) of first (vóór alles)',
    en: 'where that counts: after (default: after the next bests, before the total error) or first (before all)',
  },
}

export const NO_PRECISION: Flag = {
  name: 'no-precision',
  words: {
    nl: 'laat weg hoeveel cellen veranderen binnen de precisie van ingevoerde aandelen of percentages',
    en: 'leave out how many cells change within the precision of typed shares or percentages',
  },
}

/** The pages that an answer has beside its ordinary one. */
export const PAGES = ['board'] as const
export type PageName = (typeof PAGES)[number]

/** `--page board`. */
export const PAGE: Flag = {
  name: 'page',
  value: NAME,
  read: pageOf,
  words: {
    nl: 'board: één A4 voor het bestuur in plaats van de gewone bladzijde (met --out .html)',
    en: 'board: one A4 for a board instead of the ordinary page (with --out .html)',
  },
}

export const NAMES: Flag = {
  name: 'names',
  words: { nl: 'CSV met de naam van elk specialisme', en: 'CSV with the name of each specialty' },
}
export const TOTALS: Flag = { name: 'totals', words: { nl: 'CSV met totalen', en: 'CSV with totals' } }

export const PUBLISH: Flag = {
  name: 'publish',
  words: {
    nl: 'laat alles weg wat vertrouwelijk zorggebruik prijsgeeft (FAQ 14)',
    en: 'leave out all that gives confidential care use away (FAQ 14)',
  },
}

/** What an allocation may be asked with, after how it is rounded. */
export const ASKED_LAST: readonly Flag[] = [
  REQUEST.timeLimit,
  REQUEST.ties,
  REQUEST.seed,
  REQUEST.optima,
  REQUEST.noFreedom,
  PUBLISH,
]

/** How a table is rounded. */
export const ASKED_FIRST: readonly Flag[] = [REQUEST.objective, REQUEST.solver]

export const METHODS_FLAG: Flag = {
  name: 'methods',
  value: LIST,
  read: methodsOf,
  words: {
    nl: `methoden, met komma’s ertussen (${METHODS.join(',')})`,
    en: `methods, separated by commas (${METHODS.join(',')})`,
  },
}

export const FLOORED: Flag = {
  name: 'floored',
  value: LIST,
  read: listOf,
  words: {
    nl: 'OOR’s die op de ondergrens zijn gebracht, met komma’s ertussen, of none (standaard: wie daar precies op staat)',
    en: 'OORs lifted to the floor, separated by commas, or none (default: those exactly on it)',
  },
}

export const OUTPUT = {
  json: { name: 'json', words: { nl: 'antwoord als JSON', en: 'answer as JSON' } },
  csv: { name: 'csv', words: { nl: 'antwoord als CSV', en: 'answer as CSV' } },
  dialect: {
    name: 'dialect',
    value: NAME,
    words: {
      nl: 'soort CSV: plain (komma’s en punten) of excel-nl (opent in Nederlands Excel: puntkomma’s, decimale komma’s)',
      en: 'kind of CSV: plain (commas and points) or excel-nl (opens in Dutch Excel: semicolons, decimal commas)',
    },
  },
  out: { name: 'out', value: FILE, words: { nl: 'schrijf naar een bestand', en: 'write to a file' } },
  folder: {
    name: 'out',
    value: { nl: 'map', en: 'folder' },
    words: { nl: 'map voor het scenario', en: 'folder for the scenario' },
  },
  lang: {
    name: 'lang',
    value: same(LANGUAGES.join('|')),
    words: { nl: 'taal (ook: EVENREDIG_LANG)', en: 'language (also: EVENREDIG_LANG)' },
  },
} as const satisfies Readonly<Record<string, Flag>>

/** Codes with commas between them; `none` is an empty list. */
export function listOf(codes: string): string[] {
  return codes === 'none' ? [] : codes.split(',').map((code) => code.trim())
}

/** The methods of `--methods`. @throws InputError that names each one that there is not */
function methodsOf(list: string): Method[] {
  const given = list.split(',').map((each) => each.trim())
  const isMethod = (each: string): each is Method => METHODS.some((method) => method === each)
  const faults = given
    .filter((each) => !isMethod(each))
    .flatMap((each) => usage('--methods', each, METHODS.join(' | '), nearest(each, METHODS)).faults)
  if (faults.length > 0) throw new InputError(faults)
  return given.filter(isMethod)
}

export const THREADS: Flag = {
  name: 'threads',
  value: NUMBER,
  read: (text) => wholeOf('--threads', text),
  words: { nl: 'zoveel tegelijk (standaard alle kernen)', en: 'so many at a time (all cores by default)' },
}

/** @throws InputError unless it is a whole number above 0 */
export function wholeOf(flag: string, text: string): number {
  if (!/^\d{1,9}$/.test(text) || Number(text) === 0) throw usage(flag, text, '1, 2, 3, …')
  return Number(text)
}

/** The rule of `--carry-rule`. @throws InputError that names what is none */
function ruleOf(given: string): CarryRule {
  const rule = CARRY_RULES.find((each) => each === given)
  if (rule === undefined) throw usage('--carry-rule', given, CARRY_RULES.join(' | '), nearest(given, CARRY_RULES))
  return rule
}

/** The rank of `--near-rank`. @throws InputError that names what is none */
function rankOf(given: string): NearRank {
  const rank = NEAR_RANKS.find((each) => each === given)
  if (rank === undefined) throw usage('--near-rank', given, NEAR_RANKS.join(' | '), nearest(given, NEAR_RANKS))
  return rank
}

/** The page of `--page`. @throws InputError that names what is none */
function pageOf(given: string): PageName {
  const page = PAGES.find((each) => each === given)
  if (page === undefined) throw usage('--page', given, PAGES.join(' | '), nearest(given, PAGES))
  return page
}

/** @throws InputError where a page is asked for in a form that is none */
export function checkPage({ page }: { readonly page?: unknown }, form: Form): void {
  if (page !== undefined && form !== 'html')
    throw usage('page', `${PAGES.find((each) => each === page) ?? '?'}, ${form}`, 'html')
}

/** Wrong usage: what was said, and what may be. */
export function usage(path: string, found: string, expected: string, hint?: string): InputError {
  return new InputError([{ code: 'usage', path, found, expected, ...(hint !== undefined && { hint }) }])
}
