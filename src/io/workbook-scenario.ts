/** A scenario from a workbook with care use and intake. */
import { decimalText, type Decimal } from '../domain/decimal.js'
import { InputError, type Fault } from '../domain/errors.js'
import { YEAR_UNKNOWN, type Scenario } from '../domain/scenario.js'
import { cellPath, codesIn, gridOf, readNumber, readWhole, rowsUnder, sumOf, writesCommas, type Grid } from './grid.js'
import { codesOf, type Codes, type Named } from './names.js'
import type { ScenarioFile } from './schemas.js'
import { boundsIn, kaderIn, oorsIn, optionsIn, zeroCellsIn, type Coding, type FrameSheet } from './workbook-frame.js'
import { baseName, hasFigures, noSheet, orFaults, sheetFor, sheetOrOnly, type Role } from './workbook.js'
import { address, readXlsx, type ReadSheet } from './xlsx-read.js'

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
  const faults: Fault[] = []
  const careUse = sheetOrOnly(workbook, 'all', faults)
  if (careUse === undefined) throw new InputError([...faults, noSheet(workbook, 'Zorggebruik alle')])
  const aside = (role: Role) => frameSheet(sheetFor(workbook, role, faults), path)
  const kader = kaderIn(aside('frame'), scenario, faults)
  const oors = withOors(scenario?.oors ?? known.oors, [...kader.oors, ...oorsIn(aside('oors'), faults)])
  const intakeSheet = sheetFor(workbook, 'intake', faults)
  const names = intakeSheet === undefined || scenario !== null ? [] : newSpecialties(intakeSheet, known.specialties)
  const specialties = codesOf([...(scenario?.specialties ?? known.specialties), ...names])
  const [all, training] = [careUse, sheetFor(workbook, 'training', faults)].map((sheet) =>
    sheet === undefined ? null : gridOf(sheet, path, specialties, codesOf(oors), faults),
  ) as [Grid | null, Grid | null | undefined]
  if (all === null) throw new InputError(faults)
  const intake = intakeOf(intakeSheet, all, path, specialties, faults)
  if (intake === null && scenario === null) throw new InputError([...faults, noSheet(workbook, 'Instroom')])
  const entries: readonly Named[] = [...(scenario?.specialties ?? known.specialties), ...names]
  const listed = scenario === null ? [...intake!.keys()] : scenario.specialties.map(({ code }) => code)
  const codes = oors.map(({ code }) => code)
  const weighsTraining = (kader.file.criterion ?? scenario?.criterion)?.training ?? 0
  const matrices = {
    all: matrixOf(all, listed, codes, faults),
    ...(training &&
      (weighsTraining > 0 || hasFigures(training)) && { training: matrixOf(training, listed, codes, faults) }),
  }
  const unit = unitOf(Object.values(matrices))
  const options = { ...kader.options, ...optionsIn(aside('options'), faults) }
  const coding: Coding = {
    specialty: oneCode(specialties),
    oor: oneCode(codesOf(oors)),
    specialties: listed,
    oors: codes,
  }
  const intakeAt = (code: string) => intake?.get(code) ?? intakeIn(scenario, code)
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
      const given = intake?.get(code)
      if (given === undefined && intake !== null) {
        const where = intakeSheet?.name ?? careUse.name
        faults.push({ code: 'missing', path: `${path}:${where}`, found: '-', expected: code })
      }
      return { code, name, aliases: [...aliases], intake: given ?? intakeIn(scenario, code) }
    }),
    careUse: {
      unit,
      all: matrices.all.text,
      ...(matrices.training !== undefined && { training: matrices.training.text }),
    },
    ...kader.file,
    ...(Object.keys(options).length > 0 && { options: { ...scenario?.options, ...options } }),
    ...zeroCellsIn(aside('zeroCells'), coding, faults),
    ...boundsIn(aside('bounds'), coding, intakeAt, faults),
  }
  for (const matrix of Object.values(matrices)) checkSums(matrix, unit, faults)
  return orFaults(file, faults)
}

function intakeIn(scenario: Scenario | null, code: string): number {
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
  return { criterion, floor, zeroCells, leeway, bounds, options }
}

