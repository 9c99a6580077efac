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
 * Everything is a fraction of whole numbers of any size; nothing is computed in floating point.
 */
import type { CertificateCheck, VerifyFault } from './fault.js'
import { parseFraction, type Fraction } from '../domain/fraction.js'
import type { MultiplierCertificate } from '../domain/result.js'
import type { Table } from '../domain/table.js'
import { NANO } from './rank.js'
import { contestedCells } from './ties.js'

/** Checks multipliers against an allocation whose totals and bounds are known to be right. */
export function checkMultipliers(
  table: Table,
  allocation: ArrayLike<number>,
  certificate: MultiplierCertificate,
): CertificateCheck {
  const [rows, columns] = [table.rows.length, table.columns.length]
  const r = fractions(certificate.rowMultipliers, rows)
  const c = fractions(certificate.columnMultipliers, columns)
  if (r === null) return malformed('certificate.rowMultipliers', rows)
  if (c === null) return malformed('certificate.columnMultipliers', columns)

  const faults: VerifyFault[] = []
  const mayRise = new Uint8Array(rows * columns)
  const mayFall = new Uint8Array(rows * columns)
  for (let cell = 0; cell < rows * columns; cell++) {
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
  return { faults, contested: faults.length > 0 ? [] : contestedCells({ rows, columns, mayRise, mayFall }) }
}

function fractions(given: readonly string[], length: number): Fraction[] | null {
  if (!Array.isArray(given) || given.length !== length) return null
  const read = given.flatMap((text) => (typeof text === 'string' ? (parseFraction(text) ?? []) : []))
  return read.length === length ? read : null
}

function malformed(path: string, length: number): CertificateCheck {
  return { faults: [{ path, found: '?', expected: `${length} positive fractions` }], contested: [] }
}

function broken(table: Table, cell: number, price: bigint, unit: bigint, expected: string): VerifyFault {
  const columns = table.columns.length
  return {
    path: `certificate: ${table.rows[Math.floor(cell / columns)]}-${table.columns[cell % columns]}`,
    found: String(Number((price * 1_000_000n) / (2n * unit)) / 1e6),
    expected,
  }
}
