/**
 * The posts' totals, repaired by shortest chains.
 *
 * Moving one place from post a to post b costs `cheapest[a, b]`: the least, over all lines, of one less in a and one more in b. A
 * *chain* a -> b -> ... -> z moves one place from a post that has too many to one that has too few. With potentials that leave no
 * move a negative reduced cost `cheapest[a, b] + potential[a] - potential[b]`, in rounds until no post is off:
 *
 *   1. Measure how far each post is from those with too many (Dijkstra; of equals the fewest moves), and raise the potentials by
 *      it. Now a shortest chain costs nothing.
 *   2. Send places along such chains, depth first and each move one hop further from the start, until none is left.
 *
 * Most moves never lie on a shortest chain. So a move that has become dearer is not looked up again until a chain would use it:
 * until then its old cost is a bound.
 */
import { look, type Budget } from '../domain/budget.js'
import { EngineError } from '../domain/errors.js'
import { LINES_PER_LOOK, type Lines } from './lines.js'
import { roomFor } from './room.js'

const NONE = -1
const CHAINS_PER_LOOK = 16

export class Chains {
  /** posts x posts: what the cheapest move from a to b costs, and the line that makes it; of a bound NONE. */
  private readonly cheapest: Float64Array
  private readonly mover: Int32Array
  /** Per post the lines for which a place more, or less, has ever been a gain. Few: the cells rounded against nature. */
  private readonly takers: Shortlist
  private readonly leavers: Shortlist
  /** How far a post is from those with too many, in reduced cost and in moves, and over which post; NONE where no chain passes. */
  private readonly distance: Float64Array
  private readonly hops: Int32Array
  private readonly before: Int32Array
  private readonly settled: Int32Array
  /** Per post the first move from it that may still be on a chain of this round. */
  private readonly next: Int32Array
  private readonly chain: Int32Array

  /** @param steepest the largest absolute cost of one step, for the check that every sum is exact */
  constructor(
    private readonly table: Lines,
    private readonly steepest: number,
    private readonly budget: Budget,
  ) {
    const { lines, posts } = table.network
    const cells = lines * posts
    const room = roomFor(posts * (posts + 3), 2 * cells + posts * (posts + 7))
    this.cheapest = room.floats(posts * posts)
    this.distance = room.floats(posts)
    this.takers = {
      lines: room.integers(cells),
      count: room.integers(posts),
      others: room.floats(posts).fill(Infinity),
    }
    this.leavers = {
      lines: room.integers(cells),
      count: room.integers(posts),
      others: room.floats(posts).fill(Infinity),
    }
    this.mover = room.integers(posts * posts)
    this.hops = room.integers(posts)
    this.before = room.integers(posts)
    this.settled = room.integers(posts)
    this.next = room.integers(posts)
    this.chain = room.integers(posts)
  }

  /** @throws OutOfTime; EngineError when the costs are not convex */
  repair(): 'optimal' | 'infeasible' | 'inexact' {
    this.shortlistLines()
    this.findMoves()
    for (;;) {
      look(this.budget)
      const found = this.measure()
      if (found === 'stuck') return 'infeasible'
      if (!this.exact()) return 'inexact'
      if (found === 'none off') return 'optimal'
      if (this.send() === 0) throw new EngineError('the costs of a program are not convex')
    }
  }

  private shortlistLines(): void {
    const { network, up, down } = this.table
    const { lines, posts } = network
    const { takers, leavers } = this
    for (let line = 0, at = 0; line < lines; line++) {
      if (line % LINES_PER_LOOK === 0) look(this.budget)
      for (let post = 0; post < posts; post++, at++) {
        if (up[at]! < takers.others[post]!) note(takers, post, lines, line, up[at]!)
        if (down[at]! < leavers.others[post]!) note(leavers, post, lines, line, down[at]!)
      }
    }
  }

