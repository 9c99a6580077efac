/**
 * What a result says it carries over from earlier years. Without those it is held against itself: what is owed has the right shape,
 * the rule goes with what is minimised, and a moved target is the year's own plus what is owed. With them everything is computed
 * again from their own numbers. Whether each of those holds by itself, is for a check of its own.
 */
import { MOST_OWED, type CarryRule } from '../domain/carry.js'
import type { Half, Objective, TieBreak } from '../domain/table.js'
import type { Result } from '../shapes/answers/result.js'
import type { VerifyFault } from './fault.js'
import { absolute, floor, NANO, nearest } from './rank.js'

type Carry = NonNullable<Result['carry']>

/** An earlier result, by its own numbers. */
export type EarlierFile = Pick<
  Result,
  'rows' | 'columns' | 'target' | 'allocation' | 'zeroCells' | 'oorTotals' | 'carry'
> & { readonly sha256: string }

/** What of a result has to do with it. */
type Carrying = Pick<
  Result,
  'scenario' | 'method' | 'objective' | 'rows' | 'columns' | 'target' | 'carry' | 'published'
> & { readonly options: { readonly tieBreak?: TieBreak | undefined } }

/** The objectives that have a total error. */
const WITH_ERROR: ReadonlySet<Objective> = new Set(['next-best', 'absolute', 'largest'])

/** Lists of the length that rule, rows and columns ask for. */
export function checkCarryShape({ rows, columns, carry }: Pick<Carrying, 'rows' | 'columns' | 'carry'>): VerifyFault[] {
  if (carry === null) return []
  const { rule, arrears, target } = carry
  const perCell = (list: Carry['arrears'], path: string): VerifyFault[] => {
    const right =
      list!.length === rows.length && list!.every((row) => Array.isArray(row) && row.length === columns.length)
    return right ? [] : [{ path, found: '?', expected: `${rows.length} x ${columns.length}` }]
  }
  const perOor = (list: NonNullable<Carry['arrears']>): VerifyFault[] => {
    const right = list.length === columns.length && list.every((each) => typeof each === 'number')
    return right ? [] : [{ path: 'carry.arrears', found: '?', expected: String(columns.length) }]
  }
  return [
    ...(arrears === null ? [] : rule === 'totals' ? perOor(arrears) : perCell(arrears, 'carry.arrears')),
    ...(target === null ? [] : perCell(target, 'carry.target')),
  ]
}

/** What is owed, in billionths, in the order of the table; null where that is not told. */
export function owedIn(carry: Carry): bigint[] | null {
  return carry.arrears && carry.arrears.flat().map(nano)
}

/**
 * Checks what is carried, of a file whose lists are of the right length.
 * @param staysEmpty the cells that get no place whatever is owed
 * @param earlier oldest first; null where they are not given
 */
export function checkCarry(
  file: Carrying,
  staysEmpty: (cell: number) => boolean,
  earlier: readonly EarlierFile[] | null,
): VerifyFault[] {
  const { carry, published } = file
  if (carry === null) return earlier === null ? [] : [{ path: 'carry', found: 'null', expected: 'given' }]
  const wants = (right: boolean, path: string, found: string, expected: string): VerifyFault[] =>
    right ? [] : [{ path, found, expected }]
  const given = (value: unknown) => (value === null ? 'null' : 'given')
  const isTold = published !== true
  const { method, objective, scenario, options } = file
  const isLeftOut = objective !== 'absolute' && options.tieBreak === 'none'
  const hasError = method === 'optimal' && WITH_ERROR.has(objective) && !isLeftOut
  const hasTarget = isTold && carry.rule === 'cells' && file.target !== null
  const faults = [
    ...wants(scenario !== null, 'carry', 'given', 'null'), // a loose table has no years
    ...wants(new Set(carry.from).size === carry.from.length, 'carry.from', 'twice', 'once'), // nothing is owed two times
    ...wants(carry.rule !== 'arrears' || hasError, 'carry.rule', carry.rule, 'totals | cells'),
    ...wants((carry.arrears !== null) === isTold, 'carry.arrears', given(carry.arrears), isTold ? 'given' : 'null'),
    ...wants((carry.target !== null) === hasTarget, 'carry.target', given(carry.target), hasTarget ? 'given' : 'null'),
  ]
  if (faults.length > 0) return faults
  return [
    ...checkSize(file, carry),
    ...checkMoved(file, carry, staysEmpty),
    ...(earlier === null ? [] : checkFrom(file, carry, earlier)),
  ]
}

/** Rounding leaves an OOR about a place; what is far beyond that, no rounding left. */
function checkSize({ columns }: Carrying, carry: Carry): VerifyFault[] {
  const owed = owedIn(carry)
  if (owed === null || !owedTooMuch(owed, columns)) return []
  return [{ path: 'carry.arrears', found: `> ${MOST_OWED}`, expected: `<= ${MOST_OWED}` }]
}

/** Under `cells` a target is the year's own plus what is owed; below 0 it counts as 0. */
function checkMoved(
  { rows, columns, target }: Carrying,
  carry: Carry,
  staysEmpty: (cell: number) => boolean,
): VerifyFault[] {
  const owed = owedIn(carry)
  if (carry.target === null || target === null || owed === null) return []
  return carry.target.flat().flatMap((each, cell): VerifyFault[] => {
    const own = nano(each)
    const sum = own + owed[cell]!
    const expected = staysEmpty(cell) ? own : sum < 0n ? 0n : sum
    const [s, o] = [Math.floor(cell / columns.length), cell % columns.length]
    const found = nano(target[s]![o]!)
    if (found === expected) return []
    return [{ path: `target: ${rows[s]}-${columns[o]}`, found: places(found), expected: places(expected) }]
  })
}

