/** The service by `inject`: every question, every refusal, each answer held against the committed OpenAPI document. */
import { readFileSync } from 'node:fs'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { explainedPage } from '../src/formats/pages.js'
import { explain, placesInDelivery, round, type Institutions } from '../src/index.js'
import { readScenario, shippedFile } from '../src/io/read/scenario.js'
import { isLoopback } from '../src/http/guard.js'
import { VERSION } from '../src/domain/version.js'
import { documentText } from '../src/http/openapi.js'
import { OPERATIONS } from '../src/http/operations.js'
import { smallCase } from './institution-cases.js'
import { COMMITTED, expectDocumented, service } from './http-service.js'

let app: FastifyInstance
beforeAll(async () => {
  app = await service()
})
afterAll(() => app.close())

interface Sent {
  readonly headers?: Readonly<Record<string, string>>
  readonly to?: FastifyInstance
}

/** Asks, and holds the answer against the document. */
async function ask(name: string, body: object, { headers = {}, to = app }: Sent = {}) {
  const answer = await to.inject({ method: 'POST', url: `/v1/${name}`, payload: body, headers })
  if (answer.statusCode !== 304) expectDocumented(answer, 'POST', `/v1/${name.split('?')[0]}`)
  return answer
}

/** Asks what must be refused. @returns the problem */
async function refused(status: number, name: string, body: object, sent: Sent = {}) {
  const answer = await ask(name, body, sent)
  expect(answer.statusCode, answer.body).toBe(status)
  return problem(answer, status)
}

interface Problem {
  readonly type: string
  readonly title: string
  readonly detail: string
  readonly requestId: string
  readonly errors: readonly {
    readonly path: string
    readonly code?: string
    readonly message: string
    readonly hint?: string
  }[]
}

function problem(answer: { statusCode: number; headers: object; body: string }, status: number): Problem {
  expect(answer.statusCode, answer.body).toBe(status)
  expect(answer.headers).toMatchObject({ 'content-type': expect.stringMatching(/^application\/problem\+json/) })
  const found = JSON.parse(answer.body) as Problem & { status: number }
  expect(found.status).toBe(status)
  expect(answer.headers).toMatchObject({ 'x-request-id': found.requestId })
  return found
}

const withoutTime = (body: string) => body.replaceAll(/"milliseconds": ?[\d.]+/g, '')
const withoutCommand = (body: string) => body.replaceAll(/"command": ?"[^"]*"/g, '')

const TINY = {
  id: 'tiny',
  year: 2027,
  data: 'synthetic',
  oors: [{ code: 'A' }, { code: 'B' }],
  specialties: [
    { code: '01', intake: 5 },
    { code: '02', intake: 4 },
  ],
  careUse: {
    all: [
      [3, 2],
      [1, 4],
    ],
  },
}

interface Expected {
  readonly draft: { readonly columnTotals: number[]; readonly moved: object; readonly levels: object }
}

const shipped = (name: string) => readFileSync(new URL(`../scenarios/2027-proposal/${name}`, import.meta.url), 'utf8')
const ADVICES = JSON.parse(shipped('advices.json')) as object
const EXPECTED = JSON.parse(shipped('expected.json')) as Expected

/** A year beside that of 2026-base. */
const TWO_YEARS = { ...shippedFile('2027-base', 'id'), year: 2028 }

const ROUND = {
  rows: ['r1', 'r2'],
  columns: ['A', 'B'],
  target: [
    [1.4, 1.6],
    [2.3, 0.7],
  ],
  rowTotals: [3, 3],
  columnTotals: [4, 2],
}

