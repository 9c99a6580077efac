/** Years solved together as a workbook: the places of each year and their sum, live, and what together gains over apart. */
import { frameLine, namesOf, titleText } from '../words/heading.js'
import { yearsRecipe } from '../words/recipe.js'
import { numberText, printable, STATUS, type Language } from '../words/texts.js'
import type { Scenario } from '../domain/scenario.js'
import type { WrittenSheet } from '../io/xlsx/write.js'
import type { Years } from '../shapes/answers/years.js'
import { accountPage, line, readings, recipeLines, scenarioFacts } from './account.js'
import { gainLines, yearsLevel } from '../documents/years.js'
import { blocksSheet, type Block } from './comparison.js'
import { cell, heightOf, LOOK } from './looks.js'
import { WORDS } from '../words/workbook-proposal.js'
import { checkSize, headerOf, heading, labelled, labelOf, workbookOf, type Context, type Rows } from './setting.js'
import { SHEET, WORDS as COMMON } from '../words/workbook.js'

/**
 * The workbook of years. The same answer, the same bytes.
 * @param contexts a scenario per year, for its names and sources
 * @throws InputError `too-large` for tables of more than a hundred thousand cells
 */
export async function yearsWorkbook(
  years: Years,
  contexts: readonly Context[],
  language: Language,
): Promise<Uint8Array> {
  checkSize(years.rows.length, (years.years.length + 1) * years.columns.length)
  const none: Context = { scenario: null, language, given: { scenarios: [] } }
  const first = contexts[0] ?? none
  const scenarios = contexts.flatMap(({ scenario }) => scenario ?? [])
  const recipe = scenarios.length < years.years.length ? [] : yearsRecipe(years, scenarios, first.given, language)
  const title = titleOf(years, scenarios, language)
  return workbookOf(title, [
    placesSheet(years, title, first, framesOf(years, contexts)),
    ...(years.together === null || years.apart === null ? [] : [comparedSheet(years, title, first)]),
    ...years.years.map((_, k) => account(years, k, recipe, contexts[k] ?? none)),
  ])
}

/** The titles of all years; their ids where a scenario is not at hand. */
function titleOf({ scenarios: ids }: Years, scenarios: readonly Scenario[], language: Language): string {
  return (scenarios.length < ids.length ? ids : namesOf(scenarios, language)).join(' + ')
}

function proofOf({ status, solver, gap }: Years, language: Language): string {
  const head = `${STATUS[status][language]} (${solver.name} ${solver.version})`
  if (status === 'optimal') return `${head}: ${WORDS.proven[language]}`
  if (gap === null) return status === 'feasible' ? `${head}: ${WORDS.gap[language]}` : head
  const number = (value: number) => numberText(value, language, 9)
  return `${head}: ${WORDS.gap[language]} – ${yearsLevel(gap.level)[language]}: ${number(gap.value)}, ${WORDS.bound[language]} ${number(gap.bound)}`
}

/** Title, criterion, floor and frame of each year. */
function framesOf({ years }: Years, contexts: readonly Context[]): string {
  return contexts
    .flatMap(({ scenario, language }, k) =>
      scenario === null ? [] : `${years[k]}: ${titleText(scenario, language)}; ${frameLine(scenario, language)}`,
    )
    .map(printable)
    .join('    ')
}

function placesSheet(years: Years, title: string, context: Context, frames: string): WrittenSheet {
  const { language } = context
  const { data, together, conflict } = years
  const about = [proofOf(years, language), frames].filter((each) => each !== '').join('    ')
  const top = heading(title, data, about, { scenario: null, language, read: years.read })
  const sheet = { name: SHEET.years[language], header: headerOf(data, language), tab: '3A6EA5' }
  if (together === null) {
    const why = conflict === null ? [] : [conflict.texts[language]]
    const lines = [COMMON.noAllocation[language], ...why].map(printable)
    return {
      ...sheet,
      rows: [...top, [], ...lines.map((text) => [cell(text, LOOK.note)])],
      widths: [110],
      heights: Object.fromEntries(lines.map((text, i) => [top.length + 1 + i, heightOf(text, 110)])),
      frozen: { rows: 0, columns: 0 },
    }
  }
  const plain = { live: null, look: LOOK.whole, scaled: false }
  const blocks: Block[] = [
    ...together.allocations.map((values, k) => ({ word: String(years.years[k]), values, ...plain })),
    {
      word: WORDS.sum[language],
      values: together.sum,
      live: (at) => together.allocations.map((_, k) => at(k)).join('+'),
      look: LOOK.whole,
      scaled: false,
    },
  ]
  return { ...sheet, ...blocksSheet(years, top, blocks, context) }
}

