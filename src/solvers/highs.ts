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

/** Columns to add: the entries of the i-th are those from `begin[i]` to `begin[i + 1]`. */
export interface MoreColumns {
  readonly begin: Int32Array
  readonly row: Int32Array
  readonly coefficient: Float64Array
}

let loading: Promise<Runtime> | undefined

/**
 * HiGHS for mixed-integer programs: gaps 0, since it stops at 1e-4 otherwise and calls that optimal. `rowDual` means something
 * only where nothing had to be whole.
 */
export async function mixedSolver(): Promise<(mixed: MixedMatrix, whole: Whole, seconds: number) => MixedAnswer> {
  const runtime = await (loading ??= runtimeOf())
  return (mixed, whole, seconds) => {
    if (mixed.cost.length === 0) return nothingToDecide(mixed.rowLow, mixed.rowHigh)
    return runtime.withModel(mixedModel(mixed, whole), (model): MixedAnswer => {
      model.options.set({ ...OPTIONS, presolve: whole === 'none' ? 'off' : 'choose' })
      if (seconds < Infinity) model.options.set('time_limit', seconds)
      return whole === 'none' ? answerOf(model) : outcomeOf(model, statusOf(model))
    })
  }
}

/**
 * A linear program that grows: columns and rows are added to it, and each answer starts from where the one before ended. Of a hundred
 * programs that differ in a bound or two, one takes a quarter of what it takes from nothing.
 */
export class KeptModel {
  private readonly model: Model
  private readonly rowLow: number[]
  private readonly rowHigh: number[]

  constructor(runtime: Runtime, rowLow: Float64Array, rowHigh: Float64Array) {
    this.rowLow = [...rowLow]
    this.rowHigh = [...rowHigh]
    this.model = runtime.createModel(withoutColumns(rowLow, rowHigh))
    this.model.options.set(OPTIONS)
  }

  /** Columns that are 0 or more. */
  addColumns({ begin, row, coefficient }: MoreColumns): void {
    const numCols = begin.length - 1
    if (numCols === 0) return
    this.model.addCols({
      cost: new Float64Array(numCols),
      lower: new Float64Array(numCols),
      upper: new Float64Array(numCols).fill(Infinity),
      matrix: {
        format: 'csc',
        numRows: this.model.getDimensions().numRows,
        numCols,
        starts: begin,
        indices: row,
        values: coefficient,
      },
    })
  }

  addRow(low: number, high: number, column: Int32Array, coefficient: Float64Array): void {
    this.rowLow.push(low)
    this.rowHigh.push(high)
    this.model.addRow(low, high, { indices: column, values: coefficient })
  }

  /** The least of the cost, each column between 0 and its end. */
  minimise(cost: Float64Array, upper: Float64Array, seconds: number): MixedAnswer {
    if (cost.length === 0) return nothingToDecide(this.rowLow, this.rowHigh)
    const all = { kind: 'range', from: 0, to: cost.length - 1 } as const
    this.model.changeColsCost(all, cost)
    this.model.changeColsBounds(all, new Float64Array(cost.length), upper)
    this.model.zeroAllClocks() // its time limit counts all runs together
    if (seconds < Infinity) this.model.options.set('time_limit', seconds)
    return answerOf(this.model)
  }

  close(): void {
    this.model.dispose()
  }
}

export type KeptModels = (rowLow: Float64Array, rowHigh: Float64Array) => KeptModel

export async function keptModels(): Promise<KeptModels> {
  const runtime = await (loading ??= runtimeOf())
  return (rowLow, rowHigh) => new KeptModel(runtime, rowLow, rowHigh)
}

function withoutColumns(rowLower: Float64Array, rowUpper: Float64Array): ModelData {
  const numRows = rowLower.length
  const none = new Float64Array(0)
  const matrix = { format: 'csc', numRows, numCols: 0, starts: new Int32Array(1), indices: [], values: [] } as const
  return { numCols: 0, numRows, colCost: none, colLower: none, colUpper: none, rowLower, rowUpper, matrix }
}

const [DUAL_SIMPLEX, PRIMAL_SIMPLEX] = [1, 4]

/** Other ways to solve a linear program, from nothing. */
const OTHER_WAYS = [{ simplex_strategy: PRIMAL_SIMPLEX }, { simplex_strategy: DUAL_SIMPLEX, presolve: 'on' }]

/** Where there are no columns, HiGHS has no answer: rows hold at 0, or nothing does. */
function nothingToDecide(rowLow: ArrayLike<number>, rowHigh: ArrayLike<number>): MixedAnswer {
  const isBroken = Array.from(rowLow).some((low, row) => low > 0 || rowHigh[row]! < 0)
  if (isBroken) return { outcome: 'infeasible' }
  return { outcome: 'optimal', x: new Float64Array(0), rowDual: new Float64Array(rowLow.length) }
}

/**
 * Solves a linear program. Of programs without a solution the dual simplex now and then ends without knowing it (1 in 200 of those that
 * proofs ask for); the primal one then mostly does, and presolve nearly always.
 */
function answerOf(model: Model): MixedAnswer {
  let status = statusOf(model)
  for (const way of OTHER_WAYS) {
    if (status !== UNKNOWN) break
    model.clearSolver()
    model.options.set(way)
    status = statusOf(model)
    model.options.set({ simplex_strategy: DUAL_SIMPLEX, presolve: OPTIONS.presolve })
  }
  return outcomeOf(model, status)
}

function outcomeOf(model: Model, status: number): MixedAnswer {
  if (status === OPTIMAL) {
    const { colValue, rowDual } = model.getSolution()
    return { outcome: 'optimal', x: colValue, rowDual }
  }
  if (status === INFEASIBLE) return { outcome: 'infeasible' }
  // where its numbers fail it, no more is known than when its time is up
  if (status === TIME_LIMIT || status === UNKNOWN) return { outcome: 'time-limit' }
  throw new EngineError(`highs ends with status ${status}`)
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
