/** From a case to a verified answer: the places of every institution, with the proof, or the reason why there are none. */
import { inTime, UNLIMITED, type Budget } from '../domain/budget.js'
import { NANO, nanoToPlaces } from '../domain/decimal.js'
import {
  levelsOfSeats,
  trainingKey,
  type CaseNote,
  type InstitutionCase,
  type SeatLevelName,
  type SeatObjective,
  type SeatProblem,
} from '../domain/institutions.js'
import { LANGUAGES, type Language, type Text } from '../domain/language.js'
import { naturalRounding, rankOf } from '../domain/natural.js'
import type { InstitutionConflict, Institutions } from '../shapes/answers/institutions.js'
import { toldValue } from '../verify/institutions.js'
import { noteText, seatConflictText, seatRepairText, type CaseNames } from '../words/institutions.js'
import { seatConflict, type SeatConflict } from './conflict.js'
import { prepared } from './seats.js'
import { solveSeats, type SolvedSeats } from './solve.js'

/** What an answer keeps near to: the places of trainings; who is not among them had none. */
export interface KeptNear {
  readonly sha256: string
  readonly places: readonly {
    readonly institution: string
    readonly specialty: string
    readonly oor: string
    readonly places: number
  }[]
}

/** How a case is asked. */
export interface InstitutionQuestion {
  readonly objective?: SeatObjective | undefined
  readonly near?: KeptNear | undefined
}

/** Solves a case. */
export async function answerCase(
  given: InstitutionCase,
  { objective = 'next-best', near }: InstitutionQuestion = {},
  budget: Budget = UNLIMITED,
): Promise<Institutions> {
  const started = performance.now()
  const { problem: own, notes } = prepared(given, objective)
  const kept = near === undefined ? null : nearOf(own, near)
  const problem: SeatProblem = { ...own, near: kept }
  const solved = await solveSeats(problem, budget)
  const conflict = solved.status === 'infeasible' ? await conflictIn(given, problem, budget) : null
  return {
    kind: 'institutions',
    ...askedIn(given),
    objective,
    notes: notes.map((note) => toldNote(note, given)),
    ...foundIn(problem, solved),
    near: near === undefined ? null : { sha256: near.sha256, places: kept! },
    conflict,
    milliseconds: Math.round((performance.now() - started) * 1000) / 1000,
  }
}

/** What each seat of a problem had. */
export function nearOf(
  { seats }: { readonly seats: readonly Omit<KeptNear['places'][number], 'places'>[] },
  { places }: Pick<KeptNear, 'places'>,
): number[] {
  const had = new Map(places.map((each) => [trainingKey(each), each.places]))
  return seats.map((seat) => had.get(trainingKey(seat)) ?? 0)
}

/** All that an answer says that follows from its case alone. */
export function caseTold(given: InstitutionCase, objective: SeatObjective): Partial<Institutions> {
  const { problem, notes } = prepared(given, objective)
  return {
    ...askedIn(given),
    objective,
    cells: problem.cells,
    seats: problem.seats.map(seatTold),
    rules: problem.rules,
    notes: notes.map((note) => toldNote(note, given)),
  }
}

function seatTold(seat: SeatProblem['seats'][number]): Institutions['seats'][number] {
  return { ...trainingOf(seat), target: nanoToPlaces(seat.target), from: seat.from }
}

/** What an answer says of its case. */
function askedIn(given: InstitutionCase) {
  const { id, title, year, data, addressee, referenceDate, options, oors, specialties, institutions, sha256 } = given
  return {
    case: id,
    title,
    year,
    data,
    addressee,
    referenceDate,
    options,
    oors,
    specialties,
    institutions,
    input: { sha256 },
  }
}

