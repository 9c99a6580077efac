/**
 * Faults over HTTP: a wrong field hides no wrong meaning, on any route, in JSON and in a form; what came in a workbook is told by its
 * sheet and cell; and answers and faults are the same in both languages but for what is said in words.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { XLSX } from '../src/http/forms.js'
import { readScenario } from '../src/io/read/scenario.js'
import { expectDocumented, service } from './http-service.js'
import { book, type Typed } from './workbooks.js'

let app: Awaited<ReturnType<typeof service>>
beforeAll(async () => {
  app = await service()
})
afterAll(() => app.close())

type Fields = Readonly<Record<string, unknown>>
type Told = readonly (readonly [code: string, path: string])[]

interface Problem {
  readonly errors: readonly { readonly code: string; readonly path: string }[]
}

async function post(name: string, payload: string | Buffer, type: string, language = 'nl') {
  const headers = { 'content-type': type, 'accept-language': language }
  const answer = await app.inject({ method: 'POST', url: `/v1/${name}`, payload, headers })
  expectDocumented(answer, 'POST', `/v1/${name}`)
  return answer
}

const json = (name: string, question: Fields, language?: string) =>
  post(name, JSON.stringify(question), 'application/json', language)

/** A form: text as it is, bytes as a workbook, anything else as JSON. */
function form(name: string, question: Fields) {
  const parts = Object.entries(question).flatMap(([field, value]) =>
    field === 'scenarios' ? (value as unknown[]).map((each) => [field, each] as const) : [[field, value] as const],
  )
  const chunks = parts.flatMap(([field, value]) => {
    const isFile = value instanceof Uint8Array
    const head = `--x\r\nContent-Disposition: form-data; name="${field}"${isFile ? '; filename="own.xlsx"' : ''}\r\n\r\n`
    return [head, isFile ? value : typeof value === 'string' ? value : JSON.stringify(value), '\r\n'].map((each) => Buffer.from(each)) // prettier-ignore
  })
  return post(name, Buffer.concat([...chunks, Buffer.from('--x--\r\n')]), 'multipart/form-data; boundary=x')
}

async function told(answer: Promise<Awaited<ReturnType<typeof post>>>): Promise<Told> {
  const { statusCode, body } = await answer
  expect([statusCode, statusCode === 200 ? body : ''], body).not.toEqual([200, body])
  return (JSON.parse(body) as Problem).errors.map(({ code, path }) => [code, path])
}

const frame = (year: number) => ({
  id: `tiny-${year}`,
  year,
  data: 'synthetic',
  oors: [{ code: 'A' }, { code: 'B' }],
  specialties: [{ code: '01', intake: 5 }, { code: '02', intake: 4 }],
  careUse: { all: [[3, 2], [1, 4]] },
  leeway: { total: 2, below: 1, above: 1 },
}) // prettier-ignore
const TINY = frame(2027)
const ZERO = { ...TINY, zeroCells: [{ specialty: '99', oor: 'A' }] }
const ADVICES = { advices: [{ specialty: '01', row: { A: 3, B: 3 } }] }
const TABLE = { rows: ['01', '02'], columns: ['A', 'B'], allocation: [[3, 2], [1, 3]] } // prettier-ignore
const ROUND = { rows: ['r', 's'], columns: ['A', 'B'], target: [[1.5, 2.5], [2, 1]], rowTotals: [4, 3], columnTotals: [4, 3] } // prettier-ignore

const unknownCell = (field: string) => ['unknown-code', `${field}.zeroCells[0].specialty`] as const
const unsummed = ['advice-sum', 'advices.advices[0].row'] as const

interface Route {
  /** A question that is answered. */
  readonly right: Fields
  /** Fields of the question itself that are wrong, and what is told. */
  readonly shapes: readonly (readonly [Fields, string])[]
  /** Wrong meanings, and what is told. */
  readonly meanings: readonly (readonly [Fields, readonly [string, string]])[]
}

