/**
 * The multipliers of a biproportional apportionment, exact, or the cycle of cells that improves it.
 *
 * Multipliers r and c prove an allocation when, in every cell, r c <= (y + 1/2) / t where a place may be added and
 * r c >= (y - 1/2) / t where one may be taken. In logarithms that is a system of differences, which has a solution exactly
 * when no cycle of cells, gaining and losing a place in turn, improves the allocation.
 *
 *   1. In floating point: a point well inside, so that short decimals will do.
 *   2. In fractions: Bellman-Ford from there. Without ties it has nothing to do; with ties it makes the equalities exact;
 *      and where the allocation was not the best it finds the cycle.
 */
import type { FractionMultipliers, LogMultipliers } from '../../models/proportional.js'
import { look, UNLIMITED, type Budget } from '../domain/budget.js'
import { NANO } from '../domain/decimal.js'
import { parseFraction, reduced, type Fraction } from '../domain/fraction.js'
import type { Table } from '../domain/table.js'

export type Multipliers = FractionMultipliers
/** Multipliers near which to look. */
export type Near = LogMultipliers

/** The proof of an allocation, or the cells that gain (1) and lose (-1) a place in one that is better. */
export type Verdict =
  | { readonly optimal: true; readonly multipliers: Multipliers }
  | { readonly optimal: false; readonly cycle: readonly { readonly cell: number; readonly by: 1 | -1 }[] }

/** The clock is looked at once in so many cells: their fractions may be long. */
const CELLS_PER_LOOK = 64

/** How many digits are tried; the last are as many as a double has. */
const DIGITS = [4, 6, 8, 10, 12, 17]

/** Proves an allocation with exact totals, or improves it. Exact for any input. @throws OutOfTime */
export function judge(table: Table, y: Int32Array, near: Near, budget: Budget = UNLIMITED): Verdict {
  const limits = limitsOf(table, y)
  const point = inside(table, y, near, budget)
  for (const digits of DIGITS) {
    const search = new Search(limits, point, digits, budget)
    if (search.violations() === 0) return { optimal: true, multipliers: search.multipliers() }
    if (digits === DIGITS.at(-1)) return search.settle()
  }
  throw new RangeError('no digits to try')
}

/** Per cell `price <= high` and `price >= low` as whole numbers: r c * twiceTarget against (2y + 1) and (2y - 1) billionths. */
interface Limits {
  readonly rows: number
  readonly columns: number
  readonly twiceTarget: readonly bigint[]
  /** 0n where there is no limit. */
  readonly high: readonly bigint[]
  readonly low: readonly bigint[]
}

function limitsOf(table: Table, y: Int32Array): Limits {
  const nano = BigInt(NANO)
  const cells = Array.from(y, (places, cell) => ({ cell, places: BigInt(places), empty: table.target[cell] === 0 }))
  return {
    rows: table.rows.length,
    columns: table.columns.length,
    twiceTarget: cells.map(({ cell }) => 2n * BigInt(table.target[cell]!)),
    high: cells.map(({ cell, places, empty }) =>
      !empty && y[cell]! < table.high[cell]! ? (2n * places + 1n) * nano : 0n,
    ),
    low: cells.map(({ cell, places, empty }) =>
      !empty && y[cell]! > table.low[cell]! ? (2n * places - 1n) * nano : 0n,
    ),
  }
}

/** Bellman-Ford over rows (r) and columns (1 / c), from decimals of so many digits. */
class Search {
  private readonly r: Fraction[]
  private readonly divisor: Fraction[]
  /** The cell through which a node was last lowered, or -1. Rows first. */
  private readonly through: Int32Array

  constructor(
    private readonly limits: Limits,
    point: Near,
    digits: number,
    private readonly budget: Budget,
  ) {
    this.r = Array.from(point.row, (each) => decimalNear(Math.exp(each), digits))
    this.divisor = Array.from(point.column, (each) => inverse(decimalNear(Math.exp(each), digits)))
    this.through = new Int32Array(limits.rows + limits.columns).fill(-1)
  }

  violations(): number {
    let count = 0
    for (let cell = 0; cell < this.limits.high.length; cell++) {
      if (cell % CELLS_PER_LOOK === 0) look(this.budget)
      if (this.tooHigh(cell)) count++
      if (this.tooLow(cell)) count++
    }
    return count
  }

  multipliers(): Multipliers {
    return { row: this.r, column: this.divisor.map(inverse) }
  }