/** What was found for a problem. */
export function foundIn(
  problem: SeatProblem,
  solved: SolvedSeats,
): Pick<
  Institutions,
  | 'status'
  | 'solver'
  | 'cells'
  | 'seats'
  | 'rules'
  | 'places'
  | 'deviations'
  | 'levels'
  | 'certificate'
  | 'gap'
  | 'unique'
  | 'contested'
  | 'freedom'
> {
  const { seats, cells, rules } = problem
  const { status, solver, places, values, proofs, gap, contested, freedom } = solved
  const names = levelsOfSeats(problem)
  const told = (level: number, value: bigint) => toldValue(problem, names[level]!, value)
  const keyOf = (seat: number) => trainingOf(seats[seat]!)
  return {
    status,
    solver,
    cells,
    seats: seats.map(seatTold),
    rules,
    places: places && seats.map((seat, i) => ({ ...trainingOf(seat), places: places[i]! })),
    deviations: places === null ? [] : deviationsOf(problem, places),
    levels: places && names.map((name, level) => ({ name, value: told(level, values[level]!) })),
    certificate: proofs && { levels: names.map((name, level) => ({ name, proof: proofs[level]! })) },
    gap: gap && { level: names[gap.level]!, value: told(gap.level, gap.value), bound: told(gap.level, gap.bound) },
    unique: contested && contested.length === 0,
    contested: contested && contested.map(keyOf),
    freedom: freedom && {
      levels: names.filter(isProtocols),
      fixed: seats.length - freedom.length,
      free: freedom.map(({ seat, low, high }) => ({ ...keyOf(seat), low, high })),
    },
  }
}

function isProtocols(name: SeatLevelName): name is 'beyond-next-best' | 'next-best' {
  return name === 'beyond-next-best' || name === 'next-best'
}

function trainingOf({ institution, specialty, oor }: SeatProblem['seats'][number]) {
  return { institution, specialty, oor }
}

function deviationsOf({ seats, half }: SeatProblem, places: readonly number[]): Institutions['deviations'] {
  return seats.flatMap((seat, i) => {
    const natural = naturalRounding(seat.target, half)
    const rank = rankOf(seat.target, natural, places[i]!)
    return rank === 0 ? [] : [{ ...trainingOf(seat), target: seat.target / NANO, natural, places: places[i]!, rank }]
  })
}

function inBoth(of: (language: Language) => string): { readonly text: string; readonly texts: Text } {
  const texts = Object.fromEntries(LANGUAGES.map((language) => [language, of(language)])) as unknown as Text
  return { text: texts.nl, texts }
}

function toldNote(note: CaseNote, given: InstitutionCase): Institutions['notes'][number] {
  return { ...note, ...inBoth((language) => noteText(note, given, language)) }
}

/** Why there is no solution; null where there was no time to find out. */
export async function conflictIn(
  given: CaseNames,
  problem: SeatProblem,
  budget: Budget,
): Promise<InstitutionConflict | null> {
  const found = await inTime(budget, () => seatConflict(problem, budget))
  return found && toldConflict(given, problem, found)
}

function toldConflict(given: CaseNames, problem: SeatProblem, found: SeatConflict): InstitutionConflict {
  const rules = found.parts.flatMap((part) =>
    'cell' in part ? [] : [{ rule: problem.rules[part.rule]!, end: part.end }],
  )
  const cells = found.parts.flatMap((part) => ('cell' in part ? [problem.cells[part.cell]!] : []))
  const repairs =
    found.repairs &&
    found.repairs.map((repair) => ({
      kind: repair.kind,
      places: repair.places,
      changes: repair.changes.map((change) => ({
        rule: 'rule' in change ? change.rule : null,
        cell: 'cell' in change ? change.cell : null,
        end: 'end' in change ? change.end : null,
        from: change.from,
        to: change.to,
      })),
      ...inBoth((language) => seatRepairText(repair, given, language)),
    }))
  return {
    rules,
    cells,
    proof: found.proof,
    repairs,
    ...inBoth((language) => seatConflictText({ rules, cells }, given, language)),
  }
}
