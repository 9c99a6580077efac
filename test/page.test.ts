/**
 * The web page in a browser, by the names that a screen reader says: served and as one file, in Dutch and in English. What it shows is
 * held against what the library answers.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { gzipSync } from 'node:zlib'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { round, shippedScenarios, solve } from '../src/index.js'
import { readConsultation } from '../src/io/read/consultation.js'
import { readScenario } from '../src/io/read/scenario.js'
import { pasted } from '../src/web/paste.js'
import { here, launched, violations } from './browser.js'
import { Chance } from './drawn-tables.js'
import { service } from './http-service.js'

describe('the page is small', () => {
  /** What is loaded before anything can be asked: a file and all that it imports at once. */
  const closure = (file: string, seen = new Set<string>()): Set<string> => {
    if (seen.has(file)) return seen
    seen.add(file)
    const text = readFileSync(join('dist/browser', file), 'utf8')
    for (const [, name] of text.matchAll(/(?:from|import)"\.\/([^"]+)"/g)) closure(name!, seen)
    return seen
  }
  const packed = (files: Iterable<string>) =>
    [...files].reduce((sum, file) => sum + gzipSync(readFileSync(join('dist/browser', file))).length, 0)

  const isData = (file: string) =>
    readFileSync(join('dist/browser', file), 'utf8').includes('2026-records/care-records.csv')
  it('40 kB of page, 237 kB of engine beside the data of the shipped scenarios, 2 MB as one file', () => {
    expect(packed(closure('page.js'))).toBeLessThan(40_000)
    const engine = [...closure('engine.js')].filter((file) => !isData(file))
    expect(packed(engine)).toBeLessThan(237_000)
    expect(statSync('dist/page/evenredig.html').size).toBeLessThan(2_000_000)
  })
})

describe('what is pasted', () => {
  const codes = ['NO', 'ON', 'Leiden']
  it('is a block of whole numbers, as Excel and CSV have them', () => {
    expect(pasted('1\t2\r\n3\t4\r\n', codes)).toEqual({ kind: 'block', cells: [[1, 2], [3, 4]] }) // prettier-ignore
    expect(pasted('1;2', codes)).toEqual({ kind: 'block', cells: [[1, 2]] })
    expect(pasted('1,2,3', codes)).toEqual({ kind: 'block', cells: [[1, 2, 3]] })
    expect(pasted('7', codes)).toEqual({ kind: 'block', cells: [[7]] })
  })
  it('is a table where it is headed by OORs', () => {
    expect(pasted('specialty,NO,ON\n01,3,4', codes)).toEqual({ kind: 'table' })
    expect(pasted('\uFEFF\tNO\tLeiden\n01\t3\t4', codes)).toEqual({ kind: 'table' })
  })
  it.each(['abc', '3,5', '3.5', '-2', '', '1e3', ' ', '１', '12345678', '1\t\t2', '=A1', '1 2'])(
    'is refused whole: %j',
    (text) => {
      expect(pasted(text, codes).kind).toBe('wrong')
    },
  )
  it('names the cell that is wrong', () => {
    expect(pasted('1\t2\n3\tx', codes)).toEqual({ kind: 'wrong', at: [1, 1], found: 'x' })
  })
})