/** The hashes of the earlier results in their order, and what they leave owed. */
function checkFrom({ rows, columns }: Carrying, carry: Carry, earlier: readonly EarlierFile[]): VerifyFault[] {
  const [found, expected] = [carry.from, earlier.map(({ sha256 }) => sha256)].map((each) => each.join(', '))
  const faults: VerifyFault[] = found === expected ? [] : [{ path: 'carry.from', found: found!, expected: expected! }]
  const stated = owedIn(carry)
  owedBy(carry.rule, rows, columns, earlier).forEach((owed, i) => {
    if (stated === null || stated[i] === owed) return
    const name =
      carry.rule === 'totals' ? columns[i]! : `${rows[Math.floor(i / columns.length)]}-${columns[i % columns.length]}`
    faults.push({ path: `carry.arrears: ${name}`, found: places(stated[i]!), expected: places(owed) })
  })
  return faults
}

/** What earlier results leave owed: per OOR under `totals`, else per cell. */
function owedBy(
  rule: CarryRule,
  rows: readonly string[],
  columns: readonly string[],
  earlier: readonly EarlierFile[],
): bigint[] {
  return rule === 'totals' ? owedToOors(columns, earlier) : owedToCells(rows, columns, earlier)
}

/**
 * 1.7 with what OORs are owed: the totals of the year before rounding plus that (below 0 it counts as 0) are rounded, and what then
 * misses the national total goes, place by place, to or from the OOR where that costs least and that does not fall below the floor.
 * @param expected of the year by itself
 * @returns null where no total moves, or nobody knows by how much
 */
export function totalsWithArrears(
  { carry, rows, columns, options }: Pick<Result, 'carry' | 'rows' | 'columns'> & { readonly options: Rounding },
  expected: Pick<Result, 'oorTotals' | 'rowTotals'> & { readonly floor: number },
  earlier: readonly EarlierFile[] | null,
): number[] | null {
  if (carry === null || carry.rule === 'arrears') return null
  const owed = owedIn(carry) ?? (earlier && owedBy(carry.rule, rows, columns, earlier))
  const floored = expected.oorTotals?.floored ?? []
  if (owed === null || owedTooMuch(owed, columns) || floored.length !== columns.length) return null
  const sums = perColumn(owed, columns.length)
  const totals = floored.map((total, o) => (nano(total) + sums[o]! < 0n ? 0n : nano(total) + sums[o]!))
  const whole = totals.map((total) =>
    options['totals.rounding'] === 'largest-remainder' ? floor(total) : nearest(total, options.half),
  )
  let missing =
    BigInt(expected.rowTotals.reduce((sum, each) => sum + each, 0)) - whole.reduce((sum, each) => sum + each, 0n)
  while (missing !== 0n) {
    const step = missing > 0n ? 1n : -1n
    const rank = (o: number): readonly [bigint, bigint, string] => {
      const [here, there] = [whole[o]! * NANO, (whole[o]! + step) * NANO]
      const falls = step < 0n && there < nano(expected.floor) ? 1n : 0n
      return [falls, absolute(there - totals[o]!) - absolute(here - totals[o]!), columns[o]!]
    }
    const best = columns.map((_, o) => o).reduce((a, b) => (isBefore(rank(b), rank(a)) ? b : a))
    whole[best]! += step
    missing -= step
  }
  return whole.map(Number)
}

type Rounding = { readonly half: Half; readonly 'totals.rounding'?: string | undefined }

function isBefore(a: readonly (bigint | string)[], b: readonly (bigint | string)[]): boolean {
  const at = a.findIndex((each, i) => each !== b[i])
  return at !== -1 && a[at]! < b[at]!
}

function perColumn(owed: readonly bigint[], columns: number): bigint[] {
  const sums = Array.from({ length: columns }, () => 0n)
  owed.forEach((each, i) => (sums[i % columns]! += each))
  return sums
}

function owedTooMuch(owed: readonly bigint[], columns: readonly string[]): boolean {
  return perColumn(owed, columns.length).reduce((sum, each) => sum + absolute(each), 0n) > BigInt(MOST_OWED) * NANO
}

/** Of each OOR its totals before rounding minus those after, all years together. */
function owedToOors(columns: readonly string[], earlier: readonly EarlierFile[]): bigint[] {
  return columns.map((code) =>
    earlier.reduce((sum, { columns: codes, oorTotals }) => {
      const o = codes.indexOf(code)
      return sum + nano(oorTotals!.floored![o]!) - BigInt(oorTotals!.rounded[o]!) * NANO
    }, 0n),
  )
}

/** Of each cell its own target minus its places, all years together; a zero cell is owed nothing. */
function owedToCells(rows: readonly string[], columns: readonly string[], earlier: readonly EarlierFile[]): bigint[] {
  const owed = rows.map(() => columns.map(() => 0n))
  for (const year of earlier) {
    const [rowAt, columnAt] = [
      rows.map((code) => year.rows.indexOf(code)),
      columns.map((code) => year.columns.indexOf(code)),
    ]
    const isZero = new Set(year.zeroCells.map((codes) => JSON.stringify(codes)))
    const own = year.carry?.target ?? year.target!
    rows.forEach((row, s) => {
      columns.forEach((column, o) => {
        if (isZero.has(JSON.stringify([row, column]))) return
        const [from, to] = [rowAt[s]!, columnAt[o]!]
        owed[s]![o]! += nano(own[from]![to]!) - BigInt(year.allocation![from]![to]!) * NANO
      })
    })
  }
  return owed.flat()
}

function nano(each: number): bigint {
  return BigInt(Math.round(each * Number(NANO)))
}

function places(amount: bigint): string {
  return String(Number(amount) / Number(NANO))
}
