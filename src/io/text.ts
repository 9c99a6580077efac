/** What bytes are: a workbook, or text, in one of the encodings that people and programs write. */

/** The text in bytes of an encoding that they show themselves; Windows-1252 where they show none. */
export function decode(bytes: Uint8Array): string {
  const utf16 = utf16Of(bytes)
  if (utf16 !== null) return new TextDecoder(utf16).decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252')
      .decode(bytes)
      .replace(/[\u0080-\u009F]/g, (letter) => WINDOWS[letter.charCodeAt(0) - 0x80]!)
  }
}

/** What Windows-1252 has from 0x80 on: some machines take these bytes for the control characters of Latin-1. */
const WINDOWS = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ'

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

/** How zip files begin, and what old Excels write. */
const WORKBOOK_BEGINS: ReadonlySet<string> = new Set(['504b0304', '504b0506', 'd0cf11e0'])

/**
 * Whether a file is a workbook, by what is in it: a pipe has no ending, and an ending may be wrong. What is called one is one too,
 * also of the kinds that are refused, so that the refusal says why.
 */
export function isWorkbook(path: string, bytes: Uint8Array): boolean {
  const begin = [...bytes.subarray(0, 4)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return WORKBOOK_BEGINS.has(begin) || /\.(xlsx|xlsm|xlsb|xls|ods)$/i.test(path)
}
