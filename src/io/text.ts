/** Text in bytes, as people and programs write it. */

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