describe('questions', () => {
  it('solves the 2027 table, cell for cell', async () => {
    const { json } = await ask('solve', { scenario: '2027-base' })
    const lines = readFileSync(new URL('../scenarios/2027-base/expected.csv', import.meta.url), 'utf8')
      .trim()
      .split('\n')
    const result = json<{ status: string; data: string; rows: string[]; allocation: number[][] }>()
    expect(result).toMatchObject({ status: 'optimal', data: 'synthetic', unique: true })
    expect(lines.slice(1).map((line) => line.split(',').slice(1, 8).map(Number))).toEqual(result.allocation)
  })

  it('takes a scenario with its data in it, and gives the shipped ones so: the same input, the same hash', async () => {
    const { scenarios } = (await app.inject('/v1/scenarios')).json<{ scenarios: { id: string; text: string }[] }>()
    expect(scenarios.map(({ id }) => id)).toContain('2026-records')
    for (const { id, text } of scenarios) {
      expect(text).toMatch(/SYNTHETISCH/)
      const file = await app.inject(`/v1/scenarios/${id}`)
      expectDocumented(file, 'GET', '/v1/scenarios/{id}')
      const [whole, byId] = await Promise.all([
        ask('solve', { scenario: file.json<object>() }),
        ask('solve', { scenario: id }),
      ])
      expect(withoutCommand(withoutTime(whole.body))).toBe(withoutCommand(withoutTime(byId.body)))
    }
  })

  it('rounds a table by every method and objective', async () => {
    for (const method of ['optimal', 'stepwise', 'sequential', 'largest-remainder', 'lottery']) {
      expect((await ask('round', { ...ROUND, method })).json()).toMatchObject({ method })
    }
    for (const objective of ['absolute', 'squares', 'largest', 'proportional']) {
      const answer = await ask('round', {
        ...ROUND,
        objective,
        solver: objective === 'proportional' ? 'flow' : 'highs',
      })
      expect(answer.json()).toMatchObject({ objective, status: 'optimal' })
    }
    const listed = await ask('round', { ...ROUND, options: { half: 'even' }, optima: 5, ties: 'lot', seed: 3 })
    expect(listed.json()).toMatchObject({ seed: 3, options: { half: 'even' } })
  })

  it('answers no as an answer: infeasible is 200 with its conflict', async () => {
    const { statusCode, json } = await ask('round', { ...ROUND, columnTotals: [4, 3] })
    expect(statusCode).toBe(200)
    expect(json()).toMatchObject({ status: 'infeasible', allocation: null, conflict: { short: 1 } })
  })

  it('compares scenarios, and methods as a list or as text', async () => {
    const { difference } = (await ask('compare', { a: '2026-base', b: '2026-reference' })).json<{
      difference: Record<'allocation' | 'target' | 'rounding', number[][]>
    }>()
    difference.allocation.forEach((row, s) =>
      row.forEach((cell, o) => expect(difference.target[s]![o]! + difference.rounding[s]![o]!).toBeCloseTo(cell, 8)),
    )
    const [list, text] = await Promise.all([
      ask('compare', { a: TINY, methods: ['optimal', 'stepwise'] }),
      ask('compare', { a: TINY, methods: 'optimal, stepwise' }),
    ])
    expect(withoutTime(list.body)).toBe(withoutTime(text.body))
    expect(list.json<{ results: unknown[] }>().results).toHaveLength(2)
  })

  it('explains a cell by code or by name', async () => {
    const byName = await ask('explain', { scenario: '2027-base', specialty: 'Kaakchirurgie', oor: 'ON' })
    expect(byName.json()).toMatchObject({ specialty: { code: '17' }, oor: { code: 'ON' } })
  })

  it('verifies what it solved, and rejects what was tampered with', async () => {
    const result = (await ask('solve', { scenario: '2027-base' })).json<{ allocation: number[][] }>()
    const accepted = await ask('verify', { result, scenario: '2027-base' })
    expect(accepted.json()).toMatchObject({
      status: 'accepted',
      proves: expect.arrayContaining(['target', 'optimality']),
    })
    const published = (await ask('solve', { scenario: '2027-base', publish: true })).json<object>()
    expect((await ask('verify', { result: published })).json()).toMatchObject({ status: 'unproven' })
    const full = await ask('verify', { result: published, scenario: '2027-base' })
    expect(full.json()).toMatchObject({ status: 'accepted', proves: expect.arrayContaining(['optimality']) })
    result.allocation[0]![0]! += 1
    const other = (await ask('verify', { result, scenario: '2026-base' })).json<{
      status: string
      faults: { path: string; text: string }[]
      more: number
    }>()
    expect([other.status, other.faults.length, other.faults[0]!.path]).toEqual(['rejected', 6, 'input.sha256'])
    expect(other.faults[0]!.text).toContain('2026-base')
    expect(other.more).toBeGreaterThan(100)
    const rejected = await ask('verify', { result, lang: 'en' })
    expect(rejected.statusCode).toBe(200)
    expect(rejected.json()).toMatchObject({ status: 'rejected', proves: [] })
    expect(rejected.body).toMatch(/found .*, expected/)
  })

  it('drafts what was worked out by hand, proven: by verify too', async () => {
    const drafted = await ask('draft', { scenario: '2027-proposal', advices: ADVICES, fallback: true })
    const shown = drafted.json<{ levels: { name: string; value: number }[] } & Record<string, unknown>>()
    const { columnTotals, moved, levels } = EXPECTED.draft
    expect(shown).toMatchObject({ kind: 'draft', status: 'optimal', data: 'synthetic', columnTotals, moved, gap: null })
    expect(Object.fromEntries(shown.levels.map(({ name, value }) => [name, value]))).toMatchObject(levels)
    expect(shown['fallback']).toMatchObject({ result: { status: 'optimal' } })
    const accepted = await ask('verify', { result: shown, scenario: '2027-proposal', advices: ADVICES })
    expect(accepted.json()).toMatchObject({
      status: 'accepted',
      proves: expect.arrayContaining(['leeway', 'optimality']),
    })
    const others = await ask('verify', { result: shown, scenario: '2027-proposal', advices: {} })
    expect(others.json()).toMatchObject({ status: 'rejected' })
    const claimed = { ...shown, levels: shown.levels.map((each, i) => (i === 0 ? { ...each, value: 4 } : each)) }
    expect((await ask('verify', { result: claimed })).json()).toMatchObject({ status: 'rejected', proves: [] })
    // an answer is a proposal too
    const checked = await ask('check', { scenario: '2027-proposal', proposal: shown, advices: ADVICES, lang: 'en' })
    expect(checked.json()).toMatchObject({ kind: 'check', status: 'not-compliant', moved })
    expect(checked.body).toMatch('ON deviates +2 from the base distribution: no motivation')
  })

  it('checks a proposal rule by rule, and gives the nearest that complies', async () => {
    const allocation = [[3, 2], [0, 4]] // prettier-ignore
    const proposal = { rows: ['01', '02'], columns: ['A', 'B'], allocation }
    const scenario = { ...TINY, zeroCells: [{ specialty: '02', oor: 'A' }], leeway: { total: 0, below: 0, above: 0 } }
    const answer = (await ask('check', { scenario, proposal, repair: true })).json<{
      status: string
      base: number[][]
      rules: { id: string; outcome: string }[]
      repair: object
    }>()
    // in the totals, 3 + 0.8 and 2 + 3.2, the zero cell counts; so A has 4, all of 01, and B what is left
    expect(answer.base).toEqual([[4, 1], [0, 4]]) // prettier-ignore
    expect(answer.status).toBe('not-compliant')
    expect(answer.rules.filter(({ outcome }) => outcome === 'fail').map(({ id }) => id)).toEqual([
      'leeway-total',
      'leeway-per-oor',
      'motivation',
    ])
    expect(answer.repair).toMatchObject({ status: 'optimal', placesChanged: 2, allocation: answer.base })
    const same = await ask('check', { scenario, proposal: { ...proposal, allocation: answer.base } })
    expect(same.json()).toMatchObject({ status: 'compliant', repair: null })
  })

  it('says no to a draft that nothing fits: 200, with the rules that do not go together', async () => {
    const scenario = { ...TINY, bounds: [{ specialty: '01', oor: 'A', low: 5, high: 5 }] }
    const { statusCode, json } = await ask('draft', { scenario })
    expect(statusCode).toBe(200)
    expect(json()).toMatchObject({
      status: 'infeasible',
      allocation: null,
      conflict: { rules: ['bounds', 'leeway-per-oor'] },
    })
  })

  it('goes the whole chain, a proposal in between, with all files; what has no solution is 200, and no time 503', async () => {
    const scenario = {
      id: 'klein', year: 2027, data: 'synthetic', oors: [{ code: 'X' }, { code: 'Y' }],
      specialties: [{ code: '01', intake: 10 }, { code: '02', intake: 7 }],
      careUse: { all: [[70, 30], [40, 30]] }, leeway: { total: 4, below: 2, above: 2 },
    } // prettier-ignore
    const advices = { advices: [{ specialty: '01', row: { X: 6, Y: 4 }, rationale: 'Verzonnen.' }] }
    interface Gone {
      readonly status: string
      readonly steps: readonly { readonly name: string; readonly text: string | null }[]
      readonly files: Readonly<Record<string, string | { readonly base64: string }>>
    }
    const gone = (await ask('chain', { scenario, case: smallCase(), advices })).json<Gone>()
    expect(gone.status).toBe('accepted')
    expect(gone.steps.map(({ name }) => name)).toEqual(['solve', 'draft', 'institutions', 'bols', 'vws'])
    const { 'vws.xlsx': workbook, 'instellingen.json': divided, 'geval.json': given } = gone.files
    const result = JSON.parse(divided as string) as Institutions
    const { places } = placesInDelivery(Buffer.from((workbook as { base64: string }).base64, 'base64'), result)
    expect(places.reduce((sum, each) => sum + each.places, 0)).toBe(17)
    const verified = await ask('verify', { result, case: JSON.parse(given as string) as object })
    expect(verified.json()).toMatchObject({ status: 'accepted' })
    const draft = JSON.parse(gone.files['voorstel.json'] as string) as object
    const again = (await ask('chain', { scenario, case: smallCase(), advices, draft })).json<Gone>()
    expect(again.files['bols.csv']).toBe(gone.files['bols.csv'])
    const other = await refused(422, 'chain', { scenario: TINY, case: smallCase(), lang: 'en' })
    expect(other.errors.map(({ path }) => path)).toContain('case: oors')
    const recognitions = smallCase().recognitions.filter(({ institution }) => institution !== 'C')
    const none = await ask('chain', { scenario, case: smallCase({ recognitions }), lang: 'en' })
    expect(none.statusCode, none.body).toBe(200)
    expect(none.json<Gone>()).toMatchObject({ status: 'infeasible', steps: [{ text: null }, { text: expect.stringMatching(/OOR Y/) }] }) // prettier-ignore
    expect(Object.keys(none.json<Gone>().files)).not.toContain('vws.xlsx')
    await refused(503, 'chain', { scenario: '2027-base', case: '2027-institutions', timeLimit: 0.000001 })
  })

  it('solves years together, proven: by verify too', async () => {
    const solved = (await ask('years', { scenarios: ['2026-base', TWO_YEARS] })).json<object>()
    expect(solved).toMatchObject({ kind: 'years', status: 'optimal', years: [2026, 2028], data: 'synthetic' })
    const accepted = await ask('verify', { result: solved, scenarios: [TWO_YEARS, '2026-base'] })
    expect(accepted.json()).toMatchObject({
      status: 'accepted',
      proves: expect.arrayContaining(['target', 'optimality']),
    })
    // of one year only, the target of the other is not looked at
    const one = await ask('verify', { result: solved, scenario: '2026-base' })
    expect(one.json()).toMatchObject({ status: 'unproven', unproven: [{ path: 'targets[1]', claim: 'target' }] })
    expect((await ask('verify', { result: { ...solved, status: 'feasible' } })).json()).toMatchObject({
      status: 'rejected',
    })
  })

  it('tells of two frames of one year which advices must be sent again', async () => {
    const definitive = { ...TINY, specialties: [{ code: '01', intake: 6 }, { code: '02', intake: 4 }] } // prettier-ignore
    const advices = {
      advices: [
        { specialty: '01', row: { A: 3, B: 2 } },
        { specialty: '02', row: { A: 1, B: 3 } },
      ],
    }
    const { frames } = (await ask('compare', { a: TINY, b: definitive, advices })).json<{ frames: object }>()
    expect(frames).toMatchObject({
      specialties: [{ specialty: '01', from: 5, to: 6, difference: 1, again: 'intake' }, {}],
      advices: [{ specialty: '01', again: 'intake' }, { specialty: '02' }],
    })
    expect((await ask('compare', { a: TINY, b: TINY })).json()).toMatchObject({ frames: null })
  })

  it('reconstructs care use that gives the table back, labelled as made up', async () => {
    const allocation = [
      [3, 4],
      [5, 2],
    ]
    const table = { rows: ['01', '02'], columns: ['A', 'B'], allocation }
    const answer = await ask('reconstruct', { table, seed: 7 })
    expect(answer.json()).toMatchObject({ seed: 7, scenario: { data: 'reconstructed' }, result: { allocation } })
  })

  it('tells what each reading matters, and refuses by name to publish that or to draw more than there is', async () => {
    const answer = await ask('sensitivity', { scenario: TINY, pairs: true, careUse: true, draws: 3, seed: 5 })
    expect(answer.json()).toMatchObject({ data: TINY.data, draws: 3, seed: 5, base: { status: 'optimal' } })
    expect(answer.json<{ options: unknown[] }>().options.length).toBeGreaterThan(60)
    const published = await refused(422, 'sensitivity', { scenario: TINY, publish: true })
    expect(published.errors).toMatchObject([{ path: 'publish', code: 'unpublishable' }])
    const many = await refused(422, 'sensitivity', { scenario: TINY, draws: 10_000_000 })
    expect(many.errors).toMatchObject([{ path: 'draws' }])
  })

  it('publishes without care use, in every answer', async () => {
    const hidden = { target: null, certificate: null, published: true }
    expect((await ask('solve', { scenario: TINY, publish: true })).json()).toMatchObject(hidden)
    expect((await ask('round', { ...ROUND, publish: true })).json()).toMatchObject(hidden)
    const two = await ask('compare', { a: '2026-base', b: '2026-reference', publish: true })
    expect(two.json()).toMatchObject({ a: hidden, b: hidden, difference: { target: null, rounding: null } })
    const methods = await ask('compare', { a: TINY, methods: ['optimal'], publish: true })
    expect(methods.json()).toMatchObject({ results: [hidden] })
    const cell = await ask('explain', { scenario: TINY, specialty: '01', oor: 'A', publish: true })
    expect(cell.json()).toMatchObject({ result: hidden, deviation: null })
    const drafted = await ask('draft', { scenario: TINY, publish: true })
    expect(drafted.json()).toMatchObject({ ...hidden, deviations: [], allocation: [[3, 2], [1, 3]] }) // prettier-ignore
    expect((await ask('verify', { result: drafted.json<object>() })).json()).toMatchObject({ status: 'unproven' })
    const known = await ask('verify', { result: drafted.json<object>(), scenario: TINY, advices: {} })
    expect(known.json()).toMatchObject({ status: 'accepted', proves: expect.arrayContaining(['optimality']) })
    const solved = await ask('years', { scenarios: [TINY, { ...TINY, year: 2028 }], publish: true })
    const nothing = { deviations: null, sumDeviations: null, unluckyTwice: null }
    expect(solved.json()).toMatchObject({ targets: [null, null], certificate: null, together: nothing, apart: nothing })
  })

  it('gives CSV by Accept or by ?format=, labelled on every line', async () => {
    const byHeader = await ask('solve', { scenario: '2027-base' }, { headers: { accept: 'text/csv, */*;q=0.1' } })
    const byQuery = await ask(
      'solve?format=csv',
      { scenario: '2027-base' },
      { headers: { accept: 'application/json' } },
    )
    expect(byHeader.body).toBe(byQuery.body)
    expect(byHeader.headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      vary: expect.stringMatching(/Accept/),
    })
    const lines = byHeader.body.trim().split('\n')
    expect(lines).toHaveLength(31)
    expect(lines.slice(1).every((line) => line.endsWith(',synthetic'))).toBe(true)
    expect((await ask('compare?format=csv', { a: TINY, methods: ['optimal'] })).body).toMatch(/^specialty,oor,optimal/)
    expect((await ask('compare?format=csv', { a: '2026-base', b: '2026-reference' })).body).toMatch(
      /difference,intake,careUse,criterion/,
    )
    expect((await ask('explain?format=csv', { scenario: TINY, specialty: '01', oor: 'A' })).body).toMatch(/^rule,step/)
    expect((await ask('draft?format=csv', { scenario: TINY })).body).toBe(
      'specialty,A,B,data\n01,3,2,synthetic\n02,1,3,synthetic\n',
    )
    const two = await ask('years?format=csv', { scenarios: [TINY, { ...TINY, year: 2028 }] })
    expect(two.body).toMatch(/^specialty,oor,2027,2028,sum,data\n01,A,3,3,6,synthetic\n/)
    const preferred = { headers: { accept: 'text/csv;q=0.2, application/json;q=0.8' } }
    expect((await ask('solve', { scenario: TINY }, preferred)).headers['content-type']).toMatch(/json/)
  })
})

