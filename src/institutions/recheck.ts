/**
 * The check of a file of places over institutions: by its own numbers (`src/verify/institutions-file.ts`), against its case where that is
 * given, and by solving it again: what is said of equals, of freedom and of a conflict is held against that, field by field.
 */
import type { Budget } from '../domain/budget.js'
import type { InstitutionCase } from '../domain/institutions.js'
import { orNull } from '../proposals/draft-again.js'
import { HEARSAY, saidOfTables } from '../proposals/hearsay.js'
import type { Institutions } from '../shapes/answers/institutions.js'
import type { InstitutionsJson } from '../shapes/institutions.js'
import { differences } from '../verify/differences.js'
import type { Claimed, FileCheck, VerifyFault } from '../verify/fault.js'
import { checkSeatFile, problemIn, type SeatProves } from '../verify/institutions-file.js'
import { seatValues } from '../verify/institutions.js'
import { caseTold, conflictIn, foundIn } from './answer.js'
import { solveSeats, type SolvedSeats } from './solve.js'

/** What only the case can tell. */
const OF_THE_CASE = [
  'case',
  'title',
  'year',
  'data',
  'addressee',
  'referenceDate',
  'options',
  'objective',
  'oors',
  'specialties',
  'institutions',
  'cells',
  'seats',
  'rules',
  'notes',
  'input',
] as const

/** Checks a file. @param given its case, with the options of the file; @param budget for solving it again */
export async function recheckInstitutions(
  file: Omit<InstitutionsJson, 'made'>,
  given: InstitutionCase | null,
  budget: Budget,
): Promise<FileCheck<SeatProves>> {
  const said = [...HEARSAY, ...saidOfTables(file), ...(file.near === null ? [] : ['near.sha256'])]
  const notChecked = given === null ? [...said, ...OF_THE_CASE] : [...said, 'options', 'objective']
  const rejected = (faults: VerifyFault[]) => ({ proves: [], faults, unproven: [], notChecked })
  const own = checkSeatFile(file)
  notChecked.push(...(own.beyond ?? []))
  if (own.faults.length > 0) return rejected(own.faults)
  const stated = given === null ? {} : caseTold(given, file.objective)
  const ofCase = differences(pick(file, Object.keys(stated)), stated, new Set(['rules[].by']))
  // a version after amendments has seats and rules that its case does not
  if (ofCase.length > 0) return rejected(ofCase)
  const solved = file.status === 'time-limit' ? null : await orNull(budget, () => solveSeats(problemIn(file), budget))
  if (solved === null || solved.status === 'time-limit') {
    notChecked.push(...SAID_BY_SOLVING)
    return { proves: withCase(own.proves, given), faults: [], unproven: unprovenIn(file, own.proves), notChecked }
  }
  const again = await saidAgain(file, solved, budget)
  const faults = differences(
    pick(file, SAID_BY_SOLVING),
    again,
    new Set(['conflict.proof', ...(solved.contested === null ? ['unique', 'contested', 'freedom'] : [])]),
  )
  if (faults.length > 0) return rejected(faults)
  const proves = provenAgain(file, solved, own.proves)
  return { proves: withCase(proves, given), faults: [], unproven: unprovenIn(file, proves), notChecked }
}

/** What is held against the same said again. */
const SAID_BY_SOLVING = ['status', 'deviations', 'unique', 'contested', 'freedom', 'conflict'] as const

function pick(file: object, names: readonly string[]): object {
  return Object.fromEntries(Object.entries(file).filter(([name]) => names.includes(name)))
}

/** The same said of the file's own places. */
async function saidAgain(file: Omit<InstitutionsJson, 'made'>, solved: SolvedSeats, budget: Budget): Promise<object> {
  const problem = problemIn(file)
  const places = file.places && file.places.map((each) => each.places)
  const isAnswer = solved.places !== null
  const status = isAnswer && file.status === 'feasible' ? 'feasible' : solved.status
  const conflict = isAnswer ? null : await orNull(budget, () => conflictIn(file, problem, budget))
  const own = places === null || !isAnswer ? solved : { ...solved, places, values: seatValues({ problem, places }) }
  const { deviations, unique, contested, freedom } = foundIn(problem, { ...own, proofs: null, gap: null })
  const isOpen = file.status === 'feasible'
  return {
    status,
    deviations,
    ...(isOpen ? { unique: null, contested: null, freedom: null } : { unique, contested, freedom }),
    conflict,
  }
}

/** What is proven by a proof of our own, where the file has none: the same values, or none at all. */
function provenAgain(
  file: Omit<InstitutionsJson, 'made'>,
  solved: SolvedSeats,
  own: readonly SeatProves[],
): SeatProves[] {
  const proves = new Set(own)
  if (file.status === 'infeasible' && solved.status === 'infeasible') proves.add('infeasibility')
  if (file.status === 'optimal' && solved.status === 'optimal' && file.places !== null) {
    const values = seatValues({ problem: problemIn(file), places: file.places.map(({ places }) => places) })
    if (values.every((value, level) => value === solved.values[level])) proves.add('optimality')
    if (file.unique === true && solved.contested !== null) proves.add('uniqueness')
    if (file.freedom !== null && solved.freedom !== null) proves.add('freedom')
  }
  return [...proves]
}

function withCase(proves: readonly SeatProves[], given: InstitutionCase | null): SeatProves[] {
  return given === null ? [...proves] : ['target', ...proves]
}

function unprovenIn({ status }: Pick<Institutions, 'status'>, proves: readonly SeatProves[]): Claimed[] {
  if (status === 'optimal' && !proves.includes('optimality')) return [{ path: 'status', claim: 'optimality' }]
  if (status === 'infeasible' && !proves.includes('infeasibility')) return [{ path: 'status', claim: 'infeasibility' }]
  return []
}
