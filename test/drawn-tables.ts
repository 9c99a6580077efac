/**
 * Tables as they come by mail, drawn by a seed: what stands in them is known beforehand, and everything around it is left to chance.
 * Made from what people do with spreadsheets and exports, without a look at how they are read.
 */
import { zipOf, type Part } from './workbooks.js'

/** Whole numbers from 0, evenly, by a seed (mulberry32). */
export class Chance {
  constructor(private state: number) {}
  /** Below 1. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0
    let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
  below(n: number): number {
    return Math.floor(this.next() * n)
  }
  of<T>(some: readonly T[]): T {
    return some[this.below(some.length)]!
  }
  /** Once in so many times. */
  once(n: number): boolean {
    return this.below(n) === 0
  }
  shuffled<T>(some: readonly T[]): T[] {
    return some
      .map((each) => [this.next(), each] as const)
      .toSorted(([a], [b]) => a - b)
      .map(([, each]) => each)
  }
}

export type Kind = 'care use' | 'a table to round' | 'a proposal' | 'advices'

/** What people write for a specialty, by its code. */
export const SPECIALTIES: Readonly<Record<string, readonly string[]>> = {
  '01': ['Anesthesiologie', 'anesthesiologie', 'Anesthesie'],
  '02': ['Cardiologie', 'CARDIOLOGIE'],
  '04': ['Dermatologie en venerologie', 'Dermatologie & venerologie', 'Dermatologie'],
  '05': ['Heelkunde', 'Chirurgie', 'Algemene heelkunde'],
  '10': ['Interne geneeskunde', 'Interne  geneeskunde', 'interne geneeskunde'],
  '18': ['KNO', 'Keel-, neus- en oorheelkunde', 'Keel-neus-oorheelkunde', 'KNO-heelkunde'],
  '19': ['Kindergeneeskunde', 'Kindergeneesk.'],
  '25': ['MDL', 'Maag-darm-leverziekten', 'Maag-, darm- en leverziekten'],
  '28': ['Neurologie', 'neurologie '],
  '37': ['Radiologie', 'Radiologie en nucleaire geneeskunde'],
  '40': ['Revalidatiegeneeskunde', 'Revalidatie'],
  '41': ['SEH', 'Spoedeisende geneeskunde', 'Spoedeisende Hulp'],
  '43': ['Gynaecologie', 'Obstetrie en gynaecologie', 'Verloskunde & gynaecologie', 'Obstetrie/Gynaecologie'],
  '44': ['Ziekenhuisfarmacie', 'Ziekenhuisapotheker'],
}

/** And for an OOR. */
export const OORS: Readonly<Record<string, readonly string[]>> = {
  NO: ['NO', 'OOR NO', 'Noord-Oost', 'Noordoost', 'Groningen', 'UMCG', 'OOR Noord-Oost'],
  ON: ['ON', 'OOR ON', 'Oost-Nederland', 'Nijmegen', 'Radboudumc', 'oost nederland'],
  Utrecht: ['Utrecht', 'OOR Utrecht', 'UMC Utrecht', 'UTRECHT'],
  NWN: ['NWN', 'Noordwest-Nederland', 'Amsterdam', 'OOR Amsterdam', 'Amsterdam UMC', 'Noord-West Nederland'],
  Leiden: ['Leiden', 'LUMC', 'OOR Leiden', 'leiden'],
  ZWN: ['ZWN', 'Zuidwest-Nederland', 'Rotterdam', 'Erasmus MC', 'OOR ZWN'],
  ZON: ['ZON', 'Zuidoost-Nederland', 'Maastricht', 'Zuid-Oost Nederland', 'MUMC+'],
}

/** A cell as it is typed: a number, or text, perhaps with small letters raised behind it. */
export type Cell = null | number | string | { readonly text: string; readonly raised: string }

/** A table with everything around it. */
export interface Draw {
  readonly kind: Kind
  readonly label: string
  /** Codes or names, in the order in which they stand. */
  readonly rows: readonly string[]
  readonly columns: readonly string[]
  readonly values: readonly (readonly number[])[]
  /** Totals of a table to round. */
  readonly totals: { readonly rows: readonly number[]; readonly columns: readonly number[] }
  readonly cells: readonly (readonly Cell[])[]
  readonly hiddenRows: readonly number[]
  readonly hiddenColumns: readonly number[]
  readonly merged: readonly string[]
  /** Why a reader may refuse it; nothing where nobody would understand that. */
  readonly doubts: readonly string[]
  readonly style: Style
  /** What was made wrong in it, so that it can only be refused, or read without it where that is said. */
  readonly spoilt: { readonly what: Spoil; readonly row: number; readonly column: number } | null
}

