/** From a parsed JSON value to a checked one, or to faults that name each path. */
import type { z } from 'zod'
import { InputError, nearest, type Fault } from '../domain/errors.js'

/** Parses JSON text. @throws InputError `not-json` with the parser's place */
export function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    throw new InputError([
      { code: 'not-json', path, found: error instanceof Error ? error.message : '', expected: 'JSON' },
    ])
  }
}

/** Checks a value against a schema. @throws InputError with one fault per wrong place */
export function checkShape<S extends z.ZodType>(schema: S, value: unknown): z.infer<S> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  throw new InputError(parsed.error.issues.flatMap((issue) => faultsOf(issue, value)))
}

function faultsOf(issue: z.core.$ZodIssue, input: unknown): Fault[] {
  const path = pathText(issue.path)
  const value = valueAt(input, issue.path)
  const found = shown(value)
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => unknownKey(path, key))
    case 'invalid_type':
      return [{ code: value === undefined ? 'missing' : 'type', path, found, expected: issue.expected }]
    case 'invalid_value': {
      const values = issue.values.map(String)
      const hint = typeof value === 'string' ? nearest(value, values) : undefined
      return [
        {
          code: value === undefined ? 'missing' : 'value',
          path,
          found,
          expected: values.join(' | '),
          ...(hint && { hint }),
        },
      ]
    }
    case 'too_small':
      return [{ code: 'value', path, found: sized(value), expected: `>= ${issue.minimum}` }]
    case 'too_big':
      return [{ code: 'value', path, found: sized(value), expected: `<= ${issue.maximum}` }]
    case 'invalid_union':
      return [unionFault(issue, path, value)]
    default:
      return [{ code: 'value', path, found, expected: issue.message }]
  }
}

/** Of a choice of shapes, the fault of the one that came furthest: deeper paths first. */
function unionFault(issue: Extract<z.core.$ZodIssue, { code: 'invalid_union' }>, path: string, value: unknown): Fault {
  const deepest = issue.errors.flat().toSorted((a, b) => b.path.length - a.path.length)[0]
  if (deepest !== undefined && deepest.path.length > 0) {
    const inner = faultsOf(deepest, value)[0]!
    return { ...inner, path: joined(path, inner.path) }
  }
  const expected = [...new Set(issue.errors.flat().map((each) => (each.code === 'invalid_type' ? each.expected : '')))]
  return {
    code: value === undefined ? 'missing' : 'type',
    path,
    found: shown(value),
    expected: expected.filter((each) => each !== '').join(' | ') || 'number',
  }
}

function unknownKey(path: string, key: string): Fault {
  return { code: 'unknown-key', path: joined(path, key), found: key, expected: '' }
}

function joined(path: string, rest: string): string {
  return path === '' ? rest : rest.startsWith('[') ? `${path}${rest}` : `${path}.${rest}`
}

/** `specialties[3].intake` */
export function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (text, part) =>
      typeof part === 'number' ? `${text}[${part}]` : text === '' ? String(part) : `${text}.${String(part)}`,
    '',
  )
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, part) => (value as Record<PropertyKey, unknown> | null | undefined)?.[part],
    input,
  )
}

/** A value as JSON, cut short. */
export function shown(value: unknown): string {
  if (value === undefined) return '-'
  const text = JSON.stringify(value) ?? typeof value
  return text.length > 80 ? `${text.slice(0, 77)}...` : text
}

function sized(value: unknown): string {
  return Array.isArray(value) ? `${value.length}` : shown(value)
}

/** The most places a table may divide: with billionths, every sum stays an exact integer. */
const MAX_NATIONAL = 1_000_000

export function checkNational(totals: readonly number[], path: string, faults: Fault[]): void {
  const national = totals.reduce((sum, each) => sum + each, 0)
  if (national > MAX_NATIONAL)
    faults.push({ code: 'too-large', path, found: String(national), expected: `<= ${MAX_NATIONAL}` })
}
