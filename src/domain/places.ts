/**
 * Where the parts of an input stand in the workbook or the CSV that it was read from. Faults of its fields are told there: whoever
 * made a workbook has no fields. The places stay beside the input, as its account does: they are no part of it and count in no hash.
 */
import { InputError, type Fault } from './errors.js'

/** The place of a field ("floor.share", "careUse.all[3]"); undefined where it has none of its own. */
export type PlaceOf = (field: string) => string | undefined

const places = new WeakMap<object, PlaceOf>()

/** The same value, with the places of its fields. @param placeOf null: it came from no table */
export function withPlaces<T extends object>(value: T, placeOf: PlaceOf | null): T {
  if (placeOf !== null) places.set(value, placeOf)
  return value
}

/** The places of what was read from a table; null for what came from elsewhere. */
export function placesOf(value: unknown): PlaceOf | null {
  return typeof value === 'object' && value !== null ? (places.get(value) ?? null) : null
}

/** The same value, with the places of what it was made from. */
export function placedAs<T extends object>(from: unknown, value: T): T {
  return withPlaces(value, placesOf(from))
}

/** The place of a field, or else of the nearest part around it: of "advices[3].shift.NO", "advices[3]", and of anything "". */
export function placeAround(placeOf: PlaceOf, field: string): string | undefined {
  for (let part = field; ; part = around(part)) {
    const place = placeOf(part)
    if (place !== undefined || part === '') return place
  }
}

function around(field: string): string {
  return field.includes(': ') ? field.replace(/: .*$/s, '') : field.replace(/(^|\.|\[)[^.[]*$/, '')
}

/** Faults by where their fields stand; those that name a place already stay as they are. */
export function placed(faults: readonly Fault[], placeOf: PlaceOf): Fault[] {
  const file = placeOf('')
  const isPlace = ({ path }: Fault) => file !== undefined && path.startsWith(file)
  return faults.map((fault) =>
    isPlace(fault) ? fault : { ...fault, path: placeAround(placeOf, fault.path) ?? fault.path },
  )
}

/** Does something with an input; its faults are told by where that was read. @throws whatever the work throws */
export function inPlaceOf<T>(input: unknown, work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw told(error, placesOf(input))
  }
}

/** The same for what takes its time. */
export async function answerInPlaceOf<T>(input: unknown, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw told(error, placesOf(input))
  }
}

function told(error: unknown, placeOf: PlaceOf | null): unknown {
  return error instanceof InputError && placeOf !== null ? new InputError(placed(error.faults, placeOf)) : error
}
