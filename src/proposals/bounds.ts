/** Finds the proof that no whole solution is better: multipliers of relaxations, made whole, and splits where one bound is too little. */
import { UNLIMITED, type Budget } from '../domain/budget.js'
import { costAboveStart, isEmpty, tightened, type IntegerProgram, type Limit } from '../program/integer.js'
import type { Box } from '../program/box.js'
import type { Program } from '../program/program.js'
import type { Proof } from '../program/proof.js'
import type { Relax, Relaxed } from '../solvers/integer.js'
import { exact } from '../rounding/proven.js'
import type { BoundLeaf, Bounds, BoundTree } from '../verify/bound.js'

/** Multipliers are kept to this part of a unit: what they are multiplied with may be a thousand places, in billionths. */
const PRECISION = 1_000_000_000_000

/** The same where a limit is in billionths and the level is not: there a multiplier is itself as small as a billionth. */
const FINE_PRECISION = 1_000_000_000_000_000

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

/** Outweighs whatever else a bound adds up. */
const FORBIDDING = 10n ** 40n

/**
 * Proves every level of a solution. Every bound is computed by the checker itself, in whole numbers; the relaxation only proposes
 * multipliers.
 * @param x the solution, one value per variable
 * @param values per level, as the checker counts them
 * @param chargeSplit where a charge is decided
 */
export function proveLevels(
  program: IntegerProgram,
  bounds: Bounds,
  x: Int32Array,
  values: readonly bigint[],
  relax: Relax,
  chargeSplit: ChargeSplit,
  budget: Budget = UNLIMITED,
): LevelProofs {
  const limits: Limit[] = []
  const forbidding: boolean[] = []
  const trees: BoundTree[] = []
  const whole: Box = { low: program.low, high: program.high }
  let free = whole
  for (const level of program.levels.keys()) {
    const search = new Search(
      program,
      bounds,
      level,
      values,
      [...limits],
      [...forbidding],
      free,
      relax,
      chargeSplit,
      budget,
    )
    const closed = search.close(whole, 0n)
    if (typeof closed === 'bigint') return { trees, gap: { level, value: values[level]!, bound: closed } }
    trees.push(closed)
    limits.push({ level, value: costAboveStart(program, level, x) })
    // a level at its least leaves every variable only what costs it least
    const left = bounds.free(level, values[level]!)
    forbidding.push(left !== null)
    if (left !== null) free = common(free, left)
  }
  // a proof that nobody can check is none
  if (!bounds.affords(trees)) return { trees: [], gap: { level: 0, value: values[0]!, bound: 0n } }
  return { trees, gap: null }
}

/** What two boxes share. The second may know fewer variables. */
function common(a: Box, b: Box): Box {
  return {
    low: a.low.map((each, variable) => Math.max(each, b.low[variable] ?? each)),
    high: a.high.map((each, variable) => Math.min(each, b.high[variable] ?? each)),
  }
}

type ChargeSplit = (charged: number) => { readonly variable: number; readonly at: number }

/** The search for one level's tree. */
class Search {
  private cases = 0
  /** What one unit of the level counts for; a limit in billionths is worth as little as a billionth of the level. */
  private readonly scale: number

  constructor(
    private readonly program: IntegerProgram,
    private readonly bounds: Bounds,
    private readonly level: number,
    private readonly values: readonly bigint[],
    private readonly limits: readonly Limit[],
    /** Per limit whether it leaves every variable only what costs it least. */
    private readonly forbidding: readonly boolean[],
    private readonly free: Box,
    private readonly relax: Relax,
    private readonly chargeSplit: ChargeSplit,
    private readonly budget: Budget,
  ) {
    const { levels } = program
    const finest = limits.reduce((most, limit) => Math.max(most, levels[limit.level]!.unit), 1)
    this.scale = finest > levels[level]!.unit && levels[level]!.unit === 1 ? FINE_PRECISION : PRECISION
  }

