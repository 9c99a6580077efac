/** Proposals and consultations from workbooks, and drafts, checks and years as workbooks: what goes in by a file comes out the same. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readXlsx as hucreRead } from 'hucre/xlsx'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  check,
  checkWorkbook,
  compare,
  draft,
  draftWorkbook,
  InputError,
  proposalFromWorkbook,
  publishDraft,
  publishYears,
  yearsWorkbook,
  type Checked,
  type Draft,
  type Years,
} from '../src/index.js'
import { ATTENTION_CATEGORY, DIRECTION, GROUND, PREFERENCE } from '../src/words/consultation.js'
import { consultationFromBytes, parseConsultation, readConsultation } from '../src/io/read/consultation.js'
import { readScenario, shippedFile } from '../src/io/read/scenario.js'
import type { WrittenCell, WrittenSheet } from '../src/io/xlsx/write.js'
import { writeWorkbook } from '../src/io/xlsx/write.js'
import { heightOf } from '../src/workbook/looks.js'
import { templateSheets } from '../src/workbook/template.js'
import { EXAMPLE_ADVICES, exampleDraft, twoYears } from './answers.js'
import { commandIn } from './command.js'
import { book, cellsOf, partsOf, sheetNames, type Typed } from './workbooks.js'

const SCENARIO = '2027-proposal'
const ADVICES = EXAMPLE_ADVICES
const BY_HAND = `scenarios/${SCENARIO}/proposal-by-hand.csv`
/** What the command calls its inputs: its workbook says how to make it again. */
const GIVEN = { scenarios: [SCENARIO], advices: ADVICES }
const scenario = readScenario(SCENARIO)
const OORS = scenario.oors.map(({ code }) => code)
const CODES = scenario.specialties.map(({ code }) => code)

type PerOor = Readonly<Record<string, number>>
interface AdvicesFile {
  readonly advices: readonly {
    readonly specialty: string
    readonly row: PerOor
    readonly shift?: Readonly<Record<string, readonly [number, number]>>
    readonly weight?: number
    readonly rationale: string
  }[]
  readonly attentionPoints: readonly {
    readonly oor: string
    readonly specialty?: string
    readonly category: keyof typeof ATTENTION_CATEGORY
    readonly direction: keyof typeof DIRECTION
    readonly text: string
  }[]
  readonly motivations: readonly {
    readonly oor: string
    readonly grounds: readonly (keyof typeof GROUND)[]
    readonly text: string
  }[]
  readonly current: PerOor
  readonly history: Readonly<Record<string, PerOor>>
  readonly prefer: readonly (keyof typeof PREFERENCE)[]
}
const file = JSON.parse(readFileSync(ADVICES, 'utf8')) as AdvicesFile

/** As a command makes it, which knows what it was. */
const madeBy = <A extends Draft | Checked>(answer: A, command: string): A => ({
  ...answer,
  made: { ...answer.made!, command: `evenredig ${command}` },
})

let drafted: Draft
let bytes: Uint8Array
let checked: Checked
let checkBytes: Uint8Array
let solved: Years
let folder = ''
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'evenredig-proposals-'))
  drafted = await exampleDraft()
  bytes = await draftWorkbook(madeBy(drafted, `draft ${SCENARIO} --advices ${ADVICES} --fallback`), {
    scenario: SCENARIO,
    given: GIVEN,
  })
  checked = await check(SCENARIO, BY_HAND, { advices: ADVICES, repair: true })
  checkBytes = await checkWorkbook(madeBy(checked, `check ${SCENARIO} ${BY_HAND} --advices ${ADVICES} --repair`), {
    scenario: SCENARIO,
    given: { ...GIVEN, proposal: BY_HAND },
  })
  solved = await twoYears()
}, 300_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const textsOf = (from: Uint8Array, name: string) => [...cellsOf(from, name).values()].map(({ text }) => text)
const allTexts = (from: Uint8Array) => sheetNames(from).flatMap((name) => textsOf(from, name))

async function faultsOf(run: () => unknown) {
  try {
    await run()
  } catch (error) {
    if (error instanceof InputError) return error.faults
    throw error
  }
  return []
}

