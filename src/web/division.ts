/** What the view of institutions is about: a case, how it is divided, the versions that were made of it, and what of it is looked at. */
import { computed, effect, signal } from '@preact/signals'
import { SEAT_OBJECTIVES, SPLITS, trainingKey, type Amendment, type Training } from '../domain/institutions.js'
import type { Fixed, Unamended } from '../shapes/answers/fixed.js'
import type { Institutions } from '../shapes/answers/institutions.js'
import { engine, latest, slowEngine } from './client.js'
import type { AnswerTo } from './engine.js'
import { follow, tell } from './parts.js'
import { account, comesFrom, faults, isVersionUnsaved, language, linkParts, view, type CellPlace } from './state.js'
import type { Dividing, GivenCase } from './within.js'

/** An answer, or what a version keeps of one. */
export type Division = Fixed['result']
export type TrainingWhy = NonNullable<AnswerTo<'whyTraining'>>
export type OtherPlaces = TrainingWhy['alternatives'][number]

/** A case with how it is divided: what is asked. */
export interface Asked extends Dividing {
  readonly given: GivenCase
}

export const cases = signal<readonly { readonly id: string; readonly title: string }[]>([])
/** null where a version was opened that was fixed without its case. */
export const asked = signal<Asked | null>(null)
const answered = signal<{ readonly of: Asked; readonly answer: Institutions; readonly isProven: boolean } | null>(null)

/** What was fixed, of which the last holds all before it: opened from a file, made here, and undone. */
interface Versions {
  readonly opened: readonly Fixed[]
  readonly own: readonly Fixed[]
  readonly undone: readonly Fixed[]
}
const NONE: Versions = { opened: [], own: [], undone: [] }
const made = signal(NONE)
export const version = computed(() => made.value.own.at(-1) ?? made.value.opened.at(-1) ?? null)
export const canUndo = computed(() => made.value.own.length > 0)
export const canRedo = computed(() => made.value.undone.length > 0)
/** Whether a version is being made. */
export const isMaking = signal(false)
/** An amendment that cannot be, with the reason. */
export const refused = signal<Unamended | null>(null)

/** What the view shows. */
export const division = computed<Division | null>(() => version.value?.result ?? answered.value?.answer ?? null)
/** Whether the independent check accepts it: a version was verified when it was made. */
export const isChecked = computed(() => version.value !== null || answered.value?.isProven === true)

export const oor = signal('')
export const at = signal<CellPlace>([0, 0])
export const laid = signal<OtherPlaces | null>(null)
export const why = signal<{ readonly of: Division; readonly key: string; readonly why: TrainingWhy | null } | null>(
  null,
)

/** Tells trainings of a division apart, and what each has. */
export const places = computed(() => placesOf(division.value))
/** Of the version before the one that is shown; empty where there is none. */
export const placesBefore = computed(() => placesOf(version.value?.earlier.at(-1)?.result ?? null))

function placesOf(of: Pick<Division, 'places'> | null): ReadonlyMap<string, number> {
  return new Map((of?.places ?? []).map((each) => [trainingKey(each), each.places]))
}

/** An OOR's specialties and institutions: those with places, or recognised, there. */
export const board = computed(() => {
  const shown = division.value
  if (shown === null) return null
  const own = shown.seats.filter((each) => each.oor === oor.value)
  const cells = shown.cells.filter((each) => each.oor === oor.value && each.places > 0)
  const ofSpecialties = new Set([...own, ...cells].map(({ specialty }) => specialty))
  const ofInstitutions = new Set(own.map(({ institution }) => institution))
  return {
    rows: shown.specialties.filter(({ code }) => ofSpecialties.has(code)),
    columns: shown.institutions.filter(({ code }) => ofInstitutions.has(code)),
    cellOf: new Map(cells.map(({ specialty, places: count }) => [specialty, count])),
  }
})

/** The training that is looked at, recognised or not. */
export const training = computed<Training | null>(() => {
  const [row, column] = at.value
  const [specialty, institution] = [board.value?.rows[row]?.code, board.value?.columns[column]?.code]
  return specialty === undefined || institution === undefined ? null : { institution, specialty, oor: oor.value }
})

const dividedLatest = latest()
effect(() => {
  const question = asked.value
  if (question !== null) void divide(question)
})

/** Divides, checks the proof, and keeps what was there until the answer is. */
async function divide(question: Asked): Promise<void> {
  const { given, ...how } = question
  try {
    const answer = await dividedLatest(slowEngine.ask('divided', given, how))
    answered.value = { of: question, answer, isProven: false }
    const isProven = await slowEngine.ask('acceptedDivision', answer, given)
    if (answered.value.answer === answer) answered.value = { of: question, answer, isProven }
  } catch (error) {
    answered.value = null // an older answer is none to this question
    tell(error)
  }
}

effect(() => {
  const shown = division.value
  comesFrom('instellingen', shown === null ? [] : [shown.data])
  if (shown === null || shown.oors.some(({ code }) => code === oor.peek())) return
  oor.value = shown.oors[0]?.code ?? ''
})
effect(() => {
  void [division.value, training.value]
  laid.value = null
})

