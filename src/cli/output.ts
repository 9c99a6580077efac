/** How an answer leaves: JSON, CSV, text or a page; to stdout, or whole to a file. */
import { extname } from 'node:path'
import { InputError } from '../domain/errors.js'
import type { ProgramFormat } from '../index.js'
import { CSV_DIALECTS, type Dialect } from '../io/csv.js'
import { writeWhole } from '../io/files.js'

export type Format = 'table' | 'json' | 'csv' | 'html'

export interface OutputFlags {
  readonly json?: boolean
  readonly csv?: boolean
  readonly dialect?: string
  readonly out?: string
}

const ENDINGS: Readonly<Record<string, Format>> = { '.json': 'json', '.csv': 'csv', '.txt': 'table', '.html': 'html' }

/** The format asked for by flag or by the ending of `--out`. @throws InputError when they contradict or are unknown */
export function formatOf({ json, csv, out }: OutputFlags): Format {
  const flag: Format | undefined = json ? 'json' : csv ? 'csv' : undefined
  if (json && csv) throw usage('--csv', '--json --csv', '--json | --csv')
  if (out === undefined) return flag ?? 'table'
  const ending = Object.hasOwn(ENDINGS, extname(out).toLowerCase()) ? ENDINGS[extname(out).toLowerCase()] : undefined
  if (flag === undefined && ending === undefined) throw usage('--out', out, Object.keys(ENDINGS).join(' | '))
  if (flag !== undefined && ending !== undefined && flag !== ending) throw usage('--out', out, `.${flag}`)
  return flag ?? ending ?? 'table'
}

/** How CSV is written. @throws InputError for a dialect that there is not, or that the format has no use for */
export function dialectOf({ dialect }: OutputFlags, format: Format): Dialect {
  const known = CSV_DIALECTS.find((each) => each === (dialect ?? CSV_DIALECTS[0]))
  if (known === undefined) throw usage('--dialect', dialect!, CSV_DIALECTS.join(' | '))
  if (dialect !== undefined && format !== 'csv') throw usage('--dialect', dialect, '--csv | --out x.csv')
  return known
}

const PROGRAM_ENDINGS: Readonly<Record<string, ProgramFormat>> = { '.lp': 'lp', '.mps': 'mps' }

/** Whether `--out` asks for the program itself, for solvers of others. @throws InputError when a flag contradicts it */
export function programFormatOf({ json, csv, out }: OutputFlags): ProgramFormat | null {
  const ending = out === undefined ? '' : extname(out).toLowerCase()
  if (!Object.hasOwn(PROGRAM_ENDINGS, ending)) return null
  if (json || csv) throw usage('--out', out!, json ? '.json' : '.csv')
  return PROGRAM_ENDINGS[ending]!
}

function usage(path: string, found: string, expected: string): InputError {
  return new InputError([{ code: 'usage', path, found, expected }])
}

/** Writes the answer; with `--out` stdout stays empty. */
export async function emit(text: string, { out }: OutputFlags): Promise<void> {
  const whole = text.endsWith('\n') ? text : `${text}\n`
  if (out !== undefined) {
    writeWhole(out, whole)
    return
  }
  await new Promise<void>((resolve, reject) => {
    process.stdout.write(whole, (error) => (error ? reject(error) : resolve()))
  })
}
