/**
 * A result as a workbook: Toewijzing with live totals and checks, Doel en afwijking, Afrondingen with what each cost and why,
 * and Verantwoording. What `--publish` left out of the result is not in the workbook either.
 */
import type { Result } from '../shapes/answers/result.js'
import type { Chain } from '../domain/result.js'
import { capital, changeText } from '../domain/language.js'
import { freedomText } from '../words/freedom.js'
import { NOT_SOUGHT, METHOD, OBJECTIVE, printable, STATUS, type Language } from '../words/texts.js'
import { type Look, type Rule, type WrittenCell, type WrittenSheet } from '../io/xlsx/write.js'
import { address } from '../io/xlsx/read.js'
import { accountSheet } from './account.js'
import {
  arrayFormula,
  cell,
  COST_SCALE,
  DEVIATION_SCALE,
  fixed,
  formula,
  heightOf,
  LOOK,
  range,
  WRONG,
} from './looks.js'
import { freedomMapSheets, perOorSheets } from './result-pictures.js'
import { checkSize, headerOf, heading, labelled, sumOf, titleOf, workbookOf, type Context } from './setting.js'
import { SHEET, WORDS } from '../words/workbook.js'
import { TERM } from '../words/terms.js'

/**
 * The workbook of a result. The same result, the same bytes.
 * @throws InputError `too-large` for a table of more than a hundred thousand cells
 */
export async function resultWorkbook(result: Result, context: Context): Promise<Uint8Array> {
  return workbookOf(titleOf(result, context), [
    allocationSheet(result, context),
    ...(result.allocation === null || result.target === null ? [] : [targetSheet(result, context)]),
    ...perOorSheets(result, context),
    ...(result.allocation === null ? [] : [roundingSheet(result, context)]),
    ...freedomMapSheets(result, context),
    ...freedomSheets(result, context),
    accountSheet(result, context),
  ])
}

/** Rows above the table of Toewijzing: title, label, check and legend, header. */
const ABOVE = 5

function allocationSheet(result: Result, context: Context): WrittenSheet {
  const { language } = context
  const { rows, columns, allocation, data } = result
  checkSize(rows.length, columns.length)
  const about = `${STATUS[result.status][language]}: ${METHOD[result.method][language]}${result.method === 'optimal' ? `, ${OBJECTIVE[result.objective][language]}` : ''}`
  const top = heading(titleOf(result, context), data, about, context)
  const sheet = { name: SHEET.allocation[language], header: headerOf(data, language), tab: '3A6EA5' }
  if (allocation === null) {
    const lines = [WORDS.noAllocation[language], ...conflictLines(result, language)]
    return {
      ...sheet,
      rows: [...top, [], ...lines.map((line) => [cell(printable(line), LOOK.note)])],
      widths: [110],
      heights: Object.fromEntries(lines.map((line, i) => [top.length + 1 + i, heightOf(line, 110)])),
      frozen: { rows: 0, columns: 0 },
    }
  }
  const labels = labelled(rows, context)
  const [first, last] = [labels.count, labels.count + columns.length - 1]
  const [total, wanted, check] = [last + 1, last + 2, last + 3]
  const [top1, end] = [ABOVE, ABOVE + rows.length - 1]
  const floored = (code: string) => (result.flooredOors?.includes(code) ? `${code} *` : code)
  const wantedWord = context.scenario === null ? WORDS.rowTotal : WORDS.intake
  const header = [
    ...labels.head,
    ...columns.map((code) => cell(floored(code), LOOK.headNumber)),
    cell(WORDS.total[language], LOOK.headNumber),
    cell(wantedWord[language], LOOK.headNumber),
    cell(WORDS.check[language], { ...LOOK.head, align: 'center' as const }),
  ]
  const look = looksOf(result)
  const body = rows.map((row, s) => {
    const r = top1 + s
    const sum = sumOf(allocation[s]!)
    return [
      ...labels.cells(row),
      ...columns.map((column, o) => cell(allocation[s]![o]!, look(row, column))),
      formula(`SUM(${range(r, first, r, last)})`, sum, LOOK.rowTotal),
      cell(result.rowTotals[s]!, LOOK.whole),
      checkCell(
        range(r, first, r, last),
        address(r, total),
        [address(r, wanted)],
        sum,
        [result.rowTotals[s]!],
        language,
      ),
    ]
  })
  const sums = columns.map((_, o) => sumOf(allocation.map((row) => row[o]!)))
  const below = totalsBelow(result, context, { first, top1, end, total, sums })
  const checks = [...body.map((row) => row[check]), ...below.checks].map((each) => each?.value)
  const fails = checks.filter((value) => value !== '✓').length
  const [rowChecks, columnChecks] = [
    range(top1, check, end, check),
    range(below.checkRow, first, below.checkRow, total),
  ]
  const ok = `COUNTIF(${rowChecks},"✓")+COUNTIF(${columnChecks},"✓")`
  const all = `${WORDS.check[language]}: ${WORDS.allRight[language]}`
  const some = `${WORDS.wrong[language]}: `
  const overall = formula(
    `IF(${ok}=${checks.length},"${all}","${some}"&(${checks.length}-(${ok}))&" ${WORDS.someWrong[language]}")`,
    fails === 0 ? all : `${some}${fails} ${WORDS.someWrong[language]}`,
    LOOK.check,
  )
  const legend = legendOf(result, language)
  const checkLine = [{ ...overall, look: { ...LOOK.quiet, bold: true } }, ...labels.head.slice(1).map(() => null)]
  const grid = [...top, [...checkLine, cell(legend, LOOK.quiet)], header, ...body, ...below.rows]
  const word = WORDS.wrong[language]
  const starts = (at: string): Rule['range'] => `LEFT(${at},${word.length})="${word}"`
  return {
    ...sheet,
    rows: grid,
    ...(labels.count > 1 && { merges: [{ row: top.length, from: 0, to: labels.count - 1 }] }),
    widths: [...labels.widths, ...columns.map(() => 10), 10, 10, 12],
    frozen: { rows: ABOVE, columns: labels.count },
    rules: [
      { range: rowChecks, when: starts(`$${address(top1, check)}`), look: WRONG },
      { range: columnChecks, when: starts(address(below.checkRow, first)), look: WRONG },
      { range: 'A4', when: starts('$A$4'), look: WRONG },
      // an empty cell of the protocol that somebody fills
      ...zeroRanges(result, first, top1).map((at): Rule => ({ range: at, when: `${at}<>0`, look: WRONG })),
    ],
    allowed: [
      {
        range: range(top1, first, end, last),
        number: { kind: 'whole', least: 0, most: 1_000_000 },
        title: WORDS.allocated[language],
        text: TERM.wholePlaces[language],
      },
    ],
  }
}

