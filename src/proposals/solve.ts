/** The best proposal of a case, with its proof: by flow where it is a network, by a MIP solver where it is not. */
import { isNetwork, placesOf, proposalNetwork } from '../../models/integral-proposal-network.js'
import { chargeSplit, proposalProgram } from '../../models/integral-proposal-program.js'
import { proposalVariables, type ProposalCase } from '../../models/integral-proposal.js'
import { OutOfTime, unlessLate, UNLIMITED, type Budget } from '../domain/budget.js'
import { byCode, codeOrder } from '../domain/decimal.js'
import { EngineError } from '../domain/errors.js'
import { prove } from '../program/proof.js'
import { inverse, picked, reordered } from '../rounding/table.js'
import { solveFlow, flow } from '../solvers/flow.js'
import { integerSolver, relaxation, solveInteger } from '../solvers/integer.js'
import { Bounds, valuesOf } from '../verify/bound.js'
import {
  checkFrame,
  checkProposal,
  isProvable,
  levelValues,
  wholeProgram,
  type ProposalClaim,
} from '../verify/proposal.js'
import { networkProofs, proveLevels, type LevelProofs } from './bounds.js'

export interface SolvedCase {
  readonly status: 'optimal' | 'feasible' | 'infeasible' | 'time-limit'
  readonly allocation: Int32Array | null
  readonly solver: { readonly name: string; readonly version: string }
  /** Per level, as the checker counts: thousandths of a weight, places, billionths of a place. */
  readonly values: readonly bigint[]
  readonly proofs: LevelProofs | null
}

/**
 * Solves a case and proves every level.
 * @param proving false where only the values are wanted
 * @throws EngineError when the checker rejects the answer
 */
export async function solveCase(given: ProposalCase, budget: Budget = UNLIMITED, proving = true): Promise<SolvedCase> {
  const network = isNetwork(given)
  const solver = network ? { name: flow.name, version: flow.version } : integerSolver
  const sorted = inCodeOrder(given)
  const found = network ? byFlow(sorted.given, budget) : await byInteger(sorted.given, budget)
  if (found.allocation === null) {
    return {
      status: found.outcome === 'infeasible' ? 'infeasible' : 'time-limit',
      allocation: null,
      solver,
      values: [],
      proofs: null,
    }
  }
  const allocation = sorted.asGiven(found.allocation)
  const claim = claimOf(given, allocation)
  const faults = checkFrame(claim)
  if (faults.length > 0) {
    throw new EngineError(`the verifier rejects the proposal: ${faults[0]!.path}: ${faults[0]!.found}`)
  }
  const values = levelValues(claim)
  const feasible = { status: 'feasible', allocation, solver, values, proofs: null } as const
  if (!proving || !isProvable(claim) || budget.stopped()) return feasible
  // what proves one best proposal proves every other
  const proofs = network ? byFlow(given, budget).proofs : await proofsOf(given, claim, allocation, values, budget)
  const proven = proofs !== null && proofs.gap === null && found.outcome === 'optimal'
  if (proven) {
    const unproven = checkProposal(claim, proofs.trees)
    if (unproven.length > 0) throw new EngineError(`the verifier rejects the proof: ${unproven[0]!.path}`)
  }
  return { status: proven ? 'optimal' : 'feasible', allocation, solver, values, proofs }
}

/**
 * The same case with rows, columns and points of attention in code order: of equally good proposals the one that is found then does
 * not depend on the order of the input.
 */
function inCodeOrder(given: ProposalCase): {
  readonly given: ProposalCase
  readonly asGiven: (allocation: Int32Array) => Int32Array
} {
  const { table, frame, advised, attention, current } = given
  const [rows, columns] = [codeOrder(table.rows), codeOrder(table.columns)]
  const [rowAt, columnAt] = [inverse(rows), inverse(columns)]
  const picks = <T>(list: readonly T[]) => columns.map((o) => list[o]!)
  return {
    given: {
      ...given,
      table: reordered(table, rows, columns),
      frame: {
        ...frame,
        base: picked(frame.base, rows, columns),
        baseTotals: picks(frame.baseTotals),
        totalLow: picks(frame.totalLow),
        totalHigh: picks(frame.totalHigh),
      },
      advised: rows.map((s) => {
        const { row, room, weight } = advised[s]!
        return { row: picks(row), room: picks(room), weight }
      }),
      attention: attention
        .map((each) => ({ ...each, row: each.row === null ? null : rowAt[each.row]!, column: columnAt[each.column]! }))
        .toSorted((a, b) => a.column - b.column || (a.row ?? -1) - (b.row ?? -1) || byCode(a.direction, b.direction)),
      current: picks(current),
    },
    asGiven: (allocation) => picked(allocation, rowAt, columnAt),
  }
}

