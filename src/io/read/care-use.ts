/** Care use as files have it: a matrix per criterion, or a long table of records. Faults are named by file, line and column. */
import { decimalText, parseDecimal, scaled, typedText, type Decimal } from '../../domain/decimal.js'
import { MOST_FAULTS, nearest, stopAtEnough, type Fault } from '../../domain/errors.js'
import type { CareRecord, CareUseMatrix, Specialty } from '../../domain/scenario.js'
import { clipped, shown } from '../../shapes/check.js'
import { csvSheet, withoutApostrophe, type CsvTable } from '../csv.js'
import { addTo, newAccount, type Account } from './account.js'
import { checkTotals } from './table-totals.js'
import { gridOf, valuesOf, type Purpose } from './grid.js'
import { codeOf, plainCodes, unknownCode, type Codes } from './names.js'
import { readNumber } from './numbers.js'
import { byRow, type Cell } from './sheet.js'
import { withoutMark } from './spelling.js'
import { INSTITUTION_COLUMNS, RECORD_COLUMNS } from '../../shapes/files.js'

/**
 * A matrix from CSV: specialties down and OORs across, in any order, with whatever stands around them (see `grid.ts`).
 * @returns decimals as they were typed, specialties x OORs in the order of the scenario, and the line of each specialty; faults
 * are added to the account
 */
export function matrixFromCsv(
  table: CsvTable,
  path: string,
  unit: 'volume' | 'percent' | 'share',
  { specialties, oors }: Pick<Purpose, 'specialties' | 'oors'>,
  account: Account,
): { readonly matrix: CareUseMatrix; readonly rowAt: (code: string) => string } {
  const found = newAccount()
  const sheet = csvSheet(table, path)
  const grid = gridOf(sheet, { specialties, oors, kind: unit === 'volume' ? 'volumes' : 'shares' }, found)
  if (grid === null) {
    addTo(account, found)
    return { matrix: [], rowAt: () => path }
  }
  const read = (cell: Cell | undefined, at: string): string => {
    const decimal = readNumber(cell, at, grid.notation, found.faults)
    if (decimal === null) return '0'
    const percent = unit === 'percent' && withoutMark(cell!.text).endsWith('%')
    const meant = percent ? { digits: decimal.digits, scale: decimal.scale - 2 } : decimal
    return checkedUse(meant, cell!.text, at, found.faults)
  }
  const matrix = valuesOf(grid, specialties.codes, oors.codes, '0', found.faults, read)
  checkTotals(grid, specialties, found, { shares: unit !== 'volume' })
  addTo(account, { ...found, faults: byRow(found.faults, sheet), skipped: [...table.skipped, ...found.skipped] })
  const rowAt = (code: string) => {
    const row = grid.rows.get(code)
    return row === undefined ? path : sheet.at(row.number)
  }
  return { matrix, rowAt }
}

/** A matrix typed in the scenario itself. */
export function matrixFromJson(
  matrix: readonly (readonly (number | string)[])[],
  path: string,
  rows: number,
  columns: number,
  faults: Fault[],
): CareUseMatrix {
  if (matrix.length !== rows) faults.push({ code: 'shape', path, found: String(matrix.length), expected: String(rows) })
  return matrix.map((row, s) => {
    if (row.length !== columns) {
      faults.push({ code: 'shape', path: `${path}[${s}]`, found: String(row.length), expected: String(columns) })
    }
    return row.map((value, o) => readUse(String(value), `${path}[${s}][${o}]`, faults))
  })
}

/** Beyond these, sums and quotients of care use would leave the range of a double. */
const MAX_USE = 10n ** 15n
const MAX_DECIMALS = 100

/** One number of care use in JSON, as typed: "33,30" has two decimals. */
function readUse(given: string, path: string, faults: Fault[]): string {
  stopAtEnough(faults)
  const typed = given.replace(/\s*%$/, '')
  const decimal = parseDecimal(typed)
  if (decimal === null) {
    faults.push({ code: 'not-decimal', path, found: shown(given), expected: '' })
    return '0'
  }
  checkedUse(decimal, given, path, faults)
  return typed
}

/** The text of a number of care use with the decimals that were typed. */
function checkedUse(decimal: Decimal, given: string, path: string, faults: Fault[]): string {
  const { digits, scale } = decimal
  if (digits < 0n) faults.push({ code: 'negative', path, found: clipped(given), expected: '>= 0' })
  else if (digits > MAX_USE * 10n ** BigInt(scale)) {
    faults.push({ code: 'too-large', path, found: clipped(given), expected: '<= 1e15' })
  } else if (scale > MAX_DECIMALS) {
    faults.push({ code: 'value', path, found: clipped(given), expected: 'at most 100 decimals' })
  } else return typedText(decimal)
  return '0'
}

