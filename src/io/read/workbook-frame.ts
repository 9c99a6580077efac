/**
 * The frame as a workbook gives it: sheet Kader, a word and its value a row, and lists of OORs, zero cells, agreed cells and
 * options. What stands there is used, or refused by its cell; nothing is passed over but titles and remarks.
 */
import { decimalText, parseDecimal } from '../../domain/decimal.js'
import { nearest, type Fault } from '../../domain/errors.js'
import { OPTION_NAMES, OPTION_TABLE, type OptionName, type Options } from '../../domain/options.js'
import type { Text } from '../../domain/language.js'
import type { Scenario } from '../../domain/scenario.js'
import { DATA_KIND, FRAME_STATUS, FRAME_WORD } from '../../words/workbook.js'
import { clipped } from '../../shapes/check.js'
import type { ScenarioFile } from '../../shapes/files.js'

interface FrameCell {
  readonly kind: string
  readonly text: string
}

/** A sheet, as far as a frame is read from it. */
export interface FrameSheet {
  /** What to call it in a fault: "x.xlsx:Kader". */
  readonly path: string
  readonly rows: readonly { readonly number: number; readonly cells: ReadonlyMap<number, FrameCell> }[]
  /** What to call a cell in a fault. */
  readonly at: (row: number, column: number) => string
}

/** The code that a text means; null where it means none. */
type CodeOf = (text: string) => string | null

/** What codes there are, and how they are found. */
export interface Coding {
  readonly specialty: CodeOf
  readonly oor: CodeOf
  readonly specialties: readonly string[]
  readonly oors: readonly string[]
}

type OorFile = ScenarioFile['oors'][number]

const WORD = {
  id: /^(id|kenmerk|code)$/,
  title: /^(titel|title|naam|name)$/,
  year: /^(jaar|year)$/,
  data: /^(gegevens|data|soort gegevens|kind of data)$/,
  floor: /^(ondergrens|floor|minimum)\b/,
  training: /^criteri\w*\W.*(opleid|train)/,
  all: /^criteri\w*\W.*(alle|all)\b/,
  total: /^(regelruimte|leeway)\b.*\b(totaal|total)\b/,
  below: /^(regelruimte|leeway)\b.*\b(minder|omlaag|fewer|below)\b/,
  above: /^(regelruimte|leeway)\b.*\b(meer|omhoog|more|above)\b/,
  date: /^((kader|frame)\b.*\b)?(datum|date)$/,
  status: /^((kader|frame)\b.*\b)?status$|^(kader|frame)$/,
  oor: /^oor$/,
} as const satisfies Record<string, RegExp>

type Word = keyof typeof WORD

/** The words of sheet Kader, for who wrote another one. */
const KNOWN_WORDS: readonly string[] = Object.values(FRAME_WORD).map(({ nl }) => nl)

const HEADING = /^(gegeven|veld|item|field|onderdeel|wat|what|word|woord)$/

/** Each by its Dutch and its English word. */
function byWord<K extends string>(words: Readonly<Record<K, Text>>): Readonly<Record<string, K>> {
  const keys = Object.keys(words) as K[]
  return Object.fromEntries(keys.flatMap((key) => [words[key].nl, words[key].en].map((word) => [word, key])))
}

const KINDS = byWord(DATA_KIND)
const STATUSES = byWord(FRAME_STATUS)

/** Nothing, said in a word. */
const NONE = /^(geen|none|nee|no|-|–|—)$/i

/** Words that a frame may leave open: it is then as it was. An empty floor or criterion could mean that or none, and is asked about. */
const MAY_BE_EMPTY: ReadonlySet<Word> = new Set(['id', 'title', 'year', 'data', 'status', 'date'])

interface Line {
  readonly word: FrameCell
  readonly value: FrameCell | undefined
  /** The cell behind the value. */
  readonly more: FrameCell | undefined
  readonly at: string
}

