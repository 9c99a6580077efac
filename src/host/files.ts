/** Files and folders; with what is kept (`kept.ts`, `lock.ts`) the only place that touches the file system. */
import { randomBytes } from 'node:crypto'
import {
  accessSync,
  chmodSync,
  chownSync,
  closeSync,
  constants,
  existsSync,
  fstatSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  readlinkSync,
  readSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  type Stats,
} from 'node:fs'
import { dirname, isAbsolute, join, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { InputError, type Fault } from '../domain/errors.js'
import { noScenario } from '../io/machine.js'

/** Larger files are refused before they are read. */
const MAX_BYTES = 50_000_000

/** Reads a file as it is. @throws InputError `not-found`, `unreadable` or `too-large`, with `shownAs` as the path */
export function readBytes(path: string, shownAs = path): Uint8Array {
  checkName(path, shownAs)
  const own = descriptorOf(path)
  if (own !== null) return readOpen(own, shownAs)
  let fd: number
  try {
    checkReadable(statSync(path), shownAs) // a device may never end, and does not like to be opened
    fd = openSync(path, 'r')
  } catch (error) {
    throw unreadable(error, shownAs)
  }
  try {
    return readOpen(fd, shownAs)
  } finally {
    closeSync(fd)
  }
}

/**
 * Reads a file that a file names: one in its folder, or below it. Neither the name nor a link leads out of there.
 * @param path of the file that names it; @param name what it names, also shown in faults
 * @throws InputError `unreadable` for a name that leads out, and as `readBytes`
 */
export function readNamed(path: string, name: string): Uint8Array {
  checkName(name, name)
  const outside = () => fault('unreadable', name, 'outside the folder', 'a file in the folder of the scenario')
  if (isAbsolute(name) || /\\|^[a-z]:/i.test(name) || name.split('/').includes('..')) throw outside()
  let fd: number
  try {
    fd = openSync(join(dirname(path), name), constants.O_RDONLY | constants.O_NONBLOCK)
  } catch (error) {
    throw unreadable(error, name)
  }
  try {
    const file = fstatSync(fd)
    checkReadable(file, name)
    // what was opened is looked at, not what bears its name by now
    const [folder, real] = [realpathSync(dirname(path)), realpathSync(join(dirname(path), name))]
    const found = statSync(real)
    const inside = real.startsWith(folder.endsWith(sep) ? folder : folder + sep)
    if (!inside || !file.isFile() || found.ino !== file.ino || found.dev !== file.dev) throw outside()
    return readOpen(fd, name)
  } catch (error) {
    throw unreadable(error, name)
  } finally {
    closeSync(fd)
  }
}

/** A name with bytes that are no UTF-8 reaches us with this in their place: another name, of another file. */
const REPLACED = '\uFFFD'

/** @throws InputError for a name that is not the one that was given */
export function checkName(path: string, shownAs = path): void {
  if (path.includes(REPLACED)) throw fault('unreadable', shownAs, 'a name that is not UTF-8', 'another name')
}

/** The number of a file of this process that is open already: what is behind /dev/stdin may have no name to open it by. */
function descriptorOf(path: string): number | null {
  const found = /^\/(?:dev|proc\/self)\/(?:(stdin|stdout|stderr)|fd\/(\d{1,3}))$/.exec(resolve(path))
  if (found === null) return null
  return found[2] === undefined ? ['stdin', 'stdout', 'stderr'].indexOf(found[1]!) : Number(found[2])
}

function checkReadable(status: Stats, shownAs: string): void {
  if (status.isDirectory()) throw fault('unreadable', shownAs, 'a folder', 'file')
  if (!status.isFile() && !status.isFIFO()) throw fault('unreadable', shownAs, '-', 'file')
  if (status.size > MAX_BYTES) throw fault('too-large', shownAs, `${status.size} bytes`, `<= ${MAX_BYTES} bytes`)
}

/** All that an open file holds; a pipe says nothing of its size before. */
function readOpen(fd: number, shownAs: string): Uint8Array {
  const chunks: Buffer[] = []
  let size = 0
  try {
    const status = fstatSync(fd)
    if (!status.isSocket() && !status.isCharacterDevice()) checkReadable(status, shownAs)
    for (;;) {
      const chunk = Buffer.allocUnsafe(Math.max(65_536, Math.min(status.size, MAX_BYTES) - size + 1))
      const length = readSome(fd, chunk)
      if (length === 0) return chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)
      size += length
      if (size > MAX_BYTES) throw fault('too-large', shownAs, `> ${MAX_BYTES} bytes`, `<= ${MAX_BYTES} bytes`)
      chunks.push(chunk.subarray(0, length))
    }
  } catch (error) {
    throw unreadable(error, shownAs)
  }
}

