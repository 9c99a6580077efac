/**
 * Our own solver: rounding every line, then repairing the other totals by shortest chains.
 *
 * A table has two sides. Call the longer one its *lines* (usually the specialties) and the shorter one its *posts*
 * (usually the OORs).
 *
 *   1. Every line by itself takes its cheapest steps away from `start` until its own total is right. Lines are now exact
 *      and optimal; only posts are off.
 *   2. Moving one place from post a to post b costs `cheapest[a, b]`: the least, over all lines, of one less in a and one
 *      more in b. A *chain* a -> b -> ... -> z moves one place from a post that has too many to one that has too few.
 *   3. Augment along a shortest chain (Dijkstra with potentials over the posts only) until no post is off.
 *
 * This is successive shortest paths (Ahuja, Magnanti & Orlin 1993, ch. 9 and 14) on the residual network with the lines
 * contracted away: some seven nodes instead of thirty-seven. The potentials that are left prove the answer optimal.
 *
 * Lexicographic levels run as one integer cost per *block* of levels: a level's weight dominates all that lower levels
 * can sum to along one simple cycle of the residual network. A block whose numbers would leave 2^53 is split, and the
 * later part is solved on the optimal face of the earlier part, the cells' ranges whose reduced cost is zero. Exact
 * either way: every number here is an integer in a double.
 *
 * Memory: matrices are post by post, `post * lines + line`, so that the scan over all lines is contiguous.
 */
import { look, OutOfTime, unlessLate, UNLIMITED, type Budget } from '../domain/budget.js'
import { impliedBounds, type Box } from '../program/box.js'
import type { Level, Program } from '../program/program.js'
import type { Solution, Solver } from './solver.js'

const VERSION = '1.0.0'

/** Potentials of one block of levels, in that block's weighted cost. */
interface Potentials {
  readonly line: Float64Array
  readonly post: Float64Array
}

interface Network {
  readonly lines: number
  readonly posts: number
  readonly lineTotals: Int32Array
  readonly postTotals: Int32Array
  /** The program's cell of a line and a post is `line * lineStride + post * postStride`. */
  readonly lineStride: number
  readonly postStride: number
}

export const flow: Solver = {
  name: 'flow',
  version: VERSION,
  solve: (program, budget) => Promise.resolve(solveFlow(program, budget)),
}

/** Solves a program exactly. Never throws on infeasible or late; see `Solution.outcome`. */
export function solveFlow(program: Program, budget: Budget = UNLIMITED): Solution {
  if (total(program.rowTotals) !== total(program.columnTotals)) return { outcome: 'infeasible', y: null }
  const blocks = pack(program.levels, 2 * Math.min(program.rows, program.columns))
  return unlessLate(() => solveBlocks(program, blocks, budget)) ?? { outcome: 'time-limit', y: null }
}

/**
 * The same for who needs the answer to go on. @returns null when there is no solution
 * @throws OutOfTime
 */
export function flowInTime(program: Program, budget: Budget): Int32Array | null {
  const { outcome, y } = solveFlow(program, budget)
  if (outcome === 'time-limit') throw new OutOfTime('out of time')
  return y
}

/** Bounds within which the next block may still move, and where it begins. In the program's own cell order. */
interface Face {
  readonly low: Int32Array
  readonly high: Int32Array
  readonly start: Int32Array
}

/** Levels that run as one cost, each with its weight; the least important first. */
type Block = readonly { readonly level: Level; readonly weight: number }[]

function solveBlocks(program: Program, blocks: readonly Block[], budget: Budget): Solution {
  const network = orient(program)
  let face: Face = program
  const y = new Int32Array(program.low.length)
  const queue = [...blocks]
  while (queue.length > 0) {
    const block = queue.shift()!
    look(budget)
    const search = new ChainSearch(network, face, block, budget)
    const stop = search.run()
    if (stop === 'inexact') {
      queue.unshift(...split(block))
      continue
    }
    if (stop !== 'optimal') return { outcome: stop, y: null }
    search.copyTo(y)
    if (queue.length > 0) face = search.optimalFace(queue[0]!, impliedBounds(program)!)
  }
  return { outcome: 'optimal', y }
}

