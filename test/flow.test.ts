/** What only `flow` has: levels weighed into one cost, the way out when the numbers would no longer be exact, and guessed potentials. */
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { randomTable } from '../bench/instances.js'
import { baseDistribution } from '../models/base-distribution.js'
import { SPENT, UNLIMITED } from '../src/domain/budget.js'
import { EngineError } from '../src/domain/errors.js'
import type { LevelledObjective, Table } from '../src/domain/table.js'
import type { Level, Program } from '../src/program/program.js'
import { prove } from '../src/program/proof.js'
import { combine, pack, steepest } from '../src/solvers/blocks.js'
import { Chains } from '../src/solvers/chains.js'
import { solveFlow } from '../src/solvers/flow.js'
import { guessPotentials } from '../src/solvers/guess.js'
import { inRooms, roomFor } from '../src/solvers/room.js'
import { loadSolver } from '../src/solvers/index.js'
import { Lines, orient } from '../src/solvers/lines.js'
import { tableArbitrary } from './arbitraries.js'
import { bruteForce, deepProgram, levelValues } from './conformance/conformance.js'
import { sized } from './size.js'

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

describe('room for a program', () => {
  const program = baseDistribution(randomTable(30, 7, 1), 'next-best')

  it('is used again, and nothing of the program before is in it', () => {
    const first = solveFlow(program).y!.slice()
    for (const [seed, objective] of [
      [2, 'squares'],
      [3, 'next-best'],
      [4, 'absolute'],
    ] as const) {
      // prettier-ignore
      const other = baseDistribution(randomTable(30, 7, seed), objective)
      const { y } = solveFlow(other)
      expect(solveFlow(program).y).toEqual(first)
      expect(solveFlow(other).y).toEqual(y)
    }
  })

  it('is not taken from who still holds it', () => {
    const held = inRooms(() => {
      const [mine, theirs] = [roomFor(9, 9), roomFor(9, 9)]
      return [mine.floats(9), theirs.floats(9)]
    })
    expect(held[0]!.buffer).not.toBe(held[1]!.buffer)
    const outside = roomFor(9, 9).floats(9) // of nobody's program: nobody gets it after
    const after = inRooms(() => [roomFor(9, 9).floats(9), roomFor(9, 9).floats(9), roomFor(9, 9).floats(9)])
    expect(after.map(({ buffer }) => buffer)).toEqual(expect.arrayContaining(held.map(({ buffer }) => buffer)))
    expect(after.some(({ buffer }) => buffer === outside.buffer)).toBe(false)
  })

  it('is free again after a program that fails', () => {
    let lost: ArrayBufferLike | undefined
    const failing = () =>
      inRooms(() => {
        const numbers = roomFor(11, 3).floats(11).fill(7)
        lost = numbers.buffer
        throw new Error('stop')
      })
    expect(failing).toThrow('stop')
    inRooms(() => {
      const numbers = roomFor(11, 3).floats(11)
      expect(numbers.buffer).toBe(lost)
      expect(numbers.every((each) => each === 0)).toBe(true)
    })
  })
})

/** The lines of a program whose levels make one block, each rounded. */
function rounded(program: Program): { readonly lines: Lines; readonly steep: number } | null {
  const [block, more] = pack(program.levels, 2 * Math.min(program.rows, program.columns))
  expect(more).toBeUndefined()
  const lines = new Lines(orient(program), program, combine(block!), UNLIMITED)
  return lines.begin() && lines.round() ? { lines, steep: steepest(block!) } : null
}

/** Column totals that leave some room on both sides. */
function loose(table: Table, places: number): Table {
  return {
    ...table,
    columnLow: table.columnLow.map((total) => Math.max(0, total - places)),
    columnHigh: table.columnHigh.map((total) => total + places),
  }
}

describe('guessed potentials', () => {
  const objective = fc.constantFrom<LevelledObjective>('next-best', 'absolute', 'squares')

  it('never change what is best, in tables where everything can be tried', () => {
    let guessed = 0
    fc.assert(
      fc.property(tableArbitrary({ rows: 4, columns: 3, places: 3 }), objective, (table, named) => {
        const program = baseDistribution(table, named)
        const found = rounded(program)
        if (found === null || solveFlow(program).outcome !== 'optimal') return
        const off = found.lines.off()
        if (!guessPotentials(found.lines, UNLIMITED)) return
        if (found.lines.off() < off) guessed++
        expect(new Chains(found.lines, found.steep, UNLIMITED).repair()).toBe('optimal')
        expect(levelValues(program, found.lines.solution())).toEqual(bruteForce(program))
      }),
      { seed: 2027, numRuns: sized(400) },
    )
    expect(guessed).toBeGreaterThan(sized(400) / 10)
  })

  it('leave little to repair', () => {
    const found = rounded(baseDistribution(randomTable(300, 50, 1), 'next-best'))!
    const off = found.lines.off()
    expect(guessPotentials(found.lines, UNLIMITED)).toBe(true)
    expect(found.lines.off()).toBeLessThan(off / 4)
  })

  it('are given up where places without cost would follow them one by one', () => {
    const program = baseDistribution(loose(randomTable(120, 50, 3), 400), 'next-best')
    expect(guessPotentials(rounded(program)!.lines, UNLIMITED)).toBe(false)
    const { y } = solveFlow(program)
    expect(prove(program, y!)).not.toBeNull()
  })

  it.each(['next-best', 'absolute', 'squares'] as const)('agree with highs on large tables (%s)', async (named) => {
    const highs = await loadSolver('highs')
    for (const [rows, columns] of [
      [130, 40],
      [40, 130],
    ] as const) {
      for (const table of [randomTable(rows, columns, 1), loose(randomTable(rows, columns, 2), 1)]) {
        const program = baseDistribution(table, named)
        const [ours, theirs] = [solveFlow(program), await highs.solve(program)]
        expect(levelValues(program, ours.y!)).toEqual(levelValues(program, theirs.y!))
        expect(prove(program, ours.y!)).not.toBeNull()
      }
    }
  })

  it('leave blocks as they are: each begins where all that follow cost least', () => {
    fc.assert(
      fc.property(tableArbitrary({ rows: 6, columns: 60, places: 6 }), (table) => {
        const program = deepProgram(table)
        const { y } = solveFlow(program)
        if (y !== null) expect(prove(program, y)).not.toBeNull()
      }),
      { seed: 800_178, numRuns: 10 + sized(200) }, // the first ten: one in which the third block had begun where only the second cost least
    )
  })

  it('hold in several blocks, whether or not the first has to give up anything', () => {
    for (const spoiled of [0, 90]) {
      const table = randomTable(130, 40, 7)
      table.rowTotals.forEach((_, s) => {
        if (s < spoiled) table.target[s * 40] = table.target[s * 40]! + 3e9
      })
      const program = baseDistribution(table, 'next-best')
      const apart = program.levels.map((level) => ({ ...level, steepest: 2 ** 42 }))
      const { y } = solveFlow({ ...program, levels: apart })
      expect(levelValues(program, y!)).toEqual(levelValues(program, solveFlow(program).y!))
      expect(prove(program, y!)).not.toBeNull()
      expect(levelValues(program, y!)[0]! > 0).toBe(spoiled > 0)
    }
  })

  it('do no harm where a program is not what it should be', () => {
    const { levels, ...program } = baseDistribution(randomTable(130, 40, 5), 'next-best')
    try {
      expect(solveFlow({ ...program, levels: levels.slice(1) }).outcome).toBe('optimal') // but no more than some solution
    } catch (error) {
      expect(error).toBeInstanceOf(EngineError)
    }
  })
})
