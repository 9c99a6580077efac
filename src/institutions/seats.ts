/** From a case to what has to be divided: which trainings may get places, what each should come near to, and what bounds them. */
import { NANO, nanoToPlaces } from '../domain/decimal.js'
import { cellKey, MOST_PLACES, trainingKey } from '../domain/institutions.js'
import type {
  CaseNote,
  ClusterAdvice,
  InstitutionCase,
  InstitutionRule,
  OorCell,
  Past,
  Recognition,
  Seat,
  SeatObjective,
  SeatProblem,
  Split,
  TargetSource,
  Training,
} from '../domain/institutions.js'

/** What a case comes down to, and what has to be said of it. */
export interface Prepared {
  readonly problem: SeatProblem
  readonly notes: readonly CaseNote[]
}

/** The problem of a case. */
export function prepared(given: InstitutionCase, objective: SeatObjective = 'next-best'): Prepared {
  if (given.stated !== undefined) return restated(given, given.stated, objective)
  const { trainings, notes } = recognised(given)
  const weights = historyOf(given, trainings)
  const byCell = new Map(given.cells.map((cell): [string, Training[]] => [cellKey(cell), []]))
  for (const each of trainings) byCell.get(cellKey(each))?.push(each)
  const advices = new Map(given.advices.map((advice) => [cellKey(advice), advice]))
  const seats: Seat[] = []
  for (const cell of given.cells) {
    const own = byCell.get(cellKey(cell))!
    const advice = advices.get(cellKey(cell))
    if (advice !== undefined) notes.push(...adviceNotes(advice, cell, own))
    const { targets, from } = targetsOf(cell, own, weights, advice)
    if (from === 'equal' && own.length > 1 && cell.places > 0)
      notes.push({ code: 'no-history', institution: null, ...codesOf(cell), found: '' })
    own.forEach(({ institution }, i) => seats.push({ institution, ...codesOf(cell), target: targets[i]!, from }))
  }
  const { half, tieBreak } = given.options
  const problem = { seats, cells: given.cells, rules: rulesOf(given), objective, half, tieBreak, near: null }
  return { problem, notes }
}

/** The problem that an answer says itself, with what was amended since. */
function restated(
  given: InstitutionCase,
  { seats, rules, notes }: NonNullable<InstitutionCase['stated']>,
  objective: SeatObjective,
): Prepared {
  const { cells, options, amendments = [] } = given
  const seated = new Set(seats.map(trainingKey))
  const added = amendments.filter((each) => !seated.has(trainingKey(each)))
  const order = new Map(given.institutions.map(({ code }, i) => [code, i]))
  const inOrder = (list: readonly Seat[]) =>
    list.toSorted((a, b) => order.get(a.institution)! - order.get(b.institution)!)
  const all = cells.flatMap((cell) =>
    inOrder([
      ...seats.filter((seat) => cellKey(seat) === cellKey(cell)),
      // whoever is newly recognised has no history there
      ...added
        .filter((each) => cellKey(each) === cellKey(cell))
        .map(({ institution }): Seat => ({ institution, ...codesOf(cell), target: 0, from: 'history' })),
    ]),
  )
  // what was decided since, stands
  const left = notes.filter(
    (note) => !amendments.some((each) => note.institution === each.institution && cellKey(note) === cellKey(each)),
  )
  const { half, tieBreak } = options
  const bounds = [...rules, ...amendmentRules(given)]
  return { problem: { seats: all, cells, rules: bounds, objective, half, tieBreak, near: null }, notes: left }
}

function codesOf({ specialty, oor }: Omit<Training, 'institution'>): Omit<Training, 'institution'> {
  return { specialty, oor }
}

function isHolding({ from, to }: Recognition, day: string): boolean {
  return (from === null || from <= day) && (to === null || day <= to)
}

/**
 * "Only recognised institutions get places; a lapsed recognition blocks": it must hold on the first day of the year.
 *
 * "Deze vastgestelde OOR-indeling … Eventuele wijzigingen van OOR-indeling daarna, worden niet meer meegenomen in het
 * toewijzingsproces" (P26 I.3): what begins after the reference date is for next year, unless it renews what was recognised under that
 * OOR on the reference date. A training that moved to another OOR since then is still recognised, and stands where it stood.
 */
