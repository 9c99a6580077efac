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
  type Figure,
  type FigureColumn,
  type FigureTable,
} from '../documents/fairness.js'
import { fairnessSummary } from '../documents/fairness-summary.js'
import { capital } from '../domain/language.js'
import type { Look, WrittenCell, WrittenSheet } from '../io/xlsx/write.js'
import type { Fairness } from '../shapes/answers/fairness.js'
import { CHART } from '../words/charts.js'
import { CARRYING, CONTENDER, KNOWN, POPULATION, settingsText, WORDS as FAIR } from '../words/fairness.js'
import { titleText } from '../words/heading.js'
import { fairnessRecipe } from '../words/recipe.js'
import { small, TERM } from '../words/terms.js'
import { printable, type Language } from '../words/texts.js'
import { SHEET, WORDS } from '../words/workbook.js'
import { accountPage, line, scenarioFacts } from './account.js'
import { blocksSheet } from './comparison.js'
import { cell, heightOf, LOOK } from './looks.js'
import { checkSize, headerOf, heading, labelOf, workbookOf, type Context, type Rows } from './setting.js'

/**
 * The workbook of many years. The same answer, the same bytes.
 * @param beside the same runs under another rule of carrying over
 * @throws InputError `too-large` for tables of more than a hundred thousand cells
 */
export async function fairnessWorkbook(
  answer: Fairness,
  beside: Fairness | null,
  context: Context,
): Promise<Uint8Array> {
  const { language, scenario } = context
  const { methods } = answer
  checkSize(methods[0]!.specialties.length, methods.length * (methods[0]!.oors.length + 2))
  const title = scenario === null ? answer.scenario : titleText(scenario, language)
  const sheet = (name: string, tables: readonly (FigureTable | null)[]) =>
    tablesSheet(name, title, answer, tables.filter((each) => each !== null), context) // prettier-ignore
  const ahead = [answer, beside].map((each, i) => each && aheadTable(each, `jaren-${i + 1}`, language))
  return workbookOf(title, [
    summarySheet(title, answer, beside, context),
    sheet(SHEET.effects[language], [
      effectTable(answer, language),
      oorTable(answer, language),
      missTable(answer, language),
    ]),
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

/** Tables below each other. */
function tablesSheet(
  name: string,
  title: string,
  answer: Fairness,
  tables: readonly FigureTable[],
  context: Context,
): WrittenSheet {
  const { language } = context
  const top = heading(title, answer.data, assumed(answer, language), context)
  const rows: Rows = [...top]
  const heights: Record<number, number> = {}
  const parts = tables.flatMap(partsOf)
  for (const table of parts) {
    const head = headOf(table, language)
    heights[rows.length + 2] = Math.max(...head.map((each) => heightOf(String(each.value ?? ''), 11)))
    rows.push([], [cell(table.caption, LOOK.section)], head, ...table.rows.map((row) => rowOf(row, table.columns)))
  }
  const across = Math.max(...parts.map(({ columns }) => columns.reduce((sum, each) => sum + widthOf(each), 0)))
  return {
    name,
    header: headerOf(answer.data, language),
    rows,
    widths: [30, ...Array.from({ length: across - 1 }, () => 12.5)],
    heights,
    frozen: { rows: top.length, columns: 1 },
  }
}

/** Columns that fit on a page beside the first. */
const ON_PAGE = 12

/** A wide table as several below each other: a figure and its interval stay together. */
function partsOf(table: FigureTable): FigureTable[] {
  const parts: number[][] = [[]]
  let taken = 0
  for (const [i, column] of table.columns.entries()) {
    if (i === 0) continue
    if (taken + widthOf(column) > ON_PAGE) {
      parts.push([])
      taken = 0
    }
    parts.at(-1)!.push(i)
    taken += widthOf(column)
  }
  return parts.map((columns, part) => ({
    id: table.id,
    caption: part === 0 ? table.caption : `${table.caption} (${part + 1})`,
    columns: [0, ...columns].map((i) => table.columns[i]!),
    rows: table.rows.map((row) => [0, ...columns].map((i) => row[i]!)),
  }))
}

/** A figure with an interval takes three columns. */
function widthOf({ interval }: FigureColumn): number {
  return interval ? 3 : 1
}

function headOf({ columns }: FigureTable, language: Language): WrittenCell[] {
  return columns.flatMap(({ word, interval }, i) => [
    cell(word, i === 0 ? LOOK.head : LOOK.headNumber),
    ...(interval ? [TERM.from, TERM.to].map((end) => cell(small(end)[language], LOOK.headNumber)) : []),
  ])
}

function rowOf(row: readonly Figure[], columns: readonly FigureColumn[]): WrittenCell[] {
  return columns.flatMap((column, i) => cellsOf(row[i]!, column, i === 0))
}

function cellsOf(figure: Figure, column: FigureColumn, isFirst: boolean): WrittenCell[] {
  const look = lookOf(column, isFirst)
  const quiet: Look = { ...look, color: LOOK.quiet.color }
  const ends = (low: number | null, high: number | null) => (column.interval ? [cell(low, quiet), cell(high, quiet)] : []) // prettier-ignore
  if (figure === null) return [cell(null, look), ...ends(null, null)]
  if (typeof figure === 'string') return [cell(printable(figure), look)]
  if (typeof figure === 'number') return [cell(figure, look), ...ends(null, null)]
  return [cell(figure.mean, look), ...ends(figure.low, figure.high)]
}

function lookOf({ kind, digits }: FigureColumn, isFirst: boolean): Look {
  const decimals = digits === 0 ? '0' : `0.${'0'.repeat(digits)}`
  switch (kind) {
    case 'word':
      return LOOK.long
    case 'whole':
      return isFirst ? { ...LOOK.text, format: '0' } : LOOK.whole
    case 'percent':
      return LOOK.percent
    case 'number':
      return { ...LOOK.decimal, format: `#,##${decimals}` }
    case 'signed':
      return { ...LOOK.decimal, format: `+${decimals};-${decimals};${decimals}` }
  }
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
