/**
 * The least that would have to give way for a table without solution.
 *
 * *Cheapest* is defined per kind of rule, in the order of `REPAIR_KINDS`. Only rules of that kind give way, all others hold,
 * and the sum of |change| over all their numbers is the least possible; of equally cheap repairs the one is taken that leaves the
 * cells closest to their targets, and of those the canonical one. Column totals come first: with exact totals they leave the national
 * total as it is, since rows are kept. Then agreed bounds, cells without care use, zero cells, and row totals, which the minister sets.
 * A kind that cannot repair the table alone is left out; where none can, all give way together. So does a cell that two rules keep
 * empty: it is of no kind by itself.
 *
 * A repair is offered only when the input, changed as the repair says, has been solved.
 */
import { allocationOf, baseDistribution } from '../../models/base-distribution.js'
import { changed, changesIn, relaxation, type Change, type Soft } from '../../models/relaxation.js'
import { REPAIR_KINDS, type CellRule, type Repair, type RepairChange, type RepairKind } from '../domain/conflict.js'
import { look, UNLIMITED, type Budget } from '../domain/budget.js'
import { codeOrder } from '../domain/decimal.js'
import { EngineError } from '../domain/errors.js'
import { UNBOUNDED, type Table } from '../domain/table.js'
import type { Cut } from '../program/conflict.js'
import { prove } from '../program/proof.js'
import { flowInTime } from '../solvers/flow.js'
import type { VerifyFault } from '../verify/fault.js'
import { verify } from '../verify/verify.js'
import { repairTexts, type Naming } from '../words/conflicts.js'
import { levelsOf } from './measures.js'
import { largestOptimum } from '../rounding/optima.js'
import { inverse, reordered } from '../rounding/table.js'

/** What words and repairs need to know beside the table: names, and why cells are restricted. */
export interface Background {
  readonly naming: Naming
  /** A cell with target 0 never gets a place, whatever gives way: `proportional` and `lottery` make nothing of 0. */
  readonly zerosStay?: boolean
  /** Whether `zeroTarget` keeps a cell empty, also when nothing else does; where unknown it is read from the table. */
  readonly withoutCareUse?: (cell: number) => boolean
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
  /** The table of the input with these changes made; null where it then has none. Without it the table itself is changed. */
  readonly again?: (changes: readonly RepairChange[]) => Table | null
}

/**
 * A repair is found place by place: a conflict of more places than this, or of more places times cells, gets none. Seconds
 * at most, and no clock, so that the same table gets the same answer everywhere.
 */
const MOST_PLACES = 2_000_000
const MOST_WORK = 1_000_000_000

/** The rules that keep a cell from taking more, the one that is told first; none where nothing does. */
type RuleFinder = (cell: number) => readonly CellRule[]

/** What keeps a cell within bounds: a zero cell, no care use (`zeroTarget`), or an agreement. */
export function ruleFinder(table: Table, { bounds, withoutCareUse }: Background): RuleFinder {
  const agreed = new Map(bounds.map(({ row, column, high }) => [`${row}\n${column}`, high]))
  return (cell) => {
    const [row, column] = namesOf(table, cell)
    const high = agreed.get(`${row}\n${column}`)
    const zero = table.zero[cell] === 1
    const kept = withoutCareUse?.(cell) ?? (!zero && table.high[cell] === 0 && table.target[cell] === 0 && high !== 0)
    const bound = high === undefined ? !zero && !kept : high < UNBOUNDED
    // an agreement of 0 is told before what is not there anyway
    return [
      ...(zero ? (['zero-cell'] as const) : []),
      ...(bound && high === 0 ? (['bound'] as const) : []),
      ...(kept ? (['no-care-use'] as const) : []),
      ...(bound && high !== 0 ? (['bound'] as const) : []),
    ]
  }
}

/**
 * The cheapest repair of each kind that can repair the table alone; else the cheapest of all kinds together.
 * @param inPlaces whether the table only says which cells have care use: then a change of totals or of such a cell has no input
 * that it could be made in
 * @throws OutOfTime
 */
export function repairsOf(
  table: Table,
  cut: Cut,
  background: Background,
  budget: Budget = UNLIMITED,
  inPlaces = false,
): Repair[] {
  const sum = (totals: readonly number[]) => totals.reduce((total, each) => total + each, 0)
  const places = Math.max(cut.short, Math.abs(sum(table.columnHigh) - sum(table.rowTotals)))
  if (places > MOST_PLACES || places * table.low.length > MOST_WORK) return []
  const rules = ruleFinder(table, background)
  const repair = (kind: RepairKind) => {
    look(budget)
    const soft = softUnder(table, kind, rules, background)
    return repairOf(table, kind, soft, rules, background, inPlaces, budget) ?? []
  }
  const alone = REPAIR_KINDS.filter((kind) => kind !== 'together').flatMap(repair)
  return alone.length > 0 ? alone : [repair('together')].flat()
}

