/**
 * The table in a sheet, in the layout that people have: specialties down, OORs across, and around it whatever else they like
 * to see. Finds the headings, knows codes, names and aliases, checks totals, and gives account of every cell: it is used,
 * passed over with a remark, or a fault by its place.
 */
import { decimalText, scaled, type Decimal } from '../../domain/decimal.js'
import { MOST_FAULTS, type Fault } from '../../domain/errors.js'
import { outsideFrame } from '../../domain/outside.js'
import type { Remark, SkippedCode, UsedCode, WarningCode } from '../../domain/reading.js'
import { clipped } from '../../shapes/check.js'
import { unknownCode, type Codes } from './names.js'
import { tidy } from './spelling.js'
import { notationOf, readNumber, type Kind, type Notation } from './numbers.js'
import { blockAt, letters, type Cell, type Row, type Sheet } from './sheet.js'
import { isAbout, isAside, isIntake, isNoLabel, isPlainTotal, isTotal, isUnplaced } from '../../words/around-tables.js'

/** What reading brings to light: faults, and the account of what was read well. */
export interface Account {
  readonly faults: Fault[]
  readonly used: Remark<UsedCode>[]
  readonly skipped: Remark<SkippedCode>[]
  readonly warnings: Remark<WarningCode>[]
}

export function newAccount(faults: Fault[] = []): Account {
  return { faults, used: [], skipped: [], warnings: [] }
}

/** One account after another. */
export function addTo(account: Account, { faults, used, skipped, warnings }: Account): void {
  for (const each of faults) account.faults.push(each)
  for (const each of used) account.used.push(each)
  for (const each of skipped) account.skipped.push(each)
  for (const each of warnings) account.warnings.push(each)
}

/** A row of a specialty. */
export interface GridRow {
  readonly number: number
  /** The cell that names the specialty, and where it stands. */
  readonly label: Cell
  readonly at: string
  /** Nothing where the line is too short or too long: then nothing stands where it should. */
  readonly cells: Row['cells']
  readonly broken: boolean
}

export interface Grid {
  readonly sheet: Sheet
  /** What to call the sheet in a fault: "x.xlsx:Zorggebruik alle". */
  readonly path: string
  /** The row of the headings. */
  readonly heading: number
  /** Columns by OOR, from 0. */
  readonly columns: ReadonlyMap<string, number>
  /** Other columns by their heading, in lower case. */
  readonly others: ReadonlyMap<string, number>
  readonly rows: ReadonlyMap<string, GridRow>
  /** Rows of totals, and columns of totals with their headings. */
  readonly totals: { readonly rows: readonly Row[]; readonly columns: readonly (readonly [number, string])[] }
  /** What is passed over and may yet be counted in totals: rows of specialties outside the frame, columns of no OOR. */
  readonly apart: { readonly rows: readonly Row[]; readonly columns: readonly (readonly [number, string])[] }
  readonly notation: Notation
  /** The path of a cell. */
  readonly at: (row: number, column: number) => string
}

/** What a table is read for. */
export interface Purpose {
  readonly specialties: Codes
  readonly oors: Codes
  readonly kind: Kind
  /** Whether specialties outside the frame are rows too, by their names; else they are passed over. */
  readonly outside?: boolean
  /** Whether OORs may be left out. */
  readonly partial?: boolean
  /** Other columns that belong to the table, by their heading. */
  readonly also?: (heading: string) => boolean
}

/** How far down headings are looked for: titles and explanations stand above them. */
const HEADING_WITHIN = 100

/** The headings of a table, which may stand in two rows. */
interface Heading {
  readonly row: number
  readonly rows: ReadonlySet<number>
  readonly texts: ReadonlyMap<number, string>
}

/**
 * Finds the table of a sheet.
 * @returns null, with a fault, when no row of a workbook names OORs, or the sheet is far larger than its table can be. What cannot
 * be placed is a fault
 */
