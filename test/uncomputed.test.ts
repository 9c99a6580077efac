/** Workbooks that a script filled in, so that nobody computed their formulas: totals are passed over with a remark, figures are asked for. */
import { describe, expect, it } from 'vitest'
import {
  advicesFromWorkbook,
  type InputError,
  problemFromWorkbook,
  proposalFromWorkbook,
  readingOf,
  scenarioFromWorkbook,
} from '../src/index.js'
import { readScenario } from '../src/io/read/scenario.js'
import { book, type Typed } from './workbooks.js'

const BASE = readScenario('2027-proposal')
const OORS = BASE.oors.map(({ code }) => code)
const ROWS = BASE.specialties.map(({ code, name }) => [code, name] as const)
const sum: Typed = { value: null, formula: 'SUM(B2:B9)' }
const sums = OORS.map(() => sum)
const HEAD: Typed[] = ['Code', 'Specialisme', ...OORS]

const BOOKS: Readonly<
  Record<string, readonly [sheets: Record<string, Typed[][]>, read: (bytes: Uint8Array) => object, count: string]>
> = {
  intake: [
    {
      'Zorggebruik alle': [HEAD, ...ROWS.map((row) => [...row, ...OORS.map((_, i) => i + 1)])],
      Instroom: [['Code', 'Specialisme', 'Instroom'], ...ROWS.map((row) => [...row, 7]), [null, 'Totaal', sum]],
    },
    (bytes) => scenarioFromWorkbook(bytes, { name: 'x.xlsx' }),
    '1',
  ],
  'care use': [
    {
      'Zorggebruik alle': [
        [...HEAD, 'Totaal'],
        ...ROWS.map((row) => [...row, ...OORS.map((_, i) => i + 1), sum]),
        [null, 'Totaal', ...sums, sum],
      ],
      Instroom: [['Code', 'Specialisme', 'Instroom'], ...ROWS.map((row) => [...row, 7])],
    },
    (bytes) => scenarioFromWorkbook(bytes, { name: 'x.xlsx' }),
    String(ROWS.length + OORS.length + 1),
  ],
  proposal: [
    { Voorstel: [HEAD, ...ROWS.map((row) => [...row, ...OORS.map(() => 1)]), [null, 'Totaal', ...sums]] },
    (bytes) => proposalFromWorkbook(bytes, '2027-proposal', 'x.xlsx'),
    String(OORS.length),
  ],
  'sizes of today': [
    { Omvang: [['OOR', 'Plaatsen'], ...OORS.map((oor): Typed[] => [oor, 100]), ['Totaal', sum]] },
    (bytes) => advicesFromWorkbook(bytes, '2027-proposal', 'x.xlsx'),
    '1',
  ],
  'a table to round': [
    {
      Doel: [
        ['', 'A', 'B', 'Totaal'],
        ['x', 1.5, 1.5, 3],
        ['y', 2, 3, 5],
        ['Totaal', 3, 5, sum],
      ],
    },
    (bytes) => problemFromWorkbook(bytes, 'x.xlsx'),
    '1',
  ],
}

describe.each(Object.entries(BOOKS))('totals of %s', (_, [sheets, read, count]) => {
  it('that nobody computed are passed over, and that is said', async () => {
    const { skipped } = readingOf(read(await book(sheets)))!
    expect(skipped.filter(({ code }) => code === 'not-computed').map(({ found }) => found)).toEqual([count])
  })
})

it('a figure that nobody computed is asked for', async () => {
  const [sheets, read] = BOOKS['sizes of today']!
  const bytes = await book({ Omvang: sheets['Omvang']!.with(1, [OORS[0]!, sum]) })
  try {
    read(bytes)
    expect.unreachable()
  } catch (error) {
    expect((error as InputError).faults.map(({ code, path }) => [code, path])).toEqual([
      ['no-value', 'x.xlsx:Omvang!B2'],
    ])
  }
})
