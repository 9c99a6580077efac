/** Results as workbooks: what is written reads back, totals and checks are live, text stays text, and nothing leaks. */
import { readXlsx as hucreRead, type Workbook } from 'hucre/xlsx'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  compare,
  compareMethods,
  comparisonWorkbook,
  InputError,
  methodsWorkbook,
  proposalFromWorkbook,
  publish,
  publishComparison,
  resultWorkbook,
  round,
  solve,
  type Result,
} from '../src/index.js'
import { csvText } from '../src/io/csv.js'
import { readXlsx } from '../src/io/xlsx/read.js'
import { writeWorkbook } from '../src/io/xlsx/write.js'
import { cellsOf, partsOf, sheetNames } from './workbooks.js'

let result: Result
let bytes: Uint8Array
beforeAll(async () => {
  result = await solve('2027-base')
  bytes = await resultWorkbook(result, { scenario: '2027-base' })
})

const allTexts = (book: Uint8Array) =>
  readXlsx(book, 'x').sheets.flatMap(({ rows }) =>
    rows.flatMap(({ cells }) => [...cells.values()].map(({ text }) => text)),
  )

describe('a result', () => {
  it('has its sheets, in both languages', async () => {
    expect(sheetNames(bytes)).toEqual([
      'Toewijzing',
      'Doel en afwijking',
      'Per OOR',
      'Afrondingen',
      'Vast en vrij',
      'Vrije cellen',
      'Verantwoording',
    ])
    const english = await resultWorkbook(result, { scenario: '2027-base', language: 'en' })
    expect(sheetNames(english)).toEqual([
      'Allocation',
      'Target and deviation',
      'Per OOR',
      'Roundings',
      'Fixed and free',
      'Free cells',
      'Account',
    ])
  })

  it('reads back to the same places, targets, deviations and chains', () => {
    const { allocation, target, deviations } = result
    expect(proposalFromWorkbook(bytes, '2027-base')).toMatchObject({ allocation, notWhole: [] })
    const cells = cellsOf(bytes, 'Doel en afwijking')
    const columns = ['C', 'D', 'E', 'F', 'G', 'H', 'I']
    expect(target!.map((row, s) => row.map((_, o) => Number(cells.get(`${columns[o]}${s + 6}`)!.text)))).toEqual(target)
    const rounding = cellsOf(bytes, 'Afrondingen')
    deviations.forEach((each, i) => {
      const at = (column: string) => rounding.get(`${column}${i + 5}`)!.text
      expect([
        at('A'),
        at('C'),
        Number(at('D')),
        Number(at('E')),
        Number(at('F')),
        Number(at('H')),
        Number(at('I')),
      ]).toEqual([each.row, each.column, each.target, each.natural, each.allocated, each.rank, each.extraError])
    })
    expect(allTexts(bytes)).toContain('Interne geneeskunde 1 te weinig en Leiden 1 te weinig')
    expect(allTexts(bytes)).toContain('10-Leiden 12 → 13')
  })

  it('says all that is needed to account for it', () => {
    const texts = allTexts(bytes)
    for (const text of [
      result.input.sha256,
      'flow 1.0.0',
      'floor.appliesTo',
      'fractional-totals',
      'bewezen: één verdeling heeft ook de kleinste totale fout; volgens het protocol alleen kunnen 77 cellen anders. volgens het protocol alleen: 133 van 210 cellen vast, 77 vrij, elk hoogstens 1 plaats; wat daartussen beslist is onze keuze (tieBreak=error)',
      'evenredig verify result.json --scenario 2027-base',
      'geen opleiding in deze OOR',
      '30 (−8, +10)',
      'L27',
    ]) {
      expect(texts).toContain(text)
    }
    expect(Object.keys(result.options).every((name) => texts.includes(name))).toBe(true)
  })

  it('the same result, the same bytes; also when it took longer', async () => {
    const again = await resultWorkbook({ ...result, milliseconds: 12_345 }, { scenario: '2027-base' })
    expect(Buffer.from(again).equals(Buffer.from(bytes))).toBe(true)
    const dates = partsOf(bytes)
      .get('docProps/core.xml')!
      .match(/\d{4}-\d\d-\d\dT[\d:]+Z/g)
    expect(new Set(dates)).toEqual(new Set(['2000-01-01T00:00:00Z']))
  })

  it('marks each next best and each zero cell, and nothing else', async () => {
    const book = await hucreRead(bytes, { readStyles: true })
    const sheet = book.sheets[0]!
    const marks = result.rows.flatMap((row, s) =>
      result.columns.flatMap((column, o) => {
        const format = sheet.cells?.get(`${s + 5},${o + 2}`)?.style?.numFmt ?? ''
        const mark = /[▲▼–]+/.exec(format)?.[0]
        return mark === undefined ? [] : [`${row}-${column} ${mark}`]
      }),
    )
    const expected = [
      ...result.deviations.map(
        ({ row, column, natural, allocated }) => `${row}-${column} ${allocated > natural ? '▲' : '▼'}`,
      ),
      ...result.zeroCells.map(([row, column]) => `${row}-${column} –`),
    ]
    expect(marks.toSorted()).toEqual(expected.toSorted())
    expect(expected).toHaveLength(18)
  })

  it('is labelled on every sheet and every page, prints on A4 across, and keeps its headers in sight', async () => {
    const book: Workbook = await hucreRead(bytes)
    for (const sheet of book.sheets) {
      expect(String(sheet.rows[1]![0])).toMatch(/^SYNTHETISCHE GEGEVENS/)
      expect(sheet.headerFooter!.oddHeader).toContain('SYNTHETISCHE GEGEVENS')
      expect(sheet.pageSetup).toMatchObject({
        paperSize: 'a4',
        orientation: 'landscape',
        fitToPage: true,
        fitToWidth: 1,
      })
      expect(sheet.freezePane!.rows).toBeGreaterThan(2)
    }
    const names = [
      ...partsOf(bytes)
        .get('xl/workbook.xml')!
        .matchAll(/<definedName [^>]*>([^<]*)</g),
    ].map(([, name]) => name)
    expect(names).toEqual([
      "'Toewijzing'!$A:$B,'Toewijzing'!$1:$5",
      "'Doel en afwijking'!$A:$B,'Doel en afwijking'!$1:$5",
      "'Per OOR'!$A:$A,'Per OOR'!$1:$4",
      "'Afrondingen'!$1:$4",
      "'Vast en vrij'!$A:$B,'Vast en vrij'!$1:$4",
      "'Vrije cellen'!$A:$B,'Vrije cellen'!$1:$4",
      "'Verantwoording'!$1:$3",
    ])
  })

  it('of a hand method whose totals are off says so in its checks', async () => {
    const off = await solve('2027-base', { method: 'largest-remainder' })
    const book = await resultWorkbook(off, { scenario: '2027-base' })
    const cells = cellsOf(book, 'Toewijzing')
    const checks = 'CDEFGHI'.split('').map((column) => cells.get(`${column}38`)!.text)
    expect(checks.filter((text) => text !== '✓').length).toBe(
      off.columns.filter((_, o) => off.allocation!.reduce((sum, row) => sum + row[o]!, 0) !== off.columnTotals![o])
        .length,
    )
    expect(checks.some((text) => /^FOUT [+-]\d$/.test(text))).toBe(true)
    expect(cells.get('A4')!.text).toMatch(/^FOUT: \d controles kloppen niet$/)
  })

  it('that cannot be has the reason instead of a table', async () => {
    const impossible = await round({
      rows: ['r'],
      columns: ['a', 'b'],
      target: [[1, 1]],
      rowTotals: [2],
      columnTotals: [1, 1],
      zeroCells: [['r', 'a']],
    })
    const book = await resultWorkbook(impossible)
    expect(sheetNames(book)).toEqual(['Toewijzing', 'Verantwoording'])
    expect(allTexts(book).join('\n')).toContain(impossible.conflict!.texts.nl)
  })

  it('of a table with intervals checks their ends', async () => {
    const open = await round({
      rows: ['noord', 'zuid'],
      columns: ['A', 'B'],
      target: [
        [2.4, 1.6],
        [1.6, 4.4],
      ],
      rowTotals: [4, 6],
      columnTotals: [4, [5, 7]],
      bounds: [['zuid', 'A', 1, 2]],
    })
    const cells = cellsOf(await resultWorkbook(open), 'Toewijzing')
    expect(['A9', 'B9', 'C9', 'A10', 'C10', 'B11', 'C11'].map((at) => cells.get(at)!.text)).toEqual([
      'Kolomtotaal, ten minste',
      '4',
      '5',
      'Kolomtotaal, ten hoogste',
      '7',
      '✓',
      '✓',
    ])
  })

  it('larger than a workbook is for is refused', async () => {
    const rows = Array.from({ length: 1_100 }, (_, i) => `r${i}`)
    const columns = Array.from({ length: 100 }, (_, i) => `c${i}`)
    const large = { ...result, rows, columns }
    await expect(resultWorkbook(large)).rejects.toThrow(InputError)
  })
})