/** A sheet of the template with values typed in its cells, by row and column from 0. */
function typed(sheet: WrittenSheet, values: readonly (readonly [number, number, string | number])[]): WrittenSheet {
  const rows = sheet.rows.map((row) => [...row])
  for (const [r, c, value] of values) {
    const cell: WrittenCell = { ...rows[r]![c], value }
    rows[r]![c] = cell
  }
  return { ...sheet, rows }
}

/** The template with the whole consultation of the example typed in. */
function filledTemplate(language: 'nl' | 'en', also: WrittenSheet[] = []): Promise<Uint8Array> {
  const row = (code: string) => 4 + CODES.indexOf(code)
  const perOor = (places: PerOor, r: number) =>
    Object.entries(places).map(([oor, value]) => [r, 2 + OORS.indexOf(oor), value] as const)
  const word = (text: { nl: string; en: string }) => text[language]
  const sheets = templateSheets(scenario, language).filter(({ name }) => also.every((each) => each.name !== name))
  const fill = (names: readonly string[], values: readonly (readonly [number, number, string | number])[]) => {
    const at = sheets.findIndex(({ name }) => names.includes(name))
    sheets[at] = typed(sheets[at]!, values)
  }
  // behind the OORs stand total, intake and check, then "from" and "to" of each OOR, weight and rationale
  const shiftAt = 2 + OORS.length + 3
  fill(
    ['Adviezen', 'Advices'],
    file.advices.flatMap(({ specialty, row: places, shift = {}, weight, rationale }) => [
      ...perOor(places, row(specialty)),
      ...Object.entries(shift).flatMap(([oor, [low, high]]) => {
        const at = shiftAt + 2 * OORS.indexOf(oor)
        return [[row(specialty), at, low] as const, [row(specialty), at + 1, high] as const]
      }),
      ...(weight === undefined ? [] : [[row(specialty), shiftAt + 2 * OORS.length, weight] as const]),
      [row(specialty), shiftAt + 2 * OORS.length + 1, rationale] as const,
    ]),
  )
  fill(
    ['Aandachtspunten', 'Attention points'],
    file.attentionPoints.flatMap(({ oor, specialty, category, direction, text }, i) =>
      [oor, specialty ?? '', word(ATTENTION_CATEGORY[category]), word(DIRECTION[direction]), text].map(
        (value, c) => [4 + i, c, value] as const,
      ),
    ),
  )
  fill(
    ['Motiveringen', 'Motivations'],
    file.motivations.flatMap(({ oor, grounds, text }, i) =>
      [oor, '', grounds.map((ground) => word(GROUND[ground])).join('; '), text].map(
        (value, c) => [4 + i, c, value] as const,
      ),
    ),
  )
  fill(
    ['Omvang', 'Current size'],
    OORS.map((oor, o) => [4 + o, 1, file.current[oor]!] as const),
  )
  fill(
    ['Historie', 'Past years'],
    Object.entries(file.history).flatMap(([code, places]) => perOor(places, row(code))),
  )
  fill(
    ['Wensen', 'Wishes'],
    file.prefer.map((wish, i) => [4 + i, 1, word(PREFERENCE[wish])] as const),
  )
  return writeWorkbook('x', [...sheets, ...also])
}

