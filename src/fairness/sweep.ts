/**
 * Many years, each rounded by every method, and what is measured of them summed exactly. A draw is a run of years; runs do not
 * hang together, years within a run may. Whoever divides draws over threads or machines gets the same sums.
 */
import type { Matrix } from '../adherence/care-use.js'
import type { Adherence } from '../adherence/target.js'
import { verifiedLevels } from '../allocation/solve.js'
import { levelsOf } from '../allocation/measures.js'
import { tableOfShares } from '../allocation/scenario-table.js'
import { look, type Budget } from '../domain/budget.js'
import { NANO } from '../domain/decimal.js'
import { EngineError } from '../domain/errors.js'
import { naturalRounding } from '../domain/natural.js'
import type { Scenario } from '../domain/scenario.js'
import type { Allocation, Table } from '../domain/table.js'
import { carriedTable, totalsWith } from '../rounding/carried.js'
import { roundTable } from '../rounding/methods.js'
import { anyOptimumAlone } from '../rounding/optimal.js'
import type { Rounding } from '../rounding/outcome.js'
import { fixedTable } from '../rounding/table.js'
import { Chance } from './chance.js'
import { Ledger, type Entries } from './ledger.js'
import { measured, SCALARS, UNIT, units, type Measured } from './measures.js'
import { yearRow, type YearRow } from './rows.js'
import { baseOf, drawnYears, type Base, type Year } from './populations.js'
import { CONTENDER_NAMES, CONTENDERS, type Carry, type Contender } from '../domain/contenders.js'
import type { FairnessQuestion } from './question.js'
import { PAIRED, SIZES, slotsOf, type Effect, type MethodSlots, type Slots, type Summed } from './slots.js'

/** One draw in so many is proven and verified in full, each method in its first year. */
export const AUDIT_EVERY = 1_000

/** A width of the bins from which the fan of accumulated luck is read, in places. */
export const FAN_BIN = 0.01

/**
 * Sums over the draws `from` up to, not including, `to`.
 * @param rows where every single year goes too, where it is wanted
 * @throws EngineError when an audited answer does not stand; OutOfTime
 */
export async function sweep(
  scenario: Scenario,
  question: FairnessQuestion,
  from: number,
  to: number,
  budget: Budget,
  rows: YearRow[] | null = null,
): Promise<Entries> {
  const base = baseOf(scenario)
  const ledger = new Ledger()
  const slots = slotsOf(ledger, summedIn(base), question)
  const owed = owedTo(base.scenario, question)
  const sums = { ledger, slots, rows }
  for (let draw = from; draw < to; draw++) {
    look(budget)
    owed.forEach(settle)
    await run(base, question, draw, sums, owed, budget)
  }
  return ledger.entries()
}

/** What sums over years of a scenario are of. */
export function summedIn({ scenario, share }: Base): Summed {
  return {
    oors: scenario.oors.map(({ code }) => code),
    specialties: scenario.specialties.map(({ code }) => code),
    training: share.training !== null,
  }
}

/** A year on its way to being rounded. */
interface Prepared {
  readonly adherence: Adherence
  readonly table: Table
  /** Care use in places (1.4). */
  readonly use: Matrix
  readonly national: number
}

/** Where a run goes. */
interface Into {
  readonly ledger: Ledger
  readonly slots: Slots
  readonly rows: YearRow[] | null
}

