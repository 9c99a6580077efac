/** Answers as CSV. Made-up and confidential data are labelled on every line. Names and totals, on request, are passed over by what reads it. */
import { NANO } from '../domain/decimal.js'
import type { Result } from '../shapes/answers/result.js'
import type { Scenario } from '../domain/scenario.js'
import type { Years } from '../library.js'
import { csvText, PLAIN_CSV, type CsvForm } from '../io/csv.js'
import type { MethodComparison, ScenarioComparison } from '../shapes/answers/comparison.js'
import type { SideBySide } from '../shapes/answers/beside.js'
import type { Training } from '../domain/institutions.js'
import type { VersionHistory } from '../shapes/answers/fixed.js'
import type { Institutions } from '../shapes/answers/institutions.js'
import { letterOf } from '../words/beside.js'
import type { Explanation } from '../shapes/answers/explanation.js'
import type { Sensitivity } from '../shapes/answers/sensitivity.js'
import { optionsText } from '../words/sensitivity.js'

/** What a specialty is called, by its code. */
export type Names = Readonly<Record<string, string>>

/** The names of `--names`; a table to round has none beside its rows. */
export function namesIn({ specialties }: Pick<Scenario, 'specialties'>): Names {
  return Object.fromEntries(specialties.map(({ code, name }) => [code, name]))
}

type Line = readonly (string | number)[]

/** In the place of a code, for a total: every reader here knows the word. */
const TOTAL = 'total'

/**
 * Lines that begin with a specialty. Its name, where asked for, is the second column; the label of made-up or confidential data is
 * the last, so that it travels with every line.
 */
function written(data: string | null, header: readonly string[], lines: readonly Line[], form: CsvForm, names: Names) {
  const isNamed = form.names && Object.keys(names).length > 0
  const table = [header, ...lines].map(([code, ...rest], i): Line => {
    const name = i === 0 ? 'name' : Object.hasOwn(names, code!) ? names[code!]! : ''
    return [code!, ...(isNamed ? [name] : []), ...rest, ...(data === null ? [] : [i === 0 ? 'data' : data])]
  })
  return csvText(table, form.dialect)
}

/** Summed in whole billionths: figures have no more decimals. Empty where one of them is. */
function sumOf(figures: readonly (number | '')[]): number | '' {
  const known = figures.filter((each) => each !== '')
  if (known.length < figures.length) return ''
  return known.reduce((sum, each) => sum + Math.round(each * NANO), 0) / NANO
}

/** An allocation as a CSV matrix, which `check` reads again; only its header where there is none. */
export function resultCsv(
  result: Pick<Result, 'rows' | 'columns' | 'allocation' | 'data'>,
  form: CsvForm = PLAIN_CSV,
  names: Names = {},
): string {
  const { rows, columns, data } = result
  const allocation = result.allocation ?? []
  const withTotal = (figures: readonly number[]) => (form.totals ? [...figures, sumOf(figures)] : figures)
  const lines = allocation.map((figures, s) => [rows[s]!, ...withTotal(figures)])
  const sums = columns.map((_, o) => allocation.reduce((sum, figures) => sum + figures[o]!, 0))
  const totals = form.totals && lines.length > 0 ? [[TOTAL, ...withTotal(sums)]] : []
  const header = ['specialty', ...columns, ...(form.totals ? [TOTAL] : [])]
  return written(data, header, [...lines, ...totals], form, names)
}

/** A line per cell: what it holds, specialty by specialty. Totals are lines of the specialties, of the OORs and of all together. */
function cellLines(
  rows: readonly string[],
  columns: readonly string[],
  figuresOf: (s: number, o: number) => readonly (number | '')[],
  { totals }: CsvForm,
): Line[] {
  const cells = rows.map((_, s) => columns.map((__, o) => figuresOf(s, o)))
  const summed = (lines: readonly (readonly (number | '')[])[]) =>
    (lines[0] ?? []).map((_, i) => sumOf(lines.map((figures) => figures[i]!)))
  const lines = cells.flatMap((row, s) => {
    const own = row.map((figures, o) => [rows[s]!, columns[o]!, ...figures])
    return totals ? [...own, [rows[s]!, TOTAL, ...summed(row)]] : own
  })
  if (!totals || lines.length === 0) return lines
  const perOor = columns.map((column, o) => [TOTAL, column, ...summed(cells.map((row) => row[o]!))])
  return [...lines, ...perOor, [TOTAL, TOTAL, ...summed(cells.flat())]]
}

