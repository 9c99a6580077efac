import { describe, expect, it } from 'vitest'
import { caseTemplateWorkbook, institutions, type InputError } from '../src/index.js'
import { smallCase } from './institution-cases.js'
import { book, type Typed } from './workbooks.js'

const given = smallCase({
  capacity: [{ institution: 'B', specialty: '01', max: 2 }],
  agreements: [{ institution: 'A', specialty: '02', low: 2, by: 'cluster' }],
  advices: [{ specialty: '02', oor: 'Y', by: { B: 2, C: 1 } }],
  change: { below: 3, above: 3 },
  referenceDate: '2025-11-03',
})

/** The small case as people fill it in, in Dutch. */
const sheets = (): Record<string, (readonly Typed[])[]> => ({
  Kader: [
    ['Gegeven', 'Waarde'],
    ['Kenmerk', 'klein'],
    ['Jaar', 2027],
    ['Gegevens', 'synthetisch'],
    ['Peildatum', '2025-11-03'],
    ['Hoogstens minder dan instroom', 3],
    ['Hoogstens meer dan instroom', 3],
  ],
  Instellingen: [['Code', 'Naam', 'Soort', 'NZa-code'], ...given.institutions.map(({ code, name, kind, nza }) => [code, name!, kind!, nza!])],
  Erkenningen: [
    ['Instelling', 'Specialisme', 'OOR', 'Vanaf', 'Tot'],
    ...given.recognitions.map(({ institution, specialty, oor }) => [institution, specialty, oor, null, null]),
  ],
  Historie: [
    ['Wat er in drie jaar was'],
    ['Instelling', 'Specialisme', 'OOR', 'Jaar', 'Instroom', 'Doorstroom'],
    ...given.history!.map((past) => [past.institution, past.specialty, past.oor, Number(past.year), Number(past.inflow), Number(past.throughflow)]),
  ],
  Capaciteit: [['Instelling', 'Specialisme', 'Stagemodule', 'Minimaal', 'Maximaal'], ['B', '01', null, null, 2]],
  Afspraken: [['Instelling', 'Specialisme', 'OOR', 'Minimaal', 'Maximaal', 'Door'], ['A', '02', null, 2, null, 'cluster']],
  Adviezen: [['Specialisme', 'OOR', 'Instelling', 'Plaatsen'], ['02', 'Y', 'B', 2], ['02', 'Y', 'C', 1]],
  Cellen: [['Code', 'Specialisme', 'X', 'Y'], ['01', 'Anesthesiologie', 7, 3], ['02', 'Cardiologie', 4, 3]],
}) // prettier-ignore

const faultsOf = async (changed: Record<string, (readonly Typed[])[]>) =>
  institutions(await book(changed)).then(
    () => [],
    (error: unknown) => (error as InputError).faults.map(({ code, path, found }) => `${code} ${path} ${found}`),
  )

describe('a case in a workbook', () => {
  it('is the same case as in JSON', async () => {
    const [read, told] = [await institutions(await book(sheets())), await institutions(given)]
    expect(read.status).toBe('optimal')
    expect(read.places).toEqual(told.places)
    expect(read.rules).toEqual(told.rules)
    expect(read.seats).toEqual(told.seats)
  })

  it('is refused by sheet and cell', async () => {
    const { Cellen: _, ...rest } = sheets()
    expect(await faultsOf(rest)).toEqual(['missing case.xlsx -'])
    const wrong = sheets()
    wrong['Historie']![2] = ['Z', '01', 'X', 2024, 'veel', 0]
    wrong['Capaciteit']![1] = ['B', '01', null, null, 2.5]
    expect(await faultsOf(wrong)).toEqual([
      'unknown-code case.xlsx:Historie!A3 Z',
      'not-decimal case.xlsx:Historie!E3 veel',
      'not-whole case.xlsx:Capaciteit!E2 2.5',
    ])
    const strange = sheets()
    strange['Erkenningen']![0] = ['Instelling', 'Specialisme', 'OOR', 'Sinds']
    strange['Erkenningen']![1] = ['A', '01', 'X', '2020-01-01']
    expect(await faultsOf(strange)).toEqual(['unknown-key case.xlsx:Erkenningen!D1 Sinds'])
  })
})

describe('the template of a case', () => {
  it.each(['nl', 'en'] as const)('filled with a shipped one, is divided as that is (%s)', async (language) => {
    const read = await institutions(await caseTemplateWorkbook('2027-institutions', language))
    const told = await institutions('2027-institutions')
    expect(read.places).toEqual(told.places)
    expect(read.rules).toEqual(told.rules)
    expect([read.case, read.year, read.data, read.referenceDate]).toEqual([
      told.case,
      told.year,
      told.data,
      told.referenceDate,
    ])
  })

  it('empty, asks for what is not filled in', async () => {
    const faults = await institutions(await caseTemplateWorkbook(null)).catch(
      (error: unknown) => (error as InputError).faults,
    )
    expect(faults).toMatchObject([{ code: 'missing', path: 'case.xlsx:Cellen' }])
  })
})
