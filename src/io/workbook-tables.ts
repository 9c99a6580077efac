/** Tables from a workbook: a proposal, and a table to round. */
import { decimalText, NANO } from '../domain/decimal.js'
import { InputError, type Fault } from '../domain/errors.js'
import { outsideFrame } from '../domain/outside.js'
import type { Scenario } from '../domain/scenario.js'
import { clipped } from './check.js'
import { cellPath, DASH, gridOf, MAX_PLACES, readNumber, readWhole, writesCommas } from './grid.js'
import { codesOf, type Codes } from './names.js'
import type { ProblemFile } from './schemas.js'
import { baseName, hasFigures, isFigure, noSheet, orFaults, sheetFor, sheetOrOnly } from './workbook.js'
import { readXlsx, type ReadCell, type ReadSheet, type ReadWorkbook } from './xlsx-read.js'

/** A proposal as `check` takes it. */
export interface ProposalTable {
  readonly rows: readonly string[]
  readonly columns: readonly string[]
  readonly allocation: readonly (readonly number[])[]
  /** Cells with decimals or less than nothing: kept as they are, for the check to judge. */
  readonly notWhole: readonly {
    readonly path: string
    readonly row: string
    readonly column: string
    readonly value: number
  }[]
  /** Specialties that are not in the frame (psychiatrie and others), but have places here; by name. */
  readonly outside: readonly string[]
}

/**
 * A proposal from sheet "Voorstel", else "Toewijzing", else the only sheet: places in the order of the scenario. An empty cell
 * or a dash is 0.
 * @throws InputError with every fault, each by sheet and cell
 */
export function readProposalWorkbook(
  bytes: Uint8Array,
  scenario: Pick<Scenario, 'specialties' | 'oors'>,
  path = 'workbook',
): ProposalTable {
  const workbook = readXlsx(bytes, path)
  const faults: Fault[] = []
  const allocated = workbook.sheets.find(({ name }) => /^(toewijzing|allocation)/i.test(name))
  const sheet =
    proposalSheet(workbook, faults) ?? allocated ?? (workbook.sheets.length === 1 ? workbook.sheets[0] : undefined)
  if (sheet === undefined) throw new InputError([...faults, noSheet(workbook, 'Voorstel')])
  const specialties = withOutside(codesOf(scenario.specialties))
  const grid = gridOf(sheet, path, specialties, codesOf(scenario.oors), faults)
  if (grid === null) throw new InputError(faults)
  const [rows, columns] = [scenario.specialties, scenario.oors].map((side) => side.map(({ code }) => code)) as [
    string[],
    string[],
  ]
  if (!hasFigures(grid)) faults.push({ code: 'missing', path: grid.path, found: '-', expected: 'number' })
  const notWhole: ProposalTable['notWhole'][number][] = []
  const allocation = rows.map((code) => {
    const row = grid.rows.get(code)
    if (row === undefined) {
      faults.push({ code: 'missing', path: grid.path, found: '-', expected: code })
      return columns.map(() => 0)
    }
    return columns.map((oor) => {
      const column = grid.columns.get(oor)
      const cell = column === undefined ? undefined : row.cells.get(column)
      if (cell === undefined) return 0
      const at = `${grid.path}!${cell.address}`
      const value = placesOf(cell, at, faults)
      if (!Number.isInteger(value) || value < 0) notWhole.push({ path: at, row: code, column: oor, value })
      return value
    })
  })
  const filled = [...grid.rows].filter(([, { cells }]) => [...grid.columns.values()].some((at) => cells.has(at)))
  const outside = filled.map(([code]) => code).filter((code) => !rows.includes(code))
  return orFaults({ rows, columns, allocation, notWhole, outside }, faults)
}

/** Specialties outside the frame are known by their names, so that the check can say that they do not belong there. */
function withOutside(specialties: Codes): Codes {
  return { ...specialties, find: (given) => specialties.find(given) ?? outsideFrame(given) }
}

/** A number of places, perhaps negative or not whole, exact in billionths. */
function placesOf(cell: ReadCell, path: string, faults: Fault[]): number {
  const decimal = readNumber(cell, path, true, faults, true) ?? { digits: 0n, scale: 0 }
  const places = Math.round(Number(decimalText(decimal)) * NANO) / NANO
  if (Math.abs(places) <= MAX_PLACES) return places
  faults.push({ code: 'value', path, found: clipped(cell.text), expected: `<= ${MAX_PLACES}` })
  return 0
}

