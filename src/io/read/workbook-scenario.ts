/** A scenario from a workbook with care use and intake. */
import { decimalText, type Decimal } from '../../domain/decimal.js'
import { InputError, type Fault } from '../../domain/errors.js'
import { withPlaces, type PlaceOf } from '../../domain/places.js'
import type { ReadingRemark } from '../../domain/reading.js'
import { YEAR_UNKNOWN, type Scenario } from '../../domain/scenario.js'
import { checkTotals, sumOf } from './table-totals.js'
import { codesIn, rowsUnder } from './rows.js'
import { gridOf, valuesOf, type Grid, type GridRow, type Purpose } from './grid.js'
import { headingFrom, isNumber } from './headings.js'
import { newAccount, type Account } from './account.js'
import { codesOf, type Codes, type Named } from './names.js'
import { notationOf, readNumber, readWhole } from './numbers.js'
import { withReading } from './readings.js'
import type { ScenarioFile } from '../../shapes/files.js'
import { blockAt, letters, type Row, type Sheet } from './sheet.js'
import { tidy } from './spelling.js'
import { clipped } from '../../shapes/check.js'
import { isAbout, isIntake, isPlainTotal } from '../../words/around-tables.js'
import { asStated } from './agreements.js'
import { agreementsIn } from './agreements-sheet.js'
import { boundsIn, kaderIn, oorsIn, optionsIn, roomsIn, zeroCellsIn, type Coding } from './workbook-frame.js'
import {
  baseName,
  hasFigures,
  noCareUse,
  noSheet,
  orFaults,
  hiddenSheets,
  otherSheets,
  sheetsOf,
  sheetFor,
  sheetOrOnly,
  type Role,
} from './workbook.js'
import { readXlsx } from '../xlsx/read.js'

/** Where a workbook stands in the world: what to call it, and what it may leave out. */
export interface WorkbookFrame {
  /** What to call the file in a fault. */
  readonly path: string
  /** Gives all that the workbook does not: OORs, floor, zero cells, options, and intake where that has no sheet. */
  readonly scenario: Scenario | null
  /** Names of specialties and OORs where there is no scenario. */
  readonly known: Pick<Scenario, 'specialties' | 'oors'>
}

/**
 * A scenario from a workbook with care use and intake: sheets "Zorggebruik alle" and "Instroom", or one sheet with a column
 * "Instroom"; "Zorggebruik opleidend", "Kader" and "Lege cellen" where they are needed.
 * @returns the scenario as its file would hold it; its `data` is what sheet Kader says, else confidential
 * @throws InputError with every fault, each by sheet and cell
 */
