/** What people at associations and OORs have around their figures: passed over, or refused by its cell; never counted in silence. */
import { describe, expect, it } from 'vitest'
import { InputError } from '../src/domain/errors.js'
import type { Reading } from '../src/domain/reading.js'
import { readingOf } from '../src/io/read/readings.js'
import { parseScenario, readScenario, scenarioInWorkbook } from '../src/io/read/scenario.js'
import { book, type Typed } from './workbooks.js'

const BASE = readScenario('2027-base')
const OORS = ['OOR NO', 'OOR ON', 'OOR Utrecht', 'OOR Amsterdam', 'OOR Leiden', 'OOR ZWN', 'OOR ZON']
const NAMES = BASE.specialties.map(({ code, name }) => `${code} ${name}`)
const INTAKE = BASE.specialties.map(({ intake }) => intake)
const use = (s: number, o: number) => 100 + ((s * 37 + o * 101) % 900)
const FIGURES = NAMES.map((_, s) => OORS.map((_oor, o) => use(s, o)))

type Rows = readonly (readonly Typed[])[]
const careUse = (figures: Rows = FIGURES, heads: readonly Typed[] = OORS): Typed[][] => [
  ['Specialisme', ...heads],
  ...figures.map((row, s) => [NAMES[s]!, ...row]),
]

interface Read extends Partial<Reading> {
  readonly figures?: readonly (readonly number[])[]
  readonly intake?: readonly number[]
  readonly faults: readonly string[]
}

/** What was read, as numbers, with its account; or the faults. */
async function reading(sheets: Readonly<Record<string, Rows>>, framed = true): Promise<Read> {
  try {
    const scenario = parseScenario(scenarioInWorkbook(await book(sheets), 'x.xlsx', framed ? BASE : null))
    const read: Reading = readingOf(scenario)!
    const figures = 'all' in scenario.careUse ? scenario.careUse.all.map((row) => row.map(Number)) : []
    return { figures, intake: scenario.specialties.map(({ intake }) => intake), ...read, faults: [] }
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    return { faults: error.faults.map(({ code, path }) => `${code} ${path.replace(/^x\.xlsx:/, '')}`) }
  }
}

const alone = (rows: Rows) => reading({ 'Zorggebruik alle': rows })

describe('around the care use', () => {
  it.each([
    'Gem.',
    'Spreiding',
    'Standaarddeviatie',
    'Afronding',
    'Delta',
    'Alle specialismen',
    'Heel Nederland',
    'Rest',
  ])('%s is passed over, as a row and as a column', async (word) => {
    const row = await alone([...careUse(), [word, ...OORS.map(() => 12.5)]])
    const column = await alone(careUse().map((cells, i) => [...cells, i === 0 ? word : 12.5]))
    for (const { faults, figures } of [row, column])
      expect({ faults, figures }).toEqual({ faults: [], figures: FIGURES })
    expect(row.skipped?.map(({ path }) => path)).toContain('x.xlsx:Zorggebruik alle!32:32')
    expect(column.skipped?.map(({ path }) => path)).toContain('x.xlsx:Zorggebruik alle!I1')
  })

  it('a column that counts the rows names no specialty, whatever heads it', async () => {
    for (const head of ['', 'Volgnr', 'ID', 'No']) {
      const rows = careUse().map((cells, i) => [i === 0 ? head : i, ...cells])
      expect((await alone(rows)).figures).toEqual(FIGURES)
    }
  })

  it('"No" is no OOR NO, where that is missing', async () => {
    const rows = careUse().map((cells, i) => [cells[0]!, ...cells.slice(2), i === 0 ? 'No' : i])
    expect((await alone(rows)).faults).toEqual(['unknown-code Zorggebruik alle!H1', 'missing Zorggebruik alle!1:1'])
    const alike = careUse(FIGURES, ['No', 'On', 'Utrecht', 'Nwn', 'Leiden', 'Zwn', 'Zon'])
    expect((await alone(alike)).figures).toEqual(FIGURES)
  })

  it.each(['# (%)', '# %', '% #', '# in %'])('headings "%s" are the OORs where there are no others', async (as) => {
    const heads = BASE.oors.map(({ code }) => as.replace('#', code))
    expect((await alone(careUse(FIGURES, heads))).figures).toEqual(FIGURES)
    const beside = careUse().map((cells, i) => [...cells, ...(i === 0 ? heads : heads.map(() => 14))])
    expect((await alone(beside)).figures).toEqual(FIGURES)
  })

  it('numbers and percentages under each OOR: the numbers; two years: refused, for nobody can choose', async () => {
    const under = (words: readonly [string, string], other: (value: number) => number): Rows => [
      ['Specialisme', ...OORS.flatMap((oor) => [oor, null])],
      [null, ...OORS.flatMap(() => words)],
      ...FIGURES.map((row, s) => [NAMES[s]!, ...row.flatMap((value) => [value, other(value)])]),
    ]
    expect((await alone(under(['Aantal', '%'], () => 0.14))).figures).toEqual(FIGURES)
    expect((await alone(under(['2023', '2024'], (value) => value + 1))).faults).not.toEqual([])
  })
})

