/** Two scenarios, or several methods, side by side as a workbook. */
import type { Result } from '../shapes/answers/result.js'
import { frameLine } from '../words/heading.js'
import { readOfInput, warningLines } from '../words/read.js'
import { LEVEL, METHOD, numberText, printable, signedText, STATUS, type Language } from '../words/texts.js'
import { type Look, type Rule, type WrittenChart, type WrittenSheet } from '../io/xlsx/write.js'
import { address } from '../io/xlsx/read.js'
import type { Difference } from '../allocation/compare.js'
import { comparisonSentences, oorLines, partsOf } from '../documents/comparison.js'
import type { Comparison, MethodComparison, ScenarioComparison } from '../shapes/answers/comparison.js'
import { causeSteps, toldSteps } from '../documents/steps.js'
import { PICTURE } from '../words/pictures.js'
import { accountSheet } from './account.js'
import { differenceChart, SMALL_ROWS, stepsChart } from './charts.js'
import { cell, DEVIATION_SCALE, formula, heightOf, LOOK, range } from './looks.js'
import {
  behindLabels,
  checkSize,
  headerOf,
  heading,
  labelled,
  labelOf,
  rounded,
  sumOf,
  titleOf,
  workbookOf,
  type Context,
  type Rows,
} from './setting.js'
import { SHEET, WORDS } from '../words/workbook.js'

/** Blue for fewer, orange for more: as for deviations, over the places that a comparison differs by. */
function scaleTo(most: number) {
  return DEVIATION_SCALE.map(([value, color]) => [value * Math.max(1, most), color] as const)
}

/**
 * The workbook of two scenarios: Vergelijking with both allocations and their difference, live, and per difference what the
 * criterion and what rounding did; an account of each.
 */
export async function comparisonWorkbook(comparison: Comparison, first: Context, second: Context): Promise<Uint8Array> {
  const { language } = first
  const { a, b, difference } = comparison
  checkSize(a.rows.length, 10 * a.columns.length)
  const name = (side: 'a' | 'b') => `${SHEET.account[language]} ${side}`
  return workbookOf([titleOf(a, first), titleOf(b, second)].join(' – '), [
    ...(difference === null ? [] : [oorSheet(comparison, first, second)]),
    comparisonSheet(a, b, difference, first, second),
    ...causesSheets(a, b, difference, first, second),
    { ...accountSheet(a, readOfSide(first, 0), { at: 0, mark: '-a' }), name: name('a') },
    { ...accountSheet(b, readOfSide(second, 1), { at: 1, mark: '-b' }), name: name('b') },
  ])
}

/** What was read of one of two scenarios; what was read of neither (advices) goes with the first. */
function readOfSide(context: Context, side: 0 | 1): Context {
  const { read, given } = context
  const [a, b] = given.scenarios
  const isB = (input: string) => input === b && a !== b
  return read === undefined ? context : { ...context, read: readOfInput(read, (input) => isB(input) === (side === 1)) }
}

/** A table with more columns is made to fit instead of given a page of its own. */
const MOST_ON_PAGE = 12

export interface Block {
  readonly word: string
  readonly values: readonly (readonly number[])[]
  /** The formula of a cell, from the addresses of the same cell in other blocks, by their index; null: numbers. */
  readonly live: ((at: (block: number) => string) => string) | null
  readonly look: Look
  readonly scaled: boolean
}

