/**
 * Thousands of requests with one to three things wrong, by seed: bodies as JSON and as bytes, headers, methods and addresses.
 * Whatever comes in, the answer is a documented one below 500, nothing crashes, and memory stays where it was.
 */
import type { FastifyInstance, InjectOptions } from 'fastify'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { smallCase } from './institution-cases.js'
import { uniform, wholeBelow } from '../src/domain/random.js'
import { fix, institutions } from '../src/index.js'
import { expectDocumented, service } from './http-service.js'
import { sized } from './size.js'

const REQUESTS = sized(10_000)
const AT_ONCE = 25
const SEED = 20_270_609

let app: FastifyInstance
beforeAll(async () => {
  app = await service({ maxWaiting: AT_ONCE })
})
afterAll(() => app.close())

const SCENARIO = {
  id: 'm',
  title: 'Mutant',
  year: 2027,
  data: 'synthetic',
  sources: [{ what: 'w', document: 'd' }],
  oors: [{ code: 'A', name: 'Aa' }, { code: 'B' }, { code: 'C', aliases: ['Cee'] }],
  specialties: [
    { code: '01', name: 'Een', intake: 7 },
    { code: '02', intake: 5 },
    { code: '03', intake: 3 },
  ],
  careUse: {
    unit: 'volume',
    all: [[5, 3, 1], ['2,5', '1.5', 3], [1, 1, 1]], // prettier-ignore
    training: [[4, 3, 2], [2, 2, 2], [1, 2, 1]], // prettier-ignore
  },
  criterion: { all: 0.75, training: 0.25 },
  floor: { share: 0.1 },
  zeroCells: [{ specialty: '03', oor: 'C', reason: 'r', source: 's' }],
  leeway: { total: 3, below: 1, above: 1 },
  frame: { status: 'provisional', date: '2026-06-08' },
  bounds: [{ specialty: '01', oor: 'A', low: 1, high: 6, reason: 'r' }],
  options: { half: 'up' },
}

const RESULT = {
  status: 'optimal',
  scenario: null,
  data: 'synthetic',
  method: 'optimal',
  objective: 'next-best',
  options: { half: 'up', zeroTarget: 'stays-zero' },
  rows: ['r'],
  columns: ['A', 'B'],
  rowTotals: [3],
  columnTotals: [1, 2],
  target: [[1.2, 1.8]],
  allocation: [[1, 2]],
  levels: [
    { name: 'beyond-next-best', value: 0 },
    { name: 'next-best', value: 0 },
    { name: 'error', value: 0.4 },
  ],
  deviations: [],
  zeroCells: [],
  bounds: [],
  unique: true,
  contested: [],
  certificate: { rowPotentials: [0], columnPotentials: [0, 0] },
  conflict: null,
  input: { sha256: 'x' },
}

/** Of everything that a consultation may hold, one. */
const ADVICES = {
  title: 'Mutant',
  data: 'synthetic',
  advices: [{ specialty: '01', row: { A: 4, B: 2, C: 1 }, shift: { A: [3, 4], B: [2, 3] }, weight: 2, rationale: 'r' }],
  attentionPoints: [{ oor: 'B', specialty: '02', category: 'capacity', direction: 'up', text: 't' }],
  motivations: [{ oor: 'A', specialty: '01', grounds: ['care-demand'], text: 't' }],
  current: { A: 6, B: 5, C: 4 },
  history: { '02': { A: 2, B: 2, C: 1 } },
  prefer: ['advice', 'motivations', 'moved', 'mutation'],
}

const PROPOSAL = { rows: ['01', '02', '03'], columns: ['A', 'B', 'C'], allocation: [[4, 2, 1], [2, 1, 2], [1, 2, 0]] } // prettier-ignore

/** Of the small case, with room for a proposal. */
const CHAINED = {
  id: 'klein', year: 2027, data: 'synthetic', oors: [{ code: 'X' }, { code: 'Y' }],
  specialties: [{ code: '01', intake: 10 }, { code: '02', intake: 7 }],
  careUse: { all: [[70, 30], [40, 30]] },
  leeway: { total: 4, below: 2, above: 2 },
} // prettier-ignore

const DIVIDED = await institutions(smallCase())
const FIXED = await fix(DIVIDED, { case: smallCase() })

