/**
 * Who may ask: Host and Origin against DNS rebinding and requests from other sites, and the token. What is guarded is the route
 * that was found, never the text of the address, which can be spelt in many ways; and everything is guarded but what is listed.
 */
import { createHash, timingSafeEqual } from 'node:crypto'
import { isIP } from 'node:net'

/** The routes that say nothing of anybody's numbers: the page, how it goes, and how to ask. */
const OPEN: ReadonlySet<string> = new Set(['/', '/page/*', '/service', '/healthz', '/openapi.json'])

/** Whether a route asks for no token. @param route its pattern; undefined for an address that there is not */
export function isOpen(route: string | undefined): boolean {
  return route !== undefined && (OPEN.has(route) || /^\/docs(\/|$)/.test(route))
}

/** The host in a request target of the absolute form (RFC 9112, 3.2.2), which goes before Host; null in any other. */
export function targetHost(target: string): string | null {
  return /^[a-z][a-z\d+.-]*:\/\/([^/?#]*)/i.exec(target)?.[1] ?? null
}

/** Whether only this machine can reach an address. */
export function isLoopback(host: string): boolean {
  const plain = withoutBrackets(host.toLowerCase())
  return plain === 'localhost' || plain === '::1' || (isIP(plain) === 4 && plain.startsWith('127.'))
}

/**
 * Whether a Host header is a name of this service. Rebinding makes a stranger's name point here, so addresses are fine by
 * themselves and names must be known.
 */
export function isOwnHost(header: string | undefined, names: readonly string[]): boolean {
  const name = hostName(header)
  if (name === null) return false
  return name === 'localhost' || isIP(withoutBrackets(name)) !== 0 || names.includes(name)
}

/** Whether a request comes from a page of this service, or from no page at all. */
export function isOwnOrigin(origin: string | undefined, host: string | undefined): boolean {
  if (origin === undefined) return true
  const found = /^https?:\/\/([^/]+)$/i.exec(origin)?.[1]
  return found !== undefined && found.toLowerCase() === host?.toLowerCase()
}

/** Whether `Authorization: Bearer <token>` holds the token. What a wrong one costs in time does not depend on it. */
export function holdsToken(header: string | undefined, token: string): boolean {
  const given = /^Bearer +(\S+) *$/i.exec(header ?? '')?.[1] ?? ''
  return timingSafeEqual(digest(given), digest(token))
}

/** Who asks: an address, and of one of IPv6 the network, since whoever has one address there has them all; nobody who left already. */
export function clientOf(address: string | undefined): string {
  const plain = (address ?? '').replace(/^::ffff:(?=\d+\.)/i, '')
  if (isIP(plain) !== 6) return plain
  const [left = '', right] = plain.split('%')[0]!.split('::')
  const [head, tail] = [left, right ?? ''].map((part) => part.split(':').filter((each) => each !== ''))
  const zeros = right === undefined ? [] : Array.from({ length: 8 - head!.length - tail!.length }, () => '0')
  return [...head!, ...zeros, ...tail!]
    .slice(0, 4)
    .map((each) => Number.parseInt(each, 16).toString(16))
    .join(':')
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}

/** The name in `name:port`, in lower case; null when it is no name at all. */
function hostName(header: string | undefined): string | null {
  const found = /^(\[[0-9a-f:.]+\]|[\w.-]+)(?::\d{1,5})?$/i.exec(header ?? '')?.[1]
  return found?.toLowerCase().replace(/\.$/, '') ?? null
}

function withoutBrackets(host: string): string {
  return host.replace(/^\[(.*)\]$/, '$1')
}

/** A token that others can try at leisure must not be guessed: as many characters as 64 bits take in hexadecimal. */
export const LEAST_TOKEN = 16
