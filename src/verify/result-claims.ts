/** What a result claims of itself, by nothing but its own numbers: its shape, what may be claimed together, and the cells that deviate. */
import { PROTOCOLS_OWN, type Deviation } from '../domain/result.js'
import type { Table } from '../domain/table.js'
import { twiceFaults, type VerifyFault } from './fault.js'
import { absolute, NANO, nearest, rankByCounting } from './rank.js'
import { cellFinder, short, type ResultFile } from './result-file.js'

/** More faults than these are more than a person reads. */
const MOST_FAULTS = 100

/** The rounded totals of the way there are the totals of the columns. */
export function checkOorTotals({ oorTotals, columnTotals, scenario }: ResultFile): VerifyFault[] {
  if (oorTotals === null) return scenario === null ? [] : [{ path: 'oorTotals', found: 'null', expected: 'given' }]
  if (scenario === null) return [{ path: 'oorTotals', found: 'given', expected: 'null' }]
  const [found, wanted] = [JSON.stringify(oorTotals.rounded), JSON.stringify(columnTotals)]
  return found === wanted ? [] : [{ path: 'oorTotals.rounded', found: short(found), expected: short(wanted) }]
}

/**
 * What may be claimed together. A claim without what proves it is refused, not passed over: an optimum without certificate, "no
 * solution" without conflict, "the only one" without the list of ties. Published results leave the target out, and with it
 * all that rests on it.
 */
export function checkClaims(file: ResultFile): VerifyFault[] {
  const { status, target, allocation, certificate, conflict, lottery, unique, contested, published } = file
  const faults: VerifyFault[] = []
  const wants = (right: boolean, path: string, found: unknown, expected: string) => {
    if (!right)
      faults.push({ path, found: typeof found === 'object' && found !== null ? 'given' : String(found), expected })
  }
  if (allocation === null) {
    // ties were to stop it; what is published does not say whether there were any
    const stopped = status === 'optimal' && (unique === false || published === true)
    wants(stopped || (status !== 'optimal' && status !== 'feasible'), 'allocation', null, status)
    wants(stopped || file.levels === null, 'levels', file.levels, 'null')
    wants(file.deviations.length === 0, 'deviations', file.deviations, '[]')
    wants(lottery === null, 'lottery', lottery, 'null')
  } else {
    wants(status !== 'infeasible' && status !== 'time-limit', 'status', status, 'allocation: null')
  }
  wants(certificate === null || status === 'optimal', 'certificate', certificate, 'null')
  wants((unique === null) === (contested === null), 'unique', unique, contested === null ? 'null' : 'true | false')
  if (unique !== null && contested !== null) {
    wants(unique === (contested.length === 0), 'unique', unique, String(contested.length === 0))
    wants(certificate !== null, 'certificate', certificate, 'potentials')
  }
  faults.push(...checkFreeClaim(file))
  wants(conflict === null || (status !== 'optimal' && status !== 'feasible'), 'conflict', conflict, 'null')
  wants(file.columnTotals !== null || (target === null && allocation === null), 'columnTotals', null, 'given')
  if (target === null) {
    const nothing = certificate === null && lottery === null && file.deviations.length === 0
    const impossible = status === 'infeasible' && conflict?.stage === 'target'
    const noTable = (impossible || status === 'time-limit') && allocation === null
    wants(nothing && (published === true || noTable), 'target', null, 'given')
    return faults
  }
  wants(published === undefined, 'published', published, '-')
  wants(conflict?.stage !== 'target', 'conflict.stage', 'target', 'rounding')
  wants(status !== 'optimal' || certificate !== null, 'certificate', certificate, 'potentials')
  wants(status !== 'infeasible' || conflict !== null, 'conflict', conflict, 'rows, columns')
  wants(file.method !== 'lottery' || allocation === null || lottery !== null, 'lottery', lottery, 'expectation')
  return faults
}

/** Free cells are claimed of a proven optimum only, where the protocol's levels come first. */
function checkFreeClaim({
  freedom,
  status,
  method,
  objective,
  scenario,
  columns,
  certificate,
  near,
}: ResultFile): VerifyFault[] {
  if (freedom === null) return []
  const faults: VerifyFault[] = []
  // a certificate that should, or should not, be there is a fault of its own
  const isOfNone = status !== 'optimal' && certificate === null
  if (isOfNone || method !== 'optimal' || objective !== 'next-best' || near?.rank === 'first') {
    faults.push({ path: 'freedom', found: 'given', expected: 'null' })
  }
  const levels = freedom.levels.join(', ')
  if (levels !== PROTOCOLS_OWN.join(', ')) {
    faults.push({ path: 'freedom.levels', found: levels, expected: PROTOCOLS_OWN.join(', ') })
  }
  // only the totals of a scenario are repaired
  const known = scenario === null ? [] : columns
  const strange = freedom.totals.filter((code, i) => !known.includes(code) || freedom.totals.indexOf(code) !== i)
  if (strange.length > 0)
    faults.push({
      path: 'freedom.totals',
      found: short(strange.join(', ')),
      expected: known.length === 0 ? '[]' : 'columns',
    })
  return faults
}