/** A sheet of tables beside each other, with the same rows and columns. */
export function blocksSheet(
  { rows, columns }: Pick<Result, 'rows' | 'columns'>,
  top: Rows,
  blocks: readonly Block[],
  context: Context,
): Pick<WrittenSheet, 'rows' | 'widths' | 'heights' | 'merges' | 'frozen' | 'rules' | 'pages'> {
  const { language } = context
  const labels = labelled(rows, context)
  const start = top.length + 2
  const end = start + rows.length - 1
  const width = columns.length + 2 // its OORs, its total, and a gap
  const at = (index: number) => labels.count + index * width
  const groups = [
    ...labels.head.map(() => null),
    ...blocks.flatMap(({ word }) => [cell(word, LOOK.section), ...columns.map(() => null), null]),
  ]
  const heads = blocks.flatMap(() => [
    ...columns.map((code) => cell(code, LOOK.headNumber)),
    cell(WORDS.total[language], LOOK.headNumber),
    null,
  ])
  const body: Rows = rows.map((row, s) => [
    ...labels.cells(row),
    ...blocks.flatMap(({ values, live, look }, i) => {
      const r = start + s
      const cells = columns.map((_, o) =>
        live === null
          ? cell(values[s]![o]!, look)
          : formula(
              live((block) => address(r, at(block) + o)),
              values[s]![o]!,
              look,
            ),
      )
      const sum = exactSum(range(r, at(i), r, at(i) + columns.length - 1))
      return [
        ...cells,
        formula(sum, rounded(sumOf(values[s]!)), { ...look, bold: true, fill: LOOK.rowTotal.fill }),
        null,
      ]
    }),
  ])
  const totals = [
    ...labels.word(WORDS.total[language]),
    ...blocks.flatMap(({ values, look }, i) => [
      ...[...columns.keys(), columns.length].map((o) => {
        const value = o < columns.length ? sumOf(values.map((row) => row[o]!)) : sumOf(values.map(sumOf))
        const where = range(start, at(i) + o, end, at(i) + o)
        return formula(exactSum(where), rounded(value), { ...LOOK.total, ...(look.format && { format: look.format }) })
      }),
      null,
    ]),
  ]
  const titles = behindLabels(top, labels.count, columns.length + 1, 8 * (columns.length + 1))
  const most = Math.max(
    1,
    ...blocks.filter(({ scaled }) => scaled).flatMap(({ values }) => values.flat().map(Math.abs)),
  )
  return {
    rows: [...titles.rows, groups, [...labels.head, ...heads], ...body, totals],
    widths: [...labels.widths, ...blocks.flatMap(() => [...columns.map(() => 8), 8, 2])],
    frozen: { rows: start, columns: labels.count },
    merges: titles.merges,
    heights: titles.heights,
    ...(columns.length <= MOST_ON_PAGE && { pages: blocks.slice(1).map((_, i) => at(i + 1)) }),
    rules: blocks.flatMap(({ scaled }, i): Rule[] =>
      scaled ? [{ range: range(start, at(i), end, at(i) + columns.length - 1), scale: scaleTo(most) }] : [],
    ),
  }
}

function comparisonSheet(
  a: Result,
  b: Result,
  difference: ScenarioComparison['difference'],
  context: Context,
  second: Context,
): WrittenSheet {
  const { language } = context
  const top = headingOf(a, b, context, second)
  const sheet = { name: SHEET.comparison[language], header: bothLabels(a, b, context), tab: '3A6EA5' }
  if (difference === null) {
    const none = [cell(WORDS.noAllocation[language], LOOK.note)]
    return { ...sheet, rows: [...top, [], none], widths: [100], frozen: { rows: 0, columns: 0 } }
  }
  const whole = { live: null, look: LOOK.whole, scaled: false }
  const minus = (at: (block: number) => string) => `${at(1)}-${at(0)}`
  const blocks: Block[] = [
    { word: WORDS.first[language], values: a.allocation!, ...whole },
    { word: WORDS.second[language], values: b.allocation!, ...whole },
    { word: WORDS.difference[language], values: difference.allocation, live: minus, look: LOOK.signed, scaled: true },
  ]
  return { ...sheet, ...blocksSheet(a, top, blocks, context) }
}

