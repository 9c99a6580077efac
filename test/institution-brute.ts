/** Brute force over tiny problems within OORs. */
import type { SeatProblem } from '../src/domain/institutions.js'

/** All places of a problem, cell by cell; tiny problems only. */
export function* allPlaces(problem: SeatProblem): Generator<number[]> {
  const { seats, cells } = problem
  const places = seats.map(() => 0)
  const members = cells.map(({ specialty, oor }) =>
    [...seats.keys()].filter((i) => seats[i]!.specialty === specialty && seats[i]!.oor === oor),
  )
  function* fill(cell: number, at: number, left: number): Generator<number[]> {
    if (cell === cells.length) {
      yield [...places]
      return
    }
    const own = members[cell]!
    if (at === own.length) {
      if (left === 0) yield* fill(cell + 1, 0, cells[cell + 1]?.places ?? 0)
      return
    }
    for (let each = 0; each <= left; each++) {
      places[own[at]!] = each
      yield* fill(cell, at + 1, left - each)
    }
    places[own[at]!] = 0
  }
  yield* fill(0, 0, cells[0]?.places ?? 0)
}

/** Below nothing where the first is better, level by level. */
export function lexicographic(a: readonly bigint[], b: readonly bigint[]): number {
  const at = a.findIndex((each, i) => each !== b[i])
  return at === -1 ? 0 : a[at]! < b[at]! ? -1 : 1
}