/** What may be wrong in a table. */
export const SPOILS = ['junk', 'empty', 'label', 'heading', 'row twice', 'column twice', 'row gone'] as const
export type Spoil = (typeof SPOILS)[number]
const JUNK = [
  'n.v.t.',
  'x',
  '#N/A',
  '3-5',
  '1.2.3',
  '12*',
  '~4',
  '1 2',
  '½',
  '>10',
  '12a',
  '1e',
  '(12)',
  '12 345 67',
  '1,2,3',
  '5 (3)',
  '=A1',
]

/** How numbers are typed. */
export interface Style {
  readonly point: '.' | ','
  readonly between: '' | '.' | ',' | ' ' | '\u00A0' | "'"
  /** As numbers, where a file can hold them. */
  readonly typed: boolean
  readonly percent: boolean
}

const TITLES = ['Toewijzing 2027', 'Vertrouwelijk', 'Concept d.d. 3 maart 2026', 'Overzicht per OOR', 'Zorggebruik 2025', 'Bron: Vektis, DHD'] // prettier-ignore
const NOTES = [
  '¹ Voorlopig cijfer',
  '* Inclusief dagopname',
  'Bron: eigen opgave',
  'Gemaakt op 3-3-2026',
  'a) zie toelichting',
]
const TOTALS = ['Totaal', 'TOTAAL', 'Eindtotaal', 'Totaal:', 'Totaal Nederland', 'Som', 'Total']
const MARKS = ['¹', ' ²', '*', ' *', '†', ' a)', ' 1)']

const sumOf = (numbers: readonly number[]) => Math.round(numbers.reduce((a, b) => a + b, 0) * 1e6) / 1e6

export function written(value: number, { point, between, percent }: Style, decimals: number | null = null): string {
  const [whole = '', fraction] = (decimals === null ? String(value) : value.toFixed(decimals)).split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, between)
  return `${fraction === undefined ? grouped : `${grouped}${point}${fraction}`}${percent ? '%' : ''}`
}

/** A cell as one reads it. */
const shown = (cell: Cell) =>
  cell === null ? '' : typeof cell === 'object' ? `${cell.text}${cell.raised}` : String(cell)

/** Whether a text could be a thousand times as much. */
const inDoubt = (cell: Cell) => typeof cell === 'string' && /^\d{1,3}[.,]\d{3}$/.test(cell)

/** A number style that goes with a separator of CSV, or with a workbook where that is null. */
function styleOf(chance: Chance, separator: string | null, kind: Kind): Style {
  const point = separator === ',' ? '.' : chance.of([',', ',', '.'] as const)
  const others =
    separator === ',' ? (['', '', ' '] as const) : (['', '', point === ',' ? '.' : ',', ' ', '\u00A0', "'"] as const)
  const typed = separator === null && !chance.once(3)
  return { point, between: typed ? '' : chance.of(others), typed, percent: kind === 'care use' && chance.once(6) }
}

function valuesOf(chance: Chance, kind: Kind, rows: number, columns: number, style: Style): number[][] {
  const matrix = (value: () => number) => Array.from({ length: rows }, () => Array.from({ length: columns }, value))
  if (kind === 'a proposal' || kind === 'advices') return matrix(() => chance.below(chance.once(4) ? 300 : 30))
  if (kind === 'a table to round') {
    const unit = chance.of([10, 100, 100])
    return matrix(() => chance.below(40 * unit) / unit)
  }
  if (style.percent) {
    return matrix(() => 1 + chance.below(1000)).map((row) => {
      const all = row.map((each) => Math.floor((each / sumOf(row)) * 1000))
      return all.with(0, all[0]! + 1000 - sumOf(all)).map((each) => each / 10)
    })
  }
  const size = chance.of([90, 900, 20_000, 500_000])
  const unit = chance.once(4) ? 10 : 1
  return matrix(() => 1 + chance.below(size * unit) / unit)
}

