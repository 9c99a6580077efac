/**
 * Several years rounded together: each year in its own frame, and also their sum rounded as naturally as possible, cell by cell.
 *
 *   y[k,s,o]  places in year k: rows, columns, zero cells and bounds of that year (C1 to C4 of the base distribution)
 *   Y[s,o]    places over all years
 *
 *   C11  the sum over k of y[k,s,o] is Y[s,o]
 *
 * Levels: steps beyond next best and next bests of the years first, for each year keeps to the protocol; then the same of the sum;
 * then the total error of the years, and of the sum. A cell that is rounded down against nature in two years of two is off by
 * more than one place in the sum, so beyond next best: nobody is unlucky twice where that level is 0.
 *
 * Rows, columns and years are three dimensions: no network, and a linear relaxation need not be whole (Irving & Jerrum 1994).
 */
import type { Table } from '../src/domain/table.js'
import type { Constraint, IntegerProgram } from '../src/program/integer.js'
import type { Level } from '../src/program/program.js'
import { naturalRoundings, objectiveLevels } from './costs.js'

/** The levels, most important first. */
export const YEARS_LEVELS = [
  'beyond-next-best',
  'next-best',
  'sum-beyond-next-best',
  'sum-next-best',
  'error',
  'sum-error',
] as const
export type YearsLevelName = (typeof YEARS_LEVELS)[number]

/**
 * Builds the program. Variables: the cells of each year in turn, then those of the sum.
 * @param tables one a year, of the same rows and columns, with exact column totals
 * @param sum the targets of all years added up; zero where the cell is a zero cell in every year
 */
export function yearsProgram(tables: readonly Table[], sum: Table): IntegerProgram {
  const cells = sum.target.length
  const count = (tables.length + 1) * cells
  const [low, high, start] = [new Int32Array(count), new Int32Array(count), new Int32Array(count)]
  tables.forEach((table, k) => {
    const natural = naturalRoundings(table)
    const columns = table.columns.length
    for (let cell = 0; cell < cells; cell++) {
      const most = Math.min(table.rowTotals[Math.floor(cell / columns)]!, table.columnHigh[cell % columns]!)
      const at = k * cells + cell
      low[at] = table.low[cell]!
      high[at] = Math.max(low[at], Math.min(table.high[cell]!, most))
      start[at] = Math.max(low[at], Math.min(high[at], natural[cell]!))
      low[tables.length * cells + cell]! += low[at]
      high[tables.length * cells + cell]! += high[at]
      start[tables.length * cells + cell]! += start[at]
    }
  })
  const constraints = [
    ...tables.flatMap((table, k) => margins(table, k * cells)),
    ...Array.from({ length: cells }, (_, cell): Constraint => ({
      terms: [
        ...tables.map((_ignored, k) => [k * cells + cell, 1] as const),
        [tables.length * cells + cell, -1], // C11
      ],
      low: 0,
      high: 0,
    })),
  ]
  return { low, high, start, constraints, levels: yearsLevels(tables, sum), charge: null }
}

function margins({ rows, columns, rowTotals, columnHigh }: Table, first: number): Constraint[] {
  const width = columns.length
  return [
    ...rows.map((_, s) => ({
      terms: columns.map((_ignored, o) => [first + s * width + o, 1] as const),
      low: rowTotals[s]!,
      high: rowTotals[s]!,
    })),
    ...columns.map((_, o) => ({
      terms: rows.map((_ignored, s) => [first + s * width + o, 1] as const),
      low: columnHigh[o]!,
      high: columnHigh[o]!,
    })),
  ]
}

function yearsLevels(tables: readonly Table[], sum: Table): Level[] {
  const cells = sum.target.length
  const byTable = [...tables, sum].map((table) => {
    const levels = objectiveLevels('next-best', table, naturalRoundings(table))
    return new Map(levels.map((level) => [level.name, level]))
  })
  return YEARS_LEVELS.map((name): Level => {
    const ofSum = name.startsWith('sum-')
    const own = ofSum ? name.slice('sum-'.length) : name
    const [first] = byTable
    return {
      ...first!.get(own)!,
      name,
      marginal: (variable, x) => {
        const k = Math.floor(variable / cells)
        const cell = variable % cells
        if ((k === tables.length) !== ofSum) return 0
        const table = k === tables.length ? sum : tables[k]!
        return table.zero[cell] === 1 ? 0 : byTable[k]!.get(own)!.marginal(cell, x)
      },
    }
  })
}
