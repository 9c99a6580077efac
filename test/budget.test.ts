/**
 * One budget of time. A budget is an interface, so the clock here is a count: it stops after so many looks. Whatever is then still
 * asked of it is counted too, so that "it ends soon" is a number of looks, on any machine.
 */
import { describe, expect, it } from 'vitest'
import { answer, type ArgumentsOf, type QuestionName } from '../src/ask/questions.js'
import { randomTable } from '../bench/instances.js'
import { baseDistribution } from '../models/base-distribution.js'
import type { Status } from '../src/domain/result.js'
import { budgetOf, inTime, look, OutOfTime, SPENT, UNLIMITED, type Budget } from '../src/domain/budget.js'
import { METHODS, OBJECTIVES } from '../src/domain/table.js'
import { verify } from '../src/index.js'
import { fingerprint } from '../src/io/canonical.js'
import { parseConsultation } from '../src/io/read/consultation.js'
import { parseProblem } from '../src/io/read/problem.js'
import { parseProposal } from '../src/io/read/proposal.js'
import { parseScenario } from '../src/io/read/scenario.js'
import { solveFlow } from '../src/solvers/flow.js'
import { SOLVER_NAMES } from '../src/solvers/index.js'

/** A budget that stops after so many looks, and counts those that come after. */
function looks(most: number): Budget & { readonly before: () => number; readonly after: () => number } {
  let count = 0
  return {
    stopped: () => ++count > most,
    leftMs: () => (count > most ? 0 : Infinity),
    before: () => Math.min(count, most),
    after: () => Math.max(0, count - most),
  }
}

/** 0, 1, 2, 3 and then ever further apart, up to all the looks that a question takes. */
function steps(most: number): number[] {
  const found = [0]
  for (let step = 1; step < most; step = Math.ceil(step * 1.4)) found.push(step)
  return [...found, most]
}

const OORS = ['A', 'B', 'C']
const CODES = ['01', '02', '03', '04']
const USE = [
  [5, 3, 2],
  [1, 1, 4],
  [2, 7, 2],
  [3, 3, 1],
]
const given = (year: number, extra: object = {}) => ({
  id: `s-${year}`,
  year,
  data: 'synthetic',
  oors: OORS.map((code) => ({ code })),
  specialties: CODES.map((code, s) => ({ code, intake: 7 + 3 * s })),
  careUse: { all: USE.map((row) => row.map((each, o) => each + ((year + o) % 3))) },
  floor: { share: 0.3 },
  zeroCells: [{ specialty: '02', oor: 'A', reason: 'none', source: 'none' }],
  leeway: { total: 3, below: 2, above: 2 },
  ...extra,
})
const scenario = parseScenario(given(2027))
const consultation = parseConsultation(
  {
    advices: CODES.map((specialty, s) => ({
      specialty,
      row: { A: 0, B: 0, C: 7 + 3 * s },
      shift: { C: [s, 7 + 3 * s] },
    })),
    current: { A: 20, B: 10, C: 16 },
    attentionPoints: [{ oor: 'A', category: 'capacity', direction: 'up', text: 'invented' }],
  },
  scenario,
)
const SHA = fingerprint(consultation)
/** Cells that together leave no room. */
const pinned = CODES.map((specialty) => ({ specialty, oor: 'B', low: 0, high: 0, reason: 'agreed' }))
const impossible = parseScenario(given(2027, { bounds: pinned }))
const matrix = { rows: CODES, columns: OORS, allocation: CODES.map((_, s) => [7 + 3 * s, 0, 0]) }
const problem = parseProblem({
  rows: ['r', 's', 't'],
  columns: OORS,
  target: [
    [2.4, 1.3, 0.3],
    [1.6, 2.7, 1.7],
    [0.5, 0.5, 1],
  ],
  rowTotals: [4, 6, 2],
  columnTotals: [4, 5, 3],
})
const noRoom = parseProblem({
  rows: ['r', 's'],
  columns: OORS,
  target: [
    [2, 1, 1],
    [2, 2, 2],
  ],
  rowTotals: [4, 6],
  columnTotals: [4, 4, 2],
  zeroCells: [
    ['r', 'A'],
    ['r', 'B'],
  ],
})

/** A question with its arguments; the statuses that are true of it when it is late, and of its whole answer. */
interface Case<N extends QuestionName = QuestionName> {
  readonly label: string
  readonly name: N
  readonly args: ArgumentsOf<N>
  readonly whole: string
}
const of = <N extends QuestionName>(label: string, name: N, args: ArgumentsOf<N>, whole: string): Case => ({
  label,
  name,
  args,
  whole,
})