function zeroRanges({ zeroCells, rows, columns }: Result, first: number, top: number): string[] {
  return zeroCells
    .slice(0, 1_000)
    .map(([row, column]) => address(top + rows.indexOf(row), first + columns.indexOf(column)))
}

/** A check of a row or a column: a tick, or what is wrong. `wanted` is one cell, or the least and the most. */
function checkCell(
  cells: string,
  sumAt: string,
  wantedAt: readonly string[],
  sum: number,
  wanted: readonly number[],
  language: Language,
): WrittenCell {
  const wrong = WORDS.wrong[language]
  const [leastAt, mostAt] = [wantedAt[0]!, wantedAt.at(-1)!]
  const [least, most] = [wanted[0]!, wanted.at(-1)!]
  const off = `IF(${sumAt}<${leastAt},${sumAt}-${leastAt},${sumAt}-${mostAt})`
  const text =
    `IF(SUM(MOD(${cells},1))>0,"${WORDS.wrongDecimals[language]}",` +
    `IF(AND(${sumAt}>=${leastAt},${sumAt}<=${mostAt}),"✓","${wrong} "&TEXT(${off},"+0;-0")))`
  const by = sum < least ? sum - least : sum - most
  const value = sum >= least && sum <= most ? '✓' : `${wrong} ${by > 0 ? '+' : ''}${by}`
  return arrayFormula(text, value, LOOK.check)
}

interface Block {
  readonly first: number
  readonly top1: number
  readonly end: number
  readonly total: number
  readonly sums: readonly number[]
}

