/**
 * What is summed over runs, by name. A *track* is a quantity with a count beside it that says over how many years it was summed:
 * kept are the sums over runs of x, x² and x·k, and of k and k² for the count, from which a mean per year and its interval follow
 * when years of a run hang together. All whole numbers, all exact: entries of parts add up to those of the whole.
 */
import { Sums } from './sums.js'

/** Plain data: digits of whole numbers by name. */
export interface Entries {
  /** Sums of x, x², x·k, and of the squares of single years. */
  readonly tracks: Readonly<Record<string, readonly string[]>>
  /** The count that belongs to each track. */
  readonly countOf: Readonly<Record<string, string>>
  /** Sums of k and k², and the number of runs in which k is not 0. */
  readonly counts: Readonly<Record<string, readonly string[]>>
  readonly tallies: Readonly<Record<string, number>>
  /** Billionths per cell, by method. */
  readonly cells: Readonly<Record<string, readonly string[]>>
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

  entries(): Entries {
    const digits = (sums: Sums, from: number, width: number) =>
      Array.from({ length: width }, (_, i) => sums.total(from + i).toString())
    const of = <T, V>(names: ReadonlyMap<string, T>, value: (each: T) => V) =>
      Object.fromEntries([...names].map(([name, each]) => [name, value(each)]))
    const countNames = [...this.countSlots.keys()]
    return {
      tracks: of(this.trackSlots, (track) => digits(this.trackSums, TRACK * track, TRACK)),
      countOf: of(this.trackSlots, (track) => countNames[this.countOf[track]!]!),
      counts: of(this.countSlots, (count) => digits(this.countSums, COUNT * count, COUNT)),
      tallies: Object.fromEntries(this.tallied),
      cells: of(this.cellSums, (sums) => digits(sums, 0, sums.size)),
    }
  }
}

function wider(array: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
  const copy = new Float64Array(2 * array.length)
  copy.set(array)
  return copy
}

/** Entries of parts added up, in any order. */
export function added(parts: readonly Entries[]): Entries {
  const sum = (a: readonly string[] | undefined, b: readonly string[]) =>
    b.map((each, i) => (BigInt(a?.[i] ?? 0) + BigInt(each)).toString())
  const tracks: Record<string, readonly string[]> = {}
  const counts: Record<string, readonly string[]> = {}
  const cells: Record<string, readonly string[]> = {}
  const tallies: Record<string, number> = {}
  const countOf: Record<string, string> = {}
  for (const part of parts) {
    for (const [name, values] of Object.entries(part.tracks)) tracks[name] = sum(tracks[name], values)
    for (const [name, values] of Object.entries(part.counts)) counts[name] = sum(counts[name], values)
    for (const [name, values] of Object.entries(part.cells)) cells[name] = sum(cells[name], values)
    for (const [name, value] of Object.entries(part.tallies)) tallies[name] = (tallies[name] ?? 0) + value
    Object.assign(countOf, part.countOf)
  }
  return { tracks, counts, cells, tallies, countOf }
}