describe('a page', () => {
  it('is given by Accept or by ?format=, self-contained, in the language asked for, and may not script', async () => {
    const browser = { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' }
    const asked: readonly (readonly [string, object, string])[] = [
      ['solve', { scenario: '2027-base' }, 'next best'],
      ['round', ROUND, 'r1'],
      ['compare', { a: '2026-base', b: '2026-reference' }, 'Utrecht'],
      ['compare', { a: '2027-base', methods: ['optimal', 'stepwise'] }, 'handmethode'],
      ['explain', { scenario: '2027-base', specialty: '17', oor: 'ON' }, 'Kaakchirurgie'],
    ]
    for (const [name, body, word] of asked) {
      const shown = await ask(`${name}?format=html`, body)
      expect(shown.statusCode).toBe(200)
      expect(shown.body).toMatch(/^<!doctype html>\s*<html lang="nl">/)
      expect(shown.body).toMatch(word)
      expect(shown.body).not.toMatch(/<script|<img|<link|<iframe/)
      if (name !== 'round') expect(shown.body).toMatch('SYNTHETISCHE GEGEVENS')
      expect(shown.headers).toMatchObject({
        'content-type': 'text/html; charset=utf-8',
        'content-disposition': `inline; filename="evenredig-${name}.html"`,
        'content-security-policy': expect.stringMatching(/^default-src 'none';.*; sandbox$/),
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
      })
      expect(shown.headers['content-security-policy']).not.toMatch(/script-src|allow-scripts/)
      const byHeader = await ask(name, { ...body, lang: 'en' }, { headers: browser })
      expect(byHeader.body).toMatch('<html lang="en">')
    }
  })

  it('is what the command writes', async () => {
    const { body } = await ask('explain?format=html', { scenario: '2027-base', specialty: '17', oor: 'ON' })
    const scenario = readScenario('2027-base')
    const answer = await explain(scenario, '17', 'ON')
    const made = { ...answer.made!, command: 'evenredig explain 2027-base 17 ON' }
    expect(body).toBe(explainedPage(scenario, { ...answer, made }, 'nl'))
  })

  it('says nothing of care use when published, and holds hostile names as text', async () => {
    const closed = await ask('solve?format=html', { scenario: '2027-base', publish: true })
    expect(closed.body).not.toMatch('55,06') // the total error
    const title = '</title><script>alert(1)</script>'
    const { body } = await ask('solve?format=html', { scenario: { ...TINY, title } })
    expect(body).toMatch('&lt;script&gt;')
    expect(body).not.toMatch('<script')
  })

  it('is not given to who takes anything, and not where there is none', async () => {
    for (const accept of ['*/*', 'application/json, text/html', 'text/html;q=0.5, application/json']) {
      expect((await ask('solve', { scenario: TINY }, { headers: { accept } })).headers['content-type']).toMatch(/json/)
    }
    const refusal = await ask('solve', { scenario: 'nope' }, { headers: { accept: 'text/html' } })
    problem(refusal, 404)
    await refused(406, 'reconstruct?format=html', {})
    await refused(406, 'verify', {}, { headers: { accept: 'text/html' } })
  })
})

describe('CSV for Dutch Excel', () => {
  it('has semicolons, decimal commas, a byte order mark and CRLF', async () => {
    const { body, headers } = await ask('explain?format=csv&dialect=excel-nl', {
      scenario: TINY,
      specialty: '01',
      oor: 'A',
    })
    expect(body).toMatch(/^\uFEFFrule;step;value;source;data\r\n/)
    expect(body).toMatch(/;0,6;/)
    const plain = await ask('explain?format=csv', { scenario: TINY, specialty: '01', oor: 'A' })
    expect(plain.headers['etag']).not.toBe(headers['etag'])
    expect((await ask('draft?format=csv&dialect=excel-nl', { scenario: TINY })).body).toMatch('01;3;2;synthetic\r\n')
  })

  it('is refused where the answer is no CSV', async () => {
    const { errors } = await refused(400, 'solve?dialect=excel-nl', { scenario: TINY })
    expect(errors[0]!.path).toBe('querystring.dialect')
    await refused(400, 'solve?format=csv&dialect=excel', { scenario: TINY })
  })
})

describe('an address', () => {
  it('is refused like a body: by its own words, in the language that is asked for, with what may have been meant', async () => {
    const { errors } = await refused(400, 'solve?formaat=csv', { scenario: TINY })
    expect(errors).toMatchObject([
      {
        path: 'querystring.formaat',
        code: 'unknown-key',
        found: 'formaat',
        expected: expect.stringMatching(/^format \| /),
      },
    ])
    const twice = await refused(400, 'solve?format=pdf&frame=2027-base&dialect=nl', { scenario: TINY })
    expect(twice.errors.map(({ path, code }) => `${code} ${path}`).toSorted()).toEqual([
      'unknown-key querystring.frame',
      'value querystring.dialect',
      'value querystring.format',
    ])
    expect(JSON.stringify([errors, twice])).not.toMatch(/Unrecognized|Invalid/)
  })

  it('that asks for a form that is not there is told those that are', async () => {
    const { detail } = await refused(406, 'check?format=csv', { scenario: TINY })
    expect(detail).toMatch(/json \| html \| xlsx/)
  })
})

describe('CSV with names and totals', () => {
  it('has them where they are asked for, and another ETag', async () => {
    const body = { scenario: TINY }
    const both = await ask('solve?format=csv&names=true&totals=true', body)
    const [header, ...lines] = both.body.trim().split('\n')
    expect(header).toBe('specialty,name,A,B,total,data')
    expect(lines.at(-1)).toMatch(/^total,,\d+,\d+,\d+,synthetic$/)
    const plain = await ask('solve?format=csv&names=false', body)
    expect(plain.body).toMatch(/^specialty,A,B,data\n/)
    expect(plain.headers['etag']).not.toBe(both.headers['etag'])
    expect((await ask('draft?format=csv&totals=true', body)).body).toMatch(/^specialty,A,B,total,data\n/)
    const compared = await ask('compare?format=csv&names=true&totals=true', { a: TINY, b: TINY })
    expect(compared.body).toMatch(/^specialty,name,oor,a,b,.*[^]*\ntotal,,total,/)
  })

  it('is refused where the answer is no CSV, or no table', async () => {
    for (const key of ['names', 'totals']) {
      const { errors } = await refused(400, `solve?${key}=true`, { scenario: TINY })
      expect(errors[0]!.path).toBe(`querystring.${key}`)
      await refused(400, `solve?format=csv&${key}=maybe`, { scenario: TINY })
      await refused(400, `explain?format=csv&${key}=true`, { scenario: TINY, specialty: '01', oor: 'A' })
    }
  })
})

describe('the same question', () => {
  it('has the same bytes and the same ETag, whatever the order of its keys or its time limit', async () => {
    const one = await ask('round', { ...ROUND, seed: 2 })
    const same = await ask('round', { seed: 2, timeLimit: 20, ...ROUND })
    expect(withoutTime(one.body)).toBe(withoutTime(same.body))
    expect(one.headers['etag']).toBe(same.headers['etag'])
    const others = await Promise.all([
      ask('round', { ...ROUND, seed: 3 }),
      ask('round?format=csv', { ...ROUND, seed: 2 }),
      ask('round', { ...ROUND, seed: 2, publish: true }),
      ask('round', { ...ROUND, seed: 2, rowTotals: [2, 4] }),
    ])
    expect(new Set([one, ...others].map(({ headers }) => headers['etag'])).size).toBe(5)
  })

  it('of a draft has another ETag with another time limit, which may leave it unproven', async () => {
    const etags = await Promise.all(
      [{}, { timeLimit: 20 }, { timeLimit: 21 }].map(
        async (limit) => (await ask('draft', { scenario: TINY, ...limit })).headers['etag'],
      ),
    )
    expect(new Set(etags).size).toBe(3)
    const byId = await ask('years', { scenarios: ['2026-base', '2027-base'] })
    const whole = (await app.inject('/v1/scenarios/2026-base')).json<object>()
    const known = { 'if-none-match': String(byId.headers['etag']) }
    expect((await ask('years', { scenarios: [whole, '2027-base'] }, { headers: known })).statusCode).toBe(304)
  })

  it('is not computed again for who has the answer', async () => {
    const { etag } = (await ask('solve', { scenario: TINY })).headers as { etag: string }
    const again = await ask('solve', { scenario: TINY }, { headers: { 'if-none-match': `"other", ${etag}` } })
    expect(again.statusCode).toBe(304)
    expect(again.body).toBe('')
    expect(again.headers['etag']).toBe(etag)
    const changed = await ask('solve', { scenario: { ...TINY, year: 2026 } }, { headers: { 'if-none-match': etag } })
    expect(changed.statusCode).toBe(200)
    const listed = await app.inject('/v1/scenarios')
    const unchanged = { 'if-none-match': String(listed.headers['etag']) }
    expect((await app.inject({ url: '/v1/scenarios', headers: unchanged })).statusCode).toBe(304)
  })
})

describe('wrong input', () => {
  it('is named by its path in the question, each fault', async () => {
    const { errors } = await refused(422, 'solve', {
      scenario: {
        ...TINY,
        titl: 'x',
        specialties: [
          { code: '01', intake: 2.5 },
          { code: '01', intake: -1 },
        ],
      },
      metod: 'optimal',
      solver: 'higs',
    })
    const byPath = Object.fromEntries(errors.map((each) => [each.path, each]))
    expect(Object.keys(byPath).toSorted()).toEqual(
      [
        'metod',
        'scenario.specialties[0].intake',
        'scenario.specialties[1].code',
        'scenario.specialties[1].intake',
        'scenario.titl',
        'solver',
      ].toSorted(),
    )
    expect(byPath).toMatchObject({
      metod: { hint: 'method' },
      solver: { hint: 'highs' },
      'scenario.titl': { hint: 'title' },
    })
  })

  it('says where meaning is wrong, of the right one of two scenarios', async () => {
    const wrong = { ...TINY, careUse: { all: [[3, 2]] } }
    const { errors } = await refused(422, 'compare', { a: TINY, b: wrong })
    expect(errors[0]!.path).toBe('b.careUse.all')
    expect((await refused(422, 'compare', { a: TINY })).errors[0]!.path).toBe('b')
    await refused(422, 'compare', { a: TINY, b: TINY, methods: ['optimal'] })
    await refused(422, 'compare', { a: TINY, methods: 'optimal,none' })
    expect((await refused(422, 'explain', { scenario: TINY, specialty: '99', oor: 'A' })).errors[0]!.path).toBe(
      'specialty',
    )
    await refused(422, 'round', { ...ROUND, target: [[1], [2]] })
    await refused(422, 'verify', { result: { status: 'optimal' } })
    const { errors: ofResult } = await refused(422, 'verify', {
      result: { kind: 'years', status: 'optimal', rows: [], columns: [], rowTotals: [['x']] },
    })
    expect(ofResult.map(({ path }) => path)).toContain('result.rowTotals[0][0]')
    const advices = { advices: [{ specialty: '01', row: { A: 3, B: 3 } }] }
    for (const [name, question] of [
      ['draft', { scenario: TINY, advices }],
      ['check', { scenario: TINY, advices, proposal: { rows: ['01', '02'], columns: ['A', 'B'], allocation: [[3, 2], [1, 3]] } }], // prettier-ignore
      ['compare', { a: TINY, b: TINY, advices }],
    ] as const) {
      expect((await refused(422, name, question)).errors[0]!.path, name).toBe('advices.advices[0].row')
    }
    expect((await refused(422, 'compare', { a: TINY, methods: 'optimal', advices })).errors[0]!.path).toBe('advices')
    expect((await refused(422, 'draft', { scenario: TINY, fallback: true })).errors[0]!.path).toBe(
      'scenario.careUse.training',
    )
    const proposal = { rows: ['01', '02'], columns: ['A', 'B'], allocation: [[3, 'x'], [1, 3]] } // prettier-ignore
    expect((await refused(422, 'check', { scenario: TINY, proposal })).errors[0]!.path).toBe('proposal.allocation[0]:B')
    expect((await refused(422, 'years', { scenarios: [TINY, TINY] })).errors[0]!.path).toBe('scenarios[1].year')
    const second = { ...TINY, year: 2028, careUse: { all: [[3, 2]] } }
    expect((await refused(422, 'years', { scenarios: [TINY, second] })).errors[0]!.path).toBe(
      'scenarios[1].careUse.all',
    )
    await refused(422, 'years', { scenarios: [TINY] })
    expect((await refused(404, 'years', { scenarios: ['2027-base', '2027-bse'] })).errors[0]!.path).toBe('scenarios[1]')
    await refused(422, 'reconstruct', { table: { rows: ['01'], columns: ['A'], allocation: [[1.5]] } })
  })

  it('speaks Dutch, or English by lang, ?lang= or Accept-Language', async () => {
    const wrong = { scenario: TINY, seed: -1 }
    expect((await refused(422, 'solve', wrong)).title).toBe('Verkeerde invoer')
    const english = [
      await refused(422, 'solve', { ...wrong, lang: 'en' }),
      await refused(422, 'solve?lang=en', wrong),
      await refused(422, 'solve', wrong, { headers: { 'accept-language': 'de, en-GB;q=0.8, nl;q=0.3' } }),
    ]
    for (const { title, errors } of english) {
      expect(title).toBe('Wrong input')
      expect(errors[0]!.message).toMatch(/^negative number/)
    }
  })

  it('with publish shows nothing of what stands in the care use', async () => {
    const careUse = { all: [[3, 2], [1, -987654]] } // prettier-ignore
    const open = await ask('solve', { scenario: { ...TINY, careUse } })
    const closed = await ask('solve', { scenario: { ...TINY, careUse }, publish: true })
    expect(open.body).toMatch('987654')
    expect(closed.body).not.toMatch('987654')
    expect((JSON.parse(closed.body) as Problem).errors[0]!.path).toBe('scenario.careUse.all[1][1]')
  })

  it('is an unknown id, never a path', async () => {
    const { errors } = await refused(404, 'solve', { scenario: '2027-bse' })
    expect(errors[0]).toMatchObject({ path: 'scenario', hint: '2027-base' })
    const paths = [
      'scenarios/2027-base',
      './scenarios/2027-base',
      '../2027-base',
      '/etc/passwd',
      'package.json',
      '',
      '.',
    ]
    for (const scenario of [
      ...paths,
      'scenarios/2027-base/scenario.json',
      '2027-base/',
      'constructor',
      '2027-base\0',
    ]) {
      const { body } = await ask('solve', { scenario })
      expect(JSON.parse(body), scenario).toMatchObject({ status: 404 })
    }
    for (const id of ['nope', '..%2f2027-base', '%2e%2e', '2027-base%00', '__proto__']) {
      problem(await app.inject(`/v1/scenarios/${id}`), 404)
    }
  })

  it('is checked as a file of it is: a key twice, `__proto__`, and numbers that two readers read as two', async () => {
    const result = JSON.stringify(await round(ROUND))
    const post = async (payload: string) => {
      const answer = await app.inject({
        method: 'POST',
        url: '/v1/verify',
        payload,
        headers: { 'content-type': 'application/json' },
      })
      return { status: answer.statusCode, paths: (answer.json<Problem>().errors ?? []).map(({ path }) => path) }
    }
    const body = (text: string) => post(`{"result":${text}}`)
    expect(await body(result)).toEqual({ status: 200, paths: [] })
    const wrong: readonly [string, string][] = [
      [result.replace('{', '{"status":"optimal",'), 'result.status'],
      [result.replace('{', '{"\\u0073tatus":"optimal",'), 'result.status'],
      [result.replace('{', '{"__proto__":{},'), 'result.__proto__'],
      [result.replace('"seed":null', '"seed":-0'), 'result.ties.seed'],
      [result.replace('"seed":null', '"seed":1.0000000000000000001'), 'result.ties.seed'],
      [result.replace('"seed":null', '"seed":1e400'), 'result.ties.seed'],
    ]
    for (const [text, path] of wrong) expect(await body(text), path).toEqual({ status: 422, paths: [path] })
    // what it is checked against may come with more digits than a double holds
    const care = '{"scenario":{"careUse":{"all":[[0.10000000000000000000001]]}},"result":{}}'
    expect((await post(care)).paths).not.toContain('scenario.careUse.all[0][0]')
  })

  it('may name no files', async () => {
    for (const all of ['care-use-all.csv', '/etc/passwd', '../2027-base/care-use-all.csv']) {
      const { errors } = await refused(422, 'solve', { scenario: { ...TINY, careUse: { all } } })
      expect(errors[0]!.path).toBe('scenario.careUse.all')
    }
    const records = { records: 'care-records.csv', institutions: 'institutions.csv' }
    await refused(422, 'solve', { scenario: { ...TINY, careUse: records } })
    await refused(422, 'round', { problem: 'package.json' })
    const names = ['scenarios/2027-proposal/advices.json', 'advices.csv', '/etc/passwd', '2027-proposal']
    for (const advices of names) {
      const proposal = { rows: ['01', '02'], columns: ['A', 'B'], allocation: [[3, 2], [1, 3]] } // prettier-ignore
      const { errors } = await refused(422, 'draft', { scenario: '2027-proposal', advices })
      expect(errors.map(({ path }) => path)).toEqual(['advices'])
      await refused(422, 'check', { scenario: TINY, proposal, advices })
      await refused(422, 'check', { scenario: TINY, proposal: advices })
      await refused(422, 'compare', { a: '2026-base', b: '2027-base', advices })
      await refused(422, 'verify', { result: advices })
    }
  })

  it('by the hundred thousand is refused before it is read, by the thousand cut short', async () => {
    const keys = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`k${i}`, 1]))
    for (const body of [keys(400_000), { ...ROUND, target: [Array.from({ length: 900_000 }, () => null)] }]) {
      expect((await refused(413, 'round', body)).errors[0]!.path).toBe('body')
    }
    const { errors, detail } = await refused(422, 'round', { ...ROUND, ...keys(1_000) })
    expect(errors).toHaveLength(100)
    expect(detail).toMatch('En nog 900 fouten')
    const zeroCells = Array.from({ length: 1_000 }, () => ['r3', 'A'])
    const unknown = await refused(422, 'round', { ...ROUND, zeroCells })
    expect(unknown.errors[0]).toMatchObject({ path: 'zeroCells[0][0]', hint: 'r1' })
  })

  it('is not JSON, or nested too deeply', async () => {
    const post = (payload: string | Buffer) =>
      app.inject({ method: 'POST', url: '/v1/solve', payload, headers: { 'content-type': 'application/json' } })
    for (const payload of ['', '{', '{"scenario":"2027-base"', 'null null', Buffer.from([0x22, 0xff, 0xfe, 0x22])]) {
      expect(problem(await post(payload), 400).errors[0]!.path).toMatch(/^body/)
    }
    for (const payload of ['null', '[]', '"2027-base"', '12']) problem(await post(payload), 422)
    problem(await post('['.repeat(100_000)), 413)
    problem(await post(`{"scenario":${'{"a":'.repeat(50_000)}`), 413)
    problem(await post('{"__proto__":{"a":1},"scenario":"2027-base"}'), 422)
    expect((await post(`"${'[{'.repeat(200)}\\""`)).statusCode).toBe(422) // brackets in text are no depth
  })
})

