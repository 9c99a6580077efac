/** The rows around a heading: of a specialty, of totals, outside the frame, or passed over with a remark. */
import { MOST_FAULTS, type Fault } from '../../domain/errors.js'
import { outsideFrame } from '../../domain/outside.js'
import type { SkippedCode } from '../../domain/reading.js'
import { clipped } from '../../shapes/check.js'
import { unknownCode, type Codes } from './names.js'
import { tidy } from './spelling.js'
import type { Cell, Row, Sheet } from './sheet.js'
import { isAside, isIntake, isNoLabel, isPart, isTotal, isUnplacedRow } from '../../words/around-tables.js'
import { type Account, MOST_REMARKS } from './account.js'
import { type Heading, least, most, said, isNumber } from './headings.js'
import type { GridRow, Purpose } from './grid.js'

export interface Under {
  readonly rows: Map<string, GridRow>
  readonly totals: readonly Row[]
  /** Of specialties outside the frame and of none, passed over; and those of none alone. */
  readonly apart: readonly Row[]
  readonly unplaced: readonly Row[]
  readonly labels: readonly number[]
}

/** The rows of specialties around a heading, with figures in `columns` and names in columns to the left of the first. */
export function rowsUnder(
  sheet: Sheet,
  heading: Heading,
  columns: readonly number[],
  purpose: Purpose,
  account: Account,
): Under {
  const { specialties } = purpose
  const { faults, skipped, warnings } = account
  const around = sheet.rows.filter(({ number }) => !heading.rows.has(number))
  const { labels, left } = labelsOf(around, heading, columns, specialties)
  const rows = new Map<string, GridRow>()
  const totals: Row[] = []
  const aparts: Row[] = []
  const unplaced: Row[] = []
  const sums = columns.map(() => 0)
  const labelAt = (number: number, column: number) =>
    sheet.form === 'workbook' ? sheet.at(number, column) : sheet.at(number)
  const skip = (code: SkippedCode, row: Row, found: string) => {
    if (skipped.length < MOST_REMARKS) skipped.push({ code, path: sheet.at(row.number), found: clipped(found) })
  }
  for (const row of around) {
    if (faults.length > MOST_FAULTS) break
    const { number, cells } = row
    const named = wordsIn(cells, labels)
    // totals may be named beside the column of codes
    const words = named.length > 0 ? named : wordsIn(cells, left).filter(({ cell }) => !isNumber(cell))
    const figures = columns.filter((column) => isNumber(cells.get(column))).length
    const text = said(
      words.map(({ cell }) => cell),
      ' ',
    )
    const [label] = words
    // a key figure above the table is no row of totals
    const isTotals = 2 * figures > columns.length && words.some(({ cell }) => isTotal(cell.text))
    if (number < heading.row && !isTotals) {
      const codes = words.filter(({ cell }) => codesIn(cell.text, specialties).length > 0)
      if (label !== undefined && figures > 0 && figures >= columns.length / 2 && codes.length > 0) {
        faults.push({ code: 'not-used', path: labelAt(number, label.column), found: text, expected: '' })
      } else skip('text-above', row, said([...cells.values()], ' '))
      continue
    }
    const filled = columns.some((column) => cells.has(column))
    if (label === undefined) {
      if (filled && isSum(columns, cells, sums)) skip('totals-row', row, sheet.at(number))
      else if (filled) {
        const place = sheet.at(number, labels[0] ?? 0, heading.texts.get(labels[0] ?? 0))
        faults.push({ code: 'missing', path: place, found: '-', expected: 'a specialty' })
      } else skip('text-beside', row, said([...cells.values()], ' '))
      continue
    }
    const at = labelAt(number, label.column)
    const found = [...new Set(words.flatMap(({ cell }) => codesIn(cell.text, specialties)))]
    const [code] = found
    if (code === undefined) {
      const apart = words.map(({ cell }) => outsideFrame(cell.text)).find((name) => name !== undefined)
      const ambiguous = words.some(({ cell }) => specialties.match(cell.text) !== null)
      if (ambiguous && figures > 0) faults.push(unknownCode(at, text, specialties, faults.length))
      else if (words.some(({ cell }) => isTotal(tidy(cell.text)))) {
        if ([...cells.values()].some(isNumber)) totals.push(row)
        skip('totals-row', row, text)
      } else if (apart !== undefined && purpose.outside === true) {
        if (!rows.has(apart)) rows.set(apart, { number, label: label.cell, at, cells, broken: false })
      } else if (apart !== undefined) {
        aparts.push(row)
        skip('outside-frame', row, text)
      } else if (purpose.kind !== 'places' && figures > 0 && isUnplacedRow(tidy(text))) {
        aparts.push(row)
        unplaced.push(row)
      } else if (
        figures === 0 ||
        isAside(tidy(text)) ||
        isIntake(tidy(text)) ||
        (columns.length > 2 && figures < columns.length / 2)
      ) {
        skip('row-skipped', row, text)
      } else faults.push(unknownCode(at, text, specialties, faults.length))
    } else if (found.length > 1) {
      faults.push({ code: 'two-codes', path: at, found: text, expected: found.join(' | ') })
    } else if (rows.has(code)) {
      const expected = rows.get(code)!.at.replace(/^.*!/, '')
      faults.push({ code: 'duplicate', path: at, found: clipped(label.cell.text), expected })
    } else {
      const broken = misfit(row, heading, columns)
      if (broken !== null) faults.push({ code: 'shape', path: sheet.at(number), ...broken })
      rows.set(code, { number, label: label.cell, at, cells, broken: broken !== null })
      for (const { column, cell } of words) {
        const match = specialties.match(cell.text)
        if (match !== null && 'how' in match && match.how === 'prefix') {
          warnings.push({ code: 'name-taken', path: labelAt(number, column), found: `${clipped(cell.text)}: ${code}` })
        }
      }
      columns.forEach((column, i) => {
        sums[i]! += Number(cells.get(column)?.text ?? 0)
      })
    }
  }
  return { rows, totals, apart: aparts, unplaced, labels }
}

