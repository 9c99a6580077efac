/** What only `flow` has: levels weighed into one cost, and the way out when the numbers would no longer be exact. */
import { describe, expect, it } from 'vitest'
import { randomTable } from '../bench/instances.js'
import { baseDistribution } from '../models/base-distribution.js'
import { SPENT } from '../src/domain/budget.js'
import type { Level, Program } from '../src/program/program.js'
import { solveFlow } from '../src/solvers/flow.js'

/**
 * A staircase: row i has cells in columns i and i + 1 only, and every row has to give up the first for the second. One chain
 * through all rows does it, so that potentials grow with the number of rows.
 */
function staircase(rows: number, levels: readonly Level[]): Program {
  const columns = rows + 1
  const high = new Int32Array(rows * columns)
  const start = new Int32Array(rows * columns)
  for (let s = 0; s < rows; s++) {
    start[s * columns + s] = 1
    high[s * columns + s] = 1
    high[s * columns + s + 1] = 1
  }
  return {
    rows,
    columns,
    rowTotals: new Int32Array(rows).fill(1),
    columnTotals: Int32Array.from({ length: columns }, (_, o) => (o === 0 ? 0 : 1)),
    low: new Int32Array(rows * columns),
    high,
    start,
    levels,
  }
}

/** On the staircase: a place costs `cost` on the second step, and is worth `cost` on the first. */
function steep(name: string, rows: number, cost: number): Level {
  const onFirstStep = (cell: number) => cell % (rows + 1) === Math.floor(cell / (rows + 1))
  return { name, marginal: (cell) => (onFirstStep(cell) ? -cost : cost), steepest: cost, unit: 1 }
}

describe('flow', () => {
  it('solves levels apart when one chain would leave the exact integers', () => {
    const rows = 40
    const program = staircase(rows, [steep('first', rows, 512), steep('second', rows, 2 ** 30)])
    const { outcome, y } = solveFlow(program)
    expect(outcome).toBe('optimal')
    expect(Array.from(y!)).toEqual(
      Array.from(program.start, (_, cell) => Number(cell % 41 === Math.floor(cell / 41) + 1)),
    )
  })

  it('refuses a single level whose costs cannot be added exactly', () => {
    expect(() => solveFlow(staircase(40, [steep('only', 40, 2 ** 47)]))).toThrow(RangeError)
  })

  it('weighs more than three levels', () => {
    const program = baseDistribution(randomTable(9, 4, 5), 'next-best')
    const nothing: Level = { name: 'nothing', marginal: () => 0, steepest: 0, unit: 1 }
    const wider: Program = { ...program, levels: [nothing, ...program.levels, nothing] }
    expect(Array.from(solveFlow(wider).y!)).toEqual(Array.from(solveFlow(program).y!))
  })

  it('stops at once when time is up, and says so', () => {
    expect(solveFlow(baseDistribution(randomTable(40, 20, 1), 'next-best'), SPENT)).toEqual({
      outcome: 'time-limit',
      y: null,
    })
  })
})
