/** What is wrong in many cells, or follows from something else, is asked about once. */
import { describe, expect, it } from 'vitest'
import { InputError, problemFromWorkbook, scenarioFromWorkbook } from '../src/index.js'
import { withoutCareUse, type Fault } from '../src/domain/errors.js'
import { notationOf, readNumber } from '../src/io/read/numbers.js'
import { readScenario } from '../src/io/read/scenario.js'
import { book, type Typed } from './workbooks.js'

const BASE = readScenario('2027-base')
const OORS = BASE.oors.map(({ code }) => code)
const INTAKE: Typed[][] = [
  ['Code', 'Specialisme', 'Instroom'],
  ...BASE.specialties.map(({ code, name }) => [code, name, 7]),
]

/** Care use in cells as `typed` says, by row and column. */
const careUse = (heads: readonly string[], typed: (s: number, o: number) => Typed): Typed[][] => [
  ['Code', 'Specialisme', ...heads],
  ...BASE.specialties.map(({ code, name }, s) => [code, name, ...OORS.map((_, o) => typed(s, o))]),
]

function faultsOf(read: () => unknown): readonly Fault[] {
  try {
    read()
  } catch (error) {
    if (error instanceof InputError) return error.faults
    throw error
  }
  return []
}

const told = (faults: readonly Fault[]) => faults.map(({ code, path }) => `${code} ${path}`)

describe('numbers with a sign that may be either', () => {
  it('in every cell of a sheet are one question, about the range', async () => {
    const typed = (s: number, o: number) => `${s + 1}${o}.${100 + 7 * s + o}`
    const bytes = await book({ 'Zorggebruik alle': careUse(OORS, typed), Instroom: INTAKE })
    const faults = faultsOf(() => scenarioFromWorkbook(bytes, { name: 'x.xlsx' }))
    expect(told(faults)).toEqual([`doubtful-sign x.xlsx:Zorggebruik alle!C2:I${BASE.specialties.length + 1}`])
    expect(faults[0]).toMatchObject({ found: '10.100', expected: '10100 | 10,100' })
  })

  it('in a table to round too', async () => {
    const rows: Typed[][] = [
      ['', 'A', 'B', 'Totaal'],
      ['x', '1,234', '2,345', 4],
      ['y', '3,456', '1,111', 4],
      ['Totaal', 5, 3, 8],
    ]
    const bytes = await book({ Doel: rows })
    expect(told(faultsOf(() => problemFromWorkbook(bytes, 'x.xlsx')))).toEqual(['doubtful-sign x.xlsx:Doel!B2:C3'])
  })

  it.each([
    [['x.xlsx:Blad!Z2', 'x.xlsx:Blad!AA2'], ['x.xlsx:Blad!Z2:AA2']],
    [['x.csv:9:NO', 'x.csv:10:ON', 'x.csv:12:NO'], ['x.csv:9-12']],
    [
      ['x.xlsx:Een!B2', 'x.xlsx:Twee!B2'],
      ['x.xlsx:Een!B2', 'x.xlsx:Twee!B2'],
    ],
  ])('at %j stand at %j', (places, expected) => {
    const faults: Fault[] = []
    const notation = notationOf({ plain: false, form: 'workbook', path: 'x.xlsx:Blad' }, 'volumes', [])
    for (const place of places) readNumber({ kind: 'text', text: '1.234' }, place, notation, faults)
    expect(faults.map(({ path }) => path)).toEqual(expected)
  })

  it('are not shown where care use may not be', () => {
    const fault = { code: 'doubtful-sign', path: 'x.csv:5', found: '1.234', expected: '1234 | 1,234' } as const
    expect(JSON.stringify(withoutCareUse(fault))).not.toContain('234')
  })
})

it('an OOR that a heading is asked about is not called missing, and its totals are not held against it', async () => {
  const rows = careUse(['Noord', ...OORS.slice(1), 'Totaal'], () => 123.75).map((row, r) =>
    r === 0 ? row : [...row, 866.25],
  )
  const bytes = await book({ 'Zorggebruik alle': rows, Instroom: INTAKE })
  const faults = faultsOf(() => scenarioFromWorkbook(bytes, { name: 'x.xlsx' }))
  expect(told(faults)).toEqual(['unknown-code x.xlsx:Zorggebruik alle!C1'])
  const without = careUse(['Buitenland', ...OORS.slice(1)], () => 123.75)
  const other = await book({ 'Zorggebruik alle': without, Instroom: INTAKE })
  expect(told(faultsOf(() => scenarioFromWorkbook(other, { name: 'x.xlsx' })))).toContain(
    'missing x.xlsx:Zorggebruik alle!1:1',
  )
})
