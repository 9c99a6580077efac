/** Answers without places: what is not written, what is said of what is, and with which status both doors end. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fix, institutions, type Fixed } from '../src/index.js'
import { commandIn } from './command.js'
import { expectDocumented, service } from './http-service.js'
import { smallCase } from './institution-cases.js'

/** Nobody is recognised for what OOR Y has to divide. */
const NOBODY = smallCase({ recognitions: smallCase().recognitions.filter(({ institution }) => institution !== 'C') })
const BOUNDS = ['X', 'Y'].map((oor) => ({ specialty: '01', oor, low: 0, high: 1, reason: 'Verzonnen.' }))
const SCENARIO = {
  id: 'klein', year: 2027, data: 'synthetic', oors: [{ code: 'X' }, { code: 'Y' }],
  specialties: [{ code: '01', intake: 10 }, { code: '02', intake: 7 }],
  careUse: { all: [[70, 30], [40, 30]] }, leeway: { total: 4, below: 2, above: 2 }, bounds: BOUNDS,
} // prettier-ignore
const RULING = { institution: 'C', specialty: '01', oor: 'Y', before: 3, after: 2, ground: 'K&G 3', date: '2026-06-20' }
/** Less than anything takes. */
const AT_ONCE = ['--time-limit', '0.000001']

const folder = mkdtempSync(join(tmpdir(), 'evenredig-without-'))
let shipped: Fixed
let app: FastifyInstance
beforeAll(async () => {
  app = await service()
  shipped = await fix(await institutions('2027-institutions'))
  const small = await fix(await institutions(smallCase()), { case: smallCase() })
  const { hash: _, ...altered } = { ...small, moved: 3 }
  const divided = await institutions('2027-institutions')
  const files = { geval: NOBODY, klein: smallCase(), scenario: SCENARIO, vast: small, stuk: { ...altered, hash: '0'.repeat(64) }, uitspraak: RULING, groot: shipped, instellingen: divided } // prettier-ignore
  for (const [name, value] of Object.entries(files)) writeFileSync(join(folder, `${name}.json`), JSON.stringify(value))
  const seat = shipped.result.places!.find(({ places }) => places > 0)!
  const less = { ...RULING, ...seat, before: seat.places, after: seat.places - 1 }
  const { places: __, ...ruling } = less
  writeFileSync(join(folder, 'minder.json'), JSON.stringify(ruling))
})
afterAll(async () => {
  await app.close()
  rmSync(folder, { recursive: true })
})

const inFolder = (name: string) => join(folder, name)

