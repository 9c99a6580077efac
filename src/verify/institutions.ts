/**
 * The check of a distribution over institutions: the places of every cell, every bound, the value of every level, and its proof. From the
 * seats, cells and rules alone; that those follow from a case is another question, which the command answers by making them anew.
 */
import { floorDivide } from '../domain/decimal.js'
import {
  levelsOfSeats,
  seatsOfRule,
  summedLevels,
  type InstitutionRule,
  type SeatLevelName,
  type SeatProblem,
  type SummedLevelName,
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
export function seatValues(claim: SeatClaim): bigint[] {
  const { variables } = seatProgram(claim.problem)
  const summed: readonly string[] = summedLevels(claim.problem)
  return levelsOfSeats(claim.problem).map((name) => {
    if (name === 'largest-error') return largestError(claim)
    const level = summed.indexOf(name)
    return variables.reduce((total, { costs }, seat) => total + costs[level]!(claim.places[seat]!), 0n)
  })
}

/** How far the seat lies from its target that lies furthest from it, in billionths of a place. */
function largestError({ problem, places }: SeatClaim): bigint {
  return problem.seats.reduce((most, { target }, seat) => {
    const error = absolute(BigInt(places[seat]!) * NANO - BigInt(target))
    return error > most ? error : most
  }, 0n)
}

/** A level's value as it is told, in places. */
export function toldValue(problem: SeatProblem, name: SeatLevelName, value: bigint): number {
  if (name === 'squared-error') {
    // what was left out, the squares of the targets, comes back
    const squares = problem.seats.reduce((sum, { target }) => sum + BigInt(target) ** 2n, 0n)
    return Number(((value * NANO + squares) * 10n ** 9n) / NANO ** 2n) / 1e9
  }
  return name.endsWith('error') ? Number(value) / Number(NANO) : Number(value)
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
  if (claim.problem.objective === 'largest') return checkLargest(claim, trees)
  return new Bounds(program).prove(claim.places, trees, seatValues(claim))
}

/**
 * Under `largest` (a minimax) levels are proven in three programs. What goes before the largest error is the least of all there is. With
 * every seat a billionth nearer it would be more, or nothing would be left at all: so no smaller largest error is possible. The levels
 * after it are the least of all that lies no further off.
 */
function checkLargest(claim: SeatClaim, trees: readonly BoundTree[]): VerifyFault[] {
  const path = 'certificate.levels'
  const values = seatValues(claim)
  if (trees.length !== values.length) return [{ path, found: String(trees.length), expected: String(values.length) }]
  const { problem } = claim
  const at = levelsOfSeats(problem).indexOf('largest-error')
  const [most, summed] = [values[at]!, values.toSpliced(at, 1)]
  const [all, within] = [problem, { ...problem, within: Number(most) }].map((each) => new Bounds(seatProgram(each)))
  if (![all!, within!].every((bounds) => bounds.affords(trees.toSpliced(at, 1)))) return [tooMuch(path)]
  return trees.flatMap((tree, level) => {
    const own = `${path}[${level}]`
    if (level === at) return checkNearer(problem, most, summed[at - 1] ?? 0n, tree, own)
    return level < at ? all!.check(tree, level, summed, own) : within!.check(tree, level - 1, summed, own)
  })
}

/** Checks that the largest error cannot be less: with every seat nearer, the level before it is more than it is. */
function checkNearer(problem: SeatProblem, most: bigint, before: bigint, tree: BoundTree, path: string): VerifyFault[] {
  const program = nearerProgram(problem, most)
  if (isNowhere(program, most)) {
    const isSaid = !('variable' in tree) && tree.scale === 0 && tree.constraints.every((each) => BigInt(each) === 0n)
    return isSaid ? [] : [{ path, found: 'given', expected: '0' }]
  }
  const bounds = new Bounds(program)
  return bounds.affords([tree]) ? bounds.check(tree, 0, [before + 1n], path) : [tooMuch(path)]
}

/** The program with every seat nearer than the largest error. It has the level before that; where there is none, one that costs nothing. */
export function nearerProgram(problem: SeatProblem, most: bigint): WholeProgram {
  const { variables, constraints } = seatProgram({ ...problem, within: Number(most) - 1 })
  const hasBefore = levelsOfSeats(problem)[0] !== 'largest-error'
  const costsBefore = ({ costs }: WholeVariable) => (hasBefore ? costs.slice(0, 1) : [undefined])
  return { variables: variables.map((each) => ({ ...each, costs: costsBefore(each) })), constraints }
}

/** Whether it needs no bound: nothing is nearer than on the target, and a seat may have no number that is nearer. */
export function isNowhere({ variables }: WholeProgram, most: bigint): boolean {
  return most === 0n || variables.some(({ low, high }) => low > high)
}

function tooMuch(path: string): VerifyFault {
  return { path, found: '-', expected: `<= ${MOST_STEPS} steps`, beyond: true }
}

/** Checks the proof that there is no solution at all. */
export function checkNoSeats(problem: SeatProblem, tree: BoundTree): VerifyFault[] {
  const program = seatProgram(problem)
  const values = valuesFault(program)
  if (values.length > 0) return values
  const bounds = new Bounds(program)
  const path = 'conflict.proof'
  if (!onlyNothing(tree)) return [{ path: `${path}.scale`, found: '-', expected: '0' }]
  if (!bounds.affords([tree])) return [tooMuch(path)]
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

/**
 * The program as the rules state it: a variable a seat; the cells, then every rule about more or fewer seats than one. Within a largest
 * error a seat has no places that lie further off.
 */
export function seatProgram(problem: SeatProblem): WholeProgram {
  const { seats, cells, rules, within } = problem
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
      // none has more than all of them together
      for (const seat of members) high[seat] = Math.min(high[seat]!, rule.high ?? Infinity)
    }
  }
  if (within !== undefined) {
    seats.forEach(({ target }, seat) => {
      const [first, last] = [BigInt(target) - BigInt(within), BigInt(target) + BigInt(within)]
      low[seat] = Math.max(low[seat]!, Number(-floorDivide(-first, NANO)))
      high[seat] = Math.min(high[seat]!, Number(floorDivide(last, NANO)))
    })
  }
  const variables = seats.map((_, seat): WholeVariable => {
    return { low: low[seat]!, high: high[seat]!, costs: costsOf(problem, seat), ...bendsOf(problem, seat) }
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
  const costs: Readonly<Record<SummedLevelName, (places: number) => bigint>> = {
    near: (places) => gain(BigInt(places), BigInt(near?.[seat] ?? 0)),
    'beyond-next-best': (places) => (rank(places) > 1n ? rank(places) - 1n : 0n),
    'next-best': (places) => (rank(places) > 0n ? 1n : 0n),
    error: (places) => absolute(BigInt(places) * NANO - target),
    'squared-error': (places) => BigInt(places) ** 2n * NANO - 2n * BigInt(places) * target,
  }
  return summedLevels(problem).map((name) => costs[name])
}

/**
 * Where what a seat costs may bend: an error on both sides of the target; ranks, which rise by two a step from there on, up to two steps
 * further; and what is gained over what it had. Squares bend everywhere.
 */
function bendsOf({ seats, near, objective }: SeatProblem, seat: number): Pick<WholeVariable, 'bends'> {
  if (objective === 'squares') return {}
  const below = Math.floor(seats[seat]!.target / Number(NANO))
  const around = [-3, -2, -1, 0, 1, 2, 3, 4].map((by) => below + by)
  return { bends: near === null ? around : [...around, near[seat]!] }
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