function proposalSheet(workbook: ReadWorkbook, faults: Fault[]): ReadSheet | undefined {
  const sheet = sheetFor(workbook, 'proposal', faults)
  return sheet?.rows.some(({ cells }) => [...cells.values()].some(isFigure)) ? sheet : undefined
}

/** A row or a column of totals, by its name. */
const TOTAL = /^(totaal|total|som|sum)$/i

/**
 * A table to round from sheet "Doel", or the only sheet: names down, names across, and totals in a row and a column "Totaal".
 * A dash is a zero cell; a total "3..5" is an interval.
 * @throws InputError with every fault, each by sheet and cell
 */
export function problemFromWorkbook(bytes: Uint8Array, path = 'workbook'): ProblemFile {
  const workbook = readXlsx(bytes, path)
  const faults: Fault[] = []
  const sheet = sheetOrOnly(workbook, 'target', faults)
  if (sheet === undefined) throw new InputError([...faults, noSheet(workbook, 'Doel')])
  const at = (cell: ReadCell) => `${path}:${sheet.name}!${cell.address}`
  const header = sheet.rows.find(
    ({ cells }) => cells.size > 1 && [...cells.values()].some(({ text }) => TOTAL.test(text)),
  )
  const totalColumn = header && [...header.cells].find(([, { text }]) => TOTAL.test(text))?.[0]
  const below = sheet.rows.filter(({ number }) => header !== undefined && number > header.number)
  const totals = below.find(({ cells }) =>
    [...cells].some(([column, { text }]) => column < totalColumn! && TOTAL.test(text)),
  )
  if (header === undefined || totalColumn === undefined || totals === undefined) {
    throw new InputError([
      ...faults,
      { code: 'no-table', path: `${path}:${sheet.name}`, found: '-', expected: 'Totaal' },
    ])
  }
  // a column belongs to the table when it has a total; those before have the names
  const totalled = [...totals.cells].filter(
    ([column, { kind }]) => column < totalColumn && (kind !== 'text' || INTERVAL.test(totals.cells.get(column)!.text)),
  )
  const first = Math.min(totalColumn, ...totalled.map(([column]) => column))
  const columns = [...header.cells]
    .filter(([column]) => column >= first && column < totalColumn)
    .toSorted(([a], [b]) => a - b)
  const lines = below.filter(({ number, cells }) => number < totals.number && cells.size > 0)
  const commas = writesCommas(lines.flatMap(({ cells }) => [...cells.values()]))
  const rows = lines.map(({ number, cells }) => {
    const names = [...cells]
      .filter(([column]) => column < first)
      .toSorted(([a], [b]) => a - b)
      .map(([, cell]) => cell.text)
    if (names.length === 0) {
      faults.push({
        code: 'missing',
        path: cellPath(`${path}:${sheet.name}`, number, Math.max(0, first - 1)),
        found: '-',
        expected: 'string',
      })
    }
    return clipped(names.slice(0, 5).join(' '))
  })
  const zeroCells: [string, string][] = []
  const target = lines.map(({ number, cells }, s) =>
    columns.map(([column, name]) => {
      const cell = cells.get(column)
      if (cell !== undefined && DASH.test(cell.text)) zeroCells.push([rows[s]!, name.text])
      const where = cellPath(`${path}:${sheet.name}`, number, column)
      return decimalText(readNumber(cell, where, commas, faults) ?? { digits: 0n, scale: 0 })
    }),
  )
  const total = (cell: ReadCell | undefined, where: string): number | [number, number] => {
    const interval = cell === undefined ? null : INTERVAL.exec(cell.text)
    return interval === null ? readWhole(cell, where, faults) : [Number(interval[1]), Number(interval[2])]
  }
  const problem: ProblemFile = {
    title: baseName(path),
    rows,
    columns: columns.map(([, { text }]) => text),
    target,
    rowTotals: lines.map(({ number, cells }) =>
      readWhole(cells.get(totalColumn), cellPath(`${path}:${sheet.name}`, number, totalColumn), faults),
    ),
    columnTotals: columns.map(([column, name]) =>
      total(totals.cells.get(column), totals.cells.has(column) ? at(totals.cells.get(column)!) : at(name)),
    ),
    zeroCells,
  }
  return orFaults(problem, faults)
}

const INTERVAL = /^\[?\s*(\d{1,7})\s*(?:\.\.|;|–|—)\s*(\d{1,7})\s*\]?$/