export function scenarioFromWorkbook(bytes: Uint8Array, { path, scenario, known }: WorkbookFrame): ScenarioFile {
  const workbook = readXlsx(bytes, path)
  const account = newAccount()
  const { faults } = account
  const careUse = sheetOrOnly(workbook, 'all', faults)
  if (careUse === undefined) throw new InputError([...faults, noCareUse(workbook)])
  const aside = (role: Role) => sheetFor(workbook, role, faults)
  const kader = kaderIn(aside('frame'), scenario, faults)
  const listedOors = oorsIn(aside('oors'), faults)
  const declared = [...kader.oors, ...listedOors]
  const oors = withOors(scenario?.oors ?? knownOors(careUse, known.oors, declared), declared)
  const intakeSheet = sheetFor(workbook, 'intake', faults)
  const names = intakeSheet === undefined || scenario !== null ? [] : newSpecialties(intakeSheet, known.specialties)
  const specialties = codesOf([...(scenario?.specialties ?? known.specialties), ...names])
  const foundTraining = sheetFor(workbook, 'training', faults)
  const trainingSheet = foundTraining?.rows.length === 0 ? undefined : foundTraining
  const purpose = { specialties, oors: codesOf(oors), kind: 'volumes', also: isIntake } as const
  const [all, training] = [careUse, trainingSheet].map((sheet) =>
    sheet === undefined ? null : gridOf(sheet, purpose, account),
  ) as [Grid | null, Grid | null]
  if (all === null) throw new InputError(faults)
  const intake = intakeOf(intakeSheet, all, kader.file.year ?? scenario?.year, purpose, account)
  if (intake === null && scenario === null)
    throw new InputError([...faults, noSheet(workbook, 'Instroom', 'Instroom | --frame <scenario>')])
  const entries: readonly Named[] = [...(scenario?.specialties ?? known.specialties), ...names]
  const listed = scenario === null ? [...intake!.places.keys()] : scenario.specialties.map(({ code }) => code)
  const codes = oors.map(({ code }) => code)
  const weighsTraining = (kader.file.criterion ?? scenario?.criterion)?.training ?? 0
  const matrices = {
    all: matrixOf(all, listed, codes, faults),
    ...(training &&
      (weighsTraining > 0 || hasFigures(training)) && { training: matrixOf(training, listed, codes, faults) }),
  }
  const unit = unitOf(Object.values(matrices))
  const listedOptions = optionsIn(aside('options'), faults)
  const options = { ...kader.options, ...listedOptions }
  const coding: Coding = {
    specialty: oneCode(specialties),
    oor: oneCode(codesOf(oors)),
    specialties: listed,
    oors: codes,
  }
  const intakeAt = (code: string) => intake?.places.get(code) ?? framedIntake(scenario, code)
  const zeroCells = zeroCellsIn(aside('zeroCells'), coding, faults)
  const bounds = boundsIn(aside('bounds'), coding, intakeAt, faults)
  const rooms = roomsIn(
    kader.rooms,
    kader.file.leeway === undefined ? scenario?.leeway : kader.file.leeway,
    coding,
    faults,
  )
  const agreedAt = new Map<string, string>()
  const agreedSheet = aside('agreements')
  const agreements =
    agreedSheet === undefined
      ? []
      : agreementsIn(agreedSheet, { specialties, oors: codesOf(oors), faults, at: agreedAt })
  const file: ScenarioFile = {
    ...fileOf(scenario),
    id: baseName(path),
    own: { frame: scenario?.id ?? null },
    year: scenario?.year ?? YEAR_UNKNOWN,
    sources: [{ what: 'intake and care use (workbook)', document: path.replace(/^.*[/\\]/, '') }],
    data: 'confidential',
    oors: oors.map((oor) => ({ ...oor, aliases: [...oor.aliases] })),
    specialties: listed.map((code) => {
      const { name, aliases = [] } = entries.find((entry) => entry.code === code)!
      const given = intake?.places.get(code)
      if (given === undefined && intake !== null) {
        faults.push({ code: 'missing', path: (intakeSheet ?? careUse).path, found: '-', expected: code })
      }
      return { code, name, aliases: [...aliases], intake: given ?? framedIntake(scenario, code) }
    }),
    careUse: {
      unit,
      all: matrices.all.text,
      ...(matrices.training !== undefined && { training: matrices.training.text }),
    },
    ...kader.file,
    ...(Object.keys(options).length > 0 && { options: { ...scenario?.options, ...options } }),
    ...zeroCells.file,
    ...bounds.file,
    ...rooms.file,
    ...(agreements.length > 0 && { agreements }),
  }
  for (const matrix of Object.values(matrices)) {
    checkSums(matrix, unit, faults)
    checkTotals(matrix.grid, specialties, account, { shares: unit !== 'volume' })
  }
  const sheets = [careUse, intakeSheet, trainingSheet, ...asides.map((role) => sheetFor(workbook, role, []))]
  account.skipped.push(...otherSheets(workbook, sheets))
  account.warnings.push(...hiddenSheets(workbook, sheets))
  const filled: Readonly<Record<(typeof asides)[number], number>> = {
    frame: kader.at.size + kader.oors.length + Object.keys(kader.options).length,
    zeroCells: zeroCells.at.size,
    oors: listedOors.length,
    options: Object.keys(listedOptions).length,
    bounds: bounds.at.size,
    agreements: agreements.length,
  }
  const given: (readonly [Sheet | undefined, boolean])[] = [
    [careUse, true],
    [trainingSheet, matrices.training !== undefined],
    [intakeSheet, true],
    ...asides.map((role) => [sheetFor(workbook, role, []), filled[role] > 0] as const),
  ]
  const used: ReadingRemark<'sheet'>[] = []
  for (const [sheet, isFilled] of given) {
    if (sheet === undefined || sheet.rows.length === 0) continue
    const place = { path: sheet.path, found: sheet.path.slice(path.length + 1) }
    if (isFilled) used.push({ code: 'sheet', ...place })
    else account.skipped.push({ code: 'sheet-empty', ...place })
  }
  account.used.unshift(...used)
  if (intake !== null && all.columns.size > 0) account.used.push(intake.remark)
  const said = new Map([...kader.at, ...zeroCells.at, ...bounds.at, ...rooms.at, ...agreedAt])
  const placeOf = placesIn(path, {
    said,
    matrices: { all: matrices.all, training: matrices.training },
    intake,
    oors: codes,
  })
  return withPlaces(withReading(orFaults(file, faults), { ...account, sheets: sheetsOf(workbook) }), placeOf)
}

