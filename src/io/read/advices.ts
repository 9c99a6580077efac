/** Advices, points of attention, motivations, sizes, history and wishes, from the sheets that the template has for them. */
import { decimalText } from '../../domain/decimal.js'
import { withPlaces } from '../../domain/places.js'
import { InputError, nearest, type Fault } from '../../domain/errors.js'
import type { AttentionCategory, Direction, Ground, Preference } from '../../domain/proposal.js'
import type { Scenario } from '../../domain/scenario.js'
import type { AgreementFile } from '../../shapes/files.js'
import { clipped } from '../../shapes/check.js'
import { checkTotals } from './table-totals.js'
import { gridOf, type Grid } from './grid.js'
import { isNumber } from './headings.js'
import { agreementsIn } from './agreements-sheet.js'
import { listIn } from './list.js'
import { newAccount, type Account } from './account.js'
import { codesOf, type Codes } from './names.js'
import { notationOf, readNumber, readWhole } from './numbers.js'
import { withReading } from './readings.js'
import type { Cell, Row, Sheet } from './sheet.js'
import { ATTENTION_CATEGORY, DIRECTION, GROUND, PREFERENCE, wordKey, type Word } from '../../words/consultation.js'
import { hiddenSheets, otherSheets, sheetFor, sheetsOf, type Role } from './workbook.js'
import { isPlainTotal, isTotal } from '../../words/around-tables.js'
import { readXlsx } from '../xlsx/read.js'

/** What the sheets of a consultation hold. What has no sheet, or an empty one, is left out. */
export interface WorkbookAdvices {
  readonly advices: readonly {
    readonly specialty: string
    /** Places by OOR. */
    readonly row: Readonly<Record<string, number>>
    /** The least and the most places by OOR, where there is room. */
    readonly shift?: Readonly<Record<string, readonly [number, number]>>
    readonly weight?: number
    readonly rationale?: string
  }[]
  readonly attentionPoints?: readonly {
    readonly oor: string
    readonly specialty?: string
    readonly category: AttentionCategory
    readonly direction: Direction
    readonly text: string
  }[]
  readonly motivations?: readonly {
    readonly oor: string
    readonly specialty?: string
    readonly grounds: readonly Ground[]
    readonly text: string
  }[]
  /** Current places by OOR. */
  readonly current?: Readonly<Record<string, number>>
  /** Places by specialty and OOR. */
  readonly history?: Readonly<Record<string, Readonly<Record<string, number>>>>
  /** Wishes, the most important first. */
  readonly prefer?: readonly Preference[]
  readonly agreements?: readonly AgreementFile[]
}

/**
 * Reads advices and what belongs to them from a workbook.
 *
 *   Adviezen         a row of places over the OORs per specialty that has an advice; columns "NO van", "NO tot" for the room
 *                    to shift; Gewicht; Toelichting
 *   Aandachtspunten  OOR, Specialisme (may be empty), Categorie, Richting, Tekst
 *   Motiveringen     OOR, Specialisme (may be empty), Grond (one to three, with semicolons or in columns), Tekst
 *   Omvang           OOR, Plaatsen
 *   Historie         a row of places over the OORs per specialty that has a history
 *   Wensen           Wens, the most important first
 *   Buiten kader     a row as on Adviezen for orthodontie, sportgeneeskunde and psychiatrie, which may stand on Adviezen too
 *   Afspraken        Specialisme, OOR, Minimaal, Maximaal, Door, Datum, Reden; see `agreements-sheet.ts`
 *
 * @throws InputError with every fault, each by sheet and cell
 */
export function readAdvicesWorkbook(
  bytes: Uint8Array,
  scenario: Pick<Scenario, 'specialties' | 'oors'>,
  path = 'workbook',
): WorkbookAdvices {
  const { read, at } = adviceSheets(bytes, scenario, path)
  return withPlaces(read, (field) => at.get(field))
}

