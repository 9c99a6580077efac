/** The places of a case over its institutions, with proof: by flow where groups of seats lie within each other, else by a MIP solver. */
import {
  hasNoRange,
  institutionNetwork,
  institutionProgram,
  seatBounds,
  type InstitutionNetwork,
  type SeatBounds,
} from '../../models/institutions.js'
import { PROTOCOL_LEVELS } from '../../models/costs.js'
import { unlessLate, UNLIMITED, type Budget } from '../domain/budget.js'
import { byCode, NANO } from '../domain/decimal.js'
import { EngineError } from '../domain/errors.js'
import { levelsOfSeats, seatsOfRule, summedLevels, type SeatProblem } from '../domain/institutions.js'
import type { Program } from '../program/program.js'
import { prove, type Proof } from '../program/proof.js'
import { outweighing, proveLevels, type Gap, type LevelProofs } from '../proposals/bounds.js'
import { Optima } from '../rounding/optima.js'
import { errorsUpTo, leastThreshold } from '../rounding/least-threshold.js'
import { exact } from '../rounding/proven.js'
import { rangesOf } from '../rounding/ranges.js'
import type { BoundTree } from '../shapes/proof-tree.js'
import { flow, solveFlow } from '../solvers/flow.js'
import { integerSolver, solveInteger, withLinearPrograms } from '../solvers/integer.js'
import { Bounds, type WholeProgram } from '../verify/bound.js'
import {
  areSeatsProvable,
  checkSeatProof,
  checkSeats,
  isNowhere,
  nearerProgram,
  seatProgram,
  seatValues,
  type SeatClaim,
} from '../verify/institutions.js'
import { contestedCells } from '../verify/ties.js'

export interface SolvedSeats {
  readonly status: 'optimal' | 'feasible' | 'infeasible' | 'time-limit'
  readonly solver: { readonly name: string; readonly version: string }
  /** Whole places per seat. */
  readonly places: readonly number[] | null
  /** Per level, as the checker counts. */
  readonly values: readonly bigint[]
  readonly proofs: readonly BoundTree[] | null
  readonly gap: Gap | null
  /** Seats that differ between equally good answers; null where that is not known: no network. */
  readonly contested: readonly number[] | null
  /** What the protocol's own two levels leave free; null where that is not asked, or not known. */
  readonly freedom: readonly { readonly seat: number; readonly low: number; readonly high: number }[] | null
}

/** Solves a problem and proves every level. @throws EngineError when the checker rejects the answer */
export async function solveSeats(given: SeatProblem, budget: Budget = UNLIMITED): Promise<SolvedSeats> {
  const problem = given.objective === 'largest' ? await withinLeast(given, budget) : given
  const bounds = seatBounds(problem)
  const network = hasNoRange(bounds) ? null : institutionNetwork(problem, bounds)
  const isNetwork = network !== null || hasNoRange(bounds)
  const solver = isNetwork ? { name: flow.name, version: flow.version } : integerSolver
  const nothing = { solver, places: null, values: [], proofs: null, gap: null, contested: null, freedom: null }
  if (hasNoRange(bounds)) return { status: 'infeasible', ...nothing }
  const found = network === null ? await byProgram(problem, bounds, budget) : byFlow(problem, network, bounds, budget)
  if (found.places === null) return { status: found.outcome === 'infeasible' ? 'infeasible' : 'time-limit', ...nothing }
  const claim: SeatClaim = { problem: given, places: found.places }
  const faults = checkSeats(claim)
  if (faults.length > 0)
    throw new EngineError(`the verifier rejects the places: ${faults[0]!.path}: ${faults[0]!.found}`)
  const values = seatValues(claim)
  const proofs = await proofsOf(claim, problem, found, values, budget)
  const isProven = proofs !== null && proofs.gap === null && found.outcome === 'optimal'
  if (isProven) {
    const unproven = checkSeatProof(claim, proofs.trees)
    if (unproven.length > 0) throw new EngineError(`the verifier rejects the proof: ${unproven[0]!.path}`)
  }
  return {
    status: isProven ? 'optimal' : 'feasible',
    solver,
    places: found.places,
    values,
    proofs: isProven ? proofs.trees : null,
    gap: proofs?.gap ?? null,
    contested: isProven ? found.contested : null,
    freedom: isProven ? found.freedom : null,
  }
}

interface FoundSeats {
  readonly outcome: 'optimal' | 'infeasible' | 'time-limit'
  readonly places: readonly number[] | null
  readonly trees: readonly BoundTree[] | null
  readonly contested: SolvedSeats['contested']
  readonly freedom: SolvedSeats['freedom']
}