describe('comparisons', () => {
  it('of scenarios: both, the difference, and what made it', async () => {
    const comparison = await compare('2026-base', '2026-reference')
    const book = await comparisonWorkbook(comparison, { a: '2026-base', b: '2026-reference' })
    expect(sheetNames(book)).toEqual([
      'Per OOR',
      'Vergelijking',
      'Oorzaak van het verschil',
      'Verantwoording a',
      'Verantwoording b',
    ])
    const cells = cellsOf(book, 'Vergelijking')
    const number = (column: string, row: number) => Number(cells.get(`${column}${row}`)!.text)
    // two columns of names, then three tables of seven OORs, a total and a gap
    const [a, b, difference] = ['CDEFGHI'.split(''), 'LMNOPQR'.split(''), ['U', 'V', 'W', 'X', 'Y', 'Z', 'AA']]
    const read = (columns: readonly string[]) =>
      comparison.a.rows.map((_, s) => columns.map((column) => number(column, s + 7)))
    expect(read(a)).toEqual(comparison.a.allocation)
    expect(read(b)).toEqual(comparison.b.allocation)
    expect(read(difference)).toEqual(comparison.difference!.allocation)
    expect(difference.map((column) => number(column, 37))).toEqual(comparison.difference!.columns)
    const causes = cellsOf(book, 'Oorzaak van het verschil')
    const part = (columns: readonly string[]) =>
      comparison.a.rows.map((_, s) => columns.map((column) => Number(causes.get(`${column}${s + 7}`)!.text)))
    expect(part(a)).toEqual(comparison.difference!.target)
    expect(part(b)).toEqual(comparison.difference!.rounding)
    const perOor = [...cellsOf(book, 'Per OOR').values()].map(({ text }) => text)
    expect(perOor.some((text) => text.includes('NO -8, ON +3, Utrecht +3, NWN +6, Leiden 0, ZWN -6, ZON +2'))).toBe(
      true,
    )
    for (const total of [...comparison.a.columnTotals!, ...comparison.b.columnTotals!])
      expect(perOor).toContain(String(total))
  })

  it('of methods: a line per cell', async () => {
    const comparison = await compareMethods('2027-base', ['optimal', 'stepwise'])
    const book = await methodsWorkbook(comparison, { scenario: '2027-base' })
    expect(sheetNames(book)).toEqual(['Vergelijking', 'Methoden', 'Verantwoording 1', 'Verantwoording 2'])
    const cells = cellsOf(book, 'Vergelijking')
    comparison.results.forEach(({ allocation }, i) => {
      const column = ['D', 'E'][i]!
      expect(allocation!.flat().map((_, n) => Number(cells.get(`${column}${n + 5}`)!.text))).toEqual(allocation!.flat())
    })
  })
})