export function wordsIn(
  cells: Row['cells'],
  columns: readonly number[],
): { readonly column: number; readonly cell: Cell }[] {
  return columns.flatMap((column) => {
    const cell = cells.get(column)
    return cell !== undefined && (cell.kind === 'text' || cell.kind === 'number') ? [{ column, cell }] : []
  })
}

/** What may name specialties left of the figures, and which of these columns do; all of them where none does for most rows. */
function labelsOf(
  rows: readonly Row[],
  { texts, row }: Heading,
  columns: readonly number[],
  specialties: Codes,
): { readonly labels: readonly number[]; readonly left: readonly number[] } {
  const first = columns.length === 0 ? 1 : least(columns)
  const left = [...Array(first).keys()].filter((column) => {
    const word = tidy(texts.get(column) ?? '')
    return !isNoLabel(word) && !isIntake(word) && !isTotal(word)
  })
  const naming = left.filter((column) => {
    const filled = rows.filter(
      ({ number, cells }) =>
        number > row && isSpecialty(cells.get(column)) && columns.some((each) => isNumber(cells.get(each))),
    )
    const sample = filled.slice(0, 200)
    const known = sample.filter(({ cells }) => codesIn(cells.get(column)!.text, specialties).length > 0)
    return known.length > 0 && 2 * known.length >= sample.length
  })
  // beside names, what counts rows or is a part of their figures may look like codes
  const named = naming.filter((column) => !runsOn(rows, row, column) && !isPart(tidy(texts.get(column) ?? '')))
  return { labels: named.length > 0 ? named : naming.length > 0 ? naming : left, left }
}

/** A label that is not of a total, of a check or of what else stands below a table. */
function isSpecialty(label: Cell | undefined): boolean {
  if (label === undefined) return false
  const word = tidy(label.text)
  return !isTotal(word) && !isAside(word) && !isIntake(word)
}

/** Whether a column counts its rows: 1, 2, 3, … beside names. What it says is no code, though it may look like one. */
function runsOn(rows: readonly Row[], heading: number, column: number): boolean {
  const numbers = rows.flatMap(({ number, cells }) => (number > heading ? (cells.get(column)?.text ?? []) : []))
  return numbers.length > 1 && numbers.every((text, i) => text === String(i + 1))
}

/**
 * A line of CSV that lacks cells, or has some beyond the headings: a decimal comma splits a number in two. Told is how many cells stand
 * behind what names the row.
 */
function misfit(
  { width, cells }: Row,
  { texts }: Heading,
  columns: readonly number[],
): Pick<Fault, 'found' | 'expected'> | null {
  if (width === undefined) return null
  const [first, lastColumn] = columns.length === 0 ? [0, 0] : [least(columns), most(columns)]
  const headings = Math.max(lastColumn, most([...texts.keys()])) + 1
  const beyond = [...cells.keys()].some((column) => column >= headings)
  if (width > lastColumn && !beyond) return null
  return { found: String(Math.max(0, width - first)), expected: String(headings - first) }
}

/**
 * The specialties that a label names: one, or two that contradict. Beside a number that is a code, and before brackets, words that we do not
 * know are somebody's own, unless they are a slip of the pen away from another: "01 Cardiologi" names two.
 */
export function codesIn(text: string, specialties: Codes): readonly string[] {
  const match = specialties.match(text)
  if (match !== null) return 'code' in match ? [match.code] : match.contradict ? match.among : []
  const parts = BESIDE.map((pattern) => pattern.exec(tidy(text))?.slice(1) ?? [])
  const named = parts.find((some) => some.some((part) => specialties.find(part) !== undefined)) ?? []
  const likely = (part: string) => {
    const near = specialties.near(part).flatMap((name) => specialties.find(name) ?? [])
    return near.length === 1 ? near : []
  }
  return [...new Set(named.flatMap((part) => specialties.find(part) ?? likely(part)))]
}

/** Name and brackets, code and name. A number in brackets counts something else ("versie (2)"). */
const BESIDE = [/^(.+?)\s*\(([^()]*[^\d()][^()]*)\)$/, /^(\p{L}{0,3}\d[\p{L}\d]{0,11})[\s.:–—-]+(.+)$/u]

/** Whether a row without a name holds the sums of what stands above it. */
function isSum(columns: readonly number[], cells: Row['cells'], sums: readonly number[]): boolean {
  return columns.every((column, i) => Math.abs(Number(cells.get(column)?.text ?? Number.NaN) - sums[i]!) < 1e-6)
}