describe('refusals', () => {
  it('404, 405 with Allow, 406, 415 and wrong addresses', async () => {
    problem(await app.inject('/v2/solve'), 404)
    problem(await app.inject({ method: 'POST', url: '/v1/draught', payload: {} }), 404)
    const wrong = await app.inject({ method: 'PUT', url: '/v1/solve', payload: {} })
    problem(wrong, 405)
    expect(wrong.headers['allow']).toBe('POST')
    const get = await app.inject('/v1/solve')
    problem(get, 405)
    problem(await app.inject({ method: 'DELETE', url: '/v1/scenarios/2027-base' }), 405)
    problem(await app.inject({ method: 'OPTIONS', url: '/v1/solve' }), 405)
    const image = { accept: 'image/png', 'content-type': 'application/json' }
    problem(await app.inject({ method: 'POST', url: '/v1/solve', payload: '{}', headers: image }), 406)
    problem(await app.inject({ method: 'GET', url: '/v1/scenarios?format=csv' }), 406)
    problem(await app.inject({ method: 'GET', url: '/v1/scenarios?format=exe' }), 400)
    problem(await app.inject({ method: 'GET', url: '/v1/scenarios?formt=csv' }), 400)
    problem(await app.inject('/v1/scenarios/%ff'), 400)
    problem(await app.inject({ method: 'POST', url: '/v1/solve' }), 415)
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/jsonx', 'x', '']) {
      const headers = { 'content-type': type }
      problem(await app.inject({ method: 'POST', url: '/v1/solve', payload: '{}', headers }), 415)
    }
    const gzip = { 'content-type': 'application/json', 'content-encoding': 'gzip' }
    problem(await app.inject({ method: 'POST', url: '/v1/solve', payload: '{}', headers: gzip }), 415)
    const charset = { 'content-type': 'Application/JSON; charset=UTF-8' }
    const fine = await app.inject({
      method: 'POST',
      url: '/v1/solve',
      payload: '{"scenario":"2027-base"}',
      headers: charset,
    })
    expect(fine.statusCode).toBe(200)
  })

  it('a name that is not its own, and requests from other sites', async () => {
    const from = (headers: Record<string, string>) => app.inject({ url: '/healthz', headers })
    for (const host of [
      'evil.example',
      'evil.example:8080',
      'localhost.evil.example',
      '127.0.0.1.evil.example',
      'a b',
    ]) {
      problem(await from({ host }), 403)
    }
    for (const host of ['localhost', 'LOCALHOST:8080', '127.0.0.1:1', '[::1]:8080']) {
      expect((await from({ host })).statusCode, host).toBe(200)
    }
    for (const origin of ['http://evil.example', 'null', 'http://localhost:9999', 'file://', 'http://localhost.evil']) {
      problem(await from({ host: 'localhost:8080', origin }), 403)
    }
    expect((await from({ host: 'localhost:8080', origin: 'http://localhost:8080' })).statusCode).toBe(200)
  })

  it('who has no token, where one is needed', async () => {
    await expect(service({ host: '0.0.0.0' })).rejects.toThrow(/token/)
    // 15 characters can be guessed, 16 cannot
    await expect(service({ host: '0.0.0.0', token: 'x'.repeat(15) })).rejects.toThrow(/16 characters/)
    await (await service({ host: '0.0.0.0', token: 'x'.repeat(16) })).close()
    expect(['127.0.0.1', '127.1.2.3', 'localhost', '::1', '[::1]'].every(isLoopback)).toBe(true)
    expect(['0.0.0.0', '::', '10.0.0.1', 'example.org', '127.0.0.1.example.org', ''].some(isLoopback)).toBe(false)
    const open = await service({ host: '0.0.0.0', token: 's3cret-token-of-20', names: ['toewijzing.example'] })
    try {
      const headers = { host: 'toewijzing.example' }
      for (const authorization of [
        '',
        'Bearer',
        'Bearer wrong',
        's3cret-token-of-20',
        'Basic s3cret-token-of-20',
        'Bearer s3cret-token-of-202',
      ]) {
        const refusal = await open.inject({ url: '/v1/scenarios', headers: { ...headers, authorization } })
        expectDocumented(refusal, 'GET', '/v1/scenarios')
        problem(refusal, 401)
        expect(refusal.headers['www-authenticate']).toBe('Bearer')
      }
      problem(await open.inject({ method: 'POST', url: '/v1/solve', payload: { scenario: TINY }, headers }), 401)
      const authorization = 'Bearer s3cret-token-of-20'
      expect((await open.inject({ url: '/v1/scenarios', headers: { ...headers, authorization } })).statusCode).toBe(200)
      expect((await open.inject({ url: '/healthz', headers })).statusCode).toBe(200)
      expect((await open.inject({ url: '/service', headers })).body).toMatch('Authorization: Bearer')
      problem(await open.inject({ url: '/v1/scenarios', headers: { authorization, host: 'other.example' } }), 403)
    } finally {
      await open.close()
    }
  })

  it('too large a body, too large a table, too many requests, too long a line', async () => {
    const small = await service({ bodyBytes: 2_000, maxCells: 3, requestsPerMinute: 12, threads: 1, maxWaiting: 1 })
    try {
      await refused(413, 'solve', { scenario: 'x'.repeat(3_000) }, { to: small })
      expect((await refused(413, 'solve', { scenario: TINY }, { to: small })).errors[0]!.path).toBe('scenario')
      await refused(413, 'round', ROUND, { to: small })
      await refused(
        413,
        'reconstruct',
        { table: { rows: ['1', '2'], columns: ['A', 'B'], allocation: [] } },
        { to: small },
      )
      await refused(413, 'explain', { scenario: TINY, specialty: '01', oor: 'A' }, { to: small })
      await refused(413, 'check', { scenario: TINY, proposal: { rows: ['1', '2'], columns: ['A', 'B'], allocation: [] } }, { to: small }) // prettier-ignore
      const many = { scenario: '2027-base', optima: 1_000 } // 1,000 tables of 210 cells
      expect((await refused(413, 'solve', many, { to: small })).errors[0]!.path).toBe('optima')
      // one runs, one waits, all others are sent away
      const answers = await Promise.all(
        Array.from({ length: 6 }, () => ask('compare', { a: '2027-base', methods: 'optimal' }, { to: small })),
      )
      const busy = answers.filter(({ statusCode }) => statusCode === 429)
      expect(answers.filter(({ statusCode }) => statusCode === 200)).toHaveLength(2)
      expect(busy).toHaveLength(4)
      for (const each of busy) {
        expect(problem(each, 429).type).toMatch(/busy$/)
        expect(Number(each.headers['retry-after'])).toBeGreaterThanOrEqual(1)
      }
      const lists = await Promise.all(Array.from({ length: 13 }, () => small.inject('/v1/scenarios')))
      const limited = lists.find(({ statusCode, body }) => statusCode === 429 && body.includes('too-many'))
      expect(Number(limited!.headers['retry-after'])).toBeGreaterThanOrEqual(1)
      expectDocumented(limited!, 'GET', '/v1/scenarios')
      expect((await small.inject('/healthz')).statusCode).toBe(200)
    } finally {
      await small.close()
    }
  })
})

