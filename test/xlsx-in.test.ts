/** Workbooks as people have them, read into what the engine takes; and every fault by sheet and cell. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import {
  advicesFromWorkbook,
  InputError,
  problemFromWorkbook,
  proposalFromWorkbook,
  round,
  scenarioFromWorkbook,
  solve,
  verify,
  type Fault,
} from '../src/index.js'
import { readScenario } from '../src/io/read/scenario.js'
import { faultText } from '../src/words/texts.js'
import { readXlsx } from '../src/io/xlsx/read.js'
import { writeWorkbook, type WrittenSheet } from '../src/io/xlsx/write.js'
import { templateSheets } from '../src/workbook/template.js'
import { book, rawBook, rawSheet, zipOf, type Typed } from './workbooks.js'

const BASE = readScenario('2027-base')
const OORS = BASE.oors.map(({ code }) => code)
const codeOf = (line: readonly Typed[]) => (typeof line[0] === 'string' ? line[0] : '')
const PUBLISHED = csv('expected.csv')
const SHARES = csv('care-use-all.csv')

function csv(name: string): string[][] {
  const text = readFileSync(new URL(`../scenarios/2027-base/${name}`, import.meta.url), 'utf8')
  return text
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(','))
}

const places = (table: string[][]) => table.slice(1).map((line) => line.slice(1).map(Number))
const nameOf = (code: string) => BASE.specialties.find((each) => each.code === code)!.name
const intakeOf = (code: string) => BASE.specialties.find((each) => each.code === code)!.intake
const CODES = BASE.specialties.map(({ code }) => code)
const shareOf = (code: string) => SHARES.find(([each]) => each === code)!.slice(1)

/** The intake sheet that goes with `careUse`. */
const INTAKE: Typed[][] = [
  ['Code', 'Specialisme', 'Instroom'],
  ...BASE.specialties.map(({ code, name, intake }) => [code, name, intake]),
]

const CARE_USE: Typed[][] = [
  ['Code', 'Specialisme', ...OORS],
  ...CODES.map((code) => [code, nameOf(code), ...shareOf(code).map(Number)]),
]

async function solved(sheets: Readonly<Record<string, Typed[][]>>): Promise<readonly (readonly number[])[] | null> {
  const scenario = scenarioFromWorkbook(await book(sheets), { scenario: '2027-base' })
  return (await solve(scenario)).allocation
}

function faultsOf(run: () => unknown): readonly Fault[] {
  try {
    run()
  } catch (error) {
    if (error instanceof InputError) return error.faults
    throw error
  }
  return []
}

async function scenarioFaults(sheets: Readonly<Record<string, Typed[][]>>): Promise<string[]> {
  const bytes = await book(sheets)
  const faults = faultsOf(() => scenarioFromWorkbook(bytes, { scenario: '2027-base', name: 'x.xlsx' }))
  return faults.map((fault) => faultText(fault, 'nl'))
}

/** The care use with one cell changed, by row (from 1, as in the sheet) and column (from 0). */
function changed(row: number, column: number, value: Typed): Typed[][] {
  return CARE_USE.map((line, r) => (r === row - 1 ? line.with(column, value) : line))
}