  /** For all pairs of posts the cheapest move of a shortlisted line, or a bound where the other lines may offer a cheaper one. */
  private findMoves(): void {
    const { network, up, down } = this.table
    const { lines, posts } = network
    const { takers, leavers, cheapest, mover } = this
    const [least, who] = [this.distance, this.before] // of one column: not in use yet
    for (let b = 0; b < posts; b++) {
      if (b % LINES_PER_LOOK === 0) look(this.budget)
      for (let a = 0; a < posts; a++) least[a] = leavers.others[a]! + takers.others[b]!
      who.fill(NONE)
      for (let i = b * lines; i < b * lines + takers.count[b]!; i++) {
        const line = takers.lines[i]!
        cheapen(least, who, 0, line, up[line * posts + b]!, down, posts)
      }
      for (let a = 0, pair = b; a < posts; a++, pair += posts) {
        cheapest[pair] = least[a]!
        mover[pair] = who[a]!
      }
    }
    for (let a = 0; a < posts; a++) {
      if (a % LINES_PER_LOOK === 0) look(this.budget)
      for (let i = a * lines; i < a * lines + leavers.count[a]!; i++) {
        const line = leavers.lines[i]!
        cheapen(cheapest, mover, a * posts, line, down[line * posts + a]!, up, posts)
      }
      cheapest[a * posts + a] = Infinity
    }
  }

  /** The cheapest move of one pair, over all lines where the shortlisted ones do not settle it. */
  private findMove(a: number, b: number): void {
    const { lines, posts } = this.table.network
    const { takers, leavers } = this
    const pair = a * posts + b
    this.cheapest[pair] = Infinity
    for (let i = a * lines; i < a * lines + leavers.count[a]!; i++) this.offer(leavers.lines[i]!, a, b)
    for (let i = b * lines; i < b * lines + takers.count[b]!; i++) this.offer(takers.lines[i]!, a, b)
    if (this.cheapest[pair] <= leavers.others[a]! + takers.others[b]!) return
    for (let line = 0; line < lines; line++) this.offer(line, a, b)
  }

  /** What a line would move a place for. */
  private offer(line: number, a: number, b: number): void {
    const { network, up, down } = this.table
    const { posts } = network
    const pair = a * posts + b
    const cost = down[line * posts + a]! + up[line * posts + b]!
    if (cost < this.cheapest[pair]!) {
      this.cheapest[pair] = cost
      this.mover[pair] = line
    } else if (this.mover[pair] === line && cost > this.cheapest[pair]!) {
      this.mover[pair] = NONE
    }
  }

  /** Step 1. */
  private measure(): 'none off' | 'stuck' | 'chains' {
    const { excess, potential, network } = this.table
    const { posts } = network
    const { distance, hops, before, settled, mover } = this
    let wanting = 0
    for (let post = 0; post < posts; post++) {
      const source = excess[post]! > 0
      if (excess[post]! < 0) wanting++
      distance[post] = source ? 0 : Infinity
      hops[post] = source ? 0 : NONE
      before[post] = NONE
      settled[post] = 0
    }
    if (wanting === 0) return 'none off'
    let farthest = NONE
    for (let a = this.nearest(); a !== NONE && wanting > 0;) {
      if (before[a]! !== NONE && mover[before[a]! * posts + a] === NONE) {
        this.findMove(before[a]!, a)
        this.measureAgain(a)
        a = this.nearest()
        continue
      }
      settled[a] = 1
      if (excess[a]! < 0) {
        wanting--
        farthest = distance[a]!
      }
      a = this.reachFrom(a)
    }
    if (farthest === NONE) return 'stuck'
    for (let post = 0; post < posts; post++) {
      if (settled[post] === 0) hops[post] = NONE
      potential[post]! += Math.min(distance[post]!, farthest)
    }
    return 'chains'
  }

  /** The nearest post that is not settled; NONE when no other can be reached. */
  private nearest(): number {
    const { distance, hops, settled } = this
    let nearest = NONE
    let least = Infinity
    for (let post = 0; post < distance.length; post++) {
      if (settled[post] === 1) continue
      const far = distance[post]!
      if (far < least || (far === least && far < Infinity && hops[post]! < hops[nearest]!)) {
        least = far
        nearest = post
      }
    }
    return nearest
  }

  /** What one more move reaches from a settled post. @returns the nearest post that is left, or NONE */
  private reachFrom(a: number): number {
    const { potential, network } = this.table
    const { posts } = network
    const { distance, hops, before, settled, cheapest } = this
    const from = distance[a]!
    const base = from + potential[a]!
    const hop = hops[a]! + 1
    let nearest = NONE
    let least = Infinity
    for (let b = 0, pair = a * posts; b < posts; b++, pair++) {
      if (settled[b] === 1) continue
      const reached = Math.max(from, base + cheapest[pair]! - potential[b]!) // a bound may say less than nothing
      let far = distance[b]!
      if (reached < far || (reached === far && hop < hops[b]!)) {
        far = reached
        distance[b] = reached
        hops[b] = hop
        before[b] = a
      }
      if (far < least || (far === least && far < Infinity && hops[b]! < hops[nearest]!)) {
        least = far
        nearest = b
      }
    }
    return nearest
  }

