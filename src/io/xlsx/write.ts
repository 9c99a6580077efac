/** Workbooks out: cells with a look, formulas with their values, lists to choose from, and a page to print; by hucre. */
import type { Cell as HucreCell, CellStyle, SheetChart, WriteOptions, WriteSheet } from 'hucre/xlsx'
import { address, MAX_TEXT } from './read.js'

/** How a cell looks. Colours are six hexadecimal digits. */
export interface Look {
  readonly bold?: boolean
  readonly italic?: boolean
  readonly size?: number
  readonly color?: string
  readonly fill?: string
  readonly align?: 'left' | 'center' | 'right'
  readonly wrap?: boolean
  /** A little room at the left: text beside a column of numbers does not touch them. */
  readonly indent?: boolean
  /** Lines above and below; `strong` for totals. */
  readonly line?: 'thin' | 'strong'
  /** How Excel shows a number: "0.000". */
  readonly format?: string
}

export interface WrittenCell {
  readonly value: string | number | null
  /** Without its "="; `value` is what it gives. Never made of anybody's text. */
  readonly formula?: string
  /** The formula works on whole ranges at once: unless it says so, some spreadsheet programs take one cell of each. */
  readonly array?: boolean
  readonly look?: Look
}

/** A cell that looks different while something holds, or a range coloured by its numbers. */
export type Rule =
  | { readonly range: string; readonly when: string; readonly look: Look }
  | { readonly range: string; readonly scale: readonly (readonly [value: number, color: string])[] }

/** Columns beside or upon each other, drawn by the spreadsheet program from the cells of its sheet: they change as the cells do. */
export interface WrittenChart {
  readonly title: string
  /** What is measured, along the side. */
  readonly axis: string
  /** The first cell under it, and the last. */
  readonly from: { readonly row: number; readonly column: number }
  readonly to: { readonly row: number; readonly column: number }
  /** Whether columns stand upon each other; else they stand before each other, the last in front. */
  readonly stacked: boolean
  /** How numbers along the side are shown. */
  readonly format: string
  readonly categories: string
  readonly series: readonly {
    readonly name: string
    readonly range: string
    readonly color: string
    /** How the numbers that stand beside its columns are shown; without it there are none. */
    readonly shown?: string
  }[]
  /** For who does not see it. */
  readonly description: string
}

/** What may be typed in a range: something of a list elsewhere in the workbook, or a number. */
export interface TypingRule {
  readonly range: string
  readonly list?: string
  /** Whether something else than what the list holds may stand there too: it is asked about, not refused. */
  readonly open?: boolean
  readonly number?: { readonly kind: 'whole' | 'decimal'; readonly least: number; readonly most: number }
  readonly title: string
  readonly text: string
}

export interface WrittenSheet {
  readonly name: string
  readonly rows: readonly (readonly (WrittenCell | null)[])[]
  /** In characters. */
  readonly widths: readonly number[]
  /** In points, by row from 0: rows whose text needs more than one line. */
  readonly heights?: Readonly<Record<number, number>>
  /** Rows above and columns left that stay in sight, on the screen and on every page. */
  readonly frozen: { readonly rows: number; readonly columns: number }
  readonly merges?: readonly { readonly row: number; readonly from: number; readonly to: number }[]
  readonly rules?: readonly Rule[]
  readonly allowed?: readonly TypingRule[]
  readonly charts?: readonly WrittenChart[]
  /** Stands at the top of every page, behind the title of the workbook and the name of the sheet. */
  readonly header: string
  /** Columns, from 0, at which another page begins; without them the sheet is made as wide as a page. */
  readonly pages?: readonly number[]
  readonly tab?: string
  readonly hidden?: boolean
}

/** A day for the file to be made on: the same workbook has the same bytes. */
const MADE = new Date(Date.UTC(2000, 0, 1))

/** How large a sheet of several pages wide is printed at most, in percent: forty rows and a dozen columns on A4. */
const PAGE_SCALE = 80

/** What a page of A4 across holds between its margins: points down, and characters across. */
const [PAGE_HEIGHT, PAGE_WIDTH] = [490, 108]

/** Excel refuses a file with a longer header. */
const MOST_IN_HEADER = 255

/** The label of the data stands there whole. */
const MOST_LABEL = 190

/** Smaller is not easy to read. */
const LEAST_SCALE = 50

/** Writes a workbook. The same workbook, the same bytes. Text is text, whatever it looks like. */
export async function writeWorkbook(title: string, sheets: readonly WrittenSheet[]): Promise<Uint8Array> {
  const { writeXlsx } = await import('hucre/xlsx') // large, and most commands write no workbook
  return writeXlsx({
    sheets: sheets.map((sheet) => hucreSheet(sheet, title)),
    namedRanges: sheets.flatMap(printTitles),
    properties: { title: plain(title), creator: 'Evenredig', created: MADE, modified: MADE },
    defaultFont: { name: 'Calibri', size: 11 },
  })
}

