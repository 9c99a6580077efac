/** What is handed over with an optimum: its certificate, whether another is equally good, and which one was chosen. */
import { allocationOf } from '../../models/base-distribution.js'
import { UNLIMITED, type Budget } from '../domain/budget.js'
import { NANO } from '../domain/decimal.js'
import { EngineError } from '../domain/errors.js'
import type { Certificate, MultiplierCertificate, TieDecision } from '../domain/result.js'
import { uniform } from '../domain/random.js'
import type { Allocation, LevelledObjective, Table } from '../domain/table.js'
import type { Program } from '../program/program.js'
import { prove, type Proof } from '../program/proof.js'
import { contestedCells } from '../verify/ties.js'
import { Optima, readingOrder } from './optima.js'

/** How ties are decided, and how many of the optima are asked for. */
export interface TieRequest {
  readonly ties: TieDecision
  readonly seed: number
  readonly optima: number
}

/** The most optima that are counted, listed or drawn from. */
export const MOST_OPTIMA = 1_000

export interface Proven {
  /** The one that was decided on; null when ties are to stop it, or are too many to draw lots from. */
  readonly allocation: Allocation | null
  readonly canonical: Allocation
  readonly unique: boolean
  /** Cells, in reading order. */
  readonly contested: readonly number[]
  readonly certificate: Certificate | MultiplierCertificate
  readonly optima: {
    readonly count: number
    readonly complete: boolean
    readonly allocations: readonly Allocation[]
  } | null
}

/**
 * Proves a solver's solution optimal, and decides between equals: the canonical one is the lexicographically largest, with
 * rows and columns in code order; a lot is drawn uniformly over all of them.
 * @param certify what to hand over as the certificate
 * @throws EngineError when the solution is not optimal after all; OutOfTime
 */
export function proven(
  table: Table,
  program: Program,
  y: Int32Array,
  certify: (proof: Proof) => Proven['certificate'],
  request: TieRequest,
  budget: Budget = UNLIMITED,
): Proven {
  const proof = prove(program, y, budget)
  if (proof === null) throw new EngineError('the solver calls a solution optimal that can be improved')
  const { rows, columns } = program
  const inTable = table.target.length
  const { mayRise, mayFall } = proof
  const contested = contestedCells({ rows, columns, mayRise, mayFall }, budget).filter((cell) => cell < inTable)
  const certificate = certify(proof)
  const unique = contested.length === 0
  const isContested = new Set(contested)
  const order = readingOrder(table.rows, table.columns).filter((cell) => isContested.has(cell))
  const walk = new Optima(program, proof, y, order, budget)
  walk.largest()
  const canonical = allocationOf(table, walk.y.slice())
  const listed = request.optima > 0 || (request.ties === 'lot' && !unique) ? list(table, walk) : null
  const shown = listed && { ...listed, allocations: listed.allocations.slice(0, request.optima) }
  const common = { canonical, unique, contested, certificate, optima: request.optima > 0 ? shown : null }
  if (unique || request.ties === 'canonical') return { allocation: canonical, ...common }
  if (request.ties === 'stop' || listed === null || !listed.complete) return { allocation: null, ...common }
  const drawn = Math.floor(uniform(request.seed)() * listed.count)
  return { allocation: listed.allocations[drawn]!, ...common }
}

/** All optima from the canonical one down, up to the most. */
function list(table: Table, walk: Optima): { count: number; complete: boolean; allocations: Allocation[] } {
  const allocations: Allocation[] = []
  do {
    if (allocations.length === MOST_OPTIMA) return { count: MOST_OPTIMA, complete: false, allocations }
    allocations.push(allocationOf(table, walk.y.slice()))
  } while (walk.next())
  return { count: allocations.length, complete: true, allocations }
}

/**
 * What each level of an objective weighs in a certificate, most important first: each more than all below it can sum to along a
 * cycle. The checker has weights of its own (`verify/certificate.ts`), and refuses potentials that were weighed otherwise.
 */
function levelWeights(objective: LevelledObjective, rows: number, columns: number): bigint[] {
  if (objective === 'absolute' || objective === 'squares') return [1n]
  const place = BigInt(NANO)
  const cycle = 8n * (BigInt(Math.min(rows + 1, columns)) + 1n) // four times the cells of a cycle, the outside included
  const nextBest = cycle * place + 1n
  return [cycle * (nextBest + place) + 1n, nextBest, 1n]
}

/** Potentials of all levels as one whole number each; an interval's slack row is brought to 0, which leaves it out. */
export function certificateOf(table: Table, objective: LevelledObjective, { potentials }: Proof): Certificate {
  const [rows, columns] = [table.rows.length, table.columns.length]
  const weight = levelWeights(objective, rows, columns)
  const weighed = (side: 'row' | 'column', i: number) =>
    potentials.reduce((sum, level, l) => sum + weight[l]! * BigInt(level[side][i] ?? 0), 0n)
  const outside = weighed('row', rows)
  return {
    rowPotentials: table.rows.map((_, s) => exact(weighed('row', s) - outside)),
    columnPotentials: table.columns.map((_, o) => exact(weighed('column', o) + outside)),
  }
}

/** A JSON number where that is exact, else digits. */
export function exact(value: bigint): number | string {
  const number = Number(value)
  return Number.isSafeInteger(number) ? number : value.toString()
}
