/** All that a complaints committee asks of one institution: facts, steps with their rules, and what one place more or fewer would cost. */
import type { Budget } from '../domain/budget.js'
import { nanoToPlaces } from '../domain/decimal.js'
import {
  cellKey,
  trainingKey,
  type Amendment,
  type InstitutionCase,
  type SeatObjective,
} from '../domain/institutions.js'
import { naturalRounding, rankOf } from '../domain/natural.js'
import type { Institutions } from '../shapes/answers/institutions.js'
import type { Pack } from '../shapes/answers/pack.js'
import { COMPLAINT, LEFT_OUT, packAlternative, trainingSteps, WITHOUT_CASE } from '../words/pack.js'
import { answerCase, type KeptNear } from './answer.js'
import { oneMoves } from './one-move.js'
import { prepared } from './seats.js'
import { changedBetween, inForce, type Changed, type Version } from './versions.js'

type Training = Pack['trainings'][number]
type Alternative = Training['alternatives'][number]

/** Places that were fixed: they are taken as they stand. */
export interface FixedPlaces {
  readonly answer: Institutions
  /** The first one first. */
  readonly versions: readonly (Pick<Version, 'number' | 'hash' | 'previous' | 'amendments'> &
    Pick<Changed, 'changes'>)[]
}

/** How a pack is asked: of a case by an objective, or of what was fixed. */
export interface PackQuestion {
  readonly objective?: SeatObjective | undefined
  readonly fixed?: FixedPlaces | undefined
}

/** The pack of an institution of a case; of a version of its places where there is one. */
export async function packOf(
  given: InstitutionCase,
  code: string,
  { objective, fixed }: PackQuestion,
  budget: Budget,
): Promise<Omit<Pack, 'made'>> {
  const answer = fixed?.answer ?? (await answerCase(given, { objective }, budget))
  const institution = given.institutions.find((each) => each.code === code)!
  const { problem } = prepared(given, answer.objective)
  const move = answer.places && oneMoves(problem, answer.places.map(({ places }) => places)) // prettier-ignore
  const trainings: Training[] = []
  for (const [i, seat] of answer.seats.entries()) {
    if (seat.institution === code) trainings.push(await trainingOf(given, answer, i, move, budget))
  }
  const { id, title, year, data, referenceDate, options, specialties } = given
  const isOwn = (each: { readonly institution: string | null; readonly specialty: string; readonly oor: string }) =>
    each.institution === code ||
    (each.institution === null && trainings.some(({ specialty, oor }) => specialty === each.specialty && oor === each.oor)) // prettier-ignore
  return {
    kind: 'pack',
    status: answer.status,
    case: id,
    title,
    year,
    data,
    institution,
    referenceDate,
    objective: answer.objective,
    options,
    specialties,
    facts: factsOf(given, answer, code),
    trainings,
    versions: fixed === undefined ? null : fixed.versions.map((version) => versionFor(version, given, code)),
    conflict: openly(given, answer.conflict, code),
    notes: answer.notes.filter(isOwn).map(({ text, texts }) => ({ text, texts })),
    leftOut: [
      ...(data === 'confidential' ? Object.values(LEFT_OUT) : []),
      ...(given.stated === undefined ? [] : [WITHOUT_CASE]),
    ].map((texts) => ({ text: texts.nl, texts })),
    complaint: COMPLAINT.map(({ source, texts }) => ({ source, text: texts.nl, texts })),
    input: { sha256: given.sha256 },
  }
}

/** What a version is to one institution: what was amended of it, and what changed for it by that. */
function versionFor(
  { number, hash, previous, amendments, changes }: FixedPlaces['versions'][number],
  { institutions }: InstitutionCase,
  code: string,
): NonNullable<Pack['versions']>[number] {
  const own = changes.filter(({ institution }) => institution === code)
  const cells = new Set(own.map(cellKey))
  const here = amendments.filter((each) => each.institution === code || cells.has(cellKey(each)))
  // where places moved along from other cells, all that was amended may be the cause
  const concerning = here.length === 0 && own.length > 0 ? amendments : here
  const named = (of: string) => institutions.find((each) => each.code === of)!
  return {
    number,
    hash,
    previous,
    amendments: concerning.map(({ institution, specialty, oor, before, after, ground, date }) => {
      const { code: of, name } = named(institution)
      return { institution: { code: of, name }, specialty, oor, before, after, ground, date }
    }),
    changes: own.map(({ specialty, oor, from, to }) => ({ specialty, oor, from, to })),
  }
}

function factsOf(given: InstitutionCase, answer: Institutions, code: string): Pack['facts'] {
  const own = <T extends { readonly institution: string }>(list: readonly T[]) =>
    list.filter(({ institution }) => institution === code)
  const isSeat = (of: { readonly specialty: string; readonly oor: string }) =>
    own(answer.seats).some(({ specialty, oor }) => specialty === of.specialty && oor === of.oor)
  return {
    recognitions: own(given.recognitions).map(({ specialty, oor, from, to }) => {
      return { specialty, oor, from, to, counts: isSeat({ specialty, oor }) }
    }),
    history: own(given.history).map(({ specialty, oor, year, inflow, throughflow }) => {
      return { specialty, oor, year, inflow: nanoToPlaces(inflow), throughflow: nanoToPlaces(throughflow) }
    }),
    advices: given.advices.filter(isSeat).map(({ specialty, oor, by }) => {
      const places = own(by)[0]?.places ?? 0
      return { specialty, oor, places, sum: by.reduce((sum, each) => sum + each.places, 0) }
    }),
    rules: own(answer.rules),
  }
}

