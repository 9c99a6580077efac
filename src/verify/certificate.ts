/**
 * The certificate of optimality, checked without knowing how the allocation was found.
 *
 * What it proves, and why. Give every row s a number u[s] and every column o a number v[o]. Let `up` be what one place more
 * in a cell costs, and `down` what its last place cost. If in every cell
 *
 *     a place may be added   implies   up   >= u[s] + v[o]
 *     a place may be taken   implies   down <= u[s] + v[o]
 *
 * then no other allocation with the same totals is better. For any other one differs from this one by cycles of cells that
 * gain and lose a place in turn. Along a cycle every u and v is added once and subtracted once, so the cycle costs at least
 * 0; and as costs are convex, several cycles cost at least the sum of each. A total that may lie between two ends is a column
 * that may also trade with the outside, at cost 0: v >= 0 below its upper end, v <= 0 above its lower end.
 *
 * Several levels, one number. What comes first must outweigh all that comes after it along one cycle. A cycle that passes no
 * row and no column twice has at most 2 * min(rows, columns) cells, and a step changes the error by at most one place. The
 * weights below are some four times as large as that asks. Everything is a whole number of any size.
 */
import { look, UNLIMITED, type Budget } from '../domain/budget.js'
import type { CertificateCheck, VerifyFault } from './fault.js'
import type { NearRank } from '../domain/near.js'
import { PROTOCOLS_OWN, type Certificate } from '../domain/result.js'
import type { Half, LevelledObjective, Table } from '../domain/table.js'
import { absolute, gain, NANO, rankByCounting } from './rank.js'
import { contestedCells } from './ties.js'

/** The clock is looked at once in so many cells. */
export const CELLS_PER_LOOK = 4096

/** The levels that are weighed together; `largest` proves its first level by a threshold and a cut. */
export type LevelNames = readonly (
  | 'beyond-next-best'
  | 'next-best'
  | 'near'
  | 'error'
  | 'error-with-arrears'
  | 'squared-error'
)[]

/** What the total error is called: with arrears it is another one. */
export function errorName({ owed }: Pick<Table, 'owed'>): 'error' | 'error-with-arrears' {
  return owed === undefined ? 'error' : 'error-with-arrears'
}

/** Near a given allocation there is one level more. */
export function weighedLevels(
  objective: LevelledObjective,
  table: Pick<Table, 'tieBreak' | 'near' | 'owed'> = {},
): LevelNames {
  const names = namesAlone(objective, table)
  const { near } = table
  return near === undefined ? names : names.toSpliced(placeOfNear(names, near.rank), 0, 'near')
}

/** The level `near` stands before all, or else before the error that only decides between equals: after the next bests, or last. */
export function placeOfNear(names: readonly string[], rank: NearRank): number {
  if (rank === 'first') return 0
  const nextBests = names.indexOf('next-best')
  return nextBests === -1 ? names.length : nextBests + 1
}

function namesAlone(objective: LevelledObjective, table: Pick<Table, 'tieBreak' | 'owed'>): LevelNames {
  switch (objective) {
    case 'next-best':
    case 'largest':
      return table.tieBreak === 'none' ? PROTOCOLS_OWN : [...PROTOCOLS_OWN, errorName(table)]
    case 'absolute':
      return [errorName(table)]
    case 'squares':
      return ['squared-error']
  }
}

/** What a step changes a level by at most, where another level stands above it. */
const STEEPEST = {
  'beyond-next-best': 2n,
  'next-best': 1n,
  near: 1n,
  error: NANO,
  'error-with-arrears': NANO,
} as const

/** The weight of each level, most important first: each outweighs the ones below it along any cycle. */
export function weights(names: LevelNames, rows: number, columns: number): bigint[] {
  const cycle = 8n * BigInt(Math.min(rows + 1, columns)) + 8n
  const weight = names.map(() => 1n)
  let below = 0n
  for (let i = names.length - 1; i > 0; i--) {
    below += weight[i]! * STEEPEST[names[i] as keyof typeof STEEPEST]
    weight[i - 1] = 1n + cycle * below
  }
  return weight
}

/**
 * What a cell costs at `places`: all levels in one number. `squared-error` is in billionths of a billionth.
 * @param given the places that it should stay near to, where some are given: only `near` looks at them
 * @param owed what the cell is owed from earlier years: only `error-with-arrears` looks at it
 */
export function cellCost(
  target: bigint,
  places: bigint,
  half: Half,
  names: LevelNames,
  weight: readonly bigint[],
  given = 0n,
  owed = 0n,
): bigint {
  const distance = places * NANO - target
  const size = absolute(distance)
  const rank = rankByCounting(target, places, half)
  return names.reduce((cost, name, i) => {
    switch (name) {
      case 'beyond-next-best':
        return cost + weight[i]! * (rank > 1n ? rank - 1n : 0n)
      case 'next-best':
        return cost + weight[i]! * (rank > 0n ? 1n : 0n)
      case 'near':
        return cost + weight[i]! * gain(places, given)
      case 'error':
        return cost + weight[i]! * size
      case 'error-with-arrears':
        return cost + weight[i]! * absolute(distance - owed)
      case 'squared-error':
        return cost + (weight[i]! * size * size) / NANO // a step's cost is whole in these units: 2(y - t) + 1
    }
  }, 0n)
}

