/**
 * One process at a time in a folder. A file in it says who that is and is touched as long as it runs: who was killed is recognised at
 * once on the same machine, and elsewhere (a shared disk, a container that came back under another name) by its silence.
 */
import { readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { InputError } from '../domain/errors.js'
import { neighbourOf, reason } from './files.js'

const NAME = '.in-use'

/** How often the file is touched, and after how long without that nobody is thought to be there. */
const TOUCH_MS = 5_000
const SILENT_MS = 30_000

interface Owner {
  readonly pid: number
  readonly host: string
  /** When the process began, as its system counts; null where that does not say. */
  readonly since: string | null
}

/**
 * Takes a folder for this process. @returns what gives it back
 * @throws InputError `in-use` by whom; `unreadable` when it cannot be written
 */
export function lockFolder(folder: string): () => void {
  const path = join(folder, NAME)
  const own = JSON.stringify({ pid: process.pid, host: hostname(), since: beganOf(process.pid) } satisfies Owner)
  take(folder, path, own)
  const touching = setInterval(() => touch(path), TOUCH_MS)
  touching.unref()
  return () => {
    clearInterval(touching)
    if (textIn(path) === own) rmSync(path, { force: true })
  }
}

function take(folder: string, path: string, own: string): void {
  try {
    writeFileSync(path, own, { flag: 'wx', mode: 0o600 })
    return
  } catch (error) {
    if (reason(error) !== 'EEXIST') throw unwritable(folder, error)
  }
  const owner = ownerIn(path)
  if (owner !== null && isThere(owner, path)) throw inUse(folder, owner)
  // of who was killed: it takes its place in one step, and of two who do so one finds itself replaced
  const neighbour = neighbourOf(path)
  try {
    writeFileSync(neighbour, own, { flag: 'wx', mode: 0o600 })
    renameSync(neighbour, path)
  } catch (error) {
    rmSync(neighbour, { force: true })
    throw unwritable(folder, error)
  }
  const found = textIn(path)
  if (found !== own) throw inUse(folder, ownerIn(path))
}

function unwritable(folder: string, error: unknown): InputError {
  return new InputError([{ code: 'unreadable', path: folder, found: reason(error), expected: 'writable' }])
}

function inUse(folder: string, owner: Owner | null): InputError {
  const found = owner === null ? '-' : `${owner.host}, ${owner.pid}`
  return new InputError([{ code: 'in-use', path: folder, found, expected: '' }])
}

function textIn(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null
  }
}

/** null for what nobody wrote whole: it is nobody's. */
function ownerIn(path: string): Owner | null {
  try {
    const { pid, host, since } = JSON.parse(textIn(path) ?? '') as Owner
    return Number.isSafeInteger(pid) && pid > 0 && typeof host === 'string' ? { pid, host, since } : null
  } catch {
    return null
  }
}

function isThere({ pid, host, since }: Owner, path: string): boolean {
  if (host !== hostname()) return Date.now() - statSync(path).mtimeMs < SILENT_MS
  if (pid === process.pid) return since === beganOf(pid) // twice in one process; else who had its number before
  try {
    process.kill(pid, 0)
  } catch (error) {
    return reason(error) === 'EPERM' // of somebody else, but there
  }
  return since === null || since === beganOf(pid)
}

/** Of Linux: when a process began, since the machine did. A number is given again, and then to who began later. */
function beganOf(pid: number): string | null {
  const stat = textIn(`/proc/${pid}/stat`)
  // the name of the program stands between brackets, and may have anything in it
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null
}

function touch(path: string): void {
  try {
    const now = new Date()
    utimesSync(path, now, now)
  } catch {
    // a disk that is not there now; the next one tells
  }
}
