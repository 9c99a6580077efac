/**
 * A form (multipart/form-data, RFC 7578) from its bytes: as much of it as browsers and curl send, in one pass that stops at a limit.
 * Readers of others build all that there is before anybody can say that it is too much.
 */
import { InputError } from '../domain/errors.js'

/** A part: a file when it has a file name, else a field. */
export interface FormPart {
  readonly name: string
  readonly file: string | null
  /** The media type, in lower case, without parameters. */
  readonly type: string
  readonly bytes: Uint8Array
}

/** The longest question has a dozen fields, and a scenario for each of ten years. */
const MOST_PARTS = 64

/** What a part says of itself is a few hundred bytes. */
const MOST_HEADER = 4_000

/** RFC 2046, 5.1.1: a boundary has at most 70 characters. */
const BOUNDARY = /;\s*boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i

/**
 * Reads a form.
 * @param type the media type with its boundary
 * @throws InputError `shape` for what is no form, `too-large` for more than `MOST_PARTS` parts
 */
export function readForm(body: Uint8Array, type: string): FormPart[] {
  const match = BOUNDARY.exec(type)
  const boundary = match?.[1] ?? match?.[2]
  if (boundary === undefined) throw noForm('-')
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength)
  const between = Buffer.from(`\r\n--${boundary}`)
  const first = between.subarray(2)
  const begins = bytes.subarray(0, first.length).equals(first) ? 0 : bytes.indexOf(between) + 2
  if (begins === 1) throw noForm('-')
  const parts: FormPart[] = []
  for (let at = begins + first.length; ;) {
    if (bytes[at] === DASH && bytes[at + 1] === DASH) return parts
    if (parts.length === MOST_PARTS) {
      throw new InputError([
        { code: 'too-large', path: 'body', found: `> ${MOST_PARTS} parts`, expected: `<= ${MOST_PARTS} parts` },
      ])
    }
    const head = bytes.indexOf('\r\n', at)
    const blank = bytes.subarray(at, at + MOST_HEADER).indexOf('\r\n\r\n')
    const end = blank === -1 ? -1 : bytes.indexOf(between, at + blank + 2)
    if (head === -1 || end === -1) throw noForm('end of file')
    parts.push(partOf(bytes.toString('utf8', head + 2, at + blank), bytes.subarray(Math.min(end, at + blank + 4), end)))
    at = end + between.length
  }
}

const DASH = 0x2d

function partOf(head: string, bytes: Uint8Array): FormPart {
  const headers = new Map(
    head.split('\r\n').map((line) => {
      const colon = line.indexOf(':')
      return [line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()] as const
    }),
  )
  const disposition = headers.get('content-disposition') ?? ''
  const [name, file] = [parameter(disposition, 'name'), parameter(disposition, 'filename')]
  if (!/^form-data\s*(;|$)/i.test(disposition) || name === null) throw noForm('-')
  const type = (headers.get('content-type') ?? '').split(';')[0]!.trim().toLowerCase()
  return { name, file, type, bytes }
}

/** A parameter of a header; browsers write a quote within as %22, others as \". */
function parameter(header: string, name: string): string | null {
  const match = new RegExp(`;\\s*${name}=(?:"((?:[^"\\\\]|\\\\.)*)"|([^\\s;"]*))`, 'i').exec(header)
  const text = match?.[1]?.replace(/\\(.)/g, '$1') ?? match?.[2]
  return text === undefined ? null : text.replaceAll('%22', '"')
}

function noForm(found: string): InputError {
  return new InputError([{ code: 'shape', path: 'body', found, expected: 'multipart/form-data' }])
}
