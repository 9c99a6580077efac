/** Scenarios from published tables alone: what works without care use, what says that it does not, and what is refused. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import {
  check,
  compare,
  compareMethods,
  draft,
  explain,
  fairness,
  reconstruct,
  sensitivity,
  solve,
  verify,
  years,
  type Draft,
} from '../src/index.js'
import { faultsIn } from '../src/shapes/check.js'
import { parseScenario } from '../src/io/read/scenario.js'
import { sized } from './size.js'
import { commandIn } from './command.js'

const OORS = ['A', 'B', 'C']
const CODES = ['01', '02', '03']
const WISHES = new Set(['outside-room', 'advised-distance', 'motivations', 'moved', 'mutation', 'attention'])

type Matrix = readonly (readonly number[])[]

/** A small frame around one table of places. */
function framed(base: Matrix, more: object = {}): object {
  return {
    id: 'klein',
    year: 2027,
    data: 'published',
    oors: OORS.map((code) => ({ code })),
    specialties: base.map((_, s) => ({ code: CODES[s] })),
    leeway: { total: 3, below: 2, above: 2 },
    published: { base },
    ...more,
  }
}

const sum = (row: readonly number[]) => row.reduce((a, b) => a + b, 0)

/** The same with care use from which the table follows without any rounding, and its intakes written out. */
function fromCareUse(base: Matrix, more: object = {}): object {
  const { published: _, ...rest } = framed(base, more) as { published: unknown }
  const specialties = base.map((row, s) => ({ code: CODES[s], intake: sum(row) }))
  return { ...rest, specialties, careUse: { all: base } }
}

const table = fc.array(fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 3, maxLength: 3 }), {
  minLength: 3,
  maxLength: 3,
})
const wish = fc.record({
  specialty: fc.constantFrom(...CODES),
  from: fc.integer({ min: 0, max: 2 }),
  to: fc.integer({ min: 0, max: 2 }),
})

/** Advices that move one place of a row, of each specialty at most one, and a point of attention. */
function asking(base: Matrix, wishes: readonly { specialty: string; from: number; to: number }[]): object {
  const first = wishes.filter(({ specialty }, i) => wishes.findIndex((each) => each.specialty === specialty) === i)
  const advices = first.map(({ specialty, from, to }) => {
    const row = [...base[CODES.indexOf(specialty)]!]
    row[from]!--
    row[to]!++
    return { specialty, row: Object.fromEntries(OORS.map((oor, o) => [oor, row[o]])) }
  })
  const attentionPoints = [{ oor: 'B', category: 'capacity', direction: 'up', text: 'verzonnen' }]
  return { advices, attentionPoints, current: { A: 5, B: 6, C: 7 } }
}

const wishLevels = ({ levels }: Draft) => levels!.filter(({ name }) => WISHES.has(name))