/** The frame of sheet Kader, and the OORs and options that it declares. */
export interface KaderRead {
  readonly file: Partial<ScenarioFile>
  readonly oors: readonly OorFile[]
  readonly options: Partial<Options>
  /** The leeway of OORs by themselves, by what they are called there. */
  readonly rooms: readonly Room[]
  /** The cell of each field that is said there. */
  readonly at: Places
}

/** Cells by the field of the scenario that they fill. */
export type Places = ReadonlyMap<string, string>

/** The field that each word fills. */
const FIELD: Readonly<Partial<Record<Word, string>>> = {
  id: 'id',
  title: 'title',
  year: 'year',
  data: 'data',
  floor: 'floor',
  all: 'criterion.all',
  training: 'criterion.training',
  total: 'leeway.total',
  below: 'leeway.below',
  above: 'leeway.above',
  date: 'frame.date',
  status: 'frame.status',
}

/** Options by their names, each with one of its own values. */
type Chosen = Partial<Record<OptionName, string>>

/** Reads sheet Kader. @param scenario whose frame is completed or changed */
export function kaderIn(sheet: FrameSheet | undefined, scenario: Scenario | null, faults: Fault[]): KaderRead {
  if (sheet === undefined) return { file: {}, oors: [], options: {}, rooms: [], at: new Map() }
  const rooms: Room[] = []
  const lines = new Map<Word, Line>()
  const oors: OorFile[] = []
  const options: Chosen = {}
  for (const { number, cells } of sheet.rows) {
    const placed = [...cells].toSorted(([a], [b]) => a - b)
    const [column, word] = placed[0]!
    const [value, more] = placed.slice(1).map(([, cell]) => cell)
    const valueAt = sheet.at(number, placed[1]?.[0] ?? column + 1)
    const said = word.text.trim().toLowerCase().replace(/\s+/g, ' ').replace(/:$/, '')
    const option = OPTION_NAMES.find((name) => name.toLowerCase() === said)
    const key = (Object.keys(WORD) as Word[]).find((each) => WORD[each].test(said))
    const isFigure = word.kind === 'number' || /^[-+]?\d+([.,]\d+)?%?$/.test(said)
    // a title above the table stands alone
    const isTitle = placed.length === 1 && !isFigure && (key === undefined || key === 'status')
    if (isTitle && option === undefined) continue
    // remarks stand behind a value; a second figure would be passed over
    for (const [at, { kind, text }] of placed.slice(key === 'oor' ? 3 : 2)) {
      if (kind === 'text' && !/^[-+]?\d+([.,]\d+)?%?$/.test(text.trim())) continue
      faults.push({ code: 'not-used', path: sheet.at(number, at), found: clipped(text), expected: '' })
    }
    const own = key === 'below' || key === 'above' || key === 'total' ? ownName(word.text) : ''
    if (own !== '' && key !== 'total') {
      rooms.push({ oor: own, end: key as 'below' | 'above', value, at: valueAt, named: sheet.at(number, column) })
      continue
    }
    if (option !== undefined) readOption(option, value, valueAt, options, faults)
    else if (key === 'oor') oors.push(...oorOf(value, more, valueAt, faults))
    else if (key === undefined || own !== '') {
      if (!HEADING.test(said) || value?.kind === 'number') faults.push(unknownWord(sheet.at(number, column), word.text))
    } else if (lines.has(key)) {
      faults.push({ code: 'duplicate', path: sheet.at(number, column), found: clipped(word.text), expected: '' })
    } else lines.set(key, { word, value, more, at: valueAt })
  }
  for (const [key, { word, value, at }] of lines) {
    if (value !== undefined || MAY_BE_EMPTY.has(key)) continue
    faults.push({ code: 'left-open', path: at, found: clipped(word.text), expected: 'none' })
  }
  const at = new Map([...lines].map(([word, line]) => [FIELD[word] ?? word, line.at]))
  return { file: fileOf(lines, scenario, faults), oors, options: options as Partial<Options>, rooms, at }
}

