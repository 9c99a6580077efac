/**
 * The questions that the service answers: for each its name, the shape of the question and of the answer, the function that
 * answers it and the forms it can take. Everything here runs in a thread of the pool (`thread.ts`); the server takes only names
 * and shapes from it.
 *
 * To add a question, add an entry; to add a form, add its media type in `formats.ts` and a line `form: encoder` in the entries
 * that have it.
 */
import type * as z from 'zod'
import { placedAs } from '../domain/places.js'
import { InputError, type Fault } from '../domain/errors.js'
import { EXIT, exitOf, exitOfCheck, exitOfDraft, exitOfMethods, exitOfYears, type Exit } from '../domain/outcomes.js'
import type { Scenario } from '../domain/scenario.js'
import { METHODS, type Method } from '../domain/table.js'
import { jsonText } from '../formats/json.js'
import {
  check,
  compare,
  compareMethods,
  draft,
  explain,
  publish,
  publishComparison,
  publishDraft,
  publishExplanation,
  publishMethods,
  publishYears,
  reconstruct,
  round,
  shippedScenarios,
  solve,
  verify,
  years,
  yearsWorkbook,
  checkWorkbook,
  comparisonWorkbook,
  draftWorkbook,
  methodsWorkbook,
  resultWorkbook,
  type Comparison,
  type FrameChanges,
  type MethodComparison,
  type PublishedComparison,
  type PublishedMethods,
  type Request,
} from '../library.js'
import { publicRead, type Reading } from '../domain/reading.js'
import { readingOf, saidOf } from '../io/read/readings.js'
import { checkShape } from '../shapes/check.js'
import { parseConsultation } from '../io/read/consultation.js'
import type { CsvForm } from '../io/csv.js'
import { codeOf, codesOf } from '../io/read/names.js'
import { parseProblem } from '../io/read/problem.js'
import { parseProposal } from '../io/read/proposal.js'
import { parseResult } from '../io/read/result.js'
import { parseScenario, readShipped, shippedFile } from '../io/read/scenario.js'
import { parseTable } from '../io/read/table.js'
import { draftSchema, yearsSchema } from '../shapes/proposals.js'
import { DATA_LABEL, type Language, type Text } from '../words/texts.js'
import {
  checkAnswer,
  comparisonAnswer,
  draftAnswer,
  explanationAnswer,
  reconstructionAnswer,
  resultAnswer,
  scenarioAnswer,
  scenariosAnswer,
  verificationAnswer,
  yearsAnswer,
} from './answers.js'
import { FORMAT_NAMES, type Format } from './formats.js'
import type { Given } from '../words/recipe.js'
import { givenWith, PROBLEM_FIELDS } from './forms.js'
import { checkQuestion, collected, standingAt, type Question } from './question.js'
import {
  checkRequest,
  compareRequest,
  draftRequest,
  explainRequest,
  reconstructRequest,
  roundRequest,
  scenarioRequest,
  scenariosRequest,
  solveRequest,
  verifyRequest,
  yearsRequest,
} from './requests.js'

/** What holds for every question, whatever is asked. */
export interface Setting {
  readonly language: Language
  /** The largest table, in cells. */
  readonly maxCells: number
  readonly csv: CsvForm
}

/** An answer that is not yet in any form, and what kind of answer it is. */
interface Answered<A extends object> {
  readonly answer: A
  readonly exit: Exit
}

/** A question, for what is made of its answer. */
interface Asked<F> {
  readonly fields: F
  readonly read: Read
  readonly setting: Setting
  /** What its inputs are called, where they came as files. */
  readonly given: Given | undefined
}

/** Puts an answer in a form: text, or the bytes of a file. */
type Encoder<F, A> = (answer: A, asked: Asked<F>) => Promise<string | Uint8Array>

