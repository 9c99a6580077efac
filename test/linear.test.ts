import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { baseDistribution } from '../models/base-distribution.js'
import { impliedBounds } from '../src/program/box.js'
import { linearProgram, missing, type LinearProgram } from '../src/program/linear.js'
import { cellsOf, costAbove, freeBox, reachBox, stepsWithin } from '../src/program/steps.js'
import type { Program } from '../src/program/program.js'
import { solveFlow } from '../src/solvers/flow.js'
import { tableArbitrary } from './arbitraries.js'
import { deepProgram, tiny } from './conformance/conformance.js'

const THIRDS = [
  [1.3, 0.4, 0.3],
  [0.4, 1.3, 0.3],
  [0.3, 0.3, 1.4],
]

function thirds(objective: 'next-best' | 'absolute' | 'squares'): Program {
  return baseDistribution(tiny(THIRDS, [2, 2, 2], [2, 2, 2], { zero: [1] }), objective)
}

describe('bounds', () => {
  it('are what rows and columns leave', () => {
    const bounds = impliedBounds(thirds('absolute'))
    expect([...bounds!.low]).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0])
    expect([...bounds!.high]).toEqual([2, 0, 2, 2, 2, 2, 2, 2, 2])
  })

  it('prove that there is no solution when a cell is left without a value', () => {
    const table = tiny(THIRDS, [2, 2, 2], [2, 2, 2], { bounds: [[0, 3, 4]] })
    expect(impliedBounds(baseDistribution(table, 'absolute'))).toBeNull()
  })

  it('never cut off a solution', () => {
    let solved = 0
    fc.assert(
      fc.property(tableArbitrary({ rows: 6, columns: 5, places: 6 }), (table) => {
        const program = baseDistribution(table, 'next-best')
        const bounds = impliedBounds(program)
        const { y } = solveFlow(program)
        if (y === null) return
        solved++
        expect(y.every((places, cell) => places >= bounds!.low[cell]! && places <= bounds!.high[cell]!)).toBe(true)
      }),
      { seed: 1, numRuns: 300 },
    )
    expect(solved).toBeGreaterThan(100)
  })
})

describe('boxes', () => {
  const program = thirds('next-best')
  const bounds = impliedBounds(program)!

  it('of the first level hold natural rounding and next best', () => {
    const { low, high } = freeBox(program, bounds)
    expect([...low]).toEqual([1, 0, 0, 0, 1, 0, 0, 0, 1])
    expect([...high]).toEqual([2, 0, 1, 1, 2, 1, 1, 1, 2])
  })

  it('without levels hold everything', () => {
    expect(freeBox({ ...program, levels: [] }, bounds)).toEqual(bounds)
  })

  it('grow with the number of steps, up to the bounds', () => {
    const { high } = reachBox(thirds('squares'), bounds, 1)
    expect([...high]).toEqual([2, 0, 1, 1, 2, 1, 1, 1, 2])
    expect(reachBox(thirds('squares'), bounds, Infinity)).toEqual(bounds)
  })
})

describe('steps', () => {
  it('take together the units that cost the same on all levels', () => {
    const program = baseDistribution(tiny([[1.4, 8.6]], [10], [2, 8]), 'absolute')
    const { cell, direction, size, slope } = stepsWithin(program, { low: program.low, high: new Int32Array([10, 9]) })
    expect([...cell]).toEqual([0, 0, 0, 1, 1])
    expect([...direction]).toEqual([1, 1, -1, -1, -1])
    expect([...size]).toEqual([1, 8, 1, 1, 8])
    expect([...slope[0]!]).toEqual([200_000_000, 1_000_000_000, 1_000_000_000, 200_000_000, 1_000_000_000])
  })

  it('are none in cells that cannot move', () => {
    const program = thirds('absolute')
    expect([...stepsWithin(program, impliedBounds(program)!).cell]).not.toContain(1)
  })

  it('cost what the cells they stand for cost', () => {
    fc.assert(
      fc.property(tableArbitrary({ rows: 4, columns: 4, places: 5 }), fc.infiniteStream(fc.nat()), (table, stream) => {
        const program = deepProgram(table)
        const bounds = impliedBounds(program)
        if (bounds === null) return
        const steps = stepsWithin(program, bounds)
        const x = Array.from(steps.size, () => 0)
        // Fill the steps of each cell in order on one side, as a solution does.
        for (let cell = 0; cell < program.low.length; cell++) {
          const way = stream.next().value % 2 === 0 ? 1 : -1
          let units = stream.next().value % 6
          for (let j = 0; j < x.length; j++) {
            if (steps.cell[j] !== cell || steps.direction[j] !== way) continue
            x[j] = Math.min(units, steps.size[j]!)
            units -= x[j]!
          }
        }
        const y = cellsOf(steps, x)
        for (const [index, level] of program.levels.entries()) {
          const cost = x.reduce((sum, units, j) => sum + units * steps.slope[index]![j]!, 0)
          expect(costAbove(level, steps.base, y)).toBe(cost)
        }
      }),
      { seed: 2, numRuns: 200 },
    )
  })
})

describe('a linear program', () => {
  const program = thirds('next-best')
  const steps = stepsWithin(program, freeBox(program, impliedBounds(program)!))

  it('holds a solution exactly when rows and columns are met', () => {
    const linear = linearProgram(program, steps, 2, [], false)
    const { y } = solveFlow(program)
    const x = solutionOf(y!)
    expect([...missing(program, y!)]).toEqual([0, 0, 0, 0, 0, 0])
    expect(product(linear, x)).toEqual([...linear.total])
    expect(product(linear, [...x].fill(0))).not.toEqual([...linear.total])
  })

  it('has a million to the place, and ones where a level counts', () => {
    expect(Math.max(...linearProgram(program, steps, 2, [], false).cost)).toBe(400_000)
    expect(Math.max(...linearProgram(program, steps, 1, [], false).cost)).toBe(1)
    expect(Math.max(...linearProgram(program, steps, null, [], false).cost)).toBe(0)
  })

  it('has one equation more for each level solved before', () => {
    const { y } = solveFlow(program)
    const value = costAbove(program.levels[1]!, steps.base, y!)
    const linear = linearProgram(program, steps, 2, [{ level: 1, value }], true)
    expect(linear.equations).toBe(7)
    expect(linear.total[6]).toBe(value)
    expect(linear.integer).toBe(true)
    expect(product(linear, solutionOf(y!))).toEqual([...linear.total])
  })

  function solutionOf(y: Int32Array): number[] {
    return Array.from(steps.cell, (cell, j) => Math.max(0, steps.direction[j]! * (y[cell]! - steps.base[cell]!)))
  }
})

function product({ equations, begin, equation, coefficient }: LinearProgram, x: readonly number[]): number[] {
  const sums = Array.from({ length: equations }, () => 0)
  for (const [j, value] of x.entries()) {
    for (let entry = begin[j]!; entry < begin[j + 1]!; entry++) sums[equation[entry]!]! += coefficient[entry]! * value
  }
  return sums
}
