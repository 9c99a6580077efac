/**
 * A table to round, from a sheet of a workbook or a CSV file: names down and across, and totals in a row and a column "Totaal",
 * below or above, right or left. Everything on the sheet is part of it, passed over with a remark, or a fault by its place.
 */
import { decimalText } from '../../domain/decimal.js'
import { InputError, type Fault } from '../../domain/errors.js'
import { withPlaces, type PlaceOf } from '../../domain/places.js'
import { clipped } from '../../shapes/check.js'
import { isNumber } from './headings.js'
import { newAccount, type Account } from './account.js'
import { tidy } from './spelling.js'
import { DASH, notationOf, readNumber, readWhole, type Notation } from './numbers.js'
import { withReading } from './readings.js'
import type { ProblemFile } from '../../shapes/files.js'
import { blockAt, byRow, type Cell, type Row, type Sheet } from './sheet.js'
import { isAbout, isAside, isNoLabel, isPlainTotal, isSubtotal, isTotal } from '../../words/around-tables.js'

/** Where the parts of the table stand. */
interface Layout {
  readonly header: Row
  readonly totals: Row
  readonly totalColumn: number
  /** Columns with figures, in their order, and those with names left of them. */
  readonly columns: readonly number[]
  readonly labels: readonly number[]
  readonly lines: readonly Row[]
}

/**
 * Reads a table to round. A dash is a zero cell; a column total "3..5" is an interval.
 * @throws InputError with every fault, each by its place
 */
export function problemIn(sheet: Sheet, title: string): ProblemFile {
  const account = newAccount()
  const { faults } = account
  const found = layoutOf(sheet)
  if (found === null) {
    throw new InputError([{ code: 'no-table', path: sheet.path, found: likeliest(sheet), expected: 'Totaal' }])
  }
  const { header, totals, totalColumn } = found
  const at = (row: Row, column: number) => sheet.at(row.number, column, header.cells.get(column)?.text)
  const layout = withoutAsides(sheet, found, at, account)
  const { columns, lines } = layout
  const [figures, whole] = notationsOf(sheet, layout, at, account)
  const rows = namesDown(layout, at, account)
  const names = namesAcross(layout, at, account)
  const zeroCells: [string, string][] = []
  const target = lines.map((row, s) =>
    columns.map((column, o) => {
      const cell = row.cells.get(column)
      if (cell !== undefined && DASH.test(cell.text)) zeroCells.push([rows[s]!, names[o]!])
      return decimalText(readNumber(cell, at(row, column), figures, faults) ?? { digits: 0n, scale: 0 })
    }),
  )
  const rowTotals = lines.map((row) => readWhole(row.cells.get(totalColumn), at(row, totalColumn), whole, faults))
  const columnTotals = columns.map((column) => totalIn(totals, column, at, whole, account))
  checkCorner(layout, at, rowTotals, columnTotals, whole, account)
  giveAccount(sheet, found, at, account)
  if (faults.length > 0) throw new InputError(byRow(faults, sheet))
  const [top, bottom] = [lines[0]!.number, lines.at(-1)!.number]
  const block = blockAt(sheet, [top, columns[0]!], [bottom, columns.at(-1)!])
  account.used.push({ code: 'rows', path: block, found: String(rows.length) })
  account.used.push({ code: 'columns', path: sheet.at(header.number), found: String(names.length) })
  const problem = { title, rows, columns: names, target, rowTotals, columnTotals, zeroCells }
  return withPlaces(withReading(problem, account), placesIn(sheet.path, block, layout, at))
}

