/** Why the places of cells do not fit in institutions: the fewest rules that cannot hold together, the proof, and what would have to give way. */
import {
  hasNoRange,
  institutionNetwork,
  institutionProgram,
  seatBounds,
  seatsByCell,
  type SeatBounds,
} from '../../models/institutions.js'
import { look, type Budget } from '../domain/budget.js'
import {
  SEAT_REPAIRS,
  seatsOfRule,
  type ConflictPart,
  type InstitutionRule,
  type InstitutionRuleKind,
  type SeatProblem,
  type SeatRepair,
  type SeatRepairKind,
} from '../domain/institutions.js'
import type { Constraint, IntegerProgram } from '../program/integer.js'
import { Unary } from '../proposals/unary.js'
import { exact } from '../rounding/proven.js'
import type { BoundTree } from '../shapes/proof-tree.js'
import { solveFlow } from '../solvers/flow.js'
import { solveInteger, withLinearPrograms } from '../solvers/integer.js'
import { unitsOf } from './solve.js'
import { Bounds } from '../verify/bound.js'
import { checkNoSeats, seatProgram } from '../verify/institutions.js'

export interface SeatConflict {
  readonly parts: readonly ConflictPart[]
  /** null where no bound by itself proves it. */
  readonly proof: BoundTree | null
  /** null when time ran out before they were found. */
  readonly repairs: readonly Omit<SeatRepair, 'texts'>[] | null
}

/** The conflict of a problem that has no solution. @throws OutOfTime */
export async function seatConflict(problem: SeatProblem, budget: Budget): Promise<SeatConflict> {
  const parts = await fewest(problem, budget)
  const proof = await proofOf(problem, budget)
  return { parts, proof, repairs: await repairsOf(problem, budget) }
}

/** All that can be part of a conflict: the cells, and the ends of rules that say something. */
function allParts({ cells, rules, seats }: SeatProblem): ConflictPart[] {
  const saying = rules.flatMap((rule, number): ConflictPart[] => {
    const members = seatsOfRule(seats, rule).length
    return [
      ...(rule.low !== null && rule.low > 0 ? [{ rule: number, end: 'low' } as const] : []),
      ...(rule.high !== null && members > 0 ? [{ rule: number, end: 'high' } as const] : []),
    ]
  })
  return [...cells.map((_, cell) => ({ cell })), ...saying]
}

/** A conflict of which no part can be left out (QuickXplain, Junker 2004). */
async function fewest(problem: SeatProblem, budget: Budget): Promise<ConflictPart[]> {
  const isBroken = async (parts: readonly ConflictPart[]) => {
    look(budget)
    return !(await isPossible(problem, parts, budget))
  }
  const search = async (
    kept: readonly ConflictPart[],
    isNew: boolean,
    open: readonly ConflictPart[],
  ): Promise<ConflictPart[]> => {
    if (isNew && (await isBroken(kept))) return []
    if (open.length <= 1) return [...open]
    const middle = Math.floor(open.length / 2)
    const [one, other] = [open.slice(0, middle), open.slice(middle)]
    const ofOther = await search([...kept, ...one], one.length > 0, other)
    const ofOne = await search([...kept, ...ofOther], ofOther.length > 0, one)
    return [...ofOne, ...ofOther]
  }
  return search([], false, allParts(problem))
}

/** Whether some of the parts can hold together. */
async function isPossible(problem: SeatProblem, parts: readonly ConflictPart[], budget: Budget): Promise<boolean> {
  const closed = new Set(parts.flatMap((part) => ('cell' in part ? [part.cell] : [])))
  const ends = new Map<number, InstitutionRule>()
  for (const part of parts) {
    if ('cell' in part) continue
    const known = ends.get(part.rule) ?? { ...problem.rules[part.rule]!, low: null, high: null }
    ends.set(part.rule, { ...known, [part.end]: problem.rules[part.rule]![part.end] })
  }
  const left: SeatProblem = { ...problem, rules: [...ends.values()], objective: 'absolute', near: null }
  const bounds = openBounds(left, closed)
  if (hasNoRange(bounds)) return false
  const open = new Set([...problem.cells.keys()].filter((cell) => !closed.has(cell)))
  const network = institutionNetwork(left, bounds, open)
  if (network !== null) return solveFlow({ ...network.program, levels: [] }, budget).y !== null
  const program = institutionProgram(left, bounds)
  const constraints = program.constraints.filter((_, k) => k >= problem.cells.length || closed.has(k))
  return (await solveInteger({ ...program, constraints, levels: [] }, budget)).x !== null
}

