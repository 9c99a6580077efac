/** What stands at a table besides its figures: marks of footnotes, parts and shares of a row, rows of no specialty. */
import { describe, expect, it } from 'vitest'
import { InputError, type Fault } from '../src/domain/errors.js'
import { csvSheet, parseCsv } from '../src/io/csv.js'
import { matrixFromCsv } from '../src/io/read/care-use.js'
import { newAccount } from '../src/io/read/account.js'
import { codesOf } from '../src/io/read/names.js'
import { proposalIn } from '../src/io/read/proposal-table.js'
import { readingOf } from '../src/io/read/readings.js'
import { readScenario } from '../src/io/read/scenario.js'
import { problemFromWorkbook, readProposalWorkbook } from '../src/io/read/workbook-tables.js'
import { faultText, remarkText } from '../src/words/texts.js'
import { book, rawBook, rawSheet, zipOf, type Typed } from './workbooks.js'

const BASE = readScenario('2027-base')
const SPECIALTIES = [4, 5, 8].map((s) => BASE.specialties[s]!)
const scenario = { ...BASE, specialties: SPECIALTIES }
const OORS = BASE.oors.map(({ code }) => code)
const VALUES = SPECIALTIES.map((_, s) => OORS.map((__, o) => 10 * s + o + 3))
const LABELS = SPECIALTIES.map(({ code, name }) => `${code} ${name}`)

type Line = (string | number)[]
const table = (more: Line[] = []): Line[] => [...SPECIALTIES.map((_, s) => [LABELS[s]!, ...VALUES[s]!]), ...more]
const csv = (head: Line, lines: Line[]) => [head, ...lines].map((line) => line.join(';')).join('\n')
const HEAD: Line = ['Specialisme', ...OORS]

function faultsOf(read: () => unknown): readonly Fault[] {
  try {
    read()
  } catch (error) {
    if (error instanceof InputError) return error.faults
    throw error
  }
  return []
}

const proposalOf = (text: string) => proposalIn(csvSheet(parseCsv(text, 'x.csv'), 'x.csv'), scenario)

function careUseOf(text: string) {
  const account = newAccount()
  const sides = { specialties: codesOf(SPECIALTIES), oors: codesOf(BASE.oors) }
  const { matrix } = matrixFromCsv(parseCsv(text, 'x.csv'), 'x.csv', 'volume', sides, account)
  return { ...account, values: matrix.map((row) => row.map(Number)) }
}

const said = (read: object) =>
  [...(readingOf(read)?.skipped ?? []), ...(readingOf(read)?.warnings ?? [])].map((each) => remarkText(each, 'nl'))

describe('parts and shares of a row, left of the figures', () => {
  // what stands there are codes of specialties of this very table
  it.each(['w.v. dagopname', 'w.v.', 'Waarvan spoed', 'Aandeel', '%', 'Gem. per jaar', 'of which day care'])(
    '%s is passed over, though its numbers look like codes',
    (part) => {
      const codes = [...SPECIALTIES.slice(1), SPECIALTIES[0]!].map(({ code }) => code)
      for (const at of [0, 1]) {
        const lines = table().map((line, s) => line.toSpliced(at, 0, codes[s]!))
        const read = proposalOf(csv(HEAD.toSpliced(at, 0, part), lines))
        expect(read.allocation).toEqual(VALUES)
        expect(said(read)).toContain(`kolom ${part} overgeslagen`)
      }
    },
  )

  it('and a column of codes under another heading still must not contradict the names', () => {
    const lines = table().map((line, s) => [SPECIALTIES[(s + 1) % 3]!.code, ...line])
    const faults = faultsOf(() => proposalOf(csv(['Tabel 1', ...HEAD], lines)))
    expect(faults.slice(0, 3).map(({ code, path }) => `${code} ${path}`)).toEqual(
      ['x.csv:2', 'x.csv:3', 'x.csv:4'].map((path) => `two-codes ${path}`),
    )
  })
})

