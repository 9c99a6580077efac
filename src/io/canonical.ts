/** Canonical JSON (RFC 8785) and its SHA-256: the fingerprint of an input. */
import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'

/** SHA-256, in hex, of the canonical form of a JSON value. The order of keys and the layout of the file do not matter. */
export function fingerprint(value: unknown): string {
  const serialize = canonicalize as unknown as (value: unknown) => string | undefined
  return createHash('sha256')
    .update(serialize(value) ?? '')
    .digest('hex')
}
