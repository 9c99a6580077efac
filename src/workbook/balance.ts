/** The sheet that tells per OOR what a proposal moves, and in which direction. */
import { signedPlaces } from '../domain/language.js'
import { PICTURE } from '../words/pictures.js'
import { MEASURE, printable, wholeText } from '../words/texts.js'
import type { Look, Rule, WrittenCell, WrittenSheet } from '../io/xlsx/write.js'
import { address } from '../io/xlsx/read.js'
import { differenceChart } from './charts.js'
import { cell, fixed, formula, LOOK, range, WRONG } from './looks.js'
import { WORDS } from '../words/workbook-proposal.js'
import { headerOf, heading, labelled, sumOf, type Context, type Rows } from './setting.js'
import { FRAME_WORD, SHEET, WORDS as COMMON } from '../words/workbook.js'
import { SIGNED_TOTAL, MEASURES, movedBy } from './proposal-checks.js'
import { isScaled } from '../documents/per-oor.js'
import { type Numbers, type SheetSubject, MORE, FEWER, placesOf, exactSum, placesLook } from './places.js'

/** The row, from 0, of the first OOR in the balance. */
export const BALANCE_FROM = 5

/** The balance per OOR, live from sheet Voorstel. */
export function balanceSheet(subject: SheetSubject, context: Context): WrittenSheet {
  const { language } = context
  const { balance, frame, moved } = subject
  const at = placesOf(subject, context)
  const t = (word: 'floor' | 'floorNote') => WORDS[word][language]
  const sheet = `'${SHEET.proposal[language]}'!`
  const names = new Map(context.scenario?.oors.map(({ code, name }) => [code, name]))
  const today = balance.some(({ current }) => current !== null)
  const scaled = isScaled(balance)
  const top = heading(subject.title, subject.data, WORDS.balanceNote[language], context)
  const start = BALANCE_FROM
  const end = start + balance.length - 1
  const facts = end + 3
  const [below, above] = [fixed(facts, 2), fixed(facts + 1, 2)]
  const [intake, then] = [fixed(end + 1, 2), fixed(end + 1, 7)]
  const head = [
    cell(COMMON.oor[language], LOOK.head),
    cell(COMMON.name[language], LOOK.head),
    ...[
      WORDS.baseHead,
      WORDS.proposal,
      WORDS.difference,
      WORDS.roomBelow,
      WORDS.roomAbove,
      ...(today ? [WORDS.sizeToday, ...(scaled ? [WORDS.sizeScaled] : []), WORDS.mutation] : []),
    ].map((word) => cell(word[language], LOOK.headNumber)),
    cell(COMMON.check[language], { ...LOOK.head, align: 'center' as const }),
    cell(PICTURE.mayHaveFewer[language], LOOK.headNumber),
    cell(PICTURE.mayHaveMore[language], LOOK.headNumber),
  ]
  const lines: Rows = balance.map((each, o) => {
    const r = start + o
    const [base, proposal, low, high, size, grown] = [2, 3, 5, 6, 7, 8].map((column) => address(r, column)) as [
      string,
      string,
      string,
      string,
      string,
      string,
    ]
    const own = frame.leeway.perOor?.[each.oor] // less room than the others have
    const fits = each.roomBelow >= 0 && each.roomAbove >= 0
    return [
      cell(each.oor, LOOK.text),
      cell(names.get(each.oor) ?? each.oor, LOOK.text),
      formula(`${sheet}${address(at.baseSums, at.first + o)}`, each.base, LOOK.whole),
      formula(`${sheet}${address(at.sums, at.first + o)}`, each.proposal, { ...placesLook(each.proposal), bold: true }),
      formula(`${proposal}-${base}`, each.difference, { ...LOOK.signed, bold: true }),
      formula(`${proposal}-(${base}-${own?.below ?? below})`, each.roomBelow, placesLook(each.roomBelow)),
      formula(`${base}+${own?.above ?? above}-${proposal}`, each.roomAbove, placesLook(each.roomAbove)),
      ...(today
        ? [
            cell(each.current, LOOK.whole),
            // its share of all sizes, of the intake that is divided
            ...(scaled ? [formula(`${size}*${intake}/${then}`, each.currentScaled!, LOOK.oneDecimal)] : []),
            each.mutation === null
              ? cell('–', { ...LOOK.text, align: 'right' as const })
              : formula(`${proposal}-${scaled ? grown : size}`, each.mutation, scaled ? LOOK.signedOne : LOOK.signed),
          ]
        : []),
      formula(
        `IF(AND(${low}>=0,${high}>=0),"✓","${COMMON.wrong[language]}")`,
        fits ? '✓' : COMMON.wrong[language],
        LOOK.check,
      ),
      formula(`-${own === undefined ? below : own.below}`, each.difference - each.roomBelow, LOOK.signed),
      formula(`${own === undefined ? above : own.above}`, each.difference + each.roomAbove, LOOK.signed),
    ]
  })
  const summed = (column: number, value: number, look: Look) =>
    formula(`SUM(${range(start, column, end, column)})`, value, look)
  const allChanges = Math.round(exactSum(balance.map(({ mutation }) => mutation ?? 0)) * 1e6) / 1e6
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
          ...(scaled ? [summed(8, exactSum(balance.map((each) => each.currentScaled ?? 0)), LOOK.total)] : []),
          scaled
            ? formula(`ROUND(SUM(${range(start, 9, end, 9)}),6)`, allChanges, SIGNED_TOTAL)
            : summed(8, allChanges, SIGNED_TOTAL),
        ]
      : []),
    ...[1, 2, 3].map(() => cell(null, LOOK.totalText)),
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
      MEASURE[measure][language],
      formula(text, values[measure], { ...placesLook(values[measure]), bold: chosen }),
      chosen ? `${WORDS.chosen[language]}, ${COMMON.most[language]} ${wholeText(frame.leeway.total, language)}` : '',
    )
  })
  const check = head.length - 3
  const checks = range(start, check, end, check)
  const merged = [facts, facts + 1, ...(frame.floor === null ? [] : [facts + 2])]
  const firstReading = facts + 2 + (frame.floor === null ? 0 : 1) + 2
  const picture = { row: firstReading + MEASURES.length + 1, columns: head.length }
  const down = (place: number) => range(start, place, end, place)
  return {
    name: SHEET.balance[language],
    charts: differenceChart(
      picture,
      {
        categories: down(0),
        difference: down(4),
        room: [down(check + 1), down(check + 2)],
        told: balance.map(({ oor, difference }) => printable(`${oor} ${signedPlaces(difference, language)}`)),
      },
      language,
    ),
    header: headerOf(subject.data, language),
    rows: [
      ...top,
      [],
      head,
      ...lines,
      total,
      [],
      fact(FRAME_WORD.below[language], cell(frame.leeway.below, LOOK.whole)),
      fact(FRAME_WORD.above[language], cell(frame.leeway.above, LOOK.whole)),
      ...(frame.floor === null ? [] : [fact(t('floor'), cell(frame.floor, LOOK.whole), t('floorNote'))]),
      [],
      [cell(WORDS.moved[language], LOOK.section)],
      ...readings,
    ],
    widths: [14, 26, 14, 12, 14, 14, 14, ...(today ? [12, ...(scaled ? [12] : []), 12] : []), 12, 10, 10],
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
  { rows, columns, zeroCells }: Pick<SheetSubject, 'rows' | 'columns' | 'zeroCells'>,
  places: Numbers,
  against: Numbers,
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