interface Origins {
  /** Cells by field, of the frame and its lists. */
  readonly said: ReadonlyMap<string, string>
  readonly matrices: Readonly<Record<'all' | 'training', Matrix | undefined>>
  readonly intake: Intake | null
  readonly oors: readonly string[]
}

/** Where the fields of the scenario stand: a sheet, a row, a cell; what the workbook does not say stands nowhere but in the file. */
function placesIn(path: string, { said, matrices, intake, oors }: Origins): PlaceOf {
  return (field) => {
    const known = said.get(field)
    if (known !== undefined) return known
    if (field === '') return path
    if (field === 'criterion') return said.get('criterion.training') ?? said.get('criterion.all')
    if (field === 'specialties') return intake?.path
    const [, place] = /^specialties\[(\d+)\]/.exec(field) ?? []
    if (place !== undefined) return intake?.at(matrices.all!.codes[Number(place)]!)
    const [, side, rest = ''] = /^careUse\.(all|training)\b(.*)$/s.exec(field) ?? []
    if (side === undefined) return undefined
    const matrix = matrices[side as 'all' | 'training']
    // what is missing is asked for where it is weighed
    return matrix === undefined ? said.get('criterion.training') : placeInMatrix(matrix, rest, oors)
  }
}

/** The place of "", of a row (": 01", "[3]") or of a cell ("[3][1]"). */
function placeInMatrix({ grid, codes }: Matrix, rest: string, oors: readonly string[]): string | undefined {
  if (rest === '') return grid.path
  const [, s, o] = /^\[(\d+)\](?:\[(\d+)\])?$/.exec(rest) ?? []
  const row = grid.rows.get(s === undefined ? rest.slice(2) : codes[Number(s)]!)
  if (row === undefined) return undefined
  const column = o === undefined ? undefined : grid.columns.get(oors[Number(o)]!)
  return column === undefined ? rangePath(grid, row.number) : grid.at(row.number, column)
}

/** Sheets that are read as part of the frame. */
const asides = ['frame', 'zeroCells', 'oors', 'options', 'bounds', 'agreements'] as const

function framedIntake(scenario: Scenario | null, code: string): number {
  return scenario?.specialties.find((each) => each.code === code)?.intake ?? 0
}

/** What a workbook takes over from a scenario: all but its figures and what they are. */
function fileOf(scenario: Scenario | null): Partial<ScenarioFile> {
  if (scenario === null) return {}
  const { criterion, floor, leeway, options } = scenario
  const [zeroCells, bounds] = [
    scenario.zeroCells.map((each) => ({ ...each })),
    scenario.bounds.map((each) => ({ ...each })),
  ]
  const agreements = scenario.agreements.map(asStated)
  return { criterion, floor, zeroCells, leeway, bounds, options, ...(agreements.length > 0 && { agreements }) }
}

/** Specialties that nobody knew: a code and a name beside each other in sheet Instroom. */
function newSpecialties(sheet: Sheet, known: readonly Named[]): Named[] {
  const { match } = codesOf(known)
  return sheet.rows.flatMap(({ cells }) => {
    const [code, name, ...rest] = [...cells].toSorted(([a], [b]) => a - b).map(([, cell]) => cell)
    if (code === undefined || name?.kind !== 'text' || !rest.some(({ kind }) => kind === 'number')) return []
    if (!/^[A-Z]?\d{1,4}$/i.test(code.text) || match(code.text) !== null || match(name.text) !== null) return []
    return [{ code: code.text, name: name.text, aliases: [] }]
  })
}

/** Intake by specialty, and where it was read. */
interface Intake {
  readonly places: ReadonlyMap<string, number>
  readonly remark: ReadingRemark<'intake'>
  readonly path: string
  /** The cell of a specialty. */
  readonly at: (code: string) => string | undefined
}