describe('a consultation from a workbook', () => {
  it.each(['nl', 'en'] as const)(
    'the template filled with the example holds the same consultation (%s)',
    async (language) => {
      const read = consultationFromBytes(await filledTemplate(language), scenario)
      expect(read).toEqual(readConsultation(ADVICES, scenario))
    },
  )

  it('and so gives the same draft', async () => {
    const again = await draft(SCENARIO, await filledTemplate('nl'))
    const { milliseconds: _, fallback: _f, made: _n, read, ...rest } = again
    const { milliseconds: _m, fallback: _g, made: _o, ...expected } = drafted
    expect(rest).toEqual(expected)
    expect(read?.used.map(({ found }) => found)).toContain('Adviezen')
  }, 300_000)

  it('wishes in another order are read in that order', async () => {
    const wishes: Typed[][] = [
      ['Rang', 'Wens'],
      [1, 'weinig verschuiven'],
      [2, 'adviezen volgen'],
      [3, null],
    ]
    expect(consultationFromBytes(await book({ Wensen: wishes }), scenario).prefer).toEqual(['moved', 'advice'])
  })

  it('faults that only the scenario shows stand by cell too', async () => {
    const head = ['Code', ...OORS, 'Leiden van', 'Leiden tot', 'Gewicht']
    const wrong = {
      Adviezen: [
        head,
        ['01', 16, 8, 11, 14, 8, 15, 10, null, null, null],
        ['02', ...OORS.map((oor) => file.advices[1]!.row[oor]!), 1, 2, '0,0005'],
      ] as Typed[][],
      Aandachtspunten: [
        ['OOR', 'Specialisme', 'Categorie', 'Richting', 'Tekst'],
        ['NO', null, 'capaciteit', 'omhoog', 'NO: 12; ON: 13'],
      ] as Typed[][],
      Historie: [
        ['Code', ...OORS],
        ['05', 0, 0, 0, 0, 0, 0, 0],
      ] as Typed[][],
      Wensen: [
        ['Rang', 'Wens'],
        [1, 'weinig verschuiven'],
        [2, 'weinig verschuiven'],
      ] as Typed[][],
    }
    const path = join(folder, 'a.xlsx')
    writeFileSync(path, await book(wrong))
    const faults = await faultsOf(() => draft(SCENARIO, path))
    expect(faults.map((fault) => `${fault.path.replace(folder, '')} ${fault.code}`)).toEqual([
      '/a.xlsx:Adviezen!B2 advice-sum',
      '/a.xlsx:Adviezen!F3 shift-room',
      '/a.xlsx:Adviezen!K3 value',
      '/a.xlsx:Aandachtspunten!E2 wanted-numbers',
      '/a.xlsx:Historie!A2 empty-row',
      '/a.xlsx:Wensen!B3 duplicate',
    ])
  })

  it('a motivation without a ground is a motivation that lacks one; a line with an OOR alone is still to be written', async () => {
    const sheet: Typed[][] = [
      ['OOR', 'Specialisme', 'Grond', 'Tekst'],
      ['Leiden', null, null, 'minder aios'],
      ['ON', null, null, null],
      ['NO', '01', 'zorgvraag', null],
    ]
    expect(consultationFromBytes(await book({ Motivaties: sheet }), scenario).motivations).toEqual([
      { oor: 'Leiden', specialty: null, grounds: [], text: 'minder aios' },
      { oor: 'NO', specialty: '01', grounds: ['care-demand'], text: '' },
    ])
  })

  it('compare takes it too', async () => {
    const request = { advices: ADVICES }
    const { id: _, ...later } = shippedFile(SCENARIO, 'x')
    const specialties = later.specialties.map((each) => (each.code === '01' ? { ...each, intake: 82 } : each))
    const b = { ...later, id: 'later', specialties }
    const json = await compare(SCENARIO, b, request)
    const xlsx = await compare(SCENARIO, b, { advices: await filledTemplate('nl') })
    expect(json.frames!.advices.some(({ again }) => again === 'intake')).toBe(true)
    expect(xlsx.frames).toEqual(json.frames)
  })
})

