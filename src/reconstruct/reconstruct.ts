/**
 * From a published table back to care use: made-up volumes from which the rules of chapter 1 give exactly that table. The real
 * care use is confidential; with these anyone can ask what-if questions.
 *
 * Chapter 1 is walked backwards. Draw a target near the table, every cell and every total less than half from it, so that
 * natural rounding gives the table and is its only optimum (1.10, 1.7). Give the zero cells care use (1.9), and take the OORs on
 * the floor below it (1.6, 1.8): both steps scale rows and columns, and so do their inverses (IPF has one answer per class of
 * matrices that differ by such scaling). Whole volumes follow, and the engine itself says whether the table comes out; if not,
 * the next draw stays nearer to the table.
 */
import type { Matrix } from '../adherence/care-use.js'
import { fit } from '../adherence/fit.js'
import { floorPlaces } from '../adherence/floor.js'
import { look, UNLIMITED, type Budget } from '../domain/budget.js'
import { fixNano } from '../domain/decimal.js'
import { InputError, type Fault } from '../domain/errors.js'
import { naturalRounding } from '../domain/natural.js'
import { optionsInForce, type Options } from '../domain/options.js'
import { uniform, wholeBelow } from '../domain/random.js'
import type { Result } from '../shapes/answers/result.js'
import type { Scenario } from '../domain/scenario.js'
import { drawTotals } from './totals.js'
import { solveScenario } from '../allocation/solve.js'

/** What is known of the year: all of a scenario but its care use. Intakes are the row sums of the table. */
export type KnownFrame = Omit<Scenario, 'careUse' | 'criterion' | 'sha256'>

export interface CareUseFound {
  /** Whole numbers, specialties x OORs. */
  readonly volumes: Matrix
  /** How many draws it took. */
  readonly attempts: number
  /** OORs whose care use lies below the floor, so that the floor lifts them to their total. */
  readonly floored: readonly string[]
}

/**
 * How far a cell, and a total, may be drawn from the table; the next draws come nearer. After these, totals are drawn by trying 1.6 and
 * 1.7 forwards, and cells further.
 */
const CELL_REACH = 0.45
const TOTAL_REACH = 0.4
const NEARER = 0.85
const NEAR_ATTEMPTS = 20
const MOST_ATTEMPTS = 300

/**
 * Draws care use for which the default method gives exactly `places`. The same seed gives the same volumes everywhere.
 *
 * Options: with `floor.appliesTo: rounded-totals` or `floor.inner: row-pro-rata` no OOR is taken below the floor; all other readings
 * are walked backwards or drawn so near that they do not matter.
 * @param places the table, specialties x OORs in the order of the frame
 * @param floored OORs that the floor lifted; default those whose total is the rounded floor
 * @param path what to call the table in a fault
 * @throws InputError when the table cannot come out of these rules, or no care use was found; OutOfTime
 */
export async function findCareUse(
  frame: KnownFrame,
  places: Matrix,
  seed: number,
  floored: readonly string[] | undefined,
  path: string,
  budget: Budget = UNLIMITED,
): Promise<CareUseFound> {
  const known = { ...knownOf(frame, places, floored, path), budget }
  const random = uniform(seed)
  let reach = 1
  for (let attempts = 1; attempts <= MOST_ATTEMPTS; attempts++, reach *= NEARER) {
    look(budget)
    const near = attempts <= NEAR_ATTEMPTS
    if (near && !known.isNear) continue
    const volumes = near ? draw(known, random, reach) : drawWide(known, random, floored !== undefined)
    if (volumes === null) continue
    const result = await resultOf(frame, volumes, budget)
    if (result?.allocation && sameMatrix(result.allocation, places)) {
      return { volumes, attempts, floored: result.flooredOors ?? [] }
    }
  }
  // not found is not impossible: the text says after how many draws
  throw new InputError([{ code: 'not-reconstructed', path, found: '-', expected: '' }])
}

/** Everything a draw needs, in matrices and vectors. */
interface Known {
  readonly budget: Budget
  readonly places: Matrix
  readonly intakes: readonly number[]
  readonly totals: readonly number[]
  readonly national: number
  readonly zero: readonly (readonly boolean[])[]
  readonly floor: number
  readonly floored: readonly boolean[]
  readonly options: Options
  readonly codes: readonly string[]
  /** Whether every total may be drawn near its whole one; else only the wide draws are tried. */
  readonly isNear: boolean
}

