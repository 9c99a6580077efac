/**
 * A table while it is solved: where every cell stands, what one more and one less of it costs, and by how much posts are off.
 *
 * Memory: matrices are line by line, `line * posts + post`, so that a line is contiguous.
 */
import { look, type Budget } from '../domain/budget.js'
import type { Box } from '../program/box.js'
import type { Program } from '../program/program.js'
import type { Face, Marginal } from './blocks.js'
import { roomFor } from './room.js'

/** The clock is looked at once in so many lines: not often enough to cost anything, and within milliseconds on a million cells. */
export const LINES_PER_LOOK = 16

export interface Network {
  readonly lines: number
  readonly posts: number
  readonly lineTotals: Int32Array
  readonly postTotals: Int32Array
  /** The program's cell of a line and a post is `line * lineStride + post * postStride`. */
  readonly lineStride: number
  readonly postStride: number
}

/** Calls the longer side of a program its lines. */
export function orient({ rows, columns, rowTotals, columnTotals }: Program): Network {
  return rows >= columns
    ? {
        lines: rows,
        posts: columns,
        lineStride: columns,
        postStride: 1,
        lineTotals: rowTotals,
        postTotals: columnTotals,
      }
    : {
        lines: columns,
        posts: rows,
        lineStride: 1,
        postStride: columns,
        lineTotals: columnTotals,
        postTotals: rowTotals,
      }
}

export class Lines {
  readonly y: Int32Array
  /** Cost of one place more in a cell; Infinity at its upper bound. */
  readonly up: Float64Array
  /** Cost of one place less in a cell (minus what the last place cost); Infinity at its lower bound. */
  readonly down: Float64Array
  /** Potential of each post: what a place there is worth. A line rounds as if each cell cost that much less. */
  readonly potential: Float64Array
  /** Places that each post has too many (or, negative, too few). */
  readonly excess: Int32Array
  /** Places that each line misses (or, negative, has too many). */
  private readonly missing: Int32Array

  constructor(
    readonly network: Network,
    private readonly face: Face,
    private readonly marginal: Marginal,
    private readonly budget: Budget,
  ) {
    const { lines, posts } = network
    const cells = lines * posts
    const room = roomFor(2 * cells + posts, cells + lines + posts)
    this.up = room.floats(cells)
    this.down = room.floats(cells)
    this.potential = room.floats(posts)
    this.y = room.integers(cells)
    this.missing = room.integers(lines)
    this.excess = room.integers(posts)
  }

  /** Every cell at its start. False when some cell has no value at all. */
  begin(): boolean {
    const { lines, posts, lineStride, postStride, lineTotals, postTotals } = this.network
    const { low, high, start } = this.face
    const { marginal, y, up, down, excess } = this
    for (let post = 0; post < posts; post++) excess[post] = -postTotals[post]!
    for (let line = 0, at = 0; line < lines; line++) {
      if (line % LINES_PER_LOOK === LINES_PER_LOOK - 1) look(this.budget)
      let sum = 0
      for (let post = 0, cell = line * lineStride; post < posts; post++, at++, cell += postStride) {
        const least = low[cell]!
        const most = high[cell]!
        if (least > most) return false
        const value = start[cell]!
        y[at] = value
        up[at] = value < most ? marginal(cell, value) : Infinity
        down[at] = value > least ? fall(marginal(cell, value - 1)) : Infinity
        sum += value
        excess[post]! += value
      }
      this.missing[line] = lineTotals[line]! - sum
    }
    return true
  }

  /** Each line takes its cheapest steps until its own total is right. False when its bounds do not allow it. */
  round(): boolean {
    const { lines } = this.network
    for (let line = 0; line < lines; line++) {
      if (line % LINES_PER_LOOK === LINES_PER_LOOK - 1) look(this.budget)
      while (this.missing[line]! !== 0) {
        const more = this.missing[line]! > 0
        const post = this.cheapest(more ? this.up : this.down, line)
        if (post === -1) return false
        this.step(line, post, more ? 1 : -1)
      }
    }
    return true
  }

  private cheapest(costs: Float64Array, line: number): number {
    const { posts } = this.network
    let best = -1
    let least = Infinity
    for (let post = 0, at = line * posts; post < posts; post++, at++) {
      if (costs[at]! < least) {
        least = costs[at]!
        best = post
      }
    }
    return best
  }

  /** One place more, or less, in a cell. */
  step(line: number, post: number, by: 1 | -1): void {
    const { posts, lineStride, postStride } = this.network
    const at = line * posts + post
    const cell = line * lineStride + post * postStride
    const y = this.y[at]! + by
    this.y[at] = y
    this.up[at] = y < this.face.high[cell]! ? this.marginal(cell, y) : Infinity
    this.down[at] = y > this.face.low[cell]! ? fall(this.marginal(cell, y - 1)) : Infinity
    this.missing[line]! -= by
    this.excess[post]! += by
  }

  /** How many places stand in a post too many. */
  off(): number {
    return this.excess.reduce((sum, excess) => sum + Math.max(0, excess), 0)
  }

  /** The solution in the program's order. */
  solution(): Int32Array {
    const { lines, posts, lineStride, postStride } = this.network
    const y = new Int32Array(lines * posts)
    for (let line = 0, at = 0; line < lines; line++) {
      for (let post = 0; post < posts; post++, at++) y[line * lineStride + post * postStride] = this.y[at]!
    }
    return y
  }

  /**
   * The face of optimal solutions: a cell may still move as far as its marginal cost equals its line's and post's potential, and as
   * far as the totals let any cell go. What is next begins within it, where each cell costs least.
   */
  optimalFace(next: Marginal, implied: Box): Face {
    const { lines, posts, lineStride, postStride } = this.network
    const { marginal } = this
    const low = this.face.low.slice()
    const high = this.face.high.slice()
    const start = this.face.start.slice()
    for (let line = 0; line < lines; line++) {
      if (line % LINES_PER_LOOK === 0) look(this.budget)
      const potential = this.linePotential(line)
      for (let post = 0; post < posts; post++) {
        const cell = line * lineStride + post * postStride
        const price = potential + this.potential[post]!
        let y = this.y[line * posts + post]!
        let lowest = y
        let highest = y
        const floor = Math.max(low[cell]!, implied.low[cell]!)
        const ceiling = Math.min(high[cell]!, implied.high[cell]!)
        while (lowest > floor && marginal(cell, lowest - 1) === price) lowest--
        while (highest < ceiling && marginal(cell, highest) === price) highest++
        while (y < highest && next(cell, y) < 0) y++
        while (y > lowest && next(cell, y - 1) > 0) y--
        low[cell] = lowest
        high[cell] = highest
        start[cell] = y
      }
    }
    return { low, high, start }
  }

  /** Complementary slackness: up >= line + post wherever one more is allowed, and so on. */
  private linePotential(line: number): number {
    const { posts } = this.network
    let most = Infinity
    let least = -Infinity
    for (let post = 0, at = line * posts; post < posts; post++, at++) {
      most = Math.min(most, this.up[at]! - this.potential[post]!)
      least = Math.max(least, -this.down[at]! - this.potential[post]!)
    }
    return most < Infinity ? most : least > -Infinity ? least : 0
  }
}

/** What taking the last place away costs; FORBIDDEN stays what it is. */
function fall(marginal: number): number {
  return marginal === Infinity ? Infinity : -marginal
}
