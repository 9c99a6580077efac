/**
 * The check of a drafted proposal: the frame of chapter 3 recomputed from its numbers, the value of every level, and the proof
 * that no proposal is better, level after level. Knows no model and no solver: the program below is written from the rules.
 */
import {
  Bounds,
  valuesFault,
  type BoundTree,
  type WholeConstraint,
  type WholeProgram,
  type WholeVariable,
} from './bound.js'
import type { VerifyFault } from './fault.js'
import { absolute, NANO, rankByCounting } from './rank.js'
import type { AgreedBounds } from '../domain/agreement.js'
import type { Half } from '../domain/table.js'

/** What a proposal was drafted from, as its file states it; matrices are flat, row by row. */
export interface ProposalClaim {
  readonly rows: readonly string[]
  readonly columns: readonly string[]
  readonly rowTotals: readonly number[]
  /** Bounds of every cell in whole places, zero cells 0..0. */
  readonly low: ArrayLike<number>
  readonly high: ArrayLike<number>
  readonly zero: ArrayLike<number>
  /** Billionths of a place. */
  readonly target: ArrayLike<number>
  readonly half: Half
  readonly base: ArrayLike<number>
  readonly baseTotals: readonly number[]
  readonly totalLow: readonly number[]
  readonly totalHigh: readonly number[]
  readonly measure: 'places-moved' | 'sum-absolute' | 'cells'
  readonly leeway: number
  /** Today's sizes, each in parts of a place. */
  readonly today: { readonly parts: number; readonly sizes: readonly (number | null)[] }
  /** Per specialty: places, room and weight in thousandths. */
  readonly advised: readonly {
    readonly row: readonly number[]
    readonly room: readonly (readonly [number, number])[]
    readonly weight: number
  }[]
  /** Agreements that may give way. */
  readonly yielding?: AgreedBounds
  readonly attention: readonly {
    readonly row: number | null
    readonly column: number
    readonly direction: 'up' | 'down' | 'keep'
  }[]
  readonly motivated: 'oor' | 'cell'
  /** The places of the proposal to keep to; missing where there is none. */
  readonly near?: ArrayLike<number>
  /** Names of the levels, most important first. */
  readonly levels: readonly string[]
  readonly allocation: ArrayLike<number>
}

/** Faults of the frame: totals, bounds, zero cells, leeway. */
export function checkFrame(claim: ProposalClaim): VerifyFault[] {
  const { rows, columns, allocation, low, high } = claim
  const faults: VerifyFault[] = []
  const wants = (right: boolean, path: string, found: number, expected: string) => {
    if (!right) faults.push({ path, found: String(found), expected })
  }
  const totals = columns.map((_, o) => rows.reduce((sum, _ignored, s) => sum + allocation[s * columns.length + o]!, 0))
  rows.forEach((row, s) => {
    let sum = 0
    columns.forEach((column, o) => {
      const cell = s * columns.length + o
      const places = allocation[cell]!
      sum += places
      const within = Number.isInteger(places) && places >= low[cell]! && places <= high[cell]!
      wants(within, `cell ${row}-${column}`, places, `${low[cell]}..${high[cell]}`)
    })
    wants(sum === claim.rowTotals[s], `row ${row}`, sum, String(claim.rowTotals[s]))
  })
  let gained = 0
  let lost = 0
  columns.forEach((column, o) => {
    const [least, most] = [claim.totalLow[o]!, claim.totalHigh[o]!]
    wants(totals[o]! >= least && totals[o]! <= most, `column ${column}`, totals[o]!, `${least}..${most}`)
    gained += Math.max(0, totals[o]! - claim.baseTotals[o]!)
    lost += Math.max(0, claim.baseTotals[o]! - totals[o]!)
  })
  const cells = cellsGained(claim)
  const moved = { 'places-moved': gained, 'sum-absolute': gained + lost, cells }[claim.measure]
  wants(moved <= claim.leeway, claim.measure, moved, `<= ${claim.leeway}`)
  return faults
}

