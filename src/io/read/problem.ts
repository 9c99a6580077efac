/** A table to round from its file: shape by the schema, then meaning. Targets are fixed at 9 decimals here. */
import { decimalToNano, MAX_TARGET, NANO, parseDecimal, plainNano } from '../../domain/decimal.js'
import { InputError, MOST_FAULTS, stopAtEnough, type Fault } from '../../domain/errors.js'
import { foldedCode } from '../../domain/language.js'
import type { Options } from '../../domain/options.js'
import { inPlaceOf, placedAs } from '../../domain/places.js'
import type { Problem } from '../../domain/problem.js'
import type { Objective } from '../../domain/table.js'
import { fingerprint } from '../canonical.js'
import {
  checkBoth,
  checkNational,
  parseJson,
  refuseAnswers,
  refuseCrowd,
  refuseMany,
  shown,
  type Beginning,
  type Follows,
} from '../../shapes/check.js'
import { here } from '../machine.js'
import { decode, isWorkbook } from '../text.js'
import { plainCodes, refuseStrangers, unknownCode } from './names.js'
import { csvSheet, parseCsv } from '../csv.js'
import { once } from './once.js'
import { problemIn } from './problem-table.js'
import { readingOf, withReading } from './readings.js'
import { problemSchema, type ProblemFile } from '../../shapes/files.js'
import { baseName } from './workbook.js'
import { problemFromWorkbook } from './workbook-tables.js'

/** The most that the upper ends of all column totals together may be. */
const MAX_ROOM = 2_000_000_000

/** Reads a problem file. @throws InputError with every fault found, each by its path */
export function readProblem(path: string): Problem {
  return problemFromBytes(here().read(path), path)
}

/** A problem from the bytes of a workbook, CSV or JSON. @param path what to call them in a fault; @throws InputError with every fault */
export function problemFromBytes(bytes: Uint8Array, path = 'problem'): Problem {
  if (isWorkbook(path, bytes)) return parseProblem(problemFromWorkbook(bytes, path), path)
  const text = decode(bytes)
  return parseProblem(isTable(path, text) ? problemFromText(text, path) : parseJson(text, path, { beginning }), path)
}

