/**
 * Why a table has no solution, in words (mathematics 6). The cut comes from `src/program/conflict.ts`; what is said about it is
 * recomputed by the verifier before it leaves. What would have to give way stands in `repairs.ts`.
 */
import type { Unfitted } from '../adherence/target.js'
import { CELL_RULES, type CellRule, type Conflict, type Repair, type Restriction } from '../domain/conflict.js'
import { unlessLate, UNLIMITED, type Budget } from '../domain/budget.js'
import { codeOrder, fixNano, NANO, nanoToPlaces } from '../domain/decimal.js'
import { EngineError } from '../domain/errors.js'
import type { Options } from '../domain/options.js'
import type { Problem } from '../domain/problem.js'
import type { Status } from '../domain/result.js'
import type { Result } from '../shapes/answers/result.js'
import type { Scenario } from '../domain/scenario.js'
import { UNBOUNDED, type Table } from '../domain/table.js'
import { cutOf, findConflict, type Cut } from '../program/conflict.js'
import { verifyConflict } from '../verify/conflict.js'
import { conflictTexts, type Facts, type Member } from '../words/conflicts.js'
import { namesOf, refuse, repairsOf, ruleFinder, type Background } from './repairs.js'
import { reordered } from '../rounding/table.js'

/** Cells that a conflict lists. */
const MOST_RESTRICTIONS = 20

/** What is known of a scenario's table before there is a target: rows and columns, each with its total. */
type Margins = Pick<Table, 'rows' | 'columns' | 'rowTotals'> & Pick<Result, 'columnTotals'>

/** Why a scenario may have no solution. */
export function whyOfScenario(scenario: Scenario, unfitted: Unfitted | null): Omit<Why, 'again' | 'withoutCareUse'> {
  const labels = (each: { readonly code: string; readonly name: string }) =>
    each.name === '' || each.name === each.code ? each.code : `${each.code} ${each.name}`
  return {
    naming: {
      of: 'scenario',
      rows: scenario.specialties.map(labels),
      columns: scenario.oors.map(({ code }) => code),
    },
    zeroCells: scenario.zeroCells.map((each) => ({ ...each, row: each.specialty, column: each.oor })),
    bounds: scenario.bounds.map((each) => ({ ...each, row: each.specialty, column: each.oor })),
    unfitted,
  }
}

/** Why any table may have no solution: it gives no reasons. */
export function whyOfProblem(
  { rows, columns, zeroCells, bounds, targetNano }: Problem,
  options: Options,
): Omit<Why, 'again'> {
  return {
    withoutCareUse: (cell) => options.zeroTarget === 'stays-zero' && targetNano[cell] === 0,
    naming: { of: 'table', rows, columns },
    zeroCells: zeroCells.map(([row, column]) => ({ row, column, reason: '', source: '' })),
    bounds: bounds.map(([row, column, , high]) => ({ row, column, high, reason: '' })),
    unfitted: null,
  }
}

/** What a conflict of a result is explained from, besides the table. */
export interface Why extends Background {
  /** Where there is no target, and so no table: what could not be fitted. */
  readonly unfitted: Unfitted | null
}

/**
 * The conflict that goes with an outcome: also that of a hand method which went wrong where nothing can go right.
 * @param table what was rounded; null where there is no target
 * @returns null where there is a solution, whether it was found or not
 * @throws EngineError when a table is called infeasible that has a solution, and as `explainConflict`; OutOfTime
 */
export function conflictOf(
  status: Status,
  table: Table | null,
  margins: Margins,
  why: Why,
  budget: Budget = UNLIMITED,
): Conflict | null {
  if (table === null) return why.unfitted && explainUnfitted(why.unfitted, margins, why, budget)
  if (status !== 'infeasible' && status !== 'stuck' && status !== 'off-totals') return null
  const conflict = explainConflict(table, why, budget)
  if (conflict === null && status === 'infeasible') {
    throw new EngineError('a table is called infeasible that has a solution')
  }
  return conflict
}

/**
 * Explains why a table has no solution. Repairs are looked for in the time that is left: null when that was not enough.
 * @returns null when it has one
 * @throws EngineError when the verifier rejects the conflict, or a repair does not repair; OutOfTime when there is no conflict yet
 */
export function explainConflict(table: Table, background: Background, budget: Budget = UNLIMITED): Conflict | null {
  const cut = conflictIn(table, budget)
  if (cut === null) return null
  const repairs = unlessLate(() => repairsOf(table, cut, background, budget))
  return worded(table, cut, background, 1, repairs)
}

/**
 * Explains why a matrix cannot be fitted to its totals: its zeros forbid them already before rounding. Of the cut and the
 * one that says the same of all other rows and columns, the smaller is told.
 * @throws EngineError when the cut is none
 */
export function explainUnfitted(
  unfitted: Unfitted,
  margins: Margins,
  background: Background,
  budget: Budget = UNLIMITED,
): Conflict {
  const table = inBillionths(unfitted, margins, background)
  const { rows, columns } = unfitted.cut
  const others = (inside: readonly number[], all: readonly string[]) =>
    all.flatMap((_, i) => (inside.includes(i) ? [] : [i]))
  const [cut] = [
    cutOf(table, 'too-little-room', rows, columns),
    cutOf(table, 'too-little-supply', others(rows, margins.rows), others(columns, margins.columns)),
  ]
    .filter((each) => each !== null)
    .toSorted((a, b) => a.rows.length + a.columns.length - b.rows.length - b.columns.length)
  if (cut === undefined) throw new EngineError('the fit calls totals impossible that are not')
  const repairs = unlessLate(() => repairsInPlaces(table, margins, background, budget))
  return worded(table, cut, background, NANO, repairs)
}

