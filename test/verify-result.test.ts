/** The check of a whole result: every single change that makes it false is rejected, by a path that names the place. */
import * as fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { InputError } from '../src/domain/errors.js'
import type { Certificate, MultiplierCertificate, Status } from '../src/domain/result.js'
import type { Result } from '../src/shapes/answers/result.js'
import { publish, round, solve, verify, type Verification } from '../src/index.js'
import { drawnFrom, sized } from './size.js'

type Mutable<T> = T extends object ? { -readonly [K in keyof T]: Mutable<T[K]> } : T
type Draft = Mutable<Result>

const BASE = '2027-base'
const STATUSES: readonly Status[] = ['optimal', 'feasible', 'infeasible', 'stuck', 'off-totals', 'time-limit']

/** Exact halves, a zero cell, a bound that binds, a target of 0, an exact total and two open ones. */
const OPEN = {
  rows: ['a', 'b', 'c', 'd'],
  columns: ['x', 'y', 'z'],
  target: [
    [2.5, 3.25, 1.26],
    [0.7, 0, 4.3],
    [5.5, 1.1, 2.4],
    [1.2, 3.4, 0.4],
  ],
  rowTotals: [7, 5, 10, 5],
  columnTotals: [11, [7, 9], [7, 10]],
  zeroCells: [['d', 'z']],
  bounds: [
    ['c', 'y', 2, 4],
    ['a', 'x', 0, 3],
  ],
}
const TIED = {
  rows: ['a', 'b', 'c'],
  columns: ['x', 'y', 'z'],
  target: [
    [1.5, 1.5, 2],
    [1.5, 1.5, 2],
    [2.2, 1.9, 0.9],
  ],
  rowTotals: [5, 5, 5],
  columnTotals: [5, 5, 5],
}
const FIXED = { ...OPEN, columnTotals: [11, 8, 8], bounds: [] }
/** a and b have 12 places and may not use z; x and y take 10. */
const IMPOSSIBLE = {
  rows: ['a', 'b', 'c'],
  columns: ['x', 'y', 'z'],
  target: [
    [2, 2, 1],
    [3, 2.5, 1.5],
    [1, 1, 2],
  ],
  rowTotals: [5, 7, 4],
  columnTotals: [6, 4, [0, 6]],
  zeroCells: [
    ['a', 'z'],
    ['b', 'z'],
  ],
}

const samples = new Map<string, Result>()

beforeAll(async () => {
  samples.set('base', await solve(BASE))
  samples.set('open', await round(OPEN))
  samples.set('squares', await round(OPEN, { objective: 'squares' }))
  samples.set('absolute', await round(OPEN, { objective: 'absolute' }))
  samples.set('largest', await round(OPEN, { objective: 'largest' }))
  samples.set('tied', await round(TIED))
  samples.set('proportional', await round(FIXED, { objective: 'proportional' }))
  samples.set('lottery', await round(FIXED, { method: 'lottery', seed: 7 }))
  samples.set('stepwise', await solve(BASE, { method: 'stepwise' }))
  samples.set('off-totals', await solve(BASE, { method: 'largest-remainder' }))
  samples.set('infeasible', await round(IMPOSSIBLE))
  samples.set('stuck', await round(IMPOSSIBLE, { method: 'stepwise' }))
  samples.set('stopped', await round(TIED, { ties: 'stop' }))
  samples.set('published', publish(await solve(BASE)))
})

const PROVEN = ['base', 'open', 'squares', 'absolute', 'largest', 'tied']
const HAND = ['stepwise', 'off-totals', 'stuck']
const ALL = [...PROVEN, ...HAND, 'proportional', 'lottery', 'infeasible', 'stopped', 'published']

function sample(name: string): Result {
  return samples.get(name)!
}

async function checked(name: string, change: (draft: Draft) => void, scenario?: string): Promise<Verification> {
  const draft = JSON.parse(JSON.stringify(sample(name))) as Draft
  change(draft)
  return verify(draft, { scenario })
}

async function paths(name: string, change: (draft: Draft) => void, scenario?: string): Promise<string[]> {
  const { status, proves, faults } = await checked(name, change, scenario)
  expect(status === 'rejected').toBe(faults.length > 0)
  if (faults.length > 0) expect(proves).toEqual([])
  return faults.map(({ path }) => path)
}

/** Every cell, by its indices and its codes. */
function cellsOf({ rows, columns }: Result): { s: number; o: number; row: string; column: string }[] {
  return rows.flatMap((row, s) => columns.map((column, o) => ({ s, o, row, column })))
}

