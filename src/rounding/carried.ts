/** What years before left owed, in the table of a year (mathematics 10): the sweep over many years and a real year carry over alike. */
import { wholeTotals, type WholeTotals } from '../adherence/totals.js'
import { takenBelow, type Adherence } from '../adherence/target.js'
import type { Carried, CarryRule } from '../domain/carry.js'
import { fixNano } from '../domain/decimal.js'
import type { Scenario } from '../domain/scenario.js'
import type { Table } from '../domain/table.js'

/**
 * 1.7 with arrears: OOR totals are rounded from what they are plus what each OOR is owed (below 0 counts as 0), then repaired as
 * always.
 * @param owed billionths per OOR
 */
export function totalsWith(
  { totals, exceptions, options }: Adherence,
  codes: readonly string[],
  national: number,
  owed: ArrayLike<number>,
): WholeTotals {
  const owing = totals.flooredNano.map((total, o) => Math.max(0, total + owed[o]!))
  const floor = fixNano(exceptions.belowFloor.floor)
  return wholeTotals(owing, codes, national, floor, options.half, options['totals.rounding'])
}

/** The way to the target of a year that carries over: other OOR totals under `totals` and `cells`, and else the same. */
export function withArrears(
  adherence: Adherence,
  { oors, specialties }: Scenario,
  carried: Carried | undefined,
): Adherence {
  if (carried === undefined || carried.rule === 'arrears') return adherence
  const owed = carried.rule === 'totals' ? carried.owed : owedTotals(carried.owed, oors.length)
  const codes = oors.map(({ code }) => code)
  const national = specialties.reduce((sum, { intake }) => sum + intake, 0)
  const { rounded, chosen } = totalsWith(adherence, codes, national, owed)
  const { totals, exceptions, options } = adherence
  const withOwed = totals.flooredNano.map((total, o) => total + owed[o]!)
  const floor = fixNano(exceptions.belowFloor.floor)
  const repaired = takenBelow(rounded, withOwed, floor, options.half)
  const carriedBelow = takenBelow(rounded, totals.flooredNano, floor, options.half).filter((o) => !repaired.includes(o))
  return {
    ...adherence,
    totals: { ...totals, rounded, chosen },
    exceptions: { ...exceptions, belowFloor: { ...exceptions.belowFloor, oors: repaired }, carriedBelow },
  }
}

/** What OORs are owed in all their cells together. */
export function owedTotals(owed: Float64Array, columns: number): number[] {
  const sums = Array.from({ length: columns }, () => 0)
  owed.forEach((nano, cell) => (sums[cell % columns]! += nano))
  return sums
}

/**
 * The table that is rounded instead of the year's own.
 * @param owed billionths per cell; under `totals` these are not looked at
 * @param totals OOR totals with arrears; those of the table where there are none
 */
export function carriedTable(
  table: Table,
  rule: CarryRule,
  owed: Float64Array,
  totals: readonly number[] | null,
): Table {
  if (rule === 'arrears') return { ...table, owed }
  const moved = totals === null ? table : { ...table, columnLow: totals, columnHigh: totals }
  if (rule === 'totals') return moved
  // below 0 it counts as 0; a cell that must stay empty keeps its target
  const target = table.target.map((each, cell) => (table.high[cell] === 0 ? each : Math.max(0, each + owed[cell]!)))
  return { ...moved, target }
}
