/** Chromium, for the tests that look at pages. Without it they are skipped, and say so. */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { source as axeSource } from 'axe-core'
import { chromium, type Browser, type Page } from 'playwright-core'

const CHROMIUM = '/usr/bin/chromium'
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

export const here = existsSync(CHROMIUM)
if (!here) console.warn(`skipped: ${CHROMIUM} is not there (Debian: apt-get install chromium)`)
/** Whether what is printed can be read. */
export const paper = here && spawnSync('pdftotext', ['-v']).status === 0
if (here && !paper) console.warn('skipped on paper: pdftotext is not there (Debian: apt-get install poppler-utils)')

export function launched(): Promise<Browser> {
  return chromium.launch({ executablePath: CHROMIUM, args: FLAGS })
}

/** Opens a page, does something with it, and closes it. */
export async function on<T>(
  browser: Browser,
  file: string,
  width: number,
  act: (page: Page) => Promise<T>,
): Promise<T> {
  const page = await browser.newPage({ viewport: { width, height: 800 } })
  try {
    await page.goto(pathToFileURL(file).href)
    return await act(page)
  } finally {
    await page.close()
  }
}

/** What axe finds wrong on a page (WCAG 2.2 AA), and how many rules it passes. */
export async function violations(page: Page): Promise<{ told: string[]; passes: number }> {
  await page.evaluate(axeSource)
  const found = await page.evaluate<{ violations: { id: string; nodes: { html: string }[] }[]; passes: unknown[] }>(
    `axe.run({ runOnly: ${JSON.stringify(WCAG)}, resultTypes: ['violations'] })`,
  )
  const told = found.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)
  return { told, passes: found.passes.length }
}
