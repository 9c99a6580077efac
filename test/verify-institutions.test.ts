/** The checker of places over institutions by itself: what it proves of a true file, and what it says of each lie, without its case. */
import * as fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { institutions, verify } from '../src/index.js'
import { foundIn } from '../src/institutions/answer.js'
import type { InlineCaseFile, InstitutionsJson } from '../src/shapes/institutions.js'
import { Bounds } from '../src/verify/bound.js'
import { checkSeatFile, type SeatFile } from '../src/verify/institutions-file.js'
import {
  areSeatsProvable,
  checkNoSeats,
  checkSeatProof,
  checkSeats,
  seatProgram,
  seatValues,
  toldValue,
} from '../src/verify/institutions.js'
import { smallCase } from './institution-cases.js'

const asFile = async (changes: Partial<InlineCaseFile> = {}, request = {}) =>
  JSON.parse(JSON.stringify(await institutions(smallCase(changes), request))) as InstitutionsJson

const CROWDED = {
  capacity: [
    { institution: 'A', specialty: '01', min: 5 },
    { institution: 'B', specialty: '01', min: 4 },
  ],
}
/** Groups of seats that cannot hold together: of an institution as a whole. */
const HELD = { capacity: [{ institution: 'C', max: 1 }] }

let optimum: InstitutionsJson
let conflict: InstitutionsJson
let held: InstitutionsJson
beforeAll(async () => {
  optimum = await asFile({ capacity: [{ institution: 'B', specialty: '02', max: 2 }, { institution: 'C', min: 4 }] }) // prettier-ignore
  conflict = await asFile(CROWDED)
  held = await asFile(HELD)
})

/** A copy of a file with something changed. */
function liar(file: InstitutionsJson, change: (copy: InstitutionsJson) => void): SeatFile {
  const copy = structuredClone(file)
  change(copy)
  return copy
}

const pathsOf = (file: SeatFile) => checkSeatFile(file).faults.map(({ path }) => path)

describe('a true file', () => {
  it('proves its sums, bounds, levels and optimum, or that there are no places', () => {
    expect(checkSeatFile(optimum as SeatFile)).toMatchObject({ proves: ['margins', 'bounds', 'levels', 'optimality'], faults: [] }) // prettier-ignore
    expect(checkSeatFile(conflict as SeatFile)).toMatchObject({ proves: ['infeasibility'], faults: [] })
    expect(held.conflict!.proof).not.toBeNull()
    expect(checkSeatFile(held as SeatFile)).toMatchObject({ proves: ['infeasibility'], faults: [] })
    const late = liar(conflict, (copy) => Object.assign(copy, { status: 'time-limit', conflict: null }))
    expect(checkSeatFile(late)).toEqual({ proves: [], faults: [] })
    expect(areSeatsProvable(problemOf(optimum))).toBe(true)
  })

  it('without its proof proves no optimum, and with none of a conflict nothing', () => {
    expect(checkSeatFile(liar(optimum, (copy) => (copy.certificate = null))).proves).not.toContain('optimality')
    expect(checkSeatFile(liar(held, (copy) => (copy.conflict!.proof = null)))).toEqual({ proves: [], faults: [] })
  })
})

