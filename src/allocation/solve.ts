/** From a scenario or a problem to a verified result. */
import { computeTarget, type Adherence } from '../adherence/target.js'
import { inTime, look, UNLIMITED, type Budget } from '../domain/budget.js'
import { nanoToPlaces } from '../domain/decimal.js'
import type { RepairChange } from '../domain/conflict.js'
import { EngineError, InputError } from '../domain/errors.js'
import { optionsInForce, type Options } from '../domain/options.js'
import { answerInPlaceOf, inPlaceOf } from '../domain/places.js'
import type { Problem } from '../domain/problem.js'
import type { LevelValue, Result } from '../domain/result.js'
import type { Scenario } from '../domain/scenario.js'
import type { Objective, Table } from '../domain/table.js'
import { loadSolver, SOLVER_NAMES } from '../solvers/index.js'
import type { ExpectedResult } from '../verify/result.js'
import { verify } from '../verify/verify.js'
import { problemWith, scenarioWith, withTotals } from './apply.js'
import { chainsOf } from './chains.js'
import { conflictOf, whyOfProblem, whyOfScenario, type Why } from './conflict.js'
import { deviationsOf, levelsOf, matrixOf } from './measures.js'
import { LATE, roundTable } from '../rounding/methods.js'
import type { Rounding } from '../rounding/outcome.js'
import { remarksOf } from './remarks.js'
import type { Question } from './request.js'
import { fixedTable, tableOf } from '../rounding/table.js'

/** A result together with every step of the adherence calculation, for those who explain it. */
export interface Solved {
  readonly result: Result
  readonly adherence: Adherence
  /** What was rounded; null where there is no target. */
  readonly table: Table | null
}

/** The parts of a result that are known before rounding. */
type BeforeRounding = Pick<
  Result,
  | 'scenario'
  | 'data'
  | 'rows'
  | 'columns'
  | 'rowTotals'
  | 'columnTotals'
  | 'oorTotals'
  | 'flooredOors'
  | 'remarks'
  | 'zeroCells'
  | 'bounds'
  | 'leftOut'
  | 'input'
>

/** Solves a scenario: chapter 1 of the rules, then rounding. */
export async function solveScenario(
  scenario: Scenario,
  request: Question = {},
  budget: Budget = UNLIMITED,
): Promise<Solved> {
  const started = performance.now()
  const withOptions = { ...scenario, options: { ...scenario.options, ...request.options } }
  const adherence = inPlaceOf(scenario, () => computeTarget(withOptions, budget))
  const before = beforeRounding(scenario, adherence)
  const table = tableFrom(before, adherence.targetNano, adherence.options)
  const why: Why = {
    ...whyOfScenario(scenario, adherence.unfitted),
    withoutCareUse: (cell) => isWithoutCareUse(adherence, cell),
    again: (changes) => changedTable(withOptions, changes, budget),
  }
  const result = await finish(
    { before, table, late: adherence.late, options: adherence.options, why },
    request,
    budget,
    started,
  )
  return { result, adherence, table }
}

/** Whether `zeroTarget` keeps a cell empty, also one that a zero cell empties already. */
function isWithoutCareUse({ options, shares }: Adherence, cell: number): boolean {
  const columns = shares.blended[0]?.length ?? 1
  const share = shares.blended[Math.floor(cell / columns)]![cell % columns]
  return options.zeroTarget === 'stays-zero' && share === 0
}

/** The table of a scenario after a repair; null where it then has none. */
function changedTable(scenario: Scenario, changes: readonly RepairChange[], budget: Budget): Table | null {
  const given = scenarioWith(scenario, changes)
  try {
    const adherence = computeTarget(given, budget)
    if (adherence.late) look(budget)
    const table = tableFrom(beforeRounding(given, adherence), adherence.targetNano, adherence.options)
    return table && withTotals(table, changes)
  } catch (error) {
    if (error instanceof InputError) return null
    throw error
  }
}

/** What a result of a scenario must say its input was, recomputed from the care use; for the verifier. */
export function expectedInput(scenario: Scenario, options: Partial<Options>): ExpectedResult {
  const adherence = inPlaceOf(scenario, () => computeTarget({ ...scenario, options }))
  const before = beforeRounding(scenario, adherence)
  const { targetNano, totals } = adherence
  return {
    sha256: scenario.sha256,
    ...(scenario.own === null && { scenario: before.scenario }),
    data: before.data,
    rows: before.rows,
    columns: before.columns,
    rowTotals: before.rowTotals,
    columnTotals: totals.rounded,
    target: targetNano && matrixOf(targetNano, before.columns.length, nanoToPlaces),
    zeroCells: before.zeroCells,
    bounds: before.bounds,
    oorTotals: before.oorTotals,
    flooredOors: before.flooredOors,
    leftOut: before.leftOut,
  }
}

