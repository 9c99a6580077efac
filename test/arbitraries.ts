/** Random tables for property tests: small, and full of what goes wrong: ties, halves, zero cells, bounds, intervals. */
import * as fc from 'fast-check'
import { NANO } from '../src/domain/decimal.js'
import { UNBOUNDED, type Half, type Table } from '../src/domain/table.js'

export interface TableSize {
  readonly rows: number
  readonly columns: number
  /** The largest target, in places. */
  readonly places: number
}

/** One cell of a random table. `offset` is where a hidden solution lies, counted from the rounded target. */
interface Cell {
  readonly target: number
  readonly zero: boolean
  readonly bound: { readonly below: number; readonly above: number } | null
  readonly offset: number
}

/** Targets in billionths: any, coarse (ties), exact halves, whole. */
function targetArbitrary(places: number): fc.Arbitrary<number> {
  return fc.oneof(
    { weight: 4, arbitrary: fc.integer({ min: 0, max: places * NANO }) },
    { weight: 3, arbitrary: fc.integer({ min: 0, max: places * 10 }).map((tenths) => tenths * (NANO / 10)) },
    { weight: 1, arbitrary: fc.integer({ min: 0, max: places - 1 }).map((whole) => whole * NANO + NANO / 2) },
    { weight: 1, arbitrary: fc.integer({ min: 0, max: places }).map((whole) => whole * NANO) },
  )
}

function cellArbitrary(places: number): fc.Arbitrary<Cell> {
  return fc.record({
    target: targetArbitrary(places),
    zero: rarely(12),
    bound: fc.option(fc.record({ below: fc.integer({ min: -2, max: 1 }), above: fc.integer({ min: 0, max: 2 }) }), {
      freq: 8,
    }),
    offset: fc.oneof({ weight: 9, arbitrary: fc.constantFrom(0, 0, -1, 1) }, fc.constantFrom(-3, -2, 2, 3)),
  })
}

function rarely(times: number): fc.Arbitrary<boolean> {
  return fc.integer({ min: 1, max: times }).map((drawn) => drawn === times)
}

/**
 * Tables up to a size. The totals are those of a hidden solution within the bounds, so that the table has one; in some
 * the totals are disturbed after that, and those may have none.
 */
export function tableArbitrary(size: TableSize): fc.Arbitrary<Table> {
  return fc
    .record({ rows: fc.integer({ min: 1, max: size.rows }), columns: fc.integer({ min: 1, max: size.columns }) })
    .chain(({ rows, columns }) =>
      fc.record({
        cells: fc.array(cellArbitrary(size.places), { minLength: rows * columns, maxLength: rows * columns }),
        rows: fc.constant(rows),
        intervals: fc.option(
          fc.array(fc.tuple(fc.integer({ min: 0, max: 2 }), fc.integer({ min: 0, max: 2 })), {
            minLength: columns,
            maxLength: columns,
          }),
          { freq: 2 },
        ),
        half: fc.constantFrom<Half>('up', 'even', 'down'),
        disturbed: fc.option(
          fc.record({ from: fc.nat(columns - 1), to: fc.nat(columns - 1), places: fc.integer({ min: 1, max: 4 }) }),
          { freq: 2 },
        ),
        lost: rarely(40),
      }),
    )
    .map(({ cells, rows, intervals, half, disturbed, lost }) => {
      const columns = cells.length / rows
      const low = Int32Array.from(cells, lowOf)
      const high = Int32Array.from(cells, highOf)
      const hidden = cells.map((cell, i) => clamp(rounded(cell) + cell.offset, low[i]!, high[i]!))
      const rowTotals = sums(hidden, rows, (i) => Math.floor(i / columns))
      const columnTotals = sums(hidden, columns, (i) => i % columns)
      if (disturbed !== null) {
        columnTotals[disturbed.from]! += disturbed.places
        columnTotals[disturbed.to]! -= disturbed.places
      }
      if (lost) rowTotals[0]!++
      return {
        rows: Array.from({ length: rows }, (_, s) => `r${s}`),
        columns: Array.from({ length: columns }, (_, o) => `c${o}`),
        target: Float64Array.from(cells, ({ target }) => target),
        rowTotals,
        columnLow: columnTotals.map((total, o) => Math.max(0, total - (intervals?.[o]?.[0] ?? 0))),
        columnHigh: columnTotals.map((total, o) => Math.max(0, total + (intervals?.[o]?.[1] ?? 0))),
        zero: Uint8Array.from(cells, ({ zero }) => Number(zero)),
        low,
        high,
        half,
      }
    })
}

function rounded({ target }: Cell): number {
  return Math.round(target / NANO)
}

function lowOf(cell: Cell): number {
  return cell.zero || cell.bound === null ? 0 : Math.max(0, rounded(cell) + cell.bound.below)
}

function highOf(cell: Cell): number {
  if (cell.zero) return 0
  return cell.bound === null ? UNBOUNDED : lowOf(cell) + cell.bound.above
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high)
}

function sums(places: readonly number[], count: number, lineOf: (cell: number) => number): number[] {
  const totals = Array.from({ length: count }, () => 0)
  for (const [cell, value] of places.entries()) totals[lineOf(cell)]! += value
  return totals
}
