/** javascript-lp-solver: plain JavaScript, a dense tableau. */
import type { SolverAPI } from 'javascript-lp-solver'
import { EngineError } from '../domain/errors.js'
import type { LinearProgram } from '../program/linear.js'
import { lexicographic, type Answer, type Minimise, type Vendor } from './lexicographic.js'

const VERSION = '1.0.3'

/** Its tableau is dense: a row per equation and per upper bound, a column per variable. Beyond this it takes gigabytes. */
const MOST_ENTRIES = 1e8

export const vendor: Vendor = { name: 'jslp', version: VERSION, load }
export const jslp = lexicographic(vendor)

async function load(): Promise<Minimise> {
  const { default: imported } = await import('javascript-lp-solver')
  // The package's types describe a default export inside the default export; what Node gives is the solver itself.
  const api = imported as unknown as SolverAPI
  return (linear, seconds) => run(api, linear, seconds)
}

function run({ Model }: SolverAPI, linear: LinearProgram, seconds: number): Answer {
  const entries = (linear.equations + linear.variables) * linear.variables
  if (entries > MOST_ENTRIES)
    throw new EngineError(`jslp: a dense tableau of ${entries} numbers is too large; take another solver`)
  const { variables, cost, upper, total, begin, equation, coefficient, integer } = linear
  const model = new Model()
  const equations = Array.from(total, (value) => model.equal(value))
  const x = Array.from({ length: variables }, (_, j) => model.addVariable(cost[j], `x${j}`, integer))
  for (let j = 0; j < variables; j++) {
    model.smallerThan(upper[j]!).addTerm(1, x[j]!)
    for (let entry = begin[j]!; entry < begin[j + 1]!; entry++) {
      equations[equation[entry]!]!.addTerm(coefficient[entry]!, x[j]!)
    }
  }
  // Its presolve removes no row and no variable, so it only costs time. Its check for cycles ends a run that returns to
  // the same pivot as "infeasible", which is another matter.
  model.usePresolve = false
  model.checkForCycles = false
  if (seconds < Infinity) model.timeout = 1000 * seconds
  const started = performance.now()
  const { feasible, bounded } = model.solve()
  // Out of time it still says "feasible", with what it had.
  if (performance.now() - started >= 1000 * seconds) return { outcome: 'time-limit' }
  if (!feasible) return { outcome: 'infeasible' }
  if (!bounded) throw new EngineError('jslp calls a bounded program unbounded')
  return { outcome: 'optimal', x: x.map(({ value }) => value) }
}