describe('layouts that people have', () => {
  it('code and name in two columns, shares as numbers: the published table comes out', async () => {
    expect(await solved({ Instroom: INTAKE, 'Zorggebruik alle': CARE_USE })).toEqual(places(PUBLISHED))
  })

  it('code and name in one column', async () => {
    const joined = [
      ['Specialisme', ...OORS],
      ...CODES.map((code, i) => [
        i % 2 === 0 ? `${code} ${nameOf(code)}` : `${nameOf(code)} (${code})`,
        ...shareOf(code).map(Number),
      ]),
    ]
    expect(await solved({ Instroom: INTAKE, 'Zorggebruik alle instellingen': joined })).toEqual(places(PUBLISHED))
  })

  it('codes that Excel made numbers of, a title above, empty rows and columns, totals, remarks and another order', async () => {
    const order = OORS.toReversed()
    const line = (code: string): Typed[] => {
      const shares = shareOf(code).map(Number)
      return [null, Number(code), nameOf(code), ...order.map((oor) => shares[OORS.indexOf(oor)]!), 1, 'let op']
    }
    const sheet: Typed[][] = [
      ['Zorggebruik 2027', 'vertrouwelijk'],
      [],
      [null, null, 'peildatum 1-1-2026'],
      [null, 'Nr.', 'Specialisme', ...order, 'Totaal', 'Opmerking'],
      ...CODES.toReversed().flatMap((code) => [line(code), []]),
      [null, null, 'Totaal', ...order.map(() => 4.3), 30],
      [null, null, 'Bron: eigen opgave'],
    ]
    expect(await solved({ Instroom: INTAKE, 'Zorggebruik alle': sheet })).toEqual(places(PUBLISHED))
  })

  it('names and aliases alone, OORs by their names', async () => {
    const alias = (code: string) => BASE.specialties.find((each) => each.code === code)!.aliases[0] ?? nameOf(code)
    const oorName = { NO: 'Noord-Oost', ON: 'Oost Nederland', Utrecht: 'Utrecht', NWN: 'Amsterdam', Leiden: 'LEIDEN' }
    const heads = OORS.map((oor) => Object.entries(oorName).find(([code]) => code === oor)?.[1] ?? oor)
    const sheet = [['Specialisme', ...heads], ...CODES.map((code) => [alias(code), ...shareOf(code).map(Number)])]
    expect(await solved({ Instroom: INTAKE, 'Zorggebruik alle': sheet })).toEqual(places(PUBLISHED))
  })

  it.each<[string, (share: string) => number | string]>([
    ['percentages', (share: string) => Number(share) * 100],
    ['text with a decimal comma', (share: string) => share.replace('.', ',')],
    ['text with a percent sign', (share: string) => `${(Number(share) * 100).toFixed(3).replace('.', ',')}%`],
    ['volumes', (share: string) => Math.round(Number(share) * 1e5)],
    [
      'volumes as text with thousands',
      (share: string) => (Number(share) * 1e5).toLocaleString('nl-NL', { minimumFractionDigits: 1 }),
    ],
  ])('%s', async (_, typed) => {
    const sheet = CARE_USE.map((line, r) =>
      r === 0 ? line : [...line.slice(0, 2), ...shareOf(codeOf(line)).map((share): Typed => typed(share))],
    )
    expect(await solved({ Instroom: INTAKE, 'Zorggebruik alle': sheet })).toEqual(places(PUBLISHED))
  })

  it('one sheet with the intake in a column of its own', async () => {
    const sheet = CARE_USE.map((line, r) => [...line, r === 0 ? 'Instroom 2027' : intakeOf(codeOf(line))])
    expect(await solved({ Blad1: sheet })).toEqual(places(PUBLISHED))
  })

  it('sheets by their English names, and formulas by their values', async () => {
    const sheet = CARE_USE.map((line, r) =>
      r === 0
        ? line
        : line.map((value, c) => (c < 2 || typeof value !== 'number' ? value : { value, formula: `${value}*1` })),
    )
    expect(await solved({ Intake: INTAKE, 'Care use all': sheet })).toEqual(places(PUBLISHED))
  })

  it('a star behind an OOR on the floor, spaces that do not break, and words in another case', async () => {
    const heads = ['code', 'SPECIALISME', ...OORS.map((oor) => (oor === 'Leiden' ? 'Leiden *' : ` ${oor}\u00A0`))]
    const sheet = [heads, ...CARE_USE.slice(1).map((line) => line.with(1, nameOf(codeOf(line)).toUpperCase()))]
    expect(await solved({ INSTROOM: INTAKE, 'zorggebruik ALLE': sheet })).toEqual(places(PUBLISHED))
  })

  it('a table without the last total named: the sums of its columns are passed over', async () => {
    const volumes = CARE_USE.map((line, r) =>
      r === 0 ? line : [...line.slice(0, 2), ...shareOf(codeOf(line)).map((share) => Math.round(Number(share) * 1e5))],
    )
    const sums = OORS.map((_, o) => volumes.slice(1).reduce((sum, line) => sum + Number(line[o + 2]), 0))
    expect(await solved({ Instroom: INTAKE, Zorggebruik: [...volumes, [null, null, ...sums]] })).toEqual(
      places(PUBLISHED),
    )
  })

  it('training care use is taken from its own sheet when the criterion weighs it', async () => {
    const training = CARE_USE.map((line, r) => (r === 0 ? line : [...line.slice(0, 2), ...line.slice(2).toReversed()]))
    const kader: Typed[][] = [
      ['Kader', null],
      ['Criterium, alle instellingen', 0.75],
      ['Criterium, opleidende instellingen', '25%'],
      ['Jaar', 2028],
      ['Gegevens', 'synthetisch'],
    ]
    const bytes = await book({
      Instroom: INTAKE,
      'Zorggebruik alle': CARE_USE,
      'Zorggebruik opleidend': training,
      Kader: kader,
    })
    const file = scenarioFromWorkbook(bytes, { scenario: '2027-base', name: 'map/eigen cijfers.xlsx' })
    expect(file).toMatchObject({
      id: 'eigen cijfers',
      sources: [{ what: 'intake and care use (workbook)', document: 'eigen cijfers.xlsx' }],
      year: 2028,
      data: 'synthetic',
      criterion: { all: 0.75, training: 0.25 },
      floor: { share: 0.1 },
    })
    expect(file.careUse?.unit).toBe('share')
    expect((file.careUse!.training as string[][])[0]).toEqual(
      shareOf('01')
        .toReversed()
        .map((share) => String(Number(share))),
    )
    expect((await solve(file)).status).toBe('optimal')
  })
})