function beforeRounding(scenario: Scenario, adherence: Adherence): BeforeRounding {
  const { totals } = adherence
  return {
    scenario: scenario.id,
    data: scenario.data,
    rows: scenario.specialties.map(({ code }) => code),
    columns: scenario.oors.map(({ code }) => code),
    rowTotals: scenario.specialties.map(({ intake }) => intake),
    columnTotals: totals.rounded,
    oorTotals: {
      raw: totals.rawNano.map(nanoToPlaces),
      floored: totals.flooredNano.map(nanoToPlaces),
      rounded: totals.rounded,
    },
    flooredOors: scenario.oors.filter((_, o) => adherence.flooredOors[o]).map(({ code }) => code),
    remarks: remarksOf(adherence.exceptions, scenario, totals.rounded),
    zeroCells: scenario.zeroCells.map(({ specialty, oor }) => [specialty, oor] as const),
    bounds: scenario.bounds.map(({ specialty, oor, low, high }) => [specialty, oor, low, high] as const),
    leftOut: adherence.leftOut,
    input: { sha256: scenario.sha256 },
  }
}

/** Rounds any table. */
export async function roundProblem(
  problem: Problem,
  request: Question = {},
  budget: Budget = UNLIMITED,
): Promise<Result> {
  const started = performance.now()
  const options = optionsInForce({ ...problem.options, ...request.options })
  const before: BeforeRounding = {
    scenario: null,
    data: problem.data,
    rows: problem.rows,
    columns: problem.columns,
    rowTotals: problem.rowTotals,
    columnTotals: problem.columnTotals,
    oorTotals: null,
    flooredOors: null,
    remarks: [],
    zeroCells: problem.zeroCells,
    bounds: problem.bounds,
    leftOut: null,
    input: { sha256: problem.sha256 },
  }
  const table = tableFrom(before, problem.targetNano, options)
  const why: Why = {
    ...whyOfProblem(problem, options),
    again: (changes) => {
      const given = problemWith({ ...problem, options }, changes)
      return tableFrom({ ...before, ...given }, given.targetNano, optionsInForce(given.options))
    },
  }
  const known = { before, table, late: false, options, why }
  return answerInPlaceOf(problem, () => finish(known, request, budget, started))
}

function tableFrom(before: BeforeRounding, targetNano: Float64Array | null, options: Options): Table | null {
  return targetNano && tableOf({ ...before, targetNano, columnTotals: before.columnTotals ?? [] }, options)
}

/** What is known before rounding. */
interface Known {
  readonly before: BeforeRounding
  readonly table: Table | null
  /** Whether time ran out before there was a target. */
  readonly late: boolean
  readonly options: Options
  readonly why: Why
}

/** What rounding adds to what was known before it. */
interface Answered {
  /** What was rounded; null where there is no target. */
  readonly table: Table | null
  readonly rounding: Rounding
  readonly levels: Result['levels']
  readonly conflict: Result['conflict']
  readonly chains: Result['chains']
}

/** Rounds, verifies, and puts the result together. A target that does not exist is infeasible. */
async function finish(known: Known, request: Question, budget: Budget, started: number): Promise<Result> {
  const { method = 'optimal', objective = 'next-best', solver = SOLVER_NAMES[0], seed = 1 } = request
  const asked = { method, objective, solver, seed, ties: request.ties ?? 'canonical', optima: request.optima ?? 0 }
  const answered = await answer(known, asked, budget)
  const version = method === 'optimal' ? (await loadSolver(solver)).version : null
  return {
    ...resultOf(known, asked, answered, version),
    milliseconds: Math.round((performance.now() - started) * 1000) / 1000,
  }
}

/** A question with all that it leaves open filled in. */
type Asked = {
  readonly [K in 'method' | 'objective' | 'solver' | 'seed' | 'ties' | 'optima']: NonNullable<Question[K]>
}