export function gridOf(sheet: Sheet, purpose: Purpose, account: Account): Grid | null {
  const { oors, specialties } = purpose
  if (isTooLarge(sheet, purpose, account)) return null
  const found = headingOf(sheet, oors) ?? headingOf(withoutPercent(sheet), oors)
  if (found === null && sheet.form === 'workbook') {
    const quoted = said([...(likeliest(sheet, oors)?.cells.values() ?? [])], ' | ')
    account.faults.push({ code: 'no-table', path: sheet.path, found: quoted, expected: clipped(oors.codes.join(', ')) })
    return null
  }
  const heading = found ?? headingFrom(likeliest(sheet, oors))
  const { columns, others, doubtful } = columnsOf(sheet, heading, purpose, account)
  const places = new Map([...columns].map(([oor, column]) => [column, oor]))
  const at: Grid['at'] = (row, column) => sheet.at(row, column, places.get(column) ?? heading.texts.get(column))
  doubtfulColumns(sheet, heading, { columns, doubtful }, purpose, account)
  const under = rowsUnder(sheet, heading, [...columns.values()], purpose, account)
  const notation = notationIn(sheet, purpose.kind, under.rows, [...columns.values()], at, account.warnings)
  const totals = {
    rows: under.totals,
    columns: [...heading.texts].filter(([column, text]) => !places.has(column) && isTotal(tidy(text))),
  }
  const grid: Grid = {
    sheet,
    path: sheet.path,
    heading: heading.row,
    columns,
    others,
    rows: under.rows,
    totals,
    apart: {
      rows: under.apart,
      columns: [...heading.texts].filter(([column, text]) => !places.has(column) && isUnplaced(tidy(text))),
    },
    notation,
    at,
  }
  for (const [column, text] of totals.columns) {
    account.skipped.push({
      code: 'totals-column',
      path: sheet.at(heading.row, column, text),
      found: clipped(tidy(text)),
    })
  }
  skippedColumns(grid, heading, under.labels, purpose, account)
  const numbers = [...under.rows.values()].map(({ number }) => number)
  if (numbers.length > 0 && columns.size > 0) {
    const across = [...columns.values()]
    const [left, right] = [Math.min(...across), Math.max(...across)]
    const block = blockAt(sheet, [least(numbers), left], [most(numbers), right])
    const inFrame = [...under.rows.keys()].filter((code) => specialties.codes.includes(code)).length
    account.used.push({ code: 'specialties', path: block, found: String(inFrame) })
    account.used.push({ code: 'oors', path: sheet.at(heading.row), found: String(columns.size) })
  }
  return grid
}

/** So much more than the table itself is no note beside it. */
const MOST_AROUND = 1_000

function isTooLarge(sheet: Sheet, { specialties, oors }: Purpose, { faults }: Account): boolean {
  const columns = sheet.rows.reduce((widest, { cells }) => Math.max(widest, cells.size), 0)
  const sizes = { rows: [sheet.rows.length, specialties.codes.length], columns: [columns, oors.codes.length] } as const
  const before = faults.length
  for (const [side, [size, known]] of Object.entries(sizes)) {
    const limit = MOST_AROUND + 3 * known
    if (size <= limit) continue
    faults.push({ code: 'too-large', path: sheet.path, found: `${size} ${side}`, expected: `<= ${limit} ${side}` })
  }
  return faults.length > before
}

const least = (numbers: readonly number[]) => numbers.reduce((a, b) => Math.min(a, b), Infinity)
const most = (numbers: readonly number[]) => numbers.reduce((a, b) => Math.max(a, b), -Infinity)

/** The first few cells, for a fault. */
function said(cells: readonly Cell[], between: string): string {
  return clipped(
    cells
      .slice(0, 20)
      .map(({ text }) => clipped(tidy(text)))
      .join(between),
  )
}

/** The headings in the row that names most OORs, of equals the first: two at least, or all there are; and in the rows beside it. */
function headingOf(sheet: Sheet, oors: Codes): Heading | null {
  const rows = sheet.rows.slice(0, HEADING_WITHIN)
  const named = (row: Row | undefined) =>
    new Set([...(row?.cells.values() ?? [])].flatMap(({ text }) => oors.find(text) ?? []))
  const counts = rows.map((row) => named(row).size)
  const best = counts.indexOf(most(counts))
  const row = rows[best]
  if (row === undefined || counts[best]! < Math.min(2, oors.codes.length)) return null
  const [above, under] = [rows[best - 1], sheet.rows[best + 1]]
  const beside = [
    ...(under !== undefined && (isHeadings(under) || isYears(under, row, oors)) ? [under] : []),
    ...(above !== undefined && isHeadings(above) ? [above] : []),
  ]
  const first = least([...row.cells].filter(([, { text }]) => oors.find(text) !== undefined).map(([column]) => column))
  const texts = new Map([...row.cells].map(([column, { text }]) => [column, text]))
  const used = new Set([row.number])
  for (const { number, cells } of beside) {
    for (const [column, { text }] of cells) {
      if (column < first && number > row.number) continue
      const known = texts.get(column)
      const isBetter = known !== undefined && oors.find(known) === undefined && oors.find(text) !== undefined
      if (known === undefined || isBetter) texts.set(column, text)
    }
    used.add(number)
  }
  return { row: row.number, rows: used, texts }
}