const WORDS = {
  nl: { grid: 'Toewijzing', up: 'naar boven afgerond', down: 'naar beneden afgerond', empty: 'leeg', explanation: 'Uitleg', instead: '12 in plaats van 13', target: 'doel 12,463', natural: 'natuurlijk 12', compare: 'Vergelijken', perOor: 'Verschil per OOR', proposal: 'Voorstel', state: 'Stand', balance: 'Balans per OOR', rules: 'Balans en regels', undo: 'Ongedaan maken', nearest: 'Dichtstbijzijnde dat voldoet', against: 'ten opzichte van de basis', moved: '16 van 30', followed: '23 adviezen gevolgd, 3 binnen de ruimte, 4 niet', motivation: 'Motivering', grounds: 'Gronden', open: 'Werkmap openen', export: 'Exporteren', json: 'Resultaat (.json)', changed: '3 cellen gewijzigd', methods: 'Methoden', fairness: 'Eerlijkheid', pin: 'Vastzetten', best: 'Beste voorstel berekenen', outside: '41 Spoedeisende geneeskunde', xlsx: 'Excel (.xlsx)', agreement: 'Afspraak', agree: 'Afspreken', kept: 'niet nagekomen', draw: 'Jaren trekken', bestFound: 'beste voorstel, bewezen', pinned: 'vastgezet', share: 'Aandeel alle instellingen', asOpened: 'Terug naar zoals geopend', synthetic: 'SYNTHETISCHE' }, // prettier-ignore
  en: { grid: 'Allocation', up: 'rounded up', down: 'rounded down', empty: 'empty', explanation: 'Explanation', instead: '12 instead of 13', target: 'target 12.463', natural: 'natural 12', compare: 'Compare', perOor: 'Difference per OOR', proposal: 'Proposal', state: 'State', balance: 'Balance per OOR', rules: 'Balance and rules', undo: 'Undo', nearest: 'Nearest that complies', against: 'against the base', moved: '16 of 30', followed: '23 advices followed, 3 within the room, 4 not', motivation: 'Motivation', grounds: 'Grounds', open: 'Open workbook', export: 'Export', json: 'Result (.json)', changed: '3 cells changed', methods: 'Methods', fairness: 'Fairness', pin: 'Pin', best: 'Compute best proposal', outside: '41 Spoedeisende geneeskunde', xlsx: 'Excel (.xlsx)', agreement: 'Agreement', agree: 'Agree', kept: 'not kept', draw: 'Draw years', bestFound: 'best proposal, proven', pinned: 'pinned', share: 'Share of all institutions', asOpened: 'Back to as opened', synthetic: 'SYNTHETIC' }, // prettier-ignore
} as const

