/** The driver shared by the vendors: what it does with a vendor that is wrong, slow or silent. */
import { describe, expect, it } from 'vitest'
import { randomTable } from '../../bench/instances.js'
import { baseDistribution } from '../../models/base-distribution.js'
import { budgetOf } from '../../src/domain/budget.js'
import { EngineError } from '../../src/domain/errors.js'
import { vendor as highs } from '../../src/solvers/highs.js'
import { loadSolver, SOLVER_NAMES } from '../../src/solvers/index.js'
import { lexicographic, type Answer, type Minimise } from '../../src/solvers/lexicographic.js'

const program = baseDistribution(randomTable(12, 5, 7), 'next-best')

/** A solver whose vendor answers the n-th linear program, counted from 1, in another way. */
function meddled(meddle: (answer: Answer, call: number) => Answer) {
  let call = 0
  const load = async (): Promise<Minimise> => {
    const minimise = await highs.load()
    return (linear, seconds) => meddle(minimise(linear, seconds), ++call)
  }
  return lexicographic({ name: 'meddled', version: '0', load })
}

function changed(answer: Answer, change: (value: number, j: number) => number): Answer {
  return answer.outcome === 'optimal' ? { outcome: 'optimal', x: Array.from(answer.x, change) } : answer
}

describe('the driver', () => {
  it('throws when a total is missed', async () => {
    const solver = meddled((answer) => changed(answer, (value, j) => (j === 0 ? 1 - value : value)))
    await expect(solver.solve(program)).rejects.toThrow(new EngineError('meddled misses a total'))
  })

  it('throws when a bound is left', async () => {
    const square = { ...program, rows: 2, columns: 2, low: new Int32Array(4), high: new Int32Array(4).fill(1) }
    const one = new Int32Array(2).fill(1)
    const solver = lexicographic({
      name: 'meddled',
      version: '0',
      load: () => Promise.resolve(() => ({ outcome: 'optimal', x: [2, -1, -1, 2] })),
    })
    const small = { ...square, rowTotals: one, columnTotals: one, start: new Int32Array(4), levels: [] }
    await expect(solver.solve(small)).rejects.toThrow(new EngineError('meddled leaves a bound'))
  })

  it('throws when a level loses what it had reached', async () => {
    let first: Answer | null = null
    const other = await loadSolver('flow')
    const any = (await other.solve({ ...program, levels: program.levels.slice(2) })).y
    expect(any).not.toBeNull()
    // On the second level solved, an answer that meets all totals but not the level before: the worst of that level.
    const load = async (): Promise<Minimise> => {
      const minimise = await highs.load()
      return (linear, seconds) => {
        if (first === null) return (first = minimise(linear, seconds))
        const margins = program.rows + program.columns
        const open = {
          ...linear,
          cost: linear.cost.map((_, j) => -linear.coefficient[linear.begin[j + 1]! - 1]!),
          total: linear.total.slice(0, margins),
          equations: margins,
          begin: Int32Array.from(linear.begin, (_, j) => 2 * j),
          equation: linear.equation.filter((_, entry) => entry % 3 !== 2),
          coefficient: linear.coefficient.filter((_, entry) => entry % 3 !== 2),
        }
        return minimise(open, seconds)
      }
    }
    const solver = lexicographic({ name: 'meddled', version: '0', load })
    await expect(solver.solve(program)).rejects.toThrow(new EngineError('meddled gives up level next-best'))
  })

  it('throws when a later level is called infeasible', async () => {
    const solver = meddled((answer, call) => (call === 2 ? { outcome: 'infeasible' } : answer))
    await expect(solver.solve(program)).rejects.toThrow('finds no solution where it found one a level before')
  })

  it.each([0.5, NaN, Infinity])('throws when even an integer program is answered with %d', async (part) => {
    const solver = meddled((answer) => changed(answer, (value) => value + part))
    await expect(solver.solve(program)).rejects.toThrow('answers an integer program with fractions')
  })

  it('hands on a time limit of the vendor', async () => {
    const solver = meddled((answer, call) => (call === 2 ? { outcome: 'time-limit' } : answer))
    expect(await solver.solve(program)).toEqual({ outcome: 'time-limit', y: null })
  })

  it('hands the vendor the time that is left', async () => {
    const given: number[] = []
    const load = async (): Promise<Minimise> => {
      const minimise = await highs.load()
      return (linear, seconds) => {
        given.push(seconds)
        return minimise(linear, seconds)
      }
    }
    await lexicographic({ name: 'meddled', version: '0', load }).solve(program, budgetOf({ timeLimit: 60 }))
    expect(given.length).toBe(2)
    expect(given[0]).toBeLessThanOrEqual(60)
    expect(given[1]).toBeLessThan(given[0]!)
  })

  it('loads a vendor once', async () => {
    let loads = 0
    const load = () => {
      loads++
      return highs.load()
    }
    const solver = lexicographic({ name: 'meddled', version: '0', load })
    await Promise.all([solver.solve(program), solver.solve(program)])
    expect(loads).toBe(1)
  })
})

it.each(SOLVER_NAMES)(
  '%s stops in time on a large table',
  async (name) => {
    const solver = await loadSolver(name)
    const rows = { jslp: 60, highs: 200, glpk: 200, flow: 1_000 }[name] // none may be done before it looks at the clock
    const large = baseDistribution(randomTable(rows, name === 'flow' ? 100 : 20, 1), 'absolute')
    const began = performance.now()
    const { outcome, y } = await solver.solve(large, budgetOf({ timeLimit: 0.001 }))
    expect([outcome, y]).toEqual(['time-limit', null])
    expect(performance.now() - began).toBeLessThan(20_000)
  },
  300_000,
)