const NOTHING_MORE = { trees: null, contested: null, freedom: null } as const

/**
 * The proof of every level.
 * @param problem what was solved: under `largest` the claim's own, within the least largest error
 */
async function proofsOf(
  claim: SeatClaim,
  problem: SeatProblem,
  { trees }: FoundSeats,
  values: readonly bigint[],
  budget: Budget,
): Promise<LevelProofs | null> {
  if (!areSeatsProvable(claim.problem) || budget.stopped()) return null
  const at = levelsOfSeats(problem).indexOf('largest-error')
  if (at === -1) return trees === null ? provenIn(problem, values, budget) : { trees, gap: null }
  const summed = values.toSpliced(at, 1)
  const before = await provenIn(claim.problem, summed.slice(0, at), budget)
  if (before.gap !== null) return before
  const cut = await noneNearer(claim.problem, values[at]!, summed[at - 1] ?? 0n, budget)
  if (cut === null) return { trees: [], gap: { level: at, value: values[at]!, bound: 0n } }
  const within = trees === null ? await provenIn(problem, summed, budget) : { trees, gap: null }
  const { gap } = within
  if (gap !== null) return { trees: [], gap: { ...gap, level: gap.level < at ? gap.level : gap.level + 1 } }
  return { trees: [...before.trees, cut, ...within.trees.slice(at)], gap: null }
}

/** The proof of the first levels of a program, from linear programs. */
async function provenIn(problem: SeatProblem, values: readonly bigint[], budget: Budget): Promise<LevelProofs> {
  if (values.length === 0) return { trees: [], gap: null }
  return proven(seatProgram(problem), values, unitsOf(problem), budget)
}

function proven(
  program: WholeProgram,
  values: readonly bigint[],
  units: readonly number[],
  budget: Budget,
): Promise<LevelProofs> {
  const knowledge = { units, decides: () => false }
  return withLinearPrograms(budget, (programs) => proveLevels(new Bounds(program), values, knowledge, programs, budget))
}

/** The proof that no seat can be nearer than the largest error without the level before that being more; null where it is not found. */
async function noneNearer(
  problem: SeatProblem,
  most: bigint,
  before: bigint,
  budget: Budget,
): Promise<BoundTree | null> {
  const program = nearerProgram(problem, most)
  if (isNowhere(program, most)) return { scale: 0, constraints: program.constraints.map(() => 0), levels: [] }
  const { trees, gap } = await proven(program, [before + 1n], [1], budget)
  return gap === null ? trees[0]! : null
}

/**
 * `largest`: the problem within the least largest error, a network or not, as it was. Near what was fixed, the fewest changes go before it.
 * @returns the problem as it was where it has no solution, or time ran out
 */
async function withinLeast(problem: SeatProblem, budget: Budget): Promise<SeatProblem> {
  const reached = async (within?: number) => {
    const places = await anyPlaces(within === undefined ? problem : { ...problem, within }, budget)
    if (places === null) return null
    const [before, most] = seatValues({ problem, places })
    return problem.near === null ? { before: 0n, most: Number(before) } : { before: before!, most: Number(most) }
  }
  const first = await reached()
  if (first === null) return problem
  const { low, high } = seatBounds(problem)
  const erring = problem.seats.map(({ target }, seat) => ({ target, low: low[seat]!, high: high[seat]! }))
  const within = await leastThreshold(errorsUpTo(erring, first.most), async (threshold) => {
    const found = await reached(threshold)
    return found === null || found.before > first.before ? null : found.most
  })
  return budget.stopped() ? problem : { ...problem, within }
}

/** Places with nothing but the level `near` at its least; null where there are none, or time ran out. */
async function anyPlaces(problem: SeatProblem, budget: Budget): Promise<readonly number[] | null> {
  const bounds = seatBounds(problem)
  if (hasNoRange(bounds)) return null
  const before = <P extends { readonly levels: readonly { readonly name: string }[] }>(program: P): P => {
    return { ...program, levels: program.levels.filter(({ name }) => name === 'near') }
  }
  const network = institutionNetwork(problem, bounds)
  if (network === null) {
    const { x } = await solveInteger(before(institutionProgram(problem, bounds)), budget)
    return x && [...x]
  }
  const { y } = solveFlow(before(network.program), budget)
  return y && seatsIn(network.cellOf, y)
}