function cellsGained({ allocation, base }: ProposalClaim): number {
  let gained = 0
  for (let cell = 0; cell < base.length; cell++) gained += Math.max(0, allocation[cell]! - base[cell]!)
  return gained
}

/** The value of every level, from the proposal alone. Thousandths of a weight, places, and billionths of a place. */
export function levelValues(claim: ProposalClaim): bigint[] {
  const { variables } = wholeProgram(claim)
  const values = solutionOf(claim)
  return claim.levels.map((name, level) =>
    // also of a proposal that goes further than it may
    name === 'mutation'
      ? BigInt(largestChange(claim, totalsOf(claim)))
      : variables.reduce((sum, { costs }, variable) => sum + (costs[level]?.(values[variable]!) ?? 0n), 0n),
  )
}

/** Whether the proof of a claim can be checked at all: every value of every variable is looked at on every level. */
export function isProvable(claim: ProposalClaim): boolean {
  return valuesFault(wholeProgram(claim)).length === 0
}

/** Checks the proof of each level. @param trees per level */
export function checkProposal(claim: ProposalClaim, trees: readonly BoundTree[]): VerifyFault[] {
  const frame = checkFrame(claim)
  if (frame.length > 0) return frame
  const program = wholeProgram(claim)
  const values = valuesFault(program)
  if (values.length > 0) return values
  return new Bounds(program).prove(solutionOf(claim), trees, levelValues(claim))
}

function totalsOf({ allocation, base, columns }: ProposalClaim): number[] {
  return columns.map((_, o) => {
    let sum = 0
    for (let cell = o; cell < base.length; cell += columns.length) sum += allocation[cell]!
    return sum
  })
}

/** How far the OOR that changes most is from its size today, in parts of a place. */
function largestChange({ today: { parts, sizes } }: ProposalClaim, totals: readonly number[]): number {
  return Math.max(0, ...totals.map((total, o) => Math.abs(parts * total - (sizes[o] ?? parts * total))))
}

/** The furthest that an OOR may be from its size today, in parts of a place. */
function furthestChange({ today: { parts, sizes }, totalLow, totalHigh }: ProposalClaim): number {
  return sizes.reduce<number>((far, size, o) => {
    if (size === null) return far
    return Math.max(far, Math.abs(parts * totalLow[o]! - size), Math.abs(parts * totalHigh[o]! - size))
  }, 0)
}

/** More values than these are not listed. */
const MOST_CHANGES = 10_000

/**
 * What the largest change may be where sizes are in parts of a place, from least to most: what some OOR has at some whole number of places.
 * The variable counts these, which takes far fewer cases than any number of parts would. null where it is any number up to the furthest:
 * of whole places, and where there are too many.
 */
function changesOf({ today: { parts, sizes }, totalLow, totalHigh }: ProposalClaim): number[] | null {
  const wide = totalLow.reduce((sum, low, o) => sum + Math.max(0, totalHigh[o]! - low + 1), 0)
  if (parts === 1 || wide > MOST_CHANGES) return null
  const changes = new Set([0])
  sizes.forEach((size, o) => {
    if (size === null) return
    for (let total = totalLow[o]!; total <= totalHigh[o]!; total++) changes.add(Math.abs(parts * total - size))
  })
  return [...changes].toSorted((a, b) => a - b)
}

/** The proposal as values of the program's variables. */
function solutionOf(claim: ProposalClaim): number[] {
  const { allocation, base, baseTotals } = claim
  const cells = base.length
  const totals = totalsOf(claim)
  const values = [
    ...Array.from({ length: cells }, (_, cell) => allocation[cell]!),
    ...totals.map((total, o) => Math.max(0, baseTotals[o]! - total)),
    ...totals.map((total, o) => Math.max(0, total - baseTotals[o]!)),
  ]
  if (claim.levels.includes('mutation')) {
    const change = largestChange(claim, totals)
    values.push(changesOf(claim)?.indexOf(change) ?? change)
  }
  return values
}

/**
 * The program as the rules state it. Variables in turn: places per cell; what each OOR gives; what each OOR gains; the largest
 * change in parts of a place, where today's size is a level.
 */
