/** The flags of the commands: what they are called, what they say of themselves, and the request they make together. */
import { Option, type Command } from 'commander'
import { InputError, nearest, type Fault } from '../domain/errors.js'
import { OPTION_NAMES, OPTION_TABLE, type OptionName } from '../domain/options.js'
import { METHODS, OBJECTIVES, type Method } from '../domain/table.js'
import { checkRequest } from '../shapes/request.js'
import { LANGUAGES, METHOD, OBJECTIVE, type Language, type Text } from '../words/texts.js'
import { SOLVER_NAMES, type Request } from '../library.js'
import type { OutputFlags } from './output.js'

/** The flags that mean the same on every command. */
export interface Flags extends OutputFlags {
  readonly method?: string
  readonly objective?: string
  readonly solver?: string
  readonly option?: readonly string[]
  readonly timeLimit?: string
  readonly ties?: string
  readonly seed?: string
  readonly optima?: string
  readonly publish?: boolean
  readonly frame?: string
}

/** `--lang`, or EVENREDIG_LANG, or Dutch. @throws InputError for a language that is not there */
export function chosenLanguage(argv: readonly string[], env: NodeJS.ProcessEnv): Language {
  const index = argv.findIndex((word) => word === '--lang' || word.startsWith('--lang='))
  const flag = index === -1 ? undefined : (argv[index]!.split('=')[1] ?? argv[index + 1])
  const given = flag ?? (env['EVENREDIG_LANG'] || 'nl')
  const language = LANGUAGES.find((each) => each === given)
  if (language !== undefined) return language
  throw usage(flag === undefined ? 'EVENREDIG_LANG' : '--lang', given, LANGUAGES.join(' | '))
}

export const LANGUAGE: Text = { nl: 'taal (ook: EVENREDIG_LANG)', en: 'language (also: EVENREDIG_LANG)' }

/** The commands that write tables as CSV. */
const WRITES_TABLES: ReadonlySet<string> = new Set(['solve', 'round', 'draft', 'check', 'years', 'compare'])

/** `--names` and `--totals`, on commands that write tables. */
export function withTables(command: Command, language: Language): Command {
  if (!WRITES_TABLES.has(command.name())) return command
  const names = { nl: 'CSV met de naam van elk specialisme', en: 'CSV with the name of each specialty' }
  const totals = { nl: 'CSV met totalen', en: 'CSV with totals' }
  // a table to round has no names beside its rows
  if (command.name() !== 'round') command.option('--names', names[language])
  return command.option('--totals', totals[language])
}

/** The commands that write workbooks. */
const WRITES_WORKBOOK: ReadonlySet<string> = new Set(['solve', 'round', 'compare'])

/** The commands that have one program to write. */
const WRITES_PROGRAM: ReadonlySet<string> = new Set(['solve', 'round'])

/** The flags that every command shares. */
export function shared(command: Command, language: Language): Command {
  const t = (text: Text) => text[language]
  const flag = (name: string, value: Text) => `${name} <${value[language]}>`
  const NAME: Text = { nl: 'naam', en: 'name' }
  const NUMBER: Text = { nl: 'getal', en: 'number' }
  const choices = (names: readonly string[], texts: Readonly<Record<string, Text>>) =>
    names.map((name) => `${name} (${texts[name]![language]})`).join(', ')
  if (command.name() !== 'compare') {
    command.option(flag('--method', NAME), `${t({ nl: 'methode', en: 'method' })}: ${choices(METHODS, METHOD)}`)
  }
  if (command.name() !== 'round') command.option(...frameFlag(language))
  command
    .option(flag('--objective', NAME), `${t({ nl: 'doel', en: 'objective' })}: ${choices(OBJECTIVES, OBJECTIVE)}`)
    .option(flag('--solver', NAME), `${t({ nl: 'oplosser', en: 'solver' })}: ${SOLVER_NAMES.join(', ')}`)
  return withTables(optionFlag(command, language), language)
    .option(...timeLimitFlag(language))
    .option(
      flag('--ties', NAME),
      t({
        nl: 'bij even goede verdelingen: canonical (de eerste in vaste volgorde), stop, of lot (loten, met --seed)',
        en: 'between equally good allocations: canonical (the first in a fixed order), stop, or lot (with --seed)',
      }),
    )
    .option(
      flag('--seed', NUMBER),
      t({
        nl: 'startgetal van het loten; hetzelfde getal, dezelfde uitkomst',
        en: 'seed of lots; the same seed, the same outcome',
      }),
    )
    .option(
      flag('--optima', NUMBER),
      t({
        nl: 'geef zoveel even goede verdelingen (hoogstens 1.000)',
        en: 'list so many equally good allocations (1,000 at most)',
      }),
    )
    .option(...publishFlag(language))
    .option('--json', t({ nl: 'antwoord als JSON', en: 'answer as JSON' }))
    .option('--csv', t({ nl: 'antwoord als CSV', en: 'answer as CSV' }))
    .option(
      flag('--dialect', NAME),
      t({
        nl: 'soort CSV: plain (komma’s en punten) of excel-nl (opent in Nederlands Excel: puntkomma’s, decimale komma’s)',
        en: 'kind of CSV: plain (commas and points) or excel-nl (opens in Dutch Excel: semicolons, decimal commas)',
      }),
    )
    .option(flag('--out', { nl: 'bestand', en: 'file' }), t(outText(command.name())))
    .option('--lang <nl|en>', t(LANGUAGE))
}

/** `--frame`, with what it says of itself. */
export function frameFlag(language: Language): [string, string] {
  const what = {
    nl: 'bij een werkmap: het scenario dat alles geeft wat zij niet heeft (OOR’s, instroom, ondergrens, lege cellen, criterium, regelruimte, grenzen, opties)',
    en: 'with a workbook: the scenario that gives all that it does not have (OORs, intake, floor, zero cells, criterion, leeway, bounds, options)',
  }
  return ['--frame <scenario>', what[language]]
}