/** What has to give way is told in whole places: the same zeros, against the rounded totals. */
function repairsInPlaces(inNano: Table, margins: Margins, background: Background, budget: Budget): readonly Repair[] {
  const columnTotals = (margins.columnTotals ?? []).filter((total) => typeof total === 'number')
  if (columnTotals.length < margins.columns.length) return []
  const table = { ...inNano, rowTotals: margins.rowTotals, columnLow: columnTotals, columnHigh: columnTotals }
  const cut = conflictIn(table, budget)
  return cut === null ? [] : repairsOf(table, cut, background, budget, true)
}

/** A conflict that does not depend on the order of the input: it is looked for with rows and columns in code order. */
function conflictIn(table: Table, budget: Budget): Cut | null {
  const [rows, columns] = [codeOrder(table.rows), codeOrder(table.columns)]
  const cut = findConflict(reordered(table, rows, columns), budget)
  const asGiven = (lines: readonly number[], order: readonly number[]) =>
    lines.map((line) => order[line]!).toSorted((a, b) => a - b)
  return cut && { ...cut, rows: asGiven(cut.rows, rows), columns: asGiven(cut.columns, columns) }
}

/** The matrix as a table in billionths: a cell with something in it may take any number, all others none. */
export function inBillionths(
  { matrix, columnTotals }: Unfitted,
  { rows, columns, rowTotals }: Pick<Table, 'rows' | 'columns' | 'rowTotals'>,
  { zeroCells }: Pick<Background, 'zeroCells'>,
): Table {
  const cells = matrix.flat()
  const zeros = new Set(
    zeroCells.map(({ row, column }) => rows.indexOf(row) * columns.length + columns.indexOf(column)),
  )
  const totals = columnTotals.map(fixNano)
  return {
    rows,
    columns,
    target: Float64Array.from(cells, fixNano),
    rowTotals: rowTotals.map(fixNano),
    columnLow: totals,
    columnHigh: totals,
    zero: Uint8Array.from(cells, (places, cell) => Number(places === 0 && zeros.has(cell))),
    low: new Int32Array(cells.length),
    high: Int32Array.from(cells, (places) => (places > 0 ? UNBOUNDED : 0)),
    half: 'up',
  }
}

function worded(table: Table, cut: Cut, background: Background, unit: number, repairs: Conflict['repairs']): Conflict {
  const inPlaces = (count: number) => (unit === 1 ? count : nanoToPlaces(count))
  const rulesOf = ruleFinder(table, background)
  const ruleOf = (cell: number) => rulesOf(cell)[0]!
  const cells = restrictingCells(table, cut)
  const conflict = {
    kind: cut.kind,
    stage: unit === 1 ? ('rounding' as const) : ('target' as const),
    rows: cut.rows.map((s) => table.rows[s]!),
    columns: cut.columns.map((o) => table.columns[o]!),
    required: inPlaces(cut.required),
    room: inPlaces(cut.room),
    elsewhere: inPlaces(cut.elsewhere),
    short: inPlaces(cut.short),
    restrictions: cells.slice(0, MOST_RESTRICTIONS).map(({ cell }) => restriction(table, cell, ruleOf, background)),
    restrictionCount: cells.length,
  }
  refuse('the verifier rejects the conflict', verifyConflict(table, conflict, unit))
  const columnTotals = cut.kind === 'too-little-supply' ? table.columnLow : table.columnHigh
  const member =
    (names: readonly string[], totals: readonly number[]) =>
    (i: number): Member => ({
      name: names[i]!,
      places: inPlaces(totals[i]!),
    })
  const facts: Facts = {
    conflict,
    of: background.naming.of,
    rows: cut.rows.map(member(background.naming.rows, table.rowTotals)),
    columns: cut.columns.map(member(background.naming.columns, columnTotals)),
    allRows: cut.rows.length === table.rows.length,
    allColumns: cut.columns.length === table.columns.length,
    rules: CELL_RULES.filter((rule) => cells.some(({ cell, caps }) => caps && ruleOf(cell) === rule)),
  }
  const texts = conflictTexts(facts)
  return { ...conflict, repairs, text: texts.nl, texts }
}

/** A cell that counts in a conflict, by its upper bound (`caps`) or by its lower. */
interface Restricting {
  readonly cell: number
  readonly caps: boolean
}

/** Cells outside that cannot take more, and cells that take room, or supply, by their lower bound. */
function restrictingCells(table: Table, cut: Cut): Restricting[] {
  const inRows = new Set(cut.rows)
  const inColumns = new Set(cut.columns)
  const width = table.columns.length
  const found: Restricting[] = []
  for (let cell = 0; cell < table.low.length; cell++) {
    const [row, column] = [inRows.has(Math.floor(cell / width)), inColumns.has(cell % width)]
    if (cut.kind === 'cell') {
      if (row && column) found.push({ cell, caps: true })
    } else if (row !== column) {
      const caps = row === (cut.kind === 'too-little-room')
      if (caps || table.low[cell]! > 0) found.push({ cell, caps })
    }
  }
  return found
}

function restriction(
  table: Table,
  cell: number,
  ruleOf: (cell: number) => CellRule,
  background: Background,
): Restriction {
  const [row, column] = namesOf(table, cell)
  const here = (each: { readonly row: string; readonly column: string }) => each.row === row && each.column === column
  const rule = ruleOf(cell)
  const zero = rule === 'zero-cell' ? background.zeroCells.find(here) : undefined
  const bound = rule === 'bound' ? background.bounds.find(here) : undefined
  return {
    row,
    column,
    rule,
    low: table.low[cell]!,
    high: table.high[cell] === UNBOUNDED ? null : table.high[cell]!,
    reason: (zero ?? bound)?.reason || null,
    source: zero?.source || null,
  }
}