function knownOf(
  frame: KnownFrame,
  places: Matrix,
  given: readonly string[] | undefined,
  path: string,
): Omit<Known, 'budget'> {
  const options = optionsInForce(frame.options)
  const intakes = places.map(sum)
  const totals = frame.oors.map((_, o) => sum(places.map((row) => row[o]!)))
  const national = sum(intakes)
  const floor = frame.floor === null ? 0 : floorPlaces(frame.floor.share, national, options['floor.appliesTo'])
  const zero = frame.specialties.map(({ code }) =>
    frame.oors.map((oor) => frame.zeroCells.some((cell) => cell.specialty === code && cell.oor === oor.code)),
  )
  const floored = flooredOf(frame, totals, floor, options, given)
  const codes = frame.oors.map(({ code }) => code)
  const start = { places, intakes, totals, national, zero, floor, floored, options, codes, isNear: true }
  const isNear = totals.every((_, o) => {
    const [least, most] = totalRange(start, o, 1)
    return least <= most || floored[o]!
  })
  const known = { ...start, isNear }
  const faults = faultsOf(frame, known, path)
  if (faults.length > 0) throw new InputError(faults)
  return known
}

/** Readings of the floor that are not walked backwards. */
function floorIsInvertible(options: Options): boolean {
  return options['floor.appliesTo'] !== 'rounded-totals' && options['floor.inner'] === 'ipf'
}

function flooredOf(
  frame: KnownFrame,
  totals: readonly number[],
  floor: number,
  options: Options,
  given: readonly string[] | undefined,
): boolean[] {
  const onFloor = totals.map((total) => frame.floor !== null && total === naturalRounding(fixNano(floor), options.half))
  const codes = frame.oors.filter((_, o) => onFloor[o] && floorIsInvertible(options)).map(({ code }) => code)
  const faults = (given ?? []).filter((code) => !codes.includes(code)).map((code) => notOnFloor(code, codes))
  if (faults.length > 0) throw new InputError(faults)
  const chosen = frame.oors.map(({ code }) => (given ?? codes).includes(code))
  // someone has to pay: where all are on the floor, the last is not lifted
  return chosen.includes(false) ? chosen : chosen.map((_, o) => o < chosen.length - 1)
}

function notOnFloor(code: string, codes: readonly string[]): Fault {
  return { code: 'value', path: 'floored', found: code, expected: codes.length === 0 ? 'none' : codes.join(' | ') }
}

/** What of the table cannot come out of the rules. */
function faultsOf(frame: KnownFrame, known: Omit<Known, 'budget'>, path: string): Fault[] {
  const faults: Fault[] = []
  const { places, totals, zero, floor, national } = known
  const fault = (where: string, found: number, expected: string) =>
    faults.push({ code: 'value', path: `${path}: ${where}`, found: String(found), expected })
  if (national === 0) fault('-', 0, '> 0')
  places.forEach((row, s) =>
    row.forEach((each, o) => {
      if (zero[s]![o] && each !== 0) fault(`${frame.specialties[s]!.code}-${frame.oors[o]!.code}`, each, '0')
    }),
  )
  for (const { specialty, oor, low, high } of frame.bounds) {
    const s = frame.specialties.findIndex(({ code }) => code === specialty)
    const o = frame.oors.findIndex(({ code }) => code === oor)
    const each = places[s]![o]!
    if (each < low || each > high) fault(`${specialty}-${oor}`, each, `${low} – ${high}`)
  }
  totals.forEach((total, o) => {
    // 1.7 takes an OOR one place below a floor that is not whole, where no other can stay at it
    if (total < Math.floor(floor) - 1) fault(frame.oors[o]!.code, total, `>= ${floor}`)
  })
  return faults
}

/** Between what an OOR's fractional total may lie, as a difference from the whole one. */
function totalRange({ totals, floor, floored }: Omit<Known, 'budget'>, o: number, reach: number): [number, number] {
  const toFloor = floor - totals[o]!
  if (floored[o]) return [toFloor, toFloor]
  // where the floor lies above the whole total, the least reach leads to it
  return [Math.max(-TOTAL_REACH * reach, toFloor), Math.max(TOTAL_REACH * reach, Math.min(TOTAL_REACH, toFloor))]
}

/** One draw of volumes; null where it met a dead end. */
function draw(known: Known, random: () => number, reach: number): Matrix | null {
  const off = deviations(known, random, reach)
  if (off === null) return null
  const target = known.places.map((row, s) => row.map((each, o) => each + off.cell[s]![o]!))
  const totals = known.totals.map((total, o) => (known.floored[o] ? known.floor : total + off.total[o]!))
  const inner = filled(known, target, totals, random)
  const raw = inner && beforeFloor(known, inner, totals, random)
  return raw && wholeVolumes(known, raw, random)
}

/** Cells may be drawn so far from the table; beyond a half only the totals hold them. */
const WIDE_REACHES = [CELL_REACH, 0.7, 0.99]

