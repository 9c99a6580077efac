/**
 * The independent check. It knows no solver and no method: from the table itself it recomputes, in whole numbers of any
 * size, what is claimed about an allocation. Nothing leaves the engine that it rejects.
 *
 * What it proves: every cell is a whole number within its bounds; zero cells are empty; all row and column totals are
 * met; and the levels of the objective have the values stated.
 *
 * Ranks are computed from their definition (count the integers strictly nearer to the target), not by the closed form
 * that the models use, so that a mistake in one is caught by the other.
 */
import { look, UNLIMITED, type Budget } from '../domain/budget.js'
import { provesNothing, type CertificateCheck, type VerifyFault } from './fault.js'
import type { Certificate, LevelValue, MultiplierCertificate } from '../domain/result.js'
import type { Objective, Table } from '../domain/table.js'
import { CELLS_PER_LOOK, checkPotentials, errorName, placeOfNear } from './certificate.js'
import { verifyConflict } from './conflict.js'
import { checkFreedom, type ClaimedFreedom } from './freedom.js'
import { checkLottery } from './lottery.js'
import { checkMultipliers } from './multipliers.js'
import { absolute, ceiling, floor, gain, NANO, rankByCounting } from './rank.js'

/** What is claimed about a table. */
export interface Claim {
  readonly table: Table
  readonly allocation: ArrayLike<number>
  readonly objective: Objective
  /** null where the target was not published, so that nothing can be said of them. */
  readonly levels: readonly LevelValue[] | null
  /** Whether the totals are claimed to be met; a hand method that got stuck does not. */
  readonly meetsTotals: boolean
  /** The proof of optimality, where that is claimed. */
  readonly certificate?: Certificate | MultiplierCertificate | null
  /** The cells said to differ between equally good allocations; null where nothing is said of that. */
  readonly contested?: readonly number[] | null
  /** What the protocol by itself is said to leave free; null where nothing is said of that. */
  readonly freedom?: ClaimedFreedom | null
  /** Of a lottery: what each cell gets on average, in billionths. */
  readonly expectation?: ArrayLike<number> | null
}

/** Recomputes a claim. @returns every fault found; an empty list accepts it; @throws OutOfTime */
export function verify(claim: Claim, budget: Budget = UNLIMITED): VerifyFault[] {
  const { table, allocation } = claim
  if (allocation.length !== table.target.length) {
    return [{ path: 'allocation', found: String(allocation.length), expected: String(table.target.length) }]
  }
  const cells = checkCells(table, allocation)
  if (cells.length > 0) return cells
  const faults = [
    ...(claim.meetsTotals ? checkTotals(table, allocation) : []),
    ...checkLevels(claim, budget),
    ...(claim.expectation ? checkLottery(table, allocation, claim.expectation) : []),
  ]
  if (faults.length > 0 || !claim.certificate) return faults
  const unproven = checkOptimality(claim, claim.certificate, budget)
  if (unproven.length > 0 || !claim.freedom) return unproven
  const potentials = 'freedom' in claim.certificate ? claim.certificate.freedom : undefined
  return checkFreedom(table, allocation, claim.freedom, potentials, budget)
}

/** What the certificate proves, and that the cells said to be contested are those it shows. */
function checkOptimality(
  claim: Claim,
  certificate: Certificate | MultiplierCertificate,
  budget: Budget,
): VerifyFault[] {
  const { table, contested } = claim
  const check = checkCertificate(claim, certificate, budget)
  if (check.faults.length > 0 || !contested) return check.faults
  const stated = contested.toSorted((a, b) => a - b)
  if (stated.join() === check.contested.join()) return []
  const named = (cells: readonly number[]) => cells.map((cell) => cellPath(table, cell)).join(', ')
  return [{ path: 'contested', found: named(stated), expected: named(check.contested) }]
}

const POTENTIALS = ['rowPotentials', 'columnPotentials']
const CERTIFICATE_KEYS: Readonly<Record<Objective, readonly string[]>> = {
  'next-best': [...POTENTIALS, 'freedom'],
  absolute: POTENTIALS,
  squares: POTENTIALS,
  largest: [...POTENTIALS, 'cut'],
  proportional: ['rowMultipliers', 'columnMultipliers'],
}

