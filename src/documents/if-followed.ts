/** What following each advice would cost, as pages and workbooks show it. */
import { changeText, type Language } from '../domain/language.js'
import type { Draft } from '../shapes/answers/draft.js'
import { IF_FOLLOWED, otherAdvices, wishChanges } from '../words/if-followed.js'
import { TERM } from '../words/terms.js'
import { whole, word, type FigureTable } from './figures.js'

/** A line per advice that is not followed; null where nobody asked. */
export function ifFollowedTable(
  { advices }: Pick<Draft, 'advices'>,
  nameOf: (code: string) => string,
  language: Language,
): FigureTable | null {
  const asked = advices.filter(({ followed, ifFollowed }) => followed === 'no' && ifFollowed !== undefined)
  if (asked.length === 0) return null
  const t = (key: keyof typeof IF_FOLLOWED) => IF_FOLLOWED[key][language]
  return {
    id: 'volgen',
    caption: t('title'),
    columns: [
      word(TERM.specialty[language]),
      whole(TERM.placesOutsideRoom[language]),
      word(t('wishes')),
      word(t('others')),
      word(t('changes')),
    ],
    rows: asked.map(({ specialty, placesOutsideRoom, ifFollowed: found }) => [
      nameOf(specialty),
      placesOutsideRoom,
      found == null ? t('notSought') : wishChanges(found, language),
      found == null ? '–' : otherAdvices(found, nameOf, language) || '–',
      (found?.changes ?? []).map((each) => `${each.specialty}-${each.oor} ${changeText(each, language)}`).join(', ') ||
        '–',
    ]),
  }
}
