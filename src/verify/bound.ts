/**
 * The proof that no whole solution is better, for programs that are no network: a tree of cases with a bound in each.
 *
 * What it proves, and why. Give every constraint k a number m[k]. For any solution x, the sum over k of m[k] times what the
 * constraint adds up to is at least the sum of m[k] * low[k] where m[k] is positive and m[k] * high[k] where it is negative.
 * Take that sum away from the cost and what is left falls apart into one term per variable, cost(x) - r x, whose least
 * value is found by trying. So
 *
 *     scale * cost + sum of l[i] * level i   >=   sum over constraints + sum over variables of the least term
 *
 * for every solution, whatever the numbers are: poor ones only give a poor bound. An earlier level i may be worse by nothing, so
 * it adds at most l[i] * its value. Costs are whole numbers: a bound above `value - 1` proves `value`. A bound above 0 with
 * scale 0 proves that there is no solution at all.
 *
 * One bound rarely suffices for whole numbers, so the solutions are split: variable v at most a, or at least a + 1. Every
 * solution is in one of the two, and each half has its own bound, or is split again.
 *
 * Costs are piecewise linear between whole numbers, so the least term lies at a bend of some cost or at an end of its range.
 */
import type { VerifyFault } from './fault.js'

/** A whole variable with what each level charges for its value. */
export interface WholeVariable {
  readonly low: number
  readonly high: number
  /** Per level; undefined where the variable costs nothing whatever its value. */
  readonly costs: readonly (((value: number) => bigint) | undefined)[]
}

/** `low <= sum of coefficient * variable <= high`; null for no end. */
export interface WholeConstraint {
  readonly terms: readonly (readonly [variable: number, coefficient: number])[]
  readonly low: number | null
  readonly high: number | null
}

export interface WholeProgram {
  readonly variables: readonly WholeVariable[]
  readonly constraints: readonly WholeConstraint[]
}

/** A number that JSON holds exactly, or its digits. */
export type Exact = number | string

/** Multipliers: per constraint, and per level before the one that is bounded. */
export interface BoundLeaf {
  readonly scale: number
  readonly constraints: readonly Exact[]
  readonly levels: readonly Exact[]
}

export interface BoundSplit {
  readonly variable: number
  readonly at: number
  readonly below: BoundTree
  readonly above: BoundTree
}

export type BoundTree = BoundLeaf | BoundSplit

interface Range {
  readonly low: readonly number[]
  readonly high: readonly number[]
}

/** A program made ready for bounds: every variable's costs written out, and where they bend. */
export class Bounds {
  private readonly tables: readonly (readonly (readonly bigint[] | undefined)[])[]
  private readonly bends: readonly (readonly number[])[]

  constructor(private readonly program: WholeProgram) {
    this.tables = program.variables.map(({ low, high, costs }) =>
      costs.map((cost) => cost && Array.from({ length: Math.max(0, high - low + 1) }, (_, i) => cost(low + i))),
    )
    this.bends = program.variables.map(({ low }, variable) => bendsOf(this.tables[variable]!).map((i) => low + i))
  }

  /** All of the program. */
  whole(): { low: number[]; high: number[] } {
    const { variables } = this.program
    return { low: variables.map(({ low }) => low), high: variables.map(({ high }) => high) }
  }

  /**
   * What is left of the whole program when a level is no more than what its variables cost at least, each by itself: for each the
   * first to the last value at which it costs that.
   * @returns null when the level is more than that: then it leaves every variable some choice
   */
  free(level: number, value: bigint): { low: Int32Array; high: Int32Array } | null {
    const { low, high } = this.whole()
    let sum = 0n
    this.program.variables.forEach(({ low: first }, variable) => {
      const table = this.tables[variable]![level]
      if (table === undefined || table.length === 0) return
      const least = table.reduce((a, b) => (b < a ? b : a))
      sum += least
      low[variable] = first + table.indexOf(least)
      high[variable] = first + table.lastIndexOf(least)
    })
    return sum === value ? { low: Int32Array.from(low), high: Int32Array.from(high) } : null
  }

