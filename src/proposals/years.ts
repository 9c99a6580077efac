/** Several years solved together, each in its own frame, and compared with solving them apart (P26 hfst. 2: two years in one round). */
import { YEARS_LEVELS, yearsProgram, type YearsLevelName } from '../../models/years.js'
import { UNLIMITED, type Budget } from '../domain/budget.js'
import { codeOrder, NANO, nanoToPlaces } from '../domain/decimal.js'
import { EngineError, InputError } from '../domain/errors.js'
import { naturalRounding } from '../domain/natural.js'
import type { Remark } from '../domain/result.js'
import type { Result } from '../shapes/answers/result.js'
import type { Years, YearsOutcome } from '../shapes/answers/years.js'
import { mostCareful, YEAR_UNKNOWN, type Scenario } from '../domain/scenario.js'
import type { Table } from '../domain/table.js'
import { checkCodes, inOrderOf } from '../allocation/compare.js'
import { deviationsOf, matrixOf } from '../allocation/measures.js'
import type { TableQuestion } from '../allocation/request.js'
import { solveScenario } from '../allocation/solve.js'
import { inverse, picked, reordered } from '../rounding/table.js'
import { integerSolver, withLinearPrograms, solveInteger } from '../solvers/integer.js'
import { Bounds } from '../verify/bound.js'
import { areProvable, checkYears, checkYearsFrame, yearsValues, yearsWhole, type YearsClaim } from '../verify/years.js'
import { proveLevels } from './bounds.js'

/**
 * Solves years together. @throws InputError when there are fewer than two, a year occurs twice, or their codes differ
 * @param options for every year
 */
export async function solveYears(
  scenarios: readonly Scenario[],
  options: TableQuestion['options'] = {},
  budget: Budget = UNLIMITED,
): Promise<Years> {
  const started = performance.now()
  checkYearsGiven(scenarios)
  const [first] = scenarios as [Scenario]
  const solved = []
  for (const scenario of scenarios) {
    checkCodes(first, scenario)
    solved.push(await solveScenario(inOrderOf(first, scenario), { options, noFreedom: true }, budget))
  }
  const results = solved.map(({ result }) => result)
  const tables = solved.flatMap(({ table, result }) => (table === null || result.allocation === null ? [] : [table]))
  const found = tables.length < solved.length ? null : await together(tables, results, budget)
  return {
    ...yearsAnswer(scenarios, results, found),
    milliseconds: Math.round((performance.now() - started) * 1000) / 1000,
  }
}

/**
 * All that is said of several years.
 * @param results of each year by itself
 * @param found null where one of them has no solution, or was not solved in time
 */
export function yearsAnswer(
  scenarios: readonly Scenario[],
  results: readonly Result[],
  found: Found | null,
): Omit<Years, 'milliseconds'> {
  return {
    kind: 'years',
    status: found?.status ?? (results.some(({ status }) => status === 'infeasible') ? 'infeasible' : 'time-limit'),
    scenarios: scenarios.map(({ id }) => id),
    years: scenarios.map(({ year }) => year),
    data: mostCareful(scenarios.map(({ data }) => data)),
    solver: integerSolver,
    options: results.map(({ options }) => options),
    rows: results[0]!.rows,
    columns: results[0]!.columns,
    rowTotals: results.map(({ rowTotals }) => rowTotals),
    columnTotals: results.map(({ columnTotals }) => columnTotals),
    targets: results.map(({ target }) => target),
    zeroCells: results.map(({ zeroCells }) => zeroCells),
    bounds: results.map(({ bounds }) => bounds),
    remarks: results.flatMap(({ remarks }, k) => remarks.map((each) => ofYear(each, scenarios[k]!.year))),
    together: found?.together ?? null,
    apart: found?.apart ?? null,
    certificate: found?.certificate ?? null,
    gap: found?.gap ?? null,
    conflict: results.find(({ conflict }) => conflict !== null)?.conflict ?? null,
    input: { sha256: scenarios.map(({ sha256 }) => sha256) },
  }
}

function ofYear({ code, codes, texts }: Remark, year: number): Remark {
  const under = { nl: `${year}: ${texts.nl}`, en: `${year}: ${texts.en}` }
  return { code, codes, text: under.nl, texts: under }
}

function checkYearsGiven(scenarios: readonly Scenario[]): void {
  if (scenarios.length < 2) {
    throw new InputError([
      { code: 'usage', path: 'years', found: String(scenarios.length), expected: '<scenario> <scenario> …' },
    ])
  }
  // what two workbooks without a year would be called cannot tell them apart
  const untold = scenarios.filter(({ own, year }) => own !== null && year === YEAR_UNKNOWN)
  if (untold.length > 0) {
    throw new InputError(
      untold.map(({ id }) => ({ code: 'missing', path: id, found: '-', expected: 'a year on sheet Kader' })),
    )
  }
  const years = scenarios.map(({ year }) => year)
  const twice = years.find((year, k) => years.indexOf(year) < k)
  if (twice !== undefined) {
    const names = scenarios.filter(({ year }) => year === twice).map(({ id }) => id)
    const found = `${twice}: ${names.join(', ')}`
    throw new InputError([{ code: 'duplicate', path: 'years', found, expected: '' }])
  }
}

/** What was found for the years together and apart. */
export type Found = Pick<Years, 'together' | 'apart' | 'certificate' | 'gap'> & {
  readonly status: 'optimal' | 'feasible'
}