describe('with --publish', () => {
  /** The scenario with other care use from which the same table follows. */
  const other = async () => {
    const { parseScenario, readScenario } = await import('../src/io/read/scenario.js')
    const { sha256: _, ...scenario } = readScenario('2027-base')
    const { all } = scenario.careUse as { all: readonly (readonly string[])[] }
    const shifted = all.map((row) => row.with(0, String(Number(row[0]) + 1e-6)).with(1, String(Number(row[1]) - 1e-6)))
    const changed = { ...scenario, careUse: { unit: 'volume', all: shifted } }
    return { scenario: parseScenario(changed), file: changed }
  }

  it('two care uses from which the same table follows give the same workbook, but for the hash', async () => {
    const { file } = await other()
    const second = await solve(file)
    expect(second.allocation).toEqual(result.allocation)
    expect(second.target).not.toEqual(result.target)
    const written = await Promise.all(
      [result, second].map(async (each) => {
        const shown = publish({ ...each, input: { sha256: 'x' } })
        delete (shown as { made?: object }).made // which is of that hash
        return resultWorkbook(shown, { scenario: '2027-base' })
      }),
    )
    expect(Buffer.from(written[0]!).equals(Buffer.from(written[1]!))).toBe(true)
    expect(sheetNames(written[0]!)).toEqual(['Toewijzing', 'Afrondingen', 'Verantwoording'])
  })

  it('no target, no error and no mark is in it', async () => {
    const texts = allTexts(await resultWorkbook(publish(result), { scenario: '2027-base' }))
    expect(texts.filter((text) => /^\d+\.\d{3,}$/.test(text))).toEqual([])
    expect(texts.filter((text) => text.startsWith('niet gepubliceerd')).length).toBe(3)
    expect(texts).not.toContain('geen: deze methode bewijst niets')
    const styles = partsOf(await resultWorkbook(publish(result), { scenario: '2027-base' })).get('xl/styles.xml')!
    expect(styles).not.toContain('▲')
    expect(partsOf(bytes).get('xl/styles.xml')!).toContain('▲')
  })

  it('a comparison shows places only', async () => {
    const comparison = publishComparison(await compare('2026-base', '2026-reference'))
    const book = await comparisonWorkbook(comparison, { a: '2026-base', b: '2026-reference' })
    expect(sheetNames(book)).toEqual(['Per OOR', 'Vergelijking', 'Verantwoording a', 'Verantwoording b'])
    expect(allTexts(book).filter((text) => /^-?\d+\.\d{3,}$/.test(text))).toEqual([])
  })
})

