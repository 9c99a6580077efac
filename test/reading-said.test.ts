/** What is said of files that were read: shortly, a line a file, and nothing that was used is left out. */
import { describe, expect, it } from 'vitest'
import { compare, comparisonWorkbook, solve } from '../src/index.js'
import { scenariosPage } from '../src/report/pages.js'
import { parseScenario, readScenario } from '../src/io/read/scenario.js'
import { proposalFromWorkbook, readingOf, scenarioFromWorkbook } from '../src/index.js'
import { titled } from '../src/words/heading.js'
import { filesRead, readLines } from '../src/words/read.js'
import { SHEET } from '../src/words/workbook.js'
import { book, cellsOf, rezipped, type Typed } from './workbooks.js'

const BASE = readScenario('2027-base')
const OORS = BASE.oors.map(({ code }) => code)
const SHARES = BASE.careUse.kind === 'matrix' ? BASE.careUse.all : []
const CARE_USE: Typed[][] = [
  ['Ons zorggebruik'],
  ['Code', 'Specialisme', ...OORS, 'Noot'],
  ...BASE.specialties.map(({ code, name }, s) => [code, name, ...SHARES[s]!.map(Number), 'x']),
]
const INTAKE: Typed[][] = [
  ['Code', 'Specialisme', 'Instroom'],
  ...BASE.specialties.map(({ code, name, intake }) => [code, name, intake]),
]
const SHEETS = {
  'Zorggebruik alle': CARE_USE,
  Instroom: INTAKE,
  Kader: [['Ondergrens', '10%']],
  Vastgezet: [
    ['Specialisme', 'OOR', 'Minimaal', 'Maximaal'],
    ['01', 'NO', 14, 14],
  ],
  Uitleg: [['Vul in']],
  Lijsten: [['a']],
  Adviezen: [['Adviezen']],
  Kladblok: [['mijn aantekening']],
} satisfies Record<string, Typed[][]>

async function own(name: string, title: string, data = 'vertrouwelijk') {
  const frame: Typed[][] = [...SHEETS.Kader, ['Titel', title], ['Gegevens', data]]
  const bytes = await book({ ...SHEETS, Kader: title === '' ? SHEETS.Kader : frame })
  return parseScenario(scenarioFromWorkbook(bytes, { name: `${name}.xlsx` }))
}

describe('of a workbook with many sheets', () => {
  it('all that was used is said first, and our own sheets in a phrase', async () => {
    const { read } = await solve(await own('een', ''))
    const [line, ...more] = readLines(read, 'nl')
    expect(more).toEqual([])
    for (const sheet of ['Zorggebruik alle', 'Instroom', 'Kader', 'Vastgezet']) {
      expect(line!.split('overgeslagen')[0]).toContain(sheet)
    }
    const over = line!.split('overgeslagen: ')[1]!
    expect(over).toContain('blad Kladblok')
    expect(over).toContain('kolom Noot')
    expect(over).toContain('3 bladen zonder wat hier nodig is')
    for (const { nl } of Object.values(SHEET)) expect(over).not.toContain(nl)
    expect(line!.length).toBeLessThan(400)
  })
})

describe('of two workbooks', () => {
  it('each file has its line, and each account in a workbook its own file', async () => {
    const [a, b] = [await own('een', 'Eerste'), await own('twee', 'Tweede')]
    const compared = await compare(a, b)
    expect(filesRead(compared.read, 'nl').map(({ input }) => input)).toEqual(['een.xlsx', 'twee.xlsx'])
    const bytes = await comparisonWorkbook(compared, { a, b })
    for (const [sheet, mine, other] of [
      ['Verantwoording a', 'een.xlsx', 'twee.xlsx'],
      ['Verantwoording b', 'twee.xlsx', 'een.xlsx'],
    ] as const) {
      const texts = [...cellsOf(bytes, sheet).values()].map(({ text }) => text)
      expect(texts.filter((text) => text === mine || text.startsWith(`${mine}:`)).length).toBeGreaterThan(1)
      expect(texts.filter((text) => text.startsWith(`${other}:`) || text === other)).toEqual([])
    }
  })

  it('their page calls both by their titles, and says whose label is whose', async () => {
    const a = await own('een', 'Mijn eerste')
    const b = await own('twee', 'Mijn tweede', 'synthetisch')
    const page = scenariosPage(await compare(a, b), [titled(a, 'nl'), titled(b, 'nl')], 'nl')
    expect(page).toContain('Van ‘Mijn eerste’ naar ‘Mijn tweede’')
    expect(page).toContain('Vertrouwelijke gegevens (Mijn eerste)')
    expect(page).toContain('SYNTHETISCHE GEGEVENS (Mijn tweede): verzonnen')
    expect(page).not.toContain('<th scope="row">een</th>')
  })
})

describe('of a sheet that Excel does not show', () => {
  const withHidden = (bytes: Uint8Array, name: string): Uint8Array =>
    rezipped(bytes, (part, xml) =>
      part === 'xl/workbook.xml' ? xml.replace(`<sheet name="${name}"`, `<sheet state="hidden" name="${name}"`) : xml,
    )
  const warned = (value: object) =>
    readingOf(value)!
      .warnings.filter(({ code }) => code === 'sheet-hidden')
      .map(({ found }) => found)

  it('it is said that it was read, whatever it was read as', async () => {
    const care = await book(SHEETS)
    expect(warned(scenarioFromWorkbook(care, { scenario: '2027-base' }))).toEqual([])
    const hidden = withHidden(care, 'Zorggebruik alle')
    expect(warned(scenarioFromWorkbook(hidden, { scenario: '2027-base' }))).toEqual(['Zorggebruik alle'])
    const places = BASE.specialties.map(({ code, name, intake }) => [code, name, intake, 0, 0, 0, 0, 0, 0])
    const proposal = await book({ Voorstel: [['Code', 'Specialisme', ...OORS], ...places], Kladblok: [['x', 1]] })
    expect(warned(proposalFromWorkbook(proposal, '2027-base'))).toEqual([])
    expect(warned(proposalFromWorkbook(withHidden(proposal, 'Voorstel'), '2027-base'))).toEqual(['Voorstel'])
  })
})