/** A question that has been checked, and can be answered. */
interface Prepared {
  /** Everything the answer depends on, as plain data: equal questions have equal answers. */
  readonly identity: object
  readonly answer: (format: Format) => Promise<{ readonly body: string | Uint8Array; readonly exit: Exit }>
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
  /** Whether it may take long, whatever it is asked about. */
  readonly slow: boolean
  /** @throws InputError for what is wrong with the question */
  readonly prepare: (question: Question, setting: Setting) => Prepared
}

interface Entry<S extends z.ZodObject, A extends object> {
  readonly name: string
  readonly path?: string
  readonly summary: Text
  readonly request: S
  readonly answer: z.ZodType
  /** The fields that hold a scenario, or a list of them. */
  readonly scenarios?: readonly string[]
  /** The other fields that hold what a file would; `checks` reads them. */
  readonly files?: readonly string[]
  /**
   * Solved by a program that is no network: what it takes grows with the places too, and what has not been proven when the time
   * is up is answered without proof, so that the time limit is part of the question.
   */
  readonly integral?: boolean
  /** Searches, and may take long where it is not integral either. */
  readonly searches?: boolean
  /** The sizes of tables that are not scenarios: path, rows, columns. */
  readonly tables?: (fields: z.infer<S>) => readonly (readonly [string, number, number])[]
  /** What is looked at before anything is computed: each throws InputError by itself, also where a field or a scenario is not there. */
  readonly checks?: (fields: z.infer<S>, read: Read, setting: Setting) => readonly (() => unknown)[]
  readonly run: (fields: z.infer<S>, read: Read, setting: Setting) => Promise<Answered<A>>
  /** JSON goes without saying. */
  readonly forms?: Partial<Record<Exclude<Format, 'json'>, Encoder<z.infer<S>, A>>>
}

/** The scenario that stands in the question at a place: `scenario`, `scenarios[0]`. @throws InputError without faults where it could not be read */
type Read = (name: string) => Scenario

function operation<S extends z.ZodObject, A extends object>(entry: Entry<S, A>): Operation {
  const { name, path, summary, request, answer, scenarios = [], integral = false, searches = false, forms = {} } = entry
  const files = [...scenarios, ...(entry.files ?? [])]
  return {
    name,
    method: path === undefined ? 'POST' : 'GET',
    path: path ?? `/v1/${name}`,
    summary,
    request,
    answer,
    formats: FORMAT_NAMES.filter((format) => format === 'json' || forms[format] !== undefined),
    slow: integral || searches,
    prepare: (question, setting) =>
      checkQuestion(request, files, question, (given) => prepared(entry, question, given, setting)),
  }
}