describe('a proposal from a workbook', () => {
  const byHand = () => {
    const lines = readFileSync(BY_HAND, 'utf8').trim().split(/\r?\n/)
    return lines.map((line) =>
      line.split(',').map((cell): Typed => (/^\d+$/.test(cell) && cell.length < 3 ? Number(cell) : cell)),
    )
  }
  const sheet = (change: (row: Typed[]) => Typed[] = (row) => row): Typed[][] =>
    byHand().map((row, r) => (r === 0 ? row : change([CODES[r - 1]!, ...row.slice(1)])))

  it('is checked as its CSV is', async () => {
    const { repair: _, made: _m, ...expected } = checked
    const {
      repair: _r,
      made: _n,
      read,
      ...found
    } = await check(SCENARIO, await book({ Voorstel: sheet() }), { advices: ADVICES })
    expect(found).toEqual({ ...expected, read: undefined })
    expect(read?.used.map(({ found: what }) => what)).toContain('Voorstel')
  })

  it('decimals and negatives reach the rule on whole places; specialties outside the frame theirs', async () => {
    const odd = sheet((row) => (row[0] === '01' ? row.with(1, -2).with(2, '7,5') : row))
    const found = await check(SCENARIO, await book({ Voorstel: [...odd, ['Psychiatrie', 1, 0, 0, 0, 0, 0, 0]] }))
    const rule = (id: string) => found.rules.find((each) => each.id === id)!
    expect(rule('integers').findings.map(({ oor, found: value }) => [oor, value])).toEqual([
      ['NO', -2],
      ['ON', 7.5],
    ])
    expect(rule('outside-frame').findings.map(({ found: name }) => name)).toEqual(['Psychiatrie'])
    const written = await checkWorkbook(found, { scenario: SCENARIO })
    expect(cellsOf(written, 'Voorstel').get('L6')!.text).toBe('FOUT: geen heel getal')
    expect(proposalFromWorkbook(written, SCENARIO).allocation[0]!.slice(0, 2)).toEqual([-2, 7.5])
  })

  it('faults by cell', async () => {
    const path = join(folder, 'v.xlsx')
    writeFileSync(path, await book({ Voorstel: sheet((row) => (row[0] === '02' ? row.with(3, 'acht') : row)) }))
    const faults = await faultsOf(() => check(SCENARIO, path))
    expect(faults.map(({ path: at, code }) => `${at.replace(folder, '')} ${code}`)).toEqual([
      '/v.xlsx:Voorstel!D3 not-decimal',
    ])
  })

  it('a workbook may be scenario, consultation and proposal at once', async () => {
    const { careUse } = scenario
    if (careUse.kind !== 'matrix') throw new Error('no matrix')
    const head = ['Code', ...OORS]
    const table = (rows: readonly (readonly Typed[])[]) => [head, ...rows.map((row, s) => [CODES[s]!, ...row])]
    const sheets = await book({
      Instroom: [['Code', 'Instroom'], ...scenario.specialties.map(({ code, intake }) => [code, intake])],
      'Zorggebruik alle': table(careUse.all),
      Kader: [
        ['Gegeven', 'Waarde'],
        ['Jaar', 2027],
        ['Gegevens', 'synthetisch'],
        ['Ondergrens', 0.1],
        ['Regelruimte, totaal', 30],
        ['Regelruimte, minder per OOR', 8],
        ['Regelruimte, meer per OOR', 10],
      ],
      'Lege cellen': [['Specialisme', 'OOR'], ...scenario.zeroCells.map(({ specialty, oor }) => [specialty, oor])],
      Adviezen: table(
        CODES.map((code) => OORS.map((oor) => file.advices.find((each) => each.specialty === code)!.row[oor]!)),
      ),
      Voorstel: sheet(),
    })
    const path = join(folder, 'alles.xlsx')
    writeFileSync(path, sheets)
    const rows = { advices: file.advices.map(({ specialty, row }) => ({ specialty, row })) }
    const found = await draft(path, path)
    expect([found.status, found.base]).toEqual(['optimal', drafted.base])
    expect(found.consultation).toEqual(parseConsultation(rows, scenario))
    expect((await check(path, path, { advices: path })).allocation).toEqual(checked.allocation)
  }, 300_000)
})

