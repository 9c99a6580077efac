/** What is said of what the protocol decides and what we decide: every sentence against the numbers that it claims, over all allocations. */
import { describe, expect, it } from 'vitest'
import { levelsOf } from '../src/allocation/measures.js'
import { optionsInForce } from '../src/domain/options.js'
import { uniform } from '../src/domain/random.js'
import { solve, type Result } from '../src/index.js'
import type { Table } from '../src/domain/table.js'
import { optimal } from '../src/rounding/optimal.js'
import { flow } from '../src/solvers/flow.js'
import { tableOf, type ResultFile } from '../src/verify/result-file.js'
import { freedomText, uniqueText } from '../src/words/freedom.js'
import { crowdedTable, everyAllocation } from './every-allocation.js'
import { sized } from './size.js'

type Told = Pick<Result, 'unique' | 'freedom' | 'levels' | 'rows' | 'columns' | 'options'>

const FREE = /^volgens het protocol alleen: (\d+) van (\d+) cellen vast, (\d+) vrij(?:, elk hoogstens (\d+) (plaats|plaatsen))?(; wat daartussen beslist is onze keuze \(tieBreak=error\))?(; ook gekozen tussen gelijken: de hele totalen van .+)?$/ // prettier-ignore
const ONE = /^bewezen: één verdeling heeft ook de kleinste totale fout; volgens het protocol alleen kunnen (\d+) cellen anders$/ // prettier-ignore
const ALONE = 'bewezen: geen andere verdeling is beter of even goed, ook volgens het protocol alleen'

/** The allocations with the least of the first two levels, and of those the least total error. */
function equalsOf(table: Table): { readonly protocol: number[][]; readonly ours: number[][] } {
  const all = everyAllocation(table).map((places) => {
    const values = levelsOf({ ...table, tieBreak: 'error' }, Int32Array.from(places), 'next-best')
    const [beyond, nextBests, error] = values.map(({ value }) => value)
    return { places, protocol: beyond! * 1_000 + nextBests!, error: error! }
  })
  const least = Math.min(...all.map(({ protocol }) => protocol))
  const equals = all.filter(({ protocol }) => protocol === least)
  const smallest = Math.min(...equals.map(({ error }) => error))
  return {
    protocol: equals.map(({ places }) => places),
    ours: equals.filter(({ error }) => error - smallest < 5e-10).map(({ places }) => places),
  }
}

/** Holds both sentences against all allocations. @returns which variants they are */
function held(told: Told, table: Table): string[] {
  const { protocol, ours } = equalsOf(table)
  const widths = Array.from(table.target, (_, cell) => {
    const values = protocol.map((places) => places[cell]!)
    return Math.max(...values) - Math.min(...values)
  })
  const [free, widest] = [widths.filter((width) => width > 0).length, Math.max(...widths)]
  const isOurs = told.options['tieBreak'] !== 'none'
  const sentence = freedomText(told, 'nl')!
  const [, fixed, all, freed, places, word, choice, totals] = FREE.exec(sentence)!
  expect([fixed, all, freed].map(Number), sentence).toEqual([widths.length - free, widths.length, free])
  expect(places === undefined ? 0 : Number(places), sentence).toBe(widest)
  if (word !== undefined) expect(word).toBe(widest === 1 ? 'plaats' : 'plaatsen')
  expect(choice !== undefined, sentence).toBe(free > 0 && isOurs)
  expect(totals !== undefined).toBe(told.freedom!.totals.length > 0)

  const left = isOurs ? ours : protocol
  expect(told.unique).toBe(left.length === 1)
  const variants = [
    free === 0 ? 'all fixed' : widest === 1 ? 'free by one' : 'free by more',
    ...(free > 0 && !isOurs ? ['nobody chooses'] : []),
    ...(totals === undefined ? [] : ['totals chosen']),
  ]
  if (told.unique !== true) return [...variants, 'not the only one']
  const only = uniqueText(told, 'nl')
  if (free === 0) {
    expect(only).toBe(ALONE)
    return [...variants, 'the only one, also alone']
  }
  expect(Number(ONE.exec(only)![1]), only).toBe(free)
  return [...variants, 'the only one by our choice']
}

function scenario(seed: number): object {
  const random = uniform(seed)
  const below = (most: number) => Math.floor(random() * most)
  const codes = ['A', 'B', 'C']
  return {
    id: 'small',
    year: 2027,
    data: 'synthetic',
    oors: codes.map((code) => ({ code })),
    specialties: ['1', '2', '3'].map((code) => ({ code, intake: 1 + below(4) })),
    careUse: { all: codes.map(() => codes.map(() => 1 + below(seed % 3 === 0 ? 2 : 1_000))) },
    criterion: { all: 1, training: 0 },
    options: { tieBreak: seed % 4 === 0 ? 'none' : 'error' },
  }
}

describe('what the protocol decides', () => {
  it('is said as all allocations have it, in each of the ways that there are', async () => {
    const seen = new Map<string, number>()
    const count = (variants: readonly string[]) => variants.forEach((each) => seen.set(each, (seen.get(each) ?? 0) + 1))
    for (let seed = 1; seed <= sized(400); seed++) {
      const result = await solve(scenario(seed))
      if (result.status === 'optimal') count(held(result, tableOf(result as unknown as ResultFile)))
    }
    // wide ranges are of tables that go far beyond
    for (let seed = 1; seed <= sized(1_000); seed++) {
      const table: Table = { ...crowdedTable(seed), tieBreak: 'error' }
      const { proven } = await optimal(table, 'next-best', flow, { ties: 'canonical', seed: 1, optima: 0, freedom: true }) // prettier-ignore
      if (proven?.freedom == null) continue
      const { fixed, free } = proven.freedom
      const [rows, columns] = [table.rows, table.columns]
      const named = free.map(({ cell, ...ends }) => ({ row: rows[Math.floor(cell / columns.length)]!, column: columns[cell % columns.length]!, ...ends })) // prettier-ignore
      const told: Told = {
        unique: proven.contested.length === 0,
        freedom: { levels: ['beyond-next-best', 'next-best'], fixed, free: named, totals: [] },
        levels: levelsOf(table, proven.canonical, 'next-best'),
        rows,
        columns,
        options: optionsInForce({}),
      }
      count(held(told, table))
    }
    for (const variant of ['all fixed', 'free by one', 'free by more', 'nobody chooses', 'totals chosen', 'not the only one', 'the only one, also alone', 'the only one by our choice']) {
      expect(seen.get(variant) ?? 0, `${variant}: ${JSON.stringify([...seen])}`).toBeGreaterThan(sized(8))
    } // prettier-ignore
  })

  it('is said in English with the same numbers', async () => {
    const result = await solve('2027-base')
    const digits = (text: string) => text.match(/\d+/g)
    expect(digits(freedomText(result, 'en')!)).toEqual(digits(freedomText(result, 'nl')!))
    expect(digits(uniqueText(result, 'en'))).toEqual(digits(uniqueText(result, 'nl')))
  })
})