describe('a lie', () => {
  it.each<[string, (copy: InstitutionsJson) => void]>([
    ['cell 01-X', (copy) => void (copy.places![0]!.places += 1)],
    ['places A-01-X', (copy) => void (copy.places![0]!.places = -1)],
    ['capacity B 02', (copy) => void (copy.rules[0]!.high = 1)],
    ['places', (copy) => void copy.places!.pop()],
    ['places[0]', (copy) => void (copy.places![0]!.oor = 'Y')],
    ['places', (copy) => void (copy.places = null)],
    ['levels', (copy) => void copy.levels!.pop()],
    ['levels', (copy) => void (copy.levels = null)],
    ['levels[1].value', (copy) => void (copy.levels![1]!.value! += 1)],
    ['certificate.levels', (copy) => void copy.certificate!.levels.pop()],
    ['unique', (copy) => void (copy.status = 'feasible')],
    [
      'certificate',
      (copy) => void Object.assign(copy, { status: 'feasible', unique: null, contested: null, freedom: null }),
    ],
    ['gap', (copy) => void (copy.gap = { level: 'error', value: 1, bound: 0 })],
    ['conflict', (copy) => void (copy.conflict = conflict.conflict)],
    ['near.places', (copy) => void (copy.near = { sha256: 'a'.repeat(64), places: [1] })],
    ['oors', (copy) => void (copy.oors[1]!.code = 'X')],
    ['cells[0].oor', (copy) => void (copy.cells[0]!.oor = 'Z')],
    ['cells', (copy) => void copy.cells.push({ ...copy.cells[0]! })],
    ['seats[0].institution', (copy) => void (copy.seats[0]!.institution = 'Z')],
    ['seats[0].target', (copy) => void (copy.seats[0]!.target = 0.1234567891)],
    ['seats', (copy) => void (copy.seats[1] = { ...copy.seats[0]! })],
    ['seats[0]', (copy) => void (copy.cells = copy.cells.slice(1))],
    ['rules[0].institution', (copy) => void (copy.rules[0]!.institution = 'Z')],
    ['rules[0].specialty', (copy) => void (copy.rules[0]!.specialties = ['99'])],
    ['rules[0].oor', (copy) => void (copy.rules[0]!.oor = 'Z')],
  ])('at %s is refused there', (path, change) => {
    expect(pathsOf(liar(optimum, change))).toContain(path)
  })

  it('about an optimum that is none is refused by its proof', () => {
    const worse = liar(optimum, (copy) => {
      // one place from A to B in the first cell, and all that follows from it told rightly
      copy.places![0]!.places -= 1
      copy.places![1]!.places += 1
    })
    const { faults } = checkSeatFile(worse)
    const told = faults.filter(({ path }) => path.startsWith('levels['))
    expect(told.length).toBeGreaterThan(0)
    const right = structuredClone(worse) as unknown as InstitutionsJson
    for (const { path, expected } of told) right.levels![Number(/\d+/.exec(path)![0])]!.value = Number(expected)
    expect(checkSeatFile(right as SeatFile).faults.map(({ path }) => path.replace(/\[.*/, ''))).toContain('certificate.levels') // prettier-ignore
  })

  it('about a conflict that is none is refused by its proof', () => {
    const open = liar(held, (copy) => void (copy.rules[0]!.high = 9))
    expect(pathsOf(open)).toEqual(['conflict.proof'])
    const scaled = liar(held, (copy) => void (copy.conflict!.proof = { ...copy.conflict!.proof!, scale: 1 } as never))
    expect(pathsOf(scaled)).toEqual(['conflict.proof.scale'])
    const { proof } = held.conflict!
    const split = { variable: 0, at: 0, below: proof!, above: proof! }
    expect(checkNoSeats(problemOf(held), split)).toEqual([])
  })

  it('about nothing at all is no proof: every place has its bound', () => {
    expect(checkSeats({ problem: problemOf(optimum), places: [1] })).toMatchObject([{ path: 'places' }])
    expect(checkSeatProof({ problem: problemOf(optimum), places: problemOf(optimum).seats.map(() => 0) }, [])).not.toEqual([]) // prettier-ignore
  })

  it('about a conflict is found by solving again, where its words are the lie', async () => {
    const told = structuredClone(conflict)
    told.conflict!.texts.nl = 'Omdat het niet kan.'
    expect(await verify(told)).toMatchObject({ status: 'rejected', faults: [{ path: 'conflict.texts.nl' }] })
    const possible = structuredClone(conflict)
    possible.rules[1]!.low = 2
    expect((await verify(possible)).status).toBe('rejected')
  })
})

function problemOf(file: InstitutionsJson) {
  const seats = file.seats.map((seat) => ({ ...seat, target: Math.round(seat.target * 1e9) }))
  return { seats, cells: file.cells, rules: file.rules, objective: file.objective, half: 'up', tieBreak: 'error', near: null } as const // prettier-ignore
}

describe('the least largest error', () => {
  let minimax: InstitutionsJson
  beforeAll(async () => (minimax = await asFile({}, { objective: 'largest' })))
  const at = (name: string) => minimax.levels!.findIndex((each) => each.name === name)

  it('is proven: nobody can be nearer, and the rest is the least within that', () => {
    expect(minimax.levels!.map(({ name }) => name)).toEqual(['largest-error', 'beyond-next-best', 'next-best', 'error'])
    const errors = minimax.seats.map(({ target }, i) => Math.abs(minimax.places![i]!.places - target))
    expect(minimax.levels![0]!.value).toBeCloseTo(Math.max(...errors), 9)
    expect(checkSeatFile(minimax as SeatFile)).toMatchObject({ faults: [], proves: ['margins', 'bounds', 'levels', 'optimality'] }) // prettier-ignore
  })

  it.each<[string, (copy: InstitutionsJson) => void]>([
    ['levels[0].value', (copy) => void (copy.levels![0]!.value! -= 0.1)],
    ['levels[0].value', (copy) => void (copy.levels![0]!.value! += 0.1)],
    ['levels', (copy) => void copy.levels!.shift()],
    ['certificate.levels', (copy) => void copy.certificate!.levels.shift()],
    ['certificate.levels', (copy) => void (copy.certificate!.levels = copy.certificate!.levels.toReversed())],
    ['certificate.levels', (copy) => void (copy.certificate!.levels[0]!.proof = copy.certificate!.levels[1]!.proof)],
    ['certificate.levels', (copy) => void (copy.certificate!.levels[2]!.proof = copy.certificate!.levels[0]!.proof)],
  ])('is not believed with a lie at %s', (path, change) => {
    expect(pathsOf(liar(minimax, change)).map((each) => (path.includes('value') ? each : each.replace(/\[.*/, '')))).toContain(path) // prettier-ignore
  })

  it('is not believed of places that have a larger one, whatever else is told rightly', async () => {
    const bounded = await asFile({ capacity: [{ institution: 'A', specialty: '01', min: 6 }] }, { objective: 'largest' }) // prettier-ignore
    expect(bounded.levels![0]!.value!).toBeGreaterThan(minimax.levels![at('largest-error')]!.value!)
    // the proof of a case with a bound, for one without it
    const freed = liar(bounded, (copy) => void (copy.rules = []))
    expect(pathsOf(freed)).toEqual(expect.arrayContaining([expect.stringContaining('certificate.levels')]))
  })

  it('needs no more than that nobody can be nearer: a bound in the place of that is refused', () => {
    const { proof } = minimax.certificate!.levels[0]!
    const wordy = liar(minimax, (copy) => {
      const told = copy.certificate!.levels[0]!
      if (!('scale' in proof)) throw new Error('a tree')
      told.proof = proof.scale === 0 && proof.constraints.every((each) => each === 0) ? { ...proof, scale: 1 } : { scale: 0, constraints: proof.constraints.map(() => 0), levels: [] } // prettier-ignore
    })
    expect(pathsOf(wordy)).toEqual(['certificate.levels[0]'])
  })
})

describe('places that are not the best', () => {
  /** One place from A to B in the first cell, and all that follows from it told rightly; without a proof. */
  const worse = () => {
    const copy = structuredClone(optimum)
    copy.places![0]!.places -= 1
    copy.places![1]!.places += 1
    Object.assign(copy, { made: undefined, certificate: null, unique: null, contested: null, freedom: null })
    const values = seatValues({ problem: problemOf(copy), places: copy.places!.map(({ places }) => places) })
    copy.levels = copy.levels!.map(({ name }, level) => ({ name, value: toldValue(problemOf(copy), name, values[level]!) })) // prettier-ignore
    const again = foundIn(problemOf(copy), { status: 'optimal', solver: copy.solver, places: copy.places!.map(({ places }) => places), values, proofs: null, gap: null, contested: null, freedom: null }) // prettier-ignore
    return Object.assign(copy, { deviations: again.deviations })
  }

  it('are refuted by solving again, also where no proof is given', async () => {
    expect(await verify(worse())).toMatchObject({ status: 'rejected', faults: [{ path: expect.stringMatching(/^levels\[\d\]\.value$/) as string }] }) // prettier-ignore
  })

  it('are not made the best by what they say they are near to: only a chain of versions tells that', async () => {
    const copy = worse()
    copy.near = { sha256: 'a'.repeat(64), places: copy.places!.map(({ places }) => places) }
    copy.levels = [{ name: 'near', value: 0 }, ...copy.levels!]
    const { status, faults } = await verify(copy)
    expect([status, faults[0]!.path, faults[0]!.expected]).toEqual(['rejected', 'near', 'null'])
  })
})

it('costs bend only where they are looked at: ranks and errors near the target, and what was gained at what it had', () => {
  fc.assert(
    fc.property(
      fc.nat(8),
      fc.constantFrom(0, 1, 333_333_333, 499_999_999, 500_000_000, 500_000_001, 999_999_999),
      fc.nat(12),
      fc.constantFrom('up', 'even', 'down' as const),
      fc.constantFrom('next-best', 'absolute', 'largest' as const),
      (whole, part, had, half, objective) => {
        const seat = { institution: 'A', specialty: '01', oor: 'X', from: 'history' } as const
        const cells = [{ specialty: '01', oor: 'X', places: 14 }]
        const seats = [{ ...seat, target: whole * 1_000_000_000 + part }]
        const asked = { cells, seats, rules: [], objective, half, tieBreak: 'error', near: [had] } as const
        const { variables, constraints } = seatProgram(asked)
        const all = variables.map(({ low, high, costs }) => ({ low, high, costs }))
        const [some, every] = [variables, all].map((each) => new Bounds({ variables: each, constraints }))
        expect([...some!.bendsFrom(0)].toSorted(([a], [b]) => a - b)).toEqual([...every!.bendsFrom(0)].toSorted(([a], [b]) => a - b)) // prettier-ignore
        for (const level of all[0]!.costs.keys()) {
          for (let value = -5n; value < 30n; value++)
            expect(some!.free(level, value)).toEqual(every!.free(level, value))
        }
      },
    ),
    { seed: 15, numRuns: 300 },
  )
})

it('squares are told whole again', async () => {
  const file = await asFile({}, { objective: 'squares' })
  const squares = file.seats.reduce((sum, { target }, i) => sum + (file.places![i]!.places - target) ** 2, 0)
  expect(file.levels![0]!.value).toBeCloseTo(squares, 6)
  expect(toldValue(problemOf(file), 'squared-error', 0n)).toBeCloseTo(
    file.seats.reduce((sum, { target }) => sum + target ** 2, 0),
    6,
  )
  expect(await verify(file)).toMatchObject({ status: 'accepted' })
})

it('of thousands of trainings the proof can still be checked, whatever the size of a cell', () => {
  const codes = Array.from({ length: 9_000 }, (_, i) => `I${i}`)
  const seats = codes.map((institution) => ({ institution, specialty: '01', oor: 'X', target: 2_000_000_000, from: 'history' as const })) // prettier-ignore
  const cells = [{ specialty: '01', oor: 'X', places: 18_000 }]
  for (const objective of ['next-best', 'absolute', 'largest'] as const)
    expect(areSeatsProvable({ seats, cells, rules: [], objective, half: 'up', tieBreak: 'error', near: null })).toBe(true) // prettier-ignore
})
