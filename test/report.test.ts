/** Pages to send around: what they say is what the result says, whatever the names in it look like. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compare, explain, OPTION_TABLE, round, solve, type Result } from '../src/index.js'
import { parseScenario, readScenario } from '../src/io/read/scenario.js'
import { LANGUAGES, type Language } from '../src/words/texts.js'
import { cssString, html, joined, styleElement } from '../src/report/markup.js'
import { cellPage, resultPage, scenariosPage } from '../src/report/pages.js'
import { commandIn } from './command.js'
import { everyPage, IMPOSSIBLE, plainText, sectionText, seen, tableCells, tagsOf } from './pages.js'

const folder = mkdtempSync(join(tmpdir(), 'evenredig-report-'))
afterAll(() => rmSync(folder, { recursive: true }))

let pages: Readonly<Record<Language, Readonly<Record<string, string>>>>
let base: Result
beforeAll(async () => {
  pages = { nl: await everyPage('nl'), en: await everyPage('en') }
  base = await solve('2027-base')
})

const run = (...args: readonly string[]) => commandIn('.', args)

const HOSTILE = `</title></style><script>window.hacked=1</script>"'><img src=x onerror=alert(1)>&lt;\u202E\\27 `

describe('markup', () => {
  it('never lets text become markup, in an element or in an attribute', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const page = html`<p title="${text}">${text}</p>`.toString()
        expect(tagsOf(page).map(({ name }) => name)).toEqual(['p', 'p'])
        const shown = text.replace(/[^\P{Cc}\n\t]|\p{Cs}/gu, '\uFFFD')
        expect(plainText(page)).toBe(shown.replace(/\s+/g, ' ').trim())
      }),
      { seed: 5, numRuns: 500 },
    )
    expect(html`<b>${HOSTILE}</b>`.toString()).not.toContain('<script')
  })

  it('leaves markup as it is, joins lists and leaves out null', () => {
    const list = html`<ul>
      ${[1, 2].map((each) => html`<li>${each}</li>`)}${null}
    </ul>`.toString()
    expect(list.replace(/\s+/g, '')).toBe('<ul><li>1</li><li>2</li></ul>')
    expect(html`${joined(['a', html`<i>b</i>`, '<'], ' & ')}`.toString()).toBe('a &amp; <i>b</i> &amp; &lt;')
  })

  it('refuses what escaping does not protect', () => {
    const make = (text: string) => html`<p class=${text}></p>`
    expect(() => make('a onclick')).toThrow(TypeError)
    expect(() => styleElement('p { } </style><script>')).toThrow(TypeError)
  })

  it('writes text in a style sheet so that it can only be text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const written = cssString(text)
        expect(written).toMatch(/^"(?:[A-Za-z0-9 ]|\\[0-9a-f]{1,6} )*"$/)
        const read = written
          .slice(1, -1)
          .replace(/\\([0-9a-f]{1,6}) /g, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16)))
        expect(read).toBe(text.replace(/\p{Cc}|\p{Cs}/gu, '\uFFFD'))
      }),
      { seed: 5, numRuns: 300 },
    )
  })
})

describe('every page', () => {
  it('is one whole document that holds no script and fetches nothing', () => {
    for (const language of LANGUAGES) {
      for (const [kind, page] of Object.entries(pages[language])) {
        const tags = tagsOf(page)
        const names = new Set(tags.map(({ name }) => name))
        for (const forbidden of ['script', 'img', 'link', 'iframe', 'object', 'base', 'form']) {
          expect(names.has(forbidden), `${kind}: ${forbidden}`).toBe(false)
        }
        for (const { attributes } of tags) {
          expect(Object.keys(attributes).filter((name) => /^on|^(?:src|srcset|style|action)$/.test(name))).toEqual([])
          if (attributes['href'] !== undefined) expect(attributes['href']).toMatch(/^#[a-z0-9-]+$/)
        }
        expect(page).not.toMatch(/https?:|url\(|@import/)
        expect(page.startsWith('<!doctype html>')).toBe(true)
        expect(page).toContain(`<html lang="${language}">`)
      }
    }
  })

  it('has ids that are there once, and links and labels that lead to them', () => {
    for (const page of Object.values(pages.nl)) {
      const tags = tagsOf(page)
      const ids = tags.flatMap(({ attributes }) => attributes['id'] ?? [])
      expect(new Set(ids).size).toBe(ids.length)
      const meant = tags
        .flatMap(({ attributes }) => [attributes['href']?.slice(1), attributes['aria-labelledby']])
        .filter((id) => id !== undefined)
      expect(meant.length).toBeGreaterThan(5)
      expect(meant.filter((id) => !ids.includes(id))).toEqual([])
    }
  })

  it('heads every table with a caption, and every row and column of it with a scope', () => {
    for (const page of Object.values(pages.en)) {
      const tags = tagsOf(page).filter(({ closes }) => !closes)
      expect(tags.filter(({ name }) => name === 'caption').length).toBe(
        tags.filter(({ name }) => name === 'table').length,
      )
      const heads = tags.filter(({ name }) => name === 'th')
      expect(heads.length).toBeGreaterThan(0)
      expect(heads.filter(({ attributes }) => !['row', 'col'].includes(attributes['scope'] ?? ''))).toEqual([])
    }
  })

  it('is built alike in both languages, and has no Dutch in the English one', () => {
    expect(Object.keys(pages.nl)).toEqual(Object.keys(pages.en))
    for (const [kind, page] of Object.entries(pages.en)) {
      const shape = (text: string) => tagsOf(text).map(({ name, closes }) => (closes ? `/${name}` : name))
      expect(shape(page), kind).toEqual(shape(pages.nl[kind]!))
      const ours = page
        .replace(/<style>[^<]*<\/style>/, '')
        .replace(/<bdi>[^<]*<\/bdi>/g, '')
        .replace(/<title>[^<]*<\/title>/, '')
      expect(
        plainText(ours).match(/\b(?:de|het|een|van|niet|plaatsen|cellen|verdeling|naar|geen|wordt)\b/g),
        kind,
      ).toBeNull()
    }
  })

  it('carries the label of its data at the top, on every table and picture and on every sheet', () => {
    for (const kind of [
      'solve',
      'publish',
      'methods',
      'compare',
      'explain',
      'draft',
      'check',
      'years',
      'frames',
      'fairness',
      'fairness-runs',
    ]) {
      const page = pages.nl[kind]!
      expect(seen(page)).toContain('SYNTHETISCHE GEGEVENS: verzonnen zorggebruik, geen schatting van het echte')
      const heads = [...page.matchAll(/<caption.*?<\/caption>|<figcaption.*?<\/figcaption>/gs)].map(([head]) =>
        seen(head),
      )
      expect(heads.length).toBeGreaterThan(3)
      expect(heads.filter((head) => !head.endsWith('SYNTHETISCHE GEGEVENS'))).toEqual([])
      expect([...page.matchAll(/<h2.*?<\/h2>/gs)].filter(([head]) => head.includes('SYNTHETISCHE'))).toEqual([])
      expect(page).toContain('@top-center { content: "SYNTHETISCHE GEGEVENS" }')
    }
    expect(pages.en['tied']).not.toMatch(/SYNTHETI/)
  })

  it('labels both scenarios when their data are of two kinds', async () => {
    const [a, b] = [readScenario('2026-base'), { ...readScenario('2026-base'), data: 'published' as const }]
    const page = scenariosPage(
      { a: base, b: base, difference: null, paired: null, frames: null, leeway: null },
      [a, b],
      'en',
    )
    expect(seen(page)).toContain('Published data')
    expect(page).toContain(
      `@top-center { content: ${cssString('SYNTHETIC DATA (2026-base) / Published data (2026-base)')} }`,
    )
  })

  it('shows hostile names as names', async () => {
    const name = HOSTILE.replace('\u202E', '').trim() // in codes and names what turns the text around is refused
    const scenario = {
      id: "'; rm -rf $HOME #",
      title: HOSTILE,
      year: 2027,
      data: 'confidential',
      sources: [{ what: HOSTILE, document: HOSTILE, section: HOSTILE }],
      oors: [{ code: 'A"><b>', name }, { code: 'B' }, { code: 'C' }],
      specialties: [
        { code: '<1>', name, intake: 5 },
        { code: '=2', intake: 4 },
      ],
      careUse: {
        all: [
          [3, 2, 2],
          [1, 0, 3],
        ],
      },
      zeroCells: [{ specialty: '=2', oor: 'B', reason: HOSTILE, source: HOSTILE }],
      bounds: [{ specialty: '<1>', oor: 'B', low: 1, high: 3, reason: HOSTILE }],
    }
    const subject = parseScenario(scenario)
    const page = resultPage(await solve(scenario), subject, [], 'en')
    const other = cellPage(await explain(scenario, '<1>', 'B'), subject, 'nl')
    for (const each of [page, other]) {
      expect(() => tagsOf(each)).not.toThrow()
      expect(each).not.toMatch(/<script|<img|<b>"/)
      expect(tagsOf(each).every(({ attributes }) => attributes['onerror'] === undefined)).toBe(true)
    }
    expect(seen(page)).toContain('</title></style><script>window.hacked=1</script>')
    // what is to be typed in a shell means the scenario and nothing else
    expect(seen(page)).toContain(`evenredig solve ''\\''; rm -rf $HOME #' --out result.json`)
  })

  it('is the same bytes for the same input', async () => {
    const again = await solve('2027-base')
    expect(again.milliseconds).not.toBe(base.milliseconds)
    expect(resultPage(again, readScenario('2027-base'), [], 'nl')).toBe(
      resultPage(base, readScenario('2027-base'), [], 'nl'),
    )
  })
})

describe('the page of a result', () => {
  it('has every cell, its mark, and totals that are the sums of what stands above them', () => {
    const [head, ...lines] = tableCells(resultPage(base, readScenario('2027-base'), [], 'nl'), 'toewijzing-tabel')
    expect(head!.map((each) => each.split(/(?<=^(?:NO|ON|NWN|ZWN|ZON))/)[0])).toEqual([
      'Specialisme',
      'NO',
      'ON',
      'Utrecht',
      'NWN',
      'Leiden *',
      'ZWN',
      'ZON',
      'Totaal',
    ])
    const cells = lines.slice(0, 30)
    expect(cells.length).toBe(30)
    const marked: string[] = []
    cells.forEach((line, s) => {
      const numbers = line.slice(1, 8).map((text, o) => {
        const free = base.freedom!.free.some(({ row, column }) => row === base.rows[s] && column === base.columns[o])
        expect(text.startsWith('°')).toBe(free)
        const places = text.replace('°', '')
        if (/[▲▼]/.test(text)) marked.push(`${base.rows[s]}-${base.columns[o]} ${places}`)
        return text === '–' ? 0 : Number(places.replace(/[▲▼]/, ''))
      })
      expect(numbers).toEqual(base.allocation![s])
      expect(Number(line[8])).toBe(numbers.reduce((sum, each) => sum + each, 0))
    })
    expect(marked).toEqual(
      base.deviations.map(
        ({ row, column, allocated, natural }) => `${row}-${column} ${allocated}${allocated > natural ? '▲' : '▼'}`,
      ),
    )
    // L27 Tabel 1
    expect(lines[30]).toEqual(['Totaal', '212', '127', '154', '191', '114', '214', '128', '1.140'])
    expect(cells.find(([name]) => name!.startsWith('23'))![5]).toBe('–')
  })

  it('prints the percentages of P26 Tabel 2, which are those before rounding, and as L27 does those after it', async () => {
    const page = resultPage(await solve('2026-base'), readScenario('2026-base'), [], 'en')
    const after = tableCells(page, 'toewijzing-tabel').at(-2)!
    expect(after.slice(0, 3)).toEqual(['Share after rounding', '18.5%', '11.1%'])
    const of2027 = resultPage(await solve('2027-base'), readScenario('2027-base'), [], 'nl')
    // L27 Tabel 1: 18,6% 11,1% 13,5% 16,8% 10,0% 18,8% 11,2%
    expect(tableCells(of2027, 'toewijzing-tabel').at(-2)!.slice(1, 8)).toEqual([
      '18,6%',
      '11,1%',
      '13,5%',
      '16,8%',
      '10,0%',
      '18,8%',
      '11,2%',
    ])
    const share = tableCells(page, 'toewijzing-tabel').at(-1)!
    expect(share).toEqual([
      'Share before rounding',
      '18.5%',
      '11.2%',
      '13.2%',
      '17.0%',
      '10.0%',
      '18.4%',
      '11.7%',
      '100.0%',
    ])
  })

  it('says in three sentences what a board has to know', () => {
    const text = sectionText(resultPage(base, readScenario('2027-base'), [], 'nl'), 'samenvatting')
    expect(text).toContain(
      'In 2027 zijn er 1.140 opleidingsplaatsen van 30 specialismen te verdelen over 7 OOR’s: elk specialisme en elke OOR krijgt precies zijn totaal.',
    )
    expect(text).toContain('Van de 208 cellen die een plaats kunnen krijgen, zijn er 192 natuurlijk afgerond')
    expect(text).toContain('en 16 op het getal dat daarna het dichtst bij ligt (next best); geen enkele gaat verder.')
    expect(text).toContain(
      'Bewezen: één verdeling heeft ook de kleinste totale fout; volgens het protocol alleen kunnen 77 cellen anders.',
    )
    expect(text.replace(/.*anders\./, '').match(/(?:bewezen optimaal|de enige beste|plaatsen)/g)).toHaveLength(3)
  })

  it('explains each total of an OOR from raw to whole', () => {
    const page = resultPage(base, readScenario('2027-base'), [], 'en')
    const lines = tableCells(page, 'totalen-tabel')
    expect(lines.map(([name]) => name)).toEqual([
      'Step',
      'Summed: intake times share',
      'By the floor',
      'After the floor',
      'By rounding the total',
      'Places',
    ])
    const [raw, lift, floored, , places] = lines
      .slice(1)
      .map((line) => line.slice(1).map((text) => Number(text.replace(',', ''))))
    raw!.forEach((value, o) => {
      expect(value + lift![o]!).toBeCloseTo(floored![o]!, 1)
      expect(Math.abs(floored![o]! - places![o]!)).toBeLessThanOrEqual(0.5)
    })
    expect(sectionText(page, 'totalen')).toContain(
      'Every OOR gets at least 10% of the 1,140 places. Leiden came to 109.84 and was lifted to 114.00; the other OORs paid for that, pro rata to their totals.',
    )
  })

  it('tells each chain as a sentence, and each deviation with its cost', () => {
    const page = resultPage(base, readScenario('2027-base'), [], 'nl')
    expect(sectionText(page, 'ketens')).toContain(
      'Omdat bij natuurlijk afronden 21 Klinisch fysicus 1 te weinig en 17 Kaakchirurgie 1 te veel heeft, gaat 21 Klinisch fysicus in ON van 1 naar 2 en 17 Kaakchirurgie in ON van 2 naar 1. Extra fout: 0,348.',
    )
    const rows = tableCells(page, 'afrondingen-tabel')
    expect(rows).toHaveLength(17)
    expect(rows[1]).toEqual(['10 Interne geneeskunde', 'Leiden', '12,463', '12', '13', '▲ naar boven', '0,074'])
  })

  it('puts the options that differ from the default first, with their source', () => {
    const rows = tableCells(pages.nl['solve']!, 'lezingen-tabel')
    expect(rows).toHaveLength(1 + Object.keys(OPTION_TABLE).length)
    expect(rows[1]).toEqual([
      'half',
      'even',
      'anders dan de standaard (up)',
      '"rekenkundig" afronden van een precieze helft',
      'FAQ 7.2',
    ])
    expect(rows.slice(2).filter(([, , standard]) => !standard!.startsWith('standaard;'))).toEqual([])
    expect(sectionText(pages.nl['solve']!, 'bewijs')).toContain(
      'evenredig solve 2027-base --option half=even --out uitkomst.json',
    )
    expect(sectionText(resultPage(base, readScenario('2027-base'), [], 'nl'), 'lezingen')).toContain(
      'overal de standaardlezing gevolgd',
    )
  })

  it('gives the hash of the input, and commands that do check the result', async () => {
    const text = sectionText(resultPage(base, readScenario('2027-base'), [], 'en'), 'bewijs')
    expect(text).toContain(base.input.sha256)
    const [make, check] = [
      /evenredig solve .*?result\.json/.exec(text)![0],
      /evenredig verify .*?2027-base/.exec(text)![0],
    ]
    const typed = (line: string) => line.replace('result.json', join(folder, 'result.json')).split(' ').slice(1)
    expect((await run(...typed(make))).exit).toBe(0)
    expect((await run(...typed(check))).exit).toBe(0)
  })

  it('stands beside the hand method, cell by cell', async () => {
    const page = pages.nl['solve']!
    const levels = tableCells(page, 'methoden-tabel')
    expect(levels.slice(1).map(([name, status]) => `${name}: ${status}`)).toEqual([
      'geheeltallig programma: optimaal',
      'handmethode, stapsgewijs: sluitend',
      'handmethode, rij voor rij: sluitend',
      'grootste rest per rij: totalen kloppen niet',
    ])
    const hand = await solve('2027-base', { method: 'stepwise' })
    const differs = tableCells(page, 'methoden-cellen')
      .slice(1)
      .filter((row) => row[3] !== row[4])
    const expected = base.allocation!.flatMap((row, s) =>
      row.flatMap((places, o) =>
        places === hand.allocation![s]![o] ? [] : [[String(places), String(hand.allocation![s]![o])]],
      ),
    )
    expect(expected.length).toBeGreaterThan(3)
    expect(differs.map((row) => [row[3], row[4]])).toEqual(expected)
  })

  it('marks and names equally good cells', () => {
    const text = sectionText(pages.en['tied']!, 'samenvatting')
    expect(text).toContain(
      'It is proven that no other allocation is better; there are some that are equally good, and they differ in 4 cells only (marked ≈).',
    )
    const cells = tableCells(pages.en['tied']!, 'toewijzing-tabel')
    expect(cells.flat().filter((each) => each.startsWith('≈'))).toHaveLength(4)
  })

  it('says of an impossible table which requirements clash and what would make it fit', async () => {
    const result = await round(IMPOSSIBLE)
    const page = resultPage(result, null, [], 'nl')
    expect(sectionText(page, 'samenvatting')).toContain('De eisen spreken elkaar tegen, en dat is bewezen')
    const text = sectionText(page, 'botsing')
    expect(text).toContain(result.conflict!.texts.nl)
    expect(result.conflict!.repairs!.length).toBeGreaterThan(0)
    for (const repair of result.conflict!.repairs!) expect(text).toContain(repair.texts.nl)
    expect(
      tableCells(page, 'botsing-cellen')
        .slice(1)
        .map((row) => row.slice(0, 4)),
    ).toEqual([
      ['r', 'a', 'afgesproken grens', '0 – 0'],
      ['r', 'b', 'afgesproken grens', '0 – 0'],
    ])
    expect(page).not.toContain('toewijzing-tabel')
  })

  it('does not claim of a hand method what is not proven', async () => {
    const text = seen(resultPage(await solve('2027-base', { method: 'stepwise' }), readScenario('2027-base'), [], 'en'))
    expect(text).toContain('that nothing is better is not proven')
    expect(text).toContain('That no other allocation is better is neither proven nor claimed.')
    expect(text).not.toMatch(/It is proven|: proven/)
    expect(seen(pages.nl['stuck']!)).toMatch(/haalt de totalen niet; wat hieronder staat is zo niet te gebruiken/)
  })

  it('is of use for a table of 300 columns, and says what it leaves out of one of 60,000 cells', async () => {
    const wide = (rows: number, columns: number) => ({
      rows: Array.from({ length: rows }, (_, i) => `r${i}`),
      columns: Array.from({ length: columns }, (_, i) => `c${i}`),
      target: Array.from({ length: rows }, () => Array.from({ length: columns }, () => 1)),
      rowTotals: Array.from({ length: rows }, () => columns),
      columnTotals: Array.from({ length: columns }, () => rows),
    })
    const page = resultPage(await round(wide(4, 300)), null, [], 'en')
    expect(tableCells(page, 'toewijzing-tabel')[0]).toHaveLength(302)
    const large = resultPage(await round(wide(200, 300)), null, [], 'en')
    expect(large.length).toBeLessThan(200_000)
    expect(seen(large)).toContain('This table is too large for a page; --out with .csv has it.')
  })
})

describe('the page of a comparison', () => {
  it('has both totals per OOR, and their difference taken apart', () => {
    const lines = tableCells(pages.nl['compare']!, 'per-oor-tabel')
    // two criteria are no two frames of one year
    expect(pages.nl['compare']).not.toContain('nieuw-kader')
    // P26 Tabel 2 and 3
    expect(lines[1]!.slice(1)).toEqual(['194', '117', '139', '179', '105', '193', '123', '1.050'])
    expect(lines[2]).toEqual(['% vóór afronding', '18,5', '11,2', '13,2', '17,0', '10,0', '18,4', '11,7', '100,0'])
    expect(lines[3]).toEqual(['% na afronding', '18,5', '11,1', '13,2', '17,0', '10,0', '18,4', '11,7', '100,0'])
    expect(lines[7]).toEqual(['Verschil', '-8', '+3', '+3', '+6', '0', '-6', '+2', '0'])
    const number = (text: string) => Number(text.replace(',', '.'))
    for (let o = 1; o <= 7; o++)
      expect(number(lines[8]![o]!) + number(lines[9]![o]!)).toBeCloseTo(number(lines[7]![o]!), 1)
  })

  it('shows each difference with its sign, and a dot where there is none', () => {
    const [, ...lines] = tableCells(pages.nl['compare']!, 'per-cel-tabel')
    const cells = lines.slice(0, 30).flatMap((line) => line.slice(1, 8))
    expect(cells.filter((each) => !/^(?:·|[+-]\d+)$/.test(each))).toEqual([])
    expect(cells.filter((each) => each !== '·')).toHaveLength(
      tableCells(pages.nl['compare']!, 'cellen-tabel').length - 1,
    )
    expect(lines[30]!.slice(1, 8)).toEqual(['-8', '+3', '+3', '+6', '0', '-6', '+2'])
  })

  it('tells of each scenario why it does not fit, also when that is the same one', async () => {
    const scenario = {
      id: 'tight',
      year: 2027,
      oors: [{ code: 'A' }, { code: 'B' }],
      specialties: [{ code: '1', intake: 4 }],
      careUse: { all: [[1, 1]] },
      bounds: [
        { specialty: '1', oor: 'A', low: 0, high: 1, reason: 'x' },
        { specialty: '1', oor: 'B', low: 0, high: 1, reason: 'y' },
      ],
    }
    const subject = parseScenario(scenario)
    const page = scenariosPage(await compare(scenario, scenario), [subject, subject], 'en')
    const ids = tagsOf(page).flatMap(({ attributes }) => attributes['id'] ?? [])
    expect(new Set(ids).size).toBe(ids.length)
    expect(page.match(/Why it does not fit: tight/g)).toHaveLength(4) // in the contents, and above each
    expect(sectionText(page, 'samenvatting')).toContain('so there is nothing to compare')
  })

  it('puts in bold in what the two scenarios differ', () => {
    const bold = [...pages.nl['compare']!.matchAll(/<td><b><bdi>([^<]*)<\/bdi><\/b><\/td>/g)].map(([, text]) => text)
    expect(bold).toEqual(['100% alle instellingen', '75% alle instellingen, 25% opleidende instellingen'])
  })
})

describe('the page of one cell', () => {
  it('goes from share to places, and says what one more or one fewer would cost', async () => {
    const page = pages.nl['explain']!
    expect(sectionText(page, 'samenvatting')).toContain(
      'Leiden krijgt 13 van de 127 plaatsen Interne geneeskunde. Vóór afronding was dat 12,463. Natuurlijk afgerond was het 12; het is naar boven ▲ gegaan',
    )
    const steps = tableCells(page, 'stappen-tabel')
    expect(steps[1]!.slice(1)).toEqual(['9,19%', '1.2', 'P26 I.2, FAQ 5'])
    expect(steps.at(-1)!.slice(0, 2)).toEqual(['Toegewezen', '13'])
    const { oneMore, oneFewer } = await explain('2027-base', '10', 'Leiden')
    expect(tableCells(page, 'anders-meer')).toHaveLength(oneMore!.changes.length + 1)
    expect(tableCells(page, 'anders-minder')).toHaveLength(oneFewer!.changes.length + 1)
    expect(sectionText(page, 'anders')).toContain('14 zou 2 stappen verder dan next best en één next best meer kosten.')
  })

  it('gives the reason of a zero cell', async () => {
    const page = cellPage(await explain('2027-base', '23', 'Leiden'), readScenario('2027-base'), 'en')
    expect(sectionText(page, 'samenvatting')).toContain('This is a zero cell: geen opleiding in deze OOR (FAQ 7.3).')
    expect(sectionText(page, 'anders')).toContain('1 is impossible: ')
  })
})

describe('a published page', () => {
  it('holds nothing that gives care use away: other care use with the same allocation makes the same page', async () => {
    const twin = (all: number[][]) => ({
      id: 'twin',
      year: 2027,
      oors: ['A', 'B', 'C'].map((code) => ({ code })),
      specialties: [
        { code: '1', intake: 10 },
        { code: '2', intake: 7 },
        { code: '3', intake: 5 },
      ],
      careUse: { all, unit: 'percent' },
    })
    const twins = [
      twin([
        [51, 28, 21],
        [29, 44, 27],
        [20, 38, 42],
      ]),
      twin([
        [50, 31, 19],
        [28, 42, 30],
        [20, 41, 39],
      ]),
    ]
    const made: string[] = []
    for (const each of twins) {
      const path = join(folder, 'twin')
      writeFileSync(`${path}.json`, JSON.stringify(each))
      expect((await run('solve', `${path}.json`, '--publish', '--force', '--out', `${path}.html`)).exit).toBe(0)
      made.push(readFileSync(`${path}.html`, 'utf8').replaceAll(/[0-9a-f]{64}/g, ''))
    }
    const [a, b] = [await solve(twins[0]!), await solve(twins[1]!)]
    expect(a.allocation).toEqual(b.allocation)
    expect(a.target).not.toEqual(b.target)
    expect(made[0]).toBe(made[1])
  })

  it('has no fraction of a place, no mark and no proof in it', async () => {
    const page = pages.nl['publish']!
    const text = plainText(page.replace(/<style>[^<]*<\/style>/, ''))
    expect(text).not.toMatch(/[▲▼]|\d,\d/)
    expect(text).toContain('staat daarom niet in deze uitgave')
    expect(text).not.toContain('Prijs')
    for (const kind of ['compare', 'explain'] as const) {
      const args = kind === 'compare' ? ['2026-base', '2026-reference'] : ['2027-base', '10', 'Leiden']
      const path = join(folder, `${kind}-published.html`)
      expect((await run(kind, ...args, '--publish', '--out', path)).exit).toBe(0)
      const shown = plainText(readFileSync(path, 'utf8').replace(/<style>[^<]*<\/style>|<bdi>[^<]*<\/bdi>/g, ''))
      expect(shown, kind).not.toMatch(/[▲▼]|\d,\d/)
    }
  })
})

describe('the command', () => {
  it('writes a page by the ending .html, and nothing else', async () => {
    const cases: readonly (readonly string[])[] = [
      ['solve', '2027-base'],
      ['compare', '2026-base', '2026-reference'],
      ['compare', '2027-base', '--methods', 'optimal,stepwise'],
      ['explain', '2027-base', '10', 'Leiden', '--lang', 'en'],
    ]
    for (const [i, args] of cases.entries()) {
      const path = join(folder, `page-${i}.HTML`)
      const err = expect.stringMatching(/^(?:geschreven|written): [^\n]*page-\d\.HTML \([\d.,]+ bytes\)\n$/)
      expect(await run(...args, '--out', path)).toEqual({ out: '', err, exit: 0 })
      const page = readFileSync(path, 'utf8')
      expect(() => tagsOf(page)).not.toThrow()
      expect(page).toContain(`<html lang="${args.includes('en') ? 'en' : 'nl'}">`)
    }
    expect(readFileSync(join(folder, 'page-0.HTML'), 'utf8')).toContain('handmethode, stapsgewijs')
  })

  it('writes the page of a negative answer too, and keeps its exit status', async () => {
    const table = join(folder, 'impossible.json')
    writeFileSync(table, JSON.stringify(IMPOSSIBLE))
    const path = join(folder, 'impossible.html')
    expect((await run('round', table, '--out', path)).exit).toBe(1)
    expect(seen(readFileSync(path, 'utf8'))).toContain('Waarom het niet past')
  })

  it('refuses flags that contradict it, and a page where there is none', async () => {
    const before = readdirSync(folder).length
    const path = join(folder, 'never.html')
    expect((await run('solve', '2027-base', '--json', '--out', path)).exit).toBe(2)
    expect((await run('verify', 'result.json', '--out', path)).exit).toBe(2)
    expect((await run('solve', '2027-base', '--dialect', 'excel-nl', '--out', path)).err).toContain('--dialect')
    expect(readdirSync(folder)).toHaveLength(before)
  })
})
