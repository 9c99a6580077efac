/** What the workbench of the view Voorstel works on: the scenario, the work, what was tested of it and the link to it. */
import { computed, effect, signal } from '@preact/signals'
import type { Text } from '../domain/language.js'
import type { ConsultationFile } from '../shapes/files.js'
import { namesOf } from './allocation.js'
import { engine, latest, slowEngine } from './client.js'
import {
  begin,
  canUndo,
  change,
  redo,
  samePlaces,
  undo,
  withCells,
  work,
  type PlacesGrid,
  type Work,
} from './document.js'
import type { AnswerTo, Brought, PageScenario, SentTable } from './engine.js'
import { proposalsGoTo } from './opening.js'
import { follow, tell } from './parts.js'
import { comesFrom, faults, language, linkParts, scenario, view, type CellPlace } from './state.js'

type Checked = AnswerTo<'check'>
type Draft = AnswerTo<'draft'>

/** What the proposal is about: its frame, and what was brought in. */
export interface Subject {
  readonly file: PageScenario
  readonly base: PlacesGrid
  /** Places per specialty: the intake, or what the base has where none is given. */
  readonly intakes: readonly number[]
  /** Whether a link can name it: a shipped scenario. */
  readonly isShipped: boolean
}

export const subject = signal<Subject | null>(null)
export const checked = signal<Checked | null>(null)
export const drafted = signal<Draft | null>(null)
/** What the last computation did, in a sentence, and what of. */
export const told = signal<{ readonly text: Text; readonly of: Work } | null>(null)
/** The consultation that came with the scenario. */
const example = signal<ConsultationFile | null>(null)
export const versions = signal<readonly { readonly name: string; readonly allocation: PlacesGrid }[]>([])
const checkLatest = latest()

/** The consultation with what was pinned and written on the page. */
function advicesOf(of: Subject, { pins, totals, motivations, allocation, advices }: Work): ConsultationFile {
  const { rows, columns } = namesOf(of.file)
  const cells = pins.map((pin) => {
    const at = pinAt(of.file, pin)!
    const places = allocation[at[0]]![at[1]]!
    return { specialty: rows[at[0]]!.code, oor: columns[at[1]]!.code, low: places, high: places, by: PAGE_BY }
  })
  const held = totals.map((oor) => {
    const c = columns.findIndex(({ code }) => code === oor)
    const places = allocation.reduce((sum, row) => sum + row[c]!, 0)
    return { oor, low: places, high: places, by: PAGE_BY }
  })
  const { agreements: before = [], ...rest } = advices as Agreeing
  const all = [...before, ...cells, ...held]
  const made: Agreeing = { ...rest, motivations: [...motivations], ...(all.length > 0 && { agreements: all }) }
  return made
}

/** All that a proposal is made of or tested by. */
export function broughtIn(of: Subject, now: Work): Brought {
  return { advices: advicesOf(of, now), agree: now.agreed, language: language.value }
}

/** A consultation in which places are agreed. */
type Agreeing = ConsultationFile & { agreements?: readonly object[] }

const PAGE_BY = 'Evenredig'

function pinAt({ specialties, oors }: PageScenario, pin: string): CellPlace | null {
  for (const [r, { code }] of specialties.entries()) {
    if (!pin.startsWith(`${code}-`)) continue
    const c = oors.findIndex((oor) => oor.code === pin.slice(code.length + 1))
    if (c >= 0) return [r, c]
  }
  return null
}

export function tableOf({ file }: Subject, allocation: PlacesGrid): SentTable {
  const { rows, columns } = namesOf(file)
  return { rows: rows.map(({ code }) => code), columns: columns.map(({ code }) => code), allocation }
}

/** The scenario on the page, as it now is. */
export const NOW = 'now'