/** Whether a case has any proposal at all. @throws OutOfTime */
export async function isFeasible(given: ProposalCase, budget: Budget = UNLIMITED): Promise<boolean> {
  const anything = { ...given, levels: [] }
  const { outcome } = isNetwork(anything)
    ? solveFlow(proposalNetwork(anything), budget)
    : await solveInteger(proposalProgram(anything), budget)
  if (outcome === 'time-limit') throw new OutOfTime('out of time')
  return outcome === 'optimal'
}

interface Found {
  readonly outcome: 'optimal' | 'infeasible' | 'time-limit'
  readonly allocation: Int32Array | null
  readonly proofs: LevelProofs | null
}

function byFlow(given: ProposalCase, budget: Budget): Found {
  const program = proposalNetwork(given)
  const { outcome, y } = solveFlow(program, budget)
  if (y === null) return { outcome, allocation: null, proofs: null }
  return (
    unlessLate((): Found => {
      const proof = prove(program, y, budget)
      if (proof === null) throw new EngineError('the solver calls a proposal optimal that can be improved')
      const trees = networkProofs(proof, program, given.table.rows.length)
      return { outcome, allocation: placesOf(given.table, y, program.columns), proofs: { trees, gap: null } }
    }) ?? { outcome: 'time-limit', allocation: null, proofs: null }
  )
}

async function byInteger(given: ProposalCase, budget: Budget): Promise<Found> {
  const { outcome, x } = await solveInteger(proposalProgram(given), budget)
  return { outcome, allocation: x && placesOf(given.table, x, given.table.columns.length), proofs: null }
}

async function proofsOf(
  given: ProposalCase,
  claim: ProposalClaim,
  allocation: Int32Array,
  values: readonly bigint[],
  budget: Budget,
): Promise<LevelProofs> {
  const program = proposalProgram(given)
  const bounds = new Bounds(wholeProgram(claim))
  const x = solutionOf(given, allocation)
  const relax = await relaxation(budget)
  return proveLevels(program, bounds, x, values, relax, (charged) => chargeSplit(given, charged), budget)
}

/** All variables of a proposal: nothing is both given and gained. */
function solutionOf(given: ProposalCase, allocation: Int32Array): Int32Array {
  const { table, frame, current } = given
  const at = proposalVariables(given)
  const columns = table.columns.length
  const x = new Int32Array(at.count)
  x.set(allocation)
  for (let o = 0; o < columns; o++) {
    let total = 0
    for (let cell = o; cell < allocation.length; cell += columns) total += allocation[cell]!
    x[at.given + o] = Math.max(0, frame.baseTotals[o]! - total)
    x[at.gained + o] = Math.max(0, total - frame.baseTotals[o]!)
    const size = current[o] ?? null
    if (at.change !== null && size !== null) x[at.change] = Math.max(x[at.change]!, Math.abs(total - size))
  }
  if (at.cellGains !== null) {
    allocation.forEach((places, cell) => {
      x[at.cellGains! + cell] = Math.max(0, places - frame.base[cell]!)
      x[at.cellGains! + allocation.length + cell] = Math.max(0, frame.base[cell]! - places)
    })
  }
  return x
}

/** The value of every level of a proposal, as the checker counts. */
export function valuesIn(given: ProposalCase, allocation: Int32Array): bigint[] {
  return levelValues(claimOf(given, allocation))
}

/** How large a case is for who solves it: the values of all variables, on all levels. */
export function sizeOf(given: ProposalCase): number {
  return valuesOf(wholeProgram(claimOf(given, new Int32Array(0))))
}

/** The claim as the checker takes it. */
function claimOf(
  { table, frame, advised, attention, current, levels, motivated }: ProposalCase,
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
    current,
    advised,
    attention,
    motivated,
    levels,
    allocation,
  }
}