/** Intake from its own sheet or from a column beside the care use; null where there is neither. */
function intakeOf(
  sheet: Sheet | undefined,
  all: Grid,
  year: number | undefined,
  purpose: Purpose,
  account: Account,
): Intake | null {
  if (sheet === undefined) {
    const columns = [...all.others].filter(([heading]) => isIntake(heading))
    if (columns.length === 0) return null
    const column = columnOf(columns, all.sheet, all.heading, year, account)
    return intakeIn(all.sheet, all.rows, all.totals.rows, column, account)
  }
  const headed = sheet.rows.filter(
    ({ cells }) => cells.size > 1 && [...cells.values()].some(({ text }) => isIntake(text)),
  )
  const header = headed.find(({ cells }) => [...cells.values()].some(({ text }) => isAbout(text))) ?? headed[0]
  if (header === undefined) {
    account.faults.push({ code: 'no-table', path: sheet.path, found: '-', expected: 'Code, Specialisme, Instroom' })
    const remark = { code: 'intake', path: sheet.path, found: '-' } as const
    return { places: new Map(), remark, path: sheet.path, at: () => undefined }
  }
  const columns = [...header.cells].flatMap(([at, { text }]) => (isIntake(text) ? [[text, at] as const] : []))
  const column = columnOf(columns, sheet, header.number, year, account)
  const { rows, totals } = rowsUnder(sheet, headingFrom(header), [column], { ...purpose, kind: 'places' }, account)
  return intakeIn(sheet, rows, totals, column, account)
}

/** The column of the year; with several, and none or more of that year, nobody can choose. */
function columnOf(
  columns: readonly (readonly [string, number])[],
  sheet: Sheet,
  heading: number,
  year: number | undefined,
  { faults }: Account,
): number {
  const ofYear = columns.filter(([text]) => year !== undefined && text.includes(String(year)))
  const [first, second] = ofYear.length === 1 ? ofYear : columns
  if (second !== undefined) {
    const expected = sheet.at(heading, first![1]).replace(/^.*!/, '')
    faults.push({ code: 'duplicate', path: sheet.at(heading, second[1]), found: clipped(second[0]), expected })
  }
  return first![1]
}

function intakeIn(
  sheet: Sheet,
  rows: Grid['rows'],
  totals: readonly Row[],
  column: number,
  { faults, skipped, warnings }: Account,
): Intake {
  const cells = [...rows.values()].flatMap(({ number, cells: filled }) => {
    const cell = filled.get(column)
    return cell === undefined ? [] : [[cell, () => sheet.at(number, column), number, column] as const]
  })
  const notation = notationOf(sheet, 'places', cells, warnings)
  const before = faults.length
  const places = new Map(
    [...rows].map(([code, row]) => [
      code,
      readWhole(row.cells.get(column), sheet.at(row.number, column), notation, faults),
    ]),
  )
  const sum = [...places.values()].reduce((all, each) => all + each, 0)
  for (const row of before === faults.length ? totals : []) {
    const cell = row.cells.get(column)
    const isPlain = [...row.cells.values()].some(({ text }) => isPlainTotal(tidy(text)))
    const [path, unread]: [string, Fault[]] = [sheet.at(row.number, column), []]
    if (cell === undefined || !isPlain || !isNumber(cell)) continue
    if (cell.kind === 'formula') {
      skipped.push({ code: 'not-computed', path, found: '1' })
      continue
    }
    const total = readWhole(cell, path, notation, unread)
    if (unread.length === 0 && (total === sum || total === 0)) continue // 0: a formula that nobody computed
    // the total may count specialties that are passed over
    const counts = skipped.some((each) => each.code === 'outside-frame' && each.path.startsWith(`${sheet.path}!`))
    if (counts) warnings.push({ code: 'totals-differ', path, found: `${clipped(cell.text)}, ${sum}` })
    else faults.push({ code: 'total', path, found: clipped(cell.text), expected: String(sum) })
  }
  const at = (code: string) => {
    const row = rows.get(code)
    return row && sheet.at(row.number, column)
  }
  return { places, remark: { code: 'intake', path: sheet.path, found: letters(column) }, path: sheet.path, at }
}

interface Matrix {
  readonly grid: Grid
  readonly codes: readonly string[]
  /** null where a cell holds no number. */
  readonly decimals: readonly (readonly (Decimal | null)[])[]
  readonly text: string[][]
}