export function wholeProgram(claim: ProposalClaim): WholeProgram {
  const { rows, columns, base, baseTotals, levels, today } = claim
  const cells = base.length
  const sized = levels.includes('mutation')
  const [given, gained] = [cells, cells + columns.length]
  const change = cells + 2 * columns.length
  const constraints: WholeConstraint[] = []
  const exact = (terms: WholeConstraint['terms'], total: number) => constraints.push({ terms, low: total, high: total })
  const atMost = (terms: WholeConstraint['terms'], high: number) => constraints.push({ terms, low: null, high })

  // every specialty gets its national intake
  rows.forEach((_, s) =>
    exact(
      columns.map((_ignored, o) => [s * columns.length + o, 1]),
      claim.rowTotals[s]!,
    ),
  )
  // what an OOR has, with what it gives and without what it gains, is its base
  columns.forEach((_, o) =>
    exact(
      [...rows.map((_ignored, s) => [s * columns.length + o, 1] as const), [given + o, 1], [gained + o, -1]],
      baseTotals[o]!,
    ),
  )
  // at most the leeway is gained; as much is given, so the absolute sum is twice that
  const room = baseTotals.reduce((sum, total, o) => sum + Math.max(0, claim.totalHigh[o]! - total), 0)
  const half = claim.measure === 'sum-absolute' ? Math.floor(claim.leeway / 2) : claim.leeway
  atMost(
    columns.map((_, o) => [gained + o, 1]),
    claim.measure === 'cells' ? room : Math.min(room, half),
  )
  if (sized) {
    // no OOR is further from its size than the largest change
    const { parts } = today
    const changes = changesOf(claim)
    today.sizes.forEach((size, o) => {
      if (size === null) return
      if (changes === null) {
        const beyond = size - parts * baseTotals[o]!
        const [more, fewer] = [[gained + o, parts] as const, [given + o, -parts] as const]
        atMost([more, fewer, [change, -1]], beyond)
        atMost(
          [
            [given + o, parts],
            [gained + o, -parts],
            [change, -1],
          ],
          -beyond,
        )
        return
      }
      // whole places: so many at most, and so many at least
      const most = (step: number) => -Math.floor((size + changes[step]!) / parts)
      const least = (step: number) => Math.ceil((size - changes[step]!) / parts)
      atMost(
        [
          [gained + o, 1],
          [given + o, -1],
          [change, most],
        ],
        -baseTotals[o]!,
      )
      atMost(
        [
          [given + o, 1],
          [gained + o, -1],
          [change, least],
        ],
        baseTotals[o]!,
      )
    })
  }
  if (claim.measure === 'cells') {
    atMost(
      Array.from(
        { length: cells },
        (_, cell) => [cell, (places: number) => Math.max(0, places - base[cell]!)] as const,
      ),
      claim.leeway,
    )
  }

  const variables: WholeVariable[] = []
  for (let cell = 0; cell < cells; cell++) {
    const s = Math.floor(cell / columns.length)
    variables.push({
      low: claim.low[cell]!,
      high: Math.min(claim.high[cell]!, claim.rowTotals[s]!),
      costs: levels.map((name) => (claim.zero[cell] === 1 ? undefined : cellCost(claim, name, cell))),
    })
  }
  const [least, most] = [claim.totalLow, claim.totalHigh]
  const oorCosts = (sign: 1 | -1) => (_: string, o: number) => levels.map((name) => oorCost(claim, name, o, sign))
  columns.forEach((column, o) =>
    variables.push({
      low: Math.max(0, baseTotals[o]! - most[o]!),
      high: Math.max(0, baseTotals[o]! - least[o]!),
      costs: oorCosts(-1)(column, o),
    }),
  )
  columns.forEach((column, o) =>
    variables.push({
      low: Math.max(0, least[o]! - baseTotals[o]!),
      high: Math.max(0, most[o]! - baseTotals[o]!),
      costs: oorCosts(1)(column, o),
    }),
  )
  if (sized) {
    const changes = changesOf(claim)
    const charged = (by: (step: number) => bigint) => levels.map((name) => (name === 'mutation' ? by : undefined))
    variables.push(
      changes === null
        ? { low: 0, high: furthestChange(claim), costs: charged(BigInt) }
        : { low: 0, high: changes.length - 1, costs: charged((step) => BigInt(changes[step]!)) },
    )
  }
  return { variables, constraints }
}

