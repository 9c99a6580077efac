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
import type { BoundLeaf, BoundTree, Exact } from '../shapes/proof-tree.js'
import type { VerifyFault } from './fault.js'

/** A whole variable with what each level charges for its value. */
export interface WholeVariable {
  readonly low: number
  readonly high: number
  /** Per level; undefined where the variable costs nothing whatever its value. */
  readonly costs: readonly (((value: number) => bigint) | undefined)[]
  /** The only values at which costs may bend, where the rules say which those are; else every value is looked at. */
  readonly bends?: readonly number[]
}

/** `low <= sum over the terms <= high`; null for no end. A term is a variable times a number, or a function of its value. */
export interface WholeConstraint {
  readonly terms: readonly (readonly [variable: number, by: number | ((value: number) => number)])[]
  readonly low: number | null
  readonly high: number | null
}

export interface WholeProgram {
  readonly variables: readonly WholeVariable[]
  readonly constraints: readonly WholeConstraint[]
}

export type { BoundLeaf, BoundTree }

interface Range {
  readonly low: ArrayLike<number>
  readonly high: ArrayLike<number>
}

/**
 * The most steps that checking the proofs of one file may take: values looked at to find where costs bend, and terms added up. A
 * file of some kilobytes can ask for more than anyone would wait for; proofs that the engine makes rarely take a fiftieth.
 */
export const MOST_STEPS = 50_000_000

/** More values than these, of all variables on all levels, are more than one check is worth. */
const MOST_VALUES = 10_000_000

/** How many values are looked at to find where costs, and what constraints add up, bend. */
export function valuesOf(program: WholeProgram): number {
  const added = functionsOf(program)
  return program.variables.reduce((sum, { low, high, costs, bends }, variable) => {
    const own = added.get(variable)?.length ?? 0
    const range = Math.max(0, high - low) + 1
    return sum + range * own + (bends === undefined ? range : Math.min(range, bends.length + 2)) * costs.length
  }, 0)
}

/** Where a program has more values than a check may look at. */
export function valuesFault(program: WholeProgram): VerifyFault[] {
  const values = valuesOf(program)
  if (values <= MOST_VALUES) return []
  const path = 'certificate.levels'
  return [{ path, found: `${values} values`, expected: `<= ${MOST_VALUES} values`, beyond: true }]
}

/** A program made ready for bounds: where every variable's costs bend, and what they are there. */
export class Bounds {
  private readonly bends: readonly ReadonlyMap<number, number>[]
  /** Per variable and level what its values cost, as far as they were asked for. */
  private readonly known: readonly (readonly Map<number, bigint>[])[]
  /** What one leaf takes at most, per level of weight: its terms, and each variable's bends and two ends. */
  private readonly stepsPerLeaf: number

  constructor(readonly program: WholeProgram) {
    const { variables, constraints } = program
    const added = functionsOf(program)
    this.bends = variables.map((variable, v) => bendsOf(variable, added.get(v) ?? []))
    this.known = variables.map(({ costs }) => costs.map(() => new Map<number, bigint>()))
    this.stepsPerLeaf =
      constraints.reduce((sum, { terms }) => sum + 1 + terms.length, 0) +
      this.bends.reduce((sum, bends) => sum + bends.size + 2, 0)
  }

  /** How many steps it takes to check these trees, one per level; each level before weighs once more. */
  private steps(trees: readonly BoundTree[]): number {
    return trees.reduce((sum, tree, level) => sum + leavesOf(tree) * (level + 1) * this.stepsPerLeaf, 0)
  }

  /** Whether these trees, one per level, can be checked within the steps that a check may take. */
  affords(trees: readonly BoundTree[]): boolean {
    return this.steps(trees) <= MOST_STEPS
  }

  /**
   * Faults of a solution: values beyond their ends, and constraints that it breaks. The bounds of a program say something about an
   * allocation only where it is one of the solutions: of a program without any, everything is proven.
   */
  private admits(solution: ArrayLike<number>): VerifyFault[] {
    const { variables, constraints } = this.program
    const faults: VerifyFault[] = []
    const within = (place: string, found: number | bigint, low: number | null, high: number | null) => {
      if ((low === null || found >= low) && (high === null || found <= high)) return
      faults.push({ path: `certificate: ${place}`, found: String(found), expected: `${low ?? ''}..${high ?? ''}` })
    }
    variables.forEach(({ low, high }, v) => within(`variables[${v}]`, solution[v]!, low, high))
    constraints.forEach(({ terms, low, high }, k) => {
      const sum = terms.reduce((total, [v, by]) => total + addedBy(by, solution[v]!), 0n)
      within(`constraints[${k}]`, sum, low, high)
    })
    return faults
  }

