/** Advices on specialties outside the frame (P26 I.1, II.1.4): read at every door, kept, shown, and counted in nothing. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  carry,
  carryWorkbook,
  check,
  checkWorkbook,
  draft,
  draftWorkbook,
  letters,
  verify,
  type Draft,
} from '../src/index.js'
import { parseConsultation } from '../src/io/read/consultation.js'
import { parseScenario } from '../src/io/read/scenario.js'
import { checkPage, draftPage } from '../src/report/pages.js'
import { commandIn } from './command.js'
import { service } from './http-service.js'
import { sheetNames } from './workbooks.js'

const SCENARIO = {
  id: 'klein',
  year: 2027,
  data: 'synthetic',
  oors: [{ code: 'A', name: 'Aa' }, { code: 'B', name: 'Bee' }], // prettier-ignore
  specialties: [{ code: '01', name: 'Een' }, { code: '02', name: 'Twee' }], // prettier-ignore
  leeway: { total: 2, below: 1, above: 1 },
  published: { base: [[3, 3], [2, 4]] }, // prettier-ignore
}
const WITHIN = { advices: [{ specialty: '01', row: { A: 4, B: 2 }, rationale: 'Naar Aa.' }] }
const SPORT = { specialty: 'Sportgeneeskunde', row: { A: 1, B: 2 }, shift: { B: [1, 2] as [number, number] }, rationale: 'Drie plaatsen.' } // prettier-ignore
const ADVICES = {
  advices: [...WITHIN.advices, SPORT, { specialty: 'NVvO', row: { A: 4 } }],
}
const KEPT = [
  { specialty: 'Sportgeneeskunde', row: [1, 2], room: [[1, 1], [1, 2]], rationale: 'Drie plaatsen.' }, // prettier-ignore
  { specialty: 'Orthodontie', row: [4, 0], room: [[4, 4], [0, 0]], rationale: '' }, // prettier-ignore
]

const scenario = parseScenario(SCENARIO)
let drafted: Draft
beforeAll(async () => {
  drafted = await draft(SCENARIO, ADVICES)
})

describe('an advice outside the frame', () => {
  it('is kept in its own track, and changes nothing of a draft', async () => {
    expect(drafted.consultation.outside).toEqual(KEPT)
    expect(drafted.consultation.advices).toHaveLength(1)
    const alone = await draft(SCENARIO, WITHIN)
    expect('outside' in alone.consultation).toBe(false)
    for (const each of [
      'allocation',
      'levels',
      'balance',
      'advices',
      'wishes',
      'check',
      'certificate',
      'frame',
    ] as const) {
      expect(drafted[each], each).toEqual(alone[each])
    }
    expect(drafted.made!.fingerprint).not.toBe(alone.made!.fingerprint)
  })

  it('is verified with the draft that holds it', async () => {
    const told = async (change: (file: { consultation: { outside: object[] } }) => void, advices: object = ADVICES) => {
      const file = JSON.parse(JSON.stringify(drafted)) as { consultation: { outside: object[] } }
      change(file)
      const { status, faults } = await verify(file, { scenario: SCENARIO, advices })
      return [status, ...faults.map(({ path }) => path)]
    }
    expect(await told(() => undefined)).toEqual(['accepted'])
    expect((await told((file) => (file.consultation.outside = file.consultation.outside.toReversed())))[0]).toBe(
      'rejected',
    ) // the hash says in which order
    expect((await told((file) => (file.consultation.outside[0] = { ...KEPT[0]!, row: [2, 1] })))[0]).toBe('rejected')
    expect(await told((file) => (file.consultation.outside[0] = { ...KEPT[0]!, row: [3] }))).toContain('consultation.outside[0].row') // prettier-ignore
    expect(await told((file) => (file.consultation.outside[0] = { ...KEPT[0]!, specialty: '01' }))).toContain('consultation.outside[0].specialty') // prettier-ignore
    expect((await told(() => undefined, WITHIN))[0]).toBe('rejected')
  })

  it('is refused where it says nothing, twice the same, or more than it can', () => {
    const faults = (...advices: object[]) => {
      try {
        parseConsultation({ advices }, scenario)
      } catch (error) {
        return (error as { faults: readonly { code: string; path: string }[] }).faults.map(({ code, path }) => `${code} ${path}`) // prettier-ignore
      }
      return []
    }
    expect(faults(SPORT, { specialty: 'VSG', row: { A: 1 } })).toEqual(['duplicate advices[1].specialty'])
    expect(faults({ specialty: 'Psychiatrie', row: {} })).toEqual(['empty-row advices[0].row'])
    expect(faults({ specialty: 'Psychiatrie', row: { C: 1 } })).toEqual(['unknown-code advices[0].row.C', 'empty-row advices[0].row']) // prettier-ignore
    expect(faults({ ...SPORT, weight: 2 })).toEqual(['value advices[0].weight'])
    expect(faults({ ...SPORT, shift: { B: [3, 4] } })).toEqual(['shift-room advices[0].shift.B'])
    expect(faults({ specialty: 'Logopedie', row: { A: 1 } })).toEqual(['unknown-code advices[0].specialty'])
  })

  it('may be of a specialty that the scenario has itself: then it is one like any other', () => {
    const own = { ...SCENARIO, specialties: [{ code: '01', name: 'Een' }, { code: 'SG', name: 'Sportgeneeskunde' }] } // prettier-ignore
    const read = parseConsultation({ advices: [{ specialty: 'Sportgeneeskunde', row: { A: 2, B: 4 } }] }, parseScenario(own)) // prettier-ignore
    expect([read.advices.map(({ specialty }) => specialty), read.outside]).toEqual([['SG'], undefined])
  })
})

describe('every form', () => {
  const folder = mkdtempSync(join(tmpdir(), 'evenredig-outside-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  const readIn = async (name: string, text: string | Uint8Array) => {
    writeFileSync(join(folder, name), text)
    return (await draft(SCENARIO, join(folder, name))).consultation
  }

  it('is read: CSV as a matrix and as a long table', async () => {
    const matrix = await readIn('a.csv', 'specialty,A,B\n01,4,2\nSportgeneeskunde,1,2 (1-2)\n')
    expect(matrix.outside).toEqual([{ ...KEPT[0]!, rationale: '' }])
    const long =
      'kind,specialty,oor,places,low,high,text\nadvice,01,A,4,,,\nadvice,01,B,2,,,\n' +
      'advice,Sportgeneeskunde,A,1,,,Drie plaatsen.\nadvice,Sportgeneeskunde,B,2,1,2,\nadvice,Orthodontie,A,4,,,\n'
    expect((await readIn('b.csv', long)).outside).toEqual(KEPT)
  })

  it.each(['nl', 'en'] as const)(
    '%s: the workbook of a draft, of a check and of what is carried over is read back',
    async (language) => {
      const name = { nl: 'Buiten kader', en: 'Outside frame' }[language]
      const book = await draftWorkbook(drafted, { scenario: SCENARIO, language })
      expect(sheetNames(book)).toContain(name)
      expect(await readIn('d.xlsx', book)).toEqual(drafted.consultation)
      const checked = await check(SCENARIO, drafted, { advices: ADVICES, language })
      expect(checked.consultation.outside).toEqual(KEPT)
      const other = await checkWorkbook(checked, { scenario: SCENARIO, language })
      expect((await readIn('c.xlsx', other)).outside).toEqual(KEPT)
      const agreements = [{ oor: 'A', low: 5, high: 6, by: 'OOR A', date: '2026-07-01' }, { specialty: '01', row: 'advice', by: 'WV' }] // prettier-ignore
      const carried = await carry(
        { ...ADVICES, agreements },
        { from: SCENARIO, to: { ...SCENARIO, id: 'nieuw' }, language },
      )
      expect(carried.left).toEqual([])
      const back = await readIn('e.xlsx', await carryWorkbook(carried, { to: SCENARIO, language }))
      expect(back).toEqual(parseConsultation({ ...ADVICES, agreements }, scenario))
      expect(carried.made!.fingerprint).toMatch(/^[0-9a-f]{64}$/)
    },
  )

  it('does not take along what a new frame has no place for, and says so', async () => {
    const to = { ...SCENARIO, id: 'nieuw', specialties: SCENARIO.specialties, published: { base: [[3, 3], [2, 5]] }, oors: [{ code: 'C' }, { code: 'B' }] } // prettier-ignore
    const agreements = [
      { oor: 'A', low: 5, by: 'OOR A' },
      { oor: 'B', low: 5, by: 'OOR B' }, // its base total is another one
      { specialty: '02', oor: 'B', low: 1, by: 'WV' }, // another intake
      { specialty: '01', oor: 'B', low: 1, by: 'WV' },
      { specialty: '01', row: 'advice', by: 'WV' }, // which is asked again
    ]
    const carried = await carry({ ...ADVICES, agreements }, { from: SCENARIO, to })
    expect(carried.left).toEqual(['agreements[0]', 'agreements[1]', 'agreements[2]', 'agreements[4]', 'outside[0]', 'outside[1]']) // prettier-ignore
    expect(parseConsultation(carried.consultation, parseScenario(to)).agreements).toEqual([
      expect.objectContaining({ specialty: '01', oor: 'B', low: 1 }),
    ])
  })

  it('shows it: terminal, page and letters', async () => {
    writeFileSync(join(folder, 'klein.json'), JSON.stringify(SCENARIO))
    writeFileSync(join(folder, 'a.json'), JSON.stringify(ADVICES))
    const { out, exit } = await commandIn(folder, ['draft', 'klein.json', '--advices', 'a.json'])
    expect(exit).toBe(0)
    expect(out).toMatch(/Buiten het bestuurlijk kader\..*\n.*\n.*A.*B.*\n.*\n.*sportgeneeskunde.* 1 .* 2 /)
    expect(out).toContain('Sportgeneeskunde (VSG): ruimte B 1–2. Drie plaatsen.')
    const checked = await check(SCENARIO, drafted, { advices: ADVICES, language: 'en' })
    for (const page of [draftPage(drafted, scenario, 'en'), checkPage(checked, scenario, 'en')]) {
      expect(page).toContain('Outside the administrative frame')
      expect(page).toContain('Sports medicine (VSG): room B 1–2. Drie plaatsen.')
    }
    const written = new Map(
      (await letters(SCENARIO, drafted, { advices: ADVICES })).map(({ name, html }) => [name, html]),
    )
    expect([...written.keys()]).toEqual(['index.html', 'vereniging-01.html', 'vereniging-02.html', 'vereniging-Sportgeneeskunde.html', 'vereniging-Orthodontie.html', 'oor-A.html', 'oor-B.html']) // prettier-ignore
    expect(written.get('vereniging-Sportgeneeskunde.html')).toContain(
      'verdeling van 3 instroomplaatsen sportgeneeskunde',
    )
    expect(written.get('oor-B.html')).toContain('Buiten het bestuurlijk kader')
    expect(written.get('index.html')).toContain('4 brieven aan wetenschappelijke verenigingen')
  })

  it('goes over HTTP', async () => {
    const app = await service()
    try {
      const sent = await app.inject({
        method: 'POST',
        url: '/v1/draft',
        payload: { scenario: SCENARIO, advices: ADVICES },
      })
      expect((JSON.parse(sent.body) as Draft).consultation.outside).toEqual(KEPT)
    } finally {
      await app.close()
    }
  })
})