describe('text of others', () => {
  const NASTY = [
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    "=cmd|' /C calc'!A0",
    '#REF!',
    '_x0041_',
    '<b>&"',
    '\uFFFE\u0007',
    '==',
    '－1',
  ]
  const safe = (text: string) => text.replace(/[\p{Cc}\uFFFE]/gu, '\uFFFD')

  it('stays text in a workbook, and reads back', async () => {
    const rows = NASTY.map((value) => [{ value }])
    const book = await writeWorkbook('=title', [
      { name: 'x', rows, widths: [], frozen: { rows: 0, columns: 0 }, header: '&Z=1' },
    ])
    const xml = partsOf(book).get('xl/worksheets/sheet1.xml')!
    expect(xml).not.toContain('<f>')
    expect(xml).toContain('&amp;&amp;Z=1')
    const cells = [...cellsOf(book, 'x').values()]
    expect(cells.map(({ kind }) => kind)).toEqual(NASTY.map(() => 'text'))
    expect(cells.map(({ text }) => text)).toEqual(NASTY.map(safe))
  })

  it('as names, titles and reasons of a scenario never becomes a formula', async () => {
    const scenario = {
      id: '=1+1',
      title: '=HYPERLINK("x")',
      year: 2027,
      data: 'published',
      sources: [{ what: '=1', document: '+1', section: '@1' }],
      oors: [{ code: '=A1' }, { code: '-B' }],
      specialties: [
        { code: '+1', name: '@x', intake: 3 },
        { code: '=2', name: '=1+1', intake: 2 },
      ],
      careUse: {
        all: [
          [1, 0],
          [1, 3],
        ],
      },
      zeroCells: [{ specialty: '+1', oor: '-B', reason: '=cmd', source: '=x' }],
    }
    const own = await solve(scenario)
    const book = await resultWorkbook(own, { scenario })
    const formulas = [...partsOf(book)].flatMap(([, xml]) =>
      [...xml.matchAll(/<f>([^<]*)<\/f>/g)].map(([, text]) => text!),
    )
    expect(formulas.length).toBeGreaterThan(5)
    for (const text of formulas) expect(text).not.toMatch(/HYPERLINK|cmd|@x|1\+1/)
    for (const text of ['=1+1', '@x', '=HYPERLINK("x")', '=cmd']) expect(allTexts(book)).toContain(text)
  })

  it('gets an apostrophe in CSV', () => {
    const lines = csvText([['=1+1', '+1', '-1', '@x', '\t=1', '\r=1', 'a', -1]])
    // also after a tab or a line break inside a text: other readers begin a cell there
    expect(lines).toBe(`'=1+1,'+1,'-1,'@x,'\t'=1,"'\r'=1",a,-1\n`)
  })
})
