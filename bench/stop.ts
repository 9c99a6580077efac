/**
 * How soon each question ends when its time is over, and when it is cancelled: 50 ms after it was asked, by each solver that it takes.
 *
 *   npm run bench:stop
 *
 * Every input takes seconds when it is let be. Reported are milliseconds from the call to the answer (limit) or the rejection
 * (cancel), without what reading and checking the input takes (`read`): the clock starts after it. The longest of several runs, on
 * the wall and of processor; on a machine that does other work too the second is what counts. And what the answer says.
 */
import { readFileSync } from 'node:fs'
import {
  check,
  compare,
  compareMethods,
  draft,
  explain,
  programText,
  reconstruct,
  round,
  solve,
  verify,
  years,
  SOLVER_NAMES,
  type Request,
} from '../src/index.js'
import { NANO } from '../src/domain/decimal.js'
import { randomTable } from './instances.js'

const AFTER_MS = 50
const RUNS = 3

type Ask = (limits: Pick<Request, 'timeLimit' | 'signal'>) => Promise<unknown>

/** A table as a problem, and as a scenario whose care use is its target. */
function inputs(rows: number, columns: number) {
  const table = randomTable(rows, columns, 1)
  const target = table.rows.map((_, s) =>
    table.columns.map((__, o) => Math.round(table.target[s * columns + o]!) / NANO),
  )
  const problem = {
    rows: table.rows,
    columns: table.columns,
    target,
    rowTotals: table.rowTotals,
    columnTotals: table.columnLow,
  }
  const all = target.map((row) => row.map((each) => Math.round(each * 1e6) + 1))
  return { problem, all, scenario: scenarioOf(table.rows, table.columns, table.rowTotals, all) }
}

function scenarioOf(
  rows: readonly string[],
  columns: readonly string[],
  intakes: readonly number[],
  all: readonly (readonly number[])[],
  year = 2027,
) {
  return {
    id: `large-${year}`,
    title: 'large',
    year,
    data: 'synthetic',
    sources: [],
    oors: columns.map((code) => ({ code, name: code, aliases: [] })),
    specialties: rows.map((code, s) => ({ code, name: code, intake: intakes[s]!, aliases: [] })),
    careUse: { unit: 'volume', all },
    criterion: { all: 1, training: 0 },
    floor: null,
    zeroCells: [],
    leeway: { total: 30, below: 8, above: 10 },
    frame: null,
    bounds: [],
    options: {},
  }
}

const { problem, scenario } = inputs(300, 80)
const huge = inputs(550, 550).problem // as many places as a table may have
const small = inputs(150, 30)
const other = { ...scenario, id: 'other', careUse: { ...scenario.careUse, all: scenario.careUse.all.map((row) => row.toReversed()) } } // prettier-ignore
const proposals = 'scenarios/2027-proposal'
const advices = JSON.parse(readFileSync(`${proposals}/advices.json`, 'utf8')) as object
const byHand = `${proposals}/proposal-by-hand.csv`
const slow = { 'motivation.level': 'cell', 'leeway.measure': 'cells' } as const
const solved = await solve(scenario)