/** Care use in the order of the scenario. */
function matrixOf(grid: Grid, listed: readonly string[], oors: readonly string[], faults: Fault[]): Matrix {
  for (const [code, { label, at }] of grid.rows) {
    if (!listed.includes(code)) faults.push({ code: 'unknown-code', path: at, found: label.text, expected: 'Instroom' })
  }
  const present = [...grid.columns.values()]
  const empty = (row: GridRow) => !present.some((column) => row.cells.has(column))
  for (const code of listed) {
    const row = grid.rows.get(code)
    if (row === undefined || !empty(row)) continue
    faults.push({ code: 'missing', path: rangePath(grid, row.number), found: '-', expected: 'number' })
  }
  const decimals = valuesOf<Decimal | null>(grid, listed, oors, null, faults, (cell, path, row) =>
    empty(row) ? null : readNumber(cell, path, grid.notation, faults),
  )
  const text = decimals.map((row) => row.map((each) => decimalText(each ?? { digits: 0n, scale: 0 })))
  return { grid, codes: listed, decimals, text }
}

/** "x.xlsx:Zorggebruik alle!C5:I5" */
function rangePath({ sheet, columns }: Grid, row: number): string {
  const across = [...columns.values()]
  return blockAt(sheet, [row, Math.min(...across)], [row, Math.max(...across)])
}

type Unit = 'volume' | 'percent' | 'share'
const WHOLE = { percent: 100n, share: 1n } as const

/** Shares where most rows sum to 1, percentages where most sum to 100, and else volumes; of two sheets, what both are. */
function unitOf(matrices: readonly Matrix[]): Unit {
  const units = new Set(
    matrices.map(({ decimals }): Unit => {
      const rows = decimals.flatMap((row) =>
        row.some((each) => each === null) ? [] : [row.filter((each) => each !== null)],
      )
      const most = (unit: 'percent' | 'share') =>
        2 * rows.filter((row) => sumsTo(row, WHOLE[unit])).length > rows.length
      return most('share') ? 'share' : most('percent') ? 'percent' : 'volume'
    }),
  )
  const [unit = 'volume'] = units
  return units.size === 1 ? unit : 'volume'
}

/** Within half a unit of the finest decimal in the row, for each of its cells. */
function sumsTo(row: readonly Decimal[], whole: bigint): boolean {
  const { digits, scale } = sumOf(row)
  const off = digits - whole * 10n ** BigInt(scale)
  // a billionth at least: sums of binary floats are off by less
  const slack = BigInt(row.length) + (scale > 9 ? 2n * 10n ** BigInt(scale - 9) : 0n)
  return 2n * (off < 0n ? -off : off) <= slack
}

/** Where most rows are shares of a whole, the others are slips. */
function checkSums({ grid, codes, decimals }: Matrix, unit: Unit, faults: Fault[]): void {
  if (unit === 'volume') return
  codes.forEach((code, s) => {
    const row = decimals[s]!.filter((each) => each !== null)
    const at = grid.rows.get(code)
    if (at === undefined || row.length < decimals[s]!.length || sumsTo(row, WHOLE[unit])) return
    const found = decimalText(sumOf(row))
    faults.push({ code: 'row-sum', path: rangePath(grid, at.number), found, expected: String(WHOLE[unit]) })
  })
}

/** Who lists OORs and has columns of no other, has those alone, and not the OORs of some scenario besides. */
function knownOors(sheet: Sheet, known: Scenario['oors'], declared: ScenarioFile['oors']): Scenario['oors'] {
  const isListed = ({ code }: Scenario['oors'][number]) => declared.some((each) => each.code === code)
  const others = codesOf(known.filter((oor) => !isListed(oor)))
  const names = (row: Row) => [...row.cells.values()].some(({ text }) => others.find(text) !== undefined)
  return declared.length < 2 || sheet.rows.slice(0, 100).some(names) ? known : known.filter(isListed)
}

/** OORs with those that the workbook declares beside them; a name goes with a code that is known. */
function withOors(known: Scenario['oors'], declared: ScenarioFile['oors']): Scenario['oors'] {
  const added = declared.filter(({ code }, i) => declared.findIndex((each) => each.code === code) === i)
  const changed = known.map((oor) => ({ ...oor, name: added.find(({ code }) => code === oor.code)?.name ?? oor.name }))
  const fresh = added.filter(({ code }) => !known.some((oor) => oor.code === code))
  return [...changed, ...fresh.map(({ code, name = code, aliases = [] }) => ({ code, name, aliases }))]
}

function oneCode(codes: Codes): (text: string) => string | null {
  return (text) => codesIn(text, codes)[0] ?? null
}