async function run(
  base: Base,
  question: FairnessQuestion,
  draw: number,
  { ledger, slots, rows }: Into,
  owed: readonly Owed[],
  budget: Budget,
): Promise<void> {
  const { seed, years, methods, carry } = question
  const luck = new Float64Array(base.scenario.oors.length)
  const audited = draw % AUDIT_EVERY === 0
  ledger.addCount(slots.runs)
  for (const [t, year] of drawnYears(base, question.population, question.settings, { seed, draw, years }).entries()) {
    const prepared = prepare(year, budget)
    if (prepared === null) ledger.tally('withoutTarget')
    else {
      noteYear(ledger, slots, base, prepared)
      const outcomes: Outcome[] = []
      for (const [m, name] of methods.entries()) {
        const table = carried(prepared, carry, owed[m]!)
        const outcome = await rounded(name, table, { seed, draw, year: t }, budget)
        if (audited && t === 0) await audit(name, table, outcome, budget)
        outcomes.push(outcome)
      }
      if (audited && t === 0) ledger.tally('audited')
      const gained = outcomes.map(({ allocation }) => allocation && gains(prepared.table, allocation))
      const values = noteMethods(ledger, slots, prepared, outcomes, gained)
      if (rows !== null) {
        for (const [m, method] of methods.entries()) {
          rows.push(yearRow({ draw, year: t + 1, method, status: outcomes[m]!.status }, values[m]!, gained[m]?.oors ?? null)) // prettier-ignore
        }
      }
      for (let m = 0; m < methods.length; m++) {
        const gain = gained[m]!
        // a method that answered owes the difference; one that did not leaves all as it was
        if (gain !== null && isOwing(carry, m)) owe(owed[m]!, gain, outcomes[m]!.allocation!, prepared.adherence.totals)
      }
      if (gained[0]) for (let o = 0; o < luck.length; o++) luck[o]! += gained[0].oors[o]!
    }
    if (years > 1) luck.forEach((nano, o) => noteLuck(ledger, slots, [t, o], nano / NANO))
  }
  ledger.add(slots.worst, units(largestLoss(luck) / NANO, UNIT.gain))
  ledger.add(slots.cellsOffByOne, offByMore(owed[0]!.cells, NANO))
  ledger.close()
}

/** How far the OOR that has lost most is behind. */
function largestLoss(luck: Float64Array): number {
  let most = -Infinity
  for (let o = 0; o < luck.length; o++) most = Math.max(most, -luck[o]!)
  return most
}

function offByMore(cells: Float64Array, than: number): number {
  let off = 0
  for (let cell = 0; cell < cells.length; cell++) if (Math.abs(cells[cell]!) > than) off++
  return off
}

/** Chapter 1 for a drawn year; null where it has no target. */
function prepare({ scenario, share }: Year, budget: Budget): Prepared | null {
  const found = tableOfShares(scenario, share, budget)
  if (found === null) return null
  const { adherence, table } = found
  const national = table.rowTotals.reduce((sum, total) => sum + total, 0)
  return { adherence, table, use: adherence.way.raw, national }
}

/** What the years before left owed to a method, in billionths. */
interface Owed {
  readonly cells: Float64Array
  /** Unrounded OOR totals minus the rounded ones. */
  readonly totals: Float64Array
}

/** The table of a method, with what the years before it left owed. */
function carried({ adherence, table, national }: Prepared, carry: Carry, { cells, totals }: Owed): Table {
  if (carry === 'none' || cells.every((each) => each === 0)) return table
  const width = table.columns.length
  const owedTotals = { totals, cells: columnSums(cells, width), arrears: null }[carry]
  return carriedTable(
    table,
    carry,
    cells,
    owedTotals && totalsWith(adherence, table.columns, national, owedTotals).rounded,
  )
}

/** What is owed to each method, nothing at first. */
function owedTo({ specialties, oors }: Base['scenario'], { methods }: FairnessQuestion): Owed[] {
  return methods.map(() => ({
    cells: new Float64Array(specialties.length * oors.length),
    totals: new Float64Array(oors.length),
  }))
}

/** A run begins with nothing owed. */
function settle({ cells, totals }: Owed): void {
  cells.fill(0)
  totals.fill(0)
}

/** Without a carry the first method alone is asked how far its cells are off after a run. */
function isOwing(carry: Carry, method: number): boolean {
  return carry !== 'none' || method === 0
}

/** After a year that was answered each cell is owed what it did not get, and each OOR too. */
function owe({ cells, totals }: Owed, gain: Gains, allocation: Allocation, { flooredNano }: Adherence['totals']): void {
  for (let cell = 0; cell < cells.length; cell++) cells[cell]! -= gain.cells[cell]!
  const sums = columnSums(allocation, totals.length)
  for (let o = 0; o < totals.length; o++) totals[o]! += flooredNano[o]! - sums[o]! * NANO
}

