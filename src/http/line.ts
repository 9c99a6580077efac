/**
 * The line before the threads. Who asks much waits for himself, not others for him: turns go to the client that has fewest, then to
 * the one who was served longest ago. And what is answered at once does not wait behind what takes long: of two threads or more, one
 * is for quick questions only, and slow ones have one at least as soon as a turn comes free. What was to be quick and is not counts
 * as slow from then on, and begins again as such where it holds the thread that others wait for.
 */

/** A question, as far as its turn goes. */
export interface Turn {
  /** Who asks; whatever tells clients apart. */
  readonly client: string
  /** Whether it may take long. */
  readonly slow: boolean
}

/** A question that has its turn. */
export interface Place {
  /** Gives the turn back. */
  readonly leave: () => void
  /** Says that what was to be quick is not. */
  readonly outlast: () => void
  /** Aborted when the turn of one that was to be quick goes to another; it may ask for one again, as a slow one. */
  readonly over: AbortSignal
}

/** The line is full. */
export class BusyError extends Error {
  override readonly name = 'BusyError'
  constructor(readonly retrySeconds: number) {
    super('busy')
  }
}

interface Waiting extends Turn {
  readonly enter: (place: Place) => void
  readonly refuse: () => void
}

interface Running extends Turn {
  slow: boolean
  /** Ends the turn early; only of one that was to be quick and is not. */
  readonly over: AbortController
  outlasted: boolean
}

export class Line {
  readonly #threads: number
  readonly #maxWaiting: number
  #waiting: Waiting[] = []
  readonly #running: Running[] = []
  /** Clients by when they last got a turn, the longest ago first. */
  #served: string[] = []

  constructor(threads: number, maxWaiting: number) {
    this.#threads = threads
    this.#maxWaiting = maxWaiting
  }

  get running(): number {
    return this.#running.length
  }

  get waiting(): number {
    return this.#waiting.length
  }

  /**
   * Waits for a turn.
   * @throws BusyError when the line is full and nobody in it asks more; the reason of `signal` when that ends the wait
   */
  async turn(turn: Turn, signal: AbortSignal, retrySeconds: () => number): Promise<Place> {
    signal.throwIfAborted()
    if (!this.#waiting.some(({ slow }) => slow === turn.slow) && this.#mayRun(turn)) return this.#begin(turn)
    if (this.#waiting.length >= this.#maxWaiting) this.#makeRoom(turn, retrySeconds)
    return new Promise<Place>((resolve, reject) => {
      const leave = () => {
        this.#remove(waiting)
        reject(signal.reason as Error)
      }
      const waiting: Waiting = {
        ...turn,
        enter: (place) => {
          signal.removeEventListener('abort', leave)
          resolve(place)
        },
        refuse: () => {
          signal.removeEventListener('abort', leave)
          reject(new BusyError(retrySeconds()))
        },
      }
      signal.addEventListener('abort', leave, { once: true })
      this.#waiting.push(waiting)
      this.#giveWay()
    })
  }

  /** Whether a question can begin now. */
  #mayRun({ slow }: Turn): boolean {
    if (this.#running.length >= this.#threads) return false
    return !slow || this.#running.filter((each) => each.slow).length < this.#mostSlow
  }

  get #mostSlow(): number {
    return Math.max(1, this.#threads - 1)
  }

  /** Where a quick question waits and slow ones have all threads, the last of those that were to be quick makes room. */
  #giveWay(): void {
    if (this.#running.length < this.#threads || this.#waiting.every(({ slow }) => slow)) return
    const slow = this.#running.filter((each) => each.slow && !each.over.signal.aborted)
    if (slow.length > this.#mostSlow) slow.findLast(({ outlasted }) => outlasted)?.over.abort()
  }

  #begin({ client, slow }: Turn): Place {
    const turn: Running = { client, slow, over: new AbortController(), outlasted: false }
    this.#running.push(turn)
    this.#served = [...this.#served.filter((each) => each !== client), client].slice(-MOST_REMEMBERED)
    return {
      over: turn.over.signal,
      leave: () => this.#leave(turn),
      outlast: () => {
        if (turn.slow) return
        turn.slow = true
        turn.outlasted = true
        this.#giveWay()
      },
    }
  }

  #leave(turn: Running): void {
    this.#running.splice(this.#running.indexOf(turn), 1)
    for (let next = this.#next(); next !== undefined; next = this.#next()) {
      this.#remove(next)
      next.enter(this.#begin(next)) // the turn passes on, so that nobody slips in between
    }
  }

  /** Whose turn it is, if anyone's. */
  #next(): Waiting | undefined {
    const ready = this.#waiting.filter((each) => this.#mayRun(each))
    const slow = ready.filter((each) => each.slow)
    const quick = ready.filter((each) => !each.slow)
    // a stream of quick questions does not keep slow ones from ever beginning, where there are threads for both
    const slowFirst = quick.length === 0 || (this.#threads > 1 && !this.#running.some((each) => each.slow))
    const [first] = (slowFirst && slow.length > 0 ? slow : quick).toSorted((a, b) => this.#before(a, b))
    return first
  }

  /** Of questions of one kind; those of one client stay in the order in which they came. */
  #before(a: Turn, b: Turn): number {
    const running = (turn: Turn) =>
      this.#running.filter(({ client, slow }) => client === turn.client && slow === turn.slow).length
    return running(a) - running(b) || this.#served.indexOf(a.client) - this.#served.indexOf(b.client)
  }

  /** In a full line, the client with most questions in it gives way with the last of them to one who has fewer. */
  #makeRoom({ client }: Turn, retrySeconds: () => number): void {
    const counts = new Map<string, number>()
    for (const each of this.#waiting) counts.set(each.client, (counts.get(each.client) ?? 0) + 1)
    const [most, count] = [...counts].toSorted(([, a], [, b]) => b - a)[0] ?? [client, 0]
    if (count <= (counts.get(client) ?? 0) + 1) throw new BusyError(retrySeconds())
    const last = this.#waiting.findLast((each) => each.client === most)!
    this.#remove(last)
    last.refuse()
  }

  #remove(waiting: Waiting): void {
    this.#waiting = this.#waiting.filter((each) => each !== waiting)
  }
}

/** Clients beyond these count as served longest ago. */
const MOST_REMEMBERED = 1_000