/** Per level how many of its units make one place. */
export function unitsOf(problem: SeatProblem): number[] {
  return summedLevels(problem).map((name) => (name.endsWith('error') ? NANO : 1))
}

async function byProgram(problem: SeatProblem, bounds: SeatBounds, budget: Budget): Promise<FoundSeats> {
  const { outcome, x } = await solveInteger(institutionProgram(problem, bounds), budget)
  return { outcome, places: x && [...x], ...NOTHING_MORE }
}

function byFlow(problem: SeatProblem, network: InstitutionNetwork, bounds: SeatBounds, budget: Budget): FoundSeats {
  const { program, cellOf } = network
  const { outcome, y } = solveFlow(program, budget)
  if (y === null) return { outcome, places: null, ...NOTHING_MORE }
  const late: FoundSeats = { outcome: 'time-limit', places: seatsIn(cellOf, y), ...NOTHING_MORE }
  return (
    unlessLate((): FoundSeats => {
      const proof = prove(program, y, budget)
      if (proof === null) throw new EngineError('the solver calls places optimal that can be improved')
      const seatOf = new Map(Array.from(cellOf, (cell, seat) => [cell, seat]))
      const { mayRise, mayFall } = proof
      const arcs = { rows: program.rows, columns: program.columns, mayRise, mayFall }
      const contested = contestedCells(arcs, budget).flatMap((cell) => seatOf.get(cell) ?? [])
      // of equally good answers the largest, in the order of the codes
      const order = contested.toSorted((a, b) => bySeat(problem, a, b)).map((seat) => cellOf[seat]!)
      const walk = new Optima(program, proof, y, order, budget)
      walk.largest()
      return {
        outcome,
        places: seatsIn(cellOf, walk.y),
        trees: networkTrees(problem, network, bounds, proof),
        contested: contested.toSorted((a, b) => a - b),
        freedom: freedomOf(problem, network, proof, y, budget),
      }
    }) ?? late
  )
}

function seatsIn(cellOf: Int32Array, y: Int32Array): number[] {
  return Array.from(cellOf, (cell) => y[cell]!)
}

function bySeat({ seats }: SeatProblem, a: number, b: number): number {
  const [one, other] = [seats[a]!, seats[b]!]
  return (
    byCode(one.specialty, other.specialty) || byCode(one.oor, other.oor) || byCode(one.institution, other.institution)
  )
}

/** The seats that can have other places at the same steps beyond next best and next bests. */
function freedomOf(
  { objective, near }: SeatProblem,
  { program, cellOf }: InstitutionNetwork,
  proof: Proof,
  y: Int32Array,
  budget: Budget,
): SolvedSeats['freedom'] {
  if (objective !== 'next-best' || near !== null) return null
  const own: Program = { ...program, levels: program.levels.slice(0, PROTOCOL_LEVELS) }
  const ranges = rangesOf(own, proof, y, budget)
  if (ranges === null) return null
  return [...cellOf.keys()].flatMap((seat) => {
    const [low, high] = [ranges.low[cellOf[seat]!]!, ranges.high[cellOf[seat]!]!]
    return low < high ? [{ seat, low, high }] : []
  })
}

/**
 * One bound per level from its potentials, in which the levels before it outweigh it: what a cell's row is worth, and what each group is
 * worth more than the one around it.
 */
function networkTrees(
  problem: SeatProblem,
  { program, groups, slackRow }: InstitutionNetwork,
  bounds: SeatBounds,
  { potentials }: Proof,
): BoundTree[] {
  const { cells, rules, seats } = problem
  const constraints = rules.flatMap((rule, number) => (seatsOfRule(seats, rule).length === 1 ? [] : [number]))
  const multipliers = potentials.map(({ row, column }) => [
    ...Array.from(cells, (_, c) => BigInt(row[c]! - row[slackRow]!)),
    ...groups.map(({ column: own, onto }) => BigInt(column[own]! - (onto === -1 ? -row[slackRow]! : column[onto]!))),
  ])
  return outweighing(multipliers, program.levels).map(({ combined, weights }) => {
    const worth = new Map<number, bigint>()
    bounds.groups.forEach(({ lowRule, highRule }, g) => {
      const price = combined[cells.length + g]!
      const rule = price > 0n ? lowRule : highRule
      if (rule !== null) worth.set(rule, price)
    })
    const ofRules = constraints.map((rule) => worth.get(rule) ?? 0n)
    const ofCells = combined.slice(0, cells.length)
    return { scale: 1, constraints: [...ofCells, ...ofRules].map(exact), levels: weights.map(exact) }
  })
}
