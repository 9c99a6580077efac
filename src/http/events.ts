/** How a job goes, as server-sent events: what is now, every change that the client has room for, and the end of it. */
import { Readable } from 'node:stream'
import { ProblemError } from './problems.js'
import { shownOf, type Jobs, type JobStanding } from './jobs.js'

/** Streams that are open: of all clients, and of one. */
const MOST = 200
const MOST_OF_ONE = 20

/** How often something is said when nothing changes, so that nobody on the way thinks that the connection is dead. */
const ALIVE_MS = 15_000

/** How long a client waits before it comes back, when the stream ended before the job. */
const RETRY_MS = 3_000

export class EventStreams {
  readonly #jobs: Jobs
  readonly #aliveMs: number
  readonly #open: string[] = []

  constructor(jobs: Jobs, aliveMs = ALIVE_MS) {
    this.#jobs = jobs
    this.#aliveMs = aliveMs
  }

  /** The events of a job, until it has ended or the client leaves. @throws ProblemError where there is no such job, or too many streams */
  of(id: string, client: string): Readable {
    const own = this.#open.filter((each) => each === client)
    if (this.#open.length >= MOST || own.length >= MOST_OF_ONE) throw new ProblemError('busy')
    let [now, hasRoom, isOver] = [this.#jobs.find(id), true, false]
    const stream = new Readable({
      read: () => {
        if (hasRoom) return
        hasRoom = true
        tell()
      },
    })
    const tell = () => {
      if (isOver) return
      isOver = now.state !== 'running' || this.#jobs.stopped
      // progress that a client has no room for is passed over: once there is room, it is told how things stand then
      if (!isOver && !hasRoom) return
      hasRoom = stream.push(eventOf(now))
      if (isOver) stream.push(null)
    }
    const unwatch = this.#jobs.watch(id, (standing) => {
      now = standing
      tell()
    })
    const alive = setInterval(() => {
      if (hasRoom) hasRoom = stream.push(': \n\n')
    }, this.#aliveMs)
    this.#open.push(client)
    stream.once('close', () => {
      unwatch()
      clearInterval(alive)
      this.#open.splice(this.#open.indexOf(client), 1)
    })
    stream.push(`retry: ${RETRY_MS}\n\n`)
    tell()
    return stream
  }
}

function eventOf(standing: JobStanding): string {
  const name = standing.state === 'running' ? 'progress' : standing.state
  return `event: ${name}\ndata: ${JSON.stringify(shownOf(standing))}\n\n`
}
