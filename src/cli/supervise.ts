/**
 * Keeps watch over the service. Signals reach a Node process on its main thread, and that may be busy for long when clients press
 * and the machine is slow; so what a person starts and stops is a process that does nothing else, and the service is its child.
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { EXIT, type Exit } from '../domain/outcomes.js'
import { SIGNALS } from '../host/signals.js'

/** How long the service may take to stop once it was told to; it is over in 10 seconds, whatever it was at. */
const STOP_MS = 8_000

const STOP = 'stop'

/**
 * Runs the service in a process of its own until that ends. A signal tells it to stop; a second ends both at once, as signals do.
 * @param args of the command, for the child
 * @returns its exit status; that of a good end where it was told to stop and had to be ended
 */
export async function supervise(args: readonly string[]): Promise<Exit> {
  const child = fork(process.argv[1]!, args)
  let ending: NodeJS.Timeout | undefined
  const stop = (signal: NodeJS.Signals) => {
    if (ending === undefined) {
      child.send(STOP, () => undefined) // by word: on Windows signals end a process; what has gone already need not be told
      ending = setTimeout(() => child.kill('SIGKILL'), STOP_MS)
      return
    }
    child.kill('SIGKILL')
    for (const each of SIGNALS) process.removeListener(each, stop)
    process.kill(process.pid, signal)
  }
  for (const signal of SIGNALS) process.on(signal, stop)
  const [code] = (await once(child, 'exit')) as [number | null]
  clearTimeout(ending)
  for (const signal of SIGNALS) process.removeListener(signal, stop)
  if (code === null) return ending === undefined ? EXIT.noAnswer : EXIT.positive
  return Object.values(EXIT).find((each) => each === code) ?? EXIT.noAnswer
}

/**
 * In the service: fulfilled when it is told to stop, by word or by a signal, which a terminal sends to all that runs in it. Without
 * the process that watches it, it ends at once.
 */
export function toldToStop(): Promise<void> {
  process.once('disconnect', () => process.exit(EXIT.noAnswer))
  return new Promise((resolve) => {
    for (const signal of SIGNALS) process.on(signal, () => resolve())
    process.on('message', (word) => word === STOP && resolve())
    process.channel?.unref() // listening alone does not keep it from ending
  })
}

/** Aborted by the first signal that says stop; a second one ends the process, as signals do. */
export function untilSignal(): AbortSignal {
  const told = new AbortController()
  for (const signal of SIGNALS) process.once(signal, () => told.abort())
  return told.signal
}
