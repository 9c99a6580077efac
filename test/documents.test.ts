/** What several forms show, they show alike: the same words and figures in the terminal, on a page and in a workbook. */
import { describe, expect, it } from 'vitest'
import { check, draft, years, yearsWorkbook } from '../src/index.js'
import { checkText, draftText, yearsText } from '../src/cli/render-proposal.js'
import { balanceTable, fallbackTable } from '../src/documents/per-oor.js'
import { LANGUAGES } from '../src/domain/language.js'
import { parseScenario } from '../src/io/read/scenario.js'
import { readXlsx } from '../src/io/xlsx/read.js'
import { checkPage, draftPage, yearsPage } from '../src/report/pages.js'
import { ADVICES, SMALL, tableCells, WRONG, YEARS } from './pages.js'

const scenario = parseScenario(SMALL)
const all = YEARS.map((each) => parseScenario(each))
const folded = (text: string) => text.charAt(0).toLowerCase() + text.slice(1)

/** The lines of the tables in a text for the terminal, cell by cell. */
function terminalLines(text: string): string[][] {
  const lines = text.split('\n').filter((line) => line.startsWith('│'))
  return lines.map((line) => line.split('│').slice(1, -1).map((cell) => cell.trim())) // prettier-ignore
}

/** A table of a page as the terminal has it: an OOR a column, and no line of all together. */
function turned(page: string, id: string): string[][] {
  const [heads = [], ...lines] = tableCells(page, id).slice(0, -1)
  return heads.slice(1).map((head, i) => [folded(head), ...lines.map((line) => line[i + 1]!)])
}

describe.each(LANGUAGES)('in %s', (language) => {
  const setting = { language, title: 'x', names: {} }

  it('balance and fallback of a draft are the same in the terminal and on its page', async () => {
    const drafted = await draft(SMALL, ADVICES, { fallback: true, language })
    const [text, page] = [terminalLines(draftText(drafted, setting)), draftPage(drafted, scenario, language)]
    const [balance, fallback] = [turned(page, 'balans-tabel'), turned(page, 'terugval-tabel')]
    expect([balance.length, fallback.length]).toEqual([8, 5])
    expect(text).toEqual(expect.arrayContaining([...balance, ...fallback]))
  })

  it('so is the balance of a proposal of half places', async () => {
    const checked = await check(SMALL, WRONG, { language })
    const balance = turned(checkPage(checked, scenario, language), 'balans-tabel')
    expect(terminalLines(checkText(checked, setting))).toEqual(expect.arrayContaining(balance))
    const half = language === 'nl' ? '+0,5' : '+0.5'
    expect(balance.flat().filter((cell) => cell === half)).toHaveLength(1)
  })

  it('what solving years together gains is the same in all three', async () => {
    const solved = await years(YEARS, { language })
    const page = tableCells(yearsPage(solved, all, language), 'winst-tabel').slice(1)
    // a page gives errors to six decimals, the terminal all of them
    const counts = page.filter((line) => !line.some((cell) => /\d[.,]\d/.test(cell)))
    const lines = counts.map(([word, together, apart]) => [folded(word!), together, apart])
    expect(lines).toHaveLength(5)
    expect(terminalLines(yearsText(solved, setting))).toEqual(expect.arrayContaining(lines))
    const sheet = readXlsx(await yearsWorkbook(solved, { scenarios: all, language }), 'x').sheets[1]!
    const rows = sheet.rows.map(({ cells }) =>
      [...cells.values()].map(({ text }) => text).filter((text) => text !== ''),
    )
    expect(rows).toEqual(expect.arrayContaining(lines))
  })
})

describe('what all OORs have together', () => {
  const line = {
    oor: 'A',
    base: 4,
    proposal: 3.5,
    difference: -0.5,
    roomBelow: 1,
    roomAbove: 2,
    current: 3,
    currentScaled: 3,
    mutation: 0.5,
  }

  it('is the sum, where there is one', () => {
    expect(balanceTable([line, { ...line, oor: 'B' }]).total).toEqual([8, 7, -1, undefined, undefined, 6, 1])
    expect(
      balanceTable([line, { ...line, oor: 'B', current: null, currentScaled: null, mutation: null }]).total.slice(-2),
    ).toEqual([null, null])
    expect(balanceTable([{ ...line, current: null, currentScaled: null, mutation: null }]).columns).toHaveLength(5)
  })

  it('leaves out a proposal that there is not', () => {
    const fallback = { oor: 'A', base: 4, proposal: null, fallback: 5, againstBase: 1, againstProposal: null }
    expect(fallbackTable([fallback]).lines).toEqual([{ oor: 'A', figures: [4, 5, 1] }])
  })
})
