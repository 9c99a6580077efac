/** Figures that come about step by step, as every form shows them: what is shown adds up, to the last decimal that is shown. */
import { small, TERM } from '../words/terms.js'
import { PICTURE } from '../words/pictures.js'
import { numberText, printable, signedText, wholeText, type Language } from '../words/texts.js'
import type { Text } from '../domain/language.js'
import type { Result } from '../shapes/answers/result.js'
import type { ScenarioComparison } from '../shapes/answers/comparison.js'
import { adding, billionths } from './adding.js'
import { partsOf } from './comparison.js'

/** A step from one figure of each OOR to the next, in places. */
export interface OorStep {
  readonly word: Text
  readonly by: readonly number[]
}

/** Where each OOR begins, the steps, and where it ends. */
export interface OorSteps {
  readonly from: { readonly word: Text; readonly values: readonly number[] }
  readonly steps: readonly OorStep[]
  readonly to: readonly number[]
}

/**
 * From care use to places, OOR by OOR (1.5 to 1.7 of the rules): summed, the floor, what earlier years owe, rounding. A step that
 * changes nothing anywhere is left out, but for rounding. null where the totals are not those of a scenario, or not told.
 */
export function totalSteps({
  oorTotals,
  carry,
  options,
}: Pick<Result, 'oorTotals' | 'carry' | 'options'>): OorSteps | null {
  if (oorTotals === null || oorTotals.raw === null || oorTotals.floored === null) return null
  const { raw, floored, rounded } = oorTotals
  const owed = carry?.rule === 'totals' ? (carry.arrears as readonly number[] | null) : null
  const before = owed === null ? floored : floored.map((each, o) => billionths(each + owed[o]!))
  const steps: readonly OorStep[] = [
    { word: TERM.byFloor, by: between(raw, floored) },
    { word: PICTURE.byArrears, by: between(floored, before) },
    {
      word: carry?.rule === 'cells' ? PICTURE.byArrearsAndRounding : PICTURE.byRoundingTotal,
      by: between(before, rounded),
    },
  ]
  const excluded = options['zeroCells.inTotals'] === 'excluded'
  return {
    from: { word: excluded ? PICTURE.summedWithout : PICTURE.summed, values: raw },
    steps: steps.filter(({ by }, i) => i === steps.length - 1 || by.some((each) => each !== 0)),
    to: rounded,
  }
}

/** From the places in one scenario to those in the other, OOR by OOR and cause by cause; null where these are not known. */
export function causeSteps({ a, b, difference }: Pick<ScenarioComparison, 'a' | 'b' | 'difference'>): OorSteps | null {
  if (difference === null) return null
  const parts = partsOf(difference)
  if (parts.length === 0) return null
  const sums = (matrix: readonly (readonly number[])[]) =>
    a.columns.map((_, o) => billionths(matrix.reduce((sum, row) => sum + row[o]!, 0)))
  return {
    from: { word: small(TERM.places), values: sums(a.allocation!) },
    steps: parts.map(({ word, values }) => ({ word, by: sums(values) })),
    to: sums(b.allocation!),
  }
}

/** The steps of one OOR in a line, for who does not see them drawn. */
export function toldSteps(code: string, { from, steps, to }: OorSteps, o: number, language: Language): string {
  const shown = adding(from.values[o]!, steps.map(({ by }) => by[o]!), 2) // prettier-ignore
  const begin = numberText(from.values[o]!, language, 2, true)
  return `${printable(code)}: ${[begin, ...shown.map((by) => signedText(by, language, 2))].join(' ')} = ${wholeText(to[o]!, language)}`
}

function between(from: readonly number[], to: readonly number[]): number[] {
  return to.map((each, o) => billionths(each - from[o]!))
}
