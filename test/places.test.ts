/**
 * Faults that come to light after a workbook or a CSV was read still name the sheet and the cell, or the line: whoever filled one in
 * has never seen a field of a scenario.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { InputError, type Fault } from '../src/domain/errors.js'
import { draft, round, solve } from '../src/index.js'
import { readScenario } from '../src/io/read/scenario.js'
import { faultText, LANGUAGES } from '../src/words/texts.js'
import { book, type Typed } from './workbooks.js'

const folder = mkdtempSync(join(tmpdir(), 'evenredig-places-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

type Sheets = Readonly<Record<string, readonly (readonly Typed[])[]>>

const BASE = readScenario('2027-base')
const OORS = BASE.oors.map(({ code }) => code)
const LAST = 'ABCDEFGHIJ'[OORS.length - 1 + 2]!
const HEADING: Typed[] = ['Code', 'Specialisme', ...OORS, 'Instroom']
/** Three specialties, `use` places in every OOR of the first. */
const careUse = (use: number | null, intake = 7): Typed[][] => [
  HEADING,
  ['01', 'Anesthesiologie', ...OORS.map(() => use), intake],
  ['02', 'Cardiologie', ...OORS.map((_, o) => 3 + o), 8],
  ['03', 'Cardio-thoracale chirurgie', ...OORS.map(() => 2), 5],
]
const use = (sheets: Sheets = {}): Sheets => ({ 'Zorggebruik alle': careUse(4), ...sheets })
const training = (first: number): Typed[][] => careUse(first).map((row) => row.slice(0, -1))

const table = (row: Typed[], totals: Typed[] = ['Totaal', 4, 4, 8]): Typed[][] => [
  ['Groep', 'A', 'B', 'Totaal'],
  row,
  ['y', 2, 2, 4],
  totals,
]

async function faultsOf(answer: Promise<unknown>): Promise<readonly Fault[]> {
  const error: unknown = await answer.then(
    () => null,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof InputError)) throw error ?? new Error('no fault')
  return error.faults
}

let written = 0
async function inWorkbook(sheets: Sheets): Promise<string> {
  const path = join(folder, `own${written++}.xlsx`)
  writeFileSync(path, await book(sheets))
  return path
}

function inCsv(rows: readonly (readonly Typed[])[]): string {
  const path = join(folder, `own${written++}.csv`)
  writeFileSync(
    path,
    rows.map((row) => row.map((cell) => (typeof cell === 'object' ? '' : String(cell))).join(';')).join('\n'),
  )
  return path
}