interface Outcome {
  readonly status: Rounding['status']
  /** null where the method has no answer that meets all totals. */
  readonly allocation: Allocation | null
}

interface When {
  readonly seed: number
  readonly draw: number
  readonly year: number
}

async function rounded(name: Contender, table: Table, { seed, draw, year }: When, budget: Budget): Promise<Outcome> {
  const { method, objective } = CONTENDERS[name]
  // which of many equals the solver finds is no answer: the canonical one is; arrears of places leave many
  const isUndecided =
    (table.tieBreak === 'none' && (objective === 'next-best' || objective === 'largest')) ||
    (table.owed !== undefined && objective === 'largest')
  if (method === 'optimal' && !isUndecided) {
    const allocation = await anyOptimumAlone(tableFor(name, table), objective, budget)
    return { status: allocation === null ? 'infeasible' : 'optimal', allocation }
  }
  const lots = new Chance(seed, draw, year, 1 + CONTENDER_NAMES.indexOf(name))
  const ties = { ties: 'canonical', seed: Math.floor(lots.uniform() * 4_294_967_296), optima: 0 } as const
  const { status, allocation } = await roundTable(
    { table: tableFor(name, table), method, objective, solver: 'flow', ties },
    budget,
  )
  return { status, allocation: status === 'optimal' || status === 'feasible' ? allocation : null }
}

/** Multipliers and lotteries make nothing of 0. */
function tableFor(name: Contender, table: Table): Table {
  return name === 'proportional' || name === 'lottery' ? fixedTable(table) : table
}

/** The whole way of an answer that leaves the engine: proven, verified, and as good as what the sweep found. @throws EngineError */
async function audit(name: Contender, given: Table, { allocation, status }: Outcome, budget: Budget): Promise<void> {
  const { method, objective } = CONTENDERS[name]
  if (method !== 'optimal' || allocation === null) return
  const table = tableFor(name, given)
  const rounding = await roundTable({ table, method, objective, solver: 'flow' }, budget)
  const answer = rounding.allocation
  const stands =
    rounding.status === status &&
    answer !== null &&
    same(verifiedLevels(table, rounding, answer, objective, budget), levelsOf(table, allocation, objective)) &&
    (rounding.proven?.unique !== true || answer.every((places, cell) => places === allocation[cell]))
  if (!stands) throw new EngineError(`a sweep's ${name} is not what is proven`)
}

function same(a: readonly { readonly value: number }[], b: readonly { readonly value: number }[]): boolean {
  return a.length === b.length && a.every(({ value }, level) => value === b[level]!.value)
}

/** What a year is before anything is rounded: by how much totals miss, and what criterion and floor do to each OOR. */
function noteYear(ledger: Ledger, slots: Slots, { scenario }: Base, { adherence, table, national }: Prepared): void {
  const { flooredNano, rounded: totals } = adherence.totals
  const nearest = flooredNano.reduce((sum, total) => sum + naturalRounding(total, table.half), 0)
  ledger.tally(`missedBy|${nearest - national}`)
  ledger.addCount(slots.years)
  const places: Readonly<Record<Effect, readonly number[] | null>> = {
    criterion: otherCriterion(adherence, scenario, table.rowTotals),
    floor: flooredNano.map((nano, o) => nano / NANO - adherence.way.rawTotals[o]!),
    rounding: totals.map((total, o) => total - flooredNano[o]! / NANO),
  }
  for (const { name, signed, size } of slots.effects) {
    places[name]?.forEach((each, o) => {
      ledger.add(signed[o]!, units(each, UNIT.gain))
      ledger.add(size[o]!, units(Math.abs(each), UNIT.gain))
    })
  }
}

/** What the criterion of training institutions moves per OOR: 75/25, or the scenario's own weights, against 100/0; null without data. */
function otherCriterion({ shares }: Adherence, { criterion }: Scenario, intakes: readonly number[]): number[] | null {
  const { all, training, blended } = shares
  if (training === null) return null
  const own = criterion.training > 0
  const moved = all[0]!.map(() => 0)
  for (let s = 0; s < all.length; s++) {
    const [row, trained, mixed] = [all[s]!, training[s]!, blended[s]!]
    for (let o = 0; o < moved.length; o++) {
      moved[o]! += intakes[s]! * ((own ? mixed[o]! : 0.75 * row[o]! + 0.25 * trained[o]!) - row[o]!)
    }
  }
  return moved
}

