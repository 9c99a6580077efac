/**
 * The independent check of a conflict. A table that satisfied the rules would have to place, with rows A and columns B,
 *
 *   R(A) <= C_high(B) - L(not A, B) + U(A, not B)      and      C_low(B) <= R(A) - L(A, not B) + U(not A, B).
 *
 * A conflict names A and B for which one of these is false (Gale 1957, Hoffman 1960), or a cell without a value. Each
 * side is added up here from the table alone, in whole numbers of any size; no flow, no cut and no solver is looked at.
 */
import type { VerifyFault } from './fault.js'
import type { Conflict, ConflictKind } from '../domain/conflict.js'
import { UNBOUNDED, type Table } from '../domain/table.js'

/** What is checked of a conflict; its words and repairs are not. */
export type ConflictClaim = Pick<Conflict, 'kind' | 'rows' | 'columns' | 'required' | 'room' | 'elsewhere' | 'short'>

/** One side of the inequality each; `elsewhere` is null where a cell without an upper bound allows any number. */
interface Sides {
  readonly required: bigint
  readonly room: bigint
  readonly elsewhere: bigint | null
}

/**
 * Recomputes why a table has no solution.
 * @param unit how many units of the table make one place: 1, or 1e9 for a table in billionths (before rounding)
 * @returns every fault found; an empty list accepts it, and proves that the table has no solution
 */
export function verifyConflict(table: Table, conflict: ConflictClaim, unit = 1): VerifyFault[] {
  const rows = indices(conflict.rows, table.rows, 'rows')
  const columns = indices(conflict.columns, table.columns, 'columns')
  const faults = [...rows.faults, ...columns.faults]
  if (faults.length > 0) return faults
  if (conflict.kind === 'cell' && (rows.inside.size !== 1 || columns.inside.size !== 1)) {
    return [{ path: 'kind', found: `${rows.inside.size} x ${columns.inside.size}`, expected: '1 x 1' }]
  }
  const { required, room, elsewhere } = sidesOf(table, conflict.kind, rows.inside, columns.inside)
  if (elsewhere === null) return [{ path: 'elsewhere', found: String(conflict.elsewhere), expected: 'no limit' }]
  const short = required - room - elsewhere
  const found = { required, room, elsewhere, short }
  for (const name of ['required', 'room', 'elsewhere', 'short'] as const) {
    const expected = Number(found[name]) / unit
    if (conflict[name] !== expected) {
      faults.push({ path: name, found: String(conflict[name]), expected: String(expected) })
    }
  }
  if (short <= 0n) faults.push({ path: 'short', found: String(conflict.short), expected: 'above 0' })
  return faults
}

function sidesOf(table: Table, kind: ConflictKind, rows: ReadonlySet<number>, columns: ReadonlySet<number>): Sides {
  const rowTotals = sum(rows, table.rowTotals)
  switch (kind) {
    case 'cell': {
      const cell = [...rows][0]! * table.columns.length + [...columns][0]!
      return { required: BigInt(table.low[cell]!), room: BigInt(highest(table, cell)), elsewhere: 0n }
    }
    case 'too-little-room':
      return {
        required: rowTotals,
        room: sum(columns, table.columnHigh) - lows(table, (s, o) => !rows.has(s) && columns.has(o)),
        elsewhere: highs(table, (s, o) => rows.has(s) && !columns.has(o)),
      }
    case 'too-little-supply':
      return {
        required: sum(columns, table.columnLow),
        room: rowTotals - lows(table, (s, o) => rows.has(s) && !columns.has(o)),
        elsewhere: highs(table, (s, o) => !rows.has(s) && columns.has(o)),
      }
  }
}

type Where = (row: number, column: number) => boolean

function lows(table: Table, where: Where): bigint {
  return cells(table, where).reduce((total, cell) => total + BigInt(table.low[cell]!), 0n)
}

/** null when one of the cells has no upper bound. */
function highs(table: Table, where: Where): bigint | null {
  const limits = cells(table, where).map((cell) => highest(table, cell))
  return limits.includes(UNBOUNDED) ? null : limits.reduce((total, each) => total + BigInt(each), 0n)
}

/** FAQ 7.3: a zero cell stays empty, whatever its bounds say. */
function highest(table: Table, cell: number): number {
  return table.zero[cell] === 1 ? 0 : table.high[cell]!
}

function cells(table: Table, where: Where): number[] {
  const width = table.columns.length
  const found: number[] = []
  for (let cell = 0; cell < table.low.length; cell++) {
    if (where(Math.floor(cell / width), cell % width)) found.push(cell)
  }
  return found
}

function sum(members: ReadonlySet<number>, totals: readonly number[]): bigint {
  return [...members].reduce((total, i) => total + BigInt(totals[i]!), 0n)
}

/** The indices of codes; a code that the table does not have, or that is named twice, is a fault. */
function indices(codes: readonly string[], known: readonly string[], path: 'rows' | 'columns') {
  const index = new Map(known.map((code, i) => [code, i]))
  const inside = new Set<number>()
  const faults: VerifyFault[] = []
  codes.forEach((code, i) => {
    const at = index.get(code)
    if (at === undefined) faults.push({ path: `${path}[${i}]`, found: code, expected: `one of the table's ${path}` })
    else if (inside.has(at)) faults.push({ path: `${path}[${i}]`, found: code, expected: 'once' })
    else inside.add(at)
  })
  return { inside, faults }
}