/** A seat of a cell whose places do not count may have as many as any rule of its institution asks. */
function openBounds(problem: SeatProblem, closed: ReadonlySet<number>): SeatBounds {
  const { seats, cells, rules } = problem
  const bounds = seatBounds(problem)
  const capped = new Map<number, number>()
  const asked = new Map<string, number>()
  for (const rule of rules) {
    asked.set(rule.institution, Math.max(asked.get(rule.institution) ?? 0, rule.low ?? 0))
    const [seat, ...others] = rule.high === null ? [] : seatsOfRule(seats, rule)
    if (seat !== undefined && others.length === 0) capped.set(seat, Math.min(capped.get(seat) ?? Infinity, rule.high!))
  }
  const high = bounds.high.slice()
  seatsByCell(problem).forEach((members, cell) => {
    if (closed.has(cell)) return
    for (const seat of members) {
      const most = Math.max(asked.get(seats[seat]!.institution) ?? 0, cells[cell]!.places)
      high[seat] = Math.min(most, capped.get(seat) ?? Infinity)
    }
  })
  return { ...bounds, high }
}

/** A bound that no solution can meet, from the multipliers of a linear program. */
async function proofOf(problem: SeatProblem, budget: Budget): Promise<BoundTree | null> {
  const bounds = new Bounds(seatProgram(problem))
  const { low, high } = bounds.whole()
  if (low.some((least, seat) => least > high[seat]!)) return null // a seat by itself: the checker sees it
  const box = { low: Int32Array.from(low), high: Int32Array.from(high) }
  const refuted = await withLinearPrograms(budget, (programs) =>
    new Unary(bounds, unitsOf(problem), programs).refuted(box, 0, []),
  )
  if (refuted === null) return null
  for (const scale of [1, 1e3, 1e6]) {
    const constraints = bounds.program.constraints.map(({ low: least, high: most }, k) => {
      const multiplier = BigInt(Math.round((refuted.constraints[k] ?? 0) * scale))
      return (multiplier > 0n ? least : most) === null ? 0 : exact(multiplier)
    })
    const leaf: BoundTree = { scale: 0, constraints, levels: [] }
    if (checkNoSeats(problem, leaf).length === 0) return leaf
  }
  return null
}

/** Which rules give way by kind. "De uitspraak … is bindend" (P26 IV): what was ruled never does. */
const GIVING: Readonly<Record<Exclude<SeatRepairKind, 'cells'>, readonly InstitutionRuleKind[]>> = {
  capacity: ['capacity', 'module', 'total'],
  change: ['change'],
  agreement: ['agreement'],
}

/** The least that has to give way, kind by kind: those that suffice by themselves. */
async function repairsOf(problem: SeatProblem, budget: Budget): Promise<SeatConflict['repairs']> {
  const repairs: Omit<SeatRepair, 'texts'>[] = []
  for (const kind of SEAT_REPAIRS) {
    if (budget.stopped()) return null
    const found = await repairOf(problem, kind, budget)
    if (found !== null) repairs.push(found)
  }
  return repairs.toSorted((a, b) => a.places - b.places)
}

/** Something that may give way: an end of a rule, or the places of a cell, either way. */
interface Slack {
  readonly of: number
  readonly end: 'low' | 'high'
}

/** What stays stiff, and what may give way in it: variables after those of the seats. */
interface Giving {
  readonly bounds: SeatBounds
  readonly stiff: IntegerProgram
  readonly constraints: readonly Constraint[]
  readonly slacks: readonly Slack[]
}

/** The least that a kind has to give way; null where it does not suffice. */
async function repairOf(
  problem: SeatProblem,
  kind: SeatRepairKind,
  budget: Budget,
): Promise<Omit<SeatRepair, 'texts'> | null> {
  const plain: SeatProblem = { ...problem, objective: 'absolute', near: null }
  const giving = kind === 'cells' ? cellsGiving(plain) : rulesGiving(plain, GIVING[kind])
  if (giving === null) return null
  const { slacks } = giving
  const { outcome, x } = await solveInteger(leastGiving(problem, giving), budget)
  if (x === null || outcome !== 'optimal') return null
  const changes = slacks.flatMap((slack, i): SeatRepair['changes'][number][] => {
    const by = x[problem.seats.length + i]!
    return by === 0 ? [] : [changeOf(problem, kind, slack, by)]
  })
  return { kind, places: changes.reduce((sum, { from, to }) => sum + Math.abs(to - from), 0), changes }
}

