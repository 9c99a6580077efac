/**
 * The check of a whole result, as a stranger would do it who has nothing but the file (and perhaps the scenario): the table is
 * put together again from the result's own fields, and every claim is recomputed from it. Where the same question was answered
 * again, the file is held against that answer too, field by field; what is taken as it stands is listed in `notChecked`.
 */
import { parted, twiceFaults, type Claimed, type FileCheck, type OwnCheck, type VerifyFault } from './fault.js'
import type { Deviation, LevelValue, Result } from '../domain/result.js'
import { UNBOUNDED, type Half, type Table } from '../domain/table.js'
import { verifyConflict } from './conflict.js'
import { differences } from './differences.js'
import { absolute, NANO, nearest, rankByCounting } from './rank.js'
import { checkTotals, verify } from './verify.js'

/** What a check can establish. */
export type Proves =
  | 'margins'
  | 'bounds'
  | 'zero-cells'
  | 'levels'
  | 'optimality'
  | 'uniqueness'
  | 'target'
  | 'infeasibility'

/** A result, or what somebody made of it. What is not published is null. */
export type ResultFile = Omit<Result, 'oorTotals' | 'levels' | 'options'> & {
  readonly published?: true | undefined
  readonly options: Result['options'] & { readonly half: Half; readonly zeroTarget: 'stays-zero' | 'free' }
  readonly oorTotals: {
    readonly raw: readonly number[] | null
    readonly floored: readonly number[] | null
    readonly rounded: readonly number[]
  } | null
  readonly levels: readonly { readonly name: LevelValue['name']; readonly value: number | null }[] | null
}

/** What a scenario says the input of the rounding must be, recomputed from its care use. */
export interface Expected {
  readonly sha256: string
  readonly data: string | null
  readonly rows: readonly string[]
  readonly columns: readonly string[]
  readonly rowTotals: readonly number[]
  readonly columnTotals: readonly number[]
  readonly target: readonly (readonly number[])[] | null
  readonly zeroCells: readonly (readonly [string, string])[]
  readonly bounds: readonly (readonly [string, string, number, number])[]
}

/** And what else a result says of its scenario. */
export type ExpectedResult = Expected &
  Pick<Result, 'oorTotals' | 'flooredOors' | 'leftOut'> & {
    /** Missing for a workbook, which is called after its file: under another name it is the same scenario, and the hash tells. */
    readonly scenario?: string | null
  }

/** The same question, answered again. */
export interface Again {
  /** As the file should be: published if it is. */
  readonly same: object
  /** The same with nothing left out, and with an allocation where there is one. */
  readonly whole: Result
  /** Where nothing can be fitted before rounding: what was to be fitted, in billionths. */
  readonly unfitted: Table | null
}

/** What nobody can see: with what and when it was made, and whether a seed was picked for what it draws. */
const HEARSAY = ['solver', 'seed', 'milliseconds'] as const

/** The question itself, which only a scenario can tell. */
const QUESTION = [
  'scenario',
  'data',
  'rows',
  'columns',
  'rowTotals',
  'columnTotals',
  'oorTotals.raw',
  'oorTotals.floored',
  'flooredOors',
  'target',
  'zeroCells',
  'bounds',
  'leftOut',
  'remarks',
  'input.sha256',
] as const

/** A proof needs no other beside it: there may be several, and the cells it shows to be contested stand in any order. */
const PROVEN_BY_ITSELF = ['certificate', 'contested'] as const

/** What follows from the rest, but is not seen without answering again. */
const RECOMPUTED = [
  'method',
  'ties',
  'optima',
  'chains',
  'trace',
  'remarks',
  'lottery.fitted',
  'lottery.expectation',
] as const

/** More faults than these are more than a person reads. */
const MOST_FAULTS = 100

/** Of a conflict only the sums are proven by the table alone. */
const ABOUT_CONFLICT = ['stage', 'restrictions', 'restrictionCount', 'repairs', 'text', 'texts'] as const

