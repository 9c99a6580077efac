/** From a parsed JSON value to a checked one, or to faults that name each path. */
import * as z from 'zod'
import { InputError, MOST_FAULTS, nearest, type Fault, type FaultCode } from '../domain/errors.js'
import { crowdsIn, lookThrough, type ExactIn } from './json-text.js'
import { isLarge, mostAt, parseInPieces } from './pieces.js'
import { isOfStandIn, mended, schemaAt } from './stand-in.js'

/** A value of which the long lists are cut. */
export interface Beginning {
  readonly value: unknown
  /** How long those are, by path. */
  readonly lengths: ReadonlyMap<string, number>
}

/** What is asked of a JSON text. */
interface Reading {
  readonly exact?: ExactIn
  /** Looks at the beginning of a large file, its long lists cut, and throws where there is enough wrong with it. */
  readonly beginning?: (begun: Beginning) => void
}

/**
 * Parses JSON text.
 * @throws InputError what `beginning` throws; `not-json` with the line and what stands there; a key twice, `__proto__`, and what is too large, by path
 */
export function parseJson(text: string, path: string, { exact = false, beginning }: Reading = {}): unknown {
  const plain = text.replace(/^\uFEFF/, '')
  const { faults, beginning: begins, lengths } = lookThrough(plain, path, { exact })
  if (beginning !== undefined && lengths.size > 0 && faults.length === 0) lookAt(begins(), lengths, beginning)
  let value: unknown
  try {
    value = JSON.parse(plain)
  } catch (error) {
    const at = placeOf(error instanceof Error ? error.message : '', plain)
    const line = lineAt(plain, at)
    const isWorkbook = plain.startsWith('PK\u0003\u0004')
    const found = isWorkbook ? 'a workbook' : at < plain.length ? shown(plain.slice(at, at + 20)) : 'end of file'
    throw new InputError([
      { code: 'not-json', path: `${path}:${line}`, found, expected: isWorkbook ? 'JSON (--out x.json)' : 'JSON' },
    ])
  }
  if (faults.length > 0) throw new InputError(faults)
  return value
}

/** What is no JSON shows when the whole is parsed, which says where. */
function lookAt(text: string, lengths: Beginning['lengths'], look: (begun: Beginning) => void): void {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return
  }
  look({ value, lengths })
}

/** Refuses what has lists that are too long, or begins with as many faults in its shape as a person reads. @throws InputError */
export function refuseMany(schema: z.ZodType, { value, lengths }: Beginning): void {
  const long = [...lengths].flatMap(([path, length]): Fault[] => {
    const most = mostAt(schema, path.match(/[^.[\]]+/g) ?? [])
    return most === undefined || length <= most
      ? []
      : [{ code: 'too-large', path, found: String(length), expected: `<= ${most}` }]
  })
  if (long.length > 0) throw new InputError(long)
  const { issues } = parseInPieces(schema, value)
  const faults = shapeFaults(issues, value, schema)
  if (faults.length >= MOST_FAULTS) throw new InputError(faults.slice(0, MOST_FAULTS))
}

/** The line of a place in a text, from 1. */
function lineAt(text: string, at: number): number {
  let line = 1
  for (let end = text.indexOf('\n'); end !== -1 && end < at; end = text.indexOf('\n', end + 1)) line++
  return line
}

/** Where the parser stopped: its message has the position, or the text around it, or it came to the end. */
function placeOf(message: string, text: string): number {
  const position = /at position (\d+)/.exec(message)
  if (position !== null) return Number(position[1])
  const around = /, (?:\.\.\.)?"([^]*)"(?:\.\.\.)? is not valid JSON$/.exec(message)
  const index = around === null ? -1 : text.indexOf(around[1]!)
  return index === -1 ? text.length : index
}

/**
 * Checks a value against a schema.
 * @param whole what to call the value itself, where that is what is wrong
 * @throws InputError with one fault per wrong place
 */
export function checkShape<S extends z.ZodType>(schema: S, value: unknown, whole: string): z.infer<S> {
  const parsed = isLarge(value) ? largeShape(schema, value) : schema.safeParse(value)
  const faults = 'faults' in parsed ? parsed.faults : shapeFaults(parsed.error?.issues ?? [], value, schema)
  if (faults.length === 0) return parsed.data as z.infer<S>
  throw new InputError(faults.map((fault) => named(fault, whole)))
}