/** What is asked of a draw. */
interface Asked {
  readonly kind: Kind
  /** Between the cells of CSV; null for a workbook. */
  readonly separator: string | null
  /** National intakes by code, which advised rows sum to. */
  readonly intakes: Readonly<Record<string, number>>
  readonly spoil?: Spoil | undefined
}

/** Draws a table. */
export function drawTable(chance: Chance, { kind, separator, intakes, spoil }: Asked): Draw {
  const label: string[] = []
  const doubts = new Set<string>()
  const told = <T>(word: string, value: T): T => {
    if (value !== false && value !== null && value !== undefined)
      label.push(value === true ? word : `${word} ${String(value)}`)
    return value
  }
  const style = styleOf(chance, separator, kind)
  const isRound = kind === 'a table to round'
  const codes = isRound
    ? chance
        .shuffled(['noord', 'Zuid-Oost', 'regio 3', 'West, aan zee', 'x²', 'Élan', 'De "Kuil"'])
        .slice(0, 2 + chance.below(4))
    : chance.shuffled(Object.keys(SPECIALTIES)).slice(0, 3 + chance.below(4))
  const oors = isRound
    ? chance.shuffled(['A', 'B', 'Klasse C', 'D;E', 'F', 'Gé']).slice(0, 2 + chance.below(4))
    : chance.shuffled(Object.keys(OORS))
  const values = valuesOf(chance, kind, codes.length, oors.length, style)
  if (kind === 'advices') {
    values.forEach((row, s) => {
      const wanted = intakes[codes[s]!]!
      const drawn = row.map(() => 1 + chance.below(9))
      const places = drawn.map((each) => Math.floor((each / sumOf(drawn)) * wanted))
      values[s] = places.with(0, places[0]! + wanted - sumOf(places))
    })
  }
  const totals = roundTotals(values)
  const show = (value: number, decimals: number | null = null): Cell =>
    style.typed && !style.percent
      ? value
      : style.typed
        ? Math.round(value * 10) / 1000
        : written(value, style, decimals)

  // names
  const asCodes = !isRound && told('codes', chance.once(4))
  const twoColumns = !isRound && !asCodes && told('two label columns', chance.once(3))
  const codeFirst = chance.once(3)
  const mark = told('mark', chance.once(3) ? chance.of(MARKS) : null)
  const marked = chance.below(codes.length)
  const raised = separator === null && mark === '¹' && chance.once(2)
  const labelOf = (code: string, s: number): Cell[] => {
    if (isRound) return [s === marked && mark === '¹' && raised ? { text: code, raised: '1' } : code]
    const plain = chance.of(SPECIALTIES[code]!)
    const name = asCodes ? code : plain
    const full =
      !asCodes && !twoColumns && codeFirst
        ? chance.of([`${code} ${name}`, `${code} - ${name}`, `${name} (${code})`])
        : name
    const dressed: Cell = s !== marked || mark === null ? full : raised ? { text: full, raised: '1' } : `${full}${mark}`
    return twoColumns ? [separator === null && chance.once(2) ? Number(code) : code, dressed] : [dressed]
  }
  const labels = codes.map(labelOf)
  const width = labels[0]!.length
  const heads = twoColumns ? ['Code', 'Specialisme'] : [chance.of(['Specialisme', '', 'specialty', 'Opleiding'])]
  const broken = told('broken headings', chance.once(6))
  const headings = oors
    .map((oor) => (isRound ? oor : chance.of(OORS[oor]!)))
    .map((heading) => (broken ? heading.replace(/[ -](?=\p{L})/u, (sign) => (sign === ' ' ? '\n' : '-\n')) : heading))

  // columns around
  const word = chance.of(TOTALS)
  const totalsColumn = isRound
    ? chance.of(['right', 'right', 'left'] as const)
    : chance.of(['right', 'left', null] as const)
  told('totals', totalsColumn)
  const part = told('part left', chance.once(5) ? chance.of(['w.v. kind', 'Waarvan spoed', 'Aandeel']) : null)
  const mean = told('mean column', chance.once(5) ? chance.of(['Gemiddeld', 'Gem.', '%', 'Verschil']) : null)
  const remark = told('remark column', chance.once(5))
  const count = told('count column', chance.once(8) && !asCodes)
  const intake = told('intake column', (kind === 'care use' || kind === 'a proposal') && chance.once(6))
  const intakeRight = chance.once(2)
  const intakeOf = (s: number): Cell => (kind === 'care use' ? intakes[codes[s]!]! : sumOf(values[s]!))
  const around = (s: number): { left: Cell[]; right: Cell[] } => {
    const total = isRound ? totals.rows[s]! : sumOf(values[s]!)
    const partly = part === 'Aandeel' ? '12%' : 1 + ((7 * s) % 20)
    const isPart = part !== null
    return {
      left: [
        ...(isPart ? [partly] : []),
        ...(intake && !intakeRight ? [intakeOf(s)] : []),
        ...(totalsColumn === 'left' ? [show(total)] : []),
      ],
      right: [
        ...(totalsColumn === 'right' ? [show(total)] : []),
        ...(mean === null
          ? []
          : [mean === '%' ? `${(s * 7) % 100}%` : show(Math.round((total / oors.length) * 10) / 10)]),
        ...(remark ? [s === 1 ? 'let op' : null] : []),
        ...(intake && intakeRight ? [intakeOf(s)] : []),
      ],
    }
  }
  const aroundHead = {
    left: [
      ...(part === null ? [] : [part]),
      ...(intake && !intakeRight ? ['Instroom'] : []),
      ...(totalsColumn === 'left' ? [word] : []),
    ],
    right: [
      ...(totalsColumn === 'right' ? [word] : []),
      ...(mean === null ? [] : [mean]),
      ...(remark ? ['Opmerking'] : []),
      ...(intake && intakeRight ? ['Instroom 2027'] : []),
    ],
  }
  const unplaced = told(
    'unplaced column',
    kind === 'care use' && !style.percent && totalsColumn === null && chance.once(8),
  )
  const before = (s: number | null): Cell[] => (count ? [s === null ? 'Nr' : s + 1] : [])

  const figureMark = told('figure mark', chance.once(8) && !style.typed ? chance.of(['¹', ' ²', '†', ' a)']) : null)
  const [markedRow, markedColumn] = [chance.below(codes.length), chance.below(oors.length)]
  const body = codes.map((_, s): Cell[] => {
    const figures = values[s]!.map((value, o): Cell => {
      const cell = show(value)
      if (value === 0 && kind === 'a proposal' && chance.once(3)) return chance.of(['-', '–', cell])
      return figureMark !== null && s === markedRow && o === markedColumn ? `${shown(cell)}${figureMark}` : cell
    })
    const { left, right } = around(s)
    return [...before(s), ...labels[s]!, ...left, ...figures, ...(unplaced ? [show(5 + s)] : []), ...right]
  })
  const head: Cell[] = [
    ...before(null),
    ...heads,
    ...aroundHead.left,
    ...headings,
    ...(unplaced ? ['Overig'] : []),
    ...aroundHead.right,
  ]

  const [wrongRow, wrongColumn] = [chance.below(codes.length), chance.below(oors.length)]
  const figuresAt = before(null).length + width + aroundHead.left.length
  const lastLabel = before(null).length + width - 1
  const wrongCell = figuresAt + wrongColumn
  const slip = (cell: Cell) =>
    shown(cell)
      .replace(/(\p{L})(\p{L})(\P{L}*)$/u, '$2$1$3')
      .replace(/^(\p{L}+)$/u, '$1') || 'zz'
  const line = body[wrongRow]!
  if (spoil === 'junk') line[wrongCell] = chance.of(JUNK)
  else if (spoil === 'empty') line[wrongCell] = null
  else if (spoil === 'label') line[lastLabel] = slip(line[lastLabel]!)
  else if (spoil === 'heading') head[wrongCell] = slip(head[wrongCell]!)
  else if (spoil === 'row twice') body.splice(chance.below(body.length + 1), 0, [...line])
  else if (spoil === 'row gone') body.splice(wrongRow, 1)
  else if (spoil === 'column twice') head[figuresAt + ((wrongColumn + 1) % oors.length)] = head[wrongCell]!
  const spoilt = spoil === undefined ? null : { what: told('spoilt', spoil), row: wrongRow, column: wrongColumn }

  // rows around
  const fill = (text: string, figures: readonly Cell[], corner: Cell): Cell[] => [
    ...(count ? [null] : []),
    ...(twoColumns ? [null, text] : [text]),
    ...(part === null ? [] : [null]),
    ...(intake && !intakeRight ? [null] : []),
    ...(totalsColumn === 'left' ? [corner] : []),
    ...figures,
    ...(unplaced ? [null] : []),
    ...(totalsColumn === 'right' ? [corner] : []),
  ]
  const columnTotals = isRound ? totals.columns : oors.map((_, o) => sumOf(values.map((row) => row[o]!)))
  const all = isRound ? sumOf(totals.rows) : sumOf(columnTotals)
  const hasTotals = isRound || chance.once(2)
  const corner = told('corner', chance.once(4)) && isRound ? null : show(all)
  const totalsRow = fill(
    isRound ? word : chance.of(TOTALS),
    columnTotals.map((each) => show(each)),
    corner,
  )
  const totalsAbove = told('totals above', hasTotals && chance.once(4))
  const below: Cell[][] = hasTotals && !totalsAbove ? [totalsRow] : []
  if (told('mean row', chance.once(5)))
    below.push(fill(chance.of(['Gemiddelde', 'Gem. per specialisme']), columnTotals.map((each) => show(Math.round((each / codes.length) * 10) / 10)), null)) // prettier-ignore
  if (told('share row', chance.once(5))) below.push(fill(chance.of(['Aandeel', '%', 'In %']), columnTotals.map((each) => `${Math.round((100 * each) / all)}%`), null)) // prettier-ignore
  const inner: Cell[][] = [...body]
  if (kind === 'care use' && told('row of none', chance.once(6)) && !hasTotals)
    inner.push(
      fill(
        chance.of(['Overig', 'Onbekend', 'Buitenland']),
        oors.map((_, o) => show(o + 2)),
        null,
      ),
    )
  if (kind === 'care use' && told('outside the frame', chance.once(6)) && !hasTotals)
    inner.splice(
      chance.below(inner.length + 1),
      0,
      fill(
        'Psychiatrie',
        oors.map((_, o) => show(o + 11)),
        null,
      ),
    )
  if (told('group row', !isRound && chance.once(6)))
    inner.splice(chance.below(inner.length), 0, [
      ...(count ? [null] : []),
      chance.of(['Snijdende vakken', 'Beschouwend', 'Overige specialismen']),
    ])
  if (told('blank row', chance.once(6))) inner.splice(1 + chance.below(inner.length), 0, [])

  // above and below
  const cells: Cell[][] = []
  const merged: string[] = []
  const titles = told('titles', chance.below(4))
  for (let t = 0; t < titles; t++) {
    cells.push(chance.once(5) ? [] : [chance.of(TITLES)])
    if (separator === null && chance.once(3)) merged.push(`A${cells.length}:E${cells.length}`)
  }
  if (told('key figure above', chance.once(8)))
    cells.push([chance.of(['Totaal instroom', 'Peildatum', 'N =', 'Jaar']), chance.of([1140, 2027, 46_023])])
  const start = before(null).length + width + aroundHead.left.length
  if (told('group heading', !isRound && chance.once(5))) {
    cells.push([
      ...Array.from({ length: start }, () => null),
      chance.of(['Opleidings- en onderwijsregio', 'OOR', 'Zorggebruik per OOR']),
    ])
    if (separator === null)
      merged.push(`${lettersOf(start)}${cells.length}:${lettersOf(start + oors.length - 1)}${cells.length}`)
  }
  cells.push(head)
  if (told('units row', !isRound && chance.once(8))) {
    const unit = chance.of(['aantal', 'verrichtingen', '2025'])
    cells.push([...Array.from({ length: start }, () => null), ...oors.map(() => unit)])
  }
  if (hasTotals && totalsAbove) cells.push(totalsRow)
  const firstRow = cells.length
  cells.push(...inner, ...below)
  const notes = told('notes', chance.below(3))
  if (notes > 0 && chance.once(2)) cells.push([])
  for (let n = 0; n < notes; n++) cells.push([chance.of(NOTES)])
  if (told('repeated heading', !isRound && chance.once(12))) {
    cells.splice(cells.indexOf(inner.at(-1)!), 0, head)
    doubts.add('repeated heading')
  }
  if (told('second block', chance.once(12))) {
    const isOther = chance.once(2)
    cells.push([], ...(chance.once(2) ? [['Vorig jaar'] as Cell[]] : []), head)
    cells.push(...body.map((row) => row.map((cell) => (typeof cell === 'number' && isOther ? cell + 1 : cell))))
    doubts.add('second block')
  }
  const paired = told('pairs', !isRound && chance.once(10))
  if (paired) {
    const at = start + cells.slice(0, 0).length
    const headAt = cells.indexOf(head)
    cells.forEach((row, r) => {
      if (row.length <= at || r < headAt) return
      const isHead = row === head
      const widened = row.slice(0, at)
      for (let o = 0; o < oors.length; o++)
        widened.push(
          row[at + o] ?? null,
          isHead
            ? null
            : typeof row[at + o] === 'number' || /\d/.test(shown(row[at + o] ?? null))
              ? `${10 + o}%`
              : null,
        )
      cells[r] = [...widened, ...row.slice(at + oors.length)]
    })
    cells.splice(headAt + 1, 0, [...Array.from({ length: at }, () => null), ...oors.flatMap(() => ['aantal', '%'])])
    doubts.add('pairs')
  }
  const shift = told('blank column', chance.once(6))
  if (cells.flat().some(inDoubt)) doubts.add('a sign in doubt')
  const hiddenRow = told('hidden row', separator === null && chance.once(6))
  const hiddenColumn = told('hidden column', separator === null && chance.once(6))
  return {
    kind,
    label: label.join(', '),
    rows: codes,
    columns: oors,
    values,
    totals,
    cells: shift ? cells.map((row) => [null, ...row]) : cells,
    hiddenRows: hiddenRow ? [firstRow + chance.below(inner.length)] : [],
    hiddenColumns: hiddenColumn ? [start + chance.below(oors.length)] : [],
    merged: shift ? [] : merged,
    doubts: [...doubts],
    style,
    spoilt,
  }
}