describe('a result as it left the engine', () => {
  it.each([
    ['base', ['margins', 'bounds', 'zero-cells', 'levels', 'optimality', 'uniqueness', 'freedom']],
    ['open', ['margins', 'bounds', 'zero-cells', 'levels', 'optimality', 'uniqueness', 'freedom']],
    ['squares', ['margins', 'bounds', 'zero-cells', 'levels', 'optimality', 'uniqueness']],
    ['absolute', ['margins', 'bounds', 'zero-cells', 'levels', 'optimality', 'uniqueness']],
    ['largest', ['margins', 'bounds', 'zero-cells', 'levels', 'optimality', 'uniqueness']],
    ['tied', ['margins', 'bounds', 'zero-cells', 'levels', 'optimality', 'freedom']],
    ['proportional', ['margins', 'bounds', 'zero-cells', 'levels', 'optimality', 'uniqueness']],
    ['lottery', ['margins', 'bounds', 'zero-cells', 'levels']],
    ['stepwise', ['margins', 'bounds', 'zero-cells', 'levels']],
    ['off-totals', ['bounds', 'zero-cells', 'levels']],
    ['stuck', ['bounds', 'zero-cells', 'levels']],
    ['infeasible', ['infeasibility']],
    ['stopped', ['levels', 'optimality', 'freedom']],
    ['published', ['margins', 'bounds', 'zero-cells']],
  ])('%s is accepted, and proves so much and no more', async (name, proves) => {
    const status = name === 'published' ? 'unproven' : 'accepted'
    expect(await checked(name, () => {})).toMatchObject({ status, proves, faults: [] })
  })

  it('says with its scenario that the target follows from the care use', async () => {
    for (const name of ['base', 'stepwise', 'off-totals']) {
      expect((await checked(name, () => {}, BASE)).proves[0]).toBe('target')
    }
    // what a published result leaves out is found again, and proven in full
    const full = ['target', 'margins', 'bounds', 'zero-cells', 'levels', 'optimality', 'uniqueness']
    expect(await checked('published', () => {}, BASE)).toMatchObject({ status: 'accepted', proves: full })
    expect((await checked('base', () => {}, '2027-reference')).status).toBe('rejected')
  })

  it('of before there were remarks says nothing of them, and is accepted with its scenario all the same', async () => {
    const { status, notChecked } = await checked('base', (each) => Reflect.deleteProperty(each, 'remarks'), BASE)
    expect(status).toBe('accepted')
    expect(notChecked).toContain('remarks')
    expect((await checked('base', () => {}, BASE)).notChecked).not.toContain('remarks')
  })

  it('of a method that keeps cells with target 0 empty: its conflict counts them as closed, whatever `zeroTarget` says', async () => {
    const problem = {
      rows: ['a', 'b'],
      columns: ['x', 'y'],
      target: [
        [3, 0],
        [1, 2],
      ],
      rowTotals: [5, 1],
      columnTotals: [4, 2],
      options: { zeroTarget: 'free' },
    }
    for (const request of [{ objective: 'proportional' }, { method: 'lottery' }] as const) {
      const result = await round(problem, request)
      expect(result.status).toBe('infeasible')
      expect(await verify(result)).toMatchObject({ status: 'accepted', proves: ['infeasibility'], faults: [] })
      // the same numbers are no conflict for a method that may put places there
      expect((await verify({ ...result, method: 'optimal', objective: 'absolute' })).faults[0]!.path).toBe(
        'conflict.elsewhere',
      )
    }
  })
})

