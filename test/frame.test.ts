/** Own data in the frame of a scenario: on every command, under a title of their own, and by commands that work as they are printed. */
import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compare, explain, solve } from '../src/index.js'
import { readScenario, scenariosOf } from '../src/io/read/scenario.js'
import { readXlsx } from '../src/io/xlsx/read.js'
import { commandIn } from './command.js'
import { book, type Typed } from './workbooks.js'

const BASE = readScenario('2027-base')
const folder = mkdtempSync(join(tmpdir(), 'evenredig-frame-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const OORS = BASE.oors.map(({ code }) => code)
const SHARES = BASE.careUse.kind === 'matrix' ? BASE.careUse.all : []
const CARE_USE: Typed[][] = [
  ['Code', 'Specialisme', ...OORS],
  ...BASE.specialties.map(({ code, name }, s) => [code, name, ...SHARES[s]!.map(Number)]),
]

const run = (args: readonly string[]) => commandIn(folder, args)

beforeAll(async () => {
  const own = await book({ 'Zorggebruik alle': CARE_USE })
  const dated = (year: number) => book({ 'Zorggebruik alle': CARE_USE, Kader: [['Jaar', year]] })
  writeFileSync(join(folder, 'mijn cijfers.xlsx'), own)
  writeFileSync(join(folder, 'later.xlsx'), await dated(2028))
  copyFileSync(join(folder, 'mijn cijfers.xlsx'), join(folder, 'hernoemd.xlsx'))
})

describe('a frame', () => {
  it('completes a workbook in every function of the library', async () => {
    const own = join(folder, 'mijn cijfers.xlsx')
    const published = (await solve('2027-base')).allocation
    expect((await solve(own, { frame: '2027-base' })).allocation).toEqual(published)
    expect((await compare('2027-base', own, { frame: '2027-base' })).b.allocation).toEqual(published)
    expect((await explain(own, '10', 'Leiden', { frame: '2027-base' })).result.allocation).toEqual(published)
  })

  it('around nothing that takes one is wrong usage, on every command', async () => {
    const commands = [
      ['solve', '2027-base'],
      ['compare', '2027-base', '2026-base'],
      ['explain', '2027-base', '10', 'Leiden'],
      ['draft', '2027-base'],
      ['years', '2026-base', '2027-base'],
      ['check', '2027-base', 'p.csv'],
    ]
    for (const args of commands) {
      const { exit, out, err } = await run([...args, '--frame', '2027-base'])
      expect([args[0], exit, out]).toEqual([args[0], 2, ''])
      expect(err).toContain('--frame: een kader vult alleen een werkmap aan')
    }
  })
})

describe('own data', () => {
  it('have the same hash wherever the file stands and whatever it is called', () => {
    const [one, other] = ['mijn cijfers.xlsx', 'hernoemd.xlsx'].map(
      (name) => scenariosOf([join(folder, name)], '2027-base')[0]!,
    )
    expect(one!.sha256).toBe(other!.sha256)
    expect([one!.id, other!.id]).toEqual(['mijn cijfers', 'hernoemd'])
    expect(scenariosOf([join(folder, 'later.xlsx')], '2027-base')[0]!.sha256).not.toBe(one!.sha256)
  })

  it.each(['nl', 'en'])('never stand under the title of the frame (%s)', async (lang) => {
    const title = { nl: 'Eigen gegevens', en: 'Own data' }[lang]!
    const args = ['solve', 'mijn cijfers.xlsx', '--frame', '2027-base', '--lang', lang]
    const [text = '', frame = ''] = (await run(args)).out.split('\n')
    expect(text).toBe(title)
    expect(frame).toContain('10%')
    expect(frame).toContain('2027-base')
    await run([...args, '--out', `t-${lang}.html`])
    await run([...args, '--out', `t-${lang}.xlsx`])
    const page = readFileSync(join(folder, `t-${lang}.html`), 'utf8')
    expect(page).toContain(`<title>${title} – Evenredig</title>`)
    const sheets = readXlsx(readFileSync(join(folder, `t-${lang}.xlsx`)), 't.xlsx').sheets
    const texts = sheets.flatMap(({ rows }) =>
      rows.flatMap(({ cells }) => [...cells.values()].map((each) => each.text)),
    )
    expect(texts).toContain(title)
    for (const shown of [(await run(args)).out, page, texts.join('\n')]) expect(shown).not.toContain(BASE.title)
  })
})

describe('every output of every command about own data', () => {
  const own = 'mijn cijfers.xlsx'
  const framed = ['--frame', '2027-base']
  const COMMANDS = {
    solve: ['solve', own],
    explain: ['explain', own, '10', 'Leiden'],
    'compare with another': ['compare', '2026-base', own],
    'compare methods': ['compare', own, '--methods', 'stepwise,sequential'],
    draft: ['draft', own, '--time-limit', '1'],
    check: ['check', own, new URL('../scenarios/2027-base/expected.csv', import.meta.url).pathname],
    years: ['years', '2026-base', 'later.xlsx', '--time-limit', '1'],
  } as const

  it.each(Object.entries(COMMANDS))(
    'is headed by their title, criterion, floor and frame: %s',
    async (name, args) => {
      const file = name.replaceAll(' ', '-')
      const text = (await run([...args, ...framed])).out
      await run([...args, ...framed, '--out', `${file}.html`])
      const shown = [text, readFileSync(join(folder, `${file}.html`), 'utf8')]
      if (name !== 'explain') {
        await run([...args, ...framed, '--out', `${file}.xlsx`])
        const { sheets } = readXlsx(readFileSync(join(folder, `${file}.xlsx`)), 'x.xlsx')
        shown.push(sheets.flatMap(({ rows }) => rows.flatMap(({ cells }) => [...cells.values()].map((each) => each.text))).join('\n')) // prettier-ignore
      }
      for (const each of shown) {
        const head = each.slice(Math.max(0, each.indexOf('<body')))
        for (const fact of ['Eigen gegevens', '100% alle instellingen', '10%', '2027-base'])
          expect(head).toContain(fact)
        expect(each).not.toContain(BASE.title)
        expect(each).not.toContain('intake and care use')
      }
    },
    300_000,
  )
})

describe('data without a year', () => {
  const bare = ['kaal.xlsx']
  beforeAll(async () => {
    const intake = [['Code', 'Instroom'], ...BASE.specialties.map((each) => [each.code, each.intake])]
    writeFileSync(join(folder, 'kaal.xlsx'), await book({ 'Zorggebruik alle': CARE_USE, Instroom: intake }))
  })

  it.each(['nl', 'en'])('get none in the page of an answer (%s)', async (lang) => {
    for (const [name, args] of [
      ['solve', []],
      ['compare', ['--methods', 'optimal,stepwise']],
    ] as const) {
      const file = `${name}-${lang}-kaal.html`
      expect((await run([name, ...bare, ...args, '--lang', lang, '--out', file])).exit).toBe(0)
      const text = readFileSync(join(folder, file), 'utf8').replaceAll(/<style>[^]*?<\/style>|<[^>]*>/g, ' ')
      expect(text).not.toMatch(/\b2000\b/)
      expect(text).toContain({ nl: 'Er zijn 1.140 opleidingsplaatsen', en: 'There are 1,140 training places' }[lang])
    }
  })

  it('are refused beside other years, each by its name', async () => {
    const { exit, err } = await run(['years', '2026-base', ...bare])
    expect([exit, err.trim()]).toEqual([2, 'kaal: ontbreekt (verwacht een jaar op blad Kader)'])
  })
})

describe('the headings of several scenarios in one answer', () => {
  const WARNING = 'Let op: geen ondergrens'
  it.each(['html', 'xlsx'])('have criterion, floor and frame of each, and the warnings (%s)', async (ending) => {
    const undated = await book({
      'Zorggebruik alle': CARE_USE,
      Kader: [['Jaar', 2028]],
      Instroom: [['Code', 'Instroom'], ...BASE.specialties.map((each) => [each.code, each.intake])],
    })
    writeFileSync(join(folder, 'zonder.xlsx'), undated)
    for (const name of ['years', 'compare']) {
      const file = `koppen-${name}.${ending}`
      expect((await run([name, '2026-base', 'zonder.xlsx', '--out', file])).exit).toBe(0)
      const bytes = readFileSync(join(folder, file))
      const first =
        ending === 'html'
          ? bytes.toString('utf8').split(name === 'years' ? 'id="samenvatting"' : 'id="per-cel"')[0]!
          : readXlsx(bytes, file)
              .sheets[0]!.rows.flatMap(({ cells }) => [...cells.values()].map((each) => each.text))
              .join('\n')
      expect(first).not.toContain('&lt;')
      for (const said of [WARNING, 'voorlopig, 18 februari 2025', 'niet vermeld', '10%', '100% alle instellingen'])
        expect([name, first]).toEqual([name, expect.stringContaining(said)])
    }
  })
})

/** The commands that a page or a workbook prints. */
function commandsIn(name: string): string[] {
  const bytes = readFileSync(join(folder, name))
  const text = name.endsWith('.html')
    ? [...bytes.toString('utf8').matchAll(/<pre><code>([^<]*)<\/code>/g)]
        .map(([, code]) => code!.replaceAll('&#39;', "'").replaceAll('&quot;', '"').replaceAll('&amp;', '&'))
        .join('\n')
    : readXlsx(bytes, name)
        .sheets.flatMap(({ rows }) => rows.flatMap(({ cells }) => [...cells.values()].map((each) => each.text)))
        .join('\n')
  return text.split('\n').filter((line) => line.startsWith('evenredig '))
}

/** The arguments of a printed command, as a shell takes them. */
function parsedByShell(line: string): string[] {
  const shell = `evenredig() { printf '%s\\0' "$@"; }\n${line}`
  return execFileSync('bash', ['-c', shell], { encoding: 'utf8' }).split('\0').slice(0, -1)
}

describe('the commands that an answer prints', () => {
  const OWN = ['mijn cijfers.xlsx', '--frame', '2027-base']
  const TABLE = { rows: ['a', 'b'], columns: ['x', 'y'], target: [[1.4, 1.6], [2.6, 0.4]], rowTotals: [3, 3], columnTotals: [4, 2] } // prettier-ignore
  const cases: readonly (readonly [string, readonly string[], string])[] = [
    ['own data', ['solve', ...OWN], 'html'],
    ['own data, in a workbook', ['solve', ...OWN], 'xlsx'],
    ['options, a method and a seed', ['solve', ...OWN, '--option', 'half=even', '--method', 'lottery', '--seed', '7'], 'html'], // prettier-ignore
    ['a shipped scenario', ['solve', '2026-reference', '--objective', 'squares'], 'html'],
    ['two of them', ['compare', '2027-base', ...OWN], 'html'],
    ['two of them, in a workbook', ['compare', '2027-base', ...OWN], 'xlsx'],
    ['methods', ['compare', ...OWN, '--methods', 'optimal,stepwise'], 'html'],
    ['a cell', ['explain', 'mijn cijfers.xlsx', '10', 'Leiden', '--frame', '2027-base'], 'html'],
    ['a draft', ['draft', ...OWN, '--advices', 'wensen.json', '--time-limit', '60'], 'html'],
    ['years', ['years', '2026-base', 'later.xlsx', '--frame', '2027-base'], 'xlsx'],
    ['a table', ['round', 'tabel 1.json'], 'html'],
  ]
  it.each(cases)('make it again and check it: %s', async (what, args, ending) => {
    writeFileSync(join(folder, 'tabel 1.json'), JSON.stringify(TABLE))
    writeFileSync(join(folder, 'wensen.json'), JSON.stringify({ prefer: ['moved', 'advice'] }))
    const name = `printed ${what}.${ending}`
    const made = await run([...args, '--out', name])
    expect(made.exit, made.err).toBe(0)
    const printed = [...new Set(commandsIn(name))]
    expect(printed.length).toBeGreaterThan(1)
    for (const line of printed) {
      const { exit, out, err } = await run(parsedByShell(line))
      expect(exit, err).toBe(0)
      if (line.includes(' verify ')) expect(out).toMatch(/^\S+: (nagerekend en goed|goedgekeurd)|✓/m)
    }
    for (const file of printed.flatMap((line) => /--out (\S+)/.exec(line)?.[1] ?? [])) rmSync(join(folder, file))
  })
})
