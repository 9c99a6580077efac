/** Workbooks over HTTP: in as a body or in a form, out as a form of the answer. */
import { readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { questionInForm, XLSX } from '../src/http/forms.js'
import {
  draftWorkbook,
  proposalFromWorkbook,
  round,
  scenarioFromWorkbook,
  solve,
  resultWorkbook,
} from '../src/index.js'
import { uniform } from '../src/domain/random.js'
import { QUESTIONS } from '../src/questions/index.js'
import { exampleDraft } from './answers.js'
import { expectDocumented, service } from './http-service.js'
import { sized } from './size.js'
import { parseCsv } from '../src/io/csv.js'
import { readScenario } from '../src/io/read/scenario.js'
import { writeWorkbook } from '../src/io/xlsx/write.js'
import { templateSheets } from '../src/workbook/template.js'

let app: Awaited<ReturnType<typeof service>>
beforeAll(async () => {
  app = await service()
})
afterAll(() => app.close())

const published = readFileSync('scenarios/2027-base/expected.csv', 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => line.split(',').slice(1, 8).map(Number))
const advices = JSON.parse(readFileSync('scenarios/2027-proposal/advices.json', 'utf8')) as object

/** The template with the figures of 2027 in it. */
async function filledTemplate(): Promise<Uint8Array> {
  const scenario = readScenario('2027-base')
  const { lines } = parseCsv(readFileSync('scenarios/2027-base/care-use-all.csv', 'utf8'), 'care use')
  const shares = new Map(lines.map(({ cells }) => [cells[0]!, cells.slice(1, 8).map(Number)]))
  const intakes = new Map(scenario.specialties.map(({ code, intake }) => [code, intake]))
  const sheets = templateSheets(scenario, 'nl').map((sheet) => ({
    ...sheet,
    rows: sheet.rows.map((row) => {
      const code = String(row[0]?.value ?? '')
      if (sheet.name === 'Instroom' && intakes.has(code)) return row.with(2, { value: intakes.get(code)! })
      if (sheet.name !== 'Zorggebruik alle' || !shares.has(code)) return row
      return [...row.slice(0, 2), ...shares.get(code)!.map((value) => ({ value }))]
    }),
  }))
  return writeWorkbook('filled', sheets)
}

interface Part {
  readonly name: string
  readonly value: string | Uint8Array
  readonly file?: string
}

/** A form as a browser sends it. */
function form(parts: readonly Part[]): { readonly payload: Buffer; readonly headers: Record<string, string> } {
  const boundary = '----evenredig'
  const chunks = parts.flatMap(({ name, value, file }) => [
    Buffer.from(
      `--${boundary}\r\nContent-Disposition: form-data; name="${name}"${file === undefined ? '' : `; filename="${file}"`}\r\n` +
        `${file === undefined ? '' : `Content-Type: ${XLSX}\r\n`}\r\n`,
    ),
    Buffer.from(value),
    Buffer.from('\r\n'),
  ])
  return {
    payload: Buffer.concat([...chunks, Buffer.from(`--${boundary}--\r\n`)]),
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
  }
}

async function post(path: string, question: { readonly payload: Buffer; readonly headers: Record<string, string> }) {
  const answer = await app.inject({ method: 'POST', url: path, ...question })
  if (String(answer.headers['content-type']).includes('json')) expectDocumented(answer, 'POST', path.split('?')[0]!)
  return answer
}

function raw(bytes: Uint8Array) {
  return { payload: Buffer.from(bytes), headers: { 'content-type': XLSX } }
}

describe('a workbook comes in', () => {
  it('by itself, as a scenario to solve', async () => {
    const answer = await post('/v1/solve', raw(await filledTemplate()))
    expect(answer.statusCode).toBe(200)
    const result = answer.json<{ allocation: number[][] }>()
    expect(result.allocation).toEqual(published)
  })

  it('in a form, with flags and with the frame of a shipped scenario', async () => {
    const parts = [
      { name: 'scenario', value: await filledTemplate(), file: 'eigen.xlsx' },
      { name: 'frame', value: '2027-base' },
      { name: 'objective', value: 'squares' },
      { name: 'timeLimit', value: '30' },
      { name: 'options', value: '{"half":"even"}' },
    ]
    const answer = await post('/v1/solve', form(parts))
    expect(answer.statusCode).toBe(200)
    expect(answer.json()).toMatchObject({ objective: 'squares', options: { half: 'even' } })
  })

  it('as a proposal to check, and as advices to draft with', async () => {
    const drafted = await exampleDraft()
    const workbook = await draftWorkbook(drafted, { scenario: '2027-proposal' })
    const checked = await post(
      '/v1/check',
      form([
        { name: 'scenario', value: '2027-proposal' },
        { name: 'proposal', value: workbook, file: 'voorstel.xlsx' },
        { name: 'advices', value: JSON.stringify(advices), file: 'advices.json' },
      ]),
    )
    expect(checked.statusCode).toBe(200)
    const compliance = checked.json<{ allocation: number[][]; rules: { id: string; outcome: string }[] }>()
    expect(compliance.allocation).toEqual(drafted.allocation)
    expect(compliance.rules.filter(({ outcome }) => outcome === 'fail').map(({ id }) => id)).toEqual(['motivation'])
  })

  it('with faults by sheet and cell, and nothing else', async () => {
    const whole = await filledTemplate()
    const answer = await post('/v1/solve', raw(whole.slice(0, whole.length / 2)))
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([422, 'application/problem+json'])
    const misplaced = await post('/v1/check', raw(whole))
    expect([misplaced.statusCode, misplaced.body]).toEqual([
      422,
      expect.stringContaining('multipart/form-data') as string,
    ])
    const broken = await post('/v1/solve', {
      payload: Buffer.from('--x'),
      headers: { 'content-type': 'multipart/form-data' },
    })
    expect(broken.statusCode).toBe(422)
    const unknown = await post(
      '/v1/solve',
      form([
        { name: 'scenario', value: whole, file: 'x.xlsx' },
        { name: 'frame', value: '../2027-base' },
      ]),
    )
    expect(unknown.statusCode).toBe(404)
    const lonely = await post('/v1/check', form([{ name: 'proposal', value: whole, file: 'x.xlsx' }]))
    expect([lonely.statusCode, lonely.body]).toEqual([422, expect.stringContaining('scenario') as string])
    const twice = await post(
      '/v1/solve',
      form([
        { name: 'scenario', value: '2027-base' },
        { name: 'seed', value: '1' },
        { name: 'seed', value: '2' },
      ]),
    )
    expect(twice.statusCode).toBe(422)
  })

  it('mutated hundreds of times, and the service never fails', { timeout: 300_000 }, async () => {
    const whole = await filledTemplate()
    const statuses = new Map<number, number>()
    const one = async (seed: number) => {
      const random = uniform(seed)
      const bytes = whole.slice()
      for (let change = 0; change < 1 + random() * 20; change++)
        bytes[Math.floor(random() * bytes.length)] = Math.floor(random() * 256)
      const question = random() < 0.5 ? raw(bytes) : form([{ name: 'scenario', value: bytes, file: 'x.xlsx' }])
      const { statusCode } = await app.inject({ method: 'POST', url: '/v1/solve', ...question })
      statuses.set(statusCode, (statuses.get(statusCode) ?? 0) + 1)
      expect(statusCode).toBeLessThan(500)
    }
    await fc.assert(fc.asyncProperty(fc.integer({ min: 1, max: 1e9 }), one), { seed: 5, numRuns: sized(300) })
    expect((await app.inject('/healthz')).statusCode).toBe(200)
    expect(statuses.get(422)).toBeGreaterThan(sized(100))
  })
})

describe('a workbook goes out', () => {
  it('with the same bytes as the library writes, whichever way it is asked for', async () => {
    const [asked, accepted] = await Promise.all([
      app.inject({ method: 'POST', url: '/v1/solve?format=xlsx', payload: { scenario: '2027-base' } }),
      app.inject({ method: 'POST', url: '/v1/solve', payload: { scenario: '2027-base' }, headers: { accept: XLSX } }),
    ])
    const solved = await solve('2027-base')
    const made = { ...solved.made!, command: 'evenredig solve 2027-base' }
    const written = await resultWorkbook({ ...solved, made }, { scenario: '2027-base' })
    for (const answer of [asked, accepted]) {
      expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, XLSX])
      expect(answer.headers['content-disposition']).toBe('attachment; filename="evenredig-solve.xlsx"')
      expect(answer.rawPayload.equals(Buffer.from(written))).toBe(true)
    }
    expect(proposalFromWorkbook(asked.rawPayload, '2027-base').allocation).toEqual(published)
  })

  it('of every question that has one, and a page too', async () => {
    const table = {
      rows: ['r', 's'],
      columns: ['A', 'B'],
      target: [
        [1.4, 1.6],
        [2.6, 0.4],
      ],
      rowTotals: [3, 3],
      columnTotals: [4, 2],
    }
    expect((await round(table)).status).toBe('optimal')
    const proposal = { rows: [], columns: [], allocation: [] }
    const base = await solve('2027-base')
    const questions: readonly (readonly [string, object])[] = [
      ['round', table],
      ['compare', { a: '2026-base', b: '2026-reference' }],
      ['compare', { a: '2027-base', methods: 'optimal,stepwise' }],
      ['draft', { scenario: '2027-base', advices: { prefer: ['advice', 'moved'] } }],
      [
        'check',
        {
          scenario: '2027-base',
          proposal: { ...proposal, rows: base.rows, columns: base.columns, allocation: base.allocation },
        },
      ],
      ['years', { scenarios: ['2026-base', '2027-base'] }],
    ]
    for (const [name, payload] of questions) {
      const workbook = await app.inject({ method: 'POST', url: `/v1/${name}?format=xlsx`, payload })
      expect([name, workbook.statusCode, workbook.rawPayload.subarray(0, 2).toString()]).toEqual([name, 200, 'PK'])
      const page = await app.inject({ method: 'POST', url: `/v1/${name}?format=html`, payload })
      expect([name, page.statusCode]).toEqual([name, 200])
      expect(page.body).toMatch(/^<!doctype html>/i)
    }
    const none = await app.inject({ method: 'POST', url: '/v1/verify?format=xlsx', payload: { result: base } })
    expect(none.statusCode).toBe(406)
  })
})