/** A line per cell: places in a and b, and the difference by cause; the targets' part of it, which all but rounding add up to, last. */
export function scenarioComparisonCsv(
  { a, b, difference }: ScenarioComparison,
  form: CsvForm = PLAIN_CSV,
  names: Names = {},
): string {
  const figures = (s: number, o: number) => [
    a.allocation![s]![o]!,
    b.allocation![s]![o]!,
    difference!.allocation[s]![o]!,
    ...CAUSES.map(
      (cause) => (cause === 'rounding' ? difference!.rounding : difference!.causes?.[cause])?.[s]?.[o] ?? ('' as const),
    ),
    difference!.target?.[s]?.[o] ?? ('' as const),
  ]
  const lines = difference === null ? [] : cellLines(a.rows, a.columns, figures, form)
  const data = a.data === b.data ? a.data : `${a.data}, ${b.data}`
  return written(data, ['specialty', 'oor', 'a', 'b', 'difference', ...CAUSES, 'target'], lines, form, names)
}

/** In the order of the path from a to b. */
const CAUSES = ['intake', 'careUse', 'criterion', 'floor', 'zeroCells', 'options', 'rounding'] as const

/** A line per cell: its places by each method. */
export function methodComparisonCsv(
  { results }: MethodComparison,
  form: CsvForm = PLAIN_CSV,
  names: Names = {},
): string {
  const [first] = results
  if (first === undefined) return ''
  const figures = (s: number, o: number) => results.map(({ allocation }) => allocation?.[s]?.[o] ?? '')
  const lines = cellLines(first.rows, first.columns, figures, form)
  return written(first.data, ['specialty', 'oor', ...results.map(({ method }) => method)], lines, form, names)
}

/** Proposals: a line per cell, its places in the base and in each of them; the base is empty where nobody said whose they are. */
export function besideCsv(
  { rows, columns, base, proposals, data }: SideBySide,
  form: CsvForm = PLAIN_CSV,
  names: Names = {},
): string {
  const figures = (s: number, o: number) => [
    base?.[s]?.[o] ?? ('' as const),
    ...proposals.map(({ allocation }) => allocation[s]![o]!),
  ]
  const letters = proposals.map((_, i) => letterOf(i))
  return written(data, ['specialty', 'oor', 'base', ...letters], cellLines(rows, columns, figures, form), form, names)
}

/** A line per step. */
export function explanationCsv(explanation: Explanation, form: CsvForm = PLAIN_CSV): string {
  const lines = explanation.steps.map(({ rule, name, value, source }) => [rule, name, value ?? '', source])
  return written(explanation.data, ['rule', 'step', 'value', 'source'], lines, form, {})
}

/** Years: a line per cell, its places in each year and in the sum; only the header where there are none. */
export function yearsCsv(
  { rows, columns, years, together, data }: Years,
  form: CsvForm = PLAIN_CSV,
  names: Names = {},
): string {
  const matrices = together === null ? [] : [...together.allocations, together.sum]
  const figures = (s: number, o: number) => matrices.map((matrix) => matrix[s]![o]!)
  const lines = together === null ? [] : cellLines(rows, columns, figures, form)
  return written(data, ['specialty', 'oor', ...years.map(String), 'sum'], lines, form, names)
}

/** What readings matter: a line per reading or pair of them. Shares of years are empty where none were drawn. */
export function sensitivityCsv({ base, options, data }: Sensitivity, form: CsvForm = PLAIN_CSV): string {
  const lines = options.map(({ options: reading, status, cells, totals, columns, together, years }) => [
    optionsText(reading),
    status,
    cells ?? '',
    totals ?? '',
    ...base.columns.map((_, o) => columns?.[o] ?? ''),
    together === null ? '' : String(together),
    years?.anyCell ?? '',
    years?.anyTotal ?? '',
  ])
  const header = ['reading', 'status', 'cells', 'totals', ...base.columns, 'together', 'anyCell', 'anyTotal']
  return written(data, header, lines, form, {})
}

/** Places over institutions: a line per training that may have some; the target is what it should come near to. */
export function institutionsCsv({ places, seats, data }: Institutions, form: CsvForm = PLAIN_CSV): string {
  const lines = (places ?? []).map((each, i) => [
    each.institution,
    each.specialty,
    each.oor,
    each.places,
    seats[i]!.target,
  ])
  return written(data, ['institution', 'specialty', 'oor', 'places', 'target'], lines, form, {})
}

/** Versions of fixed places: a line per training, its places in each version; only the header where the chain is not given out. */
export function versionsCsv({ versions, result, data }: VersionHistory, form: CsvForm = PLAIN_CSV): string {
  const keyOf = ({ institution, specialty, oor }: Training) => JSON.stringify([institution, specialty, oor])
  const places = result?.places ?? []
  const last = new Map(places.map((each) => [keyOf(each), each.places]))
  // back from the last one: what a version changed had other places before it
  const all = [last]
  for (const { changes } of versions.slice(1).toReversed()) {
    all.unshift(new Map([...all[0]!, ...changes.map((each) => [keyOf(each), each.from] as const)]))
  }
  const lines = places.map((each) => [
    each.institution,
    each.specialty,
    each.oor,
    ...all.map((version) => version.get(keyOf(each))!),
  ])
  const header = ['institution', 'specialty', 'oor', ...versions.map(({ number }) => `version ${number}`)]
  return written(data, header, lines, form, {})
}
