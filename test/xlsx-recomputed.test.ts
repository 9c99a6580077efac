/**
 * The workbooks' formulas computed anew by two spreadsheet programs: what holds in one only is no check. LibreOffice is started once
 * for all of them.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  check,
  checkWorkbook,
  compare,
  comparisonWorkbook,
  DELIVERY_FORMATS,
  deliveryWorkbook,
  draftWorkbook,
  institutions,
  institutionsWorkbook,
  placesInDelivery,
  resultWorkbook,
  solve,
  templateWorkbook,
  yearsWorkbook,
  type Draft,
  type Institutions,
} from '../src/index.js'
import { EXAMPLE_ADVICES, exampleDraft, twoYears } from './answers.js'
import { cellsOf, expectSame, hasProgram, partsOf, rezipped, withoutValues } from './workbooks.js'

const SCENARIO = '2027-proposal'
const BY_HAND = `scenarios/${SCENARIO}/proposal-by-hand.csv`

let folder = ''
let result: Uint8Array
let drafted: Draft
let draftBook: Uint8Array
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'evenredig-recomputed-'))
  result = await resultWorkbook(await solve('2027-base'), { scenario: '2027-base' })
  drafted = await exampleDraft()
  draftBook = await draftWorkbook(drafted, { scenario: SCENARIO })
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** A workbook with other numbers in cells of its first sheet. */
function edited(written: Uint8Array, places: Readonly<Record<string, number>>): Uint8Array {
  return rezipped(written, (name, xml) =>
    name.endsWith('/sheet1.xml')
      ? Object.entries(places).reduce(
          (text, [at, value]) => text.replace(new RegExp(`(<c r="${at}"[^>]*><v>)\\d+(</v>)`), `$1${value}$2`),
          xml,
        )
      : xml,
  )
}

/** The two halves add up to a whole number. */
const HALVES = { C6: 16.5, D6: 7.5 }
const NOT_WHOLE = 'FOUT: geen heel getal'

/** A workbook in the folder with no value left in any formula: what comes back was computed. */
function bare(written: Uint8Array, name: string): string {
  const path = join(folder, `${name}.xlsx`)
  writeFileSync(path, withoutValues(written))
  return path
}

function chartsIn(book: Uint8Array): number {
  return [...partsOf(book).keys()].filter((name) => /^xl\/charts\/chart\d+\.xml$/.test(name)).length
}

