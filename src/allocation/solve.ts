/** From a scenario or a problem to a verified result. */
import type { Shares } from '../adherence/care-use.js'
import { computeTarget, type Adherence } from '../adherence/target.js'
import { inTime, look, UNLIMITED, type Budget } from '../domain/budget.js'
import type { Carried } from '../domain/carry.js'
import { nanoToPlaces } from '../domain/decimal.js'
import type { RepairChange } from '../domain/conflict.js'
import { EngineError, InputError } from '../domain/errors.js'
import { admitsNear, movedFrom, NEAR_AFTER, NEAR_FIRST, withoutNear, type NearTo } from '../domain/near.js'
import { optionsInForce, type Options } from '../domain/options.js'
import { answerInPlaceOf, inPlaceOf } from '../domain/places.js'
import type { Problem } from '../domain/problem.js'
import { PROTOCOLS_OWN, type LevelValue } from '../domain/result.js'
import type { Result } from '../shapes/answers/result.js'
import type { Scenario } from '../domain/scenario.js'
import type { Objective, Table } from '../domain/table.js'
import { loadSolver, SOLVER_NAMES } from '../solvers/index.js'
import type { ExpectedResult } from '../verify/result-file.js'
import { verify } from '../verify/verify.js'
import { yearTold } from '../words/heading.js'
import { problemWith, scenarioWith, withTotals } from './apply.js'
import { chainsOf } from './chains.js'
import { conflictOf, whyOfProblem, whyOfScenario, type Why } from './conflict.js'
import { deviationsOf, levelsOf, matrixOf } from './measures.js'
import { carriedTable, withArrears } from '../rounding/carried.js'
import { LATE, roundTable } from '../rounding/methods.js'
import { optimumAlone } from '../rounding/optimal.js'
import type { Rounding } from '../rounding/outcome.js'
import { remarksOf } from './remarks.js'
import type { TableQuestion } from './request.js'
import { scenarioTable, tableOfShares } from './scenario-table.js'
import { drawsFor, precisionOf, typedShares } from './precision.js'
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
  | 'year'
>

/** Solves a scenario: chapter 1 of the rules, then rounding. */
export async function solveScenario(
  scenario: Scenario,
  request: TableQuestion = {},
  budget: Budget = UNLIMITED,
): Promise<Solved> {
  const started = performance.now()
  const withOptions = { ...scenario, options: { ...scenario.options, ...request.options } }
  const { carried } = request
  const adherence = withArrears(
    inPlaceOf(scenario, () => computeTarget(withOptions, budget)),
    scenario,
    carried,
  )
  checkCarried(request, adherence.options)
  const before = beforeRounding(scenario, adherence)
  const own = scenarioTable(scenario, adherence)
  const table = tableNear(tableWith(own, carried), request)
  const why: Why = {
    ...whyOfScenario(scenario, adherence.unfitted),
    withoutCareUse: (cell) => isWithoutCareUse(adherence, cell),
    again: (changes) => changedTable(withOptions, changes, carried, budget),
  }
  const result = await finish(
    {
      before,
      table,
      carry: carryOf(carried, before.columns.length, own),
      late: adherence.late,
      options: adherence.options,
      chosenTotals: adherence.totals.chosen.map((o) => scenario.oors[o]!.code),
      why,
    },
    request,
    budget,
    started,
  )
  const share = (drawn: Shares) => {
    const found = tableOfShares(withOptions, drawn, budget, (known) => withArrears(known, scenario, carried))
    return found && tableNear(tableWith(found.table, carried), request)
  }
  const precision = request.precision === true ? await precisionIn(scenario, result, share, budget) : null
  return { result: { ...result, precision }, adherence, table }
}

/** How far a result rests on the precision of typed shares; null where it has no optimum to compare with, or no time for it. */
async function precisionIn(
  scenario: Scenario,
  { status, method, objective, allocation, options }: Result,
  tableOfDraw: (share: Shares) => Table | null,
  budget: Budget,
): Promise<Result['precision']> {
  const typed = typedShares(scenario)
  if (typed === null || status !== 'optimal' || method !== 'optimal' || allocation === null) return null
  // drawn shares have no equals to choose from, unless a level that would choose is left out
  const alone = objective === 'next-best' || objective === 'absolute' || objective === 'squares' ? objective : null
  const again = async (share: Shares) => {
    const table = tableOfDraw(share)
    if (table === null) return null
    if (alone !== null && options.tieBreak === 'error') return optimumAlone(table, alone, budget)
    return (await roundTable({ table, method, objective, solver: 'flow' }, budget)).allocation
  }
  const standing = allocation.flat()
  const pace = objective === 'largest' ? 'flows' : alone !== null && options.tieBreak === 'error' ? 'flow' : 'other'
  return inTime(budget, () => precisionOf(typed, scenario, standing, again, drawsFor(standing.length, pace), budget))
}

