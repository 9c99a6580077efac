/** The nearest proposal that complies. */
import { inTime, UNLIMITED, type Budget } from '../domain/budget.js'
import { NANO } from '../domain/decimal.js'
import type { Consultation, ProposalFrame } from '../domain/proposal.js'
import type { Repaired } from '../shapes/answers/check.js'
import type { Table } from '../domain/table.js'
import { matrixOf } from '../allocation/measures.js'
import { caseOf, certificateOf } from './case.js'
import { conflictOf, CONFLICT_NOT_SOUGHT } from './conflict.js'
import type { Basis } from './frame.js'
import { solveCase } from './solve.js'

/**
 * The proposal that keeps to the frame with the fewest places changed; of those the one that follows the advices best, where there are
 * any, then the one that moves least between OORs.
 */
export async function repairProposal(
  basis: Basis,
  frame: ProposalFrame,
  consultation: Consultation,
  places: readonly number[],
  budget: Budget = UNLIMITED,
): Promise<Repaired> {
  // a place without care use is a warning, so the nearest proposal may keep it
  const { table, ...rest } = caseOf(basis, frame, consultation, new Set(['zero-target']))
  // nearest to the proposal is the least total error against it
  const target = Float64Array.from(places, (each) => Math.round(each * NANO))
  const towards: Table = { ...table, target }
  const advised = consultation.advices.length > 0 ? (['outside-room', 'advised-distance'] as const) : []
  const levels = ['error', ...advised, 'moved'] as const
  const solved = await solveCase({ ...rest, table: towards, levels }, budget)
  const { allocation, status } = solved
  const columns = table.columns.length
  const why = () => inTime(budget, () => conflictOf(basis, frame, consultation, ['zero-target'], budget))
  return {
    status,
    placesChanged:
      allocation &&
      allocation.reduce((sum, each, cell) => sum + Math.round(Math.abs(each - places[cell]!) * NANO), 0) / NANO,
    allocation: allocation && matrixOf(allocation, columns, (each) => each),
    changes:
      allocation === null
        ? []
        : places.flatMap((from, cell) => {
            const to = allocation[cell]!
            const [specialty, oor] = [table.rows[Math.floor(cell / columns)]!, table.columns[cell % columns]!]
            return from === to ? [] : [{ specialty, oor, from, to }]
          }),
    certificate: certificateOf(levels, solved),
    conflict: status === 'infeasible' ? ((await why()) ?? CONFLICT_NOT_SOUGHT) : null,
  }
}
