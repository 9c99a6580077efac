/**
 * From a question as it came in to one that can be answered. Its own fields are held against its schema; what stands in them as a
 * whole file would (scenarios, advices, a proposal, a table) is read as that file is, by its own reader, so that it keeps the places
 * of the workbook that it came in. All faults are told in one round.
 */
import * as z from 'zod'
import { InputError, type Fault } from '../domain/errors.js'
import { withPlaces, placesOf as workbookPlaces } from '../domain/places.js'
import { checkBoth, type Follows } from '../shapes/check.js'

/** A question as it came in. */
export interface SentQuestion {
  readonly value: unknown
  /** What was wrong with parts of it before they could become fields. */
  readonly faults: readonly Fault[]
  /** The fields that are not there for that reason. */
  readonly unread: readonly string[]
}

/** A question of which every part could be read. */
export function wholeQuestion(value: unknown): SentQuestion {
  return { value, faults: [], unread: [] }
}

type Fields = Readonly<Record<string, unknown>>

/**
 * Checks shape and meaning in one round.
 * @param request the shape; @param files the fields that hold what a file would: only their kind is looked at here
 * @param meaning what is made of the fields, those of `files` as they came in; it collects its own faults
 * @throws InputError with every fault
 */
export function checkQuestion<T>(
  request: z.ZodObject,
  files: readonly string[],
  { value, faults, unread }: SentQuestion,
  meaning: (fields: Fields) => T,
): T {
  const outline = outlineOf(request, files, unread)
  const follows: Follows = ({ code, path }, isGone) => code === 'usage' && isGone(ALTERNATIVES[path] ?? /^$/)
  const [made, others] = collected(() =>
    checkBoth(outline, value, 'body', (fields) => meaning({ ...fields, ...asTheyCame(value, fields, files) }), follows),
  )
  const own = others.filter(
    ({ code, path }) =>
      !unread.includes(path.split(/[.[:]/)[0]!) &&
      !(code === 'usage' && unread.some((name) => ALTERNATIVES[path]?.test(name))),
  )
  if (faults.length + own.length > 0) throw new InputError([...faults, ...own])
  return made as T
}

/** Of fields that exclude each other, the one that faults name, and all of them: where one is wrong, nobody knows which was meant. */
const ALTERNATIVES: Readonly<Record<string, RegExp>> = { b: /^(b|methods)\b/, advices: /^(advices|b|methods)\b/ }

/** What some work gives and no faults, or its faults. @throws what is no fault of an input */
export function collected<T>(work: () => T): readonly [T | undefined, readonly Fault[]] {
  try {
    return [work(), []]
  } catch (error) {
    if (error instanceof InputError) return [undefined, error.faults]
    throw error
  }
}

/** The shape of a question without that of the files in it, and of the lists that a table consists of. */
function outlineOf(request: z.ZodObject, files: readonly string[], unread: readonly string[]): z.ZodObject {
  const shape = Object.entries(request.shape as Readonly<Record<string, z.ZodType>>).map(([name, schema]) => {
    const isList = schema instanceof z.ZodArray && !(schema.element instanceof z.ZodUnion)
    if (unread.includes(name) || (files.includes(name) && isList)) return [name, z.unknown().optional()] as const
    return [name, files.includes(name) ? kindOf(schema) : schema] as const
  })
  return z.strictObject(Object.fromEntries(shape))
}

/** What accepts any object where a schema asks for one of its own. */
function kindOf(schema: z.core.$ZodType): z.ZodType {
  if (schema instanceof z.ZodOptional) return kindOf(schema.unwrap()).optional()
  if (schema instanceof z.ZodUnion) return z.union(schema.options.map(kindOf))
  if (schema instanceof z.ZodArray) return schema.clone({ ...schema.def, element: kindOf(schema.element) })
  return schema instanceof z.ZodObject ? z.looseObject({}) : (schema as z.ZodType)
}

/** Files as they came in, where those are of the right kind: what a schema gives is a copy, of which nobody knows the places. */
function asTheyCame(value: unknown, fields: Fields, files: readonly string[]): Fields {
  const given = value as Fields
  const original = (each: unknown, from: unknown): unknown => {
    if (typeof each !== 'object' || typeof from !== 'object' || from === null) return each
    return Array.isArray(each) && Array.isArray(from) ? each.map((part: unknown, i) => original(part, from[i])) : from
  }
  const there = files.filter((name) => typeof fields[name] === 'object')
  return Object.fromEntries(there.map((name) => [name, original(fields[name], given[name])]))
}

/** A file in a question, its faults named by where it stands there; one that came in a workbook keeps the places of that. */
export function standingAt<T extends object>(file: T, path: string): T {
  if (workbookPlaces(file) !== null) return file
  return withPlaces(file, (field) => (field === '' || field.startsWith(`${path}.`) ? undefined : `${path}.${field}`))
}
