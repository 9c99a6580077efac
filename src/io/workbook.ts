/** The sheets of a workbook: which one is for what, and the faults of those that are not there. */
import { InputError, type Fault } from '../domain/errors.js'
import { clipped } from './check.js'
import { type Grid } from './grid.js'
import { type ReadCell, type ReadSheet, type ReadWorkbook } from './xlsx-read.js'

/** What a sheet is for, by its name in either language. */
const ROLE = {
  training: /opleidend|training/,
  all: /zorggebruik|care ?use|adherentie|alle instellingen|all institutions/,
  intake: /instroom|intake/,
  frame: /^(kader|frame|scenario)$/,
  zeroCells: /lege cel|zero cell|empty cell/,
  advices: /advies|adviezen|advice/,
  attention: /aandachtspunt|attention/,
  motivations: /motivati|motivering/,
  current: /^(omvang|current|size)/,
  history: /^(histor|past years)/,
  prefer: /^(wensen|wishes)/,
  proposal: /voorstel|proposal/,
  target: /^(doel|target|streef)/,
  oors: /^(oor('|’)?s|oor[- ]?(lijst|list))$/,
  options: /^(opties|options)$/,
  bounds: /^(vastgezet|vaste cellen|grenzen|pinned|bounds)$/,
} as const satisfies Record<string, RegExp>

export type Role = keyof typeof ROLE

/**
 * The sheet for a role. Of sheets that fit, those without figures give way: a template has sheets that were not needed.
 * @returns undefined when there is none; two are a fault
 */
export function sheetFor(workbook: ReadWorkbook, role: Role, faults: Fault[]): ReadSheet | undefined {
  const roleOf = (name: string) =>
    Object.entries(ROLE).find(([, pattern]) => pattern.test(name.trim().toLowerCase()))?.[0]
  const named = workbook.sheets.filter(({ name }) => roleOf(name) === role)
  const used = named.filter((sheet) => sheet.rows.some(({ cells }) => [...cells.values()].some(isFigure)))
  if (used.length > 1) {
    const [path, found] = [`${workbook.path}:${used[1]!.name}`, used.map(({ name }) => name).join(', ')]
    faults.push({ code: 'duplicate', path, found, expected: 'a sheet' })
  }
  return used[0] ?? named[0]
}

export function isFigure({ kind, text }: ReadCell): boolean {
  return kind === 'number' ? text !== '0' : kind === 'formula' || /^\d+[.,]\d+%?$/.test(text)
}

/** A workbook without the sheet that was asked for, but with one sheet only, means that one. */
export function sheetOrOnly(workbook: ReadWorkbook, role: Role, faults: Fault[]): ReadSheet | undefined {
  return sheetFor(workbook, role, faults) ?? (workbook.sheets.length === 1 ? workbook.sheets[0] : undefined)
}

export function noSheet(workbook: ReadWorkbook, expected: string): Fault {
  const found = clipped(workbook.sheets.map(({ name }) => name).join(', '))
  return { code: 'not-found', path: `${workbook.path}: ${expected}`, found, expected }
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
