/** Tables from a workbook: a proposal, and a table to round. */
import { InputError, type Fault } from '../../domain/errors.js'
import { problemIn } from './problem-table.js'
import { proposalIn, type PlacesFrame, type ProposalTable } from './proposal-table.js'
import { withReading } from './readings.js'
import type { ProblemFile } from '../../shapes/files.js'
import { workbookSheet, type Sheet } from './sheet.js'
import {
  baseName,
  hasNumbers,
  noSheet,
  hiddenSheets,
  otherSheets,
  sheetsOf,
  sheetFor,
  sheetOrOnly,
} from './workbook.js'
import { readXlsx, type ReadWorkbook } from '../xlsx/read.js'

/**
 * A proposal from sheet "Voorstel", else "Toewijzing", else the only sheet: places in the order of the scenario. An empty cell
 * or a dash is 0.
 * @throws InputError with every fault, each by sheet and cell
 */
export function readProposalWorkbook(bytes: Uint8Array, scenario: PlacesFrame, path = 'workbook'): ProposalTable {
  return placesInWorkbook(bytes, path, (sheet) => proposalIn(sheet, scenario))
}

/** A table of places from the sheet that `readProposalWorkbook` takes. @throws InputError as that does */
export function placesInWorkbook<T extends object>(bytes: Uint8Array, path: string, read: (sheet: Sheet) => T): T {
  const workbook = readXlsx(bytes, path)
  const faults: Fault[] = []
  const sheet = proposalSheet(workbook, faults)
  if (sheet === undefined || faults.length > 0) {
    throw new InputError(sheet === undefined ? [...faults, noSheet(workbook, 'Voorstel')] : faults)
  }
  return used(workbook, sheet, read(sheet))
}

function proposalSheet(workbook: ReadWorkbook, faults: Fault[]): Sheet | undefined {
  const named = sheetFor(workbook, 'proposal', faults)
  if (named !== undefined && hasNumbers(workbook.sheets.find(({ name }) => named.path.endsWith(`:${name}`))!))
    return named
  const allocated = workbook.sheets.find(({ name }) => /^(toewijzing|allocation)/i.test(name))
  if (allocated !== undefined) return workbookSheet(allocated, workbook.path)
  return sheetOrOnly({ ...workbook, sheets: workbook.sheets }, 'proposal', [])
}

/** What was read of a workbook, with the sheets that were not. */
function used<T extends object>(workbook: ReadWorkbook, sheet: Sheet, read: T): T {
  const name = sheet.path.slice(workbook.path.length + 1)
  return withReading(read, {
    used: [{ code: 'sheet', path: sheet.path, found: name }],
    skipped: otherSheets(workbook, [sheet]),
    warnings: hiddenSheets(workbook, [sheet]),
    sheets: sheetsOf(workbook),
  })
}

/**
 * A table to round from sheet "Doel", or the only sheet: names down, names across, and totals in a row and a column "Totaal".
 * @throws InputError with every fault, each by sheet and cell
 */
export function problemFromWorkbook(bytes: Uint8Array, path = 'workbook'): ProblemFile {
  const workbook = readXlsx(bytes, path)
  const faults: Fault[] = []
  const sheet = sheetOrOnly(workbook, 'target', faults)
  if (sheet === undefined) throw new InputError([...faults, noSheet(workbook, 'Doel')])
  if (faults.length > 0) throw new InputError(faults)
  return used(workbook, sheet, problemIn(sheet, baseName(path)))
}
