/**
 * The chains of next bests (FAQ 7.5): each repairs two totals that natural rounding leaves off. Read from the allocation
 * alone: what it changed against natural rounding is a flow from totals that have too many to totals that have too few.
 */
import { look, UNLIMITED, type Budget } from '../domain/budget.js'
import { codeOrder, NANO, nanoToPlaces } from '../domain/decimal.js'
import { naturalRounding } from '../domain/natural.js'
import type { Chain, ChainEnd } from '../domain/result.js'
import type { Allocation, Table } from '../domain/table.js'

/**
 * Takes an allocation apart into chains. From a row that needs one more: one more in a cell of it, one fewer elsewhere in that
 * column, one more elsewhere in that row, and so on, up to a total that is thereby right. Ends and cells in code order.
 * Cells that only trade among equals make a ring without ends. null where too many places moved to be read as chains.
 * @throws OutOfTime
 */
export function chainsOf(table: Table, allocation: Allocation, budget: Budget = UNLIMITED): Chain[] | null {
  const unravelling = new Unravelling(table, allocation)
  return unravelling.moved() > MOST_PLACES ? null : unravelling.all(budget)
}

/** A chain moves one place. Where natural rounding is further off than this, chains explain nothing to anybody. */
const MOST_PLACES = 10_000

/** One step of a chain: from a row to a column one more in their cell, from a column to a row one fewer. */
interface Step {
  readonly cell: number
  readonly by: 1 | -1
}

class Unravelling {
  private readonly rows: number
  private readonly columns: number
  /** Places above (or below) natural that no chain has accounted for yet. */
  private readonly left: Int32Array
  /** What each row (first) and column must still send into (above 0) or take from chains. */
  private readonly supply: Int32Array
  private readonly places: Int32Array
  /** Nodes, rows before columns, each in code order. */
  private readonly order: readonly number[]

  constructor(
    private readonly table: Table,
    allocation: Allocation,
  ) {
    this.rows = table.rows.length
    this.columns = table.columns.length
    this.places = Int32Array.from(table.target, (target, cell) => {
      const natural = table.zero[cell] === 1 ? 0 : naturalRounding(target, table.half)
      return Math.min(Math.max(natural, table.low[cell]!), table.high[cell]!)
    })
    this.left = allocation.map((places, cell) => places - this.places[cell]!)
    this.supply = new Int32Array(this.rows + this.columns)
    this.left.forEach((change, cell) => {
      this.supply[Math.floor(cell / this.columns)]! += change
      this.supply[this.rows + (cell % this.columns)]! -= change
    })
    this.order = [...codeOrder(table.rows), ...codeOrder(table.columns).map((o) => this.rows + o)]
  }

  /** How many places differ from natural rounding. */
  moved(): number {
    return this.left.reduce((sum, change) => sum + Math.abs(change), 0)
  }

  all(budget: Budget): Chain[] {
    const chains: Chain[] = []
    for (const node of this.order) {
      while (this.supply[node]! > 0) {
        look(budget)
        chains.push(this.chainFrom(node))
      }
    }
    // a cell that is accounted for stays so, so what is passed is done
    for (let cell = 0; cell < this.left.length; cell++) {
      while (this.left[cell] !== 0) {
        look(budget)
        const start = this.left[cell]! > 0 ? Math.floor(cell / this.columns) : this.rows + (cell % this.columns)
        chains.push(this.ringFrom(start))
      }
    }
    return chains
  }

  private chainFrom(start: number): Chain {
    const steps: Step[] = []
    let node = start
    while (node === start || this.supply[node]! >= 0) {
      const step = this.stepFrom(node)
      if (step === null) break
      steps.push(step)
      node = this.take(step)
    }
    this.supply[start]!--
    this.supply[node]!++
    return this.chain(steps, [this.end(start, 1), this.end(node, -1)])
  }

  private ringFrom(start: number): Chain {
    const steps: Step[] = []
    let node = start
    do {
      const step = this.stepFrom(node)!
      steps.push(step)
      node = this.take(step)
    } while (node !== start)
    return this.chain(steps, [])
  }

  /** The next cell, in code order, that takes a place from this row, or gives one back to this column. */
  private stepFrom(node: number): Step | null {
    const isRow = node < this.rows
    for (const other of this.order) {
      if (other < this.rows === isRow) continue
      const cell = isRow ? node * this.columns + other - this.rows : other * this.columns + node - this.rows
      if (isRow ? this.left[cell]! > 0 : this.left[cell]! < 0) return { cell, by: isRow ? 1 : -1 }
    }
    return null
  }

  /** @returns the node that a step leads to */
  private take({ cell, by }: Step): number {
    this.left[cell]! -= by
    return by === 1 ? this.rows + (cell % this.columns) : Math.floor(cell / this.columns)
  }

  private chain(steps: readonly Step[], ends: readonly ChainEnd[]): Chain {
    const { table, places } = this
    let extraNano = 0
    const cells = steps.map(({ cell, by }) => {
      const from = places[cell]!
      const to = from + by
      places[cell] = to
      const target = table.target[cell]!
      extraNano += Math.abs(to * NANO - target) - Math.abs(from * NANO - target)
      return {
        row: table.rows[Math.floor(cell / this.columns)]!,
        column: table.columns[cell % this.columns]!,
        from,
        to,
      }
    })
    return { ends, cells, extraError: nanoToPlaces(extraNano) }
  }

  /** A source is a row that needs more or a column that has too many; `side` 1 for the start of a chain, -1 for its end. */
  private end(node: number, side: 1 | -1): ChainEnd {
    const isRow = node < this.rows
    const code = isRow ? this.table.rows[node]! : this.table.columns[node - this.rows]!
    return { total: isRow ? 'row' : 'column', code, short: isRow ? side : -side }
  }
}