function recognised({ recognitions, referenceDate, year, institutions, amendments = [] }: InstitutionCase): {
  readonly trainings: readonly Training[]
  readonly notes: CaseNote[]
} {
  const amended = new Map(
    amendments.map(({ institution, specialty, oor }) => {
      const training = { institution, specialty, oor }
      return [trainingKey(training), training] as const
    }),
  )
  const first = `${year}-01-01`
  const standing = new Set(
    referenceDate === null ? [] : recognitions.filter((each) => isHolding(each, referenceDate)).map(trainingKey),
  )
  const isLater = (each: Recognition) =>
    referenceDate !== null && each.from !== null && each.from > referenceDate && !standing.has(trainingKey(each))
  const notes: CaseNote[] = []
  const found = new Map<string, Training>()
  const later = recognitions.filter((each) => isLater(each) && isHolding(each, first))
  for (const each of recognitions) {
    const { institution, specialty, oor, from, to } = each
    const note = (code: CaseNote['code'], at: string | null) => {
      // what was decided since, stands
      if (amended.has(trainingKey(each))) return
      notes.push({ code, institution, specialty, oor, found: at ?? '' })
    }
    const isSame = (other: Recognition) =>
      other !== each && other.institution === institution && other.specialty === specialty
    if (isLater(each)) {
      note('later-recognition', from)
      continue
    }
    const holds = isHolding(each, first)
    // went over to another OOR after the reference date: still recognised, under the OOR of then
    const movedTo =
      !holds && referenceDate !== null && isHolding(each, referenceDate)
        ? later.find((other) => isSame(other) && other.oor !== oor)
        : undefined
    if (!holds && movedTo === undefined) {
      const isAgain = recognitions.some((other) => isSame(other) && other.oor === oor && isHolding(other, first))
      const isAhead = from !== null && from > first
      if (!isAgain) note(isAhead ? 'not-yet' : 'lapsed', isAhead ? from : to)
      continue
    }
    if (movedTo !== undefined) note('moved', movedTo.from)
    found.set(trainingKey(each), { institution, specialty, oor })
  }
  for (const [key, training] of amended) if (!found.has(key)) found.set(key, training)
  notes.push(...underTwo([...found.values()]))
  const order = new Map(institutions.map(({ code }, i) => [code, i]))
  const trainings = [...found.values()].toSorted((a, b) => order.get(a.institution)! - order.get(b.institution)!)
  return { trainings, notes }
}

/** What an institution trains of a specialty, under one OOR or more. */
function underOors(trainings: readonly Training[]): Training[][] {
  const under = new Map<string, Training[]>()
  for (const each of trainings) {
    const key = JSON.stringify([each.institution, each.specialty])
    under.set(key, [...(under.get(key) ?? []), each])
  }
  return [...under.values()]
}

/** The trainings that fall under more than one OOR (P26 I.3). */
function underTwo(trainings: readonly Training[]): CaseNote[] {
  return underOors(trainings).flatMap((each): CaseNote[] => {
    if (each.length < 2) return []
    const { institution, specialty, oor } = each[0]!
    return [{ code: 'two-oors', institution, specialty, oor, found: each.map((one) => one.oor).join(', ') }]
  })
}

/** The three latest years of the history. */
function yearsIn(history: readonly Past[], year: number): number[] {
  return [...new Set(history.map((each) => each.year))]
    .filter((each) => each < year)
    .toSorted((a, b) => b - a)
    .slice(0, 3)
}

const COUNTED: Readonly<Record<Split, (past: Past) => number>> = {
  'inflow+throughflow': ({ inflow, throughflow }) => inflow + throughflow,
  'inflow-only': ({ inflow }) => inflow,
  'throughflow-only': ({ throughflow }) => throughflow,
}

/**
 * What each training had in three years, as parts of a whole.
 *
 * "Continuity: follow the historic capacity of the institution" (P16 2): in- and throughflow. "Als een opleiding onder twee of meer
 * OOR's valt, wordt deze naar rato toegedeeld aan de beide OORs, waarin de opleiding in- en/of doorstroom van aios (in fte's) in
 * afgelopen 3 jaren heeft ontvangen" (P26 I.3): what it had of all OORs, in proportion to what `split` counts from each.
 * @returns per training, by institution, specialty and OOR, numerators over one denominator per institution and specialty
 */
function historyOf(
  given: InstitutionCase,
  trainings: readonly Training[],
): ReadonlyMap<string, readonly [bigint, bigint]> {
  const { history, options, year } = given
  const years = new Set(yearsIn(history, year))
  const sums = new Map<string, { flow: bigint; counted: bigint }>()
  for (const past of history) {
    if (!years.has(past.year)) continue
    const key = trainingKey(past)
    const known = sums.get(key) ?? { flow: 0n, counted: 0n }
    sums.set(key, {
      flow: known.flow + BigInt(past.inflow + past.throughflow),
      counted: known.counted + BigInt(COUNTED[options.split](past)),
    })
  }
  const weights = new Map<string, readonly [bigint, bigint]>()
  for (const under of underOors(trainings)) {
    const parts = under.map((each) => sums.get(trainingKey(each)) ?? { flow: 0n, counted: 0n })
    const flow = parts.reduce((sum, each) => sum + each.flow, 0n)
    const counted = parts.reduce((sum, each) => sum + each.counted, 0n)
    under.forEach((each, i) => {
      const key = trainingKey(each)
      // where what counts is nothing from any OOR, what it had from each stands as it is
      if (counted === 0n) weights.set(key, [parts[i]!.flow, 1n])
      else weights.set(key, [flow * parts[i]!.counted, counted])
    })
  }
  return weights
}

