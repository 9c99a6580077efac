/** One cell's whole way, from care use to places: the answer to "why this number?". */
import { inTime, UNLIMITED, type Budget } from '../domain/budget.js'
import type { Read } from '../domain/reading.js'
import { isMatrix, type Way } from '../adherence/target.js'
import { nanoToPlaces } from '../domain/decimal.js'
import { naturalRounding } from '../domain/natural.js'
import type { DataKind, Oor, Scenario, Specialty } from '../domain/scenario.js'
import type { Conflict } from '../domain/conflict.js'
import type { StepName, WayStep } from '../domain/steps.js'
import type { Chain, Deviation, LevelValue, Result, Status, TraceChange } from '../domain/result.js'
import type { Table } from '../domain/table.js'
import { SOLVER_NAMES } from '../solvers/index.js'
import { explainConflict, whyOfScenario } from './conflict.js'
import type { Background } from './repairs.js'
import { roundTable } from '../rounding/methods.js'
import type { Question } from './request.js'
import { solveScenario, verifiedLevels, type Solved } from './solve.js'

/** Inhabitants of the Netherlands over whom adherence is spread (FAQ 4). */
const POPULATION = 18_000_000

export interface CellStep {
  readonly rule: string
  readonly name: StepName
  /** Shares are fractions; all else is in places, or inhabitants. null where there is no such number. */
  readonly value: number | null
  readonly source: string
}

export interface Explanation {
  /** What became of the tables that it was made from. */
  readonly read?: Read
  readonly scenario: string
  readonly data: DataKind
  readonly status: Result['status']
  readonly specialty: Pick<Specialty, 'code' | 'name' | 'intake'>
  readonly oor: Oor
  readonly steps: readonly CellStep[]
  readonly zeroCell: { readonly reason: string; readonly source: string } | null
  readonly bound: { readonly low: number; readonly high: number; readonly reason: string } | null
  readonly floored: boolean
  /** Whether the cell is not rounded naturally, and by how much; null when it is. */
  readonly deviation: Deviation | null
  /** The chains of next bests that the cell is on. */
  readonly chains: readonly Chain[]
  /** What one more, or one fewer, in this cell would cost; null where the answer is no optimum, or has none to lose. */
  readonly oneMore: Alternative | null
  readonly oneFewer: Alternative | null
  readonly result: Result
}

/** The optimum under the condition that the cell has at least one more (or at most one fewer) place. */
export interface Alternative {
  /** `infeasible` when no allocation allows it. */
  readonly status: Status
  readonly levels: readonly LevelValue[] | null
  /** The cells that would change, against the answer itself. */
  readonly changes: readonly TraceChange[]
  /** Why it cannot be. */
  readonly conflict: Conflict | null
}

/**
 * Solves a scenario and shows one cell's way through all steps.
 * @param specialty a code of the scenario; @param oor a code of the scenario
 */
export async function explainCell(
  scenario: Scenario,
  specialty: string,
  oor: string,
  request: Question = {},
  budget: Budget = UNLIMITED,
): Promise<Explanation> {
  const s = scenario.specialties.findIndex(({ code }) => code === specialty)
  const o = scenario.oors.findIndex(({ code }) => code === oor)
  const solved = await solveScenario(scenario, request, budget)
  const { result, adherence } = solved
  const cell = s * scenario.oors.length + o
  const subject = scenario.specialties[s]!
  const region = scenario.oors[o]!
  const isCell = (each: { specialty: string; oor: string }) =>
    each.specialty === subject.code && each.oor === region.code
  const background = { ...whyOfScenario(scenario, null), zerosStay: request.objective === 'proportional' }
  const zeroCell = scenario.zeroCells.find(isCell)
  const bound = scenario.bounds.find(isCell)
  return {
    scenario: scenario.id,
    data: scenario.data,
    status: result.status,
    specialty: { code: subject.code, name: subject.name, intake: subject.intake },
    oor: region,
    steps: cellSteps(scenario, solved, s, o),
    zeroCell: zeroCell ? { reason: zeroCell.reason, source: zeroCell.source } : null,
    bound: bound ? { low: bound.low, high: bound.high, reason: bound.reason } : null,
    floored: adherence.flooredOors[o]!,
    deviation: result.deviations.find(({ row, column }) => row === subject.code && column === region.code) ?? null,
    chains:
      result.chains?.filter(({ cells }) =>
        cells.some(({ row, column }) => row === subject.code && column === region.code),
      ) ?? [],
    oneMore: await alternative(solved, cell, 1, request, background, budget),
    oneFewer: await alternative(solved, cell, -1, request, background, budget),
    result,
  }
}

