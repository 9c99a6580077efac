/**
 * What is summed over runs. A *track* is a quantity with a count beside it that says over how many years it was summed:
 * kept are the sums over runs of x, x² and x·k, and of k and k² for the count, from which a mean per year and its interval follow
 * when years of a run hang together. All whole numbers, all exact: entries of parts add up to those of the whole.
 */
import { Sums } from './sums.js'

/** Plain data, without names: those follow from what was asked (`slots.ts`). Whole numbers as digits. */
export interface Entries {
  /** By slot the sums of x, x², x·k, and of the squares of single years. */
  readonly tracks: readonly (readonly string[])[]
  /** By slot the sums of k and k², and the number of runs in which k is not 0. */
  readonly counts: readonly (readonly string[])[]
  readonly tallies: Readonly<Record<string, number>>
  /** How often each bin was met, ascending; a list for each fan of each year of a run. */
  readonly fans: readonly (readonly Histogram[])[]
  /** Billionths per cell, by method. */
  readonly cells: Readonly<Record<string, readonly string[]>>
}

export type Histogram = readonly (readonly [bin: number, times: number])[]

/** What stands in each slot. */
export interface Layout {
  /** Each track with the slot of its count. */
  readonly tracks: ReadonlyMap<string, { readonly slot: Slot; readonly count: Slot }>
  readonly counts: ReadonlyMap<string, Slot>
  /** Years of a run, and fans of each. */
  readonly fans: readonly [years: number, each: number]
}

const TRACK = 4
const COUNT = 3

/** Where a track or a count is kept; asked for by name once, and then used for every year. */
export type Slot = number

export class Ledger {
  private readonly trackSlots = new Map<string, Slot>()
  private readonly countSlots = new Map<string, Slot>()
  private readonly tallied = new Map<string, number>()
  private readonly cellSums = new Map<string, Sums>()
  private fans: readonly (readonly Map<number, number>[])[] = []
  private trackSums = new Sums(TRACK * 64)
  private countSums = new Sums(COUNT * 64)
  /** Of each track, the count that belongs to it. */
  private readonly countOf: Slot[] = []
  /** Of the run that is open. */
  private x = new Float64Array(64)
  private k = new Float64Array(64)

  /** The slot of a quantity. @param count the name of what it is a sum over */
  track(name: string, count: string): Slot {
    const known = this.trackSlots.get(name)
    if (known !== undefined) return known
    const slot = this.trackSlots.size
    this.trackSlots.set(name, slot)
    this.countOf.push(this.count(count))
    if (slot === this.x.length) {
      this.x = wider(this.x)
      this.trackSums = this.trackSums.wider()
    }
    return slot
  }

  count(name: string): Slot {
    const known = this.countSlots.get(name)
    if (known !== undefined) return known
    const slot = this.countSlots.size
    this.countSlots.set(name, slot)
    if (slot === this.k.length) {
      this.k = wider(this.k)
      this.countSums = this.countSums.wider()
    }
    return slot
  }

  /** Adds to a quantity of this run. @param value in whole units */
  add(track: Slot, value: number): void {
    this.x[track]! += value
  }

  /** Beside a track: the square of a single year's value. */
  addSquare(track: Slot, value: number): void {
    this.trackSums.addProduct(TRACK * track + 3, value, value)
  }

  /** Adds to a count of this run. */
  addCount(count: Slot, by = 1): void {
    this.k[count]! += by
  }

  /** Adds one to a plain number that needs no interval. */
  tally(name: string): void {
    this.tallied.set(name, (this.tallied.get(name) ?? 0) + 1)
  }

  /** Makes room for as many fans in each year of a run. */
  fansOf(years: number, each: number): void {
    this.fans = Array.from({ length: years }, () => Array.from({ length: each }, () => new Map<number, number>()))
  }

  /** Adds one to a bin of a fan. */
  fan(year: number, which: number, bin: number): void {
    const bins = this.fans[year]![which]!
    bins.set(bin, (bins.get(bin) ?? 0) + 1)
  }

