/** Canonical JSON (RFC 8785) and its SHA-256: the fingerprint of an input. */
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import canonicalize from 'canonicalize'

/** SHA-256, in hex, of the canonical form of a JSON value. The order of keys and the layout of the file do not matter. */
export function fingerprint(value: unknown): string {
  const serialize = canonicalize as unknown as (value: unknown) => string | undefined
  return bytesToHex(sha256(utf8ToBytes(serialize(value) ?? '')))
}
