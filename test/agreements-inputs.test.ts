/** Agreements as people hand them in: files, sheets, flags and frames; what is wrong is named by its place, and nothing is passed over. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { InputError } from '../src/domain/errors.js'
import { check, draft, draftWorkbook, checkWorkbook, solve, verify, type Draft } from '../src/index.js'
import { consultationFromBytes } from '../src/io/read/consultation.js'
import { parseScenario, readScenario } from '../src/io/read/scenario.js'
import { readXlsx } from '../src/io/xlsx/read.js'
import { writeWorkbook } from '../src/io/xlsx/write.js'
import { templateSheets } from '../src/workbook/template.js'
import { commandIn } from './command.js'
import { book, type Typed } from './workbooks.js'

const SCENARIO = readScenario('2027-proposal')
/** Wishes that a flow answers at once. */
const QUICK = { prefer: ['advice'] }

async function faultsOf(work: () => unknown): Promise<string[]> {
  try {
    await work()
    return []
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    return error.faults.map(({ code, path, found }) => `${code} ${path}: ${found}`)
  }
}

const HEADS = ['Specialisme', 'OOR', 'Minimaal', 'Maximaal', 'Door', 'Datum', 'Reden']

/** The agreements of a sheet, or its faults. */
async function sheet(rows: readonly (readonly Typed[])[], name = 'Afspraken') {
  const bytes = await book({ [name]: rows })
  return consultationFromBytes(bytes, SCENARIO, 'x.xlsx').agreements
}