/** A question whose own fields are of the right shape. @throws InputError with every fault of the files in it and of its meaning */
function prepared<S extends z.ZodObject, A extends object>(
  entry: Entry<S, A>,
  { value: question }: Question,
  given: Readonly<Record<string, unknown>>,
  setting: Setting,
): Prepared {
  const { name, scenarios = [], integral = false, tables, checks, run, forms = {} } = entry
  const fields = placedAs(question, given) as z.infer<S>
  const faults: Fault[] = []
  const collect = <T>(work: () => T): T | undefined => {
    const [made, wrong] = collected(work)
    for (const each of wrong) faults.push(each) // there may be very many
    return made
  }
  const sizes = tables?.(fields) ?? []
  sizes.forEach(([place, rows, columns]) => checkCells(place, rows, columns, setting))
  const found = new Map<string, Scenario>()
  for (const [place, each] of scenarios.flatMap((key) => placesOf(given[key], key))) {
    const scenario = collect(() => scenarioIn(each, place, setting))
    if (scenario !== undefined) found.set(place, scenario)
  }
  const read: Read = (place) => {
    const scenario = found.get(place)
    if (scenario === undefined) throw new InputError([]) // its own faults are told already
    return scenario
  }
  if (integral) checkPlaces(scenarios.join(), [...found.values()].map(sizeOf), setting)
  const cells = [...sizes.map(([, rows, columns]) => rows * columns), ...[...found.values()].map(cellsOf)]
  collect(() => checkOptima(given['optima'], cells, setting))
  for (const each of checks?.(fields, read, setting) ?? []) collect(each)
  if (faults.length > 0) throw new InputError(faults)
  // the time limit of a network ends its solve, it does not change its answer
  const apart = new Set([...scenarios, 'lang', ...(integral ? [] : ['timeLimit'])])
  const asked = Object.fromEntries(Object.entries(given).filter(([key]) => !apart.has(key)))
  const inputs = Object.fromEntries([...found].map(([place, { sha256 }]) => [place, sha256]))
  const named = givenWith(question)
  return {
    identity: { name, ...asked, ...inputs, named: named ?? null },
    answer: async (format) => {
      const reading = isObject(question) ? readingOf(question) : null
      const { answer, exit } = withRead(await run(fields, read, setting), reading, given, setting)
      const about = { fields, read, setting, given: named }
      const body = format === 'json' ? jsonText(answer) : await forms[format]!(answer, about)
      return { body, exit }
    },
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

/** What became of the tables that the question came in, said in its answer; published, without what quotes a cell. */
function withRead<A extends object>(
  answered: Answered<A>,
  reading: Reading | null,
  { publish: published }: Readonly<Record<string, unknown>>,
  { language }: Setting,
): Answered<A> {
  if (reading === null) return answered
  const read = saidOf(reading, language)
  return { ...answered, answer: { ...answered.answer, ...(published === true ? publicRead({ read }) : { read }) } }
}

/** Tables larger than the service takes are refused before they are computed with. */
function checkCells(path: string, rows: number, columns: number, { maxCells }: Setting): void {
  if (rows * columns <= maxCells) return
  throw new InputError([{ code: 'too-large', path, found: `${rows} x ${columns}`, expected: `<= ${maxCells}` }])
}

/** One scenario or a list of them, each with its place in the question. */
function placesOf(given: unknown, key: string): (readonly [string, unknown])[] {
  if (given === undefined) return []
  if (!Array.isArray(given)) return [[key, given]]
  return given.flatMap((each: unknown, i) => (each === null ? [] : [[`${key}[${i}]`, each] as const]))
}

/** What a table divides, over how many columns. */
interface Size {
  readonly places: number
  readonly columns: number
}

function sizeOf({ specialties, oors }: Scenario): Size {
  return { places: sumOf(specialties.map(({ intake }) => intake)), columns: oors.length }
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, each) => sum + each, 0)
}

/** Programs that are no network, and their proofs, write out what each place costs in each column. */
const PLACES_PER_CELL = 5

function checkPlaces(path: string, sizes: readonly Size[], { maxCells }: Setting): void {
  const found = sumOf(sizes.map(({ places, columns }) => places * columns))
  const most = PLACES_PER_CELL * maxCells
  if (found <= most) return
  throw new InputError([{ code: 'too-large', path, found: String(found), expected: `sum of intake x oors <= ${most}` }])
}

function cellsOf({ specialties, oors }: Scenario): number {
  return specialties.length * oors.length
}

/** A list of optima repeats the whole table for each: together they may be so many times the largest table. */
const OPTIMA_TABLES = 10

function checkOptima(optima: unknown, cells: readonly number[], { maxCells }: Setting): void {
  const largest = Math.max(1, ...cells)
  const most = Math.floor((OPTIMA_TABLES * maxCells) / largest)
  if (typeof optima !== 'number' || optima <= most) return
  throw new InputError([{ code: 'too-large', path: 'optima', found: String(optima), expected: `<= ${most}` }])
}

/** Shipped scenarios do not change while the service runs. */
const shippedBefore = new Map<string, Scenario>()

/** A scenario by its id, or with its data in it; its faults are named by where it stands in the question. */
function scenarioIn(given: unknown, path: string, setting: Setting): Scenario {
  if (typeof given === 'string') {
    const scenario = shippedBefore.get(given) ?? readShipped(given, path)
    shippedBefore.set(given, scenario)
    return scenario
  }
  const { specialties, oors } = given as { readonly specialties?: unknown; readonly oors?: unknown }
  checkCells(path, lengthOf(specialties), lengthOf(oors), setting)
  return parseScenario(standingAt(given as object, path))
}

