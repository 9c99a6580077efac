/** How an answer leaves: JSON, CSV, text or a page; to stdout, or whole to a file. */
import { extname, join } from 'node:path'
import type { ProgramFormat } from '../library.js'
import { CSV_DIALECTS, type CsvForm } from '../io/csv.js'
import { writeWhole } from '../host/files.js'
import { piecesIn } from '../host/pieces.js'
import type { Pieces } from '../io/pieces.js'
import { usage } from '../questions/flags.js'
import type { Form } from '../questions/question.js'
import { small, TERM } from '../words/terms.js'
import { numberText, printable, type Language } from '../words/texts.js'

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

const ENDINGS: Readonly<Record<string, Form>> = {
  '.json': 'json',
  '.csv': 'csv',
  '.txt': 'text',
  '.html': 'html',
  '.xlsx': 'xlsx',
}

/**
 * The form asked for by flag or by the ending of `--out`. What is wrong with it is said before anything is computed.
 * @param forms those that the answer has
 * @param hasProgram whether the program behind it may be asked for instead, by `programFormatOf`
 * @throws InputError when they contradict or are unknown, and for a flag that the form has no use for
 */
export function formOf(flags: OutputFlags & IdleFlags, forms: readonly Form[], hasProgram = false): Form {
  const form = askedFor(flags, forms, hasProgram ? Object.keys(PROGRAM_ENDINGS) : [])
  csvFormOf(flags, form)
  if (form === 'csv') checkIdle(flags, ['optima', 'fallback'], '--json | .json | .xlsx | .html | .txt')
  return form
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

function askedFor({ json, csv, out }: OutputFlags, forms: readonly Form[], others: readonly string[]): Form {
  const flag: Form | undefined = json ? 'json' : csv ? 'csv' : undefined
  if (json && csv) throw usage('--csv', '--json --csv', '--json | --csv')
  if (out === undefined) return flag ?? 'text'
  const known = Object.entries(ENDINGS).filter(([, form]) => forms.includes(form))
  const ending = known.find(([name]) => name === extname(out).toLowerCase())?.[1]
  const endings = [...known.map(([name]) => name), ...others]
  if (flag === undefined && ending === undefined) throw usage('--out', out, endings.join(' | '))
  if (flag !== undefined && ending !== undefined && flag !== ending) throw usage('--out', out, `.${flag}`)
  return flag ?? ending ?? 'text'
}

/** How CSV is written. @throws InputError for a dialect that there is not, or for what the form has no use for */
export function csvFormOf({ dialect, names = false, totals = false }: OutputFlags, form: Form): CsvForm {
  const known = CSV_DIALECTS.find((each) => each === (dialect ?? CSV_DIALECTS[0]))
  if (known === undefined) throw usage('--dialect', dialect!, CSV_DIALECTS.join(' | '))
  const given = { '--dialect': dialect, '--names': names, '--totals': totals }
  const idle = Object.entries(given).find(([, value]) => value !== undefined && value !== false)
  if (idle !== undefined && form !== 'csv')
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
  csvFormOf(flags, 'text')
  checkIdle(flags, ['ties', 'seed', 'optima'], '.json | .csv | .txt') // of the program, not of what comes out of it
  return PROGRAM_ENDINGS[ending]!
}

/** Whether who reads the answer also reads stderr, below one another: what stands on top of the one need not be said on the other. */
export function isOnScreen(form: Form, { out }: OutputFlags): boolean {
  return form === 'text' && out === undefined && process.stdout.isTTY && process.stderr.isTTY
}

/** Writes a file, and says on stderr what was written. */
export function writeOut(path: string, content: string | Uint8Array, flags: OutputFlags): void {
  const bytes = writeWhole(path, content, flags)
  if (bytes !== null) sayWritten(path, bytes, flags) // of a device or a pipe: who reads it knows
}

/** Files in a folder, told of when all of them are there. */
export function writePieces(folder: string, names: readonly string[], flags: OutputFlags): Pieces {
  const pieces = piecesIn(folder, names, { force: flags.force })
  const sizes = new Map(names.map((name) => [name, 0]))
  return {
    ...pieces,
    append: (name, bytes) => {
      pieces.append(name, bytes)
      sizes.set(name, sizes.get(name)! + bytes.length)
    },
    end: () => {
      pieces.end()
      for (const [name, size] of sizes) sayWritten(join(folder, name), size, flags)
    },
  }
}

function sayWritten(path: string, bytes: number, { lang = 'nl' }: OutputFlags): void {
  const written = small(TERM.written)[lang]
  process.stderr.write(`${printable(`${written}: ${path} (${numberText(bytes, lang, 0)} bytes)`)}\n`)
}

/** Writes the answer; with `--out` stdout stays empty. */
async function emit(text: string, flags: OutputFlags): Promise<void> {
  const whole = text.endsWith('\n') ? text : `${text}\n`
  if (flags.out !== undefined) {
    writeOut(flags.out, whole, flags)
    return
  }
  await new Promise<void>((resolve, reject) => {
    process.stdout.write(whole, (error) => (error ? reject(error) : resolve()))
  })
}

/** Writes an answer: text to stdout or a file, the bytes of a workbook to a file. */
export async function put(answer: string | Uint8Array, flags: OutputFlags): Promise<void> {
  if (typeof answer === 'string') return emit(answer, flags)
  writeOut(flags.out!, answer, flags)
}