/** What is said of the two, and per OOR the table of the protocol with its percentages. */
function oorSheet(comparison: Comparison, context: Context, second: Context): WrittenSheet {
  const { language } = context
  const { a, b } = comparison
  const top = headingOf(a, b, context, second)
  const names = ['a', 'b'] as const
  const said = comparisonSentences(comparison, names, language).map((each) => [cell(each, LOOK.note)])
  const lines = oorLines(comparison).map(({ kind, of, word, values, total }) => {
    const label = kind === 'places' ? WORDS[of === 'a' ? 'first' : 'second'][language] : word![language]
    const look = OOR_LOOK[kind]
    return [
      cell(label, kind === 'difference' ? { ...LOOK.text, bold: true } : LOOK.text),
      ...values.map((value) => cell(rounded(value), look)),
      cell(rounded(total), { ...look, bold: true, fill: LOOK.rowTotal.fill }),
    ]
  })
  const start = top.length + said.length + 1
  const room = roomOf(comparison)
  const roomLines = (room ?? []).map((value, i) => [
    cell([PICTURE.mayHaveFewer, PICTURE.mayHaveMore][i]![language], LOOK.text),
    ...a.columns.map(() => cell(value, LOOK.signed)),
    cell(null, LOOK.text),
  ])
  const last = a.columns.length + 1
  const width = 34 + 10 * last
  return {
    name: SHEET.perOor[language],
    header: bothLabels(a, b, context),
    tab: '3A6EA5',
    rows: [
      ...top,
      ...said,
      [],
      [
        cell('', LOOK.head),
        ...a.columns.map((code) => cell(code, LOOK.headNumber)),
        cell(WORDS.total[language], LOOK.headNumber),
      ],
      ...lines,
      ...roomLines,
    ],
    charts: oorCharts(comparison, start, start + lines.length + roomLines.length, language),
    widths: [34, ...a.columns.map(() => 10), 10],
    heights: Object.fromEntries(said.map(([line], i) => [top.length + i, heightOf(String(line!.value), width)])),
    merges: said.map((_, i) => ({ row: top.length + i, from: 0, to: last })),
    frozen: { rows: start + 1, columns: 1 },
  }
}

/** What each OOR has more or fewer, and what that is made of, drawn from the table. @param head row of its codes @param end its last row */
function oorCharts(comparison: Comparison, head: number, end: number, language: Language): WrittenChart[] {
  const { a, difference } = comparison
  const { columns } = a
  const across = (row: number) => range(row, 1, row, columns.length)
  const lines = oorLines(comparison).map((line, i) => ({ ...line, range: across(head + 1 + i) }))
  const parts = lines.filter(({ kind }) => kind === 'part')
  const way = causeSteps(comparison)
  const under = { columns: columns.length + 2, ...(parts.length > 0 && { rows: SMALL_ROWS }) }
  const first = end + 2
  const categories = across(head)
  return [
    ...differenceChart(
      { ...under, row: first },
      {
        categories,
        difference: lines.find(({ kind }) => kind === 'difference')!.range,
        room: roomOf(comparison) === null ? null : [across(end - 1), across(end)],
        told: columns.map((code, o) => printable(`${code} ${signedText(difference!.columns[o]!, language)}`)),
      },
      language,
    ),
    ...(way === null
      ? []
      : stepsChart(
          { ...under, row: first + SMALL_ROWS + 1 },
          {
            title: PICTURE.causes[language],
            axis: PICTURE.moreOrFewer[language],
            categories,
            steps: parts.map(({ word, range: values }) => ({ name: word![language], range: values })),
            told: columns.map((code, o) => toldSteps(code, way, o, language)),
          },
        )),
  ]
}

/** How far b may be from a at an OOR, where one of them is a base distribution and the other a reference (P26 Regelruimte 1). */
function roomOf({ leeway }: Comparison): readonly [least: number, most: number] | null {
  if (leeway === null) return null
  const { below, above } = leeway
  return leeway.base === 'a' ? [-below, above] : [-above, below]
}

const OOR_LOOK = {
  places: LOOK.whole,
  percent: LOOK.oneDecimal,
  difference: LOOK.signed,
  part: LOOK.signedDecimal,
} as const

/** What the difference is made of, by cause as far as that is told. */
function causesSheets(
  a: Result,
  b: Result,
  difference: Difference | null,
  context: Context,
  second: Context,
): WrittenSheet[] {
  const parts = difference === null ? [] : partsOf(difference)
  if (parts.length === 0) return []
  const { language } = context
  const part = { live: null, look: LOOK.signedDecimal, scaled: true }
  const blocks = parts.map(({ word, values }): Block => ({ word: word[language], values, ...part }))
  const top = headingOf(a, b, context, second)
  const sheet = { name: SHEET.causes[language], header: bothLabels(a, b, context) }
  return [{ ...sheet, ...blocksSheet(a, top, blocks, context) }]
}

