/** One cell's whole way, from care use to places: the answer to "why this number?". */
import { inTime, UNLIMITED, type Budget } from '../domain/budget.js'
import { isMatrix, type Way } from '../adherence/target.js'
import { nanoToPlaces } from '../domain/decimal.js'
import { naturalRounding } from '../domain/natural.js'
import { PROTOCOLS_OWN, type LevelValue } from '../domain/result.js'
import type { Scenario } from '../domain/scenario.js'
import type { StepName, WayStep } from '../domain/steps.js'
import type { Table } from '../domain/table.js'
import { SOLVER_NAMES } from '../solvers/index.js'
import { explainConflict, whyOfScenario } from './conflict.js'
import { HowNear } from './how-near.js'
import type { Background } from './repairs.js'
import { roundTable } from '../rounding/methods.js'
import type { Alternative, CellStep, Explanation } from '../shapes/answers/explanation.js'
import type { Result } from '../shapes/answers/result.js'
import type { TableQuestion } from './request.js'
import { solveScenario, verifiedLevels, type Solved } from './solve.js'

/** Inhabitants of the Netherlands over whom adherence is spread (FAQ 4). */
const POPULATION = 18_000_000

/**
 * Solves a scenario and shows one cell's way through all steps.
 * @param specialty a code of the scenario; @param oor a code of the scenario
 */
export async function explainCell(
  scenario: Scenario,
  specialty: string,
  oor: string,
  request: TableQuestion = {},
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
  const near = howNear(scenario, solved, budget)
  const asked = async (by: 1 | -1): Promise<Alternative | null> => {
    const found = await alternative(solved, cell, by, request, background, budget)
    return found && { ...found, careUse: near && (await inTime(budget, () => near.of(s, o, by))) }
  }
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
    oneMore: await asked(1),
    oneFewer: await asked(-1),
    result,
  }
}

/** A larger table takes too long to be solved a thousand times for one question; `sensitivity` does that where asked. */
const MOST_CELLS = 1_000

/** What solves the scenario anew with other care use; null where more than the scenario was asked. */
function howNear(scenario: Scenario, { result, adherence }: Solved, budget: Budget): HowNear | null {
  const { allocation, status, carry, near, objective } = result
  if (allocation === null || status !== 'optimal' || carry !== null || near !== null) return null
  if (allocation.length * scenario.oors.length > MOST_CELLS) return null
  return new HowNear(
    { ...scenario, options: adherence.options },
    { allocation, unique: result.unique === true, objective },
    budget,
  )
}

/** A cell's way from its shares to its places, in the order of the rules. */
function cellSteps(scenario: Scenario, { result, adherence, table }: Solved, s: number, o: number): CellStep[] {
  const { shares, way, criteria, targetNano, totals, options } = adherence
  const roundedNano = table === null ? null : table.target[s * scenario.oors.length + o]!
  const carried = carrySteps(result, s, o)
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
    ...waySteps(way, s, o, '', criteria !== null).toSpliced(-1, 0, ...carried.ofOor, {
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
    ...carried.ofCell,
    {
      rule: '1.10',
      name: 'natural',
      value: roundedNano === null ? null : naturalRounding(roundedNano, options.half),
      source: 'FAQ 7.5',
    },
    { rule: '1.10', name: 'allocated', value: result.allocation?.[s]?.[o] ?? null, source: 'FAQ 7.4-7.5' },
  ]
}

/** Where what earlier years left owed enters: in the OOR total, in the cell, or in both. No rule of the protocol says so. */
function carrySteps(
  { carry, target }: Result,
  s: number,
  o: number,
): { readonly ofOor: readonly CellStep[]; readonly ofCell: readonly CellStep[] } {
  if (carry === null) return { ofOor: [], ofCell: [] }
  const step = (rule: string, name: StepName, value: number | null) => ({ rule, name, value, source: CARRY_SOURCE })
  const { rule, arrears } = carry
  if (rule === 'totals') return { ofOor: [step('1.7', 'oor-total-arrears', arrears![o] as number)], ofCell: [] }
  const cells = arrears as readonly (readonly number[])[]
  const owed = step('1.10', 'arrears', cells[s]![o]!)
  if (rule === 'arrears') return { ofOor: [], ofCell: [owed] }
  const ofOor = cells.reduce((sum, row) => sum + row[o]!, 0)
  return {
    ofOor: [step('1.7', 'oor-total-arrears', rounded9(ofOor))],
    ofCell: [owed, step('1.10', 'target-with-arrears', target?.[s]?.[o] ?? null)],
  }
}

/** Not a paragraph: the question itself asks for it. */
const CARRY_SOURCE = '--carry'

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

/**
 * Solves again with the cell at one more or one fewer; `time-limit` where that was not looked at, or not to the end. Costs are convex,
 * so what is best with at most that many has just that many.
 */
async function alternative(
  { table, result }: Solved,
  cell: number,
  by: 1 | -1,
  request: TableQuestion,
  background: Background,
  budget: Budget,
): Promise<Omit<Alternative, 'careUse'> | null> {
  if (table === null || result.allocation === null || result.status !== 'optimal') return null
  const answer = result.allocation.flat()
  const places = answer[cell]! + by
  if (places < 0) return null
  const bounded: Table =
    by === 1
      ? { ...table, low: table.low.with(cell, places) }
      : { ...table, high: table.high.with(cell, Math.min(places, table.high[cell]!)) }
  const pinned: Table = {
    ...table,
    low: table.low.with(cell, Math.max(places, table.low[cell]!)),
    high: table.high.with(cell, Math.min(places, table.high[cell]!)),
  }
  const { objective = 'next-best', solver = SOLVER_NAMES[0] } = request
  const found = await inTime(budget, async () => {
    const rounding = await roundTable({ table: pinned, method: 'optimal', objective, solver }, budget)
    const { status, allocation } = rounding
    return {
      status,
      allocation,
      levels: allocation && verifiedLevels(pinned, rounding, allocation, objective, budget),
      conflict: status === 'infeasible' ? explainConflict(bounded, background, budget) : null,
    }
  })
  if (found === null) {
    return { places, status: 'time-limit', levels: null, extra: null, sameNextBests: null, changes: [], conflict: null }
  }
  const { status, allocation, levels, conflict } = found
  const columns = table.columns.length
  const extra = levels && extraOf(levels, result.levels)
  return {
    places,
    status,
    levels,
    extra,
    sameNextBests: extra === null ? false : hasSameNextBests(extra),
    changes: answer.flatMap((from, i) => {
      const to = allocation?.[i] ?? from
      return from === to
        ? []
        : [{ row: table.rows[Math.floor(i / columns)]!, column: table.columns[i % columns]!, from, to }]
    }),
    conflict: conflict && { ...conflict, repairs: [] }, // what would have to give way for a question is not proposed
  }
}

/** Each level against the optimum's. */
function extraOf(levels: NonNullable<Alternative['levels']>, best: Solved['result']['levels']): LevelValue[] {
  return levels.map(({ name, value }, i) => ({ name, value: rounded9(value - (best?.[i]?.value ?? value)) + 0 }))
}

/** Whether the two levels of the protocol are what they were; null where the objective does not have them. */
function hasSameNextBests(extra: readonly LevelValue[]): boolean | null {
  const own = extra.filter(({ name }) => PROTOCOLS_OWN.some((each) => each === name))
  return own.length === 0 ? null : own.every(({ value }) => value === 0)
}
