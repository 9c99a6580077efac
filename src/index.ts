/**
 * The library: what the commands do, as typed functions. Importing it does nothing; solvers are loaded when used.
 *
 * @example
 *   import { solve } from 'evenredig'
 *   const result = await solve('2027-base')
 *   console.log(result.status, result.levels, result.allocation)
 */
import { InputError, type Fault } from './domain/errors.js'
import type { Problem } from './domain/problem.js'
import type { Result } from './domain/result.js'
import type { Scenario } from './domain/scenario.js'
import { METHODS, type Method } from './domain/table.js'
import { parseProblem, readProblem } from './io/problem.js'
import { checkRequest } from './io/request.js'
import { parseScenario, readScenario } from './io/scenario.js'
import {
  compareMethods as methodsCompared,
  compareScenarios,
  type MethodComparison,
  type ScenarioComparison,
} from './rounding/compare.js'
import { explainCell, type Explanation } from './rounding/explain.js'
import type { Request } from './rounding/request.js'
import { roundProblem, solveScenario } from './rounding/solve.js'
import { SOLVER_NAMES } from './solvers/index.js'

/** A scenario: the id of a shipped one, the path of a folder or a file, or the scenario itself with its data in it. */
export type ScenarioInput = string | object
/** A table to round: the path of a file, or the problem itself. */
export type ProblemInput = string | object

/**
 * From a scenario to an allocation: care use, criterion, floor, zero cells, rounding (P26 I.2, FAQ 4-7).
 * Infeasible, stuck and time limit are answers (`result.status`).
 * @throws InputError for wrong input, with every fault; EngineError when a solver breaks its contract
 */
export async function solve(scenario: ScenarioInput, request: Request = {}): Promise<Result> {
  const checked = checkedRequest(request)
  return (await solveScenario(scenarioOf(scenario), checked)).result
}

/**
 * Rounds any table: `{ rows, columns, target, rowTotals, columnTotals, zeroCells?, bounds? }`.
 * @throws InputError for wrong input, with every fault; EngineError when a solver breaks its contract
 */
export async function round(problem: ProblemInput, request: Request = {}): Promise<Result> {
  const checked = checkedRequest(request)
  return roundProblem(problemOf(problem), checked)
}

/**
 * Two scenarios of the same specialties and OORs, and their difference b - a, split per cell into what the criterion
 * changed (`target`) and what rounding changed.
 * @throws InputError for wrong input, with every fault
 */
export async function compare(a: ScenarioInput, b: ScenarioInput, request: Request = {}): Promise<ScenarioComparison> {
  const checked = checkedRequest(request)
  return compareScenarios(scenarioOf(a), scenarioOf(b), checked)
}

/** One scenario by several methods, side by side. @throws InputError for wrong input, with every fault */
export async function compareMethods(
  scenario: ScenarioInput,
  methods: readonly Method[] = METHODS,
  request: Omit<Request, 'method'> = {},
): Promise<MethodComparison> {
  const faults = methods.flatMap((method) => faultsOf(() => checkRequest({ method }, SOLVER_NAMES)))
  if (faults.length > 0) throw new InputError(faults)
  return methodsCompared(scenarioOf(scenario), methods, checkedRequest(request))
}

/**
 * One cell's whole way: share, raw, floor, target, natural rounding, places.
 * @param specialty code or name
 * @param oor code or name
 * @throws InputError for wrong input or an unknown code
 */
export async function explain(
  scenario: ScenarioInput,
  specialty: string,
  oor: string,
  request: Request = {},
): Promise<Explanation> {
  const checked = checkedRequest(request)
  return explainCell(scenarioOf(scenario), specialty, oor, checked)
}

function scenarioOf(given: ScenarioInput): Scenario {
  return typeof given === 'string' ? readScenario(given) : parseScenario(given)
}

function problemOf(given: ProblemInput): Problem {
  return typeof given === 'string' ? readProblem(given) : parseProblem(given)
}

function faultsOf(check: () => unknown): readonly Fault[] {
  try {
    check()
    return []
  } catch (error) {
    if (error instanceof InputError) return error.faults
    throw error
  }
}

function checkedRequest(request: Request): Request {
  const { signal, ...rest } = request
  return { ...checkRequest(rest, SOLVER_NAMES), signal }
}

export { EngineError, InputError, type Fault, type FaultCode } from './domain/errors.js'
export { OPTION_TABLE, type OptionName, type Options } from './domain/options.js'
export type { Deviation, LevelValue, Result, Status, TraceStep } from './domain/result.js'
export type { DataKind } from './domain/scenario.js'
export { METHODS, OBJECTIVES, type Method, type Objective } from './domain/table.js'
export { shippedScenarios } from './io/files.js'
export type { Difference, MethodComparison, ScenarioComparison } from './rounding/compare.js'
export type { CellStep, Explanation, StepName } from './rounding/explain.js'
export type { Request } from './rounding/request.js'
export { SOLVER_NAMES, type SolverName } from './solvers/index.js'
export type { ProblemFile, ScenarioFile } from './io/schemas.js'
