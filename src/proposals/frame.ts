/** The frame of a proposal: base distribution, leeway, floor and staffel, as numbers in force (chapter 3 of the rules). */
import { UNLIMITED, type Budget } from '../domain/budget.js'
import type { AgreementInForce } from '../domain/agreement.js'
import { floorPlaces } from '../adherence/floor.js'
import { NANO } from '../domain/decimal.js'
import { naturalRounding } from '../domain/natural.js'
import { optionsInForce, type Options } from '../domain/options.js'
import { placedAs } from '../domain/places.js'
import type { Consultation, Moved, OorBalance, ProposalFrame, RuleId } from '../domain/proposal.js'
import type { Remark } from '../domain/result.js'
import type { Result } from '../shapes/answers/result.js'
import type { CellBound, Leeway, PublishedTable, Scenario, ZeroCell } from '../domain/scenario.js'
import { UNBOUNDED, type Table } from '../domain/table.js'
import { fromParts, sizesToday, type SizesToday } from '../domain/today.js'
import { keepTo } from './agreements.js'
import { remark } from '../allocation/remarks.js'
import type { TableQuestion } from '../allocation/request.js'
import { publishedRemark, publishedResult } from '../allocation/published.js'
import { solveScenario } from '../allocation/solve.js'
import { tableOf } from '../rounding/table.js'

/** The base distribution of a scenario, from which all proposals deviate. */
export interface Basis {
  readonly scenario: Scenario
  readonly options: Options
  readonly base: Result
  /** null where there is no base distribution; then `base` says why. */
  readonly frame: ProposalFrame | null
  readonly targetNano: Float64Array | null
  /** Of the base distribution, and that agreed cells are not in it. */
  readonly remarks: readonly Remark[]
  /** None before `withAgreements`: they are no part of the base distribution. */
  readonly agreements: readonly AgreementInForce[]
}

/** What proposals are drafted and checked by: all of a basis but how the base distribution came about. */
export type Footing = Pick<Basis, 'scenario' | 'options' | 'targetNano' | 'agreements'>

/** The national total for which P26 set the leeway. */
const LEEWAY_SET_AT = 1050

/**
 * Solves the base distribution. Agreed cells are agreements about the proposal, not about the base, so they stay out of it.
 */
export async function basisOf(
  scenario: Scenario,
  given: TableQuestion['options'] = {},
  budget: Budget = UNLIMITED,
): Promise<Basis> {
  if (scenario.careUse.kind === 'published') return publishedBasis(scenario, scenario.careUse.base, given)
  const options = optionsInForce({ ...scenario.options, ...given })
  const alone = placedAs(scenario, { ...scenario, bounds: [] })
  const { result, adherence } = await solveScenario(alone, { options: given, noFreedom: true }, budget)
  const { allocation } = result
  return {
    scenario,
    options,
    base: result,
    frame: allocation && frameOf(scenario, options, allocation),
    targetNano: adherence.targetNano,
    remarks: [...result.remarks, ...boundsRemark(scenario)],
    agreements: [],
  }
}

/**
 * The base distribution as it was published. There is no target, so the base itself stands in for it: what a proposal changes is
 * counted from there. Which cells are without care use nobody can tell; `zeroTarget` holds only where it is asked for, and then keeps
 * empty what is empty in the base.
 */
function publishedBasis(scenario: Scenario, places: PublishedTable, given: TableQuestion['options']): Basis {
  const options = optionsInForce({ zeroTarget: 'free', ...scenario.options, ...given })
  const base = { ...publishedResult(scenario, places, options), target: places }
  // a repair may ask for another intake, of which nothing was published
  const sums = places.map((row) => row.reduce((sum, each) => sum + each, 0))
  const fits = scenario.specialties.every(({ intake }, s) => intake === sums[s])
  return {
    scenario,
    options,
    base,
    frame: fits ? frameOf(scenario, options, places) : null,
    targetNano: Float64Array.from(places.flat(), (each) => each * NANO),
    remarks: [publishedRemark(scenario), ...boundsRemark(scenario)],
    agreements: [],
  }
}

