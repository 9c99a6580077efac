/**
 * The pages in a real browser: accessibility (axe-core, WCAG 2.2 AA), 320 px wide, by keyboard, and on paper. Without Chromium
 * these tests are skipped, and say so.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { LANGUAGES, type Language } from '../src/words/texts.js'
import { readScenario } from '../src/io/read/scenario.js'
import { draftPage, resultPage } from '../src/report/pages.js'
import { solve } from '../src/index.js'
import { exampleDraft } from './answers.js'
import { here, launched, on, paper, violations } from './browser.js'
import { everyPage } from './pages.js'

/** Pages made of the same parts as others. */
const LIKE_OTHERS: ReadonlySet<string> = new Set([
  'publish',
  'stuck',
  'draft-published',
  'draft-none',
  'years-published',
  'fairness-merged',
])
describe.skipIf(!here)('in a browser', () => {
  const folder = mkdtempSync(join(tmpdir(), 'evenredig-browser-'))
  let browser: Browser
  let kinds: readonly string[]
  beforeAll(async () => {
    browser = await launched()
    for (const language of LANGUAGES) {
      const pages = await everyPage(language)
      kinds = Object.keys(pages).filter((kind) => !LIKE_OTHERS.has(kind))
      for (const [kind, page] of Object.entries(pages)) writeFileSync(fileOf(kind, language), page)
    }
  })
  afterAll(async () => {
    await browser.close()
    rmSync(folder, { recursive: true })
  })

  function fileOf(kind: string, language: Language): string {
    return join(folder, `${kind}-${language}.html`)
  }

  interface Look {
    readonly told: readonly string[]
    readonly passes: number
    /** Of the page as it is at 320 px: its width, its tables, and those that the keyboard reaches. */
    readonly narrow: readonly [width: number, regions: number, reachable: number]
  }

  /** A page at a width, and then at 320 px. */
  async function look(kind: string, language: Language, width: number): Promise<Look> {
    return on(browser, fileOf(kind, language), width, async (page) => {
      const found = await violations(page)
      await page.setViewportSize({ width: 320, height: 800 })
      const narrow = [
        await page.evaluate<number>('document.documentElement.scrollWidth'),
        await page.evaluate<number>(`document.querySelectorAll('.scroll').length`),
        await page.evaluate<number>(`document.querySelectorAll('.scroll[tabindex="0"][role="region"]').length`),
      ] as const
      return { ...found, narrow }
    })
  }

  // the two languages are built alike, and pages of the same parts: axe looks at every other page wide in one, at the rest narrow in the other
  it('has no violation of WCAG 2.2 AA on any page, and at 320 px scrolls in one direction, but for tables, by keyboard', async () => {
    let looked = 0
    for (const [i, kind] of kinds.entries()) {
      const { told, passes, narrow } = await (i % 2 === 0 ? look(kind, 'nl', 1280) : look(kind, 'en', 320))
      expect(told, kind).toEqual([])
      expect(passes).toBeGreaterThan(10)
      const [width, regions, reachable] = narrow
      expect(width, kind).toBeLessThanOrEqual(320)
      expect(regions, kind).toBeGreaterThan(0)
      expect(reachable, kind).toBe(regions)
      looked++
    }
    expect(looked).toBe(kinds.length)
  })

  it('offers the way past the contents as the first stop of the keyboard', async () => {
    await on(browser, fileOf('solve', 'nl'), 800, async (page) => {
      await page.keyboard.press('Tab')
      expect(await page.evaluate<string>('document.activeElement.textContent')).toBe('Naar de inhoud')
      expect(await page.evaluate<boolean>('document.activeElement.getBoundingClientRect().left >= 0')).toBe(true)
      await page.keyboard.press('Enter')
      expect(await page.evaluate<string>('document.activeElement.tagName')).toBe('MAIN')
    })
  })

  it('runs nothing and fetches nothing, whatever the names in it are', async () => {
    const evil =
      '</title><script>window.hacked = 1</script><img src="http://localhost:9/x" onerror="window.hacked = 2">'
    const file = join(folder, 'evil.html')
    const subject = readScenario('2027-base')
    const named = { ...subject, title: evil, specialties: subject.specialties.map((each) => ({ ...each, name: evil })) }
    writeFileSync(file, resultPage(await solve('2027-base'), named, [], 'nl'))
    const page = await browser.newPage()
    const asked: string[] = []
    page.on('request', (request) => asked.push(request.url()))
    await page.goto(pathToFileURL(file).href)
    expect(asked).toEqual([pathToFileURL(file).href])
    expect(await page.evaluate<string>('String(window.hacked)')).toBe('undefined')
    expect(await page.evaluate<string>(`document.querySelector('h1').textContent`)).toBe(evil)
    expect(await page.evaluate<number>(`document.querySelectorAll('script, img').length`)).toBe(0)
    await page.close()
  })

  it.skipIf(!paper)('is labelled on every sheet of paper, and has the matrix on one', async () => {
    const example = await exampleDraft()
    writeFileSync(fileOf('example', 'nl'), draftPage(example, readScenario('2027-proposal'), 'nl'))
    for (const [kind, label] of [
      ['solve', 'SYNTHETISCHE GEGEVENS'],
      ['compare', 'SYNTHETISCHE GEGEVENS'],
      ['example', 'SYNTHETISCHE GEGEVENS'],
    ] as const) {
      const pdf = join(folder, `${kind}.pdf`)
      await on(browser, fileOf(kind, 'nl'), 1280, (page) => page.pdf({ path: pdf, preferCSSPageSize: true }))
      const { stdout } = spawnSync('pdftotext', ['-layout', pdf, '-'], { encoding: 'utf8' })
      const sheets = stdout.split('\f').filter((sheet) => sheet.trim() !== '')
      expect(sheets.length).toBeGreaterThan(3)
      expect(sheets.length).toBeLessThan(14)
      // the line above the sheet, which no section writes
      for (const sheet of sheets)
        expect(
          sheet.split('\n').find((line) => line.trim() !== ''),
          kind,
        ).toMatch(new RegExp(`^Evenredig +${label}`))
      expect(sheets.at(-1)).toContain(`blad ${sheets.length} / ${sheets.length}`)
      const matrix = sheets.filter(
        (sheet) =>
          sheet.includes('01 Anesthesiologie') &&
          sheet.includes('44 Ziekenhuisapotheker') &&
          /Totaal +[-+\d]/.test(sheet),
      )
      expect(matrix).toHaveLength(1)
    }
    const { stdout } = spawnSync('pdfinfo', [join(folder, 'solve.pdf')], { encoding: 'utf8' })
    expect(stdout).toMatch(/Page size: +84[12][.\d]* x 59[45][.\d]* pts/) // A4 landscape
  })
})