/** Specialties that nobody knew: a code and a name beside each other in sheet Instroom. */
function newSpecialties(sheet: ReadSheet, known: readonly Named[]): Named[] {
  const { find } = codesOf(known)
  return sheet.rows.flatMap(({ cells }) => {
    const [code, name, ...rest] = [...cells].toSorted(([a], [b]) => a - b).map(([, cell]) => cell)
    if (code === undefined || name?.kind !== 'text' || !rest.some(({ kind }) => kind === 'number')) return []
    if (!/^[A-Z]?\d{1,4}$/i.test(code.text) || find(code.text) !== undefined || find(name.text) !== undefined) return []
    return [{ code: code.text, name: name.text, aliases: [] }]
  })
}

const INTAKE = /^(landelijke )?(instroom|intake)\b/i

/** Intake by specialty, from its own sheet or from a column beside the care use; null where there is neither. */
function intakeOf(
  sheet: ReadSheet | undefined,
  all: Grid,
  file: string,
  specialties: Codes,
  faults: Fault[],
): Map<string, number> | null {
  if (sheet === undefined) {
    const column = [...all.others].find(([header]) => INTAKE.test(header))?.[1]
    if (column === undefined) return null
    return new Map(
      [...all.rows].map(([code, row]) => [
        code,
        readWhole(row.cells.get(column), cellPath(all.path, row.number, column), faults),
      ]),
    )
  }
  const path = `${file}:${sheet.name}`
  const header = sheet.rows.find(
    ({ cells }) => cells.size > 1 && [...cells.values()].some(({ text }) => INTAKE.test(text)),
  )
  if (header === undefined) {
    faults.push({ code: 'no-table', path, found: '-', expected: 'Code, Specialisme, Instroom' })
    return new Map()
  }
  const column = [...header.cells].find(([, { text }]) => INTAKE.test(text))![0]
  const rows = rowsUnder(sheet, header, [column], path, specialties, faults)
  return new Map(
    [...rows].map(([code, row]) => [
      code,
      readWhole(row.cells.get(column), cellPath(path, row.number, column), faults),
    ]),
  )
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
  const columns = oors.map((oor) => grid.columns.get(oor))
  const cells = [...grid.rows.values()].flatMap((row) =>
    columns.flatMap((at) => (at === undefined ? [] : (row.cells.get(at) ?? []))),
  )
  const commas = writesCommas(cells)
  for (const [code, { label }] of grid.rows) {
    if (listed.includes(code)) continue
    faults.push({
      code: 'unknown-code',
      path: `${grid.path}!${label.address}`,
      found: label.text,
      expected: 'Instroom',
    })
  }
  const decimals = listed.map((code) => {
    const row = grid.rows.get(code)
    if (row === undefined) {
      faults.push({ code: 'missing', path: grid.path, found: '-', expected: code })
      return oors.map(() => null)
    }
    const present = columns.filter((column) => column !== undefined)
    if (!present.some((column) => row.cells.has(column))) {
      faults.push({ code: 'missing', path: rangePath(grid, row.number), found: '-', expected: 'number' })
      return oors.map(() => null)
    }
    return columns.map((column) =>
      column === undefined
        ? null
        : readNumber(row.cells.get(column), cellPath(grid.path, row.number, column), commas, faults),
    )
  })
  const text = decimals.map((row) => row.map((each) => decimalText(each ?? { digits: 0n, scale: 0 })))
  return { grid, codes: listed, decimals, text }
}

/** "x.xlsx:Zorggebruik alle!C5:I5" */
function rangePath({ path, columns }: Grid, row: number): string {
  const [first, last] = [Math.min(...columns.values()), Math.max(...columns.values())]
  return `${cellPath(path, row, first)}:${address(row - 1, last)}`
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

function frameSheet(sheet: ReadSheet | undefined, file: string): FrameSheet | undefined {
  if (sheet === undefined) return undefined
  const path = `${file}:${sheet.name}`
  return { path, rows: sheet.rows, at: (row, column) => cellPath(path, row, column) }
}
