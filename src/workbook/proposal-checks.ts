/** What the sheet of a proposal computes anew as it is typed in: totals, movements and rules, each as a live formula. */
import type { Moved } from '../domain/proposal.js'
import { MEASURE, type Language } from '../words/texts.js'
import type { Look, Rule, WrittenCell } from '../io/xlsx/write.js'
import { address } from '../io/xlsx/read.js'
import { arrayFormula, cell, fixed, formula, LOOK, range, WRONG } from './looks.js'
import { WORDS } from '../words/workbook-proposal.js'
import { labelled, sumOf, type Context, type Rows } from './setting.js'
import { WORDS as COMMON } from '../words/workbook.js'
import { type SheetSubject, MORE, FEWER, type SheetPlaces, exactSum, placesLook } from './places.js'

/** One thing that may be wrong: when it is, by a formula and by the numbers as they are, and what to say. */
interface Wrong {
  readonly when: string
  readonly is: boolean
  readonly say: string
}

/** A check that says the first thing that is wrong, or else whether a sum is between two numbers. */
function checkOf(
  wrongs: readonly Wrong[],
  sum: { readonly at: string; readonly value: number },
  least: { readonly at: string; readonly value: number },
  most: { readonly at: string; readonly value: number },
  language: Language,
): WrittenCell {
  const wrong = COMMON.wrong[language]
  const off = `IF(${sum.at}<${least.at},${sum.at}-${least.at},${sum.at}-${most.at})`
  const last = `IF(AND(${sum.at}>=${least.at},${sum.at}<=${most.at}),"✓","${wrong} "&TEXT(${off},"+0;-0"))`
  const by = Math.round(sum.value < least.value ? sum.value - least.value : sum.value - most.value)
  const value = sum.value >= least.value && sum.value <= most.value ? '✓' : `${wrong} ${by > 0 ? '+' : ''}${by}`
  return arrayFormula(
    wrongs.reduceRight((rest, { when, say }) => `IF(${when},"${say}",${rest})`, last),
    wrongs.find(({ is }) => is)?.say ?? value,
    LOOK.check,
  )
}

function notWhole(cells: string, values: readonly number[], language: Language): Wrong[] {
  return [
    {
      when: `SUM(MOD(${cells},1))>0`,
      is: values.some((value) => !Number.isInteger(value)),
      say: COMMON.wrongDecimals[language],
    },
    {
      when: `COUNTIF(${cells},"<0")>0`,
      is: values.some((value) => value < 0),
      say: `${COMMON.wrong[language]}: ${WORDS.lessThanNothing[language]}`,
    },
  ]
}

/** Not a sum of truths compared with 0: Excel holds every truth for more than any number. */
function anyOf(conditions: readonly string[]): string {
  return `OR(${conditions.join(',')})`
}

export function rowCheck(subject: SheetSubject, s: number, at: SheetPlaces, language: Language): WrittenCell {
  const { rows, columns, allocation, zeroCells, bounds, rowTotals } = subject
  const [row, values, r] = [rows[s]!, allocation[s]!, at.top + s]
  const cellOf = (column: string) => address(r, at.first + columns.indexOf(column))
  const valueOf = (column: string) => values[columns.indexOf(column)]!
  const zeros = zeroCells.filter(([of]) => of === row).map(([, column]) => column)
  const agreed = bounds.filter(([of]) => of === row)
  const wrong = (word: 'zeroFilled' | 'boundBroken') => `${COMMON.wrong[language]}: ${WORDS[word][language]}`
  const filled: Wrong = {
    when: anyOf(zeros.map((column) => `${cellOf(column)}<>0`)),
    is: zeros.some((column) => valueOf(column) !== 0),
    say: wrong('zeroFilled'),
  }
  const broken: Wrong = {
    when: anyOf(agreed.flatMap(([, column, low, high]) => [`${cellOf(column)}<${low}`, `${cellOf(column)}>${high}`])),
    is: agreed.some(([, column, low, high]) => valueOf(column) < low || valueOf(column) > high),
    say: wrong('boundBroken'),
  }
  const wanted = { at: address(r, at.intake), value: rowTotals[s]! }
  return checkOf(
    [
      ...notWhole(range(r, at.first, r, at.last), values, language),
      ...(zeros.length > 0 ? [filled] : []),
      ...(agreed.length > 0 ? [broken] : []),
    ],
    { at: address(r, at.total), value: exactSum(values) },
    wanted,
    wanted,
    language,
  )
}