/** Under the table: live sums, what they should be, whether they are, and the shares before rounding. */
function totalsBelow(result: Result, context: Context, { first, top1, end, total, sums }: Block) {
  const { language } = context
  const labels = labelled(result.rows, context)
  const { columns } = result
  const wanted = columns.map((_, o) => {
    const given = result.columnTotals?.[o] ?? sums[o]!
    return typeof given === 'number' ? [given] : [...given]
  })
  const open = wanted.some((each) => each.length === 2)
  const word = context.scenario === null ? WORDS.columnTotal[language] : WORDS.oorTotal[language]
  const ends = open ? [0, 1] : [0]
  const [sumRow, wantedRow] = [end + 1, end + 2]
  const checkRow = wantedRow + ends.length
  const national = sumOf(sums)
  const sumLine = [
    ...labels.word(WORDS.total[language]),
    ...columns.map((_, o) => formula(`SUM(${range(top1, first + o, end, first + o)})`, sums[o]!, LOOK.total)),
    formula(`SUM(${range(sumRow, first, sumRow, total - 1)})`, national, LOOK.total),
    formula(`SUM(${range(top1, total + 1, end, total + 1)})`, sumOf(result.rowTotals), LOOK.total),
  ]
  const wantedLines = ends.map((side) => [
    ...labels.word(open ? `${word}, ${(side === 0 ? WORDS.least : WORDS.most)[language]}` : word, LOOK.text),
    ...wanted.map((each) => cell(each.at(side) ?? each[0]!, LOOK.whole)),
    formula(
      `SUM(${range(wantedRow + side, first, wantedRow + side, total - 1)})`,
      sumOf(wanted.map((each) => each.at(side) ?? each[0]!)),
      LOOK.whole,
    ),
  ])
  const check = (column: number, sum: number, wants: readonly number[]) =>
    checkCell(
      column === total ? address(sumRow, total) : range(top1, column, end, column),
      address(sumRow, column),
      ends.map((side) => fixed(wantedRow + side, column)),
      sum,
      wants,
      language,
    )
  const both = (each: readonly number[]) => ends.map((side) => each.at(side) ?? each[0]!)
  const checks = [
    ...columns.map((_, o) => check(first + o, sums[o]!, both(wanted[o]!))),
    check(
      total,
      national,
      ends.map((side) => sumOf(wanted.map((each) => each.at(side) ?? each[0]!))),
    ),
  ]
  const floored = result.oorTotals?.floored ?? null
  const shares =
    floored === null
      ? []
      : [
          [
            ...labels.word(WORDS.after[language], LOOK.quiet),
            // L27 Tabel 1 prints percentages of the whole totals
            ...sums.map((each) => cell(each / national, LOOK.percent)),
            cell(1, LOOK.percent),
          ],
          [
            ...labels.word(WORDS.before[language], LOOK.quiet),
            // P26 Tabel 2 prints percentages of the totals before rounding
            ...floored.map((each) => cell(each / sumOf(floored), LOOK.percent)),
            cell(1, LOOK.percent),
          ],
        ]
  const checkLine = [...labels.word(WORDS.check[language], LOOK.text), ...checks]
  return { rows: [sumLine, ...wantedLines, checkLine, ...shares], checks, checkRow }
}

/** The look of each cell: next best, beyond it, empty by the protocol, or agreed. */
function looksOf(result: Result) {
  const key = (row: string, column: string) => `${row}\n${column}`
  const deviations = new Map(result.deviations.map((each) => [key(each.row, each.column), each]))
  const zeros = new Set(result.zeroCells.map(([row, column]) => key(row, column)))
  const bounds = new Set(result.bounds.map(([row, column]) => key(row, column)))
  return (row: string, column: string) => {
    if (zeros.has(key(row, column))) return LOOK.zero
    const deviation = deviations.get(key(row, column))
    if (deviation === undefined) return bounds.has(key(row, column)) ? LOOK.bound : LOOK.whole
    const up = deviation.allocated > deviation.natural
    if (deviation.rank > 1) return up ? LOOK.upBeyond : LOOK.downBeyond
    return up ? LOOK.up : LOOK.down
  }
}

function legendOf(result: Result, language: Language): string {
  const parts = [
    result.deviations.length > 0 && [WORDS.legendUp, WORDS.legendDown],
    result.deviations.some(({ rank }) => rank > 1) && [WORDS.legendBeyond],
    result.zeroCells.length > 0 && [WORDS.legendZero],
    result.bounds.length > 0 && [WORDS.legendBound],
    (result.flooredOors?.length ?? 0) > 0 && [WORDS.legendFloored],
  ]
  return parts.flatMap((part) => (part === false ? [] : part.map((text) => text[language]))).join('    ')
}

function conflictLines({ conflict }: Result, language: Language): string[] {
  if (conflict === null) return []
  const repairs = conflict.repairs?.map((repair) => `– ${repair.texts[language]}`) ?? [NOT_SOUGHT[language]]
  return [
    `${WORDS.conflict[language]}: ${conflict.texts[language]}`,
    ...(repairs.length === 0 ? [] : [`${WORDS.repairs[language]}:`, ...repairs]),
  ]
}