/** What a level charges for the places of a cell. */
function cellCost(claim: ProposalClaim, name: string, cell: number): ((places: number) => bigint) | undefined {
  const columns = claim.columns.length
  const [s, o] = [Math.floor(cell / columns), cell % columns]
  const { row, room, weight } = claim.advised[s]!
  const target = BigInt(claim.target[cell]!)
  switch (name) {
    case 'near': {
      const given = claim.near?.[cell]
      return given === undefined ? undefined : (places) => BigInt(Math.max(0, places - given))
    }
    case 'outside-room': {
      const [low, high] = room[o]!
      const agreed = (claim.yielding?.cells ?? []).filter((each) => each.cell === cell)
      return (places) =>
        BigInt(weight) * BigInt(Math.max(0, low - places, places - high)) + beyondAgreed(agreed, places)
    }
    case 'advised-distance':
      return (places) => BigInt(weight) * BigInt(Math.abs(places - row[o]!))
    case 'motivations':
      return claim.motivated === 'cell' ? (places) => (places === claim.base[cell]! ? 0n : 1n) : undefined
    case 'attention': {
      const points = claim.attention.filter((point) => point.row === s && point.column === o)
      return points.length === 0 ? undefined : (places) => missed(points, places - claim.base[cell]!)
    }
    case 'beyond-next-best':
      return (places) => {
        const rank = rankByCounting(target, BigInt(places), claim.half)
        return rank > 1n ? rank - 1n : 0n
      }
    case 'next-best':
      return (places) => (rankByCounting(target, BigInt(places), claim.half) > 0n ? 1n : 0n)
    case 'error':
      return (places) => absolute(BigInt(places) * NANO - target)
    default:
      return undefined
  }
}

/** What a level charges for an OOR that gains (sign 1) or gives (sign -1) so many places. */
function oorCost(
  { motivated, attention, yielding, baseTotals }: ProposalClaim,
  name: string,
  o: number,
  sign: 1 | -1,
): ((places: number) => bigint) | undefined {
  if (name === 'motivations' && motivated === 'oor') return charge
  if (name === 'moved' && sign === 1) return (places) => BigInt(places)
  if (name === 'outside-room') {
    const agreed = (yielding?.totals ?? []).filter(({ column }) => column === o)
    const base = baseTotals[o]!
    // what is missed when nothing moves is charged once, with what is gained
    const once = sign === 1 ? 0n : beyondAgreed(agreed, base)
    return agreed.length === 0 ? undefined : (places) => beyondAgreed(agreed, base + sign * places) - once
  }
  if (name !== 'attention') return undefined
  const points = attention.filter((point) => point.row === null && point.column === o)
  if (points.length === 0) return undefined
  // what is missed when nothing moves is charged once, with what is gained
  const still = missed(points, 0)
  return (places) => missed(points, sign * places) - (sign === 1 ? 0n : still)
}

/** Places beyond the ends of what was agreed, in thousandths. */
function beyondAgreed(agreed: readonly { readonly low: number; readonly high: number }[], places: number): bigint {
  return agreed.reduce((sum, { low, high }) => sum + 1000n * BigInt(Math.max(0, low - places, places - high)), 0n)
}

/** A deviation needs a motivation, however large it is. */
function charge(places: number): bigint {
  return places > 0 ? 1n : 0n
}

/** Places by which directions are missed, so many places beyond the base. */
function missed(points: readonly { readonly direction: 'up' | 'down' | 'keep' }[], beyond: number): bigint {
  return points.reduce((sum, { direction }) => {
    if (direction === 'up') return sum + BigInt(Math.max(0, 1 - beyond))
    return sum + BigInt(direction === 'down' ? Math.max(0, beyond + 1) : Math.abs(beyond))
  }, 0n)
}
