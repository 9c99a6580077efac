/**
 * Why a table has no solution: a set of rows A and a set of columns B that cannot both have their way.
 *
 *   too little room     R(A) - C_high(B)  >  U(A, not B) - L(not A, B)
 *   too little supply   C_low(B) - R(A)   >  U(not A, B) - L(A, not B)
 *
 * R and C are totals, L and U the bounds of cells. A table without cells whose bounds cross has a solution exactly when
 * no sets do this (Gale 1957, Hoffman 1960). The second is the first with rows and columns changing places, so both are
 * looked for in the same way: *lines* have demands, *posts* have room. The sets that are short by most are a minimum cut,
 * read from what the residual network of a largest flow can still reach (Ford & Fulkerson 1962).
 *
 * Of all that is found the smallest is kept: one that names few rows and columns can be read, and checked by hand.
 */
import { look, UNLIMITED, type Budget } from '../domain/budget.js'
import { UNBOUNDED, type Table } from '../domain/table.js'

/** A proof that a table has no solution, by the indices of its rows and columns. */
export interface Cut {
  readonly kind: 'too-little-room' | 'too-little-supply' | 'cell'
  readonly rows: readonly number[]
  readonly columns: readonly number[]
  /** R(A), or C_low(B); of a cell its lower bound. */
  readonly required: number
  /** C_high(B) - L(not A, B), or R(A) - L(A, not B); of a cell its upper bound. */
  readonly room: number
  /** U(A, not B), or U(not A, B). */
  readonly elsewhere: number
  /** `required - room - elsewhere`: above 0. */
  readonly short: number
}

/** One way to look at a table: lines that must place what they demand, posts that take no more than their room. */
interface View {
  readonly kind: 'too-little-room' | 'too-little-supply'
  readonly lines: number
  readonly posts: number
  readonly demand: readonly number[]
  readonly room: readonly number[]
  readonly low: (line: number, post: number) => number
  /** Infinity for no bound. */
  readonly high: (line: number, post: number) => number
  /** Per line the upper bounds of its cells together, and how many of its cells have none. */
  readonly bounded: readonly number[]
  readonly unbounded: readonly number[]
  /** Per post the lower bounds of its cells together. */
  readonly taken: readonly number[]
}

/** Sets of lines and posts that may be in conflict. */
interface Sets {
  readonly lines: readonly number[]
  readonly posts: readonly number[]
}

/**
 * Finds out why a table has no solution (mathematics 6). In order: a cell whose bounds cross; totals that do not add up;
 * else the smallest of: a row or column by itself, one with all that opposes it, and the parts of the minimum cut.
 * Takes a largest flow by Dinic's algorithm, so that large numbers of places do not make it slow.
 * @param table rows x columns; zero cells have bounds 0..0
 * @returns null exactly when the table has a solution; @throws OutOfTime
 */
export function findConflict(table: Table, budget: Budget = UNLIMITED): Cut | null {
  const crossed = crossedCell(table)
  if (crossed !== null) return crossed
  const [byRow, byColumn] = [viewByRow(table), viewByColumn(table)]
  const unequal = unequalTotals(byRow) ?? unequalTotals(byColumn)
  return unequal ?? smallest([...conflicts(byRow, budget), ...conflicts(byColumn, budget)])
}

/**
 * What given sets of rows and columns prove, as `findConflict` would say it.
 * @returns null when they are no conflict
 */
export function cutOf(
  table: Table,
  kind: 'too-little-room' | 'too-little-supply',
  rows: readonly number[],
  columns: readonly number[],
): Cut | null {
  const cut =
    kind === 'too-little-room'
      ? measured(viewByRow(table), { lines: rows, posts: columns })
      : measured(viewByColumn(table), { lines: columns, posts: rows })
  return cut.short > 0 ? cut : null
}

function crossedCell({ low, high, columns }: Table): Cut | null {
  const cell = low.findIndex((least, i) => least > high[i]!)
  if (cell === -1) return null
  const [required, room] = [low[cell]!, high[cell]!]
  return {
    kind: 'cell',
    rows: [Math.floor(cell / columns.length)],
    columns: [cell % columns.length],
    required,
    room,
    elsewhere: 0,
    short: required - room,
  }
}

/** Everything against everything. */
function unequalTotals(view: View): Cut | null {
  const cut = measured(view, { lines: upTo(view.lines), posts: upTo(view.posts) })
  return cut.short > 0 ? cut : null
}

function viewByRow(table: Table): View {
  const width = table.columns.length
  return viewOf('too-little-room', table, table.rowTotals, table.columnHigh, (s, o) => s * width + o)
}

