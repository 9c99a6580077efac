/** A format of places over institutions as a workbook: the table that is handed over, and what stands behind its totals. */
import { deliveryTable, type DeliveryFormat, type DeliveryTable } from '../domain/delivery.js'
import { reconciled } from '../documents/institutions.js'
import { address } from '../io/xlsx/read.js'
import type { WrittenSheet } from '../io/xlsx/write.js'
import type { Institutions } from '../shapes/answers/institutions.js'
import { FIXED, versionText } from '../words/fixed.js'
import { DELIVERY_ABOUT, deliveryTitle, INSTITUTIONS, statusText } from '../words/institution-forms.js'
import { TERM } from '../words/terms.js'
import { printable, type Language } from '../words/texts.js'
import { WORDS } from '../words/workbook.js'
import { accountPage, line } from './account.js'
import { cell, formula, LOOK, range, WRONG } from './looks.js'
import { checkSize, headerOf, heading, labelOf, sumOf, workbookOf, type Context } from './setting.js'

/** Which version of fixed places is handed over. */
export interface DeliveredVersion {
  readonly number: number
  readonly hash: string
  readonly previous: string | null
}

/** An answer in a format, and the version that it is. */
interface Handed {
  readonly answer: Institutions
  readonly format: DeliveryFormat
  readonly version: DeliveredVersion | null
}

/** Rows above the lines: to whom, the label of the data, what it is, head. */
const ABOVE = 4

/**
 * The workbook of a format. The same answer, the same bytes.
 * @throws InputError for codes of the care authority that are missing or double, and for what is too large
 */
export async function deliveryWorkbook(
  answer: Institutions,
  format: DeliveryFormat,
  context: Context,
  version: DeliveredVersion | null = null,
): Promise<Uint8Array> {
  const table = deliveryTable(answer, format)
  checkSize(table.lines.length, table.header.length)
  const handed: Handed = { answer, format, version }
  return workbookOf(titleOf(handed, context), [
    tableSheet(table, handed, context),
    totalsSheet(table, handed, context),
    account(handed, context),
  ])
}

/** "VWS-formaat, toewijzing 2027 – bestemd voor: NZa – vastgestelde versie 2" */
function titleOf({ answer: { year, addressee }, format, version }: Handed, { language }: Context): string {
  const fixed = version === null ? '' : ` – ${versionText(version.number, language).toLowerCase()}`
  return `${deliveryTitle(format, year, language)} – ${INSTITUTIONS.addressee[language]}: ${addressee}${fixed}`
}

function tableSheet({ header, lines }: DeliveryTable, handed: Handed, context: Context): WrittenSheet {
  const { language } = context
  const { answer, format } = handed
  return {
    name: INSTITUTIONS[format][language],
    header: headerOf(answer.data, language),
    rows: [
      ...heading(titleOf(handed, context), answer.data, DELIVERY_ABOUT[format][language], context),
      header.map((head, c) => cell(printable(head), c < 2 ? LOOK.head : LOOK.headNumber)),
      ...lines.map(({ key, label, places }) => [
        cell(printable(key), LOOK.text),
        cell(printable(label), LOOK.text),
        ...places.map((each) => cell(each, each === 0 ? LOOK.zero : LOOK.whole)),
      ]),
    ],
    widths: [
      Math.max(12, ...lines.map(({ key }) => key.length + 3)),
      36,
      ...header.slice(2).map((head) => Math.max(4.9, head.length + 2.2)),
    ],
    frozen: { rows: ABOVE, columns: 2 },
  }
}

/** Totals of every specialty in the table, by a formula, beside those of the cells. */
function totalsSheet({ lines }: DeliveryTable, handed: Handed, context: Context): WrittenSheet {
  const { language } = context
  const { answer, format } = handed
  const { data, cells, specialties } = answer
  const name = INSTITUTIONS[format][language]
  const given = specialties.map(({ code }) =>
    sumOf(cells.filter(({ specialty }) => specialty === code).map((each) => each.places)),
  )
  const sums = specialties.map((_, s) => sumOf(lines.map(({ places }) => places[s]!)))
  const totals = ABOVE + specialties.length
  const last = Math.max(ABOVE, ABOVE + lines.length - 1)
  return {
    name: INSTITUTIONS.reconciliation[language],
    header: headerOf(data, language),
    rows: [
      ...heading(titleOf(handed, context), data, reconciled(answer, language), context),
      [
        cell(TERM.specialty[language], LOOK.head),
        ...[name, TERM.cells[language], TERM.difference[language]].map((head) => cell(head, LOOK.headNumber)),
      ],
      ...specialties.map(({ code, name: full }, s) => [
        cell(printable(full === code ? code : `${code} ${full}`), LOOK.text),
        formula(`SUM('${name}'!${range(ABOVE, s + 2, last, s + 2)})`, sums[s]!, LOOK.whole),
        cell(given[s]!, LOOK.whole),
        formula(`${address(ABOVE + s, 1)}-${address(ABOVE + s, 2)}`, sums[s]! - given[s]!, LOOK.signed),
      ]),
      [
        cell(TERM.total[language], LOOK.totalText),
        ...[sums, given, sums.map((sum, s) => sum - given[s]!)].map((column, c) =>
          formula(
            `SUM(${range(ABOVE, c + 1, totals - 1, c + 1)})`,
            sumOf(column),
            c === 2 ? { ...LOOK.total, format: LOOK.signed.format } : LOOK.total,
          ),
        ),
      ],
    ],
    widths: [40, 16, 16, 16],
    frozen: { rows: ABOVE, columns: 1 },
    rules: [{ range: range(ABOVE, 3, totals, 3), when: `${address(ABOVE, 3)}<>0`, look: WRONG }],
  }
}

function account(handed: Handed, context: Context): WrittenSheet {
  const { language } = context
  const { answer, version } = handed
  const t = (word: keyof typeof WORDS) => WORDS[word][language]
  const { title, data, input, year, addressee } = answer
  return accountPage(
    { title: titleOf(handed, context), data, about: `${t('sha')}: ${input.sha256}` },
    [
      {
        head: [t('what'), t('value'), t('why'), t('source')],
        lines: [
          line(INSTITUTIONS.addressee[language], addressee, '', 'P26 V'),
          line(INSTITUTIONS.case[language], answer.case, title),
          line(t('year'), String(year)),
          line(t('data'), labelOf(data, language)),
          line(t('status'), statusText(answer, language)),
          line(t('sha'), input.sha256),
          ...(version === null ? [] : versionLines(version, language)),
        ],
      },
    ],
    context,
  )
}

function versionLines({ number, hash, previous }: DeliveredVersion, language: Language) {
  return [
    line(FIXED.version[language], number, '', 'P26 IV, V'),
    line(FIXED.hash[language], hash),
    line(FIXED.before[language], previous ?? FIXED.first[language]),
  ]
}
