/** Versions of fixed places: what one changes against the one before it, and whether each follows from that. */
import { trainingKey, type Amendment, type InstitutionCase, type Training } from '../domain/institutions.js'
import { differences } from '../verify/differences.js'
import type { VerifyFault } from '../verify/fault.js'
import { nearOf, type KeptNear } from './answer.js'

type Placed = KeptNear['places'][number]

/** What a version changes. */
export interface Changed {
  readonly changes: readonly (Training & { readonly from: number; readonly to: number })[]
  /** The institutions that have to be told. */
  readonly informed: readonly string[]
  readonly moved: number
}

/** The parts of a version that follow from the others. */
export interface Version extends Changed {
  readonly number: number
  readonly hash: string
  readonly previous: string | null
  readonly amendments: readonly Amendment[]
  readonly result: {
    readonly status: string
    readonly places: readonly Placed[] | null
    readonly seats: readonly Training[]
    readonly near: { readonly sha256: string; readonly places: readonly number[] } | null
    readonly options: InstitutionCase['options']
  }
}

/** What changed from some places to others, who has to be told, and how many places went elsewhere. */
export function changedBetween(
  before: readonly Placed[],
  after: readonly Placed[],
  amendments: readonly Training[],
): Changed {
  const had = new Map(before.map((each) => [trainingKey(each), each.places]))
  const changes = after.flatMap(({ places: to, institution, specialty, oor }) => {
    const from = had.get(trainingKey({ institution, specialty, oor })) ?? 0
    return from === to ? [] : [{ institution, specialty, oor, from, to }]
  })
  // whom a ruling is about is told of it where it leaves the places as they are, too
  const informed = [...new Set([...changes, ...amendments].map(({ institution }) => institution))].toSorted()
  // what some gain others lose: the places of an OOR stay
  const moved = changes.reduce((sum, { from, to }) => sum + Math.max(0, to - from), 0)
  return { changes, informed, moved }
}

/** All that holds for a version after its amendments: of each training the latest. */
export function inForce(versions: readonly Pick<Version, 'amendments'>[]): Amendment[] {
  const latest = new Map<string, Amendment>()
  for (const each of versions.flatMap(({ amendments }) => amendments)) latest.set(trainingKey(each), each)
  return [...latest.values()]
}

/** The case of a version: read as its result was, and with all that was amended up to then. */
export function caseOf(given: InstitutionCase, versions: readonly Version[]): InstitutionCase {
  return { ...given, options: versions.at(-1)!.result.options, amendments: inForce(versions) }
}

/** What does not follow from the version before it; whether the result is what it says is not looked at here. */
export function versionFaults(version: Version, before: Version | null, number: number): VerifyFault[] {
  const { amendments, result, changes, informed, moved } = version
  const near = before === null ? null : { sha256: before.hash, places: nearOf(result, { places: before.result.places ?? [] }) } // prettier-ignore
  const told =
    before === null
      ? { changes: [], informed: [], moved: 0 }
      : changedBetween(before.result.places ?? [], result.places ?? [], amendments)
  const own = { number: version.number, previous: version.previous, changes, informed, moved, near: result.near }
  const faults = differences(own, { number, previous: before?.hash ?? null, ...told, near }, new Set())
  const had = nearOf({ seats: amendments }, { places: before?.result.places ?? [] })
  // what is feasible alone claims nothing that could be proven: anybody's places would do
  const isProven = result.status === 'optimal'
  return [
    ...faults,
    ...(isProven ? [] : [{ path: 'result.status', found: result.status, expected: 'optimal' }]),
    ...beforeFaults(amendments, had),
    ...twiceAmended(amendments),
    ...(before === null && amendments.length > 0
      ? [{ path: 'amendments', found: String(amendments.length), expected: '0' }]
      : []),
    ...(before !== null && amendments.length === 0 ? [{ path: 'amendments', found: '0', expected: '1, 2, 3, …' }] : []),
  ]
}

/** "`before` must equal the fixed places": where it does not. @param had what each had */
export function beforeFaults(amendments: readonly Amendment[], had: readonly number[]): VerifyFault[] {
  return amendments.flatMap(({ before, institution, specialty, oor }, i): VerifyFault[] =>
    before === had[i]
      ? []
      : [
          {
            path: `amendments[${i}].before (${institution}, ${specialty}, ${oor})`,
            found: String(before),
            expected: String(had[i]),
          },
        ],
  )
}

/** One ruling at a time is about a training. */
function twiceAmended(amendments: readonly Amendment[]): VerifyFault[] {
  const seen = new Set<string>()
  return amendments.flatMap((each, i): VerifyFault[] => {
    const key = trainingKey(each)
    if (seen.has(key)) return [{ path: `amendments[${i}]`, found: 'a code twice', expected: 'every code once' }]
    seen.add(key)
    return []
  })
}
