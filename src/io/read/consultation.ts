/** What the consultation brings in (adviezen, aandachtspunten, motiveringen), from JSON, CSV or a workbook, checked against its scenario. */
import { InputError, stopAtEnough, type Fault } from '../../domain/errors.js'
import { together } from '../../domain/reading.js'
import type { Agreement } from '../../domain/agreement.js'
import {
  PREFERENCES,
  type Advice,
  type AttentionPoint,
  type Consultation,
  type OutsideAdvice,
} from '../../domain/proposal.js'
import { outsideFrame } from '../../domain/outside.js'
import { inPlaceOf, placed } from '../../domain/places.js'
import type { Scenario } from '../../domain/scenario.js'
import { agreementsOf } from './agreements.js'
import { adviceLines, adviceSheets } from './advices.js'
import {
  checkBoth,
  clipped,
  parseJson,
  refuseAnswers,
  refuseMany,
  shown,
  type Beginning,
  type Follows,
} from '../../shapes/check.js'
import { csvSheet, parseCsv, type CsvTable } from '../csv.js'
import { here } from '../machine.js'
import { decode, isWorkbook } from '../text.js'
import { underHeader } from './care-use.js'
import { codeOf, codesOf, type Codes } from './names.js'
import { once } from './once.js'
import { unreadIn } from './unread.js'
import { readingOf, withReading } from './readings.js'
import { consultationSchema, type ConsultationFile } from '../../shapes/files.js'
import { ATTENTION_CATEGORY, DIRECTION, GROUND, wordKey } from '../../words/consultation.js'
import { wantedNumbers, type WishTest } from '../../words/wanted.js'

/** Reads a consultation from a `.json`, `.csv` or `.xlsx` file. @throws InputError with every fault found */
export function readConsultation(path: string, scenario: Scenario): Consultation {
  return consultationFromBytes(here().read(path), scenario, path)
}

/** The same from bytes. @param path what to call them in a fault; @throws InputError with every fault found */
export function consultationFromBytes(bytes: Uint8Array, scenario: Scenario, path = 'advices'): Consultation {
  return once('consultation', scenario, bytes, () => consultationOfBytes(bytes, scenario, path))
}

