/**
 * The questions that the service answers: for each its name, the shape of the question and of the answer, the function that
 * answers it and the forms it can take. Everything here runs in a thread of the pool (`thread.ts`); the server takes only names
 * and shapes from it.
 *
 * To add a question, add an entry; to add a form, add its media type in `formats.ts` and a line `form: encoder` in the entries
 * that have it.
 */
import type * as z from 'zod'
import { InputError, type Fault } from '../domain/errors.js'
import { EXIT, exitOf, exitOfCheck, exitOfMethods, type Exit } from '../domain/outcomes.js'
import type { Scenario } from '../domain/scenario.js'
import { METHODS, type Method } from '../domain/table.js'
import { jsonText } from '../formats/json.js'
import {
  compare,
  compareMethods,
  explain,
  publish,
  publishComparison,
  publishExplanation,
  publishMethods,
  reconstruct,
  round,
  shippedScenarios,
  solve,
  verify,
  type MethodComparison,
  type PublishedComparison,
  type PublishedMethods,
  type Request,
  type ScenarioComparison,
} from '../index.js'
import { checkShape } from '../io/check.js'
import { parseScenario, readShipped, shippedFile } from '../io/scenario.js'
import { problemSchema } from '../io/schemas.js'
import { DATA_LABEL, type Language, type Text } from '../io/texts.js'
import {
  comparisonAnswer,
  explanationAnswer,
  reconstructionAnswer,
  resultAnswer,
  scenarioAnswer,
  scenariosAnswer,
  verificationAnswer,
} from './answers.js'
import { FORMAT_NAMES, type Format } from './formats.js'
import {
  compareRequest,
  explainRequest,
  reconstructRequest,
  roundRequest,
  scenarioRequest,
  scenariosRequest,
  solveRequest,
  verifyRequest,
} from './requests.js'

/** What holds for every question, whatever is asked. */
export interface Setting {
  readonly language: Language
  /** The largest table, in cells. */
  readonly maxCells: number
}

/** An answer that is not yet in any form, and what kind of answer it is. */
interface Answered<A extends object> {
  readonly answer: A
  readonly exit: Exit
}

/** Puts an answer in a form: text, or the bytes of a file. */
type Encoder<A> = (answer: A, setting: Setting) => Promise<string | Uint8Array>

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
  /** @throws InputError for what is wrong with the question */
  readonly prepare: (body: unknown, setting: Setting) => Prepared
}

interface Entry<S extends z.ZodObject, A extends object> {
  readonly name: string
  readonly path?: string
  readonly summary: Text
  readonly request: S
  readonly answer: z.ZodType
  /** Reads the scenarios of a question; each stands in the question by its name. */
  readonly scenarios?: readonly string[]
  /** The sizes of tables that are not scenarios: path, rows, columns. */
  readonly tables?: (fields: z.infer<S>) => readonly (readonly [string, number, number])[]
  readonly run: (fields: z.infer<S>, read: Read, setting: Setting) => Promise<Answered<A>>
  /** JSON goes without saying. */
  readonly forms?: Partial<Record<Exclude<Format, 'json'>, Encoder<A>>>
}

/** The scenario that stands in the question under a name. */
type Read = (name: string) => Scenario

function operation<S extends z.ZodObject, A extends object>(entry: Entry<S, A>): Operation {
  const { name, path, summary, request, answer, scenarios = [], tables, run, forms = {} } = entry
  const encoders: Readonly<Partial<Record<Format, Encoder<A>>>> = {
    ...forms,
    json: (given) => Promise.resolve(jsonText(given)),
  }
  return {
    name,
    method: path === undefined ? 'POST' : 'GET',
    path: path ?? `/v1/${name}`,
    summary,
    request,
    answer,
    formats: FORMAT_NAMES.filter((format) => encoders[format] !== undefined),
    prepare: (body, setting) => {
      const fields = checkShape(request, body, 'body')
      const given = fields as Readonly<Record<string, unknown>>
      const sizes = tables?.(fields) ?? []
      sizes.forEach(([place, rows, columns]) => checkCells(place, rows, columns, setting))
      const read = new Map(
        scenarios
          .filter((key) => given[key] !== undefined)
          .map((key) => [key, scenarioIn(given[key], key, setting)] as const),
      )
      checkOptima(
        given['optima'],
        [...sizes.map(([, rows, columns]) => rows * columns), ...[...read.values()].map(cellsOf)],
        setting,
      )
      // a time limit ends a solve, it does not change its answer
      const { timeLimit: _, lang: __, ...asked } = given
      const inputs = Object.fromEntries([...read].map(([key, { sha256 }]) => [key, sha256]))
      return {
        identity: { name, ...asked, ...inputs },
        answer: async (format) => {
          const answered = await run(fields, (key) => read.get(key)!, setting)
          return { body: await encoders[format]!(answered.answer, setting), exit: answered.exit }
        },
      }
    },
  }
}

