/** A proposal from a table, whatever file it stands in: places over the specialties and OORs of a scenario, judged by nobody yet. */
import { decimalText, NANO } from '../../domain/decimal.js'
import { InputError, type Fault } from '../../domain/errors.js'
import { outsideFrame } from '../../domain/outside.js'
import type { ReadingRemark } from '../../domain/reading.js'
import type { Scenario } from '../../domain/scenario.js'
import { clipped } from '../../shapes/check.js'
import { addTo, newAccount } from './account.js'
import { checkTotals } from './table-totals.js'
import { gridOf, valuesOf } from './grid.js'
import { codesOf } from './names.js'
import { MAX_PLACES, readNumber, type Notation } from './numbers.js'
import { withReading } from './readings.js'
import { byRow, type Cell, type Sheet } from './sheet.js'

/** A proposal as `check` takes it. */
export interface ProposalTable {
  readonly rows: readonly string[]
  readonly columns: readonly string[]
  readonly allocation: readonly (readonly number[])[]
  /** Cells with decimals or less than nothing: kept as they are, for the check to judge. */
  readonly notWhole: readonly {
    readonly path: string
    readonly row: string
    readonly column: string
    readonly value: number
  }[]
  /** Specialties that are not in the frame (psychiatrie and others), but have places here; by name. */
  readonly outside: readonly string[]
}

/** What places are read by. */
export interface PlacesFrame extends Pick<Scenario, 'specialties' | 'oors'> {
  /** Whether nobody knows beforehand which cells stay empty, so that those that are get a remark; a dash says that there is nothing. */
  readonly remarksEmpty?: true
}

/** More of them than these are counted. */
const MOST_NAMED = 10

/**
 * A proposal from a sheet: places in the order of the scenario. An empty cell or a dash is 0; totals must agree.
 * @param skipped what was passed over before
 * @throws InputError with every fault, each by its place
 */
export function proposalIn(
  sheet: Sheet,
  scenario: PlacesFrame,
  skipped: readonly ReadingRemark<'separator-line'>[] = [],
): ProposalTable {
  const account = newAccount()
  addTo(account, { ...newAccount(), skipped: [...skipped] })
  const { faults } = account
  const [specialties, oors] = [codesOf(scenario.specialties), codesOf(scenario.oors)]
  const grid = gridOf(sheet, { specialties, oors, kind: 'places', outside: true }, account)
  if (grid === null) throw new InputError(faults)
  const filled = [...grid.rows].filter(([, { cells }]) => [...grid.columns.values()].some((at) => cells.has(at)))
  if (filled.length === 0 && sheet.form === 'workbook') {
    faults.push({ code: 'missing', path: grid.path, found: '-', expected: 'number' })
  }
  const notWhole: ProposalTable['notWhole'][number][] = []
  const listed = specialties.codes
  const empty: string[] = []
  const allocation = valuesOf(grid, listed, oors.codes, 0, faults, (cell, path) => {
    if (cell === undefined) empty.push(path)
    return cell === undefined ? 0 : placesOf(cell, path, grid.notation, faults)
  })
  if (scenario.remarksEmpty === true && empty.length > 0) {
    const shown = empty.slice(0, MOST_NAMED).map((path) => path.replace(grid.path, '').replace(/^[:!]/, ''))
    const more = empty.length - shown.length
    account.warnings.push({
      code: 'empty-is-none',
      path: grid.path,
      found: `${shown.join(', ')}${more > 0 ? ` … (+${more})` : ''}`,
    })
  }
  checkTotals(grid, specialties, account)
  if (faults.length > 0) throw new InputError(byRow(faults, sheet))
  allocation.forEach((row, s) =>
    row.forEach((value, o) => {
      if (Number.isInteger(value) && value >= 0) return
      const [code, oor] = [listed[s]!, oors.codes[o]!]
      const path = grid.at(grid.rows.get(code)!.number, grid.columns.get(oor)!)
      notWhole.push({ path, row: code, column: oor, value })
    }),
  )
  const outside = filled.map(([code]) => code).filter((code) => !listed.includes(code) && outsideFrame(code) === code)
  return withReading({ rows: listed, columns: oors.codes, allocation, notWhole, outside }, account)
}

/** A number of places, perhaps negative or not whole, exact in billionths. */
function placesOf(cell: Cell, path: string, notation: Notation, faults: Fault[]): number {
  const decimal = readNumber(cell, path, notation, faults, true) ?? { digits: 0n, scale: 0 }
  const places = Math.round(Number(decimalText(decimal)) * NANO) / NANO
  if (Math.abs(places) <= MAX_PLACES) return places
  faults.push({ code: 'value', path, found: clipped(cell.text), expected: `<= ${MAX_PLACES}` })
  return 0
}