function lengthOf(list: unknown): number {
  return Array.isArray(list) ? list.length : 0
}

/** Reads what stands in a field; its faults are named by that. @param named which paths name it already */
function within(path: string, named: RegExp, read: () => unknown): void {
  const place = (fault: Fault) => (named.test(fault.path) ? fault : { ...fault, path: `${path}.${fault.path}` })
  const [, faults] = collected(read)
  if (faults.length > 0) throw new InputError(faults.map(place))
}

/** Advices are checked by the scenario that they are about. */
function advicesCheck(advices: object | undefined, scenario: () => Scenario): () => void {
  return () => {
    if (advices !== undefined) within('advices', /^advices:/, () => parseConsultation(advices, scenario()))
  }
}

/** The flags of a question, as the library takes them. */
function requestOf({ method, objective, solver, options, timeLimit, ties, seed, optima }: Request): Request {
  return { method, objective, solver, options, timeLimit, ties, seed, optima }
}

const pages = () => import('../formats/pages.js')
const tables = () => import('../formats/csv.js')

const solving = operation({
  name: 'solve',
  summary: { nl: 'Van scenario naar toewijzing', en: 'From a scenario to an allocation' },
  request: solveRequest,
  answer: resultAnswer,
  scenarios: ['scenario'],
  run: async (fields, read) => {
    const result = await solve(read('scenario'), requestOf(fields))
    return { answer: fields.publish ? publish(result) : result, exit: exitOf([result]) }
  },
  forms: {
    csv: async (result, { read, setting }) => {
      const { namesIn, resultCsv } = await tables()
      return resultCsv(result, setting.csv, namesIn(read('scenario')))
    },
    html: async (result, { fields, read, setting, given }) =>
      (await pages()).solvedPage(read('scenario'), result, requestOf(fields), setting.language, given),
    xlsx: (result, { read, setting: { language }, given }) =>
      resultWorkbook(result, { scenario: read('scenario'), language, given }),
  },
})

/** The table that a question consists of, flags aside. */
function problemIn(fields: object): object {
  return placedAs(fields, Object.fromEntries(Object.entries(fields).filter(([key]) => PROBLEM_FIELDS.includes(key))))
}

const rounding = operation({
  name: 'round',
  summary: { nl: 'Rondt een willekeurige tabel af', en: 'Rounds any table' },
  request: roundRequest,
  answer: resultAnswer,
  files: PROBLEM_FIELDS,
  tables: ({ rows, columns }) => [['rows, columns', lengthOf(rows), lengthOf(columns)]],
  checks: (fields) => [() => parseProblem(problemIn(fields), 'body')],
  run: async (fields) => {
    const result = await round(problemIn(fields), requestOf(fields))
    return { answer: fields.publish ? publish(result) : result, exit: exitOf([result]) }
  },
  forms: {
    csv: async (result, { setting }) => (await tables()).resultCsv(result, setting.csv),
    html: async (result, { setting, given }) => (await pages()).roundedPage(result, setting.language, given),
    xlsx: (result, { setting: { language }, given }) => resultWorkbook(result, { language, given }),
  },
})

