/**
 * The sheets that a draft and a check share: Voorstel with live totals and checks, beside it the differences from the base
 * distribution, and Balans per OOR. Every formula stands on the numbers of Voorstel, so that who edits one sees what it does.
 */
import type { Moved, OorBalance, ProposalFrame } from '../domain/proposal.js'
import type { DataKind } from '../domain/scenario.js'
import { wholeText, type Language } from '../words/texts.js'
import type { Look, Rule, WrittenCell, WrittenSheet } from '../io/xlsx/write.js'
import { address } from '../io/xlsx/read.js'
import { arrayFormula, cell, fixed, formula, LOOK, range, WRONG } from './looks.js'
import { SHEET, WORDS } from '../words/workbook-proposal.js'
import { behindLabels, checkSize, headerOf, heading, labelled, sumOf, type Context, type Rows } from './setting.js'
import { WORDS as COMMON } from '../words/workbook.js'

type Matrix = readonly (readonly number[])[]

/** A proposal with what it is checked against. */
export interface Subject {
  readonly title: string
  /** A line about how it came about, or what came of its check. */
  readonly about: string
  readonly data: DataKind | null
  readonly rows: readonly string[]
  readonly columns: readonly string[]
  readonly rowTotals: readonly number[]
  readonly allocation: Matrix
  readonly base: Matrix
  readonly frame: Omit<ProposalFrame, 'base'>
  readonly balance: readonly OorBalance[]
  readonly moved: Moved
  readonly zeroCells: readonly (readonly [string, string])[]
  readonly bounds: readonly (readonly [string, string, number, number])[]
}

/** Blue for fewer, orange for more than the base. */
const MORE: Look = { bold: true, fill: 'FBE3D0' }
const FEWER: Look = { bold: true, italic: true, fill: 'D9E7F5' }

/** Rows above the table: title, label, about, check and legend, header. */
const ABOVE = 5

/** Where things stand on sheet Voorstel, by rows and columns from 0. */
interface Places {
  readonly first: number
  readonly last: number
  readonly total: number
  readonly intake: number
  readonly check: number
  /** The first column of the differences, and of the base. */
  readonly differences: number
  readonly base: number
  readonly top: number
  readonly end: number
  readonly sums: number
  readonly baseSums: number
  readonly differenceSums: number
  readonly least: number
  readonly most: number
  readonly checks: number
  /** The first of the three readings of the leeway. */
  readonly moved: number
}

function placesOf({ rows, columns }: Pick<Subject, 'rows' | 'columns'>, context: Context): Places {
  const first = labelled(rows, context).count
  const last = first + columns.length - 1
  const [top, end] = [ABOVE, ABOVE + rows.length - 1]
  return {
    first,
    last,
    total: last + 1,
    intake: last + 2,
    check: last + 3,
    differences: last + 5,
    base: last + 6 + columns.length,
    top,
    end,
    sums: end + 1,
    baseSums: end + 2,
    differenceSums: end + 3,
    least: end + 4,
    most: end + 5,
    checks: end + 6,
    moved: end + 9,
  }
}

/** Sums of numbers that may have decimals, without noise. */
function exactSum(values: readonly number[]): number {
  return Math.round(sumOf(values) * 1e9) / 1e9
}