/** Rules of some kinds give way at their ends; null where there are none, or the others leave no choice. */
function rulesGiving(problem: SeatProblem, kinds: readonly InstitutionRuleKind[]): Giving | null {
  const { seats, rules } = problem
  const gives = ({ kind }: InstitutionRule) => kinds.includes(kind)
  if (!rules.some(gives)) return null
  const stiffly = { ...problem, rules: rules.filter((rule) => !gives(rule)) }
  const bounds = seatBounds(stiffly)
  if (hasNoRange(bounds)) return null
  const stiff = institutionProgram(stiffly, bounds)
  const slacks: Slack[] = []
  const given = rules.flatMap((rule, of): Constraint[] => {
    if (!gives(rule)) return []
    const terms = seatsOfRule(seats, rule).map((seat) => [seat, 1] as const)
    const ended: Constraint[] = []
    if (rule.low !== null) {
      const slack = seats.length + slacks.push({ of, end: 'low' }) - 1
      ended.push({ terms: [...terms, [slack, 1]], low: rule.low, high: Infinity })
    }
    if (rule.high !== null) {
      const slack = seats.length + slacks.push({ of, end: 'high' }) - 1
      ended.push({ terms: [...terms, [slack, -1]], low: -Infinity, high: rule.high })
    }
    return ended
  })
  return { bounds, stiff, constraints: [...stiff.constraints, ...given], slacks }
}

/** Cells have more or fewer places, so that a seat may have more than its cell has now; null where rules leave no choice. */
function cellsGiving(problem: SeatProblem): Giving | null {
  const { seats, cells } = problem
  const bounds = openBounds(problem, new Set())
  if (hasNoRange(bounds)) return null
  const stiff = institutionProgram(problem, bounds)
  const slacks = cells.flatMap((_, of): Slack[] => [{ of, end: 'low' }, { of, end: 'high' }]) // prettier-ignore
  const given = seatsByCell(problem).map((members, c): Constraint => {
    const { places } = cells[c]!
    const [fewer, more] = [seats.length + 2 * c, seats.length + 2 * c + 1]
    const terms = members.map((seat) => [seat, 1] as const)
    return { terms: [...terms, [fewer, 1], [more, -1]], low: places, high: places }
  })
  return { bounds, stiff, constraints: [...given, ...stiff.constraints.slice(cells.length)], slacks }
}

/** The program that gives way least, and then is nearest to the targets. */
function leastGiving(
  { seats, cells, rules }: SeatProblem,
  { bounds, stiff, constraints, slacks }: Giving,
): IntegerProgram {
  const most = cells.reduce((sum, { places }) => sum + places, 0) + rules.reduce((sum, { low }) => sum + (low ?? 0), 0)
  return {
    low: Int32Array.from([...bounds.low, ...slacks.map(() => 0)]),
    high: Int32Array.from([...bounds.high, ...slacks.map(() => most)]),
    start: Int32Array.from([...stiff.start, ...slacks.map(() => 0)]),
    constraints,
    levels: [
      { name: 'giving-way', marginal: (variable) => Number(variable >= seats.length), steepest: 1, unit: 1 },
      ...stiff.levels.map((level) => ({
        ...level,
        marginal: (variable: number, y: number) => (variable < seats.length ? level.marginal(variable, y) : 0),
      })),
    ],
    charge: null,
  }
}

function changeOf(
  { cells, rules }: SeatProblem,
  kind: SeatRepairKind,
  { of, end }: Slack,
  by: number,
): SeatRepair['changes'][number] {
  const moved = end === 'low' ? -by : by
  if (kind === 'cells') {
    const cell = cells[of]!
    return { cell, from: cell.places, to: cell.places + moved }
  }
  const from = rules[of]![end]!
  return { rule: rules[of]!, end, from, to: from + moved }
}
