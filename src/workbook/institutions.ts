/**
 * Places over institutions as a workbook: the summary, per OOR and per institution, each OOR by specialty with its sums, how cells and formats
 * agree, what was rounded otherwise, the notes, and the account.
 */
import {
  conflictTable,
  formatTotals,
  institutionTables,
  legendOf,
  oorMatrices,
  reconciled,
  type OorMatrix,
} from '../documents/institutions.js'
import type { Look, WrittenCell, WrittenSheet } from '../io/xlsx/write.js'
import { address } from '../io/xlsx/read.js'
import type { Institutions } from '../shapes/answers/institutions.js'
import {
  INSTITUTIONS,
  levelLines,
  oorTitle,
  overviewText,
  provenSentences,
  statusText,
} from '../words/institution-forms.js'
import { dateText } from '../words/heading.js'
import { TERM } from '../words/terms.js'
import { OBJECTIVE, printable } from '../words/texts.js'
import { SHEET, WORDS } from '../words/workbook.js'
import { accountPage, line } from './account.js'
import { figuresSheet } from './figures.js'
import { cell, formula, heightOf, LOOK, range, WRONG } from './looks.js'
import { checkSize, headerOf, heading, labelOf, sumOf, workbookOf, type Context, type Rows } from './setting.js'

/**
 * The workbook of places over institutions. The same answer, the same bytes.
 * @throws InputError `too-large` for tables of more than a hundred thousand cells
 */
export async function institutionsWorkbook(answer: Institutions, context: Context): Promise<Uint8Array> {
  return workbookOf(answer.title, placedSheets(answer, context))
}

/** All sheets of places over institutions. @throws InputError `too-large` */
export function placedSheets(answer: Institutions, context: Context): WrittenSheet[] {
  const { language } = context
  checkSize(answer.institutions.length, answer.specialties.length)
  const conflict = conflictTable(answer, language)
  const tables = [...(conflict === null ? [] : [conflict]), ...institutionTables(answer, language)]
  const sheet = (name: string, id: string, first: number): WrittenSheet[] => {
    const chosen = tables.filter((each) => each.id === id)
    if (chosen.length === 0) return []
    const about = id === 'per-oor' ? overviewText(answer, language) : statusText(answer, language)
    return [figuresSheet({ name, title: answer.title, data: answer.data, about, first }, chosen, context)]
  }
  const oors = placedMatrices(answer)
  return [
    summarySheet(answer, context),
    ...sheet(INSTITUTIONS.conflictParts[language], 'botsing', 36),
    ...sheet(SHEET.perOor[language], 'per-oor', 30),
    ...sheet(INSTITUTIONS.institutions[language], 'instellingen', 14),
    ...oors.map((placed) => oorSheet(placed, answer, context)),
    ...(answer.places === null ? [] : [reconciliationSheet(oors, answer, context)]),
    ...sheet(INSTITUTIONS.severalOors[language], 'meer-oors', 40),
    ...sheet(SHEET.rounding[language], 'afrondingen', 40),
    account(answer, context),
  ]
}

const WIDE = 110

/** What came of it, why there is nothing where there is nothing, and what readers should know. */
function summarySheet(answer: Institutions, context: Context): WrittenSheet {
  const { language } = context
  const { title, data, places, conflict, notes } = answer
  const told =
    places === null
      ? [INSTITUTIONS.noPlaces[language]]
      : [overviewText(answer, language), ...provenSentences(answer, language), reconciled(answer, language)]
  const parts = [
    { head: '', lines: [statusText(answer, language), ...told] },
    { head: INSTITUTIONS.conflict[language], lines: conflict === null ? [] : [conflict.texts[language]] },
    { head: INSTITUTIONS.repairs[language], lines: (conflict?.repairs ?? []).map(({ texts }) => texts[language]) },
    { head: INSTITUTIONS.notes[language], lines: notes.map(({ texts }) => texts[language]) },
  ]
  const top = heading(title, data, INSTITUTIONS.title[language], context)
  const rows: Rows = [
    ...top,
    ...parts.flatMap(({ head, lines }) =>
      lines.length === 0
        ? []
        : [
            [],
            ...(head === '' ? [] : [[cell(head, LOOK.section)]]),
            ...lines.map((text) => [cell(printable(text), LOOK.long)]),
          ],
    ),
  ]
  const heights = rows.map(([first]) => heightOf(String(first?.value ?? ''), WIDE))
  return {
    name: TERM.summary[language],
    header: headerOf(data, language),
    rows,
    widths: [WIDE],
    heights: Object.fromEntries([...heights.entries()].filter(([r, height]) => r >= top.length && height > 17)),
    frozen: { rows: top.length, columns: 0 },
  }
}

