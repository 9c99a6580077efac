/** The care use of a scenario, from the matrices or the records that its file names or holds. */
import { InputError, type Fault } from '../../domain/errors.js'
import type { CareUse, CareUseMatrix, Scenario, Specialty } from '../../domain/scenario.js'
import { checkRows, matrixFromCsv, matrixFromJson, readInstitutions, readRecords, shortest } from './care-use.js'
import { shown } from '../../shapes/check.js'
import { parseCsv, type CsvTable } from '../csv.js'
import type { Account } from './account.js'
import type { Codes } from './names.js'
import type { ScenarioFile } from '../../shapes/files.js'
import type { ReadBeside } from './scenario-file.js'

export function readCareUse(
  file: ScenarioFile,
  specialties: readonly Specialty[],
  specialtyCodes: Codes,
  oorCodes: Codes,
  weights: Scenario['criterion'],
  readBeside: ReadBeside,
  account: Account,
): CareUse {
  const { faults } = account
  const { unit = 'volume', all, training, records, institutions } = file.careUse ?? {}
  /** The table in a file; null, with a fault, when it cannot be read or may not be named. */
  const csv = (name: string, path: string): CsvTable | null => {
    if (readBeside === null) {
      faults.push({ code: 'type', path, found: shown(name), expected: 'array' })
      return null
    }
    try {
      return parseCsv(readBeside(name), name)
    } catch (error) {
      if (!(error instanceof InputError)) throw error
      for (const fault of error.faults) faults.push(fault)
      return null
    }
  }
  if (records !== undefined) {
    if (all !== undefined || training !== undefined) {
      faults.push({ code: 'value', path: 'careUse', found: 'all, records', expected: 'all | records' })
    }
    return readRecordsOf(records, institutions)
  }
  const matrix = (given: NonNullable<typeof all>, path: string, weight: number): CareUseMatrix => {
    const before = faults.length
    const place = typeof given === 'string' ? given : path
    const table = typeof given === 'string' ? csv(given, path) : given
    if (table === null) return []
    const { matrix: typed, rowAt } =
      'lines' in table
        ? matrixFromCsv(table, place, unit, { specialties: specialtyCodes, oors: oorCodes }, account)
        : {
            matrix: matrixFromJson(table, path, specialties.length, oorCodes.codes.length, faults),
            rowAt: (code: string) => `${path}: ${code}`,
          }
    const wrong = faults.slice(before).map((fault) => fault.path)
    const rowOf = (s: number) => `${path}[${s}]`
    const isApart = wrong.every((each) => each.startsWith(`${path}[`))
    const isWhole = (s: number) => !wrong.some((each) => each === rowOf(s) || each.startsWith(`${rowOf(s)}[`))
    // a criterion of weight 0 is not looked at
    if (isApart && weight > 0) checkRows(typed, unit, rowAt, specialties, faults, isWhole)
    return shortest(typed)
  }
  if (all === undefined && file.careUse !== undefined)
    faults.push({ code: 'care-use-missing', path: 'careUse.all', found: '-', expected: 'all | records' })
  if (training === undefined && file.careUse !== undefined && weights.training > 0) {
    faults.push({ code: 'care-use-missing', path: 'careUse.training', found: '-', expected: 'training' })
  }
  return {
    kind: 'matrix',
    unit,
    all: all === undefined ? [] : matrix(all, 'careUse.all', weights.all),
    training: training === undefined ? null : matrix(training, 'careUse.training', weights.training),
  }

  function readRecordsOf(given: NonNullable<typeof records>, known: typeof institutions): CareUse {
    if (known === undefined) {
      faults.push({ code: 'care-use-missing', path: 'careUse.institutions', found: '-', expected: 'institutions' })
      return { kind: 'records', records: [] }
    }
    const table = (data: string | readonly object[], path: string) =>
      typeof data === 'string' ? csv(data, path) : data
    const place = (data: string | readonly object[], path: string) => (typeof data === 'string' ? data : path)
    const before = faults.length
    const institutionTable = table(known, 'careUse.institutions')
    const recordTable = table(given, 'careUse.records')
    if (institutionTable === null || recordTable === null) return { kind: 'records', records: [] }
    const types = readInstitutions(institutionTable, place(known, 'careUse.institutions'), faults)
    const path = place(given, 'careUse.records')
    const read = readRecords(recordTable, path, types, specialtyCodes, oorCodes, faults)
    if (faults.length === before) checkUsed(read, specialties, path, weights, faults)
    if (typeof given === 'string') account.used.push({ code: 'records', path, found: String(read.length) })
    return { kind: 'records', records: read }
  }
}

/** Every specialty with intake needs some care use that counts. */
function checkUsed(
  records: readonly { specialty: string; component: string; count: number; training: boolean; zbc: boolean }[],
  specialties: readonly Specialty[],
  path: string,
  weights: Scenario['criterion'],
  faults: Fault[],
): void {
  const counted = records.filter(({ zbc, component, count }) => !zbc && component !== 'procedure-gp' && count > 0)
  const used = new Set(counted.map(({ specialty }) => specialty))
  const trained = new Set(counted.filter(({ training }) => training).map(({ specialty }) => specialty))
  for (const { code, intake } of specialties) {
    if (intake === 0) continue
    if (!used.has(code)) faults.push({ code: 'empty-row', path: `${path}: ${code}`, found: '0', expected: '> 0' })
    else if (weights.training > 0 && !trained.has(code)) {
      faults.push({ code: 'empty-row', path: `${path}: ${code} (training)`, found: '0', expected: '> 0' })
    }
  }
}
