/**
 * The web page in Chromium: how large it is, and how long a person waits.
 *
 *   npm run bench:page
 *
 * From the one file on disk, each time in a fresh browser context: until the table of 2027 stands there, from a key to the check that
 * follows it, until the best proposal is there, and until a cell is explained. The medians of several runs, on the wall: on a machine that
 * does other work too they are too long.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { gzipSync } from 'node:zlib'
import { chromium, type Page } from 'playwright-core'
import { duration, median } from './figures.js'

const RUNS = 7
const FILE = 'dist/page/evenredig.html'
const kilobytes = (bytes: number) => `${Math.round(bytes / 1000)} kB`

/** What `act` takes until `done` is on the page. */
async function waited(act: () => Promise<unknown>, done: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await act()
  await done()
  return performance.now() - began
}

const cell = (page: Page, name: string) => page.locator(`td[aria-label^="${name}"]`)

async function once(page: Page): Promise<Readonly<Record<string, number>>> {
  const url = pathToFileURL(FILE).href
  const first = await waited(
    () => page.goto(url),
    () => cell(page, '44 Ziekenhuisapotheker, Zuidoost').waitFor(),
  )
  const why = await waited(
    () => cell(page, '10 Interne geneeskunde, Leiden').click(),
    () => page.locator('button', { hasText: '12 in plaats van 13' }).waitFor(),
  )
  const best = await waited(
    () => page.locator('nav a[href="#voorstel"]').click(),
    () => page.locator('[role=status]', { hasText: '16 van 30' }).waitFor(),
  )
  await cell(page, '43 Obstetrie en gynaecologie, Utrecht').click()
  await page.keyboard.press('7')
  const key = await waited(
    () => page.keyboard.press('Enter'),
    () => page.locator('h2', { hasText: 'Rij 43' }).waitFor(),
  )
  return { 'the table of 2027': first, 'a cell explained': why, 'the best proposal': best, 'a key to its check': key }
}

const packed = (name: string) => gzipSync(readFileSync(`dist/browser/${name}`)).length
const parts = readdirSync('dist/browser').filter(
  (name) => name.endsWith('.js') && !['page.js', 'index.js'].includes(name),
)
console.log(`page ${kilobytes(packed('page.js'))} by gzip, one file ${kilobytes(statSync(FILE).size)}, all ${parts.length} parts of the engine ${kilobytes(parts.reduce((sum, name) => sum + packed(name), 0))} by gzip`) // prettier-ignore

const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] })
const runs: Readonly<Record<string, number>>[] = []
for (let i = 0; i < RUNS; i++) {
  const context = await browser.newContext()
  runs.push(await once(await context.newPage()))
  await context.close()
}
await browser.close()
for (const name of Object.keys(runs[0]!))
  console.log(`${name.padEnd(20)} ${duration(median(runs.map((run) => run[name]!)))}`)