const comparing = operation<typeof compareRequest, Compared>({
  name: 'compare',
  summary: {
    nl: 'Vergelijkt twee scenario’s, of methoden op één scenario',
    en: 'Compares two scenarios, or methods on one scenario',
  },
  request: compareRequest,
  answer: comparisonAnswer,
  scenarios: ['a', 'b'],
  files: ['advices'],
  checks: ({ b, methods, advices }, read) => [
    () => {
      if ((b === undefined) === (methods === undefined)) throw new InputError([oneOfTwo(b === undefined)])
      if (methods !== undefined && advices !== undefined) throw new InputError([ADVICES_ALONE])
    },
    advicesCheck(advices, () => read('a')),
  ],
  run: async (fields, read) => {
    const { methods, advices, publish: published } = fields
    if (methods !== undefined) {
      const comparison = await compareMethods(read('a'), methodsOf(methods), requestOf(fields))
      return {
        answer: published ? publishMethods(comparison) : comparison,
        exit: exitOfMethods(comparison.results),
      }
    }
    const comparison = await compare(read('a'), read('b'), { ...requestOf(fields), advices })
    return {
      answer: published ? publishComparison(comparison) : comparison,
      exit: exitOf([comparison.a, comparison.b]),
    }
  },
  forms: {
    csv: async (comparison, { read, setting: { csv } }) => {
      const { methodComparisonCsv, namesIn, scenarioComparisonCsv } = await tables()
      const names = namesIn(read('a'))
      return 'results' in comparison
        ? methodComparisonCsv(comparison, csv, names)
        : scenarioComparisonCsv(comparison, csv, names)
    },
    html: async (comparison, { read, setting: { language }, given }) => {
      const { bothPage, comparedPage } = await pages()
      return 'results' in comparison
        ? comparedPage(read('a'), comparison, language, given)
        : bothPage(read('a'), read('b'), comparison, language, given)
    },
    xlsx: (comparison, { read, setting: { language }, given }) =>
      'results' in comparison
        ? methodsWorkbook(comparison, { scenario: read('a'), language, given })
        : comparisonWorkbook(comparison, { a: read('a'), b: read('b'), language, given }),
  },
})

type Compared =
  | Comparison
  | (PublishedComparison & { readonly frames: FrameChanges | null })
  | MethodComparison
  | PublishedMethods

/** Advices are about two frames of one year. */
const ADVICES_ALONE: Fault = { code: 'usage', path: 'advices', found: 'advices, methods', expected: 'b' }

function oneOfTwo(neither: boolean): Fault {
  return { code: 'usage', path: 'b', found: neither ? '-' : 'b, methods', expected: 'b | methods' }
}

/** A list, or text with commas as the command takes it. */
function methodsOf(given: readonly Method[] | string): Method[] {
  const names: readonly string[] = typeof given === 'string' ? given.split(',').map((each) => each.trim()) : given
  return names.flatMap((name) => METHODS.filter((method) => method === name))
}

const explaining = operation({
  name: 'explain',
  summary: { nl: 'De weg van één cel, van aandeel tot plaats', en: 'The way of one cell, from share to places' },
  request: explainRequest,
  answer: explanationAnswer,
  scenarios: ['scenario'],
  checks: ({ specialty, oor }, read) => [
    () => checkCode(specialty, 'specialty', read('scenario').specialties),
    () => checkCode(oor, 'oor', read('scenario').oors),
  ],
  run: async (fields, read) => {
    const explanation = await explain(read('scenario'), fields.specialty, fields.oor, requestOf(fields))
    const answer = fields.publish ? publishExplanation(explanation) : explanation
    return { answer, exit: exitOf([explanation.result]) }
  },
  forms: {
    csv: async (explanation, { setting }) => (await tables()).explanationCsv(explanation, setting.csv),
    html: async (explanation, { read, setting, given }) =>
      (await pages()).explainedPage(read('scenario'), explanation, setting.language, given),
  },
})

function checkCode(given: string, path: string, known: Parameters<typeof codesOf>[0]): void {
  const faults: Fault[] = []
  codeOf(given, path, codesOf(known), faults)
  if (faults.length > 0) throw new InputError(faults)
}

const verifying = operation({
  name: 'verify',
  summary: { nl: 'Rekent een uitkomst onafhankelijk na', en: 'Checks a result independently' },
  request: verifyRequest,
  answer: verificationAnswer,
  scenarios: ['scenario', 'scenarios'],
  files: ['advices'],
  tables: ({ result }) => (result === undefined ? [] : [['result', result.rows.length, result.columns.length]]),
  checks: ({ result, advices, ...rest }, read, setting) => [
    () => {
      if (result !== undefined) within('result', /^result$/, () => [parseResult(result), checkProofs(result, setting)])
    },
    ...scenarioPlaces(rest).map((place) => advicesCheck(advices, () => read(place))),
  ],
  run: async ({ result, advices, timeLimit, ...rest }, read, { language }) => {
    const known = scenarioPlaces(rest).map(read)
    const answer = await verify(result, { scenarios: known, advices, timeLimit, language })
    return { answer, exit: exitOfCheck(answer) }
  },
})