describe('programs that are no network', () => {
  it('are refused where each place in each column would be too much to write out', async () => {
    const many = { ...TINY, specialties: [{ code: '01', intake: 250_000 }, { code: '02', intake: 4 }] } // prettier-ignore
    expect((await ask('solve', { scenario: many })).statusCode).toBe(200)
    expect((await refused(413, 'draft', { scenario: many })).errors[0]!.path).toBe('scenario')
    await refused(413, 'check', { scenario: many, proposal: { rows: ['01'], columns: ['A'], allocation: [[1]] } })
    const half = { ...many, year: 2028, specialties: [{ code: '01', intake: 125_000 }, { code: '02', intake: 4 }] } // prettier-ignore
    const { errors } = await refused(413, 'years', { scenarios: [half, { ...half, year: 2029 }] })
    expect(errors[0]!.path).toBe('scenarios')
    const drafted = (await ask('draft', { scenario: TINY })).json<{ frame: { leeway: object } }>()
    const { frame } = drafted
    for (const wrong of [
      { rowTotals: [900_000, 4] },
      { frame: { ...frame, leeway: { ...frame.leeway, above: 900_000 } } },
    ]) {
      await refused(413, 'verify', { result: { ...drafted, ...wrong } })
    }
    const solved = (await ask('years', { scenarios: [TINY, { ...TINY, year: 2028 }] })).json<object>()
    await refused(413, 'verify', { result: { ...solved, rowTotals: [[5, 4], [900_000, 4]] } }) // prettier-ignore
  })
})