const CASES: readonly Case[] = [
  ...SOLVER_NAMES.flatMap((solver) => [
    of(`round by ${solver}`, 'round', [problem, { solver }], 'optimal'),
    of(`solve by ${solver}`, 'solve', [scenario, { solver }], 'optimal'),
    of(`compare by ${solver}`, 'compare', [scenario, impossible, { solver }, false], 'optimal, infeasible'),
    of(`explain by ${solver}`, 'explain', [scenario, '03', 'B', { solver }], 'optimal'),
    of(`program by ${solver}`, 'write-scenario', [scenario, 'lp', { solver }, []], 'optimal'),
  ]),
  ...OBJECTIVES.map((objective) => of(`round, ${objective}`, 'round', [problem, { objective, optima: 9 }], 'optimal')),
  ...METHODS.filter((method) => method !== 'optimal').map((method) =>
    of(`round, ${method}`, 'round', [problem, { method }], method === 'largest-remainder' ? 'off-totals' : 'feasible'),
  ),
  of('round what has no solution', 'round', [noRoom, {}], 'infeasible'),
  of(
    'compare methods',
    'compare-methods',
    [scenario, METHODS, {}],
    'optimal, feasible, feasible, off-totals, feasible',
  ),
  of('draft', 'draft', [scenario, consultation, SHA, { fallback: false }], 'optimal'),
  of('draft what has no solution', 'draft', [impossible, consultation, SHA, {}], 'infeasible'),
  of('check with repair', 'check', [scenario, parseProposal(matrix, scenario), consultation, { repair: true }], 'not-compliant'), // prettier-ignore
  of('years', 'years', [[scenario, parseScenario(given(2028))], {}], 'optimal'),
]

/** The statuses in an answer. */
function said(found: unknown): Status[] {
  const { status, result, a, b, results } = found as Record<string, unknown>
  if (status !== undefined) return [status as Status]
  return [result, a, b, ...((results as unknown[] | undefined) ?? [])].flatMap((each) =>
    each === undefined ? [] : [(each as { status: Status }).status],
  )
}

const timeless = (found: unknown) =>
  JSON.stringify(found, (key, value: unknown) => (key === 'milliseconds' ? 0 : value))

/** Once out of time, so many looks are the most that it may take to say so: each part of an answer finds it out for itself. */
const FEW = 30

describe('a question that runs out of time', () => {
  it.each(CASES)('$label ends at once, and says what is true', { timeout: 300_000 }, async ({ name, args, whole }) => {
    const all = looks(Infinity)
    const full = await answer(name, args, all)
    expect(said(full).join(', ')).toBe(whole)
    expect(timeless(await answer(name, args, UNLIMITED))).toBe(timeless(full))
    const lookedAt = all.before()
    expect(lookedAt).toBeGreaterThan(1)
    const late = new Set<string>()
    for (const most of steps(lookedAt)) {
      const budget = looks(most)
      const found = await answer(name, args, budget)
      expect(budget.after(), `looks after ${most}`).toBeLessThanOrEqual(FEW)
      const statuses = said(found)
      late.add(statuses.join(', '))
      // never a word that only the end of the work could tell
      statuses.forEach((status, i) => expect(['time-limit', 'feasible', said(full)[i]]).toContain(status))
      if (most === lookedAt) expect(timeless(found)).toBe(timeless(full))
      await isNotRefuted(found)
    }
    expect(late.size).toBeGreaterThan(1)
  })

  it('says nothing at all where no time was given', async () => {
    for (const { name, args, whole } of CASES) {
      const statuses = said(await answer(name, args, SPENT))
      expect(statuses.every((status) => status === 'time-limit')).toBe(true)
      expect(statuses.length).toBe(whole.split(', ').length)
    }
  })
})

/** What is said in a hurry is held against the same question by the checker. */
async function isNotRefuted(found: unknown): Promise<void> {
  const { kind, method, fallback } = found as { kind?: string; method?: string; fallback?: unknown }
  if (fallback === undefined && method === undefined && kind !== 'years') return
  const { status, faults } = await verify(JSON.parse(JSON.stringify(found)) as object)
  expect(faults).toEqual([])
  expect(status).not.toBe('rejected')
}

describe('a draft out of time', () => {
  it(
    'says of each advice and wish that it was not worked out, and never that it gave way',
    { timeout: 300_000 },
    async () => {
      const all = looks(Infinity)
      const full = await answer('draft', [scenario, consultation, SHA, {}], all)
      expect(full.advices.some(({ followed, preventedBy }) => followed === 'no' && preventedBy!.length > 0)).toBe(true)
      let [unknown, known] = [0, 0]
      for (const most of steps(all.before())) {
        const { allocation, advices, wishes } = await answer('draft', [scenario, consultation, SHA, {}], looks(most))
        if (allocation === null) continue
        for (const [i, { preventedBy }] of advices.entries()) {
          if (preventedBy === null) unknown++
          else if (JSON.stringify(allocation) === JSON.stringify(full.allocation)) {
            expect(preventedBy).toEqual(full.advices[i]!.preventedBy)
            known++
          }
        }
        for (const { next } of wishes) if (next === null) unknown++
      }
      expect(unknown).toBeGreaterThan(0)
      expect(known).toBeGreaterThan(0)
    },
  )

  it('names no rules where there was no time to find which', async () => {
    const all = looks(Infinity)
    const full = await answer('draft', [impossible, consultation, SHA, {}], all)
    const found = []
    for (const most of steps(all.before())) {
      const { status, conflict } = await answer('draft', [impossible, consultation, SHA, {}], looks(most))
      if (status === 'infeasible') found.push(conflict)
    }
    expect(found.every((each) => each !== null)).toBe(true)
    expect(found.some((each) => 'rules' in each! && each.rules === null && /niet uitgezocht/.test(each.text))).toBe(
      true,
    )
    expect(found.at(-1)).toEqual(full.conflict)
  })
})