/**
 * Checks potentials against an allocation whose totals, bounds and zero cells have been checked already.
 * @param table with the bounds within which optimality is claimed
 * @throws OutOfTime
 */
export function checkPotentials(
  table: Table,
  objective: LevelledObjective,
  allocation: ArrayLike<number>,
  certificate: Certificate,
  budget: Budget = UNLIMITED,
): CertificateCheck {
  const [rows, columns] = [table.rows.length, table.columns.length]
  const { faults, ...arcs } = tieArcs(table, weighedLevels(objective, table), allocation, certificate, budget)
  const contested = contestedCells({ rows: rows + 1, columns, ...arcs }, budget)
  return { faults, contested: contested.filter((cell) => cell < rows * columns) }
}

/** The steps that cost just what potentials say, and where those are wrong. */
interface PricedSteps {
  readonly faults: VerifyFault[]
  /** Row by row, and one row more: the outside, with which a column of an interval total trades. */
  readonly mayRise: Uint8Array
  readonly mayFall: Uint8Array
}

/**
 * Prices every step by potentials of some levels, weighed together.
 * @param where the potentials stand; @throws OutOfTime
 */
export function tieArcs(
  table: Table,
  names: LevelNames,
  allocation: ArrayLike<number>,
  { rowPotentials, columnPotentials }: Certificate,
  budget: Budget,
  where = 'certificate',
): PricedSteps {
  const [rows, columns] = [table.rows.length, table.columns.length]
  const mayRise = new Uint8Array((rows + 1) * columns)
  const mayFall = new Uint8Array((rows + 1) * columns)
  const u = integers(rowPotentials, rows)
  const v = integers(columnPotentials, columns)
  if (u === null) return { faults: [malformed(`${where}.rowPotentials`, rows)], mayRise, mayFall }
  if (v === null) return { faults: [malformed(`${where}.columnPotentials`, columns)], mayRise, mayFall }

  const weight = weights(names, rows, columns)
  const faults: VerifyFault[] = []
  for (let cell = 0; cell < rows * columns; cell++) {
    if (cell % CELLS_PER_LOOK === 0) look(budget)
    const low = table.low[cell]!
    const high = table.high[cell]!
    if (low === high) continue
    const places = allocation[cell]!
    const target = BigInt(table.target[cell]!)
    const price = u[Math.floor(cell / columns)]! + v[cell % columns]!
    const given = BigInt(table.near?.places[cell] ?? 0)
    const owed = BigInt(table.owed?.[cell] ?? 0)
    const cost = (at: number) => cellCost(target, BigInt(at), table.half, names, weight, given, owed)
    const here = cost(places)
    if (places < high) {
      const up = cost(places + 1) - here
      if (up < price) faults.push(broken(where, table, cell, `${up}`, `>= ${price}`))
      mayRise[cell] = Number(up === price)
    }
    if (places > low) {
      const down = here - cost(places - 1)
      if (down > price) faults.push(broken(where, table, cell, `${down}`, `<= ${price}`))
      mayFall[cell] = Number(down === price)
    }
  }
  for (let o = 0; o < columns; o++) {
    const total = columnSum(allocation, columns, o)
    const path = `${where}.columnPotentials[${o}]`
    const outside = rows * columns + o
    if (total < table.columnHigh[o]!) {
      if (v[o]! < 0n) faults.push({ path, found: `${v[o]}`, expected: '>= 0' })
      mayFall[outside] = Number(v[o] === 0n) // the column takes one more, the outside one fewer
    }
    if (total > table.columnLow[o]!) {
      if (v[o]! > 0n) faults.push({ path, found: `${v[o]}`, expected: '<= 0' })
      mayRise[outside] = Number(v[o] === 0n)
    }
  }
  return { faults, mayRise, mayFall }
}

/** Potentials as whole numbers: JSON numbers, or decimal text where those would not be exact. */
function integers(given: readonly (number | string)[], length: number): bigint[] | null {
  if (!Array.isArray(given) || given.length !== length) return null
  const whole = given.every((each) =>
    typeof each === 'number' ? Number.isSafeInteger(each) : /^-?\d{1,60}$/.test(each),
  )
  return whole ? given.map((each) => BigInt(each)) : null
}

function malformed(path: string, length: number): VerifyFault {
  return { path, found: '?', expected: `${length} whole numbers` }
}

function broken(where: string, table: Table, cell: number, found: string, expected: string): VerifyFault {
  const columns = table.columns.length
  return {
    path: `${where}: ${table.rows[Math.floor(cell / columns)]}-${table.columns[cell % columns]}`,
    found,
    expected,
  }
}

/** The places in a column. */
export function columnSum(allocation: ArrayLike<number>, columns: number, column: number): number {
  let sum = 0
  for (let cell = column; cell < allocation.length; cell += columns) sum += allocation[cell]!
  return sum
}
