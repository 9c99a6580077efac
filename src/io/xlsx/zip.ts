/**
 * The parts of a zip file, read with distrust: what it declares is checked before anything is unpacked, and while it is. A zip
 * file says everything twice, in its directory and before each part; where the two differ, two readers see two files, so that
 * it is refused.
 */
import { Inflate } from 'fflate/browser'
import { InputError } from '../../domain/errors.js'

/** The most that all parts together may declare to be, unpacked. */
export const MAX_UNPACKED = 50_000_000

/** The most that a part that is read may be: a table of a hundred thousand cells is a few million bytes. */
const MAX_PART = 20_000_000

/** A workbook with pictures has dozens of parts; thousands are an attack or a mistake. */
const MAX_PARTS = 2_000

const END_OF_DIRECTORY = 0x06054b50
const END_OF_DIRECTORY_64 = 0x06064b50
const LOCATOR_64 = 0x07064b50
const DIRECTORY_ENTRY = 0x02014b50
const LOCAL_HEADER = 0x04034b50

/** The extra field that holds what does not fit in four bytes, or what a writer did not know beforehand to fit. */
const EXTRA_64 = 0x0001

/** What stands in four, or two, bytes when the number stands in the zip64 field instead. */
const ELSEWHERE = 0xffffffff
const ELSEWHERE_16 = 0xffff

const ENCRYPTED = 1
/** Sizes and checksum stand behind the part, since they were not known before it. */
const DESCRIBED_BEHIND = 8

interface Entry {
  readonly name: string
  readonly method: number
  readonly checksum: number
  readonly packed: number
  readonly unpacked: number
  /** Where its bytes begin, behind its header. */
  readonly start: number
}

export interface Zip {
  readonly names: readonly string[]
  readonly has: (name: string) => boolean
  /**
   * A part, unpacked; null when there is none of that name. Names are told apart without case, as in workbooks (ECMA-376, part 2,
   * 6.2.2.3).
   * @throws InputError when it is damaged or larger than declared
   */
  readonly part: (name: string) => Uint8Array | null
}

/**
 * Reads the directory of a zip file.
 * @param path what to call the file in a fault
 * @throws InputError when it is damaged, encrypted, says two things of one part, or declares more than `MAX_UNPACKED` bytes or
 *   `MAX_PARTS` parts
 */
export function openZip(bytes: Uint8Array, path: string): Zip {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const entries = readDirectory(bytes, view, path)
  const total = entries.reduce((sum, { unpacked }) => sum + unpacked, 0)
  if (total > MAX_UNPACKED) {
    throw new InputError([
      { code: 'too-large', path, found: `${total} bytes`, expected: `<= ${MAX_UNPACKED} bytes unpacked` },
    ])
  }
  checkApart(entries, path)
  const byName = new Map(entries.map((entry) => [entry.name.toLowerCase(), entry]))
  const doubled = entries.find((entry) => byName.get(entry.name.toLowerCase()) !== entry)
  // which of the two a reader takes is anybody's guess
  if (doubled !== undefined) throw damaged(path, `${doubled.name}, ${byName.get(doubled.name.toLowerCase())!.name}`)
  return {
    names: entries.map(({ name }) => name),
    has: (name) => byName.has(name.toLowerCase()),
    part: (name) => {
      const entry = byName.get(name.toLowerCase())
      return entry === undefined ? null : unpack(bytes, entry, `${path}:${name}`)
    },
  }
}

