/** The check of a file of places over institutions by its own numbers: cells, rules, levels, and the proof of each, or of there being none. */
import {
  cellKey,
  trainingKey,
  levelsOfSeats,
  MOST_PLACES,
  type InstitutionRule,
  type OorCell,
  type Seat,
  type SeatProblem,
} from '../domain/institutions.js'
import type { BoundTree } from './bound.js'
import { parted, type OwnCheck, type VerifyFault } from './fault.js'
import {
  checkNoSeats,
  checkSeatProof,
  checkSeats,
  seatProgram,
  seatValues,
  toldValue,
  type SeatClaim,
} from './institutions.js'

/** The fields of such a file that say something about its numbers. */
export interface SeatFile {
  readonly status: 'optimal' | 'feasible' | 'infeasible' | 'time-limit'
  readonly objective: SeatProblem['objective']
  readonly options: Pick<SeatProblem, 'half' | 'tieBreak'>
  readonly oors: readonly { readonly code: string }[]
  readonly specialties: readonly { readonly code: string }[]
  readonly institutions: readonly { readonly code: string }[]
  readonly cells: readonly OorCell[]
  /** Targets in places. */
  readonly seats: readonly Seat[]
  readonly rules: readonly InstitutionRule[]
  readonly places:
    | readonly {
        readonly institution: string
        readonly specialty: string
        readonly oor: string
        readonly places: number
      }[]
    | null
  readonly levels: readonly { readonly name: string; readonly value: number | null }[] | null
  readonly certificate: { readonly levels: readonly { readonly name: string; readonly proof: BoundTree }[] } | null
  readonly deviations: readonly object[]
  readonly gap: object | null
  readonly unique: boolean | null
  readonly contested: readonly object[] | null
  readonly freedom: object | null
  readonly near: { readonly places: readonly number[] } | null
  readonly conflict: { readonly proof: BoundTree | null } | null
}

export type SeatProves =
  | 'margins'
  | 'bounds'
  | 'levels'
  | 'optimality'
  | 'uniqueness'
  | 'freedom'
  | 'target'
  | 'infeasibility'

/** What such a file is about; targets are whole billionths. */
export function problemIn({ seats, cells, rules, objective, options, near }: SeatFile): SeatProblem {
  return {
    seats: seats.map((seat) => ({ ...seat, target: Math.round(seat.target * 1e9) })),
    cells,
    rules,
    objective,
    half: options.half,
    tieBreak: options.tieBreak,
    near: near && near.places,
  }
}

/** Checks a file by itself. */
export function checkSeatFile(file: SeatFile): OwnCheck<SeatProves> {
  const shape = [...codeFaults(file), ...sizeFaults(file), ...wholenessFaults(file)]
  if (shape.length > 0) return { proves: [], faults: shape }
  const problem = problemIn(file)
  return file.places === null ? checkNothing(file, problem) : checkPlaces(file, problem)
}

function checkPlaces(file: SeatFile, problem: SeatProblem): OwnCheck<SeatProves> {
  const claim: SeatClaim = { problem, places: file.places!.map(({ places }) => places) }
  const frame = checkSeats(claim)
  if (frame.length > 0) return { proves: [], faults: frame }
  const levels = levelFaults(file, claim)
  if (levels.length > 0) return { proves: [], faults: levels }
  const proves: SeatProves[] = ['margins', 'bounds', 'levels']
  const { certificate, status } = file
  if (certificate === null) return { proves, faults: [] }
  if (status !== 'optimal') {
    return { proves: [], faults: [{ path: 'certificate', found: 'given', expected: 'null' }] }
  }
  const names = levelsOfSeats(problem)
  const named = certificate.levels.map(({ name }) => name)
  if (named.join() !== names.join()) {
    return { proves: [], faults: [{ path: 'certificate.levels', found: named.join(), expected: names.join() }] }
  }
  const proof = parted(
    checkSeatProof(
      claim,
      certificate.levels.map((each) => each.proof),
    ),
  )
  if (proof.faults.length > 0) return { proves: [], ...proof }
  return { proves: proof.beyond === undefined ? [...proves, 'optimality'] : proves, ...proof }
}

function levelFaults({ levels }: SeatFile, claim: SeatClaim): VerifyFault[] {
  const names = levelsOfSeats(claim.problem)
  const told = (levels ?? []).map(({ name }) => name).join()
  if (told !== names.join()) return [{ path: 'levels', found: told === '' ? '-' : told, expected: names.join() }]
  const values = seatValues(claim)
  return names.flatMap((name, level): VerifyFault[] => {
    const [found, expected] = [levels![level]!.value, toldValue(claim.problem, name, values[level]!)]
    return found === expected
      ? []
      : [{ path: `levels[${level}].value`, found: String(found), expected: String(expected) }]
  })
}