describe('an allocation', () => {
  it('of 2027-base: one place more or fewer in any of the 210 cells is named by its row, its column or the cell', async () => {
    let tried = 0
    for (const { s, o, row, column } of drawnFrom(cellsOf(sample('base')))) {
      for (const by of [-1, 1]) {
        const found = await paths('base', (draft) => void (draft.allocation![s]![o]! += by), by > 0 ? BASE : undefined)
        const places = sample('base').allocation![s]![o]! + by
        if (places >= 0 && !found.includes(`cell ${row}-${column}`)) {
          expect(found.slice(0, 2)).toEqual([`row ${row}`, `column ${column}`])
        } else expect(found).toContain(`cell ${row}-${column}`)
        tried++
      }
    }
    expect(tried).toBe(2 * sized(210))
  })

  it('of every other kind likewise, also where the column stays within its interval', async () => {
    for (const name of [...PROVEN.slice(1), 'proportional', 'lottery']) {
      for (const { s, o, row, column } of cellsOf(sample(name))) {
        for (const by of [-1, 1]) {
          const found = await paths(name, (draft) => void (draft.allocation![s]![o]! += by))
          expect([`row ${row}`, `cell ${row}-${column}`]).toContain(found[0])
        }
      }
    }
  })

  it('of a hand method that misses its totals is named by its levels and deviations', async () => {
    for (const { s, o, row, column } of drawnFrom(cellsOf(sample('off-totals')))) {
      const found = await paths('off-totals', (draft) => void draft.allocation![s]![o]!++)
      expect(found.some((path) => path.startsWith('levels') || path === `cell ${row}-${column}`)).toBe(true)
    }
  })

  it('moved round a rectangle keeps all totals, and is rejected all the same', async () => {
    for (const name of PROVEN) {
      const { allocation, zeroCells } = sample(name)
      const found = await paths(name, ({ allocation: y }) => {
        const [from, to] = [y![0]!, y![1]!]
        const o = from.findIndex((places) => places > 0)
        const p = to.findIndex((places, i) => i !== o && places > 0)
        from[o]!--
        to[o]!++
        from[p]!++
        to[p]!--
      })
      expect(found.length, `${name} ${JSON.stringify([allocation, zeroCells])}`).toBeGreaterThan(0)
      expect(found.every((path) => !/^(row|column) /.test(path))).toBe(true)
    }
  })

  it('is whole, of the right shape, and not left out', async () => {
    expect(await paths('base', ({ allocation }) => void (allocation![2]![3]! += 0.5))).toContain(
      `cell ${sample('base').rows[2]}-${sample('base').columns[3]}`,
    )
    expect(await paths('base', (draft) => void draft.allocation!.pop())).toEqual(['allocation'])
    expect(await paths('base', (draft) => void draft.allocation![4]!.push(0))).toEqual(['allocation[4]'])
    for (const name of [...PROVEN, 'proportional', 'lottery', 'stepwise'].filter((each) => each !== 'tied')) {
      expect(await paths(name, (draft) => void (draft.allocation = null))).toContain('allocation')
    }
  })
})

describe('totals', () => {
  it('of rows and columns are named one by one', async () => {
    for (const name of [...PROVEN, 'proportional', 'lottery', 'stepwise', 'published']) {
      const { rows, columns, columnTotals } = sample(name)
      for (const by of [-1, 1]) {
        for (const [s, row] of rows.entries()) {
          expect((await paths(name, (draft) => void (draft.rowTotals[s]! += by)))[0]).toBe(`row ${row}`)
        }
        for (const [o, column] of columns.entries()) {
          if (typeof columnTotals![o] !== 'number') continue
          const found = await paths(name, (draft) => void (draft.columnTotals![o] = (columnTotals![o] as number) + by))
          expect(found[0]).toBe(`column ${column}`)
        }
      }
    }
  })

  it('of an interval: both ends count, and it may not be upside down', async () => {
    const { allocation } = sample('open')
    const sum = allocation!.reduce((total, row) => total + row[1]!, 0)
    const set = (low: number, high: number) => paths('open', (draft) => void (draft.columnTotals![1] = [low, high]))
    expect(await set(sum + 1, sum + 2)).toEqual(['column y'])
    expect(await set(sum - 2, sum - 1)).toEqual(['column y'])
    expect(await set(sum, sum)).toEqual([])
    expect(await set(sum, sum - 1)).toEqual(['columnTotals[1]'])
    // the other column of an interval stands at neither end: opened, it may give a place away at a gain
    expect(await paths('base', (draft) => void (draft.columnTotals![0] = [0, 500]))).not.toEqual([])
  })

  it('are compared with the scenario, and so is everything else it says', async () => {
    const found: string[] = []
    const changes: readonly ((draft: Draft) => void)[] = [
      (draft) => void (draft.input.sha256 = `0${draft.input.sha256.slice(1)}x`),
      (draft) => void (draft.data = 'published'),
      (draft) => void draft.rows.splice(0, 2, draft.rows[1]!, draft.rows[0]!),
      (draft) => void draft.columns.splice(0, 2, draft.columns[1]!, draft.columns[0]!),
      (draft) => void (draft.rowTotals[3]! += 1),
      (draft) => void (draft.columnTotals![2] = 1),
      (draft) => void (draft.columnTotals![2] = [draft.columnTotals![2] as number, draft.columnTotals![2] as number]),
      (draft) => void draft.zeroCells.push([draft.rows[0]!, draft.columns[0]!]),
      (draft) => void draft.bounds.push([draft.rows[0]!, draft.columns[0]!, 0, 900]),
    ]
    for (const change of changes) found.push((await paths('base', change, BASE))[0]!)
    expect(found.map((path) => path.replace(/ .*/, ''))).toEqual([
      'input.sha256',
      'data',
      'rows',
      'columns',
      'rowTotals',
      'columnTotals',
      'columnTotals',
      'zeroCells',
      'bounds',
    ])
    for (const [i] of sample('base').zeroCells.entries()) {
      expect(await paths('base', (draft) => void draft.zeroCells.splice(i, 1), BASE)).toContain('zeroCells')
    }
    for (const [i] of sample('base').bounds.entries()) {
      expect(await paths('base', (draft) => void draft.bounds.splice(i, 1), BASE)).toContain('bounds')
    }
  })

  it('by rows with another name: two specialties without deviations cannot change places', async () => {
    const { rows, deviations } = sample('base')
    const free = rows.flatMap((row, s) => (deviations.some((each) => each.row === row) ? [] : [s]))
    expect(free.length).toBeGreaterThan(1)
    const swap = ({ rows: names }: Draft) => {
      const [a, b] = [names[free[0]!]!, names[free[1]!]!]
      names[free[0]!] = b
      names[free[1]!] = a
    }
    expect(await paths('base', swap, BASE)).toEqual(['rows'])
  })
})

