/** Option `today.scale`: today's sizes as a proposal is judged against them (P26 Regelruimte 1). */
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromParts, MOST_PARTS, sizesToday } from '../src/domain/today.js'
import { check, draft, draftWorkbook, verify, type Draft } from '../src/index.js'
import { parseScenario } from '../src/io/read/scenario.js'
import { draftPage } from '../src/report/pages.js'
import { sized } from './size.js'
import { cellsOf } from './workbooks.js'

/** 12 places over A and B; of today's 6 A has 4. */
const SCENARIO = {
  id: 'today',
  year: 2027,
  data: 'synthetic',
  oors: [{ code: 'A' }, { code: 'B' }],
  specialties: [
    { code: '1', intake: 6 },
    { code: '2', intake: 6 },
  ],
  careUse: { all: [[3, 3], [3, 3]] }, // prettier-ignore
  leeway: { total: 4, below: 3, above: 3 },
}
const ADVICES = { current: { A: 4, B: 3 }, prefer: ['mutation'] }
const absolute = { options: { 'today.scale': 'absolute' } } as const

describe('sizes of today', () => {
  it('grow with the intake, exactly, and not where they are taken as given', () => {
    expect(sizesToday([4, 3], 12, 'intake')).toEqual({ parts: 7, sizes: [48, 36] }) // 48/7 and 36/7
    expect(sizesToday([4, 3], 12, 'absolute')).toEqual({ parts: 1, sizes: [4, 3] })
    expect(sizesToday([197, 116, 140, 181, 104, 190, 122], 1140, 'intake').parts).toBe(35)
    // as much to divide as then: the same, whatever the reading
    expect(sizesToday([4, 3], 7, 'intake')).toEqual(sizesToday([4, 3], 7, 'absolute'))
    // no intake of then to know
    expect(sizesToday([4, null], 12, 'intake')).toEqual({ parts: 1, sizes: [4, null] })
    expect(sizesToday([0, 0], 12, 'intake')).toEqual({ parts: 1, sizes: [0, 0] })
  })

  it('keep their shares and add up to the intake, to a thousandth at worst', () => {
    const sizes = fc.array(fc.integer({ min: 0, max: 900_000 }), { minLength: 1, maxLength: 7 })
    fc.assert(
      fc.property(sizes, fc.integer({ min: 1, max: 2_000_000 }), (current, intake) => {
        const then = current.reduce((sum, each) => sum + each, 0)
        if (then === 0) return
        const { parts, sizes: scaled } = sizesToday(current, intake, 'intake')
        expect(parts).toBeLessThanOrEqual(MOST_PARTS)
        const off = scaled.map((each, o) => Math.abs(each! / parts - (current[o]! * intake) / then))
        expect(Math.max(...off)).toBeLessThanOrEqual(parts === 1000 ? 0.0005 + 1e-9 : 1e-9 * intake)
      }),
      { seed: 20270609, numRuns: sized(400) },
    )
  })

  it('decide what a draft does about them', async () => {
    const grown = await draft(SCENARIO, ADVICES)
    expect([grown.status, grown.columnTotals]).toEqual(['optimal', [7, 5]])
    expect(grown.levels![0]).toEqual({ name: 'mutation', value: fromParts(1, 7) })
    expect(grown.balance.map(({ current, currentScaled, mutation }) => [current, currentScaled, mutation])).toEqual([
      [4, 6.857142857, 0.142857143],
      [3, 5.142857143, -0.142857143],
    ])
    expect((await check(SCENARIO, grown, { advices: ADVICES })).balance).toEqual(grown.balance)
    // of today's 8 A has 6, which is 9 of 12; as given, 8 and 4 are as far from 6 and 2
    const other = { ...ADVICES, current: { A: 6, B: 2 } }
    const both = [await draft(SCENARIO, other), await draft(SCENARIO, other, absolute)]
    expect(both.map(({ columnTotals, levels }) => [columnTotals, levels![0]!.value])).toEqual([
      [[9, 3], 0],
      [[8, 4], 2],
    ])
    expect(both[1]!.balance[0]).toMatchObject({ current: 6, currentScaled: 6, mutation: 2 })
  })

  it('are checked: what is told of them, and the proof', async () => {
    const grown = await draft(SCENARIO, ADVICES)
    const told = async (change: (file: Draft & { readonly [key: string]: unknown }) => object) => {
      const file = JSON.parse(JSON.stringify(grown)) as Draft & { readonly [key: string]: unknown }
      const { status, faults } = await verify(change(file), { scenario: SCENARIO, advices: ADVICES })
      return [status, ...faults.slice(0, 1).map(({ path }) => path)]
    }
    expect(await told((file) => file)).toEqual(['accepted'])
    const line = (file: Draft, more: object) => file.balance.with(0, { ...file.balance[0]!, ...more })
    expect(await told((file) => ({ ...file, balance: line(file, { currentScaled: 7 }) }))).toEqual(['rejected', 'balance[0].currentScaled']) // prettier-ignore
    expect(await told((file) => ({ ...file, balance: line(file, { mutation: 3 }) }))).toEqual(['rejected', 'balance[0].mutation']) // prettier-ignore
    expect(await told((file) => ({ ...file, options: { ...file.options, 'today.scale': 'absolute' } }))).toEqual(['rejected', 'balance[0].currentScaled']) // prettier-ignore
  })

  it('of a file of before they were scaled count as given', async () => {
    const given = JSON.parse(JSON.stringify(await draft(SCENARIO, ADVICES, absolute))) as Draft
    const { 'today.scale': _scale, ...options } = given.options
    const balance = given.balance.map(({ currentScaled: _ignored, ...line }) => line)
    const file = { ...given, made: undefined, options, balance }
    const { status, faults } = await verify(file, { scenario: SCENARIO, advices: ADVICES })
    expect([status, faults]).toEqual(['accepted', []])
  })

  it('are shown beside what they become', async () => {
    const grown = await draft(SCENARIO, ADVICES)
    const subject = parseScenario(SCENARIO)
    const page = draftPage(grown, subject, 'nl')
    expect(page).toMatch(/Bij nieuwe instroom/i)
    expect(page).toContain('6,9')
    expect(draftPage(await draft(SCENARIO, ADVICES, absolute), subject, 'nl')).not.toMatch(/Bij nieuwe instroom/i)
    const cells = cellsOf(await draftWorkbook(grown, { scenario: SCENARIO }), 'Balans')
    expect(['H6', 'I6', 'J6'].map((at) => Number(cells.get(at)?.text))).toEqual([4, 6.857142857, 0.142857143])
  })
})

it('of thousands of places, far from the intake, are drafted too: where the numbers of the solver fail it, it is asked otherwise', async () => {
  const scenario = {
    id: 'large',
    year: 2027,
    data: 'synthetic',
    oors: [{ code: 'A' }, { code: 'B' }, { code: 'C' }],
    specialties: [{ code: 'p', intake: 5001 }, { code: 'q', intake: 4407 }, { code: 'r', intake: 6223 }],
    careUse: { all: [[5131, 3271, 711], [4217, 6133, 613], [7919, 4513, 0]] },
    floor: { share: 0.1 },
    zeroCells: [{ specialty: 'r', oor: 'C' }],
    leeway: { total: 3000, below: 1200, above: 1500 },
  } // prettier-ignore
  const advices = {
    advices: [
      { specialty: 'p', row: { A: 1500, B: 3000, C: 501 } },
      { specialty: 'q', row: { A: 1300, B: 2607, C: 500 }, shift: { A: [1250, 1400], B: [2500, 2700] } },
    ],
    current: { A: 31_000, B: 29_000, C: 4100 },
  }
  expect((await draft(scenario, advices)).status).toBe('optimal')
})