describe('a workbook by itself', () => {
  it('is a scenario without floor or zero cells, of confidential data, of the names that are known', async () => {
    const file = scenarioFromWorkbook(await book({ Instroom: INTAKE, 'Zorggebruik alle': CARE_USE }))
    expect(file.data).toBe('confidential')
    expect(file.floor).toBeUndefined()
    expect(file.zeroCells).toBeUndefined()
    const result = await solve(file)
    expect(result.flooredOors).toEqual([])
    expect(result.rowTotals).toEqual(BASE.specialties.map(({ intake }) => intake))
  })

  it('may have a specialty that nobody knew, by its code and name', async () => {
    const intake = [...INTAKE.slice(0, 3), ['98', 'Ruimtegeneeskunde', 4]]
    const careUse = [...CARE_USE.slice(0, 3), [98, 'Ruimtegeneeskunde', 0.2, 0.2, 0.2, 0.1, 0.1, 0.1, 0.1]]
    const file = scenarioFromWorkbook(await book({ Instroom: intake, 'Zorggebruik alle': careUse }))
    expect(file.specialties.map(({ code, name }) => `${code} ${name}`)).toEqual([
      '01 Anesthesiologie',
      '02 Cardiologie',
      '98 Ruimtegeneeskunde',
    ])
    expect((await solve(file)).rowTotals).toEqual([81, 61, 4])
  })

  it('never passes for the data of the scenario that frames it', async () => {
    const file = scenarioFromWorkbook(await book({ Instroom: INTAKE, 'Zorggebruik alle': CARE_USE }), {
      scenario: '2027-base',
    })
    expect(BASE.data).toBe('synthetic')
    expect(file.data).toBe('confidential')
    expect(file.sources).toEqual([{ what: 'intake and care use (workbook)', document: 'workbook' }])
  })
})

