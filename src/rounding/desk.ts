/**
 * A table on the desk of someone who rounds it by hand: the places so far, what one more or one fewer would cost in
 * each cell, which totals are off, and the trace of what was done. Shared by the hand methods.
 *
 * Inside a sheet rows and columns stand in code order, whatever their order in the input. Cells are numbered row by row,
 * so a lower cell number comes first in code order (row code, then column code), and "ties go to the first in code order"
 * is: keep the first of equals. All errors are whole billionths.
 */
import { NANO, codeOrder, nanoToPlaces } from '../domain/decimal.js'
import type { Status, TraceChange, TraceStep } from '../domain/result.js'
import type { Allocation, Table } from '../domain/table.js'
import { naturalRoundings } from '../../models/costs.js'
import type { Rounding } from './outcome.js'
import { inverse, picked, reordered } from './table.js'

/** Rows or columns that go one up and that go one down, each in code order. */
export interface Directions {
  readonly up: readonly number[]
  readonly down: readonly number[]
}

/** One cell up and one cell down, and the extra error of both together. */
export interface Pair {
  readonly up: number
  readonly down: number
  readonly cost: number
}

/** No cell at all: none of those looked at may move. */
export const NONE = -1

export class Desk {
  /** The table in code order. */
  readonly table: Table
  /** Natural rounding of every cell, whatever its bounds. */
  readonly natural: Int32Array
  /** Places so far. */
  readonly y: Int32Array
  /** Extra error |y + 1 - target| - |y - target| of one place more; Infinity where the cell may not go up. */
  readonly up: Float64Array
  /** Extra error |y - 1 - target| - |y - target| of one place fewer; Infinity where the cell may not go down. */
  readonly down: Float64Array
  /** Per row of the input its number in code order, and the same for columns. */
  readonly rowsAsGiven: readonly number[]
  readonly columnsAsGiven: readonly number[]
  private readonly rowSums: Int32Array
  private readonly columnSums: Int32Array
  private readonly trace: TraceStep[] = []

  /** @param begin a cell's first value, from its target and its natural rounding; the bound nearest to it is taken */
  constructor(given: Table, begin: (targetNano: number, natural: number) => number) {
    const rows = codeOrder(given.rows)
    const columns = codeOrder(given.columns)
    this.table = reordered(given, rows, columns)
    this.rowsAsGiven = inverse(rows)
    this.columnsAsGiven = inverse(columns)
    this.natural = naturalRoundings(this.table)

    const { target, low, high } = this.table
    this.y = this.natural.map((natural, cell) => {
      const y = begin(target[cell]!, natural)
      return y < low[cell]! ? low[cell]! : y > high[cell]! ? high[cell]! : y
    })
    this.rowSums = new Int32Array(rows.length)
    this.columnSums = new Int32Array(columns.length)
    this.up = new Float64Array(target.length)
    this.down = new Float64Array(target.length)
    for (let cell = 0; cell < target.length; cell++) {
      this.rowSums[this.rowOf(cell)]! += this.y[cell]!
      this.columnSums[this.columnOf(cell)]! += this.y[cell]!
      this.price(cell)
    }
  }

  get width(): number {
    return this.table.columns.length
  }

  rowOf(cell: number): number {
    return Math.floor(cell / this.width)
  }

  columnOf(cell: number): number {
    return cell % this.width
  }

  /** Places that a row has too many or, negative, too few. */
  rowExcess(row: number): number {
    return this.rowSums[row]! - this.table.rowTotals[row]!
  }

  /** Places that a column has above its upper end or, negative, below its lower end; 0 within its interval. */
  columnExcess(column: number): number {
    const sum = this.columnSums[column]!
    const { columnLow, columnHigh } = this.table
    return Math.min(0, sum - columnLow[column]!) + Math.max(0, sum - columnHigh[column]!)
  }