/** The frozen rows and columns stand on every page too. Named here, since a name with spaces needs quotes. */
function printTitles({ name, frozen }: WrittenSheet): NonNullable<WriteOptions['namedRanges']> {
  const sheet = `'${name.replaceAll("'", "''")}'!`
  const columns = frozen.columns > 0 ? [`${sheet}$A:$${columnName(frozen.columns - 1)}`] : []
  const rows = frozen.rows > 0 ? [`${sheet}$1:$${frozen.rows}`] : []
  const range = [...columns, ...rows].join(',')
  return range === '' ? [] : [{ name: '_xlnm.Print_Titles', range, scope: name }]
}

function columnName(column: number): string {
  return address(0, column).slice(0, -1)
}

function hucreSheet(sheet: WrittenSheet, book: string): WriteSheet {
  const cells = new Map<string, Partial<HucreCell>>()
  sheet.rows.forEach((row, r) =>
    row.forEach((cell, c) => {
      if (cell !== null) cells.set(`${r},${c}`, hucreCell(cell, address(r, c)))
    }),
  )
  const { frozen } = sheet
  const label = inHeader(sheet.header, MOST_LABEL)
  return {
    name: sheet.name,
    cells,
    hidden: sheet.hidden ?? false,
    columns: sheet.widths.map((width) => ({ width })),
    rowDefs: new Map(Object.entries(sheet.heights ?? {}).map(([row, height]) => [Number(row), { height }])),
    ...((frozen.rows > 0 || frozen.columns > 0) && { freezePane: { ...frozen } }),
    colBreaks: (sheet.pages ?? []).map((column) => column - 1),
    merges: (sheet.merges ?? []).map(({ row, from, to }) => ({
      startRow: row,
      endRow: row,
      startCol: from,
      endCol: to,
    })),
    conditionalRules: (sheet.rules ?? []).map((rule, i) => {
      const { range } = rule
      if ('when' in rule) {
        return { type: 'expression', priority: i + 1, range, formula: rule.when, style: styleOf(rule.look) }
      }
      const cfvo = rule.scale.map(([value]) => ({ type: 'num' as const, value: String(value) }))
      const colors = rule.scale.map(([, color]) => `FF${color}`)
      return { type: 'colorScale', priority: i + 1, range, colorScale: { cfvo, colors } }
    }),
    dataValidations: (sheet.allowed ?? []).map(({ range, list, open, number, title, text }) => ({
      range,
      allowBlank: true,
      showErrorMessage: true,
      ...(open === true && { errorStyle: 'warning' as const }),
      showInputMessage: true,
      errorTitle: title,
      errorMessage: text,
      inputTitle: title,
      inputMessage: text,
      ...(number === undefined
        ? { type: 'list' as const, formula1: list ?? '' }
        : {
            type: number.kind,
            operator: 'between' as const,
            formula1: String(number.least),
            formula2: String(number.most),
          }),
    })),
    ...(sheet.charts !== undefined && sheet.charts.length > 0 && { charts: sheet.charts.map(hucreChart) }),
    pageSetup: {
      paperSize: 'a4',
      orientation: 'landscape',
      ...(sheet.pages === undefined
        ? { fitToPage: true, fitToWidth: 1, fitToHeight: onOnePage(sheet) ? 1 : 0 }
        : { scale: scaleOf(sheet) }),
      margins: { left: 0.4, right: 0.4, top: 0.7, bottom: 0.6, header: 0.3, footer: 0.3 },
    },
    headerFooter: {
      oddHeader: `&L${inHeader(book, MOST_IN_HEADER - 40 - label.length)} – &A&R${label}`,
      oddFooter: '&LEvenredig&R&P / &N',
    },
    view: { showGridLines: false, ...(sheet.tab !== undefined && { tabColor: { rgb: sheet.tab } }) },
  }
}

function hucreChart(chart: WrittenChart): SheetChart {
  const title = plain(chart.title)
  const at = ({ row, column }: WrittenChart['from']) => ({ row, col: column })
  const ink = '1F2933'
  return {
    type: 'column',
    title,
    titleFontSize: 12,
    titleBold: true,
    titleColor: ink,
    altText: plain(chart.description),
    frameTitle: title,
    anchor: { from: at(chart.from), to: at({ row: chart.to.row + 1, column: chart.to.column + 1 }) },
    barGrouping: chart.stacked ? 'stacked' : 'clustered',
    overlap: 100,
    gapWidth: 60,
    legend: 'bottom',
    chartSpaceBorderColor: 'BFC5CC',
    series: chart.series.map(({ name, range, color, shown }) => ({
      name: plain(name),
      values: absolute(range),
      categories: absolute(chart.categories),
      color,
      invertIfNegative: false,
      ...(shown !== undefined && {
        dataLabels: {
          showValue: true,
          position: chart.stacked ? ('ctr' as const) : ('outEnd' as const),
          numberFormat: { formatCode: shown },
        },
      }),
    })),
    axes: {
      // names stand under the lowest column, not across it
      x: { tickLblPos: 'low', majorTickMark: 'none', minorTickMark: 'none' },
      y: {
        title: plain(chart.axis),
        axisTitleRotation: -90,
        minorTickMark: 'none',
        numberFormat: { formatCode: chart.format },
        gridlines: { major: true },
      },
    },
  }
}

