/** The published tables must come out of the shipped scenarios. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { compare, solve } from '../src/index.js'

const OORS = ['NO', 'ON', 'Utrecht', 'NWN', 'Leiden', 'ZWN', 'ZON']

interface Expected {
  readonly columnTotals: number[]
  readonly percent: string[]
  readonly total: number
}

function expectedJson(id: string): Expected {
  return JSON.parse(readFileSync(`scenarios/${id}/expected.json`, 'utf8')) as Expected
}

function expectedMatrix(id: string): { rows: string[]; columns: string[]; matrix: number[][] } {
  const [header, ...lines] = readFileSync(`scenarios/${id}/expected.csv`, 'utf8').trim().split(/\r?\n/)
  const cells = lines.map((line) => line.split(','))
  return {
    columns: header!.split(',').slice(1),
    rows: cells.map((row) => row[0]!),
    matrix: cells.map((row) => row.slice(1).map(Number)),
  }
}

describe('L27 Tabel 1: the base distribution of 2027', () => {
  it('comes out in all 210 cells, from every solver', async () => {
    const published = expectedMatrix('2027-base')
    for (const solver of ['flow', 'highs', 'glpk', 'jslp'] as const) {
      const result = await solve('2027-base', { solver })
      expect(result.status).toBe('optimal')
      expect(result.rows).toEqual(published.rows)
      expect(result.columns).toEqual(published.columns)
      expect(result.allocation).toEqual(published.matrix)
      expect(result.levels).toEqual([
        { name: 'beyond-next-best', value: 0 },
        { name: 'next-best', value: 16 },
        { name: 'error', value: 55.061689329 },
      ])
    }
  })

  it('has the totals, the floored OOR and the targets of the contract’s example', async () => {
    const result = await solve('2027-base')
    expect(result.columnTotals).toEqual([212, 127, 154, 191, 114, 214, 128])
    expect(result.oorTotals?.raw?.[0]).toBe(213.00849)
    expect(result.oorTotals?.floored?.[0]).toBeCloseTo((213.00849 * (1140 - 114)) / (1140 - 109.84244), 8) // pro rata
    expect(result.flooredOors).toEqual(['Leiden'])
    expect(result.target?.[0]?.[0]).toBe(16.478210145)
    expect(result.deviations).toContainEqual({
      row: '10',
      column: 'Leiden',
      target: 12.462970632,
      natural: 12,
      allocated: 13,
      rank: 1,
      extraError: 0.074058736,
    })
  })
})

describe('P26 Tabel 2 and 3: OOR totals of 2026', () => {
  for (const id of ['2026-base', '2026-reference', '2026-records']) {
    it(`${id} has the published totals, and the percentages printed from unrounded totals`, async () => {
      const published = expectedJson(id)
      const result = await solve(id)
      expect(result.columns).toEqual(OORS)
      expect(result.columnTotals).toEqual(published.columnTotals)
      const percent = result.oorTotals!.floored!.map((total) => ((100 * total) / published.total).toFixed(1))
      expect(percent).toEqual(published.percent)
    })
  }

  it('2026-records gives the allocation of 2026-base', async () => {
    const records = await solve('2026-records')
    expect(records.allocation).toEqual((await solve('2026-base')).allocation)
    expect(records.leftOut).toEqual({ records: 5293, zbc: 0, procedureGp: 0 })
  })

  it('the two differ by NO -8, ON +3, Utrecht +3, NWN +6, Leiden 0, ZWN -6, ZON +2', async () => {
    const { a, b, difference } = await compare('2026-base', '2026-reference')
    expect(difference!.columns).toEqual([-8, 3, 3, 6, 0, -6, 2])
    for (const [s, row] of difference!.allocation.entries()) {
      for (const [o, value] of row.entries()) {
        expect(value).toBe(b.allocation![s]![o]! - a.allocation![s]![o]!)
        expect(value).toBeCloseTo(difference!.target![s]![o]! + difference!.rounding![s]![o]!, 12)
      }
    }
  })
})

describe('2027-reference', () => {
  it('meets the published intake per specialty and the national total', async () => {
    const expected = JSON.parse(readFileSync('scenarios/2027-reference/expected.json', 'utf8')) as {
      rowTotals: number[]
      total: number
    }
    const { allocation } = await solve('2027-reference')
    const sums = allocation!.map((row) => row.reduce((sum, each) => sum + each, 0))
    expect(sums).toEqual(expected.rowTotals)
    expect(sums.reduce((sum, each) => sum + each, 0)).toBe(expected.total)
  })
})