  /** What a value of a variable costs on a level. */
  cost(variable: number, level: number, value: number): bigint {
    const cost = this.program.variables[variable]!.costs[level]
    if (cost === undefined) return 0n
    const known = this.known[variable]![level]!
    const found = known.get(value) ?? cost(value)
    known.set(value, found)
    return found
  }

  /** Where a variable bends, each value with the first level that bends there; -1 where a constraint does. */
  bendsFrom(variable: number): ReadonlyMap<number, number> {
    return this.bends[variable]!
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
    this.program.variables.forEach((whole, variable) => {
      const { low: first, high: last, costs } = whole
      if (costs[level] === undefined || first > last) return
      let least = this.cost(variable, level, first)
      for (const each of tellingValues(whole)) {
        const cost = costs[level](each)
        if (cost < least) {
          least = cost
          low[variable] = each
        }
        if (cost === least) high[variable] = each
      }
      sum += least
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
    const functions = new Map<number, [multiplier: bigint, by: (value: number) => number][]>()
    let sum = 0n
    for (const [k, { terms, low, high }] of constraints.entries()) {
      const multiplier = BigInt(leaf.constraints[k]!)
      if (multiplier === 0n) continue
      const end = multiplier > 0n ? low : high
      if (end === null) return null
      sum += multiplier * BigInt(end)
      for (const [variable, by] of terms) {
        if (typeof by === 'number') price[variable]! += multiplier * BigInt(by)
        else functions.set(variable, [...(functions.get(variable) ?? []), [multiplier, by]])
      }
    }
    const weighed: [level: number, weight: bigint][] = leaf.scale === 0 ? [] : [[level, BigInt(leaf.scale)]]
    for (let before = 0; before < level; before++) {
      const weight = BigInt(leaf.levels[before]!)
      if (weight === 0n) continue
      weighed.push([before, weight])
      sum -= weight * values[before]!
    }
    for (const variable of variables.keys()) {
      const added = functions.get(variable) ?? []
      const term = (value: number) => {
        const priced = -price[variable]! * BigInt(value)
        const adding = added.reduce((cost, [multiplier, by]) => cost - multiplier * BigInt(by(value)), priced)
        return weighed.reduce((cost, [each, weight]) => cost + weight * this.cost(variable, each, value), adding)
      }
      const [low, high] = [range.low[variable]!, range.high[variable]!]
      if (low > high) return null
      let least = term(low)
      for (const value of [...this.bends[variable]!.keys(), high]) {
        if (value <= low || value > high) continue
        const cost = term(value)
        if (cost < least) least = cost
      }
      sum += least
    }
    return sum
  }

  /**
   * Checks the proof of every level of a solution.
   * @param trees one per level
   * @param values of the levels, as the solution has them
   */
  prove(solution: ArrayLike<number>, trees: readonly BoundTree[], values: readonly bigint[]): VerifyFault[] {
    const path = 'certificate.levels'
    if (trees.length !== values.length) return [{ path, found: String(trees.length), expected: String(values.length) }]
    const admitted = this.admits(solution)
    if (admitted.length > 0) return admitted
    if (!this.affords(trees)) {
      return [{ path, found: `${this.steps(trees)} steps`, expected: `<= ${MOST_STEPS} steps`, beyond: true }]
    }
    return trees.flatMap((tree, level) => this.check(tree, level, values, `${path}[${level}]`))
  }

  /** Checks that no solution has a level below `values[level]` while the levels before it stay at theirs. */
  check(tree: BoundTree, level: number, values: readonly bigint[], path: string): VerifyFault[] {
    const faults: VerifyFault[] = []
    const range = this.whole()
    // the halves still to look at; between them the range is set, and set back, in place
    const todo: (Visit | Narrowing)[] = [{ tree, path }]
    for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
      if ('end' in next) {
        range[next.end][next.variable] = next.to
        continue
      }
      if ('variable' in next.tree) {
        const { variable, at, below, above } = next.tree
        const [low, high] = [range.low[variable]!, range.high[variable]!]
        // of a variable that is not there both ends are undefined, and nothing lies between those
        if (!(Number.isInteger(at) && at >= low && at < high)) {
          faults.push({ path: next.path, found: `${variable} <= ${at}`, expected: `${low}..${high}` })
          continue
        }
        todo.push(
          { end: 'low', variable, to: low },
          { tree: above, path: `${next.path}.above` },
          { end: 'low', variable, to: at + 1 },
          { end: 'high', variable, to: high },
          { tree: below, path: `${next.path}.below` },
          { end: 'high', variable, to: at },
        )
        continue
      }
      const fault = this.leafFault(next.tree, range, level, values)
      if (fault !== null) faults.push({ path: next.path, ...fault })
    }
    return faults
  }

  private leafFault(
    leaf: BoundLeaf,
    range: Range,
    level: number,
    values: readonly bigint[],
  ): Pick<VerifyFault, 'found' | 'expected'> | null {
    const shape = shapeFault(leaf, this.program.constraints.length, level)
    if (shape !== null) return shape
    const least = this.least(range, level, values, leaf)
    const wanted = BigInt(leaf.scale) * (values[level]! - 1n) // with scale 0 more than nothing
    return least !== null && least > wanted ? null : { found: String(least ?? '-'), expected: `> ${wanted}` }
  }
}

/** A part of a tree to look at. */
interface Visit {
  readonly tree: BoundTree
  readonly path: string
}

/** What the range of a variable becomes before the next part. */
interface Narrowing {
  readonly end: 'low' | 'high'
  readonly variable: number
  readonly to: number
}

/** The values among which the least cost is found, and the first and last that cost it, ascending: all, or both ends and the bends. */
function* tellingValues({ low, high, bends }: WholeVariable): Generator<number> {
  if (bends === undefined) for (let each = low; each <= high; each++) yield each
  else yield* [low, ...inside(bends, low, high), ...(high > low ? [high] : [])]
}

function inside(bends: readonly number[], low: number, high: number): number[] {
  return [...new Set(bends)].filter((each) => each > low && each < high).toSorted((a, b) => a - b)
}

/** How many bounds a tree holds. */
function leavesOf(tree: BoundTree): number {
  let leaves = 0
  const todo = [tree]
  for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
    if ('variable' in next) todo.push(next.below, next.above)
    else leaves++
  }
  return leaves
}

