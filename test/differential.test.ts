/** Solvers that have nothing in common must agree on random tables, and with trying everything on tiny ones. */
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { baseDistribution } from '../models/base-distribution.js'
import type { LevelledObjective, Table } from '../src/domain/table.js'
import type { Program } from '../src/program/program.js'
import { solveFlow } from '../src/solvers/flow.js'
import { loadSolver, type SolverName } from '../src/solvers/index.js'
import { tableArbitrary, type TableSize } from './arbitraries.js'
import { bruteForce, deepProgram, levelValues } from './conformance/conformance.js'

const SEED = 20_270_101

interface Question {
  readonly table: Table
  readonly program: Program
}

function questions(size: TableSize): fc.Arbitrary<Question> {
  const objective = fc.constantFrom<LevelledObjective>('next-best', 'absolute', 'squares')
  return fc
    .tuple(tableArbitrary(size), objective)
    .map(([table, named]) => ({ table, program: baseDistribution(table, named) }))
}

/** How often each kind of table came by: a property that never met an infeasible table has shown nothing about them. */
class Tally {
  private readonly seen = new Map<string, number>()

  count({ table, program }: Question, values: readonly number[] | null): void {
    this.note(values === null ? 'infeasible' : 'feasible')
    this.note(program.levels[0]!.name)
    if (values !== null && program.levels[0]!.name === 'beyond-next-best' && values[0]! > 0) this.note('beyond')
    if (program.rows > table.rows.length) this.note('interval')
    if (table.zero.includes(1)) this.note('zero cell')
    if (table.low.some((low) => low > 0)) this.note('lower bound')
    if (program.columns > program.rows) this.note('wide')
  }

  /** Expects at least so many of every kind. */
  expectEach(least: number): void {
    const kinds = ['feasible', 'infeasible', 'beyond-next-best', 'error', 'squared-error', 'beyond']
    for (const kind of [...kinds, 'interval', 'zero cell', 'lower bound', 'wide']) {
      expect(this.seen.get(kind) ?? 0, kind).toBeGreaterThanOrEqual(least)
    }
  }

  private note(kind: string): void {
    this.seen.set(kind, (this.seen.get(kind) ?? 0) + 1)
  }
}

/** The value of every level above the start, or null when there is no solution. */
function valuesOf(program: Program, { y }: { readonly y: Int32Array | null }): number[] | null {
  return y === null ? null : levelValues(program, y)
}

describe('flow', () => {
  it('finds what trying everything finds', () => {
    const tally = new Tally()
    fc.assert(
      fc.property(questions({ rows: 3, columns: 3, places: 3 }), (question) => {
        const found = valuesOf(question.program, solveFlow(question.program))
        tally.count(question, found)
        expect(found).toEqual(bruteForce(question.program))
      }),
      { seed: SEED, numRuns: 500 },
    )
    tally.expectEach(10)
  })

  it('finds what trying everything finds, also when levels cannot be weighted together', () => {
    let solved = 0
    fc.assert(
      fc.property(tableArbitrary({ rows: 3, columns: 3, places: 3 }), (table) => {
        const program = deepProgram(table)
        const found = valuesOf(program, solveFlow(program))
        if (found !== null) solved++
        expect(found).toEqual(bruteForce(program))
      }),
      { seed: SEED, numRuns: 500 },
    )
    expect(solved).toBeGreaterThan(300)
  })

  const others: readonly (readonly [SolverName, number])[] = [
    ['highs', 1000],
    ['glpk', 150],
    ['jslp', 150],
  ]
  it.each(others)(
    'agrees with %s on %i tables',
    async (name, numRuns) => {
      const other = await loadSolver(name)
      const tally = new Tally()
      await fc.assert(
        fc.asyncProperty(questions({ rows: 12, columns: 8, places: 9 }), async (question) => {
          const found = valuesOf(question.program, solveFlow(question.program))
          tally.count(question, found)
          expect(valuesOf(question.program, await other.solve(question.program))).toEqual(found)
        }),
        { seed: SEED + numRuns, numRuns },
      )
      tally.expectEach(numRuns / 50)
    },
    300_000,
  )

  it.each(others.map(([name]) => name))('agrees with %s when levels cannot be weighted together', async (name) => {
    const other = await loadSolver(name)
    await fc.assert(
      fc.asyncProperty(tableArbitrary({ rows: 5, columns: 4, places: 4 }), async (table) => {
        const program = deepProgram(table)
        expect(valuesOf(program, await other.solve(program))).toEqual(valuesOf(program, solveFlow(program)))
      }),
      { seed: SEED, numRuns: 100 },
    )
  })
})