describe('the workbook of a draft', () => {
  it('has its sheets, in both languages', async () => {
    expect(sheetNames(bytes)).toEqual([
      'Voorstel',
      'Balans',
      'Adviezen',
      'Aandachtspunten',
      'Motiveringen',
      'Wensen',
      'Toets',
      'Terugval',
      'Terugval per cel',
      'Omvang',
      'Historie',
      'Verantwoording',
    ])
    const english = await draftWorkbook({ ...drafted, fallback: null }, { scenario: SCENARIO, language: 'en' })
    expect(sheetNames(english)).toEqual(
      [
        'Proposal',
        'Balance',
        'Advices',
        'Attention points',
        'Motivations',
        'Wishes',
        'Test',
        'Past years',
        'Account',
      ].toSpliced(7, 0, 'Current size'),
    )
    expect(consultationFromBytes(english, scenario).advices).toEqual(drafted.consultation.advices)
  })

  it('reads back: the same proposal, and the same consultation', async () => {
    expect(proposalFromWorkbook(bytes, SCENARIO)).toMatchObject({
      allocation: drafted.allocation,
      notWhole: [],
      outside: [],
    })
    const path = join(folder, 'draft.xlsx')
    writeFileSync(path, bytes)
    const again = await check(SCENARIO, path, { advices: path })
    expect(again.allocation).toEqual(drafted.allocation)
    expect(again.rules).toEqual(drafted.check!.rules)
    const { motivations, ...read } = readConsultation(path, scenario)
    const { motivations: written, ...rest } = drafted.consultation
    expect(read).toEqual(rest)
    const sorted = (all: typeof written) => all.toSorted((a, b) => a.oor.localeCompare(b.oor))
    expect(sorted(motivations)).toEqual(sorted(written))
  })

  it('says what became of each advice, what is to be written, what the wishes cost and where the rules stand', () => {
    const advices = cellsOf(bytes, 'Adviezen')
    const lines = CODES.map((code) =>
      [...advices.values()].find(({ address, text }) => address.startsWith('A') && text === code)!,
    )
    const at = (code: string, column: string) =>
      advices.get(lines[CODES.indexOf(code)]!.address.replace('A', column))?.text
    expect(['23', '28', '37', '01'].map((code) => [at(code, 'J'), at(code, 'K'), at(code, 'M')])).toEqual(
      [
        ['niet gevolgd', '2', 'lege cellen'],
        ['niet gevolgd', '2', 'regelruimte per OOR'],
        ['gevolgd binnen de schuifruimte', '0', ''],
        ['precies gevolgd', '0', ''],
      ].map(([outcome, places, why]) => [outcome, places, why === '' ? undefined : why]),
    )
    expect(advices.get('C4')!.text).toBe('23 precies gevolgd, 3 gevolgd binnen de schuifruimte, 4 niet gevolgd')
    const motivations = cellsOf(bytes, 'Motiveringen')
    const written = [5, 6, 7, 8, 9, 10].map((r) =>
      ['A', 'C', 'F'].map((column) => motivations.get(`${column}${r}`)!.text),
    )
    expect(written).toEqual([
      ['NO', '-8', 'compleet'],
      ['ON', '2', 'grond en tekst'],
      ['Utrecht', '4', 'compleet'],
      ['NWN', '10', 'compleet'],
      ['Leiden', '-2', 'grond'],
      ['ZWN', '-6', 'compleet'],
    ])
    expect(textsOf(bytes, 'Wensen')).toContain('afwijkingen die een motivering nodig hebben: 0 (6)')
    expect(textsOf(bytes, 'Toets')).toContain('Het voorstel voldoet niet aan het kader')
    expect(textsOf(bytes, 'Verantwoording')).toContain(drafted.input.sha256)
    const balance = cellsOf(bytes, 'Balans')
    expect(['C', 'D', 'E', 'F', 'G', 'H', 'I'].map((column) => Number(balance.get(`${column}6`)!.text))).toEqual([
      212, 204, -8, 0, 18, 197, 7,
    ])
    expect([15, 16, 17].map((r) => balance.get(`C${r}`)!.text)).toEqual(['8', '10', '114'])
    const fallback = cellsOf(bytes, 'Terugval')
    const column = (name: string) => OORS.map((_, o) => Number(fallback.get(`${name}${o + 6}`)!.text))
    expect(column('D')).toEqual(drafted.fallback!.balance.map(({ fallback: places }) => places))
    expect(column('F')).toEqual(drafted.fallback!.balance.map(({ againstProposal }) => againstProposal))
  })

  it('the same draft, the same bytes; also when it took longer', async () => {
    const made = madeBy(drafted, `draft ${SCENARIO} --advices ${ADVICES} --fallback`)
    const again = await draftWorkbook({ ...made, milliseconds: 99_999 }, { scenario: SCENARIO, given: GIVEN })
    expect(Buffer.from(again).equals(Buffer.from(bytes))).toBe(true)
  })

  it('is labelled on every page, and prints on A4 across', async () => {
    const written = [bytes, checkBytes, await yearsWorkbook(solved, { scenarios: ['2026-base', '2027-base'] })]
    for (const each of written) {
      for (const sheet of (await hucreRead(each)).sheets) {
        expect(sheet.headerFooter!.oddHeader).toContain('SYNTHETISCHE GEGEVENS')
        expect(sheet.rows.slice(0, 3).flat().join(' ')).toContain('SYNTHETISCHE GEGEVENS')
        expect(sheet.pageSetup).toMatchObject({ paperSize: 'a4', orientation: 'landscape' })
      }
    }
  })

  it('prints the proposal on one page for each of its tables, and no word of a row falls off', async () => {
    const onPaper = 72 * (8.27 - 0.7 - 0.6) // A4 across, without its margins
    for (const each of [bytes, checkBytes]) {
      const sheets = [...partsOf(each)].filter(([part]) => part.startsWith('xl/worksheets/sheet'))
      const scaled = sheets.filter(([, xml]) => / scale="\d+"/.test(xml))
      expect(scaled.length).toBeGreaterThan(0)
      for (const [, xml] of scaled) {
        const heights = [...xml.matchAll(/<row ([^>]*)>/g)].map(([, row]) =>
          Number(/ ht="([\d.]+)"/.exec(row!)?.[1] ?? 15),
        )
        const scale = Number(/ scale="(\d+)"/.exec(xml)![1])
        expect((heights.reduce((sum, height) => sum + height, 0) * scale) / 100).toBeLessThanOrEqual(onPaper)
      }
    }
    // words stay whole: three lines, where the letters alone would go on two
    expect(heightOf('ondergrens van 10%, criterium, regelruimte (voor 2027 ongewijzigd verondersteld)', 34)).toBe(47)
    expect(heightOf('een twee', 34)).toBe(17)
    expect(heightOf('x'.repeat(100), 34)).toBe(47)
    expect(heightOf(`een ${'x'.repeat(41)}`, 34)).toBe(47)
    expect(heightOf('een\n\ntwee', 34)).toBe(47)
  })

  it('published: no error, no proof, no cost of a wish', async () => {
    const shown = publishDraft({ ...drafted, input: { sha256: 'x', advicesSha256: 'y' } })
    const published = await draftWorkbook(shown, { scenario: SCENARIO })
    expect(allTexts(published).filter((text) => /^-?\d+\.\d{3,}$/.test(text))).toEqual([])
    expect(textsOf(published, 'Wensen').filter((text) => text.startsWith('niet gepubliceerd'))).toHaveLength(4)
    expect(textsOf(bytes, 'Verantwoording').some((text) => /^\d+\.\d{6,}$/.test(text))).toBe(true)
    expect(proposalFromWorkbook(published, SCENARIO).allocation).toEqual(drafted.allocation)
    const years2 = await yearsWorkbook(publishYears(solved), { scenarios: ['2026-base', '2027-base'] })
    expect(allTexts(years2).filter((text) => /^-?\d+\.\d{3,}$/.test(text))).toEqual([])
    const one = await draftWorkbook(
      publishDraft({ ...drafted, input: { sha256: 'x', advicesSha256: 'y' }, target: null, deviations: [] }),
      {
        scenario: SCENARIO,
      },
    )
    expect(Buffer.from(one).equals(Buffer.from(published))).toBe(true)
  })

  it('text of others never becomes a formula', async () => {
    const consultation = {
      ...drafted.consultation,
      advices: drafted.consultation.advices.map((advice) => ({ ...advice, rationale: '=HYPERLINK("x")' })),
      attentionPoints: drafted.consultation.attentionPoints.map((point) => ({ ...point, text: '+cmd' })),
    }
    const motivations = drafted.motivations.map((each) => ({
      ...each,
      written: { oor: each.oor, specialty: null, grounds: [], text: '@SUM(A1)' },
    }))
    const written = await draftWorkbook({ ...drafted, consultation, motivations }, { scenario: SCENARIO })
    const formulas = [...partsOf(written).values()].flatMap((xml) =>
      [...xml.matchAll(/<f>([^<]*)<\/f>/g)].map(([, text]) => text!),
    )
    expect(formulas.length).toBeGreaterThan(300)
    for (const text of formulas) expect(text).not.toMatch(/HYPERLINK|cmd|SUM\(A1\)/)
    for (const text of ['=HYPERLINK("x")', '+cmd', '@SUM(A1)']) expect(allTexts(written)).toContain(text)
  })

  it('that cannot be has the reason instead of a table', async () => {
    const bounds = [
      { specialty: '01', oor: 'NO', low: 81, high: 81 },
      { specialty: '10', oor: 'NO', low: 127, high: 127 },
      { specialty: '05', oor: 'NO', low: 62, high: 62 },
    ]
    const impossible = { ...shippedFile(SCENARIO, 'x'), bounds }
    const none = await draft(impossible)
    expect(none.status).toBe('infeasible')
    const written = await draftWorkbook(none, { scenario: impossible })
    expect(sheetNames(written)).toEqual(['Voorstel', 'Verantwoording'])
    expect(allTexts(written)).toContain(none.conflict!.texts.nl)
  })
})

