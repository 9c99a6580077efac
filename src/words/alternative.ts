/** What is said of one place more, or fewer, in a cell: the whole truth, and only what the numbers beside it show. */
import type { Alternative, Explanation } from '../shapes/answers/explanation.js'
import { PROTOCOLS_OWN } from '../domain/result.js'
import { numberText, wholeText, type Language, type Text } from '../domain/language.js'
import { LEVEL, NOT_SOUGHT, signedText, STATUS } from './texts.js'

type Extra = NonNullable<Alternative['extra']>[number]

/**
 * The sentence.
 * @param now the places that the cell has
 */
export function alternativeText(alternative: Alternative, now: number, language: Language): string {
  const places = wholeText(alternative.places, language)
  const { status, extra, sameNextBests, conflict } = alternative
  // out of time is no answer, least of all that it is impossible
  if (status === 'time-limit') return `${places}: ${NOT_SOUGHT[language]}.`
  if (extra === null) {
    const why = conflict === null ? `${STATUS[status][language]}.` : conflict.texts[language]
    return { nl: `${places} kan niet: ${why}`, en: `${places} is impossible: ${why}` }[language]
  }
  // `proportional` has no levels to compare; its multipliers prove that nothing is better
  if (extra.length === 0) {
    return {
      nl: `${places} kan, maar is nooit evenrediger.`,
      en: `${places} is possible, but never more proportional.`,
    }[language]
  }
  const dearer = extra.filter(({ value }) => value !== 0)
  if (sameNextBests === true) return asManyText(places, wholeText(now, language), dearer, extra, language)
  const first = dearer[0]
  if (first === undefined) {
    return { nl: `${places} kan ook: dat is even goed.`, en: `${places} is possible too: it is as good.` }[language]
  }
  if (!isProtocols(first)) {
    const cost = dearer.map((each) => extraText(each, language)).join(', ')
    return { nl: `${places} zou kosten: ${cost}.`, en: `${places} would cost: ${cost}.` }[language]
  }
  const cost = { nl: dearer.filter(isProtocols).map((each) => moreText(each, 'nl')).join(' en '), en: dearer.filter(isProtocols).map((each) => moreText(each, 'en')).join(' and ') } // prettier-ignore
  return { nl: `${places} zou ${cost.nl} kosten.`, en: `${places} would need ${cost.en}.` }[language]
}

/** How near it was: by how much care use would have to change; null where there is nothing to say. */
export function careUseText({ careUse, places }: Alternative, language: Language): string | null {
  if (careUse === null) return null
  const { percent, back } = careUse
  const by = numberText(Math.abs(percent), language, 2)
  const isMore = percent > 0
  const sentence = {
    nl: `Met ${by}% ${isMore ? 'meer' : 'minder'} zorggebruik had deze cel er ${wholeText(places, 'nl')} of ${isMore ? 'meer' : 'minder'} gekregen, alles opnieuw berekend`,
    en: `With ${by}% ${isMore ? 'more' : 'less'} care use this cell would have got ${wholeText(places, 'en')} or ${isMore ? 'more' : 'fewer'}, everything computed anew`,
  }[language]
  const again = { nl: ' (verderop slaat dat weer terug)', en: ' (further out it turns back again)' }[language]
  return `${sentence}${back === true ? again : ''}.`
}

/** As good for the protocol; what then decides is ours. */
function asManyText(
  places: string,
  now: string,
  [decisive]: readonly Extra[],
  extra: readonly Extra[],
  language: Language,
): string {
  const silent = { nl: 'het protocol kiest niet', en: 'the protocol does not choose' }[language]
  const too = {
    nl: `${places} kan ook, met evenveel next bests`,
    en: `${places} is possible too, with as many next bests`,
  }[language]
  if (decisive !== undefined) return `${too}; ${betterText(now, decisive, language)}; ${silent}.`
  // without our choice there is nothing more to be as good on
  if (extra.every(isProtocols)) return `${too}; ${silent}.`
  const same = { nl: 'en verder even goed', en: 'and as good in all else' }[language]
  return `${too}, ${same}; ${silent}.`
}

