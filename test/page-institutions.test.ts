/**
 * The page's view of institutions in a browser, by the names that a screen reader says: served in Dutch, and as one file in English.
 * What it shows, fixes and hands over is held against what the library answers.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { amend, fix, history, institutions, placesInDelivery, type Fixed, type Institutions } from '../src/index.js'
import { here, launched, violations } from './browser.js'
import { service } from './http-service.js'
import { CROWDED_OUT, smallCase } from './institution-cases.js'

const WORDS = {
  nl: { view: 'Instellingen', grid: 'Plaatsen per instelling', empty: 'leeg', checked: 'bewijs hier nagerekend', explanation: 'Uitleg', whyEmpty: 'Waarom leeg?', instead: '2 in plaats van 1', fix: 'Versie vaststellen', versions: 'Versies', becomes: 'Wordt', date: 'Datum', ground: 'Grond: uitspraak of erkenning', specialty: 'Specialisme', institution: 'Instelling', amend: 'Wijziging doorvoeren', changed: 'Wat er veranderde', cannot: 'Deze wijziging kan niet', undo: 'Ongedaan maken', against: 'ten opzichte van de versie ervoor', bounds: 'Grenzen', amendments: 'Wijzigingen', export: 'Exporteren', chain: 'Versie met haar keten (.json)', bols: 'BOLS-formaat (.xlsx)', vws: 'VWS-formaat (.xlsx)', none: 'Waarom er geen verdeling is', told: 'Bericht moet naar', synthetic: 'SYNTHETISCHE', up: 'naar boven afgerond' }, // prettier-ignore
  en: { view: 'Institutions', grid: 'Places per institution', empty: 'empty', checked: 'proof checked here', explanation: 'Explanation', whyEmpty: 'Why empty?', instead: '2 instead of 1', fix: 'Fix version', versions: 'Versions', becomes: 'Becomes', date: 'Date', ground: 'Ground: ruling or recognition', specialty: 'Specialty', institution: 'Institution', amend: 'Carry out amendment', changed: 'What changed', cannot: 'This amendment cannot be', undo: 'Undo', against: 'against the version before', bounds: 'Bounds', amendments: 'Amendments', export: 'Export', chain: 'Version with its chain (.json)', bols: 'BOLS format (.xlsx)', vws: 'VWS format (.xlsx)', none: 'Why there is no division', told: 'To be told', synthetic: 'SYNTHETIC', up: 'rounded up' }, // prettier-ignore
} as const

/** A ruling: one place more for internal medicine at the first institution. */
const RULING = {
  institution: 'NO-02',
  specialty: '02',
  oor: 'NO',
  before: 1,
  after: 2,
  ground: 'Uitspraak 2026-3',
  date: '2026-09-14',
}