/** Another year. */
const SECOND = { ...SCENARIO, id: 'n', year: 2028 }

const QUESTIONS: readonly (readonly [string, object])[] = [
  [
    'solve',
    { scenario: SCENARIO, method: 'optimal', objective: 'next-best', solver: 'flow', publish: false, lang: 'nl' },
  ],
  ['solve', { scenario: '2027-base', options: { 'floor.inner': 'ipf' }, ties: 'lot', seed: 4, optima: 3 }],
  [
    'round',
    {
      rows: ['r1', 'r2'],
      columns: ['A', 'B', 'C'],
      target: [[1.4, 1.6, 0.5], [2.3, '0,7', 0.5]], // prettier-ignore
      rowTotals: [3, 4],
      columnTotals: [4, 2, [0, 1]],
      zeroCells: [['r1', 'C']],
      bounds: [['r2', 'A', 1, 3]],
      options: { zeroTarget: 'free' },
      solver: 'highs',
      method: 'optimal',
    },
  ],
  [
    'round',
    {
      rows: ['r1', 'r2'],
      columns: ['A', 'B'],
      target: [[1.5, 1.5], [1.5, 1.5]], // prettier-ignore
      rowTotals: [3, 3],
      columnTotals: [3, 3],
      near: { rows: ['r2', 'r1'], columns: ['A', 'B'], allocation: [[1, 2], [2, 1]] }, // prettier-ignore
      nearRank: 'first',
    },
  ],
  ['compare', { a: SCENARIO, b: SCENARIO, objective: 'squares' }],
  ['compare', { a: SCENARIO, b: SCENARIO, paired: true }],
  ['compare', { proposals: [PROPOSAL, PROPOSAL], scenario: SCENARIO, advices: ADVICES }],
  ['compare', { a: SCENARIO, methods: ['optimal', 'stepwise', 'lottery'], publish: true }],
  ['explain', { scenario: SCENARIO, specialty: '01', oor: 'Aa', solver: 'glpk' }],
  ['verify', { result: RESULT, scenario: SCENARIO, lang: 'en' }],
  ['draft', { scenario: SCENARIO, advices: ADVICES, options: { 'leeway.measure': 'places-moved' }, publish: false }],
  [
    'draft',
    { scenario: SCENARIO, advices: { prefer: ['moved'] }, fallback: true, options: { 'motivation.level': 'cell' } },
  ],
  [
    'check',
    {
      scenario: SCENARIO,
      proposal: PROPOSAL,
      advices: ADVICES,
      repair: true,
      lang: 'en',
    },
  ],
  ['years', { scenarios: [SCENARIO, SECOND], options: { half: 'even' }, publish: true }],
  [
    'chain',
    {
      scenario: CHAINED,
      case: smallCase(),
      advices: { advices: [{ specialty: '01', row: { X: 6, Y: 4 }, rationale: 'r' }] },
      timeLimit: 5,
    },
  ],
  ['institutions', { case: smallCase(), objective: 'absolute', options: { split: 'inflow-only' }, lang: 'en' }],
  ['fix', { result: DIVIDED, case: smallCase() }],
  ['amend', { fixed: FIXED, amendment: { institution: 'A', specialty: '01', oor: 'X', before: 5, after: 6, ground: 'K&G 3', date: '2026-06-20' } }], // prettier-ignore
  ['history', { fixed: FIXED, lang: 'en' }],
  ['pack', { case: smallCase(), institution: 'B', objective: 'squares', options: { half: 'even' } }],
  ['compare', { a: SCENARIO, b: { ...SCENARIO, frame: null }, advices: ADVICES }],
  ['carry', { consultation: ADVICES, from: SCENARIO, to: SECOND }],
  ['sensitivity', { scenario: SCENARIO, pairs: true, careUse: true, draws: 2, seed: 1, publish: false, lang: 'en' }],
  [
    'reconstruct',
    { table: { rows: ['01', '02', '03'], columns: ['A', 'B', 'C'], allocation: [[4, 2, 1], [2, 1, 2], [1, 2, 0]] }, scenario: SCENARIO, seed: 3, floored: [] }, // prettier-ignore
  ],
]

