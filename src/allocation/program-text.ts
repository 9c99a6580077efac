/** The program behind a result as text, so that others can solve it again with what they trust. */
import { baseDistribution, withinError } from '../../models/base-distribution.js'
import type { Budget, Limits } from '../domain/budget.js'
import { NANO, nanoToPlaces } from '../domain/decimal.js'
import { InputError } from '../domain/errors.js'
import { OPTION_NAMES, type Options } from '../domain/options.js'
import type { Problem } from '../domain/problem.js'
import type { LevelValue } from '../domain/result.js'
import type { Result } from '../shapes/answers/result.js'
import type { Scenario } from '../domain/scenario.js'
import { OBJECTIVES, type LevelledObjective, type Table } from '../domain/table.js'
import { programText, type ProgramFormat } from '../program/text.js'
import type { TableQuestion } from './request.js'
import { roundProblem, solveScenario } from './solve.js'
import { tableOf } from '../rounding/table.js'

export { PROGRAM_FORMATS, type ProgramFormat } from '../program/text.js'

/** What is to be written: one level of the optimum, so no method and no ties. */
export interface ProgramQuestion extends Omit<TableQuestion, 'method' | 'ties' | 'seed' | 'optima'> {
  /** Which level the file minimises, by its name in `levels` of the result. Default the last. */
  readonly level?: LevelValue['name'] | undefined
}

/** The same as a caller gives it. */
export interface ProgramRequest extends ProgramQuestion, Limits {}

/** Whatever else was asked for: all optima have the same program. */
const ONE_OPTIMUM = { method: 'optimal', ties: 'canonical', optima: 0, noFreedom: true } as const

export interface WrittenProgram {
  /**
   * null where there is no program to write: when time ran out before the levels were known, or when zeros in the care use
   * forbid the fractional totals, so that there is no target to round.
   */
  readonly text: string | null
  readonly result: Result
}

/** Solves a scenario and writes its program. @param label lines that say what kind of data these are */
export async function writeScenario(
  scenario: Scenario,
  format: ProgramFormat,
  { level, ...request }: ProgramQuestion,
  label: readonly string[],
  budget: Budget,
): Promise<WrittenProgram> {
  checkLevelled(request)
  const { result, table } = await solveScenario(scenario, { ...request, ...ONE_OPTIMUM }, budget)
  return { result, text: written(result, table, format, level, label) }
}

/** Rounds a table and writes its program. @param label lines that say what kind of data these are */
export async function writeProblem(
  problem: Problem,
  format: ProgramFormat,
  { level, ...request }: ProgramQuestion,
  label: readonly string[],
  budget: Budget,
): Promise<WrittenProgram> {
  checkLevelled(request)
  const result = await roundProblem(problem, { ...request, ...ONE_OPTIMUM }, budget)
  const { targetNano, columnTotals } = problem
  const own = tableOf({ ...result, targetNano, columnTotals }, result.options as Options)
  const table = request.near === undefined ? own : { ...own, near: request.near }
  return { result, text: written(result, table, format, level, label) }
}

function written(
  result: Result,
  table: Table | null,
  format: ProgramFormat,
  level: LevelValue['name'] | undefined,
  label: readonly string[],
): string | null {
  if (table === null || result.status === 'time-limit') return null
  const { allocation, levels, objective, rows, columns } = result
  const notes = [...label, ...origin(result)]
  if (allocation === null || levels === null) {
    const anything = baseDistribution(table, 'next-best', false)
    return programText(anything, format, { rows, columns, notes, optimum: null })
  }
  const y = Int32Array.from(allocation.flat())
  const threshold = objective === 'largest' ? largestNano(table, y) : null
  const program = baseDistribution(
    threshold === null ? table : withinError(table, threshold),
    objective as LevelledObjective,
  )
  const known = program.levels.map(({ name }) => levels.find((each) => each.name === name) as LevelValue)
  return programText(program, format, {
    rows,
    columns,
    notes: threshold === null ? notes : [...notes, thresholdNote(threshold)],
    optimum: { y, levels: known },
    ...(level !== undefined && { level: indexOf(level, known) }),
  })
}

/** @throws InputError for `proportional`, whose logarithms no file holds exactly */
function checkLevelled({ objective }: ProgramQuestion): void {
  if (objective !== 'proportional') return
  const expected = OBJECTIVES.filter((each) => each !== 'proportional').join(' | ')
  throw new InputError([{ code: 'value', path: 'objective', found: objective, expected }])
}

function origin({ scenario, input, objective, options, carry }: Result): string[] {
  return [
    ...(scenario === null ? [] : [`scenario: ${scenario}`]),
    `input sha256: ${input.sha256}`,
    `objective: ${objective}`,
    ...OPTION_NAMES.map((name) => `option: ${name}=${options[name]}`),
    ...(carry === null ? [] : [`carried over: ${carry.rule}, ${carry.from.join(', ')}`]),
  ]
}

function largestNano({ target, zero }: Table, y: Int32Array): number {
  return y.reduce(
    (most, each, cell) => (zero[cell] === 1 ? most : Math.max(most, Math.abs(each * NANO - target[cell]!))),
    0,
  )
}

function thresholdNote(nano: number): string {
  return `largest-error = ${nanoToPlaces(nano)}, the first level: bounds keep every cell that near to its target; nearer, there is no solution`
}

/** @throws InputError for a level that the file cannot minimise */
function indexOf(level: LevelValue['name'], known: readonly LevelValue[]): number {
  const index = known.findIndex(({ name }) => name === level)
  if (index !== -1) return index
  throw new InputError([
    { code: 'value', path: 'level', found: level, expected: known.map(({ name }) => name).join(' | ') },
  ])
}