  /**
   * The least that `scale * level` can be, when the levels before it are at most `values`.
   * @returns null when a multiplier asks for an end that is not there
   */
  least(range: Range, level: number, values: readonly bigint[], leaf: BoundLeaf): bigint | null {
    const { variables, constraints } = this.program
    const price = variables.map(() => 0n)
    let sum = 0n
    for (const [k, { terms, low, high }] of constraints.entries()) {
      const multiplier = BigInt(leaf.constraints[k]!)
      if (multiplier === 0n) continue
      const end = multiplier > 0n ? low : high
      if (end === null) return null
      sum += multiplier * BigInt(end)
      for (const [variable, coefficient] of terms) price[variable]! += multiplier * BigInt(coefficient)
    }
    const weighed: [level: number, weight: bigint][] = leaf.scale === 0 ? [] : [[level, BigInt(leaf.scale)]]
    for (let before = 0; before < level; before++) {
      const weight = BigInt(leaf.levels[before]!)
      if (weight === 0n) continue
      weighed.push([before, weight])
      sum -= weight * values[before]!
    }
    for (const [variable, { low: first }] of variables.entries()) {
      const table = this.tables[variable]!
      const term = (value: number) =>
        weighed.reduce(
          (cost, [each, weight]) => cost + weight * (table[each]?.[value - first] ?? 0n),
          -price[variable]! * BigInt(value),
        )
      const [low, high] = [range.low[variable]!, range.high[variable]!]
      if (low > high) return null
      let least = term(low)
      for (const value of [...this.bends[variable]!, high]) {
        if (value <= low || value > high) continue
        const cost = term(value)
        if (cost < least) least = cost
      }
      sum += least
    }
    return sum
  }

  /** Checks that no solution has a level below `values[level]` while the levels before it stay at theirs. */
  check(tree: BoundTree, level: number, values: readonly bigint[], path: string): VerifyFault[] {
    const faults: VerifyFault[] = []
    const visit = (node: BoundTree, range: Range, place: string): void => {
      if ('variable' in node) {
        const { variable, at } = node
        const { low, high } = range
        if (!Number.isInteger(at) || low[variable] === undefined || at < low[variable] || at >= high[variable]!) {
          faults.push({ path: place, found: `${variable} <= ${at}`, expected: `${low[variable]}..${high[variable]}` })
          return
        }
        visit(node.below, { low, high: high.with(variable, at) }, `${place}.below`)
        visit(node.above, { low: low.with(variable, at + 1), high }, `${place}.above`)
        return
      }
      const shape = leafFault(node, this.program.constraints.length, level)
      if (shape !== null) {
        faults.push({ path: place, ...shape })
        return
      }
      const least = this.least(range, level, values, node)
      const wanted = BigInt(node.scale) * (values[level]! - 1n) // with scale 0 more than nothing
      if (least === null || least <= wanted) {
        faults.push({ path: place, found: String(least ?? '-'), expected: `> ${wanted}` })
      }
    }
    visit(tree, this.whole(), path)
    return faults
  }
}

/** Where some cost bends, in no order: the change of one step differs from that of the step before. */
function bendsOf(tables: readonly (readonly bigint[] | undefined)[]): number[] {
  const bends = new Set<number>()
  for (const table of tables) {
    if (table === undefined) continue
    for (let i = 1; i + 1 < table.length; i++) {
      if (table[i + 1]! - table[i]! !== table[i]! - table[i - 1]!) bends.add(i)
    }
  }
  return [...bends]
}

function leafFault(
  { scale, constraints, levels }: BoundLeaf,
  count: number,
  level: number,
): Pick<VerifyFault, 'found' | 'expected'> | null {
  if (!Number.isSafeInteger(scale) || scale < 0) return { found: String(scale), expected: '>= 0' }
  if (constraints.length !== count) return { found: String(constraints.length), expected: String(count) }
  if (levels.length !== level) return { found: String(levels.length), expected: String(level) }
  const whole = (each: Exact) => (typeof each === 'number' ? Number.isSafeInteger(each) : /^-?\d{1,400}$/.test(each))
  const wrong = [...constraints, ...levels].find((each) => !whole(each))
  if (wrong !== undefined) return { found: String(wrong), expected: 'whole numbers' }
  const negative = levels.find((each) => BigInt(each) < 0n)
  return negative === undefined ? null : { found: String(negative), expected: '>= 0' }
}
