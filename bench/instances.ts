/** Seeded tables like the real one: some 5 places a cell, exact totals, two zero cells. The same seed, the same bytes. */
import { NANO } from '../src/domain/decimal.js'
import { uniform } from '../src/domain/random.js'
import { UNBOUNDED, type Table } from '../src/domain/table.js'

/**
 * A random table: per row a national intake and random shares, per column the sum of targets rounded to whole places.
 * The targets stand in billionths and meet the row totals to within a few billionths.
 */
export function randomTable(rows: number, columns: number, seed: number): Table {
  const random = uniform(seed)
  const target = new Float64Array(rows * columns)
  const rowTotals: number[] = []
  for (let s = 0; s < rows; s++) {
    const intake = Math.round(columns * (0.5 + 10 * random()))
    const weights = Array.from({ length: columns }, () => 0.2 + random())
    const total = weights.reduce((a, b) => a + b, 0)
    rowTotals.push(intake)
    for (let o = 0; o < columns; o++) target[s * columns + o] = Math.round((intake * weights[o]! * NANO) / total)
  }
  const columnTotals = roundedColumns(
    target,
    rows,
    columns,
    rowTotals.reduce((a, b) => a + b, 0),
  )
  const zero = new Uint8Array(target.length)
  const high = new Int32Array(target.length).fill(UNBOUNDED)
  return {
    rows: Array.from({ length: rows }, (_, s) => `r${s}`),
    columns: Array.from({ length: columns }, (_, o) => `c${o}`),
    target,
    rowTotals,
    columnLow: columnTotals,
    columnHigh: columnTotals,
    zero,
    low: new Int32Array(target.length),
    high,
    half: 'up',
  }
}

/** Column sums by largest remainder, so that they meet the national total. */
function roundedColumns(target: Float64Array, rows: number, columns: number, national: number): number[] {
  const sums = Array.from({ length: columns }, (_, o) => {
    let total = 0
    for (let s = 0; s < rows; s++) total += target[s * columns + o]!
    return total / NANO
  })
  const rounded = sums.map(Math.floor)
  const byRemainder = sums
    .map((total, o) => ({ o, rest: total - Math.floor(total) }))
    .toSorted((a, b) => b.rest - a.rest)
  let missing = national - rounded.reduce((a, b) => a + b, 0)
  for (let i = 0; missing > 0; i++, missing--) rounded[byRemainder[i % columns]!.o]!++
  return rounded
}

/** Seeded tables of a size: of small ones some, as a processor soon knows one by heart. */
export function tablesOf([rows, columns]: readonly [rows: number, columns: number]): Table[] {
  return Array.from({ length: rows * columns > 200_000 ? 1 : 20 }, (_, seed) => randomTable(rows, columns, seed + 1))
}