/** What every method made of a year. */
function noteMethods(
  ledger: Ledger,
  slots: Slots,
  prepared: Prepared,
  outcomes: readonly Outcome[],
  gained: readonly (Gains | null)[],
): readonly (Measured | null)[] {
  const values = outcomes.map(({ allocation }) => allocation && measured(prepared.table, allocation, prepared.use))
  const reference = values[slots.methods.findIndex(({ name }) => name === 'next-best')] ?? null
  for (const [m, its] of slots.methods.entries()) {
    const { allocation, status } = outcomes[m]!
    const value = values[m]!
    if (allocation === null || value === null) {
      ledger.tally(`${its.name}|${status}`)
      continue
    }
    ledger.addCount(its.years)
    SCALARS.forEach((scalar, i) => ledger.add(its.scalars[i]!, value[scalar]))
    if (reference !== null) {
      ledger.addCount(its.pairs)
      PAIRED.forEach((scalar, i) => ledger.add(its.paired[i]!, value[scalar] - reference[scalar]))
    }
    noteGains(ledger, its, prepared, allocation, gained[m]!)
  }
  return values
}

function noteGains(
  ledger: Ledger,
  its: MethodSlots,
  { adherence, table }: Prepared,
  allocation: Allocation,
  { cells, oors, specialties }: Gains,
): void {
  const { target, high } = table
  for (let o = 0; o < oors.length; o++) {
    const places = units(oors[o]! / NANO, UNIT.gain)
    ledger.add(its.oors[o]!, places)
    ledger.addSquare(its.oors[o]!, places)
  }
  const sums = columnSums(allocation, oors.length)
  for (let o = 0; o < oors.length; o++) {
    ledger.add(its.raw[o]!, units(sums[o]! - adherence.way.rawTotals[o]!, UNIT.gain))
  }
  for (let s = 0; s < specialties.length; s++) {
    ledger.add(its.specialties[s]!, units(specialties[s]! / NANO, UNIT.gain))
  }
  ledger.cells(its.name, cells)
  for (let cell = 0; cell < cells.length; cell++) {
    const size = target[cell]!
    if (high[cell] === 0 || size === 0) continue
    const bin = its.sizes[Math.min(SIZES, Math.floor(size / NANO))]!
    ledger.addCount(bin.cells)
    ledger.add(bin.gain, units(cells[cell]! / NANO, UNIT.gain))
  }
}

/** What is had beyond the target, in billionths. */
interface Gains {
  readonly cells: Float64Array
  readonly oors: Float64Array
  readonly specialties: Float64Array
}

/** Zero cells count in none. */
function gains({ target, zero, rows, columns }: Table, allocation: Allocation): Gains {
  const cells = new Float64Array(target.length)
  const oors = new Float64Array(columns.length)
  const specialties = new Float64Array(rows.length)
  for (let s = 0, cell = 0; s < specialties.length; s++) {
    for (let o = 0; o < oors.length; o++, cell++) {
      if (zero[cell] === 1) continue
      const gain = allocation[cell]! * NANO - target[cell]!
      cells[cell] = gain
      oors[o]! += gain
      specialties[s]! += gain
    }
  }
  return { cells, oors, specialties }
}

/** How far an OOR is ahead after some years of a run, also for the fan. */
function noteLuck(ledger: Ledger, { luck }: Slots, [t, o]: readonly [number, number], places: number): void {
  ledger.add(luck[t]![o]!, units(places, UNIT.gain))
  ledger.fan(t, o, Math.round(places / FAN_BIN))
}

function columnSums(cells: Float64Array | Int32Array, width: number): Float64Array {
  const sums = new Float64Array(width)
  for (let row = 0; row < cells.length; row += width) {
    for (let o = 0; o < width; o++) sums[o]! += cells[row + o]!
  }
  return sums
}