describe('the template', () => {
  const filled = (language: 'nl' | 'en'): WrittenSheet[] => {
    const [instroom, alle] = { nl: ['Instroom', 'Zorggebruik alle'], en: ['Intake', 'Care use all'] }[language] as [
      string,
      string,
    ]
    return templateSheets(BASE, language).map((sheet) => ({
      ...sheet,
      rows: sheet.rows.map((row) => {
        const code = String(row[0]?.value ?? '')
        if (!CODES.includes(code)) return row
        if (sheet.name === instroom) return row.with(2, { value: intakeOf(code) })
        return sheet.name === alle
          ? [...row.slice(0, 2), ...shareOf(code).map((share) => ({ value: Number(share) }))]
          : row
      }),
    }))
  }

  it.each(['nl', 'en'] as const)(
    'filled with the figures of 2027 solves to the published table (%s)',
    async (language) => {
      const file = scenarioFromWorkbook(await writeWorkbook('x', filled(language)))
      const result = await solve(file)
      expect(result.allocation).toEqual(places(PUBLISHED))
      expect(result.flooredOors).toEqual(['Leiden'])
      expect(file.leeway).toEqual({ total: 30, below: 8, above: 10 })
      expect(await verify(result, { scenario: file })).toMatchObject({ status: 'accepted' })
    },
  )

  it('as it is has no figures, and says so once a sheet', async () => {
    const bytes = await writeWorkbook('x', templateSheets(BASE, 'nl'))
    const faults = faultsOf(() => scenarioFromWorkbook(bytes, { name: 't.xlsx' })).map((fault) =>
      faultText(fault, 'nl'),
    )
    expect(faults).toEqual([
      't.xlsx:Instroom!C5:C34: ontbreekt (verwacht getal)',
      't.xlsx:Zorggebruik alle!C5:I34: ontbreekt (verwacht getal)',
    ])
  })

  it('has lists to choose from and limits on numbers', async () => {
    const sheets = templateSheets(BASE, 'nl')
    const allowed = (name: string) => sheets.find((sheet) => sheet.name === name)!.allowed!
    expect(sheets.map(({ name }) => name)).toEqual([
      'Uitleg',
      'Instroom',
      'Zorggebruik alle',
      'Zorggebruik opleidend',
      'Kader',
      'Lege cellen',
      'Vastgezet',
      'Afspraken',
      'OOR-lijst',
      'Opties',
      'Adviezen',
      'Buiten kader',
      'Aandachtspunten',
      'Motiveringen',
      'Omvang',
      'Historie',
      'Wensen',
      'Voorstel',
      'Lijsten',
    ])
    expect(allowed('Aandachtspunten').map(({ list }) => list)).toEqual([
      "'Lijsten'!$B$1:$B$7",
      "'Lijsten'!$A$1:$A$30",
      "'Lijsten'!$C$1:$C$5",
      "'Lijsten'!$D$1:$D$3",
    ])
    expect(allowed('Voorstel')[0]).toMatchObject({ range: 'C5:I34', number: { kind: 'whole', least: 0 } })
  })
})

