/**
 * The check of a whole result, as a stranger would do it who has nothing but the file (and perhaps the scenario): the table is
 * put together again from the result's own fields, and every claim is recomputed from it. Where the same question was answered
 * again, the file is held against that answer too, field by field; what is taken as it stands is listed in `notChecked`.
 */
import { parted, twiceFaults, type Claimed, type FileCheck, type OwnCheck, type VerifyFault } from './fault.js'
import { admitsNear, movedFrom, type NearTo } from '../domain/near.js'
import { PROTOCOLS_OWN, type Deviation, type LevelValue } from '../domain/result.js'
import type { Result } from '../shapes/answers/result.js'
import { checkCarry, checkCarryShape, owedIn, totalsWithArrears, type EarlierFile } from './carry.js'
import { UNBOUNDED, type Half, type Table, type TieBreak } from '../domain/table.js'
import { verifyConflict } from './conflict.js'
import { differences } from './differences.js'
import { absolute, NANO, nearest, rankByCounting } from './rank.js'
import { placeOfNear } from './certificate.js'
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
  | 'carry'
  | 'infeasibility'
  | 'freedom'

/** The options that decide how a table is rounded. */
interface Deciding {
  readonly half: Half
  readonly zeroTarget: 'stays-zero' | 'free'
  /** A file of before there was such an option lacks it: then it was `error`. */
  readonly tieBreak?: TieBreak
}

