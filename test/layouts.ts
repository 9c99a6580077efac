/**
 * Tables that people could have typed, in many layouts and with things wrong, and what stands in them: an independent reading,
 * made from what was put in and never from the reader.
 */
import * as fc from 'fast-check'

/** How numbers are typed as text. */
const STYLES = {
  dutch: [',', '.'],
  english: ['.', ','],
  spaced: [',', ' '],
  narrow: [',', '\u202F'],
  swiss: ['.', "'"],
  bareComma: [',', ''],
  barePoint: ['.', ''],
} as const
export type Style = keyof typeof STYLES

export const TOTAL_WORDS = [
  'Totaal',
  'TOTAAL',
  'Totaal:',
  'Totaal *',
  'Eindtotaal',
  'Grand Total',
  'Totals',
  'Totalen',
  'Σ',
  'Som',
]

export type Typed = string | number | null

export interface Layout {
  readonly titles: readonly string[]
  readonly blanks: number
  readonly totalWord: string
  readonly totalsRow: 'below' | 'above' | 'none'
  readonly totalsColumn: 'right' | 'left' | 'none'
  readonly remark: boolean
  readonly notes: readonly string[]
  readonly style: Style
  /** Whether numbers are numbers, where a file can hold them. */
  readonly numbers: boolean
  readonly noise: boolean
}

export interface Table {
  readonly down: readonly string[]
  readonly across: readonly string[]
  readonly values: readonly (readonly number[])[]
}

export function layouts(totals: 'always' | 'perhaps', title: fc.Arbitrary<string>): fc.Arbitrary<Layout> {
  const maybe = totals === 'always' ? [] : (['none'] as const)
  return fc.record({
    titles: fc.array(title, { maxLength: 2 }),
    blanks: fc.nat(2),
    totalWord: fc.constantFrom(...TOTAL_WORDS),
    totalsRow: fc.constantFrom('below' as const, 'below' as const, 'above' as const, ...maybe),
    totalsColumn: fc.constantFrom('right' as const, 'right' as const, 'left' as const, ...maybe),
    remark: fc.boolean(),
    notes: fc.array(fc.constantFrom('Bron: eigen opgave', 'Noot: voorlopig', 'versie 2'), { maxLength: 2 }),
    style: fc.constantFrom(...(Object.keys(STYLES) as Style[])),
    numbers: fc.boolean(),
    noise: fc.boolean(),
  })
}

/** A number as somebody types it. */
export function typed(value: number, style: Style): string {
  const [point, between] = STYLES[style]
  const [whole = '', fraction] = String(value).split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, between)
  return fraction === undefined ? grouped : `${grouped}${point}${fraction}`
}

/** The rows of a sheet, and where the values stand in them. */
export interface Drawn {
  readonly rows: readonly (readonly Typed[])[]
  /** Row and column of the first value. */
  readonly first: readonly [number, number]
  readonly layout: Layout
}

const sum = (numbers: readonly number[]) => Math.round(numbers.reduce((a, b) => a + b, 0) * 1000) / 1000

/** @param given totals of rows and columns that are not the sums */
export function drawn(
  { down, across, values }: Table,
  layout: Layout,
  given: { readonly rows: readonly number[]; readonly columns: readonly number[] } | null = null,
): Drawn {
  const show = (value: number): Typed => (layout.numbers ? value : typed(value, layout.style))
  const dress = (text: string) => (layout.noise ? `\u00A0${text} \u200B` : text)
  const rowTotals = given?.rows ?? values.map(sum)
  const columnTotals = given?.columns ?? across.map((_, o) => sum(values.map((row) => row[o]!)))
  const word = layout.totalWord
  const line = (label: string, cells: readonly Typed[], total: Typed, remark: Typed): Typed[] => [
    dress(label),
    ...(layout.totalsColumn === 'left' ? [total] : []),
    ...cells,
    ...(layout.totalsColumn === 'right' ? [total] : []),
    ...(layout.remark ? [remark] : []),
  ]
  const head = line('Specialisme', across.map(dress), word, 'Opmerking')
  const totals = line(word, columnTotals.map(show), show(sum(rowTotals)), null)
  const body = values.map((row, s) => line(down[s]!, row.map(show), show(rowTotals[s]!), s === 0 ? 'let op' : null))
  const top = [...layout.titles.map((title) => [title]), ...Array.from({ length: layout.blanks }, () => [])]
  const rows = [
    ...top,
    head,
    ...(layout.totalsRow === 'above' ? [totals] : []),
    ...body,
    ...(layout.totalsRow === 'below' ? [totals] : []),
    ...layout.notes.map((note) => [note]),
  ]
  const first = [
    top.length + 1 + (layout.totalsRow === 'above' ? 1 : 0),
    layout.totalsColumn === 'left' ? 2 : 1,
  ] as const
  return { rows, first, layout }
}

/** CSV as programs or people write it. */
export interface CsvStyle {
  readonly separator: ';' | ',' | '\t' | '|'
  readonly end: '\n' | '\r\n' | '\r'
  readonly mark: boolean
  readonly told: boolean
  readonly quoted: boolean
}

export const csvStyles: fc.Arbitrary<CsvStyle> = fc.record({
  separator: fc.constantFrom(';' as const, ',' as const, '\t' as const, '|' as const),
  end: fc.constantFrom('\n' as const, '\r\n' as const, '\r' as const),
  mark: fc.boolean(),
  told: fc.boolean(),
  quoted: fc.boolean(),
})

/** Lines as wide as the widest, as a spreadsheet writes them. */
export function csvOf(rows: Drawn['rows'], { separator, end, mark, told, quoted }: CsvStyle): string {
  const width = Math.max(...rows.map((row) => row.length))
  const cell = (value: Typed) => {
    const text = value === null ? '' : String(value)
    const needs = quoted || text.includes(separator) || /["\r\n]/.test(text) || text !== text.trim()
    return needs && text !== '' ? `"${text.replaceAll('"', '""')}"` : text
  }
  const lines = rows.map((row) => Array.from({ length: width }, (_, i) => cell(row[i] ?? null)).join(separator))
  return `${mark ? '\uFEFF' : ''}${told ? `sep=${separator}${end}` : ''}${lines.join(end)}${end}`
}

/** Something wrong, or merely odd, in a cell. What it may be read as: a number, or nothing (only refused). */
export const ODDITIES: readonly (readonly [string, number | null])[] = [
  ['x', null],
  ['n.v.t.', null],
  ['3-5', null],
  ['4*', null],
  ['<5', null],
  ['~4', null],
  ['1 2', null],
  ['1.2.3', null],
  ['1,2,3', null],
  ['--4', null],
  ['-4', null],
  ['\u22124', null],
  ['４', null],
  ['٤', null],
  ['½', null],
  ['1e3', 1000],
  ['1 245', 1245],
  ["1'245", 1245],
  ['1\u00A0245', 1245],
  ['1\u2009245', 1245],
  ['1.234,5', 1234.5],
  ['1,234.5', 1234.5],
  ['1.234.567', 1_234_567],
  ["'7", 7],
  ['7,50', 7.5],
  ['7.50', 7.5],
  ['0,125', 0.125],
  ['–', 0],
  ['-', 0],
]

/** Three digits behind a sign: which of two numbers depends on the others. */
export const DOUBTFUL = ['4,096', '4.096', '12.345', '120,500'] as const
