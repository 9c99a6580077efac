import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { UNLIMITED } from '../src/domain/budget.js'
import { NANO } from '../src/domain/decimal.js'
import { seatsOfRule, type ConflictPart, type InstitutionRule, type SeatProblem } from '../src/domain/institutions.js'
import { seatConflict } from '../src/institutions/conflict.js'
import { solveSeats } from '../src/institutions/solve.js'
import { checkNoSeats, seatProgram } from '../src/verify/institutions.js'
import { sized } from './size.js'

const MOST = 7

/** Every way to fill some seats with 0..MOST places. */
function* fillings(count: number): Generator<readonly number[]> {
  const places = Array.from({ length: count }, () => 0)
  for (;;) {
    yield places
    let at = 0
    while (at < count && places[at] === MOST) places[at++] = 0
    if (at === count) return
    places[at]!++
  }
}

function sums({ seats, cells, rules }: SeatProblem) {
  const members = {
    cells: cells.map(({ specialty, oor }) =>
      [...seats.keys()].filter((i) => seats[i]!.specialty === specialty && seats[i]!.oor === oor),
    ),
    rules: rules.map((rule) => seatsOfRule(seats, rule)),
  }
  const sum = (places: readonly number[], own: readonly number[]) => own.reduce((all, seat) => all + places[seat]!, 0)
  return {
    cell: (places: readonly number[], c: number) => sum(places, members.cells[c]!),
    rule: (places: readonly number[], r: number) => sum(places, members.rules[r]!),
  }
}

function isPossible(problem: SeatProblem, parts: readonly ConflictPart[]): boolean {
  const of = sums(problem)
  for (const places of fillings(problem.seats.length)) {
    const holds = parts.every((part) => {
      if ('cell' in part) return of.cell(places, part.cell) === problem.cells[part.cell]!.places
      const found = of.rule(places, part.rule)
      return part.end === 'low' ? found >= problem.rules[part.rule]!.low! : found <= problem.rules[part.rule]!.high!
    })
    if (holds) return true
  }
  return false
}

const KINDS = { capacity: ['capacity', 'module', 'total'], change: ['change'], agreement: ['agreement'] }

/** The least that rules of a kind (or cells) have to give way; Infinity where that does not help. */
function leastRepair(problem: SeatProblem, kind: string): number {
  const of = sums(problem)
  let least = Infinity
  for (const places of fillings(problem.seats.length)) {
    let cost = 0
    problem.cells.forEach(({ places: whole }, c) => {
      const off = Math.abs(of.cell(places, c) - whole)
      cost += kind === 'cells' ? off : off === 0 ? 0 : Infinity
    })
    problem.rules.forEach(({ kind: own, low, high }, r) => {
      const found = of.rule(places, r)
      const off = Math.max(0, (low ?? 0) - found) + Math.max(0, found - (high ?? Infinity))
      const gives = kind !== 'cells' && KINDS[kind as keyof typeof KINDS].includes(own)
      cost += gives ? off : off === 0 ? 0 : Infinity
    })
    least = Math.min(least, cost)
  }
  return least
}

const rule = fc
  .record({
    kind: fc.constantFrom('capacity', 'change', 'agreement', 'amendment' as const),
    institution: fc.constantFrom('A', 'B'),
    specialties: fc.constantFrom(null, ['01'], ['02']),
    oor: fc.constantFrom(null, null, 'X', 'Y'),
    module: fc.constant(null),
    low: fc.option(fc.nat(3)),
    high: fc.option(fc.nat(4)),
    by: fc.constant(''),
  })
  .filter(({ low, high }) => low === null || high === null || low <= high) as fc.Arbitrary<InstitutionRule>

/** Two specialties and two OORs; two institutions with four seats among them. */
const problem: fc.Arbitrary<SeatProblem> = fc
  .record({
    seats: fc.uniqueArray(fc.nat(7), { minLength: 3, maxLength: 5 }),
    places: fc.array(fc.nat(3), { minLength: 4, maxLength: 4 }),
    rules: fc.array(rule, { minLength: 2, maxLength: 4 }),
  })
  .map(({ seats, places, rules }): SeatProblem => {
    const cells = [0, 1, 2, 3].map((c) => ({
      specialty: c < 2 ? '01' : '02',
      oor: c % 2 === 0 ? 'X' : 'Y',
      places: places[c]!,
    }))
    return {
      seats: seats.toSorted((a, b) => a - b).map((at) => ({
        institution: at % 2 === 0 ? 'A' : 'B',
        specialty: cells[at >> 1]!.specialty,
        oor: cells[at >> 1]!.oor,
        target: NANO,
        from: 'history',
      })),
      cells, rules, objective: 'next-best', half: 'up', tieBreak: 'error', near: null,
    } // prettier-ignore
  })

describe('places that do not fit in institutions', () => {
  it('have a conflict without a part too many, a proof, and the cheapest repairs: brute force', async () => {
    const seen = { conflicts: 0, proven: 0, repairs: 0, several: 0 }
    await fc.assert(
      fc.asyncProperty(problem, async (given) => {
        if ((await solveSeats(given)).status !== 'infeasible') return
        seen.conflicts++
        const { parts, proof, repairs } = await seatConflict(given, UNLIMITED)
        expect(isPossible(given, parts)).toBe(false)
        for (const part of parts)
          expect(
            isPossible(
              given,
              parts.filter((each) => each !== part),
            ),
          ).toBe(true)
        if (parts.length > 2) seen.several++
        if (proof !== null) {
          seen.proven++
          expect(checkNoSeats(given, proof)).toEqual([])
        } else {
          const { variables } = seatProgram(given)
          expect(variables.some(({ low, high }) => low > high)).toBe(true)
        }
        for (const kind of ['capacity', 'change', 'agreement', 'cells']) {
          const least = leastRepair(given, kind)
          const found = repairs!.find((each) => each.kind === kind)
          expect(found?.places ?? Infinity).toBe(least)
          if (found !== undefined) seen.repairs++
        }
      }),
      { seed: 15, numRuns: sized(240) },
    )
    console.log(seen)
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(3)
  })

  // "De uitspraak … is bindend" (P26 IV)
  it.each([
    ['amendment', ['cells']],
    ['agreement', ['agreement', 'cells']],
  ] as const)('of which an %s is part, let %j give way', async (kind, expected) => {
    const bound = { kind, institution: 'A', specialties: ['01'], oor: 'X', module: null, low: 5, high: null, by: 'drawn' } // prettier-ignore
    const seats = ['A', 'B'].map((institution) => ({ institution, specialty: '01', oor: 'X', target: 2 * NANO, from: 'history' as const })) // prettier-ignore
    const cells = [{ specialty: '01', oor: 'X', places: 4 }]
    const given: SeatProblem = { seats, cells, rules: [bound], objective: 'largest', half: 'up', tieBreak: 'error', near: null } // prettier-ignore
    expect((await solveSeats(given)).status).toBe('infeasible')
    const { repairs } = await seatConflict(given, UNLIMITED)
    expect(repairs!.map((each) => each.kind).toSorted()).toEqual(expected)
  })
})
