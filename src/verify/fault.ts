/** What a check says: the faults it found, or what it established. */
import { foldedCode } from '../domain/language.js'

/** One thing that is wrong: where, what was found, and what was expected. */
export interface VerifyFault {
  readonly path: string
  readonly found: string
  readonly expected: string
  /**
   * Here the budget of the check ends, so that what the place claims is neither proven nor refuted. Who does not ask takes it for a
   * fault: nothing passes unseen.
   */
  readonly beyond?: true
}

/** What came of the check of a file by its own numbers. */
export interface OwnCheck<Proves extends string> {
  /** Nothing where there are faults. */
  readonly proves: Proves[]
  readonly faults: VerifyFault[]
  /** The paths at which the budget of the check ended; missing where it did not. */
  readonly beyond?: readonly string[]
}

/** Faults apart from the places at which the budget of the check ended. */
export function parted(found: readonly VerifyFault[]): Omit<OwnCheck<never>, 'proves'> {
  const beyond = found.filter((fault) => fault.beyond).map(({ path }) => path)
  return { faults: found.filter((fault) => !fault.beyond), ...(beyond.length > 0 && { beyond }) }
}

/** What a file may claim beyond its numbers; a claim that is neither proven nor refuted makes the file unproven. */
export const CLAIMS = ['optimality', 'uniqueness', 'freedom', 'levels', 'infeasibility', 'target', 'method'] as const
export interface Claimed {
  readonly path: string
  readonly claim: (typeof CLAIMS)[number]
}

/** What came of the check of a whole file. */
export interface FileCheck<Proves extends string> {
  readonly proves: Proves[]
  readonly faults: VerifyFault[]
  /** The claims that are neither proven nor refuted. */
  readonly unproven: Claimed[]
  /** By path, what was not looked at, or could not be: taken as it stands. */
  readonly notChecked: string[]
}

/** A code twice in a list of codes, as people tell codes apart. */
export function twiceFaults(...lists: readonly (readonly string[])[]): VerifyFault[] {
  const once = lists.every((codes) => new Set(codes.map(foldedCode)).size === codes.length)
  return once ? [] : [{ path: 'rows, columns', found: 'a code twice', expected: 'every code once' }]
}

/** What a certificate turned out to prove: nothing when there are faults. */
export interface CertificateCheck {
  readonly faults: VerifyFault[]
  /** The cells that differ between equally good allocations; empty proves uniqueness. */
  readonly contested: number[]
}

/** A certificate that proves nothing. */
export function provesNothing(...faults: VerifyFault[]): CertificateCheck {
  return { faults, contested: [] }
}
