/**
 * The places of an OOR's cells over its institutions (P26 III.1, VIS V): chapter 4 of the rules.
 *
 *   y[i,s,o]  places of institution i for specialty s under OOR o: a seat, wherever i is recognised for s under o
 *
 *   C12  the seats of a cell sum to the cell of its OOR                                   P26 III.1
 *   C13  a bound on seats of one institution: of a training, of all, of what was agreed   VIS V, P26 III.1.1
 *   C14  under `largest` no seat further from its target than the threshold               mathematics of a minimax
 *
 * Without other constraints than C12 every cell is by itself. Bounds on one seat are bounds of its variable; those on more are groups
 * of seats. Where no two groups of an institution cross, it is a network (`institutionNetwork`); else an integer program.
 */
import { NANO } from '../src/domain/decimal.js'
import { cellKey, seatsOfRule, summedLevels, type SeatProblem } from '../src/domain/institutions.js'
import { UNBOUNDED, type Table } from '../src/domain/table.js'
import type { Constraint, IntegerProgram } from '../src/program/integer.js'
import type { Level, Program } from '../src/program/program.js'
import { cheapest, decidingLevels, naturalRoundings } from './costs.js'

/** A group of seats that rules bound together, and which rules give its ends. */
export interface SeatGroup {
  readonly seats: readonly number[]
  /** null for no end. */
  readonly low: number | null
  readonly high: number | null
  /** The rules that these ends are of, by their number. */
  readonly lowRule: number | null
  readonly highRule: number | null
}

/** The bounds of all seats, and the groups of more than one. */
export interface SeatBounds {
  readonly low: Int32Array
  readonly high: Int32Array
  readonly groups: readonly SeatGroup[]
}

/** Brings the rules of a problem together: those about the same seats are one. */
export function seatBounds({ seats, cells, rules, within }: SeatProblem): SeatBounds {
  const most = new Map(cells.map((cell) => [cellKey(cell), cell.places]))
  const low = new Int32Array(seats.length)
  const high = Int32Array.from(seats, (seat) => most.get(cellKey(seat))!)
  if (within !== undefined) {
    seats.forEach(({ target }, seat) => {
      low[seat] = Math.max(0, -wholePlaces(within - target)) // C14
      high[seat] = Math.min(high[seat]!, wholePlaces(target + within))
    })
  }
  const groups = new Map<string, SeatGroup>()
  rules.forEach((rule, number) => {
    const bounded = seatsOfRule(seats, rule)
    if (bounded.length === 1) {
      low[bounded[0]!] = Math.max(low[bounded[0]!]!, rule.low ?? 0)
      high[bounded[0]!] = Math.min(high[bounded[0]!]!, rule.high ?? UNBOUNDED)
      return
    }
    const key = bounded.join()
    const known = groups.get(key) ?? { seats: bounded, low: null, high: null, lowRule: null, highRule: null }
    const isLow = rule.low !== null && rule.low > (known.low ?? -1)
    const isHigh = rule.high !== null && rule.high < (known.high ?? Infinity)
    groups.set(key, {
      ...known,
      ...(isLow && { low: rule.low, lowRule: number }),
      ...(isHigh && { high: rule.high, highRule: number }),
    })
  })
  return { low, high, groups: [...groups.values()] }
}

/** The whole places in so many billionths, rounded down. */
function wholePlaces(nano: number): number {
  const rest = nano % NANO
  return (nano - rest) / NANO - (rest < 0 ? 1 : 0)
}

/** Whether some seat or group is left without a number: the bounds cross, or nobody can have what someone must. */
export function hasNoRange({ low, high, groups }: SeatBounds): boolean {
  const isShort = ({ seats, low: least, high: most }: SeatGroup) =>
    (least ?? 0) > (most ?? Infinity) || (seats.length === 0 && (least ?? 0) > 0)
  return low.some((least, seat) => least > high[seat]!) || groups.some(isShort)
}

/** The seats of each cell, by their number. */
export function seatsByCell({ seats, cells }: SeatProblem): number[][] {
  const at = new Map(cells.map((cell, c) => [cellKey(cell), c]))
  const found: number[][] = cells.map(() => [])
  seats.forEach((each, seat) => found[at.get(cellKey(each))!]!.push(seat))
  return found
}