/** Which rules a kind of repair makes soft. A cell that two rules keep gives way only to all kinds together. */
function softUnder(table: Table, kind: RepairKind, rulesOf: RuleFinder, { zerosStay = false }: Background): Soft {
  const all = kind === 'together'
  const upper: Readonly<Partial<Record<RepairKind, CellRule>>> = {
    bounds: 'bound',
    'no-care-use': 'no-care-use',
    'zero-cells': 'zero-cell',
  }
  const mayRise = (cell: number) => !zerosStay || table.target[cell] !== 0
  const givesWay = (cell: number) => {
    const rules = rulesOf(cell)
    return rules.length === 1 && rules[0] === upper[kind]
  }
  const high = table.high.map((most, cell) => Number(most < UNBOUNDED && mayRise(cell) && (all || givesWay(cell))))
  const low = table.low.map((least) => Number(least > 0 && (all || kind === 'bounds')))
  return {
    rowTotals: all || kind === 'row-totals',
    columnTotals: all || kind === 'column-totals',
    low: Uint8Array.from(low),
    high: Uint8Array.from(high),
  }
}

/** @returns null when this kind of repair is not enough, or not when it is done as told */
function repairOf(
  table: Table,
  kind: RepairKind,
  soft: Soft,
  rulesOf: RuleFinder,
  { naming, bounds, again }: Background,
  inPlaces: boolean,
  budget: Budget,
): Repair | null {
  if (!soft.rowTotals && !soft.columnTotals && !soft.low.includes(1) && !soft.high.includes(1)) return null
  const y = cheapest(table, soft, budget)
  if (y === null) return null
  const found = changesIn(table, y)
  const repaired = changed(table, found)
  if (!isSolved(repaired, budget)) throw new EngineError('a repair does not repair')
  const changes = found.map((change) => ({ ...namedChange(table, change), rules: brokenBy(change) }))
  const made = inPlaces ? changes.every(({ row, rules }) => row !== null && !rules.includes('no-care-use')) : true
  if (again !== undefined && made) {
    const resolved = again(changes)
    if (resolved === null || !isSolved(resolved, budget)) return null
  }
  const [before, after] = [table, repaired].map(({ rowTotals }) => rowTotals.reduce((sum, each) => sum + each, 0))
  const spoken = found.map((change, i) => ({ ...spokenChange(table, change, naming), rules: changes[i]!.rules }))
  const texts = repairTexts(spoken, naming.of, before === after ? null : after!)
  const places = changes.reduce((sum, { from, to }) => sum + Math.abs(to - from), 0)
  return { kind, places, changes, text: texts.nl, texts }

  function brokenBy({ row, column, end, to }: Change): CellRule[] {
    if (row === null || column === null) return []
    if (end === 'low') return ['bound']
    const cell = row * table.columns.length + column
    const [rowName, columnName] = namesOf(table, cell)
    const agreed = bounds.find((each) => each.row === rowName && each.column === columnName)
    return rulesOf(cell).filter((rule) => rule !== 'bound' || agreed === undefined || agreed.high < to)
  }
}

/**
 * What breaks least; of equals the canonical one: with rows and columns in code order the lexicographically largest, so that
 * neither the order of the input nor the way of the solver decides.
 * @returns places of the relaxation, its slack among them; null when nothing that may break is enough
 */
function cheapest(given: Table, soft: Soft, budget: Budget): Int32Array | null {
  const [rows, columns] = [codeOrder(given.rows), codeOrder(given.columns)]
  const pick = (flags: Uint8Array) =>
    Uint8Array.from(rows.flatMap((s) => columns.map((o) => flags[s * columns.length + o]!)))
  const program = relaxation(reordered(given, rows, columns), { ...soft, low: pick(soft.low), high: pick(soft.high) })
  const y = flowInTime(program, budget)
  if (y === null) return null
  const proof = prove(program, y, budget)
  if (proof === null) throw new EngineError('the solver calls a repair cheapest that is not')
  const sorted = largestOptimum(program, proof, y, budget)
  const [rowAt, columnAt] = [inverse([...rows, rows.length]), inverse([...columns, columns.length])]
  return Int32Array.from(rowAt.flatMap((s) => columnAt.map((o) => sorted[s * (columns.length + 1) + o]!)))
}

function namedChange(table: Table, { row, column, end, from, to }: Change): Omit<RepairChange, 'rules'> {
  return {
    row: row === null ? null : table.rows[row]!,
    column: column === null ? null : table.columns[column]!,
    end,
    from,
    to,
  }
}

/** A total goes by its name, a cell by its codes. */
function spokenChange(table: Table, change: Change, naming: Naming): Omit<RepairChange, 'rules'> {
  const { row, column } = change
  if (row !== null && column !== null) return namedChange(table, change)
  return {
    ...namedChange(table, change),
    row: row === null ? null : naming.rows[row]!,
    column: column === null ? null : naming.columns[column]!,
  }
}

/** Whether a table has a solution, which is verified. */
function isSolved(table: Table, budget: Budget): boolean {
  const y = flowInTime(baseDistribution(table, 'absolute', false), budget)
  if (y === null) return false
  const allocation = allocationOf(table, y)
  const levels = levelsOf(table, allocation, 'absolute')
  refuse(
    'the verifier rejects a repair',
    verify({ table, allocation, objective: 'absolute', levels, meetsTotals: true }, budget),
  )
  return true
}

/** No conflict and no repair leaves the engine that the verifier rejects. */
export function refuse(what: string, faults: readonly VerifyFault[]): void {
  if (faults.length === 0) return
  const shown = faults.slice(0, 5).map(({ path, found, expected }) => `${path}: ${found}, expected ${expected}`)
  throw new EngineError(`${what}: ${shown.join('; ')}`)
}

export function namesOf(table: Table, cell: number): readonly [string, string] {
  const width = table.columns.length
  return [table.rows[Math.floor(cell / width)]!, table.columns[cell % width]!]
}
