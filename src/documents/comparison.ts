/** Two scenarios as every form shows them: per OOR in the form of the protocol's tables, the causes, and what is said of them. */
import { numberText, signedText, wholeText, type Language, type Text } from '../words/texts.js'
import { BY_TARGETS, CAUSE, NO_CAUSES, PATH } from '../words/comparison.js'
import { TERM } from '../words/terms.js'
import type { Causes, Comparison, ScenarioComparison } from '../shapes/answers/comparison.js'
import type { Result } from '../shapes/answers/result.js'
import { adding } from './adding.js'

type Matrix = readonly (readonly number[])[]
type Difference = NonNullable<ScenarioComparison['difference']>

/** What a difference is made of: as far as it is told, by cause, else what the targets and what rounding did. */
export interface CausePart {
  readonly word: Text
  readonly values: Matrix
}

/** The parts of a difference; causes that change nothing are left out, but for rounding. They add up to it in every cell. */
export function partsOf({ target, rounding, causes }: Difference): CausePart[] {
  if (target === null || rounding === null) return []
  if (causes === null) return [{ word: BY_TARGETS, values: target }, { word: TERM.byRounding, values: rounding }] // prettier-ignore
  return (Object.keys(CAUSE) as (keyof Causes)[])
    .filter((cause) => cause === 'rounding' || causes[cause].some((row) => row.some((by) => by !== 0)))
    .map((cause) => ({ word: CAUSE[cause], values: causes[cause] }))
}

/** A line of the table per OOR: places, a percentage, or a difference. */
export interface OorLine {
  readonly kind: 'places' | 'percent' | 'difference' | 'part'
  /** Of which of the two, where it is of one. */
  readonly of: 'a' | 'b' | null
  readonly word: Text | null
  /** In places or per cent; one per OOR, and of all. */
  readonly values: readonly number[]
  readonly total: number
  /** The same, and then the total, as people read them: what a difference is made of adds up to the last decimal shown. */
  readonly shown: readonly number[]
}

/**
 * The table per OOR: of each scenario its places and, as the protocol prints them, percentages of the totals before rounding (P26 Tabel 2
 * and 3) and of the whole ones (L27 Tabel 1); the difference, and what it is made of.
 */
export function oorLines({ a, b, difference }: ScenarioComparison): OorLine[] {
  if (difference === null) return []
  const parts = partsOf(difference).map(({ word, values }) => lineOf('part', null, word, columnSums(values, a.columns.length))) // prettier-ignore
  const from = columnSums(a.allocation!, a.columns.length)
  const shown = [...from, sumOf(from)].map((places, o) => adding(places, parts.map((part) => part.shown[o]!), 2)) // prettier-ignore
  return [
    ...sideLines(a, 'a'),
    ...sideLines(b, 'b'),
    lineOf('difference', null, TERM.difference, difference.columns),
    ...parts.map((part, i) => ({ ...part, shown: shown.map((each) => each[i]!) })),
  ]
}

function sideLines({ allocation, columns, oorTotals }: Result, of: 'a' | 'b'): OorLine[] {
  const places = columnSums(allocation!, columns.length)
  const national = sumOf(places)
  const percent = (totals: readonly number[]) => totals.map((total) => (national === 0 ? 0 : (100 * total) / national))
  const floored = oorTotals?.floored ?? null
  return [
    lineOf('places', of, null, places),
    ...(floored === null
      ? []
      : [
          lineOf('percent', of, TERM.beforeRounding, percent(floored)),
          lineOf('percent', of, TERM.afterRounding, percent(places)),
        ]),
  ]
}

function lineOf(kind: OorLine['kind'], of: OorLine['of'], word: Text | null, values: readonly number[]): OorLine {
  const total = sumOf(values)
  return { kind, of, word, values, total, shown: [...values, total] }
}

/** A figure of a line, as people read it. */
export function oorFigure(kind: OorLine['kind'], value: number, language: Language): string {
  switch (kind) {
    case 'places':
      return wholeText(value, language)
    case 'percent':
      return numberText(value, language, 1, true)
    case 'difference':
      return signedText(value, language)
    case 'part':
      return signedText(value, language, 2)
  }
}

/** What is said of a comparison, most important first: the OORs, then the cells, then why. */
export function comparisonSentences(
  comparison: Pick<Comparison, 'a' | 'b' | 'difference' | 'paired' | 'leeway'>,
  [from, to]: readonly [string, string],
  language: Language,
): string[] {
  const { a, difference, leeway } = comparison
  if (difference === null) {
    return [
      {
        nl: 'Niet voor beide scenario’s is er een verdeling; er valt dus niets te vergelijken.',
        en: 'There is no allocation for both scenarios; so there is nothing to compare.',
      }[language],
    ]
  }
  return [
    oorSentence(a.columns, difference.columns, from, to, language),
    movedSentence(difference.columns, language),
    ...(leeway === null ? [] : [leewaySentence(leeway, language)]),
    cellsSentence(difference, language),
    ...pairedSentences(comparison, language),
    ...whySentences(difference, language),
  ]
}

/** How causes were told apart, where there are several; or why they were not. */
function whySentences(difference: Difference, language: Language): string[] {
  if (difference.causesReason !== null) return [NO_CAUSES[difference.causesReason][language]]
  return partsOf(difference).length > 2 ? [PATH[language]] : []
}