/**
 * Packs levels, from the least important up, into as few blocks as stay well within exact integers. No levels at all
 * make one block without cost.
 * @param cycle the most arcs a simple cycle of the residual network can have
 */
function pack(levels: readonly Level[], cycle: number): Block[] {
  let current: { level: Level; weight: number }[] = []
  const blocks: Block[] = [current]
  let reach = 0 // what the levels of the current block can sum to along one simple cycle
  for (let i = levels.length - 1; i >= 0; i--) {
    const level = levels[i]!
    const weight = reach + 1
    if (current.length === 0 || weight * level.steepest < Number.MAX_SAFE_INTEGER / 64) {
      current.push({ level, weight })
      reach += cycle * weight * level.steepest
    } else {
      current = [{ level, weight: 1 }]
      blocks.unshift(current)
      reach = cycle * level.steepest
    }
  }
  return blocks
}

/** A block whose numbers grew too large, as two; the weights keep their ratios, which is all that matters. */
function split(block: Block): Block[] {
  if (block.length < 2) throw new RangeError('the costs of one level leave the range of exact integers')
  return [[{ level: block.at(-1)!.level, weight: 1 }], block.slice(0, -1)]
}

/** Calls the longer side of a program its lines. */
function orient(program: Program): Network {
  const { rows, columns, rowTotals, columnTotals } = program
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

class ChainSearch {
  private readonly marginal: Marginal
  private readonly y: Int32Array
  /** Cost of one place more in a cell; Infinity at its upper bound. */
  private readonly up: Float64Array
  /** Cost of one place less in a cell (minus what the last place cost); Infinity at its lower bound. */
  private readonly down: Float64Array
  /** Per post the lines for which a place more, or less, has ever been a gain. Few: the cells rounded against nature. */
  private readonly takers: Shortlist
  private readonly leavers: Shortlist
  /** Potential of each post: moving a place from a to b costs `cheapest + potential[a] - potential[b] >= 0`. */
  private readonly potential: Float64Array
  /** Places that each post has too many (or, negative, too few). */
  private readonly excess: Int32Array
  /** posts x posts: the cheapest move from a to b over all lines, and the line that makes it. */
  private readonly cheapest: Float64Array
  private readonly mover: Int32Array
  private readonly distance: Float64Array
  private readonly before: Int32Array
  private readonly settled: Int32Array
  /** The largest absolute cost of one step, for the check that every sum is exact. */
  private readonly steepest: number

  constructor(
    private readonly network: Network,
    private readonly face: Face,
    block: Block,
    private readonly budget: Budget,
  ) {
    const { lines, posts } = network
    const cells = lines * posts
    const { floats, integers } = arena(2 * cells + posts * (posts + 4), 3 * cells + posts * (posts + 5))
    this.marginal = combine(block)
    this.steepest = block.reduce((sum, { level, weight }) => sum + weight * level.steepest, 0)
    this.y = integers(cells)
    this.up = floats(cells)
    this.down = floats(cells)
    this.takers = { lines: integers(cells), count: integers(posts), others: floats(posts).fill(Infinity) }
    this.leavers = { lines: integers(cells), count: integers(posts), others: floats(posts).fill(Infinity) }
    this.potential = floats(posts)
    this.excess = integers(posts)
    this.cheapest = floats(posts * posts)
    this.mover = integers(posts * posts)
    this.distance = floats(posts)
    this.before = integers(posts)
    this.settled = integers(posts)
  }

  /** @throws OutOfTime */
  run(): 'optimal' | 'infeasible' | 'inexact' {
    if (!this.begin() || !this.roundLines()) return 'infeasible'
    this.countExcess()
    this.findCheapestMoves()
    const roundsPerLook = this.network.posts < 100 ? 16 : 1
    for (let round = 0; ; round++) {
      if (round % roundsPerLook === 0) look(this.budget)
      const post = this.shortestChain()
      if (post === DONE) return this.exact() ? 'optimal' : 'inexact'
      if (post === STUCK) return 'infeasible'
      if (!this.exact()) return 'inexact'
      this.augment(post)
    }
  }

  /** Writes the solution in the program's order. */
  copyTo(y: Int32Array): void {
    const { lines, posts, lineStride, postStride } = this.network
    for (let line = 0; line < lines; line++) {
      for (let post = 0; post < posts; post++) y[line * lineStride + post * postStride] = this.y[post * lines + line]!
    }
  }

  /** Potentials that satisfy complementary slackness: up >= line + post wherever one more is allowed, and so on. */
  potentials(): Potentials {
    const { lines, posts } = this.network
    const line = new Float64Array(lines)
    for (let i = 0; i < lines; i++) {
      let most = Infinity
      let least = -Infinity
      for (let post = 0, at = i; post < posts; post++, at += lines) {
        most = Math.min(most, this.up[at]! - this.potential[post]!)
        least = Math.max(least, -this.down[at]! - this.potential[post]!)
      }
      line[i] = most < Infinity ? most : least > -Infinity ? least : 0
    }
    return { line, post: this.potential }
  }

  /**
   * The face of optimal solutions of this block: a cell may still move as far as its marginal cost equals its line's and
   * post's potential, and as far as the totals let any cell go. The next block begins within it, where each cell costs
   * that block least.
   */
  optimalFace(next: Block, implied: Box): Face {
    const { lines, posts, lineStride, postStride } = this.network
    const potentials = this.potentials()
    const gain = combine(next)
    const low = this.face.low.slice()
    const high = this.face.high.slice()
    const start = this.face.start.slice()
    for (let post = 0; post < posts; post++) {
      if (post % 4 === 3) look(this.budget)
      for (let line = 0; line < lines; line++) {
        const cell = line * lineStride + post * postStride
        const price = potentials.line[line]! + potentials.post[post]!
        let y = this.y[post * lines + line]!
        let lowest = y
        let highest = y
        const floor = Math.max(this.face.low[cell]!, implied.low[cell]!)
        const ceiling = Math.min(this.face.high[cell]!, implied.high[cell]!)
        while (lowest > floor && this.marginal(cell, lowest - 1) === price) lowest--
        while (highest < ceiling && this.marginal(cell, highest) === price) highest++
        while (y < highest && gain(cell, y) < 0) y++
        while (y > lowest && gain(cell, y - 1) > 0) y--
        low[cell] = lowest
        high[cell] = highest
        start[cell] = y
      }
    }
    return { low, high, start }
  }

  /** Every cell at its start, with the cost of one more and one less. False when some cell has no value at all. */
  private begin(): boolean {
    const { lines, posts, lineStride, postStride } = this.network
    const { low, high, start } = this.face
    const { marginal, y, up, down, takers, leavers } = this
    for (let line = 0; line < lines; line++) {
      if (line % LINES_PER_LOOK === LINES_PER_LOOK - 1) look(this.budget)
      for (let post = 0; post < posts; post++) {
        const cell = line * lineStride + post * postStride
        const at = post * lines + line
        const least = low[cell]!
        const most = high[cell]!
        if (least > most) return false
        const value = start[cell]!
        const more = value < most ? marginal(cell, value) : Infinity
        const less = value > least ? -marginal(cell, value - 1) : Infinity
        y[at] = value
        up[at] = more
        down[at] = less
        if (more < takers.others[post]!) note(takers, post, lines, line, more)
        if (less < leavers.others[post]!) note(leavers, post, lines, line, less)
      }
    }
    return true
  }

  /** Renews the cost of one more and one less of a cell. */
  private price(line: number, post: number): void {
    const at = post * this.network.lines + line
    const cell = line * this.network.lineStride + post * this.network.postStride
    const y = this.y[at]!
    const up = y < this.face.high[cell]! ? this.marginal(cell, y) : Infinity
    const down = y > this.face.low[cell]! ? -this.marginal(cell, y - 1) : Infinity
    this.up[at] = up
    this.down[at] = down
    if (up < this.takers.others[post]!) note(this.takers, post, this.network.lines, line, up)
    if (down < this.leavers.others[post]!) note(this.leavers, post, this.network.lines, line, down)
  }

  /** Step 1: each line takes its cheapest steps until its own total is right. False when its bounds do not allow it. */
  private roundLines(): boolean {
    const { lines, posts, lineTotals } = this.network
    for (let line = 0; line < lines; line++) {
      if (line % LINES_PER_LOOK === LINES_PER_LOOK - 1) look(this.budget)
      let missing = lineTotals[line]!
      for (let post = 0, at = line; post < posts; post++, at += lines) missing -= this.y[at]!
      const costs = missing > 0 ? this.up : this.down
      const step = missing > 0 ? 1 : -1
      for (; missing !== 0; missing -= step) {
        let best = -1
        let least = Infinity
        for (let post = 0, at = line; post < posts; post++, at += lines) {
          if (costs[at]! < least) {
            least = costs[at]!
            best = post
          }
        }
        if (best === -1) return false
        this.y[best * lines + line]! += step
        this.price(line, best)
      }
    }
    return true
  }

  private countExcess(): void {
    const { lines, posts, postTotals } = this.network
    for (let post = 0, at = 0; post < posts; post++) {
      let excess = -postTotals[post]!
      for (let line = 0; line < lines; line++, at++) excess += this.y[at]!
      this.excess[post] = excess
    }
  }

  /** Step 2, for all pairs of posts. */
  private findCheapestMoves(): void {
    const { posts } = this.network
    for (let a = 0; a < posts; a++) {
      if (a % 4 === 3) look(this.budget)
      for (let b = 0; b < posts; b++) if (a !== b) this.findCheapestMove(a, b)
    }
  }

  /**
   * The least of `down[a] + up[b]` over all lines. Only the shortlisted lines are looked at, unless the bound on what
   * the others can offer leaves room for something cheaper there.
   */
  private findCheapestMove(a: number, b: number): void {
    const { lines, posts } = this.network
    const { up, down, leavers, takers } = this
    const fromA = a * lines
    const toB = b * lines
    let least = Infinity
    let mover = -1
    for (let i = fromA; i < fromA + leavers.count[a]!; i++) {
      const line = leavers.lines[i]!
      const cost = down[fromA + line]! + up[toB + line]!
      if (cost < least) {
        least = cost
        mover = line
      }
    }
    for (let i = toB; i < toB + takers.count[b]!; i++) {
      const line = takers.lines[i]!
      const cost = down[fromA + line]! + up[toB + line]!
      if (cost < least) {
        least = cost
        mover = line
      }
    }
    if (least > leavers.others[a]! + takers.others[b]!) {
      for (let line = 0; line < lines; line++) {
        const cost = down[fromA + line]! + up[toB + line]!
        if (cost < least) {
          least = cost
          mover = line
        }
      }
    }
    this.cheapest[a * posts + b] = least
    this.mover[a * posts + b] = mover
  }

  /**
   * Dijkstra over the posts, from every post with too many to the nearest with too few, in reduced costs.
   * Raises the potentials so that the chain found costs nothing more than they say.
   * @returns the post with too few at the chain's end, DONE when no post is off, STUCK when none can be reached
   */
  private shortestChain(): number {
    const { posts } = this.network
    const { distance, before, settled, excess, potential, cheapest } = this
    let off = false
    for (let post = 0; post < posts; post++) {
      const source = excess[post]! > 0
      off ||= source
      distance[post] = source ? 0 : Infinity
      before[post] = -1
      settled[post] = 0
    }
    if (!off) return DONE

    for (;;) {
      let a = -1
      let nearest = Infinity
      for (let post = 0; post < posts; post++) {
        if (settled[post] === 0 && distance[post]! < nearest) {
          nearest = distance[post]!
          a = post
        }
      }
      if (a === -1) return STUCK
      if (excess[a]! < 0) {
        for (let post = 0; post < posts; post++) potential[post]! += Math.min(distance[post]!, nearest)
        return a
      }
      settled[a] = 1
      const base = nearest + potential[a]!
      for (let b = 0, pair = a * posts; b < posts; b++, pair++) {
        if (settled[b] === 1 || b === a) continue
        const reached = base + cheapest[pair]! - potential[b]!
        if (reached < distance[b]!) {
          distance[b] = reached
          before[b] = a
        }
      }
    }
  }

  /** Step 3: moves one place along the chain that ends in `post`, and renews the moves that this changed. */
  private augment(end: number): void {
    const { posts } = this.network
    this.excess[end]!++
    let b = end
    while (this.before[b] !== -1) {
      const a = this.before[b]!
      this.move(this.mover[a * posts + b]!, a, b)
      b = a
    }
    this.excess[b]!--
  }

  private move(line: number, a: number, b: number): void {
    const { lines } = this.network
    this.y[a * lines + line]!--
    this.y[b * lines + line]!++
    this.price(line, a)
    this.price(line, b)
    this.renewMovesOf(line, a)
    this.renewMovesOf(line, b)
  }

  /** After cell (line, post) changed its costs: only moves into or out of `post` can have a new cheapest. */
  private renewMovesOf(line: number, post: number): void {
    const { lines, posts } = this.network
    const { up, down } = this
    for (let other = 0; other < posts; other++) {
      if (other === post) continue
      this.renewMove(line, post, other, down[post * lines + line]! + up[other * lines + line]!)
      this.renewMove(line, other, post, down[other * lines + line]! + up[post * lines + line]!)
    }
  }

  private renewMove(line: number, a: number, b: number, cost: number): void {
    const pair = a * this.network.posts + b
    const least = this.cheapest[pair]!
    if (cost < least) {
      this.cheapest[pair] = cost
      this.mover[pair] = line
    } else if (this.mover[pair] === line && cost > least) {
      this.findCheapestMove(a, b)
    }
  }

  /** Whether every number so far is an integer that a double holds exactly. */
  private exact(): boolean {
    let largest = 0
    for (let post = 0; post < this.potential.length; post++)
      largest = Math.max(largest, Math.abs(this.potential[post]!))
    return 4 * largest + 2 * this.steepest <= Number.MAX_SAFE_INTEGER
  }
}

/** The clock is looked at once in so many lines: not often enough to cost anything, and within milliseconds on a million cells. */
const LINES_PER_LOOK = 32

const DONE = -1
const STUCK = -2

/** `cost(cell, y + 1) - cost(cell, y)`. */
type Marginal = (cell: number, y: number) => number

/** The weighted sum of a block's levels. Written out for up to three, so that each call is one the engine can inline. */
function combine(block: Block): Marginal {
  const first = block[0]?.level.marginal
  const second = block[1]?.level.marginal
  const third = block[2]?.level.marginal
  const a = block[0]?.weight ?? 0
  const b = block[1]?.weight ?? 0
  const c = block[2]?.weight ?? 0
  if (first === undefined) return () => 0
  if (second === undefined) return first
  if (third === undefined) return (cell, y) => a * first(cell, y) + b * second(cell, y)
  if (block.length === 3) return (cell, y) => a * first(cell, y) + b * second(cell, y) + c * third(cell, y)
  return (cell, y) => block.reduce((cost, { level, weight }) => cost + weight * level.marginal(cell, y), 0)
}

/** Per post the lines worth looking at first, and a lower bound on the cost in all other lines. */
interface Shortlist {
  /** The shortlist of a post begins at `post * lines`. */
  readonly lines: Int32Array
  readonly count: Int32Array
  readonly others: Float64Array
}

/** Keeps a shortlist right when a cell costs less than the bound. A line is listed from its first gain on, and once. */
function note(list: Shortlist, post: number, lines: number, line: number, cost: number): void {
  if (cost >= 0) {
    list.others[post] = cost
    return
  }
  const begin = post * lines
  const end = begin + list.count[post]!
  for (let i = begin; i < end; i++) if (list.lines[i] === line) return
  list.lines[end] = line
  list.count[post]!++
}

/** Hands out zeroed arrays from one buffer: one allocation instead of many. */
function arena(floatCount: number, integerCount: number) {
  const buffer = new ArrayBuffer(8 * floatCount + 4 * integerCount)
  let float = 0
  let integer = 8 * floatCount
  return {
    floats: (length: number): Float64Array => {
      float += 8 * length
      return new Float64Array(buffer, float - 8 * length, length)
    },
    integers: (length: number): Int32Array => {
      integer += 4 * length
      return new Int32Array(buffer, integer - 4 * length, length)
    },
  }
}

function total(numbers: Int32Array): number {
  return numbers.reduce((sum, number) => sum + number, 0)
}
