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
import type { LevelValue } from '../domain/result.js'
import type { Half, Objective, Table } from '../domain/table.js'

/** One thing that is wrong: where, what was found, and what was expected. */
export interface VerifyFault {
  readonly path: string
  readonly found: string
  readonly expected: string
}

/** What is claimed about a table. */
export interface Claim {
  readonly table: Table
  readonly allocation: ArrayLike<number>
  readonly objective: Objective
  readonly levels: readonly LevelValue[]
  /** Whether the totals are claimed to be met; a hand method that got stuck does not. */
  readonly meetsTotals: boolean
}

const NANO = 1_000_000_000n

/** Recomputes a claim. @returns every fault found; an empty list accepts it */
export function verify(claim: Claim): VerifyFault[] {
  const { table, allocation } = claim
  if (allocation.length !== table.target.length) {
    return [{ path: 'allocation', found: String(allocation.length), expected: String(table.target.length) }]
  }
  const cells = checkCells(table, allocation)
  if (cells.length > 0) return cells
  return [...(claim.meetsTotals ? checkTotals(table, allocation) : []), ...checkLevels(claim)]
}

function checkCells(table: Table, allocation: ArrayLike<number>): VerifyFault[] {
  const faults: VerifyFault[] = []
  for (let cell = 0; cell < allocation.length; cell++) {
    const places = allocation[cell]!
    const low = table.zero[cell] === 1 ? 0 : table.low[cell]!
    const high = table.zero[cell] === 1 ? 0 : table.high[cell]!
    if (!Number.isInteger(places) || places < low || places > high) {
      faults.push({ path: cellPath(table, cell), found: String(places), expected: `${low}..${high}` })
    }
  }
  return faults
}

function checkTotals(table: Table, allocation: ArrayLike<number>): VerifyFault[] {
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

function checkLevels(claim: Claim): VerifyFault[] {
  const found = recomputeLevels(claim.table, claim.allocation, claim.objective)
  if (claim.levels.length !== found.length) {
    return [{ path: 'levels', found: String(claim.levels.length), expected: String(found.length) }]
  }
  return found.flatMap((level, i) => {
    const stated = claim.levels[i]!
    if (stated.name === level.name && stated.value === level.value) return []
    return [{ path: `levels[${i}]`, found: `${stated.name} ${stated.value}`, expected: `${level.name} ${level.value}` }]
  })
}

/** The levels of an objective for an allocation, from the target, in BigInt. Zero cells count in none of them. */
export function recomputeLevels(table: Table, allocation: ArrayLike<number>, objective: Objective): LevelValue[] {
  let beyond = 0n
  let nextBests = 0n
  let error = 0n
  let squared = 0n
  let largest = 0n
  for (let cell = 0; cell < allocation.length; cell++) {
    if (table.zero[cell] === 1) continue
    const target = BigInt(table.target[cell]!)
    const places = BigInt(allocation[cell]!)
    const distance = absolute(places * NANO - target)
    const rank = rankByCounting(target, places, table.half)
    if (rank > 0n) nextBests++
    if (rank > 1n) beyond += rank - 1n
    error += distance
    squared += distance * distance
    if (distance > largest) largest = distance
  }
  const total: LevelValue = { name: 'error', value: decimal(error, 9) }
  const nextBest: LevelValue[] = [
    { name: 'beyond-next-best', value: Number(beyond) },
    { name: 'next-best', value: Number(nextBests) },
    total,
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
  }
}

/** FAQ 7.5: the number of integers strictly nearer; of the two at an exact half, the one not chosen has rank 1. */
function rankByCounting(target: bigint, places: bigint, half: Half): bigint {
  const distance = absolute(places * NANO - target)
  if (2n * distance === NANO) return places === chosenHalf(target, half) ? 0n : 1n
  // the integers z with target - distance < z * NANO < target + distance
  const nearer = ceiling(target + distance) - floor(target - distance) - 1n
  return nearer < 0n ? 0n : nearer
}

function chosenHalf(target: bigint, half: Half): bigint {
  const below = floor(target)
  if (half === 'up') return below + 1n
  if (half === 'down') return below
  return below % 2n === 0n ? below : below + 1n
}

/** Whole places at or below an amount in billionths. */
function floor(nano: bigint): bigint {
  const quotient = nano / NANO
  return nano < 0n && quotient * NANO !== nano ? quotient - 1n : quotient
}

function ceiling(nano: bigint): bigint {
  return -floor(-nano)
}

function absolute(value: bigint): bigint {
  return value < 0n ? -value : value
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