/** A line of sheet Kader on the leeway of one OOR: "Regelruimte NO, minder". */
interface Room {
  /** As it is called there. */
  readonly oor: string
  readonly end: 'below' | 'above'
  readonly value: FrameCell | undefined
  readonly at: string
  readonly named: string
}

/** What stands in a line on leeway beside its own words: the name of an OOR; empty for the leeway of all. */
function ownName(word: string): string {
  return word
    .replace(/^\s*(regelruimte|leeway)/i, '')
    .replace(/\b(totaal|total|minder|omlaag|fewer|below|meer|omhoog|more|above)\b/gi, ' ')
    .replace(/\b(per|each|elke|iedere|every) OOR\b/gi, ' ')
    .replace(
      /\b(aantal|plaatsen|places|ten|hoogste|at|most|maximaal|te|verschuiven|to|shift|in|van|voor|of|for|OOR)\b/gi,
      ' ',
    )
    .replace(/[\s,:;()\-–—]+/g, ' ')
    .trim()
}

/** The leeway with what sheet Kader gives OORs by themselves, and the cell of each. */
export function roomsIn(
  rooms: readonly Room[],
  leeway: ScenarioFile['leeway'],
  { oor, oors }: Pick<Coding, 'oor' | 'oors'>,
  faults: Fault[],
): Listed {
  if (rooms.length === 0) return { file: {}, at: new Map() }
  if (leeway == null) {
    faults.push({ code: 'missing', path: rooms[0]!.at, found: '-', expected: FRAME_WORD.total.nl })
    return { file: {}, at: new Map() }
  }
  const perOor: Record<string, { below?: number; above?: number }> = {}
  const at = new Map<string, string>()
  for (const { oor: given, end, value, at: valueAt, named } of rooms) {
    const code = oor(given)
    if (code === null) {
      const hint = nearest(given, oors)
      const fault = { code: 'unknown-code' as const, path: named, found: clipped(given) }
      faults.push({ ...fault, expected: clipped(oors.join(', ')), ...(hint !== undefined && { hint }) })
    } else if (perOor[code]?.[end] !== undefined) {
      faults.push({ code: 'duplicate', path: named, found: clipped(given), expected: '' })
    } else if (value === undefined) {
      faults.push({ code: 'left-open', path: valueAt, found: clipped(given), expected: 'none' })
    } else {
      const places = wholeOf(value, valueAt, [0, 1_000_000], faults)
      perOor[code] = { ...perOor[code], ...(places !== null && { [end]: places }) }
      at.set(`leeway.perOor.${code}.${end}`, valueAt)
    }
  }
  return { file: { leeway: { ...leeway, perOor: { ...leeway.perOor, ...perOor } } }, at }
}

function unknownWord(path: string, found: string): Fault {
  const hint = nearest(found, [...KNOWN_WORDS, ...OPTION_NAMES])
  return {
    code: 'unknown-word',
    path,
    found: clipped(found),
    expected: KNOWN_WORDS.join(' | '),
    ...(hint !== undefined && { hint }),
  }
}

function fileOf(lines: ReadonlyMap<Word, Line>, scenario: Scenario | null, faults: Fault[]): Partial<ScenarioFile> {
  const filled = <T>(word: Word, read: (value: FrameCell, at: string) => T | null): T | undefined => {
    const line = lines.get(word)
    if (line?.value === undefined) return undefined
    return read(line.value, line.at) ?? undefined
  }
  const text = ({ text: said }: FrameCell) => said.trim()
  const share = (cell: FrameCell, at: string) => shareOf(cell, at, faults)
  const places = (cell: FrameCell, at: string) => wholeOf(cell, at, [0, 1_000_000], faults)
  const [id, title] = [filled('id', text), filled('title', text)]
  const year = filled('year', (cell, at) => wholeOf(cell, at, [1900, 2200], faults))
  const data = filled('data', (cell, at) => oneOf(KINDS, cell, at, faults))
  const floor = filled('floor', (cell, at) => (NONE.test(text(cell)) ? 0 : share(cell, at)))
  return {
    ...(id !== undefined && { id: clipped(id) }),
    ...(title !== undefined && { title: title.slice(0, 2000) }),
    ...(year !== undefined && { year }),
    ...(data !== undefined && { data }),
    ...(floor !== undefined && { floor: floor === 0 ? null : { share: floor } }),
    ...criterionOf(lines, filled('all', share), filled('training', share), faults),
    ...leewayOf(lines, scenario, [filled('total', places), filled('below', places), filled('above', places)], faults),
    ...frameOf(lines, scenario, faults),
  }
}