function headingOf(a: Result, b: Result, context: Context, second: Context): Rows {
  const { language } = context
  const about = (
    [
      ['a', a, context],
      ['b', b, second],
    ] as const
  )
    .map(([side, { status }, { scenario }]) => {
      const frame = scenario === null ? '' : ` – ${frameLine(scenario, language)}`
      return printable(`${side}: ${STATUS[status][language]}${frame}`)
    })
    .join('    ')
  const top = heading(`a: ${titleOf(a, context)}`, a.data, about, context)
  return [
    top[0]!,
    [cell(printable(`b: ${titleOf(b, second)}`), LOOK.title)],
    [cell([bothLabels(a, b, context), ...warningLines(context.read, language)].join(' – '), LOOK.label)],
    top[2]!,
  ]
}

/** The label of the data of both; of each where they differ. */
function bothLabels(a: Result, b: Result, { language }: Context): string {
  if (a.data === b.data) return labelOf(a.data, language)
  return `a: ${labelOf(a.data, language)}    b: ${labelOf(b.data, language)}`
}

function exactSum(cells: string): string {
  return `ROUND(SUM(${cells}),6)`
}

/** The workbook of several methods on one scenario: their levels, and all cells in which any differs from the first. */
export async function methodsWorkbook({ results }: MethodComparison, context: Context): Promise<Uint8Array> {
  const { language } = context
  const first: Result | undefined = results[0]
  if (first === undefined) return workbookOf('', [])
  checkSize(first.rows.length, first.columns.length * results.length)
  const title = titleOf(first, context)
  const labels = labelled(first.rows, context)
  const top = heading(title, first.data, WORDS.methodsNote[language], context)
  const levels = results.find((result) => result.levels !== null)?.levels ?? []
  const names = results.map((result) => METHOD[result.method][language])
  const facts: Rows = [
    [...labels.word(WORDS.method[language], LOOK.head), null, ...names.map((name) => cell(name, LOOK.headNumber))],
    [
      ...labels.word(WORDS.status[language], LOOK.text),
      null,
      ...results.map(({ status }) => cell(STATUS[status][language], { ...LOOK.text, align: 'right' as const })),
    ],
    ...levels.map(({ name }, i) => [
      ...labels.word(LEVEL[name][language], LOOK.text),
      null,
      ...results.map((result) => {
        const value = result.levels?.[i]?.value ?? null
        return cell(value === null ? '–' : numberText(value, language, 6), { ...LOOK.text, align: 'right' as const })
      }),
    ]),
  ]
  const start = top.length + 1
  const header = [
    ...labels.head,
    cell(WORDS.oor[language], LOOK.head),
    ...names.map((name) => cell(name, LOOK.headNumber)),
  ]
  const body: Rows = first.rows.flatMap((row, s) =>
    first.columns.map((column, o) => [
      ...labels.cells(row),
      cell(column, LOOK.text),
      ...results.map((result) => cell(result.allocation?.[s]?.[o] ?? null, LOOK.whole)),
    ]),
  )
  const column = labels.count + 1
  const [one, other] = [`$${address(start, column)}`, address(start, column + 1)]
  const sheet = { header: headerOf(first.data, language), widths: [...labels.widths, 12, ...results.map(() => 22)] }
  const twoLines = (row: number) => ({ [row]: 32 })
  return workbookOf(title, [
    {
      ...sheet,
      name: SHEET.comparison[language],
      tab: '3A6EA5',
      rows: [...top, header, ...body],
      frozen: { rows: start, columns: column },
      heights: twoLines(top.length),
      rules:
        results.length < 2
          ? []
          : [
              {
                range: range(start, column + 1, start + body.length - 1, column + results.length - 1),
                when: `AND(${other}<>"",${other}<>${one})`,
                look: { fill: 'FBE3D0', bold: true },
              },
            ],
    },
    {
      ...sheet,
      name: SHEET.methods[language],
      rows: [...top, ...facts],
      frozen: { rows: start, columns: 0 },
      heights: twoLines(top.length),
    },
    ...results.map((result, i) => ({
      // all methods have read the same
      ...accountSheet(result, i === 0 ? context : { ...context, read: undefined }, { mark: `-${result.method}` }),
      name: `${SHEET.account[language]} ${i + 1}`,
    })),
  ])
}