/** The levels over seats; each seat is a cell of a table of one row. */
export function seatLevels(problem: SeatProblem): { readonly levels: readonly Level[]; readonly start: Int32Array } {
  const { seats, cells, objective, half, tieBreak, near } = problem
  const table: Table = {
    rows: ['seats'],
    columns: seats.map((_, seat) => String(seat)),
    target: Float64Array.from(seats, ({ target }) => target),
    rowTotals: [Math.max(0, ...cells.map(({ places }) => places))],
    columnLow: [],
    columnHigh: [],
    zero: new Uint8Array(seats.length),
    low: new Int32Array(seats.length),
    high: new Int32Array(seats.length).fill(UNBOUNDED),
    half,
    tieBreak,
    ...(near !== null && { near: { places: Int32Array.from(near), sha256: '', rank: 'first' } }),
  }
  const natural = naturalRoundings(table)
  const levels = decidingLevels(objective, table, natural)
  const names: readonly string[] = summedLevels(problem)
  return { levels: levels.filter(({ name }) => names.includes(name)), start: cheapest(objective, table, natural) }
}

/** Any problem as an integer program: a variable a seat; C12, then C13 for every group. */
export function institutionProgram(problem: SeatProblem, bounds: SeatBounds): IntegerProgram {
  const { low, high, groups } = bounds
  const { levels, start } = seatLevels(problem)
  const sumOf = (seats: readonly number[]) => seats.map((seat) => [seat, 1] as const)
  const cells = seatsByCell(problem).map((seats, c): Constraint => {
    const { places } = problem.cells[c]!
    return { terms: sumOf(seats), low: places, high: places } // C12
  })
  const bounded = groups.map(({ seats, low: least, high: most }): Constraint => {
    return { terms: sumOf(seats), low: least ?? -Infinity, high: most ?? Infinity } // C13
  })
  return { low, high, start: clamped(start, low, high), constraints: [...cells, ...bounded], levels, charge: null }
}

function clamped(start: Int32Array, low: ArrayLike<number>, high: ArrayLike<number>): Int32Array {
  return start.map((y, seat) => Math.max(low[seat]!, Math.min(high[seat]!, y)))
}

/** More than any case divides. */
const FAR = 1_000_000_000

/** A problem as a table of exact totals, with where each part of it stands. */
export interface InstitutionNetwork {
  readonly program: Program
  /** The cell of the table that each seat is. */
  readonly cellOf: Int32Array
  /** Per group its column, and the column that its places go on to; -1 for one that is all of an institution. One without seats is worth nothing. */
  readonly groups: readonly { readonly column: number; readonly onto: number }[]
  /** The row of what institutions leave free. */
  readonly slackRow: number
}

/**
 * The problem as a table of exact totals; null where groups cross.
 *
 *                 institution i                group g
 *   cell s,o      y[i,s,o], outside groups     y[i,s,o], in g and no smaller group      N[s,o]
 *   group g       what g has (low..high)       room - what g has                        room of g
 *   slack         what i leaves free                                                    rest
 *                 most of i                    room of g
 *
 * A group within a group goes on to the column of that one instead of its institution's.
 * @param open cells of which the number of places does not count: for looking why there is no solution
 */