/** Reads what there is, and waits for it where a pipe has nothing yet. */
function readSome(fd: number, into: Buffer): number {
  for (;;) {
    try {
      return readSync(fd, into)
    } catch (error) {
      if (reason(error) === 'EOF') return 0
      if (reason(error) !== 'EAGAIN') throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20)
    }
  }
}

function unreadable(error: unknown, shownAs: string): InputError {
  if (error instanceof InputError) return error
  const why = reason(error)
  return why === 'ENOENT' ? fault('not-found', shownAs, '-', 'file') : fault('unreadable', shownAs, why, 'file')
}

/**
 * Whether a file is there that can be read again, and would be lost when another took its name. Devices, pipes and what this process
 * has open already are no such files; what merely lies under /dev or /proc is (/dev/shm, /proc/self/cwd).
 */
export function isLasting(path: string): boolean {
  return descriptorOf(path) === null && existsSync(path) && statSync(path).isFile()
}

/** Whether two names mean the same file that is there, also by links of any kind. */
export function isSameFile(a: string, b: string): boolean {
  if (!existsSync(a) || !existsSync(b)) return false
  const [one, other] = [statSync(a), statSync(b)]
  return one.ino === other.ino && one.dev === other.dev
}

interface Writing {
  /** Whether a file that is there may be replaced. */
  readonly force?: boolean | undefined
}

/**
 * Writes a file whole or not at all: to a neighbour first, which then takes its name. What it replaces leaves it its mode; a link
 * stays, and what it leads to is written.
 * @returns how many bytes the file has; null where it went to a device or a pipe
 * @throws InputError `exists` for a file that may not be replaced, `unreadable` when the place cannot be written
 */
export function writeWhole(path: string, content: string | Uint8Array, { force = false }: Writing = {}): number | null {
  checkName(path)
  let neighbour: string | null = null
  try {
    const open = descriptorOf(path)
    const there = open !== null || !existsSync(path) ? null : statSync(path)
    if (open !== null || (there !== null && !there.isFile())) {
      writeFileSync(open ?? path, content) // nothing to rename over
      return null
    }
    if (there !== null && !force) throw taken(path)
    if (there !== null) accessSync(path, constants.W_OK) // a rename would replace what may not be written
    const target = behindLinks(resolve(path))
    neighbour = neighbourOf(target)
    writeFileSync(neighbour, content, { flag: 'wx' })
    if (there === null && !force) placeNew(neighbour, target, path)
    else {
      if (there !== null) copyMode(there, neighbour)
      renameSync(neighbour, target)
    }
    return Buffer.byteLength(content)
  } catch (error) {
    throw error instanceof InputError ? error : fault('unreadable', path, reason(error), 'writable')
  } finally {
    if (neighbour !== null && existsSync(neighbour)) rmSync(neighbour, { force: true })
  }
}

function taken(path: string): InputError {
  return fault('exists', path, '-', 'another name | --force')
}

/** A hidden name in the same folder, so that a rename stays on one disk. */
export function neighbourOf(target: string): string {
  return join(dirname(target), `.evenredig-${randomBytes(6).toString('hex')}`)
}

/** Where a path leads when its links are followed, also when there is nothing at the end. */
function behindLinks(path: string, steps = 40): string {
  let to: string
  try {
    to = readlinkSync(path)
  } catch {
    return path // no link
  }
  if (steps === 0) return path
  return behindLinks(resolve(realpathSync(dirname(path)), to), steps - 1)
}

/** Gives a file its name, unless that was taken meanwhile. */
function placeNew(file: string, target: string, path: string): void {
  try {
    linkSync(file, target)
  } catch (error) {
    if (reason(error) === 'EEXIST') throw taken(path)
    if (existsSync(target)) throw error
    renameSync(file, target) // a disk without links
  }
}

function copyMode(from: Stats, file: string): void {
  try {
    chownSync(file, from.uid, from.gid)
  } catch {
    // only its owner, or root, may
  }
  chmodSync(file, from.mode & 0o7777)
}

/**
 * Writes files to a folder. One that is not there yet comes whole or not at all; in one that is there no other file is touched.
 * @param files texts by file name
 * @throws InputError `exists` for each file that is there and may not be replaced; `unreadable` when the place cannot be written
 */
