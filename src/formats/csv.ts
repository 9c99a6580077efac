/** Answers as CSV. Made-up and confidential data are labelled on every line. */
import type { Result } from '../domain/result.js'
import type { PublishedYears, Years } from '../index.js'
import { csvText, type Dialect } from '../io/csv.js'
import type { MethodComparison, ScenarioComparison } from '../rounding/compare.js'
import type { Explanation } from '../rounding/explain.js'
import type {
  PublishedComparison,
  PublishedExplanation,
  PublishedMethods,
  PublishedResult,
} from '../rounding/publish.js'

/** The label of made-up or confidential data as a last column, so that it travels with every line. */
function withLabel(data: string | null, header: string[], rows: (string | number)[][], dialect: Dialect): string {
  if (data === null) return csvText([header, ...rows], dialect)
  return csvText([[...header, 'data'], ...rows.map((row) => [...row, data])], dialect)
}

/** An allocation as a CSV matrix, which `check` reads again; only its header where there is none. */
export function resultCsv(
  result: Pick<Result | PublishedResult, 'rows' | 'columns' | 'allocation' | 'data'>,
  dialect: Dialect = 'plain',
): string {
  const { allocation } = result
  const rows = allocation === null ? [] : result.rows.map((row, s) => [row, ...allocation[s]!])
  return withLabel(result.data, ['specialty', ...result.columns], rows, dialect)
}

/** A line per cell: places in a and b, and the difference split into criterion and rounding. */
export function scenarioComparisonCsv(
  { a, b, difference }: ScenarioComparison | PublishedComparison,
  dialect: Dialect = 'plain',
): string {
  const rows = (difference === null ? [] : a.rows).flatMap((row, s) =>
    a.columns.map((column, o) => [
      row,
      column,
      a.allocation![s]![o]!,
      b.allocation![s]![o]!,
      difference!.allocation[s]![o]!,
      difference!.target?.[s]?.[o] ?? '',
      difference!.rounding?.[s]?.[o] ?? '',
    ]),
  )
  const data = a.data === b.data ? a.data : `${a.data}, ${b.data}`
  return withLabel(data, ['specialty', 'oor', 'a', 'b', 'difference', 'criterion', 'rounding'], rows, dialect)
}

/** A line per cell: its places by each method. */
export function methodComparisonCsv(
  { results }: MethodComparison | PublishedMethods,
  dialect: Dialect = 'plain',
): string {
  const [first] = results
  if (first === undefined) return ''
  const rows = first.rows.flatMap((row, s) =>
    first.columns.map((column, o) => [row, column, ...results.map((result) => result.allocation?.[s]?.[o] ?? '')]),
  )
  return withLabel(first.data, ['specialty', 'oor', ...results.map(({ method }) => method)], rows, dialect)
}

/** A line per step. */
export function explanationCsv(explanation: Explanation | PublishedExplanation, dialect: Dialect = 'plain'): string {
  const rows = explanation.steps.map(({ rule, name, value, source }) => [rule, name, value ?? '', source])
  return withLabel(explanation.data, ['rule', 'step', 'value', 'source'], rows, dialect)
}

/** Years: a line per cell, its places in each year and in the sum; only the header where there are none. */
export function yearsCsv(
  { rows, columns, years, together, data }: Years | PublishedYears,
  dialect: Dialect = 'plain',
): string {
  const header = ['specialty', 'oor', ...years.map(String), 'sum']
  if (together === null) return withLabel(data, header, [], dialect)
  const matrices = [...together.allocations, together.sum]
  const lines = rows.flatMap((row, s) =>
    columns.map((column, o) => [row, column, ...matrices.map((matrix) => matrix[s]![o]!)]),
  )
  return withLabel(data, header, lines, dialect)
}