describe('repairs', () => {
  it('that there was no time for are null, which is not none', async () => {
    const all = looks(Infinity)
    const full = await answer('round', [noRoom, {}], all)
    expect(full.conflict!.repairs!.length).toBeGreaterThan(0)
    const late = []
    for (let most = 0; most <= all.before(); most++) late.push(await answer('round', [noRoom, {}], looks(most)))
    const halfway = late.filter(({ conflict }) => conflict?.repairs === null)
    expect(halfway.length).toBeGreaterThan(0)
    for (const { status, conflict } of halfway) {
      expect(status).toBe('infeasible')
      expect({ ...conflict, repairs: full.conflict!.repairs }).toEqual(full.conflict)
    }
  })
})

describe('flow', () => {
  /** Whole targets: every total is right from the start, so there is no chain to look between. */
  const still = (rows: number, columns: number) => {
    const table = randomTable(rows, columns, 1)
    const target = table.target.map((each) => Math.round(each / 1e9) * 1e9)
    const sum = (cells: number[]) => cells.reduce((total, cell) => total + target[cell]! / 1e9, 0)
    const upTo = (count: number) => Array.from({ length: count }, (_, i) => i)
    const rowTotals = upTo(rows).map((s) => sum(upTo(columns).map((o) => s * columns + o)))
    const columnTotals = upTo(columns).map((o) => sum(upTo(rows).map((s) => s * columns + o)))
    return baseDistribution(
      { ...table, target, rowTotals, columnLow: columnTotals, columnHigh: columnTotals },
      'absolute',
    )
  }

  it('looks before the first chain, the more the larger the table', () => {
    const count = (rows: number, columns: number) => {
      const budget = looks(Infinity)
      expect(solveFlow(still(rows, columns), budget).outcome).toBe('optimal')
      return budget.before()
    }
    const [small, large] = [count(100, 60), count(400, 240)]
    expect(small).toBeGreaterThan(10)
    expect(large).toBeGreaterThan(3.5 * small)
  })

  it('stops at the first look that is too late', () => {
    const program = still(200, 100)
    const all = looks(Infinity)
    solveFlow(program, all)
    for (const most of steps(all.before() - 1).slice(0, -1)) {
      const budget = looks(most)
      expect(solveFlow(program, budget)).toEqual({ outcome: 'time-limit', y: null })
      expect(budget.after()).toBe(1)
    }
  })

  it('stops in every phase, also while it guesses and while it repairs', () => {
    const program = baseDistribution(randomTable(160, 40, 1), 'next-best')
    const all = looks(Infinity)
    expect(solveFlow(program, all).outcome).toBe('optimal')
    for (let most = 0; most < all.before(); most++) {
      const budget = looks(most)
      expect(solveFlow(program, budget)).toEqual({ outcome: 'time-limit', y: null })
      expect(budget.after()).toBe(1)
    }
  })
})

describe('a budget', () => {
  it('ends with its limit or its signal, and stays so', async () => {
    expect([UNLIMITED.leftMs(), UNLIMITED.stopped(), SPENT.leftMs(), SPENT.stopped()]).toEqual([
      Infinity,
      false,
      0,
      true,
    ])
    expect(budgetOf({})).toBe(UNLIMITED)
    const hour = budgetOf({ timeLimit: 3600 })
    expect(hour.stopped()).toBe(false)
    expect(hour.leftMs()).toBeLessThanOrEqual(3_600_000)
    expect(budgetOf({ timeLimit: 0 }).stopped()).toBe(true)
    const controller = new AbortController()
    const cancelled = budgetOf({ timeLimit: 3600, signal: controller.signal })
    expect(cancelled.stopped()).toBe(false)
    controller.abort()
    expect([cancelled.leftMs(), cancelled.stopped()]).toEqual([0, true])
    expect(() => look(cancelled)).toThrow(OutOfTime)
    expect(await inTime(cancelled, () => 1)).toBeNull()
    expect(await inTime(hour, () => 1)).toBe(1)
    await expect(inTime(hour, () => Promise.reject(new Error('other')))).rejects.toThrow('other')
  })
})
