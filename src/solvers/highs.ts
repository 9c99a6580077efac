/** HiGHS, compiled to WebAssembly. */
import type { Model, ModelData } from 'highs'
import { EngineError } from '../domain/errors.js'
import type { LinearProgram } from '../program/linear.js'
import type { MixedProgram } from '../program/integer.js'
import { startWith } from './parts.js'
import { lexicographic, type Answer, type Minimise, type Vendor } from './lexicographic.js'

const VERSION = '1.15.3'

/** HiGHS's own numbers for how a run ended. */
const OPTIMAL = 7
const INFEASIBLE = 8
const TIME_LIMIT = 13
const UNKNOWN = 15

export const vendor: Vendor = { name: 'highs', version: VERSION, load }
export const highs = lexicographic(vendor)

type Runtime = Awaited<ReturnType<typeof runtimeOf>>

async function runtimeOf() {
  const { default: imported } = await import('highs')
  // The package's types describe a default export inside the default export; what Node gives is the function itself.
  const start = imported as unknown as typeof imported.default
  return start(startWith())
}

async function load(): Promise<Minimise> {
  const runtime = await runtimeOf()
  return (linear, seconds) => runtime.withModel(modelOf(linear), (model) => run(model, linear.integer, seconds))
}

function modelOf(linear: LinearProgram): ModelData {
  const { variables, equations, cost, upper, total, begin, equation, coefficient, integer } = linear
  return {
    numCols: variables,
    numRows: equations,
    colCost: cost,
    colLower: new Float64Array(variables),
    colUpper: upper,
    rowLower: total,
    rowUpper: total,
    matrix: {
      format: 'csc',
      numRows: equations,
      numCols: variables,
      starts: begin,
      indices: equation,
      values: coefficient,
    },
    ...(integer ? { integrality: new Int32Array(variables).fill(1) } : {}),
  }
}

/**
 * Simplex without presolve. Measured on `next-best`, `absolute` and `squares`: presolve takes 1.3 to 2.5 times as long at
 * 30x7 and 100x20 and 2 to 8 times at 300x50 (there is nothing to remove from a transportation table); interior point with
 * crossover 1.1 to 2.6 times, primal simplex 1.2 to 3 times. Only `next-best` at 1000x100 is a fifth faster by interior
 * point, where `absolute` takes twice as long by it. Without a gap: HiGHS stops at 1e-4 otherwise. Without the feasibility jump,
 * which takes 5 ms of any integer program: three quarters of a small one, nothing that shows of 30x7, and the answers are the same.
 */
const OPTIONS = {
  output_flag: false,
  solver: 'simplex',
  presolve: 'off',
  mip_rel_gap: 0,
  mip_abs_gap: 0,
  mip_heuristic_run_feasibility_jump: false,
}

function run(model: Model, integer: boolean, seconds: number): Answer {
  model.options.set(integer ? { ...OPTIONS, presolve: 'choose' } : OPTIONS)
  if (seconds < Infinity) model.options.set('time_limit', seconds) // it takes no infinite option
  const { modelStatus } = model.run()
  // An infeasible model comes with a vector of zeros: only the status tells whether there is a solution.
  if (modelStatus === OPTIMAL) return { outcome: 'optimal', x: model.getSolution().colValue }
  if (modelStatus === INFEASIBLE) return { outcome: 'infeasible' }
  if (modelStatus === TIME_LIMIT) return { outcome: 'time-limit' }
  throw new EngineError(`highs ends with status ${modelStatus}`)
}

/** What a vendor needs to know of a mixed program. */
type MixedMatrix = Omit<MixedProgram, 'steps'>

/** Which columns must be whole. */
export type Whole = 'none' | 'indicators' | 'all'

export type MixedAnswer =
  | {
      readonly outcome: 'optimal'
      readonly x: Float64Array
      readonly rowDual: Float64Array
    }
  | { readonly outcome: 'infeasible' | 'time-limit' }

let loading: Promise<Runtime> | undefined

/**
 * HiGHS for mixed-integer programs: gaps 0, since it stops at 1e-4 otherwise and calls that optimal. `rowDual` means something
 * only where nothing had to be whole.
 */
export async function mixedSolver(): Promise<(mixed: MixedMatrix, whole: Whole, seconds: number) => MixedAnswer> {
  const runtime = await (loading ??= runtimeOf())
  return (mixed, whole, seconds) =>
    runtime.withModel(mixedModel(mixed, whole), (model): MixedAnswer => {
      model.options.set({ ...OPTIONS, presolve: whole === 'none' ? 'off' : 'choose' })
      if (seconds < Infinity) model.options.set('time_limit', seconds)
      const modelStatus = statusOf(model)
      if (modelStatus === OPTIMAL) {
        const { colValue, rowDual } = model.getSolution()
        return { outcome: 'optimal', x: colValue, rowDual }
      }
      if (modelStatus === INFEASIBLE) return { outcome: 'infeasible' }
      // where its numbers fail it, no more is known than when its time is up
      if (modelStatus === TIME_LIMIT || modelStatus === UNKNOWN) return { outcome: 'time-limit' }
      throw new EngineError(`highs ends with status ${modelStatus}`)
    })
}

/** How a run ended. One that fails by its numbers throws: that is no more than not knowing either. */
function statusOf(model: Model): number {
  try {
    return model.run().modelStatus
  } catch (error) {
    if (error instanceof Error && error.name === 'HighsError') return UNKNOWN
    throw error
  }
}

function mixedModel(mixed: MixedMatrix, whole: Whole): ModelData {
  const { cost, lower, upper, indicator, rowLow, rowHigh, begin, column, coefficient } = mixed
  const [numCols, numRows] = [cost.length, rowLow.length]
  return {
    numCols,
    numRows,
    colCost: cost,
    colLower: lower,
    colUpper: upper,
    rowLower: rowLow,
    rowUpper: rowHigh,
    matrix: { format: 'csr', numRows, numCols, starts: begin, indices: column, values: coefficient },
    ...(whole === 'none'
      ? {}
      : { integrality: whole === 'all' ? new Int32Array(numCols).fill(1) : Int32Array.from(indicator) }),
  }
}