/** An OOR with its sheet, and where its figures stand there: rows and columns from 0. */
interface PlacedMatrix {
  readonly matrix: OorMatrix
  readonly name: string
  readonly top: number
  readonly totals: number
  readonly columnOf: ReadonlyMap<string, number>
}

/** Rows above the institutions: title, label, about, head. */
const ABOVE = 4

function placedMatrices(answer: Institutions): PlacedMatrix[] {
  const taken = new Set<string>()
  return oorMatrices(answer).map((matrix) => {
    const name = sheetName(`OOR ${matrix.oor.code}`, taken)
    const columnOf = new Map(matrix.specialties.map(({ code }, s) => [code, s + 1]))
    return { matrix, name, top: ABOVE, totals: ABOVE + matrix.rows.length, columnOf }
  })
}

/** A name that Excel takes, and that no other sheet has. */
function sheetName(wanted: string, taken: Set<string>): string {
  const plain = printable(wanted).replace(/[[\]:*?/\\']/g, ' ')
  for (let i = 1; ; i++) {
    const mark = i === 1 ? '' : ` (${i})`
    const name = `${plain.slice(0, 31 - mark.length).trim()}${mark}`
    if (taken.has(name.toLowerCase())) continue
    taken.add(name.toLowerCase())
    return name
  }
}

/** Seats that stand in another OOR too: the mark is part of the format, so that the number stays a number. */
const SHARED: Look = { ...LOOK.whole, bold: true, format: '#,##0"*"' }

const NARROW = 4.9

/** Institutions by specialty, with sums that follow the cells; below them what the OOR has, and what is not placed yet. */
function oorSheet(
  { matrix, name, top, totals }: PlacedMatrix,
  { data, title }: Institutions,
  context: Context,
): WrittenSheet {
  const { language } = context
  const { oor, specialties, rows } = matrix
  const last = specialties.length
  const inRow = (r: number) => range(r, 1, r, last)
  const body: Rows = rows.map(({ label, seats }, i) => [
    cell(printable(label), LOOK.text),
    ...seats.map((seat) =>
      seat === null ? cell('–', LOOK.zero) : cell(seat.places, seat.isShared ? SHARED : LOOK.whole),
    ),
    formula(`SUM(${inRow(top + i)})`, sumOf(seats.map((seat) => seat?.places ?? 0)), LOOK.rowTotal),
  ])
  const sums = specialties.map((_, s) => sumOf(rows.map(({ seats }) => seats[s]?.places ?? 0)))
  const given = specialties.map(({ cell: places }) => places)
  const below: Rows = [
    [
      cell(TERM.total[language], LOOK.totalText),
      ...sums.map((sum, s) => formula(`SUM(${range(top, s + 1, totals - 1, s + 1)})`, sum, LOOK.total)),
      formula(`SUM(${inRow(totals)})`, sumOf(sums), LOOK.total),
    ],
    [
      cell(INSTITUTIONS.cellOfOor[language], LOOK.text),
      ...given.map((places) => cell(places, LOOK.whole)),
      formula(`SUM(${inRow(totals + 1)})`, sumOf(given), LOOK.rowTotal),
    ],
    [
      cell(TERM.difference[language], LOOK.text),
      ...[...sums.map((sum, s) => sum - given[s]!), sumOf(sums) - sumOf(given)].map((by, s) =>
        formula(`${address(totals, s + 1)}-${address(totals + 1, s + 1)}`, by, LOOK.signed),
      ),
    ],
  ]
  const checks = range(totals + 2, 1, totals + 2, last + 1)
  const names = specialties.map(({ code, name: full }) => (full === code ? code : `${code} ${full}`))
  return {
    name,
    header: headerOf(data, language),
    rows: [
      ...heading(title, data, oorTitle(oor), context),
      [
        cell(INSTITUTIONS.institution[language], LOOK.head),
        ...specialties.map(({ code }) => cell(printable(code), LOOK.headNumber)),
        cell(TERM.total[language], LOOK.headNumber),
      ],
      ...body,
      ...below,
      [],
      [cell(legendOf(matrix, language), LOOK.quiet)],
      ...inLines(names, 6).map((text) => [cell(printable(text), LOOK.quiet)]),
    ],
    widths: [36, ...specialties.map(({ code }) => Math.max(NARROW, code.length + 2.2)), 8],
    frozen: { rows: ABOVE, columns: 1 },
    rules: [{ range: checks, when: `${address(totals + 2, 1)}<>0`, look: WRONG }],
  }
}

function inLines(names: readonly string[], most: number): string[] {
  return names.flatMap((_, i) => (i % most === 0 ? [names.slice(i, i + most).join('; ')] : []))
}

/** Totals per specialty and OOR as the sheets of the OORs have them, beside the cells and the VWS format. */
function reconciliationSheet(oors: readonly PlacedMatrix[], answer: Institutions, context: Context): WrittenSheet {
  const { language } = context
  const { title, data, specialties, cells } = answer
  const { bols, vws } = formatTotals(answer)
  const cellOf = new Map<string, number>()
  for (const { specialty, places } of cells) cellOf.set(specialty, (cellOf.get(specialty) ?? 0) + places)
  const top = ABOVE
  const at = {
    bols: oors.length + 1,
    cells: oors.length + 2,
    vws: oors.length + 3,
    byCells: oors.length + 4,
    byVws: oors.length + 5,
  }
  const lines = specialties.map(({ code, name }, s) => {
    const r = top + s
    const own = oors.map(({ matrix, columnOf, ...placed }) => {
      const column = columnOf.get(code)
      if (column === undefined) return cell(0, LOOK.zero)
      const sum = sumOf(matrix.rows.map(({ seats }) => seats[column - 1]?.places ?? 0))
      return formula(`'${placed.name}'!${address(placed.totals, column)}`, sum, LOOK.zero)
    })
    const total = cellOf.get(code) ?? 0
    return [
      cell(printable(name === code ? code : `${code} ${name}`), LOOK.text),
      ...own,
      formula(`SUM(${range(r, 1, r, oors.length)})`, bols[s]!, LOOK.rowTotal),
      cell(total, LOOK.whole),
      vws === null ? cell('–', LOOK.whole) : cell(vws[s]!, LOOK.whole),
      formula(`${address(r, at.bols)}-${address(r, at.cells)}`, bols[s]! - total, LOOK.signed),
      vws === null
        ? cell('–', LOOK.signed)
        : formula(`${address(r, at.vws)}-${address(r, at.bols)}`, vws[s]! - bols[s]!, LOOK.signed),
    ]
  })
  const totals = top + lines.length
  const summed = lines[0]!.slice(1).map((_, c): WrittenCell => {
    const values = lines.map((row) => row[c + 1]!.value)
    const isTold = values.every((value) => typeof value === 'number')
    const sum = isTold ? sumOf(values) : 0
    const look = c + 1 >= at.byCells ? { ...LOOK.total, format: LOOK.signed.format } : LOOK.total
    return isTold ? formula(`SUM(${range(top, c + 1, totals - 1, c + 1)})`, sum, look) : cell('–', look)
  })
  const heads = [
    INSTITUTIONS.bols,
    TERM.cells,
    INSTITUTIONS.vws,
    INSTITUTIONS.bolsAgainstCells,
    INSTITUTIONS.vwsAgainstBols,
  ]
  return {
    name: INSTITUTIONS.reconciliation[language],
    header: headerOf(data, language),
    rows: [
      ...heading(title, data, reconciled(answer, language), context),
      [
        cell(TERM.specialty[language], LOOK.head),
        ...oors.map(({ matrix }) => cell(printable(matrix.oor.code), LOOK.headNumber)),
        ...heads.map((head) => cell(head[language], LOOK.headNumber)),
      ],
      ...lines,
      [cell(TERM.total[language], LOOK.totalText), ...summed],
    ],
    widths: [36, ...oors.map(() => 9), 14, 9, 14, 16, 16],
    heights: { [top - 1]: 32 },
    frozen: { rows: ABOVE, columns: 1 },
    rules: [
      {
        range: range(top, at.byCells, totals, at.byVws),
        when: `AND(ISNUMBER(${address(top, at.byCells)}),${address(top, at.byCells)}<>0)`,
        look: WRONG,
      },
    ],
  }
}

function account(answer: Institutions, context: Context): WrittenSheet {
  const { language } = context
  const t = (word: keyof typeof WORDS) => WORDS[word][language]
  const { title, data, input, options, objective, year, addressee, referenceDate } = answer
  return accountPage(
    { title, data, about: `${statusText(answer, language)}, ${t('sha')}: ${input.sha256}` },
    [
      {
        head: [t('what'), t('value'), t('why'), t('source')],
        lines: [
          line(INSTITUTIONS.case[language], answer.case, title),
          line(t('year'), String(year)),
          line(t('data'), labelOf(data, language)),
          line(INSTITUTIONS.addressee[language], addressee, '', 'P26 V'),
          ...(referenceDate === null
            ? []
            : [line(INSTITUTIONS.referenceDate[language], dateText(referenceDate, language), '', 'P26 I.3')]),
          line(t('status'), statusText(answer, language)),
          line(t('objective'), OBJECTIVE[objective][language]),
          ...provenSentences(answer, language).map((sentence) => line(t('proof'), sentence)),
          line(t('sha'), input.sha256),
        ],
      },
      {
        head: [t('levels'), t('value'), '', ''],
        lines: levelLines(answer, language).map(({ name, value }) => line(name, value)),
      },
      {
        head: [t('options'), t('value'), '', ''],
        lines: Object.entries(options).map(([name, value]) => line(name, value)),
      },
    ],
    context,
  )
}
