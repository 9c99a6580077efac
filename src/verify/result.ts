/**
 * The check of a whole result, as a stranger would do it who has nothing but the file (and perhaps the scenario): the table is
 * put together again from the result's own fields, and every claim is recomputed from it.
 */
import type { VerifyFault } from './fault.js'
import type { Certificate, LevelValue, MultiplierCertificate, Status } from '../domain/result.js'
import { UNBOUNDED, type Half, type Objective, type Table } from '../domain/table.js'
import { verifyConflict, type ConflictClaim } from './conflict.js'
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

/** The fields of a result file that say something about its numbers. */
export interface ResultFile {
  readonly status: Status
  readonly data?: string | null | undefined
  readonly method: string
  readonly objective: Objective
  readonly options: { readonly half: Half; readonly zeroTarget: 'stays-zero' | 'free' }
  readonly rows: readonly string[]
  readonly columns: readonly string[]
  readonly rowTotals: readonly number[]
  readonly columnTotals: readonly (number | readonly [number, number])[]
  readonly target: readonly (readonly number[])[] | null
  readonly allocation: readonly (readonly number[])[] | null
  readonly levels: readonly { readonly name: LevelValue['name']; readonly value: number | null }[] | null
  readonly deviations: readonly StatedDeviation[]
  readonly zeroCells: readonly (readonly [string, string])[]
  readonly bounds: readonly (readonly [string, string, number, number])[]
  readonly unique: boolean | null
  readonly contested: readonly (readonly [string, string])[] | null
  readonly certificate: Certificate | MultiplierCertificate | null
  readonly conflict?: ConflictClaim | null | undefined
  readonly lottery?: { readonly expectation: readonly (readonly number[])[] } | null | undefined
}

/** A cell said not to be rounded naturally. */
interface StatedDeviation {
  readonly row: string
  readonly column: string
  readonly target?: number | undefined
  readonly natural: number | null
  readonly allocated: number
  readonly rank: number | null
  readonly extraError?: number | undefined
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

export interface ResultCheck {
  readonly proves: Proves[]
  readonly faults: VerifyFault[]
}

/** Checks a result file. @param expected from the scenario; null when there is only the file */
export function checkResult(file: ResultFile, sha256: string, expected: Expected | null): ResultCheck {
  const shape = checkShape(file)
  if (shape.length > 0) return { proves: [], faults: shape }
  const faults = [...(expected === null ? [] : compareWith(file, sha256, expected))]
  const fromScenario: Proves[] = expected !== null && file.target !== null ? ['target'] : []
  faults.push(...checkClaims(file), ...checkConflict(file))
  if (file.allocation === null) {
    if (faults.length > 0) return { proves: [], faults }
    return { proves: [...fromScenario, ...(provesConflict(file) ? (['infeasibility'] as const) : [])], faults }
  }

  const table = tableOf(file)
  const columns = file.columns.length
  const cellOf = ([row, column]: readonly [string, string]) =>
    file.rows.indexOf(row) * columns + file.columns.indexOf(column)
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
    contested: file.contested?.map(cellOf) ?? null,
    expectation: file.lottery?.expectation.flat().map((each) => Math.round(each * Number(NANO))) ?? null,
  })
  faults.push(
    ...found,
    ...(file.target === null || !allocation.every(Number.isInteger) ? [] : checkDeviations(file, table)),
  )
  if (!meetsTotals && faults.length === 0 && checkTotals(table, allocation).length === 0) {
    faults.push({ path: 'status', found: file.status, expected: 'feasible' }) // it says that totals are off
  }
  if (faults.length > 0) return { proves: [], faults }
  const proves: Proves[] = [...fromScenario, ...(meetsTotals ? (['margins'] as const) : []), 'bounds', 'zero-cells']
  if (file.target !== null) proves.push('levels')
  if (file.certificate !== null) proves.push('optimality')
  if (proves.includes('optimality') && file.unique === true) proves.push('uniqueness')
  return { proves, faults }
}