describe('pages and documents', () => {
  it('the committed OpenAPI document is current: npm run openapi renews it', async () => {
    const committed = readFileSync(COMMITTED, 'utf8')
    expect(JSON.parse(documentText(app))).toEqual(JSON.parse(committed))
    expect((await app.inject('/openapi.json')).body).toBe(committed)
    const document = JSON.parse(committed) as { openapi: string; info: { version: string }; paths: object }
    expect(document.openapi).toBe('3.1.0')
    const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
      version: string
    }
    expect([VERSION, document.info.version]).toEqual([manifest.version, manifest.version])
    const paths = OPERATIONS.map(({ path }) => path.replace(':id', '{id}'))
    const others = ['/healthz', '/v1/jobs/{id}', '/v1/jobs/{id}/events']
    expect(Object.keys(document.paths).toSorted()).toEqual([...paths, ...others].toSorted())
    expect(committed).not.toMatch(/"\$ref": "#\/components\/schemas\/(?!\w+")/)
  })

  it('answers the examples of the document', async () => {
    interface Body {
      readonly example?: object
      readonly examples?: Readonly<Record<string, { readonly value: object }>>
    }
    const { paths } = JSON.parse(readFileSync(COMMITTED, 'utf8')) as {
      paths: Record<string, { post?: { requestBody: { content: { 'application/json': Body } } } }>
    }
    let asked = 0
    for (const [path, { post }] of Object.entries(paths)) {
      const { example, examples = {} } = post?.requestBody.content['application/json'] ?? {}
      const each = [...(example ? [example] : []), ...Object.values(examples).map(({ value }) => value)]
      for (const body of each) {
        expect((await ask(path.replace('/v1/', ''), body)).statusCode, path).toBe(200)
        asked++
      }
    }
    expect(asked).toBe(12) // every question but verify and letters, whose example would be a whole result; compare has two
  })

  it('a page in Dutch or English that links on, safe from others', async () => {
    const dutch = await app.inject('/service')
    expect(dutch.headers['content-type']).toBe('text/html; charset=utf-8')
    expect(dutch.body).toMatch('<html lang="nl">')
    const english = await app.inject({ url: '/service', headers: { 'accept-language': 'en' } })
    expect(english.body).toMatch('<html lang="en">')
    expect((await app.inject('/service?lang=en')).body).toBe(english.body)
    for (const [, href] of dutch.body.matchAll(/<a href="([^"]+)"/g)) {
      expect((await app.inject(href!)).statusCode, href).toBe(200)
    }
    const hostile = await app.inject({ url: '/service', headers: { host: 'localhost' } })
    expect(hostile.headers['content-security-policy']).toMatch(/default-src 'none'/)
    expect(hostile.headers).toMatchObject({ 'x-frame-options': 'DENY', 'x-content-type-options': 'nosniff' })
  })

  it('Swagger UI with all that it needs from here', async () => {
    const docs = await app.inject('/docs')
    expect(docs.statusCode).toBe(200)
    for (const [, file] of docs.body.matchAll(/(?:src|href)="\.?\/?((?:docs\/)?static\/[^"]+)"/g)) {
      expect((await app.inject(`/${file!.startsWith('docs') ? '' : 'docs/'}${file}`)).statusCode, file).toBe(200)
    }
    expect((await app.inject('/docs/json')).json()).toEqual(JSON.parse(readFileSync(COMMITTED, 'utf8')))
  })
})