export function headingFrom(row: Row | undefined): Heading {
  const number = row?.number ?? 1
  return {
    row: number,
    rows: new Set([number]),
    texts: new Map([...(row?.cells ?? [])].map(([column, { text }]) => [column, text])),
  }
}

/** "NO (%)", "% NO" and "NO in %" are the OORs where no other headings are: then it says what the figures are. */
function withoutPercent(sheet: Sheet): Sheet {
  const plain = (text: string) =>
    /\p{L}/u.test(text) ? text.replace(/^%\s+|\s*[([]?\s*(?:in )?%\s*[)\]]?$/gi, '') : text
  const rows = sheet.rows.slice(0, HEADING_WITHIN + 1).map((row) => ({
    ...row,
    cells: new Map([...row.cells].map(([column, cell]) => [column, { ...cell, text: plain(cell.text) }])),
  }))
  return { ...sheet, rows }
}

/** Words alone, several of them: a second row of headings. */
function isHeadings({ cells }: Row): boolean {
  return (
    cells.size > 1 &&
    [...cells.values()].every(({ kind, text }) => kind === 'text' && !/\d/.test(text) && /[\p{L}%]/u.test(text))
  )
}

/** One year below every OOR, and no other beside it. */
function isYears({ cells }: Row, { cells: above }: Row, oors: Codes): boolean {
  const named = [...above].filter(([, { text }]) => oors.find(text) !== undefined).map(([column]) => column)
  const figures = [...cells].filter(([, cell]) => isNumber(cell)).map(([column]) => column)
  const years = new Set([...named, ...figures].map((column) => cells.get(column)?.text ?? ''))
  const [year = ''] = years
  return years.size === 1 && /^(19|20)\d\d$/.test(year) && [...cells.keys()].every((column) => column >= least(named))
}

/** The row that is most like headings: by the words that are ours, then by words at all. */
function likeliest(sheet: Sheet, oors: Codes): Row | undefined {
  const score = ({ cells }: Row) =>
    [...cells.values()].reduce((sum, { kind, text }) => {
      if (kind !== 'text') return sum
      if (oors.find(text) !== undefined) return sum + 100
      return sum + (isTotal(text) || isAbout(text) || isIntake(text) ? 10 : /\d/.test(text) ? 0 : 1)
    }, 0)
  const rows = sheet.rows.slice(0, HEADING_WITHIN)
  const scores = rows.map(score)
  return rows[Math.max(0, scores.indexOf(most(scores)))]
}

interface Columns {
  readonly columns: Map<string, number>
  readonly others: Map<string, number>
  /** Columns of no OOR, or of one that has a column already. */
  readonly doubtful: number[]
}

function columnsOf(sheet: Sheet, heading: Heading, { oors, also }: Purpose, { warnings }: Account): Columns {
  const columns = new Map<string, number>()
  const others = new Map<string, number>()
  const doubtful: number[] = []
  for (const [column, text] of [...heading.texts].toSorted(([a], [b]) => a - b)) {
    const match = isNumero(text, heading) ? null : oors.match(text)
    if (match !== null && 'code' in match && !columns.has(match.code)) {
      columns.set(match.code, column)
      if (match.how !== 'prefix') continue
      warnings.push({
        code: 'name-taken',
        path: headingAt(sheet, heading, column),
        found: `${clipped(text)}: ${match.code}`,
      })
    } else {
      const word = tidy(text).toLowerCase()
      if (match === null && !others.has(word)) others.set(word, column)
      const known =
        isTotal(word) || isAbout(word) || isAside(word) || isUnplaced(word) || isIntake(word) || also?.(word) === true
      if (match !== null || (columns.size > 0 && !known)) doubtful.push(column)
    }
  }
  return { columns, others, doubtful }
}

