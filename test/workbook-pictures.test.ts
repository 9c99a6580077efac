/** The pictures of workbooks: charts of the program itself, whose figures are the cells that they are drawn from; marks and shades. */
import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  check,
  checkWorkbook,
  compare,
  comparisonWorkbook,
  draftWorkbook,
  publish,
  resultWorkbook,
  round,
  solve,
  type Result,
} from '../src/index.js'
import { exampleDraft } from './answers.js'
import { cellsOf, partsOf, sheetNames } from './workbooks.js'

interface Drawn {
  readonly title: string
  readonly isStacked: boolean
  /** By their names, what they say at each OOR. */
  readonly series: ReadonlyMap<string, readonly string[]>
  readonly categories: readonly string[]
  readonly description: string
}

/** The charts of a workbook, with what stands in the cells that they are drawn from. */
function chartsOf(book: Uint8Array): Drawn[] {
  const parts = partsOf(book)
  const described = [...parts]
    .filter(([name]) => /^xl\/drawings\/drawing\d+\.xml$/.test(name))
    .flatMap(([, xml]) => [...xml.matchAll(/descr="([^"]*)"/g)].map(([, text]) => text!))
  return [...parts]
    .filter(([name]) => /^xl\/charts\/chart\d+\.xml$/.test(name))
    .map(([, xml], i) => {
      const found = [...xml.matchAll(/<c:ser>.*?<c:v>(.*?)<\/c:v>.*?<c:cat>.*?<c:f>(.*?)<\/c:f>.*?<c:val>.*?<c:f>(.*?)<\/c:f>/gs)] // prettier-ignore
      return {
        title: /<a:t>(.*?)<\/a:t>/.exec(xml)![1]!,
        isStacked: xml.includes('<c:grouping val="stacked"/>'),
        series: new Map(found.map(([, name, , values]) => [name!, valuesAt(book, values!)])),
        categories: valuesAt(book, found[0]![2]!),
        description: described[i]!,
      }
    })
}

/** What stands at "'Per OOR'!$B$4:$H$4". */
function valuesAt(book: Uint8Array, at: string): string[] {
  const [, sheet, c1, r1, c2, r2] = /^'?(.+?)'?!\$([A-Z])\$(\d+):\$([A-Z])\$(\d+)$/.exec(at)!
  const cells = cellsOf(book, sheet!)
  const [from, to] = [c1!.charCodeAt(0), c2!.charCodeAt(0)]
  return Array.from({ length: to - from + 1 }, (_, c) => String.fromCharCode(from + c)).flatMap((column) =>
    Array.from({ length: Number(r2) - Number(r1) + 1 }, (_, r) => cells.get(`${column}${Number(r1) + r}`)!.text),
  )
}

const numbers = (values: readonly number[]) => values.map(String)
const sum = (values: readonly number[]) => values.reduce((all, each) => all + each, 0)

let base: Result
let book: Uint8Array
beforeAll(async () => {
  base = await solve('2027-base')
  book = await resultWorkbook(base, { scenario: '2027-base' })
})

describe('a result', () => {
  it('draws the steps from care use to places, which add up to the places in the table above', () => {
    const [chart, ...others] = chartsOf(book)
    expect(others).toEqual([])
    expect(chart!.title).toBe('Van zorggebruik naar plaatsen, stap voor stap')
    expect(chart!.isStacked).toBe(true)
    expect(chart!.categories).toEqual(base.columns)
    const { raw, rounded } = base.oorTotals!
    for (const [o, end] of rounded.entries()) {
      const steps = [...chart!.series.values()].map((values) => Number(values[o]))
      expect(raw![o]! + sum(steps)).toBeCloseTo(end, 6)
    }
    expect([...chart!.series.keys()]).toEqual(['Door de ondergrens', 'Door het afronden van het totaal'])
    expect(chart!.description).toContain('Leiden: 109,84 +4,16 0,00 = 114')
  })

  it('marks what is not rounded naturally where it shades how far a cell is from its target', () => {
    const styles = partsOf(book).get('xl/styles.xml')!
    const sheet = [...partsOf(book)].find(([, xml]) => xml.includes('colorScale') && xml.includes('cfvo'))![1]
    const formats = new Map([...styles.matchAll(/numFmtId="(\d+)" formatCode="([^"]*)"/g)].map(([, id, code]) => [id!, code!])) // prettier-ignore
    const looks = [...styles.match(/<cellXfs.*?<\/cellXfs>/s)![0].matchAll(/<xf [^>]*numFmtId="(\d+)"/g)]
    const formatAt = (at: string) =>
      formats.get(looks[Number(new RegExp(`<c r="${at}" s="(\\d+)"`).exec(sheet)![1])]![1]!) ?? ''
    const marks = base.rows.flatMap((row, s) =>
      base.columns.map((column, o) => {
        const format = formatAt(`${String.fromCharCode('K'.charCodeAt(0) + o)}${6 + s}`)
        return [row, column, format.includes('▲') ? '▲' : format.includes('▼') ? '▼' : '']
      }),
    )
    const expected = new Map(base.deviations.map((each) => [`${each.row}-${each.column}`, each.allocated > each.natural ? '▲' : '▼'])) // prettier-ignore
    expect(marks).toEqual(
      base.rows.flatMap((row) => base.columns.map((column) => [row, column, expected.get(`${row}-${column}`) ?? ''])),
    )
  })

  it('shows of every cell whether it is fixed, and what else it could have', () => {
    const cells = cellsOf(book, 'Vast en vrij')
    const free = new Map(base.freedom!.free.map((each) => [`${each.row}-${each.column}`, each]))
    const zero = new Set(base.zeroCells.map((each) => each.join('-')))
    for (const [s, row] of base.rows.entries()) {
      for (const [o, column] of base.columns.entries()) {
        const given = base.allocation![s]![o]!
        const range = free.get(`${row}-${column}`)
        const other = range === undefined ? null : range.low === given ? range.high : range.low
        const at = `${String.fromCharCode('C'.charCodeAt(0) + o)}${5 + s}`
        const text = zero.has(`${row}-${column}`) ? '0' : other === null ? `${given}` : `${given} of ${other}`
        expect(cells.get(at)!.text, at).toBe(text)
      }
    }
  })

  it('says of a range of more than two what it is', async () => {
    const table = { rows: ['a', 'b', 'c'], columns: ['x', 'y', 'z'], target: [['0.5', '0.5', '0.5'], ['0.5', '0.5', '0.5'], ['0.5', '0.5', '0.5']], rowTotals: [2, 2, 2], columnTotals: [2, 2, 2] } // prettier-ignore
    const found = await round(table, { options: { tieBreak: 'none' } })
    const cells = cellsOf(await resultWorkbook(found, { language: 'en' }), 'Fixed and free')
    const shown = found.freedom!.free.map(({ low, high }) => high - low)
    expect(shown.length).toBeGreaterThan(0)
    expect(cells.get('B5')!.text).toMatch(/^\d or \d$|^\d \(\d–\d\)$/)
  })

  it('draws nothing where nothing is told', async () => {
    expect(chartsOf(await resultWorkbook(publish(base), { scenario: '2027-base' }))).toEqual([])
    const none = await resultWorkbook({ ...base, freedom: null }, { scenario: '2027-base' })
    expect(sheetNames(none)).not.toContain('Vast en vrij')
  })
})

describe('a comparison', () => {
  it.each([
    ['2027-base', '2027-reference', ['-8', '10']],
    ['2027-reference', '2027-base', ['-10', '8']],
  ] as const)('of %s and %s draws what each OOR has more or fewer before the room for it', async (a, b, room) => {
    const compared = await compare(a, b)
    const [chart, causes] = chartsOf(await comparisonWorkbook(compared, { a, b }))
    expect(chart!.categories).toEqual(compared.a.columns)
    expect(chart!.isStacked).toBe(false)
    const [fewer, more, difference] = [...chart!.series.values()]
    expect([fewer, more]).toEqual(room.map((end) => compared.a.columns.map(() => end)))
    expect(difference).toEqual(numbers(compared.difference!.columns))
    for (const [o, by] of compared.difference!.columns.entries()) {
      expect(sum([...causes!.series.values()].map((values) => Number(values[o])))).toBeCloseTo(by, 5)
    }
  })

  it('without a leeway between them has no room, and every cause', async () => {
    const compared = await compare('2026-base', '2027-reference')
    const [chart, causes] = chartsOf(await comparisonWorkbook(compared, { a: '2026-base', b: '2027-reference', language: 'en' })) // prettier-ignore
    expect([...chart!.series.keys()]).toEqual(['Difference'])
    expect([...causes!.series.keys()]).toEqual(['By the intake', 'By the care use', 'By the criterion', 'By rounding'])
  })
})

function scenarioFile(): object {
  const file = JSON.parse(readFileSync('scenarios/2027-proposal/scenario.json', 'utf8')) as object
  const matrix = (name: string) =>
    readFileSync(`scenarios/2027-proposal/${name}`, 'utf8').trim().split(/\r?\n/).slice(1).map((line) => line.split(',').slice(1)) // prettier-ignore
  return { ...file, careUse: { all: matrix('care-use-all.csv'), training: matrix('care-use-training.csv') } }
}

describe('a draft and a check', () => {
  it('draw what each OOR has more or fewer before its own room, from the live balance', async () => {
    const drafted = await exampleDraft()
    const checked = await check('2027-proposal', 'scenarios/2027-proposal/proposal-by-hand.csv')
    const leeway = { total: 30, below: 8, above: 10, perOor: { NO: { below: 4, above: 10 } } }
    const own = { ...scenarioFile(), leeway }
    const tight = await check(own, 'scenarios/2027-proposal/proposal-by-hand.csv')
    expect(tight.balance[0]!.difference - tight.balance[0]!.roomBelow).toBe(-4)
    const books = [
      [drafted.balance, await draftWorkbook(drafted, { scenario: '2027-proposal' })],
      [checked.balance, await checkWorkbook(checked, { scenario: '2027-proposal' })],
      [tight.balance, await checkWorkbook(tight, { scenario: own })],
    ] as const
    for (const [balance, written] of books) {
      const [chart] = chartsOf(written)
      const [fewer, more, difference] = [...chart!.series.values()]
      expect(chart!.categories).toEqual(balance.map(({ oor }) => oor))
      expect(difference).toEqual(numbers(balance.map((each) => each.difference)))
      expect(fewer).toEqual(numbers(balance.map((each) => each.difference - each.roomBelow)))
      expect(more).toEqual(numbers(balance.map((each) => each.difference + each.roomAbove)))
    }
  })
})
