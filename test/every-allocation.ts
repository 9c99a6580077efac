/** Brute force: what an optimum is held against, and tables that are worth it. */
import { uniform } from '../src/domain/random.js'
import { UNBOUNDED, type Table } from '../src/domain/table.js'

/** All allocations of a tiny table, by trying every value of every cell. */
export function everyAllocation(table: Table): number[][] {
  const columns = table.columns.length
  const found: number[][] = []
  const y: number[] = []
  const rowLeft = [...table.rowTotals]
  const columnUsed = table.columns.map(() => 0)
  const go = (cell: number): void => {
    if (cell === table.target.length) {
      if (rowLeft.every((left) => left === 0) && columnUsed.every((used, o) => used >= table.columnLow[o]!))
        found.push([...y])
      return
    }
    const [s, o] = [Math.floor(cell / columns), cell % columns]
    const most = Math.min(table.high[cell]!, rowLeft[s]!, table.columnHigh[o]! - columnUsed[o]!)
    for (let places = table.low[cell]!; places <= most; places++) {
      y[cell] = places
      rowLeft[s]! -= places
      columnUsed[o]! += places
      if (o < columns - 1 || rowLeft[s] === 0) go(cell + 1)
      rowLeft[s]! += places
      columnUsed[o]! -= places
    }
  }
  go(0)
  return found
}

/**
 * A tiny table in which much ties: all of 2 x 4 to 4 x 3, with the totals of a hidden solution that is floor or ceiling in most cells,
 * and among them halves, whole targets, zero cells (some with a target of their own), bounds, intervals, and cells far from natural.
 */
export function crowdedTable(seed: number): Table {
  const random = uniform(seed)
  const below = (most: number) => Math.floor(random() * most)
  const [rows, columns] = [[2, 3], [3, 3], [2, 4], [4, 3]][below(4)] as [number, number] // prettier-ignore
  const far = rows * columns <= 6 && below(2) === 0 ? 4 : 1
  const cells = Array.from({ length: rows * columns }, () => {
    const target = [below(2_500_000_000), below(25) * 100_000_000, below(5) * 500_000_000][below(3)]!
    const zero = below(10) === 0
    const wide = below(8) === 0 ? below(5) - 2 : below(far)
    const hidden = zero ? 0 : Math.max(0, Math.floor(target / 1e9) + below(2) + wide)
    const isBound = !zero && below(8) === 0
    return { target, zero, hidden, low: isBound ? Math.max(0, hidden - below(2)) : 0, isBound, above: below(2) }
  })
  const sum = (at: (cell: number) => boolean) => cells.reduce((all, { hidden }, i) => all + (at(i) ? hidden : 0), 0)
  const columnTotals = Array.from({ length: columns }, (_, o) => sum((cell) => cell % columns === o))
  const isOpen = below(3) === 0
  return {
    rows: Array.from({ length: rows }, (_, s) => `r${s}`),
    columns: Array.from({ length: columns }, (_, o) => `c${o}`),
    target: Float64Array.from(cells, ({ target }) => target),
    rowTotals: Array.from({ length: rows }, (_, s) => sum((cell) => Math.floor(cell / columns) === s)),
    columnLow: columnTotals.map((total) => Math.max(0, total - (isOpen ? below(2) : 0))),
    columnHigh: columnTotals.map((total) => total + (isOpen ? below(2) : 0)),
    zero: Uint8Array.from(cells, ({ zero }) => Number(zero)),
    low: Int32Array.from(cells, ({ low }) => low),
    high: Int32Array.from(cells, ({ zero, isBound, hidden, above }) =>
      zero ? 0 : isBound ? hidden + above : UNBOUNDED,
    ),
    half: (['up', 'even', 'down'] as const)[below(3)]!,
  }
}
