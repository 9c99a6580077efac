/** Results of earlier years, and what they leave owed to the year that carries them over (mathematics 10). */
import { MOST_OWED, type Carried, type CarryRule } from '../domain/carry.js'
import { NANO } from '../domain/decimal.js'
import { InputError, type Fault } from '../domain/errors.js'
import type { Scenario } from '../domain/scenario.js'
import { owedTotals } from '../rounding/carried.js'
import { checkCarryShape, owedIn, type EarlierFile } from '../verify/carry.js'
import { completed, type ResultFile } from '../verify/result-file.js'
import { checkResult } from '../verify/result.js'
import { yearTold } from '../words/heading.js'

/** A result file of an earlier year: what to call it, and its hash. */
export interface Earlier {
  readonly place: string
  readonly sha256: string
  readonly file: ResultFile
}

/** What is read of them, and by which codes. */
type Codes = Pick<EarlierFile, 'rows' | 'columns'>

/** The same as the checker takes it. */
export function asFile({ file, sha256 }: Earlier): EarlierFile {
  return { ...completed(file), sha256 }
}

/**
 * What a scenario carries over by a rule.
 * @param earlier oldest first
 * @throws InputError with all that keeps one of them from being carried over
 */
export function carriedInto(scenario: Scenario, rule: CarryRule, earlier: readonly Earlier[]): Carried {
  const rows = scenario.specialties.map(({ code }) => code)
  const columns = scenario.oors.map(({ code }) => code)
  return carriedTo({ rows, columns }, yearTold(scenario), rule, earlier)
}

/** The same by codes and year alone, as a result has them. */
export function carriedTo(codes: Codes, year: number | null, rule: CarryRule, earlier: readonly Earlier[]): Carried {
  const { columns } = codes
  const faults = [...earlier.flatMap((each) => faultsOf(each, codes)), ...orderFaults(earlier, year)]
  if (faults.length > 0) throw new InputError(faults)
  const files = earlier.map(asFile)
  const owed = rule === 'totals' ? owedToOors(codes, files) : owedToCells(codes, files)
  const all = owedTotals(owed, columns.length).reduce((sum, each) => sum + Math.abs(each), 0) / NANO
  if (all > MOST_OWED) {
    throw new InputError([{ code: 'too-large', path: 'carry', found: String(all), expected: `<= ${MOST_OWED}` }])
  }
  return { rule, from: files.map(({ sha256 }) => sha256), owed }
}

/**
 * What a result file says that it carries over; of a published one, what the earlier results say.
 * @returns undefined where it carries nothing over, or nobody knows what
 * @throws InputError where the earlier results are not of its years
 */
export function carriedBy(file: ResultFile, earlier: readonly Earlier[] | null): Carried | undefined {
  const { carry, year } = file
  const follows = earlier === null ? undefined : carriedTo(file, year, carry?.rule ?? 'totals', earlier)
  if (carry === null || checkCarryShape(file).length > 0) return undefined
  const owed = owedIn(carry)
  return owed === null ? follows : { rule: carry.rule, from: carry.from, owed: Float64Array.from(owed, Number) }
}

/** What keeps one result from being carried over. */
function faultsOf({ place, file }: Earlier, { rows, columns }: Codes): Fault[] {
  const { status, published, scenario, allocation, oorTotals } = file
  if (published === true) return [{ code: 'published', path: place, found: '-', expected: '' }]
  if (scenario === null) return [{ code: 'other-answer', path: place, found: 'round', expected: 'solve' }]
  const sides = [[file.rows, rows, 'rows'], [file.columns, columns, 'columns']] as const // prettier-ignore
  const others = sides.flatMap(([found, expected, side]): Fault[] => {
    const only = [...without(found, expected), ...without(expected, found)]
    return only.length === 0
      ? []
      : [{ code: 'other-codes', path: `${place}: ${side}`, found: only.join(', '), expected: '' }]
  })
  if (others.length > 0) return others
  const { faults } = checkResult(file, null, null)
  const [wrong] = faults
  if (wrong !== undefined) {
    return [{ code: 'not-true', path: `${place}: ${wrong.path}`, found: wrong.found, expected: wrong.expected }]
  }
  if (allocation === null || (status !== 'optimal' && status !== 'feasible')) {
    return [{ code: 'no-places', path: place, found: status, expected: 'optimal | feasible' }]
  }
  const floored = oorTotals?.floored
  if (floored?.length === columns.length) return []
  return [{ code: 'missing', path: `${place}: oorTotals.floored`, found: '-', expected: String(columns.length) }]
}

function without(codes: readonly string[], others: readonly string[]): string[] {
  const known = new Set(others)
  return codes.filter((code) => !known.has(code))
}

/** Each once, years rising, and none without those that it carried over itself. */
function orderFaults(earlier: readonly Earlier[], year: number | null): Fault[] {
  const told = earlier.flatMap(({ place, file }) => (file.year == null ? [] : [{ place, year: file.year }]))
  const next = [...told.slice(1), ...(year === null ? [] : [{ place: 'scenario', year }])]
  return [
    ...told.flatMap(({ place, year: own }, i): Fault[] => {
      const later = next[i]
      if (later === undefined || own < later.year) return []
      return [{ code: 'year-order', path: place, found: String(own), expected: `< ${later.year} (${later.place})` }]
    }),
    ...earlier.flatMap(({ place, sha256, file }, i): Fault[] => {
      const before = new Set(earlier.slice(0, i).map((each) => each.sha256))
      if (before.has(sha256)) return [{ code: 'duplicate', path: place, found: sha256, expected: '' }]
      const lacking = (file.carry?.from ?? []).filter((each) => !before.has(each))
      return lacking.map((each) => ({ code: 'carried-before', path: place, found: each, expected: '' }))
    }),
  ]
}

/** Of each OOR its totals before rounding minus those after (1.6 and 1.7), in billionths. */
function owedToOors({ columns }: Codes, earlier: readonly EarlierFile[]): Float64Array {
  const owed = new Float64Array(columns.length)
  for (const { columns: codes, oorTotals } of earlier) {
    const at = indexOf(codes)
    columns.forEach((code, o) => {
      owed[o]! += nano(oorTotals!.floored![at(code)]!) - oorTotals!.rounded[at(code)]! * NANO
    })
  }
  return owed
}

/** Of each cell its own target minus its places, in billionths. A zero cell is owed nothing. */
function owedToCells({ rows, columns }: Codes, earlier: readonly EarlierFile[]): Float64Array {
  const owed = new Float64Array(rows.length * columns.length)
  for (const { target, allocation, carry, zeroCells, ...year } of earlier) {
    const [rowAt, columnAt] = [indexOf(year.rows), indexOf(year.columns)]
    const own = carry?.target ?? target!
    const zero = new Set(zeroCells.map(([row, column]) => `${row}\n${column}`))
    rows.forEach((row, s) => {
      columns.forEach((column, o) => {
        if (zero.has(`${row}\n${column}`)) return
        const [from, to] = [rowAt(row), columnAt(column)]
        owed[s * columns.length + o]! += nano(own[from]![to]!) - allocation![from]![to]! * NANO
      })
    })
  }
  return owed
}

function indexOf(codes: readonly string[]): (code: string) => number {
  const places = new Map(codes.map((code, i) => [code, i]))
  return (code) => places.get(code)!
}

function nano(places: number): number {
  return Math.round(places * NANO)
}
