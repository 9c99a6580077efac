/** What the protocol by itself fixes and leaves free: against brute force, against a program per cell, and against liars. */
import { describe, expect, it } from 'vitest'
import { wholeTotals } from '../src/adherence/totals.js'
import { levelsOf } from '../src/allocation/measures.js'
import { NANO } from '../src/domain/decimal.js'
import { UNBOUNDED, type Table } from '../src/domain/table.js'
import { round, solve, verify, type Result } from '../src/index.js'
import { optimal } from '../src/rounding/optimal.js'
import type { Proven } from '../src/rounding/proven.js'
import { flow } from '../src/solvers/flow.js'
import { loadSolver } from '../src/solvers/index.js'
import type { ResultFile } from '../src/verify/result-file.js'
import { checkResult } from '../src/verify/result.js'
import { verify as verifyClaim, type Claim } from '../src/verify/verify.js'
import { crowdedTable, everyAllocation } from './every-allocation.js'
import { sized } from './size.js'

type Freedom = NonNullable<Result['freedom']>
const ASKED = { ties: 'canonical', seed: 1, optima: 0, freedom: true } as const

async function proven(table: Table): Promise<Proven | null> {
  return (await optimal(table, 'next-best', flow, ASKED)).proven ?? null
}

function claimOf(table: Table, { canonical, certificate, contested, freedom }: Proven): Claim {
  const levels = levelsOf(table, canonical, 'next-best')
  return {
    table,
    allocation: canonical,
    objective: 'next-best',
    levels,
    meetsTotals: true,
    certificate,
    contested,
    freedom,
  }
}

/** The least and the most of each cell over all allocations that are as good as the best on the two levels. */
function rangesByForce(table: Table): { readonly cell: number; readonly low: number; readonly high: number }[] {
  const all = everyAllocation(table).map((places) => {
    const [beyond, nextBests] = levelsOf(table, Int32Array.from(places), 'next-best')
    return { places, value: beyond!.value * 1_000 + nextBests!.value }
  })
  const least = Math.min(...all.map(({ value }) => value))
  const equals = all.filter(({ value }) => value === least).map(({ places }) => places)
  return Array.from(table.target, (_, cell) => {
    const values = equals.map((places) => places[cell]!)
    return { cell, low: Math.min(...values), high: Math.max(...values) }
  }).filter(({ low, high }) => low < high)
}