/** What a file may be silent about. What is not said is not checked, and stands in `notChecked`. */
const SILENCE = {
  solver: null,
  oorTotals: null,
  flooredOors: [],
  ties: null,
  optima: null,
  chains: null,
  seed: null,
  trace: null,
  leftOut: null,
  remarks: [],
  milliseconds: 0,
} as const

/** A file with nothing where it is silent. */
export function completed(given: ResultFile): ResultFile {
  return Object.assign({ data: null, conflict: null, lottery: null }, SILENCE, given)
}

/**
 * Checks a result file.
 * @param given of the right shape; see `SILENCE` for what it may lack
 * @param expected from the scenario; null when there is only the file
 * @param again null when there was no time for it, or too little to do it from
 */
export function checkResult(
  given: ResultFile,
  expected: ExpectedResult | null,
  again: Again | null,
): FileCheck<Proves> {
  const file = completed(given)
  const unsaid = Object.keys(SILENCE).filter((name) => !(name in given))
  const absent = ['conflict', 'lottery', ...unsaid].filter((name) => !(name in given))
  const itself = checkItself(file, expected, unsaid)
  const { beyond = [] } = itself
  const notChecked = [...new Set([...notCheckedOf(file, expected, again), ...absent, ...beyond])]
  const passed = expected === null ? [...notChecked, 'oorTotals'] : [...notChecked]
  const faults = [
    itself.faults,
    checkOorTotals(file),
    again === null ? [] : differencesWith(file, again, passed, notChecked),
  ].find((each) => each.length > 0)
  if (faults !== undefined) return { proves: [], faults, unproven: [], notChecked }
  const filled = again === null ? null : checkFilled(file, expected, again, beyond.length > 0)
  if (filled !== null && filled.faults.length > 0) {
    return { proves: [], faults: filled.faults, unproven: [], notChecked }
  }
  const proves = filled?.proves ?? itself.proves
  const unproven = claimsOf(file).filter(({ claim }) => !proves.includes(claim))
  return { proves, faults: [], unproven, notChecked }
}

/** The file as it stands, by nothing but its own numbers and what the scenario says the question was. */
function checkItself(
  file: ResultFile,
  expected: ExpectedResult | null,
  unsaid: readonly string[] = [],
): OwnCheck<Proves> {
  const shape = checkShape(file)
  if (shape.length > 0) return { proves: [], faults: shape }
  const said = ({ path }: VerifyFault) => !unsaid.includes(path.split('.')[0]!)
  const faults = expected === null ? [] : compareWith(file, expected).filter(said)
  const fromScenario: Proves[] = expected !== null && file.target !== null ? ['target'] : []
  faults.push(...checkClaims(file), ...checkConflict(file))
  if (file.allocation === null) {
    if (faults.length > 0) return { proves: [], faults }
    return { proves: [...fromScenario, ...(provesConflict(file) ? (['infeasibility'] as const) : [])], faults }
  }

  const table = tableOf(file)
  const cellOf = cellFinder(file)
  const meetsTotals = file.status === 'optimal' || file.status === 'feasible'
  const allocation = file.allocation.flat()
  const found = verify({
    table,
    allocation,
    objective: file.objective,
    levels:
      file.target === null
        ? null
        : (file.levels ?? []).map(({ name, value }) => ({ name, value: value ?? Number.NaN })),
    meetsTotals,
    certificate: file.certificate,
    contested: file.contested?.map(([row, column]) => cellOf(row, column)) ?? null,
    expectation: file.lottery?.expectation.flat().map((each) => Math.round(each * Number(NANO))) ?? null,
  })
  const { faults: wrong, ...ended } = parted(found)
  faults.push(
    ...wrong,
    ...(file.target === null || !allocation.every(Number.isInteger) ? [] : checkDeviations(file, table)),
  )
  if (!meetsTotals && faults.length === 0 && checkTotals(table, allocation).length === 0) {
    faults.push({ path: 'status', found: file.status, expected: 'feasible' }) // it says that totals are off
  }
  if (faults.length > 0) return { proves: [], faults }
  const proves: Proves[] = [...fromScenario, ...(meetsTotals ? (['margins'] as const) : []), 'bounds', 'zero-cells']
  if (file.target !== null) proves.push('levels')
  if (file.certificate !== null && ended.beyond === undefined) proves.push('optimality')
  if (proves.includes('optimality') && file.unique === true) proves.push('uniqueness')
  return { proves, faults, ...ended }
}

