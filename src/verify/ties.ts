/**
 * Which cells differ between equally good allocations (contested cells).
 *
 * Tie arcs: from a row to a column where one more costs nothing, from a column to a row where one fewer costs nothing. Another
 * allocation that is equally good differs by directed cycles of tie arcs, and each such cycle gives one. So a cell is contested
 * exactly when one of its arcs lies on a cycle other than that arc and its own reverse.
 */

import { look, UNLIMITED, type Budget } from '../domain/budget.js'

/** A bipartite graph of tie arcs: nodes 0..rows-1 are rows, rows..rows+columns-1 columns. Flags per cell, row by row. */
export interface TieArcs {
  readonly rows: number
  readonly columns: number
  readonly mayRise: ArrayLike<number>
  readonly mayFall: ArrayLike<number>
}

/** The contested cells, in reading order. None means that the allocation is unique. @throws OutOfTime */
export function contestedCells(arcs: TieArcs, budget: Budget = UNLIMITED): number[] {
  const { rows, columns, mayRise, mayFall } = arcs
  const component = components(arcs, budget)
  const contested: number[] = []
  for (let cell = 0; cell < rows * columns; cell++) {
    const row = Math.floor(cell / columns)
    const column = rows + (cell % columns)
    if (component[row] !== component[column] || !(mayRise[cell] || mayFall[cell])) continue
    look(budget)
    const bothWays = mayRise[cell] && mayFall[cell]
    if (!bothWays || reaches(arcs, column, row, cell) || reaches(arcs, row, column, cell)) contested.push(cell)
  }
  return contested
}

/** Whether a path of tie arcs leads from one node to another without using either arc of `avoided`. */
function reaches(arcs: TieArcs, from: number, to: number, avoided: number): boolean {
  const seen = new Uint8Array(arcs.rows + arcs.columns)
  const queue = [from]
  seen[from] = 1
  for (const node of queue) {
    if (node === to) return true
    forEachNext(arcs, node, (next, cell) => {
      if (cell === avoided || seen[next] === 1) return
      seen[next] = 1
      queue.push(next)
    })
  }
  return false
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
  const component = new Int32Array(nodes).fill(-1)
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
