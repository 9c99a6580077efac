/** What is written can be handed in again, whatever its size: workbooks of answers as proposals and tables, templates as scenarios. */
import { describe, expect, it } from 'vitest'
import {
  check,
  draft,
  draftWorkbook,
  InputError,
  reconstruct,
  resultWorkbook,
  scenarioFromWorkbook,
  solve,
  templateWorkbook,
  years,
  yearsWorkbook,
} from '../src/index.js'
import { parseScenario, readScenario } from '../src/io/read/scenario.js'
import { readXlsx } from '../src/io/xlsx/read.js'
import { readingOf } from '../src/io/read/readings.js'
import { tableIn } from '../src/io/read/table.js'
import { book, rezipped, type Typed } from './workbooks.js'

const NAMES = ['Anesthesiologie', 'Cardiologie', 'Dermatologie', 'Heelkunde']

function tiny(rows: number, columns: number, more: object = {}) {
  const oors = ['A', 'B', 'C'].slice(0, columns).map((code) => ({ code, name: `OOR ${code}` }))
  return parseScenario({
    id: 'tiny',
    title: 'Klein',
    year: 2027,
    oors,
    specialties: NAMES.slice(0, rows).map((name, s) => ({ code: `0${s + 1}`, name, intake: 7 + 3 * s })),
    careUse: { all: NAMES.slice(0, rows).map((_, s) => oors.map((__, o) => 10 + 7 * o + 3 * s)) },
    leeway: { total: 3, below: 2, above: 2 },
    ...more,
  })
}

describe.each([
  [1, 2],
  [2, 2],
  [2, 3],
  [4, 3],
])('%i specialties over %i OORs', (rows, columns) => {
  it.each([{}, { floor: { share: 0.2 }, data: 'synthetic' }])(
    'are read back from their workbooks: %o',
    async (more) => {
      const scenario = tiny(rows, columns, more)
      for (const language of ['nl', 'en'] as const) {
        const context = { scenario, language }
        const drafted = await draft(scenario)
        const solved = await solve(scenario)
        for (const [answer, bytes] of [
          [drafted, await draftWorkbook(drafted, context)],
          [solved, await resultWorkbook(solved, context)],
        ] as const) {
          const { allocation } = await check(scenario, bytes)
          expect(allocation).toEqual(answer.allocation)
          const table = tableIn(bytes, null, 'x.xlsx')
          expect(table.places).toEqual(answer.allocation)
          expect(table.specialties.map(({ code, name }) => [code, name])).toEqual(
            scenario.specialties.map(({ code, name }) => [code, name]),
          )
          expect(table.oors.map(({ code }) => code)).toEqual(scenario.oors.map(({ code }) => code))
        }
      }
    },
  )
})

describe('a table without a scenario', () => {
  const csv = (text: string) => tableIn(new TextEncoder().encode(text), null, 'x.csv')
  const shape = ({ specialties, oors, places }: ReturnType<typeof csv>) => [
    specialties.map(({ code, name }) => `${code}=${name}`),
    oors.map(({ code }) => code),
    places,
  ]

  it('has codes with names beside them, a count of rows, totals, intake and shares', () => {
    const right = [['01=Anesthesiologie', '02=Cardiologie'], ['NO', 'ON'], [[3, 4], [5, 6]]] // prettier-ignore
    for (const text of [
      'Code;Specialisme;NO;ON\n01;Anesthesiologie;3;4\n02;Cardiologie;5;6',
      'Nr;Code;Naam;NO;ON;Totaal\n1;01;Anesthesiologie;3;4;7\n2;02;Cardiologie;5;6;11\n;;Totaal;8;10;18',
      'Titel\n\nCode;Specialisme;Totaal;NO;ON;Instroom\n01;Anesthesiologie;7;3;4;7\n02;Cardiologie;11;5;6;11\n;Aandeel;;44%;56%;',
    ]) {
      expect(shape(csv(text))).toEqual(right)
    }
    const plain = [['x=x', 'y=y'], ['A', 'B'], [[1, 2], [3, 4]]] // prettier-ignore
    expect(shape(csv('specialty,A,B\nx,1,2\ny,3,4\n'))).toEqual(plain)
    expect(shape(csv(',A *,B¹\nx,1,2\ny,3,4\nSom,4,6\n'))).toEqual(plain)
  })

  it('keeps what is no number, and what is missing, as a fault by its place', () => {
    for (const text of ['specialty,A,B\nx,1,n.v.t.\ny,3,4', 'specialty,A,B\nx,1,\ny,3,4']) {
      expect(() => csv(text)).toThrow(InputError)
    }
  })

  it('is reconstructed from the workbook of an allocation', async () => {
    const scenario = readScenario('2027-base')
    const solved = await solve(scenario)
    const bytes = await resultWorkbook(solved, { scenario, language: 'nl' })
    const table = tableIn(bytes, null, 'x.xlsx')
    const { result } = await reconstruct({
      rows: table.specialties.map(({ code }) => code),
      columns: table.oors.map(({ code }) => code),
      allocation: table.places,
    })
    expect(result.allocation).toEqual(solved.allocation)
  })
})

