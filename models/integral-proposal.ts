/**
 * The integral proposal (integraal voorstel) as an integer program: P26 fase I (regelruimte) and fase II.1.3.
 *
 *   y[s,o]   places, as in the base distribution: rows exact (C1), zero cells empty (C3), agreed cells bounded (C4)
 *   d[o]     places that OOR o gives away, against its base total B[o]:  0 .. B[o] - least
 *   g[o]     places that it gains:                                       0 .. most - B[o]
 *
 *   C6  every column sums to B[o] - d[o] + g[o]                              P26 Regelruimte 1 (8 fewer, 10 more)
 *   C7  the sum of g is at most the leeway: 30 under `places-moved`, half of it under `sum-absolute`, since ups and downs
 *       are equal when the national total is fixed                          P26 Regelruimte 1 (30 in total)
 *   C8  under `cells`: the sum of what cells gain against the base is at most the leeway
 *   C9  no OOR changes more than t against its size today                    P26 Regelruimte 1 ("actuele omvang")
 *   C10 under `staffel.force: hard`: cells stay within the staffel (bounds of C4)   P16 1.a
 *
 * Without C8, C9 and the fixed charge of `motivations` it is a network: one row for d, one for g and one column between
 * them make it a table of exact totals.
 *
 *               o                          between
 *   s           y[s,o]                     0            n[s]
 *   given       d[o]                       -moved       0
 *   gained      -g[o]                      moved        0
 *               B[o]                       0
 */
import type { Consultation, ProposalFrame, ProposalLevelName } from '../src/domain/proposal.js'
import type { Table } from '../src/domain/table.js'
import type { Constraint, IntegerProgram } from '../src/program/integer.js'
import type { Level, Program } from '../src/program/program.js'
import { naturalRoundings, objectiveLevels } from './costs.js'

/** What a proposal is drafted from. `table` holds rows, bounds and targets; its column totals are not looked at. */
export interface ProposalCase {
  readonly table: Table
  readonly frame: ProposalFrame
  /** An advice per specialty, in the order of the rows; a specialty without one counts as advised its base row. */
  readonly advised: readonly Pick<Consultation['advices'][number], 'row' | 'room' | 'weight'>[]
  readonly attention: readonly Attention[]
  readonly current: Consultation['current']
  /** What is minimised, most important first; none asks for any proposal. */
  readonly levels: readonly ProposalLevelName[]
  /** What a deviation is, that needs a motivation. */
  readonly motivated: 'oor' | 'cell'
}

/** A point of attention by its place in the table: a cell, or with `row` null a whole OOR. */
export interface Attention {
  readonly row: number | null
  readonly column: number
  readonly direction: 'up' | 'down' | 'keep'
}

/** Whether a case is a network, which `flow` solves and proves. */
export function isNetwork({ levels, frame }: ProposalCase): boolean {
  return !levels.includes('motivations') && !levels.includes('mutation') && frame.measure !== 'cells'
}

/** The most places that OORs may gain together; more than they can is no bound. */
export function mostMoved({ frame }: ProposalCase): number {
  const { measure, leeway, baseTotals, totalHigh } = frame
  const room = baseTotals.reduce((sum, base, o) => sum + Math.max(0, totalHigh[o]! - base), 0)
  if (measure === 'cells') return room
  return Math.min(room, measure === 'sum-absolute' ? Math.floor(leeway.total / 2) : leeway.total)
}

/** Where y, d, g and what a wider program adds stand among the variables. */
export interface ProposalVariables {
  readonly given: number
  readonly gained: number
  /** t of C9; null when today's size is no wish. */
  readonly change: number | null
  /** What cells gain, and after that what they lose, against the base; null when nothing asks for it. */
  readonly cellGains: number | null
  readonly count: number
}

export function proposalVariables(given: ProposalCase): ProposalVariables {
  const columns = given.table.columns.length
  const cells = given.table.target.length
  const { levels } = given
  const change = levels.includes('mutation') ? cells + 2 * columns : null
  const next = cells + 2 * columns + (change === null ? 0 : 1)
  const byCell = given.frame.measure === 'cells' || (given.motivated === 'cell' && levels.includes('motivations'))
  return {
    given: cells,
    gained: cells + columns,
    change,
    cellGains: byCell ? next : null,
    count: next + (byCell ? 2 * cells : 0),
  }
}

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
  // that a cell deviates, its places say themselves; only C8 needs what cells gain and lose
  const needed = frame.measure === 'cells' || at.cellGains === null
  const auxiliary = needed
    ? { variables: at.count, constraints: constraints.length }
    : { variables: at.cellGains, constraints: constraints.length - cells }
  return { low, high, start, constraints, levels: proposalLevels(given, at), charge: chargeOf(given, at), auxiliary }
}