/** The same, and by the path of each part (`advices[3].row`) the cell that it stands in: what is wrong may show later. */
export function adviceSheets(
  bytes: Uint8Array,
  scenario: Pick<Scenario, 'specialties' | 'oors'>,
  path: string,
): { readonly read: WorkbookAdvices; readonly at: ReadonlyMap<string, string> } {
  const workbook = readXlsx(bytes, path)
  const account = newAccount()
  const { faults } = account
  const words = { specialties: codesOf(scenario.specialties), oors: codesOf(scenario.oors) }
  const sheets = ROLES.map((role) => sheetFor(workbook, role, faults))
  if (sheets.every((sheet) => sheet === undefined)) {
    const found = clipped(workbook.sheets.map(({ name }) => name).join(', '))
    throw new InputError([{ code: 'not-found', path: `${path}: Adviezen`, found, expected: 'Adviezen' }])
  }
  const [advices, attention, motivations, current, history, prefer, agreements, outside] = sheets
  const at = new Map<string, string>()
  const from: Reading = { ...words, faults, account, at }
  const within = advices === undefined ? [] : advicesOf(advices, from)
  const read: WorkbookAdvices = {
    advices: outside === undefined ? within : [...within, ...advicesOf(outside, from, within.length)],
    ...some('attentionPoints', attention && attentionPointsOf(attention, from)),
    ...some('motivations', motivations && motivationsOf(motivations, from)),
    ...some('current', current && currentOf(current, from)),
    ...some('history', history && historyOf(history, from)),
    ...some('prefer', prefer && preferOf(prefer, from)),
    ...some('agreements', agreements && agreementsIn(agreements, from)),
  }
  if (faults.length > 0) throw new InputError(faults)
  sheets.forEach((sheet, i) => {
    if (sheet === undefined) return
    const found = sheet.path.slice(path.length + 1)
    const part = read[PARTS[ROLES[i]!]]
    if (part === undefined || Object.keys(part).length === 0) {
      account.skipped.push({ code: 'sheet-empty', path: sheet.path, found })
    } else account.used.push({ code: 'sheet', path: sheet.path, found })
  })
  warnOfNothing(read, path, account)
  account.skipped.push(...otherSheets(workbook, sheets))
  account.warnings.push(...hiddenSheets(workbook, sheets))
  return { read: withReading(read, { ...account, sheets: sheetsOf(workbook) }), at }
}

/** Advices from a CSV file: a sheet like any other, whose cells may hold the room to shift: "16 (15-17)". */
export function adviceLines(
  sheet: Sheet,
  scenario: Pick<Scenario, 'specialties' | 'oors'>,
): { readonly read: WorkbookAdvices; readonly at: ReadonlyMap<string, string> } {
  const account = newAccount()
  const { faults } = account
  const at = new Map<string, string>()
  const words = { specialties: codesOf(scenario.specialties), oors: codesOf(scenario.oors) }
  const advices = advicesOf(sheet, { ...words, faults, account, at })
  if (faults.length > 0) throw new InputError(faults)
  warnOfNothing({ advices }, sheet.path, account)
  return { read: withReading({ advices }, account), at }
}

/** Who sends an empty file may think that it says something. */
function warnOfNothing(read: WorkbookAdvices, path: string, { warnings }: Account): void {
  const filled = Object.values(read).some((part) => Object.keys(part).length > 0)
  if (!filled) warnings.push({ code: 'nothing-filled', path, found: '' })
}

/** The part that each sheet fills. */
const PARTS = {
  advices: 'advices',
  attention: 'attentionPoints',
  motivations: 'motivations',
  current: 'current',
  history: 'history',
  prefer: 'prefer',
  agreements: 'agreements',
  outside: 'advices',
} as const satisfies Record<(typeof ROLES)[number], keyof WorkbookAdvices>

const ROLES = [
  'advices',
  'attention',
  'motivations',
  'current',
  'history',
  'prefer',
  'agreements',
  'outside',
] as const satisfies readonly Role[]

/** What a sheet is read with, and where its faults and cells are kept. */
interface Reading {
  readonly account: Account
  readonly specialties: Codes
  readonly oors: Codes
  readonly faults: Fault[]
  readonly at: Map<string, string>
}

function some<K extends string, T extends object>(key: K, value: T | undefined): { readonly [P in K]?: T } {
  return value === undefined || Object.keys(value).length === 0 ? {} : ({ [key]: value } as { [P in K]: T })
}

/** @param first how many advices stand on sheets before this one */
function advicesOf(sheet: Sheet, { specialties, oors, faults, account, at: places }: Reading, first = 0) {
  const also = (heading: string) => SHIFT.test(heading) || EXTRA.some((word) => word.test(heading))
  const partial = sheet.form === 'csv'
  const grid = gridOf(sheet, { specialties, oors, kind: 'places', partial, also, outside: true }, account)
  if (grid === null) return []
  const [weightAt, rationaleAt] = EXTRA.map(
    (word) => [...grid.others].find(([header]) => word.test(header))?.[1] ?? -1,
  ) as [number, number]
  const advices = filledRows(grid).map(
    ([specialty, { number, cells: given }], k): WorkbookAdvices['advices'][number] => {
      const i = first + k
      const at = (column: number) => grid.at(number, column)
      const [cells, room] = withoutRoom(grid, given)
      const unread: Fault[] = []
      const row = rowOf(grid, number, cells, unread)
      const expected = '16 | 16 (15-17)'
      for (const fault of unread) {
        faults.push(partial && fault.code === 'not-decimal' ? { ...fault, code: 'value', expected } : fault)
      }
      const shift = { ...room, ...shiftOf(grid, cells, at, oors, faults) }
      const rationale = cells.get(rationaleAt)?.text
      const columns = [...grid.columns.values()]
      places.set(`advices[${i}]`, sheet.form === 'csv' ? sheet.at(number) : at(Math.min(...columns)))
      places.set(`advices[${i}].weight`, at(weightAt))
      places.set(`advices[${i}].rationale`, at(rationaleAt))
      for (const [oor, column] of grid.columns) places.set(`advices[${i}].shift.${oor}`, at(column))
      return {
        specialty,
        row,
        ...some('shift', shift),
        ...(cells.has(weightAt) && { weight: weightOf(grid, cells.get(weightAt), at(weightAt), faults) }),
        ...(rationale !== undefined && { rationale }),
      }
    },
  )
  checkTotals(grid, specialties, account)
  return advices
}

