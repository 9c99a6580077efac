/** The two formats in which places over institutions are handed over: written, read back, and with the totals of the cells. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { authorityFaults, deliveryTable, institutionLabels } from '../src/domain/delivery.js'
import { CSV_DIALECTS } from '../src/io/csv.js'
import {
  DELIVERY_FORMATS,
  deliveryCsv,
  deliveryWorkbook,
  InputError,
  institutions,
  placesInDelivery,
  type Delivered,
  type DeliveryFormat,
  type Institutions,
} from '../src/index.js'
import type { InlineCaseFile } from '../src/shapes/institutions.js'
import { commandIn } from './command.js'
import { CROWDED_OUT, smallCase } from './institution-cases.js'
import { sized } from './size.js'
import { cellsOf, sheetNames } from './workbooks.js'

const folders: string[] = []
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true })))

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'evenredig-'))
  folders.push(folder)
  return folder
}

const bytes = (text: string) => new TextEncoder().encode(text)

/** Every way in which a format leaves. */
async function written(answer: Institutions, format: DeliveryFormat): Promise<Uint8Array[]> {
  const texts = CSV_DIALECTS.map((dialect) => bytes(deliveryCsv(answer, format, { dialect })))
  return [...texts, await deliveryWorkbook(answer, format)]
}