/** One weight says the other. */
function criterionOf(
  lines: ReadonlyMap<Word, Line>,
  all: number | undefined,
  training: number | undefined,
  faults: Fault[],
): Partial<ScenarioFile> {
  if (all === undefined && training === undefined) return {}
  const rest = (weight: number) => Math.round((1 - weight) * 1e9) / 1e9
  const criterion = { all: all ?? rest(training!), training: training ?? rest(all!) }
  if (Math.abs(criterion.all + criterion.training - 1) > 1e-9) {
    const path = (lines.get('training') ?? lines.get('all'))!.at
    faults.push({ code: 'criterion-sum', path, found: `${criterion.all} + ${criterion.training}`, expected: '1' })
  }
  return { criterion }
}

const LEEWAY = ['total', 'below', 'above'] as const

/** All three, or "geen" in all that stand there; what does not stand there stays as it was. */
function leewayOf(
  lines: ReadonlyMap<Word, Line>,
  scenario: Scenario | null,
  [total, below, above]: readonly (number | undefined)[],
  faults: Fault[],
): Partial<ScenarioFile> {
  const given = LEEWAY.filter((word) => lines.get(word)?.value !== undefined)
  if (given.length === 0) return {}
  if (given.every((word) => NONE.test(lines.get(word)!.value!.text.trim()))) return { leeway: null }
  const known = scenario?.leeway
  const leeway = { total: total ?? known?.total, below: below ?? known?.below, above: above ?? known?.above }
  const open = LEEWAY.filter((word) => leeway[word] === undefined && !lines.has(word))
  if (open.length > 0) {
    const expected = open.map((word) => FRAME_WORD[word].nl).join(' | ')
    faults.push({ code: 'missing', path: lines.get(given[0]!)!.at, found: '-', expected })
  }
  const own = known?.perOor === undefined ? {} : { perOor: known.perOor }
  return { leeway: { total: leeway.total ?? 0, below: leeway.below ?? 0, above: leeway.above ?? 0, ...own } }
}

/** Status and date of the frame; what one of them leaves open stays as it was. */
function frameOf(lines: ReadonlyMap<Word, Line>, scenario: Scenario | null, faults: Fault[]): Partial<ScenarioFile> {
  const [status, date] = [lines.get('status'), lines.get('date')]
  const said = status?.value === undefined ? undefined : oneOf(STATUSES, status.value, status.at, faults)
  const day = date?.value === undefined ? undefined : dateOf(date.value, date.at, faults)
  if (said === undefined && day === undefined) return {}
  const [known, dated] = [said ?? scenario?.frame?.status, day ?? scenario?.frame?.date]
  const at = (status?.value === undefined ? date : status)!.at
  if (known === undefined) faults.push({ code: 'missing', path: at, found: '-', expected: FRAME_WORD.status.nl })
  if (dated === undefined) faults.push({ code: 'missing', path: at, found: '-', expected: FRAME_WORD.date.nl })
  return known == null || dated == null ? {} : { frame: { status: known, date: dated } }
}

function oneOf<T>(known: Readonly<Record<string, T>>, { text }: FrameCell, path: string, faults: Fault[]): T | null {
  const found = known[text.trim().toLowerCase()]
  if (found !== undefined) return found
  faults.push({ code: 'value', path, found: clipped(text), expected: Object.keys(known).join(' | ') })
  return null
}

