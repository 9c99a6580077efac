/** What the sheets of every workbook share: title, label of the data, names of rows, and how they are written. */
import { InputError } from '../domain/errors.js'
import type { Made } from '../shapes/answers/parts.js'
import type { Result } from '../shapes/answers/result.js'
import type { DataKind, Scenario } from '../domain/scenario.js'
import { DATA_LABEL, printable, type Language } from '../words/texts.js'
import type { Read } from '../domain/reading.js'
import { warningLines } from '../words/read.js'
import { frameLine } from '../words/heading.js'
import type { Given } from '../words/recipe.js'
import { writeWorkbook, type Look, type WrittenCell, type WrittenSheet } from '../io/xlsx/write.js'
import { cell, heightOf, LOOK } from './looks.js'
import { WORDS } from '../words/workbook.js'

/** What a workbook needs besides the result: the scenario for its names and sources, where there is one, and the language. */
export interface Context {
  readonly scenario: Scenario | null
  readonly language: Language
  /** What the reader's own command called its inputs. */
  readonly given: Given
  /** What became of the tables that the answer was made from. */
  readonly read?: Read | undefined
  /** Which version the answer is. */
  readonly made?: Made | undefined
}

export type Rows = (readonly (WrittenCell | null)[])[]

/** Larger tables are for programs: JSON and CSV hold them. */
const MOST_CELLS = 100_000

/** Writes the sheets of an answer. Sheets of a proposal (Voorstel, with its balance and motivations) come before the account. */
export async function workbookOf(title: string, sheets: readonly WrittenSheet[]): Promise<Uint8Array> {
  return writeWorkbook(title, sheets.map(titledPages))
}

/** Of a sheet of several pages wide, what stands above its first table stands above those of the other pages too. */
export function titledPages(sheet: WrittenSheet): WrittenSheet {
  const { pages = [], merges = [], frozen, widths, heights = {}, rows } = sheet
  const titles = merges.filter(({ row, from }) => row < frozen.rows && from === frozen.columns)
  const across = pages.map((from, i) => ({ from, to: (pages[i + 1] ?? widths.length) - 1 }))
  const places = across.filter(({ from, to }) => to > from)
  const width = Math.min(...places.map(({ from, to }) => sumOf(widths.slice(from, to + 1))))
  const said = (row: number) => rows[row]?.[frozen.columns]
  return {
    ...sheet,
    rows: rows.map((cells, row) => {
      const title = titles.some((each) => each.row === row) ? said(row) : undefined
      if (!title) return cells
      const last = Math.max(...places.map(({ from }) => from))
      return Array.from({ length: Math.max(cells.length, last + 1) }, (_, column) =>
        places.some(({ from }) => from === column) ? title : (cells[column] ?? null),
      )
    }),
    merges: [...merges, ...titles.flatMap(({ row }) => places.map((place) => ({ row, ...place })))],
    heights: {
      ...heights,
      ...(places.length > 0 &&
        Object.fromEntries(titles.map(({ row }) => [row, Math.max(heights[row] ?? 0, titleHeight(said(row), width))]))),
    },
  }
}

/** How high a title is in columns of a width together. */
function titleHeight(title: WrittenCell | null | undefined, width: number): number {
  const share = 9 / (title?.look?.size ?? 11) // bold and large letters, fewer to a line
  return heightOf(String(title?.value ?? ''), width * share) / share
}

export function checkSize(rows: number, columns: number): void {
  if (rows * columns <= MOST_CELLS) return
  const found = `${rows} x ${columns}`
  throw new InputError([{ code: 'too-large', path: '.xlsx', found, expected: `<= ${MOST_CELLS} cells` }])
}

export function titleOf({ scenario: id }: Result, { scenario }: Context): string {
  return scenario?.title ?? id ?? 'Evenredig'
}

/** The label of the data, for the top of a sheet and of every page. */
export function labelOf(data: DataKind | null, language: Language): string {
  return data === null ? '' : DATA_LABEL[data][language]
}

/**
 * The first rows of every sheet: what it is, what the data are and by which criterion, floor and frame it was made, and a line
 * about the sheet itself.
 */
export function heading(
  title: string,
  data: DataKind | null,
  about: string,
  { scenario, language, read }: Pick<Context, 'scenario' | 'language' | 'read'>,
): Rows {
  const label = [labelOf(data, language), scenario === null ? '' : printable(frameLine(scenario, language))]
  const said = [...label, ...warningLines(read, language)].filter((each) => each !== '').join(' – ')
  return [[cell(printable(title), LOOK.title)], [cell(said, LOOK.label)], [cell(about, LOOK.quiet)]]
}

export function headerOf(data: DataKind | null, language: Language): string {
  return labelOf(data, language)
}

/** Code and name of each row; a table without a scenario has its names only. */
export function labelled(rows: readonly string[], { scenario, language }: Context) {
  const names = new Map(scenario?.specialties.map(({ code, name }) => [code, name]))
  const two = scenario !== null
  return {
    count: two ? 2 : 1,
    head: two
      ? [cell(WORDS.code[language], LOOK.head), cell(WORDS.specialty[language], LOOK.head)]
      : [cell('', LOOK.head)],
    cells: (row: string) =>
      two ? [cell(row, LOOK.text), cell(names.get(row) ?? row, LOOK.text)] : [cell(row, LOOK.text)],
    /** A word in the last of these columns. */
    word: (text: string, look: Look = LOOK.totalText) =>
      two ? [cell(null, look), cell(text, look)] : [cell(text, look)],
    widths: two ? [7, Math.min(40, 4 + Math.max(12, ...rows.map((row) => (names.get(row) ?? row).length)))] : [36],
  }
}

export function sumOf(values: readonly number[]): number {
  return values.reduce((sum, each) => sum + each, 0)
}

/** Sums of doubles, without the last decimals: what is nothing should not look like a little more or less. */
export function rounded(value: number): number {
  return Math.round(value * 1e6) / 1e6
}

/** Code and name of a specialty; a code without a name, or with itself as one, by itself. */
export function nameOf(code: string, { scenario }: Context): string {
  const name = scenario?.specialties.find((each) => each.code === code)?.name
  return name === undefined || name === code ? code : `${code} ${name}`
}

/**
 * Titles behind the columns that every page repeats, and within the first table: else they would be cut in two.
 * @param count of those columns
 * @param across how many columns they may take, together `width` characters
 */
export function behindLabels(top: Rows, count: number, across: number, width: number) {
  return {
    rows: top.map((row) => [
      ...Array.from({ length: count }, () => null),
      ...row.map((each) => each && { ...each, look: { ...each.look, wrap: true } }),
    ]),
    merges: top.map((_, row) => ({ row, from: count, to: count + across - 1 })),
    heights: Object.fromEntries(
      top.map((row, r) => {
        return [
          r,
          titleHeight(
            row.find((each) => each !== null),
            width,
          ),
        ]
      }),
    ),
  }
}