describe('the log', () => {
  it('has a line per request with its id, and nothing of what was asked or answered', async () => {
    const lines: string[] = []
    const logging = await service({ log: { write: (line) => void lines.push(line) } })
    try {
      const secret = { ...TINY, id: 'geheim', careUse: { all: [[31_415, 27_182], [16_180, 14_142]] } } // prettier-ignore
      const headers = { 'x-request-id': 'mine-1' }
      const answer = await ask('solve', { scenario: secret }, { to: logging, headers })
      expect(answer.headers['x-request-id']).toBe('mine-1')
      await refused(422, 'solve', { scenario: { ...secret, careUse: { all: [[31_415, -5]] } } }, { to: logging })
      await logging.inject('/geheim?token=31415')
      const odd = await logging.inject({ url: '/healthz', headers: { 'x-request-id': '31415\n{}' } })
      expect(odd.headers['x-request-id']).not.toMatch('31415')
    } finally {
      await logging.close()
    }
    const text = lines.join('')
    expect(text).not.toMatch(/geheim|31.?415|27.?182|Bearer|careUse/)
    const answered = lines
      .map((line) => JSON.parse(line) as Record<string, unknown>)
      .filter(({ msg }) => msg === 'answered')
    expect(answered).toHaveLength(4)
    expect(answered[0]).toMatchObject({ requestId: 'mine-1', method: 'POST', route: '/v1/solve', status: 200 })
  })
})
