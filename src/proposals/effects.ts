/**
 * Who gains and who loses by a proposal, against the base distribution: per association what became of its advice, per OOR what it gained and
 * lost and what was asked there, and each point of attention. All of it is counted; nothing is solved.
 */
import { NANO } from '../domain/decimal.js'
import type { Advice, AttentionPoint, Consultation, ProposalFrame } from '../domain/proposal.js'
import type { Scenario } from '../domain/scenario.js'
import type { AdviceEffect, Effects, PointEffect, PointStanding } from '../shapes/answers/proposal.js'

/** A row of places, held against an advice. */
interface Held {
  readonly outside: number
  readonly distance: number
}

/**
 * @param places specialties x OORs in the order of the scenario, flat; perhaps not whole
 * @param about what was asked
 */
export function effectsOf(
  { specialties, oors, zeroCells }: Pick<Scenario, 'specialties' | 'oors' | 'zeroCells'>,
  { base }: Pick<ProposalFrame, 'base'>,
  { advices, attentionPoints }: Pick<Consultation, 'advices' | 'attentionPoints'>,
  places: readonly number[],
): Effects {
  const columns = oors.length
  const by = places.map((each, cell) => exact(each - base[cell]!))
  const rowsOf = (s: number) => ({
    before: [...base.subarray(s * columns, (s + 1) * columns)],
    after: places.slice(s * columns, (s + 1) * columns),
  })
  const codes = specialties.map(({ code }) => code)
  const points = attentionPoints.map(
    (point) =>
    pointEffect(point, byAbout(point, codes, oors.map(({ code }) => code), by), zeroCells), // prettier-ignore
  )
  return {
    specialties: codes.map((specialty, s) => {
      const advice = advices.find((each) => each.specialty === specialty)
      const { before, after } = rowsOf(s)
      return {
        specialty,
        ...movedIn(by.slice(s * columns, (s + 1) * columns)),
        advice: advice === undefined ? null : adviceEffect(advice, before, after),
      }
    }),
    oors: oors.map(({ code: oor }, o) => {
      const about = points.filter((point) => point.oor === oor)
      const standing = (state: PointStanding, when: 'before' | 'after') =>
        about.filter((point) => point[when] === state).length
      const cells = advices.map((advice) => {
        const s = codes.indexOf(advice.specialty)
        const { before, after } = rowsOf(s)
        return { specialty: advice.specialty, before: heldAt(advice, before, o), after: heldAt(advice, after, o) }
      })
      return {
        oor,
        ...movedIn(by.filter((_, cell) => cell % columns === o)),
        advices: {
          before: cellsHeld(cells.map(({ before }) => before)),
          after: cellsHeld(cells.map(({ after }) => after)),
        },
        worse: cells.filter(({ before, after }) => isWorse(before, after)).map(({ specialty }) => specialty),
        better: cells.filter(({ before, after }) => isWorse(after, before)).map(({ specialty }) => specialty),
        points: {
          asked: about.length,
          before: standing('served', 'before'),
          after: standing('served', 'after'),
          hurt: standing('hurt', 'after'),
        },
      }
    }),
    attentionPoints: points,
  }
}

/** What became of one advice: before, in the base, and after, in the proposal. */
function adviceEffect(advice: Advice, before: readonly number[], after: readonly number[]): AdviceEffect {
  const [was, is] = [held(advice, before), held(advice, after)]
  const followed = (each: Held) => (each.distance === 0 ? 'exactly' : each.outside === 0 ? 'within-room' : 'no')
  const now = followed(is)
  return {
    before: followed(was),
    // outside its room, but nearer to it than the base
    after: now === 'no' && is.outside < was.outside ? 'partly' : now,
    outside: { before: was.outside, after: is.outside },
    distance: { before: was.distance, after: is.distance },
    change: isWorse(was, is) ? 'worse' : isWorse(is, was) ? 'better' : 'same',
  }
}

function held(advice: Advice, row: readonly number[]): Held {
  const cells = row.map((_, o) => heldAt(advice, row, o))
  return { outside: sum(cells.map(({ outside }) => outside)), distance: sum(cells.map(({ distance }) => distance)) }
}

function heldAt({ row: advised, room }: Advice, row: readonly number[], o: number): Held {
  const [places, [low, high]] = [row[o]!, room[o]!]
  return {
    outside: exact(Math.max(0, low - places, places - high)),
    distance: exact(Math.abs(places - advised[o]!)),
  }
}

/** Further outside the room, or as far and further from what was advised. */
function isWorse(before: Held, after: Held): boolean {
  return after.outside > before.outside || (after.outside === before.outside && after.distance > before.distance)
}

function cellsHeld(cells: readonly Held[]) {
  const exactly = cells.filter(({ distance }) => distance === 0).length
  const outside = cells.filter((each) => each.outside > 0)
  return {
    exactly,
    withinRoom: cells.length - exactly - outside.length,
    outside: outside.length,
    places: sum(outside.map((each) => each.outside)),
  }
}

function movedIn(differences: readonly number[]): { readonly gained: number; readonly lost: number } {
  return {
    gained: sum(differences.map((each) => Math.max(0, each))),
    lost: sum(differences.map((each) => Math.max(0, -each))),
  }
}

/** What the proposal gives more than the base, where a point is about. */
function byAbout(
  { oor, specialty }: AttentionPoint,
  rows: readonly string[],
  columns: readonly string[],
  by: readonly number[],
): number {
  const o = columns.indexOf(oor)
  if (specialty !== null) return by[rows.indexOf(specialty) * columns.length + o]!
  return sum(by.filter((_, cell) => cell % columns.length === o))
}

function pointEffect(point: AttentionPoint, difference: number, zeroCells: Scenario['zeroCells']): PointEffect {
  // a cell that must stay empty is not the proposal's doing
  const isZero = zeroCells.some(({ specialty, oor }) => specialty === point.specialty && oor === point.oor)
  const standing = (by: number) => (isZero ? 'zero-cell' : standingOf(point.direction, by))
  return { ...point, difference, before: standing(0), after: standing(difference) }
}

/** Up asks for at least one more than the base, down for at least one fewer, keep for the base itself. */
function standingOf(direction: AttentionPoint['direction'], by: number): PointStanding {
  if (direction === 'keep') return by === 0 ? 'served' : 'hurt'
  const towards = direction === 'up' ? by : -by
  if (towards >= 1) return 'served'
  return towards < 0 ? 'hurt' : 'open'
}

function sum(values: readonly number[]): number {
  return exact(values.reduce((total, each) => total + each, 0))
}

function exact(value: number): number {
  return Math.round(value * NANO) / NANO
}