/** Where the scenarios of a question that takes one or more stand. */
function scenarioPlaces({
  scenario,
  scenarios = [],
}: {
  readonly scenario?: unknown
  readonly scenarios?: readonly unknown[] | undefined
}): string[] {
  return [...(scenario === undefined ? [] : ['scenario']), ...scenarios.map((_, i) => `scenarios[${i}]`)]
}

/** The proofs of drafts and years are checked place by place. */
function checkProofs(result: { readonly kind?: string | undefined }, setting: Setting): void {
  if (result.kind === 'years') {
    const { rowTotals, columns } = checkShape(yearsSchema, result, 'result')
    const sizes = rowTotals.map((totals) => ({ places: sumOf(totals), columns: columns.length }))
    checkPlaces('rowTotals', sizes, setting)
  }
  if (result.kind === 'draft') {
    const { rowTotals, columns, frame } = checkShape(draftSchema, result, 'result')
    const leeway = frame === null ? 0 : frame.leeway.below + frame.leeway.above
    checkPlaces('rowTotals', [{ places: sumOf(rowTotals) + leeway, columns: columns.length }], setting)
  }
}

const drafting = operation({
  name: 'draft',
  summary: { nl: 'Een integraal voorstel binnen de regelruimte', en: 'An integral proposal within the leeway' },
  request: draftRequest,
  answer: draftAnswer,
  scenarios: ['scenario'],
  files: ['advices'],
  integral: true,
  checks: ({ advices }, read) => [advicesCheck(advices, () => read('scenario'))],
  run: async ({ advices, fallback, options, timeLimit, publish: published }, read, { language }) => {
    const drafted = await draft(read('scenario'), advices, { options, timeLimit, fallback, language })
    return { answer: published ? publishDraft(drafted) : drafted, exit: exitOfDraft(drafted) }
  },
  forms: {
    csv: async (drafted, { read, setting }) => {
      const { namesIn, resultCsv } = await tables()
      return resultCsv(drafted, setting.csv, namesIn(read('scenario')))
    },
    html: async (drafted, { read, setting, given }) =>
      (await pages()).draftedPage(read('scenario'), drafted, setting.language, given),
    xlsx: (drafted, { read, setting: { language }, given }) =>
      draftWorkbook(drafted, { scenario: read('scenario'), language, given }),
  },
})

const checking = operation({
  name: 'check',
  summary: {
    nl: 'Toetst een voorstel aan het kader, regel voor regel',
    en: 'Tests a proposal against the frame, rule by rule',
  },
  request: checkRequest,
  answer: checkAnswer,
  scenarios: ['scenario'],
  integral: true,
  files: ['proposal', 'advices'],
  tables: ({ proposal }) => [['proposal', lengthOf(proposal?.rows), lengthOf(proposal?.columns)]],
  checks: ({ proposal, advices }, read) => [
    advicesCheck(advices, () => read('scenario')),
    () => {
      if (proposal !== undefined)
        within('proposal', /^proposal($|[.:])/, () => parseProposal(proposal, read('scenario')))
    },
  ],
  run: async ({ proposal, advices, repair, options }, read, { language }) => {
    const answer = await check(read('scenario'), proposal, { advices, repair, options, language })
    return { answer, exit: exitOfCheck(answer) }
  },
  forms: {
    html: async (checked, { read, setting, given }) =>
      (await pages()).checkedPage(read('scenario'), checked, setting.language, given),
    xlsx: (checked, { read, setting: { language }, given }) =>
      checkWorkbook(checked, { scenario: read('scenario'), language, given }),
  },
})