describe('sheet Afspraken', () => {
  it('is read as people fill it in', async () => {
    const told = await sheet([
      ['Afspraken van 8 juni'],
      [],
      ['SPECIALISME', 'oor', 'Min.', 'Max', 'door', 'DATUM', 'Reden'],
      ['41 Spoedeisende geneeskunde', 'no', 11, 11, 'NVSHA', '8 juni 2026', 'zo'],
      [null, 'NOORD-OOST', 206, null, 'OOR NO', '2026-06-08'],
      ['NEUROLOGIE', null, 'Zoals Geadviseerd', null, 'NVN', '08-06-2026'],
      ['27', null, '2, 1, 1, 1, 1, 1, 1', null, 'x'],
      ['01', null, 'basis', null, 'x'],
      [null, 'ZON', null, '130', 'OOR ZON'],
    ]).catch((error: InputError) => error.faults)
    // as advised without an advice is refused, by its cell; all else is read
    expect(told).toEqual([{ code: 'not-advised', path: 'x.xlsx:Afspraken!C6', found: '28', expected: '' }])
    const advised = await sheet([HEADS, [null, 'NOORD-OOST', 206, null, 'OOR NO', '8 juni 2026', 'zo'], ['27', null, '2 1 1 1 1 1 1', null, 'x']]) // prettier-ignore
    expect(advised).toEqual([
      { specialty: null, oor: 'NO', low: 206, high: null, row: null, by: 'OOR NO', date: '2026-06-08', reason: 'zo' },
      {
        specialty: '27',
        oor: null,
        low: null,
        high: null,
        row: [2, 1, 1, 1, 1, 1, 1],
        by: 'x',
        date: null,
        reason: '',
      },
    ])
  })

  it.each<readonly [string, readonly Typed[], string]>([
    ['no place', [null, null, 3, 4, 'x'], 'missing x.xlsx:Afspraken!A2: -'],
    ['no number', ['41', 'NO', null, null, 'x'], 'missing x.xlsx:Afspraken!B2: -'],
    ['nobody', ['41', 'NO', 3], 'missing x.xlsx:Afspraken!E2: -'],
    ['least above most', ['41', 'NO', 12, 11, 'x'], 'value x.xlsx:Afspraken!D2: 11'],
    ['less than nothing', ['41', 'NO', -1, 11, 'x'], 'negative x.xlsx:Afspraken!C2: -1'],
    ['half a place', ['41', 'NO', 1.5, 11, 'x'], 'not-whole x.xlsx:Afspraken!C2: 1.5'],
    ['a word', ['41', 'NO', 'elf', null, 'x'], 'not-decimal x.xlsx:Afspraken!C2: elf'],
    ['no such specialty', ['99', 'NO', 3, 3, 'x'], 'unknown-code x.xlsx:Afspraken!A2: 99'],
    ['no such OOR', ['41', 'Utopia', 3, 3, 'x'], 'unknown-code x.xlsx:Afspraken!B2: Utopia'],
    ['no such day', ['41', 'NO', 3, 3, 'x', '30 februari 2026'], 'value x.xlsx:Afspraken!F2: 30 februari 2026'],
    ['a day as a mere number', ['41', 'NO', 3, 3, 'x', 46181], 'value x.xlsx:Afspraken!F2: 46181'],
    ['a row of one number', ['28', null, 60, null, 'x'], 'value x.xlsx:Afspraken!C2: 60'],
    ['a row with a most', ['28', null, 'basis', 3, 'x'], 'value x.xlsx:Afspraken!D2: 3'],
    ['a row without numbers', ['28', null, null, null, 'x'], 'missing x.xlsx:Afspraken!C2: -'],
    ['a row too short', ['28', null, '1, 2', null, 'x'], 'shape x.xlsx:Afspraken!C2: 2'],
    [
      'a row that sums to something else',
      ['28', null, '1,2,3,4,5,6,7', null, 'x'],
      'agreed-sum x.xlsx:Afspraken!C2: 28',
    ],
  ])('refuses %s by its cell', async (_, row, fault) => {
    expect(await faultsOf(() => sheet([HEADS, row]))).toEqual([fault])
  })

  it('refuses what is agreed twice, and what contradicts', async () => {
    const rows = (second: readonly Typed[]) => [HEADS, [null, 'NO', 206, null, 'x'], second]
    expect(await faultsOf(() => sheet(rows([null, 'Noord-Oost', 207, null, 'y'])))).toEqual(['agreed-twice x.xlsx:Afspraken!B3: NO']) // prettier-ignore
    expect(await faultsOf(() => sheet(rows([null, 'NO', null, 205, 'y'])))).toEqual(['agreed-against x.xlsx:Afspraken!B3: >= 206, <= 205']) // prettier-ignore
    expect(await sheet(rows([null, 'NO', null, 210, 'y']))).toHaveLength(2)
  })

  it('goes out with a draft and a check, and comes back the same', async () => {
    const agreements = [
      { oor: 'NO', low: 206, by: 'OOR NO', date: '2026-06-08', reason: 'capaciteit' },
      { specialty: '41', oor: 'NO', low: 11, high: 12, by: 'NVSHA' },
      { specialty: '28', row: 'base', by: 'NVN' },
      { specialty: '27', row: [2, 1, 1, 1, 1, 1, 1], by: 'NVvN' },
    ]
    const scenario = { ...scenarioFile(), agreements: [{ oor: 'ZON', high: 130, by: 'OOR ZON' }] }
    const known = parseScenario(scenario)
    const drafted = await draft(scenario, { agreements, ...QUICK }, { agree: ['ON>=120'] })
    expect(drafted.status).toBe('optimal')
    const again = (bytes: Uint8Array) => consultationFromBytes(bytes, known, 'x.xlsx').agreements
    for (const language of ['nl', 'en'] as const) {
      const context = { scenario: known, language }
      expect(again(await draftWorkbook(drafted, context))).toEqual(drafted.consultation.agreements)
      const checked = await check(known, drafted, { advices: { agreements, ...QUICK } })
      expect(checked.agreements.every(({ holds }) => holds)).toBe(true)
      expect(again(await checkWorkbook(checked, context))).toEqual(drafted.consultation.agreements)
    }
    // the template is filled in with those of the scenario
    const template = await writeWorkbook('x', templateSheets(known, 'nl'))
    expect(readXlsx(template, 'x').sheets.find(({ name }) => name === 'Afspraken')!.rows.length).toBeGreaterThan(2)
    expect(again(template)).toBeUndefined() // the scenario says it already
    expect(await verify(JSON.parse(JSON.stringify(drafted)) as object, { scenario, advices: { agreements, ...QUICK } })).toMatchObject({ status: 'accepted' }) // prettier-ignore
  }, 300_000)
})