const perSolver = SOLVER_NAMES.flatMap((solver): [string, string, Ask][] => {
  const [p, s] = solver === 'jslp' ? [small.problem, small.scenario] : [problem, scenario]
  return [
    ['round', solver, (limits) => round(p, { solver, ...limits })],
    ['solve', solver, (limits) => solve(s, { solver, objective: 'absolute', ...limits })],
    ['compare', solver, (limits) => compare(s, s === scenario ? other : s, { solver, ...limits })],
    ['compare methods', solver, (limits) => compareMethods(s, undefined, { solver, ...limits })],
    ['explain', solver, (limits) => explain(s, 'r3', 'c2', { solver, ...limits })],
    ['program', solver, (limits) => programText({ scenario: s }, 'lp', { solver, ...limits })],
  ]
})
const byObjective = (['absolute', 'squares', 'largest', 'proportional'] as const).map(
  (objective): [string, string, Ask] => [
    `round, ${objective}`,
    'flow',
    (limits) => round(problem, { objective, ...limits }),
  ],
)
const byMethod = (['stepwise', 'sequential', 'largest-remainder', 'lottery'] as const).map(
  (method): [string, string, Ask] => [`round, ${method}`, '-', (limits) => round(problem, { method, ...limits })],
)
const integral: [string, string, Ask][] = [
  ['draft', 'highs', (limits) => draft('2027-proposal', advices, { options: slow, ...limits })],
  ['draft, default', 'highs', (limits) => draft('2027-proposal', advices, limits)],
  ['draft, large', 'highs', (limits) => draft(scenario, {}, limits)],
  ['check, repair', 'highs', (limits) => check('2027-proposal', byHand, { advices, repair: true, options: slow, ...limits })],
  ['years', 'highs', (limits) => years(['2026-base', '2027-base'], limits)],
  ['years, large', 'highs', (limits) => years([scenario, { ...scenario, id: 'next', year: 2028 }], limits)],
  ['verify', 'flow', (limits) => verify(solved, { scenario, ...limits })],
  ['reconstruct', 'flow', (limits) => reconstruct({ rows: solved.rows, columns: solved.columns, allocation: solved.allocation }, limits)],
] // prettier-ignore

interface Ended {
  readonly wall: number
  readonly processor: number
  readonly says: string
}

async function ended(ask: Ask, limits: Parameters<Ask>[0]): Promise<Ended> {
  const [began, used] = [performance.now(), process.cpuUsage()]
  const says = await ask(limits).then(
    (found) => said(found as Record<string, unknown>),
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  )
  const { user, system } = process.cpuUsage(used)
  return { wall: performance.now() - began, processor: (user + system) / 1000, says }
}

/** The status of an answer, or of what is in it. */
function said(found: Record<string, unknown>): string {
  if (typeof found['status'] === 'string') return found['status']
  const inside = [found['result'], found['a'], found['b'], ...((found['results'] as unknown[] | undefined) ?? [])]
  const each = inside.flatMap((result) => (result ? [(result as { status: string }).status] : []))
  return each.every((status) => status === each[0]) ? each[0]! : each.join(', ')
}

async function worst(ask: Ask, limits: () => Parameters<Ask>[0]): Promise<Ended> {
  const found: Ended[] = []
  for (let run = 0; run < RUNS; run++) found.push(await ended(ask, limits()))
  return found.toSorted((x, y) => y.processor - x.processor)[0]!
}

const without = (read: Ended, { wall, processor, says }: Ended) =>
  `${Math.max(0, Math.round(wall - read.wall))} | ${Math.max(0, Math.round(processor - read.processor))} | ${says}`

console.log(`Node ${process.version}; limit and cancel at ${AFTER_MS} ms; the longest of ${RUNS}, in ms\n`)
console.log('| question | solver | read | limit | processor | says | cancel | processor | says |')
console.log('|---|---|---:|---:|---:|---|---:|---:|---|')
const wanted = process.argv[2] ?? ''
const hugeRound: [string, string, Ask] = ['round, 550 x 550', 'flow', (limits) => round(huge, limits)]
for (const [question, solver, ask] of [...perSolver, ...byObjective, ...byMethod, hugeRound, ...integral]) {
  if (!`${question} ${solver}`.includes(wanted)) continue
  const read = await worst(ask, () => ({ signal: AbortSignal.abort(new Error('before')) }))
  const limit = await worst(ask, () => ({ timeLimit: AFTER_MS / 1000 }))
  const cancel = await worst(ask, () => {
    const controller = new AbortController()
    setTimeout(() => controller.abort(new Error('cancelled')), AFTER_MS)
    return { signal: controller.signal }
  })
  console.log(
    `| ${question} | ${solver} | ${Math.round(read.wall)} | ${without(read, limit)} | ${without(read, cancel)} |`,
  )
}
