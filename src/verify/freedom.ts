/**
 * The check of what is said to be free: the cells that another allocation, as good on the protocol's own two levels, has otherwise, with
 * the least and the most places over all of those.
 *
 * Why this finds them. Potentials of the two levels price every step. An allocation is as good as ours exactly when in every cell it only
 * takes steps, from ours, that cost just their price: were one dearer, the whole would be, as none is cheaper and prices cancel along
 * every cycle. So each cell has an interval of values, and everything within those intervals that meets the totals is as good. Which
 * cells move at all, the cycles tell (`ties.ts`); a cell of two values then has both. In a longer interval places are pushed around,
 * one way and then the other, until nothing leads from one end of the cell to the other: what is reachable then is the cut that proves it.
 */
import { look, UNLIMITED, type Budget } from '../domain/budget.js'
import { PROTOCOLS_OWN, type Certificate } from '../domain/result.js'
import type { Table } from '../domain/table.js'
import { cellCost, tieArcs, weights } from './certificate.js'
import type { VerifyFault } from './fault.js'
import { contestedCells } from './ties.js'

/** A cell that is not fixed, by its number in the table. */
export interface FreeRange {
  readonly cell: number
  readonly low: number
  readonly high: number
}

/** What is claimed to be free. */
export interface ClaimedFreedom {
  readonly fixed: number
  readonly free: readonly FreeRange[]
}

/** More looks at arcs than these are not made: then nothing is said. */
const MOST_LOOKS = 300_000_000

/**
 * Checks freedom of an allocation whose totals, bounds and zero cells have been checked already.
 * @returns every fault; one that is `beyond` where the budget of the check ended; @throws OutOfTime
 */
export function checkFreedom(
  table: Table,
  allocation: ArrayLike<number>,
  claimed: ClaimedFreedom,
  potentials: Certificate['freedom'],
  budget: Budget = UNLIMITED,
): VerifyFault[] {
  if (potentials === undefined)
    return [{ path: 'certificate.freedom', found: '-', expected: 'potentials', beyond: true }]
  const found = freeCells(table, allocation, potentials, budget)
  if ('faults' in found) return found.faults
  return compared(table, claimed, found.free)
}

/** The free cells with their ranges, in the order of the table; or why the potentials do not prove any. */
export function freeCells(
  table: Table,
  allocation: ArrayLike<number>,
  potentials: NonNullable<Certificate['freedom']>,
  budget: Budget,
): { readonly free: readonly FreeRange[] } | { readonly faults: VerifyFault[] } {
  const [rows, columns] = [table.rows.length, table.columns.length]
  const arcs = tieArcs(table, PROTOCOLS_OWN, allocation, potentials, budget, 'certificate.freedom')
  if (arcs.faults.length > 0) return { faults: arcs.faults }
  const moving = contestedCells({ rows: rows + 1, columns, ...arcs }, budget)
  if (moving.length === 0) return { free: [] }
  const pool = new Pool(table, allocation, arcs, potentials, budget)
  const free: FreeRange[] = []
  for (const cell of moving) {
    if (cell >= rows * columns) break // the outside is no cell of the table
    const { least, most } = pool.interval(cell)
    const ends = most - least === 1 ? { low: least, high: most } : pool.ends(cell)
    if (pool.looks > MOST_LOOKS) return { faults: [{ path: 'freedom', found: '?', expected: '?', beyond: true }] }
    free.push({ cell, ...ends })
  }
  return { free }
}

function compared({ rows, columns }: Table, claimed: ClaimedFreedom, found: readonly FreeRange[]): VerifyFault[] {
  const faults: VerifyFault[] = []
  const stated = new Map(claimed.free.map((each) => [each.cell, each]))
  const wanted = new Map(found.map((each) => [each.cell, each]))
  const name = (cell: number) => `${rows[Math.floor(cell / columns.length)]}-${columns[cell % columns.length]}`
  const text = (each: FreeRange | undefined) => (each === undefined ? '-' : `${each.low}..${each.high}`)
  for (const cell of new Set([...wanted.keys(), ...stated.keys()])) {
    const [a, b] = [text(stated.get(cell)), text(wanted.get(cell))]
    if (a !== b) faults.push({ path: `freedom: ${name(cell)}`, found: a, expected: b })
  }
  if (faults.length > 0) return faults
  if (claimed.free.length !== found.length) {
    return [{ path: 'freedom.free', found: `${claimed.free.length}`, expected: `${found.length}` }]
  }
  const at = found.findIndex(({ cell }, i) => cell !== claimed.free[i]!.cell)
  if (at !== -1) {
    return [{ path: `freedom.free[${at}]`, found: name(claimed.free[at]!.cell), expected: name(found[at]!.cell) }]
  }
  const fixed = rows.length * columns.length - found.length
  return claimed.fixed === fixed ? [] : [{ path: 'freedom.fixed', found: `${claimed.fixed}`, expected: `${fixed}` }]
}

/** Places that go around within the intervals. One line more than there are rows: the outside, with which open totals trade. */
class Pool {
  looks = 0
  private readonly rows: number
  private readonly columns: number
  private readonly now: number[]
  private readonly least: number[]
  private readonly most: number[]