/** The cells that the protocol by itself leaves free, with the least and the most of each; no sheet where there are none. */
function freedomSheets(result: Result, context: Context): WrittenSheet[] {
  const { language } = context
  const { freedom, data, rows, columns, allocation } = result
  if (freedom === null || freedom.free.length === 0) return []
  const labels = labelled(rows, context)
  const top = heading(titleOf(result, context), data, capital(freedomText(result, language)!), context)
  const numbers = [TERM.fewestPlaces, TERM.mostPlaces, TERM.allocated]
  const header = [
    ...labels.head,
    cell(WORDS.oor[language], LOOK.head),
    ...numbers.map((word) => cell(word[language], LOOK.headNumber)),
  ]
  const body = freedom.free.map(({ row, column, low, high }) => [
    ...labels.cells(row),
    cell(column, LOOK.text),
    cell(low, LOOK.whole),
    cell(high, LOOK.whole),
    cell(allocation?.[rows.indexOf(row)]?.[columns.indexOf(column)] ?? null, LOOK.whole),
  ])
  return [
    {
      name: SHEET.freedom[language],
      header: headerOf(data, language),
      rows: [...top, header, ...body],
      widths: [...labels.widths, 12, ...numbers.map(() => 12)],
      frozen: { rows: top.length + 1, columns: labels.count },
    },
  ]
}

/** The marks of Toewijzing, on how far a cell is from its target. */
const DEVIATION_LOOK: ReadonlyMap<Look, Look> = new Map<Look, Look>([
  [LOOK.up, marked('▲')],
  [LOOK.down, marked('▼')],
  [LOOK.upBeyond, marked('▲▲')],
  [LOOK.downBeyond, marked('▼▼')],
])

function marked(mark: string): Look {
  return { ...LOOK.signedDecimal, bold: true, format: `+0.00"${mark}";-0.00"${mark}";0.00"${mark}"` }
}

/** The target on the left, and on the right how far the allocation is from it, live. */
function targetSheet(result: Result, context: Context): WrittenSheet {
  const { language } = context
  const { rows, columns, data } = result
  const [target, allocation] = [result.target!, result.allocation!]
  const labels = labelled(rows, context)
  const [left, right] = [labels.count, labels.count + columns.length + 1]
  const top = heading(titleOf(result, context), data, WORDS.targetNote[language], context)
  const name = `'${SHEET.allocation[language]}'!`
  const groups = [
    ...labels.head.map(() => null),
    cell(WORDS.target[language], LOOK.section),
    ...columns.map(() => null),
    cell(WORDS.deviation[language], LOOK.section),
  ]
  const heads = columns.map((code) => cell(code, LOOK.headNumber))
  const header = [...labels.head, ...heads, null, ...heads]
  const start = top.length + 2
  const look = looksOf(result)
  const body = rows.map((row, s) => [
    ...labels.cells(row),
    ...target[s]!.map((value) => cell(value, LOOK.decimal)),
    null,
    ...columns.map((_, o) =>
      formula(
        `${name}${address(ABOVE + s, labels.count + o)}-${address(start + s, left + o)}`,
        allocation[s]![o]! - target[s]![o]!,
        DEVIATION_LOOK.get(look(row, columns[o]!)) ?? LOOK.signedDecimal,
      ),
    ),
  ])
  const end = start + rows.length - 1
  return {
    name: SHEET.target[language],
    header: headerOf(data, language),
    rows: [...top, groups, header, ...body],
    widths: [...labels.widths, ...columns.map(() => 9), 3, ...columns.map(() => 9)],
    frozen: { rows: start, columns: labels.count },
    rules: [{ range: range(start, right, end, right + columns.length - 1), scale: DEVIATION_SCALE }],
  }
}

/** In the table of chains, the last columns of which totals were off, and of what changes. */
const [ENDS_TO, CHANGES_TO] = [3, 7] as const

/** The chain as words: which totals were off, and which cells repair them. */
function endsText({ ends }: Chain, { scenario, language }: Context): string {
  if (ends.length === 0) return WORDS.ring[language]
  const nameOf = (code: string) => scenario?.specialties.find((each) => each.code === code)?.name ?? code
  const off = ends.map(
    ({ total, code, short }) =>
      `${total === 'row' ? nameOf(code) : code} ${(short > 0 ? WORDS.tooFew : WORDS.tooMany)[language]}`,
  )
  return off.join(` ${WORDS.and[language]} `)
}

function changesText({ cells }: Chain, language: Language): string {
  return cells.map(({ row, column, ...change }) => `${row}-${column} ${changeText(change, language)}`).join(', ')
}