describe.skipIf(!hasProgram('soffice'))('computed anew by LibreOffice', () => {
  let written: readonly Uint8Array[]
  let divided: Institutions
  /** The same, and those that somebody edited. */
  let computed: readonly Uint8Array[]
  beforeAll(async () => {
    const off = await solve('2027-base', { method: 'largest-remainder' })
    const compared = await compare('2026-base', '2026-reference')
    const checked = await check(SCENARIO, BY_HAND, { advices: EXAMPLE_ADVICES, repair: true })
    const { rows, columns, allocation } = drafted
    const places = allocation!.map((row, s) => (s === 0 ? row.with(0, -1).with(1, 7.5) : row.with(0, row[0]! + 1)))
    const odd = await check(SCENARIO, { rows, columns, allocation: places })
    const several = await twoYears()
    divided = await institutions('2027-institutions')
    written = [
      result,
      await comparisonWorkbook(compared, { a: '2026-base', b: '2026-reference' }),
      await resultWorkbook(off, { scenario: '2027-base', language: 'en' }),
      await templateWorkbook(),
      draftBook,
      await checkWorkbook(checked, { scenario: SCENARIO }),
      await checkWorkbook(odd, { scenario: SCENARIO, language: 'en' }),
      await yearsWorkbook(several, { scenarios: ['2026-base', '2027-base'] }),
      await institutionsWorkbook(divided),
      ...(await Promise.all(DELIVERY_FORMATS.map((format) => deliveryWorkbook(divided, format, { language: 'en' })))),
    ]
    const changed = [
      edited(result, { C6: 17 }),
      edited(result, HALVES),
      // 01-NWN from 16 to 20 and 23-Leiden, a zero cell, from 0 to 2; and 30 more in Utrecht
      edited(draftBook, { F6: 20, G18: 2 }),
      edited(draftBook, { E6: 41 }),
    ]
    computed = recomputed([...written, ...changed])
  })

  function recomputed(books: readonly Uint8Array[]): Uint8Array[] {
    const paths = books.map((each, i) => bare(each, `book${i}`))
    const profile = `-env:UserInstallation=file://${join(folder, 'profile')}`
    const target = ['--convert-to', 'xlsx:Calc MS Excel 2007 XML', '--outdir', join(folder, 'out')]
    execFileSync('soffice', [profile, '--headless', ...target, ...paths], { stdio: 'pipe', timeout: 300_000 })
    return books.map((_, i) => readFileSync(join(folder, 'out', `book${i}.xlsx`)))
  }

  it('every formula gives the value that was written with it', () => {
    written.forEach((each, i) => expectSame(each, computed[i]!))
  })

  it('the formats that are handed over are read back as that program wrote them', () => {
    DELIVERY_FORMATS.forEach((format, i) => {
      const back = placesInDelivery(computed[written.length - DELIVERY_FORMATS.length + i]!, divided)
      const filled = divided.places!.filter(({ places }) => places > 0)
      expect(back.format).toBe(format)
      const keyOf = ({ institution, specialty, oor, places }: (typeof back.places)[number]) =>
        JSON.stringify([institution, specialty, oor, places])
      const [theirs, ours] = [back.places, filled].map((each) => each.reduce((sum, { places }) => sum + places, 0))
      expect(theirs).toBe(ours)
      if (format === 'bols') {
        expect(new Set(back.places.map((each) => keyOf(each)))).toEqual(new Set(filled.map((each) => keyOf(each))))
      }
    })
  })

  it('the charts are there still', () => {
    const [results, comparisons, , , drafts, checks] = computed.map(chartsIn)
    expect([results, comparisons, drafts, checks]).toEqual([1, 2, 1, 1])
    expect(computed.map(chartsIn).slice(0, written.length)).toEqual(written.map(chartsIn))
  })

  it('a number that somebody changes shows in the checks of its row, its column and the whole', () => {
    const [more, halves] = computed.slice(written.length)
    const cells = cellsOf(more!, 'Toewijzing')
    expect(cells.get('C6')!.text).toBe('17')
    expect(['L6', 'C38', 'J38', 'L7', 'D38', 'A4'].map((at) => cells.get(at)!.text)).toEqual([
      'FOUT +1',
      'FOUT +1',
      'FOUT +1',
      '✓',
      '✓',
      'FOUT: 3 controles kloppen niet',
    ])
    expect(cellsOf(halves!, 'Toewijzing').get('L6')!.text).toBe(NOT_WHOLE)
  })

  it('one that somebody changes in a draft shows in the row, the OOR, the total, the leeway and the balance', () => {
    const [more, much] = computed.slice(written.length + 2)
    const cells = cellsOf(more!, 'Voorstel')
    expect(['F6', 'G18', 'L6', 'L18', 'F41', 'J41', 'L7', 'J44', 'A4'].map((at) => cells.get(at)!.text)).toEqual([
      '20',
      '2',
      'FOUT +4',
      'FOUT: lege cel gevuld',
      'FOUT +4',
      'FOUT +6',
      '✓',
      '20',
      'FOUT: 4 controles kloppen niet',
    ])
    const balance = cellsOf(more!, 'Balans')
    expect(['D9', 'E9', 'G9', 'K9', 'K6'].map((at) => balance.get(at)!.text)).toEqual(['205', '14', '-4', 'FOUT', '✓'])
    // the leeway in total is gone too
    expect(cellsOf(much!, 'Voorstel').get('L44')!.text).toBe('FOUT +16')
  })
})

describe.skipIf(!hasProgram('ssconvert'))('computed anew by Gnumeric', () => {
  function recomputed(written: Uint8Array): Uint8Array {
    const computed = join(folder, 'computed.xlsx')
    execFileSync('ssconvert', ['--recalc', bare(written, 'bare'), computed], { stdio: 'pipe', timeout: 300_000 })
    return readFileSync(computed)
  }

  it('every formula gives the value that was written with it', async () => {
    const checked = await check(SCENARIO, drafted, { advices: EXAMPLE_ADVICES })
    const books = [result, draftBook, await checkWorkbook(checked, { scenario: SCENARIO, language: 'en' })]
    for (const each of books) {
      const computed = recomputed(each)
      expectSame(each, computed)
      expect(chartsIn(computed)).toBe(1)
    }
  })

  it('two halves that add up to a whole number are seen all the same', () => {
    expect(cellsOf(recomputed(edited(result, HALVES)), 'Toewijzing').get('L6')!.text).toBe(NOT_WHOLE)
  })
})
