/**
 * The check of a file of several years by computing them again: each year by itself, from its scenario or else from its table in the
 * file, and all that is said of the years together from the file's own allocations. What the years have to be is proven by
 * `src/verify/years-file.ts`; here the two are held against each other, field by field.
 */
import type { Budget } from '../domain/budget.js'
import { NANO } from '../domain/decimal.js'
import type { Options } from '../domain/options.js'
import type { Result } from '../shapes/answers/result.js'
import { isLessCareful, mostCareful, type Scenario } from '../domain/scenario.js'
import type { Table } from '../domain/table.js'
import { inOrderOf } from '../allocation/compare.js'
import { expectedInput, roundProblem, solveScenario } from '../allocation/solve.js'
import { tableOf } from '../rounding/table.js'
import { differences } from '../verify/differences.js'
import type { Claimed, FileCheck, VerifyFault } from '../verify/fault.js'
import type { Expected, Proves } from '../verify/result-file.js'
import { checkYearsFile, type YearsFile } from '../verify/years-file.js'
import { publishYears } from './publish.js'
import { orNull } from './draft-again.js'
import { gapFaults } from './gap-faults.js'
import { HEARSAY, saidOfTables, wordsOf } from './hearsay.js'
import { outcomeOf, sumTable, together, yearsAnswer, type Found } from './years.js'
import type { Years } from '../shapes/answers/years.js'

/** A year by itself, answered again. */
interface Year {
  readonly result: Result
  readonly table: Table | null
}

/** What is said about the numbers of a file, and can be held against them without a scenario. */
const FOLLOWS: ReadonlySet<string> = new Set([
  'kind',
  'published',
  'status',
  'together',
  'apart',
  'certificate',
  'gap',
  'conflict',
])

/** What the scenario of a year says. */
const OF_A_YEAR = [
  'scenarios',
  'years',
  'options',
  'rowTotals',
  'columnTotals',
  'targets',
  'zeroCells',
  'bounds',
  'input.sha256',
] as const

/**
 * Checks a file of years.
 * @param given scenarios of some or all of the years, in any order
 * @param budget for what needs solving
 */
export async function recheckYears(
  file: Years,
  given: readonly Scenario[],
  budget: Budget,
): Promise<FileCheck<Proves>> {
  const hashes = file.input.sha256
  const scenarios = hashes.map((hash) => given.find(({ sha256 }) => sha256 === hash) ?? null)
  const notChecked = notCheckedIn(file, scenarios)
  const rejected = (faults: VerifyFault[]) => ({ proves: [], faults, unproven: [], notChecked })
  const sources = sourceFaults(file, given, scenarios)
  if (sources.length > 0) return rejected(sources)
  const expected = scenarios.flatMap((scenario, k): Expected[] =>
    scenario === null ? [] : [expectedInput(scenario, file.options[k] as Partial<Options>)],
  )
  const itself = checkYearsFile(file as YearsFile, expected)
  notChecked.push(...(itself.beyond ?? []))
  const faultsAlone = [...itself.faults, ...droppedTargets(file, expected)]
  if (faultsAlone.length > 0) return rejected(faultsAlone)

  const years = await answeredAgain(file, scenarios, budget)
  const again = sayAgain(file, scenarios, years, notChecked)
  const passed = new Set([...notChecked, 'status'])
  const faults = differences(file, 'published' in file ? publishYears(again) : again, passed, notChecked)
  const proven = faults.length > 0 ? null : await prove(file, again, years, expected, itself.proves, budget, notChecked)
  if (proven === null || proven.faults.length > 0) return rejected(proven === null ? faults : proven.faults)
  return { proves: proven.proves, faults: [], unproven: unprovenIn(file, scenarios, proven.proves), notChecked }
}

