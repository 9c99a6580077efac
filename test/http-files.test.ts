/** Files over HTTP: tables as CSV, scenarios called after their files, and printed commands that name what was sent. */
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { amend, check, draft, fix, institutions, round, verify } from '../src/index.js'
import { XLSX } from '../src/http/forms.js'
import { readScenario } from '../src/io/read/scenario.js'
import { COMMITTED, expectDocumented, service } from './http-service.js'
import { smallCase } from './institution-cases.js'
import { book } from './workbooks.js'

let app: Awaited<ReturnType<typeof service>>
beforeAll(async () => {
  app = await service()
})
afterAll(() => app.close())

interface Part {
  readonly name: string
  readonly value: string | Uint8Array
  readonly file?: string
  readonly type?: string
}

/** Sends a form as curl does. */
async function post(path: string, parts: readonly Part[]) {
  const chunks = parts.flatMap(({ name, value, file, type }) => [
    Buffer.from(
      `--x\r\nContent-Disposition: form-data; name="${name}"${file === undefined ? '' : `; filename="${file}"`}\r\n` +
        `${type === undefined ? '' : `Content-Type: ${type}\r\n`}\r\n`,
    ),
    Buffer.from(value),
    Buffer.from('\r\n'),
  ])
  const payload = Buffer.concat([...chunks, Buffer.from('--x--\r\n')])
  const headers = { 'content-type': 'multipart/form-data; boundary=x' }
  const answer = await app.inject({ method: 'POST', url: path, payload, headers })
  if (String(answer.headers['content-type']).includes('json')) expectDocumented(answer, 'POST', path.split('?')[0]!)
  return answer
}

const BY_HAND = 'scenarios/2027-proposal/proposal-by-hand.csv'
const ADVICES = 'scenarios/2027-proposal/advices.json'
const proposal = { name: 'proposal', value: readFileSync(BY_HAND), file: 'voorstel mei.csv', type: 'text/csv' }
const advices = { name: 'advices', value: readFileSync(ADVICES), file: 'wv.json', type: 'application/json' }
const scenario = { name: 'scenario', value: '2027-proposal' }
/** Care use by person, as some send their own. */
async function ownWorkbook(): Promise<Uint8Array> {
  const base = readScenario('2027-base')
  const shares = base.careUse.kind === 'matrix' ? base.careUse.all : []
  return book({
    'Zorggebruik alle': [
      ['Code', 'Specialisme', ...base.oors.map(({ code }) => code)],
      ...base.specialties.map(({ code, name }, s) => [code, name, ...shares[s]!.map(Number)]),
    ],
    Kader: [['Jaar', 2028]],
  })
}

describe('amendments over HTTP', () => {
  it('are a table too, and their faults are told by its cells', async () => {
    const given = smallCase()
    const version = await fix(await institutions(given), { case: given })
    const fixed = { name: 'fixed', value: JSON.stringify(version), file: 'vastgesteld.json', type: 'application/json' }
    const head = 'Instelling;Specialisme;OOR;Van;Naar;Grond;Datum\n'
    const csv = (after: string) => {
      const value = `${head}Umc A;01;X;5;${after};K&G 3;20-6-2026\n`
      return { name: 'amendment', value, file: 'uitspraken.csv', type: 'text/csv' }
    }
    const ruled = { institution: 'A', specialty: '01', oor: 'X', before: 5, after: 6, ground: 'K&G 3', date: '2026-06-20' } // prettier-ignore
    const known = await amend(version, ruled)
    const rows = [head.trim().split(';'), ['A', '01', 'X', 5, 6, 'K&G 3', '2026-06-20']]
    const sheet = { name: 'amendment', value: await book({ Wijzigingen: rows }), file: 'uitspraken.xlsx', type: XLSX }
    for (const part of [csv('6'), sheet]) {
      const answer = await post('/v1/amend', [fixed, part])
      expect(answer.statusCode, answer.body).toBe(200)
      expect(answer.json<{ hash: string }>().hash).toBe(known.kind === 'fixed' ? known.hash : '')
    }
    for (const [after, path] of [
      ['', 'amendment:2:after'],
      ['veel', 'amendment:2:after'],
    ] as const) {
      const answer = await post('/v1/amend', [fixed, csv(after)])
      expect(answer.statusCode).toBe(422)
      expect(answer.json<{ errors: { path: string }[] }>().errors.map((each) => each.path)).toEqual([path])
    }
    const stray = await post('/v1/amend', [fixed, { ...csv('6'), value: `${head}Q;01;X;5;6;K&G;20-6-2026\n` }])
    expect(stray.json<{ errors: { path: string }[] }>().errors.map((each) => each.path)).toEqual([
      'amendment:2:institution',
    ])
  })
})

