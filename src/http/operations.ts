/**
 * The questions of the table as the service answers them: each with its route, and everything that stands in it read and checked in
 * one round before it is computed. This runs in a thread of the pool (`thread.ts`); the server takes only names and shapes from it.
 */
import type * as z from 'zod'
import { InputError, type Fault } from '../domain/errors.js'
import { capital } from '../domain/language.js'
import { EXIT, type Exit } from '../domain/outcomes.js'
import { placedAs } from '../domain/places.js'
import type { Read } from '../domain/reading.js'
import type { Scenario } from '../domain/scenario.js'
import { readingOf, saidOf, withReading } from '../io/read/readings.js'
import { parseScenario, readShipped } from '../io/read/scenario.js'
import { holdsAllocation } from '../io/read/told.js'
import type { CsvForm } from '../io/csv.js'
import { fairnessQuestion, type FairnessQuestion, type FairnessRequest } from '../library.js'
import { TOTALS } from '../questions/flags.js'
import { QUESTIONS } from '../questions/index.js'
import type { Question as Declared, Typed } from '../questions/question.js'
import type { Given } from '../words/recipe.js'
import type { Language, Text } from '../words/texts.js'
import { FORMAT_NAMES, type Format } from './formats.js'
import { asGiven, givenWith } from './forms.js'
import { INPUTS, PROBLEM_FIELDS } from './inputs.js'
import { cellsOf, checkCells, checkDraws, checkOptima, checkPlaces, lengthOf, sizeOf } from './limits.js'
import { checkQuestion, collected, standingAt, type SentQuestion } from './question.js'

/** What holds for every question, whatever is asked. */
export interface ServiceSetting {
  readonly language: Language
  /** The largest table, in cells. */
  readonly maxCells: number
  readonly csv: CsvForm
}

/** Years to be drawn, of which scenario. */
interface Plan {
  readonly scenario: Scenario
  readonly question: FairnessQuestion
  /** What became of the tables that it came in. */
  readonly read: Read | undefined
}

/** A question that has been checked, and can be answered. */
interface Prepared {
  /** Everything the answer depends on, as plain data: equal questions have equal answers. */
  readonly identity: object
  readonly answer: (format: Format) => Promise<{ readonly body: string | Uint8Array; readonly exit: Exit }>
  /** What is computed, where it becomes a job. */
  readonly plan: () => Plan
}

export interface Operation {
  /** As in `/v1/solve`. */
  readonly name: string
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly summary: Text
  readonly request: z.ZodObject
  readonly answer: z.ZodType
  /** JSON first. */
  readonly formats: readonly Format[]
  /** Whether its CSV is a table, which may have names and totals. */
  readonly hasTotals: boolean
  /** Whether it may take long, whatever it is asked about. */
  readonly slow: boolean
  /** Whether it becomes a job. */
  readonly isJob: boolean
  /** @throws InputError for what is wrong with the question */
  readonly prepare: (question: SentQuestion, setting: ServiceSetting) => Prepared
}

export const OPERATIONS: readonly Operation[] = QUESTIONS.flatMap((declared) => {
  const { name, words, request, answer, forms, command, route } = declared
  if (route === undefined) return []
  const files = Object.entries(declared.inputs).flatMap(([field, kind]) =>
    kind === 'problem' ? PROBLEM_FIELDS : field,
  )
  return {
    name,
    method: route.path === undefined ? 'POST' : 'GET',
    path: route.path ?? `/v1/${name}`,
    summary: route.summary ?? { nl: capital(words.nl), en: capital(words.en) },
    request,
    answer,
    formats: FORMAT_NAMES.filter((format) => (route.forms ?? forms).includes(format)),
    hasTotals: command?.flags.includes(TOTALS) === true,
    slow: route.isIntegral === true || route.searches === true,
    isJob: route.isJob === true,
    prepare: (sent, setting) => {
      const question = toldBy(declared, sent)
      return checkQuestion(request, files, question, (fields) => prepared(declared, question, fields, setting))
    },
  }
})

/** A question with its fields as they were meant, where that is told by what stands in them. */
function toldBy({ told }: Declared, sent: SentQuestion): SentQuestion {
  const { value } = sent
  if (told === undefined || typeof value !== 'object' || value === null || Array.isArray(value)) return sent
  const meant = told(value as Typed, holdsAllocation)
  return meant === value ? sent : { ...sent, value: asGiven(value, withReading(meant, readingOf(value))) }
}

