/** The levels of a draft as an answer shows them: in places and weighted places instead of the checker's whole numbers. */
import { nanoToPlaces } from '../domain/decimal.js'
import type { ProposalLevelName } from '../domain/proposal.js'

/** A level with its value: weighted places, OORs, places, or the error in places. */
export interface ProposalLevel {
  readonly name: ProposalLevelName
  readonly value: number
}

export function levelsOf(names: readonly ProposalLevelName[], values: readonly bigint[]): ProposalLevel[] {
  return names.map((name, i) => ({ name, value: inPlaces(name, values[i]!) }))
}

/** From the checker's whole numbers: weights count in thousandths, errors in billionths. */
export function inPlaces(name: ProposalLevelName, value: bigint): number {
  if (name === 'error') return nanoToPlaces(Number(value))
  return name === 'outside-room' || name === 'advised-distance' ? Number(value) / 1000 : Number(value)
}