describe('targets and levels', () => {
  it('one billionth in any of the 210 targets is named by the scenario, and without it by the error', async () => {
    const zero = new Set(sample('base').zeroCells.map(([row, column]) => `${row}-${column}`))
    for (const { s, o, row, column } of drawnFrom(cellsOf(sample('base')))) {
      const change = ({ target }: Draft) => void (target![s]![o] = Math.round(target![s]![o]! * 1e9 + 1) / 1e9)
      expect(await paths('base', change, BASE)).toContain(`target[${s}][${o}]`)
      if (!zero.has(`${row}-${column}`)) expect(await paths('base', change)).toContain('levels[2]')
    }
  })

  it('each level by its number: a value, a name, a level too few, none at all', async () => {
    for (const name of [...PROVEN, 'lottery', 'stepwise', 'off-totals', 'stuck']) {
      for (const [i, level] of sample(name).levels!.entries()) {
        for (const by of [-1, 1, 1e-9]) {
          const found = await paths(name, ({ levels }) => void (levels![i]!.value! += by))
          expect(found).toEqual([`levels[${i}]`])
        }
        const other = level.name === 'error' ? 'squared-error' : 'error'
        expect(await paths(name, ({ levels }) => void (levels![i]!.name = other))).toEqual([`levels[${i}]`])
        expect(await paths(name, ({ levels }) => void levels!.splice(i, 1))).toEqual(['levels'])
      }
      expect(await paths(name, (draft) => void (draft.levels = null))).toEqual(['levels'])
    }
    const set = (draft: Draft) => void (draft.levels = [{ name: 'error', value: 1 }])
    for (const name of ['infeasible', 'proportional']) expect(await paths(name, set)).toEqual(['levels'])
  })

  it('the target left out takes along what rests on it', async () => {
    for (const name of [...PROVEN, 'proportional', 'lottery', 'stepwise']) {
      expect((await paths(name, (draft) => void (draft.target = null)))[0]).toBe('target')
    }
  })

  it('the rounding of halves that was asked for, where there are halves', async () => {
    for (const half of ['even', 'down']) {
      expect(await paths('open', ({ options }) => void (options.half = half))).not.toEqual([])
    }
  })

  it('another objective than the one that was proven', async () => {
    for (const name of [...PROVEN, 'proportional']) {
      for (const objective of ['next-best', 'absolute', 'squares', 'largest', 'proportional'] as const) {
        if (objective === sample(name).objective) continue
        expect(await paths(name, (draft) => void (draft.objective = objective)), `${name} ${objective}`).not.toEqual([])
      }
    }
  })
})