/** Care use as the shortest decimal text, by which equal numbers are equal. */
export function shortest(matrix: CareUseMatrix): CareUseMatrix {
  return matrix.map((row) => row.map((typed) => decimalText(parseDecimal(typed) ?? { digits: 0n, scale: 0 })))
}

/**
 * Rows must have something to divide, and typed shares must sum to 1 (percentages to 100) within their own rounding:
 * half a unit of the finest decimal typed in the row, for each of its cells.
 * @param isWhole whether nothing in a row is wrong by itself
 */
export function checkRows(
  matrix: CareUseMatrix,
  unit: 'volume' | 'percent' | 'share',
  rowAt: (code: string) => string,
  specialties: readonly Specialty[],
  faults: Fault[],
  isWhole: (s: number) => boolean,
): void {
  matrix.forEach((row, s) => {
    const specialty = specialties[s]
    if (specialty === undefined || !isWhole(s)) return
    const decimals = row.map((typed): Decimal => parseDecimal(typed) ?? { digits: 0n, scale: 0 })
    const scale = Math.max(1, ...decimals.map((decimal) => decimal.scale))
    const total = decimals.reduce((sum, decimal) => sum + scaled(decimal, scale), 0n)
    if (total === 0n) {
      if (specialty.intake > 0) {
        faults.push({ code: 'empty-row', path: rowAt(specialty.code), found: '0', expected: '> 0' })
      }
      return
    }
    if (unit === 'volume') return
    const finest = Math.max(...decimals.map((decimal) => decimal.scale))
    const whole = unit === 'percent' ? 100n : 1n
    const off = total - whole * 10n ** BigInt(scale)
    const allowed = BigInt(row.length) * 10n ** BigInt(scale - finest)
    const fine = 10n ** BigInt(Math.max(0, scale - 9)) // a billionth at least: sums of binary floats are off by less
    const slack = allowed > 2n * fine ? allowed : 2n * fine
    if (2n * (off < 0n ? -off : off) > slack) {
      faults.push({
        code: 'row-sum',
        path: rowAt(specialty.code),
        found: decimalText({ digits: total, scale }),
        expected: String(whole),
      })
    }
  })
}

/** The components that count for a specialty, by where its care use comes from (P26 I.2, FAQ 5). */
const COMPONENTS = {
  vektis: ['first-outpatient-visit', 'day-admission', 'inpatient-admission', 'treatment-plan-contact'],
  dhd: ['procedure-own-patient', 'procedure-third-party', 'procedure-gp'],
} as const

/** Independent clinics (zelfstandige behandelcentra), as files call them. */
const INDEPENDENT_CLINIC = /^(zbc|zelfstandige? behandelcentrum|independent[- ]clinic)$/i

/** Only for rehabilitation medicine (revalidatiegeneeskunde): first contacts for a treatment plan (P26 I.2). */
const TREATMENT_PLAN = { component: 'treatment-plan-contact', specialty: '40' } as const

type Entry = Readonly<Record<string, string>>

/** Lines of a CSV file, or objects of a JSON list, as entries by column name, each with its path; one after another, for they are many. */
export function* entriesOf(
  given: CsvTable | readonly object[],
  columns: readonly string[],
  path: string,
  faults: Fault[],
): Generator<{ readonly entry: Entry; readonly at: string }> {
  if (Array.isArray(given)) {
    for (const [i, object] of (given as readonly Record<string, string | number | boolean | undefined>[]).entries()) {
      yield { entry: entryOf(columns, (column) => cellText(object[column])), at: `${path}[${i}]` }
    }
    return
  }
  const { header, at: first, lines } = underHeader(given as CsvTable, columns)
  const index = new Map(header.map((name, i) => [name.toLowerCase(), i]))
  const missing = columns.filter((column) => !index.has(column))
  for (const column of missing) {
    faults.push({ code: 'missing', path: `${path}:${first}`, found: header.join(', '), expected: column })
  }
  const twice = columns.filter((column) => header.filter((name) => name.toLowerCase() === column).length > 1)
  for (const column of twice) faults.push({ code: 'duplicate', path: `${path}:${first}`, found: column, expected: '' })
  if (missing.length > 0) return
  const wanted = columns.map((column) => index.get(column)!)
  const last = Math.max(...wanted)
  const fits = (cells: readonly string[]) =>
    cells.length > last && cells.slice(header.length).every((cell) => cell === '')
  for (const { line, cells } of lines) {
    if (faults.length > MOST_FAULTS) break
    if (fits(cells)) continue
    faults.push({
      code: 'shape',
      path: `${path}:${line}`,
      found: String(cells.length),
      expected: String(header.length),
    })
  }
  for (const { line, cells } of lines) {
    if (!fits(cells)) continue
    yield { entry: entryOf(columns, (_, i) => withoutApostrophe(cells[wanted[i]!]!)), at: `${path}:${line}` }
  }
}