const MONTHS = /^(jan|feb|m(?:aa|a)?rt?|apr|mei|may|jun|jul|aug|sep|o[ck]t|nov|dec)/i
const MONTH_START = ['ja', 'f', 'm', 'ap', 'me', 'jun', 'jul', 'au', 's', 'o', 'n', 'd']

/** A date as 2026-06-08, however it was typed. */
export function dateOf({ kind, text }: FrameCell, path: string, faults: Fault[]): string | null {
  const said = text.trim().toLowerCase()
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(said)?.slice(1)
  const dutch = /^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})$/.exec(said)?.slice(1).toReversed()
  const words = /^(\d{1,2}) (\p{L}+)\.? (\d{4})$/u.exec(said)?.slice(1).toReversed()
  const month = words === undefined || !MONTHS.test(words[1]!) ? 0 : monthOf(words[1]!)
  const named = words === undefined ? undefined : [words[0]!, String(month), words[2]!]
  const [year = 0, monthOfYear = 0, day = 0] = (iso ?? dutch ?? named ?? []).map(Number)
  const date = new Date(Date.UTC(year, monthOfYear - 1, day))
  const isDay = date.getUTCMonth() === monthOfYear - 1 && date.getUTCDate() === day
  if (kind !== 'number' && year >= 1900 && isDay) return date.toISOString().slice(0, 10)
  faults.push({ code: 'value', path, found: clipped(text), expected: '2026-06-08' })
  return null
}

function monthOf(word: string): number {
  if (word === 'may') return 5
  return MONTH_START.findLastIndex((start) => word.startsWith(start)) + 1
}

/** "10%", "0,1", 0.1 and 10 are the same share: above 1 a number can only mean percent. */
function shareOf(cell: FrameCell, path: string, faults: Fault[]): number | null {
  const said = cell.text.trim()
  const percent = /\s*%$/.test(said)
  const decimal = isNumeric(cell) ? parseDecimal(said.replace(/\s*%$/, '')) : null
  const value = decimal === null ? Number.NaN : Number(decimalText(decimal))
  const share = percent || value > 1 ? Math.round(value * 1e10) / 1e12 : value
  if (share >= 0 && share <= 1) return share
  faults.push({ code: 'value', path, found: clipped(cell.text), expected: '10%' })
  return null
}

function wholeOf(
  cell: FrameCell,
  path: string,
  [least, most]: readonly [number, number],
  faults: Fault[],
): number | null {
  const said = cell.text.trim()
  if (isNumeric(cell) && /^\d{1,9}$/.test(said) && Number(said) >= least && Number(said) <= most) return Number(said)
  if (least === 0 && NONE.test(said)) return 0
  faults.push({ code: 'value', path, found: clipped(cell.text), expected: least === 0 ? '>= 0' : '2027' })
  return null
}

function isNumeric({ kind }: FrameCell): boolean {
  return kind === 'number' || kind === 'text'
}

function readOption(
  name: OptionName,
  value: FrameCell | undefined,
  path: string,
  options: Chosen,
  faults: Fault[],
): void {
  if (value === undefined) return
  const values: readonly string[] = OPTION_TABLE[name].values
  const found = values.find((each) => each === value.text.trim().toLowerCase())
  if (found === undefined) {
    const hint = nearest(value.text, values)
    const fault = { code: 'value' as const, path, found: clipped(value.text), expected: values.join(' | ') }
    faults.push({ ...fault, ...(hint !== undefined && { hint }) })
  } else if (options[name] !== undefined) {
    faults.push({ code: 'duplicate', path, found: name, expected: '' })
  } else options[name] = found
}

function oorOf(code: FrameCell | undefined, name: FrameCell | undefined, path: string, faults: Fault[]): OorFile[] {
  const said = code?.text.trim() ?? ''
  if (said === '') faults.push({ code: 'missing', path, found: '-', expected: 'OOR' })
  return said === '' ? [] : [{ code: clipped(said), ...(name !== undefined && { name: clipped(name.text.trim()) }) }]
}

