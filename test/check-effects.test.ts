/** Who gains and who loses by a proposal that was checked, and a workbook of a check that keeps all it was given. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { check, checkWorkbook, draft, type Effects } from '../src/index.js'
import { readXlsx } from '../src/io/xlsx/read.js'
import { commandIn } from './command.js'
import { sized } from './size.js'
import { book, cellsOf, sheetNames } from './workbooks.js'

const folder = mkdtempSync(join(tmpdir(), 'evenredig-effects-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Base: 01 gets 3 and 3, 02 gets 2 and 4, 03 gets 4 and 0 (B must stay empty). */
const SCENARIO = {
  id: 'hand',
  year: 2027,
  data: 'synthetic',
  oors: [{ code: 'A' }, { code: 'B' }],
  specialties: [
    { code: '01', intake: 6 },
    { code: '02', intake: 6 },
    { code: '03', intake: 4 },
  ],
  careUse: { all: [[1, 1], [1, 2], [1, 0]] }, // prettier-ignore
  zeroCells: [{ specialty: '03', oor: 'B' }],
  leeway: { total: 3, below: 3, above: 3 },
}
const ADVICES = {
  advices: [
    { specialty: '01', row: { A: 5, B: 1 }, shift: { A: [5, 6], B: [0, 1] } },
    { specialty: '02', row: { A: 2, B: 4 }, shift: { A: [1, 2], B: [4, 5] } },
  ],
  attentionPoints: [
    { oor: 'A', category: 'capacity', direction: 'up', text: 'a' },
    { oor: 'B', category: 'capacity', direction: 'keep', text: 'b' },
    { oor: 'B', specialty: '02', category: 'capacity', direction: 'up', text: 'c' },
    { oor: 'A', specialty: '02', category: 'capacity', direction: 'down', text: 'd' },
    { oor: 'B', specialty: '03', category: 'capacity', direction: 'up', text: 'e' },
  ],
}
const proposal = (allocation: readonly (readonly number[])[]) => ({ rows: ['01', '02', '03'], columns: ['A', 'B'], allocation }) // prettier-ignore
const effectsOf = async (allocation: readonly (readonly number[])[]): Promise<Effects> =>
  (await check(SCENARIO, proposal(allocation), { advices: ADVICES })).effects!

describe('who gains and who loses, worked out by hand', () => {
  it('the base itself: nothing moves, and what was asked to stay is served', async () => {
    const { specialties, oors, attentionPoints } = await effectsOf([[3, 3], [2, 4], [4, 0]]) // prettier-ignore
    expect(specialties.map(({ advice }) => advice)).toEqual([
      { before: 'no', after: 'no', outside: { before: 4, after: 4 }, distance: { before: 4, after: 4 }, change: 'same' },
      { before: 'exactly', after: 'exactly', outside: { before: 0, after: 0 }, distance: { before: 0, after: 0 }, change: 'same' },
      null,
    ]) // prettier-ignore
    expect(oors.map(({ gained, lost, worse, better }) => [gained, lost, worse, better])).toEqual([[0, 0, [], []], [0, 0, [], []]]) // prettier-ignore
    expect(attentionPoints.map(({ before, after }) => [before, after])).toEqual([
      ['open', 'open'],
      ['served', 'served'],
      ['open', 'open'],
      ['open', 'open'],
      ['zero-cell', 'zero-cell'],
    ])
  })

  it('a proposal that helps one association in part, and hurts another', async () => {
    const { specialties, oors, attentionPoints } = await effectsOf([[4, 2], [3, 3], [4, 0]]) // prettier-ignore
    // 01: 4 is one short of [5, 6] and 2 one over [0, 1]; in the base two each
    expect(specialties[0]).toEqual({
      specialty: '01',
      gained: 1,
      lost: 1,
      advice: { before: 'no', after: 'partly', outside: { before: 4, after: 2 }, distance: { before: 4, after: 2 }, change: 'better' },
    }) // prettier-ignore
    expect(specialties[1]!.advice).toMatchObject({
      before: 'exactly',
      after: 'no',
      outside: { after: 2 },
      change: 'worse',
    })
    expect(oors[0]).toEqual({
      oor: 'A',
      gained: 2,
      lost: 0,
      advices: {
        before: { exactly: 1, withinRoom: 0, outside: 1, places: 2 },
        after: { exactly: 0, withinRoom: 0, outside: 2, places: 2 },
      },
      worse: ['02'],
      better: ['01'],
      points: { asked: 2, before: 0, after: 1, hurt: 1 },
    })
    expect(oors[1]).toMatchObject({ gained: 0, lost: 2, points: { asked: 3, before: 1, after: 0, hurt: 2 } })
    expect(attentionPoints.map(({ after, difference }) => [after, difference])).toEqual([
      ['served', 2],
      ['hurt', -2],
      ['hurt', -1],
      ['hurt', 1],
      ['zero-cell', 0],
    ])
  })

  it('within the room is followed, and half places count as they are', async () => {
    const { specialties } = await effectsOf([[5.5, 0.5], [1, 5], [4, 0]]) // prettier-ignore
    expect(specialties[0]!.advice).toMatchObject({
      after: 'within-room',
      outside: { after: 0 },
      distance: { after: 1 },
    })
    expect(specialties[1]).toMatchObject({ gained: 1, lost: 1, advice: { after: 'within-room', change: 'worse' } })
  })

  it('adds up: what cells gain and lose is the difference of each row and column, whatever is proposed', async () => {
    const cell = fc.integer({ min: 0, max: 8 })
    const rows = fc.array(fc.tuple(cell, cell), { minLength: 3, maxLength: 3 })
    await fc.assert(
      fc.asyncProperty(rows, async (allocation) => {
        const { effects, balance, base } = await check(SCENARIO, proposal(allocation), { advices: ADVICES })
        effects!.oors.forEach(({ gained, lost }, o) => expect(gained - lost).toBe(balance[o]!.difference))
        effects!.specialties.forEach(({ gained, lost }, s) =>
          expect(gained - lost).toBe(allocation[s]!.reduce((a, b) => a + b) - base![s]!.reduce((a, b) => a + b)),
        )
        for (const { advice } of effects!.specialties) {
          if (advice === null) continue
          const worse = advice.outside.after - advice.outside.before || advice.distance.after - advice.distance.before
          expect(advice.change).toBe(worse > 0 ? 'worse' : worse < 0 ? 'better' : 'same')
          if (advice.after === 'partly') expect(advice.change).toBe('better')
        }
      }),
      { numRuns: sized(100), seed: 7 },
    )
  })
})

