/**
 * The sheets that a draft and a check share: Voorstel with live totals and checks, beside it the differences from the base
 * distribution, and Balans per OOR. Every formula stands on the numbers of Voorstel, so that who edits one sees what it does.
 */
import type { Language } from '../words/texts.js'
import type { Look, WrittenCell, WrittenSheet } from '../io/xlsx/write.js'
import { address } from '../io/xlsx/read.js'
import { cell, formula, LOOK, range } from './looks.js'
import { WORDS } from '../words/workbook-proposal.js'
import { behindLabels, checkSize, headerOf, heading, labelled, type Context, type Rows } from './setting.js'
import { SHEET, WORDS as COMMON } from '../words/workbook.js'
import { TERM } from '../words/terms.js'
import { rowCheck, totalsBelow, overallCheck, movedRows, rulesOf } from './proposal-checks.js'
import { type SheetSubject, placesOf, exactSum, placesLook } from './places.js'
import { ABOVE } from './places.js'

/** The sheet of a proposal. @throws InputError `too-large` for a table of more than a hundred thousand cells */
export function proposalSheet(subject: SheetSubject, context: Context): WrittenSheet {
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
        text: TERM.wholePlaces[language],
      },
    ],
  }
}

function looksOf({ zeroCells, bounds }: SheetSubject) {
  const key = (row: string, column: string) => `${row}\n${column}`
  const zeros = new Set(zeroCells.map(([row, column]) => key(row, column)))
  const agreed = new Set(bounds.map(([row, column]) => key(row, column)))
  return (row: string, column: string, places: number): Look => {
    if (zeros.has(key(row, column))) return LOOK.zero
    return agreed.has(key(row, column)) ? LOOK.bound : placesLook(places)
  }
}

function legendOf({ zeroCells, bounds }: SheetSubject, language: Language): string {
  const parts = [
    WORDS.legendMore,
    WORDS.legendFewer,
    ...(zeroCells.length > 0 ? [WORDS.legendZero] : []),
    ...(bounds.length > 0 ? [WORDS.legendBound] : []),
  ]
  return parts.map((part) => part[language]).join('    ')
}
