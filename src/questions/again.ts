/**
 * The command that makes an answer again: made of the table of questions, so that every flag that a question has is in it. Inputs are called
 * as the reader's own command or form called them; what came without a name is called after its field.
 */
import { shippedIdOf } from '../io/read/shipped-cases.js'
import { commandLine, inShell, type Given } from '../words/recipe.js'
import type { Language, Text } from '../words/texts.js'
import type { Flag } from './flags.js'
import type { CommandLine, InputKind } from './question.js'

interface Asking {
  readonly name: string
  readonly command?: CommandLine
  readonly inputs: Readonly<Record<string, InputKind>>
}

type Fields = Readonly<Record<string, unknown>>

/** What a file is called that came without a name. */
const UNNAMED: Readonly<Record<string, Text>> = {
  advices: { nl: 'adviezen.json', en: 'advices.json' },
  consultation: { nl: 'adviezen.json', en: 'advices.json' },
  proposal: { nl: 'voorstel.csv', en: 'proposal.csv' },
  proposals: { nl: 'proposal.json', en: 'proposal.json' }, // in JSON too, which is alike in both languages
  problem: { nl: 'tabel.json', en: 'table.json' },
  table: { nl: 'tabel.json', en: 'table.json' },
  near: { nl: 'gegeven.json', en: 'given.json' },
  carry: { nl: 'eerder.json', en: 'earlier.json' },
  result: { nl: 'uitkomst.json', en: 'result.json' },
  case: { nl: 'geval.json', en: 'case.json' },
}

/** What one of several proposals is called that came without a name. */
export function unnamedProposal(i: number): string {
  return UNNAMED['proposals']!.nl.replace('.json', `-${i + 1}.json`)
}

/** Flags that change how an answer is found or shown, and not what it is. */
const ASIDE: ReadonlySet<string> = new Set([
  'format',
  'names',
  'totals',
  'threads',
  'store',
  'tables',
  'beside',
  'frame',
  'timeLimit',
])

/** The command of a question, without what says in which form its answer is wanted; null where it is none. */
export function commandAgain(
  { name, command, inputs }: Asking,
  asked: object,
  { language, given }: { readonly language: Language; readonly given?: Given | undefined },
): string | null {
  if (command === undefined) return null
  const fields: Fields = asked as Fields
  const named = (field: string) => namesOf(field, fields[field], inputs[field], given, language)
  const valueOf = (field: string) => (inputs[field] === undefined ? textsOf(fields[field]) : named(field))
  const { positionals, flags } = command
  const frame = given?.frame !== undefined && isOwn(fields, inputs) ? ['--frame', inShell(given.frame)] : []
  const known = new Set([
    ...positionals.map(({ field }) => field),
    ...flags.flatMap((flag) => [fieldOf(flag), flag.name]),
  ])
  // one scenario, or a list of them: the same flag
  const both = (flag: Flag) => [...new Set([fieldOf(flag), ...(inputs[flag.name] === undefined ? [] : [flag.name])])]
  const loose = Object.keys(inputs).filter((field) => !known.has(field) && fields[field] !== undefined)
  const words = [
    ...name.split(' '),
    ...positionals.flatMap(({ field }) => valueOf(field).map(inShell)),
    ...frame,
    ...flags.flatMap((flag) => (ASIDE.has(fieldOf(flag)) ? [] : flagWords(flag, both(flag).flatMap(valueOf)))),
    ...loose.flatMap((field) => named(field).flatMap((each) => [`--${field}`, inShell(each)])),
    ...(language === 'nl' ? [] : ['--lang', language]),
  ]
  return commandLine(words)
}

function fieldOf({ name, field }: Flag): string {
  return name === 'option' ? 'options' : (field ?? name.replace(/-[a-z]/g, (part) => part.charAt(1).toUpperCase()))
}

function flagWords({ name, value, repeats, several, read }: Flag, values: readonly string[]): string[] {
  if (values.length === 0) return []
  if (value === undefined) return values[0] === 'true' ? [`--${name}`] : []
  const words = values.map(inShell)
  if (several === true) return [`--${name}`, ...words]
  if (repeats !== true && read !== undefined) return [`--${name}`, inShell(values.join(',').replaceAll(/,\s+/g, ','))]
  return words.flatMap((each) => [`--${name}`, each])
}

/** A value as it is typed; an object as `key=value`, as often as it has keys. */
function textsOf(value: unknown): string[] {
  if (value === undefined || value === null) return []
  if (Array.isArray(value)) return value.length === 0 ? ['none'] : value.flatMap(textsOf)
  if (typeof value !== 'object') return [`${value as string | number | boolean}`]
  const { index, of } = value as { readonly index?: number; readonly of?: number }
  if (index !== undefined && of !== undefined) return [`${index}/${of}`]
  return Object.entries(value).flatMap(([key, each]) =>
    each === undefined ? [] : textsOf(each).map((text) => `${key}=${text}`),
  )
}

/** What the files of a field are called. */
function namesOf(
  field: string,
  value: unknown,
  kind: InputKind | undefined,
  given: Given | undefined,
  language: Language,
): string[] {
  if (value === undefined) return []
  const named = given?.named?.[field]
  const all: readonly unknown[] = Array.isArray(value) ? value : [value]
  if (named !== undefined) return [named].flat()
  if (kind === 'scenario') return all.map(scenarioName)
  const shipped = kind === 'case' ? shippedIdOf(value) : undefined
  if (shipped !== undefined) return [shipped]
  const name = UNNAMED[field]?.[language] ?? `${field}.json`
  return all.map((each, i) =>
    typeof each === 'string'
      ? each
      : kind === 'results' || kind === 'proposals'
        ? name.replace('.json', `-${i + 1}.json`)
        : name,
  )
}

/** The id of a shipped scenario; a workbook by the name of its file. */
function scenarioName(value: unknown): string {
  if (typeof value === 'string') return value
  const { id, own } = value as { readonly id: string; readonly own?: object | null }
  return own == null ? id : `${id}.xlsx`
}

function isOwn(fields: Fields, inputs: Readonly<Record<string, InputKind>>): boolean {
  return Object.keys(inputs)
    .filter((field) => inputs[field] === 'scenario')
    .flatMap((field) => fields[field] as object | readonly object[] | undefined)
    .some((each) => typeof each === 'object' && 'own' in each && each.own !== null)
}
