/**
 * Which cells differ between equally good allocations (contested cells).
 *
 * Tie arcs: from a row to a column where one more costs nothing, from a column to a row where one fewer costs nothing. Another
 * allocation that is equally good differs by directed cycles of tie arcs, and each such cycle gives one. So a cell is contested
 * exactly when one of its arcs lies on a cycle other than that arc and its own reverse: when its row and column reach each other (one
 * component), and would be joined without it too.
 */

import { look, UNLIMITED, type Budget } from '../domain/budget.js'

/** A bipartite graph of tie arcs: nodes 0..rows-1 are rows, rows..rows+columns-1 columns. Flags per cell, row by row. */
export interface TieArcs {
  readonly rows: number
  readonly columns: number
  readonly mayRise: ArrayLike<number>
  readonly mayFall: ArrayLike<number>
}

/** The contested cells, in reading order. None means that the allocation is unique. Takes a few looks at every cell. @throws OutOfTime */
export function contestedCells(arcs: TieArcs, budget: Budget = UNLIMITED): number[] {
  const { rows, columns, mayRise, mayFall } = arcs
  const component = components(arcs, budget)
  const edge = Uint8Array.from({ length: rows * columns }, (_, cell) => {
    const together = component[Math.floor(cell / columns)] === component[rows + (cell % columns)]
    return Number(together && Boolean(mayRise[cell] || mayFall[cell]))
  })
  const bridge = bridges({ rows, columns, mayRise: edge, mayFall: edge }, budget)
  return [...edge.keys()].filter((cell) => edge[cell] === 1 && bridge[cell] === 0)
}

/** A node on the way of a search: its name in the order of finding, the cell by which it was found, and the cells still to try. */
interface Visit {
  readonly node: number
  readonly by: number
  readonly cells: number[]
}

/**
 * The cells without which their row and column would not be joined, were every arc open both ways (Tarjan 1974): 1 for each.
 *
 * Within a component these are just the cells on no cycle but there and back. Say that neither end of a cell reaches the other without
 * it. All nodes reach one of the ends, and are reached from one, without it; and it is the same end, or the ends would be joined.
 * So nothing but the cell joins what belongs to the one end to what belongs to the other.
 */
function bridges(arcs: TieArcs, budget: Budget): Uint8Array {
  const { rows, columns } = arcs
  const bridge = new Uint8Array(rows * columns)
  const order = new Int32Array(rows + columns) // 0 for a node that is not found yet
  const earliest = new Int32Array(rows + columns) // found first of all that a node and those after it are joined to
  let found = 0
  const visit = (node: number, by: number): Visit => {
    look(budget)
    order[node] = earliest[node] = ++found
    const cells: number[] = []
    forEachNext(arcs, node, (_, cell) => cells.push(cell))
    return { node, by, cells }
  }
  const back = ({ node, by }: Visit, before: Visit | undefined) => {
    if (before === undefined) return
    earliest[before.node] = Math.min(earliest[before.node]!, earliest[node]!)
    if (earliest[node]! > order[before.node]!) bridge[by] = 1
  }
  for (let root = 0; root < rows; root++) {
    if (order[root] !== 0) continue
    const path = [visit(root, -1)]
    for (let here = path.at(-1); here !== undefined; here = path.at(-1)) {
      const cell = here.cells.pop()
      if (cell === undefined) {
        path.pop()
        back(here, path.at(-1))
      } else if (cell !== here.by) {
        const next = here.node < rows ? rows + (cell % columns) : Math.floor(cell / columns)
        if (order[next] === 0) path.push(visit(next, cell))
        else earliest[here.node] = Math.min(earliest[here.node]!, order[next]!)
      }
    }
  }
  return bridge
}

function forEachNext(
  { rows, columns, mayRise, mayFall }: TieArcs,
  node: number,
  visit: (next: number, cell: number) => void,
): void {
  if (node < rows) {
    for (let o = 0, cell = node * columns; o < columns; o++, cell++) if (mayRise[cell]) visit(rows + o, cell)
  } else {
    for (let s = 0, cell = node - rows; s < rows; s++, cell += columns) if (mayFall[cell]) visit(s, cell)
  }
}

/** The strongly connected component of each node: two nodes share one when each reaches the other (Kosaraju). */
function components(arcs: TieArcs, budget: Budget): Int32Array {
  const nodes = arcs.rows + arcs.columns
  const order: number[] = []
  const seen = new Uint8Array(nodes)
  for (let node = 0; node < nodes; node++) finish(arcs, node, seen, order, budget)
  const reversed: TieArcs = { ...arcs, mayRise: arcs.mayFall, mayFall: arcs.mayRise }
  const component = new Int32Array(nodes) // each is found, as a root at the latest
  const reached = new Uint8Array(nodes)
  for (const root of order.toReversed()) {
    const members: number[] = []
    finish(reversed, root, reached, members, budget)
    for (const member of members) component[member] = root
  }
  return component
}

/** Depth first from a node, without recursion: adds each node to `order` when all that it leads to is done. */
function finish(arcs: TieArcs, root: number, seen: Uint8Array, order: number[], budget: Budget): void {
  if (seen[root] === 1) return
  seen[root] = 1
  const stack = [{ node: root, next: nextOf(arcs, root) }]
  while (stack.length > 0) {
    const top = stack.at(-1)!
    const node = top.next.pop()
    if (node === undefined) {
      order.push(top.node)
      stack.pop()
    } else if (seen[node] === 0) {
      look(budget)
      seen[node] = 1
      stack.push({ node, next: nextOf(arcs, node) })
    }
  }
}

function nextOf(arcs: TieArcs, node: number): number[] {
  const next: number[] = []
  forEachNext(arcs, node, (each) => next.push(each))
  return next
}
