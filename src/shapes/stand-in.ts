/**
 * What is left of an input whose shape is wrong in places, so that its meaning can be looked at in the same round: what need not be
 * there is taken out, and what must be gets a stand-in that says nothing.
 */
import * as z from 'zod'

type Path = readonly PropertyKey[]

/** Stands in a text where a text was asked for; nobody writes it. */
const STAND_IN = '\uFDD0'

/** Whether a text was made of a stand-in. */
export const isOfStandIn = (text: string) => text.includes(STAND_IN)

/** A value mended at some paths, and the paths of the parts that were put in or taken out, as text. */
export interface Mended {
  readonly value: unknown
  readonly gone: readonly string[]
}

/** @param paths of what is wrong, as text: "specialties[3].intake" */
export function mended(schema: z.core.$ZodType, value: unknown, paths: readonly string[]): Mended {
  let [rest, count] = [value, 0]
  const gone: string[] = []
  for (const text of paths) {
    const { path, drop } = replaceable(schema, partsOf(text, value))
    const found = drop ? undefined : schemaAt(schema, path)
    rest = withValue(rest, path, found === undefined ? undefined : standIn(found, () => `${STAND_IN}${count++}`))
    gone.push(textOf(path))
  }
  return { value: rest, gone }
}

/** The part to replace: the nearest around it that may be left out, as long as that is no element of a list. */
function replaceable(schema: z.core.$ZodType, path: Path): { readonly path: Path; readonly drop: boolean } {
  for (let length = path.length; length > 0; length--) {
    const part = path.slice(0, length)
    const found = rawSchemaAt(schema, part)
    if (found === undefined || found instanceof z.ZodOptional) return { path: part, drop: true }
    if (typeof part.at(-1) === 'number') break
  }
  return { path, drop: false }
}

/** The least that a schema accepts. @param newText a text like no other */
function standIn(schema: z.core.$ZodType, newText: () => string): unknown {
  const inner = (each: z.core.$ZodType) => standIn(each, newText)
  const fits = (value: unknown) => z.safeParse(schema, value).success
  if (schema instanceof z.ZodOptional) return undefined
  if (schema instanceof z.ZodNullable) return null
  if (schema instanceof z.ZodString) return newText()
  if (schema instanceof z.ZodNumber) return [0, 1, schema.minValue].find(fits)
  if (schema instanceof z.ZodBoolean) return false
  if (schema instanceof z.ZodEnum) return schema.options[0]
  if (schema instanceof z.ZodUnion) return inner(schema.options[0]!)
  if (schema instanceof z.ZodArray) return fits([]) ? [] : [inner(schema.element)]
  if (schema instanceof z.ZodTuple) return schema.def.items.map(inner)
  if (schema instanceof z.ZodRecord) return {}
  if (!(schema instanceof z.ZodObject)) return undefined
  const fields = Object.entries(schema.shape)
  return Object.fromEntries(
    fields.flatMap(([key, each]) => (each instanceof z.ZodOptional ? [] : [[key, inner(each)]])),
  )
}

/** The schema of what stands at a path, whether it may be left out or not; undefined where there is none. */
export function schemaAt(schema: z.core.$ZodType, path: Path): z.core.$ZodType | undefined {
  const found = rawSchemaAt(schema, path)
  return found instanceof z.ZodOptional || found instanceof z.ZodNullable ? schemaAt(found.unwrap(), []) : found
}

function rawSchemaAt(schema: z.core.$ZodType, path: Path): z.core.$ZodType | undefined {
  const [part, ...rest] = path
  if (part === undefined) return schema
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) return rawSchemaAt(schema.unwrap(), path)
  if (schema instanceof z.ZodArray && typeof part === 'number') return rawSchemaAt(schema.element, rest)
  if (schema instanceof z.ZodTuple && typeof part === 'number') return rawSchemaAt(schema.def.items[part]!, rest)
  if (schema instanceof z.ZodRecord) return rawSchemaAt(schema.valueType, rest)
  if (schema instanceof z.ZodUnion) {
    const found = schema.options.map((option) => rawSchemaAt(option, path))
    return found.find((each) => each !== undefined)
  }
  if (!(schema instanceof z.ZodObject)) return undefined
  const inner = (schema.shape as Readonly<Record<string, z.core.$ZodType>>)[String(part)]
  return inner === undefined ? undefined : rawSchemaAt(inner, rest)
}

/** The same value with another part, or without it. */
function withValue(value: unknown, path: Path, part: unknown): unknown {
  const [key, ...rest] = path
  if (key === undefined) return part
  if (typeof value !== 'object' || value === null) return value
  const inner = withValue((value as Record<PropertyKey, unknown>)[key], rest, part)
  if (Array.isArray(value)) return value.map((each: unknown, i) => (i === key ? inner : each))
  const others = Object.entries(value).filter(([name]) => name !== key)
  return Object.fromEntries(inner === undefined ? others : [...others, [key, inner]])
}

/** "specialties[3].intake" in its parts, of the value at hand: keys may hold points themselves (`options.leeway.measure`). */
function partsOf(text: string, value: unknown): Path {
  const [found, index] = /^\[(\d+)\]/.exec(text) ?? []
  const rest = text.replace(/^\./, '')
  if (rest === '') return []
  const inner = (key: PropertyKey, after: string) => {
    const next = typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[key] : undefined
    return [key, ...partsOf(after, next)]
  }
  if (found !== undefined) return inner(Number(index), text.slice(found.length))
  const keys = typeof value === 'object' && value !== null ? Object.keys(value) : []
  const known = keys.filter((key) => rest.startsWith(key) && /^($|[.[])/.test(rest.slice(key.length)))
  const key = known.toSorted((a, b) => b.length - a.length)[0] || /^[^.[]*/.exec(rest)![0] || rest
  return inner(key, rest.slice(key.length))
}

function textOf(path: Path): string {
  return path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '')
}
