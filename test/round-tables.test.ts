/** Tables to round with what people have around and between their rows: never counted in silence, and never lost. */
import { describe, expect, it } from 'vitest'
import { InputError } from '../src/domain/errors.js'
import { parseCsv, csvSheet } from '../src/io/csv.js'
import { problemIn } from '../src/io/read/problem-table.js'
import { readingOf } from '../src/io/read/readings.js'
import { problemFromWorkbook } from '../src/io/read/workbook-tables.js'
import { book, type Typed } from './workbooks.js'

type Rows = readonly (readonly Typed[])[]

interface Read {
  readonly rows?: readonly string[]
  readonly columns?: readonly string[]
  readonly skipped?: readonly string[]
  readonly counted?: readonly string[]
  readonly faults: readonly string[]
}

function told(read: () => ReturnType<typeof problemIn>): Read {
  try {
    return accountOf(read())
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    return { faults: error.faults.map(({ code }) => code) }
  }
}

function accountOf(problem: ReturnType<typeof problemIn>): Read {
  const { skipped, warnings } = readingOf(problem)!
  const { rows, columns } = problem
  const counted = warnings.flatMap(({ code, found }) => (code === 'counts' ? [found] : []))
  return { rows, columns, skipped: skipped.map(({ found }) => found), counted, faults: [] }
}

/** The same table from a workbook and from CSV, which say the same. */
async function reading(rows: Rows): Promise<Read> {
  const bytes = await book({ Doel: rows })
  const csv = rows.map((row) => row.map((each) => (typeof each === 'object' ? '' : String(each))).join(';')).join('\n')
  const [sheet, text] = [
    () => problemFromWorkbook(bytes, 'x.xlsx'),
    () => problemIn(csvSheet(parseCsv(csv, 'x.csv'), 'x.csv'), 'x'),
  ].map(told)
  expect(text).toEqual(sheet)
  return sheet!
}

const HEAD = ['Specialisme', 'A', 'B', 'Totaal']
const BODY: Rows = [['p', 1.4, 2.6, 4], ['q', 2.4, 3.6, 6], ['r', 1.2, 0.8, 2]] // prettier-ignore
const TOTALS = ['Totaal', 5, 7, 12]
const PLAIN = { rows: ['p', 'q', 'r'], columns: ['A', 'B'], faults: [] }

const ASIDES = [
  'Gemiddelde',
  'gem.',
  'Mediaan',
  'Average',
  'Percentage',
  'In %',
  'in procenten',
  '% van totaal',
  'Verschil',
  'Verschil t.o.v. 2026',
  't.o.v. vorig jaar',
  '2026',
  'Vorig jaar',
  'Last year',
  'Mutatie',
  'Max',
  'Min',
  'Standaarddeviatie',
  'Subtotaal',
  'Totaal cluster snijdend',
] as const

describe('a row named like something about the others', () => {
  it.each(ASIDES)('%s: passed over with a remark where the totals do not count it', async (name) => {
    for (const at of [1, 3]) {
      const body = BODY.toSpliced(at, 0, [name, 1.7, 2.3, 4])
      expect(await reading([HEAD, ...body, TOTALS])).toMatchObject({ ...PLAIN, skipped: [name], counted: [] })
    }
    const below = await reading([HEAD, ...BODY, TOTALS, [name, 1.7, 2.3, 4]])
    expect(below.faults.length > 0 || below.skipped!.some((each) => each.startsWith(name))).toBe(true)
    if (below.faults.length === 0) expect(below).toMatchObject(PLAIN)
  })

  it.each(ASIDES)('%s: as a column too, inside the table and beside it', async (name) => {
    for (const at of [2, 3]) {
      const rows = [HEAD, ...BODY, TOTALS].map((row, i) => row.toSpliced(at, 0, i === 0 ? name : 4))
      expect(await reading(rows)).toMatchObject({ ...PLAIN, skipped: [name], counted: [] })
    }
    const beside = await reading([HEAD, ...BODY, TOTALS].map((row, i) => [...row, i === 0 ? name : 4]))
    expect(beside.faults.length > 0 || beside.skipped!.includes(name)).toBe(true)
  })

  it('with shares or without a total, where the totals row holds shares as text', async () => {
    const share = [...BODY.slice(0, 2), ['In %', '12%', '34,5%', '100%'], BODY[2]!]
    expect(await reading([HEAD, ...share, TOTALS])).toMatchObject({ ...PLAIN, skipped: ['In %'] })
    expect(await reading([HEAD, ...BODY, ['Gemiddelde', 1.7, 2.3, null], TOTALS])).toMatchObject(PLAIN)
  })

  it('is a row of its own where the totals count it, and is named', async () => {
    const body = [...BODY, ['2026', 3, 1, 4]]
    expect(await reading([HEAD, ...body, ['Totaal', 8, 8, 16]])).toMatchObject({
      rows: ['p', 'q', 'r', '2026'],
      counted: ['2026'],
    })
  })

  it('counts, and is named, where the totals fit neither way', async () => {
    const read = await reading([HEAD, ...BODY, ['Rest', 1, 1, 2], ['Totaal', 50, 70, 120].slice(0, 3)])
    expect(read).toMatchObject({ rows: ['p', 'q', 'r', 'Rest'], counted: ['Rest'] })
  })

  it('is no aside where most are called so: years down', async () => {
    const years = [['2025', 1, 2, 3], ['2026', 2, 3, 5], ['2027', 2, 2, 4]] // prettier-ignore
    expect(await reading([['Jaar', 'A', 'B', 'Totaal'], ...years, ['Totaal', 5, 7, 12]])).toMatchObject({
      rows: ['2025', '2026', '2027'],
      counted: [],
    })
  })
})

describe('a title that says "Totaal"', () => {
  it.each([
    [['Totaal overzicht', '2027']],
    [['Totaal overzicht', 2027]],
    [['Overzicht', 'Totaal 2027']],
    [['Totaaloverzicht', 'versie 2', 'concept']],
    [['Totaal', 'alle OOR’s', 'Totaal']],
    [['Totaal instroom', '2027', 'concept']],
    [['Totaal overzicht 2027', null, null, 'Totaal 12']],
  ] as const)('%j heads no column', async (title) => {
    for (const between of [[], [[]]]) {
      expect(await reading([[...title], ...between, HEAD, ...BODY, TOTALS])).toMatchObject(PLAIN)
    }
    const corner = [['Totaal overzicht', 'A', 'B', 'Totaal'], ...BODY, TOTALS]
    expect(await reading(corner)).toMatchObject(PLAIN)
  })

  it('subtotals of clusters are passed over, and the grand total is the total', async () => {
    const rows: Rows = [HEAD, BODY[0]!, BODY[1]!, ['Totaal cluster snijdend', 3.8, 6.2, 10], BODY[2]!, ['Totaal cluster beschouwend', 1.2, 0.8, 2], TOTALS] // prettier-ignore
    expect(await reading(rows)).toMatchObject(PLAIN)
  })
})