/** A conflict of the table itself; one that lies before rounding has no table, and proves nothing here. */
function provesConflict(file: ResultFile): boolean {
  return file.target !== null && Boolean(file.conflict)
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
  const { status, target, allocation, certificate, conflict = null, lottery = null, unique, contested } = file
  const faults: VerifyFault[] = []
  const wants = (right: boolean, path: string, found: unknown, expected: string) => {
    if (!right)
      faults.push({ path, found: typeof found === 'object' && found !== null ? 'given' : String(found), expected })
  }
  if (allocation === null) {
    const stopped = status === 'optimal' && unique === false // ties were to stop it
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
  if (target === null) {
    wants(certificate === null && lottery === null && file.deviations.length === 0, 'target', null, 'given')
    return faults
  }
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
  file.columnTotals.forEach((total, o) => {
    if (typeof total === 'number' || total[0] <= total[1]) return
    faults.push({ path: `columnTotals[${o}]`, found: total.join('..'), expected: 'low..high' })
  })
  const deviations = file.deviations.map(({ row, column }) => [row, column] as const)
  const cells = [...file.zeroCells, ...file.bounds, ...(file.contested ?? []), ...deviations]
  for (const [row, column] of cells) {
    if (!file.rows.includes(row)) faults.push({ path: 'rows', found: file.rows.join(', '), expected: row })
    if (!file.columns.includes(column))
      faults.push({ path: 'columns', found: file.columns.join(', '), expected: column })
  }
  if (new Set(file.rows).size !== rows || new Set(file.columns).size !== columns) {
    faults.push({ path: 'rows, columns', found: 'a code twice', expected: 'every code once' })
  }
  return faults
}

/** The table of a result: zero cells, cells without care use and agreed bounds, as bounds per cell. */
export function tableOf(
  file: Pick<
    ResultFile,
    | 'method'
    | 'objective'
    | 'options'
    | 'rows'
    | 'columns'
    | 'rowTotals'
    | 'columnTotals'
    | 'target'
    | 'zeroCells'
    | 'bounds'
  >,
): Table {
  const columns = file.columns.length
  const cells = file.rows.length * columns
  const target = Float64Array.from(file.target?.flat() ?? Array.from({ length: cells }, () => 0), (each) =>
    Math.round(each * Number(NANO)),
  )
  const national = file.rowTotals.reduce((sum, each) => sum + each, 0)
  const low = new Int32Array(cells)
  const high = new Int32Array(cells).fill(UNBOUNDED)
  const zero = new Uint8Array(cells)
  const cellOf = (row: string, column: string) => file.rows.indexOf(row) * columns + file.columns.indexOf(column)
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
    columnLow: file.columnTotals.map((total) => (typeof total === 'number' ? total : total[0])),
    // no column can take more than there is
    columnHigh: file.columnTotals.map((total) =>
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
  const stated = new Map<number, StatedDeviation>()
  const faults: VerifyFault[] = []
  const fault = (cell: number, found: string, expected: string) => {
    const name = `${file.rows[Math.floor(cell / columns)]}-${file.columns[cell % columns]}`
    faults.push({ path: `deviations: ${name}`, found, expected })
  }
  for (const each of file.deviations) {
    const cell = file.rows.indexOf(each.row) * columns + file.columns.indexOf(each.column)
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

function deviationText({
  target,
  natural,
  allocated,
  rank,
  extraError,
}: Omit<StatedDeviation, 'row' | 'column'>): string {
  return `${target}: ${natural} -> ${allocated} (${rank}, ${extraError})`
}

/** What the result says its input was, against what the scenario says it must be. */
function compareWith(file: ResultFile, sha256: string, expected: Expected): VerifyFault[] {
  const faults: VerifyFault[] = []
  const compare = (path: string, found: unknown, wanted: unknown) => {
    const [a, b] = [JSON.stringify(found), JSON.stringify(wanted)]
    if (a !== b) faults.push({ path, found: short(a), expected: short(b) })
  }
  compare('input.sha256', sha256, expected.sha256)
  compare('data', file.data ?? null, expected.data)
  compare('rows', file.rows, expected.rows)
  compare('columns', file.columns, expected.columns)
  compare('rowTotals', file.rowTotals, expected.rowTotals)
  compare('columnTotals', file.columnTotals, expected.columnTotals)
  compare('zeroCells', file.zeroCells, expected.zeroCells)
  compare('bounds', file.bounds, expected.bounds)
  if (file.target === null) return faults // published without it, or there is none
  file.target.forEach((row, s) =>
    row.forEach((each, o) => compare(`target[${s}][${o}]`, each, expected.target?.[s]?.[o] ?? null)),
  )
  return faults
}

function short(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}...` : text
}
