/**
 * The integral proposal as a table of exact totals, where neither C8, C9 nor a fixed charge is asked for: one row for what
 * OORs give away, one for what they gain, and one column between them.
 *
 *               o                          between
 *   s           y[s,o]                     0            n[s]
 *   given       d[o]                       -moved       0
 *   gained      -g[o]                      moved        0
 *               B[o]                       0
 */
import type { Table } from '../src/domain/table.js'
import type { Level, Program } from '../src/program/program.js'
import { mostMoved, proposalVariables, type ProposalCase } from './integral-proposal.js'
import { proposalProgram } from './integral-proposal-program.js'

/** Whether a case is a network, which `flow` solves and proves. */
export function isNetwork({ levels, frame }: ProposalCase): boolean {
  return !levels.includes('motivations') && !levels.includes('mutation') && frame.measure !== 'cells'
}

/** The same as a table of exact totals, for a case that is a network. */
export function proposalNetwork(given: ProposalCase): Program {
  const { table, frame } = given
  const at = proposalVariables(given)
  const wide = proposalProgram(given)
  const [rows, columns] = [table.rows.length, table.columns.length]
  const width = columns + 1
  const size = (rows + 2) * width
  const [low, high, start] = [new Int32Array(size), new Int32Array(size), new Int32Array(size)]
  const from = new Int32Array(size).fill(-1) // the variable of each cell; gained places count as negative
  for (let s = 0; s < rows; s++) {
    for (let o = 0; o < columns; o++) {
      const cell = s * width + o
      from[cell] = s * columns + o
      low[cell] = wide.low[from[cell]]!
      high[cell] = wide.high[from[cell]]!
      start[cell] = wide.start[from[cell]]!
    }
  }
  for (let o = 0; o < columns; o++) {
    const [giving, gaining] = [rows * width + o, (rows + 1) * width + o]
    from[giving] = at.given + o
    from[gaining] = at.gained + o
    low[giving] = start[giving] = wide.low[at.given + o]!
    high[giving] = wide.high[at.given + o]!
    low[gaining] = -wide.high[at.gained + o]!
    high[gaining] = start[gaining] = -wide.low[at.gained + o]!
  }
  const most = mostMoved(given)
  low[rows * width + columns] = -most
  high[(rows + 1) * width + columns] = most
  const marginal =
    (level: Level): Level['marginal'] =>
    (cell, y) => {
      const variable = from[cell]!
      if (variable === -1) return 0
      return variable >= at.gained ? -level.marginal(variable, -y - 1) : level.marginal(variable, y)
    }
  const program = {
    rows: rows + 2,
    columns: width,
    rowTotals: Int32Array.from([...table.rowTotals, 0, 0]),
    columnTotals: Int32Array.from([...frame.baseTotals, 0]),
    low,
    high,
    start,
    levels: wide.levels.map((level) => ({ ...level, marginal: marginal(level) })),
  }
  return { ...program, start: cheapest(program) }
}

/** Per cell the value within its bounds that costs least, level after level. */
function cheapest({
  low,
  high,
  start,
  levels,
}: Omit<Program, 'rows' | 'columns' | 'rowTotals' | 'columnTotals'>): Int32Array {
  /** The sign of what the step from y to y + 1 costs, on the first level where it costs anything. */
  const sign = (cell: number, y: number) => {
    for (const level of levels) {
      const cost = level.marginal(cell, y)
      if (cost !== 0) return cost
    }
    return 0
  }
  return start.map((from, cell) => {
    let y = from
    while (y < high[cell]! && sign(cell, y) < 0) y++
    while (y > low[cell]! && sign(cell, y - 1) > 0) y--
    return y
  })
}

/** The places of a network's solution, and of an integer program's. */
export function placesOf(table: Table, y: Int32Array, width: number): Int32Array {
  const columns = table.columns.length
  return Int32Array.from(table.target, (_, cell) => y[Math.floor(cell / columns) * width + (cell % columns)]!)
}