/** "No" heads a column of numbers, where no other heading is a code written so: "On", "Nwn". */
function isNumero(text: string, { texts }: Heading): boolean {
  return text === 'No' && ![...texts.values()].some((each) => each !== 'No' && /^[A-Z][a-z]{1,2}$/.test(each))
}

function headingAt(sheet: Sheet, { row }: Heading, column: number): string {
  return sheet.form === 'workbook' ? sheet.at(row, column) : sheet.at(row)
}

/** A column of remarks is nobody's business; one of numbers may be an OOR with a slip of the pen. */
function doubtfulColumns(
  sheet: Sheet,
  heading: Heading,
  { columns, doubtful }: Pick<Columns, 'columns' | 'doubtful'>,
  { oors, partial = false }: Purpose,
  { faults }: Account,
): void {
  const missing = oors.codes.filter((code) => !columns.has(code))
  const meant = new Set<string>()
  for (const column of doubtful) {
    const text = heading.texts.get(column)!
    const path = headingAt(sheet, heading, column)
    const match = isNumero(text, heading) ? null : oors.match(text)
    if (match !== null && 'code' in match) {
      const expected = headingAt(sheet, heading, columns.get(match.code)!).replace(/^.*!/, '')
      faults.push({ code: 'duplicate', path, found: text, expected: sheet.form === 'workbook' ? expected : '' })
      continue
    }
    if (!below(sheet, heading).some(({ cells }) => isNumber(cells.get(column)))) continue
    if (missing.length === 0 && match === null && !/^\p{L}+$/u.test(text)) continue
    const unknown = unknownCode(path, text, oors, faults.length)
    faults.push(unknown)
    for (const word of unknown.hint?.split(/[\s,]+/) ?? []) meant.add(word)
  }
  const cells = [...heading.texts].toSorted(([a], [b]) => a - b).map(([, text]): Cell => ({ kind: 'text', text }))
  const found = said(cells, ', ')
  // one that a heading is asked about is not asked for besides
  const absent = missing.filter((code) => !meant.has(code))
  for (const code of partial && columns.size > 0 ? [] : absent.slice(0, MOST_FAULTS)) {
    faults.push({ code: 'missing', path: sheet.at(heading.row), found, expected: code })
  }
}

function below(sheet: Sheet, heading: Heading): readonly Row[] {
  return sheet.rows.filter(({ number }) => number > heading.row && !heading.rows.has(number))
}

/** A number, or a text that begins like one. */
export function isNumber(cell: Cell | undefined): boolean {
  return (
    cell !== undefined && (cell.kind === 'number' || cell.kind === 'formula' || /^[-+−]?\s*[\d.,]*\d/.test(cell.text))
  )
}

