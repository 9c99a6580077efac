/**
 * Why a table has no solution, in words, and the least that would have to give way (mathematics 6). The cut comes from
 * `src/program/conflict.ts`; what is said about it is recomputed by the verifier before it leaves.
 *
 * *Cheapest* is defined per kind of rule, in the order of `REPAIR_KINDS`. Only rules of that kind give way, all others hold,
 * and the sum of |change| over all their numbers is the least possible; of equally cheap repairs the one is taken that
 * leaves the cells closest to their targets. Column totals come first: with exact totals they leave the national total
 * as it is, since rows are kept. Then agreed bounds, cells without care use, zero cells, and row totals, which the
 * minister sets. A kind that cannot repair the table alone is left out; where none can, all give way together.
 */
import type { VerifyFault } from '../verify/fault.js'
import { allocationOf, baseDistribution } from '../../models/base-distribution.js'
import { changed, changesIn, relaxation, type Change, type Soft } from '../../models/relaxation.js'
import type { Unfitted } from '../adherence/target.js'
import {
  CELL_RULES,
  REPAIR_KINDS,
  type CellRule,
  type Conflict,
  type Repair,
  type RepairChange,
  type RepairKind,
  type Restriction,
} from '../domain/conflict.js'
import { NANO, nanoToPlaces, fixNano } from '../domain/decimal.js'
import { EngineError } from '../domain/errors.js'
import type { Problem } from '../domain/problem.js'
import type { Result, Status } from '../domain/result.js'
import type { Scenario } from '../domain/scenario.js'
import { UNBOUNDED, type Table } from '../domain/table.js'
import { cutOf, findConflict, type Cut } from '../program/conflict.js'
import { solveFlow } from '../solvers/flow.js'
import { verifyConflict } from '../verify/conflict.js'
import { verify } from '../verify/verify.js'
import { conflictTexts, repairTexts, type Facts, type Member, type Naming } from './conflict-text.js'
import { levelsOf } from './measures.js'

/** Cells that a conflict lists. */
const MOST_RESTRICTIONS = 20
/**
 * A repair is found place by place: a conflict of more places than this, or of more places times cells, gets none. Seconds
 * at most, and no clock, so that the same table gets the same answer everywhere.
 */
const MOST_PLACES = 2_000_000
const MOST_WORK = 1_000_000_000

/** What is known of a scenario's table before there is a target. */
type Frame = Pick<Table, 'rows' | 'columns' | 'rowTotals'> & Pick<Result, 'columnTotals'>

/** What words need to know beside the table: names, and why cells are restricted. */
export interface Background {
  readonly naming: Naming
  /** A cell with target 0 never gets a place, whatever gives way: `proportional` and `lottery` make nothing of 0. */
  readonly zerosStay?: boolean
  readonly zeroCells: readonly {
    readonly row: string
    readonly column: string
    readonly reason: string
    readonly source: string
  }[]
  readonly bounds: readonly {
    readonly row: string
    readonly column: string
    readonly reason: string
    readonly high: number
  }[]
}

