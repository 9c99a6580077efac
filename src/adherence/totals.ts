/** 1.7: OOR totals become whole, and together make the national total. */
import { byCode, NANO } from '../domain/decimal.js'
import { naturalRounding } from '../domain/natural.js'
import type { Options } from '../domain/options.js'
import type { Half } from '../domain/table.js'

/**
 * "Het berekende totaal aantal instroomplaatsen per OOR wordt rekenkundig afgerond op gehele aantallen" (FAQ 7.2).
 * What then misses the national total is ours: one place, in the needed direction, for the OOR where that costs least
 * and that does not fall below the floor; repeated. Ties by code.
 * @param totalsNano fractional totals, in billionths
 * @param floorNano the floor in billionths; 0 for none
 */
export function roundTotals(
  totalsNano: readonly number[],
  codes: readonly string[],
  national: number,
  floorNano: number,
  half: Half,
  method: Options['totals.rounding'],
): number[] {
  const rounded = totalsNano.map((total) =>
    method === 'nearest' ? naturalRounding(total, half) : Math.floor(total / NANO),
  )
  let missing = national - rounded.reduce((sum, total) => sum + total, 0)
  while (missing !== 0) {
    const step = missing > 0 ? 1 : -1
    rounded[cheapest(totalsNano, rounded, codes, step, floorNano)]! += step
    missing -= step
  }
  return rounded
}

/** The OOR for which one place more or less costs least, above the floor if there is one. */
function cheapest(
  totalsNano: readonly number[],
  rounded: readonly number[],
  codes: readonly string[],
  step: 1 | -1,
  floorNano: number,
): number {
  const candidates = rounded.map((total, o) => ({
    o,
    belowFloor: step < 0 && (total + step) * NANO < floorNano ? 1 : 0,
    cost: Math.abs((total + step) * NANO - totalsNano[o]!) - Math.abs(total * NANO - totalsNano[o]!),
  }))
  // Where whole places cannot hold everyone on a fractional floor (four OORs at 2.5 of 10), the floor gives way last.
  return candidates.toSorted(
    (a, b) => a.belowFloor - b.belowFloor || a.cost - b.cost || byCode(codes[a.o]!, codes[b.o]!),
  )[0]!.o
}