/** What the seats of a cell should come near to: the cluster's advice, else their shares of three years, else equal parts. */
function targetsOf(
  cell: OorCell,
  own: readonly Training[],
  weights: ReadonlyMap<string, readonly [bigint, bigint]>,
  advice: ClusterAdvice | undefined,
): { readonly targets: readonly number[]; readonly from: TargetSource } {
  if (advice !== undefined) {
    const advised = new Map(advice.by.map(({ institution, places }) => [institution, places]))
    return { targets: own.map(({ institution }) => (advised.get(institution) ?? 0) * NANO), from: 'advice' }
  }
  const fractions = own.map((each) => weights.get(trainingKey(each)) ?? ([0n, 1n] as const))
  const common = fractions.reduce((product, [, denominator]) => product * denominator, 1n)
  const parts = fractions.map(([numerator, denominator]) => (numerator * common) / denominator)
  const sum = parts.reduce((total, part) => total + part, 0n)
  if (sum === 0n) return { targets: own.map(() => shareOf(cell.places, 1n, BigInt(own.length))), from: 'equal' }
  return { targets: parts.map((part) => shareOf(cell.places, part, sum)), from: 'history' }
}

/** A part of whole places in billionths, half up. */
function shareOf(places: number, part: bigint, whole: bigint): number {
  const all = BigInt(places) * BigInt(NANO) * part
  return Number((2n * all + whole) / (2n * whole))
}

function adviceNotes({ by, specialty, oor }: ClusterAdvice, cell: OorCell, own: readonly Training[]): CaseNote[] {
  const strangers = by.filter(
    ({ institution, places }) => places > 0 && !own.some((each) => each.institution === institution),
  )
  const sum = by.reduce((total, { places }) => total + places, 0)
  return [
    ...strangers.map(({ institution, places }): CaseNote => {
      return { code: 'advice-unrecognised', institution, specialty, oor, found: String(places) }
    }),
    ...(sum === cell.places
      ? []
      : [{ code: 'advice-sum', institution: null, specialty, oor, found: `${sum} / ${cell.places}` } as const]),
  ]
}

/** All bounds of a case, as rules about the seats of one institution. */
function rulesOf(given: InstitutionCase): InstitutionRule[] {
  return [
    ...given.capacity.map((each) => capacityRule(given, each)),
    ...changeRules(given),
    ...agreementRules(given),
    ...amendmentRules(given),
  ]
}

/** "Per opleidingsinstelling en per stagemodule een minimum- en maximumkader" (VIS V): who trains, passes through every module. */
function capacityRule(
  { capacity }: InstitutionCase,
  { institution, specialty, module, min, max }: InstitutionCase['capacity'][number],
): InstitutionRule {
  const sharing = capacity.flatMap((other) =>
    other.module === module && other.institution === institution && other.specialty !== null ? [other.specialty] : [],
  )
  const ofModule = module !== null && sharing.length > 0 ? [...new Set(sharing)] : null
  return {
    kind: module !== null ? 'module' : specialty === null ? 'total' : 'capacity',
    institution,
    specialties: specialty === null ? ofModule : [specialty],
    oor: null,
    module,
    low: min,
    high: max,
    by: '',
  }
}

/** An institution's total, against the mean of what came in over the three years: whole places that lie within. */
function changeRules({ change, institutions, history, year }: InstitutionCase): InstitutionRule[] {
  if (change === null) return []
  const years = yearsIn(history, year)
  if (years.length === 0) return []
  const came = new Map<string, number>()
  for (const { institution, year: then, inflow } of history) {
    if (years.includes(then)) came.set(institution, (came.get(institution) ?? 0) + inflow)
  }
  return institutions.map(({ code }) => {
    const inflow = came.get(code) ?? 0
    const per = years.length * NANO
    const [low, high] = [
      change.below === null ? null : Math.min(MOST_PLACES, Math.max(0, Math.ceil((inflow - change.below * per) / per))),
      change.above === null ? null : Math.min(MOST_PLACES, Math.floor((inflow + change.above * per) / per)),
    ]
    const by = String(nanoToPlaces(Math.round(inflow / years.length)))
    return { kind: 'change', institution: code, specialties: null, oor: null, module: null, low, high, by }
  })
}

function agreementRules({ agreements }: InstitutionCase): InstitutionRule[] {
  return agreements.map(({ institution, specialty, oor, low, high, by }) => ({
    kind: 'agreement',
    institution,
    specialties: specialty === null ? null : [specialty],
    oor,
    module: null,
    low,
    high,
    by,
  }))
}

/** "De uitspraak … is bindend" (P26 IV): what was amended has that many places. */
function amendmentRules({ amendments = [] }: InstitutionCase): InstitutionRule[] {
  return amendments.map(({ institution, specialty, oor, after, ground }) => ({
    kind: 'amendment',
    institution,
    specialties: [specialty],
    oor,
    module: null,
    low: after,
    high: after,
    by: ground,
  }))
}
