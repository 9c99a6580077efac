/** The question of a result file, answered again, so that the file can be held against it field by field. */
import { UNLIMITED, type Budget } from '../domain/budget.js'
import { EngineError, InputError } from '../domain/errors.js'
import type { Options } from '../domain/options.js'
import type { Result, TieDecision } from '../domain/result.js'
import type { Scenario } from '../domain/scenario.js'
import type { Again, ResultFile } from '../verify/result.js'
import { inBillionths, whyOfScenario } from './conflict.js'
import { publish } from './publish.js'
import type { Question } from './request.js'
import { roundProblem, solveScenario } from './solve.js'

/** A table of so few cells times places is surely answered in time: no clock. */
const SURELY_IN_TIME = 20_000_000

/**
 * Answers the question of a file again: that of its scenario, where it is given, else that of the table in the file.
 * @param file of the right shape; its lists may still be of the wrong length
 * @returns null when that takes longer, when the file holds no target to begin from, or when its question cannot be asked
 */
export async function answerAgain(
  file: ResultFile,
  scenario: Scenario | null,
  given: Budget = UNLIMITED,
): Promise<Again | null> {
  const budget = isSmall(file) ? UNLIMITED : given
  const request = (ties: TieDecision): Question => ({
    method: file.method,
    objective: file.objective,
    options: file.options as Options,
    ties,
    seed: file.seed ?? file.ties?.seed ?? 1,
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

type Ask = (request: Question) => Promise<{ readonly result: Result; readonly unfitted: Again['unfitted'] }>

function askScenario(scenario: Scenario, budget: Budget): Ask {
  return async (request) => {
    const { result, adherence } = await solveScenario(scenario, request, budget)
    const { unfitted } = adherence
    return { result, unfitted: unfitted && inBillionths(unfitted, result, whyOfScenario(scenario, unfitted)) }
  }
}

function askTable(file: ResultFile, budget: Budget): Ask | null {
  const { target, columnTotals, data, rows, columns, rowTotals, zeroCells, bounds, options, input } = file
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

function isSmall({ rows, columns, rowTotals }: ResultFile): boolean {
  return rows.length * columns.length * rowTotals.reduce((sum, each) => sum + each, 0) <= SURELY_IN_TIME
}