describe('CSV over HTTP', () => {
  it('is a proposal, as the command reads it', async () => {
    const known = await check('2027-proposal', BY_HAND)
    for (const each of [proposal, { ...proposal, type: 'application/octet-stream' }, { ...proposal, file: 'x' }]) {
      const answer = await post('/v1/check', [scenario, each])
      expect(answer.statusCode, answer.body).toBe(200)
      expect(answer.json<{ allocation: unknown }>().allocation).toEqual(known.allocation)
    }
  })

  it('is advices, in either of their layouts, and a table to round', async () => {
    const wide = 'Specialisme,NO,ON,Utrecht,NWN,Leiden,ZWN,ZON\n17,3,1,2,3,1,2,2\n'
    const drafted = await post('/v1/draft', [
      scenario,
      { name: 'advices', value: wide, file: 'a.csv', type: 'text/csv' },
    ])
    expect(drafted.statusCode, drafted.body).toBe(200)
    const row = { NO: 3, ON: 1, Utrecht: 2, NWN: 3, Leiden: 1, ZWN: 2, ZON: 2 }
    const known = await draft('2027-proposal', { advices: [{ specialty: '17', row }] })
    expect(drafted.json<{ consultation: unknown }>().consultation).toEqual(known.consultation)
    const table = ';A;B;Totaal\nx;1,5;2,5;4\ny;1,5;1,5;3\nTotaal;3;4;7\n'
    const rounded = await post('/v1/round', [{ name: 'problem', value: table, file: 't.csv', type: 'text/csv' }])
    expect(rounded.statusCode, rounded.body).toBe(200)
    const { rows, columns, rowTotals, columnTotals, target, allocation } = rounded.json<Record<string, unknown>>()
    expect(target).toEqual([[1.5, 2.5], [1.5, 1.5]]) // prettier-ignore
    expect(allocation).toEqual((await round({ rows, columns, rowTotals, columnTotals, target })).allocation)
  })

  it('that is none is refused by its line, and no scenario is CSV', async () => {
    const wrong = { ...proposal, value: 'Specialisme,NO\n99 Toverkunst,3\n' }
    const answer = await post('/v1/check', [scenario, wrong])
    expect(answer.statusCode).toBe(422)
    expect(answer.body).toContain('proposal:')
    const own = { name: 'scenario', value: 'a,b\n1,2\n', file: 'eigen.csv', type: 'text/csv' }
    expect((await post('/v1/solve', [own])).statusCode).toBe(422)
    const called = { ...proposal, value: 'specialty,NO', file: 'x.xlsx', type: XLSX }
    expect((await post('/v1/check', [scenario, called])).body).toContain('not-workbook')
  })
})

describe('the names of files', () => {
  it('are what scenarios are called, without folders and strange characters; verify goes by what is in them', async () => {
    const value = await ownWorkbook()
    const named = async (file: string) => {
      const parts = [{ name: 'scenario', value, file, type: XLSX }, { name: 'frame', value: '2027-base' }] // prettier-ignore
      return (await post('/v1/solve', parts)).json<{ scenario: string }>()
    }
    const result = await named('odd1.xlsx')
    expect(result.scenario).toBe('odd1')
    expect((await named('C:\\\\temp\\\\mei 2027.xlsx')).scenario).toBe('mei 2027')
    expect((await named('../../etc/x\u202e\u0007y.xlsx')).scenario).toBe('x\uFFFD\uFFFDy')
    expect((await named('.xlsx')).scenario).not.toBe('')
    const by = await post('/v1/verify', [
      { name: 'result', value: JSON.stringify(result), file: 'r.json' },
      { name: 'scenario', value, file: 'ander.xlsx', type: XLSX },
      { name: 'frame', value: '2027-base' },
    ])
    expect(by.json()).toMatchObject({ status: 'accepted', faults: [] })
    expect((await verify(result)).status).toBe('accepted')
  })

  it('stand in the commands that a page prints, as they were sent', async () => {
    const page = async (parts: readonly Part[]) => (await post('/v1/check?format=html', parts)).body
    const body = await page([scenario, proposal, advices])
    expect(body).toMatch(
      /evenredig check 2027-proposal (&#39;|'|&apos;)voorstel mei\.csv(&#39;|'|&apos;) --advices wv\.json/,
    )
    // another name is another page, though all else is the same
    const other = await page([scenario, { ...proposal, file: 'juni.csv' }, advices])
    expect(other).toContain('evenredig check 2027-proposal juni.csv --advices wv.json')
    const own = [
      { name: 'scenario', value: await ownWorkbook(), file: 'eigen.xlsx', type: XLSX },
      { name: 'frame', value: '2027-base' },
    ]
    const solved = (await post('/v1/solve?format=html', own)).body
    expect(solved).toContain('evenredig solve eigen.xlsx --frame 2027-base')
  })
})

describe('the committed document', () => {
  interface Parameter {
    readonly name: string
    readonly in: string
    readonly schema: { readonly enum?: readonly string[] }
  }
  const { paths } = JSON.parse(readFileSync(COMMITTED, 'utf8')) as {
    paths: Record<string, Record<string, { operationId?: string; parameters?: Parameter[]; responses: Record<string, { content?: object }> }>> // prettier-ignore
  }

  it('gives each question the forms that it has, and what goes with CSV only where there is CSV', () => {
    const media = { json: 'application/json', csv: 'text/csv', html: 'text/html', xlsx: XLSX }
    for (const [path, methods] of Object.entries(paths)) {
      if (!path.startsWith('/v1/') || path.startsWith('/v1/jobs/')) continue
      for (const { parameters = [], responses } of Object.values(methods)) {
        const good = Object.entries(responses).find(([code]) => code.startsWith('2'))!
        // what is accepted, or ended, has no table
        if (good[0] !== '200') continue
        const types = Object.keys(good[1].content ?? {})
        const forms = Object.entries(media).flatMap(([name, type]) => (types.includes(type) ? [name] : []))
        const asked = parameters.filter((each) => each.in === 'query')
        const format = asked.find(({ name }) => name === 'format')?.schema.enum ?? ['json']
        expect(format, path).toEqual(forms)
        const names = asked.map(({ name }) => name)
        expect(names.includes('dialect'), path).toBe(forms.includes('csv'))
        expect(names.includes('totals'), path).toBe(
          forms.includes('csv') &&
            !['/v1/explain', '/v1/sensitivity', '/v1/institutions', '/v1/history'].includes(path),
        )
        expect(names, path).toContain('lang')
      }
    }
  })
})