/** The levels of both ways, and the cells in which they differ. */
function comparedSheet(years: Years, title: string, context: Context): WrittenSheet {
  const { language } = context
  const [together, apart] = [years.together!, years.apart!]
  const labels = labelled(years.rows, context)
  const number = (value: number | null) =>
    cell(value === null ? COMMON.unpublished[language] : value, { ...LOOK.long, align: 'right', format: 'General' })
  const blank = Array.from({ length: labels.count - 1 }, () => cell(null, LOOK.long))
  const levels: Rows = gainLines(years).map((gain) => [
    cell(gain.word[language], LOOK.long),
    ...blank,
    cell(null, LOOK.long),
    cell(null, LOOK.long),
    number(gain.together),
    number(gain.apart),
  ])
  const cells: Rows = years.rows.flatMap((row, s) =>
    years.columns.flatMap((column, o) =>
      years.years.flatMap((year, k) => {
        const [one, other] = [together.allocations[k]![s]![o]!, apart.allocations[k]![s]![o]!]
        if (one === other) return []
        return [
          [
            ...labels.cells(row),
            cell(column, LOOK.text),
            cell(year, { ...LOOK.text, align: 'right' as const }),
            cell(one, { ...LOOK.whole, bold: true }),
            cell(other, LOOK.whole),
          ],
        ]
      }),
    ),
  )
  const sides = [WORDS.together, WORDS.apart].map((word) => cell(word[language], LOOK.headNumber))
  const top = heading(title, years.data, WORDS.comparedNote[language], {
    scenario: null,
    language,
    read: years.read,
  })
  const merged = levels.map((_, i) => top.length + 1 + i)
  const widths = [...labels.widths, 14, 10, 18, 18]
  const wide = widths.slice(0, labels.count + 2).reduce((sum, width) => sum + width, 0)
  return {
    name: SHEET.compared[language],
    header: headerOf(years.data, language),
    rows: [
      ...top,
      [
        cell(WORDS.level[language], LOOK.head),
        ...Array.from({ length: labels.count + 1 }, () => cell(null, LOOK.head)),
        ...sides,
      ],
      ...levels,
      [],
      [cell((cells.length === 0 ? WORDS.noneDiffer : WORDS.differing)[language], LOOK.section)],
      ...(cells.length === 0
        ? []
        : [
            [
              ...labels.head,
              cell(COMMON.oor[language], LOOK.head),
              cell(COMMON.year[language], LOOK.headNumber),
              ...sides,
            ],
          ]),
      ...cells,
    ],
    widths,
    heights: Object.fromEntries(
      levels.map((row, i) => [
        top.length + 1 + i,
        Math.max(
          heightOf(String(row[0]!.value), wide),
          ...row.slice(-2).map((each) => heightOf(String(each!.value), 18)),
        ) - 2,
      ]),
    ),
    merges: [top.length, ...merged].map((row) => ({ row, from: 0, to: labels.count + 1 })),
    frozen: { rows: top.length, columns: 0 },
  }
}

function account(years: Years, k: number, recipe: readonly string[], context: Context): WrittenSheet {
  const year = years.years[k]!
  const { language, scenario } = context
  const t = (word: keyof typeof COMMON) => COMMON[word][language]
  const sha = years.input.sha256[k]!
  const data = scenario?.data ?? years.data
  const sheet = accountPage(
    {
      title: scenario?.title ?? years.scenarios[k]!,
      data,
      about: `${STATUS[years.status][language]}, ${t('sha')}: ${sha}`,
    },
    [
      {
        head: [t('what'), t('value'), t('why'), t('source')],
        lines: [
          line(t('scenario'), years.scenarios[k]!, scenario?.title ?? ''),
          line(t('year'), year),
          line(t('data'), labelOf(data, language)),
          ...(scenario === null ? [] : scenarioFacts(scenario, language)),
          line(t('proof'), 'published' in years ? t('unpublished') : proofOf(years, language)),
          line(t('sha'), sha, t('shaWhy')),
          ...(k === 0 ? years.remarks : []).map(({ texts }) => line(t('remark'), texts[language])),
        ],
      },
      ...readings({ options: years.options[k]!, zeroCells: years.zeroCells[k]! }, context),
      {
        head: [t('verify'), '', '', ''],
        lines: recipe.length === 0 ? [] : recipeLines(recipe, sha, language),
      },
    ],
    context,
  )
  return { ...sheet, name: `${sheet.name} ${year}` }
}
