/**
 * The certificate of a biproportional apportionment (double Pukelsheim), checked without knowing how it was found.
 *
 * What it proves, and why. Give every row s a multiplier r[s] > 0 and every column o a multiplier c[o] > 0: the divisors of
 * an apportionment office, upside down. If in every cell the price p = target * r[s] * c[o] satisfies
 *
 *     a place may be added   implies   p <= places + 1/2
 *     a place may be taken   implies   p >= places - 1/2
 *
 * then the allocation is the targets, scaled by row and by column, in standard rounding; and no other allocation with the
 * same totals has a smaller sum of log((k - 1/2) / target) over the places k = 1, 2, ... of every cell (Balinski & Demange
 * 1989; Gaffke & Pukelsheim 2008). For any other one differs by cycles of cells that gain and lose a place in turn, along
 * which every multiplier cancels. The same multipliers prove every other allocation that is equally good, so the cells where
 * an equality holds, and these only, can tie.
 *
 * A column whose total may lie between two ends may also trade with the outside, at no cost, that is at price 1. With logarithms
 * it is the argument of `certificate.ts`: one place more in a cell costs log((places + 1/2) / target), so `p <= places + 1/2` says
 * that this is at least log r + log c, and the outside is a row of multiplier 1 whose cells cost nothing. So a column below its
 * upper end needs log c >= 0, that is c >= 1, and one above its lower end c <= 1; where c = 1, that trade is a tie too.
 *
 * Everything is a fraction of whole numbers of any size; nothing is computed in floating point.
 */
import { look, UNLIMITED, type Budget } from '../domain/budget.js'
import { columnSum } from './certificate.js'
import { provesNothing, type CertificateCheck, type VerifyFault } from './fault.js'
import { parseFraction, type Fraction } from '../domain/fraction.js'
import type { MultiplierCertificate } from '../domain/result.js'
import type { Table } from '../domain/table.js'
import { NANO } from './rank.js'
import { contestedCells } from './ties.js'

/** Checks multipliers against an allocation whose totals and bounds are known to be right. @throws OutOfTime */
export function checkMultipliers(
  table: Table,
  allocation: ArrayLike<number>,
  certificate: MultiplierCertificate,
  budget: Budget = UNLIMITED,
): CertificateCheck {
  const [rows, columns] = [table.rows.length, table.columns.length]
  const r = fractions(certificate.rowMultipliers, rows)
  const c = fractions(certificate.columnMultipliers, columns)
  if (r === null) return provesNothing(malformed('certificate.rowMultipliers', rows))
  if (c === null) return provesNothing(malformed('certificate.columnMultipliers', columns))
  if (workOf(r, c) > MOST_WORK) {
    return provesNothing({ path: 'certificate', found: `> ${MOST_WORK}`, expected: `<= ${MOST_WORK}`, beyond: true })
  }

  const faults: VerifyFault[] = []
  // One more row of arcs than there are rows: the outside, with which a column of an interval total trades.
  const mayRise = new Uint8Array((rows + 1) * columns)
  const mayFall = new Uint8Array((rows + 1) * columns)
  for (let cell = 0; cell < rows * columns; cell++) {
    if (cell % 64 === 0) look(budget) // fractions may be long
    const [row, column] = [r[Math.floor(cell / columns)]!, c[cell % columns]!]
    const places = BigInt(allocation[cell]!)
    // p = price / unit, both sides doubled: 2p <= 2 places + 1 and 2p >= 2 places - 1
    const price = 2n * BigInt(table.target[cell]!) * row.numerator * column.numerator
    const unit = NANO * row.denominator * column.denominator
    const [above, below] = [price - (2n * places + 1n) * unit, price - (2n * places - 1n) * unit]
    const closed = table.zero[cell] === 1
    if (!closed && places < BigInt(table.high[cell]!)) {
      if (above > 0n) faults.push(broken(table, cell, price, unit, `<= ${places} + 1/2`))
      mayRise[cell] = Number(above === 0n)
    }
    if (!closed && places > BigInt(table.low[cell]!)) {
      if (below < 0n) faults.push(broken(table, cell, price, unit, `>= ${places} - 1/2`))
      mayFall[cell] = Number(below === 0n)
    }
  }
  for (let o = 0; o < columns; o++) {
    const total = columnSum(allocation, columns, o)
    const { numerator, denominator } = c[o]!
    const path = `certificate.columnMultipliers[${o}]`
    const outside = rows * columns + o
    if (total < table.columnHigh[o]!) {
      if (numerator < denominator) faults.push({ path, found: certificate.columnMultipliers[o]!, expected: '>= 1' })
      mayFall[outside] = Number(numerator === denominator) // the column takes one more, the outside one fewer
    }
    if (total > table.columnLow[o]!) {
      if (numerator > denominator) faults.push({ path, found: certificate.columnMultipliers[o]!, expected: '<= 1' })
      mayRise[outside] = Number(numerator === denominator)
    }
  }
  const contested = contestedCells({ rows: rows + 1, columns, mayRise, mayFall }, budget)
  return { faults, contested: contested.filter((cell) => cell < rows * columns) }
}

/** What products of words of 64 bits a check may take: a second or two. */
const MOST_WORK = 1_000_000_000

/** Words of each row's multiplier times those of each column's. */
function workOf(rows: readonly Fraction[], columns: readonly Fraction[]): number {
  const words = (list: readonly Fraction[]) =>
    list.reduce(
      (sum, each) => sum + (each.numerator.toString(16).length + each.denominator.toString(16).length) / 16,
      0,
    )
  return words(rows) * words(columns)
}

function fractions(given: readonly string[], length: number): Fraction[] | null {
  if (!Array.isArray(given) || given.length !== length) return null
  const read = given.flatMap((text) => (typeof text === 'string' ? (parseFraction(text) ?? []) : []))
  return read.length === length ? read : null
}

function malformed(path: string, length: number): VerifyFault {
  return { path, found: '?', expected: `${length} positive fractions` }
}

function broken(table: Table, cell: number, price: bigint, unit: bigint, expected: string): VerifyFault {
  const columns = table.columns.length
  return {
    path: `certificate: ${table.rows[Math.floor(cell / columns)]}-${table.columns[cell % columns]}`,
    found: String(Number((price * 1_000_000n) / (2n * unit)) / 1e6),
    expected,
  }
}
