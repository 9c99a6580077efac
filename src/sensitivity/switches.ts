/**
 * What the readings of the protocol matter: each named option of the base distribution switched to another value, alone and in
 * pairs, everything computed anew. A reading that changes nothing this year may do so in another: hence random years as well.
 */
import { tableOfShares } from '../allocation/scenario-table.js'
import { solveScenario } from '../allocation/solve.js'
import { look, type Budget } from '../domain/budget.js'
import { OPTION_TABLE, optionsInForce, type OptionName, type Options } from '../domain/options.js'
import type { Scenario } from '../domain/scenario.js'
import type { Allocation } from '../domain/table.js'
import { baseOf, drawnYears, SETTINGS, type Year } from '../fairness/populations.js'
import { optimumAlone } from '../rounding/optimal.js'
import type { Result } from '../shapes/answers/result.js'
import type { Switched } from '../shapes/answers/sensitivity.js'

/** The options that the base distribution depends on; the others are of proposals and of ties. */
const OF_THE_BASE = [
  'floor.appliesTo',
  'floor.paidFrom',
  'floor.inner',
  'floor.blend',
  'totals.rounding',
  'zeroCells.inTotals',
  'zeroCells.places',
  'zeroTarget',
  'half',
] as const satisfies readonly OptionName[]

/** Options with another value than is in force. */
export type Switch = Partial<Options>

/** Each option to each of its other values, in the order of the table; then, where asked, each two of different options. */
export function switchesOf(scenario: Scenario, pairs: boolean): Switch[] {
  const now = optionsInForce(scenario.options)
  const single = OF_THE_BASE.flatMap((name) =>
    OPTION_TABLE[name].values.filter((value) => value !== now[name]).map((value) => ({ [name]: value })),
  )
  const both = single.flatMap((a, i) =>
    single.slice(i + 1).flatMap((b) => (Object.keys(a)[0] === Object.keys(b)[0] ? [] : [{ ...a, ...b }])),
  )
  return pairs ? [...single, ...both] : single
}

/** The scenario as it stands, and under each switch. @throws OutOfTime */
export async function switched(
  scenario: Scenario,
  pairs: boolean,
  budget: Budget,
): Promise<{ readonly base: Result; readonly options: Omit<Switched, 'years'>[] }> {
  const { result: base } = await solveScenario(scenario, {}, budget)
  const options: Omit<Switched, 'years'>[] = []
  for (const change of switchesOf(scenario, pairs)) {
    look(budget)
    const { result } = await solveScenario(scenario, { options: change }, budget)
    options.push({ options: change, ...differences(base, result), together: null })
  }
  return { base, options: options.map((each) => ({ ...each, together: together(each, options) })) }
}

/** What differs from the base; nulls where one of the two has no allocation. */
function differences(base: Result, other: Result): Omit<Switched, 'options' | 'years' | 'together'> {
  const { status } = other
  if (base.allocation === null || other.allocation === null) {
    return { status, cells: null, totals: null, columns: null, changed: [] }
  }
  const to = other.allocation
  const changed = base.allocation.flatMap((row, s) =>
    row.flatMap((from, o) =>
      from === to[s]![o]! ? [] : [[base.rows[s]!, base.columns[o]!, from, to[s]![o]!] as const],
    ),
  )
  const columns = base.columns.map((_, o) => to.reduce((sum, row, s) => sum + row[o]! - base.allocation![s]![o]!, 0))
  return { status, cells: changed.length, totals: columns.filter((each) => each !== 0).length, columns, changed }
}

/** Of a pair: whether it changes just what its two parts change by themselves. null for a single switch. */
function together(pair: Omit<Switched, 'years'>, all: readonly Omit<Switched, 'years'>[]): boolean | null {
  const names = Object.entries(pair.options)
  if (names.length === 1) return null
  const parts = names.map(([name, value]) => all.find(({ options }) => isOnly(options, name, value)))
  if (pair.cells === null || parts.some((part) => part === undefined || part.cells === null)) return null
  const text = (changes: Switched['changed']) => changes.map((change) => change.join('|'))
  const union = new Set(parts.flatMap((part) => text(part!.changed)))
  const own = text(pair.changed)
  return own.length === union.size && own.every((each) => union.has(each))
}

function isOnly(options: Switch, name: string, value: string): boolean {
  return Object.keys(options).length === 1 && options[name as OptionName] === value
}

/** How many of the years have an answer, and in how many of those some cell, and some total, is another under each switch. */
export interface YearCounts {
  readonly years: number
  readonly anyCell: readonly number[]
  readonly anyTotal: readonly number[]
}

/**
 * Random years (`drift`, as `fairness` draws them) with each switch on and off: the draws `from` up to, not including, `to`.
 * A year that cannot be answered on both sides counts as one in which all is as it was.
 */
export function switchedYears(
  scenario: Scenario,
  pairs: boolean,
  seed: number,
  from: number,
  to: number,
  budget: Budget,
): YearCounts {
  const switches = switchesOf(scenario, pairs)
  const base = baseOf(scenario)
  const anyCell = switches.map(() => 0)
  const anyTotal = switches.map(() => 0)
  let years = 0
  for (let draw = from; draw < to; draw++) {
    look(budget)
    const [year] = drawnYears(base, 'drift', SETTINGS.drift, { seed, draw, years: 1 })
    const now = placesIn(year!, {}, budget)
    if (now === null) continue
    years++
    for (const [k, change] of switches.entries()) {
      const then = placesIn(year!, change, budget)
      if (then === null) continue
      if (then.allocation.some((places, cell) => places !== now.allocation[cell])) anyCell[k]!++
      if (then.totals.some((total, o) => total !== now.totals[o])) anyTotal[k]!++
    }
  }
  return { years, anyCell, anyTotal }
}

/** A year rounded; null where it has no answer. */
function placesIn(
  { scenario, share }: Year,
  change: Switch,
  budget: Budget,
): { readonly allocation: Allocation; readonly totals: readonly number[] } | null {
  const found = tableOfShares({ ...scenario, options: { ...scenario.options, ...change } }, share, budget)
  const allocation = found && optimumAlone(found.table, 'next-best', budget)
  return allocation && { allocation, totals: found.adherence.totals.rounded }
}
