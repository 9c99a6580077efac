/** The library on versions of places over institutions that do not change: fixing one, amending it, and looking along the chain. */
import { ask } from '../ask/ask.js'
import type { Limits } from '../domain/budget.js'
import { InputError, type Fault } from '../domain/errors.js'
import type { InstitutionCase } from '../domain/institutions.js'
import { placed, placesOf } from '../domain/places.js'
import { beforeFaults, caseOf, changedBetween, versionFaults, type Version } from '../institutions/versions.js'
import { nearOf } from '../institutions/answer.js'
import { fingerprint } from '../io/canonical.js'
import { caseFile, caseStated, readAmendments, readFixed } from '../io/read/fixed.js'
import { parseCase, readCase, readShippedCase, type CaseInput } from '../io/read/institutions.js'
import { parseResult, readResult } from '../io/read/result.js'
import type { Fixed, Unamended, VersionHistory } from '../shapes/answers/fixed.js'
import type { Institutions } from '../shapes/answers/institutions.js'
import type { FixedJson, InstitutionsJson, VersionJson } from '../shapes/institutions.js'
import type { VerifyFault } from '../verify/fault.js'
import { CLAIM, mismatchText, type Language } from '../words/texts.js'
import { chainFaultsOf } from './handing-over.js'
import { checkedRequest } from './inputs.js'
import { withMade } from './made.js'
import { verify, VERIFY_SECONDS, type VerifyRequest } from './verifying.js'
import type { Request } from '../allocation/request.js'

/** How a result is fixed. */
export interface FixRequest extends Pick<VerifyRequest, 'timeLimit' | 'signal' | 'language'> {
  /** What the result was made from: it is held against that, and it goes along. A shipped case is found by itself. */
  readonly case?: CaseInput | undefined
}

/** How a version is amended, or verified. */
export interface FixedRequest extends Pick<Request, 'timeLimit' | 'signal'> {
  readonly language?: Language | undefined
}

/**
 * Makes an answer of `institutions` a version that does not change: with the case that it comes from, and a hash of all of that. It is
 * verified first.
 * @throws InputError for what is no such answer, is fixed already, or is rejected or not proven: `found` and `expected` by place
 */
export async function fix(
  result: string | object,
  { case: given, timeLimit, signal, language }: FixRequest = {},
): Promise<Fixed> {
  const place = typeof result === 'string' ? result : 'result'
  const file = typeof result === 'string' ? readResult(result) : parseResult(result, place)
  if (!('kind' in file) || file.kind !== 'institutions') {
    const found = 'kind' in file ? file.kind : 'solve, round'
    throw new InputError([{ code: 'other-answer', path: place, found, expected: 'institutions' }])
  }
  // what is feasible alone claims nothing that could be proven: anybody's places would do
  if (file.status !== 'optimal') {
    throw new InputError([
      { code: 'result-unproven', path: `${place}: status`, found: file.status, expected: 'optimal' },
    ])
  }
  // the first version comes after none
  if (file.near !== null) {
    const { sha256 } = file.near
    throw new InputError([{ code: 'result-rejected', path: `${place}: near`, found: sha256, expected: 'null' }])
  }
  const read = given === undefined ? shippedCaseOf(file) : readCase(given)
  const { status, faults, unproven } = await verify(file, { case: read ?? undefined, timeLimit, signal, language })
  if (status !== 'accepted') {
    throw new InputError([
      ...faults.map(({ path, found, expected }): Fault => {
        return { code: 'result-rejected', path: `${place}: ${path}`, found, expected }
      }),
      ...unproven.map(({ path, claim }): Fault => {
        return { code: 'out-of-time', path: `${place}: ${path}`, found: claim, expected: '' }
      }),
    ])
  }
  const first = { number: 1, previous: null, amendments: [], changes: [], informed: [], moved: 0 }
  return hashed({ kind: 'fixed', ...first, result: lasting(file), of: read && caseFile(read), earlier: [] })
}

/** The case that comes with the package, where the result is of that. */
function shippedCaseOf({ case: id, input }: InstitutionsJson): InstitutionCase | null {
  try {
    const read = readShippedCase(id, 'case')
    return read.sha256 === input.sha256 ? read : null
  } catch (error) {
    if (error instanceof InputError) return null
    throw error
  }
}

/** A result without what differs from run to run, and by language. */
function lasting(answer: InstitutionsJson): VersionJson['result'] {
  const { made: _, milliseconds: __, read: ___, ...result } = answer
  return result
}

/** A file with its hash: of all that it holds but that. */
function hashed(file: Omit<FixedJson, 'hash'>): Fixed {
  const hash = fingerprint(file)
  const { kind, number, ...rest } = file
  return { kind, number, hash, ...rest }
}

/** The versions that a file holds, and each as the file that it was. */
function versionsIn({ of, earlier, kind, ...last }: FixedJson): {
  readonly all: VersionJson[]
  readonly files: FixedJson[]
} {
  const all = [...earlier, last]
  return { all, files: all.map((each, i) => ({ kind, ...each, of, earlier: all.slice(0, i) })) }
}

interface ChainFault extends VerifyFault {
  readonly version: number
}

interface Chain {
  readonly versions: readonly VersionJson[]
  readonly given: InstitutionCase
  readonly faults: readonly ChainFault[]
  /** What was neither proven nor refuted in the time. */
  readonly unproven: readonly ChainFault[]
}

