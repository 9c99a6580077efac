/** Every solver runs the conformance suite, and so do solvers that lie, each in one way: it must catch them all. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Budget } from '../../src/domain/budget.js'
import type { Level, Program } from '../../src/program/program.js'
import { solveFlow } from '../../src/solvers/flow.js'
import { loadSolver, SOLVER_NAMES } from '../../src/solvers/index.js'
import { lexicographic, type Vendor } from '../../src/solvers/lexicographic.js'
import type { Solution, Solver } from '../../src/solvers/solver.js'
import { CASES, conformance, faultOf, type Case } from './conformance.js'

describe('the suite itself', () => {
  it('holds infeasible programs, and only those that are named so', () => {
    for (const { name, optimum } of CASES) expect(optimum === null, name).toBe(name.startsWith('infeasible'))
    expect(CASES.filter(({ optimum }) => optimum === null).length).toBeGreaterThan(20)
    expect(new Set(CASES.map(({ name }) => name)).size).toBe(CASES.length)
  })
})

describe.each(SOLVER_NAMES)('%s', (name) => {
  it.each(CASES)('$name', async (one) => {
    expect(await faultOf(await loadSolver(name), one)).toBeNull()
  })

  it('goes by its own name', async () => {
    expect((await loadSolver(name)).name).toBe(name)
  })
})

const PACKAGES = { highs: 'highs', glpk: 'glpk.js', jslp: 'javascript-lp-solver' } as const

describe.each(Object.entries(PACKAGES))('%s', (name, directory) => {
  it('has the version of its package', async () => {
    const path = new URL(`../../node_modules/${directory}/package.json`, import.meta.url)
    const { version } = JSON.parse(readFileSync(path, 'utf8')) as { version: string }
    expect((await loadSolver(name as keyof typeof PACKAGES)).version).toBe(version)
  })

  it('solves the same as integer programs when linear ones give fractions', async () => {
    const { vendor } = (await import(`../../src/solvers/${name}.ts`)) as { vendor: Vendor }
    const solver = lexicographic({ ...vendor, load: async () => fractional(await vendor.load()) })
    const small = CASES.filter(({ name: called }) => !called.startsWith('30 x 7'))
    expect(await conformance(solver, small)).toEqual(new Map())
  }, 300_000)
})

/** Answers every linear program in fractions, so that only the integer programs count. */
function fractional(minimise: Awaited<ReturnType<Vendor['load']>>): typeof minimise {
  return (linear, seconds) => {
    const answer = minimise(linear, seconds)
    if (linear.integer || answer.outcome !== 'optimal') return answer
    return { outcome: 'optimal', x: Array.from(answer.x, (value) => value + 0.5) }
  }
}

/** A solver that is wrong in one way; `truth` is right. */
type Lie = (truth: (program: Program, budget?: Budget) => Solution, program: Program) => Solution

function liar(lie: Lie): Solver {
  return { name: 'liar', version: '0', solve: (program) => Promise.resolve(lie(solveFlow, program)) }
}

function withCells(solution: Solution, change: (y: Int32Array) => Int32Array): Solution {
  return solution.y === null ? solution : { outcome: solution.outcome, y: change(solution.y.slice()) }
}

/** Each liar gets programs of its own, as it may spoil them. */
function copied({ name, program, optimum }: Case): Case {
  return { name, program: { ...program, start: program.start.slice() }, optimum }
}

/** Levels as a solver sees them that cannot tell a ten-thousandth of a place. */
function blurred(levels: readonly Level[]): Level[] {
  return levels.map((level) => {
    const grain = Math.max(1, level.unit / 10_000)
    return { ...level, marginal: (cell, y) => Math.round(level.marginal(cell, y) / grain) * grain }
  })
}

const LIES: Readonly<Record<string, Lie>> = {
  'is off by one in one cell': (truth, program) =>
    withCells(truth(program), (y) => {
      y[0]!++
      return y
    }),
  'moves one place around two rows and two columns': (truth, program) =>
    withCells(truth(program), (y) => {
      if (program.rows > 1 && program.columns > 1) {
        y[0]!++
        y[1]!--
        y[program.columns]!--
        y[program.columns + 1]!++
      }
      return y
    }),
  'swaps two cells': (truth, program) =>
    withCells(truth(program), (y) => {
      const last = y.length - 1
      ;[y[0], y[last]] = [y[last]!, y[0]!]
      return y
    }),
  'calls any feasible answer optimal': (truth, program) => truth({ ...program, levels: [] }),
  'leaves the last level as it falls': (truth, program) => truth({ ...program, levels: program.levels.slice(0, -1) }),
  'leaves out the first level': (truth, program) =>
    truth(program.levels.length > 1 ? { ...program, levels: program.levels.slice(1) } : program),
  'leaves out a level in the middle': (truth, program) =>
    truth({ ...program, levels: program.levels.filter((_, i) => i !== 1) }),
  'takes the levels in the wrong order': (truth, program) => truth({ ...program, levels: program.levels.toReversed() }),
  'stops within a ten-thousandth of a place': (truth, program) =>
    truth({ ...program, levels: blurred(program.levels) }),
  'ignores upper bounds and zero cells': (truth, program) =>
    truth({ ...program, high: new Int32Array(program.high.length).fill(1000) }),
  'ignores lower bounds': (truth, program) => truth({ ...program, low: new Int32Array(program.low.length) }),
  'rounds naturally and looks at no totals': (_, { start }) => ({ outcome: 'optimal', y: start.slice() }),
  'calls everything infeasible': () => ({ outcome: 'infeasible', y: null }),
  'calls what lies beyond next best infeasible': (truth, program) => {
    const high = program.high.map((most, cell) => Math.min(most, program.start[cell]! + 1))
    return truth({ ...program, high, low: program.low.map((least, cell) => Math.max(least, program.start[cell]! - 1)) })
  },
  'calls an infeasible program optimal': (truth, program) => {
    const solution = truth(program)
    return solution.y === null ? { outcome: 'optimal', y: program.start.slice() } : solution
  },
  'gives cells with infeasible': (truth, program) => {
    const { outcome, y } = truth(program)
    return { outcome, y: y ?? program.start.slice() }
  },
  'gives one cell too few': (truth, program) => withCells(truth(program), (y) => y.slice(1)),
  'gives one cell too many': (truth, program) => withCells(truth(program), (y) => Int32Array.from([...y, 0])),
  'calls it optimal without any cells': (truth, program) => ({ outcome: truth(program).outcome, y: null }),
  'calls it a time limit without a limit': () => ({ outcome: 'time-limit', y: null }),
  'writes into the program': (truth, program) => {
    program.start.fill(0)
    return truth(program)
  },
}

describe('a solver is rejected that', () => {
  it.each(Object.entries(LIES))('%s', async (_, lie) => {
    const faults = await conformance(liar(lie), CASES.map(copied))
    expect(faults.size).toBeGreaterThan(0)
  })

  it('answers differently the second time', async () => {
    let calls = 0
    const fickle = liar((truth, program) => truth(calls++ % 2 === 0 ? program : { ...program, levels: [] }))
    expect([...(await conformance(fickle)).values()]).toContain('answers differently the second time')
  })
})