describe('published tables alone', () => {
  it('where care use gives the very table, the draft is the same, to the last level', async () => {
    await fc.assert(
      fc.asyncProperty(table, fc.array(wish, { maxLength: 3 }), async (base, wishes) => {
        const consultation = asking(base, wishes)
        const alone = await draft(framed(base), consultation)
        const computed = await draft(fromCareUse(base), consultation)
        const said = ({ allocation, levels, status, target, motivations }: Draft) =>
          JSON.stringify({ allocation, levels, status, target, motivations })
        expect(said(alone)).toBe(said(computed))
        expect(computed.base).toEqual(base)
        expect((await verify(alone, { scenario: framed(base), advices: consultation })).status).toBe('accepted')
      }),
      { seed: 20270609, numRuns: sized(40) },
    )
  })

  it('whatever care use a base was rounded from, the wishes are met as far', async () => {
    const use = fc.array(fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 3, maxLength: 3 }), {
      minLength: 3,
      maxLength: 3,
    })
    await fc.assert(
      fc.asyncProperty(use, fc.array(wish, { maxLength: 3 }), async (all, wishes) => {
        const specialties = CODES.map((code, s) => ({ code, intake: 6 + s }))
        const whole = { ...framed([]), specialties, careUse: { all }, published: undefined }
        const given: object = { ...whole, options: { zeroTarget: 'free' } }
        const { allocation } = await solve(given)
        fc.pre(allocation!.every((row) => row.every((places) => places > 0)))
        const consultation = asking(allocation!, wishes)
        const alone = await draft(framed(allocation!), consultation)
        expect(wishLevels(alone)).toEqual(wishLevels(await draft(given, consultation)))
      }),
      { seed: 20270610, numRuns: sized(40) },
    )
  })

  it('the base is the table itself, the intake follows from its rows, and the answer says that nothing was computed', async () => {
    const drafted = await draft(framed([[3, 1, 0]]))
    expect(drafted).toMatchObject({
      status: 'optimal',
      data: 'published',
      rowTotals: [4],
      base: [[3, 1, 0]],
      target: [[3, 1, 0]],
      allocation: [[3, 1, 0]],
      options: { zeroTarget: 'free' },
      remarks: [{ code: 'published-base', codes: ['klein'] }],
    })
  })

  it('a cell that is empty in the table may get a place; it may not where that is asked', async () => {
    const advices = { advices: [{ specialty: '01', row: { A: 2, B: 1, C: 1 } }] }
    expect((await draft(framed([[3, 1, 0]]), advices)).allocation).toEqual([[2, 1, 1]])
    const kept = await draft(framed([[3, 1, 0]]), advices, { options: { zeroTarget: 'stays-zero' } })
    expect(kept.allocation![0]![2]).toBe(0)
  })

  it('check tests against the table', async () => {
    const scenario = framed([[3, 3, 3]])
    const proposal = { rows: ['01'], columns: OORS, allocation: [[6, 3, 0]] }
    const checked = await check(scenario, proposal, { repair: true })
    expect(checked.balance.map(({ difference }) => difference)).toEqual([3, 0, -3])
    expect(checked.rules.find(({ id }) => id === 'leeway-per-oor')!.outcome).toBe('fail')
    expect(checked.repair!.allocation).toEqual([[5, 3, 1]])
  })

  it('compare tells the places apart, and no causes', async () => {
    const compared = await compare(framed([[3, 3, 3]]), framed([[4, 3, 2]], { id: 'ander' }))
    if ('results' in compared) throw new Error('two scenarios')
    expect(compared.a).toMatchObject({ status: 'feasible', published: true, target: null, certificate: null })
    expect(compared.difference).toMatchObject({
      allocation: [[1, 0, -1]],
      columns: [1, 0, -1],
      target: null,
      causes: null,
      causesReason: 'published',
    })
  })

  it('and with a scenario that has care use', async () => {
    const compared = await compare(fromCareUse([[3, 3, 3]]), framed([[4, 3, 2]], { id: 'ander' }))
    expect(compared.difference).toMatchObject({ allocation: [[1, 0, -1]], target: null })
  })
})

describe('the fallback', () => {
  it('is the reference, and says where it lies outside the leeway', async () => {
    const scenario = framed([[9, 5, 1]], { published: { base: [[9, 5, 1]], reference: [[6, 5, 4]] } })
    const drafted = await draft(scenario, undefined, { fallback: true })
    expect(drafted.fallback).toMatchObject({
      result: { allocation: [[6, 5, 4]], status: 'feasible', target: null },
      leeway: { below: 2, above: 2, outside: [{ oor: 'A', by: -3 }, { oor: 'C', by: 3 }] }, // prettier-ignore
    })
    expect((await verify(drafted, { scenario })).status).toBe('accepted')
  })

  it('of 2027 lies outside at NO, by -9, also where it is computed', async () => {
    const drafted = await draft('2027-proposal', undefined, { fallback: true })
    expect(drafted.fallback!.leeway).toEqual({ below: 8, above: 10, outside: [{ oor: 'NO', by: -9 }] })
  })

  it('is refused without a reference', async () => {
    await expect(draft(framed([[1, 1, 1]]), undefined, { fallback: true })).rejects.toMatchObject({
      faults: [{ code: 'no-reference', path: 'published.reference' }],
    })
  })
})

describe('what takes care use says so', () => {
  const scenario = framed([[1, 2, 3]])
  const asks: readonly (readonly [string, () => Promise<unknown>])[] = [
    ['solve', () => solve(scenario)],
    ['explain', () => explain(scenario, '01', 'A')],
    ['years', () => years([scenario, framed([[1, 2, 3]], { id: 'later', year: 2028 })])],
    ['sensitivity', () => sensitivity(scenario)],
    ['fairness', () => fairness(scenario, { draws: 5, threads: 1 })],
    ['compare --methods', () => compareMethods(scenario, ['stepwise'])],
    ['compare --paired', () => compare(framed([[1, 3, 2]]), scenario, { paired: true })],
  ]
  for (const [name, asked] of asks) {
    it(name, async () => {
      await expect(asked()).rejects.toMatchObject({ faults: [{ code: 'needs-care-use', path: 'klein: published' }] })
    })
  }

  it('and reconstruct makes it up from that very table', async () => {
    const made = await reconstruct({ rows: ['01'], columns: OORS, allocation: [[1, 2, 3]] }, { scenario })
    expect((await solve(made.scenario)).allocation).toEqual([[1, 2, 3]])
  })
})

