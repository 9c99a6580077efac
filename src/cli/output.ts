/** How an answer leaves: JSON, CSV or text; to stdout, or whole to a file. */
import { extname } from 'node:path'
import { InputError } from '../domain/errors.js'
import type { ProgramFormat } from '../index.js'
import { writeWhole } from '../io/files.js'

export type Format = 'table' | 'json' | 'csv' | 'xlsx'

export interface OutputFlags {
  readonly json?: boolean
  readonly csv?: boolean
  readonly out?: string
}

const ENDINGS: Readonly<Record<string, Format>> = { '.json': 'json', '.csv': 'csv', '.txt': 'table', '.xlsx': 'xlsx' }

/**
 * The format asked for by flag or by the ending of `--out`.
 * @param also a format that not every command has
 * @throws InputError when they contradict or are unknown
 */
export function formatOf({ json, csv, out }: OutputFlags, also?: 'xlsx'): Format {
  const flag: Format | undefined = json ? 'json' : csv ? 'csv' : undefined
  if (json && csv) throw usage('--csv', '--json --csv', '--json | --csv')
  if (out === undefined) return flag ?? 'table'
  const known = Object.entries(ENDINGS).filter(([, format]) => format !== 'xlsx' || format === also)
  const ending = known.find(([name]) => name === extname(out).toLowerCase())?.[1]
  if (flag === undefined && ending === undefined) throw usage('--out', out, known.map(([name]) => name).join(' | '))
  if (flag !== undefined && ending !== undefined && flag !== ending) throw usage('--out', out, `.${flag}`)
  return flag ?? ending ?? 'table'
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

/** JSON that a person can read too: a key a line, and of lists of lists and lists of objects an item a line. */
export function jsonText(value: object): string {
  return `${block(value, '')}\n`
}

function block(value: unknown, indent: string): string {
  const inner = `${indent}  `
  if (Array.isArray(value) && value.some((each) => typeof each === 'object' && each !== null)) {
    return `[\n${value.map((each) => `${inner}${nested(each, inner)}`).join(',\n')}\n${indent}]`
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length > 0) {
    const lines = Object.entries(value)
      .filter(([, each]) => each !== undefined)
      .map(([key, each]) => `${inner}${JSON.stringify(key)}: ${nested(each, inner)}`)
    return `{\n${lines.join(',\n')}\n${indent}}`
  }
  return JSON.stringify(value)
}

/** Whole results and lists of rows open up; a row, a deviation or a level stays on its line. */
function nested(value: unknown, indent: string): string {
  const opens =
    (Array.isArray(value) && value.some((each) => typeof each === 'object' && each !== null) && depth(value) > 1) ||
    (typeof value === 'object' && value !== null && !Array.isArray(value) && depth(value) > 2)
  return opens ? block(value, indent) : JSON.stringify(value)
}

function depth(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  return 1 + Math.max(0, ...Object.values(value).map(depth))
}