/** Agreements hold in the proposal; the base distribution is what the rules give without them. */
function boundsRemark({ bounds }: Scenario): Remark[] {
  const cells = bounds.map(({ specialty, oor }) => `${specialty}-${oor}`)
  return remark('bounds-not-in-base', cells, (language, named, one) =>
    language === 'nl'
      ? `${one ? 'De afspraak over cel' : 'De afspraken over de cellen'} ${named} ${one ? 'geldt' : 'gelden'} voor het voorstel en ${one ? 'zit' : 'zitten'} niet in de basisverdeling: wat daardoor afwijkt, is een afwijking van de basis.`
      : `The agreement${one ? '' : 's'} on cell${one ? '' : 's'} ${named} ${one ? 'holds' : 'hold'} for the proposal and ${one ? 'is' : 'are'} not in the base distribution: what differs by ${one ? 'it' : 'them'} is a deviation from the base.`,
  )
}

/** The frame that a base distribution gives. */
export function frameOf(
  scenario: Scenario,
  options: Options,
  allocation: readonly (readonly number[])[],
): ProposalFrame {
  const national = scenario.specialties.reduce((sum, { intake }) => sum + intake, 0)
  const baseTotals = scenario.oors.map((_, o) => allocation.reduce((sum, row) => sum + row[o]!, 0))
  const leeway = leewayOf(scenario, options, national)
  // 10% of the national total need not be whole: the floor is rounded as the totals are
  const unrounded =
    scenario.floor === null ? 0 : floorPlaces(scenario.floor.share, national, options['floor.appliesTo'])
  const floor = scenario.floor === null ? null : naturalRounding(Math.round(unrounded * NANO), options.half)
  const least = options['leeway.floor'] === 'hard' && floor !== null ? floor : 0
  const room = (o: number) => roomOf(leeway, scenario.oors[o]!.code)
  return {
    base: Int32Array.from(allocation.flat()),
    baseTotals,
    totalLow: baseTotals.map((total, o) => Math.max(0, total - room(o).below, least)),
    totalHigh: baseTotals.map((total, o) => Math.min(national, total + room(o).above)),
    leeway,
    measure: options['leeway.measure'],
    floor,
  }
}

/**
 * "[...] een regelruimte van maximaal 30 over de OOR's te verschuiven instroomplaatsen. Deze regelruimte is gemaximeerd tot -8 en
 * +10 instroomplaatsen per OOR." (P26 Regelruimte 1). Set at 1,050 places; `leeway.scale` may let them grow with the total.
 */
function leewayOf({ leeway }: Scenario, options: Options, national: number): ProposalFrame['leeway'] {
  const given = leeway ?? { total: 0, below: 0, above: 0 }
  if (options['leeway.scale'] === 'absolute') return given
  const scaled = (places: number) => Math.floor((places * national) / LEEWAY_SET_AT)
  const room = ({ below, above }: Room) => ({ below: scaled(below), above: scaled(above) })
  const perOor = Object.entries(given.perOor ?? {}).map(([oor, own]) => [oor, room(own)] as const)
  return {
    total: scaled(given.total),
    ...room(given),
    ...(perOor.length > 0 && { perOor: Object.fromEntries(perOor) }),
  }
}

type Room = Pick<Leeway, 'below' | 'above'>

/** How many places fewer and more an OOR may have than in the base: its own room where the frame gives it one. */
export function roomOf({ perOor = {}, below, above }: Leeway, oor: string): Room {
  return Object.hasOwn(perOor, oor) ? perOor[oor]! : { below, above }
}

/**
 * The table that a proposal fills, and its frame, with some rules left out: to find which of them stands in the way.
 * @param basis with a base distribution
 */