/** A workbook as people have it: the frame, the consultation, and a sheet of their own. */
const OWN = {
  'Zorggebruik alle': [
    ['Code', 'Specialisme', 'A', 'B'],
    ['01', 'Eerste', 100, 100],
    ['02', 'Tweede', 100, 200],
    ['03', 'Derde', 100, 100],
  ],
  Instroom: [['Code', 'Instroom'], ['01', 6], ['02', 6], ['03', 4]],
  'OOR-lijst': [['Code', 'Naam'], ['A', 'Aa'], ['B', 'Be']],
  Kader: [
    ['Titel', 'Eigen kader'],
    ['Jaar', 2027],
    ['Gegevens', 'synthetisch'],
    ['Regelruimte, totaal', 3],
    ['Regelruimte, minder per OOR', 3],
    ['Regelruimte, meer per OOR', 3],
  ],
  Adviezen: [
    ['Code', 'Specialisme', 'A', 'B', 'A van', 'A tot', 'Gewicht', 'Toelichting'],
    ['01', 'Eerste', 4, 2, 4, 5, 2, 'groeit'],
    ['02', 'Tweede', 3, 3, null, null, null, null],
  ],
  Aandachtspunten: [['OOR', 'Specialisme', 'Categorie', 'Richting', 'Tekst'], ['B', '02', 'capaciteit', 'omlaag', 'vol']],
  Motiveringen: [['OOR', 'Specialisme', 'Grond', 'Tekst'], ['A', null, 'zorgvraag', 'groei'], ['B', '03', 'zorgvraag', 'niet nodig']],
  Omvang: [['OOR', 'Plaatsen'], ['A', 7], ['B', 8]],
  Historie: [['Code', 'Specialisme', 'A', 'B'], ['01', 'Eerste', 20, 21]],
  Wensen: [['Wens'], ['weinig verschuiven'], ['adviezen volgen'], ['weinig motiveringen'], ['weinig verandering tegen nu']],
  Voorstel: [['Code', 'A', 'B'], ['01', 4, 2], ['02', 3, 3], ['03', 2, 2]],
  'Notities van het bestuur': [['wie', 'wat', null, 'wanneer'], [null, null, null, null], ['NO', 'belt terug', 12.5, '2026-06-08'], ['=1+1', '', 1e-7]],
} as const // prettier-ignore

/** Motivations that are needed come first on their sheet. */
const sorted = <C extends { readonly motivations: readonly object[] }>(consultation: C): C => ({
  ...consultation,
  motivations: consultation.motivations.map((each) => JSON.stringify(each)).toSorted(),
})

