/**
 * One place more or fewer for a training, with as few other changes as can be. A cell's places stay, so at least one of its other trainings
 * changes too; where one alone suffices, all ways are looked at, and nothing else in the whole division can be part of a best one.
 */
import { byCode, NANO } from '../domain/decimal.js'
import { levelsOfSeats, seatsOfRule, summedLevels, type SeatProblem } from '../domain/institutions.js'
import { seatProgram, seatValues, toldValue } from '../verify/institutions.js'

/** A best way. */
export interface OneMove {
  /** The other training of the cell, by its number. */
  readonly other: number
  /** The levels before and after, as they are told. */
  readonly levels: readonly {
    readonly name: ReturnType<typeof levelsOfSeats>[number]
    readonly from: number
    readonly to: number
  }[]
}

/** Looks for such moves in a division. @returns null for a training where no single other one suffices */
export function oneMoves(
  problem: SeatProblem,
  places: readonly number[],
): (seat: number, by: 1 | -1) => OneMove | null {
  const { seats, rules } = problem
  const { variables } = seatProgram(problem)
  const names = levelsOfSeats(problem)
  const summed: readonly string[] = summedLevels(problem)
  const furthest = furthestWith(problem, places)
  const values = seatValues({ problem, places })
  const members = rules.map((rule) => new Set(seatsOfRule(seats, rule)))
  const sums = members.map((own) => [...own].reduce((sum, seat) => sum + places[seat]!, 0))
  const holds = (seat: number, other: number, by: number) =>
    places[other]! - by >= 0 &&
    rules.every(({ low, high }, r) => {
      const sum = sums[r]! + (members[r]!.has(seat) ? by : 0) - (members[r]!.has(other) ? by : 0)
      return sum === sums[r] || (sum >= (low ?? 0) && sum <= (high ?? Infinity))
    })
  const dearer = (seat: number, by: number) =>
    variables[seat]!.costs.map((cost) => (cost === undefined ? 0n : cost(places[seat]! + by) - cost(places[seat]!)))
  return (seat, by) => {
    const { specialty, oor } = seats[seat]!
    const ways = [...seats.keys()]
      .filter((i) => i !== seat && seats[i]!.specialty === specialty && seats[i]!.oor === oor && holds(seat, i, by))
      .map((other) => {
        const [own, its] = [dearer(seat, by), dearer(other, -by)]
        const extra = names.map((name, level) => {
          if (name === 'largest-error') return furthest(seat, other, by) - values[level]!
          const at = summed.indexOf(name)
          return own[at]! + its[at]!
        })
        return { other, extra }
      })
    // of equally good ones the largest in the order of the codes, as everywhere
    const order = (a: number, b: number) => by * byCode(seats[b]!.institution, seats[a]!.institution)
    const best = ways.toSorted((a, b) => compared(a.extra, b.extra) || order(a.other, b.other))[0]
    if (best === undefined) return null
    const levels = names.map((name, level) => ({
      name,
      from: toldValue(problem, name, values[level]!),
      to: toldValue(problem, name, values[level]! + best.extra[level]!),
    }))
    return { other: best.other, levels }
  }
}

/** The largest error when one seat gets so many places more, and another as many fewer. */
function furthestWith(
  { seats }: SeatProblem,
  places: readonly number[],
): (seat: number, other: number, by: number) => bigint {
  const error = (seat: number, by = 0) => Math.abs((places[seat]! + by) * NANO - seats[seat]!.target)
  // two change, so one of the first three is the furthest of all others
  const first = [...seats.keys()].toSorted((a, b) => error(b) - error(a)).slice(0, 3)
  return (seat, other, by) => {
    const rest = first.filter((each) => each !== seat && each !== other).map((each) => error(each))
    return BigInt(Math.max(error(seat, by), error(other, -by), ...rest))
  }
}

function compared(a: readonly bigint[], b: readonly bigint[]): number {
  const at = a.findIndex((each, i) => each !== b[i])
  return at === -1 ? 0 : a[at]! < b[at]! ? -1 : 1
}