  constructor(
    table: Table,
    allocation: ArrayLike<number>,
    arcs: { readonly mayRise: ArrayLike<number>; readonly mayFall: ArrayLike<number> },
    potentials: NonNullable<Certificate['freedom']>,
    private readonly budget: Budget,
  ) {
    this.rows = table.rows.length + 1
    this.columns = table.columns.length
    const inside = table.rows.length * this.columns
    const places = Array.from(allocation)
    const sums = table.columns.map((_, o) =>
      places.reduce((sum, each, i) => sum + (i % this.columns === o ? each : 0), 0),
    )
    // what the outside holds of a column: how far its total is below its upper end
    this.now = [...places, ...sums.map((sum, o) => table.columnHigh[o]! - sum)]
    const far = (cell: number, by: 1 | -1): number => {
      const isOpen = (by === 1 ? arcs.mayRise : arcs.mayFall)[cell] === 1
      if (!isOpen) return this.now[cell]!
      if (cell < inside) return lastAtPrice(table, cell, this.now[cell]!, by, potentials)
      return by === 1 ? table.columnHigh[cell - inside]! - table.columnLow[cell - inside]! : 0
    }
    this.least = this.now.map((_, cell) => far(cell, -1))
    this.most = this.now.map((_, cell) => far(cell, 1))
  }

  interval(cell: number): { readonly least: number; readonly most: number } {
    return { least: this.least[cell]!, most: this.most[cell]! }
  }

  /** The most and then the least that a cell can have. */
  ends(cell: number): { readonly low: number; readonly high: number } {
    return { high: this.pushed(cell, 1), low: this.pushed(cell, -1) }
  }

  private pushed(cell: number, by: 1 | -1): number {
    const [row, column] = [Math.floor(cell / this.columns), this.rows + (cell % this.columns)]
    for (;;) {
      const left = by === 1 ? this.most[cell]! - this.now[cell]! : this.now[cell]! - this.least[cell]!
      const way = left === 0 ? null : this.way(by === 1 ? column : row, by === 1 ? row : column, cell)
      if (way === null) return this.now[cell]!
      const fits = way.reduce((fewest, arc) => Math.min(fewest, this.room(arc)), left)
      for (const arc of way) this.now[arc.cell]! += arc.by * fits
      this.now[cell]! += by * fits
    }
  }

  private room(arc: { readonly cell: number; readonly by: 1 | -1 }): number {
    const now = this.now[arc.cell]!
    return arc.by === 1 ? this.most[arc.cell]! - now : now - this.least[arc.cell]!
  }

  /** A shortest way between two nodes that does not pass the cell itself; null when there is none, or the budget ended. */
  private way(from: number, to: number, not: number): { readonly cell: number; readonly by: 1 | -1 }[] | null {
    const cameBy = new Map<number, { readonly node: number; readonly cell: number; readonly by: 1 | -1 }>()
    const found = [from]
    for (let i = 0; i < found.length; i++) {
      look(this.budget)
      const node = found[i]!
      const isRow = node < this.rows
      const by = isRow ? 1 : -1
      const others = isRow ? this.columns : this.rows
      this.looks += others
      if (this.looks > MOST_LOOKS) return null
      for (let k = 0; k < others; k++) {
        const cell = isRow ? node * this.columns + k : k * this.columns + node - this.rows
        const next = isRow ? this.rows + k : k
        if (cell === not || next === from || cameBy.has(next) || this.room({ cell, by }) === 0) continue
        cameBy.set(next, { node, cell, by })
        found.push(next)
      }
      if (cameBy.has(to)) break
    }
    if (!cameBy.has(to)) return null
    const way: { readonly cell: number; readonly by: 1 | -1 }[] = []
    for (let node = to; node !== from;) {
      const arc = cameBy.get(node)!
      way.push(arc)
      node = arc.node
    }
    return way
  }
}

/** The last value, one way from here, to which every step costs just its price. Steps never get cheaper, so halving finds it. */
function lastAtPrice(
  table: Table,
  cell: number,
  here: number,
  by: 1 | -1,
  { rowPotentials, columnPotentials }: NonNullable<Certificate['freedom']>,
): number {
  const [rows, columns] = [table.rows.length, table.columns.length]
  const [s, o] = [Math.floor(cell / columns), cell % columns]
  const weight = weights(PROTOCOLS_OWN, rows, columns)
  const price = BigInt(rowPotentials[s]!) + BigInt(columnPotentials[o]!)
  const cost = (at: number) => cellCost(BigInt(table.target[cell]!), BigInt(at), table.half, PROTOCOLS_OWN, weight)
  const isAtPrice = (at: number) => (by === 1 ? cost(at) - cost(at - 1) : cost(at + 1) - cost(at)) === price
  const most = Math.max(here + 1, Math.min(table.high[cell]!, table.rowTotals[s]!))
  let [near, far] = [here + by, by === 1 ? most : table.low[cell]!]
  while (near !== far) {
    const middle = by === 1 ? Math.ceil((near + far) / 2) : Math.floor((near + far) / 2)
    if (isAtPrice(middle)) near = middle
    else far = middle - by
  }
  return near
}
