/** The sheet for a board in a real browser: one A4 upright, at 320 px too, and nothing that axe finds wrong. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { LANGUAGES } from '../src/words/texts.js'
import { launched, on, paper, violations } from './browser.js'
import { everyBoard } from './pages.js'

describe.skipIf(!paper)('the sheet for a board', () => {
  const folder = mkdtempSync(join(tmpdir(), 'evenredig-board-'))
  let browser: Browser
  beforeAll(async () => {
    browser = await launched()
  })
  afterAll(async () => {
    await browser.close()
    rmSync(folder, { recursive: true })
  })

  it.each(LANGUAGES)(
    'is one A4 upright in %s, whatever is on it, with nothing that axe finds wrong',
    async (language) => {
      for (const [name, sheet] of await everyBoard(language)) {
        const file = join(folder, `board-${language}.html`)
        writeFileSync(file, sheet)
        const pdf = join(folder, 'board.pdf')
        const found = await on(browser, file, 1280, async (page) => {
          await page.pdf({ path: pdf, preferCSSPageSize: true })
          return violations(page)
        })
        expect(found.told, name).toEqual([])
        const { stdout } = spawnSync('pdfinfo', [pdf], { encoding: 'utf8' })
        expect(stdout, name).toMatch(/Pages: +1\n/)
        expect(stdout).toMatch(/Page size: +59[45][.\d]* x 84[12][.\d]* pts/)
        const text = spawnSync('pdftotext', ['-layout', pdf, '-'], { encoding: 'utf8' }).stdout
        expect(text, name).toMatch(/SHA-256 [0-9a-f]{16}/) // its last line is on it
        expect(text, name).toMatch(/SYNTHETI/)
        const narrow = await on(browser, file, 320, (page) =>
          page.evaluate<number>('document.documentElement.scrollWidth'),
        )
        expect(narrow, name).toBeLessThanOrEqual(320)
      }
    },
  )
})