/** Where the fields of the table stand. */
function placesIn(
  path: string,
  block: string,
  { header, totals, totalColumn, columns, labels, lines }: Layout,
  at: Place,
): PlaceOf {
  const corner = at(totals, totalColumn)
  const label = labels.at(-1) ?? 0
  const whole: Readonly<Record<string, string>> = { '': path, target: block, rowTotals: corner, columnTotals: corner }
  const numbers = lines.map(({ number }) => number)
  const row = (s: number): Row => ({ number: numbers[s]!, cells: new Map() })
  return (field) => {
    const [, name, first = '', second = '0'] = /^(\w+)\[(\d+)\](?:\[(\d+)\])?$/.exec(field) ?? []
    const [i, j] = [Number(first), Number(second)]
    switch (name) {
      case 'rows':
        return at(row(i), label)
      case 'columns':
        return at(header, columns[i]!)
      case 'rowTotals':
        return at(row(i), totalColumn)
      case 'columnTotals':
        return at(totals, columns[i]!)
      case 'target':
        return at(row(i), columns[j]!)
      default:
        return whole[field]
    }
  }
}

/** A cell that says "Totaal", and not of a part. */
const saysTotal = (cell: Cell | undefined) =>
  cell?.kind === 'text' && isTotal(tidy(cell.text)) && !isSubtotal(tidy(cell.text))

/** null where there is no row of headings with a total, no row of totals, or nothing between. */
function layoutOf(sheet: Sheet): Layout | null {
  const rows = sheet.rows.filter(({ cells }) => cells.size > 0)
  const headers = rows.filter(({ cells }) => {
    const filled = [...cells].toSorted(([a], [b]) => a - b)
    const words = filled.filter(([, cell]) => !isNumber(cell)).length
    return filled.length > 1 && filled.some(([, cell]) => saysTotal(cell)) && (words > 1 || !saysTotal(filled[0]![1]))
  })
  const layouts = headers
    .slice(0, MOST_HEADERS)
    .flatMap((header) => totalsIn(header).flatMap((column) => layoutAt(rows, header, column) ?? []))
  const scores = layouts.map(likeness)
  return layouts[scores.indexOf(Math.max(...scores))] ?? null
}

/** Titles that say "Totaal" stand above the headings; more than these are no titles. */
const MOST_HEADERS = 20

/** Columns that a row heads with a word for totals, in their order. */
function totalsIn({ cells }: Row): number[] {
  return [...cells].flatMap(([column, cell]) => (saysTotal(cell) ? [column] : [])).toSorted((a, b) => a - b)
}

/** How much a row is like the headings of a table: by the columns that it heads and that have numbers, right below it best of all. */
function likeness({ header, totalColumn, columns, lines }: Layout): number {
  const headed = columns.filter(
    (column) => header.cells.has(column) && lines.some(({ cells }) => isNumber(cells.get(column))),
  )
  const isPlain = isPlainTotal(tidy(header.cells.get(totalColumn)!.text))
  const first = lines[0]!
  const isAbove = first.number === header.number + 1 && isNumber(first.cells.get(totalColumn))
  return headed.length + (isPlain ? 0.5 : 0) + (isAbove ? 0.25 : 0)
}

/** The row of totals: it names them left of their column, and has numbers; of several that of the whole table. */
function totalsBeside(rows: readonly Row[], header: Row, totalColumn: number): readonly [Row, number] | null {
  const labelled = rows.flatMap((row) => {
    const label = row === header ? undefined : totalsIn(row)[0]
    if (label === undefined || label >= totalColumn) return []
    const numbers = [...row.cells].filter(([column, cell]) => column > label && isNumber(cell)).length
    return [{ row, label, numbers, isPlain: isPlainTotal(tidy(row.cells.get(label)!.text)) }]
  })
  const most = Math.max(0, ...labelled.slice(0, 1_000).map(({ numbers }) => numbers))
  const full = labelled.filter(({ numbers }) => 2 * numbers >= most)
  const plain = full.filter(({ isPlain }) => isPlain)
  // a key figure above the table may be called a total too
  const fullest = plain.reduce((best, { numbers }) => Math.max(best, numbers), 0)
  const best = plain.find(({ numbers }) => numbers === fullest) ?? full[0]
  return best === undefined ? null : [best.row, best.label]
}

