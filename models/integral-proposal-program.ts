/** The integral proposal as an integer program: bounds, constraints C1 to C10, and the fixed charge of `motivations`. */
import type { Table } from '../src/domain/table.js'
import type { Constraint, IntegerProgram } from '../src/program/integer.js'
import { mostMoved, proposalVariables, type ProposalCase, type ProposalVariables } from './integral-proposal.js'
import { levelCosts } from './integral-proposal-levels.js'

/** Builds the program of a case, whatever it asks for. */
export function proposalProgram(given: ProposalCase): IntegerProgram {
  const { table, frame } = given
  const at = proposalVariables(given)
  const [cells, columns] = [table.target.length, table.columns.length]
  const [low, high, start] = [new Int32Array(at.count), new Int32Array(at.count), new Int32Array(at.count)]
  low.set(table.low)
  for (let cell = 0; cell < cells; cell++) {
    high[cell] = Math.min(table.high[cell]!, table.rowTotals[Math.floor(cell / columns)]!)
    start[cell] = Math.max(low[cell]!, Math.min(high[cell]!, frame.base[cell]!))
  }
  for (let o = 0; o < columns; o++) {
    const base = frame.baseTotals[o]!
    low[at.given + o] = Math.max(0, base - frame.totalHigh[o]!)
    high[at.given + o] = Math.max(0, base - frame.totalLow[o]!)
    low[at.gained + o] = Math.max(0, frame.totalLow[o]! - base)
    high[at.gained + o] = Math.max(0, frame.totalHigh[o]! - base)
  }
  const constraints = [
    ...rowConstraints(table),
    ...columnConstraints(given, at),
    { terms: columnTerms(columns, (o) => [at.gained + o, 1]), low: -Infinity, high: mostMoved(given) }, // C7
  ]
  if (at.change !== null) {
    high[at.change] = largestChange(given)
    constraints.push(...changeConstraints(given, at, at.change))
  }
  if (at.cellGains !== null) {
    for (let cell = 0; cell < cells; cell++) {
      high[at.cellGains + cell] = Math.max(0, high[cell]! - frame.base[cell]!)
      high[at.cellGains + cells + cell] = Math.max(0, frame.base[cell]! - low[cell]!)
    }
    constraints.push(...cellConstraints(given, at.cellGains))
  }
  for (let variable = cells; variable < at.count; variable++) start[variable] = low[variable]!
  return { low, high, start, constraints, levels: levelCosts(given, at), charge: chargeOf(given, at) }
}

/** C1 */
function rowConstraints({ rows, columns, rowTotals }: Table): Constraint[] {
  return rows.map((_, s) => ({
    terms: columnTerms(columns.length, (o) => [s * columns.length + o, 1]),
    low: rowTotals[s]!,
    high: rowTotals[s]!,
  }))
}

/** C6 */
function columnConstraints({ table, frame }: ProposalCase, at: ProposalVariables): Constraint[] {
  const columns = table.columns.length
  return table.columns.map((_, o) => ({
    terms: [...table.rows.map((_ignored, s) => [s * columns + o, 1] as const), [at.given + o, 1], [at.gained + o, -1]],
    low: frame.baseTotals[o]!,
    high: frame.baseTotals[o]!,
  }))
}

/** C9, in both directions and in parts of a place: the total of o is B[o] - d[o] + g[o]. */
function changeConstraints(
  { frame, today: { parts, sizes } }: ProposalCase,
  at: ProposalVariables,
  change: number,
): Constraint[] {
  return sizes.flatMap((size, o): Constraint[] => {
    if (size === null) return []
    const more = parts * frame.baseTotals[o]! - size // what the base has beyond today
    return [
      {
        terms: [
          [at.gained + o, parts],
          [at.given + o, -parts],
          [change, -1],
        ],
        low: -Infinity,
        high: -more,
      },
      {
        terms: [
          [at.given + o, parts],
          [at.gained + o, -parts],
          [change, -1],
        ],
        low: -Infinity,
        high: more,
      },
    ]
  })
}

/** What cells gain and lose: y - gain + loss = base; and C8. */
function cellConstraints({ frame, table }: ProposalCase, gains: number): Constraint[] {
  const cells = table.target.length
  const constraints = Array.from({ length: cells }, (_, cell): Constraint => ({
    terms: [
      [cell, 1],
      [gains + cell, -1],
      [gains + cells + cell, 1],
    ],
    low: frame.base[cell]!,
    high: frame.base[cell]!,
  }))
  if (frame.measure === 'cells') {
    constraints.push({
      terms: Array.from({ length: cells }, (_, cell) => [gains + cell, 1] as const),
      low: -Infinity,
      high: frame.leeway.total,
    })
  }
  return constraints
}

function columnTerms(
  columns: number,
  term: (column: number) => readonly [number, number],
): (readonly [number, number])[] {
  return Array.from({ length: columns }, (_, o) => term(o))
}

function largestChange({ frame, today: { parts, sizes } }: ProposalCase): number {
  return sizes.reduce<number>((most, size, o) => {
    if (size === null) return most
    const ends = [frame.totalLow[o]!, frame.totalHigh[o]!].map((end) => Math.abs(parts * end - size))
    return Math.max(most, ...ends)
  }, 0)
}

/** `motivations`: a fixed charge for every OOR, or cell, that deviates from the base. */
function chargeOf(given: ProposalCase, at: ProposalVariables): IntegerProgram['charge'] {
  const level = given.levels.indexOf('motivations')
  if (level === -1) return null
  const [first, count] =
    given.motivated === 'cell' && at.cellGains !== null
      ? [at.cellGains, 2 * given.table.target.length]
      : [at.given, 2 * given.table.columns.length]
  return { level, variables: Array.from({ length: count }, (_, i) => first + i) }
}