/** Why a scenario may have no solution. */
export function whyOfScenario(scenario: Scenario, unfitted: Unfitted | null): Why {
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
export function whyOfProblem({ rows, columns, zeroCells, bounds }: Problem): Why {
  return {
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
 * @throws EngineError when a table is called infeasible that has a solution, and as `explainConflict`
 */
export function conflictOf(status: Status, table: Table | null, frame: Frame, why: Why): Conflict | null {
  if (table === null) return why.unfitted && explainUnfitted(why.unfitted, frame, why)
  if (status !== 'infeasible' && status !== 'stuck' && status !== 'off-totals') return null
  const conflict = explainConflict(table, why)
  if (conflict === null && status === 'infeasible') {
    throw new EngineError('a table is called infeasible that has a solution')
  }
  return conflict
}

/**
 * Explains why a table has no solution.
 * @returns null when it has one
 * @throws EngineError when the verifier rejects the conflict, or a repair does not repair
 */
export function explainConflict(table: Table, background: Background): Conflict | null {
  const cut = findConflict(table)
  if (cut === null) return null
  return worded(table, cut, background, 1, repairsOf(table, cut, background))
}

/**
 * Explains why a matrix cannot be fitted to its totals: its zeros forbid them already before rounding. Of the cut and the
 * one that says the same of all other rows and columns, the smaller is told.
 * @throws EngineError when the cut is none
 */
export function explainUnfitted(unfitted: Unfitted, frame: Frame, background: Background): Conflict {
  const table = inBillionths(unfitted, frame, background)
  const { rows, columns } = unfitted.cut
  const others = (inside: readonly number[], all: readonly string[]) =>
    all.flatMap((_, i) => (inside.includes(i) ? [] : [i]))
  const [cut] = [
    cutOf(table, 'too-little-room', rows, columns),
    cutOf(table, 'too-little-supply', others(rows, frame.rows), others(columns, frame.columns)),
  ]
    .filter((each) => each !== null)
    .toSorted((a, b) => a.rows.length + a.columns.length - b.rows.length - b.columns.length)
  if (cut === undefined) throw new EngineError('the fit calls totals impossible that are not')
  return worded(table, cut, background, NANO, repairsInPlaces(table, frame, background))
}

/** What has to give way is told in whole places: the same zeros, against the rounded totals. */
function repairsInPlaces(inNano: Table, frame: Frame, background: Background): readonly Repair[] {
  const columnTotals = (frame.columnTotals ?? []).filter((total) => typeof total === 'number')
  if (columnTotals.length < frame.columns.length) return []
  const table = { ...inNano, rowTotals: frame.rowTotals, columnLow: columnTotals, columnHigh: columnTotals }
  const cut = findConflict(table)
  return cut === null ? [] : repairsOf(table, cut, background)
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

function worded(table: Table, cut: Cut, background: Background, unit: number, repairs: readonly Repair[]): Conflict {
  const inPlaces = (count: number) => (unit === 1 ? count : nanoToPlaces(count))
  const ruleOf = ruleFinder(table, background)
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

/** No conflict and no repair leaves the engine that the verifier rejects. */
function refuse(what: string, faults: readonly VerifyFault[]): void {
  if (faults.length === 0) return
  const shown = faults.slice(0, 5).map(({ path, found, expected }) => `${path}: ${found}, expected ${expected}`)
  throw new EngineError(`${what}: ${shown.join('; ')}`)
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

type RuleFinder = (cell: number) => CellRule

/** What keeps a cell within bounds: a zero cell, no care use (`zeroTarget`), or an agreement. */
function ruleFinder(table: Table, { bounds }: Background): RuleFinder {
  const empty = new Set(bounds.filter(({ high }) => high === 0).map(({ row, column }) => `${row}\n${column}`))
  return (cell) => {
    if (table.zero[cell] === 1) return 'zero-cell'
    const [row, column] = namesOf(table, cell)
    return table.high[cell] === 0 && table.target[cell] === 0 && !empty.has(`${row}\n${column}`)
      ? 'no-care-use'
      : 'bound'
  }
}

function restriction(table: Table, cell: number, ruleOf: RuleFinder, background: Background): Restriction {
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

function namesOf(table: Table, cell: number): readonly [string, string] {
  const width = table.columns.length
  return [table.rows[Math.floor(cell / width)]!, table.columns[cell % width]!]
}

/** The cheapest repair of each kind that can repair the table alone; else the cheapest of all kinds together. */
function repairsOf(table: Table, cut: Cut, background: Background): Repair[] {
  const sum = (totals: readonly number[]) => totals.reduce((total, each) => total + each, 0)
  const places = Math.max(cut.short, Math.abs(sum(table.columnHigh) - sum(table.rowTotals)))
  if (places > MOST_PLACES || places * table.low.length > MOST_WORK) return []
  const rule = ruleFinder(table, background)
  const repair = (kind: RepairKind) => repairOf(table, kind, softUnder(table, kind, rule, background), background) ?? []
  const alone = REPAIR_KINDS.filter((kind) => kind !== 'together').flatMap(repair)
  return alone.length > 0 ? alone : [repair('together')].flat()
}

/** Which rules a kind of repair makes soft. */
function softUnder(table: Table, kind: RepairKind, ruleOf: RuleFinder, { zerosStay = false }: Background): Soft {
  const all = kind === 'together'
  const upper: Readonly<Partial<Record<RepairKind, CellRule>>> = {
    bounds: 'bound',
    'no-care-use': 'no-care-use',
    'zero-cells': 'zero-cell',
  }
  const mayRise = (cell: number) => !zerosStay || table.target[cell] !== 0
  const high = table.high.map((most, cell) =>
    Number(most < UNBOUNDED && mayRise(cell) && (all || upper[kind] === ruleOf(cell))),
  )
  const low = table.low.map((least) => Number(least > 0 && (all || kind === 'bounds')))
  return {
    rowTotals: all || kind === 'row-totals',
    columnTotals: all || kind === 'column-totals',
    low: Uint8Array.from(low),
    high: Uint8Array.from(high),
  }
}

/** @returns null when this kind of repair is not enough */
function repairOf(table: Table, kind: RepairKind, soft: Soft, { naming }: Background): Repair | null {
  if (!soft.rowTotals && !soft.columnTotals && !soft.low.includes(1) && !soft.high.includes(1)) return null
  const { y } = solveFlow(relaxation(table, soft))
  if (y === null) return null
  const changes = changesIn(table, y)
  const repaired = changed(table, changes)
  checkRepair(repaired)
  const named = {
    kind,
    places: changes.reduce((sum, { from, to }) => sum + Math.abs(to - from), 0),
    changes: changes.map((change) => namedChange(table, change)),
  }
  const [before, after] = [table, repaired].map(({ rowTotals }) => rowTotals.reduce((sum, each) => sum + each, 0))
  const spoken = changes.map((change) => spokenChange(table, change, naming))
  const texts = repairTexts(spoken, naming.of, before === after ? null : after!)
  return { ...named, text: texts.nl, texts }
}

function namedChange(table: Table, change: Change): RepairChange {
  const { row, column } = change
  return {
    ...change,
    row: row === null ? null : table.rows[row]!,
    column: column === null ? null : table.columns[column]!,
  }
}

/** A total goes by its name, a cell by its codes. */
function spokenChange(table: Table, change: Change, naming: Naming): RepairChange {
  const { row, column } = change
  if (row !== null && column !== null) return namedChange(table, change)
  return {
    ...change,
    row: row === null ? null : naming.rows[row]!,
    column: column === null ? null : naming.columns[column]!,
  }
}

/** A repair is proposed only when the repaired table has been solved. */
function checkRepair(table: Table): void {
  const { y } = solveFlow(baseDistribution(table, 'absolute', false))
  if (y === null) throw new EngineError('a repair does not repair')
  const allocation = allocationOf(table, y)
  const levels = levelsOf(table, allocation, 'absolute')
  refuse(
    'the verifier rejects a repair',
    verify({ table, allocation, objective: 'absolute', levels, meetsTotals: true }),
  )
}