describe('the workbook of a check', () => {
  const places = ({ allocation, levels, advices, balance }: Awaited<ReturnType<typeof draft>>) => ({ allocation, levels, advices, balance }) // prettier-ignore

  it('keeps every sheet that it was given, and a draft from it is the draft from the original', async () => {
    writeFileSync(join(folder, 'eigen.xlsx'), await book(OWN))
    const args = ['check', 'eigen.xlsx', 'eigen.xlsx', '--advices', 'eigen.xlsx']
    const { err } = await commandIn(folder, [...args, '--out', 'toets.xlsx'])
    expect(err).toContain('toets.xlsx')
    const bytes = readFileSync(join(folder, 'toets.xlsx'))
    const names = sheetNames(bytes)
    for (const name of Object.keys(OWN)) expect(names).toContain(name)
    expect(names.filter((name) => name === 'Adviezen')).toHaveLength(1)
    expect(names.slice(0, 4)).toEqual(['Toets', 'Voorstel', 'Balans', 'Gevolgen'])
    // a sheet of their own, cell by cell
    const values = (file: Uint8Array) => {
      const sheet = readXlsx(file, 'x').sheets.find(({ name }) => name === 'Notities van het bestuur')!
      return sheet.rows.map(({ number, cells }) => [number, [...cells].map(([at, { kind, text }]) => [at, kind, text])])
    }
    expect(values(bytes)).toEqual(values(readFileSync(join(folder, 'eigen.xlsx'))))

    const at = (name: string) => join(folder, name)
    const first = await draft(at('eigen.xlsx'), at('eigen.xlsx'))
    const again = await draft(at('toets.xlsx'), at('toets.xlsx'))
    expect(JSON.stringify(places(again))).toBe(JSON.stringify(places(first)))
    expect(sorted(again.consultation)).toEqual(sorted(first.consultation))
    expect(first.consultation.advices[0]).toMatchObject({ weight: 2000, rationale: 'groeit' })
    expect(first.consultation.prefer[0]).toBe('moved')

    // and a check of the check has no sheet twice
    await commandIn(folder, ['check', 'toets.xlsx', 'toets.xlsx', '--advices', 'toets.xlsx', '--out', 'weer.xlsx'])
    expect(sheetNames(readFileSync(at('weer.xlsx'))).toSorted()).toEqual(names.toSorted())
  })

  it('two files with a sheet of one name keep both, and the same sheet once', async () => {
    const noted = (text: string) => book({ ...OWN, Zaken: [[text]], Zelfde: [['x']] })
    writeFileSync(join(folder, 'een.xlsx'), await noted('eerste'))
    writeFileSync(join(folder, 'twee.xlsx'), await noted('tweede'))
    await commandIn(folder, ['check', 'een.xlsx', 'twee.xlsx', '--out', 'beide.xlsx', '--force'])
    const bytes = readFileSync(join(folder, 'beide.xlsx'))
    const names = sheetNames(bytes)
    expect(names.filter((name) => name.startsWith('Z'))).toEqual(['Zorggebruik alle', 'Zaken', 'Zelfde', 'Zaken (2)'])
    expect(cellsOf(bytes, 'Zaken').get('A1')?.text).toBe('eerste')
    expect(cellsOf(bytes, 'Zaken (2)').get('A1')?.text).toBe('tweede')
  })

  it('is the same by the library: by the check itself, or by the sheets that are handed in', async () => {
    const bytes = await book(OWN)
    writeFileSync(join(folder, 'bron.xlsx'), bytes)
    const source = join(folder, 'bron.xlsx')
    const checked = await check(source, source, { advices: source })
    expect(sheetNames(await checkWorkbook(checked, { scenario: source }))).toContain('Notities van het bestuur')
    const copied = JSON.parse(JSON.stringify(checked)) as typeof checked
    expect(sheetNames(await checkWorkbook(copied, { scenario: source }))).not.toContain('Notities van het bestuur')
  })

  it('the example: a workbook of its check is its consultation too', async () => {
    const example = 'scenarios/2027-proposal/advices.json'
    const checked = await check('2027-proposal', 'scenarios/2027-proposal/proposal-by-hand.csv', { advices: example })
    writeFileSync(join(folder, 'voorbeeld.xlsx'), await checkWorkbook(checked, { scenario: '2027-proposal' }))
    const read = await check('2027-proposal', join(folder, 'voorbeeld.xlsx'), { advices: join(folder, 'voorbeeld.xlsx') }) // prettier-ignore
    expect(sorted(read.consultation)).toEqual(sorted(checked.consultation))
    expect(read.effects).toEqual(checked.effects)
  })
})
