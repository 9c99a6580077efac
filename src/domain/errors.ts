/** What is wrong with an input, and the two things the engine throws. Outcomes (infeasible, stuck, time limit) are returned. */

/** Codes of input faults. The texts, Dutch and English, are in `words/texts.ts`. */
export type FaultCode =
  | 'not-found'
  | 'unreadable'
  | 'not-json'
  | 'not-workbook'
  | 'no-table'
  | 'no-value'
  | 'two-codes'
  | 'not-used'
  | 'total'
  | 'not-of-oor'
  | 'too-large'
  | 'missing'
  | 'unknown-key'
  | 'type'
  | 'value'
  | 'duplicate'
  | 'unknown-code'
  | 'shape'
  | 'not-decimal'
  | 'doubtful-sign'
  | 'negative'
  | 'not-whole'
  | 'row-sum'
  | 'empty-row'
  | 'floor-too-high'
  | 'criterion-sum'
  | 'care-use-missing'
  | 'needs-care-use'
  | 'no-reference'
  | 'zero-cell-filled'
  | 'no-proposal'
  | 'no-base'
  | 'draft-rejected'
  | 'draft-unproven'
  | 'component'
  | 'zero-pattern'
  | 'codes-differ'
  | 'open-total'
  | 'other-question'
  | 'draws-missing'
  | 'impossible-sum'
  | 'changed'
  | 'not-reconstructed'
  | 'not-care-use'
  | 'no-workbook'
  | 'unknown-word'
  | 'left-open'
  | 'exists'
  | 'in-use'
  | 'no-frames'
  | 'advice-sum'
  | 'shift-room'
  | 'agreed-sum'
  | 'agreed-twice'
  | 'agreed-against'
  | 'not-advised'
  | 'wanted-numbers'
  | 'half-filled'
  | 'unknown-flag'
  | 'other-answer'
  | 'not-verified'
  | 'already-fixed'
  | 'result-rejected'
  | 'result-unproven'
  | 'out-of-time'
  | 'chain-broken'
  | 'nothing-to-give'
  | 'other-before'
  | 'published'
  | 'unpublishable'
  | 'no-places'
  | 'other-codes'
  | 'other-intake'
  | 'not-true'
  | 'year-order'
  | 'carried-before'
  | 'usage'

/** One fault in an input: where it is, what was found there and what is expected. */
export interface Fault {
  readonly code: FaultCode
  /** The path in the file, as in `specialties[3].intake` or `care-use-all.csv:12:NO`. */
  readonly path: string
  readonly found: string
  readonly expected: string
  /** What may have been meant, where that can be guessed. */
  readonly hint?: string
}

/** More faults than these are more than a person reads. */
export const MOST_FAULTS = 100

/** Nobody reads that there are more; a million of them would take the memory. */
const ENOUGH_FAULTS = 10 * MOST_FAULTS

/** Ends the reading of a long list in which much is wrong. @throws InputError once there are more faults than anybody counts */
export function stopAtEnough(faults: readonly Fault[]): void {
  if (faults.length >= ENOUGH_FAULTS) throw new InputError(faults)
}

/** Reads what stands in a place of which many are read: every fault says in which. @throws InputError */
export function readIn<T>(place: string, read: () => T): T {
  try {
    return read()
  } catch (error) {
    throw placedIn(place, error)
  }
}

/** The same of what is not read at once. @throws InputError */
export async function readingIn<T>(place: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read()
  } catch (error) {
    throw placedIn(place, error)
  }
}

function placedIn(place: string, error: unknown): unknown {
  if (!(error instanceof InputError)) return error
  return new InputError(
    error.faults.map((each) => (each.path.startsWith(place) ? each : { ...each, path: `${place}: ${each.path}` })),
  )
}

