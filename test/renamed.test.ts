/** What a file is called is no part of what is in it: copies under another name are the same scenario, table or proposal. */
import { describe, expect, it } from 'vitest'
import { draft, round, scenarioFromWorkbook, solve, verify, years } from '../src/index.js'
import { readScenario } from '../src/io/read/scenario.js'
import { parseProblem } from '../src/io/read/problem.js'
import { problemFromWorkbook } from '../src/io/read/workbook-tables.js'
import { book } from './workbooks.js'

const base = readScenario('2027-base')
const shares = base.careUse.kind === 'matrix' ? base.careUse.all : []
const careUse = [
  ['Code', 'Specialisme', ...base.oors.map(({ code }) => code)],
  ...base.specialties.map(({ code, name }, s) => [code, name, ...shares[s]!.map(Number)]),
]
const bytes = await book({
  'Zorggebruik alle': careUse,
  'Zorggebruik opleidend': careUse,
  Kader: [['Jaar', 2028]],
})
const called = (name: string) => scenarioFromWorkbook(bytes, { scenario: '2027-base', name })
const [original, copy] = [called('vol.xlsx'), called('vol (1).xlsx')]

describe('a workbook under another name', () => {
  it('is the same scenario to verify: of a result, published or not', async () => {
    expect([original.id, copy.id]).toEqual(['vol', 'vol (1)'])
    const checked = await verify(await solve(original), { scenario: copy })
    expect([checked.status, checked.faults]).toEqual(['accepted', []])
    expect(checked.notChecked).toContain('scenario')
    expect(checked.proves).toContain('target')
  })

  it('of a draft with its fallback, and of years', async () => {
    const drafted = await draft(original, undefined, { fallback: true })
    expect(await verify(drafted, { scenario: copy })).toMatchObject({ status: 'accepted', faults: [] })
    const several = await years([original, '2026-base'])
    const checked = await verify(several, { scenarios: [copy, '2026-base'] })
    expect(checked).toMatchObject({ status: 'accepted', faults: [] })
    expect(checked.notChecked).toContain('scenarios[0]')
    expect(checked.notChecked).not.toContain('scenarios[1]')
  })

  it('is still not another scenario, no loose table, and hides no other lie', async () => {
    const result = await solve(original)
    const paths = async (file: object, scenario: object | string) =>
      (await verify(file, { scenario })).faults.map(({ path }) => path)
    expect(await paths({ ...result, scenario: null }, copy)).toContain('scenario')
    expect(await paths({ ...result, data: 'published' }, copy)).toContain('data')
    expect(await paths(result, '2027-base')).toContain('input.sha256')
    // what is called so by its own file, not by the name of a workbook, is held against it
    expect(await paths({ ...(await solve('2027-base')), scenario: 'other' }, '2027-base')).toEqual(['scenario'])
  })

  it('is the same table to round', async () => {
    const table = await book({
      Doel: [
        ['', 'A', 'B', 'Totaal'],
        ['x', 1.5, 2.5, 4],
        ['y', 1.5, 1.5, 3],
        ['Totaal', 3, 4, 7],
      ],
    })
    const [first, second] = ['t.xlsx', 't (1).xlsx'].map((name) => parseProblem(problemFromWorkbook(table, name)))
    expect(second!.title).not.toBe(first!.title)
    expect(second!.sha256).toBe(first!.sha256)
    const { rows, columns, rowTotals, columnTotals } = first!
    const other = { rows, columns, rowTotals, columnTotals, target: [[1.4, 2.6], [1.6, 1.4]] } // prettier-ignore
    expect((await round(other)).input.sha256).not.toBe(first!.sha256)
  })
})
