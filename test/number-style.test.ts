/** One number style: whatever a person reads has the thousands sign of the language, and what a program reads has none. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest'
import { commands } from '../src/cli/commands.js'
import { InputError, type Fault } from '../src/domain/errors.js'
import { faultText, LANGUAGES, numberText, wholeText, type Language } from '../src/words/texts.js'
import { readXlsx } from '../src/io/xlsx/read.js'

const folder = mkdtempSync(join(tmpdir(), 'evenredig-numbers-'))
afterAll(() => rmSync(folder, { recursive: true }))
afterEach(() => vi.restoreAllMocks())

function put(name: string, value: unknown): string {
  const path = join(folder, name)
  writeFileSync(path, typeof value === 'string' ? value : JSON.stringify(value))
  return path
}

/** Thousands of places per specialty and OOR; the third OOR lies on the floor. */
const LARGE = {
  id: 'large',
  title: 'Grote tabel',
  year: 2027,
  data: 'synthetic',
  oors: [{ code: 'A' }, { code: 'B' }, { code: 'C' }],
  specialties: [
    { code: 'p', intake: 5001 },
    { code: 'q', intake: 4407 },
    { code: 'r', intake: 6223 },
  ],
  careUse: {
    all: [
      [5131, 3271, 711],
      [4217, 6133, 613],
      [7919, 4513, 0],
    ],
    training: [
      [3131, 3271, 711],
      [2217, 4133, 613],
      [3919, 4513, 0],
    ],
  },
  floor: { share: 0.1 },
  zeroCells: [{ specialty: 'r', oor: 'C' }],
  leeway: { total: 3000, below: 1200, above: 1500 },
}
const OTHER = { ...LARGE, id: 'other', careUse: { all: [[3131, 5271, 1711], [4217, 4133, 2613], [7919, 4513, 0]] } } // prettier-ignore
const LATER = { ...OTHER, id: 'later', year: 2028 }
const TIGHT = {
  ...LARGE,
  id: 'tight',
  bounds: [
    { specialty: 'p', oor: 'A', low: 0, high: 1100, reason: 'x' },
    { specialty: 'q', oor: 'A', low: 0, high: 1200, reason: 'x' },
    { specialty: 'r', oor: 'A', low: 0, high: 1300, reason: 'x' },
  ],
}
const ADVICES = {
  advices: [
    { specialty: 'p', row: { A: 1500, B: 3000, C: 501 }, rationale: 'x' },
    { specialty: 'q', row: { A: 1300, B: 2607, C: 500 }, shift: { A: [1250, 1400], B: [2500, 2700] }, rationale: 'y' },
  ],
  current: { A: 5100, B: 7031, C: 3500 },
}
const PROPOSAL = { rows: ['p', 'q', 'r'], columns: ['A', 'B', 'C'], allocation: [[1001, 1500, 2500], [1100, 1200, 2100], [5223, 1000.5, 0]] } // prettier-ignore
const PROBLEM = { rows: ['a', 'b'], columns: ['x', 'y'], target: [[1500.4, 2500.6], [3500.5, 1200.5]], rowTotals: [4001, 4701], columnTotals: [5001, 3701] } // prettier-ignore
const STUCK = { ...PROBLEM, target: [[4001, 0], [0, 4701]], columnTotals: [3001, 5701], zeroCells: [['a', 'y'], ['b', 'x']] } // prettier-ignore
const SHORT = { ...PROBLEM, rowTotals: [4001, 4702] }

const [large, other, later, tight] = [LARGE, OTHER, LATER, TIGHT].map((each) => put(`${each.id}.json`, each)) as [
  string,
  string,
  string,
  string,
]
const advices = put('advices.json', ADVICES)
const proposal = put('proposal.json', PROPOSAL)
const [problem, stuck, short] = Object.entries({ PROBLEM, STUCK, SHORT }).map(([name, each]) => put(`${name}.json`, each)) as [string, string, string] // prettier-ignore

/** Every kind of answer, and refusals. */
const QUESTIONS: readonly (readonly string[])[] = [
  ['solve', large],
  ['solve', large, '--publish'],
  ['solve', large, '--method', 'stepwise'],
  ['solve', large, '--method', 'sequential'],
  ['solve', large, '--objective', 'proportional'],
  ['solve', large, '--option', 'floor.inner=row-pro-rata'],
  ['solve', tight],
  ['solve', tight, '--method', 'stepwise'],
  ['round', problem],
  ['round', stuck],
  ['round', stuck, '--method', 'stepwise'],
  ['round', short],
  ['compare', large, other],
  ['compare', large, other, '--advices', advices],
  ['compare', large, '--methods', 'optimal,stepwise,sequential', '--option', 'floor.inner=row-pro-rata'],
  ['explain', large, 'p', 'A'],
  ['explain', large, 'q', 'C'],
  ['draft', large],
  ['draft', large, '--advices', advices, '--fallback'],
  ['draft', tight],
  ['check', large, proposal],
  ['check', large, proposal, '--advices', advices, '--repair'],
  ['years', large, later],
  ['years', later, tight],
]

async function run(language: Language, args: readonly string[]): Promise<string> {
  let said = ''
  for (const stream of [process.stdout, process.stderr]) {
    vi.spyOn(stream, 'write').mockImplementation((chunk, ...rest) => {
      said += String(chunk)
      const done = rest.at(-1)
      if (typeof done === 'function') done()
      return true
    })
  }
  try {
    await commands([...args, '--lang', language], language)
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    said += error.faults.map((fault) => faultText(fault, language)).join('\n')
  } finally {
    vi.restoreAllMocks()
  }
  return said
}

