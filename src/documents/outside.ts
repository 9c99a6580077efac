/** The track of specialties outside the frame, as every form shows it: places per OOR and specialty, and what was said with them. */
import type { Language } from '../domain/language.js'
import type { Consultation } from '../domain/proposal.js'
import { outsideName, outsideText } from '../words/outside.js'
import { oorTableOf, type OorTable } from './per-oor.js'

export interface OutsideTrack {
  readonly table: OorTable
  /** A line for each advice. */
  readonly notes: readonly string[]
}

/** @param columns the OORs; null where nobody advised on such a specialty */
export function outsideTrack(
  { outside = [] }: Pick<Consultation, 'outside'>,
  columns: readonly string[],
  language: Language,
): OutsideTrack | null {
  if (outside.length === 0) return null
  const lines = columns.map((oor, o) => ({ oor, places: outside.map(({ row }) => row[o]!) }))
  return {
    table: oorTableOf(
      lines,
      outside.map(({ specialty }, i) => ({ word: outsideName(specialty), of: ({ places }) => places[i]! })),
    ),
    notes: outside.map((advice) => outsideText(advice, columns, language)),
  }
}