/** Whether `zeroTarget` keeps a cell empty, also one that a zero cell empties already. */
function isWithoutCareUse({ options, shares }: Adherence, cell: number): boolean {
  const columns = shares.blended[0]?.length ?? 1
  const share = shares.blended[Math.floor(cell / columns)]![cell % columns]
  return options.zeroTarget === 'stays-zero' && share === 0
}

/** The table of a scenario after a repair; null where it then has none. */
function changedTable(
  scenario: Scenario,
  changes: readonly RepairChange[],
  carried: Carried | undefined,
  budget: Budget,
): Table | null {
  const given = scenarioWith(scenario, changes)
  try {
    const adherence = withArrears(computeTarget(given, budget), given, carried)
    if (adherence.late) look(budget)
    const table = scenarioTable(given, adherence)
    const moved = tableWith(table, carried)
    return moved && withTotals(moved, changes)
  } catch (error) {
    if (error instanceof InputError) return null
    throw error
  }
}

/**
 * What a result of a scenario must say its input was, recomputed from the care use; for the verifier. What is carried over from
 * earlier years is not in it.
 */
export function expectedInput(scenario: Scenario, options: Partial<Options>): ExpectedResult {
  const adherence = inPlaceOf(scenario, () => computeTarget({ ...scenario, options }))
  const before = beforeRounding(scenario, adherence)
  const { targetNano, totals } = adherence
  return {
    sha256: scenario.sha256,
    ...(scenario.own === null && { scenario: before.scenario }),
    year: before.year,
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
    floor: adherence.exceptions.belowFloor.floor,
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
    year: yearTold(scenario),
  }
}

/** Rounds any table. */
export async function roundProblem(
  problem: Problem,
  request: TableQuestion = {},
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
    year: null,
  }
  const { carried } = request
  checkCarried(request, options)
  const own = tableFrom(before, problem.targetNano, options)
  const table = tableNear(tableWith(own, carried), request)
  const why: Why = {
    ...whyOfProblem(problem, options),
    again: (changes) => {
      const given = problemWith({ ...problem, options }, changes)
      return tableWith(tableFrom({ ...before, ...given }, given.targetNano, optionsInForce(given.options)), carried)
    },
  }
  const carry = carryOf(carried, before.columns.length, own)
  const known = { before, table, carry, late: false, options, chosenTotals: [], why }
  return answerInPlaceOf(problem, () => finish(known, request, budget, started))
}

function tableFrom(before: BeforeRounding, targetNano: Float64Array | null, options: Options): Table | null {
  return targetNano && tableOf({ ...before, targetNano, columnTotals: before.columnTotals ?? [] }, options)
}

/** The table that is rounded in the place of the year's own, whose totals have the arrears in them. */
function tableWith(own: Table | null, carried: Carried | undefined): Table | null {
  return own && carried ? carriedTable(own, carried.rule, carried.owed, null) : own
}

/** The objectives that have a total error, which is what `arrears` measures otherwise. */
const WITH_ERROR: readonly Objective[] = ['next-best', 'absolute', 'largest']

/** @throws InputError where the rule would do nothing */
function checkCarried(
  { carried, method = 'optimal', objective = 'next-best' }: TableQuestion,
  { tieBreak }: Options,
): void {
  if (carried?.rule !== 'arrears') return
  const hasError = method === 'optimal' && WITH_ERROR.includes(objective)
  const isLeftOut = hasError && objective !== 'absolute' && tieBreak === 'none'
  if (hasError && !isLeftOut) return
  const found = isLeftOut ? 'arrears, tieBreak=none' : `arrears, ${method === 'optimal' ? objective : method}`
  const expected = `totals | cells | arrears: optimal, ${WITH_ERROR.join(' | ')}`
  throw new InputError([{ code: 'usage', path: 'carryRule', found, expected }])
}

/** What a result says of it. @param own the table of the year by itself */
function carryOf(carried: Carried | undefined, width: number, own: Table | null): Result['carry'] {
  if (carried === undefined) return null
  const { rule, from, owed } = carried
  return {
    rule,
    from,
    arrears: rule === 'totals' ? Array.from(owed, nanoToPlaces) : matrixOf(owed, width, nanoToPlaces),
    target: rule === 'cells' && own !== null ? matrixOf(own.target, width, nanoToPlaces) : null,
  }
}

/** The table with the allocation to stay near to. @throws InputError where there are no equals to choose from */
function tableNear(
  table: Table | null,
  { near, method = 'optimal', objective = 'next-best' }: TableQuestion,
): Table | null {
  if (near === undefined) return table
  if (method !== 'optimal') throw noEquals(method, '--method optimal')
  if (admitsNear(objective, near.rank)) return table && { ...table, near }
  if (near.rank === 'after') throw noEquals(objective, NEAR_AFTER.join(' | '))
  throw noEquals(`${objective}, first`, NEAR_FIRST.join(' | '))
}

