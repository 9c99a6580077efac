/** The vendors themselves, on linear programs that no table gives: what the driver asks of them only when all else fails. */
import { describe, expect, it } from 'vitest'
import { randomTable } from '../../bench/instances.js'
import { baseDistribution } from '../../models/base-distribution.js'
import { impliedBounds } from '../../src/program/box.js'
import { linearProgram, type LinearProgram } from '../../src/program/linear.js'
import { reachBox, stepsWithin } from '../../src/program/steps.js'
import { vendor as glpk } from '../../src/solvers/glpk.js'
import { vendor as highs } from '../../src/solvers/highs.js'
import { vendor as jslp } from '../../src/solvers/jslp.js'

/** A linear program from the rows of its matrix; every variable lies between 0 and 1. */
function linear(
  matrix: readonly (readonly number[])[],
  total: readonly number[],
  cost: readonly number[],
  integer = false,
): LinearProgram {
  const variables = cost.length
  const entries = cost.map((_, j) => matrix.flatMap((row, i) => (row[j] === 0 ? [] : [{ i, value: row[j]! }])))
  const begin = [0]
  for (const column of entries) begin.push(begin.at(-1)! + column.length)
  return {
    variables,
    equations: total.length,
    cost: Float64Array.from(cost),
    upper: new Float64Array(variables).fill(1),
    total: Float64Array.from(total),
    begin: Int32Array.from(begin),
    equation: Int32Array.from(entries.flat(), ({ i }) => i),
    coefficient: Float64Array.from(entries.flat(), ({ value }) => value),
    integer,
  }
}

/** Three variables of which any two together are at most 1: half of each is best, unless they must be whole. */
const ODD = [
  [1, 1, 0, 1, 0, 0],
  [0, 1, 1, 0, 1, 0],
  [1, 0, 1, 0, 0, 1],
]
const MOST = [-1, -1, -1, 0, 0, 0]

describe.each([highs, glpk, jslp])('$name', ({ load }) => {
  it('answers with fractions where they are best', async () => {
    const answer = (await load())(linear(ODD, [1, 1, 1], MOST), Infinity)
    expect(answer.outcome === 'optimal' && Array.from(answer.x)).toEqual([0.5, 0.5, 0.5, 0, 0, 0])
  })

  it('answers an integer program with whole numbers', async () => {
    const answer = (await load())(linear(ODD, [1, 1, 1], MOST, true), Infinity)
    const x = answer.outcome === 'optimal' ? Array.from(answer.x, (value) => Math.abs(Math.round(value))) : []
    expect(x.slice(0, 3).reduce((sum, value) => sum + value, 0)).toBe(1)
  })

  it.each([false, true])('says that there is no solution (integer: %s)', async (integer) => {
    const minimise = await load()
    const impossible = [
      linear([[1, 1, 0]], [3], [0, 0, 0], integer),
      linear([[1, 0, 1]], [-1], [1, 1, 1], integer),
      linear([...ODD, [1, 1, 1, 0, 0, 0]], [1, 1, 1, 2], MOST, integer),
    ]
    for (const one of impossible) expect(minimise(one, Infinity)).toEqual({ outcome: 'infeasible' })
  })

  it('gives every variable its value, also one that a single equation fixes', async () => {
    const answer = (await load())(
      linear(
        [
          [1, 0, 0],
          [0, 1, 1],
        ],
        [1, 1],
        [1, 2, 3],
      ),
      Infinity,
    )
    expect(answer.outcome === 'optimal' && Array.from(answer.x)).toEqual([1, 1, 0])
  })

  it('says so when its time is up', async () => {
    const program = baseDistribution(randomTable(80, 16, 1), 'absolute')
    const steps = stepsWithin(program, reachBox(program, impliedBounds(program)!, 2))
    const answer = (await load())(linearProgram(program, steps, 0, [], false), 0.001)
    expect(answer).toEqual({ outcome: 'time-limit' })
  }, 300_000)
})
