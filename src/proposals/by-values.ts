/**
 * The best proposal where the case is no network: level after level by the linear program over values. Where its solution is whole and
 * its multipliers prove it, that is all there is to do; where it is not, a few cases are looked into; where those do not settle it, an
 * integer program finds the best, and cases prove it.
 */
import { placesOf } from '../../models/integral-proposal-network.js'
import { proposalProgram } from '../../models/integral-proposal-program.js'
import { proposalVariables, type ProposalCase } from '../../models/integral-proposal.js'
import type { Budget } from '../domain/budget.js'
import { NANO } from '../domain/decimal.js'
import type { ProposalLevelName } from '../domain/proposal.js'
import { costAboveStart, type IntegerProgram, type Limit } from '../program/integer.js'
import type { BoundTree } from '../shapes/proof-tree.js'
import { solveInteger, solveLevel, withLinearPrograms, type LinearPrograms } from '../solvers/integer.js'
import { Bounds } from '../verify/bound.js'
import { checkFrame, isProvable, levelValues, wholeProgram, type ProposalClaim } from '../verify/proposal.js'
import { affordable, Prover, type Knowledge, type LevelProofs } from './bounds.js'

/** What a solver found, and how it proves it; `proofs` null where it was not asked for, or not come to. */
export interface FoundProposal {
  readonly outcome: 'optimal' | 'infeasible' | 'time-limit'
  readonly allocation: Int32Array | null
  readonly proofs: LevelProofs | null
}

/** A proposal with the value of every level. */
interface Whole {
  readonly allocation: Int32Array
  readonly values: readonly bigint[]
}

/** @param proving false where only the values are wanted */
export async function byValues(given: ProposalCase, proving: boolean, budget: Budget): Promise<FoundProposal> {
  const claim = claimOf(given, new Int32Array(0))
  if (given.levels.length === 0 || !isProvable(claim)) return byInteger(given, budget)
  return withLinearPrograms(budget, (programs) => levelByLevel(given, claim, proving, programs, budget))
}

async function levelByLevel(
  given: ProposalCase,
  claim: ProposalClaim,
  proving: boolean,
  programs: LinearPrograms,
  budget: Budget,
): Promise<FoundProposal> {
  const bounds = new Bounds(wholeProgram(claim))
  const prover = new Prover(bounds, knowledgeOf(given), programs, budget)
  const trees: BoundTree[] = []
  let gap: LevelProofs['gap'] = null
  let best: Whole | null = null
  for (const level of given.levels.keys()) {
    const settled: readonly bigint[] = best?.values.slice(0, level) ?? []
    const found: Whole | null = prover.whole((x) => wholeIn(x, claim, settled), best)
    const answer: Settled = found === null ? await byProgram(given, claim, level, best, budget) : { best: found }
    if (answer.best === null) return { outcome: answer.outcome, allocation: best?.allocation ?? null, proofs: null }
    best = answer.best
    if (proving && gap === null) {
      const tree = prover.prove(best.values.slice(0, level + 1))
      if (typeof tree === 'bigint') gap = { level, value: best.values[level]!, bound: tree }
      else trees.push(tree)
    }
    prover.settle(best.values[level]!)
  }
  if (!proving) return { outcome: 'optimal', allocation: best!.allocation, proofs: null }
  const proofs = gap === null ? affordable(bounds, trees, best!.values) : { trees, gap }
  return { outcome: 'optimal', allocation: best!.allocation, proofs }
}

type Settled = { readonly best: Whole } | { readonly best: null; readonly outcome: FoundProposal['outcome'] }

/** One level by the integer program, with those before it at what the best so far has. */
async function byProgram(
  given: ProposalCase,
  claim: ProposalClaim,
  level: number,
  best: Whole | null,
  budget: Budget,
): Promise<Settled> {
  if (budget.stopped()) return { best: null, outcome: 'time-limit' }
  const program = proposalProgram(given)
  const limits = best === null ? [] : limitsAt(program, solutionOf(given, best.allocation), level)
  const { outcome, x } = await solveLevel(program, level, limits, budget)
  if (x === null) return { best: null, outcome }
  const allocation = placesOf(given.table, x, given.table.columns.length)
  return { best: { allocation, values: levelValues({ ...claim, allocation }) } }
}

