/** What readings of the protocol matter as a workbook: the summary, readings, cells, pairs and how near every cell was, and the account. */
import {
  changedTable,
  nearTable,
  pairTable,
  readingTable,
  sensitivitySummary,
  yearsText,
} from '../documents/sensitivity.js'
import type { FigureTable } from '../documents/figures.js'
import type { WrittenSheet } from '../io/xlsx/write.js'
import type { Sensitivity } from '../shapes/answers/sensitivity.js'
import { titleText } from '../words/heading.js'
import { sensitivityRecipe } from '../words/recipe.js'
import { WORDS as READINGS } from '../words/sensitivity.js'
import { TERM } from '../words/terms.js'
import { printable, STATUS } from '../words/texts.js'
import { WORDS } from '../words/workbook.js'
import { accountPage, line, readings, scenarioFacts } from './account.js'
import { figuresSheet } from './figures.js'
import { cell, heightOf, LOOK } from './looks.js'
import { checkSize, headerOf, heading, labelOf, nameOf, workbookOf, type Context, type Rows } from './setting.js'

/**
 * The workbook of a sensitivity. The same answer, the same bytes.
 * @throws InputError `too-large` for tables of more than a hundred thousand cells
 */
export async function sensitivityWorkbook(answer: Sensitivity, context: Context): Promise<Uint8Array> {
  const { language, scenario } = context
  const { base, careUse, data } = answer
  checkSize(base.rows.length, base.columns.length)
  checkSize(answer.options.length, base.columns.length + 6)
  const title = scenario === null ? answer.scenario : titleText(scenario, language)
  const named = (code: string) => nameOf(code, context)
  const sheet = (name: string, first: number, table: FigureTable | null, about = READINGS.about[language]) =>
    table === null ? [] : [figuresSheet({ name, title, data, about, first }, [table], context)]
  const isAnswered = base.allocation !== null
  return workbookOf(title, [
    summarySheet(title, answer, context),
    ...(isAnswered ? sheet(READINGS.sheet[language], 38, readingTable(answer, language)) : []),
    ...sheet(TERM.cells[language], 38, changedTable(answer, named, language)),
    ...sheet(READINGS.pairsSheet[language], 60, pairTable(answer, language)),
    ...sheet(
      READINGS.nearTitle[language],
      38,
      nearTable(answer, named, careUse?.length ?? 0, language),
      READINGS.nearHow[language],
    ),
    account(title, answer, context),
  ])
}

const WIDE = 110

function summarySheet(title: string, answer: Sensitivity, context: Context): WrittenSheet {
  const { language } = context
  const told = [
    ...sensitivitySummary(answer, (code) => nameOf(code, context), language),
    ...(answer.draws === 0 ? [] : [yearsText(answer, language)]),
    ...(answer.careUse === null ? [] : [READINGS.nearHow[language]]),
  ].map(printable)
  const conflict = answer.base.conflict === null ? [] : [printable(answer.base.conflict.texts[language])]
  const top = heading(title, answer.data, READINGS.about[language], context)
  const rows: Rows = [...top, [], ...[...told, ...conflict].map((text) => [cell(text, LOOK.long)])]
  const heights = rows.map(([first]) => heightOf(String(first?.value ?? ''), WIDE))
  return {
    name: TERM.summary[language],
    header: headerOf(answer.data, language),
    rows,
    widths: [WIDE],
    heights: Object.fromEntries([...heights.entries()].filter(([r, height]) => r >= top.length && height > 17)),
    frozen: { rows: top.length, columns: 0 },
    tab: '3A6EA5',
  }
}

function account(title: string, answer: Sensitivity, context: Context): WrittenSheet {
  const { language, scenario, given } = context
  const t = (word: keyof typeof WORDS) => WORDS[word][language]
  const { base, draws, seed, years, data } = answer
  const zeroCells = (scenario?.zeroCells ?? []).map(({ specialty, oor }) => [specialty, oor] as const)
  return accountPage(
    { title, data, about: `${t('sha')}: ${base.input.sha256}` },
    [
      {
        head: [t('what'), t('value'), t('why'), t('source')],
        lines: [
          line(t('scenario'), answer.scenario, title),
          line(t('data'), labelOf(data, language)),
          line(t('status'), STATUS[base.status][language]),
          ...(scenario === null ? [] : scenarioFacts(scenario, language)),
          ...(draws === 0
            ? []
            : [
                line(READINGS.draws[language], draws),
                line(READINGS.years[language], years, READINGS.assumed[language]),
                line(TERM.seed[language], seed),
              ]),
          line(t('sha'), base.input.sha256, t('shaWhy')),
        ],
      },
      ...readings({ options: base.options, zeroCells }, context),
      {
        head: [READINGS.again[language], '', '', ''],
        lines: sensitivityRecipe(answer, scenario, given).map((command) => line('', command)),
      },
    ],
    context,
  )
}
