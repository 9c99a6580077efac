/** The question of a result file, answered again, so that the file can be held against it field by field. */
import { UNLIMITED, type Budget } from '../domain/budget.js'
import type { Carried } from '../domain/carry.js'
import { EngineError, InputError } from '../domain/errors.js'
import type { Options } from '../domain/options.js'
import type { NearTo } from '../domain/near.js'
import { naturalRounding } from '../domain/natural.js'
import type { TieDecision } from '../domain/result.js'
import type { Result } from '../shapes/answers/result.js'
import type { Scenario } from '../domain/scenario.js'
import { tableOf, type Again, type ResultFile } from '../verify/result-file.js'
import { inBillionths, whyOfScenario } from './conflict.js'
import { publish } from './publish.js'
import type { TableQuestion } from './request.js'
import { roundProblem, solveScenario } from './solve.js'

/** A table of so few cells times places, and times the places by which natural rounding is off, is surely answered in time: no clock. */
const SURELY_IN_TIME = 20_000_000
const SURELY_REPAIRED_IN_TIME = 1_000_000

/** The hand method repairs place by place and keeps a trace of it: of more places than these no file is read that holds it. */
const MOST_STEPS = 200_000

/**
 * Answers the question of a file again: that of its scenario, where it is given, else that of the table in the file.
 * @param file of the right shape; its lists may still be of the wrong length
 * @param carried what it carries over from earlier years, as far as that is known
 * @param near what it is near to, where that is given
 * @returns null when that takes longer than there is time or room for, when the file holds no target to begin from, or when its
 *   question cannot be asked
 */
export async function answerAgain(
  file: ResultFile,
  scenario: Scenario | null,
  carried: Carried | undefined,
  near: NearTo | null,
  given: Budget = UNLIMITED,
): Promise<Again | null> {
  const off = placesOff(file)
  if (file.method === 'stepwise' && off > MOST_STEPS) return null
  if (file.carry !== null && carried === undefined) return null // published
  if (file.near !== null && near === null) return null
  const budget = isSmall(file, off) ? UNLIMITED : given
  const request = (ties: TieDecision): TableQuestion => ({
    method: file.method,
    objective: file.objective,
    options: file.options as Options,
    ties,
    seed: file.seed ?? file.ties?.seed ?? 1,
    noFreedom: file.freedom === null,
    carried,
    precision: file.precision !== null,
    ...(file.near && near && { near: { ...near, rank: file.near.rank } }),
    ...(file.optima !== null && { optima: Math.min(Math.max(file.optima.allocations.length, 1), 1_000) }),
  })
  const ask = scenario === null ? askTable(file, budget) : askScenario(scenario, budget)
  if (ask === null) return null
  try {
    const { result, unfitted } = await ask(request(tiesOf(file)))
    if (result.status === 'time-limit') return null
    const stopped = result.status === 'optimal' && result.allocation === null
    const whole = stopped ? (await ask(request('canonical'))).result : result
    if (whole.status === 'time-limit') return null
    return { same: file.published === true ? publish(result) : result, whole, unfitted }
  } catch (error) {
    // what the file asks is no question: the check itself says what is wrong with it
    if (error instanceof InputError || error instanceof EngineError || error instanceof RangeError) return null
    throw error
  }
}

type Ask = (request: TableQuestion) => Promise<{ readonly result: Result; readonly unfitted: Again['unfitted'] }>

function askScenario(scenario: Scenario, budget: Budget): Ask {
  return async (request) => {
    const { result, adherence } = await solveScenario(scenario, request, budget)
    const { unfitted } = adherence
    return { result, unfitted: unfitted && inBillionths(unfitted, result, whyOfScenario(scenario, unfitted)) }
  }
}

function askTable(file: ResultFile, budget: Budget): Ask | null {
  const { columnTotals, data, rows, columns, rowTotals, zeroCells, bounds, options, input } = file
  const target = file.carry?.target ?? file.target
  if (target === null || columnTotals === null) return null
  const problem = {
    title: null,
    data,
    rows,
    columns,
    rowTotals,
    columnTotals,
    zeroCells,
    bounds,
    options: options as Options,
    targetNano: Float64Array.from(target.flat(), (each) => Math.round(each * 1e9)),
    sha256: input.sha256,
  }
  return async (request) => ({ result: await roundProblem(problem, request, budget), unfitted: null })
}

/** How ties were decided; a published result says it only by its seed and by what it lacks. */
function tiesOf({ ties, seed, allocation, method }: ResultFile): TieDecision {
  if (ties !== null) return ties.decided
  if (seed !== null && method === 'optimal') return 'lot'
  return allocation === null ? 'stop' : 'canonical'
}

function isSmall({ rows, columns, rowTotals }: ResultFile, off: number): boolean {
  const cells = rows.length * columns.length
  return cells * sum(rowTotals) <= SURELY_IN_TIME && cells * off <= SURELY_REPAIRED_IN_TIME
}

/** How many places the totals miss under natural rounding within the bounds: so many have to be moved, by whatever method. */
function placesOff(file: ResultFile): number {
  const { rows, columns, rowTotals } = file
  const { target, low, high, half, columnLow, columnHigh } = tableOf(file)
  const rowSums = rows.map(() => 0)
  const columnSums = columns.map(() => 0)
  target.forEach((each, cell) => {
    const places = Math.min(Math.max(naturalRounding(each, half), low[cell]!), high[cell]!)
    rowSums[Math.floor(cell / columns.length)]! += places
    columnSums[cell % columns.length]! += places
  })
  const ofRows = rowSums.map((each, s) => Math.abs(each - rowTotals[s]!))
  const ofColumns = columnSums.map((each, o) => Math.max(0, columnLow[o]! - each, each - columnHigh[o]!))
  return Math.max(sum(ofRows), file.columnTotals === null ? 0 : sum(ofColumns))
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0)
}
