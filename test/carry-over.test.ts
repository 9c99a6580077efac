/** A consultation carried to a new frame: what still holds goes along, all else is named, and nothing changes by itself. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { carry, carryWorkbook, draft, type CarriedConsultation } from '../src/index.js'
import { consultationFromBytes, parseConsultation } from '../src/io/read/consultation.js'
import { parseScenario } from '../src/io/read/scenario.js'
import { leftWords } from '../src/words/carrying.js'
import { commandIn } from './command.js'
import { sized } from './size.js'

type Matrix = readonly (readonly number[])[]

const CODES = ['01', '02', '03']
const OORS = ['A', 'B', 'C']

function framed(id: string, base: Matrix, more: object = {}): object {
  return {
    id,
    year: 2027,
    data: 'synthetic',
    oors: OORS.map((code) => ({ code })),
    specialties: base.map((_, s) => ({ code: CODES[s], name: `Vak ${s + 1}` })),
    leeway: { total: 9, below: 3, above: 3 },
    published: { base },
    ...more,
  }
}

const OLD: Matrix = [[3, 3, 3], [4, 4, 4], [5, 5, 5]] // prettier-ignore
const NEW: Matrix = [[3, 3, 3], [4, 5, 4], [5, 4, 6]] // prettier-ignore
const CONSULTATION = {
  advices: [
    { specialty: '01', row: { A: 2, B: 4, C: 3 }, shift: { A: [2, 3] }, weight: 2.5, rationale: 'waarom' },
    { specialty: '02', row: { A: 4, B: 4, C: 4 } },
    { specialty: '03', row: { A: 6, B: 9, C: 0 } },
  ],
  attentionPoints: [
    { oor: 'A', category: 'oor-size', direction: 'keep', text: 'de regio blijft even groot' },
    { oor: 'B', category: 'capacity', direction: 'up', text: 'ook hier' },
    { oor: 'C', specialty: '02', category: 'capacity', direction: 'down', text: 'minder' },
    { oor: 'C', specialty: '01', category: 'capacity', direction: 'up', text: 'meer' },
  ],
  motivations: [{ oor: 'A', specialty: '01', grounds: ['care-demand'], text: 'omdat' }],
  current: { A: 11, B: 12, C: 13 },
  history: { '02': { A: 1, B: 2, C: 3 } },
  prefer: ['moved', 'advice'],
}

const [from, to] = [framed('oud', OLD), framed('nieuw', NEW)]
const read = (file: object, scenario: object) => parseConsultation(structuredClone(file), parseScenario(scenario))
const again = (list: readonly { readonly again: string | null }[]) => list.map((each) => each.again)

describe('carrying a consultation to a new frame', () => {
  it('keeps what holds, and says of all else why', async () => {
    const carried = await carry(CONSULTATION, { from, to })
    // 02 has another intake; 03 keeps its own, and may have this row
    expect(carried.advices).toMatchObject([
      { specialty: '01', from: 9, to: 9, again: null, baseRow: false },
      { specialty: '02', from: 12, to: 13, again: 'intake', rules: [] },
      { specialty: '03', from: 15, to: 15, again: null, baseRow: true },
    ])
    // the total of A is the same; B has as many too; 02 has another intake
    expect(again(carried.attentionPoints)).toEqual([null, null, 'intake', null])
    expect(carried.deadline).toEqual({ at: '2026-07-06T13:00:00+02:00', zone: 'Europe/Amsterdam', source: 'L27' })
    const { advices, ...rest } = CONSULTATION
    expect(read(carried.consultation, to)).toEqual(
      read(
        { ...rest, advices: [advices[0], advices[2]], attentionPoints: rest.attentionPoints.filter((_, i) => i !== 2) },
        to,
      ),
    )
    expect(carried.left).toEqual([])
  })

  it('asks again for a row that the new frame cannot have, and names the rule', async () => {
    const zeroCells = [{ specialty: '01', oor: 'C' }]
    const base = [[4, 5, 0], [4, 4, 4], [5, 5, 5]] // prettier-ignore
    const emptied = await carry(CONSULTATION, { from, to: framed('leeg', base, { zeroCells }) })
    expect(emptied.advices[0]).toMatchObject({ again: 'rules', rules: ['zero-cells'] })
    expect(emptied.attentionPoints[3]!.again).toBe('rules')
    // who asked so before the cell was emptied has to say so again; who asked so of an empty cell did know
    const known = await carry(CONSULTATION, { from: framed('was', base, { zeroCells }), to: framed('is', base, { zeroCells }) }) // prettier-ignore
    expect(again([...known.advices, ...known.attentionPoints]).every((each) => each === null)).toBe(true)
    const tight = await carry(CONSULTATION, {
      from,
      to: framed('krap', OLD, { leeway: { total: 0, below: 0, above: 0 } }),
    })
    // what one row moves between OORs another may move back
    expect(again(tight.advices)).toEqual([null, null, null])
    const alone = [OLD[0]!]
    const one = { advices: [CONSULTATION.advices[0]!] }
    const stuck = await carry(one, { from: framed('een', alone), to: framed('vast', alone, { leeway: { total: 0, below: 0, above: 0 } }) }) // prettier-ignore
    expect(stuck.advices[0]).toMatchObject({ again: 'rules' })
    expect(stuck.advices[0]!.rules.length).toBeGreaterThan(0)
  })

  it('asks again for OOR totals that changed, and leaves what is about nothing', async () => {
    const other = framed('ander', [[4, 2, 3], [4, 4, 4]]) // prettier-ignore
    const two = { ...other, oors: [{ code: 'A' }, { code: 'B' }, { code: 'D' }] }
    const carried = await carry(CONSULTATION, { from, to: two })
    expect(again(carried.advices)).toEqual(['gone', 'gone', 'gone'])
    expect(again(carried.attentionPoints)).toEqual(['oor-total', 'oor-total', 'gone', 'gone'])
    expect(carried.left).toEqual(['current', 'history'])
    expect(leftWords([...carried.left, 'agreements[0]'], 'nl')).toEqual(['Omvang', 'Historie', 'Afspraken 1'])
  })

  it('knows no deadline of another year', async () => {
    expect((await carry({}, { from, to: { ...to, year: 2031 } })).deadline).toBeNull()
  })

  const table = fc.array(fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 3, maxLength: 3 }), { minLength: 3, maxLength: 3 }) // prettier-ignore
  const drawn = fc.record({
    before: table,
    after: table,
    same: fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }),
    moves: fc.array(fc.tuple(fc.integer({ min: 0, max: 2 }), fc.integer({ min: 0, max: 2 })), { minLength: 3, maxLength: 3 }), // prettier-ignore
  })
  const asking = (base: Matrix, moves: readonly (readonly [number, number])[]) => ({
    ...CONSULTATION,
    advices: base.map((places, s) => {
      const row = [...places]
      row[moves[s]![0]]!--
      row[moves[s]![1]]!++
      return { specialty: CODES[s], row: Object.fromEntries(OORS.map((oor, o) => [oor, row[o]])), rationale: `${s}` }
    }),
  })

  it('to the same frame changes nothing', async () => {
    await fc.assert(
      fc.asyncProperty(drawn, async ({ before, moves }) => {
        const scenario = framed('zelfde', before)
        const given = asking(before, moves)
        const carried = await carry(given, { from: scenario, to: scenario })
        expect([...again(carried.advices), ...again(carried.attentionPoints)].every((each) => each === null)).toBe(true)
        expect(read(carried.consultation, scenario)).toEqual(read(given, scenario))
      }),
      { seed: 20260706, numRuns: sized(20) },
    )
  })

  it('there and back brings back what went along, as it was; with the same intakes that is every advice', async () => {
    await fc.assert(
      fc.asyncProperty(drawn, async ({ before, after, same, moves }) => {
        const [there, back] = [framed('heen', before), framed('terug', after.map((row, s) => (same[s] ? before[s]! : row)))] // prettier-ignore
        const given = asking(before, moves)
        const gone = await carry(given, { from: there, to: back })
        const returned = await carry(gone.consultation, { from: back, to: there })
        expect(again(returned.advices).every((each) => each === null)).toBe(true)
        const kept = gone.advices.flatMap(({ again: why, specialty }) => (why === null ? [specialty] : []))
        const whole = read(given, there)
        expect(read(returned.consultation, there).advices).toEqual(
          whole.advices.filter(({ specialty }) => kept.includes(specialty)),
        )
        same.forEach((is, s) => is && expect(kept).toContain(CODES[s]))
      }),
      { seed: 20260707, numRuns: sized(20) },
    )
  })

  it('the order of the new frame is its own', async () => {
    const turned = { ...framed('om', OLD.map((row) => row.toReversed())), oors: OORS.toReversed().map((code) => ({ code })) } // prettier-ignore
    const carried = await carry(CONSULTATION, { from, to: turned })
    expect(read(carried.consultation, turned).advices[0]!.row).toEqual([3, 4, 2])
    expect((await carry(carried.consultation, { from: turned, to: from })).advices.length).toBe(3)
  })
})

describe('its forms', () => {
  const folder = mkdtempSync(join(tmpdir(), 'carry-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  const write = (name: string, value: object) => writeFileSync(join(folder, name), JSON.stringify(value))
  const flags = ['--from', 'oud.json', '--to', 'nieuw.json']

  it('JSON and the workbook are read back by draft, to the same draft', async () => {
    write('oud.json', from)
    write('nieuw.json', to)
    write('adviezen.json', CONSULTATION)
    for (const name of ['mee.json', 'mee.xlsx']) {
      const { exit } = await commandIn(folder, ['carry', 'adviezen.json', ...flags, '--out', name])
      expect(exit).toBe(0)
    }
    const carried = JSON.parse(readFileSync(join(folder, 'mee.json'), 'utf8')) as CarriedConsultation
    const kept = read(carried.consultation, to)
    const book = consultationFromBytes(readFileSync(join(folder, 'mee.xlsx')), parseScenario(to), 'mee.xlsx')
    expect({ ...book }).toEqual({ ...kept })
    const drafts = await Promise.all(['mee.json', 'mee.xlsx'].map((name) => draft(to, join(folder, name))))
    expect(drafts[0]!.allocation).toEqual(drafts[1]!.allocation)
    expect(drafts[0]!.input.advicesSha256).toBe(drafts[1]!.input.advicesSha256)
  })

  it('all tell the same list, and by when', async () => {
    const { out } = await commandIn(folder, ['carry', 'adviezen.json', ...flags])
    const { out: english } = await commandIn(folder, ['carry', 'adviezen.json', ...flags, '--lang', 'en'])
    await commandIn(folder, ['carry', 'adviezen.json', ...flags, '--out', 'mee.html'])
    const page = readFileSync(join(folder, 'mee.html'), 'utf8')
    for (const text of [out, page]) {
      expect(text).toContain('2 van de 3 adviezen en 3 van de 4 aandachtspunten gaan mee')
      expect(text).toContain('Uiterlijk 6 juli 2026 vóór 13.00 uur (Nederlandse tijd; L27).')
      expect(text).toContain('de landelijke instroom is veranderd: 12 → 13')
      expect(text).toContain('SYNTHETISCHE')
    }
    expect(english).toContain('By 6 July 2026, before 13:00 (Dutch time; L27).')
    const bytes = await carryWorkbook(await carry(CONSULTATION, { from, to }), { to, language: 'en' })
    expect(consultationFromBytes(bytes, parseScenario(to), 'en.xlsx').advices).toHaveLength(2)
  })

  it('takes two frames', async () => {
    const { exit, err } = await commandIn(folder, ['carry', 'adviezen.json', '--from', 'oud.json'])
    expect([exit, err]).toEqual([2, expect.stringContaining('--to')])
    const wrong = await commandIn(folder, ['carry', 'adviezen.json', '--from', 'nieuw.json', '--to', 'oud.json'])
    expect([wrong.exit, wrong.err]).toEqual([2, expect.stringContaining('advices[1].row')])
  })
})
