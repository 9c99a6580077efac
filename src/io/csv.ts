/** CSV in and out: commas and points, or semicolons and commas as Dutch Excel writes them. */
import { parse } from 'csv-parse/sync'
import { stringify } from 'csv-stringify/sync'
import { InputError, type Fault } from '../domain/errors.js'

/** One data line: its cells by column, and its number in the file. */
export interface CsvLine {
  readonly line: number
  readonly cells: readonly string[]
}

export interface CsvTable {
  /** As Dutch Excel writes: semicolons between cells, a comma as decimal sign, and perhaps points between thousands. */
  readonly dutch: boolean
  readonly header: readonly string[]
  readonly lines: readonly CsvLine[]
}

/**
 * Reads CSV text with one header line. The separator is the semicolon where the header has one, else the comma (or the
 * tab). Empty lines are skipped; cells are trimmed.
 * @throws InputError `shape` naming the line where the text is not CSV
 */
export function parseCsv(text: string, path: string): CsvTable {
  const [header = ''] = text.trimStart().split(/[\r\n]/, 1)
  const delimiter = header.includes(';') ? ';' : header.includes('\t') ? '\t' : ','
  try {
    const records = parse(text, {
      bom: true,
      delimiter,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    }) as unknown as { record: string[]; info: { lines: number } }[]
    const [first, ...lines] = records.filter(({ record }) => record.some((cell) => cell !== ''))
    return {
      dutch: delimiter === ';',
      header: first?.record ?? [],
      lines: lines.map(({ record, info }) => ({ line: info.lines, cells: record })),
    }
  } catch (error) {
    throw new InputError([syntaxFault(error, path)])
  }
}

/** What the parser stumbled over, by its own code, and on which line. */
function syntaxFault(error: unknown, path: string): Fault {
  const { code, lines } = error as { readonly code?: unknown; readonly lines?: unknown }
  return {
    code: 'shape',
    path: typeof lines === 'number' ? `${path}:${lines}` : path,
    found: typeof code === 'string' ? code : String(error),
    expected: 'CSV',
  }
}

/**
 * How CSV is written: for programs (commas, points), or as the Dutch Excel opens it by a double click (semicolons, decimal
 * commas, a byte order mark, CRLF).
 */
export const CSV_DIALECTS = ['plain', 'excel-nl'] as const
export type Dialect = (typeof CSV_DIALECTS)[number]

const LAYOUT = {
  plain: { quoted_match: /\r/ }, // some readers begin a line at one, and with it perhaps a formula
  'excel-nl': { bom: true, delimiter: ';', record_delimiter: '\r\n', quoted_match: /\r/ },
} as const satisfies Record<Dialect, object>

/** CSV text. Text that a spreadsheet could take for a formula is written with an apostrophe before it. */
export function csvText(rows: readonly (readonly (string | number)[])[], dialect: Dialect = 'plain'): string {
  const number = (value: number) => (dialect === 'excel-nl' ? String(value).replace('.', ',') : String(value))
  const cells = rows.map((row) => row.map((cell) => (typeof cell === 'number' ? number(cell) : withoutFormula(cell))))
  return stringify(cells, LAYOUT[dialect])
}

/** What a formula can begin with, in the wide letters of East Asia too. */
const BEGIN = '(?=[=+\\-@\\t\\r\\n\\uFF1D\\uFF0B\\uFF0D\\uFF20])'
const AT_START = new RegExp(`^(?='*${BEGIN})`)
/** After what another dialect takes for a separator. */
const INSIDE = new RegExp(`([;,\\t\\r\\n] *)${BEGIN}`, 'g')

function withoutFormula(text: string): string {
  return text.replace(INSIDE, "$1'").replace(AT_START, "'")
}