/** The proposal that a linear program's solution is; null where it is none, or loses a level that is settled. */
function wholeIn(relaxed: Float64Array, claim: ProposalClaim, settled: readonly bigint[]): Whole | null {
  const x = relaxed.subarray(0, claim.base.length)
  if (!x.every((places) => Math.abs(places - Math.round(places)) < 1e-6)) return null
  const allocation = Int32Array.from(x, Math.round)
  if (checkFrame({ ...claim, allocation }).length > 0) return null
  const values = levelValues({ ...claim, allocation })
  return settled.every((value, level) => values[level] === value) ? { allocation, values } : null
}

function limitsAt(program: IntegerProgram, x: Int32Array, level: number): Limit[] {
  return Array.from({ length: level }, (_, before) => ({ level: before, value: costAboveStart(program, before, x) }))
}

/** All levels by integer programs: where there are none, or the case is larger than a checker would look at. */
async function byInteger(given: ProposalCase, budget: Budget): Promise<FoundProposal> {
  const { outcome, x } = await solveInteger(proposalProgram(given), budget)
  return { outcome, allocation: x && placesOf(given.table, x, given.table.columns.length), proofs: null }
}

/** All variables of a proposal's program: nothing is both given and gained. */
function solutionOf(given: ProposalCase, allocation: Int32Array): Int32Array {
  const { table, frame, today } = given
  const at = proposalVariables(given)
  const columns = table.columns.length
  const x = new Int32Array(at.count)
  x.set(allocation)
  for (let o = 0; o < columns; o++) {
    let total = 0
    for (let cell = o; cell < allocation.length; cell += columns) total += allocation[cell]!
    x[at.given + o] = Math.max(0, frame.baseTotals[o]! - total)
    x[at.gained + o] = Math.max(0, total - frame.baseTotals[o]!)
    const size = today.sizes[o] ?? null
    if (at.change === null || size === null) continue
    x[at.change] = Math.max(x[at.change]!, Math.abs(today.parts * total - size))
  }
  if (at.cellGains !== null) {
    allocation.forEach((places, cell) => {
      x[at.cellGains! + cell] = Math.max(0, places - frame.base[cell]!)
      x[at.cellGains! + allocation.length + cell] = Math.max(0, frame.base[cell]! - places)
    })
  }
  return x
}

/** How many units of a level make one place, or one of what it counts. */
function unitsOf(name: ProposalLevelName, parts: number): number {
  if (name === 'error') return NANO
  if (name === 'mutation') return parts
  return name === 'outside-room' || name === 'advised-distance' ? 1000 : 1
}

/** What a proof's search may know of a case. */
export function knowledgeOf({ table, levels, today }: ProposalCase): Knowledge {
  const cells = table.target.length
  return {
    units: levels.map((name) => unitsOf(name, today.parts)),
    // what an OOR gives and gains stands after the cells, and what those decide hangs on it
    decides: (variable: number) => variable >= cells && variable < cells + 2 * table.columns.length,
  }
}

/** The claim as the checker takes it. */
export function claimOf(
  { table, frame, advised, attention, today, near, levels, motivated, yielding }: ProposalCase,
  allocation: Int32Array,
): ProposalClaim {
  return {
    rows: table.rows,
    columns: table.columns,
    rowTotals: table.rowTotals,
    low: table.low,
    high: table.high,
    zero: table.zero,
    target: table.target,
    half: table.half,
    base: frame.base,
    baseTotals: frame.baseTotals,
    totalLow: frame.totalLow,
    totalHigh: frame.totalHigh,
    measure: frame.measure,
    leeway: frame.leeway.total,
    today,
    advised,
    ...(yielding !== undefined && { yielding }),
    attention,
    motivated,
    ...(near !== undefined && { near }),
    levels,
    allocation,
  }
}