async function answer({ before, table: given, late, why }: Known, asked: Asked, budget: Budget): Promise<Answered> {
  const { method, objective, solver, seed, optima } = asked
  const proportional = objective === 'proportional' && method === 'optimal'
  const zerosStay = proportional || method === 'lottery'
  const table = given && zerosStay ? fixedTable(given) : given
  const ties = { ties: asked.ties, seed, optima }
  // an answer that cannot be verified and explained in time is none
  const found = await inTime(budget, async () => {
    if (late) return null
    const rounding = table === null ? NO_TARGET : await roundTable({ table, method, objective, solver, ties }, budget)
    const checked = rounding.proven?.canonical ?? rounding.allocation
    const explained = table !== null && rounding.allocation !== null && meetsTotals(rounding) && !proportional
    return {
      rounding,
      levels: table && checked && verifiedLevels(table, rounding, checked, objective, budget),
      conflict: conflictOf(rounding.status, table, before, zerosStay ? keepingZeros(why, table) : why, budget),
      // `proportional` does not begin at natural rounding: its targets may be counts of votes
      chains: explained ? chainsOf(table, rounding.allocation, budget) : null,
    }
  })
  return { table, ...(found ?? NOT_IN_TIME) }
}

/** @param version of the solver; null for a method that has none */
function resultOf(
  { before, options }: Known,
  { method, objective, solver, seed, ties }: Asked,
  { table, rounding, levels, conflict, chains }: Answered,
  version: string | null,
): Omit<Result, 'milliseconds'> {
  const { allocation, proven, expectation } = rounding
  const { rows, columns } = before
  const width = columns.length
  const whole = (each: ArrayLike<number>) => matrixOf(each, width, (places) => places)
  const cellName = (cell: number) => [rows[Math.floor(cell / width)]!, columns[cell % width]!] as const
  return {
    status: rounding.status,
    scenario: before.scenario,
    data: before.data,
    method,
    objective,
    solver: version === null ? null : { name: solver, version },
    options,
    rows,
    columns,
    rowTotals: before.rowTotals,
    columnTotals: before.columnTotals,
    oorTotals: before.oorTotals,
    flooredOors: before.flooredOors,
    remarks: before.remarks,
    target: table && matrixOf(table.target, width, nanoToPlaces),
    allocation: table && allocation && whole(allocation),
    levels,
    deviations: table && allocation ? deviationsOf(table, allocation) : [],
    zeroCells: before.zeroCells,
    bounds: before.bounds,
    unique: proven?.unique ?? null,
    contested: proven?.contested.map(cellName) ?? null,
    ties: proven ? { decided: ties, seed: ties === 'lot' ? seed : null } : null,
    optima: proven?.optima ? { ...proven.optima, allocations: proven.optima.allocations.map(whole) } : null,
    certificate: proven?.certificate ?? null,
    conflict,
    chains,
    seed: method === 'lottery' || (proven && ties === 'lot') ? seed : null,
    lottery: expectation
      ? { fitted: expectation.fitted, expectation: matrixOf(expectation.nano, width, nanoToPlaces) }
      : null,
    trace: rounding.trace,
    leftOut: before.leftOut,
    input: before.input,
  }
}

const NO_TARGET: Rounding = { status: 'infeasible', allocation: null, trace: null }
const NOT_IN_TIME = { rounding: LATE, levels: null, conflict: null, chains: null }

/** Where nothing is made of 0, no repair does either. */
function keepingZeros(why: Why, table: Table | null): Why {
  const again: Why['again'] = (changes) => {
    const changed = why.again?.(changes) ?? null
    return changed && fixedTable(changed)
  }
  return { ...why, zerosStay: true, withoutCareUse: (cell) => table?.target[cell] === 0, again }
}

function meetsTotals({ status }: Rounding): boolean {
  return status === 'optimal' || status === 'feasible'
}

/** No answer leaves the engine unverified: the levels stated are recomputed by the independent checker. @throws OutOfTime */
export function verifiedLevels(
  table: Table,
  rounding: Rounding,
  allocation: Int32Array,
  objective: Objective,
  budget: Budget = UNLIMITED,
): LevelValue[] {
  const levels = levelsOf(table, allocation, objective)
  const certificate = rounding.proven?.certificate ?? null
  const contested = rounding.proven?.contested ?? null
  const expectation = rounding.expectation?.nano ?? null
  const faults = verify(
    { table, allocation, objective, levels, meetsTotals: meetsTotals(rounding), certificate, contested, expectation },
    budget,
  )
  if (faults.length > 0) {
    const shown = faults.slice(0, 5).map(({ path, found, expected }) => `${path}: ${found}, expected ${expected}`)
    throw new EngineError(`the verifier rejects the answer: ${shown.join('; ')}`)
  }
  return levels
}