  cells(name: string, nano: Float64Array): void {
    let sums = this.cellSums.get(name)
    if (sums === undefined) this.cellSums.set(name, (sums = new Sums(nano.length)))
    for (let cell = 0; cell < nano.length; cell++) sums.add(cell, nano[cell]!)
  }

  /** Ends a run: its values and their products go into the sums. */
  close(): void {
    for (let track = 0; track < this.countOf.length; track++) {
      const x = this.x[track]!
      if (x === 0) continue
      this.trackSums.add(TRACK * track, x)
      this.trackSums.addProduct(TRACK * track + 1, x, x)
      this.trackSums.addProduct(TRACK * track + 2, x, this.k[this.countOf[track]!]!)
    }
    for (let count = 0; count < this.countSlots.size; count++) {
      const k = this.k[count]!
      if (k === 0) continue
      this.countSums.add(COUNT * count, k)
      this.countSums.addProduct(COUNT * count + 1, k, k)
      this.countSums.add(COUNT * count + 2, 1)
    }
    this.x.fill(0)
    this.k.fill(0)
  }

  get layout(): Layout {
    const tracks = [...this.trackSlots].map(([name, slot]) => [name, { slot, count: this.countOf[slot]! }] as const)
    const fans = [this.fans.length, this.fans[0]?.length ?? 0] as const
    return { tracks: new Map(tracks), counts: this.countSlots, fans }
  }

  entries(): Entries {
    const digits = (sums: Sums, from: number, width: number) =>
      Array.from({ length: width }, (_, i) => sums.total(from + i).toString())
    const slots = (all: ReadonlyMap<string, Slot>, sums: Sums, width: number) =>
      [...all.values()].map((slot) => digits(sums, width * slot, width))
    return {
      tracks: slots(this.trackSlots, this.trackSums, TRACK),
      counts: slots(this.countSlots, this.countSums, COUNT),
      tallies: Object.fromEntries(this.tallied),
      fans: this.fans.map((year) => year.map((bins) => [...bins].toSorted(([a], [b]) => a - b))),
      cells: Object.fromEntries([...this.cellSums].map(([name, sums]) => [name, digits(sums, 0, sums.size)])),
    }
  }
}

function wider(array: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
  const copy = new Float64Array(2 * array.length)
  copy.set(array)
  return copy
}

/** Entries of the same layout added up, in any order. */
export function added(parts: readonly Entries[]): Entries {
  const [first, ...others] = parts
  if (first === undefined) return { tracks: [], counts: [], tallies: {}, fans: [], cells: {} }
  return others.reduce(sumOf, first)
}

function sumOf(a: Entries, b: Entries): Entries {
  const digits = (ours: readonly string[], theirs: readonly string[]) =>
    ours.map((each, i) => (BigInt(each) + BigInt(theirs[i]!)).toString())
  const slots = (ours: Entries['tracks'], theirs: Entries['tracks']) => ours.map((each, i) => digits(each, theirs[i]!))
  return {
    tracks: slots(a.tracks, b.tracks),
    counts: slots(a.counts, b.counts),
    tallies: byName(a.tallies, b.tallies, (ours, theirs) => ours + theirs),
    fans: a.fans.map((year, t) => year.map((bins, each) => bothOf(bins, b.fans[t]![each]!))),
    cells: byName(a.cells, b.cells, digits),
  }
}

/** What stands in either, and the sum of what stands in both. */
function byName<T>(a: Readonly<Record<string, T>>, b: Readonly<Record<string, T>>, sum: (a: T, b: T) => T) {
  const all = new Map(Object.entries(a))
  for (const [name, value] of Object.entries(b)) {
    const ours = all.get(name)
    all.set(name, ours === undefined ? value : sum(ours, value))
  }
  return Object.fromEntries(all)
}

function bothOf(a: Histogram, b: Histogram): Histogram {
  const times = new Map(a)
  for (const [bin, more] of b) times.set(bin, (times.get(bin) ?? 0) + more)
  return [...times].toSorted(([left], [right]) => left - right)
}
