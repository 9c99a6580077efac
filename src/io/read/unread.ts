/** What is no key of an object to every reader, so that nothing can have it as its code: places by code pass over it, and it is told here. */
import type { Fault } from '../../domain/errors.js'

export const NO_KEY = '__proto__'

/** A fault for each object that has it as a key. @param objects by their path */
export function unreadIn(objects: readonly (readonly [path: string, value: unknown])[]): Fault[] {
  return objects.flatMap(([path, value]) =>
    typeof value === 'object' && value !== null && Object.hasOwn(value, NO_KEY)
      ? [{ code: 'unknown-code', path: `${path}.${NO_KEY}`, found: NO_KEY, expected: '' }]
      : [],
  )
}