/** With `--publish`, not even an error shows what stands in the care use; where it stands is enough to find it. */
export function withoutCareUse(fault: Fault): Fault {
  if (['usage', 'not-found', 'unknown-code', 'unknown-key', 'missing'].includes(fault.code)) return fault
  const { hint, ...rest } = fault
  // what is expected or meant may be the figure itself, or the sum of some
  const tells = ['doubtful-sign', 'total', 'not-decimal'].includes(fault.code)
  return { ...rest, found: '', ...(tells && { expected: '' }), ...(!tells && hint !== undefined && { hint }) }
}

/** Wrong input or wrong usage: exit status 2. Holds every fault that was found, not only the first. */
export class InputError extends Error {
  override readonly name = 'InputError'
  readonly faults: readonly Fault[]

  constructor(faults: readonly Fault[]) {
    super(faults.map(messageOf).join('\n'))
    this.faults = inRanges(faults)
  }
}

/** A cell ("x.xlsx:Blad1!C5"), part of a row ("x.xlsx:Blad1!C5:I5"), or a cell of a line of CSV ("x.csv:5:NO"). */
const IN_SHEET = /^(.*!\$?)([A-Z]{1,3})(\d+)(?::([A-Z]{1,3})(\d+))?$/s
const IN_CSV = /^(.*\.(?:csv|tsv|txt)):(\d+):([^:]+)$/is

/** Equal faults below each other are one, of a range: "x.xlsx:Instroom!C2:C31". */
function inRanges(faults: readonly Fault[]): readonly Fault[] {
  const runs = new Map<string, { readonly at: number; readonly from: number; to: number; readonly path: RangePath }>()
  const kept: (Fault | null)[] = [...faults]
  faults.forEach((fault, i) => {
    const placed = rowOf(fault.path)
    if (placed === null) return
    const { row, path, key } = placed
    const same = JSON.stringify([fault.code, key, fault.found, fault.expected, fault.hint])
    const run = runs.get(same)
    if (run === undefined || run.to + 1 !== row) {
      runs.set(same, { at: i, from: row, to: row, path })
      return
    }
    run.to = row
    kept[run.at] = { ...kept[run.at]!, path: run.path(run.from, run.to) }
    kept[i] = null
  })
  return kept.filter((fault) => fault !== null)
}

type RangePath = (from: number, to: number) => string

function rowOf(place: string): { readonly row: number; readonly key: string; readonly path: RangePath } | null {
  const [, sheet, left, top, right = left, bottom = top] = IN_SHEET.exec(place) ?? []
  if (sheet !== undefined && top === bottom) {
    const path: RangePath = (from, to) => `${sheet}${left}${from}:${right}${to}`
    return { row: Number(top), key: `${sheet}${left}:${right}`, path }
  }
  const [, file, line, heading] = IN_CSV.exec(place) ?? []
  if (file === undefined) return null
  return { row: Number(line), key: `${file}:${heading}`, path: (from, to) => `${file}:${from}-${to}:${heading}` }
}

/** A solver or the engine itself broke its contract; never the user's fault: exit status 3. */
export class EngineError extends Error {
  override readonly name = 'EngineError'
}

/** The known code most like `given`, or undefined when nothing comes near. Serves the hint "did you mean". */
export function nearest(given: string, known: readonly string[]): string | undefined {
  const near = known
    .map((code) => ({ code, distance: editDistance(given.toLowerCase(), code.toLowerCase()) }))
    .toSorted((a, b) => a.distance - b.distance)[0]
  return near !== undefined && near.distance <= Math.max(1, Math.floor(given.length / 3)) ? near.code : undefined
}

function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const current = [i]
    for (let j = 1; j <= b.length; j++) {
      const substitution = previous[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)
      current.push(Math.min(substitution, previous[j]! + 1, current[j - 1]! + 1))
    }
    previous = current
  }
  return previous[b.length]!
}

/** A fault for who only prints the error; for people there are `words`. */
function messageOf({ code, path, found, expected }: Fault): string {
  const said = [found === '' || found === '-' ? '' : `found ${found}`, expected === '' ? '' : `expected ${expected}`]
  return `${path}: ${[code, ...said.filter((each) => each !== '')].join(', ')}`
}