/** Values that are seldom expected. */
const JUNK: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  0.5,
  1e308,
  -1e-300,
  2 ** 53,
  4_294_967_296,
  '',
  ' ',
  '0',
  '1e400',
  '1,5',
  '../../etc/passwd',
  'care-use-all.csv',
  '__proto__',
  'constructor',
  '\u0000',
  '\uD800',
  '=1+1',
  'é'.repeat(200),
  'x'.repeat(5_000),
  [],
  {},
  [[]],
  [null],
  [[[[1]]]],
  { __proto__: null, a: 1 },
  Array.from({ length: 300 }, (_, i) => i),
  'optimal',
  'highs',
  'jslp',
  'proportional',
]

type Draw = (end: number) => number

/** Every place in a JSON value, as a path. */
function placesIn(value: unknown, path: readonly string[] = []): string[][] {
  const inner =
    typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([key, each]) => placesIn(each, [...path, key]))
      : []
  return [[...path], ...inner]
}

/** A copy with one place changed: another value, gone, doubled, renamed, or swapped for another place's value. */
function mutated(value: unknown, draw: Draw): unknown {
  const copy: unknown = structuredClone(value)
  const places = placesIn(copy)
  const path = places[draw(places.length)]!
  const last = path.at(-1)
  if (last === undefined) return JUNK[draw(JUNK.length)]
  const holder = at(copy, path.slice(0, -1))
  const junk = JUNK[draw(JUNK.length)]
  switch (draw(6)) {
    case 0:
    case 1:
      holder[last] = junk
      break
    case 2:
      if (Array.isArray(holder)) holder.splice(Number(last), 1)
      else delete holder[last]
      break
    case 3:
      if (Array.isArray(holder)) holder.push(structuredClone(holder[Number(last)]))
      else holder[`${last}${draw(10)}`] = junk
      break
    case 4:
      holder[last] = structuredClone(at(value, places[draw(places.length)]!))
      break
    default:
      if (typeof holder[last] === 'number') holder[last] = holder[last] * 10 ** (draw(40) - 20)
      else holder[last] = [holder[last]]
  }
  return copy
}

function at(value: unknown, path: readonly string[]): Record<string, unknown> {
  return path.reduce<unknown>((found, key) => (found as Record<string, unknown>)[key], value) as Record<string, unknown>
}

/** Text with some of its bytes changed, cut or repeated. */
function mangled(text: string, draw: Draw): Buffer {
  let bytes = Buffer.from(text)
  for (let i = draw(4); i >= 0; i--) {
    const place = draw(bytes.length + 1)
    const kind = draw(4)
    if (kind === 0) bytes = bytes.subarray(0, place)
    else if (kind === 1)
      bytes = Buffer.concat([bytes.subarray(0, place), Buffer.from([draw(256)]), bytes.subarray(place)])
    else if (kind === 2 && place < bytes.length) bytes[place] = draw(256)
    else bytes = Buffer.concat([bytes, bytes.subarray(place)])
  }
  return bytes
}