/** A large value of the right shape, and the keys in it that nobody knows. @throws InputError for all else that is wrong */
function largeShape<S extends z.ZodType>(
  schema: S,
  value: unknown,
): { readonly data: z.infer<S>; readonly faults: readonly Fault[] } {
  const { data, issues, strangers } = parseInPieces(schema, value)
  const [faults, unknown] = [issues, strangers].map((each) => shapeFaults(each, value, schema)) as [Fault[], Fault[]]
  if (faults.length > 0) throw new InputError([...faults, ...unknown].slice(0, MOST_FAULTS))
  return { data: data as z.infer<S>, faults: unknown }
}

/** What only the answer of a command has; the first that fits is the answer's. */
const ANSWERS: readonly (readonly [string, (value: object) => boolean])[] = [
  ['draft', (value) => 'kind' in value && value.kind === 'draft'],
  ['check', (value) => 'kind' in value && value.kind === 'check'],
  ['years', (value) => 'kind' in value && value.kind === 'years'],
  ['carry', (value) => 'kind' in value && value.kind === 'carry'],
  ['letters', (value) => 'kind' in value && value.kind === 'letters'],
  ['institutions', (value) => 'kind' in value && value.kind === 'institutions'],
  ['verify', (value) => 'proves' in value && 'notChecked' in value],
  ['reconstruct', (value) => 'files' in value && 'attempts' in value],
  ['explain', (value) => 'deviation' in value && 'steps' in value],
  [
    'compare',
    (value) => ('difference' in value && 'a' in value) || ('results' in value && Array.isArray(value.results)),
  ],
  ['solve, round', (value) => 'status' in value && 'deviations' in value && 'rows' in value],
]

/**
 * Refuses the answer of a command where something else is read: by name, and not by each field that it has too many.
 * @param path what to call the value; @param expected what is read here; @param taken the answers that are read here too
 * @throws InputError `other-answer`
 */
export function refuseAnswers(value: unknown, path: string, expected: string, taken: readonly string[] = []): void {
  if (typeof value !== 'object' || value === null) return
  const name = ANSWERS.find(([, fits]) => fits(value))?.[0]
  if (name === undefined || taken.includes(name)) return
  throw new InputError([{ code: 'other-answer', path, found: name, expected }])
}

/** Whether a fault of meaning merely follows from parts that were wrong, besides those that stand in or around them. */
export type Follows = (fault: Fault, isGone: (path: RegExp) => boolean) => boolean

/**
 * Checks shape and meaning in one round: where the shape is wrong in places, the meaning of what is left is looked at too.
 * @param whole what to call the value itself; @param meaning what is made of a value of the right shape
 * @throws InputError with every fault once, and none that merely follows from another
 */
export function checkBoth<S extends z.ZodType, T>(
  schema: S,
  value: unknown,
  whole: string,
  meaning: (file: z.infer<S>) => T,
  follows: Follows,
): T {
  if (isLarge(value)) {
    const { data, faults } = largeShape(schema, value)
    if (faults.length === 0) return meaning(data)
    throw new InputError([...faults, ...faultsIn(() => meaning(data))])
  }
  const parsed = schema.safeParse(value)
  if (parsed.success) return meaning(parsed.data)
  const faults = shapeFaults(parsed.error.issues, value, schema)
  const paths = faults.length > MOST_FAULTS ? [] : faults.map(({ path }) => path)
  const { value: left, gone } = mended(schema, value, paths)
  const rest = paths.includes('') ? null : schema.safeParse(left)
  const more = rest?.success === true ? faultsIn(() => meaning(rest.data)) : []
  const isGone = (path: RegExp) => gone.some((each) => path.test(each))
  const own = more.filter(
    (fault) =>
      !isOfStandIn(`${fault.found} ${fault.path}`) &&
      !gone.some((each) => isAround(each, fault.path)) &&
      !follows(fault, isGone),
  )
  throw new InputError([...faults.map((fault) => named(fault, whole)), ...own])
}

