/** The sheets of a workbook: which one is for what, and the faults of those that are not there. */
import { InputError, type Fault } from '../../domain/errors.js'
import type { KeptSheet, ReadingRemark } from '../../domain/reading.js'
import { clipped } from '../../shapes/check.js'
import { isNumber } from './headings.js'
import { type Grid } from './grid.js'
import { workbookSheet, type Cell, type Sheet } from './sheet.js'
import type { ReadSheet, ReadWorkbook } from '../xlsx/read.js'

/** What a sheet is for, by its name in either language. */
const ROLE = {
  training: /opleidend|training/,
  all: /zorggebruik|care ?use|adherentie|alle instellingen|all institutions/,
  intake: /instroom|intake/,
  frame: /^(kader|frame|scenario)$/,
  zeroCells: /lege cel|zero cell|empty cell/,
  outside: /^(buiten (het )?(bestuurlijk )?kader|outside (the )?(administrative )?frame)/,
  advices: /advies|adviezen|advice/,
  attention: /aandachtspunt|attention/,
  motivations: /motivati|motivering/,
  current: /^(omvang|current|size)/,
  history: /^(histor|past years)/,
  prefer: /^(wensen|wishes)/,
  proposal: /voorstel|proposal/,
  target: /^(doel|target|streef)/,
  allocation: /^(toewijzing|allocation)/,
  oors: /^(oor('|’)?s|oor[- ]?(lijst|list))$/,
  options: /^(opties|options)$/,
  agreements: /^(afspraken|agreements)$/,
  bounds: /^(vastgezet|vaste cellen|grenzen|pinned|bounds)$/,
} as const satisfies Record<string, RegExp>

export type Role = keyof typeof ROLE

/** What a sheet is for; undefined for a name that says nothing. */
export const roleOf = (name: string): string | undefined =>
  Object.entries(ROLE).find(([, pattern]) => pattern.test(name.trim().toLowerCase()))?.[0]

/**
 * The sheet for a role. Of sheets that fit, those without figures give way: a template has sheets that were not needed.
 * @returns undefined when there is none; two are a fault
 */
export function sheetFor(workbook: ReadWorkbook, role: Role, faults: Fault[]): Sheet | undefined {
  const named = workbook.sheets.filter(({ name }) => roleOf(name) === role)
  const used = named.filter(hasNumbers)
  if (used.length > 1) {
    const [path, found] = [`${workbook.path}:${used[1]!.name}`, used.map(({ name }) => name).join(', ')]
    faults.push({ code: 'duplicate', path, found, expected: 'a sheet' })
  }
  const sheet = used[0] ?? named[0]
  return sheet && workbookSheet(sheet, workbook.path)
}

/** All sheets of a workbook, as they were read. */
export function sheetsOf({ path, sheets }: ReadWorkbook): KeptSheet[] {
  return sheets.map((sheet) => ({ file: path, ...sheet }))
}

/** Whether a sheet holds a figure that somebody filled in. */
export function hasNumbers({ rows }: Pick<ReadSheet, 'rows'>): boolean {
  return rows.some(({ cells }) => [...cells.values()].some(isFigure))
}

function isFigure({ kind, text }: Cell): boolean {
  return kind === 'number' ? text !== '0' : kind === 'formula' || /^\d+[.,]\d+%?$/.test(text)
}

/**
 * A workbook without the sheet that was asked for means its only one: the only one that is shown, with something in it, that
 * has no other name to go by.
 */
export function sheetOrOnly(workbook: ReadWorkbook, role: Role, faults: Fault[]): Sheet | undefined {
  const named = sheetFor(workbook, role, faults)
  if (named !== undefined) return named
  const other = (name: string) => role === 'all' && roleOf(name) !== undefined
  const filled = workbook.sheets.filter(({ name, rows }) => rows.length > 0 && !other(name))
  const shown = filled.filter(({ hidden }) => !hidden)
  const counted = shown.filter((sheet) => sheet.rows.some(({ cells }) => [...cells.values()].some(isNumber)))
  const [only] = [filled, shown, counted].find((sheets) => sheets.length === 1) ?? []
  const intakeApart = role === 'all' && workbook.sheets.some(({ name }) => roleOf(name) === 'intake')
  return only === undefined || (intakeApart && workbook.sheets.length > 1)
    ? undefined
    : workbookSheet(only, workbook.path)
}

/** Sheets with something in them that were not used, each as a remark. */
export function otherSheets(
  workbook: ReadWorkbook,
  used: readonly (Sheet | null | undefined)[],
): ReadingRemark<'sheet-skipped'>[] {
  const paths = new Set(used.map((sheet) => sheet?.path))
  return workbook.sheets
    .map(({ name, rows }) => ({ name, rows, path: `${workbook.path}:${name}` }))
    .filter(({ rows, path }) => rows.length > 0 && !paths.has(path))
    .map(({ name, path }) => ({ code: 'sheet-skipped', path, found: clipped(name) }))
}

/** Sheets that were used and that nobody sees who opens the workbook, each as a warning. */
export function hiddenSheets(
  workbook: ReadWorkbook,
  used: readonly (Sheet | null | undefined)[],
): ReadingRemark<'sheet-hidden'>[] {
  const paths = new Set(used.map((sheet) => sheet?.path))
  return workbook.sheets
    .filter(({ hidden, name, rows }) => hidden && rows.length > 0 && paths.has(`${workbook.path}:${name}`))
    .map(({ name }) => ({ code: 'sheet-hidden', path: `${workbook.path}:${name}`, found: clipped(name) }))
}

/** No sheet of care use; where another stands in its place, that one is named. */
export function noCareUse(workbook: ReadWorkbook): Fault {
  const other = workbook.sheets.find(
    (sheet) => hasNumbers(sheet) && !['intake', 'training'].includes(roleOf(sheet.name) ?? 'intake'),
  )
  const expected = 'Zorggebruik alle'
  if (other === undefined) return noSheet(workbook, expected)
  return { code: 'not-care-use', path: `${workbook.path}:${other.name}`, found: '-', expected }
}

/** @param expected what would do, where that is more than the sheet */
export function noSheet(workbook: ReadWorkbook, name: string, expected = name): Fault {
  const found = clipped(workbook.sheets.map((sheet) => sheet.name).join(', '))
  return { code: 'not-found', path: `${workbook.path}: ${name}`, found, expected }
}

/** Everything that was read well, or all the faults at once. */
export function orFaults<T>(value: T, faults: readonly Fault[]): T {
  if (faults.length > 0) throw new InputError(faults)
  return value
}

/** The name of a file, without where it stands and what it is. */
export function baseName(path: string): string {
  const name = path.replace(/^.*[/\\]/, '').replace(/\.\w+$/, '')
  return (
    name
      .replace(/\p{Cc}/gu, '')
      .trim()
      .slice(0, 100) || 'workbook'
  )
}

export function hasFigures({ rows, columns }: Grid): boolean {
  return [...rows.values()].some(({ cells }) => [...columns.values()].some((column) => cells.has(column)))
}
