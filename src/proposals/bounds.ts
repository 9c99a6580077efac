/** Finds the proof that no whole solution is better: multipliers of linear programs, made whole, and splits where one bound is too little. */
import { UNLIMITED, type Budget } from '../domain/budget.js'
import type { Box } from '../program/box.js'
import type { Level, Program } from '../program/program.js'
import type { Proof } from '../program/proof.js'
import { exact } from '../rounding/proven.js'
import type { LinearPrograms } from '../solvers/integer.js'
import type { BoundLeaf, Bounds, BoundTree, WholeProgram } from '../verify/bound.js'
import { Unary, type Mixture, type Relaxed } from './unary.js'

/**
 * Multipliers are kept to this part of a unit: of a level in whole units; of one in billionths; and after one in billionths, whose
 * multiplier is itself as small as a billionth, or is multiplied with a thousand places of them.
 */
const PRECISION = { whole: 1e9, billionths: 1e6, after: 1e12 } as const

/** A level that the search could not close: what was reached, and what is proven of it. */
export interface Gap {
  readonly level: number
  readonly value: bigint
  readonly bound: bigint
}

export interface LevelProofs {
  /** One tree per level; fewer when a level stayed open. */
  readonly trees: readonly BoundTree[]
  readonly gap: Gap | null
}

/** More cases than these are more than the proof of one level is worth. */
const MOST_CASES = 500

/** So many cases are looked into for a whole solution, before an integer program is asked. */
const MOST_LOOKED_INTO = 400

/** A case that is about details counts for more: there is no end to those. */
const DETAIL = 8

/** So often the room is widened in which an integer program looks. */
const MOST_ROOMS = 8

/** So many ways to split a case are tried before one is chosen. */
const MOST_CANDIDATES = 12

/** Outweighs whatever else a bound adds up. */
const FORBIDDING = 10n ** 40n

/** What a search may know of a program beside its numbers. */
export interface Knowledge {
  /** Per level how many of its units make one place (or one cell). */
  readonly units: readonly number[]
  /** Whether a variable decides about many others, so that it is split before them. */
  readonly decides: (variable: number) => boolean
}

/**
 * Proves every level of a solution. Every bound is computed by the checker itself, in whole numbers; the linear program only proposes
 * multipliers.
 * @param values per level, as the checker counts them
 */
export function proveLevels(
  bounds: Bounds,
  values: readonly bigint[],
  knowledge: Knowledge,
  programs: LinearPrograms,
  budget: Budget = UNLIMITED,
): LevelProofs {
  const prover = new Prover(bounds, knowledge, programs, budget)
  const trees: BoundTree[] = []
  for (const level of values.keys()) {
    const closed = prover.prove(values.slice(0, level + 1))
    if (typeof closed === 'bigint') return { trees, gap: { level, value: values[level]!, bound: closed } }
    trees.push(closed)
    prover.settle(values[level]!)
  }
  return affordable(bounds, trees, values)
}

/** A proof that nobody can check is none. */
export function affordable(bounds: Bounds, trees: readonly BoundTree[], values: readonly bigint[]): LevelProofs {
  if (!bounds.affords(trees)) return { trees: [], gap: { level: 0, value: values[0]!, bound: 0n } }
  return { trees, gap: null }
}

/** Proves one level after another; each is settled at its value before the next. */
export class Prover {
  private readonly unary: Unary
  private readonly all: Box
  /** What the levels so far leave of every variable. */
  private free: Box
  /** Per level so far whether it leaves every variable only what costs it least. */
  private readonly forbidding: boolean[] = []
  private readonly settled: bigint[] = []
  /** The linear program of the level that is next, once asked for. */
  private root: Case | null = null
  /** How cases were split so far: what one level hangs on, the next does too. */
  private readonly splits: Way[] = []
  /** The tree of the last level that one case did not close. */
  private guide: BoundTree | null = null

  constructor(
    private readonly bounds: Bounds,
    private readonly knowledge: Knowledge,
    programs: LinearPrograms,
    private readonly budget: Budget,
  ) {
    this.unary = new Unary(bounds, knowledge.units, programs)
    this.all = this.free = boxOf(bounds)
  }