/** "A 01 X" → places, of what has any; in VWS format without the OOR. */
function totals(places: Delivered['places'], withOor = true): Record<string, number> {
  const sums = new Map<string, number>()
  for (const { institution, specialty, oor, places: count } of places) {
    const key = [institution, specialty, ...(withOor ? [oor] : [])].join(' ')
    if (count > 0) sums.set(key, (sums.get(key) ?? 0) + count)
  }
  return Object.fromEntries([...sums].toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

function perSpecialty(places: readonly { readonly specialty: string; readonly places: number }[]) {
  const sums: Record<string, number> = {}
  for (const { specialty, places: count } of places) {
    if (count > 0) sums[specialty] = (sums[specialty] ?? 0) + count
  }
  return sums
}

/** Both formats of an answer, read back from every form, say what the answer says, and have the totals of the cells. */
async function expectAgreement(answer: Institutions): Promise<void> {
  expect(answer.places).not.toBeNull()
  const cells = perSpecialty(answer.cells)
  for (const format of DELIVERY_FORMATS) {
    for (const file of await written(answer, format)) {
      const back = placesInDelivery(file, answer, 'format')
      expect(back.format).toBe(format)
      expect(totals(back.places, format === 'bols')).toEqual(totals(answer.places!, format === 'bols'))
      expect(perSpecialty(back.places)).toEqual(cells)
    }
  }
}

/** Names and codes that spreadsheets and readers could take for something else. */
const NAMES = ['Umc', 'Umc', '=1+1', "'t Ziekenhuis; noord", 'A, B "C"', '01', 'Totaal', ' Twee  namen', '-5', 'oor']

const drawn: fc.Arbitrary<InlineCaseFile> = fc
  .record({
    names: fc.array(fc.constantFrom(...NAMES), { minLength: 1, maxLength: 7 }),
    recognised: fc.array(fc.nat(2), { minLength: 63, maxLength: 63 }),
    places: fc.array(fc.nat(9), { minLength: 9, maxLength: 9 }),
    data: fc.constantFrom('synthetic', 'confidential', 'published' as const),
    addressee: fc.constantFrom('VWS', 'NZa' as const),
  })
  .map(({ names, recognised, places, data, addressee }) => {
    const [oors, specialties] = [
      ['ON', 'NO', 'X,Y'],
      ['01', '07', 'ORT'],
    ]
    const list = names.map((name, i) => ({ code: `i${i}`, name, nza: `00${i}7` }))
    const recognitions = list.flatMap(({ code }, i) =>
      specialties.flatMap((specialty, s) =>
        oors.flatMap((oor, o) => (recognised[i * 9 + s * 3 + o]! > 0 ? [{ institution: code, specialty, oor }] : [])),
      ),
    )
    const isTrained = (specialty: string, oor: string) =>
      recognitions.some((each) => each.specialty === specialty && each.oor === oor)
    return {
      id: 'drawn',
      year: 2027,
      data,
      addressee,
      oors: oors.map((code) => ({ code })),
      specialties: specialties.map((code) => ({ code })),
      institutions: list,
      recognitions,
      cells: {
        rows: specialties,
        columns: oors,
        allocation: specialties.map((specialty, s) =>
          oors.map((oor, o) => (isTrained(specialty, oor) ? places[s * 3 + o]! : 0)),
        ),
      },
    }
  })

describe('the two formats', () => {
  it('have the columns that were agreed, and of made-up data its label', async () => {
    const answer = await institutions(smallCase())
    const [bols, vws] = DELIVERY_FORMATS.map((format) => deliveryCsv(answer, format).split('\n'))
    expect(bols![0]).toBe('oor,instelling,01,02,data')
    expect(vws![0]).toBe('nza,instelling,01,02,data')
    // B stands under X and Y: two lines, and one
    expect(bols!.filter((line) => line.includes('Ziekenhuis B')).map((line) => line.slice(0, 2))).toEqual(['X,', 'Y,'])
    expect(vws!.filter((line) => line.includes('Ziekenhuis B'))).toHaveLength(1)
    const real = await institutions(smallCase({ data: 'confidential' }))
    expect(deliveryCsv(real, 'vws').split('\n')[0]).toBe('nza,instelling,01,02')
  })

  it('add up what an institution has from two OORs', async () => {
    const answer = await institutions(smallCase())
    const own = answer.places!.filter(({ institution, specialty }) => institution === 'B' && specialty === '02')
    expect(own.map(({ oor }) => oor)).toEqual(['X', 'Y'])
    const line = deliveryTable(answer, 'vws').lines.find(({ key }) => key === '1002')!
    expect(line.places[1]).toBe(own[0]!.places + own[1]!.places)
    expect(line.places[1]).toBeGreaterThan(0)
  })

  it('agree with each other and with the cells, in every form, of random cases', async () => {
    await fc.assert(
      fc.asyncProperty(drawn, async (file) => expectAgreement(await institutions(file))),
      { numRuns: sized(1_000), seed: 1 },
    )
  }, 600_000)

  it('so do those of the example of a country', async () => {
    const answer = await institutions('2027-institutions')
    await expectAgreement(answer)
    expect(deliveryTable(answer, 'vws').lines).toHaveLength(72)
    expect(deliveryTable(answer, 'bols').lines).toHaveLength(77)
  }, 120_000)

  it('call institutions with one name by their code too', () => {
    const named = (code: string, name: string) => ({ code, name, kind: '', nza: '' })
    const labels = institutionLabels([named('1', 'Umc'), named('2', "'UMC"), named('3', 'Ander'), named('4', '3')])
    expect([...labels.values()]).toEqual(['Umc (1)', "'UMC (2)", 'Ander', '3 (4)'])
    const alike = institutionLabels([named('A', 'Z'), named('B', 'Z'), named('C', 'Z (A)')])
    expect([...alike.values()]).toEqual(['Z (A)', 'Z (B)', 'Z (A) (C)'])
  })
})

describe('codes of the care authority', () => {
  const institution = (code: string, nza: string) => ({ code, name: `Ziekenhuis ${code}`, kind: '', nza })

  it('that are missing or double are faults that name each institution', () => {
    const faults = authorityFaults([institution('A', ' '), institution('B', '12 '), institution('C', '12'), institution('D', '3')]) // prettier-ignore
    expect(faults.map(({ code, path }) => [code, path])).toEqual([
      ['missing', 'institutions[0].nza'],
      ['duplicate', 'institutions[1].nza'],
      ['duplicate', 'institutions[2].nza'],
    ])
    expect(faults.map(({ found }) => found).join()).toMatch(/Ziekenhuis A.*Ziekenhuis B.*Ziekenhuis C/)
  })

  it('are double too where a spreadsheet takes the zeros off', () => {
    const faults = authorityFaults([institution('A', '01'), institution('B', '1'), institution('C', '0x1')])
    expect(faults.map(({ code, path }) => [code, path])).toEqual([
      ['duplicate', 'institutions[0].nza'],
      ['duplicate', 'institutions[1].nza'],
    ])
  })

  it('stop VWS format before anything is written, and not BOLS format', async () => {
    const folder = temporaryFolder()
    const file = smallCase()
    const list = file.institutions.map((each) => ({ ...each, nza: each.code === 'A' ? undefined : '1002' }))
    writeFileSync(join(folder, 'case.json'), JSON.stringify({ ...file, institutions: list }))
    const refused = await commandIn(folder, ['institutions', 'case.json', '--format', 'vws', '--out', 'x.csv'])
    expect(refused.exit).toBe(2)
    for (const name of ['Umc A', 'Ziekenhuis B', 'Ziekenhuis C']) expect(refused.err).toContain(name)
    expect(existsSync(join(folder, 'x.csv'))).toBe(false)
    const bols = await commandIn(folder, ['institutions', 'case.json', '--format', 'bols', '--csv'])
    expect([bols.exit, bols.out.split('\n')[0]]).toEqual([0, 'oor,instelling,01,02,data'])
    const answer = await institutions({ ...file, institutions: list })
    await expect(deliveryWorkbook(answer, 'vws')).rejects.toThrow(InputError)
  })
})

describe('as a command', () => {
  it('says why there is nothing to hand over', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'case.json'), JSON.stringify(CROWDED_OUT))
    const made = await commandIn(folder, ['institutions', 'case.json', '--format', 'bols', '--csv'])
    expect(made.exit).toBe(1)
    expect(made.out.trim().split('\n')).toHaveLength(1)
    expect(made.err).toMatch(/onmogelijk.*Ziekenhuis C/)
    const book = await commandIn(folder, ['institutions', 'case.json', '--format', 'vws', '--out', 'x.xlsx'])
    expect([book.exit, /onmogelijk.*Ziekenhuis C/.test(book.err)]).toEqual([1, true])
  })

  it('has formats in tables alone', async () => {
    const folder = temporaryFolder()
    for (const more of [[], ['--json'], ['--out', 'x.html']]) {
      const made = await commandIn(folder, ['institutions', '2027-institutions', '--format', 'vws', ...more])
      expect([made.exit, made.err]).toEqual([2, expect.stringContaining('--format')])
    }
    const other = await commandIn(folder, ['institutions', '2027-institutions', '--format', 'nza', '--csv'])
    expect([other.exit, other.err]).toEqual([2, expect.stringContaining('bols | vws')])
  })
})