/** "16 (15-17)": places, and between brackets the room to shift. */
const WITH_ROOM = /^(\d{1,7})\s*\((\d{1,7})\s*(?:-|–|\.\.)\s*(\d{1,7})\)$/

/** The cells of a row with the places alone, and by OOR the room that stood behind them. */
function withoutRoom(
  { columns }: Grid,
  cells: Row['cells'],
): readonly [Row['cells'], Record<string, readonly [number, number]>] {
  const plain = new Map(cells)
  const room: [string, readonly [number, number]][] = []
  for (const [oor, column] of columns) {
    const [, text, low, high] = WITH_ROOM.exec(cells.get(column)?.text ?? '') ?? []
    if (text === undefined) continue
    plain.set(column, { kind: 'text', text })
    room.push([oor, [Number(low), Number(high)]])
  }
  return [plain, Object.fromEntries(room)]
}

/** The rows of a table that have a figure under some OOR. */
function filledRows({ rows, columns }: Grid) {
  return [...rows].filter(([, { cells }]) => [...columns.values()].some((column) => cells.has(column)))
}

/** Places by OOR in a row; an OOR whose cell is empty is left out. */
function rowOf({ at, columns, notation }: Grid, number: number, cells: Row['cells'], faults: Fault[]) {
  const filled = [...columns].filter(([, column]) => cells.has(column))
  return Object.fromEntries(
    filled.map(([oor, column]) => [oor, readWhole(cells.get(column), at(number, column), notation, faults)]),
  )
}

function historyOf(sheet: Sheet, { specialties, oors, faults, account, at }: Reading) {
  const grid = gridOf(sheet, { specialties, oors, kind: 'places' }, account)
  if (grid === null) return {}
  const history = Object.fromEntries(
    filledRows(grid).map(([specialty, { number, at: label, cells }]) => {
      at.set(`history.${specialty}`, label)
      return [specialty, rowOf(grid, number, cells, faults)]
    }),
  )
  checkTotals(grid, specialties, account)
  return history
}

/** Wishes in the order in which they stand. */
function preferOf(sheet: Sheet, { faults, at }: Reading): Preference[] {
  const entries = listIn(sheet, { wish: /^(wens|wish)/i }, ['wish'], faults)
  return entries.flatMap((entry, i) => {
    at.set(`prefer[${i}]`, entry.path('wish'))
    return wordIn(entry.text('wish'), PREFERENCE, entry.path('wish'), faults) ?? []
  })
}

/** Weight and rationale of an advice, beside its row. */
const EXTRA = [/^(gewicht|weight)/, /^(toelichting|onderbouwing|rationale)/] as const

/** "NO van" and "NO tot": the least and the most places that an advice leaves room for. */
const SHIFT = /^(.+?)\s+(van|tot|min|max|from|to)\.?$/i

function shiftOf(
  grid: Grid,
  cells: Row['cells'],
  at: (column: number) => string,
  oors: Codes,
  faults: Fault[],
): Record<string, readonly [number, number]> {
  const ends = new Map<string, { low?: number; high?: number }>()
  for (const [header, column] of grid.others) {
    const [, name = '', word = ''] = SHIFT.exec(header) ?? []
    const oor = oors.find(name)
    if (oor === undefined || !cells.has(column)) continue
    ends.set(oor, { ...ends.get(oor), [/^(van|min|from)$/i.test(word) ? 'low' : 'high']: column })
  }
  const read = (column: number) => readWhole(cells.get(column), at(column), grid.notation, faults)
  return Object.fromEntries(
    [...ends].flatMap(([oor, { low, high }]) => {
      if (low === undefined || high === undefined) {
        const column = low ?? high!
        const expected = low === undefined ? `${oor} van` : `${oor} tot`
        faults.push({ code: 'missing', path: at(column), found: cells.get(column)!.text, expected })
        return []
      }
      const [least, most] = [read(low), read(high)]
      if (least > most) faults.push({ code: 'value', path: at(high), found: String(most), expected: `>= ${least}` })
      return [[oor, [least, most] as const]]
    }),
  )
}