/** Lists of the length that rows and columns ask for, and codes that occur in them. */
export function checkShape(file: ResultFile): VerifyFault[] {
  const faults: VerifyFault[] = []
  const [rows, columns] = [file.rows.length, file.columns.length]
  const length = (path: string, list: readonly unknown[] | null, wanted: number) => {
    if (list !== null && list.length !== wanted)
      faults.push({ path, found: String(list.length), expected: String(wanted) })
  }
  length('rowTotals', file.rowTotals, rows)
  length('columnTotals', file.columnTotals, columns)
  for (const name of ['target', 'allocation'] as const) {
    length(name, file[name], rows)
    file[name]?.forEach((row, s) => length(`${name}[${s}]`, row, columns))
  }
  const expectation = file.lottery?.expectation ?? null
  length('lottery.expectation', expectation, rows)
  expectation?.forEach((row, s) => length(`lottery.expectation[${s}]`, row, columns))
  file.columnTotals?.forEach((total, o) => {
    if (typeof total === 'number' || total[0] <= total[1]) return
    faults.push({ path: `columnTotals[${o}]`, found: total.join('..'), expected: 'low..high' })
  })
  const [deviations, free] = [file.deviations, file.freedom?.free ?? []].map((cells) =>
    cells.map(({ row, column }) => [row, column] as const),
  ) as [[string, string][], [string, string][]]
  const cells = [...file.zeroCells, ...file.bounds, ...(file.contested ?? []), ...deviations, ...free]
  const [inRows, inColumns] = [new Set(file.rows), new Set(file.columns)]
  for (const [row, column] of cells) {
    if (!inRows.has(row)) faults.push({ path: 'rows', found: short(file.rows.join(', ')), expected: row })
    if (!inColumns.has(column)) {
      faults.push({ path: 'columns', found: short(file.columns.join(', ')), expected: column })
    }
    if (faults.length >= MOST_FAULTS) return faults
  }
  return [...faults, ...twiceFaults(file.rows, file.columns)]
}

/** The cells said not to be rounded naturally are those, each once and with all that is said of them, and no others. */
export function checkDeviations(file: ResultFile, table: Table): VerifyFault[] {
  const columns = file.columns.length
  const cellOf = cellFinder(file)
  const stated = new Map<number, Deviation>()
  const faults: VerifyFault[] = []
  const fault = (cell: number, found: string, expected: string) => {
    const name = `${file.rows[Math.floor(cell / columns)]}-${file.columns[cell % columns]}`
    faults.push({ path: `deviations: ${name}`, found, expected })
  }
  for (const each of file.deviations) {
    const cell = cellOf(each.row, each.column)
    if (stated.has(cell)) fault(cell, 'twice', 'once')
    stated.set(cell, each)
  }
  file.allocation!.flat().forEach((allocated, cell) => {
    const target = BigInt(table.target[cell]!)
    const places = BigInt(allocated)
    const rank = table.zero[cell] === 1 ? 0n : rankByCounting(target, places, table.half)
    const found = stated.get(cell)
    if (rank === 0n) {
      if (found !== undefined) fault(cell, deviationText(found), '-')
      return
    }
    const natural = nearest(target, table.half)
    const extra = absolute(places * NANO - target) - absolute(natural * NANO - target)
    const expected = {
      target: Number(target) / Number(NANO),
      natural: Number(natural),
      allocated,
      rank: Number(rank),
      extraError: Number(extra) / Number(NANO),
    }
    if (found === undefined) fault(cell, '-', deviationText(expected))
    else if (deviationText({ ...expected, ...found }) !== deviationText(expected)) {
      fault(cell, deviationText({ ...expected, ...found }), deviationText(expected))
    }
  })
  return faults
}

function deviationText({ target, natural, allocated, rank, extraError }: Omit<Deviation, 'row' | 'column'>): string {
  return `${target}: ${natural} -> ${allocated} (${rank}, ${extraError})`
}
