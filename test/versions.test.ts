/** A version of fixed places given out: workbook, page, CSV and both formats, all with the places as they stand, and none of a broken chain. */
import { beforeAll, describe, expect, it } from 'vitest'
import {
  amend,
  fix,
  handOver,
  history,
  type InputError,
  institutions,
  placesInDelivery,
  versionsWorkbook,
  type Fixed,
  type VersionHistory,
} from '../src/index.js'
import { LANGUAGES } from '../src/domain/language.js'
import { versionsCsv } from '../src/formats/csv.js'
import { versionsPage } from '../src/formats/pages.js'
import { readXlsx } from '../src/io/xlsx/read.js'
import { QUESTIONS } from '../src/questions/index.js'
import { placesIn, smallCase } from './institution-cases.js'

const at = (institution: string, specialty: string, oor: string, before: number, after: number) => {
  return { institution, specialty, oor, before, after, ground: 'Uitspraak K&G 3', date: '2026-06-20' }
}

let versions: Fixed[]
let chain: VersionHistory
let broken: VersionHistory
beforeAll(async () => {
  const given = smallCase()
  const one = await fix(await institutions(given), { case: given })
  const two = (await amend(one, at('A', '01', 'X', 5, 6))) as Fixed
  // somebody is newly recognised: a training that the versions before have not
  const three = (await amend(two, at('C', '01', 'X', 0, 1))) as Fixed
  versions = [one, two, three]
  chain = await history(three)
  const altered = structuredClone(three) as unknown as { result: { places: { places: number }[] } }
  altered.result.places[0]!.places += 1
  broken = await history(altered)
})

const places = (i: number) => placesIn(versions[i]!.result.places)
const faultsOf = (run: () => Promise<unknown>) =>
  run().then(
    () => [],
    (error: unknown) => (error as InputError).faults.map(({ code, path }) => `${code} ${path}`),
  )

describe('a version in the formats that are handed over', () => {
  it('has the places of the last version, as CSV and workbook, and says which version it is', async () => {
    expect(places(2)).not.toEqual(places(0))
    for (const language of LANGUAGES) {
      for (const as of ['csv', 'xlsx'] as const) {
        const [bols, vws] = await Promise.all(
          (['bols', 'vws'] as const).map(async (format) => {
            const written = await handOver(chain, as, { format, language })
            const bytes = typeof written === 'string' ? new TextEncoder().encode(written) : written
            return { bytes, places: placesInDelivery(bytes, versions[2]!.result).places }
          }),
        )
        const given = bols!.places.map((each) => ({ ...each, oor: each.oor! }))
        const some = Object.fromEntries(Object.entries(places(2)).filter(([, count]) => count > 0))
        expect(Object.fromEntries(Object.entries(placesIn(given)).filter(([, count]) => count > 0))).toEqual(some)
        const sum = (list: readonly { places: number }[]) => list.reduce((all, each) => all + each.places, 0)
        expect([sum(given), sum(vws!.places)]).toEqual([17, 17])
        if (as === 'csv') continue
        const texts = readXlsx(vws!.bytes, 'x.xlsx').sheets.flatMap(({ rows }) => rows.flatMap(({ cells }) => [...cells.values()].map(({ text }) => text))) // prettier-ignore
        expect(texts).toContain(versions[2]!.hash)
        expect(texts).toContain(versions[1]!.hash)
        expect(texts.some((text) => /VWS.*(vastgestelde versie 3|fixed version 3)$/.test(text))).toBe(true)
        expect(texts.some((text) => text.startsWith('SYNTHETI'))).toBe(true)
      }
    }
  })

  it('is not there of a chain that is not whole; its page and workbook say why', async () => {
    expect(broken.status).toBe('rejected')
    expect(broken.result).toBeNull()
    for (const as of ['csv', 'xlsx'] as const) {
      const faults = await faultsOf(() => handOver(broken, as, { format: 'vws' }))
      expect(faults).toContain('chain-broken fixed: versions[3].hash')
    }
    expect(versionsPage(broken, 'nl')).toMatch('wordt niet uitgegeven')
    expect(versionsPage(broken, 'nl')).not.toMatch('id="per-oor"')
    const { sheets } = readXlsx(await versionsWorkbook(broken), 'x.xlsx')
    expect(sheets.map(({ name }) => name)).toEqual(['Versies'])
    expect(versionsCsv(broken).trim().split('\n')).toHaveLength(1)
  })

  it('is refused without codes of the care authority, or with double ones, before anything is computed', async () => {
    const question = QUESTIONS.find(({ name }) => name === 'history')!
    for (const nza of [['', '1002', '1003'], ['1002', '1002', '1003']]) {
      const bare = smallCase({ institutions: smallCase().institutions.map((each, i) => ({ ...each, nza: nza[i]! })) })
      const version = await fix(await institutions(bare), { case: bare })
      // its hash is wrong too: that is found by computing
      const asked = { fixed: { ...version, hash: '0'.repeat(64) }, format: 'vws' }
      const faults = await faultsOf(() => question.ask(asked, { language: 'nl' }))
      expect(faults).toContain(`${nza[0] === '' ? 'missing' : 'duplicate'} institutions[0].nza`)
      // BOLS format has no such codes
      const answered = await question.ask({ fixed: version, format: 'bols' }, { language: 'nl' })
      expect(String(await answered.in('csv', { dialect: 'plain', names: false, totals: false }))).toMatch(/^oor,instelling,01,02/)
    } // prettier-ignore
  })
})