  /** A post that is not settled, from all that are: the move that seemed to lead to it costs more than its bound. */
  private measureAgain(b: number): void {
    const { potential, network } = this.table
    const { distance, hops, before, settled, cheapest } = this
    distance[b] = Infinity
    for (let a = 0, pair = b; a < network.posts; a++, pair += network.posts) {
      if (settled[a] === 0) continue
      const from = distance[a]!
      const reached = Math.max(from, from + potential[a]! + cheapest[pair]! - potential[b]!)
      if (reached < distance[b] || (reached === distance[b] && hops[a]! + 1 < hops[b]!)) {
        distance[b] = reached
        hops[b] = hops[a]! + 1
        before[b] = a
      }
    }
  }

  /** Step 2. @returns how many places were sent */
  private send(): number {
    const { excess, network } = this.table
    let sent = 0
    this.next.fill(0)
    for (let post = 0; post < network.posts; post++) {
      while (excess[post]! > 0) {
        const moves = this.findChain(post)
        if (moves === 0) break
        if (++sent % CHAINS_PER_LOOK === 0) look(this.budget)
        for (let i = moves; i > 0; i--) this.move(this.chain[i - 1]!, this.chain[i]!)
      }
    }
    return sent
  }

  /** Depth first, from a post with too many to one with too few. @returns the number of moves; 0 when no chain is left */
  private findChain(source: number): number {
    const { chain, next } = this
    const { excess } = this.table
    let moves = 0
    chain[0] = source
    while (excess[chain[moves]!]! >= 0) {
      const onward = this.onward(chain[moves]!)
      if (onward !== NONE) chain[++moves] = onward
      else if (moves === 0) return 0
      else next[chain[--moves]!]!++
    }
    return moves
  }

  /** The next post, one hop further, to which a move costs nothing. */
  private onward(a: number): number {
    const { potential, network } = this.table
    const { posts } = network
    const { hops, next, cheapest, mover } = this
    for (let b = next[a]!; b < posts; b++) {
      const pair = a * posts + b
      if (hops[b] !== hops[a]! + 1 || cheapest[pair]! + potential[a]! !== potential[b]! || mover[pair] === NONE)
        continue
      next[a] = b
      return b
    }
    next[a] = posts
    return NONE
  }

  /** Moves one place, and renews the moves that this changed: those of this line into or out of the two posts. */
  private move(a: number, b: number): void {
    const { posts } = this.table.network
    const line = this.mover[a * posts + b]!
    this.table.step(line, a, -1)
    this.table.step(line, b, 1)
    this.renew(line, a)
    this.renew(line, b)
  }

  private renew(line: number, post: number): void {
    const { network, up, down } = this.table
    const { lines, posts } = network
    const at = line * posts + post
    if (up[at]! < this.takers.others[post]!) note(this.takers, post, lines, line, up[at]!)
    if (down[at]! < this.leavers.others[post]!) note(this.leavers, post, lines, line, down[at]!)
    for (let other = 0; other < posts; other++) {
      if (other === post) continue
      this.offer(line, post, other)
      this.offer(line, other, post)
    }
  }

  /** Whether every number so far is an integer that a double holds exactly. */
  private exact(): boolean {
    let largest = 0
    for (const potential of this.table.potential) largest = Math.max(largest, Math.abs(potential))
    return 4 * largest + 2 * this.steepest <= Number.MAX_SAFE_INTEGER
  }
}

/** A line's moves, between one post where it costs `cost` and each other, into a row of `least` that begins at `pair`. */
function cheapen(
  least: Float64Array,
  who: Int32Array,
  pair: number,
  line: number,
  cost: number,
  others: Float64Array,
  posts: number,
): void {
  for (let at = line * posts, end = at + posts; at < end; at++, pair++) {
    const sum = cost + others[at]!
    if (sum <= least[pair]!) {
      least[pair] = sum
      who[pair] = line
    }
  }
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
