/**
 * The base distribution (basisverdeling) as an integer program: FAQ 7.4 and 7.5, P26 I.2.
 *
 *   C1  every row sums to the national intake of its specialty                          FAQ 7.1, 7.4
 *   C2  every column sums to the rounded total of its OOR, or lies in its interval      FAQ 7.2, 7.4
 *   C3  a zero cell stays empty                                                         FAQ 7.3
 *   C4  a bounded or pinned cell stays within its bounds                                agreed cells
 *   C5  under `largest`: no cell is further from its target than the threshold          mathematics 4
 */
import { NANO } from '../src/domain/decimal.js'
import type { Allocation, LevelledObjective, Table } from '../src/domain/table.js'
import type { Level, Program } from '../src/program/program.js'
import { cheapest, decidingLevels, naturalRoundings } from './costs.js'

/**
 * Builds the program of a table. Rows and columns keep their order; when some column total is an interval, one row of
 * slack is added below the table, which `allocationOf` leaves out again.
 * @param levels false for a program that asks for any solution
 */
export function baseDistribution(table: Table, objective: LevelledObjective, levels = true): Program {
  const natural = naturalRoundings(table)
  const program: Program = {
    rows: table.rows.length,
    columns: table.columns.length,
    rowTotals: new Int32Array(table.rowTotals), // C1
    columnTotals: new Int32Array(table.columnHigh), // C2
    low: table.low, // C3, C4
    high: table.high,
    start: startWithin(table, cheapest(objective, table, natural)),
    levels: levels ? decidingLevels(objective, table, natural) : [],
  }
  const exact = table.columnLow.every((low, o) => low === table.columnHigh[o])
  return exact ? program : withSlack(program, table)
}

/** Drops what the model added below the table. */
export function allocationOf(table: Table, y: Int32Array): Allocation {
  return y.subarray(0, table.target.length)
}

/** C5: the same table with every cell at most `thresholdNano` from its target; zero cells are left as they are. */
export function withinError(table: Table, thresholdNano: number): Table {
  const low = table.low.slice()
  const high = table.high.slice()
  for (let cell = 0; cell < low.length; cell++) {
    if (table.zero[cell] === 1) continue
    low[cell] = Math.max(low[cell]!, Math.ceil((table.target[cell]! - thresholdNano) / NANO))
    high[cell] = Math.min(high[cell]!, Math.floor((table.target[cell]! + thresholdNano) / NANO))
  }
  return { ...table, low, high }
}

/** Where each cell costs least within its bounds: where it does without them, or the bound nearest to that. */
function startWithin({ low, high }: Table, least: Int32Array): Int32Array {
  const start = new Int32Array(least.length)
  for (let cell = 0; cell < start.length; cell++) {
    const y = least[cell]!
    start[cell] = y < low[cell]! ? low[cell]! : y > high[cell]! ? high[cell]! : y
  }
  return start
}

/** An interval [low, high] is the total `high` shared with a free slack of at most `high - low`. */
function withSlack(program: Program, table: Table): Program {
  const national = sum(table.rowTotals)
  const capacity = table.columnHigh.map((high, o) => high - table.columnLow[o]!)
  const cells = program.low.length
  return {
    ...program,
    rows: program.rows + 1,
    rowTotals: Int32Array.from([...table.rowTotals, sum(table.columnHigh) - national]),
    low: extended(program.low, program.columns, () => 0),
    high: extended(program.high, program.columns, (o) => capacity[o]!),
    start: extended(program.start, program.columns, () => 0),
    levels: program.levels.map((level): Level => ({
      ...level,
      marginal: (cell, y) => (cell < cells ? level.marginal(cell, y) : 0),
    })),
  }
}

function extended(matrix: Int32Array, columns: number, row: (column: number) => number): Int32Array {
  const wider = new Int32Array(matrix.length + columns)
  wider.set(matrix)
  for (let o = 0; o < columns; o++) wider[matrix.length + o] = row(o)
  return wider
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
