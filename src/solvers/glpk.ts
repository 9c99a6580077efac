/** GLPK, compiled to WebAssembly. */
import type { GLPK, LP } from 'glpk.js/node'
import { EngineError } from '../domain/errors.js'
import type { LinearProgram } from '../program/linear.js'
import { lexicographic, type Answer, type Minimise, type Vendor } from './lexicographic.js'

const VERSION = '5.0.0'

export const vendor: Vendor = { name: 'glpk', version: VERSION, load }
export const glpk = lexicographic(vendor)

async function load(): Promise<Minimise> {
  // The bare package name is for browsers and fails in Node. Loaded once: every instance leaks.
  const { default: start } = await import('glpk.js/node')
  const runtime = await start()
  return (linear, seconds) => run(runtime, linear, seconds)
}

function modelOf({ GLP_MIN, GLP_FX, GLP_DB }: GLPK, linear: LinearProgram): LP {
  const { variables, cost, upper, total, begin, equation, coefficient, integer } = linear
  // Short names: long ones abort the runtime.
  const names = Array.from({ length: variables }, (_, j) => `x${j}`)
  const rows = Array.from(total, (value, i) => ({
    name: `r${i}`,
    vars: [] as { name: string; coef: number }[],
    bnds: { type: GLP_FX, lb: value, ub: value },
  }))
  for (let j = 0; j < variables; j++) {
    for (let entry = begin[j]!; entry < begin[j + 1]!; entry++) {
      rows[equation[entry]!]!.vars.push({ name: names[j]!, coef: coefficient[entry]! })
    }
  }
  return {
    name: 'level',
    objective: { direction: GLP_MIN, name: 'cost', vars: names.map((name, j) => ({ name, coef: cost[j]! })) },
    subjectTo: rows,
    bounds: names.map((name, j) => ({ name, type: GLP_DB, lb: 0, ub: upper[j]! })),
    ...(integer ? { generals: names } : {}),
  }
}

/**
 * An integer program needs the presolver: without it GLPK answers zeros. A linear one goes without: with it, infeasible
 * comes out as "undefined", as a failure or a time limit does, and it takes 0.6 to 1.15 times as long (30x7 to 300x50).
 */
function run(runtime: GLPK, linear: LinearProgram, seconds: number): Answer {
  const { GLP_OPT, GLP_NOFEAS, GLP_MSG_OFF } = runtime
  const tmlim = Math.min(seconds, LONGEST)
  const started = performance.now()
  const { result } = runtime.solve(modelOf(runtime, linear), {
    msglev: GLP_MSG_OFF,
    presol: linear.integer,
    mipgap: 0,
    tmlim,
  })
  if (result.status === GLP_OPT) {
    return { outcome: 'optimal', x: Array.from({ length: linear.variables }, (_, j) => result.vars[`x${j}`]!) }
  }
  if (result.status === GLP_NOFEAS) return { outcome: 'infeasible' }
  if (performance.now() - started >= 1000 * tmlim) return { outcome: 'time-limit' } // it has no status of its own
  throw new EngineError(`glpk ends with status ${result.status}`)
}

/** GLPK counts milliseconds in 31 bits. */
const LONGEST = 2e6
