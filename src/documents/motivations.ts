/** The motivations that are needed as every form lists them. */
import type { NeededMotivation } from '../shapes/answers/proposal.js'

/** A line per motivation; of an OOR that is motivated cell by cell, a line for each of its cells that deviate. */
export function neededLines(needed: readonly NeededMotivation[]): readonly Omit<NeededMotivation, 'cells'>[] {
  return needed.flatMap(({ cells, ...whole }) =>
    cells.length === 0 ? [whole] : cells.map((cell) => ({ oor: whole.oor, ...cell })),
  )
}
