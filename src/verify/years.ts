/** The check of several years rounded together: each year's frame, the sum, the value of every level, and its proof. */
import {
  Bounds,
  valuesFault,
  type BoundTree,
  type WholeConstraint,
  type WholeProgram,
  type WholeVariable,
} from './bound.js'
import type { VerifyFault } from './fault.js'
import { absolute, NANO, rankByCounting } from './rank.js'
import { checkTotals } from './verify.js'
import type { Table } from '../domain/table.js'

/** The levels in the order in which they are minimised. */
export const YEARS_LEVELS = [
  'beyond-next-best',
  'next-best',
  'sum-beyond-next-best',
  'sum-next-best',
  'error',
  'sum-error',
]

export interface YearsClaim {
  /** One a year, of the same rows and columns. */
  readonly tables: readonly Table[]
  /** Per year, flat. */
  readonly allocations: readonly (readonly number[])[]
}

/** Faults of totals, bounds and zero cells, year by year. */
export function checkYearsFrame({ tables, allocations }: YearsClaim): VerifyFault[] {
  return tables.flatMap((table, k) => {
    const allocation = allocations[k]!
    const cells = allocation.flatMap((places, cell): VerifyFault[] => {
      const [low, high] = [table.low[cell]!, table.high[cell]!]
      if (Number.isInteger(places) && places >= low && places <= high) return []
      const [row, column] = [Math.floor(cell / table.columns.length), cell % table.columns.length]
      const path = `cell ${table.rows[row]}-${table.columns[column]}`
      return [{ path, found: String(places), expected: `${low}..${high}` }]
    })
    const faults = cells.length > 0 ? cells : checkTotals(table, allocation)
    return faults.map((fault) => ({ ...fault, path: `years[${k}]: ${fault.path}` }))
  })
}

/** The value of every level, in cells, steps, or billionths of a place. */
export function yearsValues(claim: YearsClaim): bigint[] {
  const { variables } = yearsWhole(claim.tables)
  const values = solutionOf(claim)
  return YEARS_LEVELS.map((_, level) =>
    variables.reduce((total, { costs }, i) => total + (costs[level]?.(values[i]!) ?? 0n), 0n),
  )
}

/** The cells of each year in turn, then their sums. */
function solutionOf({ allocations }: YearsClaim): number[] {
  const sums = allocations[0]!.map((_, cell) => allocations.reduce((sum, allocation) => sum + allocation[cell]!, 0))
  return [...allocations.flat(), ...sums]
}

/** Whether the proof of a claim can be checked at all: every value of every variable is looked at on every level. */
export function areProvable({ tables }: YearsClaim): boolean {
  return valuesFault(yearsWhole(tables)).length === 0
}

/** Checks the proof of each level. @param trees per level */
export function checkYears(claim: YearsClaim, trees: readonly BoundTree[]): VerifyFault[] {
  const frame = [...checkYearsFrame(claim), ...openTotals(claim)]
  if (frame.length > 0) return frame
  const program = yearsWhole(claim.tables)
  const values = valuesFault(program)
  if (values.length > 0) return values
  return new Bounds(program).prove(solutionOf(claim), trees, yearsValues(claim))
}

/** The program below holds every column to one total. */
function openTotals({ tables }: YearsClaim): VerifyFault[] {
  return tables.flatMap(({ columns, columnLow, columnHigh }, k) =>
    columns.flatMap((column, o): VerifyFault[] => {
      const [low, high] = [columnLow[o]!, columnHigh[o]!]
      if (low === high) return []
      return [{ path: `years[${k}]: column ${column}`, found: `${low}..${high}`, expected: 'one total' }]
    }),
  )
}

/**
 * The program as the rules state it: the cells of each year in turn, then the sum of each cell over the years. Every year has its own
 * `half`; the sum has that of the first year.
 */
export function yearsWhole(tables: readonly Table[]): WholeProgram {
  const [{ rows, columns, half: halfOfSum }] = tables as [Table]
  const cells = rows.length * columns.length
  const variables: WholeVariable[] = []
  const constraints: WholeConstraint[] = []
  const exact = (terms: WholeConstraint['terms'], total: number) => constraints.push({ terms, low: total, high: total })
  tables.forEach((table, k) => {
    for (let cell = 0; cell < cells; cell++) {
      const [s, o] = [Math.floor(cell / columns.length), cell % columns.length]
      const low = table.low[cell]!
      const most = Math.min(table.high[cell]!, table.rowTotals[s]!, table.columnHigh[o]!)
      const costs = table.zero[cell] === 1 ? [] : costsOf(BigInt(table.target[cell]!), table.half, '')
      variables.push({ low, high: Math.max(low, most), costs })
    }
    rows.forEach((_, s) =>
      exact(
        columns.map((_ignored, o) => [k * cells + s * columns.length + o, 1]),
        table.rowTotals[s]!,
      ),
    )
    columns.forEach((_, o) =>
      exact(
        rows.map((_ignored, s) => [k * cells + s * columns.length + o, 1]),
        table.columnHigh[o]!,
      ),
    )
  })
  for (let cell = 0; cell < cells; cell++) {
    const years = tables.map((_, k) => variables[k * cells + cell]!)
    const open = tables.filter((table) => table.zero[cell] === 0)
    const target = open.reduce((sum, table) => sum + BigInt(table.target[cell]!), 0n)
    variables.push({
      low: years.reduce((sum, { low }) => sum + low, 0),
      high: years.reduce((sum, { high }) => sum + high, 0),
      costs: open.length === 0 ? [] : costsOf(target, halfOfSum, 'sum-'),
    })
    exact([...tables.map((_, k) => [k * cells + cell, 1] as const), [tables.length * cells + cell, -1]], 0)
  }
  return { variables, constraints }
}

function costsOf(target: bigint, half: Table['half'], prefix: 'sum-' | ''): WholeVariable['costs'] {
  const rank = (places: number) => rankByCounting(target, BigInt(places), half)
  const costs: Readonly<Record<string, (places: number) => bigint>> = {
    [`${prefix}beyond-next-best`]: (places) => (rank(places) > 1n ? rank(places) - 1n : 0n),
    [`${prefix}next-best`]: (places) => (rank(places) > 0n ? 1n : 0n),
    [`${prefix}error`]: (places) => absolute(BigInt(places) * NANO - target),
  }
  return YEARS_LEVELS.map((name) => costs[name])
}