describe('the workbook of a format', () => {
  it('says to whom it goes and what the data are on every sheet, and sums its columns by formulas', async () => {
    const answer = await institutions(smallCase({ addressee: 'NZa' }))
    const book = await deliveryWorkbook(answer, 'vws', { language: 'nl' })
    for (const name of sheetNames(book)) {
      const cells = cellsOf(book, name)
      expect(cells.get('A1')!.text).toContain('NZa')
      expect(cells.get('A2')!.text).toContain('SYNTHETISCH')
    }
    const sums = cellsOf(book, 'Aansluiting')
    expect(['B5', 'C5', 'D5', 'B6', 'C6', 'D6', 'B7', 'C7', 'D7'].map((at) => sums.get(at)!.text)).toEqual(
      ['10', '10', '0', '7', '7', '0', '17', '17', '0'], // prettier-ignore
    )
  })
})

describe('a format that somebody worked on', () => {
  const read = async (text: string) => placesInDelivery(bytes(text), await institutions(smallCase()), 'x.csv')

  it('is read as a Dutch Excel writes it, without the zeros of its codes, with a total', async () => {
    const text = '\uFEFFsep=;\r\nNZA;Instelling;1;2;Totaal\r\n1001;umc a;5;;5\r\n1002;;2;4;6\r\nTotaal;;7;4;11\r\n'
    const { format, places } = await read(text)
    expect([format, totals(places, false)]).toEqual(['vws', { 'A 01': 5, 'B 01': 2, 'B 02': 4 }])
  })

  it('is read where a spreadsheet took the zeros off codes of the care authority', async () => {
    const list = smallCase().institutions.map((each, i) => ({ ...each, nza: `00${i + 1}` }))
    const answer = await institutions(smallCase({ institutions: list }))
    const text = deliveryCsv(answer, 'vws', { dialect: 'excel-nl' })
      .replaceAll(/^00(?=\d;)/gm, '')
      .replaceAll(';0', ';')
    expect(text).toContain('\n1;Umc A;')
    expect(totals(placesInDelivery(bytes(text), answer).places, false)).toEqual(totals(answer.places!, false))
  })

  it.each([
    ['no heads', 'instelling,01\nUmc A,3\n', 'no-table'],
    ['a column of nobody', 'oor,instelling,99\nX,Umc A,3\n', 'unknown-code'],
    ['a specialty twice', 'oor,instelling,01,1\nX,Umc A,3,1\n', 'duplicate'],
    ['an institution of nobody', 'oor,instelling,01\nX,Umc Z,3\n', 'unknown-code'],
    ['an OOR of nobody', 'oor,instelling,01\nQ,Umc A,3\n', 'unknown-code'],
    ['a line twice', 'oor,instelling,01\nX,Umc A,3\nX,A,3\n', 'duplicate'],
    ['half a place', 'oor,instelling,01\nX,Umc A,2.5\n', 'not-whole'],
    ['a code of another', 'nza,instelling,01\n1001,Ziekenhuis B,2\n', 'two-codes'],
  ])('is refused for %s', async (_, text, code) => {
    const refused = await read(text).catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(InputError)
    expect((refused as InputError).faults.map((each) => each.code)).toContain(code)
  })
})