/** Verifies every version: its hash, that it follows from the one before it, and its places with their proof. */
async function chainOf(file: FixedJson, limits: Limits): Promise<Chain> {
  const { all, files } = versionsIn(file)
  const given = file.of === null ? caseStated(all[0]!.result) : parseCase(structuredClone(file.of))
  const faults: ChainFault[] = []
  const unproven: ChainFault[] = []
  for (const [i, { hash, ...rest }] of files.entries()) {
    const at = (found: readonly VerifyFault[]) => faults.push(...found.map((fault) => ({ ...fault, version: i + 1 })))
    const again = fingerprint(rest)
    if (again !== hash) at([{ path: 'hash', found: hash, expected: again }])
    const upTo = all.slice(0, i + 1) as unknown as readonly Version[]
    at(versionFaults(upTo[i]!, upTo[i - 1] ?? null, i + 1))
    const told = { ...rest.result, milliseconds: 0 }
    const checked = await ask('verify-institutions', [told, caseOf(given, upTo)], limits)
    at(checked.faults.map((fault) => ({ ...fault, path: `result.${fault.path}` })))
    for (const { path, claim } of checked.unproven) {
      unproven.push({ version: i + 1, path: `result.${path}`, found: claim, expected: '' })
    }
  }
  return { versions: all, given, faults, unproven }
}

/** A version whose chain is whole and proven, and its case with all that was amended. @throws InputError */
export async function standingVersion(
  version: string | object,
  limits: Limits,
): Promise<{ readonly file: FixedJson; readonly versions: readonly VersionJson[]; readonly given: InstitutionCase }> {
  const file = readFixed(version)
  const chain = await chainOf(file, limits)
  refuseBroken(chain, typeof version === 'string' ? version : 'fixed')
  const { versions, given } = chain
  return { file, versions, given: caseOf(given, versions) }
}

/** @throws InputError for a chain that is not whole, or not proven */
function refuseBroken({ faults, unproven }: Chain, place: string): void {
  const all = chainFaultsOf({ faults: [...faults, ...unproven] }, place)
  if (all.length > 0) throw new InputError(all)
}

/**
 * What follows a version when some of its places are ruled to be others, or somebody is newly recognised: the amended trainings have what
 * was ruled, all else changes as little as can be, and is then as near to its targets as before; proven. What was amended earlier stays.
 * The answer is a version again, which names the hash of the one before it; or says why there is none.
 * @param version the path of what `fix` or `amend` wrote, or that answer itself; it is verified first
 * @param amendment one, a list of them, or the path of a file of those
 * @throws InputError for wrong input: a chain that is broken, or places before that are not those of the version
 */
export async function amend(
  version: string | object,
  amendment: string | object,
  request: FixedRequest = {},
): Promise<Fixed | Unamended> {
  const limits = limitsOf(request)
  const { file, given, versions } = await standingVersion(version, limits)
  const amendments = readAmendments(amendment, given)
  const places = file.result.places!
  const had = nearOf({ seats: amendments }, { places })
  const stray = beforeFaults(amendments, had)
  if (stray.length > 0) {
    const faults = stray.map((fault): Fault => ({ code: 'other-before', ...fault }))
    throw new InputError(placed(faults, placesOf(amendments) ?? (() => undefined)))
  }
  const upTo = [...versions, { ...file, amendments }] as unknown as readonly Version[]
  const { objective } = file.result
  const near = { sha256: file.hash, places }
  const answer = await ask('institutions', [caseOf(given, upTo), { objective, near }], limits)
  if (answer.status !== 'optimal') return unamended(answer, file, amendments)
  return hashed({
    kind: 'fixed',
    number: file.number + 1,
    previous: file.hash,
    amendments,
    ...(changedBetween(places, answer.places!, amendments) as Pick<VersionJson, 'changes' | 'informed' | 'moved'>),
    result: lasting(structuredClone(answer) as unknown as InstitutionsJson),
    of: file.of,
    earlier: [...versions],
  })
}

function unamended(
  { status, conflict, data }: Institutions,
  { hash }: FixedJson,
  amendments: Unamended['amendments'],
): Unamended {
  const answer = {
    kind: 'unamended' as const,
    status: status as Unamended['status'],
    data,
    previous: hash,
    amendments,
    conflict,
  }
  return withMade(answer, 'amend', { result: hash, amendments: fingerprint(amendments) })
}

/**
 * The chain of a version, from the first: which hash each has, which one came before, when and on what ground it was made, and what it
 * changed. Every version is verified: its hash, that it follows from the one before it, and its places with their proof.
 * @throws InputError for what is no version at all
 */
export async function history(version: string | object, request: FixedRequest = {}): Promise<VersionHistory> {
  const { language = 'nl' } = request
  const file = readFixed(version)
  const { versions, faults, unproven } = await chainOf(file, limitsOf(request))
  const { case: id, title, year, data, institutions, specialties } = file.result
  const answer: VersionHistory = {
    kind: 'history',
    status: faults.length > 0 ? 'rejected' : unproven.length > 0 ? 'unproven' : 'accepted',
    case: id,
    title,
    year,
    data,
    institutions: institutions.map(({ code, name }) => ({ code, name })),
    specialties,
    versions: versions.map(withoutResult),
    result: faults.length + unproven.length > 0 ? null : file.result,
    faults: [
      ...faults.map((fault) => ({ ...fault, text: mismatchText(fault, language) })),
      ...unproven.map((fault) => ({ ...fault, text: CLAIM[fault.found as keyof typeof CLAIM][language] })),
    ],
  }
  return withMade(answer, 'history', { result: fingerprint(file) })
}

function withoutResult(version: VersionJson): VersionHistory['versions'][number] {
  const { result: _, ...rest } = version
  return rest
}

function limitsOf({ timeLimit = VERIFY_SECONDS, signal }: FixedRequest): Limits {
  return checkedRequest({ timeLimit, signal }).limits
}
