/** The levels of a draft as an answer shows them: in places and weighted places instead of the checker's whole numbers. */
import type { ProposalCase } from '../../models/integral-proposal.js'
import { nanoToPlaces } from '../domain/decimal.js'
import type { ProposalLevelName } from '../domain/proposal.js'
import { fromParts } from '../domain/today.js'

/** A level with its value: weighted places, OORs, places, or the error in places. */
export interface ProposalLevel {
  readonly name: ProposalLevelName
  readonly value: number
}

/** What tells how the whole numbers of a case become places. */
type Counting = Pick<ProposalCase, 'today'>

export function levelsOf(
  { levels, today }: Pick<ProposalCase, 'levels' | 'today'>,
  values: readonly bigint[],
): ProposalLevel[] {
  return levels.map((name, i) => ({ name, value: inPlaces(name, values[i]!, { today }) }))
}

/** From the checker's whole numbers: weights count in thousandths, errors in billionths, changes in parts of a place. */
export function inPlaces(name: ProposalLevelName, value: bigint, { today }: Counting): number {
  if (name === 'mutation') return fromParts(Number(value), today.parts)
  if (name === 'error') return nanoToPlaces(Number(value))
  return name === 'outside-room' || name === 'advised-distance' ? Number(value) / 1000 : Number(value)
}