  /** The rows that need one more, and those that need one fewer. */
  rowsInNeed(): Directions {
    return directions(this.rowSums.length, (row) => -this.rowExcess(row))
  }

  /** The columns that need one more (below their lower end), and those that need one fewer (above their upper end). */
  columnsInNeed(): Directions {
    return directions(this.width, (column) => -this.columnExcess(column))
  }

  /** The columns that can do with one more or one fewer without going off; with exact totals those in need. */
  columnsWithRoom(): Directions {
    const { columnLow, columnHigh } = this.table
    const all = Array.from(this.columnSums.keys())
    return {
      up: all.filter((column) => this.columnSums[column]! < columnHigh[column]!),
      down: all.filter((column) => this.columnSums[column]! > columnLow[column]!),
    }
  }

  totalsMet(): boolean {
    return [this.rowsInNeed(), this.columnsInNeed()].every(({ up, down }) => up.length === 0 && down.length === 0)
  }

  /** The cheapest pair in one row: up in one of the columns `going.up`, down in another of the columns `going.down`. */
  cheapestPairInRow(going: Directions): Pair | null {
    const { table, width } = this
    let best: Pair | null = null
    for (let row = 0; row < table.rows.length; row++) {
      const up = cheapest(this.up, going.up, 1, row * width)
      const down = cheapest(this.down, going.down, 1, row * width)
      best = cheaperPair(best, this.pair(up, down))
    }
    return best
  }

  /** The cheapest pair in one column: up in one of the rows `going.up`, down in another of the rows `going.down`. */
  cheapestPairInColumn(going: Directions): Pair | null {
    let best: Pair | null = null
    for (let column = 0; column < this.width; column++) {
      const up = cheapest(this.up, going.up, this.width, column)
      const down = cheapest(this.down, going.down, this.width, column)
      best = cheaperPair(best, this.pair(up, down))
    }
    return best
  }

  private pair(up: number, down: number): Pair | null {
    return up === NONE || down === NONE ? null : { up, down, cost: this.up[up]! + this.down[down]! }
  }

  /** Changes a cell by one place, without a word in the trace. */
  move(cell: number, by: 1 | -1): void {
    this.y[cell]! += by
    this.rowSums[this.rowOf(cell)]! += by
    this.columnSums[this.columnOf(cell)]! += by
    this.price(cell)
  }

  /** Changes one cell by one place, as a step of the trace. */
  changeCell(step: number, cell: number, by: 1 | -1): void {
    const extra = by > 0 ? this.up[cell]! : this.down[cell]!
    this.move(cell, by)
    this.note(step, 'change-cell', [this.changed(cell, this.y[cell]! - by)], extra)
  }

  /** Changes both cells of a pair, as a step of the trace. */
  changePair(step: number, { up, down, cost }: Pair): void {
    this.move(up, 1)
    this.move(down, -1)
    const action = this.rowOf(up) === this.rowOf(down) ? 'change-pair-in-row' : 'change-pair-in-column'
    const changes = [this.changed(up, this.y[up]! - 1), this.changed(down, this.y[down]! + 1)]
    this.note(step, action, changes, cost)
  }

  /** Notes that every cell was rounded naturally; the changes are the cells that their bounds took elsewhere. */
  noteNaturalRounding(step: number): void {
    const bounded = this.cellsThatCount().filter((cell) => this.y[cell] !== this.natural[cell])
    const changes = bounded.map((cell) => this.changed(cell, this.natural[cell]!))
    this.note(step, 'round-naturally', changes, this.errorAboveNatural(bounded))
  }

  /**
   * Notes that an empty row was filled. Its extra error is what it has above natural rounding, so that the extra errors
   * of a whole trace add up to that of the allocation, whatever the method.
   */
  noteRow(step: number, row: number): void {
    const cells = this.cellsThatCount(row * this.width, (row + 1) * this.width)
    const changes = cells.filter((cell) => this.y[cell] !== 0).map((cell) => this.changed(cell, 0))
    this.note(step, 'round-row', changes, this.errorAboveNatural(cells), this.table.rows[row])
  }

