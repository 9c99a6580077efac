/** Many years as text for a terminal: what was assumed, how the methods compare, who gains, and what of it stands. */
import Table from 'cli-table3'
import type { Estimate, Fairness } from '../shapes/answers/fairness.js'
import { capital } from '../domain/language.js'
import { CARRYING, CONTENDER, intervalText, KNOWN, POPULATION, settingsText, WORDS } from '../words/fairness.js'
import { CHART } from '../words/charts.js'
import { DATA_LABEL, numberText, signedText, wholeText, type Language } from '../words/texts.js'

/** @param title of the scenario, where it has one */
export function fairnessText(
  answer: Fairness,
  { language, title }: { readonly language: Language; readonly title: string | null },
): string {
  const w = (word: keyof typeof WORDS) => WORDS[word][language]
  const whole = (value: number) => wholeText(value, language)
  const settings = settingsText(answer, language)
  const lines = [
    ...(title === null ? [] : [title]),
    DATA_LABEL[answer.data][language],
    '',
    `${capital(POPULATION[answer.population][language])}${settings === '' ? '' : ` (${settings})`}.`,
    KNOWN[language],
    `${w('runs')}: ${whole(answer.draws)}, ${w('years')}: ${whole(answer.years)}; ${w('seed')} ${answer.seed}. ${w('audited')}: ${whole(answer.audited)}.`,
    ...(answer.years > 1 ? [`${w('carry')}: ${CARRYING[answer.carry][language]}.`] : []),
    ...(answer.withoutTarget > 0 ? [`${whole(answer.withoutTarget)} ${w('withoutTarget')}.`] : []),
    '',
    methodTable(answer, language),
    w('unanswered'),
    '',
    effectTable(answer, language),
  ]
  if (answer.runs !== null) lines.push('', ...runLines(answer.runs, language))
  lines.push('', `${w('claims')}:`)
  if (answer.claims.length === 0) lines.push(`  ${w('noClaims')}`)
  return [...lines, ...answer.claims.map(({ text }) => `  - ${text}`)].join('\n')
}

function methodTable({ methods }: Fairness, language: Language): string {
  const w = (word: keyof typeof WORDS) => WORDS[word][language]
  const mean = (each: Estimate | null, digits = 2) =>
    each === null ? '–' : numberText(each.mean, language, digits, true)
  const table = textTable([
    w('methods'),
    w('answered'),
    w('stuck'),
    w('off'),
    w('nextBests'),
    w('beyond'),
    w('error'),
    w('largest'),
    w('reversals'),
  ])
  for (const each of methods) {
    table.push([
      CONTENDER[each.method][language],
      wholeText(each.answered, language),
      wholeText(each.stuck, language),
      wholeText(each.offTotals, language),
      mean(each.nextBests),
      each.beyond === null ? '–' : `${numberText(100 * each.beyond, language, 1, true)}%`,
      mean(each.error),
      mean(each.largestError),
      each.reversals === null ? '–' : numberText(each.reversals, language, 2, true),
    ])
  }
  return table.toString()
}

function effectTable({ effects }: Fairness, language: Language): string {
  const w = (word: keyof typeof WORDS) => WORDS[word][language]
  const signed = (each: Estimate | null, digits: number) => {
    if (each === null) return '–'
    const [mean, low, high] = [each.mean, each.low, each.high].map((value) =>
      value === null ? '–' : signedText(value, language, digits),
    )
    return `${mean} (${low} … ${high})`
  }
  const table = textTable([`${w('effects')} (95%)`, CHART.criterion[language], w('floor'), w('rounding'), w('size')])
  for (const { oor, criterion, floor, rounding, sizes } of effects) {
    table.push([
      oor,
      signed(criterion, 2),
      signed(floor, 2),
      signed(rounding, 3),
      numberText(sizes.rounding ?? 0, language, 2, true),
    ])
  }
  return table.toString()
}

function runLines(
  { years, method, worst, accumulated, cellsOffByOne }: NonNullable<Fairness['runs']>,
  language: Language,
): string[] {
  const w = (word: keyof typeof WORDS) => WORDS[word][language]
  const shown = [...new Set([1, Math.min(5, years), years])]
  const table = textTable([w('ahead'), ...shown.map(String)])
  for (const { oor, mean, low, high } of accumulated) {
    const at = (t: number) =>
      `${signedText(mean[t]!, language, 2)} (${signedText(low[t]!, language, 2)} … ${signedText(high[t]!, language, 2)})`
    table.push([oor, ...shown.map((year) => at(year - 1))])
  }
  const number = (each: Estimate) => `${numberText(each.mean, language, 3)} (${intervalText(each, language)})`
  return [
    `${CONTENDER[method][language]}: ${w('fan')}`,
    table.toString(),
    `${w('worst')}: ${number(worst)}; ${w('offByOne')}: ${number(cellsOffByOne)}.`,
  ]
}

function textTable(head: readonly string[]): Table.Table {
  return new Table({
    head: [...head],
    colAligns: ['left', ...head.slice(1).map(() => 'right' as const)],
    style: { head: [], border: [], compact: true },
  })
}