function viewByColumn(table: Table): View {
  const width = table.columns.length
  return viewOf('too-little-supply', table, table.columnLow, table.rowTotals, (o, s) => s * width + o)
}

function viewOf(
  kind: View['kind'],
  table: Table,
  demand: readonly number[],
  room: readonly number[],
  cellOf: (line: number, post: number) => number,
): View {
  const low = (line: number, post: number) => table.low[cellOf(line, post)]!
  const high = (line: number, post: number) => {
    const most = table.high[cellOf(line, post)]!
    return most === UNBOUNDED ? Infinity : most
  }
  const [lines, posts] = [demand.length, room.length]
  const bounded = demand.map(() => 0)
  const unbounded = demand.map(() => 0)
  const taken = room.map(() => 0)
  for (let line = 0; line < lines; line++) {
    for (let post = 0; post < posts; post++) {
      taken[post]! += low(line, post)
      if (high(line, post) === Infinity) unbounded[line]!++
      else bounded[line]! += high(line, post)
    }
  }
  return { kind, lines, posts, demand, room, low, high, bounded, unbounded, taken }
}

/** All conflicts of a view that are worth comparing. */
function conflicts(view: View, budget: Budget): Cut[] {
  const judged = (sets: Sets): Cut => {
    look(budget)
    return measured(view, sets)
  }
  const few = [
    ...upTo(view.lines).flatMap((line) => [{ lines: [line], posts: [] }, opposing(view, line)].map(judged)),
    ...upTo(view.posts).flatMap((post) => [{ lines: [], posts: [post] }, opposed(view, post)].map(judged)),
  ]
  const small = few.filter(({ short }) => short > 0)
  // Nothing is smaller than a line or post by itself. Without such a one the bounds leave room for a flow to begin with.
  if (small.some((cut) => size(cut) === 1)) return small
  const parts = connectedParts(view, new LargestFlow(view, budget).minimumCut(), budget)
  return [...small, ...parts.map(judged).filter(({ short }) => short > 0)]
}

/** The fewest rows and columns, then the most places short, then the first in reading order. */
function smallest(cuts: readonly Cut[]): Cut | null {
  return cuts.toSorted((a, b) => size(a) - size(b) || b.short - a.short)[0] ?? null
}

function size({ rows, columns }: Cut): number {
  return rows.length + columns.length
}

function measured(view: View, { lines, posts }: Sets): Cut {
  const required = sumOver(lines, (line) => view.demand[line]!)
  const room = sumOver(posts, (post) => view.room[post]! - view.taken[post]!)
  const own = sumOver(lines, (line) => sumOver(posts, (post) => view.low(line, post)))
  const elsewhere = sumOver(lines, (line) => outside(view, line, posts))
  const byRow = view.kind === 'too-little-room'
  return {
    kind: view.kind,
    rows: byRow ? lines : posts,
    columns: byRow ? posts : lines,
    required,
    room: room + own,
    elsewhere,
    short: required - (room + own) - elsewhere,
  }
}

/** What a line's cells outside some posts allow. */
function outside(view: View, line: number, posts: readonly number[]): number {
  let bounded = view.bounded[line]!
  let unbounded = view.unbounded[line]!
  for (const post of posts) {
    const high = view.high(line, post)
    if (high === Infinity) unbounded--
    else bounded -= high
  }
  return unbounded > 0 ? Infinity : bounded
}

/** A line with the posts that leave it less than its cell allows. */
function opposing(view: View, line: number): Sets {
  const leaves = (post: number) => view.room[post]! - view.taken[post]! + view.low(line, post)
  return { lines: [line], posts: upTo(view.posts).filter((post) => view.high(line, post) > leaves(post)) }
}

/** A post with the lines that must place more in it than their lower bound there. */
function opposed(view: View, post: number): Sets {
  const must = (line: number) => view.demand[line]! - outside(view, line, [post])
  return { lines: upTo(view.lines).filter((line) => must(line) > view.low(line, post)), posts: [post] }
}

/**
 * What sets are short adds up over parts between which no cell has room between its bounds: each part is judged by
 * itself. Every post of a minimum cut is held there by a line.
 */
function connectedParts(view: View, { lines, posts }: Sets, budget: Budget): Sets[] {
  const linked = (line: number, post: number) => view.high(line, post) > view.low(line, post)
  const freeLines = new Set(lines)
  const freePosts = new Set(posts)
  const parts: Sets[] = []
  for (const first of lines) {
    if (!freeLines.delete(first)) continue
    const part = { lines: [first], posts: [] as number[] }
    for (const line of part.lines) {
      look(budget)
      for (const post of freePosts) {
        if (!linked(line, post)) continue
        freePosts.delete(post)
        part.posts.push(post)
        for (const other of freeLines) {
          if (linked(other, post) && freeLines.delete(other)) part.lines.push(other)
        }
      }
    }
    parts.push({ lines: part.lines.toSorted(ascending), posts: part.posts.toSorted(ascending) })
  }
  return parts
}

