/**
 * The check of a distribution over institutions: the places of every cell, every bound, the value of every level, and its proof. From the
 * seats, cells and rules alone; that those follow from a case is another question, which the command answers by making them anew.
 */
import {
  levelsOfSeats,
  seatsOfRule,
  type InstitutionRule,
  type SeatLevelName,
  type SeatProblem,
} from '../domain/institutions.js'
import {
  Bounds,
  MOST_STEPS,
  valuesFault,
  type BoundTree,
  type WholeConstraint,
  type WholeProgram,
  type WholeVariable,
} from './bound.js'
import type { VerifyFault } from './fault.js'
import { absolute, gain, NANO, rankByCounting } from './rank.js'

export interface SeatClaim {
  readonly problem: SeatProblem
  /** Whole places per seat. */
  readonly places: readonly number[]
}

/** Faults of whole places, of the sum of every cell, and of every rule. */
export function checkSeats({ problem, places }: SeatClaim): VerifyFault[] {
  const { seats, cells, rules } = problem
  if (places.length !== seats.length) {
    return [{ path: 'places', found: String(places.length), expected: String(seats.length) }]
  }
  const strays = seats.flatMap((seat, i): VerifyFault[] =>
    Number.isSafeInteger(places[i]) && places[i]! >= 0
      ? []
      : [{ path: `places ${nameOf(seat)}`, found: String(places[i]), expected: '0, 1, 2, …' }],
  )
  if (strays.length > 0) return strays
  const sum = (members: readonly number[]) => members.reduce((total, seat) => total + places[seat]!, 0)
  // "De som per specialisme over de instellingen is de toewijzing aan de OOR" (P26 III.1)
  const members = membersOf(seats)
  const cellFaults = cells.flatMap(({ specialty, oor, places: whole }): VerifyFault[] => {
    const found = sum(members(specialty, oor))
    return found === whole ? [] : [{ path: `cell ${specialty}-${oor}`, found: String(found), expected: String(whole) }]
  })
  const ruleFaults = rules.flatMap((rule): VerifyFault[] => {
    const found = sum(seatsOfRule(seats, rule))
    return found >= (rule.low ?? 0) && found <= (rule.high ?? Infinity)
      ? []
      : [{ path: ruleName(rule), found: String(found), expected: `${rule.low ?? 0}..${rule.high ?? ''}` }]
  })
  return [...cellFaults, ...ruleFaults]
}

/** The value of every level: places, steps, cells, billionths; squares in billionths, less what no allocation changes. */
export function seatValues({ problem, places }: SeatClaim): bigint[] {
  const { variables } = seatProgram(problem)
  return levelsOfSeats(problem).map((_, level) =>
    variables.reduce((total, { costs }, seat) => total + costs[level]!(places[seat]!), 0n),
  )
}

/** A level's value as it is told, in places. */
export function toldValue(problem: SeatProblem, name: SeatLevelName, value: bigint): number {
  if (name === 'squared-error') {
    // what was left out, the squares of the targets, comes back
    const squares = problem.seats.reduce((sum, { target }) => sum + BigInt(target) ** 2n, 0n)
    return Number(((value * NANO + squares) * 10n ** 9n) / NANO ** 2n) / 1e9
  }
  return name === 'error' ? Number(value) / Number(NANO) : Number(value)
}

/** Whether a proof can be checked at all: every value of every variable is looked at on every level. */
export function areSeatsProvable(problem: SeatProblem): boolean {
  return valuesFault(seatProgram(problem)).length === 0
}

/** Checks the proof of each level. */
export function checkSeatProof(claim: SeatClaim, trees: readonly BoundTree[]): VerifyFault[] {
  const frame = checkSeats(claim)
  if (frame.length > 0) return frame
  const program = seatProgram(claim.problem)
  const values = valuesFault(program)
  if (values.length > 0) return values
  return new Bounds(program).prove(claim.places, trees, seatValues(claim))
}

