/** What a check says: the faults it found, or what it established. */

/** One thing that is wrong: where, what was found, and what was expected. */
export interface VerifyFault {
  readonly path: string
  readonly found: string
  readonly expected: string
}

/** What a certificate turned out to prove: nothing when there are faults. */
export interface CertificateCheck {
  readonly faults: VerifyFault[]
  /** The cells that differ between equally good allocations; empty proves uniqueness. */
  readonly contested: number[]
}