describe('deviations', () => {
  it('all of them, each once, with all that is said of them', async () => {
    for (const name of [...PROVEN, 'proportional', 'lottery', 'stepwise', 'off-totals', 'stuck']) {
      for (const [i, { row, column }] of sample(name).deviations.entries()) {
        const where = `deviations: ${row}-${column}`
        for (const field of ['target', 'natural', 'allocated', 'rank', 'extraError'] as const) {
          for (const by of [-1, 1, 1e-9]) {
            const found = await paths(name, ({ deviations }) => void (deviations[i]![field] += by))
            expect(found).toEqual([where])
          }
        }
        expect(await paths(name, ({ deviations }) => void deviations.splice(i, 1))).toEqual([where])
        expect(await paths(name, ({ deviations }) => void deviations.push(deviations[i]!))).toEqual([where])
        const first = ({ deviations }: Draft) => void deviations.unshift({ ...deviations[i]!, rank: 9 })
        expect(await paths(name, first)).toEqual([where])
        const elsewhere = ({ deviations }: Draft) => void (deviations[i]!.row = 'nowhere')
        expect((await paths(name, elsewhere))[0]).toBe('rows')
      }
    }
  })

  it('none where natural rounding stands, nor in a zero cell, nor without allocation', async () => {
    const said = { target: 0.4, natural: 0, allocated: 0, rank: 1, extraError: 0 }
    const add = (row: string, column: string) => (draft: Draft) => void draft.deviations.push({ row, column, ...said })
    expect(await paths('open', add('d', 'z'))).toEqual(['deviations: d-z'])
    expect(await paths('infeasible', add('a', 'x'))).toEqual(['deviations'])
    expect(await paths('published', add(sample('base').rows[0]!, sample('base').columns[0]!))).toContain('target')
  })

  it('are told apart where two codes joined read alike', async () => {
    const problem = {
      rows: ['a', 'a-b'],
      columns: ['b-c', 'c'],
      target: [
        [0.4, 0.6],
        [0.6, 0.4],
      ],
      rowTotals: [1, 1],
      columnTotals: [1, 1],
      bounds: [['a', 'b-c', 1, 1]],
    }
    const result = await round(problem)
    expect(result.deviations).toHaveLength(4)
    expect((await verify(result)).status).toBe('accepted')
  })
})

describe('a status', () => {
  it('other than the one that was found is rejected', async () => {
    for (const name of ALL) {
      for (const status of STATUSES) {
        const { target, allocation } = sample(name)
        if (status === sample(name).status) continue
        // both say that totals are off, and neither says more
        if (['off-totals', 'stuck'].includes(status) && ['off-totals', 'stuck'].includes(name)) continue
        // of what nobody can see, no more is said than that nothing was proven
        const unsaid = target === null && ['optimal', 'feasible'].includes(status)
        if (unsaid || (allocation === null && name === 'infeasible' && status !== 'feasible' && status !== 'optimal'))
          continue
        expect(await paths(name, (draft) => void (draft.status = status)), `${name} ${status}`).not.toEqual([])
      }
    }
  })

  it('cannot be raised: a hand method to an optimum, an optimum nobody proved', async () => {
    for (const name of ['stepwise', 'lottery']) {
      expect(await paths(name, (draft) => void (draft.status = 'optimal'))).toEqual(['certificate'])
    }
    expect(
      (await paths('off-totals', (draft) => void (draft.status = 'feasible'))).every((path) =>
        path.startsWith('column '),
      ),
    ).toBe(true)
    expect(await paths('stuck', (draft) => void (draft.status = 'feasible'))).toContain('conflict')
    for (const name of [...PROVEN, 'proportional']) {
      expect(await paths(name, (draft) => void (draft.certificate = null))).toContain('certificate')
      expect(await paths(name, (draft) => void (draft.status = 'feasible'))).toEqual(['certificate'])
    }
    // "no solution", said beside one, or of totals that are met
    for (const status of ['infeasible', 'time-limit', 'stuck', 'off-totals'] as const) {
      expect(await paths('stepwise', (draft) => void (draft.status = status))).toContain('status')
      expect(await paths('published', (draft) => void (draft.status = status))).toContain('status')
    }
  })
})

describe('uniqueness and ties', () => {
  it('cannot be turned round, left half out, or claimed without proof', async () => {
    for (const name of [...PROVEN, 'proportional', 'stopped']) {
      const flip = (draft: Draft) => void (draft.unique = !draft.unique)
      expect(await paths(name, flip)).toContain('unique')
      expect(await paths(name, (draft) => void (draft.unique = null))).toContain('unique')
      expect(await paths(name, (draft) => void (draft.contested = null))).toContain('unique')
    }
    const claim = (draft: Draft) => {
      draft.unique = true
      draft.contested = null
    }
    expect(await paths('tied', claim)).toEqual(['unique'])
    const both = (draft: Draft) => {
      draft.unique = true
      draft.contested = []
    }
    expect(await paths('tied', both)).toEqual(['contested'])
    for (const name of ['stepwise', 'lottery', 'published']) expect(await paths(name, both)).toContain('certificate')
  })

  it('every contested cell, no other, each once; in any order', async () => {
    const { contested } = sample('tied')
    expect(contested!.length).toBeGreaterThan(3)
    for (const [i] of contested!.entries()) {
      expect(await paths('tied', (draft) => void draft.contested!.splice(i, 1))).toEqual(['contested'])
      expect(await paths('tied', (draft) => void draft.contested!.push(draft.contested![i]!))).toEqual(['contested'])
    }
    expect(await paths('tied', (draft) => void (draft.contested = draft.contested!.toReversed()))).toEqual([])
    const named = new Set(contested!.map(([row, column]) => `${row}-${column}`))
    for (const { row, column } of cellsOf(sample('tied'))) {
      if (named.has(`${row}-${column}`)) continue
      expect(await paths('tied', (draft) => void draft.contested!.push([row, column]))).toEqual(['contested'])
    }
  })
})

