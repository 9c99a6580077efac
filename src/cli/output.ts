/** How an answer leaves: JSON, CSV, text or a page; to stdout, or whole to a file. */
import { extname } from 'node:path'
import { InputError } from '../domain/errors.js'
import { jsonText } from '../formats/json.js'
import type { ProgramFormat } from '../library.js'
import { CSV_DIALECTS, type CsvForm } from '../io/csv.js'
import { writeWhole } from '../host/files.js'
import { numberText, printable, type Language } from '../words/texts.js'

export type Format = 'table' | 'json' | 'csv' | 'html' | 'xlsx'

export interface OutputFlags {
  readonly json?: boolean
  readonly csv?: boolean
  readonly dialect?: string
  /** Whether CSV has names of specialties, and totals. */
  readonly names?: boolean
  readonly totals?: boolean
  readonly out?: string
  /** Whether `out` may replace a file. */
  readonly force?: boolean | undefined
  readonly lang?: Language
}

const ENDINGS: Readonly<Record<string, Format>> = {
  '.json': 'json',
  '.csv': 'csv',
  '.txt': 'table',
  '.html': 'html',
  '.xlsx': 'xlsx',
}

/**
 * The format asked for by flag or by the ending of `--out`. What is wrong with it is said before anything is computed.
 * @param also a format that not every command has
 * @throws InputError when they contradict or are unknown, and for a flag that the format has no use for
 */
export function formatOf(flags: OutputFlags & IdleFlags, also?: 'xlsx'): Format {
  const format = askedFor(flags, also)
  csvFormOf(flags, format)
  if (format === 'csv') checkIdle(flags, ['optima', 'fallback'], '--json | .json | .xlsx | .html | .txt')
  return format
}

/** Flags for what not every format can show. */
export interface IdleFlags {
  readonly ties?: string
  readonly seed?: string
  readonly optima?: string
  readonly fallback?: boolean
}

/** @throws InputError for the first flag that does nothing here */
function checkIdle(flags: IdleFlags, names: readonly (keyof IdleFlags)[], expected: string): void {
  const name = names.find((each) => flags[each] !== undefined && flags[each] !== false)
  if (name === undefined) return
  const value = flags[name]
  throw usage(`--${name}`, typeof value === 'string' ? value : `--${name}`, expected)
}

function askedFor({ json, csv, out }: OutputFlags, also?: 'xlsx'): Format {
  const flag: Format | undefined = json ? 'json' : csv ? 'csv' : undefined
  if (json && csv) throw usage('--csv', '--json --csv', '--json | --csv')
  if (out === undefined) return flag ?? 'table'
  const known = Object.entries(ENDINGS).filter(([, format]) => format !== 'xlsx' || format === also)
  const ending = known.find(([name]) => name === extname(out).toLowerCase())?.[1]
  if (flag === undefined && ending === undefined) throw usage('--out', out, known.map(([name]) => name).join(' | '))
  if (flag !== undefined && ending !== undefined && flag !== ending) throw usage('--out', out, `.${flag}`)
  return flag ?? ending ?? 'table'
}

/** How CSV is written. @throws InputError for a dialect that there is not, or for what the format has no use for */
export function csvFormOf({ dialect, names = false, totals = false }: OutputFlags, format: Format): CsvForm {
  const known = CSV_DIALECTS.find((each) => each === (dialect ?? CSV_DIALECTS[0]))
  if (known === undefined) throw usage('--dialect', dialect!, CSV_DIALECTS.join(' | '))
  const given = { '--dialect': dialect, '--names': names, '--totals': totals }
  const idle = Object.entries(given).find(([, value]) => value !== undefined && value !== false)
  if (idle !== undefined && format !== 'csv')
    throw usage(idle[0], idle[0] === '--dialect' ? dialect! : idle[0], '--csv | --out x.csv')
  return { dialect: known, names, totals }
}

const PROGRAM_ENDINGS: Readonly<Record<string, ProgramFormat>> = { '.lp': 'lp', '.mps': 'mps' }

/** Whether `--out` asks for the program itself, for solvers of others. @throws InputError when a flag contradicts it */
export function programFormatOf(flags: OutputFlags & IdleFlags): ProgramFormat | null {
  const { json, csv, out } = flags
  const ending = out === undefined ? '' : extname(out).toLowerCase()
  if (!Object.hasOwn(PROGRAM_ENDINGS, ending)) return null
  if (json || csv) throw usage('--out', out!, json ? '.json' : '.csv')
  csvFormOf(flags, 'table')
  checkIdle(flags, ['ties', 'seed', 'optima'], '.json | .csv | .txt') // of the program, not of what comes out of it
  return PROGRAM_ENDINGS[ending]!
}

/** Whether who reads the answer also reads stderr, below one another: what stands on top of the one need not be said on the other. */
export function isOnScreen(format: Format, { out }: OutputFlags): boolean {
  return format === 'table' && out === undefined && process.stdout.isTTY && process.stderr.isTTY
}

function usage(path: string, found: string, expected: string): InputError {
  return new InputError([{ code: 'usage', path, found, expected }])
}

/** Writes a file, and says on stderr what was written. */
export function writeOut(path: string, content: string | Uint8Array, { force, lang = 'nl' }: OutputFlags): void {
  const bytes = writeWhole(path, content, { force })
  if (bytes === null) return // to a device or a pipe: who reads it knows
  const written = { nl: 'geschreven', en: 'written' }[lang]
  process.stderr.write(`${printable(`${written}: ${path} (${numberText(bytes, lang, 0)} bytes)`)}\n`)
}

/** Writes the answer; with `--out` stdout stays empty. */
export async function emit(text: string, flags: OutputFlags): Promise<void> {
  const whole = text.endsWith('\n') ? text : `${text}\n`
  if (flags.out !== undefined) {
    writeOut(flags.out, whole, flags)
    return
  }
  await new Promise<void>((resolve, reject) => {
    process.stdout.write(whole, (error) => (error ? reject(error) : resolve()))
  })
}

/** How an answer is made where it is not JSON: as text, as a page, as CSV, as a workbook. */
interface Making {
  readonly text: () => Promise<string>
  /** Not of `check`. */
  readonly csv?: (form: CsvForm) => Promise<string>
  readonly page: () => Promise<string>
  readonly workbook?: () => Promise<Uint8Array>
}

/** Writes an answer in its format. */
export async function put(
  format: Format,
  flags: OutputFlags,
  answer: object,
  { text, csv, page, workbook }: Making,
): Promise<void> {
  const form = csvFormOf(flags, format)
  if (format === 'xlsx') return writeOut(flags.out!, await workbook!(), flags)
  if (format === 'json') return emit(jsonText(answer), flags)
  if (format === 'html') return emit(await page(), flags)
  if (format === 'csv') return emit(await csv!(form), flags)
  return emit(await text(), flags)
}