function weightOf({ sheet }: Grid, cell: Cell | undefined, path: string, faults: Fault[]): number {
  return Number(
    decimalText(readNumber(cell, path, notationOf(sheet, 'shares', []), faults) ?? { digits: 1n, scale: 0 }),
  )
}

const PLACED = { oor: /^oor/i, specialty: /^specialis|^specialty/i, text: /^(tekst|text|toelichting|onderbouwing)/i }

function attentionPointsOf(sheet: Sheet, { specialties, oors, faults, at }: Reading) {
  const columns = { ...PLACED, category: /^categor/i, direction: /^(richting|direction)/i }
  return listIn(sheet, columns, ['oor', 'category', 'direction', 'text'], faults).flatMap((entry, i) => {
    const [oor, specialty] = [entry.code('oor', oors), entry.code('specialty', specialties)]
    const category = wordIn(entry.text('category'), ATTENTION_CATEGORY, entry.path('category'), faults)
    const direction = wordIn(entry.text('direction'), DIRECTION, entry.path('direction'), faults)
    const text = entry.text('text')
    at.set(`attentionPoints[${i}]`, entry.path('oor'))
    at.set(`attentionPoints[${i}].text`, entry.path('text'))
    if (oor === null || category === null || direction === null || text === undefined) return []
    return [{ oor, ...(specialty !== null && { specialty }), category, direction, text }]
  })
}

/** Motivations that somebody began with: what has neither ground nor text is still to be written. */
function motivationsOf(sheet: Sheet, { specialties, oors, faults, at }: Reading) {
  const columns = { ...PLACED, ground: /^(grond|ground)/i }
  const entries = listIn(sheet, columns, ['oor'], faults)
  const begun = entries.filter((entry) => entry.text('ground') !== undefined || entry.text('text') !== undefined)
  return begun.flatMap((entry, i) => {
    const [oor, specialty] = [entry.code('oor', oors), entry.code('specialty', specialties)]
    const grounds = (entry.text('ground') ?? '')
      .split(/[;,+\n]/)
      .map((word) => word.trim())
      .filter((word) => word !== '')
      .flatMap((word) => wordIn(word, GROUND, entry.path('ground'), faults) ?? [])
    at.set(`motivations[${i}]`, entry.path('oor'))
    at.set(`motivations[${i}].text`, entry.path('text'))
    if (oor === null) return []
    const text = entry.text('text') ?? ''
    return [{ oor, ...(specialty !== null && { specialty }), grounds: [...new Set(grounds)], text }]
  })
}

function currentOf(sheet: Sheet, { oors, faults, account, at }: Reading): Record<string, number> {
  const columns = { oor: /^oor/i, places: /^(plaatsen|places|omvang|size|aantal)/i }
  const entries = listIn(sheet, columns, ['oor'], faults).filter((entry) => entry.cell('places') !== undefined)
  const notation = notationOf(sheet, 'places', [], account.warnings)
  const current: Record<string, number> = {}
  at.set('current', sheet.path)
  const totals = entries.filter((entry) => isTotal(entry.text('oor') ?? ''))
  for (const entry of entries) {
    if (totals.includes(entry)) continue
    const oor = entry.code('oor', oors)
    if (oor === null) continue
    if (oor in current) faults.push({ code: 'duplicate', path: entry.path('oor'), found: oor, expected: '' })
    current[oor] = readWhole(entry.cell('places'), entry.path('places'), notation, faults)
  }
  const sum = Object.values(current).reduce((all, each) => all + each, 0)
  for (const entry of faults.length === 0 ? totals : []) {
    const [cell, path] = [entry.cell('places')!, entry.path('places')]
    if (!isPlainTotal(entry.text('oor') ?? '') || !isNumber(cell)) continue
    if (cell.kind === 'formula') {
      account.skipped.push({ code: 'not-computed', path, found: '1' })
      continue
    }
    const total = readWhole(cell, path, notation, faults)
    if (total !== sum && total !== 0 && faults.length === 0) {
      faults.push({ code: 'total', path, found: clipped(cell.text), expected: String(sum) })
    }
  }
  return current
}

/** The key of a word: itself, its Dutch, its English or what else is read for it; null, with a fault, for another. */
function wordIn<K extends string>(
  given: string | undefined,
  words: Readonly<Record<K, Word>>,
  path: string,
  faults: Fault[],
): K | null {
  if (given === undefined) return null
  const keys = Object.keys(words) as K[]
  const found = wordKey(given, words)
  if (found !== undefined) return found
  const known = keys.map((key) => words[key].nl)
  const hint = given.length > 100 ? undefined : nearest(given, [...known, ...keys.flatMap((key) => words[key].also)])
  faults.push({
    code: 'value',
    path,
    found: clipped(given),
    expected: known.join(' | '),
    ...(hint !== undefined && { hint }),
  })
  return null
}