/** Looks at another case, or at a version of one; those that were made of the one before are gone. */
export function choose(given: GivenCase | null, opened: readonly Fixed[] = [], how: Dividing = {}): void {
  faults.value = []
  account.value = null
  refused.value = null
  made.value = { ...NONE, opened }
  isVersionUnsaved.value = false
  at.value = [0, 0]
  asked.value = given === null ? null : { given, ...how }
}

/** Divides otherwise. */
export function askOtherwise(change: Dividing): void {
  if (asked.value !== null) asked.value = { ...asked.value, ...change }
}

/** Opens a file: a case, or a version with its chain. One that is refused changes nothing. */
export async function openCase(file: File): Promise<void> {
  faults.value = []
  account.value = null
  const bytes = new Uint8Array(await file.arrayBuffer())
  await follow(slowEngine.ask('openedCase', bytes, file.name), async (opened) => {
    if (opened.kind === 'version') return choose(opened.version.of as GivenCase | null, [opened.version])
    choose(opened.file)
    if (opened.reading !== null) account.value = await engine.ask('account', opened.reading, language.value)
  })
}

export async function fixNow(): Promise<void> {
  const now = answered.value
  if (now === null || isMaking.value) return
  isMaking.value = true
  await follow(slowEngine.ask('fixed', now.answer, now.of.given), add)
  isMaking.value = false
}

/** Carries an amendment out on the last version. @returns whether it could */
export async function amendNow(amendment: Amendment): Promise<boolean> {
  const last = version.peek()
  if (last === null || isMaking.value) return false
  refused.value = null
  faults.value = []
  isMaking.value = true
  try {
    const next = await slowEngine.ask('amended', last, amendment, language.value)
    if (next.kind === 'fixed') add(next)
    else refused.value = next
    return next.kind === 'fixed'
  } catch (error) {
    tell(error)
    return false
  } finally {
    isMaking.value = false
  }
}

function add(next: Fixed): void {
  refused.value = null
  made.value = { ...made.value, own: [...made.value.own, next], undone: [] }
  isVersionUnsaved.value = true
}

/** Takes the last version back that was made here. */
export function undo(): void {
  const { opened, own, undone } = made.value
  const last = own.at(-1)
  if (last === undefined) return
  refused.value = null
  made.value = { opened, own: own.slice(0, -1), undone: [last, ...undone] }
  isVersionUnsaved.value = own.length > 1
}

export function redo(): void {
  const { opened, own, undone } = made.value
  const [next, ...rest] = undone
  if (next === undefined) return
  made.value = { opened, own: [...own, next], undone: rest }
  isVersionUnsaved.value = true
}

const whyLatest = latest()
/** Asks why a training has its places. */
export function askWhy(of: Division, about: Training): void {
  if (division.peek() !== of) return
  // of the question that is answered, which need not be the one that is asked by now
  const { given, ...how } = answered.peek()?.of ?? {}
  const from = version.peek() ?? given
  if (from === undefined) return
  void follow(whyLatest(engine.ask('whyTraining', from, about, how)), (found) => {
    why.value = { of, key: trainingKey(about), why: found }
  })
}

/** What the link tells of this view: never a case of somebody's own. */
effect(() => {
  if (view.value !== 'instellingen' || division.value === null) return
  const given = asked.value?.given
  const about = training.value
  linkParts.value = {
    ...(typeof given === 'string' && { g: given, ...dividingParts(asked.value!) }),
    r: oor.value,
    ...(about !== null && { t: `${about.specialty} ${about.institution}` }),
  }
})

/** What a link tells of how it is divided, where that is not as usual. */
function dividingParts({ objective = SEAT_OBJECTIVES[0], options }: Dividing): Record<string, string> {
  const split = options?.split ?? SPLITS[0]
  return {
    ...(objective !== SEAT_OBJECTIVES[0] && { afronden: objective }),
    ...(split !== SPLITS[0] && { dubbel: split }),
  }
}

/** How a link has it divided; what is unknown is passed over. */
function dividingIn({ afronden, dubbel }: Readonly<Record<string, string>>): Dividing {
  const objective = SEAT_OBJECTIVES.find((each) => each === afronden)
  const split = SPLITS.find((each) => each === dubbel)
  return { ...(objective !== undefined && { objective }), ...(split !== undefined && { options: { split } }) }
}

/** Opens what the link asks for, or else the first case. */
async function begin(): Promise<void> {
  const linked = linkParts.peek()
  const { g, r, t } = linked
  const known = await slowEngine.ask('cases')
  cases.value = known
  const first = known.find(({ id }) => id === g) ?? known[0]
  if (first === undefined) return
  if (r !== undefined) oor.value = r
  choose(first.id, [], first.id === g ? dividingIn(linked) : {})
  const until = effect(() => {
    const shown = board.value
    if (shown === null) return
    const [specialty, institution] = [t?.slice(0, t.indexOf(' ')), t?.slice(t.indexOf(' ') + 1)]
    const row = shown.rows.findIndex(({ code }) => code === specialty)
    const column = shown.columns.findIndex(({ code }) => code === institution)
    if (row >= 0 && column >= 0) at.value = [row, column]
    queueMicrotask(() => until())
  })
}
void begin().catch(tell)
