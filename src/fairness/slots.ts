/** What is summed of many years, by name, and in which slot of a ledger each of it stands: the same for everybody who asks the same. */
import type { Contender } from '../domain/contenders.js'
import { Ledger, type Entries, type Layout, type Slot } from './ledger.js'
import { SCALARS } from './measures.js'
import type { FairnessQuestion } from './question.js'

/** Cells are sorted by whole places of their target; the last bin is open. */
export const SIZES = 20

/** What sums are of. */
export interface Summed {
  readonly oors: readonly string[]
  readonly specialties: readonly string[]
  /** Whether there is care use of training institutions. */
  readonly training: boolean
}

/** Where everything is kept. OORs, specialties and years by index. */
export interface Slots {
  readonly runs: Slot
  readonly years: Slot
  readonly worst: Slot
  readonly cellsOffByOne: Slot
  /** Per year and OOR. */
  readonly luck: readonly (readonly Slot[])[]
  readonly effects: readonly {
    readonly name: Effect
    readonly signed: readonly Slot[]
    readonly size: readonly Slot[]
  }[]
  readonly methods: readonly MethodSlots[]
}

export interface MethodSlots {
  readonly name: Contender
  readonly years: Slot
  readonly scalars: readonly Slot[]
  readonly pairs: Slot
  readonly paired: readonly Slot[]
  readonly oors: readonly Slot[]
  readonly raw: readonly Slot[]
  readonly specialties: readonly Slot[]
  readonly sizes: readonly { readonly cells: Slot; readonly gain: Slot }[]
}

const EFFECTS = ['criterion', 'floor', 'rounding'] as const
export type Effect = (typeof EFFECTS)[number]

/** What is compared with `next-best`, year by year. */
export const PAIRED = ['nextBests', 'error'] as const

/** Makes room in a ledger for all that is summed over years of these. */
export function slotsOf(
  ledger: Ledger,
  { oors, specialties, training }: Summed,
  { methods, years }: Pick<FairnessQuestion, 'methods' | 'years'>,
): Slots {
  if (years > 1) ledger.fansOf(years, oors.length)
  const each = (names: readonly string[], prefix: string, count: string) =>
    names.map((name) => ledger.track(`${prefix}|${name}`, count))
  return {
    runs: ledger.count('runs'),
    years: ledger.count('years'),
    worst: ledger.track('worst', 'runs'),
    cellsOffByOne: ledger.track('cellsOffByOne', 'runs'),
    luck: Array.from({ length: years }, (_, t) => each(oors, `luck|${t}`, 'runs')),
    effects: EFFECTS.filter((name) => name !== 'criterion' || training).map((name) => ({
      name,
      signed: each(oors, `effect|${name}`, 'years'),
      size: each(oors, `size|${name}`, 'years'),
    })),
    methods: methods.map((name) => ({
      name,
      years: ledger.count(name),
      scalars: each(SCALARS, name, name),
      pairs: ledger.count(`${name}|paired`),
      paired: each(PAIRED, `${name}|paired`, `${name}|paired`),
      oors: each(oors, `${name}|oor`, name),
      raw: each(oors, `${name}|raw`, name),
      specialties: each(specialties, `${name}|specialty`, name),
      sizes: Array.from({ length: SIZES + 1 }, (_, size) => ({
        cells: ledger.count(`${name}|size|${size}`),
        gain: ledger.track(`${name}|size|${size}`, `${name}|size|${size}`),
      })),
    })),
  }
}

/** What stands in each slot of sums over years of these. */
export function layoutOf(summed: Summed, question: Pick<FairnessQuestion, 'methods' | 'years'>): Layout {
  return emptyOf(summed, question).layout
}

/** Sums over no years at all. */
export function nothing({ question, ...summed }: Summed & { readonly question: FairnessQuestion }): Entries {
  return emptyOf(summed, question).entries()
}

function emptyOf(summed: Summed, question: Pick<FairnessQuestion, 'methods' | 'years'>): Ledger {
  const ledger = new Ledger()
  slotsOf(ledger, summed, question)
  return ledger
}
