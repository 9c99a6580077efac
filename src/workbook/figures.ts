/** Tables of figures on a sheet: every figure and every end of an interval in a cell of its own. */
import type { Figure, FigureColumn, FigureTable } from '../documents/figures.js'
import type { DataKind } from '../domain/scenario.js'
import type { Look, WrittenCell, WrittenSheet } from '../io/xlsx/write.js'
import { small, TERM } from '../words/terms.js'
import { printable, type Language } from '../words/texts.js'
import { cell, heightOf, LOOK } from './looks.js'
import { headerOf, heading, type Context, type Rows } from './setting.js'

/** What a sheet of figures is called, and what stands above its tables. */
interface Headed {
  readonly name: string
  readonly title: string
  readonly data: DataKind | null
  readonly about: string
  /** How wide the first column is. */
  readonly first?: number
}

/** Tables below each other. */
export function figuresSheet(
  { name, title, data, about, first = 30 }: Headed,
  tables: readonly FigureTable[],
  context: Context,
): WrittenSheet {
  const { language } = context
  const top = heading(title, data, about, context)
  const rows: Rows = [...top]
  const heights: Record<number, number> = {}
  const parts = tables.flatMap(partsOf)
  const across = Math.max(...parts.map(({ columns }) => columns.reduce((sum, each) => sum + widthOf(each), 0)))
  const widths = [
    first,
    ...Array.from({ length: across - 1 }, (_, i) => Math.max(...parts.map((part) => wideOf(part, i + 1)))),
  ]
  for (const table of parts) {
    const head = headOf(table, language)
    heights[rows.length + 2] = Math.max(...head.map((each, i) => heightOf(String(each.value ?? ''), 0.72 * widths[i]!)))
    rows.push([], [cell(table.caption, LOOK.section)], head)
    for (const row of table.rows) {
      const written = rowOf(row, table.columns)
      const most = Math.max(...written.map(({ value, look }, i) => (look?.wrap ? heightOf(String(value ?? ''), widths[i]!) : 0))) // prettier-ignore
      if (most > 17) heights[rows.length] = most - 2
      rows.push(written)
    }
  }
  return {
    name,
    header: headerOf(data, language),
    rows,
    widths,
    heights,
    frozen: { rows: top.length, columns: 1 },
  }
}

/** How wide a column of a table has to be: figures all take the same, words as much as the longest. */
function wideOf({ columns, rows }: FigureTable, at: number): number {
  const usual = 12.5
  if (columns.some(({ interval }) => interval) || columns[at]?.kind !== 'word') return usual
  const lengths = rows.map((row) => (typeof row[at] === 'string' ? row[at].length + 3 : 0))
  return Math.min(44, Math.max(usual, ...lengths))
}

/** Columns that fit on a page beside the first. */
const ON_PAGE = 12

/** A wide table as several below each other: a figure and its interval stay together. */
function partsOf(table: FigureTable): FigureTable[] {
  const parts: number[][] = [[]]
  let taken = 0
  for (const [i, column] of table.columns.entries()) {
    if (i === 0) continue
    if (taken + widthOf(column) > ON_PAGE) {
      parts.push([])
      taken = 0
    }
    parts.at(-1)!.push(i)
    taken += widthOf(column)
  }
  return parts.map((columns, part) => ({
    id: table.id,
    caption: part === 0 ? table.caption : `${table.caption} (${part + 1})`,
    columns: [0, ...columns].map((i) => table.columns[i]!),
    rows: table.rows.map((row) => [0, ...columns].map((i) => row[i]!)),
  }))
}

/** A figure with an interval takes three columns. */
function widthOf({ interval }: FigureColumn): number {
  return interval ? 3 : 1
}

export function headOf({ columns }: FigureTable, language: Language): WrittenCell[] {
  return columns.flatMap(({ word, kind, interval }, i) => [
    cell(word, i === 0 || kind === 'word' ? LOOK.head : LOOK.headNumber),
    ...(interval ? [TERM.from, TERM.to].map((end) => cell(small(end)[language], LOOK.headNumber)) : []),
  ])
}

export function rowOf(row: readonly Figure[], columns: readonly FigureColumn[]): WrittenCell[] {
  return columns.flatMap((column, i) => cellsOf(row[i]!, column, i === 0))
}

function cellsOf(figure: Figure, column: FigureColumn, isFirst: boolean): WrittenCell[] {
  const look = lookOf(column, isFirst)
  const quiet: Look = { ...look, color: LOOK.quiet.color }
  const ends = (low: number | null, high: number | null) => (column.interval ? [cell(low, quiet), cell(high, quiet)] : []) // prettier-ignore
  if (figure === null) return [cell(null, look), ...ends(null, null)]
  if (typeof figure === 'string') return [cell(printable(figure), look)]
  if (typeof figure === 'number') return [cell(figure, look), ...ends(null, null)]
  return [cell(figure.mean, look), ...ends(figure.low, figure.high)]
}

export function lookOf({ kind, digits }: FigureColumn, isFirst: boolean): Look {
  const decimals = digits === 0 ? '0' : `0.${'0'.repeat(digits)}`
  switch (kind) {
    case 'word':
      return LOOK.long
    case 'whole':
      return isFirst ? { ...LOOK.text, format: '0' } : LOOK.whole
    case 'percent':
      return LOOK.percent
    case 'number':
      return { ...LOOK.decimal, format: `#,##${decimals}` }
    case 'signed':
      return { ...LOOK.decimal, format: `+${decimals};-${decimals};${decimals}` }
  }
}