/** The years together, as good as could be found in time, and each by itself. */
export async function together(tables: readonly Table[], results: readonly Result[], budget: Budget): Promise<Found> {
  const sum = sumTable(tables)
  const years = results.map(({ allocation }) => allocation!.flat())
  const apart = outcomeOf(tables, sum, years, results)
  const { outcome, x } = await solveInCodeOrder(tables, sum, budget)
  if (outcome === 'infeasible') throw new EngineError('years that fit apart do not fit together')
  const cells = sum.target.length
  // apart is a solution too, should time run out before there is another
  const allocations = x === null ? years : tables.map((_, k) => [...x.subarray(k * cells, (k + 1) * cells)])
  const claim: YearsClaim = { tables, allocations }
  const faults = checkYearsFrame(claim)
  if (faults.length > 0) throw new EngineError(`the verifier rejects the years: ${faults[0]!.path}`)
  const values = yearsValues(claim)
  const proofs =
    x === null || outcome !== 'optimal' || budget.stopped() || !areProvable(claim)
      ? null
      : await withLinearPrograms(budget, (programs) =>
          proveLevels(new Bounds(yearsWhole(tables)), values, KNOWLEDGE, programs, budget),
        )
  const proven = proofs !== null && proofs.gap === null
  if (proven) {
    const unproven = checkYears(claim, proofs.trees)
    if (unproven.length > 0) throw new EngineError(`the verifier rejects the proof: ${unproven[0]!.path}`)
  }
  const gap = proofs?.gap ?? null
  return {
    status: proven ? 'optimal' : 'feasible',
    together: outcomeOf(tables, sum, allocations, results),
    apart,
    certificate: proven ? { levels: YEARS_LEVELS.map((name, i) => ({ name, proof: proofs.trees[i]! })) } : null,
    gap: gap && {
      level: YEARS_LEVELS[gap.level]!,
      value: inPlaces(YEARS_LEVELS[gap.level]!, gap.value),
      bound: inPlaces(YEARS_LEVELS[gap.level]!, gap.bound),
    },
  }
}

const KNOWLEDGE = { units: YEARS_LEVELS.map((name) => (name.endsWith('error') ? NANO : 1)), decides: () => false }

/** Solves with rows and columns in code order, so that of equals the one found does not depend on the order of the input. */
async function solveInCodeOrder(
  tables: readonly Table[],
  sum: Table,
  budget: Budget,
): Promise<Awaited<ReturnType<typeof solveInteger>>> {
  const [rows, columns] = [codeOrder(sum.rows), codeOrder(sum.columns)]
  const sorted = (table: Table) => reordered(table, rows, columns)
  const { x, ...solution } = await solveInteger(yearsProgram(tables.map(sorted), sorted(sum)), budget)
  const cells = sum.target.length
  // the variables are the cells of each year in turn, then those of the sum
  const asGiven = (found: Int32Array) => {
    const blocks = Array.from({ length: tables.length + 1 }, (_, k) => found.slice(k * cells, (k + 1) * cells))
    return Int32Array.from(blocks.flatMap((each) => [...picked(each, inverse(rows), inverse(columns))]))
  }
  return { ...solution, x: x && asGiven(x) }
}

/** The years added up: a zero cell is one only where every year has it. */
export function sumTable(tables: readonly Table[]): Table {
  const [first] = tables as [Table]
  const add = (of: (table: Table, cell: number) => number) =>
    Float64Array.from(first.target, (_, cell) => tables.reduce((sum, table) => sum + of(table, cell), 0))
  return {
    ...first,
    target: add((table, cell) => (table.zero[cell] === 1 ? 0 : table.target[cell]!)),
    rowTotals: first.rowTotals.map((_, s) => tables.reduce((sum, table) => sum + table.rowTotals[s]!, 0)),
    zero: Uint8Array.from(first.zero, (_, cell) => Number(tables.every((table) => table.zero[cell] === 1))),
  }
}

export function outcomeOf(
  tables: readonly Table[],
  sum: Table,
  allocations: readonly (readonly number[])[],
  results: readonly Result[],
): YearsOutcome {
  const columns = sum.columns.length
  const total = Int32Array.from(sum.target, (_, cell) => allocations.reduce((all, each) => all + each[cell]!, 0))
  const values = yearsValues({ tables, allocations })
  const down = (k: number, cell: number) => {
    const table = tables[k]!
    if (table.zero[cell] === 1) return false
    return allocations[k]![cell]! < naturalRounding(table.target[cell]!, table.half)
  }
  return {
    allocations: allocations.map((each) => matrixOf(each, columns, (places) => places)),
    sum: matrixOf(total, columns, (places) => places),
    levels: YEARS_LEVELS.map((name, i) => ({ name, value: inPlaces(name, values[i]!) })),
    deviations: tables.map((table, k) => deviationsOf(table, Int32Array.from(allocations[k]!))),
    sumDeviations: deviationsOf(sum, total),
    unluckyTwice: [...total.keys()].flatMap((cell) => {
      const years = results.flatMap((_, k) => (down(k, cell) ? [k] : []))
      if (years.length < 2) return []
      return [{ row: sum.rows[Math.floor(cell / columns)]!, column: sum.columns[cell % columns]!, years }]
    }),
  }
}

function inPlaces(name: YearsLevelName, value: bigint): number {
  return name.endsWith('error') ? nanoToPlaces(Number(value)) : Number(value)
}