function noEquals(found: string, expected: string): InputError {
  return new InputError([{ code: 'usage', path: 'near', found, expected }])
}

/** What a result says of it: how many places it has fewer. What it has more is its level. */
function nearOf(near: NearTo | undefined, allocation: ArrayLike<number> | null): Result['near'] {
  if (near === undefined) return null
  const { sha256, rank, places } = near
  return { sha256, rank, lost: allocation && movedFrom(places, allocation).lost }
}

/** What is known before rounding. */
interface Known {
  readonly before: BeforeRounding
  readonly table: Table | null
  readonly carry: Result['carry']
  /** Whether time ran out before there was a target. */
  readonly late: boolean
  readonly options: Options
  /** The OORs whose whole total was chosen among equals (1.7). */
  readonly chosenTotals: readonly string[]
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
async function finish(known: Known, request: TableQuestion, budget: Budget, started: number): Promise<Result> {
  const { method = 'optimal', objective = 'next-best', solver = SOLVER_NAMES[0], seed = 1 } = request
  const asked = {
    method,
    objective,
    solver,
    seed,
    ties: request.ties ?? 'canonical',
    optima: request.optima ?? 0,
    freedom: request.noFreedom !== true,
  }
  const answered = await answer(known, asked, budget)
  const version = method === 'optimal' ? (await loadSolver(solver)).version : null
  return {
    ...resultOf(known, asked, answered, version),
    near: nearOf(request.near, answered.table && answered.rounding.allocation),
    precision: null,
    milliseconds: Math.round((performance.now() - started) * 1000) / 1000,
  }
}

/** A question with all that it leaves open filled in. */
type Asked = {
  readonly [K in 'method' | 'objective' | 'solver' | 'seed' | 'ties' | 'optima']: NonNullable<TableQuestion[K]>
} & { readonly freedom: boolean }

async function answer({ before, table: given, late, why }: Known, asked: Asked, budget: Budget): Promise<Answered> {
  const { method, objective, solver, seed, optima } = asked
  const proportional = objective === 'proportional' && method === 'optimal'
  const zerosStay = proportional || method === 'lottery'
  const table = given && zerosStay ? fixedTable(given) : given
  const ties = { ties: asked.ties, seed, optima, freedom: asked.freedom }
  // an answer that cannot be verified and explained in time is none
  const found = await inTime(budget, async () => {
    if (late) return null
    const rounding = table === null ? NO_TARGET : await roundTable({ table, method, objective, solver, ties }, budget)
    const checked = rounding.proven?.canonical ?? rounding.allocation
    const explained = table !== null && rounding.allocation !== null && meetsTotals(rounding) && !proportional
    return {
      rounding,
      levels: table && checked && verifiedLevels(table, rounding, checked, objective, budget),
      conflict: conflictOf(
        rounding.status,
        table && withoutNear(table),
        before,
        zerosStay ? keepingZeros(why, table) : why,
        budget,
      ),
      // `proportional` does not begin at natural rounding: its targets may be counts of votes
      chains: explained ? chainsOf(table, rounding.allocation, budget) : null,
    }
  })
  return { table, ...(found ?? NOT_IN_TIME) }
}

/** @param version of the solver; null for a method that has none */
function resultOf(
  { before, options, carry, chosenTotals }: Known,
  { method, objective, solver, seed, ties }: Asked,
  { table, rounding, levels, conflict, chains }: Answered,
  version: string | null,
): Omit<Result, 'milliseconds' | 'near' | 'precision'> {
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
    freedom: freedomOf(proven?.freedom ?? null, before, chosenTotals),
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
    year: before.year,
    carry,
  }
}

/** What the protocol fixes by itself, and what it leaves free, by the names of the cells. */
function freedomOf(
  found: NonNullable<Rounding['proven']>['freedom'],
  { rows, columns }: BeforeRounding,
  totals: readonly string[],
): Result['freedom'] {
  if (found === null) return null
  const free = found.free.map(({ cell, low, high }) => ({
    row: rows[Math.floor(cell / columns.length)]!,
    column: columns[cell % columns.length]!,
    low,
    high,
  }))
  return { levels: [...PROTOCOLS_OWN], fixed: found.fixed, free, totals }
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
  const freedom = rounding.proven?.freedom ?? null
  const expectation = rounding.expectation?.nano ?? null
  const proof = { certificate, contested, freedom, expectation }
  const faults = verify({ table, allocation, objective, levels, meetsTotals: meetsTotals(rounding), ...proof }, budget)
  if (faults.length > 0) {
    const shown = faults.slice(0, 5).map(({ path, found, expected }) => `${path}: ${found}, expected ${expected}`)
    throw new EngineError(`the verifier rejects the answer: ${shown.join('; ')}`)
  }
  return levels
}