/** Columns of a list by what heads them, and how they are called. */
type Heads<K extends string> = Readonly<Record<K, readonly [RegExp, string]>>

interface Entry<K extends string> {
  readonly cell: (key: K) => FrameCell | undefined
  readonly at: (key: K) => string
}

/** The rows of a list under its header. @param required columns that it cannot do without */
function entriesIn<K extends string>(
  sheet: FrameSheet | undefined,
  heads: Heads<K>,
  required: readonly NoInfer<K>[],
  faults: Fault[],
): Entry<K>[] {
  if (sheet === undefined || sheet.rows.length === 0) return []
  const keys = Object.keys(heads) as K[]
  const placed = (cells: ReadonlyMap<number, FrameCell>, key: K) =>
    [...cells].find(([, { text }]) => heads[key][0].test(text.trim()))?.[0]
  const header = sheet.rows.find(({ cells }) => required.every((key) => placed(cells, key) !== undefined))
  if (header === undefined) {
    const expected = required.map((key) => heads[key][1]).join(', ')
    faults.push({ code: 'no-table', path: sheet.path, found: '-', expected })
    return []
  }
  const columns = new Map(keys.map((key) => [key, placed(header.cells, key)]))
  return sheet.rows
    .filter(({ number, cells }) => number > header.number && cells.size > 0)
    .flatMap(({ number, cells }) => {
      const at = (key: K) => sheet.at(number, columns.get(key) ?? columns.get(required[0]!)!)
      const empty = required.filter((key) => !cells.has(columns.get(key)!))
      for (const key of empty) faults.push({ code: 'missing', path: at(key), found: '-', expected: heads[key][1] })
      return empty.length > 0 ? [] : [{ at, cell: (key: K) => cells.get(columns.get(key) ?? -1) }]
    })
}

/** OORs that sheet OOR's lists. */
export function oorsIn(sheet: FrameSheet | undefined, faults: Fault[]): OorFile[] {
  const heads = { code: [/^(code|oor)$/i, 'Code'], name: [/^(naam|name)$/i, 'Naam'] } as const
  return entriesIn(sheet, heads, ['code'], faults).flatMap(({ cell, at }) =>
    oorOf(cell('code'), cell('name'), at('code'), faults),
  )
}

/** Options that sheet Opties lists. */
export function optionsIn(sheet: FrameSheet | undefined, faults: Fault[]): Partial<Options> {
  const heads = { name: [/^(optie|option)$/i, 'Optie'], value: [/^(waarde|value)$/i, 'Waarde'] } as const
  const options: Chosen = {}
  for (const { cell, at } of entriesIn(sheet, heads, ['name'], faults)) {
    const said = cell('name')!.text.trim()
    const name = OPTION_NAMES.find((each) => each.toLowerCase() === said.toLowerCase())
    if (name !== undefined) readOption(name, cell('value'), at('value'), options, faults)
    else {
      const hint = nearest(said, OPTION_NAMES)
      const fault = { code: 'unknown-word' as const, path: at('name'), found: clipped(said) }
      faults.push({ ...fault, expected: OPTION_NAMES.join(' | '), ...(hint !== undefined && { hint }) })
    }
  }
  return options as Partial<Options>
}

const CELL = {
  specialty: [/^specialis|^specialty|^opleiding$/i, 'Specialisme'],
  oor: [/^oor\b/i, 'OOR'],
} as const