/** Each cell that is not rounded naturally, what that cost and the chain it is on; below them the chains. */
function roundingSheet(result: Result, context: Context): WrittenSheet {
  const { language } = context
  const { data, deviations } = result
  const published = 'published' in result
  const labels = labelled(result.rows, context)
  const chains = result.method === 'optimal' ? (result.chains ?? []) : []
  const about = published
    ? WORDS.unpublished[language]
    : deviations.length === 0
      ? WORDS.noDeviations[language]
      : WORDS.rankNote[language]
  const top = heading(titleOf(result, context), data, about, context)
  const words = [
    WORDS.oor,
    WORDS.target,
    WORDS.natural,
    WORDS.allocated,
    WORDS.direction,
    WORDS.rank,
    WORDS.extra,
    WORDS.chain,
  ]
  const header = [
    ...labels.head,
    ...words.map((word, i) => cell(word[language], i === 0 ? LOOK.head : LOOK.headNumber)),
  ]
  const [start, extra] = [top.length + 1, labels.count + 6]
  const numbersOf = (row: string, column: string) =>
    chains.flatMap(({ cells }, i) => (cells.some((each) => each.row === row && each.column === column) ? [i + 1] : []))
  const body = deviations.map((each) => [
    ...labels.cells(each.row),
    cell(each.column, LOOK.text),
    cell(each.target, LOOK.precise),
    cell(each.natural, LOOK.whole),
    cell(each.allocated, LOOK.whole),
    cell(each.allocated > each.natural ? '▲' : '▼', LOOK.check),
    cell(each.rank, LOOK.whole),
    cell(each.extraError, LOOK.precise),
    cell(numbersOf(each.row, each.column).join(', '), { ...LOOK.text, align: 'right' }),
  ])
  const sum =
    deviations.length === 0
      ? []
      : [
          [
            ...labels.word(WORDS.total[language]),
            ...Array.from({ length: 6 }, () => cell(null, LOOK.totalText)),
            formula(
              `SUM(${range(start, extra, start + body.length - 1, extra)})`,
              Number(sumOf(deviations.map(({ extraError }) => extraError)).toFixed(9)),
              { ...LOOK.total, format: LOOK.precise.format },
            ),
            cell(null, LOOK.totalText),
          ],
        ]
  // the chains stand in the same columns: number, the totals that were off, and what changes
  const blank = (count: number, look: Look) => Array.from({ length: count }, () => cell(null, look))
  const chainLine = (look: Look, number: WrittenCell, ends: string, changes: string, cost: WrittenCell) => [
    number,
    cell(ends, look),
    ...blank(ENDS_TO - 1, look),
    cell(changes, look),
    ...blank(CHANGES_TO - ENDS_TO - 1, look),
    cost,
    cell(null, look),
  ]
  const chainHead =
    chains.length === 0
      ? []
      : [
          [],
          [cell(WORDS.chains[language], LOOK.section)],
          chainLine(
            LOOK.head,
            cell(WORDS.chain[language], LOOK.head),
            WORDS.repaired[language],
            WORDS.changes[language],
            cell(WORDS.extra[language], LOOK.headNumber),
          ),
        ]
  const chainRows = chains.map((chain, i) =>
    chainLine(
      LOOK.long,
      cell(i + 1, { ...LOOK.long, align: 'left' }),
      printable(endsText(chain, context)),
      printable(changesText(chain, language)),
      cell(chain.extraError, { ...LOOK.precise, wrap: true }),
    ),
  )
  const rows = [...top, ...(body.length > 0 ? [header] : []), ...body, ...sum, ...chainHead, ...chainRows]
  const firstChain = rows.length - chainRows.length
  const widths = [
    labels.count === 2 ? 7 : 28,
    labels.count === 2 ? labels.widths[1]! : 12,
    12,
    12,
    12,
    13,
    10,
    8,
    12,
    10,
  ]
  const across = (from: number, to: number) => sumOf(widths.slice(from, to + 1))
  const chainLines = chainRows.length === 0 ? [] : [firstChain - 1, ...chainRows.map((_, i) => firstChain + i)]
  return {
    name: SHEET.rounding[language],
    header: headerOf(data, language),
    rows,
    widths,
    heights: Object.fromEntries(
      chains.map((chain, i) => [
        firstChain + i,
        Math.max(
          heightOf(endsText(chain, context), across(1, ENDS_TO)),
          heightOf(changesText(chain, language), across(ENDS_TO + 1, CHANGES_TO)),
        ),
      ]),
    ),
    merges: chainLines.flatMap((row) => [
      { row, from: 1, to: ENDS_TO },
      { row, from: ENDS_TO + 1, to: CHANGES_TO },
    ]),
    frozen: { rows: start, columns: 0 },
    rules: body.length === 0 ? [] : [{ range: range(start, extra, start + body.length - 1, extra), scale: COST_SCALE }],
  }
}