describe('faults by sheet and cell', () => {
  it.each<[string, Typed[][], string]>([
    [
      'text for a number',
      changed(5, 4, 'veel'),
      'x.xlsx:Zorggebruik alle!E5: geen getal (verwacht bijvoorbeeld 0,205 of 0.205) (gevonden veel)',
    ],
    ['nothing', changed(5, 4, null), 'x.xlsx:Zorggebruik alle!E5: ontbreekt (verwacht getal)'],
    [
      'a negative number',
      changed(5, 4, -0.1),
      'x.xlsx:Zorggebruik alle!E5: negatief getal (gevonden -0,1; verwacht >= 0)',
    ],
    [
      'a formula that was never computed',
      changed(5, 4, { value: null, formula: 'C5/0' }),
      'x.xlsx:Zorggebruik alle!E5: formule zonder berekende waarde (open de werkmap en sla haar op) (gevonden =C5/0; verwacht getal)',
    ],
    [
      'a date',
      changed(5, 4, { value: 46_181, look: { format: 'dd-mm-yyyy' } }),
      'x.xlsx:Zorggebruik alle!E5: verkeerd soort waarde (gevonden 2026-06-08; verwacht getal)',
    ],
    [
      'a row that does not sum to 1 where the others do',
      changed(5, 4, 0.9),
      'x.xlsx:Zorggebruik alle!C5:I5: de rij telt, binnen haar afronding, niet op tot het geheel (gevonden 1,73917; verwacht 1)',
    ],
    [
      'a specialty with a slip',
      changed(5, 0, null).map((line, r) => (r === 4 ? line.with(1, 'Dermatlogie en venerologie') : line)),
      'x.xlsx:Zorggebruik alle!B5: onbekende code (gevonden Dermatlogie en venerologie',
    ],
    [
      'a code and a name of two specialties',
      changed(5, 0, '05'),
      'x.xlsx:Zorggebruik alle!A5: noemt twee verschillende codes (gevonden 05 Dermatologie en venerologie; verwacht 05 | 04)',
    ],
    [
      'a specialty twice',
      [...CARE_USE, CARE_USE[4]!],
      'x.xlsx:Zorggebruik alle!A32: komt twee keer voor (gevonden 04; verwacht A5)',
    ],
    ['an OOR twice', changed(1, 4, 'ON'), 'x.xlsx:Zorggebruik alle!E1: komt twee keer voor (gevonden ON; verwacht D1)'],
    ['an OOR with a slip', changed(1, 4, 'Utrech'), 'x.xlsx:Zorggebruik alle!E1: onbekende code (gevonden Utrech'],
    [
      'a specialty that is not there',
      CARE_USE.filter((_, r) => r !== 4),
      'x.xlsx:Zorggebruik alle: ontbreekt (verwacht 04)',
    ],
    [
      'no table at all',
      [['hallo']],
      'x.xlsx:Zorggebruik alle: geen rij gevonden met deze koppen (gevonden hallo; verwacht NO, ON',
    ],
    [
      'a thousand or a decimal',
      CARE_USE.map((line, r) => (r === 0 ? line : r === 4 ? line.with(4, '1.234') : line)),
      'x.xlsx:Zorggebruik alle!E5: is de punt of de komma een duizendtalteken of een decimaalteken?',
    ],
  ])('%s', async (_, careUse, expected) => {
    const faults = await scenarioFaults({ Instroom: INTAKE, 'Zorggebruik alle': careUse })
    expect(faults.join('\n')).toContain(expected)
  })

  it('a slip comes with what may have been meant', async () => {
    const slip = changed(5, 0, null).map((line, r) => (r === 4 ? line.with(1, 'Dermatlogie en venerologie') : line))
    const faults = await scenarioFaults({ Instroom: INTAKE, 'Zorggebruik alle': slip })
    expect(faults.join('\n')).toContain('bedoelt u Dermatologie en venerologie?')
  })

  it('intake with decimals, without a number, and of a specialty without care use', async () => {
    const intake = INTAKE.map((line, r) => (r === 3 ? line.with(2, 2.5) : r === 4 ? line.with(2, 'n.v.t.') : line))
    const faults = await scenarioFaults({ Instroom: intake, 'Zorggebruik alle': CARE_USE })
    expect(faults).toEqual([
      'x.xlsx:Instroom!C4: geen geheel getal (gevonden 2,5)',
      'x.xlsx:Instroom!C5: geen getal (verwacht bijvoorbeeld 0,205 of 0.205) (gevonden n.v.t.)',
    ])
  })

  it('no sheet with care use, no intake, and two sheets for one thing', async () => {
    expect(await scenarioFaults({ Instroom: INTAKE, Blad2: CARE_USE })).toEqual([
      'x.xlsx: Zorggebruik alle: niet gevonden (gevonden Instroom, Blad2; verwacht Zorggebruik alle)',
    ])
    const alone = await book({ 'Zorggebruik alle': CARE_USE })
    expect(faultsOf(() => scenarioFromWorkbook(alone)).map(({ path, code }) => `${path} ${code}`)).toEqual([
      'workbook: Instroom not-found',
    ])
    const twice = { Instroom: INTAKE, 'Zorggebruik alle': CARE_USE, 'Zorggebruik alle (2)': CARE_USE }
    expect((await scenarioFaults(twice))[0]).toBe(
      'x.xlsx:Zorggebruik alle (2): komt twee keer voor (gevonden Zorggebruik alle, Zorggebruik alle (2); verwacht een blad)',
    )
  })

  it('all faults at once, in both languages', async () => {
    const careUse = changed(5, 4, 'veel').map((line, r) => (r === 6 ? line.with(3, null) : line))
    expect(await scenarioFaults({ Instroom: INTAKE, 'Zorggebruik alle': careUse })).toHaveLength(2)
    const bytes = await book({ Instroom: INTAKE, 'Zorggebruik alle': careUse })
    const [fault] = faultsOf(() => scenarioFromWorkbook(bytes, { scenario: '2027-base', name: 'x.xlsx' }))
    expect(faultText(fault!, 'en')).toBe(
      'x.xlsx:Zorggebruik alle!E5: not a number (expected for example 0.205 or 0,205) (found veel)',
    )
  })
})