describe.skipIf(!here)('the page', { timeout: 300_000 }, () => {
  let browser: Browser
  let app: Awaited<ReturnType<typeof service>>
  const folder = mkdtempSync(join(tmpdir(), 'page-'))
  const address = { served: '', file: pathToFileURL('dist/page/evenredig.html').href }
  beforeAll(async () => {
    app = await service()
    await app.listen({ port: 0, host: '127.0.0.1' })
    address.served = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}/`
    browser = await launched()
  })
  afterAll(async () => {
    await browser.close()
    await app.close()
    rmSync(folder, { recursive: true })
  })

  /** A page with what it asked for, and what it complained of. */
  async function opened(
    url: string,
  ): Promise<{ page: Page; context: BrowserContext; asked: string[]; broken: string[] }> {
    const context = await browser.newContext({ viewport: { width: 1440, height: 1000 }, acceptDownloads: true })
    const page = await context.newPage()
    page.setDefaultTimeout(200_000)
    const [asked, broken]: [string[], string[]] = [[], []]
    page.on('request', (request) => asked.push(request.url()))
    page.on('pageerror', ({ message }) => broken.push(message))
    page.on('console', (message) => (message.type() === 'error' ? broken.push(message.text()) : undefined))
    await page.goto(url)
    return { page, context, asked, broken }
  }

  const names = (page: Page) =>
    page
      .getByRole('grid')
      .getByRole('gridcell')
      .evaluateAll((cells) => cells.flatMap((cell) => cell.getAttribute('aria-label') ?? []))
  const differing = (one: readonly string[], other: readonly string[]) =>
    one.filter((name, i) => name !== other[i]).length
  const paste = (page: Page, text: string) =>
    page.evaluate(`(() => {
      const data = new DataTransfer()
      data.setData('text/plain', ${JSON.stringify(text)})
      document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
    })()`)

  /** A file let go above the page. */
  const drop = (page: Page, path: string) =>
    page.evaluate(`(() => {
      const bytes = Uint8Array.from(atob(${JSON.stringify(readFileSync(path).toString('base64'))}), (c) => c.charCodeAt(0))
      const data = new DataTransfer()
      data.items.add(new File([bytes], ${JSON.stringify(basename(path))}))
      document.querySelector('.page').dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }))
    })()`)
  const saved = async (page: Page, w: { readonly export: string }, item: string, path: string) => {
    await page.getByRole('button', { name: w.export }).click()
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: item }).click(),
    ])
    await download.saveAs(path)
    return path
  }
  const byCommand = (...args: readonly string[]) => {
    const { stdout } = spawnSync(process.execPath, ['dist/cli.js', ...args], { encoding: 'utf8' })
    return JSON.parse(stdout) as {
      readonly status: string
      readonly rules?: readonly { readonly id: string; readonly outcome: string }[]
    }
  }

  for (const [build, language] of [
    ['served', 'nl'],
    ['served', 'en'],
    ['file', 'nl'],
    ['file', 'en'],
  ] as const) {
    // prettier-ignore
    const w = WORDS[language]
    describe(`${build}, in ${language}`, () => {
      let at: Awaited<ReturnType<typeof opened>>
      let page: Page
      beforeAll(async () => {
        at = await opened(`${address[build]}#toewijzing?l=${language}`)
        page = at.page
        await page.getByRole('grid', { name: w.grid }).waitFor()
      })
      afterAll(() => at.context.close())

      it('shows the table of 2027 with its totals, marks and empty cells', async () => {
        const lines = await page.getByRole('grid').getByRole('row').allInnerTexts()
        expect(lines.some((line) => /212\s+127\s+154\s+191\s+114\s+214\s+128\s+1[.,]140/.test(line))).toBe(true)
        const all = await names(page)
        const ending = (end: string) => all.filter((name) => name.endsWith(end)).length
        expect([ending(w.up), ending(w.down), ending(w.empty), all.length]).toEqual([9, 7, 2, 210])
      })

      it('says why a cell is what it is, and lays another choice over the matrix', async () => {
        await page.getByRole('gridcell', { name: `10 Interne geneeskunde, Leiden: 13, ${w.up}` }).click()
        const explanation = page.getByRole('region', { name: w.explanation })
        await explanation.getByRole('button', { name: w.instead }).waitFor()
        const text = await explanation.innerText()
        expect(text).toContain(w.target)
        expect(text).toContain(w.natural)
        const before = await names(page)
        await page.getByRole('button', { name: w.instead }).click()
        const over = await names(page)
        expect(differing(before, over)).toBe(12)
        expect(over).toContain('10 Interne geneeskunde, Leiden: 12')
        await page.getByRole('button', { name: w.instead }).click()
        expect(await names(page)).toEqual(before)
      })

      it('follows the criterion at once, and back', async () => {
        const before = await names(page)
        await page.getByRole('slider', { name: w.share }).fill('0.75')
        const totals = page
          .getByRole('grid')
          .getByRole('row')
          .filter({ hasText: /203\s*130\s*157\s*198\s*114\s*208\s*130/ })
        await totals.first().waitFor()
        await page.getByRole('button', { name: w.asOpened }).click()
        await expect.poll(() => names(page)).toEqual(before)
      })

      it('is walked through by keys, and left by one', async () => {
        await page.keyboard.press('Tab')
        await page.getByRole('gridcell', { name: '01 Anesthesiologie, Noord-Oost: 16', exact: true }).focus()
        await page.keyboard.press('Control+Home')
        for (const key of [...Array<string>(6).fill('ArrowDown'), ...Array<string>(3).fill('ArrowRight')])
          await page.keyboard.press(key)
        const focused = () => page.evaluate<string | null>(`document.activeElement?.getAttribute('aria-label')`)
        expect(await focused()).toBe('17 Kaakchirurgie, Noordwest Nederland: 3')
        await page.keyboard.press('Control+End')
        expect(await focused()).toMatch(/^44 Ziekenhuisapotheker, Zuidoost Nederland/)
        await page.keyboard.press('n')
        expect(await focused()).toMatch(new RegExp(`(${w.up}|${w.down})$`))
        await page.keyboard.press('Tab')
        expect(await page.evaluate(`document.activeElement?.closest('table') ?? null`)).toBeNull()
      })

      it('compares two scenarios either way round', async () => {
        await page.getByRole('link', { name: w.compare }).click()
        const region = page.getByRole('region', { name: w.perOor })
        await region.getByRole('row', { name: /^NO/ }).filter({ hasText: '-9' }).waitFor()
        await page.getByRole('combobox', { name: 'Scenario A' }).selectOption('2027-reference')
        await page.getByRole('combobox', { name: 'Scenario B' }).selectOption('2027-base')
        await region.getByRole('row', { name: /^NO/ }).filter({ hasText: '+9' }).waitFor()
      })

      it('opens the example of a proposal, and follows what is typed', async () => {
        await page.getByRole('link', { name: w.proposal }).click()
        const state = page.getByRole('status', { name: w.state })
        await state.filter({ hasText: w.moved }).filter({ hasText: w.followed }).waitFor()
        const lines = await page.getByRole('table', { name: w.balance }).getByRole('row').allInnerTexts()
        expect(
          lines.slice(1).map((line) => /[+-]\d+|\b0\b(?=\s+\D)/.exec(line.replace(/^\S+\s+\d+\s+\d+/, ''))?.[0]),
        ).toEqual(['-8', '+2', '+4', '+10', '-2', '-6', '0'])
        const before = await names(page)
        await page.getByRole('gridcell', { name: /^43 Obstetrie en gynaecologie, Utrecht/ }).click()
        await page.keyboard.press('7')
        await page.getByRole('textbox', { name: '43 Obstetrie en gynaecologie, Utrecht' }).waitFor()
        await page.keyboard.press('Escape')
        expect(await names(page)).toEqual(before)
        await page.keyboard.press('7')
        await page.keyboard.press('Enter')
        expect(await names(page)).toContain(`43 Obstetrie en gynaecologie, Utrecht: 7, +2 ${w.against}`)
        await page.getByRole('region', { name: w.rules }).getByRole('heading', { name: / 43 / }).waitFor()
        await page.getByRole('button', { name: w.undo }).click()
        expect(await names(page)).toEqual(before)
      })

      it('takes a block, refuses what is none, and finds the nearest that complies', async () => {
        const before = await names(page)
        const first = page.getByRole('gridcell', { name: /^01 Anesthesiologie, Noord-Oost/ })
        for (const wrong of ['abc', '3,5', '-2', Array(31).fill('1').join('\n')]) {
          await first.focus()
          await paste(page, wrong)
          await page.getByRole('alert').filter({ hasText: '01 Anesthesiologie, Noord-Oost' }).waitFor()
          expect(await names(page)).toEqual(before)
        }
        await first.focus()
        await paste(page, readFileSync('scenarios/2027-proposal/proposal-by-hand.csv', 'utf8'))
        await expect.poll(async () => differing(before, await names(page))).toBeGreaterThan(20)
        await page.getByRole('button', { name: w.nearest }).click()
        await page.getByRole('status', { name: w.state }).filter({ hasText: w.changed }).waitFor()
        await first.focus()
        await page.keyboard.press('Control+Z')
        await page.keyboard.press('Control+Z')
        await expect.poll(async () => await names(page)).toEqual(before)
      })

      it('takes motivations where they are asked for', async () => {
        const row = page.getByRole('table', { name: w.balance }).getByRole('row', { name: /^Leiden/ })
        const missing = await row.innerText()
        await page.getByRole('textbox', { name: `${w.motivation} Leiden` }).fill('De zorgvraag in de regio daalt.')
        await page
          .getByRole('group', { name: `${w.grounds} Leiden` })
          .getByRole('checkbox')
          .first()
          .check()
        await expect.poll(() => row.innerText()).not.toBe(missing)
      })

      it('holds what was pinned and agreed, and says what they cost', async () => {
        const start = await names(page)
        for (const oor of ['Noord-Oost', 'Noordwest Nederland']) {
          await page.getByRole('gridcell', { name: new RegExp(`^${w.outside}, ${oor}`) }).click()
          await page.keyboard.type('11')
          await page.keyboard.press('Enter')
          await page.getByRole('gridcell', { name: new RegExp(`^${w.outside}, ${oor}: 11`) }).click()
          await page.keyboard.press('l')
        }
        await page.getByRole('button', { name: w.best }).click()
        const state = page.getByRole('status', { name: w.state })
        await state.filter({ hasText: w.bestFound }).waitFor()
        const now = await names(page)
        for (const oor of ['Noord-Oost', 'Noordwest Nederland'])
          expect(now.some((name) => name.startsWith(`${w.outside}, ${oor}: 11`) && name.endsWith(w.pinned))).toBe(true)
        await page
          .getByRole('region', { name: w.rules })
          .getByRole('listitem')
          .filter({ hasText: '37 Radiologie' })
          .first()
          .waitFor()
        await page.getByRole('textbox', { name: w.agreement, exact: true }).fill('NO>=206')
        await page.getByRole('button', { name: w.agree, exact: true }).click()
        await page.getByRole('region', { name: w.rules }).getByText(w.kept).first().waitFor()
        for (let i = 0; i < 20 && (await page.getByRole('button', { name: w.undo }).isEnabled()); i++)
          await page.getByRole('button', { name: w.undo }).click()
        // also what was written before is undone: the places are those of the beginning
        expect(await names(page)).toEqual(start)
      })

      it('gives a workbook that check reads as it stands', async () => {
        const path = await saved(page, w, w.xlsx, join(folder, `${build}-${language}.xlsx`))
        const { rules } = byCommand('check', '2027-proposal', path, '--advices', path, '--json')
        expect(rules!.filter(({ outcome }) => outcome === 'fail').map(({ id }) => id)).toEqual(['motivation'])
      })

      it('gives a file that the command accepts', async () => {
        await page.getByRole('link', { name: w.grid }).click()
        const path = await saved(page, w, w.json, join(folder, `${build}-${language}.json`))
        expect(byCommand('verify', path, '--scenario', '2027-base', '--json')).toMatchObject({ status: 'accepted' })
      })

      it('names what is wrong in a file by sheet and cell, and keeps what it had', async () => {
        const path = join(folder, `${build}-${language}-leeg.xlsx`)
        execFileSync(process.execPath, ['dist/cli.js', 'template', path])
        const before = await names(page)
        await drop(page, path)
        await page
          .getByRole('alert')
          .filter({ hasText: /Zorggebruik alle/ })
          .waitFor()
        expect(await names(page)).toEqual(before)
      })

      it('sets every method beside the optimum', async () => {
        await page.getByRole('link', { name: w.methods }).click()
        const rows = page.getByRole('table', { name: w.methods }).getByRole('row')
        await expect.poll(() => rows.count()).toBe(6)
        expect(await rows.nth(1).innerText()).toMatch(/16\s+55[.,]062/)
      })

      it('draws years, and says what it assumed', async () => {
        await page.getByRole('link', { name: w.fairness }).click()
        await page.getByRole('spinbutton').fill('20')
        await page.getByRole('button', { name: w.draw }).click()
        await page.getByRole('table').first().waitFor()
        const text = await page.getByRole('status', { name: w.state }).innerText()
        expect(text).toMatch(/20 (jaren|years), seed 1; .*5%.*2%.*10%/)
        expect(await page.locator('main').innerText()).toContain(w.synthetic)
      })

      it('asks nothing of anybody, and breaks nothing', () => {
        const own = build === 'served' ? address.served : 'file:'
        expect(at.asked.filter((url) => !url.startsWith(own) && !/^(blob|data):/.test(url))).toEqual([])
        expect(at.broken).toEqual([])
      })
    })
  }

  it.each(['served', 'file'] as const)('%s: is brought back by a link, without any care use', async (build) => {
    const first = await opened(`${address[build]}#voorstel?w=2027-base`)
    const { page } = first
    await page.getByRole('grid', { name: 'Voorstel' }).waitFor()
    await page.getByRole('gridcell', { name: /^43 Obstetrie en gynaecologie, Utrecht/ }).click()
    await page.keyboard.press('9')
    await page.keyboard.press('Enter')
    await expect.poll(() => page.evaluate<string>('location.hash')).toContain('43-Utrecht%3A9')
    await page.getByRole('gridcell', { name: /^37 Radiologie, Leiden/ }).click()
    await expect.poll(() => page.evaluate<string>('location.hash')).toContain('37-Leiden')
    const link = page.url()
    const before = await names(page)
    await first.context.close()
    const again = await opened(link)
    await again.page.getByRole('grid', { name: 'Voorstel' }).waitFor()
    expect(await names(again.page)).toEqual(before)
    const chosen = again.page.locator('[role=gridcell][tabindex="0"]')
    expect(await chosen.getAttribute('aria-label')).toMatch(/^37 Radiologie, Leiden/)
    expect(link.split('#')[1]!.length).toBeLessThan(300)
    await again.context.close()
  })

  it('answers as the library does: all shipped scenarios, and 200 random tables, with their hashes and proofs', async () => {
    const chance = new Chance(20_271_101)
    const random = () => chance.next()
    const tables = Array.from({ length: 200 }, () => {
      const [rows, columns] = [1 + Math.floor(5 * random()), 1 + Math.floor(5 * random())]
      const target = Array.from({ length: rows }, () =>
        Array.from({ length: columns }, () => Math.floor(4000 * random()) / 1000),
      )
      const near = target.map((row) => row.map((value) => Math.floor(value) + (random() < value % 1 ? 1 : 0)))
      return {
        rows: target.map((_, r) => `r${r}`),
        columns: target[0]!.map((_, c) => `c${c}`),
        target,
        rowTotals: near.map((row) => row.reduce((a, b) => a + b, 0)),
        columnTotals: near[0]!.map((_, c) => near.reduce((sum, row) => sum + row[c]!, 0)),
      }
    })
    const ids = shippedScenarios()
    const { page, context } = await opened(address.served)
    const there = await page.evaluate<
      [string[], string[]]
    >(`import('/page/browser.js').then(async ({ round, solve }) => {
      const told = (answer) => JSON.stringify({ ...answer, milliseconds: undefined })
      const [solved, rounded] = [[], []]
      for (const id of ${JSON.stringify(ids)}) solved.push(told(await solve(id)))
      for (const table of ${JSON.stringify(tables)}) rounded.push(told(await round(table)))
      return [solved, rounded]
    })`)
    await context.close()
    const told = (answer: object) => JSON.stringify({ ...answer, milliseconds: undefined })
    for (const [i, id] of ids.entries()) expect(there[0][i], id).toBe(told(await solve(id)))
    for (const [i, table] of tables.entries()) expect(there[1][i], JSON.stringify(table)).toBe(told(await round(table)))
  })

  it('works by keyboard alone, and goes back as far as it came', async () => {
    const { page, context } = await opened(`${address.file}#voorstel?w=2027-base`)
    await page.getByRole('grid', { name: 'Voorstel' }).waitFor()
    const begun = await names(page)
    for (
      let i = 0;
      i < 60 && !(await page.evaluate<boolean>(`document.activeElement?.getAttribute('role') === 'gridcell'`));
      i++
    )
      await page.keyboard.press('Tab')
    await page.keyboard.press('Control+Home')
    for (let i = 0; i < 40; i++) {
      await page.keyboard.type(String((7 * i + 3) % 20))
      await page.keyboard.press('Enter')
      if (i % 3 === 0) await page.keyboard.press('ArrowRight')
      if (i % 11 === 5) await page.keyboard.press('Delete')
    }
    await expect.poll(async () => differing(begun, await names(page))).toBeGreaterThan(20)
    for (let i = 0; i < 60; i++) await page.keyboard.press('Control+z')
    expect(await names(page)).toEqual(begun)
    await context.close()
  })

  it('shows an own scenario of any size, and comes back from it', async () => {
    const { page, context, broken } = await opened(address.file)
    const grid = page.getByRole('grid', { name: 'Toewijzing' })
    await grid.waitFor()
    await page.getByRole('gridcell', { name: /^44 Ziekenhuisapotheker, Zuidoost/ }).click()
    for (const [rows, columns] of [
      [3, 2],
      [31, 7],
      [30, 9],
    ] as const) {
      const path = join(folder, `${rows}x${columns}.json`)
      const file = {
        id: `eigen-${rows}`,
        year: 2027,
        data: 'confidential',
        oors: Array.from({ length: columns }, (_, c) => ({ code: `O${c}` })),
        specialties: Array.from({ length: rows }, (_, r) => ({ code: `S${r}`, intake: 10 + r })),
        careUse: { all: Array.from({ length: rows }, (_, r) => Array.from({ length: columns }, (__, c) => 3 + ((r * 5 + c * 3) % 7))) },
      } // prettier-ignore
      writeFileSync(path, JSON.stringify(file))
      await page.locator('input[type=file]').setInputFiles(path)
      await expect.poll(async () => (await names(page)).length).toBe(rows * columns)
      await page.getByRole('link', { name: 'Methoden' }).click()
      await page.getByRole('table', { name: 'Methoden' }).waitFor()
      await page.getByRole('link', { name: 'Voorstel' }).click()
      await page.getByRole('grid', { name: 'Voorstel' }).waitFor()
      // made-up figures are not called confidential because something else is open
      expect(await page.locator('p.label').allInnerTexts()).toEqual([expect.stringMatching(/^SYNTHETISCHE GEGEVENS/)])
      await page.getByRole('link', { name: 'Toewijzing' }).click()
      await page.getByRole('combobox', { name: 'Scenario' }).selectOption('2027-base')
      await expect.poll(async () => (await names(page)).length).toBe(210)
    }
    expect(broken).toEqual([])
    await context.close()
  })

  it('takes care use that is pasted, and refuses what is none', async () => {
    const { page, context } = await opened(address.file)
    await page.getByRole('grid').waitFor()
    const before = await names(page)
    await page.getByRole('gridcell').first().focus()
    await paste(page, 'zomaar wat tekst')
    await page.getByRole('alert').filter({ hasText: 'geplakt.csv' }).waitFor()
    expect(await names(page)).toEqual(before)
    const lines = readFileSync('scenarios/2027-base/care-use-all.csv', 'utf8')
      .trim()
      .split('\n')
      .map((line) => line.split(','))
    const turned = lines.map((line, i) => (i === 0 ? line : [line[0]!, line[2]!, line[1]!, ...line.slice(3)]))
    await paste(page, turned.map((line) => line.join('\t')).join('\r\n'))
    await page.getByRole('region', { name: 'Gelezen' }).waitFor()
    await expect.poll(() => names(page)).not.toEqual(before)
    expect(await page.evaluate<string>('location.hash')).not.toContain('s=')
    await context.close()
  })

  it('shows no answer beside another question', async () => {
    const { page, context } = await opened(address.file)
    await page.getByRole('grid').waitFor()
    const floor = page.getByRole('spinbutton', { name: 'Ondergrens (%)' })
    await floor.fill('50')
    await floor.press('Enter')
    await page
      .getByRole('alert')
      .filter({ hasText: 'ondergrens' })
      .or(page.getByRole('alert').filter({ hasText: 'floor' }))
      .waitFor()
    expect(await page.getByRole('grid').count()).toBe(0)
    await page.getByRole('button', { name: 'Terug naar zoals geopend' }).click()
    await page.getByRole('grid').waitFor()
    expect(await page.getByRole('alert').count()).toBe(0)
    await page.getByRole('link', { name: 'Eerlijkheid' }).click()
    await page.getByRole('spinbutton').fill('10')
    await page.getByRole('button', { name: 'Jaren trekken' }).click()
    await page.getByRole('table').first().waitFor()
    await page.getByRole('combobox', { name: 'Scenario' }).selectOption('2026-base')
    await expect.poll(() => page.getByRole('table').count()).toBe(0)
    await page.getByRole('link', { name: 'Voorstel' }).click()
    await page.getByRole('status').filter({ hasText: '16 van 30' }).waitFor()
    await page.getByRole('button', { name: 'Beste voorstel berekenen' }).click()
    await page.getByRole('combobox', { name: 'Scenario' }).selectOption('2026-base')
    await page.getByRole('status').filter({ hasText: '0 van 30' }).waitFor()
    await page.getByRole('button', { name: 'Dichtstbijzijnde dat voldoet' }).click()
    await page.getByRole('status').filter({ hasText: '0 cellen gewijzigd' }).waitFor()
    expect((await names(page)).filter((name) => name.includes('ten opzichte van'))).toEqual([])
    await context.close()
  })

  it('brings back by a link what was pinned and agreed', async () => {
    const { page, context } = await opened(`${address.file}#voorstel`)
    await page.getByRole('status').filter({ hasText: '16 van 30' }).waitFor()
    await page.getByRole('gridcell', { name: /^43 Obstetrie en gynaecologie, Noord-Oost/ }).click()
    await page.keyboard.press('l')
    await page.getByRole('textbox', { name: 'Afspraak', exact: true }).fill('NO>=200')
    await page.getByRole('button', { name: 'Afspreken', exact: true }).click()
    await expect.poll(() => page.evaluate<string>('location.hash')).toContain('200')
    const [link, before] = [page.url(), await names(page)]
    await context.close()
    const again = await opened(link)
    await again.page.getByRole('grid', { name: 'Voorstel' }).waitFor()
    expect(await names(again.page)).toEqual(before)
    await again.page.getByRole('region', { name: 'Balans en regels' }).getByText('ten minste 200').waitFor()
    await again.context.close()
  })

  it.each(['#toewijzing?s=nope', '#toewijzing?s=__proto__', '#voorstel?w=../../x'])(
    'says what is wrong with %s, and shows what there is',
    async (hash) => {
      const { page, context } = await opened(`${address.file}${hash}`)
      await page.getByRole('grid').waitFor()
      expect(await page.getByRole('alert').innerText()).not.toBe('')
      await context.close()
    },
  )

  it('writes files that are read back: the table, and a motivation in lines', async () => {
    const { page, context } = await opened(`${address.file}#voorstel`)
    await page.getByRole('status').filter({ hasText: '16 van 30' }).waitFor()
    await page.getByRole('gridcell', { name: /^01 Anesthesiologie, Oost Nederland/ }).click()
    await page.keyboard.type('9')
    await page.keyboard.press('Enter')
    await page.getByRole('textbox', { name: 'Motivering ON' }).fill('Twee opleidingen breiden uit.\nEen derde volgt.')
    await page.getByRole('group', { name: 'Gronden ON' }).getByRole('checkbox').first().check()
    const w = WORDS.nl
    for (const [item, ending] of [
      ['CSV', 'csv'],
      [w.json, 'json'],
      [w.xlsx, 'xlsx'],
    ] as const) {
      const path = await saved(page, w, item, join(folder, `terug.${ending}`))
      const { rules } = byCommand('check', '2027-proposal', path, '--json')
      expect(
        rules!.filter(({ id }) => id === 'row-totals').map(({ outcome }) => outcome),
        ending,
      ).toEqual(['fail'])
    }
    const read = readConsultation(join(folder, 'terug.xlsx'), readScenario('2027-proposal'))
    expect(read.motivations.find(({ oor }) => oor === 'ON')!.text).toBe(
      'Twee opleidingen breiden uit.\nEen derde volgt.',
    )
    await context.close()
  })

  const looks = [
    [1440, 'light', 'nl'],
    [320, 'dark', 'en'],
    [320, 'light', 'nl'],
    [1440, 'dark', 'en'],
  ] as const
  it.each(looks)(
    'has nothing that axe finds wrong in any view: %i px, %s, %s',
    async (width, colorScheme, language) => {
      const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme })
      const page = await context.newPage()
      await page.goto(`${address.file}#toewijzing?l=${language}`)
      await page.getByRole('grid').waitFor()
      for (const view of ['toewijzing', 'vergelijken', 'voorstel', 'methoden', 'eerlijkheid']) {
        await page.locator(`nav a[href="#${view}"]`).click()
        if (view === 'eerlijkheid') {
          await page.getByRole('spinbutton').fill('10')
          await page.locator('.btn.main').click()
          await page.getByRole('table').first().waitFor()
        } else await page.locator('table').first().waitFor()
        if (view === 'voorstel') await page.getByRole('status').filter({ hasText: '16' }).waitFor()
        const { told, passes } = await violations(page)
        expect(told, view).toEqual([])
        expect(passes).toBeGreaterThan(15)
        expect(await page.evaluate<number>('document.documentElement.scrollWidth'), view).toBeLessThanOrEqual(width)
      }
      await context.close()
    },
  )
})
