/** What following an advice would cost, in words. */
import { changeText } from '../domain/language.js'
import type { IfFollowed } from '../shapes/answers/draft.js'
import { EFFECTS } from './effects.js'
import { small, TERM } from './terms.js'
import { numberText, PROPOSAL_LEVEL, type Language, type Text } from './texts.js'

export const IF_FOLLOWED = {
  title: { nl: 'Wat volgen zou kosten', en: 'What following would cost' },
  about: {
    nl: 'Per advies dat niet is gevolgd: het beste voorstel in hetzelfde kader dat het wel volgt, opnieuw opgelost. De eerste wens die verschilt is daarin slechter; wat erna komt kan beter zijn.',
    en: 'Per advice that is not followed: the best proposal in the same frame that does follow it, solved again. The first wish that differs is worse in it; what comes after may be better.',
  },
  impossible: {
    nl: 'past in geen enkel voorstel binnen het kader',
    en: 'fits no proposal within the frame',
  },
  asGood: {
    nl: 'kan ook: elke wens even goed, alleen de afronding minder natuurlijk',
    en: 'is possible too: every wish as good, only the rounding less natural',
  },
  notSought: {
    nl: 'niet uitgezocht: te weinig tijd, of te veel adviezen',
    en: 'not worked out: too little time, or too many advices',
  },
  wishes: { nl: 'Wensen, nu → dan', en: 'Wishes, now → then' },
  others: { nl: 'Andere adviezen, plaatsen buiten de ruimte', en: 'Other advices, places outside the room' },
  changes: TERM.whatThenChanges,
  outside: small(EFFECTS.outside),
  cost: { nl: 'volgen zou kosten', en: 'following would cost' },
  followed: { nl: 'volgen', en: 'following' },
} as const satisfies Record<string, Text>

type NameOf = (specialty: string) => string

/** "attention points missed 18 → 20" */
export function wishChanges({ possible, asGood, levels }: IfFollowed, language: Language): string {
  if (!possible) return IF_FOLLOWED.impossible[language]
  if (asGood) return IF_FOLLOWED.asGood[language]
  const value = (each: number) => numberText(each, language, 9)
  return levels
    .map(({ name, now, after }) => `${PROPOSAL_LEVEL[name][language]} ${value(now)} → ${value(after)}`)
    .join('; ')
}

/** "37 Radiologie 0 → 2" */
export function otherAdvices({ advices }: IfFollowed, nameOf: NameOf, language: Language): string {
  return advices
    .map(({ specialty, now, after }) => `${nameOf(specialty)} ${changeText({ from: now, to: after }, language)}`)
    .join(', ')
}

/** In a line, for a terminal; null where it was not asked or is followed. @param isOpen whether it is not followed */
export function ifFollowedText(
  found: IfFollowed | null | undefined,
  isOpen: boolean,
  nameOf: NameOf,
  language: Language,
): string | null {
  if (found === undefined || !isOpen) return null
  if (found === null) return `${IF_FOLLOWED.cost[language]}: ${IF_FOLLOWED.notSought[language]}`
  const others = otherAdvices(found, nameOf, language)
  const outside = others === '' ? [] : [`${others} ${IF_FOLLOWED.outside[language]}`]
  const word = found.possible && !found.asGood ? `${IF_FOLLOWED.cost[language]}:` : IF_FOLLOWED.followed[language]
  return `${word} ${[wishChanges(found, language), ...outside].join('; ')}`
}