describe('freedom', () => {
  it('is what all allocations that are as good leave open, on 2,000 tiny tables with intervals, bounds and zero cells', async () => {
    const seen = { free: 0, none: 0, wide: 0, open: 0, bounds: 0, tieBreak: 0 }
    for (let seed = 1; seed <= sized(2_000); seed++) {
      const table: Table = { ...crowdedTable(seed), tieBreak: seed % 3 === 0 ? 'none' : 'error' }
      const found = await proven(table)
      if (found === null) continue
      const free = rangesByForce(table)
      expect(found.freedom, `table ${seed}`).toEqual({ fixed: table.target.length - free.length, free })
      expect(verifyClaim(claimOf(table, found)), `table ${seed}`).toEqual([])
      seen[free.length > 0 ? 'free' : 'none']++
      seen.wide += Number(free.some(({ low, high }) => high - low > 1))
      seen.open += Number(free.length > 0 && table.columnLow.some((low, o) => low !== table.columnHigh[o]))
      seen.bounds += Number(free.length > 0 && table.high.some((high) => high > 0 && high !== UNBOUNDED))
      seen.tieBreak += Number(free.length > 0 && table.tieBreak === 'none')
    }
    for (const [what, count] of Object.entries(seen)) expect(count, what).toBeGreaterThan(sized(20))
  })

  it('of 2027 is 77 cells of two values each: as an integer program for each end of each cell finds', async () => {
    const { freedom, rows, columns, target, rowTotals, columnTotals, zeroCells, allocation } = await solve('2027-base')
    expect(freedom).toMatchObject({ levels: ['beyond-next-best', 'next-best'], fixed: 133, totals: [] })
    expect(freedom!.free).toHaveLength(77)
    expect(freedom!.free).toContainEqual({ row: '10', column: 'Leiden', low: 12, high: 13 })
    expect(freedom!.free.every(({ low, high }) => high - low === 1)).toBe(true)
    // the same question to another solver: can this cell have one more, or one fewer, with 16 next bests and none beyond?
    const highs = await loadSolver('highs')
    const ranges = new Map(freedom!.free.map((each) => [`${each.row}-${each.column}`, each]))
    const cells = rows.flatMap((row, s) => columns.map((column, o) => ({ row, column, s, o })))
    for (const { row, column, s, o } of cells.filter((_, i) => i % Math.ceil(210 / sized(210)) === 0)) {
      const places = allocation![s]![o]!
      const { low, high } = ranges.get(`${row}-${column}`) ?? { low: places, high: places }
      for (const wanted of [low - 1, low, high, high + 1]) {
        if (wanted < 0 || wanted === places) continue
        const pinned = { rows, columns, target: target!, rowTotals, columnTotals, zeroCells, bounds: [[row, column, wanted, wanted]] } // prettier-ignore
        const answer = await optimal(tableIn(pinned), 'next-best', highs)
        const levels = answer.allocation && levelsOf(tableIn(pinned), answer.allocation, 'next-best')
        const isAsGood = levels !== null && levels[0]!.value === 0 && levels[1]!.value === 16
        expect(isAsGood, `${row}-${column} at ${wanted}`).toBe(wanted >= low && wanted <= high)
      }
    }
  })

  it('is of the answer that is shown, whichever decides between equals, and is left out where it is not asked or means nothing', async () => {
    const whole = (await solve('2027-base')).freedom
    expect((await solve('2027-base', { options: { tieBreak: 'none' } })).freedom).toEqual(whole)
    expect((await solve('2027-base', { options: { tieBreak: 'none' }, ties: 'stop' })).freedom).toEqual(whole)
    expect((await solve('2027-base', { noFreedom: true })).freedom).toBeNull()
    expect((await solve('2027-base', { noFreedom: true })).certificate).not.toHaveProperty('freedom')
    for (const objective of ['absolute', 'squares', 'largest', 'proportional'] as const) {
      expect((await solve('2027-base', { objective })).freedom, objective).toBeNull()
    }
    expect((await solve('2027-base', { method: 'stepwise' })).freedom).toBeNull()
    expect((await solve('2026-base')).freedom!.fixed + (await solve('2026-base')).freedom!.free.length).toBe(210)
  })

  it('is found and verified where whole blocks of a large table tie, and where cells go far beyond', async () => {
    const size = 60
    const target = Array.from({ length: size }, () => Array.from({ length: size }, () => 0.5))
    const totals = Array.from({ length: size }, () => size / 2)
    const halves = await round({
      rows: names(size),
      columns: names(size),
      target,
      rowTotals: totals,
      columnTotals: totals,
    })
    expect(halves.freedom!.free).toHaveLength(size * size)
    const far = { rows: names(3), columns: names(3), target: [[0.4, 0.4, 0.4], [0.4, 0.4, 0.4], [0.4, 0.4, 0.4]], rowTotals: [3_000, 3_000, 3_000], columnTotals: [3_000, 3_000, 3_000] } // prettier-ignore
    const beyond = await round(far)
    expect(beyond.freedom!.free).toHaveLength(9)
    expect(beyond.freedom!.free[0]).toEqual({ row: '0', column: '0', low: 1, high: 2_998 })
    for (const result of [halves, beyond]) {
      const checked = await verify(JSON.parse(JSON.stringify(result)))
      expect(checked.status).toBe('accepted')
      expect(checked.proves).toContain('freedom')
    }
  })
})

function names(count: number): string[] {
  return Array.from({ length: count }, (_, i) => String(i))
}

interface Pinned {
  readonly rows: readonly string[]
  readonly columns: readonly string[]
  readonly target: readonly (readonly number[])[]
  readonly rowTotals: readonly number[]
  readonly columnTotals: Result['columnTotals']
  readonly zeroCells: Result['zeroCells']
  readonly bounds: readonly unknown[][]
}

function tableIn({ rows, columns, target, rowTotals, columnTotals, zeroCells, bounds }: Pinned): Table {
  const cellOf = (row: unknown, column: unknown) => rows.indexOf(row as string) * columns.length + columns.indexOf(column as string) // prettier-ignore
  const nano = Float64Array.from(target.flat(), (each) => Math.round(each * NANO))
  const zero = new Uint8Array(nano.length)
  const low = new Int32Array(nano.length)
  const high = Int32Array.from(nano, (each) => (each === 0 ? 0 : UNBOUNDED))
  for (const [row, column] of zeroCells) zero[cellOf(row, column)] = 1
  for (const [row, column, least, most] of bounds) {
    low[cellOf(row, column)] = least as number
    high[cellOf(row, column)] = Math.min(most as number, high[cellOf(row, column)]!)
  }
  const totals = columnTotals as readonly number[]
  return { rows, columns, target: nano, rowTotals, columnLow: totals, columnHigh: totals, zero, low, high, half: 'up' }
}