/** What the file says otherwise than the answer found again. */
function differencesWith(
  file: ResultFile,
  { same }: Again,
  passed: readonly string[],
  notSaid: string[],
): VerifyFault[] {
  const proven = PROVEN_BY_ITSELF.filter((name) => file[name] !== null)
  return differences(file, same, new Set([...passed, ...proven]), notSaid)
}

/**
 * What the file leaves out and the answer found again has: the target of a published result, the allocation where ties were to
 * stop it, a proof that can be checked within the budget. In all else the two say the same, so what is established of the one
 * holds for the other.
 * @returns null where the file leaves nothing out
 */
function checkFilled(
  file: ResultFile,
  expected: ExpectedResult | null,
  again: Again,
  beyond: boolean,
): OwnCheck<Proves> | null {
  if (file.target !== null && file.allocation !== null && !beyond) return null
  const whole = {
    ...again.whole,
    certificate: (beyond ? null : file.certificate) ?? again.whole.certificate,
    contested: file.contested ?? again.whole.contested,
  } as ResultFile
  const { proves, faults } = checkItself(whole, expected)
  const ofCells: ReadonlySet<Proves> = new Set(['margins', 'bounds', 'zero-cells'] as const)
  const shown = file.allocation === null ? proves.filter((each) => !ofCells.has(each)) : proves
  if (whole.target !== null || again.unfitted === null || whole.conflict === null) return { proves: shown, faults }
  const unfitted = verifyConflict(again.unfitted, whole.conflict, Number(NANO))
  return { proves: [...shown, 'infeasibility'], faults: [...faults, ...unfitted] }
}

function claimsOf({ status, unique, levels }: ResultFile): Claimed[] {
  return [
    ...(status === 'optimal' ? [{ path: 'status', claim: 'optimality' } as const] : []),
    ...(status === 'infeasible' ? [{ path: 'status', claim: 'infeasibility' } as const] : []),
    ...(unique === true ? [{ path: 'unique', claim: 'uniqueness' } as const] : []),
    ...(levels === null ? [] : [{ path: 'levels', claim: 'levels' } as const]),
  ]
}

function notCheckedOf(file: ResultFile, expected: ExpectedResult | null, again: Again | null): string[] {
  const { conflict, ties, status } = file
  const about = conflict === null ? [] : ABOUT_CONFLICT.map((each) => `conflict.${each}`)
  // names and reasons stand in the scenario only
  const worded = conflict === null || expected !== null || file.scenario === null ? [] : wordsOf(conflict)
  const paths = [
    ...HEARSAY,
    ...(conflict?.repairs === null ? ['conflict.repairs'] : []), // time ran out before they were found
    ...(ties === null ? [] : ['ties.seed']),
    ...('read' in file ? ['read'] : []),
    ...(status === 'time-limit' ? ['status'] : []),
    'options',
    ...(expected === null ? QUESTION : expected.scenario === undefined ? ['scenario'] : []),
    ...(again === null ? [...RECOMPUTED, ...about] : worded),
  ]
  return [...new Set(paths)]
}

/** The paths of what a conflict says in words. */
function wordsOf({ restrictions, repairs }: NonNullable<ResultFile['conflict']>): string[] {
  return [
    'conflict.text',
    'conflict.texts',
    ...restrictions.flatMap((_, i) => [`conflict.restrictions[${i}].reason`, `conflict.restrictions[${i}].source`]),
    ...(repairs ?? []).flatMap((_, i) => [`conflict.repairs[${i}].text`, `conflict.repairs[${i}].texts`]),
  ]
}