async function trainingOf(
  given: InstitutionCase,
  answer: Institutions,
  i: number,
  move: ReturnType<typeof oneMoves> | null,
  budget: Budget,
): Promise<Training> {
  const { seats, cells, rules, places: all } = answer
  const { institution, specialty, oor, target, from } = seats[i]!
  const { amendments = [] } = given
  const isHere = (each: { readonly specialty: string; readonly oor: string }) =>
    each.specialty === specialty && each.oor === oor
  const institutions = seats.filter(isHere).length
  // what one other had would follow from it
  const isTelling = given.data === 'confidential' && from === 'history' && institutions === 2
  const nano = Math.round(target * 1e9)
  const natural = naturalRounding(nano, given.options.half)
  const places = all === null ? null : all[i]!.places
  const told = {
    specialty,
    oor,
    cell: cells.find(isHere)!.places,
    institutions,
    from,
    target: isTelling ? null : target,
    natural: isTelling ? null : natural,
    places,
    rank: isTelling || places === null ? null : rankOf(nano, natural, places),
  }
  const oors = seats.filter((each) => each.institution === institution && each.specialty === specialty)
  const facts = {
    ...told,
    oors: oors.map((each) => each.oor),
    rules: rules.filter(
      (rule) =>
        rule.institution === institution &&
        (rule.specialties === null || rule.specialties.includes(specialty)) &&
        (rule.oor === null || rule.oor === oor),
    ),
  }
  const seat = { institution, specialty, oor }
  const isRecognised =
    amendments.length === 0 || recognisedTrainings(given).some((each) => trainingKey(each) === trainingKey(seat))
  const own = amendments.findLast((each) => trainingKey(each) === trainingKey(seat)) ?? null
  const alternatives: Alternative[] = []
  for (const by of [1, -1] as const) {
    if (places === null || places + by < 0) continue
    const pin = { institution, specialty, oor, before: places, after: places + by, ground: '', date: '' }
    const found =
      institutions === 1
        ? NOBODY_ELSE
        : ((own === null ? moved(answer, i, by, move!) : null) ?? (await solvedWith(given, answer, pin, budget)))
    alternatives.push(alternativeOf(given, pin, by, isTelling ? { ...found, levels: null } : found, institutions === 1))
  }
  return {
    ...told,
    steps: trainingSteps(
      { ...facts, amendment: own, isAmended: amendments.length > 0, isRecognised },
      given,
      given.options.split,
    ).map(({ source, texts }) => {
      return { source, text: texts.nl, texts }
    }),
    alternatives,
  }
}

/** Those that have their places without any amendment. */
function recognisedTrainings(given: InstitutionCase) {
  const { amendments: _, ...plain } = given
  return prepared(plain).problem.seats
}

type Found = Pick<Alternative, 'status' | 'moved' | 'levels' | 'changes' | 'conflict'>

/** The only institution has all places of the OOR (P26 III.1.1). */
const NOBODY_ELSE: Found = { status: 'infeasible', moved: null, levels: null, changes: null, conflict: null }

/** Where one other training suffices. */
function moved(
  { seats, places }: Institutions,
  i: number,
  by: Alternative['by'],
  move: ReturnType<typeof oneMoves>,
): Found | null {
  const way = move(i, by)
  if (way === null) return null
  const change = (seat: number, more: number) => {
    const { institution, specialty, oor } = seats[seat]!
    const from = places![seat]!.places
    return { institution, specialty, oor, from, to: from + more }
  }
  const changes = [change(i, by), change(way.other, -by)].toSorted((a, b) => b.to - b.from - (a.to - a.from))
  return { status: 'optimal', moved: 1, levels: way.levels, changes, conflict: null }
}

/** Solved anew, as `amend` would carry it out. */
async function solvedWith(
  given: InstitutionCase,
  { objective, places, levels }: Institutions,
  pin: Amendment,
  budget: Budget,
): Promise<Found> {
  const near: KeptNear = { sha256: '', places: places! }
  // what was amended before stays, but for what this would be in the place of
  const amendments = inForce([{ amendments: [...(given.amendments ?? []), pin] }])
  const found = await answerCase({ ...given, amendments }, { objective, near }, budget)
  const changed = found.places && changedBetween(places!, found.places, [])
  const after = (name: string) => found.levels!.find((each) => each.name === name)!.value!
  return {
    status: found.status,
    moved: changed && changed.moved,
    levels: found.levels && levels!.flatMap(({ name, value }) => name === 'near' ? [] : [{ name, from: value!, to: after(name) }]), // prettier-ignore
    changes: changed && changed.changes,
    conflict: found.conflict,
  }
}

/** Of confidential data no bound that follows from what others came in with. */
function openly(given: InstitutionCase, conflict: Pack['conflict'], own: string): Pack['conflict'] {
  if (conflict === null || given.data !== 'confidential') return conflict
  const rules = [
    ...conflict.rules.map(({ rule }) => rule),
    ...(conflict.repairs ?? []).flatMap(({ changes }) => changes.flatMap(({ rule }) => rule ?? [])),
  ]
  return rules.some(({ kind, institution }) => kind === 'change' && institution !== own) ? null : conflict
}

function alternativeOf(
  given: InstitutionCase,
  pin: Amendment,
  by: Alternative['by'],
  found: Found,
  isAlone: boolean,
): Alternative {
  const isTold = (name: string) => given.data !== 'confidential' || !name.endsWith('error')
  const levels = found.levels && found.levels.filter(({ name }) => isTold(name))
  const told = { by, places: pin.after, ...found, levels, conflict: openly(given, found.conflict, pin.institution) }
  const texts = packAlternative(told, pin, isAlone, given)
  return { ...told, text: texts.nl, texts }
}