const ROUTES: Readonly<Record<string, Route>> = {
  solve: {
    right: { scenario: TINY },
    shapes: [[{ solver: 'higs' }, 'value solver'], [{ seed: -1 }, 'negative seed'], [{ metod: 'optimal' }, 'unknown-key metod'], [{ options: { half: 'sideways' } }, 'value options.half'], [{ publish: 'yes' }, 'type publish']],
    meanings: [[{ scenario: ZERO }, unknownCell('scenario')]],
  },
  round: {
    right: ROUND,
    shapes: [[{ solver: 'higs' }, 'value solver'], [{ optima: 1.5 }, 'not-whole optima'], [{ lang: 'de' }, 'value lang']],
    meanings: [[{ zeroCells: [['r', 'Z']] }, ['unknown-code', 'zeroCells[0][1]']], [{ rowTotals: [4, 3, 2] }, ['shape', 'rowTotals']]],
  },
  compare: {
    right: { a: TINY, b: TINY },
    shapes: [[{ objective: 'nicest' }, 'value objective'], [{ ties: 7 }, 'value ties']],
    meanings: [[{ a: ZERO }, unknownCell('a')], [{ b: ZERO }, unknownCell('b')], [{ advices: ADVICES }, unsummed]],
  },
  explain: {
    right: { scenario: TINY, specialty: '01', oor: 'A' },
    shapes: [[{ timeLimit: 0 }, 'value timeLimit']],
    meanings: [[{ specialty: '99' }, ['unknown-code', 'specialty']], [{ oor: 'Z' }, ['unknown-code', 'oor']], [{ scenario: ZERO }, unknownCell('scenario')]],
  },
  verify: {
    right: { result: { status: 'optimal', rows: [], columns: [] } },
    shapes: [[{ timeLimit: 'x' }, 'type timeLimit']],
    meanings: [[{ scenario: ZERO }, unknownCell('scenario')], [{ result: { kind: 'drfat', status: 'optimal', rows: [], columns: [] } }, ['value', 'result.kind']]],
  },
  draft: {
    right: { scenario: TINY },
    shapes: [[{ fallback: 'yes' }, 'type fallback'], [{ options: { 'leeway.measure': 'x' } }, 'value options.leeway.measure']],
    meanings: [[{ scenario: ZERO }, unknownCell('scenario')], [{ advices: ADVICES }, unsummed]],
  },
  check: {
    right: { scenario: TINY, proposal: TABLE },
    shapes: [[{ repair: 5 }, 'type repair']],
    meanings: [[{ advices: ADVICES }, unsummed], [{ proposal: { ...TABLE, rows: ['01', '99'] } }, ['unknown-code', 'proposal.allocation[1]']]],
  },
  years: {
    right: { scenarios: [TINY, frame(2028)] },
    shapes: [[{ timeLimit: -1 }, 'value timeLimit']],
    meanings: [[{ scenarios: [TINY, TINY] }, ['duplicate', 'scenarios[1].year']], [{ scenarios: [TINY, ZERO] }, unknownCell('scenarios[1]')]],
  },
  carry: {
    right: { consultation: {}, from: TINY, to: frame(2028) },
    shapes: [[{ timeLimit: -1 }, 'value timeLimit'], [{ form: 1 }, 'unknown-key form']],
    meanings: [[{ to: ZERO }, unknownCell('to')], [{ consultation: ADVICES }, ['advice-sum', 'consultation.advices[0].row']]],
  },
  reconstruct: {
    right: { table: TABLE },
    shapes: [[{ seed: -1 }, 'negative seed'], [{ floored: 'A' }, 'type floored']],
    meanings: [[{ table: { ...TABLE, allocation: [[1.5, 1], [1, 1]] } }, ['not-whole', 'table.allocation[0]:A']], [{ scenario: ZERO }, unknownCell('scenario')]],
  },
} // prettier-ignore