/** The sheet of a proposal. @throws InputError `too-large` for a table of more than a hundred thousand cells */
export function proposalSheet(subject: Subject, context: Context): WrittenSheet {
  const { language } = context
  const { rows, columns, allocation, base } = subject
  checkSize(rows.length, 3 * columns.length)
  const at = placesOf(subject, context)
  const labels = labelled(rows, context)
  const look = looksOf(subject)
  const body: Rows = rows.map((row, s) => {
    const r = at.top + s
    return [
      ...labels.cells(row),
      ...columns.map((column, o) => cell(allocation[s]![o]!, look(row, column, allocation[s]![o]!))),
      formula(`SUM(${range(r, at.first, r, at.last)})`, exactSum(allocation[s]!), LOOK.rowTotal),
      cell(subject.rowTotals[s]!, LOOK.whole),
      rowCheck(subject, s, at, language),
      null,
      ...columns.map((_, o) => {
        const difference = Math.round((allocation[s]![o]! - base[s]![o]!) * 1e9) / 1e9
        return formula(`${address(r, at.first + o)}-${address(r, at.base + o)}`, difference, LOOK.signed)
      }),
      null,
      ...columns.map((_, o) => cell(base[s]![o]!, LOOK.whole)),
    ]
  })
  const below = totalsBelow(subject, at, context)
  const readings = movedRows(subject, at, context)
  const checks = [...body.map((row) => row[at.check]), ...below.checks, readings.check].map((each) => each?.value)
  const cells = [
    range(at.top, at.check, at.end, at.check),
    range(at.checks, at.first, at.checks, at.total),
    range(at.moved, at.check, at.moved + 2, at.check),
  ]
  const groups = [
    { column: at.differences, word: WORDS.differences },
    { column: at.base, word: WORDS.baseTable },
  ]
  const checkLine: (WrittenCell | null)[] = Array.from({ length: at.base + columns.length }, () => null)
  checkLine[0] = overallCheck(cells, checks, language)
  checkLine[labels.count] = cell(legendOf(subject, language), LOOK.quiet)
  for (const { column, word } of groups) checkLine[column] = cell(word[language], LOOK.section)
  const header = [
    ...labels.head,
    ...columns.map((code) => cell(code, LOOK.headNumber)),
    ...[COMMON.total, COMMON.intake].map((word) => cell(word[language], LOOK.headNumber)),
    cell(COMMON.check[language], { ...LOOK.head, align: 'center' }),
    null,
    // not the name of the OOR alone: a table has each OOR once
    ...columns.map((code) => cell(`${code} ±`, LOOK.headNumber)),
    null,
    ...columns.map((code) => cell(`${code} ${WORDS.base[language]}`, LOOK.headNumber)),
  ]
  const top = heading(subject.title, subject.data, subject.about, context)
  const titles = behindLabels(top, labels.count, columns.length + 3, 9 * columns.length + 52)
  // the word on the checks, and those on the readings, are longer than a code
  const merged = [3, ...[-1, 0, 1, 2].map((row) => at.moved + row)]
  return {
    name: SHEET.proposal[language],
    header: headerOf(subject.data, language),
    tab: '3A6EA5',
    rows: [...titles.rows, checkLine, header, ...body, ...below.rows, ...readings.rows],
    merges: [
      ...titles.merges,
      ...(labels.count > 1 ? merged.map((row) => ({ row, from: 0, to: labels.count - 1 })) : []),
    ],
    widths: [
      ...labels.widths,
      ...columns.map(() => 9),
      14,
      14,
      24,
      3,
      ...columns.map(() => 10),
      3,
      ...columns.map(() => 10),
    ],
    heights: titles.heights,
    frozen: { rows: ABOVE, columns: labels.count },
    pages: groups.map(({ column }) => column),
    rules: rulesOf(subject, at, cells, language),
    allowed: [
      {
        range: range(at.top, at.first, at.end, at.last),
        number: { kind: 'whole', least: 0, most: 1_000_000 },
        title: COMMON.allocated[language],
        text: { nl: 'Een heel aantal plaatsen, 0 of meer.', en: 'A whole number of places, 0 or more.' }[language],
      },
    ],
  }
}

function looksOf({ zeroCells, bounds }: Subject) {
  const key = (row: string, column: string) => `${row}\n${column}`
  const zeros = new Set(zeroCells.map(([row, column]) => key(row, column)))
  const agreed = new Set(bounds.map(([row, column]) => key(row, column)))
  return (row: string, column: string, places: number): Look => {
    if (zeros.has(key(row, column))) return LOOK.zero
    return agreed.has(key(row, column)) ? LOOK.bound : placesLook(places)
  }
}

/** Places as they are: a proposal that was handed in may have decimals. */
const PLAIN: Look = { line: 'thin', align: 'right', format: '#,##0.###_W' }

export function placesLook(value: number): Look {
  return Number.isInteger(value) ? LOOK.whole : PLAIN
}

function legendOf({ zeroCells, bounds }: Subject, language: Language): string {
  const parts = [
    WORDS.legendMore,
    WORDS.legendFewer,
    ...(zeroCells.length > 0 ? [WORDS.legendZero] : []),
    ...(bounds.length > 0 ? [WORDS.legendBound] : []),
  ]
  return parts.map((part) => part[language]).join('    ')
}

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

