/**
 * The check of a file of places over institutions: by its own numbers (`src/verify/institutions-file.ts`), against its case where that is
 * given, and by solving it again: what is said of equals, of freedom and of a conflict is held against that, field by field.
 */
import type { Budget } from '../domain/budget.js'
import type { InstitutionCase, SeatProblem } from '../domain/institutions.js'
import { orNull } from '../proposals/draft-again.js'
import { gapFaults } from '../proposals/gap-faults.js'
import { HEARSAY, saidOfTables } from '../proposals/hearsay.js'
import type { Institutions } from '../shapes/answers/institutions.js'
import type { InstitutionsJson } from '../shapes/institutions.js'
import { differences } from '../verify/differences.js'
import type { Claimed, FileCheck, VerifyFault } from '../verify/fault.js'
import { checkSeatFile, problemIn, type SeatProves } from '../verify/institutions-file.js'
import { areSeatsProvable, seatValues, toldValue } from '../verify/institutions.js'
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
  const said = [...HEARSAY, ...saidOfTables(file), ...(file.near === null ? [] : ['near'])]
  const notChecked = given === null ? [...said, ...OF_THE_CASE] : [...said, 'options', 'objective']
  const rejected = (faults: VerifyFault[]) => ({ proves: [], faults, unproven: [], notChecked })
  const own = checkSeatFile(file)
  notChecked.push(...(own.beyond ?? []))
  if (own.faults.length > 0) return rejected(own.faults)
  const stated = given === null ? {} : caseTold(given, file.objective)
  const ofCase = differences(pick(file, Object.keys(stated)), stated, new Set(['rules[].by']))
  // a version after amendments has seats and rules that its case does not
  if (ofCase.length > 0) return rejected(ofCase)
  const problem = problemIn(file)
  const isSolved = file.status !== 'time-limit' && areSeatsProvable(problem)
  const solved = isSolved ? await orNull(budget, () => solveSeats(problem, budget)) : null
  const isKnown = solved !== null && solved.status !== 'time-limit'
  const gap = gapFaults(file.gap, file.levels ?? [], isKnown ? leastIn(file, problem, solved) : null)
  if (gap.length > 0) return rejected(gap)
  if (file.gap !== null && solved?.status !== 'optimal') notChecked.push('gap.bound')
  if (!isKnown) {
    notChecked.push(...(file.status === 'time-limit' ? ['status'] : SAID_BY_SOLVING))
    return { proves: withCase(own.proves, given), faults: [], unproven: unprovenIn(file, own.proves), notChecked }
  }
  const worse = betterFaults(file, problem, solved)
  if (worse.length > 0) return rejected(worse)
  const again = await saidAgain(file, solved, budget)
  // for what is not there, or not said again, there was no time
  const untold = [
    ...(solved.contested === null ? ['unique', 'contested', 'freedom'] : []),
    ...(file.conflict !== null && again.conflict === null ? ['conflict'] : []),
    ...(file.conflict?.repairs == null || again.conflict?.repairs == null ? ['conflict.repairs'] : []),
  ]
  const faults = differences(pick(file, SAID_BY_SOLVING), again, new Set(['conflict.proof', ...untold]))
  if (faults.length > 0) return rejected(faults)
  if (file.contested !== null && solved.contested === null) notChecked.push('contested')
  if (file.conflict !== null && again.conflict === null) notChecked.push('conflict')
  else if (file.conflict?.repairs != null && again.conflict?.repairs === null) notChecked.push('conflict.repairs')
  const proves = provenAgain(file, solved, own.proves)
  return { proves: withCase(proves, given), faults: [], unproven: unprovenIn(file, proves), notChecked }
}

/** What is held against the same said again. */
const SAID_BY_SOLVING = ['status', 'deviations', 'unique', 'contested', 'freedom', 'conflict'] as const

function pick(file: object, names: readonly string[]): object {
  return Object.fromEntries(Object.entries(file).filter(([name]) => names.includes(name)))
}

/** The same said of the file's own places. */
async function saidAgain(
  file: Omit<InstitutionsJson, 'made'>,
  solved: SolvedSeats,
  budget: Budget,
): Promise<Pick<Institutions, (typeof SAID_BY_SOLVING)[number]>> {
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

/** The least that the levels of a file can be; null where that is not proven. */
function leastIn(
  { levels }: Omit<InstitutionsJson, 'made'>,
  problem: SeatProblem,
  { status, values }: SolvedSeats,
): { readonly name: string; readonly value: number }[] | null {
  if (status !== 'optimal' || levels === null) return null
  return levels.map(({ name }, level) => ({ name, value: toldValue(problem, name, values[level]!) }))
}

/** What is called optimal is no worse than what is proven to be: the first level on which it is. */
function betterFaults(
  { status, levels }: Omit<InstitutionsJson, 'made'>,
  problem: SeatProblem,
  solved: SolvedSeats,
): VerifyFault[] {
  if (status !== 'optimal' || solved.status !== 'optimal' || levels === null) return []
  const at = levels.findIndex(({ name, value }, level) => value !== toldValue(problem, name, solved.values[level]!))
  if (at === -1) return []
  const { name, value } = levels[at]!
  return [{ path: `levels[${at}].value`, found: String(value), expected: String(toldValue(problem, name, solved.values[at]!)) }] // prettier-ignore
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

/** What a file claims and is neither proven nor refuted. */
function unprovenIn(
  { status, unique, freedom }: Pick<Institutions, 'status' | 'unique' | 'freedom'>,
  proves: readonly SeatProves[],
): Claimed[] {
  const claims: Claimed[] = []
  const claim = (path: string, of: Claimed['claim'] & SeatProves) => {
    if (!proves.includes(of)) claims.push({ path, claim: of })
  }
  if (status === 'optimal') claim('status', 'optimality')
  if (status === 'infeasible') claim('status', 'infeasibility')
  if (unique === true) claim('unique', 'uniqueness')
  if (freedom !== null) claim('freedom', 'freedom')
  return claims
}