/** The rounded totals of the way there are the totals of the columns. */
function checkOorTotals({ oorTotals, columnTotals, scenario }: ResultFile): VerifyFault[] {
  if (oorTotals === null) return scenario === null ? [] : [{ path: 'oorTotals', found: 'null', expected: 'given' }]
  if (scenario === null) return [{ path: 'oorTotals', found: 'given', expected: 'null' }]
  const [found, wanted] = [JSON.stringify(oorTotals.rounded), JSON.stringify(columnTotals)]
  return found === wanted ? [] : [{ path: 'oorTotals.rounded', found: short(found), expected: short(wanted) }]
}

/** A conflict of the table itself; one that lies before rounding has no table, and proves nothing here. */
function provesConflict(file: ResultFile): boolean {
  return file.conflict !== null && file.conflict.stage === 'rounding'
}

function checkConflict(file: ResultFile): VerifyFault[] {
  if (!provesConflict(file)) return []
  return verifyConflict(tableOf(file), file.conflict!).map((fault) => ({ ...fault, path: `conflict.${fault.path}` }))
}

/**
 * What may be claimed together. A claim without what proves it is refused, not passed over: an optimum without certificate, "no
 * solution" without conflict, "the only one" without the list of ties. Published results leave the target out, and with it
 * all that rests on it.
 */
function checkClaims(file: ResultFile): VerifyFault[] {
  const { status, target, allocation, certificate, conflict, lottery, unique, contested, published } = file
  const faults: VerifyFault[] = []
  const wants = (right: boolean, path: string, found: unknown, expected: string) => {
    if (!right)
      faults.push({ path, found: typeof found === 'object' && found !== null ? 'given' : String(found), expected })
  }
  if (allocation === null) {
    // ties were to stop it; what is published does not say whether there were any
    const stopped = status === 'optimal' && (unique === false || published === true)
    wants(stopped || (status !== 'optimal' && status !== 'feasible'), 'allocation', null, status)
    wants(stopped || file.levels === null, 'levels', file.levels, 'null')
    wants(file.deviations.length === 0, 'deviations', file.deviations, '[]')
    wants(lottery === null, 'lottery', lottery, 'null')
  } else {
    wants(status !== 'infeasible' && status !== 'time-limit', 'status', status, 'allocation: null')
  }
  wants(certificate === null || status === 'optimal', 'certificate', certificate, 'null')
  wants((unique === null) === (contested === null), 'unique', unique, contested === null ? 'null' : 'true | false')
  if (unique !== null && contested !== null) {
    wants(unique === (contested.length === 0), 'unique', unique, String(contested.length === 0))
    wants(certificate !== null, 'certificate', certificate, 'potentials')
  }
  wants(conflict === null || (status !== 'optimal' && status !== 'feasible'), 'conflict', conflict, 'null')
  wants(file.columnTotals !== null || (target === null && allocation === null), 'columnTotals', null, 'given')
  if (target === null) {
    const nothing = certificate === null && lottery === null && file.deviations.length === 0
    const impossible = status === 'infeasible' && conflict?.stage === 'target'
    const noTable = (impossible || status === 'time-limit') && allocation === null
    wants(nothing && (published === true || noTable), 'target', null, 'given')
    return faults
  }
  wants(published === undefined, 'published', published, '-')
  wants(conflict?.stage !== 'target', 'conflict.stage', 'target', 'rounding')
  wants(status !== 'optimal' || certificate !== null, 'certificate', certificate, 'potentials')
  wants(status !== 'infeasible' || conflict !== null, 'conflict', conflict, 'rows, columns')
  wants(file.method !== 'lottery' || allocation === null || lottery !== null, 'lottery', lottery, 'expectation')
  return faults
}

