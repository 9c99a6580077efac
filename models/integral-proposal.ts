/**
 * The integral proposal (integraal voorstel) as an integer program: P26 fase I (regelruimte) and fase II.1.3.
 *
 *   y[s,o]   places, as in the base distribution: rows exact (C1), zero cells empty (C3), agreed cells bounded (C4)
 *   d[o]     places that OOR o gives away, against its base total B[o]:  0 .. B[o] - least
 *   g[o]     places that it gains:                                       0 .. most - B[o]
 *
 *   C6  every column sums to B[o] - d[o] + g[o]                              P26 Regelruimte 1 (8 fewer, 10 more)
 *   C7  the sum of g is at most the leeway: 30 under `places-moved`, half of it under `sum-absolute`, since ups and downs
 *       are equal when the national total is fixed                          P26 Regelruimte 1 (30 in total)
 *   C8  under `cells`: the sum of what cells gain against the base is at most the leeway
 *   C9  no OOR changes more than t parts of a place against its size today   P26 Regelruimte 1 ("actuele omvang")
 *   C10 under `staffel.force: hard`: cells stay within the staffel (bounds of C4)   P16 1.a
 *
 * Here stand the case and its variables; the rest beside it: `integral-proposal-program.ts` (the constraints),
 * `integral-proposal-levels.ts` (the costs) and `integral-proposal-network.ts` (the table that it is without C8, C9 and a
 * fixed charge).
 */
import type { AgreedBounds } from '../src/domain/agreement.js'
import type { Consultation, ProposalFrame, ProposalLevelName } from '../src/domain/proposal.js'
import type { SizesToday } from '../src/domain/today.js'
import type { Table } from '../src/domain/table.js'

/** What a proposal is drafted from. `table` holds rows, bounds and targets; its column totals are not looked at. */
export interface ProposalCase {
  readonly table: Table
  readonly frame: ProposalFrame
  /** An advice per specialty, in the order of the rows; a specialty without one counts as advised its base row. */
  readonly advised: readonly Pick<Consultation['advices'][number], 'row' | 'room' | 'weight'>[]
  /** Agreements that may give way: what lies outside them counts in `outside-room`, a place for a place. */
  readonly yielding?: AgreedBounds
  readonly attention: readonly Attention[]
  /** Today's sizes, in parts of a place. */
  readonly today: SizesToday
  /** Whole places per cell of the proposal to keep to; missing where there is none. */
  readonly near?: Int32Array
  /** What is minimised, most important first; none asks for any proposal. */
  readonly levels: readonly ProposalLevelName[]
  /** What a deviation is, that needs a motivation. */
  readonly motivated: 'oor' | 'cell'
}

/** A point of attention by its place in the table: a cell, or with `row` null a whole OOR. */
export interface Attention {
  readonly row: number | null
  readonly column: number
  readonly direction: 'up' | 'down' | 'keep'
}

/** The most places that OORs may gain together; more than they can is no bound. */
export function mostMoved({ frame }: ProposalCase): number {
  const { measure, leeway, baseTotals, totalHigh } = frame
  const room = baseTotals.reduce((sum, base, o) => sum + Math.max(0, totalHigh[o]! - base), 0)
  if (measure === 'cells') return room
  return Math.min(room, measure === 'sum-absolute' ? Math.floor(leeway.total / 2) : leeway.total)
}

/** Where y, d, g and what a wider program adds stand among the variables. */
export interface ProposalVariables {
  readonly given: number
  readonly gained: number
  /** t of C9; null when today's size is no wish. */
  readonly change: number | null
  /** What cells gain, and after that what they lose, against the base; null when nothing asks for it. */
  readonly cellGains: number | null
  readonly count: number
}

export function proposalVariables(given: ProposalCase): ProposalVariables {
  const columns = given.table.columns.length
  const cells = given.table.target.length
  const { levels } = given
  const change = levels.includes('mutation') ? cells + 2 * columns : null
  const next = cells + 2 * columns + (change === null ? 0 : 1)
  const byCell = given.frame.measure === 'cells' || (given.motivated === 'cell' && levels.includes('motivations'))
  return {
    given: cells,
    gained: cells + columns,
    change,
    cellGains: byCell ? next : null,
    count: next + (byCell ? 2 * cells : 0),
  }
}
