/** What is handed over with an optimum: its certificate, whether another is equally good, and which one was chosen. */
import { allocationOf } from '../../models/base-distribution.js'
import { PROTOCOL_LEVELS } from '../../models/costs.js'
import { UNLIMITED, type Budget } from '../domain/budget.js'
import { EngineError } from '../domain/errors.js'
import type { Certificate, MultiplierCertificate, TieDecision } from '../domain/result.js'
import { uniform } from '../domain/random.js'
import type { Allocation, Table } from '../domain/table.js'
import type { Level, Program } from '../program/program.js'
import { prove, type Proof } from '../program/proof.js'
import { contestedCells } from '../verify/ties.js'
import { Optima, readingOrder } from './optima.js'
import { rangesOf } from './ranges.js'

/** How ties are decided, and how many of the optima are asked for. */
export interface TieRequest {
  readonly ties: TieDecision
  readonly seed: number
  readonly optima: number
  /** Whether it is asked what the levels of the protocol leave free; only where they come first. */
  readonly freedom?: boolean
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
  /** What the levels of the protocol leave free; null where that was not asked, or takes too long to find out. */
  readonly freedom: FreeCells | null
}

/** Cells by their number, in the order of the table. */
interface FreeCells {
  readonly fixed: number
  readonly free: readonly { readonly cell: number; readonly low: number; readonly high: number }[]
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
  const own = { ...program, levels: program.levels.slice(0, PROTOCOL_LEVELS) }
  const freedom = request.freedom === true ? freeCells(own, proof, y, inTable, budget) : null
  const certificate = { ...certify(proof), ...(freedom && { freedom: certificateOf(table, own.levels, proof) }) }
  const unique = contested.length === 0
  const isContested = new Set(contested)
  const order = readingOrder(table.rows, table.columns).filter((cell) => isContested.has(cell))
  const walk = new Optima(program, proof, y, order, budget)
  walk.largest()
  const canonical = allocationOf(table, walk.y.slice())
  const listed = request.optima > 0 || (request.ties === 'lot' && !unique) ? list(table, walk) : null
  const shown = listed && { ...listed, allocations: listed.allocations.slice(0, request.optima) }
  const common = { canonical, unique, contested, certificate, freedom, optima: request.optima > 0 ? shown : null }
  if (unique || request.ties === 'canonical') return { allocation: canonical, ...common }
  if (request.ties === 'stop' || listed === null || !listed.complete) return { allocation: null, ...common }
  const drawn = Math.floor(uniform(request.seed)() * listed.count)
  return { allocation: listed.allocations[drawn]!, ...common }
}

function freeCells(own: Program, proof: Proof, y: Int32Array, inTable: number, budget: Budget): FreeCells | null {
  const ranges = rangesOf(own, proof, y, budget)
  if (ranges === null) return null
  const { low, high } = ranges
  const free = Array.from({ length: inTable }, (_, cell) => ({ cell, low: low[cell]!, high: high[cell]! })).filter(
    (each) => each.low < each.high,
  )
  return { fixed: inTable - free.length, free }
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
 * What each level weighs in a certificate, most important first: each more than all below it can sum to along a cycle. The checker has
 * weights of its own (`verify/certificate.ts`), and refuses potentials that were weighed otherwise.
 */
function levelWeights(levels: readonly Level[], rows: number, columns: number): bigint[] {
  const cycle = 8n * (BigInt(Math.min(rows + 1, columns)) + 1n) // four times the cells of a cycle, the outside included
  const weight = levels.map(() => 1n)
  let below = 0n
  for (let l = levels.length - 1; l > 0; l--) {
    below += weight[l]! * BigInt(levels[l]!.steepest)
    weight[l - 1] = 1n + cycle * below
  }
  return weight
}

/** Potentials of all levels as one whole number each; an interval's slack row is brought to 0, which leaves it out. */
export function certificateOf(table: Table, levels: readonly Level[], { potentials }: Proof): Certificate {
  const [rows, columns] = [table.rows.length, table.columns.length]
  const weight = levelWeights(levels, rows, columns)
  const weighed = (side: 'row' | 'column', i: number) =>
    weight.reduce((sum, each, l) => sum + each * BigInt(potentials[l]![side][i] ?? 0), 0n)
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
