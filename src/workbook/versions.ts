/**
 * Versions of fixed places as a workbook: what changed and who has to be told, the places as they stand with a sheet per OOR, and a sheet to fill
 * in for the next version.
 */
import { chainFaults, versionTables } from '../documents/versions.js'
import type { WrittenSheet } from '../io/xlsx/write.js'
import { placesInForce, type VersionHistory } from '../shapes/answers/fixed.js'
import { AMENDMENT_FIELDS } from '../words/case-tables.js'
import { chainText, FIXED, versionSentence, versionText } from '../words/fixed.js'
import { INSTITUTIONS } from '../words/institution-forms.js'
import { TERM } from '../words/terms.js'
import { printable, type Language } from '../words/texts.js'
import { SHEET } from '../words/workbook.js'
import { figuresSheet } from './figures.js'
import { placedSheets } from './institutions.js'
import { cell, fixed, heightOf, LOOK, range } from './looks.js'
import { headerOf, heading, workbookOf, type Context, type Rows } from './setting.js'
import { WORDS as CHOICE } from './template-pad.js'

/** The workbook of a chain. The same answer, the same bytes. @throws InputError `too-large` */
export async function versionsWorkbook(answer: VersionHistory, context: Context): Promise<Uint8Array> {
  const places = placesInForce(answer)
  return workbookOf(answer.title, [
    versionsSheet(answer, context),
    ...(places === null
      ? []
      : [...placedSheets(places, context), amendmentsSheet(answer, context), listsSheet(answer, context)]),
  ])
}

function versionsSheet(answer: VersionHistory, context: Context): WrittenSheet {
  const { language } = context
  const { title, data, versions } = answer
  const last = versions.at(-1)!
  const about = `${versionText(last.number, language)}. ${chainText(answer, language)} ${versionSentence(last, language)}`
  const faults = chainFaults(answer, language)
  const tables = [...(faults === null ? [] : [faults]), ...versionTables(answer, language)]
  return figuresSheet({ name: FIXED.versions[language], title, data, about, first: 10 }, tables, context)
}

/** Lines to fill in. */
const ROOM = 30
const WIDTHS = [38, 34, 12, 9, 9, 60, 16]

/** What `amend` reads, empty: one line for every ruling or new recognition. */
function amendmentsSheet(
  { title, data, institutions, specialties, result }: VersionHistory,
  context: Context,
): WrittenSheet {
  const { language } = context
  const top = heading(title, data, FIXED.toFill[language], context)
  const wide = WIDTHS.reduce((sum, each) => sum + each, 0)
  const rows: Rows = [
    ...top.slice(0, 2),
    [cell(FIXED.toFill[language], { ...LOOK.quiet, wrap: true })],
    AMENDMENT_FIELDS.map((field) => cell(AMENDMENT_HEAD[field][language], LOOK.head)),
    ...Array.from({ length: ROOM }, () =>
      AMENDMENT_FIELDS.map((field) =>
        cell(null, field === 'before' || field === 'after' ? LOOK.input : LOOK.inputText),
      ),
    ),
  ]
  const first = top.length + 1
  const column = (c: number) => range(first, c, first + ROOM - 1, c)
  const counts = [institutions.length, specialties.length, result!.oors.length]
  const choices = counts.map((count, c) => ({
    range: column(c),
    open: true,
    list: `'${SHEET.lists[language]}'!${fixed(0, c)}:${fixed(count - 1, c)}`,
    title: CHOICE.choose[language],
    text: CHOICE.chooseText[language],
  }))
  return {
    name: FIXED.amendments[language],
    header: headerOf(data, language),
    rows,
    widths: WIDTHS,
    heights: { 2: heightOf(FIXED.toFill[language], wide) },
    merges: [{ row: 2, from: 0, to: WIDTHS.length - 1 }],
    frozen: { rows: first, columns: 0 },
    allowed: choices,
    tab: 'F2C94C',
  }
}

/** What stands above the columns; by these words they are read back. */
const AMENDMENT_HEAD = {
  institution: INSTITUTIONS.institution,
  specialty: TERM.specialty,
  oor: TERM.oor,
  before: FIXED.earlierPlaces,
  after: FIXED.laterPlaces,
  ground: TERM.ground,
  date: TERM.date,
} as const satisfies Readonly<Record<(typeof AMENDMENT_FIELDS)[number], Readonly<Record<Language, string>>>>

/** The names to choose from, out of sight. */
function listsSheet({ institutions, specialties, result }: VersionHistory, { language }: Context): WrittenSheet {
  const columns = [institutions, specialties, result!.oors].map((list) =>
    list.map(({ code, name }) => printable(name === code ? code : `${code} ${name}`)),
  )
  const longest = Math.max(...columns.map(({ length }) => length))
  return {
    name: SHEET.lists[language],
    header: '',
    rows: Array.from({ length: longest }, (_, r) => columns.map((column) => cell(column[r] ?? null))),
    widths: columns.map(() => 30),
    frozen: { rows: 0, columns: 0 },
    hidden: true,
  }
}