/** The table under a row of headings with its totals in a column; null where there is none. */
function layoutAt(rows: readonly Row[], header: Row, totalColumn: number): Layout | null {
  const found = totalsBeside(rows, header, totalColumn)
  if (found === null) return null
  const [totals, named] = found
  const between = rows.filter(
    ({ number, cells }) => number > header.number && number < totals.number && [...cells.values()].some(isNumber),
  )
  const isAbove = totals.number < header.number || between.length === 0
  const inside = rows.filter(
    (row) => row.number > header.number && row !== totals && (isAbove || row.number < totals.number),
  )
  const { columns, labels } = columnsOf(header, totals, inside, named, totalColumn)
  const isLine = ({ cells }: Row) => cells.has(totalColumn) || columns.some((column) => cells.has(column))
  const lines = inside.filter(isLine)
  return columns.length === 0 || lines.length === 0 ? null : { header, totals, totalColumn, columns, labels, lines }
}

const least = (numbers: readonly number[]) => numbers.reduce((a, b) => Math.min(a, b), Infinity)

/**
 * A column belongs to the table when it stands between the names and the total, whatever is wrong with its own total; right of
 * the total where that stands at the left. Names stand at the left: words without any figure, or columns that say so.
 */
function columnsOf(header: Row, totals: Row, lines: readonly Row[], named: number, totalColumn: number) {
  const all = [...new Set([header, totals, ...lines].flatMap(({ cells }) => [...cells.keys()]))].toSorted(
    (a, b) => a - b,
  )
  const beyond = all.filter((column) => column > totalColumn && header.cells.has(column))
  const inner = all.filter((column) => column > named && column < totalColumn)
  const isName = (column: number) => {
    const heading = tidy(header.cells.get(column)?.text ?? '')
    if (totals.cells.has(column)) return false
    const figures = lines.filter(({ cells }) => isNumber(cells.get(column))).length
    return figures === 0 || isNoLabel(heading) || isAbout(heading)
  }
  const names: number[] = all.filter((column) => column <= named)
  const figures = [...inner]
  while (figures.length > 0 && isName(figures[0]!)) names.push(figures.shift()!)
  // a total at the left: what stands between it and the names is nothing or a part, and the table is at its right
  const isBeside = (column: number) =>
    looksAside(tidy(header.cells.get(column)?.text ?? '')) && !totals.cells.has(column)
  const isRight = beyond.length > 0 && figures.every(isBeside)
  const right = figures.length === 0 || isRight ? beyond.slice(0, gapIn(beyond)) : figures
  const columns = right.slice(0, right.findLastIndex((column) => !isName(column)) + 1)
  return { columns, labels: names.filter((column) => column !== totalColumn) }
}

/**
 * Rows and columns that are named like a mean, a share, a difference or a year are part of the table where its totals count them, and
 * passed over where they do not; where totals do not tell, they count, and a warning names them. A table of nothing else is itself.
 */
function withoutAsides(sheet: Sheet, layout: Layout, at: Place, account: Account): Layout {
  const { header, lines, columns, labels } = layout
  const named = (row: Row) => tidy(labels.flatMap((column) => row.cells.get(column)?.text ?? []).join(' '))
  const heading = (column: number) => tidy(header.cells.get(column)?.text ?? '')
  const rows = lines.filter((row) => looksAside(named(row)))
  const across = columns.filter((column) => looksAside(heading(column)))
  const asides = {
    rows: 2 * rows.length > lines.length ? [] : rows,
    columns: 2 * across.length > columns.length ? [] : across,
  }
  if (asides.rows.length + asides.columns.length === 0) return layout
  const ways = [
    asides,
    { rows: [], columns: [] },
    { rows: asides.rows, columns: [] },
    { rows: [], columns: asides.columns },
  ].map((left) => without(layout, left.rows, left.columns))
  const empty = without(
    layout,
    asides.rows.filter(({ cells }) => !isWholeText(cells.get(layout.totalColumn))),
    asides.columns.filter((column) => !isWholeText(layout.totals.cells.get(column))),
  )
  const whole = notationsOf(sheet, layout, at, newAccount())[1]
  // as it stands before all others: a row of nothing but zeros counts
  const chosen = [ways[1]!, ways[0]!, ways[2]!, ways[3]!].find((way) => sumsUp(way, whole)) ?? empty
  for (const row of asides.rows) {
    const [path, found] = [at(row, labels[0] ?? 0), clipped(named(row))]
    if (!chosen.lines.includes(row)) account.skipped.push({ code: 'row-skipped', path: sheet.at(row.number), found })
    else if (!isTotal(named(row))) account.warnings.push({ code: 'counts', path, found })
  }
  for (const column of asides.columns) {
    const [path, found] = [at(header, column), clipped(heading(column))]
    if (!chosen.columns.includes(column)) account.skipped.push({ code: 'column-skipped', path, found })
    else if (!isTotal(heading(column))) account.warnings.push({ code: 'counts', path, found })
  }
  return chosen
}