const HEADERS: readonly (readonly [string, readonly string[]])[] = [
  [
    'content-type',
    ['text/plain', 'application/json;charset=latin1', '', 'application/JSON', 'multipart/form-data', 'a/b/c'],
  ],
  ['content-encoding', ['gzip', 'identity', 'br', '']],
  [
    'accept',
    ['*/*;q=0', 'text/csv', 'application/json;q=x', ',,,', 'image/*', 'text/*;q=0.5', 'text/html', 'a'.repeat(9_000)],
  ],
  ['accept-language', ['en', 'xx', ';q=', 'nl;q=2', 'en;q=0,nl']],
  ['if-none-match', ['*', '"x"', 'W/"', ',']],
  ['host', ['evil.example', '[::1', 'localhost:99999999', 'a b']],
  ['origin', ['null', 'http://evil.example', 'http://localhost:80', '://']],
  ['authorization', ['Bearer', 'Basic eDp5', 'Bearer x']],
  ['x-request-id', ['mine', '{}', 'x'.repeat(300)]],
  ['expect', ['100-continue']],
]
const METHODS = ['PUT', 'GET', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD'] as const
const PLACES = [
  '?format=csv',
  '?format=html',
  '?format=csv&dialect=excel-nl',
  '?dialect=excel-nl',
  '?format=xml',
  '?lang=de',
  '?lang=en&lang=nl',
  '?x',
  '/',
  '/%2e%2e',
  '%00',
  '?format[]=csv',
  '/%',
]

/** A request with one to three things wrong. */
function mutant(
  draw: Draw,
): InjectOptions & { readonly path: string; readonly url: string; readonly payload?: Buffer } {
  const [name, question] = QUESTIONS[draw(QUESTIONS.length)]!
  const path = `/v1/${name}`
  let body: unknown = question
  let payload: Buffer | null = null
  let url = path
  let method: InjectOptions['method'] = 'POST'
  const headers: Record<string, string> = { 'content-type': 'application/json' }
  for (let wrong = draw(3); wrong >= 0; wrong--) {
    const kind = draw(20)
    if (kind < 13) body = mutated(body, draw)
    else if (kind < 16) payload = mangled(JSON.stringify(body) ?? '', draw)
    else if (kind < 18) {
      const [header, values] = HEADERS[draw(HEADERS.length)]!
      headers[header] = values[draw(values.length)]!
    } else if (kind < 19) url += PLACES[draw(PLACES.length)]!
    else method = METHODS[draw(METHODS.length)]!
  }
  payload ??= Buffer.from(JSON.stringify(body) ?? '')
  return { path, method, url, headers, ...(method !== 'HEAD' && { payload }) }
}

// as many take as long as they take: a machine may do other work
it(`${REQUESTS} mutated requests: no 5xx, no crash, memory bounded`, { timeout: 1_200_000 }, async () => {
  for (const [name, payload] of QUESTIONS) {
    const asked = await app.inject({ method: 'POST', url: `/v1/${name}`, payload })
    expect(asked.statusCode, `${name}: ${asked.body}`).toBe(200) // mutants of what is wrong by itself would prove little
  }
  const random = uniform(SEED)
  const draw: Draw = (end) => wholeBelow(random, end)
  const counts = new Map<number, number>()
  const answered = new Map<string, number>()
  const began = performance.now()
  let before = 0
  for (let sent = 0; sent < REQUESTS; sent += AT_ONCE) {
    const mutants = Array.from({ length: AT_ONCE }, () => mutant(draw))
    await Promise.all(
      mutants.map(async ({ path, ...options }) => {
        const answer = await app.inject(options)
        const { statusCode, body } = answer
        counts.set(statusCode, (counts.get(statusCode) ?? 0) + 1)
        if (statusCode === 200) answered.set(path, (answered.get(path) ?? 0) + 1)
        const shown = () =>
          `${options.method} ${options.url} ${JSON.stringify(options.headers)} ${options.payload?.toString()}`
        expect(statusCode, `${shown()}\n${body}`).toBeLessThan(500)
        if (options.method === 'HEAD' || statusCode === 304) return
        // another method or address than documented answers with a problem all the same
        const documented = options.method === 'POST' && !/\/v1\/\w+[/%]/.test(options.url)
        expectDocumented(answer, 'POST', documented ? path : '/v1/solve')
      }),
    )
    if (sent === REQUESTS / 5) before = process.memoryUsage().rss
  }
  const megabytes = (bytes: number) => Math.round(bytes / 1e6)
  const after = process.memoryUsage().rss
  const byStatus = [...counts].toSorted(([a], [b]) => a - b).map(([status, count]) => `${status}: ${count}`)
  const seconds = Math.round((performance.now() - began) / 1000)
  console.log(
    `${REQUESTS} mutated requests in ${seconds} s, seed ${SEED}: ${byStatus.join(', ')}; memory ${megabytes(before)} MB after a fifth, ${megabytes(after)} MB at the end`,
  )
  expect(counts.get(200)).toBeGreaterThan(REQUESTS / 100) // some mutants are still questions
  expect([...answered.keys()].toSorted()).toEqual([...new Set(QUESTIONS.map(([name]) => `/v1/${name}`))].toSorted())
  expect(counts.get(422)).toBeGreaterThan(REQUESTS / 10)
  expect(after - before).toBeLessThan(300e6)
  expect((await app.inject('/healthz')).json()).toMatchObject({ status: 'ok', running: 0, waiting: 0 })
})