/** Potentials prove the levels; under `largest` only within its threshold, so the bounds are those of the threshold. */
function checkCertificate(
  claim: Claim,
  certificate: Certificate | MultiplierCertificate,
  budget: Budget,
): CertificateCheck {
  const { objective, table, allocation } = claim
  const wanted = objective === 'proportional' ? 'rowMultipliers' : 'rowPotentials'
  const fault = { path: 'certificate', found: Object.keys(certificate).join(', '), expected: wanted }
  // one proof, and nothing beside it that is not looked at
  if (Object.keys(certificate).some((key) => !CERTIFICATE_KEYS[objective].includes(key))) return provesNothing(fault)
  if ('rowMultipliers' in certificate) return checkMultipliers(table, allocation, certificate, budget)
  if (objective === 'proportional' || !('rowPotentials' in certificate)) return provesNothing(fault)
  const within = objective === 'largest' ? withinLargestError(table, allocation) : table
  const check = checkPotentials(within, objective, allocation, certificate, budget)
  if (objective !== 'largest') return check
  return { ...check, faults: [...checkThreshold(table, allocation, certificate), ...check.faults] }
}

/** `largest`: a cut shows that with every cell nearer by as little as a billionth there is no allocation at all. */
function checkThreshold(table: Table, allocation: ArrayLike<number>, { cut }: Certificate): VerifyFault[] {
  if (largestErrorNano(table, allocation) === 0n) {
    return cut === undefined ? [] : [{ path: 'certificate.cut', found: 'given', expected: '-' }]
  }
  if (cut === undefined) return [{ path: 'certificate.cut', found: '-', expected: 'rows, columns' }]
  const faults = verifyConflict(withinLargestError(table, allocation, 1n), cut)
  return faults.map((fault) => ({ ...fault, path: `certificate.cut.${fault.path}` }))
}

function largestErrorNano(table: Table, allocation: ArrayLike<number>): bigint {
  let most = 0n
  for (let cell = 0; cell < allocation.length; cell++) {
    if (table.zero[cell] === 1) continue
    const error = absolute(BigInt(allocation[cell]!) * NANO - BigInt(table.target[cell]!))
    if (error > most) most = error
  }
  return most
}

/** The bounds within which no cell is further from its target than the furthest one is, less some billionths. */
function withinLargestError(table: Table, allocation: ArrayLike<number>, less = 0n): Table {
  const reach = largestErrorNano(table, allocation) - less
  const bound = (cell: number, side: 'low' | 'high') => {
    const given = table[side][cell]!
    if (table.zero[cell] === 1) return given
    const target = BigInt(table.target[cell]!)
    return side === 'low'
      ? Math.max(given, Number(ceiling(target - reach)))
      : Math.min(given, Number(floor(target + reach)))
  }
  return {
    ...table,
    low: table.low.map((_, cell) => bound(cell, 'low')),
    high: table.high.map((_, cell) => bound(cell, 'high')),
  }
}

function checkCells(table: Table, allocation: ArrayLike<number>): VerifyFault[] {
  const faults: VerifyFault[] = []
  for (let cell = 0; cell < allocation.length; cell++) {
    const places = allocation[cell]!
    const low = table.low[cell]! // also of a zero cell: an agreement that asks for a place there cannot be kept
    const high = table.zero[cell] === 1 ? 0 : table.high[cell]!
    if (!Number.isInteger(places) || places < low || places > high) {
      faults.push({ path: cellPath(table, cell), found: String(places), expected: `${low}..${high}` })
    }
  }
  return faults
}

