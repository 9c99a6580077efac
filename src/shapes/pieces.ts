/**
 * A large value against a schema, in pieces: a schema as a whole first collects every fault there is, which takes memory for a million
 * of them, and a second look to find the first few takes as long again. Here each part is looked at once, and no more of them than
 * it takes to find as many faults as a person reads.
 */
import * as z from 'zod'
import { MOST_FAULTS } from '../domain/errors.js'

/** What a schema makes of a value: `data` only where there are no issues; unknown keys of large objects stand apart. */
export interface Parsed {
  readonly data: unknown
  readonly issues: readonly z.core.$ZodIssue[]
  /** They say nothing of the rest, whose meaning can be looked at too. */
  readonly strangers: readonly z.core.$ZodIssue[]
}

/** A value of so many parts is large. */
const LARGE = 50_000

/** Elements of a list that are looked at together: as quick as all of them, and few to look at in vain. */
const PIECE = 200

/** Whether a value is worth the trouble. */
export function isLarge(value: unknown): boolean {
  let parts = 0
  const open = [value]
  while (open.length > 0) {
    const next = open.pop()
    if (typeof next !== 'object' || next === null) continue
    const inner: unknown[] = Array.isArray(next) ? next : Object.values(next)
    parts += inner.length
    if (parts > LARGE) return true
    for (const each of inner) if (typeof each === 'object') open.push(each)
  }
  return false
}

/**
 * Parses a large value. What the schema leaves as it is may be a part of the value itself, no copy. The issues, `MOST_FAULTS` at most or
 * those of one piece, have their path from the whole.
 */
export function parseInPieces(schema: z.core.$ZodType, value: unknown): Parsed {
  const found: Found = { issues: [], strangers: [] }
  const data = parsePart(schema, value, [], found)
  return { data, ...found }
}

type Path = readonly PropertyKey[]
type Fields = Readonly<Record<string, unknown>>

interface Found {
  readonly issues: z.core.$ZodIssue[]
  readonly strangers: z.core.$ZodIssue[]
}

/** @returns what the schema makes of a part; undefined where it is wrong, or enough was */
function parsePart(schema: z.core.$ZodType, value: unknown, path: Path, found: Found): unknown {
  if (found.issues.length >= MOST_FAULTS) return undefined
  const inner = narrowed(schema, value)
  if (Array.isArray(value)) {
    const most = mostOf(inner)
    if (most !== undefined && value.length > most) {
      const issue = { code: 'too_big', origin: 'array', maximum: most, inclusive: true, message: '' } as const
      found.issues.push({ ...issue, path: [...path], input: value })
      return undefined // what is in it need not be looked at
    }
  }
  if (isLarge(value)) {
    if (inner instanceof z.ZodArray && Array.isArray(value)) return parseList(inner, value, path, found)
    if (inner instanceof z.ZodObject && isFields(value)) return parseFields(inner, value, path, found)
    if (inner instanceof z.ZodRecord && isFields(value)) return parseEntries(inner, value, path, found)
  }
  return parseWhole(inner, value, path, 0, found)
}

/** @param from where the first element of `value` stands in its list, where it is a piece of one */
function parseWhole(schema: z.core.$ZodType, value: unknown, path: Path, from: number, found: Found): unknown {
  const parsed = z.safeParse(schema, value)
  if (parsed.success) return parsed.data
  for (const issue of parsed.error.issues) {
    const [first, ...rest] = issue.path
    const own = from > 0 && typeof first === 'number' ? [first + from, ...rest] : issue.path
    found.issues.push({ ...issue, path: [...path, ...own] })
  }
  return undefined
}

/** A list by pieces. Its own least length needs no look: a large list has more. */
function parseList(schema: z.ZodArray, value: readonly unknown[], path: Path, found: Found): unknown[] {
  const pieces = z.array(schema.element as z.ZodType)
  const data: unknown[] = []
  for (let from = 0; from < value.length && found.issues.length < MOST_FAULTS; from += PIECE) {
    const piece = value.slice(from, from + PIECE)
    const made = isLarge(piece)
      ? piece.map((each, i) => parsePart(schema.element, each, [...path, from + i], found))
      : parseWhole(pieces, piece, path, from, found)
    ;((made ?? []) as unknown[]).forEach((each, i) => data.push(isSame(each, piece[i]) ? piece[i] : each))
  }
  return data
}