/** "$C$6:$I$6": what a chart is made of stays where it is. */
function absolute(range: string): string {
  return range.replace(/([A-Z]+)(\d+)/g, '$$$1$$$2')
}

/** Text in a header, of so many characters at most; an ampersand begins a command there. */
function inHeader(text: string, most: number): string {
  const line = plain(text).replace(/\s+/g, ' ').trim()
  const escaped = line.replaceAll('&', '&&')
  if (escaped.length <= most) return escaped
  // neither half a pair of ampersands nor half a character
  return `${escaped.slice(0, most - 1).replace(/(?<!&)((?:&&)*)&$|[\uD800-\uDBFF]$/, '$1')}…`
}

/** A page of a wide sheet has all its columns, and all its rows where that stays easy to read. */
function scaleOf(sheet: WrittenSheet): number {
  const byHeight = onOnePage(sheet) ? PAGE_HEIGHT / heightOf(sheet) : 1
  return Math.max(LEAST_SCALE, Math.min(PAGE_SCALE, Math.floor(100 * Math.min(byHeight, PAGE_WIDTH / widthOf(sheet)))))
}

/** The widest page, with the columns that every page repeats, in characters. */
function widthOf({ widths, pages = [], frozen }: WrittenSheet): number {
  const across = (from: number, to?: number) => widths.slice(from, to).reduce((sum, width) => sum + width, 0)
  const starts = [frozen.columns, ...pages]
  return across(0, frozen.columns) + Math.max(...starts.map((from, i) => across(from, starts[i + 1])))
}

function heightOf({ rows, heights = {}, charts = [] }: WrittenSheet): number {
  const last = Math.max(rows.length, ...charts.map(({ to }) => to.row + 1))
  return Array.from({ length: last }, (_, row) => heights[row] ?? 15).reduce((points, each) => points + each, 0)
}

/** Whether a sheet is still easy to read when its height is made to fit a page too. */
function onOnePage(sheet: WrittenSheet): boolean {
  return heightOf(sheet) <= (sheet.charts === undefined ? 800 : 900) // a chart is not cut in two
}

function hucreCell({ value, formula, array, look }: WrittenCell, at: string): Partial<HucreCell> {
  const style = look === undefined ? {} : { style: styleOf(look) }
  if (formula !== undefined) {
    const whole = array === true ? { formulaType: 'array' as const, formulaRef: at } : {}
    return { formula, formulaResult: value, ...whole, ...style }
  }
  if (typeof value !== 'string') return { value, ...style }
  const text = plain(value)
  // names of Excel's errors would be written as errors, if they were not runs of text
  if (/^#[A-Z]/.test(text)) return { value: text, richText: [{ text }], ...style }
  // a cell of the format "text" stays text also when somebody edits it
  return /^[=+\-@]/.test(text) ? { value: text, style: styleOf({ ...look, format: '@' }) } : { value: text, ...style }
}

/** Text that XML can hold and that reads back as it was; what steers a terminal or a parser is replaced. */
function plain(text: string): string {
  const shown = text.replace(/[^\P{Cc}\n]|[\uFFFE\uFFFF]/gu, '\uFFFD').slice(0, MAX_TEXT)
  return shown.replace(/_x(?=[0-9A-Fa-f]{4}_)/g, '_x005F_x')
}

function styleOf(look: Look): CellStyle {
  const { bold, italic, size, color, fill, align, wrap, indent, line, format } = look
  const thin = { style: 'thin' as const, color: { rgb: 'BFC5CC' } }
  const strong = { style: 'medium' as const, color: { rgb: '1F2933' } }
  return {
    font: {
      name: 'Calibri',
      size: size ?? 11,
      ...(bold && { bold }),
      ...(italic && { italic }),
      ...(color !== undefined && { color: { rgb: color } }),
    },
    ...(fill !== undefined && {
      fill: { type: 'pattern' as const, pattern: 'solid' as const, fgColor: { rgb: fill }, bgColor: { rgb: fill } },
    }),
    ...(line !== undefined && {
      border: line === 'strong' ? { top: strong, bottom: thin } : { top: thin, bottom: thin },
    }),
    alignment: {
      vertical: wrap ? ('top' as const) : ('center' as const),
      ...(align !== undefined && { horizontal: align }),
      ...(wrap && { wrapText: true }),
      ...(indent && align === 'left' && { indent: 1 }),
    },
    ...(format !== undefined && { numFmt: format }),
  }
}