/** Under the table: live sums, those of the base, the difference, what it may be, and whether it is. */
export function totalsBelow(subject: SheetSubject, at: SheetPlaces, context: Context) {
  const { language } = context
  const { rows, columns, allocation, frame, rowTotals } = subject
  const labels = labelled(rows, context)
  const t = (word: 'baseTotal' | 'difference' | 'least' | 'most') => WORDS[word][language]
  const sums = columns.map((_, o) => exactSum(allocation.map((row) => row[o]!)))
  const [national, intake] = [exactSum(sums), sumOf(rowTotals)]
  const { baseTotals, totalLow, totalHigh } = frame
  const column = (o: number, from: number) => range(at.top, from + o, at.end, from + o)
  const across = (row: number) => `SUM(${range(row, at.first, row, at.last)})`
  const difference = (o: number) => Math.round((sums[o]! - baseTotals[o]!) * 1e9) / 1e9
  const rest = [cell(null), cell(null), null]
  const baseNational = sumOf(baseTotals)
  const lines: Rows = [
    [
      ...labels.word(COMMON.total[language]),
      ...columns.map((_, o) => formula(`SUM(${column(o, at.first)})`, sums[o]!, totalLook(sums[o]!))),
      formula(across(at.sums), national, totalLook(national)),
      formula(`SUM(${range(at.top, at.intake, at.end, at.intake)})`, intake, LOOK.total),
      null,
      null,
      ...columns.map((_, o) => formula(`SUM(${column(o, at.differences)})`, difference(o), SIGNED_TOTAL)),
      null,
      ...columns.map((_, o) => formula(`SUM(${column(o, at.base)})`, baseTotals[o]!, LOOK.total)),
    ],
    [
      ...labels.word(t('baseTotal'), LOOK.text),
      ...columns.map((_, o) => formula(address(at.sums, at.base + o), baseTotals[o]!, LOOK.whole)),
      formula(across(at.baseSums), baseNational, LOOK.whole),
      ...rest,
    ],
    [
      ...labels.word(t('difference'), LOOK.text),
      ...columns.map((_, o) => {
        const text = `${address(at.sums, at.first + o)}-${address(at.baseSums, at.first + o)}`
        return formula(text, difference(o), { ...LOOK.signed, bold: true })
      }),
      formula(across(at.differenceSums), exactSum(columns.map((_, o) => difference(o))), LOOK.signed),
      ...rest,
    ],
    [...labels.word(t('least'), LOOK.text), ...totalLow.map((value) => cell(value, LOOK.whole)), null, ...rest],
    [...labels.word(t('most'), LOOK.text), ...totalHigh.map((value) => cell(value, LOOK.whole)), null, ...rest],
  ]
  const checks = [
    ...columns.map((_, o) => {
      const values = allocation.map((row) => row[o]!)
      return checkOf(
        notWhole(column(o, at.first), values, language),
        { at: address(at.sums, at.first + o), value: sums[o]! },
        { at: fixed(at.least, at.first + o), value: totalLow[o]! },
        { at: fixed(at.most, at.first + o), value: totalHigh[o]! },
        language,
      )
    }),
    checkOf(
      notWhole(address(at.sums, at.total), [national], language),
      { at: address(at.sums, at.total), value: national },
      { at: address(at.sums, at.intake), value: intake },
      { at: address(at.sums, at.intake), value: intake },
      language,
    ),
  ]
  // narrow columns: what is wrong takes more lines
  const wrapped = checks.map((each) => ({ ...each, look: { ...LOOK.check, wrap: true } }))
  return { rows: [...lines, [...labels.word(COMMON.check[language], LOOK.text), ...wrapped]], checks }
}

function totalLook(value: number): Look {
  return { ...LOOK.total, format: placesLook(value).format! }
}

export const SIGNED_TOTAL: Look = { ...LOOK.total, format: LOOK.signed.format }

export const MEASURES = ['places-moved', 'sum-absolute', 'cells'] as const

export function movedBy({ placesMoved, sumAbsolute, cells }: Moved) {
  return { 'places-moved': placesMoved, 'sum-absolute': sumAbsolute, cells }
}

