/**
 * As much XML as workbooks need: elements, attributes and text, in one pass and without a tree. Whoever listens may throw and
 * so stop at a limit. Document types are refused: no workbook has one, and entities of one's own are for attacks. Nothing is
 * unescaped that nobody asks for, and text comes in pieces, so that what it costs does not depend on what stands in it.
 */

/** The value of an attribute by its name; ":id" is the one with that name behind any prefix. */
export type Attributes = (name: string) => string | undefined

export interface Handlers {
  /** Names come without their prefix. */
  readonly open: (name: string, attribute: Attributes) => void
  readonly close?: (name: string) => void
  /** Text comes in pieces. */
  readonly text?: (text: string) => void
}

/** What is no XML, or breaks off. */
export class XmlError extends Error {
  override readonly name = 'XmlError'
}

/**
 * The text of XML bytes: UTF-8 unless a mark, the pattern of its first characters or its declaration says otherwise.
 * @throws XmlError when they are no text of that encoding, or of one that is not known
 */
export function xmlText(bytes: Uint8Array): string {
  const [a, b] = bytes
  const utf16 =
    a === 0xff || (a === LESS && b === 0) ? 'utf-16le' : a === 0xfe || (a === 0 && b === LESS) ? 'utf-16be' : null
  const head = utf16 === null ? String.fromCharCode(...bytes.subarray(0, 200)) : ''
  const declared = /^<\?xml[^>]*\bencoding\s*=\s*["']([\w.-]{1,40})["']/.exec(head)?.[1]
  try {
    return new TextDecoder(utf16 ?? declared ?? 'utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new XmlError(`not ${utf16 ?? declared ?? 'utf-8'}`)
  }
}

/** Goes through XML text. Whether elements close in order is not checked. @throws XmlError */
export function walkXml(xml: string, { open, close, text }: Handlers): void {
  let at = 0
  while (at < xml.length) {
    const next = xml.indexOf('<', at)
    if (next !== at) say(at, next === -1 ? xml.length : next)
    if (next === -1) return
    if (xml.startsWith('<!--', next)) at = after('-->', next + 4)
    else if (xml.startsWith('<![CDATA[', next)) {
      at = after(']]>', next + 9)
      text?.(xml.slice(next + 9, at - 3))
    } else if (xml.startsWith('<!', next)) throw new XmlError('document type')
    else if (xml.startsWith('<?', next)) at = after('?>', next + 2)
    else if (xml.startsWith('</', next)) {
      at = after('>', next + 2)
      close?.(local(xml.slice(next + 2, at - 1).trimEnd()))
    } else {
      at = endOfTag(next + 1)
      const empty = xml.charCodeAt(at - 2) === SLASH
      const tag = xml.slice(next + 1, empty ? at - 2 : at - 1)
      const name = /^[^\s/]+/.exec(tag)?.[0] ?? ''
      const found = local(name)
      open(found, (attribute) => attributeOf(tag, name.length, attribute))
      if (empty) close?.(found)
    }
  }

  /** Hands over text piece by piece; none ends within an entity. */
  function say(from: number, to: number): void {
    if (text === undefined) return
    for (let begin = from; begin < to;) {
      let end = Math.min(to, begin + PIECE)
      if (end < to) {
        const entity = xml.slice(end - LONGEST_ENTITY, end).lastIndexOf('&')
        if (entity !== -1) end += entity - LONGEST_ENTITY
      }
      text(unescaped(xml.slice(begin, end)))
      begin = end
    }
  }

  function after(end: string, from: number): number {
    const found = xml.indexOf(end, from)
    if (found === -1) throw new XmlError(`no ${end}`)
    return found + end.length
  }

  /** Behind the ">" of a tag; one between quotes does not count. */
  function endOfTag(from: number): number {
    let quote = 0
    for (let i = from; i < xml.length; i++) {
      const char = xml.charCodeAt(i)
      if (quote !== 0) {
        if (char === quote) quote = 0
      } else if (char === DOUBLE || char === SINGLE) quote = char
      else if (char === GREATER) return i + 1
      else if (char === LESS) break
    }
    throw new XmlError('no >')
  }
}

const [SLASH, DOUBLE, SINGLE, GREATER, LESS] = [0x2f, 0x22, 0x27, 0x3e, 0x3c]

/** Text is handed over, and attributes are read, in no more characters than these at once. */
const PIECE = 40_000

/** `&#x10FFFF;` */
const LONGEST_ENTITY = 10

function local(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}

/** The value of an attribute within a tag; undefined when it has none of that name. */
function attributeOf(tag: string, from: number, name: string): string | undefined {
  if (!tag.includes(name, from)) return undefined
  const isMeant = (found: string) => found === name || (name.startsWith(':') && found.endsWith(name))
  // takes a word at a time, so that a megabyte of nonsense costs no more than a megabyte of attributes
  const attribute = /\s*([^\s=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'))?/y
  attribute.lastIndex = from
  for (let match = attribute.exec(tag); match !== null; match = attribute.exec(tag)) {
    if (isMeant(match[1]!)) return unescaped((match[2] ?? match[3] ?? '').slice(0, PIECE))
  }
  return undefined
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

function unescaped(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(/&(?:#x([0-9a-fA-F]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos));/g, (whole, hex, decimal, name) => {
    if (typeof name === 'string') return NAMED[name] ?? whole
    const code = typeof hex === 'string' ? Number.parseInt(hex, 16) : Number(decimal)
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })
}