describe.each(Object.entries(ROUTES))('/v1/%s', (name, { right, shapes, meanings }) => {
  const pairs = shapes.flatMap(([shape, first]) => meanings.map(([meaning, second]) => ({ shape, first, meaning, second }))) // prettier-ignore

  it('tells a wrong field and a wrong meaning in one round, each once', async () => {
    expect(pairs.length).toBeGreaterThan(0)
    for (const { shape, first, meaning, second } of pairs) {
      const faults = await told(json(name, { ...right, ...meaning, ...shape }))
      expect(faults.map((each) => each.join(' ')).toSorted(), JSON.stringify(shape)).toEqual(
        expect.arrayContaining([first, second.join(' ')]),
      )
      expect(faults).toHaveLength(new Set(faults.map(String)).size)
    }
  })

  it('tells what is wrong with two parts that do not hang together', async () => {
    for (const [i, [one, first]] of meanings.entries()) {
      for (const [other, second] of meanings.slice(i + 1)) {
        const [field] = Object.keys(one)
        // codes are looked up in a scenario: where that is wrong, nobody knows
        if (field === Object.keys(other)[0] || [first, second].some(([, path]) => /^(scenario|a\.)/.test(path)))
          continue
        const faults = await told(json(name, { ...right, ...one, ...other }))
        for (const fault of [first, second]) expect(faults.map(String), JSON.stringify(one)).toContain(String(fault))
      }
    }
  })

  it('tells the same of a form', async () => {
    for (const { shape, first, meaning, second } of pairs) {
      const faults = (await told(form(name, { ...right, ...meaning, ...shape }))).map((each) => each.join(' '))
      expect(faults, JSON.stringify(shape)).toEqual(expect.arrayContaining([first, second.join(' ')]))
    }
  })

  it('says the same in both languages, but for text', async () => {
    const questions = [right, ...shapes.map(([each]) => ({ ...right, ...each })), ...meanings.map(([each]) => ({ ...right, ...each }))] // prettier-ignore
    for (const question of questions) {
      if ('lang' in question) continue
      const [dutch, english] = await Promise.all(['nl', 'en'].map((language) => json(name, question, language)))
      expect(dutch!.statusCode).toBe(english!.statusCode)
      expect(wordless(dutch!.json())).toEqual(wordless(english!.json()))
    }
  })
})

/** Without words, time, and what tells requests apart. `title`, `detail` and `message` are the words of a problem (RFC 9457). */
const WORDS: ReadonlySet<string> = new Set(['text', 'title', 'detail', 'message', 'milliseconds', 'requestId'])

function wordless(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(wordless)
  return Object.fromEntries(Object.entries(value).flatMap(([key, each]) => (WORDS.has(key) ? [] : [[key, wordless(each)]]))) // prettier-ignore
}

describe('scenarios', () => {
  it.each(['/v1/scenarios', '/v1/scenarios/2027-base', '/v1/scenarios/2027-bse'])(
    '%s: the same in both languages',
    async (url) => {
      const ask = async (language: string) => (await app.inject({ url, headers: { 'accept-language': language } })).json<object>() // prettier-ignore
      // the titles of scenarios are data, and stand in both
      const [dutch, english] = [await ask('nl'), await ask('en')]
      expect(wordless(dutch)).toEqual(wordless(english))
    },
  )
})

const BASE = readScenario('2027-base')
const OORS = BASE.oors.map(({ code }) => code)
const careUse = (use: number): Typed[][] => [
  ['Code', 'Specialisme', ...OORS, 'Instroom'],
  ['01', 'Anesthesiologie', ...OORS.map(() => use), 7],
  ['02', 'Cardiologie', ...OORS.map((_, o) => 3 + o), 8],
]
type Sheets = Readonly<Record<string, readonly (readonly Typed[])[]>>
const own = (sheets: Sheets = {}) => book({ 'Zorggebruik alle': careUse(4), ...sheets })
const leeway = (year: number): Typed[][] => [['Regelruimte, totaal', 3], ['Regelruimte, minder', 2], ['Regelruimte, meer', 2], ['Jaar', year]] // prettier-ignore
const LEEWAY = leeway(2027)
const row = 'Zorggebruik alle!C2:I2'

/** Faults that come to light when a scenario is checked, and when it is computed with. */
const WRONG: readonly (readonly [string, string, string, () => Promise<Uint8Array>])[] = [
  ['a row without care use', 'empty-row', row, () => own({ 'Zorggebruik alle': careUse(0), Kader: LEEWAY })],
  ['a floor too high', 'floor-too-high', 'Kader!B1', () => own({ Kader: [['Ondergrens', '20%'], ...LEEWAY] })],
  ['a floor of whole places too high', 'floor-too-high', 'Kader!B1', () => own({ Kader: [['Ondergrens', '14,2%'], ['floor.appliesTo', 'ceil'], ...LEEWAY] })],
  ['a zero cell of a specialty that is not there', 'unknown-code', 'Lege cellen!A2', () => own({ 'Lege cellen': [['Specialisme', 'OOR'], ['04', 'NO']], Kader: LEEWAY })],
] // prettier-ignore