/** What is named so may be about other rows, and no row itself. */
const looksAside = (name: string) => isAside(name) || isTotal(name)

/** Whether a cell has a whole number, as totals are. */
function isWholeText(cell: Cell | undefined): boolean {
  return cell !== undefined && isNumber(cell) && !/%|[.,]\d{1,2}$/.test(cell.text)
}

function without(layout: Layout, rows: readonly Row[], columns: readonly number[]): Layout {
  const kept = <T>(all: readonly T[], left: readonly T[]) => all.filter((each) => !left.includes(each))
  return { ...layout, lines: kept(layout.lines, rows), columns: kept(layout.columns, columns) }
}

/** Whether the totals down and across are of the same places; the total of the totals, where it is there, says so too. */
function sumsUp({ lines, columns, totals, totalColumn }: Layout, notation: Notation): boolean {
  const faults: Fault[] = []
  const down = lines.reduce((sum, { cells }) => sum + readWhole(cells.get(totalColumn), '', notation, faults), 0)
  const ends = columns.map((column) => totalIn(totals, column, () => '', notation, { ...newAccount(), faults }))
  const [low, high] = [0, 1].map((end) =>
    ends.reduce<number>((sum, each) => sum + (typeof each === 'number' ? each : each[end]!), 0),
  ) as [number, number]
  const cell = totals.cells.get(totalColumn)
  const corner = isNumber(cell) && cell?.kind !== 'formula' ? readWhole(cell, '', notation, faults) : down
  return faults.length === 0 && corner === down && low <= down && down <= high
}

/** How many columns follow each other before an empty one. */
function gapIn(columns: readonly number[]): number {
  const gap = columns.findIndex((column, i) => i > 0 && column > columns[i - 1]! + 1)
  return gap === -1 ? columns.length : gap
}

type Place = (row: Row, column: number) => string

/** How figures and how totals are written: totals are whole. */
function notationsOf(sheet: Sheet, layout: Layout, at: Place, { warnings }: Account): readonly [Notation, Notation] {
  const { lines, columns, totals, totalColumn } = layout
  const cells = [...lines, totals].flatMap((row) =>
    [...columns, totalColumn].flatMap((column) => {
      const cell = row.cells.get(column)
      return cell === undefined ? [] : [[cell, () => at(row, column), row.number, column] as const]
    }),
  )
  return [notationOf(sheet, 'volumes', cells, warnings), notationOf(sheet, 'places', cells, warnings)]
}

/** A name on one line: a break in it becomes a space. */
const nameOf = (texts: readonly string[]) => clipped(tidy(texts.join(' ')).replace(/\p{Cc}/gu, ' '))