/** A draw for totals that 1.7 moved, or that lie below the floor. */
function drawWide(known: Known, random: () => number, keepFloored: boolean): Matrix | null {
  const { places, zero, options, totals, codes, floor, intakes } = known
  const reach = random()
  const found = drawTotals(totals, codes, floor, options, random, reach)
  if (found === null || (keepFloored && found.floored.some((each, o) => each !== known.floored[o]))) return null
  const most = WIDE_REACHES[Math.floor(random() * WIDE_REACHES.length)]!
  const limit = places.map((row, s) =>
    row.map((each, o): [number, number] => {
      if (zero[s]![o] || intakes[s] === 0) return [0, 0]
      return [each === 0 ? 0 : -most, most]
    }),
  )
  // row-pro-rata is not walked back: what is drawn is what lies before the floor
  const rowByRow = options['floor.inner'] === 'row-pro-rata'
  const drawn = rowByRow ? found.before : found.after
  const ranges = drawn.map((total, o): [number, number] => [total - totals[o]!, total - totals[o]!])
  const off: Deviations = { cell: places.map((row) => row.map(() => 0)), total: totals.map(() => 0) }
  if (!reachRanges(off, limit, ranges)) return null
  if (reach > 0.3) {
    const around = limit.map((row, s) =>
      row.map(([low, high], o): [number, number] => {
        const at = off.cell[s]![o]!
        return [Math.max(low, Math.min(at, -CELL_REACH * reach)), Math.min(high, Math.max(at, CELL_REACH * reach))]
      }),
    )
    walk(off, around, ranges, random, known.budget)
  }
  const target = places.map((row, s) => row.map((each, o) => each + off.cell[s]![o]!))
  const inner = filled(known, target, drawn, random)
  const walkBack = !rowByRow && found.floored.includes(true)
  const raw = inner === null ? null : walkBack ? fitted(known, inner, found.before) : inner
  return raw && wholeVolumes(known, raw, random)
}

/** How far a target lies from the table. Rows sum to 0, columns to `total`. */
interface Deviations {
  readonly cell: number[][]
  readonly total: number[]
}

/** Random deviations within their limits: totals are brought into range first, then a random walk keeps all limits. */
function deviations(known: Known, random: () => number, reach: number): Deviations | null {
  const { places, zero } = known
  const most = CELL_REACH * reach
  const limit = places.map((row, s) =>
    row.map((each, o): [number, number] => {
      if (zero[s]![o] || known.intakes[s] === 0) return [0, 0]
      return [each === 0 ? 0 : -most, most]
    }),
  )
  const ranges = known.totals.map((_, o) => totalRange(known, o, reach))
  const off: Deviations = { cell: places.map((row) => row.map(() => 0)), total: known.totals.map(() => 0) }
  if (!reachRanges(off, limit, ranges)) return null
  walk(off, limit, ranges, random, known.budget)
  return off
}

type Limits = readonly (readonly [number, number])[]

/** Moves fractions along rows until every total lies in its range. False when the limits of the cells do not let it. */
function reachRanges(off: Deviations, limit: readonly Limits[], ranges: Limits): boolean {
  ranges.forEach(([least, most], o) => {
    for (let other = 0; other < ranges.length; other++) {
      if (other === o) continue
      const short = least - off.total[o]!
      if (short > 0) move(off, limit, other, o, Math.min(short, off.total[other]! - ranges[other]![0]))
      const over = off.total[o]! - most
      if (over > 0) move(off, limit, o, other, Math.min(over, ranges[other]![1] - off.total[other]!))
    }
  })
  return ranges.every(([least, most], o) => off.total[o]! >= least - 1e-9 && off.total[o]! <= most + 1e-9)
}

/** Moves up to `amount` from one column to another, a little in every row that has room. */
function move(off: Deviations, limit: readonly Limits[], from: number, to: number, amount: number): void {
  let left = amount
  const room = off.cell.map((row, s) =>
    Math.max(0, Math.min(row[from]! - limit[s]![from]![0], limit[s]![to]![1] - row[to]!)),
  )
  const all = sum(room)
  if (all === 0) return
  const part = Math.min(1, left / all)
  off.cell.forEach((row, s) => {
    const step = Math.min(left, room[s]! * part)
    if (step <= 0) return
    row[from]! -= step
    row[to]! += step
    off.total[from]! -= step
    off.total[to]! += step
    left -= step
  })
}

/** Steps of the walk per cell. */
const STEPS = 20