/** What a term adds to its constraint. */
function addedBy(by: WholeConstraint['terms'][number][1], value: number): bigint {
  return typeof by === 'number' ? BigInt(by) * BigInt(value) : BigInt(by(value))
}

/** Per variable the functions of its value that constraints add up. */
function functionsOf({ constraints }: WholeProgram): Map<number, ((value: number) => number)[]> {
  const functions = new Map<number, ((value: number) => number)[]>()
  for (const { terms } of constraints) {
    for (const [variable, by] of terms) {
      if (typeof by === 'function') functions.set(variable, [...(functions.get(variable) ?? []), by])
    }
  }
  return functions
}

/**
 * Where some cost, or what a constraint adds, bends: the change of one step differs from that of the step before. Each value with the
 * first level that bends there, -1 for a constraint. Of costs only those values are looked at where they may bend, if that is known.
 */
function bendsOf(
  { low, high, costs, bends: known }: WholeVariable,
  added: readonly ((value: number) => number)[],
): ReadonlyMap<number, number> {
  const bends = new Map<number, number>()
  const look = (level: number, of: (value: number) => bigint) => {
    if (high - low < 2) return
    let [before, here] = [of(low), of(low + 1)]
    for (let value = low + 1; value < high; value++) {
      const after = of(value + 1)
      if (after - here !== here - before && !bends.has(value)) bends.set(value, level)
      before = here
      here = after
    }
  }
  const lookAt = (values: readonly number[], level: number, of: (value: number) => bigint) => {
    for (const value of values) {
      if (!bends.has(value) && of(value + 1) - of(value) !== of(value) - of(value - 1)) bends.set(value, level)
    }
  }
  const own = known && inside(known, low, high)
  for (const by of added) look(-1, (value) => BigInt(by(value)))
  for (const [level, cost] of costs.entries()) {
    if (cost === undefined) continue
    if (own === undefined) look(level, cost)
    else lookAt(own, level, cost)
  }
  return bends
}

function shapeFault(
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