describe('certificates', () => {
  it('every potential, pushed beyond what it may be', async () => {
    for (const name of PROVEN) {
      const { rowPotentials, columnPotentials } = sample(name).certificate as Certificate
      for (const far of [-(2 ** 52), 2 ** 52]) {
        for (const side of ['rowPotentials', 'columnPotentials'] as const) {
          for (const [i] of (side === 'rowPotentials' ? rowPotentials : columnPotentials).entries()) {
            const push = ({ certificate }: Draft) => void ((certificate as Mutable<Certificate>)[side][i] = far)
            const found = await paths(name, push)
            // within the threshold of `largest` a line may have nowhere to go
            if (name !== 'largest') expect(found[0], `${name} ${side} ${i}`).toMatch(/^certificate/)
          }
        }
      }
      expect(
        await paths(name, ({ certificate }) => void (certificate as Mutable<Certificate>).rowPotentials.pop()),
      ).toEqual(['certificate.rowPotentials'])
      const bare = (draft: Draft) => void (draft.certificate = {} as Mutable<Certificate>)
      expect(await paths(name, bare)).toEqual(['certificate'])
    }
  })

  it('every multiplier, and one of another kind', async () => {
    const { rowMultipliers, columnMultipliers } = sample('proportional').certificate as MultiplierCertificate
    for (const [side, list] of [
      ['rowMultipliers', rowMultipliers],
      ['columnMultipliers', columnMultipliers],
    ] as const) {
      for (const [i] of list.entries()) {
        for (const wrong of ['1000000', '1/1000000', '0', '-1', 'x', '', '1e3']) {
          const push = ({ certificate }: Draft) =>
            void ((certificate as Mutable<MultiplierCertificate>)[side][i] = wrong)
          expect((await paths('proportional', push))[0]).toMatch(/^certificate/)
        }
      }
    }
    const other = (draft: Draft) =>
      void (draft.certificate = { rowPotentials: [0, 0, 0, 0], columnPotentials: [0, 0, 0] })
    expect(await paths('proportional', other)).toEqual(['certificate'])
  })

  it('the cut of `largest`: left out, another number, another set', async () => {
    const cut = (change: (given: Mutable<NonNullable<Certificate['cut']>>) => void) =>
      paths('largest', ({ certificate }) => change((certificate as Mutable<Certificate>).cut!))
    for (const field of ['required', 'room', 'elsewhere', 'short'] as const) {
      for (const by of [-1, 1])
        expect(await cut((each) => void (each[field] += by))).toEqual([`certificate.cut.${field}`])
    }
    expect(await cut((each) => void each.rows.push('nowhere'))).toContain(
      `certificate.cut.rows[${sample('largest').certificate === null ? 0 : (sample('largest').certificate as Certificate).cut!.rows.length}]`,
    )
    expect(await paths('largest', ({ certificate }) => void delete (certificate as { cut?: unknown }).cut)).toEqual([
      'certificate.cut',
    ])
  })
})