describe('a version as workbook, page and CSV', () => {
  it('has a sheet per OOR with the places as they stand, and what changed with who has to be told', async () => {
    const { sheets } = readXlsx(await versionsWorkbook(chain), 'x.xlsx')
    const names = sheets.map(({ name }) => name)
    expect(names[0]).toBe('Versies')
    expect(names).toEqual(expect.arrayContaining(['OOR X', 'OOR Y', 'Aansluiting', 'Wijzigingen', 'Verantwoording']))
    const rows = (name: string) =>
      sheets.find((each) => each.name === name)!.rows.map(({ cells }) => [...cells.values()].map(({ text }) => text))
    const line = (name: string, first: string) => rows(name).find(([head]) => head === first)
    expect(line('OOR X', 'Umc A')!.slice(1, 3)).toEqual([String(places(2)['A 01 X']), String(places(2)['A 02 X'])])
    expect(line('OOR X', 'Ziekenhuis C')!.slice(1, 2)).toEqual(['1'])
    const told = rows('Versies')
    expect(told).toContainEqual(['2', 'Umc A (A)', 'Anesthesiologie (01)', 'X', '5', '6', '1', 'gewijzigd'])
    expect(told).toContainEqual(['2', 'Ziekenhuis B (B)', 'Anesthesiologie (01)', 'X', '2', '1', '-1', 'volgt daaruit'])
    expect(told).toContainEqual(['3', 'Ziekenhuis C (C)', 'Anesthesiologie (01)', 'X', '0', '1', 'Uitspraak K&G 3', '20 juni 2026']) // prettier-ignore
    const informed = told.slice(told.findIndex(([head]) => head === 'Bericht moet naar'))
    for (const [i, { informed: codes }] of versions.entries()) {
      for (const code of codes) expect(informed.some(([number, who]) => number === String(i + 1) && who!.endsWith(`(${code})`))).toBe(true) // prettier-ignore
    }
    for (const { hash } of versions) expect(told.some((row) => row.includes(hash))).toBe(true)
  })

  it('is a page that says the same, and labels what is made up', () => {
    for (const language of LANGUAGES) {
      const page = versionsPage(chain, language)
      expect(page).toMatch({ nl: 'SYNTHETISCHE GEGEVENS', en: 'SYNTHETIC DATA' }[language])
      expect(page).toMatch({ nl: '20 juni 2026', en: '20 June 2026' }[language])
      for (const { hash } of versions) expect(page).toMatch(hash)
      expect(page).toMatch('id="oor-1"')
      expect(page).toMatch({ nl: 'zo dicht mogelijk bij de versie ervoor', en: 'as near as can be to the version before' }[language]) // prettier-ignore
    }
  })

  it('is CSV with the places of every training in each version', () => {
    const [head, ...lines] = versionsCsv(chain).trim().split('\n')
    expect(head!.trim()).toBe('institution,specialty,oor,version 1,version 2,version 3,data')
    expect(lines).toHaveLength(versions[2]!.result.places!.length)
    for (const each of lines) {
      const [institution, specialty, oor, ...counts] = each.trim().split(',')
      const key = `${institution} ${specialty} ${oor}`
      expect(counts).toEqual([...[0, 1, 2].map((i) => String(places(i)[key] ?? 0)), 'synthetic'])
    }
  })
})
