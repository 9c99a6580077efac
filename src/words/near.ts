/** What is said of an allocation that stays near to a given one: places gained and lost, and why no fewer. */
import type { Result } from '../shapes/answers/result.js'
import { wholeText, type Language, type Text } from './texts.js'

/** The sentence; null where there is no allocation or nothing to be near to. */
export function nearText({ near, levels, objective, status }: Result, language: Language): string | null {
  const gained = levels?.find(({ name }) => name === 'near')?.value ?? null
  if (near === null || near.lost === null || gained === null) return null
  const [more, fewer] = [gained, near.lost].map((each) => wholeText(each, language))
  const least = status !== 'optimal' ? '' : LEAST[near.rank === 'first' ? 'first' : objective]?.[language]
  return {
    nl: `Tegenover de gegeven verdeling: ${more} plaatsen erbij en ${fewer} eraf${least ?? ''}`,
    en: `Against the given allocation: ${more} more and ${fewer} fewer places${least ?? ''}`,
  }[language]
}

/** What holds however few are moved. */
const LEAST: Readonly<Partial<Record<Result['objective'] | 'first', Text>>> = {
  first: { nl: '; minder kan niet', en: '; fewer is impossible' },
  'next-best': {
    nl: '; minder kan niet met even weinig next bests',
    en: '; fewer is impossible with as few next bests',
  },
  largest: {
    nl: '; minder kan niet met dezelfde grootste fout en even weinig next bests',
    en: '; fewer is impossible with the same largest error and as few next bests',
  },
  absolute: { nl: '; minder kan niet met dezelfde totale fout', en: '; fewer is impossible with the same total error' },
  squares: {
    nl: '; minder kan niet met dezelfde som van kwadraten',
    en: '; fewer is impossible with the same sum of squares',
  },
}