interface Under {
  readonly rows: Map<string, GridRow>
  readonly totals: readonly Row[]
  /** Of specialties outside the frame, passed over. */
  readonly apart: readonly Row[]
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
  const labels = labelsOf(around, heading, columns, specialties)
  const rows = new Map<string, GridRow>()
  const totals: Row[] = []
  const aparts: Row[] = []
  const sums = columns.map(() => 0)
  const lastColumn = columns.length === 0 ? 0 : most(columns)
  const labelAt = (number: number, column: number) =>
    sheet.form === 'workbook' ? sheet.at(number, column) : sheet.at(number)
  const skip = (code: SkippedCode, row: Row, found: string) => {
    if (skipped.length < MOST_REMARKS) skipped.push({ code, path: sheet.at(row.number), found: clipped(found) })
  }
  for (const row of around) {
    if (faults.length > MOST_FAULTS) break
    const { number, cells } = row
    const words = labels.flatMap((column) => {
      const cell = cells.get(column)
      return cell !== undefined && (cell.kind === 'text' || cell.kind === 'number') ? [{ column, cell }] : []
    })
    const figures = columns.filter((column) => isNumber(cells.get(column))).length
    const text = said(
      words.map(({ cell }) => cell),
      ' ',
    )
    const [label] = words
    if (number < heading.row && !(figures > 0 && words.some(({ cell }) => isTotal(cell.text)))) {
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
      const broken = misfit(row, heading, lastColumn)
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
  return { rows, totals, apart: aparts, labels }
}

/** More remarks are more than a person reads. */
const MOST_REMARKS = 200

/** Columns left of the figures that name specialties; all of them where none does for most of its rows. */
function labelsOf(
  rows: readonly Row[],
  { texts, row }: Heading,
  columns: readonly number[],
  specialties: Codes,
): readonly number[] {
  const first = columns.length === 0 ? 1 : least(columns)
  const left = [...Array(first).keys()].filter((column) => {
    const word = tidy(texts.get(column) ?? '')
    return !isNoLabel(word) && !isIntake(word) && !isTotal(word)
  })
  const naming = left.filter((column) => {
    const filled = rows.filter(
      ({ number, cells }) => number > row && cells.has(column) && columns.some((each) => isNumber(cells.get(each))),
    )
    const sample = filled.slice(0, 200)
    const known = sample.filter(({ cells }) => codesIn(cells.get(column)!.text, specialties).length > 0)
    return known.length > 0 && 2 * known.length >= sample.length
  })
  const named = naming.filter((column) => naming.length === 1 || !runsOn(rows, row, column))
  return named.length > 0 ? named : naming.length > 0 ? naming : left
}

/** Whether a column counts its rows: 1, 2, 3, … beside names. What it says is no code, though it may look like one. */
function runsOn(rows: readonly Row[], heading: number, column: number): boolean {
  const numbers = rows.flatMap(({ number, cells }) => (number > heading ? (cells.get(column)?.text ?? []) : []))
  return numbers.length > 1 && numbers.every((text, i) => text === String(i + 1))
}

/** A line of CSV that lacks cells, or has some beyond the headings: a decimal comma splits a number in two. */
function misfit(
  { width, cells }: Row,
  { texts }: Heading,
  lastColumn: number,
): Pick<Fault, 'found' | 'expected'> | null {
  if (width === undefined) return null
  const headings = Math.max(lastColumn, most([...texts.keys()])) + 1
  const beyond = [...cells.keys()].some((column) => column >= headings)
  return width > lastColumn && !beyond ? null : { found: String(width), expected: String(headings) }
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

function notationIn(
  sheet: Sheet,
  kind: Kind,
  rows: ReadonlyMap<string, GridRow>,
  columns: readonly number[],
  at: Grid['at'],
  warnings: Account['warnings'],
): Notation {
  function* figures() {
    for (const { number, cells } of rows.values()) {
      for (const column of columns) {
        const cell = cells.get(column)
        if (cell !== undefined) yield [cell, () => at(number, column), number, column] as const
      }
    }
  }
  return notationOf(sheet, kind, figures(), warnings)
}

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

/** Columns that are neither labels nor figures: passed over, each with a remark; figures between those of OORs are a fault. */
function skippedColumns(
  { sheet, columns, rows, notation }: Grid,
  { texts, row }: Heading,
  labels: readonly number[],
  { also }: Purpose,
  { faults, skipped }: Account,
): void {
  const across = [...columns.values()]
  const seen = new Map<number, { number: number; figures: boolean }>()
  for (const { number, cells, broken } of rows.values()) {
    if (broken) continue
    for (const [column, cell] of cells) {
      if (across.includes(column) || labels.includes(column)) continue
      const known = seen.get(column)
      seen.set(column, { number: known?.number ?? number, figures: known?.figures === true || isNumber(cell) })
    }
  }
  for (const [column, { number, figures }] of seen) {
    const text = texts.get(column)
    if (text === undefined && figures && column > least(across) && column < most(across)) {
      faults.push({ code: 'not-used', path: sheet.at(number, column), found: '-', expected: '' })
    } else if (text === undefined) {
      skipped.push({ code: 'text-beside', path: sheet.at(number, column), found: letters(column) })
    } else if (!isTotal(tidy(text)) && also?.(tidy(text).toLowerCase()) !== true) {
      const numbers = isUnplaced(tidy(text)) ? numbersIn(rows.values(), column, notation) : null
      const [code, sum] =
        numbers === null ? (['column-skipped', ''] as const) : (['numbers-skipped', `: ${numbers}`] as const)
      skipped.push({ code, path: sheet.at(row, column, text), found: `${clipped(tidy(text))}${sum}` })
    }
  }
}

/** The sum of the numbers in a column that is passed over; null where there are none. */
function numbersIn(rows: Iterable<GridRow>, column: number, notation: Notation): string | null {
  const silent = { ...notation, warnings: [] }
  const numbers = [...rows].flatMap(({ cells }) =>
    isNumber(cells.get(column)) ? (readNumber(cells.get(column), '', silent, [], true) ?? []) : [],
  )
  return numbers.length === 0 ? null : decimalText(sumOf(numbers))
}

/** Numbers in the order of the codes asked for; `none` where there is no row, with a fault, or the row is broken. */
export function valuesOf<T>(
  grid: Grid,
  listed: readonly string[],
  oors: readonly string[],
  none: T,
  faults: Fault[],
  read: (cell: Cell | undefined, path: string, row: GridRow) => T,
): T[][] {
  const columns = oors.map((oor) => grid.columns.get(oor))
  return listed.map((code) => {
    const row = grid.rows.get(code)
    if (row === undefined && faults.length <= MOST_FAULTS) {
      faults.push({ code: 'missing', path: grid.path, found: '-', expected: code })
    }
    if (row === undefined || row.broken || faults.length > MOST_FAULTS) return oors.map(() => none)
    return columns.map((column) =>
      column === undefined ? none : read(row.cells.get(column), grid.at(row.number, column), row),
    )
  })
}

/** Decimals to the same scale, and their sum. */
export function sumOf(decimals: readonly Decimal[]): Decimal {
  const scale = Math.max(0, ...decimals.map((each) => each.scale))
  return { digits: decimals.reduce((sum, each) => sum + scaled(each, scale), 0n), scale }
}

/** An entry of a list: a row under a header. */
export interface ListEntry<K extends string> {
  readonly text: (key: K) => string | undefined
  readonly cell: (key: K) => Cell | undefined
  /** The path of the cell in a fault, also where it is empty. */
  readonly path: (key: K) => string
  /** The code that a cell means; null where it is empty, and, with a fault, where it is not known. */
  readonly code: (key: K, vocabulary: Codes) => string | null
}

/**
 * A list in a sheet: a header, found by its words, and an entry a row.
 * @param columns the word of each column
 * @param required columns that the header must have, and that no entry may leave empty
 */
export function listIn<K extends string>(
  sheet: Sheet,
  columns: Readonly<Record<K, RegExp>>,
  required: readonly NoInfer<K>[],
  faults: Fault[],
): ListEntry<K>[] {
  const { path } = sheet
  const keys = Object.keys(columns) as K[]
  const placed = (row: Row, key: K) => [...row.cells].find(([, { text }]) => columns[key].test(text))?.[0]
  const headers = sheet.rows
    .slice(0, HEADING_WITHIN)
    .filter((row) => required.every((key) => placed(row, key) !== undefined))
  // a title stands alone, and so does the heading of a single column
  const header = headers.find(({ cells }) => cells.size > 1) ?? (required.length === 1 ? headers[0] : undefined)
  if (header === undefined) {
    const filled = sheet.rows.length > 0
    if (filled) faults.push({ code: 'no-table', path, found: '-', expected: required.join(', ') })
    return []
  }
  const at = new Map(keys.map((key) => [key, placed(header, key)]))
  const entries = sheet.rows.filter(
    ({ number, cells }) => number > header.number && keys.some((key) => cells.has(at.get(key) ?? -1)),
  )
  return entries.map(({ number, cells }) => {
    const cell = (key: K) => cells.get(at.get(key) ?? -1)
    const where = (key: K) => sheet.at(number, at.get(key) ?? 0)
    for (const key of required) {
      if (cell(key) === undefined) faults.push({ code: 'missing', path: where(key), found: '-', expected: key })
    }
    return {
      cell,
      text: (key) => cell(key)?.text,
      path: where,
      code: (key, vocabulary) => {
        const given = cell(key)
        if (given === undefined) return null
        const [code] = codesIn(given.text, vocabulary)
        if (code === undefined) faults.push(unknownCode(where(key), given.text, vocabulary, faults.length))
        return code ?? null
      },
    }
  })
}