describe('conflicts and lots', () => {
  it('every number and every member of a conflict, with an allocation beside it or without', async () => {
    for (const name of ['infeasible', 'stuck']) {
      for (const field of ['required', 'room', 'elsewhere', 'short'] as const) {
        for (const by of [-1, 1, 0.5]) {
          const found = await paths(name, ({ conflict }) => void (conflict![field] += by))
          expect(found).toEqual([`conflict.${field}`])
        }
      }
      for (const side of ['rows', 'columns'] as const) {
        for (const code of sample(name)[side]) {
          const toggle = ({ conflict }: Draft) => {
            const at = conflict![side].indexOf(code)
            if (at === -1) conflict![side].push(code)
            else conflict![side].splice(at, 1)
          }
          expect((await paths(name, toggle))[0]).toMatch(/^conflict\./)
        }
      }
      const kinds = ['too-little-room', 'too-little-supply', 'cell'] as const
      for (const kind of kinds.filter((each) => each !== sample(name).conflict!.kind)) {
        expect((await paths(name, ({ conflict }) => void (conflict!.kind = kind)))[0]).toMatch(/^conflict\./)
      }
    }
    expect(await paths('infeasible', (draft) => void (draft.conflict = null))).toEqual(['conflict'])
    const { conflict } = sample('infeasible')
    expect(await paths('open', (draft) => void (draft.conflict = conflict as Draft['conflict']))).toContain('conflict')
  })

  it('every cell of what a lottery gives on average, and the whole of it', async () => {
    for (const { s, o, row } of cellsOf(sample('lottery'))) {
      for (const by of [-1e-9, 1e-9]) {
        const shift = ({ lottery }: Draft) =>
          void (lottery!.expectation[s]![o] = Math.max(0, lottery!.expectation[s]![o]! + by))
        if (sample('lottery').lottery!.expectation[s]![o]! + by < 0) continue
        const found = await paths('lottery', shift)
        expect(found.some((path) => path === `lottery: row ${row}` || path.startsWith(`lottery: ${row}-`))).toBe(true)
      }
    }
    expect(await paths('lottery', (draft) => void (draft.lottery = null))).toEqual(['lottery'])
    expect(await paths('lottery', ({ lottery }) => void lottery!.expectation.pop())).toEqual(['lottery.expectation'])
    const ragged = ({ lottery }: Draft) => void lottery!.expectation[1]!.push(lottery!.expectation[0]!.pop()!)
    expect(await paths('lottery', ragged)).toEqual(['lottery.expectation[0]', 'lottery.expectation[1]'])
    const given = { fitted: true, expectation: IMPOSSIBLE.target }
    expect(await paths('infeasible', (draft) => void (draft.lottery = given))).toEqual(['lottery'])
  })
})

describe('codes, bounds and zero cells', () => {
  it('name cells of the table, and hold', async () => {
    expect(await paths('open', ({ zeroCells }) => void (zeroCells[0] = ['e', 'z']))).toEqual(['rows'])
    expect(await paths('open', ({ bounds }) => void (bounds[0] = ['c', 'w', 2, 4]))).toEqual(['columns'])
    expect(await paths('open', ({ rows }) => void (rows[1] = 'a'))).toContain('rows, columns')
    expect(await paths('open', ({ columns }) => void (columns[1] = 'x'))).toContain('rows, columns')
    for (const { s, o, row, column } of cellsOf(sample('open'))) {
      const places = sample('open').allocation![s]![o]!
      const where = `cell ${row}-${column}`
      const bound = (low: number, high: number) => (draft: Draft) => void draft.bounds.push([row, column, low, high])
      expect(await paths('open', bound(places + 1, 99))).toContain(where)
      if (places === 0) continue
      expect(await paths('open', bound(0, places - 1))).toContain(where)
      expect(await paths('open', (draft) => void draft.zeroCells.push([row, column]))).toContain(where)
    }
  })

  it('a zero cell in which an agreement asks for a place has no allocation at all', async () => {
    expect(await paths('open', ({ bounds }) => void bounds.push(['d', 'z', 1, 3]))).toContain('cell d-z')
  })

  it('numbers no computer holds exactly are no result', async () => {
    const wrong: readonly ((draft: Draft) => void)[] = [
      (draft) => void (draft.rowTotals[0] = 1.5),
      (draft) => void (draft.columnTotals![0] = -1),
      (draft) => void (draft.columnTotals![1] = [0.5, 9]),
      (draft) => void (draft.bounds[0]![2] = 3e9), // would wrap round to a negative lower bound
      (draft) => void (draft.bounds[0]![3] = 1.5),
      (draft) => void (draft.target![0]![0] = 1e300),
      (draft) => void (draft.target![0]![0] = -1),
    ]
    for (const change of wrong) await expect(checked('open', change)).rejects.toThrow(InputError)
    const share = (draft: Draft) => void (draft.lottery!.expectation[0]![0] = 1e300)
    await expect(checked('lottery', share)).rejects.toThrow(InputError)
  })
})

/** A place in a JSON value, drawn by numbers: each picks a member of what the ones before it led to. */
function placeIn(value: unknown, picks: readonly number[]): (string | number)[] {
  const path: (string | number)[] = []
  let at = value
  for (const pick of picks) {
    if (typeof at !== 'object' || at === null) break
    const keys = Object.keys(at)
    if (keys.length === 0) break
    const key = keys[pick % keys.length]!
    path.push(Array.isArray(at) ? Number(key) : key)
    at = (at as Record<string, unknown>)[key]
  }
  return path
}

function mutated(value: unknown, path: readonly (string | number)[], to: unknown): unknown {
  const copy = JSON.parse(JSON.stringify(value)) as unknown
  const parent = valueAt(copy, path.slice(0, -1))
  const last = path.at(-1)!
  const members = parent as Record<string | number, unknown>
  if (to === undefined && Array.isArray(parent)) parent.splice(Number(last), 1)
  else if (to === undefined) delete members[last]
  else members[last] = to
  return copy
}

