/** Many years as a workbook: the summary, and the tables of the page with every figure and every end of an interval in a cell of its own. */
import {
  aheadTable,
  claimTable,
  effectTable,
  measureTable,
  methodTable,
  missTable,
  oorTable,
  sizeTable,
  steadyMethods,
} from '../documents/fairness.js'
import type { FigureTable } from '../documents/figures.js'
import { fairnessSummary } from '../documents/fairness-summary.js'
import { readingTable } from '../documents/sensitivity.js'
import { capital } from '../domain/language.js'
import type { WrittenSheet } from '../io/xlsx/write.js'
import type { Fairness } from '../shapes/answers/fairness.js'
import type { Sensitivity } from '../shapes/answers/sensitivity.js'
import { CHART } from '../words/charts.js'
import { CARRYING, CONTENDER, KNOWN, POPULATION, settingsText, WORDS as FAIR } from '../words/fairness.js'
import { titleText } from '../words/heading.js'
import { fairnessRecipe } from '../words/recipe.js'
import { WORDS as READINGS } from '../words/sensitivity.js'
import { TERM } from '../words/terms.js'
import { printable, type Language } from '../words/texts.js'
import { SHEET, WORDS } from '../words/workbook.js'
import { accountPage, line, scenarioFacts } from './account.js'
import { blocksSheet } from './comparison.js'
import { figuresSheet, headOf, lookOf, rowOf } from './figures.js'
import { cell, heightOf, LOOK } from './looks.js'
import { checkSize, headerOf, heading, labelOf, workbookOf, type Context, type Rows } from './setting.js'

/**
 * The workbook of many years. The same answer, the same bytes.
 * @param beside the same runs under another rule of carrying over
 * @param readings what each reading of the protocol does in the scenario itself
 * @throws InputError `too-large` for tables of more than a hundred thousand cells
 */
export async function fairnessWorkbook(
  answer: Fairness,
  { beside, readings }: { readonly beside: Fairness | null; readonly readings: Sensitivity | null },
  context: Context,
): Promise<Uint8Array> {
  const { language, scenario } = context
  const { methods } = answer
  checkSize(methods[0]!.specialties.length, methods.length * (methods[0]!.oors.length + 2))
  const title = scenario === null ? answer.scenario : titleText(scenario, language)
  const sheet = (name: string, tables: readonly (FigureTable | null)[]) =>
    figuresSheet({ name, title, data: answer.data, about: assumed(answer, language) }, tables.filter((each) => each !== null), context) // prettier-ignore
  const ahead = [answer, beside].map((each, i) => each && aheadTable(each, `jaren-${i + 1}`, language))
  return workbookOf(title, [
    summarySheet(title, answer, beside, context),
    sheet(SHEET.effects[language], [
      effectTable(answer, language),
      oorTable(answer, language),
      missTable(answer, language),
    ]),
    ...(readings?.base.allocation == null
      ? []
      : [figuresSheet({ name: READINGS.sheet[language], title, data: answer.data, about: CHART.readingsNote[language], first: 38 }, [readingTable(readings, language)], context)]), // prettier-ignore
    sheet(SHEET.methods[language], [methodTable(answer, language), measureTable(answer, language)]),
    ...(answer.runs === null ? [] : [sheet(SHEET.ahead[language], ahead)]),
    sheet(SHEET.sizes[language], [sizeTable(answer, language)]),
    ...cellsSheet(title, answer, context),
    account(title, answer, beside, context),
  ])
}

const WIDE = [110, 16]

function summarySheet(title: string, answer: Fairness, beside: Fairness | null, context: Context): WrittenSheet {
  const { language } = context
  const told = [...fairnessSummary(answer, beside, language), KNOWN[language]].map(printable)
  const claims = claimTable(answer, language)
  const top = heading(title, answer.data, assumed(answer, language), context)
  const rows: Rows = [
    ...top,
    [],
    ...told.map((text) => [cell(text, LOOK.long)]),
    [],
    [cell(FAIR.claims[language], LOOK.section)],
    ...(claims === null
      ? [[cell(capital(FAIR.noClaims[language]), LOOK.note)]]
      : [headOf(claims, language), ...claims.rows.map((row) => rowOf(row, claims.columns))]),
  ]
  const heights = rows.map((row) => Math.max(...row.map((each, i) => heightOf(String(each?.value ?? ''), WIDE[i]!))))
  return {
    name: TERM.summary[language],
    header: headerOf(answer.data, language),
    rows,
    widths: WIDE,
    heights: Object.fromEntries([...heights.entries()].filter(([r, height]) => r >= top.length && height > 17)),
    frozen: { rows: top.length, columns: 0 },
    tab: '3A6EA5',
  }
}

/** How the years were drawn, in a line. */
function assumed(answer: Fairness, language: Language): string {
  const settings = settingsText(answer, language)
  return `${capital(POPULATION[answer.population][language])}${settings === '' ? '' : ` (${settings})`}`
}

/** The mean gain of each cell, a table a method, coloured by what it is. */
function cellsSheet(title: string, answer: Fairness, context: Context): WrittenSheet[] {
  const { language } = context
  const { specialties, oors } = answer.methods[0]!
  const answered = steadyMethods(answer)
  if (answered.length === 0) return []
  const rows = specialties.map(({ specialty }) => specialty)
  const columns = oors.map(({ oor }) => oor)
  const look = lookOf({ word: '', kind: 'signed', digits: 3, interval: false }, false)
  const blocks = answered.map(({ method, cells }) => ({
    word: CONTENDER[method][language],
    values: cells.mean!,
    live: null,
    look,
    scaled: true,
  }))
  const top = heading(title, answer.data, CHART.cells[language], context)
  const sheet = blocksSheet({ rows, columns }, top, blocks, context)
  return [{ name: SHEET.cells[language], header: headerOf(answer.data, language), ...sheet }]
}

function account(title: string, answer: Fairness, beside: Fairness | null, context: Context): WrittenSheet {
  const { language, scenario, given } = context
  const t = (word: keyof typeof WORDS) => WORDS[word][language]
  const { input, draws, years, seed, audited, carry, withoutTarget, data } = answer
  const commands = [answer, ...(beside === null ? [] : [beside])].flatMap((each) => fairnessRecipe(each, scenario, given)) // prettier-ignore
  return accountPage(
    { title, data, about: `${t('sha')}: ${input.sha256}` },
    [
      {
        head: [t('what'), t('value'), t('why'), t('source')],
        lines: [
          line(t('scenario'), answer.scenario, title),
          line(t('data'), labelOf(data, language)),
          ...(scenario === null ? [] : scenarioFacts(scenario, language)),
          line(CHART.assumptions[language], assumed(answer, language), KNOWN[language]),
          line(FAIR.runs[language], draws),
          line(capital(FAIR.years[language]), years),
          line(FAIR.carry[language], CARRYING[carry][language]),
          line(capital(FAIR.seed[language]), seed),
          line(FAIR.audited[language], audited),
          line(capital(FAIR.withoutTarget[language]), withoutTarget),
          line(t('sha'), input.sha256, t('shaWhy')),
        ],
      },
      { head: [CHART.again[language], '', '', ''], lines: commands.map((command) => line('', command)) },
    ],
    context,
  )
}