function scenarioFile(): object {
  const file = JSON.parse(readFileSync('scenarios/2027-proposal/scenario.json', 'utf8')) as object
  const matrix = (name: string) =>
    readFileSync(`scenarios/2027-proposal/${name}`, 'utf8').trim().split(/\r?\n/).slice(1).map((line) => line.split(',').slice(1)) // prettier-ignore
  return { ...file, careUse: { all: matrix('care-use-all.csv'), training: matrix('care-use-training.csv') } }
}

describe('agreements in other files', () => {
  it('stand in a long CSV too', () => {
    const csv =
      'kind;specialty;oor;low;high;row;by;date;text\nagreement;41;NO;11;;;x;2026-06-08;y\nagreement;28;;;;base;x;;\n'
    const { agreements } = consultationFromBytes(new TextEncoder().encode(csv), SCENARIO, 'x.csv')
    expect(agreements).toEqual([
      { specialty: '41', oor: 'NO', low: 11, high: null, row: null, by: 'x', date: '2026-06-08', reason: 'y' },
      { specialty: '28', oor: null, low: null, high: null, row: 'base', by: 'x', date: null, reason: '' },
    ])
  })

  it('name each fault by its path', async () => {
    const refused = (agreement: object) => faultsOf(() => draft(SCENARIO, { agreements: [agreement] }))
    expect(await refused({ by: 'x' })).toEqual(['missing agreements[0]: -'])
    expect(await refused({ specialty: '28', by: 'x' })).toEqual(['missing agreements[0].row: -'])
    expect(await refused({ oor: 'NO', row: 'base', by: 'x' })).toEqual(['value agreements[0].row: "base"'])
    expect(await refused({ oor: 'NO', low: 206 })).toEqual(['missing agreements[0].by: -'])
    expect(await refused({ oor: 'NO', low: 206, by: 'x', date: '2026-02-30' })).toEqual(['value agreements[0].date: 2026-02-30']) // prettier-ignore
    expect(await faultsOf(() => draft({ ...scenarioFile(), agreements: [{ specialty: '28', row: 'advice', by: 'x' }] }))).toEqual(['not-advised agreements[0].row: 28']) // prettier-ignore
    // in the base they are nothing
    expect((await solve({ ...scenarioFile(), agreements: [{ oor: 'NO', low: 900, by: 'x' }] })).status).toBe('optimal')
  })

  it.each(['', 'NO', 'NO>', 'NO=1.5', 'NO=-1', '28>=3', 'NO=advice', '41:NO=advice', 'NO==206'])(
    'flag %j is no agreement',
    async (flag) => {
      expect(await faultsOf(() => draft(SCENARIO, QUICK, { agree: [flag] }))).toEqual([
        `usage agree[0]: ${flag}: ${flag}`,
      ])
    },
  )

  it('are asked in one line, on the command line as elsewhere', async () => {
    const run = await commandIn('.', [
      'draft',
      '2027-proposal',
      '--agree',
      'NO>=225',
      '--agree',
      'neurologie=basis',
      '--json',
    ])
    const answer = JSON.parse(run.out) as Draft
    expect(run.exit).toBe(1)
    expect(answer.agreements.map(({ from, by }) => [from, by])).toEqual([['question', '--agree'], ['question', '--agree']]) // prettier-ignore
    expect(answer.conflict).toMatchObject({ agreed: { agreements: [{ oor: 'NO' }], collisions: [{ rule: 'leeway-per-oor', oor: 'NO' }], repairs: [{ places: 3 }] } }) // prettier-ignore
  })
})