/** Scenarios of no year of the file, years twice, and a label that hides what a scenario says of its data. */
function sourceFaults(file: Years, given: readonly Scenario[], scenarios: readonly (Scenario | null)[]): VerifyFault[] {
  const hashes = file.input.sha256
  const strangers = given.filter(({ sha256 }) => !hashes.includes(sha256))
  const faults = strangers.map(({ id, sha256 }) => ({
    path: 'input.sha256',
    found: hashes.join(', '),
    expected: `${sha256} (${id})`,
  }))
  for (const name of ['scenarios', 'years'] as const) {
    const [found, expected] = [file[name].length, file.rowTotals.length]
    if (found !== expected) faults.push({ path: name, found: String(found), expected: String(expected) })
  }
  // a workbook is called after its file
  scenarios.forEach((scenario, k) => {
    if (scenario === null) return
    const named = scenario.own === null ? file.scenarios[k] : scenario.id
    if (named !== scenario.id) faults.push({ path: `scenarios[${k}]`, found: String(named), expected: scenario.id })
    const [found, expected] = [String(file.years[k]), String(scenario.year)]
    if (found !== expected) faults.push({ path: `years[${k}]`, found, expected })
  })
  const twice = file.years.findIndex((year, k) => file.years.indexOf(year) < k)
  if (twice !== -1)
    faults.push({ path: `years[${twice}]`, found: String(file.years[twice]), expected: 'every year once' })
  // the least careful that the label of all can be, by the years whose scenario is known
  const known = mostCareful(scenarios.map((each) => each?.data))
  if (known !== null && (file.data === null || isLessCareful(file.data, known))) {
    faults.push({ path: 'data', found: String(file.data), expected: known })
  }
  return faults
}

/** Only what is published may leave out the target of a year whose scenario is known. */
function droppedTargets(file: Years, expected: readonly Expected[]): VerifyFault[] {
  if ('published' in file) return []
  return expected.flatMap(({ sha256, target }): VerifyFault[] => {
    const k = file.input.sha256.indexOf(sha256)
    return target === null || file.targets[k] !== null
      ? []
      : [{ path: `targets[${k}]`, found: 'null', expected: 'given' }]
  })
}

function notCheckedIn(file: Years, scenarios: readonly (Scenario | null)[]): string[] {
  const unknown = [...scenarios.keys()].filter((k) => scenarios[k] === null)
  // a workbook is called after its file: under another name it is the same scenario, and the hash tells
  const named = [...scenarios.keys()].filter((k) => (scenarios[k]?.own ?? null) !== null)
  const names = named.map((k) => `scenarios[${k}]`)
  if (unknown.length === 0) return [...HEARSAY, ...saidOfTables(file), 'options', ...names]
  const asked = Object.keys(file).filter(
    (name) => !FOLLOWS.has(name) && ![...HEARSAY, ...OF_A_YEAR, 'rows', 'columns', 'input'].includes(name),
  )
  const codes = unknown.length === scenarios.length ? ['rows', 'columns'] : []
  const chosen = [...scenarios.keys()].filter((k) => scenarios[k] !== null).map((k) => `options[${k}]`)
  return [
    ...HEARSAY,
    ...asked,
    ...codes,
    ...names,
    ...chosen,
    ...OF_A_YEAR.flatMap((name) => unknown.map((k) => `${name}[${k}]`)),
  ]
}

/** Each year by itself; null where there is neither a scenario nor a target, or no time. */
async function answeredAgain(
  file: Years,
  scenarios: readonly (Scenario | null)[],
  budget: Budget,
): Promise<(Year | null)[]> {
  const order = scenarios[0] ?? orderOf(file)
  const years: (Year | null)[] = []
  for (const [k, scenario] of scenarios.entries()) {
    const options = file.options[k] as Options
    years.push(
      await orNull(budget, async () => {
        if (scenario !== null) return solveScenario(inOrderOf(order, scenario), { options, noFreedom: true }, budget)
        const parts = tableIn(file, k)
        if (parts === null) return null
        const result = await roundProblem({ ...parts, options }, { noFreedom: true }, budget)
        return { result, table: tableOf(parts, options) }
      }),
    )
  }
  return years
}

/** Rows and columns in the order of the file, for scenarios of which the first is not known. */
function orderOf({ rows, columns }: Years): Scenario {
  return { specialties: rows.map((code) => ({ code })), oors: columns.map((code) => ({ code })) } as unknown as Scenario
}

function tableIn(file: Years, k: number) {
  const [target, columnTotals] = [file.targets[k] ?? null, file.columnTotals[k] ?? null]
  if (target === null || columnTotals === null) return null
  return {
    title: null,
    data: file.data,
    rows: file.rows,
    columns: file.columns,
    targetNano: Float64Array.from(target.flat(), (each) => Math.round(each * NANO)),
    rowTotals: file.rowTotals[k]!,
    columnTotals,
    zeroCells: file.zeroCells[k]!,
    bounds: file.bounds[k]!,
    sha256: file.input.sha256[k]!,
  }
}