/**
 * The largest flow from lines to posts above the lower bounds (Dinic 1970): layer the residual network from the lines that
 * have places left, then send all that fits through cells that lead one layer further; repeat.
 */
class LargestFlow {
  /** Per line what it has left to place, per post what it has room for. */
  private readonly left: Float64Array
  private readonly free: Float64Array
  /** Places per cell, line by line. */
  private readonly sent: Float64Array
  /** Lines, then posts: the layer (-1 for not reached), and the neighbour to try next. */
  private readonly layer: Int32Array
  private readonly next: Int32Array

  constructor(
    private readonly view: View,
    private readonly budget: Budget,
  ) {
    const { lines, posts, demand, room, taken } = view
    this.left = Float64Array.from(demand, (places, line) => {
      return Math.max(0, places - sumOver(upTo(posts), (post) => view.low(line, post)))
    })
    this.free = Float64Array.from(room, (places, post) => places - taken[post]!)
    this.sent = new Float64Array(lines * posts)
    this.layer = new Int32Array(lines + posts)
    this.next = new Int32Array(lines + posts)
  }

  /** The smallest sets that are short by most: all that is still within reach once nothing more can be placed. */
  minimumCut(): Sets {
    const { lines, posts } = this.view
    while (this.layers()) {
      this.next.fill(0)
      for (let line = 0; line < lines; line++) {
        look(this.budget)
        while (this.left[line]! > 0) {
          const placed = this.fromLine(line, this.left[line]!)
          if (placed === 0) break
          this.left[line]! -= placed
        }
      }
    }
    return {
      lines: upTo(lines).filter((line) => this.layer[line]! >= 0),
      posts: upTo(posts).filter((post) => this.layer[lines + post]! >= 0),
    }
  }

  /** Layers all nodes within reach. False when none of them has room. */
  private layers(): boolean {
    const { lines, posts } = this.view
    this.layer.fill(-1)
    const queue = upTo(lines).filter((line) => this.left[line]! > 0)
    for (const line of queue) this.layer[line] = 0
    let room = false
    for (const node of queue) {
      look(this.budget)
      const [begin, end] = node < lines ? [lines, lines + posts] : [0, lines]
      if (node >= lines && this.free[node - lines]! > 0) room = true
      for (let other = begin; other < end; other++) {
        if (this.layer[other]! >= 0 || this.residual(node, other) <= 0) continue
        this.layer[other] = this.layer[node]! + 1
        queue.push(other)
      }
    }
    return room
  }

  /** How much more can go from a line to a post, or back from a post to a line. */
  private residual(from: number, to: number): number {
    const { lines, posts, low, high } = this.view
    if (from >= lines) return this.sent[to * posts + from - lines]!
    const post = to - lines
    return high(from, post) - low(from, post) - this.sent[from * posts + post]!
  }

  /** Sends up to `places` from a line, layer by layer. @returns how many found room */
  private fromLine(line: number, places: number): number {
    const { lines, posts } = this.view
    for (; this.next[line]! < posts; this.next[line]!++) {
      const node = lines + this.next[line]!
      const most = Math.min(places, this.residual(line, node))
      if (this.layer[node] !== this.layer[line]! + 1 || most <= 0) continue
      const placed = this.fromPost(node, most)
      if (placed === 0) continue
      this.sent[line * posts + node - lines]! += placed
      return placed
    }
    return 0
  }

  /** Places what a post has room for, or takes back from lines that can go elsewhere. */
  private fromPost(node: number, places: number): number {
    const { lines, posts } = this.view
    const post = node - lines
    const placed = Math.min(places, this.free[post]!)
    if (placed > 0) {
      this.free[post]! -= placed
      return placed
    }
    for (; this.next[node]! < lines; this.next[node]!++) {
      const line = this.next[node]!
      const most = Math.min(places, this.residual(node, line))
      if (this.layer[line] !== this.layer[node]! + 1 || most <= 0) continue
      const moved = this.fromLine(line, most)
      if (moved === 0) continue
      this.sent[line * posts + post]! -= moved
      return moved
    }
    return 0
  }
}

function sumOver(indices: readonly number[], value: (index: number) => number): number {
  let sum = 0
  for (const index of indices) sum += value(index)
  return sum
}

function upTo(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i)
}

function ascending(a: number, b: number): number {
  return a - b
}