/** Lists of the length that rows and columns ask for, and codes that occur in them. */
function checkShape(file: ResultFile): VerifyFault[] {
  const faults: VerifyFault[] = []
  const [rows, columns] = [file.rows.length, file.columns.length]
  const length = (path: string, list: readonly unknown[] | null, wanted: number) => {
    if (list !== null && list.length !== wanted)
      faults.push({ path, found: String(list.length), expected: String(wanted) })
  }
  length('rowTotals', file.rowTotals, rows)
  length('columnTotals', file.columnTotals, columns)
  for (const name of ['target', 'allocation'] as const) {
    length(name, file[name], rows)
    file[name]?.forEach((row, s) => length(`${name}[${s}]`, row, columns))
  }
  const expectation = file.lottery?.expectation ?? null
  length('lottery.expectation', expectation, rows)
  expectation?.forEach((row, s) => length(`lottery.expectation[${s}]`, row, columns))
  file.columnTotals?.forEach((total, o) => {
    if (typeof total === 'number' || total[0] <= total[1]) return
    faults.push({ path: `columnTotals[${o}]`, found: total.join('..'), expected: 'low..high' })
  })
  const deviations = file.deviations.map(({ row, column }) => [row, column] as const)
  const cells = [...file.zeroCells, ...file.bounds, ...(file.contested ?? []), ...deviations]
  const [inRows, inColumns] = [new Set(file.rows), new Set(file.columns)]
  for (const [row, column] of cells) {
    if (!inRows.has(row)) faults.push({ path: 'rows', found: short(file.rows.join(', ')), expected: row })
    if (!inColumns.has(column)) {
      faults.push({ path: 'columns', found: short(file.columns.join(', ')), expected: column })
    }
    if (faults.length >= MOST_FAULTS) return faults
  }
  return [...faults, ...twiceFaults(file.rows, file.columns)]
}

/** The table of a result: zero cells, cells without care use and agreed bounds, as bounds per cell. */
export function tableOf(
  file: Pick<
    ResultFile,
    'method' | 'objective' | 'rows' | 'columns' | 'rowTotals' | 'columnTotals' | 'target' | 'zeroCells' | 'bounds'
  > & { readonly options: Pick<ResultFile['options'], 'half' | 'zeroTarget'> },
): Table {
  const columns = file.columns.length
  const cells = file.rows.length * columns
  const target = Float64Array.from(file.target?.flat() ?? Array.from({ length: cells }, () => 0), (each) =>
    Math.round(each * Number(NANO)),
  )
  const columnTotals = file.columnTotals ?? file.columns.map(() => 0)
  const national = file.rowTotals.reduce((sum, each) => sum + each, 0)
  const low = new Int32Array(cells)
  const high = new Int32Array(cells).fill(UNBOUNDED)
  const zero = new Uint8Array(cells)
  const cellOf = cellFinder(file)
  for (const [row, column, least, most] of file.bounds) {
    const cell = cellOf(row, column)
    low[cell] = Math.max(low[cell]!, least)
    high[cell] = Math.min(high[cell]!, most)
  }
  // neither a multiplier nor a fit makes more of 0, whatever the option says
  const { method, objective, options } = file
  const fixed = method === 'lottery' || (method === 'optimal' && objective === 'proportional')
  const staysZero = fixed || options.zeroTarget === 'stays-zero'
  if (file.target !== null && staysZero) {
    target.forEach((each, cell) => each === 0 && (high[cell] = 0))
  }
  for (const [row, column] of file.zeroCells) {
    const cell = cellOf(row, column)
    zero[cell] = 1
    high[cell] = 0
  }
  return {
    rows: file.rows,
    columns: file.columns,
    target,
    rowTotals: file.rowTotals,
    columnLow: columnTotals.map((total) => (typeof total === 'number' ? total : total[0])),
    // no column can take more than there is
    columnHigh: columnTotals.map((total) =>
      typeof total === 'number' ? total : Math.max(total[0], Math.min(total[1], national)),
    ),
    zero,
    low,
    high,
    half: file.options.half,
  }
}

