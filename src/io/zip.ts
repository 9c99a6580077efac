/** The parts of a zip file, read with distrust: what it declares is checked before anything is unpacked, and while it is. */
import { crc32, inflateRawSync } from 'node:zlib'
import { InputError } from '../domain/errors.js'

/** The most that all parts together may declare to be, unpacked. */
export const MAX_UNPACKED = 50_000_000

/** The most that a part that is read may be: a table of a hundred thousand cells is a few million bytes. */
const MAX_PART = 20_000_000

/** A workbook with pictures has dozens of parts; thousands are an attack or a mistake. */
const MAX_PARTS = 2_000

const END_OF_DIRECTORY = 0x06054b50
const DIRECTORY_ENTRY = 0x02014b50
const LOCAL_HEADER = 0x04034b50

/** Sizes of four bytes that stand in the zip64 fields instead: more than 4 GB. */
const ELSEWHERE = 0xffffffff

interface Entry {
  readonly method: number
  readonly checksum: number
  readonly packed: number
  readonly unpacked: number
  readonly offset: number
}

export interface Zip {
  readonly names: readonly string[]
  /** A part, unpacked; null when there is none of that name. @throws InputError when it is damaged or larger than declared */
  readonly part: (name: string) => Uint8Array | null
}

/**
 * Reads the directory of a zip file.
 * @param path what to call the file in a fault
 * @throws InputError when it is damaged, encrypted, or declares more than `MAX_UNPACKED` bytes or `MAX_PARTS` parts
 */
export function openZip(bytes: Uint8Array, path: string): Zip {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const entries = readDirectory(bytes, view, path)
  const total = [...entries.values()].reduce((sum, { unpacked }) => sum + unpacked, 0)
  if (total > MAX_UNPACKED) {
    throw new InputError([
      { code: 'too-large', path, found: `${total} bytes`, expected: `<= ${MAX_UNPACKED} bytes unpacked` },
    ])
  }
  return {
    names: [...entries.keys()],
    part: (name) => {
      const entry = entries.get(name)
      return entry === undefined ? null : unpack(bytes, view, entry, `${path}:${name}`)
    },
  }
}

function readDirectory(bytes: Uint8Array, view: DataView, path: string): Map<string, Entry> {
  const end = endOfDirectory(view)
  if (end === -1) throw damaged(path, 'no zip directory')
  const count = view.getUint16(end + 10, true)
  if (count > MAX_PARTS) {
    throw new InputError([{ code: 'too-large', path, found: `${count} parts`, expected: `<= ${MAX_PARTS} parts` }])
  }
  const entries = new Map<string, Entry>()
  let at = view.getUint32(end + 16, true)
  for (let i = 0; i < count; i++) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== DIRECTORY_ENTRY) throw damaged(path, 'no zip directory')
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((field) => view.getUint16(at + field, true))
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength!))
    const entry = {
      method: view.getUint16(at + 10, true),
      checksum: view.getUint32(at + 16, true),
      packed: view.getUint32(at + 20, true),
      unpacked: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true),
    }
    if ((view.getUint16(at + 8, true) & 1) === 1) throw damaged(path, 'a password')
    if (entry.unpacked === ELSEWHERE || entry.packed === ELSEWHERE) {
      throw new InputError([
        { code: 'too-large', path: `${path}:${name}`, found: '> 4 GB', expected: `<= ${MAX_UNPACKED} bytes unpacked` },
      ])
    }
    if (entries.has(name)) throw damaged(path, `${name}, ${name}`) // which of the two a reader takes is anybody's guess
    entries.set(name, entry)
    at += 46 + nameLength! + extraLength! + commentLength!
  }
  return entries
}

/** Where the end of the directory stands: at the end, but for a comment of at most 64 KB. -1 when there is none. */
function endOfDirectory(view: DataView): number {
  for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - 22 - 65_535); at--) {
    if (view.getUint32(at, true) === END_OF_DIRECTORY) return at
  }
  return -1
}

function unpack(bytes: Uint8Array, view: DataView, entry: Entry, path: string): Uint8Array {
  const { method, offset, packed, unpacked, checksum } = entry
  if (offset + 30 > bytes.length || view.getUint32(offset, true) !== LOCAL_HEADER) throw damaged(path, 'no part')
  if (unpacked > MAX_PART) {
    throw new InputError([
      { code: 'too-large', path, found: `${unpacked} bytes`, expected: `<= ${MAX_PART} bytes unpacked` },
    ])
  }
  const start = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true)
  if (start + packed > bytes.length) throw damaged(path, 'end of file')
  const data = bytes.subarray(start, start + packed)
  const plain = method === 0 ? data : inflated(data, method, unpacked, path)
  if (plain.length !== unpacked) throw damaged(path, `${plain.length} bytes`, `${unpacked} bytes`)
  if (checksum !== 0 && crc32(plain) !== checksum) throw damaged(path, 'wrong checksum')
  return plain
}

/** Unpacks no further than was declared: a header that lies gives a fault, not gigabytes. */
function inflated(data: Uint8Array, method: number, unpacked: number, path: string): Uint8Array {
  if (method !== 8) throw damaged(path, `packed by method ${method}`)
  if (unpacked === 0) {
    if (data.length > 2) throw damaged(path, 'more than it declares', '0 bytes')
    return new Uint8Array()
  }
  try {
    return inflateRawSync(data, { maxOutputLength: unpacked })
  } catch (error) {
    const tooLong = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE'
    if (tooLong) throw damaged(path, 'more than it declares', `${unpacked} bytes`)
    throw damaged(path, 'damaged')
  }
}

function damaged(path: string, found: string, expected = 'workbook'): InputError {
  return new InputError([{ code: 'not-workbook', path, found, expected }])
}