/** A cell's way from its shares to its places, in the order of the rules. */
function cellSteps(scenario: Scenario, { result, adherence }: Solved, s: number, o: number): CellStep[] {
  const { shares, way, criteria, targetNano, totals, options } = adherence
  const targetOfCell = targetNano === null ? null : targetNano[s * scenario.oors.length + o]!
  return [
    { rule: '1.2', name: 'share-all', value: rounded9(shares.all[s]![o]!), source: 'P26 I.2, FAQ 5' },
    {
      rule: '1.2',
      name: 'share-training',
      value: shares.training === null ? null : rounded9(shares.training[s]![o]!),
      source: 'P26 Tabel 3',
    },
    { rule: '1.3', name: 'share', value: rounded9(shares.blended[s]![o]!), source: 'P26 I.2' },
    {
      rule: '1.2',
      name: 'adherent-population',
      value: Math.round(POPULATION * shares.blended[s]![o]!),
      source: 'FAQ 4',
    },
    { rule: '1.4', name: 'intake', value: scenario.specialties[s]!.intake, source: 'FAQ 7.1' },
    ...(criteria === null ? [] : waySteps(criteria.all, s, o, '-all', false)),
    ...(criteria === null ? [] : waySteps(criteria.training, s, o, '-training', false)),
    ...waySteps(way, s, o, '', criteria !== null).toSpliced(-1, 0, {
      rule: '1.7',
      name: 'oor-total-rounded',
      value: totals.rounded[o]!,
      source: 'FAQ 7.2',
    }),
    {
      rule: '1.9',
      name: 'target',
      value: targetOfCell === null ? null : nanoToPlaces(targetOfCell),
      source: 'FAQ 7.3',
    },
    {
      rule: '1.10',
      name: 'natural',
      value: targetOfCell === null ? null : naturalRounding(targetOfCell, options.half),
      source: 'FAQ 7.5',
    },
    { rule: '1.10', name: 'allocated', value: result.allocation?.[s]?.[o] ?? null, source: 'FAQ 7.4-7.5' },
  ]
}

/**
 * From raw to after the floor, for one criterion or for what counts.
 * @param blended whether these numbers are the two criteria's own, weighed (1.3), and not computed one from the other
 */
function waySteps(
  { raw, emptied, rawTotals, tested, lifted, inner }: Way,
  s: number,
  o: number,
  criterion: '' | '-all' | '-training',
  blended: boolean,
): CellStep[] {
  const steps: readonly (readonly [rule: string, WayStep, number | null, source: string])[] = [
    ['1.4', 'raw', raw[s]![o]!, 'FAQ 6'],
    // 1.9 before 1.5, as the option asks
    ...(emptied === null ? [] : [['1.9', 'emptied', emptied[s]![o]!, 'FAQ 7.2-7.3'] as const]),
    ['1.5', 'oor-total-raw', rawTotals[o]!, 'FAQ 6'],
    ...(tested === null ? [] : [['1.7', 'oor-total-tested', tested[o]!, 'FAQ 7.2'] as const]),
    ['1.6', 'oor-total-floored', lifted.totals[o]!, 'P26 I.2'],
    ['1.8', 'after-floor', isMatrix(inner) ? inner[s]![o]! : null, 'P26 I.2'],
  ]
  return steps.map(([rule, name, value, source]) => ({
    rule: blended && name !== 'raw' ? '1.3' : rule,
    name: `${name}${criterion}` as const,
    value: value === null ? null : rounded9(value),
    source: blended && name !== 'raw' ? 'P26 Tabel 3' : source,
  }))
}

function rounded9(value: number): number {
  return Math.round(value * 1e9) / 1e9
}

/** Solves again with the cell bound to one more or one fewer; `time-limit` where that was not looked at, or not to the end. */
async function alternative(
  { table, result }: Solved,
  cell: number,
  by: 1 | -1,
  request: Question,
  background: Background,
  budget: Budget,
): Promise<Alternative | null> {
  if (table === null || result.allocation === null || result.status !== 'optimal') return null
  const answer = result.allocation.flat()
  const places = answer[cell]! + by
  if (places < 0) return null
  const bounded: Table =
    by === 1
      ? { ...table, low: table.low.with(cell, places) }
      : { ...table, high: table.high.with(cell, Math.min(places, table.high[cell]!)) }
  const { objective = 'next-best', solver = SOLVER_NAMES[0] } = request
  const found = await inTime(budget, async () => {
    const rounding = await roundTable({ table: bounded, method: 'optimal', objective, solver }, budget)
    const { status, allocation } = rounding
    return {
      status,
      allocation,
      levels: allocation && verifiedLevels(bounded, rounding, allocation, objective, budget),
      conflict: status === 'infeasible' ? explainConflict(bounded, background, budget) : null,
    }
  })
  if (found === null) return { status: 'time-limit', levels: null, changes: [], conflict: null }
  const { status, allocation, levels, conflict } = found
  const columns = table.columns.length
  return {
    status,
    levels,
    changes: answer.flatMap((from, i) => {
      const to = allocation?.[i] ?? from
      return from === to
        ? []
        : [{ row: table.rows[Math.floor(i / columns)]!, column: table.columns[i % columns]!, from, to }]
    }),
    conflict: conflict && { ...conflict, repairs: [] }, // what would have to give way for a question is not proposed
  }
}