  /**
   * Boxes here are those of the tree, in which the checker computes its bounds; the relaxation also knows what is free.
   * @param known what is proven of all that the box is a part of
   * @returns the tree; or, where the case or one within it stays open, what is proven of it
   */
  close(box: Box, known: bigint): BoundTree | bigint {
    if (++this.cases > MOST_CASES || this.budget.stopped()) return known
    const nothing = this.leaf(
      1,
      this.program.constraints.map(() => 0),
      this.limits.map(() => 0),
    )
    if (this.proves(box, nothing)) return nothing // costs are never negative
    const within = tightened(this.program, common(box, this.free))
    if (isEmpty(within)) {
      // all of the box costs more than the least on a level that is at its least
      const none = { ...nothing, scale: 0 }
      return this.proves(box, none) ? none : known
    }
    const relaxed = this.relax(this.program, within, this.level, this.limits)
    if (relaxed === null) return known
    const leaf = this.leaf(relaxed.feasible ? this.scale : 0, relaxed.constraints, relaxed.limits)
    if (this.proves(box, leaf)) return leaf
    const proven = this.boundOf(box, leaf, known)
    const split = this.splitOf(within, relaxed)
    if (split === null) return proven
    const { variable, at } = split
    const below = this.close({ low: box.low, high: box.high.with(variable, at) }, proven)
    const above = this.close({ low: box.low.with(variable, at + 1), high: box.high }, proven)
    if (typeof below !== 'bigint' && typeof above !== 'bigint') return { variable, at, below, above }
    const open = [below, above].filter((each) => typeof each === 'bigint')
    return open.reduce((least, each) => (each < least ? each : least))
  }

  private leaf(scale: number, constraints: readonly number[], limits: readonly number[]): BoundLeaf {
    const whole = (each: number) => BigInt(Math.round(each * (scale === 1 ? 1 : this.scale)))
    const { constraints: rows } = this.program
    return {
      scale,
      // rounding may leave a multiplier on an end that is not there
      constraints: constraints.slice(0, this.program.auxiliary.constraints).map((each, k) => {
        const end = each > 0 ? rows[k]!.low : rows[k]!.high
        return Number.isFinite(end) ? exact(whole(each)) : 0
      }),
      levels: limits.map((each, before) => exact(this.forbidding[before] ? FORBIDDING : whole(each))),
    }
  }

  private proves(box: Box, leaf: BoundLeaf): boolean {
    const least = this.bounds.least(ranged(box), this.level, this.values, leaf)
    const wanted = leaf.scale === 0 ? 0n : BigInt(leaf.scale) * (this.values[this.level]! - 1n)
    return least !== null && least > wanted
  }

  private boundOf(box: Box, leaf: BoundLeaf, known: bigint): bigint {
    const least = leaf.scale > 0 ? this.bounds.least(ranged(box), this.level, this.values, leaf) : null
    const bound = least === null ? 0n : ceilDivide(least, BigInt(leaf.scale))
    return bound > known ? bound : known
  }

  /**
   * Where to split: first a charge that the relaxation pays only in part, for there are few; then the variable furthest from a
   * whole number.
   * @returns null when the relaxation is whole already
   */
  private splitOf(box: Box, { x }: Relaxed): { variable: number; at: number } | null {
    const share = (v: number) => x[v]! / box.high[v]!
    const partly = this.program.charge?.variables.filter(
      (v) => box.low[v] === 0 && box.high[v]! > 0 && share(v) > 1e-5 && share(v) < 1 - 1e-5,
    )
    for (const charged of partly?.toSorted((a, b) => Math.abs(share(a) - 0.5) - Math.abs(share(b) - 0.5)) ?? []) {
      const split = this.chargeSplit(charged)
      // what a cell gains and loses may both be above 0 where its places are decided already
      if (box.low[split.variable]! <= split.at && split.at < box.high[split.variable]!) return split
    }
    let best = { variable: -1, distance: 1e-8 }
    x.subarray(0, this.program.auxiliary.variables).forEach((value, variable) => {
      const distance = Math.abs(value - Math.round(value))
      if (distance > best.distance) best = { variable, distance }
    })
    return best.variable < 0 ? null : { variable: best.variable, at: Math.floor(x[best.variable]!) }
  }
}

function ranged({ low, high }: Box): { low: number[]; high: number[] } {
  return { low: [...low], high: [...high] }
}

function ceilDivide(a: bigint, b: bigint): bigint {
  return a > 0n ? (a + b - 1n) / b : 0n
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
  const reach = multipliers.map(
    (each, level) =>
      each.reduce((sum, multiplier) => sum + 2n * (multiplier < 0n ? -multiplier : multiplier), 1n) +
      BigInt(Math.ceil(program.levels[level]!.steepest)),
  )
  return program.levels.map((_, level) => {
    const weight = Array.from({ length: level + 1 }, () => 1n)
    for (let k = level - 1; k >= 0; k--) {
      for (let i = k + 1; i <= level; i++) weight[k]! += weight[i]! * reach[i]!
    }
    const combined = multipliers[0]!.map((_ignored, constraint) =>
      weight.reduce((sum, each, k) => sum + each * multipliers[k]![constraint]!, 0n),
    )
    const cap = combined.length - 1
    return {
      scale: 1,
      // where nothing moves the cap is worth nothing, whatever the potentials say
      constraints: combined.map((each, constraint) => exact(constraint === cap && each > 0n ? 0n : each)),
      levels: weight.slice(0, level).map(exact),
    }
  })
}