describe.skipIf(!here)('institutions on the page', { timeout: 300_000 }, () => {
  let browser: Browser
  let app: Awaited<ReturnType<typeof service>>
  let divided: Institutions
  let first: Fixed
  let second: Fixed
  const folder = mkdtempSync(join(tmpdir(), 'page-'))
  const address = { served: '', file: pathToFileURL('dist/page/evenredig.html').href }
  beforeAll(async () => {
    app = await service()
    await app.listen({ port: 0, host: '127.0.0.1' })
    address.served = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}/`
    browser = await launched()
    divided = await institutions('2027-institutions')
    first = await fix(divided)
    const amended = await amend(first, RULING)
    if (amended.kind !== 'fixed') throw new Error('the ruling of this test cannot be carried out')
    second = amended
  })
  afterAll(async () => {
    await browser.close()
    await app.close()
    rmSync(folder, { recursive: true })
  })

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

  /** "02 Cardiologie, Topklinisch ziekenhuis NO 02" → places, of all cells that are not empty. */
  const shown = async (page: Page, empty: string) => {
    const labels = await page
      .getByRole('grid')
      .getByRole('gridcell')
      .evaluateAll((cells) => cells.flatMap((cell) => cell.getAttribute('aria-label') ?? []))
    const told = labels.flatMap((label) => {
      const [, name, count] = /^(.*?): (\S+?)(?:,|$)/.exec(label)!
      return count === empty ? [] : [[name!, Number(count)] as const]
    })
    return Object.fromEntries(told)
  }
  const expected = ({ places, specialties, institutions: all }: Pick<Institutions, 'places' | 'specialties' | 'institutions'>, oor: string) => {
    const nameOf = (list: readonly { readonly code: string; readonly name: string }[], code: string) =>
      list.find((each) => each.code === code)!.name
    return Object.fromEntries(
      places!
        .filter((each) => each.oor === oor)
        .map((each) => [
          `${each.specialty} ${nameOf(specialties, each.specialty)}, ${nameOf(all, each.institution)}`,
          each.places,
        ]),
    )
  } // prettier-ignore
  const drop = (page: Page, path: string) =>
    page.evaluate(`(() => {
      const bytes = Uint8Array.from(atob(${JSON.stringify(readFileSync(path).toString('base64'))}), (c) => c.charCodeAt(0))
      const data = new DataTransfer()
      data.items.add(new File([bytes], ${JSON.stringify(basename(path))}))
      document.querySelector('.page').dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }))
    })()`)
  const saved = async (page: Page, menu: string, item: string, path: string) => {
    await page.getByRole('button', { name: menu }).click()
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: item }).click(),
    ])
    await download.saveAs(path)
    return readFileSync(path)
  }

  describe.each([
    ['served', 'nl'],
    ['file', 'en'],
  ] as const)('%s, in %s', (build, language) => {
    const w = WORDS[language]
    let page: Page
    let context: BrowserContext
    let asked: string[]
    let broken: string[]
    beforeAll(async () => {
      ;({ page, context, asked, broken } = await opened(`${address[build]}#toewijzing?l=${language}`))
      await page.getByRole('grid').waitFor()
      await page.getByRole('link', { name: w.view }).click()
      await page.getByRole('grid', { name: w.grid }).waitFor()
    })
    afterAll(async () => {
      await context.close()
    })
    const cell = (name: string) => page.getByRole('gridcell', { name })

    it('shows what every OOR has, as the library divides it, and checks the proof', async () => {
      await page.getByRole('status').filter({ hasText: w.checked }).waitFor()
      expect(await page.getByText(w.synthetic).count()).toBeGreaterThan(0)
      for (const { code } of divided.oors) {
        await page.getByRole('combobox', { name: 'OOR' }).selectOption(code)
        expect(await shown(page, w.empty), code).toEqual(expected(divided, code))
      }
      await page.getByRole('combobox', { name: 'OOR' }).selectOption('NO')
    })

    it('says why a training has its places, by which rules, and what another number costs', async () => {
      const training = '02 Cardiologie, Topklinisch ziekenhuis NO 02'
      await cell(training).click()
      const region = page.getByRole('region', { name: w.explanation })
      await region.getByText('P26 III.1.1').first().waitFor()
      const before = await shown(page, w.empty)
      await region.getByRole('button', { name: w.instead }).click()
      const laid = await shown(page, w.empty)
      expect(laid[training]).toBe(2)
      expect(Object.keys(laid).filter((name) => laid[name] !== before[name]).length).toBeGreaterThan(1)
      expect(Object.values(laid).reduce((a, b) => a + b)).toBe(Object.values(before).reduce((a, b) => a + b))
      await region.getByRole('button', { name: w.instead }).click()
      expect(await shown(page, w.empty)).toEqual(before)
      await cell('22 Klinische genetica, Topklinisch ziekenhuis NO 02').click()
      await region.getByRole('heading', { name: w.whyEmpty }).waitFor()
    })

    it('shows every bound on these institutions, and where they stand', async () => {
      const own = new Set(divided.seats.filter(({ oor }) => oor === 'NO').map(({ institution }) => institution))
      const rows = page.getByRole('table', { name: w.bounds }).getByRole('row')
      expect(await rows.count()).toBe(1 + divided.rules.filter(({ institution }) => own.has(institution)).length)
      const umc = divided.places!.filter(({ institution }) => institution === 'NO-01')
      const sum = umc.reduce((all, { places }) => all + places, 0)
      const told = await rows.filter({ hasText: 'Umc NO' }).filter({ hasText: '63' }).innerText()
      expect(told.split(/\s+/)).toContain(String(sum))
    })

    it('fixes a version, and carries a ruling out as the library does', async () => {
      await page.getByRole('button', { name: w.fix }).click()
      const versions = page.getByRole('table', { name: w.versions })
      await versions.getByText(first.hash.slice(0, 12)).waitFor()
      await cell('02 Cardiologie, Topklinisch ziekenhuis NO 02').click()
      await page.getByLabel(w.becomes).fill(String(RULING.after))
      await page.getByLabel(w.date).fill(RULING.date)
      await page.getByLabel(w.ground).fill(RULING.ground)
      await page.getByRole('button', { name: w.amend }).click()
      await versions.getByText(second.hash.slice(0, 12)).waitFor()
      const told = await page.getByRole('table', { name: w.changed }).getByRole('row').count()
      expect(told).toBe(1 + second.changes.length)
      expect(await shown(page, w.empty)).toEqual(expected(second.result, 'NO'))
      await page.getByRole('gridcell', { name: new RegExp(`02 Cardiologie, .* NO 02: 2.*${w.against}`) }).waitFor()
      await page.getByText(w.told).waitFor()
      // of a version it is only proven that fewer are impossible with as few moved
      const least = { nl: 'minder kan niet met zo weinig verplaatst', en: 'fewer is impossible with as few moved' }
      await page.getByRole('status').filter({ hasText: least[language] }).waitFor()
      // and why it is so now
      await page.getByRole('region', { name: w.explanation }).getByText(RULING.ground).first().waitFor()
    })

    it('says why an amendment cannot be, and changes nothing', async () => {
      await page.getByLabel(w.becomes).fill('800')
      await page.getByLabel(w.ground).fill('x')
      await page.getByRole('button', { name: w.amend }).click()
      await page.getByRole('alert').filter({ hasText: w.cannot }).waitFor()
      expect(await page.getByRole('table', { name: w.versions }).getByRole('row').count()).toBe(3)
      expect(await shown(page, w.empty)).toEqual(expected(second.result, 'NO'))
    })

    it('carries a new recognition out, and takes it back', async () => {
      await cell('22 Klinische genetica, Topklinisch ziekenhuis NO 02').click()
      await page.getByLabel(w.becomes).fill('1')
      await page.getByLabel(w.ground).fill('Nieuwe erkenning')
      await page.getByRole('button', { name: w.amend }).click()
      await page.getByRole('gridcell', { name: /^22 Klinische genetica, .* NO 02: 1/ }).waitFor()
      await page.getByRole('button', { name: w.undo }).click()
      await page.getByRole('gridcell', { name: `22 Klinische genetica, Topklinisch ziekenhuis NO 02: ${w.empty}` }).waitFor() // prettier-ignore
    })

    it('gives its version to history, takes it in again, and refuses one that was altered', async () => {
      const path = join(folder, `${build}-version.json`)
      const text = String(await saved(page, w.export, w.chain, path))
      const found = JSON.parse(text) as Fixed
      expect(found.hash).toBe(second.hash)
      expect((await history(found)).status).toBe('accepted')
      const altered = join(folder, `${build}-altered.json`)
      writeFileSync(altered, text.replace('"moved":0', '"moved":1'))
      await page.getByRole('combobox', { name: 'OOR' }).selectOption('Leiden')
      await drop(page, altered)
      await page.getByRole('alert').filter({ hasText: 'altered' }).waitFor()
      expect(await shown(page, w.empty)).toEqual(expected(second.result, 'Leiden'))
      await drop(page, path)
      await page.getByRole('button', { name: w.undo, disabled: true }).waitFor() // opened: nothing was made since
      await page.getByRole('alert').filter({ hasText: 'altered' }).waitFor({ state: 'hidden' })
      await page.getByRole('table', { name: w.versions }).getByText(second.hash.slice(0, 12)).waitFor()
    })

    it('hands over in both formats, which are read back', async () => {
      await page.getByRole('combobox', { name: 'OOR' }).selectOption('NO')
      for (const format of ['bols', 'vws'] as const) {
        const bytes = await saved(page, w.export, w[format], join(folder, `${build}-${format}.xlsx`))
        const { places } = placesInDelivery(new Uint8Array(bytes), divided)
        expect(places.reduce((sum, each) => sum + each.places, 0)).toBe(1335)
      }
    })

    it('opens a case that does not fit, with the reason; and says what is wrong with a file', async () => {
      const path = join(folder, `${build}-case.json`)
      writeFileSync(path, JSON.stringify(CROWDED_OUT))
      await drop(page, path)
      await page.getByRole('heading', { name: w.none }).waitFor()
      expect(await page.getByText('Anesthesiologie (01)').count()).toBeGreaterThan(0)
      writeFileSync(path, JSON.stringify(smallCase()))
      await drop(page, path)
      await cell('01 Anesthesiologie, Umc A').waitFor()
      writeFileSync(path, JSON.stringify({ ...smallCase(), recognitions: [{ institution: 'Q', specialty: '01', oor: 'X' }] })) // prettier-ignore
      await drop(page, path)
      await page.getByRole('alert').filter({ hasText: 'Q' }).waitFor()
      await cell('01 Anesthesiologie, Umc A').waitFor()
      expect(await page.evaluate('location.hash')).not.toContain('klein')
    })

    it('asks nothing of anybody, and fails nowhere', () => {
      const own = build === 'file' ? /^(file|blob|data):/ : new RegExp(`^(blob:|data:|${address.served})`)
      expect(asked.filter((url) => !own.test(url))).toEqual([])
      expect(broken).toEqual([])
    })
  })

  it('is brought back by a link: the OOR and the training', async () => {
    const { page, context } = await opened(`${address.served}#instellingen?g=2027-institutions&r=Leiden&t=10+Leiden-01`)
    await page.getByRole('region', { name: 'Uitleg' }).getByText('10 Interne geneeskunde, Umc Leiden').waitFor()
    expect(await page.getByRole('combobox', { name: 'OOR' }).inputValue()).toBe('Leiden')
    await context.close()
  })

  it.each(['#instellingen?g=nope&r=Q&t=zz', '#instellingen?g=__proto__&t=%00'])('shows the example for %s', async (hash) => {
    const { page, context, broken } = await opened(address.served + hash)
    await page.getByRole('grid', { name: 'Plaatsen per instelling' }).waitFor()
    expect(broken).toEqual([])
    await context.close()
  }) // prettier-ignore

  it('brings objective and split back by its link, passes over unknown ones, and prints them', async () => {
    const { page, context } = await opened(
      `${address.served}#instellingen?g=2027-institutions&afronden=largest&dubbel=x`,
    )
    await page.getByRole('status').filter({ hasText: 'dezelfde grootste fout' }).waitFor()
    const split = page.getByRole('combobox', { name: 'Dubbele opleidingen verdelen' })
    expect(await split.inputValue()).toBe('inflow+throughflow')
    await split.selectOption('inflow-only')
    await page.waitForFunction(
      `location.hash.includes('dubbel=inflow-only') && location.hash.includes('afronden=largest')`,
    )
    await page.emulateMedia({ media: 'print' })
    const told = page.locator('h1 small')
    await told.filter({ hasText: 'naar instroom alleen' }).waitFor()
    expect(await told.innerText()).toMatch(/OOR NO.*Doel van het afronden/s)
    expect(await page.locator('.amend form').count()).toBe(0)
    await context.close()
  })

  it('tells an opened case from the shipped one, wraps its title, and names a specialty without a code once', async () => {
    const { page, context, broken } = await opened(`${address.served}#instellingen`)
    await page.setViewportSize({ width: 320, height: 900 })
    const path = join(folder, 'own.json')
    const [cardiology, ...others] = smallCase().specialties.toReversed()
    const specialties = [...others, { ...cardiology!, name: '02' }]
    writeFileSync(
      path,
      JSON.stringify({ ...smallCase(), id: '2027-institutions', title: 'x'.repeat(200), specialties }),
    )
    await page.getByRole('grid').waitFor()
    await drop(page, path)
    await page.getByRole('gridcell', { name: /^02, Umc A/ }).waitFor()
    expect(await page.getByRole('combobox', { name: 'Geval' }).locator('option:checked').innerText()).toBe('2027-institutions (bestand)') // prettier-ignore
    expect(await page.getByRole('rowheader', { name: '02', exact: true }).first().textContent()).toBe('02')
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320)
    await page.getByRole('status').filter({ hasText: WORDS.nl.checked }).waitFor()
    await page.getByRole('button', { name: WORDS.nl.fix }).focus()
    await page.keyboard.press('Enter')
    await page.getByText('Nog nodig: een geheel aantal plaatsen, een datum, een grond.').waitFor()
    expect(await page.evaluate(`document.activeElement.tagName`)).not.toBe('BODY')
    expect(broken).toEqual([])
    await context.close()
  })

  it('works by keyboard alone: to a deviation, its alternative, and an amendment', async () => {
    const { page, context } = await opened(`${address.file}#instellingen`)
    await page.getByRole('status').filter({ hasText: WORDS.nl.checked }).waitFor()
    const pressTo = async (name: string) => {
      for (let i = 0; i < 60; i++) {
        const at = await page.evaluate<string>(
          `(document.activeElement?.innerText ?? '') + ' ' + (document.activeElement?.closest('label')?.innerText ?? '')`,
        )
        if (at.includes(name)) return
        await page.keyboard.press('Tab')
      }
      throw new Error(`${name} was not reached by Tab`)
    }
    await page.getByRole('gridcell').first().focus()
    await page.keyboard.press('n')
    const found = await page.evaluate<string>(`document.activeElement.getAttribute('aria-label')`)
    expect(found).toContain('afgerond')
    await page.getByRole('region', { name: 'Uitleg' }).getByRole('button').first().waitFor()
    await page.keyboard.press('Tab')
    await page.keyboard.press('Space')
    await page.locator('[aria-pressed=true]').waitFor()
    await pressTo(WORDS.nl.fix)
    await page.keyboard.press('Enter')
    await page.getByRole('table', { name: 'Versies' }).waitFor()
    await page.getByRole('gridcell', { name: found, exact: true }).focus()
    for (const key of ['Control+Home', 'ArrowDown', 'ArrowRight']) await page.keyboard.press(key)
    await pressTo(WORDS.nl.becomes)
    await page.keyboard.type('2')
    await pressTo(WORDS.nl.date)
    await page.keyboard.type('09142026')
    await pressTo('Grond')
    await page.keyboard.type('Uitspraak')
    await pressTo(WORDS.nl.amend)
    await page.keyboard.press('Enter')
    await page.getByRole('table', { name: 'Wat er veranderde' }).waitFor()
    await context.close()
  })

  it.each([
    [1440, 'light', 'nl'],
    [320, 'dark', 'en'],
  ] as const)('has nothing that axe finds wrong: %i px, %s, %s', async (width, colorScheme, language) => {
    const w = WORDS[language]
    const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme })
    const page = await context.newPage()
    await page.goto(`${address.served}#instellingen?l=${language}`)
    await page.getByRole('status').filter({ hasText: w.checked }).waitFor()
    await page.getByRole('button', { name: w.fix }).click()
    await page.getByRole('table', { name: w.versions }).waitFor()
    await cellAt(page).click()
    await page.getByLabel(w.becomes).fill('2')
    await page.getByLabel(w.date).fill('2026-09-14')
    await page.getByLabel(w.ground).fill('Uitspraak')
    await page.getByRole('button', { name: w.amend }).click()
    await page.getByRole('table', { name: w.changed }).waitFor()
    await page.getByRole('region', { name: w.explanation }).getByRole('button').first().waitFor()
    const { told, passes } = await violations(page)
    expect(told).toEqual([])
    expect(passes).toBeGreaterThan(15)
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width)
    await context.close()
  })

  function cellAt(page: Page) {
    return page.getByRole('gridcell', { name: '02 Cardiologie, Topklinisch ziekenhuis NO 02' })
  }
})
