/** What readings of the protocol matter, held against solving each by itself; and how near cells were, against solving at that care use. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { shippedFile } from '../src/io/read/scenario.js'
import { sensitivity, solve } from '../src/library.js'
import { commandIn } from './command.js'

describe('readings of the protocol', () => {
  it('matter in 2027 as was worked out apart: nine cells under one at a time, and 14 of 74 pairs are more or less than their parts', async () => {
    const { options, draws, careUse } = await sensitivity('2027-base', { pairs: true })
    const single = options.filter(({ together }) => together === null)
    const moving = single.filter(({ cells }) => cells !== 0).map(({ options: each, cells }) => [each, cells])
    expect(moving).toEqual([
      [{ 'floor.appliesTo': 'rounded-totals' }, 6],
      [{ 'floor.paidFrom': 'surplus-above-floor' }, 4],
      [{ 'zeroCells.inTotals': 'excluded' }, 4],
      [{ 'zeroCells.places': 'row-pro-rata' }, 8],
      [{ 'zeroCells.places': 'rounding' }, 4],
    ])
    const cells = new Set(single.flatMap(({ changed }) => changed.map(([row, column]) => `${row}|${column}`)))
    expect(cells.size).toBe(9)
    expect(options.length - single.length).toBe(74)
    expect(options.filter(({ together }) => together === false)).toHaveLength(14)
    expect([draws, careUse]).toEqual([0, null])
  })

  it('are what solving each by itself gives', async () => {
    const { base, options } = await sensitivity('2026-reference')
    expect(options.length).toBeGreaterThan(10)
    for (const each of options) {
      const alone = await solve('2026-reference', { options: each.options })
      const differs = alone.allocation!.flatMap((row, s) =>
        row.flatMap((to, o) =>
          to === base.allocation![s]![o] ? [] : [[base.rows[s], base.columns[o], base.allocation![s]![o], to]],
        ),
      )
      expect([each.changed, each.cells], JSON.stringify(each.options)).toEqual([differs, differs.length])
      expect(each.columns).toEqual(alone.columnTotals!.map((total, o) => Number(total) - Number(base.columnTotals![o])))
    }
  })

  it('count the same random years on one thread and on two, and none where nothing can change', async () => {
    const [one, two] = await Promise.all(
      [1, 2].map((threads) => sensitivity('2027-base', { draws: 60, seed: 7, threads })),
    )
    const untimed = (answer: typeof one) => ({ ...answer, base: { ...answer!.base, milliseconds: 0 } })
    expect(untimed(two)).toEqual(untimed(one))
    const shareOf = (name: string, value: string) =>
      one!.options.find(({ options }) => (options as Record<string, string>)[name] === value)!.years!
    expect(one!.years).toBe(60)
    // the scenario weighs one criterion only, so when they are blended makes no difference
    expect(shareOf('floor.blend', 'before')).toEqual({ anyCell: 0, anyTotal: 0 })
    expect(shareOf('zeroCells.places', 'rounding').anyCell).toBeGreaterThan(0.5)
    expect(shareOf('zeroCells.places', 'rounding').anyTotal).toBe(0)
  })

  it('are told of a base that has no answer, which is no positive one', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'evenredig-'))
    const bounds = [{ specialty: '01', oor: 'NO', low: 82, high: 90, reason: 'te veel' }]
    const file = { ...shippedFile('2027-base', '2027-base'), bounds }
    writeFileSync(join(folder, 'kan-niet.json'), JSON.stringify(file))
    const { exit, out } = await commandIn(folder, ['sensitivity', 'kan-niet.json', '--json'])
    rmSync(folder, { recursive: true })
    expect(exit).toBe(1)
    expect((JSON.parse(out) as { base: { status: string } }).base.status).toBe('infeasible')
  })

  it('refuse what is not theirs', async () => {
    await expect(sensitivity('2027-base', { draws: -1 })).rejects.toMatchObject({ faults: [{ path: 'draws' }] })
    const { exit, err } = await commandIn('.', ['sensitivity', '2027-base', '--publish'])
    expect([exit, err]).toEqual([2, expect.stringMatching(/^--publish: dit antwoord kan niet worden gepubliceerd/)])
  })
})

describe('how near a cell was', () => {
  /** A small scenario, so that a table of cells is soon done: three OORs that divide five specialties. */
  const small = {
    id: 'klein',
    year: 2027,
    oors: ['A', 'B', 'C'].map((code) => ({ code, name: code })),
    specialties: [11, 7, 5, 3, 9].map((intake, k) => ({ code: `s${k}`, name: `Specialisme ${k}`, intake })),
    careUse: {
      all: [
        [41, 23, 36],
        [12, 50, 38],
        [33, 33, 34],
        [70, 20, 10],
        [5, 45, 50],
      ],
    },
    floor: { share: 0.25 },
    zeroCells: [{ specialty: 's3', oor: 'C', reason: 'geen opleiding', source: 'FAQ 7.3' }],
  }

  /** The places of a cell when its care use is so many times what it is, by solving that scenario. */
  async function placesAt(row: number, column: number, factor: number): Promise<number> {
    const all = small.careUse.all.map((uses, s) =>
      uses.map((use, o) => (s === row && o === column ? use * Math.round(factor * 10_000) : use * 10_000)),
    )
    const { allocation } = await solve({ ...small, careUse: { all } })
    return allocation![row]![column]!
  }

  it('is the first step outward at which solving again gives it another place', async () => {
    const { base, careUse } = await sensitivity(small, { careUse: true, threads: 1 })
    expect(careUse!.map(({ cell }) => cell.join('-'))).not.toContain('s3-C')
    expect(careUse).toHaveLength(14)
    let found = 0
    for (const { cell, places, oneMore, oneFewer } of careUse!) {
      const [row, column] = [base.rows.indexOf(cell[0]), base.columns.indexOf(cell[1])]
      expect(places).toBe(base.allocation![row]![column])
      for (const [by, change] of [
        [1, oneMore],
        [-1, oneFewer],
      ] as const) {
        const changes = async (factor: number) => by * ((await placesAt(row, column, factor)) - places) > 0
        const last = by === 1 ? 1_000 : 500
        const steps = change === null ? last : Math.ceil(Math.abs(change.percent) * 10 - 1e-9) - 1
        // some steps before it, the last one, and a hundredth of a per cent before it: as it was
        for (let step = 1; step <= steps; step += 40) expect(await changes(1 + (by * step) / 1_000)).toBe(false)
        if (steps > 0) expect(await changes(1 + (by * steps) / 1_000)).toBe(false)
        if (change === null) continue
        found++
        expect(change.percent).toBeCloseTo(100 * (change.factor - 1), 9)
        expect(await changes(change.factor), `${cell.join('-')} ${change.factor}`).toBe(true)
        expect(await changes(change.factor - by * 0.0001)).toBe(false)
      }
    }
    expect(found).toBeGreaterThan(10)
  })

  it('is told of the cells that turn first, and needs no more than their names in a scenario of one’s own', async () => {
    const { out } = await commandIn('.', ['sensitivity', '2027-base'])
    expect(out).toContain(
      'floor.paidFrom=surplus-above-floor: 34-Utrecht 3 → 2, 34-NWN 3 → 4, 37-Utrecht 11 → 12, 37-NWN 12 → 11',
    )
    expect(out).toContain('SYNTHETISCHE GEGEVENS')
  })
})
