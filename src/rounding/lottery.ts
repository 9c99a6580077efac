/**
 * Unbiased controlled rounding (Cox 1987): a random allocation with exact totals in which every cell gets the whole places
 * below or above its share, and on average exactly its share.
 *
 *   1. The target does not meet rounded totals, and no lottery has an expectation that misses its totals. So it is fitted to
 *      them first, by IPF within the bounds of the cells, and fixed in whole billionths that meet every total exactly.
 *   2. While some cell is not whole: take a cycle of such cells, and let them gain and lose in turn as much as they can, this
 *      way round or the other, with the chances that leave every expectation as it is. Each time at least one becomes whole.
 *
 * Everything drawn is a whole number below another, so chances are exact; the same seed gives the same allocation.
 */
import { baseDistribution } from '../../models/base-distribution.js'
import { look, UNLIMITED, type Budget } from '../domain/budget.js'
import { fixNano, NANO } from '../domain/decimal.js'
import { EngineError } from '../domain/errors.js'
import { uniform, wholeBelow } from '../domain/random.js'
import type { Allocation, Table } from '../domain/table.js'
import { flowInTime } from '../solvers/flow.js'
import type { Rounding } from './outcome.js'
import { scaleWithin } from './scaling.js'
import { fixedTable } from './table.js'

/** What an allocation by lot is on average. */
export interface Expectation {
  /** Billionths per cell; rows and columns meet their totals exactly. */
  readonly nano: Float64Array
  /** Whether the target had to be fitted to the totals; false where only its last billionths moved, if any. */
  readonly fitted: boolean
}

/**
 * Some fits only creep towards what they should be, such as a cell that zeros elsewhere force to 0. Then this is near enough:
 * what is still missing, less than a place, is moved along cells that are not whole, and what is recorded is exact.
 */
const SWEEPS = 2_000

/**
 * Draws one allocation. A cell with target 0 stays empty and bounds hold; what is possible at all can be drawn.
 * @param table targets in billionths
 * @returns `feasible`, never `optimal`, or `infeasible`; @throws InputError for a column total that is an interval; OutOfTime
 */
export function lottery(table: Table, seed: number, budget: Budget = UNLIMITED): Rounding {
  const expectation = expectationOf(table, budget)
  if (expectation === null) return { status: 'infeasible', allocation: null, trace: null }
  const allocation = draw(expectation.nano, table.columns.length, seed, budget)
  return { status: 'feasible', allocation, trace: null, expectation }
}

/** The expectation of a table's lottery: the target, fitted to the totals. @returns null where no allocation has these totals */
export function expectationOf(given: Table, budget: Budget = UNLIMITED): Expectation | null {
  const table = fixedTable(given)
  if (!hasAllocation(table, budget)) return null
  if (nearlyMet(table)) return { nano: meetTotals(table, table.target, budget), fitted: false }
  const scaled = scaleWithin(table, SWEEPS, budget)
  return { nano: meetTotals(table, scaled.cell.map(fixNano), budget), fitted: true }
}

/** Draws an allocation whose expectation is `nano`, which meets whole totals exactly. */
export function draw(nano: Float64Array, columns: number, seed: number, budget: Budget = UNLIMITED): Allocation {
  const random = uniform(seed)
  const cells = new Fractions(nano.slice(), nano.length / columns, columns)
  for (let cycle = cells.cycle(); cycle !== null; cycle = cells.cycle()) {
    look(budget)
    const forth = cells.room(cycle, 1)
    const back = cells.room(cycle, -1)
    // forth with chance back / (forth + back): forth * back - back * forth = 0 on average
    cells.shift(cycle, wholeBelow(random, forth + back) < back ? forth : -back)
  }
  return Int32Array.from(cells.nano, (each) => each / NANO)
}

/** Whether any allocation has the totals. Looked for near each row's own share, since targets may be counts of votes. */
function hasAllocation(table: Table, budget: Budget): boolean {
  const { target, low, high, columns, rowTotals } = table
  const start = low.slice()
  for (let s = 0; s < rowTotals.length; s++) {
    const row = target.subarray(s * columns.length, (s + 1) * columns.length)
    const sum = row.reduce((total, each) => total + each, 0)
    row.forEach((each, o) => {
      const cell = s * columns.length + o
      const share = sum === 0 ? 0 : Math.round((each / sum) * rowTotals[s]!)
      start[cell] = Math.max(low[cell]!, Math.min(high[cell]!, share))
    })
  }
  return flowInTime({ ...baseDistribution(table, 'next-best', false), start }, budget) !== null
}

/** Whether the target, in its bounds, misses no total by more than fixing it at nine decimals explains. */
function nearlyMet(table: Table): boolean {
  const within = table.target.every(
    (target, cell) => target >= table.low[cell]! * NANO && target <= table.high[cell]! * NANO,
  )
  const off = totalsOff(table, table.target)
  return (
    within &&
    off.rows.every((each) => Math.abs(each) <= table.columns.length) &&
    off.columns.every((each) => Math.abs(each) <= table.rows.length)
  )
}

/** In billionths: found minus wanted. */
function totalsOff(table: Table, nano: Float64Array): { rows: number[]; columns: number[] } {
  const columns = table.columnHigh.map((total) => -total * NANO)
  const rows = table.rowTotals.map((total) => -total * NANO)
  for (let cell = 0; cell < nano.length; cell++) {
    rows[Math.floor(cell / columns.length)]! += nano[cell]!
    columns[cell % columns.length]! += nano[cell]!
  }
  return { rows, columns }
}

/**
 * Moves the last billionths so that every total is exact. Cells that are not whole give them, and stay between the same whole
 * numbers; cells that are whole stay as they are.
 */