export function proposalTable(
  basis: Footing,
  frame: ProposalFrame,
  { history }: Consultation,
  without: Without = new Set(),
): { readonly table: Table; readonly frame: ProposalFrame } {
  const { scenario, options, targetNano } = basis
  const cellsOf = <C extends ZeroCell | CellBound>(rule: RuleId, cells: readonly C[]) =>
    without.has(rule) ? [] : cells.filter(({ specialty, oor }) => !without.has(partOf(rule, `${specialty}-${oor}`)))
  const zeroCells = cellsOf('zero-cells', scenario.zeroCells)
  const bounds = cellsOf('bounds', scenario.bounds)
  const table = tableOf(
    {
      rows: scenario.specialties.map(({ code }) => code),
      columns: scenario.oors.map(({ code }) => code),
      targetNano: targetNano!,
      rowTotals: scenario.specialties.map(({ intake }) => intake),
      columnTotals: frame.baseTotals,
      zeroCells: zeroCells.map(({ specialty, oor }) => [specialty, oor] as const),
      bounds: bounds.map(({ specialty, oor, low, high }) => [specialty, oor, low, high] as const),
    },
    { ...options, zeroTarget: 'free' },
  )
  // a proposal keeps to `zeroTarget`, unless that is asked not to
  if (!without.has('zero-target')) {
    const kept = (cell: number) => !without.has(partOf('zero-target', String(cell)))
    table.high.forEach((_, cell) => isWithoutCareUse(basis, cell) && kept(cell) && (table.high[cell] = 0))
  }
  if (options['staffel.force'] === 'hard' && !without.has('staffel')) {
    const kept = scenario.specialties.map(({ code }) => !without.has(partOf('staffel', code)))
    boundByHistory(
      table,
      basis,
      history.map((row, s) => (kept[s]! ? row : null)),
    )
  }
  const hardFloor =
    options['leeway.floor'] === 'hard' && frame.floor !== null && !without.has('floor') ? frame.floor : 0
  const national = table.rowTotals.reduce((sum, total) => sum + total, 0)
  const room = (o: number): Room => {
    const { code } = scenario.oors[o]!
    const free = without.has('leeway-per-oor') || without.has(partOf('leeway-per-oor', code))
    return free ? { below: national, above: national } : roomOf(frame.leeway, code)
  }
  const least = (o: number) => (without.has(partOf('floor', scenario.oors[o]!.code)) ? 0 : hardFloor)
  const given = {
    table,
    frame: {
      ...frame,
      totalLow: frame.baseTotals.map((total, o) => Math.max(0, total - room(o).below, least(o))),
      totalHigh: frame.baseTotals.map((total, o) => Math.min(national, total + room(o).above)),
      ...(without.has('leeway-total') && {
        leeway: { ...frame.leeway, total: UNBOUNDED },
        measure: 'places-moved' as const,
      }),
    },
  }
  return without.has('agreements') ? given : keepTo(basis.agreements, given)
}

/** A rule in one place: of a cell, or of an OOR. */
export type RulePart = `${RuleId}:${string}`

/** Rules that are left out, wholly or in some places. */
export type Without = ReadonlySet<RuleId | RulePart>

export function partOf(rule: RuleId, place: string): RulePart {
  return `${rule}:${place}`
}

/** Whether a cell of a proposal gets no places whatever else asks for them: a zero cell, or one that `zeroTarget` keeps empty. */
export function mustStayEmpty(basis: Footing, cell: number): boolean {
  return isZeroCell(basis, cell) || isWithoutCareUse(basis, cell)
}

/** `zeroTarget: stays-zero`: a cell without care use. Zero cells have a target of 0 for another reason. */
export function isWithoutCareUse(basis: Footing, cell: number): boolean {
  return basis.options.zeroTarget === 'stays-zero' && basis.targetNano?.[cell] === 0 && !isZeroCell(basis, cell)
}

function isZeroCell({ scenario: { specialties, oors, zeroCells } }: Footing, cell: number): boolean {
  const [row, column] = [specialties[Math.floor(cell / oors.length)]!.code, oors[cell % oors.length]!.code]
  return zeroCells.some(({ specialty, oor }) => specialty === row && oor === column)
}