/** The OORs first: what each has more or fewer. */
function oorSentence(
  codes: readonly string[],
  columns: readonly number[],
  from: string,
  to: string,
  language: Language,
): string {
  const told = codes.slice(0, MOST_OORS).map((code, o) => `${code} ${signedText(columns[o]!, language)}`)
  const more = codes.length > MOST_OORS ? ', …' : ''
  return { nl: `Van ${from} naar ${to}: `, en: `From ${from} to ${to}: ` }[language] + `${told.join(', ')}${more}.`
}

/** More OORs than these stand in the table only. */
const MOST_OORS = 20

/** What OORs gain and lose; where there are more or fewer places altogether, that is no mere move. */
function movedSentence(columns: readonly number[], language: Language): string {
  const gained = sumOf(columns.map((by) => Math.max(0, by)))
  const all = sumOf(columns)
  const [gain, loss] = [wholeText(gained, language), wholeText(gained - all, language)]
  if (all === 0) {
    return {
      nl: `Er ${gained === 1 ? 'gaat' : 'gaan'} ${gain} ${gained === 1 ? 'plaats' : 'plaatsen'} van de ene OOR naar de andere.`,
      en: `${gain} ${gained === 1 ? 'place goes' : 'places go'} from one OOR to another.`,
    }[language]
  }
  return {
    nl: `Het landelijk totaal verandert met ${signedText(all, 'nl')}: OOR’s krijgen er samen ${gain} plaatsen bij en leveren er ${loss} in.`,
    en: `The national total changes by ${signedText(all, 'en')}: OORs together gain ${gain} places and give up ${loss}.`,
  }[language]
}

/** What of a reference falls outside the leeway around the base (P26 Regelruimte 1). */
function leewaySentence(
  { below, above, total, moved, outside }: NonNullable<Comparison['leeway']>,
  language: Language,
): string {
  const whole = (value: number) => wholeText(value, language)
  const bounds = `-${whole(below)}/+${whole(above)}`
  const told = outside.map(({ oor, by }) => `${oor} (${signedText(by, language)})`).join(', ')
  const isOver = moved > total
  return {
    nl: `Tegenover de basisverdeling valt de referentieverdeling ${outside.length === 0 ? `bij geen enkele OOR buiten ${bounds}` : `buiten ${bounds} bij ${told}`}; van de regelruimte vraagt zij ${whole(moved)}, ${isOver ? 'meer dan' : 'binnen'} de ${whole(total)}.`,
    en: `Against the base distribution the reference ${outside.length === 0 ? `is within ${bounds} at every OOR` : `is outside ${bounds} at ${told}`}; of the leeway it takes ${whole(moved)}, ${isOver ? 'more than' : 'within'} the ${whole(total)}.`,
  }[language]
}

/** How many cells differ, and in how many of them rounding did more than the scenarios. */
function cellsSentence({ allocation, target, rounding }: Difference, language: Language): string {
  const whole = (value: number) => wholeText(value, language)
  const changed = allocation.flatMap((row, s) => row.flatMap((by, o) => (by === 0 ? [] : [{ s, o }])))
  const cells = {
    nl: `Van de ${whole(allocation.flat().length)} cellen ${changed.length === 1 ? 'is er 1' : `zijn er ${whole(changed.length)}`} anders`,
    en: `Of the ${whole(allocation.flat().length)} cells, ${whole(changed.length)} ${changed.length === 1 ? 'is' : 'are'} different`,
  }[language]
  if (target === null || rounding === null || changed.length === 0) return `${cells}.`
  const byRounding = whole(changed.filter(({ s, o }) => Math.abs(target[s]![o]!) < Math.abs(rounding[s]![o]!)).length)
  return {
    nl: `${cells}; bij ${byRounding} daarvan doet afronding meer dan wat de scenario’s onderscheidt.`,
    en: `${cells}; in ${byRounding} of those rounding does more than what sets the scenarios apart.`,
  }[language]
}

/** What differs alone and together; what had to move is places, not cells. Nothing where the two were not solved as a pair. */
export function pairedSentences({ b, paired }: Pick<Comparison, 'b' | 'paired'>, language: Language): string[] {
  if (paired === null) return []
  const { alone, together, placesAlone, placesTogether } = paired
  const whole = (value: number) => wholeText(value, language)
  const isProven = b.status === 'optimal'
  const [one, other] = [placesAlone, placesTogether]
  const text = {
    nl: `Los van elkaar opgelost verschillen ${whole(alone)} cellen en ${whole(one)} plaatsen, zo dicht mogelijk bij de eerste opgelost ${whole(together)} cellen en ${whole(other)} plaatsen${isProven ? `: ${whole(other)} plaatsen moesten verschuiven; welke cellen, wordt niet beweerd` : ''}.`,
    en: `Solved apart, ${whole(alone)} cells and ${whole(one)} places differ, solved as near to the first as can be ${whole(together)} cells and ${whole(other)} places${isProven ? `: ${whole(other)} places had to move; which cells is not claimed` : ''}.`,
  }[language]
  return [text]
}

function columnSums(matrix: Matrix, columns: number): number[] {
  return Array.from({ length: columns }, (_, o) => sumOf(matrix.map((row) => row[o]!)))
}

/** In whole billionths: decimals without the noise of adding them. */
function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, each) => sum + Math.round(each * 1e9), 0) / 1e9
}
