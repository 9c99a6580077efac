/** Where two answers differ, by path: the file that is checked, and the same question answered again. */
import type { VerifyFault } from './fault.js'

/** More differences than these are more than a person reads. */
const MOST = 100

/** What answers did not say at first: a file of then lacks it. */
const SAID_SINCE = /(^|\.)(remarks|year|carry|near)$|^fallback\.leeway$|\.changes\[\d+\]\.rules$/

/**
 * Every place where `file` is not what `again` is.
 * @param passed paths that are not compared, with all that is in them
 * @param notSaid takes the paths of what the file, as one of before, does not say yet
 */
export function differences(
  file: object,
  again: object,
  passed: ReadonlySet<string>,
  notSaid: string[] = [],
): VerifyFault[] {
  const faults: VerifyFault[] = []
  walk('', file, JSON.parse(JSON.stringify(again)))
  return faults

  function walk(path: string, found: unknown, expected: unknown): void {
    if (passed.has(path) || faults.length >= MOST || Object.is(found, expected)) return
    if (found === undefined && SAID_SINCE.test(path)) {
      notSaid.push(path)
      return
    }
    const [a, b] = [partsOf(found), partsOf(expected)]
    if (a === null || b === null || Array.isArray(found) !== Array.isArray(expected)) {
      if (JSON.stringify(found) !== JSON.stringify(expected))
        faults.push({ path, found: textOf(found), expected: textOf(expected) })
      return
    }
    if (Array.isArray(found) && a.size !== b.size) {
      faults.push({ path, found: String(a.size), expected: String(b.size) })
      return
    }
    for (const key of new Set([...a.keys(), ...b.keys()])) {
      const inner = Array.isArray(found) ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`
      walk(inner, a.get(key), b.get(key))
    }
  }
}

function partsOf(value: unknown): Map<string, unknown> | null {
  return typeof value === 'object' && value !== null ? new Map(Object.entries(value)) : null
}

/** A value as JSON, cut short; "-" where there is none. */
function textOf(value: unknown): string {
  const text = value === undefined ? '-' : JSON.stringify(value)
  return text.length > 60 ? `${text.slice(0, 57)}...` : text
}
