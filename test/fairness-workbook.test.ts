/** Many years as a workbook: every figure of the answer in a cell of its own, under the label of its data. */
import { beforeAll, describe, expect, it } from 'vitest'
import { fairness, fairnessWorkbook, type Fairness } from '../src/index.js'
import { readXlsx, type ReadSheet } from '../src/io/xlsx/read.js'

let answer: Fairness
let runs: readonly [Fairness, Fairness]
beforeAll(async () => {
  answer = await fairness('2027-base', { draws: 60, threads: 1 })
  const asked = { draws: 40, years: 3, methods: ['next-best', 'lottery'], threads: 1 } as const
  runs = [await fairness('2027-base', asked), await fairness('2027-base', { ...asked, carry: 'totals' })]
})

const sheetsOf = async (book: Uint8Array) => readXlsx(book, 'test.xlsx').sheets

/** Row by row what stands there: numbers as numbers, null where nothing does. */
const texts = ({ rows }: ReadSheet): (string | number | null)[][] =>
  rows.map(({ cells }) =>
    Array.from({ length: 1 + Math.max(...cells.keys()) }, (_, column) => {
      const cell = cells.get(column)
      return cell === undefined ? null : cell.kind === 'number' ? Number(cell.text) : cell.text
    }),
  )

describe('the workbook of many years', () => {
  it('is labelled on every sheet, in both languages, and has the same bytes twice', async () => {
    const [dutch, again] = [await fairnessWorkbook(answer, { scenario: '2027-base' }), await fairnessWorkbook(answer, { scenario: '2027-base' })] // prettier-ignore
    expect(dutch).toEqual(again)
    const english = await fairnessWorkbook(answer, { scenario: '2027-base', language: 'en' })
    for (const [book, label] of [
      [dutch, 'SYNTHETISCHE GEGEVENS'],
      [english, 'SYNTHETIC DATA'],
    ] as const) {
      const sheets = await sheetsOf(book)
      expect(sheets.length).toBe(6)
      for (const sheet of sheets) expect(JSON.stringify(texts(sheet).slice(0, 3)), sheet.name).toContain(label)
    }
  })

  it('holds means and ends of intervals as numbers', async () => {
    const sheets = await sheetsOf(await fairnessWorkbook(answer, { scenario: '2027-base' }))
    const rowsOf = (name: string) => texts(sheets.find((sheet) => sheet.name === name)!)
    const leiden = rowsOf('Afronden naast ondergrens').find(([first]) => first === 'Leiden')!
    const { criterion, floor, rounding, sizes } = answer.effects.find(({ oor }) => oor === 'Leiden')!
    const flat = [criterion!, floor!, rounding!].flatMap(({ mean, low, high }) => [mean, low, high])
    expect(leiden.slice(1, 11)).toEqual([...flat, sizes.rounding])
    const hand = rowsOf('Methoden').find(([first]) => first === 'handmethode, stapsgewijs')!
    const { answered, stuck, offTotals, nextBests } = answer.methods.find(({ method }) => method === 'stepwise')!
    expect(hand.slice(1, 5)).toEqual([answered, stuck, offTotals, nextBests!.mean])
    const cells = rowsOf('Winst per cel').find(([first]) => first === '10')!
    expect(cells.slice(2, 9)).toEqual(answer.methods[0]!.cells.mean![5]) // 01 02 03 04 05 10
    expect(JSON.stringify(rowsOf('Samenvatting'))).toContain('Getrokken zijn 60 jaren')
  })

  it('shows runs under two rules of carrying over, and without a scenario goes by codes', async () => {
    const [none, totals] = runs
    const sheets = await sheetsOf(await fairnessWorkbook(none, { beside: totals }))
    const ahead = texts(sheets.find(({ name }) => name === 'Voorsprong')!)
    const last = ahead.filter(([first]) => first === 3)
    // seven OORs with their intervals stand in two tables below each other
    expect(last.map((row) => row[1])).toEqual(
      [none, totals].flatMap(({ runs: each }) => [each!.accumulated[0]!.mean[2], each!.accumulated[4]!.mean[2]]),
    )
    expect(JSON.stringify(texts(sheets.at(-1)!))).toContain('--carry totals')
  })
})
