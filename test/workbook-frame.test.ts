/** Frames edited in a workbook: what sheet Kader and its neighbours say is used, or refused by its cell; nothing is ignored. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { InputError, scenarioFromWorkbook, solve } from '../src/index.js'
import { parseScenario, readScenario } from '../src/io/read/scenario.js'
import { faultText } from '../src/words/texts.js'
import { writeWorkbook } from '../src/io/xlsx/write.js'
import { templateSheets } from '../src/workbook/template.js'
import { QUESTIONS } from '../src/questions/index.js'
import { commandIn } from './command.js'
import { fillIn } from './filled.js'
import { book, type Typed } from './workbooks.js'

const BASE = readScenario('2027-base')
const OORS = BASE.oors.map(({ code }) => code)
const SHARES = BASE.careUse.kind === 'matrix' ? BASE.careUse.all : []
const CARE_USE: Typed[][] = [
  ['Code', 'Specialisme', ...OORS],
  ...BASE.specialties.map(({ code, name }, s) => [code, name, ...SHARES[s]!.map(Number)]),
]

type Sheets = Readonly<Record<string, readonly (readonly Typed[])[]>>

async function read(sheets: Sheets, scenario: string | undefined = '2027-base') {
  const bytes = await book({ 'Zorggebruik alle': CARE_USE, ...sheets })
  return scenarioFromWorkbook(bytes, { name: 'x.xlsx', ...(scenario !== undefined && { scenario }) })
}

async function faults(sheets: Sheets): Promise<string[]> {
  try {
    await read(sheets)
  } catch (error) {
    if (error instanceof InputError) return error.faults.map((fault) => faultText(fault, 'nl'))
    throw error
  }
  return []
}

describe('what sheet Kader says is used', () => {
  it('title, id, year, kind of data, status and date', async () => {
    const Kader: Typed[][] = [
      ['Ons kader'],
      ['Gegeven', 'Waarde', 'Toelichting'],
      ['Titel:', 'Proef met eigen cijfers', 'zelf bedacht'],
      ['Kenmerk', 'proef-1'],
      ['Jaar', 2029],
      ['Gegevens', 'synthetisch'],
      ['Kader, status', 'voorlopig'],
      ['Kader, datum', '8-6-2029'],
    ]
    expect(await read({ Kader })).toMatchObject({
      title: 'Proef met eigen cijfers',
      id: 'proef-1',
      year: 2029,
      data: 'synthetic',
      frame: { status: 'provisional', date: '2029-06-08' },
    })
    const named = await read({ Kader: [['Frame, date', '9 mei 2027']] })
    expect(named.frame).toEqual({ status: BASE.frame!.status, date: '2027-05-09' })
  })

  it.each<readonly [Typed, number | null]>([
    [0.1, 0.1],
    ['0,1', 0.1],
    ['10%', 0.1],
    ['10 %', 0.1],
    [10, 0.1],
    ['12,5', 0.125],
    ['12,5%', 0.125],
    ['geen', null],
    [0, null],
  ])('a floor of %s is %s', async (given, share) => {
    expect((await read({ Kader: [['Ondergrens', given]] })).floor).toEqual(share === null ? null : { share })
  })

  it('criterion, leeway and options', async () => {
    const Kader: Typed[][] = [
      ['Criterium, alle instellingen', '100%'],
      ['Regelruimte, totaal', 20],
      ['Regelruimte, minder per OOR', 4],
      ['Regelruimte, meer per OOR', 5],
      ['half', 'even'],
    ]
    const Opties: Typed[][] = [
      ['Optie', 'Waarde'],
      ['floor.inner', 'row-pro-rata'],
      ['totals.rounding', null],
    ]
    expect(await read({ Kader, Opties })).toMatchObject({
      criterion: { all: 1, training: 0 },
      leeway: { total: 20, below: 4, above: 5 },
      options: { half: 'even', 'floor.inner': 'row-pro-rata' },
    })
    const none = ['totaal', 'minder', 'meer'].map((word) => [`Regelruimte, ${word}`, 'geen'])
    expect((await read({ Kader: none })).leeway).toBeNull()
    const half = { Kader: [['Regelruimte, totaal', 25]] }
    expect((await read(half)).leeway).toEqual({ ...BASE.leeway, total: 25 })
  })

  it('agreed cells, by code or name, with either end', async () => {
    const Vastgezet: Typed[][] = [
      ['Specialisme', 'OOR', 'Minimaal', 'Maximaal', 'Reden'],
      ['01 Anesthesiologie', 'NO', 8, 8, 'afgesproken'],
      ['Cardiologie', 'Leiden', null, 9, null],
    ]
    const file = await read({ Vastgezet })
    expect(file.bounds).toEqual([
      { specialty: '01', oor: 'NO', low: 8, high: 8, reason: 'afgesproken' },
      { specialty: '02', oor: 'Leiden', low: 0, high: 9, reason: '' },
    ])
    const { allocation, rows, columns } = await solve(file)
    expect(allocation![rows.indexOf('01')]![columns.indexOf('NO')]).toBe(8)
  })

  it.each(['Kader', 'OOR-lijst'])('an eighth OOR, declared in sheet %s', async (where) => {
    const eighth = CARE_USE.map((row, s) => [...row, s === 0 ? 'Zeeland' : 0.05])
    const declared: Record<string, Typed[][]> = {
      Kader: [['OOR', 'Zeeland', 'Zuidwest-Zeeland']],
      'OOR-lijst': [['Code', 'Naam'], ['Zeeland', 'Zuidwest-Zeeland']], // prettier-ignore
    }
    const file = await read({ 'Zorggebruik alle': eighth, [where]: declared[where]! })
    expect(file.oors.at(-1)).toEqual({ code: 'Zeeland', name: 'Zuidwest-Zeeland', aliases: [] })
    const result = await solve(file)
    expect([result.columns.length, result.status]).toEqual([8, 'optimal'])
  })
})

describe('what it says and nobody can use is refused by its cell', () => {
  it.each<readonly [string, Sheets, string]>([
    ['an unknown word', { Kader: [['Ondergens', '10%']] }, 'x.xlsx:Kader!A1: onbekend woord, met een waarde ernaast'],
    ['an empty floor', { Kader: [['Ondergrens', null]] }, 'x.xlsx:Kader!B1: een waarde ontbreekt'],
    ['a floor in words', { Kader: [['Ondergrens', 'tien procent']] }, 'x.xlsx:Kader!B1: waarde niet toegestaan'],
    ['a floor below nothing', { Kader: [['Ondergrens', -0.1]] }, 'x.xlsx:Kader!B1: waarde niet toegestaan'],
    ['a year of two digits', { Kader: [['Jaar', 27]] }, 'x.xlsx:Kader!B1: waarde niet toegestaan (gevonden 27; verwacht 2027)'], // prettier-ignore
    ['a status', { Kader: [['Kader, status', 'concept']] }, 'x.xlsx:Kader!B1: waarde niet toegestaan'],
    ['a date', { Kader: [['Kader, datum', '31-2-2027']] }, 'x.xlsx:Kader!B1: waarde niet toegestaan'],
    ['a kind of data', { Kader: [['Gegevens', 'echt']] }, 'x.xlsx:Kader!B1: waarde niet toegestaan'],
    ['a word twice', { Kader: [['Ondergrens', 0.1], ['Ondergrens', 0.2]] }, 'x.xlsx:Kader!A2: komt twee keer voor'], // prettier-ignore
    ['weights', { Kader: [['Criterium, alle', 0.7], ['Criterium, opleidend', 0.2]] }, 'x.xlsx:Kader!B2: gewichten'], // prettier-ignore
    ['a reading', { Kader: [['half', 'beneden']] }, 'x.xlsx:Kader!B1: waarde niet toegestaan'],
    ['an option', { Opties: [['Optie', 'Waarde'], ['halve', 'even']] }, 'x.xlsx:Opties!A2: onbekend woord'], // prettier-ignore
    ['ends', { Vastgezet: [['Specialisme', 'OOR', 'Min', 'Max'], ['01', 'NO', 9, 8]] }, 'x.xlsx:Vastgezet!D2: waarde'], // prettier-ignore
    ['no end', { Vastgezet: [['Specialisme', 'OOR', 'Min', 'Max'], ['01', 'NO']] }, 'x.xlsx:Vastgezet!C2: ontbreekt'], // prettier-ignore
    ['a name', { Vastgezet: [['Specialisme', 'OOR', 'Min', 'Max'], ['01', 'NOO', 8, 8]] }, 'x.xlsx:Vastgezet!B2: onbekende code'], // prettier-ignore
    ['a zero cell', { 'Lege cellen': [['Specialisme', 'OOR'], ['Astrologie', 'NO']] }, 'x.xlsx:Lege cellen!A2: onbekende code'], // prettier-ignore
  ])('%s', async (_, sheets, expected) => {
    const found = await faults(sheets)
    expect(found).toHaveLength(1)
    expect(found[0]).toContain(expected)
  })
})

describe('the template', () => {
  it.each(['nl', 'en'] as const)('has them all, and reads back as the frame it was made of (%s)', async (language) => {
    const frame = {
      ...BASE,
      bounds: [{ specialty: '01', oor: 'NO', low: 8, high: 9, reason: 'x' }],
      options: { half: 'even' as const },
    }
    const sheets = templateSheets(frame, language).map((sheet) =>
      sheet.name === { nl: 'Zorggebruik alle', en: 'Care use all' }[language]
        ? { ...sheet, rows: CARE_USE.map((row) => row.map((value) => ({ value: value as string | number }))) }
        : sheet,
    )
    const empty = parseScenario(
      scenarioFromWorkbook(
        await writeWorkbook(
          'x',
          sheets.filter(({ name }) => !/^(Instroom|Intake)$/.test(name)),
        ),
        {
          name: 'x.xlsx',
          scenario: { ...readFileOf(), floor: null, leeway: null, bounds: [], options: {}, frame: null },
        },
      ),
    )
    const { criterion, floor, leeway, frame: dated, bounds, options, year, zeroCells } = empty
    expect({ criterion, floor, leeway, bounds, options, year, frame: dated }).toEqual({
      criterion: BASE.criterion,
      floor: BASE.floor,
      leeway: BASE.leeway,
      bounds: frame.bounds,
      options: frame.options,
      year: BASE.year,
      frame: null, // what somebody fills in is not what was adopted
    })
    expect(zeroCells.map(({ specialty, oor }) => [specialty, oor])).toEqual(
      BASE.zeroCells.map(({ specialty, oor }) => [specialty, oor]),
    )
  })
})

/** The base scenario as its file would hold it. */
function readFileOf(): object {
  const { sha256: _, own: __, careUse, ...rest } = BASE
  const { kind: ___, ...data } = careUse as Extract<typeof careUse, { kind: 'matrix' }>
  return { ...rest, careUse: { unit: data.unit, all: data.all } }
}