it('a scenario in a workbook is the same over HTTP as in the library', async () => {
  const given = scenarioFromWorkbook(await filledTemplate(), { name: 'body' })
  const answer = await post('/v1/solve', raw(await filledTemplate()))
  expect(answer.json<{ input: object }>().input).toEqual((await solve(given)).input)
})

it('a number typed in a form is a number in every question', () => {
  const isNumber = (shape: { safeParse(value: unknown): { success: boolean } }) =>
    shape.safeParse(1).success && !shape.safeParse('1').success && !shape.safeParse({}).success
  const asked = QUESTIONS.filter(({ route }) => route !== undefined).flatMap(({ name, request }) =>
    Object.entries(request.shape as Record<string, Parameters<typeof isNumber>[0]>)
      .filter(([, shape]) => isNumber(shape))
      .map(([field]) => ({ name, field, request })),
  )
  expect(asked.map(({ name, field }) => `${name} ${field}`)).toContain('fairness draws')
  for (const { name, field, request } of asked) {
    const { payload, headers } = form([{ name: field, value: '3' }])
    expect({ name, ...(questionInForm(payload, headers['content-type']!, request).value as object) }).toEqual({
      name,
      [field]: 3,
    })
  }
})

it('what is typed in a form is what a flag makes of it: names, lists of them, switches and settings', () => {
  const read = (question: string, ...fields: readonly (readonly [string, string])[]) => {
    const { payload, headers } = form(fields.map(([name, value]) => ({ name, value })))
    const { request } = QUESTIONS.find(({ name }) => name === question)!
    const { value, faults } = questionInForm(payload, headers['content-type']!, request)
    return { value, faults: faults.map(({ code, path }) => `${code} ${path}`) }
  }
  const made = [
    ['fairness', { carry: 'totals' }, ['carry', 'totals']],
    ['fairness', { methods: ['next-best', 'lottery'] }, ['methods', 'next-best, lottery']],
    ['fairness', { methods: ['next-best', 'lottery'] }, ['methods', 'next-best'], ['methods', 'lottery']],
    ['fairness', { methods: ['lottery'] }, ['methods', '["lottery"]']],
    ['fairness', { settings: { cell: 0.03, oor: 0.01 } }, ['settings', 'cell=0.03'], ['settings', 'oor=0.01']],
    ['fairness', { settings: { cell: 0.03, oor: 0.01 } }, ['settings', '{"cell":0.03}'], ['settings', 'oor=0.01']],
    ['solve', { options: { half: 'even', tieBreak: 'none' } }, ['options', 'half=even'], ['options', 'tieBreak=none']],
    ['solve', { noFreedom: true, seed: 7, ties: 'lot' }, ['noFreedom', 'true'], ['seed', '7'], ['ties', 'lot']],
    ['solve', { carry: [{}, {}], carryRule: 'cells' }, ['carry', '{}'], ['carry', '{}'], ['carryRule', 'cells']],
    ['solve', { scenario: 'true', seed: '0x10' }, ['scenario', 'true'], ['seed', '0x10']],
  ] as const
  for (const [question, value, ...fields] of made) expect(read(question, ...fields)).toEqual({ value, faults: [] })
  expect(read('fairness', ['carry', 'none'], ['carry', 'cells']).faults).toEqual(['duplicate carry'])
  expect(read('fairness', ['settings', 'cell=1'], ['settings', 'cell=2']).faults).toEqual(['duplicate settings.cell'])
  expect(read('fairness', ['settings', 'half'], ['settings', 'cell=2']).faults).toEqual(['duplicate settings.cell'])
})
