/** Whether a file is the version that it says it is: its fingerprint, and what it is said to be made from, against the file itself. */
import type { VerifyFault } from './fault.js'

interface StatedMade {
  readonly version: string
  readonly fingerprint: string
  readonly from: Readonly<Record<string, unknown>>
  readonly command?: string | undefined
}

/** What is only said, or looked at by nobody: which command was typed, and with how much time. */
const NOT_CHECKED = ['version', 'command'] as const
const NOT_SEEN: ReadonlySet<string> = new Set([
  'timeLimit',
  'optima',
  'noFreedom',
  'ties',
  'seed',
  'solver',
  'noPrecision',
])

/**
 * @param sha256 of `from` as canonical JSON
 * @param file what the file by itself says of what it was made from, all of it; undefined or null where it says that there was none
 */
export function checkMade(
  { fingerprint, from, command }: StatedMade,
  sha256: string,
  file: Readonly<Record<string, unknown>>,
): { readonly faults: VerifyFault[]; readonly notChecked: string[] } {
  const faults: VerifyFault[] = []
  if (fingerprint !== sha256) faults.push({ path: 'made.fingerprint', found: fingerprint, expected: sha256 })
  for (const name of new Set([...Object.keys(from), ...Object.keys(file)])) {
    if (NOT_SEEN.has(name)) continue
    faults.push(...differing(`made.from.${name}`, from[name] ?? null, file[name] ?? null))
  }
  const unseen = Object.keys(from).filter((name) => NOT_SEEN.has(name))
  const said = NOT_CHECKED.filter((name) => name !== 'command' || command !== undefined)
  return { faults, notChecked: [...said.map((name) => `made.${name}`), ...unseen.map((name) => `made.from.${name}`)] }
}

/** Of options, those that the file does not name may be anything: a loose table names what it reads. */
function* differing(path: string, found: unknown, expected: unknown): Generator<VerifyFault> {
  const fault = { path, found: JSON.stringify(found) ?? '-', expected: JSON.stringify(expected) }
  if (typeof expected !== 'object' || expected === null) {
    if (!Object.is(found, expected)) yield fault
  } else if (typeof found !== 'object' || found === null || Array.isArray(found) !== Array.isArray(expected))
    yield fault
  else if (Array.isArray(expected) && Array.isArray(found) && expected.length !== found.length) yield fault
  else {
    const given = new Map(Object.entries(found))
    for (const [key, value] of Object.entries(expected)) yield* differing(`${path}.${key}`, given.get(key), value)
  }
}