/** In what the answer is better than its neighbour. */
function betterText(now: string, { name, value }: Extra, language: Language): string {
  const number = amountText(value, language)
  const texts: Readonly<Record<string, Text>> = {
    error: {
      nl: `${now} is in totaal dichterbij, met ${number} plaats`,
      en: `${now} is nearer in total, by ${number} place`,
    },
    'error-with-arrears': {
      nl: `${now} is in totaal dichterbij, met ${number} plaats, wat cellen nog tegoed hebben meegeteld`,
      en: `${now} is nearer in total, by ${number} place, what cells are owed counted in`,
    },
    near: {
      nl: `bij ${now} komen er ${number} plaatsen minder bij tegenover de gegeven verdeling`,
      en: `with ${now} there are ${number} places fewer gained over the given allocation`,
    },
    'largest-error': {
      nl: `bij ${now} is de grootste fout kleiner, met ${number} plaats`,
      en: `with ${now} the largest error is smaller, by ${number} place`,
    },
  }
  return texts[name]?.[language] ?? `${now}: ${extraText({ name, value: -value }, language)}`
}

function isProtocols({ name }: Extra): boolean {
  return PROTOCOLS_OWN.some((own) => own === name)
}

/** "één next best meer", "2 stappen verder dan next best". */
function moreText({ name, value }: Extra, language: Language): string {
  const isOne = Math.abs(value) === 1
  const count = isOne ? { nl: 'één', en: 'one' }[language] : wholeText(Math.abs(value), language)
  if (name === 'beyond-next-best') {
    return {
      nl: `${count} ${isOne ? 'stap' : 'stappen'} verder dan next best`,
      en: `${count} ${isOne ? 'step' : 'steps'} beyond next best`,
    }[language]
  }
  return {
    nl: `${count} ${isOne ? 'next best' : 'next bests'} ${value > 0 ? 'meer' : 'minder'}`,
    en: `${count} next ${isOne ? 'best' : 'bests'} ${value > 0 ? 'more' : 'fewer'}`,
  }[language]
}

function extraText({ name, value }: Extra, language: Language): string {
  return `${signedText(value, language, Number.isInteger(value) ? 0 : 6)} ${LEVEL[name][language]}`
}

/** Three decimals, or all nine where those would show nothing. */
function amountText(value: number, language: Language): string {
  if (Number.isInteger(value)) return wholeText(value, language)
  return Math.abs(value) < 0.0005 ? numberText(value, language, 9) : numberText(value, language, 3, true)
}

/** Why a cell is not rounded naturally, by what its neighbour on the natural side would cost; '' where that is not known. */
export function whyNotNatural(explanation: Explanation, language: Language): string {
  const { deviation, oneMore, oneFewer, result } = explanation
  if (deviation === null || result.status !== 'optimal') return ''
  const nearer = deviation.allocated > deviation.natural ? oneFewer : oneMore
  if (nearer === null || nearer.status === 'time-limit') return ''
  if (nearer.extra === null) {
    return { nl: ', omdat anders niet alle totalen kloppen', en: ', because otherwise not all totals are met' }[
      language
    ]
  }
  if (nearer.sameNextBests === true) {
    const ours = nearer.extra.some((each) => !isProtocols(each) && each.value > 0)
    return ours
      ? {
          nl: ', al kan het anders met evenveel next bests: dat dit de nauwkeurigste in totaal is, telt omdat wij dat kiezen (tieBreak=error), niet het protocol',
          en: ', though it could be otherwise with as many next bests: that this is the most accurate in total counts because we choose so (tieBreak=error), not the protocol',
        }[language]
      : {
          nl: ', al kan het anders met evenveel next bests: het protocol kiest niet',
          en: ', though it could be otherwise with as many next bests: the protocol does not choose',
        }[language]
  }
  const decisive = nearer.extra.find(({ value }) => value !== 0)
  if (decisive === undefined) return ''
  if (decisive.name === 'beyond-next-best') {
    return { nl: ', omdat het anders verder dan next best zou gaan', en: ', because otherwise it would go beyond next best' }[language] // prettier-ignore
  }
  if (decisive.name === 'next-best') {
    return { nl: ', omdat het anders meer next bests zou kosten', en: ', because otherwise it would need more next bests' }[language] // prettier-ignore
  }
  return { nl: ', omdat de verdeling als geheel zo het best uitkomt', en: ', because the allocation as a whole is best so' }[language] // prettier-ignore
}
