/** 1.7: OOR totals become whole, and together make the national total. */
import { byCode, NANO } from '../domain/decimal.js'
import { naturalRounding } from '../domain/natural.js'
import type { Options } from '../domain/options.js'
import type { Half } from '../domain/table.js'

/** Whole totals, and which of them could as well be others. */
export interface WholeTotals {
  readonly rounded: number[]
  /** By index: the totals whose repair costs as much as that of another, of which one was chosen. */
  readonly chosen: number[]
}

/**
 * "Het berekende totaal aantal instroomplaatsen per OOR wordt rekenkundig afgerond op gehele aantallen" (FAQ 7.2).
 * What then misses the national total is ours: one place, in the needed direction, for the OOR where that costs least
 * and that does not fall below the floor; repeated. Ties by code.
 * @param totalsNano fractional totals, in billionths
 * @param floorNano the floor in billionths; 0 for none
 */
export function wholeTotals(
  totalsNano: readonly number[],
  codes: readonly string[],
  national: number,
  floorNano: number,
  half: Half,
  method: Options['totals.rounding'],
): WholeTotals {
  const rounded = totalsNano.map((total) =>
    method === 'nearest' ? naturalRounding(total, half) : Math.floor(total / NANO),
  )
  let missing = national - rounded.reduce((sum, total) => sum + total, 0)
  const step = missing > 0 ? 1 : -1
  const taken: Repair[] = []
  for (; missing !== 0; missing -= step) {
    const repair = repairs(totalsNano, rounded, codes, step, floorNano)[0]!
    rounded[repair.o]! += step
    taken.push(repair)
  }
  const last = taken.at(-1)
  if (last === undefined) return { rounded, chosen: [] }
  // of all repairs that cost what the last one did, some were made and others are still to be had
  const made = new Set(taken.filter((each) => isEqual(each, last)).map(({ o }) => o))
  const left = new Set(
    repairs(totalsNano, rounded, codes, step, floorNano)
      .filter((each) => isEqual(each, last))
      .map(({ o }) => o),
  )
  const hasOther = (o: number, others: ReadonlySet<number>) => [...others].some((other) => other !== o)
  const chosen = rounded.flatMap((_, o) =>
    (made.has(o) && hasOther(o, left)) || (left.has(o) && hasOther(o, made)) ? [o] : [],
  )
  return { rounded, chosen }
}

/** The whole totals alone. */
export function roundTotals(...given: Parameters<typeof wholeTotals>): number[] {
  return wholeTotals(...given).rounded
}

/** One place more, or fewer, for an OOR. */
interface Repair {
  readonly o: number
  readonly belowFloor: number
  readonly cost: number
}

function isEqual(a: Repair, b: Repair): boolean {
  return a.belowFloor === b.belowFloor && a.cost === b.cost
}

/** What one place more or less costs each OOR, cheapest first, above the floor if there is one. */
function repairs(
  totalsNano: readonly number[],
  rounded: readonly number[],
  codes: readonly string[],
  step: 1 | -1,
  floorNano: number,
): Repair[] {
  const candidates = rounded.map((total, o) => ({
    o,
    belowFloor: step < 0 && (total + step) * NANO < floorNano ? 1 : 0,
    cost: Math.abs((total + step) * NANO - totalsNano[o]!) - Math.abs(total * NANO - totalsNano[o]!),
  }))
  // Where whole places cannot hold everyone on a fractional floor (four OORs at 2.5 of 10), the floor gives way last.
  return candidates.toSorted(
    (a, b) => a.belowFloor - b.belowFloor || a.cost - b.cost || byCode(codes[a.o]!, codes[b.o]!),
  )
}