/** Tables larger than the service takes are refused before they are computed with. */
function checkCells(path: string, rows: number, columns: number, { maxCells }: Setting): void {
  if (rows * columns <= maxCells) return
  throw new InputError([{ code: 'too-large', path, found: `${rows} x ${columns}`, expected: `<= ${maxCells}` }])
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
  const { specialties, oors } = given as { readonly specialties: unknown[]; readonly oors: unknown[] }
  checkCells(path, specialties.length, oors.length, setting)
  return within(path, () => parseScenario(given))
}

function within<T>(path: string, read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    throw new InputError(error.faults.map((fault) => ({ ...fault, path: `${path}.${fault.path}` })))
  }
}

/** The flags of a question, as the library takes them. */
function requestOf({ method, objective, solver, options, timeLimit, ties, seed, optima }: Request): Request {
  return { method, objective, solver, options, timeLimit, ties, seed, optima }
}

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
  forms: { csv: async (result) => (await import('../formats/csv.js')).resultCsv(result) },
})

const PROBLEM_FIELDS = Object.keys(problemSchema.shape)

const rounding = operation({
  name: 'round',
  summary: { nl: 'Rondt een willekeurige tabel af', en: 'Rounds any table' },
  request: roundRequest,
  answer: resultAnswer,
  tables: ({ rows, columns }) => [['rows, columns', rows.length, columns.length]],
  run: async (fields) => {
    const problem = Object.fromEntries(Object.entries(fields).filter(([key]) => PROBLEM_FIELDS.includes(key)))
    const result = await round(problem, requestOf(fields))
    return { answer: fields.publish ? publish(result) : result, exit: exitOf([result]) }
  },
  forms: { csv: async (result) => (await import('../formats/csv.js')).resultCsv(result) },
})

const comparing = operation<typeof compareRequest, Comparison>({
  name: 'compare',
  summary: {
    nl: 'Vergelijkt twee scenario’s, of methoden op één scenario',
    en: 'Compares two scenarios, or methods on one scenario',
  },
  request: compareRequest,
  answer: comparisonAnswer,
  scenarios: ['a', 'b'],
  run: async (fields, read) => {
    const { b, methods, publish: published } = fields
    if ((b === undefined) === (methods === undefined)) throw new InputError([oneOfTwo(b === undefined)])
    if (methods !== undefined) {
      const comparison = await compareMethods(read('a'), methodsOf(methods), requestOf(fields))
      return {
        answer: published ? publishMethods(comparison) : comparison,
        exit: exitOfMethods(comparison.results),
      }
    }
    const comparison = await compare(read('a'), read('b'), requestOf(fields))
    return {
      answer: published ? publishComparison(comparison) : comparison,
      exit: exitOf([comparison.a, comparison.b]),
    }
  },
  forms: {
    csv: async (comparison) => {
      const { methodComparisonCsv, scenarioComparisonCsv } = await import('../formats/csv.js')
      return 'results' in comparison ? methodComparisonCsv(comparison) : scenarioComparisonCsv(comparison)
    },
  },
})

type Comparison = ScenarioComparison | PublishedComparison | MethodComparison | PublishedMethods

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
  run: async (fields, read) => {
    const explanation = await explain(read('scenario'), fields.specialty, fields.oor, requestOf(fields))
    const answer = fields.publish ? publishExplanation(explanation) : explanation
    return { answer, exit: exitOf([explanation.result]) }
  },
  forms: { csv: async (explanation) => (await import('../formats/csv.js')).explanationCsv(explanation) },
})

const verifying = operation({
  name: 'verify',
  summary: { nl: 'Rekent een uitkomst onafhankelijk na', en: 'Checks a result independently' },
  request: verifyRequest,
  answer: verificationAnswer,
  scenarios: ['scenario'],
  tables: ({ result }) => [['result', result.rows.length, result.columns.length]],
  run: async ({ result, scenario }, read, { language }) => {
    const answer = await verify(result, { scenario: scenario === undefined ? undefined : read('scenario'), language })
    return { answer, exit: exitOfCheck(answer) }
  },
})

const reconstructing = operation({
  name: 'reconstruct',
  summary: {
    nl: 'Verzint zorggebruik waaruit een gepubliceerde tabel precies volgt',
    en: 'Makes up care use from which a published table follows exactly',
  },
  request: reconstructRequest,
  answer: reconstructionAnswer,
  scenarios: ['scenario'],
  tables: ({ table }) => [['table', table.rows.length, table.columns.length]],
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
      const label = DATA_LABEL[data][setting.language]
      return { id, title, year, data, label, specialties: specialties.length, oors: oors.length, places }
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
  reconstructing,
  listing,
  showing,
]