describe('a sign that may be either', () => {
  const dutch = FIGURES.map((row) => row.map((value) => `${value},5`))

  it('is looked at in its own column and row first', async () => {
    // column C writes points for decimals, all others commas
    const mixed = dutch.map((row, s) => row.with(1, s === 0 ? '1.016' : `${use(s, 1)}.25`))
    const { faults } = await alone(careUse(mixed))
    expect(faults).toEqual(['doubtful-sign Zorggebruik alle!C2']) // its row says thousands, its column decimals
    const alike = dutch.map((row, s) => (s === 0 ? row.with(1, '1,016') : row))
    const read = await alone(careUse(alike))
    expect([read.figures?.[0]?.[1], read.warnings?.map(({ code }) => code)]).toEqual([1.016, ['decimal-comma']])
  })

  it('is refused where all of a column has three digits behind it, and nothing else has', async () => {
    const english = dutch.map((row, s) => row.with(2, `${(s % 9) + 1},${use(s, 2)}`))
    const { faults } = await alone(careUse(english))
    // one fault for all of them
    expect(faults).toEqual([`doubtful-sign Zorggebruik alle!D2:D${NAMES.length + 1}`])
  })
})

describe('intake', () => {
  const beside = (heads: readonly string[], totals: Rows = []) =>
    reading(
      {
        'Zorggebruik alle': [
          ...careUse().map((cells, i) => [
            ...cells,
            ...heads.map((head, at) => (i === 0 ? head : INTAKE[i - 1]! + at)),
          ]),
          ...totals,
        ],
      },
      false,
    )

  it.each([
    'Nieuwe instroom',
    'Definitieve instroom',
    'Te verdelen instroom',
    'Aantal plaatsen',
    'Totaal instroom',
    'Plaatsen',
  ])('stands under "%s"', async (head) => {
    const { faults, intake } = await beside([head])
    expect({ faults, intake }).toEqual({ faults: [], intake: INTAKE })
  })

  it('of two years is not chosen between, but by the year of sheet Kader', async () => {
    expect((await beside(['Instroom 2027', 'Instroom 2026'])).faults).toEqual(['duplicate Zorggebruik alle!J1'])
    const years: Rows = [
      ['Code', 'Instroom 2026', 'Instroom 2027'],
      ...BASE.specialties.map(({ code, intake }) => [code, intake + 1, intake]),
    ]
    const sheets = { 'Zorggebruik alle': careUse(), Instroom: years }
    expect((await reading(sheets, false)).faults).toEqual(['duplicate Instroom!C1'])
    const { intake } = await reading({ ...sheets, Kader: [['Jaar', 2027]] }, false)
    expect(intake).toEqual(INTAKE)
  })

  it('has a total that is its sum', async () => {
    const total = INTAKE.reduce((sum, each) => sum + each, 0)
    const sheet = (last: number): Rows => [
      ['Code', 'Instroom'],
      ...BASE.specialties.map(({ code, intake }) => [code, intake]),
      ['Totaal', last],
    ]
    const own = (last: number) => reading({ 'Zorggebruik alle': careUse(), Instroom: sheet(last) }, false)
    expect((await own(total)).faults).toEqual([])
    expect((await own(total + 1)).faults).toEqual(['total Instroom!B32'])
    const row = ['Totaal', ...OORS.map(() => null)]
    expect((await beside(['Instroom'], [[...row, total - 1]])).faults).toEqual(['total Zorggebruik alle!I32'])
  })
})