  /** Ends where the method cannot go on: notes the totals that are still off, as found minus wanted. */
  stuck(step: number): Rounding {
    const { rows, columns } = this.table
    const off = {
      rows: nonZero(rows, (row) => this.rowExcess(row)),
      columns: nonZero(columns, (column) => this.columnExcess(column)),
    }
    this.trace.push({ step, action: 'stuck', changes: [], extraError: 0, off })
    return this.ended('stuck')
  }

  /** The outcome as it stands, in the order of the input. */
  ended(status: Status): Rounding {
    return { status, allocation: this.asGiven(), trace: this.trace }
  }

  private asGiven(): Allocation {
    return picked(this.y, this.rowsAsGiven, this.columnsAsGiven)
  }

  /** A zero cell counts in no level and no deviation, so it is not in the trace either. */
  private cellsThatCount(begin = 0, end = this.y.length): number[] {
    const cells: number[] = []
    for (let cell = begin; cell < end; cell++) if (this.table.zero[cell] === 0) cells.push(cell)
    return cells
  }

  private errorAboveNatural(cells: readonly number[]): number {
    return cells.reduce(
      (sum, cell) => sum + extraError(this.table.target[cell]!, this.natural[cell]!, this.y[cell]!),
      0,
    )
  }

  private changed(cell: number, from: number): TraceChange {
    const { rows, columns } = this.table
    return { row: rows[this.rowOf(cell)]!, column: columns[this.columnOf(cell)]!, from, to: this.y[cell]! }
  }

  private note(
    step: number,
    action: TraceStep['action'],
    changes: readonly TraceChange[],
    nano: number,
    row?: string,
  ): void {
    this.trace.push({ step, action, ...(row === undefined ? {} : { row }), changes, extraError: nanoToPlaces(nano) })
  }

  /** Renews what one place more and one place fewer cost in a cell. */
  private price(cell: number): void {
    const { target, low, high } = this.table
    const y = this.y[cell]!
    this.up[cell] = y < high[cell]! ? extraError(target[cell]!, y, y + 1) : Infinity
    this.down[cell] = y > low[cell]! ? extraError(target[cell]!, y, y - 1) : Infinity
  }
}

/** |to - target| - |from - target| in billionths. */
function extraError(targetNano: number, from: number, to: number): number {
  const rest = targetNano - from * NANO
  return Math.abs(rest - (to - from) * NANO) - Math.abs(rest)
}

/** The cheapest of the cells `line * stride + begin`, the first of equals; NONE where none of them may move. */
export function cheapest(costs: Float64Array, lines: readonly number[], stride: number, begin: number): number {
  let best = NONE
  let least = Infinity
  for (const line of lines) {
    const cost = costs[line * stride + begin]!
    if (cost < least) {
      least = cost
      best = line * stride + begin
    }
  }
  return best
}

/** The cheaper of two pairs; of equals the one whose cell that goes up comes first in code order. */
export function cheaperPair(a: Pair | null, b: Pair | null): Pair | null {
  if (a === null || b === null) return a ?? b
  const order = b.cost - a.cost || b.up - a.up
  return order < 0 ? b : a
}

/** The lines with a positive need, which go up, and with a negative one, which go down. */
function directions(lines: number, need: (line: number) => number): Directions {
  const up: number[] = []
  const down: number[] = []
  for (let line = 0; line < lines; line++) {
    const wanted = need(line)
    if (wanted > 0) up.push(line)
    if (wanted < 0) down.push(line)
  }
  return { up, down }
}

function nonZero(codes: readonly string[], value: (line: number) => number): Record<string, number> {
  return Object.fromEntries(
    codes.map((code, line) => [code, value(line)] as const).filter(([, number]) => number !== 0),
  )
}