  /**
   * A whole solution that is best on the next level. First by a few cases, split at what is mixed, the better half first; then by an
   * integer program over the values that can still be in a best one.
   * @param read what a solution is; null where it is not whole
   * @param known one that is best on the levels before, where there is one
   * @returns null where there is none, or time ran out
   */
  whole<T extends { readonly values: readonly bigint[] }>(
    read: (x: Float64Array) => T | null,
    known: T | null,
  ): T | null {
    const level = this.settled.length
    const root = this.rootOf()
    const { best, certain } = this.lookAround(root, read, known)
    if (certain || root.relaxed === null || !root.relaxed.feasible) return best
    const { relaxed } = root
    const above = (found: T) => Number(found.values[level]!) - relaxed.least
    const step = Math.max(1, this.knowledge.units[level]! / 100)
    // the relaxation is in floats: of large sums it may lie a little above what was found
    let room = best === null ? step : Math.max(0, above(best))
    for (let tries = 0; tries < MOST_ROOMS && !this.budget.stopped(); tries++) {
      const x = this.unary.whole(common(this.all, this.free), level, this.settled, relaxed, room)
      const found = x && read(x)
      // values left out would cost more than the room there was
      if (found !== null && above(found) <= room + 1e-3) return found
      room = found === null ? 4 * room + step : Math.max(0, above(found))
    }
    return null
  }

  private lookAround<T extends { readonly values: readonly bigint[] }>(
    root: Case,
    read: (x: Float64Array) => T | null,
    known: T | null,
  ): { readonly best: T | null; readonly certain: boolean } {
    const level = this.settled.length
    const least = lowest(root)
    const open: Case[] = [root]
    let best = known
    let looked = 0
    while (open.length > 0 && looked < MOST_LOOKED_INTO && !this.budget.stopped()) {
      const next = open.pop()!
      const { box, relaxed } = next
      if (relaxed === null || !relaxed.feasible || (best !== null && lowest(next) >= best.values[level]!)) continue
      const found = read(relaxed.x)
      if (found !== null && (best === null || found.values[level]! < best.values[level]!)) best = found
      if (best !== null && best.values[level]! <= least) return { best, certain: true }
      if (best !== null && lowest(next) >= best.values[level]!) continue
      const way = waysToSplit(relaxed.mixed, this.knowledge)[0]
      if (way === undefined) return { best, certain: false } // whole, and yet no solution
      looked += this.knowledge.decides(way.variable) ? 1 : DETAIL
      const halves = halvesOf(box, way).map((half): Case => ({ box: half, relaxed: this.relaxed(half) }))
      open.push(...halves.toSorted((a, b) => (b.relaxed?.least ?? Infinity) - (a.relaxed?.least ?? Infinity)))
    }
    return { best, certain: open.length === 0 }
  }

  private relaxed(box: Box): Relaxed | null {
    const within = common(box, this.free)
    return isEmpty(within) ? null : this.unary.relaxed(within, this.settled.length, this.settled)
  }

  private refuted(box: Box): Relaxed | null {
    return this.unary.refuted(common(box, this.free), this.settled.length, this.settled)
  }

  /**
   * The proof of the next level.
   * @param values of the levels that are settled, and of this one
   * @returns the tree, or what is proven where it stays open
   */
  prove(values: readonly bigint[]): BoundTree | bigint {
    const search = new Search(
      this.bounds,
      values,
      this.forbidding,
      this.knowledge,
      this.splits,
      this.guide,
      { relax: (box) => this.relaxed(box), refute: (box) => this.refuted(box) },
      this.budget,
    )
    const tree = search.close(this.all, () => this.rootOf())
    if (typeof tree !== 'bigint' && 'variable' in tree) this.guide = tree
    return tree
  }

  /** Goes on to the next level. */
  settle(value: bigint): void {
    // a level at its least leaves every variable only what costs it least
    const left = this.bounds.free(this.settled.length, value)
    this.forbidding.push(left !== null)
    this.settled.push(value)
    if (left !== null) this.free = common(this.free, left)
    this.root = null
  }

  private rootOf(): Case {
    return (this.root ??= { box: this.all, relaxed: this.relaxed(this.all) })
  }
}

function boxOf(bounds: Bounds): Box {
  const { low, high } = bounds.whole()
  return { low: Int32Array.from(low), high: Int32Array.from(high) }
}

