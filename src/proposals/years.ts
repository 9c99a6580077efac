/** Several years solved together, each in its own frame, and compared with solving them apart (P26 hfst. 2: two years in one round). */
import type { Read } from '../domain/reading.js'
import { YEARS_LEVELS, yearsProgram, type YearsLevelName } from '../../models/years.js'
import { UNLIMITED, type Budget } from '../domain/budget.js'
import { codeOrder, nanoToPlaces } from '../domain/decimal.js'
import { EngineError, InputError } from '../domain/errors.js'
import { naturalRounding } from '../domain/natural.js'
import type { Deviation, Remark, Result } from '../domain/result.js'
import { YEAR_UNKNOWN, type Scenario } from '../domain/scenario.js'
import type { Table } from '../domain/table.js'
import { checkCodes, inOrderOf } from '../allocation/compare.js'
import { deviationsOf, matrixOf } from '../allocation/measures.js'
import type { Question } from '../allocation/request.js'
import { solveScenario } from '../allocation/solve.js'
import { inverse, picked, reordered } from '../rounding/table.js'
import { integerSolver, relaxation, solveInteger } from '../solvers/integer.js'
import { Bounds, type BoundTree } from '../verify/bound.js'
import { areProvable, checkYears, checkYearsFrame, yearsValues, yearsWhole, type YearsClaim } from '../verify/years.js'
import { proveLevels } from './bounds.js'

export interface YearsLevel {
  readonly name: YearsLevelName
  readonly value: number
}

/** A cell rounded down against nature in more than one year. */
export interface Unlucky {
  readonly row: string
  readonly column: string
  readonly years: readonly number[]
}

/** What one way of solving gives: places per year, their sum, and who is unlucky twice. */
export interface YearsOutcome {
  readonly allocations: readonly (readonly (readonly number[])[])[]
  readonly sum: readonly (readonly number[])[]
  readonly levels: readonly YearsLevel[]
  readonly deviations: readonly (readonly Deviation[])[]
  /** Of the sum. */
  readonly sumDeviations: readonly Deviation[]
  readonly unluckyTwice: readonly Unlucky[]
}

export interface Years {
  /** What became of the tables that it was made from. */
  readonly read?: Read
  readonly kind: 'years'
  readonly status: 'optimal' | 'feasible' | 'infeasible' | 'time-limit'
  readonly scenarios: readonly string[]
  readonly years: readonly number[]
  readonly data: Result['data']
  readonly solver: { readonly name: string; readonly version: string }
  readonly options: readonly Result['options'][]
  readonly rows: readonly string[]
  readonly columns: readonly string[]
  readonly rowTotals: readonly (readonly number[])[]
  readonly columnTotals: readonly Result['columnTotals'][]
  readonly targets: readonly Result['target'][]
  readonly zeroCells: readonly Result['zeroCells'][]
  readonly bounds: readonly Result['bounds'][]
  /** Of each year, by its number. */
  readonly remarks: readonly Remark[]
  readonly together: YearsOutcome | null
  /** Every year by itself, as `solve` does. */
  readonly apart: YearsOutcome | null
  readonly certificate: {
    readonly levels: readonly { readonly name: YearsLevelName; readonly proof: BoundTree }[]
  } | null
  /** When not every level is proven: the first that is not, and what is proven of it. */
  readonly gap: { readonly level: YearsLevelName; readonly value: number; readonly bound: number } | null
  /** Of the first year that has no solution. */
  readonly conflict: Result['conflict']
  readonly input: { readonly sha256: readonly string[] }
  readonly milliseconds: number
}

/**
 * Solves years together. @throws InputError when there are fewer than two, a year occurs twice, or their codes differ
 * @param options for every year
 */
export async function solveYears(
  scenarios: readonly Scenario[],
  options: Question['options'] = {},
  budget: Budget = UNLIMITED,
): Promise<Years> {
  const started = performance.now()
  checkYearsGiven(scenarios)
  const [first] = scenarios as [Scenario]
  const solved = []
  for (const scenario of scenarios) {
    checkCodes(first, scenario)
    solved.push(await solveScenario(inOrderOf(first, scenario), { options }, budget))
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
    data: labelOf(scenarios.map(({ data }) => data)),
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
    throw new InputError([{ code: 'duplicate', path: 'years', found: String(twice), expected: '' }])
  }
}

/** The labels from the most careful on: made up goes before confidential, and that before published. */
export const CAREFUL = ['synthetic', 'reconstructed', 'confidential', 'published'] as const

function labelOf(kinds: readonly Scenario['data'][]): Result['data'] {
  return CAREFUL.find((kind) => kinds.includes(kind)) ?? null
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
  const program = yearsProgram(tables, sum)
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
      : proveLevels(program, new Bounds(yearsWhole(tables)), x, values, await relaxation(budget), noCharges, budget)
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

function noCharges(): never {
  throw new EngineError('years have no charges')
}

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
