/** What is said of cases within OORs: by their own words, with days as people write them, and where they are listed. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chain, institutions, shippedCases, verify } from '../src/index.js'
import { commandIn } from './command.js'
import { expectDocumented, service } from './http-service.js'
import { smallCase } from './institution-cases.js'

const folder = mkdtempSync(join(tmpdir(), 'evenredig-case-words-'))
let app: FastifyInstance
beforeAll(async () => {
  app = await service()
  const answer = await institutions(smallCase())
  const files = { geval: smallCase(), instellingen: answer, zonder: { ...answer, certificate: null } }
  for (const [name, value] of Object.entries(files)) writeFileSync(join(folder, `${name}.json`), JSON.stringify(value))
})
afterAll(async () => {
  await app.close()
  rmSync(folder, { recursive: true })
})

describe('verify of places over institutions', () => {
  it('speaks of the case and of trainings, not of a scenario, rows and columns', async () => {
    const of = ['verify', 'instellingen.json', '--case', 'geval.json']
    const said = { nl: await commandIn(folder, of), en: await commandIn(folder, [...of, '--lang', 'en']) }
    expect(said.nl).toMatchObject({ exit: 0 })
    expect(said.nl.out).toMatch('✓ opleidingen, doelen en grenzen volgen uit het geval')
    expect(said.nl.out).toMatch('✓ elke cel telt op tot de plaatsen van haar OOR')
    expect(said.nl.out).not.toMatch(/scenario|kolom/)
    expect(said.en.out).toMatch('✓ trainings, targets and bounds follow from the case')
    expect(said.en.out).not.toMatch(/scenario|column/)
    expect((await verify(await institutions(smallCase()))).of).toBe('institutions')
  })

  it('asks for the case where that would prove more', async () => {
    const alone = await commandIn(folder, ['verify', 'zonder.json', '--time-limit', '0.000001'])
    expect(alone.exit).toBe(1)
    expect(alone.out).toMatch('met het geval erbij (--case) wordt dit nagerekend')
    expect(alone.out).not.toMatch('--scenario')
  })

  it('in the report of a chain too', async () => {
    const scenario = {
      id: 'klein', year: 2027, data: 'synthetic', oors: [{ code: 'X' }, { code: 'Y' }],
      specialties: [{ code: '01', intake: 10 }, { code: '02', intake: 7 }], careUse: { all: [[70, 30], [40, 30]] },
    } // prettier-ignore
    const { files } = await chain(scenario, smallCase())
    expect(files['index.html']).toMatch(/volgt uit het scenario[\s\S]*volgen uit het geval/)
    expect((files['index.html'] as string).match(/volgt uit het scenario/g)).toHaveLength(1)
  })
})

describe('days in sentences', () => {
  it('of two frames are written as people do, and as 2026-06-08 in data', async () => {
    const frames = ['compare', '2027-base', 'later.json']
    const scenario = (await app.inject('/v1/scenarios/2027-base')).json<{ specialties: { intake: number }[] }>()
    scenario.specialties[0]!.intake += 1
    const frame = { status: 'definitive', date: '2026-07-01' }
    writeFileSync(join(folder, 'later.json'), JSON.stringify({ ...scenario, id: 'later', frame }))
    writeFileSync(join(folder, 'adviezen.json'), '{"advices":[]}')
    const flags = ['--advices', 'adviezen.json']
    const [shown, data] = [await commandIn(folder, [...frames, ...flags]), await commandIn(folder, [...frames, ...flags, '--json'])] // prettier-ignore
    expect(data.out).toMatch('2026-07-01')
    expect(shown.out).not.toMatch(/\d{4}-\d{2}-\d{2}/)
  })
})

describe('shipped cases', () => {
  it('are listed over HTTP and in the help', async () => {
    const listed = await app.inject('/v1/scenarios')
    expectDocumented(listed, 'GET', '/v1/scenarios')
    const { cases } = listed.json<{ cases: { id: string; places: number; text: string }[] }>()
    expect(cases.map(({ id }) => id)).toEqual(shippedCases())
    expect(cases).toMatchObject([{ id: '2027-institutions', year: 2027, data: 'synthetic', institutions: 101, places: 1335 }]) // prettier-ignore
    expect(cases[0]!.text).toMatch('SYNTHETISCHE')
    expect((await commandIn(folder, ['--help'])).out).toMatch('Meegeleverde gevallen binnen OOR’s: 2027-institutions')
  })

  it('by an id that is not there are 404, which says where they are listed and what is there', async () => {
    for (const [name, more] of [
      ['institutions', {}],
      ['pack', { institution: 'A' }],
      ['chain', { scenario: '2027-base' }],
    ] as const) {
      // prettier-ignore
      const payload = { case: '2027-instituties', lang: 'en', ...more }
      const answer = await app.inject({ method: 'POST', url: `/v1/${name}`, payload })
      expectDocumented(answer, 'POST', `/v1/${name}`)
      expect(answer.statusCode).toBe(404)
      const { detail, errors } = answer.json<{ detail: string; errors: { path: string; expected: string }[] }>()
      expect(detail).toBe('See GET /v1/scenarios for the scenarios and cases that there are.')
      expect(errors).toMatchObject([{ path: 'case', expected: '2027-institutions' }])
    }
  })
})