export function institutionNetwork(
  problem: SeatProblem,
  bounds: SeatBounds,
  open: ReadonlySet<number> = new Set(),
): InstitutionNetwork | null {
  const { seats, cells } = problem
  const nested = nestingOf(problem, bounds)
  if (nested === null) return null
  const { institutions, inner, columnOfSeat, onto } = nested
  const { groups, high } = bounds
  const first = institutions.length
  const width = first + inner.length + 1 // and what open cells have too many or too few
  const slackRow = cells.length + inner.length
  const size = (slackRow + 1) * width
  const [low, most] = [new Int32Array(size), new Int32Array(size)]
  const from = new Int32Array(size).fill(-1)
  const byCell = seatsByCell(problem)
  const cellOf = new Int32Array(seats.length)
  byCell.forEach((own, c) =>
    own.forEach((seat) => {
      const cell = (cellOf[seat] = c * width + columnOfSeat[seat]!)
      from[cell] = seat
      low[cell] = bounds.low[seat]!
      most[cell] = high[seat]!
    }),
  )
  // an open cell may lack all of its places, or have as many more as its seats can hold
  let [fewer, more] = [0, 0]
  for (const c of open) {
    const held = byCell[c]!.reduce((sum, seat) => sum + high[seat]!, 0)
    low[c * width + width - 1] = -Math.min(held, FAR)
    most[c * width + width - 1] = cells[c]!.places
    fewer += cells[c]!.places
    more += held
  }
  low[slackRow * width + width - 1] = -Math.min(fewer, FAR)
  most[slackRow * width + width - 1] = Math.min(more, FAR)
  const room = (group: number) => groups[group]!.seats.reduce((sum, seat) => sum + high[seat]!, 1)
  const columnTotals = new Int32Array(width)
  const rowTotals = Int32Array.from([...cells.map(({ places }) => places), ...inner.map(room), 0])
  inner.forEach((group, g) => {
    const [row, column] = [cells.length + g, first + g]
    columnTotals[column] = room(group)
    most[row * width + column] = room(group) + 1
    const going = row * width + onto[g]!
    low[going] = groups[group]!.low ?? -1 // an end that is not there is out of reach
    most[going] = groups[group]!.high ?? room(group)
  })
  institutions.forEach(({ own, group }, i) => {
    const free = own.reduce((sum, seat) => sum + high[seat]!, 1)
    const whole = group === null ? null : groups[group]!
    columnTotals[i] = Math.min(whole?.high ?? free, free)
    most[slackRow * width + i] = columnTotals[i] - (whole?.low ?? -1)
  })
  const total = (of: Int32Array) => of.reduce((sum, each) => sum + each, 0)
  rowTotals[slackRow] = total(columnTotals) - total(rowTotals)
  const { levels, start } = seatLevels(problem)
  const begun = Int32Array.from(from, (seat, cell) =>
    Math.max(low[cell]!, Math.min(most[cell]!, seat === -1 ? 0 : start[seat]!)),
  )
  const program: Program = {
    rows: slackRow + 1,
    columns: width,
    rowTotals,
    columnTotals,
    low,
    high: most,
    start: begun,
    levels: levels.map((level) => ({
      ...level,
      marginal: (cell, y) => (from[cell] === -1 ? 0 : level.marginal(from[cell]!, y)),
    })),
  }
  const columnOf = new Map(inner.map((group, g) => [group, { column: first + g, onto: onto[g]! }]))
  institutions.forEach(({ group }, i) => group !== null && columnOf.set(group, { column: i, onto: -1 }))
  return {
    program,
    cellOf,
    groups: groups.map((_, group) => columnOf.get(group) ?? { column: width - 1, onto: width - 1 }),
    slackRow,
  }
}

interface Nesting {
  /** Every institution with seats, and the group that is all of them. */
  readonly institutions: readonly { readonly own: readonly number[]; readonly group: number | null }[]
  /** The groups that are part of an institution, by their number. */
  readonly inner: readonly number[]
  /** The column of the smallest group that a seat is in, or else of its institution. */
  readonly columnOfSeat: Int32Array
  /** Per inner group the column of the next larger one. */
  readonly onto: readonly number[]
}

/** How groups lie within each other; null where two cross. */
function nestingOf({ seats }: SeatProblem, { groups }: SeatBounds): Nesting | null {
  const own = new Map<string, number[]>()
  seats.forEach(({ institution }, seat) => own.set(institution, [...(own.get(institution) ?? []), seat]))
  const order = [...own.keys()]
  const columnOfInstitution = new Map(order.map((code, i) => [code, i]))
  const isWhole = (group: SeatGroup) => own.get(seats[group.seats[0]!]!.institution)!.length === group.seats.length
  const filled = [...groups.keys()].filter((group) => groups[group]!.seats.length > 0)
  const inner = filled.filter((group) => !isWhole(groups[group]!))
  const wholes = new Map(
    filled
      .filter((group) => isWhole(groups[group]!))
      .map((group) => [seats[groups[group]!.seats[0]!]!.institution, group]),
  )
  const columnOfSeat = Int32Array.from(seats, ({ institution }) => columnOfInstitution.get(institution)!)
  // from the largest to the smallest: what a seat's column is by then is that of the smallest so far
  const bySize = [...inner.keys()].toSorted((a, b) => groups[inner[b]!]!.seats.length - groups[inner[a]!]!.seats.length)
  const onto: number[] = []
  for (const g of bySize) {
    const columns = new Set(groups[inner[g]!]!.seats.map((seat) => columnOfSeat[seat]!))
    if (columns.size > 1) return null
    onto[g] = [...columns][0]!
    for (const seat of groups[inner[g]!]!.seats) columnOfSeat[seat] = order.length + g
  }
  const institutions = order.map((code) => ({ own: own.get(code)!, group: wholes.get(code) ?? null }))
  return { institutions, inner, columnOfSeat, onto }
}
