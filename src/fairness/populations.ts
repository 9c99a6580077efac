/**
 * Random years: what care use and intake might have been. Nobody knows how care use varies from year to year, so every population
 * is an assumption with a name, and its settings are printed wherever its outcomes are.
 *
 *   counting  the year as it is, counted anew: each cell Poisson, with as many contacts per place as is set
 *   drift     runs of years that walk away from the year as it is: log-normal steps per cell, per OOR and of each intake
 *   worlds    each run begins in a world of its own: the shares and intakes redrawn widely, and drifting from there
 *   simplex   no base at all: every row of shares equally likely (flat Dirichlet); theory's control
 *
 * What public figures say: the shares of the OORs moved from 2026 to 2027 by 2.2% (standard deviation, the mix of intake included).
 * What they cannot say: how much single cells move.
 */
import { shares, type Matrix, type Shares } from '../adherence/care-use.js'
import { POPULATIONS, type Population } from '../domain/contenders.js'
import type { Scenario } from '../domain/scenario.js'
import { Spare } from '../domain/spare.js'
import { Chance, exp } from './chance.js'

/** Relative standard deviations (0.05 is 5%) of a year's step; `world…` of where a run begins; `contacts` per place. */
export const SETTINGS = {
  counting: { contacts: 13_000 },
  drift: { cell: 0.05, oor: 0.02, intake: 0.1 },
  worlds: { worldCell: 0.25, worldOor: 0.05, worldIntake: 0.1, cell: 0.05, oor: 0.02, intake: 0.1 },
  simplex: {},
} as const satisfies Readonly<Record<Population, Readonly<Record<string, number>>>>

/** Settings by name, all filled in. */
export type Settings = Readonly<Record<string, number>>

/** A drawn year: the scenario with the year's intakes, and its shares of care use. */
export interface Year {
  readonly scenario: Scenario
  readonly share: Shares
}

/** What a scenario gives every population to start from. */
export interface Base {
  readonly scenario: Scenario
  readonly share: Shares
}

export function baseOf(scenario: Scenario): Base {
  return { scenario, share: shares(scenario) }
}

/** The years of one run; another draw, another run, whatever was drawn before it. */
export function drawnYears(
  base: Base,
  population: Population,
  settings: Settings,
  { seed, draw, years }: { readonly seed: number; readonly draw: number; readonly years: number },
): Year[] {
  const chance = new Chance(seed, draw, POPULATIONS.indexOf(population))
  switch (population) {
    case 'counting':
      return times(years, () => counted(base, settings['contacts']!, chance))
    case 'drift':
      return walk(base, settings, years, chance)
    case 'worlds': {
      const { worldCell, worldOor, worldIntake } = settings
      const [world] = walk(base, { cell: worldCell!, oor: worldOor!, intake: worldIntake! }, 1, chance)
      return [world!, ...walk(world!, settings, years - 1, chance)]
    }
    case 'simplex':
      return times(years, () => ({ scenario: base.scenario, share: flat(base.share, chance) }))
  }
}

function times<T>(n: number, make: () => T): T[] {
  const made: T[] = []
  while (made.length < n) made.push(make())
  return made
}

/** Contacts in each cell: Poisson with mean share x intake x contacts per place. */
function counted({ scenario, share }: Base, contacts: number, chance: Chance): Year {
  const count = (matrix: Matrix) =>
    matrix.map((row, s) =>
      normalise(row.map((each) => chance.poisson(each * scenario.specialties[s]!.intake * contacts))),
    )
  const all = count(share.all)
  return { scenario, share: { all, training: share.training && count(share.training), leftOut: null } }
}

/**
 * Years that each follow from the one before. The criteria share the step of a cell and of an OOR: where more people go,
 * more go to training institutions. Intakes keep their mean, and are rounded to whole places each year.
 */
function walk({ scenario, share }: Base, { cell, oor, intake }: Settings, years: number, chance: Chance): Year[] {
  const [rows, columns] = [scenario.specialties.length, scenario.oors.length]
  const specialties = scenario.specialties.map((each) => each.intake)
  let { all, training } = share
  const oors = new Float64Array(columns)
  const cells = spare.of(rows * columns)
  const steps = new Float64Array(rows)
  return times(years, () => {
    factors(oors, oor!, chance)
    factors(cells, cell!, chance)
    const moved = (matrix: Matrix) => matrix.map((row, s) => movedRow(row, oors, cells, s * columns))
    all = moved(all)
    training = training && moved(training)
    factors(steps, intake!, chance, (intake! * intake!) / 2)
    for (let s = 0; s < rows; s++) specialties[s]! *= steps[s]!
    return {
      scenario: {
        ...scenario,
        // field by field: taking over all fields of an object took several times as long
        specialties: scenario.specialties.map(({ code, name, aliases }, s) => ({
          code,
          name,
          intake: Math.round(specialties[s]!),
          aliases,
        })),
      },
      share: { all, training, leftOut: null },
    }
  })
}

const spare = new Spare()

/** A row of shares times what its OORs and its own cells changed by. */
function movedRow(row: readonly number[], oors: Float64Array, cells: Float64Array, from: number): number[] {
  const moved = row.slice()
  for (let o = 0; o < moved.length; o++) moved[o]! *= oors[o]! * cells[from + o]!
  return normalise(moved)
}

/** Log-normal factors. All their powers come after all their numbers: so a processor works on several at a time, in half the time. */
function factors(each: Float64Array, deviation: number, chance: Chance, correction = 0): void {
  chance.normals(each)
  for (let i = 0; i < each.length; i++) each[i] = exp(deviation * each[i]! - correction)
}

/** Rows of shares, all equally likely; a row without care use has none, and a training matrix is drawn apart. */
function flat(share: Shares, chance: Chance): Shares {
  const rows = (matrix: Matrix) =>
    matrix.map((row) => (row.some((each) => each > 0) ? normalise(row.map(() => chance.exponential())) : row))
  const all = rows(share.all)
  return { all, training: share.training && rows(share.training), leftOut: null }
}

/** Shares from any amounts, in their place: no other row is made of it. A row of nothing stays nothing. */
function normalise(row: number[]): number[] {
  let total = 0
  for (let o = 0; o < row.length; o++) total += row[o]!
  for (let o = 0; o < row.length; o++) row[o] = total === 0 ? 0 : row[o]! / total
  return row
}