/** The cells said not to be rounded naturally are those, each once and with all that is said of them, and no others. */
function checkDeviations(file: ResultFile, table: Table): VerifyFault[] {
  const columns = file.columns.length
  const cellOf = cellFinder(file)
  const stated = new Map<number, Deviation>()
  const faults: VerifyFault[] = []
  const fault = (cell: number, found: string, expected: string) => {
    const name = `${file.rows[Math.floor(cell / columns)]}-${file.columns[cell % columns]}`
    faults.push({ path: `deviations: ${name}`, found, expected })
  }
  for (const each of file.deviations) {
    const cell = cellOf(each.row, each.column)
    if (stated.has(cell)) fault(cell, 'twice', 'once')
    stated.set(cell, each)
  }
  file.allocation!.flat().forEach((allocated, cell) => {
    const target = BigInt(table.target[cell]!)
    const places = BigInt(allocated)
    const rank = table.zero[cell] === 1 ? 0n : rankByCounting(target, places, table.half)
    const found = stated.get(cell)
    if (rank === 0n) {
      if (found !== undefined) fault(cell, deviationText(found), '-')
      return
    }
    const natural = nearest(target, table.half)
    const extra = absolute(places * NANO - target) - absolute(natural * NANO - target)
    const expected = {
      target: Number(target) / Number(NANO),
      natural: Number(natural),
      allocated,
      rank: Number(rank),
      extraError: Number(extra) / Number(NANO),
    }
    if (found === undefined) fault(cell, '-', deviationText(expected))
    else if (deviationText({ ...expected, ...found }) !== deviationText(expected)) {
      fault(cell, deviationText({ ...expected, ...found }), deviationText(expected))
    }
  })
  return faults
}

function deviationText({ target, natural, allocated, rank, extraError }: Omit<Deviation, 'row' | 'column'>): string {
  return `${target}: ${natural} -> ${allocated} (${rank}, ${extraError})`
}

/** What the result says the question was, against what the scenario says it must be. */
function compareWith(file: ResultFile, expected: ExpectedResult): VerifyFault[] {
  const faults: VerifyFault[] = []
  const compare = (path: string, found: unknown, wanted: unknown) => {
    const [a, b] = [JSON.stringify(found), JSON.stringify(wanted)]
    if (a !== b) faults.push({ path, found: short(a), expected: short(b) })
  }
  compare('input.sha256', file.input.sha256, expected.sha256)
  // a result without a scenario is one of a loose table, whatever the scenario is called
  if (expected.scenario !== undefined || file.scenario === null) {
    compare('scenario', file.scenario, expected.scenario ?? 'given')
  }
  for (const name of [
    'data',
    'rows',
    'columns',
    'rowTotals',
    'columnTotals',
    'zeroCells',
    'bounds',
    'leftOut',
  ] as const) {
    compare(name, file[name], expected[name])
  }
  if (file.published === true) {
    compare('oorTotals.rounded', file.oorTotals?.rounded ?? null, expected.oorTotals?.rounded ?? null)
    return faults
  }
  compare('oorTotals', file.oorTotals, expected.oorTotals)
  compare('flooredOors', file.flooredOors, expected.flooredOors)
  if (file.target === null) compare('target', file.target, expected.target)
  file.target?.forEach((row, s) =>
    row.forEach((each, o) => compare(`target[${s}][${o}]`, each, expected.target?.[s]?.[o] ?? null)),
  )
  return faults
}

function cellFinder({ rows, columns }: Pick<ResultFile, 'rows' | 'columns'>): (row: string, column: string) => number {
  const [rowAt, columnAt] = [rows, columns].map((codes) => new Map(codes.map((code, i) => [code, i])))
  return (row, column) => (rowAt?.get(row) ?? -1) * columns.length + (columnAt?.get(column) ?? -1)
}

function short(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}...` : text
}