/** A text that is no JSON, and is called CSV or looks like it. */
function isTable(path: string, text: string): boolean {
  return !/^\s*[[{"]/.test(text) && (/\.(csv|tsv|txt)$/i.test(path) || /^[^\n\r]*[;,\t|]/.test(text.trimStart()))
}

/** A table to round from CSV text: names down and across, with totals. @throws InputError with every fault, each by its line */
export function problemFromCsv(bytes: Uint8Array, path: string): ProblemFile {
  return problemFromText(decode(bytes), path)
}

function problemFromText(text: string, path: string): ProblemFile {
  const csv = parseCsv(text, path)
  const problem = problemIn(csvSheet(csv, path), baseName(path))
  return withReading(problem, { used: [], skipped: csv.skipped, warnings: [] })
}

/**
 * Checks a problem that is already in memory.
 * @param whole what to call the problem itself, where that is what is wrong
 * @throws InputError with every fault found, each by its path
 */
export function parseProblem(value: unknown, whole = 'problem'): Problem {
  return once('problem', null, value, () => inPlaceOf(value, () => placedAs(value, problemFrom(value, whole))))
}

function problemFrom(value: unknown, whole: string): Problem {
  refuseAnswers(value, whole, 'rows, columns, target, rowTotals, columnTotals')
  refuseCrowd(value)
  refuseStrangersIn(value)
  return checkBoth(problemSchema, value, whole, (file) => problemOfFile(file, value), follows)
}

/** A large table that is wrong all over is refused by its beginning. */
function beginning(begun: Beginning): void {
  refuseStrangersIn(begun.value)
  refuseMany(problemSchema, begun)
}

function refuseStrangersIn(value: unknown): void {
  if (typeof value !== 'object' || value === null) return
  const { rows, columns, zeroCells, bounds } = value as Readonly<Record<string, unknown>>
  const namesIn = (list: unknown) =>
    plainCodes(Array.isArray(list) ? list.slice(0, 5_000).filter((each) => typeof each === 'string') : [])
  const known = () => [namesIn(rows), namesIn(columns)] as const
  refuseStrangers(zeroCells, 'zeroCells', ['0', '1'], known)
  refuseStrangers(bounds, 'bounds', ['0', '1'], known)
}

/** What names a row or a column, or counts them, follows from lists of names that are wrong. */
const follows: Follows = ({ code, path }, isGone) => {
  if (code === 'shape') return isGone(/^(rows|columns)$/)
  return code === 'unknown-code' && isGone(path.endsWith('[0]') ? /^rows\b/ : /^columns\b/)
}

function problemOfFile(file: ProblemFile, value: unknown): Problem {
  const faults: Fault[] = []
  const { rows, columns } = file
  checkDuplicates(rows, 'rows', faults)
  checkDuplicates(columns, 'columns', faults)
  checkLength(file.target, rows.length, 'target', faults)
  checkLength(file.rowTotals, rows.length, 'rowTotals', faults)
  checkLength(file.columnTotals, columns.length, 'columnTotals', faults)
  file.target.forEach((row, s) => checkLength(row, columns.length, `target[${s}]`, faults))
  checkNational(file.rowTotals, 'rowTotals', faults)
  const known = { rows: new Set(rows), columns: new Set(columns) }
  const names = { rows: plainCodes(rows), columns: plainCodes(columns) }
  const zeroCells = file.zeroCells ?? []
  const bounds = file.bounds ?? []
  zeroCells.forEach(([row, column], i) => checkCell(row, column, 'zeroCells', i))
  bounds.forEach(([row, column, low, high], i) => {
    checkCell(row, column, 'bounds', i)
    if (low <= high) return
    stopAtEnough(faults)
    faults.push({ code: 'value', path: `bounds[${i}][3]`, found: String(high), expected: `>= ${low}` })
  })
  file.columnTotals.forEach((total, o) => {
    if (typeof total === 'number' || total[0] <= total[1]) return
    faults.push({ code: 'value', path: `columnTotals[${o}][1]`, found: String(total[1]), expected: `>= ${total[0]}` })
  })
  const national = file.rowTotals.reduce((sum, each) => sum + each, 0)
  const room = file.columnTotals.reduce<number>(
    (sum, each) => sum + (typeof each === 'number' ? each : Math.min(each[1], national)),
    0,
  )
  if (room > MAX_ROOM)
    faults.push({ code: 'too-large', path: 'columnTotals', found: String(room), expected: `<= ${MAX_ROOM}` })
  const targets = file.target.map((row, s) =>
    row.map((each, o) => readTarget(each, () => `target[${s}][${o}]`, faults)),
  )
  if (faults.length > 0) throw new InputError(faults)
  const problem = {
    title: file.title ?? null,
    data: file.data ?? null,
    rows: [...rows],
    columns: [...columns],
    rowTotals: [...file.rowTotals],
    columnTotals: file.columnTotals.map(copied),
    zeroCells: zeroCells.map(copied),
    bounds: bounds.map(copied),
    options: (file.options ?? {}) as Partial<Options>,
  }
  const checked = {
    ...problem,
    targetNano: Float64Array.from(targets.flat()),
    // what a table is called, often after its file, is no part of what is in it
    sha256: fingerprint({ ...problem, title: null, targetNano: targets }),
  }
  return withReading(checked, typeof value === 'object' && value !== null ? readingOf(value) : null)

  function checkCell(row: string, column: string, list: string, i: number): void {
    if (known.rows.has(row) && known.columns.has(column)) return
    stopAtEnough(faults)
    if (!known.rows.has(row)) faults.push(unknownCode(`${list}[${i}][0]`, row, names.rows, faults.length))
    if (!known.columns.has(column)) faults.push(unknownCode(`${list}[${i}][1]`, column, names.columns, faults.length))
  }
}

/** A checked file may share its lists with the value that it was made of, and that is not ours. */
function copied<T>(part: T): T {
  return Array.isArray(part) ? ([...(part as unknown[])] as T) : part
}

/** Cells that only proportional rounding can take, as of votes, are a fault for another objective. @throws InputError */
export function checkTargets({ targetNano, columns }: Problem, objective: Objective = 'next-best'): void {
  if (objective === 'proportional') return
  const beyond = [...targetNano.keys()].filter((cell) => !Number.isSafeInteger(targetNano[cell]))
  const faults = beyond.slice(0, MOST_FAULTS).map((cell): Fault => {
    const path = `target[${Math.floor(cell / columns.length)}][${cell % columns.length}]`
    return { code: 'value', path, found: String(targetNano[cell]! / NANO), expected: `<= ${MAX_TARGET}` }
  })
  if (faults.length > 0) throw new InputError(faults)
}

/** @param at says where it stands: asked of what is wrong only */
function readTarget(given: number | string, at: () => string, faults: Fault[]): number {
  const text = String(given)
  const plain = plainNano(text)
  if (plain !== null) return plain
  stopAtEnough(faults)
  const decimal = parseDecimal(text)
  if (decimal === null) {
    faults.push({ code: 'not-decimal', path: at(), found: shown(given), expected: '' })
    return 0
  }
  if (decimal.digits < 0n) faults.push({ code: 'negative', path: at(), found: shown(given), expected: '>= 0' })
  try {
    return decimalToNano(decimal)
  } catch {
    faults.push({ code: 'value', path: at(), found: shown(given), expected: `<= ${MAX_TARGET}` })
    return 0
  }
}

function checkDuplicates(codes: readonly string[], path: string, faults: Fault[]): void {
  const seen = new Set<string>()
  codes.forEach((code, i) => {
    const folded = foldedCode(code)
    if (seen.has(folded)) faults.push({ code: 'duplicate', path: `${path}[${i}]`, found: code, expected: '' })
    seen.add(folded)
  })
}

function checkLength(list: readonly unknown[], expected: number, path: string, faults: Fault[]): void {
  if (list.length !== expected)
    faults.push({ code: 'shape', path, found: String(list.length), expected: String(expected) })
}