/** What two boxes share. */
function common(a: Box, b: Box): Box {
  return {
    low: a.low.map((each, variable) => Math.max(each, b.low[variable]!)),
    high: a.high.map((each, variable) => Math.min(each, b.high[variable]!)),
  }
}

function isEmpty({ low, high }: Box): boolean {
  return low.some((least, variable) => least > high[variable]!)
}

/** A part of the solutions, with what its linear program says; null where there was no time, or nothing to ask. */
interface Case {
  readonly box: Box
  readonly relaxed: Relaxed | null
}

/** What a search may ask of a box; null where time ran out. */
interface Asked {
  /** Its linear program; null too where there is nothing to ask. */
  readonly relax: (box: Box) => Relaxed | null
  /** Why it holds no solution. */
  readonly refute: (box: Box) => Relaxed | null
}

interface Split {
  readonly variable: number
  readonly at: number
  readonly below: Case
  readonly above: Case
}

/** The search for one level's tree. */
class Search {
  private cases = 0
  private readonly level: number
  /** What one unit of the level counts for; a limit in billionths is worth as little as a billionth of the level. */
  private readonly scale: number

  constructor(
    private readonly bounds: Bounds,
    private readonly values: readonly bigint[],
    private readonly forbidding: readonly boolean[],
    private readonly knowledge: Knowledge,
    private readonly before: Way[],
    /** The tree of the level before: what was split there mostly has to be here. */
    private readonly guide: BoundTree | null,
    private readonly asked: Asked,
    private readonly budget: Budget,
  ) {
    this.level = forbidding.length
    const inBillionths = (each: number) => knowledge.units[each]! > 1e6
    const after = [...forbidding.keys()].some(inBillionths)
    this.scale = PRECISION[after ? 'after' : inBillionths(this.level) ? 'billionths' : 'whole']
  }

  /**
   * Boxes here are those of the tree, in which the checker computes its bounds; the linear program also knows what is free.
   * @returns the tree; or, where the case or one within it stays open, what is proven of it
   */
  close(box: Box, root: () => Case): BoundTree | bigint {
    const nothing = this.nothing(1)
    if (this.proves(box, nothing)) return nothing // costs are never negative
    return this.closeCase(root(), 0n, this.guide)
  }

  private nothing(scale: 0 | 1): BoundLeaf {
    return this.leaf({ constraints: this.bounds.program.constraints.map(() => 0), limits: [] }, scale)
  }

  private caseOf(box: Box): Case {
    return { box, relaxed: this.budget.stopped() ? null : this.asked.relax(box) }
  }

  /** @param known what is proven of all that the box is a part of */
  private closeCase({ box, relaxed: found }: Case, known: bigint, guide: BoundTree | null): BoundTree | bigint {
    if (++this.cases > MOST_CASES || this.budget.stopped()) return known
    const relaxed = found?.feasible === false ? this.asked.refute(box) : found
    if (relaxed === null) {
      // all of the box costs more than the least on a level that is at its least
      const none = this.nothing(0)
      return this.proves(box, none) ? none : known
    }
    const leaf = this.leaf(relaxed, relaxed.feasible ? this.scale : 0)
    if (this.proves(box, leaf)) return leaf
    const proven = this.boundOf(box, leaf, known)
    const along = guide && splitAlong(guide, box, relaxed)
    const split = along === null ? this.splitOf(box, relaxed) : this.splitAt(box, along)
    if (split === null) return proven
    const { variable, at } = split
    const below = this.closeCase(split.below, proven, along && along.below)
    const above = this.closeCase(split.above, proven, along && along.above)
    if (typeof below !== 'bigint' && typeof above !== 'bigint') return { variable, at, below, above }
    const open = [below, above].filter((each) => typeof each === 'bigint')
    return open.reduce((least, each) => (each < least ? each : least))
  }

  private leaf({ constraints, limits }: Pick<Relaxed, 'constraints' | 'limits'>, scale: number): BoundLeaf {
    // why there is nothing is told in broken constraints, of which a limit in thousandths takes little
    const precision = scale === 0 ? PRECISION.after : scale
    const whole = (each: number) => BigInt(Math.round(each * precision))
    const { constraints: rows } = this.bounds.program
    return {
      scale,
      // rounding may leave a multiplier on an end that is not there
      constraints: constraints.map((each, k) => {
        const end = each > 0 ? rows[k]!.low : rows[k]!.high
        return end === null ? 0 : exact(whole(each))
      }),
      levels: this.forbidding.map((forbids, before) => exact(forbids ? FORBIDDING : whole(limits[before] ?? 0))),
    }
  }