/** P16 1.a as bounds. A cell that must stay empty does, whatever history says. */
function boundByHistory(table: Table, basis: Footing, history: Consultation['history']): void {
  const { scenario, options } = basis
  const columns = table.columns.length
  history.forEach((row, s) => {
    const intake = scenario.specialties[s]!.intake
    const most = staffelOf(intake, options['staffel.boundary'])
    if (row === null || most === null) return
    const sum = row.reduce((total, places) => total + places, 0)
    row.forEach((places, o) => {
      const cell = s * columns + o
      if (mustStayEmpty(basis, cell) && table.high[cell] === 0) return
      table.low[cell] = Math.max(table.low[cell]!, Math.ceil((intake * places - most * sum) / sum))
      table.high[cell] = Math.min(table.high[cell]!, Math.floor((intake * places + most * sum) / sum))
    })
  })
}

/**
 * "bij een specialisme met een instroom van 5 tot 20 plaatsen mag het verschil per OOR met een verdeling op basis van historie niet
 * groter zijn dan een plaats; [...] van 20 tot 60 plaatsen [...] twee plaatsen [...] van 60 tot 140 plaatsen [...] drie plaatsen"
 * (P16 1.a). The classes share 20 and 60, and `boundary` says whose they are. The outer ends are not shared: 5 begins the first
 * class and 140 ends the last, in every reading.
 * @returns the most that may differ; null where there is no rule
 */
export function staffelOf(intake: number, boundary: Options['staffel.boundary']): number | null {
  if (intake < 5 || intake >= 140) return null
  // classes grow wider: the class below is the strict reading, the one above the lenient
  const below = boundary === 'upper' || boundary === 'strict'
  const isPast = (end: number) => (below ? intake > end : intake >= end)
  return 1 + [20, 60].filter(isPast).length
}

/** A frame as answers show it: the base distribution stands beside it. */
export function frameText(frame: ProposalFrame): Omit<ProposalFrame, 'base'> {
  const { baseTotals, totalLow, totalHigh, leeway, measure, floor } = frame
  return { baseTotals, totalLow, totalHigh, leeway, measure, floor }
}

/** The three readings of what is moved. `proposal` flat, in places, perhaps not whole. */
export function movedBy({ base, baseTotals }: ProposalFrame, proposal: readonly number[]): Moved {
  const columns = baseTotals.length
  const gained = (differences: readonly number[]) =>
    differences.reduce((sum, each) => sum + Math.max(0, Math.round(each * NANO)), 0) / NANO
  const byOor = baseTotals.map((total, o) => oorTotal(proposal, columns, o) - total)
  return {
    placesMoved: gained(byOor),
    sumAbsolute: gained(byOor) + gained(byOor.map((each) => -each)),
    cells: gained(proposal.map((places, cell) => places - base[cell]!)),
  }
}

/** One line per OOR: base, proposal, difference, room. */
export function balanceOf(
  basis: Footing,
  { baseTotals, totalLow, totalHigh }: ProposalFrame,
  proposal: readonly number[],
  current: Consultation['current'],
): OorBalance[] {
  const { oors } = basis.scenario
  const { parts, sizes } = todayIn(basis, current)
  return oors.map(({ code }, o) => {
    const [base, total] = [baseTotals[o]!, oorTotal(proposal, oors.length, o)]
    const size = sizes[o] ?? null
    return {
      oor: code,
      base,
      proposal: total,
      difference: exact(total - base),
      roomBelow: exact(total - totalLow[o]!),
      roomAbove: exact(totalHigh[o]! - total),
      current: current[o] ?? null,
      currentScaled: size === null ? null : fromParts(size, parts),
      mutation: size === null ? null : fromParts(parts * total - size, parts),
    }
  })
}

/** Today's sizes as this question counts them. */
export function todayIn({ scenario, options }: Footing, current: Consultation['current']): SizesToday {
  const intake = scenario.specialties.reduce((sum, each) => sum + each.intake, 0)
  return sizesToday(current, intake, options['today.scale'])
}

/** A column of a flat matrix, summed. */
export function oorTotal(proposal: ArrayLike<number>, columns: number, column: number): number {
  let sum = 0
  for (let cell = column; cell < proposal.length; cell += columns) sum += Math.round(proposal[cell]! * NANO)
  return sum / NANO
}

/** Without the noise of subtracting decimals. */
function exact(value: number): number {
  return Math.round(value * NANO) / NANO
}