describe('liars', () => {
  const told = async (change: (result: { freedom: Freedom; certificate: Record<string, unknown> }) => void) => {
    const result = JSON.parse(JSON.stringify(await solve('2027-base')))
    change(result)
    return verify(result, { scenario: '2027-base' })
  }
  const free = (result: { freedom: Freedom }) =>
    result.freedom.free as { row: string; column: string; low: number; high: number }[]

  it.each([
    ['a range too wide by one', 'freedom: 10-Leiden', (r) => (leiden(r).high = 14)],
    ['a range too wide by one below', 'freedom: 10-Leiden', (r) => (leiden(r).low = 11)],
    ['a range too narrow by one', 'freedom: 10-Leiden', (r) => (leiden(r).high = 12)],
    ['a free cell left out', 'freedom: 10-Leiden', (r) => { free(r).splice(free(r).indexOf(leiden(r)), 1); Object.assign(r.freedom, { fixed: 134 }) }],
    ['a fixed cell listed', 'freedom: 23-NO', (r) => { free(r).push({ row: '23', column: 'NO', low: 5, high: 6 }); Object.assign(r.freedom, { fixed: 132 }) }],
    ['a zero cell listed', 'freedom: 23-Leiden', (r) => { free(r).push({ row: '23', column: 'Leiden', low: 0, high: 1 }); Object.assign(r.freedom, { fixed: 132 }) }],
    ['ranges swapped', 'freedom: ', (r) => ([free(r)[0]!.low, free(r)[0]!.high, free(r)[1]!.low, free(r)[1]!.high] = [free(r)[1]!.low, free(r)[1]!.high, free(r)[0]!.low, free(r)[0]!.high])],
    ['cells swapped', 'freedom.free', (r) => Object.assign(r.freedom, { free: free(r).toReversed() })],
    ['a cell twice', 'freedom.free', (r) => free(r).push(free(r)[0]!)],
    ['the fixed count off', 'freedom.fixed', (r) => Object.assign(r.freedom, { fixed: 134 })],
    ['potentials of another level', 'certificate.freedom: ', (r) => (r.certificate['freedom'] = { rowPotentials: r.certificate['rowPotentials'], columnPotentials: r.certificate['columnPotentials'] })],
    ['potentials of nothing', 'certificate.freedom: ', (r) => (r.certificate['freedom'] = { rowPotentials: Array.from({ length: 30 }, () => 0), columnPotentials: Array.from({ length: 7 }, () => 0) })],
    ['potentials of another size', 'certificate.freedom.rowPotentials', (r) => (r.certificate['freedom'] = { rowPotentials: [], columnPotentials: [] })],
    ['other levels', 'freedom.levels', (r) => Object.assign(r.freedom, { levels: ['next-best'] })],
    ['totals that were not chosen', 'freedom.totals', (r) => Object.assign(r.freedom, { totals: ['NO'] })],
    ['no OOR at all', 'freedom.totals', (r) => Object.assign(r.freedom, { totals: ['XX'] })],
  ] as [string, string, (result: { freedom: Freedom; certificate: Record<string, unknown> }) => void][])('%s', async (_, path, change) => {
    const { status, faults } = await told(change)
    expect(status).toBe('rejected')
    expect(faults[0]!.path.startsWith(path) || faults.some((fault) => fault.path === path), faults[0]!.path).toBe(true)
  }) // prettier-ignore

  it('without its proof it is unproven, and without all of it accepted', async () => {
    const bare = JSON.parse(JSON.stringify(await solve('2027-base'))) as ResultFile
    Object.assign(bare.certificate!, { freedom: undefined })
    const alone = checkResult(bare, null, null)
    expect([alone.faults, alone.unproven.map(({ claim }) => claim)]).toEqual([[], ['freedom']])
    expect([alone.proves.includes('optimality'), alone.proves.includes('freedom')]).toEqual([true, false])
    expect(alone.notChecked).toContain('certificate.freedom')
    // the question answered again brings a proof of its own
    const again = await verify(JSON.parse(JSON.stringify(bare)))
    expect([again.status, again.proves.includes('freedom')]).toEqual(['accepted', true])
    const silent = await told((r) => {
      delete r.certificate['freedom']
      Object.assign(r, { freedom: null })
    })
    expect([silent.status, silent.proves.includes('freedom')]).toEqual(['accepted', false])
    // a proof of what is not claimed is not looked at, and it says so
    const idle = await told((r) => Object.assign(r, { freedom: null }))
    expect([idle.status, idle.notChecked.includes('certificate.freedom')]).toEqual(['accepted', true])
  })

  it('on crowded tables every change of a range is caught', async () => {
    let caught = 0
    for (let seed = 1; seed <= sized(400); seed++) {
      const table = crowdedTable(seed)
      const found = await proven(table)
      if (found === null) continue
      const claim = claimOf(table, found)
      const { free: cells, fixed } = found.freedom!
      const known = new Set(cells.map(({ cell }) => cell))
      const others = Array.from(table.target.keys()).filter((cell) => !known.has(cell))
      const lies = [
        ...cells.flatMap((_, i) => [
          cells.with(i, { ...cells[i]!, high: cells[i]!.high + 1 }),
          cells.with(i, { ...cells[i]!, low: cells[i]!.low - 1 }),
          cells.with(i, { ...cells[i]!, low: cells[i]!.low + 1 }),
          cells.toSpliced(i, 1),
        ]),
        ...others.map((cell) => [...cells, { cell, low: found.canonical[cell]!, high: found.canonical[cell]! + 1 }]),
      ]
      for (const lie of lies) {
        expect(verifyClaim({ ...claim, freedom: { fixed, free: lie } }), `table ${seed}`).not.toEqual([])
        caught++
      }
    }
    expect(caught).toBeGreaterThan(sized(2_000))
  })
})