  private proves(box: Box, leaf: BoundLeaf): boolean {
    const least = this.bounds.least(box, this.level, this.values, leaf)
    const wanted = leaf.scale === 0 ? 0n : BigInt(leaf.scale) * (this.values[this.level]! - 1n)
    return least !== null && least > wanted
  }

  private boundOf(box: Box, leaf: BoundLeaf, known: bigint): bigint {
    const least = leaf.scale > 0 ? this.bounds.least(box, this.level, this.values, leaf) : null
    const bound = least === null ? 0n : ceilDivide(least, BigInt(leaf.scale))
    return bound > known ? bound : known
  }

  private splitAt(box: Box, { variable, at }: Way): Split {
    const [below, above] = halvesOf(box, { variable, at }).map((half) => this.caseOf(half)) as [Case, Case]
    return { variable, at, below, above }
  }

  /**
   * Where to split: of a dozen ways the one of which both halves gain most, for a proof is as long as its worst split. The variable
   * furthest from a whole number is a poor guess.
   * @returns null when the linear program is whole already, or time is up
   */
  private splitOf(box: Box, { mixed, least }: Relaxed): Split | null {
    let best: { readonly split: Split; readonly gain: number } | null = null
    const wanted = Number(this.values[this.level]! - 1n)
    const room = Math.max(1e-6, wanted - least)
    const ways = waysToSplit(mixed, this.knowledge)
    const known = this.before.filter(({ variable, at }) =>
      ways.some((way) => way.variable === variable && way.at === at),
    )
    for (const way of new Set([...known, ...ways])) {
      const [lower, upper] = halvesOf(box, way)
      // beyond what is wanted nothing is gained
      const gainOf = ({ relaxed }: Case) => Math.min(room, (relaxed?.least ?? Infinity) - least) / room + 1e-3
      const below = this.caseOf(lower)
      // however much the other half gains, it is less than the best
      if (best !== null && gainOf(below) * (1 + 1e-3) <= best.gain) continue
      const above = this.caseOf(upper)
      if (this.budget.stopped()) return null
      const gain = gainOf(below) * gainOf(above)
      if (best === null || gain > best.gain) best = { split: { ...way, below, above }, gain }
      if (gain >= 1) break
    }
    if (best === null) return null
    const { variable, at } = best.split
    if (!this.before.some((way) => way.variable === variable && way.at === at)) this.before.push({ variable, at })
    return best.split
  }
}

interface Way {
  readonly variable: number
  readonly at: number
}

/** The first split of a tree that the solution of a linear program lies on both sides of. */
function splitAlong(tree: BoundTree, { low, high }: Box, { x, mixed }: Relaxed): Extract<BoundTree, Way> | null {
  let next = tree
  while ('variable' in next) {
    const { variable, at } = next
    const values = mixed.find((each) => each.variable === variable)?.values ?? [x[variable]!]
    const [least, most] = [values[0]!, values.at(-1)!]
    if (least <= at && most > at && at >= low[variable]! && at < high[variable]!) return next
    next = most <= at ? next.below : next.above
  }
  return null
}

/** A dozen ways to split what is mixed, the most telling first: what decides about many, then what is furthest from a whole number. */
function waysToSplit(mixed: readonly Mixture[], { decides }: Knowledge): Way[] {
  const distance = ({ mean }: Mixture) => Math.abs(mean - Math.round(mean))
  const spread = ({ values }: Mixture) => values.at(-1)! - values[0]!
  const first = ({ variable }: Mixture) => Number(decides(variable))
  const sorted = mixed.toSorted((a, b) => first(b) - first(a) || distance(b) - distance(a) || spread(b) - spread(a))
  const ways = sorted.flatMap(({ variable, mean, values }) => {
    const [low, high] = [values[0]!, values.at(-1)!]
    const at = Math.min(high - 1, Math.floor(mean + 1e-9))
    return [...new Set([at, low, high - 1])].map((each) => ({ variable, at: each }))
  })
  return ways.slice(0, MOST_CANDIDATES)
}