describe('a format of places that there are not', () => {
  it.each(['x.csv', 'x.xlsx'])(
    'is not written to %s: why stands on stderr, with the status of the answer',
    async (out) => {
      for (const format of ['bols', 'vws']) {
        const none = await commandIn(folder, ['institutions', 'geval.json', '--format', format, '--out', out])
        expect(none).toMatchObject({ exit: 1, out: '' })
        expect(none.err).toMatch(/^--format: in dit formaat is er niets uit te geven \(gevonden onmogelijk: OOR Y heeft 3 plaatsen/) // prettier-ignore
        const late = await commandIn(folder, ['institutions', '2027-institutions', '--format', format, '--out', out, ...AT_ONCE, '--lang', 'en']) // prettier-ignore
        expect(late).toMatchObject({ exit: 3, out: '' })
        expect(late.err).toMatch(/nothing to give out in this format \(found time limit reached\)/)
        expect(existsSync(inFolder(out))).toBe(false)
      }
    },
  )

  it('is not printed either', async () => {
    const none = await commandIn(folder, ['institutions', 'geval.json', '--format', 'bols', '--csv'])
    expect(none).toMatchObject({ exit: 1, out: '' })
    expect(none.err).toMatch('onmogelijk')
  })

  it('over HTTP is a problem that says why; without a format it is an answer', async () => {
    const ask = async (payload: object, query = '') => {
      const answer = await app.inject({ method: 'POST', url: `/v1/institutions${query}`, payload })
      expectDocumented(answer, 'POST', '/v1/institutions')
      return answer
    }
    for (const query of ['?format=csv', '?format=xlsx']) {
      const none = await ask({ case: NOBODY, format: 'bols', lang: 'en' }, query)
      expect(none.statusCode).toBe(422)
      const { errors } = none.json<{ errors: { path: string; code: string; found: string }[] }>()
      expect(errors).toMatchObject([{ path: 'format', code: 'nothing-to-give', found: expect.stringMatching(/^infeasible: OOR Y/) }]) // prettier-ignore
      const late = await ask({ case: '2027-institutions', format: 'bols', timeLimit: 0.000001 }, query)
      expect(late.statusCode).toBe(503)
      expect((await ask({ case: NOBODY }, query)).statusCode).toBe(200)
    }
    expect((await ask({ case: NOBODY })).json()).toMatchObject({ status: 'infeasible' })
  })
})

describe('an answer without places in a file', () => {
  it.each([
    ['institutions geval.json', 'json csv xlsx html txt', /^onmogelijk: OOR Y heeft 3 plaatsen/m],
    ['solve scenario.json', 'json csv xlsx html txt', /^onmogelijk \(.*\): Specialisme 01 heeft 10 plaatsen/m],
    ['draft scenario.json', 'json csv xlsx html txt', /^onmogelijk: .*Specialisme 01 heeft 10 plaatsen/m],
    ['pack geval.json A', 'json html txt', /^onmogelijk: OOR Y heeft 3 plaatsen/m],
    ['amend vast.json --amendment uitspraak.json', 'json txt', /^Deze wijziging is niet vastgesteld: onmogelijk: .*OOR Y/m], // prettier-ignore
    ['chain scenario.json klein.json', 'json', /^de keten houdt op: .*Specialisme 01 heeft 10 plaatsen/m],
    ['history stuk.json', 'json csv xlsx html txt', /^De keten klopt niet\.\nVastgestelde versie 1, hash: /m],
  ])('%s: what came of it stands on stderr too', async (command, endings, said) => {
    for (const ending of endings.split(' ')) {
      const name = `uit.${ending}`
      const { exit, out, err } = await commandIn(folder, [...command.split(' '), '--out', name, '--force'])
      expect(exit).toBe(1)
      expect(out).toBe('')
      expect(err).toMatch(`geschreven: ${name}`)
      expect(err).toMatch(said)
      expect(readFileSync(inFolder(name)).length).toBeGreaterThan(0)
    }
  })

  it('on the screen says it once, and nothing is said of what has places', async () => {
    const shown = await commandIn(folder, ['institutions', 'geval.json'])
    expect(shown).toMatchObject({ exit: 1, err: '' })
    const good = await commandIn(folder, ['history', 'vast.json', '--out', 'goed.xlsx'])
    expect(good.err).toMatch(/^geschreven: goed\.xlsx .*\n$/)
  })

  it('for which there was no time says so', async () => {
    const late = await commandIn(folder, ['institutions', '2027-institutions', ...AT_ONCE, '--out', 'laat.json'])
    expect(late.exit).toBe(3)
    expect(late.err).toMatch(/^tijdslimiet bereikt$/m)
  })
})

describe('a result for which there was no time', () => {
  it('is what its scenario gives, as far as it says anything', async () => {
    expect((await commandIn(folder, ['solve', '2027-base', ...AT_ONCE, '--out', 'geen-tijd.json'])).exit).toBe(3)
    const checked = await commandIn(folder, ['verify', 'geen-tijd.json', '--scenario', '2027-base'])
    expect(checked).toMatchObject({ exit: 0, out: expect.stringMatching(/goedgekeurd[\s\S]*niet nagekeken: .*status/) })
    const other = await commandIn(folder, ['verify', 'geen-tijd.json', '--scenario', '2027-reference'])
    expect(other).toMatchObject({ exit: 1, out: expect.stringMatching(/afgekeurd/) })
  })
})

describe('what could not be verified in time', () => {
  it.each(['amend groot.json --amendment minder.json', 'pack groot.json NO-01', 'fix instellingen.json'])(
    '%s: is no answer, and no fault',
    async (command) => {
      const late = await commandIn(folder, [...command.split(' '), ...AT_ONCE, '--out', 'tijd.json'])
      expect(late).toMatchObject({ exit: 3, out: '' })
      expect(late.err).toMatch(/freedom: dit kon in de tijd niet worden nagerekend/)
      expect(existsSync(inFolder('tijd.json'))).toBe(false)
      expect((await commandIn(folder, [...command.split(' '), '--json'])).exit).toBe(0)
    },
  )

  it('is not given out in a format; over HTTP it is 503', async () => {
    const late = await commandIn(folder, ['history', 'groot.json', '--format', 'bols', '--csv', ...AT_ONCE])
    expect(late).toMatchObject({ exit: 3, out: '' })
    const amendment = JSON.parse(readFileSync(inFolder('minder.json'), 'utf8')) as object
    const payload = { fixed: shipped, amendment, timeLimit: 0.000001 }
    const answer = await app.inject({ method: 'POST', url: '/v1/amend', payload })
    expectDocumented(answer, 'POST', '/v1/amend')
    expect(answer.statusCode).toBe(503)
    expect(answer.json<{ errors: object[] }>().errors[0]).toMatchObject({ code: 'out-of-time' })
  })

  it('is apart from what is feasible alone: that is wrong input of fix', async () => {
    const { certificate: _, ...divided } = await institutions(smallCase())
    const open = { ...divided, status: 'feasible', certificate: null, unique: null, contested: null, freedom: null }
    writeFileSync(inFolder('sluitend.json'), JSON.stringify(open))
    const refused = await commandIn(folder, ['fix', 'sluitend.json', '--lang', 'en'])
    expect(refused).toMatchObject({ exit: 2, out: '' })
    expect(refused.err).toMatch(/status: here the result is not proven, so it is not fixed \(found feasible; expected optimal\)/) // prettier-ignore
  })
})
