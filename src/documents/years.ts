/** What solving years together gains, as every form shows it: words and figures, without a look. */
import type { Text } from '../domain/language.js'
import type { Years, YearsLevel } from '../shapes/answers/years.js'
import { around, small, TERM } from '../words/terms.js'
import { PROPOSAL_LEVEL } from '../words/texts.js'

const LEVEL = {
  'beyond-next-best': PROPOSAL_LEVEL['beyond-next-best'],
  'next-best': PROPOSAL_LEVEL['next-best'],
  'sum-beyond-next-best': PROPOSAL_LEVEL['beyond-next-best'],
  'sum-next-best': PROPOSAL_LEVEL['next-best'],
  error: PROPOSAL_LEVEL.error,
  'sum-error': PROPOSAL_LEVEL.error,
} as const satisfies Readonly<Record<YearsLevel['name'], Text>>

/** "cellen niet natuurlijk afgerond (in de som)" */
export function yearsLevel(name: YearsLevel['name']): Text {
  const { nl, en } = around(' (', small(name.startsWith('sum-') ? TERM.inSum : TERM.inYears), ')')
  return { nl: LEVEL[name].nl + nl, en: LEVEL[name].en + en }
}

/** Together beside apart, most important first, less is better; null where that is not published. */
export interface Gain {
  readonly word: Text
  readonly together: number | null
  readonly apart: number | null
}

/** The levels, and below them who is unlucky twice; nothing where there is no allocation. */
export function gainLines({ together, apart }: Pick<Years, 'together' | 'apart'>): Gain[] {
  if (together === null || apart === null) return []
  const levels = together.levels.map(({ name, value }) => ({
    word: yearsLevel(name),
    together: value,
    apart: apart.levels.find((level) => level.name === name)?.value ?? null,
  }))
  const [now, otherwise] = [together, apart].map(({ unluckyTwice }) => unluckyTwice?.length ?? null) as [Gain['apart'], Gain['apart']] // prettier-ignore
  return [...levels, { word: small(TERM.unluckyCells), together: now, apart: otherwise }]
}