function namesDown({ lines, labels, columns }: Layout, at: Place, { faults }: Account): string[] {
  const seen = new Map<string, string>()
  const named = labels.filter((column) => !countsRows(lines, column))
  const naming = lines.every(({ cells }) => named.some((column) => cells.has(column))) ? named : labels
  return lines.map((row) => {
    const texts = naming.flatMap((column) => row.cells.get(column)?.text ?? [])
    const place = at(row, labels[0] ?? Math.max(0, columns[0]! - 1))
    if (texts.length === 0)
      faults.push({ code: 'missing', path: at(row, labels.at(-1) ?? 0), found: '-', expected: 'string' })
    const name = nameOf(texts.slice(0, 5))
    if (texts.length > 0 && isTotal(name)) faults.push({ code: 'not-used', path: place, found: name, expected: '' })
    else if (texts.length > 0 && seen.has(name)) {
      faults.push({ code: 'duplicate', path: place, found: name, expected: seen.get(name)! })
    }
    seen.set(name, place.replace(/^.*!/, ''))
    return name
  })
}

/** Whether a column beside names says 1, 2, 3, … */
function countsRows(lines: readonly Row[], column: number): boolean {
  return lines.length > 1 && lines.every(({ cells }, i) => cells.get(column)?.text === String(i + 1))
}

function namesAcross({ header, columns }: Layout, at: Place, { faults }: Account): string[] {
  const seen = new Map<string, string>()
  return columns.map((column) => {
    const name = nameOf([header.cells.get(column)?.text ?? ''])
    const place = at(header, column)
    if (name === '') faults.push({ code: 'missing', path: place, found: '-', expected: 'string' })
    else if (isTotal(name)) faults.push({ code: 'not-used', path: place, found: name, expected: '' })
    else if (seen.has(name)) faults.push({ code: 'duplicate', path: place, found: name, expected: seen.get(name)! })
    seen.set(name, place.replace(/^.*!/, ''))
    return name
  })
}

const INTERVAL = /^\[?\s*(\d{1,7})\s*(?:\.\.|;|–|—)\s*(\d{1,7})\s*\]?$/

function totalIn(
  totals: Row,
  column: number,
  at: Place,
  notation: Notation,
  { faults }: Account,
): number | [number, number] {
  const cell = totals.cells.get(column)
  const interval = cell?.kind === 'text' ? INTERVAL.exec(cell.text) : null
  return interval === null
    ? readWhole(cell, at(totals, column), notation, faults)
    : [Number(interval[1]), Number(interval[2])]
}

/** The total of the totals agrees with those of the rows or of the columns; where those two differ, the answer says so. */
function checkCorner(
  { totals, totalColumn }: Layout,
  at: Place,
  rowTotals: readonly number[],
  columnTotals: readonly (number | readonly [number, number])[],
  notation: Notation,
  { faults, skipped }: Account,
): void {
  const cell = totals.cells.get(totalColumn)
  if (cell === undefined || faults.length > 0) return
  if (cell.kind === 'formula') {
    skipped.push({ code: 'not-computed', path: at(totals, totalColumn), found: '1' })
    return
  }
  const corner = readWhole(cell, at(totals, totalColumn), notation, faults)
  const down = rowTotals.reduce((sum, each) => sum + each, 0)
  const across = columnTotals.map((each): readonly [number, number] => (typeof each === 'number' ? [each, each] : each))
  const [low, high] = [0, 1].map((end) => across.reduce((sum, each) => sum + each[end]!, 0)) as [number, number]
  const agrees = corner === down || (low === high && corner === low)
  if (faults.length === 0 && !agrees) {
    faults.push({ code: 'total', path: at(totals, totalColumn), found: clipped(cell.text), expected: String(down) })
  }
}

