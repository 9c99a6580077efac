/** How far a result rests on the precision with which shares were typed, in a sentence. */
import type { Result } from '../shapes/answers/result.js'
import { numberText, wholeText, type Language } from '../domain/language.js'

/** null where care use was not typed as shares, or nobody looked. */
export function precisionText({ precision }: Pick<Result, 'precision'>, language: Language): string | null {
  if (precision === null) return null
  const { draws, answered, cells, mean, totals } = precision
  const [tried, changed, others] = [draws, cells, totals].map((each) => wholeText(each, language))
  const head = {
    nl: `De aandelen zijn afgerond ingevoerd: in ${tried} trekkingen binnen een halve eenheid van het laatste cijfer`,
    en: `The shares were typed rounded: in ${tried} draws within half a unit of the last digit`,
  }[language]
  const none = answered === draws ? '' : without(draws - answered, language)
  if (cells === 0) {
    return { nl: `${head} verandert geen enkele cel${none}`, en: `${head} no cell at all changes${none}` }[language]
  }
  const average = numberText(mean, language, 1)
  return {
    nl: `${head} ${cells === 1 ? 'verandert één cel' : `veranderen ${changed} cellen`} (gemiddeld ${average} per trekking) en ${totals === 0 ? 'geen OOR-totaal' : totals === 1 ? 'één OOR-totaal' : `${others} OOR-totalen`}${none}`,
    en: `${head} ${cells === 1 ? 'one cell changes' : `${changed} cells change`} (${average} a draw on average) and ${totals === 0 ? 'no OOR total' : totals === 1 ? 'one OOR total' : `${others} OOR totals`}${none}`,
  }[language]
}

function without(count: number, language: Language): string {
  const number = wholeText(count, language)
  return { nl: ` (${number} zonder uitkomst)`, en: ` (${number} without an answer)` }[language]
}