describe('the template of somebody’s own scenario', () => {
  const filledOf = (bytes: Uint8Array) => {
    const sheets = readXlsx(bytes, 'x').sheets.map(({ name, rows }): [string, Typed[][]] => [
      name,
      rows.map(({ cells }) => {
        const line: Typed[] = Array.from({ length: Math.max(...cells.keys()) + 1 }, () => null)
        for (const [column, { text }] of cells) line[column] = text
        return line
      }),
    ])
    return Object.fromEntries(sheets)
  }

  it('is that scenario again, with its own OORs alone', async () => {
    const scenario = tiny(2, 3)
    const filled = filledOf(await templateWorkbook({ scenario, language: 'nl' }))
    const { 'Zorggebruik alle': all, Instroom } = filled
    const rowOf = (rows: Typed[][] | undefined, code: string) => rows!.find(([first]) => first === code)!
    scenario.specialties.forEach(({ code, intake }, s) => {
      rowOf(all, code).splice(2, 3, ...[10, 17, 24].map((use) => use + 3 * s))
      rowOf(Instroom, code).splice(2, 1, intake)
    })
    const read = scenarioFromWorkbook(await book(filled), { name: 'x.xlsx' })
    expect(read.oors.map(({ code }) => code)).toEqual(['A', 'B', 'C'])
    expect((await solve(read)).allocation).toEqual((await solve(scenario)).allocation)
    // an OOR that is added to those that are known
    const added = { ...filled, 'Zorggebruik opleidend': [], 'OOR-lijst': [['Code', 'Naam'], ['D', 'Delta'], ['E', 'Echo']], 'Zorggebruik alle': [['Code', 'Specialisme', 'NO', 'ON', 'Utrecht', 'NWN', 'Leiden', 'ZWN', 'ZON', 'D', 'E'], ...scenario.specialties.map(({ code, name }) => [code, name, 1, 2, 3, 4, 5, 6, 7, 8, 9])] } // prettier-ignore
    expect(scenarioFromWorkbook(await book(added), { name: 'x.xlsx' }).oors).toHaveLength(9)
  })

  it('as it was once written, with the status of the frame filled in, warns that own data are called adopted', async () => {
    const { frame, specialties, oors } = readScenario('2027-base')
    const sheets = (date: string, data = 'vertrouwelijk') => ({
      'Zorggebruik alle': [['Code', ...oors.map(({ code }) => code)], ...specialties.map(({ code }) => [code, ...oors.map((_, o) => o + 1)])],
      Instroom: [['Code', 'Instroom'], ...specialties.map(({ code }) => [code, 7])],
      Kader: [['Gegevens', data], ['Kader, status', 'definitief'], ['Kader, datum', date]],
    }) // prettier-ignore
    const warned = async (...given: Parameters<typeof sheets>) =>
      (readingOf(scenarioFromWorkbook(await book(sheets(...given)), { name: 'x.xlsx' }))?.warnings ?? []).filter(
        ({ code }) => code === 'status-taken-over',
      )
    expect(await warned(frame!.date)).toEqual([
      { code: 'status-taken-over', path: 'x.xlsx:Kader!B2', found: frame!.date },
    ])
    expect(await warned('2026-11-20')).toEqual([])
    expect(await warned(frame!.date, 'gepubliceerd')).toEqual([])
  })
})

describe('the workbook of years', () => {
  it('is called by the titles of its scenarios', async () => {
    const scenarios = [2026, 2027].map((year) => tiny(2, 3, { id: `y${year}`, title: `Proef ${year}`, year }))
    const bytes = await yearsWorkbook(await years(scenarios), { scenarios, language: 'nl' })
    const titles = readXlsx(bytes, 'x').sheets.map(({ rows }) => [...rows[0]!.cells.values()][0]!.text)
    expect(titles).toEqual(['Proef 2026 + Proef 2027', 'Proef 2026 + Proef 2027', 'Proef 2026', 'Proef 2027'])
    const core = new Map<string, string>()
    rezipped(bytes, (name, text) => (core.set(name, text), text))
    expect([...core.values()].join()).toContain('Proef 2026 + Proef 2027')
  })
})