/** What is left on the sheet: figures outside the table are a fault by their block, words a remark. */
function giveAccount(sheet: Sheet, layout: Layout, at: Place, account: Account): void {
  const { header, totals, totalColumn, columns, labels, lines } = layout
  const { faults, skipped } = account
  const around = asidesAround(sheet, layout, at, account)
  const inTable = new Set([header, totals, ...lines])
  const own = new Set([...columns, ...labels, totalColumn, ...around.columns])
  let left: [number, number, Cell][] = []
  const flush = () => {
    if (left.length === 0) return
    const numbers = left.filter(([, , cell]) => isNumber(cell))
    const [first, last] = [left[0]!, left.at(-1)!]
    const across = left.map(([, column]) => column)
    const path = blockAt(sheet, [first[0], least(across)], [last[0], Math.max(...across)])
    const found = clipped(
      left
        .map(([, , { text }]) => tidy(text))
        .slice(0, 20)
        .join(' '),
    )
    const isLine = (cells: typeof left) => cells.filter(([, , cell]) => isNumber(cell)).length <= 1 && cells.length <= 3
    // key figures stand above each other, as titles do
    const rows = last[0] < header.number ? [...new Set(left.map(([row]) => row))] : []
    const isNote = rows.length > 0 ? rows.every((row) => isLine(left.filter(([each]) => each === row))) : isLine(left)
    if (numbers.length > 0 && !isNote) faults.push({ code: 'not-used', path, found, expected: '' })
    else
      skipped.push({
        code:
          first[0] < header.number
            ? 'text-above'
            : last[0] > header.number && !inTable.has(rowOf(first[0]))
              ? 'text-below'
              : 'text-beside',
        path,
        found,
      })
    left = []
  }
  const rowOf = (number: number) => sheet.rows.find((row) => row.number === number)!
  // titles and notes stand by themselves; a block is what stands on rows that follow each other
  for (const inside of [true, false]) {
    let before = -1
    for (const row of sheet.rows) {
      if (inTable.has(row) !== inside || around.rows.includes(row)) continue
      const outside = [...row.cells].filter(([column]) => !inside || !own.has(column))
      if (row.number > before + 1 || row.number > header.number !== before > header.number) flush()
      for (const [column, cell] of outside) left.push([row.number, column, cell])
      if (outside.length > 0) before = row.number
    }
    flush()
  }
}

/** Rows and columns outside the table that by their name are about those in it: each a remark. */
function asidesAround(
  sheet: Sheet,
  { header, totals, totalColumn, columns, labels, lines }: Layout,
  at: Place,
  { skipped }: Account,
): { readonly rows: readonly Row[]; readonly columns: readonly number[] } {
  const inTable = new Set([header, totals, ...lines])
  const rows = sheet.rows.filter((row) => {
    const [label, ...figures] = [...row.cells].toSorted(([a], [b]) => a - b).map(([, cell]) => cell)
    const isLine = label?.kind === 'text' && isAside(tidy(label.text)) && figures.length > 0 && figures.every(isNumber)
    return isLine && !inTable.has(row)
  })
  for (const row of rows) {
    const found = clipped([...row.cells.values()].map(({ text }) => tidy(text)).join(' '))
    skipped.push({ code: 'row-skipped', path: sheet.at(row.number), found })
  }
  const own = new Set([...columns, ...labels, totalColumn])
  const beside = [...header.cells].filter(([column, { text }]) => {
    const heading = tidy(text)
    const isFilled = lines.some(({ cells }) => isNumber(cells.get(column)))
    return !own.has(column) && isFilled && (isAside(heading) || isAbout(heading))
  })
  for (const [column, { text }] of beside) {
    skipped.push({ code: 'column-skipped', path: at(header, column), found: clipped(tidy(text)) })
  }
  return { rows, columns: beside.map(([column]) => column) }
}

/** The row with most words, for the fault that says that there is no table. */
function likeliest(sheet: Sheet): string {
  const words = ({ cells }: Row) =>
    [...cells.values()].reduce((sum, { kind, text }) => sum + (kind !== 'text' ? 0 : isTotal(text) ? 10 : 1), 0)
  const best = sheet.rows.slice(0, 100).toSorted((a, b) => words(b) - words(a))[0]
  return best === undefined ? '-' : clipped([...best.cells.values()].map(({ text }) => tidy(text)).join(' | '))
}
