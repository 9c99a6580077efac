/** One A4 for a board: what it says is what the answer says, and it is asked for in one way at every door. */
import { beforeAll, describe, expect, it } from 'vitest'
import answer from '../src/http/thread.js'
import { boardPage, compare, draft, solve, type Comparison, type Draft, type Result } from '../src/index.js'
import { PLAIN_CSV } from '../src/io/csv.js'
import type { Format } from '../src/http/formats.js'
import { LANGUAGES, type Language } from '../src/words/texts.js'
import { commandIn } from './command.js'
import { ADVICES, plainText, seen, SMALL, tableCells, tagsOf } from './pages.js'

const run = (...args: readonly string[]) => commandIn('.', args)

describe('the sheet is asked for', () => {
  it.each([
    [['solve', '2027-base', '--page', 'board', '--json'], /--page: .*board, json.*html/],
    [['solve', '2027-base', '--page', 'board', '--csv'], /--page: .*board, csv.*html/],
    [['solve', '2027-base', '--page', 'board'], /--page: .*board, text.*html/],
    [['solve', '2027-base', '--page', 'board', '--out', 'x.lp'], /--page: .*html/],
    [['draft', '2027-proposal', '--page', 'board', '--out', 'x.xlsx'], /--page: .*board, xlsx.*html/],
    [['compare', '2026-base', '2027-base', '--page', 'board', '--json'], /--page: .*html/],
    [
      ['compare', '2027-base', '--methods', 'optimal,stepwise', '--page', 'board', '--out', 'x.html'],
      /--page: .*<a> <b>/,
    ],
    [['solve', '2027-base', '--page', 'bord', '--out', 'x.html'], /--page: .*bord.*board/],
    [['round', 'x.json', '--page', 'board'], /--page/],
  ] as const)('as a page of a scenario only: %o is refused by name', async (args, told) => {
    const { exit, out, err } = await run(...args)
    expect([exit, out]).toEqual([2, ''])
    expect(err).toMatch(told)
  })

  it.each([
    ['solve', { scenario: '2027-base', page: 'board' }, 'json'],
    ['solve', { scenario: '2027-base', page: 'board' }, 'xlsx'],
    ['solve', { scenario: '2027-base', page: 'bord' }, 'html'],
    ['draft', { scenario: '2027-proposal', page: 'board' }, 'csv'],
    ['compare', { a: '2027-base', methods: 'optimal,stepwise', page: 'board' }, 'html'],
    ['compare', { a: '2026-base', b: '2027-base', page: 'board' }, 'json'],
  ] as const)('over HTTP too: %s of %o as %s is refused by its field', async (operation, body, format: Format) => {
    const bytes = new TextEncoder().encode(JSON.stringify(body))
    const task = {
      operation,
      body: { type: 'application/json', bytes },
      fields: {},
      format,
      csv: PLAIN_CSV,
      known: null,
    }
    const reply = await answer({ ...task, language: 'nl', maxCells: 100_000 })
    expect(reply).toMatchObject({ kind: 'wrong', faults: [{ path: 'page' }] })
  })
})

describe.each(LANGUAGES)('the sheet in %s', (language: Language) => {
  let base: Result
  let proposal: Draft
  let both: Comparison
  beforeAll(async () => {
    base = await solve('2027-base')
    proposal = await draft(SMALL, ADVICES, { language })
    both = await compare('2027-base', '2027-reference', { paired: true })
  })
  const of = (...scenarios: readonly (string | object)[]) => ({ scenarios, language })
  const number = (text: string) => Number(text.replace(/[.%!]/g, '').replace(',', '.').replace(/^\+/, ''))
  const figure = (text: string) => (language === 'nl' ? number(text) : Number(text.replace(/[,%]/g, '')))

  it('of an allocation has what each OOR gets, and steps that add up to it', async () => {
    const sheet = await boardPage(base, of('2027-base'))
    const [, ...lines] = tableCells(sheet, 'oors-tabel')
    expect(lines).toHaveLength(8)
    for (const [o, line] of lines.slice(0, 7).entries()) {
      const [places, , summed, floor, rounding] = line.slice(1, 6).map(figure) as [
        number,
        number,
        number,
        number,
        number,
      ]
      expect(places).toBe(base.oorTotals!.rounded[o])
      expect(Math.round(100 * (summed + floor + rounding))).toBe(100 * places)
      const free = base.freedom!.free.filter(({ column }) => column === base.columns[o]).length
      expect(line[6]).toBe(`${free} / 30`)
    }
    const told = seen(sheet)
    expect(told).toMatch(/Leiden (kwam op 109,84 en is op 114,00 gebracht|came to 109\.84 and was lifted to 114\.00)/)
    expect(told).toMatch(/133.*210/)
    expect(told).toMatch(/(minder dan|fewer than) 16 next bests/)
    expect(told).toMatch(/tieBreak/)
    expect(told).toMatch(/definiti/)
  })

  it('of a proposal has its balance, and what is still to be written', async () => {
    const sheet = await boardPage(proposal, of(SMALL))
    const [, ...lines] = tableCells(sheet, 'oors-tabel')
    for (const [o, { proposal: places, base: from, difference }] of proposal.balance.entries()) {
      expect(lines[o]!.slice(1, 4).map(figure)).toEqual([places, from, difference])
    }
    const lacking = proposal.motivations.filter(({ missing }) => missing.length > 0)
    expect(lacking.length).toBeGreaterThan(0)
    for (const { oor } of lacking) expect(seen(sheet)).toMatch(new RegExp(`(volledig|complete): .*${oor}`))
    expect(seen(sheet)).toMatch(/voorlopig|provisional/)
  })

  it('of two scenarios has both, their difference, and what had to move', async () => {
    const sheet = await boardPage(both, of('2027-base', '2027-reference'))
    const [, ...lines] = tableCells(sheet, 'oors-tabel')
    for (const [o, by] of both.difference!.columns.entries()) {
      const [difference, first, , second, , ...parts] = lines[o]!.slice(1).map(figure)
      expect([difference, second! - first!]).toEqual([by, by])
      expect(Math.round(100 * parts.reduce((sum, each) => sum + each, 0))).toBe(100 * by)
    }
    const { placesTogether } = both.paired!
    expect(seen(sheet)).toMatch(new RegExp(`${placesTogether} (plaatsen moesten|places had to)`))
    expect(seen(sheet)).toContain('-8/+10')
  })

  it('holds no script, fetches nothing, and takes no name for markup', async () => {
    const evil = '</title><script>x</script>'
    const scenario = { ...SMALL, title: evil, oors: SMALL.oors.map((each) => ({ ...each, name: evil })) }
    const sheet = await boardPage(await solve(scenario), of(scenario))
    expect(tagsOf(sheet).map(({ name }) => name)).not.toContain('script')
    expect(sheet).not.toMatch(/https?:|url\(|@import/)
    expect(plainText(sheet)).toContain(evil)
  })
})