describe('the leeway of an OOR by itself', () => {
  const narrower = (perOor: object) => ({ ...scenarioFile(), leeway: { total: 30, below: 8, above: 10, perOor } })

  it('is narrower than that of all, in what is drafted, checked and verified', async () => {
    const scenario = narrower({ NO: { below: 4, above: 10 } })
    const drafted = await draft(scenario, 'scenarios/2027-proposal/advices.json')
    expect(drafted.frame!.leeway.perOor).toEqual({ NO: { below: 4, above: 10 } })
    expect(drafted.balance[0]!.difference).toBeGreaterThanOrEqual(-4)
    expect(drafted.balance[0]!.roomBelow).toBe(drafted.balance[0]!.difference + 4)
    const { rows, columns } = drafted
    const before = await draft(SCENARIO, 'scenarios/2027-proposal/advices.json')
    const checked = await check(scenario, { rows, columns, allocation: before.allocation })
    expect(checked.rules.find(({ id }) => id === 'leeway-per-oor')!.findings.map(({ oor, allowed }) => [oor, allowed])).toEqual([['NO', '208..222']]) // prettier-ignore
    const file = JSON.parse(JSON.stringify(drafted)) as Draft
    const asked = { scenario, timeLimit: 60 }
    expect((await verify(file, asked)).status).toBe('accepted')
    const wider = structuredClone(file) as unknown as { frame: { leeway: { perOor?: unknown }; totalLow: number[] } }
    wider.frame.leeway = { ...wider.frame.leeway, perOor: { NO: { below: 9, above: 10 } } }
    expect((await verify(wider)).status).toBe('rejected')
    delete wider.frame.leeway.perOor
    wider.frame.totalLow[0] = 204
    expect((await verify(wider, asked)).status).toBe('rejected')
  }, 300_000)

  it.each<readonly [object, string]>([
    [{ NO: { below: 9, above: 10 } }, 'value leeway.perOor.NO.below: 9'],
    [{ NO: { above: 11 } }, 'value leeway.perOor.NO.above: 11'],
    [{ XX: { below: 1, above: 1 } }, 'unknown-code leeway.perOor.XX: XX'],
    [{ NO: { below: 1 }, 'Noord-Oost': { below: 2 } }, 'duplicate leeway.perOor.Noord-Oost: Noord-Oost'],
    [{ NO: { below: -1, above: 1 } }, 'negative leeway.perOor.NO.below: -1'],
  ])('refuses %j', async (perOor, fault) => {
    expect(await faultsOf(() => parseScenario(narrower(perOor)))).toEqual([fault])
  })

  const USE = { 'Zorggebruik alle': [['Code', 'NO', 'ON', 'Utrecht', 'NWN', 'Leiden', 'ZWN', 'ZON', 'Instroom'], ['01', 5, 4, 3, 2, 1, 6, 7, 81]] } // prettier-ignore
  const framed = async (...kader: readonly (readonly Typed[])[]) => {
    const bytes = await book({ ...USE, Kader: [['Gegeven', 'Waarde'], ...kader] })
    const { scenariosOf } = await import('../src/io/read/scenario.js')
    return scenariosOf([bytes], undefined)[0]!.leeway
  }
  const ALL: readonly (readonly Typed[])[] = [
    ['Regelruimte, totaal', 30],
    ['Regelruimte, minder per OOR', 8],
    ['Regelruimte, meer per OOR', 10],
  ]

  it('stands on sheet Kader, a line each, and is never that of all', async () => {
    expect(await framed(...ALL, ['Regelruimte NO, minder', 4], ['regelruimte Noordwest-Nederland meer', 3])).toEqual({
      total: 30,
      below: 8,
      above: 10,
      perOor: { NO: { below: 4, above: 10 }, NWN: { below: 8, above: 3 } },
    })
  })

  it.each<readonly [readonly Typed[], string]>([
    [['Regelruimte NO, minder', 9], 'value workbook:Kader!B5: 9'],
    [['Regelruimte Utopia, minder', 4], 'unknown-code workbook:Kader!A5: Utopia'],
    [['Regelruimte NO, minder', null], 'left-open workbook:Kader!B5: NO'],
    [['Regelruimte NO, minder', 'veel'], 'value workbook:Kader!B5: veel'],
    [['Regelruimte NO, totaal', 4], 'unknown-word workbook:Kader!A5: Regelruimte NO, totaal'],
    [['Ondergrens', '10%', 12], 'not-used workbook:Kader!C5: 12'],
    [[8], 'unknown-word workbook:Kader!A5: 8'],
  ])('what is wrong there is refused by its cell: %j', async (line, fault) => {
    expect(await faultsOf(() => framed(...ALL, line))).toEqual([fault])
  })
})