/**
 * Where a charge is decided: a variable and the value up to which nothing is charged (or, where places are lost, everything).
 * For an OOR that is what it gives or gains, and where cells are counted (C8) what a cell does; otherwise it is a cell's places,
 * against the base.
 */
export function chargeSplit(given: ProposalCase, charged: number): { readonly variable: number; readonly at: number } {
  const { cellGains } = proposalVariables(given)
  const counted = given.frame.measure === 'cells'
  if (counted || cellGains === null || charged < cellGains) return { variable: charged, at: 0 }
  const cells = given.table.target.length
  const [cell, lost] = [(charged - cellGains) % cells, charged - cellGains >= cells]
  return { variable: cell, at: given.frame.base[cell]! - (lost ? 1 : 0) }
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

/** C9, in both directions: the total of o is B[o] - d[o] + g[o]. */
function changeConstraints({ frame, current }: ProposalCase, at: ProposalVariables, change: number): Constraint[] {
  return current.flatMap((size, o): Constraint[] => {
    if (size === null) return []
    const more = frame.baseTotals[o]! - size // what the base has beyond today
    return [
      {
        terms: [
          [at.gained + o, 1],
          [at.given + o, -1],
          [change, -1],
        ],
        low: -Infinity,
        high: -more,
      },
      {
        terms: [
          [at.given + o, 1],
          [at.gained + o, -1],
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

function largestChange({ frame, current }: ProposalCase): number {
  return current.reduce<number>((most, size, o) => {
    if (size === null) return most
    return Math.max(most, Math.abs(frame.totalHigh[o]! - size), Math.abs(frame.totalLow[o]! - size))
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

/** The convex costs of all levels; those of `motivations` are its charge. */
function proposalLevels(given: ProposalCase, at: ProposalVariables): Level[] {
  const { table, advised } = given
  const columns = table.columns.length
  const cells = table.target.length
  const heaviest = advised.reduce((most, { weight }) => Math.max(most, weight), 1)
  const rounding = new Map(
    objectiveLevels('next-best', table, naturalRoundings(table)).map((level) => [level.name, level]),
  )
  const onCells = (name: string, steepest: number, unit: number, marginal: Level['marginal']): Level => ({
    name,
    steepest,
    unit,
    marginal: (variable, x) => (variable < cells && table.zero[variable] === 0 ? marginal(variable, x) : 0),
  })
  return given.levels.map((name): Level => {
    switch (name) {
      case 'outside-room':
        return onCells(name, heaviest, 1000, (cell, y) => {
          const { room, weight } = advised[Math.floor(cell / columns)]!
          const [low, high] = room[cell % columns]!
          return y < low ? -weight : y >= high ? weight : 0
        })
      case 'advised-distance':
        return onCells(name, heaviest, 1000, (cell, y) => {
          const { row, weight } = advised[Math.floor(cell / columns)]!
          return y < row[cell % columns]! ? -weight : weight
        })
      case 'motivations':
        return { name, steepest: 1, unit: 1, marginal: () => 0 }
      case 'moved':
        return {
          name,
          steepest: 1,
          unit: 1,
          marginal: (variable) => (variable >= at.gained && variable < at.gained + columns ? 1 : 0),
        }
      case 'mutation':
        return { name, steepest: 1, unit: 1, marginal: (variable) => (variable === at.change ? 1 : 0) }
      case 'attention':
        return { name, steepest: 2 * given.attention.length, unit: 1, marginal: attentionMarginal(given, at) }
      case 'beyond-next-best':
      case 'next-best':
      case 'error': {
        const level = rounding.get(name)!
        return onCells(name, level.steepest, level.unit, level.marginal)
      }
    }
  })
}

/**
 * Places by which the directions of points of attention are missed: up asks for at least one more than the base, down for at
 * least one fewer, keep for the base itself.
 */
function attentionMarginal({ table, frame, attention }: ProposalCase, at: ProposalVariables): Level['marginal'] {
  const columns = table.columns.length
  const byCell = new Map<number, readonly Attention['direction'][]>()
  for (const { row, column, direction } of attention) {
    const key = row === null ? at.given + column : row * columns + column
    byCell.set(key, [...(byCell.get(key) ?? []), direction])
  }
  /** What one more beyond `more` than the base adds: `more` may be negative. */
  const missed = (directions: readonly Attention['direction'][], more: number) =>
    directions.reduce((sum, direction) => {
      if (direction === 'up') return sum - (more < 1 ? 1 : 0)
      if (direction === 'down') return sum + (more >= -1 ? 1 : 0)
      return sum + (more < 0 ? -1 : 1)
    }, 0)
  return (variable, x) => {
    if (variable < at.given) return missed(byCell.get(variable) ?? [], x - frame.base[variable]!)
    const o = (variable - at.given) % columns
    if (variable < at.gained) return -missed(byCell.get(at.given + o) ?? [], -x - 1)
    return variable < at.gained + columns ? missed(byCell.get(at.given + o) ?? [], x) : 0
  }
}

/** The same as a table of exact totals, for a case that is a network. */
export function proposalNetwork(given: ProposalCase): Program {
  const { table, frame } = given
  const at = proposalVariables(given)
  const wide = proposalProgram(given)
  const [rows, columns] = [table.rows.length, table.columns.length]
  const width = columns + 1
  const size = (rows + 2) * width
  const [low, high, start] = [new Int32Array(size), new Int32Array(size), new Int32Array(size)]
  const from = new Int32Array(size).fill(-1) // the variable of each cell; gained places count as negative
  for (let s = 0; s < rows; s++) {
    for (let o = 0; o < columns; o++) {
      const cell = s * width + o
      from[cell] = s * columns + o
      low[cell] = wide.low[from[cell]]!
      high[cell] = wide.high[from[cell]]!
      start[cell] = wide.start[from[cell]]!
    }
  }
  for (let o = 0; o < columns; o++) {
    const [giving, gaining] = [rows * width + o, (rows + 1) * width + o]
    from[giving] = at.given + o
    from[gaining] = at.gained + o
    low[giving] = start[giving] = wide.low[at.given + o]!
    high[giving] = wide.high[at.given + o]!
    low[gaining] = -wide.high[at.gained + o]!
    high[gaining] = start[gaining] = -wide.low[at.gained + o]!
  }
  const most = mostMoved(given)
  low[rows * width + columns] = -most
  high[(rows + 1) * width + columns] = most
  const marginal =
    (level: Level): Level['marginal'] =>
    (cell, y) => {
      const variable = from[cell]!
      if (variable === -1) return 0
      return variable >= at.gained ? -level.marginal(variable, -y - 1) : level.marginal(variable, y)
    }
  const program = {
    rows: rows + 2,
    columns: width,
    rowTotals: Int32Array.from([...table.rowTotals, 0, 0]),
    columnTotals: Int32Array.from([...frame.baseTotals, 0]),
    low,
    high,
    start,
    levels: wide.levels.map((level) => ({ ...level, marginal: marginal(level) })),
  }
  return { ...program, start: cheapest(program) }
}

/** Per cell the value within its bounds that costs least, level after level. */
function cheapest({
  low,
  high,
  start,
  levels,
}: Omit<Program, 'rows' | 'columns' | 'rowTotals' | 'columnTotals'>): Int32Array {
  /** The sign of what the step from y to y + 1 costs, on the first level where it costs anything. */
  const sign = (cell: number, y: number) => {
    for (const level of levels) {
      const cost = level.marginal(cell, y)
      if (cost !== 0) return cost
    }
    return 0
  }
  return start.map((from, cell) => {
    let y = from
    while (y < high[cell]! && sign(cell, y) < 0) y++
    while (y > low[cell]! && sign(cell, y - 1) > 0) y--
    return y
  })
}

/** The places of a network's solution, and of an integer program's. */
export function placesOf(table: Table, y: Int32Array, width: number): Int32Array {
  const columns = table.columns.length
  return Int32Array.from(table.target, (_, cell) => y[Math.floor(cell / columns) * width + (cell % columns)]!)
}
