/**
 * What the levels of the protocol leave open (mathematics 10): in which cells an allocation that is as good on them can have another
 * number of places, and how few and how many.
 *
 * By potentials of those levels, the allocations that are as good are just those that stay, in every cell, within the values whose
 * steps cost what the potentials say: a *span* around ours. Within the spans places move along arcs, from a row to a column in a cell
 * that may rise, back in one that may fall. A cell whose span has one step is free exactly when its row and column reach each other;
 * in a wider one (the cost of steps beyond is a straight line) places are sent around until no way is left.
 */
import { look, type Budget } from '../domain/budget.js'
import type { Program } from '../program/program.js'
import { tieStep, type Proof } from '../program/proof.js'

/** The least and the most places of each cell of the program. */
export interface Ranges {
  readonly low: Int32Array
  readonly high: Int32Array
}

/** Looks at arcs that may be spent on wide spans: only tables in which nearly all ties ask for more. */
const MOST_LOOKS = 30_000_000

/**
 * The range of every cell, over all solutions that are as good.
 * @param program with the levels that count and no others; @param proof potentials of those levels
 * @returns null where that would take too long to find out; @throws OutOfTime
 */
export function rangesOf(program: Program, proof: Proof, y: Int32Array, budget: Budget): Ranges | null {
  const low = y.map((_, cell) => endOfSpan(program, proof, y, cell, -1))
  const high = y.map((_, cell) => endOfSpan(program, proof, y, cell, 1))
  const spans = new Spans(program, { low, high }, y, budget)
  const component = spans.components()
  const range = { low: y.slice(), high: y.slice() }
  for (let cell = 0; cell < y.length; cell++) {
    const [row, column] = [Math.floor(cell / program.columns), program.rows + (cell % program.columns)]
    if (component[row] !== component[column]) continue
    const isWide = high[cell]! - low[cell]! > 1
    range.high[cell] = isWide ? spans.furthest(cell, 1) : high[cell]!
    range.low[cell] = isWide ? spans.furthest(cell, -1) : low[cell]!
    if (spans.looks > MOST_LOOKS) return null
  }
  return range
}

/** How far a cell may go from `y`, one way, at the price of the potentials. Steps do not get cheaper, so it is found by halving. */
function endOfSpan(program: Program, proof: Proof, y: Int32Array, cell: number, by: 1 | -1): number {
  const isTie = (places: number) => tieStep(program, proof, cell, by === 1 ? places - 1 : places)
  const here = y[cell]!
  if (!isTie(here + by)) return here
  const total = program.rowTotals[Math.floor(cell / program.columns)]!
  let near = here + by
  let far = by === 1 ? Math.max(near, Math.min(program.high[cell]!, total)) : program.low[cell]!
  while (near !== far) {
    const middle = by === 1 ? Math.ceil((near + far) / 2) : Math.floor((near + far) / 2)
    if (isTie(middle)) near = middle
    else far = middle - by
  }
  return near
}

/** Nodes 0..rows-1 are rows, rows..rows+columns-1 columns. */
class Spans {
  looks = 0
  private readonly y: Int32Array
  private readonly nodes: number
  private readonly before: Int32Array
  private readonly queue: Int32Array

  constructor(
    private readonly program: Pick<Program, 'rows' | 'columns'>,
    private readonly span: Ranges,
    y: Int32Array,
    private readonly budget: Budget,
  ) {
    this.y = y.slice()
    this.nodes = program.rows + program.columns
    this.before = new Int32Array(this.nodes)
    this.queue = new Int32Array(this.nodes)
  }

  /** The component of each node: two nodes have the same one when each reaches the other (Tarjan 1972). */
  components(): Int32Array {
    const { nodes } = this
    const component = new Int32Array(nodes).fill(-1)
    const order = new Int32Array(nodes) // 0 for a node that is not found yet
    const earliest = new Int32Array(nodes)
    const tried = new Int32Array(nodes)
    const open: number[] = []
    let found = 0
    for (let root = 0; root < nodes; root++) {
      const path = order[root] === 0 ? [root] : []
      while (path.length > 0) {
        const node = path.at(-1)!
        if (order[node] === 0) {
          look(this.budget)
          order[node] = earliest[node] = ++found
          open.push(node)
        }
        const next = this.nextFrom(node, tried)
        if (next !== -1) {
          if (order[next] === 0) path.push(next)
          else if (component[next] === -1) earliest[node] = Math.min(earliest[node]!, order[next]!)
          continue
        }
        path.pop()
        const above = path.at(-1)
        if (above !== undefined) earliest[above] = Math.min(earliest[above]!, earliest[node]!)
        if (earliest[node] === order[node]) for (let last = -1; last !== node;) component[(last = open.pop()!)] = node
      }
    }
    return component
  }

  /** The next node that an arc leads to, of those not tried yet; -1 when there are no more. */
  private nextFrom(node: number, tried: Int32Array): number {
    const { rows } = this.program
    const count = node < rows ? this.program.columns : rows
    while (tried[node]! < count) {
      const other = tried[node]!++ + (node < rows ? rows : 0)
      if (this.room(node, other) > 0) return other
    }
    return -1
  }

  /** How many places the arc from one node to another takes. */
  private room(from: number, to: number): number {
    const { rows, columns } = this.program
    const isRise = from < rows
    const cell = isRise ? from * columns + to - rows : to * columns + from - rows
    return isRise ? this.span.high[cell]! - this.y[cell]! : this.y[cell]! - this.span.low[cell]!
  }

  /** Moves to a solution with as many (or as few) places in a cell as can be, and says how many. */
  furthest(cell: number, by: 1 | -1): number {
    const { rows, columns } = this.program
    const [row, column] = [Math.floor(cell / columns), rows + (cell % columns)]
    const [from, to] = by === 1 ? [row, column] : [column, row]
    while (this.room(from, to) > 0 && this.looks <= MOST_LOOKS) {
      if (!this.findWay(to, from)) break
      this.send(from, to)
    }
    return this.y[cell]!
  }

  /** Breadth first along arcs with room, but not along the cell of both ends. */
  private findWay(start: number, end: number): boolean {
    look(this.budget)
    const { rows, columns } = this.program
    const { before, queue } = this
    before.fill(-1)
    before[start] = start
    queue[0] = start
    for (let head = 0, tail = 1; head < tail; head++) {
      const node = queue[head]!
      const [first, last] = node < rows ? [rows, rows + columns] : [0, rows]
      this.looks += last - first
      for (let next = first; next < last; next++) {
        if (before[next] !== -1 || (node === start && next === end) || this.room(node, next) === 0) continue
        before[next] = node
        if (next === end) return true
        queue[tail++] = next
      }
    }
    return false
  }

  /** Sends along the way that was found, and through the cell itself, all that fits. */
  private send(from: number, to: number): void {
    let most = this.room(from, to)
    for (let node = from; node !== to; node = this.before[node]!)
      most = Math.min(most, this.room(this.before[node]!, node))
    for (let node = from; node !== to; node = this.before[node]!) this.move(this.before[node]!, node, most)
    this.move(from, to, most)
  }

  private move(from: number, to: number, places: number): void {
    const { rows, columns } = this.program
    if (from < rows) this.y[from * columns + to - rows]! += places
    else this.y[to * columns + from - rows]! -= places
  }
}
