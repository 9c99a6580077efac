/**
 * A guess at what a place in each post is worth, so that few chains are left to be found.
 *
 * Each post by itself, as if it alone were off: with e places too many, its potential sinks until e lines have a better use for a
 * place there; with too few it rises until e lines have none. All posts do so at once, lines swap places until no swap is a gain,
 * and so on as long as it helps. A bad guess costs time and no more: lines are at their best whatever the potentials.
 */
import { look, type Budget } from '../domain/budget.js'
import { LINES_PER_LOOK, type Lines } from './lines.js'

/** Goes on while a round leaves at most this part of what was off. */
const WORTH_A_ROUND = 3 / 4

/**
 * Moves potentials, and lines with them.
 * @param table its lines rounded, its potentials 0
 * @returns false when that leads nowhere, as where places cost nothing and follow a potential one by one: then begin again without
 */
export function guessPotentials(table: Lines, budget: Budget): boolean {
  const guess = new Guess(table, budget)
  let before = Infinity
  for (let off = table.off(); off > 0 && off <= WORTH_A_ROUND * before; off = table.off()) {
    before = off
    guess.movePotentials()
    if (!guess.swapPlaces()) return false
  }
  return true
}

class Guess {
  /** What the next place more, and the next one less, costs each line at these potentials. */
  private readonly more: Float64Array
  private readonly less: Float64Array

  constructor(
    private readonly table: Lines,
    private readonly budget: Budget,
  ) {
    this.more = new Float64Array(table.network.lines)
    this.less = new Float64Array(table.network.lines)
    this.swapPlaces()
  }

  movePotentials(): void {
    const { excess, potential, network, up, down } = this.table
    const { lines, posts } = network
    const nearest = new Nearest(excess, lines)
    const over = Array.from(excess.keys()).filter((post) => excess[post]! > 0)
    const under = Array.from(excess.keys()).filter((post) => excess[post]! < 0)
    for (let line = 0, row = 0; line < lines; line++, row += posts) {
      if (line % LINES_PER_LOOK === 0) look(this.budget)
      const more = this.more[line]!
      const less = this.less[line]!
      for (const post of over) nearest.offer(post, down[row + post]! + potential[post]! + more)
      for (const post of under) nearest.offer(post, up[row + post]! - potential[post]! + less)
    }
    for (const post of over) potential[post]! -= nearest.beyond(post)
    for (const post of under) potential[post]! += nearest.beyond(post)
  }

  /** In every line, until no swap is a gain. False when a line goes on and on. */
  swapPlaces(): boolean {
    const { lines } = this.table.network
    for (let line = 0; line < lines; line++) {
      if (line % LINES_PER_LOOK === 0) look(this.budget)
      if (!this.swapWithin(line)) return false
    }
    return true
  }

  private swapWithin(line: number): boolean {
    const { up, down, potential, network } = this.table
    const { posts } = network
    for (let swaps = 0; swaps < 2 * posts; swaps++) {
      let taker = 0
      let leaver = 0
      let more = Infinity
      let less = Infinity
      for (let post = 0, at = line * posts; post < posts; post++, at++) {
        const rise = up[at]! - potential[post]!
        const fall = down[at]! + potential[post]!
        if (rise < more) {
          more = rise
          taker = post
        }
        if (fall < less) {
          less = fall
          leaver = post
        }
      }
      this.more[line] = more
      this.less[line] = less
      if (more + less >= 0) return true
      this.table.step(line, taker, 1)
      this.table.step(line, leaver, -1)
    }
    return false
  }
}

/** Per post the least costs offered, in order: as many as places are off there. */
class Nearest {
  private readonly begin: Int32Array
  private readonly kept: Float64Array

  constructor(excess: Int32Array, lines: number) {
    this.begin = new Int32Array(excess.length + 1)
    for (const [post, places] of excess.entries()) {
      this.begin[post + 1] = this.begin[post]! + Math.min(lines, Math.abs(places))
    }
    this.kept = new Float64Array(this.begin.at(-1)!).fill(Infinity)
  }

  offer(post: number, cost: number): void {
    const { kept } = this
    const begin = this.begin[post]!
    let i = this.begin[post + 1]! - 1
    if (cost >= kept[i]!) return
    for (; i > begin && kept[i - 1]! > cost; i--) kept[i] = kept[i - 1]!
    kept[i] = cost
  }

  /** Just beyond the last of them; 0 when there are not so many. */
  beyond(post: number): number {
    const last = this.kept[this.begin[post + 1]! - 1]!
    return last === Infinity ? 0 : last + 1
  }
}