function halvesOf({ low, high }: Box, { variable, at }: Way): [below: Box, above: Box] {
  return [
    { low, high: high.with(variable, at) },
    { low: low.with(variable, at + 1), high },
  ]
}

/** The least whole value that a case may have, as far as its linear program can be trusted: for where to look, never for a proof. */
function lowest({ relaxed }: Case): bigint {
  const least = relaxed?.least ?? Infinity
  return Number.isFinite(least) ? BigInt(Math.ceil(least - 1e-3 - Math.abs(least) * 1e-12)) : FORBIDDING
}

function ceilDivide(a: bigint, b: bigint): bigint {
  return a > 0n ? (a + b - 1n) / b : 0n
}

/**
 * The same proof for the same program in another order: a constraint is known by its ends and by what it adds up.
 * @param to per variable of the one program which of the other it is
 * @returns null where they are not the same program, or two of its constraints cannot be told apart
 */
export function reorderedTrees(
  one: WholeProgram,
  other: WholeProgram,
  to: readonly number[],
  trees: readonly BoundTree[],
): BoundTree[] | null {
  const placeOf = new Map(other.constraints.map((each, k) => [signatureOf(each, (variable) => variable), k]))
  const from = new Int32Array(other.constraints.length).fill(-1)
  one.constraints.forEach((each, k) => {
    const place = placeOf.get(signatureOf(each, (variable) => to[variable]!))
    if (place !== undefined) from[place] = k
  })
  if (from.includes(-1) || placeOf.size < from.length) return null
  const moved = (tree: BoundTree): BoundTree =>
    'variable' in tree
      ? { variable: to[tree.variable]!, at: tree.at, below: moved(tree.below), above: moved(tree.above) }
      : { ...tree, constraints: [...from].map((k) => tree.constraints[k]!) }
  return trees.map(moved)
}

function signatureOf(
  { terms, low, high }: WholeProgram['constraints'][number],
  to: (variable: number) => number,
): string {
  const named = terms.map(([variable, by]) => `${to(variable)}*${typeof by === 'number' ? by : 'f'}`)
  return `${low}..${high}: ${named.toSorted().join(' ')}`
}

/**
 * The proof of a network's solution, from the potentials of its levels: one bound per level, in which the levels before it
 * outweigh it.
 * @param rows the specialties; the two rows after them are what OORs give and what they gain
 */
export function networkProofs({ potentials }: Proof, program: Program, rows: number): BoundTree[] {
  const columns = program.columns - 1
  // given and gained trade through the same column, so their rows differ by what the leeway's cap is worth
  const multipliers = potentials.map(({ row, column }) => [
    ...Array.from({ length: rows }, (_, s) => BigInt(row[s]! - row[rows]!)),
    ...Array.from({ length: columns }, (_, o) => BigInt(column[o]! + row[rows]!)),
    BigInt(row[rows]! - row[rows + 1]!),
  ])
  return outweighing(multipliers, program.levels).map(({ combined, weights }) => {
    const cap = combined.length - 1
    return {
      scale: 1,
      // where nothing moves the cap is worth nothing, whatever the potentials say
      constraints: combined.map((each, constraint) => exact(constraint === cap && each > 0n ? 0n : each)),
      levels: weights.map(exact),
    }
  })
}

/**
 * Per level what constraints are worth where the levels before it outweigh it, and by how much each of those does.
 * @param multipliers per level and constraint, of that level by itself
 */
export function outweighing(
  multipliers: readonly (readonly bigint[])[],
  levels: readonly Pick<Level, 'steepest'>[],
): { readonly combined: readonly bigint[]; readonly weights: readonly bigint[] }[] {
  const reach = multipliers.map(
    (each, level) =>
      each.reduce((sum, multiplier) => sum + 2n * (multiplier < 0n ? -multiplier : multiplier), 1n) +
      BigInt(Math.ceil(levels[level]!.steepest)),
  )
  return levels.map((_, level) => {
    const weight = Array.from({ length: level + 1 }, () => 1n)
    for (let k = level - 1; k >= 0; k--) {
      for (let i = k + 1; i <= level; i++) weight[k]! += weight[i]! * reach[i]!
    }
    const combined = multipliers[0]!.map((_ignored, constraint) =>
      weight.reduce((sum, each, k) => sum + each * multipliers[k]![constraint]!, 0n),
    )
    return { combined, weights: weight.slice(0, level) }
  })
}
