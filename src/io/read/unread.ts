/** What is no key of an object to every reader, so that nothing can have it as its code: places by code pass over it, and it is told here. */
import type { Fault } from '../../domain/errors.js'

export const NO_KEY = '__proto__'

/** A fault wherever it is a key. @param levels how deep places by code may stand */
export function unreadIn(value: unknown, path = '', levels = 4): Fault[] {
  if (typeof value !== 'object' || value === null || levels === 0) return []
  return Object.entries(value).flatMap(([key, each]): Fault[] => {
    const at = Array.isArray(value) ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`
    return key === NO_KEY
      ? [{ code: 'unknown-code', path: at, found: key, expected: '' }]
      : unreadIn(each, at, levels - 1)
  })
}