function entryOf(columns: readonly string[], textOf: (column: string, i: number) => string): Entry {
  const entry: Record<string, string> = {}
  columns.forEach((column, i) => (entry[column] = textOf(column, i)))
  return entry
}

/** The line that names most of some columns, of equals the first, and the lines below it; titles stand above. */
export function underHeader({ lines }: CsvTable, columns: readonly string[]) {
  const counts = lines
    .slice(0, 20)
    .map(({ cells }) => columns.filter((column) => cells.some((cell) => cell.toLowerCase() === column)).length)
  const best = Math.max(0, counts.indexOf(Math.max(...counts)))
  return { header: lines[best]?.cells ?? [], at: lines[best]?.line ?? 1, lines: lines.slice(best + 1) }
}

function cellText(value: string | number | boolean | undefined): string {
  if (value === undefined) return ''
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  return String(value)
}

/** The institutions that are independent clinics, and all of them by code. */
export function readInstitutions(
  given: CsvTable | readonly object[],
  path: string,
  faults: Fault[],
): Map<string, string> {
  const types = new Map<string, string>()
  for (const { entry, at } of entriesOf(given, INSTITUTION_COLUMNS.slice(0, 4), path, faults)) {
    stopAtEnough(faults)
    if (types.has(entry['institution']!)) {
      faults.push({ code: 'duplicate', path: `${at}:institution`, found: entry['institution']!, expected: '' })
    }
    types.set(entry['institution']!, entry['type']!.toLowerCase())
  }
  return types
}

/** The long table of care records: one line per institution, specialty and component. */
export function readRecords(
  given: CsvTable | readonly object[],
  path: string,
  types: ReadonlyMap<string, string>,
  specialties: Codes,
  oors: Codes,
  faults: Fault[],
): CareRecord[] {
  const seen = new Set<string>()
  const institutions = plainCodes(types.keys())
  const records: CareRecord[] = []
  for (const { entry, at } of entriesOf(given, RECORD_COLUMNS, path, faults)) {
    if (faults.length > MOST_FAULTS) break
    const { institution = '', component = '', source = '' } = entry
    const specialty = codeOf(entry['specialty']!, () => `${at}:specialty`, specialties, faults)
    const oor = codeOf(entry['oor']!, () => `${at}:oor`, oors, faults)
    const type = types.get(institution)
    if (type === undefined) faults.push(unknownCode(`${at}:institution`, institution, institutions))
    const count = countIn(entry['count']!)
    if (count === null) {
      faults.push({ code: 'not-whole', path: `${at}:count`, found: shown(entry['count']), expected: '>= 0' })
    }
    const training = /^(yes|ja|true|1)$/i.test(entry['training']!)
    if (!training && !/^(no|nee|false|0)$/i.test(entry['training']!)) {
      faults.push({ code: 'value', path: `${at}:training`, found: shown(entry['training']), expected: 'yes | no' })
    }
    checkComponent(component, source, specialty, at, faults)
    const key = JSON.stringify([entry['year'], institution, specialty, oor, component])
    if (seen.has(key)) faults.push({ code: 'duplicate', path: at, found: key, expected: '' })
    seen.add(key)
    const zbc = INDEPENDENT_CLINIC.test(type ?? '')
    records.push({ institution, specialty, oor, component, count: count ?? 0, training, zbc })
  }
  return records
}

/** A count of contacts, perhaps with blanks between thousands; a point or a comma there is not guessed at. */
function countIn(text: string): number | null {
  const plain = /^\d{1,3}([ \u00A0\u202F'’]\d{3})+$/.test(text) ? text.replace(/\D/g, '') : text
  return /^\d{1,15}$/.test(plain) ? Number(plain) : null
}

function checkComponent(component: string, source: string, specialty: string, at: string, faults: Fault[]): void {
  const allowed: readonly string[] | undefined = COMPONENTS[source as keyof typeof COMPONENTS]
  if (allowed === undefined) {
    faults.push({ code: 'value', path: `${at}:source`, found: shown(source), expected: 'vektis | dhd' })
  } else if (!allowed.includes(component)) {
    const hint = nearest(component, allowed)
    faults.push({
      code: 'component',
      path: `${at}:component`,
      found: component,
      expected: allowed.join(' | '),
      ...(hint && { hint }),
    })
  } else if (component === TREATMENT_PLAN.component && specialty !== TREATMENT_PLAN.specialty) {
    faults.push({
      code: 'component',
      path: `${at}:component`,
      found: `${component} (${specialty})`,
      expected: TREATMENT_PLAN.specialty,
    })
  }
}
