/** Totals beside a table, held against its cells. */
import { decimalText, scaled, type Decimal } from '../../domain/decimal.js'
import { MOST_FAULTS } from '../../domain/errors.js'
import { clipped } from '../../shapes/check.js'
import type { Codes } from './names.js'
import { tidy } from './spelling.js'
import { readNumber, type Notation } from './numbers.js'
import type { Cell, Row } from './sheet.js'
import { isIntake, isPlainTotal } from '../../words/around-tables.js'
import { type Account, MOST_REMARKS } from './account.js'
import { isNumber } from './headings.js'
import type { Grid } from './grid.js'

/** Totals of more than the table: care use of the whole country may be more than that of its OORs. */
const WIDER = /landelijk|nationaal|national|nederland|\bnl\b|heel/i

/**
 * Totals must be the sums of their cells. Where they are not, one of the two is wrong: a fault by its cell, for places and for volumes
 * alike. No more than a warning are totals of the whole country beside care use, volumes that differ by no more than the rounding
 * of what is shown, and totals of shares, which are means of other weights. What is passed over may be counted in a total: a
 * specialty outside the frame is, and that is well; a column of no OOR is lost, and that is a fault. Looked at when all else is right.
 * @param shares whether the figures are shares or percentages
 */
export function checkTotals(grid: Grid, specialties: Codes, account: Account, { shares = false } = {}): void {
  if (account.faults.length > 0) return
  const { at, sheet } = grid
  const notation = { ...grid.notation, warnings: [] }
  const isPlaces = notation.kind === 'places'
  const isOwn = (text: string) => isPlainTotal(text) && (isPlaces || !isIntake(text))
  const totals = { rows: grid.totals.rows, columns: grid.totals.columns.filter(([, text]) => isOwn(tidy(text))) }
  const across = [...grid.columns.values()]
  const beyond = [...across, ...grid.apart.columns.map(([column]) => column)]
  const value = (cell: Cell | undefined): Decimal | null =>
    cell === undefined ? null : readNumber(cell, '', notation, [], true)
  const inFrame = [...grid.rows].filter(([code]) => specialties.codes.includes(code)).map(([, row]) => row)
  const all = [...grid.rows.values()]
  const everything = [...all, ...grid.apart.rows]
  const cellsIn = (rows: readonly Pick<Row, 'cells'>[], columns: readonly number[]): Cells =>
    rows.flatMap(({ cells }) => columns.map((column) => (cells.has(column) ? value(cells.get(column)) : ZERO)))
  const lost = new Set<number>()
  const open: string[] = []
  const compare = (row: Row, column: number, label: string, ways: readonly Cells[], further: readonly Cells[] = []) => {
    const cell = row.cells.get(column)
    if (!isNumber(cell)) return
    if (cell!.kind === 'formula') open.push(at(row.number, column))
    const total = value(cell)
    // what filled in a sheet without computing its formulas leaves zeros where totals stand
    if (total === null || total.digits === 0n) return
    const known = ways.flatMap((cells) => sumOrNull(cells) ?? [])
    if (known.length === 0 || ways.some((cells) => agrees(total, cells))) return
    const sum = decimalText(known[0]!)
    const path = at(row.number, column)
    const isNear = !isPlaces && ways.some((cells) => agrees(total, cells, shownUnit(cells)))
    if (further.some((cells) => agrees(total, cells))) {
      for (const [each, text] of grid.apart.columns) {
        if (lost.has(each)) continue
        lost.add(each)
        account.faults.push({ code: 'not-of-oor', path: sheet.at(grid.heading, each, text), found: clipped(tidy(text)), expected: '' }) // prettier-ignore
      }
    } else if (!isNear && !WIDER.test(label) && !shares) {
      account.faults.push({ code: 'total', path, found: clipped(cell!.text), expected: sum })
    } else if (account.warnings.length < MOST_REMARKS) {
      account.warnings.push({ code: 'totals-differ', path, found: `${clipped(cell!.text)}, ${sum}` })
    }
  }
  const ofRows = (columns: readonly number[]) => [inFrame, all, everything].map((rows) => cellsIn(rows, columns))
  for (const row of totals.rows) {
    const label = [...row.cells.values()].map(({ text }) => tidy(text)).find(isPlainTotal)
    if (label === undefined) continue
    for (const column of across) compare(row, column, label, ofRows([column]))
    for (const [column, text] of totals.columns) {
      compare(row, column, `${label} ${text}`, ofRows(across), beyond.length > across.length ? ofRows(beyond) : [])
    }
  }
  for (const [column, text] of totals.columns) {
    for (const row of all) {
      const further = beyond.length > across.length ? [cellsIn([row], beyond)] : []
      if (account.faults.length <= MOST_FAULTS) compare(row, column, text, [cellsIn([row], across)], further)
    }
  }
  if (open.length > 0) account.skipped.push({ code: 'not-computed', path: open[0]!, found: String(open.length) })
}

/** The numbers that a total counts; null where a cell holds none. */
type Cells = readonly (Decimal | null)[]

const ZERO: Decimal = { digits: 0n, scale: 0 }

function sumOrNull(decimals: Cells): Decimal | null {
  const known = decimals.filter((each) => each !== null)
  return known.length === decimals.length && known.length > 0 ? sumOf(known) : null
}

/**
 * Whether a total is the sum of cells within the rounding of both; a total in percent may be of shares.
 * @param unit what whole numbers are rounded to; 0 where they are exact
 */
function agrees(total: Decimal, cells: Cells, unit = 0): boolean {
  const sum = sumOrNull(cells)
  if (sum === null) return false
  const [given, computed] = [Number(decimalText(total)), Number(decimalText(sum))]
  const decimals =
    sum.scale === 0
      ? 0
      : 0.5 * 10 ** -Math.min(total.scale, sum.scale) + cells.length * 0.5 * 10 ** -Math.min(sum.scale, 15)
  const slack = Math.max(decimals, 0.5 * unit * (cells.length + 1))
  const near = (a: number) => Math.abs(a - computed) <= slack + 1e-9 * Math.abs(computed)
  return near(given) || (sum.scale > 0 && near(given / 100))
}

/** What whole numbers seem rounded to: the largest power of ten, a million at most, of which all are multiples. */
function shownUnit(cells: Cells): number {
  const whole = cells.flatMap((each) => (each === null || each.digits === 0n ? [] : [Number(decimalText(each))]))
  const units = [1_000_000, 100_000, 10_000, 1_000, 100, 10, 1]
  return whole.length < 2 ? 1 : (units.find((unit) => whole.every((each) => each % unit === 0)) ?? 0)
}

/** Decimals to the same scale, and their sum. */
export function sumOf(decimals: readonly Decimal[]): Decimal {
  const scale = Math.max(0, ...decimals.map((each) => each.scale))
  return { digits: decimals.reduce((sum, each) => sum + scaled(each, scale), 0n), scale }
}

/** The sum of the numbers in a column or row that is passed over; null where there are none. */
export function numbersIn(cells: readonly (Cell | undefined)[], notation: Notation): string | null {
  const silent = { ...notation, warnings: [] }
  const numbers = cells.flatMap((cell) => (isNumber(cell) ? (readNumber(cell, '', silent, [], true) ?? []) : []))
  return numbers.length === 0 ? null : decimalText(sumOf(numbers))
}
