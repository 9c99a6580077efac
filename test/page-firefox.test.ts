/** The page in Firefox: the main task of each view, in the one file. */
import { existsSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { launch, type Browser, type Page } from 'puppeteer-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const FIREFOX = '/usr/bin/firefox-esr'
const isThere = existsSync(FIREFOX)
if (!isThere) console.warn(`skipped: ${FIREFOX} is not there (Debian: apt-get install firefox-esr)`)

describe.skipIf(!isThere)('in Firefox', () => {
  let browser: Browser
  let page: Page
  beforeAll(async () => {
    browser = await launch({ browser: 'firefox', executablePath: FIREFOX, headless: true, protocolTimeout: 600_000 })
    page = await browser.newPage()
    page.setDefaultTimeout(300_000)
    await page.goto(pathToFileURL('dist/page/evenredig.html').href)
    await page.waitForSelector('[role=grid]')
  })
  afterAll(() => browser.close())

  const nameOf = (selector: string) => page.$eval(selector, (cell) => cell.getAttribute('aria-label'))
  const text = (selector: string) => page.$eval(selector, (part) => part.textContent)
  const to = (view: string) => page.locator(`nav a[href="#${view}"]`).click()
  const until = (wanted: string) => page.waitForFunction(`document.body.innerText.includes(${JSON.stringify(wanted)})`)

  it('explains a cell and lays another choice over the matrix', async () => {
    await page.locator('td[aria-label^="10 Interne geneeskunde, Leiden"]').click()
    await page.locator('button ::-p-text(12 in plaats van 13)').click()
    await page.waitForSelector('td[aria-label="10 Interne geneeskunde, Leiden: 12"]')
    await page.locator('button ::-p-text(12 in plaats van 13)').click()
    expect(await nameOf('td[aria-label^="10 Interne geneeskunde, Leiden"]')).toMatch(/: 13, naar boven afgerond$/)
  })

  it('compares two scenarios', async () => {
    await to('vergelijken')
    await until('van 210 cellen verschillen')
    expect(await text('aside')).toContain('-9')
  })

  it('computes a proposal, with HiGHS, and follows what is typed', async () => {
    await to('voorstel')
    await until('16 van 30')
    await page.locator('td[aria-label^="43 Obstetrie en gynaecologie, Utrecht"]').click()
    await page.keyboard.type('7')
    await page.keyboard.press('Enter')
    await page.waitForSelector(
      'td[aria-label="43 Obstetrie en gynaecologie, Utrecht: 7, +2 ten opzichte van de basis"]',
    )
    await until('Rij 43 telt')
  })

  it('sets methods side by side, and draws years', async () => {
    await to('methoden')
    await until('grootste rest per rij')
    await to('eerlijkheid')
    await page.locator('input[type=number]').fill('10')
    await page.locator('button.main').click()
    await until('10 jaren, seed 1')
  })
})