/** Another value of the same kind. */
function nudged(value: unknown, by: number): unknown {
  if (typeof value === 'number') return value + (by % 2 === 0 ? -1 : 1)
  if (typeof value === 'boolean') return !value
  if (typeof value === 'string') return ['a', 'b', 'x', 'z', 'optimal', 'stuck', 'even', '7', '3/7'][by % 9]
  if (!Array.isArray(value)) return null
  const members = value as unknown[]
  return [members.slice(1), [...members, ...members.slice(0, 1)], members.toReversed()][by % 3]
}

function valueAt(value: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>((at, key) => (at as Record<string | number, unknown>)[key], value)
}

/** Solves the table of a result anew, and compares with what the checker says was established. */
async function expectTrue(changed: Result, proves: Verification['proves']): Promise<boolean> {
  const { rows, columns, target, rowTotals, columnTotals, zeroCells, bounds, options, objective, allocation } = changed
  const sum = (places: readonly number[]) => places.reduce((total, each) => total + each, 0)
  if (proves.includes('margins')) {
    expect(allocation!.map(sum)).toEqual(rowTotals)
    for (const [o, total] of columnTotals!.entries()) {
      const [low, high] = typeof total === 'number' ? [total, total] : total
      const placed = sum(allocation!.map((row) => row[o]!))
      expect(placed >= low && placed <= high).toBe(true)
    }
  }
  if (!proves.includes('optimality') && !proves.includes('infeasibility')) return false
  const problem = { rows, columns, target, rowTotals, columnTotals, zeroCells, bounds, options }
  const again = await round(problem, { objective }).catch((error: unknown) => {
    if (error instanceof InputError) return null // a code that no input may have
    throw error
  })
  if (again === null) return false
  expect(again.status).toBe(proves.includes('infeasibility') ? 'infeasible' : 'optimal')
  if (proves.includes('optimality')) expect(again.levels).toEqual(changed.levels)
  if (proves.includes('uniqueness')) expect(again).toMatchObject({ unique: true, allocation })
  else if (proves.includes('optimality') && changed.unique !== null) expect(again.unique).toBe(changed.unique)
  return true
}

describe('anything else', () => {
  it('of 1,500 results changed in one place at random: never a crash, and what is believed is true, solved anew', async () => {
    const count = { accepted: 0, unproven: 0, rejected: 0, refused: 0, solved: 0 }
    const junk = fc.oneof(
      fc.constantFrom<unknown>(
        undefined,
        null,
        true,
        '',
        'x',
        '__proto__',
        0,
        -0,
        -1,
        1,
        2,
        0.5,
        1e-9,
        1e300,
        2 ** 31,
        2 ** 53,
      ),
      fc.constantFrom<unknown>(
        [],
        {},
        [[]],
        [[0]],
        [null],
        ['a', 'x'],
        ['a', 'x', 0, 9],
        [0, 9],
        { rows: [] },
        '9'.repeat(70),
      ),
      fc.jsonValue({ maxDepth: 2 }),
    )
    const names = ALL.filter((name) => !['base', 'stepwise', 'off-totals', 'published'].includes(name))
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...names),
        fc.array(fc.nat(9_999), { minLength: 1, maxLength: 4 }),
        fc.option(junk, { freq: 2, nil: 'nudge' }),
        fc.nat(99),
        async (name, picks, drawn, by) => {
          const path = placeIn(sample(name), picks)
          const to = drawn === 'nudge' ? nudged(valueAt(sample(name), path), by) : drawn
          const changed = mutated(sample(name), path, to)
          try {
            const { status, proves } = await verify(changed as object)
            count[status]++
            if (status === 'accepted' && (await expectTrue(changed as Result, proves))) count.solved++
          } catch (error) {
            if (!(error instanceof InputError)) throw error
            count.refused++
          }
        },
      ),
      { seed: 20_270_608, numRuns: sized(1_500) },
    )
    expect(count.unproven).toBe(0) // of these kinds all is proven or refuted
    for (const [outcome, times] of Object.entries(count).filter(([each]) => each !== 'unproven')) {
      expect(times, outcome).toBeGreaterThan(sized(100))
    }
  })

  it('is no result: InputError', async () => {
    for (const value of [[], {}, { status: 'optimal' }, { status: 'optimal', rows: [] }, { rows: 1, status: 2 }]) {
      await expect(verify(value)).rejects.toThrow(InputError)
    }
  })
})