/** A question whose own fields are of the right shape. @throws InputError with every fault of the files in it and of its meaning */
function prepared(
  declared: Declared,
  { value: question }: SentQuestion,
  fields: Readonly<Record<string, unknown>>,
  setting: ServiceSetting,
): Prepared {
  const { inputs, route = {} } = declared
  const { isIntegral = false, checks = [] } = route
  const given = placedAs(question, fields)
  const faults: Fault[] = []
  const collect = <T>(work: () => T): T | undefined => {
    const [made, wrong] = collected(work)
    for (const each of wrong) faults.push(each) // there may be very many
    return made
  }
  const files = Object.entries(inputs).flatMap(([field, kind]) =>
    kind === 'scenario' ? [] : [{ field, kind, ...INPUTS[kind] }],
  )
  const sizes = files.flatMap((file) => (file.sizeOf === undefined ? [] : [file.sizeOf(given, file.field)]))
  for (const [place, rows, columns] of sizes) checkCells(place, rows, columns, setting)
  const fieldsOfScenarios = Object.keys(inputs).filter((field) => inputs[field] === 'scenario')
  const found = new Map<string, Scenario>()
  for (const [place, each] of fieldsOfScenarios.flatMap((field) => placesOf(given[field], field))) {
    const scenario = collect(() => scenarioIn(each, place, setting))
    if (scenario !== undefined) found.set(place, scenario)
  }
  if (isIntegral) checkPlaces(fieldsOfScenarios.join(), [...found.values()].map(sizeOf), setting)
  const cells = [...sizes.map(([, rows, columns]) => rows * columns), ...[...found.values()].map(cellsOf)]
  collect(() => checkOptima(given['optima'], cells, setting))
  if (route.isJob === true) collect(() => checkDraws(given, Math.max(...cells, 1)))
  const asked: Record<string, unknown> = { ...given, ...scenariosIn(given, fieldsOfScenarios, found) }
  for (const check of checks) collect(() => check(asked))
  // files are read with the names of the first scenario
  const [about] = fieldsOfScenarios.flatMap((field) => placesOf(given[field], field))
  for (const { field, kind, read } of files) {
    const scenario = about === undefined ? null : found.get(about[0])
    // its own faults are told already; what was not given, or not as it should be, too
    if (scenario === undefined || (kind !== 'problem' && given[field] === undefined)) continue
    asked[field] = collect(() => read(given, field, scenario, setting))
  }
  if (faults.length > 0) throw new InputError(faults)
  return {
    identity: { ...identityOf(declared, given, found), named: givenWith(question) ?? null },
    answer: async (format) => {
      const { language, csv } = setting
      declared.checkForm?.(asked, format)
      const answered = await declared.ask(asked, {
        language,
        given: givenWith(question) ?? namesIn(given, fieldsOfScenarios),
        read: saidIn(question, language),
        sheets: readingOf(question as object)?.sheets,
      })
      // what there was no time for is that, in whatever form
      if (answered.exit === EXIT.noAnswer) return { body: '', exit: answered.exit }
      if (answered.refused.length > 0) throw new InputError(answered.refused)
      return { body: await answered.in(format, csv), exit: answered.exit }
    },
    plan: () => {
      const { scenario, ...rest } = asked as unknown as { readonly scenario: Scenario } & FairnessRequest
      return { scenario, question: fairnessQuestion(rest), read: saidIn(question, setting.language) }
    },
  }
}

/** What the scenarios of a question in JSON are called: their ids; those with their data in them, as a file of that name. */
function namesIn(given: Readonly<Record<string, unknown>>, fields: readonly string[]): Given {
  const nameOf = (each: unknown) => (typeof each === 'string' ? each : `${(each as { readonly id: string }).id}.json`)
  const there = fields.filter((field) => given[field] !== undefined)
  const named = Object.fromEntries(there.map((field) => [field, [given[field]].flat().map(nameOf)]))
  return { scenarios: Object.values(named).flat(), named }
}

/** What became of the tables that a question came in. */
function saidIn(question: unknown, language: Language): Read | undefined {
  const reading = typeof question === 'object' && question !== null ? readingOf(question) : null
  return reading === null ? undefined : saidOf(reading, language)
}

/** The time limit of a network ends its solve, it does not change its answer. */
function identityOf(
  { name, inputs, route }: Declared,
  given: Readonly<Record<string, unknown>>,
  found: ReadonlyMap<string, Scenario>,
): object {
  const isApart = (field: string) =>
    inputs[field] === 'scenario' || field === 'lang' || (field === 'timeLimit' && route?.isIntegral !== true)
  const asked = Object.fromEntries(Object.entries(given).filter(([field]) => !isApart(field)))
  const scenarios = Object.fromEntries([...found].map(([place, { sha256 }]) => [place, sha256]))
  return { name, ...asked, ...scenarios }
}

/** One scenario or a list of them, each with its place in the question: `scenario`, `scenarios[0]`. */
function placesOf(given: unknown, field: string): (readonly [string, unknown])[] {
  if (given === undefined) return []
  if (!Array.isArray(given)) return [[field, given]]
  return given.flatMap((each: unknown, i) => (each === null ? [] : [[`${field}[${i}]`, each] as const]))
}

/** Scenarios in the place of what stood for them; a field of which one could not be read is undefined. */
function scenariosIn(
  given: Readonly<Record<string, unknown>>,
  fields: readonly string[],
  found: ReadonlyMap<string, Scenario>,
): Record<string, unknown> {
  return Object.fromEntries(
    fields.flatMap((field) => {
      if (given[field] === undefined) return []
      const scenarios = placesOf(given[field], field).map(([place]) => found.get(place))
      if (scenarios.includes(undefined)) return [[field, undefined] as const]
      return [[field, Array.isArray(given[field]) ? scenarios : scenarios[0]] as const]
    }),
  )
}

/** Shipped scenarios do not change while the service runs. */
const shippedBefore = new Map<string, Scenario>()

/** A scenario by its id, or with its data in it; its faults are named by where it stands in the question. */
function scenarioIn(given: unknown, path: string, setting: ServiceSetting): Scenario {
  if (typeof given === 'string') {
    const scenario = shippedBefore.get(given) ?? readShipped(given, path)
    shippedBefore.set(given, scenario)
    return scenario
  }
  const { specialties, oors } = given as { readonly specialties?: unknown; readonly oors?: unknown }
  checkCells(path, lengthOf(specialties), lengthOf(oors), setting)
  return parseScenario(standingAt(given as object, path))
}