function readDirectory(bytes: Uint8Array, view: DataView, path: string): Entry[] {
  const { count, offset } = directoryPlace(view, path)
  if (count > MAX_PARTS) {
    throw new InputError([{ code: 'too-large', path, found: `${count} parts`, expected: `<= ${MAX_PARTS} parts` }])
  }
  const entries: Entry[] = []
  let at = offset
  for (let i = 0; i < count; i++) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== DIRECTORY_ENTRY) throw damaged(path, 'no zip directory')
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((field) => view.getUint16(at + field, true))
    const end = at + 46 + nameLength! + extraLength!
    if (end + commentLength! > bytes.length) throw damaged(path, 'no zip directory')
    const written = bytes.subarray(at + 46, at + 46 + nameLength!)
    const name = partName(written)
    const flags = view.getUint16(at + 8, true)
    if ((flags & ENCRYPTED) !== 0) throw damaged(path, 'a password')
    const [unpacked, packed, header] = wide(view, [at + 24, at + 20, at + 42], end - extraLength!, end) as [
      number,
      number,
      number,
    ]
    if (unpacked >= ELSEWHERE || packed >= ELSEWHERE || header >= ELSEWHERE) {
      throw new InputError([
        { code: 'too-large', path: `${path}:${name}`, found: '> 4 GB', expected: `<= ${MAX_UNPACKED} bytes unpacked` },
      ])
    }
    const stated = { method: view.getUint16(at + 10, true), checksum: view.getUint32(at + 16, true), packed, unpacked }
    const start = localStart(bytes, view, header, { ...stated, written }, `${path}:${name}`)
    entries.push({ name, ...stated, start })
    at = end + commentLength!
  }
  return entries
}

/** The name of a part. Some writers separate folders by backslashes; a part has no place to lead out of. */
function partName(written: Uint8Array): string {
  return new TextDecoder().decode(written).replaceAll('\\', '/').replace(/^\/+/, '')
}

/** How many entries the directory has, and where it begins. */
function directoryPlace(view: DataView, path: string): { count: number; offset: number } {
  const end = endOfDirectory(view)
  if (end === -1) throw damaged(path, 'no zip directory')
  const [count, offset] = [view.getUint16(end + 10, true), view.getUint32(end + 16, true)]
  if ((count !== ELSEWHERE_16 && offset !== ELSEWHERE) || end < 20 || view.getUint32(end - 20, true) !== LOCATOR_64) {
    return { count, offset }
  }
  const at = Number(view.getBigUint64(end - 12, true))
  if (at + 56 > view.byteLength || view.getUint32(at, true) !== END_OF_DIRECTORY_64) {
    throw damaged(path, 'no zip directory')
  }
  return { count: Number(view.getBigUint64(at + 32, true)), offset: Number(view.getBigUint64(at + 48, true)) }
}

/** Where the end of the directory stands: at the end, but for a comment of at most 64 KB. -1 when there is none. */
function endOfDirectory(view: DataView): number {
  for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - 22 - 65_535); at--) {
    if (view.getUint32(at, true) === END_OF_DIRECTORY) return at
  }
  return -1
}

/**
 * Numbers of four bytes, each from the zip64 field where it says that it stands there. That field has only those, in this order.
 * @param places of the numbers; @param from where the extra fields begin; @param to where they end
 */
function wide(view: DataView, places: readonly number[], from: number, to: number): number[] {
  let [at, end] = [to, to]
  for (let field = from; field + 4 <= to; field += 4 + view.getUint16(field + 2, true)) {
    if (view.getUint16(field, true) !== EXTRA_64) continue
    at = field + 4
    end = Math.min(to, at + view.getUint16(field + 2, true))
    break
  }
  return places.map((place) => {
    const number = view.getUint32(place, true)
    if (number !== ELSEWHERE || at + 8 > end) return number
    at += 8
    return Number(view.getBigUint64(at - 8, true))
  })
}

