/**
 * What one client may have open at the same time, before anything is read of it: requests sent ahead on one connection, and bodies
 * that are still coming in or being answered. Without these bounds many connections of one client take the memory or the event
 * loop of all.
 */
import type { Socket } from 'node:net'

/** Browsers send no request before the answer to the last; other clients a few. */
const MOST_SENT_AHEAD = 64

/** Bytes of bodies: of all clients, and of one. */
const MOST_BYTES = 300_000_000
const MOST_BYTES_OF_ONE = 100_000_000

export class Admission {
  readonly #requests = new WeakMap<Socket, number>()
  readonly #bytes = new Map<string, number>()
  readonly #connections = new Set<Socket>()
  #allBytes = 0

  /** Knows of a connection until it closes. */
  connected(socket: Socket): void {
    this.#connections.add(socket)
    socket.once('close', () => this.#connections.delete(socket))
  }

  /** Ends the connections on which there is no request, or one whose headers have not come in yet. */
  leaveQuiet(): void {
    for (const socket of this.#connections) if ((this.#requests.get(socket) ?? 0) === 0) socket.destroy()
  }

  /** Counts a request on its connection. @returns what to call when it is over; null where there are too many */
  request(socket: Socket): (() => void) | null {
    const count = this.#requests.get(socket) ?? 0
    if (count >= MOST_SENT_AHEAD) return null
    this.#requests.set(socket, count + 1)
    return () => this.#requests.set(socket, this.#requests.get(socket)! - 1)
  }

  /** Takes room for a body. @returns gives it back; null where there is none */
  body(client: string, bytes: number): (() => void) | null {
    const own = this.#bytes.get(client) ?? 0
    if (own + bytes > MOST_BYTES_OF_ONE || this.#allBytes + bytes > MOST_BYTES) return null
    this.#add(client, bytes)
    return () => this.#add(client, -bytes)
  }

  #add(client: string, bytes: number): void {
    this.#allBytes += bytes
    const own = (this.#bytes.get(client) ?? 0) + bytes
    if (own > 0) this.#bytes.set(client, own)
    else this.#bytes.delete(client)
  }
}