/** A result, or what somebody made of it. What is not published is null. */
export type ResultFile = Omit<Result, 'oorTotals' | 'levels' | 'options'> & {
  readonly published?: true | undefined
  readonly options: Result['options'] & Required<Deciding>
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
  Pick<Result, 'oorTotals' | 'flooredOors' | 'leftOut' | 'year'> & {
    /** Missing for a workbook, which is called after its file: under another name it is the same scenario, and the hash tells. */
    readonly scenario?: string | null
    /** In places; 0 for none. */
    readonly floor: number
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
  'year',
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
  freedom: null,
  chains: null,
  seed: null,
  trace: null,
  leftOut: null,
  remarks: [],
  near: null,
  precision: null,
  milliseconds: 0,
  year: null,
  carry: null,
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
 * @param near what it is near to, in its own order; null when that is not given
 * @param earlier the results that it carries over from, oldest first; null when they are not given
 */
export function checkResult(
  given: ResultFile,
  expected: ExpectedResult | null,
  again: Again | null,
  near: NearTo | null = null,
  earlier: readonly EarlierFile[] | null = null,
): FileCheck<Proves> {
  const file = completed(given)
  const unsaid = Object.keys(SILENCE).filter((name) => !(name in given))
  const absent = ['conflict', 'lottery', ...unsaid].filter((name) => !(name in given))
  const itself = checkItself(file, expected, near, earlier, unsaid)
  const { beyond = [] } = itself
  const notChecked = [...new Set([...notCheckedOf(file, expected, again, near, earlier), ...absent, ...beyond])]
  const passed = expected === null ? [...notChecked, 'oorTotals'] : [...notChecked]
  const faults = [
    itself.faults,
    checkOorTotals(file),
    again === null ? [] : differencesWith(file, again, passed, notChecked),
  ].find((each) => each.length > 0)
  if (faults !== undefined) return { proves: [], faults, unproven: [], notChecked }
  const filled = again === null ? null : checkFilled(file, expected, again, beyond.length > 0, near, earlier)
  if (filled !== null && filled.faults.length > 0) {
    return { proves: [], faults: filled.faults, unproven: [], notChecked }
  }
  const proves = filled?.proves ?? itself.proves
  const unproven = [
    ...claimsOf(file).filter(({ claim }) => !proves.some((each) => each === claim)),
    ...byHand(file, again),
  ]
  return { proves, faults: [], unproven, notChecked }
}

/** The file as it stands, by nothing but its own numbers and what the scenario says the question was. */
function checkItself(
  file: ResultFile,
  expected: ExpectedResult | null,
  near: NearTo | null,
  earlier: readonly EarlierFile[] | null,
  unsaid: readonly string[] = [],
): OwnCheck<Proves> {
  const shape = [...checkShape(file), ...checkCarryShape(file)]
  if (shape.length > 0) return { proves: [], faults: shape }
  const said = ({ path }: VerifyFault) => !unsaid.includes(path.split('.')[0]!)
  const faults = expected === null ? [] : compareWith(file, expected, earlier).filter(said)
  const staysEmpty = cellsThatStayEmpty(file)
  faults.push(
    ...checkClaims(file),
    ...checkNear(file, near),
    ...checkCarry(file, staysEmpty, earlier),
    ...checkConflict(file),
  )
  const fromScenario: Proves[] = [
    ...(expected !== null && file.target !== null ? (['target'] as const) : []),
    ...(earlier !== null ? (['carry'] as const) : []),
  ]
  if (file.allocation === null) {
    if (faults.length > 0) return { proves: [], faults }
    return { proves: [...fromScenario, ...(provesConflict(file) ? (['infeasibility'] as const) : [])], faults }
  }

  // what an allocation is near to stands in another file: without that, nothing is proven that depends on it, nor at a rank that
  // its objective has no weight for
  const isBlind = file.near !== null && (near === null || !admitsNear(file.objective, file.near.rank))
  const table = tableNear(file, isBlind ? null : near)
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
        : (file.levels ?? [])
            .filter(({ name }) => name !== 'near' || !isBlind)
            .map(({ name, value }) => ({ name, value: value ?? Number.NaN })),
    meetsTotals,
    certificate: isBlind ? null : file.certificate,
    contested: isBlind ? null : (file.contested?.map(([row, column]) => cellOf(row, column)) ?? null),
    freedom: file.freedom && {
      ...file.freedom,
      free: file.freedom.free.map((each) => ({ ...each, cell: cellOf(each.row, each.column) })),
    },
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
  if (file.target !== null && !isBlind) proves.push('levels')
  const { beyond = [] } = ended
  if (file.certificate !== null && !isBlind && beyond.every(isAboutFreedom)) proves.push('optimality')
  if (proves.includes('optimality') && file.unique === true) proves.push('uniqueness')
  if (proves.includes('optimality') && file.freedom !== null && beyond.length === 0) proves.push('freedom')
  return { proves, faults, ...ended }
}

/** What is free rests on an optimum, and not the other way round. */
function isAboutFreedom(path: string): boolean {
  return path === 'freedom' || path.startsWith('certificate.freedom')
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
  near: NearTo | null,
  earlier: readonly EarlierFile[] | null,
): OwnCheck<Proves> | null {
  if (file.target !== null && file.allocation !== null && !beyond) return null
  const whole = {
    ...again.whole,
    scenario: file.scenario, // answered again from its table alone it has none, and what has none carries nothing
    certificate: (beyond ? null : file.certificate) ?? again.whole.certificate,
    contested: file.contested ?? again.whole.contested,
  } as ResultFile
  const { proves, faults } = checkItself(whole, expected, near, earlier)
  const ofCells: ReadonlySet<Proves> = new Set(['margins', 'bounds', 'zero-cells'] as const)
  const shown = file.allocation === null ? proves.filter((each) => !ofCells.has(each)) : proves
  if (whole.target !== null || again.unfitted === null || whole.conflict === null) return { proves: shown, faults }
  const unfitted = verifyConflict(again.unfitted, whole.conflict, Number(NANO))
  return { proves: [...shown, 'infeasibility'], faults: [...faults, ...unfitted] }
}

/** What a hand method or a lot comes to has no proof but that it is followed once more. */
function byHand({ method, allocation }: ResultFile, again: Again | null): Claimed[] {
  return again === null && method !== 'optimal' && allocation !== null ? [{ path: 'method', claim: 'method' }] : []
}

function claimsOf({ status, unique, levels, freedom }: ResultFile): Claimed[] {
  return [
    ...(status === 'optimal' ? [{ path: 'status', claim: 'optimality' } as const] : []),
    ...(status === 'infeasible' ? [{ path: 'status', claim: 'infeasibility' } as const] : []),
    ...(unique === true ? [{ path: 'unique', claim: 'uniqueness' } as const] : []),
    ...(levels === null ? [] : [{ path: 'levels', claim: 'levels' } as const]),
    ...(freedom === null ? [] : [{ path: 'freedom', claim: 'freedom' } as const]),
  ]
}

function notCheckedOf(
  file: ResultFile,
  expected: ExpectedResult | null,
  again: Again | null,
  near: NearTo | null,
  earlier: readonly EarlierFile[] | null,
): string[] {
  const { conflict, ties, status } = file
  // a hand method says that it could do no more
  const saysTotals = file.freedom !== null && file.scenario !== null
  const saysNothingHelps = status === 'stuck' || status === 'off-totals'
  const about = conflict === null ? [] : ABOUT_CONFLICT.map((each) => `conflict.${each}`)
  // names and reasons stand in the scenario only
  const worded = conflict === null || expected !== null || file.scenario === null ? [] : wordsOf(conflict)
  const paths = [
    ...HEARSAY,
    ...(conflict?.repairs === null ? ['conflict.repairs'] : []), // time ran out before they were found
    ...(ties === null ? [] : ['ties.seed']),
    ...('read' in file ? ['read'] : []),
    ...(status === 'time-limit' || (again === null && saysNothingHelps) ? ['status'] : []),
    'options',
    // which totals were chosen among equals is seen from the scenario alone
    ...(file.freedom === null && file.certificate !== null && 'freedom' in file.certificate
      ? ['certificate.freedom']
      : []),
    ...(saysTotals && (expected === null || again === null) ? ['freedom.totals'] : []),
    ...(file.carry === null || earlier !== null ? [] : ['carry']),
    ...(hasUnknownTotals(file, earlier) ? ['columnTotals', 'oorTotals'] : []),
    ...(file.near !== null && near === null ? ['near', 'certificate', 'contested'] : []),
    ...(file.precision !== null && (expected === null || again === null) ? ['precision'] : []),
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

/** What was carried is not published: OOR totals cannot be computed again from the scenario alone. */
function hasUnknownTotals({ carry }: Pick<ResultFile, 'carry'>, earlier: readonly EarlierFile[] | null): boolean {
  return earlier === null && carry !== null && carry.arrears === null && carry.rule !== 'arrears'
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
  faults.push(...checkFreeClaim(file))
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

/** Free cells are claimed of a proven optimum only, where the protocol's levels come first. */
function checkFreeClaim({
  freedom,
  status,
  method,
  objective,
  scenario,
  columns,
  certificate,
  near,
}: ResultFile): VerifyFault[] {
  if (freedom === null) return []
  const faults: VerifyFault[] = []
  // a certificate that should, or should not, be there is a fault of its own
  const isOfNone = status !== 'optimal' && certificate === null
  if (isOfNone || method !== 'optimal' || objective !== 'next-best' || near?.rank === 'first') {
    faults.push({ path: 'freedom', found: 'given', expected: 'null' })
  }
  const levels = freedom.levels.join(', ')
  if (levels !== PROTOCOLS_OWN.join(', ')) {
    faults.push({ path: 'freedom.levels', found: levels, expected: PROTOCOLS_OWN.join(', ') })
  }
  // only the totals of a scenario are repaired
  const known = scenario === null ? [] : columns
  const strange = freedom.totals.filter((code, i) => !known.includes(code) || freedom.totals.indexOf(code) !== i)
  if (strange.length > 0)
    faults.push({
      path: 'freedom.totals',
      found: short(strange.join(', ')),
      expected: known.length === 0 ? '[]' : 'columns',
    })
  return faults
}

/**
 * What is said of the allocation that this one is near to: its level in its place, and, where it is given, that it is that one and how
 * many places fewer there are than in it. The level itself is recomputed with the others.
 */
function checkNear(file: ResultFile, near: NearTo | null): VerifyFault[] {
  const { near: said, levels, allocation, method, objective } = file
  if (said === null) return []
  const faults: VerifyFault[] = []
  const wants = (path: string, found: unknown, expected: unknown) => {
    if (found !== expected) faults.push({ path, found: String(found), expected: String(expected) })
  }
  if (method !== 'optimal' || !admitsNear(objective, said.rank)) wants('near', `${method}, ${objective}`, 'null')
  const names: readonly string[] = (levels ?? []).map(({ name }) => name)
  const others = names.filter((name) => name !== 'near')
  if (levels !== null)
    wants('levels', names.join(', '), others.toSpliced(placeOfNear(others, said.rank), 0, 'near').join(', '))
  wants('near.lost', said.lost === null, allocation === null)
  if (near === null) return faults
  wants('near.sha256', said.sha256, near.sha256)
  if (allocation !== null) wants('near.lost', said.lost, movedFrom(near.places, allocation.flat()).lost)
  return faults
}

/** The table, with the allocation to stay near to where that is known. */
function tableNear(file: ResultFile, near: NearTo | null): Table {
  const table = tableOf(file)
  return file.near === null || near === null ? table : { ...table, near: { ...near, rank: file.near.rank } }
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
  const [deviations, free] = [file.deviations, file.freedom?.free ?? []].map((cells) =>
    cells.map(({ row, column }) => [row, column] as const),
  ) as [[string, string][], [string, string][]]
  const cells = [...file.zeroCells, ...file.bounds, ...(file.contested ?? []), ...deviations, ...free]
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

/** The cells that get no place whatever they are owed, by the year's own target. */
function cellsThatStayEmpty(file: ResultFile): (cell: number) => boolean {
  if (file.carry?.target == null) return () => false
  const { high } = tableOf({ ...file, method: 'stepwise', target: file.carry.target, carry: null })
  return (cell) => high[cell] === 0
}

/** The table of a result: zero cells, cells without care use and agreed bounds, as bounds per cell. */
export function tableOf(
  file: Pick<
    ResultFile,
    | 'method'
    | 'objective'
    | 'rows'
    | 'columns'
    | 'rowTotals'
    | 'columnTotals'
    | 'target'
    | 'zeroCells'
    | 'bounds'
    | 'carry'
  > & { readonly options: Deciding },
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
  if (file.target !== null && fixed) target.forEach((each, cell) => each === 0 && (high[cell] = 0))
  if (file.target !== null && options.zeroTarget === 'stays-zero') {
    // a cell that arrears bring down to 0 has care use
    const own = file.carry?.target ?? file.target
    own.flat().forEach((each, cell) => each === 0 && (high[cell] = 0))
  }
  const owed = file.carry?.rule === 'arrears' ? owedIn(file.carry) : null
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
    tieBreak: file.options.tieBreak,
    ...(owed && { owed: Float64Array.from(owed, Number) }),
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
function compareWith(
  file: ResultFile,
  expected: ExpectedResult,
  earlier: readonly EarlierFile[] | null,
): VerifyFault[] {
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
  const hasTotals = !hasUnknownTotals(file, earlier)
  const moved = totalsWithArrears(file, expected, earlier)
  const oorTotals = expected.oorTotals && { ...expected.oorTotals, ...(moved && { rounded: moved }) }
  if (hasTotals) compare('columnTotals', file.columnTotals, moved ?? expected.columnTotals)
  for (const name of ['data', 'year', 'rows', 'columns', 'rowTotals', 'zeroCells', 'bounds', 'leftOut'] as const) {
    compare(name, file[name], expected[name])
  }
  if (file.published === true) {
    if (hasTotals) compare('oorTotals.rounded', file.oorTotals?.rounded ?? null, oorTotals?.rounded ?? null)
    return faults
  }
  compare('oorTotals', file.oorTotals, oorTotals)
  compare('flooredOors', file.flooredOors, expected.flooredOors)
  if (file.target === null) compare('target', file.target, expected.target)
  const [path, own] = file.carry?.target == null ? ['target', file.target] : ['carry.target', file.carry.target]
  own?.forEach((row, s) =>
    row.forEach((each, o) => compare(`${path}[${s}][${o}]`, each, expected.target?.[s]?.[o] ?? null)),
  )
  return faults
}

/** The cell of two codes that the table has. */
function cellFinder({ rows, columns }: Pick<ResultFile, 'rows' | 'columns'>): (row: string, column: string) => number {
  const places = (codes: readonly string[]) => new Map(codes.map((code, i) => [code, i]))
  const [rowAt, columnAt] = [places(rows), places(columns)]
  return (row, column) => rowAt.get(row)! * columns.length + columnAt.get(column)!
}

function short(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}...` : text
}