const solvingYears = operation({
  name: 'years',
  summary: { nl: 'Meer jaren samen, elk in zijn eigen kader', en: 'Several years together, each in its own frame' },
  request: yearsRequest,
  answer: yearsAnswer,
  scenarios: ['scenarios'],
  integral: true,
  checks: (fields, read) => [() => checkYearsDiffer(scenarioPlaces(fields).map(read))],
  run: async ({ scenarios, options, timeLimit, publish: published }, read) => {
    const solved = await years(scenarioPlaces({ scenarios }).map(read), { options, timeLimit })
    return { answer: published ? publishYears(solved) : solved, exit: exitOfYears(solved) }
  },
  forms: {
    csv: async (solved, { read, setting }) => {
      const { namesIn, yearsCsv } = await tables()
      return yearsCsv(solved, setting.csv, namesIn(read('scenarios[0]')))
    },
    html: async (solved, { fields, read, setting, given }) =>
      (await pages()).allYearsPage(
        fields.scenarios.map((_, i) => read(`scenarios[${i}]`)),
        solved,
        setting.language,
        given,
      ),
    xlsx: (solved, { fields, read, setting: { language }, given }) =>
      yearsWorkbook(solved, { scenarios: fields.scenarios.map((_, i) => read(`scenarios[${i}]`)), language, given }),
  },
})

function checkYearsDiffer(scenarios: readonly Scenario[]): void {
  const given = scenarios.map(({ year }) => year)
  const faults = given.flatMap((year, i): Fault[] =>
    given.indexOf(year) === i
      ? []
      : [{ code: 'duplicate', path: `scenarios[${i}].year`, found: String(year), expected: '' }],
  )
  if (faults.length > 0) throw new InputError(faults)
}

const reconstructing = operation({
  name: 'reconstruct',
  summary: {
    nl: 'Verzint zorggebruik waaruit een gepubliceerde tabel precies volgt',
    en: 'Makes up care use from which a published table follows exactly',
  },
  request: reconstructRequest,
  answer: reconstructionAnswer,
  searches: true,
  scenarios: ['scenario'],
  files: ['table'],
  tables: ({ table }) => [['table', lengthOf(table?.rows), lengthOf(table?.columns)]],
  checks: ({ table, scenario }, read) => [
    () => {
      const known = scenario === undefined ? null : read('scenario')
      if (table !== undefined) within('table', /^table($|[.:])/, () => parseTable(table, known))
    },
  ],
  run: async ({ table, scenario, seed, floored }, read) => {
    const known = scenario === undefined ? undefined : read('scenario')
    const answer = await reconstruct(table, { scenario: known, seed, floored })
    return { answer, exit: EXIT.positive }
  },
})

const listing = operation({
  name: 'scenarios',
  path: '/v1/scenarios',
  summary: { nl: 'De meegeleverde scenario’s', en: 'The shipped scenarios' },
  request: scenariosRequest,
  answer: scenariosAnswer,
  run: (_, __, setting) => {
    const scenarios = shippedScenarios().map((id) => {
      const { title, year, data, specialties, oors } = scenarioIn(id, 'id', setting)
      const places = specialties.reduce((sum, { intake }) => sum + intake, 0)
      const text = DATA_LABEL[data][setting.language]
      return { id, title, year, data, text, specialties: specialties.length, oors: oors.length, places }
    })
    return Promise.resolve({ answer: { scenarios }, exit: EXIT.positive })
  },
})

const showing = operation({
  name: 'scenario',
  path: '/v1/scenarios/:id',
  summary: { nl: 'Een meegeleverd scenario, met de gegevens erin', en: 'A shipped scenario, with its data in it' },
  request: scenarioRequest,
  answer: scenarioAnswer,
  scenarios: ['id'],
  run: ({ id }) => Promise.resolve({ answer: shippedFile(id, 'id'), exit: EXIT.positive }),
})

export const OPERATIONS: readonly Operation[] = [
  solving,
  rounding,
  comparing,
  explaining,
  verifying,
  drafting,
  checking,
  solvingYears,
  reconstructing,
  listing,
  showing,
]