/** A scenario beside a CSV of its care use. */
function withCsv(rows: readonly (readonly Typed[])[]): string {
  const csv = inCsv(rows)
  const path = csv.replace('.csv', '.json')
  const specialties = [
    { code: '01', intake: 4 },
    { code: '02', intake: 3 },
  ]
  const oors = [{ code: 'A' }, { code: 'B' }]
  const file = { id: 'own', year: 2027, specialties, oors, careUse: { unit: 'share', all: csv.replace(/^.*\//, '') } }
  writeFileSync(path, JSON.stringify(file))
  return path
}

/** Each kind of fault: how it comes about, its code, and where it must be told. */
const CASES: readonly (readonly [string, Fault['code'], string, () => Promise<Promise<unknown>[]>])[] = [
  ['a row without care use', 'empty-row', `Zorggebruik alle!C2:${LAST}2`, async () => [solve(await inWorkbook(use({ 'Zorggebruik alle': careUse(0) })))]], // prettier-ignore
  ['a row without training care use', 'empty-row', `Zorggebruik opleidend!C2:${LAST}2`, async () => [solve(await inWorkbook(use({ 'Zorggebruik opleidend': training(0), Kader: [['Criterium, alle instellingen', '50%']] })))]], // prettier-ignore
  ['training care use that is weighed, and not there', 'care-use-missing', 'Kader!B1', async () => [solve(await inWorkbook(use({ Kader: [['Criterium, opleidende instellingen', '25%']] })))]], // prettier-ignore
  ['a floor too high', 'floor-too-high', 'Kader!B2', async () => [solve(await inWorkbook(use({ Kader: [['Jaar', 2027], ['Ondergrens', '20%']] })))]], // prettier-ignore
  ['a floor of whole places too high', 'floor-too-high', 'Kader!B1', async () => [solve(await inWorkbook(use({ Kader: [['Ondergrens', '14,2%'], ['floor.appliesTo', 'ceil']] })))]], // prettier-ignore
  ['weights that do not sum', 'criterion-sum', 'Kader!B2', async () => [solve(await inWorkbook(use({ Kader: [['Criterium, alle instellingen', '50%'], ['Criterium, opleidende instellingen', '25%']] })))]], // prettier-ignore
  ['an intake too large', 'too-large', `Zorggebruik alle!J2`, async () => [solve(await inWorkbook(use({ 'Zorggebruik alle': careUse(4, 2_000_001) })))]], // prettier-ignore
  ['all intakes too large', 'too-large', 'Zorggebruik alle', async () => [solve(await inWorkbook(use({ 'Zorggebruik alle': careUse(4, 1_999_999) })))]], // prettier-ignore
  ['a zero cell of a specialty that is not there', 'unknown-code', 'Lege cellen!A3', async () => [solve(await inWorkbook(use({ 'Lege cellen': [['Specialisme', 'OOR'], ['01', 'NO'], ['04', 'NO']] })))]], // prettier-ignore
  ['an agreed cell of one', 'unknown-code', 'Vastgezet!A2', async () => [solve(await inWorkbook(use({ Vastgezet: [['Specialisme', 'OOR', 'Minimaal'], ['04', 'NO', 1]] })))]], // prettier-ignore
  ['agreed the wrong way round', 'value', 'Vastgezet!D2', async () => [solve(await inWorkbook(use({ Vastgezet: [['Specialisme', 'OOR', 'Minimaal', 'Maximaal'], ['01', 'NO', 3, 2]] })))]], // prettier-ignore
  ['care use too large', 'too-large', 'Zorggebruik alle!C2', async () => [solve(await inWorkbook(use({ 'Zorggebruik alle': [...careUse(4).slice(0, 1), ['01', 'Anesthesiologie', 2e15, 1, 1, 1, 1, 1, 1, 7], ...careUse(4).slice(2)] })))]], // prettier-ignore
  ['a reason too long', 'too-large', 'Lege cellen!C2', async () => [solve(await inWorkbook(use({ 'Lege cellen': [['Specialisme', 'OOR', 'Reden'], ['01', 'NO', 'x'.repeat(2_001)]] })))]], // prettier-ignore
  ['a fallback without training care use', 'care-use-missing', '.xlsx', async () => [draft(await inWorkbook(use({ Kader: [['Regelruimte, totaal', 3], ['Regelruimte, minder', 2], ['Regelruimte, meer', 2]] })), {}, { fallback: true })]], // prettier-ignore
  ['a fallback with an empty row', 'empty-row', `Zorggebruik opleidend!C2:${LAST}2`, async () => [draft(await inWorkbook(use({ 'Zorggebruik opleidend': training(0), Kader: [['Regelruimte, totaal', 3], ['Regelruimte, minder', 2], ['Regelruimte, meer', 2]] })), {}, { fallback: true })]], // prettier-ignore
  ['a total that lies between two, under proportional', 'open-total', 'Doel!B4 | 4:A', async () => both(table(['x', 2, 2, 4], ['Totaal', '3..5', 4, 8]), { objective: 'proportional' })], // prettier-ignore
  ['an interval the wrong way round', 'value', 'Doel!B4 | 4:A', async () => both(table(['x', 2, 2, 4], ['Totaal', '5..3', 4, 8]))], // prettier-ignore
  ['a target too large', 'value', 'Doel!C2 | 2:B', async () => both(table(['x', 2, 20_000_000, 4]))],
  ['a total too large', 'too-large', 'Doel!D2 | 2:Totaal', async () => both(table(['x', 2, 2, 2_000_001], ['Totaal', 4, 4, null]))], // prettier-ignore
  ['all totals too large', 'too-large', 'Doel!D4 | 4:Totaal', async () => both(table(['x', 2, 2, 1_999_999], ['Totaal', 4, 4, null]))], // prettier-ignore
  ['a line without care use', 'empty-row', ':2', () => Promise.resolve([solve(withCsv([['specialty', 'A', 'B'], ['01', 0, 0], ['02', 1, 0]]))])], // prettier-ignore
  ['a line that does not sum', 'row-sum', ':3', () => Promise.resolve([solve(withCsv([['specialty', 'A', 'B'], ['01', '0,50', '0,50'], ['02', '0,50', '0,40']]))])], // prettier-ignore
]

async function both(rows: readonly (readonly Typed[])[], request: Parameters<typeof round>[1] = {}) {
  return [round(await inWorkbook({ Doel: rows }), request), round(inCsv(rows), request)]
}

/** What only a file of JSON has: `careUse.training`, `zeroCells[2].specialty`, `row-totals`, `careUse.all: 01`. */
const FIELD = /\b(?:careUse|zeroCells|rowTotals|columnTotals|criterion|floor|specialties|oors|bounds|target|leeway)\b[.[:]|row-totals|column NO/ // prettier-ignore

describe('a fault of a workbook or a CSV', () => {
  it.each(CASES)('%s is told by its place', async (_, code, place, given) => {
    const places = place.split(' | ')
    const answers = await given()
    for (const [i, answer] of answers.entries()) {
      const faults = await faultsOf(answer)
      const [fault, ...more] = faults.map((each) => ({ code: each.code, path: each.path.replace(folder, '') }))
      expect(fault!.code).toBe(code)
      expect(fault!.path).toMatch(/^\/own\d+\.(xlsx|csv)|^own\d+\.csv/)
      expect(fault!.path.endsWith(places[i] ?? places[0]!), `${fault!.path} ends with ${places[i] ?? place}`).toBe(true)
      expect(more).toEqual([])
      for (const language of LANGUAGES) expect(faultText(faults[0]!, language)).not.toMatch(FIELD)
    }
  })
})