/** Cells by specialty and OOR; what names none is a fault by its cell. */
function cellsIn<K extends string>(
  sheet: FrameSheet | undefined,
  heads: Heads<K>,
  coding: Coding,
  faults: Fault[],
): { readonly specialty: string; readonly oor: string; readonly entry: Entry<K | keyof typeof CELL> }[] {
  const all = { ...CELL, ...heads } as Heads<K | keyof typeof CELL>
  return entriesIn<K | keyof typeof CELL>(sheet, all, ['specialty', 'oor'], faults).flatMap((entry) => {
    const [specialty, oor] = (['specialty', 'oor'] as const).map((side) => {
      const said = entry.cell(side)!.text
      const code = coding[side](said)
      if (code !== null) return code
      const known = side === 'specialty' ? coding.specialties : coding.oors
      const hint = said.length > 100 ? undefined : nearest(said.trim(), known)
      const fault = { code: 'unknown-code' as const, path: entry.at(side), found: clipped(said) }
      faults.push({ ...fault, expected: clipped(known.join(', ')), ...(hint !== undefined && { hint }) })
      return null
    })
    return specialty == null || oor == null ? [] : [{ specialty, oor, entry }]
  })
}

/** A list of the frame, and the cell of each of its fields; nothing where the sheet lists none. */
interface Listed {
  readonly file: Partial<ScenarioFile>
  readonly at: Places
}

function listed<K extends string>(
  name: 'zeroCells' | 'bounds',
  entries: readonly Entry<K>[],
  keys: readonly K[],
): Places {
  return new Map(entries.flatMap((entry, i) => keys.map((key) => [`${name}[${i}].${key}`, entry.at(key)] as const)))
}

/** The cells that stay empty, of sheet Lege cellen; those of the frame where it lists none. */
export function zeroCellsIn(sheet: FrameSheet | undefined, coding: Coding, faults: Fault[]): Listed {
  const heads = { reason: [/^reden|^reason/i, 'Reden'], source: [/^bron|^source/i, 'Bron'] } as const
  const cells = cellsIn(sheet, heads, coding, faults)
  const zeroCells = cells.map(({ specialty, oor, entry }) => ({
    specialty,
    oor,
    reason: entry.cell('reason')?.text ?? '',
    source: entry.cell('source')?.text ?? '',
  }))
  const at = listed(
    'zeroCells',
    cells.map(({ entry }) => entry),
    ['specialty', 'oor', 'reason', 'source'],
  )
  return { file: zeroCells.length === 0 ? {} : { zeroCells }, at }
}

/** Agreed cells of sheet Vastgezet: a least, a most, or both; those of the frame where it lists none. */
export function boundsIn(
  sheet: FrameSheet | undefined,
  coding: Coding,
  intakeOf: (specialty: string) => number,
  faults: Fault[],
): Listed {
  const heads = {
    low: [/^(min|laag|low|least|ten minste)/i, 'Minimaal'],
    high: [/^(max|hoog|high|most|ten hoogste)/i, 'Maximaal'],
    places: [/^(plaatsen|aantal|places|number)/i, 'Plaatsen'],
    reason: [/^reden|^reason/i, 'Reden'],
  } as const
  const read = cellsIn(sheet, heads, coding, faults).flatMap(({ specialty, oor, entry }) => {
    const placesAt = (key: 'low' | 'high' | 'places') => {
      const cell = entry.cell(key)
      return cell === undefined ? undefined : (wholeOf(cell, entry.at(key), [0, 1_000_000], faults) ?? undefined)
    }
    const places = placesAt('places')
    const [low, high] = [placesAt('low') ?? places, placesAt('high') ?? places]
    if (low === undefined && high === undefined) {
      faults.push({ code: 'missing', path: entry.at('low'), found: '-', expected: 'Minimaal | Maximaal' })
      return []
    }
    if (low !== undefined && high !== undefined && low > high) {
      faults.push({ code: 'value', path: entry.at('high'), found: String(high), expected: `>= ${low}` })
    }
    const most = Math.max(high ?? intakeOf(specialty), low ?? 0)
    return [{ entry, bound: { specialty, oor, low: low ?? 0, high: most, reason: entry.cell('reason')?.text ?? '' } }]
  })
  const at = listed(
    'bounds',
    read.map(({ entry }) => entry),
    ['specialty', 'oor', 'low', 'high', 'reason'],
  )
  return { file: read.length === 0 ? {} : { bounds: read.map(({ bound }) => bound) }, at }
}