/** `true` stands for another workbook, in which nothing is wrong. */
const TAKES: readonly (readonly [string, string, Fields])[] = [
  ['solve', 'scenario', {}],
  ['explain', 'scenario', { specialty: '01', oor: 'NO' }],
  ['compare', 'a', { b: true }],
  ['compare', 'b', { a: true }],
  ['compare', 'a', { methods: 'optimal' }],
  ['draft', 'scenario', {}],
  ['check', 'scenario', { proposal: { rows: ['01', '02'], columns: OORS, allocation: [OORS.map(() => 1), OORS.map((_, o) => (o === 0 ? 2 : 1))] } }],
  ['years', 'scenarios', { scenarios: true }],
] // prettier-ignore

describe.each(WRONG)('%s in a workbook', (_, code, place, workbook) => {
  it.each(TAKES)('is told by /v1/%s by sheet and cell (%s)', async (name, field, rest) => {
    const [file, other] = [await workbook(), await own({ Kader: leeway(2026) })]
    const others = Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, value === true ? other : value]))
    const faults = await told(form(name, { ...others, [field]: field === 'scenarios' ? [other, file] : file }))
    expect(faults).toEqual([[code, `${field}:${place}`]])
  })

  it('is told by /v1/solve of a workbook by itself', async () => {
    expect(await told(post('solve', Buffer.from(await workbook()), XLSX))).toEqual([[code, `body:${place}`]])
  })
})

describe('a workbook in a form', () => {
  it('with a table that cannot be is told by its cell, also beside a wrong flag', async () => {
    const table = await book({ Doel: [['Groep', 'A', 'B', 'Totaal'], ['x', 2, 2, 4], ['y', 2, 2, 4], ['Totaal', '5..3', 4, 8]] }) // prettier-ignore
    const open = await book({ Doel: [['Groep', 'A', 'B', 'Totaal'], ['x', 2, 2, 4], ['y', 2, 2, 4], ['Totaal', '3..5', 4, 8]] }) // prettier-ignore
    expect(await told(form('round', { problem: table, solver: 'higs' }))).toEqual([['value', 'solver'], ['value', 'problem:Doel!B4']]) // prettier-ignore
    expect(await told(form('round', { problem: open, objective: 'proportional' }))).toEqual([['open-total', 'problem:Doel!B4']]) // prettier-ignore
  })

  it('hides nothing of the other parts, nor they of it', async () => {
    const advices = await book({ Adviezen: [['Specialisme', ...OORS], ['01', ...OORS.map(() => 2)]] }) // prettier-ignore
    const floor = await own({ Kader: [['Ondergrens', '20%']] })
    expect(await told(form('draft', { scenario: floor, advices: 'x', fallback: 'yes', problem: '{' }))).toEqual(
      expect.arrayContaining([['floor-too-high', 'scenario:Kader!B1'], ['type', 'fallback'], ['type', 'advices']]), // prettier-ignore
    )
    const both = await told(form('draft', { scenario: await own({ Kader: LEEWAY }), advices, fallback: 'yes' }))
    expect(both.map(([, path]) => path)).toEqual(expect.arrayContaining(['fallback']))
    expect(both.some(([, path]) => path.startsWith('advices:Adviezen!'))).toBe(true)
    const broken = Buffer.from('PK\u0003\u0004')
    expect((await told(form('draft', { scenario: broken, fallback: 'yes', options: { half: 'x' } }))).map(([, path]) => path)).toEqual(['scenario', 'fallback', 'options.half']) // prettier-ignore
    expect((await told(form('round', { problem: broken, solver: 'x' }))).map(([, path]) => path)).toEqual(['problem', 'solver']) // prettier-ignore
    expect((await told(form('compare', { a: '2027-base', b: broken, solver: 'x' }))).map(([, path]) => path)).toEqual(['b', 'solver']) // prettier-ignore
  })
})
