/** What the tests of the service share: a service with the built thread, and the check of answers against `openapi.json`. */
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import { expect } from 'vitest'
import { NANO } from '../src/domain/decimal.js'
import { buildServer, DEFAULTS, type ServerSettings } from '../src/http/server.js'
import { solve } from '../src/index.js'
import { consultation } from '../bench/consultation.js'
import { randomTable } from '../bench/instances.js'

const THREAD = new URL('../dist/thread.js', import.meta.url)

/** A service of its own; whoever asks closes it. */
export async function service(settings: Partial<ServerSettings> = {}): ReturnType<typeof buildServer> {
  if (!existsSync(fileURLToPath(THREAD))) throw new Error('run "npm run build" before these tests')
  return buildServer({
    ...DEFAULTS,
    requestsPerMinute: 1_000_000,
    memory: { heap: 0, resident: 0 }, // the process of a service that is tested holds whatever the tests before it left
    host: '127.0.0.1',
    token: null,
    threads: 2,
    thread: THREAD,
    log: null,
    ...settings,
  })
}

/** Whether the system tells which processes are whose. */
export const tellsChildren = existsSync(`/proc/self/task/${process.pid}/children`)

/** The process of the service, which the process that was started watches. */
export function watchedBy(pid: number): number {
  return Number(readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim())
}

export const COMMITTED = new URL('../openapi.json', import.meta.url)

const ajv = new Ajv2020({ strict: false })
ajv.addSchema(JSON.parse(readFileSync(COMMITTED, 'utf8')) as object, 'openapi')
const validators = new Map<string, ValidateFunction>()

interface Answer {
  readonly statusCode: number
  readonly headers: Readonly<Record<string, unknown>>
  readonly body: string
}

/** Holds an answer against what the committed document says of it. @param path as in the document: `/v1/solve` */
export function expectDocumented(answer: Answer, method: string, path: string): void {
  const type = String(answer.headers['content-type']).split(';')[0]!
  const pointer = [
    'paths',
    path,
    method.toLowerCase(),
    'responses',
    String(answer.statusCode),
    'content',
    type,
    'schema',
  ]
  const key = pointer.map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/')
  const validate = validators.get(key) ?? ajv.compile({ $ref: `openapi#/${key}` })
  validators.set(key, validate)
  const value: unknown = type.endsWith('json') ? JSON.parse(answer.body) : answer.body
  if (!validate(value)) expect(validate.errors, `${method} ${path} ${answer.statusCode}`).toEqual([])
}

/** A table that GLPK takes long over, as a request. */
export function slowProblem(rows = 700, columns = 80): object {
  const { target, rowTotals, columnLow, ...table } = randomTable(rows, columns, 1)
  return {
    rows: table.rows,
    columns: table.columns,
    target: table.rows.map((_, s) =>
      Array.from(target.subarray(s * columns, (s + 1) * columns), (nano) => nano / NANO),
    ),
    rowTotals,
    columnTotals: columnLow,
    solver: 'glpk',
  }
}

/** A draft that counts cells, of a consultation that wants much, with what every advice would cost: HiGHS takes half a minute for it. */
export async function slowDraft(): Promise<object> {
  return {
    scenario: '2027-base',
    advices: consultation(await solve('2027-base'), 4),
    options: { 'motivation.level': 'cell', 'leeway.measure': 'cells' },
    why: true,
  }
}