  /** Lowers r and 1 / c until every limit holds, or until what was lowered goes round. */
  settle(): Verdict {
    const { columns, rows, twiceTarget, high, low } = this.limits
    for (;;) {
      let lowered = false
      for (let cell = 0; cell < high.length; cell++) {
        if (cell % CELLS_PER_LOOK === 0) look(this.budget)
        const [s, o] = [Math.floor(cell / columns), cell % columns]
        if (this.tooHigh(cell)) {
          const { numerator, denominator } = this.divisor[o]!
          this.r[s] = reduced({ numerator: numerator * high[cell]!, denominator: denominator * twiceTarget[cell]! })
          this.through[s] = cell
          lowered = true
        }
        if (this.tooLow(cell)) {
          const { numerator, denominator } = this.r[s]!
          this.divisor[o] = reduced({
            numerator: numerator * twiceTarget[cell]!,
            denominator: denominator * low[cell]!,
          })
          this.through[rows + o] = cell
          lowered = true
        }
      }
      if (!lowered) return { optimal: true, multipliers: this.multipliers() }
      const cycle = this.cycle()
      if (cycle !== null) return { optimal: false, cycle }
    }
  }

  private tooHigh(cell: number): boolean {
    const high = this.limits.high[cell]!
    return high !== 0n && this.compare(cell, high) > 0n
  }

  private tooLow(cell: number): boolean {
    const low = this.limits.low[cell]!
    return low > 0n && this.compare(cell, low) < 0n
  }

  /** The sign of r c * twiceTarget - limit. */
  private compare(cell: number, limit: bigint): bigint {
    const { columns, twiceTarget } = this.limits
    const r = this.r[Math.floor(cell / columns)]!
    const divisor = this.divisor[cell % columns]!
    return r.numerator * divisor.denominator * twiceTarget[cell]! - limit * r.denominator * divisor.numerator
  }

  /** Nodes that were lowered because of each other, all the way round: each time round they would be lowered again. */
  private cycle(): { cell: number; by: 1 | -1 }[] | null {
    const { rows, columns } = this.limits
    const seen = new Int32Array(rows + columns).fill(-1)
    for (let root = 0; root < seen.length; root++) {
      let node = root
      while (seen[node] === -1 && this.through[node] !== -1) {
        seen[node] = root
        node = this.causeOf(node)
      }
      if (seen[node] === root && this.through[node] !== -1) return this.cycleFrom(node)
    }
    return null
  }

  private cycleFrom(start: number): { cell: number; by: 1 | -1 }[] {
    const cycle: { cell: number; by: 1 | -1 }[] = []
    let node = start
    do {
      cycle.push({ cell: this.through[node]!, by: node < this.limits.rows ? 1 : -1 })
      node = this.causeOf(node)
    } while (node !== start)
    return cycle
  }

  /** A row was lowered by a column, and a column by a row. */
  private causeOf(node: number): number {
    const { rows, columns } = this.limits
    const cell = this.through[node]!
    return node < rows ? rows + (cell % columns) : Math.floor(cell / columns)
  }
}

function decimalNear(value: number, digits: number): Fraction {
  return reduced(parseFraction(value.toPrecision(digits))!)
}

function inverse({ numerator, denominator }: Fraction): Fraction {
  return { numerator: denominator, denominator: numerator }
}

/** Neighbouring multipliers may differ by no more than this from where the search began, as logarithms; the first that will do. */
const REACHES = [2, 8, 32, 128]

/**
 * A point as far from all limits as averaging gets it: the mean of the extreme points that the shortest paths from each
 * column (or row, whichever are fewer) make. Only cells that tie are left without slack. Where there is no such point, or
 * none that floating point sees, it is `near` itself.
 */
function inside(table: Table, y: Int32Array, near: Near, budget: Budget): Near {
  return insideOf(table, slacks(table, y, near), near, budget) ?? near
}

/** Whether there are multipliers that keep so clear of every signpost, as logarithms: then no other allocation is as good. */
export function isClear(table: Table, y: Int32Array, near: Near, by: number, budget: Budget = UNLIMITED): boolean {
  const point = insideOf(table, slacks(table, y, near), near, budget)
  if (point === null) return false
  const { high, low } = slacks(table, y, point)
  return high.every((slack) => slack >= by) && low.every((slack) => slack <= -by)
}

/** How far multipliers may still rise, and fall, in every cell, as logarithms. */
interface Slacks {
  readonly high: Float64Array
  readonly low: Float64Array
}