describe('marks of footnotes', () => {
  it.each(['¹', ' ²', '³', '†', ' ‡', ' a)', 'b)', ' 1)', ' [2]', ' ¹⁾', '¹,²'])(
    '%s behind a figure is left out, and said',
    (mark) => {
      const lines = table()
      lines[1]![3] = `${lines[1]![3]}${mark}`
      const read = proposalOf(csv(HEAD, lines))
      expect(read.allocation).toEqual(VALUES)
      expect(said(read)).toEqual([`getal gelezen zonder het voetnootteken erachter: ${lines[1]![3]}`])
      expect(careUseOf(csv(HEAD, lines)).values).toEqual(VALUES)
    },
  )

  it.each(['1)', '(1)', ' 1', 'a', '⅓'])('what may be a part of the number is refused: 15%s', (mark) => {
    const lines = table()
    lines[1]![3] = `15${mark}`
    expect(faultsOf(() => proposalOf(csv(HEAD, lines)))).toMatchObject([
      { code: 'not-decimal', path: 'x.csv:3:Utrecht' },
    ])
  })

  it('a star may say that the figure is not what it seems: who wrote it is asked', () => {
    const lines = table()
    lines[1]![3] = '15*'
    const [fault] = faultsOf(() => proposalOf(csv(HEAD, lines)))
    expect(faultText(fault!, 'nl')).toMatch(/^x\.csv:3:Utrecht: geen getal .*bedoelt u 15\?/)
  })

  it('a percentage with a mark is one', () => {
    const account = newAccount()
    const sides = { specialties: codesOf(SPECIALTIES.slice(0, 1)), oors: codesOf(BASE.oors) }
    const line = [LABELS[0]!, '20%', '20%¹', '20%', '10%', '10%', '10%', '10%']
    const { matrix } = matrixFromCsv(parseCsv(csv(HEAD, [line]), 'x.csv'), 'x.csv', 'percent', sides, account)
    expect([matrix[0]!.map(Number), account.faults]).toEqual([[20, 20, 20, 10, 10, 10, 10], []])
  })

  it('behind names and OORs change nothing', () => {
    for (const mark of ['¹', ' ²', '*', ' **', '†', ' a)', '1)', ' [1]', '⁽¹⁾']) {
      const lines = table()
      lines[1]![0] = `${lines[1]![0]}${mark}`
      const codes = table().map((line, s) => [`${SPECIALTIES[s]!.code}${s === 1 ? mark : ''}`, ...line.slice(1)])
      const head = HEAD.with(3, `${HEAD[3]}${mark}`)
      expect(proposalOf(csv(head, lines)).allocation, mark).toEqual(VALUES)
      if (!/\d\)|\[/.test(mark)) expect(proposalOf(csv(head, codes)).allocation, mark).toEqual(VALUES)
    }
  })

  const run = (text: string, mark: string) =>
    `<is><r><t>${text}</t></r><r><rPr><b/><vertAlign val="superscript"/></rPr><t>${mark}</t></r></is>`
  const inline = (at: string, text: string, mark = '') =>
    `<c r="${at}" t="inlineStr">${mark === '' ? `<is><t>${text}</t></is>` : run(text, mark)}</c>`
  const number = (at: string, value: number) => `<c r="${at}"><v>${value}</v></c>`
  const raised = zipOf(
    rawBook([
      rawSheet(
        `<row r="1">${inline('A1', 'naam')}${inline('B1', 'A', 'a')}${inline('C1', 'B')}${inline('D1', 'Totaal')}</row>` +
          `<row r="2">${inline('A2', 'noord', '1')}${inline('B2', '23', '1')}${number('C2', 7)}${number('D2', 30)}</row>` +
          `<row r="3">${inline('A3', 'Totaal')}${number('B3', 23)}${number('C3', 7)}${number('D3', 30)}</row>`,
      ),
    ]),
  )

  it('a figure with a small 1 raised behind it is that figure, and not one with a digit more', () => {
    const read = problemFromWorkbook(raised, 'x.xlsx')
    expect(read).toMatchObject({ rows: ['noord'], columns: ['A', 'B'], target: [['23', '7']] })
    expect(said(read)).toContain('getal gelezen zonder het voetnootteken erachter: 23¹')
  })

  it('nor so in texts that cells share', async () => {
    const cells = (row: Typed[], s: number) => row.map((cell, o) => (s === 1 && o === 3 ? 'HERE' : cell))
    const sheets = { Voorstel: [HEAD, ...table()].map((row, r) => cells(row, r - 1)) }
    const { rezipped } = await import('./workbooks.js')
    const parts = rezipped(await book(sheets), (_, xml) =>
      xml.replace(/<t[^>]*>HERE<\/t>/, '<r><t>15</t></r><r><rPr><vertAlign val="superscript"/></rPr><t>2</t></r>'),
    )
    expect(readProposalWorkbook(parts, scenario, 'x.xlsx').allocation).toEqual(VALUES)
    expect(VALUES[1]![2]).toBe(15)
  })
})

describe('care use of no specialty', () => {
  it.each([
    'Overig',
    'Overige specialismen',
    'Onbekend',
    'Buitenland',
    'Niet toegewezen',
    'Geen specialisme',
    'Unknown',
  ])('%s is a row that is passed over with its sum, and may be counted in totals', (label) => {
    const other: Line = [label, 1, 2, 3, 4, 5, 6, 7.5]
    for (const counted of [0, 1]) {
      const sums = OORS.map((_, o) => VALUES.reduce((sum, row) => sum + row[o]!, counted * Number(other[o + 1])))
      const { values, faults, skipped } = careUseOf(csv(HEAD, table([other, ['Totaal', ...sums]])))
      expect([values, faults]).toEqual([VALUES, []])
      expect(skipped.map((each) => remarkText(each, 'nl'))).toContain(
        `rij van geen specialisme overgeslagen, haar getallen tellen niet mee: ${label}: 28,5 samen`,
      )
    }
    const wrong = OORS.map(() => 1000)
    expect(careUseOf(csv(HEAD, table([other, ['Totaal', ...wrong]]))).faults[0]).toMatchObject({ code: 'total' })
  })

  it('and places of no specialty are not lost: they are refused', () => {
    const faults = faultsOf(() => proposalOf(csv(HEAD, table([['Overig', ...OORS.map(() => 1)]]))))
    expect(faults).toMatchObject([{ code: 'unknown-code', path: 'x.csv:5', found: 'Overig' }])
  })
})