describe('what is refused', () => {
  const faults = (scenario: object) => faultsIn(() => parseScenario(scenario)).map(({ code, path }) => [code, path])
  const zeroCells = [{ specialty: '01', oor: 'C' }]
  const cases: readonly (readonly [string, object, readonly (readonly string[])[]])[] = [
    ['a part of a place', framed([[1, 2.5, 3]]), [['not-whole', 'published.base[0][1]']]],
    ['less than nothing', framed([[1, -2, 3]]), [['negative', 'published.base[0][1]']]],
    ['no number', framed([[1, 'x' as unknown as number, 3]]), [['not-decimal', 'published.base[0][1]']]],
    ['a short row', framed([[1, 2]]), [['shape', 'published.base[0]']]],
    [
      'another intake than the row sums to',
      framed([[1, 2, 3]], { specialties: [{ code: '01', intake: 7 }] }),
      [['total', 'published.base: 01']],
    ],
    [
      'a reference of another intake',
      framed([[1, 2, 3]], { published: { base: [[1, 2, 3]], reference: [[1, 2, 4]] } }),
      [['total', 'published.reference: 01']],
    ],
    ['places in a zero cell', framed([[1, 2, 3]], { zeroCells }), [['zero-cell-filled', 'published.base: 01-C']]],
    ['care use as well', { ...framed([[1, 2, 3]]), careUse: { all: [[1, 2, 3]] } }, [['value', 'published']]],
    ['neither', { ...framed([[1, 2, 3]]), published: undefined }, [
      ['missing', 'specialties[0].intake'],
      ['missing', 'careUse'],
    ]], // prettier-ignore
    ['a file in memory', { ...framed([[1, 2, 3]]), published: { base: 'x.csv' } }, [['type', 'published.base']]],
  ]
  for (const [name, scenario, expected] of cases) it(name, () => expect(faults(scenario)).toEqual(expected))
})

describe('in a folder', () => {
  const folder = mkdtempSync(join(tmpdir(), 'published-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  const whole = { ...framed([[0, 0, 0]]), published: { base: 'tabel.csv' } }
  const at = (scenario: object, csv: string) => {
    writeFileSync(join(folder, 'scenario.json'), JSON.stringify(scenario))
    writeFileSync(join(folder, 'tabel.csv'), csv)
  }

  it('is a CSV with totals as people print them, read by the names of the scenario', async () => {
    at(whole, 'Specialisme;C;A;B;Totaal\n01;3;1;2;6\nTotaal;3;1;2;6\n')
    const { exit, out } = await commandIn(folder, ['draft', '.', '--json'])
    expect([exit, (JSON.parse(out) as Draft).base]).toEqual([0, [[1, 2, 3]]])
  })

  it('is refused by line where a total is wrong, and is not overwritten', async () => {
    at(whole, 'specialty,A,B,C,totaal\n01,1,2,3,7\n')
    expect(await commandIn(folder, ['draft', '.', '--json'])).toMatchObject({
      exit: 2,
      err: expect.stringContaining('tabel.csv:2:totaal'),
    })
    at(whole, 'specialty,A,B,C\n01,1,2,3\n')
    const { exit, err } = await commandIn(folder, ['draft', '.', '--csv', '--out', 'tabel.csv', '--force'])
    expect([exit, err]).toEqual([2, expect.stringContaining('tabel.csv')])
  })

  it('solve says what to do', async () => {
    at(whole, 'specialty,A,B,C\n01,1,2,3\n')
    const { exit, err } = await commandIn(folder, ['solve', '.'])
    expect([exit, err]).toEqual([2, expect.stringContaining('evenredig reconstruct')])
  })
})

describe('liars', () => {
  it('about a base, a target or a fallback that is not the published one', async () => {
    const scenario = framed([[9, 5, 1]], { published: { base: [[9, 5, 1]], reference: [[6, 5, 4]] } })
    const honest = await draft(scenario, undefined, { fallback: true })
    const lies: readonly ((file: Record<string, unknown>) => void)[] = [
      (file) => (file['base'] = [[8, 6, 1]]),
      (file) => (file['target'] = [[8.6, 5.4, 1]]),
      (file) => (file['remarks'] = []),
      (file) => (file['options'] = { ...(file['options'] as object), zeroTarget: 'stays-zero' }),
      (file) => ((file['fallback'] as { leeway: { outside: unknown[] } }).leeway.outside = []),
      (file) => ((file['fallback'] as { result: { allocation: unknown } }).result.allocation = [[7, 5, 3]]),
    ]
    for (const lie of lies) {
      const file = structuredClone(honest) as unknown as Record<string, unknown>
      lie(file)
      expect((await verify(file, { scenario })).status, String(lie)).toBe('rejected')
    }
  })
})