function leiden(result: { readonly freedom: Freedom }): { low: number; high: number } & Freedom['free'][number] {
  return result.freedom.free.find(({ row, column }) => row === '10' && column === 'Leiden')! // prettier-ignore
}

describe('whole totals', () => {
  /** Of all ways to move the missing places one way, those that go least below the floor and then cost least. */
  function repairsByForce(totals: readonly number[], national: number, floor: number): number[][] {
    const natural = totals.map((total) => Math.floor(total / NANO + 0.5))
    const missing = national - natural.reduce((sum, each) => sum + each, 0)
    const step = Math.sign(missing)
    let ways: number[][] = [natural]
    for (let k = 0; k < Math.abs(missing); k++) {
      ways = ways.flatMap((way) => way.map((_, o) => way.with(o, way[o]! + step)))
    }
    const worth = (way: readonly number[]) => {
      const below = way.reduce((sum, each, o) => sum + (step < 0 ? passed(natural[o]!, each, floor) : 0), 0)
      const cost = way.reduce((sum, each, o) => sum + Math.abs(each * NANO - totals[o]!), 0)
      return below * 1e15 + cost
    }
    const least = Math.min(...ways.map(worth))
    return [...new Map(ways.filter((way) => worth(way) === least).map((way) => [way.join(), way])).values()]
  }

  /** How many of the steps down from one total to another end below the floor. */
  function passed(from: number, to: number, floor: number): number {
    let count = 0
    for (let each = from - 1; each >= to; each--) count += Number(each * NANO < floor)
    return count
  }

  it('that the repair chose among equals are those that differ between equally good repairs', () => {
    let chosen = 0
    const codes = ['B', 'A', 'D', 'C']
    for (let seed = 1; seed <= sized(2_000); seed++) {
      const draw = (k: number) => (seed * 7_919 + k * 104_729 + ((seed * k) % 13) * 31) % 20
      const totals = codes.map((_, k) => (10 + draw(k)) * (NANO / 4))
      const national = Math.round(totals.reduce((sum, each) => sum + each, 0) / NANO) + ((seed % 3) - 1)
      const floor = seed % 4 === 0 ? 3 * NANO : 0
      const found = wholeTotals(totals, codes, national, floor, 'up', 'nearest')
      const all = repairsByForce(totals, national, floor)
      expect(all.map((way) => way.join())).toContain(found.rounded.join())
      const differ = codes.flatMap((_, o) => (all.some((way) => way[o] !== found.rounded[o]) ? [o] : []))
      expect(found.chosen, `${totals.join()} of ${national}`).toEqual(differ)
      chosen += Number(differ.length > 0)
    }
    expect(chosen).toBeGreaterThan(sized(400))
  })

  it('are named in a result, and verified with the scenario', async () => {
    const even = {
      id: 'even', year: 2027, data: 'synthetic', oors: ['A', 'B', 'C'].map((code) => ({ code })),
      specialties: [{ code: '1', intake: 5 }, { code: '2', intake: 5 }],
      careUse: { all: [[1, 1, 1], [1, 1, 1]] }, criterion: { all: 1, training: 0 },
    } // prettier-ignore
    const result = await solve(even)
    expect(result.columnTotals).toEqual([4, 3, 3])
    expect(result.freedom!.totals).toEqual(['A', 'B', 'C'])
    const file = JSON.parse(JSON.stringify(result)) as Result
    expect((await verify(file, { scenario: even })).status).toBe('accepted')
    const lie = { ...file, freedom: { ...file.freedom!, totals: ['A', 'B'] } }
    expect((await verify(lie, { scenario: even })).faults.map(({ path }) => path)).toEqual(['freedom.totals'])
    const alone = await verify(file)
    expect([alone.status, alone.notChecked.includes('freedom.totals')]).toEqual(['accepted', true])
  })
})