/** The row and column totals that are not met. */
export function checkTotals(table: Table, allocation: ArrayLike<number>): VerifyFault[] {
  const faults: VerifyFault[] = []
  const columns = table.columns.length
  const rowSums = table.rows.map(() => 0n)
  const columnSums = table.columns.map(() => 0n)
  for (let cell = 0; cell < allocation.length; cell++) {
    const places = BigInt(allocation[cell]!)
    rowSums[Math.floor(cell / columns)]! += places
    columnSums[cell % columns]! += places
  }
  rowSums.forEach((sum, s) => {
    const wanted = table.rowTotals[s]!
    if (sum !== BigInt(wanted))
      faults.push({ path: `row ${table.rows[s]}`, found: String(sum), expected: String(wanted) })
  })
  columnSums.forEach((sum, o) => {
    const low = table.columnLow[o]!
    const high = table.columnHigh[o]!
    if (sum < BigInt(low) || sum > BigInt(high)) {
      faults.push({
        path: `column ${table.columns[o]}`,
        found: String(sum),
        expected: low === high ? String(low) : `${low}..${high}`,
      })
    }
  })
  return faults
}

function checkLevels(claim: Claim, budget: Budget): VerifyFault[] {
  const { levels } = claim
  if (levels === null) return []
  const found = recomputeLevels(claim.table, claim.allocation, claim.objective, budget)
  if (levels.length !== found.length) {
    return [{ path: 'levels', found: String(levels.length), expected: String(found.length) }]
  }
  return found.flatMap((level, i) => {
    const stated = levels[i]!
    if (stated.name === level.name && stated.value === level.value) return []
    return [{ path: `levels[${i}]`, found: `${stated.name} ${stated.value}`, expected: `${level.name} ${level.value}` }]
  })
}

/** The levels of an objective for an allocation, from the target, in BigInt. Zero cells count in none of them. */
export function recomputeLevels(
  table: Table,
  allocation: ArrayLike<number>,
  objective: Objective,
  budget: Budget = UNLIMITED,
): LevelValue[] {
  const { near } = table
  const levels = recomputeAlone(table, allocation, objective, budget)
  if (near === undefined || levels.length === 0) return levels
  let gained = 0n
  near.places.forEach((given, cell) => (gained += gain(BigInt(allocation[cell]!), BigInt(given))))
  return levels.toSpliced(
    placeOfNear(
      levels.map(({ name }) => name),
      near.rank,
    ),
    0,
    { name: 'near', value: Number(gained) },
  )
}

function recomputeAlone(
  table: Table,
  allocation: ArrayLike<number>,
  objective: Objective,
  budget: Budget,
): LevelValue[] {
  let beyond = 0n
  let nextBests = 0n
  let error = 0n
  let squared = 0n
  let largest = 0n
  for (let cell = 0; cell < allocation.length; cell++) {
    if (cell % CELLS_PER_LOOK === 0) look(budget)
    if (table.zero[cell] === 1) continue
    const target = BigInt(table.target[cell]!)
    const places = BigInt(allocation[cell]!)
    const distance = absolute(places * NANO - target)
    const rank = rankByCounting(target, places, table.half)
    if (rank > 0n) nextBests++
    if (rank > 1n) beyond += rank - 1n
    error += table.owed === undefined ? distance : absolute(places * NANO - target - BigInt(table.owed[cell]!))
    squared += distance * distance
    if (distance > largest) largest = distance
  }
  const total: LevelValue = { name: errorName(table), value: decimal(error, 9) }
  const nextBest: LevelValue[] = [
    { name: 'beyond-next-best', value: Number(beyond) },
    { name: 'next-best', value: Number(nextBests) },
    ...(table.tieBreak === 'none' ? [] : [total]),
  ]
  switch (objective) {
    case 'next-best':
      return nextBest
    case 'absolute':
      return [total]
    case 'squares':
      return [{ name: 'squared-error', value: decimal(squared, 18) }]
    case 'largest':
      return [{ name: 'largest-error', value: decimal(largest, 9) }, ...nextBest]
    case 'proportional':
      return [] // a sum of logarithms is no exact number
  }
}

/** The double nearest to an exact decimal. */
function decimal(digits: bigint, scale: number): number {
  const text = digits.toString().padStart(scale + 1, '0')
  return Number(`${text.slice(0, -scale)}.${text.slice(-scale)}`)
}

function cellPath(table: Table, cell: number): string {
  const columns = table.columns.length
  return `cell ${table.rows[Math.floor(cell / columns)]}-${table.columns[cell % columns]}`
}