/** Numbers of four digits and more without a sign between them. Years, hashes, versions and names of files are no such numbers. */
function bare(text: string): string[] {
  const plain = text
    .replaceAll(folder, '')
    .replace(/\b[0-9a-f]{12,64}\b|\b\d+\.\d+\.\d+\b|\b20[123]\d\b|\bRFC \d+/g, '')
    .replace(/\d{4}-\d\d-\d\d/g, '')
  return [...plain.matchAll(/.{0,50}(?<![\w.,'’-])-?\d{4,}(?![\w-]).{0,30}/g)].map(([found]) => found)
}

/** By how much a total is off: a spreadsheet works it out again, and would write the sign of thousands by its own language. */
const OFF = /^(?:FOUT|WRONG) [+-]\d+$/

/** What a page shows: its text without styles, scripts and what they draw by. */
const shown = (page: string) => page.replace(/<(style|script)\b[\s\S]*?<\/\1>/g, ' ').replace(/<[^>]*>/g, ' ')

describe.each(LANGUAGES)('in %s every number that people read', (language) => {
  it.each(QUESTIONS.map((args) => [args.map((each) => each.replace(`${folder}/`, '')).join(' '), args] as const))(
    'has its thousands sign: %s',
    async (_, args) => {
      const said = await run(language, args)
      expect.soft(said).toMatch(language === 'nl' ? /\d\.\d{3}\b/ : /\d,\d{3}\b/)
      expect.soft(bare(said), 'terminal').toEqual([])
      const page = join(folder, 'page.html')
      await run(language, [...args, '--force', '--out', page])
      expect.soft(bare(shown(readFileSync(page, 'utf8'))), 'page').toEqual([])
      if (args[0] === 'explain') return
      const book = join(folder, 'book.xlsx')
      await run(language, [...args, '--force', '--out', book])
      const sentences = readXlsx(readFileSync(book), 'book').sheets.flatMap(({ rows }) =>
        rows.flatMap(({ cells }) => [...cells.values()].filter(({ kind }) => kind === 'text').map(({ text }) => text)),
      )
      expect.soft(sentences.filter((text) => !OFF.test(text)).flatMap(bare), 'workbook').toEqual([])
    },
  )
})

describe('a fault about a number of things', () => {
  it('has it as people write it, and codes and years as they are', () => {
    const fault = (code: Fault['code'], found: string, expected: string) =>
      LANGUAGES.map((language) => faultText({ code, path: 'x.csv:9', found, expected }, language))
    const [nl, en] = fault('total', '1141', '1140')
    expect(nl).toContain('gevonden 1.141; verwacht 1.140')
    expect(en).toContain('found 1,141; expected 1,140')
    expect(fault('total', '1.141', '1140')[0]).toContain('gevonden 1.141; verwacht 1.140')
    expect(fault('too-large', '> 1000000 cells', '<= 1000000 cells')[1]).toContain('expected <= 1,000,000 cells')
    expect(fault('value', '2027', '2026')[0]).toContain('gevonden 2027; verwacht 2026')
    expect(fault('unknown-code', '0112', '')[0]).toContain('gevonden 0112')
  })

  it('has the decimal sign of its language, whatever the fault; what was typed as a name or in doubt stays', () => {
    const fault = (code: Fault['code'], found: string, expected = '') =>
      LANGUAGES.map((language) => faultText({ code, path: 'x.csv:9', found, expected }, language))
    for (const code of [
      'not-whole',
      'negative',
      'total',
      'row-sum',
      'value',
      'floor-too-high',
      'too-large',
      'advice-sum',
    ] as const) {
      const [nl, en] = fault(code, '-3.5', '<= 0.125')
      expect(nl).toContain('gevonden -3,5; verwacht <= 0,125')
      expect(en).toContain('found -3.5; expected <= 0.125')
    }
    expect(fault('row-sum', '99.998', '100')[0]).toContain('gevonden 99,998')
    expect(fault('total', '1.141', '1141.5')[0]).toContain('gevonden 1.141; verwacht 1141,5')
    expect(fault('doubtful-sign', '4.096', '4096 | 4,096')[0]).toContain('gevonden 4.096; verwacht 4096 | 4,096')
    for (const code of ['unknown-code', 'usage', 'duplicate'] as const)
      expect(fault(code, '3.5')[0]).toContain('gevonden 3.5')
    expect(fault('not-found', 'versie 1.2.xlsx', 'FAQ 7.5')[0]).toContain('gevonden versie 1.2.xlsx; verwacht FAQ 7.5')
  })
})

describe('a number', () => {
  it('has signs between thousands and before decimals, and a minus before all', () => {
    for (const [value, digits, nl, en] of [
      [1140, 0, '1.140', '1,140'],
      [999.5, 3, '999,5', '999.5'],
      [1234567.25, 2, '1.234.567,25', '1,234,567.25'],
      [-1000.0004, 3, '-1.000', '-1,000'],
      [0.1234567, 7, '0,1234567', '0.1234567'],
    ] as const) {
      expect([numberText(value, 'nl', digits), numberText(value, 'en', digits)]).toEqual([nl, en])
    }
    expect([wholeText(-12345, 'nl'), wholeText(123, 'en')]).toEqual(['-12.345', '123'])
  })

  it('has none of them in what programs read', async () => {
    expect(await run('nl', ['solve', large, '--csv', '--totals'])).toContain('15631')
    expect(await run('nl', ['solve', large, '--json'])).toMatch(/5001/)
  })
})
