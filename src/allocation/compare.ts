/** Two scenarios side by side, and several methods on one. */
import type { Read } from '../domain/reading.js'
import { UNLIMITED, type Budget } from '../domain/budget.js'
import { NANO } from '../domain/decimal.js'
import { InputError } from '../domain/errors.js'
import { placedAs } from '../domain/places.js'
import type { Result } from '../domain/result.js'
import type { Scenario } from '../domain/scenario.js'
import type { Method } from '../domain/table.js'
import type { Question } from './request.js'
import { solveScenario } from './solve.js'

/** The difference b - a. In every cell `allocation = target + rounding`: what the criterion changed, and what rounding did. */
export interface Difference {
  readonly allocation: readonly (readonly number[])[]
  /** Per column: places in b minus places in a. */
  readonly columns: readonly number[]
  readonly target: readonly (readonly number[])[]
  readonly rounding: readonly (readonly number[])[]
}

export interface ScenarioComparison {
  /** What became of the tables that it was made from. */
  readonly read?: Read
  readonly a: Result
  readonly b: Result
  /** null when one of the two has no allocation. */
  readonly difference: Difference | null
}

export interface MethodComparison {
  /** What became of the tables that it was made from. */
  readonly read?: Read
  readonly results: readonly Result[]
}

/**
 * Solves two scenarios of the same specialties and OORs, and takes b - a apart. Rows and columns follow a.
 * @throws InputError `codes-differ` when a code is missing in one of them
 */
export async function compareScenarios(
  a: Scenario,
  b: Scenario,
  request: Question = {},
  budget: Budget = UNLIMITED,
): Promise<ScenarioComparison> {
  checkCodes(a, b)
  const ordered = inOrderOf(a, b)
  const first = (await solveScenario(a, request, budget)).result
  const second = (await solveScenario(ordered, request, budget)).result
  return { a: first, b: second, difference: differenceOf(first, second) }
}

/** Rounds one scenario by several methods. */
export async function compareMethods(
  scenario: Scenario,
  methods: readonly Method[],
  request: Question = {},
  budget: Budget = UNLIMITED,
): Promise<MethodComparison> {
  const results: Result[] = []
  for (const method of methods) results.push((await solveScenario(scenario, { ...request, method }, budget)).result)
  return { results }
}

function differenceOf(a: Result, b: Result): Difference | null {
  if (a.allocation === null || b.allocation === null || a.target === null || b.target === null) return null
  const target = minus(b.target, a.target)
  const allocation = minus(b.allocation, a.allocation)
  return {
    allocation,
    columns: a.columns.map((_, o) => allocation.reduce((sum, row) => sum + row[o]!, 0)),
    target,
    rounding: minus(allocation, target),
  }
}

/** Cell by cell, exact in billionths. */
function minus(a: readonly (readonly number[])[], b: readonly (readonly number[])[]): number[][] {
  return a.map((row, s) => row.map((value, o) => (Math.round(value * NANO) - Math.round(b[s]![o]! * NANO)) / NANO))
}

export function checkCodes(a: Scenario, b: Scenario): void {
  const faults = (['specialties', 'oors'] as const).flatMap((side) => {
    const [ours, theirs] = [a, b].map((scenario) => scenario[side].map(({ code }) => code)) as [string[], string[]]
    const missing = [...ours.filter((code) => !theirs.includes(code)), ...theirs.filter((code) => !ours.includes(code))]
    if (missing.length === 0) return []
    return [
      { code: 'codes-differ' as const, path: `${a.id}, ${b.id}: ${side}`, found: missing.join(', '), expected: '' },
    ]
  })
  if (faults.length > 0) throw new InputError(faults)
}

/** Scenario b with its specialties and OORs in the order of a. */
export function inOrderOf(a: Scenario, b: Scenario): Scenario {
  const rows = a.specialties.map(({ code }) => b.specialties.findIndex((each) => each.code === code))
  const columns = a.oors.map(({ code }) => b.oors.findIndex((each) => each.code === code))
  const reorder = (matrix: readonly (readonly string[])[]) => rows.map((s) => columns.map((o) => matrix[s]![o]!))
  const { careUse } = b
  return placedAs(b, {
    ...b,
    specialties: rows.map((s) => b.specialties[s]!),
    oors: columns.map((o) => b.oors[o]!),
    careUse:
      careUse.kind === 'records'
        ? careUse
        : { ...careUse, all: reorder(careUse.all), training: careUse.training && reorder(careUse.training) },
  })
}