export function writeFolder(
  path: string,
  files: Readonly<Record<string, string | Uint8Array>>,
  { force = false }: Writing = {},
): void {
  checkFolder(path, Object.keys(files), { force })
  if (existsSync(path)) {
    for (const [name, text] of Object.entries(files)) writeWhole(join(path, name), text, { force })
    return
  }
  const target = resolve(path)
  const neighbour = neighbourOf(target)
  try {
    mkdirSync(neighbour)
    for (const [name, text] of Object.entries(files)) writeFileSync(join(neighbour, name), text, { flag: 'wx' })
    renameSync(neighbour, target)
  } catch (error) {
    rmSync(neighbour, { recursive: true, force: true })
    throw fault('unreadable', path, reason(error), 'writable')
  }
}

/**
 * Whether files may be written to a folder that may be there.
 * @throws InputError `exists` for each that is there and may not be replaced; `unreadable` for each that may not be written
 */
export function checkFolder(path: string, names: readonly string[], { force = false }: Writing = {}): void {
  checkName(path)
  if (!existsSync(path)) return
  const there = force ? [] : names.filter((name) => isLasting(join(path, name)))
  if (there.length > 0) throw new InputError(there.flatMap((name) => taken(join(path, name)).faults))
  checkAllWritable(names.map((name) => join(path, name)))
}

/** Of several files none is written where one may not be. @throws InputError with each that may not */
function checkAllWritable(paths: readonly string[]): void {
  const faults = paths.filter(existsSync).flatMap((path): Fault[] => {
    try {
      accessSync(path, constants.W_OK)
      return []
    } catch (error) {
      return [{ code: 'unreadable', path, found: reason(error), expected: 'writable' }]
    }
  })
  if (faults.length > 0) throw new InputError(faults)
}

/** Whether a file of this name stands in the folder of a file. */
export function hasNamed(path: string, name: string): boolean {
  return existsSync(join(dirname(path), name))
}

/** The folder of the scenarios that come with the package. */
function shippedFolder(): string {
  return join(packageFolder(), 'scenarios')
}

function packageFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url))
  while (!existsSync(join(folder, 'scenarios')) && dirname(folder) !== folder) folder = dirname(folder)
  return folder
}

/** The web page as one file, as it was built. @throws InputError `not-found` where it was not */
export function singlePage(): Uint8Array {
  return readBytes(join(packageFolder(), 'dist', 'page', 'evenredig.html'))
}

/** Ids of the shipped folders that have a file of this name, sorted: of the scenarios, or of the cases. */
export function shippedWith(name = 'scenario.json'): string[] {
  const folder = shippedFolder()
  return readdirSync(folder)
    .filter((id) => existsSync(join(folder, id, name)))
    .toSorted()
}

/**
 * The file meant by an id of a shipped scenario, a folder, or a file. A path that exists goes before an id.
 * @param name of the file in a folder
 * @throws InputError `not-found`
 */
export function findScenario(given: string, name = 'scenario.json'): string {
  checkName(given)
  for (const path of [given, join(shippedFolder(), given)]) {
    if (!existsSync(path) || (path !== given && !/^[\w.-]+$/.test(given))) continue
    if (!statSync(path).isDirectory()) return path
    if (existsSync(join(path, name))) return join(path, name)
  }
  throw noScenario(given, given, '-', shippedWith(name))
}

/**
 * The file of a shipped scenario, by its id and nothing else: an id never becomes a path.
 * @throws InputError `not-found`, with `shownAs` as the path
 */
export function findShipped(id: string, shownAs: string, name = 'scenario.json'): string {
  const ids = shippedWith(name)
  if (ids.includes(id)) return join(shippedFolder(), id, name)
  throw noScenario(id, shownAs, id.length > 100 ? `${id.slice(0, 97)}...` : id, ids)
}

/** Whether a file is one of those that come with the package. */
export function isShipped(path: string): boolean {
  return resolve(path).startsWith(join(shippedFolder(), sep))
}

/** The files in a folder; none where there is no folder. */
export function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder).map((name) => join(folder, name))
  } catch {
    return []
  }
}

/** A file in a folder. */
export function within(folder: string, name: string): string {
  return join(folder, name)
}

export function reason(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error)
}

function fault(
  code: 'not-found' | 'unreadable' | 'too-large' | 'exists',
  path: string,
  found: string,
  expected: string,
): InputError {
  return new InputError([{ code, path, found, expected }])
}