function consultationOfBytes(bytes: Uint8Array, scenario: Scenario, path: string): Consultation {
  if (isWorkbook(path, bytes)) return consultationInWorkbook(bytes, scenario, path)
  const text = decode(bytes)
  if (!/^\s*[[{]/.test(text)) return consultationAt(fromCsv(parseCsv(text, path), path, scenario), scenario, path)
  return consultationOf(parseJson(text, path, { beginning }), scenario, path)
}

/** A large consultation that is wrong all over is refused by its beginning. */
function beginning(begun: Beginning): void {
  refuseMany(consultationSchema, begun)
}

/**
 * Reads a consultation from the bytes of a workbook: sheets Adviezen, Aandachtspunten, Motiveringen, Omvang, Historie and Wensen.
 * @throws InputError with every fault, each by sheet and cell
 */
function consultationInWorkbook(bytes: Uint8Array, scenario: Scenario, path: string): Consultation {
  return consultationAt(adviceSheets(bytes, scenario, path), scenario, path)
}

/**
 * A consultation from the bytes of CSV, as its JSON would hold it; its codes and sums are checked already.
 * @throws InputError with every fault, each by its line
 */
export function consultationFromCsv(bytes: Uint8Array, scenario: Scenario, path: string): object {
  const csv = fromCsv(parseCsv(decode(bytes), path), path, scenario)
  consultationAt(csv, scenario, path) // its faults by their lines
  return csv.read
}

/** What was read, and by the path of each part the cell or the line that it stands in. */
interface Placed {
  readonly read: object
  readonly at: ReadonlyMap<string, string>
}

function consultationAt({ read, at }: Placed, scenario: Scenario, path: string): Consultation {
  try {
    return withReading(consultationOf(read, scenario, path), readingOf(read))
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    throw new InputError(placed(error.faults, (field) => at.get(field)))
  }
}

/** Checks a consultation in memory. @throws InputError with every fault found */
export function parseConsultation(value: unknown, scenario: Scenario): Consultation {
  return once('consultation', scenario, value, () => inPlaceOf(value, () => consultationOf(value, scenario, 'advices')))
}

function consultationOf(value: unknown, scenario: Scenario, whole: string): Consultation {
  const given = carriedIn(value)
  refuseAnswers(given, whole, 'advices, attentionPoints, motivations')
  const unread = unreadIn(given)
  if (unread.length > 0) throw new InputError(unread)
  return checkBoth(consultationSchema, given, whole, (file) => consultationFrom(file, scenario), follows)
}

/** Of what `carry` answered, what goes along. */
function carriedIn(value: unknown): unknown {
  const isCarried = typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'carry'
  return isCarried && 'consultation' in value ? value.consultation : value
}

/** Room to shift stands around the numbers of its row. */
const follows: Follows = ({ code, path }, isGone) => {
  const [, advice] = /^advices\[(\d+)\]/.exec(path) ?? []
  return code === 'shift-room' && isGone(new RegExp(`^advices\\[${advice}\\]\\.row\\b`))
}

function consultationFrom(file: ConsultationFile, scenario: Scenario): Consultation {
  const faults: Fault[] = []
  const reader = new Reader(scenario, faults)
  const [advices, outside]: [Advice[], OutsideAdvice[]] = [[], []]
  for (const [i, given] of (file.advices ?? []).entries()) {
    const name = reader.outsideName(given.specialty)
    if (name === undefined) advices.push(reader.advice(given, `advices[${i}]`))
    else outside.push(reader.outside(given, name, `advices[${i}]`))
  }
  const agreements = reader.agreements(file.agreements ?? [])
  const consultation: Consultation = {
    advices,
    attentionPoints: (file.attentionPoints ?? []).map((point, i) => reader.point(point, `attentionPoints[${i}]`)),
    motivations: (file.motivations ?? []).map(({ oor, specialty, grounds, text }, i) => ({
      oor: reader.oor(oor, `motivations[${i}].oor`),
      specialty: specialty === undefined ? null : reader.specialty(specialty, `motivations[${i}].specialty`),
      grounds: [...new Set(grounds)],
      text,
    })),
    current: reader.current(file.current ?? {}),
    history: reader.history(file.history ?? {}),
    prefer: file.prefer === undefined ? PREFERENCES : reader.prefer(file.prefer),
    ...(agreements.length > 0 && { agreements }),
    ...(outside.length > 0 && { outside }),
  }
  if (faults.length > 0) throw new InputError(faults)
  return consultation
}

type GivenAdvice = NonNullable<ConsultationFile['advices']>[number]

/** Reads the parts; what is wrong is added to `faults`. */
class Reader {
  private readonly specialties: Codes
  private readonly oors: Codes
  private readonly advised = new Set<string>()
  private readonly apart = new Set<string>()
  private readonly wantsNumbers: WishTest

  constructor(
    private readonly scenario: Scenario,
    private readonly faults: Fault[],
  ) {
    this.specialties = codesOf(scenario.specialties)
    this.oors = codesOf(scenario.oors)
    this.wantsNumbers = wantedNumbers(scenario.specialties, scenario.oors)
  }

  specialty(given: string, path: string): string {
    stopAtEnough(this.faults)
    return codeOf(given, () => path, this.specialties, this.faults)
  }

  oor(given: string, path: string): string {
    stopAtEnough(this.faults)
    return codeOf(given, () => path, this.oors, this.faults)
  }

  /**
   * "WV-en [...] geven zij in hun advies aan waar ruimte is om te schuiven" (P26 II.1.2). A row sums to the intake; without
   * `shift` there is no room. A place in a zero cell is accepted here: the draft reports it as not followed.
   */
  advice(given: GivenAdvice, path: string): Advice {
    const specialty = this.specialty(given.specialty, `${path}.specialty`)
    const { row, room, rationale } = this.rowAndRoom(given, specialty, this.advised, path)
    const intake = this.scenario.specialties.find(({ code }) => code === specialty)?.intake
    const sum = row.reduce((total, places) => total + places, 0)
    if (intake !== undefined && sum !== intake) {
      this.faults.push({ code: 'advice-sum', path: `${path}.row`, found: String(sum), expected: String(intake) })
    }
    return { specialty, row, room, weight: this.weight(given.weight ?? 1, path), rationale }
  }

  /** The name of the specialty outside the frame that an advice is about; undefined for one within it. */
  outsideName(given: string): string | undefined {
    return this.specialties.find(given) === undefined ? outsideFrame(given) : undefined
  }

  /** It is weighed against nothing, and no intake of a scenario is its own. */
  outside(given: GivenAdvice, specialty: string, path: string): OutsideAdvice {
    stopAtEnough(this.faults)
    const read = this.rowAndRoom(given, specialty, this.apart, path)
    if ((given.weight ?? 1) !== 1) {
      this.faults.push({ code: 'value', path: `${path}.weight`, found: String(given.weight), expected: '1' })
    }
    if (read.row.every((places) => places === 0)) {
      this.faults.push({ code: 'empty-row', path: `${path}.row`, found: '0', expected: '> 0' })
    }
    return { specialty, ...read }
  }

  /** What an advice says, once for a specialty: places over the OORs, and around them what there is room for. */
  private rowAndRoom(
    given: GivenAdvice,
    specialty: string,
    before: Set<string>,
    path: string,
  ): Pick<Advice, 'row' | 'room' | 'rationale'> {
    if (before.has(specialty)) {
      this.faults.push({ code: 'duplicate', path: `${path}.specialty`, found: given.specialty, expected: '' })
    }
    before.add(specialty)
    const row = this.sizes(given.row, `${path}.row`).map((places) => places ?? 0)
    const room = row.map((places): readonly [number, number] => [places, places])
    const named = new Set<number>()
    for (const [code, [low, high]] of Object.entries(given.shift ?? {})) {
      const place = `${path}.shift.${clipped(code)}`
      const o = this.oors.codes.indexOf(this.oor(code, place))
      if (o === -1) continue
      if (named.has(o)) this.faults.push({ code: 'duplicate', path: place, found: code, expected: '' })
      named.add(o)
      if (low > row[o]! || row[o]! > high) {
        const expected = `[<= ${row[o]}, >= ${row[o]}]`
        this.faults.push({ code: 'shift-room', path: place, found: `[${low}, ${high}]`, expected })
      }
      room[o] = [low, high]
    }
    return { row, room, rationale: given.rationale ?? '' }
  }

  /** In thousandths. */
  private weight(given: number, path: string): number {
    const thousandths = Math.round(given * 1000)
    if (Math.abs(thousandths - given * 1000) > 1e-6 || thousandths === 0) {
      this.faults.push({ code: 'value', path: `${path}.weight`, found: String(given), expected: '0.001, 0.002, …' })
    }
    return thousandths
  }

  /**
   * "Met aandachtspunten wordt uitdrukkelijk niet bedoeld het geven van een kwantitatief overzicht van de gewenste instroom
   * per specialisme per OOR" (P26 II.1.1): neither as a field nor in the text.
   */
  point(given: NonNullable<ConsultationFile['attentionPoints']>[number], path: string): AttentionPoint {
    const { oor, specialty, category, direction, text, ...rest } = given
    for (const [key, value] of Object.entries(rest)) {
      this.faults.push({
        code: holdsNumbers(value) ? 'wanted-numbers' : 'unknown-key',
        path: `${path}.${clipped(key)}`,
        found: shown(value),
        expected: 'oor | specialty | category | direction | text',
      })
    }
    if (this.wantsNumbers(text)) {
      this.faults.push({ code: 'wanted-numbers', path: `${path}.text`, found: clipped(text), expected: '' })
    }
    return {
      oor: this.oor(oor, `${path}.oor`),
      specialty: specialty === undefined ? null : this.specialty(specialty, `${path}.specialty`),
      category,
      direction,
      text,
    }
  }

  /** Numbers per OOR in the order of the scenario; null where none is given. */
  sizes(given: Readonly<Record<string, number>>, path: string): (number | null)[] {
    const found = new Map<string, number>()
    for (const [code, places] of Object.entries(given)) {
      const oor = this.oor(code, `${path}.${clipped(code)}`)
      if (found.has(oor)) this.faults.push({ code: 'duplicate', path, found: code, expected: '' })
      found.set(oor, places)
    }
    return this.oors.codes.map((oor) => found.get(oor) ?? null)
  }

  /** Today's size of every OOR, or of none: a size that is left out is no size of nothing. */
  current(given: Readonly<Record<string, number>>): (number | null)[] {
    const before = this.faults.length
    const sizes = this.sizes(given, 'current')
    if (this.faults.length === before) this.refuseGaps(sizes, 'current', () => false)
    return sizes
  }

  /** Names the OORs of a row that has a number for some only. */
  private refuseGaps(row: readonly (number | null)[], path: string, mayLack: (oor: string) => boolean): void {
    const lacking = this.oors.codes.filter((oor, o) => row[o] === null && !mayLack(oor))
    if (lacking.length > 0 && row.some((each) => each !== null))
      this.faults.push({ code: 'half-filled', path, found: '-', expected: lacking.join(', ') })
  }

  /** P16 1.a: per specialty that has one its history in every OOR; where there is no training there is none to tell of. */
  history(given: Readonly<Record<string, Readonly<Record<string, number>>>>): (readonly number[] | null)[] {
    const rows = new Map<string, readonly number[]>()
    for (const [code, row] of Object.entries(given)) {
      const path = `history.${clipped(code)}`
      const before = this.faults.length
      const specialty = this.specialty(code, path)
      if (rows.has(specialty)) this.faults.push({ code: 'duplicate', path, found: code, expected: '' })
      const sizes = this.sizes(row, path)
      const places = sizes.map((each) => each ?? 0)
      const isZero = (oor: string) => this.scenario.zeroCells.some((each) => each.specialty === specialty && each.oor === oor) // prettier-ignore
      if (this.faults.length === before) this.refuseGaps(sizes, path, isZero)
      const isTold = this.faults.at(-1)?.code === 'half-filled' && this.faults.length > before
      if (!isTold && places.every((each) => each === 0))
        this.faults.push({ code: 'empty-row', path, found: '0', expected: '> 0' })
      rows.set(specialty, places)
    }
    return this.specialties.codes.map((code) => rows.get(code) ?? null)
  }

  /** "As advised" asks for an advice here. */
  agreements(given: NonNullable<ConsultationFile['agreements']>): Agreement[] {
    const sides = { specialties: this.specialties, oors: this.oors }
    const agreed = agreementsOf(given, sides, this.scenario.specialties, this.faults)
    agreed.forEach(({ specialty, row }, i) => {
      if (row !== 'advice' || specialty === null || this.advised.has(specialty)) return
      const expected = [...this.advised].join(', ')
      this.faults.push({ code: 'not-advised', path: `agreements[${i}].row`, found: clipped(specialty), expected })
    })
    // what the scenario says already is no agreement of the consultation: the workbook of a draft lists both
    const known = new Set(this.scenario.agreements.map((each) => JSON.stringify(each)))
    return agreed.filter((each) => !known.has(JSON.stringify(each)))
  }

  prefer(given: Consultation['prefer']): Consultation['prefer'] {
    given.forEach((each, i) => {
      if (given.indexOf(each) < i)
        this.faults.push({ code: 'duplicate', path: `prefer[${i}]`, found: each, expected: '' })
    })
    return given
  }
}

function holdsNumbers(value: unknown): boolean {
  return /\d/.test(JSON.stringify(value) ?? '')
}

const LONG_COLUMNS = [
  'kind',
  'specialty',
  'oor',
  'places',
  'low',
  'high',
  'weight',
  'category',
  'direction',
  'grounds',
  'text',
  'by',
  'date',
  'row',
] as const
type LongColumn = (typeof LONG_COLUMNS)[number]

/**
 * Two kinds of CSV. A matrix of places over the OORs per specialty holds advices only, a cell being `16` or `16 (15-17)`: the
 * same as sheet Adviezen. A long table begins with `kind`, a line each: advice, attention, motivation, current, history or agreement.
 */
function fromCsv(csv: CsvTable, path: string, scenario: Scenario): Placed {
  const long = underHeader(csv, LONG_COLUMNS)
  if (long.header.some((name) => name.toLowerCase() === 'kind')) return fromLong(long, path)
  const { read, at } = adviceLines(csvSheet(csv, path), scenario)
  return {
    read: withReading({ ...read }, together([readingOf(read), { used: [], skipped: csv.skipped, warnings: [] }])),
    at,
  }
}

type Table = ReturnType<typeof underHeader>

/** Cells beyond the header come of a separator in a text without quotes: then nothing stands where it should. */
function widthFaults({ header, lines }: Table, path: string): Fault[] {
  return lines
    .filter(({ cells }) => cells.slice(header.length).some((cell) => cell !== ''))
    .map(({ line, cells }) => {
      const [found, expected] = [String(cells.length), String(header.length)]
      return { code: 'shape', path: `${path}:${line}`, found, expected }
    })
}

/** A long table under construction, as maps: a code may be any text, also that of a property that every object has. */
interface LongAdvice {
  readonly row: Map<string, number>
  readonly shift: Map<string, [number, number]>
  weight?: number
  rationale?: string
}

/** Several grounds stand with semicolons, bars or pluses between; keys, which have no blanks in them, with blanks too. */
function groundsIn(text: string): string[] {
  return text
    .split(/[;|+]+/)
    .map((part) => part.trim())
    .flatMap((part) => wordKey(part, GROUND) ?? part.split(/\s+/))
    .filter((ground) => ground !== '')
}

function fromLong(table: Table, path: string): Placed {
  const { header, lines } = table
  const faults = widthFaults(table, path)
  const columns = header.map((name) => name.toLowerCase())
  columns.forEach((name) => {
    if (!LONG_COLUMNS.some((known) => known === name)) {
      faults.push({
        code: 'unknown-key',
        path: `${path}:${table.at}`,
        found: clipped(name),
        expected: LONG_COLUMNS.join(' | '),
      })
    }
  })
  if (faults.length > 0) throw new InputError(faults)
  const advices = new Map<string, LongAdvice>()
  const attentionPoints: object[] = []
  const motivations: object[] = []
  const current = new Map<string, number>()
  const history = new Map<string, Map<string, number>>()
  const agreements: object[] = []
  const at = new Map<string, string>()
  for (const { line, cells } of lines) {
    const stands = (part: string, whole = false) => {
      if (!at.has(part)) at.set(part, `${path}:${line}`)
      for (const name of whole ? columns : []) at.set(`${part}.${name}`, `${path}:${line}:${name}`)
    }
    const text = (name: LongColumn) => cells[columns.indexOf(name)] ?? ''
    const number = (name: LongColumn) => {
      if (/^\d+$/.test(text(name))) return Number(text(name))
      faults.push({ code: 'not-whole', path: `${path}:${line}:${name}`, found: clipped(text(name)), expected: '' })
      return 0
    }
    const places = (row: Map<string, number>) => {
      const oor = text('oor')
      if (row.has(oor)) faults.push({ code: 'duplicate', path: `${path}:${line}`, found: clipped(oor), expected: '' })
      row.set(oor, number('places'))
    }
    const specialty = text('specialty')
    const maybeSpecialty = specialty === '' ? {} : { specialty }
    switch (text('kind').toLowerCase()) {
      case 'advice': {
        const advice: LongAdvice = advices.get(specialty) ?? { row: new Map(), shift: new Map() }
        advices.set(specialty, advice)
        const part = `advices[${[...advices.keys()].indexOf(specialty)}]`
        stands(part)
        stands(`${part}.row.${clipped(text('oor'))}`)
        stands(`${part}.shift.${clipped(text('oor'))}`)
        places(advice.row)
        if (text('low') !== '' || text('high') !== '') advice.shift.set(text('oor'), [number('low'), number('high')])
        if (text('weight') !== '') advice.weight = Number(text('weight').replace(',', '.'))
        if (text('text') !== '') advice.rationale = text('text')
        break
      }
      case 'attention':
        stands(`attentionPoints[${attentionPoints.length}]`, true)
        attentionPoints.push({
          oor: text('oor'),
          ...maybeSpecialty,
          category: wordKey(text('category'), ATTENTION_CATEGORY) ?? text('category'),
          direction: wordKey(text('direction'), DIRECTION) ?? text('direction'),
          text: text('text'),
          ...(text('places') !== '' && { places: text('places') }),
        })
        break
      case 'motivation': {
        const grounds = groundsIn(text('grounds'))
        stands(`motivations[${motivations.length}]`, true)
        motivations.push({ oor: text('oor'), ...maybeSpecialty, grounds, text: text('text') })
        break
      }
      case 'current':
        stands('current')
        stands(`current.${clipped(text('oor'))}`)
        places(current)
        break
      case 'history': {
        const row = history.get(specialty) ?? new Map<string, number>()
        history.set(specialty, row)
        stands(`history.${clipped(specialty)}`)
        stands(`history.${clipped(specialty)}.${clipped(text('oor'))}`)
        places(row)
        break
      }
      case 'agreement': {
        const row = text('row').split(/[\s;|+]+/)
        const isWord = row.length === 1 && !/^\d*$/.test(row[0]!)
        stands(`agreements[${agreements.length}]`, true)
        agreements.push({
          ...maybeSpecialty,
          ...(text('oor') !== '' && { oor: text('oor') }),
          ...(text('low') !== '' && { low: number('low') }),
          ...(text('high') !== '' && { high: number('high') }),
          ...(text('row') !== '' && { row: isWord ? row[0] : row.map(Number) }),
          by: text('by'),
          ...(text('date') !== '' && { date: text('date') }),
          ...(text('text') !== '' && { reason: text('text') }),
        })
        break
      }
      default: {
        const expected = 'advice | attention | motivation | current | history | agreement'
        faults.push({ code: 'value', path: `${path}:${line}:kind`, found: clipped(text('kind')), expected })
      }
    }
  }
  if (faults.length > 0) throw new InputError(faults)
  const read = {
    advices: [...advices].map(([specialty, { row, shift, ...rest }]) => ({
      specialty,
      row: Object.fromEntries(row),
      shift: Object.fromEntries(shift),
      ...rest,
    })),
    attentionPoints,
    motivations,
    ...(agreements.length > 0 && { agreements }),
    current: Object.fromEntries(current),
    history: Object.fromEntries([...history].map(([specialty, row]) => [specialty, Object.fromEntries(row)])),
  }
  if (at.size > 0) return { read, at }
  const warnings = [{ code: 'nothing-filled', path, found: '' }] as const
  return { read: withReading(read, { used: [], skipped: [], warnings }), at }
}
