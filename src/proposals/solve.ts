/** The best proposal of a case, with its proof: by flow where it is a network, by a MIP solver where it is not. */
import { isNetwork, placesOf, proposalNetwork } from '../../models/integral-proposal-network.js'
import type { ProposalCase } from '../../models/integral-proposal.js'
import { OutOfTime, unlessLate, UNLIMITED, type Budget } from '../domain/budget.js'
import { byCode, codeOrder } from '../domain/decimal.js'
import { EngineError } from '../domain/errors.js'
import { prove } from '../program/proof.js'
import { largestOptimum } from '../rounding/optima.js'
import { inverse, picked, reordered } from '../rounding/table.js'
import { flow, flowInTime, solveFlow } from '../solvers/flow.js'
import { integerSolver, withLinearPrograms } from '../solvers/integer.js'
import { Bounds, valuesOf } from '../verify/bound.js'
import {
  checkFrame,
  checkProposal,
  isProvable,
  levelValues,
  wholeProgram,
  type ProposalClaim,
} from '../verify/proposal.js'
import { networkProofs, proveLevels, reorderedTrees, type LevelProofs } from './bounds.js'
import { byValues, claimOf, knowledgeOf, type FoundProposal } from './by-values.js'

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
  if (hasEmptyRange(given)) return { status: 'infeasible', allocation: null, solver, values: [], proofs: null }
  const sorted = inCodeOrder(given)
  const found = network ? byFlow(sorted.given, budget) : await byValues(sorted.given, proving, budget)
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
  const proofs = network ? byFlow(given, budget).proofs : await proofsOf(given, claim, values, sorted, found, budget)
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
  /** Per variable of the checker's program which one it is as given. */
  readonly variables: (count: number) => number[]
} {
  const { table, frame, advised, attention, today, near, yielding } = given
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
      today: { parts: today.parts, sizes: picks(today.sizes) },
      ...(yielding !== undefined && {
        yielding: {
          cells: yielding.cells.map(({ cell, ...ends }) => ({
            ...ends,
            cell: rowAt[Math.floor(cell / columns.length)]! * columns.length + columnAt[cell % columns.length]!,
          })),
          totals: yielding.totals.map(({ column, ...ends }) => ({ ...ends, column: columnAt[column]! })),
        },
      }),
      ...(near !== undefined && { near: picked(near, rows, columns) }),
    },
    asGiven: (allocation) => picked(allocation, rowAt, columnAt),
    // cells, what OORs give, what they gain; and what is no matter of order
    variables: (count) => {
      const cells = rows.flatMap((s) => columns.map((o) => s * columns.length + o))
      const ofOors = [0, 1].flatMap((times) => columns.map((o) => cells.length + times * columns.length + o))
      return [...cells, ...ofOors, ...Array.from({ length: count }, (_, i) => i).slice(cells.length + ofOors.length)]
    },
  }
}

/** Whether something that was agreed leaves a cell, or the total of an OOR, no number at all. */
function hasEmptyRange({ table, frame }: ProposalCase): boolean {
  const columns = table.columns.length
  const most = (cell: number) => Math.min(table.high[cell]!, table.rowTotals[Math.floor(cell / columns)]!)
  return table.low.some((low, cell) => low > most(cell)) || frame.totalLow.some((low, o) => low > frame.totalHigh[o]!)
}

/** Whether a case has any proposal at all. @throws OutOfTime */
export async function isFeasible(given: ProposalCase, budget: Budget = UNLIMITED): Promise<boolean> {
  return (await placesFor({ ...given, levels: [] }, budget)) !== null
}

/** The places of a best proposal, without its proof; null when there is none. @throws OutOfTime */
export async function placesFor(given: ProposalCase, budget: Budget = UNLIMITED): Promise<Int32Array | null> {
  const { table } = given
  if (hasEmptyRange(given)) return null
  if (isNetwork(given)) {
    const program = proposalNetwork(given)
    const y = flowInTime(program, budget)
    return y && placesOf(table, y, program.columns)
  }
  const { outcome, allocation } = await byValues(given, false, budget)
  if (outcome === 'time-limit') throw new OutOfTime('out of time')
  return outcome === 'optimal' ? allocation : null
}

function byFlow(given: ProposalCase, budget: Budget): FoundProposal {
  const program = proposalNetwork(given)
  const { outcome, y } = solveFlow(program, budget)
  if (y === null) return { outcome, allocation: null, proofs: null }
  return (
    unlessLate((): FoundProposal => {
      const proof = prove(program, y, budget)
      if (proof === null) throw new EngineError('the solver calls a proposal optimal that can be improved')
      const trees = networkProofs(proof, program, given.table.rows.length)
      // of equally good ones the largest in the order of the table, whichever was found
      const largest = largestOptimum(program, proof, y, budget)
      return { outcome, allocation: placesOf(given.table, largest, program.columns), proofs: { trees, gap: null } }
    }) ?? { outcome: 'time-limit', allocation: null, proofs: null }
  )
}

/** The proof that was found in code order, for the order that is given; sought again where it cannot be put in that order. */
async function proofsOf(
  given: ProposalCase,
  claim: ProposalClaim,
  values: readonly bigint[],
  sorted: ReturnType<typeof inCodeOrder>,
  found: FoundProposal,
  budget: Budget,
): Promise<LevelProofs> {
  const whole = wholeProgram(claim)
  const { proofs } = found
  if (proofs !== null) {
    const other = wholeProgram(claimOf(sorted.given, found.allocation!))
    const trees = reorderedTrees(other, whole, sorted.variables(other.variables.length), proofs.trees)
    if (trees !== null) return { trees, gap: proofs.gap }
  }
  return withLinearPrograms(budget, (programs) =>
    proveLevels(new Bounds(whole), values, knowledgeOf(given), programs, budget),
  )
}

/** The value of every level of a proposal, as the checker counts. */
export function valuesIn(given: ProposalCase, allocation: Int32Array): bigint[] {
  return levelValues(claimOf(given, allocation))
}

/** Whether a proposal keeps to everything that a case asks of it. */
export function keepsToFrame(given: ProposalCase, allocation: Int32Array): boolean {
  return checkFrame(claimOf(given, allocation)).length === 0
}

/** How large a case is for who solves it: the values of all variables, on all levels. */
export function sizeOf(given: ProposalCase): number {
  return valuesOf(wholeProgram(claimOf(given, new Int32Array(0))))
}