/** A file without places claims that there are none, or that there was no time. */
function checkNothing({ status, conflict }: SeatFile, problem: SeatProblem): OwnCheck<SeatProves> {
  if (status === 'time-limit') return { proves: [], faults: [] }
  // bounds of one seat that leave it no number need no multipliers
  const isEmpty = seatProgram(problem).variables.some(({ low, high }) => low > high)
  if (isEmpty && conflict?.proof == null) return { proves: ['infeasibility'], faults: [] }
  if (conflict?.proof == null) return { proves: [], faults: [] }
  const proof = parted(checkNoSeats(problem, conflict.proof))
  if (proof.faults.length > 0) return { proves: [], ...proof }
  return { proves: proof.beyond === undefined ? ['infeasibility'] : [], ...proof }
}

/** What says of itself that it is there, or is not. */
function wholenessFaults(file: SeatFile): VerifyFault[] {
  const { status, places, levels, certificate, gap, conflict, seats, near, deviations } = file
  const isAnswer = status === 'optimal' || status === 'feasible'
  const faults: VerifyFault[] = []
  const must = (path: string, value: unknown, isThere: boolean) => {
    if ((value !== null) === isThere) return
    faults.push({ path, found: value === null ? 'null' : 'given', expected: isThere ? 'given' : 'null' })
  }
  must('places', places, isAnswer)
  must('levels', levels, isAnswer)
  if (!isAnswer) must('certificate', certificate, false)
  if (!isAnswer && deviations.length > 0) {
    faults.push({ path: 'deviations', found: String(deviations.length), expected: '0' })
  }
  // only of an optimum is anything known about what is as good
  if (status !== 'optimal')
    for (const name of ['unique', 'contested', 'freedom'] as const) must(name, file[name], false)
  if (status !== 'feasible') must('gap', gap, false)
  if (status !== 'infeasible') must('conflict', conflict, false)
  const isAlone = file.contested && file.contested.length === 0
  if (file.unique !== isAlone) faults.push({ path: 'unique', found: String(file.unique), expected: String(isAlone) })
  if (near !== null && near.places.length !== seats.length) {
    faults.push({ path: 'near.places', found: String(near.places.length), expected: String(seats.length) })
  }
  if (places === null) return faults
  if (places.length !== seats.length) {
    return [...faults, { path: 'places', found: String(places.length), expected: String(seats.length) }]
  }
  places.forEach((each, i) => {
    const [found, expected] = [keyOf(each), keyOf(seats[i]!)]
    if (found !== expected) faults.push({ path: `places[${i}]`, found, expected })
  })
  return faults
}

/** More places than any case can have, which nobody has to count. */
function sizeFaults({ cells }: SeatFile): VerifyFault[] {
  const all = cells.reduce((sum, { places }) => sum + places, 0)
  return all <= MOST_PLACES ? [] : [{ path: 'cells', found: String(all), expected: `<= ${MOST_PLACES}` }]
}

function keyOf({ institution, specialty, oor }: { institution: string; specialty: string; oor: string }): string {
  return `${institution}-${specialty}-${oor}`
}

/** Codes twice, and codes that nothing in the file has. */
function codeFaults({ oors, specialties, institutions, cells, seats, rules }: SeatFile): VerifyFault[] {
  const faults: VerifyFault[] = []
  const known = (path: string, list: readonly { readonly code: string }[]) => {
    const codes = new Set(list.map(({ code }) => code))
    if (codes.size < list.length) faults.push({ path, found: 'a code twice', expected: 'every code once' })
    return codes
  }
  const all = {
    oor: known('oors', oors),
    specialty: known('specialties', specialties),
    institution: known('institutions', institutions),
  }
  const check = (kind: keyof typeof all, code: string, path: string) => {
    if (all[kind].has(code)) return
    faults.push({ path: `${path}.${kind}`, found: code, expected: [...all[kind]].slice(0, 5).join(', ') })
  }
  const once = (path: string, keys: readonly string[]) => {
    if (new Set(keys).size < keys.length) faults.push({ path, found: 'a code twice', expected: 'every code once' })
  }
  cells.forEach(({ specialty, oor }, i) => {
    check('specialty', specialty, `cells[${i}]`)
    check('oor', oor, `cells[${i}]`)
  })
  once('cells', cells.map(cellKey))
  const ofCells = new Set(cells.map(cellKey))
  seats.forEach(({ institution, specialty, oor, target }, i) => {
    check('institution', institution, `seats[${i}]`)
    if (!ofCells.has(cellKey({ specialty, oor }))) {
      faults.push({ path: `seats[${i}]`, found: `${specialty}-${oor}`, expected: 'a cell of the file' })
    }
    const nano = Math.round(target * 1e9)
    if (!Number.isSafeInteger(nano) || nano / 1e9 !== target) {
      faults.push({ path: `seats[${i}].target`, found: String(target), expected: '9 decimals' })
    }
  })
  once('seats', seats.map(trainingKey))
  rules.forEach(({ institution, specialties: of, oor }, i) => {
    check('institution', institution, `rules[${i}]`)
    for (const each of of ?? []) check('specialty', each, `rules[${i}]`)
    if (oor !== null) check('oor', oor, `rules[${i}]`)
  })
  return faults
}