/** Checks the proof that there is no solution at all. */
export function checkNoSeats(problem: SeatProblem, tree: BoundTree): VerifyFault[] {
  const program = seatProgram(problem)
  const values = valuesFault(program)
  if (values.length > 0) return values
  const bounds = new Bounds(program)
  const path = 'conflict.proof'
  if (!onlyNothing(tree)) return [{ path: `${path}.scale`, found: '-', expected: '0' }]
  if (!bounds.affords([tree])) return [{ path, found: '-', expected: `<= ${MOST_STEPS} steps`, beyond: true }]
  return bounds.check(tree, 0, [0n], path)
}

/** A bound on the level itself would prove something else. */
function onlyNothing(tree: BoundTree): boolean {
  const todo = [tree]
  for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
    if ('variable' in next) todo.push(next.below, next.above)
    else if (next.scale !== 0) return false
  }
  return true
}

/** The program as the rules state it: a variable a seat; the cells, then every rule about more or fewer seats than one. */
export function seatProgram(problem: SeatProblem): WholeProgram {
  const { seats, cells, rules } = problem
  const low = seats.map(() => 0)
  const high = seats.map(() => 0)
  const constraints: WholeConstraint[] = []
  const membersIn = membersOf(seats)
  for (const { specialty, oor, places } of cells) {
    const members = membersIn(specialty, oor)
    for (const seat of members) high[seat] = places
    constraints.push({ terms: members.map((seat) => [seat, 1]), low: places, high: places })
  }
  for (const rule of rules) {
    const members = seatsOfRule(seats, rule)
    if (members.length === 1) {
      const [seat] = members as [number]
      low[seat] = Math.max(low[seat]!, rule.low ?? 0)
      high[seat] = Math.min(high[seat]!, rule.high ?? Infinity)
    } else {
      constraints.push({ terms: members.map((seat) => [seat, 1]), low: rule.low, high: rule.high })
    }
  }
  const variables = seats.map((_, seat): WholeVariable => {
    return { low: low[seat]!, high: high[seat]!, costs: costsOf(problem, seat) }
  })
  return { variables, constraints }
}

/** The seats of each cell, by their number. */
function membersOf(seats: SeatProblem['seats']): (specialty: string, oor: string) => readonly number[] {
  const key = (specialty: string, oor: string) => JSON.stringify([specialty, oor])
  const byCell = new Map<string, number[]>()
  seats.forEach((seat, i) => {
    const own = byCell.get(key(seat.specialty, seat.oor))
    if (own === undefined) byCell.set(key(seat.specialty, seat.oor), [i])
    else own.push(i)
  })
  return (specialty, oor) => byCell.get(key(specialty, oor)) ?? []
}

function costsOf(problem: SeatProblem, seat: number): ((places: number) => bigint)[] {
  const { seats, half, near } = problem
  const target = BigInt(seats[seat]!.target)
  const rank = (places: number) => rankByCounting(target, BigInt(places), half)
  const costs: Readonly<Record<SeatLevelName, (places: number) => bigint>> = {
    near: (places) => gain(BigInt(places), BigInt(near?.[seat] ?? 0)),
    'beyond-next-best': (places) => (rank(places) > 1n ? rank(places) - 1n : 0n),
    'next-best': (places) => (rank(places) > 0n ? 1n : 0n),
    error: (places) => absolute(BigInt(places) * NANO - target),
    'squared-error': (places) => BigInt(places) ** 2n * NANO - 2n * BigInt(places) * target,
  }
  return levelsOfSeats(problem).map((name) => costs[name])
}

function nameOf({ institution, specialty, oor }: { institution: string; specialty: string; oor: string }): string {
  return `${institution}-${specialty}-${oor}`
}

function ruleName({ kind, institution, specialties, oor, module }: InstitutionRule): string {
  return [
    kind,
    institution,
    ...(specialties ?? []),
    ...(oor === null ? [] : [oor]),
    ...(module === null ? [] : [module]),
  ].join(' ')
}
