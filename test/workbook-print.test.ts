/** Workbooks on paper: every page says what it is, of whom and of which kind its data are; and headings keep apart. */
import { readXlsx as hucreRead } from 'hucre/xlsx'
import { describe, expect, it } from 'vitest'
import { compare, comparisonWorkbook, draftWorkbook, yearsWorkbook } from '../src/index.js'
import { DATA_LABEL } from '../src/words/texts.js'
import { exampleDraft, twoYears } from './answers.js'
import { partsOf } from './workbooks.js'

const BOOKS = {
  draft: async () => draftWorkbook(await exampleDraft(), { scenario: '2027-proposal' }),
  compare: async () => comparisonWorkbook(await compare('2026-base', '2027-base'), { a: '2026-base', b: '2027-base' }),
  years: async () => yearsWorkbook(await twoYears(), { scenarios: ['2026-base', '2027-base'] }),
}

/** The columns, from 0, at which another page of a sheet begins. */
function breaksOf(bytes: Uint8Array, sheet: number): number[] {
  const xml = partsOf(bytes).get(`xl/worksheets/sheet${sheet + 1}.xml`)!
  const [, list = ''] = /<colBreaks[^>]*>(.*?)<\/colBreaks>/s.exec(xml) ?? []
  return [...list.matchAll(/id="(\d+)"/g)].map(([, id]) => Number(id))
}

describe.each(Object.entries(BOOKS))('the pages of %s', (_, make) => {
  it('each say the title, the sheet and the label, beside it too', async () => {
    const bytes = await make()
    const book = await hucreRead(bytes)
    let wide = 0
    book.sheets.forEach((sheet, i) => {
      const header = sheet.headerFooter!.oddHeader!
      expect(header).toMatch(/^&L[^&]{10,} – &A&R/)
      expect(header).toContain(DATA_LABEL.synthetic.nl)
      expect(header.length).toBeLessThanOrEqual(255)
      const starts = breaksOf(bytes, i)
      const at = sheet.rows[0]!.findIndex((value) => value !== null && value !== '')
      const title = String(sheet.rows[0]![at])
      for (const start of starts) expect(sheet.rows[0]![start], `${sheet.name} ${start}`).toBe(title)
      wide += starts.length
    })
    expect(wide).toBeGreaterThan(1)
  })
})

it('a heading of text keeps a little room from the number beside it', async () => {
  const bytes = await BOOKS.draft()
  const book = await hucreRead(bytes, { readStyles: true })
  const advices = book.sheets.find(({ name }) => name === 'Adviezen')!
  const heads = [...advices.cells!.values()].filter(({ value }) => value === 'Uitkomst')
  expect(heads.length).toBe(1)
  expect(heads[0]!.style?.alignment).toMatchObject({ horizontal: 'left', indent: 1 })
})