/** `--time-limit`, with what it says of itself. */
export function timeLimitFlag(language: Language): [string, string] {
  return [
    `--time-limit <${{ nl: 'seconden', en: 'seconds' }[language]}>`,
    { nl: 'tijdslimiet in seconden', en: 'time limit in seconds' }[language],
  ]
}

/** `--publish`, with what it says of itself. */
export function publishFlag(language: Language): [string, string] {
  const what = {
    nl: 'laat alles weg wat vertrouwelijk zorggebruik prijsgeeft (FAQ 14)',
    en: 'leave out all that gives confidential care use away (FAQ 14)',
  }
  return ['--publish', what[language]]
}

/** `--option key=value`, as often as wanted. */
export function optionFlag(command: Command, language: Language): Command {
  const pair = { nl: 'sleutel=waarde', en: 'key=value' }[language]
  const what = {
    nl: 'lezing van het protocol, herhaalbaar; de eerste geldt als u en het scenario niets zeggen',
    en: 'reading of the protocol, repeatable; the first holds where you and the scenario say nothing',
  }[language]
  return command.addOption(
    new Option(`--option <${pair}>`, `${what}:\n${optionList(optionsOf(command.name()))}`).argParser(
      (value: string, previous: string[] | undefined) => [...(previous ?? []), value],
    ),
  )
}

/** What `--out` of a command takes. */
function outText(name: string): Text {
  const endings = ['.json', '.csv', ...(WRITES_WORKBOOK.has(name) ? ['.xlsx'] : [])].join(', ')
  const program = WRITES_PROGRAM.has(name)
    ? { nl: '; .lp of .mps: het programma voor andere oplossers', en: '; .lp or .mps: the program for other solvers' }
    : { nl: '', en: '' }
  return {
    nl: `schrijf naar een bestand (${endings}, .txt of .html: een bladzijde om rond te sturen${program.nl})`,
    en: `write to a file (${endings}, .txt or .html: a page to send around${program.en})`,
  }
}

/** What the rounding of a loose table reads: the others are about scenarios and proposals. */
const OPTIONS_OF_A_TABLE: readonly OptionName[] = ['half', 'zeroTarget']

function optionsOf(command: string): readonly OptionName[] {
  return command === 'round' ? OPTIONS_OF_A_TABLE : OPTION_NAMES
}

/** @throws InputError that names each `--option` that does nothing for a loose table */
export function checkTableOptions({ option = [] }: Flags): void {
  const idle = OPTION_NAMES.filter((name) => !OPTIONS_OF_A_TABLE.includes(name))
  const given = idle.filter((name) => option.some((pair) => pair.startsWith(`${name}=`)))
  const expected = OPTIONS_OF_A_TABLE.join(' | ')
  if (given.length > 0) throw new InputError(given.flatMap((name) => usage('--option', name, expected).faults))
}

function optionList(names: readonly OptionName[]): string {
  return names.map((name) => `  ${name}=${OPTION_TABLE[name].values.join('|')}`).join('\n')
}

/** From flags to a request; what is wrong with a value is named by its flag. */
export function requestOf(flags: Flags): Request {
  const faults: Fault[] = []
  const options = Object.fromEntries(
    (flags.option ?? []).map((pair) => {
      const at = pair.indexOf('=')
      if (at < 1) faults.push(...usage('--option', pair, 'floor.inner=ipf').faults)
      return [pair.slice(0, Math.max(at, 0)), pair.slice(at + 1)]
    }),
  )
  const timeLimit = flags.timeLimit === undefined ? undefined : Number(flags.timeLimit.replace(',', '.'))
  if (timeLimit !== undefined && !(timeLimit > 0 && timeLimit < Infinity)) {
    faults.push(...usage('--time-limit', flags.timeLimit!, '> 0').faults)
  }
  if (faults.length > 0) throw new InputError(faults)
  const { method, objective, solver, ties } = flags
  const [seed, optima] = (['seed', 'optima'] as const).map((name) => {
    const text = flags[name]
    if (text !== undefined && !/^\d{1,10}$/.test(text)) throw usage(`--${name}`, text, '0, 1, 2, …')
    return text === undefined ? undefined : Number(text)
  })
  const given = { method, objective, solver, options, timeLimit, ties, seed, optima }
  const request = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
  try {
    return checkRequest(request, SOLVER_NAMES)
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    throw new InputError(error.faults.map((fault) => ({ ...fault, path: flagOf(fault.path) })))
  }
}

/** `options.half` is `--option half`, `timeLimit` is `--time-limit`. */
function flagOf(path: string): string {
  if (path.startsWith('options.')) return path.replace('options.', '--option ')
  return `--${path.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`
}

/** Codes with commas between them; `none` is an empty list. */
export function listOf(codes: string): string[] {
  return codes === 'none' ? [] : codes.split(',').map((code) => code.trim())
}

/** The methods of `--methods`. @throws InputError that names each one that there is not */
export function methodsOf(list: string): Method[] {
  const given = list.split(',').map((each) => each.trim())
  const isMethod = (each: string): each is Method => METHODS.some((method) => method === each)
  const faults = given
    .filter((each) => !isMethod(each))
    .flatMap((each) => usage('--methods', each, METHODS.join(' | '), nearest(each, METHODS)).faults)
  if (faults.length > 0) throw new InputError(faults)
  return given.filter(isMethod)
}

export function usage(path: string, found: string, expected: string, hint?: string): InputError {
  return new InputError([{ code: 'usage', path, found, expected, ...(hint !== undefined && { hint }) }])
}
