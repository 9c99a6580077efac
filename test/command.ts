/** Commands without a process of their own: all of `evenredig` but its start. One at a time, as they share a working folder and streams. */
import { vi } from 'vitest'
import { run } from '../src/cli/run.js'

export interface Run {
  readonly exit: number
  readonly out: string
  readonly err: string
}

let before: Promise<unknown> = Promise.resolve()

/**
 * Runs a command in a folder and catches what it writes.
 * @param environment variables beside those that are there; the language is not taken from outside
 */
export function commandIn(
  folder: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Run> {
  const turn = before.then(() => commandNow(folder, args, environment))
  before = turn.catch(() => undefined)
  return turn
}

async function commandNow(
  folder: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<Run> {
  const written = { out: [] as Buffer[], err: [] as Buffer[] }
  const [here, env] = [process.cwd(), process.env]
  const { EVENREDIG_LANG: _, ...rest } = env
  const streams = [caught(process.stdout, written.out), caught(process.stderr, written.err)]
  process.env = { ...rest, ...environment }
  process.chdir(folder)
  try {
    const exit = await run(args)
    return { exit, out: Buffer.concat(written.out).toString(), err: Buffer.concat(written.err).toString() }
  } finally {
    process.chdir(here)
    process.env = env
    for (const stream of streams) stream.mockRestore()
  }
}

type Callback = (error?: Error | null) => void

/** What is written to a stream comes here instead. */
function caught(stream: NodeJS.WriteStream, chunks: Buffer[]) {
  return vi
    .spyOn(stream, 'write')
    .mockImplementation((chunk: string | Uint8Array, encoding?: BufferEncoding | Callback, done?: Callback) => {
      chunks.push(Buffer.from(chunk as string))
      const callback = typeof encoding === 'function' ? encoding : done
      if (callback !== undefined) queueMicrotask(callback)
      return true
    })
}
