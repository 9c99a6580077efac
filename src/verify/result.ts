/**
 * The check of a whole result, as a stranger would do it who has nothing but the file (and perhaps the scenario): the table is
 * put together again from the result's own fields, and every claim is recomputed from it.
 */
import type { Certificate, LevelValue, MultiplierCertificate, Status } from '../domain/result.js'
import { UNBOUNDED, type Half, type Objective, type Table } from '../domain/table.js'
import { verifyConflict, type ConflictClaim } from './conflict.js'
import { NANO, rankByCounting } from './rank.js'
import { verify, type VerifyFault } from './verify.js'

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
  readonly objective: Objective
  readonly options: { readonly half: Half; readonly zeroTarget: 'stays-zero' | 'free' }
  readonly rows: readonly string[]
  readonly columns: readonly string[]
  readonly rowTotals: readonly number[]
  readonly columnTotals: readonly (number | readonly [number, number])[]
  readonly target: readonly (readonly number[])[] | null
  readonly allocation: readonly (readonly number[])[] | null
  readonly levels: readonly { readonly name: LevelValue['name']; readonly value: number | null }[] | null
  readonly deviations: readonly { row: string; column: string; allocated: number; rank: number | null }[]
  readonly zeroCells: readonly (readonly [string, string])[]
  readonly bounds: readonly (readonly [string, string, number, number])[]
  readonly unique: boolean | null
  readonly contested: readonly (readonly [string, string])[] | null
  readonly certificate: Certificate | MultiplierCertificate | null
  readonly conflict?: ConflictClaim | null | undefined
  readonly lottery?: { readonly expectation: readonly (readonly number[])[] } | null | undefined
}

/** What a scenario says the input of the rounding must be, recomputed from its care use. */
export interface Expected {
  readonly sha256: string
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
  const faults = expected === null ? [] : compareWith(file, sha256, expected)
  const fromScenario: Proves[] = expected !== null && faults.length === 0 && file.target !== null ? ['target'] : []
  if (file.allocation === null) {
    const found = [...faults, ...claimsWithout(file), ...checkConflict(file)]
    if (found.length > 0) return { proves: [], faults: found }
    return { proves: [...fromScenario, ...(provesConflict(file) ? (['infeasibility'] as const) : [])], faults: [] }
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
    certificate: file.target === null ? null : file.certificate,
    contested: file.contested?.map(cellOf) ?? null,
    expectation: file.lottery?.expectation.flat().map((each) => Math.round(each * Number(NANO))) ?? null,
  })
  faults.push(...found, ...(file.target === null ? [] : checkDeviations(file, table)))
  if (file.status === 'optimal' && file.target !== null && file.certificate === null) {
    faults.push({ path: 'certificate', found: 'null', expected: 'potentials' })
  }
  if (file.unique !== null && file.contested !== null && file.unique !== (file.contested.length === 0)) {
    faults.push({ path: 'unique', found: String(file.unique), expected: String(file.contested.length === 0) })
  }
  if (faults.length > 0) return { proves: [], faults }
  const proves: Proves[] = [...fromScenario, ...(meetsTotals ? (['margins'] as const) : []), 'bounds', 'zero-cells']
  if (file.target !== null) proves.push('levels')
  if (file.target !== null && file.certificate !== null) proves.push('optimality')
  if (proves.includes('optimality') && file.unique === true) proves.push('uniqueness')
  return { proves, faults }
}

/** A conflict of the table itself; one that lies before rounding is recomputed with the scenario only. */
function provesConflict(file: ResultFile): boolean {
  return file.status === 'infeasible' && file.target !== null && Boolean(file.conflict)
}

function checkConflict(file: ResultFile): VerifyFault[] {
  if (!provesConflict(file)) return []
  return verifyConflict(tableOf(file), file.conflict!).map((fault) => ({ ...fault, path: `conflict.${fault.path}` }))
}

/** Without an allocation nothing may be claimed about one, unless ties were to stop it. */
function claimsWithout(file: ResultFile): VerifyFault[] {
  if (file.status !== 'feasible' && (file.status !== 'optimal' || file.unique === false)) return []
  return [{ path: 'allocation', found: 'null', expected: file.status }]
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
  const cells = [...file.zeroCells, ...file.bounds, ...(file.contested ?? [])]
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
function tableOf(file: ResultFile): Table {
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
  if (file.target !== null && file.options.zeroTarget === 'stays-zero') {
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

/** The cells said not to be rounded naturally are those, with those ranks, and no others. */
function checkDeviations(file: ResultFile, table: Table): VerifyFault[] {
  const columns = file.columns.length
  const stated = new Map(
    file.deviations.map((each) => [`${each.row}-${each.column}`, `${each.allocated} (${each.rank})`]),
  )
  const faults: VerifyFault[] = []
  file.allocation!.flat().forEach((places, cell) => {
    const name = `${file.rows[Math.floor(cell / columns)]}-${file.columns[cell % columns]}`
    const rank = table.zero[cell] === 1 ? 0n : rankByCounting(BigInt(table.target[cell]!), BigInt(places), table.half)
    const expected = rank === 0n ? undefined : `${places} (${rank})`
    if (stated.get(name) !== expected) {
      faults.push({ path: `deviations: ${name}`, found: stated.get(name) ?? '-', expected: expected ?? '-' })
    }
    stated.delete(name)
  })
  for (const [name, found] of stated) faults.push({ path: `deviations: ${name}`, found, expected: '-' })
  return faults
}

/** What the result says its input was, against what the scenario says it must be. */
function compareWith(file: ResultFile, sha256: string, expected: Expected): VerifyFault[] {
  const faults: VerifyFault[] = []
  const compare = (path: string, found: unknown, wanted: unknown) => {
    const [a, b] = [JSON.stringify(found), JSON.stringify(wanted)]
    if (a !== b) faults.push({ path, found: short(a), expected: short(b) })
  }
  compare('input.sha256', sha256, expected.sha256)
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