describe('the workbook of a check', () => {
  it('has every finding, the proposal as it was handed in, and the repair', () => {
    expect(sheetNames(checkBytes)).toEqual([
      'Toets',
      'Voorstel',
      'Balans',
      'Gevolgen',
      'Adviezen',
      'Aandachtspunten',
      'Wensen',
      'Omvang',
      'Historie',
      'Motiveringen',
      'Herstel',
      'Na herstel',
      'Verantwoording',
    ])
    const texts = textsOf(checkBytes, 'Toets')
    for (const { findings, source } of checked.rules) {
      for (const { text } of findings) expect(texts).toContain(text)
      expect(texts).toContain(source)
    }
    expect(proposalFromWorkbook(checkBytes, SCENARIO).allocation).toEqual(checked.allocation)
    const cells = cellsOf(checkBytes, 'Voorstel')
    expect(['L7', 'L18', 'C41', 'J41', 'A4'].map((at) => cells.get(at)!.text)).toEqual([
      'FOUT +1',
      'FOUT: lege cel gevuld',
      'FOUT -1',
      'FOUT +1',
      'FOUT: 4 controles kloppen niet',
    ])
    const repair = cellsOf(checkBytes, 'Herstel')
    expect(repair.get('A4')!.text).toMatch(/^3 plaatsen anders, bewezen het minste/)
    const changes = checked.repair!.changes.map(({ oor, from, to }) => [oor, String(from), String(to)])
    expect(changes.map((_, i) => ['B', 'C', 'D'].map((column) => repair.get(`${column}${i + 6}`)!.text))).toEqual(
      changes,
    )
    const after = cellsOf(checkBytes, 'Na herstel')
    expect(
      CODES.map((_, s) => 'CDEFGHI'.split('').map((column) => Number(after.get(`${column}${s + 5}`)!.text))),
    ).toEqual(checked.repair!.allocation)
  })
})