/** The three readings of "30 places to shift", live; the chosen one is checked. */
export function movedRows({ rows, columns, frame, moved }: SheetSubject, at: SheetPlaces, context: Context) {
  const { language } = context
  const labels = labelled(rows, context)
  const differences = range(at.differenceSums, at.first, at.differenceSums, at.last)
  const inCells = range(at.top, at.differences, at.end, at.differences + columns.length - 1)
  const texts = {
    'places-moved': `SUMIF(${differences},">0")`,
    'sum-absolute': `SUMIF(${differences},">0")-SUMIF(${differences},"<0")`,
    cells: `SUMIF(${inCells},">0")`,
  }
  const values = movedBy(moved)
  const across = (word: string, look: Look) => [cell(word, look), ...labels.head.slice(1).map(() => cell(null, look))]
  const most = frame.leeway.total
  const checkAt = at.moved + MEASURES.indexOf(frame.measure)
  const value = { at: address(checkAt, at.total), value: values[frame.measure] }
  const check = checkOf([], value, { at: '0', value: 0 }, { at: address(checkAt, at.intake), value: most }, language)
  const lines: Rows = [
    [],
    [
      ...across(WORDS.moved[language], { ...LOOK.head, wrap: false }),
      ...columns.map(() => cell(null, LOOK.head)),
      cell(WORDS.found[language], LOOK.headNumber),
      cell(COMMON.most[language], LOOK.headNumber),
      cell(COMMON.check[language], { ...LOOK.head, align: 'center' }),
    ],
    ...MEASURES.map((measure) => {
      const chosen = measure === frame.measure
      const [, ...blank] = columns.map(() => cell(null, LOOK.text))
      return [
        ...across(MEASURE[measure][language], { ...LOOK.text, bold: chosen }),
        cell(chosen ? WORDS.chosen[language] : null, { ...LOOK.text, color: '52606D' }),
        ...blank,
        formula(texts[measure], values[measure], { ...placesLook(values[measure]), bold: chosen }),
        cell(most, LOOK.whole),
        chosen ? check : cell(null, LOOK.text),
      ]
    }),
  ]
  return { rows: lines, check }
}

/** Whether all checks pass, at the top. */
export function overallCheck(cells: readonly string[], checks: readonly unknown[], language: Language): WrittenCell {
  const [all, some] = [`${COMMON.check[language]}: ${COMMON.allRight[language]}`, `${COMMON.wrong[language]}: `]
  const ok = cells.map((each) => `COUNTIF(${each},"✓")`).join('+')
  const fails = checks.filter((value) => value !== '✓').length
  return formula(
    `IF(${ok}=${checks.length},"${all}","${some}"&(${checks.length}-(${ok}))&" ${COMMON.someWrong[language]}")`,
    fails === 0 ? all : `${some}${fails} ${COMMON.someWrong[language]}`,
    { ...LOOK.quiet, bold: true },
  )
}

export function rulesOf(subject: SheetSubject, at: SheetPlaces, checks: readonly string[], language: Language): Rule[] {
  const { rows, columns, zeroCells, bounds, allocation, base } = subject
  const word = COMMON.wrong[language]
  const starts = (cellAt: string) => `LEFT(${cellAt},${word.length})="${word}"`
  const firstOf = (cells: string) => cells.split(':')[0]!
  const place = (row: string, column: string) => address(at.top + rows.indexOf(row), at.first + columns.indexOf(column))
  const [here, there] = [address(at.top, at.first), address(at.top, at.base)]
  const table = range(at.top, at.first, at.end, at.last)
  const most = Math.max(1, ...allocation.flatMap((row, s) => row.map((places, o) => Math.abs(places - base[s]![o]!))))
  return [
    ...checks.map((cells): Rule => ({ range: cells, when: starts(firstOf(cells)), look: WRONG })),
    { range: 'A4', when: starts('$A$4'), look: WRONG },
    ...zeroCells.slice(0, 1_000).map(([row, column]): Rule => {
      const cellAt = place(row, column)
      return { range: cellAt, when: `${cellAt}<>0`, look: WRONG }
    }),
    ...bounds.slice(0, 1_000).map(([row, column, low, high]): Rule => {
      const cellAt = place(row, column)
      return { range: cellAt, when: `OR(${cellAt}<${low},${cellAt}>${high})`, look: WRONG }
    }),
    { range: table, when: `${here}>${there}`, look: MORE },
    { range: table, when: `${here}<${there}`, look: FEWER },
    {
      range: range(at.top, at.differences, at.end, at.differences + columns.length - 1),
      scale: [
        [-most, '8DB4DC'],
        [0, 'FFFFFF'],
        [most, 'F0B07C'],
      ],
    },
  ]
}