/** Random steps that keep every row's sum: along one row, or around a rectangle, which keeps the totals too. */
function walk(off: Deviations, limit: readonly Limits[], ranges: Limits, random: () => number, budget: Budget): void {
  const rows = off.cell.length
  const columns = ranges.length
  if (columns < 2) return
  for (let step = 0; step < STEPS * rows * columns; step++) {
    if (step % 4096 === 0) look(budget)
    const s = wholeBelow(random, rows)
    const a = wholeBelow(random, columns)
    const b = (a + 1 + wholeBelow(random, columns - 1)) % columns
    const other = (s + wholeBelow(random, rows)) % rows // the row itself: a step along it
    const cells: readonly [number, number, 1 | -1][] =
      other === s
        ? [
            [s, a, 1],
            [s, b, -1],
          ]
        : [
            [s, a, 1],
            [s, b, -1],
            [other, a, -1],
            [other, b, 1],
          ]
    let least = -1
    let most = 1
    const within = (value: number, [low, high]: readonly [number, number], sign: 1 | -1) => {
      least = Math.max(least, sign === 1 ? low - value : value - high)
      most = Math.min(most, sign === 1 ? high - value : value - low)
    }
    for (const [row, column, sign] of cells) within(off.cell[row]![column]!, limit[row]![column]!, sign)
    if (other === s) {
      within(off.total[a]!, ranges[a]!, 1)
      within(off.total[b]!, ranges[b]!, -1)
    }
    if (most <= least) continue
    const by = least + random() * (most - least)
    for (const [row, column, sign] of cells) off.cell[row]![column]! += sign * by
    if (other !== s) continue
    off.total[a]! += by
    off.total[b]! -= by
  }
}

/** 1.9 backwards: care use in the zero cells, so that emptying them and fitting again gives `target`. */
function filled(known: Known, target: Matrix, totals: readonly number[], random: () => number): Matrix | null {
  const { zero, intakes, options } = known
  if (options['zeroCells.inTotals'] === 'excluded' || !zero.some((row) => row.includes(true))) return target
  // other readings than IPF shift the row by what was in the zero cell: then that stays small
  const most = options['zeroCells.places'] === 'ipf' ? Infinity : 0.05
  const withUse = target.map((row, s) =>
    row.map((each, o) =>
      zero[s]![o] ? Math.min(most, intakes[s]! * shareOf(known, o)) * (0.3 + 0.9 * random()) : each,
    ),
  )
  return fitted(known, withUse, totals)
}

/** 1.6 and 1.8 backwards: totals of the OORs on the floor 1% to 6% below it, the others higher by what they paid. */
function beforeFloor(known: Known, inner: Matrix, totals: readonly number[], random: () => number): Matrix | null {
  const { floored, floor, options } = known
  if (!floored.includes(true)) return inner
  const short = floored.map((each) => (each ? floor * (0.01 + 0.05 * random()) : 0))
  const payers = floored.filter((each) => !each).length
  const left = sum(totals.filter((_, o) => !floored[o]))
  const before = totals.map((total, o) => {
    if (floored[o]) return total - short[o]!
    switch (options['floor.paidFrom']) {
      case 'equal':
        return total + sum(short) / payers
      case 'totals':
        return (total * (left + sum(short))) / left
      case 'surplus-above-floor': {
        const surplus = left - payers * floor
        return surplus <= 0 ? total + sum(short) / payers : total + ((total - floor) * sum(short)) / surplus
      }
    }
  })
  return fitted(known, inner, before)
}

/** Volumes of a specialty: some hundreds of thousands, and enough that rounding them moves no cell by a thousandth of a place. */
function wholeVolumes(known: Known, raw: Matrix, random: () => number): Matrix {
  const { intakes, places, zero } = known
  return raw.map((row, s) => {
    const total = Math.floor(Math.max(100_000, 1_000 * intakes[s]!) * (1 + 9 * random()))
    return row.map((each, o) => {
      if (intakes[s] === 0 || (zero[s]![o] && each === 0))
        return Math.round(total * shareOf(known, o) * (0.3 + 0.9 * random()))
      const volume = Math.round((total * each) / intakes[s]!)
      return places[s]![o]! > 0 ? Math.max(1, volume) : volume
    })
  })
}

/** The share of an OOR in the whole table. */
function shareOf({ totals, national }: Known, o: number): number {
  return totals[o]! / national
}

function fitted({ intakes, budget }: Known, matrix: Matrix, columnTotals: readonly number[]): Matrix | null {
  const found = fit(matrix, intakes, columnTotals, budget)
  return found.outcome === 'fitted' ? found.matrix : null
}

/** What the default method makes of the volumes; null where they cannot be fitted, which is a draw that failed. */
async function resultOf(frame: KnownFrame, volumes: Matrix, budget: Budget): Promise<Result | null> {
  const all = volumes.map((row) => row.map(String))
  const careUse = { kind: 'matrix', unit: 'volume', all, training: null } as const
  const scenario: Scenario = { ...frame, careUse, criterion: { all: 1, training: 0 }, sha256: '' }
  try {
    return (await solveScenario(scenario, { noFreedom: true }, budget)).result
  } catch (error) {
    if (error instanceof InputError) return null
    throw error
  }
}

function sameMatrix(a: Matrix, b: Matrix): boolean {
  return a.every((row, s) => row.every((each, o) => each === b[s]![o]))
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0)
}