function rowCheck(subject: Subject, s: number, at: Places, language: Language): WrittenCell {
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
function totalsBelow(subject: Subject, at: Places, context: Context) {
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

const SIGNED_TOTAL: Look = { ...LOOK.total, format: LOOK.signed.format }

const MEASURES = ['places-moved', 'sum-absolute', 'cells'] as const

function movedBy({ placesMoved, sumAbsolute, cells }: Moved) {
  return { 'places-moved': placesMoved, 'sum-absolute': sumAbsolute, cells }
}

/** The three readings of "30 places to shift", live; the chosen one is checked. */
function movedRows({ rows, columns, frame, moved }: Subject, at: Places, context: Context) {
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
        ...across(WORDS[measure][language], { ...LOOK.text, bold: chosen }),
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
function overallCheck(cells: readonly string[], checks: readonly unknown[], language: Language): WrittenCell {
  const [all, some] = [`${COMMON.check[language]}: ${COMMON.allRight[language]}`, `${COMMON.wrong[language]}: `]
  const ok = cells.map((each) => `COUNTIF(${each},"✓")`).join('+')
  const fails = checks.filter((value) => value !== '✓').length
  return formula(
    `IF(${ok}=${checks.length},"${all}","${some}"&(${checks.length}-(${ok}))&" ${COMMON.someWrong[language]}")`,
    fails === 0 ? all : `${some}${fails} ${COMMON.someWrong[language]}`,
    { ...LOOK.quiet, bold: true },
  )
}

function rulesOf(subject: Subject, at: Places, checks: readonly string[], language: Language): Rule[] {
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

/** The row, from 0, of the first OOR in the balance. */
export const BALANCE_FROM = 5

/** The balance per OOR, live from sheet Voorstel. */
export function balanceSheet(subject: Subject, context: Context): WrittenSheet {
  const { language } = context
  const { balance, frame, moved } = subject
  const at = placesOf(subject, context)
  const t = (word: 'below' | 'above' | 'floor' | 'floorNote') => WORDS[word][language]
  const sheet = `'${SHEET.proposal[language]}'!`
  const names = new Map(context.scenario?.oors.map(({ code, name }) => [code, name]))
  const today = balance.some(({ current }) => current !== null)
  const top = heading(subject.title, subject.data, WORDS.balanceNote[language], context)
  const start = BALANCE_FROM
  const end = start + balance.length - 1
  const facts = end + 3
  const [below, above] = [fixed(facts, 2), fixed(facts + 1, 2)]
  const head = [
    cell(COMMON.oor[language], LOOK.head),
    cell(COMMON.name[language], LOOK.head),
    ...[
      WORDS.baseHead,
      WORDS.proposal,
      WORDS.difference,
      WORDS.roomBelow,
      WORDS.roomAbove,
      ...(today ? [WORDS.current, WORDS.mutation] : []),
    ].map((word) => cell(word[language], LOOK.headNumber)),
    cell(COMMON.check[language], { ...LOOK.head, align: 'center' as const }),
  ]
  const lines: Rows = balance.map((each, o) => {
    const r = start + o
    const [base, proposal, low, high, size] = [2, 3, 5, 6, 7].map((column) => address(r, column)) as [
      string,
      string,
      string,
      string,
      string,
    ]
    const fits = each.roomBelow >= 0 && each.roomAbove >= 0
    return [
      cell(each.oor, LOOK.text),
      cell(names.get(each.oor) ?? each.oor, LOOK.text),
      formula(`${sheet}${address(at.baseSums, at.first + o)}`, each.base, LOOK.whole),
      formula(`${sheet}${address(at.sums, at.first + o)}`, each.proposal, { ...placesLook(each.proposal), bold: true }),
      formula(`${proposal}-${base}`, each.difference, { ...LOOK.signed, bold: true }),
      formula(`${proposal}-(${base}-${below})`, each.roomBelow, placesLook(each.roomBelow)),
      formula(`${base}+${above}-${proposal}`, each.roomAbove, placesLook(each.roomAbove)),
      ...(today
        ? [
            cell(each.current, LOOK.whole),
            each.mutation === null
              ? cell('–', { ...LOOK.text, align: 'right' as const })
              : formula(`${proposal}-${size}`, each.mutation, LOOK.signed),
          ]
        : []),
      formula(
        `IF(AND(${low}>=0,${high}>=0),"✓","${COMMON.wrong[language]}")`,
        fits ? '✓' : COMMON.wrong[language],
        LOOK.check,
      ),
    ]
  })
  const summed = (column: number, value: number, look: Look) =>
    formula(`SUM(${range(start, column, end, column)})`, value, look)
  const total = [
    cell(null, LOOK.totalText),
    cell(COMMON.total[language], LOOK.totalText),
    summed(2, sumOf(balance.map(({ base }) => base)), LOOK.total),
    summed(3, exactSum(balance.map(({ proposal }) => proposal)), LOOK.total),
    summed(4, exactSum(balance.map(({ difference }) => difference)), SIGNED_TOTAL),
    cell(null, LOOK.totalText),
    cell(null, LOOK.totalText),
    ...(today
      ? [
          summed(7, sumOf(balance.map(({ current }) => current ?? 0)), LOOK.total),
          summed(8, exactSum(balance.map(({ mutation }) => mutation ?? 0)), SIGNED_TOTAL),
        ]
      : []),
    cell(null, LOOK.totalText),
  ]
  const fact = (word: string, value: WrittenCell, note = '') => [
    cell(word, LOOK.text),
    cell(null, LOOK.text),
    value,
    cell(note, { color: '52606D' }),
  ]
  const values = movedBy(moved)
  const readings: Rows = MEASURES.map((measure, i) => {
    const chosen = measure === frame.measure
    const text = `${sheet}${address(at.moved + i, at.total)}`
    return fact(
      WORDS[measure][language],
      formula(text, values[measure], { ...placesLook(values[measure]), bold: chosen }),
      chosen ? `${WORDS.chosen[language]}, ${COMMON.most[language]} ${wholeText(frame.leeway.total, language)}` : '',
    )
  })
  const check = head.length - 1
  const checks = range(start, check, end, check)
  const merged = [facts, facts + 1, ...(frame.floor === null ? [] : [facts + 2])]
  const firstReading = facts + 2 + (frame.floor === null ? 0 : 1) + 2
  return {
    name: SHEET.balance[language],
    header: headerOf(subject.data, language),
    rows: [
      ...top,
      [],
      head,
      ...lines,
      total,
      [],
      fact(t('below'), cell(frame.leeway.below, LOOK.whole)),
      fact(t('above'), cell(frame.leeway.above, LOOK.whole)),
      ...(frame.floor === null ? [] : [fact(t('floor'), cell(frame.floor, LOOK.whole), t('floorNote'))]),
      [],
      [cell(WORDS.moved[language], LOOK.section)],
      ...readings,
    ],
    widths: [14, 26, 14, 12, 14, 14, 14, ...(today ? [12, 12] : []), 12],
    heights: { [start - 1]: 32 },
    frozen: { rows: start, columns: 1 },
    merges: [...merged, ...MEASURES.map((_, i) => firstReading + i)].map((row) => ({ row, from: 0, to: 1 })),
    rules: [
      { range: checks, when: `${address(start, check)}="${COMMON.wrong[language]}"`, look: WRONG },
      ...[5, 6].map((column): Rule => ({
        range: range(start, column, end, column),
        when: `${address(start, column)}<0`,
        look: WRONG,
      })),
      { range: range(start, 4, end, 4), when: `${address(start, 4)}>0`, look: MORE },
      { range: range(start, 4, end, 4), when: `${address(start, 4)}<0`, look: FEWER },
    ],
  }
}

/** A table of places that is no proposal to read back, coloured where it differs from another. */
export function tableRows(
  { rows, columns, zeroCells }: Pick<Subject, 'rows' | 'columns' | 'zeroCells'>,
  places: Matrix,
  against: Matrix,
  start: number,
  context: Context,
): { readonly rows: Rows; readonly widths: number[]; readonly labels: number } {
  const { language } = context
  const labels = labelled(rows, context)
  const [first, end] = [labels.count, start + rows.length]
  const zeros = new Set(zeroCells.map(([row, column]) => `${row}\n${column}`))
  const look = (s: number, o: number): Look => {
    const plain = zeros.has(`${rows[s]}\n${columns[o]}`) ? LOOK.zero : LOOK.whole
    const by = places[s]![o]! - against[s]![o]!
    return by === 0 ? plain : { ...plain, ...(by > 0 ? MORE : FEWER) }
  }
  return {
    labels: first,
    widths: [...labels.widths, ...columns.map(() => 10), 10],
    rows: [
      [
        ...labels.head,
        ...columns.map((code) => cell(code, LOOK.headNumber)),
        cell(COMMON.total[language], LOOK.headNumber),
      ],
      ...rows.map((row, s) => [
        ...labels.cells(row),
        ...places[s]!.map((value, o) => cell(value, look(s, o))),
        formula(
          `SUM(${range(start + 1 + s, first, start + 1 + s, first + columns.length - 1)})`,
          sumOf(places[s]!),
          LOOK.rowTotal,
        ),
      ]),
      [
        ...labels.word(COMMON.total[language]),
        ...[...columns.keys(), columns.length].map((o) =>
          formula(
            `SUM(${range(start + 1, first + o, end, first + o)})`,
            o < columns.length ? sumOf(places.map((row) => row[o]!)) : sumOf(places.map(sumOf)),
            LOOK.total,
          ),
        ),
      ],
    ],
  }
}
