/** The only place that touches the file system. */
import { randomBytes } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { InputError, nearest, type Fault } from '../domain/errors.js'

/** Larger files are refused before they are read. */
const MAX_BYTES = 50_000_000

/**
 * Reads a text file: UTF-8 (with or without a byte order mark), UTF-16, or else Windows-1252, as old Excels write it.
 * @throws InputError `not-found`, `unreadable` or `too-large`, with `shownAs` as the path
 */
export function readText(path: string, shownAs = path): string {
  return decode(readBytes(path, shownAs))
}

/** Reads a file as it is. @throws InputError `not-found`, `unreadable` or `too-large`, with `shownAs` as the path */
export function readBytes(path: string, shownAs = path): Uint8Array {
  let size: number
  try {
    const status = statSync(path)
    if (status.isDirectory()) throw fault('unreadable', shownAs, 'a folder', 'file')
    if (!status.isFile() && !status.isFIFO()) throw fault('unreadable', shownAs, '-', 'file') // a device may never end
    size = status.size
  } catch (error) {
    if (error instanceof InputError) throw error
    const why = reason(error)
    throw why === 'ENOENT' ? fault('not-found', shownAs, '-', 'file') : fault('unreadable', shownAs, why, 'file')
  }
  if (size > MAX_BYTES) throw fault('too-large', shownAs, `${size} bytes`, `<= ${MAX_BYTES} bytes`)
  try {
    return readFileSync(path)
  } catch (error) {
    throw fault('unreadable', shownAs, reason(error), 'file')
  }
}

/** The text in bytes of an encoding that they show themselves; Windows-1252 where they show none. */
export function decode(bytes: Uint8Array): string {
  const utf16 = utf16Of(bytes)
  if (utf16 !== null) return new TextDecoder(utf16).decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

/** Which UTF-16 bytes are, by their mark or by the zeros that every other byte of Latin text is; null for none. */
function utf16Of(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  const head = bytes.subarray(0, 1_000)
  if (bytes.length % 2 === 1) return null
  const [even, odd] = [0, 1].map((from) => head.filter((byte, i) => i % 2 === from && byte === 0).length)
  const most = head.length * 0.35
  return odd! > most && even === 0 ? 'utf-16le' : even! > most && odd === 0 ? 'utf-16be' : null
}

/** Whether a path is there already. */
export function isThere(path: string): boolean {
  return existsSync(path)
}

/** Whether two names mean the same file that is there. */
export function isSameFile(a: string, b: string): boolean {
  return existsSync(a) && existsSync(b) && realpathSync(a) === realpathSync(b)
}

/**
 * Writes a file whole or not at all: to a neighbour first, which then takes its name.
 * @throws InputError `unreadable` when the place cannot be written
 */
export function writeWhole(path: string, content: string | Uint8Array): void {
  const target = resolve(path)
  const neighbour = join(dirname(target), `.${basename(target)}.${randomBytes(6).toString('hex')}`)
  try {
    if (existsSync(target) && !statSync(target).isFile()) {
      writeFileSync(target, content) // a device or a pipe: nothing to rename over
      return
    }
    writeFileSync(neighbour, content, { flag: 'wx' })
    renameSync(neighbour, target)
  } catch (error) {
    if (existsSync(neighbour)) rmSync(neighbour, { force: true })
    throw fault('unreadable', path, reason(error), 'writable')
  }
}

/**
 * Writes a folder of files whole or not at all. The folder must not be there yet, or be empty.
 * @param files texts by file name
 * @throws InputError `unreadable` when the place is taken or cannot be written
 */
export function writeFolder(path: string, files: Readonly<Record<string, string>>): void {
  const target = resolve(path)
  const neighbour = join(dirname(target), `.${basename(target)}.${randomBytes(6).toString('hex')}`)
  try {
    const taken = existsSync(target)
    if (taken && (!statSync(target).isDirectory() || readdirSync(target).length > 0)) {
      throw fault('unreadable', path, 'not empty', 'an empty folder')
    }
    mkdirSync(neighbour)
    for (const [name, text] of Object.entries(files)) writeFileSync(join(neighbour, name), text, { flag: 'wx' })
    if (taken) rmdirSync(target)
    renameSync(neighbour, target)
  } catch (error) {
    rmSync(neighbour, { recursive: true, force: true })
    throw error instanceof InputError ? error : fault('unreadable', path, reason(error), 'writable')
  }
}

/** The folder of the scenarios that come with the package. */
function shippedFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url))
  while (!existsSync(join(folder, 'scenarios')) && dirname(folder) !== folder) folder = dirname(folder)
  return join(folder, 'scenarios')
}

/** Ids of the shipped scenarios, sorted. */
export function shippedScenarios(): string[] {
  const folder = shippedFolder()
  return readdirSync(folder)
    .filter((id) => existsSync(join(folder, id, 'scenario.json')))
    .toSorted()
}

/**
 * The scenario file meant by an id of a shipped scenario, a folder, or a file. A path that exists goes before an id.
 * @throws InputError `not-found`
 */
export function findScenario(given: string): string {
  for (const path of [given, join(shippedFolder(), given)]) {
    if (!existsSync(path) || (path !== given && !/^[\w.-]+$/.test(given))) continue
    if (!statSync(path).isDirectory()) return path
    if (existsSync(join(path, 'scenario.json'))) return join(path, 'scenario.json')
  }
  const ids = shippedScenarios()
  const hint = given.length > 100 ? undefined : nearest(given, ids)
  const unknown: Fault = { code: 'not-found', path: given, found: '-', expected: ids.join(' | ') }
  throw new InputError([{ ...unknown, ...(hint !== undefined && { hint }) }])
}

/**
 * The file of a shipped scenario, by its id and nothing else: an id never becomes a path.
 * @throws InputError `not-found`, with `shownAs` as the path
 */
export function findShipped(id: string, shownAs: string): string {
  const ids = shippedScenarios()
  if (ids.includes(id)) return join(shippedFolder(), id, 'scenario.json')
  const hint = id.length > 100 ? undefined : nearest(id, ids)
  const found = id.length > 100 ? `${id.slice(0, 97)}...` : id
  const unknown: Fault = { code: 'not-found', path: shownAs, found, expected: ids.join(' | ') }
  throw new InputError([{ ...unknown, ...(hint !== undefined && { hint }) }])
}

/** Whether a file is one of those that come with the package. */
export function isShipped(path: string): boolean {
  return resolve(path).startsWith(join(shippedFolder(), sep))
}

/** Whether a file is a workbook, by its name; also of the kinds that are refused, so that the refusal says why. */
export function isWorkbook(path: string): boolean {
  return /\.(xlsx|xlsm|xlsb|xls|ods)$/i.test(path)
}

/** A file beside another: `careUse` names its CSV files relative to the scenario. */
export function beside(path: string, name: string): string {
  return join(dirname(path), name)
}

function reason(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error)
}

function fault(
  code: 'not-found' | 'unreadable' | 'too-large',
  path: string,
  found: string,
  expected: string,
): InputError {
  return new InputError([{ code, path, found, expected }])
}