function slacks(table: Table, y: Int32Array, near: Near): Slacks {
  const columns = table.columns.length
  const high = new Float64Array(y.length).fill(Infinity)
  const low = new Float64Array(y.length).fill(-Infinity)
  for (let cell = 0; cell < y.length; cell++) {
    if (table.target[cell] === 0) continue
    const price =
      Math.log(table.target[cell]! / NANO) + near.row[Math.floor(cell / columns)]! + near.column[cell % columns]!
    if (y[cell]! < table.high[cell]!) high[cell] = Math.log(y[cell]! + 0.5) - price
    if (y[cell]! > table.low[cell]!) low[cell] = Math.log(y[cell]! - 0.5) - price
  }
  return { high, low }
}

function insideOf(table: Table, { high, low }: Slacks, near: Near, budget: Budget): Near | null {
  const [rows, columns] = [table.rows.length, table.columns.length]
  const wide = rows >= columns
  const found = wide
    ? centre({ lines: rows, posts: columns, cellOf: (line, post) => line * columns + post, high, low }, budget)
    : centre({ lines: columns, posts: rows, cellOf: (line, post) => post * columns + line, high, low }, budget)
  if (found === null) return null
  const [row, column] = wide ? [found.line, found.post] : [found.post, found.line]
  const shift = column.reduce((sum, each, o) => sum + each + near.column[o]!, 0) / columns
  return {
    row: row.map((each, s) => each + near.row[s]! + shift),
    column: column.map((each, o) => each + near.column[o]! - shift),
  }
}

/** `low <= line + post <= high` in every cell. */
interface Differences {
  readonly lines: number
  readonly posts: number
  readonly cellOf: (line: number, post: number) => number
  readonly high: Float64Array
  readonly low: Float64Array
}

function centre(system: Differences, budget: Budget): { line: Float64Array; post: Float64Array } | null {
  const { posts } = system
  const steps = cheapestSteps(system, budget)
  for (const reach of REACHES) {
    const distance = shortestPaths(steps, posts, reach, budget)
    if (distance === null) continue
    const post = new Float64Array(posts)
    for (let a = 0; a < posts; a++) for (let b = 0; b < posts; b++) post[b]! += distance[a * posts + b]! / posts
    return { line: lineMiddles(system, post), post }
  }
  return null
}

/** posts x posts: how much post b may at most be above post a, over all lines. */
function cheapestSteps({ lines, posts, cellOf, high, low }: Differences, budget: Budget): Float64Array {
  const steps = new Float64Array(posts * posts).fill(Infinity)
  for (let line = 0; line < lines; line++) {
    look(budget)
    for (let a = 0; a < posts; a++) {
      const least = low[cellOf(line, a)]!
      if (least === -Infinity) continue
      for (let b = 0; b < posts; b++) {
        const step = high[cellOf(line, b)]! - least
        if (step < steps[a * posts + b]!) steps[a * posts + b] = step
      }
    }
  }
  return steps
}

/** Floyd-Warshall with every step at most `reach`; null when some cycle has a negative length. */
function shortestPaths(steps: Float64Array, posts: number, reach: number, budget: Budget): Float64Array | null {
  const distance = steps.map((step, pair) => (Math.floor(pair / posts) === pair % posts ? 0 : Math.min(step, reach)))
  for (let via = 0; via < posts; via++) {
    look(budget)
    for (let a = 0; a < posts; a++) {
      const first = distance[a * posts + via]!
      for (let b = 0; b < posts; b++) {
        const length = first + distance[via * posts + b]!
        if (length < distance[a * posts + b]!) distance[a * posts + b] = length
      }
    }
  }
  for (let a = 0; a < posts; a++) if (distance[a * posts + a]! < -1e-9) return null
  return distance
}

/** Each line in the middle of what the posts leave it; at least a little inside where only one side is limited. */
function lineMiddles({ lines, posts, cellOf, high, low }: Differences, post: Float64Array): Float64Array {
  return Float64Array.from({ length: lines }, (_, line) => {
    let most = Infinity
    let least = -Infinity
    for (let o = 0; o < posts; o++) {
      most = Math.min(most, high[cellOf(line, o)]! - post[o]!)
      least = Math.max(least, low[cellOf(line, o)]! - post[o]!)
    }
    if (most < Infinity && least > -Infinity) return (most + least) / 2
    return least > -Infinity ? Math.max(0, least + 0.1) : Math.min(0, most - 0.1)
  })
}