function meetTotals(table: Table, nano: Float64Array, budget: Budget): Float64Array {
  const columns = table.columns.length
  const cells = new Fractions(nano.slice(), table.rows.length, columns)
  const off = totalsOff(table, nano)
  off.rows.forEach((row, s) => {
    look(budget)
    while (off.rows[s] !== 0) {
      const way = off.rows[s]! > 0 ? -1 : 1
      const cell = cells.roomiest(s, way)
      const by = way * Math.min(Math.abs(off.rows[s]!), cells.roomOf(cell, way))
      if (by === 0) throw new EngineError(`row ${table.rows[s]} misses its total by ${row} billionths`)
      cells.nano[cell]! += by
      off.rows[s]! += by
      off.columns[cell % columns]! += by
    }
  })
  for (let from = surplus(off.columns); from !== -1; from = surplus(off.columns)) {
    look(budget)
    const path = cells.path(from, off.columns)
    if (path === null) throw new EngineError(`column ${table.columns[from]} misses its total by some billionths`)
    const to = path.cells.at(-1)! % columns
    const by = Math.min(off.columns[from]!, -off.columns[to]!, cells.room(path.cells, -1))
    cells.shift(path.cells, -by)
    off.columns[from]! -= by
    off.columns[to]! += by
  }
  return cells.nano
}

function surplus(off: readonly number[]): number {
  return off.findIndex((each) => each > 0)
}

/** Cells between two whole numbers. Nodes are rows, then columns; a cell joins its row and its column. */
class Fractions {
  private readonly floor: Float64Array
  /** Per node the first of its cells that is not whole yet; a cell that is whole stays so. */
  private readonly first: Int32Array
  /** Per node its place in the walk, or -1. */
  private readonly place: Int32Array

  constructor(
    readonly nano: Float64Array,
    private readonly rows: number,
    private readonly columns: number,
  ) {
    this.floor = nano.map((each) => Math.floor(each / NANO) * NANO)
    this.first = new Int32Array(rows + columns)
    this.place = new Int32Array(rows + columns)
  }

  /** How far a cell can go up (1) or down (-1); a whole one stays. */
  roomOf(cell: number, way: number): number {
    const rest = this.nano[cell]! - this.floor[cell]!
    if (rest === 0 || rest === NANO) return 0
    return way > 0 ? NANO - rest : rest
  }

  /** The cell of a row with the most room. */
  roomiest(row: number, way: number): number {
    let best = row * this.columns
    for (let cell = best + 1; cell < (row + 1) * this.columns; cell++) {
      if (this.roomOf(cell, way) > this.roomOf(best, way)) best = cell
    }
    return best
  }

  /** How far cells can go in turn, the first up (1) or down (-1). */
  room(cells: readonly number[], way: number): number {
    let least = Infinity
    for (let i = 0; i < cells.length; i++) {
      const room = this.roomOf(cells[i]!, i % 2 === 0 ? way : -way)
      if (room < least) least = room
    }
    return least
  }

  shift(cells: readonly number[], by: number): void {
    for (let i = 0; i < cells.length; i++) this.nano[cells[i]!]! += i % 2 === 0 ? by : -by
  }

  /** A cycle of cells that are not whole; null when all are. In every row and column with one such cell there is another. */
  cycle(): number[] | null {
    const start = this.startingRow()
    if (start === -1) return null
    const { place } = this
    place.fill(-1)
    const walk: number[] = []
    let node = start
    let cell = -1
    while (place[node] === -1) {
      place[node] = walk.length
      cell = this.another(node, cell)
      if (cell === -1) throw new EngineError('a total in billionths is not whole')
      walk.push(cell)
      node = node < this.rows ? this.rows + (cell % this.columns) : Math.floor(cell / this.columns)
    }
    return walk.slice(place[node])
  }

  /** Breadth first from a column with too much to one with too little: cells that go down and up in turn. */
  path(from: number, off: readonly number[]): { cells: number[] } | null {
    const { rows, columns } = this
    const before = new Int32Array(rows + columns).fill(-1)
    const queue = [rows + from]
    before[rows + from] = rows + from
    for (const node of queue) {
      if (node >= rows && off[node - rows]! < 0) return { cells: this.cellsTo(node, before) }
      const [count, way] = node < rows ? [columns, 1] : [rows, -1]
      for (let i = 0; i < count; i++) {
        const next = node < rows ? rows + i : i
        if (before[next] !== -1 || this.roomOf(this.cellOf(node, i), way) === 0) continue
        before[next] = node
        queue.push(next)
      }
    }
    return null
  }

  private cellsTo(end: number, before: Int32Array): number[] {
    const cells: number[] = []
    for (let node = end; before[node] !== node; node = before[node]!) {
      const other = before[node]!
      cells.unshift(other < this.rows ? this.cellOf(other, node - this.rows) : this.cellOf(other, node))
    }
    return cells
  }

  /** The i-th cell of a node. */
  private cellOf(node: number, i: number): number {
    return node < this.rows ? node * this.columns + i : i * this.columns + node - this.rows
  }

  private startingRow(): number {
    for (let row = 0; row < this.rows; row++) if (this.another(row, -1) !== -1) return row
    return -1
  }

  /** A cell of a node that is not whole, other than this one; -1 when there is none. */
  private another(node: number, than: number): number {
    const count = node < this.rows ? this.columns : this.rows
    let passed = true
    for (let i = this.first[node]!; i < count; i++) {
      const cell = this.cellOf(node, i)
      const whole = this.roomOf(cell, 1) === 0
      if (!whole && cell !== than) return cell
      passed &&= whole
      if (passed) this.first[node] = i + 1
    }
    return -1
  }
}