/** Whole totals of rows and columns, of the same places. */
function roundTotals(values: readonly (readonly number[])[]): Draw['totals'] {
  const rows = values.map((row) => Math.round(sumOf(row)))
  const raw = values[0]!.map((_, o) => sumOf(values.map((row) => row[o]!)))
  const columns = raw.map(Math.floor)
  const order = raw.map((each, o) => [each - columns[o]!, o] as const).toSorted(([a], [b]) => b - a)
  for (let left = sumOf(rows) - sumOf(columns), i = 0; left !== 0; i++) {
    const [, o] = order[i % order.length]!
    const step = left > 0 ? 1 : -1
    if (columns[o]! + step < 0) continue
    columns[o]! += step
    left -= step
  }
  return { rows, columns }
}

/** CSV as programs and people write it. */
export interface CsvForm {
  readonly separator: string
  readonly end: string
  readonly encoding: 'utf-8' | 'utf-8 with a mark' | 'utf-16le' | 'utf-16be' | 'windows-1252'
  readonly told: boolean
  readonly quoted: 'all' | 'words' | 'needed'
  readonly ragged: boolean
}

export function drawCsvForm(chance: Chance): CsvForm {
  return {
    separator: chance.of([';', ';', ',', '\t', '|']),
    end: chance.of(['\n', '\r\n', '\r\n', '\r']),
    encoding: chance.of(['utf-8', 'utf-8', 'utf-8 with a mark', 'utf-16le', 'utf-16be', 'windows-1252']),
    told: chance.once(6),
    quoted: chance.of(['all', 'words', 'needed', 'needed'] as const),
    ragged: chance.once(3),
  }
}