describe('the workbook of years', () => {
  it('has each year, their sum, and what together gains over apart', async () => {
    const written = await yearsWorkbook(solved, { scenarios: ['2026-base', '2027-base'] })
    expect(sheetNames(written)).toEqual(['Jaren', 'Samen en apart', 'Verantwoording 2026', 'Verantwoording 2027'])
    const cells = cellsOf(written, 'Jaren')
    const blocks = [['C', 'D', 'E', 'F', 'G', 'H', 'I'], 'LMNOPQR'.split(''), ['U', 'V', 'W', 'X', 'Y', 'Z', 'AA']]
    const read = blocks.map((columns) =>
      solved.rows.map((_, s) => columns.map((column) => Number(cells.get(`${column}${s + 6}`)!.text))),
    )
    expect(read).toEqual([...solved.together!.allocations, solved.together!.sum])
    const compared = cellsOf(written, 'Samen en apart')
    const levels = solved.together!.levels.map(({ value }, i) => [value, solved.apart!.levels[i]!.value])
    expect(levels.map((_, i) => ['E', 'F'].map((column) => Number(compared.get(`${column}${i + 5}`)!.text)))).toEqual(
      levels,
    )
  })
})

describe('the commands', () => {
  const run = (...args: string[]) => commandIn('.', args)

  it('write the same workbooks, whole, and read them', async () => {
    const out = (name: string) => join(folder, name)
    const made = await run('draft', SCENARIO, '--advices', ADVICES, '--fallback', '--out', out('d.xlsx'))
    expect([made.exit, made.out]).toEqual([0, ''])
    expect(made.err).toBe(`geschreven: ${out('d.xlsx')} (${bytes.length.toLocaleString('nl-NL')} bytes)\n`)
    expect(Buffer.compare(readFileSync(out('d.xlsx')), Buffer.from(bytes))).toBe(0)
    const judged = await run('check', SCENARIO, out('d.xlsx'), '--advices', out('d.xlsx'), '--json')
    expect(judged.exit).toBe(1)
    expect((JSON.parse(judged.out) as Checked).allocation).toEqual(drafted.allocation)
    const table = await run('check', SCENARIO, BY_HAND, '--advices', ADVICES, '--repair', '--out', out('c.xlsx'))
    expect([table.exit, table.out]).toEqual([1, ''])
    expect(Buffer.compare(readFileSync(out('c.xlsx')), Buffer.from(checkBytes))).toBe(0)
    expect((await run('years', '2026-base', '2027-base', '--out', out('y.xlsx'))).exit).toBe(0)
  }, 300_000)
})