/** Opens a scenario with the consultation that comes with it, and its best proposal. */
export async function openSubject(
  id: string,
  { e: edits, p: pins, t: totals, g: agreed }: WorkInLink = {},
): Promise<void> {
  slowEngine.stop() // what was asked of another subject
  try {
    const isShipped = id !== NOW
    const file = isShipped ? await engine.ask('scenario', id) : scenario.peek()!
    const advices = (isShipped ? await engine.ask('example', id) : null) ?? {}
    const base = await engine.ask('solve', file)
    if (base.allocation === null) {
      faults.value = [{ place: file.id, text: base.conflict?.texts[language.value] ?? base.status }]
      return
    }
    const consultation = await engine.ask('consultation', advices, file)
    const about = { file, base: base.allocation, intakes: base.rowTotals, isShipped }
    subject.value = about
    drafted.value = null
    versions.value = []
    example.value = advices
    const held = (totals ?? '').split(',').filter((code) => file.oors.some((oor) => oor.code === code))
    const asked = { pins: pinsIn(file, pins ?? null), totals: held, agreed: (agreed ?? '').split(' ').filter(Boolean) }
    const brought = { motivations: advices.motivations ?? [], advices, consultation }
    begin({ allocation: withEdits(about, edits ?? null), ...asked, ...brought })
    if (edits === undefined && consultation.advices.length > 0) await openBest(about)
  } catch (error) {
    tell(error)
    // a link to what is not there: something to work on, and why it is something else
    if (subject.peek() === null && id !== EXAMPLE) await openSubject(EXAMPLE)
  }
}

const EXAMPLE = '2027-proposal'

/** Beginning with the best proposal, unless somebody has begun to work meanwhile. */
async function openBest(about: Subject): Promise<void> {
  const found = await slowEngine.ask('draft', about.file, broughtIn(about, work.peek()!))
  if (subject.value !== about || canUndo.value || found.allocation === null) return
  drafted.value = found
  begin({ ...work.value!, allocation: found.allocation })
}

function withEdits({ file, base }: Subject, edits: string | null): PlacesGrid {
  const cells = new Map<string, number>()
  for (const each of (edits ?? '').split(',')) {
    const [pin = '', places = ''] = each.split(':')
    const at = pinAt(file, pin)
    if (at !== null && isPlaces(places)) cells.set(at.join(','), Number(places))
  }
  return withCells(base, cells)
}

function pinsIn(file: PageScenario, pins: string | null): string[] {
  return (pins ?? '').split(',').filter((pin) => pinAt(file, pin) !== null)
}

/** Edits, pins and agreements as a link has them. */
interface WorkInLink {
  readonly e?: string
  readonly p?: string
  readonly t?: string
  readonly g?: string
}

let isOpened = false
effect(() => {
  if (view.value !== 'voorstel' || isOpened) return
  isOpened = true
  const { w = EXAMPLE, ...rest } = linkParts.peek() as { readonly w?: string } & WorkInLink
  void openSubject(w, rest)
})

/** Tests the proposal after every change, and keeps the link in step. */
effect(() => {
  const [about, now] = [subject.value, work.value]
  if (about === null || now === null) return
  const brought = broughtIn(about, now)
  void checkLatest(engine.ask('check', about.file, tableOf(about, now.allocation), brought, false))
    .then((answer) => (checked.value = answer))
    .catch(tell)
  linkParts.value = partsOf(about, now)
})

/** The work as a link has it. Of its own the page drafts only what comes with the scenario: all else is told cell by cell. */
function partsOf({ file, base, isShipped }: Subject, now: Work): Record<string, string> {
  if (!isShipped) return {}
  const { allocation, pins, totals, agreed, advices } = now
  const { rows, columns } = namesOf(file)
  const isPlain = pins.length + totals.length + agreed.length === 0 && advices === example.peek()
  const isDrafted = isPlain && drafted.peek()?.allocation != null && samePlaces(drafted.peek()!.allocation!, allocation)
  const edits = allocation.flatMap((row, r) =>
    row.flatMap((places, c) => (places === base[r]![c] ? [] : [`${rows[r]!.code}-${columns[c]!.code}:${places}`])),
  )
  return {
    w: file.id,
    ...(!isDrafted && { e: edits.join(',') }),
    ...(pins.length > 0 && { p: pins.join(',') }),
    ...(totals.length > 0 && { t: totals.join(',') }),
    ...(agreed.length > 0 && { g: agreed.join(' ') }),
  }
}

proposalsGoTo(
  (allocation, advices: ConsultationFile | null) => {
    const about = subject.value
    if (about === null) return
    if (advices === null) return edit({ allocation })
    void follow(engine.ask('consultation', advices, about.file), (consultation) =>
      edit({ allocation, advices, consultation, motivations: advices.motivations ?? [] }),
    )
  },
  () => subject.value?.file ?? null,
)

