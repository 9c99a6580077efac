/** The proposal that is being made: places, pins and motivations, with every step back and forward. */
import { computed, signal } from '@preact/signals'
import type { Consultation } from '../domain/proposal.js'
import type { ConsultationFile } from '../shapes/files.js'

export type PlacesGrid = readonly (readonly number[])[]
export type WrittenMotivation = NonNullable<ConsultationFile['motivations']>[number]

/** One state of the work; never changed, only followed by another. */
export interface Work {
  readonly allocation: PlacesGrid
  /** "41-NO": cells that a computed proposal keeps. */
  readonly pins: readonly string[]
  /** OORs of which a computed proposal keeps the total. */
  readonly totals: readonly string[]
  /** What was agreed on this page, as it was typed: "NO>=206". */
  readonly agreed: readonly string[]
  readonly motivations: readonly WrittenMotivation[]
  /** What was brought in, as a file has it and as it was read. */
  readonly advices: ConsultationFile
  readonly consultation: Consultation
}

/** What was saved last, or begun with. */
const saved = signal<Work | null>(null)

const past = signal<readonly Work[]>([])
const future = signal<readonly Work[]>([])
export const work = signal<Work | null>(null)
export const canUndo = computed(() => past.value.length > 0)
export const canRedo = computed(() => future.value.length > 0)
let lastTag: string | null = null

/** Begins anew, with nothing to go back to. */
export function begin(first: Work): void {
  past.value = []
  future.value = []
  lastTag = null
  work.value = first
  saved.value = first
}

/**
 * The next state; where nothing becomes otherwise there is none.
 * @param tag of a field that is being typed in: its letters are one step
 */
export function change(next: Partial<Work>, tag: string | null = null): void {
  const now = work.value
  if (now === null || isAsItWas(now, next)) return
  if (tag === null || tag !== lastTag) past.value = [...past.value, now]
  lastTag = tag
  future.value = []
  work.value = { ...now, ...next }
}

function isAsItWas(now: Work, next: Partial<Work>): boolean {
  return JSON.stringify({ ...now, ...next }) === JSON.stringify(now)
}

export function undo(): void {
  const before = past.value.at(-1)
  if (before === undefined || work.value === null) return
  future.value = [...future.value, work.value]
  past.value = past.value.slice(0, -1)
  lastTag = null
  work.value = before
}

export function redo(): void {
  const after = future.value.at(-1)
  if (after === undefined || work.value === null) return
  past.value = [...past.value, work.value]
  future.value = future.value.slice(0, -1)
  lastTag = null
  work.value = after
}

/** Whether there is work that is nowhere else. */
export const isUnsaved = computed(() => work.value !== saved.value)

/** All that is there was written to a file that opens whole. */
export function keepAsSaved(): void {
  saved.value = work.value
}

/** The same places with some cells otherwise. */
export function withCells(allocation: PlacesGrid, cells: ReadonlyMap<string, number>): PlacesGrid {
  return allocation.map((row, r) => row.map((places, c) => cells.get(`${r},${c}`) ?? places))
}

export function samePlaces(one: PlacesGrid, other: PlacesGrid): boolean {
  return one.every((row, r) => row.every((places, c) => places === other[r]?.[c]))
}