/** The same years, said again as far as they could be answered; else as they stand, named in `notChecked`. */
function sayAgain(
  file: Years,
  scenarios: readonly (Scenario | null)[],
  years: readonly (Year | null)[],
  notChecked: string[],
): Years {
  const known = scenarios.filter((each) => each !== null)
  const answered = years.filter((each) => each !== null)
  const found = file.together === null ? null : foundAgain(file, answered, years, notChecked)
  const first = years.findIndex((year) => year === null || year.result.conflict !== null)
  const conflict = first === -1 ? null : (years[first]?.result.conflict ?? null)
  if (file.conflict !== null && years[first] === null) notChecked.push('conflict')
  if (file.conflict !== null && scenarios[first] === null) notChecked.push(...wordsOf(file.conflict))
  const { milliseconds, solver } = file
  if (known.length === years.length && answered.length === years.length) {
    const answer = yearsAnswer(
      known,
      answered.map(({ result }) => result),
      found,
    )
    return { ...answer, solver, milliseconds }
  }
  return { ...file, ...found, conflict }
}

function foundAgain(
  file: Years,
  answered: readonly Year[],
  years: readonly (Year | null)[],
  notChecked: string[],
): Found {
  const { certificate, gap } = file
  const status = file.status === 'optimal' ? 'optimal' : 'feasible'
  const tables = answered.flatMap(({ table, result }) => (table === null || result.allocation === null ? [] : [table]))
  if (tables.length < years.length) {
    for (const name of ['levels', 'deviations', 'sumDeviations', 'unluckyTwice']) notChecked.push(`together.${name}`)
    notChecked.push('apart')
    return { status, together: file.together, apart: file.apart, certificate, gap }
  }
  const results = answered.map(({ result }) => result)
  const sum = sumTable(tables)
  const outcome = (allocations: readonly (readonly number[])[]) => outcomeOf(tables, sum, allocations, results)
  return {
    status,
    together: outcome(file.together!.allocations.map((matrix) => matrix.flat())),
    apart: outcome(results.map(({ allocation }) => allocation!.flat())),
    certificate,
    gap,
  }
}

/** What is proven beyond the file's own numbers. */
async function prove(
  file: Years,
  again: Years,
  years: readonly (Year | null)[],
  expected: readonly Expected[],
  proves: readonly Proves[],
  budget: Budget,
  notChecked: string[],
): Promise<{ readonly proves: Proves[]; readonly faults: VerifyFault[] }> {
  const same = { proves: [...proves], faults: [] }
  if (file.status === 'infeasible') {
    if (years.some((year) => year?.result.status === 'infeasible')) {
      return { proves: [...proves, 'infeasibility'], faults: [] }
    }
    const open = years.some((year) => year === null || year.result.status === 'time-limit')
    return open ? same : { proves: [], faults: [{ path: 'status', found: file.status, expected: 'optimal' }] }
  }
  if (file.status !== 'feasible' && file.gap !== null) {
    return { proves: [], faults: [{ path: 'gap', found: 'given', expected: 'null' }] }
  }
  if (again.together === null || proves.includes('optimality')) return same
  if (file.status === 'feasible' && file.gap === null) return same
  const best = await orNull(budget, async () => {
    const tables = years.flatMap((year) => year?.table ?? [])
    const results = years.flatMap((year) => year?.result ?? [])
    return tables.length < years.length ? null : together(tables, results, budget)
  })
  if (file.status === 'feasible') {
    if (best?.status !== 'optimal') notChecked.push('gap.bound')
    const least = best?.status === 'optimal' ? best.together!.levels : null
    return { proves: [...proves], faults: gapFaults(file.gap, again.together.levels, least) }
  }
  if (best?.status !== 'optimal') return same
  const targets = years.map((year) => year!.result.target)
  const { certificate } = best
  return checkYearsFile({ ...again, targets, certificate, status: 'optimal' } as YearsFile, expected)
}

/** Claims neither proven nor refuted; a year whose scenario is not given, where others are, among them. */
function unprovenIn({ status }: Years, scenarios: readonly (Scenario | null)[], proves: readonly Proves[]): Claimed[] {
  const claims: Claimed[] = []
  if (status === 'optimal' && !proves.includes('optimality')) claims.push({ path: 'status', claim: 'optimality' })
  if (status === 'infeasible' && !proves.includes('infeasibility')) {
    claims.push({ path: 'status', claim: 'infeasibility' })
  }
  if (scenarios.some((each) => each !== null)) {
    scenarios.forEach((each, k) => each === null && claims.push({ path: `targets[${k}]`, claim: 'target' }))
  }
  return claims
}