/** Whether a schema left an element as it was: then it need not be held twice. */
function isSame(made: unknown, given: unknown): boolean {
  if (typeof made !== 'object' || typeof given !== 'object' || made === null || given === null) return made === given
  if (Array.isArray(made)) {
    return Array.isArray(given) && made.length === given.length && made.every((each, i) => each === given[i])
  }
  const keys = Object.keys(made)
  if (Array.isArray(given) || keys.length !== Object.keys(given).length) return false
  return keys.every((key) => (made as Fields)[key] === (given as Fields)[key])
}

function parseFields(schema: z.ZodObject, value: Fields, path: Path, found: Found): Fields {
  const shape: Readonly<Record<string, z.core.$ZodType>> = schema.shape
  const isLoose = schema.def.catchall instanceof z.ZodUnknown
  const data: Record<string, unknown> = isLoose ? { ...value } : {}
  for (const [key, inner] of Object.entries(shape)) {
    if (inner instanceof z.ZodExactOptional && !Object.hasOwn(value, key)) continue
    const part = parsePart(inner, Object.hasOwn(value, key) ? value[key] : undefined, [...path, key], found)
    if (part !== undefined || Object.hasOwn(value, key)) data[key] = part
  }
  const unknown = isLoose ? [] : Object.keys(value).filter((key) => !Object.hasOwn(shape, key))
  if (unknown.length > 0) {
    found.strangers.push({ code: 'unrecognized_keys', keys: unknown, message: '', path: [...path], input: value })
  }
  return data
}

/** A large record: each key by itself. */
function parseEntries(schema: z.ZodRecord, value: Fields, path: Path, found: Found): Fields {
  const keysOnly = z.record(schema.keyType, z.unknown())
  const entries = Object.entries(value).flatMap(([key, part]): [string, unknown][] => {
    const named = parseWhole(keysOnly, { [key]: null }, path, 0, found)
    const made = parsePart(schema.valueType, part, [...path, key], found)
    return isFields(named) ? Object.keys(named).map((name) => [name, made]) : []
  })
  return Object.fromEntries(entries)
}

/** The schema of what is there: without that it may be left out, and of choices the only one for a list, or for an object. */
function narrowed(schema: z.core.$ZodType, value: unknown): z.core.$ZodType {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) {
    return value === undefined || value === null ? schema : narrowed(schema.unwrap(), value)
  }
  if (!(schema instanceof z.ZodUnion) || typeof value !== 'object' || value === null) return schema
  const kind = Array.isArray(value) ? z.ZodArray : z.ZodObject
  const [only, ...others] = schema.options.filter((option) => option instanceof kind)
  const isTuple = Array.isArray(value) && schema.options.some((option) => option instanceof z.ZodTuple)
  return only === undefined || others.length > 0 || isTuple ? schema : only
}

/** The most that a list may hold by its schema. */
function mostOf(schema: z.core.$ZodType): number | undefined {
  if (!(schema instanceof z.ZodArray)) return undefined
  const limits = (schema.def.checks ?? []).map(({ _zod: { def } }) => def)
  return limits.find((def): def is z.core.$ZodCheckMaxLengthDef => def.check === 'max_length')?.maximum
}

/** The most that the list at a path may hold by a schema; undefined where that says nothing. */
export function mostAt(schema: z.core.$ZodType, path: readonly string[]): number | undefined {
  const [part, ...rest] = path
  const inner = narrowed(schema, /^\d+$/.test(part ?? '0') ? [] : {})
  if (part === undefined) return mostOf(inner)
  if (inner instanceof z.ZodArray) return mostAt(inner.element, rest)
  if (inner instanceof z.ZodRecord) return mostAt(inner.valueType, rest)
  const next =
    inner instanceof z.ZodObject ? (inner.shape as Readonly<Record<string, z.core.$ZodType>>)[part] : undefined
  return next === undefined ? undefined : mostAt(next, rest)
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
