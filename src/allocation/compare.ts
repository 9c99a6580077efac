/** Two scenarios side by side, and several methods on one. */
import { UNLIMITED, type Budget } from '../domain/budget.js'
import { NANO } from '../domain/decimal.js'
import { InputError } from '../domain/errors.js'
import { optionsInForce } from '../domain/options.js'
import { placedAs } from '../domain/places.js'
import type { Result } from '../shapes/answers/result.js'
import type { CareUse, Scenario } from '../domain/scenario.js'
import type { Method } from '../domain/table.js'
import type { MethodComparison, ScenarioComparison } from '../shapes/answers/comparison.js'
import { causesOf } from './causes.js'
import { checkPaired, pair, type Fingerprint } from './paired.js'
import type { TableQuestion } from './request.js'
import { publishedRemark, publishedResult } from './published.js'
import { solveScenario } from './solve.js'

/** The difference b - a. In every cell `allocation = target + rounding`: what the scenarios changed, and what rounding did. */
export type Difference = NonNullable<ScenarioComparison['difference']>

/**
 * Solves two scenarios of the same specialties and OORs, and takes b - a apart. Rows and columns follow a.
 * @param fingerprint with it b is solved near a (`paired`)
 * @throws InputError `codes-differ` when a code is missing in one of them
 */
export async function compareScenarios(
  a: Scenario,
  b: Scenario,
  request: TableQuestion = {},
  fingerprint: Fingerprint | null = null,
  budget: Budget = UNLIMITED,
): Promise<ScenarioComparison> {
  checkCodes(a, b)
  if (fingerprint !== null) checkPaired(request)
  const ordered = inOrderOf(a, b)
  const first = await allocationOf(a, request, budget)
  const alone = await allocationOf(ordered, request, budget)
  const together = fingerprint && (await pair(first, alone, ordered, request, fingerprint, budget))
  const second = together?.near ?? alone
  const difference = differenceOf(first, second)
  const { causes, causesReason } =
    difference === null ? NO_CAUSES : causedBy([a, ordered], request, [first, second], difference, budget)
  return {
    a: first,
    b: second,
    difference: difference && { ...difference, causes, causesReason },
    paired: together?.paired ?? null,
  }
}

const NO_CAUSES = { causes: null, causesReason: null }

/** The causes of a difference, or why there are none. */
function causedBy(
  scenarios: readonly [Scenario, Scenario],
  { options = {} }: TableQuestion,
  [a, b]: readonly [Result, Result],
  { allocation }: Pick<Difference, 'allocation'>,
  budget: Budget,
): Pick<Difference, 'causes' | 'causesReason'> {
  if (a.target === null || b.target === null) return { causes: null, causesReason: 'published' }
  const found = causesOf(scenarios, options, [a.target, b.target], allocation, budget)
  return typeof found === 'string' ? { causes: null, causesReason: found } : { causes: found, causesReason: null }
}

/** Rounds one scenario by several methods. */
export async function compareMethods(
  scenario: Scenario,
  methods: readonly Method[],
  request: TableQuestion = {},
  budget: Budget = UNLIMITED,
): Promise<MethodComparison> {
  const results: Result[] = []
  for (const method of methods) results.push((await solveScenario(scenario, { ...request, method }, budget)).result)
  return { results }
}

/** What a scenario gives: solved, or as it was published. */
async function allocationOf(scenario: Scenario, request: TableQuestion, budget: Budget): Promise<Result> {
  const { careUse } = scenario
  if (careUse.kind !== 'published') return (await solveScenario(scenario, request, budget)).result
  const options = optionsInForce({ ...scenario.options, ...request.options })
  return { ...publishedResult(scenario, careUse.base, options), remarks: [publishedRemark(scenario)] }
}

/** From places alone nothing is taken apart. */
function differenceOf(a: Result, b: Result): Omit<Difference, 'causes' | 'causesReason'> | null {
  if (a.allocation === null || b.allocation === null) return null
  const allocation = minus(b.allocation, a.allocation)
  const columns = a.columns.map((_, o) => allocation.reduce((sum, row) => sum + row[o]!, 0))
  if (a.target === null || b.target === null) return { allocation, columns, target: null, rounding: null }
  const target = minus(b.target, a.target)
  return { allocation, columns, target, rounding: minus(allocation, target) }
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
  const reorder: Reorder = (matrix) => rows.map((s) => columns.map((o) => matrix[s]![o]!))
  const { careUse } = b
  return placedAs(b, {
    ...b,
    specialties: rows.map((s) => b.specialties[s]!),
    oors: columns.map((o) => b.oors[o]!),
    careUse: careUseInOrder(careUse, reorder),
  })
}

type Reorder = <T>(matrix: readonly (readonly T[])[]) => T[][]

function careUseInOrder(careUse: CareUse, reorder: Reorder): CareUse {
  switch (careUse.kind) {
    case 'records':
      return careUse
    case 'matrix':
      return { ...careUse, all: reorder(careUse.all), training: careUse.training && reorder(careUse.training) }
    case 'published':
      return { ...careUse, base: reorder(careUse.base), reference: careUse.reference && reorder(careUse.reference) }
  }
}