function shapeFaults(issues: readonly z.core.$ZodIssue[], value: unknown, schema: z.core.$ZodType): Fault[] {
  const faults = issues.flatMap((issue) => faultsOf(issue, value, schema))
  // a number may be too large for a limit, and for being whole as well
  return faults.filter(({ path }, i) => i === 0 || faults[i - 1]!.path !== path)
}

function named(fault: Fault, whole: string): Fault {
  return fault.path === '' ? { ...fault, path: whole } : fault
}

/** Whether one path is the other, or a part of it, either way. */
function isAround(a: string, b: string): boolean {
  const [short, long] = a.length < b.length ? [a, b] : [b, a]
  return long.startsWith(short) && /^($|[.[:])/.test(long.slice(short.length))
}

/** The faults of some work; none when it succeeds. @throws what is no fault of an input */
export function faultsIn(work: () => unknown): readonly Fault[] {
  try {
    work()
    return []
  } catch (error) {
    if (error instanceof InputError) return error.faults
    throw error
  }
}

/**
 * More zero cells, or bounds, than the table has cells are refused before each is looked at.
 * @throws InputError `too-large`
 */
export function refuseCrowd(value: unknown): void {
  if (typeof value !== 'object' || value === null) return
  const lists = Object.entries(value).filter((entry): entry is [string, unknown[]] => Array.isArray(entry[1]))
  const faults = crowdsIn(new Map(lists.map(([key, list]) => [key, list.length])))
  if (faults.length > 0) throw new InputError(faults)
}

/** @param schema of the input, to say which keys there are */
function faultsOf(issue: z.core.$ZodIssue, input: unknown, schema: z.core.$ZodType): Fault[] {
  const path = pathText(issue.path)
  const value = valueAt(input, issue.path)
  const found = shown(value)
  switch (issue.code) {
    case 'unrecognized_keys':
      return unknownKeys(path, issue.keys, keysAt(schema, issue.path))
    case 'invalid_type':
      return [{ code: typeCode(value, issue.expected), path, found, expected: issue.expected }]
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
      return [sizeFault(path, value, issue.inclusive === false ? '>' : '>=', Number(issue.minimum))]
    case 'too_big':
      return [sizeFault(path, value, '<=', Number(issue.maximum))]
    case 'invalid_union':
      return unionFaults(issue, path, value, schemaAt(schema, issue.path))
    default:
      return [{ code: 'value', path, found, expected: issue.message }]
  }
}

function typeCode(value: unknown, expected: string): FaultCode {
  if (value === undefined) return 'missing'
  return expected === 'int' && typeof value === 'number' ? 'not-whole' : 'type'
}

/** A number outside its range, or a text or a list of the wrong length. */
function sizeFault(path: string, value: unknown, sign: '>=' | '>' | '<=', limit: number): Fault {
  const expected = `${sign} ${limit}`
  if (typeof value === 'string' || Array.isArray(value)) {
    if (value === '' || (typeof value === 'string' && sign === '>=')) {
      return { code: 'missing', path, found: shown(value), expected: 'string' }
    }
    return { code: sign === '>=' ? 'shape' : 'too-large', path, found: String(value.length), expected }
  }
  return { code: sign === '>=' && limit === 0 ? 'negative' : 'value', path, found: shown(value), expected }
}

/** Of a choice of shapes, the faults of the one that the value is of the right kind for, or that came furthest: the deeper path. */
function unionFaults(
  issue: Extract<z.core.$ZodIssue, { code: 'invalid_union' }>,
  path: string,
  value: unknown,
  union: z.core.$ZodType | undefined,
): Fault[] {
  const shapes = union instanceof z.ZodUnion ? union.options : []
  const choices = issue.errors.map((issues, i) => ({ issues, schema: shapes[i] ?? z.unknown() }))
  const faultsOfShape = ({ issues, schema }: (typeof choices)[number]) =>
    issues
      .flatMap((each) => faultsOf(each, value, schema))
      .map((fault) => ({ ...fault, path: joined(path, fault.path) }))
  const wrongKind = (issues: readonly z.core.$ZodIssue[]) =>
    issues.some((each) => each.code === 'invalid_type' && each.path.length === 0)
  const fitting = choices.filter(({ issues }) => !wrongKind(issues))
  if (fitting.length === 1) return faultsOfShape(fitting[0]!)
  const depth = (issues: readonly z.core.$ZodIssue[]) => Math.max(...issues.map((each) => each.path.length))
  const furthest = choices.toSorted((a, b) => depth(b.issues) - depth(a.issues))[0]
  if (furthest !== undefined && depth(furthest.issues) > 0) return faultsOfShape(furthest)
  if (fitting[0] !== undefined) return faultsOfShape(fitting[0])
  const expected = issue.errors.flat().map((each) => (each.code === 'invalid_type' ? each.expected : ''))
  return [
    {
      code: value === undefined ? 'missing' : 'type',
      path,
      found: shown(value),
      expected: [...new Set(expected)].filter((each) => each !== '').join(' | '),
    },
  ]
}

function unknownKeys(path: string, keys: readonly string[], known: readonly string[]): Fault[] {
  const expected = known.join(' | ')
  return keys.map((key, i) => {
    // nobody reads the hints of more
    const hint = key.length > 100 || i >= MOST_FAULTS ? undefined : nearest(key, known)
    const found = clipped(key)
    return { code: 'unknown-key', path: joined(path, found), found, expected, ...(hint !== undefined && { hint }) }
  })
}

/** The keys that an object may have, of the schema at a path; none where that is a choice. */
function keysAt(schema: z.core.$ZodType, path: readonly PropertyKey[]): string[] {
  const found = schemaAt(schema, path)
  return found instanceof z.ZodObject ? Object.keys(found.shape) : []
}

function joined(path: string, rest: string): string {
  if (path === '' || rest === '') return path === '' ? rest : path
  return rest.startsWith('[') ? `${path}${rest}` : `${path}.${rest}`
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

/** A value as JSON, cut short; by its kind where JSON has no way to write it. */
export function shown(value: unknown): string {
  if (value === undefined) return '-'
  if (typeof value === 'number') return String(value)
  return clipped(jsonOf(begun(value)) ?? typeof value)
}

/** No more of a message is shown than this. */
const LONGEST = 80

/** As much of a value as a message shows, and a little more. @param around what holds it: what holds itself is left as it is */
function begun(value: unknown, room = { left: LONGEST }, around: readonly unknown[] = []): unknown {
  if (typeof value === 'string') {
    room.left -= value.length
    return value.slice(0, LONGEST + 1)
  }
  if (typeof value !== 'object' || value === null || around.includes(value)) return value
  if ('toJSON' in value && typeof value.toJSON === 'function') return value
  const within = [...around, value]
  if (!Array.isArray(value))
    return Object.fromEntries(firstFields(value as Readonly<Record<string, unknown>>, room, within))
  const parts: unknown[] = []
  for (let i = 0; i < value.length && room.left > 0; i++, room.left--) parts.push(begun(value[i], room, within))
  return parts
}

function firstFields(
  value: Readonly<Record<string, unknown>>,
  room: { left: number },
  within: readonly unknown[],
): (readonly [string, unknown])[] {
  const fields: (readonly [string, unknown])[] = []
  for (const key in value) {
    if (room.left <= 0) break
    room.left -= key.length + 1
    if (Object.hasOwn(value, key)) fields.push([key.slice(0, LONGEST + 1), begun(value[key], room, within)])
  }
  return fields
}

/** Text cut short, for a message. */
export function clipped(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 3)}...` : text
}

function jsonOf(value: unknown): string | undefined {
  try {
    return JSON.stringify(value)
  } catch {
    return undefined // a big integer, or an object that holds itself
  }
}

/** The most places a table may divide: with billionths, every sum stays an exact integer. */
const MAX_NATIONAL = 2_000_000

export function checkNational(totals: readonly number[], path: string, faults: Fault[]): void {
  const national = totals.reduce((sum, each) => sum + each, 0)
  if (national > MAX_NATIONAL)
    faults.push({ code: 'too-large', path, found: String(national), expected: `<= ${MAX_NATIONAL}` })
}