export function csvBytes({ cells }: Draw, { separator, end, encoding, told, quoted, ragged }: CsvForm): Uint8Array {
  const width = Math.max(...cells.map((row) => row.length))
  const field = (cell: Cell) => {
    const text = shown(cell)
    const isWord = /\p{L}/u.test(text)
    const must = text.includes(separator) || /["\r\n]/.test(text)
    return must || (text !== '' && (quoted === 'all' || (quoted === 'words' && isWord)))
      ? `"${text.replaceAll('"', '""')}"`
      : text
  }
  const lines = cells.map((row) => {
    const whole = Array.from({ length: ragged ? Math.max(1, row.length) : width }, (_, i) => field(row[i] ?? null))
    return whole.join(separator)
  })
  const text = `${told ? `sep=${separator}${end}` : ''}${lines.join(end)}${end}`
  if (encoding === 'windows-1252')
    return Uint8Array.from(text, (letter) => WINDOWS[letter] ?? Math.min(letter.charCodeAt(0), 255))
  if (encoding === 'utf-8') return new TextEncoder().encode(text)
  if (encoding === 'utf-8 with a mark') return new TextEncoder().encode(`\uFEFF${text}`)
  const units = Uint8Array.from(`\uFEFF${text}`, () => 0)
  const bytes = new Uint8Array(2 * units.length)
  const view = new DataView(bytes.buffer)
  for (let i = 0; i < units.length; i++) view.setUint16(2 * i, `\uFEFF${text}`.charCodeAt(i), encoding === 'utf-16le')
  return bytes
}

/** Letters that this encoding has elsewhere. */
const WINDOWS: Readonly<Record<string, number>> = { '†': 0x86, '–': 0x96, '’': 0x92 }

export const lettersOf = (column: number): string =>
  column < 0 ? '' : lettersOf(Math.floor(column / 26) - 1) + String.fromCharCode(65 + (column % 26))

const xml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')

/** A sheet of a workbook: its name, its cells, and whether it is hidden. */
export interface DrawnSheet {
  readonly name: string
  readonly cells: readonly (readonly Cell[])[]
  readonly hidden?: boolean
  readonly hiddenRows?: readonly number[]
  readonly hiddenColumns?: readonly number[]
  readonly merged?: readonly string[]
}

const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

/** A workbook with its texts in the cells, or shared. */
export function bookBytes(sheets: readonly DrawnSheet[], shared: boolean): Uint8Array {
  const strings: string[] = []
  const textOf = (cell: Exclude<Cell, null | number>) => {
    const run = (text: string, look = '') => `<r>${look}<t xml:space="preserve">${xml(text)}</t></r>`
    return typeof cell === 'string'
      ? `<t xml:space="preserve">${xml(cell)}</t>`
      : run(cell.text) + run(cell.raised, '<rPr><vertAlign val="superscript"/></rPr>')
  }
  const cellOf = (cell: Cell, at: string) => {
    if (cell === null || cell === '') return ''
    if (typeof cell === 'number') return `<c r="${at}"><v>${cell}</v></c>`
    if (!shared) return `<c r="${at}" t="inlineStr"><is>${textOf(cell)}</is></c>`
    return `<c r="${at}" t="s"><v>${strings.push(`<si>${textOf(cell)}</si>`) - 1}</v></c>`
  }
  const sheetOf = ({ cells, hiddenRows = [], hiddenColumns = [], merged = [] }: DrawnSheet) => {
    const rows = cells.map((row, r) => {
      const hidden = hiddenRows.includes(r) ? ' hidden="1"' : ''
      return `<row r="${r + 1}"${hidden}>${row.map((cell, c) => cellOf(cell, `${lettersOf(c)}${r + 1}`)).join('')}</row>`
    })
    const columns = hiddenColumns.map((c) => `<col min="${c + 1}" max="${c + 1}" width="9" hidden="1"/>`).join('')
    const merges = merged.map((ref) => `<mergeCell ref="${ref}"/>`).join('')
    return `<worksheet>${columns && `<cols>${columns}</cols>`}<sheetData>${rows.join('')}</sheetData>${merges && `<mergeCells>${merges}</mergeCells>`}</worksheet>`
  }
  const bodies = sheets.map(sheetOf)
  const list = sheets.map(
    ({ name, hidden }, i) =>
      `<sheet name="${xml(name)}" sheetId="${i + 1}"${hidden ? ' state="hidden"' : ''} r:id="r${i + 1}"/>`,
  )
  const link = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="${RELATIONS}/${type}" Target="${target}"/>`
  const parts: Part[] = [
    { name: '[Content_Types].xml', data: '<Types/>' },
    { name: '_rels/.rels', data: `<Relationships>${link('r', 'officeDocument', 'xl/workbook.xml')}</Relationships>` },
    { name: 'xl/workbook.xml', data: `<workbook xmlns:r="${RELATIONS}"><sheets>${list.join('')}</sheets></workbook>` },
    {
      name: 'xl/_rels/workbook.xml.rels',
      data: `<Relationships>${sheets.map((_, i) => link(`r${i + 1}`, 'worksheet', `worksheets/s${i + 1}.xml`)).join('')}${link('t', 'sharedStrings', 'sharedStrings.xml')}</Relationships>`,
    },
    { name: 'xl/sharedStrings.xml', data: `<sst>${strings.join('')}</sst>` },
    ...bodies.map((data, i) => ({ name: `xl/worksheets/s${i + 1}.xml`, data })),
  ]
  return zipOf(parts)
}