describe('a proposal', () => {
  const rows = places(PUBLISHED)
  const table: Typed[][] = [
    ['Voorstel 2027'],
    ['Specialisme', ...OORS, 'Totaal'],
    ...CODES.map((code, s) => [
      `${code} ${nameOf(code)}`,
      ...rows[s]!,
      { value: intakeOf(code), formula: 'SUM(B3:H3)' },
    ]),
    ['Totaal', 212, 127, 154, 191, 114, 214, 128, 1140],
  ]

  it('is read in the order of the scenario, whatever its own', async () => {
    const shuffled = [...table.slice(0, 2), ...table.slice(2, -1).toReversed(), table.at(-1)!]
    const proposal = proposalFromWorkbook(await book({ Voorstel: shuffled }), '2027-base')
    expect(proposal).toEqual({ rows: CODES, columns: OORS, allocation: rows, notWhole: [], outside: [] })
  })

  it('keeps decimals and says where they stand', async () => {
    const halves = table.map((line, r) => (r === 2 ? line.with(1, 16.5).with(2, '7,5') : line))
    const proposal = proposalFromWorkbook(await book({ Proposal: halves }), '2027-base', 'v.xlsx')
    expect(proposal.allocation[0]!.slice(0, 2)).toEqual([16.5, 7.5])
    expect(proposal.notWhole).toEqual([
      { path: 'v.xlsx:Proposal!B3', row: '01', column: 'NO', value: 16.5 },
      { path: 'v.xlsx:Proposal!C3', row: '01', column: 'ON', value: 7.5 },
    ])
  })

  it('has 0 where a cell is empty or a dash, and thousands as text', async () => {
    const bare = table.slice(0, -1).map((line) => line.slice(0, 8)) // totals would not agree any more
    const dashes = bare.map((line, r) => (r === 2 ? line.with(1, '–').with(2, null).with(3, '1.016') : line))
    const proposal = proposalFromWorkbook(await book({ Blad1: dashes }), '2027-base')
    expect(proposal.allocation[0]!.slice(0, 3)).toEqual([0, 0, 1016])
  })

  it('faults: a word, a specialty missing, an empty template', async () => {
    const word = await book({
      Voorstel: table.map((line, r) => (r === 2 ? line.with(1, 'x') : line)).filter((_, r) => r !== 5),
    })
    expect(
      faultsOf(() => proposalFromWorkbook(word, '2027-base', 'v.xlsx')).map((fault) => faultText(fault, 'nl')),
    ).toEqual([
      'v.xlsx:Voorstel!B3: geen getal (verwacht bijvoorbeeld 0,205 of 0.205) (gevonden x)',
      'v.xlsx:Voorstel: ontbreekt (verwacht 04)',
    ])
    const empty = await writeWorkbook('x', templateSheets(BASE, 'nl'))
    expect(faultsOf(() => proposalFromWorkbook(empty, '2027-base', 'v.xlsx'))).not.toEqual([])
  })
})