describe('a workbook completed by --frame', () => {
  const folder = mkdtempSync(join(tmpdir(), 'evenredig-frame-'))
  const more: Readonly<Record<string, readonly string[]>> = {
    compare: ['2027-reference'],
    explain: ['23', 'Utrecht'],
    check: [join(process.cwd(), 'scenarios/2027-base/expected.csv')],
    fairness: ['--draws', '2', '--methods', 'next-best', '--threads', '1'],
  }
  // what the first two ask about is no workbook; the others take seconds, and read as these do
  const without = new Set<string>(['verify', 'reconstruct', 'draft', 'years', 'letters', 'carry', 'chain'])
  const commands = QUESTIONS.filter(({ command }) => command?.flags.some(({ name }) => name === 'frame'))
    .map(({ name }) => name)
    .filter((name) => !without.has(name))
  beforeAll(async () => {
    expect((await commandIn(folder, ['template', 'own.xlsx'])).exit).toBe(0)
    fillIn(join(folder, 'own.xlsx'))
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  it.each(commands)('is what %s is asked of', async (name) => {
    const { exit, err } = await commandIn(folder, [name, 'own.xlsx', ...(more[name] ?? []), '--frame', '2027-base'])
    expect({ exit, err: err.replace(/^Gelezen: .*\n/gm, '') }).toEqual({ exit: 0, err: '' })
  })
})