effect(() => comesFrom('voorstel', subject.value === null ? [] : [subject.value.file.data]))

export function edit(next: Partial<Work>, tag: string | null = null): void {
  change(next, tag)
  faults.value = []
}

/** One step back or forward; what was wrong is another matter then. */
export function stepped(take: () => void): void {
  take()
  faults.value = []
}

addEventListener('keydown', (event) => {
  const isTyped = /^(INPUT|TEXTAREA|SELECT)$/.test((event.target as Element).tagName)
  if (view.peek() !== 'voorstel' || isTyped || event.defaultPrevented) return
  if (!(event.ctrlKey || event.metaKey) || !/^[zy]$/i.test(event.key)) return
  stepped(/z/i.test(event.key) && !event.shiftKey ? undo : redo)
  event.preventDefault()
})

/** Per row what it has too many, per OOR the difference with the base. */
export const sums = computed(() => {
  const [about, now] = [subject.value, work.value]
  if (about === null || now === null) return null
  const { specialties, oors } = about.file
  const sum = (values: readonly number[]) => values.reduce((total, each) => total + each, 0)
  const columns = oors.map((_, c) => sum(now.allocation.map((row) => row[c]!)))
  const bases = oors.map((_, c) => sum(about.base.map((row) => row[c]!)))
  return {
    rows: specialties.map((_, r) => sum(now.allocation[r]!)),
    over: about.intakes.map((intake, r) => sum(now.allocation[r]!) - intake),
    columns,
    bases,
    differences: columns.map((total, c) => total - bases[c]!),
    total: sum(columns),
    national: sum(about.intakes),
  }
})

export type Followed = 'exactly' | 'within-room' | 'no'

/** What becomes of each advice, by specialty. */
export const followed = computed(() => {
  const [about, now] = [subject.value, work.value]
  const found = new Map<string, Followed>()
  if (about === null || now === null) return found
  for (const { specialty, row, room } of now.consultation.advices) {
    const r = about.file.specialties.findIndex(({ code }) => code === specialty)
    const places = now.allocation[r]!
    const isWithin = places.every((each, c) => each >= room[c]![0] && each <= room[c]![1])
    found.set(specialty, places.every((each, c) => each === row[c]) ? 'exactly' : isWithin ? 'within-room' : 'no')
  }
  return found
})

/** A name that no version has: the one given, or with the first number that is free. */
export function freeName(wanted: string): string {
  const taken = new Set(versions.peek().map(({ name }) => name))
  if (wanted !== '' && !taken.has(wanted)) return wanted
  let n = 1
  while (taken.has(`${wanted} ${n}`.trim())) n++
  return `${wanted} ${n}`.trim()
}

/** The table as a file: semicolons for a Dutch spreadsheet, and the label of the data in every line. */
export function csvOf({ rows, columns, allocation }: SentTable, data: PageScenario['data']): string {
  const sign = language.value === 'nl' ? ';' : ','
  const lines = [
    ['specialty', ...columns, 'data'],
    ...allocation.map((row, r) => [rows[r]!, ...row, data ?? 'confidential']),
  ]
  return `${language.value === 'nl' ? '\uFEFF' : ''}${lines.map((line) => `${line.join(sign)}\r\n`).join('')}`
}

export function isBest(now: Work): boolean {
  const best = drafted.value?.allocation
  return best != null && samePlaces(best, now.allocation)
}

export function togglePins({ file }: Subject, places: readonly CellPlace[]): void {
  const now = work.value!
  const names = places.flatMap(([r, c]) => {
    const [specialty, oor] = [file.specialties[r], file.oors[c]]
    return specialty === undefined || oor === undefined ? [] : [`${specialty.code}-${oor.code}`]
  })
  const isAll = names.every((each) => now.pins.includes(each))
  edit({ pins: isAll ? now.pins.filter((each) => !names.includes(each)) : [...new Set([...now.pins, ...names])] })
}

export const WHOLE = { nl: 'geen heel getal van 0 of meer', en: 'no whole number of 0 or more' } as const

export function isPlaces(text: string): boolean {
  return /^\d{1,7}$/.test(text) && Number(text) <= 2_000_000
}