describe('advices', () => {
  const sheets = {
    Adviezen: [
      [
        'Code',
        'Specialisme',
        ...OORS,
        'Totaal',
        'NO van',
        'NO tot',
        'Leiden van',
        'Leiden tot',
        'Gewicht',
        'Toelichting',
      ],
      [1, 'Anesthesiologie', 16, 8, 11, 14, 8, 15, 9, 81, 15, 17, null, null, 2, 'ruimte in het noorden'],
      ['02', 'Cardiologie'],
      ['10', 'Interne geneeskunde', 22, 14, 15, 23, 14, 26, 13, 127, null, null, 13, 14],
    ] as Typed[][],
    Aandachtspunten: [
      ['OOR', 'Specialisme', 'Categorie', 'Richting', 'Tekst'],
      ['Leiden', '19 Kindergeneeskunde', 'speerpunt', 'omhoog', 'nieuw centrum'],
      ['Amsterdam', null, 'oor-size', 'gelijk', '=1+1'],
    ] as Typed[][],
    Motivaties: [
      ['OOR', 'Specialisme', 'Grond', 'Tekst'],
      ['NO', 'Heelkunde', 'zorgvraag; opleidingseisen', 'meer vraag'],
    ] as Typed[][],
    Omvang: [
      ['OOR', 'Plaatsen'],
      ['NO', 205],
      ['Leiden', '1.105'],
      ['Totaal', 1310],
    ] as Typed[][],
  }

  it('with room, weight and reasons, points of attention, motivations and sizes', async () => {
    expect(advicesFromWorkbook(await book(sheets), '2027-base')).toEqual({
      advices: [
        {
          specialty: '01',
          row: { NO: 16, ON: 8, Utrecht: 11, NWN: 14, Leiden: 8, ZWN: 15, ZON: 9 },
          shift: { NO: [15, 17] },
          weight: 2,
          rationale: 'ruimte in het noorden',
        },
        {
          specialty: '10',
          row: { NO: 22, ON: 14, Utrecht: 15, NWN: 23, Leiden: 14, ZWN: 26, ZON: 13 },
          shift: { Leiden: [13, 14] },
        },
      ],
      attentionPoints: [
        { oor: 'Leiden', specialty: '19', category: 'focal-point', direction: 'up', text: 'nieuw centrum' },
        { oor: 'NWN', category: 'oor-size', direction: 'keep', text: '=1+1' },
      ],
      motivations: [
        { oor: 'NO', specialty: '05', grounds: ['care-demand', 'training-requirements'], text: 'meer vraag' },
      ],
      current: { NO: 205, Leiden: 1105 },
    })
  })

  it('an empty template has none', async () => {
    const bytes = await writeWorkbook('x', templateSheets(BASE, 'nl'))
    expect(advicesFromWorkbook(bytes, '2027-base')).toEqual({ advices: [] })
  })

  it('faults by cell', async () => {
    const wrong = {
      Adviezen: sheets.Adviezen.map((line, r) =>
        r === 1 ? line.with(10, 18).with(13, null).with(12, 3).with(2, 1.5) : line,
      ),
      Aandachtspunten: sheets.Aandachtspunten.map((line, r) =>
        r === 1 ? line.with(2, 'speerpnt').with(0, 'Zwolle') : line,
      ),
      Motivaties: sheets.Motivaties.map((line, r) => (r === 1 ? line.with(2, 'zorgvrag') : line)),
    }
    const bytes = await book(wrong)
    const faults = faultsOf(() => advicesFromWorkbook(bytes, '2027-base', 'a.xlsx'))
    expect(faults.map(({ path, code }) => `${path} ${code}`)).toEqual([
      'a.xlsx:Adviezen!C2 not-whole',
      'a.xlsx:Adviezen!L2 value',
      'a.xlsx:Adviezen!M2 missing',
      'a.xlsx:Aandachtspunten!A2 unknown-code',
      'a.xlsx:Aandachtspunten!C2 value',
      'a.xlsx:Motivaties!C2 value',
    ])
  })

  it('a workbook without any of the sheets is none', async () => {
    const bytes = await book({ Blad1: [['x']] })
    expect(faultsOf(() => advicesFromWorkbook(bytes, '2027-base', 'a.xlsx'))[0]).toMatchObject({ code: 'not-found' })
  })
})

