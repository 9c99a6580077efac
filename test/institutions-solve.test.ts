import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { NANO } from '../src/domain/decimal.js'
import type { InstitutionRule, Seat, SeatProblem } from '../src/domain/institutions.js'
import { solveSeats } from '../src/institutions/solve.js'
import { checkSeatProof, checkSeats, seatValues } from '../src/verify/institutions.js'
import { allPlaces, lexicographic } from './institution-brute.js'
import { sized } from './size.js'

const INSTITUTIONS = ['A', 'B', 'C']
const SPECIALTIES = ['01', '02']
const OORS = ['X', 'Y']

const rule = fc.record({
  kind: fc.constantFrom('capacity', 'total', 'agreement', 'module' as const),
  institution: fc.constantFrom(...INSTITUTIONS),
  specialties: fc.constantFrom(null, ['01'], ['02'], ['01', '02']),
  oor: fc.constantFrom(null, null, 'X', 'Y'),
  module: fc.constant(null),
  low: fc.option(fc.nat(3), { freq: 1 }),
  high: fc.option(fc.integer({ min: 1, max: 6 })),
  by: fc.constant(''),
}) as fc.Arbitrary<InstitutionRule>

const problem: fc.Arbitrary<SeatProblem> = fc
  .record({
    recognised: fc.array(
      fc.nat(9).map((each) => each > 1),
      { minLength: 12, maxLength: 12 },
    ),
    targets: fc.array(fc.nat(3000), { minLength: 12, maxLength: 12 }),
    places: fc.array(fc.nat(4), { minLength: 4, maxLength: 4 }),
    rules: fc.array(rule, { maxLength: 5 }),
    objective: fc.constantFrom('next-best', 'next-best', 'absolute', 'squares', 'largest', 'largest' as const),
    half: fc.constantFrom('up', 'even', 'down' as const),
    tieBreak: fc.constantFrom('error', 'error', 'none' as const),
    near: fc.option(fc.array(fc.nat(3), { minLength: 12, maxLength: 12 })),
  })
  .map(({ recognised, targets, places, rules, objective, half, tieBreak, near }) => {
    const cells = SPECIALTIES.flatMap((specialty, s) =>
      OORS.map((oor, o) => ({ specialty, oor, places: places[2 * s + o]! })),
    )
    const all = cells.flatMap(({ specialty, oor }, c) =>
      INSTITUTIONS.map((institution, i): Seat & { at: number } => ({
        institution, specialty, oor, target: (targets[3 * c + i]! * NANO) / 1000, from: 'history', at: 3 * c + i,
      })),
    ).filter(({ at }) => recognised[at]) // prettier-ignore
    return {
      seats: all.map(({ institution, specialty, oor, target, from }) => ({ institution, specialty, oor, target, from })),
      cells, rules, objective, half,
      tieBreak,
      near: near === null ? null : all.map(({ at }) => near[at]!),
    } // prettier-ignore
  })

describe('places over institutions', () => {
  it('are the best there are, proven, of whatever is asked: brute force', async () => {
    const seen = { optimal: 0, infeasible: 0, network: 0, crossing: 0, free: 0, minimax: 0, lies: 0 }
    await fc.assert(
      fc.asyncProperty(problem, async (given) => {
        let best: { values: bigint[]; places: number[] } | null = null
        const all: { values: bigint[]; places: number[] }[] = []
        const equals: number[][] = []
        for (const places of allPlaces(given)) {
          if (checkSeats({ problem: given, places }).length > 0) continue
          const values = seatValues({ problem: given, places })
          all.push({ values, places })
          const order = best === null ? -1 : lexicographic(values, best.values)
          if (order < 0) equals.length = 0
          if (order < 0) best = { values, places }
          if (order <= 0) equals.push(places)
        }
        const solved = await solveSeats(given)
        if (best === null) {
          seen.infeasible++
          expect(solved.status).toBe('infeasible')
          return
        }
        seen.optimal++
        expect(solved.status).toBe('optimal')
        expect(solved.values).toEqual(best.values)
        expect(equals).toContainEqual(solved.places)
        expect(checkSeatProof({ problem: given, places: solved.places! }, solved.proofs!)).toEqual([])
        if (given.objective === 'largest') {
          const errors = solved.places!.map((places, seat) => Math.abs(places * NANO - given.seats[seat]!.target))
          expect(Number(solved.values[given.near === null ? 0 : 1])).toBe(Math.max(0, ...errors))
          seen.minimax += Number(solved.values.some((value) => value > 0n))
        }
        // the proof is of the best only: whatever is worse on any level is not proven by it
        for (const { places } of all.filter(({ values }) => lexicographic(values, best.values) > 0).slice(0, 5)) {
          expect(checkSeatProof({ problem: given, places }, solved.proofs!)).not.toEqual([])
          seen.lies++
        }
        if (solved.contested === null) {
          seen.crossing++
          return
        }
        seen.network++
        const differing = given.seats.flatMap((_, seat) =>
          equals.some((each) => each[seat] !== equals[0]![seat]) ? [seat] : [],
        )
        expect(solved.contested).toEqual(differing)
        if (solved.freedom === null) return
        seen.free++
        // over all that are as good on steps beyond and next bests
        const asGood = all.filter(({ values }) => values[0] === best.values[0] && values[1] === best.values[1])
        const ranges = given.seats.flatMap((_, seat) => {
          const own = asGood.map(({ places }) => places[seat]!)
          const [low, high] = [Math.min(...own), Math.max(...own)]
          return low < high ? [{ seat, low, high }] : []
        })
        expect(solved.freedom).toEqual(ranges)
      }),
      { seed: 15, numRuns: sized(800) },
    )
    console.log(seen)
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(5)
  })
})