/** Where the bytes of a part begin. @throws InputError when what stands before them differs from the directory */
function localStart(
  bytes: Uint8Array,
  view: DataView,
  at: number,
  stated: Omit<Entry, 'name' | 'start'> & { readonly written: Uint8Array },
  path: string,
): number {
  if (at + 30 > bytes.length || view.getUint32(at, true) !== LOCAL_HEADER) throw damaged(path, 'no part')
  const [nameLength, extraLength] = [view.getUint16(at + 26, true), view.getUint16(at + 28, true)]
  const extra = at + 30 + nameLength
  const start = extra + extraLength
  if (start + stated.packed > bytes.length) throw damaged(path, 'end of file')
  const name = bytes.subarray(at + 30, extra)
  if (name.length !== stated.written.length || name.some((byte, i) => byte !== stated.written[i])) {
    throw damaged(path, partName(name).slice(0, 100), partName(stated.written).slice(0, 100))
  }
  const flags = view.getUint16(at + 6, true)
  if ((flags & ENCRYPTED) !== 0) throw damaged(path, 'a password')
  const [unpacked, packed] = wide(view, [at + 22, at + 18], extra, start)
  const found = { method: view.getUint16(at + 8, true), checksum: view.getUint32(at + 14, true), packed, unpacked }
  const asked =
    (flags & DESCRIBED_BEHIND) === 0 ? (['method', 'checksum', 'packed', 'unpacked'] as const) : ['method' as const]
  if (asked.some((key) => found[key] !== stated[key])) throw damaged(path, 'two sayings')
  return start
}

/** Parts that share bytes are many at once: a bomb, or a file that two readers see two ways. */
function checkApart(entries: readonly Entry[], path: string): void {
  let taken = 0
  for (const { name, start, packed } of entries.toSorted((a, b) => a.start - b.start)) {
    if (start < taken) throw damaged(`${path}:${name}`, 'overlapping parts')
    taken = start + packed
  }
}

function unpack(bytes: Uint8Array, { method, start, packed, unpacked, checksum }: Entry, path: string): Uint8Array {
  if (unpacked > MAX_PART) {
    throw new InputError([
      { code: 'too-large', path, found: `${unpacked} bytes`, expected: `<= ${MAX_PART} bytes unpacked` },
    ])
  }
  const data = bytes.subarray(start, start + packed)
  const plain = method === 0 ? data : inflated(data, method, unpacked, path)
  if (plain.length !== unpacked) throw damaged(path, `${plain.length} bytes`, `${unpacked} bytes`)
  if (crc32(plain) !== checksum) throw damaged(path, 'wrong checksum')
  return plain
}

/** So much of a part is unpacked at a time: packed bytes become at most a thousand times as many. */
const SLICE = 8_192

/** Unpacks no further than was declared: a header that lies gives a fault, not gigabytes. */
function inflated(data: Uint8Array, method: number, unpacked: number, path: string): Uint8Array {
  if (method !== 8) throw damaged(path, `packed by method ${method}`)
  if (unpacked === 0) {
    if (data.length > 2) throw damaged(path, 'more than it declares', '0 bytes')
    return new Uint8Array()
  }
  const plain = new Uint8Array(unpacked)
  let length = 0
  const stream = new Inflate((chunk) => {
    if (length + chunk.length > unpacked) throw damaged(path, 'more than it declares', `${unpacked} bytes`)
    plain.set(chunk, length)
    length += chunk.length
  })
  try {
    for (let at = 0; at < data.length; at += SLICE) {
      stream.push(data.subarray(at, at + SLICE), at + SLICE >= data.length)
    }
  } catch (error) {
    throw error instanceof InputError ? error : damaged(path, 'damaged')
  }
  return plain.subarray(0, length)
}

/** The checksum of zip files, by byte: CRC-32 (ISO 3309), backwards. */
const CRC = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte
  for (let bit = 0; bit < 8; bit++) crc = (crc & 1) === 0 ? crc >>> 1 : (crc >>> 1) ^ 0xedb88320
  return crc
})

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff
  for (const byte of bytes) crc = CRC[(crc ^ byte) & 0xff]! ^ (crc >>> 8)
  return (crc ^ 0xffffffff) >>> 0
}

function damaged(path: string, found: string, expected = 'workbook'): InputError {
  return new InputError([{ code: 'not-workbook', path, found, expected }])
}