describe('a table to round', () => {
  const table: Typed[][] = [
    ['Een tabel'],
    ['', 'A', 'B', 'C', 'Totaal'],
    ['noord', 2.4, '1,3', '–', 4],
    ['zuid', 1.6, 2.7, 2, 6],
    ['Totaal', 4, '3..5', 2, 10],
  ]

  it('has totals, intervals and zero cells', async () => {
    const problem = problemFromWorkbook(await book({ Doel: table }))
    expect(problem).toMatchObject({
      rows: ['noord', 'zuid'],
      columns: ['A', 'B', 'C'],
      target: [
        ['2.4', '1.3', '0'],
        ['1.6', '2.7', '2'],
      ],
      rowTotals: [4, 6],
      columnTotals: [4, [3, 5], 2],
      zeroCells: [['noord', 'C']],
    })
    const result = await round(problem)
    expect(result.allocation!.map((row) => row.reduce((sum, each) => sum + each, 0))).toEqual([4, 6])
    expect(result.allocation![0]![2]).toBe(0)
  })

  it('faults by cell: no totals, a word, a total with decimals', async () => {
    const none = await book({ Doel: table.slice(0, -1) })
    expect(faultsOf(() => problemFromWorkbook(none, 'p.xlsx'))[0]).toMatchObject({
      code: 'no-table',
      path: 'p.xlsx:Doel',
    })
    const wrong = await book({ Doel: table.map((line, r) => (r === 2 ? line.with(1, 'x').with(4, 4.5) : line)) })
    expect(faultsOf(() => problemFromWorkbook(wrong, 'p.xlsx')).map(({ path, code }) => `${path} ${code}`)).toEqual([
      'p.xlsx:Doel!B3 not-decimal',
      'p.xlsx:Doel!E3 not-whole',
    ])
  })
})

describe('cells as Excel and others write them', () => {
  const cellsOf = (rows: string, strings?: string) => {
    const { sheets } = readXlsx(zipOf(rawBook([rawSheet(rows)], strings)), 'x')
    return sheets[0]!.rows.flatMap(({ cells }) => [...cells.values()])
  }

  it('kinds and values', () => {
    const strings =
      '<sst><si><t>een</t></si><si><r><t>tw</t></r><r><rPr><b/></rPr><t xml:space="preserve">ee </t></r><rPh sb="0"><t>klank</t></rPh></si></sst>'
    const rows = `<row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" t="s"><v>1</v></c><c r="C2"><v>0.1</v></c><c r="D2" t="b"><v>1</v></c>
      <c r="E2" t="e"><v>#N/A</v></c><c r="F2" t="inlineStr"><is><t>a &amp; b &#x20AC;</t></is></c><c r="G2" t="str"><f>A1</f><v>x_x000D_y</v></c>
      <c r="H2"><f>1/0</f></c><c r="I2" t="s"><v>99</v></c><c r="J2"/><c r="K2"><v>1E-7</v></c></row><row><c><v>7</v></c><c><v><![CDATA[8]]></v></c></row>`
    expect(cellsOf(rows, strings)).toEqual([
      { address: 'A2', kind: 'text', text: 'een' },
      { address: 'B2', kind: 'text', text: 'twee' },
      { address: 'C2', kind: 'number', text: '0.1' },
      { address: 'D2', kind: 'boolean', text: 'TRUE' },
      { address: 'E2', kind: 'error', text: '#N/A' },
      { address: 'F2', kind: 'text', text: 'a & b €' },
      { address: 'G2', kind: 'text', text: 'x\ry' },
      { address: 'H2', kind: 'formula', text: '=1/0' },
      { address: 'K2', kind: 'number', text: '1e-7' },
      { address: 'A3', kind: 'number', text: '7' },
      { address: 'B3', kind: 'number', text: '8' },
    ])
  })

  it('prefixes of names, single quotes, comments and UTF-16 are no matter', () => {
    const sheet = `<x:worksheet><!-- <c r="A1"><v>1</v></c> --><x:sheetData><x:row r='1'><x:c r='B1' s='>'><x:v>5</x:v></x:c></x:row></x:sheetData></x:worksheet>`
    const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(sheet, 'utf16le')])
    for (const data of [sheet, utf16]) {
      const parts = rawBook([rawSheet('')]).map((part) => (part.name.endsWith('sheet1.xml') ? { ...part, data } : part))
      expect([...readXlsx(zipOf(parts), 'x').sheets[0]!.rows[0]!.cells.values()]).toEqual([
        { address: 'B1', kind: 'number', text: '5' },
      ])
    }
  })
})
