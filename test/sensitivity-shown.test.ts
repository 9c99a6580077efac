/** What readings of the protocol matter, on a page, in a workbook and in CSV: the same figures as in the answer. */
import { describe, expect, it } from 'vitest'
import { sensitivityCsv } from '../src/formats/csv.js'
import { sensitivity, sensitivityWorkbook } from '../src/index.js'
import { parseScenario, readScenario } from '../src/io/read/scenario.js'
import { readXlsx } from '../src/io/xlsx/read.js'
import { sensitivityPage } from '../src/report/sensitivity-page.js'
import { optionsText } from '../src/words/sensitivity.js'
import { DATA_LABEL, LANGUAGES, STATUS } from '../src/words/texts.js'
import { plainText, SMALL, tableCells } from './pages.js'

describe.each(LANGUAGES)('shown in %s', (language) => {
  it('as one and the same figures in the terminal, on the page, in the workbook and in CSV', async () => {
    const answer = await sensitivity('2027-base', { pairs: true, draws: 4, threads: 1, language })
    const subject = readScenario('2027-base')
    const page = sensitivityPage(answer, subject, language)
    const label = DATA_LABEL.synthetic[language]
    const single = answer.options.filter(({ together }) => together === null)
    const readings = tableCells(page, 'lezing-tabel').slice(1)
    expect(readings.map(([reading, cells, totals]) => [reading, cells, totals])).toEqual(
      single.map(({ options, cells, totals }) => [optionsText(options), String(cells), String(totals)]),
    )
    expect(tableCells(page, 'paren-tabel')).toHaveLength(1 + 14)
    const changed = tableCells(page, 'veranderd-tabel').slice(1)
    expect(changed).toHaveLength(6 + 4 + 4 + 8 + 4)
    const nine = language === 'nl' ? '9 cellen' : '9 cells'
    expect(plainText(page)).toContain(nine)
    expect(page.match(/<svg/g)).toHaveLength(2)
    expect(plainText(page)).toContain(label)
    const { sheets } = readXlsx(await sensitivityWorkbook(answer, { scenario: '2027-base', language }), 'x')
    expect(sheets).toHaveLength(5)
    for (const { rows } of sheets) expect([...rows[1]!.cells.values()].map(({ text }) => text).join()).toContain(label)
    const texts = (at: number) => sheets[at]!.rows.map(({ cells }) => [...cells.values()].map(({ text }) => text).filter((text) => text !== '')) // prettier-ignore
    expect(texts(2)).toEqual(expect.arrayContaining(changed))
    expect(texts(0).flat().join(' ')).toContain(nine)
    const [head, ...lines] = sensitivityCsv(answer).trim().split(/\r?\n/)
    expect(head).toBe(`reading,status,cells,totals,${answer.base.columns.join(',')},together,anyCell,anyTotal,data`)
    expect(lines).toHaveLength(answer.options.length)
    expect(lines.filter((line) => line.includes(',false,'))).toHaveLength(14)
    expect(lines.every((line) => line.endsWith(',synthetic'))).toBe(true)
  })

  it('of a base without an answer: why, and no tables of it', async () => {
    const bounds = [{ specialty: '1', oor: 'A', low: 13, high: 20, reason: 'te veel' }]
    const answer = await sensitivity(
      { ...SMALL, bounds },
      { pairs: true, careUse: true, draws: 2, threads: 1, language },
    )
    const page = sensitivityPage(answer, parseScenario({ ...SMALL, bounds }), language)
    expect(plainText(page)).toContain(STATUS.infeasible[language])
    expect(plainText(page)).toContain(answer.base.conflict!.texts[language])
    expect(page).not.toContain('lezing-tabel')
    const { sheets } = readXlsx(await sensitivityWorkbook(answer, { scenario: { ...SMALL, bounds }, language }), 'x')
    expect(sheets).toHaveLength(2)
  })
})
