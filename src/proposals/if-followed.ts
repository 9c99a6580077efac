/** What it would cost to follow an advice that is not followed: a best draft that does, beside the one that there is. */
import type { ProposalCase } from '../../models/integral-proposal.js'
import { look, type Budget } from '../domain/budget.js'
import type { Advice } from '../domain/proposal.js'
import type { Table } from '../domain/table.js'
import type { IfFollowed } from '../shapes/answers/draft.js'
import { withinRooms } from './case.js'
import { inPlaces } from './levels.js'
import { keepsToFrame, solveCase, valuesIn } from './solve.js'

/** Of so many advices it is worked out; of more, the first. */
export const MOST_IF_FOLLOWED = 30

/** Places of a row outside the room of an advice. */
export function outsideRoom(table: Pick<Table, 'rows' | 'columns'>, advice: Advice, places: Int32Array): number {
  return rowOf(table, advice.specialty, places).reduce((sum, each, o) => {
    const [low, high] = advice.room[o]!
    return sum + Math.max(0, low - each, each - high)
  }, 0)
}

export function rowOf(
  { rows, columns }: Pick<Table, 'rows' | 'columns'>,
  code: string,
  places: Int32Array,
): Int32Array {
  const s = rows.indexOf(code)
  return places.subarray(s * columns.length, (s + 1) * columns.length)
}

/**
 * The best draft in the same frame, by the same wishes in the same order, that follows the advice within its room.
 * @throws OutOfTime
 */
export async function ifFollowed(
  given: ProposalCase,
  advices: readonly Advice[],
  advice: Advice,
  allocation: Int32Array,
  budget: Budget,
): Promise<IfFollowed> {
  const { allocation: then } = await solveCase(withinRooms(given, [advice]), budget, false)
  look(budget) // what was not solved to the end says nothing
  if (then === null) return { possible: false, asGood: false, levels: [], advices: [], changes: [] }
  return besideDraft(given, advices, advice, allocation, then)
}

/** All of it counted: the wishes that differ, the other advices that lose or gain, and the cells. */
function besideDraft(
  given: ProposalCase,
  advices: readonly Advice[],
  advice: Advice,
  allocation: Int32Array,
  then: Int32Array,
): IfFollowed {
  const { table, levels } = given
  const [before, after] = [valuesIn(given, allocation), valuesIn(given, then)]
  const wishes = levels.filter((name) => !NATURAL.has(name))
  const differing = wishes.flatMap((name) => {
    const i = levels.indexOf(name)
    if (before[i] === after[i]) return []
    return [{ name, now: inPlaces(name, before[i]!, given), after: inPlaces(name, after[i]!, given) }]
  })
  return {
    possible: true,
    asGood: differing.length === 0,
    levels: differing,
    advices: advices.flatMap((other) => {
      const [now, later] = [allocation, then].map((places) => outsideRoom(table, other, places)) as [number, number]
      return other === advice || now === later ? [] : [{ specialty: other.specialty, now, after: later }]
    }),
    changes: [...then].flatMap((to, cell) => {
      const [specialty, oor] = [table.rows[Math.floor(cell / table.columns.length)]!, table.columns[cell % table.columns.length]!] // prettier-ignore
      return to === allocation[cell] ? [] : [{ specialty, oor, from: allocation[cell]!, to }]
    }),
  }
}

/** How natural the rounding is comes after all wishes, for information. */
const NATURAL: ReadonlySet<string> = new Set(['beyond-next-best', 'next-best', 'error'])

/**
 * Whether what is said of following an advice is true of the proposal that it names: that it keeps to the frame, follows the advice, and
 * differs from the draft in just these wishes and advices. That none is better takes solving.
 */
export function isTrueOf(
  stated: IfFollowed,
  given: ProposalCase,
  advices: readonly Advice[],
  advice: Advice,
  allocation: Int32Array,
): boolean {
  if (!stated.possible) return false
  const { rows, columns } = given.table
  const then = allocation.slice()
  for (const { specialty, oor, from, to } of stated.changes) {
    const [s, o] = [rows.indexOf(specialty), columns.indexOf(oor)]
    const cell = s * columns.length + o
    if (s < 0 || o < 0 || then[cell] !== from || !Number.isInteger(to) || to < 0) return false
    then[cell] = to
  }
  if (!keepsToFrame(given, then) || outsideRoom(given.table, advice, then) > 0) return false
  return JSON.stringify(besideDraft(given, advices, advice, allocation, then)) === JSON.stringify(stated)
}
